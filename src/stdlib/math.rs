//! The module `math`: its table. Each file below holds the functions of one sort.
//!
//! ```text
//!  real.rs      one or two floats in, a float out        special.rs  gamma, lgamma
//!  rounding.rs  floor, frexp, nextafter, isclose ..      sums.rs     fsum, sumprod, hypot ..
//!  integers.rs  factorial, comb, gcd, isqrt ..
//! ```
//!
//! Results are CPython's to the last bit: the C library's where CPython takes them
//! from there, and the same algorithms where it has its own.

pub(super) mod c;
mod integers;
mod real;
mod rounding;
mod special;
mod sums;

use super::arguments::set;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::vm::native::ModuleDef;
use crate::vm::{Res, Vm};
use real::{Infinite, binary, unary};

natives! {
    FUNCTIONS:
    acos(x, /) => |vm, args| unary(vm, args, f64::acos, Infinite::OutsideDomain),
    acosh(x, /) => |vm, args| unary(vm, args, |x| c::acosh(x), Infinite::OutsideDomain),
    asin(x, /) => |vm, args| unary(vm, args, f64::asin, Infinite::OutsideDomain),
    asinh(x, /) => |vm, args| unary(vm, args, |x| c::asinh(x), Infinite::OutsideDomain),
    atan(x, /) => |vm, args| unary(vm, args, f64::atan, Infinite::OutsideDomain),
    atanh(x, /) => |vm, args| unary(vm, args, |x| c::atanh(x), Infinite::OutsideDomain),
    cbrt(x, /) => |vm, args| unary(vm, args, c::cbrt, Infinite::OutsideDomain),
    cos(x, /) => |vm, args| unary(vm, args, f64::cos, Infinite::OutsideDomain),
    cosh(x, /) => |vm, args| unary(vm, args, f64::cosh, Infinite::Overflow),
    degrees(x, /) => |vm, args| unary(vm, args, |x| x * (180.0 / std::f64::consts::PI), Infinite::Result),
    erf(x, /) => |vm, args| unary(vm, args, |x| c::erf(x), Infinite::OutsideDomain),
    erfc(x, /) => |vm, args| unary(vm, args, |x| c::erfc(x), Infinite::OutsideDomain),
    exp(x, /) => |vm, args| unary(vm, args, f64::exp, Infinite::Overflow),
    exp2(x, /) => |vm, args| unary(vm, args, f64::exp2, Infinite::Overflow),
    expm1(x, /) => |vm, args| unary(vm, args, f64::exp_m1, Infinite::Overflow),
    fabs(x, /) => |vm, args| unary(vm, args, f64::abs, Infinite::OutsideDomain),
    gamma(x, /) => special::gamma,
    lgamma(x, /) => special::lgamma,
    log(x, base=None, /) => real::log,
    log10(x, /) => real::log10,
    log1p(x, /) => |vm, args| unary(vm, args, f64::ln_1p, Infinite::OutsideDomain),
    log2(x, /) => real::log2,
    radians(x, /) => |vm, args| unary(vm, args, |x| x * (std::f64::consts::PI / 180.0), Infinite::Result),
    sin(x, /) => |vm, args| unary(vm, args, f64::sin, Infinite::OutsideDomain),
    sinh(x, /) => |vm, args| unary(vm, args, f64::sinh, Infinite::Overflow),
    sqrt(x, /) => |vm, args| unary(vm, args, f64::sqrt, Infinite::OutsideDomain),
    tan(x, /) => |vm, args| unary(vm, args, f64::tan, Infinite::OutsideDomain),
    tanh(x, /) => |vm, args| unary(vm, args, f64::tanh, Infinite::OutsideDomain),

    atan2(y, x, /) => |vm, args| binary(vm, args, f64::atan2),
    copysign(x, y, /) => |vm, args| binary(vm, args, f64::copysign),
    fmod(x, y, /) => real::fmod,
    pow(x, y, /) => real::pow,
    remainder(x, y, /) => real::remainder,

    ceil(x, /) => rounding::ceil,
    floor(x, /) => rounding::floor,
    trunc(x, /) => rounding::trunc,
    frexp(x, /) => rounding::frexp,
    ldexp(x, i, /) => rounding::ldexp,
    modf(x, /) => rounding::modf,
    isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0) => rounding::isclose,
    isfinite(x, /) => rounding::isfinite,
    isinf(x, /) => rounding::isinf,
    isnan(x, /) => rounding::isnan,
    nextafter(x, y, /, *, steps=None) => rounding::nextafter,
    ulp(x, /) => rounding::ulp,

    comb(n, k, /) => integers::comb,
    factorial(n, /) => integers::factorial,
    gcd(*integers) => integers::gcd,
    isqrt(n, /) => integers::isqrt,
    lcm(*integers) => integers::lcm,
    perm(n, k=None, /) => integers::perm,

    dist(p, q, /) => sums::dist,
    fsum(seq, /) => sums::fsum,
    hypot(*coordinates) => sums::hypot,
    prod(iterable, /, *, start=1) => sums::prod,
    sumprod(p, q, /) => sums::sumprod,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "math",
    doc: "This module provides access to the mathematical functions\ndefined by the C standard.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        let value = vm.heap.float(value);
        set(vm, module, name, value);
    }
    Ok(())
}
