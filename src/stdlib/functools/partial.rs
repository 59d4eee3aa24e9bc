//! `functools.partial`. Without keywords the VM puts the arguments before the call's own
//! and goes on with the function (`vm/call.rs`): no native frame lies between.

use crate::builtins::functions::objects::is_callable;
use crate::builtins::types::alias;
use crate::builtins::types::support::{class_for_new, text, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::record::Partial;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

pub static PARTIAL: TypeDef = TypeDef {
    name: "functools.partial",
    kind: Kind::Partial,
    base: "object",
    subclassable: true,
    doc: "partial(func, *args, **keywords) - new function with partial application\n    \
          of the given arguments and keywords.\n",
    methods: METHODS,
    statics: STATICS,
    class_methods: alias::CLASS_GETITEM,
    getsets: &[
        GetSetDef {
            name: "func",
            get: |vm, args| Ok(this::<Partial>(vm, args[0])?.function.get()),
            set: None,
        },
        GetSetDef {
            name: "args",
            get: |vm, args| Ok(this::<Partial>(vm, args[0])?.args.get().into()),
            set: None,
        },
        GetSetDef {
            name: "keywords",
            get: |vm, args| Ok(this::<Partial>(vm, args[0])?.keywords.get().into()),
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __call__(self, /, *args, **kwargs) => call,
    __repr__(self, /) => repr,
    __reduce__(self, /) => reduce,
    __setstate__(self, state, /) => set_state,
}

/// Its attributes are plain fields in CPython.
pub fn show_members(vm: &mut Vm) {
    let (class, shape) = (vm.builtin_class(PARTIAL.name), vm.native_shapes.member);
    for (_, attribute) in class.dict.iter() {
        if let Some(header) = attribute.header().filter(|it| it.kind() == Kind::GetSet) {
            header.set_shape(shape);
        }
    }
}

/// Two tuples, one behind the other.
fn joined(vm: &mut Vm, first: Gc<Tuple>, second: &[Value]) -> Res<Gc<Tuple>> {
    let all = vm.heap.try_tuple_unbound(first.len() + second.len());
    let all = vm.or_memory_error(all)?;
    for (place, item) in all
        .tail()
        .iter()
        .zip(first.iter().chain(second.iter().copied()))
    {
        place.set(item);
    }
    Ok(all)
}

/// Two sets of keywords; the second's values hold.
fn merged(vm: &mut Vm, first: Gc<Dict>, second: Option<Gc<Dict>>) -> Res<Gc<Dict>> {
    let all = first.copy(&vm.heap);
    if let Some(second) = second {
        vm.dict_update(all, second.into())?;
    }
    Ok(all)
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(PARTIAL.name);
    let class = class_for_new(vm, args[0], base)?;
    let Some(function) = args.get(1) else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !is_callable(vm, function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let (mut function, mut before) = (function, vm.heap.tuple(&[]));
    let mut keywords = match args.extra {
        Some(extra) => extra.copy(&vm.heap),
        None => vm.heap.dict(),
    };
    // One of one is one of the inner function, unless it has attributes to keep.
    if let Some(inner) = function.get::<Partial>()
        && keeps_call(vm, function)
        && function
            .header()
            .is_none_or(|it| vm.heap.attributes(it).is_none())
    {
        function = inner.function.get();
        before = inner.args.get();
        keywords = merged(vm, inner.keywords.get(), Some(keywords))?;
    }
    let all = joined(vm, before, args.rest(2))?;
    let shape = class.root_shape.get();
    let made = vm.heap.alloc(Partial::new(shape, function, all, keywords));
    Ok(made.into())
}

/// Whether its class leaves calling it to `partial`.
fn keeps_call(vm: &Vm, partial: Value) -> bool {
    let own = vm.builtin_class(PARTIAL.name).dict.get_str(vm.names.call);
    vm.lookup_special(partial, vm.names.call) == own
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let partial = this::<Partial>(vm, args[0])?;
    vm.native_depth_guard()?;
    let all = joined(vm, partial.args.get(), args.rest(1))?;
    let keywords = merged(vm, partial.keywords.get(), args.extra)?;
    vm.call_ex(partial.function.get(), all, Some(keywords))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let partial = this::<Partial>(vm, args[0])?;
    vm.native_depth_guard()?;
    if !vm.enter_repr(args[0]) {
        return Ok(vm.heap.str("...").into());
    }
    let written = write(vm, args[0], partial);
    vm.leave_repr(args[0]);
    let written = written?;
    text(vm, &written)
}

fn write(vm: &mut Vm, object: Value, partial: Gc<Partial>) -> Res<Vec<u8>> {
    let class = vm.class_of(object);
    let mut out = class.name.get().bytes().to_vec();
    out.push(b'(');
    out.extend(vm.repr(partial.function.get())?.bytes());
    for item in partial.args.get().iter() {
        out.extend(b", ");
        out.extend(vm.repr(item)?.bytes());
    }
    let mut at = 0;
    while let Some((entry, name, value)) = partial.keywords.get().next_entry(at) {
        at = entry + 1;
        out.extend(b", ");
        out.extend(vm.str(name)?.bytes());
        out.push(b'=');
        out.extend(vm.repr(value)?.bytes());
    }
    out.push(b')');
    Ok(out)
}

/// `type(self), (func,), (func, args, keywords, attributes)`
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let partial = this::<Partial>(vm, args[0])?;
    let own = args[0].header().and_then(|it| vm.heap.attributes(it));
    let function = partial.function.get();
    let state = vm.heap.tuple(&[
        function,
        partial.args.get().into(),
        partial.keywords.get().into(),
        own.map_or(Value::NONE, Value::from),
    ]);
    let class = vm.class_of(args[0]).into();
    let arguments = vm.heap.tuple(&[function]).into();
    Ok(vm.heap.tuple(&[class, arguments, state.into()]).into())
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let partial = this::<Partial>(vm, args[0])?;
    let state = args[1].get::<Tuple>().map(|state| state.tail());
    let Some([function, positional, keywords, own]) = state else {
        return Err(vm.type_error("invalid partial state"));
    };
    let (function, keywords, own) = (function.get(), keywords.get(), own.get());
    let positional = positional.get().get::<Tuple>();
    let keywords = match keywords.get::<Dict>() {
        None if keywords.is_none() => Some(vm.heap.dict()),
        given => given.map(|given| given.copy(&vm.heap)),
    };
    let (Some(positional), Some(keywords)) = (positional, keywords) else {
        return Err(vm.type_error("invalid partial state"));
    };
    if !is_callable(vm, function) {
        return Err(vm.type_error("invalid partial state"));
    }
    let own = match own.get::<Dict>() {
        Some(own) => own,
        None => vm.heap.dict(),
    };
    let positional = vm.heap.tuple_of(positional.tail());
    partial.function.set(function);
    partial.args.set(positional);
    partial.keywords.set(keywords);
    if own.has_only_str_keys() {
        vm.set_instance_dict(args[0], own)?;
    }
    Ok(Value::NONE)
}
