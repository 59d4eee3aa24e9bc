//! [`Items`]: the items of any iterable, one after the other.

use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

/// What a builtin that folds an iterable asks for items: a list or a tuple itself,
/// without an iterator between, or else the iterator.
pub enum Items {
    List(Gc<List>, usize),
    Tuple(Gc<Tuple>, usize),
    Iterator(Value),
}

impl Items {
    pub fn of(vm: &mut Vm, iterable: Value) -> Res<Items> {
        // A subclass may have an `__iter__` of its own.
        if iterable.header().is_some_and(|header| header.is_exact()) {
            if let Some(list) = iterable.get::<List>() {
                return Ok(Items::List(list, 0));
            }
            if let Some(tuple) = iterable.get::<Tuple>() {
                return Ok(Items::Tuple(tuple, 0));
            }
        }
        Ok(Items::Iterator(vm.iter(iterable)?))
    }

    /// The next item. A list may change between two calls.
    #[inline(always)]
    pub fn next(&mut self, vm: &mut Vm) -> Res<Option<Value>> {
        let (item, at) = match self {
            Items::List(list, at) => (list.get(*at), at),
            Items::Tuple(tuple, at) => (tuple.get(*at), at),
            Items::Iterator(iterator) => {
                vm.safepoint()?;
                return vm.next(*iterator);
            }
        };
        *at += 1;
        Ok(item)
    }
}
