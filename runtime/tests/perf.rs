//! The real perf sees the toy VM of `examples/hello.rs`, by its map and by its jitdump.

mod support;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use perf_trampoline::check;
use support::directory::Directory;
use support::perf::{
    Frame, Recording, Sample, parse, perf_is_there, record, record_jitdump, script,
};

/// Cargo builds examples before it runs tests, and puts them beside the tests.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    profile.join("examples").join(name)
}

fn hello() -> PathBuf {
    example("hello")
}

/// The toy's functions on a sample and its native ones between them, outermost first, joined by blanks.
fn guest_chain(sample: &Sample) -> String {
    let names = sample.chain.iter().rev().map(|frame| &*frame.symbol);
    let telling = names.filter_map(|name| match name {
        name if name.starts_with("toy::") => Some(name),
        "hello::evaluate" => Some("evaluate"),
        "hello::burn" => Some("burn"),
        _ => None,
    });
    telling.collect::<Vec<_>>().join(" ")
}

/// That every sample in which the toy burns has one of the two chains that there are, whole.
fn assert_chains_are_exact(recording: &Recording) {
    let burns = |frame: &Frame| frame.symbol.contains("burn");
    let burning = |sample: &&Sample| sample.chain.iter().any(burns);
    let mut counts = HashMap::new();
    for sample in recording.samples.iter().filter(burning) {
        let unknown = sample.chain.iter().any(Frame::is_unknown);
        assert!(!unknown, "{}", sample.outline());
        *counts.entry(guest_chain(sample)).or_insert(0) += 1;
    }
    let mut count = |function: &str| {
        let chain = format!("toy::main evaluate toy::{function} evaluate burn");
        counts.remove(&chain).unwrap_or(0)
    };
    let (parse, render) = (count("parse"), count("render"));
    assert!(counts.is_empty(), "wrong chains: {counts:?}");
    assert!(parse > 20, "{parse} samples in toy::parse");
    assert!(
        render > parse,
        "{render} samples in toy::render, {parse} in toy::parse"
    );
}

#[test]
fn perf_names_every_function_of_the_toy() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("hello");
    let recording = record(&directory, hello().to_str().unwrap(), &[]);
    assert_chains_are_exact(&recording);
}

/// Records the toy with a jitdump, and checks all that does not depend on how the stack is walked.
fn record_hello(directory: &Directory, call_graph: &str) -> Recording {
    let option = format!("--jitdump={}", directory.display());
    let recording = record_jitdump(directory, call_graph, hello().to_str().unwrap(), &[&option]);
    assert_chains_are_exact(&recording);
    let process = recording.samples[0].pid;
    let dump = directory.join(format!("jit-{process}.dump"));
    let report = check::dump_file(dump).unwrap();
    assert!(report.is_clean() && report.entries == 3, "{report}");
    recording
}

#[test]
fn perf_inject_makes_the_jitdumps_names_and_lines_by_frame_pointers() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("jitdump-fp");
    let recording = record_hello(&directory, "fp");
    // Some samples of each function; an addr2line for every frame of all would take its time.
    let some = ["--time", "10%-12%,80%-82%"];
    let lines = script(&recording.data, "ip,sym,srcline", &some);
    for (function, line) in [("main", 1), ("parse", 5), ("render", 8)] {
        let mut frames = lines.lines().zip(lines.lines().skip(1));
        let place = frames
            .find(|(frame, _)| frame.ends_with(&format!("toy::{function}")))
            .map(|(_, place)| place.trim());
        assert_eq!(place, Some(&*format!("guest.toy:{line}")));
    }
}

/// Through the tables alone: there is no other way across the trampolines for this unwinder.
#[test]
fn perf_inject_makes_the_jitdumps_stacks_by_unwinding_tables() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("jitdump-dwarf");
    record_hello(&directory, "dwarf");

    // The code that `perf annotate` shows is the code that ran, and what makes it unique reads as what it is.
    let images = fs::read_dir(&*directory)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let image = images.filter(|path| path.extension().is_some_and(|extension| extension == "so"));
    let mut count = 0;
    for image in image {
        let output = Command::new("objdump")
            .arg("-d")
            .arg(&image)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let instructions: Vec<&str> = text
            .lines()
            .filter_map(|line| line.split('\t').nth(2)?.split_whitespace().next())
            .collect();
        let expected = ["push", "mov", "call", "pop", "ret", "nopl", "nopl"];
        assert_eq!(instructions, expected, "{text}");
        count += 1;
    }
    assert_eq!(count, 3);
}

