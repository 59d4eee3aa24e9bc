//! What arithmetic, comparison, truth and a loop's step come to where that takes no call:
//! on ints and floats in place, ranges, lists and tuples. `None` sends the evaluator to
//! the slow path.

use std::cell::Cell;

use super::protocol::arith::Arith;
use super::protocol::compare::Cmp;
use super::registers::Registers;
use crate::code::op::Dst;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// `a < b` and its like where it takes no call; `None` where it does.
#[inline(always)]
pub(super) fn compare(cmp: Cmp, a: Value, b: Value) -> Option<bool> {
    if Value::both_ints(a, b) {
        let (a, b) = (a.bits() as i64, b.bits() as i64);
        return Some(match cmp {
            Cmp::Lt => a < b,
            Cmp::Le => a <= b,
            Cmp::Gt => a > b,
            Cmp::Ge => a >= b,
            Cmp::Eq => a == b,
            Cmp::Ne => a != b,
        });
    }
    if !Value::both_flonums(a, b) {
        return None;
    }
    let (a, b) = (a.flonum_unchecked(), b.flonum_unchecked());
    Some(match cmp {
        Cmp::Lt => a < b,
        Cmp::Le => a <= b,
        Cmp::Gt => a > b,
        Cmp::Ge => a >= b,
        Cmp::Eq => a == b,
        Cmp::Ne => a != b,
    })
}

/// A step of the loop whose state begins at register `state`: whether there was an item,
/// which is in `dst` then. The state is of a range (the next int, how many are left, the
/// step), of a list or a tuple (that, the position), or of an iterator: `None`.
#[inline(always)]
pub(super) fn step(regs: Registers, dst: Dst, state: u16) -> Option<bool> {
    let [state, at, step] = regs.cells(state);
    let source = state.get();
    if source.is_int() {
        let left = at.get();
        let more = left.int_unchecked() != 0;
        if more {
            regs.set(dst, source);
            state.set(Value::add_wrapping(source, step.get()));
            at.set(Value::add_wrapping(left, Value::small(-1)));
        }
        return Some(more);
    }
    if let Some(list) = source.get::<List>() {
        let more = take(list.array().tail(), regs, dst, at);
        if !more {
            // It stays exhausted even if the list grows: a range of none.
            state.set(Value::small(0));
            at.set(Value::small(0));
        }
        return Some(more);
    }
    Some(take(source.get::<Tuple>()?.tail(), regs, dst, at))
}

/// Puts the item at a position into `dst`, if there is one, and moves the position on.
#[inline(always)]
fn take(items: &[Cell<Value>], regs: Registers, dst: Dst, position: &Cell<Value>) -> bool {
    let at = position.get();
    let item = items.get(at.int_unchecked() as usize);
    if let Some(item) = item {
        regs.set(dst, item.get());
        position.set(Value::add_wrapping(at, Value::small(1)));
    }
    item.is_some()
}

/// The truth of a value where it takes no call.
#[inline(always)]
pub(super) fn truth(value: Value) -> Option<bool> {
    match value {
        Value::TRUE => Some(true),
        Value::FALSE | Value::NONE => Some(false),
        _ => value.as_int().map(|int| int != 0),
    }
}

/// `-a` of an int or a float in place.
#[inline(always)]
pub(super) fn negative(a: Value) -> Option<Value> {
    match a.as_int() {
        Some(int) => Value::int(-int),
        None => Value::flonum(-a.as_flonum()?),
    }
}

/// The item that an index points to: negative ones count from the end.
#[inline(always)]
pub(super) fn item(items: &[Cell<Value>], index: Value) -> Option<&Cell<Value>> {
    let index = index.as_int()?;
    if let Some(item) = items.get(index as usize) {
        return Some(item);
    }
    let from_end = index + items.len() as i64;
    items.get(from_end as usize).filter(|_| index < 0)
}

/// `a + b` and its like of two ints or two floats in place. `op` is a constant at
/// each call, so that only its arm is left.
#[inline(always)]
pub(super) fn arith(op: Arith, a: Value, b: Value) -> Option<Value> {
    if Value::both_ints(a, b) {
        return match op {
            Arith::Add => Value::add_ints(a, b),
            Arith::Sub => Value::sub_ints(a, b),
            Arith::Mul => Value::mul_ints(a, b),
            Arith::TrueDiv => exact_quotient(a, b),
            Arith::FloorDiv => floor_quotient(a, b),
            Arith::Mod => remainder(a, b),
            Arith::LShift => shift_left(a, b),
            Arith::RShift => shift_right(a, b),
            Arith::And => Value::int(a.int_unchecked() & b.int_unchecked()),
            Arith::Or => Value::int(a.int_unchecked() | b.int_unchecked()),
            Arith::Xor => Value::int(a.int_unchecked() ^ b.int_unchecked()),
            Arith::Pow | Arith::MatMul => None,
        };
    }
    if !matches!(op, Arith::Add | Arith::Sub | Arith::Mul | Arith::TrueDiv) {
        return None;
    }
    if !Value::both_flonums(a, b) {
        return None;
    }
    let (a, b) = (a.flonum_unchecked(), b.flonum_unchecked());
    Value::flonum(match op {
        Arith::Add => a + b,
        Arith::Sub => a - b,
        Arith::Mul => a * b,
        _ if b == 0.0 => return None,
        _ => a / b,
    })
}

/// `a / b` of two ints where the quotient of two floats is exact enough.
#[inline(always)]
fn exact_quotient(a: Value, b: Value) -> Option<Value> {
    const EXACT: i64 = 1 << 53;
    let (a, b) = (a.int_unchecked(), b.int_unchecked());
    (b != 0 && a.abs() <= EXACT && b.abs() <= EXACT).then(|| Value::flonum(a as f64 / b as f64))?
}

#[inline(always)]
fn floor_quotient(a: Value, b: Value) -> Option<Value> {
    let (a, b) = (a.int_unchecked(), b.int_unchecked());
    if b == 0 {
        return None;
    }
    let quotient = a / b;
    Value::int(if a % b != 0 && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    })
}

#[inline(always)]
fn remainder(a: Value, b: Value) -> Option<Value> {
    let (a, b) = (a.int_unchecked(), b.int_unchecked());
    if b == 0 {
        return None;
    }
    let remainder = a % b;
    Value::int(if remainder != 0 && (remainder < 0) != (b < 0) {
        remainder + b
    } else {
        remainder
    })
}

#[inline(always)]
fn shift_left(a: Value, b: Value) -> Option<Value> {
    let (a, b) = (a.int_unchecked(), b.int_unchecked());
    let shifted = if (0..62).contains(&b) {
        a << b
    } else {
        return None;
    };
    (shifted >> b == a).then(|| Value::int(shifted))?
}

#[inline(always)]
fn shift_right(a: Value, b: Value) -> Option<Value> {
    let (a, b) = (a.int_unchecked(), b.int_unchecked());
    (b >= 0).then(|| Value::int(a >> b.min(62)))?
}
