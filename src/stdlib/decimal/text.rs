//! Numbers out of text, and text out of numbers.
//!
//! ```text
//!   digits 1 2 5 0, exponent -2      left = 2: two digits lie left of the point
//!   12.50       the point is where it belongs, as long as that needs no zeros that mean nothing
//!   1.25E+7     else behind the first digit, or where the exponent is a multiple of three
//! ```

use dashu_int::UBig;

use super::digits::width;
use super::rules::{CONVERSION_SYNTAX, INVALID_OPERATION, MAX_EMAX, MIN_ETINY};
use crate::object::decimal::{Form, Number};
use crate::object::number_text::{is_space, with_ascii_digits};

/// A number out of the text that `Decimal()` takes: white space around it and underscores
/// within do not count. The error is a condition.
pub fn parse(text: &str) -> Result<Number, u16> {
    let text = text.trim_matches(is_space);
    match text.contains('_') {
        true => parse_plain(&text.replace('_', "")),
        false => parse_plain(text),
    }
}

/// The same without white space and underscores.
pub fn parse_plain(text: &str) -> Result<Number, u16> {
    let text = &*with_ascii_digits(text);
    let (negative, body) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let found = match body.as_bytes().first() {
        Some(b'0'..=b'9' | b'.') => finite(body)?,
        _ => special(body).ok_or(CONVERSION_SYNTAX)?,
    };
    Ok(found.with_sign(negative))
}

/// Infinity, or a NaN with what it says.
fn special(text: &str) -> Option<Number> {
    let lower = text.to_ascii_lowercase();
    if lower == "inf" || lower == "infinity" {
        return Some(Number::infinity(false));
    }
    let (form, payload) = match lower.strip_prefix("nan") {
        Some(payload) => (Form::Quiet, payload),
        None => (Form::Signaling, lower.strip_prefix("snan")?),
    };
    Some(Number {
        form,
        coefficient: coefficient(payload)?,
        ..Number::nan()
    })
}

/// Digits alone, perhaps none.
fn coefficient(digits: &str) -> Option<UBig> {
    // As many as fit into a machine word.
    const SHORT: usize = 19;
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    if digits.len() <= SHORT {
        let number = digits.bytes().fold(0, |number: u64, digit| {
            number * 10 + u64::from(digit - b'0')
        });
        return Some(UBig::from(number));
    }
    UBig::from_str_radix(digits, 10).ok()
}

fn finite(text: &str) -> Result<Number, u16> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], power(&text[at + 1..])?),
        None => (text, 0),
    };
    let (digits, places) = match mantissa.find('.') {
        None => (coefficient(mantissa), 0),
        Some(at) => {
            let (whole, rest) = (&mantissa[..at], &mantissa[at + 1..]);
            if whole.is_empty() && rest.is_empty() {
                return Err(CONVERSION_SYNTAX);
            }
            let joined = match whole {
                "" | "0" => coefficient(rest),
                _ => coefficient(&[whole, rest].concat()),
            };
            (joined, rest.len() as i64)
        }
    };
    let digits = digits.ok_or(CONVERSION_SYNTAX)?;
    let number = Number::new(false, digits, exponent.saturating_sub(places));
    match is_representable(&number) {
        true => Ok(number),
        false => Err(INVALID_OPERATION),
    }
}

/// Whether a number's exponent is one that some context allows.
pub fn is_representable(number: &Number) -> bool {
    let last = match number.coefficient.is_zero() {
        true => number.exponent,
        false => number
            .exponent
            .saturating_add(width(&number.coefficient) - 1),
    };
    number.exponent >= MIN_ETINY && last <= MAX_EMAX
}

/// The exponent in the text of a number; one that is too large is the largest there is.
fn power(text: &str) -> Result<i64, u16> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(CONVERSION_SYNTAX);
    }
    let size = digits.parse().unwrap_or(i64::MAX);
    Ok(if negative { -size } else { size })
}

/// `str(number)`; the exponent's letter is `E` with `capitals`.
pub fn scientific(number: &Number, capitals: bool) -> String {
    shown(number, capitals, |_, _| 1)
}

/// The same with an exponent that is a multiple of three.
pub fn engineering(number: &Number, capitals: bool) -> String {
    shown(number, capitals, |left, is_zero| match is_zero {
        true => (left + 1).rem_euclid(3) - 1,
        false => (left - 1).rem_euclid(3) + 1,
    })
}

/// What the number is called, if it is not finite.
pub fn special_name(number: &Number) -> Option<String> {
    let name = match number.form {
        Form::Finite => return None,
        Form::Infinite => return Some("Infinity".to_string()),
        Form::Quiet => "NaN",
        Form::Signaling => "sNaN",
    };
    Some(match number.coefficient.is_zero() {
        true => name.to_string(),
        false => format!("{name}{}", number.coefficient),
    })
}

/// The text; `point` says where the point goes if there is an exponent.
fn shown(number: &Number, capitals: bool, point: fn(i64, bool) -> i64) -> String {
    let mut text = String::new();
    if number.negative {
        text.push('-');
    }
    if let Some(name) = special_name(number) {
        return text + &name;
    }
    let digits = number.coefficient.to_string();
    let left = number.exponent + digits.len() as i64;
    let point = match number.exponent <= 0 && left > -6 {
        true => left,
        false => point(left, number.coefficient.is_zero()),
    };
    let (whole, rest) = split_at_point(&digits, point);
    text += &whole;
    if !rest.is_empty() {
        text.push('.');
        text += &rest;
    }
    if left != point {
        let letter = if capitals { 'E' } else { 'e' };
        text += &format!("{letter}{:+}", left - point);
    }
    text
}

/// Digits left and right of a point that lies behind so many of them.
pub fn split_at_point(digits: &str, point: i64) -> (String, String) {
    let len = digits.len() as i64;
    if point <= 0 {
        let zeros = "0".repeat(-point as usize);
        ("0".to_string(), zeros + digits)
    } else if point >= len {
        let zeros = "0".repeat((point - len) as usize);
        (digits.to_string() + &zeros, String::new())
    } else {
        let (whole, rest) = digits.split_at(point as usize);
        (whole.to_string(), rest.to_string())
    }
}
