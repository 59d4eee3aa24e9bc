//! The four operations, integer division, comparison, square root.
//!
//! Each works out its exact result, or more digits than are wanted, and rounds that once.

use std::cmp::Ordering;

use dashu_int::UBig;
use dashu_int::ops::{DivRem, SquareRoot};

use super::digits::{pow10, stripped, width};
use super::rules::{
    CLAMPED, DIVISION_BY_ZERO, DIVISION_IMPOSSIBLE, DIVISION_UNDEFINED, INVALID_OPERATION, Made,
    ROUNDED, Rounding, Rules, is_odd,
};
use crate::object::decimal::{Form, Number};

impl Rules {
    /// `a + b`
    pub fn add(&mut self, a: &Number, b: &Number) -> Made<Number> {
        self.add_signed(a, b, b.negative)
    }

    /// `a - b`
    pub fn subtract(&mut self, a: &Number, b: &Number) -> Made<Number> {
        self.add_signed(a, b, b.negative != (b.form < Form::Quiet))
    }

    /// The sum, the second number with another sign.
    fn add_signed(&mut self, a: &Number, b: &Number, b_negative: bool) -> Made<Number> {
        if !a.is_finite() || !b.is_finite() {
            if let Some(nan) = self.nan_of(&[a, b])? {
                return Ok(nan);
            }
            if !a.is_finite() && !b.is_finite() && a.negative != b_negative {
                return self.invalid(INVALID_OPERATION);
            }
            let negative = if a.is_finite() {
                b_negative
            } else {
                a.negative
            };
            return Ok(Number::infinity(negative));
        }
        let mut exponent = a.exponent.min(b.exponent);
        if a.coefficient.is_zero() || b.coefficient.is_zero() {
            return self.add_zero(a, b, b_negative, exponent);
        }
        let (big, big_negative, small, small_negative) = match a.exponent >= b.exponent {
            true => (a, a.negative, b, b_negative),
            false => (b, b_negative, a, a.negative),
        };
        let gap = big.exponent - small.exponent;
        let (shifted, one);
        let mut low = &small.coefficient;
        if gap > self.prec + 2 && gap > width(low) + 2 {
            // Only that the smaller one is there, and its sign, can matter.
            let pad = (self.prec + 3 - width(&big.coefficient)).max(3);
            if pad + width(low) + 2 < gap {
                exponent = big.exponent - pad;
                one = UBig::ONE;
                low = &one;
            }
        }
        let high = match big.exponent == exponent {
            true => &big.coefficient,
            false => {
                shifted = &big.coefficient * pow10(big.exponent - exponent)?;
                &shifted
            }
        };
        if big_negative == small_negative {
            return self.fix(Number::new(big_negative, high + low, exponent));
        }
        let (negative, difference) = match high.cmp(low) {
            Ordering::Greater => (big_negative, high - low),
            Ordering::Less => (small_negative, low - high),
            Ordering::Equal => (self.rounding == Rounding::Floor, UBig::ZERO),
        };
        self.fix(Number::new(negative, difference, exponent))
    }

    fn add_zero(&mut self, a: &Number, b: &Number, b_negative: bool, least: i64) -> Made<Number> {
        let (other, negative) = match (a.coefficient.is_zero(), b.coefficient.is_zero()) {
            (true, true) => {
                let differ = a.negative != b_negative;
                let negative =
                    a.negative && b_negative || differ && self.rounding == Rounding::Floor;
                return self.fix(Number::zero(negative, least));
            }
            (false, _) => (a, a.negative),
            (true, false) => (b, b_negative),
        };
        // The zero's exponent is the result's as far as the precision allows.
        let mut sum = other.with_sign(negative);
        if least < other.exponent {
            let room = (self.prec - width(&other.coefficient)).max(0);
            let shift = (other.exponent - least).min(room);
            sum.exponent -= shift;
            sum.coefficient *= pow10(shift)?;
            if sum.exponent > least {
                self.met |= ROUNDED;
            }
        }
        self.fix(sum)
    }

    /// `a * b`
    pub fn multiply(&mut self, a: &Number, b: &Number) -> Made<Number> {
        match self.product(a, b)? {
            it if it.is_finite() => self.fix(it),
            it => Ok(it),
        }
    }

    /// The product, exactly if it is finite.
    fn product(&mut self, a: &Number, b: &Number) -> Made<Number> {
        let negative = a.negative != b.negative;
        if !a.is_finite() || !b.is_finite() {
            if let Some(nan) = self.nan_of(&[a, b])? {
                return Ok(nan);
            }
            if a.is_zero() || b.is_zero() {
                return self.invalid(INVALID_OPERATION);
            }
            return Ok(Number::infinity(negative));
        }
        let product = times(&a.coefficient, &b.coefficient)?;
        Ok(Number::new(negative, product, a.exponent + b.exponent))
    }

