//! What files of both kinds can do, with the same code.

use rustix::fs::SeekFrom;

use super::{open_stream, readable, retrying, stream_of, writable, write_out};
use crate::object::list::List;
use crate::object::value::Value;
use crate::stdlib::arguments::{c_int, new_array};
use crate::vm::native::{Args, GetSetDef};
use crate::vm::{Res, Vm};

/// A table of what files of text and of bytes have alike, after what one has of its own.
macro_rules! shared_methods {
    ($table:ident: $($own:tt)*) => {
        $crate::natives! { $table:
            $($own)*
            readlines(self, hint=None, /) => $crate::stdlib::io::common::readlines,
            writelines(self, lines, /) => $crate::stdlib::io::common::writelines,
            flush(self, /) => $crate::stdlib::io::common::flush,
            close(self, /) => $crate::stdlib::io::common::close,
            fileno(self, /) => $crate::stdlib::io::common::fileno,
            isatty(self, /) => $crate::stdlib::io::common::isatty,
            readable(self, /) => $crate::stdlib::io::common::is_readable,
            writable(self, /) => $crate::stdlib::io::common::is_writable,
            seekable(self, /) => $crate::stdlib::io::common::is_seekable,
            tell(self, /) => $crate::stdlib::io::common::tell,
            truncate(self, pos=None, /) => $crate::stdlib::io::common::truncate,
            __enter__(self, /) => $crate::stdlib::io::common::enter,
            __exit__(self, *args) => $crate::stdlib::io::common::exit,
            __iter__(self, /) => $crate::stdlib::io::common::iter,
        }
    };
}
pub(super) use shared_methods;

/// `closed`
pub const CLOSED: GetSetDef = GetSetDef {
    name: "closed",
    get: closed,
    set: None,
};

/// Says which file it is, and how it was opened.
pub fn set_name_and_mode(vm: &mut Vm, file: Value, name: Value, mode: &str) {
    let mode = vm.heap.str(mode).into();
    for (attribute, value) in [("name", name), ("mode", mode)] {
        let attribute = vm.heap.intern(attribute);
        vm.set_exception_field(file, attribute, value);
    }
}

pub fn flush(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    write_out(vm, &stream)?;
    Ok(Value::NONE)
}

pub fn close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(stream) = stream_of(args[0]).filter(|it| !it.borrow().is_closed()) else {
        return Ok(Value::NONE);
    };
    let result = write_out(vm, &stream);
    stream.borrow_mut().close();
    result.map(|()| Value::NONE)
}

pub fn closed(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(
        stream_of(args[0]).is_none_or(|it| it.borrow().is_closed()),
    ))
}

pub fn fileno(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    let number = retrying(vm, &stream, |it| it.fileno())?;
    Ok(Value::small(number))
}

pub fn isatty(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    Ok(Value::bool(stream.borrow().is_terminal()))
}

pub fn is_readable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    Ok(Value::bool(stream.borrow().readable))
}

pub fn is_writable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    Ok(Value::bool(stream.borrow().writable))
}

pub fn is_seekable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    Ok(Value::bool(stream.borrow_mut().tell().is_ok()))
}

pub fn tell(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    let at = retrying(vm, &stream, |mut it| it.tell())?;
    Ok(vm.heap.int(at as i64))
}

pub fn seek(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    let by = vm.index(args[1])?;
    let whence = match args.get(2) {
        Some(whence) => c_int(vm, whence)?,
        None => 0,
    };
    let to = match (whence, u64::try_from(by)) {
        (0, Ok(to)) => SeekFrom::Start(to),
        (0, Err(_)) => return Err(vm.value_error(format!("negative seek position {by}"))),
        (1, _) => SeekFrom::Current(by),
        (2, _) => SeekFrom::End(by),
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let at = retrying(vm, &stream, |mut it| it.seek(to))?;
    Ok(vm.heap.int(at as i64))
}

pub fn truncate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = writable(vm, args[0])?;
    let len = match args.get(1).filter(|len| !len.is_none()) {
        Some(len) => vm.index(len)?,
        None => retrying(vm, &stream, |mut it| it.tell())? as i64,
    };
    let Ok(wanted) = u64::try_from(len) else {
        return Err(vm.value_error("negative truncate position"));
    };
    retrying(vm, &stream, |mut it| it.truncate(wanted))?;
    Ok(vm.heap.int(len))
}

pub fn enter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    open_stream(vm, args[0])?;
    Ok(args[0])
}

pub fn exit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let close = vm.names.close;
    vm.call_method(args[0], close, &[])?;
    Ok(Value::NONE)
}

pub fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    open_stream(vm, args[0])?;
    Ok(args[0])
}

/// `readlines(hint)`: all lines by the file's own `readline`.
pub fn readlines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    readable(vm, args[0])?;
    let mut limit = match args.get(1).filter(|hint| !hint.is_none()) {
        Some(hint) => vm.index(hint)?,
        None => 0,
    };
    let limited = limit > 0;
    let readline = vm.heap.intern("readline");
    let mut lines = new_array(vm, 0)?;
    loop {
        let line = vm.call_method(args[0], readline, &[])?;
        let len = vm.len(line)? as i64;
        if len == 0 {
            break;
        }
        vm.array_push(&mut lines, line)?;
        limit -= len;
        if limited && limit <= 0 {
            break;
        }
        vm.safepoint()?;
    }
    Ok(vm.heap.alloc(List::new(lines)).into())
}

pub fn writelines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    writable(vm, args[0])?;
    let lines = vm.iter(args[1])?;
    let write = vm.names.write;
    while let Some(line) = vm.next(lines)? {
        vm.call_method(args[0], write, &[line])?;
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}

/// An attribute that the file was given when it was made.
pub fn attribute(vm: &mut Vm, file: Value, name: &str) -> Value {
    let name = vm.heap.intern(name);
    let dict = file.header().and_then(|header| vm.heap.attributes(header));
    dict.and_then(|dict| dict.get_str(name))
        .unwrap_or(Value::NONE)
}
