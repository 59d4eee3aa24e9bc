//! [`Str`]: Python's str, in UTF-8.
//!
//! A str is indexed by code point, but text is mostly ASCII, and what leaves the
//! program is UTF-8. So it *is* UTF-8 (with surrogates, see `wtf8.rs`) that knows how
//! many code points it has: when that is the number of bytes, an index is an offset.
//!
//! ```text
//!  short:  Str [header | hash | len | chars] [the bytes]
//!
//!  long:   Str [.. len 300 ..] ──┐   a + b made this one ..
//!          Str [.. len 320 ..] ──┴─> Blob [the bytes, 320 in use | room]
//!                                    │     .. and appended here, for `s += x`
//!                                    └─> breadcrumbs: the offset of every 64th code point
//! ```
//!
//! A str never changes, but the buffer of one that was built by `+` has room behind
//! it: adding to the str that ends where the buffer ends appends there, and so a loop
//! of `s += x` is linear. Breadcrumbs make indexing of long non-ASCII text fast; they
//! are made when first asked for.
//!
//! Names are *interned*: of equal ones there is one, so that comparing is comparing
//! addresses.

use std::cell::Cell;
use std::cmp::Ordering;
use std::num::NonZeroU64;

use super::array::Blob;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, Tailed};
use super::hash;
use super::heap::{Heap, OutOfMemory};
use super::wtf8::{self, Summary};

/// The text holds surrogates.
const SURROGATES: u8 = 1;
pub(super) const INTERNED: u8 = 2;
/// Interned, but nothing outside the heap relies on it: it may be collected.
pub(super) const MORTAL: u8 = 4;

/// An inline cache has found a class's attribute of this name, or that there is none.
const CACHED: u8 = 8;
/// A class's attribute of this name changed when caches held it.
const CHANGES: u8 = 16;
/// The bytes lie in a buffer.
const BUFFERED: u8 = 32;

/// Longer results of `+` get a buffer with room.
pub(super) const LONG: usize = 256;
/// Code points between breadcrumbs.
const STRIDE: usize = 64;

/// `str`: see the module's documentation.
#[repr(C)]
pub struct Str {
    pub(super) header: Header,
    /// 0 when it is not known yet.
    pub(super) hash: Cell<i64>,
    len: u32,
    chars: u32,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Str {
    const KIND: Kind = Kind::Str;
    fn trace(&self, marker: &mut Marker<'_>) {
        if self.is_buffered()
            && let Some(buffer) = address_in(marker.tail_of(self))
        {
            marker.object(Gc::<Blob>::from_address(buffer));
        }
    }
}

// SAFETY: `len` bytes are allocated, or those of an address.
unsafe impl Tailed for Str {
    type Item = Cell<u8>;
    #[inline(always)]
    fn empty() -> Cell<u8> {
        Cell::new(0)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        if self.is_buffered() {
            size_of::<Gc<Blob>>()
        } else {
            self.len as usize
        }
    }
}

impl Str {
    /// A str of so many bytes, which lie behind it or else in a buffer, whose address
    /// lies behind it.
    pub(super) fn new(len: usize, summary: Summary, buffered: bool) -> Result<Str, OutOfMemory> {
        let header = Header::new(Kind::Str);
        header.set_flag(SURROGATES, summary.surrogates);
        header.set_flag(BUFFERED, buffered);
        let len = u32::try_from(len).map_err(|_| OutOfMemory)?;
        Ok(Str {
            header,
            hash: Cell::new(0),
            len,
            chars: summary.chars as u32,
        })
    }

    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// How many bytes it has.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many code points it has: Python's `len`.
    #[inline(always)]
    pub fn len_chars(&self) -> usize {
        self.chars as usize
    }

    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.len == self.chars
    }

