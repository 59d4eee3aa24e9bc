//! [`Value`]: eight bytes that are any Python object.
//!
//! Most values that a program makes are ints and floats. Neither should cost an
//! allocation, so the low bits of the word say what the rest is:
//!
//! ```text
//!  63                              3 2 1 0
//!  +--------------------------------+-----+
//!  | 63-bit int, two's complement       |1|   ints beyond that are a heap BigInt
//!  | float, biased and rotated        |1 0|   the exponents that programs use;
//!  |                                  |   |   0.0 too, the rest is a heap Float
//!  | None False True Ellipsis ..    |1 0 0|
//!  | address of a heap object       |0 0 0|
//!  +--------------------------------+-----+
//! ```
//!
//! Of a double's exponents those from 0x300 to 0x4ff are common, that is magnitudes from
//! 2^-255 to 2^256. Adding 0x100 gives just these `10` for the two bits below the sign.
//! Rotated into the low bits they are the tag, so a float is an addition and a rotation
//! away from its value, and nothing is lost:
//!
//! ```text
//!  1.5      0 01111111111 1000...0     sign, exponent, mantissa
//!  + bias   0 10011111111 1000...0
//!  rotated  011111111 1000...0 0 10    the rest of the exponent, mantissa, sign, tag
//! ```
//!
//! (Ruby's *flonum* takes the same floats but replaces bits by the tag and must restore
//! them; that took twice the instructions.)
//!
//! A `Value` is never zero, so `Option<Value>` and `Result<Value, Raised>` are
//! eight bytes as well.

use std::fmt;
use std::num::NonZeroU64;

use super::gc::{Gc, Header, Kind, Object};

/// A Python value: see the module's documentation.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Value(NonZeroU64);

const INT: u64 = 0b1;
const FLOAT: u64 = 0b10;
const FLOAT_MASK: u64 = 0b11;
const SPECIAL: u64 = 0b100;
const TAG_MASK: u64 = 0b111;
/// What makes the common exponents begin with the tag.
const BIAS: u64 = 0x100 << 52;
/// Bits that are rotated to the end: the sign and the tag.
const ROTATED: u32 = 3;
/// 0.0 has no common exponent; it gets the pattern of 2^-255, and so that one is boxed,
/// as is -2^-255: then one comparison says whether a float has a common exponent.
const ZERO: u64 = FLOAT;

const fn special(index: u64) -> Value {
    match NonZeroU64::new(index << 3 | SPECIAL) {
        Some(bits) => Value(bits),
        None => unreachable!(),
    }
}

impl Value {
    /// `None`
    pub const NONE: Value = special(0);
    /// `False`
    pub const FALSE: Value = special(1);
    /// `True`
    pub const TRUE: Value = special(2);
    /// `...`
    pub const ELLIPSIS: Value = special(3);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Value = special(4);
    /// No value: an unbound variable, an absent argument, a deleted entry.
    /// Python code never sees it.
    pub const UNBOUND: Value = special(5);

    /// The largest int that needs no heap object.
    pub const MAX_INT: i64 = i64::MAX >> 1;
    /// The smallest int that needs no heap object.
    pub const MIN_INT: i64 = i64::MIN >> 1;

    /// The word itself, for the collector, for identity and for `id()`.
    #[inline(always)]
    pub fn bits(self) -> u64 {
        self.0.get()
    }

    #[inline(always)]
    const fn from_nonzero(bits: u64) -> Value {
        match NonZeroU64::new(bits) {
            Some(bits) => Value(bits),
            None => Value::UNBOUND,
        }
    }

