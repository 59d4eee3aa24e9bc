//! Arithmetic on numbers where Python's differs from the machine's, or from the big
//! int library's: division that rounds down, division of ints that gives the nearest
//! float, rounding half to even.
//!
//! Everything here is pure: numbers in, numbers out, `None` where Python raises.

use dashu_int::ops::{BitTest, DivRem, UnsignedAbs};
use dashu_int::{IBig, UBig, fast_div::ConstDivisor};

use super::fixed_point;
use super::heap::OutOfMemory;
use super::number::{float_to_int, is_negative};

/// Ints of more bits than this are not made: the library would end the process when
/// there is no memory for them: it did for `10 ** 2 ** 31`, 0.9 GB, on a machine with 24 GB.
const MOST_BITS: usize = 1 << 31;
/// Ints of fewer bits are made without asking whether there is memory.
const FEW_BITS: usize = 1 << 23;
/// What multiplying takes at most, as a multiple of the result: the library works with transforms.
const WORKING: usize = 16;

/// Whether there is room for a result of so many bits, and for working it out.
fn has_room(bits: usize) -> bool {
    bits <= FEW_BITS
        || (bits <= MOST_BITS
            && Vec::<u8>::new()
                .try_reserve_exact(bits / 8 * WORKING)
                .is_ok())
}

// --- ints ---

/// `divmod(a, b)` of machine ints; `None` for division by 0.
#[inline]
pub fn div_mod(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, remainder) = (a.checked_div(b)?, a.checked_rem(b)?);
    Some(if remainder != 0 && (remainder < 0) != (b < 0) {
        (quotient - 1, remainder + b)
    } else {
        (quotient, remainder)
    })
}

/// `divmod(a, b)`; `None` for division by 0.
pub fn div_mod_big(a: &IBig, b: &IBig) -> Option<(IBig, IBig)> {
    if b.is_zero() {
        return None;
    }
    let (quotient, remainder) = a.div_rem(b);
    Some(
        if !remainder.is_zero() && is_negative(&remainder) != is_negative(b) {
            (quotient - IBig::ONE, remainder + b)
        } else {
            (quotient, remainder)
        },
    )
}

/// `a * b`
pub fn mul_big(a: &IBig, b: &IBig) -> Result<IBig, OutOfMemory> {
    if !has_room(a.bit_len().saturating_add(b.bit_len())) {
        return Err(OutOfMemory);
    }
    Ok(a * b)
}

/// `base ** exponent` for an exponent that is not negative.
pub fn pow_big(base: &IBig, exponent: &IBig) -> Result<IBig, OutOfMemory> {
    let bits = base.bit_len();
    if bits <= 1 {
        // 0, 1 and -1 stay small whatever the exponent is.
        return Ok(
            match (
                base.is_zero(),
                exponent.is_zero(),
                is_negative(base) && exponent.bit(0),
            ) {
                (true, false, _) => IBig::ZERO,
                (_, _, true) => IBig::NEG_ONE,
                _ => IBig::ONE,
            },
        );
    }
    let exponent = usize::try_from(exponent).map_err(|_| OutOfMemory)?;
    match (bits - 1).checked_mul(exponent) {
        Some(least) if has_room(least) => Ok(base.pow(exponent)),
        _ => Err(OutOfMemory),
    }
}

/// Why `pow(base, exponent, modulus)` has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PowError {
    /// The modulus is 0.
    ZeroModulus,
    /// The exponent is negative, and the base has no inverse.
    NotInvertible,
}

/// `pow(base, exponent, modulus)`
pub fn pow_mod(base: &IBig, exponent: &IBig, modulus: &IBig) -> Result<IBig, PowError> {
    if modulus.is_zero() {
        return Err(PowError::ZeroModulus);
    }
    let size = modulus.unsigned_abs();
    if size.is_one() {
        return Ok(IBig::ZERO);
    }
    let ring = ConstDivisor::new(size.clone());
    let mut reduced = ring.reduce(base.clone());
    if is_negative(exponent) {
        reduced = reduced.inv().ok_or(PowError::NotInvertible)?;
    }
    let residue = IBig::from(reduced.pow(&exponent.unsigned_abs()).residue());
    Ok(if is_negative(modulus) && !residue.is_zero() {
        residue + modulus
    } else {
        residue
    })
}

/// `int << count`
pub fn shl(int: &IBig, count: usize) -> Result<IBig, OutOfMemory> {
    if int.is_zero() {
        return Ok(IBig::ZERO);
    }
    match count.checked_add(int.bit_len()) {
        Some(bits) if has_room(bits) => Ok(int << count),
        _ => Err(OutOfMemory),
    }
}

/// `int >> count`: rounds down.
pub fn shr(int: &IBig, count: usize) -> IBig {
    if count >= int.bit_len() {
        return if is_negative(int) {
            IBig::NEG_ONE
        } else {
            IBig::ZERO
        };
    }
    int >> count
}

