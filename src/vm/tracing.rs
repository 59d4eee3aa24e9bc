//! `sys.settrace` and `sys.setprofile`: functions of a script that are told what runs.
//! *(This is the chapter about debuggers, and about profilers that miss nothing.)*
//!
//! ```text
//!   run ── a call ──> trace_frame ───────────────> run::<TRACES> ── each op: of another line than the last?
//!   ^                   │  ^                            │                yes: 'line'
//!   │                   │  └── returned, raised ────────┘            a native's call: 'c_call', 'c_return'
//!   └───────────────────┤                                            raised: 'exception'
//!                  'call', and 'return' behind it
//! ```
//!
//! A thread that is traced has a hook in [the seam](super::hook), in front of the profiler's: calls and
//! returns are what an [`EvalFrame`] sees. What happens between them, lines, exceptions and calls of natives,
//! is told by an instantiation of the evaluator's loop that looks at each op before it does it. So a
//! script that traces nothing pays nothing. Loops that run when tracing begins go over to that one as they
//! do to the one that keeps [records](super::records): at once if it is they who called `settrace`, else
//! at a safepoint, or when a call that a hook evaluated has returned.
//!
//! The function that was given to `settrace` is called when a frame begins, and what it returns is the
//! frame's own, `f_trace`, for all that follows in it. While one of them runs, nothing is traced.
//!
//! A frame that began before the tracing, as the one of who called `breakpoint()`, has no hook behind it:
//! that it returns is told before the op that does that, or when it is unwound.
//!
//! Events, and when they come, are CPython 3.12's (`Python/legacy_tracing.c`): a line is told when an op of it
//! runs and the last one was another line's, or stood further down: each turn of a loop in one line counts.
//! Not told are lines that no op stands for, such as `try:` and `pass`.

