//! Make a virtual machine's functions visible to `perf`.
//!
//! A profiler that walks native stacks sees an interpreter as one function that
//! calls itself:
//!
//! ```text
//!     without                         with this crate
//!     main                            main
//!     └ evaluate                      └ evaluate
//!       └ evaluate                      └ vm::handle_request      <- a name of the guest's
//!         └ evaluate                      └ evaluate
//!           └ list_search                   └ vm::lookup          <- and another
//!                                             └ evaluate
//!                                               └ list_search
//! ```
//!
//! The remedy is CPython 3.12's: each guest function gets a few bytes of machine
//! code of its own, a *trampoline*, that does nothing but call the evaluator. Its
//! return address then lies on the native stack for as long as the guest function
//! runs, and a file says which function that address belongs to.
//!
//! | Module | What it is |
//! |---|---|
//! | [`template`] | the machine code of a trampoline |
//! | [`unwind`] | how to walk across it without frame pointers |
//! | [`memory`] | arenas: executable memory that is never writable |
//! | [`trampoline`] | [`Trampolines`]: one [`CodeSlot`] for each guest function |
//! | [`places`] | [`Places`]: addresses to name where nothing runs, for VMs that lay out frame records |
//! | [`backend`] | the trait [`Backend`]: what a VM says, whichever file it is said in |
//! | [`perf_map`] | [`PerfMap`]: the file `/tmp/perf-<pid>.map`, and its reader |
//! | [`jitdump`] | [`JitDump`]: the file `/tmp/jit-<pid>.dump`, and its reader |
//! | [`check`] | which rule does a map or a dump break, and where |
//! | [`name`] | names that every reader of these files can take |
//! | [`clock`] | the clock that perf and jitdumps share |
//!
//! A VM needs three calls:
//!
//! ```
//! use perf_trampoline::{Backend, PerfMap, Trampolines};
//!
//! struct Vm;
//! struct Frame(u64);
//! type Evaluator = unsafe extern "C" fn(*mut Vm, *mut Frame) -> u64;
//!
//! unsafe extern "C" fn evaluate(_vm: *mut Vm, frame: *mut Frame) -> u64 {
//!     // SAFETY: the only call is the one below, with a frame that lives.
//!     unsafe { (*frame).0 + 1 }
//! }
//!
//! # fn main() -> Result<(), perf_trampoline::Error> {
//! # let directory = std::env::temp_dir().join(format!("perf-trampoline-doc-{}", std::process::id()));
//! # std::fs::create_dir_all(&directory).unwrap();
//! let trampolines: Trampolines = Trampolines::new();
//! let map = PerfMap::in_dir(&directory)?; // PerfMap::DEFAULT_DIR for perf to find it
//!
//! // Once for each guest function, before it first runs:
//! let slot = trampolines.allocate()?;
//! map.register(slot.addr(), slot.size(), b"vm::successor")?;
//!
//! // At each of its calls:
//! let enter = slot.entry::<Vm, Frame, Evaluator, u64>();
//! let (mut vm, mut frame) = (Vm, Frame(41));
//! // SAFETY: `evaluate` has the shape that `entry` asks for; both pointers are live.
//! let result = unsafe { enter(&mut vm, &mut frame, 0, evaluate) };
//! assert_eq!(result, 42);
//! # std::fs::remove_dir_all(&directory).unwrap();
//! # Ok(())
//! # }
//! ```
//!
//! Invariants: nothing here knows a guest language. Every failure is an [`Error`],
//! returned and never printed or swallowed. Nothing panics. No memory is ever
//! writable and executable at once.

#![warn(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
compile_error!("perf-trampoline is for Linux on x86-64 and aarch64 only");

pub mod backend;
pub mod check;
pub mod clock;
mod error;
mod file;
pub mod jitdump;
pub mod memory;
pub mod name;
pub mod perf_map;
pub mod places;
mod process;
pub mod template;
pub mod trampoline;
pub mod unwind;

/// The crate that writes unwinding tables: its rules stand in the signature of [`Unwind::new`].
pub use gimli;

pub use backend::{Backend, Code, Line, Registered};
pub use error::Error;
pub use jitdump::JitDump;
pub use memory::CodeSlot;
pub use perf_map::PerfMap;
pub use places::Places;
pub use template::{Arch, Template};
pub use trampoline::{Trampolines, Usage};
pub use unwind::Unwind;
