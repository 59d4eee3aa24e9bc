//! `code.replace(...)`: a code object like another one but for what is said.
//!
//! The ops stay: what they refer to by number (constants, names, registers) can be
//! replaced by as many others, not by more or fewer.

use std::rc::Rc;

use super::support::this;
use crate::code::{Code, CodeFlags};
use crate::object::dict::Dict;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::pystr::Name;
use crate::source::Source;
use crate::vm::{Args, Res, Vm};

/// One flag of a code object.
pub type Flag = fn(&mut CodeFlags) -> &mut bool;

/// The bits of `co_flags`: CPython's `inspect.CO_*`.
pub const BITS: [(Flag, i32); 8] = [
    (|flags| &mut flags.optimized, 0x3),
    (|flags| &mut flags.varargs, 0x4),
    (|flags| &mut flags.varkeywords, 0x8),
    (|flags| &mut flags.nested, 0x10),
    (|flags| &mut flags.generator, 0x20),
    (|flags| &mut flags.coroutine, 0x80),
    (|flags| &mut flags.iterable_coroutine, 0x100),
    (|flags| &mut flags.async_generator, 0x200),
];

pub fn replace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let old: Gc<CodeObject> = this(vm, args[0])?;
    let mut code = Code::clone(&old.code);
    let mut consts = None;
    if let Some(changes) = args.extra {
        consts = apply(vm, &mut code, changes, old)?;
    }
    let made = vm.load_code(&Rc::new(code));
    for (place, value) in made.consts.tail().iter().zip(old.consts.tail()) {
        place.set(value.get());
    }
    if let Some(consts) = consts {
        for (place, value) in made.consts.tail().iter().zip(consts.iter()) {
            place.set(value);
        }
    }
    Ok(made.into())
}

/// Makes the changes; the new constants are values, which plain code can't hold.
fn apply(
    vm: &mut Vm,
    code: &mut Code,
    changes: Gc<Dict>,
    old: Gc<CodeObject>,
) -> Res<Option<Gc<Tuple>>> {
    let mut consts = None;
    for (name, value) in changes.iter() {
        let name = name
            .get::<Str>()
            .map(|it| it.to_string_lossy().into_owned());
        match name.as_deref().unwrap_or_default() {
            "co_name" => code.name = text(vm, value, "co_name")?,
            "co_qualname" => code.qualname = text(vm, value, "co_qualname")?,
            "co_filename" => {
                let name = text(vm, value, "co_filename")?;
                code.source = Rc::new(Source::new(&name, code.source.text()));
            }
            "co_firstlineno" => code.first_line = u32::try_from(vm.index(value)?).unwrap_or(0),
            "co_flags" => flags(vm, code, value)?,
            "co_consts" => consts = Some(as_many(vm, value, "co_consts", old.consts.len())?),
            "co_names" => {
                let names = as_many(vm, value, "co_names", code.names.len())?;
                for (place, name) in code.names.iter_mut().zip(names.iter()) {
                    *place = text(vm, name, "co_names")?;
                }
            }
            "co_varnames" => rename_locals(vm, code, value)?,
            "co_argcount" | "co_posonlyargcount" | "co_kwonlyargcount" | "co_nlocals"
            | "co_stacksize" | "co_code" | "co_freevars" | "co_cellvars" | "co_linetable"
            | "co_exceptiontable" => unchanged(vm, old, name.as_deref(), value)?,
            other => {
                return Err(vm.type_error(format!(
                    "'{other}' is an invalid keyword argument for replace()"
                )));
            }
        }
    }
    Ok(consts)
}

fn text(vm: &mut Vm, value: Value, what: &str) -> Res<Name> {
    match value.get::<Str>() {
        Some(text) => Ok((&*text.to_string_lossy()).into()),
        None => {
            let got = vm.argument_class_name(value);
            Err(vm.type_error(format!(
                "replace() argument '{what}' must be str, not {got}"
            )))
        }
    }
}

fn as_many(vm: &mut Vm, value: Value, what: &str, count: usize) -> Res<Gc<Tuple>> {
    let Some(tuple) = value.get::<Tuple>() else {
        let got = vm.argument_class_name(value);
        return Err(vm.type_error(format!(
            "replace() argument '{what}' must be tuple, not {got}"
        )));
    };
    if tuple.len() != count {
        return Err(vm.value_error(format!("code: {what} must keep its length")));
    }
    Ok(tuple)
}

fn flags(vm: &mut Vm, code: &mut Code, value: Value) -> Res<()> {
    let bits = vm.index(value)?;
    let before = code.flags;
    let mut flags = before;
    for (field, bit) in BITS {
        *field(&mut flags) = bits & i64::from(bit) != 0;
    }
    // What decides how a frame is laid out goes with the ops.
    let kept = |flags: CodeFlags| {
        (
            flags.optimized,
            flags.varargs,
            flags.varkeywords,
            flags.generator,
            flags.coroutine,
            flags.async_generator,
        )
    };
    if kept(flags) != kept(before) {
        return Err(vm.value_error("code: co_flags don't go with the code"));
    }
    code.flags = flags;
    Ok(())
}

/// New names for the locals that a person wrote.
fn rename_locals(vm: &mut Vm, code: &mut Code, value: Value) -> Res<()> {
    let shown = super::code::local_places(code);
    let names = as_many(vm, value, "co_varnames", shown.len())?;
    for (place, name) in shown.into_iter().zip(names.iter()) {
        code.locals[place] = text(vm, name, "co_varnames")?;
    }
    Ok(())
}

/// What can't be replaced may be given as it is.
fn unchanged(vm: &mut Vm, old: Gc<CodeObject>, name: Option<&str>, value: Value) -> Res<()> {
    let name = vm.heap.intern(name.unwrap_or_default());
    let now = vm.get_attr(old.into(), name)?;
    if vm.eq(now, value)? {
        return Ok(());
    }
    let name = name.to_string_lossy();
    Err(vm.value_error(format!("code: {name} can't be replaced")))
}
