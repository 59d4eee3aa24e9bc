//! Options, variables, and the functions of `sys`.

use crate::support::session::{BACKENDS, Session, end, qualnames};

const ACTIVE: &str = "import sys\nprint(sys.is_stack_trampoline_active())\n";

/// What a run with these variables and options says, and which files it leaves.
#[track_caller]
fn outcome(session: &Session, variables: &[(&str, &str)], options: &[&str]) -> (bool, bool, bool) {
    let mut command = session.command(options, ACTIVE);
    command.envs(variables.iter().copied());
    let ended = end(command);
    assert_eq!((ended.status, ended.stderr.as_str()), (0, ""));
    let (maps, dumps) = (session.maps(), session.dumps());
    let found = (
        ended.stdout == "True\n",
        !maps.is_empty(),
        !dumps.is_empty(),
    );
    for file in maps.iter().chain(&dumps) {
        std::fs::remove_file(file).unwrap();
    }
    found
}

const OFF: (bool, bool, bool) = (false, false, false);
const MAP: (bool, bool, bool) = (true, true, false);
const JIT: (bool, bool, bool) = (true, false, true);

/// N1: `-X perf=0` switches CPython's support on.
#[test]
fn perf_zero_is_off() {
    let session = Session::new("zero");
    for (option, expected) in [
        ("-Xperf=0", OFF),
        ("-Xperf_jit=0", OFF),
        ("-Xperf=1", MAP),
        ("-Xperf=abc", MAP),
        ("-Xperf", MAP),
        ("-Xperf_jit=1", JIT),
        ("-Xperf_jit", JIT),
    ] {
        assert_eq!(outcome(&session, &[], &[option]), expected, "{option}");
    }
    assert_eq!(outcome(&session, &[], &[]), OFF);
}

#[test]
fn the_variables_are_numbers() {
    let session = Session::new("variables");
    for (variable, on) in [("PYTHONPERFSUPPORT", MAP), ("PYTHON_PERF_JIT_SUPPORT", JIT)] {
        for value in ["", "0", "abc", "1x"] {
            assert_eq!(
                outcome(&session, &[(variable, value)], &[]),
                OFF,
                "{variable}={value}"
            );
        }
        for value in ["1", "2", "-1"] {
            assert_eq!(
                outcome(&session, &[(variable, value)], &[]),
                on,
                "{variable}={value}"
            );
        }
        for option in ["-E", "-I"] {
            assert_eq!(
                outcome(&session, &[(variable, "1")], &[option]),
                OFF,
                "{option}"
            );
        }
    }
}

#[test]
fn an_option_goes_before_a_variable_and_a_jitdump_before_a_map() {
    let session = Session::new("precedence");
    let (map, jit) = ("PYTHONPERFSUPPORT", "PYTHON_PERF_JIT_SUPPORT");
    assert_eq!(outcome(&session, &[(map, "0")], &["-Xperf"]), MAP);
    assert_eq!(outcome(&session, &[(map, "1")], &["-Xperf=0"]), OFF);
    assert_eq!(outcome(&session, &[(jit, "1")], &["-Xperf_jit=0"]), OFF);
    assert_eq!(outcome(&session, &[(map, "1"), (jit, "1")], &[]), JIT);
    assert_eq!(outcome(&session, &[(jit, "1")], &["-Xperf"]), JIT);
    assert_eq!(outcome(&session, &[], &["-Xperf", "-Xperf_jit"]), JIT);
    assert_eq!(outcome(&session, &[(map, "1")], &["-E", "-Xperf_jit"]), JIT);
    assert_eq!(outcome(&session, &[(jit, "1")], &["-I", "-Xperf"]), MAP);
}

#[test]
fn the_sys_functions_answer_as_cpythons() {
    let script = r#"
import sys

def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")

activate = sys.activate_stack_trampoline
attempt(activate)
attempt(activate, "perf", "perf")
attempt(activate, 1)
attempt(activate, b"perf")
attempt(activate, "X")
attempt(activate, "PERF")
attempt(activate, "")
attempt(activate, "perf\0")
attempt(activate, "\udc80")
attempt(activate, backend="perf")
attempt(sys.deactivate_stack_trampoline, 1)
attempt(sys.deactivate_stack_trampoline)
attempt(sys.is_stack_trampoline_active, 1)
attempt(sys.is_stack_trampoline_active)
attempt(activate, "perf")
attempt(activate, "perf")
attempt(sys.is_stack_trampoline_active)
attempt(sys.deactivate_stack_trampoline)
attempt(sys.is_stack_trampoline_active)
"#;
    let expected = "\
TypeError: sys.activate_stack_trampoline() takes exactly one argument (0 given)
TypeError: sys.activate_stack_trampoline() takes exactly one argument (2 given)
TypeError: activate_stack_trampoline() argument must be str, not int
TypeError: activate_stack_trampoline() argument must be str, not bytes
ValueError: invalid backend: X
ValueError: invalid backend: PERF
ValueError: invalid backend: 
ValueError: embedded null character
UnicodeEncodeError: 'utf-8' codec can't encode character '\\udc80' in position 0: surrogates not allowed
TypeError: sys.activate_stack_trampoline() takes no keyword arguments
TypeError: sys.deactivate_stack_trampoline() takes no arguments (1 given)
None
TypeError: sys.is_stack_trampoline_active() takes no arguments (1 given)
False
None
None
True
None
False
";
    assert_eq!(Session::new("sys").output(&[], script), expected);
}

