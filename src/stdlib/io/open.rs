//! `open`: a path and a mode become a file.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Seek};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::binary;
use super::stream::{self, Shared, Stream};
use super::text::{self, Newline, TextFile};
use crate::builtins::types::codec::Encoding;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::stdlib::arguments::{c_int, optional_text, text as text_argument, truth};
use crate::stdlib::posix::process;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

const ONE_OF_FOUR: &str =
    "Must have exactly one of create/read/write/append mode and at most one plus";

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
        match ways {
            0 => Err(vm.value_error(ONE_OF_FOUR)),
            1 => Ok(mode),
            _ => Err(vm.value_error("must have exactly one of create/read/write/append mode")),
        }
    }

    fn open(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(self.reads()).write(self.writes());
        match self.how {
            b'w' => options.create(true).truncate(true),
            b'x' => options.create_new(true),
            b'a' => options.append(true).create(true),
            _ => &mut options,
        };
        let file = options.open(path)?;
        if file.metadata()?.is_dir() {
            return Err(io::Error::from_raw_os_error(libc::EISDIR));
        }
        self.go_to_the_end(&file);
        Ok(file)
    }

    /// Appending begins at the end, and `tell` says so; a pipe has none.
    fn go_to_the_end(&self, mut file: &File) {
        if self.how == b'a' {
            let _ = file.seek(io::SeekFrom::End(0));
        }
    }

    /// As `os.open` takes them: for an opener.
    fn flags(&self) -> i32 {
        let directions = match (self.reads(), self.writes()) {
            (true, true) => libc::O_RDWR,
            (false, true) => libc::O_WRONLY,
            _ => libc::O_RDONLY,
        };
        let how = match self.how {
            b'w' => libc::O_CREAT | libc::O_TRUNC,
            b'x' => libc::O_CREAT | libc::O_EXCL,
            b'a' => libc::O_CREAT | libc::O_APPEND,
            _ => 0,
        };
        directions | how | libc::O_CLOEXEC
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
    let adopt = truth(vm, args.get(6), true)?;
    let (stream, name) = open_stream(vm, &mode, args[0], adopt, args.get(7))?;
    if mode.binary {
        if buffering == 0 {
            stream.borrow_mut().set_unbuffered();
        }
        return Ok(binary::new(vm, stream, name, &mode_text, buffering == 0));
    }
    if buffering == 0 {
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let line_buffering = buffering == 1 || stream.borrow().is_terminal();
    let errors = errors.map_or("strict".to_string(), |errors| {
        errors.to_string_lossy().into_owned()
    });
    let (encoding, codec) = match encoding {
        None => ("UTF-8".to_string(), Encoding::Utf8),
        Some(given) => match text::known_encoding(&given.to_string_lossy()) {
            Some(known) => known,
            None => {
                let file = binary::new(vm, stream, name, &mode_text, false);
                let line_buffering = Value::bool(line_buffering);
                let errors = vm.heap.str(&errors).into();
                let newline = args.get(5).unwrap_or(Value::NONE);
                let settings = [file, given.into(), errors, newline, line_buffering];
                return wrap(vm, &settings, &mode_text);
            }
        },
    };
    let file = TextFile {
        stream,
        encoding,
        codec,
        errors,
        newline,
        line_buffering,
    };
    Ok(text::new(vm, file, name, &mode_text))
}

/// A text file in an encoding that [`TextFile`] does not know: a `TextIOWrapper` in Python around a
/// binary file.
fn wrap(vm: &mut Vm, settings: &[Value], mode: &str) -> Res<Value> {
    let io = vm.import_module("io")?;
    let class = vm.heap.intern("TextIOWrapper");
    let class = vm.get_attr(io, class)?;
    let file = match vm.call(class, settings) {
        Ok(file) => file,
        Err(raised) => {
            let close = vm.names.close;
            let _ = vm.call_method(settings[0], close, &[]);
            return Err(raised);
        }
    };
    let (name, mode) = (vm.heap.intern("mode"), vm.heap.str(mode));
    vm.set_attr(file, name, mode.into())?;
    Ok(file)
}

/// `FileIO.__init__(self, file, mode, closefd, opener)`: the stream, the file's name, and how it works.
pub fn open_raw(vm: &mut Vm, args: Args<'_>) -> Res<(Shared, Value, &'static str)> {
    let given = match args.get(2) {
        Some(mode) => text_argument(vm, mode, "FileIO() argument 'mode'")?
            .to_string_lossy()
            .into_owned(),
        None => "r".to_string(),
    };
    if given.chars().any(|it| !"rwxab+".contains(it)) {
        return Err(vm.value_error(format!("invalid mode: {given}")));
    }
    let ways = given.matches(['r', 'w', 'x', 'a']).count();
    if ways != 1 || given.matches('+').count() > 1 {
        return Err(vm.value_error(ONE_OF_FOUR));
    }
    let mode = Mode::parse(vm, &given)?;
    let adopt = truth(vm, args.get(3), true)?;
    let (stream, name) = open_stream(vm, &mode, args[1], adopt, args.get(4))?;
    stream.borrow_mut().set_unbuffered();
    Ok((stream, name, binary::raw_mode(&given)))
}

/// The stream of a path or of a descriptor, and its name.
fn open_stream(
    vm: &mut Vm,
    mode: &Mode,
    file: Value,
    adopt: bool,
    opener: Option<Value>,
) -> Res<(Shared, Value)> {
    if let Some(number) = file.as_int() {
        return Ok((open_descriptor(vm, mode, number, adopt)?, file));
    }
    if !adopt {
        return Err(vm.value_error("Cannot use closefd=False with file name"));
    }
    let Some(opener) = opener.filter(|it| !it.is_none()) else {
        return open_path(vm, mode, file);
    };
    let flags = Value::small(mode.flags());
    let number = vm.call(opener, &[file, flags])?;
    let Some(number) = number.as_int() else {
        return Err(vm.type_error("expected integer from opener"));
    };
    if number < 0 {
        return Err(vm.value_error(format!("opener returned {number}")));
    }
    Ok((open_descriptor(vm, mode, number, true)?, file))
}

fn open_path(vm: &mut Vm, mode: &Mode, value: Value) -> Res<(Shared, Value)> {
    let (path, name) = path_of(vm, value)?;
    stream::flush_files(vm);
    loop {
        match vm.block(|| mode.open(&path)) {
            Ok(file) => return Ok((Stream::file(vm, file, mode.reads(), mode.writes()), name)),
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.handle_signals()?,
            Err(error) => return Err(vm.os_error(&error, Some(name))),
        }
    }
}

/// A file on a descriptor that is open already. Those of the standard files stay
/// open; any other one is the file's from now on, or lent to it.
fn open_descriptor(vm: &mut Vm, mode: &Mode, number: i64, adopt: bool) -> Res<Shared> {
    let standard = match number {
        0 => Stream::standard(vm, rustix::stdio::stdin(), mode.writes()),
        1 => Stream::standard(vm, rustix::stdio::stdout(), mode.writes()),
        2 => Stream::standard(vm, rustix::stdio::stderr(), mode.writes()),
        ..0 => return Err(vm.value_error("negative file descriptor")),
        _ => None,
    };
    if let Some(stream) = standard {
        return Ok(stream);
    }
    let number = i32::try_from(number).unwrap_or(-1);
    match process::adopt(number) {
        Ok(file) => {
            mode.go_to_the_end(&file);
            let make = if adopt { Stream::file } else { Stream::lent };
            Ok(make(vm, file, mode.reads(), mode.writes()))
        }
        Err(_) => {
            let error = io::Error::from_raw_os_error(libc::EBADF);
            Err(vm.os_error(&error, None))
        }
    }
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// A path out of a `str`, `bytes` or an object with `__fspath__`, and what it was.
fn path_of(vm: &mut Vm, value: Value) -> Res<(PathBuf, Value)> {
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
    Ok((OsString::from_vec(bytes).into(), value))
}

/// The bytes of a file name: a lone surrogate from dc80 to dcff is the byte that was
/// no UTF-8 when the name was read.
fn os_bytes(text: Gc<Str>) -> Vec<u8> {
    let Some(text) = text.as_str() else {
        let mut bytes = Vec::with_capacity(text.len());
        for code in text.code_points() {
            match code {
                0xdc80..=0xdcff => bytes.push((code - 0xdc00) as u8),
                _ => wtf8::push(&mut bytes, code),
            }
        }
        return bytes;
    };
    text.as_bytes().to_vec()
}
