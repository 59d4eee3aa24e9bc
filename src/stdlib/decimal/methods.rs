//! The methods of `Decimal` that take a context, and those that only look at a number.

use super::rules::{Made, Rules};
use super::state::{Operand, context_of, finish, optional_rounding};
use crate::builtins::types::support::this;
use crate::object::decimal::{Decimal, Form, Number};
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// Whether the number is something.
pub fn holds(vm: &mut Vm, args: Args<'_>, is: fn(&Number) -> bool) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    Ok(Value::bool(is(it.number())))
}

/// An operation on the number alone.
pub fn unary(
    vm: &mut Vm,
    args: Args<'_>,
    context: Option<Value>,
    operation: fn(&mut Rules, &Number) -> Made<Number>,
) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, context)?;
    let mut rules = Rules::of(&context);
    let result = operation(&mut rules, it.number());
    finish(vm, context, &rules, result)
}

/// `self.operation(other, context=None)`
pub fn binary(
    vm: &mut Vm,
    args: Args<'_>,
    operation: fn(&mut Rules, &Number, &Number) -> Made<Number>,
) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, args.get(2))?;
    let other = Operand::needed(vm, args[1])?;
    let mut rules = Rules::of(&context);
    let result = operation(&mut rules, it.number(), &other);
    finish(vm, context, &rules, result)
}

/// `self * other + third`, rounded once.
pub fn fma(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, args.get(3))?;
    let other = Operand::needed(vm, args[1])?;
    let third = Operand::needed(vm, args[2])?;
    let mut rules = Rules::of(&context);
    let result = rules.fma(it.number(), &other, &third);
    finish(vm, context, &rules, result)
}

/// `quantize(exp, rounding=None, context=None)`
pub fn quantize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, args.get(3))?;
    let rounding = optional_rounding(vm, args.get(2))?;
    let like = Operand::needed(vm, args[1])?;
    let mut rules = Rules::of(&context);
    rules.rounding = rounding.unwrap_or(rules.rounding);
    let result = rules.quantize(it.number(), &like);
    finish(vm, context, &rules, result)
}

/// `to_integral..(rounding=None, context=None)`
pub fn to_integral(
    vm: &mut Vm,
    args: Args<'_>,
    operation: fn(&mut Rules, &Number) -> Made<Number>,
) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, args.get(2))?;
    let mut rules = Rules::of(&context);
    if let Some(rounding) = optional_rounding(vm, args.get(1))? {
        rules.rounding = rounding;
    }
    let result = operation(&mut rules, it.number());
    finish(vm, context, &rules, result)
}

/// The same number with another sign; nothing is rounded or signaled.
pub fn copy(vm: &mut Vm, args: Args<'_>, sign: fn(bool) -> bool) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let number = it.number();
    let copy = number.with_sign(sign(number.negative));
    Ok(vm.heap.decimal(copy).into())
}

pub fn copy_sign(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    context_of(vm, args.get(2))?;
    let other = Operand::needed(vm, args[1])?;
    let copy = it.number().with_sign(other.negative);
    Ok(vm.heap.decimal(copy).into())
}

pub fn same_quantum(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    context_of(vm, args.get(2))?;
    let (a, b) = (it.number(), Operand::needed(vm, args[1])?);
    let same = match (a.form, b.form) {
        (Form::Finite, Form::Finite) => a.exponent == b.exponent,
        (Form::Infinite, Form::Infinite) => true,
        _ => a.is_nan() && b.is_nan(),
    };
    Ok(Value::bool(same))
}

/// Whether the number is neither 0 nor special, and not below the least exponent, or else
/// below it.
pub fn is_normal(vm: &mut Vm, args: Args<'_>, normal: bool) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let context = context_of(vm, args.get(1))?;
    let number = it.number();
    let is = number.is_finite()
        && !number.is_zero()
        && (number.adjusted() >= context.emin.get()) == normal;
    Ok(Value::bool(is))
}

pub fn adjusted(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    Ok(vm.heap.int(it.number().adjusted()))
}
