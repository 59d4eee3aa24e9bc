//! Comparison: `<`, `<=`, `==`, `!=`, `>`, `>=`.
//!
//! ```text
//!   a < b ──> is type(b) a subclass of type(a) with its own __gt__?  b.__gt__(a)
//!         ──> a.__lt__(b)                        NotImplemented: go on
//!         ──> b.__gt__(a)                        NotImplemented: go on
//!         ──> == and != fall back on identity; the others are a TypeError
//! ```
//!
//! Containers compare their items by [`Vm::eq`], which holds for the same object
//! without asking it.

use std::cmp::Ordering;

use super::algebra::is_set_like_view;
use super::arith::rank;
use super::numeric::{self, Number};
use super::{bytes_of, is_plain, items_of};
use crate::object::dict::{Dict, DictView};
use crate::object::function::{BoundMethod, CellObject};
use crate::object::gc::{Gc, Kind};
use crate::object::range::{Range, Slice};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::names::Names;
use crate::vm::{Res, Vm};

/// One of the six comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cmp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}

impl Cmp {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Cmp::Lt => "<",
            Cmp::Le => "<=",
            Cmp::Gt => ">",
            Cmp::Ge => ">=",
            Cmp::Eq => "==",
            Cmp::Ne => "!=",
        }
    }

    /// The comparison that says the same with its operands exchanged.
    pub fn swapped(self) -> Cmp {
        match self {
            Cmp::Lt => Cmp::Gt,
            Cmp::Le => Cmp::Ge,
            Cmp::Gt => Cmp::Lt,
            Cmp::Ge => Cmp::Le,
            Cmp::Eq | Cmp::Ne => self,
        }
    }

    /// The special method.
    pub fn method(self, names: &Names) -> Gc<Str> {
        match self {
            Cmp::Lt => names.lt,
            Cmp::Le => names.le,
            Cmp::Gt => names.gt,
            Cmp::Ge => names.ge,
            Cmp::Eq => names.eq,
            Cmp::Ne => names.ne,
        }
    }

    /// Whether it holds for two things in this order; `None` is unordered, as NaN is.
    pub fn holds(self, ordering: Option<Ordering>) -> bool {
        match self {
            Cmp::Lt => ordering.is_some_and(Ordering::is_lt),
            Cmp::Le => ordering.is_some_and(Ordering::is_le),
            Cmp::Gt => ordering.is_some_and(Ordering::is_gt),
            Cmp::Ge => ordering.is_some_and(Ordering::is_ge),
            Cmp::Eq => ordering.is_some_and(Ordering::is_eq),
            Cmp::Ne => !ordering.is_some_and(Ordering::is_eq),
        }
    }

    #[inline]
    fn holds_for_strs(self, a: Gc<Str>, b: Gc<Str>) -> bool {
        match self {
            Cmp::Eq => a.equals(b),
            Cmp::Ne => !a.equals(b),
            _ => self.holds(Some(a.compare(b))),
        }
    }

    pub fn is_equality(self) -> bool {
        matches!(self, Cmp::Eq | Cmp::Ne)
    }
}

