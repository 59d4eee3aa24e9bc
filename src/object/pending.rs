//! Calls that a collection has left to do: objects to tell that they die, callbacks of weak references.
//!
//! ```text
//!   queue   a  b  c  d │ e  f
//!           └── those ─┘ └── what died while a was told: the inner loop's
//!            of the outer loop, which is telling a
//! ```
//!
//! To tell one object may let others die, and those are told at once, before the first call returns. But that
//! inner loop must leave alone what the outer one has still before it, or a thousand objects that die together
//! would be told a thousand calls deep. So a loop claims what waits when it makes a call.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::collect::Marker;
use super::gc::Gc;

/// A queue of calls to make: see the module's documentation.
pub(super) struct Pending<T> {
    queue: RefCell<VecDeque<Gc<T>>>,
    /// So many of the first belong to loops that run.
    claimed: Cell<usize>,
    /// How many loops run.
    loops: Cell<usize>,
}

/// A loop over what waits.
#[derive(Clone, Copy)]
pub struct Claim {
    /// What stands before it belongs to outer loops.
    first: usize,
}

impl<T> Default for Pending<T> {
    fn default() -> Pending<T> {
        Pending {
            queue: RefCell::default(),
            claimed: Cell::new(0),
            loops: Cell::new(0),
        }
    }
}

impl<T> Pending<T> {
    pub fn extend(&self, more: impl IntoIterator<Item = Gc<T>>) {
        self.queue.borrow_mut().extend(more);
    }

    /// Whether something waits that no loop has claimed.
    pub fn is_any(&self) -> bool {
        self.queue.borrow().len() > self.claimed.get()
    }

    /// Begins a loop.
    pub fn begin(&self) -> Claim {
        self.loops.set(self.loops.get() + 1);
        Claim {
            first: self.claimed.get(),
        }
    }

    /// The next call of a loop, which claims all that wait until it asks again. At the end, `None`.
    pub fn next(&self, claim: Claim) -> Option<Gc<T>> {
        let mut queue = self.queue.borrow_mut();
        let next = queue.remove(claim.first);
        if next.is_some() {
            self.claimed.set(queue.len());
            return next;
        }
        self.loops.set(self.loops.get() - 1);
        // Loops of several threads may end in any order.
        self.claimed.set(match self.loops.get() {
            0 => 0,
            _ => claim.first.min(queue.len()),
        });
        None
    }

    pub fn mark(&self, marker: &mut Marker<'_>) {
        for &object in self.queue.borrow().iter() {
            marker.object(object);
        }
    }
}
