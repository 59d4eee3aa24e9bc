//! The rules of the design that a compiler does not check: who may know whom, where
//! `unsafe` may stand, and how long a file may be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the files of each folder (or file) of `src` may name of the crate. `natives`
/// is the macro that the VM exports.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("allocator", &[]),
    ("pystr", &[]),
    ("source", &["pystr"]),
    ("syntax", &["source", "pystr"]),
    ("code", &["source", "pystr"]),
    ("compile", &["syntax", "code", "source", "pystr"]),
    ("object", &["code", "source", "pystr"]),
    (
        "vm",
        &[
            "object",
            "compile",
            "code",
            "syntax",
            "source",
            "pystr",
            "allocator",
        ],
    ),
    (
        "builtins",
        &[
            "vm", "natives", "object", "compile", "code", "syntax", "source", "pystr", "stdlib",
        ],
    ),
    (
        "stdlib",
        &[
            "vm", "natives", "object", "compile", "code", "syntax", "source", "pystr", "builtins",
        ],
    ),
    ("profile", &["vm", "code", "object", "perf_trampoline"]),
    ("lab", &["perf_trampoline"]),
    (
        "cli",
        &[
            "vm",
            "object",
            "compile",
            "code",
            "syntax",
            "source",
            "builtins",
            "stdlib",
            "profile",
            "perf_trampoline",
            "allocator",
        ],
    ),
    ("main", &["cli"]),
    ("lib", &[]),
];

/// Where `unsafe` may stand: the heap and the objects on it, frames and what runs them,
/// the profiler, the C library's mathematics, processes and sockets, and one look at an op's raw words.
const UNSAFE_FILES: &[&str] = &[
    "allocator.rs",
    "code/op.rs",
    "object/",
    "profile/",
    "vm/baton.rs",
    "vm/bind.rs",
    "vm/cache.rs",
    "vm/call.rs",
    "vm/construct.rs",
    "vm/eval.rs",
    "vm/finalize.rs",
    "vm/frame.rs",
    "vm/generators.rs",
    "vm/hook.rs",
    "vm/interrupt.rs",
    "vm/records.rs",
    "vm/registers.rs",
    "vm/start.rs",
    "vm/threads.rs",
    "vm/tracing.rs",
    "vm/unwind.rs",
    "stdlib/fcntl/system.rs",
    "stdlib/math/c.rs",
    "stdlib/posix.rs",
    "stdlib/resource/system.rs",
    "stdlib/socket/system.rs",
];

/// Interpreters love to grow one file of thousands of lines. These may be longer than
/// [`LINES`], and no longer than this.
const LONGER: &[(&str, usize)] = &[("vm/eval.rs", 1020)];
const LINES: usize = 700;

struct File {
    /// Below `src`.
    name: String,
    text: String,
}

impl File {
    /// The folder of `src` that it belongs to, or its own name there.
    fn part(&self) -> &str {
        let first = self.name.split('/').next().unwrap();
        first.trim_end_matches(".rs")
    }

    /// The lines, numbered, without their comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines.map(|(at, line)| (at + 1, line.split("//").next().unwrap()))
    }
}

fn files() -> Vec<File> {
    fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, paths);
            } else if path.extension().is_some_and(|it| it == "rs") {
                paths.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let read = |path: PathBuf| File {
        name: path
            .strip_prefix(&root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_string(),
        text: std::fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

/// The parts of the crate that a line names: `crate::vm::Vm` names `vm`.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .count()
    };
    let of_crate = line
        .split("crate::")
        .skip(1)
        .map(move |rest| &rest[..word(rest)]);
    of_crate.chain(
        line.contains("perf_trampoline::")
            .then_some("perf_trampoline"),
    )
}

#[test]
fn dependencies_run_one_way() {
    let may_know: BTreeMap<_, _> = MAY_KNOW.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in files() {
        let part = file.part();
        let Some(known) = may_know.get(part) else {
            wrong.push(format!(
                "src/{}: the table of this test does not know `{part}`",
                file.name
            ));
            continue;
        };
        for (number, line) in file.code() {
            for name in named(line).filter(|name| !name.is_empty()) {
                if name != part && !known.contains(&name) {
                    wrong.push(format!(
                        "src/{}:{number}: `{part}` must not know `{name}`",
                        file.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_vm_does_not_name_perf() {
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| file.part() == "vm") {
        for (number, line) in file.code() {
            let lower = line.to_lowercase();
            let words = lower.split(|c: char| !c.is_alphanumeric());
            if words
                .into_iter()
                .any(|word| word == "perf" || word == "jitdump")
            {
                wrong.push(format!("src/{}:{number}: {}", file.name, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a line's code has the keyword.
fn is_unsafe(line: &str) -> bool {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|word| word == "unsafe")
}

#[test]
fn unsafe_is_fenced() {
    let files = files();
    let allowed = |file: &&File| UNSAFE_FILES.iter().any(|it| file.name.starts_with(it));
    let wrong: Vec<_> = files
        .iter()
        .filter(|file| !allowed(file))
        .flat_map(|file| file.code().map(move |(number, line)| (file, number, line)))
        .filter(|(_, _, line)| is_unsafe(line))
        .map(|(file, number, line)| format!("src/{}:{number}: {}", file.name, line.trim()))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// An `unsafe` block or impl has a `// SAFETY:` comment above its statement, an
/// `unsafe fn` has a `# Safety` section or is private and explained.
#[test]
fn unsafe_says_why() {
    let mut wrong = Vec::new();
    for file in files() {
        let lines: Vec<&str> = file.text.lines().collect();
        for (number, line) in file.code() {
            let is_block = line.contains("unsafe {") || line.contains("unsafe impl");
            if !is_block {
                continue;
            }
            let above = lines[..number].iter().rev().skip(1).take(12);
            // Up to where the statement before ends.
            let explained = above
                .take_while(|it| {
                    let it = it.trim();
                    it.starts_with("//") || !(it.ends_with(';') || it == "}" || it.is_empty())
                })
                .any(|it| it.contains("SAFETY:"));
            if !explained && !line.contains("SAFETY:") {
                wrong.push(format!("src/{}:{number}: no SAFETY line", file.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_are_of_a_readable_length() {
    let mut wrong = Vec::new();
    for file in files() {
        let most = LONGER
            .iter()
            .find(|(name, _)| *name == file.name)
            .map_or(LINES, |it| it.1);
        let lines = file.text.lines().count();
        if lines > most {
            wrong.push(format!("src/{}: {lines} lines, at most {most}", file.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn files_say_what_they_are() {
    let silent: Vec<_> = files()
        .into_iter()
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| format!("src/{}: no `//!` at the top", file.name))
        .collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}
