//! `collections.deque`. The ring itself is in [`crate::object::deque`].
//!
//! ```text
//!   del d[i], insert, remove:    rotate until the place is at an end, work there, rotate back
//!   count, index, in, remove:    an item's `__eq__` is anyone's code, so each step asks
//!                                whether the deque is still the same
//! ```

use crate::builtins::types::alias::CLASS_GETITEM;
use crate::builtins::types::list::bounds;
use crate::builtins::types::operators as op;
use crate::builtins::types::support::{self, class_for_new, saturating_index, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::deque::Deque;
use crate::object::gc::{Gc, Kind};
use crate::object::iter::IterKind;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

pub static DEQUE: TypeDef = TypeDef {
    name: "collections.deque",
    kind: Kind::Deque,
    base: "object",
    subclassable: true,
    doc: "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_GETITEM,
    getsets: &[GetSetDef {
        name: "maxlen",
        get: maxlen,
        set: None,
    }],
};

macro_rules! iterator {
    ($static:ident, $name:literal) => {
        pub static $static: TypeDef = TypeDef {
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

iterator!(ITERATOR, "collections._deque_iterator");
iterator!(REVERSE_ITERATOR, "collections._deque_reverse_iterator");

natives! { ITERATOR_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
}

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, iterable=(), maxlen=None) => init,
    append(self, item, /) => append,
    appendleft(self, item, /) => append_left,
    clear(self, /) => clear,
    copy(self, /) => copy,
    count(self, value, /) => count,
    extend(self, iterable, /) => |vm, args| extend(vm, args, false),
    extendleft(self, iterable, /) => |vm, args| extend(vm, args, true),
    index(self, value, start=0, stop=sys.maxsize, /) => index,
    insert(self, index, value, /) => insert,
    pop(self, /) => pop,
    popleft(self, /) => pop_left,
    remove(self, value, /) => remove,
    reverse(self, /) => reverse,
    rotate(self, n=1, /) => rotate,
    __len__(self, /) => len,
    __contains__(self, key, /) => contains,
    __getitem__(self, key, /) => get_item,
    __setitem__(self, key, value, /) => set_item,
    __delitem__(self, key, /) => delete_item,
    __iter__(self, /) => |vm, args| iterator(vm, args, IterKind::Deque, ITERATOR.name),
    __reversed__(self, /) => |vm, args| {
        iterator(vm, args, IterKind::DequeReversed, REVERSE_ITERATOR.name)
    },
    __add__(self, value, /) => add,
    __iadd__(self, value, /) => |vm, args| extend(vm, args, false).map(|_| args[0]),
    __mul__(self, value, /) => mul,
    __rmul__(self, value, /) => mul,
    __imul__(self, value, /) => imul,
    __eq__(self, value, /) => |vm, args| compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ne),
    __lt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Lt),
    __le__(self, value, /) => |vm, args| compare(vm, args, Cmp::Le),
    __gt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Gt),
    __ge__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ge),
    __repr__(self, /) => repr,
    __copy__(self, /) => copy,
    __reduce__(self, /) => reduce,
}

// --- making ---

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(DEQUE.name);
    let class = class_for_new(vm, args[0], base)?;
    empty(vm, class).map(Value::from)
}

fn empty(vm: &mut Vm, class: Gc<Type>) -> Res<Gc<Deque>> {
    let made = vm.heap.deque(class.root_shape.get());
    vm.or_memory_error(made)
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

/// A deque of the same class with the same items.
fn copied(vm: &mut Vm, value: Value) -> Res<Value> {
    let deque = this::<Deque>(vm, value)?;
    let (class, base) = (vm.class_of(value), vm.builtin_class(DEQUE.name));
    if class != base {
        return match deque.maxlen.get() {
            None => vm.call(class.into(), &[value]),
            Some(most) => {
                let most = vm.heap.int(most as i64);
                vm.call(class.into(), &[value, most])
            }
        };
    }
    let copy = empty(vm, class)?;
    copy.maxlen.set(deque.maxlen.get());
    fill(vm, copy, value, false)?;
    Ok(copy.into())
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    copied(vm, args[0])
}

/// How an object is pickled or copied: its class, the class's arguments, its own
/// attributes, and its items.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let name = vm.heap.intern("__getstate__");
    let state = vm.call_method(args[0], name, &[])?;
    let items = vm.iter(args[0])?;
    let class = vm.class_of(args[0]);
    let arguments = match deque.maxlen.get() {
        None => vm.heap.tuple(&[]),
        Some(most) => {
            let none = vm.heap.tuple(&[]).into();
            vm.heap.tuple(&[none, vm.heap.int(most as i64)])
        }
    };
    let reduced = vm
        .heap
        .tuple(&[class.into(), arguments.into(), state, items]);
    Ok(reduced.into())
}

