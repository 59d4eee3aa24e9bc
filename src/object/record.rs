//! What natives keep values in: [`Record`], for the classes in Rust that need no more
//! than a few fields, and [`Partial`], which the VM unwraps when it is called.

use std::cell::Cell;

use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::tuple::Tuple;
use super::value::Value;

/// A few values and numbers of a class in Rust. Its class is given by the shape, and
/// what the fields mean is the class's business.
#[repr(C)]
pub struct Record {
    header: Header,
    pub values: [Cell<Value>; 4],
    pub numbers: [Cell<i64>; 4],
}

// SAFETY: repr(C), header first.
unsafe impl Object for Record {
    const KIND: Kind = Kind::Record;
    fn trace(&self, marker: &mut Marker<'_>) {
        for value in &self.values {
            marker.value(value.get());
        }
    }
}

impl Record {
    /// A record whose other values are unbound, and whose numbers are 0.
    pub fn new<const N: usize>(shape: ShapeId, values: [Value; N]) -> Record {
        let value = |at: usize| values.get(at).copied().unwrap_or(Value::UNBOUND);
        Record {
            header: Header::with_shape(Kind::Record, shape),
            values: std::array::from_fn(|at| Cell::new(value(at))),
            numbers: std::array::from_fn(|_| Cell::new(0)),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// `functools.partial`: a callable with its first arguments, and some by name.
#[repr(C)]
pub struct Partial {
    header: Header,
    pub function: Cell<Value>,
    pub args: Cell<Gc<Tuple>>,
    pub keywords: Cell<Gc<Dict>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Partial {
    const KIND: Kind = Kind::Partial;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.function.get());
        marker.object(self.args.get());
        marker.object(self.keywords.get());
    }
}

impl Partial {
    pub fn new(shape: ShapeId, function: Value, args: Gc<Tuple>, keywords: Gc<Dict>) -> Partial {
        Partial {
            header: Header::with_shape(Kind::Partial, shape),
            function: Cell::new(function),
            args: Cell::new(args),
            keywords: Cell::new(keywords),
        }
    }
}
