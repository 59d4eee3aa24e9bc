//! Instances of classes.
//!
//! ```text
//!   X(1, 2)             ──> allocate, push the frame of X.__init__     (a plain class)
//!                       ──> X.__new__                                  (most built-in ones)
//!                       ──> X.__new__, then X.__init__                 (any other)
//! ```
//!
//! Instances of a *plain* class (its metaclass is `type`, its `__new__` is
//! `object`'s) are made without leaving the evaluator: the call becomes the frame
//! of `__init__`, which returns the instance.

use super::call::Prepared;
use super::frame::Frame;
use super::{Res, Vm};
use crate::code::op::{CALLEE, WINDOW};
use crate::object::class::{FINALIZES, Type};
use crate::object::function::{Function, Native, StaticMethod};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Instance;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

const HEADER: usize = WINDOW as usize;

impl Vm {
    // --- instances ---

    /// An instance of a class whose layout is the plain one, without attributes.
    #[inline]
    pub fn alloc_instance(&mut self, class: Gc<Type>) -> Value {
        let shape = class.root_shape.get();
        let inline = self.heap.shapes.inline(shape);
        let made = self
            .heap
            .alloc_tail(Instance::new(shape, inline as u16), inline);
        if class.custom.get() & FINALIZES != 0 {
            self.heap.register_finalizable(made.as_header());
        }
        made.into()
    }

    /// The same for an instance of a built-in class's subclass, which was made otherwise.
    fn note_finalizer(&mut self, made: Value) {
        let class = self.class_of(made);
        if class.custom.get() & FINALIZES != 0
            && class.layout != Kind::Instance
            && let Some(header) = made.header()
        {
            self.heap.register_finalizable(header);
        }
    }

    /// Prepares `class(...)` in a window on the register stack.
    pub(super) unsafe fn prepare_construction(
        &mut self,
        window: *mut Value,
        class: Gc<Type>,
        argc: usize,
        names: Option<Gc<Tuple>>,
    ) -> Res<Prepared> {
        let init = class.fast_init.get();
        // SAFETY: the caller has reserved room for one argument more.
        unsafe {
            let first = window.add(HEADER);
            if let Some(function) = init.get::<Function>() {
                let instance = self.alloc_instance(class);
                std::ptr::copy(first, first.add(1), argc);
                *first = instance;
                *window.add(CALLEE as usize) = init;
                let frame: *mut Frame = self.bind(window, function, argc + 1, names)?;
                Self::mark_constructor(frame, instance);
                return Ok(Prepared::Frame(frame));
            }
            if init.is_none() {
                if argc > 0 {
                    let name = class.name.get().to_string_lossy();
                    return Err(self.type_error(format!("{name}() takes no arguments")));
                }
                return Ok(Prepared::Value(self.alloc_instance(class)));
            }
            if let Some(new) = init.get::<Native>() {
                let args = Self::put_class_first(first, class, argc);
                let made = match names {
                    None => self.call_native(new, args)?,
                    Some(names) => self.call_native_kw(new, args, names)?,
                };
                self.note_finalizer(made);
                if self.class_of(made) != class {
                    self.initialise(class, made, &args[1..], names)?;
                } else if let Some(init) = class.native_init.get().get::<Native>() {
                    *first = made;
                    let args = std::slice::from_raw_parts(first, argc + 1);
                    match names {
                        None => self.call_native(init, args)?,
                        Some(names) => self.call_native_kw(init, args, names)?,
                    };
                }
                return Ok(Prepared::Value(made));
            }
            if class == self.types.type_ && argc == 1 && names.is_none() {
                return Ok(Prepared::Value(self.class_of(*first).into()));
            }
            if class == self.types.super_ && argc == 0 && names.is_none() {
                let (class, receiver) = self.zero_argument_super()?;
                let made = self.super_object(class, receiver)?;
                return Ok(Prepared::Value(made.into()));
            }
            if let Some(new) = self.native_new(class) {
                let args = Self::put_class_first(first, class, argc);
                let made = match names {
                    None => self.call_native(new, args)?,
                    Some(names) => self.call_native_kw(new, args, names)?,
                };
                self.note_finalizer(made);
                self.initialise(class, made, &args[1..], names)?;
                return Ok(Prepared::Value(made));
            }
            let args = std::slice::from_raw_parts(first, argc);
            self.construct(class, args, names).map(Prepared::Value)
        }
    }

    /// Makes a class the first of the arguments that lie from `first` on.
    unsafe fn put_class_first<'a>(first: *mut Value, class: Gc<Type>, argc: usize) -> &'a [Value] {
        // SAFETY: there is room for one argument more.
        unsafe {
            std::ptr::copy(first, first.add(1), argc);
            *first = class.into();
            std::slice::from_raw_parts(first, argc + 1)
        }
    }

