//! `bytearray`: bytes that change.

use super::bytes::{byte_arg, from_iterable, from_source};
use super::bytes_methods::shared_methods;
use super::support::{class_for_new, this, with_class};
use super::{bytes_methods as methods, operators as op};
use crate::natives;
use crate::object::bytes::ByteArray;
use crate::object::gc::Kind;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Res, Vm};

pub static BYTEARRAY: TypeDef = TypeDef {
    name: "bytearray",
    kind: Kind::ByteArray,
    base: "object",
    subclassable: true,
    doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array",
    methods: METHODS,
    statics: STATICS,
    class_methods: methods::CLASS_METHODS,
    getsets: &[],
};

natives! { STATICS:
    __new__(cls, /, *args, **kwargs) => new,
    maketrans(frm, to, /) => methods::maketrans,
}

shared_methods! { METHODS:
    __init__(self, /, source=None, encoding=None, errors=None) => init,
    append(self, item, /) => append,
    clear(self, /) => clear,
    copy(self, /) => methods::copy,
    extend(self, iterable_of_ints, /) => extend,
    insert(self, index, item, /) => insert,
    pop(self, index=-1, /) => pop,
    remove(self, value, /) => remove,
    reverse(self, /) => reverse,
    __iadd__(self, value, /) => op::iadd,
    __imul__(self, value, /) => op::imul,
    __setitem__(self, key, value, /) => op::setitem,
    __delitem__(self, key, /) => op::delitem,
    __reduce__(self, /) => reduce,
}

/// An empty bytearray; `__init__` fills it.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.bytearray;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let made = vm.heap.bytearray(&[]);
    let made = vm.or_memory_error(made)?;
    Ok(with_class(made, class))
}

/// Replaces the bytes from `start` up to `end`.
fn splice(vm: &mut Vm, array: Value, start: usize, end: usize, bytes: &[u8]) -> Res<()> {
    let array = this::<ByteArray>(vm, array)?;
    vm.bytearray_splice(array, start, end, bytes)
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<ByteArray>(vm, args[0])?;
    // Whatever comes of the new bytes, the old ones go.
    splice(vm, args[0], 0, usize::MAX, &[])?;
    let bytes = from_source(vm, args, "bytearray")?;
    splice(vm, args[0], 0, usize::MAX, &bytes)?;
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let bytes = this::<ByteArray>(vm, args[0])?.to_vec();
    let bytes = vm.heap.bytes(&bytes).into();
    super::support::reduced(vm, args[0], bytes)
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let byte = byte_arg(vm, args[1], "byte")?;
    vm.bytearray_splice(array, usize::MAX, usize::MAX, &[byte])?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    splice(vm, args[0], 0, usize::MAX, &[])?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let bytes = match bytes_of(args[1]) {
        Some(bytes) => bytes.into_owned(),
        None => {
            let name = vm.names.iter;
            if vm.lookup_special(args[1], name).is_none() {
                let got = vm.class_name(args[1]);
                return Err(vm.type_error(format!("can't extend bytearray with {got}")));
            }
            from_iterable(vm, args[1], "byte")?
        }
    };
    vm.bytearray_splice(array, usize::MAX, usize::MAX, &bytes)?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let at = vm.index(args[1])?;
    let byte = byte_arg(vm, args[2], "byte")?;
    let len = array.len() as i64;
    let at = if at < 0 {
        (at + len).max(0)
    } else {
        at.min(len)
    } as usize;
    splice(vm, args[0], at, at, &[byte])?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let at = args.get(1).map_or(Ok(-1), |at| vm.index(at))?;
    if array.is_empty() {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let Some(at) = crate::object::range::index(at, array.len()) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let byte = array.items()[at].get();
    splice(vm, args[0], at, at + 1, &[])?;
    Ok(Value::small(byte.into()))
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let byte = byte_arg(vm, args[1], "byte")?;
    let Some(at) = array.items().iter().position(|it| it.get() == byte) else {
        return Err(vm.value_error("value not found in bytearray"));
    };
    splice(vm, args[0], at, at + 1, &[])?;
    Ok(Value::NONE)
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let items = this::<ByteArray>(vm, args[0])?.items();
    for at in 0..items.len() / 2 {
        items[at].swap(&items[items.len() - 1 - at]);
    }
    Ok(Value::NONE)
}
