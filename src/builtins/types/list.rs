//! `list`.

use super::operators as op;
use super::support::{self, at_most, class_for_new, knows_keywords, scratch, this, with_class};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

pub static LIST: TypeDef = TypeDef {
    name: "list",
    kind: Kind::List,
    base: "object",
    subclassable: true,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    methods: METHODS,
    statics: STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, *args, **kwargs) => init,
    append(self, object, /) => append,
    clear(self, /) => clear,
    copy(self, /) => copy,
    count(self, value, /) => count,
    extend(self, iterable, /) => extend,
    index(self, value, start=0, stop=sys.maxsize, /) => index,
    insert(self, index, object, /) => insert,
    pop(self, index=-1, /) => pop,
    remove(self, value, /) => remove,
    reverse(self, /) => reverse,
    sort(self, /, *, key=None, reverse=False) => sort,
    __add__(self, value, /) => op::concat,
    __iadd__(self, value, /) => iadd,
    __mul__(self, value, /) => op::mul,
    __rmul__(self, value, /) => op::rmul,
    __imul__(self, value, /) => op::imul,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, index, /) => op::getitem,
    __setitem__(self, key, value, /) => op::setitem,
    __delitem__(self, key, /) => op::delitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => super::iterators::list_reversed,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __repr__(self, /) => op::repr,
}

/// An empty list of a class; `__init__` fills it.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.list;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let items = scratch(vm, 0)?;
    let list = vm.heap.alloc(List::new(items));
    Ok(with_class(list, class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let class = vm.class_of(args[0]);
    if knows_keywords(class, vm.types.list, vm.names.new) {
        at_most(vm, args, "list", 0, 1)?;
    }
    // Whatever comes of the new items, the old ones go.
    let empty = scratch(vm, 0)?;
    list.set_array(empty);
    if let Some(iterable) = args.get(1) {
        let items = vm.collect_array(iterable)?;
        list.set_array(items);
    }
    Ok(Value::NONE)
}

pub fn push(vm: &mut Vm, list: Gc<List>, value: Value) -> Res<()> {
    list.push(&vm.heap, value).map_err(|_| vm.memory_error())
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    push(vm, list, args[1])?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let empty = scratch(vm, 0)?;
    list.set_array(empty);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    match vm.heap.list_of(list.items()) {
        Ok(copy) => Ok(copy.into()),
        Err(_) => Err(vm.memory_error()),
    }
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let (mut count, mut at) = (0, 0);
    // The list may change while items are compared.
    while let Some(item) = list.get(at) {
        count += i64::from(vm.eq(item, args[1])?);
        at += 1;
    }
    Ok(vm.heap.int(count))
}

/// Appends the items of an iterable one by one, so that what came before an
/// exception stays.
pub fn extend_with(vm: &mut Vm, list: Gc<List>, iterable: Value) -> Res<()> {
    if matches!(iterable.kind(), Some(Kind::List | Kind::Tuple))
        && iterable.header().is_some_and(|it| it.is_exact())
    {
        let items = vm.collect_array(iterable)?;
        return list
            .extend(&vm.heap, items.tail())
            .map_err(|_| vm.memory_error());
    }
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next(iterator)? {
        push(vm, list, item)?;
        vm.safepoint()?;
    }
    Ok(())
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    extend_with(vm, list, args[1])?;
    Ok(Value::NONE)
}

fn iadd(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    extend_with(vm, list, args[1])?;
    Ok(args[0])
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let (mut at, stop) = bounds(vm, args, list.len())?;
    while at < stop
        && let Some(item) = list.get(at)
    {
        if vm.eq(item, args[1])? {
            return Ok(vm.heap.int(at as i64));
        }
        at += 1;
    }
    let shown = vm.repr(args[1])?;
    Err(vm.value_error(format!("{} is not in list", shown.to_string_lossy())))
}

/// The bounds of `index(value, start, stop)`.
pub fn bounds(vm: &mut Vm, args: Args<'_>, len: usize) -> Res<(usize, usize)> {
    let message = "slice indices must be integers or have an __index__ method";
    let mut bound = |value: Option<Value>, default: i64| match value {
        None => Ok(default),
        Some(value) => support::slice_index(vm, value, message),
    };
    let start = bound(args.get(2), 0)?;
    let stop = bound(args.get(3), i64::MAX)?;
    let fit = |index: i64| {
        if index < 0 {
            index.saturating_add(len as i64).max(0) as usize
        } else {
            index as usize
        }
    };
    Ok((fit(start), fit(stop)))
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let at = vm.index(args[1])?;
    let len = list.len() as i64;
    let at = if at < 0 {
        (at + len).max(0)
    } else {
        at.min(len)
    };
    list.insert(&vm.heap, at as usize, args[2])
        .map_err(|_| vm.memory_error())?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let at = match args.get(1) {
        Some(at) => vm.index(at)?,
        None => -1,
    };
    if list.is_empty() {
        return Err(vm.index_error("pop from empty list"));
    }
    let popped = crate::object::range::index(at, list.len()).and_then(|at| {
        if at + 1 == list.len() {
            list.pop()
        } else {
            list.remove(at)
        }
    });
    match popped {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let mut at = 0;
    while let Some(item) = list.get(at) {
        if vm.eq(item, args[1])? {
            list.remove(at);
            return Ok(Value::NONE);
        }
        at += 1;
    }
    Err(vm.value_error("list.remove(x): x not in list"))
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<List>(vm, args[0])?.reverse();
    Ok(Value::NONE)
}

/// The list is empty while it is sorted: what a comparison sees, or does to it, can't
/// disturb the sort, and is an error afterwards.
fn sort(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    let key = args.kw(0).filter(|key| !key.is_none());
    let reverse = support::flag(vm, args.kw(1), false)?;
    let items = list.array();
    let hidden = vm.heap.full_array();
    list.set_array(hidden);
    let outcome = vm.sort(items, key, reverse);
    let touched = list.array() != hidden || !list.is_empty();
    list.set_array(items);
    outcome?;
    if touched {
        return Err(vm.value_error("list modified during sort"));
    }
    Ok(Value::NONE)
}
