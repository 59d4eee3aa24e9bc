//! What the command line and the environment say about profiling.
//!
//! | Option | Variable | Meaning |
//! |---|---|---|
//! | `-X perf` | `PYTHONPERFSUPPORT=1` | trampolines, named in a perf map |
//! | `-X perf_jit` | `PYTHON_PERF_JIT_SUPPORT=1` | trampolines, described in a jitdump |
//! | `-X perf_dir=DIR` | `PYTHON_PERF_MAP_DIR=DIR` | where the files go |
//! | `-X perf_template=NAME` | | the trampolines' machine code |
//! | `-X perf_filter=GLOB` | | only code whose qualified name or file matches |
//!
//! As in CPython an option goes before a variable, and a jitdump before a map. Unlike
//! there, `-X perf=0` means off.

use std::path::PathBuf;

use super::template::TemplateName;
use crate::vm::Config;

/// What is written for perf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    /// `/tmp/perf-<pid>.map`
    Map,
    /// `/tmp/jit-<pid>.dump`
    Jit,
}

impl Backend {
    /// By the name that `sys.activate_stack_trampoline` takes.
    pub fn named(name: &str) -> Option<Backend> {
        match name {
            "perf" => Some(Backend::Map),
            "perf_jit" => Some(Backend::Jit),
            _ => None,
        }
    }

    /// The backend that the options, or else the variables, ask for from the start.
    pub fn at_start(config: &Config) -> Option<Backend> {
        let wanted = |option: &str, variable: &str| match config.x_option(option) {
            Some(value) => value != Some("0"),
            None => config.variable(variable).is_some_and(|value| {
                let number = value.to_string_lossy().trim().parse::<i64>();
                number.is_ok_and(|number| number != 0)
            }),
        };
        if wanted("perf_jit", "PYTHON_PERF_JIT_SUPPORT") {
            return Some(Backend::Jit);
        }
        wanted("perf", "PYTHONPERFSUPPORT").then_some(Backend::Map)
    }
}

/// How code gets its trampoline.
#[derive(Clone, Debug)]
pub struct Settings {
    pub directory: PathBuf,
    pub template: TemplateName,
    /// A pattern with `*` and `?`.
    pub filter: Option<String>,
}

impl Settings {
    /// The settings that a VM was started with.
    ///
    /// # Errors
    /// A message for the user: a template that there is not.
    pub fn of(config: &Config) -> Result<Settings, String> {
        let option = |name| config.x_option(name).flatten();
        let directory = option("perf_dir").map(PathBuf::from);
        let directory =
            directory.or_else(|| config.variable("PYTHON_PERF_MAP_DIR").map(PathBuf::from));
        let template = match option("perf_template") {
            None => TemplateName::default(),
            Some(name) => TemplateName::named(name).ok_or_else(|| {
                let names = TemplateName::ALL.map(|it| it.name()).join(", ");
                format!("-X perf_template={name}: there is {names}")
            })?,
        };
        Ok(Settings {
            directory: directory
                .unwrap_or_else(|| PathBuf::from(perf_trampoline::PerfMap::DEFAULT_DIR)),
            template,
            filter: option("perf_filter").map(str::to_owned),
        })
    }

    /// Whether code is to be seen.
    pub fn wants(&self, qualname: &str, file: &str) -> bool {
        match &self.filter {
            None => true,
            Some(pattern) => {
                fast_glob::glob_match(pattern, qualname) || {
                    // `*` stops at a slash; a pattern for a file may leave the folders out.
                    let name = file.rsplit('/').next().unwrap_or(file);
                    fast_glob::glob_match(pattern, file) || fast_glob::glob_match(pattern, name)
                }
            }
        }
    }
}
