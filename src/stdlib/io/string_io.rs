//! `io.StringIO`: text in memory that behaves like a file.
//!
//! ```text
//!   text   "first\nsecond\nthi"          one str; to append to it costs what is appended
//!                  ^ POSITION            in characters, may lie beyond the end
//! ```
//!
//! The text is a str of the heap. Appending to one whose end nobody else has grown
//! shares its buffer (`object/str_make.rs`), so `write` at the end copies only what is
//! written, and `getvalue` copies nothing.
//!
//! The argument `newline` says what becomes of line ends:
//!
//! | newline | written | a line ends with |
//! |---|---|---|
//! | `"\n"` | as it is | `\n` |
//! | `None` | `\r` and `\r\n` as `\n` | `\n` |
//! | `""` | as it is | any of the three |
//! | `"\r"`, `"\r\n"` | `\n` as that | that |

use std::borrow::Cow;

use super::text::Newline;
use crate::builtins::types::support::{class_for_new, text as new_text, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::function::Native;
use crate::object::gc::{Gc, Kind};
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

// The values of the record.
const TEXT: usize = 0;

// Its numbers.
const POSITION: usize = 0;
/// A [`Newline`]'s number.
const NEWLINE: usize = 1;
/// Which line ends were met, where `newlines` says it: bits.
const SEEN: usize = 2;
/// [`NEW`], [`OPEN`] or [`CLOSED`].
const STATE: usize = 3;

const NEW: i64 = 0;
const OPEN: i64 = 1;
const CLOSED: i64 = 2;

const SEEN_RETURN: i64 = 1;
const SEEN_FEED: i64 = 2;
const SEEN_BOTH: i64 = 4;

const NEWLINES: [Newline; 5] = [
    Newline::Feed,
    Newline::Universal,
    Newline::Untranslated,
    Newline::Return,
    Newline::ReturnFeed,
];

pub static STRING_IO: TypeDef = TypeDef {
    name: "_io.StringIO",
    kind: Kind::Record,
    base: "object",
    subclassable: true,
    doc: "Text I/O implementation using an in-memory buffer.\n\n\
          The initial_value argument sets the value of object.  The newline\n\
          argument is like the one of TextIOWrapper's constructor.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[
        GetSetDef {
            name: "closed",
            get: closed,
            set: None,
        },
        GetSetDef {
            name: "newlines",
            get: newlines,
            set: None,
        },
        GetSetDef {
            name: "line_buffering",
            get: |vm, args| opened(vm, args[0]).map(|_| Value::FALSE),
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, initial_value="", newline="\n") => init,
    write(self, text, /) => write,
    read(self, size=-1, /) => read,
    readline(self, size=-1, /) => readline,
    getvalue(self, /) => |vm, args| Ok(opened(vm, args[0])?.values[TEXT].get()),
    tell(self, /) => tell,
    seek(self, pos, whence=0, /) => seek,
    truncate(self, pos=None, /) => truncate,
    close(self, /) => close,
    flush(self, /) => |_, _| Ok(Value::NONE),
    readable(self, /) => |vm, args| opened(vm, args[0]).map(|_| Value::TRUE),
    writable(self, /) => |vm, args| opened(vm, args[0]).map(|_| Value::TRUE),
    seekable(self, /) => |vm, args| opened(vm, args[0]).map(|_| Value::TRUE),
    __next__(self, /) => next,
    __getstate__(self, /) => get_state,
    __setstate__(self, state, /) => set_state,
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(STRING_IO.name);
    let class = class_for_new(vm, args[0], base)?;
    let text = vm.heap.empty_str().into();
    let made = vm.heap.alloc(Record::new(class.root_shape.get(), [text]));
    Ok(made.into())
}

fn newline_of(vm: &mut Vm, newline: Option<Value>) -> Res<usize> {
    let Some(newline) = newline else {
        return Ok(0);
    };
    if newline.is_none() {
        return Ok(1);
    }
    let Some(text) = newline.get::<Str>() else {
        let class = vm.class_name(newline);
        return Err(vm.type_error(format!("newline must be str or None, not {class}")));
    };
    match text.bytes() {
        b"\n" => Ok(0),
        b"" => Ok(2),
        b"\r" => Ok(3),
        b"\r\n" => Ok(4),
        _ => {
            let text = vm.repr(newline)?.to_string_lossy().into_owned();
            Err(vm.value_error(format!("illegal newline value: {text}")))
        }
    }
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let newline = newline_of(vm, args.get(2))?;
    let initial = match args.get(1).filter(|initial| !initial.is_none()) {
        None => None,
        Some(initial) => match initial.get::<Str>() {
            Some(text) => Some(text),
            None => {
                let class = vm.class_name(initial);
                return Err(
                    vm.type_error(format!("initial_value must be str or None, not {class}"))
                );
            }
        },
    };
    it.values[TEXT].set(vm.heap.empty_str().into());
    it.numbers[POSITION].set(0);
    it.numbers[NEWLINE].set(newline as i64);
    it.numbers[SEEN].set(0);
    it.numbers[STATE].set(OPEN);
    if let Some(initial) = initial {
        put(vm, it, initial)?;
        it.numbers[POSITION].set(0);
    }
    Ok(Value::NONE)
}

/// The receiver, which must not be closed.
#[inline]
fn opened(vm: &mut Vm, receiver: Value) -> Res<Gc<Record>> {
    let it = this::<Record>(vm, receiver)?;
    match it.numbers[STATE].get() {
        OPEN => Ok(it),
        NEW => Err(vm.value_error("I/O operation on uninitialized object")),
        _ => Err(vm.value_error("I/O operation on closed file")),
    }
}

fn newline(it: Gc<Record>) -> Newline {
    NEWLINES[it.numbers[NEWLINE].get() as usize % NEWLINES.len()]
}

fn text_of(vm: &mut Vm, it: Gc<Record>) -> Gc<Str> {
    match it.values[TEXT].get().get::<Str>() {
        Some(text) => text,
        None => vm.heap.empty_str(),
    }
}

fn position(it: Gc<Record>) -> usize {
    it.numbers[POSITION].get() as usize
}

// --- writing ---

fn write(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let Some(text) = args[1].get::<Str>() else {
        let class = vm.class_name(args[1]);
        return Err(vm.type_error(format!("string argument expected, got '{class}'")));
    };
    let text = vm.heap.exact_str(text);
    put(vm, it, text)?;
    Ok(vm.heap.int(text.len_chars() as i64))
}

/// Writes at the position.
fn put(vm: &mut Vm, it: Gc<Record>, text: Gc<Str>) -> Res<()> {
    let text = match newline(it) {
        Newline::Feed => text,
        kind => match translated(it, kind, text.bytes()) {
            Cow::Borrowed(_) => text,
            Cow::Owned(bytes) => match new_text(vm, &bytes)?.get::<Str>() {
                Some(text) => text,
                None => return Ok(()),
            },
        },
    };
    if text.is_empty() {
        return Ok(());
    }
    let whole = text_of(vm, it);
    let (at, chars) = (position(it), text.len_chars());
    let written = if at == whole.len_chars() {
        let both = vm.heap.concat(whole, text);
        vm.or_memory_error(both)?
    } else {
        overwrite(vm, whole, at, text)?
    };
    it.values[TEXT].set(written.into());
    it.numbers[POSITION].set((at + chars) as i64);
    Ok(())
}

/// The text with another one in its middle, or behind its end: NUL characters fill the gap.
#[inline(never)]
fn overwrite(vm: &mut Vm, whole: Gc<Str>, at: usize, text: Gc<Str>) -> Res<Gc<Str>> {
    let gap = at.saturating_sub(whole.len_chars());
    vm.make_way(whole.len() + gap + text.len())?;
    let nul = vm.heap.str("\0");
    let padding = vm.heap.repeat_str(nul, gap);
    let padding = vm.or_memory_error(padding)?;
    let before = vm.heap.substring(whole, 0, at);
    let after = vm
        .heap
        .substring(whole, at.saturating_add(text.len_chars()), usize::MAX);
    let mut all = before;
    for piece in [padding, text, after] {
        let both = vm.heap.concat(all, piece);
        all = vm.or_memory_error(both)?;
    }
    Ok(all)
}

/// What is written for a text; notes the line ends in it where `newlines` is to say them.
fn translated<'a>(it: Gc<Record>, newline: Newline, text: &'a [u8]) -> Cow<'a, [u8]> {
    let end: &[u8] = match newline {
        Newline::Feed => return Cow::Borrowed(text),
        Newline::Return => b"\r",
        Newline::ReturnFeed => b"\r\n",
        Newline::Universal | Newline::Untranslated => return universal(it, newline, text),
    };
    if memchr::memchr(b'\n', text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = Vec::with_capacity(text.len() + 8);
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        match line {
            [line @ .., b'\n'] => {
                out.extend(line);
                out.extend(end);
            }
            line => out.extend(line),
        }
    }
    Cow::Owned(out)
}

