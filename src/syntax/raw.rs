//! Raw tokens: characters in, tokens out, one after the other.
//!
//! `logos` finds names, keywords, operators and the *beginnings* of literals; this file finds their ends, because there the errors
//! need words. It keeps the stack of open brackets and, since PEP 701, a stack of open f-strings: an f-string is not one token but
//!
//! ```text
//!   f'a{x!r:>{w}}b'      FStringStart  f'
//!     ─ ┬── ─┬─ ─        FStringMiddle a      text
//!       │    │           {  x  !  r  :        a field: ordinary tokens
//!       │    │           FStringMiddle >      its format specification: text again,
//!       │    │           {  w  }              with a field inside
//!       │    └ field     FStringMiddle        (empty)
//!       └ field          }
//!                        FStringMiddle b
//!                        FStringEnd    '
//! ```
//!
//! so the reader is in one of two modes. In *text* it looks for braces and the closing quotes; in *code* it asks `logos`. It is in text when the
//! innermost f-string has no open field, or when its innermost field has come to its format specification.

use logos::Logos;
use unicode_ident::{is_xid_continue, is_xid_start};

use super::dump::is_printable;
use super::number;
use super::token::{Tok, Token};
use crate::source::{Source, Span, SyntaxError};

/// CPython's MAXLEVEL.
const MAX_BRACKETS: usize = 200;
/// CPython's MAXFSTRINGLEVEL.
const MAX_FSTRINGS: usize = 150;
/// CPython's MAX_EXPR_NESTING: fields within format specifications.
const MAX_FIELDS: usize = 3;

type Result<T> = std::result::Result<T, SyntaxError>;

/// An open bracket.
#[derive(Debug, Clone, Copy)]
pub struct Bracket {
    pub open: u8,
    pub at: u32,
}

/// An f-string whose closing quotes have not been seen.
struct FString {
    start: u32,
    quote: u8,
    triple: bool,
    raw: bool,
    fields: Vec<Field>,
}

/// An open replacement field.
struct Field {
    /// The number of open brackets inside the field: its own brace counts.
    brackets: usize,
    /// Past the `:`.
    in_spec: bool,
}

pub struct Lexer<'s> {
    source: &'s Source,
    text: &'s str,
    logos: logos::Lexer<'s, Tok>,
    brackets: Vec<Bracket>,
    fstrings: Vec<FString>,
    /// The last token was text of an f-string.
    after_text: bool,
}

impl<'s> Lexer<'s> {
    pub fn new(source: &'s Source) -> Self {
        let text = source.text();
        Lexer {
            source,
            text,
            logos: Tok::lexer(text),
            brackets: Vec::new(),
            fstrings: Vec::new(),
            after_text: false,
        }
    }

    /// The innermost open bracket.
    pub fn open_bracket(&self) -> Option<Bracket> {
        self.brackets.last().copied()
    }

    /// Where the next token is looked for.
    pub fn position(&self) -> usize {
        self.logos.span().end
    }

    /// Steps over bytes that the caller has read itself.
    pub fn skip(&mut self, bytes: usize) {
        self.logos.bump(bytes);
    }

    /// The next token, comments and line ends included; `None` at the end of the text.
    pub fn next(&mut self) -> Result<Option<Token>> {
        let in_text = self.in_fstring_text();
        if in_text && let Some(token) = self.fstring_text()? {
            self.after_text = token.tok != Tok::FStringEnd;
            return Ok(Some(token));
        }
        self.after_text = false;
        let Some(found) = self.logos.next() else {
            return Ok(None);
        };
        let span = self.span();
        let Ok(tok) = found else {
            return self.bad_character(span).map(Some);
        };
        match tok {
            Tok::Name => self.check_name(span)?,
            Tok::Number => {
                let length = number::scan(self.text, span.start as usize)?;
                self.logos.bump(length - (span.end - span.start) as usize);
            }
            Tok::String => self.string(span)?,
            Tok::FStringStart => self.open_fstring(span)?,
            Tok::LParen | Tok::LBracket | Tok::LBrace => self.open(span, in_text)?,
            Tok::RParen | Tok::RBracket | Tok::RBrace => self.close(span)?,
            Tok::Colon | Tok::Walrus => return Ok(Some(self.colon(tok, span))),
            _ => {}
        }
        Ok(Some(Token {
            tok,
            span: self.span(),
        }))
    }

