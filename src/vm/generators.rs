//! Generators: made, resumed, thrown into, closed.
//!
//! A generator's frame lies in its object and is linked below whoever resumes it.
//! `for`, `yield from` and `await` resume it within the evaluator's loop; everybody else
//! enters the evaluator with it.

use super::frame::{ENTRY, Frame, GENERATES, NATIVE, RECORDED, SEEN};
use super::unwind::LiveFrame;
use super::{Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::WINDOW;
use crate::object::class::Type;
use crate::object::exception::Exception;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::object::generator::{Flavour, Generator, Progress};
use crate::object::value::Value;

/// How far a resumed generator got.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Resumed {
    Yielded(Value),
    Returned(Value),
}

impl Vm {
    /// Makes a generator that owns a copy of `frame`, whose pc is stored.
    pub(super) unsafe fn make_generator(&mut self, frame: *mut Frame) -> Res<Value> {
        // SAFETY: `frame` is the current one, as many words as its code says.
        unsafe {
            let code: Gc<CodeObject> = (*frame).code;
            let function = (*frame).function;
            let flags = code.code.flags;
            let (flavour, class) = if flags.coroutine {
                (Flavour::Coroutine, self.types.coroutine)
            } else if flags.async_generator {
                (Flavour::AsyncGenerator, self.types.async_generator)
            } else {
                (Flavour::Generator, self.types.generator)
            };
            let (name, qualname) = (function.name.get(), function.qualname.get());
            let shape = class.root_shape.get();
            let generator = self.heap.alloc_tail(
                Generator::new(shape, flavour, code, name, qualname),
                code.frame_words as usize,
            );
            let own = Generator::frame(generator).cast::<Frame>();
            let initialised = usize::from(WINDOW) + usize::from(code.locals_end());
            std::ptr::copy_nonoverlapping(frame.cast::<u64>(), own.cast::<u64>(), initialised);
            (*own).state = GENERATES | ((*frame).state & RECORDED);
            if (*frame).state & SEEN != 0 {
                self.end_frame_object(LiveFrame(frame));
            }
            if flavour == Flavour::Coroutine {
                self.heap.register_patient(generator.as_header());
            } else if !code.code.handlers.is_empty() {
                self.heap.register_finalizable(generator.as_header());
            }
            Ok(generator.into())
        }
    }

    #[cold]
    fn ready_natively(&mut self, generator: Gc<Generator>, sent: Value) -> Res<*mut Frame> {
        self.ready_generator(generator, sent, self.enters_recording())
    }

    /// Whether the evaluator can resume a generator for a `for` loop.
    pub(super) fn can_loop_over(&self, generator: Gc<Generator>) -> bool {
        generator.flavour == Flavour::Generator && self.can_delegate_to(generator, Value::NONE)
    }

    /// The same for a `yield from` or an `await` that hands a value on.
    pub(super) fn can_delegate_to(&self, generator: Gc<Generator>, sent: Value) -> bool {
        match generator.progress.get() {
            Progress::Fresh => sent.is_none() && self.depth < self.depth_limit,
            Progress::Suspended => self.depth < self.depth_limit,
            Progress::Running | Progress::Finished => false,
        }
    }

    /// Gets a generator's frame ready to go on in a loop that keeps records or that keeps
    /// none, and hands it the value sent. Inlined for the evaluator, where it is half of what
    /// an item costs.
    #[inline(always)]
    pub(super) fn ready_generator(
        &mut self,
        generator: Gc<Generator>,
        sent: Value,
        records: bool,
    ) -> Res<*mut Frame> {
        let frame = Generator::frame(generator).cast::<Frame>();
        // SAFETY: the generator is alive and its frame complete.
        unsafe {
            if records != ((*frame).state & RECORDED != 0) {
                self.change_form(frame)?;
            }
            (*frame).state &= GENERATES | RECORDED | SEEN;
        }
        generator.stack_top.set(self.top() as u64);
        // SAFETY: the generator is alive and its frame complete; its next op is the one behind
        // the op that suspended it, or that op if it is `YieldFrom`.
        unsafe {
            if generator.progress.get() == Progress::Suspended {
                let registers = Frame::registers(frame);
                let next = (*frame).next_op();
                match *next {
                    Op::YieldFrom { sent: register, .. } => {
                        *registers.add(register.0 as usize) = sent
                    }
                    _ => *registers.add(Op::first_register(next.sub(1)) as usize) = sent,
                }
            }
        }
        generator.progress.set(Progress::Running);
        generator.outer_handled.set(self.handled);
        let handled = generator.handled.get();
        if !handled.is_none() {
            self.handled = handled;
        }
        Ok(frame)
    }

