//! A toy VM whose functions perf can see.
//!
//! Its guest program has three functions: `main` calls `parse` and `render`, and `render` burns three
//! times as much CPU as `parse`. Build it, record it, and look:
//!
//! ```text
//! cargo build --release -p perf-trampoline --example hello
//! perf record -F 999 -g target/release/examples/hello
//! perf report --stdio --no-children -g caller
//! ```
//!
//! The report shows `toy::main`, and under it `toy::parse` and `toy::render` one to three. With
//! `hello --plain` the same guest program runs without trampolines, and all that the report shows
//! is the evaluator calling itself.
//!
//! With `hello --jitdump=DIR` the names go into a jitdump, with the code, its source lines, and how to unwind from
//! it; then stacks need no frame pointers either:
//!
//! ```text
//! perf record -k mono -F 999 --call-graph dwarf target/release/examples/hello --jitdump=/tmp
//! perf inject --jit -i perf.data -o perf.jit.data
//! perf report -i perf.jit.data --stdio --no-children -g caller
//! ```

use std::hint::black_box;
use std::process::ExitCode;

use perf_trampoline::template::Native;
use perf_trampoline::{
    Backend, Code, CodeSlot, Error, JitDump, Line, PerfMap, Trampolines, Unwind,
};

/// The toy's instructions.
enum Op {
    /// Keep the processor busy for so many million turns.
    Burn(u64),
    /// Call the guest function with this number.
    Call(usize),
}

struct Function {
    name: &'static str,
    /// Where it is in its source file.
    line: u32,
    body: &'static [Op],
    trampoline: Option<CodeSlot>,
}

struct Vm {
    functions: Vec<Function>,
    result: u64,
}

/// Which function runs, and where in it.
struct Frame {
    function: usize,
    next: usize,
}

type Evaluator = unsafe extern "C" fn(*mut Vm, *mut Frame);

/// The evaluator: one native call for each guest call.
unsafe extern "C" fn evaluate(vm: *mut Vm, frame: *mut Frame) {
    // SAFETY: `call` passes both, alive and not borrowed elsewhere while this runs.
    let (vm, frame) = unsafe { (&mut *vm, &mut *frame) };
    while let Some(op) = vm.functions[frame.function].body.get(frame.next) {
        frame.next += 1;
        match *op {
            Op::Burn(millions) => vm.result ^= burn(millions * 1_000_000),
            Op::Call(function) => call(vm, function),
        }
    }
}

/// Enters `function`: through its trampoline when it has one.
fn call(vm: &mut Vm, function: usize) {
    let mut frame = Frame { function, next: 0 };
    // SAFETY: `evaluate` takes the first two of a trampoline's arguments; `vm` and `frame` live until it
    // returns, and `vm` is not used here meanwhile.
    unsafe {
        match vm.functions[function].trampoline {
            Some(slot) => slot.entry::<Vm, Frame, Evaluator, ()>()(vm, &mut frame, 0, evaluate),
            None => evaluate(vm, &mut frame),
        }
    }
}

#[inline(never)]
fn burn(turns: u64) -> u64 {
    (0..turns).fold(0, |sum, turn| black_box(sum ^ turn))
}

/// Gives every function its trampoline and perf its name.
fn make_visible(vm: &mut Vm, dump: Option<&str>) -> Result<(), Error> {
    let trampolines: Trampolines = Trampolines::new().spaced();
    let unwind = Unwind::of::<Native>()?;
    let (backend, path): (&dyn Backend, _) = match dump {
        Some(directory) => {
            let dump = JitDump::in_dir(directory)?;
            (dump, dump.path())
        }
        None => {
            let map = PerfMap::in_dir(PerfMap::DEFAULT_DIR)?;
            (map, map.path())
        }
    };
    for function in &mut vm.functions {
        let slot = trampolines.allocate()?;
        let name = format!("toy::{}", function.name);
        let lines = [Line {
            offset: 0,
            line: function.line,
            discriminator: 0,
            file: b"guest.toy",
        }];
        let code = Code::in_slot(slot, name.as_bytes())
            .with_unwind(&unwind)
            .with_lines(&lines);
        backend.register_code(&code)?;
        function.trampoline = Some(slot);
    }
    eprintln!("names are in {}", path.display());
    Ok(())
}

fn main() -> ExitCode {
    let function = |name, line, body| Function {
        name,
        line,
        body,
        trampoline: None,
    };
    let mut vm = Vm {
        functions: vec![
            function("main", 1, &[Op::Call(1), Op::Call(2)]),
            function("parse", 5, &[Op::Burn(200)]),
            function("render", 8, &[Op::Burn(300), Op::Burn(300)]),
        ],
        result: 0,
    };
    let argument = std::env::args().nth(1).unwrap_or_default();
    let dump = argument.strip_prefix("--jitdump=");
    if argument != "--plain"
        && let Err(error) = make_visible(&mut vm, dump)
    {
        eprintln!("hello: {error}");
        return ExitCode::FAILURE;
    }
    call(&mut vm, 0);
    println!("{}", vm.result);
    ExitCode::SUCCESS
}
