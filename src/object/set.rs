//! [`Set`] and [`FrozenSet`].
//!
//! In which order a set is iterated over is visible, and programs print it. For ints
//! it is the same in every run of CPython, so this is CPython's own hash table
//! (`Objects/setobject.c`): the same places, probes, and sizes.
//!
//! ```text
//!  Set [header | fill | used | table | ..]
//!                                └> Table [hash key][    ][hash key][dummy] ...
//!
//!  a hash starts at place hash & mask, looks at nine places in a row, and then jumps,
//!  each time using five more bits of the hash
//! ```
//!
//! A removed item leaves a dummy, so that those behind it are still found; a new item
//! may take its place. `fill` counts items and dummies, `used` items.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId, Tailed};
use super::heap::{Heap, OutOfMemory};
use super::number;
use super::value::Value;

/// Places looked at in a row before jumping.
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// The hash of a dummy; no key has it.
const DUMMY: i64 = -1;
const LEAST_PLACES: usize = 8;

/// One place: free, a dummy, or an item.
#[repr(C)]
pub struct Slot {
    pub(super) hash: Cell<i64>,
    /// Unbound when free or a dummy.
    pub(super) key: Cell<Value>,
}

impl Slot {
    /// A key was taken out here.
    fn is_dummy(&self) -> bool {
        self.key.get().is_unbound() && self.hash.get() == DUMMY
    }
}

/// The slots of a set: a power of two of them.
#[repr(C)]
pub struct Table {
    header: Header,
    pub(super) places: usize,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Table {
    const KIND: Kind = Kind::Table;
    fn trace(&self, marker: &mut Marker<'_>) {
        for slot in marker.tail_of(self) {
            marker.value(slot.key.get());
        }
    }
}

// SAFETY: `places` is the length given to `alloc_tail`.
unsafe impl Tailed for Table {
    type Item = Slot;
    #[inline(always)]
    fn empty() -> Slot {
        Slot {
            hash: Cell::new(0),
            key: Cell::new(Value::UNBOUND),
        }
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.places
    }
}

impl Gc<Table> {
    pub(super) fn mask(self) -> usize {
        self.places - 1
    }

    /// Puts a key in that is not there; there are no dummies.
    pub(super) fn insert_clean(self, hash: i64, key: Value) {
        for place in probes(hash, self.mask()) {
            let slot = &self.tail()[place];
            if slot.key.get().is_unbound() {
                slot.hash.set(hash);
                slot.key.set(key);
                return;
            }
        }
    }
}

/// The places where a hash may be, in order. Every place comes, some time.
#[inline(always)]
fn probes(hash: i64, mask: usize) -> impl Iterator<Item = usize> {
    let mut perturb = hash as u64;
    let mut start = hash as usize & mask;
    let mut step = 0;
    std::iter::from_fn(move || {
        let row = if start + LINEAR_PROBES <= mask {
            LINEAR_PROBES
        } else {
            0
        };
        if step > row {
            perturb >>= PERTURB_SHIFT;
            start = start
                .wrapping_mul(5)
                .wrapping_add(1)
                .wrapping_add(perturb as usize)
                & mask;
            step = 0;
        }
        step += 1;
        Some(start + step - 1)
    })
}

/// `set`, and by way of [`FrozenSet`] `frozenset`.
#[repr(C)]
pub struct Set {
    header: Header,
    /// Items and dummies.
    pub(super) fill: Cell<usize>,
    pub(super) used: Cell<usize>,
    pub(super) table: Cell<Gc<Table>>,
    /// Where `pop` looks first.
    finger: Cell<usize>,
    /// A frozenset's hash; `HASH_UNKNOWN` until it was asked for.
    hash: Cell<i64>,
}

const HASH_UNKNOWN: i64 = -1;

// SAFETY: repr(C), header first.
unsafe impl Object for Set {
    const KIND: Kind = Kind::Set;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.table.get());
    }
}

/// `frozenset`: a [`Set`] of another kind, see `as_set`.
#[repr(transparent)]
pub struct FrozenSet(Set);

// SAFETY: its only field is a Set, made with this kind.
unsafe impl Object for FrozenSet {
    const KIND: Kind = Kind::FrozenSet;
    fn trace(&self, marker: &mut Marker<'_>) {
        self.0.trace(marker);
    }
}

