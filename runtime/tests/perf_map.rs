//! The map file: its format, what it does with what stands in its way, threads and forks.

mod support;

use std::ffi::CString;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::thread;

use perf_trampoline::{Backend, Error, PerfMap, Registered};
use support::directory::Directory;

/// The path of this process's map in `directory`.
fn map_in(directory: &Path) -> PathBuf {
    directory.join(format!("perf-{}.map", std::process::id()))
}

fn foreign(directory: &Path) -> &'static str {
    match PerfMap::in_dir(directory) {
        Err(Error::Foreign { path, what }) => {
            assert_eq!(path, map_in(directory));
            what
        }
        other => panic!("expected Error::Foreign, got {other:?}"),
    }
}

#[test]
fn entries_are_lines_of_lower_case_hex() {
    let directory = Directory::new("format");
    let map = PerfMap::in_dir(&directory).unwrap();
    assert_eq!(map.path(), map_in(&directory));
    for (addr, size, name) in [
        (0x7F3C_5A1E_4000, 8, "py::<module>:script.py"),
        (0xABC, 0x1F, "two\nlines"),
        (usize::MAX - 1, 1, "x"),
    ] {
        let registered = map.register(addr, size, name.as_bytes()).unwrap();
        assert_eq!(registered, Registered::Added);
    }
    assert_eq!(
        fs::read_to_string(map.path()).unwrap(),
        "7f3c5a1e4000 8 py::<module>:script.py\nabc 1f two\\nlines\nfffffffffffffffe 1 [x]\n"
    );
    let metadata = fs::metadata(map.path()).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o7777, 0o600);
}

#[test]
fn impossible_ranges_are_errors_and_leave_no_line() {
    let directory = Directory::new("range");
    let map = PerfMap::in_dir(&directory).unwrap();
    for (addr, size) in [(0x1000, 0), (usize::MAX, 2), (1, usize::MAX)] {
        let error = map.register(addr, size, b"name").unwrap_err();
        assert!(matches!(error, Error::Range { .. }), "{error}");
    }
    assert_eq!(fs::read(map.path()).unwrap(), b"");
}

#[test]
fn a_second_user_in_the_process_shares_the_file() {
    let directory = Directory::new("shared");
    let first = PerfMap::in_dir(&directory).unwrap();
    first.register(0x1000, 8, b"first").unwrap();
    let second = PerfMap::in_dir(directory.join(".")).unwrap();
    second.register(0x1010, 8, b"second").unwrap();
    let text = fs::read_to_string(map_in(&directory)).unwrap();
    assert_eq!(text, "1000 8 first\n1010 8 second\n");
}

/// CPython issue 103295: several writers tore each other's lines.
#[test]
fn lines_of_many_threads_stay_whole() {
    const THREADS: usize = 8;
    const EACH: usize = 200;
    let directory = Directory::new("threads");
    let map = PerfMap::in_dir(&directory).unwrap();
    thread::scope(|scope| {
        for number in 0..THREADS {
            scope.spawn(move || {
                for line in 0..EACH {
                    let name = format!("thread-{number}-{}", "x".repeat(line));
                    map.register((number * EACH + line + 1) * 16, 8, name.as_bytes())
                        .unwrap();
                }
            });
        }
    });
    let text = fs::read_to_string(map.path()).unwrap();
    assert_eq!(text.lines().count(), THREADS * EACH);
    for line in text.lines() {
        let [start, size, name] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("torn: {line}");
        };
        let index = usize::from_str_radix(start, 16).unwrap() / 16 - 1;
        let x = "x".repeat(index % EACH);
        assert_eq!(
            (size, name),
            ("8", &*format!("thread-{}-{x}", index / EACH))
        );
    }
}

/// A reused pid: the old process's names must not stick to the new one's code.
#[test]
fn a_stale_map_is_replaced_and_not_truncated() {
    let directory = Directory::new("stale");
    let path = map_in(&directory);
    fs::write(&path, "1000 8 stale\n").unwrap();
    let reader = File::open(&path).unwrap();
    let map = PerfMap::in_dir(&directory).unwrap();
    map.register(0x2000, 8, b"fresh").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "2000 8 fresh\n");
    // Whoever still reads the old file keeps it.
    assert_eq!(reader.metadata().unwrap().len(), 13);
    assert_eq!(reader.metadata().unwrap().nlink(), 0);
}

