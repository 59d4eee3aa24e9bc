//! What can go wrong, each case with the path or the size that it is about, in words
//! that a VM can print behind its own name.

use std::io;
use std::path::PathBuf;

/// Everything that this crate's functions can fail with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The kernel gave no memory for an arena.
    #[error("cannot map {size} bytes for trampolines: {source}")]
    Map {
        /// Bytes asked for.
        size: usize,
        /// What `mmap` said.
        source: io::Error,
    },
    /// The kernel did not make an arena executable (a security policy may forbid it).
    #[error("cannot make {size} bytes of trampolines executable: {source}")]
    Seal {
        /// Bytes of the arena.
        size: usize,
        /// What `mprotect` said.
        source: io::Error,
    },
    /// The limit given to [`Trampolines::with_limit`](crate::Trampolines::with_limit) is reached.
    #[error("all trampolines are in use, and no more than {limit} bytes are allowed for them")]
    Exhausted {
        /// Bytes allowed.
        limit: usize,
    },
    /// A template has no code, or more than an arena holds.
    #[error("a trampoline of {code} bytes does not fit into an arena of {arena} bytes")]
    TemplateSize {
        /// Bytes of the template's code.
        code: usize,
        /// Bytes of an arena.
        arena: usize,
    },
    /// An entry was to name no bytes, or bytes beyond the end of the address space.
    #[error("cannot name the {size} bytes at {addr:#x}: not a range of addresses")]
    Range {
        /// First address.
        addr: usize,
        /// Bytes.
        size: usize,
    },
    /// A file or its directory could not be opened or created.
    #[error("cannot open {}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file of an earlier process with the same pid could not be removed.
    #[error("cannot replace {}, left by an earlier process: {source}", path.display())]
    Replace {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something else than a plain file of ours stands at the file's path: planted, perhaps.
    /// It was neither written nor removed.
    #[error("cannot write {}: it is {what}", path.display())]
    Foreign {
        /// The path.
        path: PathBuf,
        /// What stands there.
        what: &'static str,
    },
    /// An entry could not be written; the file is as it was before.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Code was given with other bytes than it has.
    #[error("{given} bytes were given for code of {size} bytes")]
    Bytes {
        /// Bytes given.
        given: usize,
        /// Bytes of the code.
        size: usize,
    },
    /// Unwinding tables were made for code of another size.
    #[error("the unwinding tables follow {expected} bytes of code, and not {found}")]
    UnwindSize {
        /// Bytes that the tables are for.
        expected: usize,
        /// Bytes that there are, with what the jitdump adds.
        found: usize,
    },
    /// Unwinding tables cannot be written.
    #[error("no unwinding tables for this code: {reason}")]
    Unwind {
        /// Why.
        reason: String,
    },
    /// What perf will map at the code's address would run into other code.
    #[error("the code at {addr:#x} needs {needed} bytes of room in a jitdump, and has {room}")]
    Room {
        /// Address of the code.
        addr: usize,
        /// Bytes that it and its tables take.
        needed: usize,
        /// Bytes that are its own.
        room: usize,
    },
    /// Source lines do not ascend, or lie outside of the code.
    #[error("source line {index} of the code at {addr:#x} is out of order or outside of it")]
    Lines {
        /// Address of the code.
        addr: usize,
        /// Which of the lines, from 0.
        index: usize,
    },
    /// A record of a jitdump would have more than 4 GiB.
    #[error("a record of {size} bytes is too large for a jitdump")]
    RecordSize {
        /// Bytes of the record.
        size: usize,
    },
    /// The code that is said to have moved was not registered by this process.
    #[error("no code with the number {index} was registered")]
    Index {
        /// The number.
        index: u64,
    },
    /// perf cannot be shown the jitdump: the mapping that leads it there was refused, as it is on a
    /// file system without execution.
    #[error("cannot map {} for perf to find it: {source}", path.display())]
    Marker {
        /// The file.
        path: PathBuf,
        /// What `mmap` said.
        source: io::Error,
    },
    /// The jitdump was closed.
    #[error("{} is closed", path.display())]
    Closed {
        /// The file.
        path: PathBuf,
    },
}
