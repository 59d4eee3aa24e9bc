//! Unpacking: `a, b = x` and `a, *b, c = x`.
//!
//! The items are collected before any of them is written, because what is written to
//! are registers of a frame, and iterating may run Python code.

use super::{is_plain, items_of};
use crate::object::array::Array;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// Writes the items of `source` to `out`; there must be exactly so many.
    #[inline(never)]
    pub fn unpack_exact(&mut self, source: Value, out: &mut [Value]) -> Res<()> {
        if let Some(items) = items_of(source).filter(|_| is_plain(source)) {
            if items.len() != out.len() {
                return Err(self.wrong_count(items.len(), out.len()));
            }
            for (to, from) in out.iter_mut().zip(items) {
                *to = from.get();
            }
            return Ok(());
        }
        // One more than wanted tells that there are too many.
        let items = self.collect_up_to(source, out.len() + 1)?;
        if items.len() != out.len() {
            return Err(self.wrong_count(items.len(), out.len()));
        }
        for (to, from) in out.iter_mut().zip(items.tail()) {
            *to = from.get();
        }
        Ok(())
    }

    /// Writes `before` items of `source`, a list of those in the middle, and the last
    /// `after` items to `out`.
    #[inline(never)]
    pub fn unpack_star(
        &mut self,
        source: Value,
        before: usize,
        after: usize,
        out: &mut [Value],
    ) -> Res<()> {
        let array = match items_of(source).filter(|_| is_plain(source)) {
            Some(_) => self.collect_array(source)?,
            None => self.collect_up_to(source, usize::MAX)?,
        };
        let items = array.tail();
        if items.len() < before + after {
            let (expected, got) = (before + after, items.len());
            return Err(self.value_error(format!(
                "not enough values to unpack (expected at least {expected}, got {got})"
            )));
        }
        let (front, rest) = items.split_at(before);
        let (middle, back) = rest.split_at(rest.len() - after);
        let list = self.heap.list_of(middle);
        let list: Gc<List> = self.or_memory_error(list)?;
        let values = front.iter().map(|it| it.get());
        let values = values
            .chain([list.into()])
            .chain(back.iter().map(|it| it.get()));
        for (to, value) in out.iter_mut().zip(values) {
            *to = value;
        }
        Ok(())
    }

    /// The first items of an iterable, at most `limit` of them.
    fn collect_up_to(&mut self, source: Value, limit: usize) -> Res<Gc<Array>> {
        let iter = match self.iter(source) {
            Err(Raised) if self.raised_is(self.types.type_error) && !self.is_iterable(source) => {
                self.take_raised();
                let class = self.class_name(source);
                return Err(self.type_error(format!("cannot unpack non-iterable {class} object")));
            }
            iter => iter?,
        };
        let array = self.heap.array(0);
        let mut array = self.or_memory_error(array)?;
        while array.len() < limit {
            let Some(item) = self.next(iter)? else { break };
            self.array_push(&mut array, item)?;
            self.safepoint()?;
        }
        Ok(array)
    }

    #[cold]
    #[inline(never)]
    fn wrong_count(&mut self, got: usize, expected: usize) -> Raised {
        self.value_error(if got > expected {
            format!("too many values to unpack (expected {expected})")
        } else {
            format!("not enough values to unpack (expected {expected}, got {got})")
        })
    }
}
