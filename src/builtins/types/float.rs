//! `float` and `complex`.

use dashu_int::IBig;

use super::operators as op;
use super::str::classify::with_ascii_digits;
use super::support::{
    at_most, class_for_new, knows_keywords, saturating_index, short_text, str_arg,
};
use crate::natives;
use crate::object::class::Type;
use crate::object::gc::{Gc, Kind};
use crate::object::number::Complex;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{arithmetic, number, number_text};
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Res, Vm};

pub static FLOAT: TypeDef = TypeDef {
    name: "float",
    kind: Kind::Float,
    base: "object",
    subclassable: true,
    doc: "Convert a string or number to a floating point number, if possible.",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: GETSETS,
};

pub static COMPLEX: TypeDef = TypeDef {
    name: "complex",
    kind: Kind::Complex,
    base: "object",
    subclassable: true,
    doc: "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where imag defaults to 0.",
    methods: COMPLEX_METHODS,
    statics: COMPLEX_STATICS,
    class_methods: &[],
    getsets: COMPLEX_GETSETS,
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { CLASS_METHODS:
    fromhex(cls, string, /) => fromhex,
    __getformat__(cls, typestr, /) => getformat,
}

natives! { METHODS:
    as_integer_ratio(self, /) => as_integer_ratio,
    conjugate(self, /) => exact,
    hex(self, /) => hex,
    is_integer(self, /) => is_integer,
    __abs__(self, /) => op::abs,
    __add__(self, value, /) => op::add,
    __bool__(self, /) => op::truth,
    __ceil__(self, /) => ceil,
    __divmod__(self, value, /) => op::divmod,
    __eq__(self, value, /) => op::eq,
    __float__(self, /) => exact,
    __floor__(self, /) => floor,
    __floordiv__(self, value, /) => op::floordiv,
    __format__(self, format_spec, /) => op::format,
    __ge__(self, value, /) => op::ge,
    __getnewargs__(self, /) => getnewargs,
    __gt__(self, value, /) => op::gt,
    __hash__(self, /) => op::hash,
    __int__(self, /) => trunc,
    __le__(self, value, /) => op::le,
    __lt__(self, value, /) => op::lt,
    __mod__(self, value, /) => op::modulo,
    __mul__(self, value, /) => op::mul,
    __ne__(self, value, /) => op::ne,
    __neg__(self, /) => op::neg,
    __pos__(self, /) => op::pos,
    __pow__(self, value, mod=None, /) => op::pow,
    __radd__(self, value, /) => op::radd,
    __rdivmod__(self, value, /) => op::rdivmod,
    __repr__(self, /) => op::repr,
    __rfloordiv__(self, value, /) => op::rfloordiv,
    __rmod__(self, value, /) => op::rmodulo,
    __rmul__(self, value, /) => op::rmul,
    __round__(self, ndigits=None, /) => round,
    __rpow__(self, value, mod=None, /) => op::rpow,
    __rsub__(self, value, /) => op::rsub,
    __rtruediv__(self, value, /) => op::rtruediv,
    __sub__(self, value, /) => op::sub,
    __truediv__(self, value, /) => op::truediv,
    __trunc__(self, /) => trunc,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: exact,
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: zero,
        set: None,
    },
];

natives! { COMPLEX_STATICS: __new__(cls, /, real=0, imag=0) => new_complex }

natives! { COMPLEX_METHODS:
    conjugate(self, /) => conjugate,
    __abs__(self, /) => op::abs,
    __add__(self, value, /) => op::add,
    __bool__(self, /) => op::truth,
    __complex__(self, /) => exact_complex,
    __eq__(self, value, /) => op::eq,
    __format__(self, format_spec, /) => op::format,
    __hash__(self, /) => op::hash,
    __mul__(self, value, /) => op::mul,
    __ne__(self, value, /) => op::ne,
    __neg__(self, /) => op::neg,
    __pos__(self, /) => op::pos,
    __pow__(self, value, mod=None, /) => op::pow,
    __radd__(self, value, /) => op::radd,
    __repr__(self, /) => op::repr,
    __rmul__(self, value, /) => op::rmul,
    __rpow__(self, value, mod=None, /) => op::rpow,
    __rsub__(self, value, /) => op::rsub,
    __rtruediv__(self, value, /) => op::rtruediv,
    __sub__(self, value, /) => op::sub,
    __truediv__(self, value, /) => op::truediv,
}

static COMPLEX_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: real,
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: imag,
        set: None,
    },
];

/// The receiver's float.
fn this(vm: &mut Vm, value: Value) -> Res<f64> {
    match number::to_float(value) {
        Some(float) => Ok(float),
        None => {
            let got = vm.class_name(value);
            Err(vm.type_error(format!(
                "descriptor requires a 'float' object but received a '{got}'"
            )))
        }
    }
}

// --- making floats ---

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.float;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    if knows_keywords(class, base, vm.names.init) {
        at_most(vm, args, "float", 0, 1)?;
    }
    let float = match args.get(1) {
        None => 0.0,
        Some(x) => from_object(vm, x)?,
    };
    if class == base {
        return Ok(vm.heap.float(float));
    }
    Ok(vm.heap.float_object(float, class.root_shape.get()).into())
}

