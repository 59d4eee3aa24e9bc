//! The real perf sees Python: every sample of the sample scripts has its chain.
//!
//! Each test records one of `examples/*.py`, takes the script's window (`support/window.rs`), and judges
//! every sample in it.

mod support;

use support::directory::Directory;
use support::perf::{Recording, perf_is_there, record};
use support::window::{Window, is_in, python_frames, runs_native};

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

/// `glassnake -X perf examples/<script> <argument>` under perf.
fn record_script(script: &str, argument: &str) -> Option<Recording> {
    let path = format!("examples/{script}");
    record_command(script, GLASSNAKE, &["-X", "perf", &path, argument])
}

/// `None` where there is no perf.
fn record_command(name: &str, program: &str, arguments: &[&str]) -> Option<Recording> {
    if !perf_is_there() {
        return None;
    }
    let directory = Directory::new(name);
    Some(record(&directory, program, arguments))
}

/// The window of `root`, every sample of it judged; `callers` are (function, caller).
fn judged<'a>(
    recording: &'a Recording,
    script: &'a str,
    root: &'a str,
    callers: &[(&str, &str)],
) -> Window<'a> {
    let window = Window::of(&recording.samples, script, root).unwrap_or_else(|error| {
        panic!("{error}\n{}{}", recording.stdout, recording.stderr);
    });
    if let Err(error) = window.check(callers) {
        panic!("{error}");
    }
    window
}

#[track_caller]
fn assert_at_least(what: &str, value: f64, least: f64) {
    assert!(value >= least, "{what}: {value}, expected at least {least}");
}

const CHAIN: [(&str, &str); 3] = [("foo", "<module>"), ("bar", "foo"), ("baz", "bar")];

#[test]
fn chain_has_its_four_functions_in_order() {
    let Some(recording) = record_script("chain.py", "60") else {
        return;
    };
    assert_eq!(recording.stdout, "90000000\n");
    let window = judged(&recording, "chain.py", "<module>", &CHAIN);
    assert_at_least("samples", window.samples.len() as f64, 100.0);
    let share = window.share(|sample| is_in(sample, "baz"));
    assert_at_least("share of baz", share, 0.95);
}

#[test]
fn the_environment_variable_does_what_the_option_does() {
    let arguments = ["PYTHONPERFSUPPORT=1", GLASSNAKE, "examples/chain.py", "30"];
    let Some(recording) = record_command("variable", "env", &arguments) else {
        return;
    };
    let window = judged(&recording, "chain.py", "<module>", &CHAIN);
    assert_at_least("samples", window.samples.len() as f64, 50.0);
}

#[test]
fn without_the_option_there_is_no_python_function() {
    let arguments = ["examples/chain.py", "20"];
    let Some(recording) = record_command("plain", GLASSNAKE, &arguments) else {
        return;
    };
    assert_eq!(recording.stdout, "30000000\n");
    for sample in &recording.samples {
        assert!(python_frames(sample).is_empty(), "{}", sample.outline());
    }
}

const LOOKUP: [(&str, &str); 3] = [
    ("main", "<module>"),
    ("build_numbers", "main"),
    ("run_lookups", "main"),
];

#[test]
fn the_search_of_a_list_stands_under_the_function_that_asks_for_it() {
    let Some(recording) = record_script("lookup_slow.py", "100000") else {
        return;
    };
    assert!(
        recording
            .stdout
            .starts_with("list: 100000 of 100000 found in ")
    );
    let window = judged(&recording, "lookup_slow.py", "<module>", &LOOKUP);
    let asking = window.share(|sample| is_in(sample, "run_lookups"));
    assert_at_least("share of run_lookups", asking, 0.2);
    let is_search = |name: &str| {
        let name = name.to_lowercase();
        name.contains("list") && (name.contains("contains") || name.contains("search"))
    };
    let searching =
        window.share(|sample| is_in(sample, "run_lookups") && runs_native(sample, is_search));
    assert_at_least("of it, in the native search", searching / asking, 0.9);
}

#[test]
fn a_set_makes_the_search_disappear() {
    let Some(recording) = record_script("lookup_fast.py", "100000") else {
        return;
    };
    assert!(
        recording
            .stdout
            .starts_with("set: 100000 of 100000 found in ")
    );
    let window = judged(&recording, "lookup_fast.py", "<module>", &LOOKUP);
    let building = window.share(|sample| is_in(sample, "build_numbers"));
    assert_at_least("share of build_numbers", building, 0.8);
}

#[test]
fn both_means_show_with_their_own_callers() {
    let Some(recording) = record_script("luminance.py", "1200") else {
        return;
    };
    let callers = [
        ("main", "<module>"),
        ("perf_support", "main"),
        ("generate_image", "main"),
        ("run", "main"),
        ("log_average_luminance", "run"),
        ("luminance", "log_average_luminance"),
        ("own_mean", "log_average_luminance"),
        ("mean", "log_average_luminance"),
    ];
    let window = judged(&recording, "luminance.py", "<module>", &callers);
    assert!(
        recording
            .stderr
            .contains("perf support is there and active")
    );
    let results: Vec<&str> = recording.stdout.lines().collect();
    let [library, own] = results[..] else {
        panic!("two results: {results:?}");
    };
    let value = |line: &str| line.split_once(": ").map(|(_, value)| value.to_owned());
    assert!(value(library).is_some());
    assert_eq!(value(library), value(own));
    for function in ["generate_image", "luminance", "own_mean", "mean"] {
        let share = window.share(|sample| {
            python_frames(sample)
                .iter()
                .any(|frame| frame.qualname == function)
        });
        assert_at_least(function, share, 0.001);
    }
}

#[test]
fn a_script_switches_support_on_and_off() {
    let arguments = ["examples/switch.py", "40"];
    let Some(recording) = record_command("switch", GLASSNAKE, &arguments) else {
        return;
    };
    assert_eq!(
        recording.stdout,
        "at the start: active is False\nactivated: active is True\ndeactivated: active is False\n"
    );
    // `main` and `<module>` ran before the switch: they have no trampoline on the stack.
    let window = judged(&recording, "switch.py", "watched", &[("work", "watched")]);
    assert_at_least("samples", window.samples.len() as f64, 50.0);
    let python = recording
        .samples
        .iter()
        .filter(|sample| !python_frames(sample).is_empty());
    let seen: Vec<_> = python.map(|sample| sample.time).collect();
    let all = recording.samples.len();
    assert!(
        seen.len() * 2 < all,
        "a third of the work is watched, but {} of {all} samples have Python frames",
        seen.len()
    );
}
