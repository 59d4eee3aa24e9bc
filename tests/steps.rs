//! Every single instruction: a script is single-stepped, and at each step its chain of frame
//! records is walked as the kernel does it when a sample interrupts a program.
//!
//! ```text
//!  this test   ── ptrace: step, registers ──>   glassnake -X perf_frames=lines script.py
//!              <── memory: [rbp], [[rbp]] .. ──
//! ```
//!
//! perf samples where it likes; that calls, returns, yields and raises keep the chain right
//! in each of their instructions can't be seen from samples, since the ones that matter are few.

#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod support;

use std::collections::HashMap;
use std::io::IoSliceMut;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use nix::sys::ptrace;
use nix::sys::signal::Signal;
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::Pid;

use support::directory::Directory;

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

/// Stops itself before and behind what is to be stepped through. What a line resumes or calls
/// without naming it stands in a comment.
const SCRIPT: &str = "\
import os, signal

def leaf(n):
    total = n + 1
    return total

def middle(n):
    total = 0
    for i in range(n):
        total += leaf(i)
    return total

def numbers(n):
    for i in range(n):
        yield leaf(i)

def chained(n):
    got = yield from numbers(n)
    return got

def thrower(n):
    raise ValueError(n)

def passing(n):
    leaf(n)
    thrower(n)

def catcher(n):
    try:
        passing(n)
    except ValueError:
        return leaf(n)

class Pause:
    def __await__(self):
        yield leaf(1)

async def waiting():
    await Pause()   # __await__
    return 1

class Point:
    def __init__(self, x):
        self.x = x
    def __lt__(self, other):
        return self.x < other.x

def compared():
    return sorted([Point(2), Point(1)])   # __init__ __lt__

def work():
    middle(2)
    for number in chained(2):
        pass
    catcher(3)
    sum(map(leaf, [1, 2]))
    compared()
    coroutine = waiting()
    coroutine.send(None)   # waiting
    try:
        coroutine.send(None)   # waiting
    except StopIteration:
        pass

work()
os.kill(os.getpid(), signal.SIGSTOP)
work()
os.kill(os.getpid(), signal.SIGSTOP)
";

/// How often each function is entered or resumed between the stops. A function that makes
/// a generator is entered, and then the generator is resumed for each item and for the end.
const ENTERED: [(&str, usize); 14] = [
    ("work", 1),
    ("middle", 1),
    ("leaf", 2 + 2 + 1 + 1 + 2 + 1),
    ("chained", 1 + 3),
    ("numbers", 1 + 3),
    ("catcher", 1),
    ("passing", 1),
    ("thrower", 1),
    ("compared", 1),
    ("Point.__init__", 2),
    ("Point.__lt__", 1),
    ("waiting", 1 + 2),
    ("Pause.__await__", 1 + 2),
    ("<module>", 0),
];

/// A Python function and the line that it is at.
type Place = (String, usize);

#[test]
fn the_chain_is_right_in_every_instruction() {
    let directory = Directory::new("steps");
    let script = directory.join("script.py");
    std::fs::write(&script, SCRIPT).unwrap();
    let mut command = Command::new(GLASSNAKE);
    command
        .arg("-Xperf_frames=lines")
        .arg(format!("-Xperf_dir={}", directory.display()))
        .arg(&script)
        .stdin(Stdio::null());
    // SAFETY: one system call, which may be made between fork and exec.
    unsafe {
        command.pre_exec(|| ptrace::traceme().map_err(Into::into));
    }
    let mut child = command.spawn().unwrap();
    let pid = Pid::from_raw(child.id() as i32);
    let (chains, steps) = step_through(pid);
    assert!(child.wait().unwrap().success());
    let places = places(&directory, pid);

    let lines: Vec<&str> = SCRIPT.lines().collect();
    let mut entered: HashMap<&str, usize> = HashMap::new();
    let mut before: Vec<&Place> = Vec::new();
    for chain in &chains {
        let now: Vec<&Place> = chain
            .iter()
            .rev()
            .filter_map(|it| at(&places, *it))
            .collect();
        let depth = before
            .iter()
            .zip(&now)
            .take_while(|(a, b)| a.0 == b.0)
            .count();
        // One frame at a time comes; an exception or a yield takes several away.
        assert!(now.len() <= depth + 1, "{now:?} after {before:?}");
        assert_eq!(
            now.first().map(|it| it.0.as_str()),
            Some("<module>"),
            "{chain:x?}"
        );
        for pair in now.windows(2) {
            let (caller, callee) = (pair[0], &pair[1].0);
            let name = callee.rsplit('.').next().unwrap();
            assert!(
                lines[caller.1 - 1].contains(name),
                "{callee} below {caller:?}"
            );
        }
        if now.len() > depth {
            *entered.entry(now[depth].0.as_str()).or_default() += 1;
        }
        before = now;
    }
    // That of <module> is where the steps begin.
    *entered.get_mut("<module>").unwrap() -= 1;
    let expected: HashMap<&str, usize> = ENTERED.into_iter().collect();
    assert_eq!(entered, expected);
    assert!(steps > 10_000, "{steps}");
}

