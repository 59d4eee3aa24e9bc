//! The map file in a forked child, or where a check needs a process of its own.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use perf_trampoline::{Backend, Error, PerfMap, Registered};
use support::directory::Directory;

/// One test at a time: a fork in the midst of another test's `PerfMap::in_dir` would leave the child
/// with a lock that nobody opens.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path of this process's map in `directory`.
fn map_in(directory: &Path) -> PathBuf {
    directory.join(format!("perf-{}.map", std::process::id()))
}

#[test]
fn a_read_only_directory_is_an_error() {
    let _alone = alone();
    let directory = Directory::new("readonly");
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o555)).unwrap();
    let in_child = support::fork::in_child(|| {
        // SAFETY: plain system calls.
        if unsafe { libc::geteuid() } == 0 {
            // SAFETY: as above.
            unsafe { libc::setuid(65534) };
        }
        matches!(PerfMap::in_dir(&directory), Err(Error::Open { .. }))
    });
    fs::set_permissions(&directory, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(in_child);
}

#[test]
fn a_full_disk_is_an_error_and_tears_no_line() {
    let _alone = alone();
    let directory = Directory::new("full");
    let map = PerfMap::in_dir(&directory).unwrap();
    map.register(0x1000, 8, b"before").unwrap();
    let in_child = support::fork::in_child(|| {
        let limit = libc::rlimit {
            rlim_cur: 40,
            rlim_max: 40,
        };
        // SAFETY: plain system calls; the struct lives.
        unsafe {
            libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
            libc::setrlimit(libc::RLIMIT_FSIZE, &raw const limit);
        }
        let fits = map.register(0x1000, 8, b"child").is_ok();
        let torn = map.register(0x2000, 8, &[b'x'; 100]);
        let full = matches!(torn, Err(Error::Write { .. }));
        let fits_again = map.register(0x3000, 8, b"short").is_ok();
        let text = fs::read_to_string(map.path()).unwrap_or_default();
        fits && full && fits_again && text == "1000 8 child\n3000 8 short\n"
    });
    assert!(in_child);
}

#[test]
fn a_forked_child_starts_its_own_file_and_says_so() {
    let _alone = alone();
    let directory = Directory::new("fork");
    let map = PerfMap::in_dir(&directory).unwrap();
    map.register(0x1000, 8, b"parent").unwrap();
    let in_child = support::fork::in_child(|| {
        let first = map.register(0x2000, 8, b"child").ok();
        let second = map.register(0x1000, 8, b"again").ok();
        let text = fs::read_to_string(map.path()).unwrap_or_default();
        first == Some(Registered::FirstInChild)
            && second == Some(Registered::Added)
            && map.path() == map_in(&directory)
            && text == "2000 8 child\n1000 8 again\n"
    });
    assert!(in_child);
    map.register(0x3000, 8, b"parent still").unwrap();
    let text = fs::read_to_string(map_in(&directory)).unwrap();
    assert_eq!(text, "1000 8 parent\n3000 8 parent still\n");
}

#[test]
fn a_forked_child_without_a_file_leaves_the_parents_alone() {
    let _alone = alone();
    let directory = Directory::new("fork-refused");
    let map = PerfMap::in_dir(&directory).unwrap();
    let in_child = support::fork::in_child(|| {
        let obstacle = map_in(&directory);
        let planted = fs::create_dir(&obstacle).is_ok();
        let refused = (0..2).all(|_| {
            let registered = map.register(0x1000, 8, b"child");
            matches!(registered, Err(Error::Foreign { .. }))
        });
        let removed = fs::remove_dir(&obstacle).is_ok();
        let registered = map.register(0x1000, 8, b"child").ok();
        planted && refused && removed && registered == Some(Registered::FirstInChild)
    });
    assert!(in_child);
    assert_eq!(fs::read(map_in(&directory)).unwrap(), b"");
}

#[test]
fn asking_for_the_map_in_a_child_makes_the_childs() {
    let _alone = alone();
    let directory = Directory::new("fork-ask");
    PerfMap::in_dir(&directory).unwrap();
    let in_child = support::fork::in_child(|| {
        let Ok(map) = PerfMap::in_dir(&directory) else {
            return false;
        };
        map.path() == map_in(&directory)
            && map.register(0x1000, 8, b"child").ok() == Some(Registered::Added)
    });
    assert!(in_child);
}
