//! `bytes`: the class, and what makes bytes of other objects.
//!
//! The methods that `bytes` and `bytearray` share are in `bytes_methods.rs`.

use std::borrow::Cow;

use super::bytes_methods::shared_methods;
use super::support::{class_for_new, this};
use super::{bytes_methods as methods, codec, operators as op};
use crate::natives;
use crate::object::buffer::MemoryView;
use crate::object::bytes::Bytes;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Raised, Res, Vm};

pub static BYTES: TypeDef = TypeDef {
    name: "bytes",
    kind: Kind::Bytes,
    base: "object",
    subclassable: true,
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object",
    methods: METHODS,
    statics: STATICS,
    class_methods: methods::CLASS_METHODS,
    getsets: &[],
};

natives! { STATICS:
    __new__(cls, /, source=None, encoding=None, errors=None) => new,
    maketrans(frm, to, /) => methods::maketrans,
}

shared_methods! { METHODS:
    __hash__(self, /) => op::hash,
    __bytes__(self, /) => bytes_of_bytes,
}

/// The bytes of an argument that must be bytes-like.
pub fn bytes_arg(vm: &mut Vm, value: Value) -> Res<Cow<'static, [u8]>> {
    match bytes_of(value) {
        Some(bytes) => Ok(bytes),
        None if value.is::<MemoryView>() => Err(vm.released_memoryview()),
        None => {
            let got = vm.class_name(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{got}'")))
        }
    }
}

/// A bytes object.
pub fn bytes_value(vm: &mut Vm, bytes: &[u8]) -> Res<Value> {
    let made = vm.heap.try_bytes(bytes);
    vm.or_memory_error(made).map(Value::from)
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.bytes;
    let class = class_for_new(vm, args[0], base)?;
    let source = args.get(1);
    if class == base
        && args.get(2).or(args.get(3)).is_none()
        && let Some(same) = source
        && same.get::<Bytes>().is_some_and(|it| it.header().is_exact())
    {
        return Ok(same);
    }
    let bytes = match source {
        Some(source) if args.get(2).or(args.get(3)).is_none() => {
            let name = vm.names.bytes;
            match vm.special_override(source, name) {
                Some(_) => from_method(vm, source, name)?,
                None => from_source(vm, args, "bytes")?,
            }
        }
        _ => from_source(vm, args, "bytes")?,
    };
    Ok(vm
        .heap
        .bytes_of_class(&bytes, class.root_shape.get())
        .into())
}

/// What `__bytes__` gives.
pub fn from_method(vm: &mut Vm, source: Value, name: Gc<Str>) -> Res<Vec<u8>> {
    let made = vm.call_method(source, name, &[])?;
    match made.get::<Bytes>() {
        Some(bytes) => Ok(bytes.bytes().to_vec()),
        None => {
            let got = vm.class_name(made);
            Err(vm.type_error(format!("__bytes__ returned non-bytes (type {got})")))
        }
    }
}

/// What `bytes(source, encoding, errors)` and `bytearray(...)` are made of; `args`
/// are the constructor's, the class or the receiver first.
pub fn from_source(vm: &mut Vm, args: Args<'_>, class: &str) -> Res<Vec<u8>> {
    let named = args.get(2).or(args.get(3)).is_some();
    let Some(source) = args.get(1) else {
        if named {
            let what = if args.get(2).is_some() {
                "encoding"
            } else {
                "errors"
            };
            return Err(vm.type_error(format!("{what} without a string argument")));
        }
        return Ok(Vec::new());
    };
    if let Some(text) = source.get::<Str>() {
        if args.get(2).is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let encoding = codec::name_arg(
            vm,
            args.get(2),
            &format!("{class}() argument 'encoding'"),
            "utf-8",
        )?;
        let errors = codec::name_arg(
            vm,
            args.get(3),
            &format!("{class}() argument 'errors'"),
            "strict",
        )?;
        return codec::encode(vm, text, &encoding, &errors);
    }
    if named {
        codec::name_arg(
            vm,
            args.get(2),
            &format!("{class}() argument 'encoding'"),
            "utf-8",
        )?;
        let what = if args.get(2).is_some() {
            "encoding"
        } else {
            "errors"
        };
        return Err(vm.type_error(format!("{what} without a string argument")));
    }
    if let Some(bytes) = bytes_of(source) {
        return Ok(bytes.into_owned());
    }
    if vm.has_index(source) {
        match vm.index(source) {
            Ok(count) => return zeros(vm, count),
            // What is no int after all may be an iterable.
            Err(Raised) if vm.raised_is(vm.types.type_error) => {
                vm.take_raised();
            }
            Err(Raised) => return Err(Raised),
        }
    }
    let name = vm.names.iter;
    let getitem = vm.names.getitem;
    if vm
        .lookup_special(source, name)
        .or_else(|| vm.lookup_special(source, getitem))
        .is_none()
    {
        let got = vm.class_name(source);
        return Err(vm.type_error(format!("cannot convert '{got}' object to {class}")));
    }
    from_iterable(vm, source, if class == "bytes" { "bytes" } else { "byte" })
}

fn zeros(vm: &mut Vm, count: i64) -> Res<Vec<u8>> {
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative count"));
    };
    let mut zeros = Vec::new();
    if zeros.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    zeros.resize(count, 0);
    Ok(zeros)
}

/// Bytes of an iterable of ints; `what` must be in range.
pub fn from_iterable(vm: &mut Vm, iterable: Value, what: &str) -> Res<Vec<u8>> {
    let mut bytes = Vec::new();
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next(iterator)? {
        bytes.push(byte_arg(vm, item, what)?);
        vm.safepoint()?;
    }
    Ok(bytes)
}

/// An int that is a byte.
pub fn byte_arg(vm: &mut Vm, value: Value, what: &str) -> Res<u8> {
    let int = super::support::saturating_index(vm, value)?;
    match u8::try_from(int) {
        Ok(byte) => Ok(byte),
        Err(_) => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
    }
}

fn bytes_of_bytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Bytes>(vm, args[0])?;
    if it.header().is_exact() {
        Ok(args[0])
    } else {
        bytes_value(vm, it.bytes())
    }
}
