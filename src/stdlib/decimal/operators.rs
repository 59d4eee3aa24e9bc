//! The operators of `Decimal`: arithmetic, powers, comparison.

use std::cmp::Ordering;

use dashu_int::UBig;

use super::arithmetic::order;
use super::class::of_float;
use super::context::note_float;
use super::rules::{FLOAT_OPERATION, INVALID_OPERATION, Made, Rules, is_odd};
use super::state::{Operand, current, finish, hook, settle};
use crate::object::decimal::{DecimalContext, Form, Number};
use crate::object::gc::{Gc, Kind};
use crate::object::number::to_float;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::protocol::compare::Cmp;
use crate::vm::protocol::items_of;
use crate::vm::{Res, Vm};

type Binary = fn(&mut Rules, &Number, &Number) -> Made<Number>;

/// `self op value`
#[inline]
pub fn plain(vm: &mut Vm, args: Args<'_>, operation: Binary) -> Res<Value> {
    operate(vm, args[0], args[1], operation)
}

/// `value op self`
pub fn reflected(vm: &mut Vm, args: Args<'_>, operation: Binary) -> Res<Value> {
    operate(vm, args[1], args[0], operation)
}

#[inline]
fn operate(vm: &mut Vm, a: Value, b: Value, operation: Binary) -> Res<Value> {
    let (Some(a), Some(b)) = (Operand::of(a), Operand::of(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let context = current(vm)?;
    let mut rules = Rules::of(&context);
    let result = operation(&mut rules, &a, &b);
    finish(vm, context, &rules, result)
}

pub fn divmod(vm: &mut Vm, a: Value, b: Value) -> Res<Value> {
    let (Some(a), Some(b)) = (Operand::of(a), Operand::of(b)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let context = current(vm)?;
    divmod_in(vm, context, &a, &b)
}

/// `divmod(a, b)` in a context.
pub fn divmod_in(vm: &mut Vm, context: Gc<DecimalContext>, a: &Number, b: &Number) -> Res<Value> {
    let mut rules = Rules::of(&context);
    let both = rules.divmod(a, b);
    let (quotient, rest) = vm.or_memory_error(both)?;
    settle(vm, context, rules.met)?;
    let [quotient, rest] = [quotient, rest].map(|it| Value::from(vm.heap.decimal(it)));
    Ok(vm.heap.tuple(&[quotient, rest]).into())
}

/// `pow(self, value, mod)`
pub fn pow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    powers(vm, args[0], args[1], args.get(2))
}

/// `pow(value, self, mod)`
pub fn reflected_pow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    powers(vm, args[1], args[0], args.get(2))
}

fn powers(vm: &mut Vm, a: Value, b: Value, modulo: Option<Value>) -> Res<Value> {
    let Some(modulo) = modulo.filter(|it| !it.is_none()) else {
        return power(vm, a, b);
    };
    if [a, b, modulo].iter().any(|it| Operand::of(*it).is_none()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (context, modulus) = (current(vm)?, hook(vm, "raised_modulo")?);
    vm.call(modulus, &[a, b, modulo, context.into()])
}

fn power(vm: &mut Vm, a: Value, b: Value) -> Res<Value> {
    if Operand::of(a).is_none() || Operand::of(b).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let context = current(vm)?;
    power_in(vm, context, a, b)
}

/// `a ** b` in a context, both of which are numbers. Whole powers are products; the rest
/// is done in Python.
pub fn power_in(vm: &mut Vm, context: Gc<DecimalContext>, a: Value, b: Value) -> Res<Value> {
    if let (Some(base), Some(exponent)) = (Operand::of(a), Operand::of(b)) {
        let mut rules = Rules::of(&context);
        let power = finite_power(&mut rules, &base, &exponent);
        if let Some(power) = vm.or_memory_error(power)? {
            return finish(vm, context, &rules, Ok(power));
        }
    }
    let raised = hook(vm, "raised")?;
    vm.call(raised, &[a, b, context.into()])
}

/// A power of finite numbers, if it is whole or out of bounds.
fn finite_power(rules: &mut Rules, a: &Number, b: &Number) -> Made<Option<Number>> {
    if !a.is_finite() || !b.is_finite() || a.is_zero() || b.is_zero() {
        return Ok(None);
    }
    let integral = b.is_integral()?;
    if a.negative && !integral {
        return Ok(None);
    }
    // Whatever is written with zeros behind its coefficient is even.
    let odd = integral && b.exponent <= 0 && is_odd(&b.to_int()?.into_parts().1);
    let negative = a.negative && odd;
    let is_one = order(&a.with_sign(false), &Number::new(false, UBig::ONE, 0))?.is_eq();
    if is_one {
        return match integral {
            true => rules.power_of_one(a, b, negative).map(Some),
            false => Ok(None),
        };
    }
    if let Some(power) = rules.power_out_of_bounds(a, b, negative)? {
        return Ok(Some(power));
    }
    let whole = match integral && b.adjusted() < 18 {
        true => i64::try_from(b.to_int()?).ok(),
        false => None,
    };
    match whole {
        Some(whole) => rules.whole_power(a, whole).map(Some),
        None => Ok(None),
    }
}

/// `self op value`; a float is compared exactly.
pub fn compare(vm: &mut Vm, args: Args<'_>, op: Cmp) -> Res<Value> {
    let equality = matches!(op, Cmp::Eq | Cmp::Ne);
    let Some(a) = Operand::of(args[0]) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if let Some(b) = Operand::of(args[1]) {
        return compare_numbers(vm, op, &a, &b);
    }
    if let Some(float) = to_float(args[1]) {
        let context = current(vm)?;
        match equality {
            true => note_float(context),
            false => settle(vm, context, FLOAT_OPERATION)?,
        }
        return compare_numbers(vm, op, &a, &of_float(float));
    }
    // Other kinds of numbers are of classes in Python, but for one.
    let may_be_number = args[1]
        .header()
        .is_some_and(|it| it.kind() == Kind::Complex || !it.is_exact());
    if !may_be_number {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let comparable = hook(vm, "comparable")?;
    let both = vm.call(comparable, &[args[0], args[1], Value::bool(equality)])?;
    if let Some([a, b]) = items_of(both)
        && let (Some(a), Some(b)) = (Operand::of(a.get()), Operand::of(b.get()))
    {
        return compare_numbers(vm, op, &a, &b);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn compare_numbers(vm: &mut Vm, op: Cmp, a: &Number, b: &Number) -> Res<Value> {
    let order = if a.is_nan() || b.is_nan() {
        // Any NaN has no place in an order; only a signaling one has no equality.
        let signals = a.form == Form::Signaling || b.form == Form::Signaling;
        if signals || !matches!(op, Cmp::Eq | Cmp::Ne) {
            let context = current(vm)?;
            settle(vm, context, INVALID_OPERATION)?;
        }
        None
    } else {
        let order: Made<Ordering> = order(a, b);
        Some(vm.or_memory_error(order)?)
    };
    Ok(Value::bool(op.holds(order)))
}
