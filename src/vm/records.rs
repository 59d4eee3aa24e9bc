//! Frame records: the interpreter's frames as a native stack walk sees them.
//! *(This is the chapter about `-X perf_frames`.)*
//!
//! # The problem
//!
//! A profiler that walks the native stack sees the evaluator's loop and not what it
//! evaluates. Trampolines ([`crate::profile::trampolines`]) repair that by a native call for
//! each Python call. That costs call-heavy programs a tenth of their time and more, and therefore bends what
//! is measured, it forbids the evaluator to push a frame and go on, and a native return address
//! says which function runs but not which line.
//!
//! # The idea
//!
//! A frame-pointer walk is a walk of a linked list, and nobody says where the list has to lie.
//! The walker begins with the register `rbp`, and each turn reads two words:
//!
//! ```text
//!         rbp ──> [ next record | return address ]
//!                        └──> [ next record | return address ]
//!                                    └──> ...                    until it makes no sense
//! ```
//!
//! So an interpreter's frame *is* a native frame to it, if its first two words are those two.
//! A [`Frame`](super::frame::Frame)'s are: `link` and `pc`. All that is left is to get the walker there:
//!
//! ```text
//!  native stack                               register stack
//!                                                                             what perf prints
//!  list_index                                                                 list_index
//!   └ call_native                                                             call_native
//!      └ run            the patched slot                                      run
//!  rbp ──> [ saved rbp ]────┐                 ┌──────────────────────────┐
//!          [ return     ]   └───────────────> │ link   place of line 3   │    py::find:a.py
//!      evaluate                               └───┼──────────────────────┘    evaluate (*)
//!                                             ┌───v──────────────────────┐
//!                                             │ link   place of line 9   │    py::main:a.py
//!                                             └───┼──────────────────────┘
//!                                             ┌───v──────────────────────┐
//!                                             │ link   place of line 12  │    py::<module>:a.py
//!      evaluate's frame <─────────────────────────┘ the saved rbp        │
//!      main                                   └──────────────────────────┘    main
//! ```
//!
//! `run` is the evaluator's loop. The word at its `rbp` is where the compiler's prologue has saved its
//! caller's frame pointer: **the slot**. The loop puts the address of the current frame there, and the
//! innermost frame of its own, the one that it was entered with, gets the saved value as its link. Whoever walks
//! comes from the natives that the loop called through all Python frames to the natives that called the loop,
//! each in its place. (*) One cosmetic fault: the return address of `run` itself lies above the slot, so
//! its caller is printed before the Python frames and not behind them.
//!
//! Each call, return, resume, yield and handler in the loop stores the new current frame into the slot; that is one
//! store. On every way out of the loop the saved value is put back, since the epilogue pops it.
//! To the compiler those stores are dead, because it knows of nobody who reads that word; so they are
//! volatile, or rather assembly.
//!
//! # Places
//!
//! A return address that perf can name must lie in an executable mapping. Bytecode should not: memory that scripts
//! fill, more or less, has no business being executable. So each code object gets a **place** for each
//! of its ops, in a region of addresses that is mapped executable and never touched: no memory stands behind it, and
//! nothing is in it.
//!
//! ```text
//!   copies of ops, memory, rw-                 the shadow region, r-x, never touched
//!   0x7e00_0000_0108  LoadGlobal   line 2      0x7e00_4000_0108 ┐
//!   0x7e00_0000_0110  Call         line 3      0x7e00_4000_0110 │ "py::find:a.py"
//!   0x7e00_0000_0118  Return       line 3      0x7e00_4000_0118 ┘   in the perf map
//!            │                                         ^
//!            └──────────── + DISTANCE, 1 GiB ──────────┘
//! ```
//!
//! The distance is the same for all code, so the loop that keeps records has no pc *and* place: its pc
//! is the place, and it reads ops a fixed distance below, which costs nothing, as x86-64's loads add a constant of 31 bits
//! anyway. What is named are eight addresses for each op, of which the place is
//! the fifth, so that it resolves to the same op whether a reader subtracts one from return addresses or not. What the places are
//! named by (a perf map with an entry per function or per line, a jitdump with a line table) is the profiler's
//! business: [`crate::profile::frames`]. Addresses are never used twice, because a perf map has no times.
//!
//! Callers stand at their calls. For the innermost frame the loop stores the place of each op before it does it, which
//! is one instruction; what other loops do instead, storing the pc before ops that may raise, is not needed then.
//! So a sample shows the line that runs, also in the middle of fast arithmetic.
//!
//! # What it costs
//!
//! The loop is compiled twice, by a constant parameter: the one that keeps no records has no trace of all this. Switching
//! at run time is going over from one to the other, in mid-frame: a loop that
//! keeps none calls the one that does, for the frames that it has, and returns what that returns
//! ([`CONTINUE`]). It does so at its next safepoint, or at once if it is the caller of `activate`. To get there without a
//! check on the fast path it takes the way of exceptions ([`Unwound::GoOver`](super::unwind)). Until a loop further out has
//! control again and goes over, records stand in for its frames; the natives between follow behind them.
//!
//! # What does not work, and why
//!
//! * **DWARF unwinding** (`perf record --call-graph dwarf`, gdb): it computes frames from the size of the native ones and reads
//!   the saved `rbp` from the patched slot, and perf copies only the native stack. It sees the loop, and then nothing or
//!   nonsense. `-X perf_jit` is for that.
//! * **aarch64**: the kernel's walker wants each frame pointer to be above the one before and stops at
//!   the first that is not. The register stack would have to lie above the native one and to grow downwards.
//! * **`perf annotate`** counts samples where the processor was, and that is never at a place. (`perf report` with a column
//!   of lines, `--sort srcline`, looks only there, too. Lines are in the chains: `-g caller,0.5,callee,srcline`.)
//! * **The first instruction of a native**, before it has saved `rbp`, and natives without frame pointers (glibc's): a walk
//!   that begins there misses their caller, as it does in every program. The Python frames are there.

