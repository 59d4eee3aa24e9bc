//! [`Stream`]: a file descriptor with a buffer for each direction.
//!
//! ```text
//!  print("x") ──> output [x\n......] ──8 KiB full, flush, newline on a terminal──> write(2)
//!  readline() <── input  [..|rest of what was read] <── read(2)
//! ```
//!
//! The system calls are made without the C library, which keeps no frame pointers:
//! a profile shows who writes.

use std::cell::RefCell;
use std::collections::TryReserveError;
use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::rc::{Rc, Weak};

use rustix::fs::SeekFrom;

use crate::vm::Vm;
use crate::vm::threads::{Ident, Waiters};

/// Bytes gathered before they are written, and asked for in one read.
const BUFFER: usize = 8192;

/// What the stream reads from or writes to.
enum Source {
    /// stdin, stdout or stderr: it outlives the stream.
    Standard(BorrowedFd<'static>),
    File(File),
    /// A descriptor that stays open when the stream is closed.
    Lent(ManuallyDrop<File>),
    Closed,
}

/// A file descriptor with buffers: see the module's documentation.
pub struct Stream {
    source: Source,
    pub readable: bool,
    pub writable: bool,
    input: Vec<u8>,
    /// How much of `input` was given out.
    taken: usize,
    output: Vec<u8>,
    /// So many bytes of output wait at most: none of an unbuffered stream.
    room: usize,
    /// The thread that reads from the file or writes to it, while others may run.
    user: Option<Ident>,
    /// Those that are to do so next.
    waiters: Waiters,
}

/// A stream shared by a text file and its `buffer`.
pub type Shared = Rc<RefCell<Stream>>;

/// All streams that may hold unwritten bytes when the program ends.
#[derive(Default)]
struct Writers(Vec<Weak<RefCell<Stream>>>);

/// Writes what all streams still hold; errors are nobody's any more.
pub fn flush_all(vm: &mut Vm) {
    let writers = std::mem::take(&mut vm.state::<Writers>().0);
    for stream in writers.iter().filter_map(Weak::upgrade) {
        if let Ok(mut stream) = stream.try_borrow_mut()
            && stream.user.is_none()
        {
            stream.flush_ignoring_errors();
        }
    }
}

/// Writes what files hold. CPython closes a file when nobody has it any
/// more; here that is noticed late, and so whoever opens a file or asks for its size
/// must see all that was written to it. What can't be written now stays, and so does what is on its
/// way to a pipe, whose other end may not be read from.
pub fn flush_files(vm: &mut Vm) {
    let writers = &mut vm.state::<Writers>().0;
    writers.retain(|it| it.strong_count() > 0);
    for stream in writers.iter().filter_map(Weak::upgrade) {
        if let Ok(mut stream) = stream.try_borrow_mut()
            && !stream.output.is_empty()
            && stream.user.is_none()
            && stream.is_regular()
        {
            let _ = stream.flush();
        }
    }
}

impl Stream {
    /// A stream on a standard file; `None` when the process was started without it.
    pub fn standard(vm: &mut Vm, fd: BorrowedFd<'static>, writable: bool) -> Option<Shared> {
        rustix::io::fcntl_getfd(fd).ok()?;
        Some(Stream::share(vm, Source::Standard(fd), !writable, writable))
    }

    pub fn file(vm: &mut Vm, file: File, readable: bool, writable: bool) -> Shared {
        Stream::share(vm, Source::File(file), readable, writable)
    }

    /// The same for a file that stays open.
    pub fn lent(vm: &mut Vm, file: File, readable: bool, writable: bool) -> Shared {
        Stream::share(
            vm,
            Source::Lent(ManuallyDrop::new(file)),
            readable,
            writable,
        )
    }

    /// A stream that was never open.
    pub fn closed() -> Shared {
        Rc::new(RefCell::new(Stream::new(Source::Closed, false, false)))
    }

    fn new(source: Source, readable: bool, writable: bool) -> Stream {
        Stream {
            source,
            readable,
            writable,
            input: Vec::new(),
            taken: 0,
            output: Vec::new(),
            room: BUFFER,
            user: None,
            waiters: Waiters::default(),
        }
    }

    fn share(vm: &mut Vm, source: Source, readable: bool, writable: bool) -> Shared {
        let stream = Rc::new(RefCell::new(Stream::new(source, readable, writable)));
        if writable {
            let writers = &mut vm.state::<Writers>().0;
            writers.retain(|it| it.strong_count() > 0);
            writers.push(Rc::downgrade(&stream));
        }
        stream
    }

    /// The descriptor; an error once the stream is closed.
    fn fd(&self) -> io::Result<BorrowedFd<'_>> {
        match &self.source {
            Source::Standard(fd) => Ok(*fd),
            Source::File(file) => Ok(file.as_fd()),
            Source::Lent(file) => Ok(file.as_fd()),
            Source::Closed => Err(io::Error::from_raw_os_error(libc::EBADF)),
        }
    }

    /// Another descriptor for the file, which is there even when the stream is closed.
    pub fn duplicate(&self) -> io::Result<OwnedFd> {
        Ok(rustix::io::fcntl_dupfd_cloexec(self.fd()?, 3)?)
    }

    pub fn is_closed(&self) -> bool {
        matches!(self.source, Source::Closed)
    }

    pub fn fileno(&self) -> io::Result<i32> {
        Ok(self.fd()?.as_raw_fd())
    }

    /// Whether it is a file on a disk.
    fn is_regular(&self) -> bool {
        let file = match &self.source {
            Source::File(file) => file,
            Source::Lent(file) => &**file,
            Source::Standard(_) | Source::Closed => return false,
        };
        file.metadata().is_ok_and(|it| it.is_file())
    }

