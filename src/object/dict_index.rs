//! [`Index`]: where the entry of a hash is.
//!
//! ```text
//!   start(hash) ──> 5   9   2   -       the numbers of entries, one after the other,
//!                   ?   ?   found       until the key is found or a place is empty
//! ```
//!
//! Where a hash starts is decided by multiplying it with the process's odd secret and
//! taking the highest bits: ints are their own hash, and without the secret anybody
//! could make many of them start at the same place. A number that is taken out leaves
//! no mark: those behind it that would not be found any more move back.

use super::array::Blob;
use super::dict::Entry;
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
}

/// A place that holds no number.
const EMPTY: u32 = u32::MAX;

impl Index {
    /// An empty index for so many entries.
    pub fn new(heap: &Heap, capacity: usize) -> Result<Index, OutOfMemory> {
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
        slots.header().set_spare(width << 8 | bits as u16);
        Ok(Index::of(slots))
    }

    #[inline(always)]
    pub fn of(slots: Gc<Blob>) -> Index {
        let bits = u32::from(slots.header().spare() & 0xff);
        Index {
            slots,
            mask: (1 << bits) - 1,
            shift: 64 - bits,
        }
    }

    /// The place where the search for a hash begins.
    #[inline(always)]
    pub fn start(self, hash: i64) -> usize {
        ((hash as u64).wrapping_mul(hash::seed()) >> self.shift) as usize & self.mask
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

    #[inline]
    pub fn insert(self, hash: i64, number: u32) {
        let mut place = self.start(hash);
        while self.get(place) != EMPTY {
            place = (place + 1) & self.mask;
        }
        self.set(place, number);
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
