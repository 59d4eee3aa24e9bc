//! `object`: what every object can do.

use super::operators as op;
use super::support::{class_for_new, short_text, str_arg};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Instance;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static OBJECT: TypeDef = TypeDef {
    name: "object",
    kind: Kind::Instance,
    base: "object",
    subclassable: true,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: GETSETS,
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { CLASS_METHODS:
    __init_subclass__(cls, /, *args, **kwargs) => init_subclass,
    __subclasshook__(cls, subclass, /) => not_implemented,
}

natives! { METHODS:
    __init__(self, /, *args, **kwargs) => init,
    __repr__(self, /) => repr,
    __str__(self, /) => str,
    __format__(self, format_spec, /) => format,
    __hash__(self, /) => hash,
    __eq__(self, value, /) => eq,
    __ne__(self, value, /) => ne,
    __lt__(self, value, /) => not_implemented,
    __le__(self, value, /) => not_implemented,
    __gt__(self, value, /) => not_implemented,
    __ge__(self, value, /) => not_implemented,
    __getattribute__(self, name, /) => getattribute,
    __setattr__(self, name, value, /) => setattr,
    __delattr__(self, name, /) => delattr,
    __dir__(self, /) => dir,
    __sizeof__(self, /) => sizeof,
    __getstate__(self, /) => getstate,
    __reduce__(self, /) => reduce,
    __reduce_ex__(self, protocol, /) => reduce_ex,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__class__",
        get: class,
        set: Some(set_class),
    },
    GetSetDef {
        name: "__dict__",
        get: dict,
        set: Some(set_dict),
    },
    GetSetDef {
        name: "__weakref__",
        get: |_, _| Ok(Value::NONE),
        set: None,
    },
];

/// Whether `__new__` or `__init__` is `object`'s own.
fn is_own(vm: &mut Vm, class: Gc<Type>, name: Gc<Str>) -> bool {
    class
        .lookup(name)
        .is_none_or(|(_, owner)| owner == vm.types.object)
}

fn has_arguments(args: Args<'_>) -> bool {
    !args.rest(1).is_empty() || args.extra.is_some_and(|extra| !extra.is_empty())
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.object;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let name = class.name.get().to_string_lossy();
    if has_arguments(args) {
        let (new_name, init_name) = (vm.names.new, vm.names.init);
        if !is_own(vm, class, new_name) {
            return Err(vm.type_error(
                "object.__new__() takes exactly one argument (the type to instantiate)",
            ));
        }
        if is_own(vm, class, init_name) {
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if class.layout != Kind::Instance || class.builtin && class != base {
        return Err(vm.type_error(format!(
            "object.__new__({name}) is not safe, use {name}.__new__()"
        )));
    }
    must_be_concrete(vm, class)?;
    Ok(vm.alloc_instance(class))
}

/// Raises TypeError for a class that still has abstract methods.
fn must_be_concrete(vm: &mut Vm, class: Gc<Type>) -> Res<()> {
    if class.builtin {
        return Ok(());
    }
    let name = vm.names.abstractmethods;
    let Some((methods, _)) = class.lookup(name) else {
        return Ok(());
    };
    if !vm.truthy(methods)? {
        return Ok(());
    }
    let methods = vm.collect_array(methods)?;
    let mut names: Vec<String> = Vec::new();
    for method in methods.tail() {
        names.push(vm.str(method.get())?.to_string_lossy().into_owned());
    }
    names.sort();
    let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let plural = if names.len() == 1 { "" } else { "s" };
    let class = class.name.get().to_string_lossy();
    Err(vm.type_error(format!(
        "Can't instantiate abstract class {class} without an implementation for abstract method{plural} {}",
        names.join(", ")
    )))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if has_arguments(args) {
        let class = vm.class_of(args[0]);
        let (new_name, init_name) = (vm.names.new, vm.names.init);
        if !is_own(vm, class, init_name) {
            return Err(vm.type_error(
                "object.__init__() takes exactly one argument (the instance to initialize)",
            ));
        }
        if is_own(vm, class, new_name) {
            let name = class.name.get().to_string_lossy();
            let message = if class == vm.types.object {
                "object.__init__() takes exactly one argument (the instance to initialize)"
                    .to_string()
            } else {
                format!("{name}.__init__() takes exactly one argument (the instance to initialize)")
            };
            return Err(vm.type_error(message));
        }
    }
    Ok(Value::NONE)
}

fn init_subclass(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = args
        .get(0)
        .and_then(|class| class.get::<Type>())
        .unwrap_or(vm.types.object);
    let name = class.name.get().to_string_lossy();
    if args.extra.is_some_and(|extra| !extra.is_empty()) {
        return Err(vm.type_error(format!(
            "{name}.__init_subclass__() takes no keyword arguments"
        )));
    }
    let given = args.rest(1).len();
    if given > 0 {
        return Err(vm.type_error(format!(
            "{name}.__init_subclass__() takes no arguments ({given} given)"
        )));
    }
    Ok(Value::NONE)
}

fn not_implemented(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::NOT_IMPLEMENTED)
}

/// `<__main__.Point object at 0x7f0012345678>`
fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = default_repr(vm, args[0]);
    Ok(short_text(vm, text))
}

