//! The hook: each code object is evaluated through a trampoline of its own.
//!
//! A code object gets its trampoline, and a backend hears of it, before its body
//! first runs. Both stay: deactivating only takes the hook away, so code that runs
//! at that moment is never freed, and activating again finds what is there, without
//! a second entry.
//!
//! ```text
//!  CodeObject::extra          address of the trampoline, 0 without one
//!  CodeObject::extra_version  bits: in the map, in the jitdump, spaced, not wanted
//! ```

use std::sync::OnceLock;

use perf_trampoline::{Backend as _, Code, Error, JitDump, Line, PerfMap, Registered};

use super::control::CONTROL;
use super::settings::{Backend, Settings};
use super::template::Factory;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::hook::evaluate;
use crate::vm::{EvalFrame, Frame, Status, Vm};

const IN_MAP: u32 = 1;
const IN_JITDUMP: u32 = 2;
/// The trampoline has room behind it, as a jitdump wants.
const SPACED: u32 = 4;
/// The filter leaves this code out.
const UNWANTED: u32 = 8;

/// A trampoline: calls its fourth argument with the first three.
type Trampoline = unsafe extern "C" fn(*mut Vm, *mut Frame, usize, EvalFrame) -> Status;

/// The hook of a backend.
pub fn hook(backend: Backend) -> EvalFrame {
    match backend {
        Backend::Map => evaluate_through_trampoline::<IN_MAP>,
        Backend::Jit => evaluate_through_trampoline::<IN_JITDUMP>,
    }
}

/// Evaluates a frame through its code object's trampoline.
///
/// Its last act is a tail call, so that it leaves no native frame of its own.
///
/// # Safety
/// The contract of [`EvalFrame`].
unsafe extern "C" fn evaluate_through_trampoline<const WHERE: u32>(
    vm: *mut Vm,
    frame: *mut Frame,
    throw: usize,
) -> Status {
    // SAFETY: the seam's contract: `vm` runs, `frame` is complete and linked.
    unsafe {
        let code = (*frame).code;
        let known = code.extra_version.get() & WHERE != 0;
        if !known && !make_known(vm, code, WHERE) {
            return evaluate(vm, frame, throw);
        }
        // `extra` holds nothing but addresses of slots that hold a template of this
        // type and are never unmapped.
        let enter = std::mem::transmute::<usize, Trampoline>(code.extra.get());
        enter(vm, frame, throw, evaluate)
    }
}

/// Gives a code object its trampoline and tells the backend; says whether it has one.
#[cold]
#[inline(never)]
unsafe fn make_known(vm: *mut Vm, code: Gc<CodeObject>, place: u32) -> bool {
    if code.extra_version.get() & UNWANTED != 0 {
        return false;
    }
    // SAFETY: the hook's contract.
    let vm = unsafe { &mut *vm };
    CONTROL
        .with(vm, |vm, writer| writer.add(vm, code, place))
        .unwrap_or(false)
}

