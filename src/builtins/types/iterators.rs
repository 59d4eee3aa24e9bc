//! The classes of the iterators in Rust. One native steps them all: what an
//! iterator is lies in its [`IterKind`].

use super::support::this;
use super::{iterator_state, operators as op};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::iter::{Iter, IterKind};
use crate::object::list::List;
use crate::object::number;
use crate::object::range::Range;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

macro_rules! iterator_classes {
    ($($static:ident = $name:literal,)*) => {
        $(pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Iter,
            base: "object",
            subclassable: false,
            doc: "",
            methods: METHODS,
            statics: &[],
            class_methods: &[],
            getsets: &[],
        };)*
        /// All of them.
        pub const ALL: &[&TypeDef] = &[$(&$static,)*];
    };
}

iterator_classes! {
    LIST_ITERATOR = "list_iterator",
    LIST_REVERSEITERATOR = "list_reverseiterator",
    TUPLE_ITERATOR = "tuple_iterator",
    STR_ASCII_ITERATOR = "str_ascii_iterator",
    STR_ITERATOR = "str_iterator",
    BYTES_ITERATOR = "bytes_iterator",
    BYTEARRAY_ITERATOR = "bytearray_iterator",
    RANGE_ITERATOR = "range_iterator",
    LONGRANGE_ITERATOR = "longrange_iterator",
    DICT_KEYITERATOR = "dict_keyiterator",
    DICT_VALUEITERATOR = "dict_valueiterator",
    DICT_ITEMITERATOR = "dict_itemiterator",
    DICT_REVERSEKEYITERATOR = "dict_reversekeyiterator",
    DICT_REVERSEVALUEITERATOR = "dict_reversevalueiterator",
    DICT_REVERSEITEMITERATOR = "dict_reverseitemiterator",
    ODICT_ITERATOR = "odict_iterator",
    SET_ITERATOR = "set_iterator",
    MEMORY_ITERATOR = "memory_iterator",
    ARRAY_ITERATOR = "array.arrayiterator",
    ITERATOR = "iterator",
    CALLABLE_ITERATOR = "callable_iterator",
}

natives! { METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => next,
    __length_hint__(self, /) => op::length_hint,
    __reduce__(self, /) => iterator_state::reduce,
    __setstate__(self, state, /) => iterator_state::set_state,
}

/// `__next__` of every iterator in Rust.
pub fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = this::<Iter>(vm, args[0])?;
    match vm.step(iterator)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

// --- backwards ---

pub fn reversed_list(vm: &mut Vm, list: Gc<List>) -> Res<Value> {
    let last = list.len() as i64 - 1;
    Ok(vm.new_iter(IterKind::ListReversed, list.into(), Value::UNBOUND, last))
}

/// The keys, values or items of a dict.
pub fn reversed_entries(vm: &mut Vm, dict: Gc<Dict>, kind: IterKind) -> Res<Value> {
    if vm.is_ordered_dict(dict) {
        return Ok(vm.iter_ordered(kind, dict));
    }
    let len = vm.heap.int(dict.len() as i64);
    let last = dict.entries_end() as i64 - 1;
    Ok(vm.new_iter(kind, dict.into(), len, last))
}

pub fn list_reversed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let list = this::<List>(vm, args[0])?;
    reversed_list(vm, list)
}

pub fn dict_reversed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    reversed_entries(vm, dict, IterKind::DictKeysReversed)
}

/// The same ints from the last to the first, as a range.
pub fn range_reversed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let range = this::<Range>(vm, args[0])?;
    let big = |value| number::to_big(value).unwrap_or_default();
    let (start, step) = (big(range.start), big(range.step));
    let last = &start + &step * (big(range.length) - dashu_int::IBig::ONE);
    let parts = [
        vm.heap.bigint(last),
        vm.heap.bigint(start - &step),
        vm.heap.bigint(-step),
    ];
    match vm.heap.range(parts[0], parts[1], parts[2]) {
        Some(reversed) => vm.iter(reversed.into()),
        None => Err(vm.value_error("range() arg 3 must not be zero")),
    }
}

// --- reversed, enumerate, zip, map, filter ---

macro_rules! lazy_class {
    ($static:ident, $name:literal, $statics:ident, $methods:ident, $doc:literal) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Iter,
            base: "object",
            subclassable: true,
            doc: $doc,
            methods: $methods,
            statics: $statics,
            class_methods: &[],
            getsets: &[],
        };
    };
}

