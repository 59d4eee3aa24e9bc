//! The levels of a traceback: where each function was.
//!
//! A level that repeats is shown three times, and then counted: endless recursion is
//! the usual reason for a long traceback.

use std::collections::HashMap;
use std::path::Path;

use super::carets::carets;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::Vm;

/// Equal levels that are shown before they are counted.
const SHOWN: usize = 3;
/// Levels that are shown at all, the innermost ones.
const LIMIT: usize = 1000;

impl Vm {
    /// The levels of an exception's traceback; `None` when it has none.
    pub(super) fn traceback_text(&mut self, exception: Value) -> Option<String> {
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
                text += &level_text(level, &mut files);
            }
            last = Some((level, repeated));
        }
        Some(text + &repetitions(last))
    }
}

fn levels(first: Gc<Traceback>) -> impl Iterator<Item = Gc<Traceback>> {
    std::iter::successors(Some(first), |level| level.next.get().get())
}

fn line_of(level: Gc<Traceback>) -> u32 {
    level.code.code.line_of(level.op as usize)
}

fn same_place(a: Gc<Traceback>, b: Gc<Traceback>) -> bool {
    let (x, y) = (&a.code.code, &b.code.code);
    x.source.name() == y.source.name() && x.name == y.name && line_of(a) == line_of(b)
}

fn repetitions(last: Option<(Gc<Traceback>, usize)>) -> String {
    match last {
        Some((_, times)) if times > SHOWN => {
            let more = times - SHOWN;
            let plural = if more > 1 { "s" } else { "" };
            format!("  [Previous line repeated {more} more time{plural}]\n")
        }
        _ => String::new(),
    }
}

/// `  File "x.py", line 3, in f`, then the line and its carets, for code from a file.
fn level_text(level: Gc<Traceback>, files: &mut HashMap<String, bool>) -> String {
    let code = &level.code.code;
    let (source, line) = (&code.source, line_of(level));
    let file = source.name();
    let mut text = format!("  File \"{file}\", line {line}, in {}\n", code.name);
    let known = files
        .entry(file.to_string())
        .or_insert_with(|| is_shown(file));
    let shown = source.line_text(line).trim_matches([' ', '\t', '\x0c']);
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
