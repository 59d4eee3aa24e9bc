//! [`DictView`]: the keys, values or items of a dict, as they are when looked at.

use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, ShapeId};

/// Which part of a dict a view shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewOf {
    Keys,
    Values,
    Items,
}

/// `dict.keys()`, `dict.values()` or `dict.items()`; its class is given by the shape.
#[repr(C)]
pub struct DictView {
    header: Header,
    pub dict: Gc<Dict>,
    pub which: ViewOf,
}

// SAFETY: repr(C), header first.
unsafe impl Object for DictView {
    const KIND: Kind = Kind::DictView;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.dict);
    }
}

impl DictView {
    pub fn new(shape: ShapeId, dict: Gc<Dict>, which: ViewOf) -> DictView {
        DictView {
            header: Header::with_shape(Kind::DictView, shape),
            dict,
            which,
        }
    }
}