    /// Takes a generator's frame, which yields, off the chain.
    pub(super) unsafe fn suspend_generator(&mut self, frame: *mut Frame) {
        // SAFETY: the caller's frame is a generator's.
        let generator = unsafe { Frame::generator(frame) };
        generator.progress.set(Progress::Suspended);
        let outer = generator.outer_handled.get();
        generator.handled.set(if self.handled == outer {
            Value::NONE
        } else {
            self.handled
        });
        self.handled = outer;
    }

    /// Takes a generator's frame, which returned or raised, off the chain.
    pub(super) unsafe fn finish_generator(&mut self, frame: *mut Frame) {
        // SAFETY: the caller's frame is a generator's.
        let generator = unsafe { Frame::generator(frame) };
        generator.progress.set(Progress::Finished);
        generator.handled.set(Value::NONE);
        self.handled = generator.outer_handled.get();
    }

    /// Resumes a generator from a native: `generator.send(value)`.
    pub fn resume_generator(&mut self, generator: Gc<Generator>, value: Value) -> Res<Resumed> {
        match generator.progress.get() {
            Progress::Running => return Err(self.already_executing(generator)),
            Progress::Finished => {
                if generator.flavour == Flavour::Coroutine {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return Ok(Resumed::Returned(Value::NONE));
            }
            Progress::Fresh if !value.is_none() => {
                let what = Self::flavour_name(generator.flavour);
                return Err(self.type_error(format!(
                    "can't send non-None value to a just-started {what}"
                )));
            }
            Progress::Fresh | Progress::Suspended => {}
        }
        if self.depth >= self.depth_limit {
            return Err(self.too_deep_now());
        }
        let frame = self.ready_generator(generator, value, self.enters_recording())?;
        // SAFETY: the frame is complete and linked.
        unsafe { self.run_generator(generator, frame, false) }
    }

    #[inline]
    unsafe fn run_generator(
        &mut self,
        generator: Gc<Generator>,
        frame: *mut Frame,
        throw: bool,
    ) -> Res<Resumed> {
        // SAFETY: the caller's contract is `evaluate`'s.
        unsafe {
            (*frame).state |= ENTRY | NATIVE;
            (*frame).outer = self.current;
            let value = self.evaluate(frame, throw)?;
            Ok(match generator.progress.get() {
                Progress::Suspended => Resumed::Yielded(value),
                _ => Resumed::Returned(value),
            })
        }
    }

    #[cold]
    fn already_executing(&mut self, generator: Gc<Generator>) -> Raised {
        let what = Self::flavour_name(generator.flavour);
        self.value_error(format!("{what} already executing"))
    }

    fn flavour_name(flavour: Flavour) -> &'static str {
        match flavour {
            Flavour::Generator => "generator",
            Flavour::Coroutine => "coroutine",
            Flavour::AsyncGenerator => "async generator",
        }
    }

