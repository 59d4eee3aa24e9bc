//! Slices as indices: `x[a:b:c]`, `x[a:b:c] = y`, `del x[a:b:c]`.
//!
//! A slice's parts may be any objects with `__index__`, which runs Python code; so the
//! parts come first, and only then is the sequence looked at, how long it is now.

use dashu_int::IBig;

use super::{bytes_of, is_plain, items_of};
use crate::object::bytes::ByteArray;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::number;
use crate::object::range::{Indices, Range, Slice};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

/// The ints of a slice, `None` where a part was left out; the step is not 0.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    start: Option<isize>,
    stop: Option<isize>,
    step: isize,
}

impl Parts {
    /// What they mean for a sequence of a certain length.
    pub fn indices(self, len: usize) -> Indices {
        Indices::new(len, self.start, self.stop, self.step)
    }
}

impl Vm {
    /// The ints of a slice.
    pub fn slice_ints(&mut self, slice: Gc<Slice>) -> Res<Parts> {
        self.parts_of([slice.start.get(), slice.stop.get(), slice.step.get()])
    }

    #[inline(always)]
    fn parts_of(&mut self, [start, stop, step]: [Value; 3]) -> Res<Parts> {
        let step = self.slice_int(step)?.unwrap_or(1);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let start = self.slice_int(start)?;
        let stop = self.slice_int(stop)?;
        Ok(Parts { start, stop, step })
    }

    #[inline]
    fn slice_int(&mut self, part: Value) -> Res<Option<isize>> {
        if part.is_none() {
            return Ok(None);
        }
        if let Some(int) = part.as_int() {
            return Ok(Some(int as isize));
        }
        if !self.has_index(part) {
            return Err(self.bad_slice_part());
        }
        Ok(Some(self.index_clamped(part)? as isize))
    }

    #[cold]
    #[inline(never)]
    fn bad_slice_part(&mut self) -> Raised {
        self.type_error("slice indices must be integers or None or have an __index__ method")
    }

    /// The parts of a slice as a tuple, as slices compare.
    pub(super) fn slice_parts(&mut self, slice: Gc<Slice>) -> Gc<Tuple> {
        self.heap
            .tuple(&[slice.start.get(), slice.stop.get(), slice.step.get()])
    }

    pub(super) fn get_by_slice(&mut self, object: Value, slice: Gc<Slice>) -> Res<Value> {
        if let Some(range) = object.get::<Range>() {
            return self.get_range_slice(range, slice);
        }
        let parts = self.slice_ints(slice)?;
        self.get_parts(object, parts)
    }

    /// `object[start:stop:step]`: of the usual sequences without a slice object.
    #[inline(never)]
    pub fn get_slice(&mut self, object: Value, parts: [Value; 3]) -> Res<Value> {
        if is_plain(object) && matches!(object.kind(), Some(Kind::Str | Kind::List | Kind::Tuple)) {
            let parts = self.parts_of(parts)?;
            return self.get_parts(object, parts);
        }
        let slice = self.heap.slice(parts[0], parts[1], parts[2]);
        self.get_item(object, slice.into())
    }

    /// `object[start:stop:step] = value`: of a list without a slice object.
    #[inline(never)]
    pub fn set_slice(&mut self, object: Value, parts: [Value; 3], value: Value) -> Res<()> {
        if let Some(list) = object.get::<List>()
            && is_plain(object)
        {
            let parts = self.parts_of(parts)?;
            return self.set_list_parts(list, parts, value);
        }
        let slice = self.heap.slice(parts[0], parts[1], parts[2]);
        self.set_item(object, slice.into(), value)
    }

