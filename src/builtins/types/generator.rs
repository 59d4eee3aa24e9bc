//! `generator`, `coroutine` and `async_generator`.
//!
//! All three are a frame that can be resumed; the VM does that. An asynchronous
//! generator is driven by awaitables, see `awaitable.rs`.

use super::operators as op;
use super::support::{str_arg, this};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::generator::{Generator, Progress};
use crate::object::value::Value;
use crate::vm::generators::Resumed;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

macro_rules! generator_class {
    ($static:ident, $name:literal, $methods:ident, $getsets:ident) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Generator,
            base: "object",
            subclassable: false,
            doc: "",
            methods: $methods,
            statics: &[],
            class_methods: super::alias::CLASS_GETITEM,
            getsets: $getsets,
        };
    };
}

generator_class!(GENERATOR, "generator", METHODS, GETSETS);
generator_class!(COROUTINE, "coroutine", COROUTINE_METHODS, COROUTINE_GETSETS);
generator_class!(
    ASYNC_GENERATOR,
    "async_generator",
    ASYNC_METHODS,
    ASYNC_GETSETS
);

natives! { METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => next,
    __repr__(self, /) => op::repr,
    send(self, arg, /) => send,
    throw(self, typ, val=None, tb=None, /) => throw,
    close(self, /) => close,
}

natives! { COROUTINE_METHODS:
    __await__(self, /) => super::awaitable::of_coroutine,
    __repr__(self, /) => op::repr,
    send(self, arg, /) => send,
    throw(self, typ, val=None, tb=None, /) => throw,
    close(self, /) => close,
}

natives! { ASYNC_METHODS:
    __aiter__(self, /) => op::itself,
    __anext__(self, /) => super::awaitable::anext,
    __repr__(self, /) => op::repr,
    asend(self, arg, /) => super::awaitable::asend,
    athrow(self, typ, val=None, tb=None, /) => super::awaitable::athrow,
    aclose(self, /) => super::awaitable::aclose,
}

macro_rules! getsets {
    ($table:ident, $code:literal, $running:literal, $suspended:literal, $frame:literal, $delegate:literal) => {
        static $table: &[GetSetDef] = &[
            GetSetDef {
                name: "__name__",
                get: name,
                set: Some(set_name),
            },
            GetSetDef {
                name: "__qualname__",
                get: qualname,
                set: Some(set_qualname),
            },
            GetSetDef {
                name: $code,
                get: code,
                set: None,
            },
            GetSetDef {
                name: $running,
                get: running,
                set: None,
            },
            GetSetDef {
                name: $suspended,
                get: suspended,
                set: None,
            },
            GetSetDef {
                name: $frame,
                get: frame,
                set: None,
            },
            GetSetDef {
                name: $delegate,
                get: delegate,
                set: None,
            },
        ];
    };
}

getsets!(
    GETSETS,
    "gi_code",
    "gi_running",
    "gi_suspended",
    "gi_frame",
    "gi_yieldfrom"
);
getsets!(
    COROUTINE_GETSETS,
    "cr_code",
    "cr_running",
    "cr_suspended",
    "cr_frame",
    "cr_await"
);
getsets!(
    ASYNC_GETSETS,
    "ag_code",
    "ag_running",
    "ag_suspended",
    "ag_frame",
    "ag_await"
);

/// What a step of a generator is to its caller: a value, or StopIteration.
pub fn outcome(vm: &mut Vm, resumed: Resumed) -> Res<Value> {
    match resumed {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) => Err(vm.stop_iteration(value)),
    }
}

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    let resumed = vm.resume_generator(generator, Value::NONE)?;
    outcome(vm, resumed)
}

fn send(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    let resumed = vm.resume_generator(generator, args[1])?;
    outcome(vm, resumed)
}

fn throw(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    let (given, count) = given_to_throw(args);
    let resumed = vm.throw_into_generator(generator, &given[..count])?;
    outcome(vm, resumed)
}

/// The arguments of a `throw(typ, val, tb)`, and how many of them there are.
pub fn given_to_throw(args: Args<'_>) -> ([Value; 3], usize) {
    let [value, traceback] = [args.get(2), args.get(3)];
    let count = match (value, traceback) {
        (_, Some(_)) => 3,
        (Some(_), None) => 2,
        (None, None) => 1,
    };
    let or_none = |given: Option<Value>| given.unwrap_or(Value::NONE);
    ([args[1], or_none(value), or_none(traceback)], count)
}

fn close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    vm.close_generator(generator)?;
    Ok(Value::NONE)
}

// --- attributes ---

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Generator>(vm, args[0])?.name.get().into())
}

fn set_name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    let name = str_arg(vm, args[1], "__name__")?;
    generator.name.set(name);
    Ok(Value::NONE)
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Generator>(vm, args[0])?.qualname.get().into())
}

fn set_qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    let name = str_arg(vm, args[1], "__qualname__")?;
    generator.qualname.set(name);
    Ok(Value::NONE)
}

fn code(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Generator>(vm, args[0])?.code.into())
}

fn running(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    Ok(Value::bool(generator.progress.get() == Progress::Running))
}

fn suspended(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator = this::<Generator>(vm, args[0])?;
    Ok(Value::bool(generator.progress.get() == Progress::Suspended))
}

/// Where it stands, None when it has ended.
fn frame(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator: Gc<Generator> = this(vm, args[0])?;
    Ok(vm
        .generator_frame(generator)
        .map_or(Value::NONE, Value::from))
}

/// The iterator that `yield from` or `await` hands on to, or None.
fn delegate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let generator: Gc<Generator> = this(vm, args[0])?;
    Ok(vm.delegate_of(generator).unwrap_or(Value::NONE))
}
