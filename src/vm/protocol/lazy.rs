//! One step of the lazy iterators of `itertools` and of deques; what their fields mean is said at
//! [`IterKind`].
//!
//! Two of them are more than a few lines. `tee` hands the items of one iterator to
//! several readers, by a chain of what was read; the part that no reader needs any more
//! is garbage:
//!
//! ```text
//!   reader 1 ──────────────┐              reader 2 ─┐
//!   [item, next] ─> [item, next] ─> [item, next] ─> [ , ]   <- the next read goes here
//! ```
//!
//! `groupby` shares its iterator with the group that it gave last. Its list is
//! `[key function, key of the group, key of the item, item, group]`, unbound where
//! there is none yet.

use super::arith::Arith;
use crate::code::op::How;
use crate::object::deque::Deque;
use crate::object::gc::Gc;
use crate::object::iter::{Iter, IterKind};
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

const KEY_FUNCTION: usize = 0;
const GROUP_KEY: usize = 1;
const ITEM_KEY: usize = 2;
const ITEM: usize = 3;
const GROUP: usize = 4;

impl Vm {
    #[inline(never)]
    pub(super) fn step_lazy(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let item = match it.which() {
            IterKind::Count => return self.step_count(it).map(Some),
            IterKind::Cycle => self.step_cycle(it)?,
            IterKind::Repeat => step_repeat(it),
            IterKind::Accumulate => self.step_accumulate(it)?,
            IterKind::Chain => self.step_chain(it)?,
            IterKind::Compress => self.step_compress(it)?,
            IterKind::DropWhile => self.step_dropwhile(it)?,
            IterKind::TakeWhile => self.step_takewhile(it)?,
            IterKind::FilterFalse => self.step_filterfalse(it)?,
            IterKind::GroupBy => return self.step_groupby(it),
            IterKind::Group => return self.step_group(it),
            IterKind::Islice => self.step_islice(it)?,
            IterKind::Pairwise => self.step_pairwise(it)?,
            IterKind::StarMap => self.step_starmap(it)?,
            IterKind::ZipLongest => self.step_zip_longest(it)?,
            IterKind::Batched => self.step_batched(it)?,
            IterKind::Tee => self.step_tee(it)?,
            IterKind::Deque | IterKind::DequeReversed => self.step_deque(it)?,
            _ => None,
        };
        if item.is_none() {
            it.finish();
        }
        Ok(item)
    }

    fn step_count(&mut self, it: Gc<Iter>) -> Res<Value> {
        let count = it.source.get();
        let next = self.binary(Arith::Add, How::Plain, count, it.other.get())?;
        it.source.set(next);
        Ok(count)
    }

    fn step_cycle(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(seen) = it.other.get().get::<List>() else {
            return Ok(None);
        };
        if it.source.get() != it.other.get() {
            if let Some(item) = self.next(it.source.get())? {
                self.list_push(seen, item)?;
                return Ok(Some(item));
            }
            it.source.set(it.other.get());
        }
        let at = it.at.get() as usize;
        let at = if at < seen.len() { at } else { 0 };
        it.at.set(at as i64 + 1);
        Ok(seen.get(at))
    }

    fn step_accumulate(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(state) = it.other.get().get::<List>() else {
            return Ok(None);
        };
        // An initial total comes first, alone.
        if it.at.get() == 1 {
            it.at.set(0);
            return Ok(state.get(1));
        }
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        let function = state.get(0).unwrap_or(Value::NONE);
        let total = match state.get(1).and_then(Value::bound) {
            None => item,
            Some(total) if function.is_none() => {
                self.binary(Arith::Add, How::Plain, total, item)?
            }
            Some(total) => self.call(function, &[total, item])?,
        };
        let _ = state.set(1, total);
        Ok(Some(total))
    }

    fn step_chain(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        loop {
            if it.other.get().is_unbound() {
                let Some(iterable) = self.next(it.source.get())? else {
                    return Ok(None);
                };
                let iterator = self.iter(iterable)?;
                it.other.set(iterator);
            }
            if let Some(item) = self.next(it.other.get())? {
                return Ok(Some(item));
            }
            it.other.set(Value::UNBOUND);
            self.safepoint()?;
        }
    }

