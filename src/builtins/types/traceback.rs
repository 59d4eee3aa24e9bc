//! `traceback`: where an exception came through, the outermost level first.

use super::operators as op;
use super::support::this;
use crate::natives;
use crate::object::exception::Traceback;
use crate::object::frame_object::FrameObject;
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static TRACEBACK: TypeDef = TypeDef {
    name: "traceback",
    kind: Kind::Traceback,
    base: "object",
    subclassable: false,
    doc: "Create a new traceback object.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: GETSETS,
};

natives! { STATICS: __new__(cls, /, tb_next, tb_frame, tb_lasti, tb_lineno) => new }

natives! { METHODS: __repr__(self, /) => op::repr }

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "tb_next",
        get: next,
        set: Some(set_next),
    },
    GetSetDef {
        name: "tb_lineno",
        get: line,
        set: None,
    },
    GetSetDef {
        name: "tb_lasti",
        get: op_index,
        set: None,
    },
    GetSetDef {
        name: "tb_frame",
        get: frame,
        set: None,
    },
];

fn next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Traceback>(vm, args[0])?.next.get())
}

fn set_next(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let traceback = this::<Traceback>(vm, args[0])?;
    if !args[1].is_none() && !args[1].is::<Traceback>() {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!("expected traceback object, got '{got}'")));
    }
    let mut at = args[1];
    while let Some(it) = at.get::<Traceback>() {
        if it == traceback {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = it.next.get();
    }
    traceback.next.set(args[1]);
    Ok(Value::NONE)
}

fn line_of(traceback: Gc<Traceback>) -> u32 {
    traceback.frame.code.code.line_of(traceback.op as usize)
}

fn line(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let traceback = this::<Traceback>(vm, args[0])?;
    Ok(vm.heap.int(line_of(traceback).into()))
}

fn op_index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let traceback = this::<Traceback>(vm, args[0])?;
    Ok(vm.heap.int(traceback.op.into()))
}

fn frame(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let traceback = this::<Traceback>(vm, args[0])?;
    Ok(traceback.frame.into())
}

/// `types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)`: the line follows from
/// the op.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (next, frame) = (args[1], args[2]);
    if !next.is_none() && !next.is::<Traceback>() {
        let got = vm.class_name(next);
        return Err(vm.type_error(format!("expected traceback object or None, got '{got}'")));
    }
    let Some(frame) = frame.get::<FrameObject>() else {
        let got = vm.class_name(frame);
        return Err(vm.type_error(format!(
            "traceback() argument 'tb_frame' must be frame, not {got}"
        )));
    };
    let op = vm.index(args[3])?;
    vm.index(args[4])?;
    let op = u32::try_from(op).unwrap_or(0);
    Ok(vm.heap.alloc(Traceback::new(next, frame, op)).into())
}
