//! UTF-8 that may hold surrogates: the bytes of a Python str.
//!
//! A str is a sequence of code points, and `"\ud800"` is one of them though UTF-8 has
//! no room for it. Here it is three bytes like any other code point of its size
//! (generalised UTF-8). Two surrogate halves side by side stay two code points, as in
//! Python. The order of bytes is the order of code points.

/// The code point that starts at `at`, and the length of its bytes; the bytes must
/// be well-formed, and others give some number.
#[inline]
pub fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let byte = |index: usize| bytes.get(at + index).map_or(0, |&byte| u32::from(byte));
    let continuation = |index: usize| byte(index) & 0x3f;
    match byte(0) {
        first @ ..0x80 => (first, 1),
        first @ 0x80..0xe0 => ((first & 0x1f) << 6 | continuation(1), 2),
        first @ 0xe0..0xf0 => (
            (first & 0x0f) << 12 | continuation(1) << 6 | continuation(2),
            3,
        ),
        first => (
            (first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3),
            4,
        ),
    }
}

/// Appends a code point, which must be below 0x110000.
pub fn push(bytes: &mut Vec<u8>, code_point: u32) {
    let tail = |shift: u32| 0x80 | (code_point >> shift & 0x3f) as u8;
    match code_point {
        ..0x80 => bytes.push(code_point as u8),
        0x80..0x800 => bytes.extend([0xc0 | (code_point >> 6) as u8, tail(0)]),
        0x800..0x1_0000 => bytes.extend([0xe0 | (code_point >> 12) as u8, tail(6), tail(0)]),
        _ => bytes.extend([
            0xf0 | (code_point >> 18 & 7) as u8,
            tail(12),
            tail(6),
            tail(0),
        ]),
    }
}

/// Whether a byte is not the first of its code point.
#[inline(always)]
pub fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// How many code points there are.
pub fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| !is_continuation(byte)).count()
}

/// The code points, one by one.
pub fn code_points(bytes: &[u8]) -> impl Iterator<Item = u32> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let (code_point, len) = decode(bytes, at);
        at += len;
        Some(code_point)
    })
}

/// Whether a code point is half of a surrogate pair.
pub fn is_surrogate(code_point: u32) -> bool {
    (0xd800..0xe000).contains(&code_point)
}

/// Whether well-formed bytes hold a surrogate.
pub fn has_surrogates(bytes: &[u8]) -> bool {
    bytes
        .windows(2)
        .any(|pair| pair[0] == 0xed && pair[1] >= 0xa0)
}

/// What well-formed bytes hold; `None` when they are not well-formed.
pub fn check(bytes: &[u8]) -> Option<Summary> {
    if bytes.is_ascii() {
        return Some(Summary {
            chars: bytes.len(),
            surrogates: false,
        });
    }
    let mut rest = bytes;
    let (mut chars, mut surrogates) = (0, false);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                chars += count(text.as_bytes());
                return Some(Summary { chars, surrogates });
            }
            Err(error) => {
                let (valid, tail) = rest.split_at(error.valid_up_to());
                let [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] = tail else {
                    return None;
                };
                chars += count(valid) + 1;
                surrogates = true;
                rest = &tail[3..];
            }
        }
    }
}

/// What [`check`] found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The number of code points.
    pub chars: usize,
    pub surrogates: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_code_point_round_trips() {
        for code_point in [
            0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff, 0x1_0000,
            0x10_ffff,
        ] {
            let mut bytes = Vec::new();
            push(&mut bytes, code_point);
            assert_eq!(decode(&bytes, 0), (code_point, bytes.len()));
            assert_eq!(
                check(&bytes),
                Some(Summary {
                    chars: 1,
                    surrogates: is_surrogate(code_point)
                })
            );
            assert_eq!(has_surrogates(&bytes), is_surrogate(code_point));
        }
        assert_eq!(check(b"\xff"), None);
        assert_eq!(check(b"\xed\xa0"), None);
    }
}