use super::frame::{ENTRY, Frame, RECORDED};
use super::{EvalFrame, Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::CALLEE;
use crate::object::function::{CodeObject, Native};
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::NativeFn;

/// Gives a code object its places: the place of its first op, or `None` when there is
/// no room. The others' follow, as far apart as ops; [`DISTANCE`] below each is a copy of its op.
pub type Recorder = fn(vm: &mut Vm, code: Gc<CodeObject>) -> Option<*const Op>;

/// From the copies of ops to their places. What reads an op at a place has it as a constant
/// in the instruction, so it must have less than 31 bits.
pub const DISTANCE: usize = 1 << 30;
/// An op has as many addresses as bytes; its place is in their midst.
pub const WITHIN: usize = size_of::<Op>() / 2;

/// How a loop is entered, where it is not at the frame's pc: with an exception.
pub(super) const THROW: usize = 1;
/// In the place of a loop that kept no records, whose frame it is.
pub(super) const CONTINUE: usize = 2;

/// Whether the kernel's walker of this machine follows records.
pub const SUPPORTED: bool = cfg!(target_arch = "x86_64");

/// What the loop reads at its pc: the op, or, where it keeps records, the copy of the op
/// whose place that is.
#[inline(always)]
pub(super) fn op_at<const RECORDS: bool>(pc: *const Op) -> *const Op {
    if RECORDS {
        pc.wrapping_byte_sub(DISTANCE)
    } else {
        pc
    }
}

/// A frame record for each frame of loops that keep none.
pub struct StandIns {
    /// What the loop has saved that they are linked to.
    native: usize,
    /// For the stack walks alone.
    _records: Box<[StandIn]>,
}

/// Stands in for a frame.
#[repr(C)]
struct StandIn {
    link: usize,
    place: *const Op,
}

/// The slot's content: the saved frame pointer of the calling function's caller.
#[inline(always)]
pub(super) fn slot() -> usize {
    let saved;
    // SAFETY: reads the word that the frame pointer points to; all code is compiled with one.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("mov {}, [rbp]", out(reg) saved, options(nostack, readonly, preserves_flags));
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!("ldr {}, [x29]", out(reg) saved, options(nostack, readonly, preserves_flags));
    }
    saved
}

