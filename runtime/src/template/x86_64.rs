//! Templates for x86-64 (System V).
//!
//! The arguments are in `rdi`, `rsi`, `rdx` and `rcx`, and the last one is the evaluator. So `call rcx` is the
//! whole job; what is left is to keep the stack aligned to 16 bytes at that call, which
//! needs 8 bytes more than the return address. What those 8 bytes hold is the
//! difference between the templates.

use dynasmrt::{DynasmApi, SimpleAssembler, dynasm};
use gimli::X86_64;
use gimli::write::CallFrameInstruction::{self as Cfi, Cfa, CfaOffset, CfaRegister, Offset};

use super::{Arch, Template};

/// CPython 3.14's form: the 8 bytes hold the caller's frame pointer.
///
/// ```text
///   code                     the stack while the evaluator runs
///   55        push rbp       ┌────────────────────────────────┐ higher
///   48 89 e5  mov rbp, rsp   │ return address into the caller │
///   ff d1     call rcx       │ caller's rbp                   │ <─┐ the trampoline's frame record
///   5d        pop rbp        │ return address into trampoline │   │
///   c3        ret            │ rbp of the trampoline        ──┼───┘ <- rbp of the evaluator
///                            │ ... the evaluator's frame      │
///                            └────────────────────────────────┘ lower
/// ```
///
/// The two words of the trampoline are a frame record like any other, so a walk along
/// the frame pointers finds evaluator, trampoline, caller: nobody is left out.
#[derive(Clone, Copy, Debug)]
pub struct FramePointer;

// SAFETY: position-independent; `rdi`, `rsi`, `rdx`, `rcx` and `rax` are untouched; `push` makes the
// stack 16-byte aligned at the call; `rbp` is restored.
unsafe impl Template for FramePointer {
    const NAME: &'static str = "frame pointer, 8 bytes";
    const ARCH: Arch = Arch::X86_64;

    fn assemble() -> Vec<u8> {
        let mut code = SimpleAssembler::new();
        dynasm!(code
            ; .arch x64
            ; push rbp
            ; mov rbp, rsp
            ; call rcx
            ; pop rbp
            ; ret
        );
        code.finalize()
    }

    fn unwind_rules() -> Vec<(u32, Cfi)> {
        frame_record_rules(0)
    }
}

/// The rules of `push rbp; mov rbp, rsp; call rcx; pop rbp; ret` that begins at `start`.
fn frame_record_rules(start: u32) -> Vec<(u32, Cfi)> {
    let (pushed, moved, popped) = (start + 1, start + 4, start + 7);
    vec![
        (pushed, CfaOffset(16)),
        (pushed, Offset(X86_64::RBP, -16)),
        (moved, CfaRegister(X86_64::RBP)),
        (popped, Cfa(X86_64::RSP, 8)),
    ]
}

/// The form for control-flow enforcement: [`FramePointer`] behind a landing pad.
///
/// ```text
///   code                       the stack while the evaluator runs
///   f3 0f 1e fa  endbr64       as with `FramePointer`
///   55           push rbp
///   48 89 e5     mov rbp, rsp
///   ff d1        call rcx
///   5d           pop rbp
///   c3           ret
/// ```
///
/// Where indirect branch tracking is on, an indirect call that lands on anything but an `endbr64` ends the
/// process, and trampolines are called indirectly. Elsewhere it does nothing.
#[derive(Clone, Copy, Debug)]
pub struct Cet;

// SAFETY: as `FramePointer`; `endbr64` touches nothing.
unsafe impl Template for Cet {
    const NAME: &'static str = "frame pointer with CET, 12 bytes";
    const ARCH: Arch = Arch::X86_64;

    fn assemble() -> Vec<u8> {
        let mut code = SimpleAssembler::new();
        dynasm!(code
            ; .arch x64
            ; .bytes [0xf3u8, 0x0f, 0x1e, 0xfa].iter() // endbr64, which dynasm does not know
            ; push rbp
            ; mov rbp, rsp
            ; call rcx
            ; pop rbp
            ; ret
        );
        code.finalize()
    }

    fn unwind_rules() -> Vec<(u32, Cfi)> {
        frame_record_rules(4)
    }
}

/// CPython 3.12's form: the 8 bytes hold nothing.
///
/// ```text
///   code                     the stack while the evaluator runs
///   48 83 ec 08  sub rsp, 8  ┌────────────────────────────────┐ higher
///   ff d1        call rcx    │ return address into the caller │ <- on no one's list
///   48 83 c4 08  add rsp, 8  │ (8 bytes of nothing)           │
///   c3           ret         │ return address into trampoline │
///                            │ caller's rbp                 ──┼──> frame record of the caller
///                            │ ... the evaluator's frame      │    <- rbp of the evaluator
///                            └────────────────────────────────┘ lower
/// ```
///
/// A walk along the frame pointers finds evaluator, trampoline, and then the *caller of* the
/// caller: the function that called the trampoline is missing. It is here to compare with.
#[derive(Clone, Copy, Debug)]
pub struct Cpython312;

// SAFETY: position-independent; `rdi`, `rsi`, `rdx`, `rcx` and `rax` are untouched; `sub` makes the
// stack 16-byte aligned at the call; no callee-saved register is written.
unsafe impl Template for Cpython312 {
    const NAME: &'static str = "CPython 3.12, 11 bytes";
    const ARCH: Arch = Arch::X86_64;

    fn assemble() -> Vec<u8> {
        let mut code = SimpleAssembler::new();
        dynasm!(code
            ; .arch x64
            ; sub rsp, 8
            ; call rcx
            ; add rsp, 8
            ; ret
        );
        code.finalize()
    }

    fn unwind_rules() -> Vec<(u32, Cfi)> {
        vec![(4, CfaOffset(16)), (10, CfaOffset(8))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The bytes that CPython's own trampolines consist of, read from its processes.

    #[test]
    fn the_frame_pointer_form_is_cpython_3_14s_8_bytes() {
        let reference = [0x55, 0x48, 0x89, 0xe5, 0xff, 0xd1, 0x5d, 0xc3];
        assert_eq!(FramePointer::assemble(), reference);
    }

    #[test]
    fn the_cet_form_is_a_landing_pad_and_the_same_8_bytes() {
        let code = Cet::assemble();
        assert_eq!(code[..4], [0xf3, 0x0f, 0x1e, 0xfa]);
        assert_eq!(code[4..], FramePointer::assemble());
    }

    #[test]
    fn the_older_form_is_cpython_3_12s_11_bytes() {
        let reference = [
            0x48, 0x83, 0xec, 0x08, 0xff, 0xd1, 0x48, 0x83, 0xc4, 0x08, 0xc3,
        ];
        assert_eq!(Cpython312::assemble(), reference);
    }
}
