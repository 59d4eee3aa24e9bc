//! Places: addresses that perf can name, where nothing runs.
//!
//! A VM that lays its frames out as native frame records needs a return address for
//! each of its frames: one that says what runs, in an executable mapping, since perf looks nowhere
//! else. It is not returned to. So all it takes is address space:
//!
//! ```text
//!  memory, rw-                           addresses, r-x, never touched: no page of them ever exists
//!  ┌────────────┬──┬──────────┬──┬────── ┌────────────┬──┬──────────┬──┬──────
//!  │ what f's   │  │ what g's │  │ ...   │ places of  │  │ of g     │  │ ...
//!  │ stand for  │  │          │  │       │ f          │  │          │  │
//!  └────────────┴──┴──────────┴──┴────── └────────────┴──┴──────────┴──┴──────
//!  |<---------------- distance --------->|<- size --->|
//!                                        |<--- room ---->|   a jitdump wants some behind each
//! ```
//!
//! Each place comes with a byte of ordinary memory, always as far away from it. There the VM can keep what the
//! place stands for, its bytecode say, and get from one to the other by adding a constant.
//!
//! Addresses are given out once and never taken back: a profile is read when all is over,
//! and a perf map does not say from when to when a name was true.
//!
//! There is no lock, so a fork at any moment leaves the child's regions usable.

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use crate::Error;
use crate::jitdump::format::MARKER_SIZE;

/// Bytes of memory, and addresses, that are reserved at a time.
const REGION: usize = 64 << 20;
const ALIGN: usize = 16;

/// Gives out addresses, to any number of threads.
///
/// ```
/// use perf_trampoline::Places;
///
/// let places = Places::new(1 << 30);
/// let (f, g) = (places.allocate(800)?, places.allocate(80)?);
/// assert!(g >= f + Places::room(800));
/// let memory = (g - (1 << 30)) as *mut u8;
/// // SAFETY: there are 80 bytes, and nobody else has them.
/// unsafe { memory.write(7) };
/// # Ok::<(), perf_trampoline::Error>(())
/// ```
#[derive(Debug)]
pub struct Places {
    distance: usize,
    newest: AtomicPtr<Region>,
}

/// Memory, and as many addresses. Never freed.
#[derive(Debug)]
struct Region {
    /// The first address behind the memory.
    start: usize,
    used: AtomicUsize,
}

impl Places {
    /// None given out yet. `distance`, a multiple of 64 MiB, is how far below each its memory lies.
    #[must_use]
    pub const fn new(distance: usize) -> Places {
        Places {
            distance,
            newest: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// How many bytes from its first address on nobody else gets, of whoever asks for `size`:
    /// for [`Code::with_room`](crate::Code::with_room).
    #[must_use]
    pub const fn room(size: usize) -> usize {
        match size.checked_add(MARKER_SIZE + ALIGN - 1) {
            Some(most) => most & !(ALIGN - 1),
            None => usize::MAX,
        }
    }

    /// The first of `size` addresses that nobody else gets, and that nothing is at. Their
    /// memory is zero and writable.
    ///
    /// # Errors
    ///
    /// [`Error::Map`] when the system reserves no more address space, or none that is executable;
    /// [`Error::Exhausted`] when `size` is more than 64 MiB.
    pub fn allocate(&self, size: usize) -> Result<usize, Error> {
        let room = Places::room(size);
        if room > REGION {
            return Err(Error::Exhausted { limit: REGION });
        }
        loop {
            let newest = self.newest.load(Ordering::Acquire);
            // SAFETY: regions are never freed.
            if let Some(region) = unsafe { newest.as_ref() } {
                let taken =
                    region
                        .used
                        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                            let used = used.checked_add(room)?;
                            (used <= REGION).then_some(used)
                        });
                if let Ok(used) = taken {
                    return Ok(region.start + used);
                }
            }
            let fresh = Box::into_raw(Box::new(Region {
                start: reserve(self.distance)?,
                used: AtomicUsize::new(0),
            }));
            let put =
                self.newest
                    .compare_exchange(newest, fresh, Ordering::AcqRel, Ordering::Acquire);
            if put.is_err() {
                // Another thread was faster.
                // SAFETY: no one has seen `fresh`.
                let fresh = unsafe { Box::from_raw(fresh) };
                // SAFETY: and no address of it was given out.
                unsafe {
                    for start in [fresh.start - self.distance, fresh.start] {
                        libc::munmap(start as *mut libc::c_void, REGION);
                    }
                }
            }
        }
    }
}

/// A region's memory, and `distance` behind it as much executable address space without any; the
/// first address of that.
fn reserve(distance: usize) -> Result<usize, Error> {
    let size = distance.saturating_add(REGION);
    let failed = || Error::Map {
        size,
        source: std::io::Error::last_os_error(),
    };
    // SAFETY: a private mapping at an address of the kernel's choice, of which two parts are kept.
    unsafe {
        let memory = libc::mmap(
            ptr::null_mut(),
            size,
            libc::PROT_NONE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            -1,
            0,
        );
        if memory == libc::MAP_FAILED {
            return Err(failed());
        }
        let start = memory.byte_add(distance);
        let parts = [
            (memory, libc::PROT_READ | libc::PROT_WRITE),
            (start, libc::PROT_READ | libc::PROT_EXEC),
        ];
        for (part, protection) in parts {
            if libc::mprotect(part, REGION, protection) != 0 {
                let error = failed();
                libc::munmap(memory, size);
                return Err(error);
            }
        }
        if distance > REGION {
            libc::munmap(memory.byte_add(REGION), distance - REGION);
        }
        Ok(start as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISTANCE: usize = 1 << 30;

    /// Of as many as a region holds, and more, no two overlap, and all have memory.
    #[test]
    fn nobody_gets_what_another_has() {
        let places = Places::new(DISTANCE);
        let size = REGION / 10;
        let mut given: Vec<usize> = (0..25).map(|_| places.allocate(size).unwrap()).collect();
        given.sort_unstable();
        for pair in given.windows(2) {
            assert!(pair[1] - pair[0] >= Places::room(size));
        }
        for place in given {
            let memory = (place - DISTANCE) as *mut u8;
            // SAFETY: the memory belongs to the place.
            unsafe {
                memory.write(1);
                assert_eq!(memory.add(size - 1).read(), 0);
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_an_error() {
        let places = Places::new(DISTANCE);
        assert!(places.allocate(REGION - MARKER_SIZE).is_ok());
        for size in [REGION, usize::MAX] {
            assert!(matches!(
                places.allocate(size),
                Err(Error::Exhausted { .. })
            ));
        }
    }

    #[test]
    fn what_the_system_refuses_is_an_error() {
        let places = Places::new(1 << 62);
        assert!(matches!(places.allocate(8), Err(Error::Map { .. })));
    }
}