    fn span(&self) -> Span {
        let span = self.logos.span();
        Span::new(span.start as u32, span.end as u32)
    }

    fn bad_character(&mut self, span: Span) -> Result<Token> {
        let rest = &self.text[span.start as usize..];
        let first = rest.chars().next().unwrap_or('\0');
        if first == '\\' {
            let message = "unexpected character after line continuation character";
            return Err(SyntaxError::new(
                message,
                Span::new(span.start + 1, span.start + 2),
            ));
        }
        if first.is_control() {
            let message = format!("invalid non-printable character U+{:04X}", first as u32);
            return Err(SyntaxError::new(message, span));
        }
        Ok(Token {
            tok: Tok::Unknown,
            span,
        })
    }

    /// A name beyond ASCII must be an identifier after normalisation, as `str.isidentifier` judges it.
    fn check_name(&self, span: Span) -> Result<()> {
        let name = &self.text[span.start as usize..span.end as usize];
        if name.is_ascii() {
            return Ok(());
        }
        for (at, c) in name.char_indices() {
            let fits = if at == 0 {
                c == '_' || is_xid_start(c)
            } else {
                is_xid_continue(c)
            };
            if fits {
                continue;
            }
            let start = span.start + at as u32;
            let code = c as u32;
            let message = if is_printable(c) {
                format!("invalid character '{c}' (U+{code:04X})")
            } else {
                format!("invalid non-printable character U+{code:04X}")
            };
            return Err(SyntaxError::new(message, Span::new(start, start + 1)));
        }
        Ok(())
    }

    /// Steps over the rest of a string literal whose prefix and opening quotes are `span`.
    fn string(&mut self, span: Span) -> Result<()> {
        let bytes = self.text.as_bytes();
        let (quote, triple) = quotes(&bytes[span.start as usize..span.end as usize]);
        let mut at = span.end as usize;
        loop {
            let stop = memchr::memchr3(
                quote,
                b'\\',
                if triple { quote } else { b'\n' },
                &bytes[at..],
            );
            let Some(stop) = stop.map(|stop| at + stop) else {
                return Err(self.unterminated("", span, triple));
            };
            at = match bytes[stop] {
                b'\\' if stop + 1 < bytes.len() => stop + 2,
                b'\\' | b'\n' => return Err(self.unterminated("", span, triple)),
                _ if !triple => stop + 1,
                _ if bytes[stop..].starts_with(&[quote; 3]) => stop + 3,
                _ => {
                    at = stop + 1;
                    continue;
                }
            };
            if bytes[stop] == quote {
                self.logos.bump(at - span.end as usize);
                return Ok(());
            }
        }
    }

    fn unterminated(&self, prefix: &str, start: Span, triple: bool) -> SyntaxError {
        let place = Span::new(start.start, start.start + 1);
        // Inside a field these quotes are more likely the end of the f-string.
        if prefix.is_empty()
            && let Some(outer) = self.fstrings.last()
            && (outer.quote, outer.triple)
                == quotes(&self.text.as_bytes()[start.start as usize..start.end as usize])
        {
            return SyntaxError::new("f-string: expecting '}'", place);
        }
        if triple {
            let last = self.source.line(self.text.len().saturating_sub(1) as u32);
            let message = format!(
                "unterminated triple-quoted {prefix}string literal (detected at line {last})"
            );
            return SyntaxError::new(message, place);
        }
        // Where the line ends that the literal would have to end on: escaped line ends continue it.
        let bytes = self.text.as_bytes();
        let mut at = start.end as usize;
        while at < bytes.len() && bytes[at] != b'\n' {
            at += if bytes[at] == b'\\' { 2 } else { 1 };
        }
        let line = self
            .source
            .line(at.min(bytes.len().saturating_sub(1)) as u32);
        SyntaxError::new(
            format!("unterminated {prefix}string literal (detected at line {line})"),
            place,
        )
    }

