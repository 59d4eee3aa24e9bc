//! The real perf sees threads: each with its own number, and Python frames on a native stack of its own.
//!
//! Two threads take turns every 5 ms, so that most switches are at safepoints in mid-loop, and the
//! main one waits. Every sample between the first and the last of a thread is judged.

mod support;

use support::directory::Directory;
use support::perf::{perf_is_there, record, record_jitdump};
use support::window::{Window, is_in, python_frames};

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

const SCRIPT: &str = "
import _thread

def spin(steps):
    total = 0
    for step in range(steps):
        total += step & 3
    return total

class Numbers:
    def __iter__(self):
        for _ in range(1200):
            yield spin(20_000)

def red(done):
    sum(Numbers())
    done.release()

def blue(done):
    sorted(range(1200), key=lambda _: spin(20_000))
    done.release()

locks = []
for function in red, blue:
    lock = _thread.allocate_lock()
    lock.acquire()
    locks.append(lock)
    _thread.start_new_thread(function, (lock,))
for lock in locks:
    lock.acquire()
print('done')
";

const RED: [(&str, &str); 2] = [("Numbers.__iter__", "red"), ("spin", "Numbers.__iter__")];
const BLUE: [(&str, &str); 2] = [
    ("blue.<locals>.<lambda>", "blue"),
    ("spin", "blue.<locals>.<lambda>"),
];

#[track_caller]
fn judge(option: &str) {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new(&format!("threads-{option}"));
    let path = directory.join("script.py");
    std::fs::write(&path, SCRIPT).unwrap();
    let dumps = format!("-Xperf_dir={}", directory.display());
    let path = path.display().to_string();
    let mut arguments = vec!["-X", option, &path];
    if option == "perf_jit" {
        arguments.insert(0, &dumps);
    }
    let recording = if option == "perf_jit" {
        record_jitdump(&directory, "fp", GLASSNAKE, &arguments)
    } else {
        record(&directory, GLASSNAKE, &arguments)
    };
    assert_eq!(recording.stdout, "done\n", "{}", recording.stderr);
    let window = |root, callers: &[(&str, &str)]| {
        let window = Window::of(&recording.samples, "script.py", root).unwrap();
        if let Err(error) = window.check(callers) {
            panic!("{option}: {error}");
        }
        assert!(
            window.samples.len() > 60,
            "{option}: {} of {root}",
            window.samples.len()
        );
        assert!(window.share(|sample| is_in(sample, "spin")) > 0.9);
        window.samples[0].tid
    };
    let (red, blue) = (window("red", &RED), window("blue", &BLUE));
    let process = recording.samples[0].pid;
    assert!(red != blue && red != process && blue != process);
}

#[test]
fn trampolines_of_each_thread_are_on_its_own_stack() {
    judge("perf");
}

#[test]
fn a_jitdump_names_them_as_well() {
    judge("perf_jit");
}

#[test]
fn frame_records_of_each_thread_are_linked_to_its_own_stack() {
    judge("perf_frames");
}

/// The threads of `threading`, with a queue and locks between them.
#[test]
fn workers_are_seen_from_the_beginning_of_their_threads() {
    if !perf_is_there() {
        return;
    }
    let arguments = ["-Xperf_frames", "examples/workers.py"];
    let recording = record(&Directory::new("workers"), GLASSNAKE, &arguments);
    assert_eq!(recording.stdout, "2032450\n", "{}", recording.stderr);
    let (mut primes, mut words) = (Vec::new(), Vec::new());
    for sample in recording.samples.iter().filter(|it| it.tid != it.pid) {
        let python = python_frames(sample);
        let names: Vec<&str> = python.iter().map(|frame| frame.qualname).collect();
        let counted = match names[..] {
            // Before its first function a thread is the system's.
            [] => continue,
            [
                "Thread._bootstrap",
                "Thread.run",
                "work",
                "count_primes",
                ..,
            ] => &mut primes,
            ["Thread._bootstrap", "Thread.run", "work", "count_words"] => &mut words,
            [
                "Thread._bootstrap",
                "Thread.run",
                "work",
                "Queue.get" | "Queue.put",
                ..,
            ] => continue,
            ["Thread._bootstrap"] | ["Thread._bootstrap", "Thread.run"] => continue,
            ["Thread._bootstrap", "Thread.run", "work"] => continue,
            [
                "Thread._bootstrap",
                "Event.set" | "Condition.notify_all",
                ..,
            ] => continue,
            _ => panic!("{}", sample.outline()),
        };
        counted.push(sample.tid);
    }
    for counted in [&mut primes, &mut words] {
        assert!(counted.len() > 100, "{}", counted.len());
        counted.sort_unstable();
        counted.dedup();
        assert_eq!(
            counted.len(),
            2,
            "both threads have had tasks of both kinds"
        );
    }
}
