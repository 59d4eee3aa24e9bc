//! `exit`, `quit`, `help` and `breakpoint`: what people type at a prompt, and write into scripts.

use crate::builtins::types::support::this;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

pub static QUITTER: TypeDef = TypeDef {
    name: "_sitebuiltins.Quitter",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "name",
        get: name,
        set: None,
    }],
};

natives! { METHODS:
    __call__(self, /, code=None) => call,
    __repr__(self, /) => repr,
}

pub static HELPER: TypeDef = TypeDef {
    name: "_sitebuiltins._Helper",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "",
    methods: HELPER_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

natives! { HELPER_METHODS:
    __call__(self, /, *args) => help,
    __repr__(self, /) => |vm, _| {
        let text = "Type help() for interactive help, or help(object) for help about object.";
        Ok(vm.heap.str(text).into())
    },
}

/// Puts them into `builtins`.
pub fn complete(vm: &mut Vm, builtins: Gc<Dict>) {
    let shape = vm.builtin_class(HELPER.name).root_shape.get();
    let helper = vm.heap.alloc(Opaque::new(shape, Box::new(())));
    let name = vm.heap.intern("help");
    builtins.insert_str(&vm.heap, name, helper.into());
    for name in ["quit", "exit"] {
        let shape = vm.builtin_class(QUITTER.name).root_shape.get();
        let quitter = vm.heap.alloc(Opaque::new(shape, Box::new(name)));
        let name = vm.heap.intern(name);
        builtins.insert_str(&vm.heap, name, quitter.into());
    }
}

fn name_of(vm: &mut Vm, quitter: Value) -> Res<&'static str> {
    let opaque = this::<Opaque>(vm, quitter)?;
    let state = opaque.state.borrow();
    Ok(state.downcast_ref::<&'static str>().copied().unwrap_or(""))
}

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = name_of(vm, args[0])?;
    Ok(vm.heap.intern(name).into())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = name_of(vm, args[0])?;
    let text = format!("Use {name}() or Ctrl-D (i.e. EOF) to exit");
    Ok(vm.heap.str(&text).into())
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = args.get(1).unwrap_or(Value::NONE);
    let class = vm.types.system_exit;
    let exception = vm.call(class.into(), &[code])?;
    Err(vm.raise(exception))
}

/// What `pydoc` has to say.
fn help(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let module = vm.import_module("pydoc")?;
    let name = vm.heap.intern("help");
    let help = vm.get_attr(module, name)?;
    vm.call(help, args.rest(1))
}
