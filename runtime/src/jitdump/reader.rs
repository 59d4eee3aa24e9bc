//! Reads jitdumps, while they grow and whatever is in them.
//!
//! A jitdump is read by sizes that it states itself, so one lie displaces all that
//! follows, and a stated 4 GiB must not become 4 GiB of memory. The reader
//!
//! - answers "not yet" (`Ok(None)`) where the file ends, in the midst of a record too, and goes on when
//!   more is there;
//! - tells a record that contradicts itself ([`ReadError::Record`]), and goes on behind it;
//! - stops for good where the next record cannot be found ([`ReadError::Framing`]);
//! - allocates for bytes that it has seen, up to a limit for each record.

use std::io::{self, Read};

use super::format::{Fields, HEADER_SIZE, Header, Located, PREFIX_SIZE, Record};

/// Why there is no record.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A record contradicts itself or is too large. The next call goes on behind it.
    #[error("the record at byte {offset}: {what}")]
    Record {
        /// Where it begins.
        offset: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The header is none, or a record's size is impossible: nothing after it can be found. Every
    /// later call says the same.
    #[error("at byte {offset}: {what}")]
    Framing {
        /// Where.
        offset: u64,
        /// What is wrong there.
        what: &'static str,
    },
    /// The source failed. The next call tries again.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads records off any source; a growing file is read to its present end, again and again.
///
/// ```no_run
/// use perf_trampoline::jitdump::{Reader, Record};
///
/// let mut reader = Reader::new(std::fs::File::open("/tmp/jit-4711.dump")?);
/// while let Some(located) = reader.next_record()? {
///     if let Record::Load(load) = located.record {
///         println!("{:x} {}", load.code_addr, String::from_utf8_lossy(&load.name));
///     }
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    source: R,
    limit: usize,
    buffer: Vec<u8>,
    /// Up to here the buffer is done with.
    start: usize,
    /// Where in the file that is.
    offset: u64,
    /// Bytes to be passed over, unseen.
    skip: u64,
    header: Option<Header>,
    broken: Option<(u64, &'static str)>,
}

/// Records that are larger are skipped, and reported, unless [`Reader::with_limit`] says otherwise.
pub const LARGEST_RECORD: usize = 64 << 20;

impl<R: Read> Reader<R> {
    /// Reads from `source`, which stands at the header.
    pub fn new(source: R) -> Self {
        Reader::with_limit(source, LARGEST_RECORD)
    }

    /// As [`new`](Reader::new), but takes no record of more than `limit` bytes.
    pub fn with_limit(source: R, limit: usize) -> Self {
        Reader {
            source,
            limit: limit.max(HEADER_SIZE),
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            skip: 0,
            header: None,
            broken: None,
        }
    }

    /// The file's header, or `None` as long as it is not whole.
    ///
    /// # Errors
    ///
    /// [`ReadError::Framing`] when it is no header of a jitdump, and [`ReadError::Io`].
    pub fn header(&mut self) -> Result<Option<Header>, ReadError> {
        if let Some((offset, what)) = self.broken {
            return Err(ReadError::Framing { offset, what });
        }
        if self.header.is_none() {
            if !self.have(HEADER_SIZE)? {
                return Ok(None);
            }
            let Some(bytes) = self.buffer[self.start..].first_chunk() else {
                return Ok(None);
            };
            let header = match Header::decode(bytes) {
                Ok(header) => header,
                Err(what) => return Err(self.broken_at(0, what)),
            };
            // A longer header belongs to a later writer; what it adds is not for us.
            self.pass(header.size.into());
            self.header = Some(header);
        }
        Ok(self.header)
    }

    /// The next record, or `None` as long as the source has no whole one more.
    ///
    /// # Errors
    ///
    /// [`ReadError`]; after [`ReadError::Record`] and [`ReadError::Io`] the reader can be used on.
    pub fn next_record(&mut self) -> Result<Option<Located>, ReadError> {
        let Some(header) = self.header()? else {
            return Ok(None);
        };
        if !self.have(PREFIX_SIZE)? {
            return Ok(None);
        }
        let mut prefix = Fields::new(&self.buffer[self.start..], header.swapped);
        let (Some(id), Some(size), Some(timestamp)) = (prefix.u32(), prefix.u32(), prefix.u64())
        else {
            return Ok(None);
        };
        let offset = self.offset;
        let length = size as usize;
        if length < PREFIX_SIZE {
            return Err(self.broken_at(offset, "the record has fewer bytes than its prefix"));
        }
        if length > self.limit {
            self.pass(size.into());
            let what = "the record is larger than is read";
            return Err(ReadError::Record { offset, what });
        }
        if !self.have(length)? {
            return Ok(None);
        }
        let body = &self.buffer[self.start + PREFIX_SIZE..self.start + length];
        let record = Record::decode(id, Fields::new(body, header.swapped));
        self.pass(size.into());
        match record {
            Ok(record) => Ok(Some(Located {
                offset,
                size,
                timestamp,
                record,
            })),
            Err(what) => Err(ReadError::Record { offset, what }),
        }
    }

    /// Where in the file the next record begins, or will begin.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Bytes that were read of a record, or header, which is not whole.
    #[must_use]
    pub fn unfinished(&self) -> usize {
        self.buffer.len() - self.start
    }

    fn broken_at(&mut self, offset: u64, what: &'static str) -> ReadError {
        self.broken = Some((offset, what));
        ReadError::Framing { offset, what }
    }

    /// Counts the next `size` bytes as read, also where they are still to come.
    fn pass(&mut self, size: u64) {
        self.offset = self.offset.saturating_add(size);
        let buffered = self.unfinished();
        let passed = usize::try_from(size).map_or(buffered, |size| size.min(buffered));
        self.start += passed;
        self.skip = size - passed as u64;
    }

    /// Whether `size` bytes are in the buffer, after reading what there is.
    fn have(&mut self, size: usize) -> io::Result<bool> {
        const CHUNK: usize = 64 * 1024;
        while self.skip > 0 || self.unfinished() < size {
            self.buffer.drain(..self.start);
            self.start = 0;
            let filled = self.buffer.len();
            self.buffer.resize(filled + CHUNK, 0);
            let read = loop {
                match self.source.read(&mut self.buffer[filled..]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            let count = read.as_ref().map_or(0, |&read| read.min(CHUNK));
            self.buffer.truncate(filled + count);
            if read? == 0 {
                return Ok(false);
            }
            // While something is skipped, the buffer was empty before.
            let skipped = self.skip.min(count as u64);
            self.skip -= skipped;
            self.start = usize::try_from(skipped).unwrap_or(count);
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::{CLOSE, LOAD, VERSION};
    use super::*;

    fn header() -> Header {
        Header {
            version: VERSION,
            size: HEADER_SIZE as u32,
            elf_machine: 62,
            pad: 0,
            pid: 7,
            timestamp: 1,
            flags: 0,
            swapped: false,
        }
    }

    fn record(id: u32, size: u32, body: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(id.to_ne_bytes());
        bytes.extend(size.to_ne_bytes());
        bytes.extend(2u64.to_ne_bytes());
        bytes.extend(body);
        bytes
    }

    /// A source that ends after each byte.
    struct Drip<'a>(&'a [u8], bool);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Ok(0);
            }
            let count = self.0.len().min(1);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn a_dump_that_grows_byte_by_byte_is_read() {
        let mut bytes = header().encode().to_vec();
        bytes.extend(record(99, 20, b"abcd"));
        bytes.extend(record(CLOSE, 16, b""));
        let mut reader = Reader::new(Drip(&bytes, false));
        let mut found = Vec::new();
        for _ in 0..4 * bytes.len() {
            found.extend(reader.next_record().unwrap());
        }
        let [unknown, close] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!((unknown.offset, unknown.size), (40, 20));
        assert_eq!(unknown.record, Record::Unknown { id: 99 });
        assert_eq!((close.offset, &close.record), (60, &Record::Close));
        assert_eq!((reader.offset(), reader.unfinished()), (76, 0));
    }

    #[test]
    fn a_record_that_lies_is_passed() {
        let mut bytes = header().encode().to_vec();
        bytes.extend(record(LOAD, 20, b"abcd"));
        bytes.extend(record(CLOSE, 16, b""));
        let mut reader = Reader::new(&bytes[..]);
        let error = reader.next_record().unwrap_err();
        assert!(matches!(error, ReadError::Record { offset: 40, .. }));
        assert_eq!(reader.next_record().unwrap().unwrap().record, Record::Close);
        assert_eq!(reader.next_record().unwrap(), None);
    }

    #[test]
    fn a_huge_record_takes_no_memory() {
        let mut bytes = header().encode().to_vec();
        bytes.extend(record(LOAD, u32::MAX, b""));
        let endless = bytes.chain(io::repeat(0).take(100 << 20));
        let mut reader = Reader::new(endless);
        let error = reader.next_record().unwrap_err();
        assert!(matches!(error, ReadError::Record { offset: 40, .. }));
        assert_eq!(reader.next_record().unwrap(), None);
        assert!(reader.buffer.capacity() < 1 << 20);
    }

    #[test]
    fn what_has_no_frame_ends_the_reading() {
        let mut bytes = header().encode().to_vec();
        bytes.extend(record(CLOSE, 15, b""));
        let mut reader = Reader::new(&bytes[..]);
        for _ in 0..2 {
            let error = reader.next_record().unwrap_err();
            assert!(matches!(error, ReadError::Framing { offset: 40, .. }));
        }
        let mut reader = Reader::new(&[b'x'; 40][..]);
        let error = reader.header().unwrap_err();
        assert!(matches!(error, ReadError::Framing { offset: 0, .. }));
    }

    #[test]
    fn the_other_byte_order_is_read() {
        let mut bytes = Vec::new();
        for word in [super::super::format::MAGIC, 1, 40, 183, 0, 9] {
            bytes.extend(word.swap_bytes().to_ne_bytes());
        }
        bytes.extend([0; 16]);
        for word in [CLOSE, 16] {
            bytes.extend(word.swap_bytes().to_ne_bytes());
        }
        bytes.extend(5u64.swap_bytes().to_ne_bytes());
        let mut reader = Reader::new(&bytes[..]);
        let header = reader.header().unwrap().unwrap();
        assert!(header.swapped);
        assert_eq!((header.elf_machine, header.pid), (183, 9));
        let close = reader.next_record().unwrap().unwrap();
        assert_eq!((close.timestamp, close.record), (5, Record::Close));
    }
}
