//! Reads perf maps, while they grow and whatever is in them.
//!
//! A map has no end mark: a profiler that reads it while the program runs sees a prefix, which may end
//! in the midst of a line. And anybody can have put anything there. So the reader
//!
//! - answers "not yet" (`Ok(None)`) at the end, keeps what it has of a line, and goes on when more is there;
//! - gives a bad line as an error that names it, and goes on behind it;
//! - never holds more than [`LONGEST_LINE`] of a line in memory.
//!
//! It takes what perf takes (`0x`, capitals, tabs, several blanks); the
//! [checker](crate::check) is the strict one.

use std::io::{self, Read};

/// Longer lines are skipped, and reported.
pub const LONGEST_LINE: usize = 64 * 1024;

/// A line of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// First address.
    pub start: u64,
    /// Bytes.
    pub size: u64,
    /// As it stands in the file: any bytes but a newline.
    pub name: Vec<u8>,
    /// Number of the line, from 1.
    pub line: u64,
}

/// Why there is no entry.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A line is none. The next call goes on behind it.
    #[error("line {line}: {what}")]
    Line {
        /// Its number, from 1.
        line: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The source failed. The next call tries again.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads entries off any source; a growing file is read to its present end, again and again.
///
/// ```
/// use perf_trampoline::perf_map::Reader;
///
/// let mut reader = Reader::new(&b"7f00 8 vm::f\n7f10 8 vm"[..]);
/// assert_eq!(reader.next_entry()?.unwrap().name, b"vm::f");
/// assert_eq!(reader.next_entry()?, None); // not yet
/// assert_eq!(reader.unfinished(), b"7f10 8 vm");
/// # Ok::<(), perf_trampoline::perf_map::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    source: R,
    buffer: Vec<u8>,
    /// Up to here the buffer is done with.
    start: usize,
    /// Up to here it is known to hold no newline.
    searched: usize,
    /// Lines done with.
    line: u64,
    /// In the midst of a line that is too long.
    skipping: bool,
}

impl<R: Read> Reader<R> {
    /// Reads from where `source` stands.
    pub fn new(source: R) -> Self {
        Reader {
            source,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            line: 0,
            skipping: false,
        }
    }

    /// The next entry, or `None` as long as the source has no whole line more.
    ///
    /// # Errors
    ///
    /// [`ReadError`]; the reader can be used on.
    pub fn next_entry(&mut self) -> Result<Option<Entry>, ReadError> {
        let Some(text) = self.next_line()? else {
            return Ok(None);
        };
        let text = text.to_vec();
        let line = self.line;
        match parse(&text) {
            Ok((start, size, name)) => Ok(Some(Entry {
                start,
                size,
                name: name.to_vec(),
                line,
            })),
            Err(what) => Err(ReadError::Line { line, what }),
        }
    }

