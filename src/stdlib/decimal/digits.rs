//! Decimal digits of big numbers: powers of ten, and how long a number is.

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use super::rules::Made;
use crate::object::arithmetic::pow_big;
use crate::object::decimal::{Form, Number};

/// The powers of ten that fit into two machine words.
const POWERS: [u128; 39] = {
    let mut powers = [1; 39];
    let mut at = 1;
    while at < 39 {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// `10 ** exponent`
#[inline]
pub fn pow10(exponent: i64) -> Made<UBig> {
    match POWERS.get(exponent as usize) {
        Some(&power) => Ok(UBig::from(power)),
        None => large_pow10(exponent),
    }
}

#[inline(never)]
fn large_pow10(exponent: i64) -> Made<UBig> {
    const SMALL: i64 = 1000;
    if exponent < SMALL {
        return Ok(UBig::from(10u8).pow(exponent.max(0) as usize));
    }
    let power = pow_big(&IBig::from(10u8), &IBig::from(exponent))?;
    Ok(power.into_parts().1)
}

/// `10 ** digits - 1`
pub fn nine(digits: i64) -> Made<UBig> {
    Ok(pow10(digits)? - UBig::ONE)
}

/// How many decimal digits a number has; 0 has one.
#[inline]
pub fn width(number: &UBig) -> i64 {
    match number.as_words() {
        [] => 1,
        &[low] => small_width(u128::from(low)),
        &[low, high] => small_width(u128::from(high) << 64 | u128::from(low)),
        _ => large_width(number),
    }
}

#[inline]
fn small_width(number: u128) -> i64 {
    // log10(2) is a little less than 1234 / 4096.
    let bits = 128 - number.leading_zeros() as usize;
    let guess = (bits * 1233) >> 12;
    let reached = POWERS.get(guess).is_some_and(|&power| number >= power);
    (guess + usize::from(reached)).max(1) as i64
}

fn large_width(number: &UBig) -> i64 {
    const LOG10_OF_2: f64 = std::f64::consts::LOG10_2;
    let bits = number.bit_len() as f64;
    let (low, high) = ((bits - 1.0) * LOG10_OF_2, bits * LOG10_OF_2);
    let (low, high) = (low - low * 1e-14, high + high * 1e-14);
    let mut digits = low as i64 + 1;
    // The bits alone say it unless there is a power of ten among such numbers.
    if high as i64 + 1 != digits {
        while pow10(digits).is_ok_and(|power| *number >= power) {
            digits += 1;
        }
    }
    digits
}

/// Without zeros at the end, as long as the exponent stays below `most`.
pub fn stripped(mut coefficient: UBig, mut exponent: i64, most: i64) -> (UBig, i64) {
    if coefficient.is_zero() {
        return (coefficient, exponent);
    }
    // Large steps first: a thousand zeros are ten divisions.
    for step in [512, 64, 8, 1] {
        if (coefficient.bit_len() as i64) < 3 * step {
            continue;
        }
        let Ok(power) = pow10(step) else { break };
        while exponent <= most - step {
            // Ten to the n is a multiple of two to the n.
            if coefficient.trailing_zeros().unwrap_or(0) < step as usize {
                break;
            }
            let (quotient, rest) = dashu_int::ops::DivRem::div_rem(&coefficient, &power);
            if !rest.is_zero() {
                break;
            }
            coefficient = quotient;
            exponent += step;
        }
    }
    (coefficient, exponent)
}

impl Number {
    /// A finite number.
    #[inline]
    pub fn new(negative: bool, coefficient: UBig, exponent: i64) -> Number {
        Number {
            form: Form::Finite,
            negative,
            exponent,
            coefficient,
        }
    }

    pub fn zero(negative: bool, exponent: i64) -> Number {
        Number::new(negative, UBig::ZERO, exponent)
    }

    pub fn infinity(negative: bool) -> Number {
        Number {
            form: Form::Infinite,
            ..Number::zero(negative, 0)
        }
    }

    pub fn nan() -> Number {
        Number {
            form: Form::Quiet,
            ..Number::zero(false, 0)
        }
    }

    /// An int.
    pub fn of_int(int: IBig) -> Number {
        let (sign, magnitude) = int.into_parts();
        Number::new(sign == dashu_int::Sign::Negative, magnitude, 0)
    }

    pub fn is_finite(&self) -> bool {
        self.form == Form::Finite
    }

    pub fn is_nan(&self) -> bool {
        self.form >= Form::Quiet
    }

    /// Whether it is a zero.
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coefficient.is_zero()
    }

    /// Where the first digit lies: the exponent in scientific notation.
    pub fn adjusted(&self) -> i64 {
        match self.form {
            Form::Finite => self.exponent + width(&self.coefficient) - 1,
            _ => 0,
        }
    }

    /// The same with another sign.
    pub fn with_sign(&self, negative: bool) -> Number {
        Number {
            negative,
            ..self.clone()
        }
    }

    /// Whether it is an integer, however written.
    pub fn is_integral(&self) -> Made<bool> {
        if !self.is_finite() || self.exponent >= 0 {
            return Ok(self.is_finite());
        }
        if -self.exponent > width(&self.coefficient) {
            return Ok(self.coefficient.is_zero());
        }
        Ok((&self.coefficient % pow10(-self.exponent)?).is_zero())
    }

    /// Its integer part; the number is finite.
    pub fn to_int(&self) -> Made<IBig> {
        let magnitude = if self.exponent >= 0 {
            match self.coefficient.is_zero() {
                true => UBig::ZERO,
                false => &self.coefficient * pow10(self.exponent)?,
            }
        } else if -self.exponent > width(&self.coefficient) {
            UBig::ZERO
        } else {
            &self.coefficient / pow10(-self.exponent)?
        };
        Ok(IBig::from_parts(
            dashu_int::Sign::from(self.negative),
            magnitude,
        ))
    }
}
