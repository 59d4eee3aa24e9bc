//! Arithmetic on any two objects: `a + b`, `a += b`, `-a`, `divmod(a, b)` ...
//!
//! ```text
//!   a += b   1. a.__iadd__(b)
//!   a + b    2. b.__radd__(a)    first, if type(b) is a subclass of type(a) that says otherwise
//!            3. a.__add__(b)
//!            4. b.__radd__(a)    if the types differ
//!            5. a as a sequence: concatenation, repetition
//!            6. TypeError
//! ```
//!
//! NotImplemented at any step means: go on. For objects of built-in classes all of it
//! is one match on the layouts, in `numeric.rs`, `algebra.rs` and `concat.rs`.

use super::is_plain;
use super::numeric::Number;
use crate::code::op::How;
use crate::object::gc::{Gc, Kind};
use crate::object::number;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::names::Names;
use crate::vm::{Raised, Res, Vm};

/// One of the binary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arith {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

impl Arith {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Arith::Add => "+",
            Arith::Sub => "-",
            Arith::Mul => "*",
            Arith::TrueDiv => "/",
            Arith::FloorDiv => "//",
            Arith::Mod => "%",
            Arith::Pow => "**",
            Arith::MatMul => "@",
            Arith::LShift => "<<",
            Arith::RShift => ">>",
            Arith::And => "&",
            Arith::Or => "|",
            Arith::Xor => "^",
        }
    }

    /// `__add__` of the left operand.
    pub fn method(self, names: &Names) -> Gc<Str> {
        match self {
            Arith::Add => names.add,
            Arith::Sub => names.sub,
            Arith::Mul => names.mul,
            Arith::TrueDiv => names.truediv,
            Arith::FloorDiv => names.floordiv,
            Arith::Mod => names.mod_,
            Arith::Pow => names.pow,
            Arith::MatMul => names.matmul,
            Arith::LShift => names.lshift,
            Arith::RShift => names.rshift,
            Arith::And => names.and,
            Arith::Or => names.or,
            Arith::Xor => names.xor,
        }
    }

    /// `__radd__` of the right operand.
    pub fn reflected(self, names: &Names) -> Gc<Str> {
        match self {
            Arith::Add => names.radd,
            Arith::Sub => names.rsub,
            Arith::Mul => names.rmul,
            Arith::TrueDiv => names.rtruediv,
            Arith::FloorDiv => names.rfloordiv,
            Arith::Mod => names.rmod,
            Arith::Pow => names.rpow,
            Arith::MatMul => names.rmatmul,
            Arith::LShift => names.rlshift,
            Arith::RShift => names.rrshift,
            Arith::And => names.rand,
            Arith::Or => names.ror,
            Arith::Xor => names.rxor,
        }
    }

    /// `__iadd__` of the left operand.
    pub fn in_place(self, names: &Names) -> Gc<Str> {
        match self {
            Arith::Add => names.iadd,
            Arith::Sub => names.isub,
            Arith::Mul => names.imul,
            Arith::TrueDiv => names.itruediv,
            Arith::FloorDiv => names.ifloordiv,
            Arith::Mod => names.imod,
            Arith::Pow => names.ipow,
            Arith::MatMul => names.imatmul,
            Arith::LShift => names.ilshift,
            Arith::RShift => names.irshift,
            Arith::And => names.iand,
            Arith::Or => names.ior,
            Arith::Xor => names.ixor,
        }
    }
}

/// One of the unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    Neg,
    Pos,
    Invert,
}

/// How far up the tower of numbers: 0 for what is none.
pub(super) fn rank(value: Value) -> u8 {
    match Number::of(value) {
        Some(Number::Int(_) | Number::Big(_)) => 1,
        Some(Number::Float(_)) => 2,
        Some(_) => 3,
        None => 0,
    }
}

