//! The functions themselves, with the care that large and tiny numbers need: a
//! result that can be represented must not overflow on the way.

use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

use crate::stdlib::math::c::{self, Complex};

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Domain,
    Range,
}

pub(super) type Outcome = Result<Complex, Wrong>;

/// Above this a square or a sum of squares may overflow.
const LARGE: f64 = f64::MAX / 4.0;
/// `LARGE.ln()`, above which `exp` and `cosh` may.
const LOG_LARGE: f64 = 708.396_418_532_264_1;

fn new(re: f64, im: f64) -> Complex {
    Complex { re, im }
}

fn is_finite(z: Complex) -> bool {
    z.re.is_finite() && z.im.is_finite()
}

/// The result of finite arguments must be finite.
fn in_range(z: Complex) -> Outcome {
    match z.re.is_infinite() || z.im.is_infinite() {
        true => Err(Wrong::Range),
        false => Ok(z),
    }
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// `i z`
fn turned(z: Complex) -> Complex {
    new(-z.im, z.re)
}

/// `-i z`
fn turned_back(z: Complex) -> Complex {
    new(z.im, -z.re)
}

pub(super) fn sqrt(z: Complex) -> Complex {
    if !is_finite(z) {
        return c::csqrt(z);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return new(0.0, z.im);
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let tiny = x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE && (x > 0.0 || y > 0.0);
    let s = if tiny {
        let (x, y) = (x * 2f64.powi(54), y * 2f64.powi(54));
        (x + x.hypot(y)).sqrt() * 2f64.powi(-27) / 2f64.sqrt()
    } else {
        let x = x / 8.0;
        2.0 * (x + x.hypot(y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    match z.re >= 0.0 {
        true => new(s, d.copysign(z.im)),
        false => new(d, s.copysign(z.im)),
    }
}

pub(super) fn acos(z: Complex) -> Outcome {
    if !is_finite(z) {
        return Ok(c::cacos(z));
    }
    if is_large(z) {
        let size = (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2;
        let im = match z.re < 0.0 {
            true => -size.copysign(z.im),
            false => size.copysign(-z.im),
        };
        return Ok(new(z.im.abs().atan2(z.re), im));
    }
    let a = sqrt(new(1.0 - z.re, -z.im));
    let b = sqrt(new(1.0 + z.re, z.im));
    Ok(new(
        2.0 * a.re.atan2(b.re),
        c::asinh(b.re * a.im - b.im * a.re),
    ))
}

pub(super) fn acosh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return Ok(c::cacosh(z));
    }
    if is_large(z) {
        return Ok(new(
            (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2,
            z.im.atan2(z.re),
        ));
    }
    let a = sqrt(new(z.re - 1.0, z.im));
    let b = sqrt(new(z.re + 1.0, z.im));
    Ok(new(
        c::asinh(a.re * b.re + a.im * b.im),
        2.0 * a.im.atan2(b.re),
    ))
}

pub(super) fn asinh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return Ok(c::casinh(z));
    }
    if is_large(z) {
        let size = (z.re / 2.0).hypot(z.im / 2.0).ln() + 2.0 * LN_2;
        return Ok(new(size.copysign(z.re), z.im.atan2(z.re.abs())));
    }
    let a = sqrt(new(1.0 + z.im, -z.re));
    let b = sqrt(new(1.0 - z.im, z.re));
    Ok(new(
        c::asinh(a.re * b.im - b.re * a.im),
        z.im.atan2(a.re * b.re - a.im * b.im),
    ))
}

pub(super) fn asin(z: Complex) -> Outcome {
    asinh(turned(z)).map(turned_back)
}

pub(super) fn atanh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return Ok(c::catanh(z));
    }
    // atanh is odd: only the right half-plane needs formulas.
    if z.re < 0.0 || z.re == 0.0 && z.re.is_sign_negative() {
        let opposite = atanh(new(-z.re, -z.im))?;
        return Ok(new(-opposite.re, -opposite.im));
    }
    let y = z.im.abs();
    let root = LARGE.sqrt();
    if z.re > root || y > root {
        let size = (z.re / 2.0).hypot(z.im / 2.0);
        return Ok(new(z.re / 4.0 / size / size, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && y < f64::MIN_POSITIVE.sqrt() {
        if y == 0.0 {
            return Err(Wrong::Domain);
        }
        return Ok(new(
            -(y.sqrt() / y.hypot(2.0).sqrt()).ln(),
            (2f64.atan2(-y) / 2.0).copysign(z.im),
        ));
    }
    Ok(new(
        (4.0 * z.re / ((1.0 - z.re) * (1.0 - z.re) + y * y)).ln_1p() / 4.0,
        -(-2.0 * z.im).atan2((1.0 - z.re) * (1.0 + z.re) - y * y) / 2.0,
    ))
}

pub(super) fn atan(z: Complex) -> Outcome {
    atanh(turned(z)).map(turned_back)
}

pub(super) fn exp(z: Complex) -> Outcome {
    if !is_finite(z) {
        let grows = z.re.is_finite() || z.re == f64::INFINITY;
        return match z.im.is_infinite() && grows {
            true => Err(Wrong::Domain),
            false => Ok(c::cexp(z)),
        };
    }
    if z.re > LOG_LARGE {
        let size = (z.re - 1.0).exp();
        return in_range(new(size * z.im.cos() * E, size * z.im.sin() * E));
    }
    let size = z.re.exp();
    in_range(new(size * z.im.cos(), size * z.im.sin()))
}

pub(super) fn cosh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return match z.im.is_infinite() && !z.re.is_nan() {
            true => Err(Wrong::Domain),
            false => Ok(c::ccosh(z)),
        };
    }
    if z.re.abs() > LOG_LARGE {
        let x = z.re - 1f64.copysign(z.re);
        return in_range(new(z.im.cos() * x.cosh() * E, z.im.sin() * x.sinh() * E));
    }
    in_range(new(z.im.cos() * z.re.cosh(), z.im.sin() * z.re.sinh()))
}

pub(super) fn sinh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return match z.im.is_infinite() && !z.re.is_nan() {
            true => Err(Wrong::Domain),
            false => Ok(c::csinh(z)),
        };
    }
    if z.re.abs() > LOG_LARGE {
        let x = z.re - 1f64.copysign(z.re);
        return in_range(new(z.im.cos() * x.sinh() * E, z.im.sin() * x.cosh() * E));
    }
    in_range(new(z.im.cos() * z.re.sinh(), z.im.sin() * z.re.cosh()))
}

