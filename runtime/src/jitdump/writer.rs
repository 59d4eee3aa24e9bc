//! Writes the jitdump of this process.
//!
//! One registration is one `writev`, so records that belong together stand together, whatever other threads
//! write, and nothing is ever left in user space for a SIGKILL to lose:
//!
//! ```text
//!   DEBUG_INFO?  UNWINDING_INFO?  LOAD, name   code          marker?
//!   └─────────── built here ───────────────┘   └ copied by   └ 16 bytes that no other
//!                                                the kernel    code in the world has
//! ```
//!
//! **The code is copied by the kernel** from where it runs: an address that can't be read is an
//! error (`EFAULT`) and not a crash.
//!
//! **The marker.** Trampolines are copies of each other. Since Linux 6.16 `perf inject` makes each function's build-id
//! by hashing its code and nothing else, so all of them would be one object to perf, with one name. CPython
//! writes a number over the last 8 bytes of the code in the dump, which makes `perf annotate` show garbage. Here the code
//! stays as it is, and what is added stands *behind* its last instruction, where nothing runs: two no-ops (x86-64) or four
//! undefined instructions (aarch64) whose operands are 64 bits that tell this code from all other, in this and in other
//! processes. A disassembler shows them as what they are.
//!
//! **Regions.** perf maps code, marker and tables at the code's address, and where two such mappings overlap,
//! samples are lost. So a code's [room](crate::Code::with_room) must hold all of it; this is checked for each.
//!
//! **Lines.** perf resolves an address to the entry before it, and only if another follows. The writer ends each table
//! with a sentinel at the end of the code.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::ptr;

use super::format::{
    CLOSE, DEBUG_INFO, HEADER_SIZE, Header, LOAD, MARKER_SIZE, MOVE, PREFIX_SIZE, UNWINDING_INFO,
    VERSION,
};
use crate::Error;
use crate::backend::{Backend, Code, Registered};
use crate::clock::monotonic_ns;
use crate::file::{self, OwnFile, Part};
use crate::name::{one_line, printable};
use crate::process::{PerProcess, Registry, thread_id};
use crate::template::Arch;
use crate::unwind::{EH_FRAME_HDR_SIZE, Unwind};

/// The jitdump of this process in one directory, shared by all that write to it.
///
/// ```no_run
/// use perf_trampoline::{Code, JitDump, Trampolines, Unwind, template};
///
/// let dump = JitDump::in_dir(JitDump::DEFAULT_DIR)?;
/// let unwind = Unwind::of::<template::Native>()?;
/// let slot = Trampolines::<template::Native>::new().spaced().allocate()?;
/// let loaded = dump.load(&Code::in_slot(slot, b"vm::function").with_unwind(&unwind))?;
/// assert_eq!(loaded.code_index, 1);
/// # Ok::<(), perf_trampoline::Error>(())
/// ```
#[derive(Debug)]
pub struct JitDump {
    directory: PathBuf,
    open: PerProcess<State>,
}

/// What [`JitDump::load`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The number of the code in this process's file, from 1: for [`JitDump::moved`].
    pub code_index: u64,
    /// As [`Backend::register_code`] says it.
    pub registered: Registered,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Unopened,
    Open(Dump),
    Closed,
}

/// An open file.
#[derive(Debug)]
struct Dump {
    file: OwnFile,
    pid: u32,
    /// How many codes are in it.
    loaded: u64,
    /// Half of each marker; the other half is the code's number.
    seed: u32,
    /// Records in the making; kept for its memory.
    records: Records,
}

/// All dumps of this process, for the same reason as all maps.
static DUMPS: Registry<JitDump> = Registry::new();

impl JitDump {
    /// Where `perf inject` leaves its files too: it puts them beside the dump, one for each function.
    pub const DEFAULT_DIR: &'static str = "/tmp";

