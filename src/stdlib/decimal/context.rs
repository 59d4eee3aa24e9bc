//! The class `decimal.Context`: settings, and every operation as a method of the context
//! in which it is done. `decimal` adds its `__init__`, the dicts of flags and traps, and
//! what is rare.

use super::class::{exactly, float_number, rounded_value};
use super::rules::{FLOAT_OPERATION, MAX_EMAX, MAX_PREC, MIN_EMIN, Made, ROUNDINGS, Rules};
use super::state::{Operand, finish, hook, rounding_of, settle};
use super::text;
use crate::builtins::types::support::{class_for_new, short_text, this};
use crate::natives;
use crate::object::decimal::{DecimalContext, Number};
use crate::object::gc::{Gc, Kind};
use crate::object::number::{to_big, to_i64};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

pub static CONTEXT: TypeDef = TypeDef {
    name: "decimal.Context",
    kind: Kind::DecimalContext,
    base: "object",
    subclassable: true,
    doc: "The context affects almost all operations and controls rounding,\n\
          Over/Underflow, raising of exceptions and much more.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[
        GetSetDef {
            name: "prec",
            get: |vm, args| setting(vm, args, |it| it.prec.get()),
            set: Some(|vm, args| {
                let value = within(
                    vm,
                    args,
                    1,
                    MAX_PREC,
                    "valid range for prec is [1, MAX_PREC]",
                )?;
                store(vm, args, |it| it.prec.set(value))
            }),
        },
        GetSetDef {
            name: "Emin",
            get: |vm, args| setting(vm, args, |it| it.emin.get()),
            set: Some(|vm, args| {
                let value = within(
                    vm,
                    args,
                    MIN_EMIN,
                    0,
                    "valid range for Emin is [MIN_EMIN, 0]",
                )?;
                store(vm, args, |it| it.emin.set(value))
            }),
        },
        GetSetDef {
            name: "Emax",
            get: |vm, args| setting(vm, args, |it| it.emax.get()),
            set: Some(|vm, args| {
                let value = within(
                    vm,
                    args,
                    0,
                    MAX_EMAX,
                    "valid range for Emax is [0, MAX_EMAX]",
                )?;
                store(vm, args, |it| it.emax.set(value))
            }),
        },
        GetSetDef {
            name: "capitals",
            get: |vm, args| setting(vm, args, |it| it.capitals.get().into()),
            set: Some(|vm, args| {
                let value = within(vm, args, 0, 1, "valid values for capitals are 0 or 1")?;
                store(vm, args, |it| it.capitals.set(value == 1))
            }),
        },
        GetSetDef {
            name: "clamp",
            get: |vm, args| setting(vm, args, |it| it.clamp.get().into()),
            set: Some(|vm, args| {
                let value = within(vm, args, 0, 1, "valid values for clamp are 0 or 1")?;
                store(vm, args, |it| it.clamp.set(value == 1))
            }),
        },
        GetSetDef {
            name: "rounding",
            get: |vm, args| {
                let it = this::<DecimalContext>(vm, args[0])?;
                let (_, name) = ROUNDINGS[usize::from(it.rounding.get()) % ROUNDINGS.len()];
                Ok(vm.heap.intern(name).into())
            },
            set: Some(|vm, args| {
                let value = given(vm, args)?;
                let rounding = rounding_of(vm, value)?;
                store(vm, args, |it| it.rounding.set(rounding))
            }),
        },
        GetSetDef {
            name: "_flags",
            get: |vm, args| setting(vm, args, |it| it.flags.get().into()),
            set: Some(|vm, args| {
                let bits = within(vm, args, 0, 0x1ff, "no such signals")?;
                store(vm, args, |it| it.flags.set(bits as u16))
            }),
        },
        GetSetDef {
            name: "_traps",
            get: |vm, args| setting(vm, args, |it| it.traps.get().into()),
            set: Some(|vm, args| {
                let bits = within(vm, args, 0, 0x1ff, "no such signals")?;
                store(vm, args, |it| it.traps.set(bits as u16))
            }),
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, *args, **kwargs) => init,
    copy(self, /) => copy,
    __copy__(self, /) => copy,
    clear_flags(self, /) => |vm, args| store(vm, args, |it| it.flags.set(0)),
    clear_traps(self, /) => |vm, args| store(vm, args, |it| it.traps.set(0)),
    Etiny(self, /) => |vm, args| setting(vm, args, |it| Rules::of(it).tiny()),
    Etop(self, /) => |vm, args| setting(vm, args, |it| Rules::of(it).top()),
    radix(self, /) => |vm, _| Ok(vm.heap.decimal(Number::of_int(10.into())).into()),
    create_decimal(self, num="0", /) => create_decimal,
    create_decimal_from_float(self, f, /) => create_decimal_from_float,
    add(self, x, y, /) => |vm, args| binary(vm, args, Rules::add),
    subtract(self, x, y, /) => |vm, args| binary(vm, args, Rules::subtract),
    multiply(self, x, y, /) => |vm, args| binary(vm, args, Rules::multiply),
    divide(self, x, y, /) => |vm, args| binary(vm, args, Rules::divide),
    divide_int(self, x, y, /) => |vm, args| binary(vm, args, Rules::floor_divide),
    remainder(self, x, y, /) => |vm, args| binary(vm, args, Rules::remainder),
    quantize(self, x, y, /) => |vm, args| binary(vm, args, Rules::quantize),
    remainder_near(self, x, y, /) => |vm, args| binary(vm, args, Rules::remainder_near),
    scaleb(self, x, y, /) => |vm, args| binary(vm, args, Rules::scaleb),
    compare(self, x, y, /) => |vm, args| binary(vm, args, Rules::compare),
    compare_signal(self, x, y, /) => |vm, args| binary(vm, args, Rules::compare_signal),
    fma(self, x, y, z, /) => fma,
    plus(self, x, /) => |vm, args| unary(vm, args, Rules::plus),
    minus(self, x, /) => |vm, args| unary(vm, args, Rules::minus),
    abs(self, x, /) => |vm, args| unary(vm, args, Rules::absolute),
    sqrt(self, x, /) => |vm, args| unary(vm, args, Rules::sqrt),
    normalize(self, x, /) => |vm, args| unary(vm, args, Rules::normalize),
    logb(self, x, /) => |vm, args| unary(vm, args, Rules::logb),
    to_integral(self, x, /) => |vm, args| unary(vm, args, Rules::integral),
    to_integral_value(self, x, /) => |vm, args| unary(vm, args, Rules::integral),
    to_integral_exact(self, x, /) => |vm, args| unary(vm, args, Rules::integral_exact),
    to_sci_string(self, x, /) => |vm, args| shown(vm, args, text::scientific),
    to_eng_string(self, x, /) => |vm, args| shown(vm, args, text::engineering),
}

