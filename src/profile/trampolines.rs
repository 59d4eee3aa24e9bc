//! `-X perf`: each code object is evaluated through a trampoline of its own.
//!
//! A code object gets its trampoline, and the trampoline its line in the perf map,
//! before its body first runs. Both stay: deactivating only takes the hook away, so
//! code that runs at that moment is never freed, and activating again finds what is
//! there, without a second line.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use perf_trampoline::{Backend, PerfMap, Registered, Trampolines};

use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::hook::evaluate;
use crate::vm::{EvalFrame, Frame, Status, TrampolineControl, Vm};

/// What `sys.activate_stack_trampoline` and its sisters work on: one per process,
/// as there is one perf map per process.
pub static CONTROL: Control = Control {
    active: AtomicBool::new(false),
    shared: OnceLock::new(),
};

/// See [`CONTROL`].
pub struct Control {
    active: AtomicBool,
    shared: OnceLock<Mutex<Shared>>,
}

struct Shared {
    trampolines: Trampolines,
    map: Option<&'static PerfMap>,
    /// The user has been told that something can't be written.
    warned: bool,
}

impl Control {
    fn shared(&self) -> MutexGuard<'_, Shared> {
        let shared = self.shared.get_or_init(|| {
            Mutex::new(Shared {
                trampolines: Trampolines::new(),
                map: None,
                warned: false,
            })
        });
        shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says once on stderr that profiling does not work, and why; the script goes on.
    fn give_up(&self, vm: &mut Vm, shared: &mut Shared, error: &dyn std::fmt::Display) {
        if !shared.warned {
            shared.warned = true;
            eprintln!("glassnake: warning: profiling with perf is off: {error}");
        }
        self.active.store(false, Ordering::Relaxed);
        vm.set_eval_frame(None);
    }
}

impl TrampolineControl for Control {
    fn activate(&self, vm: &mut Vm, backend: &str) -> Result<(), String> {
        if backend != "perf" {
            return Err(format!("invalid backend: {backend}"));
        }
        let mut shared = self.shared();
        match PerfMap::in_dir(directory(vm)) {
            Ok(map) => {
                shared.map = Some(map);
                self.active.store(true, Ordering::Relaxed);
                vm.set_eval_frame(Some(evaluate_through_trampoline));
            }
            Err(error) => self.give_up(vm, &mut shared, &error),
        }
        Ok(())
    }

    fn deactivate(&self, vm: &mut Vm) {
        self.active.store(false, Ordering::Relaxed);
        vm.set_eval_frame(None);
    }

    fn is_active(&self) -> bool {
        self.active.load(Ordering::Relaxed)
    }
}

/// Where the map goes: `-X perf_dir=DIR`, `PYTHON_PERF_MAP_DIR`, or where perf looks.
fn directory(vm: &Vm) -> PathBuf {
    let option = vm.config.x_option("perf_dir").flatten().map(PathBuf::from);
    let directory = option.or_else(|| vm.config.variable("PYTHON_PERF_MAP_DIR").map(PathBuf::from));
    directory.unwrap_or_else(|| PathBuf::from(PerfMap::DEFAULT_DIR))
}

/// A trampoline: calls its fourth argument with the first three.
type Trampoline = unsafe extern "C" fn(*mut Vm, *mut Frame, usize, EvalFrame) -> Status;

/// The hook: evaluates a frame through its code object's trampoline.
///
/// Its last act is a tail call, so that it leaves no native frame of its own.
///
/// # Safety
/// The contract of [`EvalFrame`].
pub unsafe extern "C" fn evaluate_through_trampoline(
    vm: *mut Vm,
    frame: *mut Frame,
    throw: usize,
) -> Status {
    // SAFETY: the seam's contract: `vm` runs, `frame` is complete and linked.
    unsafe {
        let code = (*frame).code;
        let mut trampoline = code.extra.get();
        if trampoline == 0 {
            trampoline = make_trampoline(vm, code);
            if trampoline == 0 {
                return evaluate(vm, frame, throw);
            }
        }
        // SAFETY: `extra` holds nothing but addresses of slots that hold a template
        // of this type and are never unmapped.
        let enter = std::mem::transmute::<usize, Trampoline>(trampoline);
        enter(vm, frame, throw, evaluate)
    }
}

/// Gives a code object its trampoline; 0 when that is not possible.
#[cold]
#[inline(never)]
unsafe fn make_trampoline(vm: *mut Vm, code: Gc<CodeObject>) -> usize {
    // SAFETY: the hook's contract.
    let vm = unsafe { &mut *vm };
    let mut shared = CONTROL.shared();
    let Some(map) = shared.map else { return 0 };
    let slot = match shared.trampolines.allocate() {
        Ok(slot) => slot,
        Err(error) => {
            CONTROL.give_up(vm, &mut shared, &error);
            return 0;
        }
    };
    match register(map, code, slot.addr(), slot.size()) {
        Ok(Registered::Added) => {}
        Ok(Registered::FirstInChild) => {
            if let Err(error) = register_again(vm, map, slot.size()) {
                CONTROL.give_up(vm, &mut shared, &error);
            }
        }
        Err(error) => {
            CONTROL.give_up(vm, &mut shared, &error);
            return 0;
        }
    }
    code.extra.set(slot.addr());
    slot.addr()
}

fn register(
    map: &PerfMap,
    code: Gc<CodeObject>,
    addr: usize,
    size: usize,
) -> Result<Registered, perf_trampoline::Error> {
    let name = format!("py::{}:{}", code.code.qualname, code.code.source.name());
    map.register(addr, size, name.as_bytes())
}

/// After a fork the child has a map of its own, in which everything made before is missing.
fn register_again(vm: &Vm, map: &PerfMap, size: usize) -> Result<(), perf_trampoline::Error> {
    for code in vm.loaded_codes() {
        if code.extra.get() != 0 {
            register(map, code, code.extra.get(), size)?;
        }
    }
    Ok(())
}