    fn open(&mut self, span: Span, starts_field: bool) -> Result<()> {
        if self.brackets.len() >= MAX_BRACKETS {
            return Err(SyntaxError::new("too many nested parentheses", span));
        }
        self.brackets.push(Bracket {
            open: self.text.as_bytes()[span.start as usize],
            at: span.start,
        });
        let brackets = self.brackets.len();
        if starts_field && let Some(fstring) = self.fstrings.last_mut() {
            if fstring.fields.len() >= MAX_FIELDS {
                let before = Span::new(span.start - 1, span.start);
                return Err(SyntaxError::new(
                    "f-string: expressions nested too deeply",
                    before,
                ));
            }
            fstring.fields.push(Field {
                brackets,
                in_spec: false,
            });
        }
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<()> {
        let close = self.text.as_bytes()[span.start as usize] as char;
        let depth = self.brackets.len();
        let in_fstring = self.fstrings.last_mut();
        if let Some(fstring) = &in_fstring
            && fstring.fields.is_empty()
            && close == '}'
        {
            return Err(SyntaxError::new(
                "f-string: single '}' is not allowed",
                span,
            ));
        }
        let Some(bracket) = self.brackets.pop() else {
            return Err(SyntaxError::new(format!("unmatched '{close}'"), span));
        };
        let field = in_fstring.and_then(|fstring| {
            let ends = fstring
                .fields
                .last()
                .is_some_and(|field| field.brackets == depth);
            ends.then_some(fstring)
        });
        let open = bracket.open as char;
        if matches!((open, close), ('(', ')') | ('[', ']') | ('{', '}')) {
            if let Some(fstring) = field {
                fstring.fields.pop();
            }
            return Ok(());
        }
        let message = if field.is_some() {
            format!("f-string: unmatched '{close}'")
        } else {
            let line = self.source.line(bracket.at);
            let place = if line == self.source.line(span.start) {
                String::new()
            } else {
                format!(" on line {line}")
            };
            format!(
                "closing parenthesis '{close}' does not match opening parenthesis '{open}'{place}"
            )
        };
        Err(SyntaxError::new(message, span))
    }

    /// At the outer level of a field `:` begins the format specification, even as part of `:=`.
    fn colon(&mut self, tok: Tok, span: Span) -> Token {
        let depth = self.brackets.len();
        if let Some(field) = self
            .fstrings
            .last_mut()
            .and_then(|fstring| fstring.fields.last_mut())
            && field.brackets == depth
        {
            field.in_spec = true;
            if tok == Tok::Walrus {
                self.rewind(span.start + 1);
            }
            return Token {
                tok: Tok::Colon,
                span: Span::new(span.start, span.start + 1),
            };
        }
        Token { tok, span }
    }

    /// Continues reading at `offset`, before what was read last.
    fn rewind(&mut self, offset: u32) {
        self.logos = Tok::lexer(self.text);
        self.logos.bump(offset as usize);
    }

    fn open_fstring(&mut self, span: Span) -> Result<()> {
        if self.fstrings.len() + 1 >= MAX_FSTRINGS {
            return Err(SyntaxError::new("too many nested f-strings", span));
        }
        let opening = &self.text.as_bytes()[span.start as usize..span.end as usize];
        let (quote, triple) = quotes(opening);
        let raw = opening.iter().any(|byte| byte.eq_ignore_ascii_case(&b'r'));
        self.fstrings.push(FString {
            start: span.start,
            quote,
            triple,
            raw,
            fields: Vec::new(),
        });
        Ok(())
    }

    fn in_fstring_text(&self) -> bool {
        self.fstrings
            .last()
            .is_some_and(|fstring| match fstring.fields.last() {
                Some(field) => field.in_spec && field.brackets == self.brackets.len(),
                None => true,
            })
    }

    /// The next piece of text, or the end, of the innermost f-string; `None` before a brace, which is code.
    fn fstring_text(&mut self) -> Result<Option<Token>> {
        let Some(fstring) = self.fstrings.last() else {
            return Ok(None);
        };
        let (quote, triple, raw) = (fstring.quote, fstring.triple, fstring.raw);
        let in_spec = !fstring.fields.is_empty();
        let bytes = self.text.as_bytes();
        let start = self.position();
        let doubled = |at: usize| bytes.get(at) == bytes.get(at + 1);
        let closing = |at: usize| {
            if triple {
                bytes[at..].starts_with(&[quote; 3])
            } else {
                bytes[at] == quote
            }
        };

        match bytes.get(start) {
            Some(b'{') if in_spec || !doubled(start) => return Ok(None),
            Some(&byte) if byte == quote && closing(start) => {
                self.logos.bump(if triple { 3 } else { 1 });
                let token = Token {
                    tok: Tok::FStringEnd,
                    span: Span::new(start as u32, self.position() as u32),
                };
                if in_spec {
                    return Err(SyntaxError::new(
                        "f-string: expecting '}', or format specs",
                        token.span,
                    ));
                }
                self.fstrings.pop();
                return Ok(Some(token));
            }
            _ => {}
        }

        let mut at = start;
        let (end, skipped) = loop {
            let Some(&byte) = bytes.get(at) else {
                return Err(self.unterminated_fstring());
            };
            match byte {
                b'\n' if !triple && in_spec => break (at, 0),
                b'\n' if !triple => return Err(self.unterminated_fstring()),
                b'{' if !in_spec && doubled(at) => break (at + 1, 1),
                b'{' => break (at, 0),
                b'}' if !in_spec && doubled(at) => break (at + 1, 1),
                b'}' => break (at, 0),
                b'\\' => match bytes.get(at + 1) {
                    Some(b'{' | b'}') => at += 1,
                    Some(b'N') if !raw && bytes.get(at + 2) == Some(&b'{') => {
                        // The brace of \N{...} is no field.
                        match bytes[at..]
                            .iter()
                            .position(|&byte| byte == b'}' || byte == b'\n')
                        {
                            Some(brace) if bytes[at + brace] == b'}' => break (at + brace + 1, 0),
                            Some(newline) => at += newline,
                            None => return Err(self.unterminated_fstring()),
                        }
                    }
                    _ => at += 2,
                },
                _ if byte == quote && closing(at) => break (at, 0),
                _ => at += 1,
            }
        };
        if end == start && (self.after_text || !in_spec) {
            // A lone brace: code. (A format specification without text is an empty text.)
            return Ok(None);
        }
        self.logos.bump(end + skipped - start);
        Ok(Some(Token {
            tok: if raw {
                Tok::FStringRawMiddle
            } else {
                Tok::FStringMiddle
            },
            span: Span::new(start as u32, end as u32),
        }))
    }

    fn unterminated_fstring(&self) -> SyntaxError {
        let Some(fstring) = self.fstrings.last() else {
            return SyntaxError::new("invalid syntax", self.span());
        };
        let start = fstring.start;
        let opening = self.text.as_bytes()[start as usize..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic());
        let end = start + opening.count() as u32 + if fstring.triple { 3 } else { 1 };
        self.unterminated("f-", Span::new(start, end), fstring.triple)
    }
}

/// The quote character at the end of an opening, and whether there are three.
fn quotes(opening: &[u8]) -> (u8, bool) {
    let quote = opening.last().copied().unwrap_or(b'"');
    (quote, opening.ends_with(&[quote; 3]))
}
