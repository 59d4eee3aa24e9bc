//! Does a perf map or a jitdump keep the rules, and where not?
//!
//! Readers of these files are many, and each is patient with other things: what perf shrugs off makes samply drop
//! the whole map. The checker knows the rules that make a file safe for all of them, and names the one that is broken and
//! the place:
//!
//! ```
//! use perf_trampoline::check;
//!
//! let report = check::map(&b"7f00 8 vm::f\n7f04 8 vm::g\n0x7F10 8 vm::h\n"[..])?;
//! assert_eq!(
//!     report.to_string(),
//!     "line 2: overlap: the addresses from 7f04 to 7f08 are line 1's too\n\
//!      line 3: entry-form: the address is not plain lower-case hexadecimal\n",
//! );
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! It reads what the readers of this crate read, half-written and hostile files too, and its memory is bounded: after
//! ten thousand findings it only counts, after [`MOST_REGIONS`] regions it says that it looks for no more
//! overlaps.

mod dump;
mod map;
mod regions;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

pub use dump::dump;
pub use map::map;
pub use regions::MOST_REGIONS;

use crate::file::foreign;
use crate::name::{LONGEST_NAME, SHORTEST_NAME};

/// A rule that a file can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The file is called `perf-<pid>.map` or `jit-<pid>.dump`.
    FileName,
    /// It is a plain file with one link and of the user who asks, which nobody else can write to.
    FileKind,
    /// It ends with a whole line or record, and with the LOAD that the last ones are about. (A file that still grows may
    /// break this for a moment, and a process that is killed may break it for ever.)
    TornEnd,
    /// A map's line is `start size name`: lower-case hexadecimal without `0x`, single blanks.
    EntryForm,
    /// A range has bytes in it and ends within the address space.
    Range,
    /// A name has 3 to 4000 bytes, the blanks at its ends not counted.
    NameLength,
    /// A name is UTF-8.
    NameUtf8,
    /// A name has no control characters.
    NameControl,
    /// No address belongs to two functions, with what perf maps behind them.
    Overlap,
    /// A jitdump begins with its header: magic, version 1, 40 bytes, pad and flags 0, a known processor, the
    /// pid of the file's name.
    Header,
    /// A record holds what its size and its counts say.
    Record,
    /// A record is of a kind that the format knows.
    RecordKind,
    /// Time does not go back from record to record.
    Time,
    /// A LOAD is of the process that the header names.
    Process,
    /// A LOAD's `vma` is its `code_addr`.
    Vma,
    /// Codes are numbered, from 1, and no number is used twice; a MOVE is of a number that was loaded.
    CodeIndex,
    /// UNWINDING_INFO is directly followed by a LOAD; DEBUG_INFO by a LOAD, or by that pair.
    Companion,
    /// Source lines lie in the code that follows and ascend, and the last one is a sentinel at its end.
    Lines,
    /// Unwinding tables fit their sizes and are about the code that follows.
    Unwinding,
    /// No two codes have the same bytes: perf would take them for one.
    BuildId,
    /// Nothing follows a CLOSE.
    Closed,
}

impl Rule {
    /// A short name, as reports have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::FileName => "file-name",
            Rule::FileKind => "file-kind",
            Rule::TornEnd => "torn-end",
            Rule::EntryForm => "entry-form",
            Rule::Range => "range",
            Rule::NameLength => "name-length",
            Rule::NameUtf8 => "name-utf8",
            Rule::NameControl => "name-control",
            Rule::Overlap => "overlap",
            Rule::Header => "header",
            Rule::Record => "record",
            Rule::RecordKind => "record-kind",
            Rule::Time => "time",
            Rule::Process => "process",
            Rule::Vma => "vma",
            Rule::CodeIndex => "code-index",
            Rule::Companion => "companion",
            Rule::Lines => "lines",
            Rule::Unwinding => "unwinding",
            Rule::BuildId => "build-id",
            Rule::Closed => "closed",
        }
    }
}

