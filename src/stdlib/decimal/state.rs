//! Between the VM and the numbers: the current context, what arguments are, and raising
//! what an operation met.
//!
//! ```text
//!   Decimal.__dict__['_state'] ─> Record
//!      GLOBALS   those of contextvars: `_current` is the Context whose values count now
//!      SEEN      that Context, when it was last asked ..
//!      CONTEXT   .. and the decimal context that it had
//!      HOOKS     the names of `decimal._rare`: what is rare is done in Python
//! ```
//!
//! So the context that counts is found without a call into Python, as long as the
//! contextvars' Context is the one that was seen.

use std::ops::Deref;

use super::rules::{Made, ROUNDINGS, Rounding, Rules, signals_of};
use crate::object::decimal::{Decimal, DecimalContext, Number};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::number::to_big;
use crate::object::record::Record;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

// The values of the record.
const GLOBALS: usize = 0;
const SEEN: usize = 1;
const CONTEXT: usize = 2;
const HOOKS: usize = 3;

/// Remembers the dicts of `contextvars` and of the part in Python.
pub fn connect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let shape = Kind::Record.shape();
    let values = [args[0], Value::UNBOUND, Value::UNBOUND, args[1]];
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
        && let Some(globals) = state.values[GLOBALS].get().get::<Dict>()
        && globals.get_str(vm.names.current_context) == Some(state.values[SEEN].get())
        && let Some(context) = state.values[CONTEXT].get().get()
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
        && let Some(globals) = state.values[GLOBALS].get().get::<Dict>()
    {
        let seen = globals.get_str(vm.names.current_context);
        state.values[SEEN].set(seen.unwrap_or(Value::UNBOUND));
        state.values[CONTEXT].set(context);
    }
    the_context(vm, context)
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
