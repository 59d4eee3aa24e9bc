//! Threads: each is a thread of the operating system, and one at a time runs Python.
//!
//! ```text
//!   Vm ── heap, classes, modules ...           what all threads share
//!    │
//!    └── stack current depth raised ...        what the thread that runs has of it
//!             ^ exchanged, when a thread gets the baton (baton.rs)
//!             v
//!        threads.parked: ident -> Execution    the others': register stack, exceptions on
//!                                              their way, where their native stack ends
//! ```
//!
//! The baton is given away where a thread has to wait ([`Vm::block`], [`Vm::wait_to_be_woken`]) and at
//! safepoints of the evaluator, when another thread has waited for its interval. Natives that
//! do neither are as atomic as in CPython. While a script has one thread, all this is one look at
//! a map that is empty.
//!
//! A profiler sees what there is: threads of the system with their numbers, each with Python
//! frames on a native stack of its own.
//!
//! The collector runs in the thread that holds the baton. The others stand still, or are in a system
//! call that knows no value: it scans their register stacks and, from the place where they let go
//! of the baton, their native ones.
//!
//! Signals are the main thread's: see `interrupt.rs`. A thread that is not waited for when the program
//! ends stays where it is, without the baton, until the process is gone.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU64;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::await_::AsyncGenHooks;
pub use super::baton::Woken;
use super::baton::{Baton, Lent, Ticket};
use super::frame::RegisterStack;
use super::interrupt;
use super::records::StandIns;
use super::tracing::Tracing;
use super::{Frame, Raised, Res, Vm};
use crate::object::collect::{Marker, with_registers_spilled};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// A thread's number in Python: the system library's for it, as in CPython.
pub type Ident = u64;

/// How long a thread waits for another that runs: CPython's.
const INTERVAL: Duration = Duration::from_millis(5);

/// Address space for a thread's native stack, if a script does not want more. Memory is what of it is
/// used, which is most where trampolines take some for each Python call.
const NATIVE_STACK: usize = 64 << 20;

/// What a VM knows of its threads.
pub(super) struct Threads {
    baton: Arc<Baton>,
    /// Who holds the baton, if it has not come to its end.
    running: Option<Ident>,
    /// Where the native stack of who gave the baton away last begins to be of interest.
    left_at: usize,
    main: Ident,
    parked: HashMap<Ident, Execution>,
    /// What threads had that a fork has left behind: a generator that one of them was running is linked
    /// to frames that lie there.
    lost: Vec<Execution>,
    last_ticket: Ticket,
    /// The program has ended, and only the main thread runs Python.
    frozen: bool,
    /// Who waits until a module is there that another thread imports.
    importers: Waiters,
    /// For which module each of them waits.
    awaited: HashMap<Ident, String>,
    /// `threading.stack_size()`: 0 is the default.
    stack_size: usize,
}

/// What a thread has of the VM.
struct Execution {
    stack: RegisterStack,
    current: *mut Frame,
    scratch: *mut Value,
    stand_ins: Vec<StandIns>,
    going_over: bool,
    native_limit: usize,
    stack_floor: usize,
    stack_base: usize,
    depth: usize,
    returned: Value,
    raised: Value,
    handled: Value,
    local_values: Value,
    tracing: Tracing,
    asyncgen_hooks: AsyncGenHooks,
    importing: Vec<String>,
    being_shown: Vec<NonZeroU64>,
    /// While it is parked: its native stack is to be scanned from here to its base.
    stack_pointer: usize,
}

/// Who waits for something that only other threads can bring about, first come first.
#[derive(Clone, Default)]
pub struct Waiters(Rc<RefCell<VecDeque<Ticket>>>);

fn own_ident() -> Ident {
    // SAFETY: always succeeds.
    unsafe { libc::pthread_self() }
}

