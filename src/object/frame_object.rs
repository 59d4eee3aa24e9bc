//! [`FrameObject`]: what scripts see of a frame, `sys._getframe()` and `tb.tb_frame`.
//!
//! ```text
//!  FrameObject ── address ───> a frame that runs, on the register stack
//!              ── generator ─> a frame that waits or runs, in its generator
//!              ── values ────> what the variables were when it ended
//! ```
//!
//! Frames lie on the register stack and are gone when they return; a script, or the
//! traceback of an exception, may keep the object for as long as it likes. A frame has one
//! object, which is made when somebody asks for it; it is told when the frame ends
//! (see `vm/frame_object.rs`).

use std::cell::Cell;

use super::collect::Marker;
use super::function::{CodeObject, Function};
use super::gc::{Gc, Header, Kind, Object};
use super::value::Value;

/// See the module's documentation.
#[repr(C)]
pub struct FrameObject {
    header: Header,
    pub code: Gc<CodeObject>,
    pub function: Gc<Function>,
    /// Where the frame lies while it runs, 0 once it has ended.
    pub address: Cell<usize>,
    /// The generator that the frame lies in, or None.
    pub generator: Cell<Value>,
    /// The instance that an `__init__` is for, or None: a frame that has an object hides it
    /// from the collector.
    pub instance: Value,
    /// The op that ran last, once the frame has ended.
    pub op: Cell<u32>,
    /// `f_back` once the frame has ended: a frame object or None.
    pub back: Cell<Value>,
    /// The dict that `f_locals` gives, or unbound as long as nobody has asked.
    pub locals: Cell<Value>,
    /// What traces it: `f_trace`, `f_trace_lines`, `f_trace_opcodes`.
    pub trace: Cell<Value>,
    pub trace_lines: Cell<bool>,
    pub trace_opcodes: Cell<bool>,
    /// The op that was looked at last for it, and its line; the line is 0 before the first.
    pub traced_op: Cell<u32>,
    pub traced_line: Cell<u32>,
    /// Whether what evaluates the frame tells that it returns: not if that began before the tracing.
    pub is_told: Cell<bool>,
    /// The op of a statement that raised last.
    pub way_out: Cell<u32>,
    /// The first registers as they were when the frame ended, a tuple; else None.
    pub values: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for FrameObject {
    const KIND: Kind = Kind::Frame;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.code);
        marker.object(self.function);
        for value in [
            self.generator.get(),
            self.instance,
            self.back.get(),
            self.locals.get(),
            self.values.get(),
            self.trace.get(),
        ] {
            marker.value(value);
        }
    }
}

impl FrameObject {
    /// Of a frame that lies at an address, or in a generator.
    pub fn new(
        code: Gc<CodeObject>,
        function: Gc<Function>,
        address: usize,
        generator: Value,
        instance: Value,
    ) -> FrameObject {
        FrameObject {
            header: Header::new(Kind::Frame),
            code,
            function,
            address: Cell::new(address),
            generator: Cell::new(generator),
            instance,
            op: Cell::new(0),
            back: Cell::new(Value::NONE),
            locals: Cell::new(Value::UNBOUND),
            trace: Cell::new(Value::NONE),
            trace_lines: Cell::new(true),
            trace_opcodes: Cell::new(false),
            traced_op: Cell::new(0),
            traced_line: Cell::new(0),
            is_told: Cell::new(false),
            way_out: Cell::new(0),
            values: Cell::new(Value::NONE),
        }
    }
}
