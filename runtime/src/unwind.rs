//! Unwinding tables: how to walk across code without frame pointers.
//!
//! A DWARF unwinder asks the object that an address belongs to: at this instruction, where did the caller's stack
//! end (the CFA), and where are its registers? The answers are rules in `.eh_frame`, and `.eh_frame_hdr` is the index
//! that finds them. Run-time code belongs to no object. A jitdump therefore carries both with each function, and `perf
//! inject` makes an object of them:
//!
//! ```text
//!   0                image              eh                             + 20
//!   ┌──────────────┬───┬──────────────────────────┬─────────────────────┬─────────┐
//!   │ code, marker │pad│ eh_frame: CIE, FDE       │ eh_frame_hdr        │ pad     │
//!   └──────────────┴───┴──────────────────────────┴─────────────────────┴─────────┘
//!   ^                  ^          │                 │    │
//!   └──────────────────│──────────┘ "my code        │    │ "eh_frame is there, its
//!                      └───────────────────────── <─┘    │  one entry is for the code
//!     all pointers are relative to where they stand   <──┘  there"
//!   |<- align 8 ------>|<- unwind_size ------------------------------->|
//!   |<- region: mapped at the code's address, so nobody else's --------------->| align 16
//! ```
//!
//! gimli writes `.eh_frame`; the header, which it does not write, is 20 bytes of our own: LSB Core 5.0, "`.eh_frame_hdr`",
//! whose table addresses are relative to the header's own begin (`DW_EH_PE_datarel`).

use gimli::constants::{DW_EH_PE_datarel, DW_EH_PE_pcrel, DW_EH_PE_sdata4, DW_EH_PE_udata4};
use gimli::write::{
    Address, CallFrameInstruction, CommonInformationEntry, EhFrame, EndianVec,
    FrameDescriptionEntry, FrameTable,
};
use gimli::{AArch64, Encoding, Format, LittleEndian, X86_64};

use crate::Error;
use crate::jitdump::format::MARKER_SIZE;
use crate::template::{Arch, Template};

/// Bytes of an `.eh_frame_hdr` with one entry.
pub const EH_FRAME_HDR_SIZE: usize = 20;

/// The unwinding tables of one piece of code, ready for a jitdump. One serves all trampolines
/// of a template: everything in it is relative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwind {
    image_size: usize,
    eh_frame: Vec<u8>,
    eh_frame_hdr: [u8; EH_FRAME_HDR_SIZE],
}

impl Unwind {
    /// The tables of a template's trampolines, as they stand in a [`JitDump`](crate::JitDump).
    ///
    /// # Errors
    ///
    /// As [`Unwind::new`]; never for the templates of this crate.
    pub fn of<T: Template>() -> Result<Unwind, Error> {
        let code_size = T::assemble().len();
        Unwind::new(
            T::ARCH,
            code_size,
            code_size + MARKER_SIZE,
            T::unwind_rules(),
        )
    }

