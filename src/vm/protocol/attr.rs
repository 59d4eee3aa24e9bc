//! Attributes: descriptors, instances, classes, modules, and everything else.
//!
//! ```text
//!   obj.name ──> __getattribute__ of the class, if it has one of its own
//!            ──> 1. a data descriptor on the class     (property, slot)
//!                2. the object's own attribute         (shape slot, or a dict)
//!                3. the class's attribute, bound       (function -> method)
//!                4. __getattr__ of the class, else AttributeError
//! ```

use super::super::{Args, Raised, Res, Vm};
use crate::object::class::{GETATTR, GETATTRIBUTE, OWN_CLASS, SETATTR, TRUTH, Type};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{
    BoundMethod, ClassMethod, Function, GetSet, Member, Property, StaticMethod,
};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::{Instance, Module};
use crate::object::str::Str;
use crate::object::value::Value;

/// Whether CPython has a class of a library module in C: messages about its objects
/// then name the module, too.
fn is_written_in_c(module: &str, class: &str) -> bool {
    match module {
        "datetime" => matches!(
            class,
            "date" | "datetime" | "time" | "timedelta" | "timezone" | "tzinfo"
        ),
        "decimal" => matches!(class, "Decimal" | "Context"),
        "collections" => matches!(class, "OrderedDict" | "defaultdict"),
        _ => false,
    }
}

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
            Some(Kind::Member) => match attribute.get::<Member>() {
                Some(member) => Err(self.no_attribute(obj, member.name)),
                None => Ok(attribute),
            },
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

    // --- setting ---

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
            && (class.has_dict.get() || self.has_slot(class, name))
        {
            let in_slot = found.is_some_and(|it| it.is::<Member>());
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

    /// What a subclass of `property` and the like says of its own about a special method.
    #[inline]
    fn own_way(&self, attribute: Value, name: Gc<Str>) -> Option<Value> {
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

    // --- messages ---

    /// AttributeError for an attribute that an object does not have.
    #[cold]
    #[inline(never)]
    pub fn no_attribute(&mut self, obj: Value, name: Gc<Str>) -> Raised {
        let text = name.to_string_lossy();
        let message = if let Some(class) = obj.get::<Type>() {
            format!(
                "type object '{}' has no attribute '{text}'",
                class.name.get().to_string_lossy()
            )
        } else if let Some(module) = obj.get::<Module>() {
            let module_name = module
                .dict
                .get_str(self.names.name)
                .and_then(|it| it.get::<Str>());
            match module_name {
                Some(module) => {
                    let module = module.to_string_lossy();
                    match self.is_importing(&module) {
                        true => format!(
                            "partially initialized module '{module}' has no attribute '{text}' \
                             (most likely due to a circular import)"
                        ),
                        false => format!("module '{module}' has no attribute '{text}'"),
                    }
                }
                None => format!("module has no attribute '{text}'"),
            }
        } else {
            format!(
                "'{}' object has no attribute '{text}'",
                self.class_name(obj)
            )
        };
        let raised = self.attribute_error(message);
        let exception = self.raised;
        let (name_attr, obj_attr) = (self.names.name_attr, self.names.obj);
        self.set_exception_field(exception, name_attr, name.into());
        self.set_exception_field(exception, obj_attr, obj);
        raised
    }

    #[cold]
    fn property_lacks(&mut self, property: Gc<Property>, obj: Value, what: &str) -> Raised {
        let class = self
            .class_of(obj)
            .qualname
            .get()
            .to_string_lossy()
            .into_owned();
        let name = property.name.get().get::<Str>();
        let message = match name {
            Some(name) => format!(
                "property '{}' of '{class}' object has no {what}",
                name.to_string_lossy()
            ),
            None => format!("property of '{class}' object has no {what}"),
        };
        self.attribute_error(message)
    }

    /// The name of a value's class, for messages.
    pub fn class_name(&self, value: Value) -> String {
        let class = self.class_of(value);
        let name = class.name.get().to_string_lossy();
        if !class.builtin
            && let Some((module, _)) = class.lookup(self.names.module)
            && let Some(module) = module.get::<Str>().and_then(|module| module.as_str())
            && is_written_in_c(module, &name)
        {
            return format!("{module}.{name}");
        }
        name.into_owned()
    }

    /// The same for messages about an argument, which call None by its own name.
    pub fn argument_class_name(&self, value: Value) -> String {
        match value.is_none() {
            true => "None".to_string(),
            false => self.class_name(value),
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
fn acts_by_class(attribute: Value) -> bool {
    let header = attribute.header();
    header.is_some_and(|it| matches!(it.kind(), Kind::Instance | Kind::Record) || !it.is_exact())
}
