//! Set algebra: `|`, `&`, `-`, `^` of sets and of dict views, `|` of dicts and classes.
//!
//! The heap's sets do the work as long as they know their keys; otherwise the same is
//! done item by item, asking for equality (see `keyed.rs`).

use super::arith::Arith;
use super::compare::Cmp;
use crate::code::op::How;
use crate::object::class::Type;
use crate::object::dict::{Dict, DictView, Unsure, ViewOf};
use crate::object::gc::{Gc, Kind};
use crate::object::set::Set;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

impl Vm {
    /// The operators of sets, views, dicts and classes; NotImplemented for all else.
    pub(super) fn algebra(&mut self, op: Arith, how: How, a: Value, b: Value) -> Res<Value> {
        if let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) {
            if how == How::InPlace && !x.is_frozen() {
                self.set_algebra_in_place(op, x, y)?;
                return Ok(a);
            }
            let kind = if x.is_frozen() {
                Kind::FrozenSet
            } else {
                Kind::Set
            };
            return Ok(self.set_algebra(op, kind, x, y)?.into());
        }
        if is_set_like_view(a) || is_set_like_view(b) {
            return self.view_algebra(op, a, b);
        }
        if op == Arith::Or {
            if let Some(left) = a.get::<Dict>() {
                return self.dict_union(how, left, b);
            }
            if a.is::<Type>() || b.is::<Type>() {
                return self.class_union(a, b);
            }
        }
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// `x op y` as a new set of a kind.
    pub fn set_algebra(&mut self, op: Arith, kind: Kind, x: Gc<Set>, y: Gc<Set>) -> Res<Gc<Set>> {
        let unsure = |_, _| Err(Unsure);
        let result = match op {
            Arith::Or => x.union(&self.heap, y, kind, unsure),
            Arith::And => x.intersection(&self.heap, y, kind, unsure),
            Arith::Sub => x.difference(&self.heap, y, kind, unsure),
            _ => x.symmetric_difference(&self.heap, y, kind, unsure),
        };
        match result {
            Ok(result) => Ok(result),
            Err(Unsure) => self.set_algebra_by_item(op, kind, x, y),
        }
    }

    #[inline(never)]
    fn set_algebra_by_item(
        &mut self,
        op: Arith,
        kind: Kind,
        x: Gc<Set>,
        y: Gc<Set>,
    ) -> Res<Gc<Set>> {
        let result = match op {
            Arith::Or => x.copy(&self.heap, kind),
            _ => self.heap.set_of_kind(kind),
        };
        if op != Arith::Or {
            for (item, hash) in x.iter() {
                let in_both = self.set_has_hashed(y, hash, item)?;
                if in_both == (op == Arith::And) {
                    self.set_add_hashed(result, hash, item)?;
                }
            }
        }
        if matches!(op, Arith::Or | Arith::Xor) {
            for (item, hash) in y.iter() {
                if !self.set_has_hashed(x, hash, item)? {
                    self.set_add_hashed(result, hash, item)?;
                }
            }
        }
        Ok(result)
    }

    /// `x op= y`
    pub fn set_algebra_in_place(&mut self, op: Arith, x: Gc<Set>, y: Gc<Set>) -> Res<()> {
        match op {
            Arith::Or => self.set_update(x, y.into()),
            Arith::Sub
                if x.difference_update(&self.heap, y, |_, _| Err(Unsure))
                    .is_ok() =>
            {
                Ok(())
            }
            _ => {
                let result = self.set_algebra(op, Kind::Set, x, y)?;
                x.take_items(result);
                Ok(())
            }
        }
    }

    /// `x < y` and so on: proper subset, subset ...
    pub(super) fn compare_sets(&mut self, op: Cmp, a: Value, b: Value) -> Res<Value> {
        let (Some(x), Some(y)) = (a.as_any_set(), b.as_any_set()) else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let answer = match op {
            Cmp::Eq => x.len() == y.len() && self.is_subset(x, y)?,
            Cmp::Ne => x.len() != y.len() || !self.is_subset(x, y)?,
            Cmp::Lt => x.len() < y.len() && self.is_subset(x, y)?,
            Cmp::Le => self.is_subset(x, y)?,
            Cmp::Gt => x.len() > y.len() && self.is_subset(y, x)?,
            Cmp::Ge => self.is_subset(y, x)?,
        };
        Ok(Value::bool(answer))
    }

    /// Whether every item of `x` is in `y`.
    pub fn is_subset(&mut self, x: Gc<Set>, y: Gc<Set>) -> Res<bool> {
        x.is_subset(y, |a, b| self.eq(a, b))
    }

    /// Of keys and items views with anything iterable: a set.
    fn view_algebra(&mut self, op: Arith, a: Value, b: Value) -> Res<Value> {
        let [left, right] = [self.heap.set(), self.heap.set()];
        self.set_update(left, a)?;
        self.set_update(right, b)?;
        Ok(self.set_algebra(op, Kind::Set, left, right)?.into())
    }

    /// `a | b` of dicts, and `a |= b` with anything that `update` takes.
    fn dict_union(&mut self, how: How, left: Gc<Dict>, b: Value) -> Res<Value> {
        if how == How::InPlace {
            self.dict_update(left, b)?;
            return Ok(left.into());
        }
        if !b.is::<Dict>() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let result = left.copy(&self.heap);
        self.dict_update(result, b)?;
        Ok(result.into())
    }

    /// `int | None`: what `type.__or__` makes of it.
    fn class_union(&mut self, a: Value, b: Value) -> Res<Value> {
        // Asked of the side that is a class.
        let (name, args) = match a.is::<Type>() {
            true => (self.names.or, [a, b]),
            false => (self.names.ror, [b, a]),
        };
        match self.types.type_.lookup(name) {
            Some((method, _)) => self.call(method, &args),
            None => Ok(Value::NOT_IMPLEMENTED),
        }
    }
}

/// Keys and items views are like sets, values views are not.
pub(super) fn is_set_like_view(value: Value) -> bool {
    value
        .get::<DictView>()
        .is_some_and(|view| view.which != ViewOf::Values)
}
