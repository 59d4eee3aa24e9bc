//! The rules of jitdumps.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};

use super::regions::{MOST_REGIONS, Regions};
use super::{Place, Report, Rule};
use crate::jitdump::{
    DebugInfo, Header, Load, Located, Move, ReadError, Reader, Record, Unwinding,
};
use crate::template::Arch;

/// Checks the records of a jitdump.
///
/// # Errors
///
/// What the system says when `source` can't be read.
pub fn dump(source: impl Read) -> io::Result<Report> {
    dump_of(source, None)
}

/// Checks a jitdump whose file's name has a pid in it.
pub(super) fn dump_of(source: impl Read, pid: Option<u32>) -> io::Result<Report> {
    let mut checker = Checker::default();
    let mut reader = Reader::new(source);
    match reader.header() {
        Ok(Some(header)) => checker.header(&header, pid),
        Ok(None) => {
            checker
                .report
                .add(Rule::TornEnd, Place::Byte(0), "the file ends in its header")
        }
        Err(ReadError::Io(error)) => return Err(error),
        Err(_) => {} // reported below
    }
    loop {
        match reader.next_record() {
            Ok(Some(located)) => checker.record(located),
            Ok(None) => break,
            Err(ReadError::Record { offset, what }) => {
                checker.report.add(Rule::Record, Place::Byte(offset), what);
            }
            Err(ReadError::Framing { offset, what }) => {
                let rule = if offset == 0 {
                    Rule::Header
                } else {
                    Rule::Record
                };
                checker.report.add(rule, Place::Byte(offset), what);
                return Ok(checker.report);
            }
            Err(ReadError::Io(error)) => return Err(error),
        }
    }
    checker.end(reader.offset(), reader.unfinished());
    Ok(checker.report)
}

#[derive(Default)]
struct Checker {
    report: Report,
    regions: Regions,
    header: Option<Header>,
    time: u64,
    closed: bool,
    /// What was said about the next LOAD, and where.
    lines: Option<(Place, DebugInfo)>,
    unwinding: Option<(Place, Unwinding)>,
    /// Where each number was loaded, and at which address it is now.
    loaded: HashMap<u64, (Place, u64)>,
    /// Hash of the code, and where it was.
    codes: HashMap<u64, Place>,
    hashing: RandomState,
}

impl Checker {
    fn header(&mut self, header: &Header, pid: Option<u32>) {
        let mut bad = |detail: String| self.report.add(Rule::Header, Place::Byte(0), detail);
        let known = [Arch::X86_64, Arch::Aarch64].map(Arch::elf_machine);
        if !known.contains(&header.elf_machine) {
            bad(format!("{} is no processor known", header.elf_machine));
        }
        if header.pad != 0 {
            bad(format!("its pad is {:#x}", header.pad));
        }
        if header.flags > 1 {
            bad(format!("its flags are {:#x}", header.flags));
        }
        if pid.is_some_and(|pid| pid != header.pid) {
            bad(format!("it is of process {}", header.pid));
        }
        self.time = header.timestamp;
        self.header = Some(*header);
    }

    fn record(&mut self, located: Located) {
        let place = Place::Byte(located.offset);
        if self.closed {
            self.report
                .add(Rule::Closed, place, "a record follows the CLOSE");
        }
        if located.timestamp < self.time {
            let before = self.time - located.timestamp;
            let detail = format!("it is {before} ns older than what stands before it");
            self.report.add(Rule::Time, place, detail);
        }
        self.time = self.time.max(located.timestamp);

        if !matches!(located.record, Record::Load(_)) {
            let tables = self.unwinding.take().map(|said| said.0);
            self.left_alone(tables, "UNWINDING_INFO");
            if !matches!(located.record, Record::Unwinding(_)) {
                let lines = self.lines.take().map(|said| said.0);
                self.left_alone(lines, "DEBUG_INFO");
            }
        }
        match located.record {
            Record::Load(load) => self.load(place, load),
            Record::Move(moved) => self.moved(place, moved),
            Record::DebugInfo(lines) => self.lines = Some((place, lines)),
            Record::Unwinding(unwinding) => self.unwinding = Some((place, unwinding)),
            Record::Close => self.closed = true,
            Record::Unknown { id } => {
                let detail = format!("{id} is no kind of record");
                self.report.add(Rule::RecordKind, place, detail);
            }
        }
    }

