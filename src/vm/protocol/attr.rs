//! Attributes: descriptors, instances, classes, modules, and everything else.
//!
//! ```text
//!   obj.name ──> __getattribute__ of the class, if it has one of its own
//!            ──> 1. a data descriptor on the class     (property, slot)
//!                2. the object's own attribute         (shape slot, or a dict)
//!                3. the class's attribute, bound       (function -> method)
//!                4. __getattr__ of the class, else AttributeError
//! ```
//!
//! Setting is in `attr_set.rs`, and what is said of attributes that are not there in
//! `attr_message.rs`.

use super::super::{Args, Raised, Res, Vm};
use crate::object::class::{FINALIZES, GETATTR, GETATTRIBUTE, OWN_CLASS, SETATTR, TRUTH, Type};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, ClassMethod, GetSet, Member, Property, StaticMethod};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::{Instance, Module};
use crate::object::str::Str;
use crate::object::value::Value;

impl Vm {
    /// `obj.name`
    pub fn get_attr(&mut self, obj: Value, name: Gc<Str>) -> Res<Value> {
        let found = self.get_attr_unnamed(obj, name);
        if found.is_err() {
            self.name_attribute_error(obj, name);
        }
        found
    }

    /// An AttributeError that a function of the class raised tells, as all of them do,
    /// what was asked of which object.
    #[cold]
    #[inline(never)]
    fn name_attribute_error(&mut self, obj: Value, name: Gc<Str>) {
        if !self.raised_is(self.types.attribute_error) {
            return;
        }
        let exception = self.raised;
        let fields = exception
            .header()
            .and_then(|header| self.heap.attributes(header));
        let is_set = |field: Gc<Str>| {
            fields
                .and_then(|fields| fields.get_str(field))
                .is_some_and(|value| !value.is_none())
        };
        let (name_field, obj_field) = (self.names.name_attr, self.names.obj);
        if !is_set(name_field) && !is_set(obj_field) {
            self.set_exception_field(exception, name_field, name.into());
            self.set_exception_field(exception, obj_field, obj);
        }
    }

    #[inline]
    fn get_attr_unnamed(&mut self, obj: Value, name: Gc<Str>) -> Res<Value> {
        let class = self.class_of(obj);
        if class.custom.get() & (GETATTRIBUTE | GETATTR) == 0 {
            if let Some(value) = self.find_attr(obj, name)? {
                return Ok(value);
            }
            return match self.ask_module(obj, name)? {
                Some(value) => Ok(value),
                None => Err(self.no_attribute(obj, name)),
            };
        }
        self.get_custom_attr(obj, class, name)
    }

    #[inline(never)]
    fn get_custom_attr(&mut self, obj: Value, class: Gc<Type>, name: Gc<Str>) -> Res<Value> {
        let found = if class.has_custom_getattribute() {
            let getattribute = self.names.getattribute;
            match self.call_special(obj, getattribute, &[name.into()]) {
                Some(result) => result.map(Some),
                None => self.generic_get_attr(obj, name).map(Some),
            }
        } else {
            // No exception is made of what `__getattr__` is there for.
            match self.find_attr(obj, name) {
                Ok(None) => self.ask_module(obj, name),
                found => found,
            }
        };
        let saved = match found {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => None,
            Err(Raised) if class.has_getattr() && self.raised_is(self.types.attribute_error) => {
                Some(self.take_raised())
            }
            Err(Raised) => return Err(Raised),
        };
        let getattr = self.names.getattr;
        match (self.call_special(obj, getattr, &[name.into()]), saved) {
            (Some(result), _) => result,
            (None, Some(saved)) => Err(self.reraise(saved)),
            (None, None) => Err(self.no_attribute(obj, name)),
        }
    }

    /// `obj.name`, or `None` where that raises AttributeError.
    pub fn get_attr_opt(&mut self, obj: Value, name: Gc<Str>) -> Res<Option<Value>> {
        let class = self.class_of(obj);
        if class.custom.get() & (GETATTRIBUTE | GETATTR) == 0 {
            let found = match self.find_attr(obj, name) {
                Ok(None) => self.ask_module(obj, name),
                found => found,
            };
            return match found {
                Err(Raised) => self.no_attribute_is_none(),
                found => found,
            };
        }
        match self.get_attr(obj, name) {
            Ok(value) => Ok(Some(value)),
            Err(Raised) => self.no_attribute_is_none(),
        }
    }

    fn no_attribute_is_none(&mut self) -> Res<Option<Value>> {
        if self.raised_is(self.types.attribute_error) {
            self.take_raised();
            return Ok(None);
        }
        Err(Raised)
    }

