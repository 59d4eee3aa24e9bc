//! The baton: of all threads of a VM, the one that holds it runs Python.
//!
//! ```text
//!                     take()                            give()
//!   a new thread ──┐             the first, after 5 ms:         ┌──> the first of the queue
//!   woken by wake()├─> [ queue ] "I want it" ─> holder ─────────┤
//!   back from I/O ─┘    in order        ^         │             └──> free, if nobody waits
//!                                       │         v sleep()
//!   a lock is released: wake(ticket) ───┴── asleep, each with its ticket
//! ```
//!
//! It is handed over in the order in which threads came, and a thread that wakes another
//! puts it into the queue itself. So which thread runs next is as determined as it can be: what a
//! script prints does not depend on how fast the kernel is to wake somebody.
//!
//! The same idea as CPython's lock around its interpreter, with its interval of 5 ms: only the first of
//! the queue watches the time, and asks the holder to give way at its next safepoint.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::Vm;

/// Names one wait of one thread. No two waits of a VM have the same.
pub type Ticket = u64;

/// The VM on its way from a thread to the next.
pub struct Lent(pub *mut Vm);

// SAFETY: whoever has it is the only one to use the VM until it is given on, and the mutex orders
// what one thread did before what the next does.
unsafe impl Send for Lent {}

/// How a sleep ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    /// By [`Baton::wake`].
    Called,
    /// The time was up.
    Late,
    /// A signal came that only this thread deals with.
    Interrupted,
}

/// See the module's documentation.
pub struct Baton {
    state: Mutex<State>,
    /// The first of the queue has waited for long enough.
    wanted: AtomicBool,
    /// How long that is, in nanoseconds.
    interval: AtomicU64,
}

/// Who waits for the baton. A thread that was just made has not said yet how it is woken.
struct Waiter {
    ticket: Ticket,
    thread: Option<Thread>,
}

impl Waiter {
    fn wake(&self) {
        if let Some(thread) = &self.thread {
            thread.unpark();
        }
    }
}

struct State {
    /// The VM, when nobody holds the baton.
    free: Option<Lent>,
    /// Handed over, but not taken yet.
    granted: Option<(Ticket, Lent)>,
    queue: VecDeque<Waiter>,
    asleep: HashMap<Ticket, Thread>,
    /// What brings the holder to a safepoint: its heap's flag. Null when there is no VM.
    flag: *const AtomicBool,
}

// SAFETY: the flag is atomic, and is there for as long as the pointer is not null.
unsafe impl Send for State {}

