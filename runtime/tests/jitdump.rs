//! The jitdump: its records, what it refuses, and what it does with what stands in its way.

mod support;

use std::ffi::CString;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use perf_trampoline::jitdump::format::{HEADER_SIZE, MARKER_SIZE};
use perf_trampoline::jitdump::{Load, Reader, Record};
use perf_trampoline::template::Native;
use perf_trampoline::{
    Arch, Backend, Code, CodeSlot, Error, JitDump, Line, Registered, Template, Trampolines, Unwind,
    check,
};
use support::directory::Directory;

/// The path of this process's dump in `directory`.
fn dump_in(directory: &Path) -> PathBuf {
    directory.join(format!("jit-{}.dump", std::process::id()))
}

fn records(path: &Path) -> Vec<Record> {
    let mut reader = Reader::new(File::open(path).unwrap());
    let mut records = Vec::new();
    while let Some(located) = reader.next_record().unwrap() {
        records.push(located.record);
    }
    assert_eq!(reader.unfinished(), 0);
    records
}

fn loads(path: &Path) -> Vec<Load> {
    let load = |record| match record {
        Record::Load(load) => Some(load),
        _ => None,
    };
    records(path).into_iter().filter_map(load).collect()
}

fn assert_clean(path: &Path) {
    let report = check::dump_file(path).unwrap();
    assert!(report.is_clean(), "{report}");
}

fn slot() -> CodeSlot {
    Trampolines::<Native>::new().spaced().allocate().unwrap()
}

#[test]
fn a_new_dump_is_a_header() {
    let directory = Directory::new("header");
    let dump = JitDump::in_dir(&directory).unwrap();
    assert_eq!(dump.path(), dump_in(&directory));
    let metadata = fs::metadata(dump.path()).unwrap();
    assert_eq!(metadata.len(), HEADER_SIZE as u64);
    assert_eq!(metadata.permissions().mode() & 0o7777, 0o600);
    let mut reader = Reader::new(File::open(dump.path()).unwrap());
    let header = reader.header().unwrap().unwrap();
    assert_eq!(header.pid, std::process::id());
    // CPython 3.13.0 wrote 0, and a pad of what was on its stack.
    assert_eq!(header.elf_machine, Arch::HOST.elf_machine());
    assert_eq!((header.pad, header.flags), (0, 0));
    assert_clean(&dump.path());
}

#[test]
fn a_code_is_its_lines_its_tables_and_its_load_in_this_order() {
    let directory = Directory::new("records");
    let dump = JitDump::in_dir(&directory).unwrap();
    let unwind = Unwind::of::<Native>().unwrap();
    let slot = slot();
    let line = |offset, line| Line {
        offset,
        line,
        discriminator: 7,
        file: b"a.py",
    };
    let lines = [line(0, 3), line(4, 5)];
    let code = Code::in_slot(slot, b"py::f:a.py")
        .with_unwind(&unwind)
        .with_lines(&lines);
    let loaded = dump.load(&code).unwrap();
    assert_eq!(
        (loaded.code_index, loaded.registered),
        (1, Registered::Added)
    );

    let records = records(&dump.path());
    let [
        Record::DebugInfo(debug),
        Record::Unwinding(tables),
        Record::Load(load),
    ] = &records[..]
    else {
        panic!("{records:?}");
    };
    let addr = slot.addr() as u64;
    let entries: Vec<_> = debug
        .entries
        .iter()
        .map(|entry| (entry.addr - addr, entry.line, &*entry.file))
        .collect();
    // perf does not resolve the last entry: hence one more, at the end of the code.
    let size = slot.size() as u64;
    assert_eq!(
        entries,
        [(0, 3, &b"a.py"[..]), (4, 5, b"a.py"), (size, 5, b"a.py")]
    );
    assert_eq!(debug.code_addr, addr);
    assert_eq!(
        tables.tables,
        [unwind.eh_frame(), unwind.eh_frame_hdr()].concat()
    );
    assert_eq!(tables.mapped_size, unwind.mapped_size() as u64);
    assert_eq!((load.code_addr, load.vma), (addr, addr));
    assert_eq!((load.code_index, &*load.name), (1, &b"py::f:a.py"[..]));
    assert_eq!(load.pid, std::process::id());
    assert!(load.tid >= load.pid);
    assert_clean(&dump.path());
}

/// Newer perf hashes a code's bytes, and only them, for its build-id; CPython makes them
/// differ by writing over them.
#[test]
fn the_code_stays_readable_and_no_two_are_alike() {
    let directory = Directory::new("marker");
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    for _ in 0..1000 {
        let slot = trampolines.allocate().unwrap();
        dump.load(&Code::in_slot(slot, b"same name")).unwrap();
    }
    let mut codes: Vec<Vec<u8>> = loads(&dump.path())
        .into_iter()
        .map(|load| load.code)
        .collect();
    let template = Native::assemble();
    for code in &codes {
        assert_eq!(code[..template.len()], template);
        assert_eq!(code.len(), template.len() + MARKER_SIZE);
    }
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 1000);
    assert_clean(&dump.path());
}

