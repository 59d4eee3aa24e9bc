//! The `crash` command: feeds glassnake programs that nobody would write.
//!
//! ```text
//!   corpus (tests/cases) ──> mutate.rs ──> a program ──> child.rs: fork, run, watch
//!                                                           │ Panic, Signal, Hang
//!                                                           v
//!                            findings/*.py <── shrink.rs: the smallest that ends so
//! ```
//!
//! Each program runs in a forked child of a process whose VM has started already: that
//! costs a millisecond, and what a program breaks ends with it. A Python exception is a
//! good end; a panic, a signal, or ten seconds of processor time in which no safepoint
//! is reached, is a find.

mod child;
mod corpus;
mod hunt;
mod mutate;
mod shrink;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;

/// The one that the `glassnake` command uses.
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

const HELP: &str = "\
usage: crash [options] [FILE...]

  crash --minutes 60 --seed 7     mutates the cases for an hour
  crash found.py                  says how that file ends, and shrinks it if badly

  --minutes N      how long (default 1; may be a fraction)
  --seed N         other programs than with another seed (default 1)
  --from N         begin with the program of that number: finds are named SEED-NUMBER (default 0)
  --corpus DIR     where *.py to start from lie; may be given several times (default tests/cases)
  --findings DIR   where finds go (default target/fuzz/crash)
  --show           print each program before it runs
";

/// What the command line says.
pub struct Options {
    pub time: Duration,
    pub seed: u64,
    pub from: u64,
    pub corpus: Vec<PathBuf>,
    pub findings: PathBuf,
    pub files: Vec<PathBuf>,
    pub show: bool,
}

fn main() -> ExitCode {
    match parse() {
        Ok(Some(options)) => hunt::run(&options),
        Ok(None) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprint!("crash: {error}\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn parse() -> Result<Option<Options>, lexopt::Error> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut options = Options {
        time: Duration::from_secs(60),
        seed: 1,
        from: 0,
        corpus: Vec::new(),
        findings: root.join("target/fuzz/crash"),
        files: Vec::new(),
        show: false,
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("minutes") => {
                let minutes: f64 = arguments.value()?.parse()?;
                options.time = Duration::try_from_secs_f64(minutes * 60.0)
                    .map_err(|error| error.to_string())?;
            }
            Long("seed") => options.seed = arguments.value()?.parse()?,
            Long("from") => options.from = arguments.value()?.parse()?,
            Long("corpus") => options.corpus.push(arguments.value()?.into()),
            Long("findings") => options.findings = arguments.value()?.into(),
            Long("show") => options.show = true,
            Long("help") | Short('h') => return Ok(None),
            Value(file) => options.files.push(file.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    if options.corpus.is_empty() {
        options.corpus.push(root.join("tests/cases"));
    }
    Ok(Some(options))
}
