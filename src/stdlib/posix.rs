//! `posix`: processes. What `os` stands on, as in CPython.

pub mod descriptors;
pub mod files;
pub mod subprocess;

use super::arguments::{c_int, set};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::ModuleDef;
use crate::vm::{Args, Raised, Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "posix",
    doc: "Processes: the operating system's own functions, which os makes portable.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    getpid() => getpid,
    getppid() => getppid,
    fork() => fork,
    wait() => wait,
    waitpid(pid, options, /) => waitpid,
    kill(pid, signal, /) => kill,
    _exit(status) => exit,
    waitstatus_to_exitcode(status) => waitstatus_to_exitcode,
    WIFEXITED(status) => |vm, args| status(vm, args, |status| Value::bool(libc::WIFEXITED(status))),
    WEXITSTATUS(status) => |vm, args| status(vm, args, |status| Value::small(libc::WEXITSTATUS(status))),
    WIFSIGNALED(status) => |vm, args| status(vm, args, |status| Value::bool(libc::WIFSIGNALED(status))),
    WTERMSIG(status) => |vm, args| status(vm, args, |status| Value::small(libc::WTERMSIG(status))),
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let label = vm.heap.intern("posix").into();
    for function in files::FUNCTIONS.iter().chain(descriptors::FUNCTIONS) {
        let native = vm.new_native(function, Value::UNBOUND, label);
        set(vm, module, function.name, native);
    }
    set(vm, module, "WNOHANG", Value::small(libc::WNOHANG));
    set(vm, module, "WUNTRACED", Value::small(libc::WUNTRACED));
    Ok(())
}

fn last_error(vm: &mut Vm) -> Raised {
    vm.os_error(&std::io::Error::last_os_error(), None)
}

fn getpid(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::small(std::process::id() as i32))
}

fn getppid(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::small(std::os::unix::process::parent_id() as i32))
}

fn fork(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let parent = std::process::id();
    let child = process::fork();
    if child < 0 {
        return Err(last_error(vm));
    }
    if child == 0 {
        vm.forget_other_threads();
        if let Some(control) = vm.trampoline_control {
            control.after_fork_in_child(vm, parent);
        }
    }
    Ok(Value::small(child))
}

fn wait(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    wait_for(vm, -1, 0)
}

fn waitpid(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (pid, options) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    wait_for(vm, pid, options)
}

fn wait_for(vm: &mut Vm, pid: i32, options: i32) -> Res<Value> {
    loop {
        let (ended, status, error) = vm.block(|| {
            let (ended, status) = process::waitpid(pid, options);
            (ended, status, std::io::Error::last_os_error())
        });
        if ended >= 0 {
            let pair = [Value::small(ended), Value::small(status)];
            return Ok(vm.heap.tuple(&pair).into());
        }
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(vm.os_error(&error, None));
        }
        vm.handle_signals()?;
    }
}

fn kill(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (pid, signal) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    match process::kill(pid, signal) {
        // It may have been for this process.
        0 => vm.handle_signals().map(|()| Value::NONE),
        _ => Err(last_error(vm)),
    }
}

fn exit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    process::exit(c_int(vm, args[0])?)
}

fn status(vm: &mut Vm, args: Args<'_>, of: fn(i32) -> Value) -> Res<Value> {
    Ok(of(c_int(vm, args[0])?))
}

fn waitstatus_to_exitcode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let status = c_int(vm, args[0])?;
    if libc::WIFEXITED(status) {
        return Ok(Value::small(libc::WEXITSTATUS(status)));
    }
    if libc::WIFSIGNALED(status) {
        return Ok(Value::small(-libc::WTERMSIG(status)));
    }
    Err(vm.value_error(format!("invalid wait status: {status}")))
}

/// The C library's functions, made safe.
pub mod process {
    use std::ffi::CStr;
    use std::fs::File;
    use std::io;
    use std::os::fd::{BorrowedFd, FromRawFd, OwnedFd};

    /// A descriptor, or -1 and the error in `errno`; not for child processes.
    pub fn open(path: &CStr, flags: i32, mode: i32) -> i32 {
        // SAFETY: the path ends with a zero, and lives during the call.
        unsafe { libc::open(path.as_ptr(), flags | libc::O_CLOEXEC, mode) }
    }

