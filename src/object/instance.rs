//! Instances of classes written in Python, modules, and state in Rust.

use std::any::Any;
use std::cell::{Cell, RefCell};

use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::value::Value;

/// An instance: see `shape.rs` for where its attributes lie.
#[repr(C)]
pub struct Instance {
    header: Header,
    /// Unbound, an `Array` of the slots beyond the inline ones, or a `Dict`.
    pub extra: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Instance {
    const KIND: Kind = Kind::Instance;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.extra.get());
        marker.tail_values(self);
    }
}

// SAFETY: the header's spare bits are the length given to `alloc_tail`; the heap
// fills the slots with the unbound marker.
unsafe impl Tailed for Instance {
    type Item = Cell<Value>;
    #[inline(always)]
    fn empty() -> Cell<Value> {
        Cell::new(Value::UNBOUND)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        usize::from(self.header.spare())
    }
}

impl Instance {
    #[inline(always)]
    pub fn new(shape: ShapeId, inline: u16) -> Instance {
        let header = Header::with_shape(Kind::Instance, shape);
        header.set_spare(inline);
        Instance {
            header,
            extra: Cell::new(Value::UNBOUND),
        }
    }

    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// A module: its attributes are its dict's.
#[repr(C)]
pub struct Module {
    header: Header,
    pub dict: Gc<Dict>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Module {
    const KIND: Kind = Kind::Module;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.dict);
    }
}

impl Module {
    pub fn new(dict: Gc<Dict>) -> Module {
        Module {
            header: Header::new(Kind::Module),
            dict,
        }
    }
}

/// State in Rust that holds no values; its class is given by the shape.
#[repr(C)]
pub struct Opaque {
    header: Header,
    pub state: RefCell<Box<dyn Any>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Opaque {
    const KIND: Kind = Kind::Opaque;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl Opaque {
    pub fn new(shape: ShapeId, state: Box<dyn Any>) -> Opaque {
        Opaque {
            header: Header::with_shape(Kind::Opaque, shape),
            state: RefCell::new(state),
        }
    }
}
