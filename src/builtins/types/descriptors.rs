//! What classes hold to compute attributes: `classmethod`, `staticmethod`, `property`.

use super::operators as op;
use super::support::{at_most, class_for_new, this, with_class};
use crate::natives;
use crate::object::class::Type;
use crate::object::function::{ClassMethod, Property, StaticMethod};
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Raised, Res, Vm};

pub static CLASSMETHOD: TypeDef = TypeDef {
    name: "classmethod",
    kind: Kind::ClassMethod,
    base: "object",
    subclassable: true,
    doc: "classmethod(function) -> method\n\nConvert a function to be a class method.",
    methods: CLASSMETHOD_METHODS,
    statics: CLASSMETHOD_STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: WRAPPER_GETSETS,
};

pub static CLASSMETHOD_DESCRIPTOR: TypeDef = TypeDef {
    name: "classmethod_descriptor",
    kind: Kind::ClassMethod,
    base: "object",
    subclassable: false,
    doc: "",
    methods: CLASSMETHOD_DESCRIPTOR_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: CLASSMETHOD_DESCRIPTOR_GETSETS,
};

pub static STATICMETHOD: TypeDef = TypeDef {
    name: "staticmethod",
    kind: Kind::StaticMethod,
    base: "object",
    subclassable: true,
    doc: "staticmethod(function) -> method\n\nConvert a function to be a static method.",
    methods: STATICMETHOD_METHODS,
    statics: STATICMETHOD_STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: WRAPPER_GETSETS,
};

pub static PROPERTY: TypeDef = TypeDef {
    name: "property",
    kind: Kind::Property,
    base: "object",
    subclassable: true,
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring",
    methods: PROPERTY_METHODS,
    statics: PROPERTY_STATICS,
    class_methods: &[],
    getsets: PROPERTY_GETSETS,
};

// --- classmethod and staticmethod ---

natives! { CLASSMETHOD_STATICS: __new__(cls, /, *args, **kwargs) => new_classmethod }
natives! { STATICMETHOD_STATICS: __new__(cls, /, *args, **kwargs) => new_staticmethod }

natives! { CLASSMETHOD_METHODS:
    __init__(self, /, *args, **kwargs) => init_wrapper,
    __get__(self, instance, owner=None, /) => classmethod_get,
    __getattr__(self, name, /) => wrapper_getattr,
    __repr__(self, /) => op::repr,
}

natives! { CLASSMETHOD_DESCRIPTOR_METHODS:
    __call__(self, /, *args, **kwargs) => staticmethod_call,
    __get__(self, instance, owner=None, /) => classmethod_get,
    __repr__(self, /) => op::repr,
}

static CLASSMETHOD_DESCRIPTOR_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: |vm, args| wrapped_attribute(vm, args, "__name__"),
        set: None,
    },
    GetSetDef {
        name: "__qualname__",
        get: |vm, args| wrapped_attribute(vm, args, "__qualname__"),
        set: None,
    },
    GetSetDef {
        name: "__objclass__",
        get: |vm, args| wrapped_attribute(vm, args, "__self__"),
        set: None,
    },
];

fn wrapped_attribute(vm: &mut Vm, args: Args<'_>, name: &str) -> Res<Value> {
    let (callable, name) = (callable(vm, args[0])?, vm.heap.intern(name));
    vm.get_attr(callable, name)
}

natives! { STATICMETHOD_METHODS:
    __init__(self, /, *args, **kwargs) => init_wrapper,
    __call__(self, /, *args, **kwargs) => staticmethod_call,
    __get__(self, instance, owner=None, /) => staticmethod_get,
    __getattr__(self, name, /) => wrapper_getattr,
    __repr__(self, /) => op::repr,
}

static WRAPPER_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__func__",
        get: wrapped,
        set: None,
    },
    GetSetDef {
        name: "__wrapped__",
        get: wrapped,
        set: None,
    },
    GetSetDef {
        name: "__isabstractmethod__",
        get: wrapper_is_abstract,
        set: None,
    },
    GetSetDef {
        name: "__doc__",
        get: wrapper_doc,
        set: Some(set_wrapper_doc),
    },
];

fn new_classmethod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.classmethod;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let made = vm.heap.alloc(ClassMethod::new(Value::NONE));
    Ok(with_class(made, class))
}

