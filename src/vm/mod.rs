//! The virtual machine: it runs [`crate::code::Code`] over the objects of the heap.
//!
//! ```text
//!   eval.rs       the loop: one arm an op, fast paths only
//!     ├── call.rs        binding arguments, everything that can be called
//!     ├── cache.rs       inline caches of attributes and globals
//!     ├── protocol/      what the slow paths do: arithmetic, items, iteration, text
//!     ├── construct.rs   instances of classes
//!     ├── classes.rs     classes themselves, with mro.rs slots.rs instance_check.rs
//!     ├── unwind.rs      exceptions on their way to a handler
//!     ├── records.rs     frames that a native stack walk can follow
//!     └── hook.rs        the seam: who evaluates a frame
//!   threads.rs    who runs, with baton.rs
//!   frame.rs      frames and the register stack
//!   frame_object.rs   what scripts see of frames
//!   native.rs     functions in Rust and their signatures
//! ```
//!
//! Errors travel as [`Raised`], a token that says that the exception is in
//! [`Vm::raised`]; Rust never unwinds.
//!
//! Invariant: `vm` never names perf; profiling is the swap of one function pointer.
//!
//! # What made it fast, and what did not
//!
//! Instructions are counted by callgrind, times are of whole programs on an x86-64 machine.
//!
//! | Helped | |
//! |---|---|
//! | an indirect jump behind each op and not one for all (`.cargo/rustc`) | calls -10 %, a `while` loop -25 % |
//! | ends of ops that look alike kept apart | `mandelbrot` -26 % |
//! | code at fixed addresses: a jump by table is one instruction | a call -9 %, a `while` loop -8 % |
//! | words known not to be zero, one look at the shape for "a list and no subclass", bounds looked at once | inner loop of a matrix product: 267 instructions to 231 |
//! | defaults copied behind the arguments where these lie | such a call: 410 instructions to 214 |
//! | what calling a built-in class comes to, kept in the class | `int('12')`: 1718 to 495 |
//! | freed blocks of Rust's kept in lists without a lock (`allocator.rs`) | `'%d' % x`: 3551 to 2327 |
//! | declarations of natives taken apart once, where they are called by name | `dict(a=1)`: 4027 to 2210 |
//!
//! | Did not help | |
//! |---|---|
//! | a pc that stands at the op that runs, which needs a register less | calls and lists up to 6 % slower |
//! | an op read by one load and taken apart by shifts | 9 to 24 % slower, with frame records |

mod await_;
mod baton;
mod behind;
mod bind;
pub mod cache;
pub mod call;
mod call_native;
mod classes;
pub mod construct;
pub mod errors;
pub mod eval;
mod except_star;
mod finalize;
pub mod find;
pub mod frame;
pub mod frame_object;
pub mod generators;
pub mod hook;
pub mod import;
mod instance_check;
pub mod interrupt;
pub mod load;
mod matching;
mod mro;
pub mod names;
pub mod native;
mod ops;
pub mod protocol;
mod quick;
pub mod records;
mod registers;
mod slots;
pub mod start;
mod state;
pub mod threads;
mod thrown;
pub mod traceback;
pub mod tracing;
pub mod types;
mod unraisable;
pub mod unwind;
pub mod weak;

use std::path::PathBuf;

use crate::code::op::WINDOW;
use crate::object::collect::{Marker, NativeStack};
use crate::object::dict::Dict;
use crate::object::finalize::Cycles;
use crate::object::gc::Gc;
use crate::object::heap::Heap;
use crate::object::value::Value;

pub use frame::Frame;
pub use hook::{EvalFrame, Status};
pub use native::{Args, NativeDef, NativeFn};

/// Says that an exception was raised; it is in `Vm::raised`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub struct Raised;

/// What anything that can raise returns.
pub type Res<T> = Result<T, Raised>;

