//! Calls: binding arguments to parameters, and everything that can be called.
//!
//! ```text
//!  window:  [ .. | kwnames | .. | callee | .. | arg 0 | arg 1 | named args ... ]
//!                                               └ the callee's registers, once bound:
//!           positional-only, positional, keyword-only, *args, **kwargs, locals ..
//! ```
//!
//! The evaluator calls plain functions with plain arguments itself. Everything else
//! comes here as a window, and goes back either as a value or as a frame that is
//! ready to be entered, so that Python-to-Python calls of any shape need no native
//! recursion.

use super::frame::{CONSTRUCTS, ENTRY, Frame, NATIVE};
use super::hook::Status;
use super::{Raised, Res, Vm};
use crate::code::op::{CALLEE, WINDOW};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, ClassMethod, Function, Native, StaticMethod};
use crate::object::gc::{Gc, Kind};
use crate::object::record::Partial;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

const HEADER: usize = WINDOW as usize;

/// What a call came to.
pub(super) enum Prepared {
    /// It is done.
    Value(Value),
    /// A frame whose code, function, state and parameters are set.
    Frame(*mut Frame),
}

impl Vm {
    // --- from natives ---

    /// Calls anything with positional arguments.
    pub fn call(&mut self, callee: Value, args: &[Value]) -> Res<Value> {
        self.call_named(callee, args, Value::UNBOUND)
    }

    /// Calls anything; the last arguments are named by `kwnames`.
    pub fn call_kw(&mut self, callee: Value, args: &[Value], kwnames: Gc<Tuple>) -> Res<Value> {
        self.call_named(callee, args, kwnames.into())
    }

    fn call_named(&mut self, callee: Value, args: &[Value], kwnames: Value) -> Res<Value> {
        if let Some(native) = callee.get::<Native>()
            && kwnames.is_unbound()
        {
            return self.call_native(native, args);
        }
        let window = self.top();
        // SAFETY: the words above the top frame are free; `reserve` has checked
        // that there are enough of them.
        unsafe {
            self.reserve(window, args.len())?;
            *window.add(CALLEE as usize) = callee;
            for (index, &arg) in args.iter().enumerate() {
                *window.add(HEADER + index) = arg;
            }
            // What natives call most, the keys of sorts among it, needs no unwrapping.
            if let Some(function) = callee.get::<Function>()
                && kwnames.is_unbound()
            {
                let frame = self.bind(window, function, args.len(), None)?;
                return self.enter_natively(frame);
            }
            match self.prepare_window(window, args.len(), kwnames)? {
                Prepared::Value(value) => Ok(value),
                Prepared::Frame(frame) => self.enter_natively(frame),
            }
        }
    }

    /// `callee(*args, **kwargs)`
    pub fn call_ex(
        &mut self,
        callee: Value,
        args: Gc<Tuple>,
        kwargs: Option<Gc<Dict>>,
    ) -> Res<Value> {
        let window = self.top();
        // SAFETY: as in `call_named`.
        unsafe {
            self.reserve(window, args.tail().len())?;
            *window.add(CALLEE as usize) = callee;
            match self.spread(window, args, kwargs)? {
                Prepared::Value(value) => Ok(value),
                Prepared::Frame(frame) => self.enter_natively(frame),
            }
        }
    }

    /// `receiver.name(*args)`
    pub fn call_method(&mut self, receiver: Value, name: Gc<Str>, args: &[Value]) -> Res<Value> {
        // A plain method needs no object for what binds it.
        if let Some(header) = receiver.header()
            && matches!(header.kind(), Kind::Instance | Kind::Record)
            && let class = self.class_of(receiver)
            && !class.has_custom_getattribute()
            && let Some((method, _)) = class.lookup(name)
            && (method.is::<Function>() || self.is_native_method(method))
            && self.own_attribute(receiver, name)?.is_none()
        {
            return self.call_as_method(method, receiver, args);
        }
        let method = self.get_attr(receiver, name)?;
        self.call(method, args)
    }

    /// `type(receiver).name(receiver, *args)`; `None` if the class has no such attribute.
    pub fn call_special(
        &mut self,
        receiver: Value,
        name: Gc<Str>,
        args: &[Value],
    ) -> Option<Res<Value>> {
        let method = self.lookup_special(receiver, name)?;
        Some(self.call_as_method(method, receiver, args))
    }

