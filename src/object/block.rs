//! The heap's address range, cut into blocks.
//!
//! The collector looks at any word of the native stack and must say whether it
//! points into an object, and which. So all objects come from one reserved range
//! of addresses; memory that is not touched costs nothing.
//!
//! ```text
//!  base                                                       base + blocks * 32 KiB
//!  | block table | block | block | block  block  block | block | ... not yet used |
//!      u32 each    cells   cells   one large object      free
//!                  of 32   of 48
//!
//!  block table: 0 free; n: the run of blocks that this one belongs to starts n - 1 before
//!
//!  a block:  [ Block: cell size, mark bits | cell | cell | cell | ...        ]
//!  a run:    [ Block: cell size 0          | one large object ...      ][    ][    ]
//! ```
//!
//! Free runs of blocks are kept by address, so that neighbours become one, and by
//! length, so that the best fit is found. What was used before ("dirty") is handed
//! back to the system when there is too much of it.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of a block, and its alignment.
pub(super) const BLOCK: usize = 32 << 10;
/// Where the first cell of a block lies.
pub(super) const FIRST_CELL: usize = 320;
/// Every cell starts at a multiple of this.
pub(super) const GRAIN: usize = 16;

const MARK_WORDS: usize = BLOCK / GRAIN / 64;
/// The address range asked for first, and the least that will do.
const RESERVE: usize = 1 << 40;
const RESERVE_LEAST: usize = 1 << 26;

/// The head of a block or of a run of blocks.
#[repr(C)]
pub(super) struct Block {
    /// Bytes of a cell; 0 for one large object.
    pub cell: Cell<u32>,
    /// How many cells fit.
    pub cells: Cell<u32>,
    /// How many have been put on a free list since the block was made; beyond
    /// them the memory means nothing.
    pub threaded: Cell<u32>,
    /// How many blocks belong together.
    pub run: Cell<u32>,
    /// The bytes that a large object was accounted with.
    pub charged: Cell<usize>,
    /// A bit for every 16 bytes of the block: an object that starts there was reached.
    marks: [Cell<u64>; MARK_WORDS],
}

const _: () = assert!(size_of::<Block>() <= FIRST_CELL && FIRST_CELL.is_multiple_of(GRAIN));

impl Block {
    /// The block that an object lies in; for a large one the head of its run.
    ///
    /// # Safety
    /// `object` is the address of an object (not of its inside) of a heap.
    #[inline(always)]
    pub unsafe fn of<'a>(object: usize) -> &'a Block {
        // SAFETY: objects start in the first block of their run, whose head is
        // initialised as long as the run is in use.
        unsafe { &*((object & !(BLOCK - 1)) as *const Block) }
    }

    #[inline(always)]
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    #[inline(always)]
    fn mark_place(object: usize) -> (usize, u64) {
        let grain = (object & (BLOCK - 1)) / GRAIN;
        (grain / 64, 1 << (grain % 64))
    }

    /// Where the mark of an object lies.
    #[inline(always)]
    #[cfg(target_arch = "x86_64")]
    pub fn mark_address(object: usize) -> usize {
        let (word, _) = Block::mark_place(object);
        (object & !(BLOCK - 1)) + std::mem::offset_of!(Block, marks) + word * size_of::<u64>()
    }

    #[inline(always)]
    pub fn is_marked(&self, object: usize) -> bool {
        let (word, bit) = Block::mark_place(object);
        self.marks[word].get() & bit != 0
    }

    /// Marks an object that starts in this block; whether it was not marked before.
    #[inline(always)]
    pub fn mark(&self, object: usize) -> bool {
        let (word, bit) = Block::mark_place(object);
        let before = self.marks[word].get();
        self.marks[word].set(before | bit);
        before & bit == 0
    }

    /// How many objects are marked.
    pub fn count_marked(&self) -> u32 {
        self.marks.iter().map(|word| word.get().count_ones()).sum()
    }

    pub fn clear_marks(&self) {
        self.marks.iter().for_each(|word| word.set(0));
    }

    /// The address of a cell.
    #[inline(always)]
    pub fn cell_address(&self, index: u32) -> usize {
        self.address() + FIRST_CELL + index as usize * self.cell.get() as usize
    }
}

