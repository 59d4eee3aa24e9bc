//! Finding modules: built-in ones, those that come with the program, `.py` files.
//!
//! ```text
//!   a.b ──> in Rust? ──> frozen in CPython, so never hidden? ──> a.__path__ or sys.path:
//!                                                                  b/__init__.py
//!                                                                  b.py
//!                                                                  b/  (a namespace)
//!                                                           ──> comes with the program
//! ```

use std::path::{Path, PathBuf};

use super::{Raised, Res, Vm};
use crate::object::instance::Module;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::source::Source;

/// Where a module's text comes from.
pub(super) struct Found {
    pub file: String,
    pub source: Source,
    /// The folder, for a package; one that comes with the program has none.
    pub package: Option<Vec<PathBuf>>,
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
pub(super) enum Located {
    Native(&'static super::native::ModuleDef),
    Text(Found),
    /// Folders of that name that hold no `__init__.py`: a namespace package.
    Folders(Vec<PathBuf>),
}

/// What CPython finds whatever `sys.path` says. The other modules can be hidden by
/// files of the same name in front of them, such as one beside the script.
const FROZEN: &[&str] = &[
    "_collections_abc",
    "abc",
    "codecs",
    "errno",
    "gc",
    "importlib",
    "importlib.machinery",
    "importlib.util",
    "io",
    "os",
    "posixpath",
    "site",
    "stat",
];

/// Where a module is, for `importlib`.
pub enum Place {
    BuiltIn,
    File {
        file: String,
        /// Those of a package.
        folders: Option<Vec<PathBuf>>,
    },
    Folders(Vec<PathBuf>),
}

impl Vm {
    /// Where a module is; `path` is that of its parent package, or None.
    pub fn place_of(&mut self, name: &str, path: Value) -> Res<Option<Place>> {
        let folders = match path.is_none() {
            true => None,
            false => Some(self.folders(path)?),
        };
        Ok(self.find_module(name, folders)?.map(|it| match it {
            Located::Native(_) => Place::BuiltIn,
            Located::Text(found) => Place::File {
                file: found.file,
                folders: found.package,
            },
            Located::Folders(folders) => Place::Folders(folders),
        }))
    }

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
            Some(Located::Folders(_)) => Ok(Runnable::Missing(format!(
                "No module named {name}.__main__; '{name}' is a package and cannot be directly executed"
            ))),
            Some(Located::Text(found)) if found.package.is_some() => {
                match self.find_module(&format!("{name}.__main__"), found.package)? {
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

    pub(super) fn folders(&mut self, path: Value) -> Res<Vec<PathBuf>> {
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

    /// Where a module is, by its full name; `folders` are those of its package.
    pub(super) fn find_module(
        &mut self,
        name: &str,
        folders: Option<Vec<PathBuf>>,
    ) -> Res<Option<Located>> {
        if let Some(def) = self.module_defs.iter().find(|def| def.name == name) {
            return Ok(Some(Located::Native(def)));
        }
        let embedded = self.embedded.text(name);
        if FROZEN.contains(&name)
            && let Some(text) = embedded
        {
            return Ok(Some(self.embedded_module(name, text)));
        }
        let folders = match folders {
            Some(folders) => folders,
            None => self.search_path()?,
        };
        let child = name.rsplit_once('.').map_or(name, |(_, child)| child);
        let mut portions = Vec::new();
        for folder in folders {
            let package = folder.join(child);
            let init = package.join("__init__.py");
            if init.is_file() {
                let found = self.read_module(&init, Some(vec![package]))?;
                return Ok(Some(Located::Text(found)));
            }
            let file = folder.join(format!("{child}.py"));
            if file.is_file() {
                return Ok(Some(Located::Text(self.read_module(&file, None)?)));
            }
            if package.is_dir() {
                portions.push(package);
            }
        }
        Ok(match embedded {
            Some(text) => Some(self.embedded_module(name, text)),
            None if portions.is_empty() => None,
            None => Some(Located::Folders(portions)),
        })
    }

    /// A module that comes with the program; one that others are in is a package.
    fn embedded_module(&self, name: &str, text: &str) -> Located {
        let file = format!("<frozen {name}>");
        let package = self.embedded.is_package(name).then(Vec::new);
        Located::Text(Found {
            source: Source::new(&file, text),
            file,
            package,
        })
    }

    fn read_module(&mut self, path: &Path, package: Option<Vec<PathBuf>>) -> Res<Found> {
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
}
