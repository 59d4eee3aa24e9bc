//! Objects to packed bytes: what `array`, `memoryview` and `struct` share when they
//! store a value. Each says in its own words what is wrong with one; here is only
//! which of the three ways it went wrong.

use std::cell::Cell;

use crate::object::buffer::{self, MemoryView};
use crate::object::bytes::Bytes;
use crate::object::number;
use crate::object::packed::{Item, What};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::stdlib::arguments::real;
use crate::vm::protocol::bytes_of;
use crate::vm::{Raised, Res, Vm};

/// Why a value can't be stored as an item.
#[derive(Debug)]
pub enum Misfit {
    /// It is of a wrong type.
    Type,
    /// It is beyond the item's limits; whether it is an int below the least one.
    Range { below: bool },
    /// Asking it for its value raised.
    Raised(Raised),
}

impl From<Raised> for Misfit {
    fn from(raised: Raised) -> Misfit {
        Misfit::Raised(raised)
    }
}

/// Appends the bytes of `value` as an item.
pub fn pack(
    vm: &mut Vm,
    item: Item,
    value: Value,
    big_endian: bool,
    out: &mut Vec<u8>,
) -> Result<(), Misfit> {
    match item.what {
        What::Char => match bytes_of(value).as_deref() {
            Some([byte]) => out.push(*byte),
            Some(_) => return Err(Misfit::Range { below: false }),
            None => return Err(Misfit::Type),
        },
        What::Bool => out.push(vm.truthy(value)?.into()),
        What::Int { .. } => {
            let int = checked_int(vm, item, value)?;
            item.int_bytes(int, big_endian, out);
        }
        What::Float => {
            let float = match real(vm, value) {
                Err(_) if vm.raised_is(vm.types.type_error) => {
                    vm.take_raised();
                    return Err(Misfit::Type);
                }
                float => float?,
            };
            if item.float_bytes(float, big_endian, out).is_none() {
                return Err(Misfit::Range { below: false });
            }
        }
        What::CodePoint => {
            let code_point = value
                .get::<Str>()
                .filter(|text| text.len_chars() == 1)
                .ok_or(Misfit::Type)?;
            let (code_point, _) = wtf8::decode(code_point.bytes(), 0);
            out.extend_from_slice(&code_point.to_le_bytes());
        }
    }
    Ok(())
}

fn checked_int(vm: &mut Vm, item: Item, value: Value) -> Result<i128, Misfit> {
    let (least, greatest) = item.limits();
    if let Some(int) = value.as_int() {
        let int = i128::from(int);
        return match least <= int && int <= greatest {
            true => Ok(int),
            false => Err(Misfit::Range { below: int < least }),
        };
    }
    if !vm.has_index(value) {
        return Err(Misfit::Type);
    }
    let int = vm.index_value(value)?;
    let big = number::to_big(int).unwrap_or_default();
    let below = number::is_negative(&big);
    let int = i128::try_from(big).map_err(|_| Misfit::Range { below })?;
    match int {
        _ if int < least => Err(Misfit::Range { below: true }),
        _ if int > greatest => Err(Misfit::Range { below: false }),
        _ => Ok(int),
    }
}

/// The objects that packed bytes mean, as a list.
pub fn unpack_all(vm: &mut Vm, item: Item, bytes: &[u8]) -> Res<Value> {
    let mut items = super::support::scratch(vm, bytes.len() / item.size)?;
    for bytes in bytes.chunks_exact(item.size) {
        let value = item.read(&vm.heap, bytes, false);
        vm.array_push(&mut items, value)?;
    }
    Ok(super::support::list(vm, items))
}

/// The bytes of an object that lends them for writing; `what` names the argument.
pub fn writable_bytes(vm: &mut Vm, value: Value, what: &str) -> Res<&'static [Cell<u8>]> {
    let view = value.get::<MemoryView>();
    let cells = match view {
        Some(view) if view.is_released() => return Err(vm.released_memoryview()),
        Some(view) if view.readonly || !view.layout.is_c_contiguous(view.item.size) => None,
        Some(view) => {
            let start = usize::try_from(view.layout.offset).unwrap_or(0);
            view.memory().get(start..start + view.nbytes())
        }
        None if value.is::<Bytes>() => None,
        None => buffer::lent_bytes(value),
    };
    cells.ok_or_else(|| {
        let got = vm.argument_class_name(value);
        vm.type_error(format!(
            "{what} must be read-write bytes-like object, not {got}"
        ))
    })
}
