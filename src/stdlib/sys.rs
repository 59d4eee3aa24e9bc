//! The module `sys`: the interpreter about itself.
//!
//! ```text
//!  info.rs    version_info, flags, float_info ..: what never changes
//!  here       the functions, and what the command line decides
//! ```

pub mod info;

use super::arguments::{integer, new_array, set, text};
use super::io;
use crate::builtins::types::codec;
use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::gc::{Gc, Kind, Tailed};
use crate::object::instance::Opaque;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm};

natives! {
    FUNCTIONS:
    exit(status=None, /) => exit,
    exc_info() => exc_info,
    exception() => exception,
    getrecursionlimit() => getrecursionlimit,
    setrecursionlimit(limit, /) => setrecursionlimit,
    getsizeof(object, default=None) => getsizeof,
    intern(string, /) => intern,
    getdefaultencoding() => |vm, _| Ok(vm.heap.intern("utf-8").into()),
    getfilesystemencoding() => |vm, _| Ok(vm.heap.intern("utf-8").into()),
    getfilesystemencodeerrors() => |vm, _| Ok(vm.heap.intern("surrogateescape").into()),
    get_int_max_str_digits() => get_int_max_str_digits,
    set_int_max_str_digits(maxdigits) => set_int_max_str_digits,
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

natives! { NAMESPACE_STATICS: __new__(cls, /, *args, **kwargs) => namespace_new }

natives! {
    NAMESPACE_METHODS:
    __init__(self, /, *args, **kwargs) => namespace_init,
    __eq__(self, value, /) => |vm, args| namespace_equality(vm, args, true),
    __ne__(self, value, /) => |vm, args| namespace_equality(vm, args, false),
    __repr__(self, /) => namespace_repr,
}

/// An object that is nothing but its attributes: `sys.implementation`.
pub static NAMESPACE: TypeDef = TypeDef {
    name: "types.SimpleNamespace",
    kind: Kind::Opaque,
    base: "object",
    subclassable: true,
    doc: "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    methods: NAMESPACE_METHODS,
    statics: NAMESPACE_STATICS,
    class_methods: &[],
    getsets: &[],
};

/// A namespace with these attributes.
pub fn namespace(vm: &mut Vm, attributes: &[(&str, Value)]) -> Value {
    let class = vm.builtin_class(NAMESPACE.name);
    let object = vm
        .heap
        .alloc(Opaque::new(class.root_shape.get(), Box::new(())));
    let object = Value::from(object);
    for (name, value) in attributes {
        let name = vm.heap.intern(name);
        vm.set_exception_field(object, name, *value);
    }
    object
}

fn namespace_new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(NAMESPACE.name);
    let class = class_for_new(vm, args[0], base)?;
    let made = Opaque::new(class.root_shape.get(), Box::new(()));
    Ok(vm.heap.alloc(made).into())
}

fn namespace_init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Opaque>(vm, args[0])?;
    if !args.rest(1).is_empty() {
        return Err(vm.type_error("no positional arguments expected"));
    }
    if let (Some(given), Some(header)) = (args.extra, args[0].header()) {
        let attributes = vm.heap.attributes_or_new(header);
        vm.dict_update(attributes, given.into())?;
    }
    Ok(Value::NONE)
}

/// The attributes; `None` when it is no namespace.
fn namespace_dict(vm: &mut Vm, value: Value) -> Option<Gc<Dict>> {
    let base = vm.builtin_class(NAMESPACE.name);
    let header = value.header()?;
    let is_one = vm.class_of(value).is_subclass_of(base);
    is_one.then(|| vm.heap.attributes_or_new(header))
}

fn namespace_equality(vm: &mut Vm, args: Args<'_>, wanted: bool) -> Res<Value> {
    let both = (namespace_dict(vm, args[0]), namespace_dict(vm, args[1]));
    let (Some(a), Some(b)) = both else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(vm.eq(a.into(), b.into())? == wanted))
}

fn namespace_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !vm.enter_repr(args[0]) {
        let name = namespace_name(vm, args[0]);
        return Ok(vm.heap.str(&format!("{name}(...)")).into());
    }
    let text = namespace_text(vm, args);
    vm.leave_repr(args[0]);
    text
}

fn namespace_name(vm: &Vm, namespace: Value) -> String {
    let class = vm.class_of(namespace);
    match class.builtin {
        true => String::from("namespace"),
        false => class.name.get().to_string_lossy().into_owned(),
    }
}

fn namespace_text(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut text = format!("{}(", namespace_name(vm, args[0]));
    if let Some(dict) = args[0]
        .header()
        .and_then(|header| vm.heap.attributes(header))
    {
        for (at, (name, value)) in dict.iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            let name = vm.str(name)?;
            let value = vm.repr(value)?;
            text.push_str(&name.to_string_lossy());
            text.push('=');
            text.push_str(&value.to_string_lossy());
        }
    }
    text.push(')');
    Ok(vm.heap.str(&text).into())
}

/// An attribute of `sys`.
pub fn get(vm: &Vm, name: Gc<Str>) -> Option<Value> {
    vm.sys.get_str(name)
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(NAMESPACE.name);
    class.has_dict.set(true);
    let hash = vm.names.hash;
    class.dict.insert_str(&vm.heap, hash, Value::NONE);
    info::set_all(vm, module);
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
        Ok(()) => vm.record_at_once(activate_stack_trampoline),
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
