//! The module `array`: sequences of numbers that are all of one size.
//!
//! The bytes lie in a blob, item behind item, as C would keep them; a memoryview
//! can look at them. Items are made of bytes when they are asked for.

mod sequence;

use crate::builtins::types::bytes;
use crate::builtins::types::packing::{Misfit, pack, unpack_all};
use crate::builtins::types::support::{class_for_new, slice_bound, this, within};
use crate::natives;
use crate::object::buffer::TypedArray;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::packed::{Item, What};
use crate::object::range;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, GetSetDef, ModuleDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Raised, Res, Vm};

const TYPE_CODES: &str = "bBuhHiIlLqQfd";

pub static MODULE: ModuleDef = ModuleDef {
    name: "array",
    doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n",
    functions: &[],
    setup,
};

pub static ARRAY: TypeDef = TypeDef {
    name: "array.array",
    kind: Kind::TypedArray,
    base: "object",
    subclassable: true,
    doc: "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are restricted by typecode, and\ninitialized from the optional initializer value, which must be a list,\nstring or iterable over elements of the appropriate type.",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: &[
        GetSetDef {
            name: "typecode",
            get: |vm, args| {
                let letter = this::<TypedArray>(vm, args[0])?.item.letter;
                Ok(vm.heap.str(&char::from(letter).to_string()).into())
            },
            set: None,
        },
        GetSetDef {
            name: "itemsize",
            get: |vm, args| {
                let size = this::<TypedArray>(vm, args[0])?.item.size;
                Ok(Value::small(size as i32))
            },
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { CLASS_METHODS: __class_getitem__(cls, item, /) => class_getitem }

natives! { METHODS:
    append(self, v, /) => append,
    buffer_info(self, /) => buffer_info,
    byteswap(self, /) => byteswap,
    count(self, v, /) => count,
    extend(self, bb, /) => extend,
    fromfile(self, f, n, /) => fromfile,
    frombytes(self, buffer, /) => frombytes,
    fromlist(self, list, /) => fromlist,
    fromunicode(self, ustr, /) => fromunicode,
    index(self, v, start=0, stop=9223372036854775807, /) => index,
    insert(self, i, v, /) => insert,
    pop(self, i=-1, /) => pop,
    remove(self, v, /) => remove,
    reverse(self, /) => reverse,
    tobytes(self, /) => tobytes,
    tofile(self, f, /) => tofile,
    tolist(self, /) => tolist,
    tounicode(self, /) => tounicode,
    __len__(self, /) => sequence::len,
    __getitem__(self, key, /) => sequence::getitem,
    __setitem__(self, key, value, /) => sequence::setitem,
    __delitem__(self, key, /) => sequence::delitem,
    __contains__(self, key, /) => contains,
    __iter__(self, /) => sequence::iter,
    __add__(self, value, /) => sequence::add,
    __iadd__(self, value, /) => sequence::iadd,
    __mul__(self, value, /) => sequence::mul,
    __rmul__(self, value, /) => sequence::mul,
    __imul__(self, value, /) => sequence::imul,
    __eq__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Ne),
    __lt__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Lt),
    __le__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Le),
    __gt__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Gt),
    __ge__(self, value, /) => |vm, args| sequence::compare(vm, args, Cmp::Ge),
    __repr__(self, /) => sequence::repr,
    __copy__(self, /) => copy,
    __deepcopy__(self, memo, /) => copy,
    __reduce_ex__(self, protocol, /) => reduce,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(ARRAY.name);
    let hash = vm.names.hash;
    class.dict.insert_str(&vm.heap, hash, Value::NONE);
    set(vm, module, "array", class);
    set(vm, module, "ArrayType", class);
    let codes = vm.heap.str(TYPE_CODES);
    set(vm, module, "typecodes", codes);
    Ok(())
}

fn class_getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let alias = vm.builtin_class("GenericAlias");
    vm.call(alias.into(), &[args[0], args[1]])
}

