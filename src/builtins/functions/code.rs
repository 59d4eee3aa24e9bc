//! Builtins about running code: namespaces of the caller, imports, class bodies.

use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

pub fn globals(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.current_globals().into())
}

pub fn locals(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.current_locals()?.into())
}

/// `__import__(name, globals, locals, fromlist, level)`: the first package of a
/// dotted name, unless something is taken from the last one.
pub fn import(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(name) = args[0].get::<Str>() else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = match args.get(4) {
        Some(level) => vm.index(level)?,
        None => 0,
    };
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    if name.len_chars() == 0 && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let globals = args.get(1).and_then(|globals| globals.get());
    let name = name.to_string_lossy();
    let whole = vm.import_module(&name, level as usize, globals)?;
    let wants_last = match args.get(3) {
        Some(list) => vm.truthy(list)?,
        None => false,
    };
    match name.split_once('.') {
        Some((first, _)) if !wants_last && level == 0 => vm.import_module(first, 0, globals),
        _ => Ok(whole),
    }
}

pub fn build_class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.build_class(args)
}
