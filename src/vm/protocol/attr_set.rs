//! Attributes that are set and deleted.
//!
//! ```text
//!   obj.name = value ──> __setattr__ of the class, if it has one of its own
//!                    ──> 1. a data descriptor on the class     (property, slot)
//!                        2. the object's own attributes        (shape slot, or a dict)
//! ```

use super::super::{Args, Res, Vm};
use super::attr::acts_by_class;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{Function, GetSet, Member, Property};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::{Instance, Module};
use crate::object::str::Str;
use crate::object::value::Value;

impl Vm {
    /// `obj.name = value`
    pub fn set_attr(&mut self, obj: Value, name: Gc<Str>, value: Value) -> Res<()> {
        if self.class_of(obj).has_custom_setattr() {
            let setattr = self.names.setattr;
            if let Some(result) = self.call_special(obj, setattr, &[name.into(), value]) {
                return result.map(|_| ());
            }
        }
        self.generic_set_attr(obj, name, value)
    }

    /// `del obj.name`
    pub fn del_attr(&mut self, obj: Value, name: Gc<Str>) -> Res<()> {
        if self.class_of(obj).has_custom_setattr() {
            let delattr = self.names.delattr;
            if let Some(result) = self.call_special(obj, delattr, &[name.into()]) {
                return result.map(|_| ());
            }
        }
        self.generic_set_attr(obj, name, Value::UNBOUND)
    }

    /// What `object.__setattr__` does, and with the unbound marker `object.__delattr__`.
    pub fn generic_set_attr(&mut self, obj: Value, name: Gc<Str>, value: Value) -> Res<()> {
        if let Some(class) = obj.get::<Type>() {
            return self.set_class_attr(class, name, value);
        }
        let class = self.class_of(obj);
        let found = class.lookup(name).map(|(value, _)| value);
        if let Some(attribute) = found
            && self.set_by_descriptor(attribute, obj, value)?
        {
            return Ok(());
        }
        if let Some(module) = obj.get::<Module>() {
            return self.set_in_dict(module.dict, obj, name, value);
        }
        let empties_slot = value.is_unbound() && found.is_some_and(|it| it.is::<Member>());
        if empties_slot && self.own_attribute(obj, name)?.is_none() {
            return Err(self.attribute_error(name.to_string_lossy()));
        }
        if let Some(instance) = obj.get::<Instance>()
            && let in_slot = found.is_some_and(|it| it.is::<Member>())
            && (class.has_dict.get() || in_slot && self.has_slot(class, name))
        {
            return self.set_on_instance(instance, name, value, in_slot);
        }
        let has_dict = class.has_dict.get()
            || matches!(obj.kind(), Some(Kind::Function | Kind::Exception))
            || found.is_some_and(|found| found.is::<Member>());
        if let Some(header) = obj.header()
            && has_dict
        {
            let dict = self.heap.attributes_or_new(header);
            return self.set_in_dict(dict, obj, name, value);
        }
        let class_name = class.name.get().to_string_lossy();
        let name_text = name.to_string_lossy();
        Err(match found {
            Some(_) => self.attribute_error(format!(
                "'{class_name}' object attribute '{name_text}' is read-only"
            )),
            None => self.no_attribute(obj, name),
        })
    }

    /// Sets by a data descriptor; says whether it was one.
    fn set_by_descriptor(&mut self, attribute: Value, obj: Value, value: Value) -> Res<bool> {
        let (method, args) = match value.is_unbound() {
            true => (self.names.delete, &[obj, value][..1]),
            false => (self.names.set, &[obj, value][..]),
        };
        if let Some(method) = self.own_way(attribute, method) {
            self.call_as_method(method, attribute, args)?;
            return Ok(true);
        }
        if let Some(property) = attribute.get::<Property>() {
            let (function, what) = match value.is_unbound() {
                true => (property.deleter.get(), "deleter"),
                false => (property.setter.get(), "setter"),
            };
            if function.is_none() {
                return Err(self.property_lacks(property, obj, what));
            }
            let args = [obj, value];
            self.call(function, &args[..if value.is_unbound() { 1 } else { 2 }])?;
            return Ok(true);
        }
        if let Some(getset) = attribute.get::<GetSet>() {
            let Some(setter) = getset.setter else {
                if attribute
                    .header()
                    .is_some_and(|it| it.shape() == self.native_shapes.member)
                {
                    return Err(self.attribute_error("readonly attribute"));
                }
                let class = getset.class.name.get().to_string_lossy();
                let name = getset.name.to_string_lossy();
                return Err(self.attribute_error(format!(
                    "attribute '{name}' of '{class}' objects is not writable"
                )));
            };
            let setter = self.accessors[setter as usize];
            setter(self, Args::positional(&[obj, value]))?;
            return Ok(true);
        }
        if acts_by_class(attribute) {
            if let Some(result) = self.call_special(attribute, method, args) {
                result?;
                return Ok(true);
            }
            if self.is_data_descriptor(attribute) {
                let name = method.to_string_lossy();
                return Err(self.attribute_error(name));
            }
        }
        Ok(false)
    }

    fn set_in_dict(&mut self, dict: Gc<Dict>, obj: Value, name: Gc<Str>, value: Value) -> Res<()> {
        if !value.is_unbound() {
            dict.insert_str(&self.heap, name, value);
        } else if dict.remove_str(name).is_none() {
            return Err(self.no_attribute(obj, name));
        }
        Ok(())
    }

