//! What the patterns of a `match` statement ask (PEP 634).
//!
//! The compiler breaks a pattern into ops that each ask one thing; the answers are
//! tuples of what was found, or None.

use super::{Res, Vm};
use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// The bits of `__abc_tpflags__` that `collections.abc` gives to its classes.
const SEQUENCE: i64 = 1 << 5;
const MAPPING: i64 = 1 << 6;

impl Vm {
    /// Whether a value is a sequence to a pattern: no str, no bytes.
    pub(super) fn is_match_sequence(&mut self, value: Value) -> bool {
        matches!(
            value.kind(),
            Some(Kind::List | Kind::Tuple | Kind::Range | Kind::Deque)
        ) || self.is_match_like(value, SEQUENCE)
    }

    /// Whether a value is a mapping to a pattern.
    pub(super) fn is_match_mapping(&mut self, value: Value) -> bool {
        matches!(value.kind(), Some(Kind::Dict | Kind::MappingProxy))
            || self.is_match_like(value, MAPPING)
    }

    /// Whether the abstract classes say that a class is like a sequence or mapping: the
    /// nearest one in its mro that says anything decides.
    fn is_match_like(&mut self, value: Value, wanted: i64) -> bool {
        if !value.is_object() {
            return false;
        }
        let name = self.heap.intern("__abc_tpflags__");
        let class = self.class_of(value);
        if class.builtin {
            let sequences = ["array.array", "memoryview"];
            let name = class.name.get().to_string_lossy();
            return wanted == SEQUENCE && sequences.contains(&&*name);
        }
        let flags = class.lookup(name).and_then(|(flags, _)| flags.as_int());
        flags.is_some_and(|flags| flags & wanted != 0)
    }

    /// The values of a mapping at keys, as a tuple; None when one is missing.
    pub(super) fn match_keys(&mut self, mapping: Value, keys: Value) -> Res<Value> {
        let Some(keys) = keys.get::<Tuple>() else {
            return Ok(Value::NONE);
        };
        let seen = self.heap.dict();
        let mut values = self
            .heap
            .array(keys.len())
            .map_err(|_| self.memory_error())?;
        for key in keys.iter() {
            if self.dict_get(seen, key)?.is_some() {
                let key = self.repr(key)?.to_string_lossy();
                return Err(
                    self.value_error(format!("mapping pattern checks duplicate key ({key})"))
                );
            }
            self.dict_set(seen, key, Value::NONE)?;
            match self.mapping_get(mapping, key)? {
                Some(value) => self.array_push(&mut values, value)?,
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.heap.tuple_of(values.tail()).into())
    }

    /// `mapping.get(key)`, which makes nothing where a `defaultdict`'s item would.
    fn mapping_get(&mut self, mapping: Value, key: Value) -> Res<Option<Value>> {
        if let Some(dict) = mapping.get::<Dict>().filter(|dict| dict.is_exact()) {
            return self.dict_get(dict, key);
        }
        let absent = self.heap.list(&[]).into();
        let get = self.heap.intern("get");
        let value = self.call_method(mapping, get, &[key, absent])?;
        Ok((value != absent).then_some(value))
    }

    /// What a mapping holds beyond keys, as a new dict.
    pub(super) fn match_rest(&mut self, mapping: Value, keys: Value) -> Res<Value> {
        let rest = self.heap.dict();
        self.dict_update(rest, mapping)?;
        if let Some(keys) = keys.get::<Tuple>() {
            for key in keys.iter() {
                self.dict_remove(rest, key)?;
            }
        }
        Ok(rest.into())
    }

    /// The attributes of a subject that a class pattern names, as a tuple: the first
    /// `positional` by `__match_args__`, then those of the tuple `names`. None when
    /// the subject is no instance or lacks one.
    pub(super) fn match_class(
        &mut self,
        subject: Value,
        class: Value,
        names: Value,
        positional: usize,
    ) -> Res<Value> {
        let Some(it) = class.get::<Type>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance(subject, class)? {
            return Ok(Value::NONE);
        }
        let mut found = self
            .heap
            .array(positional)
            .map_err(|_| self.memory_error())?;
        let mut seen = self
            .heap
            .array(positional)
            .map_err(|_| self.memory_error())?;
        if positional > 0
            && !self.match_positional(it, subject, positional, &mut found, &mut seen)?
        {
            return Ok(Value::NONE);
        }
        if let Some(names) = names.get::<Tuple>() {
            for name in names.iter().filter_map(|name| name.get::<Str>()) {
                if !self.match_attribute(it, subject, name, &mut found, &mut seen)? {
                    return Ok(Value::NONE);
                }
            }
        }
        Ok(self.heap.tuple_of(found.tail()).into())
    }

    fn match_positional(
        &mut self,
        class: Gc<Type>,
        subject: Value,
        positional: usize,
        found: &mut Gc<Array>,
        seen: &mut Gc<Array>,
    ) -> Res<bool> {
        let match_args = self.names.match_args;
        let args = self.get_attr_opt(class.into(), match_args)?;
        let name = class.name.get().to_string_lossy();
        let args = match args {
            Some(args) => match args.get::<Tuple>() {
                Some(args) => Some(args),
                None => {
                    let got = self.class_name(args);
                    return Err(self
                        .type_error(format!("{name}.__match_args__ must be a tuple (got {got})")));
                }
            },
            None => None,
        };
        let itself = args.is_none() && matches_itself(class.layout);
        let allowed = args.map_or(usize::from(itself), |args| args.len());
        if positional > allowed {
            let plural = if allowed == 1 { "" } else { "s" };
            return Err(self.type_error(format!(
                "{name}() accepts {allowed} positional sub-pattern{plural} ({positional} given)"
            )));
        }
        let Some(args) = args else {
            self.array_push(found, subject)?;
            return Ok(true);
        };
        for attribute in args.iter().take(positional) {
            let Some(attribute) = attribute.get::<Str>() else {
                let got = self.class_name(attribute);
                return Err(self.type_error(format!(
                    "__match_args__ elements must be strings (got {got})"
                )));
            };
            let attribute = self.heap.intern_str(attribute);
            if !self.match_attribute(class, subject, attribute, found, seen)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn match_attribute(
        &mut self,
        class: Gc<Type>,
        subject: Value,
        name: Gc<Str>,
        found: &mut Gc<Array>,
        seen: &mut Gc<Array>,
    ) -> Res<bool> {
        if seen.tail().iter().any(|it| it.get() == Value::from(name)) {
            let (class, name) = (class.name.get().to_string_lossy(), name.to_string_lossy());
            return Err(self.type_error(format!(
                "{class}() got multiple sub-patterns for attribute '{name}'"
            )));
        }
        self.array_push(seen, name.into())?;
        match self.get_attr_opt(subject, name)? {
            Some(value) => {
                self.array_push(found, value)?;
                Ok(true)
            }
            None => Ok(false),
        }
    }

    // --- except* (PEP 654) ---
}

/// Whether one positional sub-pattern of a class pattern means the subject itself.
fn matches_itself(layout: Kind) -> bool {
    matches!(
        layout,
        Kind::Bool
            | Kind::ByteArray
            | Kind::Bytes
            | Kind::Dict
            | Kind::Float
            | Kind::FrozenSet
            | Kind::Int
            | Kind::List
            | Kind::Set
            | Kind::Str
            | Kind::Tuple
    )
}
