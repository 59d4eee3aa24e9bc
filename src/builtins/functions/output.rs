//! `print` and `input`.

use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::truth;
use crate::stdlib::io::text;
use crate::stdlib::sys;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// `print`: a text file of ours is written to directly; anything else has its
/// `write` called, once a piece as CPython does.
#[inline(never)]
pub fn print(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let separator = piece(vm, args.kw(0), "sep", " ")?;
    let end = piece(vm, args.kw(1), "end", "\n")?;
    let file = match args.kw(2).filter(|file| !file.is_none()) {
        Some(file) => file,
        None => match sys::get(vm, vm.names.stdout) {
            None => return Err(vm.runtime_error("lost sys.stdout")),
            // There is no stdout when the process was started without one.
            Some(file) if file.is_none() => return Ok(Value::NONE),
            Some(file) => file,
        },
    };
    for (at, &value) in args.rest(0).iter().enumerate() {
        if at > 0 {
            write(vm, file, separator)?;
        }
        let text = match value.get::<Str>() {
            Some(text) if text.header().is_exact() => text,
            _ => vm.str(value)?,
        };
        write(vm, file, text)?;
    }
    write(vm, file, end)?;
    if truth(vm, args.kw(3), false)? {
        flush(vm, file)?;
    }
    Ok(Value::NONE)
}

/// What `sep` or `end` is.
fn piece(vm: &mut Vm, value: Option<Value>, name: &str, default: &str) -> Res<Gc<Str>> {
    let Some(value) = value.filter(|value| !value.is_none()) else {
        return Ok(vm.heap.intern(default));
    };
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("{name} must be None or a string, not {class}")))
        }
    }
}

/// Writes to any object with a method `write`.
pub fn write(vm: &mut Vm, file: Value, text: Gc<Str>) -> Res<()> {
    if text::is_text_file(file) {
        return text::write(vm, file, text);
    }
    let name = vm.names.write;
    vm.call_method(file, name, &[text.into()])?;
    Ok(())
}

/// Flushes any object with a method `flush`.
pub fn flush(vm: &mut Vm, file: Value) -> Res<()> {
    let name = vm.names.flush;
    vm.call_method(file, name, &[])?;
    Ok(())
}

/// `input`: the prompt goes to stdout, what was written so far before it.
pub fn input(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stdout = standard(vm, "stdout")?;
    let stdin = standard(vm, "stdin")?;
    if let Ok(stderr) = standard(vm, "stderr") {
        flush(vm, stderr)?;
    }
    if let Some(prompt) = args.get(0) {
        let prompt = vm.str(prompt)?;
        write(vm, stdout, prompt)?;
    }
    flush(vm, stdout)?;
    let name = vm.heap.intern("readline");
    let line = vm.call_method(stdin, name, &[])?;
    let Some(line) = line.get::<Str>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    match line.bytes() {
        [] => {
            let class = vm.types.eof_error;
            Err(vm.raise_message(class, "EOF when reading a line"))
        }
        [.., b'\n'] => Ok(vm.heap.byte_slice(line, 0, line.len() - 1).into()),
        _ => Ok(line.into()),
    }
}

/// One of the standard files, which must be there.
fn standard(vm: &mut Vm, name: &str) -> Res<Value> {
    let attribute = vm.heap.intern(name);
    match sys::get(vm, attribute).filter(|file| !file.is_none()) {
        Some(file) => Ok(file),
        None => Err(vm.runtime_error(format!("input(): lost sys.{name}"))),
    }
}

/// Calls `sys.breakpointhook`. The line behind it is to be traced, if that switches tracing on.
pub fn breakpoint(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.heap.intern("breakpointhook");
    let Some(hook) = vm.sys.get_str(name) else {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    };
    let positional = vm.heap.tuple(args.rest(0));
    let result = vm.call_ex(hook, positional, args.extra)?;
    if vm.is_traced() {
        return vm.go_over_at_once(breakpoint, result);
    }
    Ok(result)
}
