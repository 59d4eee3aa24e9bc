//! The perf map: the file that tells perf the names of run-time code.
//!
//! perf meets an address in executable memory that belongs to no file. It then looks for
//! `/tmp/perf-<pid>.map`, one line for each range of addresses, in hexadecimal:
//!
//! ```text
//! 7f3c5a1e4000 8 py::<module>:script.py
//! 7f3c5a1e4010 8 py::foo:script.py
//! └ start      │ └ name, to the end of the line
//!              └ size
//! ```
//!
//! So little a format, and so much to get wrong. Other users can write to `/tmp`, and the
//! name of the file is foretold: what stands there may be a link to something precious, or a FIFO on
//! which an open waits for ever. Pids are used again: a stale file would name the new process's
//! code after the old one's. A name with a newline forges an entry, one byte that is not UTF-8 makes two
//! readers (samply, blazesym) drop the whole file, one torn line a third. Many threads write, and after a
//! fork two processes hold the same descriptor.
//!
//! Here, therefore: the file is always made anew (`O_EXCL`, which follows no link and opens no FIFO); a plain file of
//! ours that is in the way is stale and is removed; anything else in the way is an
//! error and stays untouched. Each entry is one `write` of one whole line, under a lock, and is taken back
//! if it tore. Names are made [printable]. A forked child starts its own file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use crate::Error;

/// Names of fewer bytes are dropped by perf.
pub const SHORTEST_NAME: usize = 3;

/// Longer names overflow the line buffers of some readers.
pub const LONGEST_NAME: usize = 4000;

/// Tells a profiler the names of run-time code. One backend serves all threads.
pub trait Backend: Send + Sync {
    /// Names the `size` bytes of code at `addr`. `name` is usually UTF-8; what is not,
    /// and what could not be printed on a line, is escaped.
    ///
    /// # Errors
    ///
    /// [`Error::Range`] for an empty range; otherwise what the system says about the file, and then
    /// the file holds what it held before, so that the next call may succeed.
    fn register(&self, addr: usize, size: usize, name: &[u8]) -> Result<Registered, Error>;
}

/// How a name was registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// It joined those registered before.
    Added,
    /// This process is a forked child and the entry is the first of its own file. The
    /// child inherited all trampolines, but what was registered before the fork stands only in the parent's
    /// file: register it again.
    FirstInChild,
}

/// The map of this process in one directory.
///
/// ```no_run
/// use perf_trampoline::{Backend, PerfMap};
///
/// let map = PerfMap::in_dir(PerfMap::DEFAULT_DIR)?;
/// map.register(0x7f3c_5a1e_4000, 8, b"vm::function")?;
/// # Ok::<(), perf_trampoline::Error>(())
/// ```
#[derive(Debug)]
pub struct PerfMap {
    directory: PathBuf,
    open: Mutex<OpenFile>,
}

#[derive(Debug)]
struct OpenFile {
    /// Whose file it is: after a fork, not ours.
    pid: u32,
    path: PathBuf,
    file: File,
}

/// All maps of this process. They are shared and never closed: a VM that is switched off and on
/// again, or a second VM, must add to the file and not take it for a stale one.
static MAPS: Mutex<Vec<&'static PerfMap>> = Mutex::new(Vec::new());

impl PerfMap {
    /// Where perf looks.
    pub const DEFAULT_DIR: &'static str = "/tmp";

    /// The map of this process in `directory`: made by the first call, the same one for every later call.
    /// In a forked child the first call makes the child's own, empty map.
    ///
    /// # Errors
    ///
    /// [`Error::Open`], [`Error::Replace`] or [`Error::Foreign`]: the file cannot be made.
    pub fn in_dir(directory: impl AsRef<Path>) -> Result<&'static PerfMap, Error> {
        let given = directory.as_ref();
        // A later chdir must not move the file of a forked child.
        let directory = std::path::absolute(given).map_err(|source| Error::Open {
            path: given.to_owned(),
            source,
        })?;
        let mut maps = MAPS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(map) = maps.iter().find(|map| map.directory == directory) {
            map.own_file(&mut map.lock())?;
            return Ok(map);
        }
        let open = Mutex::new(OpenFile::create(&directory)?);
        let map: &'static PerfMap = Box::leak(Box::new(PerfMap { directory, open }));
        maps.push(map);
        Ok(map)
    }

    /// The file that entries go to now.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.lock().path.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, OpenFile> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes sure that `open` is this process's file and not its parent's.
    fn own_file(&self, open: &mut OpenFile) -> Result<Registered, Error> {
        if open.pid == process::id() {
            return Ok(Registered::Added);
        }
        *open = OpenFile::create(&self.directory)?;
        Ok(Registered::FirstInChild)
    }
}

impl Backend for PerfMap {
    fn register(&self, addr: usize, size: usize, name: &[u8]) -> Result<Registered, Error> {
        if size == 0 || addr.checked_add(size).is_none() {
            return Err(Error::Range { addr, size });
        }
        let line = format!("{addr:x} {size:x} {}\n", printable(name));
        let mut open = self.lock();
        let registered = self.own_file(&mut open)?;
        open.append(line.as_bytes())
            .map_err(|source| Error::Write {
                path: open.path.clone(),
                source,
            })?;
        Ok(registered)
    }
}