/// Where a rule is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file itself.
    File,
    /// A line of a map, from 1.
    Line(u64),
    /// A record of a jitdump, by the byte that it begins at.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File => write!(out, "file"),
            Place::Line(line) => write!(out, "line {line}"),
            Place::Byte(byte) => write!(out, "byte {byte}"),
        }
    }
}

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub rule: Rule,
    /// Where.
    pub place: Place,
    /// How.
    pub detail: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding {
            rule,
            place,
            detail,
        } = self;
        write!(out, "{place}: {}: {detail}", rule.name())
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Broken rules, in the order of the file; at most ten thousand.
    pub findings: Vec<Finding>,
    /// How many more there were.
    pub more: u64,
    /// Entries of the map or LOADs of the jitdump that could be read.
    pub entries: u64,
}

impl Report {
    const MOST: usize = 10_000;

    /// Whether the file keeps all rules.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn add(&mut self, rule: Rule, place: Place, detail: impl Into<String>) {
        if self.findings.len() == Self::MOST {
            self.more += 1;
            return;
        }
        self.findings.push(Finding {
            rule,
            place,
            detail: detail.into(),
        });
    }

    /// The rules that hold for names in both formats.
    fn check_name(&mut self, name: &[u8], place: Place) {
        let length = name.trim_ascii().len();
        if length < SHORTEST_NAME || name.len() > LONGEST_NAME {
            self.add(
                Rule::NameLength,
                place,
                format!("the name has {length} bytes"),
            );
        }
        match std::str::from_utf8(name) {
            Err(error) => {
                let valid = error.valid_up_to();
                self.add(
                    Rule::NameUtf8,
                    place,
                    format!("byte {valid} of the name is not UTF-8"),
                );
            }
            Ok(text) => {
                let bad =
                    |char: &char| char.is_control() || ('\u{2028}'..='\u{2029}').contains(char);
                if let Some(control) = text.chars().find(bad) {
                    self.add(
                        Rule::NameControl,
                        place,
                        format!("the name has the control character {control:?}"),
                    );
                }
            }
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(out, "{finding}")?;
        }
        if self.more > 0 {
            writeln!(out, "and {} more", self.more)?;
        }
        Ok(())
    }
}

/// Checks the map at `path`: its lines, its name, and who can write to it.
///
/// # Errors
///
/// What the system says when it can't be read.
pub fn map_file(path: impl AsRef<Path>) -> io::Result<Report> {
    let (file, mut report) = open(path.as_ref(), "perf-", ".map")?;
    let lines = map(file)?;
    report.merge(lines);
    Ok(report)
}

/// Checks the jitdump at `path`: its records, its name, and who can write to it.
///
/// # Errors
///
/// What the system says when it can't be read.
pub fn dump_file(path: impl AsRef<Path>) -> io::Result<Report> {
    let (mut file, mut report) = open(path.as_ref(), "jit-", ".dump")?;
    let named = pid_of(path.as_ref(), "jit-", ".dump");
    let records = dump::dump_of(&mut file, named)?;
    report.merge(records);
    Ok(report)
}

impl Report {
    fn merge(&mut self, other: Report) {
        self.findings.extend(other.findings);
        self.more += other.more;
        self.entries += other.entries;
    }
}

/// The pid in a file's name.
fn pid_of(path: &Path, prefix: &str, suffix: &str) -> Option<u32> {
    let name = path.file_name()?.to_str()?;
    let digits = name.strip_prefix(prefix)?.strip_suffix(suffix)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    digits.parse().ok().filter(|_| plain)
}

fn open(path: &Path, prefix: &str, suffix: &str) -> io::Result<(File, Report)> {
    let mut report = Report::default();
    if pid_of(path, prefix, suffix).is_none() {
        let detail = format!("it is not called {prefix}<pid>{suffix}");
        report.add(Rule::FileName, Place::File, detail);
    }
    if let Some(what) = foreign(&std::fs::symlink_metadata(path)?) {
        report.add(Rule::FileKind, Place::File, format!("it is {what}"));
    }
    // A FIFO must not make the check wait.
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(libc::O_CLOEXEC | libc::O_NONBLOCK)
        .open(path)?;
    let mode = file.metadata()?.mode() & 0o7777;
    if mode & 0o022 != 0 {
        let detail = format!("others can write to it (its mode is {mode:o})");
        report.add(Rule::FileKind, Place::File, detail);
    }
    Ok((file, report))
}
