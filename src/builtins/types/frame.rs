//! `frame`: what a call that runs, waits or has failed was doing.

use super::operators as op;
use super::support::this;
use crate::natives;
use crate::object::frame_object::FrameObject;
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static FRAME: TypeDef = TypeDef {
    name: "frame",
    kind: Kind::Frame,
    base: "object",
    subclassable: false,
    doc: "",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: GETSETS,
};

natives! { METHODS:
    clear(self, /) => clear,
    __repr__(self, /) => op::repr,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "f_code",
        get: |vm, args| Ok(frame(vm, args)?.code.into()),
        set: None,
    },
    GetSetDef {
        name: "f_lineno",
        get: line,
        set: Some(set_line),
    },
    GetSetDef {
        name: "f_lasti",
        get: op_index,
        set: None,
    },
    GetSetDef {
        name: "f_globals",
        get: |vm, args| Ok(frame(vm, args)?.function.globals.into()),
        set: None,
    },
    GetSetDef {
        name: "f_builtins",
        get: |vm, args| frame(vm, args).map(|_| vm.builtins.into()),
        set: None,
    },
    GetSetDef {
        name: "f_locals",
        get: locals,
        set: None,
    },
    GetSetDef {
        name: "f_back",
        get: back,
        set: None,
    },
    GetSetDef {
        name: "f_trace",
        get: |vm, args| Ok(frame(vm, args)?.trace.get()),
        set: Some(set_trace),
    },
    GetSetDef {
        name: "f_trace_lines",
        get: |vm, args| Ok(Value::bool(frame(vm, args)?.trace_lines.get())),
        set: Some(set_trace_lines),
    },
    GetSetDef {
        name: "f_trace_opcodes",
        get: |vm, args| Ok(Value::bool(frame(vm, args)?.trace_opcodes.get())),
        set: Some(set_trace_opcodes),
    },
];

fn frame(vm: &mut Vm, args: Args<'_>) -> Res<Gc<FrameObject>> {
    this::<FrameObject>(vm, args[0])
}

fn line(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    let line = match vm.live_frame(frame) {
        Some(live) => live.line(),
        None => frame.code.code.line_of(frame.op.get() as usize),
    };
    Ok(vm.heap.int(line.into()))
}

/// Scripts can't go on elsewhere.
fn set_line(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.value_error("f_lineno can only be set in a trace function"))
}

/// `frame.f_trace = function`, and `del frame.f_trace`
fn set_trace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    let function = args.get(1).unwrap_or(Value::NONE);
    vm.set_frame_trace(frame, function);
    Ok(Value::NONE)
}

fn set_trace_lines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (frame, on) = (frame(vm, args)?, flag(vm, args)?);
    frame.trace_lines.set(on);
    Ok(Value::NONE)
}

fn set_trace_opcodes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (frame, on) = (frame(vm, args)?, flag(vm, args)?);
    frame.trace_opcodes.set(on);
    Ok(Value::NONE)
}

fn flag(vm: &mut Vm, args: Args<'_>) -> Res<bool> {
    match args.get(1) {
        Some(Value::TRUE) => Ok(true),
        Some(Value::FALSE) => Ok(false),
        _ => Err(vm.type_error("attribute value type must be bool")),
    }
}

fn op_index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    let op = vm.frame_op(frame);
    Ok(vm.heap.int(op.into()))
}

fn locals(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    Ok(vm.frame_locals(frame))
}

fn back(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    Ok(vm.frame_back(frame))
}

/// Forgets the variables; a generator that waits is closed.
fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let frame = frame(vm, args)?;
    if vm.is_running(frame) {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    if let Some(generator) = frame.generator.get().get() {
        vm.close_generator(generator)?;
    }
    frame.values.set(Value::NONE);
    frame.locals.set(Value::UNBOUND);
    Ok(Value::NONE)
}
