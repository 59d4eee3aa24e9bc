//! The module `_thread`: starting threads, and what they wait for. `threading` stands on it, in Python.
//!
//! ```text
//!   start_new_thread ──> vm/threads.rs: a thread of the system, and its turn
//!   lock.rs              lock and RLock: who can't have it waits to be woken
//!   local.rs             attributes of which each thread has its own
//! ```

mod local;
mod lock;

use super::arguments::{c_int, set};
use crate::builtins::functions::objects::is_callable;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm, interrupt};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_thread",
    doc: "This module provides primitive operations to write multi-threaded programs.\n\
          The 'threading' module provides a more convenient interface.",
    functions: FUNCTIONS,
    setup,
};

/// The classes of this module.
pub const TYPES: &[&TypeDef] = &[&lock::LOCK, &lock::RLOCK];

/// Python's own threads need no less.
const LEAST_STACK: i64 = 32 << 10;

natives! { FUNCTIONS:
    start_new_thread(function, args, kwargs=None, /) => start_new_thread,
    start_new(function, args, kwargs=None, /) => start_new_thread,
    allocate_lock() => lock::allocate,
    allocate() => lock::allocate,
    _set_sentinel() => lock::allocate,
    get_ident() => |vm, _| { let ident = vm.thread_ident() as i64; Ok(vm.heap.int(ident)) },
    get_native_id() => |_, _| Ok(Value::small(rustix::thread::gettid().as_raw_nonzero().get())),
    _count() => |vm, _| Ok(Value::small(vm.other_threads() as i32)),
    stack_size(size=0, /) => stack_size,
    exit() => exit,
    exit_thread() => exit,
    interrupt_main(signum=2, /) => interrupt_main,
    daemon_threads_allowed() => |_, _| Ok(Value::TRUE),
    _is_main_interpreter() => |_, _| Ok(Value::TRUE),
    _has_local_values(object, /) => local::has_values,
    _make_local_values(object, /) => local::make_values,
    _get_local(object, name, /) => local::get,
    _set_local(object, name, value, /) => local::set,
    _delete_local(object, name, /) => local::delete,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, def) in [("LockType", &lock::LOCK), ("RLock", &lock::RLOCK)] {
        let class = vm.builtin_class(def.name);
        set(vm, module, name, class);
    }
    let error = vm.types.runtime_error;
    set(vm, module, "error", error);
    let longest = vm.heap.float(lock::LONGEST);
    set(vm, module, "TIMEOUT_MAX", longest);
    let helper = vm.import_module("_threading_local")?;
    let name = vm.heap.intern("local");
    let class = vm.get_attr(helper, name)?;
    set(vm, module, "_local", class);
    Ok(())
}

fn start_new_thread(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !is_callable(vm, args[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    let Some(positional) = args[1].get::<Tuple>() else {
        return Err(vm.type_error("2nd arg must be a tuple"));
    };
    let keywords = match args.get(2) {
        None => None,
        Some(keywords) => match keywords.get::<Dict>() {
            None => return Err(vm.type_error("optional 3rd arg must be a dictionary")),
            keywords => keywords,
        },
    };
    let ident = vm.start_thread(args[0], positional, keywords)?;
    Ok(vm.heap.int(ident as i64))
}

fn stack_size(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let wanted = match args.get(0) {
        Some(size) => Some(vm.index(size)?),
        None => None,
    };
    if wanted.is_some_and(|size| size < 0) {
        return Err(vm.value_error("size must be 0 or a positive value"));
    }
    if let Some(size) = wanted.filter(|&size| size != 0 && size < LEAST_STACK) {
        return Err(vm.value_error(format!("size not valid: {size} bytes")));
    }
    let size = vm.thread_stack_size();
    let before = *size as i64;
    if let Some(wanted) = wanted {
        *size = wanted as usize;
    }
    Ok(vm.heap.int(before))
}

fn exit(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.raise_with(vm.types.system_exit, &[]))
}

fn interrupt_main(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let signal = match args.get(0) {
        Some(signal) => c_int(vm, signal)?,
        None => libc::SIGINT,
    };
    if !(1..=63).contains(&signal) {
        return Err(vm.value_error("signal number out of range"));
    }
    if interrupt::is_noticed(signal) {
        interrupt::pretend(signal);
    }
    // It may be this thread that is the main one.
    vm.handle_signals()?;
    Ok(Value::NONE)
}
