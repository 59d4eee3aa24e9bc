//! Text files: `open(..)`, and `sys.stdin`, `stdout` and `stderr`.
//!
//! UTF-8 goes straight between a string and the stream's buffers. Lines are found in
//! the bytes, which all the encodings here allow: each has ASCII's newlines.

use super::stream::Shared;
use super::{binary, common, read_more, readable, stream_of, unsupported, writable, write_out};
use crate::builtins::types::codec::Encoding;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{optional_text, text as text_argument, truth};
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

/// The argument `newline` of `open`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Newline {
    /// None: `\r` and `\r\n` are read as `\n`.
    Universal,
    /// `""`: any of the three ends a line, and stays what it is.
    Untranslated,
    /// `"\n"`
    Feed,
    /// `"\r"`: `\n` is written as it.
    Return,
    /// `"\r\n"`: likewise.
    ReturnFeed,
}

/// The state of a text file.
pub struct TextFile {
    pub stream: Shared,
    /// The encoding's name as it was given.
    pub encoding: String,
    pub codec: Encoding,
    pub errors: String,
    pub newline: Newline,
    /// Flush whenever a line ends.
    pub line_buffering: bool,
}

common::shared_methods! { METHODS:
    read(self, size=-1, /) => read,
    readline(self, size=-1, /) => readline,
    write(self, text, /) => write_method,
    seek(self, cookie, whence=0, /) => common::seek,
    reconfigure(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)
        => reconfigure,
    __next__(self, /) => next,
    __repr__(self, /) => repr,
}

static GETSETS: &[GetSetDef] = &[
    common::CLOSED,
    GetSetDef {
        name: "encoding",
        get: encoding,
        set: None,
    },
    GetSetDef {
        name: "errors",
        get: errors,
        set: None,
    },
    GetSetDef {
        name: "line_buffering",
        get: line_buffering,
        set: None,
    },
    GetSetDef {
        name: "buffer",
        get: buffer,
        set: None,
    },
    GetSetDef {
        name: "newlines",
        get: |_, _| Ok(Value::NONE),
        set: None,
    },
];

pub static TEXT_IO_WRAPPER: TypeDef = TypeDef {
    name: "_io.TextIOWrapper",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "Character and line based layer over a BufferedIOBase object, buffer.",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: GETSETS,
};

/// A text file object.
pub fn new(vm: &mut Vm, state: TextFile, name: Value, mode: &str) -> Value {
    let shape = vm.builtin_class(TEXT_IO_WRAPPER.name).root_shape.get();
    let file = Value::from(vm.heap.alloc(Opaque::new(shape, Box::new(state))));
    common::set_name_and_mode(vm, file, name, mode);
    file
}

/// Looks into the state of a text file.
fn with_state<T>(file: Value, look: impl FnOnce(&mut TextFile) -> T) -> Option<T> {
    let opaque = file.get::<Opaque>()?;
    let mut state = opaque.state.try_borrow_mut().ok()?;
    state.downcast_mut::<TextFile>().map(look)
}

/// Whether [`write`] can write to it.
#[inline]
pub fn is_text_file(file: Value) -> bool {
    with_state(file, |_| ()).is_some()
}

/// The encoding of a name, if a [`TextFile`] works in it: each byte of its lines stands for itself
/// where it is ASCII, and it begins with no mark.
pub fn known_encoding(name: &str) -> Option<(String, Encoding)> {
    // As the locale names it.
    let name = if name == "locale" { "UTF-8" } else { name };
    let codec = Encoding::of(name).filter(|codec| {
        matches!(
            codec,
            Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1 | Encoding::Table(_)
        )
    })?;
    Some((name.to_string(), codec))
}

// --- writing ---

/// Writes to a text file.
#[inline(never)]
pub fn write(vm: &mut Vm, file: Value, text: Gc<Str>) -> Res<()> {
    let fast = with_state(file, |it| {
        let plain = matches!(
            it.newline,
            Newline::Universal | Newline::Untranslated | Newline::Feed
        );
        let utf8 = it.codec == Encoding::Utf8;
        let mut stream = it.stream.borrow_mut();
        let open = stream.writable && !stream.is_closed();
        if !(plain && open && (text.is_ascii() || (utf8 && !text.has_surrogates()))) {
            return None;
        }
        let bytes = text.bytes();
        let full = stream.put(bytes);
        let line_ends = it.line_buffering && memchr::memchr2(b'\n', b'\r', bytes).is_some();
        Some((full || line_ends).then(|| it.stream.clone()))
    });
    match fast.flatten() {
        Some(None) => Ok(()),
        Some(Some(stream)) => write_out(vm, &stream),
        None => write_slowly(vm, file, text),
    }
}

