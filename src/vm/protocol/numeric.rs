//! Arithmetic on the built-in numbers, mixed as they come.
//!
//! ```text
//!   bool < int < float < complex      the wider operand's type decides
//! ```
//!
//! The evaluator has the cases that matter for speed (two ints or floats in place);
//! here are all of them, with Python's errors. The arithmetic itself is in
//! `object/arithmetic.rs`, that of complex numbers in `complex.rs`.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::arith::{Arith, Unary};
use super::complex;
use crate::object::arithmetic::{self, DivisionError, PowError};
use crate::object::gc::Gc;
use crate::object::number::{self, BigInt, Complex};
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

/// A built-in number (or an instance of a subclass), unpacked.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An int, or a bool.
    Int(i64),
    /// An int beyond 64 bits.
    Big(Gc<BigInt>),
    Float(f64),
    Complex(f64, f64),
}

impl Number {
    /// The number that a value is.
    #[inline]
    pub fn of(value: Value) -> Option<Number> {
        if let Some(int) = value.as_int() {
            return Some(Number::Int(int));
        }
        if let Some(float) = value.as_flonum() {
            return Some(Number::Float(float));
        }
        if let Some(flag) = value.as_bool() {
            return Some(Number::Int(i64::from(flag)));
        }
        Number::of_object(value)
    }

    fn of_object(value: Value) -> Option<Number> {
        if let Some(int) = value.get::<BigInt>() {
            return Some(match i64::try_from(int.int()) {
                Ok(int) => Number::Int(int),
                Err(_) => Number::Big(int),
            });
        }
        if let Some(float) = number::to_float(value) {
            return Some(Number::Float(float));
        }
        let complex = value.get::<Complex>()?;
        Some(Number::Complex(complex.real, complex.imaginary))
    }

    pub fn is_zero(&self) -> bool {
        match *self {
            Number::Int(int) => int == 0,
            Number::Big(_) => false,
            Number::Float(float) => float == 0.0,
            Number::Complex(re, im) => re == 0.0 && im == 0.0,
        }
    }

    pub fn is_negative(&self) -> bool {
        match *self {
            Number::Int(int) => int < 0,
            Number::Big(int) => number::is_negative(int.int()),
            Number::Float(float) => float < 0.0,
            Number::Complex(..) => false,
        }
    }

    /// The int, if it is one.
    pub fn to_big(&self) -> Option<IBig> {
        match *self {
            Number::Int(int) => Some(IBig::from(int)),
            Number::Big(int) => Some(int.int().clone()),
            _ => None,
        }
    }
}

/// How two real numbers compare, exactly; `None` with a NaN (and for complex ones).
pub(super) fn order(a: &Number, b: &Number) -> Option<Ordering> {
    match (*a, *b) {
        (Number::Int(x), Number::Int(y)) => Some(x.cmp(&y)),
        (Number::Float(x), Number::Float(y)) => x.partial_cmp(&y),
        (Number::Int(x), Number::Float(y)) => number::compare_i64_float(x, y),
        (Number::Float(x), Number::Int(y)) => {
            number::compare_i64_float(y, x).map(Ordering::reverse)
        }
        (Number::Big(x), Number::Float(y)) => number::compare_int_float(x.int(), y),
        (Number::Float(x), Number::Big(y)) => {
            number::compare_int_float(y.int(), x).map(Ordering::reverse)
        }
        _ => Some(a.to_big()?.cmp(&b.to_big()?)),
    }
}

/// Whether two numbers, one of them complex at least, are equal.
pub(super) fn complex_equal(a: &Number, b: &Number) -> bool {
    match (*a, *b) {
        (Number::Complex(x, i), Number::Complex(y, j)) => x == y && i == j,
        (Number::Complex(re, im), ref real) | (ref real, Number::Complex(re, im)) => {
            im == 0.0 && order(&Number::Float(re), real) == Some(Ordering::Equal)
        }
        _ => false,
    }
}