    fn step_compress(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        loop {
            let Some(item) = self.next(it.source.get())? else {
                return Ok(None);
            };
            let Some(selector) = self.next(it.other.get())? else {
                return Ok(None);
            };
            if self.truthy(selector)? {
                return Ok(Some(item));
            }
            self.safepoint()?;
        }
    }

    fn holds(&mut self, predicate: Value, item: Value) -> Res<bool> {
        if predicate == Value::from(self.types.bool) {
            return self.truthy(item);
        }
        let verdict = self.call(predicate, &[item])?;
        self.truthy(verdict)
    }

    fn step_dropwhile(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        while let Some(item) = self.next(it.source.get())? {
            if it.at.get() == 1 {
                return Ok(Some(item));
            }
            if !self.holds(it.other.get(), item)? {
                it.at.set(1);
                return Ok(Some(item));
            }
            self.safepoint()?;
        }
        Ok(None)
    }

    fn step_takewhile(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        Ok(self.holds(it.other.get(), item)?.then_some(item))
    }

    fn step_filterfalse(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        while let Some(item) = self.next(it.source.get())? {
            let predicate = it.other.get();
            let holds = match predicate.is_none() {
                true => self.truthy(item)?,
                false => self.holds(predicate, item)?,
            };
            if !holds {
                return Ok(Some(item));
            }
            self.safepoint()?;
        }
        Ok(None)
    }

    fn step_islice(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(bounds) = it.other.get().get::<List>() else {
            return Ok(None);
        };
        let bound = |at| bounds.get(at).and_then(Value::as_int).unwrap_or(i64::MAX);
        let (next, stop, step) = (bound(0), bound(1), bound(2));
        // Items before the next one are read and dropped, the stop's being the limit.
        while it.at.get() < next.min(stop) {
            if self.next(it.source.get())?.is_none() {
                return Ok(None);
            }
            it.at.set(it.at.get() + 1);
            self.safepoint()?;
        }
        if it.at.get() >= stop {
            return Ok(None);
        }
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        it.at.set(it.at.get() + 1);
        let next = self.heap.int(next.saturating_add(step).min(Value::MAX_INT));
        let _ = bounds.set(0, next);
        Ok(Some(item))
    }

    fn step_pairwise(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        if it.other.get().is_unbound() {
            match self.next(it.source.get())? {
                Some(first) => it.other.set(first),
                None => return Ok(None),
            }
        }
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        let before = it.other.replace(item);
        Ok(Some(self.heap.tuple(&[before, item]).into()))
    }

    fn step_starmap(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        let args = match item.get::<Tuple>() {
            Some(args) => args,
            None => {
                let args = self.collect_array(item)?;
                self.heap.tuple_of(args.tail())
            }
        };
        self.call_ex(it.other.get(), args, None).map(Some)
    }

    fn step_zip_longest(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(iters) = it.source.get().get::<List>() else {
            return Ok(None);
        };
        let items = self.heap.tuple_unbound(iters.len());
        for at in 0..iters.len() {
            let iterator = iters.get(at).unwrap_or(Value::UNBOUND);
            let item = match iterator.is_unbound() {
                true => None,
                false => self.next(iterator)?,
            };
            if item.is_none() && !iterator.is_unbound() {
                let _ = iters.set(at, Value::UNBOUND);
                it.at.set(it.at.get() - 1);
            }
            if it.at.get() == 0 {
                return Ok(None);
            }
            items.tail()[at].set(item.unwrap_or(it.other.get()));
        }
        Ok((!iters.is_empty()).then(|| items.into()))
    }

    fn step_batched(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let mut items = self.heap.array(4).map_err(|_| self.memory_error())?;
        while (items.len() as i64) < it.at.get() {
            let Some(item) = self.next(it.source.get())? else {
                break;
            };
            self.array_push(&mut items, item)?;
        }
        let batch = self.heap.tuple_of(items.tail());
        Ok((!batch.is_empty()).then(|| batch.into()))
    }

