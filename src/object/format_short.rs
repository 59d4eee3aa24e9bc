//! What most format specifications ask for, made without an allocation: `{n:>8}`,
//! `{n:,}`, `{n:03}`, `{x:.3f}`, `{word:<10}`.
//!
//! A program that prints a table formats a few fields a line, and the general way
//! (`format.rs`) makes a string of each part of each. Here all parts are written into
//! one short buffer; whatever is longer or rarer, and every mistake, is left to the
//! general way.

use std::fmt::{self, Write};

use super::fixed_point::{self, ROOM};
use super::number_text::decimal;

/// Text of a few characters.
pub struct Short {
    bytes: [u8; Short::ROOM],
    len: usize,
}

/// What is formatted.
#[derive(Clone, Copy)]
pub enum Plain<'a> {
    Int(i64),
    Float(f64),
    /// Text of ASCII characters only.
    Ascii(&'a [u8]),
}

/// A specification of the usual kind.
struct Spec {
    fill: u8,
    align: Option<u8>,
    zero: bool,
    width: usize,
    comma: bool,
    precision: Option<usize>,
}

impl Short {
    const ROOM: usize = 128;
    /// The widest field, and the most digits behind the point.
    const WIDEST: usize = 100;
    const MOST_DIGITS: usize = 30;

    fn new() -> Short {
        Short {
            bytes: [0; Short::ROOM],
            len: 0,
        }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    fn push(&mut self, bytes: &[u8]) -> Option<()> {
        let end = self.len + bytes.len();
        self.bytes.get_mut(self.len..end)?.copy_from_slice(bytes);
        self.len = end;
        Some(())
    }

    fn fill(&mut self, byte: u8, count: usize) -> Option<()> {
        let end = self.len + count;
        self.bytes.get_mut(self.len..end)?.fill(byte);
        self.len = end;
        Some(())
    }

    /// The value by the specification; `None` where that is for the general way.
    pub fn format(value: Plain<'_>, spec: &str) -> Option<Short> {
        let spec = Spec::parse(spec.as_bytes(), value)?;
        let mut body = Short::new();
        let negative = match value {
            Plain::Int(int) => {
                let digits = &mut [0; 20];
                let digits = decimal(int, digits);
                body.push(digits.strip_prefix(b"-").unwrap_or(digits))?;
                int < 0
            }
            Plain::Float(float) => {
                if float.is_nan() || float.abs() >= 1e18 {
                    return None;
                }
                match fixed_point::digits(float.abs(), spec.precision?, &mut [0; ROOM]) {
                    Some(digits) => body.push(digits)?,
                    None => write!(body, "{:.*}", spec.precision?, float.abs()).ok()?,
                }
                float.is_sign_negative()
            }
            Plain::Ascii(text) => {
                body.push(text)?;
                false
            }
        };
        if spec.comma {
            body = body.with_commas()?;
        }
        let missing = spec.width.saturating_sub(body.len + usize::from(negative));
        let sign: &[u8] = if negative { b"-" } else { b"" };
        let mut out = Short::new();
        if spec.zero {
            out.push(sign)?;
            out.fill(b'0', missing)?;
            out.push(body.bytes())?;
            return Some(out);
        }
        let usual = match value {
            Plain::Ascii(_) => b'<',
            _ => b'>',
        };
        let before = match spec.align.unwrap_or(usual) {
            b'<' => 0,
            b'>' => missing,
            _ => missing / 2,
        };
        out.fill(spec.fill, before)?;
        out.push(sign)?;
        out.push(body.bytes())?;
        out.fill(spec.fill, missing - before)?;
        Some(out)
    }

    /// The same number with a comma between groups of three digits before the point.
    fn with_commas(&self) -> Option<Short> {
        let whole = self.bytes().iter().position(|&it| it == b'.');
        let (whole, rest) = self.bytes().split_at(whole.unwrap_or(self.len));
        let mut out = Short::new();
        for (at, &digit) in whole.iter().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push(b",")?;
            }
            out.push(&[digit])?;
        }
        out.push(rest)?;
        Some(out)
    }
}

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes()).ok_or(fmt::Error)
    }
}

