//! State that belongs to one process, and what a fork leaves of it.
//!
//! `fork` copies the memory of all threads and the life of one. Two things go wrong with a
//! `static` lock around an open file:
//!
//! ```text
//!   parent   thread 1: fork() ──────────────┐
//!            thread 2: locks, writes ...    │
//!   child    thread 1  <────────────────────┘  the lock is held, by a thread that is not here:
//!                                              whoever waits for it waits for ever
//!            and the descriptor is the parent's: what the child writes lands in its file
//! ```
//!
//! The remedy needs no lock to be taken around the fork: the state says which process it
//! is of. Who finds another's mark puts a fresh state, with a lock of its own, in its place by one
//! compare-and-swap; the old one is left alone (its lock may be held, its file is the parent's) and leaks once a
//! fork.
//!
//! A process's mark stands in a page that the kernel empties in each child (`MADV_WIPEONFORK`), and for kernels that do not,
//! libc (`pthread_atfork`): to look at it costs one load, where `getpid` costs a system call for each entry of a
//! map, and it tells a child from its parent in whatever way it was forked, in a pid namespace of its own too, where
//! both may have pid 1.

use std::cell::Cell;
use std::fs::File;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::clock::monotonic_ns;

/// Which file a descriptor stands for: a descriptor alone is a number that others reuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    descriptor: RawFd,
    device: u64,
    inode: u64,
}

impl Identity {
    /// What `file` is now.
    pub(crate) fn of(file: &File) -> std::io::Result<Identity> {
        let metadata = file.metadata()?;
        Ok(Identity {
            descriptor: file.as_raw_fd(),
            device: metadata.dev(),
            inode: metadata.ino(),
        })
    }

    /// Whether the descriptor still stands for this file. A program that makes a daemon of itself closes all
    /// descriptors there are, and opens others under the same numbers.
    pub(crate) fn still_holds(self) -> bool {
        let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
        // SAFETY: `fstat` takes any number for a descriptor and fails for one that is none; it fills
        // `status` when it returns 0.
        unsafe {
            libc::fstat(self.descriptor, status.as_mut_ptr()) == 0
                && (*status.as_ptr()).st_dev == self.device
                && (*status.as_ptr()).st_ino == self.inode
        }
    }

    /// Whether both are the same file, by whatever descriptor.
    pub(crate) fn same_file(self, other: Identity) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

/// A number that this process has and none of its ancestors and children.
pub(crate) fn mark() -> u64 {
    let place = mark_place();
    match place.load(Ordering::Relaxed) {
        0 => {
            // The time: a child is later than its parent. Of two threads one is first.
            let new = monotonic_ns().max(1);
            let put = place.compare_exchange(0, new, Ordering::Relaxed, Ordering::Relaxed);
            put.err().unwrap_or(new)
        }
        mark => mark,
    }
}

/// Where the mark stands, once someone asked.
static PLACE: AtomicPtr<AtomicU64> = AtomicPtr::new(ptr::null_mut());

/// Zero in each process at first.
fn mark_place() -> &'static AtomicU64 {
    /// When there is no page to be had.
    static PLAIN: AtomicU64 = AtomicU64::new(0);
    // SAFETY: a place is never freed.
    if let Some(place) = unsafe { PLACE.load(Ordering::Acquire).as_ref() } {
        return place;
    }
    let new = page_wiped_on_fork().unwrap_or(&PLAIN);
    let put = PLACE.compare_exchange(
        ptr::null_mut(),
        ptr::from_ref(new).cast_mut(),
        Ordering::AcqRel,
        Ordering::Acquire,
    );
    match put {
        Ok(_) => {
            // SAFETY: the handler only stores to an atomic, which a child may do at once.
            unsafe { libc::pthread_atfork(None, None, Some(wipe)) };
            new
        }
        // SAFETY: another thread was faster; what it put there is never freed.
        Err(place) => unsafe { &*place },
    }
}

/// In a forked child: what the kernel did already, unless it knows no `MADV_WIPEONFORK` (before 4.14) or says that it
/// does and does not (user-mode qemu).
extern "C" fn wipe() {
    // SAFETY: as above.
    if let Some(place) = unsafe { PLACE.load(Ordering::Acquire).as_ref() } {
        place.store(0, Ordering::Relaxed);
    }
}

fn page_wiped_on_fork() -> Option<&'static AtomicU64> {
    const SIZE: usize = size_of::<AtomicU64>();
    // SAFETY: a new mapping, of a page at least, which is zeroed, aligned, and never unmapped.
    unsafe {
        let page = libc::mmap(
            ptr::null_mut(),
            SIZE,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_PRIVATE | libc::MAP_ANONYMOUS,
            -1,
            0,
        );
        if page == libc::MAP_FAILED {
            return None;
        }
        libc::madvise(page, SIZE, libc::MADV_WIPEONFORK);
        Some(&*page.cast())
    }
}

/// The kernel's number for this thread, asked for once.
pub(crate) fn thread_id() -> u32 {
    thread_local! {
        /// The process in which it was asked for: a child's one thread has another number.
        static KNOWN: Cell<(u64, u32)> = const { Cell::new((0, 0)) };
    }
    let mark = mark();
    let ask = || {
        // SAFETY: `gettid` has no preconditions and cannot fail.
        unsafe { libc::gettid() }.cast_unsigned()
    };
    // A thread that ends has lost its variables already.
    let known = KNOWN.try_with(|known| {
        if known.get().0 != mark {
            known.set((mark, ask()));
        }
        known.get().1
    });
    known.unwrap_or_else(|_| ask())
}

