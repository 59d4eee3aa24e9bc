//! Exceptions on their way to a handler.
//!
//! ```text
//!   an op raises ──> handler in this frame's table? ──yes──> go on there
//!                       │ no: add the frame to the traceback, pop it
//!                       └──> the caller's frame, at its call ... until the entry frame
//! ```
//!
//! Nothing is set up when a `try` is entered: the table is looked at only now.

use super::frame::{ENTRY, Frame, GENERATES, SEEN};
use super::threads::Ident;
use super::{Raised, Res, Vm};
use crate::object::class::Type;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::generator::{Generator, Progress};
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// Where an exception ended up.
pub(super) enum Unwound {
    /// In a handler of this frame, which goes on at the op with this number.
    Handler(*mut Frame, usize),
    /// Beyond the evaluator's entry frame.
    Left,
    /// Nowhere: the loop is to go on as one that keeps records, or traces.
    GoOver,
}

impl Vm {
    /// Takes the exception in `raised`, which an op of `frame` raised, the current one,
    /// to its handler.
    ///
    /// Unless `traced`, the frame is in the traceback already.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn unwind(&mut self, frame: *mut Frame, traced: bool) -> Unwound {
        // SAFETY: the frames on the chain are complete; the evaluator's current one
        // first, its pc stored.
        unsafe {
            let mut frame = frame;
            let mut traced = traced;
            if self.raised.is_unbound() {
                self.finish_call_to_go_over(frame);
                return Unwound::GoOver;
            }
            loop {
                let code = (*frame).code;
                let at = (*frame).op_index();
                let exception = self.raised;
                if traced && let Some(exception) = exception.get::<Exception>() {
                    let next = exception.traceback.get();
                    let object = self.frame_object(LiveFrame(frame));
                    let level = self.heap.alloc(Traceback::new(next, object, at));
                    exception.traceback.set(level.into());
                    if (*frame).state & SEEN != 0 && !self.tracing.trace.is_none() {
                        self.trace_exception(LiveFrame(frame));
                    }
                }
                if (*frame).state & SEEN != 0 && !code.code.only_passes_on(at) {
                    self.frame_object(LiveFrame(frame)).way_out.set(at);
                }
                let exception = self.raised;
                let handlers = &code.code.handlers;
                let next = handlers.partition_point(|handler| handler.end <= at);
                if let Some(handler) = handlers.get(next).filter(|it| it.start <= at) {
                    *Frame::registers(frame).add(handler.exc as usize) = exception;
                    self.raised = Value::NONE;
                    return Unwound::Handler(frame, handler.target as usize);
                }
                let state = (*frame).state;
                if state & SEEN != 0 && self.tracing.active {
                    self.trace_way_out(LiveFrame(frame));
                }
                if state & SEEN != 0 {
                    self.end_frame_object(LiveFrame(frame));
                }
                if state & GENERATES != 0 {
                    self.finish_generator(frame);
                    self.stop_iteration_is_an_error(frame);
                }
                self.depth -= 1;
                self.current = (*frame).caller();
                if state & ENTRY != 0 {
                    return Unwound::Left;
                }
                frame = self.current;
                traced = true;
            }
        }
    }

    /// PEP 479: StopIteration that leaves a generator's body is a RuntimeError.
    unsafe fn stop_iteration_is_an_error(&mut self, frame: *mut Frame) {
        // SAFETY: a live frame.
        let code = unsafe { (*frame).code };
        let flags = code.code.flags;
        let what = if flags.coroutine {
            "coroutine"
        } else if flags.async_generator {
            "async generator"
        } else {
            "generator"
        };
        let name = if self.raised_is(self.types.stop_iteration) {
            "StopIteration"
        } else if flags.async_generator && self.raised_is(self.types.stop_async_iteration) {
            "StopAsyncIteration"
        } else {
            return;
        };
        let inner = self.take_raised();
        let _ = self.runtime_error(format!("{what} raised {name}"));
        if let Some(outer) = self.raised.get::<Exception>() {
            outer.cause.set(inner);
            outer.context.set(inner);
            outer.suppress_context.set(true);
        }
    }

    /// A bare `raise`; says whether the frame is to be added to the traceback.
    #[cold]
    #[inline(never)]
    pub(super) fn raise_again(&mut self) -> bool {
        if self.handled.is_none() {
            let _ = self.runtime_error("No active exception to reraise");
            return true;
        }
        self.raised = self.handled;
        false
    }

    /// `raise exc`, and `raise exc from cause`.
    #[cold]
    #[inline(never)]
    pub(super) fn raise_from(&mut self, exc: Value, cause: Option<Value>) -> Raised {
        let exception = match self.exception_from(exc) {
            Ok(Some(exception)) => exception,
            Ok(None) => return self.type_error("exceptions must derive from BaseException"),
            Err(Raised) => return Raised,
        };
        if let (Some(cause), Some(it)) = (cause, exception.get::<Exception>()) {
            let cause = if cause.is_none() {
                Value::NONE
            } else {
                match self.exception_from(cause) {
                    Ok(Some(cause)) => cause,
                    Ok(None) => {
                        return self.type_error("exception causes must derive from BaseException");
                    }
                    Err(Raised) => return Raised,
                }
            };
            it.cause.set(cause);
            it.suppress_context.set(true);
        }
        self.raise(exception)
    }

    /// An exception as it is, or an instance of an exception class.
    fn exception_from(&mut self, value: Value) -> Res<Option<Value>> {
        if value.is::<Exception>() {
            return Ok(Some(value));
        }
        match value.get::<Type>() {
            Some(class) if class.is_subclass_of(self.types.base_exception) => {
                let made = self.call(value, &[])?;
                if !made.is::<Exception>() {
                    let (class, made) = (
                        class.name.get().to_string_lossy().into_owned(),
                        self.class_name(made),
                    );
                    return Err(self.type_error(format!(
                        "calling <class '{class}'> should have returned an instance of BaseException, not <class '{made}'>"
                    )));
                }
                Ok(Some(made))
            }
            _ => Ok(None),
        }
    }

    /// Whether an exception matches what an `except` clause names.
    pub(super) fn exception_matches(&mut self, exception: Value, class: Value) -> Res<bool> {
        let raised = self.class_of(exception);
        if let Some(class) = class.get::<Type>() {
            if class.is_subclass_of(self.types.base_exception) {
                return Ok(raised.is_subclass_of(class));
            }
        } else if let Some(classes) = class.get::<Tuple>() {
            let all = classes.tail().iter().all(|class| {
                class
                    .get()
                    .get::<Type>()
                    .is_some_and(|class| class.is_subclass_of(self.types.base_exception))
            });
            if all {
                let mut classes = classes
                    .tail()
                    .iter()
                    .filter_map(|class| class.get().get::<Type>());
                return Ok(classes.any(|class| raised.is_subclass_of(class)));
            }
        }
        Err(self
            .type_error("catching classes that do not inherit from BaseException is not allowed"))
    }

    /// The frames that run, innermost first: their code and the op they are at.
    pub fn frames(&self) -> Frames<'_> {
        Frames {
            at: self.current,
            _vm: self,
        }
    }

    /// The same of each of the threads that do not run now, with its ident.
    pub fn frames_of_other_threads(&self) -> impl Iterator<Item = (Ident, Frames<'_>)> {
        let all = self.parked_frames();
        all.map(|(ident, at)| (ident, Frames { at, _vm: self }))
    }
}