    /// 0, or -1 and the error in `errno`.
    pub fn close(fd: i32) -> i32 {
        // SAFETY: no memory is involved. That a script may close what is in use
        // elsewhere is what `os.close` is; using it then is an error of the system.
        unsafe { libc::close(fd) }
    }

    /// How many bytes came, or -1 and the error in `errno`.
    pub fn read(fd: i32, bytes: &mut [u8]) -> isize {
        // SAFETY: the bytes are there to be written to.
        unsafe { libc::read(fd, bytes.as_mut_ptr().cast(), bytes.len()) }
    }

    /// How many bytes went, or -1 and the error in `errno`.
    pub fn write(fd: i32, bytes: &[u8]) -> isize {
        // SAFETY: the bytes are there to be read.
        unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) }
    }

    /// The new position, or -1 and the error in `errno`.
    pub fn seek(fd: i32, position: i64, whence: i32) -> i64 {
        // SAFETY: no memory is involved.
        unsafe { libc::lseek(fd, position, whence) }
    }

    /// 0, or -1 and the error in `errno`.
    pub fn fsync(fd: i32) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::fsync(fd) }
    }

    /// 0, or -1 and the error in `errno`.
    pub fn truncate(fd: i32, length: i64) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::ftruncate(fd, length) }
    }

    /// The mask before.
    pub fn umask(mask: i32) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::umask(mask as libc::mode_t) as i32 }
    }

    /// A pipe's two ends: to read from and to write to. Not for child processes.
    pub fn pipe() -> Option<[i32; 2]> {
        let mut ends = [0; 2];
        // SAFETY: two numbers are written to.
        let made = unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) };
        (made == 0).then_some(ends)
    }

    /// Another descriptor for the same file, or -1 and the error in `errno`.
    pub fn dup(fd: i32) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) }
    }

    /// The second descriptor, or -1 and the error in `errno`.
    pub fn dup2(from: i32, to: i32) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::dup2(from, to) }
    }

    /// Whether child processes have a descriptor, too.
    pub fn is_inherited(fd: i32) -> io::Result<bool> {
        // SAFETY: no memory is involved.
        match unsafe { libc::fcntl(fd, libc::F_GETFD) } {
            -1 => Err(io::Error::last_os_error()),
            flags => Ok(flags & libc::FD_CLOEXEC == 0),
        }
    }

    /// Says whether child processes should have a descriptor, too.
    pub fn set_inherited(fd: i32, inherited: bool) -> io::Result<()> {
        is_inherited(fd)?;
        let flags = if inherited { 0 } else { libc::FD_CLOEXEC };
        // SAFETY: no memory is involved.
        match unsafe { libc::fcntl(fd, libc::F_SETFD, flags) } {
            -1 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        }
    }

    /// Another descriptor for the same file, owned.
    pub fn copy(fd: i32) -> io::Result<OwnedFd> {
        check(fd)?;
        // SAFETY: it is open now, and is used during this call only.
        Ok(rustix::io::fcntl_dupfd_cloexec(
            unsafe { BorrowedFd::borrow_raw(fd) },
            3,
        )?)
    }

    /// The file of a descriptor that nobody else closes: a script says so by opening
    /// it as a file.
    pub fn adopt(fd: i32) -> io::Result<File> {
        check(fd)?;
        // SAFETY: it is open, and the script has given it away.
        Ok(unsafe { File::from_raw_fd(fd) })
    }

    fn check(fd: i32) -> io::Result<()> {
        is_inherited(fd).map(|_| ())
    }

    /// The child's number, 0 in the child, or -1. Other threads of the VM hold no lock that the child
    /// needs, but for the allocator's ([`crate::allocator::survive_forks`]) and the baton's.
    pub fn fork() -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::fork() }
    }

    /// The process that ended and its status; -1 and the error in `errno`.
    pub fn waitpid(pid: i32, options: i32) -> (i32, i32) {
        let mut status = 0;
        // SAFETY: `status` is written to during the call only.
        let ended = unsafe { libc::waitpid(pid, &mut status, options) };
        (ended, status)
    }

    /// 0, or -1 and the error in `errno`.
    pub fn kill(pid: i32, signal: i32) -> i32 {
        // SAFETY: no memory is involved.
        unsafe { libc::kill(pid, signal) }
    }

    /// Ends the process without any farewell.
    pub fn exit(status: i32) -> ! {
        // SAFETY: never returns.
        unsafe { libc::_exit(status) }
    }
}