fn new_staticmethod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.staticmethod;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let made = vm.heap.alloc(StaticMethod::new(Value::NONE));
    Ok(with_class(made, class))
}

fn init_wrapper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if let Some(it) = args[0].get::<ClassMethod>() {
        at_most(vm, args, "classmethod", 1, 1)?;
        it.callable.set(args[1]);
        return Ok(Value::NONE);
    }
    let it = this::<StaticMethod>(vm, args[0])?;
    at_most(vm, args, "staticmethod", 1, 1)?;
    it.callable.set(args[1]);
    Ok(Value::NONE)
}

/// The callable of a class method or static method.
fn callable(vm: &mut Vm, value: Value) -> Res<Value> {
    match value.get::<ClassMethod>() {
        Some(it) => Ok(it.callable.get()),
        None => Ok(this::<StaticMethod>(vm, value)?.callable.get()),
    }
}

fn wrapped(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    callable(vm, args[0])
}

/// The name, the documentation and the like are those of the callable.
fn wrapper_getattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = super::object::attribute_name(vm, args[1])?;
    let shared = [
        "__name__",
        "__qualname__",
        "__doc__",
        "__module__",
        "__annotations__",
    ];
    if name.as_str().is_some_and(|name| shared.contains(&name)) {
        let callable = callable(vm, args[0])?;
        return vm.get_attr(callable, name);
    }
    Err(vm.no_attribute(args[0], name))
}

/// The documentation is the callable's, or what was set instead.
fn wrapper_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.doc;
    if let Some(own) = vm.own_attribute(args[0], name)? {
        return Ok(own);
    }
    let callable = callable(vm, args[0])?;
    Ok(vm.get_attr_opt(callable, name)?.unwrap_or(Value::NONE))
}

fn set_wrapper_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    callable(vm, args[0])?;
    let name = vm.names.doc;
    let doc = args[1].bound().unwrap_or(Value::NONE);
    if let Some(dict) = vm.instance_dict(args[0])? {
        dict.insert_str(&vm.heap, name, doc);
    }
    Ok(Value::NONE)
}

fn classmethod_get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let callable = this::<ClassMethod>(vm, args[0])?.callable.get();
    let owner = args.get(2).filter(|owner| !owner.is_none());
    match owner.map(|owner| owner.get::<Type>()) {
        None => {
            let class = vm.class_of(args[1]);
            vm.bind_class_method(callable, class)
        }
        Some(Some(class)) => vm.bind_class_method(callable, class),
        Some(None) => Ok(vm.bind_callable(callable, owner.unwrap_or(Value::NONE))),
    }
}

fn staticmethod_get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<StaticMethod>(vm, args[0])?.callable.get())
}

fn staticmethod_call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let callable = callable(vm, args[0])?;
    let positional = vm.heap.tuple(args.rest(1));
    vm.call_ex(callable, positional, args.extra)
}

/// Whether `__isabstractmethod__` of an object is true.
fn is_abstract(vm: &mut Vm, value: Value) -> Res<bool> {
    let name = vm.heap.intern("__isabstractmethod__");
    match vm.get_attr_opt(value, name)? {
        Some(flag) => vm.truthy(flag),
        None => Ok(false),
    }
}

fn wrapper_is_abstract(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let callable = callable(vm, args[0])?;
    Ok(is_abstract(vm, callable)?.into())
}

// --- property ---

natives! { PROPERTY_STATICS: __new__(cls, /, *args, **kwargs) => new_property }

natives! { PROPERTY_METHODS:
    __init__(self, /, fget=None, fset=None, fdel=None, doc=None) => init_property,
    __get__(self, instance, owner=None, /) => property_get,
    __set__(self, instance, value, /) => property_set,
    __delete__(self, instance, /) => property_delete,
    __set_name__(self, owner, name, /) => property_set_name,
    getter(self, function, /) => getter,
    setter(self, function, /) => setter,
    deleter(self, function, /) => deleter,
}

static PROPERTY_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "fget",
        get: fget,
        set: None,
    },
    GetSetDef {
        name: "fset",
        get: fset,
        set: None,
    },
    GetSetDef {
        name: "fdel",
        get: fdel,
        set: None,
    },
    GetSetDef {
        name: "__doc__",
        get: property_doc,
        set: Some(set_property_doc),
    },
    GetSetDef {
        name: "__isabstractmethod__",
        get: property_is_abstract,
        set: None,
    },
];