/// A planted link makes a naive writer append to, or truncate, its target.
#[test]
fn symbolic_links_are_refused_and_not_followed() {
    let directory = Directory::new("symlink");
    let precious = directory.join("precious");
    fs::write(&precious, "precious").unwrap();
    symlink(&precious, map_in(&directory)).unwrap();
    assert_eq!(foreign(&directory), "a symbolic link");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");

    let dangling = Directory::new("dangling");
    symlink(dangling.join("absent"), map_in(&dangling)).unwrap();
    assert_eq!(foreign(&dangling), "a symbolic link");
    assert!(!dangling.join("absent").exists());
}

#[test]
fn hard_links_are_refused() {
    let directory = Directory::new("hardlink");
    let precious = directory.join("precious");
    fs::write(&precious, "precious").unwrap();
    fs::hard_link(&precious, map_in(&directory)).unwrap();
    assert_eq!(foreign(&directory), "a file with more than one hard link");
    assert_eq!(fs::metadata(&precious).unwrap().nlink(), 2);
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
}

/// CPython waits for ever at a FIFO that somebody planted.
#[test]
fn fifos_are_refused_and_do_not_hang() {
    let directory = Directory::new("fifo");
    let path = map_in(&directory);
    let name = CString::new(path.to_str().unwrap()).unwrap();
    // SAFETY: `name` is a C string that lives through the call.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o666) }, 0);
    assert_eq!(foreign(&directory), "a FIFO");
}

#[test]
fn directories_and_sockets_are_refused() {
    let directory = Directory::new("directory");
    fs::create_dir(map_in(&directory)).unwrap();
    assert_eq!(foreign(&directory), "a directory");

    let socket = Directory::new("socket");
    let listener = std::os::unix::net::UnixListener::bind(map_in(&socket)).unwrap();
    assert_eq!(foreign(&socket), "not a regular file");
    drop(listener);
}

#[test]
fn a_refused_map_can_be_made_once_the_obstacle_is_gone() {
    let directory = Directory::new("retry");
    fs::create_dir(map_in(&directory)).unwrap();
    foreign(&directory);
    fs::remove_dir(map_in(&directory)).unwrap();
    let map = PerfMap::in_dir(&directory).unwrap();
    map.register(0x1000, 8, b"at last").unwrap();
}

#[test]
fn a_missing_directory_is_an_error_with_its_path() {
    let directory = Directory::new("missing");
    let missing = directory.join("missing");
    let error = PerfMap::in_dir(&missing).unwrap_err();
    assert!(matches!(error, Error::Open { .. }));
    let text = error.to_string();
    let path = map_in(&missing);
    assert_eq!(
        text,
        format!(
            "cannot open {}: No such file or directory (os error 2)",
            path.display()
        )
    );

    let file = directory.join("file");
    File::create(&file).unwrap();
    assert!(matches!(PerfMap::in_dir(&file), Err(Error::Open { .. })));
}

/// root may write everywhere, so this one is seen by a child that is not root.
/// A line that does not fit on the disk must not be glued to the next one.
/// The child has the trampolines but not the file: it must be told to name them again.
/// When the child cannot have its file it fails each time; it never writes to the parent's.
/// A VM that forks by itself asks at once, and is then in no doubt.
/// The descriptor must not leak into programs that the VM starts.
#[test]
fn the_file_is_closed_on_exec() {
    let directory = Directory::new("exec");
    let map = PerfMap::in_dir(&directory).unwrap();
    let open = fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(Result::ok);
    let descriptor = open
        .filter(|entry| fs::read_link(entry.path()).is_ok_and(|target| target == map.path()))
        .find_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .expect("the map is open");
    // SAFETY: a plain query of a descriptor.
    let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFD) };
    assert_eq!(flags & libc::FD_CLOEXEC, libc::FD_CLOEXEC);
}

/// Appending means that a line written by hand (by another tool in the process) survives.
#[test]
fn entries_are_appended() {
    let directory = Directory::new("append");
    let map = PerfMap::in_dir(&directory).unwrap();
    let mut other = OpenOptions::new().append(true).open(map.path()).unwrap();
    map.register(0x1000, 8, b"ours").unwrap();
    other.write_all(b"2000 8 theirs\n").unwrap();
    map.register(0x3000, 8, b"ours").unwrap();
    let text = fs::read_to_string(map.path()).unwrap();
    assert_eq!(text, "1000 8 ours\n2000 8 theirs\n3000 8 ours\n");
}
