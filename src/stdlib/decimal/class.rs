//! The class `decimal.Decimal`: its table of methods, and how one is made.

use dashu_int::{IBig, UBig};

use super::conversions as to;
use super::digits::width;
use super::methods as it;
use super::operators as op;
use super::rounding::at_exponent;
use super::rules::{CONVERSION_SYNTAX, FLOAT_OPERATION, INVALID_OPERATION, Rounding, Rules};
use super::state::{context_of, current, finish, settle};
use super::text::{is_representable, parse};
use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::arithmetic::integer_ratio;
use crate::object::class::Type;
use crate::object::decimal::{Decimal, DecimalContext, Form, Number};
use crate::object::gc::{Gc, Kind};
use crate::object::number::{to_big, to_float};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::protocol::items_of;
use crate::vm::{Res, Vm};

pub static DECIMAL: TypeDef = TypeDef {
    name: "decimal.Decimal",
    kind: Kind::Decimal,
    base: "object",
    subclassable: true,
    doc: "Construct a new Decimal object. 'value' can be an integer, string, tuple,\n\
          or another Decimal object. If no value is given, return Decimal('0'). The\n\
          context does not affect the conversion and is only passed to determine if\n\
          the InvalidOperation trap is active.\n",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: &[
        GetSetDef {
            name: "real",
            get: |_, args| Ok(args[0]),
            set: None,
        },
        GetSetDef {
            name: "imag",
            get: |vm, _| Ok(vm.heap.decimal(Number::zero(false, 0)).into()),
            set: None,
        },
        GetSetDef {
            name: "_sign",
            get: |vm, args| part(vm, args, |_, it| Value::small(it.negative.into())),
            set: None,
        },
        GetSetDef {
            name: "_coefficient",
            get: |vm, args| {
                part(vm, args, |vm, it| {
                    vm.heap.bigint(it.coefficient.clone().into())
                })
            },
            set: None,
        },
        GetSetDef {
            name: "_exponent",
            get: |vm, args| part(vm, args, |vm, it| vm.heap.int(it.exponent)),
            set: None,
        },
        GetSetDef {
            name: "_kind",
            get: |vm, args| part(vm, args, |_, it| Value::small(it.form as i32)),
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, value="0", context=None) => new }

natives! { CLASS_METHODS: from_float(cls, f, /) => from_float }

natives! { METHODS:
    __repr__(self, /) => to::repr,
    __str__(self, /) => to::str,
    __format__(self, format_spec, override=None, /) => to::format,
    to_eng_string(self, /, context=None) => to::engineering,
    as_tuple(self, /) => to::as_tuple,
    as_integer_ratio(self, /) => to::as_integer_ratio,
    __bool__(self, /) => |vm, args| it::holds(vm, args, |a| !a.is_zero()),
    __int__(self, /) => |vm, args| to::integer(vm, args, Rounding::Down),
    __trunc__(self, /) => |vm, args| to::integer(vm, args, Rounding::Down),
    __floor__(self, /) => |vm, args| to::integer(vm, args, Rounding::Floor),
    __ceil__(self, /) => |vm, args| to::integer(vm, args, Rounding::Ceiling),
    __round__(self, ndigits=None, /) => to::round,
    __float__(self, /) => to::float,
    __complex__(self, /) => to::complex,
    __hash__(self, /) => to::hash,
    __reduce__(self, /) => to::reduce,
    __copy__(self, /) => |_, args| Ok(args[0]),
    __deepcopy__(self, memo, /) => |_, args| Ok(args[0]),

    __add__(self, value, /) => |vm, args| op::plain(vm, args, Rules::add),
    __radd__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::add),
    __sub__(self, value, /) => |vm, args| op::plain(vm, args, Rules::subtract),
    __rsub__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::subtract),
    __mul__(self, value, /) => |vm, args| op::plain(vm, args, Rules::multiply),
    __rmul__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::multiply),
    __truediv__(self, value, /) => |vm, args| op::plain(vm, args, Rules::divide),
    __rtruediv__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::divide),
    __floordiv__(self, value, /) => |vm, args| op::plain(vm, args, Rules::floor_divide),
    __rfloordiv__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::floor_divide),
    __mod__(self, value, /) => |vm, args| op::plain(vm, args, Rules::remainder),
    __rmod__(self, value, /) => |vm, args| op::reflected(vm, args, Rules::remainder),
    __divmod__(self, value, /) => |vm, args| op::divmod(vm, args[0], args[1]),
    __rdivmod__(self, value, /) => |vm, args| op::divmod(vm, args[1], args[0]),
    __pow__(self, value, mod=None, /) => op::pow,
    __rpow__(self, value, mod=None, /) => op::reflected_pow,
    __neg__(self, /) => |vm, args| it::unary(vm, args, None, Rules::minus),
    __pos__(self, /) => |vm, args| it::unary(vm, args, None, Rules::plus),
    __abs__(self, /) => |vm, args| it::unary(vm, args, None, Rules::absolute),
    __eq__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Ne),
    __lt__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Lt),
    __le__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Le),
    __gt__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Gt),
    __ge__(self, value, /) => |vm, args| op::compare(vm, args, Cmp::Ge),

    adjusted(self, /) => it::adjusted,
    conjugate(self, /) => |_, args| Ok(args[0]),
    canonical(self, /) => |_, args| Ok(args[0]),
    radix(self, /) => |vm, _| Ok(vm.heap.decimal(Number::of_int(10.into())).into()),
    copy_abs(self, /) => |vm, args| it::copy(vm, args, |_| false),
    copy_negate(self, /) => |vm, args| it::copy(vm, args, |negative| !negative),
    copy_sign(self, /, other, context=None) => it::copy_sign,
    same_quantum(self, /, other, context=None) => it::same_quantum,
    is_canonical(self, /) => |_, _| Ok(Value::TRUE),
    is_finite(self, /) => |vm, args| it::holds(vm, args, Number::is_finite),
    is_infinite(self, /) => |vm, args| it::holds(vm, args, |a| a.form == Form::Infinite),
    is_nan(self, /) => |vm, args| it::holds(vm, args, Number::is_nan),
    is_qnan(self, /) => |vm, args| it::holds(vm, args, |a| a.form == Form::Quiet),
    is_snan(self, /) => |vm, args| it::holds(vm, args, |a| a.form == Form::Signaling),
    is_signed(self, /) => |vm, args| it::holds(vm, args, |a| a.negative),
    is_zero(self, /) => |vm, args| it::holds(vm, args, Number::is_zero),
    is_normal(self, /, context=None) => |vm, args| it::is_normal(vm, args, true),
    is_subnormal(self, /, context=None) => |vm, args| it::is_normal(vm, args, false),
    compare(self, /, other, context=None) => |vm, args| it::binary(vm, args, Rules::compare),
    compare_signal(self, /, other, context=None) => |vm, args| {
        it::binary(vm, args, Rules::compare_signal)
    },
    fma(self, /, other, third, context=None) => it::fma,
    logb(self, /, context=None) => |vm, args| it::unary(vm, args, args.get(1), Rules::logb),
    normalize(self, /, context=None) => |vm, args| {
        it::unary(vm, args, args.get(1), Rules::normalize)
    },
    quantize(self, /, exp, rounding=None, context=None) => it::quantize,
    remainder_near(self, /, other, context=None) => |vm, args| {
        it::binary(vm, args, Rules::remainder_near)
    },
    scaleb(self, /, other, context=None) => |vm, args| it::binary(vm, args, Rules::scaleb),
    sqrt(self, /, context=None) => |vm, args| it::unary(vm, args, args.get(1), Rules::sqrt),
    to_integral(self, /, rounding=None, context=None) => |vm, args| {
        it::to_integral(vm, args, Rules::integral)
    },
    to_integral_value(self, /, rounding=None, context=None) => |vm, args| {
        it::to_integral(vm, args, Rules::integral)
    },
    to_integral_exact(self, /, rounding=None, context=None) => |vm, args| {
        it::to_integral(vm, args, Rules::integral_exact)
    },
}

