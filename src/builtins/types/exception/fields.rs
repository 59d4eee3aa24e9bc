//! What some exceptions have beyond their arguments.
//!
//! The attributes lie in the heap's attribute table, where the VM puts them too when
//! it raises. One that was never set follows from the arguments, so that an
//! exception that Rust code raised, whose `__init__` never ran, has it as well.

use super::base::{keep_args, no_keywords};
use crate::builtins::types::bytes::bytes_arg;
use crate::builtins::types::support::{str_arg, this};
use crate::natives;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::GetSetDef;
use crate::vm::{Args, Res, Vm};

/// Reads an attribute; one that was not set is what `default` makes of the arguments.
pub fn read(
    vm: &mut Vm,
    args: Args<'_>,
    name: &str,
    default: impl Fn(&mut Vm, Gc<Tuple>) -> Value,
) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    let name = vm.heap.intern(name);
    match vm.own_attribute(args[0], name)? {
        Some(value) => Ok(value),
        None => Ok(default(vm, it.args.get())),
    }
}

/// Sets an attribute; a deleted one is None.
pub fn write(vm: &mut Vm, args: Args<'_>, name: &str) -> Res<Value> {
    let value = args[1].bound().unwrap_or(Value::NONE);
    set(vm, args[0], name, value);
    Ok(Value::NONE)
}

pub fn set(vm: &mut Vm, exception: Value, name: &str, value: Value) {
    let name = vm.heap.intern(name);
    vm.set_exception_field(exception, name, value);
}

/// Declares attributes: the name, its getter, its setter, and the default.
macro_rules! fields {
    ($($table:ident { $($name:literal $get:ident $set:ident $default:expr;)* })*) => {$(
        $(
            fn $get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
                read(vm, args, $name, $default)
            }
            fn $set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
                write(vm, args, $name)
            }
        )*
        pub static $table: &[GetSetDef] = &[
            $(GetSetDef { name: $name, get: $get, set: Some($set) },)*
        ];
    )*};
}

fn none(_: &mut Vm, _: Gc<Tuple>) -> Value {
    Value::NONE
}

/// The argument at a place, or None.
fn argument(args: Gc<Tuple>, at: usize) -> Value {
    args.get(at).unwrap_or(Value::NONE)
}

/// The part of a SyntaxError's second argument, `(filename, lineno, ...)`.
fn detail(args: Gc<Tuple>, at: usize) -> Value {
    let details = args.get(1).and_then(|details| details.get::<Tuple>());
    details
        .and_then(|details| details.get(at))
        .unwrap_or(Value::NONE)
}

fields! {
    STOP_ITERATION {
        "value" stop_value set_stop_value |_, args| argument(args, 0);
    }
    SYSTEM_EXIT {
        "code" exit_code set_exit_code |_, args| match args.len() {
            0 | 1 => argument(args, 0),
            _ => args.into(),
        };
    }
    ATTRIBUTE_ERROR {
        "name" attribute_name set_attribute_name none;
        "obj" attribute_obj set_attribute_obj none;
    }
    NAME_ERROR {
        "name" name_name set_name_name none;
    }
    IMPORT_ERROR {
        "msg" import_msg set_import_msg |_, args| if args.len() == 1 { argument(args, 0) } else { Value::NONE };
        "name" import_name set_import_name none;
        "path" import_path set_import_path none;
        "name_from" import_name_from set_import_name_from none;
    }
    SYNTAX_ERROR {
        "msg" syntax_msg set_syntax_msg |_, args| argument(args, 0);
        "filename" syntax_filename set_syntax_filename |_, args| detail(args, 0);
        "lineno" syntax_lineno set_syntax_lineno |_, args| detail(args, 1);
        "offset" syntax_offset set_syntax_offset |_, args| detail(args, 2);
        "text" syntax_text set_syntax_text |_, args| detail(args, 3);
        "end_lineno" syntax_end_lineno set_syntax_end_lineno |_, args| detail(args, 4);
        "end_offset" syntax_end_offset set_syntax_end_offset |_, args| detail(args, 5);
        "print_file_and_line" syntax_print set_syntax_print none;
    }
    UNICODE_ERROR {
        "encoding" unicode_encoding set_unicode_encoding |_, args| argument(args, 0);
        "object" unicode_object set_unicode_object |_, args| argument(args, 1);
        "start" unicode_start set_unicode_start |_, args| argument(args, 2);
        "end" unicode_end set_unicode_end |_, args| argument(args, 3);
        "reason" unicode_reason set_unicode_reason |_, args| argument(args, 4);
    }
    UNICODE_TRANSLATE_ERROR {
        "object" translate_object set_translate_object |_, args| argument(args, 0);
        "start" translate_start set_translate_start |_, args| argument(args, 1);
        "end" translate_end set_translate_end |_, args| argument(args, 2);
        "reason" translate_reason set_translate_reason |_, args| argument(args, 3);
    }
}

