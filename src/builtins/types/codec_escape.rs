//! The encodings `unicode_escape` and `raw_unicode_escape`: text in the letters of a
//! string literal.
//!
//! ```text
//!   unicode_escape       "é\n€"  <->  b"\\xe9\\n\\u20ac"     all escapes of a literal
//!   raw_unicode_escape   "é\n€"  <->  b"\xe9\n\\u20ac"       \u and \U alone, else Latin-1
//! ```

use std::ops::Range;

use super::str::text;

/// Bytes that are no escape, and why.
pub struct Malformed {
    pub range: Range<usize>,
    pub reason: &'static str,
}

pub fn encode(code_points: impl Iterator<Item = u32>, raw: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for code in code_points {
        let escape = match code {
            0..=0xff if raw => None,
            0x5c => Some("\\\\".to_string()),
            0x09 => Some("\\t".to_string()),
            0x0a => Some("\\n".to_string()),
            0x0d => Some("\\r".to_string()),
            0x20..=0x7e => None,
            0..=0xff => Some(format!("\\x{code:02x}")),
            0x100..=0xffff => Some(format!("\\u{code:04x}")),
            _ => Some(format!("\\U{code:08x}")),
        };
        match escape {
            Some(escape) => out.extend_from_slice(escape.as_bytes()),
            None => out.push(code as u8),
        }
    }
    out
}

/// Appends the text that starts at `at`, a character or an escape, to `out`; where the
/// next one starts.
pub fn decode_one(
    bytes: &[u8],
    at: usize,
    raw: bool,
    out: &mut Vec<u8>,
) -> Result<usize, Malformed> {
    if bytes[at] != b'\\' {
        text::push(out, bytes[at].into());
        return Ok(at + 1);
    }
    match raw {
        true => decode_raw(bytes, at, out),
        false => decode_escape(bytes, at, out),
    }
}

/// Only an odd number of backslashes in front of `u` or `U` makes an escape.
fn decode_raw(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<usize, Malformed> {
    let backslashes = bytes[at..].iter().take_while(|&&it| it == b'\\').count();
    let letter = bytes.get(at + backslashes);
    let is_escape = backslashes % 2 == 1 && matches!(letter, Some(b'u' | b'U'));
    let plain = backslashes - usize::from(is_escape);
    out.resize(out.len() + plain, b'\\');
    match is_escape {
        true => decode_escape(bytes, at + plain, out),
        false => Ok(at + plain),
    }
}

fn decode_escape(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> Result<usize, Malformed> {
    let malformed = |end: usize, reason| Malformed {
        range: at..end.min(bytes.len()),
        reason,
    };
    let Some(&letter) = bytes.get(at + 1) else {
        return Err(malformed(at + 1, "\\ at end of string"));
    };
    let simple = match letter {
        b'\n' => return Ok(at + 2),
        b'\\' | b'\'' | b'"' => letter,
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        b'0'..=b'7' => {
            let digits = bytes[at + 1..].iter().take(3);
            let digits: Vec<u32> = digits
                .take_while(|it| matches!(it, b'0'..=b'7'))
                .map(|&it| u32::from(it - b'0'))
                .collect();
            text::push(out, digits.iter().fold(0, |code, digit| code * 8 + digit));
            return Ok(at + 1 + digits.len());
        }
        b'x' => return decode_hex(bytes, at, 2, out, "truncated \\xXX escape"),
        b'u' => return decode_hex(bytes, at, 4, out, "truncated \\uXXXX escape"),
        b'U' => return decode_hex(bytes, at, 8, out, "truncated \\UXXXXXXXX escape"),
        b'N' => return Err(malformed(at + 2, "malformed \\N character escape")),
        other => {
            out.push(b'\\');
            text::push(out, other.into());
            return Ok(at + 2);
        }
    };
    out.push(simple);
    Ok(at + 2)
}

fn decode_hex(
    bytes: &[u8],
    at: usize,
    digits: usize,
    out: &mut Vec<u8>,
    truncated: &'static str,
) -> Result<usize, Malformed> {
    let rest = &bytes[at + 2..];
    let found = rest
        .iter()
        .take(digits)
        .take_while(|it| it.is_ascii_hexdigit())
        .count();
    let end = at + 2 + found;
    let malformed = |reason| Malformed {
        range: at..end,
        reason,
    };
    if found < digits {
        return Err(malformed(truncated));
    }
    let number = String::from_utf8_lossy(&rest[..digits]);
    match u32::from_str_radix(&number, 16) {
        Ok(code) if code < 0x110000 => {
            text::push(out, code);
            Ok(end)
        }
        _ => Err(malformed("illegal Unicode character")),
    }
}
