//! The built-in classes: one file a class or a family of them.
//!
//! ```text
//!   object type      int float       str bytes bytearray memoryview   list tuple dict set range
//!   function native code    descriptors fields     module proxy   traceback frame   generator awaitable
//!   iterators        exception/      alias: list[int], int | str
//!
//!   support.rs    looking at receivers and arguments
//!   operators.rs  the special methods that only pass on to the VM
//!   bytewise.rs   searching and cutting bytes, for str and bytes alike
//!   packing.rs    values into packed bytes, for memoryview, array and struct
//!   codec.rs      text encodings
//! ```
//!
//! A class is a [`TypeDef`] with tables of natives. A native never goes through the
//! protocol of its own method: `list.__len__` asks for the layout's length, not for
//! `len(self)`, which would call it again.

pub mod alias;
pub mod awaitable;
pub mod bytearray;
pub mod bytes;
pub mod bytes_case;
pub mod bytes_methods;
pub mod bytewise;
pub mod charmap;
pub mod code;
mod code_replace;
pub mod codec;
mod codec_escape;
mod codec_handlers;
pub mod descriptors;
pub mod dict;
pub mod exception;
pub mod fields;
pub mod float;
pub mod frame;
pub mod function;
pub mod generator;
pub mod int;
mod iterator_state;
pub mod iterators;
pub mod list;
pub mod memoryview;
pub mod module;
pub mod native;
pub mod object;
pub mod operators;
pub mod packing;
pub mod proxy;
pub mod range;
pub mod set;
pub mod singletons;
pub mod str;
pub mod super_;
pub mod support;
pub mod traceback;
pub mod tuple;
pub mod type_;
pub mod views;

use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{ClassMethod, GetSet, Native};
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Res, Vm};
use support::with_class;

/// All but the iterators and the exceptions, bases first.
const FIRST: &[&TypeDef] = &[
    &object::OBJECT,
    &type_::TYPE,
    &int::INT,
    &int::BOOL,
    &float::FLOAT,
    &float::COMPLEX,
    &str::STR,
    &bytes::BYTES,
    &bytearray::BYTEARRAY,
    &memoryview::MEMORYVIEW,
    &list::LIST,
    &tuple::TUPLE,
    &dict::DICT,
    &views::DICT_KEYS,
    &views::DICT_VALUES,
    &views::DICT_ITEMS,
    &views::ODICT_KEYS,
    &views::ODICT_VALUES,
    &views::ODICT_ITEMS,
    &set::SET,
    &set::FROZENSET,
    &range::RANGE,
    &range::SLICE,
    &singletons::NONE_TYPE,
    &singletons::ELLIPSIS,
    &singletons::NOT_IMPLEMENTED,
    &code::CODE,
    &function::FUNCTION,
    &native::NATIVE,
    &native::METHOD_DESCRIPTOR,
    &native::WRAPPER_DESCRIPTOR,
    &function::BOUND_METHOD,
    &native::METHOD_WRAPPER,
    &function::CELL,
    &descriptors::CLASSMETHOD,
    &descriptors::CLASSMETHOD_DESCRIPTOR,
    &descriptors::STATICMETHOD,
    &descriptors::PROPERTY,
    &fields::GETSET,
    &fields::MEMBER,
    &super_::SUPER,
    &module::MODULE,
    &proxy::MAPPING_PROXY,
    &traceback::TRACEBACK,
    &frame::FRAME,
    &generator::GENERATOR,
    &generator::COROUTINE,
    &generator::ASYNC_GENERATOR,
    &awaitable::COROUTINE_WRAPPER,
    &awaitable::ASEND,
    &awaitable::ATHROW,
    &awaitable::WRAPPED_VALUE,
    &alias::GENERIC_ALIAS,
    &alias::UNION_TYPE,
];

const LAZY: &[&TypeDef] = &[
    &iterators::REVERSED,
    &iterators::ENUMERATE,
    &iterators::ZIP,
    &iterators::MAP,
    &iterators::FILTER,
];

const PARTS: [&[&TypeDef]; 4] = [FIRST, iterators::ALL, LAZY, exception::ALL];