    /// The dump of this process in `directory`: made by the first call, the same one for every later call.
    /// In a forked child the first call makes the child's own. perf finds it wherever it is.
    ///
    /// # Errors
    ///
    /// [`Error::Open`], [`Error::Replace`] or [`Error::Foreign`]: the file cannot be made. [`Error::Marker`]: perf
    /// could not be shown the file (it is on a file system without execution, say), so there is none.
    /// [`Error::Closed`] after [`close`](JitDump::close).
    pub fn in_dir(directory: impl AsRef<Path>) -> Result<&'static JitDump, Error> {
        let directory = file::absolute(directory.as_ref())?;
        let dump = DUMPS.find_or_add(&directory, |directory| JitDump {
            directory,
            open: PerProcess::new(),
        });
        dump.with_dump(|_| Ok(()))?;
        Ok(dump)
    }

    /// The file that records go to now.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.directory
            .join(format!("jit-{}.dump", std::process::id()))
    }

    /// Makes `code` known, and tells its number.
    ///
    /// # Errors
    ///
    /// [`Error::Range`], [`Error::Bytes`], [`Error::UnwindSize`], [`Error::Room`], [`Error::Lines`],
    /// [`Error::RecordSize`] when `code` contradicts itself; as [`in_dir`](JitDump::in_dir) in a child; [`Error::Write`]
    /// when the disk is full, or nothing can be read at the code's address. In each case the file is as it
    /// was before.
    pub fn load(&self, code: &Code<'_>) -> Result<Loaded, Error> {
        let image = Image::of(code)?;
        let (code_index, registered) = self.with_dump(|dump| dump.load(code, image))?;
        Ok(Loaded {
            code_index,
            registered,
        })
    }

    /// Says that code which was [loaded](JitDump::load) before runs at `to` from now on. Samples that were taken
    /// at its old address keep its name. `size` is what perf is to map at the new address: the size of the code, or
    /// of its whole [`region`](crate::Unwind::region) if it has unwinding tables, which move along.
    ///
    /// # Errors
    ///
    /// [`Error::Range`] for impossible ranges, [`Error::Index`] for a code that this process did not load, and as
    /// [`load`](JitDump::load).
    pub fn moved(&self, code_index: u64, from: usize, to: usize, size: usize) -> Result<(), Error> {
        for addr in [from, to] {
            Code::new(addr, size, b"").check_range()?;
        }
        let ((), _) = self.with_dump(|dump| dump.moved(code_index, from, to, size))?;
        Ok(())
    }

    /// Says that nothing more will be loaded, and closes the file. A process that ends without this
    /// leaves a dump which is just as good.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] when that could not be said; the file is closed all the same.
    pub fn close(&self) -> Result<(), Error> {
        match std::mem::replace(&mut *self.open.get().lock(), State::Closed) {
            State::Open(mut dump) => {
                let closed = dump.write(CLOSE, |_| ());
                dump.file.close();
                closed
            }
            State::Unopened | State::Closed => Ok(()),
        }
    }

    /// Runs `write` with this process's dump, which is made if need be.
    fn with_dump<T>(
        &self,
        write: impl FnOnce(&mut Dump) -> Result<T, Error>,
    ) -> Result<(T, Registered), Error> {
        let owned = self.open.get();
        let mut state = owned.lock();
        let mut registered = Registered::Added;
        if let State::Unopened = *state {
            let dump = Dump::create(self.path())?;
            owned.note_file(dump.file.identity());
            *state = State::Open(dump);
            registered = Registered::FirstInChild;
        }
        match &mut *state {
            State::Open(dump) => Ok((write(dump)?, registered)),
            _ => Err(Error::Closed { path: self.path() }),
        }
    }
}

impl Backend for JitDump {
    fn register_code(&self, code: &Code<'_>) -> Result<Registered, Error> {
        self.load(code).map(|loaded| loaded.registered)
    }
}

/// What of a code goes into the dump, checked.
#[derive(Clone, Copy, Debug)]
struct Image<'a> {
    /// Whether there is room for a marker.
    marked: bool,
    unwind: Option<&'a Unwind>,
}

