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
    fn empty() -> Cell<Value> {
        Cell::new(Value::UNBOUND)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len.get()
    }
}

impl Array {
    pub(super) fn new(capacity: usize) -> Array {
        Array {
            header: Header::new(Kind::Array),
            len: Cell::new(0),
            capacity,
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

    /// Appends all, if there is room.
    #[must_use]
    pub fn extend_within_capacity(self, values: &[Cell<Value>]) -> bool {
        let fits = values.len() <= self.capacity - self.len.get();
        if fits {
            self.append_from(values);
        }
        fits
    }

    /// Appends values for which there is room; as many as there is room for.
    pub(super) fn append_from(self, values: &[Cell<Value>]) {
        let len = self.len.get();
        let count = values.len().min(self.capacity - len);
        // SAFETY: `capacity` items were allocated; the source may lie in this very
        // array, but before `len`.
        unsafe {
            let to = (self.address().get() as *mut Array).add(1) as *mut Cell<Value>;
            std::ptr::copy_nonoverlapping(values.as_ptr(), to.add(len), count);
        }
        self.len.set(len + count);
    }

    /// Appends values, as many as there is room for.
    pub(super) fn append_each(self, values: impl Iterator<Item = Value>) {
        let mut len = self.len.get();
        let items = self.tail().as_ptr() as *mut Value;
        for value in values.take(self.capacity - len) {
            // SAFETY: `capacity` items were allocated.
            unsafe { items.add(len).write(value) };
            len += 1;
        }
        self.len.set(len);
    }

    /// Moves the items from `old` on to `new`, and changes the length as much; where that
    /// makes a gap, the items in it are whatever was there. There is room.
    pub(super) fn resize_gap(self, start: usize, old: usize, new: usize) {
        let len = self.len.get();
        let grown = (len - old) + new;
        debug_assert!(start <= old && old <= len && start <= new && grown <= self.capacity);
        let items = self.tail().as_ptr() as *mut Value;
        // SAFETY: both ranges lie within the capacity; what is beyond the length so far
        // is written before it counts.
        unsafe {
            for gap in len..new {
                items.add(gap).write(Value::UNBOUND);
            }
            std::ptr::copy(items.add(old), items.add(new), len - old);
        }
        self.len.set(grown);
    }

    /// Moves `count` items within the array, as `memmove` does; places outside of
    /// it are left out.
    pub fn copy_within(self, from: usize, to: usize, count: usize) {
        let len = self.len.get();
        let count = count
            .min(len.saturating_sub(from))
            .min(len.saturating_sub(to));
        let items = self.tail();
        if count > 0 {
            let items = items.as_ptr() as *mut Value;
            // SAFETY: both ranges lie within the `len` items, which are all cells.
            unsafe { std::ptr::copy(items.add(from), items.add(to), count) };
        }
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
    fn empty() -> Cell<u8> {
        Cell::new(0)
    }
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

    #[inline(always)]
    pub(super) fn header(&self) -> &Header {
        &self.header
    }
}

impl Gc<Blob> {
    /// Appends, if there is room.
    #[must_use]
    pub fn extend_within_capacity(self, bytes: &[u8]) -> bool {
        let fits = bytes.len() <= self.capacity - self.len.get();
        if fits {
            self.append_raw(bytes.as_ptr(), bytes.len());
        }
        fits
    }

    /// Appends bytes for which there is room; as many as there is room for.
    pub(super) fn append_from(self, bytes: &[Cell<u8>]) {
        self.append_raw(bytes.as_ptr().cast(), bytes.len());
    }

    fn append_raw(self, from: *const u8, count: usize) {
        let len = self.len.get();
        let count = count.min(self.capacity - len);
        // SAFETY: `capacity` bytes were allocated; both callers pass a slice, which
        // may lie in this very blob, but before `len`.
        unsafe {
            let to = (self.address().get() as *mut Blob).add(1) as *mut u8;
            std::ptr::copy_nonoverlapping(from, to.add(len), count);
        }
        self.len.set(len + count);
    }

    /// Makes it `len` bytes long, new ones being `byte`, if there is room.
    #[must_use]
    pub fn resize_within_capacity(self, len: usize, byte: u8) -> bool {
        if len > self.capacity {
            return false;
        }
        let before = self.len.get();
        self.len.set(len);
        if len > before {
            let added = &self.tail()[before..];
            // SAFETY: exactly the bytes of the slice, which are cells.
            unsafe { std::ptr::write_bytes(added.as_ptr() as *mut u8, byte, added.len()) };
        }
        true
    }

    /// The first `len` bytes, of which the caller knows that they do not change any
    /// more: those of strings, which only append.
    #[inline(always)]
    pub(super) fn frozen<'a>(self, len: usize) -> &'a [u8] {
        let bytes = &self.tail()[..len];
        // SAFETY: the bytes are initialised, and not written again.
        unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), len) }
    }

    /// Moves `count` bytes within the blob, as `memmove` does; places outside of it
    /// are left out.
    pub fn copy_within(self, from: usize, to: usize, count: usize) {
        let len = self.len.get();
        let count = count
            .min(len.saturating_sub(from))
            .min(len.saturating_sub(to));
        if count > 0 {
            let bytes = self.tail().as_ptr() as *mut u8;
            // SAFETY: both ranges lie within the `len` bytes, which are all cells.
            unsafe { std::ptr::copy(bytes.add(from), bytes.add(to), count) };
        }
    }

    /// Drops the bytes from `len` on.
    pub fn truncate(self, len: usize) {
        if len < self.len.get() {
            self.len.set(len);
        }
    }
}
