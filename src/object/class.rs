//! [`Type`]: a class.

use std::cell::Cell;

use super::array::Array;
use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;

/// A class. Its own class (its metaclass) is given by its header's shape.
#[repr(C)]
pub struct Type {
    header: Header,
    pub name: Cell<Gc<Str>>,
    pub qualname: Cell<Gc<Str>>,
    pub bases: Cell<Gc<Tuple>>,
    /// The linearised bases, this class first.
    pub mro: Cell<Gc<Tuple>>,
    pub dict: Gc<Dict>,
    /// Classes that have this one as a base.
    pub subclasses: Cell<Gc<Array>>,
    /// The kind that its instances have.
    pub layout: Kind,
    /// Defined in Rust: its attributes can't be set.
    pub builtin: bool,
    /// Its instances may have attributes of their own (no `__slots__` without `__dict__`).
    pub has_dict: Cell<bool>,
    /// Python classes may derive from it.
    pub subclassable: Cell<bool>,
    /// `__getattribute__`, `__setattr__` or `__delattr__`, and `__getattr__` are
    /// not `object`'s: [`GETATTRIBUTE`], [`SETATTR`], [`GETATTR`], [`OWN_CLASS`].
    pub custom: Cell<u8>,
    /// An inline cache holds something found by way of this class, so that a
    /// change of its attributes must clear the caches.
    pub cached: Cell<bool>,
    /// The shape of an instance without attributes.
    pub root_shape: Cell<ShapeId>,
    /// What `__init__` is for a plain instance, or unbound where making one takes
    /// the long way; see `vm/construct.rs`.
    pub fast_init: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Type {
    const KIND: Kind = Kind::Type;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.name.get());
        marker.object(self.qualname.get());
        marker.object(self.bases.get());
        marker.object(self.mro.get());
        marker.object(self.dict);
        marker.object(self.subclasses.get());
        marker.value(self.fast_init.get());
    }
}

/// The class has a `__getattribute__` of its own.
pub const GETATTRIBUTE: u8 = 1;
/// The class has a `__setattr__` or `__delattr__` of its own.
pub const SETATTR: u8 = 2;
/// The class has a `__getattr__`.
pub const GETATTR: u8 = 4;

/// The class says what `__class__` of its instances is.
pub const OWN_CLASS: u8 = 8;

/// What a class is made of.
pub struct NewType {
    pub name: Gc<Str>,
    pub bases: Gc<Tuple>,
    pub dict: Gc<Dict>,
    pub layout: Kind,
    pub builtin: bool,
    pub has_dict: bool,
}

impl Type {
    /// A class whose mro (`mro`, for now without the class itself) and shape are set later.
    pub fn new(it: NewType, mro: Gc<Tuple>, subclasses: Gc<Array>, metashape: ShapeId) -> Type {
        Type {
            header: Header::with_shape(Kind::Type, metashape),
            name: Cell::new(it.name),
            qualname: Cell::new(it.name),
            bases: Cell::new(it.bases),
            mro: Cell::new(mro),
            dict: it.dict,
            subclasses: Cell::new(subclasses),
            layout: it.layout,
            builtin: it.builtin,
            has_dict: Cell::new(it.has_dict),
            subclassable: Cell::new(true),
            custom: Cell::new(0),
            cached: Cell::new(false),
            root_shape: Cell::new(ShapeId(0)),
            fast_init: Cell::new(Value::UNBOUND),
        }
    }
}

impl Type {
    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline]
    pub fn has_custom_getattribute(&self) -> bool {
        self.custom.get() & GETATTRIBUTE != 0
    }

    #[inline]
    pub fn has_custom_setattr(&self) -> bool {
        self.custom.get() & SETATTR != 0
    }

    #[inline]
    pub fn has_getattr(&self) -> bool {
        self.custom.get() & GETATTR != 0
    }

    /// Python classes may not derive from it.
    pub fn seal(&self) {
        self.subclassable.set(false);
    }
}

impl Gc<Type> {
    /// The classes of the mro, this one first.
    pub fn mro(self) -> impl Iterator<Item = Gc<Type>> {
        self.mro
            .get()
            .tail()
            .iter()
            .filter_map(|class| class.get().get::<Type>())
    }

    /// Whether `class` is this class or a base of it.
    pub fn is_subclass_of(self, class: Gc<Type>) -> bool {
        self == class
            || self
                .mro
                .get()
                .tail()
                .iter()
                .any(|it| it.get() == Value::from(class))
    }

    /// The attribute `name` of the first class of the mro that has it, and that class.
    pub fn lookup(self, name: Gc<Str>) -> Option<(Value, Gc<Type>)> {
        self.mro()
            .find_map(|class| Some((class.dict.get_str(name)?, class)))
    }
}