impl Vm {
    /// `a op b`, whatever object that gives.
    #[inline(never)]
    pub fn compare(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        if let (Some(a), Some(b)) = (exact_str(a), exact_str(b)) {
            return Ok(Value::bool(op.holds_for_strs(a, b)));
        }
        if is_plain(a) && is_plain(b) {
            let answer = self.builtin_compare(op, a, b)?;
            return if answer == Value::NOT_IMPLEMENTED {
                self.compare_unanswered(op, a, b)
            } else {
                Ok(answer)
            };
        }
        self.native_depth_guard_for(" in comparison")?;
        let (left, right) = (self.class_of(a), self.class_of(b));
        let right_first = left != right && right.is_subclass_of(left);
        if right_first {
            let answer = self.compare_slot(op.swapped(), b, a)?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        // `int.__lt__` leaves floats to them.
        let is_left_to_right = !right_first && rank(a) > 0 && rank(b) > rank(a);
        if !is_left_to_right || self.special_override(a, op.method(&self.names)).is_some() {
            let answer = self.compare_slot(op, a, b)?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        if !right_first {
            let answer = self.compare_slot(op.swapped(), b, a)?;
            if answer != Value::NOT_IMPLEMENTED {
                return Ok(answer);
            }
        }
        self.compare_unanswered(op, a, b)
    }

    /// What a comparison is that neither operand knows.
    fn compare_unanswered(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        match op {
            Cmp::Eq => Ok(Value::bool(a == b)),
            Cmp::Ne => Ok(Value::bool(a != b)),
            _ => {
                let (left, right) = (self.class_name(a), self.class_name(b));
                let symbol = op.symbol();
                Err(self.type_error(format!(
                    "'{symbol}' not supported between instances of '{left}' and '{right}'"
                )))
            }
        }
    }

    /// `a.__op__(b)`, perhaps NotImplemented.
    pub fn compare_slot(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let name = op.method(&self.names);
        if let Some(found) = self.special_override(a, name) {
            return self.call_as_method(found, a, &[b]);
        }
        if op == Cmp::Ne && !knows_equality(a) {
            // object.__ne__ asks __eq__.
            let name = self.names.eq;
            if let Some(found) = self.special_override(a, name) {
                let equal = self.call_as_method(found, a, &[b])?;
                if equal == Value::NOT_IMPLEMENTED {
                    return Ok(equal);
                }
                return Ok(Value::bool(!self.truthy(equal)?));
            }
        }
        self.builtin_compare(op, a, b)
    }

    /// The truth of `a op b`.
    #[inline(never)]
    pub fn compare_bool(&mut self, op: Cmp, a: Value, b: Value) -> Res<bool> {
        if let (Some(a), Some(b)) = (exact_str(a), exact_str(b)) {
            return Ok(op.holds_for_strs(a, b));
        }
        let answer = self.compare(op, a, b)?;
        match answer.as_bool() {
            Some(answer) => Ok(answer),
            None => self.truthy(answer),
        }
    }

    /// Whether two objects are the same or equal, as containers see it.
    #[inline]
    pub fn eq(&mut self, a: Value, b: Value) -> Res<bool> {
        if a == b {
            return Ok(true);
        }
        // Numbers in place that are equal are the same word.
        if Value::both_ints(a, b) || (a.is_flonum() && b.is_flonum()) {
            return Ok(false);
        }
        if let (Some(a), Some(b)) = (exact_str(a), exact_str(b)) {
            return Ok(a.bytes() == b.bytes());
        }
        self.compare_bool(Cmp::Eq, a, b)
    }

    /// What the layouts say: `int.__lt__(a, b)` and so on, perhaps NotImplemented.
    #[inline(never)]
    pub fn builtin_compare(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        if matches!((a.kind(), b.kind()), (Some(Kind::Tuple), Some(Kind::Tuple))) {
            return self.compare_sequences(op, a, b);
        }
        if let (Some(left), Some(right)) = (Number::of(a), Number::of(b)) {
            return Ok(compare_numbers(op, &left, &right));
        }
        let (Some(left), Some(right)) = (a.kind(), b.kind()) else {
            return Ok(by_identity(op, a, b));
        };
        match (left, right) {
            (Kind::Str, Kind::Str) => Ok(compare_strs(op, a, b)),
            (Kind::List, Kind::List) => self.compare_sequences(op, a, b),
            (Kind::Bytes | Kind::ByteArray, Kind::Bytes | Kind::ByteArray) => {
                Ok(Value::bool(op.holds(bytes_of(a).partial_cmp(&bytes_of(b)))))
            }
            (Kind::ByteArray, _) if bytes_of(b).is_some() => {
                Ok(Value::bool(op.holds(bytes_of(a).partial_cmp(&bytes_of(b)))))
            }
            (Kind::Dict, Kind::Dict) if op.is_equality() => self.compare_dicts(op, a, b),
            (Kind::Set | Kind::FrozenSet, Kind::Set | Kind::FrozenSet) => {
                self.compare_sets(op, a, b)
            }
            (Kind::DictView, Kind::Set | Kind::FrozenSet | Kind::DictView)
            | (Kind::Set | Kind::FrozenSet, Kind::DictView) => self.compare_views(op, a, b),
            (Kind::Range, Kind::Range) if op.is_equality() => self.compare_ranges(op, a, b),
            (Kind::Slice, Kind::Slice) => self.compare_slices(op, a, b),
            (Kind::BoundMethod, Kind::BoundMethod) if op.is_equality() => {
                Ok(compare_methods(op, a, b))
            }
            (Kind::Cell, Kind::Cell) => self.compare_cells(op, a, b),
            _ => Ok(by_identity(op, a, b)),
        }
    }

    /// Lists or tuples, item by item. An item's `__eq__` may change a list on the
    /// way, so each step looks at the items anew.
    fn compare_sequences(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let len = |it: Value| items_of(it).map_or(0, <[_]>::len);
        if op.is_equality() && len(a) != len(b) {
            return Ok(Value::bool(op == Cmp::Ne));
        }
        let item = |it: Value, at: usize| items_of(it)?.get(at).map(|cell| cell.get());
        // Most are decided by the first items, or by ints.
        let (left, right) = (items_of(a).unwrap_or(&[]), items_of(b).unwrap_or(&[]));
        let pairs = left.iter().zip(right);
        let mut at = pairs.take_while(|(x, y)| x.get() == y.get()).count();
        if let (Some(x), Some(y)) = (item(a, at), item(b, at))
            && let (Some(x), Some(y)) = (x.as_int(), y.as_int())
        {
            return Ok(Value::bool(op.holds(Some(x.cmp(&y)))));
        }
        self.native_depth_guard_for(" in comparison")?;
        while let (Some(x), Some(y)) = (item(a, at), item(b, at)) {
            if !self.eq(x, y)? {
                return match op {
                    Cmp::Eq => Ok(Value::FALSE),
                    Cmp::Ne => Ok(Value::TRUE),
                    _ => self.compare(op, x, y),
                };
            }
            at += 1;
        }
        Ok(Value::bool(op.holds(Some(len(a).cmp(&len(b))))))
    }

    fn compare_dicts(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let (Some(left), Some(right)) = (a.get::<Dict>(), b.get::<Dict>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        self.native_depth_guard_for(" in comparison")?;
        let equal = self.dicts_equal(left, right)?;
        Ok(Value::bool(equal == (op == Cmp::Eq)))
    }

    fn dicts_equal(&mut self, a: Gc<Dict>, b: Gc<Dict>) -> Res<bool> {
        if a.len() != b.len() {
            return Ok(false);
        }
        let mut from = 0;
        while let Some((at, key, value)) = a.next_entry(from) {
            let Some(other) = self.dict_get(b, key)? else {
                return Ok(false);
            };
            if !self.eq(value, other)? {
                return Ok(false);
            }
            from = at + 1;
        }
        Ok(true)
    }

    /// Keys and items views compare as sets do; values views do not.
    fn compare_views(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let is_set_like = |it: Value| !it.is::<DictView>() || is_set_like_view(it);
        if !is_set_like(a) || !is_set_like(b) {
            return Ok(by_identity(op, a, b));
        }
        let (left, right) = (self.len(a)?, self.len(b)?);
        let answer = match op {
            Cmp::Eq => left == right && self.contains_all(b, a)?,
            Cmp::Ne => left != right || !self.contains_all(b, a)?,
            Cmp::Lt => left < right && self.contains_all(b, a)?,
            Cmp::Le => left <= right && self.contains_all(b, a)?,
            Cmp::Gt => left > right && self.contains_all(a, b)?,
            Cmp::Ge => left >= right && self.contains_all(a, b)?,
        };
        Ok(Value::bool(answer))
    }

    /// Whether every item of `items` is in `container`.
    fn contains_all(&mut self, container: Value, items: Value) -> Res<bool> {
        let iter = self.iter(items)?;
        while let Some(item) = self.next(iter)? {
            if !self.contains(container, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Ranges are equal when they hold the same ints.
    fn compare_ranges(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let (Some(left), Some(right)) = (a.get::<Range>(), b.get::<Range>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let (left, right) = (self.range_identity(left), self.range_identity(right));
        self.compare_sequences(op, left.into(), right.into())
    }

    fn compare_slices(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        if a == b {
            return Ok(Value::bool(matches!(op, Cmp::Eq | Cmp::Le | Cmp::Ge)));
        }
        let (Some(left), Some(right)) = (a.get::<Slice>(), b.get::<Slice>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let left = self.slice_parts(left);
        let right = self.slice_parts(right);
        self.compare_sequences(op, left.into(), right.into())
    }

    /// Cells compare their contents; an empty one is less than any other.
    fn compare_cells(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let (Some(left), Some(right)) = (a.get::<CellObject>(), b.get::<CellObject>()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        match (left.content.get().bound(), right.content.get().bound()) {
            (Some(x), Some(y)) => {
                self.native_depth_guard_for(" in comparison")?;
                self.compare(op, x, y)
            }
            (x, y) => Ok(Value::bool(op.holds(Some(x.is_some().cmp(&y.is_some()))))),
        }
    }
}

/// An exact str: no subclass of it that could compare otherwise.
#[inline]
pub(super) fn exact_str(value: Value) -> Option<Gc<Str>> {
    let header = value.header()?;
    if header.kind() == Kind::Str && header.is_exact() {
        value.get::<Str>()
    } else {
        None
    }
}

/// Whether the layout has an equality of its own, so that `!=` is not `not ==`.
fn knows_equality(value: Value) -> bool {
    let Some(kind) = value.kind() else {
        return true;
    };
    matches!(
        kind,
        Kind::Int
            | Kind::Float
            | Kind::Complex
            | Kind::Str
            | Kind::Bytes
            | Kind::ByteArray
            | Kind::List
            | Kind::Tuple
            | Kind::Dict
            | Kind::DictView
            | Kind::Set
            | Kind::FrozenSet
            | Kind::Range
            | Kind::Slice
    )
}

/// `object.__eq__`: the same object, or no answer.
fn by_identity(op: Cmp, a: Value, b: Value) -> Value {
    match op {
        Cmp::Eq if a == b => Value::TRUE,
        Cmp::Ne if a == b => Value::FALSE,
        _ => Value::NOT_IMPLEMENTED,
    }
}

fn compare_numbers(op: Cmp, a: &Number, b: &Number) -> Value {
    if let (Number::Complex(..), _) | (_, Number::Complex(..)) = (a, b) {
        if !op.is_equality() {
            return Value::NOT_IMPLEMENTED;
        }
        return Value::bool(numeric::complex_equal(a, b) == (op == Cmp::Eq));
    }
    Value::bool(op.holds(numeric::order(a, b)))
}

fn compare_strs(op: Cmp, a: Value, b: Value) -> Value {
    let (Some(left), Some(right)) = (a.get::<Str>(), b.get::<Str>()) else {
        return Value::NOT_IMPLEMENTED;
    };
    // The byte order of WTF-8 is the order of the code points.
    Value::bool(match op {
        Cmp::Eq => left.bytes() == right.bytes(),
        Cmp::Ne => left.bytes() != right.bytes(),
        _ => op.holds(Some(left.bytes().cmp(right.bytes()))),
    })
}

/// Methods are equal when they are the same function of the same object.
fn compare_methods(op: Cmp, a: Value, b: Value) -> Value {
    let (Some(left), Some(right)) = (a.get::<BoundMethod>(), b.get::<BoundMethod>()) else {
        return Value::NOT_IMPLEMENTED;
    };
    let equal =
        left.function.get() == right.function.get() && left.receiver.get() == right.receiver.get();
    Value::bool(equal == (op == Cmp::Eq))
}