/// Steps from the first time that a process stops itself to the second; the chains that it had
/// then, each one that differs from the one before, innermost address first, and the number of steps.
fn step_through(pid: Pid) -> (Vec<Vec<u64>>, usize) {
    let stopped = |status: WaitStatus| matches!(status, WaitStatus::Stopped(_, Signal::SIGSTOP));
    assert!(matches!(
        waitpid(pid, None),
        Ok(WaitStatus::Stopped(_, Signal::SIGTRAP))
    ));
    loop {
        ptrace::cont(pid, None).unwrap();
        let status = waitpid(pid, None).unwrap();
        assert!(matches!(status, WaitStatus::Stopped(..)), "{status:?}");
        if stopped(status) {
            break;
        }
    }
    let (mut chains, mut steps): (Vec<Vec<u64>>, usize) = (Vec::new(), 0);
    loop {
        ptrace::step(pid, None).unwrap();
        let status = waitpid(pid, None).unwrap();
        assert!(matches!(status, WaitStatus::Stopped(..)), "{status:?}");
        if stopped(status) {
            break;
        }
        steps += 1;
        let chain = walk(pid);
        if chains.last() != Some(&chain) {
            chains.push(chain);
        }
    }
    ptrace::cont(pid, None).unwrap();
    (chains, steps)
}

/// The return addresses that a walk finds.
fn walk(pid: Pid) -> Vec<u64> {
    let registers = ptrace::getregs(pid).unwrap();
    let (mut chain, mut record) = (Vec::new(), registers.rbp);
    while chain.len() < 127 {
        let mut bytes = [0; 16];
        let from = [RemoteIoVec {
            base: record as usize,
            len: bytes.len(),
        }];
        let read = process_vm_readv(pid, &mut [IoSliceMut::new(&mut bytes)], &from);
        if read != Ok(bytes.len()) {
            break;
        }
        let (next, address) = bytes.split_at(8);
        chain.push(u64::from_ne_bytes(address.try_into().unwrap()));
        record = u64::from_ne_bytes(next.try_into().unwrap());
    }
    chain
}

/// What the perf map says: first address, size, place.
fn places(directory: &Directory, pid: Pid) -> Vec<(u64, u64, Place)> {
    let map = std::fs::read_to_string(directory.join(format!("perf-{pid}.map"))).unwrap();
    let entry = |line: &str| {
        let mut parts = line.splitn(3, ' ');
        let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
        let (first, size) = (number()?, number()?);
        let (name, line) = parts.next()?.strip_prefix("py::")?.rsplit_once(':')?;
        let (name, file) = name.rsplit_once(':')?;
        let place = (name.to_owned(), line.parse().ok()?);
        file.ends_with("script.py").then_some((first, size, place))
    };
    map.lines().filter_map(entry).collect()
}

fn at(places: &[(u64, u64, Place)], address: u64) -> Option<&Place> {
    let place = places
        .iter()
        .find(|(first, size, _)| (*first..first + size).contains(&address))?;
    Some(&place.2)
}
