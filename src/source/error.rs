//! Why a text is no program, and how that is shown.

use std::fmt;

use super::{Source, Span};

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

/// What is allowed and hardly meant: the text of a `SyntaxWarning`, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    pub span: Span,
    pub message: String,
}

impl SyntaxError {
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        SyntaxError {
            kind: SyntaxErrorKind::SyntaxError,
            message: message.into(),
            span,
        }
    }

    pub fn indentation(message: impl Into<String>, span: Span) -> Self {
        SyntaxError {
            kind: SyntaxErrorKind::IndentationError,
            message: message.into(),
            span,
        }
    }

    /// What CPython prints on stderr, without the last line end:
    ///
    /// ```text
    ///   File "x.py", line 1
    ///     f(1
    ///      ^
    /// SyntaxError: '(' was never closed
    /// ```
    ///
    /// Columns count *bytes*, as CPython 3.12's do here: beyond ASCII the carets move to the right.
    pub fn render(&self, source: &Source) -> String {
        let start = source.line_col(
            self.span
                .start
                .min((source.text().len() as u32).saturating_sub(1)),
        );
        let line = source.line_text(start.line);
        let shown = line.trim_start_matches([' ', '\t', '\x0c']);
        let stripped = (line.len() - shown.len()) as u32;
        let mut out = format!(
            "  File \"{}\", line {}\n    {shown}\n",
            source.name(),
            start.line
        );
        // No caret for a place without width, nor where it would point to the left of the text.
        if start.col >= stripped && self.span.start < self.span.end {
            let line_end = source.line_start(start.line) + line.len() as u32;
            let end = if self.span.end > line_end {
                line_end.max(self.span.start + 1)
            } else {
                self.span.end
            };
            let indent = (start.col - stripped) as usize;
            let carets = end.saturating_sub(self.span.start).max(1) as usize;
            out += &format!("    {}{}\n", " ".repeat(indent), "^".repeat(carets));
        }
        out + &self.to_string()
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Why bytes are no text. Its `Display` is what CPython prints on stderr, without the last line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableSource {
    pub message: String,
    /// The file, the line (from 1) and its text; most of these errors have no place.
    place: Option<(String, u32, String)>,
}

impl UnreadableSource {
    pub(super) fn new(message: impl Into<String>) -> Self {
        UnreadableSource {
            message: message.into(),
            place: None,
        }
    }

    pub(super) fn at_line(message: &str, name: &str, line: u32, text: String) -> Self {
        UnreadableSource {
            message: message.into(),
            place: Some((name.into(), line, text)),
        }
    }
}

impl fmt::Display for UnreadableSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, line, text)) = &self.place {
            writeln!(
                f,
                "  File \"{name}\", line {line}\n    {}",
                text.trim_start()
            )?;
        }
        write!(f, "SyntaxError: {}", self.message)
    }
}

impl std::error::Error for UnreadableSource {}
