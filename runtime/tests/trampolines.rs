//! Trampolines do what their templates promise: they call through, they are walkable, and their
//! memory is never writable and executable at once.

use std::arch::asm;
use std::collections::HashSet;
use std::thread;

use perf_trampoline::memory::{ARENA_SIZE, SLOT_ALIGN};
use perf_trampoline::template::Native;
use perf_trampoline::{CodeSlot, Error, Template, Trampolines};

/// A target with the trampoline's own signature, to see the fourth argument too.
type Target = unsafe extern "C" fn(*mut Seen, *mut u64, usize, usize) -> usize;

/// What a target found when it was called.
#[derive(Default)]
struct Seen {
    second: usize,
    third: usize,
    fourth: usize,
    frame_pointer: usize,
    /// Return addresses along the frame pointers, innermost first.
    walked: [usize; 3],
}

/// The frame pointer of the function it is inlined into.
#[inline(always)]
fn frame_pointer() -> usize {
    let pointer: usize;
    // SAFETY: reads a register.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!("mov {}, rbp", out(reg) pointer, options(nomem, nostack, preserves_flags));
        #[cfg(target_arch = "aarch64")]
        asm!("mov {}, x29", out(reg) pointer, options(nomem, nostack, preserves_flags));
    }
    pointer
}

/// Walks `N` frame records as the kernel does.
///
/// # Safety
///
/// `record` begins a chain of at least `N` frame records.
unsafe fn walk<const N: usize>(mut record: usize) -> [usize; N] {
    std::array::from_fn(|_| {
        // SAFETY: `record` is a frame record: saved frame pointer, return address.
        let [saved, return_address] = unsafe { *(record as *const [usize; 2]) };
        record = saved;
        return_address
    })
}

#[inline(never)]
unsafe extern "C" fn look(seen: *mut Seen, second: *mut u64, third: usize, fourth: usize) -> usize {
    // SAFETY: the callers below pass a live `Seen`, and all code here keeps frame pointers.
    unsafe {
        let seen = &mut *seen;
        seen.second = second as usize;
        seen.third = third;
        seen.fourth = fourth;
        seen.frame_pointer = frame_pointer();
        seen.walked = walk(seen.frame_pointer);
    }
    usize::MAX - 41
}

/// Calls `look` through `slot`. Returns what it saw and the caller's own return address.
#[inline(never)]
fn call_through(slot: CodeSlot) -> (Seen, usize) {
    let mut seen = Seen::default();
    let mut second = 0;
    let enter = slot.entry::<Seen, u64, Target, usize>();
    // SAFETY: `look` has the trampoline's signature; both pointers are live.
    let result = unsafe { enter(&mut seen, &mut second, usize::MAX - 2, look) };
    assert_eq!(result, usize::MAX - 41);
    assert_eq!(seen.second, &raw const second as usize);
    assert_eq!(seen.third, usize::MAX - 2);
    assert_eq!(seen.fourth, look as *const () as usize);
    // A frame pointer is the stack pointer at the call, less two words.
    assert_eq!(seen.frame_pointer % 16, 0, "the stack was not aligned");
    // SAFETY: this function has a frame record, as every function here.
    let [own_return_address] = unsafe { walk(frame_pointer()) };
    (seen, own_return_address)
}

fn contains(slot: CodeSlot, address: usize) -> bool {
    (slot.addr()..slot.addr() + slot.size()).contains(&address)
}

#[test]
fn the_frame_pointer_template_calls_through_and_hides_nobody() {
    let slot = Trampolines::<Native>::new().allocate().unwrap();
    let (seen, callers_return_address) = call_through(slot);
    assert!(contains(slot, seen.walked[0]));
    assert!(
        seen.walked[1].abs_diff(call_through as *const () as usize) < 4096,
        "the function that called the trampoline is next on the chain"
    );
    assert_eq!(seen.walked[2], callers_return_address);
}

/// Why CPython changed its template (issue 136541), and we begin with the newer one.
#[cfg(target_arch = "x86_64")]
#[test]
fn the_older_template_calls_through_but_hides_its_caller() {
    use perf_trampoline::template::x86_64::Cpython312;
    let slot = Trampolines::<Cpython312>::new().allocate().unwrap();
    let (seen, callers_return_address) = call_through(slot);
    assert!(contains(slot, seen.walked[0]));
    assert_eq!(seen.walked[1], callers_return_address);
}

