//! Numbers as text and back: what `repr`, `int("..")` and `float("..")` do.

use std::borrow::Cow;

use dashu_int::{IBig, UBig};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::number::is_negative;

/// `repr(float)`: the shortest decimal that reads back as the same float.
pub fn repr_float(float: f64) -> String {
    let mut text = float_digits(float);
    if float.is_finite() && !text.contains(['.', 'e']) {
        text.push_str(".0");
    }
    text
}

/// The same without `.0` behind whole numbers, as in `repr(complex)`.
pub fn float_digits(float: f64) -> String {
    if float.is_nan() {
        return "nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let shortest = shortest_digits(float);
    let Some((mantissa, exponent)) = split_exponent(&shortest) else {
        return shortest;
    };
    if (-4..16).contains(&exponent) {
        without_exponent(mantissa, exponent)
    } else {
        with_exponent(mantissa, exponent, 'e')
    }
}

/// The fewest digits that read back as the same float, in Rust's notation. Of two that
/// are equally near CPython takes the even one, Rust the upper one.
fn shortest_digits(float: f64) -> String {
    let shortest = format!("{float:e}");
    let digits = shortest.bytes().take_while(|&it| it != b'e');
    let digits = digits.filter(u8::is_ascii_digit).count();
    // With fewer digits the two are too far from the float to be it.
    if digits < 16 {
        return shortest;
    }
    // This rounds ties to even, but need not be the float: next to a power of two the
    // nearest decimal of so many digits may lie on the other side.
    let rounded = format!("{float:.*e}", digits - 1);
    match rounded.parse::<f64>() {
        Ok(it) if it == float => rounded,
        _ => shortest,
    }
}

/// `1.5` and -2 as `0.015`: the digits are known, and need not be found again.
fn without_exponent(mantissa: &str, exponent: i32) -> String {
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", mantissa),
    };
    let mut out = String::with_capacity(24);
    out.push_str(sign);
    if exponent < 0 {
        out.push_str(&"0.0000"[..(1 - exponent) as usize]);
        out.extend(digits.chars().filter(|&it| it != '.'));
        return out;
    }
    let (first, rest) = digits.split_once('.').unwrap_or((digits, ""));
    out.push_str(first);
    let whole = (exponent as usize).min(rest.len());
    out.push_str(&rest[..whole]);
    out.extend(std::iter::repeat_n('0', exponent as usize - whole));
    if whole < rest.len() {
        out.push('.');
        out.push_str(&rest[whole..]);
    }
    out
}

/// Splits Rust's `1.5e-7`.
pub(super) fn split_exponent(text: &str) -> Option<(&str, i32)> {
    let (mantissa, exponent) = text.split_once('e')?;
    Some((mantissa, exponent.parse().ok()?))
}

/// Python's form of an exponent: a sign, and two digits at least.
pub(super) fn with_exponent(mantissa: &str, exponent: i32, letter: char) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}{letter}{sign}{:02}", exponent.unsigned_abs())
}

/// `repr(complex)`
pub fn repr_complex(real: f64, imaginary: f64) -> String {
    let imaginary_text = float_digits(imaginary);
    if real == 0.0 && real.is_sign_positive() {
        return format!("{imaginary_text}j");
    }
    let plus = if imaginary_text.starts_with('-') {
        ""
    } else {
        "+"
    };
    format!("({}{plus}{imaginary_text}j)", float_digits(real))
}

/// The decimal digits of an int, in a buffer that has room for all of them.
pub fn decimal(int: i64, digits: &mut [u8; 20]) -> &[u8] {
    let mut at = digits.len();
    let mut left = int.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if int < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    &digits[at..]
}

/// `int(text)` of few digits, the common case: an optional sign, and white space around it.
/// `None` where it takes more.
pub fn parse_short_int(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut magnitude = 0;
    for &digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        magnitude = magnitude * 10 + i64::from(digit);
    }
    Some(if negative { -magnitude } else { magnitude })
}

