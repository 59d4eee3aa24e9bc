//! Is a profile of a script right? Not mostly: in every sample.
//!
//! perf also samples what is not the script: start-up, compiling, the end of the process. The
//! script's **window** is what lies, in one thread, from the first sample that has the root
//! function on its chain to the last one that has it:
//!
//! ```text
//!  samples   . . . . M M M M M M M . M M M M M M . .      M: the chain holds py::<module>
//!                    └────────── window ───────┘
//!                                  ^ so this one, inside it, is a mistake
//! ```
//!
//! The root function runs without a break, so every sample in the window must
//! reach it, and each Python frame must stand on one that can have called it. A walker that went
//! astray breaks one of the two, or leaves a frame without a name.

use std::collections::HashSet;

use super::perf::Sample;

/// A Python function on a chain, taken apart from `py::<qualname>:<file>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PythonFrame<'a> {
    pub qualname: &'a str,
    pub file: &'a str,
    /// Its place in the sample's chain.
    pub index: usize,
}

/// The Python frames of a sample, outermost first.
pub fn python_frames(sample: &Sample) -> Vec<PythonFrame<'_>> {
    let frames = sample.chain.iter().enumerate().rev();
    frames
        .filter_map(|(index, frame)| {
            let (qualname, file) = frame.symbol.strip_prefix("py::")?.rsplit_once(':')?;
            Some(PythonFrame {
                qualname,
                file,
                index,
            })
        })
        .collect()
}

/// The samples of one thread while a function of a script ran.
pub struct Window<'a> {
    script: &'a str,
    root: &'a str,
    pub samples: Vec<&'a Sample>,
}

impl<'a> Window<'a> {
    /// The window of the function `root` of the file `script` (its last component will do).
    ///
    /// The error says what was sampled instead, when the function is on no chain or in several threads.
    pub fn of(samples: &'a [Sample], script: &'a str, root: &'a str) -> Result<Self, String> {
        let window = Window {
            script,
            root,
            samples: Vec::new(),
        };
        let threads: HashSet<u32> = samples
            .iter()
            .filter(|sample| window.has_root(sample))
            .map(|sample| sample.tid)
            .collect();
        let [tid] = threads.iter().copied().collect::<Vec<_>>()[..] else {
            let last: Vec<String> = samples.iter().rev().take(3).map(Sample::outline).collect();
            return Err(format!(
                "py::{root}:{script} was seen in {} threads, in {} samples; the last ones are\n{}",
                threads.len(),
                samples.len(),
                last.join("\n")
            ));
        };
        let thread: Vec<&Sample> = samples.iter().filter(|sample| sample.tid == tid).collect();
        let first = thread.iter().position(|sample| window.has_root(sample));
        let last = thread.iter().rposition(|sample| window.has_root(sample));
        let (Some(first), Some(last)) = (first, last) else {
            return Err(format!("py::{root}:{script} was not seen"));
        };
        Ok(Window {
            samples: thread[first..=last].to_vec(),
            ..window
        })
    }

    /// Whether the outermost Python frame is the root.
    fn has_root(&self, sample: &Sample) -> bool {
        python_frames(sample)
            .first()
            .is_some_and(|frame| frame.qualname == self.root && self.is_ours(frame))
    }

    fn is_ours(&self, frame: &PythonFrame) -> bool {
        let rest = frame.file.strip_suffix(self.script);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    }

    /// Checks every sample: it reaches the root; no frame from the outermost Python frame to the innermost
    /// one is unknown; each Python frame stands on one of its `callers`, given as (function, caller). All
    /// functions of the script but the root must be given; those of other files may be.
    ///
    /// The error shows the first few wrong samples, each with its reason.
    pub fn check(&self, callers: &[(&str, &str)]) -> Result<(), String> {
        let wrong: Vec<String> = self
            .samples
            .iter()
            .filter_map(|sample| {
                let reason = self.check_sample(sample, callers).err()?;
                Some(format!("{reason}:\n{}", sample.outline()))
            })
            .collect();
        if wrong.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{} of {} samples are wrong. The first ones:\n{}",
            wrong.len(),
            self.samples.len(),
            wrong[..wrong.len().min(5)].join("\n")
        ))
    }

    fn check_sample(&self, sample: &Sample, callers: &[(&str, &str)]) -> Result<(), String> {
        if !self.has_root(sample) {
            return Err(format!("does not reach py::{}", self.root));
        }
        let python = python_frames(sample);
        if let [outermost, .., innermost] = python[..] {
            let between = &sample.chain[innermost.index..=outermost.index];
            if between.iter().any(super::perf::Frame::is_unknown) {
                return Err("has an unknown frame between Python frames".to_owned());
            }
        }
        for pair in python.windows(2) {
            let (caller, frame) = (pair[0], pair[1]);
            let mut allowed = callers
                .iter()
                .filter(|(function, _)| *function == frame.qualname)
                .peekable();
            if allowed.peek().is_none() && !self.is_ours(&frame) {
                continue;
            }
            if !allowed.any(|(_, from)| *from == caller.qualname) {
                return Err(format!(
                    "py::{} cannot have called py::{}",
                    caller.qualname, frame.qualname
                ));
            }
        }
        Ok(())
    }

    /// The part, 0 to 1, of the window's samples for which `is` holds.
    pub fn share(&self, is: impl Fn(&Sample) -> bool) -> f64 {
        let count = self.samples.iter().filter(|sample| is(sample)).count();
        count as f64 / self.samples.len() as f64
    }
}

/// Whether `qualname` is the innermost Python function of the sample.
pub fn is_in(sample: &Sample, qualname: &str) -> bool {
    let python = python_frames(sample);
    python
        .last()
        .is_some_and(|frame| frame.qualname == qualname)
}

/// Whether a native function with such a name runs for the innermost Python function of the sample.
pub fn runs_native(sample: &Sample, is_named: impl Fn(&str) -> bool) -> bool {
    let python = python_frames(sample);
    let native = python.last().map_or(0, |frame| frame.index);
    sample.chain[..native]
        .iter()
        .any(|frame| is_named(&frame.symbol))
}
