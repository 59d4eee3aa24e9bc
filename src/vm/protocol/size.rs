//! What an object is worth: its truth, its length, its value as an index.

use super::is_plain;
use super::numeric::Number;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{TRUTH, Type};
use crate::object::deque::Deque;
use crate::object::dict::{Dict, DictView};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Instance;
use crate::object::iter::{DictPlace, Iter, IterKind};
use crate::object::list::List;
use crate::object::number;
use crate::object::range::Range;
use crate::object::set::{FrozenSet, Set};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

impl Vm {
    /// `bool(value)`
    #[inline]
    pub fn truthy(&mut self, value: Value) -> Res<bool> {
        match value {
            Value::TRUE => Ok(true),
            Value::FALSE | Value::NONE => Ok(false),
            _ if value.is_int() => Ok(value != Value::small(0)),
            _ => self.truthy_slowly(value),
        }
    }

    #[inline(never)]
    fn truthy_slowly(&mut self, value: Value) -> Res<bool> {
        if self.class_of(value).custom.get() & TRUTH == 0 {
            if value.is::<Instance>() {
                return Ok(true);
            }
            if let Some(deque) = value.get::<Deque>() {
                return Ok(!deque.is_empty());
            }
        }
        if !is_plain(value) {
            let name = self.names.bool;
            if let Some(found) = self.special_override(value, name) {
                let answer = self.call_as_method(found, value, &[])?;
                if let Some(answer) = answer.as_bool() {
                    return Ok(answer);
                }
                let class = self.class_name(answer);
                return Err(
                    self.type_error(format!("__bool__ should return bool, returned {class}"))
                );
            }
            if Number::of(value).is_none() {
                let name = self.names.len;
                if let Some(found) = self.special_override(value, name) {
                    return Ok(self.len_override(found, value)? != 0);
                }
            }
        }
        Ok(builtin_truth(value))
    }

    /// `len(value)`
    #[inline(never)]
    pub fn len(&mut self, value: Value) -> Res<usize> {
        if !is_plain(value) {
            let name = self.names.len;
            if let Some(found) = self.special_override(value, name) {
                return self.len_override(found, value);
            }
        }
        if let Some(range) = value.get::<Range>() {
            return match number::to_i64(range.length) {
                Some(len) => Ok(len as usize),
                None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            };
        }
        match builtin_len(value) {
            Some(len) => Ok(len),
            None => {
                let class = self.class_name(value);
                Err(self.type_error(format!("object of type '{class}' has no len()")))
            }
        }
    }