/// `int(text, base)`: underscores between digits, a sign, a prefix that fits the base
/// and white space around it all. `base` is 0, or 2 to 36. Whoever calls limits the
/// number of digits.
pub fn parse_int(text: &str, base: u32) -> Option<IBig> {
    let text = &*with_ascii_digits(text.trim_matches(is_space));
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let prefixed = |letters: [&str; 2]| letters.iter().find_map(|prefix| text.strip_prefix(prefix));
    let prefixes = [(16, ["0x", "0X"]), (8, ["0o", "0O"]), (2, ["0b", "0B"])];
    let found = prefixes.into_iter().find_map(|(radix, letters)| {
        let rest = prefixed(letters).filter(|_| base == 0 || base == radix)?;
        // One underscore may follow the prefix.
        Some((radix, rest.strip_prefix('_').unwrap_or(rest)))
    });
    let (radix, digits) = match found {
        Some(it) => it,
        None if base == 0 => {
            // Only zeros may begin with 0: the rest looked octal in Python 2.
            if text.starts_with('0') && text.contains(|it| !matches!(it, '0' | '_')) {
                return None;
            }
            (10, text)
        }
        None => (base, text),
    };
    let magnitude = IBig::from(UBig::from_str_radix(&without_underscores(digits)?, radix).ok()?);
    Some(if negative { -magnitude } else { magnitude })
}

/// The decimal digits of all scripts are digits of numbers.
pub fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let digit = |it: char| match decimal_value(it) {
        Some(value) => char::from(b'0' + value),
        None => it,
    };
    text.chars().map(digit).collect::<String>().into()
}

/// What a decimal digit of any script counts. Each script has its ten in a row; the
/// mathematical ones are five such rows, one behind the other.
fn decimal_value(it: char) -> Option<u8> {
    let is_decimal = |code: u32| {
        let category = char::from_u32(code).map(|it| it.general_category());
        category == Some(GeneralCategory::DecimalNumber)
    };
    let code = u32::from(it);
    if !is_decimal(code) {
        return None;
    }
    if (0x1d7ce..=0x1d7ff).contains(&code) {
        return Some(((code - 0x1d7ce) % 10) as u8);
    }
    let before = (1..10).take_while(|back| is_decimal(code - back)).count();
    Some(before as u8)
}

/// How many digits the text of an int has: what the limit of `int()` counts.
pub fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_alphanumeric).count()
}

/// `float(text)`
pub fn parse_float(text: &str) -> Option<f64> {
    let text = &*with_ascii_digits(text.trim_matches(is_space));
    let digits = without_underscores_in_numbers(text)?;
    // Rust takes the same forms: inf, infinity and nan in any case, 1. and .5
    digits.parse().ok()
}

/// Whether an underscore is anywhere but between two digits.
pub fn has_stray_underscore(text: &str) -> bool {
    let bytes = text.trim().as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_stray = |at: usize| at == 0 || !digit(at - 1) || !digit(at + 1);
    (0..bytes.len()).any(|at| bytes[at] == b'_' && is_stray(at))
}

/// `complex(text)`: the two parts.
pub fn parse_complex(text: &str) -> Option<(f64, f64)> {
    let text = text.trim_matches(is_space);
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(is_space),
        None => text,
    };
    if text.contains(is_space) {
        return None;
    }
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return Some((parse_float(text)?, 0.0));
    };
    // The last sign that does not belong to an exponent begins the imaginary part.
    let bytes = body.as_bytes();
    let split = (0..bytes.len()).rev().find(|&at| {
        matches!(bytes[at], b'+' | b'-') && (at == 0 || !matches!(bytes[at - 1], b'e' | b'E'))
    });
    let (real, imaginary) = body.split_at(split.unwrap_or(0));
    let imaginary = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        text => parse_float(text)?,
    };
    Some((
        if real.is_empty() {
            0.0
        } else {
            parse_float(real)?
        },
        imaginary,
    ))
}

