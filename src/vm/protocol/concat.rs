//! Sequences as operands: concatenation and repetition.
//!
//! `+` and `*` ask these last, after everything that makes arithmetic of them (see
//! `arith.rs`). In place, a list and a bytearray change themselves; a str does not, but
//! the heap appends to its buffer when it can (see `object/str.rs`).

use std::cell::Cell;

use super::arith::Arith;
use super::{bytes_of, is_plain, items_of};
use crate::code::op::How;
use crate::object::bytes::ByteArray;
use crate::object::gc::{Gc, Kind};
use crate::object::heap::OutOfMemory;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// MemoryError instead of a heap that is full.
    #[inline]
    pub fn or_memory_error<T>(&mut self, result: Result<T, OutOfMemory>) -> Res<T> {
        result.map_err(|OutOfMemory| self.memory_error())
    }

    /// `+` and `*` of sequences; NotImplemented when no operand is one.
    pub(super) fn builtin_sequence_slot(
        &mut self,
        op: Arith,
        how: How,
        a: Value,
        b: Value,
    ) -> Res<Value> {
        match op {
            Arith::Add => self.concatenate(how, a, b),
            Arith::Mul if is_sequence(a) => self.repeat(how, a, b),
            Arith::Mul if is_sequence(b) && !(how == How::InPlace && has_sequence_slots(a)) => {
                self.repeat(How::Plain, b, a)
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    fn concatenate(&mut self, how: How, a: Value, b: Value) -> Res<Value> {
        match (a.kind(), b.kind()) {
            (Some(Kind::Str), Some(Kind::Str)) => self.concat_two_strs(a, b),
            (Some(Kind::List), _) if how == How::InPlace => {
                if let Some(list) = a.get::<List>() {
                    self.list_extend(list, b)?;
                }
                Ok(a)
            }
            (Some(Kind::List), Some(Kind::List)) => {
                let (x, y) = (items_of(a).unwrap_or(&[]), items_of(b).unwrap_or(&[]));
                let array = self.heap.array(x.len() + y.len());
                let array = self.or_memory_error(array)?;
                let _fits = array.extend_within_capacity(x) && array.extend_within_capacity(y);
                Ok(self.heap.alloc(List::new(array)).into())
            }
            (Some(Kind::Tuple), Some(Kind::Tuple)) => self.concat_tuples(a, b),
            (Some(Kind::Bytes | Kind::ByteArray), _) => self.concat_bytes(how, a, b),
            (Some(Kind::Str), _) => Err(self.cannot_concatenate("str", b)),
            (Some(Kind::List), _) => Err(self.cannot_concatenate("list", b)),
            (Some(Kind::Tuple), _) => Err(self.cannot_concatenate("tuple", b)),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    #[cold]
    #[inline(never)]
    fn cannot_concatenate(&mut self, what: &str, other: Value) -> Raised {
        let class = self.class_name(other);
        self.type_error(format!(
            "can only concatenate {what} (not \"{class}\") to {what}"
        ))
    }

    fn concat_two_strs(&mut self, a: Value, b: Value) -> Res<Value> {
        let (Some(x), Some(y)) = (a.get::<Str>(), b.get::<Str>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let joined = self.heap.concat(x, y);
        Ok(self.or_memory_error(joined)?.into())
    }

    fn concat_tuples(&mut self, a: Value, b: Value) -> Res<Value> {
        let (x, y) = (items_of(a).unwrap_or(&[]), items_of(b).unwrap_or(&[]));
        // A plain tuple with nothing added is the tuple itself.
        let exact = |it: Value| it.header().is_some_and(|header| header.is_exact());
        if y.is_empty() && exact(a) {
            return Ok(a);
        }
        if x.is_empty() && exact(b) {
            return Ok(b);
        }
        let joined = self.heap.try_tuple_unbound(x.len() + y.len());
        let joined = self.or_memory_error(joined)?;
        copy_cells(joined.tail(), x.iter().chain(y));
        Ok(joined.into())
    }

    fn concat_bytes(&mut self, how: How, a: Value, b: Value) -> Res<Value> {
        let Some(y) = bytes_of(b) else {
            let (right, left) = (self.class_name(b), self.class_name(a));
            return Err(self.type_error(format!("can't concat {right} to {left}")));
        };
        if let Some(array) = a.get::<ByteArray>().filter(|_| how == How::InPlace) {
            self.bytearray_splice(array, usize::MAX, usize::MAX, &y)?;
            return Ok(a);
        }
        let x = bytes_of(a).unwrap_or_default();
        if a.is::<ByteArray>() {
            let blob = self.heap.blob(x.len() + y.len());
            let blob = self.or_memory_error(blob)?;
            let _fits = blob.extend_within_capacity(&x) && blob.extend_within_capacity(&y);
            return Ok(self.heap.alloc(ByteArray::new(blob)).into());
        }
        let joined = self.heap.try_zeroed_bytes(x.len() + y.len());
        let joined = self.or_memory_error(joined)?;
        let both = x.iter().chain(y.iter());
        joined
            .tail()
            .iter()
            .zip(both)
            .for_each(|(to, &from)| to.set(from));
        Ok(joined.into())
    }

    /// Bytes, or a bytearray if `like` is one.
    pub(super) fn bytes_like(&mut self, like: Value, bytes: &[u8]) -> Res<Value> {
        if like.is::<ByteArray>() {
            let array = self.heap.bytearray(bytes);
            return Ok(self.or_memory_error(array)?.into());
        }
        let made = self.heap.try_bytes(bytes);
        self.or_memory_error(made).map(Value::from)
    }

    /// `list.append(value)`
    #[inline]
    pub fn list_push(&mut self, list: Gc<List>, value: Value) -> Res<()> {
        let pushed = list.push(&self.heap, value);
        self.or_memory_error(pushed)
    }

    /// Appends the items of any iterable to a list.
    pub fn list_extend(&mut self, list: Gc<List>, items: Value) -> Res<()> {
        if let Some(items) =
            items_of(items).filter(|_| self.special_override(items, self.names.iter).is_none())
        {
            let extended = list.extend(&self.heap, items);
            return self.or_memory_error(extended);
        }
        let iter = self.iter(items)?;
        // What is too long fails before it has filled the memory.
        let hint = self.length_hint(items)?;
        let room = list.reserve(&self.heap, hint);
        self.or_memory_error(room)?;
        while let Some(item) = self.next(iter)? {
            self.list_push(list, item)?;
            self.safepoint()?;
        }
        Ok(())
    }

    // --- repetition ---

    fn repeat(&mut self, how: How, sequence: Value, times: Value) -> Res<Value> {
        if !self.has_index(times) {
            let class = self.class_name(times);
            return Err(self.type_error(format!(
                "can't multiply sequence by non-int of type '{class}'"
            )));
        }
        let overflow = self.types.overflow_error;
        let times = self.index_or(times, overflow)?.max(0) as usize;
        match sequence.kind() {
            Some(Kind::Str) => {
                let Some(text) = sequence.get::<Str>() else {
                    return Ok(Value::NOT_IMPLEMENTED);
                };
                let repeated = self.heap.repeat_str(text, times);
                Ok(self.or_memory_error(repeated)?.into())
            }
            Some(Kind::Tuple) => self.repeat_tuple(sequence, times),
            Some(Kind::List) => {
                let Some(list) = sequence.get::<List>() else {
                    return Ok(Value::NOT_IMPLEMENTED);
                };
                let repeated = self.heap.repeat_array(list.items(), times);
                let repeated = self.or_memory_error(repeated)?;
                if how == How::InPlace {
                    list.set_array(repeated);
                    return Ok(sequence);
                }
                Ok(self.heap.alloc(List::new(repeated)).into())
            }
            _ => self.repeat_bytes(how, sequence, times),
        }
    }

    fn repeat_tuple(&mut self, sequence: Value, times: usize) -> Res<Value> {
        let items = items_of(sequence).unwrap_or(&[]);
        if times == 1 && sequence.header().is_some_and(|header| header.is_exact()) {
            return Ok(sequence);
        }
        let repeated = match items.len().checked_mul(times) {
            Some(len) => self.heap.try_tuple_unbound(len),
            None => Err(OutOfMemory),
        };
        let repeated: Gc<Tuple> = self.or_memory_error(repeated)?;
        copy_cells(repeated.tail(), items.iter().cycle());
        Ok(repeated.into())
    }

    fn repeat_bytes(&mut self, how: How, sequence: Value, times: usize) -> Res<Value> {
        let bytes = bytes_of(sequence).unwrap_or_default();
        let Some(array) = sequence.get::<ByteArray>() else {
            let repeated = self.heap.repeat_bytes(&bytes, times);
            return Ok(self.or_memory_error(repeated)?.into());
        };
        // Ask the heap first: it knows how much is too much.
        let room = bytes
            .len()
            .checked_mul(times)
            .ok_or(OutOfMemory)
            .and_then(|len| self.heap.blob(len));
        let blob = self.or_memory_error(room)?;
        for _ in 0..if bytes.is_empty() { 0 } else { times } {
            let _fits = blob.extend_within_capacity(&bytes);
        }
        if how == How::InPlace {
            if blob.len() != array.len() {
                self.check_resizable(sequence)?;
            }
            array.set_blob(blob);
            return Ok(sequence);
        }
        Ok(self.heap.alloc(ByteArray::new(blob)).into())
    }
}

fn is_sequence(value: Value) -> bool {
    matches!(
        value.kind(),
        Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray)
    )
}

/// Whether `a *= b` does not try `b` as a sequence: where CPython's class of `a` has
/// slots for sequences, even if `*=` is none of those that are filled.
fn has_sequence_slots(value: Value) -> bool {
    !is_plain(value)
        || matches!(
            value.kind(),
            Some(Kind::Dict | Kind::DictView | Kind::Set | Kind::FrozenSet | Kind::Range)
        )
}

fn copy_cells<'a>(to: &[Cell<Value>], from: impl Iterator<Item = &'a Cell<Value>>) {
    for (to, from) in to.iter().zip(from) {
        to.set(from.get());
    }
}
