//! Signals: how one becomes a KeyboardInterrupt, or a call of a handler in Python.
//!
//! ```text
//!   signal ──> on_signal: its bit in PENDING, and the heap "wants a collection"
//!                                          │ the one flag that safepoints look at
//!   the next safepoint ──> service_interrupts ──> the handler, or KeyboardInterrupt
//! ```
//!
//! The evaluator's loop looks at one flag anyway; a signal sets the same one, so that
//! being interruptible costs the loop nothing. Handlers are Python, and run only where
//! the evaluator is at a safepoint or a native waits for something.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicU64, Ordering};
use std::thread::Thread;

use super::{Res, Vm};
use crate::object::value::Value;

/// A bit for every signal that came and was not dealt with.
static PENDING: AtomicU64 = AtomicU64::new(0);
/// The thread that deals with signals, which may be waiting for something.
static LISTENER: AtomicPtr<Thread> = AtomicPtr::new(std::ptr::null_mut());
/// The flag of the main program's heap that its safepoints look at.
static SAFEPOINT_FLAG: AtomicPtr<AtomicBool> = AtomicPtr::new(std::ptr::null_mut());

const INTERRUPT: u64 = 1 << libc::SIGINT;

extern "C" fn on_signal(signal: libc::c_int) {
    PENDING.fetch_or(1 << signal, Ordering::Relaxed);
    let flag = SAFEPOINT_FLAG.load(Ordering::Relaxed);
    if !flag.is_null() {
        // SAFETY: the flag of a heap that is never dropped: see `raise_interrupts`.
        unsafe { (*flag).store(true, Ordering::Relaxed) };
    }
    let listener = LISTENER.load(Ordering::Relaxed);
    if !listener.is_null() {
        // SAFETY: it is never freed. To unpark is to store an atomic and to make a system call,
        // both of which a signal's handler may do.
        unsafe { (*listener).unpark() };
    }
}

/// What the system does when a signal comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Disposition {
    Default,
    Ignore,
    /// It waits for the VM's next safepoint.
    Notice,
}

/// Says what is to be done when a signal comes.
///
/// # Errors
/// When there is no such signal, or it can't be caught.
pub fn set_disposition(signal: i32, to: Disposition) -> io::Result<()> {
    // SAFETY: the handler does nothing but store into atomics.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        // No SA_RESTART: `time.sleep` and reads are to return.
        action.sa_sigaction = match to {
            Disposition::Default => libc::SIG_DFL,
            Disposition::Ignore => libc::SIG_IGN,
            Disposition::Notice => on_signal as extern "C" fn(libc::c_int) as usize,
        };
        match libc::sigaction(signal, &action, std::ptr::null_mut()) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

/// Whether a signal is switched off, or was when the program started.
pub fn is_ignored(signal: i32) -> bool {
    // SAFETY: reads what the system knows into a structure of its own.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut now) == 0
            && now.sa_sigaction == libc::SIG_IGN
    }
}

/// Whether a signal that comes now waits for a safepoint.
pub fn is_noticed(signal: i32) -> bool {
    // SAFETY: reads what the system knows into a structure of its own.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut now) == 0
            && now.sa_sigaction == on_signal as extern "C" fn(libc::c_int) as usize
    }
}

/// Sends SIGALRM after `delay` seconds, and then every `interval`; 0 is never. Gives
/// what was left of the timer before.
pub fn set_alarm(delay: f64, interval: f64) -> (f64, f64) {
    let split = |seconds: f64| libc::timeval {
        tv_sec: seconds as libc::time_t,
        tv_usec: (seconds.fract() * 1e6) as libc::suseconds_t,
    };
    let join = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let new = libc::itimerval {
        it_value: split(delay),
        it_interval: split(interval),
    };
    // SAFETY: two structures, of which one is read and one written.
    let old = unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        libc::setitimer(libc::ITIMER_REAL, &new, &mut old);
        old
    };
    (join(old.it_value), join(old.it_interval))
}

