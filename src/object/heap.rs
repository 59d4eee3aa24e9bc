//! [`Heap`]: where objects come from.
//!
//! Interpreted programs allocate all the time, and a call of malloc for each object
//! is slow and, without frame pointers in the C library, makes a hole in the stacks
//! that a profiler sees. So the heap hands out cells by itself:
//!
//! ```text
//!  free[class of 48 bytes] ──> cell ──> cell ──> cell     alloc: take the first
//!                              +0 0 (Kind::Free)
//!                              +8 next
//!        │ empty?
//!        v
//!  sweep a block of this class that waits since the last collection,
//!  or cut the next cells from a fresh block
//! ```
//!
//! Objects above 16 KiB get blocks of their own. Those that grow get more addresses
//! than they asked for: pages that nobody touches cost nothing.
//!
//! Allocation never collects. It asks for a collection (`wants_collection`), and the
//! evaluator does that at its next safepoint, where it knows all its values.

use std::cell::{Cell, RefCell};
use std::io::Write as _;
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use hashbrown::{HashMap, HashTable};

use super::array::{Array, Blob};
use super::block::{BLOCK, Block, FIRST_CELL, GRAIN, Space, physical_memory};
use super::dict::{Dict, Entries};
use super::finalize::Deaths;
use super::function::CodeObject;
use super::gc::{Gc, Header, Object, Tailed};
use super::hash;
use super::pace::FIRST_PACE;
use super::pending::Pending;
use super::set::Table;
use super::shape::Shapes;
use super::str::Str;
use super::tuple::Tuple;
use super::weak::WeakRef;

/// The object has a dict of attributes in the heap's table.
pub const HAS_ATTRIBUTES: u8 = 0x80;
/// Somebody holds a weak reference to the object.
pub const HAS_WEAK_REFERENCES: u8 = 0x40;

/// Bytes that are allocated before the first collection.
const NURSERY: usize = 1 << 20;
/// Objects of so many bytes and more are to lie on huge pages: fewer page faults.
const HUGE: usize = 4 << 20;
/// Cells are put on the free list of a fresh block up to the next multiple of this, so
/// that a short program touches few pages.
const PAGE: usize = 4 << 10;

/// The sizes of cells: steps of 16 up to 256, then four to a doubling up to 4 KiB, and
/// few beyond.
const CELL_SIZES: [u32; CLASSES] = {
    let mut sizes = [0; CLASSES];
    let mut class = 0;
    while class < CLASSES {
        sizes[class] = if class < 16 {
            (class as u32 + 1) * GRAIN as u32
        } else {
            let (doubling, step) = ((class - 16) / 4, (class - 16) % 4);
            (256 + (step as u32 + 1) * 64) << doubling
        };
        class += 1;
    }
    // The large ones waste less of a block this way: 12, 8, 6, 5, 4, 3, 2 of them fit.
    sizes[29] = 2688;
    sizes[31] = 4048;
    sizes[32] = 5392;
    sizes[33] = 6480;
    sizes[34] = 8112;
    sizes[35] = 10816;
    sizes[36] = 16224;
    sizes
};
const CLASSES: usize = 37;
/// Larger objects get blocks of their own.
const LARGEST_CELL: usize = CELL_SIZES[CLASSES - 1] as usize;

/// The class for a size beyond 256, by 16 bytes.
static CLASS_OF: [u8; LARGEST_CELL / GRAIN + 1] = {
    let mut table = [0; LARGEST_CELL / GRAIN + 1];
    let mut class = 0;
    let mut grains = 1;
    while grains < table.len() {
        while (CELL_SIZES[class] as usize) < grains * GRAIN {
            class += 1;
        }
        table[grains] = class as u8;
        grains += 1;
    }
    table
};

/// The class of a size; `size` is at most [`LARGEST_CELL`].
#[inline(always)]
const fn class_of(size: usize) -> usize {
    if size <= 256 {
        size.div_ceil(GRAIN) - 1
    } else {
        CLASS_OF[size.div_ceil(GRAIN)] as usize
    }
}

