//! The slow paths of the evaluator: what an operation means for any two objects.
//!
//! ```text
//!   a + b    evaluator: two ints in place? two floats?          (vm/eval.rs)
//!     └──> binary()                                             arith.rs
//!            ├── both of built-in classes: by layout            numeric.rs concat.rs algebra.rs
//!            └── a class of Python's own: a.__add__(b), b.__radd__(a), NotImplemented
//! ```
//!
//! Every operation comes in two forms. The *protocol* (`binary`, `compare`, `repr`,
//! `get_item` ...) is what Python code writes: it looks at the classes, and a class
//! may say otherwise. The *built-in behaviour* (`builtin_binary`, `builtin_compare`,
//! `builtin_repr` ...) goes by the layout alone and never looks at a class; it is
//! what `int.__add__` or `list.__repr__` do when somebody calls them by name. A
//! native method calls the second form, or it would call itself for ever.
//!
//! Where both meet is [`Vm::special_override`]: what a class says about a special
//! method, unless what it says is what this folder knows anyway.

pub mod algebra;
pub mod arith;
pub mod attr;
mod attr_message;
mod attr_set;
pub mod buffers;
mod choose;
pub mod compare;
mod complex;
pub mod concat;
pub mod contains;
pub mod escape;
pub mod exception_text;
pub mod hash;
pub mod item;
pub mod iterate;
pub mod keyed;
mod lazy;
pub mod numeric;
pub(super) mod pair;
pub mod percent;
pub mod repr;
pub mod size;
pub mod slice;
pub mod step;
pub mod text;
pub mod unpack;

use std::borrow::Cow;
use std::cell::Cell;

use super::{Raised, Res, Vm};
use crate::object::buffer::{self, MemoryView};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// Whether this folder knows what objects of a layout do. Instances, and state in
/// Rust, only their classes know.
#[inline]
fn has_own_rules(layout: Kind) -> bool {
    !matches!(
        layout,
        Kind::Instance
            | Kind::Opaque
            | Kind::Record
            | Kind::Partial
            | Kind::Deque
            | Kind::Decimal
            | Kind::DecimalContext
            | Kind::TypedArray
            | Kind::MemoryView
            | Kind::WeakRef
            | Kind::Pattern
            | Kind::Match
            | Kind::Scanner
            | Kind::MappingProxy
            | Kind::Code
    )
}

/// Whether no class can say otherwise: the value's class is the built-in one of its layout.
#[inline]
fn is_plain(value: Value) -> bool {
    value
        .header()
        .is_none_or(|header| header.is_exact() && has_own_rules(header.kind()))
}

impl Vm {
    /// What the class of `value` says about a special method: a raw class attribute.
    /// `None` when it says nothing, or when it is the built-in behaviour of the layout.
    pub fn special_override(&self, value: Value, name: Gc<Str>) -> Option<Value> {
        if is_plain(value) {
            return None;
        }
        let (found, class) = self.class_of(value).lookup(name)?;
        // A built-in tuple with names for its items has a repr of its own.
        let known_here = class.builtin
            && (class == self.types.object || has_own_rules(class.layout))
            && (class.layout != Kind::Tuple || class == self.types.tuple)
            && (class.layout != Kind::Iter || name != self.names.repr);
        (!known_here).then_some(found)
    }

    /// Raises RecursionError when the native stack is nearly used up. Whatever calls
    /// itself by way of Python objects (nested reprs, comparisons, hashes) asks first.
    #[inline(always)]
    pub fn native_depth_guard(&mut self) -> Res<()> {
        self.native_depth_guard_for("")
    }

    /// The same; `doing` is the end of the message.
    #[inline(always)]
    pub(crate) fn native_depth_guard_for(&mut self, doing: &str) -> Res<()> {
        let here = 0_u8;
        if (&raw const here as usize) < self.native_limit() {
            return Err(self.native_too_deep(doing));
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn native_too_deep(&mut self, doing: &str) -> Raised {
        self.recursion_error(format!("maximum recursion depth exceeded{doing}"))
    }
}

/// The items of a list or tuple (or of a subclass's instance) as they are now.
#[inline]
pub(crate) fn items_of(value: Value) -> Option<&'static [Cell<Value>]> {
    match value.kind()? {
        Kind::List => value.get::<List>().map(|list| list.items()),
        Kind::Tuple => value.get::<Tuple>().map(|tuple| tuple.tail()),
        _ => None,
    }
}

/// The bytes of a bytes object, or a copy of another bytes-like object's as they are
/// now. A released memoryview is not bytes-like.
#[inline]
pub(crate) fn bytes_of(value: Value) -> Option<Cow<'static, [u8]>> {
    match value.kind()? {
        Kind::Bytes => value.get::<Bytes>().map(|it| it.bytes().into()),
        Kind::ByteArray => value.get::<ByteArray>().map(|it| it.to_vec().into()),
        Kind::TypedArray | Kind::MemoryView => lent_copy(value),
        _ => None,
    }
}

#[inline(never)]
fn lent_copy(value: Value) -> Option<Cow<'static, [u8]>> {
    if let Some(view) = value.get::<MemoryView>() {
        return (!view.is_released()).then(|| view.to_vec().into());
    }
    let bytes = buffer::lent_bytes(value)?;
    Some(bytes.iter().map(Cell::get).collect())
}
