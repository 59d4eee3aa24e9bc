//! Templates for 64-bit Arm (AAPCS64).
//!
//! The arguments are in `x0` to `x3`, and the last one is the evaluator. A call puts its return address into
//! the link register `x30`, not on the stack, so the trampoline must save its own before it calls; it does
//! so as a frame record, `x29` and `x30` side by side.
//!
//! The code is assembled by dynasm, which runs anywhere: an x86-64 machine can make and compare these bytes, and run
//! them under qemu.

use dynasmrt::{SimpleAssembler, dynasm};
use gimli::AArch64;
use gimli::write::CallFrameInstruction::{
    self as Cfi, Cfa, CfaOffset, CfaRegister, NegateRaState, Offset, Restore,
};

use super::{Arch, Template};

/// CPython's form: a frame record, a call, and back.
///
/// ```text
///   code                            the stack while the evaluator runs
///   a9bf7bfd  stp x29, x30, [sp, -16]!   ┌──────────────────────────────┐ higher
///   910003fd  mov x29, sp                │ x30: return into the caller  │
///   d63f0060  blr x3                     │ x29: the caller's            │ <─┐ the trampoline's
///   a8c17bfd  ldp x29, x30, [sp], 16     │ x30: return into trampoline  │   │ frame record
///   d65f03c0  ret                        │ x29: the trampoline's      ──┼───┘
///                                        │ ... the evaluator's frame    │
///                                        └──────────────────────────────┘ lower
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FramePointer;

// SAFETY: position-independent; `x0` to `x3` are untouched on the way in and `x0`, `x1` on the way out; the
// stack moves by 16 bytes; `x29` is restored.
unsafe impl Template for FramePointer {
    const NAME: &'static str = "aarch64 frame record, 20 bytes";
    const ARCH: Arch = Arch::Aarch64;

    fn assemble() -> Vec<u8> {
        let mut code = SimpleAssembler::new();
        dynasm!(code
            ; .arch aarch64
            ; stp x29, x30, [sp, -16]!
            ; mov x29, sp
            ; blr x3
            ; ldp x29, x30, [sp], 16
            ; ret
        );
        code.finalize()
    }

    fn unwind_rules() -> Vec<(u32, Cfi)> {
        frame_record_rules(0)
    }
}

/// The rules of `stp; mov; blr; ldp` that begins at `start`. Between `stp` and `ldp` the record lies at `sp`
/// throughout, so `mov` changes nothing.
fn frame_record_rules(start: u32) -> Vec<(u32, Cfi)> {
    let (stored, loaded) = (start + 4, start + 16);
    vec![
        (stored, CfaOffset(16)),
        (stored, Offset(AArch64::X29, -16)),
        (stored, Offset(AArch64::X30, -8)),
        (loaded, CfaRegister(AArch64::X29)),
        (loaded, Restore(AArch64::X30)),
        (loaded, Restore(AArch64::X29)),
        (loaded, Cfa(AArch64::SP, 0)),
    ]
}

/// The form for pointer authentication: [`FramePointer`] with its return address signed.
///
/// ```text
///   code                                 the stack while the evaluator runs
///   d503233f  paciasp                    ┌──────────────────────────────┐ higher
///   a9bf7bfd  stp x29, x30, [sp, -16]!   │ x30: signed: a code in its   │
///   910003fd  mov x29, sp                │      upper bits              │
///   d63f0060  blr x3                     │ x29: the caller's            │ <── x29
///   a8c17bfd  ldp x29, x30, [sp], 16     │ ...                          │
///   d50323bf  autiasp                    └──────────────────────────────┘ lower
///   d65f03c0  ret
/// ```
///
/// Who overwrites the saved address can't make a valid code, and `autiasp` stops him. Both instructions
/// are hints: a processor without the extension does nothing, so the code runs everywhere. `paciasp` also is a landing
/// pad for branch target identification, as `endbr64` is on x86-64. An unwinder must strip the
/// code; the tables say where (`DW_CFA_AARCH64_negate_ra_state`).
#[derive(Clone, Copy, Debug)]
pub struct PointerAuthentication;

// SAFETY: as `FramePointer`; `paciasp` and `autiasp` change `x30` and restore it, with the same `sp`.
unsafe impl Template for PointerAuthentication {
    const NAME: &'static str = "aarch64 frame record with PAC, 28 bytes";
    const ARCH: Arch = Arch::Aarch64;

    fn assemble() -> Vec<u8> {
        let mut code = SimpleAssembler::new();
        dynasm!(code
            ; .arch aarch64
            ; paciasp
            ; stp x29, x30, [sp, -16]!
            ; mov x29, sp
            ; blr x3
            ; ldp x29, x30, [sp], 16
            ; autiasp
            ; ret
        );
        code.finalize()
    }

    fn unwind_rules() -> Vec<(u32, Cfi)> {
        let mut rules = vec![(4, NegateRaState)];
        rules.extend(frame_record_rules(4));
        rules.push((24, NegateRaState));
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(code: &[u8]) -> Vec<u32> {
        let (words, rest) = code.as_chunks();
        assert_eq!(rest, []);
        words.iter().map(|&word| u32::from_le_bytes(word)).collect()
    }

    #[test]
    fn the_plain_form_is_cpythons_five_instructions() {
        let reference = [
            0xa9bf_7bfd,
            0x9100_03fd,
            0xd63f_0060,
            0xa8c1_7bfd,
            0xd65f_03c0,
        ];
        assert_eq!(words(&FramePointer::assemble()), reference);
    }

    #[test]
    fn the_pac_form_signs_first_and_authenticates_before_it_returns() {
        let mut reference = words(&FramePointer::assemble());
        reference.insert(4, 0xd503_23bf);
        reference.insert(0, 0xd503_233f);
        assert_eq!(words(&PointerAuthentication::assemble()), reference);
    }
}
