//! [`Tuple`]: values in a row that do not change.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::heap::{Heap, OutOfMemory};
use super::value::Value;

/// `tuple`: its items are its tail.
#[repr(C)]
pub struct Tuple {
    header: Header,
    len: usize,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Tuple {
    const KIND: Kind = Kind::Tuple;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.tail_values(self);
    }
}

// SAFETY: `len` is the length given to `alloc_tail`.
unsafe impl Tailed for Tuple {
    type Item = Cell<Value>;
    #[inline(always)]
    fn empty() -> Cell<Value> {
        Cell::new(Value::UNBOUND)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len
    }
}

impl Tuple {
    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Gc<Tuple> {
    /// The item at an index.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Value> {
        self.tail().get(index).map(Cell::get)
    }

    /// The items, one by one.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Value> + ExactSizeIterator {
        self.tail().iter().map(Cell::get)
    }
}

impl Heap {
    /// A tuple of values.
    #[inline]
    pub fn tuple(&self, items: &[Value]) -> Gc<Tuple> {
        let it = self.tuple_unbound(items.len());
        for (to, &from) in it.tail().iter().zip(items) {
            to.set(from);
        }
        it
    }

    /// A tuple of the values of another object.
    #[inline]
    pub fn tuple_of(&self, items: &[Cell<Value>]) -> Gc<Tuple> {
        let it = self.tuple_unbound(items.len());
        for (to, from) in it.tail().iter().zip(items) {
            to.set(from.get());
        }
        it
    }

    /// A tuple whose items are to be set by whoever makes it, all of them, before
    /// anybody else sees it.
    #[inline]
    pub fn tuple_unbound(&self, len: usize) -> Gc<Tuple> {
        self.alloc_tail(
            Tuple {
                header: Header::new(Kind::Tuple),
                len,
            },
            len,
        )
    }

    /// The same for a length that the program chooses.
    pub fn try_tuple_unbound(&self, len: usize) -> Result<Gc<Tuple>, OutOfMemory> {
        self.try_alloc_tail(
            Tuple {
                header: Header::new(Kind::Tuple),
                len,
            },
            len,
        )
    }

    /// A tuple of the same items of another class: a subclass of `tuple`.
    pub fn tuple_of_class(&self, items: &[Cell<Value>], shape: ShapeId) -> Gc<Tuple> {
        let it = self.tuple_unbound(items.len());
        for (to, from) in it.tail().iter().zip(items) {
            to.set(from.get());
        }
        it.header.set_shape(shape);
        it
    }
}
