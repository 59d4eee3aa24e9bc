//! `int` and `bool`.

use dashu_int::IBig;

use super::operators as op;
use super::str::classify::with_ascii_digits;
use super::support::{self, at_most, class_for_new, saturating_index};
use crate::natives;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::Type;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::{arithmetic, number, number_text};
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Res, Vm};

pub static INT: TypeDef = TypeDef {
    name: "int",
    kind: Kind::Int,
    base: "object",
    subclassable: true,
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.  If x is a number, return x.__int__().  For floating point\nnumbers, this truncates towards zero.\n\nIf x is not a number or if base is given, then x must be a string,\nbytes, or bytearray instance representing an integer literal in the\ngiven base.  The literal can be preceded by '+' or '-' and be surrounded\nby whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\nBase 0 means to interpret the base from the string as an integer literal.\n>>> int('0b100', base=0)\n4",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: GETSETS,
};

pub static BOOL: TypeDef = TypeDef {
    name: "bool",
    kind: Kind::Bool,
    base: "int",
    subclassable: false,
    doc: "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    methods: BOOL_METHODS,
    statics: BOOL_STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS: __new__(cls, x=0, /, base=10) => new }

natives! { BOOL_STATICS: __new__(cls, /, *args, **kwargs) => new_bool }

natives! { CLASS_METHODS: from_bytes(cls, /, bytes, byteorder="big", *, signed=False) => from_bytes }

natives! { BOOL_METHODS:
    __and__(self, value, /) => op::and,
    __rand__(self, value, /) => op::rand,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __xor__(self, value, /) => op::xor,
    __rxor__(self, value, /) => op::rxor,
    __invert__(self, /) => op::invert,
    __repr__(self, /) => op::repr,
}

natives! { METHODS:
    as_integer_ratio(self, /) => as_integer_ratio,
    bit_count(self, /) => bit_count,
    bit_length(self, /) => bit_length,
    conjugate(self, /) => op::exact_int,
    is_integer(self, /) => is_integer,
    to_bytes(self, /, length=1, byteorder="big", *, signed=False) => to_bytes,
    __abs__(self, /) => op::abs,
    __add__(self, value, /) => op::add,
    __and__(self, value, /) => op::and,
    __bool__(self, /) => op::truth,
    __ceil__(self, /) => op::exact_int,
    __divmod__(self, value, /) => op::divmod,
    __eq__(self, value, /) => op::eq,
    __float__(self, /) => to_float,
    __floor__(self, /) => op::exact_int,
    __floordiv__(self, value, /) => op::floordiv,
    __format__(self, format_spec, /) => op::format,
    __ge__(self, value, /) => op::ge,
    __getnewargs__(self, /) => getnewargs,
    __gt__(self, value, /) => op::gt,
    __hash__(self, /) => op::hash,
    __index__(self, /) => op::exact_int,
    __int__(self, /) => op::exact_int,
    __invert__(self, /) => op::invert,
    __le__(self, value, /) => op::le,
    __lshift__(self, value, /) => op::lshift,
    __lt__(self, value, /) => op::lt,
    __mod__(self, value, /) => op::modulo,
    __mul__(self, value, /) => op::mul,
    __ne__(self, value, /) => op::ne,
    __neg__(self, /) => op::neg,
    __or__(self, value, /) => op::or,
    __pos__(self, /) => op::pos,
    __pow__(self, value, mod=None, /) => op::pow,
    __radd__(self, value, /) => op::radd,
    __rand__(self, value, /) => op::rand,
    __rdivmod__(self, value, /) => op::rdivmod,
    __repr__(self, /) => op::repr,
    __rfloordiv__(self, value, /) => op::rfloordiv,
    __rlshift__(self, value, /) => op::rlshift,
    __rmod__(self, value, /) => op::rmodulo,
    __rmul__(self, value, /) => op::rmul,
    __ror__(self, value, /) => op::ror,
    __round__(self, ndigits=None, /) => round,
    __rpow__(self, value, mod=None, /) => op::rpow,
    __rrshift__(self, value, /) => op::rrshift,
    __rshift__(self, value, /) => op::rshift,
    __rsub__(self, value, /) => op::rsub,
    __rtruediv__(self, value, /) => op::rtruediv,
    __rxor__(self, value, /) => op::rxor,
    __sub__(self, value, /) => op::sub,
    __truediv__(self, value, /) => op::truediv,
    __trunc__(self, /) => op::exact_int,
    __xor__(self, value, /) => op::xor,
}

static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: op::exact_int,
        set: None,
    },
    GetSetDef {
        name: "imag",
        get: zero,
        set: None,
    },
    GetSetDef {
        name: "numerator",
        get: op::exact_int,
        set: None,
    },
    GetSetDef {
        name: "denominator",
        get: one,
        set: None,
    },
];

fn zero(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::small(0))
}

fn one(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::small(1))
}

