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

use super::frame::{CONSTRUCTS, ENTRY, Frame};
use super::hook::Status;
use super::native::{Args, NativeDef, Signature};
use super::{Raised, Res, Vm};
use crate::code::op::{CALLEE, WINDOW};
use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::function::{
    BoundMethod, ClassMethod, CodeObject, Function, Native, StaticMethod,
};
use crate::object::gc::Gc;
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

/// Names of keyword arguments: the last arguments' names, if any.
type KwNames = Option<Gc<Tuple>>;

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
        if self
            .stack
            .fits(window.cast(), words.min(u32::MAX as usize) as u32)
        {
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

    fn spread_arguments(&mut self, callee: Value, args: Value) -> Res<Gc<Tuple>> {
        if self.iter(args).is_err() {
            if self.raised_is(self.types.type_error) {
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
        // Callables wrap callables; each turn takes one wrapper off.
        loop {
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
                if super::eval::stack_pointer() < self.native_limit {
                    return Err(self.too_deep_now());
                }
            }
        }
    }

    // --- binding ---

    /// Binds the arguments of a window to a function's parameters, in place.
    pub(super) unsafe fn bind(
        &mut self,
        window: *mut Value,
        function: Gc<Function>,
        argc: usize,
        names: KwNames,
    ) -> Res<*mut Frame> {
        let object = function.code.get();
        let frame = window.cast::<Frame>();
        if !self
            .stack
            .fits(frame, object.frame_words.max((HEADER + argc + 8) as u32))
        {
            return Err(self.too_deep_now());
        }
        // SAFETY: the stack has room for the whole frame and for all arguments, and
        // the parameters are its first registers.
        unsafe {
            if names.is_some() || object.exact_args != argc as u32 {
                self.bind_parameters(window.add(HEADER), function, object, argc, names)?;
            }
            (&raw mut (*frame).code).write(object);
            (&raw mut (*frame).function).write(function);
            (*frame).state = 0;
        }
        Ok(frame)
    }

    #[inline(never)]
    unsafe fn bind_parameters(
        &mut self,
        regs: *mut Value,
        function: Gc<Function>,
        object: Gc<CodeObject>,
        argc: usize,
        names: KwNames,
    ) -> Res<()> {
        let code = &*object.code;
        let positional = usize::from(code.positional);
        let keyword_only = usize::from(code.keyword_only);
        let named = names.map_or(0, |names| names.tail().len());
        let given = argc - named;
        // SAFETY: `bind` has checked the room for parameters and for arguments.
        unsafe {
            // The named values' places may be parameters' places: set them aside.
            let aside: Gc<Array> = self.heap.array(named).map_err(|_| self.memory_error())?;
            for index in given..argc {
                let _ = aside.push_within_capacity(*regs.add(index));
            }
            // *args takes what is left of the positional ones, likewise.
            let surplus = given.saturating_sub(positional);
            let rest = if code.flags.varargs {
                let rest = std::slice::from_raw_parts(regs.add(given - surplus), surplus);
                Some(self.heap.tuple(rest))
            } else {
                None
            };
            for index in given.min(positional)..positional + keyword_only {
                *regs.add(index) = Value::UNBOUND;
            }
            let extra = if code.flags.varkeywords {
                Some(self.heap.dict())
            } else {
                None
            };
            if let Some(names) = names {
                for (name, value) in names.tail().iter().zip(aside.tail()) {
                    self.bind_keyword(regs, object, function, name.get(), value.get(), extra)?;
                }
            }
            if surplus > 0 && rest.is_none() {
                return Err(self.too_many_arguments(function, given, regs));
            }
            self.fill_defaults(regs, function, object)?;
            let mut at = positional + keyword_only;
            if let Some(rest) = rest {
                *regs.add(at) = rest.into();
                at += 1;
            }
            if let Some(extra) = extra {
                *regs.add(at) = extra.into();
            }
        }
        Ok(())
    }

    unsafe fn bind_keyword(
        &mut self,
        regs: *mut Value,
        object: Gc<CodeObject>,
        function: Gc<Function>,
        name: Value,
        value: Value,
        extra: Option<Gc<Dict>>,
    ) -> Res<()> {
        let code = &*object.code;
        let params = usize::from(code.positional + code.keyword_only);
        let text = name.get::<Str>();
        let found = (usize::from(code.positional_only)..params)
            .find(|&index| text.is_some_and(|text| text.bytes() == code.locals[index].as_bytes()));
        // SAFETY: `index` is a parameter's register.
        unsafe {
            match found {
                Some(index) if (*regs.add(index)).is_unbound() => *regs.add(index) = value,
                Some(_) => {
                    let shown = text.map(|it| it.to_string_lossy()).unwrap_or_default();
                    let callee = function.qualname.get().to_string_lossy();
                    return Err(self.type_error(format!(
                        "{callee}() got multiple values for argument '{shown}'"
                    )));
                }
                None => match extra {
                    Some(extra) => self.dict_set(extra, name, value)?,
                    None => return Err(self.unexpected_keyword(function, text)),
                },
            }
        }
        Ok(())
    }

    unsafe fn fill_defaults(
        &mut self,
        regs: *mut Value,
        function: Gc<Function>,
        object: Gc<CodeObject>,
    ) -> Res<()> {
        let code = &*object.code;
        let positional = usize::from(code.positional);
        let defaults = function.defaults.get().get::<Tuple>();
        let defaults: &[std::cell::Cell<Value>] =
            defaults.as_ref().map_or(&[], |tuple| tuple.tail());
        let first_default = positional.saturating_sub(defaults.len());
        let mut missing = false;
        // SAFETY: parameters' registers.
        unsafe {
            for index in 0..positional {
                if (*regs.add(index)).is_unbound() {
                    match index
                        .checked_sub(first_default)
                        .and_then(|at| defaults.get(at + defaults.len().saturating_sub(positional)))
                    {
                        Some(value) => *regs.add(index) = value.get(),
                        None => missing = true,
                    }
                }
            }
            if missing {
                let absent = (0..positional).filter(|&index| (*regs.add(index)).is_unbound());
                let absent = absent.map(|index| code.locals[index].to_string()).collect();
                return Err(self.missing_arguments(function, "positional", absent));
            }
            let kwdefaults = function.kwdefaults.get().get::<Dict>();
            let params = positional..positional + usize::from(code.keyword_only);
            for index in params.clone() {
                if (*regs.add(index)).is_unbound() {
                    let name = self.heap.intern(&code.locals[index]);
                    match kwdefaults.and_then(|dict| dict.get_str(name)) {
                        Some(value) => *regs.add(index) = value,
                        None => missing = true,
                    }
                }
            }
            if missing {
                let absent = params.filter(|&index| (*regs.add(index)).is_unbound());
                let absent = absent.map(|index| code.locals[index].to_string()).collect();
                return Err(self.missing_arguments(function, "keyword-only", absent));
            }
        }
        Ok(())
    }

    #[cold]
    fn missing_arguments(
        &mut self,
        function: Gc<Function>,
        what: &str,
        names: Vec<String>,
    ) -> Raised {
        let callee = function.qualname.get().to_string_lossy();
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let list = match &quoted[..] {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [first @ .., last] => format!("{}, and {last}", first.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let count = names.len();
        self.type_error(format!(
            "{callee}() missing {count} required {what} argument{plural}: {list}"
        ))
    }

    #[cold]
    unsafe fn too_many_arguments(
        &mut self,
        function: Gc<Function>,
        given: usize,
        regs: *mut Value,
    ) -> Raised {
        let code = function.code.get();
        let code = &*code.code;
        let positional = usize::from(code.positional);
        let defaults = function
            .defaults
            .get()
            .get::<Tuple>()
            .map_or(0, |tuple| tuple.tail().len());
        // SAFETY: parameters' registers.
        let keyword_only = (positional..positional + usize::from(code.keyword_only))
            .filter(|&index| unsafe { !(*regs.add(index)).is_unbound() })
            .count();
        let takes = if defaults > 0 {
            format!(
                "from {} to {positional}",
                positional - defaults.min(positional)
            )
        } else {
            positional.to_string()
        };
        let plural = if positional == 1 && defaults == 0 {
            ""
        } else {
            "s"
        };
        let were = if given == 1 && keyword_only == 0 {
            "was"
        } else {
            "were"
        };
        let also = match keyword_only {
            0 => String::new(),
            count => {
                let s = if given == 1 { "" } else { "s" };
                let k = if count == 1 { "" } else { "s" };
                format!(" positional argument{s} (and {count} keyword-only argument{k})")
            }
        };
        let callee = function.qualname.get().to_string_lossy();
        self.type_error(format!(
            "{callee}() takes {takes} positional argument{plural} but {given}{also} {were} given"
        ))
    }

    #[cold]
    fn unexpected_keyword(&mut self, function: Gc<Function>, name: Option<Gc<Str>>) -> Raised {
        let code = function.code.get();
        let callee = function.qualname.get().to_string_lossy();
        let name = name.map(|it| it.to_string_lossy()).unwrap_or_default();
        let positional_only = &code.code.locals[..usize::from(code.code.positional_only)];
        if positional_only.iter().any(|it| **it == *name) {
            return self.type_error(format!(
                "{callee}() got some positional-only arguments passed as keyword arguments: '{name}'"
            ));
        }
        self.type_error(format!(
            "{callee}() got an unexpected keyword argument '{name}'"
        ))
    }

    // --- entering ---

    /// Evaluates a prepared frame from a native.
    unsafe fn enter_natively(&mut self, frame: *mut Frame) -> Res<Value> {
        // SAFETY: `frame` was prepared by `bind`: code, function and parameters are
        // set; the rest of the header and the other locals are set here.
        unsafe {
            let code = (*frame).code;
            (*frame).caller = self.current;
            (*frame).pc = code.first_op();
            (*frame).state |= ENTRY;
            let locals = Frame::registers(frame);
            for index in code.unbound.clone() {
                *locals.add(index as usize) = Value::UNBOUND;
            }
            if self.depth >= self.recursion_limit {
                return Err(self.too_deep_now());
            }
            self.evaluate(frame, false)
        }
    }

    /// Evaluates a frame that is complete and linked, by the hook if there is one.
    pub(super) unsafe fn evaluate(&mut self, frame: *mut Frame, throw: bool) -> Res<Value> {
        let status = match self.eval_frame {
            // SAFETY: the caller's contract is `run`'s.
            None => unsafe { super::eval::run(self, frame, usize::from(throw)) },
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

    // --- natives ---

    /// The declaration of a native.
    pub fn native_def(&self, native: Gc<Native>) -> &'static NativeDef {
        self.natives[native.index as usize]
    }

    /// Calls a native with positional arguments.
    #[inline]
    pub fn call_native(&mut self, native: Gc<Native>, args: &[Value]) -> Res<Value> {
        let def = self.native_def(native);
        let signature = &def.signature;
        let enough = args.len() >= usize::from(signature.required);
        let fits = args.len() <= usize::from(signature.positional) || signature.varargs;
        if !enough || !fits {
            return Err(self.wrong_argument_count(native, args.len()));
        }
        (def.function)(self, Args::positional(args))
    }

    /// Calls a native with named arguments.
    #[inline(never)]
    fn call_native_kw(
        &mut self,
        native: Gc<Native>,
        args: &[Value],
        names: Gc<Tuple>,
    ) -> Res<Value> {
        const MOST: usize = 24;
        let def = self.native_def(native);
        let signature = &def.signature;
        let (fixed, keyword_only) = (
            usize::from(signature.positional),
            usize::from(signature.keyword_only),
        );
        let (given, named) = args.split_at(args.len() - names.tail().len());
        if fixed > MOST || keyword_only > MOST || (given.len() > fixed && !signature.varargs) {
            return Err(self.wrong_argument_count(native, args.len()));
        }
        let mut positional = [Value::UNBOUND; MOST];
        let mut keyword = [Value::UNBOUND; MOST];
        let mut bound = given.len().min(fixed);
        positional[..bound].copy_from_slice(&given[..bound]);
        let mut extra = None;
        for (name, &value) in names.tail().iter().zip(named) {
            let text = name.get().get::<Str>();
            let text = text.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
            match Self::parameter(signature, text) {
                Some((index, true)) => keyword[index] = value,
                Some((index, false)) if positional[index].is_unbound() => {
                    positional[index] = value;
                    bound = bound.max(index + 1);
                }
                Some((index, false)) => {
                    let callee = self.native_name(native);
                    return Err(self.type_error(format!(
                        "argument for {callee}() given by name ('{text}') and position ({})",
                        index + 1
                    )));
                }
                None if signature.varkeywords => {
                    let dict = *extra.get_or_insert_with(|| self.heap.dict());
                    self.dict_set(dict, name.get(), value)?;
                }
                None => return Err(self.unexpected_native_keyword(native, text)),
            }
        }
        if let Some(index) =
            (0..usize::from(signature.required)).find(|&index| positional[index].is_unbound())
        {
            let callee = self.native_name(native);
            let name = signature.names().nth(index).map_or("", |(name, _)| name);
            if index < usize::from(signature.positional_only) {
                return Err(self.wrong_argument_count(native, given.len()));
            }
            return Err(self.type_error(format!(
                "{callee}() missing required argument '{name}' (pos {})",
                index + 1
            )));
        }
        let positional = if given.len() > fixed {
            given
        } else {
            &positional[..bound]
        };
        let keyword = &keyword[..keyword_only];
        (def.function)(
            self,
            Args {
                positional,
                keyword,
                extra,
            },
        )
    }

    /// Which parameter a keyword names: its index among its sort, and whether it is
    /// keyword-only.
    fn parameter(signature: &Signature, name: &str) -> Option<(usize, bool)> {
        let mut keyword_only = 0;
        for (index, (it, is_keyword_only)) in signature.names().enumerate() {
            if is_keyword_only {
                if it == name {
                    return Some((keyword_only, true));
                }
                keyword_only += 1;
            } else if it == name && index >= usize::from(signature.positional_only) {
                return Some((index, false));
            }
        }
        None
    }

    fn native_name(&self, native: Gc<Native>) -> String {
        let def = self.native_def(native);
        match native.class.get::<Type>() {
            Some(class) => format!("{}.{}", class.name.get().to_string_lossy(), def.name),
            None => def.name.to_string(),
        }
    }

    #[cold]
    #[inline(never)]
    fn unexpected_native_keyword(&mut self, native: Gc<Native>, name: &str) -> Raised {
        let signature = &self.native_def(native).signature;
        let callee = self.native_name(native);
        if signature.keyword_only == 0 && signature.positional_only == signature.positional {
            return self.type_error(format!("{callee}() takes no keyword arguments"));
        }
        self.type_error(format!(
            "'{name}' is an invalid keyword argument for {}()",
            self.native_def(native).name
        ))
    }

    #[cold]
    #[inline(never)]
    fn wrong_argument_count(&mut self, native: Gc<Native>, given: usize) -> Raised {
        let def = self.native_def(native);
        let signature = &def.signature;
        // A method's own object does not count.
        let hidden = usize::from(!native.class.is_unbound()).min(given);
        let given = given - hidden;
        let required = usize::from(signature.required).saturating_sub(hidden);
        let most = usize::from(signature.positional).saturating_sub(hidden);
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let message = if required == most && !signature.varargs && signature.keyword_only == 0 {
            let callee = self.native_name(native);
            match most {
                0 => format!("{callee}() takes no arguments ({given} given)"),
                1 => format!("{callee}() takes exactly one argument ({given} given)"),
                _ => format!("{} expected {most} arguments, got {given}", def.name),
            }
        } else if signature.positional_only < signature.positional || signature.keyword_only > 0 {
            let (bound, which) = if given < required {
                (required, "at least")
            } else {
                (most, "at most")
            };
            let callee = def.name;
            format!(
                "{callee}() takes {which} {bound} argument{} ({given} given)",
                plural(bound)
            )
        } else if given < required {
            format!(
                "{} expected at least {required} argument{}, got {given}",
                def.name,
                plural(required)
            )
        } else {
            format!(
                "{} expected at most {most} argument{}, got {given}",
                def.name,
                plural(most)
            )
        };
        self.type_error(message)
    }

    /// How messages name something that is called: `f()`.
    pub(super) fn callable_name(&mut self, callee: Value) -> String {
        if let Some(function) = callee.get::<Function>() {
            let module = function
                .module
                .get()
                .get::<Str>()
                .map(|it| it.to_string_lossy());
            let qualname = function.qualname.get().to_string_lossy();
            return match module {
                Some(module) => format!("{module}.{qualname}()"),
                None => format!("{qualname}()"),
            };
        }
        if let Some(native) = callee.get::<Native>() {
            return format!("{}()", self.native_name(native));
        }
        match self.str(callee) {
            Ok(text) => text.to_string_lossy().into_owned(),
            Err(_) => {
                self.take_raised();
                self.class_name(callee)
            }
        }
    }

    /// A new native object for a declaration.
    pub fn new_native(
        &mut self,
        def: &'static NativeDef,
        class: Value,
        module: Value,
    ) -> Gc<Native> {
        let index = self.natives.len() as u32;
        self.natives.push(def);
        self.heap.alloc(Native::new(index, class, module))
    }

    /// Marks a frame as an `__init__`'s.
    pub(super) unsafe fn mark_constructor(frame: *mut Frame, instance: Value) {
        // SAFETY: the caller has just prepared the frame.
        unsafe { (*frame).state = CONSTRUCTS | instance.bits() };
    }
}
