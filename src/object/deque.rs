//! [`Deque`]: a double-ended queue, a ring in an array.
//!
//! ```text
//!   ring   [ c | d |   |   | a | b ]      head = 4, len = 4
//!                            ^head         item i lies at (head + i) mod capacity
//! ```
//!
//! The array is filled with the unbound marker where there is no item, and replaced by
//! one of twice the size when it is full.

use std::cell::Cell;

use super::array::Array;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::heap::{Heap, OutOfMemory};
use super::value::Value;

/// `collections.deque`
#[repr(C)]
pub struct Deque {
    header: Header,
    ring: Cell<Gc<Array>>,
    head: Cell<usize>,
    len: Cell<usize>,
    /// The most items that it may have.
    pub maxlen: Cell<Option<usize>>,
    /// Grows with every change of its length: iterators look at it.
    changes: Cell<i64>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Deque {
    const KIND: Kind = Kind::Deque;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.ring.get());
    }
}

/// An array whose places are all taken, by the unbound marker.
fn empty_ring(heap: &Heap, capacity: usize) -> Result<Gc<Array>, OutOfMemory> {
    let ring = heap.array(capacity)?;
    while ring.push_within_capacity(Value::UNBOUND) {}
    Ok(ring)
}

impl Heap {
    /// An empty deque.
    pub fn deque(&self, shape: ShapeId) -> Result<Gc<Deque>, OutOfMemory> {
        let ring = empty_ring(self, 8)?;
        Ok(self.alloc(Deque {
            header: Header::with_shape(Kind::Deque, shape),
            ring: Cell::new(ring),
            head: Cell::new(0),
            len: Cell::new(0),
            maxlen: Cell::new(None),
            changes: Cell::new(0),
        }))
    }
}

impl Deque {
    pub fn len(&self) -> usize {
        self.len.get()
    }

    pub fn is_empty(&self) -> bool {
        self.len.get() == 0
    }

    /// How often the length has changed.
    pub fn changes(&self) -> i64 {
        self.changes.get()
    }

    fn place(&self, index: usize) -> &Cell<Value> {
        let ring = self.ring.get();
        let tail = ring.tail();
        let at = self.head.get() + index;
        &tail[if at >= tail.len() {
            at - tail.len()
        } else {
            at
        }]
    }

    pub fn get(&self, index: usize) -> Option<Value> {
        (index < self.len.get()).then(|| self.place(index).get())
    }

    /// Replaces an item; `false` when there is none.
    #[must_use]
    pub fn set(&self, index: usize, value: Value) -> bool {
        let there = index < self.len.get();
        if there {
            self.place(index).set(value);
        }
        there
    }

    fn make_room(&self, heap: &Heap) -> Result<(), OutOfMemory> {
        let len = self.len.get();
        if len < self.ring.get().tail().len() {
            return Ok(());
        }
        let ring = empty_ring(heap, len.checked_mul(2).ok_or(OutOfMemory)?)?;
        for index in 0..len {
            ring.tail()[index].set(self.place(index).get());
        }
        self.ring.set(ring);
        self.head.set(0);
        Ok(())
    }

    fn changed(&self, len: usize) {
        self.len.set(len);
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    pub fn push_back(&self, heap: &Heap, value: Value) -> Result<(), OutOfMemory> {
        self.make_room(heap)?;
        let len = self.len.get();
        self.place(len).set(value);
        self.changed(len + 1);
        if self.maxlen.get().is_some_and(|most| len + 1 > most) {
            self.pop_front();
        }
        Ok(())
    }

    pub fn push_front(&self, heap: &Heap, value: Value) -> Result<(), OutOfMemory> {
        self.make_room(heap)?;
        let capacity = self.ring.get().tail().len();
        let head = self.head.get();
        self.head
            .set(if head == 0 { capacity - 1 } else { head - 1 });
        self.place(0).set(value);
        self.changed(self.len.get() + 1);
        let len = self.len.get();
        if self.maxlen.get().is_some_and(|most| len > most) {
            self.pop_back();
        }
        Ok(())
    }

    pub fn pop_back(&self) -> Option<Value> {
        let last = self.len.get().checked_sub(1)?;
        let value = self.place(last).replace(Value::UNBOUND);
        self.changed(last);
        Some(value)
    }

    pub fn pop_front(&self) -> Option<Value> {
        let left = self.len.get().checked_sub(1)?;
        let value = self.place(0).replace(Value::UNBOUND);
        let next = self.head.get() + 1;
        let capacity = self.ring.get().tail().len();
        self.head.set(if next == capacity { 0 } else { next });
        self.changed(left);
        Some(value)
    }

    /// Moves items from the end to the start, `steps` of them.
    pub fn rotate(&self, heap: &Heap, steps: i64) -> Result<(), OutOfMemory> {
        let len = self.len.get();
        if len < 2 {
            return Ok(());
        }
        let steps = steps.rem_euclid(len as i64) as usize;
        let most = self.maxlen.replace(None);
        if steps <= len / 2 {
            for _ in 0..steps {
                if let Some(value) = self.pop_back() {
                    self.push_front(heap, value)?;
                }
            }
        } else {
            for _ in steps..len {
                if let Some(value) = self.pop_front() {
                    self.push_back(heap, value)?;
                }
            }
        }
        self.maxlen.set(most);
        Ok(())
    }

    pub fn clear(&self) {
        while self.pop_back().is_some() {}
    }
}
