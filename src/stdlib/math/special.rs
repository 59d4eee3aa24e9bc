//! The gamma function and the logarithm of its absolute value.
//!
//! Lanczos' approximation with the coefficients of Boost (g = 6.0247, 13 terms),
//! which are accurate to the last bits of a double; CPython takes the same.
//!
//! ```text
//!  gamma(x) = L(x) * (x + g - 1/2) ** (x - 1/2) * exp(-(x + g - 1/2))
//!  L(x) = (a0 + a1 x + ... + a12 x^12) / (x (x + 1) ... (x + 11))
//! ```
//!
//! Negative numbers go by `gamma(x) * gamma(-x) = -pi / (x * sin(pi x))`.

use std::f64::consts::PI;

use super::real::{domain_error, range_error};
use crate::object::value::Value;
use crate::stdlib::arguments::real;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

#[allow(clippy::excessive_precision)] // Exact: a sum of powers of two.
const G: f64 = 6.024680040776729583740234375;
#[allow(clippy::excessive_precision)] // Likewise.
const G_MINUS_HALF: f64 = 5.524680040776729583740234375;
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

#[allow(clippy::excessive_precision)] // As published.
const NUMERATOR: [f64; 13] = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
];

/// `x (x + 1) ... (x + 11)`, multiplied out.
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// gamma(1), gamma(2), ... gamma(23), all exact.
const INTEGRAL: [f64; 23] = {
    let mut table = [1.0; 23];
    let mut at = 1;
    while at < 23 {
        table[at] = table[at - 1] * at as f64;
        at += 1;
    }
    table
};

/// L(x) for positive x; in powers of 1/x where those of x would overflow.
fn lanczos(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for at in (0..13).rev() {
            above = above * x + NUMERATOR[at];
            below = below * x + DENOMINATOR[at];
        }
    } else {
        for at in 0..13 {
            above = above / x + NUMERATOR[at];
            below = below / x + DENOMINATOR[at];
        }
    }
    above / below
}

/// `sin(pi * x)`, exact at multiples of a half.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let eighth = (2.0 * y).round() as i32;
    let result = match eighth {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        // Not `-sin(pi * (y - 1))`, so that the result is 0.0 and not -0.0 at 1.
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * result
}

/// Why there is no result.
#[derive(Debug, PartialEq)]
enum Failure {
    Domain,
    Range,
}

fn gamma_of(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY {
            Err(Failure::Domain)
        } else {
            Ok(x)
        };
    }
    if x == 0.0 {
        return Err(Failure::Domain);
    }
    if x == x.floor() {
        if x < 0.0 {
            return Err(Failure::Domain);
        }
        if x <= INTEGRAL.len() as f64 {
            return Ok(INTEGRAL[x as usize - 1]);
        }
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        let result = 1.0 / x;
        return if result.is_infinite() {
            Err(Failure::Range)
        } else {
            Ok(result)
        };
    }
    if magnitude > 200.0 {
        return if x < 0.0 {
            Ok(0.0 / sin_pi(x))
        } else {
            Err(Failure::Range)
        };
    }
    let y = magnitude + G_MINUS_HALF;
    // What was lost in rounding `y`.
    let lost = if magnitude > G_MINUS_HALF {
        let q = y - magnitude;
        q - G_MINUS_HALF
    } else {
        let q = y - G_MINUS_HALF;
        q - magnitude
    };
    let correction = lost * G / y;
    let mut result;
    if x < 0.0 {
        result = -PI / sin_pi(magnitude) / magnitude * y.exp() / lanczos(magnitude);
        result -= correction * result;
        result = divide_by_power(result, y, magnitude);
    } else {
        result = lanczos(magnitude) / y.exp();
        result += correction * result;
        result = multiply_by_power(result, y, magnitude);
    }
    if result.is_infinite() {
        Err(Failure::Range)
    } else {
        Ok(result)
    }
}

/// `result * y ** (magnitude - 0.5)`, in two steps where one would overflow.
fn multiply_by_power(result: f64, y: f64, magnitude: f64) -> f64 {
    if magnitude < 140.0 {
        result * y.powf(magnitude - 0.5)
    } else {
        let half = y.powf(magnitude / 2.0 - 0.25);
        result * half * half
    }
}

fn divide_by_power(result: f64, y: f64, magnitude: f64) -> f64 {
    if magnitude < 140.0 {
        result / y.powf(magnitude - 0.5)
    } else {
        let half = y.powf(magnitude / 2.0 - 0.25);
        result / half / half
    }
}

fn lgamma_of(x: f64) -> Result<f64, Failure> {
    if !x.is_finite() {
        return Ok(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 {
            Err(Failure::Domain)
        } else {
            Ok(0.0)
        };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-magnitude.ln());
    }
    let mut result = lanczos(magnitude).ln() - G;
    result += (magnitude - 0.5) * ((magnitude + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        result = LOG_PI - sin_pi(magnitude).abs().ln() - magnitude.ln() - result;
    }
    if result.is_infinite() {
        Err(Failure::Range)
    } else {
        Ok(result)
    }
}

pub fn gamma(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    apply(vm, args, gamma_of)
}

pub fn lgamma(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    apply(vm, args, lgamma_of)
}

fn apply(vm: &mut Vm, args: Args<'_>, function: fn(f64) -> Result<f64, Failure>) -> Res<Value> {
    let x = real(vm, args[0])?;
    match function(x) {
        Ok(result) => Ok(vm.heap.float(result)),
        Err(Failure::Domain) => Err(domain_error(vm)),
        Err(Failure::Range) => Err(range_error(vm)),
    }
}
