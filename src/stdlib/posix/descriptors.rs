//! File descriptors as numbers: `os.open`, `os.read`, `os.pipe` and the like.

use super::{files, last_error, process};
use crate::natives;
use crate::object::value::Value;
use crate::stdlib::arguments::c_int;
use crate::stdlib::socket::system::Lent;
use crate::vm::native::Args;
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

natives! { pub FUNCTIONS:
    open(path, flags, mode=511) => open,
    close(fd) => |vm, args| one(vm, args, process::close),
    read(fd, length, /) => read,
    write(fd, data, /) => write,
    lseek(fd, position, whence, /) => seek,
    pipe() => pipe,
    dup(fd, /) => dup,
    dup2(fd, fd2, inheritable=True) => dup2,
    get_inheritable(fd, /) => get_inheritable,
    set_inheritable(fd, inheritable, /) => set_inheritable,
    fsync(fd) => |vm, args| one(vm, args, process::fsync),
    ftruncate(fd, length, /) => truncate,
    umask(mask, /) => |vm, args| Ok(Value::small(process::umask(c_int(vm, args[0])?))),
    _utime(path, accessed, modified, /) => set_times,
    _execve(path, argv, env, /) => execute,
    pread(fd, length, offset, /) => read_at,
    pwrite(fd, data, offset, /) => write_at,
    openpty() => open_terminal,
    setsid() => set_session,
}

/// The number that a system call gave, or its error.
fn checked(vm: &mut Vm, result: i64) -> Res<Value> {
    match result {
        ..0 => Err(last_error(vm)),
        _ => Ok(vm.heap.int(result)),
    }
}

fn one(vm: &mut Vm, args: Args<'_>, call: fn(i32) -> i32) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    match call(fd) {
        ..0 => Err(last_error(vm)),
        _ => Ok(Value::NONE),
    }
}

fn open(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let path = files::c_path(vm, args[0])?;
    let flags = c_int(vm, args[1])?;
    let mode = match args.get(2) {
        Some(mode) => c_int(vm, mode)?,
        None => 0o777,
    };
    match blocking(vm, || i64::from(process::open(&path, flags, mode))) {
        Ok(fd) => Ok(Value::small(fd as i32)),
        Err(error) => Err(vm.os_error(&error, Some(args[0]))),
    }
}

fn read(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    let Ok(length) = usize::try_from(vm.index(args[1])?) else {
        let error = std::io::Error::from_raw_os_error(libc::EINVAL);
        return Err(vm.os_error(&error, None));
    };
    // More than this a system call does not give at once.
    let mut bytes = vec![0; length.min(1 << 24)];
    loop {
        match blocking(vm, || process::read(fd, &mut bytes) as i64) {
            Ok(count) => return Ok(vm.heap.bytes(&bytes[..count as usize]).into()),
            Err(error) => retry(vm, &error)?,
        }
    }
}

/// Makes a system call that may take long: its result, or its error if that is below 0.
fn blocking(vm: &mut Vm, call: impl FnOnce() -> i64) -> std::io::Result<i64> {
    vm.block(|| match call() {
        ..0 => Err(std::io::Error::last_os_error()),
        result => Ok(result),
    })
}

/// After a signal a call is made again; any other error is raised.
fn retry(vm: &mut Vm, error: &std::io::Error) -> Res<()> {
    match error.kind() == std::io::ErrorKind::Interrupted {
        true => vm.handle_signals(),
        false => Err(vm.os_error(error, None)),
    }
}

fn write(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    let Some(bytes) = bytes_of(args[1]) else {
        let class = vm.class_name(args[1]);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
    };
    // Another thread may change what the bytes lie in.
    let bytes = match vm.has_other_threads() {
        true => bytes.into_owned().into(),
        false => bytes,
    };
    loop {
        match blocking(vm, || process::write(fd, &bytes) as i64) {
            Ok(count) => return Ok(vm.heap.int(count)),
            Err(error) => retry(vm, &error)?,
        }
    }
}

fn seek(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (fd, position) = (c_int(vm, args[0])?, vm.index(args[1])?);
    let whence = c_int(vm, args[2])?;
    checked(vm, process::seek(fd, position, whence))
}

fn pipe(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    match process::pipe() {
        Some(ends) => {
            let ends = ends.map(Value::small);
            Ok(vm.heap.tuple(&ends).into())
        }
        None => Err(last_error(vm)),
    }
}

fn dup(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    checked(vm, i64::from(process::dup(fd)))
}

