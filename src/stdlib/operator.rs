//! The module `_operator`: each operator as a function. `operator` shows them, and
//! adds what is written in Python.

use crate::code::op::How;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::number;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::arith::Arith;
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

natives! {
    FUNCTIONS:
    add(a, b, /) => |vm, args| plain(vm, args, Arith::Add),
    sub(a, b, /) => |vm, args| plain(vm, args, Arith::Sub),
    mul(a, b, /) => |vm, args| plain(vm, args, Arith::Mul),
    matmul(a, b, /) => |vm, args| plain(vm, args, Arith::MatMul),
    truediv(a, b, /) => |vm, args| plain(vm, args, Arith::TrueDiv),
    floordiv(a, b, /) => |vm, args| plain(vm, args, Arith::FloorDiv),
    "mod"(a, b, /) => |vm, args| plain(vm, args, Arith::Mod),
    pow(a, b, /) => |vm, args| plain(vm, args, Arith::Pow),
    lshift(a, b, /) => |vm, args| plain(vm, args, Arith::LShift),
    rshift(a, b, /) => |vm, args| plain(vm, args, Arith::RShift),
    and_(a, b, /) => |vm, args| plain(vm, args, Arith::And),
    or_(a, b, /) => |vm, args| plain(vm, args, Arith::Or),
    xor(a, b, /) => |vm, args| plain(vm, args, Arith::Xor),
    iadd(a, b, /) => |vm, args| in_place(vm, args, Arith::Add),
    isub(a, b, /) => |vm, args| in_place(vm, args, Arith::Sub),
    imul(a, b, /) => |vm, args| in_place(vm, args, Arith::Mul),
    imatmul(a, b, /) => |vm, args| in_place(vm, args, Arith::MatMul),
    itruediv(a, b, /) => |vm, args| in_place(vm, args, Arith::TrueDiv),
    ifloordiv(a, b, /) => |vm, args| in_place(vm, args, Arith::FloorDiv),
    imod(a, b, /) => |vm, args| in_place(vm, args, Arith::Mod),
    ipow(a, b, /) => |vm, args| in_place(vm, args, Arith::Pow),
    ilshift(a, b, /) => |vm, args| in_place(vm, args, Arith::LShift),
    irshift(a, b, /) => |vm, args| in_place(vm, args, Arith::RShift),
    iand(a, b, /) => |vm, args| in_place(vm, args, Arith::And),
    ior(a, b, /) => |vm, args| in_place(vm, args, Arith::Or),
    ixor(a, b, /) => |vm, args| in_place(vm, args, Arith::Xor),
    lt(a, b, /) => |vm, args| vm.compare(Cmp::Lt, args[0], args[1]),
    le(a, b, /) => |vm, args| vm.compare(Cmp::Le, args[0], args[1]),
    eq(a, b, /) => |vm, args| vm.compare(Cmp::Eq, args[0], args[1]),
    ne(a, b, /) => |vm, args| vm.compare(Cmp::Ne, args[0], args[1]),
    ge(a, b, /) => |vm, args| vm.compare(Cmp::Ge, args[0], args[1]),
    gt(a, b, /) => |vm, args| vm.compare(Cmp::Gt, args[0], args[1]),
    is_(a, b, /) => |_, args| Ok(Value::bool(args[0] == args[1])),
    is_not(a, b, /) => |_, args| Ok(Value::bool(args[0] != args[1])),
    neg(a, /) => |vm, args| vm.unary_neg(args[0]),
    pos(a, /) => |vm, args| vm.unary_pos(args[0]),
    inv(a, /) => |vm, args| vm.unary_invert(args[0]),
    invert(a, /) => |vm, args| vm.unary_invert(args[0]),
    abs(a, /) => crate::builtins::functions::numbers::abs,
    index(a, /) => |vm, args| vm.index_value(args[0]),
    not_(a, /) => |vm, args| Ok(Value::bool(!vm.truthy(args[0])?)),
    truth(a, /) => |vm, args| Ok(Value::bool(vm.truthy(args[0])?)),
    concat(a, b, /) => |vm, args| concat(vm, args, How::Plain),
    iconcat(a, b, /) => |vm, args| concat(vm, args, How::InPlace),
    contains(a, b, /) => |vm, args| Ok(Value::bool(vm.contains(args[0], args[1])?)),
    countOf(a, b, /) => count_of,
    indexOf(a, b, /) => index_of,
    getitem(a, b, /) => |vm, args| vm.get_item(args[0], args[1]),
    setitem(a, b, c, /) => |vm, args| vm.set_item(args[0], args[1], args[2]).map(|()| Value::NONE),
    delitem(a, b, /) => |vm, args| vm.del_item(args[0], args[1]).map(|()| Value::NONE),
    length_hint(obj, default=0, /) => length_hint,
    call(obj, /, *args, **kwargs) => call,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_operator",
    doc: "Operator interface.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

fn plain(vm: &mut Vm, args: Args<'_>, op: Arith) -> Res<Value> {
    vm.binary(op, How::Plain, args[0], args[1])
}

fn in_place(vm: &mut Vm, args: Args<'_>, op: Arith) -> Res<Value> {
    vm.binary(op, How::InPlace, args[0], args[1])
}

fn concat(vm: &mut Vm, args: Args<'_>, how: How) -> Res<Value> {
    let getitem = vm.names.getitem;
    if vm.lookup_special(args[0], getitem).is_none() {
        let class = vm.class_name(args[0]);
        return Err(vm.type_error(format!("'{class}' object can't be concatenated")));
    }
    vm.binary(Arith::Add, how, args[0], args[1])
}

fn count_of(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[0])?;
    let mut count = 0;
    while let Some(item) = vm.next(iterator)? {
        count += i64::from(vm.eq(item, args[1])?);
        vm.safepoint()?;
    }
    Ok(vm.heap.int(count))
}

fn index_of(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[0])?;
    let mut at = 0;
    while let Some(item) = vm.next(iterator)? {
        if vm.eq(item, args[1])? {
            return Ok(vm.heap.int(at));
        }
        at += 1;
        vm.safepoint()?;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let default = match args.get(1) {
        None => 0,
        Some(default) if number::to_big(default).is_some() => vm.index(default)?,
        Some(other) => {
            let class = vm.class_name(other);
            return Err(vm.type_error(format!(
                "'{class}' object cannot be interpreted as an integer"
            )));
        }
    };
    let length = vm.length_hint_or(args[0], default.max(0) as usize)?;
    Ok(vm.heap.int(length as i64))
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let positional = vm.heap.tuple(args.rest(1));
    vm.call_ex(args[0], positional, args.extra)
}
