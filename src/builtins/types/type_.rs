//! `type`: the class of classes.

use super::support::{short_text, str_arg, this};
use super::{object, operators as op};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{GetSet, Member};
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static TYPE: TypeDef = TypeDef {
    name: "type",
    kind: Kind::Type,
    base: "object",
    subclassable: true,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: GETSETS,
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { CLASS_METHODS: __prepare__(cls, /, *args, **kwargs) => prepare }

natives! { METHODS:
    __init__(self, /, *args, **kwargs) => init,
    __call__(self, /, *args, **kwargs) => call,
    __repr__(self, /) => op::repr,
    __getattribute__(self, name, /) => getattribute,
    __setattr__(self, name, value, /) => setattr,
    __delattr__(self, name, /) => delattr,
    __instancecheck__(self, instance, /) => instancecheck,
    __subclasscheck__(self, subclass, /) => subclasscheck,
    __subclasses__(self, /) => subclasses,
    __dir__(self, /) => dir,
    __or__(self, value, /) => super::alias::or,
    __ror__(self, value, /) => super::alias::ror,
    mro(self, /) => mro_list,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: name,
        set: Some(set_name),
    },
    GetSetDef {
        name: "__qualname__",
        get: qualname,
        set: Some(set_qualname),
    },
    GetSetDef {
        name: "__module__",
        get: module,
        set: Some(set_module),
    },
    GetSetDef {
        name: "__doc__",
        get: doc,
        set: Some(set_doc),
    },
    GetSetDef {
        name: "__bases__",
        get: bases,
        set: Some(set_bases),
    },
    GetSetDef {
        name: "__base__",
        get: base,
        set: None,
    },
    GetSetDef {
        name: "__mro__",
        get: mro,
        set: None,
    },
    GetSetDef {
        name: "__flags__",
        get: flags,
        set: None,
    },
    GetSetDef {
        name: "__basicsize__",
        get: basicsize,
        set: None,
    },
    GetSetDef {
        name: "__itemsize__",
        get: itemsize,
        set: None,
    },
    GetSetDef {
        name: "__dictoffset__",
        get: dictoffset,
        set: None,
    },
    GetSetDef {
        name: "__weakrefoffset__",
        get: |vm, args| this::<Type>(vm, args[0]).map(|_| Value::small(0)),
        set: None,
    },
    GetSetDef {
        name: "__dict__",
        get: dict,
        set: None,
    },
    GetSetDef {
        name: "__annotations__",
        get: annotations,
        set: Some(set_annotations),
    },
    GetSetDef {
        name: "__type_params__",
        get: type_params,
        set: Some(set_type_params),
    },
];

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(meta) = args.get(0).and_then(|meta| meta.get::<Type>()) else {
        return Err(vm.type_error("type.__new__(): not enough arguments"));
    };
    let given = args.rest(1);
    if meta == vm.types.type_ && given.len() == 1 && args.extra.is_none() {
        return Ok(vm.class_of(given[0]).into());
    }
    let [name, bases, namespace] = *given else {
        let message = if meta == vm.types.type_ {
            "type() takes 1 or 3 arguments".to_string()
        } else {
            format!(
                "type.__new__() takes exactly 3 arguments ({} given)",
                given.len()
            )
        };
        return Err(vm.type_error(message));
    };
    let name = str_arg(vm, name, "type.__new__() argument 1")?;
    let name = vm.heap.intern_str(name);
    let Some(bases) = bases.get::<Tuple>() else {
        let got = vm.argument_class_name(bases);
        return Err(vm.type_error(format!(
            "type.__new__() argument 2 must be tuple, not {got}"
        )));
    };
    // A base may have a metaclass of its own, which makes the class then.
    let winner = vm.most_derived_metaclass(meta, bases)?;
    if winner != meta
        && let Some((own, owner)) = winner.lookup(vm.names.new)
        && owner != vm.types.type_
    {
        let own = vm.bind_on_class(own, winner)?;
        let arguments = vm
            .heap
            .tuple(&[winner.into(), given[0], given[1], given[2]]);
        return vm.call_ex(own, arguments, args.extra);
    }
    let Some(namespace) = namespace.get::<Dict>() else {
        let got = vm.argument_class_name(namespace);
        return Err(vm.type_error(format!("type.__new__() argument 3 must be dict, not {got}")));
    };
    Ok(vm
        .new_class(meta, name, bases, namespace, args.extra)?
        .into())
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !matches!(args.rest(1).len(), 1 | 3) {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::NONE)
}

fn prepare(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.heap.dict().into())
}