impl Threads {
    /// A VM's threads, of which there is one yet: the caller.
    pub(super) fn new() -> Threads {
        Threads {
            baton: Arc::new(Baton::new(INTERVAL)),
            running: Some(own_ident()),
            left_at: 0,
            main: own_ident(),
            parked: HashMap::new(),
            lost: Vec::new(),
            last_ticket: 0,
            frozen: false,
            importers: Waiters::default(),
            awaited: HashMap::new(),
            stack_size: 0,
        }
    }

    fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        self.last_ticket
    }

    /// Whether the main thread runs.
    pub(super) fn main_runs(&self) -> bool {
        self.running == Some(self.main)
    }

    /// Whether another thread has waited long enough.
    #[inline]
    pub(super) fn is_baton_wanted(&self) -> bool {
        self.baton.is_wanted()
    }

    /// Shows the collector what the threads hold that do not run.
    pub(super) fn trace(&self, marker: &mut Marker<'_>) {
        for it in self.parked.values().chain(&self.lost) {
            let top = it.stack.top(it.current).max(it.scratch);
            marker.words(it.stack.words_below(top));
            marker.word(it.current as u64);
            for value in [
                it.returned,
                it.raised,
                it.handled,
                it.local_values,
                it.tracing.trace,
                it.tracing.profile,
                it.asyncgen_hooks.firstiter,
                it.asyncgen_hooks.finalizer,
            ] {
                marker.value(value);
            }
            // SAFETY: the function that has given this address has not returned yet; a thread
            // that has not begun has two zeros, and so has one that a fork has left behind.
            unsafe { marker.native_stack(it.stack_pointer, it.stack_base) };
        }
    }

    /// Lets all loops go over that run.
    pub(super) fn let_all_go_over(&mut self) {
        for it in self.parked.values_mut() {
            it.going_over = true;
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.baton.close();
    }
}

impl Execution {
    /// One that has not begun.
    fn new(stack: RegisterStack) -> Execution {
        Execution {
            current: std::ptr::null_mut(),
            scratch: stack.base(),
            stack,
            stand_ins: Vec::new(),
            going_over: false,
            native_limit: 0,
            stack_floor: 0,
            stack_base: 0,
            depth: 0,
            returned: Value::NONE,
            raised: Value::NONE,
            handled: Value::NONE,
            local_values: Value::NONE,
            tracing: Tracing::default(),
            asyncgen_hooks: AsyncGenHooks::default(),
            importing: Vec::new(),
            being_shown: Vec::new(),
            stack_pointer: 0,
        }
    }

    /// Makes this what the VM's running thread has, and that what this is.
    fn exchange(&mut self, vm: &mut Vm) {
        use std::mem::swap;
        swap(&mut self.stack, &mut vm.stack);
        swap(&mut self.current, &mut vm.current);
        swap(&mut self.scratch, &mut vm.scratch);
        swap(&mut self.stand_ins, &mut vm.stand_ins);
        swap(&mut self.going_over, &mut vm.going_over);
        swap(&mut self.native_limit, &mut vm.native_limit);
        swap(&mut self.stack_floor, &mut vm.stack_floor);
        swap(&mut self.depth, &mut vm.depth);
        swap(&mut self.returned, &mut vm.returned);
        swap(&mut self.raised, &mut vm.raised);
        swap(&mut self.handled, &mut vm.handled);
        swap(&mut self.local_values, &mut vm.local_values);
        swap(&mut self.tracing, &mut vm.tracing);
        swap(&mut self.asyncgen_hooks, &mut vm.asyncgen_hooks);
        vm.choose_call_hook();
        swap(&mut self.importing, &mut vm.importing);
        swap(&mut self.being_shown, &mut vm.being_shown);
        let base = vm.heap.stack_base();
        vm.heap.set_stack_base(self.stack_base);
        self.stack_base = base;
    }
}

impl Vm {
    // --- giving the baton away ---

    /// Whether there are other threads that may run.
    #[inline]
    pub fn has_other_threads(&self) -> bool {
        !self.threads.parked.is_empty() && !self.threads.frozen
    }

    /// Lets daemon threads stand still where they are, when the program has ended: what they use is about to go.
    pub fn freeze_other_threads(&mut self) {
        self.threads.frozen = true;
    }

