//! glassnake: a small Python that `perf` can see through.
//!
//! This page is the map of the code: what a script passes through, what may depend
//! on what, and what holds everywhere.
//!
//! # The way of the data
//!
//! ```text
//!  source ──> raw tokens ──> layout ──> grammar ──> syntax tree      source, syntax, ../grammar
//!         ──> scopes ──> Code                                        compile, code
//!         ──> CodeObject ──> Frame ──> evaluator                     object, vm
//!                                       │
//!                                       └─ the seam: Option<EvalFrame>       vm::hook
//!                                            None: calls stay in the loop
//!                                            Some: trampoline ──> perf map   profile, ../runtime
//! ```
//!
//! Each stage can be printed: `glassnake -m tokenize`, `-m ast`, `-m symtable`, `-m dis`.
//!
//! # The layers
//!
//! Dependencies run one way, and a test (`tests/layering.rs`) sees to it:
//!
//! | Layer | What it is | Knows |
//! |---|---|---|
//! | [`allocator`] | Rust's own memory | nothing |
//! | [`source`], [`pystr`] | text, places in it, syntax errors as CPython shows them | nothing |
//! | [`syntax`] | tokens, layout, grammar, tree | source |
//! | [`code`] | the opcode table, code objects, disassembler, verifier | source |
//! | [`compile`] | scopes, registers, ops | syntax, code |
//! | [`object`] | values, the heap and its collector, the built-in types' data | code |
//! | [`vm`] | frames, evaluator, calls, protocols, imports | object, compile |
//! | [`builtins`], [`stdlib`] | classes, functions and modules that scripts see | vm |
//! | [`profile`] | trampolines for perf | vm, the crate `perf_trampoline` |
//! | `cli` | python's own command line | everything |
//!
//! # What holds everywhere
//!
//! - A [`Value`](object::value::Value) is eight bytes; ints and floats need no allocation.
//! - **Values live in registers, on the native stack or in heap objects**, never in a
//!   `Vec`, `Box` or `HashMap`: the collector can't see into those.
//! - The collector runs only at safepoints, never inside an allocation.
//! - Errors travel as [`Raised`](vm::Raised), with the exception in the VM; Rust never unwinds.
//! - Nothing overflows the native stack: the evaluator compares the stack pointer
//!   with a limit and raises RecursionError.
//! - `unsafe` is fenced into a few files, and every block says why it is sound.
//! - [`vm`] never names perf: profiling is the swap of one function pointer.

pub mod allocator;
pub mod builtins;
pub mod cli;
pub mod code;
pub mod compile;
pub mod object;
pub mod profile;
pub mod pystr;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod vm;
