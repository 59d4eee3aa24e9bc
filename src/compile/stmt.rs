//! Statements that do not branch; those that do are in [`super::control`].

use crate::code::Const;
use crate::code::op::*;
use crate::source::{Span, SyntaxError};
use crate::syntax::ast::*;

use super::control::Block;
use super::symbols::{ScopeKind, known};
use super::{Compiler, Variable, fold};

/// The features that `from __future__ import` knows, and which of them still change
/// anything: annotations.
const FEATURES: [&str; 10] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Whether annotations are kept as text (PEP 563).
///
/// # Errors
/// An unknown feature.
pub fn future_annotations(body: &[Stmt]) -> Result<bool, SyntaxError> {
    let start = |stmt: &Stmt| Span::new(stmt.span.start, stmt.span.start);
    let mut annotations = false;
    for stmt in future_statements(body) {
        let StmtKind::ImportFrom { names, .. } = &stmt.kind else {
            break;
        };
        for alias in names {
            match &*alias.name.name {
                "annotations" => annotations = true,
                "braces" => return Err(SyntaxError::new("not a chance", start(stmt))),
                name if FEATURES.contains(&name) => {}
                name => {
                    let message = format!("future feature {name} is not defined");
                    return Err(SyntaxError::new(message, start(stmt)));
                }
            }
        }
    }
    Ok(annotations)
}

/// The statements `from __future__ import` at the start, behind the docstring.
fn future_statements(body: &[Stmt]) -> impl Iterator<Item = &Stmt> {
    let docstring = usize::from(docstring(body).is_some());
    body.iter()
        .skip(docstring)
        .take_while(|stmt| is_future(stmt))
}

fn is_future(stmt: &Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::ImportFrom { module: Some(module), level: 0, .. }
        if &*module.name == "__future__")
}

/// The string that a body starts with, if it does.
pub fn docstring(body: &[Stmt]) -> Option<(&PyStr, Span)> {
    let stmt = body.first()?;
    if let StmtKind::Expr { value } = &stmt.kind
        && let ExprKind::Constant {
            value: Constant::Str(text),
            ..
        } = &value.kind
    {
        return Some((text, stmt.span));
    }
    None
}

impl<'a> Compiler<'a> {
    /// A module's body; its docstring.
    pub fn module(&mut self, body: &'a [Stmt]) -> Option<PyStr> {
        let future = future_statements(body).count();
        let skipped = usize::from(docstring(body).is_some());
        if let Some(late) = body
            .iter()
            .skip(skipped + future)
            .find(|stmt| is_future(stmt))
        {
            let message = "from __future__ imports must occur at the beginning of the file";
            self.fail(message, late.span);
        }
        let doc = self.namespace_body(body);
        self.return_none(last_span(body));
        doc
    }

    /// What modules and class bodies share: `__annotations__`, `__doc__`, statements.
    pub fn namespace_body(&mut self, body: &'a [Stmt]) -> Option<PyStr> {
        if annotates(body) {
            let span = body.first().map_or(Span::default(), |stmt| stmt.span);
            self.emit(span, Op::SetupAnnotations {});
        }
        // What is typed at a prompt is shown, not kept.
        let doc = docstring(body).filter(|_| !self.interactive);
        if let Some((text, span)) = doc {
            self.scoped(|c| {
                let temp = c.temp();
                c.constant(Const::Str(text.clone()), temp, span);
                c.store(&known("__doc__"), temp, span);
            });
        }
        self.statements(&body[usize::from(doc.is_some())..]);
        doc.map(|(text, _)| text.clone())
    }

    /// The end of a body without `return`, at a place such as that of its last statement.
    pub fn return_none(&mut self, span: Span) {
        self.scoped(|c| {
            let temp = c.temp();
            c.none(temp, span);
            let src = Src(temp);
            c.emit(span, Op::Return { src });
        });
    }