    /// A file can end, for now or for ever, in the midst of a record or of records that belong together.
    fn end(&mut self, offset: u64, unfinished: usize) {
        let lines = self.lines.take().map(|said| said.0);
        let tables = self.unwinding.take().map(|said| said.0);
        if let Some(place) = lines.or(tables) {
            let detail = "the file ends before the LOAD that this is about";
            self.report.add(Rule::TornEnd, place, detail);
        }
        if unfinished > 0 && self.header.is_some() {
            let detail = format!("{unfinished} bytes are no whole record");
            self.report.add(Rule::TornEnd, Place::Byte(offset), detail);
        }
    }

    /// Reports what was to be about a LOAD that does not follow.
    fn left_alone(&mut self, said: Option<Place>, what: &str) {
        if let Some(place) = said {
            let detail = format!("no LOAD follows the {what}");
            self.report.add(Rule::Companion, place, detail);
        }
    }

    fn load(&mut self, place: Place, load: Load) {
        self.report.entries += 1;
        let Load { code_addr, vma, .. } = load;
        let size = load.code.len() as u64;
        if vma != code_addr {
            let detail = format!("it is mapped at {vma:x} and its code is at {code_addr:x}");
            self.report.add(Rule::Vma, place, detail);
        }
        if self.header.is_some_and(|header| header.pid != load.pid) {
            let detail = format!("it is of process {}", load.pid);
            self.report.add(Rule::Process, place, detail);
        }
        self.report.check_name(&load.name, place);

        let index = load.code_index;
        if index == 0 {
            self.report.add(Rule::CodeIndex, place, "its number is 0");
        }
        if let Some((first, _)) = self.loaded.get(&index) {
            let detail = format!("its number {index} is that of {first} too");
            self.report.add(Rule::CodeIndex, place, detail);
        } else if self.loaded.len() < MOST_REGIONS {
            self.loaded.insert(index, (place, code_addr));
        }

        if let Some((said, lines)) = self.lines.take() {
            self.check_lines(said, &lines, &load);
        }
        let mut region = size;
        if let Some((said, unwinding)) = self.unwinding.take() {
            if let Err(detail) = check_tables(&unwinding, size) {
                self.report.add(Rule::Unwinding, said, detail);
            }
            region = size
                .next_multiple_of(8)
                .saturating_add(unwinding.mapped_size);
        }
        match code_addr.checked_add(region) {
            Some(end) if size > 0 => self.regions.take(code_addr..end, place, &mut self.report),
            _ => {
                let detail =
                    format!("{size} bytes at {code_addr:x}, {region} with what follows them");
                self.report.add(Rule::Range, place, detail);
            }
        }

        let hash = self.hashing.hash_one(&load.code);
        match self.codes.get(&hash) {
            Some(first) => {
                let detail = format!("its code is that of {first}: perf makes one object of both");
                self.report.add(Rule::BuildId, place, detail);
            }
            None if self.codes.len() < MOST_REGIONS => {
                self.codes.insert(hash, place);
            }
            None => {}
        }
    }

    fn moved(&mut self, place: Place, moved: Move) {
        let Some((loaded, addr)) = self.loaded.get_mut(&moved.code_index) else {
            let detail = format!("no code {} was loaded", moved.code_index);
            return self.report.add(Rule::CodeIndex, place, detail);
        };
        if *addr != moved.old_addr {
            let detail = format!("its code was at {addr:x}, not at {:x}", moved.old_addr);
            self.report.add(Rule::CodeIndex, place, detail);
        }
        if moved.vma != moved.new_addr {
            let detail = format!("it is mapped at {:x}, not at its new address", moved.vma);
            self.report.add(Rule::Vma, place, detail);
        }
        self.regions.release(*addr, *loaded);
        (*loaded, *addr) = (place, moved.new_addr);
        match moved.new_addr.checked_add(moved.size) {
            Some(end) => self
                .regions
                .take(moved.new_addr..end, place, &mut self.report),
            None => self
                .report
                .add(Rule::Range, place, "it ends beyond the address space"),
        }
    }