    /// The current frame of each thread that does not run now; null where it has not begun.
    pub(super) fn parked_frames(&self) -> impl Iterator<Item = (Ident, *mut Frame)> + '_ {
        let parked = self.threads.parked.iter();
        parked.map(|(ident, it)| (*ident, it.current))
    }

    /// Whether another thread is writing the repr of the container at an address.
    #[inline]
    pub(super) fn is_shown_elsewhere(&self, container: NonZeroU64) -> bool {
        let mut others = self.threads.parked.values();
        others.any(|it| it.being_shown.contains(&container))
    }

    /// Whether a thread is one that does not run now, and has not ended.
    pub fn is_other_thread(&self, ident: Ident) -> bool {
        self.threads.parked.contains_key(&ident)
    }

    /// Does something that may take long, and lets other threads run meanwhile. It must not look at
    /// an object, not even at one that the caller holds: that may be changed.
    #[inline]
    pub fn block<T>(&mut self, wait: impl FnOnce() -> T) -> T {
        if !self.has_other_threads() {
            return wait();
        }
        let ticket = self.threads.ticket();
        self.let_others_run(|baton, vm| {
            baton.give(vm);
            let result = wait();
            (baton.take(ticket), result)
        })
    }

    /// Lets who waits for it have a turn.
    #[cold]
    #[inline(never)]
    pub(super) fn give_way(&mut self) {
        self.block(|| ());
    }

    /// Waits until another thread calls [`Vm::wake`] with the same waiters, or it is too late.
    ///
    /// # Errors
    /// A signal's handler, which runs meanwhile, may raise.
    pub fn wait_to_be_woken(&mut self, waiters: &Waiters, deadline: Option<Instant>) -> Res<Woken> {
        let ticket = self.threads.ticket();
        waiters.0.borrow_mut().push_back(ticket);
        let listens = self.threads.main_runs();
        let woken = self.let_others_run(|baton, vm| {
            baton.sleep(vm, ticket, deadline, || {
                listens && interrupt::is_any_pending()
            })
        });
        waiters.0.borrow_mut().retain(|it| *it != ticket);
        if woken == Woken::Interrupted {
            self.handle_signals()?;
        }
        Ok(woken)
    }

    /// Lets so many threads go on, those that have waited longest.
    pub fn wake(&mut self, waiters: &Waiters, mut count: usize) {
        let mut waiting = waiters.0.borrow_mut();
        while count > 0
            && let Some(first) = waiting.pop_front()
        {
            count -= usize::from(self.threads.baton.wake(first));
        }
    }

    /// Runs something that gives the baton away and takes it again.
    #[inline(never)]
    fn let_others_run<T>(&mut self, act: impl FnOnce(&Baton, Lent) -> (Lent, T)) -> T {
        let me = own_ident();
        let baton = self.threads.baton.clone();
        let vm: *mut Vm = self;
        let (vm, result) = with_registers_spilled(|stack_pointer| {
            // SAFETY: this thread holds the baton yet.
            unsafe { (*vm).threads.left_at = stack_pointer };
            act(&baton, Lent(vm))
        });
        // SAFETY: who has got the VM is the only one to use it. The references that the callers of this
        // function hold are derived from the same pointer, and nothing else is known of what
        // they refer to: the baton, whose code the compiler does not see through, has had it.
        unsafe { (*vm.0).resume(me) };
        result
    }

    /// Makes the calling thread, which has just got the baton, the one that runs.
    fn resume(&mut self, me: Ident) {
        if self.threads.running == Some(me) {
            return;
        }
        let Some(mut execution) = self.threads.parked.remove(&me) else {
            unreachable!(
                "a thread that runs is in no list, and one that does not is in the parked ones"
            );
        };
        execution.exchange(self);
        match self.threads.running.replace(me) {
            Some(previous) => {
                execution.stack_pointer = self.threads.left_at;
                self.threads.parked.insert(previous, execution);
            }
            // It has ended, and so does what it had.
            None => drop(execution),
        }
        if self.going_over || (self.threads.main_runs() && interrupt::is_any_pending()) {
            self.heap.request_service();
        }
    }

    /// Waits until no other thread is importing a module, unless that thread waits for this one: two
    /// that import each other's modules would wait for ever.
    #[inline]
    pub(super) fn wait_for_import(&mut self, module: &str) -> Res<()> {
        while self.has_other_threads()
            && let Some(importer) = self.importer_of(module)
            && !self.waits_for_this_thread(importer)
        {
            let importers = self.threads.importers.clone();
            let me = own_ident();
            self.threads.awaited.insert(me, module.to_string());
            let waited = self.wait_to_be_woken(&importers, None);
            self.threads.awaited.remove(&me);
            waited?;
        }
        Ok(())
    }

    /// The other thread that is importing a module.
    fn importer_of(&self, module: &str) -> Option<Ident> {
        let mut others = self.threads.parked.iter();
        let (ident, _) = others.find(|(_, it)| it.importing.iter().any(|it| it == module))?;
        Some(*ident)
    }

    /// Whether a thread waits for a module that this one imports, or for one that waits for such a
    /// module, and so on.
    fn waits_for_this_thread(&self, mut other: Ident) -> bool {
        for _ in 0..self.threads.parked.len() {
            let Some(module) = self.threads.awaited.get(&other) else {
                return false;
            };
            if self.importing.contains(module) {
                return true;
            }
            match self.importer_of(module) {
                Some(importer) => other = importer,
                // It is there, and the thread has not had its turn yet.
                None => return false,
            }
        }
        true
    }

    /// Says that a module has been imported, or has failed to be.
    pub(super) fn end_of_import(&mut self) {
        let importers = self.threads.importers.clone();
        self.wake(&importers, usize::MAX);
    }

    // --- beginning and ending ---

    /// Lets those who wait for the baton bring this VM, which does not move any more, to a safepoint.
    pub(super) fn watch_baton(&mut self) {
        let flag: *const AtomicBool = self.heap.safepoint_flag();
        // SAFETY: the baton is closed when `threads` is dropped, and `heap` lives until then: it is
        // in the same structure.
        unsafe { self.threads.baton.set_flag(flag) };
    }

    /// Starts a thread that calls `function`; its ident. It gets its turn when this one waits, or is
    /// through with its time.
    ///
    /// # Errors
    /// RuntimeError when the system gives none.
    pub fn start_thread(
        &mut self,
        function: Value,
        args: Gc<Tuple>,
        kwargs: Option<Gc<Dict>>,
    ) -> Res<Ident> {
        let Ok(stack) = RegisterStack::new() else {
            return Err(self.runtime_error("can't start new thread"));
        };
        let kwargs = kwargs.map_or(Value::NONE, Value::from);
        let mut execution = Execution::new(stack);
        execution.returned = self.heap.tuple(&[function, args.into(), kwargs]).into();
        execution.going_over = self.going_over;

        let ticket = self.threads.ticket();
        let beginning = Beginning {
            baton: self.threads.baton.clone(),
            ticket,
        };
        let stack_size = self.threads.stack_size.max(NATIVE_STACK);
        self.threads.baton.line_up(ticket);
        let Some(ident) = start_native_thread(beginning, stack_size) else {
            self.threads.baton.leave_queue(ticket);
            return Err(self.runtime_error("can't start new thread"));
        };
        self.threads.parked.insert(ident, execution);
        Ok(ident)
    }

    /// All that a thread does while it has the baton. Gives what to give it away with: not what the thread
    /// has begun with, if it has forked.
    fn run_thread(&mut self) -> Arc<Baton> {
        self.resume(own_ident());
        self.find_native_limit();
        let start = std::mem::replace(&mut self.returned, Value::NONE);
        if let Some(start) = start.get::<Tuple>()
            && let [function, args, kwargs] = start.tail()
            && let Some(args) = args.get().get::<Tuple>()
        {
            let function = function.get();
            if let Err(Raised) = self.call_ex(function, args, kwargs.get().get::<Dict>()) {
                self.report_end_of_thread(function);
            }
        }
        self.threads.running = None;
        self.threads.baton.clone()
    }

    /// Says on stderr what a thread has died of, unless it was SystemExit.
    fn report_end_of_thread(&mut self, function: Value) {
        let is_exit = self.raised_is(self.types.system_exit);
        let exception = self.take_raised();
        if !is_exit {
            self.report_unraisable(exception, "in thread started by", function);
        }
    }

    /// In a child after a fork: the thread that has forked is the only one, and the main one.
    pub fn forget_other_threads(&mut self) {
        let baton = Arc::new(Baton::new(self.threads.baton.interval()));
        // The old one, whose mutex may have been held by a thread that is no more, is left as it is.
        std::mem::forget(std::mem::replace(&mut self.threads.baton, baton));
        self.watch_baton();
        for (_, mut execution) in self.threads.parked.drain() {
            // The system library uses the native stack for other threads.
            (execution.stack_pointer, execution.stack_base) = (0, 0);
            self.threads.lost.push(execution);
        }
        self.threads.awaited.clear();
        self.threads.main = own_ident();
        self.threads.running = Some(own_ident());
        interrupt::listen_in_this_thread();
    }

    // --- what scripts ask ---

    /// What the running thread keeps for `threading.local`: a dict, or None.
    pub fn local_values(&self) -> Value {
        self.local_values
    }

    pub fn set_local_values(&mut self, values: Gc<Dict>) {
        self.local_values = values.into();
    }

    /// How many threads there are besides this one.
    pub fn other_threads(&self) -> usize {
        self.threads.parked.len()
    }

    /// `threading.get_ident()`
    pub fn thread_ident(&self) -> Ident {
        own_ident()
    }

    /// `threading.stack_size()`: what threads get that are started from now on, 0 the default.
    pub fn thread_stack_size(&mut self) -> &mut usize {
        &mut self.threads.stack_size
    }

    /// `sys.getswitchinterval()`
    pub fn switch_interval(&self) -> Duration {
        self.threads.baton.interval()
    }

    /// `sys.setswitchinterval()`
    pub fn set_switch_interval(&mut self, interval: Duration) {
        self.threads.baton.set_interval(interval);
    }
}