    pub fn statements(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            if self.failed() {
                return;
            }
            self.scoped(|c| c.statement(stmt));
            self.release_after(stmt);
        }
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr { value } if self.interactive => self.scoped(|c| {
                let src = Src(c.operand(value));
                c.emit(span, Op::Display { src });
            }),
            StmtKind::Expr { value } => self.discard(value),
            StmtKind::Assign { targets, value } => self.assign(targets, value, span),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, span),
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
                simple,
            } => self.annotated(target, annotation, value.as_deref(), *simple, span),
            StmtKind::Return { value } => self.return_statement(value.as_deref(), span),
            StmtKind::Delete { targets } => {
                for target in targets {
                    self.delete(target);
                }
            }
            StmtKind::If { .. } => self.if_statement(stmt),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, span),
            StmtKind::For(node) => self.for_loop(node, span),
            StmtKind::AsyncFor(node) => self.async_for(node, span),
            StmtKind::Try(node) => self.try_statement(node, span, false),
            StmtKind::TryStar(node) => self.try_statement(node, span, true),
            StmtKind::With(node) => self.with(&node.items, &node.body, false, span),
            StmtKind::AsyncWith(node) => self.async_with(node, span),
            StmtKind::Break => self.break_statement(span),
            StmtKind::Continue => self.continue_statement(span),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases, span),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_deref(), cause.as_deref(), span),
            StmtKind::Assert { test, msg } => self.assert(test, msg.as_deref(), span),
            StmtKind::FunctionDef(def) | StmtKind::AsyncFunctionDef(def) => {
                self.function_def(def, span)
            }
            StmtKind::ClassDef(def) => self.class_def(def, span),
            StmtKind::TypeAlias {
                name,
                type_params,
                value,
            } => self.type_alias(name, type_params, value, span),
            StmtKind::Import { names } => {
                for alias in names {
                    self.import(alias, span);
                }
            }
            StmtKind::ImportFrom {
                module,
                names,
                level,
            } => self.import_from(module.as_ref(), names, *level, span),
            StmtKind::Global { .. } | StmtKind::Nonlocal { .. } | StmtKind::Pass => {}
        }
    }

    fn raise(&mut self, exc: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) {
        let op = match (exc, cause) {
            (Some(exc), Some(cause)) => {
                let exc = Src(self.operand_before(exc, &[cause]));
                let cause = Src(self.operand(cause));
                Op::RaiseFrom { exc, cause }
            }
            (Some(exc), None) => {
                let exc = Src(self.operand(exc));
                Op::Raise { exc }
            }
            _ => Op::RaiseAgain {},
        };
        self.emit(span, op);
    }

    fn assert(&mut self, test: &'a Expr, msg: Option<&'a Expr>, span: Span) {
        self.note_assertion(test, span);
        let holds = self.code.label();
        self.jump_if(test, When::True, holds);
        self.scoped(|c| {
            let exc = c.temp();
            match msg {
                None => {
                    let dst = Dst(exc);
                    c.emit(span, Op::LoadAssertionError { dst });
                }
                Some(msg) => {
                    let window = c.temps(usize::from(WINDOW) + 1);
                    let dst = Dst(window + CALLEE);
                    c.emit(span, Op::LoadAssertionError { dst });
                    c.expr(msg, window + WINDOW);
                    c.finish_call(window, 1, &[], exc, span);
                }
            }
            let exc = Src(exc);
            c.emit(span, Op::Raise { exc });
        });
        self.code.bind(holds);
    }

    // --- imports ---

    fn import(&mut self, alias: &Alias, span: Span) {
        let module = self.temp();
        self.import_name(&alias.name.name, None, 0, module, span);
        let dotted = &*alias.name.name;
        let Some(asname) = &alias.asname else {
            // `import a.b` binds `a`.
            let package = dotted.split('.').next().unwrap_or(dotted);
            return self.store(&package.into(), module, span);
        };
        // `import a.b as c` binds the module `b` in `a`.
        for part in dotted.split('.').skip(1) {
            self.import_attr(module, &part.into(), module, span);
        }
        self.store(&asname.name, module, span);
    }

    fn import_from(&mut self, module: Option<&Ident>, names: &'a [Alias], level: u32, span: Span) {
        let from = self.temp();
        let fromlist = names
            .iter()
            .map(|alias| Const::Str(PyStr::from(&*alias.name.name)))
            .collect();
        let name = module.map_or_else(|| known(""), |module| module.name.clone());
        self.import_name(&name, Some(Const::Tuple(fromlist)), level, from, span);
        for alias in names {
            if &*alias.name.name == "*" {
                let module = Src(from);
                self.emit(span, Op::ImportStar { module });
                continue;
            }
            self.scoped(|c| {
                let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                // Straight into the variable, where it is a register.
                let name = c.mangled(&bound.name);
                let dst = match c.variable(&name) {
                    Variable::Register(register) => register,
                    _ => c.temp(),
                };
                c.import_attr(from, &alias.name.name, dst, span);
                c.store(&bound.name, dst, span);
            });
        }
    }

    fn import_name(
        &mut self,
        name: &Name,
        fromlist: Option<Const>,
        level: u32,
        dst: u16,
        span: Span,
    ) {
        self.scoped(|c| {
            let first = c.temps(2);
            c.constant(fromlist.unwrap_or(Const::None), first, span);
            c.constant(Const::Int(i64::from(level)), first + 1, span);
            let (dst, name, first) = (Dst(dst), c.pool.short_name(name), First(first));
            c.emit(span, Op::ImportName { dst, name, first });
        });
    }

    fn import_attr(&mut self, module: u16, name: &Name, dst: u16, span: Span) {
        let (dst, module, name) = (Dst(dst), Src(module), self.pool.short_name(name));
        self.emit(span, Op::ImportFrom { dst, module, name });
    }

    // --- return ---

    #[inline(never)]
    fn return_statement(&mut self, value: Option<&'a Expr>, span: Span) {
        let scope = self.scope();
        if !matches!(scope.kind, ScopeKind::Function) {
            return self.fail("'return' outside function", span);
        }
        if value.is_some() && scope.generator && scope.coroutine {
            return self.fail("'return' with value in async generator", span);
        }
        if let Some(Expr {
            kind: ExprKind::IfExp { test, body, orelse },
            ..
        }) = value
            && self
                .blocks
                .iter()
                .all(|block| matches!(block, Block::Loop { .. }))
        {
            // Each side returns by itself: no register to meet in, no jump.
            let otherwise = self.code.label();
            self.jump_if(test, When::False, otherwise);
            self.scoped(|c| c.return_statement(Some(body), span));
            self.code.bind(otherwise);
            return self.return_statement(Some(orelse), span);
        }
        let konst = match value {
            Some(value) => fold::constant(value),
            None => Some(Const::None),
        };
        let register = match (value, &konst) {
            (Some(value), None) => self.returned_value(value),
            _ => self.temp(),
        };
        // A constant is loaded last, and leaving happens at its place.
        let span = match (value, &konst) {
            (Some(value), Some(_)) if self.line(value.span) == self.line(span) => value.span,
            _ => span,
        };
        self.leaving(0, span, |c| {
            if let Some(konst) = konst {
                c.constant(konst, register, span);
            }
            let src = Src(register);
            c.emit(span, Op::Return { src });
        });
    }
}