/// What an object is shown as whose class says nothing.
pub fn default_repr(vm: &mut Vm, object: Value) -> String {
    let class = vm.class_of(object);
    let qualname = class.qualname.get().to_string_lossy();
    let module = super::type_::module_name(vm, class);
    let address = object.bits();
    match module.as_deref() {
        None | Some("builtins") => format!("<{qualname} object at {address:#x}>"),
        Some(module) => format!("<{module}.{qualname} object at {address:#x}>"),
    }
}

fn str(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.repr(args[0])?.into())
}

fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let spec = str_arg(vm, args[1], "__format__() argument")?;
    if !spec.bytes().is_empty() {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!(
            "unsupported format string passed to {class}.__format__"
        )));
    }
    Ok(vm.str(args[0])?.into())
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    op::identity_hash(vm, args)
}

fn eq(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(if args[0] == args[1] {
        Value::TRUE
    } else {
        Value::NOT_IMPLEMENTED
    })
}

/// The opposite of what `__eq__` says.
fn ne(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.eq;
    match vm.call_special(args[0], name, &[args[1]]) {
        None => Ok(Value::NOT_IMPLEMENTED),
        Some(answer) => {
            let answer = answer?;
            if answer == Value::NOT_IMPLEMENTED {
                Ok(answer)
            } else {
                Ok(Value::bool(!vm.truthy(answer)?))
            }
        }
    }
}

/// The name of an attribute, interned.
pub fn attribute_name(vm: &mut Vm, name: Value) -> Res<Gc<Str>> {
    match name.get::<Str>() {
        Some(name) => Ok(vm.heap.intern_str(name)),
        None => {
            let got = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{got}'")))
        }
    }
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = attribute_name(vm, args[1])?;
    vm.generic_get_attr(args[0], name)
}

/// `object.__setattr__` is not for classes, which have a `__setattr__` of their own.
fn no_class(vm: &mut Vm, args: Args<'_>, method: &str) -> Res<()> {
    if !args[0].is::<Type>() {
        return Ok(());
    }
    let meta = vm.class_name(args[0]);
    Err(vm.type_error(format!("can't apply this {method} to {meta} object")))
}

fn setattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_class(vm, args, "__setattr__")?;
    let name = attribute_name(vm, args[1])?;
    vm.generic_set_attr(args[0], name, args[2])?;
    Ok(Value::NONE)
}

fn delattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_class(vm, args, "__delattr__")?;
    let name = attribute_name(vm, args[1])?;
    vm.generic_set_attr(args[0], name, Value::UNBOUND)?;
    Ok(Value::NONE)
}

/// Adds the names of a dict.
fn add_names(vm: &mut Vm, names: Gc<Dict>, from: Gc<Dict>) -> Res<()> {
    let mut at = 0;
    while let Some((entry, key, _)) = from.next_entry(at) {
        at = entry + 1;
        vm.dict_set(names, key, Value::NONE)?;
    }
    Ok(())
}

