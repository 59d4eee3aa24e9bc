//! The buffer protocol: objects that lend their bytes, and [`MemoryView`], which
//! looks at what it was lent.
//!
//! ```text
//!   bytes        ──┐
//!   bytearray    ──┼──> lender.bytes(): &[Cell<u8>]      memoryview: which of these bytes,
//!   array.array  ──┘    lender.loans:   are they lent?               in which order, as what
//! ```
//!
//! A lender should not change its length while somebody looks at its bytes. A view
//! holds a [`Loan`], which ends when the view is released or collected, so that a
//! lender that was never lent needs not ask who looks at it (`vm/protocol/buffers.rs`).

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::array::Blob;
use super::bytes::{ByteArray, Bytes};
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::heap::{Heap, OutOfMemory};
use super::packed::{Item, What};
use super::value::Value;

/// How often the bytes of an object are lent.
#[derive(Default)]
pub struct Loans(OnceCell<Rc<()>>);

/// The bytes are lent as long as this lives.
pub struct Loan(#[expect(dead_code, reason = "held for its count")] Rc<()>);

impl Loans {
    pub fn lend(&self) -> Loan {
        Loan(self.0.get_or_init(Rc::default).clone())
    }

    #[inline]
    pub fn are_lent(&self) -> bool {
        self.0
            .get()
            .is_some_and(|count| Rc::strong_count(count) > 1)
    }
}

/// `array.array`
#[repr(C)]
pub struct TypedArray {
    header: Header,
    pub item: Item,
    blob: Cell<Gc<Blob>>,
    pub loans: Loans,
}

// SAFETY: repr(C), header first.
unsafe impl Object for TypedArray {
    const KIND: Kind = Kind::TypedArray;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.blob.get());
    }
}

impl TypedArray {
    /// How many items it has.
    pub fn len(&self) -> usize {
        self.blob.get().len() / self.item.size
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn bytes<'a>(&self) -> &'a [Cell<u8>] {
        self.blob.get().tail()
    }
}

impl TypedArray {
    /// The bytes of the item at an index, which may be negative.
    fn place<'a>(&self, index: i64) -> Option<&'a [Cell<u8>]> {
        let (size, len) = (self.item.size, self.len());
        let at = if index < 0 { index + len as i64 } else { index };
        let at = usize::try_from(at).ok().filter(|&at| at < len)?;
        self.bytes().get(at * size..(at + 1) * size)
    }

    /// The item at an index.
    pub fn get(&self, heap: &Heap, index: i64) -> Option<Value> {
        let mut word = [0; 8];
        let place = self.place(index)?;
        for (byte, cell) in word.iter_mut().zip(place) {
            *byte = cell.get();
        }
        Some(self.item.read(heap, &word[..place.len()], false))
    }

