//! What a `Decimal` becomes: text, ints, floats, a hash.

use dashu_int::ops::Gcd;
use dashu_int::{IBig, Sign, UBig};

use super::class::to_int;
use super::digits::pow10;
use super::format::{Marks, format as formatted};
use super::rules::{Made, ROUNDINGS, Rounding, Rules};
use super::state::{context_of, current, finish, hook};
use super::text::{engineering as with_thousands, scientific};
use crate::builtins::types::support::{short_text, this};
use crate::object::decimal::{Decimal, Form, Number};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

pub fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let capitals = current(vm)?.capitals.get();
    let shown = scientific(it.number(), capitals);
    Ok(short_text(vm, format_args!("Decimal('{shown}')")))
}

pub fn str(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let capitals = current(vm)?.capitals.get();
    Ok(vm.heap.str(&scientific(it.number(), capitals)).into())
}

pub fn engineering(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let capitals = context_of(vm, args.get(1))?.capitals.get();
    Ok(vm.heap.str(&with_thousands(it.number(), capitals)).into())
}

/// `format(self, spec)`; a dict may say how a locale writes numbers.
pub fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let Some(spec) = args[1].get::<Str>() else {
        return Err(vm.type_error("format arg must be str"));
    };
    let context = current(vm)?;
    let marks = match args.get(2).filter(|it| !it.is_none()) {
        None => Marks::default(),
        Some(given) => match given.get::<Dict>() {
            Some(given) => marks_of(vm, given)?,
            None => return Err(vm.type_error("optional argument must be a dict")),
        },
    };
    let rounding = usize::from(context.rounding.get()) % ROUNDINGS.len();
    let text = formatted(
        it.number(),
        &spec.to_string_lossy(),
        ROUNDINGS[rounding].0,
        context.capitals.get(),
        &marks,
    );
    match vm.or_memory_error(text)? {
        Some(text) => Ok(vm.heap.str(&text).into()),
        None => Err(vm.value_error("invalid format string")),
    }
}

/// How a locale writes numbers.
fn marks_of(vm: &mut Vm, given: Gc<Dict>) -> Res<Marks> {
    /// Says that the digits before are one group: `CHAR_MAX`.
    const NO_MORE: usize = 127;
    let mut text = |name: &str, usual: &str| {
        let name = vm.heap.intern(name);
        match given.get_str(name) {
            None => Ok(usual.to_string()),
            Some(value) => match value.get::<Str>() {
                Some(text) => Ok(text.to_string_lossy().into_owned()),
                None => Err(vm.value_error("invalid override dict")),
            },
        }
    };
    let (point, comma) = (text("decimal_point", ".")?, text("thousands_sep", "")?);
    let groups = text("grouping", "")?;
    let size = |it: char| match u32::from(it) as usize {
        size if size >= NO_MORE => 0,
        size => size,
    };
    Ok(Marks {
        local: true,
        point,
        comma,
        groups: groups
            .chars()
            .take_while(|&it| it != '\0')
            .map(size)
            .collect(),
    })
}

/// `DecimalTuple(sign, digits, exponent)`
pub fn as_tuple(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let number = it.number();
    let text = match (number.form, number.coefficient.is_zero()) {
        (Form::Infinite, _) => "0".to_string(),
        (Form::Quiet | Form::Signaling, true) => String::new(),
        _ => number.coefficient.to_string(),
    };
    let digits = vm.heap.try_tuple_unbound(text.len());
    let digits = vm.or_memory_error(digits)?;
    for (place, digit) in digits.tail().iter().zip(text.bytes()) {
        place.set(Value::small(i32::from(digit - b'0')));
    }
    let exponent = match number.form {
        Form::Finite => vm.heap.int(number.exponent),
        Form::Infinite => vm.heap.intern("F").into(),
        Form::Quiet => vm.heap.intern("n").into(),
        Form::Signaling => vm.heap.intern("N").into(),
    };
    let class = hook(vm, "DecimalTuple")?;
    let sign = Value::small(number.negative.into());
    vm.call(class, &[sign, digits.into(), exponent])
}

