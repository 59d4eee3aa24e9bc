//! `set` and `frozenset`.
//!
//! The operators (`|`, `&` ...) take sets alone; the methods take any iterables,
//! and turn those that are no sets into one first.

use super::operators as op;
use super::support::{self, at_most, class_for_new, knows_keywords, this, with_class};
use crate::code::op::How;
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::set::Set;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::arith::Arith;
use crate::vm::{Args, Res, Vm};

pub static SET: TypeDef = TypeDef {
    name: "set",
    kind: Kind::Set,
    base: "object",
    subclassable: true,
    doc: "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
    methods: SET_METHODS,
    statics: SET_STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: &[],
};

pub static FROZENSET: TypeDef = TypeDef {
    name: "frozenset",
    kind: Kind::FrozenSet,
    base: "object",
    subclassable: true,
    doc: "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.",
    methods: FROZENSET_METHODS,
    statics: FROZENSET_STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: &[],
};

natives! { SET_STATICS: __new__(cls, /, *args, **kwargs) => new_set }
natives! { FROZENSET_STATICS: __new__(cls, /, *args, **kwargs) => new_frozenset }

natives! { FROZENSET_METHODS:
    copy(self, /) => copy,
    difference(self, /, *others) => difference,
    intersection(self, /, *others) => intersection,
    isdisjoint(self, other, /) => isdisjoint,
    issubset(self, other, /) => issubset,
    issuperset(self, other, /) => issuperset,
    symmetric_difference(self, other, /) => symmetric_difference,
    union(self, /, *others) => union,
    __contains__(self, key, /) => op::contains,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __and__(self, value, /) => op::and,
    __rand__(self, value, /) => op::rand,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __sub__(self, value, /) => op::sub,
    __rsub__(self, value, /) => op::rsub,
    __xor__(self, value, /) => op::xor,
    __rxor__(self, value, /) => op::rxor,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
}

natives! { SET_METHODS:
    __init__(self, /, *args, **kwargs) => init,
    add(self, element, /) => add,
    clear(self, /) => clear,
    copy(self, /) => copy,
    difference(self, /, *others) => difference,
    difference_update(self, /, *others) => difference_update,
    discard(self, element, /) => discard,
    intersection(self, /, *others) => intersection,
    intersection_update(self, /, *others) => intersection_update,
    isdisjoint(self, other, /) => isdisjoint,
    issubset(self, other, /) => issubset,
    issuperset(self, other, /) => issuperset,
    pop(self, /) => pop,
    remove(self, element, /) => remove,
    symmetric_difference(self, other, /) => symmetric_difference,
    symmetric_difference_update(self, other, /) => symmetric_difference_update,
    union(self, /, *others) => union,
    update(self, /, *others) => update,
    __contains__(self, key, /) => op::contains,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __and__(self, value, /) => op::and,
    __rand__(self, value, /) => op::rand,
    __iand__(self, value, /) => op::iand,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __ior__(self, value, /) => op::ior,
    __sub__(self, value, /) => op::sub,
    __rsub__(self, value, /) => op::rsub,
    __isub__(self, value, /) => op::isub,
    __xor__(self, value, /) => op::xor,
    __rxor__(self, value, /) => op::rxor,
    __ixor__(self, value, /) => op::ixor,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
}

/// The receiver: a set or a frozenset.
fn any_set(vm: &mut Vm, value: Value) -> Res<Gc<Set>> {
    match value.as_any_set() {
        Some(set) => Ok(set),
        None => this::<Set>(vm, value),
    }
}

fn kind_of(value: Value) -> Kind {
    value.kind().unwrap_or(Kind::Set)
}

/// Any iterable as a set that is not changed.
fn as_set(vm: &mut Vm, value: Value) -> Res<Gc<Set>> {
    if let Some(set) = value.as_any_set() {
        return Ok(set);
    }
    let set = vm.heap.set();
    vm.set_update(set, value)?;
    Ok(set)
}

fn new_set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.set;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let set = vm.heap.set();
    Ok(with_class(set, class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    at_most(vm, args, "set", 0, 1)?;
    set.clear(&vm.heap);
    if let Some(iterable) = args.get(1) {
        vm.set_update(set, iterable)?;
    }
    Ok(Value::NONE)
}

fn new_frozenset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.frozenset;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    if knows_keywords(class, base, vm.names.init) {
        at_most(vm, args, "frozenset", 0, 1)?;
    }
    if class == base
        && let Some(same) = args.get(1)
        && kind_of(same) == Kind::FrozenSet
        && same.header().is_some_and(|it| it.is_exact())
    {
        return Ok(same);
    }
    let set = vm
        .heap
        .set_of_class(Kind::FrozenSet, class.root_shape.get());
    if let Some(iterable) = args.get(1) {
        vm.set_update(set, iterable)?;
    }
    Ok(set.into())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let items = vm.collect_array(args[0])?;
    let items = support::list(vm, items);
    support::reduced(vm, args[0], items)
}

fn add(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    vm.set_add(set, args[1])?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    set.clear(&vm.heap);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = any_set(vm, args[0])?;
    if set.is_frozen() && set.header().is_exact() {
        return Ok(args[0]);
    }
    Ok(set.copy(&vm.heap, kind_of(args[0])).into())
}

/// What is looked for: an unhashable set stands for a frozenset of the same items.
fn lookup_key(vm: &mut Vm, key: Value) -> Value {
    match key.get::<Set>() {
        Some(set) if set.header().is_exact() => set.copy(&vm.heap, Kind::FrozenSet).into(),
        _ => key,
    }
}