/// Settings that the command line and the environment decide.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `sys.argv`
    pub argv: Vec<String>,
    /// `sys.orig_argv`: every word of the command line.
    pub orig_argv: Vec<String>,
    /// Where `import` looks for `.py` files, in order: `sys.path`.
    pub path: Vec<PathBuf>,
    /// `sys.executable`
    pub executable: String,
    /// `-X` options, as `sys._xoptions` shows them: a name and perhaps a value.
    pub x_options: Vec<(String, Option<String>)>,
    /// `-W`: `sys.warnoptions`
    pub warnings: Vec<String>,
    /// `sys.flags`
    pub flags: Flags,
    /// `-E`, `-I`: environment variables are not looked at.
    pub ignore_environment: bool,
    /// `PYTHONHASHSEED`; `None` is random.
    pub hash_seed: Option<u32>,
    /// Collect at every safepoint: for tests.
    pub gc_stress: bool,
}

/// The options that are a letter, and how often they were given: `sys.flags`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub debug: u8,
    pub inspect: u8,
    pub interactive: u8,
    pub optimize: u8,
    pub dont_write_bytecode: u8,
    pub no_user_site: u8,
    pub no_site: u8,
    pub ignore_environment: u8,
    pub verbose: u8,
    pub bytes_warning: u8,
    pub quiet: u8,
    pub isolated: u8,
    pub dev_mode: u8,
    pub utf8_mode: u8,
    pub safe_path: u8,
    /// `-u`: not in `sys.flags`.
    pub unbuffered: u8,
    /// `-R`: overrules a fixed `PYTHONHASHSEED`.
    pub hash_randomization: bool,
}

