//! What `await` and `async for` drive: the awaitables of coroutines and of
//! asynchronous generators.
//!
//! ```text
//!   async for x in gen()  ──> gen().__anext__() ──> async_generator_asend
//!        await it         ──> resumes the generator until it yields
//!                               a wrapped value: its own `yield`     -> StopIteration(value)
//!                               any other: an `await` inside of it   -> passed on to the loop
//!                               nothing: it returned                 -> StopAsyncIteration
//! ```

use super::generator::{given_to_throw, outcome};
use super::operators as op;
use super::support::{field, record, set_field, this};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::generator::{Generator, Progress};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::generators::Resumed;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Raised, Res, Vm};

macro_rules! awaitable_class {
    ($static:ident, $name:literal, $kind:ident, $methods:expr) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::$kind,
            base: "object",
            subclassable: false,
            doc: "",
            methods: $methods,
            statics: &[],
            class_methods: &[],
            getsets: &[],
        };
    };
}

awaitable_class!(
    COROUTINE_WRAPPER,
    "coroutine_wrapper",
    Instance,
    WRAPPER_METHODS
);
awaitable_class!(ASEND, "async_generator_asend", Instance, STEP_METHODS);
awaitable_class!(ATHROW, "async_generator_athrow", Instance, STEP_METHODS);
awaitable_class!(WRAPPED_VALUE, "async_generator_wrapped_value", Tuple, &[]);

// --- coroutine.__await__() ---

natives! { WRAPPER_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => wrapper_next,
    send(self, arg, /) => wrapper_send,
    throw(self, typ, val=None, tb=None, /) => wrapper_throw,
    close(self, /) => wrapper_close,
}

pub fn of_coroutine(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Generator>(vm, args[0])?;
    let class = vm.builtin_class("coroutine_wrapper");
    record(vm, class, &[("coroutine", args[0])])
}

fn coroutine_of(vm: &mut Vm, wrapper: Value) -> Res<Gc<Generator>> {
    let coroutine = field(vm, wrapper, "coroutine")?;
    this(vm, coroutine)
}

fn wrapper_next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let coroutine = coroutine_of(vm, args[0])?;
    let resumed = vm.resume_generator(coroutine, Value::NONE)?;
    outcome(vm, resumed)
}

fn wrapper_send(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let coroutine = coroutine_of(vm, args[0])?;
    let resumed = vm.resume_generator(coroutine, args[1])?;
    outcome(vm, resumed)
}

fn wrapper_throw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let coroutine = coroutine_of(vm, args[0])?;
    let (given, count) = given_to_throw(args);
    let resumed = vm.throw_into_generator(coroutine, &given[..count])?;
    outcome(vm, resumed)
}

fn wrapper_close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let coroutine = coroutine_of(vm, args[0])?;
    vm.close_generator(coroutine)?;
    Ok(Value::NONE)
}

// --- asynchronous generators ---

natives! { STEP_METHODS:
    __await__(self, /) => op::itself,
    __iter__(self, /) => op::itself,
    __next__(self, /) => step_next,
    send(self, arg, /) => step_send,
    throw(self, typ, val=None, tb=None, /) => step_throw,
    close(self, /) => step_close,
}

/// What the first step of an awaitable does; `thrown` is an exception to throw, or None.
fn awaitable(
    vm: &mut Vm,
    class: &str,
    generator: Value,
    sent: Value,
    thrown: Value,
    closing: bool,
) -> Res<Value> {
    let it = this::<Generator>(vm, generator)?;
    vm.announce_async_generator(it)?;
    let class = vm.builtin_class(class);
    let fields = [
        ("generator", generator),
        ("sent", sent),
        ("thrown", thrown),
        ("closing", closing.into()),
        ("started", Value::FALSE),
        ("done", Value::FALSE),
    ];
    record(vm, class, &fields)
}

pub fn anext(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    awaitable(
        vm,
        "async_generator_asend",
        args[0],
        Value::NONE,
        Value::NONE,
        false,
    )
}

pub fn asend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    awaitable(
        vm,
        "async_generator_asend",
        args[0],
        args[1],
        Value::NONE,
        false,
    )
}

