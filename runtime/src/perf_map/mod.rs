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
//! (The format's source: `tools/perf/Documentation/jit-interface.txt` in Linux.)
//!
//! So little a format, and so much to get wrong. Other users can write to `/tmp`, and the
//! name of the file is foretold. Pids are used again: a stale file would name the new process's
//! code after the old one's. A name with a newline forges an entry, one torn line makes a reader (blazesym) drop
//! the whole file. Many threads write, and after a fork two processes hold the same descriptor.
//!
//! Here, therefore: the file is always made anew; a plain file of
//! ours that is in the way is stale and is removed; anything else in the way is an
//! error and stays untouched. Each entry is one `write` of one whole line, under a lock, and is taken back
//! if it tore. Names are made [printable]. A forked child starts its own file, and
//! no fork can leave it a lock that nobody opens.

mod reader;

use std::fs::OpenOptions;
use std::io::{self, BufReader};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process;

use crate::Error;
use crate::backend::{Backend, Code, Registered};
use crate::file::{self, OwnFile, Part};
use crate::name::printable;
use crate::process::{PerProcess, Registry};

pub(crate) use reader::parse;
pub use reader::{Entry, LONGEST_LINE, ReadError, Reader};

/// The map of this process in one directory, shared by all that write to it: several JITs, several VMs, all threads.
///
/// ```no_run
/// use perf_trampoline::{Backend, PerfMap};
///
/// let map = PerfMap::in_dir(PerfMap::DEFAULT_DIR)?;
/// map.register(0x7f3c_5a1e_4000, 8, b"vm::function")?;
/// # Ok::<(), perf_trampoline::Error>(())
/// ```
///
/// What CPython's C API for other JITs offers is here:
///
/// | CPython | here |
/// |---|---|
/// | `PyUnstable_PerfMapState_Init` | [`PerfMap::in_dir`] |
/// | `PyUnstable_WritePerfMapEntry` | [`Backend::register`] |
/// | `PyUnstable_PerfMapState_Fini` | [`PerfMap::close`] |
/// | `PyUnstable_CopyPerfMapFile` | [`PerfMap::copy_from`] |
#[derive(Debug)]
pub struct PerfMap {
    directory: PathBuf,
    open: PerProcess<Option<OwnFile>>,
}

/// All maps of this process. They are shared and never forgotten: a VM that is switched off and on
/// again, or a second VM, must add to the file and not take it for a stale one.
static MAPS: Registry<PerfMap> = Registry::new();

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
        let directory = file::absolute(directory.as_ref())?;
        let map = MAPS.find_or_add(&directory, |directory| PerfMap {
            directory,
            open: PerProcess::new(),
        });
        map.with_file(|_| Ok(()))?;
        Ok(map)
    }

    /// The file that entries go to now.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.directory.join(format!("perf-{}.map", process::id()))
    }

    /// Closes the file. It stays where it is, for perf to read; entries that are registered later are added to it.
    pub fn close(&self) {
        if let Some(file) = &mut *self.open.get().lock() {
            file.close();
        }
    }

    /// Adds the entries of another map, such as that of the process which forked this one: what was registered
    /// there is in memory here, at the same addresses. Bad lines and a torn last one are left out. Returns
    /// how many entries were added.
    ///
    /// # Errors
    ///
    /// [`Error::Foreign`] if `path` is anything but a plain file of ours; [`Error::Open`] if
    /// it can't be read; and as [`Backend::register`].
    pub fn copy_from(&self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref();
        let open = |source| Error::Open {
            path: path.to_owned(),
            source,
        };
        let parent = OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_CLOEXEC | libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(path)
            .map_err(open)?;
        if let Some(what) = file::foreign(&parent.metadata().map_err(open)?) {
            return Err(Error::Foreign {
                path: path.to_owned(),
                what,
            });
        }
        // Copying a map onto itself would have no end.
        let end = parent.metadata().map_err(open)?.len();
        let mut reader = Reader::new(BufReader::new(io::Read::take(parent, end)));
        let mut copied = 0;
        loop {
            match reader.next_entry() {
                Ok(None) => return Ok(copied),
                Ok(Some(entry)) => {
                    let size = entry.size as usize;
                    match self.register(entry.start as usize, size, &entry.name) {
                        Err(Error::Range { .. }) => {}
                        added => {
                            added?;
                            copied += 1;
                        }
                    }
                }
                Err(ReadError::Line { .. }) => {}
                Err(ReadError::Io(source)) => return Err(open(source)),
            }
        }
    }

    /// Runs `write` with this process's file, which is made if need be.
    fn with_file(
        &self,
        write: impl FnOnce(&mut OwnFile) -> Result<(), Error>,
    ) -> Result<Registered, Error> {
        let owned = self.open.get();
        let mut open = owned.lock();
        let registered = match &*open {
            Some(_) => Registered::Added,
            None => Registered::FirstInChild,
        };
        let file = match &mut *open {
            Some(file) => file,
            none => {
                let file = OwnFile::create(self.path(), false)?;
                owned.note_file(file.identity());
                none.insert(file)
            }
        };
        write(file)?;
        Ok(registered)
    }
}

impl Backend for PerfMap {
    fn register_code(&self, code: &Code<'_>) -> Result<Registered, Error> {
        code.check_range()?;
        let (addr, size) = (code.addr, code.size);
        let line = format!("{addr:x} {size:x} {}\n", printable(code.name));
        self.with_file(|file| file.append([Part::Bytes(line.as_bytes())]))
    }
}
