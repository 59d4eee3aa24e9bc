//! [`Subject`]: the string that is matched, and pieces of it.
//!
//! ```text
//!            string, as given      text: what the engine looks at    raw: what pieces are cut of
//!   str      "naïve"               the same (see `surrogates.rs`)    its UTF-8
//!   bytes    b"na\xefve"           its Latin-1 text, "naïve"         the bytes
//! ```
//!
//! Outside, places are counted in characters (or bytes). Inside they are bytes of
//! `raw`, so that a piece is a slice and nobody counts characters unless somebody asks
//! where a group is.

use std::borrow::Cow;

use super::surrogates;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::regex::Pattern;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::protocol::bytes_of;
use crate::vm::{Raised, Res, Vm};

pub struct Subject {
    pub string: Value,
    pub text: Gc<Str>,
    pub raw: Cow<'static, [u8]>,
}

impl Subject {
    /// TypeError for what the pattern can't be matched with.
    pub fn new(vm: &mut Vm, pattern: Gc<Pattern>, string: Value) -> Res<Subject> {
        let Some(text) = string.get::<Str>() else {
            return Subject::of_bytes(vm, pattern, string);
        };
        if pattern.bytes {
            return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
        }
        let raw = text.bytes().into();
        let text = match text.has_surrogates() {
            true => without_surrogates(vm, text)?,
            false => text,
        };
        Ok(Subject { string, text, raw })
    }

    #[inline(never)]
    fn of_bytes(vm: &mut Vm, pattern: Gc<Pattern>, string: Value) -> Res<Subject> {
        let Some(raw) = bytes_of(string) else {
            let class = vm.class_name(string);
            let message = format!("expected string or bytes-like object, got '{class}'");
            return Err(vm.type_error(message));
        };
        if !pattern.bytes {
            return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
        }
        vm.make_way(raw.len())?;
        let text = match raw.is_ascii() {
            true => vm.heap.ascii_str(&raw),
            false => {
                let text: String = raw.iter().map(|&byte| char::from(byte)).collect();
                let text = vm.heap.try_str(&text);
                vm.or_memory_error(text)?
            }
        };
        Ok(Subject { string, text, raw })
    }

    /// A piece of `raw`, as its places in the text say.
    #[inline]
    pub fn raw_piece(&self, vm: &Vm, span: (usize, usize)) -> &[u8] {
        let (start, end) = in_raw(vm, self.string, self.text, span);
        self.raw.get(start..end).unwrap_or_default()
    }

    /// The same, as a str or bytes.
    pub fn piece(&self, vm: &mut Vm, span: (usize, usize)) -> Value {
        if let Some(text) = self.string.get::<Str>() {
            return str_piece(vm, text, span);
        }
        let span = in_raw(vm, self.string, self.text, span);
        bytes_piece(vm, self.string, &self.raw, span)
    }
}

#[cold]
fn without_surrogates(vm: &mut Vm, text: Gc<Str>) -> Res<Gc<Str>> {
    vm.make_way(text.len())?;
    let text = vm.heap.try_str(&surrogates::replaced(text));
    vm.or_memory_error(text)
}

/// Places in the text of a string as places in `raw`.
#[inline]
pub fn in_raw(
    vm: &Vm,
    string: Value,
    text: Gc<Str>,
    (start, end): (usize, usize),
) -> (usize, usize) {
    if text.is_ascii() || string.is::<Str>() {
        return (start, end);
    }
    (
        text.char_offset(&vm.heap, start),
        text.char_offset(&vm.heap, end),
    )
}

/// What lies between two places of `raw` of a string, as a str or bytes.
#[inline]
pub fn piece(vm: &mut Vm, string: Value, span: (usize, usize)) -> Value {
    match string.get::<Str>() {
        Some(text) => str_piece(vm, text, span),
        None => {
            let raw = bytes_of(string).unwrap_or_default();
            bytes_piece(vm, string, &raw, span)
        }
    }
}

#[inline]
fn str_piece(vm: &mut Vm, text: Gc<Str>, (start, end): (usize, usize)) -> Value {
    match start == 0 && end == text.len() {
        true => vm.heap.exact_str(text).into(),
        false => vm.heap.byte_slice(text, start, end).into(),
    }
}

fn bytes_piece(vm: &mut Vm, string: Value, raw: &[u8], (start, end): (usize, usize)) -> Value {
    let whole = string.get::<Bytes>().filter(|it| it.is_exact());
    if start == 0
        && end == raw.len()
        && let Some(whole) = whole
    {
        return whole.into();
    }
    // What lent the bytes may have fewer of them by now.
    let end = end.min(raw.len());
    vm.heap.bytes(&raw[start.min(end)..end]).into()
}

/// The empty str or bytes, as the string is one.
pub fn empty_like(vm: &mut Vm, string: Value) -> Value {
    match string.is::<Str>() {
        true => vm.heap.empty_str().into(),
        false => vm.heap.bytes(&[]).into(),
    }
}

/// The part of a text that is looked at.
pub struct Part {
    /// In bytes of the text.
    pub from: usize,
    pub end: usize,
    /// In Python's indices.
    pub pos: u32,
    pub endpos: u32,
}

impl Part {
    /// What the arguments `pos` and `endpos` say, each perhaps left out.
    pub fn new(vm: &mut Vm, text: Gc<Str>, pos: Option<Value>, endpos: Option<Value>) -> Res<Part> {
        let length = text.len_chars() as i64;
        let [pos, endpos] = [(pos, 0), (endpos, length)].map(|(given, default)| match given {
            Some(given) => vm.index_clamped(given).map(|at| at.clamp(0, length)),
            None => Ok(default),
        });
        let (pos, endpos) = (pos? as usize, endpos? as usize);
        Ok(Part {
            from: text.byte_offset(&vm.heap, pos),
            end: text.byte_offset(&vm.heap, endpos),
            pos: pos as u32,
            endpos: endpos as u32,
        })
    }
}

#[cold]
pub fn gave_up(vm: &mut Vm, message: &str) -> Raised {
    vm.runtime_error(format!("regular expression: {message}"))
}
