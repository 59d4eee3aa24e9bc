//! `module`, and `mappingproxy`, which shows a class's namespace.

use super::support::{class_for_new, str_arg, this, with_class};
use super::{dict, object, operators as op};
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

pub static MAPPING_PROXY: TypeDef = TypeDef {
    name: "mappingproxy",
    kind: Kind::Dict,
    base: "object",
    subclassable: false,
    doc: "Read-only proxy of a mapping.",
    methods: PROXY_METHODS,
    statics: PROXY_STATICS,
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

natives! { PROXY_STATICS: __new__(cls, mapping, /) => new_proxy }

natives! { PROXY_METHODS:
    copy(self, /) => dict::copy,
    get(self, key, default=None, /) => dict::get,
    items(self, /) => dict::items,
    keys(self, /) => dict::keys,
    values(self, /) => dict::values,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => super::iterators::dict_reversed,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __repr__(self, /) => op::repr,
}

fn new_proxy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class("mappingproxy");
    let class = class_for_new(vm, args[0], base)?;
    let made = vm.heap.dict();
    vm.dict_update(made, args[1])?;
    Ok(with_class(made, class))
}
