//! The module `_heapq`: lists in which no item is greater than its children, at 2k+1 and
//! 2k+2. `heapq` shows it, and adds `merge`, `nsmallest` and `nlargest` in Python.
//!
//! ```text
//!           2              [ 2 | 5 | 3 | 9 | 6 ]
//!         /   \              0   1   2   3   4
//!       5       3
//!      / \                 push: append, then rise past greater parents
//!     9   6                pop:  the last item takes the first one's place and sinks
//! ```
//!
//! A comparison may run Python code, which may do anything to the list. So items only ever
//! change places (none is lost or doubled when a comparison raises), and each step looks at the
//! list anew.

use crate::builtins::types::list::push;
use crate::natives;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Raised, Res, Vm};

natives! { FUNCTIONS:
    heappush(heap, item, /) => heappush,
    heappop(heap, /) => heappop,
    heapreplace(heap, item, /) => heapreplace,
    heappushpop(heap, item, /) => heappushpop,
    heapify(heap, /) => heapify,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).",
    functions: FUNCTIONS,
    setup: |_, _| Ok(()),
};

/// The heap that a function was given; `argument` is how its message counts it.
fn heap_of(vm: &mut Vm, heap: Value, function: &str, argument: &str) -> Res<Gc<List>> {
    match heap.get::<List>() {
        Some(heap) => Ok(heap),
        None => {
            let class = vm.argument_class_name(heap);
            Err(vm.type_error(format!("{function}() {argument} must be list, not {class}")))
        }
    }
}

fn out_of_range(vm: &mut Vm) -> Raised {
    vm.index_error("index out of range")
}

/// `a < b`
#[inline]
pub fn less(vm: &mut Vm, a: Value, b: Value) -> Res<bool> {
    match plainly_less(a, b) {
        Some(answer) => Ok(answer),
        None => less_tuples(vm, a, b),
    }
}

/// Of numbers in place, which need no VM.
#[inline(always)]
fn plainly_less(a: Value, b: Value) -> Option<bool> {
    if Value::both_ints(a, b) {
        return Some(a.int_unchecked() < b.int_unchecked());
    }
    Value::both_flonums(a, b).then(|| a.flonum_unchecked() < b.flonum_unchecked())
}

/// Of tuples, of which the first items mostly say it, and of anything else.
#[inline(never)]
fn less_tuples(vm: &mut Vm, a: Value, b: Value) -> Res<bool> {
    if let (Some(left), Some(right)) = (a.get_exact::<Tuple>(), b.get_exact::<Tuple>())
        && let (Some(x), Some(y)) = (left.get(0), right.get(0))
    {
        if plainly_less(x, y) == Some(true) {
            return Ok(true);
        }
        if plainly_less(y, x) == Some(true) {
            return Ok(false);
        }
    }
    vm.compare_bool(Cmp::Lt, a, b)
}

/// Whether the item at one place is less than that at another; the list must stay as long.
#[inline]
fn less_at(vm: &mut Vm, heap: Gc<List>, a: usize, b: usize) -> Res<bool> {
    let items = heap.items();
    let (Some(x), Some(y)) = (items.get(a), items.get(b)) else {
        return Err(out_of_range(vm));
    };
    let (x, y) = (x.get(), y.get());
    if let Some(answer) = plainly_less(x, y) {
        return Ok(answer);
    }
    let len = items.len();
    let answer = less(vm, x, y)?;
    if heap.len() != len {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(answer)
}

#[inline]
fn swap(heap: Gc<List>, a: usize, b: usize) {
    let items = heap.items();
    if let (Some(a), Some(b)) = (items.get(a), items.get(b)) {
        a.swap(b);
    }
}

/// Moves the item at `at` up to where its parent is not greater, but not above `top`.
fn rise(vm: &mut Vm, heap: Gc<List>, top: usize, mut at: usize) -> Res<()> {
    if at >= heap.len() {
        return Err(out_of_range(vm));
    }
    while at > top {
        let parent = (at - 1) >> 1;
        if !less_at(vm, heap, at, parent)? {
            break;
        }
        swap(heap, at, parent);
        at = parent;
    }
    Ok(())
}

/// Changes the item at `at` with its smaller child until it is a leaf, and lets it rise from
/// there: fewer comparisons than to look at each level whether it has arrived.
fn sink(vm: &mut Vm, heap: Gc<List>, mut at: usize) -> Res<()> {
    let (top, end) = (at, heap.len());
    if at >= end {
        return Err(out_of_range(vm));
    }
    while at < end >> 1 {
        let mut child = 2 * at + 1;
        if child + 1 < end && !less_at(vm, heap, child, child + 1)? {
            child += 1;
        }
        swap(heap, at, child);
        at = child;
    }
    rise(vm, heap, top, at)
}

fn heappush(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let heap = heap_of(vm, args[0], "heappush", "argument 1")?;
    push(vm, heap, args[1])?;
    rise(vm, heap, 0, heap.len() - 1)?;
    Ok(Value::NONE)
}

fn heappop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let heap = heap_of(vm, args[0], "heappop", "argument")?;
    let Some(last) = heap.pop() else {
        return Err(out_of_range(vm));
    };
    match heap.get(0) {
        None => Ok(last),
        Some(first) => replace_first(vm, heap, first, last),
    }
}

fn heapreplace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let heap = heap_of(vm, args[0], "heapreplace", "argument 1")?;
    match heap.get(0) {
        None => Err(out_of_range(vm)),
        Some(first) => replace_first(vm, heap, first, args[1]),
    }
}

fn replace_first(vm: &mut Vm, heap: Gc<List>, first: Value, item: Value) -> Res<Value> {
    let _there = heap.set(0, item);
    sink(vm, heap, 0)?;
    Ok(first)
}

fn heappushpop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let heap = heap_of(vm, args[0], "heappushpop", "argument 1")?;
    let item = args[1];
    let Some(first) = heap.get(0) else {
        return Ok(item);
    };
    if !less(vm, first, item)? {
        return Ok(item);
    }
    // The comparison may have changed the list.
    match heap.get(0) {
        None => Err(out_of_range(vm)),
        Some(first) => replace_first(vm, heap, first, item),
    }
}

fn heapify(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let heap = heap_of(vm, args[0], "heapify", "argument")?;
    for at in (0..heap.len() / 2).rev() {
        sink(vm, heap, at)?;
    }
    Ok(Value::NONE)
}