/// The number, which must be finite to become `what`.
fn finite<'a>(vm: &mut Vm, it: &'a Gc<Decimal>, what: &str) -> Res<&'a Number> {
    let number = it.number();
    match number.form {
        Form::Finite => Ok(number),
        Form::Infinite => Err(vm.overflow_error(format!("cannot convert Infinity to {what}"))),
        _ => Err(vm.value_error(format!("cannot convert NaN to {what}"))),
    }
}

pub fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let number = finite(vm, &it, "integer ratio")?;
    let ratio = ratio(number);
    let (top, bottom) = vm.or_memory_error(ratio)?;
    let [top, bottom] = [top, bottom].map(|it| vm.heap.bigint(it));
    Ok(vm.heap.tuple(&[top, bottom]).into())
}

fn ratio(number: &Number) -> Made<(IBig, IBig)> {
    if number.exponent >= 0 || number.is_zero() {
        return Ok((number.to_int()?, IBig::ONE));
    }
    let bottom = pow10(-number.exponent)?;
    let shared = (&number.coefficient).gcd(&bottom);
    let top = &number.coefficient / &shared;
    let sign = Sign::from(number.negative);
    Ok((IBig::from_parts(sign, top), (bottom / shared).into()))
}

/// The nearest int in some direction.
pub fn integer(vm: &mut Vm, args: Args<'_>, rounding: Rounding) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    let number = finite(vm, &it, "integer")?;
    let int = to_int(vm, number, rounding)?;
    Ok(vm.heap.bigint(int))
}

/// `round(self)` is an int, `round(self, places)` a Decimal.
pub fn round(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let places = match args.get(1) {
        None | Some(Value::NONE) => return integer(vm, args, Rounding::HalfEven),
        Some(places) => places,
    };
    let it = this::<Decimal>(vm, args[0])?;
    if crate::object::number::to_big(places).is_none() {
        return Err(vm.type_error("optional arg must be an integer"));
    }
    let places = vm.index(places)?;
    let context = current(vm)?;
    let mut rules = Rules::of(&context);
    let like = Number::new(false, UBig::ONE, places.saturating_neg());
    let result = rules.quantize(it.number(), &like);
    finish(vm, context, &rules, result)
}

fn to_float(vm: &mut Vm, value: Value) -> Res<f64> {
    let it = this::<Decimal>(vm, value)?;
    let number = it.number();
    match number.form {
        Form::Signaling => Err(vm.value_error("cannot convert signaling NaN to float")),
        Form::Quiet => Ok(f64::NAN.copysign(if number.negative { -1.0 } else { 1.0 })),
        _ => Ok(scientific(number, true).parse().unwrap_or(f64::INFINITY)),
    }
}

pub fn float(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = to_float(vm, args[0])?;
    Ok(vm.heap.float(float))
}

pub fn complex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let real = to_float(vm, args[0])?;
    Ok(vm.heap.complex(real, 0.0).into())
}

/// The hash of the number that it is, so that equal ints and floats have it too.
pub fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    const INFINITY: i64 = 314_159;
    let it = this::<Decimal>(vm, args[0])?;
    let number = it.number();
    let size = match number.form {
        Form::Signaling => return Err(vm.type_error("Cannot hash a signaling NaN value")),
        Form::Quiet => return Ok(vm.heap.int(Vm::identity_hash(args[0]))),
        Form::Infinite => INFINITY,
        Form::Finite => residue(number),
    };
    let hash = if number.negative { -size } else { size };
    Ok(vm.heap.int(if hash == -1 { -2 } else { hash }))
}

/// The number's magnitude modulo 2**61 - 1.
fn residue(number: &Number) -> i64 {
    const PRIME: u64 = (1 << 61) - 1;
    /// Times ten, it is 1.
    const TENTH: u64 = 2_075_258_708_292_324_556;
    let times = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64;
    let power = |mut base: u64, mut exponent: u64| {
        let mut result = 1;
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = times(result, base);
            }
            base = times(base, base);
            exponent >>= 1;
        }
        result
    };
    let ten = if number.exponent < 0 { TENTH } else { 10 };
    let scale = power(ten, number.exponent.unsigned_abs());
    times(&number.coefficient % PRIME, scale) as i64
}

/// `type(self), (str(self),)`
pub fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = str(vm, args)?;
    let arguments = vm.heap.tuple(&[text]).into();
    let class = vm.class_of(args[0]).into();
    Ok(vm.heap.tuple(&[class, arguments]).into())
}