    fn get_parts(&mut self, object: Value, parts: Parts) -> Res<Value> {
        match object.kind() {
            Some(Kind::Str) => {
                let Some(text) = object.get::<Str>() else {
                    return Ok(Value::NONE);
                };
                let it = parts.indices(text.len_chars());
                Ok(self
                    .heap
                    .str_slice(text, it.start.max(0) as usize, it.step, it.count)
                    .into())
            }
            Some(Kind::List) => {
                let items = items_of(object).unwrap_or(&[]);
                let it = parts.indices(items.len());
                let array =
                    self.heap
                        .list_slice(items, it.start.max(0) as usize, it.step, it.count);
                let array = self.or_memory_error(array)?;
                Ok(self.heap.alloc(List::new(array)).into())
            }
            Some(Kind::Tuple) => {
                let items = items_of(object).unwrap_or(&[]);
                let it = parts.indices(items.len());
                let is_exact = object.header().is_some_and(|header| header.is_exact());
                if it.count == items.len() && it.step == 1 && is_exact {
                    return Ok(object);
                }
                let tuple = self.heap.tuple_unbound(it.count);
                for (to, from) in tuple.tail().iter().zip(it.iter()) {
                    to.set(items[from].get());
                }
                Ok(tuple.into())
            }
            Some(Kind::ByteArray) => {
                // Only the part is copied: a file in memory is read bit by bit.
                let Some(bytes) = object.get::<ByteArray>() else {
                    return Ok(Value::NONE);
                };
                let it = parts.indices(bytes.len());
                let part: Vec<u8> = it.iter().map(|at| bytes.items()[at].get()).collect();
                self.bytes_like(object, &part)
            }
            _ => {
                let bytes = bytes_of(object).unwrap_or_default();
                let it = parts.indices(bytes.len());
                if it.step == 1 {
                    let start = it.start.max(0) as usize;
                    return self.bytes_like(object, &bytes[start..start + it.count]);
                }
                let part: Vec<u8> = it.iter().map(|at| bytes[at]).collect();
                self.bytes_like(object, &part)
            }
        }
    }

    // --- lists ---

    pub(super) fn set_list_slice(
        &mut self,
        list: Gc<List>,
        slice: Gc<Slice>,
        value: Value,
    ) -> Res<()> {
        let parts = self.slice_ints(slice)?;
        self.set_list_parts(list, parts, value)
    }

