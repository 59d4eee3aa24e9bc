//! The collector: marks what can be reached, and sweeps the rest.
//!
//! ```text
//!  roots: given by the caller (registers), shapes, interned names,
//!         and every word of the native stack that looks like an address
//!    │
//!    v  mark: set the bit in the block's head, push on the mark stack (no recursion)
//!  [ ... objects to be traced ... ] ──> kinds::trace ──> value, object, word
//!    │
//!    v  large objects that were not reached go at once; blocks of cells wait until
//!       the allocator needs a cell of their size, and are swept then
//! ```
//!
//! The native stack is scanned *conservatively*: a word that happens to look like a
//! pointer keeps an object alive, and nothing moves. That is what lets natives keep
//! values in plain Rust variables.
//!
//! An object with attributes in the heap's table keeps their dict alive, and nothing
//! else does (an ephemeron).

use std::cell::Cell;
use std::num::NonZeroU64;
use std::time::Instant;

use super::array::{Array, Blob};
use super::block::Block;
use super::dict::Entries;
use super::finalize::Cycles;
use super::gc::{Gc, Header, Object, Tailed};
use super::heap::{HAS_ATTRIBUTES, Heap, free_cell};
use super::kinds::{self, Kind};
use super::str::Str;
use super::value::Value;

/// How many objects the marker waits for before it looks at one.
const WAITING: usize = 16;

/// Shown everything that an object, or a root, refers to.
///
/// Marking a large heap is waiting for memory. So what is shown is fetched ahead and
/// goes into a short queue, and is looked at when it comes out.
pub struct Marker<'h> {
    heap: &'h Heap,
    stack: Vec<Gc<Header>>,
    /// Objects that are being fetched, and the place of the one that came first.
    waiting: [Option<Gc<Header>>; WAITING],
    first: usize,
    live: usize,
    /// When the heap is being checked: what was found, and nothing is marked.
    check: Option<Vec<u64>>,
}

impl<'h> Marker<'h> {
    fn new(heap: &'h Heap) -> Marker<'h> {
        Marker {
            heap,
            stack: Vec::new(),
            waiting: [None; WAITING],
            first: 0,
            live: 0,
            check: None,
        }
    }

    /// A value, exactly.
    #[inline(always)]
    pub fn value(&mut self, value: Value) {
        if let Some(object) = value.header() {
            self.object(object);
        }
    }

    /// A pointer, exactly.
    #[inline]
    pub fn object<T>(&mut self, object: Gc<T>) {
        if let Some(found) = &mut self.check {
            found.push(object.address().get());
            return;
        }
        let object: Gc<Header> = object.cast();
        prefetch(object);
        let came_first = self.waiting[self.first].replace(object);
        self.first = (self.first + 1) % WAITING;
        if let Some(object) = came_first {
            self.mark(object);
        }
    }

    #[inline]
    fn mark(&mut self, object: Gc<Header>) {
        let address = object.address().get() as usize;
        // SAFETY: the address of an object.
        let block = unsafe { Block::of(address) };
        if block.mark(address) {
            self.live += match block.cell.get() {
                0 => size_of_large(object, block),
                cell => cell as usize,
            };
            if !is_leaf(object) {
                self.stack.push(object);
            }
        }
    }

    /// A word that may be a value, a pointer to or into an object, or anything else.
    #[inline]
    pub fn word(&mut self, word: u64) {
        // The highest bits are flags of frames, whose state may hold an instance.
        let address = word << 2 >> 2;
        if self.check.is_none()
            && let Some(object) = self.heap.space.find(address as usize)
            && let Some(address) = NonZeroU64::new(object as u64)
        {
            self.object(Gc::<Header>::from_address(address));
        }
    }

    /// Many such words.
    pub fn words(&mut self, words: &[u64]) {
        for &word in words {
            self.word(word);
        }
    }

    /// The words of a native stack, from the address that [`with_registers_spilled`] has given to
    /// its base: of the calling thread's, or of one whose thread stands still.
    ///
    /// # Safety
    /// All of that is mapped.
    pub unsafe fn native_stack(&mut self, stack_pointer: usize, base: usize) {
        let mut address = stack_pointer.next_multiple_of(8);
        while address < base {
            // SAFETY: the caller's contract.
            self.word(unsafe { (address as *const u64).read_volatile() });
            address += 8;
        }
    }

    /// The values behind an object.
    #[inline]
    pub fn tail_values<T: Tailed<Item = Cell<Value>>>(&mut self, object: &T) {
        for value in self.tail_of(object) {
            self.value(value.get());
        }
    }

    /// The items behind an object, which lies in the heap as everything traced does.
    #[inline]
    pub fn tail_of<T: Tailed>(&self, object: &T) -> &'static [T::Item] {
        match NonZeroU64::new(std::ptr::from_ref(object) as u64) {
            Some(address) => Gc::<T>::from_address(address).tail(),
            None => &[],
        }
    }

