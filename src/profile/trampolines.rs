//! The hook: each code object is evaluated through a trampoline of its own.
//!
//! A code object gets its trampoline, and a file hears of it, before its body
//! first runs. Both stay: deactivating only takes the hook away, so code that runs
//! at that moment is never freed, and activating again finds what is there, without
//! a second entry.
//!
//! ```text
//!  CodeObject::extra          address of the trampoline, 0 without one
//!  CodeObject::extra_version  bits: in the map, in the jitdump, spaced, not wanted
//! ```

use perf_trampoline::{Code, Error, Line};

use super::control::CONTROL;
use super::settings::File;
use super::writer::Writer;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::hook::EVALUATE;
use crate::vm::{EvalFrame, Frame, Status, Vm};

const IN_MAP: u32 = 1;
const IN_JITDUMP: u32 = 2;
/// The trampoline has room behind it, as a jitdump wants.
const SPACED: u32 = 4;
/// The filter leaves this code out.
const UNWANTED: u32 = 8;

/// A trampoline: calls its fourth argument with the first three.
type Trampoline = unsafe extern "C" fn(*mut Vm, *mut Frame, usize, EvalFrame) -> Status;

/// The hook whose trampolines stand in a file.
pub fn hook(file: File) -> EvalFrame {
    match file {
        File::Map => evaluate_through_trampoline::<IN_MAP>,
        File::Jit => evaluate_through_trampoline::<IN_JITDUMP>,
    }
}

fn bit(file: File) -> u32 {
    match file {
        File::Map => IN_MAP,
        File::Jit => IN_JITDUMP,
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
        if code.extra_version.get() & WHERE == 0 {
            return evaluate_first::<WHERE>(vm, frame, throw);
        }
        // `extra` holds nothing but addresses of slots that hold a template of this
        // type and are never unmapped.
        let enter = std::mem::transmute::<usize, Trampoline>(code.extra.get());
        enter(vm, frame, throw, EVALUATE)
    }
}

/// The same, for code that has no trampoline yet, or is to have none. A function of its own,
/// so that the other one needs no native frame.
#[cold]
#[inline(never)]
unsafe extern "C" fn evaluate_first<const WHERE: u32>(
    vm: *mut Vm,
    frame: *mut Frame,
    throw: usize,
) -> Status {
    // SAFETY: the seam's contract.
    unsafe {
        if make_known(vm, (*frame).code, WHERE) {
            evaluate_through_trampoline::<WHERE>(vm, frame, throw)
        } else {
            EVALUATE(vm, frame, throw)
        }
    }
}

/// Gives a code object its trampoline and tells the file; says whether it has one.
unsafe fn make_known(vm: *mut Vm, code: Gc<CodeObject>, place: u32) -> bool {
    if code.extra_version.get() & UNWANTED != 0 {
        return false;
    }
    let file = if place == IN_MAP {
        File::Map
    } else {
        File::Jit
    };
    // SAFETY: the hook's contract.
    let vm = unsafe { &mut *vm };
    CONTROL
        .with(vm, |vm, writer| add(writer, vm, code, file))
        .unwrap_or(false)
}

/// Makes a code object known in a file; says whether it is to be seen there.
///
/// # Errors
/// When there is no memory for the trampoline, or the entry can't be written.
pub fn add(writer: &Writer, vm: &Vm, code: Gc<CodeObject>, file: File) -> Result<bool, Error> {
    let mut known = code.extra_version.get();
    if !writer.wants(code) {
        code.extra_version.set(known | UNWANTED);
        return Ok(false);
    }
    if known & bit(file) != 0 {
        return Ok(true);
    }
    let spaced = file == File::Jit;
    if code.extra.get() == 0 || (spaced && known & SPACED == 0) {
        let slot = writer.factory.allocate(spaced)?;
        // The new one is in no file yet.
        known = if spaced { SPACED } else { 0 };
        entry(writer, code, slot.addr(), known, |entry| {
            writer.tell(vm, file, entry)
        })?;
        code.extra.set(slot.addr());
    } else {
        entry(writer, code, code.extra.get(), known, |entry| {
            writer.tell(vm, file, entry)
        })?;
    }
    code.extra_version.set(known | bit(file));
    Ok(true)
}

/// Writes the entry of a code object that is known in a file into one that is new.
///
/// # Errors
/// When it can't be written.
pub fn write_again(writer: &Writer, code: Gc<CodeObject>, file: File) -> Result<(), Error> {
    let known = code.extra_version.get();
    if known & bit(file) == 0 {
        return Ok(());
    }
    entry(writer, code, code.extra.get(), known, |entry| {
        writer.write(file, entry).map(drop)
    })
}

/// What is said of a code object's trampoline: a map takes the name of it.
fn entry<R>(
    writer: &Writer,
    code: Gc<CodeObject>,
    addr: usize,
    known: u32,
    take: impl FnOnce(&Code<'_>) -> R,
) -> R {
    let (size, room) = writer.factory.sizes(known & SPACED != 0);
    let file = code.code.source.name();
    let name = format!("py::{}:{}", code.code.qualname, file);
    let line = Line {
        offset: 0,
        line: code.code.first_line,
        discriminator: 0,
        file: file.as_bytes(),
    };
    let entry = Code::new(addr, size, name.as_bytes());
    if known & SPACED == 0 {
        return take(&entry);
    }
    let entry = entry.with_room(room).with_unwind(&writer.factory.unwind);
    take(&entry.with_lines(&[line]))
}
