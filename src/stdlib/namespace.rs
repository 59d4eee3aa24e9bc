//! `types.SimpleNamespace`: an object that is nothing but its attributes, as
//! `sys.implementation` is one.

use super::arguments::text;
use crate::builtins::types::support::{class_for_new, short_text, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::vm::native::{Args, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

pub static NAMESPACE: TypeDef = TypeDef {
    name: "types.SimpleNamespace",
    kind: Kind::Opaque,
    base: "object",
    subclassable: true,
    doc: "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! {
    METHODS:
    __init__(self, /, *args, **kwargs) => init,
    __eq__(self, value, /) => eq,
    __ne__(self, value, /) => ne,
    __reduce__(self, /) => reduce,
    __repr__(self, /) => repr,
}

/// What the table can't say: the instances have a `__dict__`, and no hash.
pub fn complete(vm: &mut Vm) {
    let class = vm.builtin_class(NAMESPACE.name);
    class.has_dict.set(true);
    let (dict, hash) = (vm.names.dict, vm.names.hash);
    vm.show_inherent(class, dict);
    class.dict.insert_str(&vm.heap, hash, Value::NONE);
}

/// A namespace with these attributes.
pub fn namespace(vm: &mut Vm, attributes: &[(&str, Value)]) -> Value {
    let class = vm.builtin_class(NAMESPACE.name);
    let shape = class.root_shape.get();
    let object = vm.heap.alloc(Opaque::new(shape, Box::new(())));
    let object = Value::from(object);
    for (name, value) in attributes {
        let name = vm.heap.intern(name);
        vm.set_exception_field(object, name, *value);
    }
    object
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(NAMESPACE.name);
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let shape = class.root_shape.get();
    Ok(vm.heap.alloc(Opaque::new(shape, Box::new(()))).into())
}

fn attributes(vm: &mut Vm, object: Value) -> Res<Gc<Dict>> {
    this::<Opaque>(vm, object)?;
    match vm.instance_dict(object)? {
        Some(dict) => Ok(dict),
        None => Ok(vm.heap.dict()),
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !args.rest(1).is_empty() {
        return Err(vm.type_error("no positional arguments expected"));
    }
    let own = attributes(vm, args[0])?;
    if let Some(given) = args.extra {
        for (name, _) in given.iter() {
            text(vm, name, "keywords")?;
        }
        vm.dict_update(own, given.into())?;
    }
    Ok(Value::NONE)
}

fn compare(vm: &mut Vm, args: Args<'_>, how: Cmp) -> Res<Value> {
    let base = vm.builtin_class(NAMESPACE.name);
    if !vm.class_of(args[1]).is_subclass_of(base) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let [a, b] = [attributes(vm, args[0])?, attributes(vm, args[1])?];
    vm.compare(how, a.into(), b.into())
}

fn eq(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    compare(vm, args, Cmp::Eq)
}

fn ne(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    compare(vm, args, Cmp::Ne)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let own = attributes(vm, args[0])?.into();
    let class = vm.class_of(args[0]).into();
    let none = vm.heap.tuple(&[]).into();
    Ok(vm.heap.tuple(&[class, none, own]).into())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.native_depth_guard()?;
    let own = attributes(vm, args[0])?;
    let class = vm.class_of(args[0]);
    let name = match class.builtin {
        true => "namespace".into(),
        false => class.name.get().to_string_lossy(),
    };
    if !vm.enter_repr(args[0]) {
        return Ok(short_text(vm, format_args!("{name}(...)")));
    }
    let written = attributes_text(vm, own);
    vm.leave_repr(args[0]);
    let written = written?;
    Ok(short_text(vm, format_args!("{name}({written})")))
}

fn attributes_text(vm: &mut Vm, own: Gc<Dict>) -> Res<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some((entry, name, value)) = own.next_entry(at) {
        at = entry + 1;
        let (name, value) = (vm.str(name)?, vm.repr(value)?);
        let (name, value) = (name.to_string_lossy(), value.to_string_lossy());
        if !name.is_empty() {
            parts.push(format!("{name}={value}"));
        }
    }
    Ok(parts.join(", "))
}
