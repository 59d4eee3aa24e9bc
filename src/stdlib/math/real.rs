//! Functions of one or two floats, and logarithms, which take ints of any size.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use crate::object::number::BigInt;
use crate::object::value::Value;
use crate::stdlib::arguments::real;
use crate::vm::native::Args;
use crate::vm::{Raised, Res, Vm};

/// What an infinite result of a finite argument means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Infinite {
    /// The true result is too large.
    Overflow,
    /// The function has a pole there.
    OutsideDomain,
    /// Nothing: it is the result.
    Result,
}

#[cold]
pub fn domain_error(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

#[cold]
pub fn range_error(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}

/// Applies a function, and raises for a NaN or infinity that its argument was not.
#[inline(never)]
pub fn unary(
    vm: &mut Vm,
    args: Args<'_>,
    function: fn(f64) -> f64,
    infinite: Infinite,
) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(domain_error(vm));
    }
    if y.is_infinite() && x.is_finite() {
        match infinite {
            Infinite::Overflow => return Err(range_error(vm)),
            Infinite::OutsideDomain => return Err(domain_error(vm)),
            Infinite::Result => {}
        }
    }
    Ok(vm.heap.float(y))
}

/// Applies a function of two floats that is defined everywhere.
pub fn binary(vm: &mut Vm, args: Args<'_>, function: fn(f64, f64) -> f64) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = real(vm, args[1])?;
    Ok(vm.heap.float(function(x, y)))
}

pub fn fmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = real(vm, args[1])?;
    // What Rust's `%` does on floats is C's fmod.
    let result = if y.is_infinite() && x.is_finite() {
        x
    } else {
        x % y
    };
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error(vm));
    }
    Ok(vm.heap.float(result))
}

pub fn pow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = real(vm, args[1])?;
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || (result.is_infinite() && x == 0.0) {
            return Err(domain_error(vm));
        }
        if result.is_infinite() {
            return Err(range_error(vm));
        }
    }
    Ok(vm.heap.float(result))
}

/// What is left of `x` after the multiple of `y` that is nearest to it.
pub fn remainder(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let x = real(vm, args[0])?;
    let y = real(vm, args[1])?;
    if (x.is_infinite() && !y.is_nan()) || (y == 0.0 && !x.is_nan()) {
        return Err(domain_error(vm));
    }
    let result = if y.is_infinite() {
        x
    } else {
        libm::remainder(x, y)
    };
    Ok(vm.heap.float(result))
}

pub fn log(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let numerator = logarithm(vm, args[0], f64::ln)?;
    let Some(base) = args.get(1) else {
        return Ok(vm.heap.float(numerator));
    };
    let denominator = logarithm(vm, base, f64::ln)?;
    if denominator == 0.0 {
        return Err(vm.zero_division_error("float division by zero"));
    }
    Ok(vm.heap.float(numerator / denominator))
}

pub fn log2(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let result = logarithm(vm, args[0], f64::log2)?;
    Ok(vm.heap.float(result))
}

pub fn log10(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let result = logarithm(vm, args[0], f64::log10)?;
    Ok(vm.heap.float(result))
}

/// The logarithm of a float, or of an int that may be too large to be one.
fn logarithm(vm: &mut Vm, value: Value, function: fn(f64) -> f64) -> Res<f64> {
    if let Some(int) = value.get::<BigInt>() {
        let int = int.int();
        if int.sign() == dashu_int::Sign::Negative {
            return Err(domain_error(vm));
        }
        let float = int.to_f64().value();
        if float.is_finite() {
            return Ok(function(float));
        }
        let (mantissa, exponent) = big_frexp(int);
        return Ok(function(mantissa) + function(2.0) * exponent as f64);
    }
    let x = real(vm, value)?;
    if x.is_nan() || x == f64::INFINITY {
        return Ok(x);
    }
    if x <= 0.0 {
        Err(domain_error(vm))
    } else {
        Ok(function(x))
    }
}

/// `(m, e)` with `int == m * 2**e` and `0.5 <= m < 1`, rounded half to even.
fn big_frexp(int: &IBig) -> (f64, usize) {
    let bits = int.bit_len();
    let shift = bits.saturating_sub(64);
    let lowest = int.trailing_zeros().unwrap_or(0);
    let mut top = u64::try_from(int >> shift).unwrap_or(u64::MAX);
    // Bits that were cut off count as one bit below, so that ties are seen as such.
    if lowest < shift {
        top |= 1;
    }
    let mantissa = top as f64 / 2f64.powi(64);
    if mantissa == 1.0 {
        (0.5, bits + 1)
    } else {
        (mantissa, bits)
    }
}
