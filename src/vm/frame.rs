//! Frames and the register stack they lie on.
//!
//! ```text
//!  base -> +0   link     <- what a frame-pointer walk reads as "saved frame pointer",
//!          +8   pc       <- and as "return address": see records.rs
//!          +16  code
//!          +24  function
//!          +32  state: how the frame was entered
//!          +40  outer: the caller of a frame that the loop was entered with
//!          +48  registers: parameters, locals, cells, temporaries ...
//!                                                  └ call window = the callee's frame
//! ```
//!
//! All frames but the generators' lie on one stack of words that grows upwards.
//! A callee's frame begins inside its caller's, where the compiler has put the
//! callee and the arguments ([`crate::code::op`] says how), so a call copies
//! nothing. A generator's frame lies in its heap object; what it calls is moved to
//! the first free word of the stack.
//!
//! The current frame's pc is in the evaluator's hands; it is stored into the frame
//! before anything that could look at it.

use std::io;

use memmap2::{MmapMut, MmapOptions};

use crate::code::Op;
use crate::code::op::WINDOW;
use crate::object::function::{CodeObject, Function};
use crate::object::gc::Gc;
use crate::object::generator::{self, Generator};
use crate::object::value::Value;

/// A frame's header; its registers follow.
#[repr(C)]
pub struct Frame {
    /// The caller, unless the loop was entered with this frame. Then, if it is
    /// recorded, the frame record of the native that entered the loop.
    pub link: *mut Frame,
    /// The op after the one that runs; of a recorded frame, the place of the op that runs.
    pub pc: *const Op,
    pub code: Gc<CodeObject>,
    pub function: Gc<Function>,
    /// Flags in the low four bits and the highest two, and with [`CONSTRUCTS`] the instance.
    pub state: u64,
    /// With [`ENTRY`], the frame that called this one or resumed it; for the first
    /// frame null.
    pub outer: *mut Frame,
}

const _: () = assert!(size_of::<Frame>() == WINDOW as usize * 8);
const _: () = assert!(size_of::<Frame>() == generator::FRAME_HEADER * 8);
const _: () = assert!(std::mem::offset_of!(Frame, function) == generator::FUNCTION * 8);

/// The evaluator's loop was entered with this frame and ends with it.
pub const ENTRY: u64 = 1;
/// The frame is an `__init__`'s: its result is the instance in `state`.
pub const CONSTRUCTS: u64 = 2;
/// The frame lies in a generator.
pub const GENERATES: u64 = 4;
/// The loop that runs the frame keeps its record, or did when it suspended it.
pub const RECORDED: u64 = 8;
/// The frame has a [`FrameObject`](crate::object::frame_object::FrameObject), which is to be told when it ends.
pub const SEEN: u64 = 1 << 63;
/// A native function entered the loop with this frame, and waits.
pub const NATIVE: u64 = 1 << 62;
const FLAGS: u64 = 15 | SEEN | NATIVE;

impl Frame {
    /// The frame's registers.
    #[inline(always)]
    pub fn registers(this: *mut Frame) -> *mut Value {
        this.wrapping_add(1).cast()
    }

    /// The generator that a frame with [`GENERATES`] lies in.
    ///
    /// # Safety
    /// `this` is the frame of a generator.
    #[inline(always)]
    pub unsafe fn generator(this: *mut Frame) -> Gc<Generator> {
        // SAFETY: a generator's frame is its tail, which follows it directly.
        unsafe { Gc::from_raw(this.cast::<Generator>().sub(1)) }
    }

    /// The instance that an `__init__` is for.
    #[inline]
    pub fn instance(&self) -> Option<Value> {
        (self.state & CONSTRUCTS != 0).then(|| Value::from_object_bits(self.state & !FLAGS))
    }

    /// The frame that called this one or resumed it, or null.
    #[inline]
    pub fn caller(&self) -> *mut Frame {
        if self.state & ENTRY != 0 {
            self.outer
        } else {
            self.link
        }
    }

