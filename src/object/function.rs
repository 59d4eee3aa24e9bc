//! What can be called, and what classes hold to compute attributes: functions,
//! methods, cells, descriptors. Layouts only; the VM gives them their behaviour.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use super::array::Array;
use super::class::Type;
use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::heap::Heap;
use super::str::Str;
use super::tuple::Tuple;
use super::value::Value;
use crate::code::{Code, Op};

/// One inline cache: what an op learned the last time it looked something up.
///
/// What the fields mean is the op's business (see `vm/cache.rs`); `key` 0 is empty.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct InlineCache {
    /// The shape of the object (or the version of the namespace) it is valid for.
    pub key: Cell<u32>,
    /// A slot, an entry's number, or a second version.
    pub slot: Cell<u32>,
    /// The attribute's value where it is the class's, or where a variable's value is.
    pub value: Cell<Value>,
}

impl InlineCache {
    /// Makes this the cache of a variable: `value` becomes the address of its cell, with
    /// the lowest bit set, so that to the collector it is an int.
    pub fn fill_cell(&self, key: u32, slot: u32, cell: Option<&Cell<Value>>) {
        if let Some(cell) = cell {
            self.key.set(key);
            self.slot.set(slot);
            let address = std::ptr::from_ref(cell) as u64;
            self.value.set(Value::from_int_bits(address));
        }
    }

    /// The cell that `fill_cell` was given.
    ///
    /// # Safety
    /// That was the last thing put here, and the cell is still alive.
    #[inline(always)]
    pub unsafe fn cell<'a>(&self) -> &'a Cell<Value> {
        let address = self.value.get().bits() - 1;
        // SAFETY: the caller's contract.
        unsafe { &*(address as *const Cell<Value>) }
    }
}

/// A code object, loaded: its constants are values, and its caches have room.
#[repr(C)]
pub struct CodeObject {
    header: Header,
    /// The tail's length.
    caches: u32,
    /// Words of a frame: its header and its registers.
    pub frame_words: u32,
    /// How many positional arguments bind to the parameters one by one, or
    /// `u32::MAX` where binding takes more than that.
    pub exact_args: u32,
    /// The locals that are no parameters: unbound at entry.
    pub unbound: Range<u32>,
    /// The first op: `code` keeps it alive and in place.
    first_op: *const Op,
    pub code: Rc<Code>,
    /// The constants, in the code's order; nested code is a `CodeObject`.
    pub consts: Gc<Array>,
    /// The code's names, interned.
    pub names: Gc<Array>,
    /// The names of the parameters, interned.
    pub params: Gc<Array>,
    pub name: Gc<Str>,
    pub qualname: Gc<Str>,
    /// The docstring, or None.
    pub doc: Value,
    /// What an `EvalFrame` keeps with the code: the profiler's trampoline, or 0.
    pub extra: Cell<usize>,
    /// Which activation of the profiler `extra` belongs to.
    pub extra_version: Cell<u32>,
    /// The address that stands for the first op in frame records, those of the others
    /// follow; null until it was given one.
    pub places: Cell<*const Op>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for CodeObject {
    const KIND: Kind = Kind::Code;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.consts);
        marker.object(self.names);
        marker.object(self.params);
        marker.object(self.name);
        marker.object(self.qualname);
        marker.value(self.doc);
        for cache in marker.tail_of(self) {
            marker.value(cache.value.get());
        }
    }
}

// SAFETY: `caches` is the length given to `alloc_tail`.
unsafe impl Tailed for CodeObject {
    type Item = InlineCache;
    #[inline(always)]
    fn empty() -> InlineCache {
        InlineCache {
            key: Cell::new(0),
            slot: Cell::new(0),
            value: Cell::new(Value::UNBOUND),
        }
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.caches as usize
    }
}

/// What of a code object lies in the heap: the fields of the same names.
pub struct CodeValues {
    pub consts: Gc<Array>,
    pub names: Gc<Array>,
    pub params: Gc<Array>,
    pub name: Gc<Str>,
    pub qualname: Gc<Str>,
    pub doc: Value,
}

