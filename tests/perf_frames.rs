//! The real perf sees Python by frame records: functions and lines, with no native call for them.
//!
//! Every sample in a script's window is judged, as in `perf.rs`: the chain reaches the module, each
//! Python frame stands on one that can have called it, and nothing between is unknown. With
//! `-X perf_frames=lines` each caller must stand at a line that calls.

mod support;

use std::process::Command;

use support::directory::Directory;
use support::perf::{Recording, Sample, perf_is_there, record, record_jitdump};
use support::window::{Window, is_in, python_frames, runs_native};

const GLASSNAKE: &str = env!("CARGO_BIN_EXE_glassnake");

/// `glassnake <arguments>` under perf, or `None` where there is no perf.
fn record_with(name: &str, arguments: &[&str]) -> Option<Recording> {
    if !perf_is_there() {
        return None;
    }
    Some(record(&Directory::new(name), GLASSNAKE, arguments))
}

/// A script of the test's own, recorded with options.
fn record_text(name: &str, options: &[&str], script: &str) -> Option<Recording> {
    if !perf_is_there() {
        return None;
    }
    let directory = Directory::new(name);
    let path = directory.join("script.py");
    std::fs::write(&path, script).unwrap();
    let path = path.display().to_string();
    let arguments = [options, &[&path]].concat();
    Some(record(&directory, GLASSNAKE, &arguments))
}

fn judged<'a>(recording: &'a Recording, script: &'a str, callers: &[(&str, &str)]) -> Window<'a> {
    let window = Window::of(&recording.samples, script, "<module>").unwrap_or_else(|error| {
        panic!("{error}\n{}{}", recording.stdout, recording.stderr);
    });
    if let Err(error) = window.check(callers) {
        panic!("{error}");
    }
    window
}

/// The Python functions of a sample and the lines they are at, outermost first: from
/// `py::<qualname>:<file>:<line>`.
fn lines(sample: &Sample) -> Vec<(&str, u32)> {
    let frames = sample.chain.iter().rev();
    frames
        .filter_map(|frame| {
            let (rest, line) = frame.symbol.strip_prefix("py::")?.rsplit_once(':')?;
            let (qualname, _) = rest.rsplit_once(':')?;
            Some((qualname, line.parse().ok()?))
        })
        .collect()
}

const CHAIN: [(&str, &str); 3] = [("foo", "<module>"), ("bar", "foo"), ("baz", "bar")];

#[test]
fn chain_has_its_four_functions_and_no_native_frame_between_them() {
    let arguments = ["-Xperf_frames", "examples/chain.py", "60"];
    let Some(recording) = record_with("frames-chain", &arguments) else {
        return;
    };
    let window = judged(&recording, "chain.py", &CHAIN);
    assert!(window.samples.len() > 100, "{}", window.samples.len());
    assert!(window.share(|sample| is_in(sample, "baz")) > 0.95);
    for sample in &window.samples {
        let python = python_frames(sample);
        for pair in python.windows(2) {
            assert_eq!(pair[0].index, pair[1].index + 1, "{}", sample.outline());
        }
    }
}

#[test]
fn the_environment_variable_does_what_the_option_does() {
    if !perf_is_there() {
        return;
    }
    let arguments = ["PYTHON_PERF_FRAMES=1", GLASSNAKE, "examples/chain.py", "30"];
    let recording = record(&Directory::new("frames-variable"), "env", &arguments);
    assert!(judged(&recording, "chain.py", &CHAIN).samples.len() > 50);
}

/// Calls of every kind; each function is long enough to be seen.
const KINDS: &str = "
import functools

def spin(steps):
    total = 0
    for step in range(steps):
        total += step & 3
    return total

def numbers(rounds):
    for _ in range(rounds):
        yield spin(4_000)

def delegating(rounds):
    yield from numbers(rounds)

class Once:
    def __await__(self):
        spin(4_000)
        yield

async def waiting():
    await Once()

class Point:
    def __init__(self):
        self.spun = spin(4_000)
    def __lt__(self, other):
        spin(4_000)
        return id(self) < id(other)
    def __eq__(self, other):
        spin(400)
        return self is other
    __hash__ = None

def key(value):
    spin(400)
    return -value

def failing(depth):
    if depth == 0:
        spin(4_000)
        raise ValueError
    try:
        failing(depth - 1)
    finally:
        spin(400)

def catching():
    try:
        failing(5)
    except ValueError:
        spin(4_000)

def main():
    for _ in range(150):
        for _ in numbers(10):
            pass
        sum(numbers(10))
        list(delegating(10))
        try:
            waiting().send(None)
        except StopIteration:
            pass
        points = [Point() for _ in range(10)]
        sorted(points)
        points[0] in points[5:]
        sorted(range(50), key=key)
        functools.reduce(lambda a, b: spin(400), range(20))
        catching()

