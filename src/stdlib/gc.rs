//! The module `gc`: the collector, as far as it can be asked. It is not of generations,
//! and counts no references, so most settings are remembered and mean nothing.

use crate::builtins::types::support::{list, scratch};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Header, Kind};
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_gc",
    doc: "The collector.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    collect() => collect,
    objects() => objects,
    referents(obj, /) => referents,
}

fn collect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.collect_all(&args, collect);
    Ok(Value::small(0))
}

/// Whether scripts know objects of this kind, and whether they can refer to others.
fn is_tracked(vm: &Vm, object: Gc<Header>) -> bool {
    let leaf = matches!(
        object.kind(),
        Kind::Str
            | Kind::Int
            | Kind::Float
            | Kind::Complex
            | Kind::Bytes
            | Kind::ByteArray
            | Kind::Range
            | Kind::Decimal
            | Kind::Code
    );
    !leaf && is_visible(vm, object)
}

fn is_visible(vm: &Vm, object: Gc<Header>) -> bool {
    vm.heap.shapes.class(object.shape()).is_some()
}

fn listed(vm: &mut Vm, objects: &[Gc<Header>]) -> Res<Value> {
    let mut items = scratch(vm, objects.len())?;
    for &object in objects {
        vm.array_push(&mut items, Value::from(object))?;
    }
    Ok(list(vm, items))
}

/// All objects that scripts may get hold of and that refer to others.
fn objects(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.collect_from_native(&args);
    let mut found = Vec::new();
    vm.heap.for_each_object(|object| found.push(object));
    found.retain(|&object| is_tracked(vm, object));
    // Nothing is collected before they are all in the list.
    listed(vm, &found)
}

/// The objects that one refers to, also by way of what only the VM knows: a list's storage.
fn referents(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut found = Vec::new();
    if let Some(object) = args[0].header()
        && is_tracked(vm, object)
    {
        let mut inner = vm.heap.references(object);
        while let Some(object) = inner.pop() {
            match is_visible(vm, object) {
                true => found.push(object),
                false => inner.extend(vm.heap.references(object)),
            }
        }
    }
    listed(vm, &found)
}
