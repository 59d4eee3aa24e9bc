//! Copies of the iterators of `itertools`.
//!
//! A copy goes on at the same place. What both are made of, an iterator that they ask or a
//! function, they share; but the list in which an iterator keeps its own state is copied:
//!
//! ```text
//!   product('ab')   source ('a', 'b') ──┬── copy      shared: it does not change
//!                   other  [1]          └── [1]       copied: each turns its own wheel
//! ```
//!
//! None can be pickled: the state is not for scripts to see, and still less to make up.

use crate::builtins::types::support::this;
use crate::object::iter::{Iter, IterKind};
use crate::object::list::List;
use crate::object::value::Value;
use crate::vm::types::shape_of;
use crate::vm::{Args, Res, Vm};

pub(super) fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    if it.which() == IterKind::Group {
        return reduce(vm, args);
    }
    let (mut source, mut other) = (it.source.get(), it.other.get());
    match it.which() {
        IterKind::ZipLongest => source = own_list(vm, source)?,
        IterKind::Cycle
        | IterKind::Accumulate
        | IterKind::GroupBy
        | IterKind::Islice
        | IterKind::Product
        | IterKind::Permutations
        | IterKind::Combinations
        | IterKind::CombinationsWithReplacement => other = own_list(vm, other)?,
        _ => {}
    }
    let twin = Iter::new(shape_of(args[0]), it.which(), source, other, it.at.get());
    Ok(vm.heap.alloc(twin).into())
}

/// A copy of a list that holds state; an iterator that has ended has none.
fn own_list(vm: &mut Vm, state: Value) -> Res<Value> {
    let Some(list) = state.get::<List>() else {
        return Ok(state);
    };
    let copy = vm.heap.list_of(list.items());
    vm.or_memory_error(copy).map(Value::from)
}

pub(super) fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.class_of(args[0]);
    let name = vm.full_class_name(class);
    Err(vm.type_error(format!("cannot pickle '{name}' object")))
}