    /// Replaces the item at an index by a number in place that needs no conversion and
    /// fits; `false` when that is not so.
    #[must_use]
    pub fn set(&self, index: i64, value: Value) -> bool {
        let word = match (self.item.what, value.as_int(), value.as_flonum()) {
            (What::Float, _, Some(float)) if self.item.size == 8 => float.to_bits(),
            (What::Int { .. }, Some(int), _) => {
                let (least, greatest) = self.item.limits();
                if i128::from(int) < least || i128::from(int) > greatest {
                    return false;
                }
                int as u64
            }
            _ => return false,
        };
        let Some(place) = self.place(index) else {
            return false;
        };
        for (cell, byte) in place.iter().zip(word.to_le_bytes()) {
            cell.set(byte);
        }
        true
    }
}

impl Gc<TypedArray> {
    /// Replaces the items from `start` up to `end` by others, given as bytes.
    pub fn splice(
        self,
        heap: &Heap,
        start: usize,
        end: usize,
        bytes: &[u8],
    ) -> Result<(), OutOfMemory> {
        let size = self.item.size;
        let (start, end) = (start.min(self.len()) * size, end.min(self.len()) * size);
        let end = end.max(start);
        let old = self.blob.get();
        if end - start == bytes.len() {
            for (place, byte) in old.tail()[start..end].iter().zip(bytes) {
                place.set(*byte);
            }
            return Ok(());
        }
        if start == old.len() && old.extend_within_capacity(bytes) {
            return Ok(());
        }
        let new = match start == old.len() {
            true => heap.grow_blob(old, bytes.len())?,
            false => {
                let new = heap.blob(old.len() - (end - start) + bytes.len())?;
                new.append_from(&old.tail()[..start]);
                new
            }
        };
        let _fits = new.extend_within_capacity(bytes);
        if start < old.len() {
            new.append_from(&old.tail()[end..]);
        }
        self.blob.set(new);
        Ok(())
    }
}

impl Heap {
    /// An array of the items that bytes mean.
    pub fn typed_array(
        &self,
        shape: ShapeId,
        item: Item,
        bytes: &[u8],
    ) -> Result<Gc<TypedArray>, OutOfMemory> {
        let blob = self.blob(bytes.len())?;
        let _fits = blob.extend_within_capacity(bytes);
        Ok(self.alloc(TypedArray {
            header: Header::with_shape(Kind::TypedArray, shape),
            item,
            blob: Cell::new(blob),
            loans: Loans::default(),
        }))
    }
}

/// Which bytes a view shows, and in which order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    pub offset: isize,
    /// The number of items of each dimension.
    pub shape: Vec<usize>,
    /// How many bytes lie between neighbours in each dimension.
    pub strides: Vec<isize>,
}

impl Layout {
    /// Items of `size` bytes one behind the other, the last dimension fastest.
    pub fn contiguous(offset: isize, shape: Vec<usize>, size: usize) -> Layout {
        let mut strides = vec![0; shape.len()];
        let mut step = size as isize;
        for (stride, &len) in strides.iter_mut().zip(&shape).rev() {
            *stride = step;
            step = step.saturating_mul(len as isize);
        }
        Layout {
            offset,
            shape,
            strides,
        }
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the items lie one behind the other, the last dimension fastest.
    pub fn is_c_contiguous(&self, size: usize) -> bool {
        let packed = Layout::contiguous(0, self.shape.clone(), size);
        self.has_strides(&packed.strides)
    }

    /// The same with the first dimension fastest.
    pub fn is_f_contiguous(&self, size: usize) -> bool {
        let reversed = self.shape.iter().rev().copied().collect();
        let mut packed = Layout::contiguous(0, reversed, size);
        packed.strides.reverse();
        self.has_strides(&packed.strides)
    }

    /// Strides of dimensions of one item do not matter, nor do any when there is no item.
    fn has_strides(&self, wanted: &[isize]) -> bool {
        let strides = self.strides.iter().zip(wanted).zip(&self.shape);
        self.items() == 0
            || strides
                .into_iter()
                .all(|((have, want), &len)| len == 1 || have == want)
    }

    /// Where each item starts, in the order of the dimensions.
    pub fn offsets(&self) -> Vec<isize> {
        let mut all = vec![self.offset];
        for (&len, &stride) in self.shape.iter().zip(&self.strides) {
            let inner = |from: isize| (0..len as isize).map(move |at| from + at * stride);
            all = all.into_iter().flat_map(inner).collect();
        }
        all
    }
}

/// `memoryview`
#[repr(C)]
pub struct MemoryView {
    header: Header,
    /// The object whose bytes these are.
    lender: Value,
    /// `None` when the view is released, or the lender can't move its bytes anyhow.
    loan: RefCell<Option<Loan>>,
    released: Cell<bool>,
    pub readonly: bool,
    pub item: Item,
    /// The format has an `@` in front of the letter.
    pub native_mark: bool,
    pub layout: Layout,
}

// SAFETY: repr(C), header first.
unsafe impl Object for MemoryView {
    const KIND: Kind = Kind::MemoryView;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.lender);
    }
}