main()
";

const KINDS_CALLERS: [(&str, &str); 24] = [
    ("main", "<module>"),
    ("numbers", "main"),
    ("numbers", "delegating"),
    ("delegating", "main"),
    ("waiting", "main"),
    ("Once.__await__", "waiting"),
    ("Point.__init__", "main"),
    ("Point.__lt__", "main"),
    ("Point.__eq__", "main"),
    ("key", "main"),
    ("main.<locals>.<lambda>", "main"),
    ("catching", "main"),
    ("failing", "catching"),
    ("failing", "failing"),
    ("spin", "numbers"),
    ("spin", "Once.__await__"),
    ("spin", "Point.__init__"),
    ("spin", "Point.__lt__"),
    ("spin", "Point.__eq__"),
    ("spin", "key"),
    ("spin", "failing"),
    ("spin", "catching"),
    ("spin", "main.<locals>.<lambda>"),
    ("main.<locals>.<listcomp>", "main"),
];

#[test]
fn calls_of_every_kind_stand_under_their_callers() {
    let Some(recording) = record_text("frames-kinds", &["-Xperf_frames"], KINDS) else {
        return;
    };
    let window = judged(&recording, "script.py", &KINDS_CALLERS);
    assert!(window.samples.len() > 100, "{}", window.samples.len());
    for function in [
        "numbers",
        "Point.__lt__",
        "key",
        "failing",
        "Once.__await__",
    ] {
        let seen = window.share(|sample| {
            python_frames(sample)
                .iter()
                .any(|frame| frame.qualname == function)
        });
        assert!(seen > 0.0, "{function} was never seen");
    }
    let sorting = window.share(|sample| {
        python_frames(sample).iter().any(|it| it.qualname == "key")
            && sample.chain.iter().any(|it| it.symbol.contains("sort"))
    });
    let keys = window.share(|sample| python_frames(sample).iter().any(|it| it.qualname == "key"));
    assert_eq!(sorting, keys, "the sort stands between main and key");
}

#[test]
fn every_caller_stands_at_a_line_that_calls() {
    let Some(recording) = record_text("frames-lines", &["-Xperf_frames=lines"], KINDS) else {
        return;
    };
    let text: Vec<&str> = KINDS.lines().collect();
    let mut callers = 0;
    for sample in &recording.samples {
        let lines = lines(sample);
        for pair in lines.windows(2) {
            let ((caller, line), (callee, _)) = (pair[0], pair[1]);
            if caller == "<module>" && callee != "main" || !text[0].is_empty() {
                continue;
            }
            let Some(shown) = text.get(line as usize - 1) else {
                continue;
            };
            let calls = ["(", " in ", "for "].iter().any(|it| shown.contains(it));
            assert!(
                calls,
                "{callee} from {caller}:{line} {shown:?}\n{}",
                sample.outline()
            );
            callers += 1;
        }
    }
    assert!(callers > 200, "{callers} callers");
}

#[test]
fn the_hot_line_is_found() {
    let arguments = ["-Xperf_frames=lines", "examples/hot_line.py"];
    let Some(recording) = record_with("frames-hot", &arguments) else {
        return;
    };
    let text = std::fs::read_to_string("examples/hot_line.py").unwrap();
    let number = |part: &str| text.lines().position(|it| it.contains(part)).unwrap() as u32 + 1;
    let hot = number("report = f'");
    let body = number("low = high =")..=hot;
    let (mut all, mut at_hot) = (0, 0);
    for sample in &recording.samples {
        if let Some(("summarise", line)) = lines(sample).last() {
            assert!(body.contains(line), "line {line}\n{}", sample.outline());
            all += 1;
            at_hot += u32::from(*line == hot);
        }
    }
    assert!(all > 50, "{all} samples in the function");
    let share = f64::from(at_hot) / f64::from(all);
    assert!(share > 0.4, "share of the hot line: {share}");
}

#[test]
fn lines_of_fast_arithmetic_have_their_samples() {
    let script = "
def burn(n):
    i = 0
    total = 0
    while i < n:
        total = total + (i & 7)
        total = total ^ i
        i = i + 1
    return total

burn(30_000_000)
";
    let Some(recording) = record_text("frames-arithmetic", &["-Xperf_frames=lines"], script) else {
        return;
    };
    let mut counts = [0; 12];
    for sample in &recording.samples {
        if let Some(("burn", line)) = lines(sample).last() {
            counts[*line as usize] += 1;
        }
    }
    let all: u32 = counts.iter().sum();
    assert!(all > 100, "{all} samples");
    for line in [5, 6, 7, 8] {
        assert!(counts[line] * 50 > all, "line {line}: {counts:?}");
    }
}

