//! `bytearray`: bytes that change.

use super::bytes::{byte_arg, bytes_like, from_iterable, from_source};
use super::support::{class_for_new, this, with_class};
use super::{bytes_methods as methods, operators as op};
use crate::natives;
use crate::object::bytes::ByteArray;
use crate::object::gc::Kind;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
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

natives! { METHODS:
    __init__(self, /, source=None, encoding=None, errors=None) => init,
    append(self, item, /) => append,
    capitalize(self, /) => methods::capitalize,
    center(self, width, fillchar=None, /) => methods::center,
    clear(self, /) => clear,
    copy(self, /) => methods::copy,
    count(self, sub, start=None, end=None, /) => methods::count,
    decode(self, /, encoding="utf-8", errors="strict") => methods::decode,
    endswith(self, suffix, start=None, end=None, /) => methods::endswith,
    expandtabs(self, /, tabsize=8) => methods::expandtabs,
    extend(self, iterable_of_ints, /) => extend,
    find(self, sub, start=None, end=None, /) => methods::find,
    hex(self, /, sep=None, bytes_per_sep=1) => methods::hex,
    index(self, sub, start=None, end=None, /) => methods::index,
    insert(self, index, item, /) => insert,
    isalnum(self, /) => methods::isalnum,
    isalpha(self, /) => methods::isalpha,
    isascii(self, /) => methods::isascii,
    isdigit(self, /) => methods::isdigit,
    islower(self, /) => methods::islower,
    isspace(self, /) => methods::isspace,
    istitle(self, /) => methods::istitle,
    isupper(self, /) => methods::isupper,
    join(self, iterable_of_bytes, /) => methods::join,
    ljust(self, width, fillchar=None, /) => methods::ljust,
    lower(self, /) => methods::lower,
    lstrip(self, bytes=None, /) => methods::lstrip,
    partition(self, sep, /) => methods::partition,
    pop(self, index=-1, /) => pop,
    remove(self, value, /) => remove,
    removeprefix(self, prefix, /) => methods::removeprefix,
    removesuffix(self, suffix, /) => methods::removesuffix,
    replace(self, old, new, count=-1, /) => methods::replace,
    reverse(self, /) => reverse,
    rfind(self, sub, start=None, end=None, /) => methods::rfind,
    rindex(self, sub, start=None, end=None, /) => methods::rindex,
    rjust(self, width, fillchar=None, /) => methods::rjust,
    rpartition(self, sep, /) => methods::rpartition,
    rsplit(self, /, sep=None, maxsplit=-1) => methods::rsplit,
    rstrip(self, bytes=None, /) => methods::rstrip,
    split(self, /, sep=None, maxsplit=-1) => methods::split,
    splitlines(self, /, keepends=False) => methods::splitlines,
    startswith(self, prefix, start=None, end=None, /) => methods::startswith,
    strip(self, bytes=None, /) => methods::strip,
    swapcase(self, /) => methods::swapcase,
    title(self, /) => methods::title,
    translate(self, table, /, delete=None) => methods::translate,
    upper(self, /) => methods::upper,
    zfill(self, width, /) => methods::zfill,
    __add__(self, value, /) => op::concat,
    __iadd__(self, value, /) => op::iadd,
    __mul__(self, value, /) => op::mul,
    __rmul__(self, value, /) => op::rmul,
    __imul__(self, value, /) => op::imul,
    __mod__(self, value, /) => op::modulo,
    __rmod__(self, value, /) => op::rmodulo,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __setitem__(self, key, value, /) => op::setitem,
    __delitem__(self, key, /) => op::delitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __repr__(self, /) => op::repr,
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
    let done = array.splice(&vm.heap, start, end, bytes);
    vm.or_memory_error(done)
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<ByteArray>(vm, args[0])?;
    // Whatever comes of the new bytes, the old ones go.
    splice(vm, args[0], 0, usize::MAX, &[])?;
    let bytes = from_source(vm, args, "bytearray")?;
    splice(vm, args[0], 0, usize::MAX, &bytes)?;
    Ok(Value::NONE)
}

fn append(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let byte = byte_arg(vm, args[1], "byte")?;
    let done = array.extend(&vm.heap, &[byte]);
    vm.or_memory_error(done)?;
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    splice(vm, args[0], 0, usize::MAX, &[])?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<ByteArray>(vm, args[0])?;
    let bytes = match bytes_like(args[1]) {
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
    let done = array.extend(&vm.heap, &bytes);
    vm.or_memory_error(done)?;
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
