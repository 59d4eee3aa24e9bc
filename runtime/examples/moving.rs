//! Code that moves while perf watches, as a compacting JIT's does.
//!
//! One guest function burns CPU at one address, moves, and burns on at another. A perf map can't say so: it has no
//! time. A jitdump can:
//!
//! ```text
//! perf record -k mono -F 999 -g target/release/examples/moving /tmp
//! perf inject --jit -i perf.data -o perf.jit.data
//! perf report -i perf.jit.data --stdio --no-children
//! ```
//!
//! Every sample is under `toy::wanderer`, though the record that gives it its name was about the first address.

use std::hint::black_box;
use std::process::ExitCode;

use perf_trampoline::template::Native;
use perf_trampoline::{Code, CodeSlot, Error, JitDump, Trampolines, Unwind};

type Evaluator = unsafe extern "C" fn(*mut u64);

#[inline(never)]
unsafe extern "C" fn burn(result: *mut u64) {
    let value = (0..300_000_000u64).fold(0, |sum, turn| black_box(sum ^ turn));
    // SAFETY: the only calls are those below, with a live pointer.
    unsafe { *result ^= value };
}

fn run(slot: CodeSlot, result: &mut u64) {
    let enter = slot.entry::<u64, (), Evaluator, ()>();
    // SAFETY: `burn` takes the first of a trampoline's arguments, and it is live.
    unsafe { enter(result, std::ptr::null_mut(), 0, burn) };
}

fn wander(directory: &str) -> Result<u64, Error> {
    let dump = JitDump::in_dir(directory)?;
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>()?;
    let (first, second) = (trampolines.allocate()?, trampolines.allocate()?);
    let mut result = 0;

    let code = Code::in_slot(first, b"toy::wanderer").with_unwind(&unwind);
    let loaded = dump.load(&code)?;
    run(first, &mut result);

    // The tables move along: they lie behind the code, to perf.
    dump.moved(
        loaded.code_index,
        first.addr(),
        second.addr(),
        unwind.region(),
    )?;
    run(second, &mut result);
    dump.close()?;
    Ok(result)
}

fn main() -> ExitCode {
    let directory = std::env::args().nth(1);
    match wander(directory.as_deref().unwrap_or(JitDump::DEFAULT_DIR)) {
        Ok(result) => {
            println!("{result}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("moving: {error}");
            ExitCode::FAILURE
        }
    }
}
