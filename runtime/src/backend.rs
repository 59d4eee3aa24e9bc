//! What a VM says to a profiler, whichever file it is said in.
//!
//! ```text
//!                        ┌─> PerfMap   /tmp/perf-<pid>.map    addr, size, name
//!   Code ──> Backend ────┤
//!                        └─> JitDump   /tmp/jit-<pid>.dump    and time, code, unwinding tables, lines
//! ```
//!
//! A VM fills in what it knows; each backend takes what its format can say.

use crate::Error;
use crate::memory::CodeSlot;
use crate::unwind::Unwind;

/// Tells a profiler about run-time code. One backend serves all threads, and all JITs, of a process.
pub trait Backend: Send + Sync {
    /// Makes `code` known. From here on samples in it have its name; so this comes after the code is in
    /// place and before it first runs.
    ///
    /// # Errors
    ///
    /// [`Error::Range`] for an empty range, and other errors for a `code` that contradicts itself; otherwise
    /// what the system says about the file, and then the file holds what it held before, so that the next call may
    /// succeed.
    fn register_code(&self, code: &Code<'_>) -> Result<Registered, Error>;

    /// Names the `size` bytes of code at `addr`, and says no more: [`Code::new`].
    ///
    /// # Errors
    ///
    /// As [`register_code`](Backend::register_code).
    fn register(&self, addr: usize, size: usize, name: &[u8]) -> Result<Registered, Error> {
        self.register_code(&Code::new(addr, size, name))
    }
}

/// How a name was registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// It joined those registered before.
    Added,
    /// This process is a forked child and the entry is the first of its own file. The
    /// child inherited all trampolines, but what was registered before the fork stands only in the parent's
    /// file: register it again, or copy it ([`PerfMap::copy_from`](crate::PerfMap::copy_from)).
    FirstInChild,
}

/// A piece of run-time code, and what is known of it.
///
/// ```
/// use perf_trampoline::{Code, Line, Trampolines, Unwind, template};
///
/// let trampolines: Trampolines = Trampolines::new().spaced();
/// let unwind = Unwind::of::<template::Native>()?;
/// let lines = [Line { offset: 0, line: 12, discriminator: 0, file: b"server.py" }];
/// let slot = trampolines.allocate()?;
/// let code = Code::in_slot(slot, b"py::serve:server.py").with_unwind(&unwind).with_lines(&lines);
/// assert_eq!(code.size(), slot.size());
/// # Ok::<(), perf_trampoline::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    pub(crate) addr: usize,
    pub(crate) size: usize,
    pub(crate) room: usize,
    pub(crate) name: &'a [u8],
    pub(crate) bytes: Option<&'a [u8]>,
    pub(crate) unwind: Option<&'a Unwind>,
    pub(crate) lines: &'a [Line<'a>],
}

/// The source line of the code from an offset on, up to the next `Line`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Bytes from the code's first instruction.
    pub offset: usize,
    /// From 1.
    pub line: u32,
    /// Tells apart what stands on one line; 0 where nothing needs to be.
    pub discriminator: u32,
    /// The source file. What could not be printed on a line is escaped.
    pub file: &'a [u8],
}

impl<'a> Code<'a> {
    /// The `size` bytes at `addr`. `name` is usually UTF-8; what is not, and what could not be printed on a
    /// line, is escaped ([`printable`](crate::name::printable)).
    #[must_use]
    pub fn new(addr: usize, size: usize, name: &'a [u8]) -> Self {
        Code {
            addr,
            size,
            room: size,
            name,
            bytes: None,
            unwind: None,
            lines: &[],
        }
    }

    /// A trampoline, with the room that it has.
    #[must_use]
    pub fn in_slot(slot: CodeSlot, name: &'a [u8]) -> Self {
        Code::new(slot.addr(), slot.size(), name).with_room(slot.room())
    }

    /// Says that no other code begins within `room` bytes of this one's begin. A jitdump uses what lies
    /// behind the code, on paper only: for what makes its build-id unique, and for unwinding tables.
    #[must_use]
    pub fn with_room(mut self, room: usize) -> Self {
        self.room = room;
        self
    }

    /// Says what a jitdump is to show as the code, instead of the bytes at its address: for addresses
    /// that only mark a place and are never run. As many as the code has.
    #[must_use]
    pub fn with_bytes(mut self, bytes: &'a [u8]) -> Self {
        self.bytes = Some(bytes);
        self
    }

    /// Says how to unwind from it. Its [`region`](Unwind::region) must fit into the code's room.
    #[must_use]
    pub fn with_unwind(mut self, unwind: &'a Unwind) -> Self {
        self.unwind = Some(unwind);
        self
    }

    /// Says which source lines it is from, by ascending offset.
    #[must_use]
    pub fn with_lines(mut self, lines: &'a [Line<'a>]) -> Self {
        self.lines = lines;
        self
    }

    /// Address of the first byte.
    #[must_use]
    pub fn addr(&self) -> usize {
        self.addr
    }

    /// Bytes of code.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// That the code is a range of addresses with something in it.
    pub(crate) fn check_range(&self) -> Result<(), Error> {
        let Code { addr, size, .. } = *self;
        if size == 0 || addr.checked_add(size).is_none() {
            return Err(Error::Range { addr, size });
        }
        Ok(())
    }
}
