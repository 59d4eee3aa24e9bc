//! The module `_traceback`: the interpreter's own words for an exception, for the
//! module `traceback`.

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "Exceptions as text.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS: format(exception, /) => format }

fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = vm.format_exception(args[0]);
    Ok(vm.heap.str(&text).into())
}
