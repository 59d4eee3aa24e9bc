//! Files: `open`, the standard files, and the module `io`.
//!
//! ```text
//!  text.rs    TextIOWrapper: str, newlines, encoding ─┐
//!  binary.rs  BufferedReader and writer: bytes ───────┤ share
//!  stream.rs  buffers and the file descriptor <───────┘
//! ```

pub mod binary;
pub mod stream;
pub mod text;

use std::cell::RefMut;
use std::io::ErrorKind;

use super::arguments::{c_int, optional_text, set, text as text_argument, truth};
use crate::natives;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Raised, Res, Vm};
use stream::{Shared, Stream};
use text::{Newline, TextFile};

natives! {
    FUNCTIONS:
    open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None) => open,
    text_encoding(encoding, stacklevel=2, /) => text_encoding,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: FUNCTIONS,
    setup,
};

/// `io.UnsupportedOperation`: reading what can only be written, and so on.
pub static UNSUPPORTED_OPERATION: TypeDef = TypeDef {
    name: "UnsupportedOperation",
    kind: Kind::Exception,
    base: "OSError",
    subclassable: true,
    doc: "",
    methods: &[],
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, class) in [
        ("UnsupportedOperation", UNSUPPORTED_OPERATION.name),
        ("TextIOWrapper", text::TEXT_IO_WRAPPER.name),
        ("BufferedReader", binary::BUFFERED.name),
        ("BufferedWriter", binary::BUFFERED.name),
    ] {
        let class = vm.builtin_class(class);
        set(vm, module, name, class);
    }
    set(vm, module, "DEFAULT_BUFFER_SIZE", Value::small(8192));
    set(vm, module, "SEEK_SET", Value::small(0));
    set(vm, module, "SEEK_CUR", Value::small(1));
    set(vm, module, "SEEK_END", Value::small(2));
    Ok(())
}

fn text_encoding(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[0].is_none() {
        Ok(vm.heap.intern("locale").into())
    } else {
        Ok(args[0])
    }
}

// --- the standard files ---

/// Puts `stdin`, `stdout` and `stderr` into `sys`; None where there is none.
pub fn open_standard_files(vm: &mut Vm, sys: Gc<Dict>) {
    let lenient = is_posix_locale();
    let usual = if lenient { "surrogateescape" } else { "strict" };
    let files = [
        (
            "stdin",
            "__stdin__",
            Stream::standard(rustix::stdio::stdin(), false),
            usual,
        ),
        (
            "stdout",
            "__stdout__",
            Stream::standard(rustix::stdio::stdout(), true),
            usual,
        ),
        (
            "stderr",
            "__stderr__",
            Stream::standard(rustix::stdio::stderr(), true),
            "backslashreplace",
        ),
    ];
    for (name, original, stream, errors) in files {
        let file = match stream {
            None => Value::NONE,
            Some(stream) => {
                let line_buffering = name == "stderr" || stream.borrow().is_terminal();
                let writable = stream.borrow().writable;
                let file = TextFile {
                    stream,
                    encoding: "utf-8".to_string(),
                    errors: errors.to_string(),
                    newline: Newline::Universal,
                    line_buffering,
                };
                let label = vm.heap.str(&format!("<{name}>")).into();
                text::new(vm, file, label, if writable { "w" } else { "r" })
            }
        };
        set(vm, sys, name, file);
        set(vm, sys, original, file);
    }
}

/// Whether the locale says nothing about text: then bytes that are no UTF-8 are let
/// through as they are.
fn is_posix_locale() -> bool {
    let setting = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty());
    setting.is_none_or(|value| value == "C" || value == "POSIX")
}

/// Flushes stdout and stderr, and every file that is still open: for the end of the
/// program. `false` when stdout could not be written; then that was said on stderr.
pub fn flush_at_exit(vm: &mut Vm) -> bool {
    let mut fine = true;
    for name in ["stdout", "stderr"] {
        let name = vm.heap.intern(name);
        let Some(file) = super::sys::get(vm, name).filter(|file| !file.is_none()) else {
            continue;
        };
        if is_closed(file) {
            continue;
        }
        let flush = vm.names.flush;
        if vm.call_method(file, flush, &[]).is_err() {
            fine = false;
            let exception = vm.take_raised();
            forget_output(file);
            report_unraisable(vm, exception, file);
        }
    }
    stream::flush_all();
    fine
}

fn is_closed(file: Value) -> bool {
    stream_of(file).is_some_and(|stream| stream.borrow().is_closed())
}

fn forget_output(file: Value) {
    if let Some(stream) = stream_of(file) {
        stream.borrow_mut().flush_ignoring_errors();
    }
}

/// Says on stderr that an exception was raised where nothing can catch it.
fn report_unraisable(vm: &mut Vm, exception: Value, object: Value) {
    let object = vm.repr(object);
    let message = vm.str(exception);
    let (Ok(object), Ok(message)) = (object, message) else {
        vm.take_raised();
        return;
    };
    let class = vm.class_name(exception);
    let text = format!(
        "Exception ignored in: {}\n{class}: {}\n",
        object.to_string_lossy(),
        message.to_string_lossy()
    );
    write_to_stderr(vm, &text);
}

