//! The module `cmath`: functions of complex numbers.
//!
//! Finite numbers go through the formulas of W. Kahan, "Branch cuts for complex
//! elementary functions, or much ado about nothing's sign bit" (1987), as CPython's
//! do; what an infinity or a NaN gives is fixed by C99's annex G, and so the C
//! library is asked. Three functions are another one seen from the side:
//!
//! ```text
//!   sin z = -i sinh iz      cos z = cosh iz      tan z = -i tanh iz      (and their inverses)
//! ```

mod functions;

use crate::builtins::types::float::complex_number;
use crate::code::op::How;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::{real, set};
use crate::stdlib::math::c::Complex;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::arith::Arith;
use crate::vm::{Res, Vm};
use functions::{Outcome, Wrong};

pub static MODULE: ModuleDef = ModuleDef {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    acos(z, /) => |vm, args| mapped(vm, args, functions::acos),
    acosh(z, /) => |vm, args| mapped(vm, args, functions::acosh),
    asin(z, /) => |vm, args| mapped(vm, args, functions::asin),
    asinh(z, /) => |vm, args| mapped(vm, args, functions::asinh),
    atan(z, /) => |vm, args| mapped(vm, args, functions::atan),
    atanh(z, /) => |vm, args| mapped(vm, args, functions::atanh),
    cos(z, /) => |vm, args| mapped(vm, args, functions::cos),
    cosh(z, /) => |vm, args| mapped(vm, args, functions::cosh),
    exp(z, /) => |vm, args| mapped(vm, args, functions::exp),
    log10(z, /) => |vm, args| mapped(vm, args, functions::log10),
    sin(z, /) => |vm, args| mapped(vm, args, functions::sin),
    sinh(z, /) => |vm, args| mapped(vm, args, functions::sinh),
    sqrt(z, /) => |vm, args| mapped(vm, args, |z| Ok(functions::sqrt(z))),
    tan(z, /) => |vm, args| mapped(vm, args, functions::tan),
    tanh(z, /) => |vm, args| mapped(vm, args, functions::tanh),
    log(z, base=None, /) => log,
    phase(z, /) => phase,
    polar(z, /) => polar,
    rect(r, phi, /) => rect,
    isfinite(z, /) => |vm, args| test(vm, args, |z| z.re.is_finite() && z.im.is_finite()),
    isinf(z, /) => |vm, args| test(vm, args, |z| z.re.is_infinite() || z.im.is_infinite()),
    isnan(z, /) => |vm, args| test(vm, args, |z| z.re.is_nan() || z.im.is_nan()),
    isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0) => isclose,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, float) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        let float = vm.heap.float(float);
        set(vm, module, name, float);
    }
    for (name, imaginary) in [("infj", f64::INFINITY), ("nanj", f64::NAN)] {
        let complex = vm.heap.complex(0.0, imaginary);
        set(vm, module, name, complex);
    }
    Ok(())
}

/// Any number as a complex one.
fn complex(vm: &mut Vm, value: Value) -> Res<Complex> {
    if let Some((re, im)) = complex_number(vm, value)? {
        return Ok(Complex { re, im });
    }
    let re = real(vm, value)?;
    Ok(Complex { re, im: 0.0 })
}

fn value(vm: &mut Vm, result: Outcome) -> Res<Value> {
    match result {
        Ok(z) => Ok(vm.heap.complex(z.re, z.im).into()),
        Err(Wrong::Domain) => Err(vm.value_error("math domain error")),
        Err(Wrong::Range) => Err(vm.overflow_error("math range error")),
    }
}

fn mapped(vm: &mut Vm, args: Args<'_>, function: fn(Complex) -> Outcome) -> Res<Value> {
    let z = complex(vm, args[0])?;
    value(vm, function(z))
}

fn test(vm: &mut Vm, args: Args<'_>, holds: fn(Complex) -> bool) -> Res<Value> {
    let z = complex(vm, args[0])?;
    Ok(holds(z).into())
}

fn log(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let z = complex(vm, args[0])?;
    let Some(base) = args.get(1) else {
        return value(vm, functions::log(z));
    };
    let base = complex(vm, base)?;
    // With a base, nothing is said of the logarithm of zero.
    let z = functions::log(z).or(Ok(Complex {
        re: f64::NEG_INFINITY,
        im: z.im.atan2(z.re),
    }));
    let (z, base) = (value(vm, z)?, value(vm, functions::log(base))?);
    match vm.builtin_binary(Arith::TrueDiv, How::Plain, z, base) {
        Err(_) if vm.raised_is(vm.types.zero_division_error) => {
            vm.take_raised();
            Err(vm.value_error("math domain error"))
        }
        quotient => quotient,
    }
}

fn phase(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let z = complex(vm, args[0])?;
    Ok(vm.heap.float(z.im.atan2(z.re)))
}

fn polar(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let z = complex(vm, args[0])?;
    let size = z.re.hypot(z.im);
    if size.is_infinite() && z.re.is_finite() && z.im.is_finite() {
        return Err(vm.overflow_error("math range error"));
    }
    let parts = [vm.heap.float(size), vm.heap.float(z.im.atan2(z.re))];
    Ok(vm.heap.tuple(&parts).into())
}

fn rect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (size, angle) = (real(vm, args[0])?, real(vm, args[1])?);
    value(vm, functions::rect(size, angle))
}

fn isclose(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (a, b) = (complex(vm, args[0])?, complex(vm, args[1])?);
    let relative = args.kw(0).map_or(Ok(1e-9), |it| real(vm, it))?;
    let absolute = args.kw(1).map_or(Ok(0.0), |it| real(vm, it))?;
    if relative < 0.0 || absolute < 0.0 {
        return Err(vm.value_error("tolerances must be non-negative"));
    }
    let size = |z: Complex| z.re.hypot(z.im);
    let is_infinite = |z: Complex| z.re.is_infinite() || z.im.is_infinite();
    if a == b {
        return Ok(Value::TRUE);
    }
    if is_infinite(a) || is_infinite(b) {
        return Ok(Value::FALSE);
    }
    let distance = (a.re - b.re).hypot(a.im - b.im);
    let close =
        distance <= relative * size(b) || distance <= relative * size(a) || distance <= absolute;
    Ok(close.into())
}