/// The same with an encoding, newlines to translate, or an error.
#[cold]
#[inline(never)]
fn write_slowly(vm: &mut Vm, file: Value, text: Gc<Str>) -> Res<()> {
    let stream = writable(vm, file)?;
    let settings = with_state(file, |it| {
        (
            it.encoding.clone(),
            it.errors.clone(),
            it.newline,
            it.line_buffering,
        )
    });
    let Some((encoding, errors, newline, line_buffering)) = settings else {
        return Err(unsupported(vm, "write"));
    };
    let encode = vm.heap.intern("encode");
    let encoding = vm.heap.str(&encoding).into();
    let errors = vm.heap.str(&errors).into();
    let encoded = vm.call_method(text.into(), encode, &[encoding, errors])?;
    let Some(bytes) = encoded.get::<Bytes>() else {
        return Ok(());
    };
    let line_ends = line_buffering && memchr::memchr2(b'\n', b'\r', bytes.bytes()).is_some();
    let end: &[u8] = match newline {
        Newline::Return => b"\r",
        Newline::ReturnFeed => b"\r\n",
        _ => b"\n",
    };
    let mut full = false;
    for line in bytes.bytes().split_inclusive(|&byte| byte == b'\n') {
        let mut stream = stream.borrow_mut();
        full = match line {
            [line @ .., b'\n'] => stream.put(line) | stream.put(end),
            line => stream.put(line),
        };
    }
    if full || line_ends {
        write_out(vm, &stream)?;
    }
    Ok(())
}

fn write_method(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    writable(vm, args[0])?;
    let text = text_argument(vm, args[1], "write() argument")?;
    write(vm, args[0], text)?;
    Ok(vm.heap.int(text.len_chars() as i64))
}

// --- reading ---

/// How many characters are wanted; `None` is all.
fn wanted(vm: &mut Vm, size: Option<Value>) -> Res<Option<usize>> {
    match size.filter(|size| !size.is_none()) {
        Some(size) => Ok(usize::try_from(vm.index(size)?).ok()),
        None => Ok(None),
    }
}

fn read(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    // What is written must be seen when it is read.
    write_out(vm, &stream)?;
    let wanted = wanted(vm, args.get(1))?;
    let newline = newline_of(args[0]);
    let end = loop {
        let place = {
            let it = stream.borrow();
            wanted.and_then(|count| characters_end(it.buffered(), count, newline))
        };
        if let Some(end) = place {
            break end;
        }
        if read_more(vm, &stream)? == 0 {
            break stream.borrow().buffered().len();
        }
    };
    let bytes = stream.borrow_mut().take(end);
    Ok(decode(vm, args[0], bytes)?.into())
}

fn newline_of(file: Value) -> Newline {
    with_state(file, |it| it.newline).unwrap_or(Newline::Universal)
}

/// Where the first `count` characters end; `None` when that is not sure yet.
fn characters_end(bytes: &[u8], count: usize, newline: Newline) -> Option<usize> {
    let mut at = 0;
    for _ in 0..count {
        let &byte = bytes.get(at)?;
        at += 1;
        while bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at += 1;
        }
        if byte == b'\r' && newline == Newline::Universal {
            at += usize::from(*bytes.get(at)? == b'\n');
        }
    }
    // The last character may go on in what is not read yet.
    let complete = count == 0 || at < bytes.len() || bytes.last().is_some_and(u8::is_ascii);
    complete.then_some(at)
}

#[inline(never)]
fn readline(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let stream = readable(vm, args[0])?;
    write_out(vm, &stream)?;
    let newline = newline_of(args[0]);
    let limit = wanted(vm, args.get(1))?;
    let mut searched = 0;
    let end = loop {
        let found = line_end(stream.borrow().buffered(), searched, newline);
        match found {
            Ok(end) => break end,
            Err(from) => searched = from,
        }
        if read_more(vm, &stream)? == 0 {
            break stream.borrow().buffered().len();
        }
    };
    let limited =
        limit.and_then(|count| characters_end(&stream.borrow().buffered()[..end], count, newline));
    let bytes = stream
        .borrow_mut()
        .take(limited.map_or(end, |at| at.min(end)));
    Ok(decode(vm, args[0], bytes)?.into())
}

/// Where the first line ends, or from where to search on when there is more to read.
fn line_end(bytes: &[u8], from: usize, newline: Newline) -> Result<usize, usize> {
    // Others may have taken some meanwhile.
    let from = from.min(bytes.len());
    let rest = &bytes[from..];
    match newline {
        Newline::Feed => memchr::memchr(b'\n', rest)
            .map(|at| from + at + 1)
            .ok_or(bytes.len()),
        Newline::Return => memchr::memchr(b'\r', rest)
            .map(|at| from + at + 1)
            .ok_or(bytes.len()),
        Newline::ReturnFeed => {
            let found = memchr::memmem::find(rest, b"\r\n").map(|at| from + at + 2);
            found.ok_or(bytes.len().saturating_sub(1).max(from))
        }
        Newline::Universal | Newline::Untranslated => {
            let Some(at) = memchr::memchr2(b'\n', b'\r', rest).map(|at| from + at) else {
                return Err(bytes.len());
            };
            match (bytes[at], bytes.get(at + 1)) {
                (b'\n', _) => Ok(at + 1),
                (_, Some(b'\n')) => Ok(at + 2),
                (_, Some(_)) => Ok(at + 1),
                // A `\n` may follow.
                (_, None) => Err(at),
            }
        }
    }
}