    /// The bytes behind the last newline: a line that is not yet whole, or one that was torn.
    #[must_use]
    pub fn unfinished(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Number of the line that was last read.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The next line without its newline.
    pub(crate) fn next_line(&mut self) -> Result<Option<&[u8]>, ReadError> {
        loop {
            let newline = self.buffer[self.searched..]
                .iter()
                .position(|&byte| byte == b'\n');
            if let Some(position) = newline {
                let (from, to) = (self.start, self.searched + position);
                (self.start, self.searched) = (to + 1, to + 1);
                self.line += 1;
                if std::mem::take(&mut self.skipping) || to - from > LONGEST_LINE {
                    return Err(self.too_long());
                }
                return Ok(Some(&self.buffer[from..to]));
            }
            self.searched = self.buffer.len();
            if self.searched - self.start > LONGEST_LINE {
                self.skipping = true;
            }
            if self.skipping {
                self.start = self.searched;
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    fn too_long(&self) -> ReadError {
        ReadError::Line {
            line: self.line,
            what: "the line is too long",
        }
    }

    /// Reads on. False at the source's present end.
    fn fill(&mut self) -> io::Result<bool> {
        const CHUNK: usize = 16 * 1024;
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        let filled = self.buffer.len();
        self.buffer.resize(filled + CHUNK, 0);
        let read = loop {
            match self.source.read(&mut self.buffer[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer
            .truncate(filled + read.as_ref().map_or(0, |&read| read.min(CHUNK)));
        Ok(read? > 0)
    }
}

/// `start size name`, as perf reads them.
pub(crate) fn parse(line: &[u8]) -> Result<(u64, u64, &[u8]), &'static str> {
    let (start, rest) = number(line).ok_or("it begins with no hexadecimal address")?;
    let (size, rest) = number(blanks(rest)).ok_or("no hexadecimal size follows the address")?;
    let name = blanks(rest);
    if name.is_empty() {
        return Err("it has no name");
    }
    if start.checked_add(size).is_none() {
        return Err("its range goes beyond the end of the address space");
    }
    Ok((start, size, name))
}

/// A number and what follows, which begins with a blank.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| is_blank(*byte))?;
    let (digits, rest) = text.split_at(end);
    let digits = digits
        .strip_prefix(b"0x")
        .or_else(|| digits.strip_prefix(b"0X"))
        .unwrap_or(digits);
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let digits = std::str::from_utf8(digits).ok()?;
    Some((u64::from_str_radix(digits, 16).ok()?, rest))
}

fn blanks(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !is_blank(*byte));
    &text[end.unwrap_or(text.len())..]
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that gives one piece at each call, and says "end" between them.
    struct Pieces<'a>(std::vec::IntoIter<&'a [u8]>);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let piece = self.0.next().unwrap_or_default();
            buffer[..piece.len()].copy_from_slice(piece);
            Ok(piece.len())
        }
    }

    fn starts(reader: &mut Reader<impl Read>) -> Vec<u64> {
        let mut starts = Vec::new();
        while let Some(entry) = reader.next_entry().unwrap() {
            starts.push(entry.start);
        }
        starts
    }

    #[test]
    fn what_perf_takes_is_taken() {
        let text = b"0x10 8 a\n0XABC\t 0F  b c \nffffffffffffffff 0 \xff\n";
        let mut reader = Reader::new(&text[..]);
        let mut next = || reader.next_entry().unwrap().unwrap();
        let entry = next();
        assert_eq!((entry.start, entry.size, &*entry.name), (16, 8, &b"a"[..]));
        let entry = next();
        assert_eq!((entry.start, entry.size), (0xabc, 15));
        assert_eq!((&*entry.name, entry.line), (&b"b c "[..], 2));
        assert_eq!(next().name, b"\xff");
        assert_eq!(reader.next_entry().unwrap(), None);
    }

    #[test]
    fn bad_lines_are_named_and_passed() {
        let long = vec![b'x'; LONGEST_LINE + 1];
        let mut text = b"\n10 8\n10 8 \nzz 8 a\n+1 8 a\n10 g a\nffffffffffffffff 1 a\n".to_vec();
        text.extend(&long);
        text.extend(b"\n20 8 good\n");
        let mut reader = Reader::new(&text[..]);
        for number in 1..=8 {
            let error = reader.next_entry().unwrap_err();
            assert!(
                matches!(error, ReadError::Line { line, .. } if line == number),
                "{error}"
            );
        }
        assert_eq!(starts(&mut reader), [0x20]);
    }

    #[test]
    fn a_growing_map_is_read_as_far_as_it_goes() {
        let pieces: Vec<&[u8]> = vec![b"1", b"", b"0 8 a", b"", b"\n20 8 b\n30 8", b"", b" c\n"];
        let mut reader = Reader::new(Pieces(pieces.into_iter()));
        assert_eq!(starts(&mut reader), []);
        assert_eq!(starts(&mut reader), []);
        assert_eq!(starts(&mut reader), [0x10, 0x20]);
        assert_eq!(reader.unfinished(), b"30 8");
        assert_eq!(starts(&mut reader), [0x30]);
        assert_eq!(reader.unfinished(), b"");
    }

    #[test]
    fn an_endless_line_takes_no_memory() {
        let mut reader = Reader::new(io::Read::take(io::repeat(b'x'), 50 << 20));
        assert_eq!(reader.next_entry().unwrap(), None);
        assert!(reader.buffer.capacity() < 4 * LONGEST_LINE);
    }
}
