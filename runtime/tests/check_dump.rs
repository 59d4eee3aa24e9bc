//! The checker names each rule of jitdumps that is broken, and where.

mod support;

use perf_trampoline::check::{self, Place, Rule};
use perf_trampoline::jitdump::{Reader, Record};
use support::sample::map_and_dump;

/// A dump of two functions, and where its records begin.
struct Sample {
    bytes: Vec<u8>,
    /// DEBUG_INFO, UNWINDING_INFO, LOAD of the first, of the second, CLOSE, end.
    starts: Vec<usize>,
}

const FIRST: usize = 0;
const SECOND: usize = 3;
const CLOSE: usize = 6;

impl Sample {
    fn new(name: &str) -> Sample {
        let (_, bytes) = map_and_dump(name, 2);
        let mut starts = Vec::new();
        let mut reader = Reader::new(&bytes[..]);
        while let Some(located) = reader.next_record().unwrap() {
            starts.push(located.offset as usize);
        }
        starts.push(bytes.len());
        assert_eq!(starts.len(), 8);
        Sample { bytes, starts }
    }

    /// The dump with other bytes `at` so many bytes into a record.
    fn patched(&self, record: usize, at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut patched = self.bytes.clone();
        let at = self.starts[record] + at;
        patched[at..at + bytes.len()].copy_from_slice(bytes);
        patched
    }

    /// The dump with its records in this order.
    fn reordered(&self, order: &[usize]) -> Vec<u8> {
        let mut bytes = self.bytes[..self.starts[0]].to_vec();
        for &record in order {
            bytes.extend(&self.bytes[self.starts[record]..self.starts[record + 1]]);
        }
        bytes
    }
}

fn findings(bytes: &[u8]) -> Vec<(Rule, Place)> {
    let report = check::dump(bytes).unwrap();
    let place = |finding: &check::Finding| (finding.rule, finding.place);
    report.findings.iter().map(place).collect()
}

#[test]
fn a_broken_field_is_found_in_its_record() {
    let sample = Sample::new("fields");
    assert_eq!(findings(&sample.bytes), []);
    let (debug, unwinding, load) = (SECOND, SECOND + 1, SECOND + 2);
    let first_load = sample.starts[FIRST + 2];
    let field = |at: usize| sample.bytes[first_load + at..][..8].to_vec();
    let zero = [0; 8];
    for (record, at, bytes, rule) in [
        (load, 0, &77u32.to_ne_bytes()[..], Rule::RecordKind),
        (load, 8, &1u64.to_ne_bytes(), Rule::Time),
        (load, 16, &1u32.to_ne_bytes(), Rule::Process),
        (load, 24, &zero, Rule::Vma),
        (load, 32, &zero, Rule::Vma),
        (load, 32, &field(32), Rule::Overlap),
        (load, 40, &u64::MAX.to_ne_bytes(), Rule::Record),
        (load, 48, &zero, Rule::CodeIndex),
        (load, 48, &field(48), Rule::CodeIndex),
        (load, 56, b"\x1b", Rule::NameControl),
        (load, 56, b"\xff", Rule::NameUtf8),
        (load, 58, b"\0", Rule::NameLength),
        (debug, 16, &zero, Rule::Lines),
        (debug, 24, &1u64.to_ne_bytes(), Rule::Lines),
        (debug, 32, &zero, Rule::Lines),
        (unwinding, 24, &4096u64.to_ne_bytes(), Rule::Unwinding),
        (unwinding, 32, &8u64.to_ne_bytes(), Rule::Unwinding),
        // The size of what the tables are about, the way to it, and the index's three ways.
        (unwinding, 40 + 36, &99u32.to_ne_bytes(), Rule::Unwinding),
        (unwinding, 40 + 32, &zero[..4], Rule::Unwinding),
        (unwinding, 40 + 56, b"\x02", Rule::Unwinding),
        (unwinding, 40 + 60, &zero[..4], Rule::Unwinding),
        (unwinding, 40 + 68, &zero[..4], Rule::Unwinding),
        (unwinding, 40 + 72, &zero[..4], Rule::Unwinding),
    ] {
        let found = findings(&sample.patched(record, at, bytes));
        let place = Place::Byte(sample.starts[record] as u64);
        assert!(
            found.contains(&(rule, place)),
            "{rule:?} at {place}: {found:?}"
        );
    }
}

