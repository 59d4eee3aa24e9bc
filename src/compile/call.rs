//! Calls: arguments are evaluated straight into what becomes the callee's frame.
//!
//! ```text
//! f(a, b)        window +0   the callee's header
//!                window +3   f                       CALLEE
//!                window +6   a    \ the callee's     WINDOW
//!                window +6   b    / registers 0, 1
//!
//! o.m(a)         window +3   the function m, or unbound
//!                window +4   (another attribute m)
//!                window +5   o
//!                window +6   a
//! ```
//!
//! The window is taken at the top of the temporaries, so everything from it on is dead
//! after the call. Calls with `*args`, `**kwargs` or a great many arguments gather them
//! in a tuple and a dict first.

use crate::code::Const;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::Compiler;
use super::pool::CacheKind;

/// More values than this are not lined up in registers.
pub const MAX_RUN: usize = 250;

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub fn call(
        &mut self,
        expr: &'a Expr,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dst: u16,
    ) {
        self.check_keywords(keywords);
        self.note_callee(func);
        let unpacks = args.iter().any(is_starred) || keywords.iter().any(|k| k.arg.is_none());
        if unpacks || args.len() + keywords.len() > MAX_RUN {
            return self.scoped(|c| {
                let window = c.temps(usize::from(WINDOW) + 2);
                c.expr(func, window + CALLEE);
                c.call_unpacking(window, args, keywords, dst, expr.span);
            });
        }
        match &func.kind {
            ExprKind::Attribute { value, attr, .. } => {
                self.method_call(expr, func, value, attr, args, keywords, dst)
            }
            _ => self.scoped(|c| {
                let window = c.temps(usize::from(WINDOW));
                c.expr(func, window + CALLEE);
                c.arguments(args, keywords);
                c.finish_call(window, args.len(), keywords, dst, expr.span);
            }),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn method_call(
        &mut self,
        expr: &'a Expr,
        func: &'a Expr,
        value: &'a Expr,
        attr: &Ident,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dst: u16,
    ) {
        self.scoped(|c| {
            let window = c.temps(usize::from(WINDOW) + 1);
            let obj = Src(c.first_operand(value, &[], window + WINDOW));
            let name = c.mangled(&attr.name);
            let cache = c.pool.cache(CacheKind::LoadMethod, &name);
            let span = c.attribute_span(func.span, attr);
            let at = Window(window);
            c.emit(
                span,
                Op::LoadMethod {
                    obj,
                    window: at,
                    cache,
                },
            );
            c.arguments(args, keywords);
            let span = c.attribute_span_of_call(expr.span, attr);
            let argc = Count((args.len() + keywords.len()) as u16);
            let (dst, window) = (Dst(dst), at);
            if keywords.is_empty() {
                return c.emit(span, Op::CallMethod { dst, window, argc });
            }
            c.keyword_names(keywords, at.0 + KWNAMES, span);
            c.emit(span, Op::CallMethodKw { dst, window, argc });
        });
    }

    fn attribute_span_of_call(&self, whole: Span, attr: &Ident) -> Span {
        let line = |at| self.unit.source.line(at);
        match line(whole.start) == line(attr.span.start) {
            true => whole,
            false => Span::new(attr.span.start, whole.end),
        }
    }

    fn arguments(&mut self, args: &'a [Expr], keywords: &'a [Keyword]) {
        let values = keywords.iter().map(|keyword| &keyword.value);
        for value in args.iter().chain(values) {
            let register = self.temp();
            self.expr(value, register);
        }
    }

    /// Calls what is in a window with arguments that are there already.
    pub fn finish_call(
        &mut self,
        window: u16,
        positional: usize,
        keywords: &[Keyword],
        dst: u16,
        span: Span,
    ) {
        let argc = Count((positional + keywords.len()) as u16);
        let dst = Dst(dst);
        if keywords.is_empty() {
            let window = Window(window);
            return self.emit(span, Op::Call { dst, window, argc });
        }
        self.keyword_names(keywords, window + KWNAMES, span);
        let window = Window(window);
        self.emit(span, Op::CallKw { dst, window, argc });
    }

    fn keyword_names(&mut self, keywords: &[Keyword], register: u16, span: Span) {
        let names = keywords
            .iter()
            .filter_map(|keyword| keyword.arg.as_ref())
            .map(|arg| Const::Str(PyStr::from(&*self.mangled(&arg.name))))
            .collect();
        self.constant(Const::Tuple(names), register, span);
    }

    pub fn check_keywords(&self, keywords: &[Keyword]) {
        let mut seen = foldhash::HashSet::default();
        for keyword in keywords {
            let Some(arg) = &keyword.arg else { continue };
            if &*arg.name == "__debug__" {
                self.fail("cannot assign to __debug__", keyword.span);
            }
            if !seen.insert(&arg.name) {
                let message = format!("keyword argument repeated: {}", arg.name);
                self.fail(message, keyword.span);
            }
        }
    }

    /// Calls what is in a window with a tuple and a dict, made from `args` and `keywords`.
    pub fn call_unpacking(
        &mut self,
        window: u16,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        dst: u16,
        span: Span,
    ) {
        let positional = window + WINDOW;
        match args {
            // The call itself makes a tuple of the one iterable, with its own message.
            [
                Expr {
                    kind: ExprKind::Starred { value, .. },
                    ..
                },
            ] => self.expr(value, positional),
            _ => self.tuple(args, positional, span),
        }
        self.keyword_dict(window, keywords, span);
        let (dst, window) = (Dst(dst), Window(window));
        self.emit(span, Op::CallEx { dst, window });
    }

    /// The dict of a call's keywords: runs of named ones, and `**` in between.
    pub fn keyword_dict(&mut self, window: u16, keywords: &'a [Keyword], span: Span) {
        let all = window + WINDOW + 1;
        if keywords.is_empty() {
            let dst = Dst(all);
            return self.emit(span, Op::Unbind { dst });
        }
        let (dict, callee) = (Src(all), Src(window + CALLEE));
        let mut rest = keywords;
        let mut is_first = true;
        while let Some(next) = rest.first() {
            let named = rest
                .iter()
                .take(MAX_RUN / 2)
                .take_while(|keyword| keyword.arg.is_some())
                .count();
            self.scoped(|c| {
                if is_first {
                    c.named_dict(&rest[..named], all, span);
                }
                if named == 0 {
                    let src = Src(c.operand(&next.value));
                    c.emit(span, Op::DictMerge { dict, src, callee });
                } else if !is_first {
                    let temp = c.temp();
                    c.named_dict(&rest[..named], temp, span);
                    let src = Src(temp);
                    c.emit(span, Op::DictMerge { dict, src, callee });
                }
            });
            is_first = false;
            rest = &rest[named.max(1)..];
        }
    }

    fn named_dict(&mut self, keywords: &'a [Keyword], dst: u16, span: Span) {
        self.scoped(|c| {
            let first = c.temps(0);
            for keyword in keywords {
                let (key, value) = (c.temp(), c.temp());
                if let Some(arg) = &keyword.arg {
                    let name = c.mangled(&arg.name);
                    c.string(&name, key, span);
                }
                c.expr(&keyword.value, value);
            }
            let (dst, first, count) = (Dst(dst), First(first), Count(2 * keywords.len() as u16));
            c.emit(span, Op::BuildDict { dst, first, count });
        });
    }
}

pub fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred { .. })
}
