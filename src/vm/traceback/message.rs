//! The last lines of a report: the exception's class, its text, its notes; for a
//! syntax error also the place in the text.

use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::number;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

impl Vm {
    /// What `exception_text` says, and the notes.
    pub(super) fn exception_message(&mut self, exception: Value) -> String {
        self.exception_text(exception) + &self.exception_notes(exception)
    }

    /// `module.Class: text`, and before it the place of a syntax error.
    pub fn exception_text(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let name = self.reported_class_name(exception);
        let syntax = class
            .is_subclass_of(self.types.syntax_error)
            .then(|| self.syntax_error(exception));
        let mut text = match syntax.flatten() {
            Some((place, message)) => format!("{place}{}", class_and_text(&name, &message)),
            None => {
                let message = match self.str(exception) {
                    Ok(message) => printable(message),
                    Err(_) => {
                        self.take_raised();
                        "<exception str() failed>".into()
                    }
                };
                let suggestion = self.suggestion(exception);
                class_and_text(&name, &message) + &suggestion
            }
        };
        text.push('\n');
        text
    }

    /// The class with its module, which goes without saying for built-in ones.
    fn reported_class_name(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let qualname = printable(class.qualname.get());
        let module = self.names.module;
        match class
            .lookup(module)
            .and_then(|(module, _)| module.get::<Str>())
        {
            Some(module) if matches!(module.as_str(), Some("builtins" | "__main__")) => qualname,
            Some(module) => format!("{}.{qualname}", printable(module)),
            None if class.builtin => qualname,
            None => format!("<unknown>.{qualname}"),
        }
    }

    /// A syntax error's place and its bare message, if it has all the attributes.
    fn syntax_error(&mut self, exception: Value) -> Option<(String, String)> {
        let message = self.field(exception, "msg")?;
        let filename = self.field(exception, "filename")?.get::<Str>();
        let line = number::to_i64(self.field(exception, "lineno")?)?;
        let offset = self.field(exception, "offset").and_then(number::to_i64);
        let end_line = self.field(exception, "end_lineno").and_then(number::to_i64);
        let end_offset = self.field(exception, "end_offset").and_then(number::to_i64);
        let text = self
            .field(exception, "text")
            .and_then(|text| text.get::<Str>());

        let filename = filename.map_or("<string>".into(), printable);
        let mut place = format!("  File \"{filename}\", line {line}\n");
        if let Some(text) = text {
            let text = printable(text);
            let several_lines = end_line.is_some_and(|end| end > line);
            let end = if several_lines {
                Some(text.chars().count() as i64)
            } else {
                end_offset
            };
            place += &marked_line(&text, offset.unwrap_or(-1), end.unwrap_or(-1));
        }
        let message = self.str(message).map(printable);
        Some((place, message.ok()?))
    }

    fn field(&mut self, exception: Value, name: &str) -> Option<Value> {
        let name = self.heap.intern(name);
        match self.get_attr_opt(exception, name) {
            Ok(value) => value,
            Err(_) => {
                self.take_raised();
                None
            }
        }
    }

    /// `__notes__`, each on lines of its own.
    pub fn exception_notes(&mut self, exception: Value) -> String {
        if !exception.is::<Exception>() {
            return String::new();
        }
        let Some(notes) = self.field(exception, "__notes__") else {
            return String::new();
        };
        let items = match (notes.get::<List>(), notes.get::<Tuple>()) {
            (Some(list), _) => Some(list.array().tail()),
            (None, Some(tuple)) => Some(tuple.tail()),
            (None, None) => None,
        };
        let Some(items) = items else {
            let text = self.repr(notes);
            return self.or_failed(text, "<__notes__ repr() failed>") + "\n";
        };
        let mut out = String::new();
        for note in items {
            let text = self.str(note.get());
            out += &self.or_failed(text, "<note str() failed>");
            out.push('\n');
        }
        out
    }

    fn or_failed(&mut self, text: Res<Gc<Str>>, otherwise: &str) -> String {
        match text {
            Ok(text) => printable(text),
            Err(_) => {
                self.take_raised();
                otherwise.into()
            }
        }
    }
}

fn class_and_text(class: &str, text: &str) -> String {
    if text.is_empty() {
        class.into()
    } else {
        format!("{class}: {text}")
    }
}

/// A line and the carets under columns `start..end`, which count from 1.
fn marked_line(text: &str, start: i64, end: i64) -> String {
    let carets = if end > 0 && end > start {
        end - start
    } else {
        1
    };
    let trimmed = text.trim_start_matches([' ', '\t', '\x0c']);
    let mut offset = start - 1 - (text.len() - trimmed.len()) as i64;
    let line = trimmed.trim_end_matches('\n');
    offset = offset.min(line.len() as i64);
    // Of a text of several lines, the one with the error is shown.
    let mut shown = line;
    while let Some((first, rest)) = shown.split_once('\n')
        && (first.len() as i64) < offset
    {
        offset -= first.len() as i64 + 1;
        shown = rest;
    }
    let mut out = format!("    {shown}\n");
    if let (Ok(offset), true) = (usize::try_from(offset), start > 0) {
        out += &format!(
            "    {}{}\n",
            " ".repeat(offset),
            "^".repeat(carets.clamp(1, 10_000) as usize)
        );
    }
    out
}

/// A text as it goes to stderr: lone surrogates as escapes.
pub fn printable(text: Gc<Str>) -> String {
    if let Some(text) = text.as_str() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for code in text.code_points() {
        match char::from_u32(code) {
            Some(char) => out.push(char),
            None => out += &format!("\\u{code:04x}"),
        }
    }
    out
}
