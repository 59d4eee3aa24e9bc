//! Targets: expressions that are assigned to or deleted.
//!
//! They are read as expressions; here the context changes from `Load` to `Store` or `Del`, or the expression is refused.

use super::*;

/// What CPython calls an expression in `cannot assign to ...`.
pub fn describe(expr: &Expr) -> &'static str {
    match &expr.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred { .. } => "starred",
        ExprKind::Name { .. } => "name",
        ExprKind::List { .. } => "list",
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => "yield expression",
        ExprKind::Await { .. } => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict { .. } => "dict literal",
        ExprKind::Set { .. } => "set display",
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "f-string expression",
        ExprKind::Constant { value, .. } => match value {
            Constant::None => "None",
            Constant::True => "True",
            Constant::False => "False",
            Constant::Ellipsis => "ellipsis",
            _ => "literal",
        },
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::NamedExpr { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
    }
}

impl Actions<'_> {
    /// Sets the context of a target, and of the targets inside. `Err` is the expression that is none.
    pub fn retarget<'e>(&self, expr: &'e mut Expr, context: ExprContext) -> Result<(), &'e Expr> {
        let is_target = match &mut expr.kind {
            ExprKind::Name { ctx, .. }
            | ExprKind::Attribute { ctx, .. }
            | ExprKind::Subscript { ctx, .. } => {
                *ctx = context;
                return Ok(());
            }
            ExprKind::Starred { .. } => context == ExprContext::Store,
            ExprKind::List { .. } | ExprKind::Tuple { .. } => true,
            _ => false,
        };
        if !is_target {
            return Err(expr);
        }
        match &mut expr.kind {
            ExprKind::Starred { value, ctx } => {
                *ctx = context;
                self.retarget(value, context)
            }
            ExprKind::List { elts, ctx } | ExprKind::Tuple { elts, ctx } => {
                *ctx = context;
                elts.iter_mut()
                    .try_for_each(|elt| self.retarget(elt, context))
            }
            _ => Ok(()),
        }
    }

    /// A target of an assignment, a loop or a `with`.
    pub fn store(&self, mut target: Expr) -> Fallible<Expr> {
        match self.retarget(&mut target, ExprContext::Store) {
            Ok(()) => Ok(target),
            Err(wrong) => Err(fault(
                format!("cannot assign to {}", describe(wrong)),
                wrong.span,
            )),
        }
    }

    pub fn for_target(&self, list: CommaList<Expr>) -> Fallible<Expr> {
        let target = self.tuple_or_single(list)?;
        if let ExprKind::Starred { .. } = target.kind {
            return Err(fault("invalid syntax", target.span));
        }
        self.store(target)
    }

    pub fn delete(&self, list: CommaList<Expr>) -> Fallible<StmtKind> {
        let mut targets = list.items;
        for target in &mut targets {
            if let Err(wrong) = self.retarget(target, ExprContext::Del) {
                return Err(fault(
                    format!("cannot delete {}", describe(wrong)),
                    wrong.span,
                ));
            }
        }
        Ok(StmtKind::Delete { targets })
    }

    /// `first = rest[0] = ... = value`
    pub fn assign(&self, first: Expr, mut rest: Vec<Expr>) -> Fallible<StmtKind> {
        let Some(value) = rest.pop() else {
            return Ok(StmtKind::Expr {
                value: Box::new(first),
            });
        };
        let chained = !rest.is_empty();
        let mut targets = Vec::with_capacity(rest.len() + 1);
        for (at, mut target) in std::iter::once(first).chain(rest).enumerate() {
            let bare = !self.text[..target.span.start as usize].ends_with('(');
            if let (ExprKind::Yield { .. } | ExprKind::YieldFrom { .. }, true) =
                (&target.kind, bare)
            {
                return Err(fault(
                    "assignment to yield expression not possible",
                    target.span,
                ));
            }
            let may_be_comparison =
                at == 0 && !chained && is_compared(&target) && is_operand(&value);
            let whole = target.span;
            let last = last_element(&target);
            if let Err(wrong) = self.retarget(&mut target, ExprContext::Store) {
                let hint = if may_be_comparison && (wrong.span == whole || Some(wrong.span) == last)
                {
                    " here. Maybe you meant '==' instead of '='?"
                } else {
                    ""
                };
                return Err(fault(
                    format!("cannot assign to {}{hint}", describe(wrong)),
                    wrong.span,
                ));
            }
            targets.push(target);
        }
        Ok(StmtKind::Assign {
            targets,
            value: Box::new(value),
        })
    }

    pub fn aug_assign(&self, mut target: Expr, op: Operator, value: Expr) -> Fallible<StmtKind> {
        let single = matches!(
            target.kind,
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. }
        );
        if !single || self.retarget(&mut target, ExprContext::Store).is_err() {
            let message = format!(
                "'{}' is an illegal expression for augmented assignment",
                describe(&target)
            );
            return Err(fault(message, target.span));
        }
        Ok(StmtKind::AugAssign {
            target: Box::new(target),
            op,
            value: Box::new(value),
        })
    }

    pub fn ann_assign(
        &self,
        l: u32,
        mut target: Expr,
        annotation: Expr,
        value: Option<Expr>,
    ) -> Fallible<StmtKind> {
        let simple = match &target.kind {
            ExprKind::Name { .. } => target.span.start == l,
            ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => false,
            ExprKind::List { .. } | ExprKind::Tuple { .. } => {
                let message = format!(
                    "only single target (not {}) can be annotated",
                    describe(&target)
                );
                let first = match &target.kind {
                    ExprKind::Tuple { elts, .. } if last_element(&target).is_some() => elts[0].span,
                    _ => target.span,
                };
                return Err(fault(message, first));
            }
            _ => return Err(fault("illegal target for annotation", target.span)),
        };
        if self.retarget(&mut target, ExprContext::Store).is_err() {
            return Err(fault("illegal target for annotation", target.span));
        }
        let (target, annotation) = (Box::new(target), Box::new(annotation));
        Ok(StmtKind::AnnAssign {
            target,
            annotation,
            value: boxed(value),
            simple,
        })
    }
}

/// The last element of a tuple without parentheses, which stands before the `=`.
fn last_element(target: &Expr) -> Option<Span> {
    match &target.kind {
        ExprKind::Tuple { elts, .. } => elts
            .last()
            .map(|last| last.span)
            .filter(|last| last.end == target.span.end),
        _ => None,
    }
}

/// `=` after this may be meant as `==`.
fn is_compared(target: &Expr) -> bool {
    match &target.kind {
        ExprKind::Tuple { elts, .. } => {
            last_element(target).is_some() && elts.last().is_some_and(is_operand)
        }
        _ => is_operand(target),
    }
}

/// CPython's `bitwise_or`, minus the displays and singletons that nobody compares by mistake.
pub fn is_operand(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant { value, .. } => {
            !matches!(value, Constant::None | Constant::True | Constant::False)
        }
        ExprKind::UnaryOp { op, .. } => *op != UnaryOp::Not,
        ExprKind::List { .. }
        | ExprKind::Tuple { .. }
        | ExprKind::GeneratorExp { .. }
        | ExprKind::Starred { .. } => false,
        ExprKind::BoolOp { .. }
        | ExprKind::Compare { .. }
        | ExprKind::IfExp { .. }
        | ExprKind::Lambda { .. } => false,
        ExprKind::Yield { .. } | ExprKind::YieldFrom { .. } => false,
        _ => true,
    }
}