#[test]
fn without_room_the_code_is_all_there_is() {
    let directory = Directory::new("no-room");
    let dump = JitDump::in_dir(&directory).unwrap();
    let code = *b"some code, of any processor's";
    dump.register(code.as_ptr() as usize, code.len(), b"name")
        .unwrap();
    assert_eq!(loads(&dump.path())[0].code, code);
}

/// For addresses that only mark a place.
#[test]
fn other_bytes_can_be_shown_as_the_code() {
    let directory = Directory::new("bytes");
    let dump = JitDump::in_dir(&directory).unwrap();
    // Nothing is mapped there, and nothing is read there.
    let code = Code::new(0x1000, 4, b"shadow").with_bytes(b"\x90\x90\x90\xc3");
    dump.load(&code).unwrap();
    assert_eq!(loads(&dump.path())[0].code, b"\x90\x90\x90\xc3");
    assert_clean(&dump.path());
}

#[test]
fn what_contradicts_itself_is_an_error_and_leaves_no_bytes() {
    let directory = Directory::new("contradictions");
    let dump = JitDump::in_dir(&directory).unwrap();
    let unwind = Unwind::of::<Native>().unwrap();
    let slot = slot();
    let good = Code::in_slot(slot, b"name");
    let line = |offset| Line {
        offset,
        line: 1,
        discriminator: 0,
        file: b"x",
    };
    let (descending, outside) = ([line(4), line(2)], [line(0), line(slot.size())]);
    let mut errors = Vec::new();
    for code in [
        Code::new(slot.addr(), 0, b"name"),
        Code::new(usize::MAX, 2, b"name"),
        good.with_bytes(b"short"),
        good.with_room(unwind.region() - 1).with_unwind(&unwind),
        Code::new(slot.addr(), 4, b"name")
            .with_room(4096)
            .with_unwind(&unwind),
        good.with_lines(&descending),
        good.with_lines(&outside),
    ] {
        let error = dump.load(&code).unwrap_err();
        errors.push(
            format!("{error:?}")
                .split([' ', '{'])
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    assert_eq!(
        errors,
        [
            "Range",
            "Range",
            "Bytes",
            "Room",
            "UnwindSize",
            "Lines",
            "Lines"
        ]
    );
    assert_eq!(fs::metadata(dump.path()).unwrap().len(), HEADER_SIZE as u64);
}

/// The kernel reads the code, not we: no address can crash the program.
#[test]
fn code_that_cannot_be_read_is_an_error_and_leaves_no_bytes() {
    let directory = Directory::new("unreadable");
    let dump = JitDump::in_dir(&directory).unwrap();
    let here = &raw const directory as usize;
    for (addr, size) in [
        (1, 8),
        (0x1000, 1 << 20),
        (here, 1 << 46),
        (usize::MAX - 8, 8),
    ] {
        let error = dump.register(addr, size, b"name").unwrap_err();
        assert!(
            matches!(error, Error::Write { .. } | Error::RecordSize { .. }),
            "{error}"
        );
    }
    assert_eq!(fs::metadata(dump.path()).unwrap().len(), HEADER_SIZE as u64);
    // And the next one is numbered as if nothing had been.
    let loaded = dump.load(&Code::in_slot(slot(), b"name")).unwrap();
    assert_eq!(loaded.code_index, 1);
    assert_clean(&dump.path());
}

#[test]
fn names_are_printable_whatever_they_are() {
    let directory = Directory::new("names");
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    let long = vec![b'x'; 100_000];
    for name in [&b"a\nb"[..], b"nul\0nul", b"caf\xe9.py", b"", &long] {
        let file = Line {
            offset: 0,
            line: 1,
            discriminator: 0,
            file: name,
        };
        let slot = trampolines.allocate().unwrap();
        dump.load(&Code::in_slot(slot, name).with_lines(&[file]))
            .unwrap();
    }
    let names: Vec<_> = loads(&dump.path())
        .into_iter()
        .map(|load| String::from_utf8(load.name).unwrap())
        .collect();
    assert_eq!(names[..4], [r"a\nb", r"nul\x00nul", r"caf\xe9.py", "[?]"]);
    assert_eq!(names[4].len(), 3999);
    assert_clean(&dump.path());
}

#[test]
fn code_can_move_and_the_dump_can_close() {
    let directory = Directory::new("move");
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    let slots = [(); 3].map(|()| trampolines.allocate().unwrap());
    let [first, second, third] = slots;
    dump.load(&Code::in_slot(first, b"wanders")).unwrap();
    dump.load(&Code::in_slot(second, b"stays")).unwrap();
    dump.moved(1, first.addr(), third.addr(), 8).unwrap();
    for index in [0, 3, u64::MAX] {
        let error = dump
            .moved(index, first.addr(), third.addr(), 8)
            .unwrap_err();
        assert!(matches!(error, Error::Index { .. }), "{error}");
    }
    let error = dump.moved(1, usize::MAX, third.addr(), 8).unwrap_err();
    assert!(matches!(error, Error::Range { .. }), "{error}");
    dump.close().unwrap();

    let records = records(&dump.path());
    let [
        Record::Load(_),
        Record::Load(_),
        Record::Move(moved),
        Record::Close,
    ] = &records[..]
    else {
        panic!("{records:?}");
    };
    assert_eq!(moved.old_addr, first.addr() as u64);
    assert_eq!(moved.new_addr, third.addr() as u64);
    assert_eq!((moved.code_index, moved.size), (1, 8));
    assert_clean(&dump.path());

    dump.close().unwrap();
    let error = dump.load(&Code::in_slot(first, b"late")).unwrap_err();
    assert!(matches!(error, Error::Closed { .. }), "{error}");
    assert!(JitDump::in_dir(&directory).is_err());
}

/// perf sees executable mappings only: the one of the dump is how it learns of it.
#[test]
fn the_dump_is_mapped_executable_and_not_writable() {
    let directory = Directory::new("mapped");
    let dump = JitDump::in_dir(&directory).unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let path = dump.path();
    let line = maps
        .lines()
        .find(|line| line.ends_with(path.to_str().unwrap()));
    assert_eq!(line.unwrap().split(' ').nth(1), Some("r-xp"));
}

fn foreign(directory: &Path) -> &'static str {
    match JitDump::in_dir(directory) {
        Err(Error::Foreign { path, what }) => {
            assert_eq!(path, dump_in(directory));
            what
        }
        other => panic!("expected Error::Foreign, got {other:?}"),
    }
}

/// CPython truncates the target of a symbolic link that stands at the dump's path.
#[test]
fn planted_links_are_refused_and_their_targets_untouched() {
    for name in ["symlink", "hardlink"] {
        let directory = Directory::new(name);
        let precious = directory.join("precious");
        fs::write(&precious, "precious").unwrap();
        match name {
            "symlink" => symlink(&precious, dump_in(&directory)).unwrap(),
            _ => fs::hard_link(&precious, dump_in(&directory)).unwrap(),
        }
        assert!(foreign(&directory).contains("link"));
        assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    }
}

#[test]
fn fifos_and_directories_are_refused_and_do_not_hang() {
    let directory = Directory::new("fifo");
    let name = CString::new(dump_in(&directory).to_str().unwrap()).unwrap();
    // SAFETY: `name` is a C string that lives through the call.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o666) }, 0);
    assert_eq!(foreign(&directory), "a FIFO");

    let directory = Directory::new("directory");
    fs::create_dir(dump_in(&directory)).unwrap();
    assert_eq!(foreign(&directory), "a directory");
    // Once it is gone, all is well.
    fs::remove_dir(dump_in(&directory)).unwrap();
    let dump = JitDump::in_dir(&directory).unwrap();
    dump.load(&Code::in_slot(slot(), b"at last")).unwrap();
}

#[test]
fn a_stale_dump_is_replaced_and_not_truncated() {
    let directory = Directory::new("stale");
    fs::write(dump_in(&directory), "an earlier process's").unwrap();
    let reader = File::open(dump_in(&directory)).unwrap();
    let dump = JitDump::in_dir(&directory).unwrap();
    assert_clean(&dump.path());
    let old = reader.metadata().unwrap();
    assert_eq!((old.len(), old.nlink()), (20, 0));
}

#[test]
fn a_missing_directory_is_an_error_with_its_path() {
    let directory = Directory::new("missing");
    let missing = directory.join("missing");
    let error = JitDump::in_dir(&missing).unwrap_err();
    let text = error.to_string();
    let path = dump_in(&missing);
    assert_eq!(
        text,
        format!(
            "cannot open {}: No such file or directory (os error 2)",
            path.display()
        )
    );
}

/// CPython's descriptor leaks into programs that the VM starts.
#[test]
fn the_file_is_closed_on_exec() {
    let directory = Directory::new("exec");
    let dump = JitDump::in_dir(&directory).unwrap();
    let descriptor = support::fork::descriptor_of(&dump.path()).expect("the dump is open");
    // SAFETY: a plain query of a descriptor.
    let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFD) };
    assert_eq!(flags & libc::FD_CLOEXEC, libc::FD_CLOEXEC);
}
