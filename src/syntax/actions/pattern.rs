//! Patterns of `match`.

use super::*;

/// An element of a mapping pattern.
pub enum MappingItem {
    Pair(Expr, Pattern),
    /// `**rest`
    Rest(Ident, Span),
}

/// An element of a class pattern.
pub enum ClassArgument {
    Positional(Pattern),
    Keyword(Ident, Pattern),
}

/// `_` matches without binding.
fn unless_wildcard(name: Ident) -> Option<Ident> {
    (&*name.name != "_").then_some(name)
}

impl Actions<'_> {
    /// `case a, b if guard: body`
    pub fn match_case(
        &self,
        mut patterns: CommaList<Pattern>,
        guard: Option<Expr>,
        body: Vec<Stmt>,
    ) -> Fallible<MatchCase> {
        let pattern = if patterns.is_single() {
            self.unstarred(patterns.items.swap_remove(0))?
        } else {
            let kind = PatternKind::MatchSequence {
                patterns: patterns.items,
            };
            self.pattern(patterns.l, kind, patterns.r)?
        };
        Ok(MatchCase {
            pattern,
            guard: boxed(guard),
            body,
        })
    }

    /// A pattern that stands alone, where `*rest` needs others beside it.
    fn unstarred(&self, pattern: Pattern) -> Fallible<Pattern> {
        let end = pattern.span.end;
        match pattern.kind {
            PatternKind::MatchStar { .. } => Err(fault("invalid syntax", Span::new(end, end + 1))),
            _ => Ok(pattern),
        }
    }

    pub fn star_pattern(&self, l: u32, name: Ident, r: u32) -> Fallible<Pattern> {
        self.pattern(
            l,
            PatternKind::MatchStar {
                name: unless_wildcard(name),
            },
            r,
        )
    }

    pub fn as_pattern(&self, l: u32, pattern: Pattern, target: Expr, r: u32) -> Fallible<Pattern> {
        let ExprKind::Name { id, .. } = &target.kind else {
            let start = target.span.start;
            let name = self.text[start as usize..]
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap_or_default();
            if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                // A name, and then something that can't follow.
                let next = start + name.len() as u32;
                return Err(fault("invalid syntax", Span::new(next, next + 1)));
            }
            return Err(fault("invalid pattern target", target.span));
        };
        if &**id == "_" {
            return Err(fault("cannot use '_' as a target", target.span));
        }
        let name = Some(Ident {
            name: id.clone(),
            span: target.span,
        });
        self.pattern(
            l,
            PatternKind::MatchAs {
                pattern: Some(Box::new(pattern)),
                name,
            },
            r,
        )
    }

    pub fn or_pattern(
        &self,
        l: u32,
        first: Pattern,
        rest: Vec<Pattern>,
        r: u32,
    ) -> Fallible<Pattern> {
        if rest.is_empty() {
            return Ok(first);
        }
        let patterns = std::iter::once(first).chain(rest).collect();
        self.pattern(l, PatternKind::MatchOr { patterns }, r)
    }

    pub fn capture_pattern(&self, name: Ident) -> Fallible<Pattern> {
        let span = name.span;
        self.pattern(
            span.start,
            PatternKind::MatchAs {
                pattern: None,
                name: unless_wildcard(name),
            },
            span.end,
        )
    }

    pub fn literal_pattern(&self, l: u32, value: Expr, r: u32) -> Fallible<Pattern> {
        let kind = match value.kind {
            ExprKind::Constant {
                value: value @ (Constant::None | Constant::True | Constant::False),
                ..
            } => PatternKind::MatchSingleton { value },
            _ => PatternKind::MatchValue {
                value: Box::new(value),
            },
        };
        self.pattern(l, kind, r)
    }

    /// `-1 + 2j`: real before imaginary.
    pub fn complex_pattern(
        &self,
        l: u32,
        left: Expr,
        op: Operator,
        right: Expr,
        r: u32,
    ) -> Fallible<Expr> {
        let is_complex = |expr: &Expr| {
            matches!(
                expr.kind,
                ExprKind::Constant {
                    value: Constant::Complex(_),
                    ..
                }
            )
        };
        let real = match &left.kind {
            ExprKind::UnaryOp { operand, .. } => operand,
            _ => &left,
        };
        if is_complex(real) {
            return Err(fault("real number required in complex literal", real.span));
        }
        if !is_complex(&right) {
            return Err(fault(
                "imaginary number required in complex literal",
                right.span,
            ));
        }
        self.binary(l, left, op, right, r)
    }

    pub fn value_pattern(&self, l: u32, value: Expr, r: u32) -> Fallible<Pattern> {
        self.pattern(
            l,
            PatternKind::MatchValue {
                value: Box::new(value),
            },
            r,
        )
    }

    /// `(p)` is `p`; any comma, or nothing, makes a sequence.
    pub fn group_pattern(
        &self,
        l: u32,
        patterns: Option<CommaList<Pattern>>,
        r: u32,
    ) -> Fallible<Pattern> {
        match patterns {
            Some(mut list) if list.is_single() => self.unstarred(list.items.swap_remove(0)),
            list => self.sequence_pattern(l, list, r),
        }
    }

    pub fn sequence_pattern(
        &self,
        l: u32,
        patterns: Option<CommaList<Pattern>>,
        r: u32,
    ) -> Fallible<Pattern> {
        self.pattern(
            l,
            PatternKind::MatchSequence {
                patterns: items(patterns),
            },
            r,
        )
    }

    pub fn mapping_pattern(
        &self,
        l: u32,
        list: Option<CommaList<MappingItem>>,
        r: u32,
    ) -> Fallible<Pattern> {
        let (mut keys, mut patterns, mut rest) = (Vec::new(), Vec::new(), None);
        for item in items(list) {
            match item {
                MappingItem::Rest(name, span) if rest.is_some() || &*name.name == "_" => {
                    let place = if rest.is_some() {
                        Span::new(span.start, span.start + 2)
                    } else {
                        name.span
                    };
                    return Err(fault("invalid syntax", place));
                }
                MappingItem::Rest(name, _) => rest = Some(name),
                MappingItem::Pair(key, _) if rest.is_some() => {
                    return Err(fault("invalid syntax", key.span));
                }
                MappingItem::Pair(key, pattern) => {
                    keys.push(key);
                    patterns.push(pattern);
                }
            }
        }
        self.pattern(
            l,
            PatternKind::MatchMapping {
                keys,
                patterns,
                rest,
            },
            r,
        )
    }

    pub fn class_pattern(
        &self,
        l: u32,
        cls: Expr,
        args: Option<CommaList<ClassArgument>>,
        r: u32,
    ) -> Fallible<Pattern> {
        let (mut patterns, mut kwd_attrs, mut kwd_patterns) = (Vec::new(), Vec::new(), Vec::new());
        for argument in items(args) {
            match argument {
                ClassArgument::Positional(pattern) if !kwd_attrs.is_empty() => {
                    return Err(fault(
                        "positional patterns follow keyword patterns",
                        pattern.span,
                    ));
                }
                ClassArgument::Positional(pattern) => patterns.push(pattern),
                ClassArgument::Keyword(name, pattern) => {
                    kwd_attrs.push(name);
                    kwd_patterns.push(pattern);
                }
            }
        }
        self.pattern(
            l,
            PatternKind::MatchClass {
                cls: Box::new(cls),
                patterns,
                kwd_attrs,
                kwd_patterns,
            },
            r,
        )
    }
}
