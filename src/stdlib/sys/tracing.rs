//! Hooks that the evaluator calls: `settrace` and `setprofile` (see `vm/tracing.rs`), and
//! those of asynchronous generators, all of the calling thread; audit hooks, which nobody calls; and the threads' switch interval.

use std::time::Duration;

use crate::builtins::functions::objects::is_callable;
use crate::natives;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::real;
use crate::stdlib::structseq::{self, class, field};
use crate::vm::native::{Args, TypeDef};
use crate::vm::{Res, Vm};

natives! {
    pub FUNCTIONS:
    settrace(function, /) => settrace,
    gettrace() => |vm, _| Ok(vm.tracing.trace),
    setprofile(function, /) => setprofile,
    getprofile() => |vm, _| Ok(vm.tracing.profile),
    set_asyncgen_hooks(firstiter=None, finalizer=None) => set_asyncgen_hooks,
    get_asyncgen_hooks() => asyncgen_hooks,
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

fn set_asyncgen_hooks(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut hooks = vm.asyncgen_hooks;
    for (at, name, hook) in [
        (1, "finalizer", &mut hooks.finalizer),
        (0, "firstiter", &mut hooks.firstiter),
    ] {
        let Some(given) = args.get(at) else { continue };
        if !given.is_none() && !is_callable(vm, given) {
            let class = vm.class_name(given);
            return Err(vm.type_error(format!("callable {name} expected, got {class}")));
        }
        *hook = given;
    }
    vm.asyncgen_hooks = hooks;
    Ok(Value::NONE)
}

pub static ASYNCGEN_HOOKS: TypeDef = class(
    "asyncgen_hooks",
    "A named tuple-like container for the hooks of asynchronous generators.",
    &[field::<0>("firstiter"), field::<1>("finalizer")],
);

fn asyncgen_hooks(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let hooks = [vm.asyncgen_hooks.firstiter, vm.asyncgen_hooks.finalizer];
    Ok(structseq::only(vm, &ASYNCGEN_HOOKS, &hooks).into())
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
