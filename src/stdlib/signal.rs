//! The module `_signal`: handlers for signals, and timers that send one. `signal` gives
//! the numbers their names, in Python.

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::{c_int, real};
use crate::vm::interrupt::{self, Disposition};
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_signal",
    doc: "Signals.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    handle(signum, handler, /) => handle,
    reset(signum, ignore, /) => reset,
    is_ignored(signum, /) => |vm, args| Ok(Value::bool(interrupt::is_ignored(c_int(vm, args[0])?))),
    alarm(delay, interval, /) => alarm,
    pause() => pause,
    check() => |vm, _| vm.handle_signals().map(|()| Value::NONE),
}

/// A signal's number that there is.
fn number(vm: &mut Vm, value: Value) -> Res<i32> {
    let signal = c_int(vm, value)?;
    match signal {
        1..=63 => Ok(signal),
        _ => Err(vm.value_error("signal number out of range")),
    }
}

fn install(vm: &mut Vm, signal: i32, to: Disposition) -> Res<()> {
    match interrupt::set_disposition(signal, to) {
        Ok(()) => Ok(()),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

/// Has a function called when a signal comes.
fn handle(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let signal = number(vm, args[0])?;
    install(vm, signal, Disposition::Notice)?;
    let handlers = vm.signal_handlers;
    vm.dict_set(handlers, Value::small(signal), args[1])?;
    Ok(Value::NONE)
}

/// Leaves a signal to the system, or ignores it.
fn reset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let signal = number(vm, args[0])?;
    let to = match vm.truthy(args[1])? {
        true => Disposition::Ignore,
        false => Disposition::Default,
    };
    install(vm, signal, to)?;
    if let Ok(Some(entry)) = vm.signal_handlers.find_int(Value::small(signal)) {
        vm.signal_handlers.remove_at(entry);
    }
    Ok(Value::NONE)
}

fn alarm(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (delay, interval) = (real(vm, args[0])?, real(vm, args[1])?);
    let (delay, interval) = interrupt::set_alarm(delay.max(0.0), interval.max(0.0));
    let old = [vm.heap.float(delay), vm.heap.float(interval)];
    Ok(vm.heap.tuple(&old).into())
}

fn pause(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    vm.block(interrupt::pause);
    vm.handle_signals()?;
    Ok(Value::NONE)
}
