//! From `invalid syntax` to what was probably meant.
//!
//! The grammar says which token can't follow. Here the tokens around it are looked at again, slowly, since this happens once:
//!
//! ```text
//!     f(a, b c)          the grammar stops at c
//!          ┬ ┬           `b` is an expression, `c` is one, and brackets are open:
//!          └─┴─ ^^^      invalid syntax. Perhaps you forgot a comma?
//! ```
//!
//! Each rule is a method of [`Scene`] that recognises one family of mistakes and gives CPython's message and range;
//! the first that knows something wins. Rules about statements and blocks are in [`block`], about expressions in
//! [`phrase`], about f-strings in [`field`].

mod block;
mod field;
mod phrase;

use crate::source::{Source, Span, SyntaxError};

use super::ast::Expr;
use super::token::{Tok, Token};

/// Elements longer than this are not looked at: each possible beginning or end costs a parse.
const MOST_TOKENS: usize = 200;

/// The place where the grammar stopped.
pub struct Scene<'t> {
    source: &'t Source,
    tokens: &'t [Token],
    /// The token that can't follow; `tokens.len()` at the end of the file.
    at: usize,
    /// What could have followed, by the grammar's names.
    expected: &'t [String],
}

/// An open bracket before the place.
#[derive(Clone, Copy)]
struct Opener {
    index: usize,
    /// The `{` of a replacement field.
    is_field: bool,
}

/// Explains why `tokens[at]` can't follow, as well as it can.
pub fn explain(source: &Source, tokens: &[Token], at: usize, expected: &[String]) -> SyntaxError {
    let scene = Scene {
        source,
        tokens,
        at,
        expected,
    };
    let known = None
        .or_else(|| scene.unexpected_indent())
        .or_else(|| scene.missing_block())
        .or_else(|| scene.missing_colon())
        .or_else(|| scene.definition())
        .or_else(|| scene.import())
        .or_else(|| scene.try_statement())
        .or_else(|| scene.parameters())
        .or_else(|| scene.legacy_statement())
        .or_else(|| scene.comprehension())
        .or_else(|| scene.dictionary())
        .or_else(|| scene.empty_field())
        .or_else(|| scene.assignment_in_expression())
        .or_else(|| scene.missing_comma())
        .or_else(|| scene.missing_else())
        .or_else(|| scene.unfinished_field());
    known.unwrap_or_else(|| match scene.tok(at) {
        Some(Tok::Dedent) => SyntaxError::indentation("unexpected unindent", scene.span_of(at)),
        _ => SyntaxError::new("invalid syntax", scene.span_of(at)),
    })
}

impl<'t> Scene<'t> {
    fn tok(&self, index: usize) -> Option<Tok> {
        self.tokens.get(index).map(|token| token.tok)
    }

    /// The token `back` places before the place.
    fn before(&self, back: usize) -> Option<Tok> {
        self.at.checked_sub(back).and_then(|index| self.tok(index))
    }

    fn expects(&self, terminal: &str) -> bool {
        self.expected
            .iter()
            .any(|name| name.trim_matches('"') == terminal)
    }

    fn span_of(&self, index: usize) -> Span {
        let end = self.source.text().len() as u32;
        self.tokens
            .get(index)
            .map_or(Span::new(end.saturating_sub(1), end), |token| token.span)
    }

    /// The place of tokens `start..end`, of which there is at least one.
    fn range(&self, start: usize, end: usize) -> Span {
        self.span_of(start).to(self.span_of(end.max(start + 1) - 1))
    }

