//! One step of the iterators that are written in Rust: an arm for each [`IterKind`].

use dashu_int::IBig;

use super::compare::Cmp;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::iter::{DictPlace, Iter, IterKind, OrderedPlace};
use crate::object::list::List;
use crate::object::number;
use crate::object::range::Range;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::{Res, Vm};

impl Vm {
    /// The next item of an iterator written in Rust, or `None` at its end.
    #[inline]
    pub fn step(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        if it.source.get().is_unbound() {
            return Ok(None);
        }
        let item = match it.which() {
            IterKind::List => step_list(it),
            IterKind::Tuple => step_tuple(it),
            IterKind::Range => self.step_range(it),
            IterKind::ListReversed => step_list_reversed(it),
            IterKind::Str => self.step_str(it),
            IterKind::Bytes => step_bytes(it),
            IterKind::DictKeys | IterKind::DictValues | IterKind::DictItems => {
                self.step_dict(it)?
            }
            _ => return self.step_other(it),
        };
        if item.is_none() {
            it.finish();
        }
        Ok(item)
    }

    /// The kinds of iterators that can raise.
    #[inline(never)]
    fn step_other(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        // Iterators nest as deep as one likes: a map of a map of a map ...
        self.native_depth_guard()?;
        let item = match it.which() {
            IterKind::DictKeysReversed
            | IterKind::DictValuesReversed
            | IterKind::DictItemsReversed => self.step_dict_reversed(it)?,
            IterKind::Ordered => self.step_ordered(it)?,
            IterKind::Set => self.step_set(it)?,
            IterKind::BigRange => self.step_big_range(it),
            IterKind::Sequence => self.step_sequence(it, 1)?,
            IterKind::Reversed => self.step_sequence(it, -1)?,
            IterKind::Callable => self.step_callable(it)?,
            IterKind::Enumerate => return self.step_enumerate(it),
            IterKind::Zip => return self.step_zip(it),
            IterKind::Map => return self.step_map(it),
            IterKind::Filter => return self.step_filter(it),
            IterKind::Product => self.step_product(it),
            IterKind::Permutations => self.step_permutations(it),
            IterKind::Combinations => self.step_combinations(it),
            IterKind::CombinationsWithReplacement => self.step_combinations_with_replacement(it),
            _ => return self.step_lazy(it),
        };
        if item.is_none() {
            it.finish();
        }
        Ok(item)
    }

    fn step_range(&mut self, it: Gc<Iter>) -> Option<Value> {
        let (at, stop, step) = (
            it.at.get(),
            it.source.get().as_int()?,
            it.other.get().as_int()?,
        );
        let goes_on = if step > 0 { at < stop } else { at > stop };
        it.at.set(at.saturating_add(step));
        goes_on.then(|| self.heap.int(at))
    }

    fn step_big_range(&mut self, it: Gc<Iter>) -> Option<Value> {
        let range = it.source.get().get::<Range>()?;
        let at = IBig::from(it.at.get());
        it.at.set(it.at.get().saturating_add(1));
        let len = number::to_big(range.length)?;
        (at < len).then(|| range.at(&self.heap, &at))
    }

    fn step_str(&mut self, it: Gc<Iter>) -> Option<Value> {
        let text = it.source.get().get::<Str>()?;
        let at = it.at.get() as usize;
        if at >= text.len() {
            return None;
        }
        let (code_point, len) = wtf8::decode(text.bytes(), at);
        it.at.set((at + len) as i64);
        self.heap.str_code_point(code_point).map(Value::from)
    }

    // --- dicts and sets, which must not change their size ---

    fn step_dict(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(dict) = it.source.get().get::<Dict>() else {
            return Ok(None);
        };
        self.check_dict_size(it, dict)?;
        let place = DictPlace::of(it.at.get());
        let Some((entry, key, value)) = dict.next_entry(place.entry as usize) else {
            return Ok(None);
        };
        if place.owed == 0 {
            return Err(self.runtime_error("dictionary keys changed during iteration"));
        }
        let next = DictPlace {
            owed: place.owed - 1,
            entry: entry as u32 + 1,
        };
        it.at.set(next.at());
        Ok(Some(match it.which() {
            IterKind::DictKeys => key,
            IterKind::DictValues => value,
            _ => self.heap.tuple(&[key, value]).into(),
        }))
    }