    fn set_list_parts(&mut self, list: Gc<List>, parts: Parts, value: Value) -> Res<()> {
        if let Some(items) = items_of(value)
            && parts.step == 1
            && is_plain(value)
            && value != list.into()
        {
            let it = parts.indices(list.len());
            let start = it.start.max(0) as usize;
            let spliced = list.splice(&self.heap, start, start + it.count, items);
            return self.or_memory_error(spliced);
        }
        if self.iter_opt(value)?.is_none() {
            let is_extended = parts.step != 1;
            return Err(self.type_error(match is_extended {
                true => "must assign iterable to extended slice",
                false => "can only assign an iterable",
            }));
        }
        let values = self.collect_array(value)?;
        let it = parts.indices(list.len());
        if it.step == 1 {
            let start = it.start.max(0) as usize;
            let spliced = list.splice(&self.heap, start, start + it.count, values.tail());
            return self.or_memory_error(spliced);
        }
        if values.len() != it.count {
            return Err(self.wrong_slice_size("sequence", values.len(), it.count));
        }
        for (at, value) in it.iter().zip(values.tail()) {
            let _is_set = list.set(at, value.get());
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn wrong_slice_size(&mut self, what: &str, got: usize, count: usize) -> Raised {
        self.value_error(format!(
            "attempt to assign {what} of size {got} to extended slice of size {count}"
        ))
    }

    pub(super) fn del_list_slice(&mut self, list: Gc<List>, slice: Gc<Slice>) -> Res<()> {
        let parts = self.slice_ints(slice)?;
        let it = ascending(parts.indices(list.len()));
        let start = it.start.max(0) as usize;
        if it.step == 1 {
            list.remove_range(start, start + it.count);
        } else {
            list.remove_stepped(start, it.step as usize, it.count);
        }
        Ok(())
    }

    // --- bytearrays ---

    pub(super) fn set_bytearray_slice(
        &mut self,
        array: Gc<ByteArray>,
        slice: Gc<Slice>,
        value: Value,
    ) -> Res<()> {
        let parts = self.slice_ints(slice)?;
        let bytes = self.bytes_to_assign(value)?;
        let it = parts.indices(array.len());
        if it.step == 1 {
            let start = it.start.max(0) as usize;
            return self.bytearray_splice(array, start, start + it.count, &bytes);
        }
        if bytes.is_empty() {
            return self.del_bytearray_slice(array, slice);
        }
        if bytes.len() != it.count {
            return Err(self.wrong_slice_size("bytes", bytes.len(), it.count));
        }
        for (at, &byte) in it.iter().zip(bytes.iter()) {
            array.items()[at].set(byte);
        }
        Ok(())
    }

    /// Bytes-like objects, and iterables of ints.
    fn bytes_to_assign(&mut self, value: Value) -> Res<Vec<u8>> {
        if let Some(bytes) = bytes_of(value) {
            return Ok(bytes.into_owned());
        }
        if value.is::<Str>() || self.iter_opt(value)?.is_none() {
            return Err(self.type_error(
                "can assign only bytes, buffers, or iterables of ints in range(0, 256)",
            ));
        }
        let items = self.collect_array(value)?;
        let mut bytes = Vec::with_capacity(items.len());
        for item in items.tail() {
            bytes.push(self.byte(item.get())?);
        }
        Ok(bytes)
    }

    pub(super) fn del_bytearray_slice(
        &mut self,
        array: Gc<ByteArray>,
        slice: Gc<Slice>,
    ) -> Res<()> {
        let parts = self.slice_ints(slice)?;
        let it = ascending(parts.indices(array.len()));
        let start = it.start.max(0) as usize;
        if it.step == 1 {
            self.bytearray_splice(array, start, start + it.count, &[])
        } else {
            let (step, end) = (it.step as usize, array.len());
            let is_removed = |at: usize| {
                at >= start && (at - start).is_multiple_of(step) && (at - start) / step < it.count
            };
            let kept: Vec<u8> = (0..end)
                .filter(|&at| !is_removed(at))
                .map(|at| array.items()[at].get())
                .collect();
            self.bytearray_splice(array, 0, end, &kept)
        }
    }

    // --- ranges, whose ints have no limit ---

    fn get_range_slice(&mut self, range: Gc<Range>, slice: Gc<Slice>) -> Res<Value> {
        let big = |value: Value| number::to_big(value).unwrap_or(IBig::ZERO);
        let len = big(range.length);
        let [start, stop, step] = self.slice_indices(slice, &len)?;
        let (first, stride) = (big(range.start), big(range.step));
        let part = [
            &first + &stride * start,
            &first + &stride * stop,
            stride * step,
        ];
        let [start, stop, step] = part.map(|int| self.heap.bigint(int));
        match self.heap.range(start, stop, step) {
            Some(part) => Ok(part.into()),
            None => Ok(Value::NONE),
        }
    }

    /// `slice.indices(len)`: start, stop and step for a sequence of any length.
    pub fn slice_indices(&mut self, slice: Gc<Slice>, len: &IBig) -> Res<[IBig; 3]> {
        let step = self.slice_big(slice.step.get())?.unwrap_or(IBig::ONE);
        if step.is_zero() {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let backwards = number::is_negative(&step);
        let (low, high) = if backwards {
            (IBig::NEG_ONE, len - IBig::ONE)
        } else {
            (IBig::ZERO, len.clone())
        };
        let fit = |index: IBig| match number::is_negative(&index) {
            true => (index + len).max(low.clone()),
            false => index.min(high.clone()),
        };
        let start = self.slice_big(slice.start.get())?.map(fit);
        let stop = self.slice_big(slice.stop.get())?.map(fit);
        let (first, last) = if backwards {
            (&high, &low)
        } else {
            (&low, &high)
        };
        Ok([
            start.unwrap_or_else(|| first.clone()),
            stop.unwrap_or_else(|| last.clone()),
            step,
        ])
    }

    fn slice_big(&mut self, part: Value) -> Res<Option<IBig>> {
        if part.is_none() {
            return Ok(None);
        }
        if !self.has_index(part) {
            return Err(self.bad_slice_part());
        }
        let int = self.index_value(part)?;
        Ok(number::to_big(int))
    }
}

/// The same indices in ascending order.
fn ascending(it: Indices) -> Indices {
    if it.step > 0 || it.count == 0 {
        return it;
    }
    let start = it.start + (it.count as isize - 1) * it.step;
    Indices {
        start,
        stop: it.start + 1,
        step: -it.step,
        count: it.count,
    }
}
