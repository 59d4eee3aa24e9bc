//! Hooks that are kept for those who ask for them, `settrace` and `setprofile`: the evaluator calls
//! none of them, `perf` is this interpreter's profiler. And the threads' switch interval.

use std::time::Duration;

use super::{get, set};
use crate::natives;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::real;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

natives! {
    pub FUNCTIONS:
    settrace(function, /) => |vm, args| Ok(keep(vm, TRACE, args[0])),
    gettrace() => |vm, _| Ok(kept(vm, TRACE)),
    setprofile(function, /) => |vm, args| Ok(keep(vm, PROFILE, args[0])),
    getprofile() => |vm, _| Ok(kept(vm, PROFILE)),
    setswitchinterval(interval, /) => set_switch_interval,
    getswitchinterval() => switch_interval,
    call_tracing(func, args, /) => call_tracing,
    audit(event, /, *args) => |_, _| Ok(Value::NONE),
    addaudithook(hook, /) => |_, _| Ok(Value::NONE),
}

const TRACE: &str = "_trace_function";
const PROFILE: &str = "_profile_function";

fn keep(vm: &mut Vm, name: &str, value: Value) -> Value {
    let sys = vm.sys;
    set(vm, sys, name, value);
    Value::NONE
}

fn kept(vm: &mut Vm, name: &str) -> Value {
    let name = vm.heap.intern(name);
    get(vm, name).unwrap_or(Value::NONE)
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
    vm.call_ex(args[0], arguments, None)
}
