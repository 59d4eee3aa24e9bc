//! Switching profiling on and off: what `sys.activate_stack_trampoline` and its
//! sisters work on, and what embedders call.

use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use perf_trampoline::Error;

use super::settings::{Backend, Settings};
use super::writer::Writer;
use super::{frames, trampolines};
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::{TrampolineControl, Vm, records};

/// One per process, as there is one perf map per process.
pub static CONTROL: Control = Control {
    active: AtomicBool::new(false),
    persist_after_fork: AtomicBool::new(false),
    warned: AtomicBool::new(false),
    writer: OnceLock::new(),
};

/// See [`CONTROL`]. There is no lock in it: one that another VM's thread held at a fork
/// would be held in the child for ever.
pub struct Control {
    active: AtomicBool,
    persist_after_fork: AtomicBool,
    /// The user has been told that something can't be written.
    warned: AtomicBool,
    /// There from the first activation on.
    writer: OnceLock<Writer>,
}

impl Control {
    /// Starts what the command line and the environment ask for.
    ///
    /// # Errors
    /// A message for the user about an option that makes no sense.
    pub fn start(&self, vm: &mut Vm) -> Result<(), String> {
        Settings::of(&vm.config)?;
        match Backend::at_start(&vm.config)? {
            Some(backend) => self.switch_on(vm, backend),
            None => Ok(()),
        }
    }

    fn switch_on(&self, vm: &mut Vm, backend: Backend) -> Result<(), String> {
        let settings = Settings::of(&vm.config)?;
        if matches!(backend, Backend::Frames(_)) && !records::SUPPORTED {
            return Err("perf_frames works on x86-64 only".to_owned());
        }
        if let Err(error) = self.open(settings, backend) {
            self.give_up(vm, &error);
            return Ok(());
        }
        self.active.store(true, Ordering::Relaxed);
        match backend {
            Backend::Map | Backend::Jit => {
                vm.set_recorder(None);
                vm.set_eval_frame(Some(trampolines::hook(backend.file())));
            }
            Backend::Frames(detail) => {
                if !self.writer.get().is_some_and(|it| it.decide(detail)) {
                    let message = "the perf map of this process names places by lines or by functions, not by both";
                    return Err(message.to_owned());
                }
                let told = self.with(vm, |vm, writer| frames::catch_up(writer, vm, detail.file()));
                if told.is_some() {
                    vm.set_eval_frame(None);
                    vm.set_recorder(Some(frames::recorder(detail.file())));
                }
            }
        }
        Ok(())
    }

    /// Opens the backend's file, if it is not open.
    fn open(&self, settings: Settings, backend: Backend) -> Result<(), Error> {
        let writer = match self.writer.get() {
            Some(writer) => writer,
            None => {
                let new = Writer::new(settings)?;
                self.writer.get_or_init(|| new)
            }
        };
        writer.open(backend)
    }

    /// Says once on stderr that profiling does not work, and why; the script goes on.
    fn give_up(&self, vm: &mut Vm, error: &Error) {
        if !self.warned.swap(true, Ordering::Relaxed) {
            // A closed stderr is no reason to end.
            let _ = writeln!(
                std::io::stderr(),
                "glassnake: warning: profiling with perf is off: {error}"
            );
        }
        self.deactivate(vm);
    }

    /// Lets `act` write; when that fails, profiling is over.
    pub(super) fn with<R>(
        &self,
        vm: &mut Vm,
        act: impl FnOnce(&Vm, &Writer) -> Result<R, Error>,
    ) -> Option<R> {
        match act(vm, self.writer.get()?) {
            Ok(value) => Some(value),
            Err(error) => {
                self.give_up(vm, &error);
                None
            }
        }
    }

    /// Gives code its trampoline, or its places, and its entry before it first runs, whether profiling
    /// is active or not: CPython's `PyUnstable_PerfTrampoline_CompileCode`, which
    /// crashes there without activation. Says whether it has one.
    pub fn compile_code(&self, vm: &mut Vm, code: Gc<CodeObject>, backend: Backend) -> bool {
        let Ok(settings) = Settings::of(&vm.config) else {
            return false;
        };
        if let Err(error) = self.open(settings, backend) {
            self.give_up(vm, &error);
            return false;
        }
        let made = self.with(vm, |vm, writer| match backend {
            Backend::Map | Backend::Jit => trampolines::add(writer, vm, code, backend.file()),
            Backend::Frames(detail) => {
                writer.decide(detail);
                if code.places.get().is_null() {
                    code.places.set(frames::allocate(writer, code)?);
                }
                frames::name(writer, vm, code, code.places.get(), detail.file())?;
                Ok(true)
            }
        });
        made.unwrap_or(false)
    }

    /// Whether a forked child starts with a copy of its parent's map, so that what
    /// the parent's other VMs or JITs wrote is in it: CPython's
    /// `PyUnstable_PerfTrampoline_SetPersistAfterFork`.
    pub fn persist_after_fork(&self, persist: bool) {
        self.persist_after_fork.store(persist, Ordering::Relaxed);
    }

    /// Ends the files in good order.
    pub fn finish(&self) {
        if let Some(dump) = self.writer.get().and_then(Writer::dump) {
            // Nothing is left to be lost if this fails.
            let _ = dump.close();
        }
    }
}

impl TrampolineControl for Control {
    fn activate(&self, vm: &mut Vm, backend: &str) -> Result<(), String> {
        match Backend::named(backend) {
            Some(backend) => self.switch_on(vm, backend),
            None => Err(format!("invalid backend: {backend}")),
        }
    }

    fn deactivate(&self, vm: &mut Vm) {
        self.active.store(false, Ordering::Relaxed);
        vm.set_eval_frame(None);
        vm.set_recorder(None);
    }

    fn is_active(&self) -> bool {
        self.active.load(Ordering::Relaxed)
    }

    fn after_fork_in_child(&self, vm: &mut Vm, parent: u32) {
        let persist = self.persist_after_fork.load(Ordering::Relaxed);
        self.with(vm, |vm, writer| {
            let map: PathBuf = writer.settings.directory.join(format!("perf-{parent}.map"));
            writer.after_fork(vm, persist.then_some(&*map))
        });
    }
}