/// `round(int, -places)`: to a multiple of `10 ** places`, halves to the even one.
pub fn round_int(int: &IBig, places: usize) -> IBig {
    // Beyond the number of its digits everything rounds to 0.
    if places > int.bit_len() / 3 + 1 {
        return IBig::ZERO;
    }
    let unit = IBig::from(10).pow(places);
    let Some((quotient, remainder)) = div_mod_big(int, &unit) else {
        return IBig::ZERO;
    };
    let up = match (remainder << 1).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.bit(0),
        std::cmp::Ordering::Greater => true,
    };
    (if up { quotient + IBig::ONE } else { quotient }) * unit
}

/// Why `a / b` has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DivisionError {
    ByZero,
    TooLarge,
}

/// `a / b` of ints: the float nearest to the exact quotient.
pub fn true_div(a: &IBig, b: &IBig) -> Result<f64, DivisionError> {
    if b.is_zero() {
        return Err(DivisionError::ByZero);
    }
    let negative = is_negative(a) != is_negative(b);
    let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
    if a.is_zero() {
        return Ok(if negative { -0.0 } else { 0.0 });
    }
    // A quotient of more bits than any float has, and a last bit that says whether
    // something was cut off.
    let shift = 66 + b.bit_len() as i64 - a.bit_len() as i64;
    let (dividend, divisor) = if shift >= 0 {
        (a << shift as usize, b)
    } else {
        (a, b << shift.unsigned_abs() as usize)
    };
    let (quotient, remainder) = dividend.div_rem(&divisor);
    let sticky = if remainder.is_zero() {
        UBig::ZERO
    } else {
        UBig::ONE
    };
    let quotient = (quotient << 1) + sticky;
    let magnitude = scale(&quotient, -shift - 1).ok_or(DivisionError::TooLarge)?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// The float nearest to `mantissa * 2 ** exponent`, halves to even; `None` when it
/// is too large for a float.
pub fn scale(mantissa: &UBig, exponent: i64) -> Option<f64> {
    let bits = mantissa.bit_len() as i64;
    // How many of the bits a float of this size keeps.
    let kept = (bits + exponent + 1074).min(53);
    if kept < 0 || bits == 0 {
        return Some(0.0);
    }
    let cut = bits - kept;
    let mut rounded = mantissa.clone();
    if cut > 0 {
        let half = UBig::ONE << (cut - 1) as usize;
        let low = mantissa - ((mantissa >> cut as usize) << cut as usize);
        rounded = mantissa >> cut as usize;
        if low > half || (low == half && rounded.bit(0)) {
            rounded += UBig::ONE;
        }
    }
    let integer = u64::try_from(&rounded).ok()? as f64;
    let exponent = exponent + cut.max(0);
    if bits + exponent > 1100 + cut.max(0) {
        return None;
    }
    // Exact: in two steps, as 2 ** exponent alone may be out of range.
    let half = (exponent / 2) as i32;
    let float = integer * 2_f64.powi(half) * 2_f64.powi((exponent - i64::from(half)) as i32);
    float.is_finite().then_some(float)
}

// --- floats ---

/// `divmod(a, b)` of floats; `None` for division by 0.
pub fn div_mod_float(a: f64, b: f64) -> Option<(f64, f64)> {
    if b == 0.0 {
        return None;
    }
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        // The sign of the divisor, even on a zero.
        remainder = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floored = quotient.floor();
        if quotient - floored > 0.5 {
            floored + 1.0
        } else {
            floored
        }
    };
    Some((floored, remainder))
}

/// `a % b` of floats; `None` for division by 0.
#[inline]
pub fn mod_float(a: f64, b: f64) -> Option<f64> {
    if b == 0.0 {
        return None;
    }
    let remainder = a % b;
    Some(if remainder == 0.0 {
        0.0_f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    })
}

/// `round(float)`: halves to even; `None` for infinities and NaN.
pub fn round_to_int(float: f64) -> Option<IBig> {
    float_to_int(float.round_ties_even())
}

/// `round(float, places)`: the float nearest to the decimal nearest to the float's
/// exact value, halves to even; `None` when that is too large.
pub fn round_float(float: f64, places: i64) -> Option<f64> {
    if !float.is_finite() || float == 0.0 || places > 330 {
        return Some(float);
    }
    if places >= 0 {
        if let Some(rounded) = fixed_point::round(float, places as usize) {
            return Some(rounded);
        }
        return format!("{float:.*}", places as usize).parse().ok();
    }
    if places < -330 {
        return Some(0.0_f64.copysign(float));
    }
    // Beyond the point there are integers only; the fraction decides about halves.
    let whole = float_to_int(float.abs())?;
    let unit = IBig::from(10).pow(places.unsigned_abs() as usize);
    let (quotient, remainder) = div_mod_big(&whole, &unit)?;
    let up = match (remainder << 1).cmp(&unit) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => float.fract() != 0.0 || quotient.bit(0),
        std::cmp::Ordering::Greater => true,
    };
    let rounded = (if up { quotient + IBig::ONE } else { quotient }) * unit;
    let float_of = super::number::int_to_float(&rounded)?;
    Some(float_of.copysign(float))
}

