//! The rules of perf maps.

use std::io::{self, Read};

use super::regions::Regions;
use super::{Place, Report, Rule};
use crate::perf_map::{ReadError, Reader, parse};

/// Checks the lines of a map.
///
/// # Errors
///
/// What the system says when `source` can't be read.
pub fn map(source: impl Read) -> io::Result<Report> {
    let mut report = Report::default();
    let mut regions = Regions::default();
    let mut reader = Reader::new(source);
    loop {
        // The number of the line that the next call reads.
        let place = Place::Line(reader.line() + 1);
        match reader.next_line() {
            Ok(Some(line)) => check_line(line, place, &mut regions, &mut report),
            Ok(None) => break,
            Err(ReadError::Line { line, what }) => {
                report.add(Rule::EntryForm, Place::Line(line), what);
            }
            Err(ReadError::Io(error)) => return Err(error),
        }
    }
    if !reader.unfinished().is_empty() {
        let place = Place::Line(reader.line() + 1);
        report.add(
            Rule::TornEnd,
            place,
            "the last line has no newline: perf cuts its name",
        );
    }
    Ok(report)
}

fn check_line(line: &[u8], place: Place, regions: &mut Regions, report: &mut Report) {
    let (start, size, name) = match parse(line) {
        Ok(entry) => entry,
        Err(what) => return report.add(Rule::EntryForm, place, what),
    };
    report.entries += 1;
    for (index, what) in ["the address", "the size"].into_iter().enumerate() {
        let field = line.split(|byte| *byte == b' ').nth(index);
        let plain = field.is_some_and(|digits| {
            let hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            !digits.is_empty() && digits.iter().all(hex)
        });
        if !plain {
            let detail = format!("{what} is not plain lower-case hexadecimal");
            report.add(Rule::EntryForm, place, detail);
            break;
        }
    }
    // With single blanks, the name is the third of three fields, and begins with no blank.
    if line.splitn(3, |byte| *byte == b' ').nth(2) != Some(name) {
        let detail = "its fields are not separated by single blanks";
        report.add(Rule::EntryForm, place, detail);
    }
    if size == 0 {
        report.add(Rule::Range, place, "it has no bytes");
    }
    report.check_name(name, place);
    regions.take(start..start + size, place, report);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &[u8]) -> Vec<(Rule, Place)> {
        let report = map(text).unwrap();
        report
            .findings
            .iter()
            .map(|finding| (finding.rule, finding.place))
            .collect()
    }

    #[test]
    fn a_good_map_is_clean() {
        let text = "10 8 py::f:a.py\n18 8 py::g h:ä b.py\n7f00 ff000 abc\n";
        let report = map(text.as_bytes()).unwrap();
        assert!(report.is_clean(), "{report}");
        assert_eq!(report.entries, 3);
        assert!(map(&b""[..]).unwrap().is_clean());
    }

    #[test]
    fn each_rule_is_found_where_it_is_broken() {
        for (line, rule) in [
            (&b"zz 8 abc"[..], Rule::EntryForm),
            (b"", Rule::EntryForm),
            (b"0x10 8 abc", Rule::EntryForm),
            (b"A0 8 abc", Rule::EntryForm),
            (b"10  8 abc", Rule::EntryForm),
            (b"10\t8 abc", Rule::EntryForm),
            (b"ffffffffffffffff 8 abc", Rule::EntryForm),
            (b"10 0 abc", Rule::Range),
            (b"10 8 ab", Rule::NameLength),
            (b"10 8 a  ", Rule::NameLength),
            (b"10 8 abc\x1b[31m", Rule::NameControl),
            (b"10 8 abc\r", Rule::NameControl),
            (b"10 8 abc\xff", Rule::NameUtf8),
            (b"107 2 abc", Rule::Overlap),
            (b"101 1 abc", Rule::Overlap),
            (b"ff 100 abc", Rule::Overlap),
        ] {
            let text = [b"100 8 good\n", line, b"\n200 8 good\n"].concat();
            let found = rules(&text);
            assert!(
                found.contains(&(rule, Place::Line(2))),
                "{:?}: {found:?}",
                String::from_utf8_lossy(line)
            );
            assert!(found.iter().all(|(_, place)| *place == Place::Line(2)));
        }
        let long = format!("10 8 {}\n", "x".repeat(4001));
        assert_eq!(rules(long.as_bytes()), [(Rule::NameLength, Place::Line(1))]);
        assert_eq!(
            rules(b"10 8 abc\n20 8 ab"),
            [(Rule::TornEnd, Place::Line(2))]
        );
    }
}
