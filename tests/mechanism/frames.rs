//! Frames: exceptions pass through trampolines, recursion is as deep as without them, and ends with an exception.

use crate::support::session::{BACKENDS, Session};

/// Runs a script plainly and with each backend; all three say the same, on stderr too.
#[track_caller]
fn same_everywhere(name: &str, script: &str) -> String {
    let session = Session::new(name);
    let plain = session.run(&[], script);
    for backend in BACKENDS {
        let traced = session.run(&[backend], script);
        assert_eq!(traced.stdout, plain.stdout, "{backend}");
        assert_eq!(traced.stderr, plain.stderr, "{backend}");
        assert_eq!(traced.status, plain.status, "{backend}");
    }
    assert!(plain.status < 128, "it died of a signal: {}", plain.stderr);
    plain.stdout
}

#[test]
fn exceptions_pass_through_trampolines() {
    let script = "
def raising(depth):
    try:
        if depth == 0:
            raise ValueError('deep')
        raising(depth - 1)
    finally:
        if depth % 10 == 0:
            print('left', depth)

def generator():
    try:
        yield 1
        raising(5)
    except ValueError as error:
        yield error
    finally:
        print('closed')

try:
    raising(30)
except ValueError as error:
    print(error)
    count = 0
    traceback = error.__traceback__
    while traceback:
        count += 1
        traceback = traceback.tb_next
    print(count)
print(*map(repr, generator()))
def chained():
    try:
        raising(3)
    except ValueError as error:
        raise KeyError('from') from error
chained()
";
    let output = same_everywhere("exceptions", script);
    assert!(output.contains("deep\n32\n"), "{output}");
}

/// How deep a function gets that calls itself, at a limit.
fn depth_script(limit: &str) -> String {
    format!(
        "
import sys
{limit}
deepest = 0
def f(depth):
    global deepest
    deepest = depth
    f(depth + 1)
try:
    f(1)
except RecursionError as error:
    print(deepest, error)
"
    )
}

/// N14: 900 of 1000 with CPython 3.12.1's `-X perf`, whatever the limit; 5000 with 3.13.0's.
#[test]
fn the_recursion_limit_is_the_same_with_trampolines() {
    for (limit, deepest) in [
        ("", 999),
        ("sys.setrecursionlimit(20_000)", 19_999),
        ("sys.setrecursionlimit(10**6)", 999_999),
    ] {
        let output = same_everywhere(&format!("limit-{deepest}"), &depth_script(limit));
        assert_eq!(
            output,
            format!("{deepest} maximum recursion depth exceeded\n")
        );
    }
}

/// Never a signal: neither at a limit beyond all stacks, nor where the native stack may not grow.
#[test]
fn recursion_without_a_limit_is_an_exception() {
    let script = depth_script("sys.setrecursionlimit(2**31 - 1)");
    for backend in BACKENDS {
        let session = Session::new(&format!("unlimited{backend}"));
        let output = session.output(&[backend], &script);
        assert!(
            output.ends_with(" maximum recursion depth exceeded\n"),
            "{output}"
        );
        let session = Session::new(&format!("small-stack{backend}"));
        let ended = session.run_after("ulimit -Ss 1024 && ulimit -Hs 1024", &[backend], &script);
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""));
        let deepest: u32 = ended.stdout.split(' ').next().unwrap().parse().unwrap();
        assert!(deepest > 1000, "{}", ended.stdout);
    }
}

const STACK_OF_8_MIB: &str = "ulimit -Ss 8192 && ulimit -Hs 8192";

/// The evaluator's frame and the trampoline's, together. It is what bounds recursion, and what perf's copy of the stack is
/// used up by.
#[test]
fn a_python_call_takes_at_most_256_bytes_of_native_stack() {
    // The last 256 KiB are kept for native code.
    const STACK: u32 = (8 << 20) - (256 << 10);
    let script = depth_script("sys.setrecursionlimit(10**6)");
    for backend in BACKENDS {
        let session = Session::new(&format!("bytes{backend}"));
        let ended = session.run_after(STACK_OF_8_MIB, &[backend], &script);
        let deepest: u32 = ended.stdout.split(' ').next().unwrap().parse().unwrap();
        let bytes = STACK / deepest;
        eprintln!("{backend}: {bytes} bytes of native stack for a Python call");
        assert!(bytes <= 256, "{backend}: {bytes}");
    }
}

/// Recursion that goes through natives in turn: each way takes more native stack than a plain call.
#[test]
fn recursion_through_natives_is_an_exception() {
    for (name, body) in [
        ("sort", "sorted([1], key=lambda _: f(n + 1))"),
        ("map", "list(map(f, [n + 1]))"),
        ("repr", "repr(Node())"),
        ("init", "Made(n + 1)"),
        ("getattr", "Node().missing"),
        ("generator", "next(g(n + 1))"),
        ("eq", "[Node()].index(0)"),
        ("coroutine", "h(n + 1).send(None)"),
        ("exec", "exec('f(n + 1)', {'f': f, 'n': n})"),
        ("comprehension", "[f(n + 1) for _ in range(1)]"),
    ] {
        let script = format!(
            "
import sys
sys.setrecursionlimit(10**6)
class Node:
    def __repr__(self): return f(0)
    def __eq__(self, other): return f(0)
    def __getattr__(self, name): return f(0)
class Made:
    def __init__(self, n): f(n)
def g(n): yield f(n)
async def h(n): return f(n)
def f(n):
    return {body}
try:
    f(0)
except RecursionError:
    print('RecursionError')
"
        );
        for option in ["-Xnothing", "-Xperf", "-Xperf_jit"] {
            let session = Session::new(&format!("through-{name}{option}"));
            // As much as a shell gives, to be at its end sooner.
            let ended = session.run_after(STACK_OF_8_MIB, &[option], &script);
            assert_eq!(
                (ended.status, ended.stdout.as_str()),
                (0, "RecursionError\n"),
                "{name} {option}: {}",
                &ended.stderr[..ended.stderr.len().min(2000)]
            );
        }
    }
}
