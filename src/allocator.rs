//! The allocator of Rust's own memory: the texts, vectors and big ints that natives work with.
//! (Python's objects have a heap of their own, [`crate::object::heap`].)
//!
//! glibc's allocator keeps no frame pointer and uses the register for something else: a sample
//! in it has no callers. `dlmalloc` is compiled with frame pointers, but takes a lock and some 300
//! instructions for each block that is allocated and freed, which was 40 % of `"%d" % x`.
//!
//! So small blocks that are freed wait in lists, one a size and thread, for the next who wants one:
//!
//! ```text
//!  size      1..16   17..32   33..48  ...  1009..1024       larger
//!              │        │        │            │               │
//!            [ list ][ list ][ list ]  ...  [ list ]          │
//!              └> block -> block -> ...       │ empty or full │
//!                                             v               v
//!                                          dlmalloc, behind its lock
//! ```

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr;

use dlmalloc::GlobalDlmalloc;

/// Sizes are rounded up to multiples of this, which is how blocks are aligned, too.
const GRAIN: usize = 16;
/// The largest block that waits in a list.
const LARGEST: usize = 1024;
/// So many blocks wait in a list at most; more go back, where they can be joined.
const MOST: usize = 256;

/// Freed blocks of one size. Each holds the address of the next.
struct List {
    first: Cell<*mut u8>,
    count: Cell<usize>,
}

thread_local! {
    /// Initialised by the compiler and without a destructor, so that it can be used from the
    /// first instruction of a thread to the last. What waits when a thread ends is lost.
    static LISTS: [List; LARGEST / GRAIN] = const {
        [const { List { first: Cell::new(ptr::null_mut()), count: Cell::new(0) } }; LARGEST / GRAIN]
    };
}

/// This thread's list of an index that [`class`] has given.
#[inline(always)]
fn list<'a>(index: usize) -> &'a List {
    // SAFETY: there are as many lists as indices, and the caller, a function of the allocator,
    // is done with it before the thread is.
    unsafe { &*LISTS.with(|lists| lists.as_ptr().add(index)) }
}

/// Gives back what waits in this thread's lists: for the end of a thread.
pub fn give_back() {
    for index in 0..LARGEST / GRAIN {
        let list = list(index);
        let mut block = list.first.replace(ptr::null_mut());
        list.count.set(0);
        while !block.is_null() {
            // SAFETY: a block in a list begins with the address of the next, and was taken with
            // the layout of the list.
            unsafe {
                let next = block.cast::<*mut u8>().read();
                let all = Layout::from_size_align_unchecked((index + 1) * GRAIN, GRAIN);
                GlobalDlmalloc.dealloc(block, all);
                block = next;
            }
        }
    }
}

/// Keeps the allocator usable in a child that a thread forks while another one allocates.
pub fn survive_forks() {
    // SAFETY: has the system library take the allocator's lock around each fork.
    unsafe { dlmalloc::enable_alloc_after_fork() };
}

/// See the module's documentation.
pub struct Allocator;

/// Which list a block of the layout waits in, and what layout all of that list have.
#[inline(always)]
fn class(layout: Layout) -> Option<(usize, Layout)> {
    if layout.size() > LARGEST || layout.align() > GRAIN {
        return None;
    }
    let index = layout.size().saturating_sub(1) / GRAIN;
    // SAFETY: the alignment is a power of two, and the size small.
    let all = unsafe { Layout::from_size_align_unchecked((index + 1) * GRAIN, GRAIN) };
    Some((index, all))
}

// SAFETY: blocks come from dlmalloc, with the layout of their list if they have one, and go back
// with the same. A block in a list is nobody's, and is at least as large and as aligned as
// whoever gets it wants.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some((index, all)) = class(layout) else {
            // SAFETY: the caller's contract.
            return unsafe { GlobalDlmalloc.alloc(layout) };
        };
        let list = list(index);
        let first = list.first.get();
        // SAFETY: a block in a list begins with the address of the next.
        unsafe {
            if first.is_null() {
                return GlobalDlmalloc.alloc(all);
            }
            list.first.set(first.cast::<*mut u8>().read());
        }
        list.count.set(list.count.get() - 1);
        first
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let Some((index, all)) = class(layout) else {
            // SAFETY: the caller's contract.
            return unsafe { GlobalDlmalloc.dealloc(block, layout) };
        };
        let list = list(index);
        // SAFETY: the block has room for an address, and `alloc` took it with this layout.
        unsafe {
            if list.count.get() == MOST {
                return GlobalDlmalloc.dealloc(block, all);
            }
            block.cast::<*mut u8>().write(list.first.get());
        }
        list.first.set(block);
        list.count.set(list.count.get() + 1);
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's contract; a small block has at least `size` bytes.
        unsafe {
            if class(layout).is_none() {
                return GlobalDlmalloc.alloc_zeroed(layout);
            }
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's contract: `size` is not zero and does not overflow.
        unsafe {
            let wanted = Layout::from_size_align_unchecked(size, layout.align());
            match (class(layout), class(wanted)) {
                (None, None) => GlobalDlmalloc.realloc(block, layout, size),
                (Some((old, _)), Some((new, _))) if old == new => block,
                _ => {
                    let moved = self.alloc(wanted);
                    if !moved.is_null() {
                        moved.copy_from_nonoverlapping(block, layout.size().min(size));
                        self.dealloc(block, layout);
                    }
                    moved
                }
            }
        }
    }
}
