//! The hooks of `sys`: what shows a value at the prompt, and an exception that nothing
//! caught. A script may put functions of its own in their place; the first ones stay
//! under names with underscores.

use crate::builtins::functions::output;
use crate::natives;
use crate::object::exception::Exception;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

natives! {
    pub FUNCTIONS:
    displayhook(object, /) => displayhook,
    breakpointhook(*args, **kws) => breakpointhook,
    excepthook(exctype, value, traceback, /) => excepthook,
    unraisablehook(unraisable, /) => unraisablehook,
}

/// Shows a value, unless it is None, and keeps it as `_`.
fn displayhook(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[0].is_none() {
        return Ok(Value::NONE);
    }
    let last = vm.heap.intern("_");
    vm.builtins.insert_str(&vm.heap, last, Value::NONE);
    let Some(file) = super::get(vm, vm.names.stdout) else {
        return Err(vm.runtime_error("lost sys.stdout"));
    };
    let text = vm.repr(args[0])?;
    output::write(vm, file, text)?;
    let newline = vm.heap.intern("\n");
    output::write(vm, file, newline)?;
    vm.builtins.insert_str(&vm.heap, last, args[0]);
    Ok(Value::NONE)
}

/// Prints an exception and its traceback to stderr.
fn excepthook(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if let Some(exception) = args[1].get::<Exception>() {
        if exception.traceback.get().is_none() {
            exception.traceback.set(args[2]);
        }
        let report = vm.format_exception(args[1]);
        vm.write_to_stderr(&report);
    }
    Ok(Value::NONE)
}

/// Prints an exception that can't go anywhere: one of a `__del__`, for instance.
fn unraisablehook(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let [message, object, value] = ["err_msg", "object", "exc_value"].map(|it| vm.heap.intern(it));
    let message = vm.get_attr(args[0], message)?;
    let object = vm.get_attr(args[0], object)?;
    let exception = vm.get_attr(args[0], value)?;
    let message = match message.is_none() {
        true => "Exception ignored in".to_string(),
        false => vm.str(message)?.to_string_lossy().into_owned(),
    };
    let object = vm.repr(object)?.to_string_lossy().into_owned();
    let report = vm.format_exception(exception);
    vm.write_to_stderr(&format!("{message}: {object}\n{report}"));
    Ok(Value::NONE)
}

/// What a script has put in the place of the first `sys.excepthook`.
pub fn own_excepthook(vm: &mut Vm) -> Option<Value> {
    let [now, first] = ["excepthook", "__excepthook__"].map(|name| vm.heap.intern(name));
    let now = super::get(vm, now)?;
    (Some(now) != super::get(vm, first)).then_some(now)
}

/// Calls the debugger. No frame of a module stands between it and the script, whose line it is to show.
fn breakpointhook(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let module = vm.import_module("_breakpoint")?;
    let name = vm.heap.intern("find");
    let find = vm.get_attr(module, name)?;
    let found = vm.call(find, &[])?;
    if found.is_none() {
        return Ok(Value::NONE);
    }
    let positional = vm.heap.tuple(args.rest(0));
    vm.call_ex(found, positional, args.extra)
}
