//! `import`: built-in modules, modules that come with the program, `.py` files.
//!
//! A module is looked for in `sys.modules`, among the modules written in Rust, among
//! the embedded Python ones, and as `name.py` or `name/__init__.py` in each folder
//! of `sys.path` (or of the parent package's `__path__`).

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::load::Mode;
use super::{Raised, Res, Vm};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::instance::Module;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::source::Source;

/// Where a module's text comes from.
struct Found {
    file: String,
    source: Source,
    /// The folder, for a package.
    package: Option<PathBuf>,
}

/// What `-m NAME` runs.
pub enum Runnable {
    Source {
        source: Source,
        /// `__package__`
        package: String,
    },
    /// There is no such thing; why.
    Missing(String),
}

/// A module that was found, not loaded yet.
enum Located {
    Native(&'static super::native::ModuleDef),
    Text(Found),
}

impl Vm {
    /// Finds the text that `-m NAME` runs: a module's, or a package's `__main__`.
    /// Parent packages are imported.
    pub fn find_runnable(&mut self, name: &str) -> Res<Runnable> {
        let missing = || Ok(Runnable::Missing(format!("No module named {name}")));
        let folders = match name.rsplit_once('.') {
            None => None,
            Some((parent, _)) => {
                let package = match self.import_module(parent) {
                    Ok(package) => package,
                    Err(Raised) if self.raised_is(self.types.module_not_found_error) => {
                        self.take_raised();
                        return missing();
                    }
                    Err(Raised) => return Err(Raised),
                };
                let path = self.names.path;
                match package.get::<Module>().and_then(|it| it.dict.get_str(path)) {
                    Some(path) => Some(self.folders(path)?),
                    None => return missing(),
                }
            }
        };
        let parent = name.rsplit_once('.').map_or("", |(parent, _)| parent);
        match self.find_module(name, folders)? {
            None => missing(),
            Some(Located::Native(_)) => Ok(Runnable::Missing(format!(
                "No code object available for {name}"
            ))),
            Some(Located::Text(found)) if found.package.is_some() => {
                match self.find_module(
                    &format!("{name}.__main__"),
                    found.package.map(|it| vec![it]),
                )? {
                    Some(Located::Text(main)) => Ok(Runnable::Source {
                        source: main.source,
                        package: name.into(),
                    }),
                    _ => Ok(Runnable::Missing(format!(
                        "No module named {name}.__main__; '{name}' is a package and cannot be directly executed"
                    ))),
                }
            }
            Some(Located::Text(found)) => Ok(Runnable::Source {
                source: found.source,
                package: parent.into(),
            }),
        }
    }

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
                continue;
            };
            if it.dict.get_str(name).is_some() || name.as_str() == Some("*") {
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
        let package = self.names.package;
        let package = globals.get_str(package).and_then(|it| it.get::<Str>());
        let package = package
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default();
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
        if super::eval::stack_pointer() < self.native_limit {
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

    fn folders(&mut self, path: Value) -> Res<Vec<PathBuf>> {
        let entries = match path.get::<List>() {
            Some(list) => list.array(),
            None => self.collect_array(path)?,
        };
        let entries = entries
            .tail()
            .iter()
            .filter_map(|entry| entry.get().get::<Str>());
        Ok(entries
            .map(|entry| PathBuf::from(&*entry.to_string_lossy()))
            .collect())
    }

    /// `sys.path` as it is now: scripts change it.
    fn search_path(&mut self) -> Res<Vec<PathBuf>> {
        let path = self.heap.intern("path");
        match self.sys.get_str(path) {
            Some(path) => self.folders(path),
            None => Ok(self.config.path.clone()),
        }
    }

    fn load_module(&mut self, name: &str, folders: Option<Vec<PathBuf>>) -> Res<Value> {
        match self.find_module(name, folders)? {
            Some(Located::Native(def)) => self.load_native_module(def).map(Value::from),
            Some(Located::Text(found)) => self.run_module(name, found),
            None => Err(self.no_module(name, format!("No module named '{name}'"))),
        }
    }

    fn find_module(&mut self, name: &str, folders: Option<Vec<PathBuf>>) -> Res<Option<Located>> {
        if let Some(def) = self.module_defs.iter().find(|def| def.name == name) {
            return Ok(Some(Located::Native(def)));
        }
        if let Some((_, text)) = self.embedded.iter().find(|(it, _)| *it == name) {
            let file = format!("<frozen {name}>");
            let found = Found {
                source: Source::new(&file, text),
                file,
                package: None,
            };
            return Ok(Some(Located::Text(found)));
        }
        let folders = match folders {
            Some(folders) => folders,
            None => self.search_path()?,
        };
        let child = name.rsplit_once('.').map_or(name, |(_, child)| child);
        for folder in folders {
            let package = folder.join(child);
            for (path, package) in [
                (package.join("__init__.py"), Some(package)),
                (folder.join(format!("{child}.py")), None),
            ] {
                if path.is_file() {
                    return self
                        .read_module(&path, package)
                        .map(|found| Some(Located::Text(found)));
                }
            }
        }
        Ok(None)
    }

    fn read_module(&mut self, path: &Path, package: Option<PathBuf>) -> Res<Found> {
        let file = path.to_string_lossy().into_owned();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let filename = self.heap.str(&file).into();
                return Err(self.os_error(&error, Some(filename)));
            }
        };
        match Source::from_bytes(&file, &bytes) {
            Ok(source) => Ok(Found {
                file,
                source,
                package,
            }),
            Err(error) => Err(self.raise_message(self.types.syntax_error, error.message)),
        }
    }

    fn run_module(&mut self, name: &str, found: Found) -> Res<Value> {
        let source = Rc::new(found.source);
        let code = self.compile(&source, Mode::Exec)?;
        let module = self.add_module(name);
        let file_attr = self.names.file;
        let file = self.heap.str(&found.file);
        module.dict.insert_str(&self.heap, file_attr, file.into());
        if let Some(folder) = found.package {
            let folder = self.heap.str(&folder.to_string_lossy());
            let folders = self.heap.list(&[folder.into()]);
            let (path, package) = (self.names.path, self.names.package);
            module.dict.insert_str(&self.heap, path, folders.into());
            let name = self.heap.str(name);
            module.dict.insert_str(&self.heap, package, name.into());
        }
        let key = self.heap.intern(name);
        match self.run_code(&code, module.dict) {
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
        Ok(module)
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
        let raised = self.import_error(format!(
            "cannot import name '{text}' from '{module_name}' ({file})"
        ));
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
