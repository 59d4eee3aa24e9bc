//! `BaseException`: what all exceptions have.

use crate::builtins::types::operators as op;
use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::GetSetDef;
use crate::vm::{Args, Res, Vm};

natives! { pub STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { pub METHODS:
    __init__(self, /, *args, **kwargs) => init,
    __repr__(self, /) => op::repr,
    __str__(self, /) => op::str,
    __reduce__(self, /) => reduce,
    __setstate__(self, state, /) => setstate,
    add_note(self, note, /) => add_note,
    with_traceback(self, tb, /) => with_traceback,
}

pub static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "args",
        get: args,
        set: Some(set_args),
    },
    GetSetDef {
        name: "__traceback__",
        get: traceback,
        set: Some(set_traceback),
    },
    GetSetDef {
        name: "__context__",
        get: context,
        set: Some(set_context),
    },
    GetSetDef {
        name: "__cause__",
        get: cause,
        set: Some(set_cause),
    },
    GetSetDef {
        name: "__suppress_context__",
        get: suppress_context,
        set: Some(set_suppress_context),
    },
];

/// A new exception of a class with arguments; `__init__` has not run.
pub fn make(vm: &mut Vm, class: Gc<Type>, args: &[Value]) -> Value {
    vm.new_exception(class, args).into()
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.base_exception;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    Ok(make(vm, class, args.rest(1)))
}

/// Raises TypeError for keyword arguments.
pub fn no_keywords(vm: &mut Vm, args: Args<'_>) -> Res<()> {
    if args.extra.is_some_and(|extra| !extra.is_empty()) {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("{class}() takes no keyword arguments")));
    }
    Ok(())
}

/// Keeps the positional arguments.
pub fn keep_args(vm: &mut Vm, args: Args<'_>) -> Res<Gc<Exception>> {
    let it = this::<Exception>(vm, args[0])?;
    let kept = vm.heap.tuple(args.rest(1));
    it.args.set(kept);
    Ok(it)
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_keywords(vm, args)?;
    keep_args(vm, args)?;
    Ok(Value::NONE)
}

fn args(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Exception>(vm, args[0])?.args.get().into())
}

fn set_args(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    if args[1].is_unbound() {
        return Err(vm.type_error("args may not be deleted"));
    }
    let items = vm.collect_array(args[1])?;
    it.args.set(vm.heap.tuple_of(items.tail()));
    Ok(Value::NONE)
}

fn traceback(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Exception>(vm, args[0])?.traceback.get())
}

fn set_traceback(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    if args[1].is_unbound() {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    }
    if !args[1].is_none() && !args[1].is::<Traceback>() {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    it.traceback.set(args[1]);
    Ok(Value::NONE)
}

fn with_traceback(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    set_traceback(vm, args)?;
    Ok(args[0])
}

/// A value for `__context__` or `__cause__`.
fn exception_or_none(vm: &mut Vm, value: Value, what: &str) -> Res<Value> {
    if value.is_unbound() {
        return Err(vm.type_error(format!("__{what}__ may not be deleted")));
    }
    if !value.is_none() && !value.is::<Exception>() {
        return Err(vm.type_error(format!(
            "exception {what} must be None or derive from BaseException"
        )));
    }
    Ok(value)
}

fn context(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Exception>(vm, args[0])?.context.get())
}

fn set_context(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    it.context.set(exception_or_none(vm, args[1], "context")?);
    Ok(Value::NONE)
}

fn cause(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Exception>(vm, args[0])?.cause.get())
}

fn set_cause(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    it.cause.set(exception_or_none(vm, args[1], "cause")?);
    it.suppress_context.set(true);
    Ok(Value::NONE)
}

fn suppress_context(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Exception>(vm, args[0])?
        .suppress_context
        .get()
        .into())
}

fn set_suppress_context(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    let flag = vm.truthy(args[1].bound().unwrap_or(Value::FALSE))?;
    it.suppress_context.set(flag);
    Ok(Value::NONE)
}

fn add_note(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Exception>(vm, args[0])?;
    if !args[1].is::<Str>() {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!("note must be a str, not '{got}'")));
    }
    let name = vm.names.notes;
    let notes = match vm.get_attr_opt(args[0], name)? {
        Some(notes) => notes,
        None => {
            let made = vm.heap.list(&[]).into();
            vm.set_attr(args[0], name, made)?;
            made
        }
    };
    let Some(notes) = notes.get::<List>() else {
        return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
    };
    crate::builtins::types::list::push(vm, notes, args[1])?;
    Ok(Value::NONE)
}

/// How to make it again: `(class, args)`, and its attributes if it has any.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Exception>(vm, args[0])?;
    let parts = [vm.class_of(args[0]).into(), it.args.get().into()];
    let attributes = args[0]
        .header()
        .and_then(|header| vm.heap.attributes(header));
    match attributes.filter(|attributes| !attributes.is_empty()) {
        Some(attributes) => Ok(vm
            .heap
            .tuple(&[parts[0], parts[1], attributes.into()])
            .into()),
        None => Ok(vm.heap.tuple(&parts).into()),
    }
}

fn setstate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args[1].is_none() {
        return Ok(Value::NONE);
    }
    let Some(state) = args[1].get::<Dict>() else {
        return Err(vm.type_error("state is not a dictionary"));
    };
    let mut at = 0;
    while let Some((entry, name, value)) = state.next_entry(at) {
        at = entry + 1;
        let name = crate::builtins::types::object::attribute_name(vm, name)?;
        vm.set_attr(args[0], name, value)?;
    }
    Ok(Value::NONE)
}
