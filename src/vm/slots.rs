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
use crate::object::function::Member;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// Whether `__slots__` asks for a `__dict__` after all; no slots do.
    pub(super) fn slots_name_dict(&mut self, slots: Option<Value>) -> Res<bool> {
        let Some(slots) = slots else { return Ok(true) };
        if let Some(name) = slots.get::<Str>() {
            return Ok(name == self.names.dict);
        }
        let names = self.collect_array(slots)?;
        let dict = Value::from(self.names.dict);
        Ok(names.tail().iter().any(|name| name.get() == dict))
    }

    /// Keeps the names that a new class's `__slots__` gives.
    pub(super) fn make_slots(&mut self, class: Gc<Type>, slots: Value) -> Res<()> {
        let names = match slots.get::<Str>() {
            Some(_) => self.heap.tuple(&[slots]),
            None => {
                let names = self.collect_array(slots)?;
                self.heap.tuple_of(names.tail())
            }
        };
        let room = self.heap.array(names.len());
        let mut allowed: Gc<Array> = self.or_memory_error(room)?;
        let private = (&*class.name.get().to_string_lossy()).into();
        for name in names.iter() {
            let Some(name) = name.get::<Str>() else {
                let class = self.class_name(name);
                return Err(
                    self.type_error(format!("__slots__ items must be strings, not '{class}'"))
                );
            };
            let text = name.to_string_lossy();
            if let Some(base) = has_no_room_for_slots(class) {
                return Err(self.type_error(format!(
                    "nonempty __slots__ not supported for subtype of '{}'",
                    base.name.get().to_string_lossy()
                )));
            }
            if class.dict.get_str(name).is_some() {
                return Err(self.value_error(format!(
                    "'{text}' in __slots__ conflicts with class variable"
                )));
            }
            let mangled = mangle(Some(&private), &(&*text).into());
            let mangled = self.heap.intern(&mangled);
            self.array_push(&mut allowed, mangled.into())?;
            if mangled != self.names.dict && &*text != "__weakref__" {
                let member = self.heap.alloc(Member::new(class, mangled));
                class.dict.insert_str(&self.heap, mangled, member.into());
            }
        }
        let allowed = self.heap.tuple_of(allowed.tail());
        if let Some(header) = Value::from(class).header() {
            let beside = self.heap.attributes_or_new(header);
            beside.insert_str(&self.heap, self.names.slots, allowed.into());
        }
        Ok(())
    }

    /// Whether `__slots__` of a class or of one of its bases has a name.
    pub(super) fn has_slot(&self, class: Gc<Type>, name: Gc<Str>) -> bool {
        class.mro().any(|class| {
            let header = Value::from(class).header();
            let beside = header.and_then(|header| self.heap.attributes(header));
            let slots = beside.and_then(|it| it.get_str(self.names.slots)?.get::<Tuple>());
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