    /// `a * b + c`, rounded once.
    pub fn fma(&mut self, a: &Number, b: &Number, c: &Number) -> Made<Number> {
        let product = self.product(a, b)?;
        match self.met & INVALID_OPERATION {
            0 => self.add(&product, c),
            _ => Ok(product),
        }
    }

    /// `a / b`
    pub fn divide(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if !a.is_finite() || !b.is_finite() || b.coefficient.is_zero() {
            return self.divide_specially(a, b, true);
        }
        let negative = a.negative != b.negative;
        let ideal = a.exponent - b.exponent;
        if a.coefficient.is_zero() {
            return self.fix(Number::zero(negative, ideal));
        }
        let shift = width(&b.coefficient) - width(&a.coefficient) + self.prec + 1;
        let (quotient, rest) = match shift {
            0.. => (&a.coefficient * pow10(shift)?).div_rem(&b.coefficient),
            _ => (&a.coefficient).div_rem(&b.coefficient * pow10(-shift)?),
        };
        let exponent = ideal - shift;
        if !rest.is_zero() {
            return self.fix_with(Number::new(negative, quotient, exponent), true);
        }
        let (quotient, exponent) = stripped(quotient, exponent, ideal);
        self.fix(Number::new(negative, quotient, exponent))
    }

    /// A quotient, of `/` or else of `//`, where an operand is not finite or the second is 0.
    fn divide_specially(&mut self, a: &Number, b: &Number, exact: bool) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a, b])? {
            return Ok(nan);
        }
        let negative = a.negative != b.negative;
        match (a.is_finite(), b.is_finite()) {
            (false, false) => self.invalid(INVALID_OPERATION),
            (false, true) => Ok(Number::infinity(negative)),
            (true, false) if exact => {
                self.met |= CLAMPED;
                Ok(Number::zero(negative, self.tiny()))
            }
            (true, false) => Ok(Number::zero(negative, 0)),
            (true, true) if a.coefficient.is_zero() => self.invalid(DIVISION_UNDEFINED),
            (true, true) => {
                self.met |= DIVISION_BY_ZERO;
                Ok(Number::infinity(negative))
            }
        }
    }

    /// Quotient, rounded to zero, and remainder of finite numbers; `None` when the
    /// quotient has too many digits.
    pub fn quotient_and_rest(&self, a: &Number, b: &Number) -> Made<Option<(Number, Number)>> {
        let mut exponent = a.exponent.min(b.exponent);
        let (high, low) = (a.adjusted(), b.adjusted());
        let (quotient, rest) = if a.coefficient.is_zero() {
            (UBig::ZERO, UBig::ZERO)
        } else if high - low > self.prec {
            return Ok(None);
        } else if high < low - 1 {
            let shift = (a.exponent - exponent).min(self.prec + 1);
            exponent = a.exponent - shift;
            (UBig::ZERO, &a.coefficient * pow10(shift)?)
        } else {
            let whole = &a.coefficient * pow10(a.exponent - exponent)?;
            whole.div_rem(&b.coefficient * pow10(b.exponent - exponent)?)
        };
        if width(&quotient) > self.prec {
            return Ok(None);
        }
        let negative = a.negative != b.negative;
        let quotient = Number::new(negative, quotient, 0);
        Ok(Some((quotient, Number::new(a.negative, rest, exponent))))
    }

    /// `a // b`
    pub fn floor_divide(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if !a.is_finite() || !b.is_finite() || b.coefficient.is_zero() {
            return self.divide_specially(a, b, false);
        }
        match self.quotient_and_rest(a, b)? {
            None => self.invalid(DIVISION_IMPOSSIBLE),
            Some((quotient, _)) => self.fix(quotient),
        }
    }

    /// `a % b`
    pub fn remainder(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a, b])? {
            return Ok(nan);
        }
        if !a.is_finite() {
            return self.invalid(INVALID_OPERATION);
        }
        if !b.is_finite() {
            return self.fix(a.clone());
        }
        if b.coefficient.is_zero() {
            let undefined = a.coefficient.is_zero();
            return self.invalid(match undefined {
                true => DIVISION_UNDEFINED,
                false => INVALID_OPERATION,
            });
        }
        match self.quotient_and_rest(a, b)? {
            None => self.invalid(DIVISION_IMPOSSIBLE),
            Some((_, rest)) => self.fix(rest),
        }
    }

    /// The remainder of the division whose quotient is the nearest integer.
    pub fn remainder_near(&mut self, a: &Number, b: &Number) -> Made<Number> {
        if !a.is_finite() || !b.is_finite() || b.coefficient.is_zero() {
            return self.remainder(a, b);
        }
        let Some((quotient, rest)) = self.quotient_and_rest(a, b)? else {
            return self.invalid(DIVISION_IMPOSSIBLE);
        };
        if a.adjusted() < b.adjusted() - 1 {
            return self.fix(rest);
        }
        let exponent = rest.exponent.min(b.exponent);
        let mut part = rest.coefficient * pow10(rest.exponent - exponent)?;
        let whole = &b.coefficient * pow10(b.exponent - exponent)?;
        let half = (part.clone() << 1).cmp(&whole);
        let mut negative = a.negative;
        if half.is_gt() || half.is_eq() && is_odd(&quotient.coefficient) {
            if quotient.coefficient + UBig::ONE == pow10(self.prec)? {
                return self.invalid(DIVISION_IMPOSSIBLE);
            }
            part = whole - part;
            negative = !negative;
        }
        self.fix(Number::new(negative, part, exponent))
    }

    /// `divmod(a, b)`
    pub fn divmod(&mut self, a: &Number, b: &Number) -> Made<(Number, Number)> {
        let by_zero = a.is_finite() && b.is_zero() && !a.coefficient.is_zero();
        if by_zero {
            self.met |= DIVISION_BY_ZERO | INVALID_OPERATION;
            return Ok((Number::infinity(a.negative != b.negative), Number::nan()));
        }
        Ok((self.floor_divide(a, b)?, self.remainder(a, b)?))
    }

    /// `+a`
    pub fn plus(&mut self, a: &Number) -> Made<Number> {
        self.signed(a, a.negative)
    }

    /// `-a`
    pub fn minus(&mut self, a: &Number) -> Made<Number> {
        self.signed(a, !a.negative)
    }

    /// `abs(a)`
    pub fn absolute(&mut self, a: &Number) -> Made<Number> {
        self.signed(a, false)
    }

    fn signed(&mut self, a: &Number, negative: bool) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a])? {
            return Ok(nan);
        }
        // No zero is negative, unless rounding goes down.
        let negative = negative && (!a.is_zero() || self.rounding == Rounding::Floor);
        self.fix(a.with_sign(negative))
    }

    /// The square root.
    pub fn sqrt(&mut self, a: &Number) -> Made<Number> {
        if let Some(nan) = self.nan_of(&[a])? {
            return Ok(nan);
        }
        if a.is_zero() {
            return self.fix(Number::zero(a.negative, a.exponent.div_euclid(2)));
        }
        if a.negative {
            return self.invalid(INVALID_OPERATION);
        }
        if !a.is_finite() {
            return Ok(Number::infinity(false));
        }
        let odd = a.exponent & 1;
        let coefficient = &a.coefficient * pow10(odd)?;
        let ideal = (a.exponent - odd) / 2;
        let shift = (self.prec + 1 - (width(&coefficient) + 1) / 2).max(0);
        let scaled = coefficient * pow10(2 * shift)?;
        let root = scaled.sqrt();
        let exact = &root * &root == scaled;
        let rounding = std::mem::replace(&mut self.rounding, Rounding::HalfEven);
        let result = match exact {
            true => {
                let (root, exponent) = stripped(root, ideal - shift, ideal);
                self.fix(Number::new(false, root, exponent))
            }
            false => self.fix_with(Number::new(false, root, ideal - shift), true),
        };
        self.rounding = rounding;
        result
    }
}

