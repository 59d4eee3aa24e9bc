//! [`Iter`]: the state of every iterator that is written in Rust.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::value::Value;

/// Which iterator it is, and what its three fields mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum IterKind {
    /// `source[at]`, `source[at + 1]` ... of a list
    List,
    /// the same of a list, backwards
    ListReversed,
    /// of a tuple
    Tuple,
    /// of a str: `at` is a byte offset
    Str,
    /// of bytes or a bytearray
    Bytes,
    /// `at`, `at + other`, ... while before `source`, in place ints
    Range,
    /// of a range with ints beyond 63 bits: `source` is the range, `at` the position
    BigRange,
    /// the keys of dict `source` from entry `at` on; `other` is its length
    DictKeys,
    /// its values
    DictValues,
    /// its items
    DictItems,
    /// its keys backwards
    DictReversed,
    /// the items of set `source` from place `at` on; `other` is its length
    Set,
    /// `source[at]`, ... by `__getitem__` until IndexError
    Sequence,
    /// `source[at]`, ... downwards by `__getitem__`
    Reversed,
    /// `source()` until it returns `other`
    Callable,
    /// `(at, item)` of iterator `source`; `other` is the count when it is beyond 63 bits
    Enumerate,
    /// tuples of the items of each iterator of the tuple `source`; `at` 1 when strict
    Zip,
    /// `other(*items)` of each iterator of the tuple `source`
    Map,
    /// the items of iterator `source` for which `other` holds
    Filter,
}

/// An iterator in Rust; its class is given by the shape, its fields' meaning by
/// [`IterKind`]. An exhausted one has an unbound `source`.
#[repr(C)]
pub struct Iter {
    header: Header,
    pub at: Cell<i64>,
    pub source: Cell<Value>,
    pub other: Cell<Value>,
    which: IterKind,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Iter {
    const KIND: Kind = Kind::Iter;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.source.get());
        marker.value(self.other.get());
    }
}

impl Iter {
    pub fn new(shape: ShapeId, which: IterKind, source: Value, other: Value, at: i64) -> Iter {
        Iter {
            header: Header::with_shape(Kind::Iter, shape),
            at: Cell::new(at),
            source: Cell::new(source),
            other: Cell::new(other),
            which,
        }
    }

    #[inline(always)]
    pub fn which(&self) -> IterKind {
        self.which
    }
}

impl Gc<Iter> {
    /// Ends the iteration and lets go of what it iterated over.
    pub fn finish(self) {
        self.source.set(Value::UNBOUND);
        self.other.set(Value::UNBOUND);
    }
}