    /// What an object refers to.
    pub(super) fn references_of(&mut self, object: Gc<Header>) {
        kinds::trace(object, self);
        if object.flag(HAS_ATTRIBUTES)
            && let Some(dict) = self.heap.attributes(object)
        {
            self.object(dict);
        }
    }

    /// Traces until everything reachable is marked.
    pub(super) fn drain(&mut self) {
        loop {
            while let Some(object) = self.stack.pop() {
                self.references_of(object);
            }
            for object in std::mem::take(&mut self.waiting).into_iter().flatten() {
                self.mark(object);
            }
            if self.stack.is_empty() {
                return;
            }
        }
    }
}

/// Fetches an object, and the mark bits of the block that it lies in, into the cache.
#[inline(always)]
fn prefetch(object: Gc<Header>) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let address = object.address().get() as usize;
        // SAFETY: fetching ahead is allowed for any address, and does nothing else.
        unsafe {
            _mm_prefetch::<_MM_HINT_T0>(address as *const i8);
            _mm_prefetch::<_MM_HINT_T0>(Block::mark_address(address) as *const i8);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}

/// Whether a collection looks at the calling thread's native stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NativeStack {
    /// Whatever looks like a pointer to an object is one.
    Scan,
    /// The caller knows that no function that waits there holds an object.
    Ignore,
}

/// Whether an object refers to nothing: such objects, most of a long list's items
/// among them, need not wait on the mark stack.
fn is_leaf(object: Gc<Header>) -> bool {
    let leaf = match object.kind() {
        Kind::Int | Kind::Float | Kind::Complex | Kind::Bytes | Kind::Opaque => true,
        Kind::Str => !object.cast::<Str>().is_buffered(),
        _ => false,
    };
    leaf && !object.flag(HAS_ATTRIBUTES)
}

/// Bytes that a large object occupies; of one that grows, what is in use.
fn size_of_large(object: Gc<Header>, block: &Block) -> usize {
    match object.kind() {
        Kind::Array => object.cast::<Array>().len() * size_of::<Value>(),
        Kind::Blob => object.cast::<Blob>().len(),
        Kind::Entries => size_of_val(object.cast::<Entries>().tail()),
        _ => block.charged.get(),
    }
}

/// Calls `act` with an address of the native stack. What this function's callers hold lies between
/// there and the stack's base, also if they hold it in registers.
#[inline(never)]
pub fn with_registers_spilled<T>(act: impl FnOnce(usize) -> T) -> T {
    let registers = callee_saved_registers();
    let result = act(std::hint::black_box(&raw const registers) as usize);
    std::hint::black_box(&registers);
    result
}

fn is_marked(address: u64) -> bool {
    // SAFETY: called with addresses of objects only.
    unsafe { Block::of(address as usize) }.is_marked(address as usize)
}