/// A float and an int, both in place: what the evaluator leaves to the slow path but
/// programs do all the time.
fn mixed_floats(op: Arith, a: Value, b: Value) -> Option<Value> {
    // Ints beyond that may have to be rounded with care.
    const EXACT: i64 = 1 << 53;
    let exact = |int: i64| (-EXACT..=EXACT).contains(&int).then_some(int as f64);
    let (a, b) = match (a.as_flonum(), b.as_flonum()) {
        (Some(a), None) => (a, exact(b.as_int()?)?),
        (None, Some(b)) => (exact(a.as_int()?)?, b),
        _ => return None,
    };
    match op {
        Arith::Add => Value::flonum(a + b),
        Arith::Sub => Value::flonum(a - b),
        Arith::Mul => Value::flonum(a * b),
        Arith::TrueDiv if b != 0.0 => Value::flonum(a / b),
        _ => None,
    }
}

fn is_sequence(value: Value) -> bool {
    matches!(
        value.kind(),
        Some(Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple)
    )
}

impl Vm {
    /// `a op b`, or `a op= b`.
    #[inline(never)]
    pub fn binary(&mut self, op: Arith, how: How, a: Value, b: Value) -> Res<Value> {
        if let Some(answer) = mixed_floats(op, a, b) {
            return Ok(answer);
        }
        if op == Arith::Add
            && let (Some(x), Some(y)) = (a.get_exact::<Str>(), b.get_exact::<Str>())
        {
            let joined = self.heap.concat(x, y);
            return Ok(self.or_memory_error(joined)?.into());
        }
        let answer = if is_plain(a) && is_plain(b) {
            self.builtin_binary(op, how, a, b)?
        } else {
            self.binary_by_class(op, how, a, b)?
        };
        if answer == Value::NOT_IMPLEMENTED {
            return Err(self.unsupported(op, how, a, b));
        }
        Ok(answer)
    }

    /// What the layouts say: `int.__add__(a, b)` and so on, perhaps NotImplemented.
    /// It knows either operand's method, so it is `int.__radd__(b, a)` as well.
    #[inline(never)]
    pub fn builtin_binary(&mut self, op: Arith, how: How, a: Value, b: Value) -> Res<Value> {
        let answer = self.builtin_number_slot(op, how, a, b)?;
        if answer != Value::NOT_IMPLEMENTED {
            return Ok(answer);
        }
        self.builtin_sequence_slot(op, how, a, b)
    }

