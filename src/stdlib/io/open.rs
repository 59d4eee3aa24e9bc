//! `open`: a path and a mode become a file.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::binary;
use super::stream::{self, Shared, Stream};
use super::text::{self, Newline, TextFile};
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::stdlib::arguments::{c_int, optional_text, text as text_argument, truth};
use crate::stdlib::posix::process;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

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
            0 => Err(vm.value_error(
                "Must have exactly one of create/read/write/append mode and at most one plus",
            )),
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
    }
    if !truth(vm, args.get(6), true)? && !args[0].is_int() {
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
        // As the locale names it.
        None => "UTF-8".to_string(),
        Some(encoding) => text::known_encoding(vm, encoding)?,
    };

    let (stream, name) = match args[0].as_int() {
        Some(number) => {
            let adopt = truth(vm, args.get(6), true)?;
            (open_descriptor(vm, &mode, number, adopt)?, args[0])
        }
        None => open_path(vm, &mode, args[0])?,
    };
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
    let file = TextFile {
        stream,
        encoding,
        errors,
        newline,
        line_buffering,
    };
    Ok(text::new(vm, file, name, &mode_text))
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
/// open; any other one is the file's from now on, or copied.
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
    let file = match adopt {
        true => process::adopt(number),
        false => process::copy(number).map(std::fs::File::from),
    };
    match file {
        Ok(file) => Ok(Stream::file(vm, file, mode.reads(), mode.writes())),
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
