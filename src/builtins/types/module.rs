//! `module`.

use super::support::{class_for_new, str_arg, this, with_class};
use super::{object, operators as op};
use crate::natives;
use crate::object::gc::Kind;
use crate::object::instance::Module;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

pub static MODULE: TypeDef = TypeDef {
    name: "module",
    kind: Kind::Module,
    base: "object",
    subclassable: true,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, name, doc=None) => init,
    __dir__(self, /) => dir,
    __repr__(self, /) => op::repr,
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.module;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let dict = vm.heap.dict();
    let made = vm.heap.alloc(Module::new(dict));
    Ok(with_class(made, class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let module = this::<Module>(vm, args[0])?;
    let name = str_arg(vm, args[1], "module.__init__() argument 1")?;
    let doc = args.get(2).unwrap_or(Value::NONE);
    let [name_name, doc_name] = [vm.names.name, vm.names.doc];
    module.dict.insert_str(&vm.heap, name_name, name.into());
    module.dict.insert_str(&vm.heap, doc_name, doc);
    for absent in ["__package__", "__loader__", "__spec__"] {
        let absent = vm.heap.intern(absent);
        module.dict.insert_str(&vm.heap, absent, Value::NONE);
    }
    Ok(Value::NONE)
}

fn dir(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let module = this::<Module>(vm, args[0])?;
    let name = vm.names.dir;
    match module.dict.get_str(name) {
        Some(function) => vm.call(function, &[]),
        None => object::names_list(vm, module.dict),
    }
}