impl MemoryView {
    pub fn lender(&self) -> Value {
        self.lender
    }

    pub fn is_released(&self) -> bool {
        self.released.get()
    }

    /// Ends the loan.
    pub fn release(&self) {
        self.released.set(true);
        self.loan.replace(None);
    }

    /// The bytes of the lender, not only those that the view shows.
    pub fn memory(&self) -> &'static [Cell<u8>] {
        lent_bytes(self.lender).unwrap_or(&[])
    }

    /// The bytes of the item at an offset of the layout; `None` where there are none.
    pub fn item_at(&self, offset: isize) -> Option<&'static [Cell<u8>]> {
        let start = usize::try_from(offset).ok()?;
        self.memory().get(start..start + self.item.size)
    }

    /// How many bytes the items have.
    pub fn nbytes(&self) -> usize {
        self.layout.items() * self.item.size
    }

    /// A copy of the items' bytes, in the order of the dimensions.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.nbytes());
        for offset in self.layout.offsets() {
            let item = self.item_at(offset).unwrap_or(&[]);
            bytes.extend(item.iter().map(Cell::get));
        }
        bytes
    }
}

/// The bytes of an object that lends them.
pub fn lent_bytes(lender: Value) -> Option<&'static [Cell<u8>]> {
    match lender.kind()? {
        Kind::Bytes => lender.get::<Bytes>().map(|it| it.tail()),
        Kind::ByteArray => lender.get::<ByteArray>().map(|it| it.items()),
        Kind::TypedArray => lender.get::<TypedArray>().map(|it| it.bytes()),
        _ => None,
    }
}

impl Heap {
    /// A view of a lender's bytes, or of those of another view; `None` when the
    /// object lends none.
    pub fn memoryview(&self, lender: Value) -> Option<Gc<MemoryView>> {
        if let Some(view) = lender.get::<MemoryView>() {
            return Some(self.view_like(view, view.item, view.layout.clone()));
        }
        let memory = lent_bytes(lender)?;
        let array = lender.get::<TypedArray>();
        let byte = Item {
            letter: b'B',
            size: 1,
            what: super::packed::What::Int { signed: false },
        };
        let item = array.map_or(byte, |array| array.item);
        let shape = vec![memory.len() / item.size];
        Some(self.alloc(MemoryView {
            header: Header::new(Kind::MemoryView),
            lender,
            loan: RefCell::new(borrow(lender)),
            released: Cell::new(false),
            readonly: lender.is::<Bytes>(),
            item,
            native_mark: false,
            layout: Layout::contiguous(0, shape, item.size),
        }))
    }

    /// A view of the same lender with another layout.
    pub fn view_like(&self, view: Gc<MemoryView>, item: Item, layout: Layout) -> Gc<MemoryView> {
        self.alloc(MemoryView {
            layout,
            item,
            ..self.view_parts(view, view.readonly, view.native_mark)
        })
    }

    /// The same view with other flags.
    pub fn view_with(&self, view: Gc<MemoryView>, readonly: bool, mark: bool) -> Gc<MemoryView> {
        self.alloc(self.view_parts(view, readonly, mark))
    }

    fn view_parts(&self, view: Gc<MemoryView>, readonly: bool, native_mark: bool) -> MemoryView {
        MemoryView {
            header: Header::new(Kind::MemoryView),
            lender: view.lender,
            loan: RefCell::new(borrow(view.lender)),
            released: Cell::new(false),
            readonly,
            item: view.item,
            native_mark,
            layout: view.layout.clone(),
        }
    }
}

/// Borrows the bytes of a lender that could move them.
fn borrow(lender: Value) -> Option<Loan> {
    if let Some(array) = lender.get::<ByteArray>() {
        return Some(array.loans.lend());
    }
    lender.get::<TypedArray>().map(|array| array.loans.lend())
}
