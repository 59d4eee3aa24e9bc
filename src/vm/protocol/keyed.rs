//! Dicts and sets with keys of any kind: hashing and equality are the VM's.
//!
//! `object/dict.rs` and `object/set.rs` know the keys that most programs use. Only when
//! they meet another one do they ask, and the answer may run Python code; so each
//! operation first tries without, and asks properly when that ends in [`Unsure`].

use super::compare::exact_str;
use super::is_plain;
use crate::object::dict::{Dict, DictView, Unsure, ViewOf};
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

impl Vm {
    // --- dicts ---

    /// `dict.get(key)`
    #[inline]
    pub fn dict_get(&mut self, dict: Gc<Dict>, key: Value) -> Res<Option<Value>> {
        Ok(self.dict_find(dict, key)?.map(|entry| dict.value_at(entry)))
    }

    /// The number of the entry of a key.
    #[inline]
    pub fn dict_find(&mut self, dict: Gc<Dict>, key: Value) -> Res<Option<usize>> {
        if let Some(text) = exact_str(key)
            && !dict.has_odd_keys()
        {
            return Ok(dict.entry_of_str(text));
        }
        if key.is_int()
            && let Ok(found) = dict.find_int(key)
        {
            return Ok(found);
        }
        let hash = self.hash(key)?;
        dict.find(hash, key, |found| self.eq(found, key))
    }

    /// `dict[key] = value`
    #[inline]
    pub fn dict_set(&mut self, dict: Gc<Dict>, key: Value, value: Value) -> Res<()> {
        if let Some(text) = exact_str(key)
            && !dict.has_odd_keys()
        {
            self.can_grow_dict(dict, 1)?;
            dict.insert_str(&self.heap, text, value);
            return Ok(());
        }
        let hash = self.hash(key)?;
        self.dict_set_hashed(dict, hash, key, value)
    }

    #[inline(never)]
    fn dict_set_hashed(&mut self, dict: Gc<Dict>, hash: i64, key: Value, value: Value) -> Res<()> {
        match dict.find(hash, key, |found| self.eq(found, key))? {
            Some(entry) => dict.set_value_at(entry, value),
            None => {
                self.can_grow_dict(dict, 1)?;
                dict.insert_new(&self.heap, hash, key, value);
            }
        }
        Ok(())
    }

    /// MemoryError if a dict can't take so many more entries.
    #[inline(always)]
    fn can_grow_dict(&mut self, dict: Gc<Dict>, extra: usize) -> Res<()> {
        dict.can_grow(&self.heap, extra)
            .map_err(|_| self.memory_error())
    }

    /// MemoryError if a set can't take so many more items.
    #[inline(always)]
    fn can_grow_set(&mut self, set: Gc<Set>, extra: usize) -> Res<()> {
        set.can_grow(&self.heap, extra)
            .map_err(|_| self.memory_error())
    }

    /// Takes a key out; its value.
    #[inline(never)]
    pub fn dict_remove(&mut self, dict: Gc<Dict>, key: Value) -> Res<Option<Value>> {
        Ok(self
            .dict_find(dict, key)?
            .and_then(|entry| dict.remove_at(entry)))
    }

    /// `dict.update(other)`: of a mapping, or of pairs.
    #[inline(never)]
    pub fn dict_update(&mut self, dict: Gc<Dict>, other: Value) -> Res<()> {
        if self.dict_update_mapping(dict, other)? {
            return Ok(());
        }
        let iter = self.iter(other)?;
        let mut count = 0;
        while let Some(pair) = self.next(iter)? {
            let [key, value] = self.dict_pair(pair, count)?;
            self.dict_set(dict, key, value)?;
            self.safepoint()?;
            count += 1;
        }
        Ok(())
    }

    /// The same of a mapping; whether it is one.
    pub fn dict_update_mapping(&mut self, dict: Gc<Dict>, other: Value) -> Res<bool> {
        let (keys, iter) = (self.names.keys, self.names.iter);
        if let Some(other) = other
            .get::<Dict>()
            .filter(|_| self.special_override(other, iter).is_none())
        {
            self.dict_update_dict(dict, other)?;
            return Ok(true);
        }
        let Some(method) = self.get_attr_opt(other, keys)? else {
            return Ok(false);
        };
        let keys = self.call(method, &[])?;
        let iter = self.iter(keys)?;
        while let Some(key) = self.next(iter)? {
            let value = self.get_item(other, key)?;
            self.dict_set(dict, key, value)?;
            self.safepoint()?;
        }
        Ok(true)
    }

    fn dict_update_dict(&mut self, dict: Gc<Dict>, other: Gc<Dict>) -> Res<()> {
        if dict == other {
            return Ok(());
        }
        if dict.is_empty() {
            self.can_grow_dict(dict, other.len())?;
            dict.become_copy(&self.heap, other);
            return Ok(());
        }
        let (mut from, len) = (0, other.len());
        while let Some((at, key, value)) = other.next_entry(from) {
            let hash = match other.hash_at(at) {
                Some(hash) => hash,
                None => self.hash(key)?,
            };
            self.dict_set_hashed(dict, hash, key, value)?;
            if other.len() != len {
                return Err(self.runtime_error("dict mutated during update"));
            }
            from = at + 1;
        }
        Ok(())
    }