    /// A word whose tag is known not to be that of an object's address.
    #[inline(always)]
    fn tagged(bits: u64) -> Value {
        debug_assert!(bits & TAG_MASK != 0);
        // SAFETY: the few callers, all in this file, have just put a tag that is not zero into it.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    // --- ints ---

    /// An int that certainly fits.
    #[inline(always)]
    pub const fn small(int: i32) -> Value {
        Value::from_nonzero((int as i64 as u64) << 1 | INT)
    }

    /// An int in place, if it fits into 63 bits.
    #[inline(always)]
    pub fn int(int: i64) -> Option<Value> {
        let doubled = int.checked_mul(2)?;
        Some(Value::tagged(doubled as u64 | INT))
    }

    /// The int whose word is `bits` with the lowest bit set: a way to keep an even
    /// number where the collector expects values.
    #[inline(always)]
    pub(crate) fn from_int_bits(bits: u64) -> Value {
        Value::tagged(bits | INT)
    }

    /// Whether this is an int in place.
    #[inline(always)]
    pub fn is_int(self) -> bool {
        self.bits() & INT != 0
    }

    /// The int in place.
    #[inline(always)]
    pub fn as_int(self) -> Option<i64> {
        self.is_int().then(|| self.int_unchecked())
    }

    /// The int in place; some number when it is none.
    #[inline(always)]
    pub fn int_unchecked(self) -> i64 {
        self.bits() as i64 >> 1
    }

    /// Whether both are ints in place.
    #[inline(always)]
    pub fn both_ints(a: Value, b: Value) -> bool {
        a.bits() & b.bits() & INT != 0
    }

    /// `a + b` of two ints in place; `None` on overflow.
    #[inline(always)]
    pub fn add_ints(a: Value, b: Value) -> Option<Value> {
        debug_assert!(Value::both_ints(a, b));
        let sum = (a.bits() as i64).checked_add((b.bits() & !INT) as i64)?;
        Some(Value::tagged(sum as u64))
    }

    /// `a - b` of two ints in place; `None` on overflow.
    #[inline(always)]
    pub fn sub_ints(a: Value, b: Value) -> Option<Value> {
        debug_assert!(Value::both_ints(a, b));
        let difference = (a.bits() as i64).checked_sub((b.bits() & !INT) as i64)?;
        Some(Value::tagged(difference as u64))
    }

    /// `a * b` of two ints in place; `None` on overflow.
    #[inline(always)]
    pub fn mul_ints(a: Value, b: Value) -> Option<Value> {
        let doubled = ((a.bits() - INT) as i64).checked_mul(b.int_unchecked())?;
        Some(Value::tagged(doubled as u64 | INT))
    }

    /// `a + b` of two ints in place whose sum is known to fit, or not to matter.
    #[inline(always)]
    pub fn add_wrapping(a: Value, b: Value) -> Value {
        Value::tagged(a.bits().wrapping_add(b.bits() - INT) | INT)
    }

    // --- floats ---

    /// A float in place, if its exponent is a common one.
    #[inline(always)]
    pub fn flonum(float: f64) -> Option<Value> {
        let bits = float.to_bits();
        let biased = bits.wrapping_add(BIAS);
        // Without the sign, this is to begin with the tag and to have more bits than that:
        // as a signed number, to be above the least and below what begins with 11.
        let magnitude = (biased << 1).wrapping_sub(2) as i64;
        if magnitude < (-1 << 62) - 2 {
            Some(Value::tagged(biased.rotate_left(ROTATED)))
        } else if bits == 0 {
            Some(Value::from_nonzero(ZERO))
        } else {
            None
        }
    }

    /// Whether this is a float in place.
    #[inline(always)]
    pub fn is_flonum(self) -> bool {
        self.bits() & FLOAT_MASK == FLOAT
    }

    /// Whether both are floats in place.
    #[inline(always)]
    pub fn both_flonums(a: Value, b: Value) -> bool {
        (a.bits().wrapping_sub(FLOAT) | b.bits().wrapping_sub(FLOAT)) & FLOAT_MASK == 0
    }

    /// The float in place.
    #[inline(always)]
    pub fn as_flonum(self) -> Option<f64> {
        self.is_flonum().then(|| self.flonum_unchecked())
    }

    /// The float in place; some number when it is none.
    #[inline(always)]
    pub fn flonum_unchecked(self) -> f64 {
        let bits = self.bits();
        if bits == ZERO {
            return 0.0;
        }
        f64::from_bits(bits.rotate_right(ROTATED).wrapping_sub(BIAS))
    }

    // --- the rest ---

    /// `True` or `False`.
    #[inline(always)]
    pub fn bool(flag: bool) -> Value {
        if flag { Value::TRUE } else { Value::FALSE }
    }

    /// The truth of `True` and `False`; `None` for anything else.
    #[inline(always)]
    pub fn as_bool(self) -> Option<bool> {
        match self {
            Value::TRUE => Some(true),
            Value::FALSE => Some(false),
            _ => None,
        }
    }

    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Value::NONE
    }