    /// The op after the one that runs.
    #[inline]
    pub fn next_op(&self) -> *const Op {
        if self.state & RECORDED != 0 {
            self.code.op_at_place(self.pc).wrapping_add(1)
        } else {
            self.pc
        }
    }

    /// The number of the op that runs.
    #[inline]
    pub fn op_index(&self) -> u32 {
        let first = self.code.first_op();
        let next = (self.next_op() as usize - first as usize) / size_of::<Op>();
        next.saturating_sub(1) as u32
    }
}

/// How much address space the stack takes; only what is used takes memory.
const BYTES: usize = 1 << 30;
/// Room above the limit: for one frame with as many registers as an operand can name,
/// and for windows of natives, which need no frame.
const SLACK: usize = 1 << 20;
const _: () = assert!((u16::MAX as usize + WINDOW as usize) * 8 < SLACK);

/// The stack of registers.
pub struct RegisterStack {
    base: *mut Value,
    /// Bytes from `base` on that frames may use.
    size: usize,
    _map: MmapMut,
}

impl RegisterStack {
    /// Reserves the stack.
    pub fn new() -> io::Result<RegisterStack> {
        let mut bytes = BYTES;
        let mut map = loop {
            match MmapOptions::new().len(bytes).no_reserve_swap().map_anon() {
                Ok(map) => break map,
                Err(_) if bytes > 16 * SLACK => bytes /= 2,
                Err(error) => return Err(error),
            }
        };
        Ok(RegisterStack {
            base: map.as_mut_ptr().cast(),
            size: bytes - SLACK,
            _map: map,
        })
    }

    #[inline(always)]
    pub fn base(&self) -> *mut Value {
        self.base
    }

    /// Whether a frame fits at an address; one that does not lie on the stack at all
    /// (a generator's) does not.
    #[inline(always)]
    pub fn fits(&self, frame: *const Frame) -> bool {
        // Behind `size` lies room for the largest frame that there can be.
        (frame as usize).wrapping_sub(self.base as usize) < self.size
    }

    /// Whether so many words are free of the stack's end from an address on: for
    /// arguments, of which there may be more than a frame holds.
    pub fn has_room(&self, from: *const Value, words: usize) -> bool {
        let offset = (from as usize).wrapping_sub(self.base as usize);
        offset < self.size && words < (self.size - offset) / 8
    }

    /// Whether an address lies on the stack.
    #[inline]
    pub fn contains(&self, address: *const Value) -> bool {
        (address as usize).wrapping_sub(self.base as usize) < self.size + SLACK
    }

    /// The first free word above a frame.
    pub(super) fn top(&self, current: *mut Frame) -> *mut Value {
        if current.is_null() {
            return self.base;
        }
        // SAFETY: `current` is a live frame: the VM's current one.
        unsafe {
            if (*current).state & GENERATES != 0 {
                Frame::generator(current).stack_top.get() as *mut Value
            } else {
                let code = (*current).code;
                current.cast::<Value>().add(code.frame_words as usize)
            }
        }
    }

    /// Empties registers that nobody uses.
    pub fn wipe(&self, from: *const Value, words: usize) {
        let first = (from as usize).saturating_sub(self.base as usize) / 8;
        let end = (first + words).min((self.size + SLACK) / 8);
        for index in first..end {
            // SAFETY: the word lies in the mapping; the caller says that nobody uses it.
            unsafe { *self.base.add(index) = Value::NONE };
        }
    }

    /// Every word below `top`, for the collector.
    pub fn words_below(&self, top: *const Value) -> &'static [u64] {
        let words = (top as usize).saturating_sub(self.base as usize) / 8;
        // SAFETY: the words lie in the mapping, which lives as long as the VM, and
        // are plain numbers to the reader.
        unsafe { std::slice::from_raw_parts(self.base.cast(), words) }
    }
}
