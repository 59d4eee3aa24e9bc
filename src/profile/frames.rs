//! The recorder: places for the ops of each code object, and names for the places.
//!
//! How frames become visible by records, and what a place is, says [`crate::vm::records`]. Here the
//! addresses are given out and perf is told about them, before a frame of the code first runs:
//!
//! ```text
//!   -X perf_frames         perf map    7e0000000100 60 py::find:a.py             one entry a function
//!   -X perf_frames=lines   perf map    7e0000000100 10 py::find:a.py:2           one entry a run of ops
//!                                      7e0000000110 50 py::find:a.py:3           of the same line
//!   -X perf_frames=jit     jitdump     LOAD py::find:a.py, with a line table
//! ```
//!
//! One entry a function is the default: reports and flame graphs then have a function where their reader
//! expects one. With lines in the names, each line is a frame of its own in them. A jitdump has both, functions
//! that know their lines, but wants `perf inject --jit` before it is read. Nothing runs at
//! a place, so a dump shows for each op an instruction that does nothing and carries the op's number.

use perf_trampoline::{Code, Error, Line, Places};

use super::control::CONTROL;
use super::settings::{Detail, File};
use super::writer::Writer;
use crate::code::Op;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::vm::records::{DISTANCE, Recorder, WITHIN};
use crate::vm::{TrampolineControl as _, Vm};

/// The addresses of an op.
const STEP: usize = size_of::<Op>();

/// In `CodeObject::extra_version`: the places are named in the map.
const PLACES_IN_MAP: u32 = 16;
/// They are named in the jitdump.
const PLACES_IN_JITDUMP: u32 = 32;

fn bit(file: File) -> u32 {
    match file {
        File::Map => PLACES_IN_MAP,
        File::Jit => PLACES_IN_JITDUMP,
    }
}

/// The recorder whose places stand in a file.
pub fn recorder(file: File) -> Recorder {
    match file {
        File::Map => |vm, code| give(vm, code, File::Map),
        File::Jit => |vm, code| give(vm, code, File::Jit),
    }
}

fn give(vm: &mut Vm, code: Gc<CodeObject>, file: File) -> Option<*const Op> {
    let places = CONTROL.with(vm, |_, writer| allocate(writer, code))?;
    // Code that has places but no names is not seen, and runs all the same.
    if CONTROL.is_active() {
        CONTROL.with(vm, |vm, writer| name(writer, vm, code, places, file));
    }
    Some(places)
}

/// Gives a code object addresses; the place of its first op.
///
/// # Errors
/// When there are no more addresses.
pub fn allocate(writer: &Writer, code: Gc<CodeObject>) -> Result<*const Op, Error> {
    let ops = &code.code.ops;
    let first = writer.places.allocate(WITHIN + ops.len() * STEP)? + STEP;
    // SAFETY: so much memory belongs to the addresses, DISTANCE below them, and nobody else
    // has seen it yet.
    unsafe {
        let copies = (first - DISTANCE) as *mut Op;
        std::ptr::copy_nonoverlapping(ops.as_ptr(), copies, ops.len());
    }
    Ok(first as *const Op)
}

/// Names the places of a code object.
///
/// # Errors
/// When they can't be written.
pub fn name(
    writer: &Writer,
    vm: &Vm,
    code: Gc<CodeObject>,
    places: *const Op,
    file: File,
) -> Result<(), Error> {
    describe(writer, code, places as usize - WITHIN, file, |entry| {
        writer.tell(vm, file, entry)
    })?;
    code.extra_version.set(code.extra_version.get() | bit(file));
    Ok(())
}

/// Names the places that code got while another file was in use.
///
/// # Errors
/// When they can't be written.
pub fn catch_up(writer: &Writer, vm: &Vm, file: File) -> Result<(), Error> {
    for code in vm.loaded_codes() {
        let known = code.extra_version.get();
        if !code.places.get().is_null() && known & bit(file) == 0 {
            code.extra_version.set(known | bit(file));
            write_again(writer, code, file)?;
        }
    }
    Ok(())
}

/// Writes the entries of a code object whose places are named in a file into one that is new.
///
/// # Errors
/// When they can't be written.
pub fn write_again(writer: &Writer, code: Gc<CodeObject>, file: File) -> Result<(), Error> {
    if code.extra_version.get() & bit(file) == 0 || code.places.get().is_null() {
        return Ok(());
    }
    let start = code.places.get() as usize - WITHIN;
    describe(writer, code, start, file, |entry| {
        writer.write(file, entry).map(drop)
    })
}

/// Says what is at the addresses of a code object from `start` on.
fn describe(
    writer: &Writer,
    code: Gc<CodeObject>,
    start: usize,
    file: File,
    mut tell: impl FnMut(&Code<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let size = code.code.ops.len() * STEP;
    let source = code.code.source.name();
    if !writer.wants(code) {
        // Its frames are in every chain that leads to those that are wanted, so they get a name, too.
        let name = b"py::[filtered]";
        let bytes = vec![0x90; size];
        return tell(&Code::new(start, size, name).with_bytes(&bytes));
    }
    let function = format!("py::{}:{source}", code.code.qualname);
    let lines = lines(&code);
    match writer.detail(file) {
        Detail::Functions => tell(&Code::new(start, size, function.as_bytes())),
        Detail::Lines => {
            let ends = lines.iter().skip(1).map(|line| line.offset);
            for (line, end) in lines.iter().zip(ends.chain([size])) {
                let name = format!("{function}:{}", line.line);
                let (from, size) = (start + line.offset, end - line.offset);
                tell(&Code::new(from, size, name.as_bytes()))?;
            }
            Ok(())
        }
        Detail::Jit => {
            let bytes: Vec<u8> = (0..code.code.ops.len() as u32)
                .flat_map(no_operation)
                .collect();
            let entry = Code::new(start, size, function.as_bytes());
            let entry = entry.with_room(Places::room(size)).with_bytes(&bytes);
            tell(&entry.with_lines(&lines))
        }
    }
}

/// Where the line changes, op by op.
fn lines(code: &CodeObject) -> Vec<Line<'_>> {
    let file = code.code.source.name().as_bytes();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for op in 0..code.code.ops.len() {
        let line = code.code.line_of(op);
        if lines.last().is_none_or(|last| last.line != line) {
            lines.push(Line {
                offset: op * STEP,
                line,
                discriminator: 0,
                file,
            });
        }
    }
    lines
}

/// An instruction of eight bytes that does nothing: `nopl number(%rax,%rax,1)`.
fn no_operation(number: u32) -> [u8; STEP] {
    let [a, b, c, d] = number.to_le_bytes();
    [0x0f, 0x1f, 0x84, 0x00, a, b, c, d]
}
