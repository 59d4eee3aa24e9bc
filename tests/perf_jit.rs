//! The real perf sees Python through jitdumps: by frame pointers, and by the unwinding tables in them.
//!
//! ```text
//!  perf record -k mono --call-graph fp | dwarf | dwarf,65528   ──> perf inject --jit ──> perf script
//! ```
//!
//! The kernel walks frame pointers while the program runs, at most 127 frames far. For `dwarf` it copies the top of the native
//! stack, 8192 bytes of it by default, and perf walks the copy later, by the tables: what was not copied is not seen.

mod support;

use support::directory::Directory;
use support::perf::{Recording, Sample, perf_is_there, record, record_jitdump};
use support::window::{Window, is_in, python_frames};

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

/// Records a script with its jitdump in the test's own directory, or `None` where there is no perf.
fn record_script(directory: &Directory, call_graph: &str, script: &[&str]) -> Option<Recording> {
    if !perf_is_there() {
        return None;
    }
    let option = format!("-Xperf_dir={}", directory.display());
    let arguments = [&["-Xperf_jit", &option][..], script].concat();
    Some(record_jitdump(directory, call_graph, GLASSNAKE, &arguments))
}

const CHAIN: [(&str, &str); 3] = [("foo", "<module>"), ("bar", "foo"), ("baz", "bar")];

fn chain_is_exact(call_graph: &str, rounds: &str) {
    let directory = Directory::new(&format!("chain-{call_graph}"));
    let script = ["examples/chain.py", rounds];
    let Some(recording) = record_script(&directory, call_graph, &script) else {
        return;
    };
    let window = Window::of(&recording.samples, "chain.py", "<module>")
        .unwrap_or_else(|error| panic!("{error}\n{}", recording.stderr));
    window
        .check(&CHAIN)
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        window.samples.len() > 50,
        "{} samples",
        window.samples.len()
    );
    assert!(window.share(|sample| is_in(sample, "baz")) > 0.95);
}

#[test]
fn chains_by_frame_pointers_are_exact() {
    chain_is_exact("fp", "30");
}

#[test]
fn chains_by_the_default_copy_of_the_stack_are_exact() {
    chain_is_exact("dwarf", "30");
}

#[test]
fn chains_by_a_large_copy_of_the_stack_are_exact() {
    chain_is_exact("dwarf,65528", "15");
}

/// Generators, coroutines, constructors, and methods, each of which works. No Python function works for long without a call.
const KINDS: &str = "
def spin(steps):
    total = 0
    for step in range(steps):
        total += step & 3
    return total

def numbers(rounds):
    for _ in range(rounds):
        yield spin(20_000)

def delegating(rounds):
    yield from numbers(rounds)

class Pause:
    def __await__(self):
        yield spin(20_000)

async def coroutine(rounds):
    for _ in range(rounds):
        await Pause()
        spin(20_000)

class Work:
    def __init__(self, rounds):
        for _ in range(rounds):
            spin(20_000)

def key(number):
    return spin(20_000)

def raising():
    spin(20_000)
    raise ValueError

def main():
    rounds = 200
    for _ in delegating(rounds):
        pass
    running = coroutine(rounds)
    try:
        while True:
            running.send(None)
    except StopIteration:
        pass
    Work(rounds)
    sorted(range(rounds), key=key)
    for _ in range(rounds):
        try:
            raising()
        except ValueError:
            pass

main()
";

const KINDS_CALLERS: [(&str, &str); 14] = [
    ("main", "<module>"),
    ("Pause", "<module>"),
    ("Work", "<module>"),
    ("delegating", "main"),
    ("numbers", "delegating"),
    ("coroutine", "main"),
    ("Pause.__await__", "coroutine"),
    ("Work.__init__", "main"),
    ("key", "main"),
    ("raising", "main"),
    ("spin", "numbers"),
    ("spin", "Pause.__await__"),
    ("spin", "coroutine"),
    ("spin", "Work.__init__"),
];

