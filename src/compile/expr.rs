//! Expressions into registers, and conditions into jumps.
//!
//! ```text
//! x = a + f(b)         LoadGlobal  r8 <- f           the callee in its window
//!                      Move        r10 <- b          the argument
//!                      Call        r4 <- window r5   into a temporary
//!                      Add         x <- a, r4        straight into the variable
//! ```
//!
//! [`Compiler::expr`] puts a value into a given register, [`Compiler::operand`] says in
//! which register a value is (a variable's own, where possible), and
//! [`Compiler::jump_if`] makes no value at all.

use crate::code::Const;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::{self, *};

use super::pool::CacheKind;
use super::symbols::{Marks, ScopeKind};
use super::{Compiler, Variable, fold};

impl<'a> Compiler<'a> {
    /// Evaluates `expr` into register `dst`.
    pub fn expr(&mut self, expr: &'a Expr, dst: u16) {
        if self.failed() {
            return;
        }
        let span = expr.span;
        match &expr.kind {
            ExprKind::Constant { value, .. } => self.constant(fold::literal(value), dst, span),
            ExprKind::Name { id, .. } => self.load(id, dst, span),
            ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => self.arithmetic(expr, dst),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, dst, span),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                self.note_identity(left, ops, comparators, span);
                self.comparison(left, ops, comparators, dst, span);
            }
            ExprKind::IfExp { test, body, orelse } => self.if_exp(test, body, orelse, dst, span),
            ExprKind::Call {
                func,
                args,
                keywords,
            } => self.call(expr, func, args, keywords, dst),
            ExprKind::Attribute { value, attr, .. } => self.attribute(expr, value, attr, dst),
            ExprKind::Subscript { value, slice, .. } => self.subscript(value, slice, dst, span),
            ExprKind::Slice { .. } => self.slice(expr, dst),
            ExprKind::NamedExpr { target, value } => self.walrus(target, value, dst, span),
            ExprKind::Lambda { args, body } => self.lambda(expr, args, body, dst),
            ExprKind::List { elts, .. } => self.list(elts, dst, span),
            ExprKind::Tuple { elts, .. } => self.tuple(elts, dst, span),
            ExprKind::Set { elts } => self.set(elts, dst, span),
            ExprKind::Dict { items } => self.dict(items, dst, span),
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expr, generators, &[elt], dst)
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expr, generators, &[elt], dst)
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => self.comprehension(expr, generators, &[key, value], dst),
            ExprKind::GeneratorExp { elt, generators } => {
                self.generator_expression(expr, elt, generators, dst)
            }
            ExprKind::Await { value } => self.await_expr(value, dst, span),
            ExprKind::Yield { value } => self.yield_expr(value.as_deref(), dst, span),
            ExprKind::YieldFrom { value } => self.yield_from(value, dst, span),
            ExprKind::JoinedStr { values } => self.joined_str(values, dst, span),
            ExprKind::FormattedValue {
                value,
                conversion,
                format_spec,
            } => self.formatted(value, *conversion, format_spec.as_deref(), dst, span),
            ExprKind::Starred { .. } => self.fail("can't use starred expression here", span),
        }
    }

    /// Evaluates `expr` for its effects alone.
    pub fn discard(&mut self, expr: &'a Expr) {
        if fold::constant(expr).is_none() {
            self.scoped(|c| {
                c.operand(expr);
            });
        }
    }

    /// The register that holds the value of `expr`: its own, if it is a variable that
    /// lives in one, or a temporary.
    pub fn operand(&mut self, expr: &'a Expr) -> u16 {
        if let Some(register) = self.in_place(expr) {
            return register;
        }
        let temp = self.temp();
        self.expr(expr, temp);
        temp
    }

    /// The same, where `later` operands are evaluated before this one is used.
    pub fn operand_before(&mut self, expr: &'a Expr, later: &[&Expr]) -> u16 {
        if self.may_change(expr, later) {
            let temp = self.temp();
            self.expr(expr, temp);
            return temp;
        }
        self.operand(expr)
    }

    /// The same for the first operand of an op that writes `dst`: a temporary may
    /// hold both.
    pub fn first_operand(&mut self, expr: &'a Expr, later: &[&Expr], dst: u16) -> u16 {
        if !self.may_change(expr, later)
            && let Some(register) = self.in_place(expr)
        {
            return register;
        }
        let register = match self.is_temp(dst) {
            true => dst,
            false => self.temp(),
        };
        self.expr(expr, register);
        register
    }

    /// The register of a variable that can be used where it is, checked to be bound.
    fn in_place(&mut self, expr: &Expr) -> Option<u16> {
        let ExprKind::Name { id, .. } = &expr.kind else {
            return None;
        };
        let name = self.mangled(id);
        match self.variable(&name) {
            Variable::Register(register) => {
                self.check_bound(register, &name, expr.span);
                Some(register)
            }
            _ => None,
        }
    }

    /// Whether a `:=` in `later` operands may change the variable that `expr` is.
    fn may_change(&self, expr: &Expr, later: &[&Expr]) -> bool {
        let ExprKind::Name { id, .. } = &expr.kind else {
            return false;
        };
        let is_simple =
            |expr: &&Expr| matches!(expr.kind, ExprKind::Name { .. } | ExprKind::Constant { .. });
        let scopes = &self.unit.symbols.scopes;
        let name = self.mangled(id);
        !later.iter().all(is_simple)
            && (scopes[self.frame].marks(&name).any(Marks::WALRUS)
                || scopes[self.scope].marks(&name).any(Marks::WALRUS))
    }

    pub fn check_bound(&mut self, register: u16, name: &ast::Name, span: Span) {
        if !self.code.bound.contains(register) {
            let name = self.pool.name(name);
            let src = Src(register);
            self.emit(span, Op::CheckBound { src, name });
            self.code.bound.insert(register);
        }
    }

    // --- constants and names ---

    pub fn constant(&mut self, konst: Const, dst: u16, span: Span) {
        let dst = Dst(dst);
        if let Const::Int(value) = konst
            && let Ok(value) = i32::try_from(value)
        {
            let value = Imm(value);
            return self.emit(span, Op::LoadInt { dst, value });
        }
        let konst = self.pool.constant(konst);
        self.emit(span, Op::LoadConst { dst, konst });
    }

    pub fn none(&mut self, dst: u16, span: Span) {
        self.constant(Const::None, dst, span);
    }

    pub fn string(&mut self, text: &str, dst: u16, span: Span) {
        self.constant(Const::Str(PyStr::from(text)), dst, span);
    }

    pub fn copy(&mut self, src: u16, dst: u16, span: Span) {
        if src != dst {
            let (dst, src) = (Dst(dst), Src(src));
            self.emit(span, Op::Move { dst, src });
        }
    }

    pub fn load(&mut self, id: &ast::Name, dst: u16, span: Span) {
        if &**id == "__debug__" {
            return self.constant(Const::True, dst, span);
        }
        let name = self.mangled(id);
        match self.variable(&name) {
            Variable::Register(register) => {
                self.check_bound(register, &name, span);
                self.copy(register, dst, span);
            }
            Variable::Cell(cell) => {
                let (dst, cell, name) = (Dst(dst), Src(cell), self.pool.short_name(&name));
                self.emit(span, Op::LoadCell { dst, cell, name });
            }
            Variable::Global => {
                let cache = self.pool.shared_cache(CacheKind::LoadGlobal, &name);
                let dst = Dst(dst);
                self.emit(span, Op::LoadGlobal { dst, cache });
            }
            Variable::Name => {
                let cache = self.pool.shared_cache(CacheKind::LoadName, &name);
                let dst = Dst(dst);
                self.emit(span, Op::LoadName { dst, cache });
            }
            Variable::NameOrCell(cell) => {
                let (dst, cell, name) = (Dst(dst), Src(cell), self.pool.short_name(&name));
                self.emit(span, Op::LoadNameOrCell { dst, cell, name });
            }
        }
    }

    #[inline(never)]
    fn walrus(&mut self, target: &'a Expr, value: &'a Expr, dst: u16, span: Span) {
        let ExprKind::Name { id, .. } = &target.kind else {
            return self.fail("cannot use assignment expressions with this target", span);
        };
        // Where the variable is a register, the value needs no other place.
        if let Variable::Register(register) = self.variable(&self.mangled(id))
            && self.scope().kind != ScopeKind::Comprehension
        {
            self.expr(value, register);
            self.code.bound.insert(register);
            return self.copy(register, dst, span);
        }
        self.scoped(|c| {
            let register = c.operand(value);
            c.store(id, register, target.span);
            c.copy(register, dst, span);
        });
    }

    // --- operators ---

    #[inline(never)]
    fn arithmetic(&mut self, expr: &'a Expr, dst: u16) {
        if let Some(konst) = fold::constant(expr) {
            return self.constant(konst, dst, expr.span);
        }
        match &expr.kind {
            ExprKind::BinOp { left, op, right } => self.scoped(|c| {
                let lhs = c.first_operand(left, &[right], dst);
                c.binary(*op, How::Plain, dst, lhs, right, expr.span);
            }),
            ExprKind::UnaryOp { op, operand } => self.scoped(|c| {
                let src = Src(c.first_operand(operand, &[], dst));
                let dst = Dst(dst);
                c.emit(
                    expr.span,
                    match op {
                        UnaryOp::Invert => Op::Invert { dst, src },
                        UnaryOp::Not => Op::Not { dst, src },
                        UnaryOp::UAdd => Op::Pos { dst, src },
                        UnaryOp::USub => Op::Neg { dst, src },
                    },
                );
            }),
            _ => {}
        }
    }

    /// `dst = lhs op right`
    pub fn binary(
        &mut self,
        op: Operator,
        how: How,
        dst: u16,
        lhs: u16,
        right: &'a Expr,
        span: Span,
    ) {
        let (dst, lhs) = (Dst(dst), Src(lhs));
        if matches!(op, Operator::Add | Operator::Sub)
            && let Some(imm) = short_int(right)
        {
            return self.emit(
                span,
                match op {
                    Operator::Add => Op::AddImm { how, dst, lhs, imm },
                    _ => Op::SubImm { how, dst, lhs, imm },
                },
            );
        }
        let rhs = Src(self.operand(right));
        self.emit(
            span,
            match op {
                Operator::Add => Op::Add { how, dst, lhs, rhs },
                Operator::Sub => Op::Sub { how, dst, lhs, rhs },
                Operator::Mult => Op::Mul { how, dst, lhs, rhs },
                Operator::MatMult => Op::MatMul { how, dst, lhs, rhs },
                Operator::Div => Op::TrueDiv { how, dst, lhs, rhs },
                Operator::Mod => Op::Mod { how, dst, lhs, rhs },
                Operator::Pow => Op::Pow { how, dst, lhs, rhs },
                Operator::LShift => Op::LShift { how, dst, lhs, rhs },
                Operator::RShift => Op::RShift { how, dst, lhs, rhs },
                Operator::BitOr => Op::BitOr { how, dst, lhs, rhs },
                Operator::BitXor => Op::BitXor { how, dst, lhs, rhs },
                Operator::BitAnd => Op::BitAnd { how, dst, lhs, rhs },
                Operator::FloorDiv => Op::FloorDiv { how, dst, lhs, rhs },
            },
        );
    }

    /// `a and b`: the first value that decides.
    #[inline(never)]
    fn bool_op(&mut self, op: BoolOp, values: &'a [Expr], dst: u16, span: Span) {
        let Some((last, others)) = values.split_last() else {
            return;
        };
        let when = match op {
            BoolOp::And => When::False,
            BoolOp::Or => When::True,
        };
        self.scoped(|c| {
            // A variable must not change before the last value is known.
            let target = match c.is_temp(dst) {
                true => dst,
                false => c.temp(),
            };
            let end = c.code.label();
            for value in others {
                match fold::constant(value) {
                    // A constant that doesn't decide is not looked at.
                    Some(konst) if fold::truth(&konst) != when.is() => continue,
                    Some(_) => {
                        c.expr(value, target);
                        c.code.goto(span, end);
                    }
                    None => {
                        c.expr(value, target);
                        let cond = Src(target);
                        let target = Jump(0);
                        c.code.jump(span, Op::JumpIf { when, cond, target }, end);
                    }
                }
            }
            c.expr(last, target);
            c.code.bind(end);
            c.copy(target, dst, span);
        });
    }

    #[inline(never)]
    fn if_exp(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr, dst: u16, span: Span) {
        let (otherwise, end) = (self.code.label(), self.code.label());
        self.jump_if(test, When::False, otherwise);
        self.expr(body, dst);
        self.code.goto(span, end);
        self.code.bind(otherwise);
        self.expr(orelse, dst);
        self.code.bind(end);
    }

    // --- attributes and items ---

    /// Where an attribute is: in a chain over several lines, the line of its name.
    pub fn attribute_span(&self, whole: Span, attr: &Ident) -> Span {
        let line = |at| self.unit.source.line(at);
        let own = line(attr.span.start);
        if line(whole.start) == own {
            return whole;
        }
        match line(whole.end) == own {
            true => attr.span,
            false => Span::new(attr.span.start, whole.end),
        }
    }

    #[inline(never)]
    fn attribute(&mut self, expr: &'a Expr, value: &'a Expr, attr: &Ident, dst: u16) {
        self.scoped(|c| {
            let obj = Src(c.first_operand(value, &[], dst));
            let name = c.mangled(&attr.name);
            let cache = c.pool.cache(CacheKind::LoadAttr, &name);
            let span = c.attribute_span(expr.span, attr);
            let dst = Dst(dst);
            c.emit(span, Op::LoadAttr { dst, obj, cache });
        });
    }

    #[inline(never)]
    fn subscript(&mut self, value: &'a Expr, slice: &'a Expr, dst: u16, span: Span) {
        self.note_subscript(value, slice);
        self.scoped(|c| {
            let obj = Src(c.first_operand(value, &[slice], dst));
            if let Some(first) = c.slice_parts(slice) {
                let dst = Dst(dst);
                return c.emit(span, Op::GetSlice { dst, obj, first });
            }
            let index = Src(c.operand(slice));
            let dst = Dst(dst);
            c.emit(span, Op::GetItem { dst, obj, index });
        });
    }

    /// A slice that is an object of its own, as in `x[a:b, c]`.
    #[inline(never)]
    fn slice(&mut self, slice: &'a Expr, dst: u16) {
        self.scoped(|c| {
            if let Some(first) = c.slice_parts(slice) {
                let (dst, count) = (Dst(dst), Count(3));
                c.emit(slice.span, Op::BuildSlice { dst, first, count });
            }
        });
    }

    /// Evaluates the three parts of a slice, if it is one, into new temporaries.
    pub fn slice_parts(&mut self, slice: &'a Expr) -> Option<First> {
        let ExprKind::Slice { lower, upper, step } = &slice.kind else {
            return None;
        };
        let first = self.temps(3);
        for (register, part) in (first..).zip([lower, upper, step]) {
            match part {
                Some(part) => self.expr(part, register),
                None => self.none(register, slice.span),
            }
        }
        Some(First(first))
    }

    // --- generators ---

    #[inline(never)]
    fn await_expr(&mut self, value: &'a Expr, dst: u16, span: Span) {
        let scope = self.scope();
        let message = match scope.kind {
            ScopeKind::GeneratorExpression | ScopeKind::Comprehension => None,
            ScopeKind::Function if scope.coroutine => None,
            ScopeKind::Function | ScopeKind::Lambda => Some("'await' outside async function"),
            _ => Some("'await' outside function"),
        };
        if let Some(message) = message {
            return self.fail(message, span);
        }
        self.scoped(|c| {
            let src = c.operand(value);
            c.await_value(src, dst, span);
        });
    }

    /// Waits for the awaitable in `src`.
    pub fn await_value(&mut self, src: u16, dst: u16, span: Span) {
        self.scoped(|c| {
            let iter = c.temp();
            let (to, src) = (Dst(iter), Src(src));
            c.emit(span, Op::GetAwaitable { dst: to, src });
            c.send_through(iter, dst, span);
        });
    }

    /// Yields what the iterator in `iter` yields, until it is done.
    pub fn send_through(&mut self, iter: u16, dst: u16, span: Span) {
        self.scoped(|c| {
            let sent = c.temp();
            c.none(sent, span);
            let (dst, iter, sent) = (Dst(dst), Src(iter), Src(sent));
            c.emit(span, Op::YieldFrom { dst, iter, sent });
        });
    }

    /// Whether a `yield` may stand here.
    fn in_generator(&self, span: Span) -> bool {
        let inside = matches!(self.scope().kind, ScopeKind::Function | ScopeKind::Lambda);
        if !inside {
            self.fail("'yield' outside function", span);
        }
        inside
    }

    #[inline(never)]
    fn yield_expr(&mut self, value: Option<&'a Expr>, dst: u16, span: Span) {
        if !self.in_generator(span) {
            return;
        }
        self.scoped(|c| {
            let src = match value {
                Some(value) => c.operand(value),
                None => {
                    let temp = c.temp();
                    c.none(temp, span);
                    temp
                }
            };
            c.yield_value(src, dst, span);
        });
    }

    /// Yields the value in `src`, as the kind of generator at hand does it.
    pub fn yield_value(&mut self, src: u16, dst: u16, span: Span) {
        self.scoped(|c| {
            let mut src = Src(src);
            if c.unit.symbols.scopes[c.frame].coroutine {
                let wrapped = c.temp();
                let to = Dst(wrapped);
                c.emit(span, Op::AsyncGenWrap { dst: to, src });
                src = Src(wrapped);
            }
            let dst = Dst(dst);
            c.emit(span, Op::Yield { dst, src });
        });
    }

    #[inline(never)]
    fn yield_from(&mut self, value: &'a Expr, dst: u16, span: Span) {
        if !self.in_generator(span) {
            return;
        }
        if self.scope().coroutine {
            return self.fail("'yield from' inside async function", span);
        }
        self.scoped(|c| {
            let src = Src(c.operand(value));
            let iter = c.temp();
            let to = Dst(iter);
            c.emit(span, Op::GetYieldFromIter { dst: to, src });
            c.send_through(iter, dst, span);
        });
    }
}

/// An int literal that fits beside two operands.
pub fn short_int(expr: &Expr) -> Option<ShortImm> {
    match fold::constant(expr) {
        Some(Const::Int(value)) => i16::try_from(value).ok().map(ShortImm),
        _ => None,
    }
}
