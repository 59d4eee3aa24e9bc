//! Expressions whose value is known when they are compiled.
//!
//! The limits are CPython's: a result that would be large is left to the program,
//! which may never ask for it.

use dashu_int::IBig;
use dashu_int::ops::{BitTest, DivRemEuclid};

use std::rc::Rc;

use crate::code::Const;
use crate::syntax::ast::*;

/// Each level looks at everything below it, so that levels are limited.
const MAX_DEPTH: u16 = 12;
const MAX_INT_BITS: usize = 128;
const MAX_STR_LEN: usize = 4096;

/// A literal as a constant.
pub fn literal(value: &Constant) -> Const {
    match value {
        Constant::None => Const::None,
        Constant::True => Const::True,
        Constant::False => Const::False,
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => Const::Int(*value),
        Constant::BigInt(value) => Const::BigInt(value.clone()),
        Constant::Float(value) => Const::Float(*value),
        Constant::Complex(im) => Const::Complex { re: 0.0, im: *im },
        Constant::Str(text) => Const::Str(text.clone()),
        Constant::Bytes(bytes) => Const::Bytes(bytes.clone()),
    }
}

/// The value of an expression, if it is a constant one.
pub fn constant(expr: &Expr) -> Option<Const> {
    if let ExprKind::Constant { value, .. } = &expr.kind {
        return Some(literal(value));
    }
    if expr.depth > MAX_DEPTH {
        return None;
    }
    match &expr.kind {
        ExprKind::Name { id, .. } if &**id == "__debug__" => Some(Const::True),
        ExprKind::Tuple { elts, .. } => constants(elts).map(Const::Tuple),
        ExprKind::UnaryOp { op, operand } => unary(*op, constant(operand)?),
        ExprKind::BinOp { left, op, right } => binary(*op, &constant(left)?, &constant(right)?),
        _ => None,
    }
}

/// The values of all of `exprs`, if all are constant.
pub fn constants(exprs: &[Expr]) -> Option<Vec<Const>> {
    exprs.iter().map(constant).collect()
}

/// Whether a constant is true.
pub fn truth(konst: &Const) -> bool {
    match konst {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::BigInt(_) | Const::Code(_) => true,
        Const::Int(value) => *value != 0,
        Const::Float(value) => *value != 0.0,
        Const::Complex { re, im } => *re != 0.0 || *im != 0.0,
        Const::Str(text) => !text.as_wtf8().is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn int(value: IBig) -> Const {
    match i64::try_from(&value) {
        Ok(value) => Const::Int(value),
        Err(_) => Const::BigInt(Rc::new(value)),
    }
}

/// An int, or a bool as the int that it is in arithmetic.
fn as_int(konst: &Const) -> Option<IBig> {
    match konst {
        Const::Int(value) => Some(IBig::from(*value)),
        Const::BigInt(value) => Some((**value).clone()),
        Const::True => Some(IBig::ONE),
        Const::False => Some(IBig::ZERO),
        _ => None,
    }
}

/// A float, or an int that is one exactly.
fn as_float(konst: &Const) -> Option<f64> {
    const EXACT: i64 = 1 << 53;
    match konst {
        Const::Float(value) => Some(*value),
        Const::Int(value) if (-EXACT..=EXACT).contains(value) => Some(*value as f64),
        _ => None,
    }
}

fn is_complex(konst: &Const) -> bool {
    matches!(konst, Const::Complex { .. })
}

/// The real and the imaginary part.
fn as_complex(konst: &Const) -> Option<(f64, f64)> {
    match konst {
        Const::Complex { re, im } => Some((*re, *im)),
        konst => as_float(konst).map(|re| (re, 0.0)),
    }
}

fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    match op {
        UnaryOp::Not => Some(match truth(&operand) {
            true => Const::False,
            false => Const::True,
        }),
        UnaryOp::USub => match operand {
            Const::Float(value) => Some(Const::Float(-value)),
            Const::Complex { re, im } => Some(Const::Complex { re: -re, im: -im }),
            operand => as_int(&operand).map(|value| int(-value)),
        },
        UnaryOp::UAdd => match operand {
            Const::Float(_) | Const::Complex { .. } => Some(operand),
            operand => as_int(&operand).map(int),
        },
        // `~True` warns when it runs.
        UnaryOp::Invert => match operand {
            Const::Int(_) | Const::BigInt(_) => as_int(&operand).map(|value| int(!value)),
            _ => None,
        },
    }
}

fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let is_bool = |konst: &Const| matches!(konst, Const::True | Const::False);
    match (left, right) {
        // `True & False` is a bool; the rest of the arithmetic of bools makes ints.
        _ if is_bool(left) && is_bool(right) => None,
        (Const::Str(a), Const::Str(b)) if op == Operator::Add => {
            let text = [a.as_wtf8(), b.as_wtf8()].concat();
            // Two halves of a surrogate pair must stay apart: WTF-8 would join them.
            (text.len() <= MAX_STR_LEN && std::str::from_utf8(&text).is_ok())
                .then(|| Const::Str(PyStr::from_wtf8(&text)))
        }
        (Const::Str(text), Const::Int(times)) | (Const::Int(times), Const::Str(text))
            if op == Operator::Mult =>
        {
            let times = usize::try_from(*times).unwrap_or(0);
            let len = text.as_wtf8().len().checked_mul(times)?;
            (len <= MAX_STR_LEN && text.as_str().is_some())
                .then(|| Const::Str(PyStr::from_wtf8(&text.as_wtf8().repeat(times))))
        }
        _ => match (as_int(left), as_int(right)) {
            (Some(a), Some(b)) if op != Operator::Div => int_binary(op, a, b).map(int),
            _ if is_complex(left) || is_complex(right) => {
                let ((a, b), (c, d)) = (as_complex(left)?, as_complex(right)?);
                match op {
                    Operator::Add => Some(Const::Complex {
                        re: a + c,
                        im: b + d,
                    }),
                    Operator::Sub => Some(Const::Complex {
                        re: a - c,
                        im: b - d,
                    }),
                    _ => None,
                }
            }
            _ => float_binary(op, as_float(left)?, as_float(right)?).map(Const::Float),
        },
    }
}