impl<'a> Image<'a> {
    fn of(code: &Code<'a>) -> Result<Image<'a>, Error> {
        let (addr, size) = (code.addr, code.size);
        code.check_range()?;
        if let Some(bytes) = code.bytes
            && bytes.len() != size
        {
            let given = bytes.len();
            return Err(Error::Bytes { given, size });
        }
        let marked = code.room.saturating_sub(size) >= MARKER_SIZE;
        if let Some(unwind) = code.unwind {
            let found = size.saturating_add(MARKER_SIZE);
            let expected = unwind.image_size();
            if expected != found {
                return Err(Error::UnwindSize { expected, found });
            }
            let (needed, room) = (unwind.region(), code.room);
            if needed > room {
                return Err(Error::Room { addr, needed, room });
            }
        }
        let mut least = 0;
        for (index, line) in code.lines.iter().enumerate() {
            if line.offset < least || line.offset >= size {
                return Err(Error::Lines { addr, index });
            }
            least = line.offset;
        }
        Ok(Image {
            marked,
            unwind: code.unwind,
        })
    }
}

impl Dump {
    /// Makes the file, writes its header, and maps it where perf will see it.
    fn create(path: PathBuf) -> Result<Dump, Error> {
        let mut file = OwnFile::create(path, true)?;
        let pid = std::process::id();
        let timestamp = monotonic_ns();
        let header = Header {
            version: VERSION,
            size: HEADER_SIZE as u32,
            elf_machine: Arch::HOST.elf_machine(),
            pad: 0,
            pid,
            timestamp,
            flags: 0,
            swapped: false,
        };
        let shown = file
            .append([Part::Bytes(&header.encode())])
            .and_then(|()| show_to_perf(&file));
        if let Err(error) = shown {
            file.remove();
            return Err(error);
        }
        // A forked child inherits the random keys, but not the pid and the time.
        let mut hasher = RandomState::new().build_hasher();
        hasher.write_u32(pid);
        hasher.write_u64(timestamp);
        Ok(Dump {
            file,
            pid,
            loaded: 0,
            seed: hasher.finish() as u32,
            records: Records::default(),
        })
    }

    fn load(&mut self, code: &Code<'_>, image: Image<'_>) -> Result<u64, Error> {
        let code_index = self.loaded + 1;
        let marker = marker(Arch::HOST, (u64::from(self.seed) << 32) ^ code_index);
        let marker: &[u8] = if image.marked { &marker } else { &[] };
        let now = monotonic_ns();

        let records = &mut self.records;
        records.bytes.clear();
        if !code.lines.is_empty() {
            debug_info(records, code, now)?;
        }
        if let Some(unwind) = image.unwind {
            unwinding_info(records, unwind, now)?;
        }
        let size = code.size + marker.len();
        records.begin(LOAD);
        records.u32(self.pid);
        records.u32(thread_id());
        records.u64(code.addr as u64);
        records.u64(code.addr as u64);
        records.u64(size as u64);
        records.u64(code_index);
        records.string(&printable(code.name));
        records.end(size, now)?;

        let bytes = match code.bytes {
            Some(bytes) => Part::Bytes(bytes),
            None => Part::Memory {
                addr: code.addr,
                size: code.size,
            },
        };
        self.file
            .append([Part::Bytes(&records.bytes), bytes, Part::Bytes(marker)])?;
        self.loaded = code_index;
        Ok(code_index)
    }

    fn moved(&mut self, index: u64, from: usize, to: usize, size: usize) -> Result<(), Error> {
        if index == 0 || index > self.loaded {
            return Err(Error::Index { index });
        }
        let pid = self.pid;
        self.write(MOVE, |record| {
            record.u32(pid);
            record.u32(thread_id());
            for value in [to, from, to, size] {
                record.u64(value as u64);
            }
            record.u64(index);
        })
    }

