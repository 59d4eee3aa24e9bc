//! Many writers, and the ends that processes come to: threads, forks, SIGKILL, full disks.

mod support;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use perf_trampoline::jitdump::{Reader, Record};
use perf_trampoline::template::Native;
use perf_trampoline::{
    Backend, Code, Error, JitDump, PerfMap, Registered, Trampolines, Unwind, check,
};
use support::directory::Directory;
use support::fork::{self, NOT_PERMITTED, exit_code, in_child};

/// One test at a time: they fork, and count on what they see of their own files only.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn map_of(directory: &Path, pid: impl std::fmt::Display) -> PathBuf {
    directory.join(format!("perf-{pid}.map"))
}

fn dump_of(directory: &Path, pid: impl std::fmt::Display) -> PathBuf {
    directory.join(format!("jit-{pid}.dump"))
}

/// Both backends of this process in `directory`, as a VM has them.
fn backends(directory: &Path) -> [&'static dyn Backend; 2] {
    [
        PerfMap::in_dir(directory).unwrap(),
        JitDump::in_dir(directory).unwrap(),
    ]
}

fn assert_clean(map: &Path, dump: &Path, entries: u64) {
    for report in [
        check::map_file(map).unwrap(),
        check::dump_file(dump).unwrap(),
    ] {
        assert!(report.is_clean(), "{report}");
        assert_eq!(report.entries, entries);
    }
}

/// CPython issue 103295: several writers in a process tore each other's lines.
#[test]
fn eight_threads_of_two_jits_write_ten_thousand_entries_each() {
    const EACH: usize = 10_000;
    let _alone = alone();
    let directory = Directory::new("threads");
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>().unwrap();
    thread::scope(|scope| {
        for number in 0..8 {
            // Each takes the files for itself, as JITs do that know nothing of each other.
            let backends = backends(&directory);
            let (trampolines, unwind) = (&trampolines, &unwind);
            scope.spawn(move || {
                for entry in 0..EACH {
                    let slot = trampolines.allocate().unwrap();
                    let name = format!("jit{}::{entry}", number % 2);
                    let code = Code::in_slot(slot, name.as_bytes()).with_unwind(unwind);
                    for backend in backends {
                        backend.register_code(&code).unwrap();
                    }
                }
            });
        }
    });
    let pid = std::process::id();
    let (map, dump) = (map_of(&directory, pid), dump_of(&directory, pid));
    assert_clean(&map, &dump, 8 * EACH as u64);
}

/// CPython N5: a child's exit flushed what it had inherited into its parent's dump. N6: one that left by `_exit` had an
/// empty dump. 144766, 149156: children crashed.
#[test]
fn a_storm_of_forks_among_writing_threads_leaves_every_file_whole() {
    const CHILDREN: usize = 60;
    const EACH: usize = 5;
    let _alone = alone();
    let directory = Directory::new("storm");
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>().unwrap();
    let done = AtomicBool::new(false);
    let written = AtomicU64::new(0);
    let enter = |count: usize| {
        let mut first = 0;
        for number in 0..count {
            let Ok(slot) = trampolines.allocate() else {
                return None;
            };
            let name = format!("vm::{number}");
            let code = Code::in_slot(slot, name.as_bytes()).with_unwind(&unwind);
            let map = PerfMap::in_dir(&directory).ok()?;
            let dump = JitDump::in_dir(&directory).ok()?;
            map.register_code(&code).ok()?;
            first += usize::from(dump.load(&code).ok()?.code_index == 1);
        }
        Some(first)
    };
    let children: Vec<libc::pid_t> = thread::scope(|scope| {
        backends(&directory);
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    enter(1).expect("the parent writes on");
                    written.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let children = (0..CHILDREN)
            .map(|number| {
                fork::start(|| {
                    let own = enter(EACH) == Some(1);
                    // Some have children of their own.
                    let grown = number % 4 != 0 || in_child(|| enter(EACH) == Some(1));
                    i32::from(!(own && grown))
                })
            })
            .collect();
        done.store(true, Ordering::Relaxed);
        children
    });
    for pid in &children {
        let mut status = -1;
        // SAFETY: waits for our own child; `status` lives.
        unsafe { libc::waitpid(*pid, &raw mut status, 0) };
        assert_eq!(status, 0, "child {pid}");
        let (map, dump) = (map_of(&directory, pid), dump_of(&directory, pid));
        assert_clean(&map, &dump, EACH as u64);
    }
    let pid = std::process::id();
    let written = written.load(Ordering::Relaxed);
    let (map, dump) = (map_of(&directory, pid), dump_of(&directory, pid));
    assert_clean(&map, &dump, written);
    // Parent, children and grandchildren, each with two files and no more.
    let files = fs::read_dir(&directory).unwrap().count();
    assert_eq!(files, 2 * (1 + CHILDREN + CHILDREN.div_ceil(4)));
}

