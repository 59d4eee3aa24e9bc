//! `traceback`, and `frame`: what a level of a traceback shows of the frame it was.

use super::operators as op;
use super::support::{field, record, this};
use crate::natives;
use crate::object::exception::Traceback;
use crate::object::function::CodeObject;
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
    statics: &[],
    class_methods: &[],
    getsets: GETSETS,
};

pub static FRAME: TypeDef = TypeDef {
    name: "frame",
    kind: Kind::Instance,
    base: "object",
    subclassable: false,
    doc: "",
    methods: FRAME_METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

natives! { METHODS: __repr__(self, /) => op::repr }

natives! { FRAME_METHODS: __repr__(self, /) => frame_repr }

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
    traceback.code.code.line_of(traceback.op as usize)
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
    new_frame(
        vm,
        traceback.code,
        line_of(traceback),
        traceback.op,
        Value::NONE,
        Value::NONE,
    )
}

/// A frame object: a snapshot of where some code stands.
pub fn new_frame(
    vm: &mut Vm,
    code: Gc<CodeObject>,
    line: u32,
    op: u32,
    globals: Value,
    back: Value,
) -> Res<Value> {
    let class = vm.builtin_class("frame");
    let (line, op) = (vm.heap.int(line.into()), vm.heap.int(op.into()));
    let fields = [
        ("f_code", code.into()),
        ("f_lineno", line),
        ("f_lasti", op),
        ("f_globals", globals),
        ("f_back", back),
    ];
    record(vm, class, &fields)
}

fn frame_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = field(vm, args[0], "f_code")?;
    let line = field(vm, args[0], "f_lineno")?.as_int().unwrap_or(0);
    let text = match code.get::<CodeObject>() {
        Some(code) => {
            let address = args[0].bits();
            let (file, name) = (code.code.source.name(), &code.code.name);
            format!("<frame at {address:#x}, file '{file}', line {line}, code {name}>")
        }
        None => "<frame object>".to_string(),
    };
    Ok(super::support::short_text(vm, text))
}
