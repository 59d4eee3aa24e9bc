//! [`Bytes`] and [`ByteArray`].

use std::cell::Cell;

use super::array::Blob;
use super::buffer::Loans;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::hash;
use super::heap::{Heap, OutOfMemory, exhausted};

/// `bytes`: they are its tail.
#[repr(C)]
pub struct Bytes {
    header: Header,
    /// 0 when it is not known yet.
    hash: Cell<i64>,
    len: usize,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Bytes {
    const KIND: Kind = Kind::Bytes;
    fn trace(&self, _: &mut Marker<'_>) {}
}

// SAFETY: `len` is the length given to `alloc_tail`.
unsafe impl Tailed for Bytes {
    type Item = Cell<u8>;
    #[inline(always)]
    fn empty() -> Cell<u8> {
        Cell::new(0)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len
    }
}

impl Bytes {
    fn new(len: usize) -> Bytes {
        Bytes {
            header: Header::new(Kind::Bytes),
            hash: Cell::new(0),
            len,
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Gc<Bytes> {
    #[inline(always)]
    pub fn bytes<'a>(self) -> &'a [u8] {
        let tail = self.tail();
        // SAFETY: bytes are written once, when they are made.
        unsafe { std::slice::from_raw_parts(tail.as_ptr().cast(), tail.len()) }
    }

    pub fn hash(self) -> i64 {
        if self.hash.get() == 0 && self.len > 0 {
            self.hash.set(hash::bytes(self.bytes()));
        }
        self.hash.get()
    }
}

/// `bytearray`
#[repr(C)]
pub struct ByteArray {
    header: Header,
    blob: Cell<Gc<Blob>>,
    /// Whether memoryviews look at the bytes.
    pub loans: Loans,
}

// SAFETY: repr(C), header first.
unsafe impl Object for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.blob.get());
    }
}

impl ByteArray {
    /// A bytearray of the bytes of a blob, which nobody else changes.
    pub fn new(blob: Gc<Blob>) -> ByteArray {
        ByteArray {
            header: Header::new(Kind::ByteArray),
            blob: Cell::new(blob),
            loans: Loans::default(),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn blob(&self) -> Gc<Blob> {
        self.blob.get()
    }

    /// Gives it other bytes.
    pub fn set_blob(&self, blob: Gc<Blob>) {
        self.blob.set(blob);
    }

    pub fn len(&self) -> usize {
        self.blob.get().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Gc<ByteArray> {
    /// The bytes as they are now.
    pub fn items<'a>(self) -> &'a [Cell<u8>] {
        self.blob.get().tail()
    }

    /// A copy of the bytes.
    pub fn to_vec(self) -> Vec<u8> {
        self.items().iter().map(Cell::get).collect()
    }

    /// Appends bytes, which are not its own.
    pub fn extend(self, heap: &Heap, bytes: &[u8]) -> Result<(), OutOfMemory> {
        if !self.blob.get().extend_within_capacity(bytes) {
            self.blob.set(heap.grow_blob(self.blob.get(), bytes.len())?);
            let _fits = self.blob.get().extend_within_capacity(bytes);
        }
        Ok(())
    }

    /// Replaces the bytes from `start` up to `end` by others.
    pub fn splice(
        self,
        heap: &Heap,
        start: usize,
        end: usize,
        bytes: &[u8],
    ) -> Result<(), OutOfMemory> {
        let (old, len) = (self.blob.get(), self.len());
        let start = start.min(len);
        let end = end.clamp(start, len);
        let new = heap.blob(len - (end - start) + bytes.len())?;
        new.append_from(&old.tail()[..start]);
        let _fits = new.extend_within_capacity(bytes);
        new.append_from(&old.tail()[end..]);
        self.blob.set(new);
        Ok(())
    }
}

impl Heap {
    /// Bytes. Ends the process where there is no memory, which can't be for what is
    /// in memory already.
    pub fn bytes(&self, bytes: &[u8]) -> Gc<Bytes> {
        self.try_bytes(bytes)
            .unwrap_or_else(|OutOfMemory| exhausted())
    }

    /// A copy of bytes, of a length that the program chooses.
    pub fn try_bytes(&self, bytes: &[u8]) -> Result<Gc<Bytes>, OutOfMemory> {
        self.try_alloc_with(Bytes::new(bytes.len()), bytes.len(), |index| {
            Cell::new(bytes[index])
        })
    }

    /// Bytes of zeros, of a length that the program chooses.
    pub fn try_zeroed_bytes(&self, len: usize) -> Result<Gc<Bytes>, OutOfMemory> {
        self.try_alloc_tail(Bytes::new(len), len)
    }

    /// `bytes * count`
    pub fn repeat_bytes(&self, bytes: &[u8], count: usize) -> Result<Gc<Bytes>, OutOfMemory> {
        let it = self.try_zeroed_bytes(bytes.len().checked_mul(count).ok_or(OutOfMemory)?)?;
        if !bytes.is_empty() {
            for chunk in it.tail().chunks_exact(bytes.len()) {
                chunk.iter().zip(bytes).for_each(|(to, &from)| to.set(from));
            }
        }
        Ok(it)
    }

    /// Bytes of another class: a subclass of `bytes`.
    pub fn bytes_of_class(&self, bytes: &[u8], shape: ShapeId) -> Gc<Bytes> {
        let it = self.bytes(bytes);
        it.header.set_shape(shape);
        it
    }

    /// A bytearray.
    pub fn bytearray(&self, bytes: &[u8]) -> Result<Gc<ByteArray>, OutOfMemory> {
        let blob = self.blob(bytes.len())?;
        let _fits = blob.extend_within_capacity(bytes);
        Ok(self.alloc(ByteArray::new(blob)))
    }

    /// A bytearray of `len` zeros.
    pub fn zeroed_bytearray(&self, len: usize) -> Result<Gc<ByteArray>, OutOfMemory> {
        let blob = self.blob(len)?;
        let _fits = blob.resize_within_capacity(len, 0);
        Ok(self.alloc(ByteArray::new(blob)))
    }
}
