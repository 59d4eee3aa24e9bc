//! Templates: the machine code that every trampoline is a copy of.
//!
//! A trampoline must do three things and nothing else: leave a return address of its own on the native
//! stack, pass its arguments on as they came, and give back what the evaluator returned.
//! How it does so decides which unwinders can walk across it, which is why there
//! is more than one:
//!
//! | Template | Bytes | A walk by frame pointers | by unwinding tables |
//! |---|---|---|---|
//! | [`x86_64::FramePointer`] | 8 | finds everybody | finds everybody |
//! | [`x86_64::Cet`] | 12 | finds everybody | finds everybody |
//! | [`x86_64::Cpython312`] | 11 | skips the trampoline's caller | finds everybody |
//! | [`aarch64::FramePointer`] | 20 | finds everybody | finds everybody |
//! | [`aarch64::PointerAuthentication`] | 28 | finds everybody | finds everybody |
//!
//! All of them can be assembled on any machine; those of this machine's processor can be run.

pub mod aarch64;
pub mod x86_64;

use gimli::write::CallFrameInstruction;

/// The template for this machine that every frame-pointer unwinder can walk across.
#[cfg(target_arch = "x86_64")]
pub type Native = x86_64::FramePointer;
/// The template for this machine that every frame-pointer unwinder can walk across.
#[cfg(target_arch = "aarch64")]
pub type Native = aarch64::FramePointer;

/// A processor architecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Arch {
    /// x86-64.
    X86_64,
    /// 64-bit Arm.
    Aarch64,
}

impl Arch {
    /// This machine's.
    pub const HOST: Arch = if cfg!(target_arch = "x86_64") {
        Arch::X86_64
    } else {
        Arch::Aarch64
    };

    /// ELF's number for it (`e_machine`), as jitdumps carry it.
    #[must_use]
    pub const fn elf_machine(self) -> u32 {
        match self {
            Arch::X86_64 => 62,
            Arch::Aarch64 => 183,
        }
    }

    /// An instruction that stops whoever runs into it: `int3`, `brk #0`.
    #[must_use]
    pub const fn trap(self) -> &'static [u8] {
        match self {
            Arch::X86_64 => &[0xcc],
            Arch::Aarch64 => &[0x00, 0x00, 0x20, 0xd4],
        }
    }
}

/// Machine code for trampolines.
///
/// # Safety
///
/// The code that [`assemble`](Template::assemble) returns is run. It must be code for
/// [`ARCH`](Template::ARCH), must not depend on the address that it is copied to, and must be a function
/// `extern "C" fn(a, b, c, target) -> r` that calls `target(a, b, c, target)` with all arguments still in
/// their registers and the stack aligned, returns its result unchanged, and keeps every
/// callee-saved register.
pub unsafe trait Template {
    /// What to call it in messages and tables.
    const NAME: &'static str;

    /// The processor that can run it.
    const ARCH: Arch;

    /// The bytes of one trampoline.
    fn assemble() -> Vec<u8>;

    /// How to unwind from within it: at which offset of the code which rule begins to hold. The rules at
    /// offset 0 are those of every function at its entry, and are not repeated here.
    fn unwind_rules() -> Vec<(u32, CallFrameInstruction)>;
}