fn discard(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    let key = lookup_key(vm, args[1]);
    vm.set_remove(set, key)?;
    Ok(Value::NONE)
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    let key = lookup_key(vm, args[1]);
    if vm.set_remove(set, key)? {
        Ok(Value::NONE)
    } else {
        Err(vm.key_error(args[1]))
    }
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    match set.pop() {
        Some(item) => Ok(item),
        None => {
            let message = vm.heap.str("pop from an empty set").into();
            Err(vm.key_error(message))
        }
    }
}

fn union(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = any_set(vm, args[0])?;
    let result = set.copy(&vm.heap, kind_of(args[0]));
    for &other in args.rest(1) {
        vm.set_update(result, other)?;
    }
    Ok(result.into())
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    for &other in args.rest(1) {
        vm.set_update(set, other)?;
    }
    Ok(Value::NONE)
}

/// `a op b` of two sets.
fn algebra(vm: &mut Vm, op: Arith, a: Value, b: Value) -> Res<Gc<Set>> {
    let result = vm.builtin_binary(op, How::Plain, a, b)?;
    any_set(vm, result)
}

/// The items that are in `set` and in all of `others`, as a set of the same kind.
fn common(vm: &mut Vm, set: Value, others: &[Value]) -> Res<Gc<Set>> {
    let mut result = any_set(vm, set)?.copy(&vm.heap, kind_of(set));
    for &other in others {
        if other.as_any_set().is_some() {
            result = algebra(vm, Arith::And, result.into(), other)?;
            continue;
        }
        let kept = vm.heap.set_of_kind(kind_of(set));
        let iterator = vm.iter(other)?;
        while let Some(item) = vm.next(iterator)? {
            // An unhashable set stands for no frozenset.
            let hash = vm.hash(item)?;
            if vm.set_has_hashed(result, hash, item)? {
                vm.set_add(kept, item)?;
            }
            vm.safepoint()?;
        }
        result = kept;
    }
    Ok(result)
}

fn intersection(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(common(vm, args[0], args.rest(1))?.into())
}

fn intersection_update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    let result = common(vm, args[0], args.rest(1))?;
    set.take_items(result);
    Ok(Value::NONE)
}

/// Takes the items of an iterable out of a set.
fn subtract(vm: &mut Vm, set: Gc<Set>, other: Value) -> Res<()> {
    if other.as_any_set() == Some(set) {
        set.clear(&vm.heap);
        return Ok(());
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(iterator)? {
        // Here an unhashable set stands for no frozenset.
        let hash = vm.hash(item)?;
        set.remove(hash, item, |found| vm.eq(found, item))?;
        vm.safepoint()?;
    }
    Ok(())
}

fn difference(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut result = any_set(vm, args[0])?;
    if args.rest(1).is_empty() {
        return copy(vm, args);
    }
    for &other in args.rest(1) {
        if other.as_any_set().is_some() {
            result = algebra(vm, Arith::Sub, result.into(), other)?;
        } else {
            result = result.copy(&vm.heap, kind_of(args[0]));
            subtract(vm, result, other)?;
        }
    }
    Ok(result.into())
}

fn difference_update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    for &other in args.rest(1) {
        subtract(vm, set, other)?;
    }
    set.shrink_dummies(&vm.heap);
    Ok(Value::NONE)
}

/// Adds what is in `other` alone to `set`, and takes what is in both out of it.
fn toggle(vm: &mut Vm, set: Gc<Set>, other: Gc<Set>) -> Res<()> {
    if set == other {
        set.clear(&vm.heap);
        return Ok(());
    }
    let mut from = 0;
    while let Some((place, item, _)) = other.next(from) {
        from = place + 1;
        if !vm.set_remove(set, item)? {
            vm.set_add(set, item)?;
        }
    }
    Ok(())
}

fn symmetric_difference(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    any_set(vm, args[0])?;
    let other = as_set(vm, args[1])?;
    Ok(algebra(vm, Arith::Xor, args[0], other.into())?.into())
}

fn symmetric_difference_update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = this::<Set>(vm, args[0])?;
    let other = as_set(vm, args[1])?;
    toggle(vm, set, other)?;
    Ok(Value::NONE)
}

fn isdisjoint(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = any_set(vm, args[0])?;
    let iterator = vm.iter(args[1])?;
    while let Some(item) = vm.next(iterator)? {
        let hash = vm.hash(item)?;
        if vm.set_has_hashed(set, hash, item)? {
            return Ok(Value::FALSE);
        }
        vm.safepoint()?;
    }
    Ok(Value::TRUE)
}

/// Whether all items of `part` are in `whole`.
fn is_within(vm: &mut Vm, part: Gc<Set>, whole: Gc<Set>) -> Res<Value> {
    let mut from = 0;
    while let Some((place, item, _)) = part.next(from) {
        from = place + 1;
        if !vm.set_contains(whole, item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn issubset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = any_set(vm, args[0])?;
    let other = as_set(vm, args[1])?;
    is_within(vm, set, other)
}

fn issuperset(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let set = any_set(vm, args[0])?;
    if let Some(other) = args[1].as_any_set() {
        return is_within(vm, other, set);
    }
    let iterator = vm.iter(args[1])?;
    while let Some(item) = vm.next(iterator)? {
        let hash = vm.hash(item)?;
        if !vm.set_has_hashed(set, hash, item)? {
            return Ok(Value::FALSE);
        }
        vm.safepoint()?;
    }
    Ok(Value::TRUE)
}
