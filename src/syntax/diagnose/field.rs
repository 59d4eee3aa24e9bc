//! Mistakes of the replacement fields of f-strings.

use crate::source::SyntaxError;
use crate::syntax::token::Tok;

use super::Scene;

impl Scene<'_> {
    /// The `{` of the field that directly holds the place.
    fn field(&self) -> Option<usize> {
        self.openers()
            .last()
            .filter(|opener| opener.is_field)
            .map(|opener| opener.index)
    }

    /// `{x!}` and `{x!r y}`
    fn conversion(&self) -> Option<SyntaxError> {
        let message = match (self.before(2)?, self.before(1)?) {
            (_, Tok::Exclamation) => "f-string: missing conversion character",
            (Tok::Exclamation, Tok::Name) => "f-string: expecting ':' or '}'",
            _ => return None,
        };
        Some(SyntaxError::new(message, self.span_of(self.at)))
    }

    /// `{}`, `{=}`, `{!r}`, `{:x}`, and what is no expression at all.
    pub(super) fn empty_field(&self) -> Option<SyntaxError> {
        let first = self.field()? + 1;
        let lambda = self.tok(first) == Some(Tok::Lambda);
        if lambda
            && let Some(colon) = (first..self.at).find(|&index| self.tok(index) == Some(Tok::Colon))
        {
            let message = "f-string: lambda expressions are not allowed without parentheses";
            return Some(SyntaxError::new(message, self.range(first, colon + 1)));
        }
        if self.at == first
            && matches!(
                self.tok(first)?,
                Tok::Assign | Tok::Exclamation | Tok::Colon | Tok::RBrace
            )
        {
            let message = format!(
                "f-string: valid expression required before '{}'",
                self.text(first)
            );
            return Some(SyntaxError::new(message, self.span_of(first)));
        }
        if let Some(error) = self.conversion() {
            return Some(error);
        }
        if self.tok(first) != Some(Tok::Yield) && self.longest_expression(first).is_none() {
            let message = "f-string: expecting a valid expression after '{'";
            return Some(SyntaxError::new(message, self.span_of(first)));
        }
        None
    }

    /// Something after the expression that belongs to no field.
    pub(super) fn unfinished_field(&self) -> Option<SyntaxError> {
        let first = self.field()? + 1;
        let (_, end) = self.longest_expression(first)?;
        let wanted = match self.before(1)? {
            Tok::Assign => "'!', or ':', or '}'",
            _ if end == self.at => "'=', or '!', or ':', or '}'",
            _ => return None,
        };
        Some(SyntaxError::new(
            format!("f-string: expecting {wanted}"),
            self.span_of(self.at),
        ))
    }
}