impl OpenFile {
    /// Makes a new, empty file for this process, in place of a stale one.
    fn create(directory: &Path) -> Result<OpenFile, Error> {
        let pid = process::id();
        let path = directory.join(format!("perf-{pid}.map"));
        let made = match create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                remove_stale(&path)?;
                create_new(&path)
            }
            made => made,
        };
        match made {
            Ok(file) => Ok(OpenFile { pid, path, file }),
            Err(source) => Err(Error::Open { path, source }),
        }
    }

    /// Appends `line` by one `write`: all of it or, with an error, nothing.
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let written = loop {
            match self.file.write(line) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                written => break written?,
            }
        };
        if written == line.len() {
            return Ok(());
        }
        // The disk is full. Half a line would run into the next one.
        let length = self.file.metadata()?.len();
        self.file.set_len(length.saturating_sub(written as u64))?;
        Err(io::Error::new(
            io::ErrorKind::StorageFull,
            format!("only {written} of {} bytes could be written", line.len()),
        ))
    }
}

/// Makes the file. `O_EXCL` (`create_new`) means that whatever stands at `path`, a dangling
/// link too, is an error and not opened.
fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .append(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_CLOEXEC | libc::O_NOFOLLOW)
        .open(path)
}

/// Removes the map that an earlier process with our pid left. Between the look and the removal
/// someone could swap the file, and lose a name of his own by it: `unlink` touches no link's target.
fn remove_stale(path: &Path) -> Result<(), Error> {
    let replace = |source| Error::Replace {
        path: path.to_owned(),
        source,
    };
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        metadata => metadata.map_err(replace)?,
    };
    let kind = metadata.file_type();
    // SAFETY: `geteuid` has no preconditions and cannot fail.
    let user = unsafe { libc::geteuid() };
    let foreign = if kind.is_symlink() {
        Some("a symbolic link")
    } else if kind.is_dir() {
        Some("a directory")
    } else if kind.is_fifo() {
        Some("a FIFO")
    } else if !kind.is_file() {
        Some("not a regular file")
    } else if metadata.uid() != user {
        Some("another user's file")
    } else if metadata.nlink() > 1 {
        Some("a file with more than one hard link")
    } else {
        None
    };
    if let Some(what) = foreign {
        return Err(Error::Foreign {
            path: path.to_owned(),
            what,
        });
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(replace),
    }
}

/// `name` as every reader of perf maps can take it: one line of valid UTF-8 without control
/// characters, [`SHORTEST_NAME`] to [`LONGEST_NAME`] bytes long.
///
/// ```
/// use perf_trampoline::perf_map::printable;
///
/// assert_eq!(printable(b"py::f:a b.py"), "py::f:a b.py");
/// assert_eq!(printable(b"py::f:x\n7f00 8 forged"), r"py::f:x\n7f00 8 forged");
/// assert_eq!(printable(b"py::f:caf\xe9.py"), r"py::f:caf\xe9.py");
/// assert_eq!(printable(b"f"), "[f]");
/// ```
#[must_use]
pub fn printable(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        for char in chunk.valid().chars() {
            match char {
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\u{2028}' | '\u{2029}' => push_escape(&mut text, 'u', 4, char.into()),
                _ if char.is_control() => push_escape(&mut text, 'x', 2, char.into()),
                _ => text.push(char),
            }
        }
        for &byte in chunk.invalid() {
            push_escape(&mut text, 'x', 2, byte.into());
        }
    }
    if text.len() > LONGEST_NAME {
        text = without_middle(&text);
    }
    // Some readers trim blanks before they count.
    if text.trim().len() < SHORTEST_NAME {
        let inner = if text.is_empty() { "?" } else { &text };
        text = format!("[{inner}]");
    }
    text
}

fn push_escape(text: &mut String, letter: char, digits: usize, code: u32) {
    text.push_str(&format!("\\{letter}{code:0digits$x}"));
}

/// Cuts in the middle: a name begins with the function and ends with the file, and both tell.
fn without_middle(text: &str) -> String {
    const GAP: &str = "...";
    let half = (LONGEST_NAME - GAP.len()) / 2;
    let boundary = |&index: &usize| text.is_char_boundary(index);
    let head = (0..=half).rfind(boundary).unwrap_or(0);
    let tail = (text.len() - half..).find(boundary).unwrap_or(text.len());
    format!("{}{GAP}{}", &text[..head], &text[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "py::<module>:a.py",
            "py::A.__init__.<locals>.g:/x/ä b.py",
            "py::蛇:C:\\x.py",
        ] {
            assert_eq!(printable(name.as_bytes()), name);
        }
    }

    #[test]
    fn what_could_end_or_hide_a_line_is_escaped() {
        assert_eq!(
            printable("a\nb\rc\td\0e\x1b[31mf\x7fg\u{85}h\u{2028}i".as_bytes()),
            r"a\nb\rc\td\x00e\x1b[31mf\x7fg\x85h\u2028i"
        );
        // A lone surrogate, as Python's file names can hold.
        assert_eq!(printable(b"py::\xed\xb3\xbf!"), r"py::\xed\xb3\xbf!");
    }

    #[test]
    fn short_names_are_made_long_enough_for_perf() {
        assert_eq!(printable(b""), "[?]");
        assert_eq!(printable(b"f"), "[f]");
        assert_eq!(printable(b"fn"), "[fn]");
        assert_eq!(printable(b"   "), "[   ]");
        assert_eq!(printable(b"fun"), "fun");
    }

    #[test]
    fn long_names_keep_both_ends() {
        for unit in ["x", "ä", "蛇", "\n", "\u{1f40d}"] {
            let name = format!("py::{}:file.py", unit.repeat(9000));
            let text = printable(name.as_bytes());
            assert!((LONGEST_NAME - 8..=LONGEST_NAME).contains(&text.len()));
            assert!(text.starts_with("py::") && text.ends_with(":file.py"));
            assert!(text.contains("..."));
        }
        let just = "x".repeat(LONGEST_NAME);
        assert_eq!(printable(just.as_bytes()), just);
    }
}
