//! The jitdump format: its numbers, and how its records are decoded.
//!
//! ```text
//!  header, 40 bytes            record                              record
//!  ┌───────────────────────┐   ┌────────────────────────┐┌─────    ┌────────────────┬──
//!  │ u32 magic "JiTD"      │   │ u32 id                 ││         │                │
//!  │ u32 version 1         │   │ u32 total_size ────────┼┼───────> │ next id ...    │
//!  │ u32 total_size 40     │   │ u64 timestamp          ││ body    │                │
//!  │ u32 elf_mach, pad     │   └────────────────────────┘└─────    └────────────────┴──
//!  │ u32 pid               │
//!  │ u64 timestamp, flags  │   total_size counts these 16 bytes too
//!  └───────────────────────┘
//!
//!  id  body
//!  0   LOAD            u32 pid, tid; u64 vma, code_addr, code_size, code_index; name\0; code
//!  1   MOVE            u32 pid, tid; u64 vma, old_addr, new_addr, size, code_index
//!  2   DEBUG_INFO      u64 code_addr, count; each: u64 addr, u32 line, discriminator; file\0
//!  3   CLOSE           nothing
//!  4   UNWINDING_INFO  u64 size, eh_frame_hdr_size, mapped_size; tables
//! ```
//!
//! 2 and 4 stand before the LOAD that they are about. All numbers are in the writer's byte order, which the
//! magic tells. Source: `tools/perf/Documentation/jitdump-specification.txt` in Linux, and `tools/perf/util/jitdump.c` for what it
//! leaves open.

/// `JiTD`, read as a number in the writer's byte order.
pub const MAGIC: u32 = 0x4A69_5444;
/// The only version there is.
pub const VERSION: u32 = 1;
/// Bytes of the file's header.
pub const HEADER_SIZE: usize = 40;
/// Bytes that begin every record.
pub const PREFIX_SIZE: usize = 16;

/// Code came into being.
pub const LOAD: u32 = 0;
/// Code went to another address.
pub const MOVE: u32 = 1;
/// Source lines of the code in the next LOAD.
pub const DEBUG_INFO: u32 = 2;
/// Nothing more follows.
pub const CLOSE: u32 = 3;
/// Unwinding tables of the code in the next LOAD.
pub const UNWINDING_INFO: u32 = 4;

/// Bytes behind the code that this crate's writer adds to it, to make it unlike all other code: see
/// [`writer`](super::writer).
pub const MARKER_SIZE: usize = 16;

/// The file's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Format version: 1.
    pub version: u32,
    /// Bytes of the header: 40.
    pub size: u32,
    /// ELF's number of the processor.
    pub elf_machine: u32,
    /// Reserved: 0.
    pub pad: u32,
    /// The process that wrote the file.
    pub pid: u32,
    /// When: nanoseconds of `CLOCK_MONOTONIC`, unless `flags` has bit 0.
    pub timestamp: u64,
    /// Bit 0: timestamps are the processor's own counter. No other is in use.
    pub flags: u64,
    /// The writer had the other byte order than this machine.
    pub swapped: bool,
}

/// One record, and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// Bytes from the begin of the file to its prefix.
    pub offset: u64,
    /// Bytes of the whole record.
    pub size: u32,
    /// When it was written.
    pub timestamp: u64,
    /// What it says.
    pub record: Record,
}

/// What a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// Code came into being.
    Load(Load),
    /// Code went to another address.
    Move(Move),
    /// Source lines of the code in the next LOAD.
    DebugInfo(DebugInfo),
    /// Nothing more follows.
    Close,
    /// Unwinding tables of the code in the next LOAD.
    Unwinding(Unwinding),
    /// A record of no known kind, for readers to pass over.
    Unknown {
        /// Its kind.
        id: u32,
    },
}

/// LOAD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// The process.
    pub pid: u32,
    /// The thread that made it.
    pub tid: u32,
    /// Where it is mapped: as `code_addr`.
    pub vma: u64,
    /// Address of its first byte.
    pub code_addr: u64,
    /// A number that no other LOAD in the file has.
    pub code_index: u64,
    /// Its name, without the NUL.
    pub name: Vec<u8>,
    /// Its bytes.
    pub code: Vec<u8>,
}

/// MOVE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The process.
    pub pid: u32,
    /// The thread that moved it.
    pub tid: u32,
    /// Where it is mapped now: as `new_addr`.
    pub vma: u64,
    /// Where it was.
    pub old_addr: u64,
    /// Where it is now.
    pub new_addr: u64,
    /// Its bytes.
    pub size: u64,
    /// The number of its LOAD.
    pub code_index: u64,
}

/// DEBUG_INFO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebugInfo {
    /// Address of the code.
    pub code_addr: u64,
    /// Its lines.
    pub entries: Vec<DebugEntry>,
}

/// From an address on, up to the next entry's, code is from this line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DebugEntry {
    /// First address.
    pub addr: u64,
    /// Line, from 1.
    pub line: u32,
    /// Tells apart what stands on one line.
    pub discriminator: u32,
    /// Source file.
    pub file: Vec<u8>,
}