    /// What `__len__` says.
    fn len_override(&mut self, found: Value, value: Value) -> Res<usize> {
        let answer = self.call_as_method(found, value, &[])?;
        let answer = self.index_value(answer)?;
        match Number::of(answer) {
            Some(Number::Int(len)) if len >= 0 => Ok(len as usize),
            Some(number) if number.is_negative() => {
                Err(self.value_error("__len__() should return >= 0"))
            }
            _ => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// The length that the layout knows; `None` also for a range too long for it.
    pub fn builtin_len(&self, value: Value) -> Option<usize> {
        builtin_len(value)
    }

    /// The truth that the layout knows.
    pub fn builtin_truth(&self, value: Value) -> bool {
        builtin_truth(value)
    }

    /// `operator.length_hint(value, 0)`: how many items are to be expected.
    #[inline(never)]
    pub fn length_hint(&mut self, value: Value) -> Res<usize> {
        if is_plain(value)
            && let Some(len) = builtin_len(value)
        {
            return Ok(len);
        }
        let name = self.names.len;
        let has_len = builtin_len(value).is_some()
            || value.is::<Range>()
            || self.special_override(value, name).is_some();
        if has_len {
            match self.len(value) {
                // What has no length after all may still have an idea of it.
                Err(_) if self.raised_is(self.types.type_error) => drop(self.take_raised()),
                len => return len,
            }
        }
        let name = self.names.length_hint;
        match self.special_override(value, name) {
            Some(found) => Ok(self.length_hint_override(found, value)?.unwrap_or(0)),
            None => self.builtin_length_hint(value),
        }
    }

    /// The same with another default than 0.
    pub fn length_hint_or(&mut self, value: Value, default: usize) -> Res<usize> {
        let (len, hint) = (self.names.len, self.names.length_hint);
        if self.lookup_special(value, len).is_some() {
            return self.len(value);
        }
        match self.lookup_special(value, hint) {
            None => Ok(default),
            Some(found) => Ok(self.length_hint_override(found, value)?.unwrap_or(default)),
        }
    }

    /// What `__length_hint__` says, if it knows.
    fn length_hint_override(&mut self, found: Value, value: Value) -> Res<Option<usize>> {
        let answer = match self.call_as_method(found, value, &[]) {
            Err(_) if self.raised_is(self.types.type_error) => {
                self.take_raised();
                return Ok(None);
            }
            answer => answer?,
        };
        if answer == Value::NOT_IMPLEMENTED {
            return Ok(None);
        }
        match Number::of(answer) {
            Some(Number::Int(len)) if len >= 0 => Ok(Some(len as usize)),
            Some(Number::Int(_)) => Err(self.value_error("__length_hint__() should return >= 0")),
            Some(Number::Big(_)) => {
                Err(self.overflow_error("Python int too large to convert to C ssize_t"))
            }
            _ => {
                let class = self.class_name(answer);
                Err(self.type_error(format!("__length_hint__ must be an integer, not {class}")))
            }
        }
    }

    /// `__length_hint__` of the iterators over built-in containers; 0 of all else.
    pub fn builtin_length_hint(&mut self, value: Value) -> Res<usize> {
        let Some(it) = value.get::<Iter>() else {
            return Ok(0);
        };
        let (source, other, at) = (it.source.get(), it.other.get(), it.at.get());
        let len = builtin_len(source).unwrap_or(0);
        let unchanged = it.other.get() == Value::small(len as i32);
        Ok(match it.which() {
            IterKind::List | IterKind::Tuple | IterKind::Bytes => len.saturating_sub(at as usize),
            IterKind::ListReversed if !source.is_unbound() => len.min((at + 1).max(0) as usize),
            IterKind::Str => source
                .get::<Str>()
                .map_or(0, |text| len - text.char_offset(&self.heap, at as usize)),
            IterKind::Range => match (source.as_int(), it.other.get().as_int()) {
                (Some(stop), Some(step)) if step > 0 => {
                    ((stop - at).max(0) as u64).div_ceil(step as u64) as usize
                }
                (Some(stop), Some(step)) => {
                    ((at - stop).max(0) as u64).div_ceil(step.unsigned_abs()) as usize
                }
                _ => 0,
            },
            IterKind::Deque | IterKind::DequeReversed => source.get::<Deque>().map_or(0, |it| {
                let unchanged = self.heap.int(it.changes()) == other;
                if unchanged { it.len() - at as usize } else { 0 }
            }),
            IterKind::Repeat if at >= 0 => at as usize,
            IterKind::Reversed if !source.is_unbound() => (at + 1).max(0) as usize,
            IterKind::BigRange => len.saturating_sub(at as usize),
            IterKind::DictKeys | IterKind::DictValues | IterKind::DictItems if unchanged => {
                DictPlace::of(at).owed as usize
            }
            IterKind::DictKeysReversed
            | IterKind::DictValuesReversed
            | IterKind::DictItemsReversed
                if unchanged =>
            {
                let entries = source
                    .get::<Dict>()
                    .map(|dict| (0..=at.max(-1)).filter_map(move |at| dict.entry(at as usize)));
                entries.map_or(0, Iterator::count)
            }
            IterKind::Set if unchanged => {
                let mut left = 0;
                let mut from = at as usize;
                while let Some((place, ..)) = source.as_any_set().and_then(|set| set.next(from)) {
                    (left, from) = (left + 1, place + 1);
                }
                left
            }
            _ => 0,
        })
    }

    // --- indices ---

    /// Whether the object can stand for an int: it is one, or has `__index__`.
    pub fn has_index(&self, value: Value) -> bool {
        matches!(Number::of(value), Some(Number::Int(_) | Number::Big(_)))
            || self.special_override(value, self.names.index).is_some()
    }

    /// `operator.index(value)`: an int object, exact.
    #[inline(never)]
    pub fn index_value(&mut self, value: Value) -> Res<Value> {
        match Number::of(value) {
            Some(Number::Int(int)) => return Ok(self.heap.int(int)),
            Some(Number::Big(int)) => return Ok(self.heap.bigint(int.int().clone())),
            _ => {}
        }
        let name = self.names.index;
        let Some(found) = self.special_override(value, name) else {
            let class = self.class_name(value);
            return Err(self.type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            )));
        };
        let answer = self.call_as_method(found, value, &[])?;
        match Number::of(answer) {
            Some(Number::Int(int)) => Ok(self.heap.int(int)),
            Some(Number::Big(int)) => Ok(self.heap.bigint(int.int().clone())),
            _ => {
                let class = self.class_name(answer);
                Err(self.type_error(format!("__index__ returned non-int (type {class})")))
            }
        }
    }

