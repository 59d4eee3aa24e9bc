//! `__reduce__` and `__setstate__` of the iterators: how `copy` makes another one that
//! goes on at the same place.
//!
//! ```text
//!   iter([1, 2, 3]) after one step   (iter, ([1, 2, 3],), 1)     the place is the state
//!   iter({1, 2, 3}) after one step   (iter, ([2, 3],))           the rest is made a list
//!   enumerate(it)                    (enumerate, (it, 1))        the parts are the arguments
//! ```

use dashu_int::IBig;

use super::support::{list, saturating_index, scratch, this};
use crate::object::gc::Gc;
use crate::object::iter::{Iter, IterKind};
use crate::object::number::to_big;
use crate::object::range::Range;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::types::shape_of;
use crate::vm::{Args, Res, Vm};

fn builtin(vm: &mut Vm, name: &str) -> Value {
    let name = vm.heap.intern(name);
    vm.builtins.get_str(name).unwrap_or(Value::NONE)
}

/// `(function, (argument,))`, with the state behind it if there is one.
fn call_of(vm: &mut Vm, function: &str, argument: Value, state: Option<Value>) -> Value {
    let function = builtin(vm, function);
    let arguments = vm.heap.tuple(&[argument]).into();
    match state {
        Some(state) => vm.heap.tuple(&[function, arguments, state]).into(),
        None => vm.heap.tuple(&[function, arguments]).into(),
    }
}

pub fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    let (source, other, at) = (it.source.get(), it.other.get(), it.at.get());
    if source.is_unbound() {
        return Ok(exhausted(vm, it));
    }
    let place = vm.heap.int(at);
    match it.which() {
        IterKind::List | IterKind::Tuple | IterKind::Bytes | IterKind::Sequence => {
            Ok(call_of(vm, "iter", source, Some(place)))
        }
        IterKind::Str => {
            let passed = source
                .get::<Str>()
                .map_or(0, |text| text.char_offset(&vm.heap, at as usize));
            let place = vm.heap.int(passed as i64);
            Ok(call_of(vm, "iter", source, Some(place)))
        }
        IterKind::ListReversed | IterKind::Reversed => {
            Ok(call_of(vm, "reversed", source, Some(place)))
        }
        IterKind::Range => match vm.heap.range(place, source, other) {
            Some(rest) => Ok(call_of(vm, "iter", rest.into(), Some(Value::NONE))),
            None => rest_of(vm, it),
        },
        IterKind::BigRange => Ok(call_of(vm, "iter", source, Some(place))),
        IterKind::Callable => parts(vm, "iter", &[source, other]),
        IterKind::Enumerate => {
            let count = other.bound().unwrap_or(place);
            parts(vm, "enumerate", &[source, count])
        }
        IterKind::Filter => parts(vm, "filter", &[other, source]),
        IterKind::Zip | IterKind::Map => {
            let mut all = scratch(vm, 4)?;
            if it.which() == IterKind::Map {
                vm.array_push(&mut all, other)?;
            }
            if let Some(sources) = source.get::<Tuple>() {
                for source in sources.iter() {
                    vm.array_push(&mut all, source)?;
                }
            }
            let name = if it.which() == IterKind::Map {
                "map"
            } else {
                "zip"
            };
            let function = builtin(vm, name);
            let arguments = vm.heap.tuple_of(all.tail()).into();
            Ok(vm.heap.tuple(&[function, arguments]).into())
        }
        _ => rest_of(vm, it),
    }
}

fn parts(vm: &mut Vm, function: &str, arguments: &[Value]) -> Res<Value> {
    let function = builtin(vm, function);
    let arguments = vm.heap.tuple(arguments).into();
    Ok(vm.heap.tuple(&[function, arguments]).into())
}

fn exhausted(vm: &mut Vm, it: Gc<Iter>) -> Value {
    let nothing = match it.which() {
        IterKind::Str => vm.heap.str("").into(),
        IterKind::List | IterKind::ListReversed => {
            let none = vm.heap.array(0);
            none.map_or(Value::NONE, |none| list(vm, none))
        }
        _ => vm.heap.tuple(&[]).into(),
    };
    call_of(vm, "iter", nothing, None)
}

/// The items to come, asked of a twin, so that the iterator itself stays where it is.
fn rest_of(vm: &mut Vm, it: Gc<Iter>) -> Res<Value> {
    let shape = shape_of(Value::from(it));
    let twin = Iter::new(
        shape,
        it.which(),
        it.source.get(),
        it.other.get(),
        it.at.get(),
    );
    let twin = vm.heap.alloc(twin);
    let items = vm.collect_array(twin.into())?;
    let items = list(vm, items);
    Ok(call_of(vm, "iter", items, None))
}

pub fn set_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    let source = it.source.get();
    if source.is_unbound() {
        return Ok(Value::NONE);
    }
    let len = vm.builtin_len(source).map_or(i64::MAX, |len| len as i64);
    match it.which() {
        IterKind::BigRange => {
            // What is left is a range of its own: the place may be beyond 64 bits.
            if let Some(range) = source.get::<Range>() {
                let state = vm.index_value(args[1])?;
                let state = to_big(state).unwrap_or_default().max(IBig::ZERO);
                let start = range.at(&vm.heap, &(state + IBig::from(it.at.get())));
                if let Some(rest) = vm.heap.range(start, range.stop, range.step) {
                    it.source.set(rest.into());
                    it.at.set(0);
                }
            }
        }
        IterKind::List | IterKind::Tuple | IterKind::Bytes => {
            let state = saturating_index(vm, args[1])?;
            it.at.set(state.clamp(0, len));
        }
        IterKind::Sequence => {
            let state = saturating_index(vm, args[1])?;
            it.at.set(state.max(0));
        }
        IterKind::ListReversed | IterKind::Reversed => {
            let state = saturating_index(vm, args[1])?;
            it.at.set(state.clamp(-1, len - 1));
        }
        IterKind::Str => {
            let state = saturating_index(vm, args[1])?.clamp(0, len);
            let text = source.get::<Str>();
            let offset = text.map_or(0, |text| text.byte_offset(&vm.heap, state as usize));
            it.at.set(offset as i64);
        }
        IterKind::Range if !args[1].is_none() => {
            let state = saturating_index(vm, args[1])?.max(0);
            let step = it.other.get().as_int().unwrap_or(1);
            let at = step.saturating_mul(state).saturating_add(it.at.get());
            it.at.set(at);
        }
        _ => {}
    }
    Ok(Value::NONE)
}
