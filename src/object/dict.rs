//! [`Dict`]: ordered and compact.
//!
//! A hash table of entries is mostly air, and forgets in which order they came. So
//! the entries lie in a row, in the order of insertion, and the hash table holds only
//! their numbers, in as few bytes as will do:
//!
//! ```text
//!  Dict [header | used | version | entries | index]
//!                                     │        └> Blob [ - 2 - 0 - - 1 - ]   u8, u16 or u32
//!                                     v
//!                     Entries [hash key value][hash - -][hash key value] room
//!                                              removed
//! ```
//!
//! Up to ten entries need no index (see `dict_index.rs`). A removed entry stays as a
//! hole until there is no room; how much room there is, is what CPython says (see
//! [`room_for`]): a loop over a dict that swaps keys for others meets the new ones, or
//! does not, by whether the entries have moved on the way.
//!
//! `version` lets an inline cache say "nothing was added or removed since": it gets a
//! number nobody had when a cache asks for it, and loses it when a key comes or goes
//! or the entries move. Replacing a value keeps it.

use std::cell::Cell;

use super::array::Blob;
use super::collect::Marker;
use super::dict_index::{Crowded, Index};
use super::gc::{Gc, Header, Kind, Object, Tailed};
use super::hash;
use super::heap::{Heap, OutOfMemory};
use super::number;
use super::str::Str;
use super::value::Value;

pub use super::dict_view::{DictView, ViewOf};

/// Dicts of more entries have an index.
const SCANNED: usize = 10;
/// No cache knows this dict. No version is this number.
const UNVERSIONED: u32 = u32::MAX;
/// Header flag: a key is not an interned str.
const PLAIN_KEYS: u8 = 1;
/// Header flag: a key is not an exact str.
const OTHER_KEYS: u8 = 2;
/// Header flag: a key has an `==` that only the VM knows.
const ODD_KEYS: u8 = 4;

/// One entry; when it was removed its key is unbound.
#[repr(C)]
pub struct Entry {
    pub hash: Cell<i64>,
    pub key: Cell<Value>,
    pub value: Cell<Value>,
}

/// The entries of a dict.
#[repr(C)]
pub struct Entries {
    header: Header,
    len: Cell<u32>,
    /// All entries before this one are holes: whoever takes entries out at the front,
    /// one after the other, does not pass over them again each time.
    first: Cell<u32>,
    pub(super) capacity: usize,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Entries {
    const KIND: Kind = Kind::Entries;
    fn trace(&self, marker: &mut Marker<'_>) {
        for entry in marker.tail_of(self) {
            marker.value(entry.key.get());
            marker.value(entry.value.get());
        }
    }
}

// SAFETY: `len` stays below `capacity`, which was allocated.
unsafe impl Tailed for Entries {
    type Item = Entry;
    #[inline(always)]
    fn empty() -> Entry {
        Entry {
            hash: Cell::new(0),
            key: Cell::new(Value::UNBOUND),
            value: Cell::new(Value::UNBOUND),
        }
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.len.get() as usize
    }
}

impl Entries {
    pub(super) fn new(capacity: usize) -> Entries {
        Entries {
            header: Header::new(Kind::Entries),
            len: Cell::new(0),
            first: Cell::new(0),
            capacity,
        }
    }
}

impl Gc<Entries> {
    /// Appends an entry; there is room.
    fn push(self, hash: i64, key: Value, value: Value) {
        let len = self.len.get();
        debug_assert!((len as usize) < self.capacity);
        self.len.set(len + 1);
        let entry = &self.tail()[len as usize];
        entry.hash.set(hash);
        entry.key.set(key);
        entry.value.set(value);
    }
}

/// `dict`
#[repr(C)]
pub struct Dict {
    header: Header,
    used: Cell<u32>,
    version: Cell<u32>,
    entries: Cell<Gc<Entries>>,
    index: Cell<Option<Gc<Blob>>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Dict {
    const KIND: Kind = Kind::Dict;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.entries.get());
        if let Some(index) = self.index.get() {
            marker.object(index);
        }
    }
}