fn universal<'a>(it: Gc<Record>, newline: Newline, text: &'a [u8]) -> Cow<'a, [u8]> {
    let mut seen = it.numbers[SEEN].get();
    let mut rest = text;
    let mut out = Vec::new();
    while let Some(at) = memchr::memchr2(b'\r', b'\n', rest) {
        let (bit, len) = match &rest[at..] {
            [b'\r', b'\n', ..] => (SEEN_BOTH, 2),
            [b'\r', ..] => (SEEN_RETURN, 1),
            _ => (SEEN_FEED, 1),
        };
        seen |= bit;
        out.extend(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + len..];
    }
    it.numbers[SEEN].set(seen);
    out.extend(rest);
    match newline == Newline::Universal && out != text {
        true => Cow::Owned(out),
        false => Cow::Borrowed(text),
    }
}

fn truncate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let size = match wanted(vm, args.get(1))? {
        None => position(it) as i64,
        Some(size) => size,
    };
    let Ok(chars) = usize::try_from(size) else {
        return Err(vm.value_error(format!("Negative size value {size}")));
    };
    let whole = text_of(vm, it);
    if chars < whole.len_chars() {
        let kept = vm.heap.substring(whole, 0, chars);
        it.values[TEXT].set(kept.into());
    }
    Ok(vm.heap.int(size))
}