fn int_binary(op: Operator, a: IBig, b: IBig) -> Option<IBig> {
    let value = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => {
            if a.bit_len() + b.bit_len() > MAX_INT_BITS {
                return None;
            }
            a * b
        }
        Operator::FloorDiv | Operator::Mod => {
            if b == IBig::ZERO {
                return None;
            }
            // Euclid's remainder is never negative; Python's has the divisor's sign.
            let (mut quotient, remainder) = a.div_rem_euclid(b.clone());
            let mut remainder = IBig::from(remainder);
            if b < IBig::ZERO && remainder != IBig::ZERO {
                quotient -= IBig::ONE;
                remainder += b;
            }
            match op {
                Operator::FloorDiv => quotient,
                _ => remainder,
            }
        }
        Operator::Pow => {
            let exponent = usize::try_from(&b).ok()?;
            if a.bit_len().checked_mul(exponent)? > MAX_INT_BITS {
                return None;
            }
            a.pow(exponent)
        }
        Operator::LShift => {
            let bits = usize::try_from(&b).ok()?;
            if a.bit_len().checked_add(bits)? > MAX_INT_BITS {
                return None;
            }
            a << bits
        }
        Operator::RShift => a >> usize::try_from(&b).ok()?,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::BitAnd => a & b,
        Operator::Div | Operator::MatMult => return None,
    };
    Some(value)
}

fn float_binary(op: Operator, a: f64, b: f64) -> Option<f64> {
    match op {
        Operator::Add => Some(a + b),
        Operator::Sub => Some(a - b),
        Operator::Mult => Some(a * b),
        Operator::Div if b != 0.0 => Some(a / b),
        Operator::Pow if a > 0.0 => Some(a.powf(b)).filter(|power| power.is_finite()),
        _ => None,
    }
}

/// Whether two constants are the same key of a dict, as far as patterns can spell them.
pub fn same_key(a: &Const, b: &Const) -> bool {
    match (a, b) {
        (Const::Str(a), Const::Str(b)) => a == b,
        (Const::Bytes(a), Const::Bytes(b)) => a == b,
        (Const::None, Const::None) => true,
        _ => match (as_int(a), as_int(b)) {
            (Some(a), Some(b)) => a == b,
            // Big integers are no key of any float that a pattern could spell.
            _ => match (as_complex(&plain(a)), as_complex(&plain(b))) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        },
    }
}

/// A bool as an int.
fn plain(konst: &Const) -> Const {
    match konst {
        Const::True => Const::Int(1),
        Const::False => Const::Int(0),
        konst => konst.clone(),
    }
}