    #[inline(always)]
    pub fn is_unbound(self) -> bool {
        self == Value::UNBOUND
    }

    /// `None` for the unbound marker: an absent argument as an `Option`.
    #[inline(always)]
    pub fn bound(self) -> Option<Value> {
        (!self.is_unbound()).then_some(self)
    }

    /// The heap object at an address that `bits` once gave.
    pub(crate) fn from_object_bits(bits: u64) -> Value {
        Value::from_nonzero(bits)
    }

    /// Whether this is a heap object.
    #[inline(always)]
    pub fn is_object(self) -> bool {
        self.bits() & TAG_MASK == 0
    }

    /// The heap object's header.
    #[inline(always)]
    pub fn header(self) -> Option<Gc<Header>> {
        self.is_object().then(|| Gc::from_address(self.0))
    }

    /// The heap object's kind.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        self.header().map(|header| header.kind())
    }

    /// The heap object of kind `T`, if this is one.
    #[inline(always)]
    pub fn get<T: Object>(self) -> Option<Gc<T>> {
        let header = self.header()?;
        (header.kind() == T::KIND).then(|| header.cast())
    }

    /// The heap object of kind `T`, if this is one and its class is the kind's own.
    #[inline(always)]
    pub fn get_exact<T: Object>(self) -> Option<Gc<T>> {
        let header = self.header()?;
        // That class has instances of no other kind.
        (header.shape() == T::KIND.shape()).then(|| header.cast())
    }

    /// Whether this is a heap object of kind `T`.
    #[inline(always)]
    pub fn is<T: Object>(self) -> bool {
        self.kind() == Some(T::KIND)
    }
}

impl<T> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(object: Gc<T>) -> Value {
        Value(object.address())
    }
}

impl From<bool> for Value {
    #[inline(always)]
    fn from(flag: bool) -> Value {
        Value::bool(flag)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Value::NONE => f.write_str("None"),
            Value::FALSE => f.write_str("False"),
            Value::TRUE => f.write_str("True"),
            Value::ELLIPSIS => f.write_str("Ellipsis"),
            Value::NOT_IMPLEMENTED => f.write_str("NotImplemented"),
            Value::UNBOUND => f.write_str("<unbound>"),
            it if it.is_int() => write!(f, "{}", it.int_unchecked()),
            it if it.is_flonum() => write!(f, "{:?}", it.flonum_unchecked()),
            it => write!(f, "<{:?} at {:#x}>", it.kind(), it.bits()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints_round_trip_to_the_edges() {
        for int in [0, 1, -1, 12345, Value::MAX_INT, Value::MIN_INT] {
            assert_eq!(Value::int(int).unwrap().as_int(), Some(int));
        }
        assert_eq!(Value::int(Value::MAX_INT + 1), None);
        assert_eq!(Value::int(Value::MIN_INT - 1), None);
        let max = Value::int(Value::MAX_INT).unwrap();
        assert_eq!(Value::add_ints(max, Value::small(1)), None);
        assert_eq!(
            Value::mul_ints(max, Value::small(-1)).unwrap().as_int(),
            Some(-Value::MAX_INT)
        );
        assert_eq!(Value::mul_ints(max, Value::small(2)), None);
    }

    #[test]
    fn floats_round_trip_or_are_boxed() {
        for float in [0.0, 1.0, -1.0, 0.1, 1e-70, -1e70, 3.5e76, 123456.789] {
            let value = Value::flonum(float).unwrap();
            assert!(value.is_flonum() && !value.is_int() && !value.is_object());
            assert_eq!(value.as_flonum().unwrap().to_bits(), f64::to_bits(float));
        }
        for float in [
            -0.0,
            f64::NAN,
            f64::INFINITY,
            1e300,
            1e-300,
            f64::from_bits(0x3000_0000_0000_0000),
            f64::from_bits(0xb000_0000_0000_0000),
        ] {
            assert_eq!(Value::flonum(float), None);
        }
    }
}