fn part(vm: &mut Vm, args: Args<'_>, get: fn(&mut Vm, &Number) -> Value) -> Res<Value> {
    let it = this::<Decimal>(vm, args[0])?;
    Ok(get(vm, it.number()))
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let own = vm.heap.shapes.class(Kind::Decimal.shape());
    let class = match own {
        Some(own) if args[0] == Value::from(own) => own,
        _ => {
            let base = vm.builtin_class(DECIMAL.name);
            class_for_new(vm, args[0], base)?
        }
    };
    let context = match args.get(2) {
        None | Some(Value::NONE) => None,
        given => Some(context_of(vm, given)?),
    };
    let number = match args.get(1) {
        None => Number::zero(false, 0),
        Some(value) => match to_big(value) {
            Some(int) => Number::of_int(int),
            None => {
                if value.get::<Decimal>().is_some_and(|it| it.is_exact()) && Some(class) == own {
                    return Ok(value);
                }
                let context = match context {
                    Some(context) => context,
                    None => current(vm)?,
                };
                exactly(vm, value, context)?
            }
        },
    };
    Ok(vm.heap.decimal_of(class.root_shape.get(), number).into())
}

/// What `Decimal(value)` is.
pub fn exactly(vm: &mut Vm, value: Value, context: Gc<DecimalContext>) -> Res<Number> {
    if let Some(it) = value.get::<Decimal>() {
        return Ok(it.number().clone());
    }
    if let Some(text) = value.get::<Str>() {
        return match parse(&text.to_string_lossy()) {
            Ok(number) => Ok(number),
            Err(condition) => not_a_number(vm, context, condition),
        };
    }
    if let Some(int) = to_big(value) {
        return Ok(Number::of_int(int));
    }
    if to_float(value).is_some() {
        settle(vm, context, FLOAT_OPERATION)?;
        return float_number(vm, value);
    }
    if matches!(value.kind(), Some(Kind::Tuple | Kind::List)) {
        let number = from_tuple(vm, value)?;
        return match number.is_finite() && !is_representable(&number) {
            true => not_a_number(vm, context, INVALID_OPERATION),
            false => Ok(number),
        };
    }
    let class = vm.class_name(value);
    Err(vm.type_error(format!(
        "conversion from {class} to Decimal is not supported"
    )))
}

