//! The first half of the scope pass: walks the tree and marks how each scope
//! mentions its names. See [`super::symbols`] for the second half.
//!
//! The order of the walk is CPython's, because it decides which error is the first,
//! and because the order in which names are bound is the order of their registers.

use crate::pystr::Name;
use crate::source::{Span, SyntaxError};
use crate::syntax::ast::*;

use super::symbols::{Marks, Scope, ScopeId, ScopeKind, SymbolTable, known, mangle};

/// The symbol table of a module, or of an expression to be evaluated.
///
/// # Errors
/// What CPython's symbol table refuses, with its messages and places.
pub fn symbol_table(
    kind: ScopeKind,
    body: &[Stmt],
    expr: Option<&Expr>,
) -> Result<SymbolTable, SyntaxError> {
    let mut collector = Collector {
        table: SymbolTable::default(),
        scope: 0,
        iterables: 0,
        error: None,
    };
    let top = Scope::new(kind, known("<module>"), None, Span::default(), None);
    collector.table.add(&body, top);
    collector.statements(body);
    collector.optional(expr);
    match collector.error {
        Some(error) => Err(error),
        None => {
            collector.table.resolve()?;
            Ok(collector.table)
        }
    }
}

struct Collector {
    table: SymbolTable,
    /// The scope that names go to now.
    scope: ScopeId,
    /// How many iterables of comprehensions we are in.
    iterables: u32,
    /// The first error; the walk goes on, but nothing later counts.
    error: Option<SyntaxError>,
}

impl Collector {
    fn fail(&mut self, message: impl Into<String>, span: Span) {
        self.error
            .get_or_insert_with(|| SyntaxError::new(message, span));
    }