    /// The tables of any code of `code_size` bytes. `rules` say from which offset on what holds, in ascending
    /// order; what holds at every function's entry is known. `image_size` is what a jitdump calls the size of the
    /// code: for a [`JitDump`](crate::JitDump) of this crate, `code_size` + [`MARKER_SIZE`].
    ///
    /// # Errors
    ///
    /// [`Error::Unwind`] when a rule cannot be expressed (an offset that is no multiple of the
    /// alignment, sizes of 2 GiB).
    pub fn new(
        arch: Arch,
        code_size: usize,
        image_size: usize,
        rules: Vec<(u32, CallFrameInstruction)>,
    ) -> Result<Unwind, Error> {
        let bad = |reason: &dyn std::fmt::Display| Error::Unwind {
            reason: reason.to_string(),
        };
        let sizes = i32::try_from(image_size)
            .ok()
            .zip(u32::try_from(code_size).ok());
        let Some((_, code_length)) = sizes.filter(|_| code_size <= image_size) else {
            return Err(bad(&"the code is too large"));
        };
        // gimli asserts what it could not write; tell it instead.
        let ascending = rules.is_sorted_by_key(|(offset, _)| *offset);
        let aligned = rules
            .iter()
            .all(|(offset, _)| offset % code_alignment(arch) == 0 && *offset <= code_length);
        if !ascending || !aligned {
            return Err(bad(&"a rule begins at no instruction, or out of order"));
        }

        // Addresses are relative to the section's begin; the code lies before it.
        let section = image_size.next_multiple_of(8);
        let code = Address::Constant((section as u64).wrapping_neg());
        let mut entry = FrameDescriptionEntry::new(code, code_length);
        for (offset, rule) in rules {
            entry.add_instruction(offset, rule);
        }
        let mut table = FrameTable::default();
        let common = table.add_cie(common_information(arch));
        table.add_fde(common, entry);
        let mut written = EhFrame::from(EndianVec::new(LittleEndian));
        table
            .write_eh_frame(&mut written)
            .map_err(|error| bad(&error))?;
        let eh_frame = written.0.into_vec();
        let eh_frame_hdr = header(section, &eh_frame).ok_or_else(|| bad(&"no common entry"))?;
        Ok(Unwind {
            image_size,
            eh_frame,
            eh_frame_hdr,
        })
    }

    /// Bytes of the code, with what stands behind it, that these tables follow.
    #[must_use]
    pub fn image_size(&self) -> usize {
        self.image_size
    }

    /// The section `.eh_frame`: one CIE, one FDE.
    #[must_use]
    pub fn eh_frame(&self) -> &[u8] {
        &self.eh_frame
    }

    /// The section `.eh_frame_hdr`, which follows at once.
    #[must_use]
    pub fn eh_frame_hdr(&self) -> &[u8; EH_FRAME_HDR_SIZE] {
        &self.eh_frame_hdr
    }

    /// Bytes of both sections.
    #[must_use]
    pub fn size(&self) -> usize {
        self.eh_frame.len() + EH_FRAME_HDR_SIZE
    }

    /// Bytes that perf adds to its mapping of the code for them.
    #[must_use]
    pub fn mapped_size(&self) -> usize {
        self.size().next_multiple_of(16)
    }

    /// Bytes of address space, from the code's first instruction on, that must be nobody else's.
    #[must_use]
    pub fn region(&self) -> usize {
        self.image_size.next_multiple_of(8) + self.mapped_size()
    }
}

/// All instructions begin at a multiple of this.
fn code_alignment(arch: Arch) -> u32 {
    match arch {
        Arch::X86_64 => 1,
        Arch::Aarch64 => 4,
    }
}

/// What holds at the entry of every function.
fn common_information(arch: Arch) -> CommonInformationEntry {
    let encoding = Encoding {
        address_size: 8,
        format: Format::Dwarf32,
        version: 1,
    };
    let (return_address, rules) = match arch {
        // The call pushed the return address.
        Arch::X86_64 => (
            X86_64::RA,
            vec![
                CallFrameInstruction::Cfa(X86_64::RSP, 8),
                CallFrameInstruction::Offset(X86_64::RA, -8),
            ],
        ),
        // The call left it in the link register.
        Arch::Aarch64 => (
            AArch64::X30,
            vec![CallFrameInstruction::Cfa(AArch64::SP, 0)],
        ),
    };
    let alignment = code_alignment(arch) as u8;
    let mut common = CommonInformationEntry::new(encoding, alignment, -8, return_address);
    common.fde_address_encoding = DW_EH_PE_pcrel | DW_EH_PE_sdata4;
    for rule in rules {
        common.add_instruction(rule);
    }
    common
}