/// The place of a body's last statement; of a `try` it is that of what it ends with.
pub fn last_span(body: &[Stmt]) -> Span {
    match body.last().map(|stmt| (&stmt.kind, stmt.span)) {
        Some((StmtKind::Try(node) | StmtKind::TryStar(node), span)) => {
            let handler = node.handlers.last().map(|handler| &handler.body);
            match (&node.finalbody[..], handler) {
                ([], Some(body)) => last_span(body),
                ([], None) => span,
                (body, _) => last_span(body),
            }
        }
        Some((_, span)) => span,
        None => Span::default(),
    }
}

/// Whether a body, without those of functions and classes in it, annotates variables.
fn annotates(body: &[Stmt]) -> bool {
    let mut stack: Vec<&[Stmt]> = vec![body];
    while let Some(body) = stack.pop() {
        for stmt in body {
            match &stmt.kind {
                StmtKind::AnnAssign { .. } => return true,
                StmtKind::For(node) | StmtKind::AsyncFor(node) => {
                    stack.extend([&node.body[..], &node.orelse])
                }
                StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
                    stack.extend([&body[..], orelse])
                }
                StmtKind::With(node) | StmtKind::AsyncWith(node) => stack.push(&node.body),
                StmtKind::Try(node) | StmtKind::TryStar(node) => {
                    stack.extend([&node.body[..], &node.orelse, &node.finalbody]);
                    stack.extend(node.handlers.iter().map(|handler| &handler.body[..]));
                }
                StmtKind::Match { cases, .. } => {
                    stack.extend(cases.iter().map(|case| &case.body[..]))
                }
                _ => {}
            }
        }
    }
    false
}