/// The free runs of blocks.
#[derive(Default)]
struct FreeRuns {
    /// start -> (length, has been used before)
    by_start: BTreeMap<u32, (u32, bool)>,
    /// (length, start)
    by_length: BTreeSet<(u32, u32)>,
    dirty_blocks: usize,
}

impl FreeRuns {
    fn insert(&mut self, start: u32, length: u32, dirty: bool) {
        self.by_start.insert(start, (length, dirty));
        self.by_length.insert((length, start));
        if dirty {
            self.dirty_blocks += length as usize;
        }
    }

    fn remove(&mut self, start: u32) -> Option<(u32, bool)> {
        let (length, dirty) = self.by_start.remove(&start)?;
        self.by_length.remove(&(length, start));
        if dirty {
            self.dirty_blocks -= length as usize;
        }
        Some((length, dirty))
    }

    /// The shortest run that is long enough, cut to size.
    fn take(&mut self, length: u32) -> Option<u32> {
        let &(_, start) = self.by_length.range((length, 0)..).next()?;
        let (have, dirty) = self.remove(start)?;
        if have > length {
            self.insert(start + length, have - length, dirty);
        }
        Some(start)
    }

    /// Takes a run back and joins it with its free neighbours.
    fn give(&mut self, mut start: u32, mut length: u32) {
        if let Some((&before, &(have, _))) = self.by_start.range(..start).next_back()
            && before + have == start
        {
            self.remove(before);
            start = before;
            length += have;
        }
        if let Some((more, _)) = self.remove(start + length) {
            length += more;
        }
        self.insert(start, length, true);
    }
}

/// The reserved range of addresses.
pub(super) struct Space {
    map: *mut libc::c_void,
    map_len: usize,
    base: usize,
    /// How many blocks there are, used and unused.
    blocks: u32,
    /// The first block behind the table.
    first: u32,
    /// The first block that was never used.
    frontier: Cell<u32>,
    free: RefCell<FreeRuns>,
}

impl Drop for Space {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and a `Space` outlives its objects.
        unsafe { libc::munmap(self.map, self.map_len) };
    }
}

