//! Comparisons, and conditions as jumps without a value.
//!
//! ```text
//! if a < 1 and not b:      JumpLtImm unless a 1 -> else
//!     body                 JumpIf if b -> else
//!                          body
//! ```

use crate::code::Const;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::emit::Label;
use super::expr::short_int;
use super::{Compiler, fold};

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub fn comparison(
        &mut self,
        left: &'a Expr,
        ops: &[CmpOp],
        comparators: &'a [Expr],
        dst: u16,
        span: Span,
    ) {
        self.scoped(|c| {
            if let ([op], [right]) = (ops, comparators) {
                let lhs = c.first_operand(left, &[right], dst);
                let rhs = c.comparator(*op, right, &[]);
                return c.emit(span, compare(*op, dst, lhs, rhs));
            }
            let target = match c.is_temp(dst) {
                true => dst,
                false => c.temp(),
            };
            let end = c.code.label();
            let later: Vec<&Expr> = comparators.iter().collect();
            let mut lhs = c.operand_before(left, &later);
            for (at, (op, right)) in ops.iter().zip(comparators).enumerate() {
                let rhs = c.comparator(*op, right, &later[at + 1..]);
                c.emit(span, compare(*op, target, lhs, rhs));
                if at + 1 < ops.len() {
                    let (when, cond) = (When::False, Src(target));
                    let target = Jump(0);
                    c.code.jump(span, Op::JumpIf { when, cond, target }, end);
                }
                lhs = rhs;
            }
            c.code.bind(end);
            c.copy(target, dst, span);
        });
    }

    /// The right side of a comparison: `x in [1, 2]` looks into a constant tuple.
    fn comparator(&mut self, op: CmpOp, right: &'a Expr, later: &[&Expr]) -> u16 {
        let folded = match (&right.kind, op) {
            (ExprKind::List { elts, .. }, CmpOp::In | CmpOp::NotIn) => {
                fold::constants(elts).map(Const::Tuple)
            }
            (ExprKind::Set { elts }, CmpOp::In | CmpOp::NotIn) => {
                fold::constants(elts).map(Const::FrozenSet)
            }
            _ => None,
        };
        match folded {
            Some(konst) => {
                let temp = self.temp();
                self.constant(konst, temp, right.span);
                temp
            }
            None => self.operand_before(right, later),
        }
    }

    /// Goes to `label` when the truth of `expr` is `when`.
    pub fn jump_if(&mut self, expr: &'a Expr, when: When, label: Label) {
        if self.failed() {
            return;
        }
        if let Some(konst) = fold::constant(expr) {
            if fold::truth(&konst) == when.is() {
                self.code.goto(expr.span, label);
            }
            return;
        }
        match &expr.kind {
            ExprKind::UnaryOp {
                op: UnaryOp::Not,
                operand,
            } => self.jump_if(operand, opposite(when), label),
            ExprKind::BoolOp { op, values } => self.jump_if_all(*op, values, when, label),
            ExprKind::Compare {
                left,
                ops,
                comparators,
            } => {
                self.note_identity(left, ops, comparators, expr.span);
                self.jump_if_compare(left, ops, comparators, when, label, expr.span);
            }
            ExprKind::IfExp { test, body, orelse } => {
                let (otherwise, end) = (self.code.label(), self.code.label());
                self.jump_if(test, When::False, otherwise);
                self.jump_if(body, when, label);
                self.code.goto(expr.span, end);
                self.code.bind(otherwise);
                self.jump_if(orelse, when, label);
                self.code.bind(end);
            }
            _ => self.scoped(|c| {
                let cond = Src(c.operand(expr));
                let target = Jump(0);
                c.code
                    .jump(expr.span, Op::JumpIf { when, cond, target }, label);
            }),
        }
    }

    #[inline(never)]
    fn jump_if_all(&mut self, op: BoolOp, values: &'a [Expr], when: When, label: Label) {
        let Some((last, others)) = values.split_last() else {
            return;
        };
        let decides = match op {
            BoolOp::And => When::False,
            BoolOp::Or => When::True,
        };
        let undecided = self.code.label();
        for value in others {
            let to = match decides == when {
                true => label,
                false => undecided,
            };
            self.jump_if(value, decides, to);
        }
        self.jump_if(last, when, label);
        self.code.bind(undecided);
    }

    #[inline(never)]
    fn jump_if_compare(
        &mut self,
        left: &'a Expr,
        ops: &[CmpOp],
        comparators: &'a [Expr],
        when: When,
        label: Label,
        span: Span,
    ) {
        self.scoped(|c| {
            let fails = c.code.label();
            let later: Vec<&Expr> = comparators.iter().collect();
            let mut lhs = c.operand_before(left, &later);
            for (at, (op, right)) in ops.iter().zip(comparators).enumerate() {
                let is_last = at + 1 == ops.len();
                let (when, to) = match (is_last, when) {
                    (true, _) => (when, label),
                    (false, When::False) => (When::False, label),
                    (false, When::True) => (When::False, fails),
                };
                let short = if is_last { short_int(right) } else { None };
                if let Some(imm) = short
                    && let Some(op) = jump_compare_imm(*op, when, lhs, imm)
                {
                    c.code.jump(span, op, to);
                } else if is_last && let Some(op) = jump_none(*op, when, lhs, right) {
                    c.code.jump(span, op, to);
                } else {
                    let rhs = c.comparator(*op, right, &later[at + 1..]);
                    c.code.jump(span, jump_compare(*op, when, lhs, rhs), to);
                    lhs = rhs;
                }
            }
            c.code.bind(fails);
        });
    }
}