#[test]
fn switched_on_in_the_middle_the_running_frames_are_there() {
    let script = "
import sys

def spin(steps):
    total = 0
    for step in range(steps):
        total += step & 3
    return total

def inner(value):
    if value == 1:
        sys.activate_stack_trampoline('perf_frames')
        total = sum(range(40_000_000))
    return spin(4_000_000)

def outer():
    for value in sorted([3, 1, 2], key=inner):
        spin(4_000_000)
    sys.deactivate_stack_trampoline()
    return spin(10)

outer()
";
    let Some(recording) = record_text("frames-midway", &[], script) else {
        return;
    };
    let callers = [
        ("outer", "<module>"),
        ("inner", "outer"),
        ("spin", "inner"),
        ("spin", "outer"),
    ];
    let window = judged(&recording, "script.py", &callers);
    assert!(window.samples.len() > 100, "{}", window.samples.len());
    let summing = window
        .share(|sample| is_in(sample, "inner") && runs_native(sample, |name| name.contains("sum")));
    assert!(summing > 0.05, "seen in inner, at once: {summing}");
    let below = window.share(|sample| {
        let frames = python_frames(sample);
        let names: Vec<&str> = frames.iter().map(|it| it.qualname).collect();
        names == ["<module>", "outer", "spin"]
    });
    assert!(below > 0.05, "seen after the sort: {below}");
}

#[test]
fn a_hundred_and_ten_frames_show_whole() {
    let script = "
def deep(n):
    if n > 0:
        return deep(n - 1)
    total = 0
    for step in range(60_000_000):
        total += step & 3
    return total

deep(107)
";
    let Some(recording) = record_text("frames-deep", &["-Xperf_frames"], script) else {
        return;
    };
    let deepest = |sample: &&Sample| {
        let deep = |frame: &support::window::PythonFrame<'_>| frame.qualname == "deep";
        python_frames(sample).iter().filter(|it| deep(it)).count() == 108
            && python_frames(sample)[0].qualname == "<module>"
    };
    let seen = recording.samples.iter().filter(deepest).count();
    assert!(seen > 50, "{seen} samples with all of them");
}

#[test]
fn what_a_filter_leaves_out_keeps_its_place_without_its_name() {
    let options = ["-Xperf_frames", "-Xperf_filter=ba?"];
    let arguments = [&options[..], &["examples/chain.py", "60"]].concat();
    let Some(recording) = record_with("frames-filter", &arguments) else {
        return;
    };
    let named = |sample: &Sample| -> Vec<String> {
        let frames = sample.chain.iter().rev();
        let python = frames.filter_map(|frame| frame.symbol.strip_prefix("py::"));
        let names = python.map(|name| name.split(':').next().unwrap().to_owned());
        names.collect()
    };
    let chains = recording.samples.iter().map(named);
    let inside: Vec<_> = chains
        .filter(|it| it.iter().any(|name| name == "baz"))
        .collect();
    assert!(inside.len() > 100, "{}", inside.len());
    for chain in inside {
        assert_eq!(chain, ["[filtered]", "[filtered]", "bar", "baz"]);
    }
}

#[test]
fn a_jitdump_knows_functions_and_lines() {
    if !perf_is_there() {
        return;
    }
    let directory = Directory::new("frames-jit");
    let option = format!("-Xperf_dir={}", directory.display());
    let arguments = ["-Xperf_frames=jit", &option, "examples/hot_line.py"];
    let recording = record_jitdump(&directory, "fp", GLASSNAKE, &arguments);
    let callers = [
        ("main", "<module>"),
        ("summarise", "main"),
        ("main.<locals>.<listcomp>", "main"),
    ];
    let window = judged(&recording, "hot_line.py", &callers);
    assert!(window.share(|sample| is_in(sample, "summarise")) > 0.5);
    let script = Command::new("perf")
        .arg("--buildid-dir")
        .arg(recording.data.with_extension("cache"))
        .args(["script", "-F", "ip,sym,srcline", "-i"])
        .arg(&recording.data)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&script.stdout);
    let source = std::fs::read_to_string("examples/hot_line.py").unwrap();
    let hot = source
        .lines()
        .position(|it| it.contains("report = f'"))
        .unwrap()
        + 1;
    let wanted = format!("hot_line.py:{hot}");
    let seen = text
        .lines()
        .filter(|line| line.trim().ends_with(&wanted))
        .count();
    assert!(seen > 20, "{seen} frames at {wanted}");
}
