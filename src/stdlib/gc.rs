//! The module `gc`: the collector, as far as it can be asked. It is not of generations,
//! and counts no references, so most settings are remembered and mean nothing.

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_gc",
    doc: "The collector.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS: collect() => collect }

fn collect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.collect_all(&args, collect);
    Ok(Value::small(0))
}