// --- making ---

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(ARRAY.name);
    let class = class_for_new(vm, args[0], base)?;
    if class == base && args.extra.is_some_and(|extra| !extra.is_empty()) {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let given = args.rest(1).len();
    if given == 0 || given > 2 {
        let bound = if given == 0 {
            "at least 1 argument"
        } else {
            "at most 2 arguments"
        };
        return Err(vm.type_error(format!("array() takes {bound} ({given} given)")));
    }
    let letter = args[1].get::<Str>().filter(|text| text.len_chars() == 1);
    let Some(letter) = letter else {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "array() argument 1 must be a unicode character, not {got}"
        )));
    };
    let source = args.get(2);
    let item = match letter.bytes() {
        [letter] => Item::of_array(*letter),
        _ => None,
    };
    let Some(item) = item else {
        return Err(
            vm.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        );
    };
    check_source(vm, item, source)?;
    let made = vm.heap.typed_array(class.root_shape.get(), item, &[]);
    let made = vm.or_memory_error(made)?;
    match source {
        None => {}
        Some(source) if source.is::<Bytes>() || source.is::<ByteArray>() => {
            append_bytes(vm, made, source)?;
        }
        Some(source) if source.is::<Str>() => append_text(vm, made, source)?,
        Some(source) => append_all(vm, made, source)?,
    }
    Ok(made.into())
}

/// Text makes arrays of text only.
fn check_source(vm: &mut Vm, item: Item, source: Option<Value>) -> Res<()> {
    let Some(source) = source.filter(|_| item.what != What::CodePoint) else {
        return Ok(());
    };
    let text = source.get::<TypedArray>();
    let what = match text.is_some_and(|it| it.item.what == What::CodePoint) {
        true => "a unicode array",
        false if source.is::<Str>() => "a str",
        false => return Ok(()),
    };
    let letter = char::from(item.letter);
    Err(vm.type_error(format!(
        "cannot use {what} to initialize an array with typecode '{letter}'"
    )))
}

/// A new array of the same items, of the plain class.
fn like(vm: &mut Vm, array: Gc<TypedArray>, bytes: &[u8]) -> Res<Value> {
    let shape = vm.builtin_class(ARRAY.name).root_shape.get();
    let made = vm.heap.typed_array(shape, array.item, bytes);
    vm.or_memory_error(made).map(Value::from)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    like(vm, array, &raw(array))
}

/// How it can be made again: what `copy` and `pickle` ask for.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let class = vm.class_of(args[0]);
    let letter = vm.heap.str(&char::from(array.item.letter).to_string());
    let items = tolist(vm, args)?;
    let arguments = vm.heap.tuple(&[letter.into(), items]);
    let attributes = match vm.instance_dict(args[0])? {
        Some(dict) => dict.into(),
        None => Value::NONE,
    };
    Ok(vm
        .heap
        .tuple(&[class.into(), arguments.into(), attributes])
        .into())
}

// --- bytes and items ---

/// A copy of the bytes.
fn raw(array: Gc<TypedArray>) -> Vec<u8> {
    array.bytes().iter().map(|byte| byte.get()).collect()
}

fn item_at(vm: &mut Vm, array: Gc<TypedArray>, at: usize) -> Res<Value> {
    let size = array.item.size;
    let mut bytes = [0; 8];
    let bytes = &mut bytes[..size];
    match array.bytes().get(at * size..(at + 1) * size) {
        Some(cells) => {
            for (to, from) in bytes.iter_mut().zip(cells) {
                *to = from.get();
            }
            Ok(array.item.read(&vm.heap, bytes, false))
        }
        None => Err(vm.index_error("array index out of range")),
    }
}

/// Replaces items by those that the bytes are.
fn splice(vm: &mut Vm, array: Gc<TypedArray>, start: usize, end: usize, bytes: &[u8]) -> Res<()> {
    let end = end.min(array.len());
    let start = start.min(end);
    let size = array.item.size;
    if (end - start) * size == bytes.len() {
        let cells = array.bytes()[start * size..].iter();
        cells.zip(bytes).for_each(|(to, &from)| to.set(from));
        return Ok(());
    }
    vm.check_resizable(array.into())?;
    let spliced = array.splice(&vm.heap, start, end, bytes);
    vm.or_memory_error(spliced)
}

/// The bytes of one value.
fn packed(vm: &mut Vm, item: Item, value: Value, out: &mut Vec<u8>) -> Res<()> {
    pack(vm, item, value, false, out).map_err(|misfit| wrong_item(vm, item, value, misfit))
}

