//! Builtins that look at every item of an iterable.

use super::items::Items;
use crate::code::op::How;
use crate::object::array::Array;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::value::Value;
use crate::stdlib::arguments::{exact_float, truth};
use crate::vm::native::Args;
use crate::vm::protocol::arith::Arith;
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

/// `sum`: ints and floats are added without making objects, floats so that the
/// rounding errors are added up too (Neumaier's variant of Kahan's summation).
pub fn sum(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let start = args.get(1).unwrap_or(Value::small(0));
    let class = vm.class_of(start);
    for (text, message) in [
        (
            vm.types.str,
            "sum() can't sum strings [use ''.join(seq) instead]",
        ),
        (
            vm.types.bytes,
            "sum() can't sum bytes [use b''.join(seq) instead]",
        ),
        (
            vm.types.bytearray,
            "sum() can't sum bytearray [use b''.join(seq) instead]",
        ),
    ] {
        if class.is_subclass_of(text) {
            return Err(vm.type_error(message));
        }
    }
    let mut items = Items::of(vm, args[0])?;
    let mut total = start;
    if let Some(first) = start.as_int() {
        let rest = sum_ints(vm, &mut items, first)?;
        let Some(item) = rest.stopped_at else {
            return Ok(vm.heap.int(rest.total));
        };
        let so_far = vm.heap.int(rest.total);
        total = vm.binary(Arith::Add, How::Plain, so_far, item)?;
    }
    if let Some(first) = exact_float(total) {
        let rest = sum_floats(vm, &mut items, first)?;
        let so_far = vm.heap.float(rest.total);
        let Some(item) = rest.stopped_at else {
            return Ok(so_far);
        };
        total = vm.binary(Arith::Add, How::Plain, so_far, item)?;
    }
    while let Some(item) = items.next(vm)? {
        total = vm.binary(Arith::Add, How::Plain, total, item)?;
        vm.safepoint()?;
    }
    Ok(total)
}

/// How far a fast way of summing came.
struct Partial<T> {
    total: T,
    /// The item that it could not add.
    stopped_at: Option<Value>,
}

#[inline(never)]
fn sum_ints(vm: &mut Vm, items: &mut Items, start: i64) -> Res<Partial<i64>> {
    let mut total = start;
    while let Some(item) = items.next(vm)? {
        let int = item.as_int().or(item.as_bool().map(i64::from));
        match int.and_then(|int| total.checked_add(int)) {
            Some(sum) => total = sum,
            None => {
                return Ok(Partial {
                    total,
                    stopped_at: Some(item),
                });
            }
        }
        vm.safepoint()?;
    }
    Ok(Partial {
        total,
        stopped_at: None,
    })
}

#[inline(never)]
fn sum_floats(vm: &mut Vm, items: &mut Items, start: f64) -> Res<Partial<f64>> {
    let (mut total, mut lost) = (start, 0.0);
    let mut stopped_at = None;
    while let Some(item) = items.next(vm)? {
        if let Some(float) = exact_float(item) {
            let sum = total + float;
            lost += if total.abs() >= float.abs() {
                (total - sum) + float
            } else {
                (float - sum) + total
            };
            total = sum;
        } else if let Some(int) = item.as_int().or(item.as_bool().map(i64::from)) {
            total += int as f64;
        } else {
            stopped_at = Some(item);
            break;
        }
    }
    // What was lost must not turn an overflow into a NaN, nor -0.0 into 0.0.
    if lost != 0.0 && lost.is_finite() {
        total += lost;
    }
    Ok(Partial { total, stopped_at })
}

pub fn min(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    extreme(vm, args, "min", Cmp::Lt)
}

pub fn max(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    extreme(vm, args, "max", Cmp::Gt)
}

/// The first of the items before (or after) which no other comes.
fn extreme(vm: &mut Vm, args: Args<'_>, name: &str, better: Cmp) -> Res<Value> {
    let given = args.rest(0);
    let key = args.kw(0).filter(|key| !key.is_none());
    let default = args.kw(1);
    let iterable = match given {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [iterable] => *iterable,
        _ if default.is_some() => {
            return Err(vm.type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        several => vm.heap.tuple(several).into(),
    };
    let mut items = Items::of(vm, iterable)?;
    // The best item and its key.
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = items.next(vm)? {
        let rank = match key {
            Some(key) => vm.call(key, &[item])?,
            None => item,
        };
        best = match best {
            Some((_, best_rank)) if !is_better(vm, better, rank, best_rank)? => best,
            _ => Some((item, rank)),
        };
        vm.safepoint()?;
    }
    match best.map(|(item, _)| item).or(default) {
        Some(item) => Ok(item),
        None => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}

/// `rank < best` or `rank > best`.
#[inline(always)]
fn is_better(vm: &mut Vm, better: Cmp, rank: Value, best: Value) -> Res<bool> {
    if let (Some(rank), Some(best)) = (rank.as_int(), best.as_int()) {
        return Ok(better.holds(Some(rank.cmp(&best))));
    }
    vm.compare_bool(better, rank, best)
}

pub fn all(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = find_truth(vm, args[0], false)?;
    Ok(Value::bool(!found))
}

pub fn any(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = find_truth(vm, args[0], true)?;
    Ok(Value::bool(found))
}

/// Whether an item is as true as `wanted`; stops at the first.
fn find_truth(vm: &mut Vm, iterable: Value, wanted: bool) -> Res<bool> {
    let mut items = Items::of(vm, iterable)?;
    while let Some(item) = items.next(vm)? {
        if vm.truthy(item)? == wanted {
            return Ok(true);
        }
        vm.safepoint()?;
    }
    Ok(false)
}

pub fn sorted(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let key = args.kw(0).filter(|key| !key.is_none());
    let reverse = truth(vm, args.kw(1), false)?;
    let array: Gc<Array> = vm.collect_array(args[0])?;
    vm.sort(array, key, reverse)?;
    Ok(vm.heap.alloc(List::new(array)).into())
}