    /// Calls a class attribute as the receiver's method.
    pub fn call_as_method(&mut self, method: Value, receiver: Value, args: &[Value]) -> Res<Value> {
        if method.is::<Function>() || self.is_native_method(method) {
            let mut buffer = [Value::UNBOUND; 8];
            if args.len() < buffer.len() {
                buffer[0] = receiver;
                buffer[1..=args.len()].copy_from_slice(args);
                return self.call(method, &buffer[..=args.len()]);
            }
        }
        let class = self.class_of(receiver);
        let bound = self.bind_descriptor(method, receiver, class)?;
        self.call(bound, args)
    }

    /// The attribute of the receiver's class, as it lies there.
    pub fn lookup_special(&self, receiver: Value, name: Gc<Str>) -> Option<Value> {
        self.class_of(receiver).lookup(name).map(|(value, _)| value)
    }

    /// Whether a native binds its first argument when it is looked up on an instance.
    pub fn is_native_method(&self, value: Value) -> bool {
        value
            .get::<Native>()
            .is_some_and(|native| !native.class.is_unbound())
    }

    // --- windows ---

    /// Makes sure that a window with so many arguments (and what a bound method or
    /// a `*args` call may add) lies on the register stack.
    fn reserve(&mut self, window: *mut Value, argc: usize) -> Res<()> {
        let words = HEADER + argc + 8;
        if self.stack.has_room(window, words) {
            return Ok(());
        }
        Err(self.too_deep_now())
    }

    /// Prepares the call in a window of the current frame.
    ///
    /// # Safety
    /// The window lies in the current frame, with its callee and arguments set.
    pub(super) unsafe fn prepare_call(
        &mut self,
        window: *mut Value,
        argc: u16,
        kwnames: Value,
    ) -> Res<Prepared> {
        let argc = usize::from(argc);
        // SAFETY: the caller's contract; `relocated` gives a window that is free.
        unsafe {
            if let Some(function) = (*window.add(CALLEE as usize)).get::<Function>()
                && let Some(names) = kwnames.get::<Tuple>()
                && self.stack.fits(window.cast())
                && Self::bind_named(window, function, argc, names)
            {
                return Ok(Prepared::Frame(Self::begin_frame(window, function)));
            }
            let window = self.relocated(window, argc)?;
            self.prepare_window(window, argc, kwnames)
        }
    }

    /// A window on the register stack: the same, or for a generator's frame, or
    /// near the end of the stack, a copy at the first free word.
    unsafe fn relocated(&mut self, window: *mut Value, argc: usize) -> Res<*mut Value> {
        if self.stack.contains(window) {
            self.reserve(window, argc)?;
            return Ok(window);
        }
        let top = self.top();
        self.reserve(top, argc)?;
        // SAFETY: both windows have room for the header and the arguments.
        unsafe { std::ptr::copy_nonoverlapping(window, top, HEADER + argc) };
        Ok(top)
    }

    /// `r[window + CALLEE](*r[window + WINDOW], **r[window + WINDOW + 1])`
    ///
    /// # Safety
    /// As `prepare_call`.
    pub(super) unsafe fn prepare_call_ex(&mut self, window: *mut Value) -> Res<Prepared> {
        // SAFETY: as `prepare_call`.
        unsafe {
            let window = self.relocated(window, 2)?;
            let callee = *window.add(CALLEE as usize);
            let args = *window.add(HEADER);
            let kwargs = *window.add(HEADER + 1);
            let args = match args.get::<Tuple>().filter(|it| it.is_exact()) {
                Some(tuple) => tuple,
                None => self.spread_arguments(callee, args)?,
            };
            // Collecting the arguments may have run Python code on top of the window.
            *window.add(CALLEE as usize) = callee;
            self.spread(window, args, kwargs.get::<Dict>())
        }
    }

    /// Prepares a call above the current frame.
    pub(super) fn prepare_above(&mut self, callee: Value, args: &[Value]) -> Res<Prepared> {
        let window = self.top();
        // SAFETY: as in `call_named`.
        unsafe {
            self.reserve(window, args.len())?;
            *window.add(CALLEE as usize) = callee;
            for (index, &arg) in args.iter().enumerate() {
                *window.add(HEADER + index) = arg;
            }
            self.prepare_window(window, args.len(), Value::UNBOUND)
        }
    }

