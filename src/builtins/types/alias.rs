//! `list[int]` and `int | str`: types.GenericAlias and types.UnionType.
//!
//! Both are made when annotations are evaluated, so they must exist though nobody
//! checks them. They are plain instances with the attributes that CPython's have.

use super::support::{field, record, short_text};
use crate::natives;
use crate::object::class::Type;
use crate::object::gc::{Gc, Kind};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Args, Res, Vm};

pub static GENERIC_ALIAS: TypeDef = TypeDef {
    name: "GenericAlias",
    kind: Kind::Instance,
    base: "object",
    subclassable: true,
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    methods: ALIAS_METHODS,
    statics: ALIAS_STATICS,
    class_methods: &[],
    getsets: &[],
};

pub static UNION_TYPE: TypeDef = TypeDef {
    name: "types.UnionType",
    kind: Kind::Instance,
    base: "object",
    subclassable: false,
    doc: "Represent a PEP 604 union type\n\nE.g. for int | str",
    methods: UNION_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

natives! { pub CLASS_GETITEM: __class_getitem__(cls, item, /) => class_getitem }

natives! { ALIAS_STATICS: __new__(cls, origin, args, /) => new_alias }

natives! { ALIAS_METHODS:
    __call__(self, /, *args, **kwargs) => alias_call,
    __getattr__(self, name, /) => alias_getattr,
    __mro_entries__(self, bases, /) => mro_entries,
    __getitem__(self, item, /) => alias_getitem,
    __eq__(self, other, /) => alias_eq,
    __hash__(self, /) => alias_hash,
    __repr__(self, /) => alias_repr,
    __or__(self, value, /) => or,
    __ror__(self, value, /) => ror,
    __instancecheck__(self, instance, /) => alias_instancecheck,
    __subclasscheck__(self, subclass, /) => alias_subclasscheck,
}

natives! { UNION_METHODS:
    __getitem__(self, item, /) => alias_getitem,
    __eq__(self, other, /) => union_eq,
    __hash__(self, /) => union_hash,
    __repr__(self, /) => union_repr,
    __or__(self, value, /) => or,
    __ror__(self, value, /) => ror,
    __instancecheck__(self, instance, /) => union_instancecheck,
    __subclasscheck__(self, subclass, /) => union_subclasscheck,
}

fn args_of(vm: &mut Vm, object: Value) -> Res<Gc<Tuple>> {
    let args = field(vm, object, "__args__")?;
    Ok(args.get::<Tuple>().unwrap_or_else(|| vm.heap.tuple(&[])))
}

// --- generic aliases ---

/// `list[int]`
pub fn class_getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.builtin_class("GenericAlias");
    alias(vm, class, args[0], args[1])
}

fn new_alias(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class("GenericAlias");
    let class = super::support::class_for_new(vm, args[0], base)?;
    alias(vm, class, args[1], args[2])
}

fn alias(vm: &mut Vm, class: Gc<Type>, origin: Value, item: Value) -> Res<Value> {
    let args = item
        .get::<Tuple>()
        .unwrap_or_else(|| vm.heap.tuple(&[item]));
    let parameters = parameters_of(vm, args)?;
    record(
        vm,
        class,
        &[
            ("__origin__", origin),
            ("__args__", args.into()),
            ("__parameters__", parameters),
        ],
    )
}

/// The type variables in the arguments. Only `typing` knows what those are, and there
/// are none before it was imported.
fn parameters_of(vm: &mut Vm, args: Gc<Tuple>) -> Res<Value> {
    let is_plain = |arg: Value| arg.is::<Type>() || arg.is_none() || arg == Value::ELLIPSIS;
    if !args.iter().all(is_plain)
        && let Some(function) = of_typing(vm, "_parameters")?
    {
        return vm.call(function, &[args.into()]);
    }
    Ok(vm.heap.tuple(&[]).into())
}

fn of_typing(vm: &mut Vm, name: &str) -> Res<Option<Value>> {
    let typing = vm.heap.intern("typing");
    let Some(module) = vm.modules.get_str(typing) else {
        return Ok(None);
    };
    let name = vm.heap.intern(name);
    vm.get_attr_opt(module, name)
}

fn alias_call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let origin = field(vm, args[0], "__origin__")?;
    let positional = vm.heap.tuple(args.rest(1));
    vm.call_ex(origin, positional, args.extra)
}

/// What is no attribute of the alias is one of its origin.
fn alias_getattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = super::object::attribute_name(vm, args[1])?;
    let origin = field(vm, args[0], "__origin__")?;
    vm.get_attr(origin, name)
}

fn mro_entries(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let origin = field(vm, args[0], "__origin__")?;
    Ok(vm.heap.tuple(&[origin]).into())
}