/// One like `DefaultContext`, if there is one yet; `__init__` looks at the arguments.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(CONTEXT.name);
    let class = class_for_new(vm, args[0], base)?;
    let made = vm.heap.decimal_context(class.root_shape.get());
    let usual = hook(vm, "DefaultContext")?;
    if let Some(usual) = usual.get::<DecimalContext>() {
        made.copy_from(&usual);
        made.flags.set(0);
    }
    Ok(made.into())
}

/// The arguments are looked at in Python.
fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let init = hook(vm, "init_context")?;
    let positional = vm.heap.tuple(args.positional);
    vm.call_ex(init, positional, args.extra)
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<DecimalContext>(vm, args[0])?;
    let made = vm.heap.decimal_context(Kind::DecimalContext.shape());
    made.copy_from(&it);
    Ok(made.into())
}

fn setting(vm: &mut Vm, args: Args<'_>, get: fn(&DecimalContext) -> i64) -> Res<Value> {
    let it = this::<DecimalContext>(vm, args[0])?;
    Ok(vm.heap.int(get(&it)))
}

fn store(vm: &mut Vm, args: Args<'_>, set: impl Fn(&DecimalContext)) -> Res<Value> {
    let it = this::<DecimalContext>(vm, args[0])?;
    set(&it);
    Ok(Value::NONE)
}

/// What an attribute is set to; it is not to be deleted.
fn given(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let value = args.get(1);
    value.ok_or_else(|| vm.attribute_error("context attributes cannot be deleted"))
}

/// The same, an int between limits.
fn within(vm: &mut Vm, args: Args<'_>, least: i64, most: i64, message: &str) -> Res<i64> {
    let value = given(vm, args)?;
    match to_i64(value) {
        Some(number) if (least..=most).contains(&number) => Ok(number),
        None if to_big(value).is_none() => Err(vm.type_error("an integer is required")),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
        Some(_) => Err(vm.value_error(message)),
    }
}

type Unary = fn(&mut Rules, &Number) -> Made<Number>;
type Binary = fn(&mut Rules, &Number, &Number) -> Made<Number>;

fn unary(vm: &mut Vm, args: Args<'_>, operation: Unary) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let a = Operand::needed(vm, args[1])?;
    let mut rules = Rules::of(&context);
    let result = operation(&mut rules, &a);
    finish(vm, context, &rules, result)
}

fn binary(vm: &mut Vm, args: Args<'_>, operation: Binary) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let a = Operand::needed(vm, args[1])?;
    let b = Operand::needed(vm, args[2])?;
    let mut rules = Rules::of(&context);
    let result = operation(&mut rules, &a, &b);
    finish(vm, context, &rules, result)
}

fn fma(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let a = Operand::needed(vm, args[1])?;
    let b = Operand::needed(vm, args[2])?;
    let c = Operand::needed(vm, args[3])?;
    let mut rules = Rules::of(&context);
    let result = rules.fma(&a, &b, &c);
    finish(vm, context, &rules, result)
}

fn shown(vm: &mut Vm, args: Args<'_>, show: fn(&Number, bool) -> String) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let a = Operand::needed(vm, args[1])?;
    Ok(short_text(vm, show(&a, context.capitals.get())))
}

/// The number, rounded to this context.
fn create_decimal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let number = match args.get(1) {
        None => Number::zero(false, 0),
        Some(value) => match value.get::<Str>() {
            Some(text) => match text::parse_plain(&text.to_string_lossy()) {
                Ok(number) => number,
                Err(condition) => {
                    settle(vm, context, condition)?;
                    Number::nan()
                }
            },
            None => exactly(vm, value, context)?,
        },
    };
    rounded_value(vm, context, number)
}

fn create_decimal_from_float(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let context = this::<DecimalContext>(vm, args[0])?;
    let number = float_number(vm, args[1])?;
    rounded_value(vm, context, number)
}

/// Notes that a float was taken for a number.
pub fn note_float(context: Gc<DecimalContext>) {
    context.flags.set(context.flags.get() | FLOAT_OPERATION);
}