/// Adds the names of a class and its bases.
pub fn add_class_names(vm: &mut Vm, names: Gc<Dict>, class: Gc<Type>) -> Res<()> {
    for class in class.mro() {
        add_names(vm, names, class.dict)?;
    }
    Ok(())
}

/// The keys of a dict as a list.
pub fn names_list(vm: &mut Vm, names: Gc<Dict>) -> Res<Value> {
    let items = vm.collect_array(names.into())?;
    Ok(vm.heap.alloc(List::new(items)).into())
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let names = vm.heap.dict();
    let own = vm.instance_dict(args[0])?;
    if let Some(own) = own {
        add_names(vm, names, own)?;
    }
    let class = vm.class_of(args[0]);
    add_class_names(vm, names, class)?;
    names_list(vm, names)
}

/// Roughly: what the value itself takes.
fn sizeof(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::small(if args[0].is_object() { 16 } else { 8 }))
}

fn getstate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let attributes = match vm.instance_dict(args[0])? {
        Some(dict) if !dict.is_empty() => dict.copy(&vm.heap).into(),
        _ => Value::NONE,
    };
    match vm.slot_values(args[0])? {
        Some(slots) => Ok(vm.heap.tuple(&[attributes, slots.into()]).into()),
        None => Ok(attributes),
    }
}

/// How to make a copy of an object: `(class, (), state)`.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    taken_apart(vm, args[0], Value::small(0))
}

/// A `__reduce__` of the class comes first; `copyreg` takes other objects apart.
fn reduce_ex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.heap.intern("__reduce__");
    let usual = vm.types.object.dict.get_str(name);
    match vm.lookup_special(args[0], name) {
        Some(own) if Some(own) != usual => vm.call_method(args[0], name, &[]),
        _ => taken_apart(vm, args[0], args[1]),
    }
}

fn taken_apart(vm: &mut Vm, object: Value, protocol: Value) -> Res<Value> {
    let copyreg = vm.import_module("copyreg")?;
    let name = vm.heap.intern("_reduce");
    let reduce = vm.get_attr(copyreg, name)?;
    vm.call(reduce, &[object, protocol])
}

fn class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.class_of(args[0]).into())
}

fn set_class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[1].is_unbound() {
        return Err(vm.type_error("can't delete __class__ attribute"));
    }
    let Some(class) = args[1].get::<Type>() else {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "__class__ must be set to a class, not '{got}' object"
        )));
    };
    let old = vm.class_of(args[0]);
    let module = vm.types.module;
    let modules = old.is_subclass_of(module) && class.is_subclass_of(module);
    if !modules && (class.builtin || old.builtin) {
        return Err(vm.type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        ));
    }
    let fits = vm.same_layout(class, old) || modules && class.layout == old.layout;
    if !fits {
        let (new, old) = (
            class.name.get().to_string_lossy(),
            old.name.get().to_string_lossy(),
        );
        return Err(vm.type_error(format!(
            "__class__ assignment: '{new}' object layout differs from '{old}'"
        )));
    }
    let mut shape = class.root_shape.get();
    if let Some(instance) = args[0].get::<Instance>() {
        vm.instance_to_dictionary(instance);
        shape = vm.heap.shapes.dictionary(shape);
    }
    if let Some(header) = args[0].header() {
        header.set_shape(shape);
    }
    Ok(Value::NONE)
}

fn dict(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match vm.instance_dict(args[0])? {
        Some(dict) => Ok(dict.into()),
        None => {
            let name = vm.names.dict;
            Err(vm.no_attribute(args[0], name))
        }
    }
}

fn set_dict(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let given = match args[1].is_unbound() {
        // A deleted `__dict__` is an empty one.
        true => vm.heap.dict().into(),
        false => args[1],
    };
    let Some(dict) = given.get::<Dict>() else {
        let got = vm.class_name(given);
        return Err(vm.type_error(format!(
            "__dict__ must be set to a dictionary, not a '{got}'"
        )));
    };
    if vm.instance_dict(args[0])?.is_none() {
        let name = vm.names.dict;
        return Err(vm.no_attribute(args[0], name));
    }
    vm.set_instance_dict(args[0], dict)?;
    Ok(Value::NONE)
}
