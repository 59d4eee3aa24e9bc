//! The special methods that scripts call by name: `int.__add__`, `list.__len__` ...
//!
//! ```text
//!   a + b              vm.binary        looks at the classes, may call a.__add__(b)
//!   a.__add__(b)  ───> operators::add   ─> vm.builtin_binary: by layout alone
//! ```
//!
//! The classes' tables name these functions where their behaviour is the layout's
//! own. A native that called the left-hand form would come back to itself for a
//! subclass whose `__add__` calls `super().__add__`.

use crate::code::op::How;
use crate::object::gc::Kind;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::protocol::arith::{Arith, Unary};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Args, Res, Vm};

/// How far up the numeric tower: `int.__add__(1, 2.0)` leaves it to `float`.
fn rank(value: Value) -> u8 {
    if value.is_flonum() {
        return 2;
    }
    match value.kind() {
        None | Some(Kind::Int) => 1,
        Some(Kind::Float) => 2,
        Some(Kind::Complex) => 3,
        Some(_) => 0,
    }
}

/// The operation of the left operand's class, or of the right one's if `reflected`.
fn binary(
    vm: &mut Vm,
    op: Arith,
    how: How,
    receiver: Value,
    other: Value,
    reflected: bool,
) -> Res<Value> {
    // A number's method knows numbers up to its own sort, and nothing else.
    if rank(receiver) > 0 && (rank(other) > rank(receiver) || rank(other) == 0) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if op == Arith::Mul && rank(receiver) == 0 && !vm.has_index(other) {
        let got = vm.class_name(other);
        return Err(vm.type_error(format!(
            "'{got}' object cannot be interpreted as an integer"
        )));
    }
    let (a, b) = if reflected {
        (other, receiver)
    } else {
        (receiver, other)
    };
    vm.builtin_binary(op, how, a, b)
}

macro_rules! binary_operators {
    ($($plain:ident $reflected:ident $op:ident;)*) => {$(
        pub fn $plain(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
            binary(vm, Arith::$op, How::Plain, args[0], args[1], false)
        }
        pub fn $reflected(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
            binary(vm, Arith::$op, How::Plain, args[0], args[1], true)
        }
    )*};
}

binary_operators! {
    add radd Add;
    sub rsub Sub;
    mul rmul Mul;
    truediv rtruediv TrueDiv;
    floordiv rfloordiv FloorDiv;
    modulo rmodulo Mod;
    lshift rlshift LShift;
    rshift rrshift RShift;
    and rand And;
    or ror Or;
    xor rxor Xor;
}

macro_rules! in_place_operators {
    ($($name:ident $op:ident;)*) => {$(
        pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
            vm.builtin_binary(Arith::$op, How::InPlace, args[0], args[1])
        }
    )*};
}

in_place_operators! {
    iadd Add;
    isub Sub;
    imul Mul;
    iand And;
    ior Or;
    ixor Xor;
}

macro_rules! comparisons {
    ($($name:ident $op:ident;)*) => {$(
        pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
            if rank(args[1]) > rank(args[0]) && rank(args[0]) > 0 {
                return Ok(Value::NOT_IMPLEMENTED);
            }
            vm.builtin_compare(Cmp::$op, args[0], args[1])
        }
    )*};
}

comparisons! {
    lt Lt;
    le Le;
    gt Gt;
    ge Ge;
    eq Eq;
    ne Ne;
}

macro_rules! unary_operators {
    ($($name:ident $op:ident;)*) => {$(
        pub fn $name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
            Ok(vm.builtin_unary(Unary::$op, args[0]))
        }
    )*};
}

unary_operators! {
    neg Neg;
    pos Pos;
    invert Invert;
}

/// `__pow__(self, value, mod=None)`
pub fn pow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match args.get(2) {
        Some(modulus) if !modulus.is_none() => vm.builtin_pow3(args[0], args[1], modulus),
        _ => binary(vm, Arith::Pow, How::Plain, args[0], args[1], false),
    }
}

/// `__rpow__(self, value, mod=None)`
pub fn rpow(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match args.get(2) {
        Some(modulus) if !modulus.is_none() => vm.builtin_pow3(args[1], args[0], modulus),
        _ => binary(vm, Arith::Pow, How::Plain, args[0], args[1], true),
    }
}

pub fn divmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if rank(args[1]) > rank(args[0]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.builtin_divmod(args[0], args[1])
}

pub fn rdivmod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if rank(args[1]) > rank(args[0]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.builtin_divmod(args[1], args[0])
}

/// `__add__` of sequences: what can't be joined is an error at once.
pub fn concat(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.builtin_binary(Arith::Add, How::Plain, args[0], args[1])
}

/// `__abs__` of numbers.
pub fn abs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.builtin_abs(args[0])
}

/// `__bool__` of numbers.
pub fn truth(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.builtin_truth(args[0]).into())
}

pub fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match vm.builtin_len(args[0]) {
        Some(len) => Ok(vm.heap.int(len as i64)),
        // A range may be longer than that.
        None => {
            let len = vm.len(args[0])?;
            Ok(vm.heap.int(len as i64))
        }
    }
}

pub fn contains(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.builtin_contains(args[0], args[1])?.into())
}

pub fn getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.builtin_get_item(args[0], args[1])
}

pub fn setitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.builtin_set_item(args[0], args[1], args[2])?;
    Ok(Value::NONE)
}

pub fn delitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    vm.builtin_del_item(args[0], args[1])?;
    Ok(Value::NONE)
}

pub fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match vm.builtin_iter(args[0]) {
        Some(iterator) => Ok(iterator),
        None => {
            let got = vm.class_name(args[0]);
            Err(vm.type_error(format!("'{got}' object is not iterable")))
        }
    }
}

/// `__iter__` of iterators.
pub fn itself(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(args[0])
}

pub fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hash = vm.builtin_hash(args[0])?;
    Ok(vm.heap.int(hash))
}

pub fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.builtin_repr(args[0])?.into())
}

pub fn str(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.builtin_str(args[0])?.into())
}

pub fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(spec) = args[1].get::<Str>() else {
        let got = vm.argument_class_name(args[1]);
        return Err(vm.type_error(format!("__format__() argument must be str, not {got}")));
    };
    Ok(vm.builtin_format(args[0], &spec.to_string_lossy())?.into())
}

/// `__get__` of descriptors that bind like functions.
pub fn bind(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = args.get(1).unwrap_or(Value::NONE);
    let owner = args.get(2).unwrap_or(Value::NONE);
    if !object.is_none() {
        return Ok(vm.bind_callable(args[0], object));
    }
    if owner.is_none() {
        return Err(vm.type_error("__get__(None, None) is invalid"));
    }
    Ok(args[0])
}

/// `__call__` of what can be called.
pub fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let positional = vm.heap.tuple(args.rest(1));
    vm.call_ex(args[0], positional, args.extra)
}

/// `__hash__` of what compares by identity.
pub fn identity_hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(vm.heap.int(crate::object::hash::address(args[0].bits())))
}

/// `__length_hint__` of iterators.
pub fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hint = vm.builtin_length_hint(args[0])?;
    Ok(vm.heap.int(hint as i64))
}

/// `__index__`, `__int__` and the like: an int as an exact int.
pub fn exact_int(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match crate::object::number::to_big(args[0]) {
        Some(int) => Ok(vm.heap.bigint(int)),
        None => {
            let got = vm.class_name(args[0]);
            Err(vm.type_error(format!(
                "descriptor requires a 'int' object but received a '{got}'"
            )))
        }
    }
}
