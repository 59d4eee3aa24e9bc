//! Arenas: executable memory that is never writable.
//!
//! Machine code that is made at run time needs memory that was writable when the code
//! was put there and is executable when it runs. Memory that is both at once is a gift to
//! an attacker, and hardened systems refuse it. Switching pages back to writable for
//! each new trampoline is no way out: another thread may be running in the same page.
//!
//! All trampolines of a VM are the same bytes, and that is the remedy. An arena is
//! filled with as many copies as fit while it is writable, **sealed once** read-execute, and
//! from then on only handed out, slot by slot:
//!
//! ```text
//!  arena, 64 KiB         mmap RW, fill, mprotect R-X, then
//!  ┌──────────────────┬──────────────────┬──────────────────┬───
//!  │ code │ traps     │ code │ traps     │ code │ traps     │ ...
//!  └──────────────────┴──────────────────┴──────────────────┴───
//!  ^ slot 0           ^ slot 1           ^ slot 2: used = 2, so this one is next
//!    given out          given out
//!  |<size>|
//!  |<----- room ----->|  code rounded up to 16 bytes, or more: see below
//! ```
//!
//! A jitdump needs more room than the code. `perf inject` makes a little ELF file of each function, in which
//! the unwinding tables follow the code, and maps the whole of it at the code's address; where two such mappings
//! overlap, samples are lost (CPython 118518). So slots can be spaced for it: nothing is ever written behind the
//! code, but the addresses are nobody else's.
//!
//! An arena is **never unmapped**. No one can know that no thread is inside, or will
//! return into, a trampoline (CPython has had this bug twice: 112367 and 143228), and a profiler
//! resolves addresses after the fact. It costs 16 bytes a function, spaced for a jitdump 112.
//!
//! There is no lock, so a fork at any moment leaves the child's arenas usable.

use std::mem::ManuallyDrop;

use std::sync::atomic::{AtomicUsize, Ordering};

use memmap2::{Mmap, MmapMut};

use crate::Error;

/// Bytes of an arena. A multiple of every page size in use (4, 16 and 64 KiB).
pub const ARENA_SIZE: usize = 64 * 1024;

/// Every slot begins at a multiple of this many bytes: what processors like for
/// the target of a call.
pub const SLOT_ALIGN: usize = 16;

/// The machine code of one trampoline. Valid as long as the process lives, and in its
/// forked children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeSlot {
    addr: usize,
    size: usize,
    room: usize,
}

impl CodeSlot {
    /// Address of the first instruction.
    #[must_use]
    pub fn addr(self) -> usize {
        self.addr
    }

    /// Bytes of code, without the padding behind it.
    #[must_use]
    pub fn size(self) -> usize {
        self.size
    }

    /// Bytes from the first instruction to the next slot: the code and what no one else uses behind it.
    #[must_use]
    pub fn room(self) -> usize {
        self.room
    }

    /// The trampoline as a function that may be called: it calls its fourth argument with the
    /// arguments that it got itself, and returns what that returns. `A` and `B` are the VM's own types
    /// (its state and a frame, say), `F` its evaluator, `R` the evaluator's result.
    ///
    /// # Safety (of calling what this returns)
    ///
    /// `F` is an `extern "C"` function whose parameters are the first few (none to all) of
    /// `(*mut A, *mut B, usize, F)` and whose result is `R`; it may be called with the arguments
    /// given; it does not unwind.
    #[must_use]
    pub fn entry<A, B, F: Copy, R>(self) -> unsafe extern "C" fn(*mut A, *mut B, usize, F) -> R {
        const {
            assert!(
                size_of::<F>() == size_of::<usize>(),
                "the evaluator is passed in one register"
            );
            // A larger one is returned through a hidden first argument, which would move the
            // others by one register.
            assert!(
                size_of::<R>() <= size_of::<usize>(),
                "the result comes back in one register"
            );
        }
        let code = self.addr as *const ();
        // SAFETY: only `Arena::take` makes a `CodeSlot`; its memory is executable and never
        // unmapped, and holds a `Template`, whose contract is this signature.
        unsafe {
            std::mem::transmute::<*const (), unsafe extern "C" fn(*mut A, *mut B, usize, F) -> R>(
                code,
            )
        }
    }
}

/// What an arena is filled with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filling<'a> {
    /// One trampoline.
    pub(crate) code: &'a [u8],
    /// Repeated in all space between trampolines: who runs into it is stopped, not taken to the neighbour.
    pub(crate) trap: &'a [u8],
    /// Bytes for each slot at least.
    pub(crate) room: usize,
}

/// One sealed mapping full of copies of a template.
#[derive(Debug)]
pub(crate) struct Arena {
    /// Not dropped once a slot was given out: see the module's head.
    memory: ManuallyDrop<Mmap>,
    code_size: usize,
    slot_size: usize,
    used: AtomicUsize,
}

