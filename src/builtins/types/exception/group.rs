//! Exception groups: several exceptions that are raised as one.

use super::base::make;
use super::fields::{read, set};
use crate::builtins::types::support::{class_for_new, scratch, str_arg, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::exception::Exception;
use crate::object::gc::{Gc, Kind};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::GetSetDef;
use crate::vm::{Args, Res, Vm};

natives! { pub STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { pub METHODS:
    __init__(self, /, *args, **kwargs) => init,
    derive(self, excs, /) => derive,
    split(self, matcher_value, /) => split,
    subgroup(self, matcher_value, /) => subgroup,
}

pub static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "message",
        get: message,
        set: None,
    },
    GetSetDef {
        name: "exceptions",
        get: exceptions,
        set: None,
    },
];

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.base_exception_group;
    let mut class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let [message, members] = *args.rest(1) else {
        let given = args.rest(1).len();
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"
        )));
    };
    str_arg(vm, message, "BaseExceptionGroup.__new__() argument 1")?;
    let getitem = vm.names.getitem;
    let sequence =
        vm.lookup_special(members, getitem).is_some() && members.kind() != Some(Kind::Dict);
    if !sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect_array(members)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let (exception, group) = (vm.types.exception, vm.types.exception_group);
    let mut all_plain = true;
    for (index, item) in items.tail().iter().enumerate() {
        if !item.get().is::<Exception>() {
            return Err(vm.value_error(format!(
                "Item {index} of second argument (exceptions) is not an exception"
            )));
        }
        all_plain &= vm.class_of(item.get()).is_subclass_of(exception);
    }
    if class == base && all_plain {
        class = group;
    } else if !all_plain && class.is_subclass_of(exception) {
        let message = if class == group {
            "Cannot nest BaseExceptions in an ExceptionGroup".to_string()
        } else {
            format!(
                "Cannot nest BaseExceptions in '{}'",
                class.name.get().to_string_lossy()
            )
        };
        return Err(vm.type_error(message));
    }
    let made = make(vm, class, &[message, members]);
    let members = vm.heap.tuple_of(items.tail());
    set(vm, made, "message", message);
    set(vm, made, "exceptions", members.into());
    Ok(made)
}

/// The arguments were kept by `__new__`.
fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    super::base::no_keywords(vm, args)?;
    super::base::keep_args(vm, args)?;
    Ok(Value::NONE)
}

fn message(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    read(vm, args, "message", |_, args| {
        args.get(0).unwrap_or(Value::NONE)
    })
}

fn exceptions(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    read(vm, args, "exceptions", |vm, _| vm.heap.tuple(&[]).into())
}

/// The members of a group.
fn members(vm: &mut Vm, group: Value) -> Res<Gc<Tuple>> {
    let members = exceptions(vm, Args::positional(&[group]))?;
    Ok(members.get::<Tuple>().unwrap_or_else(|| vm.heap.tuple(&[])))
}

fn derive(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Exception>(vm, args[0])?;
    let message = message(vm, args)?;
    let class = vm.types.base_exception_group;
    vm.call(class.into(), &[message, args[1]])
}

/// What a group is split by.
#[derive(Clone, Copy)]
enum Matcher {
    /// An exception class or a tuple of them.
    Class(Value),
    /// A function.
    Function(Value),
}

fn matcher(vm: &mut Vm, value: Value) -> Res<Matcher> {
    let base = vm.types.base_exception;
    let is_exception_class = |it: Value| {
        it.get::<Type>()
            .is_some_and(|class| class.is_subclass_of(base))
    };
    let all = value
        .get::<Tuple>()
        .is_some_and(|classes| classes.iter().all(is_exception_class));
    if is_exception_class(value) || all {
        return Ok(Matcher::Class(value));
    }
    let call = vm.names.call;
    if !value.is::<Type>() && vm.lookup_special(value, call).is_some() {
        return Ok(Matcher::Function(value));
    }
    Err(vm.type_error("expected a function, exception type or tuple of exception types"))
}

fn matches(vm: &mut Vm, matcher: Matcher, exception: Value) -> Res<bool> {
    match matcher {
        Matcher::Class(class) => vm.is_instance(exception, class),
        Matcher::Function(function) => {
            let answer = vm.call(function, &[exception])?;
            vm.truthy(answer)
        }
    }
}

/// What of `exception` matches and what does not, each perhaps None.
fn parts(vm: &mut Vm, exception: Value, matcher: Matcher) -> Res<(Value, Value)> {
    vm.native_depth_guard()?;
    if matches(vm, matcher, exception)? {
        return Ok((exception, Value::NONE));
    }
    let group = vm.types.base_exception_group;
    if !vm.class_of(exception).is_subclass_of(group) {
        return Ok((Value::NONE, exception));
    }
    let mut matching = scratch(vm, 0)?;
    let mut rest = scratch(vm, 0)?;
    for member in members(vm, exception)?.iter() {
        let (yes, no) = parts(vm, member, matcher)?;
        if !yes.is_none() {
            vm.array_push(&mut matching, yes)?;
        }
        if !no.is_none() {
            vm.array_push(&mut rest, no)?;
        }
    }
    let matching = vm.derive_group(exception, matching)?;
    let rest = vm.derive_group(exception, rest)?;
    Ok((matching, rest))
}

fn split(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let matcher = matcher(vm, args[1])?;
    let (matching, rest) = parts(vm, args[0], matcher)?;
    Ok(vm.heap.tuple(&[matching, rest]).into())
}

fn subgroup(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let matcher = matcher(vm, args[1])?;
    Ok(parts(vm, args[0], matcher)?.0)
}
