//! Files to be broken: a map and a dump as this crate writes them.

use std::fs;

use perf_trampoline::template::Native;
use perf_trampoline::{Backend, Code, JitDump, Line, PerfMap, Trampolines, Unwind};

use super::directory::Directory;

/// The bytes of a perf map and of a jitdump of the same functions; `name` is a directory of the test's own.
pub fn map_and_dump(name: &str, functions: u32) -> (Vec<u8>, Vec<u8>) {
    let directory = Directory::new(name);
    let map = PerfMap::in_dir(&directory).unwrap();
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>().unwrap();
    for number in 0..functions {
        let slot = trampolines.allocate().unwrap();
        let name = format!("vm::function{number}");
        let lines = [Line {
            offset: 0,
            line: number + 1,
            discriminator: 0,
            file: b"file.vm",
        }];
        let code = Code::in_slot(slot, name.as_bytes())
            .with_unwind(&unwind)
            .with_lines(&lines);
        map.register_code(&code).unwrap();
        dump.register_code(&code).unwrap();
    }
    dump.close().unwrap();
    (
        fs::read(map.path()).unwrap(),
        fs::read(dump.path()).unwrap(),
    )
}