impl Heap {
    /// Frees what can't be reached: from the roots that `roots` shows, from the heap's
    /// own tables, and from the native stack between here and its base.
    pub fn collect(&self, roots: impl FnOnce(&mut Marker<'_>)) {
        self.collect_with(roots, NativeStack::Scan, Cycles::Break);
    }

    /// The same, perhaps without the native stack, and with a choice of what is told that it dies. Whether
    /// a weak reference was emptied that a script watches.
    #[inline(never)]
    pub fn collect_with(
        &self,
        roots: impl FnOnce(&mut Marker<'_>),
        native_stack: NativeStack,
        cycles: Cycles,
    ) -> bool {
        let start = Instant::now();
        self.finish_sweeping();
        self.space.for_each_block(Block::clear_marks);

        let mut marker = Marker::new(self);
        roots(&mut marker);
        self.mark_own_roots(&mut marker);
        if native_stack == NativeStack::Scan {
            self.mark_native_stack(&mut marker);
        }
        marker.drain();
        if cycles == Cycles::Keep {
            self.keep_cycles(&mut marker, is_marked);
        }
        if self.has_finalizable() {
            self.find_dying(&mut marker, is_marked, cycles);
        }
        let live = marker.live;

        self.attributes
            .borrow_mut()
            .retain(|&object, _| is_marked(object));
        self.codes
            .borrow_mut()
            .retain(|code| is_marked(code.address().get()));
        self.interned
            .borrow_mut()
            .retain(|name| is_marked(name.address().get()));
        let cleared = self.clear_weak_references(is_marked);
        self.start_sweeping();
        self.restart_accounting(live, start);
        self.space.trim(self.free_to_keep(live));

        let pause = start.elapsed();
        let mut statistics = self.statistics.get();
        statistics.collections += 1;
        statistics.live = live;
        statistics.pause += pause;
        statistics.longest_pause = statistics.longest_pause.max(pause);
        self.statistics.set(statistics);
        cleared
    }

    /// Shows every object that was not reached, once everything reachable is marked.
    pub(super) fn for_each_garbage(&self, mut show: impl FnMut(Gc<Header>)) {
        self.space.for_each_block(|block| {
            for index in 0..block.threaded.get() {
                let cell = block.cell_address(index);
                // SAFETY: threaded cells start with the byte of their kind.
                let is_free = unsafe { *(cell as *const u8) } == Kind::Free as u8;
                if !is_free
                    && !block.is_marked(cell)
                    && let Some(address) = NonZeroU64::new(cell as u64)
                {
                    show(Gc::from_address(address));
                }
            }
        });
    }

    fn mark_own_roots(&self, marker: &mut Marker<'_>) {
        self.shapes.trace(marker);
        for name in self.interned.borrow().iter() {
            if !name.is_mortal() {
                marker.object(*name);
            }
        }
        self.fired.mark(marker);
        self.mark_dying(marker);
        if let Some(it) = self.characters.get() {
            marker.object(it);
        }
        if let Some(it) = self.empty_tuple.get() {
            marker.object(it);
        }
        if let Some(it) = self.no_entries.get() {
            marker.object(it);
        }
        if let Some(it) = self.no_slots.get() {
            marker.object(it);
        }
    }

    /// Marks what the native stack, and the registers that a callee must save, point to.
    fn mark_native_stack(&self, marker: &mut Marker<'_>) {
        let base = self.stack_base.get();
        // SAFETY: this thread's, between here and its base.
        with_registers_spilled(|stack_pointer| unsafe {
            marker.native_stack(stack_pointer, base);
        });
    }

    /// Frees the large objects that were not reached, and leaves the other blocks to
    /// the allocator.
    fn start_sweeping(&self) {
        self.forget_free_cells();
        self.space.for_each_block(|block| {
            if block.cell.get() != 0 {
                self.waiting(block).borrow_mut().push(block.address());
                return;
            }
            let object = block.cell_address(0);
            if !block.is_marked(object) {
                drop_object(object);
                self.space.give(block);
            }
        });
        // Blocks are taken from the end, and low addresses are to be filled first.
        for list in &self.unswept {
            list.borrow_mut().reverse();
        }
    }

    /// Sweeps all blocks that wait.
    fn finish_sweeping(&self) {
        for list in &self.unswept {
            let waiting = std::mem::take(&mut *list.borrow_mut());
            for address in waiting {
                // SAFETY: the list holds addresses of blocks in use.
                let block = unsafe { Block::of(address) };
                let (first, _) = self.sweep(block);
                if first != 0 {
                    self.add_free_cells(block, first);
                }
            }
        }
    }

    /// Frees the cells of a block that were not reached: the first of the chain of
    /// free cells and their number. A block that is all free goes back, and has none.
    pub(super) fn sweep(&self, block: &Block) -> (usize, u32) {
        let threaded = block.threaded.get();
        let count = threaded - block.count_marked();
        if count == 0 {
            return (0, 0);
        }
        if count == threaded && !self.is_fresh(block) {
            for index in 0..threaded {
                drop_object(block.cell_address(index));
            }
            self.space.give(block);
            return (0, 0);
        }
        let mut first = 0;
        for index in (0..threaded).rev() {
            let cell = block.cell_address(index);
            if !block.is_marked(cell) {
                drop_object(cell);
                first = free_cell(cell, first);
            }
        }
        (first, count)
    }

    /// Looks at every object: its kind is one, and everything it refers to is an
    /// object. Says what is wrong.
    pub fn verify(&self) -> Result<(), String> {
        self.finish_sweeping();
        let mut marker = Marker::new(self);
        let mut found = Ok(());
        self.space.for_each_block(|block| {
            for index in 0..block.threaded.get() {
                let address = block.cell_address(index);
                if let Err(problem) = self.verify_object(&mut marker, address)
                    && found.is_ok()
                {
                    found = Err(problem);
                }
            }
        });
        found
    }

    /// Every object that a collection has left and those that were made since.
    pub fn for_each_object(&self, mut f: impl FnMut(Gc<Header>)) {
        self.finish_sweeping();
        self.space.for_each_block(|block| {
            for index in 0..block.threaded.get() {
                let address = NonZeroU64::new(block.cell_address(index) as u64);
                let object = address.map(Gc::<Header>::from_address);
                if let Some(object) = object.filter(|it| it.kind() != Kind::Free) {
                    f(object);
                }
            }
        });
    }

    /// The objects that one refers to.
    pub fn references(&self, object: Gc<Header>) -> Vec<Gc<Header>> {
        let mut marker = Marker::new(self);
        marker.check = Some(Vec::new());
        kinds::trace(object, &mut marker);
        let found = marker.check.take().unwrap_or_default().into_iter();
        let addresses = found.filter_map(NonZeroU64::new);
        addresses.map(Gc::<Header>::from_address).collect()
    }

    fn verify_object(&self, marker: &mut Marker<'_>, address: usize) -> Result<(), String> {
        // SAFETY: threaded cells start with the byte of their kind.
        let kind = unsafe { *(address as *const u8) };
        if kind == Kind::Free as u8 {
            return Ok(());
        }
        if kind as usize >= Kind::COUNT {
            return Err(format!("the object at {address:#x} has kind {kind}"));
        }
        let Some(object) = NonZeroU64::new(address as u64).map(Gc::<Header>::from_address) else {
            return Ok(());
        };
        marker.check = Some(Vec::new());
        kinds::trace(object, marker);
        for target in marker.check.take().unwrap_or_default() {
            if self.space.find(target as usize) != Some(target as usize) {
                let kind = object.kind();
                return Err(format!(
                    "the {kind:?} at {address:#x} refers to {target:#x}, which is no object"
                ));
            }
        }
        Ok(())
    }
}

impl Drop for Heap {
    /// Frees what the objects own outside the heap.
    fn drop(&mut self) {
        self.space.for_each_block(|block| {
            for index in 0..block.threaded.get() {
                drop_object(block.cell_address(index));
            }
        });
    }
}

/// Drops what an object owns outside the heap, if it is one.
fn drop_object(cell: usize) {
    let Some(address) = NonZeroU64::new(cell as u64) else {
        return;
    };
    let object = Gc::<Header>::from_address(address);
    if object.kind().needs_drop() {
        // SAFETY: a cell's first byte is its kind, and nobody can reach the object.
        unsafe { kinds::drop_in_place(object) };
    }
}

/// The registers that a function must leave as they were: values that a caller of
/// the collector holds may be there and not on the stack.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn callee_saved_registers() -> [u64; 6] {
    let mut registers = [0; 6];
    // SAFETY: stores six registers into the array.
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx", "mov [{0} + 8], rbp", "mov [{0} + 16], r12",
            "mov [{0} + 24], r13", "mov [{0} + 32], r14", "mov [{0} + 40], r15",
            in(reg) registers.as_mut_ptr(), options(nostack, preserves_flags),
        );
    }
    registers
}

/// The same for 64-bit Arm.
#[cfg(target_arch = "aarch64")]
#[inline(always)]
fn callee_saved_registers() -> [u64; 12] {
    let mut registers = [0; 12];
    // SAFETY: stores twelve registers into the array.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]", "stp x21, x22, [{0}, #16]", "stp x23, x24, [{0}, #32]",
            "stp x25, x26, [{0}, #48]", "stp x27, x28, [{0}, #64]", "stp x29, x30, [{0}, #80]",
            in(reg) registers.as_mut_ptr(), options(nostack, preserves_flags),
        );
    }
    registers
}

impl<T: Object> Gc<T> {
    /// The object's header.
    #[inline(always)]
    pub fn as_header(self) -> Gc<Header> {
        self.cast()
    }
}