/// `__new__`, then `__init__` of what that made.
fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let init_name = vm.names.init;
    let new = vm.new_of(class)?;
    let with_class = vm.heap.tuple(args.positional);
    let made = vm.call_ex(new, with_class, args.extra)?;
    let own = vm.class_of(made);
    if class == vm.types.type_ && args.rest(1).len() == 1 || !own.is_subclass_of(class) {
        return Ok(made);
    }
    if let Some((init, _)) = own.lookup(init_name) {
        let init = vm.bind_descriptor(init, made, own)?;
        let positional = vm.heap.tuple(args.rest(1));
        let result = vm.call_ex(init, positional, args.extra)?;
        if !result.is_none() {
            let got = vm.class_name(result);
            return Err(vm.type_error(format!("__init__() should return None, not '{got}'")));
        }
    }
    Ok(made)
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = object::attribute_name(vm, args[1])?;
    vm.generic_get_attr(args[0], name)
}

fn setattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = object::attribute_name(vm, args[1])?;
    vm.generic_set_attr(args[0], name, args[2])?;
    Ok(Value::NONE)
}

fn delattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = object::attribute_name(vm, args[1])?;
    vm.generic_set_attr(args[0], name, Value::UNBOUND)?;
    Ok(Value::NONE)
}

fn instancecheck(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    Ok(vm.is_plain_instance(args[1], class)?.into())
}

fn subclasscheck(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Type>(vm, args[0])?;
    Ok(vm.is_plain_subclass(args[1], args[0])?.into())
}

fn subclasses(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let list = vm.heap.list_of(class.subclasses.get().tail());
    Ok(vm.or_memory_error(list)?.into())
}

fn mro_list(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let order = vm.linearise(class)?;
    let list = vm.heap.list_of(order.tail());
    Ok(vm.or_memory_error(list)?.into())
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let names = vm.heap.dict();
    object::add_class_names(vm, names, class)?;
    object::names_list(vm, names)
}

// --- attributes ---

/// `__name__`: messages name a built-in class with its module, this does not.
fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = class.name.get();
    match name.to_string_lossy().rsplit_once('.') {
        Some((_, short)) if class.builtin => Ok(vm.heap.intern(short).into()),
        _ => Ok(name.into()),
    }
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Type>(vm, args[0])?.qualname.get().into())
}

/// The class whose attribute is to be set: it must be one of Python's own.
fn mutable(vm: &mut Vm, args: Args<'_>, attribute: &str) -> Res<Gc<Type>> {
    let class = this::<Type>(vm, args[0])?;
    let name = class.name.get().to_string_lossy();
    if class.builtin {
        return Err(vm.type_error(format!(
            "cannot set '{attribute}' attribute of immutable type '{name}'"
        )));
    }
    if args[1].is_unbound() {
        return Err(vm.type_error(format!(
            "cannot delete '{attribute}' attribute of immutable type '{name}'"
        )));
    }
    Ok(class)
}

/// The same for an attribute that must be a str.
fn mutable_text(vm: &mut Vm, args: Args<'_>, attribute: &str) -> Res<(Gc<Type>, Gc<Str>)> {
    let class = mutable(vm, args, attribute)?;
    match args[1].get::<Str>() {
        Some(text) => Ok((class, text)),
        None => {
            let (name, got) = (class.name.get().to_string_lossy(), vm.class_name(args[1]));
            Err(vm.type_error(format!(
                "can only assign string to {name}.{attribute}, not '{got}'"
            )))
        }
    }
}

fn set_name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (class, text) = mutable_text(vm, args, "__name__")?;
    if text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    class.name.set(text);
    Ok(Value::NONE)
}

fn set_qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (class, text) = mutable_text(vm, args, "__qualname__")?;
    class.qualname.set(text);
    Ok(Value::NONE)
}

/// `__module__` of a class, if it is a str.
pub fn module_name(vm: &mut Vm, class: Gc<Type>) -> Option<String> {
    let name = vm.names.module;
    let module = class
        .dict
        .get_str(name)
        .and_then(|module| module.get::<Str>());
    match module {
        Some(module) => Some(module.to_string_lossy().into_owned()),
        None => class.builtin.then(|| "builtins".to_string()),
    }
}

fn module(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = vm.names.module;
    match class.dict.get_str(name) {
        Some(module) if !module.is::<GetSet>() => Ok(module),
        _ if class.builtin => Ok(short_text(vm, "builtins")),
        _ => Err(vm.no_attribute(args[0], name)),
    }
}