impl CodeObject {
    pub fn new(code: Rc<Code>, values: CodeValues) -> CodeObject {
        CodeObject {
            header: Header::new(Kind::Code),
            caches: code.caches.len() as u32,
            frame_words: u32::from(crate::code::op::WINDOW) + u32::from(code.registers),
            exact_args: match code.flags.varargs || code.flags.varkeywords || code.keyword_only > 0
            {
                true => u32::MAX,
                false => u32::from(code.positional),
            },
            first_op: code.ops.as_ptr(),
            unbound: u32::from(code.params())..code.locals.len() as u32,
            code,
            consts: values.consts,
            names: values.names,
            params: values.params,
            name: values.name,
            qualname: values.qualname,
            doc: values.doc,
            extra: Cell::new(0),
            extra_version: Cell::new(0),
            places: Cell::new(std::ptr::null()),
        }
    }
}

impl CodeObject {
    /// The first op.
    #[inline(always)]
    pub fn first_op(&self) -> *const Op {
        self.first_op
    }

    /// The address that stands for an op.
    #[inline]
    pub fn place_of(&self, op: *const Op) -> *const Op {
        let offset = (op as usize).wrapping_sub(self.first_op as usize);
        self.places.get().wrapping_byte_add(offset)
    }

    /// The op that an address stands for.
    #[inline]
    pub fn op_at_place(&self, place: *const Op) -> *const Op {
        let offset = (place as usize).wrapping_sub(self.places.get() as usize);
        self.first_op.wrapping_byte_add(offset)
    }

    /// A constant.
    #[inline(always)]
    pub fn constant(&self, index: usize) -> Value {
        self.consts.tail()[index].get()
    }

    /// One past the last local: what of a frame is initialised at entry.
    pub fn locals_end(&self) -> u16 {
        self.unbound.end.max(self.unbound.start) as u16
    }
}

impl Gc<CodeObject> {
    /// An inline cache.
    #[inline(always)]
    pub fn cache<'a>(self, index: usize) -> &'a InlineCache {
        &self.tail()[index]
    }

    /// A name, interned.
    pub fn name_at(self, index: usize) -> Gc<Str> {
        match self.names.tail()[index].get().get::<Str>() {
            Some(name) => name,
            None => unreachable!("names are strings"),
        }
    }
}

/// A Python function.
#[repr(C)]
pub struct Function {
    header: Header,
    pub code: Cell<Gc<CodeObject>>,
    pub globals: Gc<Dict>,
    /// A tuple of cells, or unbound.
    pub closure: Value,
    /// A tuple of the last positional parameters' defaults, or unbound.
    pub defaults: Cell<Value>,
    /// A dict of keyword-only parameters' defaults, or unbound.
    pub kwdefaults: Cell<Value>,
    /// A dict, or unbound.
    pub annotations: Cell<Value>,
    pub name: Cell<Gc<Str>>,
    pub qualname: Cell<Gc<Str>>,
    pub module: Cell<Value>,
    pub doc: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Function {
    const KIND: Kind = Kind::Function;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.code.get());
        marker.object(self.globals);
        marker.object(self.name.get());
        marker.object(self.qualname.get());
        for value in [
            self.closure,
            self.defaults.get(),
            self.kwdefaults.get(),
            self.annotations.get(),
            self.module.get(),
            self.doc.get(),
        ] {
            marker.value(value);
        }
    }
}

impl Function {
    /// A function with nothing but what every function has.
    pub fn new(
        code: Gc<CodeObject>,
        globals: Gc<Dict>,
        closure: Value,
        name: Gc<Str>,
        qualname: Gc<Str>,
    ) -> Function {
        Function {
            header: Header::new(Kind::Function),
            code: Cell::new(code),
            globals,
            closure,
            defaults: Cell::new(Value::UNBOUND),
            kwdefaults: Cell::new(Value::UNBOUND),
            annotations: Cell::new(Value::UNBOUND),
            name: Cell::new(name),
            qualname: Cell::new(qualname),
            module: Cell::new(Value::NONE),
            doc: Cell::new(Value::NONE),
        }
    }
}

/// A function in Rust: an index into the VM's table of natives.
#[repr(C)]
pub struct Native {
    header: Header,
    pub index: u32,
    /// Objects of this shape are of the class whose method it is; so may others be.
    pub shape: ShapeId,
    /// The class whose method it is, or unbound; a method binds like a function.
    pub class: Value,
    /// `__module__`, or None; for a function of a class that gets no object, the class.
    pub module: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Native {
    const KIND: Kind = Kind::Native;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.class);
        marker.value(self.module);
    }
}

