//! What the command line and the environment say about profiling.
//!
//! | Option | Variable | Meaning |
//! |---|---|---|
//! | `-X perf` | `PYTHONPERFSUPPORT=1` | trampolines, named in a perf map |
//! | `-X perf_jit` | `PYTHON_PERF_JIT_SUPPORT=1` | trampolines, described in a jitdump |
//! | `-X perf_frames` | `PYTHON_PERF_FRAMES=1` | frame records, named in a perf map |
//! | `-X perf_frames=lines` | `PYTHON_PERF_FRAMES=lines` | the same with a name for each line |
//! | `-X perf_frames=jit` | `PYTHON_PERF_FRAMES=jit` | frame records, described in a jitdump |
//! | `-X perf_dir=DIR` | `PYTHON_PERF_MAP_DIR=DIR` | where the files go |
//! | `-X perf_template=NAME` | | the trampolines' machine code |
//! | `-X perf_filter=GLOB` | | only code whose qualified name or file matches |
//!
//! As in CPython an option goes before a variable, and a jitdump before a map; frame
//! records go before both. Unlike there, `-X perf=0` means off.

use std::path::PathBuf;

use super::template::TemplateName;
use crate::vm::Config;

/// A file for perf.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum File {
    /// `/tmp/perf-<pid>.map`
    Map,
    /// `/tmp/jit-<pid>.dump`
    Jit,
}

/// How Python frames become visible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    /// Trampolines, in a perf map.
    Map,
    /// Trampolines, in a jitdump.
    Jit,
    /// Frame records.
    Frames(Detail),
}

/// What frame records say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// The function, in a perf map.
    Functions,
    /// The function and the line, in a perf map.
    Lines,
    /// The function, and the line for those who ask, in a jitdump.
    Jit,
}

impl Detail {
    /// By what `-X perf_frames` is set to.
    fn named(name: &str) -> Option<Detail> {
        match name {
            "1" | "functions" => Some(Detail::Functions),
            "lines" => Some(Detail::Lines),
            "jit" => Some(Detail::Jit),
            _ => None,
        }
    }

    /// The file that says it.
    pub fn file(self) -> File {
        match self {
            Detail::Functions | Detail::Lines => File::Map,
            Detail::Jit => File::Jit,
        }
    }
}

impl Backend {
    /// The file that it is described in.
    pub fn file(self) -> File {
        match self {
            Backend::Map => File::Map,
            Backend::Jit => File::Jit,
            Backend::Frames(detail) => detail.file(),
        }
    }

    /// By the name that `sys.activate_stack_trampoline` takes.
    pub fn named(name: &str) -> Option<Backend> {
        match name {
            "perf" => Some(Backend::Map),
            "perf_jit" => Some(Backend::Jit),
            "perf_frames" => Some(Backend::Frames(Detail::Functions)),
            _ => {
                let detail = Detail::named(name.strip_prefix("perf_frames=")?)?;
                Some(Backend::Frames(detail))
            }
        }
    }

    /// The backend that the options, or else the variables, ask for from the start.
    ///
    /// # Errors
    /// A message for the user: a detail of frame records that there is not.
    pub fn at_start(config: &Config) -> Result<Option<Backend>, String> {
        let frames = match config.x_option("perf_frames") {
            Some(detail) => Some(detail.unwrap_or("1").to_owned()),
            None => config
                .variable("PYTHON_PERF_FRAMES")
                .map(|it| it.to_string_lossy().into_owned()),
        };
        if let Some(name) = frames.filter(|name| name != "0") {
            let detail = Detail::named(&name)
                .ok_or_else(|| format!("-X perf_frames={name}: there is functions, lines, jit"))?;
            return Ok(Some(Backend::Frames(detail)));
        }
        let wanted = |option: &str, variable: &str| match config.x_option(option) {
            Some(value) => value != Some("0"),
            None => config.variable(variable).is_some_and(|value| {
                let number = value.to_string_lossy().trim().parse::<i64>();
                number.is_ok_and(|number| number != 0)
            }),
        };
        if wanted("perf_jit", "PYTHON_PERF_JIT_SUPPORT") {
            return Ok(Some(Backend::Jit));
        }
        Ok(wanted("perf", "PYTHONPERFSUPPORT").then_some(Backend::Map))
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
