//! Membership: `item in container`.
//!
//! The search through a list is where many a slow program spends its time, so it
//! has a function of its own, [`list_contains`], which a profile shows by that name,
//! and it does not ask what it need not: an int in place differs from every other int
//! in place, so a run of those is searched by comparing words; floats likewise.

use std::cell::Cell;

use dashu_int::IBig;

use super::compare::exact_str;
use super::numeric::Number;
use super::{bytes_of, is_plain, items_of};
use crate::object::gc::{Gc, Kind};
use crate::object::number;
use crate::object::range::Range;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

/// How many words are compared before the first of them is looked at again.
const STRIDE: usize = 16;

impl Vm {
    /// `item in container`
    #[inline(never)]
    pub fn contains(&mut self, container: Value, item: Value) -> Res<bool> {
        if !is_plain(container) {
            let name = self.names.contains;
            if let Some(found) = self.special_override(container, name) {
                if found.is_none() {
                    let class = self.class_name(container);
                    return Err(self.type_error(format!("'{class}' object is not a container")));
                }
                let answer = self.call_as_method(found, container, &[item])?;
                return self.truthy(answer);
            }
            let iter = self.names.iter;
            if self.special_override(container, iter).is_some() && !has_own_search(container) {
                return self.contains_by_iteration(container, item);
            }
        }
        self.builtin_contains(container, item)
    }

    /// What the layouts say: `list.__contains__` and so on.
    pub fn builtin_contains(&mut self, container: Value, item: Value) -> Res<bool> {
        match container.kind() {
            Some(Kind::List | Kind::Tuple) => list_contains(self, container, item),
            Some(Kind::Dict) => match container.get() {
                Some(dict) => Ok(self.dict_get(dict, item)?.is_some()),
                None => Ok(false),
            },
            Some(Kind::Set | Kind::FrozenSet) => match container.as_any_set() {
                Some(set) => self.set_contains(set, item),
                None => Ok(false),
            },
            Some(Kind::Str) => self.str_contains(container, item),
            Some(Kind::Bytes | Kind::ByteArray) => self.bytes_contain(container, item),
            Some(Kind::Range) => {
                let int = Number::of(item).and_then(|number| number.to_big());
                match (container.get::<Range>(), int) {
                    (Some(range), Some(int)) => Ok(range_contains(range, &int)),
                    _ => self.contains_by_iteration(container, item),
                }
            }
            Some(Kind::DictView) => match container.get() {
                Some(view) => self.view_contains(view, item),
                None => Ok(false),
            },
            _ => self.contains_by_iteration(container, item),
        }
    }

    /// Compares with everything that the container iterates over.
    #[inline(never)]
    pub(super) fn contains_by_iteration(&mut self, container: Value, item: Value) -> Res<bool> {
        let iter = match self.iter(container) {
            Ok(iter) => iter,
            Err(_) if self.raised_is(self.types.type_error) => {
                self.take_raised();
                let class = self.class_name(container);
                return Err(self.type_error(format!("argument of type '{class}' is not iterable")));
            }
            Err(raised) => return Err(raised),
        };
        while let Some(candidate) = self.next(iter)? {
            if self.eq(candidate, item)? {
                return Ok(true);
            }
            self.safepoint()?;
        }
        Ok(false)
    }

    fn str_contains(&mut self, container: Value, item: Value) -> Res<bool> {
        let Some(needle) = item.get::<Str>() else {
            let class = self.class_name(item);
            return Err(self.type_error(format!(
                "'in <string>' requires string as left operand, not {class}"
            )));
        };
        let Some(text) = container.get::<Str>() else {
            return Ok(false);
        };
        // UTF-8 synchronises itself: a match of bytes is a match of code points.
        if let [byte] = needle.bytes() {
            let text = text.bytes();
            // A call takes longer than a look at a few bytes.
            return Ok(match text.len() {
                ..16 => text.contains(byte),
                _ => memchr::memchr(*byte, text).is_some(),
            });
        }
        Ok(memchr::memmem::find(text.bytes(), needle.bytes()).is_some())
    }

