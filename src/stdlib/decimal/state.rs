//! Between the VM and the numbers: the current context, what arguments are, and raising
//! what an operation met.
//!
//! ```text
//!   Decimal.__dict__['_state'] ─> Record
//!      LOCALS   what the running thread keeps by name, when it was last asked ..
//!      VALUES   .. and in it those of contextvars: `_current` is the Context that counts now
//!      SEEN     that Context, when it was last asked, and the decimal context that it had
//!      HOOKS    the names of `decimal._rare`: what is rare is done in Python
//! ```
//!
//! So the context that counts is found without a call into Python, as long as the thread
//! and the contextvars' Context are those that were seen.

use std::ops::Deref;

use super::rules::{Made, ROUNDINGS, Rounding, Rules, signals_of};
use crate::object::decimal::{Decimal, DecimalContext, Number};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::number::to_big;
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

// The values of the record.
const LOCALS: usize = 0;
const VALUES: usize = 1;
const SEEN: usize = 2;
const HOOKS: usize = 3;

/// Remembers the dict of the part in Python.
pub fn connect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let shape = Kind::Record.shape();
    let values = [Value::UNBOUND, Value::UNBOUND, Value::UNBOUND, args[0]];
    let state = vm.heap.alloc(Record::new(shape, values));
    let (class, name) = (vm.builtin_class("decimal.Decimal"), vm.names.decimal_state);
    class.dict.insert_str(&vm.heap, name, state.into());
    Ok(Value::NONE)
}

/// Another context was set.
pub fn forget(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    if let Some(state) = state(vm) {
        state.values[SEEN].set(Value::UNBOUND);
    }
    Ok(Value::NONE)
}

fn state(vm: &Vm) -> Option<Gc<Record>> {
    let class = vm.heap.shapes.class(Kind::Decimal.shape())?;
    class.dict.get_str(vm.names.decimal_state)?.get()
}

/// What the part in Python calls so.
pub fn hook(vm: &mut Vm, name: &str) -> Res<Value> {
    let name = vm.heap.intern(name);
    let found = state(vm).and_then(|it| it.values[HOOKS].get().get::<Dict>());
    let found = found.and_then(|hooks| hooks.get_str(name));
    found.ok_or_else(|| vm.system_error("decimal was not imported"))
}

/// The current context.
#[inline]
pub fn current(vm: &mut Vm) -> Res<Gc<DecimalContext>> {
    if let Some(state) = state(vm)
        && state.values[LOCALS].get() == vm.local_values()
        && let Some(values) = state.values[VALUES].get().get::<Dict>()
        && let Some(seen) = state.values[SEEN].get().get::<Tuple>()
        && let [of, context] = seen.tail()
        && values.get_str(vm.names.current_context) == Some(of.get())
        && let Some(context) = context.get().get()
    {
        return Ok(context);
    }
    fetch(vm)
}

/// Asks the context variable.
#[inline(never)]
fn fetch(vm: &mut Vm) -> Res<Gc<DecimalContext>> {
    let fetch = hook(vm, "fetch_context")?;
    let context = vm.call(fetch, &[])?;
    if let Some(state) = state(vm)
        && let Some(values) = values_here(vm)?
        && let Some(of) = values.get_str(vm.names.current_context)
    {
        let seen = vm.heap.tuple(&[of, context]);
        state.values[LOCALS].set(vm.local_values());
        state.values[VALUES].set(values.into());
        state.values[SEEN].set(seen.into());
    }
    the_context(vm, context)
}

/// What `contextvars` keeps for the running thread.
fn values_here(vm: &mut Vm) -> Res<Option<Gc<Dict>>> {
    let here = hook(vm, "here")?;
    let Some(locals) = vm.local_values().get::<Dict>() else {
        return Ok(None);
    };
    let key = vm.heap.int(here.bits() as i64);
    let entry = vm.dict_get(locals, key)?;
    let entry = entry.and_then(|it| it.get::<Tuple>());
    Ok(entry.and_then(|it| it.get(1)).and_then(|it| it.get()))
}

/// An argument that must be a context.
pub fn the_context(vm: &mut Vm, value: Value) -> Res<Gc<DecimalContext>> {
    let context = value.get();
    context.ok_or_else(|| vm.type_error("optional argument must be a context"))
}

/// The context that an argument is; absent and None are the current one.
pub fn context_of(vm: &mut Vm, value: Option<Value>) -> Res<Gc<DecimalContext>> {
    match value {
        None | Some(Value::NONE) => current(vm),
        Some(value) => the_context(vm, value),
    }
}

/// Sets the flags for what an operation met, raises what is trapped.
#[inline]
pub fn settle(vm: &mut Vm, context: Gc<DecimalContext>, met: u16) -> Res<()> {
    if met == 0 {
        return Ok(());
    }
    let signals = signals_of(met);
    context.flags.set(context.flags.get() | signals);
    match signals & context.traps.get() {
        0 => Ok(()),
        _ => trap(vm, met, context.traps.get()),
    }
}

#[cold]
#[inline(never)]
fn trap(vm: &mut Vm, met: u16, traps: u16) -> Res<()> {
    let trapped = hook(vm, "trapped")?;
    let [met, traps] = [met, traps].map(|bits| Value::small(i32::from(bits)));
    let error = vm.call(trapped, &[met, traps])?;
    Err(vm.raise(error))
}

/// The object of a result, when what was met is settled.
#[inline]
pub fn finish(
    vm: &mut Vm,
    context: Gc<DecimalContext>,
    rules: &Rules,
    result: Made<Number>,
) -> Res<Value> {
    let number = vm.or_memory_error(result)?;
    settle(vm, context, rules.met)?;
    Ok(vm.heap.decimal(number).into())
}

/// A number that an operation works on: of an object, or made of an int.
pub enum Operand {
    Object(Gc<Decimal>),
    Made(Number),
}

impl Deref for Operand {
    type Target = Number;
    #[inline]
    fn deref(&self) -> &Number {
        match self {
            Operand::Object(it) => it.number(),
            Operand::Made(number) => number,
        }
    }
}

impl Operand {
    /// A Decimal or an int.
    #[inline]
    pub fn of(value: Value) -> Option<Operand> {
        match value.get::<Decimal>() {
            Some(it) => Some(Operand::Object(it)),
            None => to_big(value).map(|int| Operand::Made(Number::of_int(int))),
        }
    }

    /// The same of an argument that must be one.
    pub fn needed(vm: &mut Vm, value: Value) -> Res<Operand> {
        Operand::of(value).ok_or_else(|| {
            let class = vm.class_name(value);
            vm.type_error(format!(
                "conversion from {class} to Decimal is not supported"
            ))
        })
    }
}

/// A rounding by its name.
pub fn rounding_of(vm: &mut Vm, value: Value) -> Res<u8> {
    let text = value.get::<Str>();
    let known = |name: &str| text.is_some_and(|it| it.bytes() == name.as_bytes());
    match ROUNDINGS.iter().position(|(_, name)| known(name)) {
        Some(index) => Ok(index as u8),
        None => Err(vm.type_error(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, \
             ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
        )),
    }
}

/// The rounding that an argument names, if it does.
pub fn optional_rounding(vm: &mut Vm, value: Option<Value>) -> Res<Option<Rounding>> {
    match value {
        None | Some(Value::NONE) => Ok(None),
        Some(value) => Ok(Some(ROUNDINGS[usize::from(rounding_of(vm, value)?)].0)),
    }
}