impl Baton {
    /// A baton that the calling thread holds.
    pub fn new(interval: Duration) -> Baton {
        Baton {
            state: Mutex::new(State {
                free: None,
                granted: None,
                queue: VecDeque::new(),
                asleep: HashMap::new(),
                flag: std::ptr::null(),
            }),
            wanted: AtomicBool::new(false),
            interval: AtomicU64::new(interval.as_nanos() as u64),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody has waited for it long enough.
    pub fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }

    /// After so much time a thread that waits asks for the baton.
    pub fn interval(&self) -> Duration {
        Duration::from_nanos(self.interval.load(Ordering::Relaxed))
    }

    pub fn set_interval(&self, interval: Duration) {
        let nanoseconds = u64::try_from(interval.as_nanos()).unwrap_or(u64::MAX);
        self.interval.store(nanoseconds, Ordering::Relaxed);
    }

    /// Gives it to the first of the queue, or to nobody.
    pub fn give(&self, vm: Lent) {
        self.give_in(&mut self.lock(), vm);
    }

    fn give_in(&self, state: &mut State, vm: Lent) {
        self.wanted.store(false, Ordering::Relaxed);
        match state.queue.pop_front() {
            Some(waiter) => {
                state.granted = Some((waiter.ticket, vm));
                waiter.wake();
                state.tell_the_first();
            }
            None => state.free = Some(vm),
        }
    }

    /// Waits for it in the queue.
    pub fn take(&self, ticket: Ticket) -> Lent {
        let mut state = self.lock();
        state.line_up(ticket, Some(thread::current()));
        self.wait_in_queue(state, ticket)
    }

    /// Puts a thread that is about to be made into the queue, in which it waits with
    /// [`Baton::take_in_turn`].
    pub fn line_up(&self, ticket: Ticket) {
        self.lock().line_up(ticket, None);
    }

    /// The thread was not made.
    pub fn leave_queue(&self, ticket: Ticket) {
        self.lock().queue.retain(|it| it.ticket != ticket);
    }

    /// Waits for it, after somebody else has put this thread into the queue.
    pub fn take_in_turn(&self, ticket: Ticket) -> Lent {
        let mut state = self.lock();
        if let Some(waiter) = state.queue.iter_mut().find(|it| it.ticket == ticket) {
            waiter.thread = Some(thread::current());
        }
        self.wait_in_queue(state, ticket)
    }

    fn wait_in_queue<'b>(&'b self, mut state: MutexGuard<'b, State>, ticket: Ticket) -> Lent {
        let mut first_since = None;
        loop {
            match state.granted.take() {
                Some((to, vm)) if to == ticket => return vm,
                other => state.granted = other,
            }
            let interval = self.interval();
            let is_first = state.queue.front().is_some_and(|it| it.ticket == ticket);
            if is_first {
                let since: &mut Instant = first_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= interval && !state.flag.is_null() {
                    self.wanted.store(true, Ordering::Relaxed);
                    // SAFETY: it is not null, so the VM is still there.
                    unsafe { (*state.flag).store(true, Ordering::Relaxed) };
                }
            }
            drop(state);
            if is_first {
                thread::park_timeout(interval);
            } else {
                thread::park();
            }
            state = self.lock();
        }
    }

    /// Gives it away, waits to be called, and waits in the queue to have it back.
    /// `interrupted` says whether to stop waiting; who makes that so unparks the thread.
    pub fn sleep(
        &self,
        vm: Lent,
        ticket: Ticket,
        deadline: Option<Instant>,
        interrupted: impl Fn() -> bool,
    ) -> (Lent, Woken) {
        let mut state = self.lock();
        state.asleep.insert(ticket, thread::current());
        self.give_in(&mut state, vm);
        let woken = loop {
            if !state.asleep.contains_key(&ticket) {
                break Woken::Called;
            }
            let left = deadline.map(|it| it.saturating_duration_since(Instant::now()));
            let ended = match left {
                Some(Duration::ZERO) => Some(Woken::Late),
                _ => interrupted().then_some(Woken::Interrupted),
            };
            if let Some(woken) = ended {
                state.asleep.remove(&ticket);
                state.line_up(ticket, Some(thread::current()));
                break woken;
            }
            drop(state);
            match left {
                Some(left) => thread::park_timeout(left),
                None => thread::park(),
            }
            state = self.lock();
        };
        (self.wait_in_queue(state, ticket), woken)
    }

    /// Puts a thread that sleeps into the queue; false when it does not sleep any more.
    pub fn wake(&self, ticket: Ticket) -> bool {
        let mut state = self.lock();
        match state.asleep.remove(&ticket) {
            Some(thread) => {
                state.line_up(ticket, Some(thread));
                true
            }
            None => false,
        }
    }

    /// Says which flag makes the holder come to a safepoint.
    ///
    /// # Safety
    /// It lives until [`Baton::close`] is called.
    pub unsafe fn set_flag(&self, flag: *const AtomicBool) {
        self.lock().flag = flag;
    }

    /// The VM is about to go: nobody reads its flag any more.
    pub fn close(&self) {
        self.lock().flag = std::ptr::null();
    }
}

impl State {
    fn line_up(&mut self, ticket: Ticket, thread: Option<Thread>) {
        let waiter = Waiter { ticket, thread };
        if let Some(vm) = self.free.take() {
            waiter.wake();
            self.granted = Some((ticket, vm));
            return;
        }
        self.queue.push_back(waiter);
        if self.queue.len() == 1 {
            self.tell_the_first();
        }
    }

    /// The first watches the time.
    fn tell_the_first(&self) {
        if let Some(first) = self.queue.front() {
            first.wake();
        }
    }
}
