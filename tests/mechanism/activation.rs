//! Switching on and off, again and again, and in the midst of everything.

use std::collections::HashMap;

use crate::support::session::{Session, loaded, qualnames};

/// N2: the 255th activation raises SystemError. N3: each one leaks 64 KiB and repeats all entries. N19: after eight,
/// CPython 3.13.15 raises SystemError, or crashes at its end. N20: activating twice repeats entries.
/// gh-146522: repeated activation crashed.
#[test]
fn a_thousand_cycles_repeat_and_leak_nothing() {
    for backends in ["'perf'", "'perf_jit'", "'perf', 'perf_jit'"] {
        let script = format!(
            "
import sys
def f(): return g() + 1
def g(): return 1
def status():
    maps = resident = 0
    with open('/proc/self/maps') as file:
        for line in file:
            maps += 1
    with open('/proc/self/status') as file:
        for line in file:
            if line.startswith('VmRSS'):
                resident = int(line.split()[1])
    return maps, resident
def cycle():
    for backend in ({backends},):
        sys.activate_stack_trampoline(backend)
        sys.activate_stack_trampoline(backend)
        assert f() == 2 and sys.is_stack_trampoline_active()
    sys.deactivate_stack_trampoline()
    sys.deactivate_stack_trampoline()
    assert f() == 2 and not sys.is_stack_trampoline_active()
for _ in range(20): cycle()
status()
maps, resident = status()
for _ in range(1000): cycle()
maps_after, resident_after = status()
assert maps_after - maps < 4, (maps, maps_after)
assert resident_after - resident < 1024, (resident, resident_after)
print('done')
"
        );
        let session = Session::new(&format!("cycles-{}", backends.len()));
        assert_eq!(session.output(&[], &script), "done\n", "{backends}");
        let mut counts: HashMap<String, usize> = HashMap::new();
        for map in session.maps() {
            for name in qualnames(&crate::support::session::entries(&map)) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
        }
        // A jitdump asks for room behind its trampolines; those that a map had before are made anew, once.
        let most = if backends.contains("', '") { 2 } else { 1 };
        assert!(
            counts.values().all(|count| *count <= most),
            "{backends}: {counts:?}"
        );
        for dump in session.dumps() {
            let mut names: Vec<String> = loaded(&crate::support::session::loads(&dump))
                .into_iter()
                .map(str::to_owned)
                .collect();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "{backends}");
        }
    }
}

/// gh-112367: CPython freed the trampolines of running frames.
#[test]
fn frames_that_run_survive_deactivation() {
    let script = "
import sys
def outer(): return middle() + 1
def middle():
    inner()
    after()
    return 1
def inner():
    sys.deactivate_stack_trampoline()
def after(): return 1
print(outer(), sys.is_stack_trampoline_active())
print(outer())
sys.activate_stack_trampoline('perf')
print(outer())
";
    let session = Session::new("running");
    assert_eq!(session.output(&["-Xperf"], script), "2 False\n2\n2\n");
    // `after` first ran while nothing was active, and again after `inner` had switched it off.
    assert_eq!(
        qualnames(&session.map()),
        ["<module>", "outer", "middle", "inner"]
    );
}

/// gh-143228: CPython unmapped trampolines that suspended generators were to return through.
#[test]
fn generators_and_coroutines_survive_switching() {
    let script = "
import sys
activate, deactivate = sys.activate_stack_trampoline, sys.deactivate_stack_trampoline

def numbers():
    received = 0
    while True:
        received = yield received + 1

def delegating():
    yield from numbers()

class Awaited:
    def __await__(self):
        result = yield 'asked'
        return result

async def coroutine():
    total = 0
    while total < 30:
        total += await Awaited()
    return total

async def stream():
    for number in range(4):
        yield number

async def collect():
    return [number async for number in stream()]

for backend in 'perf', 'perf_jit':
    generator = delegating()
    print(next(generator), end=' ')
    for number in range(6):
        activate(backend) if number % 2 else deactivate()
        print(generator.send(number), end=' ')
    try:
        generator.throw(KeyError('thrown'))
    except KeyError as error:
        print(error, end=' ')
    running = coroutine()
    running.send(None)
    for number in range(3):
        activate(backend) if number % 2 else deactivate()
        try:
            running.send(10)
        except StopIteration as stop:
            print(stop.value, end=' ')
    activate(backend)
    try:
        collect().send(None)
    except StopIteration as stop:
        print(stop.value)
    deactivate()
";
    let session = Session::new("generators");
    let line = "1 1 2 3 4 5 6 'thrown' 30 [0, 1, 2, 3]\n";
    assert_eq!(session.output(&[], script), line.repeat(2));
    let (map, dump) = (session.map(), session.dump());
    for mut names in [qualnames(&map), loaded(&dump)] {
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(
            names.len(),
            all,
            "one entry a code object, however often it is resumed"
        );
        for name in [
            "numbers",
            "delegating",
            "coroutine",
            "Awaited.__await__",
            "stream",
            "collect",
        ] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
    }
}

/// Profiling is switched by what it is to see: from a destructor-like callback, a property, a sort key, an iterator.
#[test]
fn switching_in_callbacks_of_natives_is_safe() {
    let script = "
import sys
state = 0
def switch(value):
    global state
    state += 1
    [sys.deactivate_stack_trampoline,
     lambda: sys.activate_stack_trampoline('perf'),
     lambda: sys.activate_stack_trampoline('perf_jit')][state % 3]()
    return -value
class Odd:
    def __init__(self): switch(1)
    def __eq__(self, other): switch(1); return False
    def __hash__(self): switch(1); return 1
    def __iter__(self):
        for number in range(5):
            switch(number)
            yield number
print(sorted(range(10), key=switch))
print(len({Odd(), Odd(), Odd()}), sum(Odd()), list(map(switch, range(4))))
";
    let expected = "[9, 8, 7, 6, 5, 4, 3, 2, 1, 0]\n3 10 [0, -1, -2, -3]\n";
    assert_eq!(Session::new("callbacks").output(&[], script), expected);
    assert_eq!(
        Session::new("callbacks-on").output(&["-Xperf"], script),
        expected
    );
}

/// A hook's own work must not be seen by the hook: the entry of a function is made while it is entered, under a
/// collector that runs at every turn.
#[test]
fn entries_are_made_under_a_collector_that_always_runs() {
    let script = "
def f(n): return [n] if n == 0 else f(n - 1) + [n]
print(f(40)[-1])
";
    for backend in crate::support::session::BACKENDS {
        let session = Session::new(&format!("stress{backend}"));
        let mut command = session.command(&[backend], script);
        command.env("GLASSNAKE_GC_STRESS", "1");
        let ended = crate::support::session::end(command);
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("40\n", ""));
    }
}
