//! The module `binascii`: bytes as text. Digests are in `hashes/digest.rs`.

mod blake;
pub mod digest;
mod keys;
pub mod shake;
mod transfer;

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, set};
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

/// The same, ASCII text being allowed, too.
fn bytes_or_ascii(vm: &mut Vm, value: Value) -> Res<Vec<u8>> {
    match value.get::<Str>() {
        Some(text) if text.is_ascii() => Ok(text.bytes().to_vec()),
        Some(_) => Err(vm.value_error("string argument should contain only ASCII characters")),
        None if bytes_of(value).is_none() => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!(
                "argument should be bytes, buffer or ASCII string, not '{class}'"
            )))
        }
        None => bytes(vm, value),
    }
}

pub static BINASCII: ModuleDef = ModuleDef {
    name: "binascii",
    doc: "Conversion between binary data and ASCII",
    functions: CONVERSIONS,
    setup,
};

natives! { CONVERSIONS:
    hexlify(data, sep=None, bytes_per_sep=1) => hexlify,
    b2a_hex(data, sep=None, bytes_per_sep=1) => hexlify,
    unhexlify(hexstr, /) => unhexlify,
    a2b_hex(hexstr, /) => unhexlify,
    b2a_base64(data, /, *, newline=True) => b2a_base64,
    a2b_base64(data, /, *, strict_mode=False) => a2b_base64,
    a2b_uu(data, /) => transfer::a2b_uu,
    b2a_uu(data, /, *, backtick=False) => transfer::b2a_uu,
    a2b_qp(data, header=False) => transfer::a2b_qp,
    b2a_qp(data, quotetabs=False, istext=True, header=False) => transfer::b2a_qp,
    crc_hqx(data, crc, /) => transfer::crc_hqx,
    crc32(data, crc=0, /) => super::zlib::crc32,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for name in ["Error", "Incomplete"] {
        let base = vm.types.value_error;
        let bases = vm.heap.tuple(&[base.into()]);
        let namespace = vm.heap.dict();
        let label = vm.heap.intern("binascii");
        namespace.insert_str(&vm.heap, vm.names.module, label.into());
        let class_name = vm.heap.intern(name);
        let meta = vm.types.type_;
        let class = vm.new_class(meta, class_name, bases, namespace, None)?;
        set(vm, module, name, class);
    }
    Ok(())
}

fn error(vm: &mut Vm, message: &str) -> crate::vm::Raised {
    let (module, name) = (vm.heap.intern("binascii"), vm.heap.intern("Error"));
    let class = vm
        .modules
        .get_str(module)
        .and_then(|module| module.get::<crate::object::instance::Module>())
        .and_then(|module| module.dict.get_str(name))
        .and_then(|class| class.get());
    let class = class.unwrap_or(vm.types.value_error);
    vm.raise_message(class, message)
}

fn hexlify(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hex = vm.heap.intern("hex");
    let data = bytes(vm, args[0])?;
    let data = vm.heap.bytes(&data).into();
    let rest: Vec<usize> = (1..3)
        .filter(|&at| args.get(at).is_some_and(|it| !it.is_none()))
        .collect();
    let given = match rest.len() {
        0 => vm.call_method(data, hex, &[])?,
        1 => vm.call_method(data, hex, &[args[1]])?,
        _ => vm.call_method(data, hex, &[args[1], args[2]])?,
    };
    match given.get::<Str>() {
        Some(text) => Ok(vm.heap.bytes(text.bytes()).into()),
        None => Ok(given),
    }
}

fn unhexlify(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = bytes_or_ascii(vm, args[0])?;
    if text.len() % 2 != 0 {
        return Err(error(vm, "Odd-length string"));
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut data = Vec::with_capacity(text.len() / 2);
    for pair in text.chunks_exact(2) {
        match (digit(pair[0]), digit(pair[1])) {
            (Some(high), Some(low)) => data.push(high << 4 | low),
            _ => return Err(error(vm, "Non-hexadecimal digit found")),
        }
    }
    Ok(vm.heap.bytes(&data).into())
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn b2a_base64(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = bytes(vm, args[0])?;
    let newline = match args.kw(0) {
        Some(newline) => vm.truthy(newline)?,
        None => true,
    };
    let mut text = Vec::with_capacity(data.len().div_ceil(3) * 4 + 1);
    for chunk in data.chunks(3) {
        let mut three = [0; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for place in 0..4 {
            text.push(match place <= chunk.len() {
                true => DIGITS[(bits >> (18 - 6 * place)) as usize & 63],
                false => b'=',
            });
        }
    }
    if newline {
        text.push(b'\n');
    }
    Ok(vm.heap.bytes(&text).into())
}

/// Bytes that are no digits are passed over, unless `strict_mode` forbids them.
fn a2b_base64(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = bytes_or_ascii(vm, args[0])?;
    let strict = match args.kw(0) {
        Some(strict) => vm.truthy(strict)?,
        None => false,
    };
    let mut data = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut pads) = (0u32, 0usize, 0usize);
    let mut digits = 0usize;
    for &byte in &text {
        if byte == b'=' {
            pads += 1;
            if count >= 2 && count + pads >= 4 {
                count = 0;
                bits = 0;
                if strict {
                    continue;
                }
                break;
            }
            continue;
        }
        let Some(digit) = DIGITS.iter().position(|&it| it == byte) else {
            if strict {
                return Err(error(vm, "Only base64 data is allowed"));
            }
            continue;
        };
        pads = 0;
        digits += 1;
        bits = bits << 6 | digit as u32;
        count += 1;
        match count {
            2 => data.push((bits >> 4) as u8),
            3 => data.push((bits >> 2) as u8),
            4 => {
                data.push(bits as u8);
                (bits, count) = (0, 0);
            }
            _ => {}
        }
    }
    match count {
        0 => Ok(vm.heap.bytes(&data).into()),
        1 => Err(error(
            vm,
            &format!(
                "Invalid base64-encoded string: number of data characters ({digits}) cannot be 1 more than a multiple of 4"
            ),
        )),
        _ => Err(error(vm, "Incorrect padding")),
    }
}
