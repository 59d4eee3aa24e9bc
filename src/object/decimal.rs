//! [`Decimal`] and [`DecimalContext`]: a decimal number, and how operations round.
//!
//! ```text
//!   -12.50   negative, coefficient 1250, exponent -2      (-1)**sign * coefficient * 10**exponent
//!   sNaN7    signaling, coefficient 7: what a NaN says about where it came from
//! ```
//!
//! A coefficient of up to 38 digits lies in the object; only longer ones have memory of
//! their own. What can be done with numbers is the business of the module `decimal`.

use std::cell::Cell;

use dashu_int::UBig;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::heap::Heap;

/// What a number is. The order is that of `Decimal._kind`, which Python sees.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub enum Form {
    Finite,
    Infinite,
    Quiet,
    Signaling,
}

/// A decimal number.
#[derive(Clone, Debug)]
pub struct Number {
    pub form: Form,
    pub negative: bool,
    pub exponent: i64,
    pub coefficient: UBig,
}

/// `decimal.Decimal`
#[repr(C)]
pub struct Decimal {
    header: Header,
    number: Number,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Decimal {
    const KIND: Kind = Kind::Decimal;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl Decimal {
    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn number(&self) -> &Number {
        &self.number
    }
}

/// `decimal.Context`
#[repr(C)]
pub struct DecimalContext {
    header: Header,
    pub prec: Cell<i64>,
    pub emin: Cell<i64>,
    pub emax: Cell<i64>,
    /// An index into the table of roundings.
    pub rounding: Cell<u8>,
    pub capitals: Cell<bool>,
    pub clamp: Cell<bool>,
    /// Signals that were met, and those that raise: a bit each.
    pub flags: Cell<u16>,
    pub traps: Cell<u16>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for DecimalContext {
    const KIND: Kind = Kind::DecimalContext;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl DecimalContext {
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Takes over all settings of another one.
    pub fn copy_from(&self, other: &DecimalContext) {
        self.prec.set(other.prec.get());
        self.emin.set(other.emin.get());
        self.emax.set(other.emax.get());
        self.rounding.set(other.rounding.get());
        self.capitals.set(other.capitals.get());
        self.clamp.set(other.clamp.get());
        self.flags.set(other.flags.get());
        self.traps.set(other.traps.get());
    }
}

impl Heap {
    /// A `Decimal`.
    #[inline]
    pub fn decimal(&self, number: Number) -> Gc<Decimal> {
        self.decimal_of(Kind::Decimal.shape(), number)
    }

    /// A `Decimal` of a subclass.
    pub fn decimal_of(&self, shape: ShapeId, number: Number) -> Gc<Decimal> {
        let words = number.coefficient.as_words().len();
        if words > 2 {
            self.charge(words * 8);
        }
        self.alloc(Decimal {
            header: Header::with_shape(Kind::Decimal, shape),
            number,
        })
    }

    /// A context with settings that are to be replaced.
    pub fn decimal_context(&self, shape: ShapeId) -> Gc<DecimalContext> {
        self.alloc(DecimalContext {
            header: Header::with_shape(Kind::DecimalContext, shape),
            prec: Cell::new(28),
            emin: Cell::new(-999_999),
            emax: Cell::new(999_999),
            rounding: Cell::new(0),
            capitals: Cell::new(true),
            clamp: Cell::new(false),
            flags: Cell::new(0),
            traps: Cell::new(0),
        })
    }
}
