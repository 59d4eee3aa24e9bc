//! The module `struct`: values in the layout of C structs.
//!
//! ```text
//!   '<hi3s'   ──parse──> Format { fields: [h at 0, i at 2, 3s at 6], size: 9, little end first }
//!   pack(1, 2, b'abc')  ──> one value a field into bytes
//!   unpack(bytes)       ──> a tuple
//! ```
//!
//! The first character says the order of bytes, and whether fields are aligned and
//! sized as C does it (`@`, or none) or as the documentation fixes it (`= < > !`).

mod format;

use std::rc::Rc;

use crate::builtins::types::bytes::bytes_arg;
use crate::builtins::types::packing::{Misfit, pack as pack_item, writable_bytes};
use crate::builtins::types::support::{class_for_new, scratch, this};
use crate::natives;
use crate::object::buffer::MemoryView;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, GetSetDef, ModuleDef, TypeDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Raised, Res, Vm};
use format::{Field, Form, Format};

pub static MODULE: ModuleDef = ModuleDef {
    name: "struct",
    doc: "Functions to convert between Python values and C structs.",
    functions: FUNCTIONS,
    setup,
};

pub static ERROR: TypeDef = TypeDef {
    name: "struct.error",
    kind: Kind::Exception,
    base: "Exception",
    subclassable: true,
    doc: "",
    methods: &[],
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

pub static STRUCT: TypeDef = TypeDef {
    name: "_struct.Struct",
    kind: Kind::Opaque,
    base: "object",
    subclassable: true,
    doc: "Struct(fmt) --> compiled struct object",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[
        GetSetDef {
            name: "format",
            get: |vm, args| {
                let format = format_of(vm, args[0])?;
                Ok(vm.heap.str(&format.text).into())
            },
            set: None,
        },
        GetSetDef {
            name: "size",
            get: |vm, args| {
                let format = format_of(vm, args[0])?;
                Ok(vm.heap.int(format.size as i64))
            },
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, format) => init,
    pack(self, /, *values) => |vm, args| {
        let format = format_of(vm, args[0])?;
        pack(vm, &format, args.rest(1), "pack")
    },
    pack_into(self, /, *args) => |vm, args| {
        let format = format_of(vm, args[0])?;
        pack_into(vm, &format, args.rest(1))
    },
    unpack(self, buffer, /) => |vm, args| {
        let format = format_of(vm, args[0])?;
        unpack(vm, &format, args[1])
    },
    unpack_from(self, /, buffer, offset=0) => |vm, args| {
        let format = format_of(vm, args[0])?;
        unpack_from(vm, &format, args[1], args.get(2))
    },
    iter_unpack(self, buffer, /) => |vm, args| {
        let format = format_of(vm, args[0])?;
        iter_unpack(vm, &format, args[1])
    },
}

natives! { FUNCTIONS:
    calcsize(format, /) => |vm, args| {
        let format = parsed(vm, args[0])?;
        Ok(vm.heap.int(format.size as i64))
    },
    pack(*args) => |vm, args| {
        let Some((&format, values)) = args.positional.split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let format = parsed(vm, format)?;
        pack(vm, &format, values, "pack")
    },
    pack_into(*args) => |vm, args| {
        let Some((&format, values)) = args.positional.split_first() else {
            return Err(vm.type_error("missing format argument"));
        };
        let format = parsed(vm, format)?;
        pack_into(vm, &format, values)
    },
    unpack(format, buffer, /) => |vm, args| {
        let format = parsed(vm, args[0])?;
        unpack(vm, &format, args[1])
    },
    unpack_from(format, /, buffer, offset=0) => |vm, args| {
        let format = parsed(vm, args[0])?;
        unpack_from(vm, &format, args[1], args.get(2))
    },
    iter_unpack(format, buffer, /) => |vm, args| {
        let format = parsed(vm, args[0])?;
        iter_unpack(vm, &format, args[1])
    },
    _clearcache() => |vm, _| {
        vm.state::<Known>().0.clear();
        Ok(Value::NONE)
    },
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let error = vm.builtin_class(ERROR.name);
    set(vm, module, "error", error);
    let class = vm.builtin_class(STRUCT.name);
    set(vm, module, "Struct", class);
    Ok(())
}

fn error(vm: &mut Vm, message: impl std::fmt::Display) -> Raised {
    let class = vm.builtin_class(ERROR.name);
    vm.raise_message(class, message)
}

/// The formats that were used, the last one first: programs have few, and use them often.
#[derive(Default)]
struct Known(Vec<Rc<Format>>);

/// How many formats are remembered.
const MOST_KNOWN: usize = 32;

/// The format that a str or bytes object describes.
#[inline]
fn parsed(vm: &mut Vm, value: Value) -> Res<Rc<Format>> {
    if let Some(text) = value.get::<Str>()
        && let Some(format) = known(vm, text.bytes())
    {
        return Ok(format);
    }
    let format = parse(vm, value)?;
    let known = &mut vm.state::<Known>().0;
    known.truncate(MOST_KNOWN - 1);
    known.insert(0, format.clone());
    Ok(format)
}

/// The format of a text that was used before.
#[inline]
fn known(vm: &mut Vm, text: &[u8]) -> Option<Rc<Format>> {
    let known = &mut vm.state::<Known>().0;
    let at = known.iter().position(|it| it.text.as_bytes() == text)?;
    known.swap(0, at);
    known.first().cloned()
}

#[inline(never)]
fn parse(vm: &mut Vm, value: Value) -> Res<Rc<Format>> {
    let text = match value.get::<Str>() {
        Some(text) => crate::builtins::types::codec::encode(vm, text, "ascii", "strict")?,
        None => match value.get::<Bytes>() {
            Some(bytes) => bytes.bytes().to_vec(),
            None => {
                let got = vm.class_name(value);
                return Err(vm.type_error(format!(
                    "Struct() argument 1 must be a str or bytes object, not {got}"
                )));
            }
        },
    };
    let parsed = Format::parse(&text);
    parsed.map(Rc::new).map_err(|message| error(vm, message))
}

/// The object exists before its format is known: subclasses may say it in `__init__`.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(STRUCT.name);
    let class = class_for_new(vm, args[0], base)?;
    let state: Option<Rc<Format>> = None;
    let made = Opaque::new(class.root_shape.get(), Box::new(state));
    Ok(vm.heap.alloc(made).into())
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let format = parsed(vm, args[1])?;
    let object = this::<Opaque>(vm, args[0])?;
    if let Some(state) = object
        .state
        .borrow_mut()
        .downcast_mut::<Option<Rc<Format>>>()
    {
        *state = Some(format);
    }
    Ok(Value::NONE)
}

fn format_of(vm: &mut Vm, value: Value) -> Res<Rc<Format>> {
    let object = this::<Opaque>(vm, value)?;
    let state = object.state.borrow();
    match state.downcast_ref::<Option<Rc<Format>>>() {
        Some(Some(format)) => Ok(format.clone()),
        _ => Err(vm.runtime_error("Struct object is not initialized")),
    }
}

// --- packing ---

fn packed(vm: &mut Vm, format: &Format, values: &[Value], name: &str) -> Res<Vec<u8>> {
    let wanted = format.values();
    if values.len() != wanted {
        let got = values.len();
        return Err(error(
            vm,
            format!("{name} expected {wanted} items for packing (got {got})"),
        ));
    }
    let mut out = Vec::new();
    if out.try_reserve_exact(format.size).is_err() {
        return Err(vm.memory_error());
    }
    let mut values = values.iter();
    for field in &format.fields {
        out.resize(field.offset, 0);
        for _ in 0..field.values() {
            let value = *values.next().unwrap_or(&Value::NONE);
            pack_field(vm, format, field, value, &mut out)?;
        }
    }
    out.resize(format.size, 0);
    Ok(out)
}

fn pack_field(
    vm: &mut Vm,
    format: &Format,
    field: &Field,
    value: Value,
    out: &mut Vec<u8>,
) -> Res<()> {
    let item = match field.form {
        Form::Item(item) => item,
        Form::Text | Form::Pascal => return pack_text(vm, field, value, out),
    };
    if item.letter == b'P' && vm.has_index(value) {
        // An address may be given as a negative number.
        let int = vm.index_value(value)?;
        if let Some(int) = int.as_int() {
            item.int_bytes(int.into(), format.big_endian, out);
            return Ok(());
        }
    }
    let before = out.len();
    match pack_item(vm, item, value, format.big_endian, out) {
        Ok(()) => {}
        Err(misfit) => return Err(wrong_value(vm, field, value, misfit)),
    }
    // C converts what is too large for four bytes to infinity; the fixed layouts refuse.
    let became_infinite = item.letter == b'f' && !format.native && {
        let float = item.read(&vm.heap, &out[before..], format.big_endian);
        float
            .as_flonum()
            .or_else(|| crate::object::number::to_float(float))
            .is_some_and(f64::is_infinite)
            && crate::stdlib::arguments::real(vm, value)?.is_finite()
    };
    if became_infinite {
        return Err(vm.overflow_error("float too large to pack with f format"));
    }
    Ok(())
}

fn pack_text(vm: &mut Vm, field: &Field, value: Value, out: &mut Vec<u8>) -> Res<()> {
    let pascal = matches!(field.form, Form::Pascal);
    let text = match bytes_of(value) {
        Some(text) if !value.is::<MemoryView>() => text,
        _ => {
            let letter = if pascal { 'p' } else { 's' };
            return Err(error(
                vm,
                format!("argument for '{letter}' must be a bytes object"),
            ));
        }
    };
    let end = out.len() + field.count;
    if pascal && field.count > 0 {
        out.push(text.len().min(field.count - 1).min(255) as u8);
    }
    let room = end - out.len();
    out.extend_from_slice(&text[..text.len().min(room)]);
    out.resize(end, 0);
    Ok(())
}

fn wrong_value(vm: &mut Vm, field: &Field, value: Value, misfit: Misfit) -> Raised {
    let Form::Item(item) = field.form else {
        return error(vm, "bad value");
    };
    let letter = char::from(item.letter);
    match (misfit, letter) {
        (Misfit::Raised(raised), _) => raised,
        (_, 'c') => error(vm, "char format requires a bytes object of length 1"),
        (Misfit::Type, 'e' | 'f' | 'd') => error(vm, "required argument is not a float"),
        (Misfit::Type, _) => error(vm, "required argument is not an integer"),
        (_, 'e') => vm.overflow_error("float too large to pack with e format"),
        (_, 'P') => error(vm, "int too large to convert"),
        (Misfit::Range { .. }, _) if vm.has_index(value) => {
            let (least, greatest) = item.limits();
            error(
                vm,
                format!("'{letter}' format requires {least} <= number <= {greatest}"),
            )
        }
        (Misfit::Range { .. }, _) => error(vm, "argument out of range"),
    }
}

fn pack(vm: &mut Vm, format: &Format, values: &[Value], name: &str) -> Res<Value> {
    let bytes = packed(vm, format, values, name)?;
    Ok(vm.heap.bytes(&bytes).into())
}

fn pack_into(vm: &mut Vm, format: &Format, args: &[Value]) -> Res<Value> {
    let (buffer, offset, values) = match args {
        [buffer, offset, values @ ..] => (*buffer, *offset, values),
        [_] => return Err(error(vm, "pack_into expected offset argument")),
        [] => return Err(error(vm, "pack_into expected buffer argument")),
    };
    let wanted = format.values();
    if values.len() != wanted {
        let got = values.len();
        return Err(error(
            vm,
            format!("pack_into expected {wanted} items for packing (got {got})"),
        ));
    }
    let offset = vm.index(offset)?;
    let cells = writable_bytes(vm, buffer, "argument")?;
    let start = start_within(vm, format, offset, cells.len(), "pack")?;
    let bytes = packed(vm, format, values, "pack_into")?;
    for (to, from) in cells[start..].iter().zip(bytes) {
        to.set(from);
    }
    Ok(Value::NONE)
}

/// Where an offset lies in a buffer, with room for the struct behind it.
fn start_within(vm: &mut Vm, format: &Format, offset: i64, len: usize, doing: &str) -> Res<usize> {
    let size = format.size;
    let start = match usize::try_from(offset) {
        Ok(start) => start,
        Err(_) => {
            if offset + size as i64 > 0 {
                let message = match doing {
                    "pack" => format!("no space to pack {size} bytes at offset {offset}"),
                    _ => format!("not enough data to unpack {size} bytes at offset {offset}"),
                };
                return Err(error(vm, message));
            }
            match usize::try_from(offset + len as i64) {
                Ok(start) => start,
                Err(_) => {
                    return Err(error(
                        vm,
                        format!("offset {offset} out of range for {len}-byte buffer"),
                    ));
                }
            }
        }
    };
    if len < start || len - start < size {
        let needed = start as u128 + size as u128;
        return Err(error(
            vm,
            format!(
                "{doing}_{} requires a buffer of at least {needed} bytes for {doing}ing {size} bytes at offset {start} (actual buffer size is {len})",
                if doing == "pack" { "into" } else { "from" },
            ),
        ));
    }
    Ok(start)
}

// --- unpacking ---

fn unpacked(vm: &mut Vm, format: &Format, bytes: &[u8]) -> Res<Value> {
    let tuple = vm.heap.try_tuple_unbound(format.values());
    let tuple = vm.or_memory_error(tuple)?;
    let mut places = tuple.tail().iter();
    let mut put = |value: Value| {
        if let Some(place) = places.next() {
            place.set(value);
        }
    };
    for field in &format.fields {
        let bytes = &bytes[field.offset..];
        match field.form {
            Form::Item(item) => {
                for bytes in bytes.chunks_exact(item.size).take(field.count) {
                    put(item.read(&vm.heap, bytes, format.big_endian));
                }
            }
            Form::Text => put(vm.heap.bytes(&bytes[..field.count]).into()),
            Form::Pascal => {
                let text = match bytes[..field.count].split_first() {
                    Some((&len, text)) => &text[..usize::from(len).min(text.len())],
                    None => &[],
                };
                put(vm.heap.bytes(text).into());
            }
        }
    }
    Ok(tuple.into())
}

fn unpack(vm: &mut Vm, format: &Format, buffer: Value) -> Res<Value> {
    let bytes = bytes_arg(vm, buffer)?;
    if bytes.len() != format.size {
        let size = format.size;
        return Err(error(
            vm,
            format!("unpack requires a buffer of {size} bytes"),
        ));
    }
    unpacked(vm, format, &bytes)
}

fn unpack_from(vm: &mut Vm, format: &Format, buffer: Value, offset: Option<Value>) -> Res<Value> {
    let offset = offset.map_or(Ok(0), |offset| vm.index(offset))?;
    let bytes = bytes_arg(vm, buffer)?;
    let start = start_within(vm, format, offset, bytes.len(), "unpack")?;
    unpacked(vm, format, &bytes[start..start + format.size])
}

fn iter_unpack(vm: &mut Vm, format: &Format, buffer: Value) -> Res<Value> {
    let size = format.size;
    if size == 0 {
        return Err(error(
            vm,
            "cannot iteratively unpack with a struct of length 0",
        ));
    }
    let bytes = bytes_arg(vm, buffer)?;
    if !bytes.len().is_multiple_of(size) {
        return Err(error(
            vm,
            format!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    let mut all = scratch(vm, bytes.len() / size)?;
    for bytes in bytes.chunks_exact(size) {
        let one = unpacked(vm, format, bytes)?;
        vm.array_push(&mut all, one)?;
    }
    let all = crate::builtins::types::support::list(vm, all);
    vm.iter(all)
}
