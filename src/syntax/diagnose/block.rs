//! Mistakes of statements: colons, blocks, definitions, imports, `try`.

use crate::source::{Span, SyntaxError};
use crate::syntax::token::Tok;

use super::Scene;

/// What CPython calls the statement that starts with this keyword.
fn statement_name(keyword: Tok) -> Option<&'static str> {
    Some(match keyword {
        Tok::If => "'if' statement",
        Tok::Elif => "'elif' statement",
        Tok::Else => "'else' statement",
        Tok::For => "'for' statement",
        Tok::While => "'while' statement",
        Tok::With => "'with' statement",
        Tok::Try => "'try' statement",
        Tok::Except => "'except' statement",
        Tok::Finally => "'finally' statement",
        Tok::Match => "'match' statement",
        Tok::Case => "'case' statement",
        Tok::Def => "function definition",
        Tok::Class => "class definition",
        _ => return None,
    })
}

impl Scene<'_> {
    /// The keyword that a line starts with; `async` is skipped.
    fn keyword(&self, line_start: usize) -> Option<(Tok, usize)> {
        let index = if self.tok(line_start) == Some(Tok::Async) {
            line_start + 1
        } else {
            line_start
        };
        Some((self.tok(index)?, index))
    }

    pub(super) fn unexpected_indent(&self) -> Option<SyntaxError> {
        match self.tok(self.at)? {
            Tok::Indent => Some(SyntaxError::indentation(
                "unexpected indent",
                self.span_of(self.at),
            )),
            _ => None,
        }
    }

    /// `if x:` and no block.
    pub(super) fn missing_block(&self) -> Option<SyntaxError> {
        if self.before(1) != Some(Tok::Newline) || self.before(2) != Some(Tok::Colon) {
            return None;
        }
        let (keyword, index) = self.keyword(self.line_start(self.at - 1))?;
        let mut name = statement_name(keyword)?;
        if keyword == Tok::Except && self.tok(index + 1) == Some(Tok::Star) {
            name = "'except*' statement";
        }
        let line = self.source.line(self.span_of(index).start);
        let message = format!("expected an indented block after {name} on line {line}");
        let here = self.span_of(self.at);
        let start = here.start;
        if matches!(self.tok(self.at), None | Some(Tok::Dedent)) {
            // Where the text or a block ends there is nothing to point at.
            return Some(SyntaxError::indentation(message, Span::new(start, start)));
        }
        Some(SyntaxError::indentation(
            message,
            Span::new(start, start + 1),
        ))
    }

    /// A line that needs a `:` at its end.
    pub(super) fn missing_colon(&self) -> Option<SyntaxError> {
        let start = self.line_start(self.at);
        let (keyword, index) = self.keyword(start)?;
        let error = |place: usize| Some(SyntaxError::new("expected ':'", self.span_of(place)));
        // `match x` without a colon was taken for two names.
        if keyword == Tok::Name && self.text(index) == "match" {
            let end = self.element_end(index + 1);
            let is_subject =
                self.tok(end) == Some(Tok::Newline) && self.expression(index + 1, end).is_some();
            return if is_subject { error(end) } else { None };
        }
        statement_name(keyword)?;
        let forced = matches!(keyword, Tok::Else | Tok::Try | Tok::Finally | Tok::Def);
        let can_end = self.tok(self.at) == Some(Tok::Newline) || forced;
        if can_end && self.expects(":") && self.openers().is_empty() {
            return error(self.at);
        }
        if keyword == Tok::Def && self.before(1) == Some(Tok::Arrow) {
            return error(self.at - 1);
        }
        None
    }

    /// `def f:`
    pub(super) fn definition(&self) -> Option<SyntaxError> {
        let (keyword, index) = self.keyword(self.line_start(self.at))?;
        let after_name = self.at == index + 2 || self.before(1) == Some(Tok::RBracket);
        if keyword == Tok::Def && after_name && self.expects("(") && self.openers().is_empty() {
            return Some(SyntaxError::new("expected '('", self.span_of(self.at)));
        }
        None
    }

    pub(super) fn import(&self) -> Option<SyntaxError> {
        let start = self.line_start(self.at);
        match (self.tok(start)?, self.tok(self.at)?) {
            (Tok::From, Tok::Newline)
                if self.before(1) == Some(Tok::Comma) && self.openers().is_empty() =>
            {
                let message = "trailing comma not allowed without surrounding parentheses";
                Some(SyntaxError::new(message, self.span_of(self.at)))
            }
            (Tok::Import, Tok::From) => {
                let dotted = |index: &usize| matches!(self.tok(*index), Some(Tok::Name | Tok::Dot));
                let end = (self.at + 1..).take_while(dotted).last()?;
                let message = "Did you mean to use 'from ... import ...' instead?";
                Some(SyntaxError::new(message, self.range(start, end + 1)))
            }
            _ => None,
        }
    }

    pub(super) fn try_statement(&self) -> Option<SyntaxError> {
        let here = self.tok(self.at);
        let start = self.line_start(self.at);
        if self.at == start && self.expects("except") && self.expects("finally") {
            let here = self.span_of(self.at);
            let end = if self.tok(self.at).is_none() {
                here.start
            } else {
                here.end
            };
            let message = "expected 'except' or 'finally' block";
            return Some(SyntaxError::new(message, Span::new(here.start, end)));
        }
        if self.tok(start) != Some(Tok::Except) {
            return None;
        }
        let first = start
            + if self.tok(start + 1) == Some(Tok::Star) {
                2
            } else {
                1
            };
        if self.at == start + 1 && (here == Some(Tok::Star) || self.expected.len() == 1) {
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            return Some(SyntaxError::new(message, self.range(start, first)));
        }
        match here? {
            Tok::Colon | Tok::Newline if self.at == first && first == start + 2 => {
                Some(SyntaxError::new(
                    "expected one or more exception types",
                    self.span_of(self.at),
                ))
            }
            Tok::Comma if self.at > first && self.openers().is_empty() => {
                let line = self.tokens[self.at..]
                    .iter()
                    .take_while(|token| token.tok != Tok::Newline);
                let colon = line
                    .enumerate()
                    .filter(|(_, token)| token.tok == Tok::Colon)
                    .last()?;
                let message = "multiple exception types must be parenthesized";
                Some(SyntaxError::new(
                    message,
                    self.range(first, self.at + colon.0),
                ))
            }
            _ => None,
        }
    }

    /// Directly inside the parentheses of `def f(...)`.
    pub(super) fn in_parameters_of_def(&self) -> bool {
        let Some((Tok::Def, _)) = self.keyword(self.line_start(self.at)) else {
            return false;
        };
        let ends_name = |index: usize| matches!(self.tok(index), Some(Tok::Name | Tok::RBracket));
        match self.openers()[..] {
            [only] => self.tok(only.index) == Some(Tok::LParen) && ends_name(only.index - 1),
            _ => false,
        }
    }

    /// Parameters of `def` and `lambda`.
    pub(super) fn parameters(&self) -> Option<SyntaxError> {
        let here = self.tok(self.at)?;
        let in_def = self.in_parameters_of_def();
        let element = self.element_start();
        let in_lambda = (element..self.at).any(|index| self.tok(index) == Some(Tok::Lambda));
        if !in_def && !in_lambda {
            return None;
        }
        let stars = if in_lambda {
            (element..self.at).find(|&index| self.tok(index) == Some(Tok::Lambda))? + 1
        } else {
            element
        };
        match here {
            Tok::LParen
                if self.expects("name") && (in_def || self.before(1) == Some(Tok::Lambda)) =>
            {
                let mut depth = 0;
                let end = (self.at..self.tokens.len()).find(|&index| {
                    depth += match self.tokens[index].tok {
                        Tok::LParen => 1,
                        Tok::RParen => -1,
                        _ => 0,
                    };
                    depth == 0
                })?;
                let owner = if in_def {
                    "Function"
                } else {
                    "Lambda expression"
                };
                let message = format!("{owner} parameters cannot be parenthesized");
                Some(SyntaxError::new(message, self.range(self.at, end + 1)))
            }
            Tok::RParen | Tok::Comma if self.before(1) == Some(Tok::Assign) => {
                Some(SyntaxError::new(
                    "expected default value expression",
                    self.span_of(self.at - 1),
                ))
            }
            Tok::Assign if self.tok(stars) == Some(Tok::Star) => Some(SyntaxError::new(
                "var-positional argument cannot have default value",
                self.span_of(self.at),
            )),
            Tok::Assign if self.tok(stars) == Some(Tok::DoubleStar) => Some(SyntaxError::new(
                "var-keyword argument cannot have default value",
                self.span_of(self.at),
            )),
            _ => None,
        }
    }

    /// `print "hello"`
    pub(super) fn legacy_statement(&self) -> Option<SyntaxError> {
        let start = self.line_start(self.at);
        let follows =
            |index: &usize| matches!(self.tok(index - 1), Some(Tok::Colon | Tok::Semicolon));
        let inner = (start + 1..self.at).filter(follows);
        let starts = std::iter::once(start)
            .chain(inner)
            .chain(self.at.checked_sub(1));
        starts.into_iter().find_map(|index| {
            let word = (self.tok(index) == Some(Tok::Name)).then(|| self.text(index))?;
            if !matches!(word, "print" | "exec") || self.tok(index + 1) == Some(Tok::LParen) {
                return None;
            }
            let (_, mut end) = self.longest_expression(index + 1)?;
            while self.tok(end) == Some(Tok::Comma) {
                match self.longest_expression(end + 1) {
                    Some((_, next)) => end = next,
                    None => break,
                }
            }
            let message =
                format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
            Some(SyntaxError::new(message, self.range(index, end)))
        })
    }
}