/// The receiver as a big int.
fn this(vm: &mut Vm, value: Value) -> Res<IBig> {
    match number::to_big(value) {
        Some(int) => Ok(int),
        None => {
            let got = vm.class_name(value);
            Err(vm.type_error(format!(
                "descriptor requires a 'int' object but received a '{got}'"
            )))
        }
    }
}

// --- making ---

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.int;
    let class = class_for_new(vm, args[0], base)?;
    let value = match (args.get(1), args.get(2)) {
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (None, None) => Value::small(0),
        (Some(x), None) => from_object(vm, x)?,
        (Some(x), Some(radix)) => from_text_with_base(vm, x, radix)?,
    };
    Ok(of_class(vm, value, class))
}

/// An int as an instance of a subclass.
fn of_class(vm: &mut Vm, value: Value, class: Gc<Type>) -> Value {
    if class == vm.types.int {
        return value;
    }
    let int = number::to_big(value).unwrap_or(IBig::ZERO);
    vm.heap.bigint_object(int, class.root_shape.get()).into()
}

/// `int(x)`
pub fn from_object(vm: &mut Vm, x: Value) -> Res<Value> {
    if x.is_int() {
        return Ok(x);
    }
    if let Some(text) = x.get_exact::<Str>()
        && let Some(int) = number_text::parse_short_int(text.bytes())
    {
        return Ok(vm.heap.int(int));
    }
    if let Some(float) = number::to_float(x).filter(|_| vm.class_of(x) == vm.types.float) {
        return from_float(vm, float);
    }
    for name in [vm.names.int, vm.names.index] {
        // A number's own `__int__` comes before any `__index__`.
        let is_number = number::to_big(x).is_some() || number::to_float(x).is_some();
        let is_answered = name == vm.names.index && is_number;
        if !is_answered
            && vm.special_override(x, name).is_some()
            && let Some(made) = vm.call_special(x, name, &[])
        {
            let made = made?;
            return match number::to_big(made) {
                Some(int) => Ok(vm.heap.bigint(int)),
                None => {
                    let (name, got) = (name.to_string_lossy(), vm.class_name(made));
                    Err(vm.type_error(format!("{name} returned non-int (type {got})")))
                }
            };
        }
    }
    if let Some(int) = number::to_big(x) {
        return Ok(vm.heap.bigint(int));
    }
    if let Some(float) = number::to_float(x) {
        return from_float(vm, float);
    }
    let trunc = vm.names.trunc;
    if vm.special_override(x, trunc).is_some()
        && let Some(made) = vm.call_special(x, trunc, &[])
    {
        let made = made?;
        if !vm.has_index(made) {
            let got = vm.class_name(made);
            return Err(vm.type_error(format!("__trunc__ returned non-Integral (type {got})")));
        }
        return vm.index_value(made);
    }
    if let Some(text) = x.get::<Str>() {
        return parse(vm, &text.to_string_lossy(), 10, x);
    }
    if let Some(bytes) = bytes_of(x) {
        let shown = vm.heap.bytes(&bytes).into();
        return parse(vm, &String::from_utf8_lossy(&bytes), 10, shown);
    }
    let got = vm.class_name(x);
    Err(vm.type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{got}'"
    )))
}

pub fn from_float(vm: &mut Vm, float: f64) -> Res<Value> {
    match number::float_to_int(float) {
        Some(int) => Ok(vm.heap.bigint(int)),
        None if float.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
        None => Err(vm.overflow_error("cannot convert float infinity to integer")),
    }
}

fn from_text_with_base(vm: &mut Vm, x: Value, radix: Value) -> Res<Value> {
    let radix = saturating_index(vm, radix)?;
    if radix != 0 && !(2..=36).contains(&radix) {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    if let Some(text) = x.get::<Str>() {
        return parse(vm, &text.to_string_lossy(), radix as u32, x);
    }
    match bytes_of(x) {
        Some(bytes) if x.is::<Bytes>() || x.is::<ByteArray>() => {
            let shown = vm.heap.bytes(&bytes).into();
            parse(vm, &String::from_utf8_lossy(&bytes), radix as u32, shown)
        }
        _ => Err(vm.type_error("int() can't convert non-string with explicit base")),
    }
}

fn parse(vm: &mut Vm, text: &str, radix: u32, shown: Value) -> Res<Value> {
    let limit = vm.max_str_digits;
    if limit > 0 && !radix.is_power_of_two() && text.len() > limit {
        let digits = number_text::count_digits(text);
        if digits > limit {
            return Err(vm.value_error(format!(
                "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
            )));
        }
    }
    match number_text::parse_int(&with_ascii_digits(text), radix) {
        Some(int) => Ok(vm.heap.bigint(int)),
        None => {
            let shown = vm.repr(shown)?;
            let shown = shown.to_string_lossy();
            Err(vm.value_error(format!(
                "invalid literal for int() with base {radix}: {shown}"
            )))
        }
    }
}

fn new_bool(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.bool;
    class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    at_most(vm, args, "bool", 0, 1)?;
    Ok(support::flag(vm, args.get(1), false)?.into())
}

// --- methods ---

fn as_integer_ratio(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = op::exact_int(vm, args)?;
    Ok(vm.heap.tuple(&[int, Value::small(1)]).into())
}

fn is_integer(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this(vm, args[0])?;
    Ok(Value::TRUE)
}

fn bit_length(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use dashu_int::ops::BitTest;
    let int = this(vm, args[0])?;
    let (_, magnitude) = int.into_parts();
    Ok(vm.heap.int(magnitude.bit_len() as i64))
}

fn bit_count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = this(vm, args[0])?;
    let ones: u32 = int
        .as_sign_words()
        .1
        .iter()
        .map(|word| word.count_ones())
        .sum();
    Ok(vm.heap.int(ones.into()))
}

