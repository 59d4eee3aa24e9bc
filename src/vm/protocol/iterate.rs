//! Iteration: `iter(x)`, `next(it)`, and what natives build on them.
//!
//! ```text
//!   iter(x) ──> a layout that has an iterator: a new Iter        [1, 2] -> list_iterator
//!           ──> x.__iter__()                                     which must have __next__
//!           ──> x has __getitem__: x[0], x[1] .. until IndexError
//!   next(it) ─> an Iter: step.rs         a generator: it is resumed
//!           ──> it.__next__()            StopIteration is the end
//! ```
//!
//! The end of an iteration is `None`, not an exception: only `next()` of Python makes
//! a StopIteration of it.

use std::cell::Cell;
use std::ops::ControlFlow;

use super::size::builtin_len;
use super::{is_plain, items_of};
use crate::object::array::Array;
use crate::object::dict::{Dict, DictView, ViewOf};
use crate::object::gc::{Gc, Kind};
use crate::object::generator::{Flavour, Generator};
use crate::object::iter::{DictPlace, Iter, IterKind, OrderedPlace};
use crate::object::range::Range;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::generators::Resumed;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// `iter(value)`
    #[inline(never)]
    pub fn iter(&mut self, value: Value) -> Res<Value> {
        match self.iter_opt(value)? {
            Some(iter) => Ok(iter),
            None => Err(self.not_iterable(value)),
        }
    }

    #[cold]
    #[inline(never)]
    fn not_iterable(&mut self, value: Value) -> Raised {
        let class = self.class_name(value);
        self.type_error(format!("'{class}' object is not iterable"))
    }

    /// The same; `None` when the object can't be iterated over.
    pub fn iter_opt(&mut self, value: Value) -> Res<Option<Value>> {
        if !is_plain(value) {
            let name = self.names.iter;
            if let Some(found) = self.special_override(value, name) {
                if found.is_none() {
                    return Ok(None);
                }
                let iter = self.call_as_method(found, value, &[])?;
                if !self.is_iterator(iter) {
                    let class = self.class_name(iter);
                    return Err(
                        self.type_error(format!("iter() returned non-iterator of type '{class}'"))
                    );
                }
                return Ok(Some(iter));
            }
        }
        if let Some(iter) = self.builtin_iter(value) {
            return Ok(Some(iter));
        }
        let name = self.names.getitem;
        if self.special_override(value, name).is_some() {
            return Ok(Some(self.new_iter(
                IterKind::Sequence,
                value,
                Value::UNBOUND,
                0,
            )));
        }
        Ok(None)
    }

    /// What the layouts say: `list.__iter__` and so on.
    pub fn builtin_iter(&mut self, value: Value) -> Option<Value> {
        let none = Value::UNBOUND;
        let (kind, other) = match value.kind()? {
            Kind::List => (IterKind::List, none),
            Kind::Tuple => (IterKind::Tuple, none),
            Kind::Str => (IterKind::Str, none),
            Kind::Bytes | Kind::ByteArray => (IterKind::Bytes, none),
            Kind::Range => return value.get().map(|range| self.iter_range(range)),
            Kind::Dict => {
                return value
                    .get()
                    .map(|dict| self.iter_dict(IterKind::DictKeys, dict));
            }
            Kind::Set | Kind::FrozenSet => {
                (IterKind::Set, self.heap.int(builtin_len(value)? as i64))
            }
            Kind::DictView => return value.get().map(|view| self.iter_view(view)),
            Kind::Iter => return Some(value),
            Kind::Generator => {
                let generator = value.get::<Generator>()?;
                return (generator.flavour == Flavour::Generator).then_some(value);
            }
            _ => return None,
        };
        Some(self.new_iter(kind, value, other, 0))
    }

    /// An iterator over a range, in place ints where all are.
    pub fn iter_range(&mut self, range: Gc<Range>) -> Value {
        match range.small() {
            Some((start, ..)) => self.new_iter(IterKind::Range, range.stop, range.step, start),
            None => self.new_iter(IterKind::BigRange, range.into(), Value::UNBOUND, 0),
        }
    }

    fn iter_view(&mut self, view: Gc<DictView>) -> Value {
        let kind = match view.which {
            ViewOf::Keys => IterKind::DictKeys,
            ViewOf::Values => IterKind::DictValues,
            ViewOf::Items => IterKind::DictItems,
        };
        self.iter_dict(kind, view.dict)
    }

    /// Whether a dict is an `OrderedDict`, which alone among dicts can move keys to the end.
    pub fn is_ordered_dict(&self, dict: Gc<Dict>) -> bool {
        if dict.header().is_exact() {
            return false;
        }
        let found = self.class_of(dict.into()).lookup(self.names.move_to_end);
        found.is_some_and(|(_, owner)| owner.name.get().bytes() == b"OrderedDict")
    }

    /// An iterator over an `OrderedDict`.
    pub fn iter_ordered(&mut self, kind: IterKind, dict: Gc<Dict>) -> Value {
        let (part, backwards) = match kind {
            IterKind::DictValues => (1, false),
            IterKind::DictItems => (2, false),
            IterKind::DictKeysReversed => (0, true),
            IterKind::DictValuesReversed => (1, true),
            IterKind::DictItemsReversed => (2, true),
            _ => (0, false),
        };
        let place = OrderedPlace {
            backwards,
            part,
            entry: if backwards { u32::MAX } else { 0 },
        };
        let version = dict.version(&self.heap);
        let version = version.map_or(Value::UNBOUND, |version| self.heap.int(version.into()));
        self.new_iter(IterKind::Ordered, dict.into(), version, place.at())
    }

    fn iter_dict(&mut self, kind: IterKind, dict: Gc<Dict>) -> Value {
        if self.is_ordered_dict(dict) {
            return self.iter_ordered(kind, dict);
        }
        let start = DictPlace {
            owed: dict.len() as u32,
            entry: 0,
        };
        let len = self.heap.int(dict.len() as i64);
        self.new_iter(kind, dict.into(), len, start.at())
    }

    /// Whether the class says that the object can be iterated over, even if wrongly.
    pub fn is_iterable(&self, value: Value) -> bool {
        let has_iterator = match value.kind() {
            Some(Kind::Generator) => self.is_iterator(value),
            kind => matches!(
                kind,
                Some(
                    Kind::List
                        | Kind::Tuple
                        | Kind::Str
                        | Kind::Bytes
                        | Kind::ByteArray
                        | Kind::Range
                        | Kind::Dict
                        | Kind::DictView
                        | Kind::Set
                        | Kind::FrozenSet
                        | Kind::Iter
                )
            ),
        };
        has_iterator
            || self.special_override(value, self.names.iter).is_some()
            || self.special_override(value, self.names.getitem).is_some()
    }

    /// Whether `next()` works on the object.
    pub fn is_iterator(&self, value: Value) -> bool {
        match value.kind() {
            Some(Kind::Iter) => true,
            Some(Kind::Generator) => value
                .get::<Generator>()
                .is_some_and(|it| it.flavour == Flavour::Generator),
            _ => self.special_override(value, self.names.next).is_some(),
        }
    }

    /// The next item, or `None` at the end.
    #[inline]
    pub fn next(&mut self, iter: Value) -> Res<Option<Value>> {
        if let Some(iter) = iter.get::<Iter>()
            && !self.is_python_subclass(iter)
        {
            return self.step(iter);
        }
        self.next_slowly(iter)
    }

    /// Whether an iterator's class may have a `__next__` of its own.
    #[inline]
    pub(super) fn is_python_subclass(&self, iter: Gc<Iter>) -> bool {
        !self.class_of(iter.into()).builtin
    }

    #[inline(never)]
    fn next_slowly(&mut self, iter: Value) -> Res<Option<Value>> {
        if let Some(generator) = iter.get::<Generator>()
            && generator.flavour == Flavour::Generator
        {
            return match self.resume_generator(generator, Value::NONE)? {
                Resumed::Yielded(item) => Ok(Some(item)),
                Resumed::Returned(_) => Ok(None),
            };
        }
        let name = self.names.next;
        if let Some(found) = self.special_override(iter, name) {
            let item = self.call_as_method(found, iter, &[]);
            return self.until_stop_iteration(item);
        }
        if let Some(iter) = iter.get::<Iter>() {
            return self.step(iter);
        }
        let class = self.class_name(iter);
        Err(self.type_error(format!("'{class}' object is not an iterator")))
    }

    /// Makes the end of a StopIteration.
    pub(super) fn until_stop_iteration(&mut self, item: Res<Value>) -> Res<Option<Value>> {
        match item {
            Ok(item) => Ok(Some(item)),
            Err(_) if self.raised_is(self.types.stop_iteration) => {
                self.take_raised();
                Ok(None)
            }
            Err(raised) => Err(raised),
        }
    }

    // --- for natives ---

    /// Calls `step` with every item until it breaks.
    pub fn for_each(
        &mut self,
        iterable: Value,
        mut step: impl FnMut(&mut Vm, Value) -> Res<ControlFlow<()>>,
    ) -> Res<()> {
        if items_of(iterable).is_some() && is_plain(iterable) {
            let mut at = 0;
            // Look anew each time: the step may change the list.
            while let Some(item) = items_of(iterable).and_then(|items| items.get(at)) {
                if step(self, item.get())?.is_break() {
                    return Ok(());
                }
                self.safepoint()?;
                at += 1;
            }
            return Ok(());
        }
        let iter = self.iter(iterable)?;
        while let Some(item) = self.next(iter)? {
            if step(self, item)?.is_break() {
                return Ok(());
            }
            self.safepoint()?;
        }
        Ok(())
    }

    /// All items: of a list or tuple those that it has, and else in a new array.
    pub fn items(&mut self, iterable: Value) -> Res<&'static [Cell<Value>]> {
        match items_of(iterable).filter(|_| is_plain(iterable)) {
            Some(items) => Ok(items),
            None => Ok(self.collect_array(iterable)?.tail()),
        }
    }

    /// All items in a new array: the scratch space of natives, or a list to be.
    #[inline(never)]
    pub fn collect_array(&mut self, iterable: Value) -> Res<Gc<Array>> {
        if is_plain(iterable) {
            if let Some(items) = items_of(iterable) {
                let array = self.heap.array(items.len());
                let array = self.or_memory_error(array)?;
                let _fits = array.extend_within_capacity(items);
                return Ok(array);
            }
            if let Some(range) = iterable.get::<Range>()
                && let Some((start, step, len)) = range.small()
            {
                return self.collect_range(start, step, len);
            }
            if let Some(text) = iterable.get::<Str>() {
                return self.collect_characters(text);
            }
        }
        let iter = self.iter(iterable)?;
        // What is too long fails before it has filled the memory.
        let room = self.length_hint(iterable)?;
        let array = self.heap.array(room);
        let mut array = self.or_memory_error(array)?;
        while let Some(item) = self.next(iter)? {
            self.array_push(&mut array, item)?;
            self.safepoint()?;
        }
        Ok(array)
    }

    fn collect_characters(&mut self, text: Gc<Str>) -> Res<Gc<Array>> {
        let array = self.heap.array(text.len_chars());
        let array = self.or_memory_error(array)?;
        for code in wtf8::code_points(text.bytes()) {
            let character = self.heap.str_code_point(code);
            let _fits = array.push_within_capacity(character.map_or(Value::NONE, Value::from));
        }
        Ok(array)
    }

    fn collect_range(&mut self, start: i64, step: i64, len: i64) -> Res<Gc<Array>> {
        let array = self.heap.array(len.max(0) as usize);
        let array = self.or_memory_error(array)?;
        let mut int = start;
        for _ in 0..len {
            // Every int of a small range is in place.
            let _fits = array.push_within_capacity(self.heap.int(int));
            int = int.wrapping_add(step);
        }
        Ok(array)
    }

    /// Appends to an array, which is replaced by a larger one when it is full.
    #[inline]
    pub fn array_push(&mut self, array: &mut Gc<Array>, value: Value) -> Res<()> {
        if !array.push_within_capacity(value) {
            let larger = self.heap.grow_array(*array, 1);
            *array = self.or_memory_error(larger)?;
            let _fits = array.push_within_capacity(value);
        }
        Ok(())
    }
}
