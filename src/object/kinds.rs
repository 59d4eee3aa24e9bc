//! The table of the kinds of heap objects, declared once.
//!
//! From it come [`Kind`], and how the collector traces and drops each kind. A kind
//! is a *layout* (one Rust struct); a class is a Python type. Most kinds have
//! exactly one class of their own, whose shape has the kind's number; subclasses
//! share the kind and have other shapes.

use super::collect::Marker;
use super::gc::{Gc, Header, Object, ShapeId};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident => $ty:ty,)* ; $($(#[$pdoc:meta])* $pseudo:ident,)*) => {
        /// What Rust type a heap object is.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Kind {
            /// A cell that holds no object.
            Free = 0,
            $($(#[$doc])* $kind,)*
            $($(#[$pdoc])* $pseudo,)*
        }

        impl Kind {
            /// How many kinds there are, `Free` included; shapes from here on are made at run time.
            pub const COUNT: usize = [$(stringify!($kind),)* $(stringify!($pseudo),)*].len() + 1;

            /// Every kind but `Free`.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)* $(Kind::$pseudo,)*];

            /// The shape of the kind's own class.
            #[inline(always)]
            pub const fn shape(self) -> ShapeId {
                ShapeId(self as u32)
            }

            /// Whether objects of this kind own memory outside the heap.
            #[inline]
            pub fn needs_drop(self) -> bool {
                match self {
                    $(Kind::$kind => std::mem::needs_drop::<$ty>(),)*
                    _ => false,
                }
            }
        }

        /// Shows the marker what an object refers to.
        pub(super) fn trace(object: Gc<Header>, marker: &mut Marker<'_>) {
            match object.kind() {
                $(Kind::$kind => object.cast::<$ty>().trace(marker),)*
                _ => {}
            }
        }

        /// Drops an object in place.
        ///
        /// # Safety
        /// The object is dead: nothing looks at it again but the allocator.
        pub(super) unsafe fn drop_in_place(object: Gc<Header>) {
            match object.kind() {
                // SAFETY: the kind says the type; the caller says that it is dead.
                $(Kind::$kind => unsafe {
                    std::ptr::drop_in_place(object.address().get() as *mut $ty)
                },)*
                _ => {}
            }
        }
    };
}

kinds! {
    /// A growing run of values: the storage of lists, and natives' scratch space.
    Array => super::array::Array,
    /// A growing run of bytes: string buffers, bytearrays, hash indices.
    Blob => super::array::Blob,
    /// The entries of a dict.
    Entries => super::dict::Entries,
    /// The slots of a set.
    Table => super::set::Table,
    /// `str`
    Str => super::str::Str,
    /// `int`: ints in place have this class too.
    Int => super::number::BigInt,
    /// `float`: floats in place have this class too.
    Float => super::number::Float,
    /// `complex`
    Complex => super::number::Complex,
    /// `bytes`
    Bytes => super::bytes::Bytes,
    /// `bytearray`
    ByteArray => super::bytes::ByteArray,
    /// `array.array`
    TypedArray => super::buffer::TypedArray,
    /// `memoryview`
    MemoryView => super::buffer::MemoryView,
    /// `list`
    List => super::list::List,
    /// `tuple`
    Tuple => super::tuple::Tuple,
    /// `dict`
    Dict => super::dict::Dict,
    /// A view of a dict: its keys, values or items.
    DictView => super::dict::DictView,
    /// `set`
    Set => super::set::Set,
    /// `frozenset`
    FrozenSet => super::set::FrozenSet,
    /// `collections.deque`
    Deque => super::deque::Deque,
    /// `decimal.Decimal`
    Decimal => super::decimal::Decimal,
    /// `decimal.Context`
    DecimalContext => super::decimal::DecimalContext,
    /// `range`
    Range => super::range::Range,
    /// `slice`
    Slice => super::range::Slice,
    /// A loaded code object.
    Code => super::function::CodeObject,
    /// A Python function.
    Function => super::function::Function,
    /// A function in Rust.
    Native => super::function::Native,
    /// A function, Python's or Rust's, bound to its first argument.
    BoundMethod => super::function::BoundMethod,
    /// A variable shared with inner functions.
    Cell => super::function::CellObject,
    /// `classmethod`
    ClassMethod => super::function::ClassMethod,
    /// `staticmethod`
    StaticMethod => super::function::StaticMethod,
    /// `property`
    Property => super::function::Property,
    /// An attribute of a built-in type, computed in Rust.
    GetSet => super::function::GetSet,
    /// A name that `__slots__` gives.
    Member => super::function::Member,
    /// `super`
    Super => super::function::Super,
    /// A class.
    Type => super::class::Type,
    /// An instance of a class written in Python.
    Instance => super::instance::Instance,
    /// A module.
    Module => super::instance::Module,
    /// An iterator in Rust.
    Iter => super::iter::Iter,
    /// A generator, coroutine or asynchronous generator with its frame.
    Generator => super::generator::Generator,
    /// An exception.
    Exception => super::exception::Exception,
    /// One level of a traceback.
    Traceback => super::exception::Traceback,
    /// `weakref.ref`
    WeakRef => super::weak::WeakRef,
    /// `re.Pattern`
    Pattern => super::regex::Pattern,
    /// `re.Match`
    Match => super::regex::Match,
    /// What `finditer` of a pattern walks with.
    Scanner => super::regex::Scanner,
    /// A frame as scripts see it.
    Frame => super::frame_object::FrameObject,
    /// `mappingproxy`: a mapping that can't be changed this way.
    MappingProxy => super::function::MappingProxy,
    /// A few values of a class in Rust.
    Record => super::record::Record,
    /// `functools.partial`
    Partial => super::record::Partial,
    /// State in Rust that holds no values: a file, a hash, a compiled pattern.
    Opaque => super::instance::Opaque,
    ;
    /// `bool`
    Bool,
    /// `NoneType`
    NoneType,
    /// `ellipsis`
    Ellipsis,
    /// `NotImplementedType`
    NotImplemented,
}
