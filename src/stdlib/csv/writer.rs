//! `csv.writer`: rows to lines, with quotes and escape characters where a reader of the
//! same dialect needs them.

use super::{DIALECT, Format, Quoting, STREAM, error, format_of};
use crate::builtins::types::support::{text as new_text, this};
use crate::natives;
use crate::object::gc::Kind;
use crate::object::number::Complex;
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

pub static WRITER: TypeDef = TypeDef {
    name: "_csv.writer",
    kind: Kind::Record,
    base: "object",
    subclassable: false,
    doc: "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "dialect",
        get: |vm, args| Ok(this::<Record>(vm, args[0])?.values[DIALECT].get()),
        set: None,
    }],
};

natives! { METHODS:
    writerow(self, row, /) => |vm, args| write_row(vm, args[0], args[1]),
    writerows(self, rows, /) => write_rows,
}

pub fn make(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    super::make(vm, &WRITER, args[0], args[1])
}

fn write_rows(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let rows = vm.iter(args[1])?;
    while let Some(row) = vm.next(rows)? {
        write_row(vm, args[0], row)?;
        vm.safepoint()?;
    }
    Ok(Value::NONE)
}

fn write_row(vm: &mut Vm, writer: Value, row: Value) -> Res<Value> {
    let it = this::<Record>(vm, writer)?;
    let format = format_of(vm, it)?;
    let fields = match vm.iter(row) {
        Ok(fields) => fields,
        Err(_) if vm.raised_is(vm.types.type_error) => {
            vm.take_raised();
            let class = vm.class_name(row);
            return Err(error(vm, format!("iterable expected, not {class}")));
        }
        Err(raised) => return Err(raised),
    };
    let mut line = Vec::new();
    let mut count = 0;
    while let Some(field) = vm.next(fields)? {
        if count > 0 {
            push(&mut line, format.delimiter);
        }
        write_field(vm, &format, field, &mut line)?;
        count += 1;
        vm.safepoint()?;
    }
    // A line without anything would be no row at all.
    if count > 0 && line.is_empty() {
        let quote = format.quote.filter(|_| format.quoting != Quoting::None);
        let Some(quote) = quote else {
            return Err(error(vm, "single empty field record must be quoted"));
        };
        push(&mut line, quote);
        push(&mut line, quote);
    }
    line.extend_from_slice(&format.line_end);
    let line = new_text(vm, &line)?;
    vm.call(it.values[STREAM].get(), &[line])
}

fn push(line: &mut Vec<u8>, code_point: u32) {
    wtf8::push(line, code_point);
}

/// Whether a field counts as a number for `QUOTE_NONNUMERIC`.
fn is_number(vm: &mut Vm, field: Value) -> bool {
    let names = [vm.names.index, vm.names.int, vm.names.float];
    !field.is::<Str>()
        && (field.is::<Complex>()
            || names
                .iter()
                .any(|&name| vm.lookup_special(field, name).is_some()))
}

fn write_field(vm: &mut Vm, format: &Format, field: Value, line: &mut Vec<u8>) -> Res<()> {
    let quoted = match format.quoting {
        Quoting::Minimal | Quoting::None => false,
        Quoting::All => true,
        Quoting::NonNumeric => !is_number(vm, field),
        Quoting::Strings => field.is::<Str>(),
        Quoting::NotNull => !field.is_none(),
    };
    let text = match field.get::<Str>() {
        Some(text) => text.bytes(),
        None if field.is_none() => &[],
        None => vm.str(field)?.bytes(),
    };
    let start = line.len();
    let Some(needs_quotes) = escape(format, text, line) else {
        return Err(error(vm, "need to escape, but no escapechar set"));
    };
    if let Some(quote) = format.quote.filter(|_| quoted || needs_quotes) {
        let mut mark = Vec::with_capacity(4);
        push(&mut mark, quote);
        line.splice(start..start, mark.iter().copied());
        line.extend_from_slice(&mark);
    }
    Ok(())
}

/// Appends a field's text, doubled quotes and escape characters in it. Says whether it
/// must be quoted; `None` where it can't be written.
fn escape(format: &Format, text: &[u8], line: &mut Vec<u8>) -> Option<bool> {
    let mut needs_quotes = false;
    let mut at = 0;
    while at < text.len() {
        let (it, len) = match text[at] {
            byte @ 0..0x80 => (u32::from(byte), 1),
            _ => wtf8::decode(text, at),
        };
        let character = &text[at..at + len];
        at += len;
        let is_quote = format.quote == Some(it);
        let is_escape = format.escape == Some(it);
        if is_quote || is_escape || it == format.delimiter || ends_line(format, character) {
            let mut escapes = format.quoting == Quoting::None || is_escape;
            if is_quote && !escapes {
                match format.double_quote {
                    true => push(line, it),
                    false => escapes = true,
                }
            }
            match format.escape {
                Some(escape) if escapes => push(line, escape),
                None if escapes => return None,
                _ => needs_quotes = true,
            }
        }
        line.extend_from_slice(character);
    }
    Some(needs_quotes)
}

/// Whether a character is one of those that end the dialect's lines.
fn ends_line(format: &Format, character: &[u8]) -> bool {
    match character {
        [byte] => format.line_end.contains(byte),
        _ => memchr::memmem::find(&format.line_end, character).is_some(),
    }
}