    /// The key and value of the pair number `count` of an update.
    fn dict_pair(&mut self, pair: Value, count: usize) -> Res<[Value; 2]> {
        if self.iter_opt(pair)?.is_none() {
            return Err(self.type_error(format!(
                "cannot convert dictionary update sequence element #{count} to a sequence"
            )));
        }
        let items = self.collect_array(pair)?;
        match items.tail() {
            [key, value] => Ok([key.get(), value.get()]),
            items => {
                let len = items.len();
                Err(self.value_error(format!(
                    "dictionary update sequence element #{count} has length {len}; 2 is required"
                )))
            }
        }
    }

    /// `item in view`
    pub(super) fn view_contains(&mut self, view: Gc<DictView>, item: Value) -> Res<bool> {
        match view.which {
            ViewOf::Keys => Ok(self.dict_get(view.dict, item)?.is_some()),
            ViewOf::Values => self.contains_by_iteration(view.into(), item),
            ViewOf::Items => {
                let Some([key, value]) = super::items_of(item).and_then(|items| match items {
                    [key, value] if item.kind() == Some(Kind::Tuple) => {
                        Some([key.get(), value.get()])
                    }
                    _ => None,
                }) else {
                    return Ok(false);
                };
                match self.dict_get(view.dict, key)? {
                    Some(found) => self.eq(found, value),
                    None => Ok(false),
                }
            }
        }
    }

    // --- sets ---

    /// `set.add(item)`; whether it is new.
    #[inline]
    pub fn set_add(&mut self, set: Gc<Set>, item: Value) -> Res<bool> {
        let hash = self.hash(item)?;
        self.set_add_hashed(set, hash, item)
    }

    pub(super) fn set_add_hashed(&mut self, set: Gc<Set>, hash: i64, item: Value) -> Res<bool> {
        self.can_grow_set(set, 1)?;
        if let Ok(is_new) = set.insert(&self.heap, hash, item, |_| Err(Unsure)) {
            return Ok(is_new);
        }
        if set.contains(hash, item, |found| self.eq(found, item))? {
            return Ok(false);
        }
        // It differs from all there are: that has been asked.
        set.insert(&self.heap, hash, item, |_| Ok(false))
    }

    pub fn set_has_hashed(&mut self, set: Gc<Set>, hash: i64, item: Value) -> Res<bool> {
        set.contains(hash, item, |found| self.eq(found, item))
    }

    /// `item in set`
    #[inline]
    pub fn set_contains(&mut self, set: Gc<Set>, item: Value) -> Res<bool> {
        let hash = self.hash_for_search(item)?;
        self.set_has_hashed(set, hash, item)
    }

    /// Takes an item out; whether it was there.
    pub fn set_remove(&mut self, set: Gc<Set>, item: Value) -> Res<bool> {
        let hash = self.hash_for_search(item)?;
        set.remove(hash, item, |found| self.eq(found, item))
    }

    /// A set has no hash, but may be looked for among frozensets.
    #[inline]
    fn hash_for_search(&mut self, item: Value) -> Res<i64> {
        match item.get::<Set>() {
            Some(set) => self.hash_of_set(set, item),
            None => self.hash(item),
        }
    }

    #[inline(never)]
    fn hash_of_set(&mut self, set: Gc<Set>, item: Value) -> Res<i64> {
        // A subclass may have made its sets hashable after all.
        let name = self.names.hash;
        if let Some(own) = self.special_override(item, name)
            && !own.is_none()
        {
            match self.hash(item) {
                Err(_) if self.raised_is(self.types.type_error) => drop(self.take_raised()),
                hash => return hash,
            }
        }
        Ok(crate::object::hash::frozenset(
            set.iter().map(|(_, hash)| hash),
        ))
    }

    /// `set.update(items)`
    #[inline(never)]
    pub fn set_update(&mut self, set: Gc<Set>, items: Value) -> Res<()> {
        let plain = is_plain(items);
        // A subclass's `__iter__` is not asked.
        if let Some(other) = items.as_any_set() {
            self.can_grow_set(set, other.len())?;
            if set.update(&self.heap, other, |_, _| Err(Unsure)).is_ok() {
                return Ok(());
            }
            for (item, hash) in other.iter() {
                self.set_add_hashed(set, hash, item)?;
            }
            return Ok(());
        }
        if let Some(dict) = items.get::<Dict>().filter(|_| plain) {
            self.can_grow_set(set, dict.len())?;
            set.reserve(&self.heap, dict.len());
        }
        if let Some(list) = items.get::<List>().filter(|_| plain) {
            // The list may change while its items are compared.
            let mut at = 0;
            while let Some(item) = list.array().tail().get(at) {
                self.set_add(set, item.get())?;
                self.safepoint()?;
                at += 1;
            }
            return Ok(());
        }
        let iter = self.iter(items)?;
        while let Some(item) = self.next(iter)? {
            self.set_add(set, item)?;
            self.safepoint()?;
        }
        Ok(())
    }
}
