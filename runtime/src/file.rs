//! A file in a directory that others can write to, under a name that they can foretell.
//!
//! Perf maps and jitdumps stand in `/tmp`, and their names are a pid. What is there already may be a
//! link to something precious, a FIFO on which an open waits for ever, or what an earlier process
//! with our pid left. Therefore:
//!
//! ```text
//!   open O_EXCL|O_NOFOLLOW ──ok──> ours, empty, 0600
//!        │ EEXIST
//!        lstat ── plain file, our uid, one link ──> stale: unlink, and once more from the top
//!          └───── anything else ────────────────> Error::Foreign, untouched
//! ```
//!
//! Nothing is ever truncated or opened before it is known to be ours. What is written is written whole:
//! one `write` or `writev`, taken back if the disk tore it.
//!
//! A program that makes a daemon of itself closes every descriptor there is, and opens files of its own, which get the
//! lowest free numbers. Ours are therefore moved to high ones: what is written after that finds no
//! descriptor, rather than a stranger's file, and opens ours again.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::process::Identity;

/// A file that this process made, for appending.
#[derive(Debug)]
pub(crate) struct OwnFile {
    path: PathBuf,
    /// Closed by hand: see [`OwnFile::close`].
    file: ManuallyDrop<File>,
    identity: Identity,
}

/// Bytes to be written: some of ours, or some at an address, which only the kernel touches.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    Bytes(&'a [u8]),
    /// Where nothing can be read, the write fails (`EFAULT`), and nothing else happens.
    Memory {
        addr: usize,
        size: usize,
    },
}

impl OwnFile {
    /// Makes a new, empty file, in place of a stale one. `read` is for those who map it.
    pub(crate) fn create(path: PathBuf, read: bool) -> Result<OwnFile, Error> {
        let made = match create_new(&path, read) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                remove_stale(&path)?;
                create_new(&path, read)
            }
            made => made,
        };
        let opened = made
            .map(with_high_descriptor)
            .and_then(|file| Ok((Identity::of(&file)?, file)));
        match opened {
            Ok((identity, file)) => Ok(OwnFile {
                path,
                file: ManuallyDrop::new(file),
                identity,
            }),
            Err(source) => Err(Error::Open { path, source }),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    pub(crate) fn identity(&self) -> Identity {
        self.identity
    }

    /// Appends all `parts` by one `writev`: all of them or, with an error, nothing.
    pub(crate) fn append<const N: usize>(&mut self, parts: [Part<'_>; N]) -> Result<(), Error> {
        let mut appended = append(&self.file, parts);
        if let Err(error) = &appended
            && error.raw_os_error() == Some(libc::EBADF)
        {
            appended = self.reopen().and_then(|()| append(&self.file, parts));
        }
        appended.map_err(|source| Error::Write {
            path: self.path.clone(),
            source,
        })
    }

    /// After the descriptor was closed, by us or behind our back.
    fn reopen(&mut self) -> io::Result<()> {
        let file = OpenOptions::new()
            .append(true)
            .custom_flags(libc::O_CLOEXEC | libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(&self.path)?;
        let file = with_high_descriptor(file);
        let identity = Identity::of(&file)?;
        if !identity.same_file(self.identity) {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "the file was closed, and another one has its name",
            ));
        }
        self.identity = identity;
        self.file = ManuallyDrop::new(file);
        Ok(())
    }

    /// Closes the file, unless the program did.
    pub(crate) fn close(&mut self) {
        if self.identity.still_holds() {
            // SAFETY: the descriptor is this file; `self.file` is not dropped, and the next `append` finds it closed.
            unsafe { libc::close(self.file.as_raw_fd()) };
        }
    }

    /// Takes the file away: for one whose making could not be finished.
    pub(crate) fn remove(mut self) {
        // The error that leads here is the one to tell.
        let _ = fs::remove_file(&self.path);
        self.close();
    }
}

fn append<const N: usize>(file: &File, parts: [Part<'_>; N]) -> io::Result<()> {
    let slices = parts.map(|part| match part {
        Part::Bytes(bytes) => libc::iovec {
            iov_base: bytes.as_ptr().cast_mut().cast(),
            iov_len: bytes.len(),
        },
        Part::Memory { addr, size } => libc::iovec {
            iov_base: addr as *mut libc::c_void,
            iov_len: size,
        },
    });
    let total: usize = slices.iter().map(|slice| slice.iov_len).sum();
    let count = i32::try_from(N).map_err(|_| io::ErrorKind::InvalidInput)?;
    let written = loop {
        // SAFETY: `slices` lives through the call. The kernel reads the bytes, and reports addresses
        // that cannot be read.
        let written = unsafe {
            match &slices[..] {
                // The same, and some hundred nanoseconds cheaper.
                [one] => libc::write(file.as_raw_fd(), one.iov_base, one.iov_len),
                _ => libc::writev(file.as_raw_fd(), slices.as_ptr(), count),
            }
        };
        match usize::try_from(written) {
            Ok(written) => break written,
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    };
    if written == total {
        return Ok(());
    }
    // The disk is full, or an address was bad. Half a record would run into the next one.
    let length = file.metadata()?.len();
    file.set_len(length.saturating_sub(written as u64))?;
    Err(io::Error::new(
        io::ErrorKind::WriteZero,
        format!("only {written} of {total} bytes could be written"),
    ))
}

/// `file` under a number that only a program with hundreds of open files uses, if there is one.
fn with_high_descriptor(file: File) -> File {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: `limit` lives through the call.
    unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) };
    // Not higher than need be: the kernel's table of descriptors is as long as the highest one.
    let least = limit.rlim_cur.min(1024) / 8 * 7;
    // SAFETY: asks for a new descriptor of an open file, which is then ours alone.
    unsafe {
        let high = libc::fcntl(
            file.as_raw_fd(),
            libc::F_DUPFD_CLOEXEC,
            least as libc::c_int,
        );
        if high < 0 {
            file
        } else {
            File::from_raw_fd(high)
        }
    }
}

/// Makes the file. `O_EXCL` (`create_new`) means that whatever stands at `path`, a dangling
/// link too, is an error and not opened.
fn create_new(path: &Path, read: bool) -> io::Result<File> {
    OpenOptions::new()
        .read(read)
        .append(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_CLOEXEC | libc::O_NOFOLLOW)
        .open(path)
}

/// Removes the file that an earlier process with our pid left. Between the look and the removal
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
    if let Some(what) = foreign(&metadata) {
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

/// What makes a file another than a plain one of ours.
pub(crate) fn foreign(metadata: &fs::Metadata) -> Option<&'static str> {
    let kind = metadata.file_type();
    // SAFETY: `geteuid` has no preconditions and cannot fail.
    let user = unsafe { libc::geteuid() };
    if kind.is_symlink() {
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
    }
}

/// `directory` as it is now: a later chdir must not move the file of a forked child.
pub(crate) fn absolute(directory: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(directory).map_err(|source| Error::Open {
        path: directory.to_owned(),
        source,
    })
}
