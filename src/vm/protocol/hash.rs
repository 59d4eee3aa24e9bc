//! `hash(x)` of any object.

use super::algebra::is_set_like_view;
use super::compare::exact_str;
use super::numeric::Number;
use super::{is_plain, items_of};
use crate::object::bytes::Bytes;
use crate::object::function::BoundMethod;
use crate::object::gc::{Gc, Kind};
use crate::object::hash::{self, TupleHash};
use crate::object::number;
use crate::object::range::{Range, Slice};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// `hash(value)`: CPython's number where that does not depend on the process. Never -1.
    #[inline]
    pub fn hash(&mut self, value: Value) -> Res<i64> {
        if let Some(int) = value.as_int() {
            return Ok(hash::int(int));
        }
        if let Some(text) = exact_str(value) {
            return Ok(text.hash());
        }
        self.hash_slowly(value)
    }

    #[inline(never)]
    fn hash_slowly(&mut self, value: Value) -> Res<i64> {
        if !is_plain(value) {
            let name = self.names.hash;
            if let Some(found) = self.special_override(value, name) {
                return self.hash_override(found, value);
            }
        }
        self.builtin_hash(value)
    }

    fn hash_override(&mut self, found: Value, value: Value) -> Res<i64> {
        if found.is_none() {
            return Err(self.unhashable(value));
        }
        let answer = self.call_as_method(found, value, &[])?;
        match Number::of(answer) {
            Some(Number::Int(int)) => Ok(if int == -1 { -2 } else { int }),
            Some(Number::Big(int)) => Ok(hash::big(int.int())),
            _ => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    #[cold]
    #[inline(never)]
    fn unhashable(&mut self, value: Value) -> Raised {
        let class = self.class_name(value);
        self.type_error(format!("unhashable type: '{class}'"))
    }

    /// `object.__hash__`: by identity.
    pub fn identity_hash(value: Value) -> i64 {
        hash::address(value.bits())
    }

    /// What the layouts say: `tuple.__hash__` and so on.
    #[inline(never)]
    pub fn builtin_hash(&mut self, value: Value) -> Res<i64> {
        match Number::of(value) {
            Some(Number::Int(int)) => return Ok(hash::int(int)),
            Some(Number::Big(int)) => return Ok(hash::big(int.int())),
            Some(Number::Float(float)) => return Ok(float_hash(value, float)),
            Some(Number::Complex(re, im)) => {
                return Ok(hash::complex(float_hash(value, re), float_hash(value, im)));
            }
            None => {}
        }
        let Some(kind) = value.kind() else {
            return Ok(if value.is_none() {
                hash::NONE
            } else {
                Vm::identity_hash(value)
            });
        };
        match kind {
            Kind::Str => Ok(value.get::<Str>().map_or(0, |it| it.hash())),
            Kind::Bytes => Ok(value.get::<Bytes>().map_or(0, |it| it.hash())),
            Kind::Tuple => self.hash_items(value),
            Kind::FrozenSet => self.hash_frozenset(value),
            Kind::Range => match value.get::<Range>() {
                Some(range) => {
                    let identity = self.range_identity(range);
                    self.hash_items(identity.into())
                }
                None => Ok(0),
            },
            Kind::Slice => self.hash_slice(value),
            Kind::BoundMethod => self.hash_method(value),
            Kind::List | Kind::Dict | Kind::Set | Kind::ByteArray | Kind::Cell => {
                Err(self.unhashable(value))
            }
            Kind::DictView if is_set_like_view(value) => Err(self.unhashable(value)),
            _ => Ok(Vm::identity_hash(value)),
        }
    }

    fn hash_items(&mut self, value: Value) -> Res<i64> {
        self.native_depth_guard()?;
        let mut hash = TupleHash::default();
        for item in items_of(value).unwrap_or(&[]) {
            hash.add(self.hash(item.get())?);
        }
        Ok(hash.finish())
    }

    fn hash_frozenset(&mut self, value: Value) -> Res<i64> {
        let Some(set) = value.as_any_set() else {
            return Ok(0);
        };
        if let Some(hash) = set.known_hash() {
            return Ok(hash);
        }
        let hash = hash::frozenset(set.iter().map(|(_, hash)| hash));
        set.set_known_hash(hash);
        Ok(hash)
    }

    /// Slices hash as tuples do, but for the last step.
    fn hash_slice(&mut self, value: Value) -> Res<i64> {
        let Some(slice) = value.get::<Slice>() else {
            return Ok(0);
        };
        let mut hash = TupleHash::default();
        for part in [slice.start.get(), slice.stop.get(), slice.step.get()] {
            hash.add(self.hash(part)?);
        }
        Ok(hash.finish_slice())
    }

    fn hash_method(&mut self, value: Value) -> Res<i64> {
        let Some(method) = value.get::<BoundMethod>() else {
            return Ok(0);
        };
        let receiver = Vm::identity_hash(method.receiver.get());
        let function = self.hash(method.function.get())?;
        Ok(match receiver ^ function {
            -1 => -2,
            hash => hash,
        })
    }

    /// What a range is, as far as equality goes: `(length, start, step)`, and None for what
    /// does not matter at that length.
    pub(super) fn range_identity(&mut self, range: Gc<Range>) -> Gc<Tuple> {
        let (start, step) = match number::to_i64(range.length) {
            Some(0) => (Value::NONE, Value::NONE),
            Some(1) => (range.start, Value::NONE),
            _ => (range.start, range.step),
        };
        self.heap.tuple(&[range.length, start, step])
    }
}

/// NaNs hash by identity.
fn float_hash(value: Value, float: f64) -> i64 {
    hash::float(float).unwrap_or_else(|| Vm::identity_hash(value))
}
