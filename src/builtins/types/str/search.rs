//! Searching and cutting strings: `find`, `count`, `split`, `partition`, `strip` ...
//!
//! The work is done on bytes (see `bytewise.rs`); what is left here is the
//! translation between positions in characters, which Python counts, and in bytes.

use std::ops::Range;

use super::text;
use crate::builtins::types::bytewise;
use crate::builtins::types::support::{self, list_of_texts, str_arg, this};
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

/// The bytes of `it` between two bounds in characters; `None` when the start lies
/// behind the end.
fn window(
    vm: &mut Vm,
    it: Gc<Str>,
    start: Option<Value>,
    end: Option<Value>,
) -> Res<Option<Range<usize>>> {
    let start = support::slice_bound(vm, start, 0)?;
    let end = support::slice_bound(vm, end, i64::MAX)?;
    let Some(range) = support::within(start, end, it.len_chars()) else {
        return Ok(None);
    };
    Ok(Some(if it.is_ascii() {
        range
    } else {
        it.byte_offset(&vm.heap, range.start)..it.byte_offset(&vm.heap, range.end)
    }))
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

/// Where `args[1]` occurs in `args[0]`, in characters.
fn position(vm: &mut Vm, args: Args<'_>, finder: Finder) -> Res<Option<usize>> {
    let it = this::<Str>(vm, args[0])?;
    let range = window(vm, it, args.get(2), args.get(3))?;
    let needle = must_be_str(vm, args[1])?;
    let Some(range) = range else {
        return Ok(None);
    };
    let found = finder(&it.bytes()[range.clone()], needle.bytes());
    Ok(found.map(|at| it.char_offset(&vm.heap, range.start + at)))
}

fn must_be_str(vm: &mut Vm, value: Value) -> Res<Gc<Str>> {
    match value.get::<Str>() {
        Some(it) => Ok(it),
        None => {
            let got = vm.class_name(value);
            Err(vm.type_error(format!("must be str, not {got}")))
        }
    }
}

fn or_minus_one(vm: &mut Vm, position: Option<usize>) -> Value {
    vm.heap.int(position.map_or(-1, |at| at as i64))
}

fn or_value_error(vm: &mut Vm, position: Option<usize>) -> Res<Value> {
    match position {
        Some(at) => Ok(vm.heap.int(at as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}

pub fn find(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let position = position(vm, args, bytewise::find)?;
    Ok(or_minus_one(vm, position))
}

pub fn rfind(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let position = position(vm, args, bytewise::rfind)?;
    Ok(or_minus_one(vm, position))
}

pub fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let position = position(vm, args, bytewise::find)?;
    or_value_error(vm, position)
}

pub fn rindex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let position = position(vm, args, bytewise::rfind)?;
    or_value_error(vm, position)
}

pub fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let range = window(vm, it, args.get(2), args.get(3))?;
    let needle = must_be_str(vm, args[1])?;
    let Some(range) = range else {
        return Ok(Value::small(0));
    };
    let hay = &it.bytes()[range];
    let count = if needle.bytes().is_empty() {
        text::count(hay) + 1
    } else {
        bytewise::count(hay, needle.bytes())
    };
    Ok(vm.heap.int(count as i64))
}

/// `startswith` and `endswith`: the second argument is a str or a tuple of them.
fn affix(vm: &mut Vm, args: Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let range = window(vm, it, args.get(2), args.get(3))?;
    let hay = range.map(|range| &it.bytes()[range]);
    if let Some(one) = args[1].get::<Str>() {
        return Ok(hay.is_some_and(|hay| holds(hay, one.bytes())).into());
    }
    let Some(several) = args[1].get::<Tuple>() else {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "{name} first arg must be str or a tuple of str, not {got}"
        )));
    };
    for item in several.tail() {
        let Some(one) = item.get().get::<Str>() else {
            let got = vm.class_name(item.get());
            return Err(vm.type_error(format!("tuple for {name} must only contain str, not {got}")));
        };
        if hay.is_some_and(|hay| holds(hay, one.bytes())) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn startswith(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    affix(vm, args, "startswith", |hay, prefix| {
        hay.starts_with(prefix)
    })
}

pub fn endswith(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    affix(vm, args, "endswith", |hay, suffix| hay.ends_with(suffix))
}

pub fn removeprefix(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let prefix = str_arg(vm, args[1], "removeprefix() argument")?;
    let rest = it
        .bytes()
        .strip_prefix(prefix.bytes())
        .unwrap_or(it.bytes());
    support::text(vm, rest)
}

pub fn removesuffix(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let suffix = str_arg(vm, args[1], "removesuffix() argument")?;
    let rest = it
        .bytes()
        .strip_suffix(suffix.bytes())
        .unwrap_or(it.bytes());
    support::text(vm, rest)
}

pub fn replace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let old = str_arg(vm, args[1], "replace() argument 1")?;
    let new = str_arg(vm, args[2], "replace() argument 2")?;
    let limit = support::limit(vm, args.get(3))?;
    let (hay, old, new) = (it.bytes(), old.bytes(), new.bytes());
    let fits =
        bytewise::replaced_len(hay, old, new, limit).is_some_and(|len| len < u32::MAX as usize);
    if !fits {
        return Err(vm.memory_error());
    }
    match bytewise::replace(hay, old, new, limit, text::width) {
        Some(replaced) => support::text(vm, &replaced),
        None => support::text(vm, hay),
    }
}

