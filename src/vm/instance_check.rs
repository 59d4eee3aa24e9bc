//! `isinstance` and `issubclass`.
//!
//! ```text
//!   a class of plain `type`     by the mro, and by `__class__` where an object feigns one
//!   a tuple                     any of them
//!   __instancecheck__           what a metaclass (ABCMeta) or an object says
//!   anything with __bases__     searched like classes
//! ```

use super::{Res, Vm};
use crate::object::class::{GETATTRIBUTE, OWN_CLASS, Type};
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// `isinstance(value, class)`, where `class` may be a tuple of them.
    pub fn is_instance(&mut self, value: Value, class: Value) -> Res<bool> {
        if let Some(class) = class.get::<Type>() {
            if self.class_of(value) == class {
                return Ok(true);
            }
            if self.class_of(class.into()) == self.types.type_ {
                return self.is_plain_instance(value, class);
            }
        }
        if let Some(classes) = class.get::<Tuple>() {
            self.native_depth_guard()?;
            for class in classes.iter() {
                if self.is_instance(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let check = self.names.instancecheck;
        if let Some(method) = self.lookup_special(class, check) {
            let answer = self.call_as_method(method, class, &[value])?;
            return self.truthy(answer);
        }
        if self.bases_of(class)?.is_none() {
            return Err(
                self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
            );
        }
        let name = self.names.class;
        match self.get_attr_opt(value, name)? {
            Some(own) => self.is_abstract_subclass(own, class),
            None => Ok(false),
        }
    }

    /// What `type.__instancecheck__` says.
    pub fn is_plain_instance(&mut self, value: Value, class: Gc<Type>) -> Res<bool> {
        let own = self.class_of(value);
        if own.is_subclass_of(class) {
            return Ok(true);
        }
        if own.custom.get() & (GETATTRIBUTE | OWN_CLASS) == 0 {
            return Ok(false);
        }
        let feigned = self.feigned_class(value)?;
        Ok(feigned.is_some_and(|feigned| feigned.is_subclass_of(class)))
    }

    /// The class that an object says to have by `__class__`, when it is another one.
    pub fn feigned_class(&mut self, value: Value) -> Res<Option<Gc<Type>>> {
        let name = self.names.class;
        let feigned = self.get_attr_opt(value, name)?.and_then(|it| it.get());
        Ok(feigned.filter(|&it| it != self.class_of(value)))
    }

    /// `issubclass(value, class)`, where `class` may be a tuple of them.
    pub fn is_subclass(&mut self, value: Value, class: Value) -> Res<bool> {
        if let Some(classes) = class.get::<Tuple>() {
            self.native_depth_guard()?;
            for class in classes.iter() {
                if self.is_subclass(value, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let plain = class.is::<Type>() && self.class_of(class) == self.types.type_;
        let check = self.names.subclasscheck;
        if !plain && let Some(method) = self.lookup_special(class, check) {
            let answer = self.call_as_method(method, class, &[value])?;
            return self.truthy(answer);
        }
        self.is_plain_subclass(value, class)
    }

    /// What `type.__subclasscheck__` says.
    pub fn is_plain_subclass(&mut self, value: Value, class: Value) -> Res<bool> {
        if let (Some(value), Some(class)) = (value.get::<Type>(), class.get::<Type>()) {
            return Ok(value.is_subclass_of(class));
        }
        if self.bases_of(value)?.is_none() {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        }
        if self.bases_of(class)?.is_none() {
            return Err(self
                .type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
        }
        self.is_abstract_subclass(value, class)
    }

    /// `__bases__` of an object, if it is a tuple.
    fn bases_of(&mut self, value: Value) -> Res<Option<Gc<Tuple>>> {
        let name = self.names.bases;
        Ok(self.get_attr_opt(value, name)?.and_then(|it| it.get()))
    }

    /// Whether `class` is `derived` or one of its bases, by `__bases__` alone.
    fn is_abstract_subclass(&mut self, derived: Value, class: Value) -> Res<bool> {
        self.native_depth_guard()?;
        let mut derived = derived;
        loop {
            if derived == class {
                return Ok(true);
            }
            let Some(bases) = self.bases_of(derived)? else {
                return Ok(false);
            };
            if let (1, Some(base)) = (bases.len(), bases.get(0)) {
                // A chain may come back to itself.
                self.safepoint()?;
                derived = base;
                continue;
            }
            for base in bases.iter() {
                if self.is_abstract_subclass(base, class)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
    }
}
