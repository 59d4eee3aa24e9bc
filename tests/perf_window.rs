//! The judge of profiles, judged: it passes what is right and names what is wrong. No perf is needed.

mod support;

use support::perf::{Sample, parse};
use support::window::{Window, is_in, python_frames, runs_native};

/// One sample for each line, a second apart: its chain, outermost frame first.
fn samples(chains: &[&[&str]]) -> Vec<Sample> {
    let mut text = String::new();
    for (second, chain) in chains.iter().enumerate() {
        text.push_str(&format!("glassnake  7/7   {second}.5: \n"));
        for symbol in chain.iter().rev() {
            text.push_str(&format!("\t    7f00 {symbol} (/some/file)\n"));
        }
        text.push('\n');
    }
    parse(&text).unwrap()
}

const MODULE: &str = "py::<module>:/x/a.py";
const FOO: &str = "py::foo:/x/a.py";
const BAR: &str = "py::bar:/x/a.py";
const CALLERS: [(&str, &str); 2] = [("foo", "<module>"), ("bar", "foo")];

fn verdict(chains: &[&[&str]]) -> Result<(), String> {
    Window::of(&samples(chains), "a.py", "<module>")?.check(&CALLERS)
}

#[test]
fn a_right_profile_passes() {
    let right: &[&[&str]] = &[
        &["main", "compile"],
        &["main", MODULE],
        &["main", "evaluate", MODULE, "evaluate"],
        &[
            "main",
            MODULE,
            "evaluate",
            FOO,
            "evaluate",
            BAR,
            "list_contains",
        ],
        &[
            "main",
            MODULE,
            "py::imported:/lib/b.py",
            "py::deeper:/lib/b.py",
        ],
        &["main", MODULE, "evaluate", FOO, "[unknown]"],
        &["main", "free_everything"],
    ];
    verdict(right).unwrap();
    let samples = samples(right);
    let window = Window::of(&samples, "a.py", "<module>").unwrap();
    assert_eq!(window.samples.len(), 5);
    assert_eq!(window.share(|sample| is_in(sample, "foo")), 0.2);
    assert_eq!(window.share(|sample| is_in(sample, "<module>")), 0.4);
    let searches = |sample: &Sample| runs_native(sample, |name| name.contains("contains"));
    assert_eq!(window.share(searches), 0.2);
}

#[test]
fn a_lost_sample_inside_the_window_is_named() {
    let error = verdict(&[&["main", MODULE], &["main", "malloc"], &["main", MODULE]]);
    let error = error.unwrap_err();
    assert!(error.starts_with("1 of 3 samples are wrong"), "{error}");
    assert!(error.contains("does not reach py::<module>"), "{error}");
    assert!(error.contains("malloc"), "{error}");
}

#[test]
fn a_chain_cut_at_its_outer_end_is_named() {
    let error = verdict(&[&["main", MODULE], &[FOO, BAR], &["main", MODULE]]).unwrap_err();
    assert!(error.contains("does not reach py::<module>"), "{error}");
}

#[test]
fn a_frame_left_out_in_the_middle_is_named() {
    let error = verdict(&[&["main", MODULE, BAR]]).unwrap_err();
    assert!(
        error.contains("py::<module> cannot have called py::bar"),
        "{error}"
    );
}

#[test]
fn a_frame_that_is_there_twice_is_named() {
    let error = verdict(&[&["main", MODULE, FOO, FOO]]).unwrap_err();
    assert!(
        error.contains("py::foo cannot have called py::foo"),
        "{error}"
    );
    let error = verdict(&[&["main", MODULE, MODULE]]).unwrap_err();
    assert!(
        error.contains("py::<module> cannot have called py::<module>"),
        "{error}"
    );
}

#[test]
fn a_function_that_nobody_expected_is_named() {
    let error = verdict(&[&["main", MODULE, "py::stale:/x/a.py"]]).unwrap_err();
    assert!(error.contains("cannot have called py::stale"), "{error}");
}

#[test]
fn an_unknown_frame_between_python_frames_is_named() {
    let error = verdict(&[&["main", MODULE, "[unknown]", FOO]]).unwrap_err();
    assert!(error.contains("unknown frame"), "{error}");
}

#[test]
fn a_profile_without_the_script_says_what_it_has() {
    let error = verdict(&[&["main", "evaluate"], &["main", "py::<module>:/x/aa.py"]]);
    let error = error.unwrap_err();
    assert!(error.starts_with("py::<module>:a.py was seen in 0 threads, in 2 samples"));
    assert!(error.contains("evaluate"), "{error}");
    assert!(verdict(&[]).is_err());
}

#[test]
fn python_frames_are_taken_apart() {
    let symbol = "py::A.f.<locals>.<lambda>:/x y/b.py";
    let samples = samples(&[&["main", symbol, "f (x)"]]);
    let [frame] = python_frames(&samples[0])[..] else {
        panic!("one Python frame");
    };
    assert_eq!(frame.file, "/x y/b.py");
    assert_eq!(frame.qualname, "A.f.<locals>.<lambda>");
    assert_eq!(frame.index, 1);
}