    pub fn is_terminal(&self) -> bool {
        self.fd().is_ok_and(rustix::termios::isatty)
    }

    // --- whose turn it is ---

    /// Who uses the file, and who waits for that to end.
    pub fn in_use(&self) -> (Option<Ident>, Waiters) {
        (self.user, self.waiters.clone())
    }

    /// Says who uses it; who did before.
    pub fn set_user(&mut self, user: Option<Ident>) -> Option<Ident> {
        std::mem::replace(&mut self.user, user)
    }

    // --- writing ---

    /// Adds to the output; whether it is now time to flush.
    #[inline]
    pub fn put(&mut self, bytes: &[u8]) -> bool {
        self.output.extend_from_slice(bytes);
        self.output.len() >= self.room
    }

    /// Lets nothing wait from now on: `open(.., buffering=0)`, and stdout under `-u`.
    pub fn set_unbuffered(&mut self) {
        self.room = 0;
    }

    /// Whether there is something to write.
    pub fn has_output(&self) -> bool {
        !self.output.is_empty()
    }

    /// What is to be written.
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// So much of it was written.
    pub fn drop_output(&mut self, count: usize) {
        self.output.drain(..count.min(self.output.len()));
    }

    /// It can't be written. As CPython does it: what would not fit into a buffer is written at once
    /// or not at all, and does not fail a second time when the program ends.
    pub fn give_up_output(&mut self) {
        if self.output.len() > self.room {
            self.output.clear();
        }
    }

    /// Writing was broken off. Only a buffer keeps what is left.
    pub fn drop_unbuffered(&mut self) {
        if self.room == 0 {
            self.output.clear();
        }
    }

    /// Writes the output. What could not be written stays. A write that was cut short may have been so by a
    /// signal, which is to be dealt with before the rest is waited for: that is an interruption, too.
    #[inline(never)]
    pub fn flush(&mut self) -> io::Result<()> {
        if !self.has_output() {
            return Ok(());
        }
        let written = self
            .fd()
            .and_then(|fd| Ok(rustix::io::write(fd, &self.output)?));
        match written {
            Ok(count) => self.drop_output(count),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                self.give_up_output();
                return Err(error);
            }
        }
        match self.has_output() {
            true => Err(io::ErrorKind::Interrupted.into()),
            false => Ok(()),
        }
    }

    /// Flushes, and forgets what can't be written.
    pub fn flush_ignoring_errors(&mut self) {
        while let Err(error) = self.flush() {
            if error.kind() != io::ErrorKind::Interrupted {
                break;
            }
        }
        self.output.clear();
    }

    /// Closes the file; what is still in the output is lost.
    pub fn close(&mut self) {
        self.output.clear();
        self.input.clear();
        self.taken = 0;
        self.source = Source::Closed;
    }

    // --- reading ---

    /// What was read and not taken yet.
    pub fn buffered(&self) -> &[u8] {
        &self.input[self.taken..]
    }

    /// Reads more behind what is buffered; how much came, 0 at the end.
    #[inline(never)]
    pub fn fill(&mut self) -> io::Result<usize> {
        self.drop_taken();
        let start = self.input.len();
        let more = self.how_much_to_fill();
        if self.input.try_reserve_exact(more).is_err() {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.input.resize(start + more, 0);
        let mut input = std::mem::take(&mut self.input);
        let result = self
            .fd()
            .and_then(|fd| Ok(rustix::io::read(fd, &mut input[start..])?));
        input.truncate(start + result.as_ref().map_or(0, |&count| count));
        self.input = input;
        result
    }

    /// Room for what someone reads for this stream, who adds it with [`Stream::add_input`].
    pub fn room_to_fill(&self) -> Result<Vec<u8>, TryReserveError> {
        let mut room = Vec::new();
        room.try_reserve_exact(self.how_much_to_fill())?;
        room.resize(self.how_much_to_fill(), 0);
        Ok(room)
    }

    /// Adds what was read to what is buffered, unless the file is closed by now.
    pub fn add_input(&mut self, bytes: &[u8]) {
        if !self.is_closed() {
            self.drop_taken();
            self.input.extend_from_slice(bytes);
        }
    }

    /// More at a time when much is wanted, as for a whole file.
    fn how_much_to_fill(&self) -> usize {
        BUFFER.max(self.buffered().len())
    }

    fn drop_taken(&mut self) {
        self.input.drain(..self.taken);
        self.taken = 0;
    }

    /// Takes `count` buffered bytes.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let end = self.input.len().min(self.taken + count);
        let bytes = self.input[self.taken..end].to_vec();
        self.taken = end;
        bytes
    }

    // --- positions ---

    /// Where the next byte is read or written.
    pub fn tell(&mut self) -> io::Result<u64> {
        let at = rustix::fs::tell(self.fd()?)?;
        Ok(at + self.output.len() as u64 - self.buffered().len() as u64)
    }

    pub fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.flush()?;
        let to = match to {
            // The system's position is ahead by what is buffered.
            SeekFrom::Current(by) => SeekFrom::Current(by - self.buffered().len() as i64),
            to => to,
        };
        let at = rustix::fs::seek(self.fd()?, to)?;
        self.input.clear();
        self.taken = 0;
        Ok(at)
    }

    pub fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.flush()?;
        Ok(rustix::fs::ftruncate(self.fd()?, len)?)
    }
}

impl Drop for Stream {
    /// A file that nobody closed, and nobody can reach any more, is written and closed.
    fn drop(&mut self) {
        self.flush_ignoring_errors();
    }
}
