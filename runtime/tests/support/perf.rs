//! Runs a program under the real `perf record` and reads what `perf script` says.
//!
//! ```text
//! hello  6614/6614   738.752917:            <- comm, pid/tid, seconds
//!         55d0f3a0 burn (/x/hello)          <- innermost frame: ip, symbol, object
//!     7f3c5a1e4004 toy::main (/tmp/perf-6614.map)
//!                                           <- a blank line ends the sample
//! ```

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One frame of a call chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub ip: u64,
    pub symbol: String,
    /// The file that the code is from: a binary, a library, a map, `[kernel.kallsyms]`.
    pub object: String,
}

impl Frame {
    /// perf found no name for it.
    pub fn is_unknown(&self) -> bool {
        self.symbol == "[unknown]"
    }
}

/// One sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    pub command: String,
    pub pid: u32,
    pub tid: u32,
    /// Seconds on perf's clock.
    pub time: f64,
    /// Innermost frame first, as perf prints them.
    pub chain: Vec<Frame>,
}

impl Sample {
    /// The chain from the outermost frame to the innermost one, one symbol a line.
    pub fn outline(&self) -> String {
        let lines: Vec<String> = self
            .chain
            .iter()
            .rev()
            .map(|frame| format!("    {} ({})", frame.symbol, frame.object))
            .collect();
        format!(
            "{} {}/{}:\n{}",
            self.time,
            self.pid,
            self.tid,
            lines.join("\n")
        )
    }
}

/// Reads the text of `perf script -F comm,pid,tid,time,ip,sym,dso`. The error names the line.
pub fn parse(text: &str) -> Result<Vec<Sample>, String> {
    let mut samples = Vec::new();
    let mut open: Option<Sample> = None;
    for (index, line) in text.lines().enumerate() {
        let bad = || {
            format!(
                "line {} is neither a sample nor a frame: {line:?}",
                index + 1
            )
        };
        if line.trim().is_empty() {
            samples.extend(open.take());
        } else if let Some(sample) = &mut open {
            sample.chain.push(frame(line).ok_or_else(bad)?);
        } else if !line.starts_with('#') {
            open = Some(header(line).ok_or_else(bad)?);
        }
    }
    samples.extend(open);
    Ok(samples)
}

/// `comm pid/tid seconds:`; a comm may hold blanks.
fn header(line: &str) -> Option<Sample> {
    let (rest, time) = line.trim_end().strip_suffix(':')?.rsplit_once(' ')?;
    let (command, ids) = rest.trim_end().rsplit_once(' ')?;
    let (pid, tid) = ids.split_once('/')?;
    Some(Sample {
        command: command.trim().to_owned(),
        pid: pid.parse().ok()?,
        tid: tid.parse().ok()?,
        time: time.parse().ok()?,
        chain: Vec::new(),
    })
}

/// `ip symbol (object)`; a symbol may hold blanks and parentheses.
fn frame(line: &str) -> Option<Frame> {
    let (ip, rest) = line.trim().split_once(' ')?;
    let (symbol, object) = rest.strip_suffix(')')?.rsplit_once(" (")?;
    Some(Frame {
        ip: u64::from_str_radix(ip, 16).ok()?,
        symbol: symbol.to_owned(),
        object: object.to_owned(),
    })
}

/// What a program did under `perf record`.
pub struct Recording {
    pub samples: Vec<Sample>,
    pub stdout: String,
    pub stderr: String,
    /// perf's file.
    pub data: PathBuf,
}

/// Whether perf can record here. Where it can't the test is to return early: this says so on stderr. On CI it
/// panics instead, so that no one takes a skipped test for a passed one.
pub fn perf_is_there() -> bool {
    let trial = Command::new("perf")
        .args(["record", "-N", "-g", "-o", "/dev/null", "--", "true"])
        .output();
    let reason = match trial {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => format!("perf: {error}"),
    };
    assert!(
        env::var_os("CI").is_none_or(|value| value != "true"),
        "this test needs a working perf (Debian: apt-get install linux-perf): {reason}"
    );
    eprintln!("skipped, for it needs a working perf: {}", reason.trim());
    false
}

/// Runs `program` with `arguments` under `perf record -F 999 -g`, with perf's file in `directory`, and removes
/// the maps that the recorded processes left.
///
/// Panics, with perf's and the program's own words, when either fails.
pub fn record(directory: &Path, program: &str, arguments: &[&str]) -> Recording {
    let data = directory.join("perf.data");
    let (stdout, stderr) = perf_record(&data, &["-g"], program, arguments);
    let samples = samples(&data);
    for sample in &samples {
        // Most of them are gone: one removal serves all samples of a process.
        let _ = fs::remove_file(format!("/tmp/perf-{}.map", sample.pid));
    }
    Recording {
        samples,
        stdout,
        stderr,
        data,
    }
}

/// As [`record`], but `program` writes a jitdump, which `perf inject` then works in. `call_graph` is how perf walks the
/// stack: `fp`, or `dwarf` with the size of its copy of the stack.
pub fn record_jitdump(
    directory: &Path,
    call_graph: &str,
    program: &str,
    arguments: &[&str],
) -> Recording {
    let (raw, data) = (directory.join("raw.data"), directory.join("perf.data"));
    let options = ["-k", "mono", "--call-graph", call_graph];
    let (stdout, stderr) = perf_record(&raw, &options, program, arguments);
    let injected = perf(&data)
        .args(["inject", "--jit", "-i"])
        .arg(&raw)
        .arg("-o")
        .arg(&data)
        .output()
        .expect("perf starts");
    assert!(
        injected.status.success(),
        "perf inject: {}\n{}",
        injected.status,
        text(&injected.stderr)
    );
    Recording {
        samples: samples(&data),
        stdout,
        stderr,
        data,
    }
}

/// perf, whose cache of binaries is beside `data`: the user's must not fill with what tests record.
fn perf(data: &Path) -> Command {
    let mut perf = Command::new("perf");
    perf.arg("--buildid-dir").arg(data.with_extension("cache"));
    perf
}

/// Leaves perf's file at `data`. What the program wrote to stdout, and it and perf to stderr.
fn perf_record(
    data: &Path,
    options: &[&str],
    program: &str,
    arguments: &[&str],
) -> (String, String) {
    let recorded = perf(data)
        .args(["record", "-N", "-F", "999", "-o"])
        .arg(data)
        .args(options)
        .args(["--", program])
        .args(arguments)
        .output()
        .expect("perf starts");
    let (stdout, stderr) = (text(&recorded.stdout), text(&recorded.stderr));
    assert!(
        recorded.status.success(),
        "perf record of {program} {arguments:?}: {}\n{stdout}{stderr}",
        recorded.status
    );
    (stdout, stderr)
}

/// What `perf script` says of the file at `data`, with these fields and further options.
pub fn script(data: &Path, fields: &str, options: &[&str]) -> String {
    // Without --no-inline, perf 6.1 starts an addr2line for each address.
    let script = perf(data)
        .args(["script", "--no-inline", "-F", fields, "-i"])
        .arg(data)
        .args(options)
        .output()
        .expect("perf starts");
    assert!(
        script.status.success(),
        "perf script: {}\n{}",
        script.status,
        text(&script.stderr)
    );
    text(&script.stdout)
}

fn samples(data: &Path) -> Vec<Sample> {
    let script = script(data, "comm,pid,tid,time,ip,sym,dso", &[]);
    parse(&script).expect("perf script's output can be read")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
