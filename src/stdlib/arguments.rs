//! What natives do with their arguments: numbers and text out of values, with
//! CPython's errors.

use dashu_int::IBig;

use crate::object::array::Array;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::number::{BigInt, Float, int_to_float, to_big};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

/// The number of a float that is of no subclass.
pub fn exact_float(value: Value) -> Option<f64> {
    if let Some(float) = value.as_flonum() {
        return Some(float);
    }
    let float = value.get::<Float>()?;
    float.header().is_exact().then(|| float.float())
}

/// A float out of any number: floats, ints, and what has `__float__` or `__index__`.
#[inline]
pub fn real(vm: &mut Vm, value: Value) -> Res<f64> {
    match exact_float(value) {
        Some(float) => Ok(float),
        None => real_slowly(vm, value),
    }
}

#[inline(never)]
fn real_slowly(vm: &mut Vm, value: Value) -> Res<f64> {
    if let Some(int) = value.as_int() {
        return Ok(int as f64);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(f64::from(u8::from(flag)));
    }
    // A subclass of int may say itself which float it is.
    let name = vm.names.float;
    let is_int = value.is::<BigInt>() && vm.special_override(value, name).is_none();
    let value = match is_int || value.is::<Float>() {
        true => value,
        false => converted(vm, value)?,
    };
    if let Some(float) = value.get::<Float>() {
        return Ok(float.float());
    }
    if let Some(float) = value.as_flonum() {
        return Ok(float);
    }
    let float = to_big(value).and_then(|int| int_to_float(&int));
    float.ok_or_else(|| vm.overflow_error("int too large to convert to float"))
}

/// What `__float__` or else `__index__` gives: a float or an int.
fn converted(vm: &mut Vm, value: Value) -> Res<Value> {
    let name = vm.names.float;
    if let Some(result) = vm.call_special(value, name, &[]) {
        let result = result?;
        if result.is_flonum() || result.is::<Float>() {
            return Ok(result);
        }
        let (class, got) = (vm.class_name(value), vm.class_name(result));
        return Err(vm.type_error(format!("{class}.__float__ returned non-float (type {got})")));
    }
    let name = vm.names.index;
    if vm.lookup_special(value, name).is_some() {
        return vm.index_value(value);
    }
    let class = vm.class_name(value);
    Err(vm.type_error(format!("must be real number, not {class}")))
}

/// An int of any size.
pub fn integer(vm: &mut Vm, value: Value) -> Res<IBig> {
    if let Some(int) = value.as_int() {
        return Ok(IBig::from(int));
    }
    let value = vm.index_value(value)?;
    Ok(to_big(value).unwrap_or(IBig::ZERO))
}

/// An int that fits into a C `int`.
pub fn c_int(vm: &mut Vm, value: Value) -> Res<i32> {
    let int = integer(vm, value)?;
    i32::try_from(int).map_err(|_| vm.overflow_error("Python int too large to convert to C int"))
}

/// The truth of a flag that may be absent.
pub fn truth(vm: &mut Vm, value: Option<Value>, default: bool) -> Res<bool> {
    match value {
        Some(value) => vm.truthy(value),
        None => Ok(default),
    }
}

/// The bytes of a bytes-like object, copied.
pub fn bytes(vm: &mut Vm, value: Value) -> Res<Vec<u8>> {
    match bytes_of(value) {
        Some(bytes) => Ok(bytes.into_owned()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")))
        }
    }
}

/// An argument that must be a `str`; `what` is as in `open() argument 'mode'`.
pub fn text(vm: &mut Vm, value: Value, what: &str) -> Res<Gc<Str>> {
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => {
            let class = vm.argument_class_name(value);
            Err(vm.type_error(format!("{what} must be str, not {class}")))
        }
    }
}

/// The same, absent or None being `None`.
pub fn optional_text(vm: &mut Vm, value: Option<Value>, what: &str) -> Res<Option<Gc<Str>>> {
    let Some(value) = value.filter(|value| !value.is_none()) else {
        return Ok(None);
    };
    match value.get::<Str>() {
        Some(text) => Ok(Some(text)),
        None => {
            let class = vm.argument_class_name(value);
            Err(vm.type_error(format!("{what} must be str or None, not {class}")))
        }
    }
}

/// Puts a name into a module.
pub fn set(vm: &mut Vm, module: Gc<Dict>, name: &str, value: impl Into<Value>) {
    let name = vm.heap.intern(name);
    module.insert_str(&vm.heap, name, value.into());
}

/// An empty array with room for `capacity` values.
pub fn new_array(vm: &mut Vm, capacity: usize) -> Res<Gc<Array>> {
    vm.heap.array(capacity).map_err(|_| vm.memory_error())
}