// --- reading ---

/// A number that may be None.
fn wanted(vm: &mut Vm, size: Option<Value>) -> Res<Option<i64>> {
    match size.filter(|size| !size.is_none()) {
        None => Ok(None),
        Some(size) if !vm.has_index(size) => {
            let class = vm.class_name(size);
            Err(vm.type_error(format!("argument should be integer or None, not '{class}'")))
        }
        Some(size) => vm.index(size).map(Some),
    }
}

/// Hands out the characters from the position up to byte `end`, `most` at most.
fn take(vm: &mut Vm, it: Gc<Record>, start: usize, end: usize, most: Option<usize>) -> Value {
    let whole = text_of(vm, it);
    let at = position(it);
    let end = match most {
        None => end,
        Some(most) => end.min(whole.byte_offset(&vm.heap, at.saturating_add(most))),
    };
    let piece = vm.heap.byte_slice(whole, start, end.max(start));
    it.numbers[POSITION].set((at + piece.len_chars()) as i64);
    piece.into()
}

fn read(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let most = wanted(vm, args.get(1))?.and_then(|size| usize::try_from(size).ok());
    let whole = text_of(vm, it);
    let start = whole.byte_offset(&vm.heap, position(it));
    Ok(take(vm, it, start, whole.len(), most))
}

fn readline(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let most = wanted(vm, args.get(1))?.and_then(|size| usize::try_from(size).ok());
    Ok(line(vm, it, most))
}

fn line(vm: &mut Vm, it: Gc<Record>, most: Option<usize>) -> Value {
    let whole = text_of(vm, it);
    let start = whole.byte_offset(&vm.heap, position(it));
    let rest = &whole.bytes()[start..];
    let end = line_len(newline(it), rest);
    take(vm, it, start, start + end, most)
}

/// How many bytes the first line has, its end included.
fn line_len(newline: Newline, text: &[u8]) -> usize {
    let end = match newline {
        Newline::Feed | Newline::Universal => memchr::memchr(b'\n', text).map(|at| at + 1),
        Newline::Return => memchr::memchr(b'\r', text).map(|at| at + 1),
        Newline::ReturnFeed => memchr::memmem::find(text, b"\r\n").map(|at| at + 2),
        Newline::Untranslated => memchr::memchr2(b'\r', b'\n', text).map(|at| match text[at..] {
            [b'\r', b'\n', ..] => at + 2,
            _ => at + 1,
        }),
    };
    end.unwrap_or(text.len())
}

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let name = vm.names.readline;
    let line = match vm.lookup_special(args[0], name) {
        // A subclass in Python may read lines in another way.
        Some(method) if !method.is::<Native>() => vm.call_method(args[0], name, &[])?,
        _ => line(vm, it, None),
    };
    match line.get::<Str>() {
        Some(line) if line.is_empty() => Err(vm.stop_iteration(Value::NONE)),
        _ => Ok(line),
    }
}

