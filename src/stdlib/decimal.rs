//! The module `_decimal_core`: decimal numbers and contexts. `decimal`, in Python, adds
//! the signals, and the operations that are rare.
//!
//! ```text
//!  class.rs        Decimal: its table, and how one is made    context.rs   Context
//!  operators.rs    + - * / < ==                               methods.rs   quantize() ..
//!  conversions.rs  str(), int(), hash() ..                    state.rs     the current context
//!     │ above: objects of the VM
//!     │ below: numbers alone
//!  rules.rs        rounding to a context, and what that met
//!  arithmetic.rs   powers.rs   rounding.rs   the operations
//!  text.rs         format.rs     text                         digits.rs    powers of ten
//! ```

mod arithmetic;
mod class;
mod context;
mod conversions;
mod digits;
mod format;
mod methods;
mod operators;
mod powers;
mod rounding;
mod rules;
mod state;
mod text;

use self::class::DECIMAL;
use self::context::CONTEXT;
use self::rounding::at_exponent;
use self::rules::{Rounding, Rules};
use self::state::{Operand, finish, settle, the_context};
use super::arguments::{integer, set};
use crate::builtins::types::classify;
use crate::builtins::types::support::this;
use crate::natives;
use crate::object::class::Type;
use crate::object::decimal::{DecimalContext, Form, Number};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

natives! { FUNCTIONS:
    connect(hooks, /) => state::connect,
    forget() => state::forget,
    getcontext() => |vm, _| Ok(state::current(vm)?.into()),
    extend(cls, namespace, /) => extend,
    make(sign, coefficient, exponent, kind=0, /) => make,
    settle(context, met, result, /) => settle_result,
    finish(context, met, number, rounding=None, sticky=False, /) => finish_number,
    nan_of(context, /, *numbers) => nan_of,
    order(a, b, /) => order,
    at_exponent(number, exponent, rounding, /) => round_at,
    divmod(context, a, b, /) => divmod,
    power(context, a, b, /) => power,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_decimal_core",
    doc: "Decimal numbers and contexts.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    vm.install_late(&[&DECIMAL, &CONTEXT]);
    for (name, def) in [("Decimal", &DECIMAL), ("Context", &CONTEXT)] {
        let class = vm.builtin_class(def.name);
        classify(vm, class);
        set(vm, module, name, class);
    }
    Ok(())
}

/// Puts what is written in Python into one of the classes.
fn extend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (class, names) = (this::<Type>(vm, args[0])?, this::<Dict>(vm, args[1])?);
    for (name, value) in names.iter() {
        if let Some(name) = name.get::<Str>() {
            let name = vm.heap.intern_str(name);
            class.dict.insert_str(&vm.heap, name, value);
            class.forget(name);
        }
    }
    Ok(Value::NONE)
}

fn number(vm: &mut Vm, value: Value) -> Res<Operand> {
    Operand::needed(vm, value)
}

/// A number of its parts.
fn make(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let negative = vm.truthy(args[0])?;
    let (_, coefficient) = integer(vm, args[1])?.into_parts();
    let exponent = vm.index(args[2])?;
    let form = match args.get(3) {
        None => Form::Finite,
        Some(kind) => match vm.index(kind)? {
            0 => Form::Finite,
            1 => Form::Infinite,
            2 => Form::Quiet,
            _ => Form::Signaling,
        },
    };
    let number = Number {
        form,
        negative,
        exponent,
        coefficient,
    };
    Ok(vm.heap.decimal(number).into())
}

fn bits(vm: &mut Vm, value: Value) -> Res<u16> {
    Ok(vm.index(value)? as u16)
}

fn settle_result(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = the_context(vm, args[0])?;
    let met = bits(vm, args[1])?;
    settle(vm, context, met)?;
    Ok(args[2])
}

/// Rounds the result of an operation that met something already.
fn finish_number(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = the_context(vm, args[0])?;
    let met = bits(vm, args[1])?;
    let rounding = state::optional_rounding(vm, args.get(3))?;
    let sticky = match args.get(4) {
        Some(sticky) => vm.truthy(sticky)?,
        None => false,
    };
    let exact = number(vm, args[2])?.clone();
    let mut rules = Rules::of(&context);
    rules.met = met;
    rules.rounding = rounding.unwrap_or(rules.rounding);
    let result = rules.fix_with(exact, sticky);
    finish(vm, context, &rules, result)
}

/// The NaN that an operation on numbers gives, or None.
fn nan_of(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = the_context(vm, args[0])?;
    let mut numbers = Vec::new();
    for &value in args.rest(1) {
        numbers.push(number(vm, value)?.clone());
    }
    let mut rules = Rules::of(&context);
    let found = rules.nan_of(&numbers.iter().collect::<Vec<_>>());
    match vm.or_memory_error(found)? {
        Some(nan) => finish(vm, context, &rules, Ok(nan)),
        None => Ok(Value::NONE),
    }
}

/// -1, 0 or 1; neither is a NaN.
fn order(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (a, b) = (number(vm, args[0])?, number(vm, args[1])?);
    let order = arithmetic::order(&a, &b);
    Ok(Value::small(vm.or_memory_error(order)? as i32))
}

fn round_at(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (it, exponent) = (number(vm, args[0])?, vm.index(args[1])?);
    let rounding = state::optional_rounding(vm, args.get(2))?;
    let rounded = at_exponent(&it, exponent, rounding.unwrap_or(Rounding::HalfEven));
    let rounded = vm.or_memory_error(rounded)?;
    Ok(vm.heap.decimal(rounded).into())
}

fn divmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let (a, b) = (number(vm, args[1])?, number(vm, args[2])?);
    operators::divmod_in(vm, context, &a, &b)
}

fn power(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    number(vm, args[1])?;
    number(vm, args[2])?;
    operators::power_in(vm, context, args[1], args[2])
}
