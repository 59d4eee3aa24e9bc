//! Functions, lambdas, decorators and type parameters.
//!
//! ```text
//! @d                      LoadGlobal d -> the callee of a call that waits
//! def f(a, b=1, *, c=2):  the defaults, a tuple; the keyword defaults, a dict
//!     return a + x        the closure: a tuple of cells
//!                         MakeFunction -> the argument of the call
//!                         Call d
//! ```
//!
//! A generic function (PEP 695) is made by an inner function that is called at once,
//! whose variables are the type parameters.

use std::rc::Rc;

use crate::code::Code;
use crate::code::op::*;
use crate::pystr::Name;
use crate::source::Span;
use crate::syntax::ast::{self, *};

use super::collect::hidden_parameters;
use super::symbols::{ScopeId, ScopeKind, known};
use super::{Compiler, Signature, Variable, stmt};

/// Where the four parts of a function lie, in registers that [`Op::MakeFunction`] takes.
const DEFAULTS: u16 = 0;
const KEYWORD_DEFAULTS: u16 = 1;
const CLOSURE: u16 = 2;
const ANNOTATIONS: u16 = 3;

impl<'a> Compiler<'a> {
    /// A compiler for an inner scope.
    pub fn inner(&self, scope: ScopeId, signature: Signature, first_line: u32) -> Compiler<'a> {
        Compiler::new(self.unit, scope, Some(self), signature, first_line)
    }

    pub fn line(&self, span: Span) -> u32 {
        self.unit.source.line(span.start)
    }

    // --- statements ---

    pub fn function_def(&mut self, def: &'a FunctionDef, span: Span) {
        let first_line = def
            .decorator_list
            .first()
            .map_or(span, |decorator| decorator.span);
        let first_line = self.line(first_line);
        let target = self.definition_register(&def.name.name);
        self.decorated(&def.decorator_list, target, |c, dst| {
            match def.type_params.first() {
                Some(first) => c.generic_function(def, first, first_line, dst, span),
                None => c.scoped(|c| {
                    let parts = c.temps(4);
                    c.defaults(&def.args, parts, span);
                    c.function_body(def, first_line, parts, dst, span);
                }),
            }
        });
        self.store(&def.name.name, target, span);
    }

    /// Where the function or class of a `def` goes: its variable, if that is a register.
    pub fn definition_register(&mut self, name: &Name) -> u16 {
        match self.variable(&self.mangled(name)) {
            Variable::Register(register) => register,
            _ => self.temp(),
        }
    }

    /// Calls decorators, from the last to the first, on what `make` puts into a register.
    pub fn decorated(
        &mut self,
        decorators: &'a [Expr],
        dst: u16,
        make: impl FnOnce(&mut Self, u16),
    ) {
        self.scoped(|c| {
            let mut windows = Vec::with_capacity(decorators.len());
            for decorator in decorators {
                let window = c.temps(usize::from(WINDOW) + 1);
                c.expr(decorator, window + CALLEE);
                windows.push(window);
            }
            make(c, windows.last().map_or(dst, |window| window + WINDOW));
            let calls = decorators.iter().zip(&windows).enumerate().rev();
            for (at, (decorator, &window)) in calls {
                let result = match at {
                    0 => dst,
                    _ => windows[at - 1] + WINDOW,
                };
                c.finish_call(window, 1, &[], result, decorator.span);
            }
        });
    }

    /// Evaluates the defaults of parameters into the first two of `parts`.
    fn defaults(&mut self, args: &'a Arguments, parts: u16, span: Span) {
        if !args.defaults.is_empty() {
            self.tuple(&args.defaults, parts + DEFAULTS, span);
        }
        let keyword: Vec<_> = args
            .kwonlyargs
            .iter()
            .zip(&args.kw_defaults)
            .filter_map(|(arg, default)| Some((&arg.arg.name, default.as_ref()?)))
            .collect();
        if !keyword.is_empty() {
            self.named_values(&keyword, parts + KEYWORD_DEFAULTS, span);
        }
    }

    /// A dict of names and values.
    fn named_values(&mut self, pairs: &[(&Name, &'a Expr)], dst: u16, span: Span) {
        self.scoped(|c| {
            let first = c.temps(0);
            for (name, value) in pairs {
                let (key, register) = (c.temp(), c.temp());
                let name = c.mangled(name);
                c.string(&name, key, span);
                c.expr(value, register);
            }
            let (dst, first, count) = (Dst(dst), First(first), Count(2 * pairs.len() as u16));
            c.emit(span, Op::BuildDict { dst, first, count });
        });
    }

    /// Makes a function whose defaults are in `parts`.
    fn function_body(
        &mut self,
        def: &'a FunctionDef,
        first_line: u32,
        parts: u16,
        dst: u16,
        span: Span,
    ) {
        let annotated = self.annotations(def, parts + ANNOTATIONS, span);
        let scope = self.unit.symbols.find(def, ScopeKind::Function);
        let mut body = self.inner(scope, signature(&def.args), first_line);
        let doc = stmt::docstring(&def.body);
        body.statements(&def.body[usize::from(doc.is_some())..]);
        body.return_none(stmt::last_span(&def.body));
        let code = body.finish(doc.map(|(text, _)| text.clone()));
        let has = Parts {
            defaults: !def.args.defaults.is_empty(),
            keyword_defaults: def.args.kw_defaults.iter().any(Option::is_some),
            annotations: annotated,
        };
        self.make_function(scope, code, has, parts, dst, span);
    }

    /// The dict of annotations; false if there are none.
    fn annotations(&mut self, def: &'a FunctionDef, dst: u16, span: Span) -> bool {
        let Arguments {
            posonlyargs,
            args,
            vararg,
            kwonlyargs,
            kwarg,
            ..
        } = &def.args;
        // CPython's order, which differs from that of the parameters.
        let annotated: Vec<_> = args
            .iter()
            .chain(posonlyargs)
            .chain(vararg.as_deref())
            .chain(kwonlyargs)
            .chain(kwarg.as_deref())
            .filter_map(|arg| Some((arg.arg.name.clone(), arg.annotation.as_deref()?)))
            .chain(def.returns.as_deref().map(|value| (known("return"), value)))
            .collect();
        if annotated.is_empty() {
            return false;
        }
        self.scoped(|c| {
            let first = c.temps(0);
            for (name, annotation) in &annotated {
                let (key, value) = (c.temp(), c.temp());
                let name = c.mangled(name);
                c.string(&name, key, span);
                match &annotation.kind {
                    // `*args: *Ts` is the one item of `Ts` unpacked.
                    ExprKind::Starred { value: inner, .. } if !c.unit.future_annotations => {
                        c.scoped(|c| {
                            let src = c.operand(inner);
                            c.unpack_op(src, value, 1, None, annotation.span);
                        });
                    }
                    _ => c.annotation(annotation, value),
                }
            }
            let count = Count((2 * annotated.len()).min(usize::from(u16::MAX)) as u16);
            let (dst, first) = (Dst(dst), First(first));
            c.emit(span, Op::BuildDict { dst, first, count });
        });
        true
    }

    #[inline(never)]
    pub fn lambda(&mut self, expr: &'a Expr, args: &'a Arguments, body: &'a Expr, dst: u16) {
        let span = expr.span;
        self.scoped(|c| {
            let parts = c.temps(4);
            c.defaults(args, parts, span);
            let scope = c.unit.symbols.find(expr, ScopeKind::Lambda);
            let mut inner = c.inner(scope, signature(args), c.line(span));
            inner.scoped(|c| {
                let src = Src(c.operand(body));
                c.emit(body.span, Op::Return { src });
            });
            let code = inner.finish(None);
            let has = Parts {
                defaults: !args.defaults.is_empty(),
                keyword_defaults: args.kw_defaults.iter().any(Option::is_some),
                annotations: false,
            };
            c.make_function(scope, code, has, parts, dst, span);
        });
    }

    // --- making functions ---

    /// Makes a function of `scope`'s code, with what it `has` in `parts` and the cells that
    /// it needs.
    fn make_function(
        &mut self,
        scope: ScopeId,
        code: Rc<Code>,
        has: Parts,
        parts: u16,
        dst: u16,
        span: Span,
    ) {
        if !self.code.reachable() {
            return;
        }
        let free = &self.unit.symbols.scopes[scope].free;
        if !free.is_empty() {
            self.closure(free, parts + CLOSURE, span);
        }
        let there = [
            has.defaults,
            has.keyword_defaults,
            !free.is_empty(),
            has.annotations,
        ];
        let count = there
            .iter()
            .rposition(|&there| there)
            .map_or(0, |at| at + 1);
        for (register, _) in (parts..).zip(&there[..count]).filter(|(_, there)| !**there) {
            let dst = Dst(register);
            self.emit(span, Op::Unbind { dst });
        }
        let (count, code) = (Small(count as u8), self.pool.code(code));
        // A script may have any number of functions, so their number has the room of two registers.
        let made = if count.0 == 0 { dst } else { parts };
        self.emit(
            span,
            Op::MakeFunction {
                count,
                dst: Dst(made),
                code,
            },
        );
        self.copy(made, dst, span);
    }

    /// A tuple of the cells of variables.
    fn closure(&mut self, free: &[Name], dst: u16, span: Span) {
        self.scoped(|c| {
            let first = c.temps(free.len());
            for (name, register) in free.iter().zip(first..) {
                if let Some(place) = c.captured(name) {
                    c.copy(place.register, register, span);
                }
            }
            let (dst, first, count) = (Dst(dst), First(first), Count(free.len() as u16));
            c.emit(span, Op::BuildTuple { dst, first, count });
        });
    }

    /// Makes a function without defaults.
    pub fn simple_function(&mut self, scope: ScopeId, code: Rc<Code>, dst: u16, span: Span) {
        self.scoped(|c| {
            let parts = c.temps(4);
            c.make_function(scope, code, Parts::default(), parts, dst, span);
        });
    }

    // --- type parameters ---

    fn generic_function(
        &mut self,
        def: &'a FunctionDef,
        first: &'a TypeParam,
        first_line: u32,
        dst: u16,
        span: Span,
    ) {
        self.scoped(|c| {
            let hidden = hidden_parameters(&def.args);
            let window = c.temps(usize::from(WINDOW));
            // Evaluated here, outside, in the order in which they are parameters.
            let arguments = c.generic_arguments();
            let parts = c.temps(2);
            c.defaults(&def.args, parts, span);
            let count = arguments + hidden.len() as u16;
            if hidden == [".kwdefaults"] {
                c.copy(parts + KEYWORD_DEFAULTS, parts, span);
            }
            c.generic(first, &hidden, window, first_line, span, |c| {
                let tuple = c.type_params(&def.type_params, span);
                c.scoped(|c| {
                    let parts = c.temps(4);
                    for (name, part) in [(".defaults", DEFAULTS), (".kwdefaults", KEYWORD_DEFAULTS)]
                    {
                        if hidden.contains(&name) {
                            c.load(&known(name), parts + part, span);
                        }
                    }
                    let function = c.temp();
                    c.function_body(def, first_line, parts, function, span);
                    c.set_type_params(function, tuple, span);
                    let src = Src(function);
                    c.emit(span, Op::Return { src });
                });
            });
            c.finish_call(window, usize::from(count), &[], dst, span);
        });
    }

    /// In a class, the first argument of a scope of type parameters: the namespace.
    pub fn generic_arguments(&mut self) -> u16 {
        if !self.by_namespace() {
            return 0;
        }
        let register = self.temp();
        self.copy(0, register, Span::default());
        1
    }

    /// Makes the function of a scope of type parameters, in a window to be called from.
    pub fn generic(
        &mut self,
        first: &'a TypeParam,
        hidden: &[&str],
        window: u16,
        first_line: u32,
        span: Span,
        body: impl FnOnce(&mut Compiler<'a>),
    ) {
        let scope = self.unit.symbols.find(first, ScopeKind::TypeParams);
        let namespace = u16::from(self.by_namespace());
        let signature = Signature::positional(namespace + hidden.len() as u16);
        let mut inner = self.inner(scope, signature, first_line);
        body(&mut inner);
        let code = inner.finish(None);
        self.simple_function(scope, code, window + CALLEE, span);
    }

    /// Makes the type parameters, the variables of this scope, and a tuple of them,
    /// in the register returned.
    pub fn type_params(&mut self, type_params: &'a [TypeParam], span: Span) -> u16 {
        let tuple = self.temp();
        self.scoped(|c| {
            let first = c.temps(type_params.len());
            for (param, register) in type_params.iter().zip(first..) {
                c.type_param(param, register);
            }
            let (dst, first) = (Dst(tuple), First(first));
            let count = Count(type_params.len() as u16);
            c.emit(span, Op::BuildTuple { dst, first, count });
        });
        tuple
    }

    fn type_param(&mut self, param: &'a TypeParam, dst: u16) {
        let span = param.span;
        let (name, bound, what) = match &param.kind {
            TypeParamKind::TypeVar { name, bound } => match bound.as_deref() {
                None => (name, None, TypingForm::TypeVar),
                Some(bound) if matches!(bound.kind, ExprKind::Tuple { .. }) => {
                    (name, Some(bound), TypingForm::TypeVarWithConstraints)
                }
                Some(bound) => (name, Some(bound), TypingForm::TypeVarWithBound),
            },
            TypeParamKind::ParamSpec { name } => (name, None, TypingForm::ParamSpec),
            TypeParamKind::TypeVarTuple { name } => (name, None, TypingForm::TypeVarTuple),
        };
        self.scoped(|c| {
            let first = c.temps(2);
            c.string(&name.name, first, span);
            let mut count = 1;
            if let Some(bound) = bound {
                let scope = c.unit.symbols.find(param, ScopeKind::TypeBound);
                c.lazy_function(scope, bound, first + 1, span);
                count = 2;
            }
            let (dst, first, count) = (Dst(dst), First(first), Count(count));
            c.emit(
                span,
                Op::MakeTyping {
                    what,
                    dst,
                    first,
                    count,
                },
            );
        });
        self.store(&name.name, dst, span);
    }

    /// A function that evaluates a bound or an alias's value when it is asked for. In a class
    /// it has the namespace as the default of its hidden parameter.
    pub fn lazy_function(&mut self, scope: ScopeId, value: &'a Expr, dst: u16, span: Span) {
        let namespace = self.by_namespace();
        let signature = Signature::namespace(namespace);
        let mut inner = self.inner(scope, signature, self.line(span));
        inner.scoped(|c| {
            let src = Src(c.operand(value));
            c.emit(value.span, Op::Return { src });
        });
        let code = inner.finish(None);
        self.scoped(|c| {
            let parts = c.temps(4);
            if namespace {
                let (dst, first, count) = (Dst(parts + DEFAULTS), First(0), Count(1));
                c.emit(span, Op::BuildTuple { dst, first, count });
            }
            let has = Parts {
                defaults: namespace,
                ..Parts::default()
            };
            c.make_function(scope, code, has, parts, dst, span);
        });
    }

    fn set_type_params(&mut self, function: u16, tuple: u16, span: Span) {
        let name = known("__type_params__");
        let cache = self.pool.cache(super::pool::CacheKind::StoreAttr, &name);
        let (obj, src) = (Src(function), Src(tuple));
        self.emit(span, Op::StoreAttr { obj, src, cache });
    }

    pub fn type_alias(
        &mut self,
        name: &'a Expr,
        type_params: &'a [TypeParam],
        value: &'a Expr,
        span: Span,
    ) {
        let ExprKind::Name { id, .. } = &name.kind else {
            return self.fail("invalid name of a type alias", name.span);
        };
        let target = self.temp();
        match type_params.first() {
            None => self.make_alias(id, None, value, target, span),
            Some(first) => self.scoped(|c| {
                let window = c.temps(usize::from(WINDOW));
                let count = c.generic_arguments();
                let line = c.line(span);
                c.generic(first, &[], window, line, span, |c| {
                    let tuple = c.type_params(type_params, span);
                    let alias = c.temp();
                    c.make_alias(id, Some(tuple), value, alias, span);
                    let src = Src(alias);
                    c.emit(span, Op::Return { src });
                });
                c.finish_call(window, usize::from(count), &[], target, span);
            }),
        }
        self.store(id, target, span);
    }

    fn make_alias(
        &mut self,
        id: &ast::Name,
        type_params: Option<u16>,
        value: &'a Expr,
        dst: u16,
        span: Span,
    ) {
        self.scoped(|c| {
            let first = c.temps(3);
            c.string(id, first, span);
            match type_params {
                Some(tuple) => c.copy(tuple, first + 1, span),
                None => c.none(first + 1, span),
            }
            let scope = c.unit.symbols.find(value, ScopeKind::TypeAlias);
            c.lazy_function(scope, value, first + 2, span);
            let (what, dst) = (TypingForm::TypeAlias, Dst(dst));
            let (first, count) = (First(first), Count(3));
            c.emit(
                span,
                Op::MakeTyping {
                    what,
                    dst,
                    first,
                    count,
                },
            );
        });
    }
}

/// Which parts of a function there are, apart from its closure.
#[derive(Clone, Copy, Default)]
struct Parts {
    defaults: bool,
    keyword_defaults: bool,
    annotations: bool,
}

fn signature(args: &Arguments) -> Signature {
    Signature {
        positional: (args.posonlyargs.len() + args.args.len()) as u16,
        positional_only: args.posonlyargs.len() as u16,
        keyword_only: args.kwonlyargs.len() as u16,
        varargs: args.vararg.is_some(),
        varkeywords: args.kwarg.is_some(),
    }
}
