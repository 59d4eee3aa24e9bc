//! The first half of the scope pass, for expressions: names, `:=`, comprehensions.

use crate::pystr::Name;
use crate::source::Span;
use crate::syntax::ast::*;

use super::collect::Collector;
use super::symbols::{Marks, ScopeKind, known};

impl Collector {
    pub(super) fn optional(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expression(expr);
        }
    }

    pub(super) fn expressions(&mut self, exprs: &[Expr]) {
        for expr in exprs {
            self.expression(expr);
        }
    }

    pub(super) fn expression(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::BoolOp { values, .. } => self.expressions(values),
            ExprKind::NamedExpr { target, value } => self.walrus(target, value, expr.span),
            ExprKind::BinOp { left, right, .. } => {
                self.expression(left);
                self.expression(right);
            }
            ExprKind::UnaryOp { operand: value, .. }
            | ExprKind::Attribute { value, .. }
            | ExprKind::Starred { value, .. } => self.expression(value),
            ExprKind::Lambda { args, body } => {
                self.not_in_class_typing("lambda", expr.span);
                self.defaults(args);
                let name = known("<lambda>");
                self.within(expr, ScopeKind::Lambda, name, expr.span, |this| {
                    this.parameters(args);
                    this.expression(body);
                });
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expression(test);
                self.expression(body);
                self.expression(orelse);
            }
            ExprKind::Dict { items } => {
                for item in items {
                    self.optional(item.key.as_ref());
                    self.expression(&item.value);
                }
            }
            ExprKind::Set { elts } | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                self.expressions(elts)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expr, "<listcomp>", generators, &[elt])
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expr, "<setcomp>", generators, &[elt])
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension(expr, "<dictcomp>", generators, &[key, value]),
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expr, "<genexpr>", generators, &[elt])
            }
            ExprKind::Await { value } => {
                self.not_in_typing("await expression", expr.span);
                self.expression(value);
                if matches!(
                    self.current().kind,
                    ScopeKind::Comprehension | ScopeKind::GeneratorExpression
                ) {
                    self.current().coroutine = true;
                }
            }
            ExprKind::Yield { value } => {
                self.yields(expr.span);
                self.optional(value.as_deref());
            }
            ExprKind::YieldFrom { value } => {
                self.yields(expr.span);
                self.expression(value);
            }
            ExprKind::Compare {
                left, comparators, ..
            } => {
                self.expression(left);
                self.expressions(comparators);
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                self.expression(func);
                self.expressions(args);
                for keyword in keywords {
                    self.expression(&keyword.value);
                }
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                self.expression(value);
                self.optional(format_spec.as_deref());
            }
            ExprKind::JoinedStr { values } => self.expressions(values),
            ExprKind::Constant { .. } => {}
            ExprKind::Subscript { value, slice, .. } => {
                self.expression(value);
                self.expression(slice);
            }
            ExprKind::Name { id, ctx } => self.name(id, *ctx, expr.span),
            ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step] {
                    self.optional(part.as_deref());
                }
            }
        }
    }

    fn name(&mut self, id: &Name, ctx: ExprContext, span: Span) {
        match ctx {
            ExprContext::Store => self.bind(id, span),
            ExprContext::Del => self.bind_as(id, Marks::BOUND.with(Marks::DELETED), span),
            ExprContext::Load => {
                self.mark(id, Marks::USED);
                // A call of `super()` without arguments finds the class in this cell.
                let kind = self.current().kind;
                if &**id == "super" && matches!(kind, ScopeKind::Function | ScopeKind::Lambda) {
                    self.mark(&known("__class__"), Marks::USED);
                }
            }
        }
    }

    fn not_in_typing(&mut self, what: &str, span: Span) {
        let kind = self.current().kind;
        if kind.is_typing() {
            let message = format!("{what} cannot be used within {}", kind.description());
            self.fail(message, span);
        }
    }

    /// Type parameters in a class see its names, which a scope inside them could not.
    fn not_in_class_typing(&mut self, what: &str, span: Span) {
        if self.table.sees_class(self.scope) {
            let message = format!("Cannot use {what} in annotation scope within class scope");
            self.fail(message, span);
        }
    }

    fn yields(&mut self, span: Span) {
        self.not_in_typing("yield expression", span);
        let scope = self.current();
        let place = match (scope.kind, &*scope.name) {
            (ScopeKind::Comprehension, "<listcomp>") => "list comprehension",
            (ScopeKind::Comprehension, "<setcomp>") => "set comprehension",
            (ScopeKind::Comprehension, _) => "dict comprehension",
            (ScopeKind::GeneratorExpression, _) => "generator expression",
            _ => {
                scope.generator = true;
                return;
            }
        };
        self.fail(format!("'yield' inside {place}"), span);
    }

    fn walrus(&mut self, target: &Expr, value: &Expr, span: Span) {
        self.not_in_typing("named expression", span);
        if self.iterables > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            self.fail(message, span);
        }
        let is_comprehension = |kind| {
            matches!(
                kind,
                ScopeKind::Comprehension | ScopeKind::GeneratorExpression
            )
        };
        if let ExprKind::Name { id, .. } = &target.kind {
            if is_comprehension(self.current().kind) {
                self.walrus_in_comprehension(id, target.span);
            } else {
                self.bind_as(id, Marks::BOUND.with(Marks::WALRUS), target.span);
            }
        }
        self.expression(value);
    }

    /// Binds `id` in the nearest scope around that is no comprehension.
    fn walrus_in_comprehension(&mut self, id: &Name, span: Span) {
        let name = self.mark(id, Marks::default());
        let mut at = self.scope;
        loop {
            let scope = &mut self.table.scopes[at];
            match scope.kind {
                ScopeKind::Comprehension | ScopeKind::GeneratorExpression => {
                    if scope.marks(&name).any(Marks::ITERATION) {
                        let message = format!(
                            "assignment expression cannot rebind comprehension iteration \
                             variable '{id}'"
                        );
                        return self.fail(message, span);
                    }
                    let Some(parent) = scope.parent else { return };
                    at = parent;
                }
                ScopeKind::Class => {
                    let message = "assignment expression within a comprehension cannot be used \
                                   in a class body";
                    return self.fail(message, span);
                }
                kind if kind.is_typing() => {
                    let word = match kind {
                        ScopeKind::TypeParams => "within",
                        _ => "in",
                    };
                    let message = format!(
                        "assignment expression within a comprehension cannot be used {word} {}",
                        kind.description()
                    );
                    return self.fail(message, span);
                }
                _ => {
                    scope.mark(&name, Marks::BOUND.with(Marks::WALRUS));
                    self.current().mark(&name, Marks::WALRUS);
                    return;
                }
            }
        }
    }

    fn comprehension(
        &mut self,
        expr: &Expr,
        name: &str,
        generators: &[Comprehension],
        results: &[&Expr],
    ) {
        let kind = match expr.kind {
            ExprKind::GeneratorExp { .. } => ScopeKind::GeneratorExpression,
            _ => ScopeKind::Comprehension,
        };
        let Some((first, rest)) = generators.split_first() else {
            return;
        };
        self.not_in_class_typing("comprehension", expr.span);
        self.iterable(&first.iter);
        let id = self.within(expr, kind, known(name), expr.span, |this| {
            if kind == ScopeKind::GeneratorExpression {
                this.mark(&known(".0"), Marks::PARAM);
            }
            this.generator(first);
            for generator in rest {
                this.generator_target(generator);
                this.iterable(&generator.iter);
                this.expressions(&generator.ifs);
            }
            for result in results {
                this.expression(result);
            }
        });
        // An asynchronous comprehension makes one around it asynchronous.
        if kind == ScopeKind::Comprehension && self.table.scopes[id].coroutine {
            let around = self.current();
            if matches!(
                around.kind,
                ScopeKind::Comprehension | ScopeKind::GeneratorExpression
            ) {
                around.coroutine = true;
            }
        }
    }

    fn generator(&mut self, generator: &Comprehension) {
        self.generator_target(generator);
        self.expressions(&generator.ifs);
    }

    fn generator_target(&mut self, generator: &Comprehension) {
        self.iteration_target(&generator.target);
        if generator.is_async {
            self.current().coroutine = true;
        }
    }

    fn iteration_target(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Name { id, .. } => {
                self.bind_as(id, Marks::BOUND.with(Marks::ITERATION), target.span)
            }
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                for elt in elts {
                    self.iteration_target(elt);
                }
            }
            ExprKind::Starred { value, .. } => self.iteration_target(value),
            _ => self.expression(target),
        }
    }

    fn iterable(&mut self, iter: &Expr) {
        self.iterables += 1;
        self.expression(iter);
        self.iterables -= 1;
    }
}
