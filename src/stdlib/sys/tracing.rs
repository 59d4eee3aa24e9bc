//! Hooks that the evaluator calls, `settrace` and `setprofile`, of the calling thread (see
//! `vm/tracing.rs`); audit hooks, which nobody calls; and the threads' switch interval.

use std::time::Duration;

use crate::natives;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::real;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

natives! {
    pub FUNCTIONS:
    settrace(function, /) => settrace,
    gettrace() => |vm, _| Ok(vm.tracing.trace),
    setprofile(function, /) => setprofile,
    getprofile() => |vm, _| Ok(vm.tracing.profile),
    setswitchinterval(interval, /) => set_switch_interval,
    getswitchinterval() => switch_interval,
    call_tracing(func, args, /) => call_tracing,
    audit(event, /, *args) => |_, _| Ok(Value::NONE),
    addaudithook(hook, /) => |_, _| Ok(Value::NONE),
}

fn settrace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.set_trace(args[0]);
    vm.go_over_at_once(settrace, Value::NONE)
}

fn setprofile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.set_profile(args[0]);
    vm.go_over_at_once(setprofile, Value::NONE)
}

fn set_switch_interval(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let seconds = real(vm, args[0])?;
    if seconds <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    let interval = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    vm.set_switch_interval(interval);
    Ok(Value::NONE)
}

fn switch_interval(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let interval = vm.switch_interval();
    Ok(vm.heap.float(interval.as_secs_f64()))
}

fn call_tracing(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(arguments) = args[1].get::<Tuple>() else {
        return Err(vm.type_error("call_tracing() argument 2 must be tuple"));
    };
    vm.call_traced(|vm| vm.call_ex(args[0], arguments, None))
}
