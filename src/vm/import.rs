//! `import`: names become modules.
//!
//! A module is looked for in `sys.modules`, then found (see `find.rs`), put into
//! `sys.modules` and run. While it runs it is only partly there, which matters to modules
//! that import each other: [`Vm::importing`] lists those that run, for the messages.

use std::path::PathBuf;
use std::rc::Rc;

use super::find::{Found, Located};
use super::load::Mode;
use super::{Raised, Res, Vm};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::Module;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// `__import__(name, globals, fromlist, level)`
    pub fn import(
        &mut self,
        name: &str,
        globals: Gc<Dict>,
        fromlist: Value,
        level: usize,
    ) -> Res<Value> {
        let absolute = match level {
            0 => name.to_string(),
            _ => self.resolve_relative(name, globals, level)?,
        };
        let module = self.import_module(&absolute)?;
        let wants_names = match fromlist.get::<Tuple>() {
            Some(names) => !names.is_empty(),
            None => match fromlist.is_none() || fromlist.is_unbound() {
                true => false,
                false => self.truthy(fromlist)?,
            },
        };
        if wants_names {
            self.import_submodules(&absolute, module, fromlist)?;
            return Ok(module);
        }
        match absolute.split_once('.') {
            Some((top, _)) if level == 0 => self.import_module(top),
            _ => Ok(module),
        }
    }

    /// `from package import name` may mean the submodule.
    fn import_submodules(&mut self, package: &str, module: Value, fromlist: Value) -> Res<()> {
        let Some(it) = module.get::<Module>() else {
            return Ok(());
        };
        let path = self.names.path;
        if it.dict.get_str(path).is_none() {
            return Ok(());
        }
        let names = self.collect_array(fromlist)?;
        for name in names.tail() {
            let Some(name) = name.get().get::<Str>() else {
                let class = self.class_name(name.get());
                return Err(
                    self.type_error(format!("Item in ``from list'' must be str, not {class}"))
                );
            };
            if name.bytes() == b"*" {
                // What the package says it offers may be submodules too.
                let all = it.dict.get_str(self.names.all);
                if let Some(all) = all.filter(|_| names.len() == 1) {
                    self.import_submodules(package, module, all)?;
                }
                continue;
            }
            if it.dict.get_str(name).is_some() {
                continue;
            }
            let full = format!("{package}.{}", name.to_string_lossy());
            match self.import_module(&full) {
                Ok(_) => {}
                Err(Raised)
                    if self.raised_is(self.types.module_not_found_error)
                        && self.missing_module_is(&full) =>
                {
                    self.take_raised();
                }
                Err(Raised) => return Err(Raised),
            }
        }
        Ok(())
    }

    fn missing_module_is(&mut self, name: &str) -> bool {
        let attribute = self.names.name_attr;
        let dict = self
            .raised
            .header()
            .and_then(|header| self.heap.attributes(header));
        let missing = dict
            .and_then(|dict| dict.get_str(attribute))
            .and_then(|it| it.get::<Str>());
        missing.is_some_and(|it| it.as_str() == Some(name))
    }

    fn resolve_relative(&mut self, name: &str, globals: Gc<Dict>, level: usize) -> Res<String> {
        let text_of = |name: Gc<Str>| {
            let text = globals.get_str(name).and_then(|it| it.get::<Str>());
            text.map(|it| it.to_string_lossy().into_owned())
        };
        // A module made by hand may not say its package.
        let package = text_of(self.names.package).or_else(|| {
            let name = text_of(self.names.name)?;
            match globals.get_str(self.names.path) {
                Some(_) => Some(name),
                None => name.rsplit_once('.').map(|(parent, _)| parent.to_string()),
            }
        });
        let package = package.unwrap_or_default();
        if package.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        let mut base = &package[..];
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => {
                    return Err(
                        self.import_error("attempted relative import beyond top-level package")
                    );
                }
            }
        }
        Ok(if name.is_empty() {
            base.to_string()
        } else {
            format!("{base}.{name}")
        })
    }

    /// A module by its full name, imported with its parents if need be.
    pub fn import_module(&mut self, name: &str) -> Res<Value> {
        self.wait_for_import(name)?;
        let key = self.heap.intern(name);
        if let Some(module) = self.modules.get_str(key) {
            if module.is_none() {
                return Err(self.no_module(
                    name,
                    format!("import of {name} halted; None in sys.modules"),
                ));
            }
            return Ok(module);
        }
        if super::start::stack_pointer() < self.native_limit() {
            return Err(self.too_deep_now());
        }
        let Some((parent, child)) = name.rsplit_once('.') else {
            return self.load_module(name, None);
        };
        let package = self.import_module(parent)?;
        if let Some(module) = self.modules.get_str(key) {
            return Ok(module);
        }
        let path = self.names.path;
        let folders = match package.get::<Module>().and_then(|it| it.dict.get_str(path)) {
            Some(path) => self.folders(path)?,
            None => {
                let message = format!("No module named '{name}'; '{parent}' is not a package");
                return Err(self.no_module(name, message));
            }
        };
        let module = self.load_module(name, Some(folders))?;
        let child = self.heap.intern(child);
        self.set_attr(package, child, module)?;
        Ok(module)
    }

    fn load_module(&mut self, name: &str, folders: Option<Vec<PathBuf>>) -> Res<Value> {
        match self.find_module(name, folders)? {
            Some(Located::Native(def)) => self.load_native_module(def).map(Value::from),
            Some(Located::Text(found)) => self.run_module(name, found),
            Some(Located::Folders(folders)) => {
                let module = self.add_module(name);
                self.describe_module(name, module, None, Some(&folders))?;
                Ok(module.into())
            }
            None => Err(self.no_module(name, format!("No module named '{name}'"))),
        }
    }

    fn run_module(&mut self, name: &str, found: Found) -> Res<Value> {
        let source = Rc::new(found.source);
        let code = self.compile(&source, Mode::Exec)?;
        let module = self.add_module(name);
        let file = self.heap.str(&found.file).into();
        self.describe_module(name, module, Some(file), found.package.as_deref())?;
        let key = self.heap.intern(name);
        self.importing.push(name.to_string());
        let result = self.run_code(&code, module.dict);
        self.importing.pop();
        self.end_of_import();
        match result {
            // A module may replace itself in sys.modules.
            Ok(_) => Ok(self.modules.get_str(key).unwrap_or(module.into())),
            Err(Raised) => {
                self.modules.remove_str(key);
                Err(Raised)
            }
        }
    }

    fn load_native_module(&mut self, def: &'static super::native::ModuleDef) -> Res<Gc<Module>> {
        let module = self.add_module(def.name);
        let name = self.heap.intern(def.name);
        let doc = self.names.doc;
        let text = self.heap.str(def.doc);
        module.dict.insert_str(&self.heap, doc, text.into());
        for function in def.functions {
            let native = self.new_native(function, Value::UNBOUND, name.into());
            let key = self.heap.intern(function.name);
            module.dict.insert_str(&self.heap, key, native.into());
        }
        (def.setup)(self, module.dict)?;
        self.describe_module(def.name, module, None, None)?;
        Ok(module)
    }

    /// `__file__`, `__path__`, `__package__`, `__spec__`: where a module comes from.
    fn describe_module(
        &mut self,
        name: &str,
        module: Gc<Module>,
        file: Option<Value>,
        package: Option<&[PathBuf]>,
    ) -> Res<()> {
        let dict = module.dict;
        if let Some(file) = file {
            dict.insert_str(&self.heap, self.names.file, file);
        } else if package.is_some() {
            dict.insert_str(&self.heap, self.names.file, Value::NONE);
        }
        let mut locations = Value::NONE;
        let mut parent = name.rsplit_once('.').map_or("", |(parent, _)| parent);
        if let Some(folders) = package {
            let list = self.heap.list(&[]);
            for folder in folders {
                let folder = self.heap.str(&folder.to_string_lossy());
                self.list_push(list, folder.into())?;
            }
            locations = list.into();
            parent = name;
            dict.insert_str(&self.heap, self.names.path, locations);
        }
        let parent = self.heap.str(parent).into();
        dict.insert_str(&self.heap, self.names.package, parent);
        let class = self.builtin_class("importlib.machinery.ModuleSpec");
        let text = self.heap.str(name).into();
        let origin = match (file, package) {
            (Some(file), _) => file,
            (None, Some(_)) => Value::NONE,
            (None, None) => self.heap.intern("built-in").into(),
        };
        let spec = self.alloc_instance(class);
        let fields = self.heap.dict();
        for (field, value) in [
            ("name", text),
            ("loader", Value::NONE),
            ("origin", origin),
            ("submodule_search_locations", locations),
            ("parent", parent),
            ("cached", Value::NONE),
            ("has_location", Value::bool(file.is_some())),
        ] {
            let field = self.heap.intern(field);
            fields.insert_str(&self.heap, field, value);
        }
        self.set_instance_dict(spec, fields)?;
        for (name, value) in [("__spec__", spec), ("__loader__", Value::NONE)] {
            let name = self.heap.intern(name);
            dict.insert_str(&self.heap, name, value);
        }
        Ok(())
    }

    /// Whether the code of a module is running for the first time.
    pub(super) fn is_importing(&self, module: &str) -> bool {
        self.importing.iter().any(|it| it == module)
    }

    #[cold]
    fn no_module(&mut self, name: &str, message: String) -> Raised {
        let raised = self.module_not_found_error(message);
        let exception = self.raised;
        let attribute = self.names.name_attr;
        let name = self.heap.str(name);
        self.set_exception_field(exception, attribute, name.into());
        raised
    }

    /// `from module import name`
    pub(super) fn import_from(&mut self, module: Value, name: Gc<Str>) -> Res<Value> {
        if let Some(value) = self.get_attr_opt(module, name)? {
            return Ok(value);
        }
        let (name_attr, file) = (self.names.name, self.names.file);
        let module_name = self
            .get_attr_opt(module, name_attr)?
            .and_then(|it| it.get::<Str>());
        let module_name = module_name.map_or("<unknown module name>".to_string(), |it| {
            it.to_string_lossy().into_owned()
        });
        let full = self
            .heap
            .intern(&format!("{module_name}.{}", name.to_string_lossy()));
        if let Some(submodule) = self.modules.get_str(full) {
            return Ok(submodule);
        }
        let file = self
            .own_attribute(module, file)?
            .and_then(|it| it.get::<Str>());
        let file = file.map_or("unknown location".to_string(), |it| {
            it.to_string_lossy().into_owned()
        });
        let text = name.to_string_lossy();
        let raised = self.import_error(match self.is_importing(&module_name) {
            true => format!(
                "cannot import name '{text}' from partially initialized module '{module_name}' \
                 (most likely due to a circular import) ({file})"
            ),
            false => format!("cannot import name '{text}' from '{module_name}' ({file})"),
        });
        let exception = self.raised;
        let module_name = self.heap.str(&module_name);
        let wrong = self.heap.intern("name_from");
        self.set_exception_field(exception, self.names.name_attr, module_name.into());
        self.set_exception_field(exception, wrong, name.into());
        Err(raised)
    }

    /// `from module import *` into a namespace.
    pub(super) fn import_star(&mut self, module: Value, namespace: Gc<Dict>) -> Res<()> {
        let Some(from) = self.instance_dict(module)? else {
            return Ok(());
        };
        let all = self.names.all;
        let names = match self.get_attr_opt(module, all)? {
            Some(all) => Some(self.collect_array(all)?),
            None => None,
        };
        if let Some(names) = names {
            for name in names.tail() {
                let Some(name) = name.get().get::<Str>() else {
                    return Err(self.type_error("Item in __all__ must be str"));
                };
                let value = self.get_attr(module, name)?;
                namespace.insert_str(&self.heap, name, value);
            }
            return Ok(());
        }
        let mut at = 0;
        while let Some((entry, key, value)) = from.next_entry(at) {
            at = entry + 1;
            if let Some(name) = key
                .get::<Str>()
                .filter(|name| !name.bytes().starts_with(b"_"))
            {
                namespace.insert_str(&self.heap, name, value);
            }
        }
        Ok(())
    }
}