/// `float(x)`
fn from_object(vm: &mut Vm, x: Value) -> Res<f64> {
    // A subclass of str or bytes may say itself which float it is.
    let name = vm.names.float;
    let text = match x.get::<Str>() {
        _ if vm.special_override(x, name).is_some() => None,
        Some(text) => Some(text.to_string_lossy().into_owned()),
        None => bytes_of(x).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    };
    if let Some(text) = text {
        return match number_text::parse_float(&with_ascii_digits(&text)) {
            Some(float) => Ok(float),
            None => {
                let shown = vm.repr(x)?;
                let shown = shown.to_string_lossy();
                Err(vm.value_error(format!("could not convert string to float: {shown}")))
            }
        };
    }
    match real_number(vm, x)? {
        Some(float) => Ok(float),
        None => {
            let got = vm.class_name(x);
            Err(vm.type_error(format!(
                "float() argument must be a string or a real number, not '{got}'"
            )))
        }
    }
}

/// The float that a number stands for: by `__float__`, or else by `__index__`.
/// `None` for what is no real number.
pub fn real_number(vm: &mut Vm, x: Value) -> Res<Option<f64>> {
    if let Some(float) = x.as_flonum() {
        return Ok(Some(float));
    }
    let name = vm.names.float;
    if vm.special_override(x, name).is_some()
        && let Some(made) = vm.call_special(x, name, &[])
    {
        let made = made?;
        return match number::to_float(made) {
            Some(float) => Ok(Some(float)),
            None => {
                let (class, got) = (vm.class_name(x), vm.class_name(made));
                Err(vm.type_error(format!("{class}.__float__ returned non-float (type {got})")))
            }
        };
    }
    if let Some(float) = number::to_float(x) {
        return Ok(Some(float));
    }
    if !vm.has_index(x) {
        return Ok(None);
    }
    let int = vm.index_value(x)?;
    let int = number::to_big(int).unwrap_or(IBig::ZERO);
    match number::int_to_float(&int) {
        Some(float) => Ok(Some(float)),
        None => Err(vm.overflow_error("int too large to convert to float")),
    }
}

// --- methods of floats ---

fn exact(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    Ok(vm.heap.float(float))
}

fn zero(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(vm.heap.float(0.0))
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = exact(vm, args)?;
    Ok(vm.heap.tuple(&[float]).into())
}

fn is_integer(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    Ok(Value::bool(float.is_finite() && float.trunc() == float))
}

fn trunc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    super::int::from_float(vm, float)
}

fn floor(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    super::int::from_float(vm, float.floor())
}

fn ceil(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    super::int::from_float(vm, float.ceil())
}

fn round(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    match args.get(1) {
        None | Some(Value::NONE) => super::int::from_float(vm, float.round_ties_even()),
        Some(places) => {
            let places = saturating_index(vm, places)?;
            match arithmetic::round_float(float, places) {
                Some(rounded) => Ok(vm.heap.float(rounded)),
                None => Err(vm.overflow_error("rounded value too large to represent")),
            }
        }
    }
}

fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    match arithmetic::integer_ratio(float) {
        Some((numerator, denominator)) => {
            let parts = [vm.heap.bigint(numerator), vm.heap.bigint(denominator)];
            Ok(vm.heap.tuple(&parts).into())
        }
        None if float.is_nan() => Err(vm.value_error("cannot convert NaN to integer ratio")),
        None => Err(vm.overflow_error("cannot convert Infinity to integer ratio")),
    }
}

/// `0x1.8000000000000p+1`: sign, 13 hexadecimal digits behind the point, exponent.
fn hex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = this(vm, args[0])?;
    if !float.is_finite() {
        return Ok(short_text(vm, number_text::repr_float(float)));
    }
    let bits = float.to_bits();
    let sign = if bits >> 63 == 1 { "-" } else { "" };
    let mantissa = bits & ((1 << 52) - 1);
    let text = match (bits >> 52 & 0x7ff) as i32 {
        0 if mantissa == 0 => format!("{sign}0x0.0p+0"),
        0 => format!("{sign}0x0.{mantissa:013x}p-1022"),
        exponent => format!("{sign}0x1.{mantissa:013x}p{:+}", exponent - 1023),
    };
    Ok(short_text(vm, text))
}

fn fromhex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(text) = args[1].get::<Str>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let float = match parse_hex(text.to_string_lossy().trim()) {
        Ok(float) => float,
        Err(HexError::Malformed) => {
            return Err(vm.value_error("invalid hexadecimal floating-point string"));
        }
        Err(HexError::TooLarge) => {
            return Err(vm.overflow_error("hexadecimal value too large to represent as a float"));
        }
    };
    let value = vm.heap.float(float);
    if args[0] == Value::from(vm.types.float) {
        Ok(value)
    } else {
        vm.call(args[0], &[value])
    }
}

enum HexError {
    Malformed,
    TooLarge,
}