#[test]
fn a_broken_header_is_found() {
    let sample = Sample::new("header");
    for (at, bytes) in [
        (0, &0u32.to_ne_bytes()),
        (4, &2u32.to_ne_bytes()),
        (8, &39u32.to_ne_bytes()),
        (12, &0u32.to_ne_bytes()),
        (16, &1u32.to_ne_bytes()),
        (32, &2u32.to_ne_bytes()),
    ] {
        let mut broken = sample.bytes.clone();
        broken[at..at + 4].copy_from_slice(bytes);
        let found = findings(&broken);
        assert!(
            found.contains(&(Rule::Header, Place::Byte(0))),
            "byte {at}: {found:?}"
        );
    }
}

#[test]
fn records_out_of_order_are_found() {
    let sample = Sample::new("order");
    for (order, rule, place) in [
        // No LOAD after the tables, after the lines; the tables not directly before it.
        (&[0, 1, 3, 4, 5][..], Rule::Companion, 1),
        (&[0, 3, 4, 5], Rule::Companion, 0),
        (&[1, 0, 2], Rule::Companion, 0),
        // Nor anything else.
        (&[0, 1], Rule::TornEnd, 0),
        (&[1], Rule::TornEnd, 0),
        (&[6, 0, 1, 2], Rule::Closed, 1),
        (&[3, 4, 5, 0, 1, 2], Rule::Time, 3),
        (&[0, 1, 2, 0, 1, 2], Rule::BuildId, 5),
        (&[0, 1, 2, 0, 1, 2], Rule::Overlap, 5),
        // Lines and tables of another function.
        (&[0, 4, 5], Rule::Lines, 0),
    ] {
        let bytes = sample.reordered(order);
        let mut at = sample.starts[0];
        for &record in &order[..place] {
            at += sample.starts[record + 1] - sample.starts[record];
        }
        let found = findings(&bytes);
        assert!(
            found.contains(&(rule, Place::Byte(at as u64))),
            "{order:?}: {found:?}"
        );
    }
    assert_eq!(CLOSE + 2, sample.starts.len());
}

#[test]
fn a_torn_end_is_found() {
    let sample = Sample::new("torn");
    let torn = &sample.bytes[..sample.bytes.len() - 1];
    let at = Place::Byte(sample.starts[CLOSE] as u64);
    assert_eq!(findings(torn), [(Rule::TornEnd, at)]);
}

#[test]
fn regions_reach_over_the_tables_behind_the_code() {
    let sample = Sample::new("regions");
    let mut reader = Reader::new(&sample.bytes[..]);
    let mut first = None;
    while let Some(located) = reader.next_record().unwrap() {
        if let Record::Load(load) = located.record {
            first = first.or(Some(load));
        }
    }
    // The second function right behind the first one's code, as CPython 3.12 had it.
    let first = first.unwrap();
    let behind = (first.code_addr + first.code.len() as u64).to_ne_bytes();
    let found = findings(&sample.patched(SECOND + 2, 32, &behind));
    let place = Place::Byte(sample.starts[SECOND + 2] as u64);
    assert!(found.contains(&(Rule::Overlap, place)), "{found:?}");
}

#[test]
fn files_that_others_could_have_made_are_found() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let directory = support::directory::Directory::new("files");
    let sample = Sample::new("file");
    let rules = |path: &std::path::Path| -> Vec<Rule> {
        let report = check::dump_file(path).unwrap();
        report.findings.iter().map(|finding| finding.rule).collect()
    };
    let good = directory.join(format!("jit-{}.dump", std::process::id()));
    fs::write(&good, &sample.bytes).unwrap();
    fs::set_permissions(&good, Permissions::from_mode(0o600)).unwrap();
    assert_eq!(rules(&good), []);

    fs::set_permissions(&good, Permissions::from_mode(0o666)).unwrap();
    assert_eq!(rules(&good), [Rule::FileKind]);
    fs::set_permissions(&good, Permissions::from_mode(0o600)).unwrap();

    // Another process's: the name and the header disagree.
    let other = directory.join("jit-1.dump");
    fs::copy(&good, &other).unwrap();
    assert_eq!(rules(&other), [Rule::Header]);
    let unnamed = directory.join("jit-01.dump");
    std::os::unix::fs::symlink(&good, &unnamed).unwrap();
    assert_eq!(rules(&unnamed), [Rule::FileName, Rule::FileKind]);
    assert!(check::dump_file(directory.join("jit-2.dump")).is_err());
    let map = directory.join("perf-3.map");
    fs::write(&map, "10 8 vm::f\n").unwrap();
    fs::set_permissions(&map, Permissions::from_mode(0o600)).unwrap();
    assert!(check::map_file(&map).unwrap().is_clean());
}
