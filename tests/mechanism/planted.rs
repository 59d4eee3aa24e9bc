//! What stands in the way of the files: planted by somebody, left by an earlier process, a full disk.

use std::fs;
use std::os::unix::fs::MetadataExt;

use crate::support::run::Ended;
use crate::support::session::{BACKENDS, Session, qualnames};

const SCRIPT: &str = "
import sys
def f(): return sys.is_stack_trampoline_active()
print(f())
";

/// The script went on, unprofiled, after one warning that ends so.
#[track_caller]
fn assert_warned(ended: &Ended, reason: &str) {
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (0, "False\n"),
        "{}",
        ended.stderr
    );
    let warning = "glassnake: warning: profiling with perf is off: ";
    let stderr = &ended.stderr;
    assert!(
        stderr.starts_with(warning) && stderr.trim_end().ends_with(reason),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

fn file_variable(backend: &str) -> &'static str {
    match backend {
        "-Xperf" => "$MAP",
        _ => "$DUMP",
    }
}

/// N9: CPython truncates what a link at its dump's path points to.
#[test]
fn a_planted_symlink_is_not_followed() {
    for backend in BACKENDS {
        let session = Session::new(&format!("symlink{backend}"));
        let precious = session.directory.join("precious");
        fs::write(&precious, "precious").unwrap();
        let plant = format!(r#"ln -s "$DIR/precious" "{}""#, file_variable(backend));
        let ended = session.run_after(&plant, &[backend], SCRIPT);
        assert_warned(&ended, "it is a symbolic link");
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
    }
}

/// N21: CPython waits for ever for somebody to read it.
#[test]
fn a_planted_fifo_does_not_hang() {
    for backend in BACKENDS {
        let session = Session::new(&format!("fifo{backend}"));
        let plant = format!(r#"mkfifo "{}""#, file_variable(backend));
        assert_warned(
            &session.run_after(&plant, &[backend], SCRIPT),
            "it is a FIFO",
        );
    }
}

/// N21: CPython writes to it.
#[test]
fn a_planted_hard_link_is_not_written() {
    for backend in BACKENDS {
        let session = Session::new(&format!("hard{backend}"));
        let precious = session.directory.join("precious");
        fs::write(&precious, "precious").unwrap();
        let plant = format!(r#"ln "$DIR/precious" "{}""#, file_variable(backend));
        let ended = session.run_after(&plant, &[backend], SCRIPT);
        assert_warned(&ended, "it is a file with more than one hard link");
        assert_eq!(fs::read(&precious).unwrap(), b"precious");
        assert_eq!(fs::metadata(&precious).unwrap().nlink(), 2);
    }
}

#[test]
fn a_planted_directory_stays() {
    for backend in BACKENDS {
        let session = Session::new(&format!("directory{backend}"));
        let plant = format!(r#"mkdir "{}""#, file_variable(backend));
        assert_warned(
            &session.run_after(&plant, &[backend], SCRIPT),
            "it is a directory",
        );
    }
}

/// N13: CPython says nothing, and claims to be active.
#[test]
fn a_directory_that_cannot_be_written_is_one_warning() {
    let script = "
import sys
def f(): return sys.is_stack_trampoline_active()
for backend in 'perf', 'perf_jit', 'perf':
    sys.activate_stack_trampoline(backend)
    f()
print(f())
";
    for backend in ["-Xnothing", "-Xperf", "-Xperf_jit"] {
        for (index, directory) in ["/proc", "/no/such/directory", "/dev/null"]
            .iter()
            .enumerate()
        {
            let session = Session::new(&format!("unwritable{backend}{index}"));
            let option = format!("-Xperf_dir={directory}");
            // The later of two options counts.
            let ended = session.run(&[&option, backend], script);
            assert_warned(&ended, ")");
        }
    }
}

/// N13 again: the disk is full while the script runs.
#[test]
fn a_full_disk_is_one_warning_and_leaves_whole_entries() {
    let script = "
import sys
for number in range(2000):
    exec(f'def function_{number}(): return {number}')
    assert eval(f'function_{number}()') == number
print(sys.is_stack_trampoline_active())
";
    for backend in BACKENDS {
        let session = Session::new(&format!("full{backend}"));
        let kept = session.directory.join("kept");
        fs::create_dir(&kept).unwrap();
        let small = session.directory.join("small");
        fs::create_dir(&small).unwrap();
        // What is mounted goes with its namespace, so the file is copied out of it first.
        let plant = r#"unshare --map-root-user --mount sh -c '
            mount -t tmpfs -o size=32k none "$DIR/small" || exit 77
            "$@"; status=$?; cp "$DIR"/small/* "$DIR/kept"; exit $status' sh "$@"; exit"#;
        let option = format!("-Xperf_dir={}", small.display());
        let ended = session.run_after(plant, &[&option, backend], script);
        if ended.status == 77 || ended.stderr.contains("unshare") {
            eprintln!(
                "skipped: mounting is not permitted here: {}",
                ended.stderr.trim()
            );
            return;
        }
        assert_warned(&ended, "");
        let file = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
        let report = match backend {
            "-Xperf" => perf_trampoline::check::map_file(&file),
            _ => perf_trampoline::check::dump_file(&file),
        };
        let report = report.unwrap();
        assert!(report.is_clean() && report.entries > 20, "{report}");
    }
}

/// N15: CPython appends, and the stale names are what perf finds first.
#[test]
fn a_stale_map_of_a_reused_pid_is_replaced() {
    let session = Session::new("stale");
    let plant = r#"printf '7f0000000000 ffffffff py::stale:old.py\n' >"$MAP""#;
    assert_eq!(
        session.run_after(plant, &["-Xperf"], SCRIPT).stdout,
        "True\n"
    );
    assert_eq!(qualnames(&session.map()), ["<module>", "f"]);

    let session = Session::new("stale-jit");
    let plant = r#"printf 'what was left' >"$DUMP""#;
    assert_eq!(
        session.run_after(plant, &["-Xperf_jit"], SCRIPT).stdout,
        "True\n"
    );
    assert_eq!(session.dump().len(), 2);
}