use super::frame::{ENTRY, Frame, GENERATES};
use super::hook::Status;
use super::records::THROW;
use super::unwind::LiveFrame;
use super::{EvalFrame, Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::{CALLEE, KWNAMES};
use crate::object::dict::Dict;
use crate::object::frame_object::FrameObject;
use crate::object::function::{BoundMethod, CellObject, Native};
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::call::Prepared;

/// What traces a thread.
#[derive(Clone, Copy)]
pub(crate) struct Tracing {
    /// What was given to `sys.settrace`, or None.
    pub trace: Value,
    /// What was given to `sys.setprofile`, or None.
    pub profile: Value,
    /// One of them runs.
    busy: bool,
    /// There is one, and it does not run.
    pub active: bool,
    /// The frame that the innermost loop was entered with that traces.
    pub(super) loop_entry: *mut Frame,
}

impl Default for Tracing {
    fn default() -> Tracing {
        Tracing {
            trace: Value::NONE,
            profile: Value::NONE,
            busy: false,
            active: false,
            loop_entry: std::ptr::null_mut(),
        }
    }
}

/// The hook.
unsafe extern "C" fn trace_frame(vm: *mut Vm, frame: *mut Frame, throw: usize) -> Status {
    // SAFETY: the contract of `EvalFrame`.
    unsafe {
        let vm = &mut *vm;
        let evaluate: EvalFrame = vm.eval_frame.unwrap_or(super::eval::run::<false, true>);
        let code = (*frame).code;
        let flags = code.code.flags;
        let generates = flags.generator || flags.coroutine || flags.async_generator;
        if generates && (*frame).state & GENERATES == 0 {
            // It only makes the generator.
            return evaluate(vm, frame, throw);
        }
        let object = vm.frame_object(LiveFrame(frame));
        let resumed = LiveFrame(frame).generator().map(Value::from);
        let caller = LiveFrame(frame).caller();
        object.is_told.set(true);
        let told = vm.tell_call(frame, object);
        let status = evaluate(vm, frame, if told.is_err() { THROW } else { throw });
        object.is_told.set(false);
        let told = vm.tell_return(object, status);
        let told = told.and_then(|()| match (status, resumed, caller) {
            (Status::Returned, Some(ended), Some(caller)) => vm.tell_end_to_caller(ended, caller),
            _ => Ok(()),
        });
        match told {
            Ok(()) => status,
            Err(Raised) => Status::Raised,
        }
    }
}

impl Vm {
    /// Whether this thread's frames are traced now.
    pub fn is_traced(&self) -> bool {
        self.tracing.active
    }

    /// `sys.settrace(function)`
    pub fn set_trace(&mut self, function: Value) {
        self.tracing.trace = function;
        self.choose_call_hook();
    }

    /// `sys.setprofile(function)`
    pub fn set_profile(&mut self, function: Value) {
        self.tracing.profile = function;
        self.choose_call_hook();
    }

    /// The hook of a traced thread is this module's, that of others the profiler's.
    pub(super) fn choose_call_hook(&mut self) {
        let tracing = &mut self.tracing;
        tracing.active = !(tracing.busy || tracing.trace.is_none() && tracing.profile.is_none());
        self.call_hook = if tracing.active {
            Some(trace_frame)
        } else {
            self.eval_frame
        };
        self.call_hook_changed();
    }

    /// Whether the loop that runs `frame` traces.
    pub(super) unsafe fn is_loop_traced(&self, frame: *mut Frame) -> bool {
        // SAFETY: the caller's frame is live, and so are those it is linked to.
        unsafe { Self::loop_entry(frame) == self.tracing.loop_entry }
    }

    /// The frame that the loop which runs `frame` was entered with.
    pub(super) unsafe fn loop_entry(frame: *mut Frame) -> *mut Frame {
        let mut at = frame;
        // SAFETY: as above.
        unsafe {
            while (*at).state & ENTRY == 0 {
                at = (*at).link;
            }
        }
        at
    }

    // --- what is told ---

    fn tell_call(&mut self, frame: *mut Frame, object: Gc<FrameObject>) -> Res<()> {
        let caller = std::mem::replace(&mut self.current, frame);
        let told = self
            .tell_profile(object, "call", Value::NONE)
            .and_then(|()| {
                let trace = self.tracing.trace;
                if trace.is_none() || !self.tracing.active {
                    return Ok(());
                }
                let own = self.tell(trace, object, "call", Value::NONE);
                let own = own.or_else(|Raised| self.stop_tracing(object))?;
                // A generator keeps what it has when it is resumed.
                if !own.is_none() {
                    object.trace.set(own);
                }
                Ok(())
            });
        self.current = caller;
        told
    }

    fn tell_return(&mut self, object: Gc<FrameObject>, status: Status) -> Res<()> {
        let value = match status {
            // What an `__init__` returns is None, whatever the loop makes of it.
            Status::Returned if !object.instance.is_none() => Value::NONE,
            Status::Returned | Status::Yielded => self.returned,
            Status::Raised => Value::NONE,
        };
        self.tell_profile(object, "return", value)?;
        self.tell_trace(object, "return", value)
    }

    /// Before the loop does the op at the pc of `frame`, which is stored: a line may begin.
    #[inline(never)]
    pub(super) fn trace_op(&mut self, frame: LiveFrame) -> Res<()> {
        if self.tracing.trace.is_none() || !self.tracing.active || !frame.is_seen() {
            return Ok(());
        }
        let object = self.frame_object(frame);
        if object.trace.get().is_none() {
            return Ok(());
        }
        let (op, line) = (frame.op_index(), frame.line());
        let kind = |op: u32| frame.code().code.ops.get(op as usize).copied();
        if matches!(
            kind(op),
            Some(
                Op::EnterHandler { .. }
                    | Op::LeaveHandler { .. }
                    | Op::Reraise { .. }
                    | Op::Unbind { .. }
                    | Op::Release { .. }
                    | Op::MakeCell { .. }
                    | Op::LoadClosure { .. }
            )
        ) {
            // These are no part of a statement.
            return Ok(());
        }
        let before = object.traced_op.replace(op);
        let other_line = object.traced_line.replace(line) != line;
        let is_next = |op: u32| matches!(kind(op), Some(Op::ForNext { .. }));
        // The end of a loop's body is its head, too: it jumps to the body.
        let begins = other_line || is_next(op) || (op < before && !is_next(before));
        if begins && object.trace_lines.get() {
            self.tell_trace(object, "line", Value::NONE)?;
        }
        if object.trace_opcodes.get() {
            self.tell_trace(object, "opcode", Value::NONE)?;
        }
        match kind(op) {
            Some(Op::Return { src } | Op::Yield { src, .. }) if !object.is_told.get() => {
                let returned = frame.register(src.0);
                let is_init = !object.instance.is_none();
                self.tell_trace(
                    object,
                    "return",
                    if is_init { Value::NONE } else { returned },
                )
            }
            _ => Ok(()),
        }
    }

    /// A frame that was entered before the tracing began ends by an exception, which is in `raised`.
    #[cold]
    #[inline(never)]
    pub(super) fn trace_way_out(&mut self, frame: LiveFrame) {
        let object = self.frame_object(frame);
        if !object.is_told.get() {
            // What it raises is on its way instead.
            let _: Res<()> = self.tell_trace(object, "return", Value::NONE);
        }
    }

    /// An exception, `raised`, was raised in a frame or has come to it.
    #[cold]
    #[inline(never)]
    pub(super) fn trace_exception(&mut self, frame: LiveFrame) {
        let object = self.frame_object(frame);
        if object.trace.get().is_none() || !self.tracing.active {
            return;
        }
        let exception = self.raised;
        let class = self.class_of(exception);
        let traceback = exception
            .get::<crate::object::exception::Exception>()
            .map_or(Value::NONE, |it| it.traceback.get());
        let what = self.heap.tuple(&[class.into(), exception, traceback]);
        // What it raises is on its way instead.
        let _: Res<()> = self.tell_trace(object, "exception", what.into());
    }

    /// A generator has ended. Where a `for` or an `await` waited for it, that is an exception, as far as debuggers are
    /// concerned; of a `for` only if it has a value, which is in `returned`.
    fn tell_end_to_caller(&mut self, ended: Value, frame: LiveFrame) -> Res<()> {
        let waits_for = match frame.code().code.ops.get(frame.op_index() as usize) {
            Some(Op::ForIter { state, .. }) if !self.returned.is_none() => state.0,
            Some(Op::YieldFrom { iter, .. }) => iter.0,
            _ => return Ok(()),
        };
        if frame.register(waits_for) != ended || !frame.is_seen() {
            return Ok(());
        }
        let object = self.frame_object(frame);
        if object.trace.get().is_none() {
            return Ok(());
        }
        let class = self.types.stop_iteration;
        let value = [self.returned];
        let args = if value[0].is_none() { &[] } else { &value[..] };
        let exception = self.new_exception(class, args);
        let what = [class.into(), exception.into(), Value::NONE];
        let what = self.heap.tuple(&what);
        self.tell_trace(object, "exception", what.into())
    }

    /// Does an op that calls a native for a thread that is profiled; `None` if it is another op.
    pub(super) unsafe fn profile_op(&mut self, op: Op, frame: *mut Frame) -> Res<Option<Value>> {
        if self.tracing.profile.is_none() || !self.tracing.active {
            return Ok(None);
        }
        // SAFETY: the verifier has checked the windows of the current frame's ops.
        unsafe {
            let window_at = |index: u16| Frame::registers(frame).add(usize::from(index));
            let (window, argc, is_method) = match op {
                Op::Call { window, argc, .. } | Op::CallKw { window, argc, .. } => {
                    (window_at(window.0), argc.0, false)
                }
                Op::CallMethod { window, argc, .. } | Op::CallMethodKw { window, argc, .. } => {
                    (window_at(window.0), argc.0, true)
                }
                Op::CallEx { window, .. } => (window_at(window.0), 0, false),
                _ => return Ok(None),
            };
            let names = match op {
                Op::CallKw { .. } | Op::CallMethodKw { .. } => *window.add(usize::from(KWNAMES)),
                _ => Value::UNBOUND,
            };
            let (window, argc) = match is_method {
                true if (*window.add(usize::from(CALLEE))).is_unbound() => (window.add(1), argc),
                true => (window, argc + 1),
                false => (window, argc),
            };
            let callee = *window.add(usize::from(CALLEE));
            let bound = callee.get::<BoundMethod>().map(|it| it.function.get());
            if !bound.unwrap_or(callee).is::<Native>() {
                return Ok(None);
            }
            let object = self.frame_object(LiveFrame(frame));
            self.tell_profile(object, "c_call", callee)?;
            let prepared = match op {
                Op::CallEx { .. } => self.prepare_call_ex(window),
                _ => self.prepare_call(window, argc, names),
            };
            let result = match prepared {
                Ok(Prepared::Value(value)) => Ok(value),
                Ok(Prepared::Frame(callee)) => self.enter_natively(callee),
                Err(Raised) => Err(Raised),
            };
            match result {
                Ok(value) => {
                    self.tell_profile(object, "c_return", callee)?;
                    Ok(Some(value))
                }
                Err(Raised) => {
                    self.tell_profile(object, "c_exception", callee)?;
                    Err(Raised)
                }
            }
        }
    }

    // --- telling it ---

    /// Tells the function of a frame; what it returns takes its place.
    fn tell_trace(&mut self, object: Gc<FrameObject>, event: &str, arg: Value) -> Res<()> {
        let own = object.trace.get();
        if own.is_none() || self.tracing.trace.is_none() || !self.tracing.active {
            return Ok(());
        }
        let next = self.tell(own, object, event, arg);
        let next = next.or_else(|Raised| self.stop_tracing(object))?;
        if !next.is_none() {
            object.trace.set(next);
        }
        Ok(())
    }

    fn tell_profile(&mut self, object: Gc<FrameObject>, event: &str, arg: Value) -> Res<()> {
        let profile = self.tracing.profile;
        if profile.is_none() || !self.tracing.active {
            return Ok(());
        }
        let told = self.tell(profile, object, event, arg);
        if told.is_err() {
            self.set_profile(Value::NONE);
        }
        told.map(|_| ())
    }

    /// A function that raises is called no more.
    fn stop_tracing(&mut self, object: Gc<FrameObject>) -> Res<Value> {
        object.trace.set(Value::NONE);
        self.set_trace(Value::NONE);
        Err(Raised)
    }

    /// Calls a function of the script's, which may have changed the frame's `f_locals`: so the variables are.
    fn tell(
        &mut self,
        function: Value,
        object: Gc<FrameObject>,
        event: &str,
        arg: Value,
    ) -> Res<Value> {
        let (returned, raised, handled) = (self.returned, self.raised, self.handled);
        self.raised = Value::NONE;
        let event = self.heap.intern(event);
        self.bring_up_to_date(object);
        self.tracing.busy = true;
        self.choose_call_hook();
        let result = self.call(function, &[object.into(), event.into(), arg]);
        self.tracing.busy = false;
        self.choose_call_hook();
        self.write_back(object);
        (self.returned, self.handled) = (returned, handled);
        if result.is_ok() {
            self.raised = raised;
        }
        result
    }

    /// Calls a function that is traced although the caller, a trace function, is not:
    /// `sys.call_tracing`.
    pub fn call_traced(&mut self, call: impl FnOnce(&mut Vm) -> Res<Value>) -> Res<Value> {
        let busy = std::mem::replace(&mut self.tracing.busy, false);
        self.choose_call_hook();
        let result = call(self);
        self.tracing.busy = busy;
        self.choose_call_hook();
        result
    }

    /// Makes `f_locals` what the variables of a live frame are, if somebody has asked for that: what he set
    /// then is the script's to change.
    fn bring_up_to_date(&mut self, object: Gc<FrameObject>) {
        if let (Some(frame), Some(dict)) =
            (self.live_frame(object), object.locals.get().get::<Dict>())
            && object.code.code.flags.optimized
        {
            self.note_variables(frame, dict);
        }
    }

    /// Makes the variables of a live frame what its `f_locals` says, if somebody has asked for that.
    fn write_back(&mut self, object: Gc<FrameObject>) {
        let code = object.code.code.clone();
        let (Some(frame), Some(dict)) =
            (self.live_frame(object), object.locals.get().get::<Dict>())
        else {
            return;
        };
        if !code.flags.optimized {
            return;
        }
        for (name, register) in code.variables() {
            if name.starts_with('.') {
                continue;
            }
            let name = self.heap.intern(name);
            let value = dict.get_str(name).unwrap_or(Value::UNBOUND);
            match frame.register(register).get::<CellObject>() {
                Some(cell) => cell.content.set(value),
                None => frame.set_register(register, value),
            }
        }
    }

    /// Says that a frame's own function was set: its next line is told.
    pub fn set_frame_trace(&mut self, object: Gc<FrameObject>, function: Value) {
        object.trace.set(function);
        if let Some(frame) = self.live_frame(object) {
            object.traced_op.set(frame.op_index());
            object.traced_line.set(frame.line());
            self.going_over = true;
            self.heap.request_service();
        }
    }
}
