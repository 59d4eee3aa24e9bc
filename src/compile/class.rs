//! Classes.
//!
//! ```text
//! class C(B, m=M):     LoadBuildClass -> the callee of a window
//!     x = 1            MakeFunction   -> argument 1, the body
//!                      "C", B, M      -> the others
//!                      CallKw
//!
//! the body             register 0 is the namespace
//!                      StoreName __module__, __qualname__, (__doc__), x, ...
//!                      StoreName __classcell__ <- the cell of __class__, if a method asks
//! ```

use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::call::{MAX_RUN, is_starred};
use super::symbols::{ScopeKind, known};
use super::{CLASS_CELL, Compiler, Signature, stmt};

impl<'a> Compiler<'a> {
    pub fn class_def(&mut self, def: &'a ClassDef, span: Span) {
        let first_line = def
            .decorator_list
            .first()
            .map_or(span, |decorator| decorator.span);
        let first_line = self.line(first_line);
        let target = self.definition_register(&def.name.name);
        self.decorated(&def.decorator_list, target, |c, dst| {
            let Some(first) = def.type_params.first() else {
                return c.build_class(def, None, first_line, dst, span);
            };
            c.scoped(|c| {
                let window = c.temps(usize::from(WINDOW));
                let count = c.generic_arguments();
                c.generic(first, &[], window, first_line, span, |c| {
                    c.generic_class(def, first_line, span)
                });
                c.finish_call(window, usize::from(count), &[], dst, span);
            });
        });
        self.store(&def.name.name, target, span);
    }

    /// Inside the scope of type parameters.
    fn generic_class(&mut self, def: &'a ClassDef, first_line: u32, span: Span) {
        let tuple = self.type_params(&def.type_params, span);
        self.store(&known(".type_params"), tuple, span);
        let (base, class) = (self.temp(), self.temp());
        let (what, dst) = (TypingForm::Generic, Dst(base));
        let (first, count) = (First(tuple), Count(1));
        self.emit(
            span,
            Op::MakeTyping {
                what,
                dst,
                first,
                count,
            },
        );
        self.build_class(def, Some(base), first_line, class, span);
        let src = Src(class);
        self.emit(span, Op::Return { src });
    }

    /// Calls `__build_class__`; a generic class has one more base.
    fn build_class(
        &mut self,
        def: &'a ClassDef,
        generic: Option<u16>,
        first_line: u32,
        dst: u16,
        span: Span,
    ) {
        let unpacks = def.bases.iter().any(is_starred)
            || def.keywords.iter().any(|keyword| keyword.arg.is_none())
            || def.bases.len() + def.keywords.len() > MAX_RUN;
        self.scoped(|c| {
            let window = c.temps(usize::from(WINDOW));
            let callee = Dst(window + CALLEE);
            c.emit(span, Op::LoadBuildClass { dst: callee });
            if unpacks {
                return c.build_class_unpacking(def, generic, first_line, window, dst, span);
            }
            let (function, name) = (c.temp(), c.temp());
            c.class_body(def, first_line, function, span);
            c.string(&def.name.name, name, span);
            c.run(&def.bases);
            let mut positional = 2 + def.bases.len();
            if let Some(base) = generic {
                let register = c.temp();
                c.copy(base, register, span);
                positional += 1;
            }
            c.check_keywords(&def.keywords);
            for keyword in &def.keywords {
                let register = c.temp();
                c.expr(&keyword.value, register);
            }
            c.finish_call(window, positional, &def.keywords, dst, span);
        });
    }

    /// The same with `*bases` or `**keywords`: the arguments are gathered in a list.
    fn build_class_unpacking(
        &mut self,
        def: &'a ClassDef,
        generic: Option<u16>,
        first_line: u32,
        window: u16,
        dst: u16,
        span: Span,
    ) {
        let list = self.temp();
        // The place of the dict of keywords.
        self.temp();
        self.scoped(|c| {
            let first = c.temps(2);
            c.class_body(def, first_line, first, span);
            c.string(&def.name.name, first + 1, span);
            let (dst, first, count) = (Dst(list), First(first), Count(2));
            c.emit(span, Op::BuildList { dst, first, count });
        });
        self.extend_list(&def.bases, list, span);
        if let Some(base) = generic {
            let (list, src) = (Src(list), Src(base));
            self.emit(span, Op::ListAppend { list, src });
        }
        let (tuple, src) = (Dst(list), Src(list));
        self.emit(span, Op::ListToTuple { dst: tuple, src });
        self.check_keywords(&def.keywords);
        self.keyword_dict(window, &def.keywords, span);
        let (dst, window) = (Dst(dst), Window(window));
        self.emit(span, Op::CallEx { dst, window });
    }

    fn class_body(&mut self, def: &'a ClassDef, first_line: u32, dst: u16, span: Span) {
        let scope = self.unit.symbols.find(def, ScopeKind::Class);
        let mut body = self.inner(scope, Signature::namespace(true), first_line);
        let start = Span::new(span.start, span.start);
        body.scoped(|c| {
            let temp = c.temp();
            c.load(&known("__name__"), temp, start);
            c.store(&known("__module__"), temp, start);
            let qualname = c.qualname.clone();
            c.string(&qualname, temp, start);
            c.store(&known("__qualname__"), temp, start);
            if !def.type_params.is_empty() {
                c.load(&known(".type_params"), temp, start);
                c.store(&known("__type_params__"), temp, start);
            }
        });
        let doc = body.namespace_body(&def.body);
        if let Some(cell) = body.place(&known(CLASS_CELL)) {
            let name = body.pool.name(&known("__classcell__"));
            let src = Src(cell.register);
            body.emit(start, Op::StoreName { src, name });
        }
        body.return_none(stmt::last_span(&def.body));
        let code = body.finish(doc);
        self.simple_function(scope, code, dst, span);
    }
}
