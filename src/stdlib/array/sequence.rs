//! What arrays do as sequences: items and slices, `+` and `*`, comparison, repr.

use super::{extend, item_at, like, packed, raw, splice, text_of, tolist};
use crate::builtins::types::support::this;
use crate::object::buffer::TypedArray;
use crate::object::class::Type;
use crate::object::gc::Gc;
use crate::object::iter::IterKind;
use crate::object::packed::What;
use crate::object::range::{self, Indices, Slice};
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

pub(super) fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    Ok(vm.heap.int(array.len() as i64))
}

pub(super) fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<TypedArray>(vm, args[0])?;
    let class = vm.builtin_class("array.arrayiterator");
    Ok(vm.new_iter_of(class, IterKind::Sequence, args[0], Value::UNBOUND, 0))
}

/// What a key means: a position, or several.
enum Place {
    One(usize),
    Several(Indices),
}

fn place(vm: &mut Vm, array: Gc<TypedArray>, key: Value, assigns: bool) -> Res<Place> {
    if let Some(slice) = key.get::<Slice>() {
        let parts = vm.slice_ints(slice)?;
        return Ok(Place::Several(parts.indices(array.len())));
    }
    if !vm.has_index(key) {
        return Err(vm.type_error("array indices must be integers"));
    }
    let error = vm.types.index_error;
    let at = vm.index_or(key, error)?;
    match range::index(at, array.len()) {
        Some(at) => Ok(Place::One(at)),
        None => Err(vm.index_error(match assigns {
            true => "array assignment index out of range",
            false => "array index out of range",
        })),
    }
}

pub(super) fn getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    match place(vm, array, args[1], false)? {
        Place::One(at) => item_at(vm, array, at),
        Place::Several(it) => {
            let (bytes, size) = (raw(array), array.item.size);
            let mut out = Vec::with_capacity(it.count * size);
            for at in it.iter() {
                out.extend_from_slice(&bytes[at * size..(at + 1) * size]);
            }
            like(vm, array, &out)
        }
    }
}

pub(super) fn setitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    match place(vm, array, args[1], true)? {
        Place::One(at) => {
            let mut out = Vec::with_capacity(8);
            packed(vm, array.item, args[2], &mut out)?;
            if at < array.len() {
                splice(vm, array, at, at + 1, &out)?;
            }
        }
        Place::Several(it) => {
            let other = same_kind(vm, array, args[2], |got| {
                format!("can only assign array (not \"{got}\") to array slice")
            })?;
            set_slice(vm, array, it, &raw(other))?;
        }
    }
    Ok(Value::NONE)
}

fn set_slice(vm: &mut Vm, array: Gc<TypedArray>, it: Indices, bytes: &[u8]) -> Res<()> {
    let size = array.item.size;
    if it.step == 1 {
        let start = it.start.max(0) as usize;
        return splice(vm, array, start, start + it.count, bytes);
    }
    let count = bytes.len() / size;
    if count == 0 {
        return delete(vm, array, it);
    }
    if count != it.count {
        return Err(vm.value_error(format!(
            "attempt to assign array of size {count} to extended slice of size {}",
            it.count
        )));
    }
    for (at, bytes) in it.iter().zip(bytes.chunks_exact(size)) {
        splice(vm, array, at, at + 1, bytes)?;
    }
    Ok(())
}

pub(super) fn delitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    match place(vm, array, args[1], true)? {
        Place::One(at) => splice(vm, array, at, at + 1, &[])?,
        Place::Several(it) => delete(vm, array, it)?,
    }
    Ok(Value::NONE)
}

fn delete(vm: &mut Vm, array: Gc<TypedArray>, it: Indices) -> Res<()> {
    let (bytes, size) = (raw(array), array.item.size);
    let mut kept = vec![true; array.len()];
    it.iter().for_each(|at| kept[at] = false);
    let kept: Vec<u8> = bytes
        .chunks_exact(size)
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .flat_map(|(item, _)| item.iter().copied())
        .collect();
    splice(vm, array, 0, usize::MAX, &kept)
}

/// Another array of the same items; `message` is for what is no array.
fn same_kind(
    vm: &mut Vm,
    array: Gc<TypedArray>,
    other: Value,
    message: fn(String) -> String,
) -> Res<Gc<TypedArray>> {
    match other.get::<TypedArray>() {
        Some(other) if other.item == array.item => Ok(other),
        Some(_) => Err(vm.type_error("bad argument type for built-in operation")),
        None => {
            let got = vm.class_name(other);
            Err(vm.type_error(message(got)))
        }
    }
}

pub(super) fn add(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let other = same_kind(vm, array, args[1], |got| {
        format!("can only append array (not \"{got}\") to array")
    })?;
    let mut bytes = raw(array);
    bytes.extend_from_slice(&raw(other));
    like(vm, array, &bytes)
}

pub(super) fn iadd(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<TypedArray>(vm, args[0])?;
    if !args[1].is::<TypedArray>() {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!("can only extend array with array (not \"{got}\")")));
    }
    extend(vm, args)?;
    Ok(args[0])
}

/// The bytes so many times.
fn repeated(vm: &mut Vm, array: Gc<TypedArray>, times: Value) -> Res<Vec<u8>> {
    if !vm.has_index(times) {
        let got = vm.class_name(times);
        return Err(vm.type_error(format!(
            "can't multiply sequence by non-int of type '{got}'"
        )));
    }
    let times = usize::try_from(vm.index(times)?).unwrap_or(0);
    let bytes = raw(array);
    let mut out = Vec::new();
    let len = bytes.len().checked_mul(times);
    if len.is_none_or(|len| out.try_reserve_exact(len).is_err()) {
        return Err(vm.memory_error());
    }
    if !bytes.is_empty() {
        (0..times).for_each(|_| out.extend_from_slice(&bytes));
    }
    Ok(out)
}

pub(super) fn mul(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let bytes = repeated(vm, array, args[1])?;
    like(vm, array, &bytes)
}

pub(super) fn imul(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let bytes = repeated(vm, array, args[1])?;
    splice(vm, array, 0, usize::MAX, &bytes)?;
    Ok(args[0])
}

pub(super) fn compare(vm: &mut Vm, args: Args<'_>, op: Cmp) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let Some(other) = args[1].get::<TypedArray>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    for at in 0..array.len().min(other.len()) {
        let (x, y) = (item_at(vm, array, at)?, item_at(vm, other, at)?);
        if !vm.compare_bool(Cmp::Eq, x, y)? {
            return match op {
                Cmp::Eq => Ok(Value::FALSE),
                Cmp::Ne => Ok(Value::TRUE),
                _ => vm.compare(op, x, y),
            };
        }
    }
    Ok(op.holds(Some(array.len().cmp(&other.len()))).into())
}

pub(super) fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let class: Gc<Type> = vm.class_of(args[0]);
    let name = class.qualname.get().to_string_lossy().into_owned();
    let letter = char::from(array.item.letter);
    let mut out = format!("{name}('{letter}'").into_bytes();
    if !array.is_empty() {
        let items = match array.item.what {
            What::CodePoint => text_of(vm, array)?,
            _ => tolist(vm, args)?,
        };
        out.extend_from_slice(b", ");
        vm.repr_into(items, &mut out)?;
    }
    out.push(b')');
    crate::builtins::types::support::text(vm, &out)
}
