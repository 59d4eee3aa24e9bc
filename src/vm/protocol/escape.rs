//! The text between the quotes of a repr: `repr(str)`, `ascii(x)`, `repr(bytes)`.
//!
//! Quotes are single, unless the text holds a single and no double one. What can't be
//! printed is escaped: control, private, unassigned code points, surrogates, and every
//! separator but the space (Unicode's categories C and Z).

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::object::wtf8;

/// Writes `repr(text)`.
pub fn write_str(text: &[u8], out: &mut Vec<u8>) {
    let quote = quote_for(text);
    out.reserve(text.len() + 2);
    out.push(quote);
    for code_point in wtf8::code_points(text) {
        match u8::try_from(code_point) {
            Ok(byte) if byte < 0x80 => write_ascii(byte, quote, out),
            _ if is_printable(code_point) => wtf8::push(out, code_point),
            _ => write_escape(code_point, out),
        }
    }
    out.push(quote);
}

/// Writes `repr(bytes)`, with the `b`.
pub fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    let quote = quote_for(bytes);
    write_bytes_between(bytes, quote, quote, out);
}

/// What stands in `repr(bytearray)`: CPython escapes `'` there between any quotes.
pub fn write_bytearray(bytes: &[u8], out: &mut Vec<u8>) {
    write_bytes_between(bytes, quote_for(bytes), b'\'', out);
}

fn write_bytes_between(bytes: &[u8], quote: u8, escaped: u8, out: &mut Vec<u8>) {
    out.reserve(bytes.len() + 3);
    out.extend([b'b', quote]);
    for &byte in bytes {
        match byte {
            0x80.. => write_escape(u32::from(byte), out),
            _ => write_ascii(byte, escaped, out),
        }
    }
    out.push(quote);
}

/// A repr with everything escaped that is not ASCII.
pub fn ascii(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for code_point in wtf8::code_points(text) {
        match u8::try_from(code_point) {
            Ok(byte) if byte < 0x80 => out.push(byte),
            _ => write_escape(code_point, &mut out),
        }
    }
    out
}

/// Whether a code point is shown as it is: `str.isprintable()`.
pub fn is_printable(code_point: u32) -> bool {
    match char::from_u32(code_point) {
        Some(' '..='~') => true,
        Some(it) => !matches!(
            it.general_category_group(),
            GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator
        ),
        None => false,
    }
}

/// The escape of a code point in a message: `\xe9`, `\u20ac`, `\U0001f600`.
pub fn escape(code_point: u32) -> String {
    match code_point {
        0..=0xff => format!("\\x{code_point:02x}"),
        0x100..=0xffff => format!("\\u{code_point:04x}"),
        _ => format!("\\U{code_point:08x}"),
    }
}

fn write_escape(code_point: u32, out: &mut Vec<u8>) {
    out.extend(escape(code_point).bytes());
}

fn write_ascii(byte: u8, quote: u8, out: &mut Vec<u8>) {
    match byte {
        b'\\' => out.extend(b"\\\\"),
        b'\n' => out.extend(b"\\n"),
        b'\r' => out.extend(b"\\r"),
        b'\t' => out.extend(b"\\t"),
        _ if byte == quote => out.extend([b'\\', quote]),
        b' '..=b'~' => out.push(byte),
        _ => write_escape(u32::from(byte), out),
    }
}

fn quote_for(text: &[u8]) -> u8 {
    if text.contains(&b'\'') && !text.contains(&b'"') {
        b'"'
    } else {
        b'\''
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repr(text: &str) -> String {
        let mut out = Vec::new();
        write_str(text.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotes_and_escapes_are_cpythons() {
        assert_eq!(repr("a'b"), "\"a'b\"");
        assert_eq!(repr("a'\"b"), "'a\\'\"b'");
        assert_eq!(
            repr("\0\x7f\u{80}\u{a0}\u{ad}\u{378}😀\u{e0001}\n\r\t\\"),
            "'\\x00\\x7f\\x80\\xa0\\xad\\u0378😀\\U000e0001\\n\\r\\t\\\\'"
        );
        let mut out = Vec::new();
        write_bytes(b"a'\"b\0\n\xff", &mut out);
        assert_eq!(out, b"b'a\\'\"b\\x00\\n\\xff'");
        out.clear();
        write_str(b"\xed\xa0\x80", &mut out);
        assert_eq!(out, b"'\\ud800'");
    }
}
