//! Runs of glassnake whose perf maps and jitdumps go to a directory of the test's own.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use perf_trampoline::check;
use perf_trampoline::jitdump::{self, Load, Record};
use perf_trampoline::perf_map;

use super::directory::Directory;
use super::run::{Ended, finish};

const PATIENCE: Duration = Duration::from_secs(60);

pub struct Session {
    /// Holds the script, and what profiling writes.
    pub directory: Directory,
}

impl Session {
    /// `name` is unique among the tests of a binary.
    pub fn new(name: &str) -> Session {
        Session {
            directory: Directory::new(name),
        }
    }

    /// `glassnake -X perf_dir=.. <options> script.py`, where `text` is the script, in a clean environment.
    pub fn command(&self, options: &[&str], text: &str) -> Command {
        self.command_of(options, "script.py", text)
    }

    /// The same with another name for the script.
    pub fn command_of(&self, options: &[&str], name: impl AsRef<OsStr>, text: &str) -> Command {
        let script = self.directory.join(name.as_ref());
        fs::write(&script, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_glassnake"));
        command
            .arg(format!("-Xperf_dir={}", self.directory.display()))
            .args(options)
            .arg(script);
        clean(&mut command);
        command
    }

    pub fn run(&self, options: &[&str], text: &str) -> Ended {
        end(self.command(options, text))
    }

    /// Runs a script of which nothing but its output is expected.
    #[track_caller]
    pub fn output(&self, options: &[&str], text: &str) -> String {
        let ended = self.run(options, text);
        assert_eq!(
            (ended.status, ended.stderr.as_str()),
            (0, ""),
            "{options:?}"
        );
        ended.stdout
    }

    /// Runs a script after the shell command `plant`, in which `$MAP` and `$DUMP` are what the script's files
    /// will be called, and `$DIR` is where.
    pub fn run_after(&self, plant: &str, options: &[&str], text: &str) -> Ended {
        let inner = self.command(options, text);
        let mut shell = Command::new("sh");
        let names = r#"MAP="$DIR/perf-$$.map"; DUMP="$DIR/jit-$$.dump""#;
        shell
            .arg("-c")
            // The shell's pid becomes the script's.
            .arg(format!(r#"{names}; {plant} && exec "$@""#))
            .arg("sh")
            .arg(inner.get_program())
            .args(inner.get_args())
            .env("DIR", &*self.directory);
        clean(&mut shell);
        end(shell)
    }

    /// The maps, in the order of their names.
    pub fn maps(&self) -> Vec<PathBuf> {
        self.files("perf-")
    }

    /// The jitdumps, in the order of their names.
    pub fn dumps(&self) -> Vec<PathBuf> {
        self.files("jit-")
    }

    fn files(&self, prefix: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(&*self.directory).unwrap();
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        paths
    }

    /// The only map there is, which keeps all rules.
    #[track_caller]
    pub fn map(&self) -> Vec<Entry> {
        let maps = self.maps();
        let [map] = &maps[..] else {
            panic!("one map was expected: {maps:?}");
        };
        entries(map)
    }

    /// The LOADs of the only jitdump there is, which keeps all rules.
    #[track_caller]
    pub fn dump(&self) -> Vec<Load> {
        let dumps = self.dumps();
        let [dump] = &dumps[..] else {
            panic!("one jitdump was expected: {dumps:?}");
        };
        loads(dump)
    }
}

/// A line of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub start: u64,
    pub size: u64,
    pub name: String,
}

/// The entries of a map that keeps all rules.
#[track_caller]
pub fn entries(map: &Path) -> Vec<Entry> {
    let report = check::map_file(map).unwrap();
    assert!(report.is_clean(), "{}: {report}", map.display());
    let mut reader = perf_map::Reader::new(BufReader::new(File::open(map).unwrap()));
    let mut entries = Vec::new();
    while let Some(entry) = reader.next_entry().unwrap() {
        entries.push(Entry {
            start: entry.start,
            size: entry.size,
            name: String::from_utf8(entry.name).unwrap(),
        });
    }
    entries
}

/// The LOADs of a jitdump that keeps all rules.
#[track_caller]
pub fn loads(dump: &Path) -> Vec<Load> {
    let report = check::dump_file(dump).unwrap();
    assert!(report.is_clean(), "{}: {report}", dump.display());
    let mut reader = jitdump::Reader::new(BufReader::new(File::open(dump).unwrap()));
    let mut loads = Vec::new();
    while let Some(located) = reader.next_record().unwrap() {
        if let Record::Load(load) = located.record {
            loads.push(load);
        }
    }
    loads
}

/// The qualified names of a map's functions, in its order.
pub fn qualnames(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| qualname(&entry.name)).collect()
}

/// The qualified names of a jitdump's functions, in its order.
pub fn loaded(loads: &[Load]) -> Vec<&str> {
    let names = loads.iter().map(|load| std::str::from_utf8(&load.name));
    names.map(|name| qualname(name.unwrap())).collect()
}

/// Of `py::<qualname>:<file>`, where the file has no colon.
fn qualname(name: &str) -> &str {
    let inner = name.strip_prefix("py::").unwrap_or(name);
    inner
        .rsplit_once(':')
        .map_or(inner, |(qualname, _)| qualname)
}

/// Both backends, as options.
pub const BACKENDS: [&str; 2] = ["-Xperf", "-Xperf_jit"];

pub fn end(command: Command) -> Ended {
    let shown = format!("{command:?}");
    finish(command, PATIENCE).unwrap_or_else(|| panic!("it hangs: {shown}"))
}

fn clean(command: &mut Command) {
    command.stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.as_encoded_bytes().starts_with(b"PYTHON") {
            command.env_remove(name);
        }
    }
}
