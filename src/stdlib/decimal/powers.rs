//! Whole powers, and those that no context has room for.

use dashu_int::UBig;

use super::digits::{pow10, width};
use super::rules::{CLAMPED, MAX_EMAX, MAX_PREC, MIN_EMIN, Made, ROUNDED, Rounding, Rules};
use crate::object::decimal::Number;

/// An exponent that no context allows.
const BEYOND: i64 = 2 * MAX_EMAX;

/// How many digits an exponent has.
fn digits_of(exponent: i64) -> i64 {
    width(&UBig::from(exponent.unsigned_abs()))
}

impl Rules {
    /// A whole power of a finite number that is neither 0 nor 1 nor -1: repeated squaring,
    /// with as many more digits as the errors can grow into.
    pub fn whole_power(&mut self, a: &Number, exponent: i64) -> Made<Number> {
        let size = exponent.unsigned_abs();
        let negative = a.negative && exponent & 1 == 1;
        let mut work = Rules {
            prec: self.prec + width(&UBig::from(size)) + 2,
            rounding: Rounding::HalfEven,
            clamp: false,
            met: 0,
            ..*self
        };
        let base = match exponent < 0 {
            false => a.clone(),
            true => {
                work.prec += 1;
                work.divide(&Number::new(false, UBig::ONE, 0), a)?
            }
        };
        let mut power = base.clone();
        let mut bit = (1u64 << 63) >> size.leading_zeros();
        while bit > 1 {
            bit >>= 1;
            power = work.multiply(&power, &power)?;
            if size & bit != 0 {
                power = work.multiply(&power, &base)?;
            }
            let vanished = power.is_zero() && work.met & CLAMPED != 0;
            if vanished || !power.is_finite() {
                break;
            }
        }
        self.met |= work.met;
        match power.is_finite() {
            true => self.fix(power.with_sign(negative)),
            // Where rounding goes down, not infinity is the result.
            false => self.fix(Number::new(negative, UBig::ONE, BEYOND)),
        }
    }

    /// A power that certainly lies beyond all numbers, or below them; both are finite and
    /// not 0, and the base is not 1.
    ///
    /// The digits of |e| must be fewer than those of y and of log10(x) say, where 10**e is
    /// the limit. Near 1, where the logarithm is small, |x - 1| / 10 is a bound of it.
    pub fn power_out_of_bounds(
        &mut self,
        x: &Number,
        y: &Number,
        negative: bool,
    ) -> Made<Option<Number>> {
        let size = x.with_sign(false);
        let high = size.adjusted();
        let log = match high {
            1.. => digits_of(high) - 1,
            ..=-2 => digits_of(high + 1) - 1,
            _ => {
                let mut exact = Rules {
                    prec: MAX_PREC,
                    emin: MIN_EMIN,
                    emax: MAX_EMAX,
                    ..self.clone()
                };
                let gap = exact.subtract(&size, &Number::new(false, UBig::ONE, 0))?;
                gap.adjusted() - i64::from(high == 0)
            }
        };
        let least = log.saturating_add(y.adjusted());
        let shrinks = (high < 0) != y.negative;
        let (limit, exponent) = match shrinks {
            true => (self.tiny(), self.tiny() - 1),
            false => (self.emax, BEYOND),
        };
        if digits_of(limit) >= least {
            return Ok(None);
        }
        self.fix(Number::new(negative, UBig::ONE, exponent))
            .map(Some)
    }

    /// A whole power of 1 or -1, written with so many places: 1.00 ** 3 is 1.000000.
    pub fn power_of_one(&mut self, a: &Number, y: &Number, negative: bool) -> Made<Number> {
        if y.negative || a.exponent == 0 {
            return Ok(Number::new(negative, UBig::ONE, 0));
        }
        let mut places = match y.adjusted() < 18 {
            true => i64::try_from(y.to_int()?).unwrap_or(i64::MAX),
            false => i64::MAX,
        };
        places = places.saturating_mul(-a.exponent);
        if places > self.prec - 1 {
            places = self.prec - 1;
            self.met |= ROUNDED;
        }
        Ok(Number::new(negative, pow10(places)?, -places))
    }
}