/// Waits for any signal.
pub fn pause() {
    if PENDING.load(Ordering::Relaxed) == 0 {
        // SAFETY: no memory is involved.
        unsafe { libc::pause() };
    }
}

/// Takes SIGINT, and ignores the signals that CPython ignores: writing into a closed
/// pipe or beyond a file-size limit is an OSError. A SIGINT that the parent has
/// switched off (`nohup`, `&` in a script) stays off.
pub fn set_up_signals() {
    for signal in [libc::SIGPIPE, libc::SIGXFSZ] {
        let _ = set_disposition(signal, Disposition::Ignore);
    }
    if !is_ignored(libc::SIGINT) {
        let _ = set_disposition(libc::SIGINT, Disposition::Notice);
    }
}

/// Whether a signal waits to be dealt with.
pub(super) fn is_any_pending() -> bool {
    PENDING.load(Ordering::Relaxed) != 0
}

/// Makes the calling thread the one that is woken when a signal comes.
pub(super) fn listen_in_this_thread() {
    let listener = Box::into_raw(Box::new(std::thread::current()));
    LISTENER.store(listener, Ordering::Relaxed);
}

/// Behaves as if a signal had come: `_thread.interrupt_main()`.
pub fn pretend(signal: i32) {
    on_signal(signal);
}

/// Whether a SIGINT waits for a safepoint: for who watches that there are some.
pub fn is_pending() -> bool {
    PENDING.load(Ordering::Relaxed) & INTERRUPT != 0
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
    /// Makes this VM the one that signals are for. It must live as long as the process.
    pub fn raise_interrupts(&mut self) {
        let flag: *const AtomicBool = self.heap.safepoint_flag();
        SAFEPOINT_FLAG.store(flag.cast_mut(), Ordering::Relaxed);
        listen_in_this_thread();
        // One that came before.
        if PENDING.load(Ordering::Relaxed) != 0 {
            self.heap.request_service();
        }
    }

    /// Raises KeyboardInterrupt when a SIGINT came that no handler is for; the others
    /// wait until Python may run. All of them are the main thread's, as in CPython.
    pub(super) fn check_interrupted(&mut self) -> Res<()> {
        if !self.threads.main_runs() {
            return Ok(());
        }
        let pending = PENDING.load(Ordering::Relaxed);
        if pending & INTERRUPT != 0 && self.handler_of(libc::SIGINT).is_none() {
            PENDING.fetch_and(!INTERRUPT, Ordering::Relaxed);
            return Err(self.raise_with(self.types.keyboard_interrupt, &[]));
        }
        if pending != 0 {
            self.heap.request_service();
        }
        Ok(())
    }

    /// Deals with the signals that came: for natives that wait, and for safepoints of
    /// the evaluator.
    pub fn handle_signals(&mut self) -> Res<()> {
        loop {
            self.check_interrupted()?;
            let pending = PENDING.load(Ordering::Relaxed);
            if pending == 0 || !self.threads.main_runs() {
                return Ok(());
            }
            let signal = pending.trailing_zeros() as i32;
            PENDING.fetch_and(!(1 << signal), Ordering::Relaxed);
            if let Some(handler) = self.handler_of(signal) {
                let saved = (self.returned, self.raised, self.handled);
                self.raised = Value::NONE;
                let frame = self.current_frame_object();
                self.call(handler, &[Value::small(signal), frame])?;
                (self.returned, self.raised, self.handled) = saved;
            }
        }
    }

    /// What `sys._getframe()` gives, if there is such a function.
    fn current_frame_object(&mut self) -> Value {
        let name = self.heap.intern("_getframe");
        let frame = self.sys.get_str(name).map(|it| self.call(it, &[]));
        match frame {
            Some(Ok(frame)) => frame,
            Some(Err(_)) => {
                self.take_raised();
                Value::NONE
            }
            None => Value::NONE,
        }
    }

    /// The function that a script has set for a signal.
    fn handler_of(&self, signal: i32) -> Option<Value> {
        let entry = self.signal_handlers.find_int(Value::small(signal)).ok()??;
        Some(self.signal_handlers.value_at(entry))
    }
}
