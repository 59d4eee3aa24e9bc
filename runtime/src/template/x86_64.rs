//! Templates for x86-64 (System V).
//!
//! The arguments are in `rdi`, `rsi`, `rdx` and `rcx`, and the last one is the evaluator. So `call rcx` is the
//! whole job; what is left is to keep the stack aligned to 16 bytes at that call, which
//! needs 8 bytes more than the return address. What those 8 bytes hold is the
//! difference between the two templates.

use dynasmrt::{DynasmApi, SimpleAssembler, dynasm};

use super::Template;

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
    fn the_older_form_is_cpython_3_12s_11_bytes() {
        let reference = [
            0x48, 0x83, 0xec, 0x08, 0xff, 0xd1, 0x48, 0x83, 0xc4, 0x08, 0xc3,
        ];
        assert_eq!(Cpython312::assemble(), reference);
    }
}
