//! `__del__`: when objects are told that they die, and when weak references show it.
//!
//! CPython counts references: an object dies with the last of them, and a script that prints in
//! `__del__` shows it. Here objects die in collections, and when these happen is the collector's
//! business. So scripts with such objects get a collection wherever it is likely that one has just died:
//!
//! ```text
//!   del x          x = None         a statement of a module          a loop that was left by break
//!     │               │                      │                                  │
//!     └───────────────┴──────────┬───────────┴──────────────────────────────────┘
//!                       Release { live }: are there objects that want to be told, or weak
//!                                │        references that the script watches?
//!                                │ yes, and the budget allows it
//!                  collect what the first `live` registers don't lead to,
//!                  tell who died, and again, as their death may be others'
//! ```
//!
//! Such a collection has to be exact, or what the evaluator has left on the native stack would keep alive what
//! it is about. It can be: where only Python called Python since the program began, no native function waits
//! that holds an object. Else the native stack is looked at as ever, and an object may die later than in CPython.
//! Objects in cycles wait for the collector itself, as they do there.
//!
//! What is left in the end is told then.

use std::time::{Duration, Instant};

use super::frame::{ENTRY, Frame, NATIVE, RECORDED};
use super::{Args, NativeFn, Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::{CALLEE, WINDOW};
use crate::object::collect::NativeStack;
use crate::object::finalize::Cycles;
use crate::object::gc::Gc;
use crate::object::generator::{Flavour, Generator, Progress};
use crate::object::value::Value;

/// Collections at `Release` that find somebody to tell may take so long at any rate, and this part of the
/// time since the first.
const FRUITFUL: (Duration, u32) = (Duration::from_secs(1), 4);
/// The same of those that find nobody.
const FRUITLESS: (Duration, u32) = (Duration::from_millis(100), 20);
/// So many registers that are not in use are emptied: calls that follow, whose frames and windows they become, do
/// not write all of them before others can look.
const WIPED: usize = 1024;
/// How often in a row one death may lead to another before the rest has to wait.
const LONGEST_CHAIN: usize = 100;

/// What collections at `Release` have cost.
#[derive(Default, Debug)]
pub(crate) struct ReleaseBudget {
    first: Option<Instant>,
    fruitful: Duration,
    fruitless: Duration,
}

impl ReleaseBudget {
    /// Whether another one may begin now.
    fn allows(&mut self, now: Instant) -> bool {
        let passed = now - *self.first.get_or_insert(now);
        self.fruitful <= FRUITFUL.0 + passed / FRUITFUL.1
            && self.fruitless <= FRUITLESS.0 + passed / FRUITLESS.1
    }
}

impl Vm {
    /// `Release`: something may just have died, and only the first registers of the current frame hold
    /// what lives. The pc is stored.
    #[inline]
    pub(super) fn release(&mut self, live: u16) {
        if self.heap.is_death_awaited() || self.depth <= 1 && self.heap.has_patient() {
            self.find_dead(live);
        }
    }

    #[cold]
    #[inline(never)]
    fn find_dead(&mut self, live: u16) {
        let start = Instant::now();
        if !self.release_budget.allows(start) {
            return;
        }
        self.heap.forget_ended();
        if !self.heap.is_death_awaited() && !self.heap.has_patient() {
            return;
        }
        let registers = Frame::registers(self.current);
        let top = registers.wrapping_add(usize::from(live)).cast_const();
        // A generator's frame is looked at as a whole.
        let top = if self.stack.contains(top) {
            self.stack.wipe(top, WIPED);
            top
        } else {
            self.top()
        };
        let native_stack = match self.only_python_runs() {
            true => NativeStack::Ignore,
            false => NativeStack::Scan,
        };
        self.forget_leftovers();
        for turn in 0..LONGEST_CHAIN {
            let cleared = self.collect_with(top, &[], native_stack, Cycles::Keep);
            if !cleared && !self.heap.has_dying() && !self.heap.has_fired() {
                if turn == 0 {
                    self.release_budget.fruitless += start.elapsed();
                    return;
                }
                break;
            }
            self.run_finalizers();
        }
        self.release_budget.fruitful += start.elapsed();
    }

    /// Empties what frames have left over from before: registers that wait for the results of the calls at which
    /// the frames stand, and words of windows and headers that mean nothing.
    fn forget_leftovers(&mut self) {
        self.returned = Value::NONE;
        let mut at = self.current;
        let mut callee: *mut Frame = std::ptr::null_mut();
        while !at.is_null() {
            // SAFETY: the chain from the current frame on is live; the op is one of the frame's code, whose
            // window lies in the frame.
            unsafe {
                match (*at).state & (ENTRY | RECORDED) {
                    0 | RECORDED => (*at).outer = std::ptr::null_mut(),
                    ENTRY => (*at).link = std::ptr::null_mut(),
                    _ => {}
                }
                let registers = Frame::registers(at);
                if let Op::Call { dst, window, .. }
                | Op::CallKw { dst, window, .. }
                | Op::CallMethod { dst, window, .. }
                | Op::CallMethodKw { dst, window, .. }
                | Op::CallEx { dst, window } = *(*at).next_op().sub(1)
                {
                    // A variable keeps its value if the call raises.
                    if dst.0 >= (*at).code.locals_end() {
                        *registers.add(usize::from(dst.0)) = Value::NONE;
                    }
                    let window = registers.add(usize::from(window.0));
                    if callee.is_null() {
                        // A native's: it makes no use of the header.
                        for word in (0..CALLEE).chain(CALLEE + 2..WINDOW) {
                            *window.add(usize::from(word)) = Value::NONE;
                        }
                    } else if callee.cast() == window.add(1) {
                        // What LoadMethod found was no method.
                        *window = Value::NONE;
                    }
                }
                callee = at;
                at = (*at).caller();
            }
        }
    }

    /// Whether, since the program began, only Python has called Python, so that no native function that
    /// waits holds an object.
    fn only_python_runs(&self) -> bool {
        if !self.main_runs || self.has_other_threads() {
            return false;
        }
        let mut at = self.current;
        // SAFETY: the chain from the current frame on is live.
        unsafe {
            while (*at).state & NATIVE == 0 {
                at = (*at).caller();
            }
            (*at).caller().is_null()
        }
    }

    /// `gc.collect()`, the native `this`: exact as well, if it was the evaluator that called it.
    pub fn collect_all(&mut self, args: &Args<'_>, this: NativeFn) {
        if self.only_python_runs() && self.is_called_by_loop(this) {
            let top = args.positional.as_ptr();
            self.forget_leftovers();
            self.collect_with(top, &[], NativeStack::Ignore, Cycles::Break);
        } else {
            self.collect_from_native(args, Cycles::Break);
        }
        self.run_finalizers();
    }

    /// Tells objects that they die, and calls the callbacks of weak references to dead ones.
    pub fn run_finalizers(&mut self) {
        self.run_weak_callbacks();
        let claim = self.heap.begin_with_dying();
        while let Some(object) = self.heap.next_dying(claim) {
            let saved = (self.returned, self.raised, self.handled);
            self.raised = Value::NONE;
            if let Some(generator) = object.get::<Generator>() {
                if self.finalize_generator(generator).is_err() {
                    let exception = self.take_raised();
                    self.report_unraisable(exception, "in", object);
                }
            } else if let Some((method, _)) = self.class_of(object).lookup(self.names.del)
                && self.call_with_first(method, object, &[], None) == Err(Raised)
            {
                let exception = self.take_raised();
                self.report_unraisable(exception, "in", method);
            }
            (self.returned, self.raised, self.handled) = saved;
        }
    }

    /// Closes a generator that nobody will resume. Who never awaited a coroutine is warned; a hook, which can
    /// await it, closes an asynchronous generator.
    fn finalize_generator(&mut self, generator: Gc<Generator>) -> Res<()> {
        let object = generator.into();
        match (generator.flavour, generator.progress.get()) {
            (Flavour::Coroutine, Progress::Fresh) => {
                generator.progress.set(Progress::Finished);
                let warnings = self.import_module("warnings")?;
                let warn = self.heap.intern("_warn_unawaited_coroutine");
                let warn = self.get_attr(warnings, warn)?;
                self.call(warn, &[object])?;
            }
            (Flavour::AsyncGenerator, Progress::Fresh | Progress::Suspended)
                if generator.announced.get() && !self.asyncgen_hooks.finalizer.is_none() =>
            {
                self.call(self.asyncgen_hooks.finalizer, &[object])?;
            }
            _ => {
                self.close_generator(generator)?;
            }
        }
        Ok(())
    }

    /// When the program has ended: tells everybody who has not been told yet. In CPython it is a last
    /// collection that finds them, too, in the order of their making.
    pub fn finalize_all(&mut self) {
        for _ in 0..LONGEST_CHAIN {
            if !self.heap.has_finalizable() && !self.heap.has_dying() {
                break;
            }
            self.heap.let_all_die();
            self.run_finalizers();
        }
    }
}