fn new_property(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.property;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let none = Value::NONE;
    let made = vm.heap.alloc(Property::new(none, none, none, none, none));
    Ok(with_class(made, class))
}

fn init_property(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let property = this::<Property>(vm, args[0])?;
    let [fget, fset, fdel, doc] = [1, 2, 3, 4].map(|at| args.get(at).unwrap_or(Value::NONE));
    property.getter.set(fget);
    property.setter.set(fset);
    property.deleter.set(fdel);
    let doc = if doc.is_none() && !fget.is_none() {
        let name = vm.names.doc;
        vm.get_attr_opt(fget, name)?.unwrap_or(Value::NONE)
    } else {
        doc
    };
    if vm.class_of(args[0]) == vm.types.property {
        property.doc.set(doc);
        return Ok(Value::NONE);
    }
    // The class of a subclass has a `__doc__` of its own, which the object's covers.
    let name = vm.names.doc;
    match vm.set_attr(args[0], name, doc) {
        Err(Raised) if vm.raised_is(vm.types.attribute_error) => {
            vm.take_raised();
        }
        outcome => outcome?,
    }
    Ok(Value::NONE)
}

fn property_get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Property>(vm, args[0])?;
    if args[1].is_none() {
        return Ok(args[0]);
    }
    let class = vm.class_of(args[1]);
    vm.bind_descriptor(args[0], args[1], class)
}

fn lacks(vm: &mut Vm, property: Gc<Property>, object: Value, what: &str) -> crate::vm::Raised {
    let class = vm.class_of(object).qualname.get().to_string_lossy();
    let name = property.name.get().get::<crate::object::str::Str>();
    let named = name.map_or(String::new(), |name| {
        format!(" '{}'", name.to_string_lossy())
    });
    vm.attribute_error(format!("property{named} of '{class}' object has no {what}"))
}

fn property_set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let property = this::<Property>(vm, args[0])?;
    let function = property.setter.get();
    if function.is_none() {
        return Err(lacks(vm, property, args[1], "setter"));
    }
    vm.call(function, &[args[1], args[2]])?;
    Ok(Value::NONE)
}

fn property_delete(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let property = this::<Property>(vm, args[0])?;
    let function = property.deleter.get();
    if function.is_none() {
        return Err(lacks(vm, property, args[1], "deleter"));
    }
    vm.call(function, &[args[1]])?;
    Ok(Value::NONE)
}

fn property_set_name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Property>(vm, args[0])?.name.set(args[2]);
    Ok(Value::NONE)
}

/// A property of the same class with one function replaced.
fn changed(vm: &mut Vm, args: Args<'_>, place: usize) -> Res<Value> {
    let property = this::<Property>(vm, args[0])?;
    let mut parts = [
        property.getter.get(),
        property.setter.get(),
        property.deleter.get(),
        Value::NONE,
    ];
    // A doc that came from the old getter comes from the new one.
    let own_doc = {
        let name = vm.names.doc;
        let getter = property.getter.get();
        let from_getter = if getter.is_none() {
            None
        } else {
            vm.get_attr_opt(getter, name)?
        };
        from_getter != Some(property.doc.get())
    };
    if own_doc {
        parts[3] = property.doc.get();
    }
    parts[place] = args[1];
    let class = vm.class_of(args[0]);
    let made = vm.call(class.into(), &parts)?;
    if let Some(made) = made.get::<Property>() {
        made.name.set(property.name.get());
    }
    Ok(made)
}

fn getter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    changed(vm, args, 0)
}

fn setter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    changed(vm, args, 1)
}

fn deleter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    changed(vm, args, 2)
}

fn fget(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Property>(vm, args[0])?.getter.get())
}

fn fset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Property>(vm, args[0])?.setter.get())
}

fn fdel(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Property>(vm, args[0])?.deleter.get())
}

fn property_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Property>(vm, args[0])?.doc.get())
}

fn set_property_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Property>(vm, args[0])?
        .doc
        .set(args[1].bound().unwrap_or(Value::NONE));
    Ok(Value::NONE)
}

fn property_is_abstract(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let property = this::<Property>(vm, args[0])?;
    for function in [
        property.getter.get(),
        property.setter.get(),
        property.deleter.get(),
    ] {
        if is_abstract(vm, function)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