/// gh-141579: CPython's jitdump could not be switched on by `sys`.
#[test]
fn sys_switches_the_jitdump_on_too() {
    let session = Session::new("sys-jit");
    let script = "
import sys
def f(): pass
sys.activate_stack_trampoline('perf_jit')
f()
print(sys.is_stack_trampoline_active())
";
    assert_eq!(session.output(&[], script), "True\n");
    assert!(session.maps().is_empty());
    assert_eq!(session.dump().len(), 1);
}

#[test]
fn a_script_can_ask_whether_there_is_support() {
    let script = "import sysconfig\nprint(sysconfig.get_config_var('PY_HAVE_PERF_TRAMPOLINE'))";
    assert_eq!(Session::new("sysconfig").output(&[], script), "1\n");
}

#[test]
fn the_directory_is_an_option_or_a_variable() {
    let session = Session::new("dir");
    let (option, variable) = (session.directory.join("o"), session.directory.join("v"));
    for directory in [&option, &variable] {
        std::fs::create_dir(directory).unwrap();
    }
    let count = |path: &std::path::PathBuf| std::fs::read_dir(path).unwrap().count();
    let script = session.directory.join("script.py");
    std::fs::write(&script, ACTIVE).unwrap();
    let run = |options: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_glassnake"));
        command.args(["-Xperf"]).args(options).arg(&script);
        command.env("PYTHON_PERF_MAP_DIR", &variable);
        assert_eq!(end(command).stdout, "True\n");
    };
    run(&[]);
    assert_eq!((count(&option), count(&variable)), (0, 1));
    run(&[&format!("-Xperf_dir={}", option.display())]);
    assert_eq!((count(&option), count(&variable)), (1, 1));
}

#[test]
fn a_filter_leaves_the_rest_without_trampolines() {
    let script = "
class Server:
    def handle(self): return helper()
    def close(self): pass
def helper(): return 1
server = Server()
print(server.handle())
server.close()
";
    for (filter, expected) in [
        ("Server.*", &["Server.handle", "Server.close"][..]),
        ("h?lper", &["helper"]),
        (
            "script.py",
            &[
                "<module>",
                "Server",
                "Server.handle",
                "helper",
                "Server.close",
            ],
        ),
        ("nothing", &[]),
    ] {
        for backend in BACKENDS {
            let session = Session::new(&format!("filter-{}{backend}", filter.replace('*', "all")));
            let option = format!("-Xperf_filter={filter}");
            assert_eq!(session.output(&[backend, &option], script), "1\n");
            match backend {
                "-Xperf" => assert_eq!(qualnames(&session.map()), expected),
                _ => assert_eq!(crate::support::session::loaded(&session.dump()), expected),
            }
        }
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_template_is_chosen_by_name() {
    for (name, size) in [("frame-pointer", 8), ("cet", 12), ("cpython312", 11)] {
        let session = Session::new(&format!("template-{name}"));
        let option = format!("-Xperf_template={name}");
        let script = "def f(n): return n and f(n - 1)\nprint(f(50))";
        assert_eq!(session.output(&["-Xperf", &option], script), "0\n");
        for entry in session.map() {
            assert_eq!(entry.size, size, "{name}");
        }
        let session = Session::new(&format!("template-jit-{name}"));
        assert_eq!(session.output(&["-Xperf_jit", &option], script), "0\n");
        assert_eq!(session.dump().len(), 2);
    }
    let ended = Session::new("template-none").run(&["-Xperf_template=x"], "");
    assert_eq!(ended.status, 2);
    let expected = "glassnake: -X perf_template=x: there is frame-pointer, cet, cpython312\n";
    assert_eq!(ended.stderr, expected);
}
