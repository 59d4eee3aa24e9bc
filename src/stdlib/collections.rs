//! The module `_collections`: `deque`, and what the classes that `collections` has in Python
//! do most.

pub mod deque;

use crate::builtins::types::support::this;
use crate::code::op::How;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::protocol::arith::Arith;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "High performance data structures.",
    functions: FUNCTIONS,
    setup,
};

/// The classes of this module.
pub const TYPES: &[&TypeDef] = &[&deque::DEQUE, &deque::ITERATOR, &deque::REVERSE_ITERATOR];

natives! { FUNCTIONS:
    count_elements(mapping, iterable, /) => count_elements,
    move_to_end(mapping, key, last, /) => move_to_end,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(deque::DEQUE.name);
    let hash = vm.names.hash;
    class.dict.insert_str(&vm.heap, hash, Value::NONE);
    set(vm, module, "deque", class);
    Ok(())
}

/// Adds one to the count of each item, in a dict: what `Counter` does all the time.
fn count_elements(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let counts = this::<Dict>(vm, args[0])?;
    let iterator = vm.iter(args[1])?;
    let one = Value::small(1);
    while let Some(item) = vm.next(iterator)? {
        let count = match vm.dict_get(counts, item)? {
            None => one,
            Some(count) => match count.as_int().and_then(|count| count.checked_add(1)) {
                Some(count) => vm.heap.int(count),
                None => vm.binary(Arith::Add, How::Plain, count, one)?,
            },
        };
        vm.dict_set(counts, item, count)?;
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}

/// Makes a key the last one of a dict, or the first.
fn move_to_end(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    let last = vm.truthy(args[2])?;
    let Some(entry) = vm.dict_find(dict, args[1])? else {
        return Err(vm.key_error(args[1]));
    };
    if let (Some((key, value)), Some(hash)) = (dict.entry(entry), dict.hash_at(entry)) {
        dict.remove_at(entry);
        match last {
            true => dict.insert_new(&vm.heap, hash, key, value),
            false => dict.insert_first(&vm.heap, hash, key, value),
        }
    }
    Ok(Value::NONE)
}
