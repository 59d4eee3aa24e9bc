//! Trampolines: one slot of executable memory for each guest function.
//!
//! [`Trampolines`] owns the arenas of one template. It maps the first when the first
//! slot is asked for, so that a VM which never profiles pays nothing, and another one whenever
//! the last is full. Slots are not given back: see [`memory`](crate::memory).

use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

use crate::Error;
use crate::memory::{ARENA_SIZE, Arena, CodeSlot};
use crate::template::{Native, Template};

/// Hands out trampolines, to any number of threads.
///
/// In a forked child everything goes on as in the parent: the child has its own copy of the
/// arenas at the same addresses.
#[derive(Debug)]
pub struct Trampolines<T: Template = Native> {
    limit: usize,
    arenas: Mutex<Vec<Arena>>,
    template: PhantomData<fn() -> T>,
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
        Trampolines {
            limit,
            arenas: Mutex::new(Vec::new()),
            template: PhantomData,
        }
    }

    /// A trampoline that nobody else has.
    ///
    /// # Errors
    ///
    /// [`Error::Exhausted`] at the limit; [`Error::Map`] and [`Error::Seal`] when the kernel refuses
    /// another arena; [`Error::TemplateSize`] for an empty or huge template. All slots given out
    /// before stay good, and a later call may succeed.
    pub fn allocate(&self) -> Result<CodeSlot, Error> {
        let mut arenas = self.arenas.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = arenas.last_mut().and_then(Arena::take) {
            return Ok(slot);
        }
        if (arenas.len() + 1).saturating_mul(ARENA_SIZE) > self.limit {
            return Err(Error::Exhausted { limit: self.limit });
        }
        let mut arena = Arena::new(&T::assemble(), ARENA_SIZE)?;
        let slot = arena.take();
        arenas.push(arena);
        slot.ok_or(Error::Exhausted { limit: self.limit })
    }

    /// How much is mapped, given out and left.
    #[must_use]
    pub fn usage(&self) -> Usage {
        let arenas = self.arenas.lock().unwrap_or_else(PoisonError::into_inner);
        arenas.iter().fold(Usage::default(), |sum, arena| Usage {
            arenas: sum.arenas + 1,
            bytes: sum.bytes + arena.size(),
            used: sum.used + arena.used(),
            free: sum.free + arena.capacity() - arena.used(),
        })
    }
}

impl<T: Template> Default for Trampolines<T> {
    fn default() -> Self {
        Self::new()
    }
}
