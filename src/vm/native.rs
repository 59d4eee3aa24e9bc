//! Functions in Rust that Python can call, and how they are declared.
//!
//! The [`natives!`] macro declares a table of them, each with the signature that a
//! person reads; everything else follows from that text:
//!
//! ```text
//! natives! { pub METHODS:
//!     append(self, object, /) => list_append,
//!     sort(self, /, *, key=None, reverse=False) => list_sort,
//! }
//! ```
//!
//! A native gets its arguments as [`Args`]: the positional ones are a slice of the
//! caller's registers whenever the call gives no keywords, so nothing is copied.

use std::ops::Index;

use super::{Res, Vm};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;

/// A function in Rust.
pub type NativeFn = fn(&mut Vm, Args<'_>) -> Res<Value>;

/// The arguments of one call of a native, bound to its signature.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// The positional parameters, as far as they were given, then what `*args`
    /// takes. One that was left out before one given by keyword is unbound.
    pub positional: &'a [Value],
    /// The keyword-only parameters in the signature's order; empty when none was
    /// given, and unbound where one was not.
    pub keyword: &'a [Value],
    /// What `**kwargs` takes, if anything was given.
    pub extra: Option<Gc<Dict>>,
}

impl<'a> Args<'a> {
    /// Positional arguments alone.
    pub fn positional(positional: &'a [Value]) -> Args<'a> {
        Args {
            positional,
            keyword: &[],
            extra: None,
        }
    }

    /// A positional parameter that may have been left out.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.positional.get(index).and_then(|value| value.bound())
    }

    /// A keyword-only parameter that may have been left out.
    #[inline]
    pub fn kw(&self, index: usize) -> Option<Value> {
        self.keyword.get(index).and_then(|value| value.bound())
    }

    /// What `*args` takes behind `fixed` positional parameters.
    #[inline]
    pub fn rest(&self, fixed: usize) -> &'a [Value] {
        self.positional.get(fixed..).unwrap_or(&[])
    }
}

impl Index<usize> for Args<'_> {
    type Output = Value;
    /// A positional parameter that the signature requires.
    #[inline]
    fn index(&self, index: usize) -> &Value {
        &self.positional[index]
    }
}

/// A signature, parsed at compile time from its text.
#[derive(Clone, Copy, Debug)]
pub struct Signature {
    /// The parameters as written, without the parentheses.
    pub text: &'static str,
    /// Positional parameters that have no default.
    pub required: u16,
    /// All positional parameters.
    pub positional: u16,
    /// Those of them that can't be given by keyword.
    pub positional_only: u16,
    /// Keyword-only parameters.
    pub keyword_only: u16,
    /// There is a `*args`.
    pub varargs: bool,
    /// There is a `**kwargs`.
    pub varkeywords: bool,
}

impl Signature {
    /// Parses `self, index=-1, /, *, key=None`. Defaults hold no commas.
    pub const fn parse(text: &'static str) -> Signature {
        let mut it = Signature {
            text,
            required: 0,
            positional: 0,
            positional_only: 0,
            keyword_only: 0,
            varargs: false,
            varkeywords: false,
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut after_star = false;
        while at < bytes.len() {
            while at < bytes.len() && (bytes[at] == b' ' || bytes[at] == b'\n') {
                at += 1;
            }
            if at == bytes.len() {
                break;
            }
            let start = at;
            let mut has_default = false;
            let mut last = bytes[at];
            while at < bytes.len() && bytes[at] != b',' {
                has_default |= bytes[at] == b'=';
                if bytes[at] != b' ' && bytes[at] != b'\n' {
                    last = bytes[at];
                }
                at += 1;
            }
            let stars = bytes[start] == b'*';
            if bytes[start] == b'/' {
                it.positional_only = it.positional;
            } else if stars && start + 1 < bytes.len() && bytes[start + 1] == b'*' {
                it.varkeywords = true;
            } else if stars {
                after_star = true;
                it.varargs = last != b'*';
            } else if after_star {
                it.keyword_only += 1;
            } else {
                it.positional += 1;
                if !has_default {
                    it.required += 1;
                }
            }
            at += 1;
        }
        it
    }

    /// The names of the parameters that can be given by keyword or position, in
    /// order: `(name, is keyword-only)`, stars and the slash left out.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let mut keyword_only = false;
        self.text.split(',').filter_map(move |part| {
            let part = part.trim();
            if part.starts_with('*') {
                keyword_only = true;
                return None;
            }
            if part == "/" || part.is_empty() {
                return None;
            }
            Some((part.split('=').next().unwrap_or(part).trim(), keyword_only))
        })
    }
}