fn dup2(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (from, to) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    let inherited = match args.get(2) {
        Some(inherited) => vm.truthy(inherited)?,
        None => true,
    };
    let made = checked(vm, i64::from(process::dup2(from, to)))?;
    match process::set_inherited(to, inherited) {
        Ok(()) => Ok(made),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn get_inheritable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match process::is_inherited(c_int(vm, args[0])?) {
        Ok(inherited) => Ok(inherited.into()),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn set_inheritable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let inherited = c_int(vm, args[1])? != 0;
    match process::set_inherited(c_int(vm, args[0])?, inherited) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn truncate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (fd, length) = (c_int(vm, args[0])?, vm.index(args[1])?);
    match process::truncate(fd, length) {
        ..0 => Err(last_error(vm)),
        _ => Ok(Value::NONE),
    }
}

/// Sets the times of a file, given in nanoseconds.
fn set_times(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let time = |nanoseconds: i64| rustix::fs::Timespec {
        tv_sec: nanoseconds.div_euclid(1_000_000_000),
        tv_nsec: nanoseconds.rem_euclid(1_000_000_000),
    };
    let path = files::c_path(vm, args[0])?;
    let times = rustix::fs::Timestamps {
        last_access: time(vm.index(args[1])?),
        last_modification: time(vm.index(args[2])?),
    };
    let flags = rustix::fs::AtFlags::empty();
    match rustix::fs::utimensat(rustix::fs::CWD, &path, &times, flags) {
        Ok(()) => Ok(Value::NONE),
        // As in CPython, the file is not named.
        Err(error) => Err(vm.os_error(&error.into(), None)),
    }
}

/// Becomes another program; returns only when that failed.
fn execute(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use std::os::unix::process::CommandExt;
    let path = files::path_of(vm, args[0])?;
    let mut command = std::process::Command::new(path);
    let words = vm.collect_array(args[1])?;
    for (place, word) in words.tail().iter().enumerate() {
        let word = files::path_of(vm, word.get())?;
        match place {
            0 => command.arg0(word),
            _ => command.arg(word),
        };
    }
    super::subprocess::set_environment(vm, &mut command, args[2])?;
    crate::stdlib::io::flush_at_exit(vm);
    let error = command.exec();
    Err(vm.os_error(&error, Some(args[0])))
}

fn lent(vm: &mut Vm, value: Value) -> Res<Lent> {
    let fd = c_int(vm, value)?;
    crate::stdlib::socket::system::lent(fd).ok_or_else(|| {
        let error = std::io::Error::from_raw_os_error(libc::EBADF);
        vm.os_error(&error, None)
    })
}

fn read_at(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = lent(vm, args[0])?;
    let length = usize::try_from(vm.index(args[1])?).unwrap_or(0);
    let place = vm.index(args[2])? as u64;
    let mut bytes = vec![0; length.min(1 << 24)];
    match vm.block(|| rustix::io::pread(fd, &mut bytes, place)) {
        Ok(count) => Ok(vm.heap.bytes(&bytes[..count]).into()),
        Err(error) => Err(vm.os_error(&error.into(), None)),
    }
}

fn write_at(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = lent(vm, args[0])?;
    let bytes = crate::stdlib::arguments::bytes(vm, args[1])?;
    let place = vm.index(args[2])? as u64;
    match vm.block(|| rustix::io::pwrite(fd, &bytes, place)) {
        Ok(count) => Ok(vm.heap.int(count as i64)),
        Err(error) => Err(vm.os_error(&error.into(), None)),
    }
}

/// A terminal of a program: the end that the program holds, and the one that looks like a terminal.
fn open_terminal(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use std::os::fd::IntoRawFd;
    let opened = || {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let program = openpt(flags)?;
        grantpt(&program)?;
        unlockpt(&program)?;
        let name = ptsname(&program, Vec::new())?;
        let terminal = process::open(&name, libc::O_RDWR | libc::O_NOCTTY, 0);
        match terminal {
            ..0 => Err(std::io::Error::last_os_error()),
            _ => Ok([program.into_raw_fd(), terminal]),
        }
    };
    match opened() {
        Ok(ends) => Ok(vm.heap.tuple(&ends.map(Value::small)).into()),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

/// Leaves the terminal: this process leads a session of its own.
fn set_session(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    match rustix::process::setsid() {
        Ok(_) => Ok(Value::NONE),
        Err(error) => Err(vm.os_error(&error.into(), None)),
    }
}
