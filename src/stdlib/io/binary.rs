//! Buffered binary files: what `open(.., "rb")` and `sys.stdout.buffer` are.

use super::common::set_name_and_mode;
use super::stream::{Shared, Stream};
use super::{common, open, open_stream, read_more, readable, writable, write_out};
use crate::builtins::types::bytes::bytes_arg;
use crate::builtins::types::packing::writable_bytes;
use crate::builtins::types::support::class_for_new;
use crate::object::bytes::Bytes;
use crate::object::gc::Kind;
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Raised, Res, Vm};

common::shared_methods! { METHODS:
    read(self, size=-1, /) => read,
    read1(self, size=-1, /) => read,
    readinto(self, buffer, /) => readinto,
    readinto1(self, buffer, /) => readinto,
    peek(self, size=0, /) => peek,
    readline(self, size=-1, /) => readline,
    write(self, buffer, /) => write,
    seek(self, target, whence=0, /) => common::seek,
    __next__(self, /) => next,
    __repr__(self, /) => repr,
}

common::shared_methods! { RAW_METHODS:
    __init__(self, file, mode="r", closefd=True, opener=None) => init_raw,
    read(self, size=-1, /) => read_raw,
    readall(self, /) => read,
    readinto(self, buffer, /) => readinto,
    readline(self, size=-1, /) => readline,
    write(self, buffer, /) => write_raw,
    seek(self, target, whence=0, /) => common::seek,
    __next__(self, /) => next,
    __repr__(self, /) => repr_raw,
}

static GETSETS: &[GetSetDef] = &[
    common::CLOSED,
    GetSetDef {
        name: "raw",
        get: raw,
        set: None,
    },
];

macro_rules! file {
    ($static:ident, $name:literal, $methods:ident, $statics:expr, $getsets:expr) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Opaque,
            base: "object",
            subclassable: !$statics.is_empty(),
            doc: "A binary file.",
            methods: $methods,
            statics: $statics,
            class_methods: &[],
            getsets: $getsets,
        };
    };
}

file!(
    BUFFERED_READER,
    "_io.BufferedReader",
    METHODS,
    NO_STATICS,
    GETSETS
);
file!(
    BUFFERED_WRITER,
    "_io.BufferedWriter",
    METHODS,
    NO_STATICS,
    GETSETS
);
file!(BUFFERED, "_io.BufferedRandom", METHODS, NO_STATICS, GETSETS);
file!(
    FILE_IO,
    "_io.FileIO",
    RAW_METHODS,
    RAW_STATICS,
    &[common::CLOSED]
);

crate::natives! { NO_STATICS: }

crate::natives! { RAW_STATICS: __new__(cls, /, *args, **kwargs) => new_raw }

/// `FileIO.__new__`: a file that is closed until `__init__` opens it.
fn new_raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(FILE_IO.name);
    let class = class_for_new(vm, args[0], base)?;
    let state: Box<Shared> = Box::new(Stream::closed());
    Ok(vm
        .heap
        .alloc(Opaque::new(class.root_shape.get(), state))
        .into())
}

/// `FileIO.__init__`.
fn init_raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (stream, name, mode) = open::open_raw(vm, args)?;
    let Some(file) = args[0].get::<Opaque>() else {
        return Err(vm.type_error("descriptor '__init__' requires a '_io.FileIO' object"));
    };
    if let Ok(mut state) = file.state.try_borrow_mut() {
        *state = Box::new(stream);
    }
    set_name_and_mode(vm, args[0], name, mode);
    Ok(Value::NONE)
}

/// A binary file on a stream, unbuffered or of the class that its directions ask for.
pub fn new(vm: &mut Vm, stream: Shared, name: Value, mode: &str, unbuffered: bool) -> Value {
    let directions = (stream.borrow().readable, stream.borrow().writable);
    let class = match directions {
        _ if unbuffered => &FILE_IO,
        (true, false) => &BUFFERED_READER,
        (false, true) => &BUFFERED_WRITER,
        _ => &BUFFERED,
    };
    made(vm, class, stream, name, raw_mode(mode))
}

/// How a file works, below the text layer, which says how it was opened.
pub fn raw_mode(mode: &str) -> &'static str {
    match (
        mode.bytes().find(|it| b"rwxa".contains(it)),
        mode.contains('+'),
    ) {
        (Some(b'w'), true) | (Some(b'r'), true) => "rb+",
        (Some(b'w'), false) => "wb",
        (Some(b'x'), true) => "xb+",
        (Some(b'x'), false) => "xb",
        (Some(b'a'), true) => "ab+",
        (Some(b'a'), false) => "ab",
        _ => "rb",
    }
}

fn made(vm: &mut Vm, class: &TypeDef, stream: Shared, name: Value, mode: &str) -> Value {
    let shape = vm.builtin_class(class.name).root_shape.get();
    let file = Value::from(vm.heap.alloc(Opaque::new(shape, Box::new(stream))));
    set_name_and_mode(vm, file, name, mode);
    file
}