/// CPython N7: up to 4 KiB of records were in a buffer when the signal came.
#[test]
fn sigkill_loses_nothing_that_was_registered() {
    let _alone = alone();
    let directory = Directory::new("sigkill");
    let size = size_of::<AtomicU64>();
    // SAFETY: a fresh mapping, shared with the child.
    let shared = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            size,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_SHARED | libc::MAP_ANONYMOUS,
            -1,
            0,
        )
    };
    assert_ne!(shared, libc::MAP_FAILED);
    // SAFETY: zeroed, aligned, and unmapped by no one.
    let registered = unsafe { &*shared.cast::<AtomicU64>() };
    for _ in 0..5 {
        registered.store(0, Ordering::Relaxed);
        let child = fork::start(|| {
            let trampolines: Trampolines = Trampolines::new().spaced();
            let both = PerfMap::in_dir(&directory)
                .ok()
                .zip(JitDump::in_dir(&directory).ok());
            let (Some((map, dump)), Ok(unwind)) = (both, Unwind::of::<Native>()) else {
                return 1;
            };
            while let Ok(slot) = trampolines.allocate() {
                let code = Code::in_slot(slot, b"vm::function").with_unwind(&unwind);
                if map.register_code(&code).is_err() || dump.register_code(&code).is_err() {
                    return 2;
                }
                registered.fetch_add(1, Ordering::Release);
            }
            3
        });
        while registered.load(Ordering::Acquire) < 500 {
            thread::sleep(Duration::from_millis(1));
        }
        let mut status = 0;
        // SAFETY: our own child; `status` lives.
        unsafe {
            libc::kill(child, libc::SIGKILL);
            libc::waitpid(child, &raw mut status, 0);
        }
        assert!(libc::WIFSIGNALED(status), "the child ended by itself");
        let registered = registered.load(Ordering::Acquire);
        for report in [
            check::map_file(map_of(&directory, child)).unwrap(),
            check::dump_file(dump_of(&directory, child)).unwrap(),
        ] {
            // The signal may have come between registering and counting, or at a page boundary in the midst of
            // the last write: of what has never run.
            assert!((registered..=registered + 1).contains(&report.entries));
            let torn = |finding: &check::Finding| finding.rule == check::Rule::TornEnd;
            assert!(report.findings.iter().all(torn), "{report}");
        }
    }
}

/// Writes to both files until both are full; then makes room, and writes again.
fn fill_the_disk(directory: &Path) -> i32 {
    if !fork::mount_tmpfs(directory, 0, "size=256k") {
        return NOT_PERMITTED;
    }
    let ballast = directory.join("ballast");
    let prepared = fs::write(&ballast, vec![1; 100_000]).is_ok();
    let (Ok(map), Ok(dump), Ok(unwind)) = (
        PerfMap::in_dir(directory),
        JitDump::in_dir(directory),
        Unwind::of::<Native>(),
    ) else {
        return 1;
    };
    let trampolines: Trampolines = Trampolines::new().spaced();
    let name = [b'x'; 700];
    let mut entries = [0, 0];
    let mut full = [false, false];
    for _ in 0..2000 {
        let Ok(slot) = trampolines.allocate() else {
            return 2;
        };
        let code = Code::in_slot(slot, &name).with_unwind(&unwind);
        for (index, backend) in [map as &dyn Backend, dump].into_iter().enumerate() {
            match backend.register_code(&code) {
                Ok(_) => entries[index] += 1,
                Err(Error::Write { .. }) => full[index] = true,
                Err(_) => return 3,
            }
        }
        if full == [true, true] {
            break;
        }
    }
    if !prepared || full != [true, true] {
        return 4;
    }
    if fs::remove_file(&ballast).is_err() {
        return 5;
    }
    for (index, backend) in [map as &dyn Backend, dump].into_iter().enumerate() {
        let Ok(slot) = trampolines.allocate() else {
            return 6;
        };
        let code = Code::in_slot(slot, b"after").with_unwind(&unwind);
        if backend.register_code(&code).is_err() {
            return 7;
        }
        entries[index] += 1;
    }
    let reports = [check::map_file(map.path()), check::dump_file(dump.path())];
    let clean = reports.iter().zip(entries).all(|(report, entries)| {
        let report = report.as_ref();
        report.is_ok_and(|report| report.is_clean() && report.entries == entries)
    });
    if clean { 0 } else { 8 }
}