    /// What `object.__getattribute__` (for a class, `type.__getattribute__`) does.
    pub fn generic_get_attr(&mut self, obj: Value, name: Gc<Str>) -> Res<Value> {
        if let Some(value) = self.find_attr(obj, name)? {
            return Ok(value);
        }
        match self.ask_module(obj, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(obj, name)),
        }
    }

    fn find_attr(&mut self, obj: Value, name: Gc<Str>) -> Res<Option<Value>> {
        if let Some(class) = obj.get::<Type>() {
            return self.find_class_attr(class, name);
        }
        let class = self.class_of(obj);
        let found = class.lookup(name).map(|(value, _)| value);
        if let Some(attribute) = found
            && self.covers_own(attribute)
        {
            return self.bind_descriptor(attribute, obj, class).map(Some);
        }
        if let Some(own) = self.own_attribute(obj, name)? {
            return Ok(Some(own));
        }
        match found {
            Some(attribute) => self.bind_descriptor(attribute, obj, class).map(Some),
            None if obj.is::<Module>() => self.ask_module(obj, name),
            None => Ok(None),
        }
    }

    /// What a module's own function `__getattr__` says (PEP 562).
    #[cold]
    #[inline(never)]
    fn ask_module(&mut self, module: Value, name: Gc<Str>) -> Res<Option<Value>> {
        let getattr = self.names.getattr;
        let asked = module
            .get::<Module>()
            .and_then(|module| module.dict.get_str(getattr));
        match asked {
            Some(function) => self.call(function, &[name.into()]).map(Some),
            None => Ok(None),
        }
    }

    fn find_class_attr(&mut self, class: Gc<Type>, name: Gc<Str>) -> Res<Option<Value>> {
        let meta = self.class_of(class.into());
        let found = meta.lookup(name).map(|(value, _)| value);
        if let Some(attribute) = found
            && self.covers_own(attribute)
        {
            return self
                .bind_descriptor(attribute, class.into(), meta)
                .map(Some);
        }
        if let Some((attribute, _)) = class.lookup(name) {
            return self.bind_on_class(attribute, class).map(Some);
        }
        match found {
            Some(attribute) => self
                .bind_descriptor(attribute, class.into(), meta)
                .map(Some),
            None => Ok(None),
        }
    }

    /// The attribute of the object itself, not its class's.
    pub fn own_attribute(&mut self, obj: Value, name: Gc<Str>) -> Res<Option<Value>> {
        if let Some(instance) = obj.get::<Instance>() {
            let shape = instance.header().shape();
            if self.heap.shapes.is_dictionary(shape) {
                let slots = obj.header().and_then(|header| self.heap.attributes(header));
                let in_slot = slots.and_then(|slots| slots.get_str(name));
                let dict = instance.extra.get().get::<Dict>();
                return Ok(in_slot.or_else(|| dict?.get_str(name)));
            }
            let slot = self.heap.shapes.slot(shape, name);
            return Ok(slot.map(|slot| self.slot_value(instance, slot)));
        }
        if let Some(module) = obj.get::<Module>() {
            return Ok(module.dict.get_str(name));
        }
        let attributes = obj.header().and_then(|header| self.heap.attributes(header));
        Ok(attributes.and_then(|dict| dict.get_str(name)))
    }

    pub(in crate::vm) fn slot_value(&self, instance: Gc<Instance>, slot: usize) -> Value {
        let inline = instance.tail();
        match inline.get(slot) {
            Some(value) => value.get(),
            None => {
                let extra = instance.extra.get().get::<crate::object::array::Array>();
                extra
                    .and_then(|extra| {
                        extra
                            .tail()
                            .get(slot - inline.len())
                            .map(|value| value.get())
                    })
                    .unwrap_or(Value::UNBOUND)
            }
        }
    }

    /// Whether a class attribute computes what an instance shows.
    pub fn is_descriptor(&self, attribute: Value) -> bool {
        match attribute.kind() {
            Some(
                Kind::Function
                | Kind::Property
                | Kind::GetSet
                | Kind::Member
                | Kind::ClassMethod
                | Kind::StaticMethod
                | Kind::Super,
            ) => true,
            Some(Kind::Native) => self.is_native_method(attribute),
            _ => {
                acts_by_class(attribute) && self.lookup_special(attribute, self.names.get).is_some()
            }
        }
    }

    /// Whether a class attribute goes before the instance's own.
    pub fn is_data_descriptor(&self, attribute: Value) -> bool {
        match attribute.kind() {
            Some(Kind::Property | Kind::GetSet) => true,
            _ => {
                acts_by_class(attribute)
                    && (self.lookup_special(attribute, self.names.set).is_some()
                        || self.lookup_special(attribute, self.names.delete).is_some())
            }
        }
    }

    /// Whether a class attribute hides the object's own: a data descriptor that can be read.
    fn covers_own(&self, attribute: Value) -> bool {
        self.is_data_descriptor(attribute)
            && (!acts_by_class(attribute)
                || self.lookup_special(attribute, self.names.get).is_some())
    }

    /// A class attribute as an instance shows it: `attribute.__get__(obj, class)`.
    pub fn bind_descriptor(&mut self, attribute: Value, obj: Value, class: Gc<Type>) -> Res<Value> {
        let get = self.names.get;
        if let Some(method) = self.own_way(attribute, get) {
            return self.call_as_method(method, attribute, &[obj, class.into()]);
        }
        match attribute.kind() {
            Some(Kind::Function) => Ok(self.heap.alloc(BoundMethod::new(attribute, obj)).into()),
            Some(Kind::Native) if self.is_native_method(attribute) => {
                Ok(self.bind_callable(attribute, obj))
            }
            Some(Kind::Property) => {
                let Some(property) = attribute.get::<Property>() else {
                    return Ok(attribute);
                };
                let getter = property.getter.get();
                if getter.is_none() {
                    return Err(self.property_lacks(property, obj, "getter"));
                }
                self.call(getter, &[obj])
            }
            Some(Kind::GetSet) => {
                let Some(getset) = attribute.get::<GetSet>() else {
                    return Ok(attribute);
                };
                let getter = self.accessors[getset.getter as usize];
                getter(self, Args::positional(&[obj]))
            }
            Some(Kind::ClassMethod | Kind::StaticMethod) => self.bind_on_class(attribute, class),
            Some(Kind::Member) => {
                let Some(member) = attribute.get::<Member>() else {
                    return Ok(attribute);
                };
                // Found by way of `super()`, which has not looked into the object.
                match self.own_attribute(obj, member.name)? {
                    Some(value) => Ok(value),
                    None => Err(self.no_attribute(obj, member.name)),
                }
            }
            kind if kind == Some(Kind::Super) || acts_by_class(attribute) => {
                // A `__get__` may itself be an object with a `__get__`.
                self.native_depth_guard()?;
                let get = self.names.get;
                match self.call_special(attribute, get, &[obj, class.into()]) {
                    Some(result) => result,
                    None => Ok(attribute),
                }
            }
            _ => Ok(attribute),
        }
    }

    /// A class attribute as the class shows it: `attribute.__get__(None, class)`.
    pub fn bind_on_class(&mut self, attribute: Value, class: Gc<Type>) -> Res<Value> {
        let get = self.names.get;
        if let Some(method) = self.own_way(attribute, get) {
            return self.call_as_method(method, attribute, &[Value::NONE, class.into()]);
        }
        match attribute.kind() {
            Some(Kind::ClassMethod) => {
                let Some(method) = attribute.get::<ClassMethod>() else {
                    return Ok(attribute);
                };
                self.bind_class_method(method.callable.get(), class)
            }
            Some(Kind::StaticMethod) => Ok(attribute
                .get::<StaticMethod>()
                .map_or(attribute, |method| method.callable.get())),
            _ if acts_by_class(attribute) => {
                let get = self.names.get;
                match self.call_special(attribute, get, &[Value::NONE, class.into()]) {
                    Some(result) => result,
                    None => Ok(attribute),
                }
            }
            _ => Ok(attribute),
        }
    }

    /// What a class method shows: its callable bound to the class. One that is itself a
    /// descriptor, a property for instance, is asked for what it shows of the class.
    pub fn bind_class_method(&mut self, callable: Value, class: Gc<Type>) -> Res<Value> {
        match callable.kind() {
            Some(Kind::Property | Kind::ClassMethod | Kind::StaticMethod | Kind::Instance)
                if self.is_descriptor(callable) =>
            {
                self.native_depth_guard()?;
                self.bind_descriptor(callable, class.into(), class)
            }
            _ => Ok(self.bind_callable(callable, class.into())),
        }
    }

    /// What a subclass of `property` and the like says of its own about a special method.
    #[inline]
    pub(super) fn own_way(&self, attribute: Value, name: Gc<Str>) -> Option<Value> {
        let header = attribute.header()?;
        let may = matches!(
            header.kind(),
            Kind::Property | Kind::ClassMethod | Kind::StaticMethod | Kind::Super
        );
        match may && !header.is_exact() {
            true => self.special_override(attribute, name),
            false => None,
        }
    }

    /// Finds out again what a class (and what derives from it) does of its own.
    pub(in crate::vm) fn refresh_class(&mut self, class: Gc<Type>) {
        class.forget_all();
        let names = [
            (self.names.getattribute, GETATTRIBUTE),
            (self.names.setattr, SETATTR),
            (self.names.delattr, SETATTR),
            (self.names.getattr, GETATTR),
            (self.names.class, OWN_CLASS),
            (self.names.bool, TRUTH),
            (self.names.len, TRUTH),
            (self.names.del, FINALIZES),
        ];
        let usual = [self.types.object, self.types.type_, self.types.module];
        let mut custom = 0;
        for (name, flag) in names {
            // What built-in classes say of truth, the layouts know.
            let known =
                |owner: Gc<Type>| usual.contains(&owner) || (flag == TRUTH && owner.builtin);
            if class.lookup(name).is_some_and(|(_, owner)| !known(owner)) {
                custom |= flag;
            }
        }
        class.custom.set(custom);
        self.refresh_construction(class);
        for subclass in class.subclasses.get().tail() {
            if let Some(subclass) = subclass.get().get::<Type>() {
                self.refresh_class(subclass);
            }
        }
    }
}

/// Whether it is for the class of a value to say what the value does as an attribute of
/// a class: instances, those of subclasses of built-in classes among them.
pub(super) fn acts_by_class(attribute: Value) -> bool {
    let header = attribute.header();
    header.is_some_and(|it| matches!(it.kind(), Kind::Instance | Kind::Record) || !it.is_exact())
}
