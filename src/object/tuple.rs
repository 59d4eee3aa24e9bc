//! [`Tuple`]: values in a row that do not change.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::heap::{Heap, OutOfMemory, exhausted};
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
    fn new(len: usize) -> Tuple {
        Tuple {
            header: Header::new(Kind::Tuple),
            len,
        }
    }

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
        self.tuple_with(items.len(), |index| items[index])
    }

    /// A tuple of the values of another object.
    #[inline]
    pub fn tuple_of(&self, items: &[Cell<Value>]) -> Gc<Tuple> {
        self.tuple_with(items.len(), |index| items[index].get())
    }

    #[inline(always)]
    fn tuple_with(&self, len: usize, item: impl Fn(usize) -> Value) -> Gc<Tuple> {
        match self.empty_tuple.get() {
            Some(empty) if len == 0 => empty,
            _ => {
                let made =
                    self.try_alloc_with(Tuple::new(len), len, |index| Cell::new(item(index)));
                made.unwrap_or_else(|OutOfMemory| exhausted())
            }
        }
    }

    /// A tuple whose items are to be set by whoever makes it, all of them, before
    /// anybody else sees it.
    #[inline]
    pub fn tuple_unbound(&self, len: usize) -> Gc<Tuple> {
        match self.empty_tuple.get() {
            Some(empty) if len == 0 => empty,
            _ => self.fresh_tuple(len),
        }
    }

    /// The same for a length that the program chooses.
    pub fn try_tuple_unbound(&self, len: usize) -> Result<Gc<Tuple>, OutOfMemory> {
        match self.empty_tuple.get() {
            Some(empty) if len == 0 => Ok(empty),
            _ => self.try_alloc_tail(Tuple::new(len), len),
        }
    }

    /// A new object, even when it is empty.
    pub(super) fn fresh_tuple(&self, len: usize) -> Gc<Tuple> {
        self.alloc_tail(Tuple::new(len), len)
    }

    /// A tuple of the same items of another class: a subclass of `tuple`.
    pub fn tuple_of_class(&self, items: &[Cell<Value>], shape: ShapeId) -> Gc<Tuple> {
        let it = self.fresh_tuple(items.len());
        for (to, from) in it.tail().iter().zip(items) {
            to.set(from.get());
        }
        it.header.set_shape(shape);
        it
    }
}
