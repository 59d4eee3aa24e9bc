//! The module `sys`: the interpreter about itself.
//!
//! ```text
//!  hooks.rs   displayhook, excepthook
//!  info.rs    version_info, flags, float_info ..: what never changes
//!  here       the functions, and what the command line decides
//! ```

pub mod hooks;
pub mod info;
pub mod tracing;

use super::arguments::{integer, new_array, set, text};
use super::io;
use crate::builtins::types::codec;
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::gc::{Gc, Tailed};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

natives! {
    FUNCTIONS:
    exit(status=None, /) => exit,
    exc_info() => exc_info,
    exception() => exception,
    _current_frames() => |vm, _| vm.frame_of_each_thread().map(Value::from),
    _getframe(depth=0, /) => getframe,
    _getframemodulename(depth=0) => getframemodulename,
    getrecursionlimit() => getrecursionlimit,
    setrecursionlimit(limit, /) => setrecursionlimit,
    getsizeof(object, default=None) => getsizeof,
    intern(string, /) => intern,
    getdefaultencoding() => |vm, _| Ok(vm.heap.intern("utf-8").into()),
    getfilesystemencoding() => |vm, _| Ok(vm.heap.intern("utf-8").into()),
    getfilesystemencodeerrors() => |vm, _| Ok(vm.heap.intern("surrogateescape").into()),
    get_int_max_str_digits() => get_int_max_str_digits,
    set_int_max_str_digits(maxdigits) => set_int_max_str_digits,
    getrefcount(object, /) => |_, _| Ok(Value::small(2)),
    getallocatedblocks() => |vm, _| Ok(vm.heap.int(vm.heap.allocated() as i64)),
    is_finalizing() => |_, _| Ok(Value::FALSE),
    activate_stack_trampoline(backend, /) => activate_stack_trampoline,
    deactivate_stack_trampoline() => deactivate_stack_trampoline,
    is_stack_trampoline_active() => is_stack_trampoline_active,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\n\
          interpreter and to functions that interact strongly with the interpreter.",
    functions: FUNCTIONS,
    setup,
};

/// An attribute of `sys`.
pub fn get(vm: &Vm, name: Gc<Str>) -> Option<Value> {
    vm.sys.get_str(name)
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    super::namespace::complete(vm);
    info::set_all(vm, module);
    for function in hooks::FUNCTIONS {
        let name = vm.heap.intern("sys").into();
        let hook = vm.new_native(function, Value::UNBOUND, name);
        set(vm, module, function.name, hook);
        set(vm, module, &format!("__{}__", function.name), hook);
    }
    for function in tracing::FUNCTIONS {
        let name = vm.heap.intern("sys").into();
        let native = vm.new_native(function, Value::UNBOUND, name);
        set(vm, module, function.name, native);
    }
    let config = vm.config.clone();
    let argv = strings(vm, config.argv.iter().map(String::as_str))?;
    set(vm, module, "argv", argv);
    let original = strings(vm, config.orig_argv.iter().map(String::as_str))?;
    set(vm, module, "orig_argv", original);
    let paths: Vec<_> = config
        .path
        .iter()
        .map(|path| path.to_string_lossy())
        .collect();
    let path = strings(vm, paths.iter().map(|path| &**path))?;
    set(vm, module, "path", path);
    let warn = strings(vm, config.warnings.iter().map(String::as_str))?;
    set(vm, module, "warnoptions", warn);
    let modules = vm.modules;
    set(vm, module, "modules", modules);
    let options = vm.heap.dict();
    for (name, value) in &config.x_options {
        let value = match value {
            Some(value) => vm.heap.str(value).into(),
            None => Value::TRUE,
        };
        set(vm, options, name, value);
    }
    set(vm, module, "_xoptions", options);

    let executable = vm.heap.str(&config.executable);
    set(vm, module, "executable", executable);
    set(vm, module, "_base_executable", executable);
    // `/usr/local/bin/glassnake` is installed in `/usr/local`.
    let prefix = std::path::Path::new(&config.executable)
        .parent()
        .and_then(|bin| bin.parent());
    let prefix = vm
        .heap
        .str(&prefix.map_or("".into(), |prefix| prefix.to_string_lossy()));
    for name in ["prefix", "base_prefix", "exec_prefix", "base_exec_prefix"] {
        set(vm, module, name, prefix);
    }
    io::open_standard_files(vm, module);
    Ok(())
}

fn strings<'a>(vm: &mut Vm, texts: impl Iterator<Item = &'a str>) -> Res<Value> {
    let mut array = new_array(vm, 0)?;
    for text in texts {
        let text = vm.heap.str(text).into();
        vm.array_push(&mut array, text)?;
    }
    Ok(vm.heap.alloc(List::new(array)).into())
}

// --- exceptions ---

fn exit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let status = args.get(0).filter(|status| !status.is_none());
    let class = vm.types.system_exit;
    // A tuple is the exception's arguments.
    let arguments = match status.and_then(|status| status.get::<Tuple>()) {
        Some(arguments) => arguments,
        None => vm.heap.tuple(status.as_slice()),
    };
    let exception = vm.call_ex(class.into(), arguments, None)?;
    Err(vm.raise(exception))
}

