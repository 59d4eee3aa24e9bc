//! What an uncaught exception prints.
//!
//! ```text
//!   Traceback (most recent call last):
//!     File "x.py", line 3, in f             frames.rs   one level of the traceback
//!       return a + b / 0
//!                  ~~^~~                    carets.rs   what of the line was at work
//!   ZeroDivisionError: division by zero     message.rs  the exception itself
//!                                           suggest.rs  "Did you mean: 'x'?"
//! ```
//!
//! This file puts the parts together: an exception comes after what it was caused by,
//! and a group before its members, which stand in a margin of their own. The output is
//! CPython 3.12's, to the letter.

mod carets;
mod frames;
mod message;
mod suggest;

use std::collections::HashSet;

use super::{Res, Vm};
use crate::object::array::Array;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

pub use frames::{carets_below, place_of, source_line};
pub use message::printable;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Members of a group that are shown, and groups in groups.
const MAX_GROUP_WIDTH: usize = 15;
const MAX_GROUP_DEPTH: usize = 10;

impl Vm {
    /// What is printed for an uncaught exception: tracebacks, causes, messages.
    pub fn format_exception(&mut self, exception: Value) -> String {
        self.format_exception_as(exception, Style::Interpreter)
    }

    /// The same, or as the module `traceback` has it.
    pub fn format_exception_as(&mut self, exception: Value, style: Style) -> String {
        let mut report = Report {
            style,
            ..Report::default()
        };
        // Only out of memory fails; what is there is better than nothing.
        let _ = self.report_chain(exception, &mut report);
        report.text
    }

    /// An exception and, before it, what it was caused by.
    fn report_chain(&mut self, exception: Value, report: &mut Report) -> Res<()> {
        let mut chain: Gc<Array> = self.new_chain()?;
        let mut links = Vec::new();
        let mut at = exception;
        while let Some(it) = at.get::<Exception>() {
            report.seen.insert(at.bits());
            self.array_push(&mut chain, at)?;
            let unseen =
                |next: Value| next.is::<Exception>() && !report.seen.contains(&next.bits());
            let (cause, context) = (it.cause.get(), it.context.get());
            if unseen(cause) {
                links.push(CAUSE);
                at = cause;
            } else if cause.is_none() && unseen(context) && !it.suppress_context.get() {
                links.push(CONTEXT);
                at = context;
            } else {
                break;
            }
        }
        for (index, exception) in chain.tail().iter().enumerate().rev() {
            // The link stands behind the cause that it speaks of.
            if let Some(link) = links.get(index) {
                report.emit(link, '|');
            }
            self.report_one(exception.get(), report)?;
        }
        Ok(())
    }

    fn new_chain(&mut self) -> Res<Gc<Array>> {
        let array = self.heap.array(4);
        self.or_memory_error(array)
    }

    fn report_one(&mut self, exception: Value, report: &mut Report) -> Res<()> {
        let class = self.class_of(exception);
        if class.is_subclass_of(self.types.base_exception_group)
            && let Some(members) = self.members(exception)
        {
            return self.report_group(exception, members, report);
        }
        let frames = self.traceback_text(exception, report.style);
        if let Some(frames) = frames {
            report.emit("Traceback (most recent call last):\n", '|');
            report.emit_frames(&frames);
        }
        let message = self.exception_message(exception);
        report.emit(&message, '|');
        Ok(())
    }

    /// The exceptions of a group.
    fn members(&mut self, group: Value) -> Option<Gc<Tuple>> {
        let name = self.heap.intern("exceptions");
        match self.get_attr_opt(group, name) {
            Ok(members) => members?.get::<Tuple>(),
            Err(_) => {
                self.take_raised();
                None
            }
        }
    }

    fn report_group(&mut self, group: Value, members: Gc<Tuple>, report: &mut Report) -> Res<()> {
        if report.depth > MAX_GROUP_DEPTH {
            report.emit(
                &format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"),
                '|',
            );
            return Ok(());
        }
        let outermost = report.depth == 0;
        if outermost {
            report.depth = 1;
        }
        if let Some(frames) = self.traceback_text(group, report.style) {
            let margin = if outermost { '+' } else { '|' };
            report.emit(
                "Exception Group Traceback (most recent call last):\n",
                margin,
            );
            report.emit_frames(&frames);
        }
        let message = self.exception_message(group);
        report.emit(&message, '|');
        let shown = members.len().min(MAX_GROUP_WIDTH + 1);
        report.open = false;
        for index in 0..shown {
            let last = index + 1 == shown;
            // The line that closes the group may come from a group inside.
            report.open |= last;
            let indent = report.indent();
            let corner = if index == 0 { "+-" } else { "  " };
            let title = if index < MAX_GROUP_WIDTH {
                (index + 1).to_string()
            } else {
                "...".into()
            };
            report.text += &format!("{indent}{corner}+---------------- {title} ----------------\n");
            report.depth += 1;
            match members.get(index).filter(|_| index < MAX_GROUP_WIDTH) {
                Some(member) => self.report_chain(member, report)?,
                None => {
                    let more = members.len() - MAX_GROUP_WIDTH;
                    let plural = if more > 1 { "s" } else { "" };
                    report.emit(&format!("and {more} more exception{plural}\n"), '|');
                }
            }
            if last && report.open {
                report.text +=
                    &format!("{}+------------------------------------\n", report.indent());
                report.open = false;
            }
            report.depth -= 1;
        }
        if outermost {
            report.depth = 0;
        }
        Ok(())
    }
}

/// Who writes: there are two small differences.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Blanks at the end of a source line stay, and the count of equal levels has no margin.
    #[default]
    Interpreter,
    /// The module `traceback`.
    Module,
}

/// The text as it grows.
#[derive(Default)]
struct Report {
    text: String,
    style: Style,
    /// How many groups enclose what is written now.
    depth: usize,
    /// A group's closing line is still to be written.
    open: bool,
    /// The exceptions on their way to be shown: chains may be circles.
    seen: HashSet<u64>,
}

impl Report {
    fn indent(&self) -> String {
        "  ".repeat(self.depth)
    }

    /// Adds the levels of a traceback.
    fn emit_frames(&mut self, frames: &str) {
        for line in frames.split_inclusive('\n') {
            match self.style == Style::Interpreter && line.starts_with(frames::REPEATED) {
                true => self.text += line,
                false => self.emit(line, '|'),
            }
        }
    }

    /// Adds whole lines, behind the margin when inside a group.
    fn emit(&mut self, lines: &str, margin: char) {
        if self.depth == 0 {
            self.text += lines;
            return;
        }
        let indent = self.indent();
        for line in lines.split_inclusive('\n') {
            self.text += &format!("{indent}{margin} {line}");
        }
    }
}
