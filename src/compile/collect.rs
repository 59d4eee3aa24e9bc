//! The first half of the scope pass: walks the tree and marks how each scope
//! mentions its names. Statements are here, expressions in [`super::collect_expr`]; see
//! [`super::symbols`] for the second half.
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

pub(super) struct Collector {
    pub(super) table: SymbolTable,
    /// The scope that names go to now.
    pub(super) scope: ScopeId,
    /// How many iterables of comprehensions we are in.
    pub(super) iterables: u32,
    /// The first error; the walk goes on, but nothing later counts.
    error: Option<SyntaxError>,
}

impl Collector {
    pub(super) fn fail(&mut self, message: impl Into<String>, span: Span) {
        self.error
            .get_or_insert_with(|| SyntaxError::new(message, span));
    }

    pub(super) fn current(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.scope]
    }

    /// Runs `walk` in a new scope that `node` opens.
    pub(super) fn within<T>(
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

    pub(super) fn mark(&mut self, name: &Name, marks: Marks) -> Name {
        let scope = &mut self.table.scopes[self.scope];
        let name = mangle(scope.private.as_ref(), name);
        scope.mark(&name, marks);
        name
    }

    pub(super) fn bind(&mut self, name: &Name, span: Span) {
        self.bind_as(name, Marks::BOUND, span);
    }

    pub(super) fn bind_as(&mut self, name: &Name, marks: Marks, span: Span) {
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
                // What a function declares global is so at the top too, where names
                // would be looked up in a namespace first.
                if mark == Marks::GLOBAL && self.table.scopes[0].kind == ScopeKind::Namespace {
                    self.table.scopes[0].mark(&name, mark);
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
        let generic = Generic {
            type_params: &def.type_params,
            hidden: &hidden,
            name: &def.name.name,
            class: None,
        };
        self.generic(generic, span, |this| {
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

    pub(super) fn defaults(&mut self, args: &Arguments) {
        self.expressions(&args.defaults);
        for default in args.kw_defaults.iter().flatten() {
            self.expression(default);
        }
    }

    pub(super) fn parameters(&mut self, args: &Arguments) {
        for arg in parameters(args) {
            self.bind_as(&arg.arg.name, Marks::PARAM, arg.span);
        }
    }

    fn class(&mut self, def: &ClassDef, span: Span) {
        self.bind(&def.name.name, span);
        self.expressions(&def.decorator_list);
        let generic = Generic {
            type_params: &def.type_params,
            hidden: &[],
            name: &def.name.name,
            class: Some(&def.name.name),
        };
        self.generic(generic, span, |this| {
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
        let generic = Generic {
            type_params,
            hidden: &[],
            name: id,
            class: None,
        };
        self.generic(generic, span, |this| {
            this.within(value, ScopeKind::TypeAlias, id.clone(), span, |this| {
                this.namespace_parameter();
                this.expression(value);
            });
        });
    }

    /// Runs `walk` in the scope of type parameters, if there are any.
    fn generic(&mut self, generic: Generic<'_>, span: Span, walk: impl FnOnce(&mut Self)) {
        let Generic {
            type_params,
            hidden,
            name,
            class,
        } = generic;
        let Some(first) = type_params.first() else {
            return walk(self);
        };
        let name = format!("<generic parameters of {name}>").into();
        self.within(first, ScopeKind::TypeParams, name, span, |this| {
            if let Some(class) = class {
                this.current().private = Some(class.clone());
            }
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
}

/// What has type parameters.
struct Generic<'a> {
    type_params: &'a [TypeParam],
    /// Parameters of the scope's function that no program can name.
    hidden: &'a [&'a str],
    name: &'a Name,
    /// The class whose private names are mangled from here on.
    class: Option<&'a Name>,
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
