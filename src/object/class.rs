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
    /// not `object`'s: [`GETATTRIBUTE`], [`SETATTR`], [`GETATTR`], [`OWN_CLASS`], [`TRUTH`],
    /// [`FINALIZES`].
    pub custom: Cell<u8>,
    /// The shape of an instance without attributes.
    pub root_shape: Cell<ShapeId>,
    /// What `__init__` is for a plain instance, or unbound where making one takes
    /// the long way; see `vm/construct.rs`.
    pub fast_init: Cell<Value>,
    /// With a native there, the native `__init__` that comes after it, if any.
    pub native_init: Cell<Value>,
    recent: [Recent; RECENT],
}

/// How many lookups a class remembers.
const RECENT: usize = 16;

/// What [`Gc<Type>::lookup`] found for a name, so that it need not go through the mro
/// again. No owner: the name was not found.
#[derive(Default)]
struct Recent {
    name: Cell<Option<Gc<Str>>>,
    found: Cell<Option<(Value, Gc<Type>)>>,
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
        marker.value(self.native_init.get());
        for recent in &self.recent {
            if let Some(name) = recent.name.get() {
                marker.object(name);
            }
            if let Some((value, owner)) = recent.found.get() {
                marker.value(value);
                marker.object(owner);
            }
        }
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
/// Instances have a truth of their own, by `__bool__` or `__len__`.
pub const TRUTH: u8 = 16;

/// Instances have a `__del__`.
pub const FINALIZES: u8 = 32;

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
            root_shape: Cell::new(ShapeId(0)),
            fast_init: Cell::new(Value::UNBOUND),
            native_init: Cell::new(Value::UNBOUND),
            recent: std::array::from_fn(|_| Recent::default()),
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
    #[inline]
    pub fn lookup(self, name: Gc<Str>) -> Option<(Value, Gc<Type>)> {
        let recent = self.recent(name);
        if recent.name.get() == Some(name) {
            return recent.found.get();
        }
        self.lookup_in_mro(name)
    }

    #[inline(never)]
    fn lookup_in_mro(self, name: Gc<Str>) -> Option<(Value, Gc<Type>)> {
        let found = self
            .mro()
            .find_map(|class| Some((class.dict.get_str(name)?, class)));
        // Of a name that is not interned there may be another object tomorrow.
        if name.is_interned() {
            let recent = self.recent(name);
            recent.name.set(Some(name));
            recent.found.set(found);
        }
        found
    }

    #[inline(always)]
    fn recent(&self, name: Gc<Str>) -> &Recent {
        let address = name.address().get() as usize;
        &self.recent[(address >> 5 ^ address >> 9) % RECENT]
    }

    /// Forgets what was found for a name, here and in all that derives from this class:
    /// to be called when the class's attribute has changed.
    pub fn forget(self, name: Gc<Str>) {
        self.recent(name).name.set(None);
        for subclass in self.subclasses.get().tail() {
            if let Some(subclass) = subclass.get().get::<Type>() {
                subclass.forget(name);
            }
        }
    }

    /// Forgets all that was found.
    pub fn forget_all(self) {
        for recent in &self.recent {
            recent.name.set(None);
        }
    }
}
