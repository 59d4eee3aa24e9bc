//! A forked child starts its own files, and never touches its parent's, whatever way it ends.

use std::collections::BTreeSet;

use crate::support::session::{BACKENDS, Session, entries, loaded, loads, qualnames};

/// The names in each process's file: of the map or the dump of each, by pid.
fn names_by_file(session: &Session, backend: &str) -> Vec<(u32, Vec<String>)> {
    let own = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let pid = |path: &std::path::Path| -> u32 {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        stem.rsplit_once('-').unwrap().1.parse().unwrap()
    };
    if backend == "-Xperf" {
        let maps = session.maps();
        return maps
            .iter()
            .map(|map| (pid(map), own(qualnames(&entries(map)))))
            .collect();
    }
    let dumps = session.dumps();
    dumps
        .iter()
        .map(|dump| {
            let loads = loads(dump);
            let process = pid(dump);
            assert!(
                loads.iter().all(|load| load.pid == process),
                "{}",
                dump.display()
            );
            (process, own(loaded(&loads)))
        })
        .collect()
}

const FORK: &str = "
import posix, sys
def before(): return 1
def in_child(): return 2
def in_parent(): return 3
before()
child = posix.fork()
if child == 0:
    before()
    in_child()
    if 'WAY' == '_exit':
        posix._exit(0)
    elif 'WAY' == 'raise':
        raise SystemExit(0)
    elif 'WAY' == 'kill':
        posix.kill(posix.getpid(), 9)
else:
    posix.waitpid(child, 0)
    in_parent()
    before()
    print(posix.getpid(), child, sys.is_stack_trampoline_active())
";

/// N5: a child's exit corrupts its parent's dump. N6: after `os._exit` the child's dump is empty. gh-144766,
/// gh-149156: the child crashed.
#[test]
fn a_child_has_files_of_its_own_however_it_ends() {
    for backend in BACKENDS {
        for way in ["end", "_exit", "raise", "kill"] {
            let session = Session::new(&format!("fork{backend}{way}"));
            let output = session.output(&[backend], &FORK.replace("WAY", way));
            let words: Vec<&str> = output.split_whitespace().collect();
            let [parent, child, "True"] = words[..] else {
                panic!("{backend} {way}: {output}");
            };
            let (parent, child): (u32, u32) = (parent.parse().unwrap(), child.parse().unwrap());
            let files = names_by_file(&session, backend);
            let of = |process: u32| {
                let found = files.iter().find(|(pid, _)| *pid == process);
                found.map(|(_, names)| names.iter().map(String::as_str).collect::<Vec<_>>())
            };
            assert_eq!(files.len(), 2, "{backend} {way}");
            assert_eq!(
                of(parent).unwrap(),
                ["<module>", "before", "in_parent"],
                "{backend} {way}"
            );
            // What runs in the child already, and what will: named from the start.
            let mut names = of(child).unwrap();
            names.sort_unstable();
            assert_eq!(names, ["<module>", "before", "in_child"], "{backend} {way}");
        }
    }
}

/// gh-109587: after a fork CPython makes all trampolines again. Here a child uses those that it inherited.
#[test]
fn a_child_uses_the_trampolines_that_it_inherited() {
    let session = Session::new("inherited");
    session.output(&["-Xperf"], &FORK.replace("WAY", "_exit"));
    let maps: Vec<_> = session.maps().iter().map(|map| entries(map)).collect();
    let [one, other] = &maps[..] else {
        panic!("two maps");
    };
    let ranges = |map: &[crate::support::session::Entry], name: &str| -> BTreeSet<u64> {
        let named = map.iter().filter(|entry| entry.name.starts_with(name));
        named.map(|entry| entry.start).collect()
    };
    for name in ["py::<module>:", "py::before:"] {
        assert_eq!(ranges(one, name), ranges(other, name));
    }
}

/// Children of children, many at a time, each of which writes while the others do.
#[test]
fn a_storm_of_forks_leaves_clean_files() {
    let script = "
import posix
def leaf(number):
    exec(f'def own_{number}(): return {number}\\nown_{number}()')
def branch(depth):
    children = []
    for number in range(3):
        child = posix.fork()
        if child == 0:
            leaf(number)
            if depth: branch(depth - 1)
            posix._exit(0)
        children.append(child)
    for child in children:
        assert posix.waitpid(child, 0)[1] == 0
branch(2)
print('done')
";
    for backend in BACKENDS {
        let session = Session::new(&format!("storm{backend}"));
        assert_eq!(session.output(&[backend], script), "done\n");
        let files = names_by_file(&session, backend);
        assert_eq!(files.len(), 1 + 3 + 9 + 27, "{backend}");
        for (_, names) in &files {
            let unique: BTreeSet<&String> =
                names.iter().filter(|name| *name != "<module>").collect();
            let all = names.iter().filter(|name| *name != "<module>").count();
            // A grandchild has its parent's own function too, and may have one of the same name.
            assert!(all - unique.len() <= 2, "{backend}: {names:?}");
            assert!(names.contains(&"branch".to_owned()), "{backend}: {names:?}");
        }
    }
}

/// A child may be switched off and on; its parent's state is its own.
#[test]
fn a_child_that_is_switched_off_writes_nothing_more() {
    let script = "
import posix, sys
def before(): pass
def after(): pass
def again(): pass
before()
child = posix.fork()
if child == 0:
    sys.deactivate_stack_trampoline()
    after()
    sys.activate_stack_trampoline('perf')
    again()
    posix._exit(0 if sys.is_stack_trampoline_active() else 1)
print(posix.waitpid(child, 0)[1], sys.is_stack_trampoline_active())
";
    let session = Session::new("child-off");
    assert_eq!(session.output(&["-Xperf"], script), "0 True\n");
    let mut files = names_by_file(&session, "-Xperf");
    files.sort_by_key(|(_, names)| names.len());
    let names: Vec<Vec<String>> = files
        .into_iter()
        .map(|(_, mut names)| {
            names.sort();
            names
        })
        .collect();
    assert_eq!(
        names,
        [
            vec!["<module>", "before"],
            vec!["<module>", "again", "before"]
        ]
    );
}

/// One that was forked before anything was switched on.
#[test]
fn a_child_can_be_the_first_to_be_profiled() {
    for backend in ["perf", "perf_jit"] {
        let script = format!(
            "
import posix, sys
def f(): pass
child = posix.fork()
if child == 0:
    sys.activate_stack_trampoline('{backend}')
    f()
    posix._exit(0)
print(posix.waitpid(child, 0)[1], sys.is_stack_trampoline_active())
"
        );
        let session = Session::new(&format!("child-first-{backend}"));
        assert_eq!(session.output(&[], &script), "0 False\n");
        assert_eq!(session.maps().len() + session.dumps().len(), 1);
    }
}