fn to_float(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = this(vm, args[0])?;
    match number::int_to_float(&int) {
        Some(float) => Ok(vm.heap.float(float)),
        None => Err(vm.overflow_error("int too large to convert to float")),
    }
}

fn round(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = this(vm, args[0])?;
    let places = match args.get(1) {
        None | Some(Value::NONE) => 0,
        Some(places) => saturating_index(vm, places)?,
    };
    if places >= 0 {
        return Ok(vm.heap.bigint(int));
    }
    let places = usize::try_from(places.unsigned_abs()).unwrap_or(usize::MAX);
    // Beyond the number's own length everything rounds to 0.
    let digits = int.as_sign_words().1.len() * 20 + 1;
    if places > digits {
        return Ok(Value::small(0));
    }
    Ok(vm.heap.bigint(arithmetic::round_int(&int, places)))
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = op::exact_int(vm, args)?;
    Ok(vm.heap.tuple(&[int]).into())
}

/// Whether the most significant byte comes first.
fn big_endian(vm: &mut Vm, order: Option<Value>, callee: &str) -> Res<bool> {
    let Some(order) = order else { return Ok(true) };
    let Some(order) = order.get::<Str>() else {
        let got = vm.argument_class_name(order);
        return Err(vm.type_error(format!(
            "{callee}() argument 'byteorder' must be str, not {got}"
        )));
    };
    match order.as_str() {
        Some("big") => Ok(true),
        Some("little") => Ok(false),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn to_bytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let int = this(vm, args[0])?;
    let length = args.get(1).map_or(Ok(1), |length| vm.index(length))?;
    let big = big_endian(vm, args.get(2), "to_bytes")?;
    let signed = support::flag(vm, args.kw(0), false)?;
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.value_error("length argument must be non-negative"));
    };
    let negative = number::is_negative(&int);
    if negative && !signed {
        return Err(vm.overflow_error("can't convert negative int to unsigned"));
    }
    // Two's complement of a negative int is that of its opposite less one, inverted.
    let magnitude = if negative { -(int + IBig::ONE) } else { int };
    let (_, magnitude) = magnitude.into_parts();
    let mut bytes = magnitude.to_le_bytes().to_vec();
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    let top_bit = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
    if bytes.len() > length || signed && top_bit && bytes.len() == length {
        return Err(vm.overflow_error("int too big to convert"));
    }
    if bytes.try_reserve_exact(length - bytes.len()).is_err() {
        return Err(vm.memory_error());
    }
    bytes.resize(length, 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    if big {
        bytes.reverse();
    }
    super::bytes::bytes_value(vm, &bytes)
}

fn from_bytes(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let is_big_endian = big_endian(vm, args.get(2), "from_bytes")?;
    let mut bytes = match bytes_of(args[1]) {
        Some(bytes) => bytes.into_owned(),
        None if vm.special_override(args[1], vm.names.bytes).is_some() => {
            super::bytes::from_method(vm, args[1], vm.names.bytes)?
        }
        None => {
            let iter = vm.names.iter;
            if vm.lookup_special(args[1], iter).is_none() || args[1].is::<Str>() {
                let got = vm.class_name(args[1]);
                return Err(vm.type_error(format!("cannot convert '{got}' object to bytes")));
            }
            super::bytes::from_iterable(vm, args[1], "bytes")?
        }
    };
    if is_big_endian {
        bytes.reverse();
    }
    let signed = support::flag(vm, args.kw(0), false)?;
    let negative = signed && bytes.last().is_some_and(|byte| byte & 0x80 != 0);
    if negative {
        bytes.iter_mut().for_each(|byte| *byte = !*byte);
    }
    let magnitude = IBig::from(dashu_int::UBig::from_le_bytes(&bytes));
    let int = if negative {
        -magnitude - IBig::ONE
    } else {
        magnitude
    };
    let value = vm.heap.bigint(int);
    let class = args[0].get::<Type>().unwrap_or(vm.types.int);
    if class == vm.types.int {
        Ok(value)
    } else {
        vm.call(args[0], &[value])
    }
}