    /// `at` is the entry to be looked at next; -1 is the end.
    fn step_dict_reversed(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(dict) = it.source.get().get::<Dict>() else {
            return Ok(None);
        };
        self.check_dict_size(it, dict)?;
        while it.at.get() >= 0 {
            let at = it.at.get();
            it.at.set(at - 1);
            if let Some((key, value)) = dict.entry(at as usize) {
                return Ok(Some(match it.which() {
                    IterKind::DictKeysReversed => key,
                    IterKind::DictValuesReversed => value,
                    _ => self.heap.tuple(&[key, value]).into(),
                }));
            }
        }
        Ok(None)
    }

    /// Any change but that of a value ends the iteration, unless it is at its end anyway.
    fn step_ordered(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(dict) = it.source.get().get::<Dict>() else {
            return Ok(None);
        };
        let version = it.other.get().as_int();
        if version.is_some_and(|version| !dict.has_version(version as u32)) {
            return Err(self.runtime_error("OrderedDict mutated during iteration"));
        }
        let place = OrderedPlace::of(it.at.get());
        let entry = place.entry as usize;
        let found = match place.backwards {
            false => dict.next_entry(entry),
            true => dict.entry_before(entry),
        };
        let Some((entry, key, value)) = found else {
            return Ok(None);
        };
        let (next, is_last) = match place.backwards {
            false => (entry + 1, dict.next_entry(entry + 1).is_none()),
            true => (entry, dict.entry_before(entry).is_none()),
        };
        let entry = next as u32;
        it.at.set(OrderedPlace { entry, ..place }.at());
        if is_last {
            it.finish();
        }
        Ok(Some(match place.part {
            0 => key,
            1 => value,
            _ => self.heap.tuple(&[key, value]).into(),
        }))
    }

    fn check_dict_size(&mut self, it: Gc<Iter>, dict: Gc<Dict>) -> Res<()> {
        if it.other.get() == Value::small(dict.len() as i32) {
            return Ok(());
        }
        // It stays an error however often it is asked.
        it.other.set(Value::small(-1));
        Err(self.runtime_error("dictionary changed size during iteration"))
    }

    fn step_set(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(set) = it.source.get().as_any_set() else {
            return Ok(None);
        };
        if it.other.get() != Value::small(set.len() as i32) {
            it.other.set(Value::small(-1));
            return Err(self.runtime_error("Set changed size during iteration"));
        }
        let Some((at, item, _)) = set.next(it.at.get() as usize) else {
            return Ok(None);
        };
        it.at.set(at as i64 + 1);
        Ok(Some(item))
    }

    // --- iterators that call back into Python ---

