//! [`Str`]: Python's str, in UTF-8.
//!
//! A str is indexed by code point, but text is mostly ASCII, and what leaves the
//! program is UTF-8. So it *is* UTF-8 (with surrogates, see `wtf8.rs`) that knows how
//! many code points it has: when that is the number of bytes, an index is an offset.
//!
//! ```text
//!  short:  Str [header | hash | len | chars | no buffer] [the bytes]
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

use super::array::Blob;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::hash;
use super::heap::{Heap, OutOfMemory};
use super::wtf8::{self, Summary};

/// The text holds surrogates.
const SURROGATES: u8 = 1;
const INTERNED: u8 = 2;
/// Interned, but nothing outside the heap relies on it: it may be collected.
const MORTAL: u8 = 4;

/// Longer results of `+` get a buffer with room.
const LONG: usize = 256;
/// Code points between breadcrumbs.
const STRIDE: usize = 64;

/// `str`: see the module's documentation.
#[repr(C)]
pub struct Str {
    header: Header,
    /// 0 when it is not known yet.
    hash: Cell<i64>,
    len: u32,
    chars: u32,
    buffer: Option<Gc<Blob>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Str {
    const KIND: Kind = Kind::Str;
    fn trace(&self, marker: &mut Marker<'_>) {
        if let Some(buffer) = self.buffer {
            marker.object(buffer);
        }
    }
}

// SAFETY: without a buffer, `len` bytes are allocated.
unsafe impl Tailed for Str {
    type Item = Cell<u8>;
    #[inline(always)]
    fn empty() -> Cell<u8> {
        Cell::new(0)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        if self.buffer.is_some() {
            0
        } else {
            self.len as usize
        }
    }
}

impl Str {
    fn new(len: usize, summary: Summary, buffer: Option<Gc<Blob>>) -> Result<Str, OutOfMemory> {
        let header = Header::new(Kind::Str);
        header.set_flag(SURROGATES, summary.surrogates);
        let len = u32::try_from(len).map_err(|_| OutOfMemory)?;
        Ok(Str {
            header,
            hash: Cell::new(0),
            len,
            chars: summary.chars as u32,
            buffer,
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

    /// Interned, but the table does not keep it alive.
    pub(super) fn is_mortal(&self) -> bool {
        self.header.flag(MORTAL)
    }

    fn summary(&self) -> Summary {
        Summary {
            chars: self.len_chars(),
            surrogates: self.has_surrogates(),
        }
    }
}

impl Gc<Str> {
    /// The text as bytes.
    #[inline(always)]
    pub fn bytes<'a>(self) -> &'a [u8] {
        match self.buffer {
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
        let Some(buffer) = self.buffer.filter(|_| number > 0) else {
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

impl Heap {
    /// A str. Ends the process where there is no memory for it, which can't be for
    /// text that is in memory already.
    pub fn str(&self, text: &str) -> Gc<Str> {
        self.str_from(
            text.as_bytes(),
            Summary {
                chars: wtf8::count(text.as_bytes()),
                surrogates: false,
            },
        )
    }

    /// A str of bytes that may hold surrogates; `None` where they are not well-formed.
    pub fn str_wtf8(&self, bytes: &[u8]) -> Option<Gc<Str>> {
        Some(self.str_from(bytes, wtf8::check(bytes)?))
    }

    /// A str of one code point; `None` beyond 0x10ffff.
    pub fn str_code_point(&self, code_point: u32) -> Option<Gc<Str>> {
        if code_point < 0x100 {
            return self.character(code_point as usize);
        }
        if code_point > 0x10_ffff {
            return None;
        }
        let mut bytes = Vec::with_capacity(4);
        wtf8::push(&mut bytes, code_point);
        Some(self.str_from(
            &bytes,
            Summary {
                chars: 1,
                surrogates: wtf8::is_surrogate(code_point),
            },
        ))
    }

    /// The empty str.
    pub fn empty_str(&self) -> Gc<Str> {
        self.str("")
    }

    fn character(&self, index: usize) -> Option<Gc<Str>> {
        self.characters.get()?.tail().get(index)?.get().get()
    }

    /// Makes the strings of one Latin-1 character, and the empty one behind them.
    pub(super) fn make_characters(&self) {
        let Ok(characters) = self.array(257) else {
            return;
        };
        let mut buffer = [0; 4];
        for code_point in 0..=255_u8 {
            let text = char::from(code_point).encode_utf8(&mut buffer);
            let it = self.fresh_str(
                text.as_bytes(),
                Summary {
                    chars: 1,
                    surrogates: false,
                },
            );
            let _fits = characters.push_within_capacity(it.into());
        }
        let empty = self.fresh_str(
            b"",
            Summary {
                chars: 0,
                surrogates: false,
            },
        );
        let _fits = characters.push_within_capacity(empty.into());
        self.characters.set(Some(characters));
    }

    /// A str of well-formed bytes of which the summary is known.
    fn str_from(&self, bytes: &[u8], summary: Summary) -> Gc<Str> {
        let shared = match bytes {
            [] => self.character(256),
            [ascii] => self.character(usize::from(*ascii)),
            [0xc2 | 0xc3, _] => self.character(wtf8::decode(bytes, 0).0 as usize),
            _ => None,
        };
        shared.unwrap_or_else(|| self.fresh_str(bytes, summary))
    }

    /// A new object, whatever its text is.
    fn fresh_str(&self, bytes: &[u8], summary: Summary) -> Gc<Str> {
        self.try_fresh_str(bytes, summary)
            .unwrap_or_else(|OutOfMemory| {
                eprintln!("glassnake: a str of {} bytes is too long", bytes.len());
                std::process::exit(1)
            })
    }

    fn try_fresh_str(&self, bytes: &[u8], summary: Summary) -> Result<Gc<Str>, OutOfMemory> {
        // Breadcrumbs hang on a buffer.
        if bytes.len() > LONG && summary.chars < bytes.len() {
            let buffer = self.blob(bytes.len())?;
            let _fits = buffer.extend_within_capacity(bytes);
            return Ok(self.alloc(Str::new(bytes.len(), summary, Some(buffer))?));
        }
        let it = self.try_alloc_tail(Str::new(bytes.len(), summary, None)?, bytes.len())?;
        for (to, &from) in it.tail().iter().zip(bytes) {
            to.set(from);
        }
        Ok(it)
    }

    /// A str of the same text of another class: a subclass of `str`.
    pub fn str_of_class(&self, text: Gc<Str>, shape: ShapeId) -> Gc<Str> {
        let it = self.fresh_str(text.bytes(), text.summary());
        it.header.set_shape(shape);
        it
    }

    /// The same text as a plain str.
    pub fn exact_str(&self, text: Gc<Str>) -> Gc<Str> {
        if text.header.is_exact() {
            text
        } else {
            self.str_from(text.bytes(), text.summary())
        }
    }

    // --- interning ---

    /// The one str of this text, which stays for ever.
    pub fn intern(&self, text: &str) -> Gc<Str> {
        let it = self.intern_str(self.str(text));
        it.header.set_flag(MORTAL, false);
        it
    }

    /// The one str of this text, perhaps this one; it stays as long as it is used.
    pub fn intern_str(&self, text: Gc<Str>) -> Gc<Str> {
        if text.is_interned() {
            return text;
        }
        let hash = text.hash() as u64;
        let mut interned = self.interned.borrow_mut();
        if let Some(&it) = interned.find(hash, |it| it.equals(text)) {
            return it;
        }
        let it = self.exact_str(text);
        it.header.set_flag(INTERNED | MORTAL, true);
        it.hash();
        interned.insert_unique(hash, it, |it| it.hash() as u64);
        it
    }

    /// The interned str of this text, if there is one.
    pub fn find_interned(&self, text: Gc<Str>) -> Option<Gc<Str>> {
        if text.is_interned() {
            return Some(text);
        }
        self.interned
            .borrow()
            .find(text.hash() as u64, |it| it.equals(text))
            .copied()
    }

    // --- making strings of strings ---

    /// `a + b`
    pub fn concat(&self, a: Gc<Str>, b: Gc<Str>) -> Result<Gc<Str>, OutOfMemory> {
        if b.is_empty() && a.header.is_exact() {
            return Ok(a);
        }
        if a.is_empty() && b.header.is_exact() {
            return Ok(b);
        }
        let len = a.len() + b.len();
        if len > u32::MAX as usize {
            return Err(OutOfMemory);
        }
        let summary = Summary {
            chars: a.len_chars() + b.len_chars(),
            surrogates: a.has_surrogates() || b.has_surrogates(),
        };
        if len <= LONG {
            let it = self.try_alloc_tail(Str::new(len, summary, None)?, len)?;
            let (front, back) = it.tail().split_at(a.len());
            front
                .iter()
                .zip(a.bytes())
                .for_each(|(to, &from)| to.set(from));
            back.iter()
                .zip(b.bytes())
                .for_each(|(to, &from)| to.set(from));
            return Ok(it);
        }
        if let Some(buffer) = a.buffer
            && buffer.len() == a.len()
            && buffer.extend_within_capacity(b.bytes())
        {
            return Ok(self.alloc(Str::new(len, summary, Some(buffer))?));
        }
        let buffer = match a.buffer {
            Some(old) if old.len() == a.len() => self.grow_blob(old, b.len())?,
            _ => {
                let buffer = self.blob(len + len / 2)?;
                let _fits = buffer.extend_within_capacity(a.bytes());
                buffer
            }
        };
        let _fits = buffer.extend_within_capacity(b.bytes());
        Ok(self.alloc(Str::new(len, summary, Some(buffer))?))
    }

    /// The code points from `start` up to `end`.
    pub fn substring(&self, text: Gc<Str>, start: usize, end: usize) -> Gc<Str> {
        let end = end.min(text.len_chars());
        if start >= end {
            return self.empty_str();
        }
        if start == 0 && end == text.len_chars() {
            return self.exact_str(text);
        }
        let (from, to) = (text.byte_offset(self, start), text.byte_offset(self, end));
        self.part(text, from, to, end - start)
    }

    /// The bytes from `from` up to `to`, which lie between code points, as a str.
    pub fn byte_slice(&self, text: Gc<Str>, from: usize, to: usize) -> Gc<Str> {
        let bytes = text.bytes().get(from..to).unwrap_or_default();
        let chars = if text.is_ascii() {
            bytes.len()
        } else {
            wtf8::count(bytes)
        };
        self.part(text, from, from + bytes.len(), chars)
    }

    fn part(&self, text: Gc<Str>, from: usize, to: usize, chars: usize) -> Gc<Str> {
        let bytes = &text.bytes()[from..to];
        let surrogates = text.has_surrogates() && wtf8::has_surrogates(bytes);
        self.str_from(bytes, Summary { chars, surrogates })
    }

    /// `count` code points from `start` on, every `step`th.
    pub fn str_slice(&self, text: Gc<Str>, start: usize, step: isize, count: usize) -> Gc<Str> {
        if step == 1 {
            return self.substring(text, start, start.saturating_add(count));
        }
        let mut bytes = Vec::with_capacity(count);
        let (mut index, mut chars) = (start, 0);
        while chars < count
            && let Some(code_point) = text.char_at(self, index)
        {
            wtf8::push(&mut bytes, code_point);
            chars += 1;
            match index.checked_add_signed(step) {
                Some(next) => index = next,
                None => break,
            }
        }
        let surrogates = text.has_surrogates() && wtf8::has_surrogates(&bytes);
        self.str_from(&bytes, Summary { chars, surrogates })
    }

    /// `text * count`
    pub fn repeat_str(&self, text: Gc<Str>, count: usize) -> Result<Gc<Str>, OutOfMemory> {
        let len = text.len().checked_mul(count).ok_or(OutOfMemory)?;
        if len == 0 {
            return Ok(self.empty_str());
        }
        if count == 1 {
            return Ok(self.exact_str(text));
        }
        let summary = Summary {
            chars: text.len_chars().saturating_mul(count),
            surrogates: text.has_surrogates(),
        };
        let head = Str::new(len, summary, None)?;
        let buffer = self.blob(len)?;
        for _ in 0..count {
            let _fits = buffer.extend_within_capacity(text.bytes());
        }
        Ok(self.alloc(Str {
            buffer: Some(buffer),
            ..head
        }))
    }
}