/// The index of `eh_frame`, which begins `section` bytes behind the code and ends where the header
/// begins. `None` if there is no CIE in it.
fn header(section: usize, eh_frame: &[u8]) -> Option<[u8; EH_FRAME_HDR_SIZE]> {
    let length = u32::from_le_bytes(*eh_frame.first_chunk()?) as usize;
    let entry = 4 + length;
    // Relative to the header's begin; the pointer to eh_frame to its own place, which is 4 bytes on.
    let back = |bytes: usize| Some((-i32::try_from(bytes).ok()?).to_le_bytes());
    let mut header = [0; EH_FRAME_HDR_SIZE];
    header[0] = 1;
    header[1] = (DW_EH_PE_pcrel | DW_EH_PE_sdata4).0;
    header[2] = DW_EH_PE_udata4.0;
    header[3] = (DW_EH_PE_datarel | DW_EH_PE_sdata4).0;
    header[4..8].copy_from_slice(&back(eh_frame.len() + 4)?);
    header[8..12].copy_from_slice(&1u32.to_le_bytes());
    header[12..16].copy_from_slice(&back(section + eh_frame.len())?);
    header[16..20].copy_from_slice(&back(eh_frame.len().checked_sub(entry)?)?);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::{aarch64, x86_64};

    /// The tables as CPython has them: without a marker behind the code.
    fn bare<T: Template>() -> Unwind {
        let size = T::assemble().len();
        Unwind::new(T::ARCH, size, size, T::unwind_rules()).unwrap()
    }

    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<u8> = hex.bytes().filter(u8::is_ascii_hexdigit).collect();
        let (pairs, _) = digits.as_chunks::<2>();
        pairs
            .iter()
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    /// What CPython 3.14 writes, which is what gas makes of the same `.cfi` directives.
    #[test]
    fn x86_64_tables_are_cpythons() {
        let unwind = bare::<x86_64::FramePointer>();
        let eh_frame = bytes(
            "14000000 00000000 01 7a5200 01 78 10 01 1b 0c0708 9001 0000
             1c000000 1c000000 d8ffffff 08000000 00 41 0e10 8602 43 0d06 43 0c0708 000000",
        );
        assert_eq!(unwind.eh_frame(), eh_frame);
        let header = bytes("01 1b 03 3b c4ffffff 01000000 c0ffffff e0ffffff");
        assert_eq!(unwind.eh_frame_hdr()[..], header);
        assert_eq!((unwind.size(), unwind.mapped_size()), (76, 80));
    }

    #[test]
    fn aarch64_tables_are_cpythons() {
        let unwind = bare::<aarch64::FramePointer>();
        let eh_frame = bytes(
            "14000000 00000000 01 7a5200 04 78 1e 01 1b 0c1f00 00000000
             1c000000 1c000000 c8ffffff 14000000 00 41 0e10 9d02 9e01 43 0d1d de dd 0c1f00",
        );
        assert_eq!(unwind.eh_frame(), eh_frame);
        let header = bytes("01 1b 03 3b c4ffffff 01000000 b0ffffff e0ffffff");
        assert_eq!(unwind.eh_frame_hdr()[..], header);
    }

    #[test]
    fn a_region_holds_code_marker_and_tables() {
        assert_eq!(Unwind::of::<x86_64::FramePointer>().unwrap().region(), 104);
        assert_eq!(Unwind::of::<x86_64::Cet>().unwrap().region(), 112);
        assert_eq!(Unwind::of::<x86_64::Cpython312>().unwrap().region() % 8, 0);
        for unwind in [
            Unwind::of::<aarch64::FramePointer>().unwrap(),
            Unwind::of::<aarch64::PointerAuthentication>().unwrap(),
        ] {
            assert!(unwind.region() >= unwind.image_size() + unwind.size());
        }
    }

    #[test]
    fn what_cannot_be_written_is_an_error() {
        let rule = || CallFrameInstruction::CfaOffset(16);
        for (arch, code, image, rules) in [
            (Arch::Aarch64, 20, 20, vec![(2, rule())]),
            (Arch::X86_64, 8, 8, vec![(9, rule())]),
            (Arch::X86_64, 8, 8, vec![(4, rule()), (1, rule())]),
            (Arch::X86_64, 8, 4, vec![]),
            (Arch::X86_64, usize::MAX, usize::MAX, vec![]),
        ] {
            let error = Unwind::new(arch, code, image, rules).unwrap_err();
            assert!(matches!(error, Error::Unwind { .. }), "{error}");
        }
    }
}
