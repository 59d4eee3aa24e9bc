//! Files and folders: what `os` and `os.path` ask of the system.

use std::ffi::OsStr;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::natives;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::new_array;
use crate::vm::native::Args;
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

natives! { pub FUNCTIONS:
    getcwd() => getcwd,
    chdir(path) => |vm, args| on_path(vm, args[0], |path| std::env::set_current_dir(path)),
    mkdir(path, mode=511) => |vm, args| on_path(vm, args[0], |path| std::fs::create_dir(path)),
    rmdir(path) => |vm, args| on_path(vm, args[0], |path| std::fs::remove_dir(path)),
    remove(path) => |vm, args| on_path(vm, args[0], |path| std::fs::remove_file(path)),
    unlink(path) => |vm, args| on_path(vm, args[0], |path| std::fs::remove_file(path)),
    rename(src, dst) => |vm, args| on_paths(vm, args, std::fs::rename),
    replace(src, dst) => |vm, args| on_paths(vm, args, std::fs::rename),
    symlink(src, dst) => |vm, args| on_paths(vm, args, std::os::unix::fs::symlink),
    link(src, dst) => |vm, args| on_paths(vm, args, std::fs::hard_link),
    readlink(path) => readlink,
    listdir(path=".") => listdir,
    _stat(path, follow) => stat,
    _access(path, mode) => access,
    chmod(path, mode) => chmod,
    _environ() => environ,
    urandom(size, /) => urandom,
    strerror(code, /) => strerror,
    cpu_count() => |_, _| Ok(std::thread::available_parallelism().map_or(Value::NONE, |it| Value::small(it.get() as i32))),
    getuid() => |_, _| Ok(Value::small(rustix::process::getuid().as_raw() as i32)),
    getgid() => |_, _| Ok(Value::small(rustix::process::getgid().as_raw() as i32)),
    geteuid() => |_, _| Ok(Value::small(rustix::process::geteuid().as_raw() as i32)),
    getegid() => |_, _| Ok(Value::small(rustix::process::getegid().as_raw() as i32)),
    _chown(path, uid, gid, follow) => change_owner,
    uname() => uname,
    isatty(fd, /) => isatty,
    system(command) => system,
}

/// A path out of a str, bytes, or what has `__fspath__`.
pub fn path_of(vm: &mut Vm, value: Value) -> Res<PathBuf> {
    if let Some(text) = value.get::<Str>() {
        return Ok(PathBuf::from(OsStr::from_bytes(text.bytes())));
    }
    if let Some(bytes) = bytes_of(value) {
        return Ok(PathBuf::from(OsStr::from_bytes(&bytes)));
    }
    let name = vm.heap.intern("__fspath__");
    match vm.call_special(value, name, &[]) {
        Some(path) => {
            let path = path?;
            path_of(vm, path)
        }
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!(
                "expected str, bytes or os.PathLike object, not {class}"
            )))
        }
    }
}

fn text_of(vm: &mut Vm, path: &OsStr) -> Value {
    vm.heap.str(&path.to_string_lossy()).into()
}

fn on_path(vm: &mut Vm, value: Value, act: impl FnOnce(&Path) -> io::Result<()>) -> Res<Value> {
    let path = path_of(vm, value)?;
    match act(&path) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(vm.os_error(&error, Some(value))),
    }
}

fn getcwd(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    match std::env::current_dir() {
        Ok(path) => Ok(text_of(vm, path.as_os_str())),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

/// Does something with two paths, both of which an error names.
fn on_paths(
    vm: &mut Vm,
    args: Args<'_>,
    act: fn(PathBuf, PathBuf) -> io::Result<()>,
) -> Res<Value> {
    let (from, to) = (path_of(vm, args[0])?, path_of(vm, args[1])?);
    match act(from, to) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => {
            let raised = vm.os_error(&error, Some(args[0]));
            vm.name_second_file(args[1]);
            Err(raised)
        }
    }
}

fn readlink(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let path = path_of(vm, args[0])?;
    match std::fs::read_link(&path) {
        Ok(target) => Ok(text_of(vm, target.as_os_str())),
        Err(error) => Err(vm.os_error(&error, Some(args[0]))),
    }
}

fn listdir(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let given = args.get(0).unwrap_or(Value::NONE);
    let path = match given.is_none() {
        true => PathBuf::from("."),
        false => path_of(vm, given)?,
    };
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) => return Err(vm.os_error(&error, Some(given))),
    };
    let mut names = new_array(vm, 8)?;
    for entry in entries.flatten() {
        let name = text_of(vm, &entry.file_name());
        vm.array_push(&mut names, name)?;
    }
    let names = vm.heap.list_of(names.tail());
    vm.or_memory_error(names).map(Value::from)
}

