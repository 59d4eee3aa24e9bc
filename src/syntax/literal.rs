//! What literals mean: the value of a number, of a string with its escapes, of bytes.

use std::borrow::Cow;
use std::rc::Rc;

use dashu_int::IBig;

use super::ast::{Constant, PyStr};

/// CPython's default of `sys.set_int_max_str_digits`: decimal conversion takes quadratic time.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// The value of a number that [`super::number`] has accepted. `Err` is the message.
pub fn number(literal: &str) -> Result<Constant, String> {
    let digits: Cow<str> = if literal.contains('_') {
        literal.replace('_', "").into()
    } else {
        literal.into()
    };
    let radix = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    if radix != 10 {
        return Ok(integer(&digits[2..], radix));
    }
    if let Some(imaginary) = digits.strip_suffix(['j', 'J']) {
        return Ok(Constant::Complex(float(imaginary)));
    }
    if digits.contains(['.', 'e', 'E']) {
        return Ok(Constant::Float(float(&digits)));
    }
    if digits.len() > MAX_DECIMAL_DIGITS {
        return Err(format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals \
             to avoid decimal conversion limits.",
            digits.len()
        ));
    }
    Ok(integer(&digits, 10))
}

fn integer(digits: &str, radix: u32) -> Constant {
    if let Ok(small) = i64::from_str_radix(digits, radix) {
        return Constant::Int(small);
    }
    // The scanner has let through digits of this radix only.
    Constant::BigInt(Rc::new(
        IBig::from_str_radix(digits, radix).unwrap_or_default(),
    ))
}

fn float(digits: &str) -> f64 {
    // The scanner has let through what Rust's grammar of floats accepts as well.
    digits.parse().unwrap_or(f64::NAN)
}

/// A string literal, taken apart.
pub struct StringLiteral<'s> {
    pub body: &'s str,
    pub is_raw: bool,
    pub is_bytes: bool,
    pub has_u_prefix: bool,
}

impl<'s> StringLiteral<'s> {
    /// `literal` is the whole token, prefix and quotes included.
    pub fn new(literal: &'s str) -> Self {
        let quote = literal.find(['"', '\'']).unwrap_or(0);
        let (prefix, quoted) = literal.split_at(quote);
        let width =
            if quoted.len() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\"")) {
                3
            } else {
                1
            };
        let has = |letter: char| prefix.contains([letter, letter.to_ascii_uppercase()]);
        StringLiteral {
            body: &quoted[width..quoted.len() - width],
            is_raw: has('r'),
            is_bytes: has('b'),
            has_u_prefix: prefix == "u",
        }
    }
}

/// The WTF-8 of a string's body. `Err` is the message of CPython's codec.
pub fn text(body: &str, is_raw: bool) -> Result<Cow<'_, [u8]>, String> {
    if is_raw || memchr::memchr(b'\\', body.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(body.as_bytes()));
    }
    let mut unescaper = Unescaper {
        body,
        at: 0,
        out: Vec::with_capacity(body.len()),
    };
    unescaper.run()?;
    Ok(Cow::Owned(unescaper.out))
}

struct Unescaper<'s> {
    body: &'s str,
    at: usize,
    out: Vec<u8>,
}

