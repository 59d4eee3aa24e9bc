//! The module `_weakref`: `ref`, and what can be asked about an object's references.
//! `weakref` has the rest, in Python.

use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Header, Kind};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::weak::WeakRef;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, GetSetDef, ModuleDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_weakref",
    doc: "Weak-reference support module.",
    functions: FUNCTIONS,
    setup,
};

pub static REFERENCE: TypeDef = TypeDef {
    name: "weakref.ReferenceType",
    kind: Kind::WeakRef,
    base: "object",
    subclassable: true,
    doc: "",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "__callback__",
        get: callback,
        set: None,
    }],
};

natives! { FUNCTIONS:
    getweakrefcount(object, /) => get_count,
    getweakrefs(object, /) => get_references,
}

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, object, callback=None, /) => |_, _| Ok(Value::NONE),
    __call__(self, /) => call,
    __hash__(self, /) => hash,
    __eq__(self, value, /) => |vm, args| compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ne),
    __repr__(self, /) => repr,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(REFERENCE.name);
    set(vm, module, "ref", class);
    set(vm, module, "ReferenceType", class);
    Ok(())
}

/// The object that a weak reference is wanted to, if its class allows that.
fn referable(vm: &mut Vm, value: Value) -> Res<Gc<Header>> {
    let class = vm.class_of(value);
    let header = value.header().filter(|header| match header.kind() {
        Kind::Instance => class.mro().any(|class| offers_weak_references(vm, class)),
        Kind::Set
        | Kind::FrozenSet
        | Kind::Deque
        | Kind::Function
        | Kind::Native
        | Kind::BoundMethod
        | Kind::Type
        | Kind::Code
        | Kind::Module
        | Kind::Generator
        | Kind::WeakRef
        | Kind::Record
        | Kind::Partial
        | Kind::Pattern
        | Kind::Opaque => true,
        // A subclass in Python of a type that has none.
        Kind::Tuple | Kind::Int | Kind::Bytes => false,
        _ => !class.builtin && class.has_dict.get(),
    });
    header.ok_or_else(|| {
        let class = vm.class_name(value);
        vm.type_error(format!("cannot create weak reference to '{class}' object"))
    })
}

/// Whether a class in Python has no `__slots__`, or `__weakref__` among them.
fn offers_weak_references(vm: &mut Vm, class: Gc<Type>) -> bool {
    if class.builtin {
        return false;
    }
    let Some(slots) = class.dict.get_str(vm.names.slots) else {
        return true;
    };
    if let Some(one) = slots.get::<Str>() {
        return one.bytes() == b"__weakref__";
    }
    let names = crate::vm::protocol::items_of(slots).unwrap_or(&[]);
    names.iter().any(|name| {
        name.get()
            .get::<Str>()
            .is_some_and(|it| it.bytes() == b"__weakref__")
    })
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(REFERENCE.name);
    let class = class_for_new(vm, args[0], base)?;
    if class == base && args.extra.is_some_and(|it| !it.is_empty()) {
        return Err(vm.type_error("ref() takes no keyword arguments"));
    }
    let Some(object) = args.get(1) else {
        return Err(vm.type_error("__new__ expected at least 1 argument, got 0"));
    };
    let target = referable(vm, object)?;
    let callback = args.get(2).unwrap_or(Value::NONE);
    let shape = class.root_shape.get();
    if class == base && callback.is_none() {
        // One without a callback serves everybody.
        let known = vm.heap.weak_references(target);
        let known = vm.or_memory_error(known)?;
        for reference in known.tail() {
            if let Some(reference) = reference.get().get::<WeakRef>()
                && reference.callback.get().is_none()
                && reference.header().shape() == shape
            {
                return Ok(reference.into());
            }
        }
    }
    let watched = is_for_script(vm);
    let made = vm
        .heap
        .weak_reference(target, object, shape, callback, watched);
    Ok(made.into())
}

/// Whether it is a script that wants a reference, itself or by a container of this module; the library has
/// references of its own, and nobody watches these.
fn is_for_script(vm: &Vm) -> bool {
    let mut names = vm
        .frames()
        .map(|frame| frame.code().code.source.name().clone());
    let caller = names.find(|name| !matches!(&**name, "<frozen weakref>" | "<frozen _weakrefset>"));
    caller.is_some_and(|name| !name.starts_with("<frozen "))
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let reference = this::<WeakRef>(vm, args[0])?;
    if reference.target().is_some() {
        vm.collect_for_weak_reference(&args);
    }
    Ok(reference.target().unwrap_or(Value::NONE))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let reference = this::<WeakRef>(vm, args[0])?;
    let hash = match (reference.hash.get(), reference.target()) {
        (Some(hash), _) => hash,
        (None, Some(target)) => vm.hash(target)?,
        (None, None) => return Err(vm.type_error("weak object has gone away")),
    };
    reference.hash.set(Some(hash));
    Ok(vm.heap.int(hash))
}

/// References are equal when their objects are; those to the dead, when they are one.
fn compare(vm: &mut Vm, args: Args<'_>, op: Cmp) -> Res<Value> {
    let reference = this::<WeakRef>(vm, args[0])?;
    let Some(other) = args[1].get::<WeakRef>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (reference.target(), other.target()) {
        (Some(a), Some(b)) => vm.compare(op, a, b),
        _ => Ok(Value::bool((reference == other) == (op == Cmp::Eq))),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let reference = this::<WeakRef>(vm, args[0])?;
    let at = Value::from(reference)
        .header()
        .map_or(0, |header| header.address().get());
    let text = match reference.target() {
        None => format!("<weakref at {at:#x}; dead>"),
        Some(target) => {
            let class = vm.class_name(target);
            let place = target.header().map_or(0, |header| header.address().get());
            let name = vm.names.name;
            let name = vm.get_attr_opt(target, name)?;
            match name.and_then(|name| name.get::<Str>()) {
                Some(name) => format!(
                    "<weakref at {at:#x}; to '{class}' at {place:#x} ({})>",
                    name.to_string_lossy()
                ),
                None => format!("<weakref at {at:#x}; to '{class}' at {place:#x}>"),
            }
        }
    };
    Ok(vm.heap.str(&text).into())
}

fn callback(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let reference = this::<WeakRef>(vm, args[0])?;
    let dead = reference.target().is_none();
    Ok(match dead {
        true => Value::NONE,
        false => reference.callback.get(),
    })
}

fn get_count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let references = references(vm, &args)?;
    Ok(vm.heap.int(references.len() as i64))
}

fn get_references(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let references = references(vm, &args)?;
    Ok(vm.heap.alloc(references).into())
}

fn references(vm: &mut Vm, args: &Args<'_>) -> Res<List> {
    vm.collect_for_weak_reference(args);
    let array = match args[0].header() {
        Some(header) => vm.heap.weak_references(header),
        None => vm.heap.array(0),
    };
    vm.or_memory_error(array).map(List::new)
}