/// `(mode, inode, device, links, uid, gid, size, atime, mtime, ctime)`, the times in nanoseconds.
fn stat(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    crate::stdlib::io::stream::flush_files(vm);
    let follow = vm.truthy(args[1])?;
    let got = match args[0].as_int() {
        Some(fd) => std::fs::metadata(format!("/proc/self/fd/{fd}")),
        None => {
            let path = path_of(vm, args[0])?;
            match follow {
                true => std::fs::metadata(&path),
                false => std::fs::symlink_metadata(&path),
            }
        }
    };
    let it = match got {
        Ok(it) => it,
        Err(error) => return Err(vm.os_error(&error, Some(args[0]))),
    };
    let nanoseconds =
        |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    let fields = [
        i64::from(it.mode()),
        it.ino() as i64,
        it.dev() as i64,
        it.nlink() as i64,
        i64::from(it.uid()),
        i64::from(it.gid()),
        it.size() as i64,
        nanoseconds(it.atime(), it.atime_nsec()),
        nanoseconds(it.mtime(), it.mtime_nsec()),
        nanoseconds(it.ctime(), it.ctime_nsec()),
        it.blksize() as i64,
        it.blocks() as i64,
        it.rdev() as i64,
    ];
    let fields = fields.map(|field| vm.heap.int(field));
    Ok(vm.heap.tuple(&fields).into())
}

fn access(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let path = path_of(vm, args[0])?;
    let mode = vm.index(args[1])? as u32;
    let mode = rustix::fs::Access::from_bits_truncate(mode);
    Ok(Value::bool(rustix::fs::access(&path, mode).is_ok()))
}

fn chmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use std::os::unix::fs::PermissionsExt;
    let mode = vm.index(args[1])? as u32;
    on_path(vm, args[0], |path| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
    })
}

/// Pairs of names and values.
fn environ(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let mut pairs = new_array(vm, 32)?;
    for (name, value) in std::env::vars_os() {
        let name = String::from_utf8_lossy(&name.into_vec()).into_owned();
        let value = String::from_utf8_lossy(&value.into_vec()).into_owned();
        let pair = [vm.heap.str(&name).into(), vm.heap.str(&value).into()];
        let pair = vm.heap.tuple(&pair).into();
        vm.array_push(&mut pairs, pair)?;
    }
    let pairs = vm.heap.list_of(pairs.tail());
    vm.or_memory_error(pairs).map(Value::from)
}

fn urandom(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use std::io::Read;
    let Ok(size) = usize::try_from(vm.index(args[0])?) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    if size > 1 << 30 {
        return Err(vm.memory_error());
    }
    let mut bytes = vec![0; size];
    let read = std::fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut bytes));
    match read {
        Ok(()) => Ok(vm.heap.bytes(&bytes).into()),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn strerror(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = vm.index(args[0])? as i32;
    let text = io::Error::from_raw_os_error(code).to_string();
    let text = text.split(" (os error").next().unwrap_or("").to_string();
    Ok(vm.heap.str(&text).into())
}

/// `(sysname, nodename, release, version, machine)`
fn uname(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let read = |name: &str| {
        let text = std::fs::read_to_string(format!("/proc/sys/kernel/{name}"));
        text.unwrap_or_default().trim_end().to_string()
    };
    let fields = [
        read("ostype"),
        read("hostname"),
        read("osrelease"),
        read("version"),
        std::env::consts::ARCH.to_string(),
    ];
    let fields = fields.map(|field| vm.heap.str(&field).into());
    Ok(vm.heap.tuple(&fields).into())
}

fn isatty(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = crate::stdlib::arguments::c_int(vm, args[0])?;
    let lent = crate::stdlib::socket::system::lent(fd);
    Ok(Value::bool(lent.is_some_and(rustix::termios::isatty)))
}

fn system(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use std::os::unix::process::ExitStatusExt;
    let command = path_of(vm, args[0])?;
    let status = std::process::Command::new("/bin/sh")
        .arg("-c")
        .arg(command)
        .status();
    match status {
        Ok(status) => Ok(Value::small(status.into_raw())),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

/// The same for the C library.
pub fn c_path(vm: &mut Vm, value: Value) -> Res<std::ffi::CString> {
    let path = path_of(vm, value)?;
    std::ffi::CString::new(path.into_os_string().into_vec())
        .map_err(|_| vm.value_error("embedded null byte"))
}

/// -1 leaves an owner as it is.
fn change_owner(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let number = |vm: &mut Vm, value: Value| Ok(u32::try_from(vm.index(value)?).ok());
    let (user, group) = (number(vm, args[1])?, number(vm, args[2])?);
    let follow = vm.truthy(args[3])?;
    on_path(vm, args[0], |path| match follow {
        true => std::os::unix::fs::chown(path, user, group),
        false => std::os::unix::fs::lchown(path, user, group),
    })
}