    fn current(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.scope]
    }

    /// Runs `walk` in a new scope that `node` opens.
    fn within<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        name: Name,
        span: Span,
        walk: impl FnOnce(&mut Self),
    ) -> ScopeId {
        let private = match kind {
            ScopeKind::Class => Some(name.clone()),
            _ => self.current().private.clone(),
        };
        let scope = Scope::new(kind, name, Some(self.scope), span, private);
        let id = self.table.add(node, scope);
        let outer = std::mem::replace(&mut self.scope, id);
        walk(self);
        self.scope = outer;
        id
    }

    fn mark(&mut self, name: &Name, marks: Marks) -> Name {
        let scope = &mut self.table.scopes[self.scope];
        let name = mangle(scope.private.as_ref(), name);
        scope.mark(&name, marks);
        name
    }

    fn bind(&mut self, name: &Name, span: Span) {
        self.bind_as(name, Marks::BOUND, span);
    }

    fn bind_as(&mut self, name: &Name, marks: Marks, span: Span) {
        let scope = &mut self.table.scopes[self.scope];
        let name = mangle(scope.private.as_ref(), name);
        let before = scope.marks(&name);
        let message = if marks.any(Marks::PARAM) && before.any(Marks::PARAM) {
            format!("duplicate argument '{name}' in function definition")
        } else if marks.any(Marks::ITERATION) && before.any(Marks::WALRUS) {
            format!("comprehension inner loop cannot rebind assignment expression target '{name}'")
        } else if marks.any(Marks::PARAM) && &*name == "__debug__" {
            "cannot assign to __debug__".into()
        } else {
            scope.mark(&name, marks);
            return;
        };
        self.fail(message, span);
    }

    // --- statements ---

    fn statements(&mut self, body: &[Stmt]) {
        for stmt in body {
            if self.error.is_some() {
                return;
            }
            self.statement(stmt);
        }
    }

    fn statement(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def, false, stmt.span),
            StmtKind::AsyncFunctionDef(def) => self.function(def, true, stmt.span),
            StmtKind::ClassDef(def) => self.class(def, stmt.span),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value, stmt.span),
            StmtKind::Return { value } => self.optional(value.as_deref()),
            StmtKind::Delete { targets } => self.expressions(targets),
            StmtKind::Assign { targets, value } => {
                self.expressions(targets);
                self.expression(value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expression(target);
                self.expression(value);
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, value.as_deref(), *simple, stmt.span),
            StmtKind::For(node) | StmtKind::AsyncFor(node) => {
                self.expression(&node.target);
                self.expression(&node.iter);
                self.statements(&node.body);
                self.statements(&node.orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expression(test);
                self.statements(body);
                self.statements(orelse);
            }
            StmtKind::If { .. } => self.conditional(stmt),
            StmtKind::With(node) | StmtKind::AsyncWith(node) => {
                for item in &node.items {
                    self.expression(&item.context_expr);
                    self.optional(item.optional_vars.as_deref());
                }
                self.statements(&node.body);
            }
            StmtKind::Match { subject, cases } => {
                self.expression(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.optional(case.guard.as_deref());
                    self.statements(&case.body);
                }
            }
            StmtKind::Raise { exc, cause } => {
                self.optional(exc.as_deref());
                self.optional(cause.as_deref());
            }
            StmtKind::Try(node) | StmtKind::TryStar(node) => self.try_statement(node),
            StmtKind::Assert { test, msg } => {
                self.expression(test);
                self.optional(msg.as_deref());
            }
            StmtKind::Import { names } => {
                for alias in names {
                    self.import(alias);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for alias in names {
                    self.import(alias);
                }
            }
            StmtKind::Global { names } => {
                self.declaration(names, Marks::GLOBAL, "global", stmt.span)
            }
            StmtKind::Nonlocal { names } => {
                self.declaration(names, Marks::NONLOCAL, "nonlocal", stmt.span)
            }
            StmtKind::Expr { value } => self.expression(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
        }
    }

    /// An `if` with its chain of `elif`, which is long rather than deep.
    fn conditional(&mut self, mut stmt: &Stmt) {
        while let StmtKind::If { test, body, orelse } = &stmt.kind {
            self.expression(test);
            self.statements(body);
            match &orelse[..] {
                [only] if matches!(only.kind, StmtKind::If { .. }) => stmt = only,
                _ => return self.statements(orelse),
            }
        }
    }

    fn try_statement(&mut self, node: &Try) {
        self.statements(&node.body);
        for handler in &node.handlers {
            self.optional(handler.typ.as_deref());
            if let Some(name) = &handler.name {
                self.bind_as(&name.name, Marks::BOUND.with(Marks::DELETED), handler.span);
            }
            self.statements(&handler.body);
        }
        self.statements(&node.orelse);
        self.statements(&node.finalbody);
    }

    fn import(&mut self, alias: &Alias) {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        if &*alias.name.name == "*" {
            if !self.current().kind.is_top() {
                self.fail("import * only allowed at module level", alias.span);
            }
            return;
        }
        let name = match (&alias.asname, bound.name.split_once('.')) {
            (None, Some((package, _))) => package.into(),
            _ => bound.name.clone(),
        };
        self.bind_as(&name, Marks::IMPORTED, alias.span);
    }

    fn declaration(&mut self, names: &[Ident], mark: Marks, word: &str, span: Span) {
        for ident in names {
            let scope = self.current();
            let name = mangle(scope.private.as_ref(), &ident.name);
            let before = scope.marks(&name);
            let message = if before.any(Marks::PARAM) {
                format!("name '{name}' is parameter and {word}")
            } else if before.any(Marks::USED) {
                format!("name '{name}' is used prior to {word} declaration")
            } else if before.any(Marks::ANNOTATED) {
                format!("annotated name '{name}' can't be {word}")
            } else if before.any(Marks::BOUND) {
                format!("name '{name}' is assigned to before {word} declaration")
            } else {
                let symbol = scope.mark(&name, mark);
                if symbol.declared == Span::default() {
                    symbol.declared = span;
                }
                continue;
            };
            self.fail(message, span);
        }
    }

    fn annotated(
        &mut self,
        target: &Expr,
        annotation: &Expr,
        value: Option<&Expr>,
        simple: bool,
        span: Span,
    ) {
        if let ExprKind::Name { id, .. } = &target.kind {
            let scope = self.current();
            let top = scope.kind.is_top();
            let before = scope.marks(&mangle(scope.private.as_ref(), id));
            if simple && !top && before.any(Marks::GLOBAL.with(Marks::NONLOCAL)) {
                let word = match before.any(Marks::GLOBAL) {
                    true => "global",
                    false => "nonlocal",
                };
                self.fail(format!("annotated name '{id}' can't be {word}"), span);
            }
            if simple {
                self.bind_as(id, Marks::BOUND.with(Marks::ANNOTATED), span);
            } else if value.is_some() {
                self.bind(id, span);
            }
        } else {
            self.expression(target);
        }
        self.expression(annotation);
        self.optional(value);
    }

    // --- functions, classes, type parameters ---

    fn function(&mut self, def: &FunctionDef, is_async: bool, span: Span) {
        self.bind(&def.name.name, span);
        self.defaults(&def.args);
        self.expressions(&def.decorator_list);
        let hidden = hidden_parameters(&def.args);
        self.generic(&def.type_params, &hidden, &def.name.name, span, |this| {
            for arg in parameters(&def.args) {
                this.optional(arg.annotation.as_deref());
            }
            this.optional(def.returns.as_deref());
            let name = def.name.name.clone();
            this.within(def, ScopeKind::Function, name, span, |this| {
                this.current().coroutine = is_async;
                this.parameters(&def.args);
                this.statements(&def.body);
            });
        });
    }

    fn defaults(&mut self, args: &Arguments) {
        self.expressions(&args.defaults);
        for default in args.kw_defaults.iter().flatten() {
            self.expression(default);
        }
    }

    fn parameters(&mut self, args: &Arguments) {
        for arg in parameters(args) {
            self.bind_as(&arg.arg.name, Marks::PARAM, arg.span);
        }
    }

    fn class(&mut self, def: &ClassDef, span: Span) {
        self.bind(&def.name.name, span);
        self.expressions(&def.decorator_list);
        self.generic(&def.type_params, &[], &def.name.name, span, |this| {
            if !def.type_params.is_empty() {
                this.bind(&known(".type_params"), span);
            }
            this.expressions(&def.bases);
            for keyword in &def.keywords {
                this.expression(&keyword.value);
            }
            let name = def.name.name.clone();
            this.within(def, ScopeKind::Class, name, span, |this| {
                if !def.type_params.is_empty() {
                    this.bind(&known("__type_params__"), span);
                    this.mark(&known(".type_params"), Marks::USED);
                }
                this.statements(&def.body);
            });
        });
    }

    fn type_alias(&mut self, name: &Expr, type_params: &[TypeParam], value: &Expr, span: Span) {
        self.expression(name);
        let ExprKind::Name { id, .. } = &name.kind else {
            return;
        };
        self.generic(type_params, &[], id, span, |this| {
            this.within(value, ScopeKind::TypeAlias, id.clone(), span, |this| {
                this.namespace_parameter();
                this.expression(value);
            });
        });
    }

    /// Runs `walk` in the scope of type parameters, if there are any; its function
    /// takes the `hidden` parameters.
    fn generic(
        &mut self,
        type_params: &[TypeParam],
        hidden: &[&str],
        name: &str,
        span: Span,
        walk: impl FnOnce(&mut Self),
    ) {
        let Some(first) = type_params.first() else {
            return walk(self);
        };
        let name = format!("<generic parameters of {name}>").into();
        self.within(first, ScopeKind::TypeParams, name, span, |this| {
            this.namespace_parameter();
            for name in hidden {
                this.bind_as(&known(name), Marks::PARAM, span);
            }
            for param in type_params {
                this.type_param(param);
            }
            walk(this);
        });
    }

    /// In a class, scopes of type parameters take its namespace as register 0.
    fn namespace_parameter(&mut self) {
        if self.table.sees_class(self.scope) {
            self.mark(&known(".namespace"), Marks::PARAM);
        }
    }

    fn type_param(&mut self, param: &TypeParam) {
        let (name, bound) = match &param.kind {
            TypeParamKind::TypeVar { name, bound } => (name, bound.as_deref()),
            TypeParamKind::ParamSpec { name } | TypeParamKind::TypeVarTuple { name } => {
                (name, None)
            }
        };
        let scope = self.current();
        let mangled = mangle(scope.private.as_ref(), &name.name);
        if scope.marks(&mangled).any(Marks::BOUND) {
            let message = format!("duplicate type parameter '{}'", name.name);
            self.fail(message, param.span);
        }
        self.bind(&name.name, param.span);
        if let Some(bound) = bound {
            let name = name.name.clone();
            self.within(param, ScopeKind::TypeBound, name, param.span, |this| {
                this.namespace_parameter();
                this.expression(bound);
            });
        }
    }

    // --- patterns ---

    fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.expression(value),
            PatternKind::MatchSingleton { .. } => {}
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                for pattern in patterns {
                    self.pattern(pattern);
                }
            }
            PatternKind::MatchMapping {
                keys,
                patterns,
                rest,
            } => {
                self.expressions(keys);
                for pattern in patterns {
                    self.pattern(pattern);
                }
                self.capture(rest.as_ref(), pattern.span);
            }
            PatternKind::MatchClass {
                cls,
                patterns,
                kwd_patterns,
                ..
            } => {
                self.expression(cls);
                for pattern in patterns.iter().chain(kwd_patterns) {
                    self.pattern(pattern);
                }
            }
            PatternKind::MatchStar { name } => self.capture(name.as_ref(), pattern.span),
            PatternKind::MatchAs {
                pattern: inner,
                name,
            } => {
                if let Some(inner) = inner {
                    self.pattern(inner);
                }
                self.capture(name.as_ref(), pattern.span);
            }
        }
    }

    fn capture(&mut self, name: Option<&Ident>, span: Span) {
        if let Some(name) = name {
            self.bind(&name.name, span);
        }
    }

    // --- expressions ---

    fn optional(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expression(expr);
        }
    }

    fn expressions(&mut self, exprs: &[Expr]) {
        for expr in exprs {
            self.expression(expr);
        }
    }

    fn expression(&mut self, expr: &Expr) {
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

/// The parameters in the order of their registers.
pub fn parameters(args: &Arguments) -> impl Iterator<Item = &Arg> {
    args.posonlyargs
        .iter()
        .chain(&args.args)
        .chain(&args.kwonlyargs)
        .chain(args.vararg.as_deref())
        .chain(args.kwarg.as_deref())
}

/// How the defaults of a generic function reach the scope of its type parameters:
/// they are evaluated outside.
pub fn hidden_parameters(args: &Arguments) -> Vec<&'static str> {
    let defaults = (!args.defaults.is_empty()).then_some(".defaults");
    let kwdefaults = args
        .kw_defaults
        .iter()
        .any(Option::is_some)
        .then_some(".kwdefaults");
    defaults.into_iter().chain(kwdefaults).collect()
}