/// A lock and what it guards, anew in each process.
#[derive(Debug)]
pub(crate) struct PerProcess<T> {
    current: AtomicPtr<Owned<T>>,
}

#[derive(Debug)]
pub(crate) struct Owned<T> {
    mark: u64,
    state: Mutex<T>,
    /// The file that `T` opened first, for a child to close.
    file: OnceLock<Identity>,
}

impl<T> Owned<T> {
    /// The state; a panic of another thread while it held the lock left it whole, or it was not
    /// written to.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says which file a forked child inherits and has no use for.
    pub(crate) fn note_file(&self, identity: Identity) {
        // Only the first is noted; a later one is closed by the child's exec or exit.
        let _ = self.file.set(identity);
    }
}

impl<T: Default> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        PerProcess {
            current: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// This process's state: `T::default()` in a process that asks for the first time.
    pub(crate) fn get(&self) -> &Owned<T> {
        let mark = mark();
        loop {
            let current = self.current.load(Ordering::Acquire);
            // SAFETY: what was ever put there is never freed.
            if let Some(owned) = unsafe { current.as_ref() }
                && owned.mark == mark
            {
                return owned;
            }
            let fresh = Box::into_raw(Box::new(Owned {
                mark,
                state: Mutex::new(T::default()),
                file: OnceLock::new(),
            }));
            let put =
                self.current
                    .compare_exchange(current, fresh, Ordering::AcqRel, Ordering::Acquire);
            if put.is_err() {
                // SAFETY: another thread was faster, and no one has seen `fresh`.
                drop(unsafe { Box::from_raw(fresh) });
            } else if let Some(inherited) =
                // SAFETY: as above.
                unsafe { current.as_ref() }.and_then(|owned| owned.file.get())
                && inherited.still_holds()
            {
                // SAFETY: this process inherited the descriptor, just seen to be that file, from a parent
                // whose state no one here uses any more.
                unsafe { libc::close(inherited.descriptor) };
            }
        }
    }
}

/// All users of a directory in this process, found by its path: they share one file. A list that only
/// grows, so that no fork can find it locked.
#[derive(Debug)]
pub(crate) struct Registry<T: 'static> {
    head: AtomicPtr<Node<T>>,
}

#[derive(Debug)]
struct Node<T> {
    directory: PathBuf,
    value: T,
    next: *const Node<T>,
}

impl<T> Registry<T> {
    pub(crate) const fn new() -> Self {
        Registry {
            head: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// The one value for `directory`, made by `make` when there is none yet.
    pub(crate) fn find_or_add(
        &'static self,
        directory: &Path,
        make: impl Fn(PathBuf) -> T,
    ) -> &'static T {
        loop {
            let head = self.head.load(Ordering::Acquire);
            let mut next: *const Node<T> = head;
            // SAFETY: nodes are never changed and never freed.
            while let Some(node) = unsafe { next.as_ref() } {
                if node.directory == directory {
                    return &node.value;
                }
                next = node.next;
            }
            let node = Box::into_raw(Box::new(Node {
                directory: directory.to_owned(),
                value: make(directory.to_owned()),
                next: head,
            }));
            let put = self
                .head
                .compare_exchange(head, node, Ordering::AcqRel, Ordering::Acquire);
            if put.is_ok() {
                // SAFETY: the node is in the list, for ever.
                return unsafe { &(*node).value };
            }
            // SAFETY: another thread was faster, and no one has seen `node`.
            drop(unsafe { Box::from_raw(node) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;
    use std::thread;

    #[test]
    fn threads_share_one_state() {
        let counter: PerProcess<u32> = PerProcess::new();
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..1000).for_each(|_| *counter.get().lock() += 1));
            }
        });
        assert_eq!(*counter.get().lock(), 8000);
    }

    #[test]
    fn a_child_starts_anew_even_when_the_lock_was_held() {
        let state: PerProcess<u32> = PerProcess::new();
        let mut held = state.get().lock();
        *held = 7;
        let (own_mark, own_thread) = (mark(), thread_id());
        // SAFETY: the child takes no lock of this process's other threads.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            let fresh = *state.get().lock() == 0
                && mark() != own_mark
                && thread_id() == std::process::id()
                && thread_id() != own_thread;
            // SAFETY: ends the child at once.
            unsafe { libc::_exit(i32::from(!fresh)) };
        }
        let mut status = -1;
        // SAFETY: waits for our own child.
        unsafe { libc::waitpid(pid, &raw mut status, 0) };
        assert_eq!(status, 0);
        assert_eq!(*held, 7);
    }

    #[test]
    fn a_directory_has_one_value() {
        static VALUES: Registry<usize> = Registry::new();
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for name in ["a", "b", "c"] {
                        let number = |_| made.fetch_add(1, Ordering::Relaxed);
                        let first = VALUES.find_or_add(Path::new(name), number);
                        let second = VALUES.find_or_add(Path::new(name), number);
                        assert!(ptr::eq(first, second));
                    }
                });
            }
        });
    }

    #[test]
    fn a_descriptor_that_was_reused_is_seen() {
        let file = File::open("/dev/null").unwrap();
        let identity = Identity::of(&file).unwrap();
        assert!(identity.still_holds());
        assert!(identity.same_file(Identity::of(&File::open("/dev/null").unwrap()).unwrap()));
        assert!(!identity.same_file(Identity::of(&File::open("/dev/zero").unwrap()).unwrap()));
        let stranger = Identity {
            inode: identity.inode ^ 1,
            ..identity
        };
        assert!(!stranger.still_holds());
        let closed = Identity {
            descriptor: 1 << 20,
            ..identity
        };
        assert!(!closed.still_holds());
    }
}
