//! `isinstance` and `issubclass`.
//!
//! ```text
//!   isinstance(x, C)   type(x) derives from C            yes
//!                      C's metaclass has a say           __instancecheck__
//!                      x claims so                       x.__class__ derives from C
//!                      C is no class, but has __bases__  looked for among those of x.__class__
//! ```

use super::{Res, Vm};
use crate::object::class::Type;
use crate::object::function::Function;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// `isinstance(value, class)`, where `class` may be a tuple of them.
    pub fn is_instance(&mut self, value: Value, class: Value) -> Res<bool> {
        if let Some(class) = class.get::<Type>() {
            if self.class_of(value).is_subclass_of(class) {
                return Ok(true);
            }
            if self.class_of(class.into()) == self.types.type_ {
                return self.pretends_to_be(value, class);
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
        match self.lookup_special(class, check) {
            // For a class, a native one is `type`'s own.
            Some(method) if method.is::<Function>() || !class.is::<Type>() => {
                let answer = self.call(method, &[class, value])?;
                self.truthy(answer)
            }
            _ => match class.get::<Type>() {
                Some(class) => self.pretends_to_be(value, class),
                None => {
                    self.check_has_bases(
                        class,
                        "isinstance() arg 2 must be a type, a tuple of types, or a union",
                    )?;
                    let name = self.names.class;
                    match self.get_attr_opt(value, name)? {
                        Some(own) => self.has_base(own, class),
                        None => Ok(false),
                    }
                }
            },
        }
    }

    /// Whether the object's attribute `__class__` says what its type doesn't: proxies do.
    fn pretends_to_be(&mut self, value: Value, class: Gc<Type>) -> Res<bool> {
        let name = self.names.class;
        let own = self.class_of(value);
        let inherited = own
            .lookup(name)
            .is_none_or(|(_, at)| at == self.types.object);
        if inherited && !own.has_custom_getattribute() {
            return Ok(false);
        }
        let claimed = self.get_attr_opt(value, name)?;
        Ok(claimed
            .and_then(|claimed| claimed.get::<Type>())
            .is_some_and(|claimed| claimed.is_subclass_of(class)))
    }

    /// What is no class may stand for one by having a tuple `__bases__`.
    fn bases_of(&mut self, class: Value) -> Res<Option<Gc<Tuple>>> {
        let name = self.names.bases;
        let bases = self.get_attr_opt(class, name)?;
        Ok(bases.and_then(|bases| bases.get::<Tuple>()))
    }

    fn check_has_bases(&mut self, class: Value, message: &str) -> Res<()> {
        match self.bases_of(class)? {
            Some(_) => Ok(()),
            None => Err(self.type_error(message)),
        }
    }

    /// Whether `class` is among the bases of `from`, and theirs.
    fn has_base(&mut self, from: Value, class: Value) -> Res<bool> {
        self.native_depth_guard_for(" in __issubclass__")?;
        if from == class {
            return Ok(true);
        }
        let Some(bases) = self.bases_of(from)? else {
            return Ok(false);
        };
        for base in bases.iter() {
            if self.has_base(base, class)? {
                return Ok(true);
            }
            self.safepoint()?;
        }
        Ok(false)
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
        let check = self.names.subclasscheck;
        if let Some(method) = self
            .lookup_special(class, check)
            .filter(|it| it.is::<Function>() || !class.is::<Type>())
        {
            let answer = self.call(method, &[class, value])?;
            return self.truthy(answer);
        }
        match (value.get::<Type>(), class.get::<Type>()) {
            (Some(value), Some(class)) => Ok(value.is_subclass_of(class)),
            _ => {
                self.check_has_bases(value, "issubclass() arg 1 must be a class")?;
                self.check_has_bases(
                    class,
                    "issubclass() arg 2 must be a class, a tuple of classes, or a union",
                )?;
                self.has_base(value, class)
            }
        }
    }
}