/// `a * b`, if there is memory for it.
fn times(a: &UBig, b: &UBig) -> Made<UBig> {
    const FEW_WORDS: usize = 1 << 16;
    if a.as_words().len() + b.as_words().len() < FEW_WORDS {
        return Ok(a * b);
    }
    let product = crate::object::arithmetic::mul_big(&a.clone().into(), &b.clone().into())?;
    Ok(product.into_parts().1)
}

/// The order of two numbers, neither of which is a NaN.
pub fn order(a: &Number, b: &Number) -> Made<Ordering> {
    let sign = |it: &Number| match (it.is_zero(), it.negative) {
        (true, _) => 0,
        (false, true) => -1,
        (false, false) => 1,
    };
    let (left, right) = (sign(a), sign(b));
    if left != right || left == 0 {
        return Ok(left.cmp(&right));
    }
    let order = match (a.is_finite(), b.is_finite()) {
        (true, true) => order_of_magnitudes(a, b)?,
        (x, y) => y.cmp(&x),
    };
    Ok(if left < 0 { order.reverse() } else { order })
}

fn order_of_magnitudes(a: &Number, b: &Number) -> Made<Ordering> {
    if a.exponent == b.exponent {
        return Ok(a.coefficient.cmp(&b.coefficient));
    }
    let highs = a.adjusted().cmp(&b.adjusted());
    if highs.is_ne() {
        return Ok(highs);
    }
    Ok(match a.exponent > b.exponent {
        true => (&a.coefficient * pow10(a.exponent - b.exponent)?).cmp(&b.coefficient),
        false => a
            .coefficient
            .cmp(&(&b.coefficient * pow10(b.exponent - a.exponent)?)),
    })
}