    /// Raises an exception where a generator stands: `generator.throw(typ, val, tb)`, of
    /// which the last two may be missing. What they mean is found out where the exception
    /// is raised: those on the way there hand them on as they are.
    pub fn throw_into_generator(
        &mut self,
        generator: Gc<Generator>,
        given: &[Value],
    ) -> Res<Resumed> {
        let progress = generator.progress.get();
        if progress != Progress::Suspended {
            let exception = self.exception_to_throw(given)?;
            if progress == Progress::Running {
                return Err(self.already_executing(generator));
            }
            generator.progress.set(Progress::Finished);
            return Err(self.reraise(exception));
        }
        let frame = Generator::frame(generator).cast::<Frame>();
        // SAFETY: a suspended generator's frame is complete.
        let delegating = unsafe {
            match *(*frame).next_op() {
                Op::YieldFrom { dst, iter, .. } => {
                    Some((dst, *Frame::registers(frame).add(iter.0 as usize)))
                }
                _ => None,
            }
        };
        let (mut result, mut raised) = (None, None);
        if let Some((_, inner)) = delegating {
            generator.progress.set(Progress::Running);
            let outcome = self.throw_into_delegate(inner, given);
            generator.progress.set(Progress::Suspended);
            match outcome {
                Ok(Some(Resumed::Yielded(value))) => return Ok(Resumed::Yielded(value)),
                Ok(Some(Resumed::Returned(value))) => result = Some(value),
                Ok(None) => {}
                Err(Raised) => raised = Some(self.take_raised()),
            }
        }
        let exception = match raised {
            None if result.is_none() => self.exception_to_throw(given)?,
            raised => raised.unwrap_or(Value::NONE),
        };
        if let Some((dst, _)) = delegating {
            // Where nothing can be thrown, a StopIteration ends the `yield from` all the same.
            let stops = raised.is_none()
                && self
                    .class_of(exception)
                    .is_subclass_of(self.types.stop_iteration);
            if stops {
                result = Some(self.stop_iteration_value(exception));
            }
            if let Some(value) = result {
                // `yield from` is done: go on behind it.
                let linked = self.ready_natively(generator, Value::NONE)?;
                // SAFETY: as above; the op behind YieldFrom exists.
                unsafe {
                    (*linked).pc = (*linked).pc.add(1);
                    *Frame::registers(linked).add(dst.0 as usize) = value;
                    return self.run_generator(generator, linked, false);
                }
            }
        }
        // What waits for a value gets none: a name keeps what it had.
        // SAFETY: as above; the op before the next is the one that suspended.
        let kept = unsafe {
            let next = (*frame).next_op();
            match delegating {
                Some(_) => Value::NONE,
                None => {
                    let register = Op::first_register(next.sub(1));
                    *Frame::registers(frame).add(register as usize)
                }
            }
        };
        // What the generator itself handles becomes the context.
        let is_handling = !generator.handled.get().is_none();
        let linked = self.ready_natively(generator, kept)?;
        // SAFETY: as above. The handlers of a `yield from` are those of its op.
        unsafe {
            if delegating.is_some() {
                (*linked).pc = (*linked).pc.add(1);
            }
            let Raised = if is_handling {
                self.raise(exception)
            } else {
                self.reraise(exception)
            };
            self.run_generator(generator, linked, true)
        }
    }

    /// `None` where the delegate takes no exceptions.
    fn throw_into_delegate(&mut self, inner: Value, given: &[Value]) -> Res<Option<Resumed>> {
        let class = given[0].get::<Type>();
        let class = class.unwrap_or_else(|| self.class_of(given[0]));
        if class.is_subclass_of(self.types.generator_exit) {
            if let Some(generator) = inner.get::<Generator>() {
                self.close_generator(generator)?;
            } else if let Some(close) = self.get_attr_opt(inner, self.names.close)? {
                self.call(close, &[])?;
            }
            return Ok(None);
        }
        if let Some(generator) = inner.get::<Generator>() {
            return self.throw_into_generator(generator, given).map(Some);
        }
        let Some(throw) = self.get_attr_opt(inner, self.names.throw)? else {
            return Ok(None);
        };
        let outcome = self.call(throw, given);
        self.stop_iteration_is_return(outcome).map(Some)
    }

