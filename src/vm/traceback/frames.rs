//! The levels of a traceback: where each function was.
//!
//! A level that repeats is shown three times, and then counted: endless recursion is
//! the usual reason for a long traceback.

use std::collections::HashMap;
use std::path::Path;

use super::Style;
use super::carets::carets;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::source::{Source, Span};
use crate::vm::Vm;

/// Equal levels that are shown before they are counted.
const SHOWN: usize = 3;
/// What the count of equal levels begins with.
pub(super) const REPEATED: &str = "  [Previous line repeated ";
/// Levels that are shown at all, the innermost ones.
const LIMIT: usize = 1000;

impl Vm {
    /// The levels of an exception's traceback; `None` when it has none.
    pub(super) fn traceback_text(&mut self, exception: Value, style: Style) -> Option<String> {
        let first = exception
            .get::<Exception>()?
            .traceback
            .get()
            .get::<Traceback>()?;
        let count = levels(first).count();
        let mut text = String::new();
        let mut files = HashMap::new();
        let mut last: Option<(Gc<Traceback>, usize)> = None;
        for level in levels(first).skip(count.saturating_sub(LIMIT)) {
            let repeated = match last {
                Some((before, times)) if same_place(before, level) => times + 1,
                _ => {
                    text += &repetitions(last);
                    1
                }
            };
            if repeated <= SHOWN {
                text += &level_text(level, &mut files, style);
            }
            last = Some((level, repeated));
        }
        Some(text + &repetitions(last))
    }
}

/// Where in its file a level of a traceback is: the first and the last line, and the
/// columns in them, in bytes. `None` where only the line is known.
pub fn place_of(level: Gc<Traceback>) -> Option<[u32; 4]> {
    let code = &level.frame.code.code;
    let span = code.spans.get(level.op as usize)?;
    let (start, end) = (
        code.source.line_col(span.start),
        code.source.line_col(span.end),
    );
    Some([start.line, end.line, start.col, end.col])
}

/// A line of the source that a level came from, if it is one that tracebacks show.
pub fn source_line(level: Gc<Traceback>, line: u32) -> Option<String> {
    let source = &level.frame.code.code.source;
    is_shown(source.name()).then(|| source.line_text(line).to_string())
}

/// The carets below a line, of which `from..to` was at work; without `to` up to its end.
pub fn carets_below(line: &str, from: u32, to: Option<u32>) -> String {
    let text = format!("{}\n\n", line.trim_end_matches('\n'));
    let end = to.unwrap_or(text.len() as u32 - 1).min(text.len() as u32);
    carets(&Source::new("", &text), Span::new(from.min(end), end))
}

fn levels(first: Gc<Traceback>) -> impl Iterator<Item = Gc<Traceback>> {
    std::iter::successors(Some(first), |level| level.next.get().get())
}

fn line_of(level: Gc<Traceback>) -> u32 {
    level.frame.code.code.line_of(level.op as usize)
}

fn same_place(a: Gc<Traceback>, b: Gc<Traceback>) -> bool {
    let (x, y) = (&a.frame.code.code, &b.frame.code.code);
    x.source.name() == y.source.name() && x.name == y.name && line_of(a) == line_of(b)
}

fn repetitions(last: Option<(Gc<Traceback>, usize)>) -> String {
    match last {
        Some((_, times)) if times > SHOWN => {
            let more = times - SHOWN;
            let plural = if more > 1 { "s" } else { "" };
            format!("{REPEATED}{more} more time{plural}]\n")
        }
        _ => String::new(),
    }
}

/// `  File "x.py", line 3, in f`, then the line and its carets, for code from a file.
fn level_text(level: Gc<Traceback>, files: &mut HashMap<String, bool>, style: Style) -> String {
    let code = &level.frame.code.code;
    let (source, line) = (&code.source, line_of(level));
    let file = source.name();
    let mut text = format!("  File \"{file}\", line {line}, in {}\n", code.name);
    let known = files
        .entry(file.to_string())
        .or_insert_with(|| is_shown(file));
    let blanks = [' ', '\t', '\x0c'];
    let mut shown = source.line_text(line).trim_start_matches(blanks);
    if style == Style::Module || shown.trim_matches(blanks).is_empty() {
        shown = shown.trim_end_matches(blanks);
    }
    if *known && !shown.is_empty() {
        text += &format!("    {shown}\n");
        if let Some(span) = code.spans.get(level.op as usize) {
            text += &carets(source, *span);
        }
    }
    text
}

/// Lines are shown of code that has a file, or came with the program; `<string>` has none.
fn is_shown(file: &str) -> bool {
    file.starts_with("<frozen ") || (!file.starts_with('<') && Path::new(file).exists())
}