/// Puts a frame into the slot.
///
/// # Safety
/// The frame's record is complete, and the slot is restored before the calling function returns.
#[inline(always)]
pub(super) unsafe fn set_slot(frame: *mut Frame) {
    // SAFETY: the caller's contract.
    unsafe { restore_slot(frame as usize) }
}

/// Puts back what was in the slot.
///
/// # Safety
/// As for [`set_slot`].
#[inline(always)]
pub(super) unsafe fn restore_slot(saved: usize) {
    // SAFETY: the word belongs to the calling function's frame and is read only by its
    // epilogue and by stack walkers.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("mov [rbp], {}", in(reg) saved, options(nostack, preserves_flags));
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!("str {}, [x29]", in(reg) saved, options(nostack, preserves_flags));
    }
}

impl Vm {
    /// Keeps records from now on, or no longer. Loops that run go over to it at their next
    /// safepoint; those that keep records go on doing so.
    pub fn set_recorder(&mut self, recorder: Option<Recorder>) {
        self.records = recorder.is_some();
        if let Some(recorder) = recorder {
            self.recorder = recorder;
            self.going_over = true;
            self.threads.let_all_go_over();
            self.heap.request_service();
        }
    }

    /// Whether a loop that is entered now keeps records, unless its code gets no places. A
    /// hook enters loops that keep none.
    pub(super) fn enters_recording(&self) -> bool {
        self.records && self.call_hook.is_none()
    }

    /// The loop for a frame: that which keeps records, or that which keeps none.
    #[inline]
    pub(super) unsafe fn loop_for(&mut self, frame: *mut Frame) -> EvalFrame {
        // SAFETY: the frame is complete.
        let code = unsafe { (*frame).code };
        if self.records && (!code.places.get().is_null() || self.find_places(code)) {
            super::eval::run::<true, false>
        } else {
            super::eval::run::<false, false>
        }
    }

    /// Asks for the places of code; says whether it has any.
    #[cold]
    #[inline(never)]
    fn find_places(&mut self, code: Gc<CodeObject>) -> bool {
        if code.places.get().is_null()
            && let Some(places) = (self.recorder)(self, code)
        {
            code.places.set(places);
        }
        !code.places.get().is_null()
    }

    /// Sees to it that code has places.
    #[cold]
    #[inline(never)]
    pub(super) fn give_places(&mut self, code: Gc<CodeObject>) -> Res<()> {
        if self.find_places(code) {
            Ok(())
        } else {
            Err(self.memory_error())
        }
    }

    /// Begins a loop's records, with the frame that it is entered with, whose code has
    /// places; the place of the next op.
    #[inline]
    pub(super) unsafe fn begin_records(
        &mut self,
        entry: *mut Frame,
        native: usize,
        how: usize,
    ) -> *const Op {
        // SAFETY: `run`'s contract.
        unsafe {
            if how == CONTINUE {
                return self.record_running_frames(entry, native);
            }
            (*entry).link = self.native_link((*entry).outer, native);
            if (*entry).state & RECORDED != 0 {
                // A generator's: it stands at its `yield`, where an exception is raised.
                return (*entry).pc.wrapping_add(1);
            }
            (*entry).pc = (*entry).code.place_of((*entry).pc);
            (*entry).state |= RECORDED;
            (*entry).pc
        }
    }