    fn bytes_contain(&mut self, container: Value, item: Value) -> Res<bool> {
        let Some(bytes) = bytes_of(container) else {
            return Ok(false);
        };
        if let Some(needle) = bytes_of(item) {
            return Ok(memchr::memmem::find(&bytes, &needle).is_some());
        }
        if !self.has_index(item) {
            let class = self.class_name(item);
            return Err(self.type_error(format!("a bytes-like object is required, not '{class}'")));
        }
        match u8::try_from(self.index_clamped(item)?) {
            Ok(byte) => Ok(memchr::memchr(byte, &bytes).is_some()),
            Err(_) => Err(self.value_error("byte must be in range(0, 256)")),
        }
    }
}

/// Whether the layout knows what it contains without iterating, so that a subclass's
/// `__iter__` does not matter to `in`.
fn has_own_search(container: Value) -> bool {
    matches!(
        container.kind(),
        Some(
            Kind::List
                | Kind::Tuple
                | Kind::Dict
                | Kind::DictView
                | Kind::Set
                | Kind::FrozenSet
                | Kind::Str
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::Range
        )
    )
}

/// Whether an int is one of a range's, by arithmetic.
fn range_contains(range: Gc<Range>, int: &IBig) -> bool {
    let big = |value: Value| number::to_big(value).unwrap_or(IBig::ZERO);
    let (start, stop, step) = (big(range.start), big(range.stop), big(range.step));
    let is_between = match number::is_negative(&step) {
        true => *int <= start && *int > stop,
        false => *int >= start && *int < stop,
    };
    is_between && ((int - start) % step).is_zero()
}

/// Searches a list or tuple for an item, by identity or equality.
#[inline(never)]
pub fn list_contains(vm: &mut Vm, container: Value, item: Value) -> Res<bool> {
    let mut at = 0;
    loop {
        // An item's __eq__ may have changed the list: look anew.
        let items = items_of(container).unwrap_or(&[]);
        let rest = items.get(at..).unwrap_or(&[]);
        let skipped = if item.is_int() {
            skip_others(rest, item, Value::is_int)
        } else if item.is_flonum() {
            skip_others(rest, item, Value::is_flonum)
        } else if let Some(text) = exact_str(item) {
            skip_other_strs(rest, text)
        } else {
            0
        };
        let Some(candidate) = rest.get(skipped) else {
            return Ok(false);
        };
        if vm.eq(candidate.get(), item)? {
            return Ok(true);
        }
        at += skipped + 1;
    }
}

/// How many of the first items are in place like `item`, and another number: of one
/// type, numbers in place are equal only when they are the same word.
#[inline(always)]
fn skip_others(items: &[Cell<Value>], item: Value, is_like: impl Fn(Value) -> bool) -> usize {
    let may_be_equal = |cell: &Cell<Value>| (cell.get() == item) | !is_like(cell.get());
    let mut skipped = 0;
    for stride in items.chunks_exact(STRIDE) {
        // No early exit inside a stride, so that it becomes vector instructions.
        if stride
            .iter()
            .fold(false, |hit, cell| hit | may_be_equal(cell))
        {
            break;
        }
        skipped += STRIDE;
    }
    let rest = &items[skipped..];
    skipped + rest.iter().position(may_be_equal).unwrap_or(rest.len())
}

/// How many of the first items are exact strs, or no heap objects, and not equal to `text`.
#[inline(always)]
fn skip_other_strs(items: &[Cell<Value>], text: Gc<Str>) -> usize {
    let bytes = text.bytes();
    let differs = |cell: &Cell<Value>| {
        let candidate = cell.get();
        !candidate.is_object()
            || exact_str(candidate).is_some_and(|it| it != text && it.bytes() != bytes)
    };
    items
        .iter()
        .position(|cell| !differs(cell))
        .unwrap_or(items.len())
}