#[test]
fn a_full_disk_is_an_error_each_time_and_tears_nothing() {
    let _alone = alone();
    let directory = Directory::new("full");
    match exit_code(|| fill_the_disk(&directory)) {
        NOT_PERMITTED => eprintln!("skipped: mounting is not permitted here"),
        code => assert_eq!(code, 0),
    }
}

/// perf would never learn of it: better to say so than to write in vain.
#[test]
fn a_dump_that_cannot_be_mapped_executable_is_an_error_and_leaves_no_file() {
    let _alone = alone();
    let directory = Directory::new("noexec");
    let code = exit_code(|| {
        if !fork::mount_tmpfs(&directory, libc::MS_NOEXEC, "size=64k") {
            return NOT_PERMITTED;
        }
        let refused = matches!(JitDump::in_dir(&directory), Err(Error::Marker { .. }));
        let left = fs::read_dir(&directory).map_or(1, Iterator::count);
        let map = PerfMap::in_dir(&directory).is_ok();
        i32::from(!(refused && left == 0 && map))
    });
    match code {
        NOT_PERMITTED => eprintln!("skipped: mounting is not permitted here"),
        code => assert_eq!(code, 0),
    }
}

/// root may write everywhere, so this is seen by a child that is not root.
#[test]
fn a_read_only_directory_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let _alone = alone();
    let directory = Directory::new("readonly");
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o555)).unwrap();
    let refused = in_child(|| {
        // SAFETY: plain system calls.
        if unsafe { libc::geteuid() } == 0 {
            // SAFETY: as above.
            unsafe { libc::setuid(65534) };
        }
        matches!(JitDump::in_dir(&directory), Err(Error::Open { .. }))
    });
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(refused);
}

#[test]
fn a_forked_child_starts_its_own_dump_and_says_so() {
    let _alone = alone();
    let directory = Directory::new("fork");
    let dump = JitDump::in_dir(&directory).unwrap();
    let trampolines: Trampolines = Trampolines::new().spaced();
    let slot = trampolines.allocate().unwrap();
    let code = Code::in_slot(slot, b"vm::function");
    for _ in 0..3 {
        let slot = trampolines.allocate().unwrap();
        dump.load(&Code::in_slot(slot, b"vm::parent")).unwrap();
    }
    let before = fs::read(dump.path()).unwrap();
    let child = in_child(|| {
        // SAFETY: a plain query.
        let parent = dump_of(&directory, unsafe { libc::getppid() });
        let inherited = fork::descriptor_of(&parent);
        let first = dump.load(&code).ok();
        // The parent's file is not even open any more.
        let closed = fork::descriptor_of(&parent);
        let fresh = first.is_some_and(|loaded| {
            loaded.code_index == 1 && loaded.registered == Registered::FirstInChild
        });
        let report = check::dump_file(dump.path());
        fresh
            && inherited.is_some()
            && closed.is_none()
            && report.is_ok_and(|report| report.is_clean() && report.entries == 1)
    });
    assert!(child);
    assert_eq!(fs::read(dump.path()).unwrap(), before);
}

