//! The files themselves: who may read them, who inherits them, what a SIGKILL leaves of them, what odd names do to them.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::support::session::{BACKENDS, Session, end, loaded, qualnames};

/// N8: CPython's dump can be read by all, and goes through an exec. The descriptor is looked at while the script waits.
#[test]
fn the_files_are_private_and_closed_on_exec() {
    const O_CLOEXEC: u32 = 0o2_000_000;
    for backend in BACKENDS {
        let session = Session::new(&format!("private{backend}"));
        let mut command = session.command(&[backend], "print('ready', flush=True)\ninput()\n");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let process = format!("/proc/{}", child.id());
        let ours = |target: &std::path::Path| target.starts_with(&*session.directory);
        let mut flags = Vec::new();
        for entry in fs::read_dir(format!("{process}/fd")).unwrap() {
            let entry = entry.unwrap();
            if !fs::read_link(entry.path()).is_ok_and(|target| ours(&target)) {
                continue;
            }
            let number = entry.file_name().into_string().unwrap();
            let info = fs::read_to_string(format!("{process}/fdinfo/{number}")).unwrap();
            let octal = info.lines().find_map(|line| line.strip_prefix("flags:"));
            flags.push(u32::from_str_radix(octal.unwrap().trim(), 8).unwrap());
        }
        child.stdin.take().unwrap().write_all(b"\n").unwrap();
        assert!(child.wait().unwrap().success());
        assert!(!flags.is_empty() && flags.iter().all(|flags| flags & O_CLOEXEC != 0));
        for file in session.maps().iter().chain(&session.dumps()) {
            assert_eq!(
                fs::metadata(file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }
}

/// N7: CPython keeps up to 4 KiB of records in its buffer. N17: a buffer that was meant to be larger has no effect; here
/// there is none, and one system call an entry.
#[test]
fn kill_9_loses_nothing_that_was_executed() {
    let script = "
import posix
for number in range(300):
    exec(f'def function_{number}(): return {number}\\nfunction_{number}()')
posix.kill(posix.getpid(), 9)
";
    let functions = |names: Vec<&str>| -> Vec<String> {
        let functions = names
            .into_iter()
            .filter(|name| name.starts_with("function_"));
        functions.map(str::to_owned).collect()
    };
    let expected: Vec<String> = (0..300)
        .map(|number| format!("function_{number}"))
        .collect();
    for backend in BACKENDS {
        let session = Session::new(&format!("kill{backend}"));
        assert_eq!(session.run(&[backend], script).status, 128 + 9);
        let seen = match backend {
            "-Xperf" => functions(qualnames(&session.map())),
            _ => functions(loaded(&session.dump())),
        };
        assert_eq!(seen, expected);
    }
}

/// N4: CPython writes names as they are, so a newline in one makes an entry of what follows it.
#[test]
fn a_newline_in_a_name_forges_no_entry() {
    let script = r#"
forged = "x.py\n7f0000000000 ffffffff py::forged:x.py"
code = compile("def f(): return 1\nprint(f())", forged, "exec")
exec(code)
exec(compile("lambda: 0", "tab\tbell\x07return\r.py", "eval"))
eval(compile("(lambda: 0)()", "tab\tbell\x07return\r.py", "eval"))
"#;
    for backend in BACKENDS {
        let session = Session::new(&format!("newline{backend}"));
        assert_eq!(session.output(&[backend], script), "1\n");
        let names: Vec<String> = match backend {
            "-Xperf" => session.map().into_iter().map(|entry| entry.name).collect(),
            _ => session
                .dump()
                .into_iter()
                .map(|load| String::from_utf8(load.name).unwrap())
                .collect(),
        };
        assert!(
            names.contains(&r"py::f:x.py\n7f0000000000 ffffffff py::forged:x.py".to_owned()),
            "{names:?}"
        );
        assert!(
            names.contains(&r"py::<lambda>:tab\tbell\x07return\r.py".to_owned()),
            "{names:?}"
        );
        assert!(
            names.iter().all(|name| !name.starts_with("py::forged")),
            "{names:?}"
        );
    }
}

/// The name of the script itself is the attacker's.
#[test]
fn a_script_with_a_newline_in_its_name_runs() {
    for backend in BACKENDS {
        let session = Session::new(&format!("script{backend}"));
        let ended = end(session.command_of(&[backend], "a\n1000 8 py::forged:b.py", "print(1)"));
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("1\n", ""));
        match backend {
            "-Xperf" => assert_eq!(session.map().len(), 1),
            _ => assert_eq!(session.dump().len(), 1),
        }
    }
}

/// N22: CPython ends with a SystemError. gh-156114: it crashed.
#[test]
fn a_file_name_that_is_not_utf8_runs() {
    for backend in BACKENDS {
        let session = Session::new(&format!("latin{backend}"));
        let name = OsString::from_vec(b"caf\xe9.py".to_vec());
        let ended = end(session.command_of(&[backend], name, "def f(): print(1)\nf()"));
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("1\n", ""));
        match backend {
            "-Xperf" => assert_eq!(session.map().len(), 2),
            _ => assert_eq!(session.dump().len(), 2),
        }
    }
    // A name that a script makes, with a lone surrogate.
    let session = Session::new("surrogate");
    let script = "exec(compile('print(1)', 'caf\\udce9.py', 'exec'))";
    let ended = session.run(&["-Xperf"], script);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("1\n", ""));
    assert_eq!(session.map().len(), 2);
}

/// Longer names overflow the line buffers of some readers; shorter ones are dropped by perf.
#[test]
fn names_of_any_length_are_cut_to_what_readers_take() {
    let session = Session::new("long");
    let script = "
name = 'f' * 100_000
exec(f'def {name}(): return 1\\nprint({name}())')
exec(compile('print(2)', '', 'exec'))
";
    assert_eq!(session.output(&["-Xperf"], script), "1\n2\n");
    let map = session.map();
    assert!(
        map.iter()
            .any(|entry| entry.name.starts_with("py::fff") && entry.name.ends_with("fff:<string>"))
    );
}
