//! What is said of attributes that are not there, and the names of classes in messages.

use super::super::{Raised, Vm};
use crate::object::class::Type;
use crate::object::function::Property;
use crate::object::gc::Gc;
use crate::object::instance::Module;
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
        "_thread" => class == "_local",
        "collections" => matches!(class, "OrderedDict" | "defaultdict"),
        _ => false,
    }
}

impl Vm {
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
    pub(super) fn property_lacks(
        &mut self,
        property: Gc<Property>,
        obj: Value,
        what: &str,
    ) -> Raised {
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
}
