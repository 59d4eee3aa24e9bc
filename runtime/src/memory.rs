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
//!  │ code │ int3 pad  │ code │ int3 pad  │ code │ int3 pad  │ ...
//!  └──────────────────┴──────────────────┴──────────────────┴───
//!  ^ slot 0           ^ slot 1           ^ slot 2: used = 2, so this one is next
//!    given out          given out
//!  |<-size->|
//!  |<- code rounded up to 16 bytes ->|
//! ```
//!
//! An arena is **never unmapped**. No one can know that no thread is inside, or will
//! return into, a trampoline (CPython has had this bug twice: 112367 and 143228), and a profiler
//! resolves addresses after the fact. It costs 16 bytes a function.

use std::mem::ManuallyDrop;

use memmap2::{Mmap, MmapMut};

use crate::Error;

/// Bytes of an arena. A multiple of every page size in use (4, 16 and 64 KiB).
pub const ARENA_SIZE: usize = 64 * 1024;

/// Every slot begins at a multiple of this many bytes: what processors like for
/// the target of a call.
pub const SLOT_ALIGN: usize = 16;

/// `int3` on x86-64: who runs into the padding is stopped, not taken to the neighbour.
const PADDING: u8 = 0xcc;

/// The machine code of one trampoline. Valid as long as the process lives, and in its
/// forked children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeSlot {
    addr: usize,
    size: usize,
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

/// One sealed mapping full of copies of a template.
#[derive(Debug)]
pub(crate) struct Arena {
    /// Never dropped: see the module's head.
    memory: ManuallyDrop<Mmap>,
    code_size: usize,
    slot_size: usize,
    used: usize,
}

impl Arena {
    /// Maps `size` bytes, fills them with copies of `code`, and seals them.
    pub(crate) fn new(code: &[u8], size: usize) -> Result<Arena, Error> {
        let slot_size = code.len().next_multiple_of(SLOT_ALIGN);
        if code.is_empty() || slot_size > size {
            return Err(Error::TemplateSize {
                code: code.len(),
                arena: size,
            });
        }

        let mut writable = MmapMut::map_anon(size).map_err(|source| Error::Map { size, source })?;
        let (slots, rest) = writable.split_at_mut(size - size % slot_size);
        for slot in slots.chunks_exact_mut(slot_size) {
            let (copy, padding) = slot.split_at_mut(code.len());
            copy.copy_from_slice(code);
            padding.fill(PADDING);
        }
        rest.fill(PADDING);

        let memory = writable
            .make_exec()
            .map_err(|source| Error::Seal { size, source })?;
        Ok(Arena {
            memory: ManuallyDrop::new(memory),
            code_size: code.len(),
            slot_size,
            used: 0,
        })
    }

    /// The next slot, or `None` when all are given out.
    pub(crate) fn take(&mut self) -> Option<CodeSlot> {
        if self.used == self.capacity() {
            return None;
        }
        let addr = self.memory.as_ptr() as usize + self.used * self.slot_size;
        self.used += 1;
        Some(CodeSlot {
            addr,
            size: self.code_size,
        })
    }

    /// Slots in this arena, used and free.
    pub(crate) fn capacity(&self) -> usize {
        self.memory.len() / self.slot_size
    }

    /// Slots given out.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Bytes mapped.
    pub(crate) fn size(&self) -> usize {
        self.memory.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arena_holds_copies_with_traps_between_them() {
        let code = [1, 2, 3];
        let mut arena = Arena::new(&code, 4096).expect("4 KiB");
        assert_eq!(arena.capacity(), 4096 / SLOT_ALIGN);
        for index in 0..arena.capacity() {
            let slot = arena.take().expect("a free slot");
            assert_eq!(slot.addr(), arena.memory.as_ptr() as usize + 16 * index);
            assert_eq!(slot.size(), 3);
        }
        assert_eq!(arena.take(), None);
        assert_eq!(arena.used(), arena.capacity());
        for slot in arena.memory.chunks(SLOT_ALIGN) {
            assert_eq!(slot[..3], code);
            assert_eq!(slot[3..], [PADDING; 13]);
        }
    }

    #[test]
    fn code_that_does_not_fill_an_arena_evenly_leaves_traps_at_its_end() {
        let mut arena = Arena::new(&[7; 40], 4096).expect("4 KiB");
        assert_eq!(arena.capacity(), 85);
        while arena.take().is_some() {}
        assert_eq!(arena.memory[85 * 48..], [PADDING; 16]);
    }

    #[test]
    fn what_does_not_fit_or_cannot_be_mapped_is_an_error() {
        assert!(matches!(
            Arena::new(&[], 4096),
            Err(Error::TemplateSize { code: 0, .. })
        ));
        assert!(matches!(
            Arena::new(&[0; 4097], 4096),
            Err(Error::TemplateSize { code: 4097, .. })
        ));
        let error = Arena::new(&[0; 8], 1 << 60).expect_err("more than an address space");
        assert!(matches!(error, Error::Map { .. }), "{error}");
    }
}
