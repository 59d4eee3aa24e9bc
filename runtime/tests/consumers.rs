//! Other people's readers agree with what we wrote.

mod support;

use std::fs::{self, File};

use blazesym::Pid;
use blazesym::symbolize::source::{Process, Source};
use blazesym::symbolize::{Input, Symbolized, Symbolizer};
use linux_perf_data::jitdump::{JitDumpReader, JitDumpRecord};
use perf_trampoline::template::Native;
use perf_trampoline::{Arch, Backend, Code, JitDump, Line, PerfMap, Template, Trampolines, Unwind};
use support::directory::Directory;

/// samply's reader.
#[test]
fn linux_perf_data_reads_our_dumps() {
    let directory = Directory::new("linux-perf-data");
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>().unwrap();
    let lines = [Line {
        offset: 0,
        line: 12,
        discriminator: 3,
        file: b"a.vm",
    }];
    let slots = [(); 2].map(|()| trampolines.allocate().unwrap());
    let code = Code::in_slot(slots[0], "vm::schön".as_bytes())
        .with_unwind(&unwind)
        .with_lines(&lines);
    dump.load(&code).unwrap();
    let [from, to] = slots.map(|slot| slot.addr());
    dump.moved(1, from, to, slots[0].size()).unwrap();
    dump.close().unwrap();

    let mut reader = JitDumpReader::new(File::open(dump.path()).unwrap()).unwrap();
    assert_eq!(reader.header().pid, std::process::id());
    assert_eq!(reader.header().elf_machine_arch, Arch::HOST.elf_machine());
    let mut seen = Vec::new();
    while let Some(record) = reader.next_record().unwrap() {
        match record.parse().unwrap() {
            JitDumpRecord::CodeDebugInfo(debug) => {
                let line = debug.lookup(from as u64 + 3).unwrap();
                assert_eq!((line.line, &*line.file_path.as_slice()), (12, &b"a.vm"[..]));
                assert_eq!(debug.entries.len(), 2);
                seen.push("lines");
            }
            JitDumpRecord::CodeLoad(load) => {
                assert_eq!((load.code_addr, load.vma), (from as u64, from as u64));
                assert_eq!(load.function_name.as_slice(), "vm::schön".as_bytes());
                assert!(load.code_bytes.as_slice().starts_with(&Native::assemble()));
                assert_eq!(load.code_index, 1);
                seen.push("load");
            }
            JitDumpRecord::CodeMove(moved) => {
                assert_eq!(moved.new_code_addr, to as u64);
                seen.push("move");
            }
            JitDumpRecord::CodeClose => seen.push("close"),
            _ => seen.push("tables"),
        }
    }
    assert_eq!(seen, ["lines", "tables", "load", "move", "close"]);
}

/// A reader that drops the whole map for one bad line: so there is none.
#[test]
fn blazesym_reads_our_maps() {
    let map = PerfMap::in_dir(PerfMap::DEFAULT_DIR).unwrap();
    let trampolines: Trampolines = Trampolines::new();
    let names: [&[u8]; 5] = [
        b"vm::plain",
        b"two\nlines",
        b"caf\xe9.py",
        "蛇 with blanks".as_bytes(),
        b"f",
    ];
    let mut inside = Vec::new();
    for name in names {
        let slot = trampolines.allocate().unwrap();
        map.register(slot.addr(), slot.size(), name).unwrap();
        inside.push(slot.addr() as u64 + 6);
    }
    let symbolizer = Symbolizer::new();
    let source = Source::Process(Process::new(Pid::Slf));
    let symbols = symbolizer
        .symbolize(&source, Input::AbsAddr(&inside))
        .unwrap();
    fs::remove_file(map.path()).unwrap();
    let found: Vec<_> = symbols
        .iter()
        .map(|symbol| match symbol {
            Symbolized::Sym(symbol) => &*symbol.name,
            Symbolized::Unknown(_) => "unknown",
        })
        .collect();
    assert_eq!(
        found,
        [
            "vm::plain",
            r"two\nlines",
            r"caf\xe9.py",
            "蛇 with blanks",
            "[f]"
        ]
    );
}