#[test]
fn an_evaluator_may_take_fewer_arguments_and_return_less() {
    type Short = unsafe extern "C" fn(*mut u32) -> u32;
    unsafe extern "C" fn next(value: *mut u32) -> u32 {
        // SAFETY: the call below passes a live pointer.
        unsafe { *value + 1 }
    }
    let slot = Trampolines::<Native>::new().allocate().unwrap();
    let enter = slot.entry::<u32, (), Short, u32>();
    let mut value = 6;
    // SAFETY: `next` takes the first of the arguments, and it is live.
    let result = unsafe { enter(&mut value, std::ptr::null_mut(), 0, next) };
    assert_eq!(result, 7);
}

#[test]
fn trampolines_nest() {
    type Descend = unsafe extern "C" fn(*mut CodeSlot, *mut (), usize) -> usize;
    unsafe extern "C" fn descend(slot: *mut CodeSlot, none: *mut (), depth: usize) -> usize {
        if depth == 0 {
            return 0;
        }
        // SAFETY: `slot` is passed on from the call below, where it lives.
        unsafe { (*slot).entry::<_, _, Descend, usize>()(slot, none, depth - 1, descend) + 1 }
    }
    let mut slot = Trampolines::<Native>::new().allocate().unwrap();
    // SAFETY: the slot is live; the depth fits into a test thread's stack.
    assert_eq!(
        unsafe { descend(&mut slot, std::ptr::null_mut(), 1000) },
        1000
    );
}

#[test]
fn slots_are_aligned_and_disjoint_from_all_threads() {
    const THREADS: usize = 8;
    const EACH: usize = 1500;
    let trampolines: Trampolines = Trampolines::new();
    let slots: Vec<CodeSlot> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|_| {
                scope.spawn(|| {
                    (0..EACH)
                        .map(|_| trampolines.allocate().unwrap())
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    assert!(slots.iter().all(|slot| slot.addr() % SLOT_ALIGN == 0));
    let size = Native::assemble().len();
    assert!(slots.iter().all(|slot| slot.size() == size));
    let room = size.next_multiple_of(SLOT_ALIGN);
    assert!(slots.iter().all(|slot| slot.room() == room));
    let distinct: HashSet<usize> = slots.iter().map(|slot| slot.addr()).collect();
    assert_eq!(distinct.len(), THREADS * EACH);

    let usage = trampolines.usage();
    assert_eq!(usage.used, THREADS * EACH);
    assert_eq!(usage.arenas, usage.used.div_ceil(ARENA_SIZE / room));
    assert_eq!(usage.bytes, usage.arenas * ARENA_SIZE);
    assert_eq!(usage.used + usage.free, usage.arenas * (ARENA_SIZE / room));
}

#[test]
fn memory_is_mapped_on_demand_and_the_limit_is_an_error() {
    let trampolines = Trampolines::<Native>::with_limit(ARENA_SIZE + 1);
    assert_eq!(trampolines.usage().bytes, 0);
    let first = trampolines.allocate().unwrap();
    while trampolines.usage().free > 0 {
        trampolines.allocate().unwrap();
    }
    for _ in 0..2 {
        let error = trampolines.allocate().unwrap_err();
        assert!(matches!(error, Error::Exhausted { limit } if limit == ARENA_SIZE + 1));
    }
    assert_eq!(trampolines.usage().bytes, ARENA_SIZE);
    call_through(first);

    let none = Trampolines::<Native>::with_limit(0).allocate();
    assert!(matches!(none, Err(Error::Exhausted { limit: 0 })));
}

/// CPython 112367 and 143228: code was unmapped while threads could still run it.
#[test]
fn slots_outlive_their_trampolines() {
    let slot = {
        let trampolines = Trampolines::<Native>::new();
        trampolines.allocate().unwrap()
    };
    call_through(slot);
}

#[test]
fn arenas_are_executable_and_not_writable() {
    let slot = Trampolines::<Native>::new().allocate().unwrap();
    assert_eq!(permissions(slot.addr()), "r-xp");
    // SAFETY: the slot is readable, as was just seen.
    let code = unsafe { std::slice::from_raw_parts(slot.addr() as *const u8, slot.size()) };
    assert_eq!(code, Native::assemble());
}

/// The permissions of the mapping that holds `address`, as `/proc` shows them.
fn permissions(address: usize) -> String {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let line = maps.lines().find(|line| {
        let (range, _) = line.split_once(' ').unwrap();
        let (start, end) = range.split_once('-').unwrap();
        let parse = |hex| usize::from_str_radix(hex, 16).unwrap();
        (parse(start)..parse(end)).contains(&address)
    });
    line.unwrap().split(' ').nth(1).unwrap().to_owned()
}
