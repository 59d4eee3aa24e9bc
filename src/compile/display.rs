//! Displays: lists, tuples, sets, dicts and f-strings.
//!
//! A short one is evaluated into consecutive temporaries and built by one op. A long one,
//! or one with `*` in it, grows item by item. A constant list is a constant tuple, copied.

use crate::code::Const;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::call::{MAX_RUN, is_starred};
use super::{Compiler, fold};

impl<'a> Compiler<'a> {
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
        if elts.len() > 2
            && let Some(items) = fold::constants(elts)
        {
            return self.constant_set(items, dst, span);
        }
        self.scoped(|c| {
            if elts.len() <= MAX_RUN && !elts.iter().any(is_starred) {
                let (first, count) = (First(c.run(elts)), Count(elts.len() as u16));
                let dst = Dst(dst);
                return c.emit(span, Op::BuildSet { dst, first, count });
            }
            let building = c.empty_set(dst, span);
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

    /// An empty set, which is to be filled and copied to a register; where it is.
    fn empty_set(&mut self, dst: u16, span: Span) -> u16 {
        let building = self.building(dst);
        let (dst, first, count) = (Dst(building), First(building), Count(0));
        self.emit(span, Op::BuildSet { dst, first, count });
        building
    }

    /// A copy of a constant, which has not always the order that adding item by item gives.
    fn constant_set(&mut self, items: Vec<Const>, dst: u16, span: Span) {
        self.scoped(|c| {
            let building = c.empty_set(dst, span);
            let constant = c.temp();
            c.constant(Const::FrozenSet(items), constant, span);
            let (set, src) = (Src(building), Src(constant));
            c.emit(span, Op::SetUpdate { set, src });
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