lazy_class!(
    REVERSED,
    "reversed",
    REVERSED_STATICS,
    METHODS,
    "Return a reverse iterator over the values of the given sequence."
);
lazy_class!(
    ENUMERATE,
    "enumerate",
    ENUMERATE_STATICS,
    PLAIN,
    "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ..."
);
lazy_class!(
    ZIP,
    "zip",
    ZIP_STATICS,
    PLAIN,
    "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted."
);
lazy_class!(
    MAP,
    "map",
    MAP_STATICS,
    PLAIN,
    "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted."
);
lazy_class!(
    FILTER,
    "filter",
    FILTER_STATICS,
    PLAIN,
    "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true."
);

natives! { PLAIN:
    __iter__(self, /) => op::itself,
    __next__(self, /) => next,
    __reduce__(self, /) => iterator_state::reduce,
}

natives! { REVERSED_STATICS: __new__(cls, sequence, /) => new_reversed }
natives! { ENUMERATE_STATICS: __new__(cls, /, iterable, start=0) => new_enumerate }
natives! { ZIP_STATICS: __new__(cls, /, *iterables, strict=False) => new_zip }
natives! { MAP_STATICS: __new__(cls, /, *args, **kwargs) => new_map }
natives! { FILTER_STATICS: __new__(cls, function, iterable, /) => new_filter }

/// Gives a new iterator the class that was asked for.
fn of_class(vm: &mut Vm, made: Value, class: Value) -> Res<Value> {
    if let (Some(header), Some(class)) = (made.header(), class.get::<crate::object::class::Type>())
        && class.is_subclass_of(vm.class_of(made))
    {
        header.set_shape(class.root_shape.get());
    }
    Ok(made)
}

fn new_reversed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let sequence = args[1];
    let name = vm.names.reversed;
    match vm.lookup_special(sequence, name) {
        Some(Value::NONE) => return Err(not_reversible(vm, sequence)),
        Some(_) => {
            if let Some(made) = vm.call_special(sequence, name, &[]) {
                return made;
            }
        }
        None => {}
    }
    let getitem = vm.names.getitem;
    if vm.lookup_special(sequence, getitem).is_none() || sequence.is::<Dict>() {
        return Err(not_reversible(vm, sequence));
    }
    let last = vm.len(sequence)? as i64 - 1;
    let made = vm.new_iter(IterKind::Reversed, sequence, Value::UNBOUND, last);
    of_class(vm, made, args[0])
}

fn not_reversible(vm: &mut Vm, value: Value) -> crate::vm::Raised {
    let got = vm.class_name(value);
    vm.type_error(format!("'{got}' object is not reversible"))
}

fn new_enumerate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let start = args
        .get(2)
        .map_or(Ok(Value::small(0)), |start| vm.index_value(start))?;
    let iterator = vm.iter(args[1])?;
    let (at, beyond) = match start.as_int() {
        Some(at) => (at, Value::UNBOUND),
        None => (0, start),
    };
    let made = vm.new_iter(IterKind::Enumerate, iterator, beyond, at);
    of_class(vm, made, args[0])
}

/// A tuple of iterators over each of the values.
fn iterators(vm: &mut Vm, iterables: &[Value]) -> Res<Value> {
    let mut items = super::support::scratch(vm, iterables.len())?;
    for &iterable in iterables {
        let iterator = vm.iter(iterable)?;
        vm.array_push(&mut items, iterator)?;
    }
    Ok(vm.heap.tuple_of(items.tail()).into())
}

fn new_zip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let strict = super::support::flag(vm, args.kw(0), false)?;
    let sources = iterators(vm, args.rest(1))?;
    let made = vm.new_iter(IterKind::Zip, sources, Value::UNBOUND, strict.into());
    of_class(vm, made, args[0])
}

fn new_map(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if args.rest(1).len() < 2 {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    if args.extra.is_some_and(|extra| !extra.is_empty()) && args[0] == Value::from(vm.types.map) {
        return Err(vm.type_error("map() takes no keyword arguments"));
    }
    let sources = iterators(vm, args.rest(2))?;
    let made = vm.new_iter(IterKind::Map, sources, args[1], 0);
    of_class(vm, made, args[0])
}

fn new_filter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[2])?;
    let made = vm.new_iter(IterKind::Filter, iterator, args[1], 0);
    of_class(vm, made, args[0])
}
