//! [`Array`] and [`Blob`]: runs of values and of bytes in the heap that can grow.
//!
//! ```text
//!  +0 header   +8 len   +16 capacity   +24 [item, item, ... len | not yet in use ... capacity]
//! ```
//!
//! They are to this code base what `Vec<Value>` and `Vec<u8>` are elsewhere; the
//! collector can see into them. Growing beyond the capacity makes a new one (see
//! `Heap::grow_array`), because somebody may hold a slice of the old one.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, Tailed};
use super::value::Value;

/// A growing run of values.
#[repr(C)]
pub struct Array {
    header: Header,
    len: Cell<usize>,
    capacity: usize,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Array {
    const KIND: Kind = Kind::Array;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.tail_values(self);
    }
}

// SAFETY: items are values; `len` stays below `capacity`, which was allocated.
unsafe impl Tailed for Array {
    type Item = Cell<Value>;
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len.get()
    }
}

impl Array {
    pub(super) fn new(capacity: usize) -> Array {
        Array { header: Header::new(Kind::Array), len: Cell::new(0), capacity }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}

impl Gc<Array> {
    /// Appends, if there is room.
    #[inline(always)]
    #[must_use]
    pub fn push_within_capacity(self, value: Value) -> bool {
        let len = self.len.get();
        if len >= self.capacity {
            return false;
        }
        self.len.set(len + 1);
        self.tail()[len].set(value);
        true
    }

    /// Drops the items from `len` on.
    pub fn truncate(self, len: usize) {
        if len < self.len.get() {
            self.len.set(len);
        }
    }
}

/// A growing run of bytes.
#[repr(C)]
pub struct Blob {
    header: Header,
    len: Cell<usize>,
    capacity: usize,
    /// For a string's buffer: where every 64th code point starts (see `str.rs`).
    pub(super) breadcrumbs: Cell<Option<Gc<Blob>>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Blob {
    const KIND: Kind = Kind::Blob;
    fn trace(&self, marker: &mut Marker<'_>) {
        if let Some(crumbs) = self.breadcrumbs.get() {
            marker.object(crumbs);
        }
    }
}

// SAFETY: items are bytes; `len` stays below `capacity`, which was allocated.
unsafe impl Tailed for Blob {
    type Item = Cell<u8>;
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len.get()
    }
}

impl Blob {
    pub(super) fn new(capacity: usize) -> Blob {
        Blob {
            header: Header::new(Kind::Blob),
            len: Cell::new(0),
            capacity,
            breadcrumbs: Cell::new(None),
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.capacity
    }
}

impl Gc<Blob> {
    /// Appends, if there is room.
    #[must_use]
    pub fn extend_within_capacity(self, bytes: &[u8]) -> bool {
        let len = self.len.get();
        let Some(end) = len.checked_add(bytes.len()).filter(|&end| end <= self.capacity) else {
            return false;
        };
        self.len.set(end);
        for (to, &from) in self.tail()[len..].iter().zip(bytes) {
            to.set(from);
        }
        true
    }

    /// Drops the bytes from `len` on.
    pub fn truncate(self, len: usize) {
        if len < self.len.get() {
            self.len.set(len);
        }
    }
}
