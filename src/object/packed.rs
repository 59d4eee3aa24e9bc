//! Numbers packed into bytes: what one item of an array, of a memoryview or of a
//! `struct` looks like in memory.
//!
//! ```text
//!   letter   'h'  ──> Item { what: Int { signed: true }, size: 2 }
//!   read     [0x34 0x12]  ──> 0x1234
//!   write    0x1234  ──> [0x34 0x12]     ranges are checked by the caller's `fits`
//! ```
//!
//! Sizes are those of C on a 64-bit Linux (*native*) or those that the documentation
//! of `struct` fixes (*standard*); they differ only for `l` and `L`.

use dashu_int::IBig;

use super::heap::Heap;
use super::value::Value;

/// What the bytes of an item mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// One byte as a `bytes` of length 1.
    Char,
    Bool,
    Int {
        signed: bool,
    },
    Float,
    /// A code point.
    CodePoint,
}

/// One item: its letter, how long it is, what it means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Item {
    pub letter: u8,
    pub size: usize,
    pub what: What,
}

impl Item {
    /// The item of a letter with C's size; `None` for letters of no single value.
    pub fn native(letter: u8) -> Option<Item> {
        let signed = |signed, size| (What::Int { signed }, size);
        let (what, size) = match letter {
            b'c' => (What::Char, 1),
            b'?' => (What::Bool, 1),
            b'b' => signed(true, 1),
            b'B' => signed(false, 1),
            b'h' => signed(true, 2),
            b'H' => signed(false, 2),
            b'i' => signed(true, 4),
            b'I' => signed(false, 4),
            b'l' | b'q' | b'n' => signed(true, 8),
            b'L' | b'Q' | b'N' | b'P' => signed(false, 8),
            b'e' => (What::Float, 2),
            b'f' => (What::Float, 4),
            b'd' => (What::Float, 8),
            _ => return None,
        };
        Some(Item { letter, size, what })
    }

    /// The item of a letter with the standard size; `n`, `N` and `P` have none.
    pub fn standard(letter: u8) -> Option<Item> {
        let native = Item::native(letter)?;
        match letter {
            b'n' | b'N' | b'P' => None,
            b'l' | b'L' => Some(Item { size: 4, ..native }),
            _ => Some(native),
        }
    }

    /// The item of an array's type code, where `u` is a code point.
    pub fn of_array(letter: u8) -> Option<Item> {
        match letter {
            b'u' => Some(Item {
                letter,
                size: 4,
                what: What::CodePoint,
            }),
            b'c' | b'?' | b'n' | b'N' | b'P' | b'e' => None,
            _ => Item::native(letter),
        }
    }

    /// The least and the greatest int that fit; 0 and 0 when it is no int.
    pub fn limits(self) -> (i128, i128) {
        let bits = self.size as u32 * 8;
        match self.what {
            What::Int { signed: true } => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
            What::Int { signed: false } => (0, (1 << bits) - 1),
            _ => (0, 0),
        }
    }

    /// The object that `size` bytes mean.
    pub fn read(self, heap: &Heap, bytes: &[u8], big_endian: bool) -> Value {
        let mut word = [0; 8];
        let bytes = &bytes[..self.size.min(bytes.len())];
        word[..bytes.len()].copy_from_slice(bytes);
        if big_endian {
            word[..bytes.len()].reverse();
        }
        let word = u64::from_le_bytes(word);
        match self.what {
            What::Char => heap.bytes(bytes).into(),
            What::Bool => Value::bool(word != 0),
            What::Int { signed: true } => {
                let unused = 64 - self.size as u32 * 8;
                heap.int((word << unused) as i64 >> unused)
            }
            What::Int { signed: false } => match i64::try_from(word) {
                Ok(int) => heap.int(int),
                Err(_) => heap.bigint(IBig::from(word)),
            },
            What::Float => heap.float(match self.size {
                2 => from_half(word as u16),
                4 => f64::from(f32::from_bits(word as u32)),
                _ => f64::from_bits(word),
            }),
            What::CodePoint => heap
                .str_code_point(word as u32)
                .map_or(Value::NONE, Value::from),
        }
    }

    /// The bytes of an int, whose upper bits are cut off.
    pub fn int_bytes(self, int: i128, big_endian: bool, out: &mut Vec<u8>) {
        self.word_bytes(int as u64, big_endian, out);
    }

    /// The bytes of a float. One that is too large is infinite in four bytes, as C
    /// converts it, and `None` in two.
    pub fn float_bytes(self, float: f64, big_endian: bool, out: &mut Vec<u8>) -> Option<()> {
        let word = match self.size {
            2 => u64::from(to_half(float)?),
            4 => u64::from((float as f32).to_bits()),
            _ => float.to_bits(),
        };
        self.word_bytes(word, big_endian, out);
        Some(())
    }

    fn word_bytes(self, word: u64, big_endian: bool, out: &mut Vec<u8>) {
        let mut bytes = word.to_le_bytes();
        let bytes = &mut bytes[..self.size];
        if big_endian {
            bytes.reverse();
        }
        out.extend_from_slice(bytes);
    }
}

/// The IEEE 754 half-precision bits of a float, rounded half to even; `None` when it
/// is beyond the largest.
fn to_half(float: f64) -> Option<u16> {
    let sign = if float.is_sign_negative() { 0x8000 } else { 0 };
    let size = float.abs();
    let bits = if size.is_nan() {
        0x7e00
    } else if size.is_infinite() {
        0x7c00
    } else if size >= 65520.0 {
        return None;
    } else if size < 2f64.powi(-14) {
        // Subnormal; rounding up to the first normal number carries by itself.
        (size * 2f64.powi(24)).round_ties_even() as u16
    } else {
        let exponent = ((size.to_bits() >> 52) as i32) - 1023;
        let digits = (size * 2f64.powi(10 - exponent)).round_ties_even() as u16;
        // 1024 <= digits <= 2048: a carry goes into the exponent.
        (((exponent + 15) as u16) << 10) + (digits - 1024)
    };
    Some(sign | bits)
}

fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, digits) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => digits * 2f64.powi(-24),
        0x1f if digits == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        _ => (1024.0 + digits) * 2f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision() {
        for (float, bits) in [
            (0.0, 0),
            (1.0, 0x3c00),
            (-2.0, 0xc000),
            (65504.0, 0x7bff),
            (2f64.powi(-24), 1),
            (2f64.powi(-14), 0x0400),
            (f64::INFINITY, 0x7c00),
        ] {
            assert_eq!(to_half(float), Some(bits), "{float}");
            assert_eq!(from_half(bits), float);
        }
        assert_eq!(to_half(65520.0), None);
        assert_eq!(to_half(65519.9), Some(0x7bff));
        // Ties go to the even neighbour.
        assert_eq!(to_half(1.0 + 2f64.powi(-11)), Some(0x3c00));
        assert_eq!(to_half(1.0 + 3.0 * 2f64.powi(-11)), Some(0x3c02));
    }

    #[test]
    fn limits() {
        let item = Item::native(b'b').unwrap();
        assert_eq!(item.limits(), (-128, 127));
        let item = Item::native(b'Q').unwrap();
        assert_eq!(item.limits(), (0, u64::MAX.into()));
    }
}