    #[inline(always)]
    pub fn has_surrogates(&self) -> bool {
        self.header.flag(SURROGATES)
    }

    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.header.flag(INTERNED)
    }

    /// Whether the bytes lie in a buffer.
    #[inline(always)]
    pub(super) fn is_buffered(&self) -> bool {
        self.header.flag(BUFFERED)
    }

    /// Interned, but the table does not keep it alive.
    pub(super) fn is_mortal(&self) -> bool {
        self.header.flag(MORTAL)
    }

    /// Notes that an inline cache depends on the classes' attributes of this name.
    pub fn note_cached(&self) {
        self.header.set_flag(CACHED, true);
    }

    /// Whether an inline cache may depend on the classes' attributes of this name.
    pub fn is_cached(&self) -> bool {
        self.header.flag(CACHED)
    }

    /// Notes that a class's attribute of this name is one that changes.
    pub fn note_changes(&self) {
        self.header.set_flag(CHANGES, true);
    }

    /// Whether classes' attributes of this name are better not cached, since they change.
    pub fn changes(&self) -> bool {
        self.header.flag(CHANGES)
    }

    pub(super) fn summary(&self) -> Summary {
        Summary {
            chars: self.len_chars(),
            surrogates: self.has_surrogates(),
        }
    }
}

/// The address that the bytes behind a buffered str are.
#[inline(always)]
fn address_in(tail: &[Cell<u8>]) -> Option<NonZeroU64> {
    let bytes: &[Cell<u8>; 8] = tail.first_chunk()?;
    NonZeroU64::new(u64::from_ne_bytes(std::array::from_fn(|at| {
        bytes[at].get()
    })))
}

impl Gc<Str> {
    /// The buffer that the bytes lie in.
    #[inline(always)]
    pub(super) fn buffer(self) -> Option<Gc<Blob>> {
        if !self.is_buffered() {
            return None;
        }
        address_in(self.tail()).map(Gc::from_address)
    }

    /// The text as bytes.
    #[inline(always)]
    pub fn bytes<'a>(self) -> &'a [u8] {
        match self.buffer() {
            Some(buffer) => buffer.frozen(self.len()),
            None => {
                let tail = self.tail();
                // SAFETY: the bytes of a str are written once, when it is made.
                unsafe { std::slice::from_raw_parts(tail.as_ptr().cast(), tail.len()) }
            }
        }
    }

    /// The text, if it has no surrogates.
    #[inline]
    pub fn as_str<'a>(self) -> Option<&'a str> {
        if self.has_surrogates() {
            return None;
        }
        // SAFETY: a str is made of well-formed bytes only, and the flag says that no
        // surrogates are among them.
        Some(unsafe { std::str::from_utf8_unchecked(self.bytes()) })
    }

    /// The text, with `?` for each surrogate.
    pub fn to_string_lossy<'a>(self) -> std::borrow::Cow<'a, str> {
        match self.as_str() {
            Some(text) => text.into(),
            None => self
                .code_points()
                .map(|it| char::from_u32(it).unwrap_or('?'))
                .collect::<String>()
                .into(),
        }
    }

    /// The code points, one by one.
    pub fn code_points(self) -> impl Iterator<Item = u32> + Clone {
        wtf8::code_points(self.bytes())
    }

    /// The hash; never 0 but for the empty str's, which is.
    #[inline]
    pub fn hash(self) -> i64 {
        match self.hash.get() {
            0 => self.make_hash(),
            hash => hash,
        }
    }

    #[cold]
    #[inline(never)]
    fn make_hash(self) -> i64 {
        if !self.is_empty() {
            self.hash.set(hash::bytes(self.bytes()));
        }
        self.hash.get()
    }

    /// Whether both have the same text.
    #[inline]
    pub fn equals(self, other: Gc<Str>) -> bool {
        if self == other {
            return true;
        }
        if self.len != other.len || (self.is_interned() && other.is_interned()) {
            return false;
        }
        let (a, b) = (self.hash.get(), other.hash.get());
        (a == b || a == 0 || b == 0) && self.bytes() == other.bytes()
    }