fn wrong_item(vm: &mut Vm, item: Item, value: Value, misfit: Misfit) -> Raised {
    let below = match misfit {
        Misfit::Raised(raised) => return raised,
        Misfit::Range { below } => below,
        Misfit::Type => {
            let got = vm.class_name(value);
            return vm.type_error(match item.what {
                What::CodePoint => "array item must be unicode character".to_string(),
                What::Float => format!("must be real number, not {got}"),
                _ => format!("'{got}' object cannot be interpreted as an integer"),
            });
        }
    };
    let beyond_long = match vm.index_value(value) {
        Ok(int) => crate::object::number::to_i64(int).is_none(),
        Err(raised) => return raised,
    };
    let message = match item.letter {
        b'q' => "int too big to convert",
        b'Q' if below => "can't convert negative int to unsigned",
        b'Q' => "int too big to convert",
        b'I' | b'L' if below => "can't convert negative value to unsigned int",
        b'I' if !beyond_long => "unsigned int is greater than maximum",
        b'I' | b'L' => "Python int too large to convert to C unsigned long",
        _ if beyond_long => "Python int too large to convert to C long",
        letter => {
            let name = match letter {
                b'b' => "signed char",
                b'B' => "unsigned byte integer",
                b'h' => "signed short integer",
                b'H' => "unsigned short",
                _ => "signed integer",
            };
            let bound = if below {
                "less than minimum"
            } else {
                "greater than maximum"
            };
            return vm.overflow_error(format!("{name} is {bound}"));
        }
    };
    vm.overflow_error(message)
}

fn append_bytes(vm: &mut Vm, array: Gc<TypedArray>, source: Value) -> Res<()> {
    let bytes = bytes::bytes_arg(vm, source)?;
    if !bytes.len().is_multiple_of(array.item.size) {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    splice(vm, array, usize::MAX, usize::MAX, &bytes)
}

fn append_text(vm: &mut Vm, array: Gc<TypedArray>, text: Value) -> Res<()> {
    let mut out = Vec::new();
    let items = vm.collect_array(text)?;
    for item in items.tail() {
        packed(vm, array.item, item.get(), &mut out)?;
    }
    splice(vm, array, usize::MAX, usize::MAX, &out)
}

fn append_all(vm: &mut Vm, array: Gc<TypedArray>, source: Value) -> Res<()> {
    if let Some(other) = source.get::<TypedArray>()
        && other.item == array.item
    {
        return splice(vm, array, usize::MAX, usize::MAX, &raw(other));
    }
    let iterator = vm.iter(source)?;
    let mut out = Vec::with_capacity(8);
    while let Some(item) = vm.next(iterator)? {
        out.clear();
        packed(vm, array.item, item, &mut out)?;
        splice(vm, array, usize::MAX, usize::MAX, &out)?;
        vm.safepoint()?;
    }
    Ok(())
}

// --- methods ---

fn append(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let mut out = Vec::with_capacity(8);
    packed(vm, array.item, args[1], &mut out)?;
    splice(vm, array, usize::MAX, usize::MAX, &out)?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    if let Some(other) = args[1].get::<TypedArray>()
        && other.item != array.item
    {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    append_all(vm, array, args[1])?;
    Ok(Value::NONE)
}

fn fromlist(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let Some(list) = args[1].get::<List>() else {
        return Err(vm.type_error("arg must be list"));
    };
    // All or nothing: the array stays as it is when an item is wrong.
    let mut out = Vec::new();
    let len = list.len();
    for at in 0..len {
        let Some(item) = list.get(at) else {
            return Err(vm.runtime_error("list changed size during iteration"));
        };
        packed(vm, array.item, item, &mut out)?;
    }
    splice(vm, array, usize::MAX, usize::MAX, &out)?;
    Ok(Value::NONE)
}

fn frombytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    append_bytes(vm, array, args[1])?;
    Ok(Value::NONE)
}

fn fromfile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let count = vm.index(args[2])?;
    let Ok(count) = usize::try_from(count) else {
        return Err(vm.value_error("negative count"));
    };
    let Some(wanted) = count.checked_mul(array.item.size) else {
        return Err(vm.memory_error());
    };
    let (read, size) = (vm.heap.intern("read"), vm.heap.int(wanted as i64));
    let got = vm.call_method(args[1], read, &[size])?;
    let Some(bytes) = got.get::<Bytes>() else {
        return Err(vm.type_error("read() didn't return bytes"));
    };
    append_bytes(vm, array, got)?;
    if bytes.len() != wanted {
        let class = vm.types.eof_error;
        return Err(vm.raise_message(class, "read() didn't return enough bytes"));
    }
    Ok(Value::NONE)
}

