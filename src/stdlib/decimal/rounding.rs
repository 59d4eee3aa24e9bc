//! Operations that round to a place: `quantize`, `round()`, `to_integral_value`, and what
//! else looks at exponents.

use dashu_int::UBig;

use super::arithmetic::order;
use super::digits::{pow10, stripped, width};
use super::rules::{
    DIVISION_BY_ZERO, INEXACT, INVALID_OPERATION, Made, ROUNDED, Rounding, Rules, SUBNORMAL,
    rounded,
};
use crate::object::decimal::Number;

/// A finite number rounded, or padded, to an exponent.
pub fn at_exponent(number: &Number, exponent: i64, rounding: Rounding) -> Made<Number> {
    if number.coefficient.is_zero() {
        return Ok(Number::zero(number.negative, exponent));
    }
    let coefficient = match number.exponent.saturating_sub(exponent) {
        0 => number.coefficient.clone(),
        gap @ 1.. => &number.coefficient * pow10(gap)?,
        gap => {
            let digits = width(&number.coefficient);
            let drop = gap.saturating_neg();
            rounded(&number.coefficient, digits, drop, rounding, number.negative)?.0
        }
    };
    Ok(Number::new(number.negative, coefficient, exponent))
}

impl Rules {
    /// `a`, rounded to the exponent of `like`.
    pub fn quantize(&mut self, a: &Number, like: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a, like])? {
            return Ok(nan);
        }
        match (a.is_finite(), like.is_finite()) {
            (true, true) => self.quantize_to(a, like.exponent),
            (false, false) => Ok(Number::infinity(a.negative)),
            _ => self.invalid(INVALID_OPERATION),
        }
    }

    fn quantize_to(&mut self, a: &Number, exponent: i64) -> Made<Number> {
        let is_near = (self.tiny()..=self.emax).contains(&exponent);
        let too_long = !a.is_zero() && a.adjusted() - exponent + 1 > self.prec;
        if !is_near || too_long {
            return self.invalid(INVALID_OPERATION);
        }
        let result = at_exponent(a, exponent, self.rounding)?;
        if width(&result.coefficient) > self.prec || result.adjusted() > self.emax {
            return self.invalid(INVALID_OPERATION);
        }
        if !result.is_zero() && result.adjusted() < self.emin {
            self.met |= SUBNORMAL;
        }
        if exponent > a.exponent && !a.is_zero() {
            self.met |= ROUNDED;
            if order(&result, a)?.is_ne() {
                self.met |= INEXACT;
            }
        }
        match self.clamp {
            true => self.fix(result),
            false => Ok(result),
        }
    }

    /// The nearest integer; nothing is signaled.
    pub fn integral(&mut self, a: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a])? {
            return Ok(nan);
        }
        match !a.is_finite() || a.exponent >= 0 {
            true => Ok(a.clone()),
            false => at_exponent(a, 0, self.rounding),
        }
    }

    /// The same, which says what it did.
    pub fn integral_exact(&mut self, a: &Number) -> Made<Number> {
        let result = self.integral(a)?;
        if a.is_finite() && !a.is_zero() && a.exponent < 0 {
            self.met |= ROUNDED;
            if order(&result, a)?.is_ne() {
                self.met |= INEXACT;
            }
        }
        Ok(result)
    }

    /// Without the zeros at its end.
    pub fn normalize(&mut self, a: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a])? {
            return Ok(nan);
        }
        let it = self.fix(a.clone())?;
        if !it.is_finite() {
            return Ok(it);
        }
        if it.is_zero() {
            return Ok(Number::zero(it.negative, 0));
        }
        let most = if self.clamp { self.top() } else { self.emax };
        let (coefficient, exponent) = stripped(it.coefficient, it.exponent, most);
        Ok(Number::new(it.negative, coefficient, exponent))
    }

    /// Where the first digit lies, as a number.
    pub fn logb(&mut self, a: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a])? {
            return Ok(nan);
        }
        if !a.is_finite() {
            return Ok(Number::infinity(false));
        }
        if a.is_zero() {
            self.met |= DIVISION_BY_ZERO;
            return Ok(Number::infinity(true));
        }
        self.fix(Number::of_int(a.adjusted().into()))
    }

    /// `a * 10 ** b`
    pub fn scaleb(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a, b])? {
            return Ok(nan);
        }
        let most = 2 * (self.emax + self.prec);
        let Some(by) = small_int(b).filter(|by| by.abs() <= most) else {
            return self.invalid(INVALID_OPERATION);
        };
        match a.is_finite() {
            false => Ok(a.clone()),
            true => {
                let mut it = a.clone();
                it.exponent += by;
                self.fix(it)
            }
        }
    }

    /// -1, 0 or 1, or a NaN.
    pub fn compare(&mut self, a: &Number, b: &Number) -> Made<Number> {
        match self.nan_of(&[a, b])? {
            Some(nan) => Ok(nan),
            None => Ok(Number::of_int((order(a, b)? as i8).into())),
        }
    }

    /// The same; every NaN signals.
    pub fn compare_signal(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if a.is_nan() || b.is_nan() {
            self.met |= INVALID_OPERATION;
        }
        self.compare(a, b)
    }
}

/// The int of a number that is written as one, without an exponent.
fn small_int(number: &Number) -> Option<i64> {
    if !number.is_finite() || number.exponent != 0 {
        return None;
    }
    let size = i64::try_from(&number.coefficient).ok()?;
    Some(if number.negative { -size } else { size })
}

/// A number with so many digits at most; zeros stay as they are.
pub fn with_digits(number: &Number, count: i64, rounding: Rounding) -> Made<Number> {
    if number.coefficient.is_zero() {
        return Ok(number.clone());
    }
    let mut it = at_exponent(number, number.adjusted() + 1 - count, rounding)?;
    if width(&it.coefficient) > count {
        it.coefficient /= UBig::from(10u8);
        it.exponent += 1;
    }
    Ok(it)
}
