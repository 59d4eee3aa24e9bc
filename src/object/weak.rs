//! [`WeakRef`]: a reference that keeps nothing alive.
//!
//! ```text
//!   heap.weak:  address of the target ──> [ WeakRef, WeakRef ]     (not traced)
//!
//!   after marking:  target not marked ──> its references are emptied,
//!                                         those with a callback wait in `heap.fired`
//!                   reference not marked ──> struck off the list
//! ```
//!
//! The collector does not trace a reference's target, so the table of targets is all
//! that has to be looked at once everything reachable is marked. Callbacks are Python:
//! they wait until the evaluator is at a safepoint, and are roots until then.

use std::cell::Cell;
use std::num::NonZeroU64;

use super::array::Array;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::heap::{HAS_WEAK_REFERENCES, Heap, OutOfMemory};
use super::pending::Claim;
use super::value::Value;

/// `weakref.ref`
#[repr(C)]
pub struct WeakRef {
    header: Header,
    /// The object; unbound when it has died. Not traced.
    target: Cell<Value>,
    /// What is called when the object dies, or None.
    pub callback: Cell<Value>,
    /// The object's hash, once it was asked for.
    pub hash: Cell<Option<i64>>,
    /// A script made it, and may ask it any moment.
    watched: bool,
}

// SAFETY: repr(C), header first.
unsafe impl Object for WeakRef {
    const KIND: Kind = Kind::WeakRef;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.callback.get());
    }
}

impl WeakRef {
    /// The object, while it lives.
    pub fn target(&self) -> Option<Value> {
        self.target.get().bound()
    }

    pub fn header(&self) -> &Header {
        &self.header
    }
}

impl Heap {
    /// A new weak reference to a heap object.
    pub fn weak_reference(
        &self,
        target: Gc<Header>,
        value: Value,
        shape: ShapeId,
        callback: Value,
        watched: bool,
    ) -> Gc<WeakRef> {
        let made = self.alloc(WeakRef {
            header: Header::with_shape(Kind::WeakRef, shape),
            target: Cell::new(value),
            callback: Cell::new(callback),
            hash: Cell::new(None),
            watched,
        });
        if watched {
            self.deaths.has_watched.set(true);
        }
        let mut weak = self.weak.borrow_mut();
        weak.entry(target.address().get()).or_default().push(made);
        target.set_flag(HAS_WEAK_REFERENCES, true);
        made
    }

    /// The weak references to an object, in the order of their making.
    pub fn weak_references(&self, target: Gc<Header>) -> Result<Gc<Array>, OutOfMemory> {
        let weak = self.weak.borrow();
        let references = weak.get(&target.address().get());
        let references = references.filter(|_| target.flag(HAS_WEAK_REFERENCES));
        let references = references.map_or(&[][..], Vec::as_slice);
        let array = self.array(references.len())?;
        for &reference in references {
            let fits = array.push_within_capacity(reference.into());
            debug_assert!(fits);
        }
        Ok(array)
    }

    /// Begins with the references whose objects have died and whose callbacks were not called yet.
    pub fn begin_with_fired(&self) -> Claim {
        self.fired.begin()
    }

    /// The next of them.
    pub fn next_fired(&self, claim: Claim) -> Option<Gc<WeakRef>> {
        self.fired.next(claim)
    }

    /// Whether callbacks wait to be called.
    pub fn has_fired(&self) -> bool {
        self.fired.is_any()
    }

    /// Marks the objects that were not reached, have weak references, and refer to themselves.
    pub(super) fn keep_cycles(&self, marker: &mut Marker<'_>, is_marked: fn(u64) -> bool) {
        for &target in self.weak.borrow().keys() {
            if !is_marked(target)
                && let Some(address) = NonZeroU64::new(target)
            {
                marker.references_of(Gc::from_address(address));
                marker.drain();
            }
        }
    }

    /// Empties the references to objects that were not reached. Whether a script watched one of them.
    pub(super) fn clear_weak_references(&self, is_marked: fn(u64) -> bool) -> bool {
        let (mut watched, mut cleared) = (false, false);
        self.weak.borrow_mut().retain(|&target, references| {
            references.retain(|reference| is_marked(reference.address().get()));
            let is_watched = references.iter().any(|reference| reference.watched);
            if is_marked(target) {
                watched |= is_watched;
                return !references.is_empty();
            }
            cleared |= is_watched;
            // CPython calls the callback of the newest reference first.
            for reference in references.iter().rev() {
                reference.target.set(Value::UNBOUND);
                if !reference.callback.get().is_none() {
                    self.fired.extend([*reference]);
                }
            }
            false
        });
        self.deaths.has_watched.set(watched);
        cleared
    }
}
