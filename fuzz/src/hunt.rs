//! The search: programs one after the other, and what is kept of those that end badly.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::Options;
use crate::child::{End, Nursery};
use crate::corpus;
use crate::mutate::Mutator;
use crate::shrink::shrink;

/// So many finds of a sort are kept: signals say little of where they come from.
const ENOUGH: usize = 6;

/// Runs the files that the command line names, or mutates the corpus until the time is over.
pub fn run(options: &Options) -> ExitCode {
    let _ = std::fs::create_dir_all(&options.findings);
    let mut hunt = Hunt {
        nursery: Nursery::new(),
        finds: HashMap::new(),
        options,
    };
    if options.files.is_empty() {
        hunt.search();
    } else {
        for file in &options.files {
            hunt.look_at_file(file);
        }
    }
    if hunt.finds.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

struct Hunt<'a> {
    nursery: Nursery,
    /// How often each end was met.
    finds: HashMap<String, usize>,
    options: &'a Options,
}

impl Hunt<'_> {
    fn search(&mut self) {
        let corpus = corpus::read(&self.options.corpus);
        let begin = Instant::now();
        let mut said = begin;
        let mut count = self.options.from;
        while begin.elapsed() < self.options.time {
            // A program is known by the seed and its number.
            let mut mutator = Mutator {
                rng: Rng::with_seed(self.options.seed.wrapping_mul(1 << 32) ^ count),
                corpus: &corpus,
            };
            let program = mutator.program();
            let stress = mutator.rng.u32(0..5) == 0;
            if self.options.show {
                println!("--- {count}\n{}", String::from_utf8_lossy(&program));
            }
            self.nursery.set_stress(stress);
            let end = self.nursery.end_of(&program);
            if end.is_find() {
                self.keep(
                    &format!("{}-{count}", self.options.seed),
                    &program,
                    &end,
                    stress,
                );
            }
            count += 1;
            if said.elapsed() > Duration::from_secs(300) {
                said = Instant::now();
                println!(
                    "{count} programs so far, {} sorts of finds",
                    self.finds.len()
                );
            }
        }
        let all: usize = self.finds.values().sum();
        println!(
            "{count} programs of {} files, {all} finds of {} sorts",
            corpus.len(),
            self.finds.len()
        );
    }

    fn look_at_file(&mut self, file: &Path) {
        let Ok(program) = std::fs::read(file) else {
            println!("{}: can't be read", file.display());
            return;
        };
        for stress in [false, true] {
            self.nursery.set_stress(stress);
            let end = self.nursery.end_of(&program);
            println!(
                "{}: {end:?}{}",
                file.display(),
                if stress { " under stress" } else { "" }
            );
            if end.is_find() {
                let name = file.file_stem().unwrap_or_default().to_string_lossy();
                self.keep(&name, &program, &end, stress);
                return;
            }
        }
    }

    /// Shrinks a find, writes it down and shows it.
    fn keep(&mut self, name: &str, program: &[u8], end: &End, stress: bool) {
        let met = self.finds.entry(format!("{end:?}")).or_default();
        *met += 1;
        if *met > ENOUGH {
            return;
        }
        if self.nursery.end_of(program) != *end {
            println!("--- {name}: {end:?}, but not again");
            return;
        }
        let small = shrink(&mut self.nursery, program, end);
        let under = if stress { ", under stress" } else { "" };
        println!(
            "--- {name}: {end:?}{under}\n{}",
            String::from_utf8_lossy(&small)
        );
        let path = self.options.findings.join(format!("{name}.py"));
        if let Err(error) = std::fs::write(&path, &small) {
            println!("{}: {error}", path.display());
        }
    }
}