const COUNT: usize = FIRST.len() + iterators::ALL.len() + LAZY.len() + exception::ALL.len();

/// Every built-in class, bases first.
pub const TYPES: &[&TypeDef] = &{
    let mut all = [FIRST[0]; COUNT];
    let (mut part, mut to) = (0, 0);
    while part < PARTS.len() {
        let mut at = 0;
        while at < PARTS[part].len() {
            all[to] = PARTS[part][at];
            to += 1;
            at += 1;
        }
        part += 1;
    }
    all
};

/// The classes that `builtins` shows by name, besides the exceptions.
const PUBLIC: &[&str] = &[
    "object",
    "type",
    "int",
    "bool",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "classmethod",
    "staticmethod",
    "property",
    "super",
    "reversed",
    "enumerate",
    "zip",
    "map",
    "filter",
];

/// Containers that change have no hash.
const UNHASHABLE: &[&str] = &[
    "list",
    "dict",
    "set",
    "bytearray",
    "dict_keys",
    "dict_items",
];

/// Classes whose instances have a `__dict__`.
const WITH_DICT: &[&str] = &[
    "function",
    "module",
    "BaseException",
    "classmethod",
    "staticmethod",
];

/// Classes that belong to a module other than `builtins`.
const MODULES: &[(&str, &str)] = &[("GenericAlias", "types"), ("types.UnionType", "types")];

/// What the tables can't say: attributes that are no functions, and second bases.
/// Puts the classes into `builtins`.
pub fn complete(vm: &mut Vm, builtins: Gc<Dict>) -> Res<()> {
    for &name in UNHASHABLE {
        let hash = vm.names.hash;
        vm.builtin_class(name)
            .dict
            .insert_str(&vm.heap, hash, Value::NONE);
    }
    for &(class, module) in MODULES {
        let module = vm.heap.intern(module).into();
        let name = vm.names.module;
        vm.builtin_class(class)
            .dict
            .insert_str(&vm.heap, name, module);
    }
    for def in TYPES {
        let class = vm.builtin_class(def.name);
        classify(vm, class);
    }
    let dict = vm.names.dict;
    for name in WITH_DICT {
        let class = vm.builtin_class(name);
        vm.show_inherent(class, dict);
        class.has_dict.set(true);
    }
    let group = vm.types.exception_group;
    let bases = [vm.types.base_exception_group, vm.types.exception];
    let mro = [
        group,
        bases[0],
        bases[1],
        vm.types.base_exception,
        vm.types.object,
    ];
    group.bases.set(vm.heap.tuple(&bases.map(Value::from)));
    group.mro.set(vm.heap.tuple(&mro.map(Value::from)));
    for name in PUBLIC
        .iter()
        .copied()
        .chain(exception::ALL.iter().map(|def| def.name))
    {
        let class: Gc<Type> = vm.builtin_class(name);
        publish(vm, builtins, name, class);
    }
    for alias in ["EnvironmentError", "IOError"] {
        let class = vm.types.os_error;
        publish(vm, builtins, alias, class);
    }
    Ok(())
}

/// Gives what lies in a built-in class the class that CPython shows for it.
pub fn classify(vm: &mut Vm, class: Gc<Type>) {
    let name = class.name.get().to_string_lossy().into_owned();
    for (_, value) in class.dict.iter() {
        if let Some(native) = value.get::<Native>() {
            let kind = match vm.native_def(native).is_slot(&name) {
                true => vm.types.wrapper_descriptor,
                false => vm.types.method_descriptor,
            };
            with_class(native, kind);
        } else if let Some(method) = value.get::<ClassMethod>() {
            let kind = vm.types.classmethod_descriptor;
            with_class(method, kind);
        } else if let Some(getset) = value.get::<GetSet>()
            && fields::is_member(&name, &getset.name.to_string_lossy())
        {
            let shape = vm.native_shapes.member;
            if let Some(header) = value.header() {
                header.set_shape(shape);
            }
        }
    }
}

fn publish(vm: &mut Vm, builtins: Gc<Dict>, name: &str, class: Gc<Type>) {
    let name = vm.heap.intern(name);
    builtins.insert_str(&vm.heap, name, class.into());
}
