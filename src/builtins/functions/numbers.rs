//! Builtins on numbers, and between numbers and characters.

use dashu_int::IBig;

use crate::object::bytes::{ByteArray, Bytes};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{c_int, integer};
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

pub fn abs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let value = args[0];
    if let Some(int) = value.as_int() {
        return Ok(vm.heap.int(int.abs()));
    }
    if let Some(float) = value.as_flonum() {
        return Ok(vm.heap.float(float.abs()));
    }
    let name = vm.names.abs;
    match vm.call_special(value, name, &[]) {
        Some(result) => result,
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("bad operand type for abs(): '{class}'")))
        }
    }
}

pub fn round(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.round;
    let digits = args.get(1).filter(|digits| !digits.is_none());
    match vm.call_special(args[0], name, digits.as_slice()) {
        Some(result) => result,
        None => {
            let class = vm.class_name(args[0]);
            Err(vm.type_error(format!("type {class} doesn't define __round__ method")))
        }
    }
}

pub fn pow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.pow3(args[0], args[1], args.get(2).unwrap_or(Value::NONE))
}

pub fn divmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.divmod(args[0], args[1])
}

pub fn bin(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = integer(vm, args[0])?;
    prefixed(vm, &int, "0b", 2)
}

pub fn oct(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = integer(vm, args[0])?;
    prefixed(vm, &int, "0o", 8)
}

pub fn hex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = integer(vm, args[0])?;
    prefixed(vm, &int, "0x", 16)
}

/// `-0x2a`: sign, prefix, digits.
fn prefixed(vm: &mut Vm, int: &IBig, prefix: &str, radix: u8) -> Res<Value> {
    let digits = int.in_radix(radix).to_string();
    let text = match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    };
    Ok(vm.heap.str(&text).into())
}

pub fn chr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = c_int(vm, args[0])?;
    match u32::try_from(code)
        .ok()
        .and_then(|code| vm.heap.str_code_point(code))
    {
        Some(text) => Ok(text.into()),
        None => Err(vm.value_error("chr() arg not in range(0x110000)")),
    }
}

pub fn ord(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let value = args[0];
    let (code, length) = if let Some(text) = value.get::<Str>() {
        (text.code_points().next(), text.len_chars())
    } else if let Some(bytes) = value.get::<Bytes>() {
        (
            bytes.bytes().first().map(|&byte| u32::from(byte)),
            bytes.bytes().len(),
        )
    } else if let Some(bytes) = value.get::<ByteArray>() {
        (
            bytes.items().first().map(|byte| u32::from(byte.get())),
            bytes.len(),
        )
    } else {
        let class = vm.class_name(value);
        return Err(vm.type_error(format!(
            "ord() expected string of length 1, but {class} found"
        )));
    };
    match code {
        Some(code) if length == 1 => Ok(vm.heap.int(i64::from(code))),
        _ => Err(vm.type_error(format!(
            "ord() expected a character, but string of length {length} found"
        ))),
    }
}
