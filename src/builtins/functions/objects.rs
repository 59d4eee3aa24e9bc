//! Builtins that ask an object about itself: its attributes, class, text, items.

use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Function, Native};
use crate::object::gc::Gc;
use crate::object::generator::Generator;
use crate::object::instance::Module;
use crate::object::iter::{Iter, IterKind};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::generators::Resumed;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

pub fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let len = vm.len(args[0])?;
    Ok(vm.heap.int(len as i64))
}

pub fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.repr(args[0])?.into())
}

pub fn ascii(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.ascii(args[0])?.into())
}

pub fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(spec) = args.get(1) else {
        return Ok(vm.format(args[0], "")?.into());
    };
    let Some(spec) = spec.get::<Str>() else {
        let class = vm.argument_class_name(spec);
        return Err(vm.type_error(format!("format() argument 2 must be str, not {class}")));
    };
    Ok(vm.format(args[0], &spec.to_string_lossy())?.into())
}

/// `id`: the value's word. Equal ints and floats in place are one object.
pub fn id(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.heap.bigint(args[0].bits().into()))
}

pub fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hash = vm.hash(args[0])?;
    Ok(vm.heap.int(hash))
}

pub fn callable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(is_callable(vm, args[0])))
}

/// What `callable` says.
pub fn is_callable(vm: &mut Vm, value: Value) -> bool {
    if value.is::<Function>()
        || value.is::<Native>()
        || value.is::<Type>()
        || value.is::<BoundMethod>()
    {
        return true;
    }
    let call = vm.names.call;
    vm.lookup_special(value, call).is_some()
}

pub fn isinstance(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(vm.is_instance(args[0], args[1])?))
}

pub fn issubclass(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(vm.is_subclass(args[0], args[1])?))
}

// --- attributes ---

/// An attribute's name, interned.
fn attribute_name(vm: &mut Vm, name: Value) -> Res<Gc<Str>> {
    match name.get::<Str>() {
        Some(name) => Ok(vm.heap.intern_str(name)),
        None => {
            let class = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
        }
    }
}

pub fn getattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = attribute_name(vm, args[1])?;
    match args.get(2) {
        None => vm.get_attr(args[0], name),
        Some(default) => Ok(vm.get_attr_opt(args[0], name)?.unwrap_or(default)),
    }
}

pub fn hasattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = attribute_name(vm, args[1])?;
    Ok(Value::bool(vm.get_attr_opt(args[0], name)?.is_some()))
}

pub fn setattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = attribute_name(vm, args[1])?;
    vm.set_attr(args[0], name, args[2])?;
    Ok(Value::NONE)
}

pub fn delattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = attribute_name(vm, args[1])?;
    vm.del_attr(args[0], name)?;
    Ok(Value::NONE)
}

pub fn vars(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(object) = args.get(0) else {
        return Ok(super::code::current_locals(vm));
    };
    let name = vm.names.dict;
    match vm.get_attr_opt(object, name)? {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

/// `dir`: the sorted names that `__dir__` gives, or the usual ones.
pub fn dir(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let names = match args.get(0) {
        None => {
            let locals = super::code::current_locals(vm);
            vm.collect_array(locals)?
        }
        Some(object) => {
            let name = vm.names.dir;
            let names = match vm.call_special(object, name, &[]) {
                Some(names) => names?,
                None => usual_names(vm, object)?.into(),
            };
            vm.collect_array(names)?
        }
    };
    vm.sort(names, None, false)?;
    Ok(vm.heap.alloc(List::new(names)).into())
}

/// The names of an object's attributes: a dict whose keys they are. A module shows
/// its own only, a class those of its bases too, other objects also their class's.
pub fn usual_names(vm: &mut Vm, object: Value) -> Res<Gc<Dict>> {
    let names = vm.heap.dict();
    if let Some(module) = object.get::<Module>() {
        add_names(vm, names, module.dict);
        return Ok(names);
    }
    let class = object.get::<Type>().unwrap_or_else(|| vm.class_of(object));
    if !object.is::<Type>()
        && let Some(own) = vm.instance_dict(object)?
    {
        add_names(vm, names, own);
    }
    for class in class.mro() {
        add_names(vm, names, class.dict);
    }
    Ok(names)
}

fn add_names(vm: &mut Vm, names: Gc<Dict>, from: Gc<Dict>) {
    let mut at = 0;
    while let Some((entry, key, _)) = from.next_entry(at) {
        if let Some(name) = key.get::<Str>() {
            names.insert_str(&vm.heap, name, Value::NONE);
        }
        at = entry + 1;
    }
}

// --- iteration ---

pub fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(sentinel) = args.get(1) else {
        return vm.iter(args[0]);
    };
    if !is_callable(vm, args[0]) {
        return Err(vm.type_error("iter(object, sentinel): object must be callable"));
    }
    Ok(vm.new_iter(IterKind::Callable, args[0], sentinel, 0))
}

pub fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = args[0];
    let default = args.get(1);
    if let Some(generator) = iterator.get::<Generator>() {
        // The exception carries what the generator returned.
        return match vm.resume_generator(generator, Value::NONE)? {
            Resumed::Yielded(value) => Ok(value),
            Resumed::Returned(value) => match default {
                Some(default) => Ok(default),
                None => Err(vm.stop_iteration(value)),
            },
        };
    }
    if iterator.is::<Iter>() {
        return match vm.next(iterator)?.or(default) {
            Some(value) => Ok(value),
            None => Err(vm.stop_iteration(Value::NONE)),
        };
    }
    let name = vm.names.next;
    let Some(result) = vm.call_special(iterator, name, &[]) else {
        let class = vm.class_name(iterator);
        return Err(vm.type_error(format!("'{class}' object is not an iterator")));
    };
    match (result, default) {
        (Err(_), Some(default)) if vm.raised_is(vm.types.stop_iteration) => {
            vm.take_raised();
            Ok(default)
        }
        (result, _) => result,
    }
}

/// `aiter(x)`: `x.__aiter__()`.
pub fn aiter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (name, next) = (vm.names.aiter, vm.names.anext);
    let Some(iterator) = vm.call_special(args[0], name, &[]) else {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("'{class}' object is not an async iterable")));
    };
    let iterator = iterator?;
    if vm.lookup_special(iterator, next).is_none() {
        let class = vm.class_name(iterator);
        return Err(vm.type_error(format!(
            "aiter() returned not an async iterator of type '{class}'"
        )));
    }
    Ok(iterator)
}

/// `anext(x)`: `x.__anext__()`; with a default, a coroutine around it that has it for
/// the end.
pub fn anext(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.anext;
    let Some(awaitable) = vm.call_special(args[0], name, &[]) else {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("'{class}' object is not an async iterator")));
    };
    let awaitable = awaitable?;
    let Some(default) = args.get(1) else {
        return Ok(awaitable);
    };
    let module = vm.import_module("_awaiting")?;
    let name = vm.heap.intern("or_default");
    let function = vm.get_attr(module, name)?;
    vm.call(function, &[awaitable, default])
}