natives! { pub ATTRIBUTE_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_attribute_error }
natives! { pub NAME_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_name_error }
natives! { pub IMPORT_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_import_error }
natives! { pub SYNTAX_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_syntax_error }
natives! { pub DECODE_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_decode_error }
natives! { pub TRANSLATE_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_translate_error }
natives! { pub ENCODE_ERROR_METHODS: __init__(self, /, *args, **kwargs) => init_encode_error }

/// Keeps the arguments, and those of the keywords that the class knows.
fn init_with_keywords(vm: &mut Vm, args: Args<'_>, class: &str, known: &[&str]) -> Res<Value> {
    keep_args(vm, args)?;
    for &name in known {
        set(vm, args[0], name, Value::NONE);
    }
    let Some(extra) = args.extra else {
        return Ok(Value::NONE);
    };
    let mut at = 0;
    while let Some((entry, key, value)) = extra.next_entry(at) {
        at = entry + 1;
        let key = key
            .get::<Str>()
            .map(|key| key.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !known.contains(&&*key) {
            return Err(vm.type_error(format!(
                "'{key}' is an invalid keyword argument for {class}()"
            )));
        }
        set(vm, args[0], &key, value);
    }
    Ok(Value::NONE)
}

fn init_attribute_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    init_with_keywords(vm, args, "AttributeError", &["name", "obj"])
}

fn init_name_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    init_with_keywords(vm, args, "NameError", &["name"])
}

fn init_import_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    init_with_keywords(vm, args, "ImportError", &["name", "path", "name_from"])?;
    if let [msg] = *args.rest(1) {
        set(vm, args[0], "msg", msg);
    }
    Ok(Value::NONE)
}

fn init_syntax_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_keywords(vm, args)?;
    keep_args(vm, args)?;
    let given = args.rest(1);
    if let Some(&msg) = given.first() {
        set(vm, args[0], "msg", msg);
    }
    let [_, details] = *given else {
        return Ok(Value::NONE);
    };
    let details = vm.collect_array(details)?;
    let details = details.tail();
    match details.len() {
        4 | 6 => {}
        5 => return Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
        len => {
            let bound = if len < 4 { "at least 4" } else { "at most 6" };
            return Err(vm.type_error(format!("function takes {bound} arguments ({len} given)")));
        }
    }
    let names = [
        "filename",
        "lineno",
        "offset",
        "text",
        "end_lineno",
        "end_offset",
    ];
    for (name, value) in names.iter().zip(details) {
        set(vm, args[0], name, value.get());
    }
    Ok(Value::NONE)
}

/// Checks the five arguments of both Unicode errors.
fn init_unicode_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_keywords(vm, args)?;
    let given = args.rest(1).len();
    if given != 5 {
        return Err(vm.type_error(format!(
            "function takes exactly 5 arguments ({given} given)"
        )));
    }
    str_arg(vm, args[1], "argument 1")?;
    vm.index(args[3])?;
    vm.index(args[4])?;
    str_arg(vm, args[5], "argument 5")?;
    keep_args(vm, args)?;
    Ok(Value::NONE)
}

fn init_decode_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    init_unicode_error(vm, args)?;
    bytes_arg(vm, args[2])?;
    Ok(Value::NONE)
}

fn init_encode_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    init_unicode_error(vm, args)?;
    str_arg(vm, args[2], "argument 2")?;
    Ok(Value::NONE)
}

fn init_translate_error(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_keywords(vm, args)?;
    let given = args.rest(1).len();
    if given != 4 {
        return Err(vm.type_error(format!(
            "function takes exactly 4 arguments ({given} given)"
        )));
    }
    str_arg(vm, args[1], "argument 1")?;
    vm.index(args[2])?;
    vm.index(args[3])?;
    str_arg(vm, args[4], "argument 4")?;
    keep_args(vm, args)?;
    Ok(Value::NONE)
}