    /// What the record of a loop's first frame is linked to, by the frame that is current
    /// around the loop: to the natives between, which lead to it, or to a stand-in for it.
    #[inline]
    unsafe fn native_link(&mut self, outer: *mut Frame, native: usize) -> *mut Frame {
        // SAFETY: a complete frame.
        if outer.is_null() || unsafe { (*outer).state & RECORDED != 0 } {
            native as *mut Frame
        } else {
            // SAFETY: likewise.
            unsafe { self.stand_in(outer, native) }
        }
    }

    /// Makes the records of the frames that a loop has, which is to go on with `current`; the place of
    /// the next op.
    #[cold]
    #[inline(never)]
    unsafe fn record_running_frames(&mut self, current: *mut Frame, native: usize) -> *const Op {
        // SAFETY: the frames of the loop are complete, and their code has places: see
        // `may_record`.
        unsafe {
            let mut at = current;
            loop {
                let next = (*at).code.place_of((*at).pc);
                // The current one is about to go on, the others are at their calls.
                (*at).pc = next.wrapping_sub(usize::from(at != current));
                (*at).state |= RECORDED;
                if (*at).state & ENTRY != 0 {
                    (*at).link = self.native_link((*at).outer, native);
                    return (*current).pc;
                }
                at = (*at).link;
            }
        }
    }

    /// Makes records that stand in for frames, from `frame` outwards, up to a loop that keeps its own;
    /// the first of them.
    #[cold]
    #[inline(never)]
    unsafe fn stand_in(&mut self, frame: *mut Frame, native: usize) -> *mut Frame {
        let mut records = Vec::new();
        let mut at = frame;
        // SAFETY: the chain of frames is complete.
        unsafe {
            while !at.is_null() && (*at).state & RECORDED == 0 {
                let code = (*at).code;
                if self.find_places(code) {
                    let place = code.place_of((*at).pc).wrapping_sub(1);
                    records.push(StandIn {
                        link: native,
                        place,
                    });
                }
                at = (*at).caller();
            }
        }
        let mut records = records.into_boxed_slice();
        for index in 1..records.len() {
            records[index - 1].link = (&raw const records[index]) as usize;
        }
        let first = records
            .first()
            .map_or(native, |first| &raw const *first as usize);
        self.stand_ins.push(StandIns {
            native,
            _records: records,
        });
        first as *mut Frame
    }

    /// After a loop that kept records: if the one around it keeps none, it is to go over.
    #[inline]
    pub(super) fn end_records(&mut self, native: usize) {
        if let Some(last) = self.stand_ins.last()
            && last.native == native
        {
            self.stand_ins.pop();
        }
        // SAFETY: the current frame is complete.
        let plain = !self.current.is_null() && unsafe { (*self.current).state & RECORDED == 0 };
        if plain && self.records {
            self.going_over = true;
            self.heap.request_service();
        }
    }

    /// Whether the current frame's loop, which keeps no records, can go over: all its code has
    /// places.
    fn may_record(&mut self) -> bool {
        let mut at = self.current;
        // SAFETY: the chain from the current frame on is live.
        unsafe {
            while self.find_places((*at).code) {
                if (*at).state & ENTRY != 0 {
                    return true;
                }
                at = (*at).link;
            }
        }
        false
    }

    /// Whether the current frame's loop is to go over to one that traces, or, if it keeps none, to one that
    /// keeps records.
    fn is_to_go_over(&mut self) -> bool {
        // SAFETY: the current frame is live.
        unsafe {
            if self.tracing.active {
                !self.is_loop_traced(self.current)
            } else {
                let plain = (*self.current).state & RECORDED == 0;
                plain && self.records && !self.is_loop_traced(self.current) && self.may_record()
            }
        }
    }

    /// The loop that one goes over to.
    pub(super) fn other_loop(&self) -> EvalFrame {
        if self.tracing.active {
            super::eval::run::<false, true>
        } else {
            super::eval::run::<true, false>
        }
    }

