//! The command line: what it takes, what it refuses, and its exit statuses. Where
//! CPython 3.12 has a say, its words are expected, with the program's name put in.

mod support;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::run::{Ended, finish};

const PATIENCE: Duration = Duration::from_secs(30);

fn glassnake(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glassnake"));
    command.args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"PYTHON") {
            command.env_remove(name);
        }
    }
    command
}

fn end(command: Command) -> Ended {
    finish(command, PATIENCE).expect("it ends")
}

fn run(arguments: &[&str]) -> Ended {
    end(glassnake(arguments))
}

/// What a program given with `-c` prints.
fn printed(code: &str) -> String {
    let ended = run(&["-c", code]);
    assert_eq!((ended.status, ended.stderr.as_str()), (0, ""), "{code}");
    ended.stdout
}

/// A folder of this test's own, with files in it.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn in_folder(folder: &PathBuf, arguments: &[&str]) -> Ended {
    let mut command = glassnake(arguments);
    command.current_dir(folder);
    end(command)
}

fn with_stdin(arguments: &[&str], text: &[u8]) -> Ended {
    let folder = folder("stdin", &[]);
    let path = folder.join(format!("{:?}", std::thread::current().id()));
    std::fs::File::create(&path)
        .unwrap()
        .write_all(text)
        .unwrap();
    let mut command = glassnake(arguments);
    command.stdin(std::fs::File::open(path).unwrap());
    end(command)
}

#[test]
fn help_and_version() {
    let help = run(&["-h"]);
    assert_eq!(help.status, 0);
    assert!(help.stdout.contains("perf record") && help.stdout.contains("-X perf"));
    assert_eq!(run(&["--help"]).stdout, help.stdout);
    let version = run(&["-V"]);
    assert_eq!(version.status, 0);
    assert!(version.stdout.starts_with("glassnake ") && version.stdout.contains("Python 3.12"));
    assert_eq!(run(&["--version"]).stdout, version.stdout);
    assert!(run(&["-VV"]).stdout.len() > version.stdout.len());
}