    fn check_lines(&mut self, place: Place, lines: &DebugInfo, load: &Load) {
        let mut bad = |detail: String| self.report.add(Rule::Lines, place, detail);
        if lines.code_addr != load.code_addr {
            bad(format!(
                "they are of the code at {:x}, and {:x} follows",
                lines.code_addr, load.code_addr
            ));
        }
        let end = load.code_addr.saturating_add(load.code.len() as u64);
        let mut least = load.code_addr;
        for (index, entry) in lines.entries.iter().enumerate() {
            if entry.addr < least || entry.addr > end {
                return bad(format!(
                    "entry {index} is out of order or outside of the code"
                ));
            }
            least = entry.addr;
        }
        // Two at least: one that counts, and behind it the one that is never resolved.
        let sentinel = lines.entries.len() > 1
            && lines.entries[lines.entries.len() - 2].addr < least
            && least > load.code_addr;
        if !sentinel {
            bad("the last entry, which perf does not resolve, is no sentinel".to_owned());
        }
    }
}

/// Whether the tables fit their sizes and lead to the code that precedes them.
fn check_tables(unwinding: &Unwinding, code_size: u64) -> Result<(), String> {
    let tables = &unwinding.tables;
    let size = tables.len() as u64;
    if unwinding.mapped_size != 0 && unwinding.mapped_size < size {
        return Err(format!(
            "{size} bytes of tables do not fit into {} mapped ones",
            unwinding.mapped_size
        ));
    }
    let split = size.checked_sub(unwinding.eh_frame_hdr_size);
    let Some((eh_frame, header)) =
        split.and_then(|at| tables.split_at_checked(usize::try_from(at).ok()?))
    else {
        return Err("the .eh_frame_hdr is larger than both tables".to_owned());
    };
    // Pointers that are relative, and one entry: the form that every writer of trampolines uses. Others are
    // not followed.
    let [1, 0x1b, 0x03, 0x3b, rest @ ..] = header else {
        return match header {
            [1, ..] => Ok(()),
            _ => Err("the .eh_frame_hdr is not of version 1".to_owned()),
        };
    };
    let (words, _) = rest.as_chunks::<4>();
    let [frame, 1, code, entry] = words
        .iter()
        .map(|word| i32::from_le_bytes(*word))
        .collect::<Vec<_>>()[..]
    else {
        return Ok(());
    };
    let length = eh_frame.len() as i64;
    let image = i64::try_from(code_size.next_multiple_of(8)).unwrap_or(i64::MAX);
    if i64::from(frame) + 4 != -length {
        return Err("the .eh_frame_hdr does not lead to the .eh_frame".to_owned());
    }
    if i64::from(code) != -length - image {
        return Err("the .eh_frame_hdr does not lead to the code".to_owned());
    }
    // The entry: length, pointer to its CIE, then the code's address and size.
    let at = usize::try_from(length + i64::from(entry)).ok();
    let fields = at.and_then(|at| {
        eh_frame
            .get(at..)?
            .get(..16)?
            .as_chunks::<4>()
            .0
            .first_chunk()
    });
    let Some([_, _, address, covered]) = fields else {
        return Err("the .eh_frame_hdr's entry lies outside of the .eh_frame".to_owned());
    };
    let field = at.unwrap_or_default() as i64 + 8;
    if i64::from(i32::from_le_bytes(*address)) != -image - field {
        return Err("the .eh_frame is of code elsewhere".to_owned());
    }
    if u64::from(u32::from_le_bytes(*covered)) > code_size {
        return Err("the .eh_frame is of more code than there is".to_owned());
    }
    Ok(())
}
