//! Bytes that are lent: whether a bytearray or an array may change its length.

use crate::object::buffer::TypedArray;
use crate::object::bytes::ByteArray;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

fn are_lent(lender: Value) -> bool {
    let bytearray = lender.get::<ByteArray>().map(|it| it.loans.are_lent());
    let array = || lender.get::<TypedArray>().map(|it| it.loans.are_lent());
    bytearray.or_else(array).unwrap_or(false)
}

impl Vm {
    /// BufferError when a live memoryview looks at the bytes of an object.
    pub fn check_resizable(&mut self, lender: Value) -> Res<()> {
        if are_lent(lender) {
            self.check_loans(lender)?;
        }
        Ok(())
    }

    /// Views that nobody can reach any more do not count.
    #[cold]
    #[inline(never)]
    fn check_loans(&mut self, lender: Value) -> Res<()> {
        self.collect();
        self.heap.finish_sweeping();
        if !are_lent(lender) {
            return Ok(());
        }
        let class = self.builtin_class("BufferError");
        Err(self.raise_message(
            class,
            match lender.is::<ByteArray>() {
                true => "Existing exports of data: object cannot be re-sized",
                false => "cannot resize an array that is exporting buffers",
            },
        ))
    }

    #[cold]
    #[inline(never)]
    pub fn released_memoryview(&mut self) -> Raised {
        self.value_error("operation forbidden on released memoryview object")
    }

    /// Replaces the bytes from `start` up to `end`.
    pub fn bytearray_splice(
        &mut self,
        array: Gc<ByteArray>,
        start: usize,
        end: usize,
        bytes: &[u8],
    ) -> Res<()> {
        let len = array.len();
        let start = start.min(len);
        let end = end.clamp(start, len);
        if end - start == bytes.len() {
            for (to, &from) in array.items()[start..end].iter().zip(bytes) {
                to.set(from);
            }
            return Ok(());
        }
        self.check_resizable(array.into())?;
        let spliced = match start == len {
            true => array.extend(&self.heap, bytes),
            false => array.splice(&self.heap, start, end, bytes),
        };
        self.or_memory_error(spliced)
    }
}