impl Dict {
    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get() as usize
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.used.get() == 0
    }

    /// Whether every key is an exact str.
    #[inline(always)]
    pub fn has_only_str_keys(&self) -> bool {
        !self.header.flag(OTHER_KEYS)
    }

    /// Whether a key may equal an exact str, int, or such, in a way that only its
    /// class's `__eq__` knows: then `get_str` and `find_int` do not see it.
    #[inline(always)]
    pub fn has_odd_keys(&self) -> bool {
        self.header.flag(ODD_KEYS)
    }

    /// Whether this is still the dict that `version` gave a number to, with the same
    /// keys in the same places.
    #[inline(always)]
    pub fn has_version(&self, version: u32) -> bool {
        self.version.get() == version
    }

    #[inline(always)]
    fn changed(&self) {
        self.version.set(UNVERSIONED);
    }

    fn note_key(&self, key: Value) {
        let flags = match key.get::<Str>() {
            Some(name) if name.is_interned() => return,
            Some(name) if name.header().is_exact() => PLAIN_KEYS,
            _ if number::has_known_equality(key) => PLAIN_KEYS | OTHER_KEYS,
            _ => PLAIN_KEYS | OTHER_KEYS | ODD_KEYS,
        };
        self.header.set_flag(flags, true);
    }
}

impl Gc<Dict> {
    /// A number that stands for the keys and their places as they are now: never 0.
    /// `None` when all numbers are used up.
    pub fn version(self, heap: &Heap) -> Option<u32> {
        if self.version.get() == UNVERSIONED {
            let version = heap.next_version.get();
            if version == UNVERSIONED {
                return None;
            }
            heap.next_version.set(version + 1);
            self.version.set(version);
        }
        Some(self.version.get())
    }

    // --- looking up ---

    /// The value of a str.
    #[inline]
    pub fn get_str(self, name: Gc<Str>) -> Option<Value> {
        let entry = self.entry_of_str(name)?;
        Some(self.entries.get().tail()[entry].value.get())
    }

    /// The number of the entry of a str. Odd keys are not seen (`has_odd_keys`).
    #[inline]
    pub fn entry_of_str(self, name: Gc<Str>) -> Option<usize> {
        let entries = self.entries.get().tail();
        let key = Value::from(name);
        let Some(slots) = self.index.get() else {
            let found = entries.iter().position(|entry| entry.key.get() == key);
            if found.is_some() || (name.is_interned() && !self.header.flag(PLAIN_KEYS)) {
                return found;
            }
            let hash = name.hash();
            return entries
                .iter()
                .position(|entry| entry.hash.get() == hash && is_str(entry.key.get(), name));
        };
        let (index, hash) = (Index::of(slots), name.hash());
        let mut place = index.start(hash);
        loop {
            let number = index.get(place);
            let entry = entries.get(number as usize)?;
            let found = entry.key.get();
            if found == key || (entry.hash.get() == hash && is_str(found, name)) {
                return Some(number as usize);
            }
            place = (place + 1) & index.mask;
        }
    }

    /// The number of the entry of an int, without asking anybody; `Err` when a key
    /// is there of which only its class knows whether it is equal.
    #[inline]
    pub fn find_int(self, int: Value) -> Result<Option<usize>, Unsure> {
        self.find(hash::int(int.int_unchecked()), int, |_| Err(Unsure))
    }