impl Gc<FrozenSet> {
    /// Its items as a set's, to look at.
    #[inline(always)]
    pub fn as_set(self) -> Gc<Set> {
        self.cast()
    }
}

impl Value {
    /// A set or a frozenset.
    #[inline]
    pub fn as_any_set(self) -> Option<Gc<Set>> {
        self.get::<Set>()
            .or_else(|| self.get::<FrozenSet>().map(Gc::as_set))
    }
}

impl Set {
    fn with_kind(kind: Kind, table: Gc<Table>) -> Set {
        Set {
            header: Header::new(kind),
            fill: Cell::new(0),
            used: Cell::new(0),
            table: Cell::new(table),
            finger: Cell::new(0),
            hash: Cell::new(HASH_UNKNOWN),
        }
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn is_frozen(&self) -> bool {
        self.header.kind() == Kind::FrozenSet
    }

    /// A frozenset's hash, if it was asked for before.
    pub fn known_hash(&self) -> Option<i64> {
        Some(self.hash.get()).filter(|&hash| hash != HASH_UNKNOWN)
    }

    pub fn set_known_hash(&self, hash: i64) {
        self.hash.set(hash);
    }
}

/// Where the search for a key ended.
enum Place {
    /// The key is here.
    Found(usize),
    /// It is not in the set; the search ended at this free place, and the last dummy
    /// on the way, which a new key takes if there is one, was that.
    Free(usize, Option<usize>),
}

impl Gc<Set> {
    fn search<E>(
        self,
        hash: i64,
        key: Value,
        mut eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Place, E> {
        'again: loop {
            let table = self.table.get();
            let mut dummy = None;
            for place in probes(hash, table.mask()) {
                let slot = &table.tail()[place];
                let found = slot.key.get();
                if found.is_unbound() {
                    if slot.is_dummy() {
                        dummy = Some(place);
                        continue;
                    }
                    return Ok(Place::Free(place, dummy));
                }
                if slot.hash.get() != hash {
                    continue;
                }
                let equal = match number::same(found, key) {
                    Some(equal) => equal,
                    None => {
                        let equal = eq(found)?;
                        // Items that `eq` adds elsewhere do no harm, and must not: with
                        // one more at each comparison the search would never end.
                        let same = self.table.get() == table && slot.key.get() == found;
                        if !same {
                            continue 'again;
                        }
                        equal
                    }
                };
                if equal {
                    return Ok(Place::Found(place));
                }
            }
        }
    }

    /// Whether a key is in the set. `eq` as for `Dict::find`.
    pub fn contains<E>(
        self,
        hash: i64,
        key: Value,
        eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        Ok(matches!(self.search(hash, key, eq)?, Place::Found(_)))
    }

    /// Adds a key; whether it is new.
    pub fn insert<E>(
        self,
        heap: &Heap,
        hash: i64,
        key: Value,
        eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let Place::Free(place, dummy) = self.search(hash, key, eq)? else {
            return Ok(false);
        };
        let mut table = self.table.get();
        if Some(table) == heap.no_slots.get() {
            // The table of all empty sets: from now on this one has its own.
            table = heap.set_table(LEAST_PLACES);
            self.table.set(table);
        }
        // Equality may have put something where the dummy was.
        let dummy = dummy.filter(|&place| table.tail()[place].is_dummy());
        let slot = &table.tail()[dummy.unwrap_or(place)];
        slot.hash.set(hash);
        slot.key.set(key);
        self.used.set(self.used.get() + 1);
        if dummy.is_some() {
            return Ok(true);
        }
        self.fill.set(self.fill.get() + 1);
        if self.fill.get() * 5 >= table.mask() * 3 {
            self.resize(heap, self.roomy());
        }
        Ok(true)
    }

    /// Whether there is memory for so many more items. To be asked before a program adds
    /// them: what they are added to can't fail.
    #[inline(always)]
    pub fn can_grow(self, heap: &Heap, extra: usize) -> Result<(), OutOfMemory> {
        if self.fill.get().saturating_add(extra) <= self.table.get().mask() / 2 {
            return Ok(());
        }
        // The largest table that `insert` or `reserve` would ask for.
        let places = self.used.get().saturating_add(extra).saturating_mul(4);
        heap.can_hold(places.saturating_mul(size_of::<Slot>()))
    }

