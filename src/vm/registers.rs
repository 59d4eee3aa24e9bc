//! [`Registers`]: the registers of one frame, read and written by operands.

use std::cell::Cell;

use super::frame::Frame;
use crate::code::Op;
use crate::code::op::{Dst, ShortImm, Src, WINDOW};
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

    /// Registers that follow each other.
    #[inline(always)]
    pub fn cells<'a, const COUNT: usize>(self, first: u16) -> &'a [Cell<Value>; COUNT] {
        // SAFETY: as above; the registers outlive the op that looks at them.
        unsafe { &*self.0.add(first as usize).cast() }
    }

    /// A run of registers.
    #[inline(always)]
    pub fn slice<'a>(self, first: u16, count: u16) -> &'a [Value] {
        // SAFETY: as above; the registers outlive the op that looks at them.
        unsafe { std::slice::from_raw_parts(self.0.add(first as usize), count as usize) }
    }

    /// A run of registers to write.
    pub fn slice_mut<'a>(self, first: u16, count: u16) -> &'a mut [Value] {
        // SAFETY: as above; each is initialised by being written, and nobody else
        // looks at them while the op runs.
        unsafe { std::slice::from_raw_parts_mut(self.0.add(first as usize), count as usize) }
    }

    #[inline(always)]
    pub fn window(self, window: u16) -> *mut Value {
        // SAFETY: as above.
        unsafe { self.0.add(window as usize) }
    }

    /// Where the frame keeps its pc. Not by way of `frame`, whose address would then be
    /// computed for each op.
    #[inline(always)]
    pub fn pc(self) -> *mut *const Op {
        const DISTANCE: usize = size_of::<Frame>() - std::mem::offset_of!(Frame, pc);
        self.0.wrapping_byte_sub(DISTANCE).cast()
    }

    /// The frame that these are the registers of.
    #[inline(always)]
    pub fn frame(self) -> *mut Frame {
        self.0.wrapping_sub(WINDOW as usize).cast()
    }
}

impl ShortImm {
    /// The operand as an int.
    #[inline(always)]
    pub(super) fn value(self) -> Value {
        Value::small(i32::from(self.0))
    }
}
