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
//! | [`memory`] | arenas: executable memory that is never writable |
//! | [`trampoline`] | [`Trampolines`]: one [`CodeSlot`] for each guest function |
//! | [`perf_map`] | [`PerfMap`]: the file `/tmp/perf-<pid>.map`, behind the trait [`Backend`] |
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

#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
compile_error!("perf-trampoline has templates for Linux on x86-64 only");

mod error;
pub mod memory;
pub mod perf_map;
pub mod template;
pub mod trampoline;

pub use error::Error;
pub use memory::CodeSlot;
pub use perf_map::{Backend, PerfMap, Registered};
pub use template::Template;
pub use trampoline::{Trampolines, Usage};
