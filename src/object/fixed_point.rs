//! Floats with so many digits behind the point: `f"{x:.2f}"`, `"%.3f" % x`, `round(x, 1)`.
//!
//! A float is `mantissa * 2^exponent`, so what is wanted is an integer division by a power of
//! two, exact in 128 bits for every float that people print:
//!
//! ```text
//!   2.675 = 6023254274034074 * 2^-51
//!   places = 2:   6023254274034074 * 100 >> 51  =  267, rest 0.4999..   so  2.67
//! ```
//!
//! That is all that is done here; what is larger, or has more places, is left to whoever
//! asked, and to the standard library.

use super::number_text::decimal;

/// The powers of ten that are floats.
const MOST_PLACES: usize = 22;

/// `magnitude * 10^places`, rounded to the nearest integer, halves to even. `magnitude` is
/// not negative. `None` where that takes more than 63 bits, or other arithmetic.
fn scaled(magnitude: f64, places: usize) -> Option<i64> {
    if places > MOST_PLACES || !magnitude.is_finite() {
        return None;
    }
    let bits = magnitude.to_bits();
    let (mantissa, exponent) = match bits >> 52 {
        0 => (bits, -1074),
        exponent => (bits & ((1 << 52) - 1) | 1 << 52, exponent as i32 - 1075),
    };
    // Of 53 bits and 74.
    let product = u128::from(mantissa) * 10_u128.pow(places as u32);
    let rounded = match exponent {
        0.. => product
            .checked_mul(1 << exponent.min(63))
            .filter(|_| exponent < 64)?,
        -127.. => {
            let (whole, half) = (product >> -exponent, 1 << (-exponent - 1));
            let rest = product & (half * 2 - 1);
            whole + u128::from(rest > half || (rest == half && whole & 1 == 1))
        }
        // Less than half, whatever it is.
        _ => 0,
    };
    i64::try_from(rounded).ok()
}

/// Room for the digits of an integer, the zeros before them, and a point.
pub const ROOM: usize = 48;

/// The digits of a float that is not negative, with `places` of them behind the point;
/// `None` where that is for the general way.
pub fn digits(magnitude: f64, places: usize, room: &mut [u8; ROOM]) -> Option<&[u8]> {
    let mut buffer = [0; 20];
    let number = decimal(scaled(magnitude, places)?, &mut buffer);
    // At least one digit stands before the point.
    let zeros = (places + 1).saturating_sub(number.len());
    let (start, point) = (ROOM - number.len(), ROOM - places);
    room[start..].copy_from_slice(number);
    let start = start - zeros;
    room[start..][..zeros].fill(b'0');
    if places == 0 {
        return Some(&room[start..]);
    }
    room.copy_within(start..point, start - 1);
    room[point - 1] = b'.';
    Some(&room[start - 1..])
}

/// `round(float, places)`; `None` where that is for the general way.
pub fn round(float: f64, places: usize) -> Option<f64> {
    const EXACT: i64 = 1 << 53;
    let number = scaled(float.abs(), places).filter(|&number| number <= EXACT)?;
    // Both are exact as floats, so that the quotient is the float nearest to the decimal.
    let unit = 10_u64.checked_pow(places as u32)? as f64;
    Some((number as f64 / unit).copysign(float))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of all sizes, and halves, which are rounded to even.
    fn floats() -> impl Iterator<Item = f64> {
        let of_all_sizes = (1..20_000_u64).map(|n| {
            let bits = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let power = (bits % 36) as i32 - 30;
            (bits >> 11) as f64 * 10_f64.powi(power)
        });
        let halves = (0..2000).map(|n| f64::from(n) / 16.0);
        let special = [
            0.0,
            5e-324,
            1e-300,
            2.675,
            1e15,
            1e18,
            9.995,
            0.5,
            1.5,
            f64::MAX,
        ];
        of_all_sizes.chain(halves).chain(special)
    }

    #[test]
    fn digits_are_the_standard_librarys() {
        let mut done = 0;
        for float in floats() {
            for places in [0, 1, 2, 3, 6, 10, 17, 22] {
                if let Some(digits) = digits(float, places, &mut [0; ROOM]) {
                    let digits = std::str::from_utf8(digits).unwrap();
                    assert_eq!(digits, format!("{float:.places$}"), "{float:?} {places}");
                    done += 1;
                }
            }
        }
        assert!(done > 100_000, "{done}");
    }

    #[test]
    fn rounding_is_what_the_digits_say() {
        let mut done = 0;
        for float in floats().flat_map(|float| [float, -float]) {
            for places in [0, 1, 2, 5, 12] {
                if let Some(rounded) = round(float, places) {
                    let text: f64 = format!("{float:.places$}").parse().unwrap();
                    assert_eq!(rounded.to_bits(), text.to_bits(), "{float:?} {places}");
                    done += 1;
                }
            }
        }
        assert!(done > 100_000, "{done}");
    }
}
