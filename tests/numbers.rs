//! Arithmetic, hashes and formatting of numbers against what `data/record.py` recorded
//! from CPython 3.12.

use dashu_int::IBig;
use glassnake::object::format::{self, FormatError};
use glassnake::object::{arithmetic, hash, number, number_text};

fn big(text: &str) -> IBig {
    text.parse().unwrap()
}

/// Reads `float.hex()`.
fn float(text: &str) -> f64 {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (mantissa, exponent) = digits.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mantissa = u64::from_str_radix(&format!("{whole}{fraction}"), 16).unwrap();
    let exponent = exponent.parse::<i64>().unwrap() - 4 * fraction.len() as i64;
    let magnitude = arithmetic::scale(&mantissa.into(), exponent).unwrap();
    if negative { -magnitude } else { magnitude }
}

#[test]
fn arithmetic_is_cpythons() {
    for (line_number, line) in include_str!("data/numbers.txt").lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let same_float =
            |ours: f64, theirs: &str| assert_eq!(ours.to_bits(), float(theirs).to_bits(), "{line}");
        match fields[..] {
            ["divmod", a, b, q, r] => {
                assert_eq!(
                    arithmetic::div_mod_big(&big(a), &big(b)),
                    Some((big(q), big(r))),
                    "{line}"
                );
                if let (Ok(a), Ok(b)) = (a.parse(), b.parse()) {
                    let (q, r) = (q.parse().unwrap(), r.parse().unwrap());
                    assert_eq!(arithmetic::div_mod(a, b), Some((q, r)), "{line}");
                }
            }
            ["truediv", a, b, quotient] => {
                same_float(arithmetic::true_div(&big(a), &big(b)).unwrap(), quotient)
            }
            ["hash", a, expected] => {
                assert_eq!(hash::big(&big(a)).to_string(), expected, "{line}");
                if let Ok(int) = a.parse() {
                    assert_eq!(hash::int(int).to_string(), expected, "{line}");
                }
            }
            ["float", a, expected] => same_float(number::int_to_float(&big(a)).unwrap(), expected),
            ["round", a, places, expected] => {
                assert_eq!(
                    arithmetic::round_int(&big(a), places.parse().unwrap()),
                    big(expected),
                    "{line}"
                );
            }
            ["shift", a, count, right, left] => {
                let count = count.parse().unwrap();
                assert_eq!(arithmetic::shr(&big(a), count), big(right), "{line}");
                assert_eq!(arithmetic::shl(&big(a), count), Ok(big(left)), "{line}");
            }
            ["repr", x, expected] => {
                assert_eq!(number_text::repr_float(float(x)), expected);
                assert_eq!(number_text::parse_float(expected), Some(float(x)));
            }
            ["hashfloat", x, expected] => assert_eq!(
                hash::float(float(x)).unwrap().to_string(),
                expected,
                "{line}"
            ),
            ["divmodfloat", x, y, q, r] => {
                let (quotient, remainder) = arithmetic::div_mod_float(float(x), float(y)).unwrap();
                same_float(quotient, q);
                same_float(remainder, r);
                same_float(arithmetic::mod_float(float(x), float(y)).unwrap(), r);
            }
            ["roundfloat", x, places, expected] => {
                same_float(
                    arithmetic::round_float(float(x), places.parse().unwrap()).unwrap(),
                    expected,
                );
            }
            ["int", x, expected] => assert_eq!(
                number::float_to_int(float(x)),
                Some(big(expected)),
                "{line}"
            ),
            ["compare", a, x, expected] => {
                let order = number::compare_int_float(&big(a), float(x)).unwrap() as i8;
                assert_eq!(order.to_string(), expected, "{line}");
            }
            ["hashtuple", items, expected] => {
                let mut tuple = hash::TupleHash::default();
                for item in items.split_whitespace() {
                    tuple.add(hash::big(&big(item)));
                }
                assert_eq!(tuple.finish().to_string(), expected, "{line}");
            }
            _ => panic!("line {}: {line}", line_number + 1),
        }
    }
}

#[test]
fn formatting_is_cpythons() {
    let mut wrong = Vec::new();
    for line in include_str!("data/formats.txt").lines() {
        let fields: Vec<&str> = line.splitn(4, '\t').collect();
        let [value, spec, outcome, expected] = fields[..] else {
            panic!("{line}")
        };
        let ours = if let Some(text) = value.strip_prefix('\'') {
            let text = text.strip_suffix('\'').unwrap();
            format::str(text.as_bytes(), spec, "str").map(|it| String::from_utf8(it).unwrap())
        } else if let Ok(int) = value.parse::<IBig>() {
            format::int(&int, spec, "int")
        } else if let Ok(float) = value.parse::<f64>() {
            format::float(float, spec, "float")
        } else {
            let (real, imaginary) = number_text::parse_complex(value).unwrap();
            format::complex(real, imaginary, spec, "complex")
        };
        let ours = match ours {
            Ok(text) => ("ok", text),
            Err(FormatError::Value(message)) => ("ValueError", message),
            Err(FormatError::Overflow(message)) => ("OverflowError", message),
            Err(FormatError::Memory) => ("MemoryError", String::new()),
        };
        if ours != (outcome, expected.to_owned()) {
            wrong.push(format!("{line}\n    {ours:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