/// Puts an attribute into the class's own dict.
fn set_own(vm: &mut Vm, args: Args<'_>, name: Gc<Str>) -> Res<Value> {
    let class = mutable(vm, args, &name.to_string_lossy())?;
    class.dict.insert_str(&vm.heap, name, args[1]);
    Ok(Value::NONE)
}

fn set_module(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.module;
    set_own(vm, args, name)
}

fn doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = vm.names.doc;
    match class.dict.get_str(name) {
        // A class in Rust whose instances have documentation of their own.
        Some(doc) if class.builtin && doc.is::<GetSet>() => {
            let class = class.name.get().to_string_lossy();
            let def = super::TYPES.iter().find(|def| def.name == class);
            Ok(def.map_or(Value::NONE, |def| short_text(vm, def.doc)))
        }
        Some(doc) => vm.bind_on_class(doc, class),
        None => Ok(Value::NONE),
    }
}

fn set_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.doc;
    set_own(vm, args, name)
}

fn bases(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Type>(vm, args[0])?.bases.get().into())
}

fn set_bases(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = mutable(vm, args, "__bases__")?;
    let name = class.name.get().to_string_lossy();
    let Some(bases) = args[1].get::<Tuple>() else {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "can only assign tuple to {name}.__bases__, not {got}"
        )));
    };
    if bases.is_empty() {
        return Err(vm.type_error(format!(
            "can only assign non-empty tuple to {name}.__bases__, not ()"
        )));
    }
    vm.set_bases(class, bases)?;
    Ok(Value::NONE)
}

/// The base whose layout the class has.
fn base(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    Ok(vm.base_of(class).map_or(Value::NONE, Value::from))
}

fn mro(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Type>(vm, args[0])?.mro.get().into())
}

fn dict(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    Ok(super::proxy::of_dict(vm, class.dict))
}

/// The bits of CPython's `Py_TPFLAGS_*` that scripts ask for.
fn flags(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = vm.names.abstractmethods;
    let methods = class.dict.get_str(name);
    let is_abstract = match methods {
        Some(methods) => vm.truthy(methods)?,
        None => false,
    };
    let of = |kind| class.layout == kind;
    let bits = [
        (class.builtin, 8),
        (!class.builtin, 9),
        (class.subclassable.get(), 10),
        (true, 12),
        (is_abstract, 20),
        (of(Kind::Int) || of(Kind::Bool), 24),
        (of(Kind::List), 25),
        (of(Kind::Tuple), 26),
        (of(Kind::Bytes), 27),
        (of(Kind::Str), 28),
        (of(Kind::Dict), 29),
        (of(Kind::Exception), 30),
        (of(Kind::Type), 31),
    ];
    let bits = bits.iter().filter(|(on, _)| *on);
    Ok(vm.heap.int(bits.map(|(_, bit)| 1 << bit).sum()))
}

/// Roughly: the header, and a word for each slot.
fn basicsize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let slots = class.mro().flat_map(|base| base.dict.iter());
    let slots = slots.filter(|(_, value)| value.is::<Member>()).count();
    Ok(vm.heap.int(16 + 8 * slots as i64))
}

/// What one item takes in an object of any size.
fn itemsize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    Ok(Value::small(match class.layout {
        Kind::Tuple => 8,
        Kind::Int | Kind::Bool => 4,
        Kind::Bytes => 1,
        _ => 0,
    }))
}

/// Not 0 where instances have a `__dict__`.
fn dictoffset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    Ok(Value::small(if class.has_dict.get() { -1 } else { 0 }))
}

fn annotations(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = vm.names.annotations;
    if class.builtin {
        return Err(vm.no_attribute(args[0], name));
    }
    if let Some(own) = class.dict.get_str(name) {
        return Ok(own);
    }
    let made = vm.heap.dict();
    class.dict.insert_str(&vm.heap, name, made.into());
    Ok(made.into())
}

fn set_annotations(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.annotations;
    if args[1].is_unbound() {
        let class = this::<Type>(vm, args[0])?;
        return match class.dict.remove_str(name) {
            Some(_) if !class.builtin => Ok(Value::NONE),
            _ => Err(vm.attribute_error("__annotations__")),
        };
    }
    set_own(vm, args, name)
}

fn type_params(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = this::<Type>(vm, args[0])?;
    let name = vm.heap.intern("__type_params__");
    let own = class.dict.get_str(name).filter(|it| it.is::<Tuple>());
    Ok(own.unwrap_or_else(|| vm.heap.tuple(&[]).into()))
}

fn set_type_params(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.heap.intern("__type_params__");
    set_own(vm, args, name)
}