/// `float.as_integer_ratio()`; `None` for infinities and NaN.
pub fn integer_ratio(float: f64) -> Option<(IBig, IBig)> {
    if !float.is_finite() {
        return None;
    }
    let bits = float.to_bits();
    let (fraction, field) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i64);
    let (mantissa, exponent) = if field == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, field - 1075)
    };
    let zeros = if mantissa == 0 {
        0
    } else {
        mantissa.trailing_zeros().min((-exponent).max(0) as u32)
    };
    let (mantissa, exponent) = (IBig::from(mantissa >> zeros), exponent + i64::from(zeros));
    let mantissa = if float < 0.0 { -mantissa } else { mantissa };
    if mantissa.is_zero() {
        return Some((mantissa, IBig::ONE));
    }
    Some(match exponent {
        0.. => (mantissa << exponent as usize, IBig::ONE),
        _ => (mantissa, IBig::ONE << exponent.unsigned_abs() as usize),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn big(text: &str) -> IBig {
        text.parse().unwrap()
    }

    #[test]
    fn division_rounds_down() {
        for (a, b, expected) in [
            (7, 2, (3, 1)),
            (-7, 2, (-4, 1)),
            (7, -2, (-4, -1)),
            (-7, -2, (3, -1)),
            (6, -3, (-2, 0)),
        ] {
            assert_eq!(div_mod(a, b), Some(expected));
            let (q, r) = div_mod_big(&a.into(), &b.into()).unwrap();
            assert_eq!((q, r), (expected.0.into(), expected.1.into()));
        }
        assert_eq!(div_mod(1, 0), None);
        assert_eq!(shr(&big("-5"), 1), big("-3"));
        assert_eq!(shr(&big("-5"), 100), big("-1"));
    }

    #[test]
    fn true_division_is_exact() {
        let third = true_div(&big("1"), &big("3")).unwrap();
        assert_eq!(third, 1.0 / 3.0);
        assert_eq!(
            true_div(&(IBig::ONE << 2000), &(IBig::ONE << 1999)),
            Ok(2.0)
        );
        assert_eq!(
            true_div(&(IBig::ONE << 2000), &IBig::ONE),
            Err(DivisionError::TooLarge)
        );
        assert_eq!(
            true_div(&IBig::ONE, &(IBig::ONE << 1074)),
            Ok(f64::from_bits(1))
        );
        assert_eq!(true_div(&IBig::ONE, &(IBig::ONE << 1075)), Ok(0.0));
        assert_eq!(
            true_div(&big("3"), &(IBig::ONE << 1076)),
            Ok(f64::from_bits(1))
        );
        assert_eq!(
            true_div(&big("-9007199254740993"), &big("1")),
            Ok(-9007199254740992.0)
        );
    }

    #[test]
    fn scaling_rounds_to_the_neighbours_of_the_largest_float() {
        assert_eq!(scale(&UBig::from(u64::MAX >> 11), 971), Some(f64::MAX));
        assert_eq!(scale(&UBig::from(u64::MAX >> 10), 970), None);
    }

    #[test]
    fn rounding_is_half_to_even() {
        assert_eq!(round_int(&big("15"), 1), big("20"));
        assert_eq!(round_int(&big("25"), 1), big("20"));
        assert_eq!(round_int(&big("-25"), 1), big("-20"));
        assert_eq!(round_int(&big("-26"), 5), big("0"));
        // 2.675 is a little less than that.
        assert_eq!(round_float(2.675, 2), Some(2.67));
        assert_eq!(round_float(5.0, -1), Some(0.0));
        assert_eq!(round_float(5.5, -1), Some(10.0));
        assert_eq!(round_float(1e22, -5), Some(1e22));
        assert_eq!(round_float(f64::MAX, -308), None);
    }

    #[test]
    fn powers() {
        assert_eq!(
            pow_big(&big("-1"), &big("99999999999999999999")),
            Ok(big("-1"))
        );
        assert_eq!(pow_big(&big("0"), &big("0")), Ok(big("1")));
        assert_eq!(
            pow_big(&big("2"), &big("99999999999999999999")),
            Err(OutOfMemory)
        );
        assert_eq!(pow_mod(&big("3"), &big("-1"), &big("7")), Ok(big("5")));
        assert_eq!(
            pow_mod(&big("2"), &big("-1"), &big("4")),
            Err(PowError::NotInvertible)
        );
        assert_eq!(pow_mod(&big("5"), &big("3"), &big("-7")), Ok(big("-1")));
        assert_eq!(pow_mod(&big("-5"), &big("3"), &big("7")), Ok(big("1")));
    }
}