    /// The result of an `__init__`'s frame.
    pub(super) unsafe fn constructed(&mut self, frame: *mut Frame, result: Value) -> Res<Value> {
        if !result.is_none() {
            let class = self.class_name(result);
            return Err(self.type_error(format!("__init__() should return None, not '{class}'")));
        }
        // SAFETY: the frame is an `__init__`'s.
        Ok(unsafe { (*frame).instance() }.unwrap_or(Value::NONE))
    }

    /// `class(*args)` the long way, by the metaclass.
    fn construct(
        &mut self,
        class: Gc<Type>,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        let meta = self.class_of(class.into());
        let call = self.names.call;
        if meta != self.types.type_
            && let Some((method, _)) = meta.lookup(call)
            && method.is::<Function>()
        {
            return self.call_with_first(method, class.into(), args, names);
        }
        self.instantiate(class, args, names)
    }

    /// The `__new__` of a class whose metaclass is `type`, where it is in Rust and is not
    /// `object`'s, which looks at more than its arguments.
    fn native_new(&mut self, class: Gc<Type>) -> Option<Gc<Native>> {
        if self.class_of(class.into()) != self.types.type_ || class == self.types.type_ {
            return None;
        }
        let (new, owner) = class.lookup(self.names.new)?;
        let new = new.get::<StaticMethod>()?.callable.get();
        new.get::<Native>().filter(|_| owner != self.types.object)
    }

    /// `class.__new__`, for a class of which there can be new instances.
    pub fn new_of(&mut self, class: Gc<Type>) -> Res<Value> {
        let object = self.types.object;
        let found = class
            .lookup(self.names.new)
            .filter(|&(_, owner)| owner != object || !class.builtin || class == object);
        match found {
            Some((new, _)) => self.bind_on_class(new, class),
            None => {
                let name = self.full_class_name(class);
                Err(self.type_error(format!("cannot create '{name}' instances")))
            }
        }
    }

    /// What `type.__call__` does: `__new__`, and `__init__` of what that made.
    pub fn instantiate(
        &mut self,
        class: Gc<Type>,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        let new = self.new_of(class)?;
        let made = self.call_with_first(new, class.into(), args, names)?;
        if class == self.types.type_ && args.len() == 1 && names.is_none() {
            return Ok(made);
        }
        self.note_finalizer(made);
        self.initialise(class, made, args, names)?;
        Ok(made)
    }

    /// Calls `__init__` of what a class's `__new__` has made, if that is an instance.
    fn initialise(
        &mut self,
        class: Gc<Type>,
        made: Value,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<()> {
        let object = self.types.object;
        let overrides_new = |it: &Vm, class: Gc<Type>| {
            let new = class.lookup(it.names.new);
            new.is_some_and(|(_, owner)| owner != object)
        };
        let own = self.class_of(made);
        if own.is_subclass_of(class)
            && let Some((init, owner)) = own.lookup(self.names.init)
            // `object.__init__` does nothing where `__new__` takes the arguments.
            && !(owner == object && overrides_new(self, own))
        {
            let result = if init.is::<Function>() || self.is_native_method(init) {
                self.call_with_first(init, made, args, names)?
            } else {
                let own = self.class_of(made);
                let bound = self.bind_descriptor(init, made, own)?;
                self.call_maybe_kw(bound, args, names)?
            };
            if !result.is_none() {
                let class = self.class_name(result);
                return Err(
                    self.type_error(format!("__init__() should return None, not '{class}'"))
                );
            }
        }
        Ok(())
    }

    /// Calls with one more argument in front.
    pub fn call_with_first(
        &mut self,
        callee: Value,
        first: Value,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        self.with_first(first, args, |vm, all| vm.call_maybe_kw(callee, all, names))
    }

    fn call_maybe_kw(
        &mut self,
        callee: Value,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        match names {
            Some(names) => self.call_kw(callee, args, names),
            None => self.call(callee, args),
        }
    }

    /// Finds out again how instances of a class are made.
    pub(super) fn refresh_construction(&mut self, class: Gc<Type>) {
        let plain = class.layout == Kind::Instance
            && self.class_of(class.into()) == self.types.type_
            && class
                .lookup(self.names.new)
                .is_some_and(|(_, owner)| owner == self.types.object)
            && !self.is_abstract(class);
        let init = class.lookup(self.names.init);
        let native_init = init.filter(|&(init, _)| self.is_native_method(init));
        class.native_init.set(match native_init {
            Some((init, owner)) if owner != self.types.object => init,
            _ => Value::UNBOUND,
        });
        class.fast_init.set(match init {
            Some((init, _)) if plain && init.is::<Function>() => init,
            Some((_, owner)) if plain && owner == self.types.object => Value::NONE,
            // `object.__init__` has nothing to do where `__new__` takes the arguments.
            Some(_) if native_init.is_some() && class != self.types.super_ => {
                self.native_new(class).map_or(Value::UNBOUND, Value::from)
            }
            _ => Value::UNBOUND,
        });
    }

    fn is_abstract(&mut self, class: Gc<Type>) -> bool {
        let name = self.names.abstractmethods;
        class
            .lookup(name)
            .is_some_and(|(value, _)| value != Value::FALSE)
    }
}