// --- the position and the state ---

fn tell(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    Ok(vm.heap.int(it.numbers[POSITION].get()))
}

fn seek(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let offset = vm.index(args[1])?;
    let whence = match args.get(2) {
        None => 0,
        Some(whence) => vm.index(whence)?,
    };
    let position = match whence {
        0 if offset < 0 => {
            return Err(vm.value_error(format!("Negative seek position {offset}")));
        }
        0 => offset,
        1 | 2 if offset != 0 => {
            let class = vm.types.os_error;
            return Err(vm.raise_message(class, "Can't do nonzero cur-relative seeks"));
        }
        1 => it.numbers[POSITION].get(),
        2 => text_of(vm, it).len_chars() as i64,
        _ => {
            return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    it.numbers[POSITION].set(position);
    Ok(vm.heap.int(position))
}

fn close(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    it.numbers[STATE].set(CLOSED);
    it.values[TEXT].set(vm.heap.empty_str().into());
    Ok(Value::NONE)
}

fn closed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    if it.numbers[STATE].get() == NEW {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(Value::bool(it.numbers[STATE].get() == CLOSED))
}

/// The kinds of line ends that were met: None, one of them, or a tuple.
fn newlines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let seen = it.numbers[SEEN].get();
    let kinds = [(SEEN_RETURN, "\r"), (SEEN_FEED, "\n"), (SEEN_BOTH, "\r\n")];
    let kinds = kinds.map(|(bit, end)| (seen & bit != 0, vm.heap.intern(end).into()));
    let mut met = [Value::NONE; 3];
    let mut count = 0;
    for (_, end) in kinds.into_iter().filter(|(met, _)| *met) {
        met[count] = end;
        count += 1;
    }
    Ok(match count {
        0 | 1 => met[0],
        _ => vm.heap.tuple(&met[..count]).into(),
    })
}

/// `(text, newline, position, attributes)`
fn get_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = opened(vm, args[0])?;
    let newline = match newline(it) {
        Newline::Universal => Value::NONE,
        Newline::Feed => vm.heap.intern("\n").into(),
        Newline::Untranslated => vm.heap.intern("").into(),
        Newline::Return => vm.heap.intern("\r").into(),
        Newline::ReturnFeed => vm.heap.intern("\r\n").into(),
    };
    let own = args[0]
        .header()
        .and_then(|header| vm.heap.attributes(header));
    let own = match own {
        Some(own) => own.copy(&vm.heap).into(),
        None => Value::NONE,
    };
    let position = vm.heap.int(it.numbers[POSITION].get());
    let state = [it.values[TEXT].get(), newline, position, own];
    Ok(vm.heap.tuple(&state).into())
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    if it.numbers[STATE].get() == CLOSED {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    let parts = args[1].get::<Tuple>().map(|state| state.tail());
    let Some([text, newline, at, own, ..]) = parts else {
        let class = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "_io.StringIO.__setstate__ argument should be 4-tuple, got {class}"
        )));
    };
    let (text, newline, at, own) = (text.get(), newline.get(), at.get(), own.get());
    // The text was translated when it was written, so it is put in as it is.
    init(vm, Args::positional(&[args[0], Value::NONE, newline]))?;
    if let Some(text) = text.get::<Str>() {
        it.values[TEXT].set(vm.heap.exact_str(text).into());
    } else if !text.is_none() {
        let class = vm.class_name(text);
        return Err(vm.type_error(format!("initial_value must be str or None, not {class}")));
    }
    let Some(at) = at.as_int() else {
        let class = vm.class_name(at);
        return Err(vm.type_error(format!(
            "third item of state must be an integer, got {class}"
        )));
    };
    if at < 0 {
        return Err(vm.value_error("position value cannot be negative"));
    }
    it.numbers[POSITION].set(at);
    if let Some(given) = own.get::<Dict>() {
        let own = vm.instance_dict(args[0])?;
        if let Some(own) = own {
            vm.dict_update(own, given.into())?;
        }
    } else if !own.is_none() {
        let class = vm.class_name(own);
        return Err(vm.type_error(format!(
            "fourth item of state should be a dict, got a {class}"
        )));
    }
    Ok(Value::NONE)
}