fn not_a_number(vm: &mut Vm, context: Gc<DecimalContext>, condition: u16) -> Res<Number> {
    settle(vm, context, condition)?;
    Ok(Number::nan())
}

/// A float or an int, exactly.
pub fn float_number(vm: &mut Vm, value: Value) -> Res<Number> {
    if let Some(int) = to_big(value) {
        return Ok(Number::of_int(int));
    }
    let Some(float) = to_float(value) else {
        return Err(vm.type_error("argument must be int or float"));
    };
    Ok(of_float(float))
}

/// A float, exactly: n / 2**k is n * 5**k / 10**k.
pub fn of_float(float: f64) -> Number {
    let Some((top, bottom)) = integer_ratio(float) else {
        return match float.is_nan() {
            true => Number::nan().with_sign(float.is_sign_negative()),
            false => Number::infinity(float < 0.0),
        };
    };
    let places = bottom.trailing_zeros().unwrap_or(0);
    let (_, magnitude) = top.into_parts();
    let coefficient = magnitude * UBig::from(5u8).pow(places);
    Number::new(float.is_sign_negative(), coefficient, -(places as i64))
}

fn from_float(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let number = float_number(vm, args[1])?;
    let made = vm.heap.decimal(number).into();
    let own = vm.heap.shapes.class(Kind::Decimal.shape()).map(Value::from);
    match own == Some(args[0]) || !args[0].is::<Type>() {
        true => Ok(made),
        false => vm.call(args[0], &[made]),
    }
}

/// `(sign, digits, exponent)`
fn from_tuple(vm: &mut Vm, value: Value) -> Res<Number> {
    let wrong_sign = "sign must be an integer with the value 0 or 1";
    let wrong_digits = "coefficient must be a tuple of digits";
    let Some([sign, digits, exponent]) = items_of(value) else {
        return Err(vm.value_error("argument must be a sequence of length 3"));
    };
    let (sign, digits, exponent) = (sign.get(), digits.get(), exponent.get());
    let negative = match to_big(sign) {
        Some(sign) if sign == IBig::ZERO => false,
        Some(sign) if sign == IBig::ONE => true,
        _ => return Err(vm.value_error(wrong_sign)),
    };
    let form = match exponent.get::<Str>() {
        None => Form::Finite,
        Some(text) => match text.bytes() {
            b"F" => Form::Infinite,
            b"n" => Form::Quiet,
            b"N" => Form::Signaling,
            _ => {
                return Err(
                    vm.value_error("string argument in the third position must be 'F', 'n' or 'N'")
                );
            }
        },
    };
    let mut text = String::new();
    if !matches!(digits.kind(), Some(Kind::Tuple | Kind::List)) {
        return Err(vm.value_error(wrong_digits));
    }
    for digit in items_of(digits).unwrap_or(&[]) {
        match to_big(digit.get()).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit @ 0..=9) => text.push(char::from(b'0' + digit)),
            _ => return Err(vm.value_error(wrong_digits)),
        }
    }
    let exponent = match form {
        Form::Finite => {
            if to_big(exponent).is_none() {
                return Err(vm.value_error("exponent must be an integer"));
            }
            vm.index(exponent)?
        }
        _ => 0,
    };
    let coefficient = match form {
        Form::Infinite => UBig::ZERO,
        _ => UBig::from_str_radix(&text, 10).unwrap_or(UBig::ZERO),
    };
    Ok(Number {
        form,
        negative,
        exponent,
        coefficient,
    })
}

/// A number that was made of something else, rounded to a context.
pub fn rounded_value(vm: &mut Vm, context: Gc<DecimalContext>, number: Number) -> Res<Value> {
    let mut rules = Rules::of(&context);
    let most = rules.prec - i64::from(rules.clamp);
    let too_long = number.is_nan() && width(&number.coefficient) > most;
    let result = match too_long && !number.coefficient.is_zero() {
        true => rules.invalid(CONVERSION_SYNTAX),
        false => rules.fix(number),
    };
    finish(vm, context, &rules, result)
}

/// The int that a finite number is when it is rounded.
pub fn to_int(vm: &mut Vm, number: &Number, rounding: Rounding) -> Res<IBig> {
    let whole = match number.exponent < 0 {
        true => at_exponent(number, 0, rounding).and_then(|it| it.to_int()),
        false => number.to_int(),
    };
    vm.or_memory_error(whole)
}