    /// Compares by code points.
    pub fn compare(self, other: Gc<Str>) -> Ordering {
        self.bytes().cmp(other.bytes())
    }

    /// The code point at an index.
    #[inline]
    pub fn char_at(self, heap: &Heap, index: usize) -> Option<u32> {
        if index >= self.len_chars() {
            return None;
        }
        if self.is_ascii() {
            return Some(u32::from(self.bytes()[index]));
        }
        Some(wtf8::decode(self.bytes(), self.byte_offset(heap, index)).0)
    }

    /// Where the code point at an index starts; the length for indices beyond.
    pub fn byte_offset(self, heap: &Heap, index: usize) -> usize {
        if index >= self.len_chars() {
            return self.len();
        }
        if self.is_ascii() {
            return index;
        }
        let mut offset = self.crumb(heap, index / STRIDE);
        let mut left = index
            - if offset == 0 {
                0
            } else {
                index / STRIDE * STRIDE
            };
        let bytes = self.bytes();
        while left > 0 {
            offset += wtf8::decode(bytes, offset).1;
            left -= 1;
        }
        offset
    }

    /// Which code point starts at an offset.
    pub fn char_offset(self, heap: &Heap, offset: usize) -> usize {
        let offset = offset.min(self.len());
        if self.is_ascii() {
            return offset;
        }
        // The last crumb at or before the offset, by bisection.
        let (mut low, mut high) = (0, self.len_chars() / STRIDE);
        while low < high {
            let middle = (low + high).div_ceil(2);
            let crumb = self.crumb(heap, middle);
            if crumb != 0 && crumb <= offset {
                low = middle
            } else {
                high = middle - 1
            }
        }
        low * STRIDE + wtf8::count(&self.bytes()[self.crumb(heap, low)..offset])
    }

    /// The offset of code point `number * STRIDE`, or 0 where there are no crumbs.
    fn crumb(self, heap: &Heap, number: usize) -> usize {
        let Some(buffer) = self.buffer().filter(|_| number > 0) else {
            return 0;
        };
        let read = |crumbs: Gc<Blob>| {
            let crumb = crumbs.tail().get((number - 1) * 4..number * 4)?;
            Some(u32::from_le_bytes([
                crumb[0].get(),
                crumb[1].get(),
                crumb[2].get(),
                crumb[3].get(),
            ]) as usize)
        };
        if let Some(offset) = buffer.breadcrumbs.get().and_then(read) {
            return offset;
        }
        match drop_crumbs(heap, buffer) {
            Ok(crumbs) => read(crumbs).unwrap_or(0),
            Err(OutOfMemory) => 0,
        }
    }
}

/// Completes the crumbs for all that is in a buffer.
#[cold]
fn drop_crumbs(heap: &Heap, buffer: Gc<Blob>) -> Result<Gc<Blob>, OutOfMemory> {
    let bytes = buffer.frozen(buffer.len());
    let mut crumbs = match buffer.breadcrumbs.get() {
        Some(crumbs) => crumbs,
        None => heap.blob(bytes.len() / STRIDE * 2)?,
    };
    let mut offset = match crumbs.tail() {
        [.., a, b, c, d] => u32::from_le_bytes([a.get(), b.get(), c.get(), d.get()]) as usize,
        _ => 0,
    };
    let mut chars = 0;
    while offset < bytes.len() {
        offset += wtf8::decode(bytes, offset).1;
        chars += 1;
        if chars == STRIDE {
            chars = 0;
            let crumb = (offset as u32).to_le_bytes();
            if !crumbs.extend_within_capacity(&crumb) {
                crumbs = heap.grow_blob(crumbs, crumb.len())?;
                let _fits = crumbs.extend_within_capacity(&crumb);
            }
        }
    }
    buffer.breadcrumbs.set(Some(crumbs));
    Ok(crumbs)
}
