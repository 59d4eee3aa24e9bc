//! The methods of `bytes` and `bytearray` that look at letters, digits and white space, which
//! are ASCII's.

use super::bytes_methods::{is_space, like, this};
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

fn mapped(vm: &mut Vm, args: Args<'_>, map: impl Fn(&mut [u8])) -> Res<Value> {
    let mut it = this(vm, args[0])?.into_owned();
    map(&mut it);
    like(vm, args[0], &it)
}

pub fn upper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args, <[u8]>::make_ascii_uppercase)
}

pub fn lower(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args, <[u8]>::make_ascii_lowercase)
}

pub fn swapcase(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args, |bytes| {
        for byte in bytes.iter_mut().filter(|byte| byte.is_ascii_alphabetic()) {
            *byte ^= 0x20;
        }
    })
}

pub fn capitalize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args, |bytes| {
        bytes.make_ascii_lowercase();
        if let Some(first) = bytes.first_mut() {
            first.make_ascii_uppercase();
        }
    })
}

pub fn title(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapped(vm, args, |bytes| {
        let mut in_word = false;
        for byte in bytes {
            let mapped = if in_word {
                byte.to_ascii_lowercase()
            } else {
                byte.to_ascii_uppercase()
            };
            in_word = byte.is_ascii_alphabetic();
            *byte = mapped;
        }
    })
}

fn all(vm: &mut Vm, args: Args<'_>, holds: impl Fn(&u8) -> bool) -> Res<Value> {
    let it = this(vm, args[0])?;
    Ok(Value::bool(!it.is_empty() && it.iter().all(holds)))
}

pub fn isalnum(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args, u8::is_ascii_alphanumeric)
}

pub fn isalpha(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args, u8::is_ascii_alphabetic)
}

pub fn isdigit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args, u8::is_ascii_digit)
}

pub fn isspace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args, |&byte| is_space(byte))
}

pub fn isascii(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this(vm, args[0])?.is_ascii().into())
}

fn cased(
    vm: &mut Vm,
    args: Args<'_>,
    wanted: fn(&u8) -> bool,
    other: fn(&u8) -> bool,
) -> Res<Value> {
    let it = this(vm, args[0])?;
    Ok(Value::bool(it.iter().any(wanted) && !it.iter().any(other)))
}

pub fn isupper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    cased(vm, args, u8::is_ascii_uppercase, u8::is_ascii_lowercase)
}

pub fn islower(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    cased(vm, args, u8::is_ascii_lowercase, u8::is_ascii_uppercase)
}

pub fn istitle(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    let (mut found, mut in_word) = (false, false);
    for byte in it.iter() {
        if byte.is_ascii_uppercase() && in_word || byte.is_ascii_lowercase() && !in_word {
            return Ok(Value::FALSE);
        }
        in_word = byte.is_ascii_alphabetic();
        found |= in_word;
    }
    Ok(found.into())
}
