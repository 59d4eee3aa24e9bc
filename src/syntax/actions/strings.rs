//! Strings: adjacent literals become one, and f-strings become `JoinedStr`.

use super::*;
use crate::syntax::literal::{self, StringLiteral};

/// One of several adjacent literals.
pub enum StringPiece {
    /// `'...'` or `b'...'`
    Plain(Span),
    /// `f'...'`
    Formatted(Span, Vec<Expr>),
}

impl StringPiece {
    fn span(&self) -> Span {
        match self {
            StringPiece::Plain(span) | StringPiece::Formatted(span, _) => *span,
        }
    }
}

impl Actions<'_> {
    pub fn strings(&self, l: u32, pieces: Vec<StringPiece>, r: u32) -> Fallible<Expr> {
        let span = Span::new(l, r);
        let is_bytes = |piece: &StringPiece| match piece {
            StringPiece::Plain(span) => StringLiteral::new(self.text_at(*span)).is_bytes,
            StringPiece::Formatted(..) => false,
        };
        let bytes = pieces.iter().filter(|piece| is_bytes(piece)).count();
        if bytes > 0 && bytes < pieces.len() {
            return Err(fault(
                "cannot mix bytes and nonbytes literals",
                Span::new(r, r + 1),
            ));
        }
        if bytes > 0 {
            return self.bytes(span, &pieces);
        }
        if pieces
            .iter()
            .any(|piece| matches!(piece, StringPiece::Formatted(..)))
        {
            return self.joined(span, pieces);
        }
        let mut text = Vec::new();
        let mut u_prefix = false;
        for (at, piece) in pieces.iter().enumerate() {
            let literal = StringLiteral::new(self.text_at(piece.span()));
            u_prefix |= at == 0 && literal.has_u_prefix;
            let value = literal::text(literal.body, literal.is_raw)
                .map_err(|message| fault(message, piece.span()))?;
            if pieces.len() == 1 {
                let value = literal::string_constant(&value);
                return Ok(self.leaf(span, ExprKind::Constant { value, u_prefix }));
            }
            text.extend_from_slice(&value);
        }
        Ok(self.leaf(
            span,
            ExprKind::Constant {
                value: literal::string_constant(&text),
                u_prefix,
            },
        ))
    }

    fn bytes(&self, span: Span, pieces: &[StringPiece]) -> Fallible<Expr> {
        let mut all = Vec::new();
        for piece in pieces {
            let literal = StringLiteral::new(self.text_at(piece.span()));
            all.extend(
                literal::bytes(literal.body, literal.is_raw)
                    .map_err(|message| fault(message, piece.span()))?,
            );
        }
        Ok(self.constant(span.start, Constant::Bytes(all.into()), span.end))
    }

    /// Adjacent texts are joined, empty ones dropped.
    fn joined(&self, span: Span, pieces: Vec<StringPiece>) -> Fallible<Expr> {
        let mut join = Join {
            values: Vec::new(),
            text: Vec::new(),
            text_span: None,
            u_prefix: false,
        };
        for piece in pieces {
            match piece {
                StringPiece::Plain(span) => {
                    let literal = StringLiteral::new(self.text_at(span));
                    let value = literal::text(literal.body, literal.is_raw)
                        .map_err(|message| fault(message, span))?;
                    join.push_text(&value, span, literal.has_u_prefix);
                }
                StringPiece::Formatted(_, values) => {
                    for value in values {
                        match &value.kind {
                            ExprKind::Constant {
                                value: Constant::Str(text),
                                u_prefix,
                            } => {
                                join.push_text(text.as_wtf8(), value.span, *u_prefix);
                            }
                            _ => join.push_value(value),
                        }
                    }
                }
            }
        }
        join.finish_text();
        self.expr(
            span.start,
            ExprKind::JoinedStr {
                values: join.values,
            },
            span.end,
        )
    }

    /// Literal text of an f-string.
    pub fn f_text(&self, l: u32, r: u32, is_raw: bool) -> Fallible<Vec<Expr>> {
        let span = Span::new(l, r);
        let value =
            literal::text(self.text_at(span), is_raw).map_err(|message| fault(message, span))?;
        Ok(vec![self.constant(l, literal::string_constant(&value), r)])
    }

    /// A replacement field. `equals` is where the `=` of `{x = }` ends, which shows its own text first, blanks and all.
    pub fn f_field(
        &self,
        l: u32,
        value: Expr,
        equals: Option<u32>,
        conversion: Option<(u32, Ident)>,
        spec: Option<Expr>,
        r: u32,
    ) -> Fallible<Vec<Expr>> {
        let conversion = match conversion {
            None if equals.is_some() && spec.is_none() => Conversion::Repr,
            None => Conversion::None,
            Some((at, name)) if name.span.start != at => {
                let message =
                    "f-string: conversion type must come right after the exclamanation mark";
                return Err(fault(message, Span::new(at - 1, name.span.end)));
            }
            Some((_, name)) => match &*name.name {
                "s" => Conversion::Str,
                "r" => Conversion::Repr,
                "a" => Conversion::Ascii,
                other => {
                    let message = format!(
                        "f-string: invalid conversion character '{other}': expected 's', 'r', or 'a'"
                    );
                    return Err(fault(message, name.span));
                }
            },
        };
        let field = ExprKind::FormattedValue {
            value: Box::new(value),
            conversion,
            format_spec: boxed(spec),
        };
        let field = self.expr(l, field, r)?;
        let Some(equals) = equals else {
            return Ok(vec![field]);
        };
        let mut label = self.text_at(Span::new(l + 1, equals)).to_string();
        // What follows the `=` up to the next token, without comments.
        let mut rest = &self.text[equals as usize..];
        while let Some(next) = rest.chars().next() {
            match next {
                ' ' | '\t' | '\n' | '\x0c' => label.push(next),
                '#' => {
                    rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                    continue;
                }
                _ => break,
            }
            rest = &rest[1..];
        }
        let end = (self.text.len() - rest.len()) as u32;
        Ok(vec![
            self.constant(l + 1, literal::string_constant(label.as_bytes()), end),
            field,
        ])
    }

    /// The format specification of a field.
    pub fn f_spec(&self, l: u32, parts: Vec<Vec<Expr>>, r: u32) -> Fallible<Expr> {
        let mut values = parts.concat();
        if let [only] = &values[..]
            && let ExprKind::Constant {
                value: Constant::Str(text),
                ..
            } = &only.kind
            && text.as_wtf8().is_empty()
        {
            values.clear();
        }
        self.expr(l, ExprKind::JoinedStr { values }, r)
    }
}

/// Collects the values of an f-string.
struct Join {
    values: Vec<Expr>,
    text: Vec<u8>,
    /// `None` where no text is waiting.
    text_span: Option<Span>,
    u_prefix: bool,
}

impl Join {
    fn push_text(&mut self, text: &[u8], span: Span, u_prefix: bool) {
        match &mut self.text_span {
            Some(whole) => *whole = whole.to(span),
            None => {
                self.text_span = Some(span);
                self.u_prefix = u_prefix;
            }
        }
        self.text.extend_from_slice(text);
    }

    fn push_value(&mut self, value: Expr) {
        self.finish_text();
        self.values.push(value);
    }

    fn finish_text(&mut self) {
        if let Some(span) = self.text_span.take()
            && !self.text.is_empty()
        {
            let kind = ExprKind::Constant {
                value: literal::string_constant(&self.text),
                u_prefix: self.u_prefix,
            };
            self.values.push(Expr {
                span,
                depth: 1,
                kind,
            });
        }
        self.text.clear();
    }
}