/// A MOVE: the samples at the second address have the name of the record about the first.
#[test]
fn perf_inject_follows_code_that_moves() {
    if !perf_is_there() {
        return;
    }
    for call_graph in ["fp", "dwarf"] {
        let directory = Directory::new(&format!("moving-{call_graph}"));
        let path = directory.to_str().unwrap();
        let moving = example("moving");
        let recording = record_jitdump(&directory, call_graph, moving.to_str().unwrap(), &[path]);
        let burning: Vec<&Sample> = recording
            .samples
            .iter()
            .filter(|sample| {
                sample
                    .chain
                    .iter()
                    .any(|frame| frame.symbol == "moving::burn")
            })
            .collect();
        assert!(burning.len() > 50);
        for sample in burning {
            let burn = sample
                .chain
                .iter()
                .position(|frame| frame.symbol == "moving::burn");
            let callers: Vec<&str> = sample.chain[burn.unwrap() + 1..]
                .iter()
                .map(|frame| &*frame.symbol)
                .collect();
            assert_eq!(callers[0], "toy::wanderer", "{}", sample.outline());
            assert!(callers.contains(&"main"), "{}", sample.outline());
        }
        let report =
            check::dump_file(directory.join(format!("jit-{}.dump", recording.samples[0].pid)));
        let report = report.unwrap();
        assert!(report.is_clean(), "{report}");
    }
}

#[test]
fn without_trampolines_perf_sees_none_of_them() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("plain");
    let recording = record(&directory, hello().to_str().unwrap(), &["--plain"]);
    assert!(recording.samples.len() > 50);
    assert!(
        recording
            .samples
            .iter()
            .all(|sample| !guest_chain(sample).contains("toy::"))
    );
}

#[test]
fn perf_scripts_output_is_read() {
    let text = "\
hello  6614/6615   738.752917: 
\t    55d0f3a0b1c2 <toy::Vm as core::ops::Call (x)>::burn (/x/a (b)/hello)
\t    7f3c5a1e4006 toy::main (/tmp/perf-6614.map)
\tffffffff81692498 charge_memcg ([kernel.kallsyms])

kworker/0:1 H  12/12 1.5:
\t               0 [unknown] ([unknown])

python 3  7/8     2.000001: 
";
    let samples = parse(text).unwrap();
    let [first, second, third] = &samples[..] else {
        panic!("{} samples", samples.len());
    };
    assert_eq!(
        (&*first.command, first.pid, first.tid),
        ("hello", 6614, 6615)
    );
    assert!((first.time - 738.752_917).abs() < 1e-6);
    assert_eq!(first.chain.len(), 3);
    assert_eq!(
        first.chain[1],
        Frame {
            ip: 0x7f3c_5a1e_4006,
            symbol: "toy::main".to_owned(),
            object: "/tmp/perf-6614.map".to_owned(),
        }
    );
    assert_eq!(first.chain[2].object, "[kernel.kallsyms]");
    assert_eq!(guest_chain(first), "toy::main");
    assert_eq!(second.command, "kworker/0:1 H");
    assert!(second.chain[0].is_unknown());
    assert_eq!((&*third.command, third.pid, third.tid), ("python 3", 7, 8));
    assert!(third.chain.is_empty());
}

#[test]
fn what_is_not_perf_scripts_output_is_an_error_with_its_line() {
    for (text, line) in [
        ("no sample", 1),
        ("a 1/1 1.0:\n\tzz f (o)\n", 2),
        ("a 1/1 1.0:\n\t10 f\n", 2),
        ("a 1/1 1.0:\n\t10 f (o)\n\nb 1 1.0:\n", 4),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.starts_with(&format!("line {line} ")), "{error}");
    }
    assert_eq!(parse("").unwrap(), []);
}
