//! The module `_encodings`: which encodings the interpreter knows by itself, and those with
//! several bytes a character, from the crate encoding_rs. `codecs` handles their errors, in Python.
//!
//! ```text
//!   encode(name, text, at) ──> (bytes, place of what the encoding has not, or -1)
//!   decode(name, data, at) ──> (text, start and end of what is malformed, or -1)
//! ```

use encoding_rs::{DecoderResult, EncoderResult, Encoding};

use super::arguments::text;
use crate::builtins::types::codec;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_encodings",
    doc: "Encodings by their names.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    is_known(name, /) => is_known,
    encode(name, text, at, /) => encode,
    decode(name, data, at, /) => decode,
}

fn is_known(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[0], "is_known() argument")?;
    let known = codec::Encoding::of(&name.to_string_lossy());
    Ok(Value::bool(known.is_some()))
}

fn encoding(vm: &mut Vm, name: Value) -> Res<&'static Encoding> {
    let name = text(vm, name, "argument 1")?;
    let label = name.to_string_lossy();
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let message = format!("unknown encoding: {label}");
        vm.raise_message(vm.types.lookup_error, message)
    })
}

fn place(vm: &mut Vm, value: Value) -> Res<usize> {
    Ok(usize::try_from(vm.index(value)?).unwrap_or(0))
}

fn encode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let encoding = encoding(vm, args[0])?;
    let (given, at) = (text(vm, args[1], "argument 2")?, place(vm, args[2])?);
    let all = given.to_string_lossy();
    let start = all
        .char_indices()
        .nth(at)
        .map_or(all.len(), |(byte, _)| byte);
    let rest = &all[start..];
    let mut encoder = encoding.new_encoder();
    let most = encoder.max_buffer_length_from_utf8_without_replacement(rest.len());
    let mut out = Vec::with_capacity(most.unwrap_or(rest.len() * 4 + 16));
    let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut out, true);
    let wrong = match result {
        EncoderResult::Unmappable(_) => at as i64 + rest[..read].chars().count() as i64 - 1,
        _ => -1,
    };
    let out = vm.heap.bytes(&out).into();
    let wrong = vm.heap.int(wrong);
    Ok(vm.heap.tuple(&[out, wrong]).into())
}

fn decode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let encoding = encoding(vm, args[0])?;
    let Some(data) = bytes_of(args[1]) else {
        let class = vm.class_name(args[1]);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
    };
    let at = place(vm, args[2])?.min(data.len());
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let rest = &data[at..];
    let most = decoder.max_utf8_buffer_length_without_replacement(rest.len());
    let mut out = String::with_capacity(most.unwrap_or(rest.len() * 3 + 16));
    let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut out, true);
    let (start, end) = match result {
        DecoderResult::Malformed(length, after) => {
            let end = at + read - usize::from(after);
            (end as i64 - i64::from(length), end as i64)
        }
        _ => (-1, -1),
    };
    let out = vm.heap.str(&out).into();
    let (start, end) = (vm.heap.int(start), vm.heap.int(end));
    Ok(vm.heap.tuple(&[out, start, end]).into())
}
