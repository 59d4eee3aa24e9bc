//! `range` and `slice`.

use dashu_int::IBig;

use super::operators as op;
use super::support::{at_most, class_for_new, this};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::number;
use crate::object::range::{Range, Slice};
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static RANGE: TypeDef = TypeDef {
    name: "range",
    kind: Kind::Range,
    base: "object",
    subclassable: false,
    doc: "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: GETSETS,
};

pub static SLICE: TypeDef = TypeDef {
    name: "slice",
    kind: Kind::Slice,
    base: "object",
    subclassable: false,
    doc: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
    methods: SLICE_METHODS,
    statics: SLICE_STATICS,
    class_methods: &[],
    getsets: SLICE_GETSETS,
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    count(self, value, /) => count,
    index(self, value, /) => index,
    __bool__(self, /) => truth,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => super::iterators::range_reversed,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "start",
        get: start,
        set: None,
    },
    GetSetDef {
        name: "stop",
        get: stop,
        set: None,
    },
    GetSetDef {
        name: "step",
        get: step,
        set: None,
    },
];

natives! { SLICE_STATICS: __new__(cls, /, *args, **kwargs) => new_slice }

natives! { SLICE_METHODS:
    indices(self, len, /) => indices,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
}

static SLICE_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "start",
        get: slice_start,
        set: None,
    },
    GetSetDef {
        name: "stop",
        get: slice_stop,
        set: None,
    },
    GetSetDef {
        name: "step",
        get: slice_step,
        set: None,
    },
];

/// The three parts of `range(...)` and `slice(...)`: a single argument is the stop.
fn parts(args: Args<'_>, start: Value, step: Value) -> [Value; 3] {
    match *args.rest(1) {
        [stop] => [start, stop, step],
        [start, stop] => [start, stop, step],
        [start, stop, step] => [start, stop, step],
        _ => [start, start, step],
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.range;
    class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    at_most(vm, args, "range", 1, 3)?;
    let mut parts = parts(args, Value::small(0), Value::small(1));
    for part in parts.iter_mut().filter(|part| !part.is_int()) {
        *part = vm.index_value(*part)?;
    }
    let [start, stop, step] = parts;
    match vm.heap.range(start, stop, step) {
        Some(range) => Ok(range.into()),
        None => Err(vm.value_error("range() arg 3 must not be zero")),
    }
}

fn start(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Range>(vm, args[0])?.start)
}

fn stop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Range>(vm, args[0])?.stop)
}

fn step(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Range>(vm, args[0])?.step)
}

fn truth(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let range = this::<Range>(vm, args[0])?;
    Ok(Value::bool(range.length != Value::small(0)))
}

/// Where an int lies in a range.
fn position(range: Gc<Range>, int: &IBig) -> Option<IBig> {
    let big = |value| number::to_big(value).unwrap_or(IBig::ZERO);
    let (distance, step) = (int - big(range.start), big(range.step));
    let (place, rest) = (&distance / &step, &distance % &step);
    let inside = rest.is_zero() && !number::is_negative(&place) && place < big(range.length);
    inside.then_some(place)
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let range = this::<Range>(vm, args[0])?;
    if let Some(int) = number::to_big(args[1]) {
        return Ok(Value::small(position(range, &int).is_some().into()));
    }
    let mut count = 0;
    let iterator = vm.iter(args[0])?;
    while let Some(item) = vm.next(iterator)? {
        count += i64::from(vm.eq(item, args[1])?);
        vm.safepoint()?;
    }
    Ok(vm.heap.int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let range = this::<Range>(vm, args[0])?;
    if let Some(int) = number::to_big(args[1]) {
        return match position(range, &int) {
            Some(place) => Ok(vm.heap.bigint(place)),
            None => {
                let shown = vm.repr(args[1])?.to_string_lossy().into_owned();
                Err(vm.value_error(format!("{shown} is not in range")))
            }
        };
    }
    let mut place = 0;
    let iterator = vm.iter(args[0])?;
    while let Some(item) = vm.next(iterator)? {
        if vm.eq(item, args[1])? {
            return Ok(vm.heap.int(place));
        }
        place += 1;
        vm.safepoint()?;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

// --- slices ---

fn new_slice(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.slice;
    class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    at_most(vm, args, "slice", 1, 3)?;
    let [start, stop, step] = parts(args, Value::NONE, Value::NONE);
    Ok(vm.heap.slice(start, stop, step).into())
}

fn slice_start(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Slice>(vm, args[0])?.start.get())
}

fn slice_stop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Slice>(vm, args[0])?.stop.get())
}

fn slice_step(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Slice>(vm, args[0])?.step.get())
}

/// A part of a slice, of any size.
fn slice_part(vm: &mut Vm, value: Value) -> Res<Option<IBig>> {
    if value.is_none() {
        return Ok(None);
    }
    if !vm.has_index(value) {
        return Err(
            vm.type_error("slice indices must be integers or None or have an __index__ method")
        );
    }
    let int = vm.index_value(value)?;
    Ok(number::to_big(int))
}

/// The start, stop and step that the slice means for a sequence of some length.
fn indices(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let slice = this::<Slice>(vm, args[0])?;
    let len = vm.index_value(args[1])?;
    let len = number::to_big(len).unwrap_or(IBig::ZERO);
    if number::is_negative(&len) {
        return Err(vm.value_error("length should not be negative"));
    }
    let step = slice_part(vm, slice.step.get())?.unwrap_or(IBig::ONE);
    if step.is_zero() {
        return Err(vm.value_error("slice step cannot be zero"));
    }
    let backwards = number::is_negative(&step);
    let (low, high) = if backwards {
        (-IBig::ONE, &len - IBig::ONE)
    } else {
        (IBig::ZERO, len.clone())
    };
    let fit = |index: IBig| {
        if number::is_negative(&index) {
            (index + &len).max(low.clone())
        } else {
            index.min(high.clone())
        }
    };
    let (first, last) = if backwards {
        (&high, &low)
    } else {
        (&low, &high)
    };
    let start = slice_part(vm, slice.start.get())?.map_or_else(|| first.clone(), fit);
    let stop = slice_part(vm, slice.stop.get())?.map_or_else(|| last.clone(), fit);
    let parts = [
        vm.heap.bigint(start),
        vm.heap.bigint(stop),
        vm.heap.bigint(step),
    ];
    Ok(vm.heap.tuple(&parts).into())
}