fn kinds_are_seen(recording: &Recording) {
    let window = Window::of(&recording.samples, "kinds.py", "<module>")
        .unwrap_or_else(|error| panic!("{error}\n{}", recording.stderr));
    let callers = [&KINDS_CALLERS[..], &[("spin", "key"), ("spin", "raising")]].concat();
    window
        .check(&callers)
        .unwrap_or_else(|error| panic!("{error}"));
    for function in [
        "numbers",
        "Pause.__await__",
        "coroutine",
        "Work.__init__",
        "key",
        "raising",
    ] {
        let on_chain = |sample: &Sample| {
            let frames = python_frames(sample);
            frames.iter().any(|frame| frame.qualname == function)
        };
        let share = window.share(on_chain);
        assert!(share > 0.02, "{function} is on {share} of the samples");
    }
}

/// Every resume goes through the trampoline; N18: `__init__` has its frame. By the map and by the jitdump.
#[test]
fn generators_coroutines_and_constructors_are_seen_by_frame_pointers() {
    let directory = Directory::new("kinds-fp");
    let script = directory.join("kinds.py");
    std::fs::write(&script, KINDS).unwrap();
    let path = script.to_str().unwrap();
    let Some(recording) = record_script(&directory, "fp", &[path]) else {
        return;
    };
    kinds_are_seen(&recording);
    kinds_are_seen(&record(&directory, GLASSNAKE, &["-Xperf", path]));
}

#[test]
fn generators_coroutines_and_constructors_are_seen_by_tables() {
    let directory = Directory::new("kinds-dwarf");
    let script = directory.join("kinds.py");
    std::fs::write(&script, KINDS).unwrap();
    let path = script.to_str().unwrap();
    if let Some(recording) = record_script(&directory, "dwarf", &[path]) {
        kinds_are_seen(&recording);
    }
}

const DEEP: &str = "
def burn():
    total = 0
    for step in range(20_000_000):
        total += step & 3
    return total

def f(depth):
    if depth:
        return f(depth - 1)
    return burn()

f(200)
";

/// How many Python frames the samples in `burn` show, least and most; each stands on the right one, and gh-149103: between two of
/// them is the evaluator, once.
fn frames_shown(recording: &Recording) -> (usize, usize) {
    let mut counts = Vec::new();
    for sample in recording
        .samples
        .iter()
        .filter(|sample| is_in(sample, "burn"))
    {
        let frames = python_frames(sample);
        let (burn, callers) = frames.split_last().unwrap();
        assert!(
            callers.iter().all(|frame| frame.qualname == "f"),
            "{}",
            sample.outline()
        );
        for pair in frames.windows(2) {
            assert_eq!(pair[0].index - pair[1].index, 2, "{}", sample.outline());
        }
        assert!(burn.file.ends_with("deep.py"));
        counts.push(frames.len());
    }
    assert!(
        counts.len() > 50,
        "{} samples\n{}",
        counts.len(),
        recording.stderr
    );
    (*counts.iter().min().unwrap(), *counts.iter().max().unwrap())
}

fn frames_within(call_graph: &str) -> Option<(usize, usize)> {
    let directory = Directory::new(&format!("deep-{call_graph}"));
    let script = directory.join("deep.py");
    std::fs::write(&script, DEEP).unwrap();
    let recording = record_script(&directory, call_graph, &[script.to_str().unwrap()])?;
    let shown = frames_shown(&recording);
    eprintln!(
        "--call-graph {call_graph} shows {} to {} Python frames",
        shown.0, shown.1
    );
    Some(shown)
}

/// CPython 3.13 shows 14.
#[test]
fn the_default_copy_of_the_stack_holds_30_python_frames() {
    if let Some((least, _)) = frames_within("dwarf") {
        assert!(least >= 30, "{least}");
    }
}

/// CPython 3.13 shows 32 within the kernel's 127 frames.
#[test]
fn the_kernels_callchain_holds_60_python_frames() {
    if let Some((least, most)) = frames_within("fp") {
        // Samples taken in the kernel share the 127 with its frames.
        assert!(most >= 60 && least >= 50, "{least} to {most}");
    }
}