fn parse_hex(text: &str) -> Result<f64, HexError> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    let lower = rest.to_ascii_lowercase();
    match &*lower {
        "inf" | "infinity" => return Ok(sign * f64::INFINITY),
        "nan" => return Ok(f64::NAN.copysign(sign)),
        _ => {}
    }
    let digits = lower.strip_prefix("0x").unwrap_or(&lower);
    let (digits, exponent) = match digits.split_once('p') {
        Some((digits, exponent)) => (
            digits,
            exponent.parse::<i64>().map_err(|_| HexError::Malformed)?,
        ),
        None => (digits, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(HexError::Malformed);
    }
    let mantissa = dashu_int::UBig::from_str_radix(&all, 16).map_err(|_| HexError::Malformed)?;
    let exponent = exponent.saturating_sub(4 * fraction.len() as i64);
    match arithmetic::scale(&mantissa, exponent) {
        Some(float) => Ok(sign * float),
        None => Err(HexError::TooLarge),
    }
}

fn getformat(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let kind = str_arg(vm, args[1], "__getformat__() argument")?;
    if !matches!(kind.as_str(), Some("double" | "float")) {
        return Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'"));
    }
    Ok(short_text(
        vm,
        if cfg!(target_endian = "little") {
            "IEEE, little-endian"
        } else {
            "IEEE, big-endian"
        },
    ))
}

// --- complex ---

fn complex_of_class(vm: &mut Vm, real: f64, imaginary: f64, class: Gc<Type>) -> Value {
    let made = vm.heap.complex(real, imaginary);
    super::support::with_class(made, class)
}

fn new_complex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.complex;
    let class = class_for_new(vm, args[0], base)?;
    let (first, second) = (args.get(1), args.get(2));
    if let Some(text) = first.and_then(|first| first.get::<Str>()) {
        if second.is_some() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        return match number_text::parse_complex(&with_ascii_digits(&text.to_string_lossy())) {
            Some((real, imaginary)) => Ok(complex_of_class(vm, real, imaginary, class)),
            None if number_text::has_stray_underscore(&text.to_string_lossy()) => {
                let shown = vm.repr(args[1])?;
                let shown = shown.to_string_lossy();
                Err(vm.value_error(format!("could not convert string to complex: {shown}")))
            }
            None => Err(vm.value_error("complex() arg is a malformed string")),
        };
    }
    if second.is_some_and(|second| second.is::<Str>()) {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    // Parts are added only where both arguments have them: 0.0 + -0.0 is 0.0.
    let (mut real, mut imaginary) = (0.0, None);
    if let Some(first) = first {
        match complex_number(vm, first)? {
            Some((re, im)) => {
                real = re;
                imaginary = is_complex(vm, first).then_some(im);
            }
            None => {
                let got = vm.class_name(first);
                return Err(vm.type_error(format!(
                    "complex() first argument must be a string or a number, not '{got}'"
                )));
            }
        }
    }
    if let Some(second) = second {
        match complex_number(vm, second)? {
            // Zeros keep their signs where there is nothing to add.
            Some((re, im)) => {
                if is_complex(vm, second) {
                    real -= im;
                }
                imaginary = Some(imaginary.map_or(re, |imaginary| imaginary + re));
            }
            None => {
                let got = vm.class_name(second);
                return Err(vm.type_error(format!(
                    "complex() second argument must be a number, not '{got}'"
                )));
            }
        }
    }
    Ok(complex_of_class(vm, real, imaginary.unwrap_or(0.0), class))
}

/// Whether a number has an imaginary part of its own.
fn is_complex(vm: &Vm, value: Value) -> bool {
    value.is::<Complex>() || vm.special_override(value, vm.names.complex).is_some()
}

/// The parts of a number; `None` for what is none.
pub fn complex_number(vm: &mut Vm, value: Value) -> Res<Option<(f64, f64)>> {
    let name = vm.names.complex;
    if vm.special_override(value, name).is_some()
        && let Some(made) = vm.call_special(value, name, &[])
    {
        let made = made?;
        return match made.get::<Complex>() {
            Some(it) => Ok(Some((it.real, it.imaginary))),
            None => {
                let got = vm.class_name(made);
                Err(vm.type_error(format!("__complex__ returned non-complex (type {got})")))
            }
        };
    }
    if let Some(it) = value.get::<Complex>() {
        return Ok(Some((it.real, it.imaginary)));
    }
    Ok(real_number(vm, value)?.map(|real| (real, 0.0)))
}

fn this_complex(vm: &mut Vm, value: Value) -> Res<Gc<Complex>> {
    super::support::this(vm, value)
}

fn exact_complex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this_complex(vm, args[0])?;
    Ok(vm.heap.complex(it.real, it.imaginary).into())
}

fn conjugate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this_complex(vm, args[0])?;
    Ok(vm.heap.complex(it.real, -it.imaginary).into())
}

fn real(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this_complex(vm, args[0])?;
    Ok(vm.heap.float(it.real))
}

fn imag(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this_complex(vm, args[0])?;
    Ok(vm.heap.float(it.imaginary))
}
