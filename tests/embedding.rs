//! What an embedder has: several VMs in a process, and the calls that CPython offers to other JITs.
//!
//! There is one process for all tests of this file, and one profile, as there is one map in a process. So this is one test.

mod support;

use std::rc::Rc;
use std::thread;

use glassnake::cli::PARTS;
use glassnake::code::Code;
use glassnake::profile::{Backend, CONTROL};
use glassnake::source::Source;
use glassnake::vm::load::Mode;
use glassnake::vm::{Config, TrampolineControl, Vm};

use support::directory::Directory;
use support::session::{entries, qualnames};

/// Children, forked while other threads write: what those held must not stop a child.
const FORKS: &str = "
import posix, time
for turn in range(20):
    child = posix.fork()
    if child == 0:
        exec(f'def child_{turn}(): return 1\\nchild_{turn}()')
        posix._exit(0)
    deadline = time.monotonic() + 30
    while True:
        ended, status = posix.waitpid(child, posix.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            posix.kill(child, 9)
            raise TimeoutError('the child hangs')
        time.sleep(0.001)
    assert status == 0, status
";

fn vm(directory: &Directory) -> Box<Vm> {
    let config = Config {
        x_options: vec![("perf_dir".into(), Some(directory.display().to_string()))],
        ..Config::default()
    };
    let mut vm = Vm::new(config, PARTS).unwrap();
    vm.trampoline_control = Some(&CONTROL);
    vm
}

fn compile(vm: &mut Vm, source: &Rc<Source>) -> Rc<Code> {
    let Ok(code) = vm.compile(source, Mode::Exec) else {
        panic!("{} does not compile", source.name());
    };
    code
}

/// Runs a text as a module; panics when it raises.
fn run(vm: &mut Vm, name: &str, text: &str) {
    let globals = vm.add_module("__main__").dict;
    let source = Rc::new(Source::new(name, text));
    let code = compile(vm, &source);
    if vm.run_code(&code, globals).is_err() {
        let exception = vm.take_raised();
        panic!("{}", vm.format_exception(exception));
    }
}

#[test]
fn an_embedder_profiles_its_vms() {
    let directory = Directory::new("embedding");
    let map = directory.join(format!("perf-{}.map", std::process::id()));
    let names = || -> Vec<String> {
        let entries = entries(&map);
        qualnames(&entries).into_iter().map(str::to_owned).collect()
    };

    // N11: CPython crashes when code is compiled that way before support is activated.
    let mut first = vm(&directory);
    let source = Rc::new(Source::new(
        "early.py",
        "def early(): return 1\nassert early() == 1\n",
    ));
    let code = compile(&mut first, &source);
    let object = first.load_code(&code);
    assert!(CONTROL.compile_code(&mut first, object, Backend::Map));
    assert!(!CONTROL.is_active() && first.eval_frame().is_none());
    assert_eq!(names(), ["<module>"]);
    // Again, and with a run in between: no second entry, and none for what ran without being asked for.
    let globals = first.add_module("__main__").dict;
    assert!(first.run_code_object(object, globals).is_ok());
    assert!(CONTROL.compile_code(&mut first, object, Backend::Map));
    assert_eq!(names(), ["<module>"]);

    // gh-103295: several writers corrupt CPython's map. Eight VMs, each in a thread.
    thread::scope(|scope| {
        for number in 0..8 {
            let directory = &directory;
            scope.spawn(move || {
                let mut vm = vm(directory);
                CONTROL.activate(&mut vm, "perf").unwrap();
                let text = format!(
                    "for turn in range(200):\n    exec(f'def f_{number}_{{turn}}(): pass\\nf_{number}_{{turn}}()')\n"
                );
                run(&mut vm, "thread.py", &text);
            });
        }
        scope.spawn(|| {
            let mut vm = vm(&directory);
            CONTROL.activate(&mut vm, "perf").unwrap();
            run(&mut vm, "forks.py", FORKS);
        });
    });
    let all = names();
    let functions = all.iter().filter(|name| name.starts_with("f_")).count();
    assert_eq!(functions, 1600);
    assert!(!all.iter().any(|name| name.starts_with("child_")));

    // N10: CPython's child is not active, or dies. Its map begins with a copy of its parent's, the other VMs' entries in it.
    CONTROL.activate(&mut first, "perf").unwrap();
    CONTROL.persist_after_fork(true);
    let text = "
import posix, sys
def in_child(): return sys.is_stack_trampoline_active()
child = posix.fork()
if child == 0:
    posix._exit(0 if in_child() else 1)
assert posix.waitpid(child, 0)[1] == 0
print(child, file=open('DIRECTORY/child', 'w'), flush=True)
";
    run(
        &mut first,
        "fork.py",
        &text.replace("DIRECTORY", &directory.display().to_string()),
    );
    let child = std::fs::read_to_string(directory.join("child")).unwrap();
    let child_map = directory.join(format!("perf-{}.map", child.trim()));
    let of_child = entries(&child_map);
    let in_child = qualnames(&of_child);
    assert_eq!(
        in_child
            .iter()
            .filter(|name| name.starts_with("f_"))
            .count(),
        1600
    );
    assert_eq!(in_child.last(), Some(&"in_child"));
    assert!(!names().contains(&"in_child".to_owned()));
}
