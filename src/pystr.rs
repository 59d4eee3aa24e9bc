//! The two kinds of text that every stage passes on: identifiers and string literals.

use std::rc::Rc;

/// The text of an identifier, NFKC-normalised and shared by all its uses in a module.
pub type Name = Rc<str>;

/// The text of a string literal: WTF-8, because `"\ud800"` is a legal literal with no UTF-8 form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PyStr(Rc<[u8]>);

impl PyStr {
    /// `bytes` must be WTF-8: UTF-8 that may also encode lone surrogates, in three bytes each.
    pub fn from_wtf8(bytes: &[u8]) -> Self {
        PyStr(bytes.into())
    }

    /// The text, unless it holds a lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The WTF-8 bytes.
    pub fn as_wtf8(&self) -> &[u8] {
        &self.0
    }

    /// The code points, lone surrogates included.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            let (&first, tail) = rest.split_first()?;
            let (len, bits) = match first {
                0..=0x7f => (0, u32::from(first)),
                0x80..=0xdf => (1, u32::from(first & 0x1f)),
                0xe0..=0xef => (2, u32::from(first & 0x0f)),
                _ => (3, u32::from(first & 0x07)),
            };
            let (continuation, next) = tail.split_at(len.min(tail.len()));
            rest = next;
            Some(
                continuation
                    .iter()
                    .fold(bits, |code, byte| code << 6 | u32::from(byte & 0x3f)),
            )
        })
    }
}

impl From<&str> for PyStr {
    fn from(text: &str) -> Self {
        PyStr(text.as_bytes().into())
    }
}
