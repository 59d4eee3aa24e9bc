//! The module `_bisect`: places in sorted sequences, by bisection. `bisect` shows it.
//!
//! ```text
//!   [ 1 | 3 | 3 | 3 | 7 ]     bisect_left(3) is 1, bisect_right(3) is 4
//! ```

use super::heapq::less;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

natives! { FUNCTIONS:
    bisect_left(a, x, lo=0, hi=None, *, key=None) => |vm, args| bisect(vm, args, Side::Left),
    bisect_right(a, x, lo=0, hi=None, *, key=None) => |vm, args| bisect(vm, args, Side::Right),
    insort_left(a, x, lo=0, hi=None, *, key=None) => |vm, args| insort(vm, args, Side::Left),
    insort_right(a, x, lo=0, hi=None, *, key=None) => |vm, args| insort(vm, args, Side::Right),
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_bisect",
    doc: "Bisection algorithms.",
    functions: FUNCTIONS,
    setup: |_, _| Ok(()),
};

/// On which side of items that are equal the place is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn bisect(vm: &mut Vm, args: Args<'_>, side: Side) -> Res<Value> {
    let place = place(vm, args, args[1], side)?;
    Ok(vm.heap.int(place))
}

fn insort(vm: &mut Vm, args: Args<'_>, side: Side) -> Res<Value> {
    let (sequence, item) = (args[0], args[1]);
    let wanted = match key_of(args) {
        Some(key) => vm.call(key, &[item])?,
        None => item,
    };
    let place = place(vm, args, wanted, side)?;
    if let Some(list) = sequence.get_exact::<List>() {
        let inserted = list.insert(&vm.heap, place as usize, item);
        vm.or_memory_error(inserted)?;
    } else {
        let (insert, place) = (vm.heap.intern("insert"), vm.heap.int(place));
        vm.call_method(sequence, insert, &[place, item])?;
    }
    Ok(Value::NONE)
}

fn key_of(args: Args<'_>) -> Option<Value> {
    args.kw(0).filter(|key| !key.is_none())
}

/// The bounds that were given.
fn bounds(vm: &mut Vm, args: Args<'_>) -> Res<(i64, i64)> {
    let low = match args.get(2) {
        None => 0,
        Some(low) => vm.index(low)?,
    };
    let high = match args.get(3).filter(|high| !high.is_none()) {
        None => -1,
        Some(high) if !vm.has_index(high) => {
            let class = vm.class_name(high);
            return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
        }
        Some(high) => vm.index(high)?,
    };
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    // -1 is None there, too.
    if high != -1 {
        return Ok((low, high));
    }
    if args[0].is::<Dict>() {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("{class} is not a sequence")));
    }
    Ok((low, vm.len(args[0])? as i64))
}

/// Where `wanted`, or what has it as its key, belongs.
fn place(vm: &mut Vm, args: Args<'_>, wanted: Value, side: Side) -> Res<i64> {
    let (mut low, mut high) = bounds(vm, args)?;
    let (sequence, key) = (args[0], key_of(args));
    while low < high {
        let middle = low + (high - low) / 2;
        let item = match sequence.get_exact::<List>() {
            Some(list) => match list.get(middle as usize) {
                Some(item) => item,
                None => return Err(vm.index_error("list index out of range")),
            },
            None => {
                let middle = vm.heap.int(middle);
                vm.get_item(sequence, middle)?
            }
        };
        let item = match key {
            Some(key) => vm.call(key, &[item])?,
            None => item,
        };
        let goes_left = match side {
            Side::Left => !less(vm, item, wanted)?,
            Side::Right => less(vm, wanted, item)?,
        };
        match goes_left {
            true => high = middle,
            false => low = middle + 1,
        }
        vm.safepoint()?;
    }
    Ok(low)
}