    /// Writes one record, with the body that `fill` gives it.
    fn write(&mut self, id: u32, fill: impl FnOnce(&mut Records)) -> Result<(), Error> {
        self.records.bytes.clear();
        self.records.begin(id);
        fill(&mut self.records);
        self.records.end(0, monotonic_ns())?;
        self.file.append([Part::Bytes(&self.records.bytes)])
    }
}

/// Maps the file's first page, executable. Nothing runs there: perf records executable mappings, and this one is how
/// it learns that the file exists, and of which process it is. The mapping stays: unmapping it would tell perf nothing.
fn show_to_perf(file: &OwnFile) -> Result<(), Error> {
    use std::os::fd::AsRawFd;
    // SAFETY: a private mapping at an address of the kernel's choice, which nothing refers to.
    let mapped = unsafe {
        libc::mmap(
            ptr::null_mut(),
            HEADER_SIZE,
            libc::PROT_READ | libc::PROT_EXEC,
            libc::MAP_PRIVATE,
            file.file().as_raw_fd(),
            0,
        )
    };
    if mapped == libc::MAP_FAILED {
        return Err(Error::Marker {
            path: file.path().to_owned(),
            source: std::io::Error::last_os_error(),
        });
    }
    Ok(())
}

/// The source lines, and the sentinel.
fn debug_info(record: &mut Records, code: &Code<'_>, now: u64) -> Result<(), Error> {
    record.begin(DEBUG_INFO);
    record.u64(code.addr as u64);
    record.u64(code.lines.len() as u64 + 1);
    let sentinel = code.lines.last().map(|last| crate::Line {
        offset: code.size,
        ..*last
    });
    for line in code.lines.iter().chain(&sentinel) {
        record.u64((code.addr + line.offset) as u64);
        record.u32(line.line);
        record.u32(line.discriminator);
        record.string(&one_line(line.file));
    }
    record.end(0, now)
}

fn unwinding_info(record: &mut Records, unwind: &Unwind, now: u64) -> Result<(), Error> {
    record.begin(UNWINDING_INFO);
    record.u64(unwind.size() as u64);
    record.u64(EH_FRAME_HDR_SIZE as u64);
    record.u64(unwind.mapped_size() as u64);
    record.bytes.extend(unwind.eh_frame());
    record.bytes.extend(unwind.eh_frame_hdr());
    let padding = unwind.size().next_multiple_of(8) - unwind.size();
    record.bytes.extend(&[0; 8][..padding]);
    record.end(0, now)
}

/// Sixteen bytes that a disassembler reads as instructions, and that tell `value`.
fn marker(arch: Arch, value: u64) -> [u8; MARKER_SIZE] {
    let mut bytes = [0; MARKER_SIZE];
    let value = value.to_le_bytes();
    match arch {
        // nopl value(%rax,%rax,1), twice
        Arch::X86_64 => {
            for (place, half) in bytes.chunks_exact_mut(8).zip(value.chunks_exact(4)) {
                place[..4].copy_from_slice(&[0x0f, 0x1f, 0x84, 0x00]);
                place[4..].copy_from_slice(half);
            }
        }
        // udf #value, four times
        Arch::Aarch64 => {
            for (place, quarter) in bytes.chunks_exact_mut(4).zip(value.chunks_exact(2)) {
                place[..2].copy_from_slice(quarter);
            }
        }
    }
    bytes
}

/// Records in the making, one after the other; the prefix of each is filled in at its end.
#[derive(Debug, Default)]
struct Records {
    bytes: Vec<u8>,
    /// Where the last one begins.
    start: usize,
}

impl Records {
    fn begin(&mut self, id: u32) {
        self.start = self.bytes.len();
        self.u32(id);
        self.bytes.extend([0; PREFIX_SIZE - 4]);
    }

    fn u32(&mut self, value: u32) {
        self.bytes.extend(value.to_ne_bytes());
    }

    fn u64(&mut self, value: u64) {
        self.bytes.extend(value.to_ne_bytes());
    }

    fn string(&mut self, text: &str) {
        self.bytes.extend(text.as_bytes());
        self.bytes.push(0);
    }

    /// Fills in the prefix. `more` bytes of the record will follow those that are here.
    fn end(&mut self, more: usize, now: u64) -> Result<(), Error> {
        let record = &mut self.bytes[self.start..];
        let size = record.len().saturating_add(more);
        let total = u32::try_from(size).map_err(|_| Error::RecordSize { size })?;
        record[4..8].copy_from_slice(&total.to_ne_bytes());
        record[8..16].copy_from_slice(&now.to_ne_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_instructions_and_tell_their_value() {
        let value = 0x1122_3344_5566_7788;
        assert_eq!(
            marker(Arch::X86_64, value),
            [
                0x0f, 0x1f, 0x84, 0x00, 0x88, 0x77, 0x66, 0x55, //
                0x0f, 0x1f, 0x84, 0x00, 0x44, 0x33, 0x22, 0x11,
            ]
        );
        assert_eq!(
            marker(Arch::Aarch64, value),
            [
                0x88, 0x77, 0, 0, 0x66, 0x55, 0, 0, 0x44, 0x33, 0, 0, 0x22, 0x11, 0, 0
            ]
        );
    }

    #[test]
    fn each_record_knows_its_size() {
        let mut records = Records::default();
        for more in [0, 5] {
            records.begin(CLOSE);
            records.string("ab");
            records.end(more, 9).unwrap();
        }
        assert_eq!(records.bytes[4..8], 19u32.to_ne_bytes());
        assert_eq!(records.bytes[19 + 4..19 + 8], 24u32.to_ne_bytes());
        let error = records.end(usize::MAX, 9).unwrap_err();
        assert!(matches!(error, Error::RecordSize { .. }));
    }
}