    fn text(&self, index: usize) -> &'t str {
        let span = self.span_of(index);
        &self.source.text()[span.start as usize..span.end as usize]
    }

    /// The first token of the logical line that holds token `index`.
    fn line_start(&self, index: usize) -> usize {
        let ends_before =
            |token: &Token| matches!(token.tok, Tok::Newline | Tok::Indent | Tok::Dedent);
        self.tokens[..index.min(self.tokens.len())]
            .iter()
            .rposition(ends_before)
            .map_or(0, |end| end + 1)
    }

    /// The brackets that are open at the place, outermost first.
    fn openers(&self) -> Vec<Opener> {
        let mut open: Vec<Opener> = Vec::new();
        // How many brackets were open where each f-string started.
        let mut fstrings: Vec<usize> = Vec::new();
        for index in self.line_start(self.at)..self.at {
            match self.tokens[index].tok {
                Tok::LParen | Tok::WithParen | Tok::LBracket => open.push(Opener {
                    index,
                    is_field: false,
                }),
                Tok::LBrace => {
                    let in_text = matches!(
                        self.tok(index.wrapping_sub(1)),
                        Some(Tok::FStringStart | Tok::FStringMiddle | Tok::FStringRawMiddle)
                    );
                    let at_level = fstrings.last() == Some(&open.len());
                    open.push(Opener {
                        index,
                        is_field: in_text || at_level,
                    });
                }
                Tok::RParen | Tok::RBracket | Tok::RBrace => {
                    open.pop();
                }
                Tok::FStringStart => fstrings.push(open.len()),
                Tok::FStringEnd => {
                    fstrings.pop();
                }
                _ => {}
            }
        }
        open
    }

    /// Where the element of the innermost bracket, or the statement, starts that holds the place.
    fn element_start(&self) -> usize {
        let start = self
            .openers()
            .last()
            .map_or_else(|| self.line_start(self.at), |opener| opener.index + 1);
        let mut depth = 0_usize;
        let mut element = start;
        for index in start..self.at {
            match self.tokens[index].tok {
                Tok::LParen | Tok::WithParen | Tok::LBracket | Tok::LBrace | Tok::FStringStart => {
                    depth += 1
                }
                Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FStringEnd => {
                    depth = depth.saturating_sub(1)
                }
                Tok::Comma | Tok::Semicolon if depth == 0 => element = index + 1,
                _ => {}
            }
        }
        element
    }

    /// Where the element that starts at `start` ends: before a comma, an `=`, a closing bracket or the end of the line.
    fn element_end(&self, start: usize) -> usize {
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate().skip(start) {
            match token.tok {
                Tok::LParen | Tok::WithParen | Tok::LBracket | Tok::LBrace | Tok::FStringStart => {
                    depth += 1
                }
                Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FStringEnd if depth == 0 => {
                    return index;
                }
                Tok::RParen | Tok::RBracket | Tok::RBrace | Tok::FStringEnd => depth -= 1,
                Tok::Comma | Tok::Assign | Tok::Semicolon if depth == 0 => return index,
                Tok::Newline | Tok::Indent | Tok::Dedent => return index,
                _ => {}
            }
        }
        self.tokens.len()
    }

    /// Tokens `start..end` as one expression.
    fn expression(&self, start: usize, end: usize) -> Option<Expr> {
        let tokens = self
            .tokens
            .get(start..end)
            .filter(|tokens| !tokens.is_empty())?;
        super::parse_tokens(self.source.text(), tokens)
    }

    /// The longest expression that starts at `start`, and where it ends.
    fn longest_expression(&self, start: usize) -> Option<(Expr, usize)> {
        let end = self.element_end(start).min(start + MOST_TOKENS);
        (start + 1..=end)
            .rev()
            .find_map(|end| Some((self.expression(start, end)?, end)))
    }

    /// Where an expression may start that ends before the place.
    fn starts_before(&self) -> std::ops::Range<usize> {
        self.element_start()
            .max(self.at.saturating_sub(MOST_TOKENS))..self.at
    }

    /// The expression that ends before the place and starts as early as possible in its element.
    fn expression_before(&self) -> Option<(Expr, usize)> {
        self.starts_before()
            .find_map(|start| Some((self.expression(start, self.at)?, start)))
    }
}