pub fn athrow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (given, count) = given_to_throw(args);
    let exception = vm.exception_to_throw(&given[..count])?;
    awaitable(
        vm,
        "async_generator_athrow",
        args[0],
        Value::NONE,
        exception,
        false,
    )
}

pub fn aclose(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.types.generator_exit;
    let exit = vm.new_exception(class, &[]);
    awaitable(
        vm,
        "async_generator_athrow",
        args[0],
        Value::NONE,
        exit.into(),
        true,
    )
}

fn step_next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    step(vm, args[0], Value::NONE)
}

fn step_send(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    step(vm, args[0], args[1])
}

/// The generator of an awaitable that is not used up.
fn generator_of(vm: &mut Vm, awaitable: Value) -> Res<Gc<Generator>> {
    if field(vm, awaitable, "done")? == Value::TRUE {
        let asend = vm.builtin_class("async_generator_asend");
        let what = if vm.class_of(awaitable) == asend {
            "__anext__()/asend()"
        } else {
            "aclose()/athrow()"
        };
        return Err(vm.runtime_error(format!("cannot reuse already awaited {what}")));
    }
    let generator = field(vm, awaitable, "generator")?;
    this(vm, generator)
}

fn step(vm: &mut Vm, awaitable: Value, sent: Value) -> Res<Value> {
    let generator = generator_of(vm, awaitable)?;
    if field(vm, awaitable, "started")? == Value::TRUE {
        let resumed = vm.resume_generator(generator, sent);
        return settle(vm, awaitable, resumed);
    }
    set_field(vm, awaitable, "started", Value::TRUE);
    let thrown = field(vm, awaitable, "thrown")?;
    let closing = field(vm, awaitable, "closing")? == Value::TRUE;
    if closing
        && matches!(
            generator.progress.get(),
            Progress::Fresh | Progress::Finished
        )
    {
        vm.close_generator(generator)?;
        set_field(vm, awaitable, "done", Value::TRUE);
        return Err(vm.stop_iteration(Value::NONE));
    }
    let resumed = if thrown.is_none() {
        let first = field(vm, awaitable, "sent")?;
        vm.resume_generator(generator, if first.is_none() { sent } else { first })
    } else {
        vm.throw_into_generator(generator, &[thrown])
    };
    settle(vm, awaitable, resumed)
}

fn step_throw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = generator_of(vm, args[0])?;
    let (given, count) = given_to_throw(args);
    set_field(vm, args[0], "started", Value::TRUE);
    let resumed = vm.throw_into_generator(generator, &given[..count]);
    settle(vm, args[0], resumed)
}

fn step_close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    set_field(vm, args[0], "done", Value::TRUE);
    Ok(Value::NONE)
}

/// What a step of the generator is to the one who awaits.
fn settle(vm: &mut Vm, awaitable: Value, resumed: Res<Resumed>) -> Res<Value> {
    let closing = field(vm, awaitable, "closing")? == Value::TRUE;
    if let Ok(Resumed::Yielded(value)) = resumed {
        let class = vm.builtin_class("async_generator_wrapped_value");
        if vm.class_of(value) != class {
            return Ok(value);
        }
        set_field(vm, awaitable, "done", Value::TRUE);
        if closing {
            return Err(vm.runtime_error("async generator ignored GeneratorExit"));
        }
        let inner = value.get::<Tuple>().and_then(|wrapped| wrapped.get(0));
        return Err(vm.stop_iteration(inner.unwrap_or(Value::NONE)));
    }
    set_field(vm, awaitable, "done", Value::TRUE);
    match resumed {
        Err(Raised) if closing => {
            let (exit, stop) = (vm.types.generator_exit, vm.types.stop_async_iteration);
            if !vm.raised_is(exit) && !vm.raised_is(stop) {
                return Err(Raised);
            }
            vm.take_raised();
            Err(vm.stop_iteration(Value::NONE))
        }
        Err(Raised) => Err(Raised),
        Ok(_) if closing => Err(vm.stop_iteration(Value::NONE)),
        Ok(_) => {
            let class = vm.types.stop_async_iteration;
            Err(vm.raise_with(class, &[]))
        }
    }
}
