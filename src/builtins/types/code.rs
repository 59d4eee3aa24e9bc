//! `code`: what a function does, as data.

use std::rc::Rc;

use super::code_replace::BITS;
use super::operators as op;
use super::support::{short_text, this};
use crate::code::Code;
use crate::natives;
use crate::object::function::CodeObject;
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::pystr::Name;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static CODE: TypeDef = TypeDef {
    name: "code",
    kind: Kind::Code,
    base: "object",
    subclassable: false,
    doc: "Create a code object.  Not for mere mortals.",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: GETSETS,
};

natives! { METHODS:
    co_lines(self, /) => lines,
    co_positions(self, /) => positions,
    replace(self, /, **kwargs) => super::code_replace::replace,
    __eq__(self, value, /) => eq,
    __ne__(self, value, /) => ne,
    __hash__(self, /) => hash,
    __repr__(self, /) => op::repr,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "co_name",
        get: name,
        set: None,
    },
    GetSetDef {
        name: "co_qualname",
        get: qualname,
        set: None,
    },
    GetSetDef {
        name: "co_filename",
        get: filename,
        set: None,
    },
    GetSetDef {
        name: "co_firstlineno",
        get: first_line,
        set: None,
    },
    GetSetDef {
        name: "co_argcount",
        get: argcount,
        set: None,
    },
    GetSetDef {
        name: "co_posonlyargcount",
        get: posonlyargcount,
        set: None,
    },
    GetSetDef {
        name: "co_kwonlyargcount",
        get: kwonlyargcount,
        set: None,
    },
    GetSetDef {
        name: "co_nlocals",
        get: nlocals,
        set: None,
    },
    GetSetDef {
        name: "co_stacksize",
        get: stacksize,
        set: None,
    },
    GetSetDef {
        name: "co_flags",
        get: flags,
        set: None,
    },
    GetSetDef {
        name: "co_consts",
        get: consts,
        set: None,
    },
    GetSetDef {
        name: "co_names",
        get: names,
        set: None,
    },
    GetSetDef {
        name: "co_varnames",
        get: varnames,
        set: None,
    },
    GetSetDef {
        name: "co_cellvars",
        get: cellvars,
        set: None,
    },
    GetSetDef {
        name: "co_freevars",
        get: freevars,
        set: None,
    },
];

fn code(vm: &mut Vm, args: Args<'_>) -> Res<Rc<Code>> {
    Ok(this::<CodeObject>(vm, args[0])?.code.clone())
}

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(vm.heap.intern(&code.name).into())
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(vm.heap.intern(&code.qualname).into())
}

fn filename(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(short_text(vm, code.source.name()))
}

fn first_line(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(vm.heap.int(code.first_line.into()))
}

fn argcount(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::small(code(vm, args)?.positional.into()))
}

fn posonlyargcount(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::small(code(vm, args)?.positional_only.into()))
}

fn kwonlyargcount(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(Value::small(code(vm, args)?.keyword_only.into()))
}

/// The registers of the locals that a person wrote.
pub fn local_places(code: &Code) -> Vec<usize> {
    let params = usize::from(code.params());
    let is_cell = |name: &Name| {
        code.cells
            .iter()
            .chain(&code.free)
            .any(|cell| cell.name == *name)
    };
    let locals = code.locals.iter().enumerate();
    let shown =
        locals.filter(|(at, name)| !name.starts_with('.') && (*at < params || !is_cell(name)));
    shown.map(|(at, _)| at).collect()
}

/// Their names, in the order of their registers.
fn local_names(code: &Code) -> Vec<&Name> {
    let places = local_places(code).into_iter();
    places.map(|at| &code.locals[at]).collect()
}

fn tuple_of_names<'a>(vm: &mut Vm, names: impl Iterator<Item = &'a Name>) -> Res<Value> {
    let mut items = super::support::scratch(vm, 8)?;
    for name in names {
        let name = vm.heap.intern(name).into();
        vm.array_push(&mut items, name)?;
    }
    Ok(vm.heap.tuple_of(items.tail()).into())
}

fn nlocals(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(vm.heap.int(local_names(&code).len() as i64))
}

/// Registers beyond the locals: what a stack would be there.
fn stacksize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    Ok(vm
        .heap
        .int(i64::from(code.registers) - code.locals.len() as i64))
}

