//! The files that perf reads, and what they are told of: trampolines and places.

use std::sync::OnceLock;

use perf_trampoline::{Backend as _, Code, Error, JitDump, PerfMap, Places, Registered};

use super::settings::{Backend, Detail, File, Settings};
use super::template::Factory;
use super::{frames, trampolines};
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::{Vm, records};

/// What profiling works with, once it was activated.
pub struct Writer {
    pub settings: Settings,
    pub(super) factory: Factory,
    pub(super) places: Places,
    /// What the map says of places, once it says any.
    map_detail: OnceLock<Detail>,
    map: OnceLock<&'static PerfMap>,
    dump: OnceLock<&'static JitDump>,
}

impl Writer {
    /// # Errors
    /// When the template's tables can't be made.
    pub fn new(settings: Settings) -> Result<Writer, Error> {
        let factory = settings.template.factory()?;
        Ok(Writer {
            settings,
            factory,
            places: Places::new(records::DISTANCE),
            map_detail: OnceLock::new(),
            map: OnceLock::new(),
            dump: OnceLock::new(),
        })
    }

    /// The jitdump, once it was opened.
    pub fn dump(&self) -> Option<&'static JitDump> {
        self.dump.get().copied()
    }

    /// Opens the backend's file, unless it is open.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(&self, backend: Backend) -> Result<(), Error> {
        let directory = &self.settings.directory;
        // Whoever is second has the same file.
        match backend.file() {
            File::Map => drop(self.map.set(PerfMap::in_dir(directory)?)),
            File::Jit => drop(self.dump.set(JitDump::in_dir(directory)?)),
        }
        Ok(())
    }

    /// What a file says of places; a map can't change its mind.
    pub(super) fn detail(&self, file: File) -> Detail {
        match file {
            File::Map => *self.map_detail.get_or_init(|| Detail::Functions),
            File::Jit => Detail::Jit,
        }
    }

    /// Decides what a file says of places. Says whether it does.
    pub(super) fn decide(&self, detail: Detail) -> bool {
        if detail.file() == File::Map {
            let _ = self.map_detail.set(detail);
        }
        self.detail(detail.file()) == detail
    }

    /// Whether code is to be seen.
    pub(super) fn wants(&self, code: Gc<CodeObject>) -> bool {
        let source = code.code.source.name();
        self.settings.wants(&code.code.qualname, source)
    }

    /// Writes entries into a file. In a forked child that has none yet, what it
    /// knows already comes first.
    ///
    /// # Errors
    /// When they can't be written.
    pub(super) fn tell(&self, vm: &Vm, file: File, code: &Code<'_>) -> Result<(), Error> {
        match self.write(file, code)? {
            Registered::Added => Ok(()),
            Registered::FirstInChild => self.write_all(vm, file),
        }
    }

    /// Writes an entry into a file that was opened.
    ///
    /// # Errors
    /// When it can't be written.
    pub(super) fn write(&self, file: File, code: &Code<'_>) -> Result<Registered, Error> {
        match (file, self.map.get(), self.dump.get()) {
            (File::Map, Some(map), _) => map.register_code(code),
            (File::Jit, _, Some(dump)) => dump.register_code(code),
            _ => Ok(Registered::Added),
        }
    }

    /// Writes everything that is known in a file into one that is new: a forked child's.
    fn write_all(&self, vm: &Vm, file: File) -> Result<(), Error> {
        for code in vm.loaded_codes() {
            trampolines::write_again(self, code, file)?;
            frames::write_again(self, code, file)?;
        }
        Ok(())
    }

    /// In a forked child: starts the child's own files. With `copy`, the map is a copy
    /// of the parent's; else it holds what this VM knows, as the jitdump does.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn after_fork(&self, vm: &Vm, parents_map: Option<&std::path::Path>) -> Result<(), Error> {
        if self.map.get().is_some() {
            let map = PerfMap::in_dir(&self.settings.directory)?;
            match parents_map {
                Some(path) => drop(map.copy_from(path)?),
                None => self.write_all(vm, File::Map)?,
            }
        }
        if self.dump.get().is_some() {
            JitDump::in_dir(&self.settings.directory)?;
            self.write_all(vm, File::Jit)?;
        }
        Ok(())
    }
}