impl Native {
    pub fn new(index: u32, class: Value, module: Value) -> Native {
        let of = class.get::<Type>();
        Native {
            header: Header::new(Kind::Native),
            index,
            shape: of.map_or(ShapeId(0), |it| it.root_shape.get()),
            class,
            module,
        }
    }
}

/// Layouts that are a header and a few values.
macro_rules! value_objects {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            header: Header,
            $($(#[$fdoc])* pub $field: Cell<Value>,)*
        }
        // SAFETY: repr(C), header first.
        unsafe impl Object for $name {
            const KIND: Kind = Kind::$name;
            fn trace(&self, marker: &mut Marker<'_>) {
                $(marker.value(self.$field.get());)*
            }
        }
        impl $name {
            pub fn new($($field: Value),*) -> $name {
                $name { header: Header::new(Kind::$name), $($field: Cell::new($field)),* }
            }
        }
    )*};
}

value_objects! {
    /// A function bound to its first argument.
    BoundMethod { function, receiver }
    /// `classmethod(callable)`
    ClassMethod { callable }
    /// `staticmethod(callable)`
    StaticMethod { callable }
    /// `property(getter, setter, deleter, doc)`: each perhaps None
    Property { getter, setter, deleter, doc, name }
    /// `mappingproxy(mapping)`
    MappingProxy { mapping }
    /// `super(class, receiver)`: `start` is the class whose mro is searched
    Super { class, receiver, start }
}

/// A variable shared with inner functions.
#[repr(C)]
pub struct CellObject {
    header: Header,
    /// Perhaps unbound.
    pub content: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for CellObject {
    const KIND: Kind = Kind::Cell;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.content.get());
    }
}

impl CellObject {
    /// The content of a cell, unbound where `cell` is none.
    #[inline(always)]
    pub fn content_of(cell: Value) -> Value {
        cell.get::<CellObject>()
            .map_or(Value::UNBOUND, |cell| cell.content.get())
    }

    /// Sets the content of a cell.
    #[inline(always)]
    pub fn set_content_of(cell: Value, content: Value) {
        if let Some(cell) = cell.get::<CellObject>() {
            cell.content.set(content);
        }
    }

    #[inline(always)]
    pub fn new(content: Value) -> CellObject {
        CellObject {
            header: Header::new(Kind::Cell),
            content: Cell::new(content),
        }
    }
}

/// An attribute of a built-in type: natives that get and set it.
#[repr(C)]
pub struct GetSet {
    header: Header,
    pub class: Gc<Type>,
    pub name: Gc<Str>,
    pub getter: u32,
    pub setter: Option<u32>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for GetSet {
    const KIND: Kind = Kind::GetSet;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.class);
        marker.object(self.name);
    }
}

impl GetSet {
    pub fn new(class: Gc<Type>, name: Gc<Str>, getter: u32, setter: Option<u32>) -> GetSet {
        GetSet {
            header: Header::new(Kind::GetSet),
            class,
            name,
            getter,
            setter,
        }
    }
}

/// A name that `__slots__` of a class gives: the instances keep the value where they
/// keep all their attributes.
#[repr(C)]
pub struct Member {
    header: Header,
    pub class: Gc<Type>,
    pub name: Gc<Str>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Member {
    const KIND: Kind = Kind::Member;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.class);
        marker.object(self.name);
    }
}

impl Member {
    pub fn new(class: Gc<Type>, name: Gc<Str>) -> Member {
        Member {
            header: Header::new(Kind::Member),
            class,
            name,
        }
    }
}

impl Function {
    /// A cell of the closure, unbound where there is none.
    #[inline]
    pub fn closure_at(&self, index: usize) -> Value {
        let cell = self
            .closure
            .get::<Tuple>()
            .and_then(|cells| cells.get(index));
        cell.unwrap_or(Value::UNBOUND)
    }
}

impl Heap {
    /// Lists a code object for as long as it lives.
    pub fn add_code(&self, code: Gc<CodeObject>) {
        self.codes.borrow_mut().push(code);
    }

    /// The code objects that live, to be looked at before the next safepoint.
    pub fn codes(&self) -> Vec<Gc<CodeObject>> {
        self.codes.borrow().clone()
    }
}