fn alias_getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let parameters = field(vm, args[0], "__parameters__")?;
    if parameters.get::<Tuple>().is_some_and(|it| !it.is_empty())
        && let Some(function) = of_typing(vm, "_subscript_alias")?
    {
        return vm.call(function, &[args[0], args[1]]);
    }
    let shown = shown(vm, args[0])?;
    Err(vm.type_error(format!("{shown} is not a generic class")))
}

fn alias_eq(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if vm.class_of(args[0]) != vm.class_of(args[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    for name in ["__origin__", "__args__"] {
        let (a, b) = (field(vm, args[0], name)?, field(vm, args[1], name)?);
        if !vm.compare_bool(Cmp::Eq, a, b)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn alias_hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let origin = field(vm, args[0], "__origin__")?;
    let params = field(vm, args[0], "__args__")?;
    let hash = vm.hash(origin)? ^ vm.hash(params)?;
    Ok(vm.heap.int(hash))
}

/// A type as aliases and unions show it: a class by its name alone.
fn shown(vm: &mut Vm, item: Value) -> Res<String> {
    vm.native_depth_guard()?;
    if item == Value::ELLIPSIS {
        return Ok("...".to_string());
    }
    if item.is_none() {
        return Ok("None".to_string());
    }
    if let Some(class) = item.get::<Type>() {
        let qualname = class.qualname.get().to_string_lossy();
        if class == vm.types.none_type {
            return Ok("None".to_string());
        }
        return Ok(match super::type_::module_name(vm, class).as_deref() {
            None | Some("builtins") => qualname.into_owned(),
            Some(module) => format!("{module}.{qualname}"),
        });
    }
    Ok(vm.repr(item)?.to_string_lossy().into_owned())
}

fn alias_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let origin = field(vm, args[0], "__origin__")?;
    let origin = shown(vm, origin)?;
    let params = args_of(vm, args[0])?;
    let mut texts = Vec::new();
    for param in params.iter() {
        texts.push(shown(vm, param)?);
    }
    let texts = if texts.is_empty() {
        "()".to_string()
    } else {
        texts.join(", ")
    };
    Ok(short_text(vm, format!("{origin}[{texts}]")))
}

fn alias_instancecheck(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn alias_subclasscheck(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

// --- unions ---

fn is_union(vm: &mut Vm, value: Value) -> bool {
    let class = vm.builtin_class("types.UnionType");
    vm.class_of(value) == class
}

/// Whether a value may be a member: a class, an alias, a union, or None.
fn can_be_member(vm: &mut Vm, value: Value) -> bool {
    let alias = vm.builtin_class("GenericAlias");
    value.is_none() || value.is::<Type>() || is_union(vm, value) || vm.class_of(value) == alias
}

/// `a | b`
pub fn or(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    union(vm, args[0], args[1])
}

/// `b | a`, asked of `a`
pub fn ror(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    union(vm, args[1], args[0])
}

fn union(vm: &mut Vm, a: Value, b: Value) -> Res<Value> {
    if !can_be_member(vm, a) || !can_be_member(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut members = super::support::scratch(vm, 2)?;
    for side in [a, b] {
        let several = if is_union(vm, side) {
            args_of(vm, side)?
        } else {
            vm.heap.tuple(&[side])
        };
        for member in several.iter() {
            let member = if member.is_none() {
                vm.types.none_type.into()
            } else {
                member
            };
            let mut known = false;
            for it in members.tail() {
                known |= vm.compare_bool(Cmp::Eq, it.get(), member)?;
            }
            if !known {
                vm.array_push(&mut members, member)?;
            }
        }
    }
    if let [only] = members.tail() {
        return Ok(only.get());
    }
    let args = vm.heap.tuple_of(members.tail());
    let class = vm.builtin_class("types.UnionType");
    let parameters = parameters_of(vm, args)?;
    let fields = [("__args__", args.into()), ("__parameters__", parameters)];
    record(vm, class, &fields)
}

fn union_eq(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !is_union(vm, args[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (args_of(vm, args[0])?, args_of(vm, args[1])?);
    if a.len() != b.len() {
        return Ok(Value::FALSE);
    }
    for member in a.iter() {
        if !vm.contains(b.into(), member)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn union_hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut hash = 0;
    for member in args_of(vm, args[0])?.iter() {
        hash ^= vm.hash(member)?;
    }
    Ok(vm.heap.int(hash))
}

fn union_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut texts = Vec::new();
    for member in args_of(vm, args[0])?.iter() {
        texts.push(shown(vm, member)?);
    }
    Ok(short_text(vm, texts.join(" | ")))
}

fn union_instancecheck(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    for member in args_of(vm, args[0])?.iter() {
        if vm.is_instance(args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn union_subclasscheck(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    for member in args_of(vm, args[0])?.iter() {
        if vm.is_subclass(args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
