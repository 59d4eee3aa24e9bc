//! The module `resource`: what a process may use, and what it has used.

mod system;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::arguments::{c_int, set};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::items_of;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_resource",
    doc: "Limits and use of resources.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    getrlimit(resource, /) => get_limit,
    setrlimit(resource, limits, /) => set_limit,
    usage(who, /) => usage,
    disk_space(path, /) => disk_space,
}

/// The limits by the numbers that the system has for them.
const LIMITS: &[(&str, u32, Resource)] = &[
    ("RLIMIT_CPU", libc::RLIMIT_CPU, Resource::Cpu),
    ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE, Resource::Fsize),
    ("RLIMIT_DATA", libc::RLIMIT_DATA, Resource::Data),
    ("RLIMIT_STACK", libc::RLIMIT_STACK, Resource::Stack),
    ("RLIMIT_CORE", libc::RLIMIT_CORE, Resource::Core),
    ("RLIMIT_RSS", libc::RLIMIT_RSS, Resource::Rss),
    ("RLIMIT_NPROC", libc::RLIMIT_NPROC, Resource::Nproc),
    ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE, Resource::Nofile),
    ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK, Resource::Memlock),
    ("RLIMIT_AS", libc::RLIMIT_AS, Resource::As),
];

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for &(name, number, _) in LIMITS {
        set(vm, module, name, Value::small(number as i32));
    }
    set(vm, module, "RLIM_INFINITY", Value::small(-1));
    set(vm, module, "RUSAGE_SELF", Value::small(libc::RUSAGE_SELF));
    set(
        vm,
        module,
        "RUSAGE_CHILDREN",
        Value::small(libc::RUSAGE_CHILDREN),
    );
    set(
        vm,
        module,
        "RUSAGE_THREAD",
        Value::small(libc::RUSAGE_THREAD),
    );
    Ok(())
}

fn resource(vm: &mut Vm, value: Value) -> Res<Resource> {
    let wanted = c_int(vm, value)?;
    let found = LIMITS
        .iter()
        .find(|&&(_, number, _)| number as i32 == wanted);
    match found {
        Some(&(_, _, resource)) => Ok(resource),
        None => Err(vm.value_error("invalid resource specified")),
    }
}

/// -1 stands for no limit.
fn limit(vm: &mut Vm, limit: Option<u64>) -> Value {
    vm.heap
        .int(limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(-1)))
}

fn get_limit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let limits = getrlimit(resource(vm, args[0])?);
    let pair = [limit(vm, limits.current), limit(vm, limits.maximum)];
    Ok(vm.heap.tuple(&pair).into())
}

fn set_limit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let resource = resource(vm, args[0])?;
    let Some([current, maximum]) = items_of(args[1]) else {
        return Err(vm.value_error("expected a tuple of 2 integers"));
    };
    let current = u64::try_from(vm.index(current.get())?).ok();
    let maximum = u64::try_from(vm.index(maximum.get())?).ok();
    match setrlimit(resource, Rlimit { current, maximum }) {
        Ok(()) => Ok(Value::NONE),
        Err(rustix::io::Errno::INVAL) => Err(vm.value_error("current limit exceeds maximum limit")),
        Err(rustix::io::Errno::PERM) => Err(vm.value_error("not allowed to raise maximum limit")),
        Err(error) => Err(vm.os_error(&error.into(), None)),
    }
}

/// The fields of `struct_rusage`: two times in seconds, fourteen counts.
fn usage(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let who = c_int(vm, args[0])?;
    let Some(used) = system::usage(who) else {
        return Err(vm.value_error("invalid who parameter"));
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    let mut fields = vec![
        vm.heap.float(seconds(used.ru_utime)),
        vm.heap.float(seconds(used.ru_stime)),
    ];
    let counts = [
        used.ru_maxrss,
        used.ru_ixrss,
        used.ru_idrss,
        used.ru_isrss,
        used.ru_minflt,
        used.ru_majflt,
        used.ru_nswap,
        used.ru_inblock,
        used.ru_oublock,
        used.ru_msgsnd,
        used.ru_msgrcv,
        used.ru_nsignals,
        used.ru_nvcsw,
        used.ru_nivcsw,
    ];
    fields.extend(counts.map(|count| vm.heap.int(count)));
    Ok(vm.heap.tuple(&fields).into())
}

/// The bytes of a path's file system: all, used, free for everybody.
fn disk_space(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let path = super::posix::files::c_path(vm, args[0])?;
    let space = match rustix::fs::statvfs(&*path) {
        Ok(space) => space,
        Err(error) => return Err(vm.os_error(&error.into(), Some(args[0]))),
    };
    let bytes = |blocks: u64| blocks.saturating_mul(space.f_frsize) as i64;
    let used = space.f_blocks.saturating_sub(space.f_bfree);
    let fields = [space.f_blocks, used, space.f_bavail].map(|blocks| vm.heap.int(bytes(blocks)));
    Ok(vm.heap.tuple(&fields).into())
}
