//! The module `_collections`: the core of `deque`, and counting. `collections` derives
//! the classes that scripts see from it, in Python.

use crate::builtins::types::operators as op;
use crate::builtins::types::support::{class_for_new, saturating_index, this};
use crate::code::op::How;
use crate::natives;
use crate::object::deque::Deque;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::iter::IterKind;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, GetSetDef, ModuleDef, TypeDef};
use crate::vm::protocol::arith::Arith;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_collections",
    doc: "High performance data structures.",
    functions: FUNCTIONS,
    setup,
};

/// The classes of this module.
pub const TYPES: &[&TypeDef] = &[&DEQUE, &DEQUE_ITERATOR, &DEQUE_REVERSE_ITERATOR];

static DEQUE: TypeDef = TypeDef {
    name: "_deque",
    kind: Kind::Deque,
    base: "object",
    subclassable: true,
    doc: "",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "maxlen",
        get: maxlen,
        set: None,
    }],
};

macro_rules! iterator {
    ($static:ident, $name:literal) => {
        static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Iter,
            base: "object",
            subclassable: false,
            doc: "",
            methods: ITERATOR_METHODS,
            statics: &[],
            class_methods: &[],
            getsets: &[],
        };
    };
}

iterator!(DEQUE_ITERATOR, "_deque_iterator");
iterator!(DEQUE_REVERSE_ITERATOR, "_deque_reverse_iterator");

natives! { ITERATOR_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
}

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, iterable=(), maxlen=None) => init,
    append(self, item, /) => append,
    appendleft(self, item, /) => append_left,
    pop(self, /) => pop,
    popleft(self, /) => pop_left,
    extend(self, iterable, /) => |vm, args| extend(vm, args, false),
    extendleft(self, iterable, /) => |vm, args| extend(vm, args, true),
    rotate(self, n=1, /) => rotate,
    clear(self, /) => clear,
    __len__(self, /) => len,
    __getitem__(self, index, /) => get_item,
    __setitem__(self, index, value, /) => set_item,
    __iter__(self, /) => |vm, args| iterator(vm, args, IterKind::Deque, "_deque_iterator"),
    __reversed__(self, /) => |vm, args| iterator(vm, args, IterKind::DequeReversed, "_deque_reverse_iterator"),
}

natives! { FUNCTIONS:
    count_elements(mapping, iterable, /) => count_elements,
    move_to_end(mapping, key, last, /) => move_to_end,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(DEQUE.name);
    set(vm, module, "deque", class);
    let label = vm.heap.intern("_collections");
    for def in TYPES {
        let class = vm.builtin_class(def.name);
        let name = vm.names.module;
        class.dict.insert_str(&vm.heap, name, label.into());
    }
    Ok(())
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(DEQUE.name);
    let class = class_for_new(vm, args[0], base)?;
    let made = vm.heap.deque(class.root_shape.get());
    vm.or_memory_error(made).map(Value::from)
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let most = match args.get(2).filter(|most| !most.is_none()) {
        None => None,
        Some(most) if !vm.has_index(most) => return Err(vm.type_error("an integer is required")),
        Some(most) => match usize::try_from(vm.index(most)?) {
            Ok(most) => Some(most),
            Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
        },
    };
    deque.clear();
    deque.maxlen.set(most);
    if let Some(iterable) = args.get(1) {
        fill(vm, deque, iterable, false)?;
    }
    Ok(Value::NONE)
}

fn fill(vm: &mut Vm, deque: Gc<Deque>, iterable: Value, left: bool) -> Res<()> {
    // A deque that extends itself must not chase its own end.
    let iterable = match iterable.get::<Deque>() {
        Some(other) if other == deque => vm.collect_array(iterable).map(|items| {
            let items = vm.heap.tuple_of(items.tail());
            Value::from(items)
        })?,
        _ => iterable,
    };
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next(iterator)? {
        push(vm, deque, item, left)?;
        vm.safepoint()?;
    }
    Ok(())
}

fn push(vm: &mut Vm, deque: Gc<Deque>, item: Value, left: bool) -> Res<()> {
    let pushed = match left {
        true => deque.push_front(&vm.heap, item),
        false => deque.push_back(&vm.heap, item),
    };
    vm.or_memory_error(pushed)
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    push(vm, deque, args[1], false).map(|()| Value::NONE)
}

fn append_left(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    push(vm, deque, args[1], true).map(|()| Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    deque
        .pop_back()
        .ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn pop_left(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    deque
        .pop_front()
        .ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn extend(vm: &mut Vm, args: Args<'_>, left: bool) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    fill(vm, deque, args[1], left).map(|()| Value::NONE)
}

fn rotate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let steps = match args.get(1) {
        Some(steps) => saturating_index(vm, steps)?,
        None => 1,
    };
    let rotated = deque.rotate(&vm.heap, steps);
    vm.or_memory_error(rotated).map(|()| Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Deque>(vm, args[0])?.clear();
    Ok(Value::NONE)
}

fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    Ok(vm.heap.int(deque.len() as i64))
}

fn maxlen(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    Ok(match deque.maxlen.get() {
        Some(most) => vm.heap.int(most as i64),
        None => Value::NONE,
    })
}

/// The place that an index means.
fn place(vm: &mut Vm, deque: Gc<Deque>, index: Value) -> Res<usize> {
    if !vm.has_index(index) {
        let class = vm.class_name(index);
        return Err(vm.type_error(format!("sequence index must be integer, not '{class}'")));
    }
    let index = saturating_index(vm, index)?;
    let at = match index < 0 {
        true => index.saturating_add(deque.len() as i64),
        false => index,
    };
    match usize::try_from(at) {
        Ok(at) if at < deque.len() => Ok(at),
        _ => Err(vm.index_error("deque index out of range")),
    }
}

fn get_item(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let at = place(vm, deque, args[1])?;
    Ok(deque.get(at).unwrap_or(Value::NONE))
}

fn set_item(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let at = place(vm, deque, args[1])?;
    match deque.set(at, args[2]) {
        true => Ok(Value::NONE),
        false => Err(vm.index_error("deque index out of range")),
    }
}

fn iterator(vm: &mut Vm, args: Args<'_>, kind: IterKind, class: &str) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let class = vm.builtin_class(class);
    let changes = vm.heap.int(deque.changes());
    Ok(vm.new_iter_of(class, kind, deque.into(), changes, 0))
}

/// Adds one to the count of each item, in a dict: what `Counter` does all the time.
fn count_elements(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let counts = this::<Dict>(vm, args[0])?;
    let iterator = vm.iter(args[1])?;
    let one = Value::small(1);
    while let Some(item) = vm.next(iterator)? {
        let count = match vm.dict_get(counts, item)? {
            None => one,
            Some(count) => match count.as_int().and_then(|count| count.checked_add(1)) {
                Some(count) => vm.heap.int(count),
                None => vm.binary(Arith::Add, How::Plain, count, one)?,
            },
        };
        vm.dict_set(counts, item, count)?;
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}

/// Makes a key the last one of a dict, or the first.
fn move_to_end(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    let last = vm.truthy(args[2])?;
    let Some(entry) = vm.dict_find(dict, args[1])? else {
        return Err(vm.key_error(args[1]));
    };
    if let (Some((key, value)), Some(hash)) = (dict.entry(entry), dict.hash_at(entry)) {
        dict.remove_at(entry);
        match last {
            true => dict.insert_new(&vm.heap, hash, key, value),
            false => dict.insert_first(&vm.heap, hash, key, value),
        }
    }
    Ok(Value::NONE)
}
