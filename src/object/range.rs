//! [`Range`] and [`Slice`], and the arithmetic of indices.

use std::cell::Cell;

use dashu_int::IBig;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object};
use super::heap::Heap;
use super::number;
use super::value::Value;

/// `range(start, stop, step)`: ints, in place or big; the step is not 0.
#[repr(C)]
pub struct Range {
    header: Header,
    pub start: Value,
    pub stop: Value,
    pub step: Value,
    /// How many ints there are.
    pub length: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Range {
    const KIND: Kind = Kind::Range;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.start);
        marker.value(self.stop);
        marker.value(self.step);
        marker.value(self.length);
    }
}

impl Range {
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Start, step and length, when all ints of the range, and the stop, are in place.
    #[inline]
    pub fn small(&self) -> Option<(i64, i64, i64)> {
        self.stop.as_int()?;
        Some((
            self.start.as_int()?,
            self.step.as_int()?,
            self.length.as_int()?,
        ))
    }

    /// The int at a position, without looking whether it is in the range.
    pub fn at(&self, heap: &Heap, position: &IBig) -> Value {
        let int = |value| number::to_big(value).unwrap_or(IBig::ZERO);
        heap.bigint(int(self.start) + int(self.step) * position)
    }
}

/// The length of `range(start, stop, step)`; `step` is not 0.
pub fn range_len(start: &IBig, stop: &IBig, step: &IBig) -> IBig {
    let distance = if *step > IBig::ZERO {
        stop - start
    } else {
        start - stop
    };
    if distance <= IBig::ZERO {
        return IBig::ZERO;
    }
    let step = if *step > IBig::ZERO {
        step.clone()
    } else {
        -step
    };
    (distance - IBig::ONE) / step + IBig::ONE
}

/// The same of three ints in place, unless the length is none.
fn small_range_len(start: Value, stop: Value, step: Value) -> Option<Value> {
    let (start, stop, step) = (start.as_int()?, stop.as_int()?, step.as_int()?);
    // Ints in place have 63 bits, and so has their difference 64.
    let distance = if step > 0 { stop - start } else { start - stop };
    match step {
        0 => None,
        _ if distance <= 0 => Some(Value::small(0)),
        1 | -1 => Value::int(distance),
        _ => Value::int((distance - 1) / step.abs() + 1),
    }
}

impl Heap {
    /// `range(start, stop, step)` of three ints, in place or big; `None` when one is
    /// no int or the step is 0.
    pub fn range(&self, start: Value, stop: Value, step: Value) -> Option<Gc<Range>> {
        let length = match small_range_len(start, stop, step) {
            Some(length) => length,
            None => {
                let (a, b) = (number::to_big(start)?, number::to_big(stop)?);
                let c = number::to_big(step).filter(|step| !step.is_zero())?;
                self.bigint(range_len(&a, &b, &c))
            }
        };
        Some(self.alloc(Range {
            header: Header::new(Kind::Range),
            start,
            stop,
            step,
            length,
        }))
    }

    /// `slice(start, stop, step)`
    pub fn slice(&self, start: Value, stop: Value, step: Value) -> Gc<Slice> {
        self.alloc(Slice {
            header: Header::new(Kind::Slice),
            start: Cell::new(start),
            stop: Cell::new(stop),
            step: Cell::new(step),
        })
    }
}

/// `slice(start, stop, step)`: any values.
#[repr(C)]
pub struct Slice {
    header: Header,
    pub start: Cell<Value>,
    pub stop: Cell<Value>,
    pub step: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Slice {
    const KIND: Kind = Kind::Slice;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.start.get());
        marker.value(self.stop.get());
        marker.value(self.step.get());
    }
}

/// What a slice means for a sequence of a certain length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Indices {
    /// -1 is possible when the step is negative.
    pub start: isize,
    pub stop: isize,
    /// Not 0.
    pub step: isize,
    pub count: usize,
}

impl Indices {
    /// Fits a slice to a length; `None` is an omitted part. `step` must not be 0.
    /// Ints beyond `isize` are to be clamped to it by the caller, as `__index__` is.
    pub fn new(len: usize, start: Option<isize>, stop: Option<isize>, step: isize) -> Indices {
        let len = len as isize;
        // CPython does this too, so that -step does not overflow.
        let step = step.max(-isize::MAX);
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let fit = |index: isize| {
            if index < 0 {
                index.saturating_add(len).max(low)
            } else {
                index.min(high)
            }
        };
        let start = start.map_or(if step < 0 { high } else { low }, fit);
        let stop = stop.map_or(if step < 0 { low } else { high }, fit);
        let distance = if step < 0 { start - stop } else { stop - start };
        let count = match step.abs() {
            _ if distance <= 0 => 0,
            // Most are; and dividing takes long.
            1 => distance,
            step => (distance - 1) / step + 1,
        };
        Indices {
            start,
            stop,
            step,
            count: count as usize,
        }
    }

    /// Every index, in the slice's order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..self.count as isize).map(move |nth| (self.start + nth * self.step) as usize)
    }
}

/// An index as Python counts it: negative ones from the end.
#[inline(always)]
pub fn index(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 { index + len as i64 } else { index };
    (0..len as i64).contains(&index).then_some(index as usize)
}
