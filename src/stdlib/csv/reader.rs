//! `csv.reader`: a state machine that is given the characters of the lines one by one.
//!
//! ```text
//!             delimiter, or the line's end: the field is done
//!            ┌──────────────────────────────────────────────┐
//!   Record ──> FieldStart ──"──> Quoted ──"──> QuoteInQuoted ┤
//!                   │               ^───"─────────┘          │
//!                   └──any──> Field ──────────────────────────┘
//! ```
//!
//! A record that is not done at a line's end goes on in the next line. An escape
//! character takes the next one as it is, in each of the states.

use super::{DIALECT, Format, LIMIT, Quoting, STREAM, error, format_of};
use crate::builtins::types::operators as op;
use crate::builtins::types::support::{list, scratch, text as new_text, this};
use crate::natives;
use crate::object::array::Array;
use crate::object::gc::{Gc, Kind};
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

/// The number of the record that counts the lines.
const LINES: usize = 0;

pub static READER: TypeDef = TypeDef {
    name: "_csv.reader",
    kind: Kind::Record,
    base: "object",
    subclassable: false,
    doc: "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[
        GetSetDef {
            name: "dialect",
            get: |vm, args| Ok(this::<Record>(vm, args[0])?.values[DIALECT].get()),
            set: None,
        },
        GetSetDef {
            name: "line_num",
            get: |vm, args| {
                let lines = this::<Record>(vm, args[0])?.numbers[LINES].get();
                Ok(vm.heap.int(lines))
            },
            set: None,
        },
    ],
};

natives! { METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => next,
}

pub fn make(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let lines = vm.iter(args[0])?;
    super::make(vm, &READER, lines, args[1])
}

/// Where in a record we are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Record,
    FieldStart,
    Field,
    Quoted,
    QuoteInQuoted,
    Escaped,
    EscapedInQuoted,
    /// Behind an escaped line end.
    EscapedEnd,
    /// Behind a record's end: nothing but line ends may follow in this line.
    LineEnd,
}

/// What is known of a record.
struct Row {
    state: State,
    fields: Gc<Array>,
    field: Vec<u8>,
    /// How many characters the field has.
    chars: i64,
    /// The field was not quoted, and so is a number with `QUOTE_NONNUMERIC`.
    numeric: bool,
}

/// A line's end, as the machine is told it.
const END: u32 = u32::MAX;

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let format = format_of(vm, it)?;
    let mut row = Row {
        state: State::Record,
        fields: scratch(vm, 8)?,
        field: Vec::new(),
        chars: 0,
        numeric: false,
    };
    loop {
        let Some(line) = vm.next(it.values[STREAM].get())? else {
            if row.chars == 0 && row.state != State::Quoted {
                return Err(vm.stop_iteration(Value::NONE));
            }
            if format.strict {
                return Err(error(vm, "unexpected end of data"));
            }
            row.save(vm)?;
            break;
        };
        let Some(line) = line.get::<Str>() else {
            let class = vm.class_name(line);
            return Err(error(
                vm,
                format!(
                    "iterator should return strings, not {class} \
                     (the file should be opened in text mode)"
                ),
            ));
        };
        it.numbers[LINES].set(it.numbers[LINES].get() + 1);
        row.read_line(vm, &format, line.bytes())?;
        if row.state == State::Record {
            break;
        }
        vm.safepoint()?;
    }
    Ok(list(vm, row.fields))
}

fn is_line_end(code_point: u32) -> bool {
    code_point == u32::from(b'\n') || code_point == u32::from(b'\r')
}

impl Row {
    fn read_line(&mut self, vm: &mut Vm, format: &Format, line: &[u8]) -> Res<()> {
        let mut at = 0;
        while at < line.len() {
            let (code_point, len) = match line[at] {
                byte @ 0..0x80 => (u32::from(byte), 1),
                _ => wtf8::decode(line, at),
            };
            self.step(vm, format, code_point, &line[at..at + len])?;
            at += len;
        }
        self.step(vm, format, END, b"\n")
    }

