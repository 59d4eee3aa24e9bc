//! The text of a program, and places in it.
//!
//! Everything after the lexer speaks of places as byte offsets into the decoded text ([`Span`]),
//! because they are small and compare cheaply. People and tracebacks want lines and columns;
//! [`Source`] turns the one into the other by a binary search over the starts of the lines.
//!
//! ```text
//!   bytes ── decode: BOM, coding line, NUL ──► text, lines ending in \n, the last one too ──► spans
//! ```

mod decode;
mod error;

use std::rc::Rc;

pub use error::{Oddity, SyntaxError, SyntaxErrorKind, UnreadableSource};

/// A half-open range of byte offsets into the text of a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span) -> Self {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place as people count: lines from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineCol {
    /// From 1.
    pub line: u32,
    /// From 0, in bytes of UTF-8, as CPython's `col_offset`.
    pub col: u32,
    /// From 0, in code points, as CPython's `SyntaxError.offset - 1`.
    pub char_col: u32,
}

/// The text of one file (or of `-c`, `<stdin>`), decoded to UTF-8, its lines ending in `\n`, the last one too.
#[derive(Debug, Clone)]
pub struct Source {
    name: Rc<str>,
    text: Rc<str>,
    encoding: Rc<str>,
    /// The last line's end was added.
    lacks_final_newline: bool,
    /// Offset of the first byte of each line; the last is the end of the text.
    line_starts: Vec<u32>,
}

impl Source {
    /// `name` is what tracebacks show: a path, `<string>` or `<stdin>`. `text` may hold any kind of line ends.
    pub fn new(name: &str, text: &str) -> Self {
        Source::with_encoding(name, text, "utf-8")
    }

    /// Decodes a file as its byte order mark or its coding line say, or else as UTF-8.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, UnreadableSource> {
        // Offsets have 32 bits, and a byte can become four when it is decoded.
        if bytes.len() > (u32::MAX / 4) as usize {
            return Err(UnreadableSource::new("source file is too large"));
        }
        let (text, encoding) = decode::decode(name, bytes)?;
        Ok(Source::with_encoding(name, &text, &encoding))
    }

    fn with_encoding(name: &str, text: &str, encoding: &str) -> Self {
        let lacks_final_newline = !text.is_empty() && !text.ends_with(['\n', '\r']);
        let mut text = decode::with_unix_line_ends(text);
        if lacks_final_newline {
            text.to_mut().push('\n');
        }
        let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        Source {
            name: name.into(),
            text: text.into(),
            encoding: encoding.into(),
            lacks_final_newline,
            line_starts,
        }
    }

    pub fn name(&self) -> &Rc<str> {
        &self.name
    }

    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// The encoding that the file was in, as `tokenize` names it.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The file's last line had no end; the text's has.
    pub fn lacks_final_newline(&self) -> bool {
        self.lacks_final_newline
    }

    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32 - 1
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    /// The offset at which a line (from 1) starts; the end of the text beyond the last.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.line_starts.len() - 1);
        self.line_starts[index]
    }

    pub fn line_col(&self, offset: u32) -> LineCol {
        let offset = offset.min(self.text.len() as u32);
        let line = self.line(offset);
        let start = self.line_start(line);
        let before = &self.text.as_bytes()[start as usize..offset as usize];
        // Every byte but those that continue a character.
        let char_col = before.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32;
        LineCol {
            line,
            col: offset - start,
            char_col,
        }
    }

    /// The text of a line (from 1) without its line end; empty beyond the last.
    pub fn line_text(&self, line: u32) -> &str {
        let (start, end) = (self.line_start(line), self.line_start(line + 1));
        self.text[start as usize..end as usize].trim_end_matches('\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_bytes_and_characters() {
        let source = Source::new("x.py", "é = 1\r\ny");
        assert_eq!(
            source.line_col(3),
            LineCol {
                line: 1,
                col: 3,
                char_col: 2
            }
        );
        assert_eq!(
            source.line_col(7),
            LineCol {
                line: 2,
                col: 0,
                char_col: 0
            }
        );
        assert_eq!(
            (
                source.line_text(1),
                source.line_text(2),
                source.line_text(3)
            ),
            ("é = 1", "y", "")
        );
    }

    #[test]
    fn the_coding_line_is_obeyed() {
        let source =
            Source::from_bytes("x.py", b"#!/bin/sh\n# -*- coding: latin-1 -*-\n'\xe9'").unwrap();
        assert_eq!(source.line_text(3), "'é'");
        assert_eq!(source.encoding(), "iso-8859-1");
        let error = Source::from_bytes("x.py", b"# coding: nonsense\n").unwrap_err();
        assert_eq!(error.to_string(), "SyntaxError: encoding problem: nonsense");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let error = Source::from_bytes("x.py", b"x = 1\ny = '\xff'\n").unwrap_err();
        assert!(error.to_string().starts_with(
            "SyntaxError: Non-UTF-8 code starting with '\\xff' in file x.py on line 2,"
        ));
        let error = Source::from_bytes("x.py", b"x = 1\0\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "  File \"x.py\", line 1\n    x = 1\nSyntaxError: source code cannot contain null bytes"
        );
    }
}
