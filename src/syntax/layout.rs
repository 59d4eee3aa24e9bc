//! Layout: lines and indentation become tokens.
//!
//! ```text
//!   if x:          if x : Newline
//!       f(         Indent f (
//!         1)                  1 ) Newline      (inside brackets a line end is nothing)
//!
//!       # note                                 (blank lines and comments are nothing)
//!   g()            Dedent g ( ) Newline
//! ```
//!
//! A stack holds the columns of the enclosing blocks. A line that starts further right pushes one (`Indent`); a line further
//! left pops until its column is found (`Dedent`s), and it must be found. Tabs make a column ambiguous, so each is
//! counted twice, with tabs of eight and of one; the two counts must compare alike, or it's a `TabError`.

use super::raw::{Bracket, Lexer};
use super::token::{Tok, Token};
use crate::source::{Source, Span, SyntaxError, SyntaxErrorKind};

/// CPython's MAXINDENT, of which the outermost level takes one.
const MAX_INDENTATION: usize = 100;

/// All tokens of a file.
#[derive(Debug)]
pub struct Tokens {
    pub tokens: Vec<Token>,
    /// The innermost bracket that is still open at the end of the file.
    pub unclosed: Option<Bracket>,
    /// What is wrong with the layout after the last token. Unlike a wrong literal, which wins over all
    /// mistakes before it, this matters only if the grammar gets that far.
    pub broken: Option<SyntaxError>,
}

/// The tokens that the grammar sees.
pub fn tokens(source: &Source) -> Result<Tokens, SyntaxError> {
    Layout::new(source, false).run()
}

/// The tokens with comments and empty lines, for `-m tokenize`.
pub fn tokens_with_trivia(source: &Source) -> Result<Tokens, SyntaxError> {
    Layout::new(source, true).run()
}

/// An indentation, measured twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Column {
    /// With a tab to every eighth column.
    wide: u32,
    /// With a tab as one column.
    narrow: u32,
}

struct Layout<'s> {
    source: &'s Source,
    lexer: Lexer<'s>,
    keep_trivia: bool,
    tokens: Vec<Token>,
    blocks: Vec<Column>,
}

impl<'s> Layout<'s> {
    fn new(source: &'s Source, keep_trivia: bool) -> Self {
        let tokens = Vec::with_capacity(source.text().len() / 4);
        let blocks = vec![Column { wide: 0, narrow: 0 }];
        Layout {
            source,
            lexer: Lexer::new(source),
            keep_trivia,
            tokens,
            blocks,
        }
    }

    fn run(mut self) -> Result<Tokens, SyntaxError> {
        let mut line_is_empty = true;
        if let Err(error) = self.indentation() {
            return Ok(self.finish(Some(error)));
        }
        while let Some(token) = self.lexer.next()? {
            match token.tok {
                Tok::Comment => self.trivia(token),
                Tok::Newline if self.lexer.open_bracket().is_some() => self.trivia(Token {
                    tok: Tok::Nl,
                    ..token
                }),
                Tok::Newline => {
                    if line_is_empty {
                        self.trivia(Token {
                            tok: Tok::Nl,
                            ..token
                        });
                    } else {
                        self.tokens.push(token);
                    }
                    line_is_empty = true;
                    if let Err(error) = self.indentation() {
                        return Ok(self.finish(Some(error)));
                    }
                }
                _ => {
                    line_is_empty = false;
                    self.tokens.push(token);
                }
            }
        }
        let mut broken = None;
        let end = self.source.text().len() as u32;
        if self.lexer.open_bracket().is_none() {
            if !line_is_empty {
                let place = Span::new(end.saturating_sub(1), end);
                broken = Some(SyntaxError::new("unexpected EOF while parsing", place));
            }
            for _ in 1..self.blocks.len() {
                self.tokens.push(Token {
                    tok: Tok::Dedent,
                    span: Span::new(end, end),
                });
            }
        }
        Ok(self.finish(broken))
    }

    fn finish(self, broken: Option<SyntaxError>) -> Tokens {
        Tokens {
            tokens: self.tokens,
            unclosed: self.lexer.open_bracket(),
            broken,
        }
    }

    fn trivia(&mut self, token: Token) {
        if self.keep_trivia {
            self.tokens.push(token);
        }
    }

    /// Reads the beginning of a line and compares it with the enclosing blocks.
    fn indentation(&mut self) -> Result<(), SyntaxError> {
        let start = self.lexer.position();
        let bytes = self.source.text().as_bytes();
        let mut at = start;
        let mut column = Column { wide: 0, narrow: 0 };
        let mut before_continuation = None;
        loop {
            match bytes.get(at) {
                Some(b' ') => {
                    column = Column {
                        wide: column.wide + 1,
                        narrow: column.narrow + 1,
                    }
                }
                Some(b'\t') => {
                    column = Column {
                        wide: (column.wide / 8 + 1) * 8,
                        narrow: column.narrow + 1,
                    }
                }
                Some(b'\x0c') => column = Column { wide: 0, narrow: 0 },
                // An indentation can't be split over lines: what counts is the first of them.
                Some(b'\\') if bytes.get(at + 1) == Some(&b'\n') => {
                    before_continuation.get_or_insert(column);
                    at += 1;
                }
                _ => break,
            }
            at += 1;
        }
        if matches!(bytes.get(at), None | Some(b'#' | b'\n')) {
            return Ok(());
        }
        if let Some(first) = before_continuation.filter(|first| first.wide > 0) {
            column = first;
        }
        self.lexer.skip(at - start);
        self.compare(column, Span::new(start as u32, at as u32))
    }

    fn compare(&mut self, column: Column, span: Span) -> Result<(), SyntaxError> {
        let inner = self.blocks[self.blocks.len() - 1];
        if column.wide == inner.wide {
            return if column.narrow == inner.narrow {
                Ok(())
            } else {
                Err(self.mixed_tabs(span))
            };
        }
        if column.wide > inner.wide {
            if column.narrow <= inner.narrow {
                return Err(self.mixed_tabs(span));
            }
            if self.blocks.len() >= MAX_INDENTATION {
                let place = Span::new(span.start, span.start);
                return Err(SyntaxError::indentation(
                    "too many levels of indentation",
                    place,
                ));
            }
            self.blocks.push(column);
            self.tokens.push(Token {
                tok: Tok::Indent,
                span,
            });
            return Ok(());
        }
        let enclosing = self
            .blocks
            .iter()
            .rposition(|block| block.wide <= column.wide);
        let enclosing = enclosing.unwrap_or(0);
        let outer = self.blocks[enclosing];
        if column.wide != outer.wide {
            let message = "unindent does not match any outer indentation level";
            // It points at the end of the line.
            let end = self.source.line_start(self.source.line(span.end) + 1);
            return Err(SyntaxError::indentation(message, Span::new(end - 1, end)));
        }
        if column.narrow != outer.narrow {
            return Err(self.mixed_tabs(span));
        }
        for _ in enclosing + 1..self.blocks.len() {
            self.tokens.push(Token {
                tok: Tok::Dedent,
                span: Span::new(span.end, span.end),
            });
        }
        self.blocks.truncate(enclosing + 1);
        Ok(())
    }

    fn mixed_tabs(&self, span: Span) -> SyntaxError {
        let message = "inconsistent use of tabs and spaces in indentation".into();
        SyntaxError {
            kind: SyntaxErrorKind::TabError,
            message,
            span: Span::new(span.start, span.start),
        }
    }
}