// --- the ends ---

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
    let popped = this::<Deque>(vm, args[0])?.pop_back();
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn pop_left(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let popped = this::<Deque>(vm, args[0])?.pop_front();
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
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

fn extend(vm: &mut Vm, args: Args<'_>, left: bool) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    fill(vm, deque, args[1], left).map(|()| Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Deque>(vm, args[0])?.clear();
    Ok(Value::NONE)
}

fn turn(vm: &mut Vm, deque: Gc<Deque>, steps: i64) -> Res<()> {
    let rotated = deque.rotate(&vm.heap, steps);
    vm.or_memory_error(rotated)
}

fn rotate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let steps = match args.get(1) {
        Some(steps) => saturating_index(vm, steps)?,
        None => 1,
    };
    turn(vm, deque, steps).map(|()| Value::NONE)
}

// --- places ---

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

fn delete(vm: &mut Vm, deque: Gc<Deque>, at: usize) -> Res<()> {
    turn(vm, deque, -(at as i64))?;
    deque.pop_front();
    turn(vm, deque, at as i64)
}

fn delete_item(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let at = place(vm, deque, args[1])?;
    delete(vm, deque, at).map(|()| Value::NONE)
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let index = saturating_index(vm, args[1])?;
    let len = deque.len() as i64;
    if deque.maxlen.get() == Some(deque.len()) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let at = match index < 0 {
        true => index.saturating_add(len).max(0),
        false => index.min(len),
    };
    turn(vm, deque, -at)?;
    push(vm, deque, args[2], true)?;
    turn(vm, deque, at).map(|()| Value::NONE)
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let len = deque.len();
    for at in 0..len / 2 {
        if let (Some(first), Some(last)) = (deque.get(at), deque.get(len - 1 - at)) {
            let _there = deque.set(at, last) && deque.set(len - 1 - at, first);
        }
    }
    Ok(Value::NONE)
}

fn iterator(vm: &mut Vm, args: Args<'_>, kind: IterKind, class: &str) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let class = vm.builtin_class(class);
    let changes = vm.heap.int(deque.changes());
    Ok(vm.new_iter_of(class, kind, deque.into(), changes, 0))
}

// --- looking for items ---

/// Whether the item at a place equals a value; `None` where there is no item any more,
/// or the comparison has changed the deque.
fn is_at(vm: &mut Vm, deque: Gc<Deque>, at: usize, value: Value) -> Res<Option<bool>> {
    let changes = deque.changes();
    let Some(item) = deque.get(at) else {
        return Ok(None);
    };
    let equal = vm.eq(item, value)?;
    vm.safepoint()?;
    Ok((deque.changes() == changes).then_some(equal))
}

/// The first place from `start` up to `stop` where a value is.
fn find(
    vm: &mut Vm,
    deque: Gc<Deque>,
    value: Value,
    (start, stop): (usize, usize),
) -> Res<Option<usize>> {
    for at in start..stop {
        match is_at(vm, deque, at, value)? {
            Some(true) => return Ok(Some(at)),
            Some(false) => {}
            None => return Err(vm.runtime_error("deque mutated during iteration")),
        }
    }
    Ok(None)
}

fn contains(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let found = find(vm, deque, args[1], (0, deque.len()))?;
    Ok(Value::bool(found.is_some()))
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(vm, deque, args[1], (from, deque.len()))? {
        count += 1;
        from = at + 1;
    }
    Ok(vm.heap.int(count))
}

