//! [`Gc`]: a pointer to a heap object, and what every heap object has.
//!
//! ```text
//!  Gc<T> ──> +0  kind  u8   what Rust type this is (0: a free cell)
//!            +1  flags u8   of the kind's own
//!            +2  class info: unused u16
//!            +4  shape u32  the class, and for instances the attributes' layout
//!            +8  the fields of T, often followed by a tail of values or bytes
//! ```
//!
//! A `Gc` is `Copy` and dereferences safely, because an object stays alive as long
//! as the collector can see a pointer to it, and the collector sees the registers,
//! the native stack and the heap. Hence the one rule of this code base: **a `Value`
//! or `Gc` lives in a register, on the native stack or in a heap object, never in a
//! `Vec`, `Box` or `HashMap`.** Fields that change are `Cell`s.

use std::cell::Cell;
use std::marker::PhantomData;
use std::num::NonZeroU64;
use std::ops::Deref;

use super::collect::Marker;
pub use super::kinds::Kind;

/// Number of a class and, for instances, of their attributes' layout: see `shape.rs`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(transparent)]
pub struct ShapeId(pub u32);

/// The first eight bytes of every heap object.
#[derive(Debug)]
#[repr(C, align(8))]
pub struct Header {
    kind: Kind,
    flags: Cell<u8>,
    spare: Cell<u16>,
    shape: Cell<ShapeId>,
}

impl Header {
    /// A header for an object of a kind, of the kind's own class.
    #[inline(always)]
    pub fn new(kind: Kind) -> Header {
        Header::with_shape(kind, ShapeId(kind as u32))
    }

    #[inline(always)]
    pub fn with_shape(kind: Kind, shape: ShapeId) -> Header {
        Header {
            kind,
            flags: Cell::new(0),
            spare: Cell::new(0),
            shape: Cell::new(shape),
        }
    }

    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        self.shape.get()
    }

    #[inline(always)]
    pub fn set_shape(&self, shape: ShapeId) {
        self.shape.set(shape);
    }

    /// Whether the object's class is the kind's own: no subclass of it.
    #[inline(always)]
    pub fn is_exact(&self) -> bool {
        self.shape.get().0 == self.kind as u32
    }

    #[inline(always)]
    pub fn flag(&self, mask: u8) -> bool {
        self.flags.get() & mask != 0
    }

    #[inline(always)]
    pub fn set_flag(&self, mask: u8, on: bool) {
        let flags = self.flags.get();
        self.flags
            .set(if on { flags | mask } else { flags & !mask });
    }

    /// Sixteen bits of the kind's own.
    #[inline(always)]
    pub fn spare(&self) -> u16 {
        self.spare.get()
    }

    #[inline(always)]
    pub fn set_spare(&self, bits: u16) {
        self.spare.set(bits);
    }
}

/// A type that lives in the heap.
///
/// # Safety
/// `Self` must be `#[repr(C)]` with a [`Header`] of kind `KIND` as its first field.
pub unsafe trait Object: 'static {
    const KIND: Kind;
    /// Shows the collector every value and pointer that the object holds.
    fn trace(&self, marker: &mut Marker<'_>);
}

/// An [`Object`] that is followed by a number of equal items in the same cell.
///
/// # Safety
/// `Item` must be plain data without drop, aligned to at most 8 bytes.
/// `tail_len` must never exceed the capacity given to `Heap::alloc_tail`, and
/// what it grows by after the allocation must be written first.
pub unsafe trait Tailed: Object {
    type Item: 'static;
    /// What the heap fills the first `tail_len` items with.
    fn empty() -> Self::Item;
    /// How many items of the tail are in use.
    fn tail_len(&self) -> usize;
}

/// A pointer to a heap object: see the module's documentation.
#[repr(transparent)]
pub struct Gc<T>(NonZeroU64, PhantomData<*const T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    /// Identity.
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}

impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gc({:#x})", self.0)
    }
}

impl<T> Gc<T> {
    /// A pointer to the object at `address`, which only the heap and `Value` know
    /// to be one.
    #[inline(always)]
    pub(super) fn from_address(address: NonZeroU64) -> Gc<T> {
        Gc(address, PhantomData)
    }

    /// A pointer to the object at `address`.
    ///
    /// # Safety
    /// A live object of type `T` lies there.
    #[inline(always)]
    pub(crate) unsafe fn from_raw(address: *const T) -> Gc<T> {
        // SAFETY: an object's address is not null.
        Gc(
            unsafe { NonZeroU64::new_unchecked(address as u64) },
            PhantomData,
        )
    }

    #[inline(always)]
    pub fn address(self) -> NonZeroU64 {
        self.0
    }

    /// The same object seen as another type. Callers have looked at the kind.
    #[inline(always)]
    pub(super) fn cast<U>(self) -> Gc<U> {
        Gc(self.0, PhantomData)
    }
}

impl<T> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: a Gc is made only by the heap, for an initialised object of this
        // type, and the collector keeps the object while this pointer is on the
        // native stack, in a register or in the heap.
        unsafe { &*(self.0.get() as *const T) }
    }
}

impl<T: Object> Gc<T> {
    /// Whether the object's class is its kind's own: no subclass of it.
    #[inline(always)]
    pub fn is_exact(self) -> bool {
        self.cast::<Header>().is_exact()
    }
}

impl<T: Tailed> Gc<T> {
    /// The items that follow the object.
    #[inline(always)]
    pub fn tail<'a>(&self) -> &'a [T::Item] {
        // SAFETY: `alloc_tail` reserved at least `tail_len` initialised items right
        // behind the object (see `Tailed`), which lives as long as a pointer to it,
        // or into it, can be seen.
        unsafe {
            let first = (self.0.get() as *const T).add(1) as *const T::Item;
            std::slice::from_raw_parts(first, (**self).tail_len())
        }
    }
}