    /// A safepoint of the loop, before a jump of so many ops: an error may mean that it is to
    /// go over.
    #[cold]
    #[inline(never)]
    pub(super) fn loop_safepoint(&mut self, jump: isize) -> Res<()> {
        self.service_interrupts()?;
        self.going_over = false;
        if !self.is_to_go_over() {
            return Ok(());
        }
        self.forget_records();
        // SAFETY: the current frame is complete, and the jump's target in its code.
        unsafe { (*self.current).pc = (*self.current).pc.offset(jump) };
        self.returned = Value::UNBOUND;
        self.raised = Value::UNBOUND;
        Err(Raised)
    }

    /// After an op that called a frame which a hook evaluated: the same, at the next op.
    #[cold]
    #[inline(never)]
    pub(super) fn go_over_now(&mut self) -> Res<()> {
        if !self.is_to_go_over() {
            return Ok(());
        }
        self.forget_records();
        self.returned = Value::UNBOUND;
        self.raised = Value::UNBOUND;
        Err(Raised)
    }

    /// Gives the frames of the current frame's loop, which goes over to one that keeps no records, the form of such
    /// a loop's.
    fn forget_records(&mut self) {
        let mut at = self.current;
        // SAFETY: the chain from the current frame on is live.
        unsafe {
            while (*at).state & RECORDED != 0 {
                (*at).pc = (*at).next_op();
                (*at).state &= !RECORDED;
                if (*at).state & ENTRY != 0 {
                    break;
                }
                at = (*at).link;
            }
        }
    }

    /// Whether it was the current frame's loop that called the native `this`, which runs.
    pub(super) fn is_called_by_loop(&self, this: NativeFn) -> bool {
        let frame = self.current;
        if frame.is_null() {
            return false;
        }
        // SAFETY: the current frame is complete; its window lies in the frame.
        unsafe {
            let (Op::Call { window, .. }
            | Op::CallKw { window, .. }
            | Op::CallMethod { window, .. }
            | Op::CallMethodKw { window, .. }) = *(*frame).next_op().sub(1)
            else {
                return false;
            };
            let mut callee = Frame::registers(frame).add(usize::from(window.0 + CALLEE));
            if (*callee).is_unbound() {
                // What LoadMethod found was no method.
                callee = callee.add(1);
            }
            let callee = (*callee).get::<Native>();
            callee.is_some_and(|it| self.native_def(it).function as usize == this as usize)
        }
    }

    /// What the native `this`, which has just switched recording or tracing on, is to return: the result,
    /// and when the loop itself called it, by way of that loop's going over.
    pub fn go_over_at_once(&mut self, this: NativeFn, result: Value) -> Res<Value> {
        if !self.is_called_by_loop(this) || !self.is_to_go_over() {
            return Ok(result);
        }
        self.forget_records();
        self.returned = result;
        self.raised = Value::UNBOUND;
        Err(Raised)
    }

    /// Before a loop goes over: the result of the call that made it do so, if one did.
    pub(super) unsafe fn finish_call_to_go_over(&mut self, frame: *mut Frame) {
        self.raised = Value::NONE;
        let result = std::mem::replace(&mut self.returned, Value::NONE);
        if !result.is_unbound() {
            // SAFETY: the op before the pc is the call.
            unsafe {
                let dst = Op::first_register((*frame).pc.sub(1));
                *Frame::registers(frame).add(usize::from(dst)) = result;
            }
        }
    }

    /// Makes the frame of a suspended generator one that is recorded, or no longer.
    ///
    /// # Safety
    /// The frame is complete.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn change_form(&mut self, frame: *mut Frame) -> Res<()> {
        // SAFETY: the caller's contract.
        unsafe {
            let code = (*frame).code;
            self.give_places(code)?;
            let next = (*frame).next_op();
            (*frame).pc = if (*frame).state & RECORDED != 0 {
                next
            } else {
                code.place_of(next).wrapping_sub(1)
            };
            (*frame).state ^= RECORDED;
        }
        Ok(())
    }
}