/// White space around numbers: Python's, which has four control characters more
/// than Unicode.
pub fn is_space(it: char) -> bool {
    it.is_whitespace() || ('\x1c'..='\x1f').contains(&it)
}

/// Digits without underscores, which must stand between two of them.
fn without_underscores(digits: &str) -> Option<String> {
    let misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    let odd = digits.is_empty()
        || !digits
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b'_');
    (!misplaced && !odd).then(|| digits.replace('_', ""))
}

fn without_underscores_in_numbers(text: &str) -> Option<std::borrow::Cow<'_, str>> {
    if !text.contains('_') {
        return Some(text.into());
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let well_placed = (0..bytes.len())
        .all(|at| bytes[at] != b'_' || (digit(at.checked_sub(1)) && digit(Some(at + 1))));
    well_placed.then(|| text.replace('_', "").into())
}

/// The digits of an int in a base from 2 to 36, with a sign if it is negative.
pub fn int_in_radix(int: &IBig, radix: u32) -> String {
    if radix == 10 {
        int.to_string()
    } else {
        int.in_radix(radix.clamp(2, 36) as u8).to_string()
    }
}

/// `hex(int)`, `oct(int)`, `bin(int)`
pub fn int_with_prefix(int: &IBig, prefix: &str, radix: u32) -> String {
    let digits = int_in_radix(int, radix);
    match digits.strip_prefix('-') {
        Some(digits) if is_negative(int) => format!("-{prefix}{digits}"),
        _ => format!("{prefix}{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What CPython 3.12 prints for these.
    #[test]
    fn repr_of_floats() {
        for (float, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e15, "1000000000000000.0"),
            (1e16, "1e+16"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (1.5e300, "1.5e+300"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(repr_float(float), text);
        }
        assert_eq!(repr_complex(0.0, 1.0), "1j");
        assert_eq!(repr_complex(-0.0, -1.5), "(-0-1.5j)");
        assert_eq!(repr_complex(1.0, f64::NAN), "(1+nanj)");
    }

    #[test]
    fn parsing_ints() {
        for (text, base, int) in [
            ("12", 10, Some(12)),
            (" -1_000\n", 10, Some(-1000)),
            ("0x_ff", 0, Some(255)),
            ("0xff", 16, Some(255)),
            ("0b1", 16, Some(0xb1)),
            ("z", 36, Some(35)),
            ("00", 0, Some(0)),
            ("01", 0, None),
            ("01", 10, Some(1)),
            ("1__0", 10, None),
            ("_1", 10, None),
            ("1_", 10, None),
            ("", 10, None),
            ("-", 10, None),
            ("+-1", 10, None),
            ("0x", 0, None),
            ("9", 8, None),
        ] {
            assert_eq!(
                parse_int(text, base),
                int.map(IBig::from),
                "{text:?} {base}"
            );
        }
    }

    #[test]
    fn parsing_floats_and_complex_numbers() {
        for (text, float) in [
            ("1.5", Some(1.5)),
            ("1_0.5_0", Some(10.5)),
            (" inf ", Some(f64::INFINITY)),
            ("-Infinity", Some(-f64::INFINITY)),
            ("1.", Some(1.0)),
            (".5e1", Some(5.0)),
            ("1e", None),
            ("", None),
            ("1_", None),
            ("1_e5", None),
            ("0x1", None),
        ] {
            assert_eq!(parse_float(text), float, "{text:?}");
        }
        for (text, parts) in [
            ("1+2j", Some((1.0, 2.0))),
            ("(1-j)", Some((1.0, -1.0))),
            ("j", Some((0.0, 1.0))),
            ("1e-5j", Some((0.0, 1e-5))),
            ("-1.5", Some((-1.5, 0.0))),
            ("1 + 2j", None),
            ("1e+5+1e-2j", Some((1e5, 0.01))),
            ("", None),
        ] {
            assert_eq!(parse_complex(text), parts, "{text:?}");
        }
    }
}