/// See [`Vm::frames`].
pub struct Frames<'a> {
    at: *mut Frame,
    _vm: &'a Vm,
}

impl Iterator for Frames<'_> {
    type Item = LiveFrame;
    fn next(&mut self) -> Option<LiveFrame> {
        if self.at.is_null() {
            return None;
        }
        let frame = self.at;
        // SAFETY: the chain from the current frame on is live.
        unsafe {
            self.at = (*frame).caller();
        }
        Some(LiveFrame(frame))
    }
}

/// A frame that runs now.
#[derive(Clone, Copy)]
pub struct LiveFrame(pub(super) *mut Frame);

impl LiveFrame {
    /// The frame of a generator that has not ended: it is complete while it waits too.
    pub fn of_generator(generator: Gc<Generator>) -> Option<LiveFrame> {
        let ended = generator.progress.get() == Progress::Finished;
        (!ended).then(|| LiveFrame(Generator::frame(generator).cast::<Frame>()))
    }

    /// Whether it has an object.
    pub(super) fn is_seen(self) -> bool {
        // SAFETY: as below.
        unsafe { (*self.0).state & SEEN != 0 }
    }

    /// Says that it has an object, or no longer.
    pub(super) fn set_seen(self, seen: bool) {
        // SAFETY: as below.
        let state = unsafe { &mut (*self.0).state };
        *state = if seen { *state | SEEN } else { *state & !SEEN };
    }

