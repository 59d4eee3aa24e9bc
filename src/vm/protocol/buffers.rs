//! Bytes that are lent: whether a bytearray or an array may change its length.
//!
//! CPython counts the views of an object, and knows at once when one is gone. Here a
//! view is gone when the collector says so, which may be long after the program has
//! forgotten it: `sum(memoryview(data))` must not keep `data` from growing. So the
//! error comes where a program can have meant it, while a *variable* holds the view.
//! Nothing depends on it but the error: a view finds its bytes anew at each look.

use crate::object::buffer::{MemoryView, TypedArray};
use crate::object::bytes::ByteArray;
use crate::object::function::CellObject;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

fn are_lent(lender: Value) -> bool {
    let bytearray = lender.get::<ByteArray>().map(|it| it.loans.are_lent());
    let array = || lender.get::<TypedArray>().map(|it| it.loans.are_lent());
    bytearray.or_else(array).unwrap_or(false)
}

/// Whether a value, or what a cell holds, is a view of the lender that is not released.
fn is_view_of(value: Value, lender: Value) -> bool {
    let cell = value.get::<CellObject>();
    let value = cell.map_or(value, |cell| cell.content.get());
    let view = value.get::<MemoryView>();
    view.is_some_and(|view| view.lender() == lender && !view.is_released())
}

impl Vm {
    /// BufferError when a variable holds a memoryview that looks at the bytes of an
    /// object.
    pub fn check_resizable(&mut self, lender: Value) -> Res<()> {
        if are_lent(lender) && self.has_named_view(lender) {
            let class = self.builtin_class("BufferError");
            let message = match lender.is::<ByteArray>() {
                true => "Existing exports of data: object cannot be re-sized",
                false => "cannot resize an array that is exporting buffers",
            };
            return Err(self.raise_message(class, message));
        }
        Ok(())
    }

    /// Looks at the variables of the functions that run and of their modules.
    #[cold]
    #[inline(never)]
    fn has_named_view(&self, lender: Value) -> bool {
        self.frames().any(|frame| {
            let code = &frame.code().code;
            let mut variables = 0..code.locals.len() as u16;
            let mut shared = code.cells.iter().chain(&code.free);
            let mut globals = frame.function().globals.iter();
            variables.any(|register| is_view_of(frame.register(register), lender))
                || shared.any(|it| is_view_of(frame.register(it.register), lender))
                || globals.any(|(_, value)| is_view_of(value, lender))
        })
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
