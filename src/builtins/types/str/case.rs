//! Upper, lower, title case and case folding of whole strings.
//!
//! Rust's tables know upper and lower case. Title case and folding follow from
//! those, apart from the few characters named here: found by comparing with
//! CPython 3.12 over all code points.

use super::text;
use crate::builtins::types::support::{self, this};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

fn each(out: &mut Vec<u8>, code: u32, map: impl Fn(char, &mut dyn FnMut(char))) {
    match char::from_u32(code) {
        Some(it) => map(it, &mut |mapped| text::push(out, mapped.into())),
        None => text::push(out, code),
    }
}

fn push_upper(out: &mut Vec<u8>, code: u32) {
    each(out, code, |it, put| it.to_uppercase().for_each(put));
}

/// Greek's capital sigma is a final sigma at the end of a word.
fn push_lower(out: &mut Vec<u8>, bytes: &[u8], at: usize, code: u32) {
    if code == 0x3a3 && is_final(bytes, at) {
        text::push(out, 0x3c2);
    } else {
        each(out, code, |it, put| it.to_lowercase().for_each(put));
    }
}

fn is_final(bytes: &[u8], at: usize) -> bool {
    let cased =
        |code: u32| char::from_u32(code).is_some_and(|it| it.is_lowercase() || it.is_uppercase());
    let ignorable = |code: u32| {
        matches!(
            code,
            0x27 | 0x2e | 0x3a | 0xad | 0xb7 | 0x2019 | 0x300..=0x36f
        )
    };
    let before: Vec<u32> = text::code_points(&bytes[..at]).collect();
    let before = before.into_iter().rev().find(|&code| !ignorable(code));
    let after = text::code_points(&bytes[at + 2..]).find(|&code| !ignorable(code));
    before.is_some_and(cased) && !after.is_some_and(cased)
}

fn push_title(out: &mut Vec<u8>, code: u32) {
    let single = match code {
        0x149 => {
            out.extend_from_slice("\u{2bc}N".as_bytes());
            return;
        }
        0x1c4..=0x1c6 => 0x1c5,
        0x1c7..=0x1c9 => 0x1c8,
        0x1ca..=0x1cc => 0x1cb,
        0x1f1..=0x1f3 => 0x1f2,
        0x10d0..=0x10ff => code,
        0x1f80..=0x1faf => code | 8,
        0x1fb3 | 0x1fbc => 0x1fbc,
        0x1fc3 | 0x1fcc => 0x1fcc,
        0x1ff3 | 0x1ffc => 0x1ffc,
        _ => {
            each(out, code, |it, put| {
                for (index, upper) in it.to_uppercase().enumerate() {
                    match upper {
                        _ if index == 0 => put(upper),
                        '\u{399}' => put('\u{345}'),
                        _ => upper.to_lowercase().for_each(&mut *put),
                    }
                }
            });
            return;
        }
    };
    text::push(out, single);
}

fn push_folded(out: &mut Vec<u8>, code: u32) {
    match code {
        0x131 | 0x13a0..=0x13f5 => text::push(out, code),
        0x13f8..=0x13fd | 0xab70..=0xabbf => push_upper(out, code),
        _ => each(out, code, |it, put| {
            for lower in it.to_lowercase() {
                for upper in lower.to_uppercase() {
                    upper.to_lowercase().for_each(&mut *put);
                }
            }
        }),
    }
}

/// Maps ASCII with `ascii`, anything else with `other`, called with each
/// character's place and code point.
fn mapped(
    vm: &mut Vm,
    value: Value,
    ascii: fn(&mut [u8]),
    other: impl Fn(&mut Vec<u8>, &[u8], usize, u32),
) -> Res<Value> {
    let it = this::<Str>(vm, value)?;
    let bytes = it.bytes();
    let mut out = Vec::with_capacity(bytes.len());
    if it.is_ascii() {
        out.extend_from_slice(bytes);
        ascii(&mut out);
    } else {
        let mut at = 0;
        while let Some((code, width)) = text::first(&bytes[at..]) {
            other(&mut out, bytes, at, code);
            at += width;
        }
    }
    support::text(vm, &out)
}

pub fn upper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(
        vm,
        args[0],
        <[u8]>::make_ascii_uppercase,
        |out, _, _, code| push_upper(out, code),
    )
}

pub fn lower(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args[0], <[u8]>::make_ascii_lowercase, push_lower)
}

pub fn casefold(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(
        vm,
        args[0],
        <[u8]>::make_ascii_lowercase,
        |out, _, _, code| push_folded(out, code),
    )
}

pub fn swapcase(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let ascii = |bytes: &mut [u8]| {
        for byte in bytes {
            if byte.is_ascii_alphabetic() {
                *byte ^= 0x20;
            }
        }
    };
    mapped(
        vm,
        args[0],
        ascii,
        |out, bytes, at, code| match char::from_u32(code) {
            Some(it) if it.is_uppercase() => push_lower(out, bytes, at, code),
            Some(it) if it.is_lowercase() => push_upper(out, code),
            _ => text::push(out, code),
        },
    )
}

pub fn capitalize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let ascii = |bytes: &mut [u8]| {
        bytes.make_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
    };
    mapped(vm, args[0], ascii, |out, bytes, at, code| {
        if at == 0 {
            push_title(out, code)
        } else {
            push_lower(out, bytes, at, code)
        }
    })
}

pub fn title(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let bytes = it.bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut in_word = false;
    let mut at = 0;
    while let Some((code, width)) = text::first(&bytes[at..]) {
        if in_word {
            push_lower(&mut out, bytes, at, code);
        } else {
            push_title(&mut out, code);
        }
        in_word = char::from_u32(code).is_some_and(|it| {
            it.is_lowercase() || it.is_uppercase() || super::classify::is_title(code)
        });
        at += width;
    }
    support::text(vm, &out)
}