    fn spread_arguments(&mut self, callee: Value, args: Value) -> Res<Gc<Tuple>> {
        if self.iter(args).is_err() {
            if self.raised_is(self.types.type_error) && !self.is_iterable(args) {
                let callee = self.callable_name(callee);
                let class = self.class_name(args);
                return Err(self.type_error(format!(
                    "{callee} argument after * must be an iterable, not {class}"
                )));
            }
            return Err(Raised);
        }
        let array = self.collect_array(args)?;
        Ok(self.heap.tuple_of(array.tail()))
    }

    /// Lays out a tuple and a dict as a window's arguments.
    unsafe fn spread(
        &mut self,
        window: *mut Value,
        args: Gc<Tuple>,
        kwargs: Option<Gc<Dict>>,
    ) -> Res<Prepared> {
        let positional = args.tail();
        let named = kwargs.map_or(0, |kwargs| kwargs.len());
        self.reserve(window, positional.len() + named)?;
        // SAFETY: `reserve` has checked the room.
        unsafe {
            for (index, arg) in positional.iter().enumerate() {
                *window.add(HEADER + index) = arg.get();
            }
            let mut kwnames = Value::UNBOUND;
            if let Some(kwargs) = kwargs.filter(|_| named > 0) {
                let mut names = self.heap.array(named).map_err(|_| self.memory_error())?;
                let mut at = 0;
                let mut count = positional.len();
                while let Some((next, key, value)) = kwargs.next_entry(at) {
                    at = next + 1;
                    if !key.is::<Str>() {
                        return Err(self.type_error("keywords must be strings"));
                    }
                    self.array_push(&mut names, key)?;
                    *window.add(HEADER + count) = value;
                    count += 1;
                }
                kwnames = self.heap.tuple_of(names.tail()).into();
            }
            self.prepare_window(window, positional.len() + named, kwnames)
        }
    }

    /// The first word of the register stack that nobody uses.
    pub(super) fn top(&self) -> *mut Value {
        self.stack.top(self.current).max(self.scratch)
    }

    /// Calls `act` with `first` and `args` as one slice, which lies on the register stack.
    pub(super) fn with_first(
        &mut self,
        first: Value,
        args: &[Value],
        act: impl FnOnce(&mut Vm, &[Value]) -> Res<Value>,
    ) -> Res<Value> {
        let top = self.top();
        self.reserve(top, args.len() + 1)?;
        // SAFETY: `reserve` has checked the room; `scratch` keeps others off it.
        let all = unsafe {
            *top = first;
            for (index, &arg) in args.iter().enumerate() {
                *top.add(index + 1) = arg;
            }
            std::slice::from_raw_parts(top, args.len() + 1)
        };
        let saved = std::mem::replace(&mut self.scratch, top.wrapping_add(all.len()));
        let result = act(self, all);
        self.scratch = saved;
        result
    }

    /// Prepares the call in a window on the register stack.
    unsafe fn prepare_window(
        &mut self,
        window: *mut Value,
        argc: usize,
        kwnames: Value,
    ) -> Res<Prepared> {
        // The window may lie above the top frame; natives that call back must not
        // overwrite the arguments that they were given.
        let saved = self.scratch;
        self.scratch = saved.max(window.wrapping_add(HEADER + argc + 8));
        // SAFETY: the caller's contract.
        let prepared = unsafe { self.unwrap_callee(window, argc, kwnames) };
        self.scratch = saved;
        prepared
    }

