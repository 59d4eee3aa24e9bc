//! What a trampoline costs: to call, to make, to make known; among 10, 1,000 and 1,000,000 of its kind.
//!
//! Each cost should be flat: a VM with a million functions pays for each what a small one pays.
//!
//! ```text
//! cargo bench -p perf-trampoline
//! ```
//!
//! Files go to a directory of their own under `PERF_TRAMPOLINE_BENCH_DIR` or the system's for temporary files, and are removed
//! at the end.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use divan::Bencher;
use perf_trampoline::template::Native;
use perf_trampoline::{Backend, Code, CodeSlot, JitDump, PerfMap, Trampolines, Unwind};

const OTHERS: [usize; 3] = [10, 1_000, 1_000_000];

type Target = unsafe extern "C" fn(*mut u64, *mut u64, usize) -> usize;

#[inline(never)]
unsafe extern "C" fn target(_: *mut u64, _: *mut u64, value: usize) -> usize {
    black_box(value)
}

fn directory() -> PathBuf {
    let parent = env::var_os("PERF_TRAMPOLINE_BENCH_DIR").map_or_else(env::temp_dir, PathBuf::from);
    let directory = parent.join(format!("perf-trampoline-bench-{}", std::process::id()));
    fs::create_dir_all(&directory).expect("a directory for the files");
    directory
}

fn trampolines(count: usize) -> (Trampolines<Native>, Vec<CodeSlot>) {
    let trampolines = Trampolines::new().spaced();
    let slots = (0..count).map(|_| trampolines.allocate().expect("memory"));
    let slots = slots.collect();
    (trampolines, slots)
}

/// The yardstick: the same function, called through a pointer.
#[divan::bench]
fn call_direct(bencher: Bencher<'_, '_>) {
    let target: Target = black_box(target);
    // SAFETY: the target touches no pointer.
    bencher.bench_local(|| unsafe { target(std::ptr::null_mut(), std::ptr::null_mut(), 7) });
}

/// One trampoline, called again and again, among others.
#[divan::bench(args = OTHERS)]
fn call_one(bencher: Bencher<'_, '_>, others: usize) {
    let (_, slots) = trampolines(others);
    let enter = slots[others / 2].entry::<u64, u64, Target, usize>();
    // SAFETY: as above.
    bencher.bench_local(|| unsafe { enter(std::ptr::null_mut(), std::ptr::null_mut(), 7, target) });
}

/// A thousand of them in turn, spread over all: what the processor's caches make of it.
#[divan::bench(args = OTHERS)]
fn call_a_thousand_in_turn(bencher: Bencher<'_, '_>, others: usize) {
    let (_, slots) = trampolines(others);
    let step = (others / 1000).max(1);
    let some: Vec<CodeSlot> = slots
        .iter()
        .step_by(step)
        .cycle()
        .take(1000)
        .copied()
        .collect();
    bencher
        .counter(divan::counter::ItemsCount::new(some.len()))
        .bench_local(|| {
            for slot in &some {
                let enter = slot.entry::<u64, u64, Target, usize>();
                // SAFETY: as above.
                unsafe { enter(std::ptr::null_mut(), std::ptr::null_mut(), 7, target) };
            }
        });
}

/// A new trampoline, after so many others; every 585th maps an arena.
#[divan::bench(args = OTHERS, sample_size = 1000)]
fn make(bencher: Bencher<'_, '_>, others: usize) {
    let (trampolines, _slots) = trampolines(others);
    bencher.bench_local(|| trampolines.allocate());
}

thread_local! {
    /// How many entries each file has: files belong to the process, and grow from bench to bench.
    static ENTRIES: RefCell<[usize; 2]> = const { RefCell::new([0; 2]) };
}

/// Brings a file to at least `others` entries, then measures one more.
fn register(bencher: Bencher<'_, '_>, which: usize, backend: &dyn Backend, others: usize) {
    let unwind = Unwind::of::<Native>().expect("tables");
    let (_, slots) = trampolines(1);
    let code = Code::in_slot(slots[0], b"py::Application.handle_request:/srv/app/main.py")
        .with_unwind(&unwind);
    ENTRIES.with_borrow_mut(|entries| {
        while entries[which] < others {
            backend.register_code(&code).expect("room on the disk");
            entries[which] += 1;
        }
    });
    bencher.bench_local(|| {
        backend
            .register_code(black_box(&code))
            .expect("room on the disk")
    });
}

#[divan::bench(args = OTHERS)]
fn register_in_map(bencher: Bencher<'_, '_>, others: usize) {
    let map = PerfMap::in_dir(directory()).expect("a map");
    register(bencher, 0, map, others);
}

#[divan::bench(args = OTHERS)]
fn register_in_dump(bencher: Bencher<'_, '_>, others: usize) {
    let dump = JitDump::in_dir(directory()).expect("a dump");
    register(bencher, 1, dump, others);
}

/// A million entries, as one number. The aim is 2 s.
fn a_million_entries() {
    let directory = directory().join("million");
    fs::create_dir_all(&directory).expect("a directory for the files");
    let backends: [(&str, &dyn Backend); 2] = [
        ("perf map", PerfMap::in_dir(&directory).expect("a map")),
        ("jitdump", JitDump::in_dir(&directory).expect("a dump")),
    ];
    let unwind = Unwind::of::<Native>().expect("tables");
    for (name, backend) in backends {
        let trampolines: Trampolines = Trampolines::new().spaced();
        let begin = Instant::now();
        for number in 0..1_000_000 {
            let slot = trampolines.allocate().expect("memory");
            let function = format!("py::function{number}:/srv/app/main.py");
            let code = Code::in_slot(slot, function.as_bytes()).with_unwind(&unwind);
            backend.register_code(&code).expect("room on the disk");
        }
        let seconds = begin.elapsed().as_secs_f64();
        println!("1,000,000 functions made and registered in a {name}: {seconds:.2} s");
    }
}

fn main() {
    // Under `cargo bench` only: the test runner calls benches with `--test`.
    if env::args().any(|argument| argument == "--bench") {
        a_million_entries();
    }
    divan::main();
    fs::remove_dir_all(directory()).expect("the directory was ours");
}
