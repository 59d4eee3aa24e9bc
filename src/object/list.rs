//! [`List`]: a list, whose items lie in an array that is replaced when it is full.
//!
//! ```text
//!  List [header | array] ──> Array [len | capacity | item item item ... room]
//! ```
//!
//! Whoever holds a slice of the items sees the old array after that; never memory
//! that means something else.

use std::cell::Cell;

use super::array::Array;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object};
use super::heap::{Heap, OutOfMemory, exhausted};
use super::value::Value;

/// `list`
#[repr(C)]
pub struct List {
    header: Header,
    array: Cell<Gc<Array>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for List {
    const KIND: Kind = Kind::List;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.array.get());
    }
}

impl List {
    /// A list whose items are those of an array, which nobody else changes.
    #[inline]
    pub fn new(array: Gc<Array>) -> List {
        List {
            header: Header::new(Kind::List),
            array: Cell::new(array),
        }
    }

    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn array(&self) -> Gc<Array> {
        self.array.get()
    }

    /// Gives the list other items.
    pub fn set_array(&self, array: Gc<Array>) {
        self.array.set(array);
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.array.get().len()
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Gc<List> {
    /// The items as they are now.
    #[inline(always)]
    pub fn items<'a>(self) -> &'a [Cell<Value>] {
        self.array.get().tail()
    }

    /// The item at an index.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Value> {
        self.items().get(index).map(Cell::get)
    }

    /// Replaces the item at an index, if there is one.
    #[inline(always)]
    #[must_use]
    pub fn set(self, index: usize, value: Value) -> bool {
        self.items().get(index).map(|it| it.set(value)).is_some()
    }

    /// `list.append(value)`
    #[inline(always)]
    pub fn push(self, heap: &Heap, value: Value) -> Result<(), OutOfMemory> {
        if self.array.get().push_within_capacity(value) {
            return Ok(());
        }
        self.push_slowly(heap, value)
    }

    #[cold]
    #[inline(never)]
    fn push_slowly(self, heap: &Heap, value: Value) -> Result<(), OutOfMemory> {
        self.reserve(heap, 1)?;
        let _fits = self.array.get().push_within_capacity(value);
        Ok(())
    }

    /// Makes room for so many more items.
    pub fn reserve(self, heap: &Heap, extra: usize) -> Result<(), OutOfMemory> {
        let array = self.array.get();
        if extra > array.capacity() - array.len() {
            self.array.set(heap.grow_array(array, extra)?);
        }
        Ok(())
    }

    /// Appends the values of another object, or of this list.
    pub fn extend(self, heap: &Heap, values: &[Cell<Value>]) -> Result<(), OutOfMemory> {
        self.reserve(heap, values.len())?;
        let _fits = self.array.get().extend_within_capacity(values);
        Ok(())
    }

    /// Takes the last item off.
    #[inline]
    pub fn pop(self) -> Option<Value> {
        let array = self.array.get();
        let last = array.tail().last()?.get();
        array.truncate(array.len() - 1);
        Some(last)
    }

    /// Puts a value before the item at `index`, or at the end.
    pub fn insert(self, heap: &Heap, index: usize, value: Value) -> Result<(), OutOfMemory> {
        let len = self.len();
        self.push(heap, value)?;
        if index < len {
            let array = self.array.get();
            array.copy_within(index, index + 1, len - index);
            array.tail()[index].set(value);
        }
        Ok(())
    }

    /// Takes the item at an index out.
    pub fn remove(self, index: usize) -> Option<Value> {
        let item = self.get(index)?;
        self.remove_range(index, index + 1);
        Some(item)
    }

    /// Takes the items from `start` up to `end` out.
    pub fn remove_range(self, start: usize, end: usize) {
        let (array, len) = (self.array.get(), self.len());
        let end = end.min(len);
        if start < end {
            array.copy_within(end, start, len - end);
            array.truncate(len - (end - start));
        }
    }

    /// Replaces the items from `start` up to `end` by others (`a[start:end] = values`),
    /// which may be this list's own.
    pub fn splice(
        self,
        heap: &Heap,
        start: usize,
        end: usize,
        values: &[Cell<Value>],
    ) -> Result<(), OutOfMemory> {
        let len = self.len();
        let start = start.min(len);
        let end = end.clamp(start, len);
        let (array, new_len) = (self.array(), len - (end - start) + values.len());
        let own = self.items().as_ptr_range();
        // Values of this very list would move while they are copied.
        if new_len <= array.capacity() && !own.contains(&values.as_ptr()) {
            if new_len != len {
                array.resize_gap(start, end, start + values.len());
            }
            for (to, value) in array.tail()[start..].iter().zip(values) {
                to.set(value.get());
            }
            return Ok(());
        }
        let new = heap.array(new_len)?;
        let items = self.items();
        new.append_from(&items[..start]);
        new.append_from(values);
        new.append_from(&items[end..]);
        self.array.set(new);
        Ok(())
    }

    /// Takes every `step`th item out, `count` of them from `start` on; `step` > 0.
    pub fn remove_stepped(self, start: usize, step: usize, count: usize) {
        let items = self.items();
        let first = start.min(items.len());
        let mut kept = first;
        for index in first..items.len() {
            let distance = index - start;
            let removed = distance.is_multiple_of(step.max(1)) && distance / step.max(1) < count;
            if !removed {
                items[kept].set(items[index].get());
                kept += 1;
            }
        }
        self.array.get().truncate(kept);
    }

    pub fn clear(self) {
        self.array.get().truncate(0);
    }

    pub fn reverse(self) {
        let items = self.items();
        for index in 0..items.len() / 2 {
            items[index].swap(&items[items.len() - 1 - index]);
        }
    }
}

impl Heap {
    /// A list of values.
    pub fn list(&self, items: &[Value]) -> Gc<List> {
        let Ok(array) = self.array(items.len()) else {
            exhausted()
        };
        for &item in items {
            let _fits = array.push_within_capacity(item);
        }
        self.alloc(List::new(array))
    }

    /// A list of the values of another object.
    pub fn list_of(&self, items: &[Cell<Value>]) -> Result<Gc<List>, OutOfMemory> {
        let array = self.array(items.len())?;
        array.append_from(items);
        Ok(self.alloc(List::new(array)))
    }

    /// `count` items from `start` on, every `step`th.
    pub fn list_slice(
        &self,
        items: &[Cell<Value>],
        start: usize,
        step: isize,
        count: usize,
    ) -> Result<Gc<Array>, OutOfMemory> {
        let array = self.array(count)?;
        if step == 1 {
            let end = start.saturating_add(count).min(items.len());
            array.append_from(items.get(start..end).unwrap_or_default());
            return Ok(array);
        }
        if step == -1 {
            let items = items.get(..=start).unwrap_or_default();
            array.append_each(items.iter().rev().take(count).map(Cell::get));
            return Ok(array);
        }
        let indices = (0..count).map(|nth| start.wrapping_add_signed(nth as isize * step));
        array.append_each(indices.map_while(|index| items.get(index).map(Cell::get)));
        Ok(array)
    }

    /// The values `count` times over.
    pub fn repeat_array(
        &self,
        items: &[Cell<Value>],
        count: usize,
    ) -> Result<Gc<Array>, OutOfMemory> {
        let array = self.array(items.len().checked_mul(count).ok_or(OutOfMemory)?)?;
        for _ in 0..if items.is_empty() { 0 } else { count } {
            array.append_from(items);
        }
        Ok(array)
    }
}
