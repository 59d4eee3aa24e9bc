//! Profiling: Python functions that `perf` can see.
//!
//! `perf` walks the native stack, and the evaluator's is useless to a Python
//! programmer; with a trampoline per code object it says what runs:
//!
//! ```text
//!     -X perf off               -X perf on
//!     main                      main
//!     └ run                     └ py::<module>:chain.py
//!       └ list_contains           └ run
//!                                   └ py::foo:chain.py
//!                                     └ run
//!                                       └ list_contains
//! ```
//!
//! Activation puts a [hook](trampolines) in the VM's seam, or a [recorder](frames) for
//! frame records. Everything that is Python's own stays in the VM, everything that is
//! perf's in the crate `perf-trampoline`.

pub mod control;
pub mod frames;
pub mod settings;
pub mod template;
pub mod trampolines;
pub mod writer;

pub use control::CONTROL;
pub use settings::Backend;
