//! Mistakes of expressions: commas, `=` for `==`, comprehensions, dictionaries.

use crate::source::{Span, SyntaxError};
use crate::syntax::actions::{describe, is_operand};
use crate::syntax::ast::ExprKind;
use crate::syntax::token::Tok;

use super::Scene;

impl Scene<'_> {
    /// Two expressions side by side inside brackets.
    pub(super) fn missing_comma(&self) -> Option<SyntaxError> {
        let opener = *self.openers().last()?;
        if self.before(1) == Some(Tok::Not) && self.tok(self.at) != Some(Tok::In) {
            // `a not b`: the second expression starts at `not`.
            return Scene {
                at: self.at - 1,
                ..*self
            }
            .missing_comma();
        }
        let keyword = self.tok(self.line_start(self.at));
        if matches!(keyword, Some(Tok::From | Tok::Case)) {
            return None;
        }
        // CPython finds this first.
        if let Some(error) = self.bare_generator(opener.index) {
            return Some(error);
        }
        let is_disjunction =
            |expr: &ExprKind| !matches!(expr, ExprKind::Lambda { .. } | ExprKind::IfExp { .. });
        let start = self.starts_before().find(|&start| {
            self.expression(start, self.at)
                .is_some_and(|expr| is_disjunction(&expr.kind))
        })?;
        let is_value = matches!(self.tok(start - 1), Some(Tok::Assign | Tok::Colon));
        if self.in_parameters_of_def() && !is_value {
            return None;
        }
        let (_, end) = self.longest_expression(self.at)?;
        // CPython takes any beginning of a soft keyword for one.
        let soft = |word: &str| {
            ["_", "case", "match", "type"]
                .iter()
                .any(|keyword| keyword.starts_with(word))
        };
        let names_string = self.at == start + 1
            && matches!(self.tok(self.at), Some(Tok::String | Tok::FStringStart));
        if self.tok(start) == Some(Tok::Name)
            && (names_string || (self.at == start + 1 && soft(self.text(start))))
        {
            return None;
        }
        Some(SyntaxError::new(
            "invalid syntax. Perhaps you forgot a comma?",
            self.range(start, end),
        ))
    }

    /// `f(a, b for b in c, ...`
    fn bare_generator(&self, opener: usize) -> Option<SyntaxError> {
        let is_call = matches!(
            self.tok(opener.wrapping_sub(1)),
            Some(Tok::Name | Tok::RParen | Tok::RBracket)
        );
        if self.tok(opener) != Some(Tok::LParen) || !is_call {
            return None;
        }
        let mut start = opener + 1;
        while start < self.at {
            let end = self.element_end(start);
            let mut depth = 0_i32;
            let has_for = (start..end).any(|index| {
                depth += match self.tokens[index].tok {
                    Tok::LParen | Tok::LBracket | Tok::LBrace => 1,
                    Tok::RParen | Tok::RBracket | Tok::RBrace => -1,
                    _ => 0,
                };
                depth == 0 && self.tokens[index].tok == Tok::For
            });
            if has_for && end < self.at {
                return Some(SyntaxError::new(
                    "Generator expression must be parenthesized",
                    self.range(start, end),
                ));
            }
            start = end + 1;
        }
        None
    }

    /// `a if b` without `else`.
    pub(super) fn missing_else(&self) -> Option<SyntaxError> {
        if self.tok(self.at) == Some(Tok::Colon) {
            return None;
        }
        let condition = self
            .starts_before()
            .rev()
            .find(|&index| self.tok(index) == Some(Tok::If))?;
        self.expression(condition + 1, self.at)?;
        let start = (self.starts_before().start..condition)
            .find(|&start| self.expression(start, condition).is_some())?;
        Some(SyntaxError::new(
            "expected 'else' after 'if' expression",
            self.range(start, self.at),
        ))
    }

    /// `if x = 3`, and `:=` after something else than a name.
    pub(super) fn assignment_in_expression(&self) -> Option<SyntaxError> {
        let here = self.tok(self.at)?;
        if !matches!(here, Tok::Assign | Tok::Walrus) {
            return None;
        }
        let (target, start) = self.expression_before()?;
        let is_name = matches!(target.kind, ExprKind::Name { .. });
        if matches!(
            self.tok(start.wrapping_sub(1)),
            Some(Tok::Assign | Tok::Walrus)
        ) {
            return None;
        }
        if here == Tok::Walrus {
            let message = format!(
                "cannot use assignment expressions with {}",
                describe(&target)
            );
            return if is_name {
                None
            } else {
                Some(SyntaxError::new(message, target.span))
            };
        }
        let in_condition = matches!(
            self.tok(start.wrapping_sub(1)),
            Some(Tok::If | Tok::Elif | Tok::While)
        );
        if !is_operand(&target) || (!in_condition && self.openers().is_empty()) {
            return None;
        }
        let (_, end) = self.longest_operand(self.at + 1)?;
        if matches!(self.tok(end), Some(Tok::Assign | Tok::Walrus)) {
            return None;
        }
        if is_name {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            return Some(SyntaxError::new(message, self.range(start, end)));
        }
        let message = format!(
            "cannot assign to {} here. Maybe you meant '==' instead of '='?",
            describe(&target)
        );
        Some(SyntaxError::new(message, target.span))
    }

    /// The longest expression without comparison that starts at `start`.
    fn longest_operand(&self, start: usize) -> Option<(ExprKind, usize)> {
        let (_, end) = self.longest_expression(start)?;
        (start + 1..=end).rev().find_map(|end| {
            let expr = self.expression(start, end)?;
            is_operand(&expr).then_some((expr.kind, end))
        })
    }

    /// `[x, y for x in z]` and `(**x)`.
    pub(super) fn comprehension(&self) -> Option<SyntaxError> {
        let opener = self.openers().last()?.index;
        let first = opener + 1;
        match self.tok(self.at)? {
            Tok::For | Tok::Async
                if matches!(self.tok(opener), Some(Tok::LBracket | Tok::LBrace))
                    && self.element_start() > first =>
            {
                self.expression(first, self.at)?;
                let message = "did you forget parentheses around the comprehension target?";
                Some(SyntaxError::new(message, self.range(first, self.at)))
            }
            Tok::DoubleStar if self.at == first && self.tok(opener) == Some(Tok::LParen) => {
                let (_, end) = self.longest_expression(self.at + 1)?;
                let closed = self.tok(end) == Some(Tok::RParen);
                let message = "cannot use double starred expression here";
                closed.then(|| SyntaxError::new(message, self.span_of(self.at)))
            }
            _ => None,
        }
    }

    /// The elements of `{key: value}`.
    pub(super) fn dictionary(&self) -> Option<SyntaxError> {
        let opener = *self.openers().last()?;
        if self.tok(opener.index) != Some(Tok::LBrace) || opener.is_field {
            return None;
        }
        let element = self.element_start();
        let here = self.tok(self.at)?;
        let closes = matches!(here, Tok::RBrace | Tok::Comma);
        if closes && self.before(1) == Some(Tok::Colon) {
            let message = "expression expected after dictionary key and ':'";
            return Some(SyntaxError::new(message, self.span_of(self.at - 1)));
        }
        if here == Tok::Star && self.before(1) == Some(Tok::Colon) {
            let (_, end) = self.longest_operand(self.at + 1)?;
            let message = "cannot use a starred expression in a dictionary value";
            return Some(SyntaxError::new(message, self.range(self.at, end)));
        }
        if element > opener.index + 1 && self.expects(":") {
            self.expression(element, self.at)?;
            let end = self.span_of(self.at - 1).end;
            return Some(SyntaxError::new(
                "':' expected after dictionary key",
                Span::new(end - 1, end),
            ));
        }
        None
    }
}