    /// The instance that an `__init__` is for.
    pub(super) fn instance(self) -> Option<Value> {
        // SAFETY: as below.
        unsafe { (*self.0).instance() }
    }

    /// Where the frame lies: to compare with, not to follow.
    pub fn address(self) -> usize {
        self.0 as usize
    }

    /// The frame that called this one or resumed it.
    pub fn caller(self) -> Option<LiveFrame> {
        if let Some(generator) = self.generator()
            && generator.progress.get() != Progress::Running
        {
            // It waits, and what its frame says of a caller is of an earlier time.
            return None;
        }
        // SAFETY: as below; the caller of a live frame is live.
        let caller = unsafe { (*self.0).caller() };
        (!caller.is_null()).then_some(LiveFrame(caller))
    }

    /// The generator that the frame lies in.
    pub fn generator(self) -> Option<Gc<Generator>> {
        // SAFETY: as below; the flag says that the frame is a generator's.
        unsafe { ((*self.0).state & GENERATES != 0).then(|| Frame::generator(self.0)) }
    }

    pub fn code(self) -> crate::object::gc::Gc<crate::object::function::CodeObject> {
        // SAFETY: made from a live frame, for immediate use.
        unsafe { (*self.0).code }
    }

    pub fn function(self) -> crate::object::gc::Gc<crate::object::function::Function> {
        // SAFETY: as above.
        unsafe { (*self.0).function }
    }

    pub fn op_index(self) -> u32 {
        // SAFETY: as above.
        unsafe { (*self.0).op_index() }
    }

    /// The line that runs, from 1; before the first op the one where the code begins.
    pub fn line(self) -> u32 {
        // SAFETY: as above.
        if unsafe { (*self.0).next_op() } == self.code().first_op() {
            return self.code().code.first_line;
        }
        self.code().code.line_of(self.op_index() as usize)
    }

    /// Changes a variable or cell.
    pub fn set_register(self, index: u16, value: Value) {
        if index < self.code().locals_end() {
            // SAFETY: as above; nobody has a reference to a register.
            unsafe { *Frame::registers(self.0).add(index as usize) = value };
        }
    }

    /// The registers of parameters, variables and cells, in their order.
    pub fn variables(&self) -> &[Value] {
        let count = usize::from(self.code().locals_end());
        // SAFETY: as above; a call initialises them.
        unsafe { std::slice::from_raw_parts(Frame::registers(self.0), count) }
    }

    /// A register: `index` must be one that the code names (a local or a cell).
    pub fn register(self, index: u16) -> Value {
        if index >= self.code().code.registers {
            return Value::UNBOUND;
        }
        // SAFETY: the register lies in the live frame; named ones are initialised.
        unsafe { *Frame::registers(self.0).add(index as usize) }
    }
}