    fn set_on_instance(
        &mut self,
        instance: Gc<Instance>,
        name: Gc<Str>,
        value: Value,
        in_slot: bool,
    ) -> Res<()> {
        let shape = instance.header().shape();
        if !self.heap.shapes.is_dictionary(shape) && !value.is_unbound() {
            if let Some(slot) = self.heap.shapes.slot(shape, name) {
                return self.set_slot(instance, slot, value);
            }
            let slot = self.heap.shapes.names(shape).len();
            if let Some(next) = self.heap.shapes.with(shape, name) {
                self.set_slot(instance, slot, value)?;
                instance.header().set_shape(next);
                self.widen_class(instance, slot);
                return Ok(());
            }
        }
        let dict = self.instance_to_dictionary(instance);
        let home = match in_slot {
            true => self.slot_table(instance, dict),
            false => dict,
        };
        self.set_in_dict(home, instance.into(), name, value)
    }

    fn set_slot(&mut self, instance: Gc<Instance>, slot: usize, value: Value) -> Res<()> {
        let inline = instance.tail();
        if let Some(place) = inline.get(slot) {
            place.set(value);
            return Ok(());
        }
        let at = slot - inline.len();
        let mut extra = match instance.extra.get().get::<crate::object::array::Array>() {
            Some(extra) => extra,
            None => self.heap.array(4).map_err(|_| self.memory_error())?,
        };
        while extra.len() <= at {
            self.array_push(&mut extra, Value::UNBOUND)?;
        }
        extra.tail()[at].set(value);
        instance.extra.set(extra.into());
        Ok(())
    }

    /// Later instances of the class get room for as many attributes as this one has.
    fn widen_class(&mut self, instance: Gc<Instance>, slot: usize) {
        let inline = instance.tail().len();
        let class = self.class_of(instance.into());
        let root = class.root_shape.get();
        if slot >= inline && self.heap.shapes.inline(root) == inline {
            let wider = (slot + 1) as u16;
            class
                .root_shape
                .set(self.heap.shapes.new_root(class, wider));
        }
    }

    /// Moves an instance's attributes into a dict, which is `__dict__` from now on. Those
    /// that `__slots__` names are not for it to show: they go to the heap's table.
    pub fn instance_to_dictionary(&mut self, instance: Gc<Instance>) -> Gc<Dict> {
        let shape = instance.header().shape();
        if self.heap.shapes.is_dictionary(shape)
            && let Some(dict) = instance.extra.get().get::<Dict>()
        {
            return dict;
        }
        let dict = self.heap.dict();
        for slot in 0..self.heap.shapes.names(shape).len() {
            let name = self.heap.shapes.names(shape)[slot];
            let found = self.class_of(instance.into()).lookup(name);
            let home = match found.is_some_and(|(found, _)| found.is::<Member>()) {
                true => self.slot_table(instance, dict),
                false => dict,
            };
            home.insert_str(&self.heap, name, self.slot_value(instance, slot));
        }
        instance.extra.set(dict.into());
        for slot in instance.tail() {
            slot.set(Value::UNBOUND);
        }
        let dictionary = self.heap.shapes.dictionary(shape);
        instance.header().set_shape(dictionary);
        dict
    }

    /// Where the attributes in slots are, once the others are in a dict.
    fn slot_table(&self, instance: Gc<Instance>, dict: Gc<Dict>) -> Gc<Dict> {
        let header = Value::from(instance).header();
        header.map_or(dict, |header| self.heap.attributes_or_new(header))
    }

    /// `obj.__dict__`, for objects that have one.
    pub fn instance_dict(&mut self, obj: Value) -> Res<Option<Gc<Dict>>> {
        if let Some(instance) = obj.get::<Instance>() {
            if !self.class_of(obj).has_dict.get() {
                return Ok(None);
            }
            return Ok(Some(self.instance_to_dictionary(instance)));
        }
        if let Some(module) = obj.get::<Module>() {
            return Ok(Some(module.dict));
        }
        let has_dict =
            self.class_of(obj).has_dict.get() || obj.is::<Function>() || obj.is::<Exception>();
        match obj.header() {
            Some(header) if has_dict => Ok(Some(self.heap.attributes_or_new(header))),
            _ => Ok(None),
        }
    }

    /// Replaces `obj.__dict__`.
    pub fn set_instance_dict(&mut self, obj: Value, dict: Gc<Dict>) -> Res<()> {
        if let Some(instance) = obj.get::<Instance>() {
            self.instance_to_dictionary(instance);
            instance.extra.set(dict.into());
        } else if let Some(header) = obj.header() {
            self.heap.set_attributes(header, dict);
        }
        Ok(())
    }

    fn set_class_attr(&mut self, class: Gc<Type>, name: Gc<Str>, value: Value) -> Res<()> {
        if class.builtin {
            let (class, name) = (class.name.get().to_string_lossy(), name.to_string_lossy());
            return Err(self.type_error(format!(
                "cannot set '{name}' attribute of immutable type '{class}'"
            )));
        }
        let meta = self.class_of(class.into());
        if let Some((attribute, _)) = meta.lookup(name)
            && self.set_by_descriptor(attribute, class.into(), value)?
        {
            return Ok(());
        }
        let before = class.dict.get_str(name);
        if value.is_unbound() {
            if class.dict.remove_str(name).is_none() {
                return Err(self.no_attribute(class.into(), name));
            }
        } else {
            class.dict.insert_str(&self.heap, name, value);
        }
        self.class_attribute_changed(class, name, before);
        Ok(())
    }
}
