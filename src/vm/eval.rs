//! The evaluator's loop: one arm an op, fast paths only.
//!
//! ```text
//!   run(entry frame) ──> [ load op, match, do it ] ──> the entry frame returns
//!                          │ call: push a frame, go on in the same loop
//!                          │ return: pop it, write the result into the caller
//!                          └ error: unwind.rs finds the handler, or leave the loop
//! ```
//!
//! What the loop keeps in machine registers: the pc, the registers' address (which
//! is the frame's, too) and the VM. Whatever takes more than a few instructions is
//! a call of a function that is never inlined, because each inlined slow path
//! would make this function's own native frame larger, and that frame bounds how
//! deep natives and Python can nest. Before such a call the pc is stored into the
//! frame (`attempt!` does both), so that tracebacks and unwinders know the line.

use super::call::Prepared;
use super::frame::{CONSTRUCTS, ENTRY, Frame, GENERATES};
use super::hook::Status;
use super::protocol::arith::Arith;
use super::protocol::compare::Cmp;
use super::unwind::Unwound;
use super::{Raised, Res, Vm, cache, ops};
use crate::code::Op;
use crate::code::op::{CALLEE, Dst, How, KWNAMES, Src, WINDOW};
use crate::object::function::{CellObject, CodeObject, Function, InlineCache, Native};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Instance;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::types_of_loops::{LoopState, loop_state};
use crate::object::value::Value;

/// The registers of the current frame.
#[derive(Clone, Copy)]
pub(super) struct Registers(pub *mut Value);

impl Registers {
    /// Reads a register.
    #[inline(always)]
    pub fn get(self, src: Src) -> Value {
        self.at(src.0)
    }

    #[inline(always)]
    pub fn at(self, index: u16) -> Value {
        // SAFETY: the verifier has checked that every operand lies in the frame.
        unsafe { *self.0.add(index as usize) }
    }

    /// Writes a register.
    #[inline(always)]
    pub fn set(self, dst: Dst, value: Value) {
        self.put(dst.0, value);
    }

    #[inline(always)]
    pub fn put(self, index: u16, value: Value) {
        // SAFETY: as above.
        unsafe { *self.0.add(index as usize) = value }
    }

    /// A run of registers.
    #[inline(always)]
    pub fn slice<'a>(self, first: u16, count: u16) -> &'a [Value] {
        // SAFETY: as above; the registers outlive the op that looks at them.
        unsafe { std::slice::from_raw_parts(self.0.add(first as usize), count as usize) }
    }

    #[inline(always)]
    fn window(self, window: u16) -> *mut Value {
        // SAFETY: as above.
        unsafe { self.0.add(window as usize) }
    }

    /// The frame that these are the registers of.
    #[inline(always)]
    pub fn frame(self) -> *mut Frame {
        self.0.wrapping_sub(WINDOW as usize).cast()
    }
}