fn tofile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let bytes = tobytes(vm, args)?;
    let write = vm.heap.intern("write");
    vm.call_method(args[1], write, &[bytes])?;
    Ok(Value::NONE)
}

fn text_array(vm: &mut Vm, value: Value, name: &str) -> Res<Gc<TypedArray>> {
    let array = this::<TypedArray>(vm, value)?;
    match array.item.what {
        What::CodePoint => Ok(array),
        _ => Err(vm.value_error(format!(
            "{name}() may only be called on unicode type arrays"
        ))),
    }
}

fn fromunicode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if !args[1].is::<Str>() {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {got}")));
    }
    let array = text_array(vm, args[0], "fromunicode")?;
    append_text(vm, array, args[1])?;
    Ok(Value::NONE)
}

fn tounicode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = text_array(vm, args[0], "tounicode")?;
    text_of(vm, array)
}

fn text_of(vm: &mut Vm, array: Gc<TypedArray>) -> Res<Value> {
    let items = unpack_all(vm, array.item, &raw(array))?;
    let empty: Value = vm.heap.str("").into();
    let join = vm.heap.intern("join");
    vm.call_method(empty, join, &[items])
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    Ok(vm.heap.bytes(&raw(array)).into())
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    unpack_all(vm, array.item, &raw(array))
}

fn buffer_info(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let address = vm.heap.int(array.bytes().as_ptr() as i64);
    let len = vm.heap.int(array.len() as i64);
    Ok(vm.heap.tuple(&[address, len]).into())
}

fn byteswap(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    for item in array.bytes().chunks_exact(array.item.size) {
        swap_ends(item);
    }
    Ok(Value::NONE)
}

/// Reverses cells in place.
fn swap_ends<T>(cells: &[std::cell::Cell<T>]) {
    for at in 0..cells.len() / 2 {
        cells[at].swap(&cells[cells.len() - 1 - at]);
    }
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    // All bytes the other way round, and then each item's again.
    swap_ends(array.bytes());
    byteswap(vm, args)
}

/// Where an equal item first is within bounds.
fn position(
    vm: &mut Vm,
    array: Gc<TypedArray>,
    value: Value,
    from: usize,
    to: usize,
) -> Res<Option<usize>> {
    let mut at = from;
    while at < to.min(array.len()) {
        let item = item_at(vm, array, at)?;
        if vm.compare_bool(Cmp::Eq, item, value)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let (mut count, mut from) = (0, 0);
    while let Some(at) = position(vm, array, args[1], from, usize::MAX)? {
        (count, from) = (count + 1, at + 1);
    }
    Ok(vm.heap.int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let start = slice_bound(vm, args.get(2), 0)?;
    let stop = slice_bound(vm, args.get(3), i64::MAX)?;
    let range = within(start, stop, array.len()).unwrap_or(0..0);
    match position(vm, array, args[1], range.start, range.end)? {
        Some(at) => Ok(vm.heap.int(at as i64)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn contains(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let found = position(vm, array, args[1], 0, usize::MAX)?;
    Ok(found.is_some().into())
}

fn remove(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let Some(at) = position(vm, array, args[1], 0, usize::MAX)? else {
        return Err(vm.value_error("array.remove(x): x not in array"));
    };
    splice(vm, array, at, at + 1, &[])?;
    Ok(Value::NONE)
}

fn insert(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let at = vm.index(args[1])?;
    let mut out = Vec::with_capacity(8);
    packed(vm, array.item, args[2], &mut out)?;
    let len = array.len() as i64;
    let at = if at < 0 {
        (at + len).max(0)
    } else {
        at.min(len)
    } as usize;
    splice(vm, array, at, at, &out)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let array = this::<TypedArray>(vm, args[0])?;
    let at = args.get(1).map_or(Ok(-1), |at| vm.index(at))?;
    if array.is_empty() {
        return Err(vm.index_error("pop from empty array"));
    }
    let Some(at) = range::index(at, array.len()) else {
        return Err(vm.index_error("pop index out of range"));
    };
    let item = item_at(vm, array, at)?;
    splice(vm, array, at, at + 1, &[])?;
    Ok(item)
}