    /// A call's outcome, where StopIteration means that an iterator returned.
    fn stop_iteration_is_return(&mut self, outcome: Res<Value>) -> Res<Resumed> {
        match outcome {
            Ok(value) => Ok(Resumed::Yielded(value)),
            Err(Raised) if self.raised_is(self.types.stop_iteration) => {
                let exception = self.take_raised();
                Ok(Resumed::Returned(self.stop_iteration_value(exception)))
            }
            Err(Raised) => Err(Raised),
        }
    }

    /// The `value` of a StopIteration.
    pub fn stop_iteration_value(&self, exception: Value) -> Value {
        let args = exception.get::<Exception>().map(|it| it.args.get());
        args.and_then(|args| args.tail().first().map(|value| value.get()))
            .unwrap_or(Value::NONE)
    }

    /// `generator.close()`
    pub fn close_generator(&mut self, generator: Gc<Generator>) -> Res<Value> {
        match generator.progress.get() {
            Progress::Finished => return Ok(Value::NONE),
            Progress::Fresh => {
                generator.progress.set(Progress::Finished);
                return Ok(Value::NONE);
            }
            Progress::Running | Progress::Suspended => {}
        }
        let exit = self.new_exception(self.types.generator_exit, &[]);
        match self.throw_into_generator(generator, &[exit.into()]) {
            Ok(Resumed::Yielded(_)) => {
                let what = Self::flavour_name(generator.flavour);
                Err(self.runtime_error(format!("{what} ignored GeneratorExit")))
            }
            Ok(Resumed::Returned(_)) => Ok(Value::NONE),
            Err(Raised) => {
                if self.raised_is(self.types.generator_exit)
                    || self.raised_is(self.types.stop_iteration)
                {
                    self.take_raised();
                    return Ok(Value::NONE);
                }
                Err(Raised)
            }
        }
    }

    /// One step of `yield from` or `await`.
    pub(super) fn delegate(&mut self, iter: Value, sent: Value) -> Res<Resumed> {
        if let Some(generator) = iter.get::<Generator>() {
            return self.resume_generator(generator, sent);
        }
        if !sent.is_none() {
            let send = self.names.send;
            let outcome = self.call_method(iter, send, &[sent]);
            return self.stop_iteration_is_return(outcome);
        }
        let next = self.names.next;
        match self.lookup_special(iter, next) {
            Some(method)
                if method.is::<crate::object::function::Function>()
                    || iter.is::<crate::object::instance::Instance>() =>
            {
                let outcome = self.call(method, &[iter]);
                self.stop_iteration_is_return(outcome)
            }
            _ => Ok(match self.next(iter)? {
                Some(value) => Resumed::Yielded(value),
                None => Resumed::Returned(Value::NONE),
            }),
        }
    }

    /// The iterator behind `yield from`.
    pub(super) fn yield_from_iter(&mut self, value: Value) -> Res<Value> {
        if let Some(generator) = value.get::<Generator>() {
            if generator.flavour == Flavour::Generator {
                return Ok(value);
            }
            // SAFETY: a frame runs, this op is in it.
            let running = unsafe { (*self.current).code };
            let in_coroutine = running.code.flags.coroutine;
            if generator.flavour == Flavour::Coroutine && !in_coroutine {
                return Err(self.type_error(
                    "cannot 'yield from' a coroutine object in a non-coroutine generator",
                ));
            }
        }
        self.iter(value)
    }

    /// The iterator that a generator which waits hands on to by `yield from` or `await`.
    pub fn delegate_of(&self, generator: Gc<Generator>) -> Option<Value> {
        if generator.progress.get() != Progress::Suspended {
            return None;
        }
        let frame = Generator::frame(generator).cast::<Frame>();
        // SAFETY: a suspended generator's frame is complete, and the op that it goes
        // on with has written its registers.
        unsafe {
            match *(*frame).next_op() {
                Op::YieldFrom { iter, .. } => Some(*Frame::registers(frame).add(iter.0 as usize)),
                _ => None,
            }
        }
    }
}
