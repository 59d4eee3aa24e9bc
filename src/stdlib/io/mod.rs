//! Files: `open`, the standard files, and the module `io`.
//!
//! ```text
//!  text.rs    TextIOWrapper: str, newlines, encoding ─┐
//!  binary.rs  BufferedReader and writer: bytes ───────┤ share
//!  common.rs  what both can do                        │
//!  stream.rs  buffers and the file descriptor <───────┘
//!  open.rs    `open`
//!
//!  string_io.rs  StringIO: text in memory, no file at all
//! ```

pub mod binary;
mod common;
mod open;
pub mod stream;
pub mod string_io;
pub mod text;

use std::cell::RefMut;
use std::io::ErrorKind;
use std::os::fd::OwnedFd;

use rustix::io::Errno;

use super::arguments::set;
use crate::builtins::types::codec::Encoding;
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Raised, Res, Vm};
pub use open::open;
use stream::{Shared, Stream};
use text::{Newline, TextFile};

natives! {
    FUNCTIONS:
    open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None) => open,
    text_encoding(encoding, stacklevel=2, /) => text_encoding,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, class) in [
        ("TextIOWrapper", text::TEXT_IO_WRAPPER.name),
        ("StringIO", string_io::STRING_IO.name),
        ("BufferedReader", binary::BUFFERED_READER.name),
        ("BufferedWriter", binary::BUFFERED_WRITER.name),
        ("BufferedRandom", binary::BUFFERED.name),
        ("FileIO", binary::FILE_IO.name),
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
            Stream::standard(vm, rustix::stdio::stdin(), false),
            usual,
        ),
        (
            "stdout",
            "__stdout__",
            Stream::standard(vm, rustix::stdio::stdout(), true),
            usual,
        ),
        (
            "stderr",
            "__stderr__",
            Stream::standard(vm, rustix::stdio::stderr(), true),
            "backslashreplace",
        ),
    ];
    for (name, original, stream, errors) in files {
        let file = match stream {
            None => Value::NONE,
            Some(stream) => {
                let unbuffered = vm.config.flags.unbuffered != 0;
                let line_buffering =
                    name == "stderr" || unbuffered || stream.borrow().is_terminal();
                let writable = stream.borrow().writable;
                if unbuffered {
                    stream.borrow_mut().set_unbuffered();
                }
                let file = TextFile {
                    stream,
                    encoding: "utf-8".to_string(),
                    codec: Encoding::Utf8,
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

/// Whether the locale says nothing about text, or is the one that stands in for such
/// a locale: then bytes that are no UTF-8 are let through as they are.
fn is_posix_locale() -> bool {
    let setting = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty());
    let silent = ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"];
    setting.is_none_or(|value| silent.iter().any(|&name| value == name))
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
            vm.report_unraisable(exception, "in", file);
        }
    }
    stream::flush_all(vm);
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

/// Whether it is a `FileIO`, whose errors have words of their own.
#[cold]
fn is_raw(vm: &mut Vm, file: Value) -> bool {
    let class = vm.builtin_class(binary::FILE_IO.name);
    vm.class_of(file).is_subclass_of(class)
}

/// The same for a method's `self`; a closed file is an error.
fn open_stream(vm: &mut Vm, file: Value) -> Res<Shared> {
    match stream_of(file) {
        Some(stream) if stream.borrow().is_closed() => {
            let message = match is_raw(vm, file) {
                true => "I/O operation on closed file",
                false => "I/O operation on closed file.",
            };
            Err(vm.value_error(message))
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
        let raw = is_raw(vm, file);
        Err(unsupported(
            vm,
            if raw {
                "File not open for reading"
            } else {
                "not readable"
            },
        ))
    }
}

fn writable(vm: &mut Vm, file: Value) -> Res<Shared> {
    let stream = open_stream(vm, file)?;
    if stream.borrow().writable {
        Ok(stream)
    } else {
        let raw = is_raw(vm, file);
        Err(unsupported(
            vm,
            if raw {
                "File not open for writing"
            } else {
                "not writable"
            },
        ))
    }
}

/// `io.UnsupportedOperation`: reading what can only be written, and so on. A class with two
/// bases, which `io.py` makes.
#[cold]
fn unsupported(vm: &mut Vm, message: &str) -> Raised {
    let name = vm.heap.intern("UnsupportedOperation");
    let class = vm
        .import_module("io")
        .and_then(|io| vm.get_attr(io, name))
        .map(|class| class.get::<Type>());
    match class {
        Ok(Some(class)) => vm.raise_message(class, message),
        Ok(None) => vm.value_error(message),
        Err(raised) => raised,
    }
}

/// Reads more into a stream's buffer. 0 is the end; else who wants more than there is now asks again.
fn read_more(vm: &mut Vm, stream: &Shared) -> Res<usize> {
    if wait_for_turn(vm, stream)? {
        // What the other thread has read may do.
        return Ok(1);
    }
    in_turn(vm, stream, |vm| {
        // A signal's handler may begin threads.
        loop {
            if let Some(file) = file_to_share(vm, stream) {
                return read_meanwhile(vm, stream, &file);
            }
            if let Some(count) = attempt(vm, stream, |mut it| it.fill())? {
                return Ok(count);
            }
        }
    })
}

/// A descriptor to wait with while other threads run, who may close the stream; `None` when there are none.
fn file_to_share(vm: &Vm, stream: &Shared) -> Option<OwnedFd> {
    let file = vm.has_other_threads().then(|| stream.borrow().duplicate());
    file?.ok()
}

/// The same while other threads run.
fn read_meanwhile(vm: &mut Vm, stream: &Shared, file: &OwnedFd) -> Res<usize> {
    let Ok(mut bytes) = stream.borrow().room_to_fill() else {
        return Err(vm.memory_error());
    };
    loop {
        match vm.block(|| rustix::io::read(file, &mut bytes)) {
            Ok(count) => {
                stream.borrow_mut().add_input(&bytes[..count]);
                return Ok(count);
            }
            Err(Errno::INTR) => vm.handle_signals()?,
            Err(error) => return Err(vm.os_error(&error.into(), None)),
        }
    }
}

/// Writes what a stream holds.
fn write_out(vm: &mut Vm, stream: &Shared) -> Res<()> {
    if !stream.borrow().has_output() {
        return Ok(());
    }
    wait_for_turn(vm, stream)?;
    in_turn(vm, stream, |vm| {
        while stream.borrow().has_output() {
            match file_to_share(vm, stream) {
                Some(file) => write_meanwhile(vm, stream, &file)?,
                None => {
                    attempt(vm, stream, |mut it| it.flush())?;
                }
            }
        }
        Ok(())
    })
}

/// Writes some of it while other threads run, which may add to it.
fn write_meanwhile(vm: &mut Vm, stream: &Shared, file: &OwnedFd) -> Res<()> {
    let bytes = stream.borrow().output().to_vec();
    match vm.block(|| rustix::io::write(file, &bytes)) {
        Ok(count) => stream.borrow_mut().drop_output(count),
        Err(Errno::INTR) => {}
        Err(error) => {
            stream.borrow_mut().give_up_output();
            return Err(vm.os_error(&error.into(), None));
        }
    }
    vm.handle_signals()
}

/// Waits until no other thread uses a stream's file; whether one did. What one reads must not be put behind
/// what another has read after it.
fn wait_for_turn(vm: &mut Vm, stream: &Shared) -> Res<bool> {
    let mut waited = false;
    loop {
        let (user, waiters) = stream.borrow().in_use();
        if !user.is_some_and(|it| vm.is_other_thread(it)) {
            return Ok(waited);
        }
        vm.wait_to_be_woken(&waiters, None)?;
        waited = true;
    }
}

/// Does something with a stream's file, while other threads wait for their turn with it.
fn in_turn<T>(vm: &mut Vm, stream: &Shared, act: impl FnOnce(&mut Vm) -> Res<T>) -> Res<T> {
    let me = vm.thread_ident();
    // A signal's handler may use the file that the code uses which it interrupts.
    let outer = stream.borrow_mut().set_user(Some(me));
    let result = act(vm);
    let outer = outer.filter(|&it| it == me);
    stream.borrow_mut().set_user(outer);
    if outer.is_none() {
        let (_, waiters) = stream.borrow().in_use();
        vm.wake(&waiters, usize::MAX);
    }
    result
}

/// Does something with a stream. `None`: the system has interrupted it, and signals got their turn.
fn attempt<T>(
    vm: &mut Vm,
    stream: &Shared,
    act: impl FnOnce(RefMut<'_, Stream>) -> std::io::Result<T>,
) -> Res<Option<T>> {
    match act(stream.borrow_mut()) {
        Ok(result) => return Ok(Some(result)),
        Err(error) if error.kind() == ErrorKind::Interrupted => vm.handle_signals()?,
        Err(error) if error.kind() == ErrorKind::OutOfMemory => return Err(vm.memory_error()),
        Err(error) => return Err(vm.os_error(&error, None)),
    }
    Ok(None)
}

/// The same until nothing interrupts it. It must not wait for others: see [`file_to_share`].
fn retrying<T>(
    vm: &mut Vm,
    stream: &Shared,
    mut act: impl FnMut(RefMut<'_, Stream>) -> std::io::Result<T>,
) -> Res<T> {
    loop {
        if let Some(result) = attempt(vm, stream, &mut act)? {
            return Ok(result);
        }
    }
}