    /// The number of the entry of a key. `eq` says whether a key found equals the one
    /// looked for, where that takes the VM. It may change the dict: then the search
    /// begins again.
    #[inline]
    pub fn find<E>(
        self,
        hash: i64,
        key: Value,
        mut eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        'again: loop {
            let entries = self.entries.get();
            let index = self.index.get().map(Index::of);
            let mut place = index.map_or(0, |index| index.start(hash));
            loop {
                let number = match index {
                    Some(index) => index.get(place) as usize,
                    None => place,
                };
                let Some(entry) = entries.tail().get(number) else {
                    return Ok(None);
                };
                let found = entry.key.get();
                if found == key {
                    return Ok(Some(number));
                }
                if entry.hash.get() == hash && !found.is_unbound() {
                    let equal = match number::same(found, key) {
                        Some(equal) => equal,
                        None => {
                            let holes = self.holes();
                            let equal = eq(found)?;
                            // Keys that `eq` adds do no harm, and must not: with one more
                            // at each comparison the search would never end.
                            let now = entries.tail().get(number);
                            let same = self.entries.get() == entries
                                && self.holes() == holes
                                && now.is_some_and(|entry| entry.key.get() == found);
                            if !same {
                                continue 'again;
                            }
                            equal
                        }
                    };
                    if equal {
                        return Ok(Some(number));
                    }
                }
                place += 1;
                if let Some(index) = index {
                    place &= index.mask;
                }
            }
        }
    }

    /// How many entries were taken out since they were last moved together.
    fn holes(self) -> usize {
        self.entries_end() - self.len()
    }

    // --- by number ---

    /// The value of the entry with a number; unbound where there is none.
    #[inline(always)]
    pub fn value_at(self, entry: usize) -> Value {
        self.entries
            .get()
            .tail()
            .get(entry)
            .map_or(Value::UNBOUND, |entry| entry.value.get())
    }

    /// Replaces the value of the entry with a number, if there is one.
    #[inline(always)]
    pub fn set_value_at(self, entry: usize, value: Value) {
        if let Some(entry) = self.entries.get().tail().get(entry) {
            entry.value.set(value);
        }
    }

    /// Where the value of the entry with a number is. It stays there as long as the
    /// dict has the same version.
    pub fn cell_at<'a>(self, entry: usize) -> Option<&'a Cell<Value>> {
        let entry = self.entries.get().tail().get(entry)?;
        Some(&entry.value)
    }

    /// The key and value of the entry with a number; `None` for holes too.
    #[inline]
    pub fn entry(self, entry: usize) -> Option<(Value, Value)> {
        let entry = self.entries.get().tail().get(entry)?;
        Some((entry.key.get().bound()?, entry.value.get()))
    }

    /// The hash of the key of the entry with a number.
    pub fn hash_at(self, entry: usize) -> Option<i64> {
        self.entries
            .get()
            .tail()
            .get(entry)
            .map(|entry| entry.hash.get())
    }

    /// The first entry from a number on: its number, key and value.
    #[inline]
    pub fn next_entry(self, from: usize) -> Option<(usize, Value, Value)> {
        let entries = self.entries.get();
        let from = from.max(entries.first.get() as usize);
        let rest = entries.tail().get(from..)?;
        let skipped = rest
            .iter()
            .position(|entry| !entry.key.get().is_unbound())?;
        Some((
            from + skipped,
            rest[skipped].key.get(),
            rest[skipped].value.get(),
        ))
    }

    /// The last entry before a number.
    pub fn entry_before(self, end: usize) -> Option<(usize, Value, Value)> {
        let entries = self.entries.get().tail();
        let entries = &entries[..end.min(entries.len())];
        let last = entries
            .iter()
            .rposition(|entry| !entry.key.get().is_unbound())?;
        Some((last, entries[last].key.get(), entries[last].value.get()))
    }

    /// Every key and value as the dict is now; it may change on the way.
    pub fn iter(self) -> impl Iterator<Item = (Value, Value)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (entry, key, value) = self.next_entry(from)?;
            from = entry + 1;
            Some((key, value))
        })
    }

    /// One past the number of the last entry.
    pub fn entries_end(self) -> usize {
        self.entries.get().tail_len()
    }

    // --- changing ---

    /// `dict[key] = value`; whether the key is new.
    pub fn insert<E>(
        self,
        heap: &Heap,
        hash: i64,
        key: Value,
        value: Value,
        eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        match self.find(hash, key, eq)? {
            Some(entry) => {
                self.set_value_at(entry, value);
                Ok(false)
            }
            None => {
                self.insert_new(heap, hash, key, value);
                Ok(true)
            }
        }
    }

    /// `dict[name] = value`
    #[inline]
    pub fn insert_str(self, heap: &Heap, name: Gc<Str>, value: Value) {
        match self.entry_of_str(name) {
            Some(entry) => self.set_value_at(entry, value),
            None => self.insert_new(heap, name.hash(), name.into(), value),
        }
    }

    /// Adds a key that is not in the dict.
    pub fn insert_new(self, heap: &Heap, hash: i64, key: Value, value: Value) {
        let mut entries = self.entries.get();
        if entries.tail_len() == entries.capacity {
            self.make_room(heap, 1);
            entries = self.entries.get();
        }
        let number = entries.len.get();
        entries.push(hash, key, value);
        self.index_entry(heap, hash, number);
        self.used.set(self.used.get() + 1);
        self.note_key(key);
        self.changed();
    }

    /// Whether there is memory for so many more entries. To be asked before a program
    /// adds them: what they are added to can't fail.
    #[inline(always)]
    pub fn can_grow(self, heap: &Heap, extra: usize) -> Result<(), OutOfMemory> {
        let entries = self.entries.get();
        if entries.capacity - entries.len.get() as usize >= extra {
            return Ok(());
        }
        // Entries and index, see `make_room`.
        heap.can_hold(self.room_with(extra).saturating_mul(size_of::<Entry>() + 8))
    }

    /// Whether there is memory for a copy.
    pub fn can_copy(self, heap: &Heap) -> Result<(), OutOfMemory> {
        heap.can_hold(self.entries.get().capacity * (size_of::<Entry>() + 8))
    }

    /// Makes room for so many more entries, so that they can be added without moving.
    pub fn reserve(self, heap: &Heap, extra: usize) {
        let entries = self.entries.get();
        if entries.capacity - entries.tail_len() < extra {
            self.make_room(heap, extra);
        }
    }

    #[cold]
    #[inline(never)]
    fn make_room(self, heap: &Heap, extra: usize) {
        self.rebuild(heap, self.room_with(extra), 0);
    }

    /// How many entries there should be room for when so many more are added.
    fn room_with(self, extra: usize) -> usize {
        let used = self.len();
        let wanted = used.saturating_add(extra);
        match room_for(used.saturating_mul(3)) {
            room if room >= wanted => room,
            _ => room_for(wanted.saturating_mul(3).div_ceil(2)),
        }
    }

    /// Adds a key that is not in the dict before all others.
    pub fn insert_first(self, heap: &Heap, hash: i64, key: Value, value: Value) {
        if self.entries.get().first.get() == 0 {
            // Room for as many before them as there are: it is used up slowly.
            let front = self.len().max(4);
            self.rebuild(heap, front + self.len() * 2, front);
        }
        let entries = self.entries.get();
        let number = entries.first.get() - 1;
        entries.first.set(number);
        let entry = &entries.tail()[number as usize];
        entry.hash.set(hash);
        entry.key.set(key);
        entry.value.set(value);
        self.index_entry(heap, hash, number);
        self.used.set(self.used.get() + 1);
        self.note_key(key);
        self.changed();
    }

    /// Moves the entries, without the holes, to where there is room for `capacity`; the
    /// first `front` of them become holes.
    fn rebuild(self, heap: &Heap, capacity: usize, front: usize) {
        let (old, new) = (self.entries.get(), heap.entries(capacity));
        for _ in 0..front {
            new.push(0, Value::UNBOUND, Value::UNBOUND);
        }
        new.first.set(front as u32);
        for entry in old.tail() {
            if !entry.key.get().is_unbound() {
                new.push(entry.hash.get(), entry.key.get(), entry.value.get());
            }
        }
        // The index is smaller than the entries, for which there was memory.
        let index = if capacity > SCANNED {
            Index::build(heap, new, front).ok()
        } else {
            None
        };
        self.index.set(index.map(|index| index.slots));
        self.entries.set(new);
        self.changed();
    }

    /// Adds an entry to the index, if there is one.
    #[inline(always)]
    fn index_entry(self, heap: &Heap, hash: i64, number: u32) {
        if let Some(slots) = self.index.get()
            && let Err(Crowded) = Index::of(slots).insert(hash, number)
        {
            self.spread(heap);
        }
    }

    /// Makes the index anew, so that keys are near to where the search for them begins.
    #[cold]
    #[inline(never)]
    fn spread(self, heap: &Heap) {
        let entries = self.entries.get();
        // Without memory for it, the search takes long.
        if let Ok(index) = Index::build_thoroughly(heap, entries, 0) {
            self.index.set(Some(index.slots));
        }
    }

    /// Takes an entry out; its value.
    pub fn remove_at(self, entry: usize) -> Option<Value> {
        let entries = self.entries.get();
        let removed = entries.tail().get(entry)?;
        removed.key.get().bound()?;
        if let Some(slots) = self.index.get() {
            Index::of(slots).remove(entries.tail(), entry as u32);
        }
        removed.key.set(Value::UNBOUND);
        let value = removed.value.replace(Value::UNBOUND);
        self.used.set(self.used.get() - 1);
        let rest = &entries.tail()[entries.first.get() as usize..];
        let holes = rest.iter().take_while(|entry| entry.key.get().is_unbound());
        let first = entries.tail_len() - rest.len() + holes.count();
        entries.first.set(first as u32);
        self.changed();
        Some(value)
    }

    /// Takes a str out; its value.
    pub fn remove_str(self, name: Gc<Str>) -> Option<Value> {
        self.remove_at(self.entry_of_str(name)?)
    }

    /// Takes a key out; its value.
    pub fn remove<E>(
        self,
        hash: i64,
        key: Value,
        eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Option<Value>, E> {
        Ok(self
            .find(hash, key, eq)?
            .and_then(|entry| self.remove_at(entry)))
    }

    /// Takes the last entry out.
    pub fn pop_last(self) -> Option<(Value, Value)> {
        let (entry, key, value) = self.entry_before(usize::MAX)?;
        self.remove_at(entry);
        // The holes at the end are room again, and nobody passes over them twice.
        let entries = self.entries.get();
        entries.len.set(entry as u32);
        entries.first.set(entries.first.get().min(entry as u32));
        Some((key, value))
    }

    pub fn clear(self, heap: &Heap) {
        if let Some(none) = heap.no_entries.get() {
            self.entries.set(none);
        }
        self.index.set(None);
        self.used.set(0);
        self.header
            .set_flag(PLAIN_KEYS | OTHER_KEYS | ODD_KEYS, false);
        self.changed();
    }

    /// Takes over the entries of another dict; this one is empty.
    pub fn become_copy(self, heap: &Heap, other: Gc<Dict>) {
        let copy = other.copy(heap);
        self.entries.set(copy.entries.get());
        self.index.set(copy.index.get());
        self.used.set(copy.used.get());
        for flag in [PLAIN_KEYS, OTHER_KEYS, ODD_KEYS] {
            self.header.set_flag(flag, copy.header.flag(flag));
        }
        self.changed();
    }

    /// A plain dict of the same entries.
    pub fn copy(self, heap: &Heap) -> Gc<Dict> {
        let new = heap.dict();
        if !self.is_empty() {
            new.entries.set(self.entries.get());
            let (entries, used) = (self.entries.get(), self.len());
            let index = self.index.get().map(|index| heap.copy_blob(index));
            match index {
                // Without holes the copy is one of the memory.
                None if entries.tail_len() == used && used <= SCANNED => {
                    new.entries
                        .set(heap.copy_entries(entries, entries.capacity));
                }
                Some(Ok(index)) if entries.tail_len() == used => {
                    new.entries
                        .set(heap.copy_entries(entries, entries.capacity));
                    new.index.set(Some(index));
                }
                _ => new.rebuild(heap, room_for(used.saturating_mul(3).div_ceil(2)), 0),
            }
            new.used.set(self.used.get());
            for flag in [PLAIN_KEYS, OTHER_KEYS, ODD_KEYS] {
                new.header.set_flag(flag, self.header.flag(flag));
            }
        }
        new
    }
}