    /// Finds out what a window's callee is in the end, and calls or binds it.
    unsafe fn unwrap_callee(
        &mut self,
        window: *mut Value,
        argc: usize,
        kwnames: Value,
    ) -> Res<Prepared> {
        let names = kwnames.get::<Tuple>();
        let mut argc = argc;
        // Callables wrap callables; each turn takes one wrapper off. A `__call__` may
        // lead back to its own object, so there is a limit.
        for _ in 0..self.depth_limit {
            // SAFETY: the window has room (`reserve`) for its header, its arguments
            // and a few more.
            unsafe {
                let callee = *window.add(CALLEE as usize);
                if let Some(function) = callee.get::<Function>() {
                    return self
                        .bind(window, function, argc, names)
                        .map(Prepared::Frame);
                }
                let args = std::slice::from_raw_parts(window.add(HEADER), argc);
                if let Some(native) = callee.get::<Native>() {
                    let value = match names {
                        None => self.call_native(native, args)?,
                        Some(names) => self.call_native_kw(native, args, names)?,
                    };
                    return Ok(Prepared::Value(value));
                }
                if let Some(class) = callee.get::<Type>() {
                    return self.prepare_construction(window, class, argc, names);
                }
                let receiver = if let Some(method) = callee.get::<BoundMethod>() {
                    *window.add(CALLEE as usize) = method.function.get();
                    Some(method.receiver.get())
                } else if let Some(method) = callee.get::<StaticMethod>() {
                    *window.add(CALLEE as usize) = method.callable.get();
                    None
                } else if let Some(partial) = callee.get_exact::<Partial>()
                    && partial.keywords.get().is_empty()
                {
                    let before = partial.args.get();
                    let count = before.len();
                    self.reserve(window, argc + count)?;
                    let first = window.add(HEADER);
                    std::ptr::copy(first, first.add(count), argc);
                    for (index, arg) in before.iter().enumerate() {
                        *first.add(index) = arg;
                    }
                    argc += count;
                    // The native that this may lead to keeps off the arguments.
                    self.scratch = self.scratch.max(window.wrapping_add(HEADER + argc + 8));
                    *window.add(CALLEE as usize) = partial.function.get();
                    None
                } else {
                    let call = self.names.call;
                    let Some(method) = self
                        .lookup_special(callee, call)
                        .filter(|_| !callee.is::<ClassMethod>())
                    else {
                        let class = self.class_name(callee);
                        return Err(self.type_error(format!("'{class}' object is not callable")));
                    };
                    if method.is::<Function>() || self.is_native_method(method) {
                        *window.add(CALLEE as usize) = method;
                        Some(callee)
                    } else {
                        let class = self.class_of(callee);
                        let bound = self.bind_descriptor(method, callee, class)?;
                        *window.add(CALLEE as usize) = bound;
                        None
                    }
                };
                if let Some(receiver) = receiver {
                    self.reserve(window, argc + 1)?;
                    let first = window.add(HEADER);
                    std::ptr::copy(first, first.add(1), argc);
                    *first = receiver;
                    argc += 1;
                }
                if super::start::stack_pointer() < self.native_limit() {
                    return Err(self.too_deep_now());
                }
            }
        }
        Err(self.too_deep_now())
    }

    // --- entering ---

    /// Evaluates a prepared frame from a native.
    pub(super) unsafe fn enter_natively(&mut self, frame: *mut Frame) -> Res<Value> {
        // SAFETY: `frame` was prepared by `bind`: code, function and parameters are
        // set; the rest of the header and the other locals are set here.
        unsafe {
            let code = (*frame).code;
            (*frame).outer = self.current;
            (*frame).pc = code.first_op();
            (*frame).state |= ENTRY | NATIVE;
            let locals = Frame::registers(frame);
            for index in code.unbound.clone() {
                *locals.add(index as usize) = Value::UNBOUND;
            }
            if self.depth >= self.depth_limit {
                return Err(self.too_deep_now());
            }
            self.evaluate(frame, false)
        }
    }

    /// Evaluates a frame that is complete and linked, by the hook if there is one.
    pub(super) unsafe fn evaluate(&mut self, frame: *mut Frame, throw: bool) -> Res<Value> {
        let status = match self.call_hook {
            // SAFETY: the caller's contract is `run`'s.
            None => unsafe { self.loop_for(frame)(self, frame, usize::from(throw)) },
            // SAFETY: likewise.
            Some(hook) => unsafe { hook(self, frame, usize::from(throw)) },
        };
        match status {
            Status::Raised => Err(Raised),
            Status::Returned | Status::Yielded => Ok(self.returned),
        }
    }

    /// Raises RecursionError: the frames are as deep as the limit allows.
    #[cold]
    #[inline(never)]
    pub(super) fn frames_too_deep(&mut self) -> Res<()> {
        Err(self.too_deep_now())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn too_deep_now(&mut self) -> Raised {
        self.recursion_error("maximum recursion depth exceeded")
    }

    /// Raises RecursionError: the native stack is nearly full.
    #[cold]
    #[inline(never)]
    pub(super) fn native_stack_is_full(&mut self) {
        let _ = self.too_deep_now();
    }

    /// Marks a frame as an `__init__`'s.
    pub(super) unsafe fn mark_constructor(frame: *mut Frame, instance: Value) {
        // SAFETY: the caller has just prepared the frame.
        unsafe { (*frame).state = CONSTRUCTS | instance.bits() };
    }
}