/// There is no address range to be had.
#[derive(Debug, thiserror::Error)]
#[error("cannot reserve memory for the heap: {0}")]
pub struct HeapError(#[from] std::io::Error);

/// An object of this size can't be made: Python's MemoryError.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("out of memory")]
pub struct OutOfMemory;

/// What the collector has done so far.
#[derive(Clone, Copy, Default, Debug)]
pub struct Statistics {
    pub collections: usize,
    /// Bytes of the objects that the last collection reached.
    pub live: usize,
    pub pause: std::time::Duration,
    pub longest_pause: std::time::Duration,
}

/// The heap: see the module's documentation.
pub struct Heap {
    /// The first free cell by class; 0 when there is none.
    free: [Cell<usize>; CLASSES],
    /// Looked at by safepoints; a signal handler may set it too.
    pub(super) wants: AtomicBool,
    pub(super) stress: Cell<bool>,
    /// Bytes handed out since the last collection.
    pub(super) allocated: Cell<usize>,
    pub(super) threshold: Cell<usize>,
    /// How much room there is for garbage: see `pace.rs`.
    pub(super) pace: Cell<usize>,
    /// When the last collection ended.
    pub(super) resumed: Cell<Instant>,
    /// By class the block whose cells are not all threaded yet.
    fresh: [Cell<usize>; CLASSES],
    /// By class the blocks that wait to be swept.
    pub(super) unswept: [RefCell<Vec<usize>>; CLASSES],
    pub(super) space: Space,
    /// No single object is larger than the machine's memory.
    largest: usize,
    /// Where the native stack starts (its highest address); 0 until known.
    pub(super) stack_base: Cell<usize>,
    pub(super) statistics: Cell<Statistics>,
    /// Attributes of objects that are no plain instances.
    pub(super) attributes: RefCell<HashMap<u64, Gc<Dict>, foldhash::fast::FixedState>>,
    /// The weak references by the address of what they refer to.
    pub(super) weak: RefCell<HashMap<u64, Vec<Gc<WeakRef>>, foldhash::fast::FixedState>>,
    /// Weak references whose callbacks are to be called; they are roots.
    pub(super) fired: Pending<WeakRef>,
    /// Who is to be told of deaths: see `finalize.rs`.
    pub(super) deaths: Deaths,
    /// Every code object that lives: their caches are emptied together. Being listed
    /// here keeps none alive.
    pub(super) codes: RefCell<Vec<Gc<CodeObject>>>,
    /// The interned strings.
    pub(super) interned: RefCell<HashTable<Gc<Str>>>,
    /// The strings of one Latin-1 character, and the empty one.
    pub(super) characters: Cell<Option<Gc<Array>>>,
    pub(super) empty_tuple: Cell<Option<Gc<Tuple>>>,
    /// The storage of dicts and sets that hold nothing.
    pub(super) no_entries: Cell<Option<Gc<Entries>>>,
    pub(super) no_slots: Cell<Option<Gc<Table>>>,
    /// The next version of a dict. Versions start above all numbers of shapes, so that
    /// an inline cache can hold either.
    pub(super) next_version: Cell<u32>,
    /// All shapes; they are roots.
    pub shapes: Shapes,
}

impl Heap {
    /// An empty heap.
    pub fn new() -> Result<Heap, HeapError> {
        hash::ensure_seed();
        let heap = Heap {
            free: [const { Cell::new(0) }; CLASSES],
            wants: AtomicBool::new(false),
            stress: Cell::new(false),
            allocated: Cell::new(0),
            threshold: Cell::new(NURSERY),
            pace: Cell::new(FIRST_PACE),
            resumed: Cell::new(Instant::now()),
            fresh: [const { Cell::new(0) }; CLASSES],
            unswept: [const { RefCell::new(Vec::new()) }; CLASSES],
            space: Space::reserve()?,
            largest: physical_memory(),
            stack_base: Cell::new(0),
            statistics: Cell::default(),
            attributes: RefCell::default(),
            weak: RefCell::default(),
            fired: Pending::default(),
            deaths: Deaths::default(),
            codes: RefCell::default(),
            interned: RefCell::default(),
            characters: Cell::new(None),
            empty_tuple: Cell::new(None),
            no_entries: Cell::new(None),
            no_slots: Cell::new(None),
            next_version: Cell::new(1 << 31),
            shapes: Shapes::default(),
        };
        heap.no_entries.set(Some(heap.entries(0)));
        heap.no_slots.set(Some(heap.set_table(8)));
        heap.empty_tuple.set(Some(heap.fresh_tuple(0)));
        heap.make_characters();
        Ok(heap)
    }

    // --- allocation ---

    /// A new object.
    #[inline(always)]
    pub fn alloc<T: Object>(&self, object: T) -> Gc<T> {
        const { assert!(size_of::<T>() <= LARGEST_CELL && align_of::<T>() <= GRAIN) };
        let cell = self.cell(const { class_of(size_of::<T>()) });
        // SAFETY: the cell is free, large enough and aligned.
        unsafe {
            (cell as *mut T).write(object);
            gc(cell)
        }
    }

    /// A new object with room for `capacity` items behind it. Ends the process when
    /// there is no memory: for sizes that a program chooses, use `try_alloc_tail`.
    #[inline]
    pub fn alloc_tail<T: Tailed>(&self, head: T, capacity: usize) -> Gc<T> {
        match self.try_alloc_tail(head, capacity) {
            Ok(object) => object,
            Err(OutOfMemory) => exhausted(),
        }
    }

    /// A new object with room for `capacity` items behind it, the first `tail_len`
    /// of them filled with `T::empty()`.
    #[inline]
    pub fn try_alloc_tail<T: Tailed>(
        &self,
        head: T,
        capacity: usize,
    ) -> Result<Gc<T>, OutOfMemory> {
        self.try_alloc_with(head, capacity, |_| T::empty())
    }

    /// The same, the items being what `item` says by number.
    #[inline(always)]
    pub(super) fn try_alloc_with<T: Tailed>(
        &self,
        head: T,
        capacity: usize,
        item: impl FnMut(usize) -> T::Item,
    ) -> Result<Gc<T>, OutOfMemory> {
        let size = capacity
            .checked_mul(size_of::<T::Item>())
            .and_then(|tail| tail.checked_add(size_of::<T>()))
            .ok_or(OutOfMemory)?;
        debug_assert!(head.tail_len() <= capacity);
        let cell = if size <= LARGEST_CELL {
            self.cell(class_of(size))
        } else {
            self.large(size, size)?
        };
        Ok(self.place(cell, head, item))
    }

    /// A new object with the bytes of all parts behind it.
    #[inline]
    pub(super) fn alloc_of_bytes<T: Tailed<Item = Cell<u8>>>(
        &self,
        head: T,
        parts: &[&[u8]],
    ) -> Result<Gc<T>, OutOfMemory> {
        let len: usize = parts.iter().map(|part| part.len()).sum();
        let size = size_of::<T>() + len;
        debug_assert!(head.tail_len() == len);
        let cell = if size <= LARGEST_CELL {
            self.cell(class_of(size))
        } else {
            self.large(size, size)?
        };
        // SAFETY: the cell is free, aligned, and has room for the object and the bytes.
        unsafe {
            let object = cell as *mut T;
            let mut tail = object.add(1).cast::<u8>();
            for part in parts {
                tail.copy_from_nonoverlapping(part.as_ptr(), part.len());
                tail = tail.add(part.len());
            }
            object.write(head);
            Ok(gc(cell))
        }
    }

    /// Writes an object and its items into a cell.
    #[inline(always)]
    fn place<T: Tailed>(
        &self,
        cell: usize,
        head: T,
        mut item: impl FnMut(usize) -> T::Item,
    ) -> Gc<T> {
        const {
            assert!(align_of::<T>() <= GRAIN && size_of::<T>().is_multiple_of(8));
            assert!(align_of::<T::Item>() <= 8 && !std::mem::needs_drop::<T::Item>());
        };
        let len = head.tail_len();
        // SAFETY: the cell is free, aligned, and has room for the object and for
        // at least `tail_len` items (see `Tailed`).
        unsafe {
            let object = cell as *mut T;
            let tail = object.add(1) as *mut T::Item;
            for index in 0..len {
                tail.add(index).write(item(index));
            }
            object.write(head);
            gc(cell)
        }
    }

    /// A free cell.
    #[inline(always)]
    fn cell(&self, class: usize) -> usize {
        let cell = self.free[class].get();
        if cell == 0 {
            return self.refill(class);
        }
        // SAFETY: a free cell's second word is the next one's address.
        self.free[class].set(unsafe { *((cell + 8) as *const usize) });
        cell
    }

    /// Finds more free cells, and takes one.
    #[cold]
    #[inline(never)]
    fn refill(&self, class: usize) -> usize {
        loop {
            let waiting = self.unswept[class].borrow_mut().pop();
            let Some(address) = waiting else { break };
            // SAFETY: the list holds addresses of blocks in use.
            let block = unsafe { Block::of(address) };
            let (first, count) = self.sweep(block);
            if first != 0 {
                self.account(count as usize * block.cell.get() as usize);
                self.free[class].set(first);
                return self.cell(class);
            }
        }
        if self.fresh[class].get() == 0 {
            let Some(block) = self.space.take(1, CELL_SIZES[class]) else {
                exhausted()
            };
            self.fresh[class].set(block.address());
        }
        // SAFETY: the address of a block in use: `sweep` gives no block back while
        // cells of it were never handed out.
        let block = unsafe { Block::of(self.fresh[class].get()) };
        let from = block.threaded.get();
        let (cell, at) = (CELL_SIZES[class] as usize, block.cell_address(from));
        let end = (at + cell).next_multiple_of(PAGE);
        let to = block.cells.get().min(from + ((end - at) / cell) as u32);
        block.threaded.set(to);
        if to == block.cells.get() {
            self.fresh[class].set(0);
        }
        let mut next = 0;
        for index in (from..to).rev() {
            next = free_cell(block.cell_address(index), next);
        }
        self.account((to - from) as usize * CELL_SIZES[class] as usize);
        self.free[class].set(next);
        self.cell(class)
    }

    /// Blocks of its own for an object of `size` bytes, of which `charged` count.
    #[cold]
    #[inline(never)]
    fn large(&self, size: usize, charged: usize) -> Result<usize, OutOfMemory> {
        if charged > self.largest {
            return Err(OutOfMemory);
        }
        let bytes = size.checked_add(FIRST_CELL).ok_or(OutOfMemory)?;
        let length = u32::try_from(bytes.div_ceil(BLOCK)).map_err(|_| OutOfMemory)?;
        let block = self.space.take(length, 0).ok_or(OutOfMemory)?;
        block.threaded.set(1);
        block.charged.set(charged);
        if charged >= HUGE {
            self.space.advise_huge_pages(block);
        }
        self.account(charged);
        Ok(block.cell_address(0))
    }

    /// Whether an object of so many bytes could be made now.
    pub fn can_hold(&self, bytes: usize) -> Result<(), OutOfMemory> {
        if bytes <= HUGE {
            return Ok(());
        }
        let blocks = u32::try_from(bytes / BLOCK + 2).map_err(|_| OutOfMemory)?;
        if bytes > self.largest || !self.space.has(blocks) {
            return Err(OutOfMemory);
        }
        Ok(())
    }

    /// Counts memory outside the heap that an object owns.
    pub fn charge(&self, bytes: usize) {
        if bytes > 64 {
            self.account(bytes);
        }
    }

    /// Counts bytes, and asks for a collection when there are enough.
    fn account(&self, bytes: usize) {
        let allocated = self.allocated.get().saturating_add(bytes);
        self.allocated.set(allocated);
        if allocated > self.threshold.get() {
            self.wants.store(true, Ordering::Relaxed);
        }
    }

    // --- runs that grow ---

    /// An empty array with room for at least `capacity` values.
    pub fn array(&self, capacity: usize) -> Result<Gc<Array>, OutOfMemory> {
        self.run(capacity, capacity, Array::new)
    }

    /// An array with no room at all: whoever appends to a list of it gives that another.
    pub fn full_array(&self) -> Gc<Array> {
        self.alloc(Array::new(0))
    }

    /// An empty blob with room for at least `capacity` bytes.
    pub fn blob(&self, capacity: usize) -> Result<Gc<Blob>, OutOfMemory> {
        self.run(capacity, capacity, Blob::new)
    }

    /// The same bytes, and what the header says of them, in a new blob.
    pub(super) fn copy_blob(&self, old: Gc<Blob>) -> Result<Gc<Blob>, OutOfMemory> {
        let new = self.blob(old.len())?;
        new.append_from(old.tail());
        new.header().set_spare(old.header().spare());
        Ok(new)
    }

    /// Entries for a dict; they are as precious as a dict and can't fail.
    pub(super) fn entries(&self, capacity: usize) -> Gc<Entries> {
        self.alloc_tail(Entries::new(capacity), capacity)
    }

    /// A run with room for `least` items and, where that costs nothing, up to `wanted`.
    fn run<T: Tailed>(
        &self,
        least: usize,
        wanted: usize,
        new: fn(usize) -> T,
    ) -> Result<Gc<T>, OutOfMemory> {
        let bytes = |items: usize| {
            let tail = items.checked_mul(size_of::<T::Item>())?;
            tail.checked_add(size_of::<T>())
        };
        let size = bytes(wanted).or_else(|| bytes(least)).ok_or(OutOfMemory)?;
        let capacity = |size: usize| (size - size_of::<T>()) / size_of::<T::Item>();
        if size <= LARGEST_CELL {
            let class = class_of(size);
            return Ok(self.place(
                self.cell(class),
                new(capacity(CELL_SIZES[class] as usize)),
                |_| T::empty(),
            ));
        }
        let least = bytes(least).ok_or(OutOfMemory)?;
        let charged = size.min(least.saturating_mul(2));
        let size = (size + FIRST_CELL).next_multiple_of(BLOCK) - FIRST_CELL;
        match self.large(size, charged) {
            Ok(cell) => Ok(self.place(cell, new(capacity(size)), |_| T::empty())),
            Err(OutOfMemory) if least < size => Ok(self.place(
                self.large(least, least)?,
                new(capacity(least)),
                |_| T::empty(),
            )),
            Err(OutOfMemory) => Err(OutOfMemory),
        }
    }

    /// How much room to give to a run that has `len` items and needs `least`. Large
    /// ones get plenty of addresses ahead, which are not touched, so that they are
    /// seldom copied; as long as there are plenty of addresses.
    fn room(&self, len: usize, least: usize, item: usize) -> usize {
        let bytes = least.saturating_mul(item);
        let space = self.space.bytes();
        let ahead = match bytes {
            0..=0x4000 => return least.max(len + len / 2 + 3),
            _ if !self.space.is_roomy() => bytes / 2,
            0x4001..=0xf_ffff => bytes.saturating_mul(3),
            _ => bytes
                .saturating_mul(3)
                .max(space / 4096)
                .min(space / 64)
                .max(bytes / 2),
        };
        bytes.saturating_add(ahead) / item
    }

    /// An array with the same values and room for at least `min_extra` more. The old
    /// one is left to the collector.
    pub fn grow_array(&self, old: Gc<Array>, min_extra: usize) -> Result<Gc<Array>, OutOfMemory> {
        let least = old.len().checked_add(min_extra).ok_or(OutOfMemory)?;
        let new = self.run(least, self.room(old.len(), least, 8), Array::new)?;
        new.append_from(old.tail());
        Ok(new)
    }

    /// A blob with the same bytes and room for at least `min_extra` more.
    pub fn grow_blob(&self, old: Gc<Blob>, min_extra: usize) -> Result<Gc<Blob>, OutOfMemory> {
        let least = old.len().checked_add(min_extra).ok_or(OutOfMemory)?;
        let new = self.run(least, self.room(old.len(), least, 1), Blob::new)?;
        new.append_from(old.tail());
        Ok(new)
    }

    // --- collecting ---

    /// Whether it is time for a collection: to be asked at safepoints.
    #[inline(always)]
    pub fn wants_collection(&self) -> bool {
        self.wants.load(Ordering::Relaxed)
    }

    /// Whether so many bytes more make it time for a collection.
    #[inline(always)]
    pub fn would_collect(&self, bytes: usize) -> bool {
        self.allocated.get().saturating_add(bytes) > self.threshold.get()
    }

    /// Brings the program to `Vm::service_interrupts` at its next safepoint.
    pub fn request_service(&self) {
        self.wants.store(true, Ordering::Relaxed);
    }

    /// Takes the wish back.
    pub fn service_done(&self) {
        self.wants
            .store(self.has_fired() || self.has_dying(), Ordering::Relaxed);
    }

    /// The flag that [`Heap::wants_collection`] reads: setting it brings the program
    /// to `Vm::service_interrupts` at its next safepoint.
    pub fn safepoint_flag(&self) -> &AtomicBool {
        &self.wants
    }

    /// Whether to collect at every safepoint.
    pub fn set_stress(&self, on: bool) {
        self.stress.set(on);
        self.wants.store(on, Ordering::Relaxed);
    }

    /// Whether it collects at every safepoint.
    pub fn stress(&self) -> bool {
        self.stress.get()
    }

    /// Where the native stack starts.
    pub fn stack_base(&self) -> usize {
        self.stack_base.get()
    }

    /// Says where the native stack starts (its highest address). Until then, and
    /// with 0, collections do not look at it.
    pub fn set_stack_base(&self, address: usize) {
        self.stack_base.set(address);
    }

    pub fn statistics(&self) -> Statistics {
        self.statistics.get()
    }

    /// How much may live: the rest of the memory is for what comes until the next
    /// collection, and for the system.
    pub(super) fn limit(&self) -> usize {
        self.largest / 8 * 7
    }

    /// Whether so much was alive after the last collection that programs must stop.
    pub fn is_full(&self) -> bool {
        self.statistics.get().live > self.limit()
    }

    /// Bytes handed out since the last collection.
    pub fn allocated(&self) -> usize {
        self.allocated.get()
    }

    /// Forgets all free cells: sweeping will find them again. Of the blocks that are
    /// not threaded to the end, the rest stays in reserve.
    pub(super) fn forget_free_cells(&self) {
        for free in &self.free {
            free.set(0);
        }
    }

    /// Whether cells of this block are still to be handed out for the first time.
    pub(super) fn is_fresh(&self, block: &Block) -> bool {
        block.threaded.get() < block.cells.get()
    }

    /// The list of blocks of the same cells that wait to be swept.
    pub(super) fn waiting(&self, block: &Block) -> &RefCell<Vec<usize>> {
        &self.unswept[class_of(block.cell.get() as usize)]
    }

    /// Puts a chain of free cells in front of those that a block's class has.
    pub(super) fn add_free_cells(&self, block: &Block, first: usize) {
        let free = &self.free[class_of(block.cell.get() as usize)];
        let mut last = first;
        loop {
            // SAFETY: free cells, chained by their second word.
            let next = unsafe { &mut *((last + 8) as *mut usize) };
            if *next == 0 {
                *next = free.get();
                break;
            }
            last = *next;
        }
        free.set(first);
    }

    // --- attributes ---

    /// The attribute dict of an object that is no plain instance.
    pub fn attributes(&self, object: Gc<Header>) -> Option<Gc<Dict>> {
        if !object.flag(HAS_ATTRIBUTES) {
            return None;
        }
        self.attributes
            .borrow()
            .get(&object.address().get())
            .copied()
    }

    /// The same, made when there is none.
    pub fn attributes_or_new(&self, object: Gc<Header>) -> Gc<Dict> {
        if let Some(dict) = self.attributes(object) {
            return dict;
        }
        let dict = self.dict();
        self.set_attributes(object, dict);
        dict
    }

    /// Makes `dict` the object's attributes (`x.__dict__ = dict`).
    pub fn set_attributes(&self, object: Gc<Header>, dict: Gc<Dict>) {
        self.attributes
            .borrow_mut()
            .insert(object.address().get(), dict);
        object.set_flag(HAS_ATTRIBUTES, true);
    }
}

/// A pointer to the object in a cell.
///
/// # Safety
/// The cell holds an initialised `T`.
#[inline(always)]
unsafe fn gc<T>(cell: usize) -> Gc<T> {
    // SAFETY: cells lie behind the block table, so never at 0.
    Gc::from_address(unsafe { NonZeroU64::new_unchecked(cell as u64) })
}

/// Makes a cell free and chains it in front of `next`.
#[inline(always)]
pub(super) fn free_cell(cell: usize, next: usize) -> usize {
    // SAFETY: called for cells of the heap's blocks that hold no live object.
    unsafe {
        (cell as *mut u64).write(0);
        ((cell + 8) as *mut usize).write(next);
    }
    cell
}

/// Not even a small object fits into the address range.
#[cold]
pub(super) fn exhausted() -> ! {
    let _ = writeln!(std::io::stderr(), "glassnake: the heap is exhausted");
    std::process::exit(1)
}
