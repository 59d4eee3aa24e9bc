//! The module `_traceback`: the interpreter's own words for an exception, for the
//! module `traceback`.

use crate::natives;
use crate::object::dict::Dict;
use crate::object::exception::Traceback;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::text;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::traceback::{Style, carets_below, place_of, source_line};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_traceback",
    doc: "Exceptions as text.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    format(exception, /) => |vm, args| {
        let text = vm.format_exception_as(args[0], Style::Module);
        Ok(vm.heap.str(&text).into())
    },
    message(exception, /) => |vm, args| {
        let text = vm.exception_text(args[0]);
        Ok(vm.heap.str(&text).into())
    },
    notes(exception, /) => |vm, args| {
        let text = vm.exception_notes(args[0]);
        Ok(vm.heap.str(&text).into())
    },
    place(level, /) => place,
    line(level, number, /) => line,
    carets(line, start, end, /) => carets,
}

/// The first and last line of what was at work, and its columns; None if nobody knows.
fn place(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match args[0].get::<Traceback>().and_then(place_of) {
        Some(place) => {
            let numbers = place.map(|number| vm.heap.int(number.into()));
            Ok(vm.heap.tuple(&numbers).into())
        }
        None => Ok(Value::NONE),
    }
}

/// The text of a line of the source that a level of a traceback was compiled from.
fn line(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let number = u32::try_from(vm.index(args[1])?).unwrap_or(0);
    let text = args[0]
        .get::<Traceback>()
        .filter(|_| number > 0)
        .and_then(|level| source_line(level, number))
        .unwrap_or_default();
    Ok(vm.heap.str(&text).into())
}

/// The line of carets for columns in bytes; an end of None is the end of the line.
fn carets(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let line = text(vm, args[0], "line")?.to_string_lossy().into_owned();
    let start = u32::try_from(vm.index(args[1])?).unwrap_or(0);
    let end = match args[2] {
        Value::NONE => None,
        end => Some(u32::try_from(vm.index(end)?).unwrap_or(0)),
    };
    let made = carets_below(&line, start, end);
    Ok(vm.heap.str(&made).into())
}
