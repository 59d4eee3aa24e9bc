//! [`FrameObject`]: what scripts see of a frame, `sys._getframe()` and `tb.tb_frame`.
//!
//! ```text
//!  FrameObject ── address ──> a frame that runs (register stack), perhaps gone by now
//!              ── generator ─> a frame that waits (in the generator)
//!              ── op, locals    what was last seen of it
//! ```
//!
//! Frames lie on the register stack and are gone when they return; a script may keep
//! the object for as long as it likes. So the address is never followed: whoever wants
//! to know more looks for it among the frames that run (see `vm/frame_object.rs`).

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
    /// Where the frame lay on the register stack, or 0 when it ran no more.
    pub address: usize,
    /// The generator that the frame lies in, or None.
    pub generator: Value,
    /// The op that ran when it was last looked at.
    pub op: Cell<u32>,
    /// `f_back` once the frame has gone: a frame object or None.
    pub back: Cell<Value>,
    /// The dict that `f_locals` gave last, or unbound.
    pub locals: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for FrameObject {
    const KIND: Kind = Kind::Frame;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.code);
        marker.object(self.function);
        marker.value(self.generator);
        marker.value(self.back.get());
        marker.value(self.locals.get());
    }
}

impl FrameObject {
    pub fn new(
        code: Gc<CodeObject>,
        function: Gc<Function>,
        address: usize,
        generator: Value,
        op: u32,
    ) -> FrameObject {
        FrameObject {
            header: Header::new(Kind::Frame),
            code,
            function,
            address,
            generator,
            op: Cell::new(op),
            back: Cell::new(Value::NONE),
            locals: Cell::new(Value::UNBOUND),
        }
    }
}