/// One Python interpreter, with all its threads; it must not move.
pub struct Vm {
    pub heap: Heap,
    /// The register stack, all of it.
    pub(crate) stack: frame::RegisterStack,
    /// The frame that runs, or the one that called the native that runs.
    pub(crate) current: *mut Frame,
    /// The objects of the frames that have one.
    pub(crate) frame_objects: frame_object::FrameObjects,
    /// Above this, the register stack is free: what natives put there is below.
    pub(crate) scratch: *mut Value,
    /// The seam: what `set_eval_frame` was given, and what the running thread's calls go through.
    eval_frame: Option<EvalFrame>,
    pub(crate) call_hook: Option<EvalFrame>,
    /// `sys.settrace` and `sys.setprofile` of the running thread.
    pub(crate) tracing: tracing::Tracing,
    pub(crate) asyncgen_hooks: await_::AsyncGenHooks,
    /// Loops that are entered keep frame records.
    pub(crate) records: bool,
    /// There may be a loop that keeps none yet.
    pub(crate) going_over: bool,
    /// Who gives code its places in them.
    pub(crate) recorder: records::Recorder,
    /// For the frames of loops that keep none, around loops that do.
    pub(crate) stand_ins: Vec<records::StandIns>,
    /// See [`Vm::native_limit`]: where it is with no frames, how far each frame moves it
    /// down, and where it stops.
    native_limit: usize,
    native_step: usize,
    stack_floor: usize,
    /// `sys.setrecursionlimit`, how deep the frames may be at most, and how deep they are.
    recursion_limit: usize,
    pub(crate) depth_limit: usize,
    pub(crate) depth: usize,
    /// Calls within the loop are taken while `depth` is below this: the limit, or with a
    /// hook 0.
    pub(crate) quick_limit: usize,
    /// `sys.set_int_max_str_digits`: longer ints are not converted to and from decimal.
    pub max_str_digits: usize,
    /// What the last frame that ended left: its value.
    pub(crate) returned: Value,
    /// The exception on its way, or None.
    pub(crate) raised: Value,
    /// The exception that is being handled: `sys.exception()`, or None.
    pub(crate) handled: Value,
    /// What the running thread keeps by name: `threading.local`'s values. A dict, or None.
    pub(crate) local_values: Value,
    /// The others.
    threads: threads::Threads,
    /// The built-in classes.
    pub types: types::Types,
    /// The same by their names in Python, those that `builtins` does not show included.
    pub(crate) class_registry: Gc<Dict>,
    /// Interned names that the VM itself looks up.
    pub names: names::Names,
    /// `builtins.__dict__`
    pub builtins: Gc<Dict>,
    /// `sys.modules`
    pub modules: Gc<Dict>,
    /// `sys.__dict__`: `sys` is needed even when a script empties `sys.modules`.
    pub sys: Gc<Dict>,
    /// `__dict__` and `__weakref__`, which classes show whose instances have them.
    pub(crate) inherent: types::Inherent,
    pub(crate) native_shapes: types::NativeShapes,
    /// Every native, by the index that `Native` objects hold.
    pub(crate) natives: Vec<&'static NativeDef>,
    /// The parameters of those that were called with names, as `Signature::names` has them.
    native_names: hashbrown::HashMap<u32, Box<[(&'static str, bool)]>, foldhash::fast::FixedState>,
    /// The getters and setters of built-in classes, by the index that `GetSet` holds.
    pub(crate) accessors: Vec<NativeFn>,
    /// What inline caches have no room for.
    pub(crate) sites: cache::Sites,
    pub(crate) module_defs: &'static [&'static native::ModuleDef],
    /// Modules written in Python that are part of the program.
    pub(crate) embedded: native::Embedded,
    /// The functions that scripts have set for signals, by number.
    pub signal_handlers: Gc<Dict>,
    pub(crate) weak_budget: weak::WeakBudget,
    release_budget: finalize::ReleaseBudget,
    /// The program itself runs, called by nobody who holds an object.
    pub main_runs: bool,
    /// The modules that are being imported: see `import.rs`.
    pub(crate) importing: Vec<String>,
    /// The containers whose repr the running thread writes, outermost first. They are on its native stack, too.
    being_shown: Vec<std::num::NonZeroU64>,
    pub config: Config,
    /// What modules keep: see `state.rs`.
    states: state::States,
    /// Called by `sys`'s stack trampoline functions; the profiler sets it.
    pub trampoline_control: Option<&'static dyn TrampolineControl>,
}

/// What `sys.activate_stack_trampoline` and its two sisters do. The VM names no
/// profiler, so the profiler hands this in.
pub trait TrampolineControl: Sync {
    /// Turns the backend on. The error is the message of a `ValueError`.
    fn activate(&self, vm: &mut Vm, backend: &str) -> Result<(), String>;
    fn deactivate(&self, vm: &mut Vm);
    fn is_active(&self) -> bool;
    /// To be called in a child after a fork, with the parent's process id.
    fn after_fork_in_child(&self, vm: &mut Vm, parent: u32);
}

impl Config {
    /// The value of an `-X` option: `Some(None)` when it was given without one.
    pub fn x_option(&self, name: &str) -> Option<Option<&str>> {
        let last = self.x_options.iter().rev().find(|(it, _)| it == name)?;
        Some(last.1.as_deref())
    }

    /// An environment variable, unless they are to be ignored or it is empty.
    pub fn variable(&self, name: &str) -> Option<std::ffi::OsString> {
        let value = std::env::var_os(name).filter(|value| !value.is_empty());
        value.filter(|_| !self.ignore_environment)
    }
}

impl Vm {
    /// A safepoint outside the evaluator's loop: natives that make garbage in a
    /// loop call it. Every value they hold is on the native stack, which is scanned.
    /// No Python runs here: a native may be in the middle of what it changes.
    #[inline]
    pub fn safepoint(&mut self) -> Res<()> {
        if self.heap.wants_collection() {
            self.collect_if_due()?;
            let has_news = self.heap.has_fired() || self.heap.has_dying();
            if has_news || self.going_over || self.threads.is_baton_wanted() {
                // That is left to a safepoint of the evaluator.
                self.heap.request_service();
            }
            self.check_interrupted()
        } else {
            Ok(())
        }
    }

