//! The real perf sees the toy VM of `examples/hello.rs`, and the reader of perf's output reads.

mod support;

use std::collections::HashMap;
use std::path::PathBuf;

use support::directory::Directory;
use support::perf::{Frame, Sample, parse, perf_is_there, record};

/// Cargo builds examples before it runs tests, and puts them beside the tests.
fn hello() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let profile = test.ancestors().nth(2).unwrap();
    profile.join("examples/hello")
}

/// The toy's functions on a sample, outermost first, joined by blanks.
fn guest_chain(sample: &Sample) -> String {
    let names = sample.chain.iter().rev().map(|frame| &*frame.symbol);
    let guest: Vec<&str> = names.filter(|name| name.starts_with("toy::")).collect();
    guest.join(" ")
}

#[test]
fn perf_names_every_function_of_the_toy() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("hello");
    let recording = record(&directory, hello().to_str().unwrap(), &[]);
    let burning = recording.samples.iter().filter(|sample| {
        sample
            .chain
            .iter()
            .any(|frame| frame.symbol.contains("burn"))
    });
    let mut counts = HashMap::new();
    for sample in burning {
        assert!(
            !sample.chain.iter().any(Frame::is_unknown),
            "{}",
            sample.outline()
        );
        *counts.entry(guest_chain(sample)).or_insert(0) += 1;
    }
    let parse = counts.remove("toy::main toy::parse").unwrap_or(0);
    let render = counts.remove("toy::main toy::render").unwrap_or(0);
    assert!(counts.is_empty(), "wrong chains: {counts:?}");
    assert!(parse > 20, "{parse} samples in toy::parse");
    assert!(
        render > parse,
        "{render} samples in toy::render, {parse} in toy::parse"
    );
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
            .all(|sample| guest_chain(sample).is_empty())
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