/// What profiling works with, once it was activated.
pub struct Writer {
    pub settings: Settings,
    factory: Factory,
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
            map: OnceLock::new(),
            dump: OnceLock::new(),
        })
    }

    /// The jitdump, once it was opened.
    pub fn dump(&self) -> Option<&'static JitDump> {
        self.dump.get().copied()
    }

    /// Whether the backend's file was opened.
    fn is_open(&self, backend: Backend) -> bool {
        match backend {
            Backend::Map => self.map.get().is_some(),
            Backend::Jit => self.dump.get().is_some(),
        }
    }

    /// Opens the backend's file, unless it is open.
    ///
    /// # Errors
    /// When it can't be opened.
    pub fn open(&self, backend: Backend) -> Result<(), Error> {
        let directory = &self.settings.directory;
        // Whoever is second has the same file.
        match backend {
            Backend::Map => drop(self.map.set(PerfMap::in_dir(directory)?)),
            Backend::Jit => drop(self.dump.set(JitDump::in_dir(directory)?)),
        }
        Ok(())
    }

    /// Makes a code object known in a place; says whether it is to be seen there.
    ///
    /// # Errors
    /// When there is no memory for the trampoline, or the entry can't be written.
    pub fn add(&self, vm: &Vm, code: Gc<CodeObject>, place: u32) -> Result<bool, Error> {
        if !self
            .settings
            .wants(&code.code.qualname, code.code.source.name())
        {
            code.extra_version.set(code.extra_version.get() | UNWANTED);
            return Ok(false);
        }
        let mut known = code.extra_version.get();
        if known & place != 0 {
            return Ok(true);
        }
        let spaced = place == IN_JITDUMP;
        if code.extra.get() == 0 || (spaced && known & SPACED == 0) {
            let slot = self.factory.allocate(spaced)?;
            // The new one is in no file yet.
            known = if spaced { SPACED } else { 0 };
            self.register(vm, code, slot.addr(), (slot.size(), slot.room()), place)?;
            code.extra.set(slot.addr());
        } else {
            let sizes = self.factory.sizes(known & SPACED != 0);
            self.register(vm, code, code.extra.get(), sizes, place)?;
        }
        code.extra_version.set(known | place);
        Ok(true)
    }

    fn register(
        &self,
        vm: &Vm,
        code: Gc<CodeObject>,
        addr: usize,
        sizes: (usize, usize),
        place: u32,
    ) -> Result<(), Error> {
        let registered = self.write(code, addr, sizes, place)?;
        if registered == Registered::FirstInChild {
            self.write_all(vm, place)?;
        }
        Ok(())
    }

    fn write(
        &self,
        code: Gc<CodeObject>,
        addr: usize,
        (size, room): (usize, usize),
        place: u32,
    ) -> Result<Registered, Error> {
        let file = code.code.source.name();
        let name = format!("py::{}:{}", code.code.qualname, file);
        let entry = Code::new(addr, size, name.as_bytes());
        match (place, self.map.get(), self.dump.get()) {
            (IN_MAP, Some(map), _) => map.register_code(&entry),
            (IN_JITDUMP, _, Some(dump)) => {
                let line = Line {
                    offset: 0,
                    line: code.code.first_line,
                    discriminator: 0,
                    file: file.as_bytes(),
                };
                let entry = entry.with_room(room).with_unwind(&self.factory.unwind);
                dump.register_code(&entry.with_lines(&[line]))
            }
            _ => Ok(Registered::Added),
        }
    }

    /// Writes everything that is known in a place into a file that is new: a forked
    /// child's.
    fn write_all(&self, vm: &Vm, place: u32) -> Result<(), Error> {
        for code in vm.loaded_codes() {
            let known = code.extra_version.get();
            if known & place != 0 {
                let sizes = self.factory.sizes(known & SPACED != 0);
                self.write(code, code.extra.get(), sizes, place)?;
            }
        }
        Ok(())
    }

    /// In a forked child: starts the child's own files. With `copy`, the map is a copy
    /// of the parent's; else it holds what this VM knows, as the jitdump does.
    ///
    /// # Errors
    /// When they can't be written.
    pub fn after_fork(&self, vm: &Vm, parents_map: Option<&std::path::Path>) -> Result<(), Error> {
        if self.is_open(Backend::Map) {
            let map = PerfMap::in_dir(&self.settings.directory)?;
            match parents_map {
                Some(path) => drop(map.copy_from(path)?),
                None => self.write_all(vm, IN_MAP)?,
            }
        }
        if self.is_open(Backend::Jit) {
            JitDump::in_dir(&self.settings.directory)?;
            self.write_all(vm, IN_JITDUMP)?;
        }
        Ok(())
    }
}

/// The place of a backend's entries.
pub fn place(backend: Backend) -> u32 {
    match backend {
        Backend::Map => IN_MAP,
        Backend::Jit => IN_JITDUMP,
    }
}