/// Writes to `sys.stderr`, or to the process's when there is none; stdout first, so
/// that both come in order. For messages of the interpreter: errors are nobody's.
pub fn write_to_stderr(vm: &mut Vm, text: &str) {
    let name = vm.names.stdout;
    if let Some(stdout) = super::sys::get(vm, name).filter(|file| !file.is_none()) {
        let flush = vm.names.flush;
        if vm.call_method(stdout, flush, &[]).is_err() {
            vm.take_raised();
        }
    }
    let name = vm.names.stderr;
    let stderr = super::sys::get(vm, name);
    let Some(stderr) = stderr else {
        eprint!("{text}");
        return;
    };
    if stderr.is_none() {
        return;
    }
    let text = vm.heap.str(text).into();
    for (method, args) in [(vm.names.write, &[text][..]), (vm.names.flush, &[])] {
        if vm.call_method(stderr, method, args).is_err() {
            vm.take_raised();
        }
    }
}

// --- what text and binary files share ---

/// The stream of a file of ours.
fn stream_of(file: Value) -> Option<Shared> {
    let opaque = file.get::<Opaque>()?;
    let state = opaque.state.try_borrow().ok()?;
    if let Some(text) = state.downcast_ref::<TextFile>() {
        return Some(text.stream.clone());
    }
    state.downcast_ref::<Shared>().cloned()
}

/// The same for a method's `self`; a closed file is an error.
fn open_stream(vm: &mut Vm, file: Value) -> Res<Shared> {
    match stream_of(file) {
        Some(stream) if stream.borrow().is_closed() => {
            Err(vm.value_error("I/O operation on closed file."))
        }
        Some(stream) => Ok(stream),
        None => {
            let class = vm.class_name(file);
            Err(vm.type_error(format!(
                "descriptor of a file doesn't apply to a '{class}' object"
            )))
        }
    }
}

fn readable(vm: &mut Vm, file: Value) -> Res<Shared> {
    let stream = open_stream(vm, file)?;
    if stream.borrow().readable {
        Ok(stream)
    } else {
        Err(unsupported(vm, "not readable"))
    }
}

fn writable(vm: &mut Vm, file: Value) -> Res<Shared> {
    let stream = open_stream(vm, file)?;
    if stream.borrow().writable {
        Ok(stream)
    } else {
        Err(unsupported(vm, "not writable"))
    }
}

#[cold]
fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let class = vm.builtin_class(UNSUPPORTED_OPERATION.name);
    vm.raise_message(class, message)
}

/// Does something with a stream that the system may interrupt: then signals get
/// their turn, and it is done again.
fn retrying<T>(
    vm: &mut Vm,
    stream: &Shared,
    mut act: impl FnMut(RefMut<'_, Stream>) -> std::io::Result<T>,
) -> Res<T> {
    loop {
        match act(stream.borrow_mut()) {
            Ok(result) => return Ok(result),
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.safepoint()?,
            Err(error) => return Err(vm.os_error(&error, None)),
        }
    }
}

/// What files of both kinds can do, with the same code.
mod common {
    use super::*;
    use rustix::fs::SeekFrom;

    pub fn flush(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
        let stream = open_stream(vm, args[0])?;
        retrying(vm, &stream, |mut it| it.flush())?;
        Ok(Value::NONE)
    }

    pub fn close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
        let Some(stream) = stream_of(args[0]).filter(|it| !it.borrow().is_closed()) else {
            return Ok(Value::NONE);
        };
        let result = retrying(vm, &stream, |mut it| it.flush());
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
            _ => {
                return Err(
                    vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))
                );
            }
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
        let mut lines = crate::stdlib::arguments::new_array(vm, 0)?;
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
        Ok(vm.heap.alloc(crate::object::list::List::new(lines)).into())
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
}

// --- open ---

/// What a mode string asks for.
struct Mode {
    /// One of `r`, `w`, `x` and `a`.
    how: u8,
    update: bool,
    binary: bool,
}

impl Mode {
    fn parse(vm: &mut Vm, text: &str) -> Res<Mode> {
        let mut mode = Mode {
            how: 0,
            update: false,
            binary: false,
        };
        let (mut seen, mut ways, mut is_text) = (0u128, 0, false);
        for byte in text.bytes() {
            let bit = 1u128.checked_shl(u32::from(byte)).unwrap_or(0);
            match byte {
                _ if seen & bit != 0 || bit == 0 => {
                    return Err(vm.value_error(format!("invalid mode: '{text}'")));
                }
                b'r' | b'w' | b'x' | b'a' => {
                    mode.how = byte;
                    ways += 1;
                }
                b'+' => mode.update = true,
                b'b' => mode.binary = true,
                b't' => is_text = true,
                _ => return Err(vm.value_error(format!("invalid mode: '{text}'"))),
            }
            seen |= bit;
        }
        if mode.binary && is_text {
            return Err(vm.value_error("can't have text and binary mode at once"));
        }
        if ways != 1 {
            return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
        }
        Ok(mode)
    }