/// How many entries fit beside an index of at least so many places: CPython's powers of
/// two, of which two thirds are used.
fn room_for(places: usize) -> usize {
    let last = ((places | 8) - 1) | 7;
    let places = last.saturating_add(1);
    let places = places.checked_next_power_of_two().unwrap_or(places);
    places / 3 * 2 + places % 3 * 2 / 3
}

/// Only the VM can say whether a key is the one looked for.
#[derive(Clone, Copy, Debug)]
pub struct Unsure;

/// Whether a key is this str, or one of the same text.
#[inline]
fn is_str(key: Value, name: Gc<Str>) -> bool {
    key.get::<Str>().is_some_and(|key| key.equals(name))
}

impl Heap {
    /// An empty dict.
    #[inline]
    pub fn dict(&self) -> Gc<Dict> {
        let entries = match self.no_entries.get() {
            Some(none) => none,
            None => self.entries(0),
        };
        self.alloc(Dict {
            header: Header::new(Kind::Dict),
            used: Cell::new(0),
            version: Cell::new(UNVERSIONED),
            entries: Cell::new(entries),
            index: Cell::new(None),
        })
    }

    fn copy_entries(&self, old: Gc<Entries>, capacity: usize) -> Gc<Entries> {
        let new = self.entries(capacity);
        for entry in old.tail() {
            new.push(entry.hash.get(), entry.key.get(), entry.value.get());
        }
        new
    }

    /// An empty dict with room.
    pub fn dict_with_capacity(&self, capacity: usize) -> Gc<Dict> {
        let it = self.dict();
        it.reserve(self, capacity);
        it
    }
}