    /// Takes a key out; whether it was there.
    pub fn remove<E>(
        self,
        hash: i64,
        key: Value,
        eq: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let Place::Found(place) = self.search(hash, key, eq)? else {
            return Ok(false);
        };
        self.remove_at(place);
        Ok(true)
    }

    fn remove_at(self, place: usize) {
        let slot = &self.table.get().tail()[place];
        slot.hash.set(DUMMY);
        slot.key.set(Value::UNBOUND);
        self.used.set(self.used.get() - 1);
    }

    /// Takes any item out.
    pub fn pop(self) -> Option<Value> {
        if self.is_empty() {
            return None;
        }
        let mask = self.table.get().mask();
        let (place, key, _) = self
            .next(self.finger.get() & mask)
            .or_else(|| self.next(0))?;
        self.remove_at(place);
        self.finger.set(place + 1);
        Some(key)
    }

    pub fn clear(self, heap: &Heap) {
        self.table.set(heap.empty_table());
        self.fill.set(0);
        self.used.set(0);
        self.finger.set(0);
    }

    /// The first item from a place on: its place, key and hash.
    #[inline]
    pub fn next(self, from: usize) -> Option<(usize, Value, i64)> {
        let rest = self.table.get().tail().get(from..)?;
        let skipped = rest.iter().position(|slot| !slot.key.get().is_unbound())?;
        Some((
            from + skipped,
            rest[skipped].key.get(),
            rest[skipped].hash.get(),
        ))
    }

    /// Every item and its hash, as the set is now; it may change on the way.
    pub fn iter(self) -> impl Iterator<Item = (Value, i64)> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (place, key, hash) = self.next(from)?;
            from = place + 1;
            Some((key, hash))
        })
    }

    /// How many places to ask for when the table gets full.
    pub(super) fn roomy(self) -> usize {
        let used = self.used.get();
        if used > 50_000 { used * 2 } else { used * 4 }
    }

    /// Moves the items to a table of more than `least` places, without dummies.
    pub(super) fn resize(self, heap: &Heap, least: usize) {
        let new = heap.set_table(places_for(least));
        for (key, hash) in self.iter() {
            new.insert_clean(hash, key);
        }
        self.table.set(new);
        self.fill.set(self.used.get());
    }

    /// Makes room for another collection of known length, as CPython does before
    /// it adds the items of a set or a dict.
    pub fn reserve(self, heap: &Heap, extra: usize) {
        if (self.fill.get() + extra) * 5 >= self.table.get().mask() * 3 {
            self.resize(heap, (self.used.get() + extra) * 2);
        }
    }
}

/// The places of a table with more than `least`.
fn places_for(least: usize) -> usize {
    (least + 1).next_power_of_two().max(LEAST_PLACES)
}

impl Heap {
    pub(super) fn set_table(&self, places: usize) -> Gc<Table> {
        self.alloc_tail(
            Table {
                header: Header::new(Kind::Table),
                places,
            },
            places,
        )
    }

    /// The table that all empty sets share.
    fn empty_table(&self) -> Gc<Table> {
        match self.no_slots.get() {
            Some(table) => table,
            None => self.set_table(LEAST_PLACES),
        }
    }

    /// An empty set.
    pub fn set(&self) -> Gc<Set> {
        self.alloc(Set::with_kind(Kind::Set, self.empty_table()))
    }

    /// An empty set, or frozenset that the caller fills before anybody else sees it.
    pub fn set_of_kind(&self, kind: Kind) -> Gc<Set> {
        match kind {
            Kind::FrozenSet => self
                .alloc(FrozenSet(Set::with_kind(
                    Kind::FrozenSet,
                    self.empty_table(),
                )))
                .as_set(),
            _ => self.set(),
        }
    }

    /// An empty set of a class: a subclass of `set` or `frozenset`, by its kind.
    pub fn set_of_class(&self, kind: Kind, shape: ShapeId) -> Gc<Set> {
        let it = self.set_of_kind(kind);
        it.header.set_shape(shape);
        it
    }
}