/// The same slots are free in parent and child; what they hold there must not look alike to perf.
#[test]
fn parent_and_child_never_write_the_same_code() {
    let _alone = alone();
    let directory = Directory::new("alike");
    let trampolines: Trampolines = Trampolines::new().spaced();
    let dump = JitDump::in_dir(&directory).unwrap();
    let enter = || {
        let slot = trampolines.allocate().ok()?;
        dump.load(&Code::in_slot(slot, b"vm::function")).ok()
    };
    let children: Vec<_> = (0..5)
        .map(|_| fork::start(|| i32::from(enter().is_none())))
        .collect();
    enter().unwrap();
    let mut codes = Vec::new();
    for pid in children {
        // SAFETY: waits for our own child.
        unsafe { libc::waitpid(pid, std::ptr::null_mut(), 0) };
        codes.push(first_code(&dump_of(&directory, pid)));
    }
    codes.push(first_code(&dump.path()));
    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 6);
}

fn first_code(dump: &Path) -> Vec<u8> {
    let mut reader = Reader::new(File::open(dump).unwrap());
    match reader.next_record().unwrap().unwrap().record {
        Record::Load(load) => load.code,
        other => panic!("{other:?}"),
    }
}

/// What CPython's `persist_after_fork` is for, and crashes in.
#[test]
fn a_child_can_copy_its_parents_map() {
    let _alone = alone();
    let directory = Directory::new("copy");
    let map = PerfMap::in_dir(&directory).unwrap();
    for number in 1..=100 {
        map.register(number * 16, 8, b"vm::function").unwrap();
    }
    let parent = map.path();
    let copied = in_child(|| {
        let Ok(map) = PerfMap::in_dir(&directory) else {
            return false;
        };
        map.copy_from(&parent).ok() == Some(100)
            && map.register(0x10_000, 8, b"vm::child").is_ok()
            // Nor does a copy of a map onto itself go on for ever.
            && map.copy_from(map.path()).ok() == Some(101)
            && fs::read(map.path()).is_ok_and(|text| {
                fs::read(&parent).is_ok_and(|parent| text.starts_with(&parent))
            })
    });
    assert!(copied);

    let foreign = directory.join("link");
    std::os::unix::fs::symlink(&parent, &foreign).unwrap();
    assert!(map.copy_from(&foreign).is_err());
    let hostile = directory.join("hostile");
    fs::write(&hostile, "10 8 good\nbad\n20 0 none\n30 8 torn").unwrap();
    assert_eq!(map.copy_from(&hostile).unwrap(), 1);
}

/// A program that makes a daemon of itself closes all descriptors, and ours is then a stranger's.
#[test]
fn a_descriptor_closed_by_the_program_is_reopened_and_no_stranger_written_to() {
    let _alone = alone();
    let directory = Directory::new("closed");
    let held = in_child(|| {
        let (Ok(map), Ok(dump)) = (PerfMap::in_dir(&directory), JitDump::in_dir(&directory)) else {
            return false;
        };
        let trampolines: Trampolines = Trampolines::new().spaced();
        let Ok(slot) = trampolines.allocate() else {
            return false;
        };
        let code = Code::in_slot(slot, b"vm::function");
        // SAFETY: what a program does that makes a daemon of itself.
        unsafe { libc::close_range(3, libc::c_uint::MAX, 0) };
        let strangers = [(); 100].map(|()| File::create(directory.join("stranger")));
        let lost = [map.path(), dump.path()].map(|path| fork::descriptor_of(&path).is_none());
        let written = map.register_code(&code).is_ok() && dump.register_code(&code).is_ok();
        let reports = [check::map_file(map.path()), check::dump_file(dump.path())];
        let whole = reports
            .into_iter()
            .flatten()
            .filter(|report| report.is_clean() && report.entries == 1)
            .count();
        let empty = fs::read(directory.join("stranger")).is_ok_and(|bytes| bytes.is_empty());
        lost == [true, true]
            && written
            && whole == 2
            && empty
            && strangers.iter().all(Result::is_ok)
    });
    assert!(held);
}

/// `PyUnstable_PerfMapState_Fini`, and on.
#[test]
fn a_closed_map_goes_on_where_it_ended() {
    let _alone = alone();
    let directory = Directory::new("fini");
    let map = PerfMap::in_dir(&directory).unwrap();
    map.register(0x10, 8, b"before").unwrap();
    map.close();
    assert_eq!(fork::descriptor_of(&map.path()), None);
    map.close();
    map.register(0x20, 8, b"after").unwrap();
    let text = fs::read_to_string(map.path()).unwrap();
    assert_eq!(text, "10 8 before\n20 8 after\n");
}
