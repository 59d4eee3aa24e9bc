//! Readers and checkers stand any file: half-written, lying, or noise.
//!
//! Each case is a good file with a few bytes changed by a generator that always yields the same
//! numbers, so a failure can be run again by its case number.

mod support;

use std::io::{self, Read};
use std::time::{Duration, Instant};

use perf_trampoline::{check, jitdump, perf_map};
use support::sample::map_and_dump;

/// xorshift64*.
struct Random(u64);

impl Random {
    fn new(case: u64) -> Random {
        Random(case.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// A few changes of the kinds that find bugs: bits, numbers at their ends, pieces cut, doubled or
/// swapped, the end torn off.
fn mutate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        let length = random.below(64).min(bytes.len() - at);
        match random.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
            2 => {
                let number = [0, 1, 7, u64::MAX, 1 << 63, u64::from(u32::MAX), 1 << 31];
                let number = number[random.below(7)].to_le_bytes();
                let width = [4, 8][random.below(2)].min(bytes.len() - at);
                bytes[at..at + width].copy_from_slice(&number[..width]);
            }
            3 => {
                bytes.drain(at..at + length);
            }
            4 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            5 => bytes.truncate(at),
            _ => {
                let noise: Vec<u8> = (0..length).map(|_| random.next() as u8).collect();
                bytes[at..at + length].copy_from_slice(&noise);
            }
        }
    }
    bytes
}

/// Gives pieces of any size, ends where there is more to come, and fails at times.
struct Unsteady<'a>(&'a [u8], Random);

impl Read for Unsteady<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.1.below(5) {
            0 => Ok(0),
            1 => Err(io::ErrorKind::Interrupted.into()),
            2 => Err(io::ErrorKind::WouldBlock.into()),
            _ => {
                let count = self.1.below(200).min(self.0.len()).min(buffer.len());
                let (piece, rest) = self.0.split_at(count);
                buffer[..count].copy_from_slice(piece);
                self.0 = rest;
                Ok(count)
            }
        }
    }
}

/// What a reader makes of a file: its entries, and its complaints in words.
type Told = Vec<Result<String, String>>;

fn read_map(source: impl Read, calls: usize) -> Told {
    let mut reader = perf_map::Reader::new(source);
    let mut told = Told::new();
    for _ in 0..calls {
        match reader.next_entry() {
            Ok(Some(entry)) => told.push(Ok(format!("{entry:?}"))),
            Ok(None) | Err(perf_map::ReadError::Io(_)) => {}
            Err(error) => told.push(Err(error.to_string())),
        }
    }
    told
}

fn read_dump(source: impl Read, calls: usize) -> Told {
    let mut reader = jitdump::Reader::new(source);
    let mut told = Told::new();
    for _ in 0..calls {
        match reader.next_record() {
            Ok(Some(located)) => told.push(Ok(format!("{located:?}"))),
            Ok(None) | Err(jitdump::ReadError::Io(_)) => {}
            Err(error @ jitdump::ReadError::Framing { .. }) => {
                told.push(Err(error.to_string()));
                break;
            }
            Err(error) => told.push(Err(error.to_string())),
        }
    }
    told
}

/// Runs `case` after `case` for about two seconds, and a number of them at least.
fn cases(mut case: impl FnMut(u64)) {
    let begin = Instant::now();
    for number in 0..200_000 {
        if number >= 200 && begin.elapsed() > Duration::from_secs(2) {
            break;
        }
        case(number);
    }
}

#[test]
fn any_map_is_read_to_its_end_and_in_pieces_alike() {
    let (good, _) = map_and_dump("fuzz-map", 8);
    cases(|case| {
        let mut random = Random::new(case);
        let bytes = mutate(&good, &mut random);
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let whole = read_map(&bytes[..], lines + 1);
        assert_eq!(whole.len(), lines, "case {case}");
        let pieces = read_map(Unsteady(&bytes, random), 5000);
        assert_eq!(pieces, whole, "case {case}");
        let report = check::map(&bytes[..]).unwrap();
        let entries = whole.iter().filter(|told| told.is_ok()).count();
        assert_eq!(report.entries, entries as u64, "case {case}");
        if report.is_clean() {
            assert!(whole.iter().all(Result::is_ok), "case {case}");
        }
    });
}

#[test]
fn any_dump_is_read_to_its_end_and_in_pieces_alike() {
    let (_, good) = map_and_dump("fuzz-dump", 4);
    assert!(check::dump(&good[..]).unwrap().is_clean());
    cases(|case| {
        let mut random = Random::new(case);
        let bytes = mutate(&good, &mut random);
        // No record has fewer than 16 bytes.
        let whole = read_dump(&bytes[..], bytes.len() / 16 + 2);
        let pieces = read_dump(Unsteady(&bytes, random), 3000);
        assert_eq!(pieces, whole, "case {case}");
        let report = check::dump(&bytes[..]).unwrap();
        if report.is_clean() {
            assert!(whole.iter().all(Result::is_ok), "case {case}");
        }
        report.to_string();
    });
}

/// What a profiler sees that reads while the program writes: each prefix is good as far as it goes.
#[test]
fn every_prefix_of_a_good_file_is_good() {
    let (map, dump) = map_and_dump("prefix", 3);
    let (all_lines, all_records) = (read_map(&map[..], 10), read_dump(&dump[..], 20));
    assert_eq!((all_lines.len(), all_records.len()), (3, 10));
    for end in 0..map.len() {
        let told = read_map(&map[..end], 10);
        assert_eq!(told, all_lines[..told.len()]);
    }
    for end in 0..dump.len() {
        let told = read_dump(&dump[..end], 20);
        assert_eq!(told, all_records[..told.len()]);
        let report = check::dump(&dump[..end]).unwrap();
        let torn = |finding: &check::Finding| finding.rule == check::Rule::TornEnd;
        assert!(report.findings.iter().all(torn), "{end}: {report}");
    }
}

#[test]
fn noise_and_nothing_are_no_dumps() {
    assert_eq!(check::dump(&b""[..]).unwrap().findings.len(), 1);
    for case in 0..1000 {
        let mut random = Random::new(case);
        let bytes: Vec<u8> = (0..random.below(400))
            .map(|_| random.next() as u8)
            .collect();
        assert!(!check::dump(&bytes[..]).unwrap().is_clean(), "case {case}");
        check::map(&bytes[..]).unwrap();
    }
}
