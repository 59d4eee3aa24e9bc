//! Trampolines: one slot of executable memory for each guest function.
//!
//! [`Trampolines`] owns the arenas of one template. It maps the first when the first
//! slot is asked for, so that a VM which never profiles pays nothing, and another one whenever
//! the last is full. Slots are not given back: see [`memory`](crate::memory).
//!
//! ```text
//!   newest ──> arena 2 ──> arena 1 ──> arena 0       a list that grows at its head, and
//!              ▓▓▓░░░░░    ▓▓▓▓▓▓▓▓    ▓▓▓▓▓▓▓▓      is never locked: a fork at any moment
//!                 ^ next slot                        leaves the child one that works
//! ```

use std::marker::PhantomData;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::Error;
use crate::memory::{ARENA_SIZE, Arena, CodeSlot, Filling};
use crate::template::{Arch, Native, Template};
use crate::unwind::Unwind;

/// Hands out trampolines, to any number of threads.
///
/// In a forked child everything goes on as in the parent: the child has its own copy of the
/// arenas at the same addresses.
#[derive(Debug)]
pub struct Trampolines<T: Template = Native> {
    limit: usize,
    spaced: bool,
    newest: AtomicPtr<Node>,
    template: PhantomData<fn() -> T>,
}

/// An arena in the list. Never freed: its slots outlive the `Trampolines`.
#[derive(Debug)]
struct Node {
    arena: Arena,
    /// Arenas up to here, this one included.
    count: usize,
    older: *const Node,
}

/// How much memory the trampolines take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Mappings made.
    pub arenas: usize,
    /// Bytes in them.
    pub bytes: usize,
    /// Slots given out.
    pub used: usize,
    /// Slots that can still be given out without a new mapping.
    pub free: usize,
}

impl<T: Template> Trampolines<T> {
    /// No trampolines yet, and no limit but the system's.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(usize::MAX)
    }

    /// No trampolines yet, and never more than `limit` bytes of arenas.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        const {
            assert!(
                T::ARCH as u8 == Arch::HOST as u8,
                "the template is for another processor"
            );
        }
        Trampolines {
            limit,
            spaced: false,
            newest: AtomicPtr::new(ptr::null_mut()),
            template: PhantomData,
        }
    }

    /// Leaves room behind each trampoline for the unwinding tables that perf will think are there. What is to
    /// be registered in a [`JitDump`](crate::JitDump) with [`Unwind`] information needs it; a perf map does not
    /// mind.
    ///
    /// ```
    /// use perf_trampoline::Trampolines;
    ///
    /// let dense: Trampolines = Trampolines::new();
    /// let spaced: Trampolines = Trampolines::new().spaced();
    /// assert!(dense.allocate()?.room() < spaced.allocate()?.room());
    /// # Ok::<(), perf_trampoline::Error>(())
    /// ```
    #[must_use]
    pub fn spaced(mut self) -> Self {
        self.spaced = true;
        self
    }

    /// A trampoline that nobody else has.
    ///
    /// # Errors
    ///
    /// [`Error::Exhausted`] at the limit; [`Error::Map`] and [`Error::Seal`] when the kernel refuses
    /// another arena; [`Error::TemplateSize`] for an empty or huge template. All slots given out
    /// before stay good, and a later call may succeed.
    pub fn allocate(&self) -> Result<CodeSlot, Error> {
        loop {
            let newest = self.newest.load(Ordering::Acquire);
            // SAFETY: nodes are never freed.
            let node = unsafe { newest.as_ref() };
            if let Some(slot) = node.and_then(|node| node.arena.take()) {
                return Ok(slot);
            }
            let count = node.map_or(0, |node| node.count) + 1;
            if count.saturating_mul(ARENA_SIZE) > self.limit {
                return Err(Error::Exhausted { limit: self.limit });
            }
            let fresh = Box::into_raw(Box::new(Node {
                arena: self.new_arena()?,
                count,
                older: newest,
            }));
            let put =
                self.newest
                    .compare_exchange(newest, fresh, Ordering::AcqRel, Ordering::Acquire);
            if put.is_err() {
                // SAFETY: another thread was faster, and no one has seen `fresh`.
                unsafe { Box::from_raw(fresh) }.arena.unmap();
            }
        }
    }

    fn new_arena(&self) -> Result<Arena, Error> {
        let room = if self.spaced {
            Unwind::of::<T>()?.region()
        } else {
            0
        };
        let filling = Filling {
            code: &T::assemble(),
            trap: T::ARCH.trap(),
            room,
        };
        Arena::new(filling, ARENA_SIZE)
    }

    /// How much is mapped, given out and left.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let mut usage = Usage::default();
        let mut next = self.newest.load(Ordering::Acquire).cast_const();
        // SAFETY: nodes are never freed.
        while let Some(node) = unsafe { next.as_ref() } {
            usage.arenas += 1;
            usage.bytes += node.arena.size();
            usage.used += node.arena.used();
            usage.free += node.arena.capacity() - node.arena.used();
            next = node.older;
        }
        usage
    }
}

impl<T: Template> Default for Trampolines<T> {
    fn default() -> Self {
        Self::new()
    }
}