/// UNWINDING_INFO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwinding {
    /// Bytes of `.eh_frame_hdr`.
    pub eh_frame_hdr_size: u64,
    /// Bytes that are mapped behind the code for the tables.
    pub mapped_size: u64,
    /// `.eh_frame`, and `.eh_frame_hdr` after it.
    pub tables: Vec<u8>,
}

/// Takes numbers and strings off the front of some bytes; `None` when there are too few.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    bytes: &'a [u8],
    swapped: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn new(bytes: &'a [u8], swapped: bool) -> Self {
        Fields { bytes, swapped }
    }

    fn take(&mut self, size: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(usize::try_from(size).ok()?)?;
        self.bytes = rest;
        Some(taken)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let value = u32::from_ne_bytes(self.take(4)?.try_into().ok()?);
        Some(if self.swapped {
            value.swap_bytes()
        } else {
            value
        })
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        let value = u64::from_ne_bytes(self.take(8)?.try_into().ok()?);
        Some(if self.swapped {
            value.swap_bytes()
        } else {
            value
        })
    }

    /// Up to a NUL, which is taken too.
    fn string(&mut self) -> Option<Vec<u8>> {
        let end = self.bytes.iter().position(|&byte| byte == 0)?;
        let text = self.take(end as u64)?.to_vec();
        self.take(1)?;
        Some(text)
    }
}

impl Header {
    /// The header of a file that this machine's processor writes.
    #[must_use]
    pub fn encode(&self) -> [u8; HEADER_SIZE] {
        let mut bytes = [0; HEADER_SIZE];
        let words = [
            MAGIC,
            self.version,
            self.size,
            self.elf_machine,
            self.pad,
            self.pid,
        ];
        for (place, word) in bytes.chunks_exact_mut(4).zip(words) {
            place.copy_from_slice(&word.to_ne_bytes());
        }
        bytes[24..32].copy_from_slice(&self.timestamp.to_ne_bytes());
        bytes[32..40].copy_from_slice(&self.flags.to_ne_bytes());
        bytes
    }

    /// The header at the front of `bytes`, if that is one.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn decode(bytes: &[u8; HEADER_SIZE]) -> Result<Header, &'static str> {
        const SWAPPED: u32 = MAGIC.swap_bytes();
        let mut fields = Fields::new(bytes, false);
        fields.swapped = match fields.u32() {
            Some(MAGIC) => false,
            Some(SWAPPED) => true,
            _ => return Err("it does not begin with the magic of a jitdump"),
        };
        let mut word = || fields.u32().unwrap_or_default();
        let (version, size, elf_machine, pad, pid) = (word(), word(), word(), word(), word());
        let mut long = || fields.u64().unwrap_or_default();
        let (timestamp, flags) = (long(), long());
        if version != VERSION {
            return Err("it has another version than 1");
        }
        if (size as usize) < HEADER_SIZE {
            return Err("its header has fewer than 40 bytes");
        }
        Ok(Header {
            version,
            size,
            elf_machine,
            pad,
            pid,
            timestamp,
            flags,
            swapped: fields.swapped,
        })
    }
}

impl Record {
    /// The record with this id and body, or what is wrong with it.
    pub(super) fn decode(id: u32, body: Fields<'_>) -> Result<Record, &'static str> {
        match id {
            LOAD => load(body).ok_or("the LOAD is shorter than its fields, its name and its code"),
            MOVE => moved(body).ok_or("the MOVE is shorter than its fields"),
            DEBUG_INFO => debug_info(body).ok_or("the DEBUG_INFO is shorter than its entries"),
            CLOSE => Ok(Record::Close),
            UNWINDING_INFO => {
                unwinding(body).ok_or("the UNWINDING_INFO is shorter than its fields and tables")
            }
            id => Ok(Record::Unknown { id }),
        }
    }
}

fn load(mut body: Fields<'_>) -> Option<Record> {
    let (pid, tid) = (body.u32()?, body.u32()?);
    let (vma, code_addr) = (body.u64()?, body.u64()?);
    let (code_size, code_index) = (body.u64()?, body.u64()?);
    Some(Record::Load(Load {
        pid,
        tid,
        vma,
        code_addr,
        code_index,
        name: body.string()?,
        code: body.take(code_size)?.to_vec(),
    }))
}

fn moved(mut body: Fields<'_>) -> Option<Record> {
    let (pid, tid) = (body.u32()?, body.u32()?);
    Some(Record::Move(Move {
        pid,
        tid,
        vma: body.u64()?,
        old_addr: body.u64()?,
        new_addr: body.u64()?,
        size: body.u64()?,
        code_index: body.u64()?,
    }))
}

fn debug_info(mut body: Fields<'_>) -> Option<Record> {
    let (code_addr, count) = (body.u64()?, body.u64()?);
    // Not reserved in advance: the count can lie, the bytes can't.
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(DebugEntry {
            addr: body.u64()?,
            line: body.u32()?,
            discriminator: body.u32()?,
            file: body.string()?,
        });
    }
    Some(Record::DebugInfo(DebugInfo { code_addr, entries }))
}

fn unwinding(mut body: Fields<'_>) -> Option<Record> {
    let (size, eh_frame_hdr_size, mapped_size) = (body.u64()?, body.u64()?, body.u64()?);
    Some(Record::Unwinding(Unwinding {
        eh_frame_hdr_size,
        mapped_size,
        tables: body.take(size)?.to_vec(),
    }))
}
