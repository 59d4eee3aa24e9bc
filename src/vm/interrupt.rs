//! Ctrl-C: how a signal becomes a KeyboardInterrupt.
//!
//! ```text
//!   SIGINT ──> handler: INTERRUPTED = true, and the heap "wants a collection"
//!                                             │ the one flag that safepoints look at
//!   the next safepoint ──> service_interrupts ──> KeyboardInterrupt
//! ```
//!
//! The evaluator's loop looks at one flag anyway; a signal sets the same one, so that
//! being interruptible costs the loop nothing.

use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

use super::{Raised, Vm};

/// A SIGINT came that has not become an exception yet.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
/// The flag of the main program's heap that its safepoints look at.
static SAFEPOINT_FLAG: AtomicPtr<AtomicBool> = AtomicPtr::new(std::ptr::null_mut());

extern "C" fn on_interrupt(_: libc::c_int) {
    INTERRUPTED.store(true, Ordering::Relaxed);
    let flag = SAFEPOINT_FLAG.load(Ordering::Relaxed);
    if !flag.is_null() {
        // SAFETY: the flag of a heap that is never dropped: see `raise_interrupts`.
        unsafe { (*flag).store(true, Ordering::Relaxed) };
    }
}

/// Takes SIGINT, and ignores the signals that CPython ignores: writing into a closed
/// pipe or beyond a file-size limit is an OSError. A SIGINT that the parent has
/// switched off (`nohup`, `&` in a script) stays off.
pub fn set_up_signals() {
    // SAFETY: plain system calls; the handler does nothing but store into atomics.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
        let mut before: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(libc::SIGINT, std::ptr::null(), &mut before) == 0
            && before.sa_sigaction == libc::SIG_IGN
        {
            return;
        }
        let mut action: libc::sigaction = std::mem::zeroed();
        // No SA_RESTART: `time.sleep` and reads are to return.
        action.sa_sigaction = on_interrupt as extern "C" fn(libc::c_int) as usize;
        libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut());
    }
}

/// Whether a SIGINT waits for a safepoint: for who watches that there are some.
pub fn is_pending() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// Ends the process as SIGINT ends one that does not catch it, so that a shell sees that.
pub fn die_of_interrupt() -> i32 {
    // SAFETY: plain system calls.
    unsafe {
        libc::signal(libc::SIGINT, libc::SIG_DFL);
        libc::raise(libc::SIGINT);
    }
    128 + libc::SIGINT
}

impl Vm {
    /// Makes this VM the one that SIGINT raises KeyboardInterrupt in. It must live as
    /// long as the process.
    pub fn raise_interrupts(&mut self) {
        let flag: *const AtomicBool = self.heap.safepoint_flag();
        SAFEPOINT_FLAG.store(flag.cast_mut(), Ordering::Relaxed);
        // One that came before.
        if INTERRUPTED.load(Ordering::Relaxed) {
            self.heap.request_service();
        }
    }

    /// Raises KeyboardInterrupt when a SIGINT came.
    pub(super) fn check_interrupted(&mut self) -> Result<(), Raised> {
        if INTERRUPTED.load(Ordering::Relaxed) && INTERRUPTED.swap(false, Ordering::Relaxed) {
            return Err(self.raise_with(self.types.keyboard_interrupt, &[]));
        }
        Ok(())
    }
}