#[test]
fn bad_usage_is_status_2() {
    for (arguments, problem) in [
        (&["-z"][..], "Unknown option: -z"),
        (&["--nonsense"], "unknown option --nonsense"),
        (&["-c"], "Argument expected for the -c option"),
        (&["-m"], "Argument expected for the -m option"),
        (&["-X"], "Argument expected for the -X option"),
    ] {
        let ended = run(arguments);
        assert_eq!(
            (ended.status, ended.stdout.as_str()),
            (2, ""),
            "{arguments:?}"
        );
        assert_eq!(ended.stderr.lines().next(), Some(problem));
        assert!(
            ended.stderr.contains("usage: glassnake [option]"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn files_that_are_no_scripts() {
    let folder = folder(
        "bad-files",
        &[
            ("latin.py", b"x = '\xe9'\n"),
            ("nul.py", b"x = 1\0\n"),
            ("empty.py", b""),
            ("bom.py", b"\xef\xbb\xbfprint('bom')\r\n"),
            (
                "coding.py",
                b"# coding: latin-1\nprint('\xe9' == '\\xe9')\n",
            ),
            ("no_newline.py", b"print('end')"),
            ("folder/x.txt", b""),
        ],
    );
    let shown = folder.display();
    let missing = in_folder(&folder, &["missing.py"]);
    let message = format!(
        "glassnake: can't open file '{shown}/missing.py': [Errno 2] No such file or directory\n"
    );
    assert_eq!((missing.status, missing.stderr), (2, message));
    let no_main = in_folder(&folder, &["folder"]);
    let message = "glassnake: can't find '__main__' module in 'folder'\n";
    assert_eq!((no_main.status, no_main.stderr.as_str()), (1, message));
    let latin = in_folder(&folder, &["latin.py"]);
    assert_eq!(latin.status, 1);
    assert!(
        latin
            .stderr
            .contains("Non-UTF-8 code starting with '\\xe9'"),
        "{}",
        latin.stderr
    );
    let nul = in_folder(&folder, &["nul.py"]);
    assert_eq!(nul.status, 1);
    assert!(
        nul.stderr
            .ends_with("SyntaxError: source code cannot contain null bytes\n")
    );
    for (file, out) in [
        ("empty.py", ""),
        ("bom.py", "bom\n"),
        ("coding.py", "True\n"),
        ("no_newline.py", "end\n"),
    ] {
        let ended = in_folder(&folder, &[file]);
        assert_eq!(
            (ended.status, ended.stdout.as_str()),
            (0, out),
            "{file}: {}",
            ended.stderr
        );
    }
}

#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("unreadable", &[("secret.py", b"print(1)")]);
    let path = folder.join("secret.py");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let ended = in_folder(&folder, &["secret.py"]);
    assert_eq!(ended.status, 2);
    assert!(
        ended.stderr.ends_with("[Errno 13] Permission denied\n"),
        "{}",
        ended.stderr
    );
}

#[test]
fn arguments_and_paths_of_the_script() {
    let show = b"import sys; print(sys.argv, repr(sys.path[0]), __name__, __file__ if '__file__' in globals() else None)\n";
    let folder = folder(
        "arguments",
        &[("sub/show.py", show), ("package/__main__.py", show)],
    );
    let shown = folder.display().to_string();
    let out = in_folder(&folder, &["sub/show.py", "-x", "--", "b"]).stdout;
    assert_eq!(
        out,
        format!("['sub/show.py', '-x', '--', 'b'] '{shown}/sub' __main__ {shown}/sub/show.py\n")
    );
    let out = in_folder(&folder, &["package"]).stdout;
    assert_eq!(
        out,
        format!("['package'] '{shown}/package' __main__ {shown}/package/__main__.py\n")
    );
    let out = in_folder(&folder, &["-c", std::str::from_utf8(show).unwrap(), "-a"]).stdout;
    assert_eq!(out, "['-c', '-a'] '' __main__ None\n");
    let out = with_stdin(&["-", "x"], show).stdout;
    assert_eq!(out, "['-', 'x'] '' __main__ <stdin>\n");
    assert_eq!(with_stdin(&[], show).stdout, "[''] '' __main__ <stdin>\n");
    let mut command = glassnake(&["-m", "show", "x"]);
    command.current_dir(folder.join("sub"));
    assert_eq!(
        end(command).stdout,
        format!("['{shown}/sub/show.py', 'x'] '{shown}/sub' __main__ {shown}/sub/show.py\n")
    );
}

#[test]
fn modules_that_are_not_there() {
    for (name, message) in [
        (
            "no_such_module",
            "glassnake: No module named no_such_module\n",
        ),
        ("math", "glassnake: No code object available for math\n"),
        (
            ".relative",
            "glassnake: Relative module names not supported\n",
        ),
    ] {
        let ended = run(&["-m", name]);
        assert_eq!((ended.status, ended.stderr.as_str()), (1, message));
    }
    assert!(
        run(&["-m", "sysconfig"])
            .stdout
            .contains("Python version: \"3.12\"")
    );
}

#[test]
fn stages_are_printed() {
    let folder = folder(
        "stages",
        &[("good.py", b"x = 1 + y\n"), ("bad.py", b"x = (\n")],
    );
    for (stage, piece) in [
        ("tokenize", "OP             '+'"),
        ("ast", "BinOp("),
        ("symtable", "x: Global (bound)"),
        ("dis", "LoadGlobal"),
    ] {
        let good = in_folder(&folder, &["-m", stage, "good.py"]);
        assert_eq!((good.status, good.stderr.as_str()), (0, ""), "{stage}");
        assert!(good.stdout.contains(piece), "{stage}: {}", good.stdout);
        let bad = in_folder(&folder, &["-m", stage, "bad.py"]);
        assert_eq!(bad.status, 1, "{stage}");
        assert!(!bad.stderr.is_empty());
        assert_eq!(
            in_folder(&folder, &["-m", stage, "missing.py"]).status,
            2,
            "{stage}"
        );
        assert_eq!(
            in_folder(&folder, &["-m", stage, "--what"]).status,
            2,
            "{stage}"
        );
    }
}

#[test]
fn exit_statuses() {
    for (code, status, stderr) in [
        ("pass", 0, ""),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(3)", 3, ""),
        ("raise SystemExit(259)", 3, ""),
        ("raise SystemExit(-1)", 255, ""),
        ("raise SystemExit(10**30)", 255, ""),
        ("raise SystemExit('why')", 1, "why\n"),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(1.5)", 1, "1.5\n"),
        (
            "1 /",
            1,
            "  File \"<string>\", line 1\n    1 /\n       ^\nSyntaxError: invalid syntax\n",
        ),
    ] {
        let ended = run(&["-c", code]);
        assert_eq!(
            (ended.status, ended.stderr.as_str()),
            (status, stderr),
            "{code}"
        );
    }
    let ended = run(&["-c", "x"]);
    assert_eq!(ended.status, 1);
    assert!(
        ended
            .stderr
            .starts_with("Traceback (most recent call last):\n")
    );
}

#[test]
fn output_that_cannot_be_written() {
    let mut command = glassnake(&["-c", "print('lost')"]);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    command.stdout(full).stderr(Stdio::piped());
    let ended = command.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(120));
    let stderr = String::from_utf8_lossy(&ended.stderr);
    assert!(
        stderr.contains("OSError: [Errno 28] No space left on device"),
        "{stderr}"
    );
}

#[test]
fn a_reader_that_goes_away() {
    let mut command = glassnake(&["-c", "while True: print('x' * 1000)"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(
        String::from_utf8_lossy(&ended.stderr).contains("BrokenPipeError: [Errno 32] Broken pipe")
    );
    // 120 when something is left that can't be flushed, else 1 as for any exception.
    let status = ended.status.code();
    assert!(matches!(status, Some(1 | 120)), "{status:?}");
}

#[test]
fn environment_and_options() {
    let folder = folder("environment", &[("libs/somewhere.py", b"value = 5\n")]);
    let libs = folder.join("libs");
    let with = |name: &str, value: &str, arguments: &[&str]| {
        let mut command = glassnake(arguments);
        command.env(name, value);
        end(command)
    };
    let import = "import somewhere; print(somewhere.value)";
    assert_eq!(
        with("PYTHONPATH", libs.to_str().unwrap(), &["-c", import]).stdout,
        "5\n"
    );
    assert_eq!(
        with("PYTHONPATH", libs.to_str().unwrap(), &["-E", "-c", import]).status,
        1
    );
    let hash = "print(hash('some text'))";
    let seeded = |seed| with("PYTHONHASHSEED", seed, &["-c", hash]).stdout;
    assert_eq!(seeded("7"), seeded("7"));
    assert_ne!(seeded("7"), seeded("8"));
    // With this key, numbers in a row lie in heaps, until the dict spreads them thoroughly.
    let heaps = "
d = {}
for x in range(3000): d[x] = -x
for x in range(0, 3000, 3): del d[x]
for x in range(0, 3000, 6): d[x] = x
print(len(d), sum(d.values()), [x for x in range(3000) if (x in d) != (x % 3 != 0 or x % 6 == 0)], [*d][-2:])
";
    let printed = "2500 -2251500 [] [2988, 2994]\n";
    assert_eq!(with("PYTHONHASHSEED", "14", &["-c", heaps]).stdout, printed);
    let bad = with("PYTHONHASHSEED", "x", &["-c", "pass"]);
    assert_eq!(bad.status, 1);
    assert!(
        bad.stderr
            .contains("PYTHONHASHSEED must be \"random\" or an integer")
    );
    let options = run(&[
        "-X",
        "a",
        "-Xb=c=d",
        "-X",
        "utf8",
        "-c",
        "import sys; print(sys._xoptions)",
    ]);
    assert_eq!(options.stdout, "{'a': True, 'b': 'c=d', 'utf8': True}\n");
    let flags = run(&[
        "-BEsSvvOq",
        "-c",
        "import sys; f = sys.flags; print(f.verbose, f.optimize, f.quiet, f.isolated)",
    ]);
    assert_eq!(flags.stdout, "2 1 1 0\n");
    assert_eq!(
        run(&["-W", "ignore", "-c", "import sys; print(sys.warnoptions)"]).stdout,
        "['ignore']\n"
    );
    assert_eq!(
        with_stdin(&["-x", "-"], b"this is skipped\nprint('second')\n").stdout,
        "second\n"
    );
}

#[test]
fn perf_is_switched_on_by_option_or_variable() {
    let active = "import sys; print(sys.is_stack_trampoline_active())";
    let maps = format!("perf_dir={}", folder("maps", &[]).display());
    let with = |arguments: &[&str], value: Option<&str>| {
        let mut command = glassnake(arguments);
        command.args(["-X", &maps, "-c", active]);
        if let Some(value) = value {
            command.env("PYTHONPERFSUPPORT", value);
        }
        end(command).stdout
    };
    assert_eq!(with(&[], None), "False\n");
    assert_eq!(with(&["-X", "perf"], None), "True\n");
    assert_eq!(with(&["-X", "perf=0"], None), "False\n");
    assert_eq!(with(&["-X", "perf"], Some("0")), "True\n");
    for (value, expected) in [
        ("1", "True\n"),
        ("0", "False\n"),
        ("2", "True\n"),
        ("yes", "False\n"),
        ("", "False\n"),
    ] {
        assert_eq!(with(&[], Some(value)), expected, "{value}");
    }
    assert_eq!(with(&["-E"], Some("1")), "False\n");
}

#[test]
fn a_map_that_cannot_be_written_is_said_and_survived() {
    let ended = run(&[
        "-X",
        "perf",
        "-X",
        "perf_dir=/no/such/folder",
        "-c",
        "print('went on')",
    ]);
    assert_eq!((ended.status, ended.stdout.as_str()), (0, "went on\n"));
    assert!(ended.stderr.contains("/no/such/folder"), "{}", ended.stderr);
}

/// Starts a program, sends SIGINT as soon as it has printed a line, and waits.
fn interrupted(code: &str) -> Ended {
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::process::ExitStatusExt;
    // A shell's background jobs ignore SIGINT, and so would what this test starts.
    let mut command = Command::new("env");
    command.args([
        "--default-signal=INT",
        env!("CARGO_BIN_EXE_glassnake"),
        "-u",
        "-c",
        code,
    ]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut text = String::new();
    stdout.read_line(&mut text).unwrap();
    let pid = child.id().to_string();
    assert!(
        Command::new("/bin/kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    stdout.read_to_string(&mut text).unwrap();
    let output = child.wait_with_output().unwrap();
    let signal = output.status.signal().map(|signal| 128 + signal);
    Ended {
        stdout: text,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code().or(signal).unwrap_or(-1),
    }
}

#[test]
fn ctrl_c_is_a_keyboard_interrupt() {
    let ended = interrupted("print('on', flush=True)\nwhile True: pass");
    assert_eq!(ended.status, 130, "{}", ended.stderr);
    assert!(
        ended.stderr.ends_with("\nKeyboardInterrupt\n"),
        "{}",
        ended.stderr
    );
    let ended = interrupted("import time\nprint('on', flush=True)\ntime.sleep(20)");
    assert_eq!(ended.status, 130, "{}", ended.stderr);
    let ended = interrupted("print('on', flush=True)\nsum(range(10 ** 18))");
    assert_eq!(ended.status, 130, "{}", ended.stderr);
    let ended = interrupted(
        "try:\n  print('on', flush=True)\n  while True: pass\nexcept KeyboardInterrupt: print('caught')",
    );
    assert_eq!((ended.status, ended.stdout.as_str()), (0, "on\ncaught\n"));
}

#[test]
fn endless_recursion_of_every_kind_is_an_exception() {
    let program = "
import sys
sys.setrecursionlimit(10 ** 9)
class A:
    def __repr__(self): return repr(self)
    def __eq__(self, other): return self == other
    def __getattr__(self, name): return getattr(self, name + 'x')
    def __hash__(self): return hash(self)
    def __iter__(self): return iter(self)
    def __bool__(self): return bool(self)
def nest(make, n):
    item = make(0)
    for _ in range(n): item = make(item)
    return item
def call(): call()
def key(): sorted([1], key=lambda _: key())
def text(): eval('text()')
def generator(): yield from generator()
deep = 300_000
for name, attempt in {
    'call': call, 'repr': lambda: repr(A()), 'eq': lambda: A() == 1, 'getattr': lambda: A().x,
    'hash': lambda: hash(A()), 'iter': lambda: iter(A()), 'bool': lambda: bool(A()), 'sort': key,
    'eval': text, 'generator': lambda: list(generator()),
    'nested repr': lambda: repr(nest(lambda x: [x], deep)),
    'nested ==': lambda: nest(lambda x: [x], deep) == nest(lambda x: [x], deep),
    'nested <': lambda: nest(lambda x: (x,), deep) < nest(lambda x: (x,), deep),
    'nested hash': lambda: hash(nest(lambda x: (x,), deep)),
    'nested isinstance': lambda: isinstance('', nest(lambda x: (x,) if x else (int,), deep)),
    'nested issubclass': lambda: issubclass(str, nest(lambda x: (x,) if x else (int,), deep)),
    'nested dict': lambda: str(nest(lambda x: {1: x}, deep)),
}.items():
    try:
        attempt()
        print(name, 'went through')
    except RecursionError:
        print(name)
";
    for arguments in [
        &["-c"][..],
        &[
            "-X",
            "perf",
            "-X",
            concat!("perf_dir=", env!("CARGO_TARGET_TMPDIR")),
            "-c",
        ],
    ] {
        let ended = run(&[arguments, &[program]].concat());
        assert_eq!(
            (ended.status, ended.stderr.as_str()),
            (0, ""),
            "{arguments:?}: {}",
            ended.stdout
        );
        assert!(!ended.stdout.contains("went through"), "{}", ended.stdout);
    }
}

#[test]
fn a_closed_stdout_or_stdin_is_no_crash() {
    for redirection in [">&-", "2>&-", "<&-", ">&- 2>&- <&-"] {
        let mut command = Command::new("/bin/sh");
        let line = format!(
            "\"$0\" -c 'import sys; print(1); sys.stderr and sys.stderr.flush()' {redirection}"
        );
        command.args(["-c", &line, env!("CARGO_BIN_EXE_glassnake")]);
        let ended = end(command);
        assert!(
            ended.status < 126,
            "{redirection}: {} {}",
            ended.status,
            ended.stderr
        );
    }
}

#[test]
fn a_prompt_runs_what_is_typed() {
    let typed = b"x = 40\nif x:\n  print(x)\n\nx + 2\n1/0\nimport sys; sys.exit(5)\n";
    let ended = with_stdin(&["-i"], typed);
    assert_eq!(ended.stdout, ">>> >>> ... ... 40\n>>> 42\n>>> >>> ");
    let error = "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n\
                 ZeroDivisionError: division by zero\n";
    assert!(
        ended.stderr.starts_with("Python 3.12.1 (glassnake"),
        "{}",
        ended.stderr
    );
    assert!(ended.stderr.ends_with(error), "{}", ended.stderr);
    assert_eq!(ended.status, 5);
}

#[test]
fn a_prompt_may_follow_a_script_that_has_failed() {
    let ended = with_stdin(
        &["-i", "-q", "-c", "x = 41; raise SystemExit(3)"],
        b"x + 1\n",
    );
    assert_eq!((ended.stdout.as_str(), ended.status), (">>> 42\n>>> ", 0));
    assert!(ended.stderr.contains("SystemExit: 3\n"), "{}", ended.stderr);
}

#[test]
fn without_a_terminal_there_is_no_prompt() {
    // No terminal here: an empty stdin is an empty program.
    let ended = run(&[]);
    assert_eq!(
        (ended.status, ended.stdout.as_str(), ended.stderr.as_str()),
        (0, "", "")
    );
    assert_eq!(printed("print(1)"), "1\n");
}