    /// The int that an object stands for. OverflowError beyond 64 bits.
    #[inline]
    pub fn index(&mut self, value: Value) -> Res<i64> {
        match value.as_int() {
            Some(int) => Ok(int),
            None => self.index_slowly(value),
        }
    }

    #[inline(never)]
    fn index_slowly(&mut self, value: Value) -> Res<i64> {
        let int = self.index_value(value)?;
        match Number::of(int) {
            Some(Number::Int(int)) => Ok(int),
            _ => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// The same for a place in a sequence: what does not fit is an error of class `error`.
    pub(crate) fn index_or(&mut self, value: Value, error: Gc<Type>) -> Res<i64> {
        let int = self.index_value(value)?;
        match Number::of(int) {
            Some(Number::Int(int)) => Ok(int),
            _ => {
                let class = self.class_name(value);
                Err(self.raise_message(
                    error,
                    format!("cannot fit '{class}' into an index-sized integer"),
                ))
            }
        }
    }

    /// The same, where what does not fit stands for the farthest place, as in slices.
    pub(crate) fn index_clamped(&mut self, value: Value) -> Res<i64> {
        if let Some(int) = value.as_int() {
            return Ok(int);
        }
        let int = self.index_value(value)?;
        match Number::of(int) {
            Some(Number::Int(int)) => Ok(int),
            Some(number) if number.is_negative() => Ok(i64::MIN),
            _ => Ok(i64::MAX),
        }
    }
}

/// The length that the layout knows; `None` also for a range too long for it.
pub(super) fn builtin_len(value: Value) -> Option<usize> {
    match value.kind()? {
        Kind::Str => value.get::<Str>().map(|it| it.len_chars()),
        Kind::List => value.get::<List>().map(|it| it.len()),
        Kind::Tuple => value.get::<Tuple>().map(|it| it.len()),
        Kind::Dict => value.get::<Dict>().map(|it| it.len()),
        Kind::DictView => value.get::<DictView>().map(|it| it.dict.len()),
        Kind::Set => value.get::<Set>().map(|it| it.len()),
        Kind::FrozenSet => value.get::<FrozenSet>().map(|it| it.as_set().len()),
        Kind::Bytes => value.get::<Bytes>().map(|it| it.len()),
        Kind::ByteArray => value.get::<ByteArray>().map(|it| it.len()),
        Kind::Range => usize::try_from(value.get::<Range>()?.length.as_int()?).ok(),
        _ => None,
    }
}

/// The truth that the layout knows: numbers but zero, containers but empty ones, all else.
pub(super) fn builtin_truth(value: Value) -> bool {
    if let Some(number) = Number::of(value) {
        return !number.is_zero();
    }
    if let Some(range) = value.get::<Range>() {
        return range.length != Value::small(0);
    }
    match value {
        Value::NONE => false,
        _ => builtin_len(value) != Some(0),
    }
}
