//! Calls: arguments are evaluated straight into what becomes the callee's frame.
//!
//! ```text
//! f(a, b)        window +0   the callee's header
//!                window +3   f                       CALLEE
//!                window +5   a    \ the callee's     WINDOW
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

use super::pool::CacheKind;
use super::{Compiler, fold};

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

    // --- displays ---

    /// Evaluates `exprs` into consecutive temporaries; the first one's number.
    pub fn run(&mut self, exprs: &'a [Expr]) -> u16 {
        let first = self.temps(0);
        for expr in exprs {
            let register = self.temp();
            self.expr(expr, register);
        }
        first
    }

    #[inline(never)]
    pub fn list(&mut self, elts: &'a [Expr], dst: u16, span: Span) {
        self.scoped(|c| {
            if elts.len() > 2
                && let Some(items) = fold::constants(elts)
            {
                let list = c.building(dst);
                c.empty_list(list, span);
                let temp = c.temp();
                c.constant(Const::Tuple(items), temp, span);
                let (to, src) = (Src(list), Src(temp));
                c.emit(span, Op::ListExtend { list: to, src });
                return c.copy(list, dst, span);
            }
            if elts.len() > MAX_RUN || elts.iter().any(is_starred) {
                let list = c.building(dst);
                c.long_list(elts, list, span);
                return c.copy(list, dst, span);
            }
            let (first, count) = (First(c.run(elts)), Count(elts.len() as u16));
            let dst = Dst(dst);
            c.emit(span, Op::BuildList { dst, first, count });
        });
    }

    /// Where a collection is built step by step on its way to `dst`: in `dst` itself,
    /// unless that is a variable.
    pub fn building(&mut self, dst: u16) -> u16 {
        match self.is_temp(dst) {
            true => dst,
            false => self.temp(),
        }
    }

    pub fn empty_list(&mut self, list: u16, span: Span) {
        let (dst, first, count) = (Dst(list), First(list), Count(0));
        self.emit(span, Op::BuildList { dst, first, count });
    }

    fn long_list(&mut self, elts: &'a [Expr], list: u16, span: Span) {
        self.empty_list(list, span);
        self.extend_list(elts, list, span);
    }

    /// Appends to a list what is evaluated one by one.
    pub fn extend_list(&mut self, elts: &'a [Expr], list: u16, span: Span) {
        let list = Src(list);
        for elt in elts {
            self.scoped(|c| match &elt.kind {
                ExprKind::Starred { value, .. } => {
                    let src = Src(c.operand(value));
                    c.emit(span, Op::ListExtend { list, src });
                }
                _ => {
                    let src = Src(c.operand(elt));
                    c.emit(span, Op::ListAppend { list, src });
                }
            });
        }
    }

    #[inline(never)]
    pub fn tuple(&mut self, elts: &'a [Expr], dst: u16, span: Span) {
        if let Some(items) = fold::constants(elts) {
            return self.constant(Const::Tuple(items), dst, span);
        }
        self.scoped(|c| {
            if elts.len() > MAX_RUN || elts.iter().any(is_starred) {
                let list = c.building(dst);
                c.long_list(elts, list, span);
                let (dst, src) = (Dst(dst), Src(list));
                return c.emit(span, Op::ListToTuple { dst, src });
            }
            let (first, count) = (First(c.run(elts)), Count(elts.len() as u16));
            let dst = Dst(dst);
            c.emit(span, Op::BuildTuple { dst, first, count });
        });
    }

    #[inline(never)]
    pub fn set(&mut self, elts: &'a [Expr], dst: u16, span: Span) {
        self.scoped(|c| {
            if elts.len() <= MAX_RUN && !elts.iter().any(is_starred) {
                let (first, count) = (First(c.run(elts)), Count(elts.len() as u16));
                let dst = Dst(dst);
                return c.emit(span, Op::BuildSet { dst, first, count });
            }
            let building = c.building(dst);
            let (to, first, count) = (Dst(building), First(building), Count(0));
            c.emit(
                span,
                Op::BuildSet {
                    dst: to,
                    first,
                    count,
                },
            );
            let set = Src(building);
            for elt in elts {
                c.scoped(|c| match &elt.kind {
                    ExprKind::Starred { value, .. } => {
                        let src = Src(c.operand(value));
                        c.emit(span, Op::SetUpdate { set, src });
                    }
                    _ => {
                        let src = Src(c.operand(elt));
                        c.emit(span, Op::SetAdd { set, src });
                    }
                });
            }
            c.copy(building, dst, span);
        });
    }

    #[inline(never)]
    pub fn dict(&mut self, items: &'a [DictItem], dst: u16, span: Span) {
        let leading = items
            .iter()
            .take(MAX_RUN / 2)
            .take_while(|item| item.key.is_some())
            .count();
        self.scoped(|c| {
            let dict = match leading == items.len() {
                true => dst,
                false => c.building(dst),
            };
            c.scoped(|c| {
                let first = c.temps(0);
                for item in &items[..leading] {
                    let (key, value) = (c.temp(), c.temp());
                    if let Some(expr) = &item.key {
                        c.expr(expr, key);
                    }
                    c.expr(&item.value, value);
                }
                let (dst, first, count) = (Dst(dict), First(first), Count(2 * leading as u16));
                c.emit(span, Op::BuildDict { dst, first, count });
            });
            for item in &items[leading..] {
                c.scoped(|c| {
                    let dict = Src(dict);
                    if let Some(expr) = &item.key {
                        let key = Src(c.operand_before(expr, &[&item.value]));
                        let src = Src(c.operand(&item.value));
                        c.emit(span, Op::DictInsert { dict, key, src });
                    } else {
                        let src = Src(c.operand(&item.value));
                        c.emit(span, Op::DictUpdate { dict, src });
                    }
                });
            }
            c.copy(dict, dst, span);
        });
    }

    // --- f-strings ---

    #[inline(never)]
    pub fn joined_str(&mut self, values: &'a [Expr], dst: u16, span: Span) {
        match values {
            [] => return self.string("", dst, span),
            [only] => return self.expr(only, dst),
            _ => {}
        }
        self.scoped(|c| {
            // A long one is joined piece by piece: each piece starts with those before it.
            let first = c.temp();
            let mut rest = values;
            while !rest.is_empty() {
                let is_first = rest.len() == values.len();
                let (piece, later) = rest.split_at(rest.len().min(MAX_RUN));
                c.scoped(|c| {
                    for (at, value) in piece.iter().enumerate() {
                        let register = match at == 0 && is_first {
                            true => first,
                            false => c.temp(),
                        };
                        c.expr(value, register);
                    }
                    let count = Count((piece.len() + usize::from(!is_first)) as u16);
                    let dst = match later.is_empty() {
                        true => Dst(dst),
                        false => Dst(first),
                    };
                    let first = First(first);
                    c.emit(span, Op::BuildString { dst, first, count });
                });
                rest = later;
            }
        });
    }

    #[inline(never)]
    pub fn formatted(
        &mut self,
        value: &'a Expr,
        conversion: crate::syntax::ast::Conversion,
        spec: Option<&'a Expr>,
        dst: u16,
        span: Span,
    ) {
        use crate::code::op::Conversion as To;
        use crate::syntax::ast::Conversion as From;
        let conversion = match conversion {
            From::None => To::None,
            From::Str => To::Str,
            From::Repr => To::Repr,
            From::Ascii => To::Ascii,
        };
        self.scoped(|c| {
            let later: Vec<&Expr> = spec.into_iter().collect();
            let src = Src(c.operand_before(value, &later));
            let dst = Dst(dst);
            let Some(spec) = spec else {
                return c.emit(
                    span,
                    Op::Format {
                        conversion,
                        dst,
                        src,
                    },
                );
            };
            let spec = Src(c.operand(spec));
            c.emit(
                span,
                Op::FormatSpec {
                    conversion,
                    dst,
                    src,
                    spec,
                },
            );
        });
    }
}

pub fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred { .. })
}