fn exception(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.handled)
}

fn exc_info(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let handled = vm.handled;
    let Some(exception) = handled.get::<Exception>() else {
        return Ok(vm.heap.tuple(&[Value::NONE; 3]).into());
    };
    let class = vm.class_of(handled);
    Ok(vm
        .heap
        .tuple(&[class.into(), handled, exception.traceback.get()])
        .into())
}

// --- frames ---

fn frame_at(vm: &mut Vm, depth: Option<Value>) -> Res<Option<crate::vm::unwind::LiveFrame>> {
    let depth = match depth {
        Some(depth) => vm.index(depth)?,
        None => 0,
    };
    Ok(vm.frames().nth(usize::try_from(depth).unwrap_or(0)))
}

fn getframe(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match frame_at(vm, args.get(0))? {
        Some(frame) => Ok(vm.frame_object(frame).into()),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(frame) = frame_at(vm, args.get(0))? else {
        return Ok(Value::NONE);
    };
    let function = frame.function();
    // The code of a module says by its namespace whose it is.
    let name = vm.names.name;
    Ok(match function.module.get() {
        Value::NONE => function.globals.get_str(name).unwrap_or(Value::NONE),
        module => module,
    })
}

// --- limits ---

fn getrecursionlimit(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.heap.int(vm.recursion_limit() as i64))
}

fn setrecursionlimit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let limit = super::arguments::c_int(vm, args[0])?;
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let limit = limit as usize;
    if vm.depth >= limit {
        let depth = vm.depth;
        return Err(vm.recursion_error(format!(
            "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
        )));
    }
    vm.set_recursion_limit(limit);
    Ok(Value::NONE)
}

/// The least that `set_int_max_str_digits` takes, but for 0.
const LEAST_DIGITS: usize = 640;

fn get_int_max_str_digits(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.heap.int(vm.max_str_digits as i64))
}

fn set_int_max_str_digits(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let digits = super::arguments::c_int(vm, args[0])?;
    match usize::try_from(digits) {
        Ok(digits) if digits == 0 || digits >= LEAST_DIGITS => {
            vm.max_str_digits = digits;
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error(format!("maxdigits must be 0 or larger than {LEAST_DIGITS}"))),
    }
}

// --- objects ---

fn intern(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let string = text(vm, args[0], "intern() argument")?;
    if !string.header().is_exact() {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("can't intern {class}")));
    }
    Ok(vm.heap.intern_str(string).into())
}

/// The bytes that an object takes in this heap, what it refers to left out.
fn getsizeof(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.heap.intern("__sizeof__");
    if let Some(size) = vm.call_special(args[0], name, &[]) {
        let size = size?;
        let size = integer(vm, size)?;
        return Ok(vm.heap.bigint(size));
    }
    Ok(vm.heap.int(size_of_value(args[0]) as i64))
}

fn size_of_value(value: Value) -> usize {
    fn with_tail<T: Tailed>(object: Gc<T>) -> usize {
        size_of::<T>() + object.tail_len() * size_of::<T::Item>()
    }
    let word = size_of::<Value>();
    if let Some(text) = value.get::<Str>() {
        size_of::<Str>() + text.len()
    } else if let Some(list) = value.get::<List>() {
        size_of::<List>() + list.array().capacity() * word
    } else if let Some(tuple) = value.get::<Tuple>() {
        with_tail(tuple)
    } else if let Some(bytes) = value.get::<crate::object::bytes::Bytes>() {
        with_tail(bytes)
    } else if let Some(dict) = value.get::<Dict>() {
        size_of::<Dict>() + dict.entries_end() * size_of::<crate::object::dict::Entry>()
    } else if let Some(instance) = value.get::<crate::object::instance::Instance>() {
        with_tail(instance)
    } else if value.is::<Type>() {
        size_of::<Type>()
    } else {
        // An int or a float in place is its word; the rest is small.
        if value.is_object() { 4 * word } else { word }
    }
}

// --- the stack trampoline: what `perf` sees ---

fn activate_stack_trampoline(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let backend = text(vm, args[0], "activate_stack_trampoline() argument")?;
    // A lone surrogate is an error before it is an unknown name.
    let backend = codec::encode(vm, backend, "utf-8", "strict")?;
    let backend = String::from_utf8_lossy(&backend);
    if backend.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    let Some(control) = vm.trampoline_control else {
        return Err(vm.value_error("perf trampoline not available"));
    };
    match control.activate(vm, &backend) {
        Ok(()) => vm.go_over_at_once(activate_stack_trampoline, Value::NONE),
        Err(message) => Err(vm.value_error(message)),
    }
}

fn deactivate_stack_trampoline(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    if let Some(control) = vm.trampoline_control {
        control.deactivate(vm);
    }
    Ok(Value::NONE)
}

fn is_stack_trampoline_active(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::bool(
        vm.trampoline_control
            .is_some_and(|control| control.is_active()),
    ))
}
