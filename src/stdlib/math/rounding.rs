//! Functions about how a float is made: its integral part, exponent, neighbours.

use dashu_int::IBig;

use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{exact_float, integer, real};
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

use super::real::range_error;

pub fn floor(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.floor;
    rounded(vm, args[0], f64::floor, name)
}

pub fn ceil(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.ceil;
    rounded(vm, args[0], f64::ceil, name)
}

/// A float rounded to an int; anything else by its special method, or as a float.
fn rounded(
    vm: &mut Vm,
    value: Value,
    round: fn(f64) -> f64,
    name: crate::object::gc::Gc<Str>,
) -> Res<Value> {
    if value.is_int() {
        return Ok(value);
    }
    if exact_float(value).is_none()
        && let Some(result) = vm.call_special(value, name, &[])
    {
        return result;
    }
    let x = real(vm, value)?;
    int_of(vm, round(x))
}

pub fn trunc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if let Some(x) = exact_float(args[0]) {
        return int_of(vm, x.trunc());
    }
    let name = vm.names.trunc;
    match vm.call_special(args[0], name, &[]) {
        Some(result) => result,
        None => {
            let class = vm.class_name(args[0]);
            Err(vm.type_error(format!("type {class} doesn't define __trunc__ method")))
        }
    }
}

/// The int that an integral float is.
fn int_of(vm: &mut Vm, x: f64) -> Res<Value> {
    if x.is_nan() {
        return Err(vm.value_error("cannot convert float NaN to integer"));
    }
    match IBig::try_from(x) {
        Ok(int) => Ok(vm.heap.bigint(int)),
        Err(_) => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

pub fn frexp(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let (mantissa, exponent) = if x.is_finite() {
        libm::frexp(x)
    } else {
        (x, 0)
    };
    let mantissa = vm.heap.float(mantissa);
    Ok(vm.heap.tuple(&[mantissa, Value::small(exponent)]).into())
}

pub fn ldexp(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let class = vm.class_of(args[1]);
    if !class.is_subclass_of(vm.types.int) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    let exponent = integer(vm, args[1])?;
    // Beyond this the result is the same, for any x.
    let exponent = i32::try_from(exponent.clamp(IBig::from(-5000), IBig::from(5000))).unwrap_or(0);
    let result = libm::ldexp(x, exponent);
    if result.is_infinite() && x.is_finite() {
        return Err(range_error(vm));
    }
    Ok(vm.heap.float(result))
}

pub fn modf(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let (fraction, whole) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    let fraction = vm.heap.float(fraction);
    let whole = vm.heap.float(whole);
    Ok(vm.heap.tuple(&[fraction, whole]).into())
}

pub fn isfinite(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(real(vm, args[0])?.is_finite()))
}

pub fn isinf(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(real(vm, args[0])?.is_infinite()))
}

pub fn isnan(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(real(vm, args[0])?.is_nan()))
}

pub fn isclose(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let a = real(vm, args[0])?;
    let b = real(vm, args[1])?;
    let relative = match args.kw(0) {
        Some(value) => real(vm, value)?,
        None => 1e-9,
    };
    let absolute = match args.kw(1) {
        Some(value) => real(vm, value)?,
        None => 0.0,
    };
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(Value::TRUE);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(Value::FALSE);
    }
    let difference = (b - a).abs();
    let close = difference <= (relative * b).abs()
        || difference <= (relative * a).abs()
        || difference <= absolute;
    Ok(Value::bool(close))
}

pub fn nextafter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = real(vm, args[1])?;
    let steps = match args.kw(0).filter(|steps| !steps.is_none()) {
        None => 1,
        Some(steps) => {
            let steps = integer(vm, steps)?;
            if steps < IBig::ZERO {
                return Err(vm.value_error("steps must be a non-negative integer"));
            }
            u64::try_from(steps).unwrap_or(u64::MAX)
        }
    };
    Ok(vm.heap.float(step_towards(x, y, steps)))
}

/// The float `steps` floats from `x` on the way to `y`, at most `y`.
fn step_towards(x: f64, y: f64, steps: u64) -> f64 {
    if steps == 0 {
        return x;
    }
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x == y {
        return y;
    }
    // The floats in order as whole numbers; both zeros are 0.
    let place = |x: f64| {
        let magnitude = (x.to_bits() & !(1 << 63)) as i64;
        if x.is_sign_negative() {
            -magnitude
        } else {
            magnitude
        }
    };
    let (from, to) = (place(x), place(y));
    if from.abs_diff(to) <= steps {
        return y;
    }
    let steps = steps as i64;
    let at = if to > from {
        from + steps
    } else {
        from - steps
    };
    let magnitude = f64::from_bits(at.unsigned_abs());
    // A step onto zero keeps the sign of where it came from.
    if at < 0 || (at == 0 && x.is_sign_negative()) {
        -magnitude
    } else {
        magnitude
    }
}

/// How far it is from `x` to the next float away from zero.
pub fn ulp(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?.abs();
    let result = if !x.is_finite() {
        x
    } else if x == f64::MAX {
        x - x.next_down()
    } else {
        x.next_up() - x
    };
    Ok(vm.heap.float(result))
}
