//! The text of a program, and places in it.
//!
//! Everything after the lexer speaks of places as byte offsets into the decoded text ([`Span`]),
//! because they are small and compare cheaply. People and tracebacks want lines and columns;
//! [`Source`] turns the one into the other by a binary search over the starts of the lines.

use std::fmt;
use std::rc::Rc;

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

/// The text of one file (or of `-c`, `<stdin>`), decoded to UTF-8.
#[derive(Debug, Clone)]
pub struct Source {
    name: Rc<str>,
    text: Rc<str>,
    /// Offset of the first byte of each line.
    line_starts: Vec<u32>,
}

impl Source {
    /// `name` is what tracebacks show: a path, `<string>` or `<stdin>`.
    pub fn new(name: &str, text: &str) -> Self {
        let line_starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|&(_, byte)| byte == b'\n')
                    .map(|(at, _)| at as u32 + 1),
            )
            .collect();
        Source {
            name: name.into(),
            text: text.into(),
            line_starts,
        }
    }

    pub fn name(&self) -> &Rc<str> {
        &self.name
    }

    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&start| start <= offset) as u32
    }

    pub fn line_col(&self, offset: u32) -> LineCol {
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1];
        let char_col = self.text[start as usize..offset as usize].chars().count() as u32;
        LineCol {
            line,
            col: offset - start,
            char_col,
        }
    }

    /// The text of a line (from 1) without its line end; empty beyond the last.
    pub fn line_text(&self, line: u32) -> &str {
        let Some(&start) = (line as usize)
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index))
        else {
            return "";
        };
        let end = self
            .line_starts
            .get(line as usize)
            .map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
}

/// Why a text is no program, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    pub message: String,
    pub span: Span,
}

impl SyntaxError {
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        SyntaxError {
            kind: SyntaxErrorKind::SyntaxError,
            message: message.into(),
            span,
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}

impl std::error::Error for SyntaxError {}
