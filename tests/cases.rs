//! Every script of `tests/cases` prints what CPython 3.12 printed: on stdout, on
//! stderr, and as its exit status. `tests/record.py` says how that is recorded.
//!
//! They run four times: plainly, with a collection at every safepoint (all but a few, see
//! [`LONG_UNDER_STRESS`]), with every Python call through a trampoline, and with frame records.
//! `GLASSNAKE_CASES=word` picks those whose path contains the word, these few included.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::run::{Ended, finish};

/// A hang is a failure like others.
const PATIENCE: Duration = Duration::from_secs(60);

/// Cases that import much: with a collection at every safepoint each takes more than four seconds,
/// and together they would take as long as nearly all others.
const LONG_UNDER_STRESS: &[&str] = &[
    "async/streams_and_programs",
    "debugging/cprofile_of_statements",
    "debugging/pdb_breakpoints",
    "debugging/pdb_in_generators",
    "debugging/pdb_steps",
    "modules/pickle_round_trips",
    "processes/managers",
    "processes/pools_of_processes",
    "processes/process_pool_executors",
    "stdlib/doctest_of_files_and_scripts",
    "stdlib/doctest_reports",
    "stdlib/email_messages",
    "stdlib/files_by_http",
    "stdlib/gc_objects",
    "stdlib/http_on_localhost",
    "stdlib/mime_messages",
    "stdlib/pickle_plain_data",
    "stdlib/rules_for_robots",
    "stdlib/tar_archives",
    "stdlib/tar_compressed",
    "stdlib/tar_filters",
    "stdlib/zones_of_the_system",
];

#[test]
fn cases_print_what_cpython_prints() {
    run_all(|_| {});
}

#[test]
fn cases_print_the_same_under_collector_stress() {
    run_all_but(LONG_UNDER_STRESS, |command| {
        command.env("GLASSNAKE_GC_STRESS", "1");
    });
}

#[test]
fn cases_print_the_same_through_trampolines() {
    run_all(|command| {
        let maps = format!("perf_dir={}", env!("CARGO_TARGET_TMPDIR"));
        command.args(["-X", "perf", "-X", &maps]);
    });
}

/// Frame records are another form of frames, which nothing but profilers may notice.
#[test]
#[cfg(target_arch = "x86_64")]
fn cases_print_the_same_with_frame_records() {
    run_all(|command| {
        let maps = format!("perf_dir={}", env!("CARGO_TARGET_TMPDIR"));
        command.args(["-X", "perf_frames", "-X", &maps]);
    });
}

fn run_all(how: impl Fn(&mut Command) + Sync) {
    run_all_but(&[], how);
}

/// Runs all cases, as many at a time as there are processors, and reports all that differ.
fn run_all_but(left_out: &[&str], how: impl Fn(&mut Command) + Sync) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut records = Vec::new();
    collect(&root, &mut records);
    let wanted = std::env::var("GLASSNAKE_CASES").unwrap_or_default();
    records.retain(|record| record.to_string_lossy().contains(&wanted));
    if wanted.is_empty() {
        let left_out: Vec<PathBuf> = left_out.iter().map(|it| root.join(it)).collect();
        assert!(left_out.iter().all(|it| it.with_extension("out").exists()));
        records.retain(|record| !left_out.contains(&record.with_extension("")));
    }
    records.sort();
    assert!(!records.is_empty(), "no cases in {}", root.display());

    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(record) = records.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(report) = run_one(&root, record, &how) {
                        failures.lock().unwrap().push((record, report));
                    }
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    for (record, report) in &failures {
        let name = record.strip_prefix(&root).unwrap().with_extension("");
        eprintln!("--- {}\n{report}", name.display());
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases differ",
        failures.len(),
        records.len()
    );
}

fn collect(folder: &Path, records: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, records);
        } else if path.extension().is_some_and(|extension| extension == "out") {
            records.push(path);
        }
    }
}

fn run_one(root: &Path, record: &Path, how: &dyn Fn(&mut Command)) -> Result<(), String> {
    let script = record.with_extension("py");
    let mut command = Command::new(env!("CARGO_BIN_EXE_glassnake"));
    command.env("PYTHONHASHSEED", "0").stdin(Stdio::null());
    how(&mut command);
    command
        .args(["-W", "ignore"])
        .arg(script.file_name().unwrap())
        .current_dir(script.parent().unwrap());
    let Some(ended) = finish(command, PATIENCE) else {
        return Err(format!("did not end within {PATIENCE:?}\n"));
    };
    let printed = text_of(&ended).replace(root.to_str().unwrap(), "$CASES");
    let recorded = std::fs::read_to_string(record).unwrap();
    if printed == recorded {
        Ok(())
    } else {
        Err(difference(&recorded, &printed))
    }
}

/// The record's format: see `tests/record.py`.
fn text_of(ended: &Ended) -> String {
    let mut text = ended.stdout.clone();
    let mut section = |head: &str, body: &str| {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text += head;
        text += body;
    };
    if !ended.stderr.is_empty() {
        section("--- stderr\n", &ended.stderr);
    }
    if ended.status != 0 {
        section(&format!("--- exit {}\n", ended.status), "");
    }
    text
}

/// The lines that differ, with the two before them: `-` recorded, `+` printed.
fn difference(recorded: &str, printed: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (recorded.lines().collect(), printed.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = (old.len() - same).min(new.len() - same);
    let tail = (0..rest)
        .take_while(|&i| old[old.len() - 1 - i] == new[new.len() - 1 - i])
        .count();
    let mut text = String::new();
    let mut show = |mark: &str, lines: &[&str]| {
        for line in lines.iter().take(12) {
            text += &format!("  {mark} {line}\n");
        }
        if lines.len() > 12 {
            text += &format!("  {mark} ... {} more lines\n", lines.len() - 12);
        }
    };
    show(" ", &old[same.saturating_sub(2)..same]);
    show("-", &old[same..old.len() - tail]);
    show("+", &new[same..new.len() - tail]);
    text
}