/// One native: see [`natives!`].
#[derive(Debug)]
pub struct NativeDef {
    pub name: &'static str,
    pub signature: Signature,
    pub function: NativeFn,
}

impl NativeDef {
    /// Whether CPython keeps the method of a class (or of its base) in a slot of the
    /// type: the operators' methods, but for those that are mere functions there.
    pub fn is_slot(&self, class: &str) -> bool {
        if !self.name.starts_with("__") {
            return false;
        }
        match self.name {
            "__format__" | "__reduce__" | "__reduce_ex__" | "__dir__" | "__sizeof__"
            | "__getnewargs__" | "__getstate__" | "__setstate__" | "__length_hint__"
            | "__reversed__" | "__class_getitem__" | "__new__" | "__trunc__" | "__floor__"
            | "__ceil__" | "__round__" | "__complex__" | "__bytes__" | "__instancecheck__"
            | "__subclasscheck__" | "__subclasses__" | "__prepare__" | "__mro_entries__"
            | "__init_subclass__" | "__subclasshook__" | "__enter__" | "__exit__" => false,
            "__contains__" => !matches!(class, "dict" | "set" | "frozenset"),
            "__getitem__" => !matches!(class, "dict" | "list"),
            _ => true,
        }
    }
}

/// Declares a table of natives: see the module's documentation. A name that is no
/// Rust identifier is given as a string.
#[macro_export]
macro_rules! natives {
    ($(#[$doc:meta])* $vis:vis $table:ident : $($name:tt ( $($sig:tt)* ) => $function:expr),* $(,)?) => {
        $(#[$doc])*
        $vis static $table: &[$crate::vm::native::NativeDef] = &[
            $($crate::vm::native::NativeDef {
                name: $crate::vm::native::bare(stringify!($name)),
                signature: $crate::vm::native::Signature::parse(stringify!($($sig)*)),
                function: $function,
            }),*
        ];
    };
}

/// A name without the quotes that `stringify!` leaves around a string.
pub const fn bare(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'"', inner @ .., b'"'] => match std::str::from_utf8(inner) {
            Ok(inner) => inner,
            Err(_) => name,
        },
        _ => name,
    }
}

/// An attribute of a built-in class that is computed.
#[derive(Debug)]
pub struct GetSetDef {
    pub name: &'static str,
    /// Called with the object.
    pub get: NativeFn,
    /// Called with the object and the value, or the unbound marker for `del`.
    pub set: Option<NativeFn>,
}

/// The modules written in Python that are part of the program: names, and texts in the same
/// order.
#[derive(Clone, Copy)]
pub struct Embedded {
    pub names: &'static [&'static str],
    pub texts: &'static [&'static str],
}

impl Embedded {
    /// The text of a module.
    pub fn text(&self, name: &str) -> Option<&'static str> {
        let at = self.names.iter().position(|it| *it == name)?;
        self.texts.get(at).copied()
    }

    /// Whether others are in the module.
    pub fn is_package(&self, name: &str) -> bool {
        let rest = |it: &&'static str| it.strip_prefix(name);
        let mut parts = self.names.iter().filter_map(rest);
        parts.any(|rest| rest.starts_with('.'))
    }
}

/// A built-in class.
pub struct TypeDef {
    pub name: &'static str,
    /// The kind of its instances; a class with the same kind as its base is told
    /// apart by a shape of its own.
    pub kind: Kind,
    /// The name of the base class.
    pub base: &'static str,
    /// Whether Python classes may derive from it.
    pub subclassable: bool,
    pub doc: &'static str,
    /// Methods; their first parameter is the object.
    pub methods: &'static [NativeDef],
    /// Functions of the class that get no object: `__new__` (its first parameter is
    /// the class), static methods.
    pub statics: &'static [NativeDef],
    /// Class methods; their first parameter is the class.
    pub class_methods: &'static [NativeDef],
    pub getsets: &'static [GetSetDef],
}

/// A built-in module.
pub struct ModuleDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub functions: &'static [NativeDef],
    /// Puts in what is no function: constants, classes. Called at the first import.
    pub setup: fn(&mut Vm, Gc<Dict>) -> Res<()>,
}