impl Arena {
    /// Maps `size` bytes, fills them, and seals them.
    pub(crate) fn new(filling: Filling<'_>, size: usize) -> Result<Arena, Error> {
        let Filling { code, trap, room } = filling;
        let slot_size = room.max(code.len()).next_multiple_of(SLOT_ALIGN);
        if code.is_empty() || slot_size > size {
            return Err(Error::TemplateSize {
                code: code.len(),
                arena: size,
            });
        }

        let mut writable = MmapMut::map_anon(size).map_err(|source| Error::Map { size, source })?;
        for (byte, trap) in writable.iter_mut().zip(trap.iter().cycle()) {
            *byte = *trap;
        }
        for slot in writable.chunks_exact_mut(slot_size) {
            slot[..code.len()].copy_from_slice(code);
        }
        // Where instruction caches do not follow the data caches (aarch64), they are made to.
        dynasmrt::cache_control::synchronize_icache(&writable);
        let memory = writable
            .make_exec()
            .map_err(|source| Error::Seal { size, source })?;
        dynasmrt::cache_control::prepare_for_execution(&memory);
        Ok(Arena {
            memory: ManuallyDrop::new(memory),
            code_size: code.len(),
            slot_size,
            used: AtomicUsize::new(0),
        })
    }

    /// The next slot, or `None` when all are given out.
    pub(crate) fn take(&self) -> Option<CodeSlot> {
        let capacity = self.capacity();
        let next = |used| (used < capacity).then_some(used + 1);
        let index = self
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, next)
            .ok()?;
        Some(CodeSlot {
            addr: self.memory.as_ptr() as usize + index * self.slot_size,
            size: self.code_size,
            room: self.slot_size,
        })
    }

    /// Gives the memory back: only for an arena that no one else has seen.
    pub(crate) fn unmap(mut self) {
        debug_assert_eq!(self.used(), 0);
        // SAFETY: `self` ends here, and with it the only way to the memory.
        unsafe { ManuallyDrop::drop(&mut self.memory) };
    }

    /// Slots in this arena, used and free.
    pub(crate) fn capacity(&self) -> usize {
        self.memory.len() / self.slot_size
    }

    /// Slots given out.
    pub(crate) fn used(&self) -> usize {
        self.used.load(Ordering::Relaxed)
    }

    /// Bytes mapped.
    pub(crate) fn size(&self) -> usize {
        self.memory.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRAP: u8 = 0xcc;

    fn arena(code: &[u8], room: usize, size: usize) -> Result<Arena, Error> {
        let trap = &[TRAP];
        Arena::new(Filling { code, trap, room }, size)
    }

    #[test]
    fn an_arena_holds_copies_with_traps_between_them() {
        let code = [1, 2, 3];
        let arena = arena(&code, 0, 4096).expect("4 KiB");
        assert_eq!(arena.capacity(), 4096 / SLOT_ALIGN);
        for index in 0..arena.capacity() {
            let slot = arena.take().expect("a free slot");
            assert_eq!(slot.addr(), arena.memory.as_ptr() as usize + 16 * index);
            assert_eq!((slot.size(), slot.room()), (3, 16));
        }
        assert_eq!(arena.take(), None);
        assert_eq!(arena.used(), arena.capacity());
        for slot in arena.memory.chunks(SLOT_ALIGN) {
            assert_eq!(slot[..3], code);
            assert_eq!(slot[3..], [TRAP; 13]);
        }
    }

    #[test]
    fn code_that_does_not_fill_an_arena_evenly_leaves_traps_at_its_end() {
        let arena = arena(&[7; 40], 0, 4096).expect("4 KiB");
        assert_eq!(arena.capacity(), 85);
        while arena.take().is_some() {}
        assert_eq!(arena.memory[85 * 48..], [TRAP; 16]);
    }

    #[test]
    fn slots_are_as_far_apart_as_asked() {
        let arena = arena(&[7; 8], 100, 4096).expect("4 KiB");
        assert_eq!(arena.capacity(), 4096 / 112);
        let (first, second) = (arena.take().unwrap(), arena.take().unwrap());
        assert_eq!(first.room(), 112);
        assert_eq!(second.addr(), first.addr() + 112);
        assert_eq!(arena.memory[8..112], [TRAP; 104]);
    }

    #[test]
    fn what_does_not_fit_or_cannot_be_mapped_is_an_error() {
        assert!(matches!(
            arena(&[], 0, 4096),
            Err(Error::TemplateSize { code: 0, .. })
        ));
        assert!(matches!(
            arena(&[0; 4097], 0, 4096),
            Err(Error::TemplateSize { code: 4097, .. })
        ));
        let error = arena(&[0; 8], 0, 1 << 60).expect_err("more than an address space");
        assert!(matches!(error, Error::Map { .. }), "{error}");
    }
}