    fn open(&self, path: &std::path::Path) -> std::io::Result<std::fs::File> {
        let mut options = std::fs::OpenOptions::new();
        options.read(self.reads()).write(self.writes());
        match self.how {
            b'w' => options.create(true).truncate(true),
            b'x' => options.create_new(true),
            b'a' => options.append(true).create(true),
            _ => &mut options,
        };
        let file = options.open(path)?;
        if file.metadata()?.is_dir() {
            return Err(std::io::Error::from_raw_os_error(libc::EISDIR));
        }
        Ok(file)
    }

    fn reads(&self) -> bool {
        self.how == b'r' || self.update
    }

    fn writes(&self) -> bool {
        self.how != b'r' || self.update
    }
}

/// `open(file, mode, buffering, encoding, errors, newline)`; files are named by
/// paths, as `str`, `bytes` or an object with `__fspath__`.
pub fn open(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mode_text = match args.get(1) {
        Some(mode) => text_argument(vm, mode, "open() argument 'mode'")?
            .to_string_lossy()
            .into_owned(),
        None => "r".to_string(),
    };
    let buffering = match args.get(2) {
        Some(buffering) => c_int(vm, buffering)?,
        None => -1,
    };
    let encoding = optional_text(vm, args.get(3), "open() argument 'encoding'")?;
    let errors = optional_text(vm, args.get(4), "open() argument 'errors'")?;
    let newline = optional_text(vm, args.get(5), "open() argument 'newline'")?;
    let mode = Mode::parse(vm, &mode_text)?;
    if mode.binary {
        for (name, given) in [
            ("encoding", encoding),
            ("errors", errors),
            ("newline", newline),
        ] {
            if given.is_some() {
                return Err(vm.value_error(format!(
                    "binary mode doesn't take {} {name} argument",
                    article(name)
                )));
            }
        }
    } else if buffering == 0 {
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    if !truth(vm, args.get(6), true)? {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let newline = match newline
        .map(|it| it.to_string_lossy().into_owned())
        .as_deref()
    {
        None => Newline::Universal,
        Some("") => Newline::Untranslated,
        Some("\n") => Newline::Feed,
        Some("\r") => Newline::Return,
        Some("\r\n") => Newline::ReturnFeed,
        Some(other) => return Err(vm.value_error(format!("illegal newline value: {other}"))),
    };
    let encoding = match encoding {
        None => "utf-8".to_string(),
        Some(encoding) => text::known_encoding(vm, encoding)?,
    };

    let (path, name) = path_of(vm, args[0])?;
    let file = loop {
        match mode.open(&path) {
            Ok(file) => break file,
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.safepoint()?,
            Err(error) => return Err(vm.os_error(&error, Some(name))),
        }
    };
    let stream = Stream::file(file, mode.reads(), mode.writes());
    if mode.binary {
        return Ok(binary::new(vm, stream, name, &mode_text));
    }
    let line_buffering = buffering == 1 || stream.borrow().is_terminal();
    let errors = errors.map_or("strict".to_string(), |errors| {
        errors.to_string_lossy().into_owned()
    });
    let file = TextFile {
        stream,
        encoding,
        errors,
        newline,
        line_buffering,
    };
    Ok(text::new(vm, file, name, &mode_text))
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// A path out of a `str`, `bytes` or an object with `__fspath__`, and what it was.
fn path_of(vm: &mut Vm, value: Value) -> Res<(std::path::PathBuf, Value)> {
    use std::os::unix::ffi::OsStringExt;
    let fspath = vm.heap.intern("__fspath__");
    let value = match vm.call_special(value, fspath, &[]) {
        Some(path) => path?,
        None => value,
    };
    let bytes = if let Some(text) = value.get::<Str>() {
        os_bytes(text)
    } else if let Some(bytes) = value.get::<Bytes>() {
        bytes.bytes().to_vec()
    } else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!(
            "expected str, bytes or os.PathLike object, not {class}"
        )));
    };
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    Ok((std::ffi::OsString::from_vec(bytes).into(), value))
}

/// The bytes of a file name: a lone surrogate from dc80 to dcff is the byte that was
/// no UTF-8 when the name was read.
fn os_bytes(text: Gc<Str>) -> Vec<u8> {
    let Some(text) = text.as_str() else {
        let mut bytes = Vec::with_capacity(text.len());
        for code in text.code_points() {
            match code {
                0xdc80..=0xdcff => bytes.push((code - 0xdc00) as u8),
                _ => crate::object::wtf8::push(&mut bytes, code),
            }
        }
        return bytes;
    };
    text.as_bytes().to_vec()
}