impl Unescaper<'_> {
    fn run(&mut self) -> Result<(), String> {
        let bytes = self.body.as_bytes();
        while let Some(backslash) =
            memchr::memchr(b'\\', &bytes[self.at..]).map(|found| self.at + found)
        {
            self.out.extend_from_slice(&bytes[self.at..backslash]);
            let Some(&escape) = bytes.get(backslash + 1) else {
                // Only the text of an f-string ends in a backslash: before a brace.
                self.at = backslash;
                break;
            };
            self.at = backslash + 2;
            match escape {
                b'x' => self.hex(backslash, 2, "truncated \\xXX escape")?,
                b'u' => self.hex(backslash, 4, "truncated \\uXXXX escape")?,
                b'U' => self.hex(backslash, 8, "truncated \\UXXXXXXXX escape")?,
                b'N' => self.named(backslash)?,
                _ => match simple_escape(&bytes[backslash + 1..]) {
                    Some((Some(code), length)) => {
                        push_code_point(&mut self.out, code);
                        self.at = backslash + 1 + length;
                    }
                    Some((None, _)) => {}
                    // Unknown escapes stay as they are.
                    None => {
                        self.out.push(b'\\');
                        self.at = backslash + 1;
                    }
                },
            }
        }
        self.out.extend_from_slice(&bytes[self.at..]);
        Ok(())
    }

    fn hex(&mut self, backslash: usize, digits: usize, truncated: &str) -> Result<(), String> {
        let bytes = &self.body.as_bytes()[self.at..];
        let found = bytes
            .iter()
            .take(digits)
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        if found < digits {
            return Err(self.error(backslash, self.at + found, truncated));
        }
        let code =
            u32::from_str_radix(&self.body[self.at..self.at + digits], 16).unwrap_or(u32::MAX);
        if code > 0x10ffff {
            return Err(self.error(backslash, self.at + digits, "illegal Unicode character"));
        }
        push_code_point(&mut self.out, code);
        self.at += digits;
        Ok(())
    }

    fn named(&mut self, backslash: usize) -> Result<(), String> {
        let rest = &self.body[self.at..];
        let malformed = "malformed \\N character escape";
        let Some(inner) = rest.strip_prefix('{') else {
            return Err(self.error(backslash, self.at, malformed));
        };
        let Some(length) = inner.find('}').filter(|&length| length > 0) else {
            let end = if inner.starts_with('}') {
                self.at + 1
            } else {
                self.body.len()
            };
            return Err(self.error(backslash, end, malformed));
        };
        let Some(c) = unicode_names2::character(&inner[..length]) else {
            return Err(self.error(
                backslash,
                self.at + length + 2,
                "unknown Unicode character name",
            ));
        };
        push_code_point(&mut self.out, c as u32);
        self.at += length + 2;
        Ok(())
    }

    /// Positions are those of the text that CPython gives its codec, in which a character beyond ASCII is `\UXXXXXXXX`.
    fn error(&self, start: usize, end: usize, reason: &str) -> String {
        let position = |at: usize| {
            self.body[..at]
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { 10 })
                .sum::<usize>()
        };
        let (first, last) = (position(start), position(end) - 1);
        format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {reason}"
        )
    }
}

/// The escapes that strings and bytes share: `Some((None, _))` is a line that goes on. The length counts from after the backslash.
fn simple_escape(escape: &[u8]) -> Option<(Option<u32>, usize)> {
    let code = match escape.first()? {
        b'\n' => return Some((None, 1)),
        b'\\' => 0x5c,
        b'\'' => 0x27,
        b'"' => 0x22,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => 0x0a,
        b'r' => 0x0d,
        b't' => 0x09,
        b'v' => 0x0b,
        b'0'..=b'7' => {
            let length = escape
                .iter()
                .take(3)
                .take_while(|byte| matches!(byte, b'0'..=b'7'))
                .count();
            let code = escape[..length]
                .iter()
                .fold(0, |code, digit| code * 8 + u32::from(digit - b'0'));
            return Some((Some(code), length));
        }
        _ => return None,
    };
    Some((Some(code), 1))
}

fn push_code_point(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        // A surrogate: three bytes, by UTF-8's scheme.
        None => out.extend_from_slice(&[
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

/// The value of a bytes literal's body. `Err` is the message.
pub fn bytes(body: &str, is_raw: bool) -> Result<Vec<u8>, String> {
    if !body.is_ascii() {
        return Err("bytes can only contain ASCII literal characters".into());
    }
    let bytes = body.as_bytes();
    if is_raw {
        return Ok(bytes.to_vec());
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(backslash) = memchr::memchr(b'\\', &bytes[at..]).map(|found| at + found) {
        out.extend_from_slice(&bytes[at..backslash]);
        at = backslash + 1;
        if bytes[at] == b'x' {
            let value = body
                .get(at + 1..at + 3)
                .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
            let Some(value) = value.and_then(|digits| u8::from_str_radix(digits, 16).ok()) else {
                return Err(format!(
                    "(value error) invalid \\x escape at position {backslash}"
                ));
            };
            out.push(value);
            at += 3;
            continue;
        }
        match simple_escape(&bytes[at..]) {
            Some((code, length)) => {
                out.extend(code.map(|code| code as u8));
                at += length;
            }
            None => out.push(b'\\'),
        }
    }
    out.extend_from_slice(&bytes[at..]);
    Ok(out)
}

/// A constant of WTF-8 text.
pub fn string_constant(wtf8: &[u8]) -> Constant {
    Constant::Str(PyStr::from_wtf8(wtf8))
}