    /// Numbers, sets, the `|` of dicts and classes, the `%` of strings.
    fn builtin_number_slot(&mut self, op: Arith, how: How, a: Value, b: Value) -> Res<Value> {
        if let (Some(x), Some(y)) = (Number::of(a), Number::of(b)) {
            if let (Some(x), Some(y)) = (a.as_bool(), b.as_bool()) {
                match op {
                    Arith::And => return Ok(Value::bool(x & y)),
                    Arith::Or => return Ok(Value::bool(x | y)),
                    Arith::Xor => return Ok(Value::bool(x ^ y)),
                    _ => {}
                }
            }
            return self.number_binary(op, &x, &y);
        }
        match (op, a.kind()) {
            (Arith::Mod, Some(Kind::Str)) => self.percent_str(a, b),
            (Arith::Mod, Some(Kind::Bytes | Kind::ByteArray)) => self.percent_bytes(a, b),
            (Arith::Sub | Arith::And | Arith::Or | Arith::Xor, _) => self.algebra(op, how, a, b),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `binary` where a class written in Python is involved; perhaps NotImplemented.
    fn binary_by_class(&mut self, op: Arith, how: How, a: Value, b: Value) -> Res<Value> {
        if how == How::InPlace {
            let name = op.in_place(&self.names);
            if let Some(found) = self.special_override(a, name) {
                let answer = self.call_as_method(found, a, &[b])?;
                if answer != Value::NOT_IMPLEMENTED {
                    return Ok(answer);
                }
            } else if matches!(a.kind(), Some(Kind::Set | Kind::Dict)) {
                // These have in-place operators of their own, which come before all else.
                let answer = self.builtin_number_slot(op, how, a, b)?;
                if answer != Value::NOT_IMPLEMENTED {
                    return Ok(answer);
                }
            }
        }
        let (name, reflected) = (op.method(&self.names), op.reflected(&self.names));
        let left = self.special_override(a, name);
        let (left_class, right_class) = (self.class_of(a), self.class_of(b));
        // With the same class on both sides the reflected method has nothing to add.
        let mut right = None;
        if left_class != right_class {
            right = self.special_override(b, reflected);
        }
        if let Some(found) = right
            && right_class.is_subclass_of(left_class)
            && self.special_override(a, reflected) != Some(found)
        {
            right = None;
            let answer = self.call_as_method(found, b, &[a])?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        if let Some(found) = left {
            let answer = self.call_as_method(found, a, &[b])?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        // `int.__add__` and `int.__radd__` leave floats to them.
        let (left_rank, right_rank) = (rank(a), rank(b));
        let left_knows = left.is_none() && (left_rank == 0 || right_rank <= left_rank);
        let right_knows = right.is_none() && (right_rank == 0 || left_rank <= right_rank);
        if left_knows || (left_class != right_class && right_knows) {
            let answer = self.builtin_number_slot(op, how, a, b)?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        // A left operand that has either method in Python is asked before the right one.
        let joins_first = op == Arith::Add
            && right.is_some()
            && left.is_none()
            && is_sequence(a)
            && a.kind() == b.kind()
            && self.special_override(a, reflected).is_some();
        if let Some(found) = right.filter(|_| !joins_first) {
            let answer = self.call_as_method(found, b, &[a])?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        // A sequence whose class says something else is none to the operator.
        let is_replaced = |own: Option<Value>, it: Value| own.is_some() && is_sequence(it);
        let nothing_left = match op {
            Arith::Mul => is_replaced(left, a) || is_replaced(right, b),
            _ => left.is_some(),
        };
        if nothing_left || (left.is_some() && right.is_some()) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        self.builtin_sequence_slot(op, how, a, b)
    }

    #[cold]
    #[inline(never)]
    fn unsupported(&mut self, op: Arith, how: How, a: Value, b: Value) -> Raised {
        let symbol = match (op, how) {
            (Arith::Pow, How::Plain) => "** or pow()".to_string(),
            (_, How::Plain) => op.symbol().to_string(),
            (_, How::InPlace) => format!("{}=", op.symbol()),
        };
        self.unsupported_operands(&symbol, a, b)
    }

    #[cold]
    #[inline(never)]
    fn unsupported_operands(&mut self, symbol: &str, a: Value, b: Value) -> Raised {
        let (left, right) = (self.class_name(a), self.class_name(b));
        self.type_error(format!(
            "unsupported operand type(s) for {symbol}: '{left}' and '{right}'"
        ))
    }

    // --- unary ---

    /// `-value`
    #[inline(never)]
    pub fn unary_neg(&mut self, value: Value) -> Res<Value> {
        self.unary(Unary::Neg, value)
    }

    /// `+value`
    #[inline(never)]
    pub fn unary_pos(&mut self, value: Value) -> Res<Value> {
        self.unary(Unary::Pos, value)
    }

    /// `~value`
    #[inline(never)]
    pub fn unary_invert(&mut self, value: Value) -> Res<Value> {
        self.unary(Unary::Invert, value)
    }

    fn unary(&mut self, op: Unary, value: Value) -> Res<Value> {
        let (name, symbol) = match op {
            Unary::Neg => (self.names.neg, "-"),
            Unary::Pos => (self.names.pos, "+"),
            Unary::Invert => (self.names.invert, "~"),
        };
        if let Some(found) = self.special_override(value, name) {
            return self.call_as_method(found, value, &[]);
        }
        let answer = self.builtin_unary(op, value);
        if answer == Value::NOT_IMPLEMENTED {
            let class = self.class_name(value);
            return Err(self.type_error(format!("bad operand type for unary {symbol}: '{class}'")));
        }
        Ok(answer)
    }

    // --- divmod and pow with their three-way forms ---

    /// `divmod(a, b)`
    #[inline(never)]
    pub fn divmod(&mut self, a: Value, b: Value) -> Res<Value> {
        if is_plain(a) && is_plain(b) {
            let answer = self.builtin_divmod(a, b)?;
            return self.divmod_answer(answer, a, b);
        }
        let (name, reflected) = (self.names.divmod, self.names.rdivmod);
        let (left_class, right_class) = (self.class_of(a), self.class_of(b));
        let left = self.special_override(a, name);
        let mut right = None;
        if left_class != right_class {
            right = self.special_override(b, reflected);
        }
        if let Some(found) = right.filter(|_| right_class.is_subclass_of(left_class)) {
            right = None;
            let answer = self.call_as_method(found, b, &[a])?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        let mut answer = match left {
            Some(found) => self.call_as_method(found, a, &[b])?,
            None => self.builtin_divmod(a, b)?,
        };
        // The right operand's own class may be a built-in one that knows better.
        let asks_right = left.is_some() && left_class != right_class && right.is_none();
        if answer == Value::NOT_IMPLEMENTED && asks_right {
            answer = self.builtin_divmod(a, b)?;
        }
        if answer == Value::NOT_IMPLEMENTED
            && let Some(found) = right
        {
            let answer = self.call_as_method(found, b, &[a])?;
            return self.divmod_answer(answer, a, b);
        }
        self.divmod_answer(answer, a, b)
    }

    fn divmod_answer(&mut self, answer: Value, a: Value, b: Value) -> Res<Value> {
        if answer == Value::NOT_IMPLEMENTED {
            return Err(self.unsupported_operands("divmod()", a, b));
        }
        Ok(answer)
    }

    /// What the classes of the other operands say of a power with a modulus.
    #[cold]
    fn pow3_of_others(&mut self, base: Value, exponent: Value, modulus: Value) -> Res<Value> {
        let is_decimal = |it: Value| it.kind() == Some(Kind::Decimal);
        for operand in [base, exponent, modulus] {
            if matches!(Number::of(operand), Some(Number::Float(_))) {
                return Err(self.type_error(
                    "pow() 3rd argument not allowed unless all arguments are integers",
                ));
            }
            let answer = if operand == exponent && is_decimal(exponent) {
                let name = self.names.rpow;
                self.call_method(exponent, name, &[base, modulus])?
            } else if operand == modulus && is_decimal(modulus) && number::to_big(base).is_some() {
                let class = self.class_of(modulus);
                let base = self.call(class.into(), &[base])?;
                let name = self.names.pow;
                self.call_method(base, name, &[exponent, modulus])?
            } else {
                Value::NOT_IMPLEMENTED
            };
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// `pow(base, exponent, modulus)`; without a modulus it is `**`.
    #[inline(never)]
    pub fn pow3(&mut self, base: Value, exponent: Value, modulus: Value) -> Res<Value> {
        if modulus.is_none() {
            return self.binary(Arith::Pow, How::Plain, base, exponent);
        }
        let name = self.names.pow;
        if let Some(found) = self.special_override(base, name) {
            let answer = self.call_as_method(found, base, &[exponent, modulus])?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        let mut answer = self.builtin_pow3(base, exponent, modulus)?;
        if answer == Value::NOT_IMPLEMENTED {
            answer = self.pow3_of_others(base, exponent, modulus)?;
        }
        if answer == Value::NOT_IMPLEMENTED {
            let [base, exponent, modulus] = [base, exponent, modulus].map(|it| self.class_name(it));
            return Err(self.type_error(format!(
                "unsupported operand type(s) for ** or pow(): '{base}', '{exponent}', '{modulus}'"
            )));
        }
        Ok(answer)
    }
}