/// What a new thread begins with.
struct Beginning {
    baton: Arc<Baton>,
    ticket: Ticket,
}

/// Starts a thread of the system. (The standard library's allocates a stack for its signal handler in the new
/// thread and panics where there is none; a script may use up all that there is.)
fn start_native_thread(beginning: Beginning, stack_size: usize) -> Option<Ident> {
    let beginning = Box::into_raw(Box::new(beginning)).cast();
    let mut ident = 0;
    // SAFETY: the attributes are initialised by the first call and destroyed by the last; `beginning` is
    // the thread's if it starts, and else ours again.
    unsafe {
        let mut attributes = std::mem::zeroed();
        libc::pthread_attr_init(&mut attributes);
        libc::pthread_attr_setdetachstate(&mut attributes, libc::PTHREAD_CREATE_DETACHED);
        let failed = libc::pthread_attr_setstacksize(&mut attributes, stack_size) != 0
            || libc::pthread_create(&mut ident, &attributes, run_thread, beginning) != 0;
        libc::pthread_attr_destroy(&mut attributes);
        if failed {
            drop(Box::from_raw(beginning.cast::<Beginning>()));
            return None;
        }
    }
    Some(ident)
}

extern "C" fn run_thread(beginning: *mut libc::c_void) -> *mut libc::c_void {
    // SAFETY: it was made for this thread.
    let Beginning { baton, ticket } = *unsafe { Box::from_raw(beginning.cast()) };
    let vm = baton.take_in_turn(ticket);
    // SAFETY: this thread has the baton until it gives it away below.
    let baton = unsafe { (*vm.0).run_thread() };
    crate::allocator::give_back();
    baton.give(vm);
    std::ptr::null_mut()
}