/// The text that bytes of a file are.
fn decode(vm: &mut Vm, file: Value, mut bytes: Vec<u8>) -> Res<Gc<Str>> {
    let settings = with_state(file, |it| {
        (it.encoding.clone(), it.codec, it.errors.clone(), it.newline)
    });
    let (encoding, codec, errors, newline) = settings.unwrap_or((
        "utf-8".to_string(),
        Encoding::Utf8,
        "strict".to_string(),
        Newline::Universal,
    ));
    if newline == Newline::Universal && memchr::memchr(b'\r', &bytes).is_some() {
        bytes = without_returns(&bytes);
    }
    if (bytes.is_ascii() || codec == Encoding::Utf8)
        && let Ok(text) = std::str::from_utf8(&bytes)
    {
        return Ok(vm.heap.str(text));
    }
    let bytes = vm.heap.bytes(&bytes).into();
    let decode = vm.heap.intern("decode");
    let encoding = vm.heap.str(&encoding).into();
    let errors = vm.heap.str(&errors).into();
    let text = vm.call_method(bytes, decode, &[encoding, errors])?;
    Ok(text.get::<Str>().unwrap_or_else(|| vm.heap.empty_str()))
}

/// `\r\n` and `\r` as `\n`.
fn without_returns(bytes: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut after_return = false;
    for &byte in bytes {
        match byte {
            b'\r' => result.push(b'\n'),
            b'\n' if after_return => {}
            byte => result.push(byte),
        }
        after_return = byte == b'\r';
    }
    result
}

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let line = readline(vm, Args::positional(&[args[0]]))?;
    match line.get::<Str>() {
        Some(text) if !text.is_empty() => Ok(line),
        _ => Err(vm.stop_iteration(Value::NONE)),
    }
}

// --- attributes ---

fn encoding(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let encoding = with_state(args[0], |it| it.encoding.clone()).unwrap_or_default();
    Ok(vm.heap.str(&encoding).into())
}

fn errors(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let errors = with_state(args[0], |it| it.errors.clone()).unwrap_or_default();
    Ok(vm.heap.str(&errors).into())
}

fn line_buffering(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::bool(
        with_state(args[0], |it| it.line_buffering).unwrap_or(false),
    ))
}

/// The binary file on the same stream; always the same object.
fn buffer(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let made = common::attribute(vm, args[0], "_buffer");
    if !made.is_none() {
        return Ok(made);
    }
    let Some(stream) = stream_of(args[0]) else {
        return Ok(Value::NONE);
    };
    let name = common::attribute(vm, args[0], "name");
    let mode = if stream.borrow().writable { "wb" } else { "rb" };
    let file = binary::new(vm, stream, name, mode, false);
    let attribute = vm.heap.intern("_buffer");
    vm.set_exception_field(args[0], attribute, file);
    Ok(file)
}

fn reconfigure(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    common::flush(vm, Args::positional(&[args[0]]))?;
    let encoding = match optional_text(vm, args.kw(0), "reconfigure() argument 'encoding'")? {
        None => None,
        Some(given) => {
            let given = given.to_string_lossy();
            let Some(known) = known_encoding(&given) else {
                let class = vm.builtin_class("LookupError");
                return Err(vm.raise_message(class, format!("unknown encoding: {given}")));
            };
            Some(known)
        }
    };
    let errors = optional_text(vm, args.kw(1), "reconfigure() argument 'errors'")?;
    let line_buffering = match args.kw(3).filter(|flag| !flag.is_none()) {
        Some(flag) => Some(truth(vm, Some(flag), false)?),
        None => None,
    };
    with_state(args[0], |it| {
        if let Some((name, codec)) = encoding {
            (it.encoding, it.codec) = (name, codec);
            it.errors = "strict".to_string();
        }
        if let Some(errors) = errors {
            it.errors = errors.to_string_lossy().into_owned();
        }
        if let Some(line_buffering) = line_buffering {
            it.line_buffering = line_buffering;
        }
    });
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = common::attribute(vm, args[0], "name");
    let name = vm.repr(name)?;
    let mode = common::attribute(vm, args[0], "mode");
    let mode = vm.repr(mode)?;
    let encoding = with_state(args[0], |it| it.encoding.clone()).unwrap_or_default();
    let text = format!(
        "<_io.TextIOWrapper name={} mode={} encoding='{encoding}'>",
        name.to_string_lossy(),
        mode.to_string_lossy()
    );
    Ok(vm.heap.str(&text).into())
}
