//! When the next collection is due.
//!
//! ```text
//!  |-- the program runs --|- collection -|      share = collection / both
//!
//!  share small: less room for garbage the next time, so that the process stays small
//!  share large: more room, so that collections are rarer
//! ```
//!
//! A fixed rule ("when as much was allocated as lives") is too much room for a program
//! that allocates little, and too little for one that makes garbage all the time: with
//! it, a loop that copies lists spent a quarter of its time collecting.

use std::sync::atomic::Ordering;
use std::time::Instant;

use super::heap::Heap;

/// How much of the time collecting should take, in hundredths: where it takes less, the
/// heap is kept smaller, and where more, it gets more room.
const LEAST_SHARE: u128 = 5;
const MOST_SHARE: u128 = 10;
/// The same for a heap that is not small any more: there, room costs more memory.
const LEAST_SHARE_OF_MANY: u128 = 12;
const MOST_SHARE_OF_MANY: u128 = 20;
const MANY: usize = 4 << 20;
/// How much room there is for garbage, in eighths of what lives, `BASE` included.
const LEAST_PACE: usize = 2;
pub(super) const FIRST_PACE: usize = 6;
const MOST_PACE: usize = 40;
const MOST_PACE_OF_MANY: usize = 8;
/// Even a heap where next to nothing lives has some room.
const BASE: usize = 512 << 10;
/// A heap of so much has room for half as much garbage at least, and keeps that room:
/// giving pages back and asking for them again costs more than marking.
const LARGE: usize = 64 << 20;
/// Free memory that a smaller heap keeps, beside a quarter of what lives.
const KEEP_FREE: usize = 4 << 20;

impl Heap {
    /// Whether it is a collection that the safepoint is wanted for.
    pub fn is_collection_due(&self) -> bool {
        self.stress.get() || self.allocated.get() > self.threshold.get()
    }

    /// Starts counting again, after a collection that began at `start` and reached `live`
    /// bytes: how much may be allocated until the next follows from how large a part of
    /// the time this one took.
    pub(super) fn restart_accounting(&self, live: usize, start: Instant) {
        let now = Instant::now();
        let cycle = now.duration_since(self.resumed.get()).as_nanos().max(1);
        let share = now.duration_since(start).as_nanos() * 100 / cycle;
        let (least_share, most_share, most_pace) = if live < MANY {
            (LEAST_SHARE, MOST_SHARE, MOST_PACE)
        } else {
            (LEAST_SHARE_OF_MANY, MOST_SHARE_OF_MANY, MOST_PACE_OF_MANY)
        };
        let pace = match self.pace.get() {
            pace if share < least_share / 3 => pace / 2,
            pace if share < least_share => pace - 1,
            pace if share < most_share => pace,
            pace => pace + pace / 4 + 1,
        };
        self.pace.set(pace.clamp(LEAST_PACE, most_pace));
        self.resumed.set(now);
        let mut room = (BASE + live) / 8 * self.pace.get();
        if live >= LARGE {
            room = room.max(live / 2);
        }
        self.allocated.set(0);
        // Near the limit collections come more often, so that a safepoint sees it before
        // the system does.
        let room = room.min(self.limit().saturating_sub(live));
        self.threshold.set(room.max(BASE));
        // Callbacks of weak references wait for the evaluator's next safepoint.
        let wants = self.stress.get() || self.has_fired() || self.has_dying();
        self.wants.store(wants, Ordering::Relaxed);
    }

    /// How much free memory to keep for reuse.
    pub(super) fn free_to_keep(&self, live: usize) -> usize {
        if live >= LARGE {
            return self.threshold.get();
        }
        KEEP_FREE + live / 4
    }
}
