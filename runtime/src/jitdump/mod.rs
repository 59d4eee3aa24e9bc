//! The jitdump: the file that tells perf not only the names of run-time code but the code itself.
//!
//! A [perf map](crate::perf_map) says where a function is, and no more. A jitdump also says *when* (so code
//! that moves, or whose address is used again, keeps its name), what the code is (`perf annotate`), how to unwind
//! from it (`perf record --call-graph dwarf`), and which source lines it is from:
//!
//! ```text
//!   program ── records ──> jit-<pid>.dump ─┐
//!      └ maps a page of it, executable ────┼──> perf.data: "this process mapped jit-<pid>.dump"
//!                                          v
//!            perf inject --jit: each LOAD becomes an ELF file jitted-<pid>-<index>.so beside the dump,
//!            and perf.data is told that it was mapped at the code's address, at that time
//! ```
//!
//! ```text
//! perf record -k mono -g program && perf inject --jit -i perf.data -o perf.jit.data && perf report -i perf.jit.data
//! ```
//!
//! [`JitDump`] writes, [`Reader`] reads, [`mod@format`] has the numbers, and the [checker](crate::check) tells which
//! rule a file breaks.

pub mod format;
mod reader;
pub mod writer;

pub use format::{DebugEntry, DebugInfo, Header, Load, Located, Move, Record, Unwinding};
pub use reader::{LARGEST_RECORD, ReadError, Reader};
pub use writer::JitDump;