impl Space {
    /// Reserves as large a range as the system allows.
    pub fn reserve() -> Result<Space, std::io::Error> {
        let mut len = RESERVE;
        loop {
            // SAFETY: a new anonymous mapping, wherever the system likes.
            let map = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    len + BLOCK,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                )
            };
            if map == libc::MAP_FAILED {
                if len <= RESERVE_LEAST {
                    return Err(std::io::Error::last_os_error());
                }
                len /= 2;
                continue;
            }
            let blocks = (len / BLOCK) as u32;
            let first = (blocks as usize * size_of::<u32>()).div_ceil(BLOCK) as u32;
            return Ok(Space {
                map,
                map_len: len + BLOCK,
                base: (map as usize).next_multiple_of(BLOCK),
                blocks,
                first,
                frontier: Cell::new(first),
                free: RefCell::default(),
            });
        }
    }

    fn table(&self) -> &[Cell<u32>] {
        // SAFETY: the first blocks of the range hold this table; fresh memory is zero.
        unsafe { std::slice::from_raw_parts(self.base as *const Cell<u32>, self.blocks as usize) }
    }

    /// The block with a number that is the first of its run.
    pub fn block(&self, number: u32) -> &Block {
        // SAFETY: within the range, at the alignment; zero is a valid `Block`.
        unsafe { &*((self.base + number as usize * BLOCK) as *const Block) }
    }

    fn number(&self, address: usize) -> u32 {
        ((address - self.base) / BLOCK) as u32
    }

    /// Whether a run of so many blocks could be taken.
    pub fn has(&self, length: u32) -> bool {
        let recycled = &self.free.borrow().by_length;
        recycled.range((length, 0)..).next().is_some()
            || length <= self.end_for(length).saturating_sub(self.frontier.get())
    }

    /// How far runs of this length may reach. The last blocks are for small objects,
    /// which nobody expects to fail: large ones leave them alone.
    fn end_for(&self, length: u32) -> u32 {
        match length {
            1 => self.blocks,
            _ => self.blocks - self.blocks / 16,
        }
    }

    /// A run of blocks, its head filled in.
    pub fn take(&self, length: u32, cell: u32) -> Option<&Block> {
        let recycled = self.free.borrow_mut().take(length);
        let start = match recycled {
            Some(start) => start,
            None => {
                let start = self.frontier.get();
                let end = start
                    .checked_add(length)
                    .filter(|&end| end <= self.end_for(length))?;
                self.frontier.set(end);
                start
            }
        };
        for (distance, entry) in self.table()[start as usize..][..length as usize]
            .iter()
            .enumerate()
        {
            entry.set(distance as u32 + 1);
        }
        let block = self.block(start);
        block.cell.set(cell);
        // A large object is the only one of its run.
        block
            .cells
            .set(((BLOCK - FIRST_CELL) as u32).checked_div(cell).unwrap_or(1));
        block.threaded.set(0);
        block.run.set(length);
        block.charged.set(0);
        block.clear_marks();
        Some(block)
    }

    /// Takes back a run whose objects are all dead.
    pub fn give(&self, block: &Block) {
        let start = self.number(block.address());
        let length = block.run.get();
        for entry in &self.table()[start as usize..][..length as usize] {
            entry.set(0);
        }
        self.free.borrow_mut().give(start, length);
    }

    /// Hands free memory back to the system if there is more than `keep` bytes.
    pub fn trim(&self, keep: usize) {
        let free = &mut *self.free.borrow_mut();
        // The last ones first: blocks are taken from the front.
        for (&start, (length, dirty)) in free.by_start.iter_mut().rev() {
            if free.dirty_blocks * BLOCK <= keep {
                return;
            }
            if *dirty {
                let address = self.base + start as usize * BLOCK;
                // SAFETY: the blocks are within our mapping and hold no object.
                unsafe {
                    libc::madvise(
                        address as *mut _,
                        *length as usize * BLOCK,
                        libc::MADV_DONTNEED,
                    )
                };
                *dirty = false;
                free.dirty_blocks -= *length as usize;
            }
        }
    }

    /// The size of the whole range.
    pub fn bytes(&self) -> usize {
        self.blocks as usize * BLOCK
    }

    /// Whether half of the addresses were never used.
    pub fn is_roomy(&self) -> bool {
        self.frontier.get() < self.blocks / 2
    }

    /// Says that a run is worth huge pages; the system may not have any.
    pub fn advise_huge_pages(&self, block: &Block) {
        let len = block.run.get() as usize * BLOCK;
        // SAFETY: the run is within our mapping; this changes no contents.
        unsafe { libc::madvise(block.address() as *mut _, len, libc::MADV_HUGEPAGE) };
    }

    /// Every run of blocks in use.
    pub fn for_each_block(&self, mut f: impl FnMut(&Block)) {
        let mut number = self.first;
        while number < self.frontier.get() {
            if self.table()[number as usize].get() == 0 {
                number += 1;
                continue;
            }
            let block = self.block(number);
            number += block.run.get();
            f(block);
        }
    }

    /// The object that an address points to or into.
    pub fn find(&self, address: usize) -> Option<usize> {
        let start = self.base + self.first as usize * BLOCK;
        let end = self.base + self.frontier.get() as usize * BLOCK;
        if !(start..end).contains(&address) {
            return None;
        }
        let number = self.number(address);
        let distance = self.table()[number as usize].get().checked_sub(1)?;
        let block = self.block(number - distance);
        let offset = address.checked_sub(block.address() + FIRST_CELL)?;
        // A large object is the only one of its run.
        let index = offset.checked_div(block.cell.get() as usize).unwrap_or(0);
        if index >= block.threaded.get() as usize {
            return None;
        }
        let object = block.cell_address(index as u32);
        // SAFETY: a threaded cell's first byte is a kind, 0 when it is free.
        let kind = unsafe { *(object as *const u8) };
        (kind != 0).then_some(object)
    }
}

/// The machine's memory, or as much of it as the process may have.
pub(super) fn physical_memory() -> usize {
    let mut limit = libc::rlimit {
        rlim_cur: libc::RLIM_INFINITY,
        rlim_max: libc::RLIM_INFINITY,
    };
    // SAFETY: asks for two numbers, and for a pair of them.
    let (pages, page) = unsafe {
        libc::getrlimit(libc::RLIMIT_AS, &mut limit);
        (
            libc::sysconf(libc::_SC_PHYS_PAGES),
            libc::sysconf(libc::_SC_PAGESIZE),
        )
    };
    let allowed = usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX);
    match (usize::try_from(pages), usize::try_from(page)) {
        (Ok(pages), Ok(page)) => pages.saturating_mul(page).min(allowed),
        _ => allowed,
    }
}
