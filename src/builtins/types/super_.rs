//! `super`: attributes of an object from behind a class in its mro.

use super::operators as op;
use super::support::{class_for_new, this, with_class};
use crate::natives;
use crate::object::class::Type;
use crate::object::function::Super;
use crate::object::gc::{Gc, Kind};
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
    let Some(bound_class) = class.get::<Type>() else {
        let got = vm.class_name(class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {got}")));
    };
    let start = if receiver.is_none() {
        Value::NONE
    } else {
        starting_class(vm, bound_class, receiver)?.into()
    };
    it.class.set(class);
    it.receiver.set(receiver);
    it.start.set(start);
    Ok(Value::NONE)
}

/// The class whose mro is searched: the receiver's, or the receiver itself.
fn starting_class(vm: &mut Vm, class: Gc<Type>, receiver: Value) -> Res<Gc<Type>> {
    if let Some(own) = receiver.get::<Type>()
        && own.is_subclass_of(class)
    {
        return Ok(own);
    }
    let own = vm.class_of(receiver);
    if own.is_subclass_of(class) {
        return Ok(own);
    }
    if let Some(feigned) = vm.feigned_class(receiver)?
        && feigned.is_subclass_of(class)
    {
        return Ok(feigned);
    }
    Err(vm.type_error("super(type, obj): obj must be an instance or subtype of type"))
}

fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Super>(vm, args[0])?;
    if args[1].is_none() || !it.receiver.get().is_none() {
        return Ok(args[0]);
    }
    let Some(class) = it.class.get().get::<Type>() else {
        return Ok(args[0]);
    };
    let start = starting_class(vm, class, args[1])?;
    Ok(vm
        .heap
        .alloc(Super::new(class.into(), args[1], start.into()))
        .into())
}

fn getattribute(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Super>(vm, args[0])?;
    let name = super::object::attribute_name(vm, args[1])?;
    let (class, start) = (it.class.get().get::<Type>(), it.start.get().get::<Type>());
    if let (Some(class), Some(start)) = (class, start)
        && name != vm.names.class
    {
        let behind = start.mro().skip_while(|&it| it != class).skip(1);
        let found = { behind }.find_map(|it| it.dict.get_str(name));
        if let Some(attribute) = found {
            let receiver = it.receiver.get();
            let on_class = receiver == Value::from(start);
            return if on_class {
                vm.bind_on_class(attribute, start)
            } else {
                vm.bind_descriptor(attribute, receiver, start)
            };
        }
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