    fn step_sequence(&mut self, it: Gc<Iter>, by: i64) -> Res<Option<Value>> {
        let at = it.at.get();
        if at < 0 {
            return Ok(None);
        }
        let index = self.heap.int(at);
        match self.get_item(it.source.get(), index) {
            Ok(item) => {
                it.at.set(at + by);
                Ok(Some(item))
            }
            Err(_)
                if self.raised_is(self.types.index_error)
                    || self.raised_is(self.types.stop_iteration) =>
            {
                self.take_raised();
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    fn step_callable(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let (callee, sentinel) = (it.source.get(), it.other.get());
        let item = self.call(callee, &[]);
        let Some(item) = self.until_stop_iteration(item)? else {
            return Ok(None);
        };
        // Nothing built in is equal to None.
        let differs = sentinel.is_none() && self.class_of(item).builtin;
        let ends = item == sentinel || !differs && self.compare_bool(Cmp::Eq, sentinel, item)?;
        Ok((!ends).then_some(item))
    }

    /// Counts in `at` while that is an int in place, then in `other`.
    fn step_enumerate(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(item) = self.next(it.source.get())? else {
            return Ok(None);
        };
        let count = match it.other.get().bound() {
            None if it.at.get() < Value::MAX_INT => {
                it.at.set(it.at.get() + 1);
                self.heap.int(it.at.get() - 1)
            }
            other => {
                let count = match other {
                    Some(count) => number::to_big(count).unwrap_or(IBig::ZERO),
                    None => IBig::from(it.at.get()),
                };
                it.other.set(self.heap.bigint(&count + IBig::ONE));
                self.heap.bigint(count)
            }
        };
        Ok(Some(self.heap.tuple(&[count, item]).into()))
    }

    fn step_zip(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(iters) = it
            .source
            .get()
            .get::<Tuple>()
            .filter(|iters| !iters.is_empty())
        else {
            return Ok(None);
        };
        let items = self.heap.tuple_unbound(iters.len());
        for at in 0..iters.len() {
            match self.next(iters.tail()[at].get())? {
                Some(item) => items.tail()[at].set(item),
                None if it.at.get() == 0 => {
                    it.finish();
                    return Ok(None);
                }
                None => {
                    it.finish();
                    return self.finish_strict_zip(iters, at);
                }
            }
        }
        Ok(Some(items.into()))
    }

    /// `zip(strict=True)` when iterator `at` has ended: so must all the others.
    fn finish_strict_zip(&mut self, iters: Gc<Tuple>, at: usize) -> Res<Option<Value>> {
        let others = |count: usize| {
            if count == 1 {
                "argument 1".to_string()
            } else {
                format!("arguments 1-{count}")
            }
        };
        if at > 0 {
            let message = format!("zip() argument {} is shorter than {}", at + 1, others(at));
            return Err(self.value_error(message));
        }
        for at in 1..iters.len() {
            if self.next(iters.tail()[at].get())?.is_some() {
                let message = format!("zip() argument {} is longer than {}", at + 1, others(at));
                return Err(self.value_error(message));
            }
        }
        Ok(None)
    }

    fn step_map(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let Some(iters) = it.source.get().get::<Tuple>() else {
            return Ok(None);
        };
        let callee = it.other.get();
        let answer = match iters.tail() {
            [one] => {
                let Some(item) = self.next(one.get())? else {
                    return Ok(None);
                };
                self.call(callee, &[item])
            }
            [one, two] => {
                let Some(first) = self.next(one.get())? else {
                    return Ok(None);
                };
                let Some(second) = self.next(two.get())? else {
                    return Ok(None);
                };
                self.call(callee, &[first, second])
            }
            _ => {
                let items = self.heap.tuple_unbound(iters.len());
                for at in 0..iters.len() {
                    let Some(item) = self.next(iters.tail()[at].get())? else {
                        return Ok(None);
                    };
                    items.tail()[at].set(item);
                }
                self.call_ex(callee, items, None)
            }
        };
        self.until_stop_iteration(answer)
    }

    fn step_filter(&mut self, it: Gc<Iter>) -> Res<Option<Value>> {
        let predicate = it.other.get();
        let by_truth = predicate.is_none() || predicate == Value::from(self.types.bool);
        while let Some(item) = self.next(it.source.get())? {
            let verdict = if by_truth {
                item
            } else {
                let verdict = self.call(predicate, &[item]);
                let Some(verdict) = self.until_stop_iteration(verdict)? else {
                    return Ok(None);
                };
                verdict
            };
            if self.truthy(verdict)? {
                return Ok(Some(item));
            }
            self.safepoint()?;
        }
        Ok(None)
    }
}

fn step_list(it: Gc<Iter>) -> Option<Value> {
    let at = it.at.get();
    it.at.set(at + 1);
    it.source.get().get::<List>()?.get(at as usize)
}

fn step_list_reversed(it: Gc<Iter>) -> Option<Value> {
    let at = it.at.get();
    it.at.set(at - 1);
    it.source
        .get()
        .get::<List>()?
        .get(usize::try_from(at).ok()?)
}

fn step_tuple(it: Gc<Iter>) -> Option<Value> {
    let at = it.at.get();
    it.at.set(at + 1);
    it.source.get().get::<Tuple>()?.get(at as usize)
}

fn step_bytes(it: Gc<Iter>) -> Option<Value> {
    let at = it.at.get() as usize;
    it.at.set(at as i64 + 1);
    let source = it.source.get();
    let byte = match source.get::<Bytes>() {
        Some(bytes) => *bytes.bytes().get(at)?,
        None => source.get::<ByteArray>()?.items().get(at)?.get(),
    };
    Some(Value::small(i32::from(byte)))
}
