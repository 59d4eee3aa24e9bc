//! Exceptions and tracebacks: layouts.

use std::cell::Cell;

use super::collect::Marker;
use super::frame_object::FrameObject;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::tuple::Tuple;
use super::value::Value;

/// An exception. Its class is given by the shape; attributes beyond these lie in
/// the heap's attribute table.
#[repr(C)]
pub struct Exception {
    header: Header,
    pub args: Cell<Gc<Tuple>>,
    /// A `Traceback`, or None.
    pub traceback: Cell<Value>,
    /// The exception that was being handled when this one was raised, or None.
    pub context: Cell<Value>,
    /// The exception after `from`, or None.
    pub cause: Cell<Value>,
    /// `from` was used: the context is not shown.
    pub suppress_context: Cell<bool>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Exception {
    const KIND: Kind = Kind::Exception;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.args.get());
        marker.value(self.traceback.get());
        marker.value(self.context.get());
        marker.value(self.cause.get());
    }
}

impl Exception {
    pub fn new(shape: ShapeId, args: Gc<Tuple>) -> Exception {
        Exception {
            header: Header::with_shape(Kind::Exception, shape),
            args: Cell::new(args),
            traceback: Cell::new(Value::NONE),
            context: Cell::new(Value::NONE),
            cause: Cell::new(Value::NONE),
            suppress_context: Cell::new(false),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// One level of a traceback: where in which frame.
#[repr(C)]
pub struct Traceback {
    header: Header,
    /// The level further in, or None.
    pub next: Cell<Value>,
    pub frame: Gc<FrameObject>,
    /// The number of the op.
    pub op: u32,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Traceback {
    const KIND: Kind = Kind::Traceback;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.next.get());
        marker.object(self.frame);
    }
}

impl Traceback {
    pub fn new(next: Value, frame: Gc<FrameObject>, op: u32) -> Traceback {
        Traceback {
            header: Header::new(Kind::Traceback),
            next: Cell::new(next),
            frame,
            op,
        }
    }
}
