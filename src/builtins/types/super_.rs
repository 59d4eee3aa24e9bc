//! `super`: attributes of an object from behind a class in its mro.

use super::operators as op;
use super::support::{class_for_new, this, with_class};
use crate::natives;
use crate::object::class::Type;
use crate::object::function::Super;
use crate::object::gc::Kind;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static SUPER: TypeDef = TypeDef {
    name: "super",
    kind: Kind::Super,
    base: "object",
    subclassable: true,
    doc: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: GETSETS,
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, type=None, obj=None, /) => init,
    __get__(self, instance, owner=None, /) => get,
    __getattribute__(self, name, /) => getattribute,
    __repr__(self, /) => op::repr,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__thisclass__",
        get: this_class,
        set: None,
    },
    GetSetDef {
        name: "__self__",
        get: receiver,
        set: None,
    },
    GetSetDef {
        name: "__self_class__",
        get: start,
        set: None,
    },
];

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.super_;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let made = vm
        .heap
        .alloc(Super::new(Value::NONE, Value::NONE, Value::NONE));
    Ok(with_class(made, class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Super>(vm, args[0])?;
    let (class, receiver) = match args.get(1) {
        Some(class) => (class, args.get(2).unwrap_or(Value::NONE)),
        None => vm.zero_argument_super()?,
    };
    let made = vm.super_object(class, receiver)?;
    it.class.set(class);
    it.receiver.set(receiver);
    it.start.set(made.start.get());
    Ok(Value::NONE)
}

fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Super>(vm, args[0])?;
    if args[1].is_none() || !it.receiver.get().is_none() {
        return Ok(args[0]);
    }
    Ok(vm.super_object(it.class.get(), args[1])?.into())
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Super>(vm, args[0])?;
    let name = super::object::attribute_name(vm, args[1])?;
    if let Some(start) = it.start.get().get::<Type>()
        && name != vm.names.class
        && let Some(attribute) = it.find_behind(name)
    {
        let receiver = it.receiver.get();
        return if receiver == Value::from(start) {
            vm.bind_on_class(attribute, start)
        } else {
            vm.bind_descriptor(attribute, receiver, start)
        };
    }
    vm.generic_get_attr(args[0], name)
}

fn this_class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Super>(vm, args[0])?.class.get())
}

fn receiver(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Super>(vm, args[0])?.receiver.get())
}

fn start(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Super>(vm, args[0])?.start.get())
}
