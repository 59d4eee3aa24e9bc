//! Union, intersection and difference of sets.
//!
//! In which order the result holds its items depends on how it was made: which operand
//! was walked through, which was copied, and how large the table was made before. Each
//! of these goes the way that CPython goes. `eq` says whether two keys are equal where
//! that takes the VM.

use super::gc::{Gc, Kind};
use super::heap::Heap;
use super::set::Set;
use super::value::Value;

impl Gc<Set> {
    /// `self |= other`
    pub fn update<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<(), E> {
        if self == other || other.is_empty() {
            return Ok(());
        }
        self.reserve(heap, other.len());
        if self.fill.get() > 0 {
            for (key, hash) in other.iter() {
                self.insert(heap, hash, key, |it| eq(it, key))?;
            }
            return Ok(());
        }
        let (from, places) = (other.table.get(), self.table.get().places);
        let table = heap.set_table(places);
        if places == from.places && other.fill.get() == other.used.get() {
            for (to, from) in table.tail().iter().zip(from.tail()) {
                to.hash.set(from.hash.get());
                to.key.set(from.key.get());
            }
        } else {
            for (key, hash) in other.iter() {
                table.insert_clean(hash, key);
            }
        }
        self.table.set(table);
        self.fill.set(other.used.get());
        self.used.set(other.used.get());
        Ok(())
    }

    /// `self -= other`
    pub fn difference_update<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<(), E> {
        if self == other {
            self.clear(heap);
            return Ok(());
        }
        // A much larger set is not worth walking through.
        let other = if other.len() >> 3 > self.len() {
            self.intersection(heap, other, Kind::Set, &mut eq)?
        } else {
            other
        };
        for (key, hash) in other.iter() {
            self.remove(hash, key, |it| eq(it, key))?;
        }
        self.shrink_dummies(heap);
        Ok(())
    }

    /// Sweeps the dummies out when they are more than a quarter.
    pub fn shrink_dummies(self, heap: &Heap) {
        if self.fill.get() - self.used.get() > self.table.get().mask() / 4 {
            self.resize(heap, self.roomy());
        }
    }

    /// `self ^= other`
    pub fn symmetric_difference_update<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<(), E> {
        if self == other {
            self.clear(heap);
            return Ok(());
        }
        for (key, hash) in other.iter() {
            if !self.remove(hash, key, |it| eq(it, key))? {
                self.insert(heap, hash, key, |it| eq(it, key))?;
            }
        }
        Ok(())
    }

    /// `self & other`
    pub fn intersection<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        kind: Kind,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<Gc<Set>, E> {
        let result = heap.set_of_kind(kind);
        let (large, small) = if other.len() > self.len() {
            (other, self)
        } else {
            (self, other)
        };
        for (key, hash) in small.iter() {
            if large.contains(hash, key, |it| eq(it, key))? {
                result.insert(heap, hash, key, |it| eq(it, key))?;
            }
        }
        Ok(result)
    }

    /// `self - other`
    pub fn difference<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        kind: Kind,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<Gc<Set>, E> {
        if self.len() >> 2 > other.len() {
            let result = self.copy(heap, kind);
            result.difference_update(heap, other, eq)?;
            return Ok(result);
        }
        let result = heap.set_of_kind(kind);
        for (key, hash) in self.iter() {
            if !other.contains(hash, key, |it| eq(it, key))? {
                result.insert(heap, hash, key, |it| eq(it, key))?;
            }
        }
        Ok(result)
    }

    /// `self | other`
    pub fn union<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        kind: Kind,
        eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<Gc<Set>, E> {
        let result = self.copy(heap, kind);
        if self != other {
            result.update(heap, other, eq)?;
        }
        Ok(result)
    }

    /// `self ^ other`
    pub fn symmetric_difference<E>(
        self,
        heap: &Heap,
        other: Gc<Set>,
        kind: Kind,
        eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<Gc<Set>, E> {
        let result = other.copy(heap, kind);
        result.symmetric_difference_update(heap, self, eq)?;
        Ok(result)
    }

    /// Whether every item is in `other`.
    pub fn is_subset<E>(
        self,
        other: Gc<Set>,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        if self.len() > other.len() {
            return Ok(false);
        }
        for (key, hash) in self.iter() {
            if !other.contains(hash, key, |it| eq(it, key))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether no item is in `other`.
    pub fn is_disjoint<E>(
        self,
        other: Gc<Set>,
        mut eq: impl FnMut(Value, Value) -> Result<bool, E>,
    ) -> Result<bool, E> {
        let (large, small) = if other.len() > self.len() {
            (other, self)
        } else {
            (self, other)
        };
        for (key, hash) in small.iter() {
            if large.contains(hash, key, |it| eq(it, key))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A set, or frozenset, of the same items.
    pub fn copy(self, heap: &Heap, kind: Kind) -> Gc<Set> {
        let result = heap.set_of_kind(kind);
        // An empty set takes the items without comparing them.
        let Ok(()) = result.update(heap, self, |_, _| Ok::<_, std::convert::Infallible>(false));
        result
    }

    /// Takes the items of another set, which is thrown away (`a &= b`).
    pub fn take_items(self, other: Gc<Set>) {
        self.table.set(other.table.get());
        self.fill.set(other.fill.get());
        self.used.set(other.used.get());
    }
}