    fn add(&mut self, vm: &mut Vm, character: &[u8]) -> Res<()> {
        let limit = LIMIT.load(std::sync::atomic::Ordering::Relaxed);
        if self.chars >= limit {
            return Err(error(
                vm,
                format!("field larger than field limit ({limit})"),
            ));
        }
        self.field.extend_from_slice(character);
        self.chars += 1;
        Ok(())
    }

    /// Ends the field.
    fn save(&mut self, vm: &mut Vm) -> Res<()> {
        let mut field = new_text(vm, &self.field)?;
        self.field.clear();
        self.chars = 0;
        if std::mem::take(&mut self.numeric) {
            field = vm.call(vm.types.float.into(), &[field])?;
        }
        vm.array_push(&mut self.fields, field)
    }

    /// Ends the field where the line ends.
    fn save_at_end(&mut self, vm: &mut Vm, code_point: u32) -> Res<()> {
        self.save(vm)?;
        self.state = match code_point {
            END => State::Record,
            _ => State::LineEnd,
        };
        Ok(())
    }

    /// Takes one character, or [`END`].
    #[inline]
    fn step(&mut self, vm: &mut Vm, format: &Format, it: u32, character: &[u8]) -> Res<()> {
        let ends = it == END || is_line_end(it);
        let quotes = format.quote == Some(it) && format.quoting != Quoting::None;
        match self.state {
            State::Record if it == END => {}
            State::Record if ends => self.state = State::LineEnd,
            State::Record | State::FieldStart => {
                if ends {
                    self.save_at_end(vm, it)?;
                } else if quotes {
                    self.state = State::Quoted;
                } else if format.escape == Some(it) {
                    self.state = State::Escaped;
                } else if it == u32::from(b' ') && format.skip_space {
                    self.state = State::FieldStart;
                } else if it == format.delimiter {
                    self.save(vm)?;
                    self.state = State::FieldStart;
                } else {
                    self.numeric = format.quoting == Quoting::NonNumeric;
                    self.add(vm, character)?;
                    self.state = State::Field;
                }
            }
            State::Escaped => {
                self.add(vm, character)?;
                self.state = match is_line_end(it) {
                    true => State::EscapedEnd,
                    false => State::Field,
                };
            }
            State::EscapedEnd if it == END => {}
            State::EscapedEnd | State::Field => {
                if ends {
                    self.save_at_end(vm, it)?;
                } else if format.escape == Some(it) {
                    self.state = State::Escaped;
                } else if it == format.delimiter {
                    self.save(vm)?;
                    self.state = State::FieldStart;
                } else {
                    self.add(vm, character)?;
                    self.state = State::Field;
                }
            }
            State::Quoted if it == END => {}
            State::Quoted if format.escape == Some(it) => self.state = State::EscapedInQuoted,
            State::Quoted if quotes => {
                self.state = match format.double_quote {
                    true => State::QuoteInQuoted,
                    false => State::Field,
                };
            }
            State::Quoted => self.add(vm, character)?,
            State::EscapedInQuoted => {
                self.add(vm, character)?;
                self.state = State::Quoted;
            }
            State::QuoteInQuoted if quotes => {
                self.add(vm, character)?;
                self.state = State::Quoted;
            }
            State::QuoteInQuoted if it == format.delimiter => {
                self.save(vm)?;
                self.state = State::FieldStart;
            }
            State::QuoteInQuoted if ends => self.save_at_end(vm, it)?,
            State::QuoteInQuoted if !format.strict => {
                self.add(vm, character)?;
                self.state = State::Field;
            }
            State::QuoteInQuoted => {
                let shown = |it: u32| char::from_u32(it).unwrap_or('\u{fffd}');
                let (delimiter, quote) = (shown(format.delimiter), format.quote.map_or('"', shown));
                return Err(error(vm, format!("'{delimiter}' expected after '{quote}'")));
            }
            State::LineEnd if it == END => self.state = State::Record,
            State::LineEnd if ends => {}
            State::LineEnd => {
                return Err(error(
                    vm,
                    "new-line character seen in unquoted field - \
                     do you need to open the file with newline=''?",
                ));
            }
        }
        Ok(())
    }
}