/// `partition` and `rpartition`.
fn partitioned(vm: &mut Vm, args: Args<'_>, finder: Finder, right: bool) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let separator = must_be_str(vm, args[1])?;
    let (hay, needle) = (it.bytes(), separator.bytes());
    if needle.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let (before, between, after) = match finder(hay, needle) {
        Some(at) => (&hay[..at], needle, &hay[at + needle.len()..]),
        None if right => (&hay[..0], &hay[..0], hay),
        None => (hay, &hay[..0], &hay[..0]),
    };
    let parts = [
        support::text(vm, before)?,
        support::text(vm, between)?,
        support::text(vm, after)?,
    ];
    Ok(vm.heap.tuple(&parts).into())
}

pub fn partition(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    partitioned(vm, args, bytewise::find, false)
}

pub fn rpartition(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    partitioned(vm, args, bytewise::rfind, true)
}

/// The separator and the limit of `split` and `rsplit`; no separator is white space.
fn split_args(vm: &mut Vm, args: Args<'_>) -> Res<(Option<Gc<Str>>, usize)> {
    let limit = support::limit(vm, args.get(2))?;
    match args.get(1) {
        None | Some(Value::NONE) => Ok((None, limit)),
        Some(value) => match value.get::<Str>() {
            Some(separator) if separator.bytes().is_empty() => {
                Err(vm.value_error("empty separator"))
            }
            Some(separator) => Ok((Some(separator), limit)),
            None => {
                let got = vm.class_name(value);
                Err(vm.type_error(format!("must be str or None, not {got}")))
            }
        },
    }
}

pub fn split(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let (separator, limit) = split_args(vm, args)?;
    let hay = it.bytes();
    match separator {
        Some(separator) => {
            list_of_texts(vm, args, it, bytewise::split(hay, separator.bytes(), limit))
        }
        None => {
            let fields = bytewise::split_space(hay, limit, text::leading_space, text::width);
            list_of_texts(vm, args, it, fields)
        }
    }
}

pub fn rsplit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let (separator, limit) = split_args(vm, args)?;
    let hay = it.bytes();
    let fields = match separator {
        Some(separator) => bytewise::rsplit(hay, separator.bytes(), limit),
        None => bytewise::rsplit_space(hay, limit, text::leading_space, text::width),
    };
    list_of_texts(vm, args, it, fields.into_iter())
}

pub fn splitlines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let keep_ends = support::flag(vm, args.get(1), false)?;
    let hay = it.bytes();
    let lines = bytewise::split_lines(hay, keep_ends, text::leading_line_break);
    list_of_texts(vm, args, it, lines)
}

fn stripped(vm: &mut Vm, args: Args<'_>, name: &str, left: bool, right: bool) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let bytes = it.bytes();
    let rest = match args.get(1) {
        None | Some(Value::NONE) => text::trim(bytes, left, right, text::is_space),
        Some(chars) => {
            let Some(chars) = chars.get::<Str>() else {
                return Err(vm.type_error(format!("{name} arg must be None or str")));
            };
            let set = chars.bytes();
            text::trim(bytes, left, right, |code| {
                text::code_points(set).any(|it| it == code)
            })
        }
    };
    if rest.len() == bytes.len() && it.header().is_exact() {
        return Ok(args[0]);
    }
    support::text(vm, rest)
}

pub fn strip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, "strip", true, true)
}

pub fn lstrip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, "lstrip", true, false)
}

pub fn rstrip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, "rstrip", false, true)
}