fn is_not_in(vm: &mut Vm, value: Value) -> Res<Value> {
    let shown = vm.repr(value)?;
    Err(vm.value_error(format!("{} is not in deque", shown.to_string_lossy())))
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let (start, stop) = bounds(vm, args, deque.len())?;
    match find(vm, deque, args[1], (start, stop.min(deque.len())))? {
        Some(at) => Ok(vm.heap.int(at as i64)),
        None => is_not_in(vm, args[1]),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    for at in 0..deque.len() {
        match is_at(vm, deque, at, args[1])? {
            Some(true) => return delete(vm, deque, at).map(|()| Value::NONE),
            Some(false) => {}
            None => return Err(vm.index_error("deque mutated during iteration")),
        }
    }
    is_not_in(vm, args[1])
}

fn compare(vm: &mut Vm, args: Args<'_>, op: Cmp) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    let Some(other) = args[1].get::<Deque>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if op.is_equality() && (deque == other || deque.len() != other.len()) {
        return Ok(Value::bool((op == Cmp::Eq) == (deque == other)));
    }
    vm.native_depth_guard_for(" in comparison")?;
    let mut at = 0;
    while let (Some(x), Some(y)) = (deque.get(at), other.get(at)) {
        let changes = (deque.changes(), other.changes());
        if !vm.eq(x, y)? {
            return match op {
                Cmp::Eq => Ok(Value::FALSE),
                Cmp::Ne => Ok(Value::TRUE),
                _ => vm.compare(op, x, y),
            };
        }
        vm.safepoint()?;
        if (deque.changes(), other.changes()) != changes {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        at += 1;
    }
    Ok(Value::bool(op.holds(Some(deque.len().cmp(&other.len())))))
}

// --- arithmetic ---

fn add(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Deque>(vm, args[0])?;
    if !args[1].is::<Deque>() {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "can only concatenate deque (not \"{got}\") to deque"
        )));
    }
    let sum = copied(vm, args[0])?;
    let deque = this::<Deque>(vm, sum)?;
    fill(vm, deque, args[1], false)?;
    Ok(sum)
}

/// Makes the items of a deque come so many times.
fn repeat(vm: &mut Vm, deque: Gc<Deque>, times: Value) -> Res<()> {
    if !vm.has_index(times) {
        let got = vm.class_name(times);
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{got}'"
        )));
    }
    let items = vm.collect_array(deque.into())?;
    let most = deque.maxlen.get().unwrap_or(usize::MAX);
    let needed = most.div_ceil(items.len().max(1));
    let times = usize::try_from(saturating_index(vm, times)?).unwrap_or(0);
    if times == 0 {
        deque.clear();
    }
    if items.is_empty() {
        return Ok(());
    }
    for _ in 1..times.min(needed) {
        for item in items.tail() {
            push(vm, deque, item.get(), false)?;
        }
        vm.safepoint()?;
    }
    Ok(())
}

fn mul(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let product = copied(vm, args[0])?;
    let deque = this::<Deque>(vm, product)?;
    repeat(vm, deque, args[1])?;
    Ok(product)
}

fn imul(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    repeat(vm, deque, args[1])?;
    Ok(args[0])
}

// --- text ---

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let deque = this::<Deque>(vm, args[0])?;
    if !vm.enter_repr(args[0]) {
        return support::text(vm, b"[...]");
    }
    let shown = items_repr(vm, args[0]);
    vm.leave_repr(args[0]);
    let name = vm.class_of(args[0]).name.get();
    let mut text = name
        .bytes()
        .rsplit(|&byte| byte == b'.')
        .next()
        .unwrap_or_default()
        .to_vec();
    text.push(b'(');
    text.extend(shown?);
    if let Some(most) = deque.maxlen.get() {
        text.extend(format!(", maxlen={most}").bytes());
    }
    text.push(b')');
    support::text(vm, &text)
}

fn items_repr(vm: &mut Vm, deque: Value) -> Res<Vec<u8>> {
    let items = vm.collect_array(deque)?;
    let list = vm.heap.list_of(items.tail());
    let list = vm.or_memory_error(list)?;
    let mut shown = Vec::new();
    vm.repr_into(list.into(), &mut shown)?;
    Ok(shown)
}
