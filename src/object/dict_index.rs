//! [`Index`]: where the entry of a hash is.
//!
//! ```text
//!   start(hash) ──> 5   9   2   -       the numbers of entries, one after the other,
//!                   ?   ?   found       until the key is found or a place is empty
//! ```
//!
//! Where a hash starts is decided by [`hash::spread`]: ints are their own hash, and without
//! the process's secret anybody could make many of them start at the same place. Where a key
//! is many steps from its start all the same, the index is made anew, and spreads thoroughly.
//! A number that is taken out leaves no mark: those behind it that would not be found any more
//! move back.

use super::array::Blob;
use super::dict::{Entries, Entry};
use super::gc::Gc;
use super::hash;
use super::heap::{Heap, OutOfMemory};

/// The numbers of entries by hash: a power of two of places, of which at most two
/// thirds are taken. All bits set is an empty place.
#[derive(Clone, Copy)]
pub(super) struct Index {
    pub slots: Gc<Blob>,
    pub mask: usize,
    shift: u32,
    thorough: bool,
}

/// A place that holds no number.
const EMPTY: u32 = u32::MAX;
/// In the spare bits of the slots: hashes are spread thoroughly.
const THOROUGH: u16 = 1 << 7;
/// So many steps are too many: chance makes as many once in some thousand keys, a row of numbers
/// that the process's key does not spread for each.
const MANY_STEPS: usize = 64;

/// A key is so far from where the search for it begins that the index should be made anew.
pub(super) struct Crowded;

impl Index {
    /// An index of entries, the holes among which are the first `front`, with room for as
    /// many as they have.
    pub fn build(heap: &Heap, entries: Gc<Entries>, front: usize) -> Result<Index, OutOfMemory> {
        let index = Index::new(heap, entries.capacity, false)?;
        match index.insert_all(entries, front) {
            Ok(()) => Ok(index),
            Err(Crowded) => Index::build_thoroughly(heap, entries, front),
        }
    }

    /// The same, spreading their hashes thoroughly.
    #[cold]
    pub fn build_thoroughly(
        heap: &Heap,
        entries: Gc<Entries>,
        front: usize,
    ) -> Result<Index, OutOfMemory> {
        let index = Index::new(heap, entries.capacity, true)?;
        let _never_crowded = index.insert_all(entries, front);
        Ok(index)
    }

    fn insert_all(self, entries: Gc<Entries>, front: usize) -> Result<(), Crowded> {
        for (number, entry) in entries.tail().iter().enumerate().skip(front) {
            if !entry.key.get().is_unbound() {
                self.insert(entry.hash.get(), number as u32)?;
            }
        }
        Ok(())
    }

    /// An empty index for so many entries.
    fn new(heap: &Heap, capacity: usize, thorough: bool) -> Result<Index, OutOfMemory> {
        let bits = (capacity + capacity / 2)
            .next_power_of_two()
            .trailing_zeros();
        let width = match capacity {
            ..0xff => 0,
            0xff..0xffff => 1,
            _ => 2_u16,
        };
        let bytes = (1_usize << bits) << width;
        let slots = heap.blob(bytes)?;
        let _fits = slots.resize_within_capacity(bytes, 0xff);
        let thorough = if thorough { THOROUGH } else { 0 };
        slots
            .header()
            .set_spare(width << 8 | thorough | bits as u16);
        Ok(Index::of(slots))
    }

    #[inline(always)]
    pub fn of(slots: Gc<Blob>) -> Index {
        let spare = slots.header().spare();
        let bits = u32::from(spare & (THOROUGH - 1));
        Index {
            slots,
            mask: (1 << bits) - 1,
            shift: 64 - bits,
            thorough: spare & THOROUGH != 0,
        }
    }

    /// The place where the search for a hash begins.
    #[inline(always)]
    pub fn start(self, hash: i64) -> usize {
        (hash::spread(hash, self.thorough) >> self.shift) as usize & self.mask
    }

    /// The number at a place.
    #[inline(always)]
    pub fn get(self, place: usize) -> u32 {
        let bytes = self.slots.tail();
        match self.slots.header().spare() >> 8 {
            0 => match bytes[place].get() {
                u8::MAX => EMPTY,
                number => u32::from(number),
            },
            1 => {
                let bytes = &bytes[place * 2..place * 2 + 2];
                match u16::from_le_bytes([bytes[0].get(), bytes[1].get()]) {
                    u16::MAX => EMPTY,
                    number => u32::from(number),
                }
            }
            _ => {
                let bytes = &bytes[place * 4..place * 4 + 4];
                u32::from_le_bytes([
                    bytes[0].get(),
                    bytes[1].get(),
                    bytes[2].get(),
                    bytes[3].get(),
                ])
            }
        }
    }

    #[inline]
    fn set(self, place: usize, number: u32) {
        let width = 1 << (self.slots.header().spare() >> 8);
        let bytes = &self.slots.tail()[place * width..(place + 1) * width];
        for (to, byte) in bytes.iter().zip(number.to_le_bytes()) {
            to.set(byte);
        }
    }

    /// Adds the number of an entry. It is added also where that was [`Crowded`].
    #[inline]
    pub fn insert(self, hash: i64, number: u32) -> Result<(), Crowded> {
        let start = self.start(hash);
        let mut place = start;
        while self.get(place) != EMPTY {
            place = (place + 1) & self.mask;
        }
        self.set(place, number);
        match (place.wrapping_sub(start) & self.mask) > MANY_STEPS && !self.thorough {
            true => Err(Crowded),
            false => Ok(()),
        }
    }

    /// Takes a number out, and moves those behind it that would not be found any more.
    pub fn remove(self, entries: &[Entry], number: u32) {
        let mut hole = self.start(entries[number as usize].hash.get());
        while self.get(hole) != number {
            hole = (hole + 1) & self.mask;
        }
        let mut place = hole;
        loop {
            place = (place + 1) & self.mask;
            let moved = self.get(place);
            if moved == EMPTY {
                break;
            }
            let home = self.start(entries[moved as usize].hash.get());
            // It may move to the hole unless its home lies between the two.
            if (place.wrapping_sub(home) & self.mask) >= (place.wrapping_sub(hole) & self.mask) {
                self.set(hole, moved);
                hole = place;
            }
        }
        self.set(hole, EMPTY);
    }
}
