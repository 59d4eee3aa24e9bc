//! Which code gets an entry, when, and of what form.

use crate::support::session::{Session, loaded, qualnames};

/// The specification: `py::<co_qualname>:<co_filename>`, in the order of the first runs.
#[test]
fn entries_are_the_code_objects_that_ran_in_the_order_of_their_first_run() {
    let script = "
def never(): pass

def outer():
    def inner(): return 1
    return inner

class Shape:
    def __init__(self): self.area = (lambda: 2)()
    def grow(self):
        def again(): return self.area
        return again()

outer()()
shape = Shape()
shape.grow()
shape.grow()
list(number for number in range(3))
[number for number in range(3)]
renamed = outer
renamed.__qualname__ = 'other'
renamed()
exec('def made(): pass\\nmade()')
";
    let expected = [
        "<module>",
        "Shape",
        "outer",
        "outer.<locals>.inner",
        "Shape.__init__",
        "Shape.__init__.<locals>.<lambda>",
        "Shape.grow",
        "Shape.grow.<locals>.again",
        "<genexpr>",
        "<module>",
        "made",
    ];
    let session = Session::new("order");
    session.output(&["-Xperf"], script);
    let map = session.map();
    assert_eq!(qualnames(&map), expected);
    let script_name = format!("{}/script.py", session.directory.display());
    assert_eq!(map[1].name, format!("py::Shape:{script_name}"));
    assert_eq!(map[10].name, "py::made:<string>");

    let session = Session::new("order-jit");
    session.output(&["-Xperf_jit"], script);
    assert_eq!(loaded(&session.dump()), expected);
}

/// N18: CPython 3.13 calls most constructors past its hook, so that their `__init__` has no frame. All sorts of them,
/// each called often enough for any specialisation.
#[test]
fn constructors_have_their_init() {
    let script = "
class Plain:
    def __init__(self): self.x = 1
class Derived(Plain):
    def __init__(self):
        super().__init__()
class Slotted:
    __slots__ = ('x',)
    def __init__(self, x, *, y=2): self.x = x
class Meta(type):
    def __call__(cls): return super().__call__()
class Made(metaclass=Meta):
    def __new__(cls): return super().__new__(cls)
    def __init__(self): pass
class Failing(Exception):
    def __init__(self, text): super().__init__(text)
def work():
    for _ in range(100):
        Derived(); Slotted(1); Made()
        try: raise Failing('x')
        except Failing: pass
work()
print('done')
";
    let session = Session::new("init");
    assert_eq!(session.output(&["-Xperf"], script), "done\n");
    let map = session.map();
    let names = qualnames(&map);
    for name in [
        "Plain.__init__",
        "Derived.__init__",
        "Slotted.__init__",
        "Meta.__call__",
        "Made.__new__",
        "Made.__init__",
        "Failing.__init__",
    ] {
        let count = names.iter().filter(|other| **other == name).count();
        assert_eq!(count, 1, "{name} in {names:?}");
    }
}

/// What native code calls back is Python, too: each way from a built-in function into a script.
#[test]
fn functions_that_natives_call_have_entries() {
    let script = "
class Hooked:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'<{self.n}>'
    def __lt__(self, other): return self.n < other.n
    def __eq__(self, other): return self.n == other.n
    def __hash__(self): return hash(self.n)
    def __len__(self): return 1
    def __iter__(self): return iter([self.n])
    def __getattr__(self, name): return name
    def __enter__(self): return self
    def __exit__(self, *exc): return True
    def __add__(self, other): return Hooked(self.n + other.n)
    @property
    def value(self): return self.n
def by(it): return -it.n
items = [Hooked(2), Hooked(1)]
print(sorted(items), sorted(items, key=by), len({*items}), len(items[0]), list(items[0]))
print(items[0].missing, items[0].value, items[0] + items[1], items.index(Hooked(1)))
with items[0]: raise ValueError
print(list(map(lambda it: it.n, items)), list(filter(lambda it: it.n > 1, items)))
";
    let session = Session::new("natives");
    let output = session.output(&["-Xperf"], script);
    assert_eq!(
        output,
        "[<1>, <2>] [<2>, <1>] 2 1 [2]\nmissing 2 <3> 1\n[2, 1] [<2>]\n"
    );
    let map = session.map();
    let names = qualnames(&map);
    for name in [
        "repr", "lt", "eq", "hash", "len", "iter", "getattr", "enter", "exit", "add",
    ] {
        let name = format!("Hooked.__{name}__");
        assert!(names.contains(&name.as_str()), "{name} in {names:?}");
    }
    assert!(names.contains(&"by") && names.contains(&"Hooked.value"));
    assert_eq!(names.iter().filter(|name| **name == "<lambda>").count(), 2);
}

/// gh-128883: the size that CPython gave came from the order of symbols. gh-118518: perf's mappings of neighbours
/// overlapped, and samples were lost. gh-136541: the tables were wrong about the code. The checker, which `map` and
/// `dump` run, knows the rules for all three.
#[test]
fn ranges_are_the_trampolines_and_do_not_overlap() {
    let script = "
for number in range(3000):
    exec(f'def function_{number}(): return {number}\\nfunction_{number}()')
";
    let session = Session::new("ranges");
    session.output(&["-Xperf"], script);
    let map = session.map();
    assert_eq!(map.len(), 6001);
    assert!(map.iter().all(|entry| entry.size == map[0].size));

    let session = Session::new("ranges-jit");
    session.output(&["-Xperf_jit"], script);
    let dump = session.dump();
    assert_eq!(dump.len(), 6001);
    assert!(dump.iter().all(|load| load.vma == load.code_addr));
}

/// No page is ever writable and executable at once, whichever backend, while trampolines are made.
#[test]
fn no_memory_is_writable_and_executable() {
    let script = "
for number in range(20_000):
    exec(f'def f(): return {number}\\nf()')
    if number % 2_000 == 0:
        with open('/proc/self/maps') as maps:
            for line in maps:
                permissions = line.split()[1]
                assert not ('w' in permissions and 'x' in permissions), line
print('done')
";
    for backend in crate::support::session::BACKENDS {
        let session = Session::new(&format!("wx{backend}"));
        assert_eq!(session.output(&[backend], script), "done\n");
    }
}
