//! Walking through WTF-8, code point by code point.
//!
//! Rust's `char` knows no lone surrogates and Python's strings do, so characters
//! are `u32` here, and a `char` only where Unicode's tables are asked.

use crate::object::wtf8;
pub use crate::object::wtf8::{code_points, count, push};

/// How many bytes the character has that starts with this byte.
#[inline]
pub fn width(first: u8) -> usize {
    match first {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// Whether a byte starts a character.
#[inline]
pub fn starts_character(byte: u8) -> bool {
    !wtf8::is_continuation(byte)
}

/// The first code point and its width in bytes.
#[inline]
pub fn first(bytes: &[u8]) -> Option<(u32, usize)> {
    (!bytes.is_empty()).then(|| wtf8::decode(bytes, 0))
}

/// Python's white space: Unicode's, and the separators U+001C to U+001F.
pub fn is_space(code: u32) -> bool {
    matches!(code, 0x09..=0x0d | 0x1c..=0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000)
}

/// How many bytes of white space a slice starts with: one character's, or 0.
pub fn leading_space(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(byte @ ..0x80) => usize::from(is_space((*byte).into())),
        _ => match first(bytes) {
            Some((code, width)) if is_space(code) => width,
            _ => 0,
        },
    }
}

/// How many bytes of line break a slice starts with.
pub fn leading_line_break(bytes: &[u8]) -> usize {
    // Searches look at every byte; those within a character are none.
    match bytes.first() {
        Some(0x1f..0x80) | None => return 0,
        Some(&byte) if !starts_character(byte) => return 0,
        _ => {}
    }
    match first(bytes) {
        Some((0x0d, _)) if bytes.get(1) == Some(&b'\n') => 2,
        Some((0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029, width)) => width,
        _ => 0,
    }
}

/// Without the characters at either end that `strip` holds of.
pub fn trim(bytes: &[u8], left: bool, right: bool, strip: impl Fn(u32) -> bool) -> &[u8] {
    let mut bytes = bytes;
    if left {
        while let Some((code, width)) = first(bytes)
            && strip(code)
        {
            bytes = &bytes[width..];
        }
    }
    if right {
        while let Some(at) = bytes.iter().rposition(|&byte| starts_character(byte))
            && let Some((code, _)) = first(&bytes[at..])
            && strip(code)
        {
            bytes = &bytes[..at];
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming() {
        assert_eq!(
            trim(" \u{3000}a b\u{a0}".as_bytes(), true, true, is_space),
            b"a b"
        );
        assert_eq!(trim(b"  ", false, true, is_space), b"");
    }
}