    /// A safepoint before a native allocates many bytes at one go: garbage had better
    /// make room for them first.
    #[inline]
    pub fn make_way(&mut self, bytes: usize) -> Res<()> {
        if self.had_better_collect(bytes) {
            self.collect();
        }
        self.safepoint()
    }

    /// The same in a native that was called with `args`, which finds more garbage.
    #[inline]
    pub fn make_way_for(&mut self, args: &Args<'_>, bytes: usize) -> Res<()> {
        if self.had_better_collect(bytes) {
            self.collect_from_native(args, Cycles::Break);
        }
        self.safepoint()
    }

    #[inline]
    fn had_better_collect(&self, bytes: usize) -> bool {
        const MANY: usize = 1 << 20;
        bytes > MANY && self.heap.would_collect(bytes) && self.heap.allocated() > MANY / 2
    }

    fn collect_if_due(&mut self) -> Res<()> {
        if self.heap.is_collection_due() {
            self.collect();
            if self.heap.is_full() {
                return Err(self.memory_error());
            }
        } else {
            self.heap.service_done();
        }
        Ok(())
    }

    /// Does what was asked for at a safepoint of the evaluator: a collection, what
    /// that sets off, raising KeyboardInterrupt, another thread's turn.
    #[cold]
    #[inline(never)]
    pub fn service_interrupts(&mut self) -> Res<()> {
        self.collect_if_due()?;
        self.run_finalizers();
        // Under stress at every safepoint: what goes wrong between any two ops is to show.
        if self.threads.is_baton_wanted() || self.heap.stress() {
            self.give_way();
        }
        self.handle_signals()
    }

    /// Collects garbage now.
    #[inline(never)]
    pub fn collect(&mut self) {
        self.collect_with(self.top(), &[], NativeStack::Scan, Cycles::Break);
    }

    /// Collects garbage for a native that was called with `args`: what its caller has in
    /// registers behind them is left over from earlier calls, as is what lies in the
    /// window before them.
    pub fn collect_from_native(&mut self, args: &Args<'_>, cycles: Cycles) {
        let first = args.positional.as_ptr();
        let window = first.wrapping_sub(usize::from(WINDOW));
        let top = self.top();
        let precise = self.stack.contains(window) && first < top.cast_const();
        if precise {
            self.collect_with(window, args.positional, NativeStack::Scan, cycles);
        } else {
            self.collect_with(top, &[], NativeStack::Scan, cycles);
        }
    }

    fn collect_with(
        &mut self,
        top: *const Value,
        and: &[Value],
        native_stack: NativeStack,
        cycles: Cycles,
    ) -> bool {
        self.sites.clear();
        let words = self.stack.words_below(top);
        let roots = |marker: &mut Marker<'_>| {
            marker.words(words);
            for &value in and {
                marker.value(value);
            }
            marker.word(self.current as u64);
            for value in [
                self.returned,
                self.raised,
                self.handled,
                self.local_values,
                self.tracing.trace,
                self.tracing.profile,
                self.asyncgen_hooks.firstiter,
                self.asyncgen_hooks.finalizer,
            ] {
                marker.value(value);
            }
            self.frame_objects.trace(marker);
            self.threads.trace(marker);
            for dict in [
                self.builtins,
                self.modules,
                self.sys,
                self.class_registry,
                self.signal_handlers,
            ] {
                marker.object(dict);
            }
            self.types.trace(marker);
            self.names.trace(marker);
        };
        let cleared = self.heap.collect_with(roots, native_stack, cycles);
        // A collection ends with nothing left to do at the next safepoint; of this it knows nothing.
        if interrupt::is_any_pending() || self.going_over || self.threads.is_baton_wanted() {
            self.heap.request_service();
        }
        cleared
    }
}