fn opposite(when: When) -> When {
    match when {
        When::True => When::False,
        When::False => When::True,
    }
}

fn compare(op: CmpOp, dst: u16, lhs: u16, rhs: u16) -> Op {
    let (dst, lhs, rhs) = (Dst(dst), Src(lhs), Src(rhs));
    match op {
        CmpOp::Eq => Op::Eq { dst, lhs, rhs },
        CmpOp::NotEq => Op::Ne { dst, lhs, rhs },
        CmpOp::Lt => Op::Lt { dst, lhs, rhs },
        CmpOp::LtE => Op::Le { dst, lhs, rhs },
        CmpOp::Gt => Op::Gt { dst, lhs, rhs },
        CmpOp::GtE => Op::Ge { dst, lhs, rhs },
        CmpOp::Is => Op::Is { dst, lhs, rhs },
        CmpOp::IsNot => Op::IsNot { dst, lhs, rhs },
        CmpOp::In => Op::In { dst, lhs, rhs },
        CmpOp::NotIn => Op::NotIn { dst, lhs, rhs },
    }
}

#[rustfmt::skip]
fn jump_compare(op: CmpOp, when: When, lhs: u16, rhs: u16) -> Op {
    let (lhs, rhs, target) = (Src(lhs), Src(rhs), Near(0));
    match op {
        CmpOp::Eq => Op::JumpEq { when, lhs, rhs, target },
        CmpOp::NotEq => Op::JumpNe { when, lhs, rhs, target },
        CmpOp::Lt => Op::JumpLt { when, lhs, rhs, target },
        CmpOp::LtE => Op::JumpLe { when, lhs, rhs, target },
        CmpOp::Gt => Op::JumpGt { when, lhs, rhs, target },
        CmpOp::GtE => Op::JumpGe { when, lhs, rhs, target },
        CmpOp::Is => Op::JumpIs { when, lhs, rhs, target },
        CmpOp::IsNot => Op::JumpIs { when: opposite(when), lhs, rhs, target },
        CmpOp::In => Op::JumpIn { when, lhs, rhs, target },
        CmpOp::NotIn => Op::JumpIn { when: opposite(when), lhs, rhs, target },
    }
}

#[rustfmt::skip]
fn jump_compare_imm(op: CmpOp, when: When, lhs: u16, imm: ShortImm) -> Option<Op> {
    let (lhs, target) = (Src(lhs), Near(0));
    Some(match op {
        CmpOp::Eq => Op::JumpEqImm { when, lhs, imm, target },
        CmpOp::NotEq => Op::JumpNeImm { when, lhs, imm, target },
        CmpOp::Lt => Op::JumpLtImm { when, lhs, imm, target },
        CmpOp::LtE => Op::JumpLeImm { when, lhs, imm, target },
        CmpOp::Gt => Op::JumpGtImm { when, lhs, imm, target },
        CmpOp::GtE => Op::JumpGeImm { when, lhs, imm, target },
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return None,
    })
}

/// `x is None`, `x is not None`
fn jump_none(op: CmpOp, when: When, src: u16, right: &Expr) -> Option<Op> {
    let is_none = matches!(
        right.kind,
        ExprKind::Constant {
            value: Constant::None,
            ..
        }
    );
    let when = match op {
        CmpOp::Is => when,
        CmpOp::IsNot => opposite(when),
        _ => return None,
    };
    let (src, target) = (Src(src), Jump(0));
    is_none.then_some(Op::JumpIfNone { when, src, target })
}