/// `raw`: the same stream without its buffers.
fn raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = open_stream(vm, args[0])?;
    let name = common::attribute(vm, args[0], "name");
    let mode = common::attribute(vm, args[0], "mode");
    let mode = vm.str(mode)?.to_string_lossy().into_owned();
    Ok(made(vm, &FILE_IO, stream, name, &mode))
}

/// How many bytes are wanted; `None` is all.
fn wanted(vm: &mut Vm, size: Option<Value>) -> Res<Option<usize>> {
    match size.filter(|size| !size.is_none()) {
        Some(size) => Ok(usize::try_from(vm.index(size)?).ok()),
        None => Ok(None),
    }
}

fn read(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    let wanted = wanted(vm, args.get(1))?.unwrap_or(usize::MAX);
    let bytes = take(vm, &stream, wanted)?;
    let made = vm.heap.try_bytes(&bytes);
    vm.or_memory_error(made).map(Value::from)
}

/// Reads so many bytes, or what there is.
fn take(vm: &mut Vm, stream: &Shared, wanted: usize) -> Res<Vec<u8>> {
    while stream.borrow().buffered().len() < wanted {
        if read_more(vm, stream)? == 0 {
            break;
        }
    }
    Ok(stream.borrow_mut().take(wanted.min(usize::MAX / 2)))
}

/// Reads into a buffer as much as it has room for.
fn readinto(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    let cells = writable_bytes(vm, args[1], "readinto() argument")?;
    let bytes = take(vm, &stream, cells.len())?;
    for (to, &from) in cells.iter().zip(&bytes) {
        to.set(from);
    }
    Ok(vm.heap.int(bytes.len() as i64))
}

/// What is buffered, or comes with one read, without taking it.
fn peek(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    while stream.borrow().buffered().is_empty() && read_more(vm, &stream)? > 0 {}
    let bytes = vm.heap.bytes(stream.borrow().buffered());
    Ok(bytes.into())
}

fn readline(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    let wanted = wanted(vm, args.get(1))?.unwrap_or(usize::MAX / 2);
    let mut searched = 0;
    let len = loop {
        let buffered = stream.borrow().buffered().len();
        // Others may have taken some meanwhile.
        searched = searched.min(buffered);
        let found = memchr::memchr(b'\n', &stream.borrow().buffered()[searched..]);
        if let Some(at) = found {
            break searched + at + 1;
        }
        if buffered >= wanted || read_more(vm, &stream)? == 0 {
            break buffered;
        }
        searched = buffered;
    };
    let bytes = stream.borrow_mut().take(len.min(wanted));
    Ok(vm.heap.bytes(&bytes).into())
}

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let line = readline(vm, Args::positional(&[args[0]]))?;
    match line.get::<Bytes>() {
        Some(bytes) if !bytes.is_empty() => Ok(line),
        _ => Err(vm.stop_iteration(Value::NONE)),
    }
}

fn write(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = writable(vm, args[0])?;
    let bytes = bytes_arg(vm, args[1])?;
    if stream.borrow_mut().put(&bytes)
        && let Err(Raised) = write_out(vm, &stream)
    {
        // Nothing of an unbuffered write is to wait for the next one.
        stream.borrow_mut().drop_unbuffered();
        return Err(Raised);
    }
    Ok(vm.heap.int(bytes.len() as i64))
}

/// As much as one call of the system gives, or all that there is.
fn read_raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(wanted) = wanted(vm, args.get(1))? else {
        return read(vm, args);
    };
    let stream = readable(vm, args[0])?;
    while wanted > 0 && stream.borrow().buffered().is_empty() && read_more(vm, &stream)? > 0 {}
    let bytes = stream.borrow_mut().take(wanted);
    Ok(vm.heap.bytes(&bytes).into())
}

fn write_raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let written = write(vm, args)?;
    common::flush(vm, args)?;
    Ok(written)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.class_name(args[0]);
    let name = common::attribute(vm, args[0], "name");
    let name = vm.repr(name)?;
    let text = format!("<_io.{class} name={}>", name.to_string_lossy());
    Ok(vm.heap.str(&text).into())
}

fn repr_raw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if super::is_closed(args[0]) {
        return Ok(vm.heap.str("<_io.FileIO [closed]>").into());
    }
    let [name, mode] = ["name", "mode"].map(|it| common::attribute(vm, args[0], it));
    let (name, mode) = (vm.repr(name)?, vm.repr(mode)?);
    let (name, mode) = (name.to_string_lossy(), mode.to_string_lossy());
    let text = format!("<_io.FileIO name={name} mode={mode} closefd=True>");
    Ok(vm.heap.str(&text).into())
}
