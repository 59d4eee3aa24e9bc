//! What `threading.local` stands on: an object's attributes, of which each thread has its own.
//!
//! ```text
//!   vm.local_values, the running thread's    {id(object): (object, {its attributes here})}
//! ```
//!
//! Before an attribute is looked for, the object gets the running thread's dict as its own. Both
//! happen in one native, so no other thread can come between. The object is in the tuple because an id
//! must not be used again while it is a key: what a thread has of it lives as long as the thread.

use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::text;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// The running thread's attributes of an object.
fn values(vm: &mut Vm, object: Value) -> Res<Option<Gc<Dict>>> {
    let Some(all) = vm.local_values().get::<Dict>() else {
        return Ok(None);
    };
    let key = vm.heap.int(object.bits() as i64);
    let Some(entry) = vm.dict_get(all, key)?.and_then(|it| it.get::<Tuple>()) else {
        return Ok(None);
    };
    Ok(entry.get(1).and_then(|it| it.get::<Dict>()))
}

/// Whether the running thread has used the object before.
pub fn has_values(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(values(vm, args[0])?.is_some()))
}

/// Begins with no attributes in the running thread.
pub fn make_values(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let all = match vm.local_values().get::<Dict>() {
        Some(all) => all,
        None => {
            let all = vm.heap.dict();
            vm.set_local_values(all);
            all
        }
    };
    let key = vm.heap.int(args[0].bits() as i64);
    let dict = vm.heap.dict();
    let entry = vm.heap.tuple(&[args[0], dict.into()]);
    vm.dict_set(all, key, entry.into())?;
    Ok(Value::NONE)
}

/// Shows the object as the running thread has it.
fn show(vm: &mut Vm, args: &Args<'_>) -> Res<Gc<Str>> {
    if let Some(dict) = values(vm, args[0])? {
        vm.set_instance_dict(args[0], dict)?;
    }
    text(vm, args[1], "attribute name")
}

pub fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = show(vm, &args)?;
    vm.generic_get_attr(args[0], name)
}

pub fn set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = show(vm, &args)?;
    vm.generic_set_attr(args[0], name, args[2])?;
    Ok(Value::NONE)
}

pub fn delete(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = show(vm, &args)?;
    vm.generic_set_attr(args[0], name, Value::UNBOUND)?;
    Ok(Value::NONE)
}