impl Spec {
    /// Reads `[[fill] < > ^] [0] [width] [,] [.precision] [type]`.
    fn parse(text: &[u8], value: Plain<'_>) -> Option<Spec> {
        let is_align = |byte: &u8| matches!(byte, b'<' | b'>' | b'^');
        let (fill, align, rest) = match text {
            [fill, align, rest @ ..] if is_align(align) && fill.is_ascii() => {
                (*fill, Some(*align), rest)
            }
            [align, rest @ ..] if is_align(align) => (b' ', Some(*align), rest),
            rest => (b' ', None, rest),
        };
        let (zero, rest) = match rest {
            [b'0', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (width, rest) = number(rest)?;
        let (comma, rest) = match rest {
            [b',', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (precision, rest) = match rest {
            [b'.', rest @ ..] => {
                let (precision, after) = number(rest)?;
                if after.len() == rest.len() {
                    return None;
                }
                (Some(precision), after)
            }
            rest => (None, rest),
        };
        let fits = match (value, rest) {
            (Plain::Int(_), [] | [b'd']) => precision.is_none(),
            (Plain::Float(_), [b'f']) => precision.unwrap_or(6) <= Short::MOST_DIGITS,
            (Plain::Ascii(_), [] | [b's']) => precision.is_none() && !comma && !zero,
            _ => false,
        };
        // Zeros get commas too, and beside an alignment they are a fill.
        let plain = !(zero && (comma || align.is_some()));
        (fits && plain && width <= Short::WIDEST).then_some(Spec {
            fill,
            align,
            zero,
            width,
            comma,
            precision: precision.or(Some(6)),
        })
    }
}

/// The number that a text starts with, 0 where there is none, and what follows.
fn number(text: &[u8]) -> Option<(usize, &[u8])> {
    let digits = text.iter().take_while(|it| it.is_ascii_digit()).count();
    if digits > 3 {
        return None;
    }
    let (digits, rest) = text.split_at(digits);
    let value = digits
        .iter()
        .fold(0, |value, digit| value * 10 + usize::from(digit - b'0'));
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::format;

    #[test]
    fn it_says_what_the_general_way_says() {
        for spec in [
            "", "5", "<5", ">7", "^8", "*^9", "05", "08d", ",", "12,", "d", ">12,d", "1", "0",
        ] {
            for int in [0, 7, -7, 1234, -1_234_567, i64::MAX, i64::MIN] {
                if let Some(short) = Short::format(Plain::Int(int), spec) {
                    let general = format::int(&int.into(), spec, "int").unwrap();
                    assert_eq!(short.bytes(), general.as_bytes(), "{int} {spec}");
                }
            }
        }
        for spec in [
            "f", ".0f", ".3f", "10.2f", "<9.1f", "010.3f", ",.2f", "^20,.4f",
        ] {
            for float in [0.0, -0.0, 1.5, -2.25, 0.000_04, 123_456_789.987, -1e17, 2.5] {
                let short = Short::format(Plain::Float(float), spec).unwrap();
                let general = format::float(float, spec, "float").unwrap();
                assert_eq!(short.bytes(), general.as_bytes(), "{float} {spec}");
            }
        }
        for spec in ["", "8", ">8", "s", "-^7s"] {
            let short = Short::format(Plain::Ascii(b"word"), spec).unwrap();
            let general = format::str(b"word", spec, "str").unwrap();
            assert_eq!(short.bytes(), general, "{spec}");
        }
    }

    #[test]
    fn it_leaves_the_rest_alone() {
        for spec in [
            "x", "+d", ".2", "e", "_", "1000", "\u{e9}<5", "=5", "#x", "05,",
        ] {
            assert!(Short::format(Plain::Int(5), spec).is_none(), "{spec}");
        }
        assert!(Short::format(Plain::Float(f64::NAN), ".1f").is_none());
        assert!(Short::format(Plain::Float(1.0), "5").is_none());
        assert!(Short::format(Plain::Ascii(b"a"), "05").is_none());
    }
}