impl Vm {
    /// `a op b` of two numbers; NotImplemented where the types have no such operator.
    pub(super) fn number_binary(&mut self, op: Arith, a: &Number, b: &Number) -> Res<Value> {
        match (a, b) {
            (&Number::Int(x), &Number::Int(y)) => self.int_binary(op, x, y),
            (Number::Complex(..), _) | (_, Number::Complex(..)) => self.complex_binary(op, a, b),
            (Number::Float(_), _) | (_, Number::Float(_)) => {
                if !is_float_operator(op) {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                let (x, y) = (self.number_to_float(a)?, self.number_to_float(b)?);
                self.float_binary(op, x, y)
            }
            _ => match (a.to_big(), b.to_big()) {
                (Some(x), Some(y)) => self.big_binary(op, &x, &y),
                _ => Ok(Value::NOT_IMPLEMENTED),
            },
        }
    }

    /// `float(number)`
    pub(super) fn number_to_float(&mut self, it: &Number) -> Res<f64> {
        match *it {
            Number::Int(int) => Ok(int as f64),
            Number::Float(float) => Ok(float),
            Number::Big(int) => match number::int_to_float(int.int()) {
                Some(float) => Ok(float),
                None => Err(self.overflow_error("int too large to convert to float")),
            },
            Number::Complex(..) => Err(self.type_error("must be real number, not complex")),
        }
    }

    /// Ints of a machine word; whatever does not fit is done with big ones.
    fn int_binary(&mut self, op: Arith, x: i64, y: i64) -> Res<Value> {
        let result = match op {
            Arith::Add => x.checked_add(y),
            Arith::Sub => x.checked_sub(y),
            Arith::Mul => x.checked_mul(y),
            Arith::FloorDiv if y != 0 => arithmetic::div_mod(x, y).map(|it| it.0),
            Arith::Mod if y != 0 => arithmetic::div_mod(x, y).map(|it| it.1),
            Arith::Pow if y >= 0 => u32::try_from(y).ok().and_then(|y| x.checked_pow(y)),
            Arith::RShift if y >= 0 => Some(x >> y.min(63)),
            Arith::And => Some(x & y),
            Arith::Or => Some(x | y),
            Arith::Xor => Some(x ^ y),
            Arith::TrueDiv if y != 0 && is_exact_float(x) && is_exact_float(y) => {
                return Ok(self.heap.float(x as f64 / y as f64));
            }
            _ => None,
        };
        match result {
            Some(int) => Ok(self.heap.int(int)),
            None => self.big_binary(op, &IBig::from(x), &IBig::from(y)),
        }
    }

    #[inline(never)]
    fn big_binary(&mut self, op: Arith, x: &IBig, y: &IBig) -> Res<Value> {
        let result = match op {
            Arith::Add => x + y,
            Arith::Sub => x - y,
            Arith::Mul => x * y,
            Arith::And => x & y,
            Arith::Or => x | y,
            Arith::Xor => x ^ y,
            Arith::FloorDiv => match arithmetic::div_mod_big(x, y) {
                Some((quotient, _)) => quotient,
                None => return Err(self.zero_division_error("integer division or modulo by zero")),
            },
            Arith::Mod => match arithmetic::div_mod_big(x, y) {
                Some((_, remainder)) => remainder,
                None => return Err(self.zero_division_error("integer modulo by zero")),
            },
            Arith::TrueDiv => return self.true_div(x, y),
            Arith::Pow if number::is_negative(y) => {
                let [x, y] = [self.big_to_float(x)?, self.big_to_float(y)?];
                return self.float_pow(x, y);
            }
            Arith::Pow => {
                let power = arithmetic::pow_big(x, y);
                self.or_memory_error(power)?
            }
            Arith::LShift | Arith::RShift => self.shift(op, x, y)?,
            Arith::MatMul => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(self.heap.bigint(result))
    }

    fn big_to_float(&mut self, int: &IBig) -> Res<f64> {
        match number::int_to_float(int) {
            Some(float) => Ok(float),
            None => Err(self.overflow_error("int too large to convert to float")),
        }
    }

    fn shift(&mut self, op: Arith, x: &IBig, y: &IBig) -> Res<IBig> {
        if number::is_negative(y) {
            return Err(self.value_error("negative shift count"));
        }
        let count = usize::try_from(y).ok();
        if op == Arith::RShift {
            return Ok(arithmetic::shr(x, count.unwrap_or(usize::MAX)));
        }
        match count {
            Some(count) => {
                let shifted = arithmetic::shl(x, count);
                self.or_memory_error(shifted)
            }
            None if x.is_zero() => Ok(IBig::ZERO),
            None => Err(self.overflow_error("too many digits in integer")),
        }
    }

    fn true_div(&mut self, x: &IBig, y: &IBig) -> Res<Value> {
        match arithmetic::true_div(x, y) {
            Ok(quotient) => Ok(self.heap.float(quotient)),
            Err(DivisionError::ByZero) => Err(self.zero_division_error("division by zero")),
            Err(DivisionError::TooLarge) => {
                Err(self.overflow_error("integer division result too large for a float"))
            }
        }
    }

    #[inline(never)]
    fn float_binary(&mut self, op: Arith, x: f64, y: f64) -> Res<Value> {
        let result = match op {
            Arith::Add => x + y,
            Arith::Sub => x - y,
            Arith::Mul => x * y,
            Arith::TrueDiv if y == 0.0 => {
                return Err(self.zero_division_error("float division by zero"));
            }
            Arith::TrueDiv => x / y,
            Arith::FloorDiv => match arithmetic::div_mod_float(x, y) {
                Some((quotient, _)) => quotient,
                None => return Err(self.zero_division_error("float floor division by zero")),
            },
            Arith::Mod => match arithmetic::mod_float(x, y) {
                Some(remainder) => remainder,
                None => return Err(self.zero_division_error("float modulo")),
            },
            Arith::Pow => return self.float_pow(x, y),
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(self.heap.float(result))
    }

    /// `x ** y`: as in C, but for 0 to a negative power, results that are too large,
    /// and roots of negative numbers, which are complex.
    fn float_pow(&mut self, x: f64, y: f64) -> Res<Value> {
        if x == 0.0 && y < 0.0 && y.is_finite() {
            return Err(self.zero_division_error("0.0 cannot be raised to a negative power"));
        }
        if x < 0.0 && x.is_finite() && y.is_finite() && y != y.floor() {
            return self.complex_binary(
                Arith::Pow,
                &Number::Complex(x, 0.0),
                &Number::Complex(y, 0.0),
            );
        }
        let power = x.powf(y);
        if power.is_infinite() && x.is_finite() && y.is_finite() {
            return Err(self.result_out_of_range());
        }
        Ok(self.heap.float(power))
    }

    /// What C's ERANGE becomes.
    #[cold]
    #[inline(never)]
    fn result_out_of_range(&mut self) -> Raised {
        let message = self.heap.str("Numerical result out of range").into();
        let class = self.types.overflow_error;
        self.raise_with(class, &[Value::small(libc::ERANGE), message])
    }

    #[inline(never)]
    fn complex_binary(&mut self, op: Arith, a: &Number, b: &Number) -> Res<Value> {
        if !matches!(
            op,
            Arith::Add | Arith::Sub | Arith::Mul | Arith::TrueDiv | Arith::Pow
        ) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let mut parts = [(0.0, 0.0); 2];
        for (part, number) in parts.iter_mut().zip([a, b]) {
            *part = match *number {
                Number::Complex(re, im) => (re, im),
                ref real => (self.number_to_float(real)?, 0.0),
            };
        }
        let [x, y] = parts;
        let (re, im) = match op {
            Arith::Add => (x.0 + y.0, x.1 + y.1),
            Arith::Sub => (x.0 - y.0, x.1 - y.1),
            Arith::Mul => complex::mul(x, y),
            Arith::TrueDiv => match complex::div(x, y) {
                Some(quotient) => quotient,
                None => return Err(self.zero_division_error("complex division by zero")),
            },
            Arith::Pow => match complex::pow(x, y) {
                Some(power) => power,
                None => return Err(self.zero_division_error("0.0 to a negative or complex power")),
            },
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        if op == Arith::Pow && (re.is_infinite() || im.is_infinite()) {
            return Err(self.overflow_error("complex exponentiation"));
        }
        Ok(self.heap.complex(re, im).into())
    }

    /// `-x`, `+x`, `~x` of numbers; NotImplemented for all else.
    pub fn builtin_unary(&mut self, op: Unary, value: Value) -> Value {
        match (op, Number::of(value)) {
            (Unary::Neg, Some(Number::Int(int))) => match int.checked_neg() {
                Some(int) => self.heap.int(int),
                None => self.heap.bigint(-IBig::from(int)),
            },
            (Unary::Neg, Some(Number::Big(int))) => self.heap.bigint(-int.int()),
            (Unary::Neg, Some(Number::Float(float))) => self.heap.float(-float),
            (Unary::Neg, Some(Number::Complex(re, im))) => self.heap.complex(-re, -im).into(),
            (Unary::Pos, Some(Number::Int(int))) => self.heap.int(int),
            (Unary::Pos, Some(Number::Big(int))) => self.heap.bigint(int.int().clone()),
            (Unary::Pos, Some(Number::Float(float))) => self.heap.float(float),
            (Unary::Pos, Some(Number::Complex(re, im))) => self.heap.complex(re, im).into(),
            (Unary::Invert, Some(Number::Int(int))) => self.heap.int(!int),
            (Unary::Invert, Some(Number::Big(int))) => self.heap.bigint(!int.int()),
            _ => Value::NOT_IMPLEMENTED,
        }
    }

    /// `abs(number)`; NotImplemented for all else.
    pub fn builtin_abs(&mut self, value: Value) -> Res<Value> {
        match Number::of(value) {
            Some(Number::Float(float)) => Ok(self.heap.float(float.abs())),
            Some(Number::Complex(re, im)) => {
                let size = re.hypot(im);
                if size.is_infinite() && re.is_finite() && im.is_finite() {
                    return Err(self.overflow_error("absolute value too large"));
                }
                Ok(self.heap.float(size))
            }
            Some(number) if number.is_negative() => Ok(self.builtin_unary(Unary::Neg, value)),
            Some(_) => Ok(self.builtin_unary(Unary::Pos, value)),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `divmod` of real numbers; NotImplemented for all else.
    pub fn builtin_divmod(&mut self, a: Value, b: Value) -> Res<Value> {
        let (Some(x), Some(y)) = (Number::of(a), Number::of(b)) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        if let (Some(x), Some(y)) = (x.to_big(), y.to_big()) {
            let Some((quotient, remainder)) = arithmetic::div_mod_big(&x, &y) else {
                return Err(self.zero_division_error("integer division or modulo by zero"));
            };
            let pair = [self.heap.bigint(quotient), self.heap.bigint(remainder)];
            return Ok(self.heap.tuple(&pair).into());
        }
        if let (Number::Complex(..), _) | (_, Number::Complex(..)) = (x, y) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (x, y) = (self.number_to_float(&x)?, self.number_to_float(&y)?);
        let Some((quotient, remainder)) = arithmetic::div_mod_float(x, y) else {
            return Err(self.zero_division_error("float divmod()"));
        };
        let pair = [self.heap.float(quotient), self.heap.float(remainder)];
        Ok(self.heap.tuple(&pair).into())
    }

    /// `pow(base, exponent, modulus)` of ints; NotImplemented where one is no number.
    pub fn builtin_pow3(&mut self, base: Value, exponent: Value, modulus: Value) -> Res<Value> {
        let numbers = [base, exponent, modulus].map(Number::of);
        let [Some(base), Some(exponent), Some(modulus)] = numbers else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let ints = [base, exponent, modulus].map(|it| it.to_big());
        let [Some(x), Some(y), Some(z)] = ints else {
            return Err(match base {
                Number::Complex(..) => self.value_error("complex modulo"),
                _ => self
                    .type_error("pow() 3rd argument not allowed unless all arguments are integers"),
            });
        };
        match arithmetic::pow_mod(&x, &y, &z) {
            Ok(power) => Ok(self.heap.bigint(power)),
            Err(PowError::ZeroModulus) => Err(self.value_error("pow() 3rd argument cannot be 0")),
            Err(PowError::NotInvertible) => {
                Err(self.value_error("base is not invertible for the given modulus"))
            }
        }
    }
}

/// Whether a float holds this int exactly, so that dividing floats is dividing ints.
fn is_exact_float(int: i64) -> bool {
    int.unsigned_abs() <= 1 << 53
}

fn is_float_operator(op: Arith) -> bool {
    matches!(
        op,
        Arith::Add
            | Arith::Sub
            | Arith::Mul
            | Arith::TrueDiv
            | Arith::FloorDiv
            | Arith::Mod
            | Arith::Pow
    )
}
