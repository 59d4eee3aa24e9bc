//! Numbers as values: big ints, boxed floats, complex numbers, and what they have in
//! common: exact comparison, and the sameness of simple keys.
//!
//! Ints of 63 bits and most floats lie in the value itself (see `value.rs`); these are
//! the objects for the rest, and for instances of subclasses. The arithmetic is in
//! `arithmetic.rs`, text in `number_text.rs`.

use std::cmp::Ordering;

use dashu_int::{IBig, Sign};

use super::bytes::Bytes;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::heap::Heap;
use super::str::Str;
use super::value::Value;

/// An int beyond 63 bits, or of a subclass of `int`.
#[repr(C)]
pub struct BigInt {
    header: Header,
    int: IBig,
}

// SAFETY: repr(C), header first.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::Int;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl BigInt {
    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn int(&self) -> &IBig {
        &self.int
    }
}

/// A float that does not fit into a value, or of a subclass of `float`.
#[repr(C)]
pub struct Float {
    header: Header,
    float: f64,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Float {
    const KIND: Kind = Kind::Float;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl Float {
    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn float(&self) -> f64 {
        self.float
    }
}

/// `complex`
#[repr(C)]
pub struct Complex {
    header: Header,
    pub real: f64,
    pub imaginary: f64,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Complex {
    const KIND: Kind = Kind::Complex;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl Complex {
    pub fn header(&self) -> &Header {
        &self.header
    }
}

impl Heap {
    /// An int.
    #[inline(always)]
    pub fn int(&self, int: i64) -> Value {
        Value::int(int).unwrap_or_else(|| self.boxed_int(int))
    }

    #[cold]
    #[inline(never)]
    fn boxed_int(&self, int: i64) -> Value {
        self.bigint_object(IBig::from(int), Kind::Int.shape())
            .into()
    }

    /// An int, in place if it fits.
    pub fn bigint(&self, int: IBig) -> Value {
        match i64::try_from(&int).ok().and_then(Value::int) {
            Some(value) => value,
            None => self.bigint_object(int, Kind::Int.shape()).into(),
        }
    }

    /// An int as an object, however small: for subclasses of `int`.
    pub fn bigint_object(&self, int: IBig, shape: ShapeId) -> Gc<BigInt> {
        // What dashu allocated counts too, so that loops of big ints are collected.
        self.charge(int.as_sign_words().1.len() * 8);
        self.alloc(BigInt {
            header: Header::with_shape(Kind::Int, shape),
            int,
        })
    }

    /// A float.
    #[inline(always)]
    pub fn float(&self, float: f64) -> Value {
        Value::flonum(float).unwrap_or_else(|| self.boxed_float(float))
    }

    #[cold]
    #[inline(never)]
    fn boxed_float(&self, float: f64) -> Value {
        self.float_object(float, Kind::Float.shape()).into()
    }

    /// A float as an object: for subclasses of `float`.
    pub fn float_object(&self, float: f64, shape: ShapeId) -> Gc<Float> {
        self.alloc(Float {
            header: Header::with_shape(Kind::Float, shape),
            float,
        })
    }

    /// A complex number.
    pub fn complex(&self, real: f64, imaginary: f64) -> Gc<Complex> {
        self.alloc(Complex {
            header: Header::new(Kind::Complex),
            real,
            imaginary,
        })
    }
}

/// The float that a value is, if it is one (of a subclass, too).
#[inline(always)]
pub fn to_float(value: Value) -> Option<f64> {
    match value.as_flonum() {
        Some(float) => Some(float),
        None => value.get::<Float>().map(|it| it.float),
    }
}

/// The int that a value is, if it is one (a bool, or of a subclass, too).
pub fn to_big(value: Value) -> Option<IBig> {
    match value.as_int().or_else(|| value.as_bool().map(i64::from)) {
        Some(int) => Some(IBig::from(int)),
        None => value.get::<BigInt>().map(|it| it.int.clone()),
    }
}

/// The int that a value is, if it is one below 2^63.
#[inline]
pub fn to_i64(value: Value) -> Option<i64> {
    match value.as_int() {
        Some(int) => Some(int),
        None => match value.as_bool() {
            Some(flag) => Some(i64::from(flag)),
            None => value
                .get::<BigInt>()
                .and_then(|it| i64::try_from(&it.int).ok()),
        },
    }
}

/// Compares an int with a float exactly; `None` with a NaN.
pub fn compare_int_float(int: &IBig, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = float.trunc();
    let order = int.cmp(&float_to_int(whole)?);
    // The same whole part: the fraction decides.
    Some(order.then_with(|| 0.0_f64.total_cmp(&(float - whole + 0.0))))
}

/// The same for an int in place.
#[inline]
pub fn compare_i64_float(int: i64, float: f64) -> Option<Ordering> {
    if int.unsigned_abs() <= 1 << 53 {
        return (int as f64).partial_cmp(&float);
    }
    compare_int_float(&IBig::from(int), float)
}

/// `int(float)`: rounds towards zero; `None` for infinities and NaN.
pub fn float_to_int(float: f64) -> Option<IBig> {
    if !float.is_finite() {
        return None;
    }
    let bits = float.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64 - 1075;
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let magnitude = match exponent {
        0.. => IBig::from(mantissa) << exponent as usize,
        -52.. => IBig::from(mantissa >> -exponent),
        _ => IBig::ZERO,
    };
    Some(if float < 0.0 { -magnitude } else { magnitude })
}

/// `float(int)`, correctly rounded; `None` when it is too large.
pub fn int_to_float(int: &IBig) -> Option<f64> {
    let float = int.to_f64().value();
    float.is_finite().then_some(float)
}

/// Whether an int is below 0.
pub fn is_negative(int: &IBig) -> bool {
    int.sign() == Sign::Negative
}

/// A key of which [`same`] knows everything: an exact str, int, float, bool, bytes, or None.
pub fn is_simple(key: Value) -> bool {
    match key.header() {
        None => true,
        Some(header) => {
            header.is_exact()
                && matches!(
                    header.kind(),
                    Kind::Str | Kind::Int | Kind::Float | Kind::Bytes
                )
        }
    }
}

/// Whether no `==` written in Python, nor that of complex numbers, has a say in
/// whether a key equals a simple one.
pub fn has_known_equality(key: Value) -> bool {
    match key.header() {
        None => true,
        Some(header) => header.is_exact() && header.kind() != Kind::Complex,
    }
}

/// Whether two keys are equal, where that can be said without asking a class: where
/// both are simple. NaNs are only equal to themselves.
#[inline]
pub fn same(a: Value, b: Value) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    if Value::both_ints(a, b) {
        return Some(false);
    }
    if let (Some(x), Some(y)) = (a.get::<Str>(), b.get::<Str>()) {
        return (x.header().is_exact() && y.header().is_exact()).then(|| x.equals(y));
    }
    same_slowly(a, b)
}

#[inline(never)]
fn same_slowly(a: Value, b: Value) -> Option<bool> {
    if !is_simple(a) || !is_simple(b) {
        return None;
    }
    let number = |value| to_big(value).map(Ok).or_else(|| to_float(value).map(Err));
    Some(match (number(a), number(b)) {
        (Some(Ok(x)), Some(Ok(y))) => x == y,
        (Some(Err(x)), Some(Err(y))) => x == y,
        (Some(Ok(int)), Some(Err(float))) | (Some(Err(float)), Some(Ok(int))) => {
            compare_int_float(&int, float) == Some(Ordering::Equal)
        }
        (None, None) => match (a.get::<Bytes>(), b.get::<Bytes>()) {
            (Some(x), Some(y)) => x.bytes() == y.bytes(),
            _ => false,
        },
        _ => false,
    })
}