    fn step_tee(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let (Some(shared), Some(link)) =
            (it.source.get().get::<List>(), it.other.get().get::<List>())
        else {
            return Ok(None);
        };
        // A link holds nothing before its item was asked for, one thing while it is (in this
        // thread or in another), and then its item and the next link.
        if link.len() == 1 {
            return Err(self.runtime_error("cannot re-enter the tee iterator"));
        }
        if link.is_empty() {
            let iterator = shared.get(0).unwrap_or(Value::NONE);
            self.list_push(link, Value::NONE)?;
            let item = self.next(iterator);
            link.clear();
            let Some(item) = item? else {
                return Ok(None);
            };
            let next = self.heap.list(&[]);
            self.list_push(link, item)?;
            self.list_push(link, next.into())?;
        }
        it.other.set(link.get(1).unwrap_or(Value::NONE));
        Ok(link.get(0))
    }

    fn step_deque(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(deque) = it.source.get().get::<Deque>() else {
            return Ok(None);
        };
        if it.other.get().as_int() != Some(deque.changes()) {
            it.finish();
            return Err(self.runtime_error("deque mutated during iteration"));
        }
        let at = it.at.get() as usize;
        it.at.set(it.at.get() + 1);
        Ok(match it.which() {
            IterKind::Deque => deque.get(at),
            _ => (deque.len().checked_sub(at + 1)).and_then(|at| deque.get(at)),
        })
    }

    // --- groupby ---

    /// Reads the next item of a `groupby`'s iterator; `false` at its end.
    fn advance_group(&mut self, it: Gc<Iter>, state: Gc<List>) -> Res<bool> {
        let Some(item) = self.next(it.source.get())? else {
            return Ok(false);
        };
        let function = state.get(KEY_FUNCTION).unwrap_or(Value::NONE);
        let key = match function.is_none() {
            true => item,
            false => self.call(function, &[item])?,
        };
        let _ = state.set(ITEM, item);
        let _ = state.set(ITEM_KEY, key);
        Ok(true)
    }

    fn step_groupby(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(state) = it.other.get().get::<List>() else {
            return Ok(None);
        };
        let slot = |at| state.get(at).unwrap_or(Value::UNBOUND);
        let _ = state.set(GROUP, Value::UNBOUND);
        // What is left of the last group is skipped.
        while slot(ITEM_KEY).is_unbound()
            || (!slot(GROUP_KEY).is_unbound() && self.eq(slot(GROUP_KEY), slot(ITEM_KEY))?)
        {
            if !self.advance_group(it, state)? {
                return Ok(None);
            }
            self.safepoint()?;
        }
        let key = slot(ITEM_KEY);
        let _ = state.set(GROUP_KEY, key);
        let class = self.builtin_class("_grouper");
        let group = self.new_iter_of(class, IterKind::Group, it.into(), key, 0);
        let _ = state.set(GROUP, group);
        Ok(Some(self.heap.tuple(&[key, group]).into()))
    }

    fn step_group(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(parent) = it.source.get().get::<Iter>() else {
            return Ok(None);
        };
        let Some(state) = parent.other.get().get::<List>() else {
            return Ok(None);
        };
        let slot = |at| state.get(at).unwrap_or(Value::UNBOUND);
        if slot(GROUP) != Value::from(it) {
            return Ok(None);
        }
        if slot(ITEM).is_unbound() && !self.advance_group(parent, state)? {
            return Ok(None);
        }
        if !self.eq(it.other.get(), slot(ITEM_KEY))? {
            return Ok(None);
        }
        let item = slot(ITEM);
        let _ = state.set(ITEM, Value::UNBOUND);
        Ok(Some(item))
    }
}

fn step_repeat(it: Gc<Iter>) -> Option<Value> {
    match it.at.get() {
        0 => return None,
        left if left > 0 => it.at.set(left - 1),
        _ => {}
    }
    Some(it.source.get())
}
