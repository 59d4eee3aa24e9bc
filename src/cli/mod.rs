//! The `glassnake` command: python's own command line.
//!
//! ```text
//!   arguments ── options.rs ──> what to run, how ──> Config ──> Vm
//!                                     │                          │
//!                   stages.rs <───────┤                          │
//!         -m tokenize, ast, ..        └──> program.rs <──────────┘
//!                                            a file, -c, -m, stdin as `__main__`;
//!                                            what it ends with is the exit status
//! ```
//!
//! Exit statuses are CPython's: 0; 1 for an uncaught exception; 2 for bad usage and a
//! script that can't be opened; SystemExit's own; 120 when stdout can't be flushed;
//! death by SIGINT for an uncaught KeyboardInterrupt.

mod environment;
mod help;
mod options;
mod program;
mod stages;

use std::io::Write as _;
use std::process::ExitCode;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::builtins;
use crate::profile;
use crate::stdlib;
use crate::vm::start::Parts;
use crate::vm::{Vm, interrupt};
use options::{Options, Request};

/// Runs the command: the whole program but for `main`.
pub fn main() -> ExitCode {
    let options = match options::parse(std::env::args_os()) {
        Ok(Request::Run(options)) => *options,
        Ok(Request::Print(text)) => {
            // `glassnake -h | head -1` is no error.
            let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            let _ = write!(std::io::stderr(), "{problem}\n{}", help::USAGE);
            return ExitCode::from(2);
        }
    };
    interrupt::set_up_signals();
    crate::allocator::survive_forks();
    if let Some(status) = stages::run(&options.program, &options.arguments) {
        return ExitCode::from(status);
    }
    widen_stack();
    let status = run(options);
    // Skips the destructors: the system takes the heap back faster.
    std::process::exit(status)
}

/// Lets the native stack grow further than a shell allows. With a hook in the
/// evaluator's seam each Python call takes some of it, and the recursion limit is to be
/// `sys.setrecursionlimit`'s, with and without `-X perf`. The kernel keeps the addresses
/// below a main thread's stack free, and gives memory only for what is used.
fn widen_stack() {
    const ENOUGH: u64 = 512 << 20;
    let limit = getrlimit(Resource::Stack);
    let wanted = limit.maximum.unwrap_or(ENOUGH).min(ENOUGH);
    if limit.current.is_some_and(|current| current < wanted) {
        let wider = Rlimit {
            current: Some(wanted),
            maximum: limit.maximum,
        };
        // What it was will do, for less deep recursion.
        let _ = setrlimit(Resource::Stack, wider);
    }
}

/// Starts a VM and runs the program in it; the result is the exit status.
fn run(options: Options) -> i32 {
    let script = match program::locate(&options) {
        Ok(script) => script,
        Err(failure) => return failure.report(),
    };
    let config = match environment::config(&options, &script) {
        Ok(config) => config,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "glassnake: {message}");
            return 1;
        }
    };
    let mut vm = match Vm::new(config, PARTS) {
        Ok(vm) => vm,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "glassnake: {error}");
            return 1;
        }
    };
    vm.raise_interrupts();
    vm.trampoline_control = Some(&profile::CONTROL);
    if let Err(message) = profile::CONTROL.start(&mut vm) {
        let _ = writeln!(std::io::stderr(), "glassnake: {message}");
        return 2;
    }
    let end = program::run(&mut vm, script);
    let flushed = stdlib::io::flush_at_exit(&mut vm);
    profile::CONTROL.finish();
    match end {
        program::End::Interrupted => interrupt::die_of_interrupt(),
        program::End::Status(_) if !flushed => 120,
        program::End::Status(status) => status,
    }
}

/// Everything that a VM is made of.
pub const PARTS: Parts = Parts {
    types: &[
        builtins::types::TYPES,
        stdlib::TYPES,
        stdlib::itertools::TYPES,
        stdlib::collections::TYPES,
        stdlib::functools::TYPES,
        stdlib::csv::TYPES,
        stdlib::thread::TYPES,
    ],
    functions: builtins::functions::FUNCTIONS,
    setup: builtins::setup,
    modules: stdlib::MODULES,
    embedded: stdlib::EMBEDDED,
};
