//! The attributes of built-in classes, and those that `__slots__` makes.
//!
//! ```text
//!   int.numerator    getset_descriptor   computed by a getter
//!   slice.start      member_descriptor   a plain field in CPython; got in the same way here
//!   C.slot           member_descriptor   a slot of an instance
//! ```

use super::operators as op;
use super::support::{short_text, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::function::{GetSet, Member};
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static GETSET: TypeDef = TypeDef {
    name: "getset_descriptor",
    kind: Kind::GetSet,
    base: "object",
    subclassable: false,
    doc: "",
    methods: GETSET_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: GETSET_GETSETS,
};

pub static MEMBER: TypeDef = TypeDef {
    name: "member_descriptor",
    kind: Kind::Member,
    base: "object",
    subclassable: false,
    doc: "",
    methods: MEMBER_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: MEMBER_GETSETS,
};

/// The attributes of built-in classes that are plain fields in CPython.
const MEMBERS: &[(&str, &[&str])] = &[
    ("function", &["__closure__", "__globals__", "__builtins__"]),
    ("method", &["__func__", "__self__"]),
    ("property", &["fget", "fset", "fdel"]),
    ("classmethod", &["__func__", "__wrapped__"]),
    ("staticmethod", &["__func__", "__wrapped__"]),
    ("super", &["__thisclass__", "__self__", "__self_class__"]),
    ("slice", &["start", "stop", "step"]),
    ("range", &["start", "stop", "step"]),
    ("complex", &["real", "imag"]),
    (
        "code",
        &[
            "co_argcount",
            "co_posonlyargcount",
            "co_kwonlyargcount",
            "co_stacksize",
            "co_flags",
            "co_names",
            "co_filename",
            "co_name",
            "co_qualname",
            "co_firstlineno",
            "co_consts",
            "co_exceptiontable",
            "co_linetable",
        ],
    ),
    ("traceback", &["tb_frame", "tb_lasti"]),
    ("frame", &["f_trace_lines"]),
    (
        "type",
        &[
            "__basicsize__",
            "__itemsize__",
            "__flags__",
            "__weakrefoffset__",
            "__base__",
            "__dictoffset__",
        ],
    ),
    ("BaseExceptionGroup", &["message", "exceptions"]),
    ("getset_descriptor", &["__objclass__", "__name__"]),
    ("member_descriptor", &["__objclass__", "__name__"]),
    ("method_descriptor", &["__objclass__", "__name__"]),
    ("wrapper_descriptor", &["__objclass__", "__name__"]),
    ("method-wrapper", &["__self__"]),
];

/// Whether an attribute of a built-in class is a plain field.
pub fn is_member(class: &str, name: &str) -> bool {
    MEMBERS
        .iter()
        .any(|(it, names)| *it == class && names.contains(&name))
}

// --- members: what __slots__ makes ---

natives! { MEMBER_METHODS:
    __get__(self, instance, owner=None, /) => member_get,
    __set__(self, instance, value, /) => member_set,
    __delete__(self, instance, /) => member_delete,
    __repr__(self, /) => op::repr,
}

static MEMBER_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: |vm, args| match args[0].get::<Member>() {
            Some(member) => Ok(member.name.into()),
            None => getset_name(vm, args),
        },
        set: None,
    },
    GetSetDef {
        name: "__objclass__",
        get: |vm, args| match args[0].get::<Member>() {
            Some(member) => Ok(member.class.into()),
            None => getset_class(vm, args),
        },
        set: None,
    },
    GetSetDef {
        name: "__qualname__",
        get: member_qualname,
        set: None,
    },
];

/// A slot, which the object must have.
fn member_of(vm: &mut Vm, args: Args<'_>) -> Res<Gc<Member>> {
    let member = this::<Member>(vm, args[0])?;
    if vm.class_of(args[1]).is_subclass_of(member.class) {
        return Ok(member);
    }
    let name = member.name.to_string_lossy();
    let class = member.class.name.get().to_string_lossy();
    let got = vm.class_name(args[1]);
    Err(vm.type_error(format!(
        "descriptor '{name}' for '{class}' objects doesn't apply to a '{got}' object"
    )))
}

fn member_get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[0].is::<GetSet>() {
        return getset_get(vm, args);
    }
    if args[1].is_none() {
        return Ok(args[0]);
    }
    let member = member_of(vm, args)?;
    match vm.own_attribute(args[1], member.name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[1], member.name)),
    }
}

fn member_set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[0].is::<GetSet>() {
        return getset_set(vm, args);
    }
    let member = member_of(vm, args)?;
    vm.generic_set_attr(args[1], member.name, args[2])?;
    Ok(Value::NONE)
}

fn member_delete(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[0].is::<GetSet>() {
        return getset_delete(vm, args);
    }
    let member = member_of(vm, args)?;
    vm.generic_set_attr(args[1], member.name, Value::UNBOUND)?;
    Ok(Value::NONE)
}

// --- attributes of built-in classes ---

natives! { GETSET_METHODS:
    __get__(self, instance, owner=None, /) => getset_get,
    __set__(self, instance, value, /) => getset_set,
    __delete__(self, instance, /) => getset_delete,
    __repr__(self, /) => op::repr,
}

static GETSET_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: getset_name,
        set: None,
    },
    GetSetDef {
        name: "__objclass__",
        get: getset_class,
        set: None,
    },
    GetSetDef {
        name: "__qualname__",
        get: getset_qualname,
        set: None,
    },
];

/// The object whose attribute it is must be of the class that has it.
fn applies(vm: &mut Vm, getset: Gc<GetSet>, object: Value) -> Res<()> {
    if vm.class_of(object).is_subclass_of(getset.class) {
        return Ok(());
    }
    let (name, class) = (
        getset.name.to_string_lossy(),
        getset.class.name.get().to_string_lossy(),
    );
    let got = vm.class_name(object);
    Err(vm.type_error(format!(
        "descriptor '{name}' for '{class}' objects doesn't apply to a '{got}' object"
    )))
}

fn getset_get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let getset = this::<GetSet>(vm, args[0])?;
    if args[1].is_none() && getset.class != vm.types.none_type {
        return Ok(args[0]);
    }
    applies(vm, getset, args[1])?;
    let class: Gc<Type> = vm.class_of(args[1]);
    vm.bind_descriptor(args[0], args[1], class)
}

fn getset_set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let getset = this::<GetSet>(vm, args[0])?;
    applies(vm, getset, args[1])?;
    vm.generic_set_attr(args[1], getset.name, args[2])?;
    Ok(Value::NONE)
}

fn getset_delete(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let getset = this::<GetSet>(vm, args[0])?;
    applies(vm, getset, args[1])?;
    vm.generic_set_attr(args[1], getset.name, Value::UNBOUND)?;
    Ok(Value::NONE)
}

fn getset_qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let getset = this::<GetSet>(vm, args[0])?;
    let (class, name) = (getset.class.qualname.get(), getset.name.to_string_lossy());
    Ok(short_text(
        vm,
        format!("{}.{name}", class.to_string_lossy()),
    ))
}

fn member_qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(member) = args[0].get::<Member>() else {
        return getset_qualname(vm, args);
    };
    let (class, name) = (member.class.qualname.get(), member.name.to_string_lossy());
    Ok(short_text(
        vm,
        format!("{}.{name}", class.to_string_lossy()),
    ))
}

fn getset_name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<GetSet>(vm, args[0])?.name.into())
}

fn getset_class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<GetSet>(vm, args[0])?.class.into())
}
