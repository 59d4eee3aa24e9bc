//! Templates: the machine code that every trampoline is a copy of.
//!
//! A trampoline must do three things and nothing else: leave a return address of its own on the native
//! stack, pass its arguments on as they came, and give back what the evaluator returned.
//! How it does so decides which unwinders can walk across it, which is why there
//! is more than one.

pub mod x86_64;

/// The template for this machine that every frame-pointer unwinder can walk across.
pub type Native = x86_64::FramePointer;

/// Machine code for trampolines.
///
/// # Safety
///
/// The code that [`assemble`](Template::assemble) returns is run. It must be code for this processor, must
/// not depend on the address that it is copied to, and must be a function
/// `extern "C" fn(a, b, c, target) -> r` that calls `target(a, b, c, target)` with all arguments still in
/// their registers and the stack aligned, returns its result unchanged, and keeps every
/// callee-saved register.
pub unsafe trait Template {
    /// What to call it in messages and tables.
    const NAME: &'static str;

    /// The bytes of one trampoline.
    fn assemble() -> Vec<u8>;
}