pub(super) fn tanh(z: Complex) -> Outcome {
    if !is_finite(z) {
        return match z.im.is_infinite() && z.re.is_finite() {
            true => Err(Wrong::Domain),
            false => Ok(c::ctanh(z)),
        };
    }
    if z.re.abs() > LOG_LARGE {
        return Ok(new(
            1f64.copysign(z.re),
            4.0 * z.im.sin() * z.im.cos() * (-2.0 * z.re.abs()).exp(),
        ));
    }
    let (x, y) = (z.re.tanh(), z.im.tan());
    let secant = 1.0 / z.re.cosh();
    let denominator = 1.0 + (x * y) * (x * y);
    Ok(new(
        x * (1.0 + y * y) / denominator,
        y / denominator * secant * secant,
    ))
}

pub(super) fn cos(z: Complex) -> Outcome {
    cosh(turned(z))
}

pub(super) fn sin(z: Complex) -> Outcome {
    sinh(turned(z)).map(turned_back)
}

pub(super) fn tan(z: Complex) -> Outcome {
    tanh(turned(z)).map(turned_back)
}

pub(super) fn log(z: Complex) -> Outcome {
    if !is_finite(z) {
        return Ok(c::clog(z));
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let re = if is_large(z) {
        (x / 2.0).hypot(y / 2.0).ln() + LN_2
    } else if x < f64::MIN_POSITIVE && y < f64::MIN_POSITIVE {
        if x == 0.0 && y == 0.0 {
            return Err(Wrong::Domain);
        }
        let scale = 2f64.powi(53);
        (x * scale).hypot(y * scale).ln() - 53.0 * LN_2
    } else {
        let size = x.hypot(y);
        // Near the unit circle the logarithm is small, and its argument's error large.
        if (0.71..=1.73).contains(&size) {
            let (more, less) = (x.max(y), x.min(y));
            ((more - 1.0) * (more + 1.0) + less * less).ln_1p() / 2.0
        } else {
            size.ln()
        }
    };
    Ok(new(re, z.im.atan2(z.re)))
}

pub(super) fn log10(z: Complex) -> Outcome {
    log(z).map(|z| new(z.re / LN_10, z.im / LN_10))
}

/// The number of a length and an angle.
pub(super) fn rect(size: f64, angle: f64) -> Outcome {
    if angle == 0.0 {
        // The angle's sign decides that of the imaginary 0, however long the number is.
        let im = match size.is_nan() || size.is_infinite() {
            true => 0f64.copysign(if size < 0.0 { -angle } else { angle }),
            false => size * angle,
        };
        return Ok(new(size, im));
    }
    if angle.is_infinite() && size != 0.0 && !size.is_nan() {
        return Err(Wrong::Domain);
    }
    if size == 0.0 && !angle.is_finite() {
        return Ok(new(0.0, 0.0));
    }
    if size.is_infinite() && angle.is_nan() {
        return Ok(new(f64::INFINITY, f64::NAN));
    }
    Ok(new(size * angle.cos(), size * angle.sin()))
}
