//! `__slots__`: classes whose instances have a fixed set of attributes.
//!
//! The attributes live in the shape like any others, so that slots cost nothing and
//! caches know nothing of them. What `__slots__` says is which names may be set on an
//! instance that has no `__dict__`; that is asked where an attribute is set for the
//! first time. The names are kept beside the class, where Python code can't change them.
//! The class shows a descriptor ([`Member`]) for each; it stands behind the instance's
//! own attribute, so reading finds the value first, and an empty slot finds the descriptor.

use super::{Res, Vm};
use crate::compile::mangle;
use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::Member;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars
        .next()
        .is_some_and(|it| it == '_' || unicode_ident::is_xid_start(it));
    starts && chars.all(unicode_ident::is_xid_continue)
}

impl Vm {
    /// The names that `__slots__` of a new class gives, whose best base is `base`.
    pub(super) fn slot_names(&mut self, slots: Value, base: Gc<Type>) -> Res<Gc<Tuple>> {
        let names = match slots.get::<Str>() {
            Some(_) => self.heap.tuple(&[slots]),
            None => {
                let names = self.collect_array(slots)?;
                self.heap.tuple_of(names.tail())
            }
        };
        let of_any_size = matches!(
            base.layout,
            Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Type
        );
        if of_any_size && !names.is_empty() {
            let base = base.name.get().to_string_lossy();
            return Err(self.type_error(format!(
                "nonempty __slots__ not supported for subtype of '{base}'"
            )));
        }
        let weakref = self.weakref_name();
        for (at, name) in names.iter().enumerate() {
            let Some(text) = name.get::<Str>() else {
                let class = self.class_name(name);
                return Err(
                    self.type_error(format!("__slots__ items must be strings, not '{class}'"))
                );
            };
            let text = text.to_string_lossy();
            if !is_identifier(&text) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            let inherent = [self.names.dict, weakref];
            let taken = |name: Gc<Str>| {
                base.lookup(name).is_some() || names.iter().take(at).any(|it| it == name.into())
            };
            if let Some(name) = inherent.into_iter().find(|&it| name == it.into())
                && taken(name)
            {
                return Err(self.type_error(format!("{text} slot disallowed: we already got one")));
            }
        }
        Ok(names)
    }

    fn weakref_name(&self) -> Gc<Str> {
        self.heap.intern("__weakref__")
    }

    /// Keeps the names that a new class's `__slots__` gives.
    pub(super) fn make_slots(&mut self, class: Gc<Type>, names: Gc<Tuple>) -> Res<()> {
        let room = self.heap.array(names.len());
        let mut allowed: Gc<Array> = self.or_memory_error(room)?;
        let private = (&*class.name.get().to_string_lossy()).into();
        let inherent = [self.names.dict, self.weakref_name()].map(Value::from);
        for name in names.iter().filter_map(|name| name.get::<Str>()) {
            let text = name.to_string_lossy();
            if let Some(base) = has_no_room_for_slots(class) {
                return Err(self.type_error(format!(
                    "nonempty __slots__ not supported for subtype of '{}'",
                    base.name.get().to_string_lossy()
                )));
            }
            let there = class.dict.get_str(name);
            if there.is_some_and(|there| there.is::<Member>()) {
                continue; // It is named twice.
            }
            if there.is_some() {
                return Err(self.value_error(format!(
                    "'{text}' in __slots__ conflicts with class variable"
                )));
            }
            if inherent.contains(&self.heap.intern_str(name).into()) {
                continue;
            }
            let mangled = mangle(Some(&private), &(&*text).into());
            let mangled = self.heap.intern(&mangled);
            self.array_push(&mut allowed, mangled.into())?;
            let member = self.heap.alloc(Member::new(class, mangled));
            class.dict.insert_str(&self.heap, mangled, member.into());
        }
        let allowed = self.heap.tuple_of(allowed.tail());
        if let Some(header) = Value::from(class).header() {
            let beside = self.heap.attributes_or_new(header);
            beside.insert_str(&self.heap, self.names.slots, allowed.into());
        }
        Ok(())
    }

    /// The attributes that `__slots__` of a class itself names.
    pub(super) fn own_slots(&self, class: Gc<Type>) -> Option<Gc<Tuple>> {
        let header = Value::from(class).header();
        let beside = header.and_then(|header| self.heap.attributes(header));
        beside.and_then(|it| it.get_str(self.names.slots)?.get::<Tuple>())
    }

    /// The attributes of an object that are in slots, if there are any.
    pub fn slot_values(&mut self, object: Value) -> Res<Option<Gc<Dict>>> {
        let mut values = None;
        for class in self.class_of(object).mro() {
            let names = self.own_slots(class);
            for name in names.iter().flat_map(|names| names.iter()) {
                if let Some(name) = name.get::<Str>()
                    && let Some(value) = self.own_attribute(object, name)?
                    && !value.is_unbound()
                {
                    let values = *values.get_or_insert_with(|| self.heap.dict());
                    values.insert_str(&self.heap, name, value);
                }
            }
        }
        Ok(values)
    }

    /// Whether `__slots__` of a class itself names attributes.
    pub(super) fn names_slots(&self, class: Gc<Type>) -> bool {
        self.own_slots(class).is_some_and(|slots| !slots.is_empty())
    }

    /// Whether `__slots__` of two classes name the same attributes.
    pub(super) fn same_slots(&self, a: Gc<Type>, b: Gc<Type>) -> bool {
        match (self.own_slots(a), self.own_slots(b)) {
            (Some(a), Some(b)) => {
                a.len() == b.len() && a.iter().all(|name| b.iter().any(|it| it == name))
            }
            _ => false,
        }
    }

    /// Whether `__slots__` of a class or of one of its bases has a name.
    pub(super) fn has_slot(&self, class: Gc<Type>, name: Gc<Str>) -> bool {
        class.mro().any(|class| {
            let slots = self.own_slots(class);
            slots.is_some_and(|slots| slots.iter().any(|slot| slot == Value::from(name)))
        })
    }
}

/// The base, if there is one, whose instances vary in size, so that nothing can lie behind it.
fn has_no_room_for_slots(class: Gc<Type>) -> Option<Gc<Type>> {
    if !matches!(
        class.layout,
        Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Type
    ) {
        return None;
    }
    let bases = class.bases.get();
    let mut bases = bases.iter().filter_map(|base| base.get::<Type>());
    bases.find(|base| base.layout == class.layout)
}