/// The bits of CPython's `inspect.CO_*`.
fn flags(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut flags = code(vm, args)?.flags;
    let mut bits = 0;
    for (field, bit) in BITS {
        if *field(&mut flags) {
            bits |= bit;
        }
    }
    Ok(Value::small(bits))
}

fn consts(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it: Gc<CodeObject> = this(vm, args[0])?;
    Ok(vm.heap.tuple_of(it.consts.tail()).into())
}

fn names(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    tuple_of_names(vm, code.names.iter())
}

fn varnames(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    tuple_of_names(vm, local_names(&code).into_iter())
}

fn cellvars(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    tuple_of_names(vm, code.cells.iter().map(|cell| &cell.name))
}

fn freevars(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    tuple_of_names(vm, code.free.iter().map(|cell| &cell.name))
}

/// An iterator over `(first op, end, line)`.
fn lines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    let mut items = super::support::scratch(vm, 8)?;
    let mut start = 0;
    while start < code.ops.len() {
        let line = code.line_of(start);
        let end = (start..code.ops.len())
            .find(|&op| code.line_of(op) != line)
            .unwrap_or(code.ops.len());
        let parts = [start as i64, end as i64, line.into()].map(|part| vm.heap.int(part));
        let entry = vm.heap.tuple(&parts).into();
        vm.array_push(&mut items, entry)?;
        start = end;
    }
    let list = super::support::list(vm, items);
    vm.iter(list)
}

/// An iterator over `(line, end line, column, end column)` of each op.
fn positions(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    let mut items = super::support::scratch(vm, code.spans.len())?;
    for span in &code.spans {
        let (start, end) = (
            code.source.line_col(span.start),
            code.source.line_col(span.end),
        );
        let parts = [start.line, end.line, start.col, end.col].map(|part| vm.heap.int(part.into()));
        let entry = vm.heap.tuple(&parts).into();
        vm.array_push(&mut items, entry)?;
    }
    let list = super::support::list(vm, items);
    vm.iter(list)
}

/// Whether two code objects do the same at the same place, under the same name.
fn same(a: Gc<CodeObject>, b: Gc<CodeObject>) -> bool {
    let (x, y) = (&a.code, &b.code);
    Rc::ptr_eq(x, y)
        || x.name == y.name
            && x.first_line == y.first_line
            && x.flags == y.flags
            && (x.positional, x.positional_only, x.keyword_only)
                == (y.positional, y.positional_only, y.keyword_only)
            && x.locals == y.locals
            && x.names == y.names
            && x.cells == y.cells
            && x.free == y.free
            && x.handlers == y.handlers
            && format!("{:?}{:?}", x.ops, x.spans) == format!("{:?}{:?}", y.ops, y.spans)
}

/// The constants of equal code objects are equal and of the same classes.
fn equal(vm: &mut Vm, a: Gc<CodeObject>, b: Gc<CodeObject>) -> Res<bool> {
    vm.native_depth_guard()?;
    if a == b {
        return Ok(true);
    }
    if !same(a, b) || a.consts.len() != b.consts.len() {
        return Ok(false);
    }
    for (x, y) in a.consts.tail().iter().zip(b.consts.tail()) {
        let (x, y) = (x.get(), y.get());
        let equal = match (x.get::<CodeObject>(), y.get::<CodeObject>()) {
            (Some(x), Some(y)) => equal(vm, x, y)?,
            _ => vm.class_of(x) == vm.class_of(y) && vm.repr(x)?.bytes() == vm.repr(y)?.bytes(),
        };
        if !equal {
            return Ok(false);
        }
    }
    Ok(true)
}

fn eq(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it: Gc<CodeObject> = this(vm, args[0])?;
    match args[1].get::<CodeObject>() {
        Some(other) => Ok(equal(vm, it, other)?.into()),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn ne(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it: Gc<CodeObject> = this(vm, args[0])?;
    match args[1].get::<CodeObject>() {
        Some(other) => Ok(Value::bool(!equal(vm, it, other)?)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = code(vm, args)?;
    let name: Value = vm.heap.intern(&code.name).into();
    let hash = vm.hash(name)?;
    let mixed = hash ^ (i64::from(code.first_line) << 20) ^ code.ops.len() as i64;
    Ok(vm.heap.int(mixed >> 2))
}
