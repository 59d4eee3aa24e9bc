//! Raising exceptions from Rust: `return Err(vm.type_error("..."))`.

use std::fmt::Display;

use super::{Raised, Vm};
use crate::object::class::Type;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::value::Value;

macro_rules! raisers {
    ($($(#[$doc:meta])* $method:ident => $class:ident;)*) => {
        impl Vm {$(
            $(#[$doc])*
            #[cold]
            #[inline(never)]
            pub fn $method(&mut self, message: impl Display) -> Raised {
                self.raise_message(self.types.$class, message)
            }
        )*}
    };
}

raisers! {
    /// `TypeError`
    type_error => type_error;
    /// `ValueError`
    value_error => value_error;
    /// `IndexError`
    index_error => index_error;
    /// `AttributeError` without the object; see `attribute_error_of`.
    attribute_error => attribute_error;
    /// `NameError`
    name_error => name_error;
    /// `UnboundLocalError`
    unbound_local_error => unbound_local_error;
    /// `ZeroDivisionError`
    zero_division_error => zero_division_error;
    /// `OverflowError`
    overflow_error => overflow_error;
    /// `RuntimeError`
    runtime_error => runtime_error;
    /// `RecursionError`
    recursion_error => recursion_error;
    /// `ImportError`
    import_error => import_error;
    /// `ModuleNotFoundError`
    module_not_found_error => module_not_found_error;
    /// `NotImplementedError`
    not_implemented_error => not_implemented_error;
    /// `StopAsyncIteration`
    stop_async_iteration => stop_async_iteration;
    /// `SystemError`
    system_error => system_error;
}

impl Vm {
    /// Raises a new exception of a class with a message as its one argument.
    #[cold]
    #[inline(never)]
    pub fn raise_message(&mut self, class: Gc<Type>, message: impl Display) -> Raised {
        let text = self.heap.str(&message.to_string());
        self.raise_with(class, &[text.into()])
    }

    /// Raises a new exception of a built-in class with the given arguments.
    #[cold]
    #[inline(never)]
    pub fn raise_with(&mut self, class: Gc<Type>, args: &[Value]) -> Raised {
        let exception = self.new_exception(class, args);
        self.raise(exception.into())
    }

    /// An exception object of a class, not yet raised, its `__init__` not run.
    pub fn new_exception(&mut self, class: Gc<Type>, args: &[Value]) -> Gc<Exception> {
        let args = self.heap.tuple(args);
        self.heap
            .alloc(Exception::new(class.root_shape.get(), args))
    }

    /// Raises an exception object. The exception being handled becomes its context.
    #[cold]
    #[inline(never)]
    pub fn raise(&mut self, exception: Value) -> Raised {
        if let (Some(it), handled) = (exception.get::<Exception>(), self.handled)
            && handled != exception
            && !handled.is_none()
        {
            self.unlink_context(it, handled);
            it.context.set(handled);
        }
        self.raised = exception;
        Raised
    }

    /// Raises an exception object without touching its context.
    pub fn reraise(&mut self, exception: Value) -> Raised {
        self.raised = exception;
        Raised
    }

    /// Keeps the chain of contexts free of cycles: cuts it where it comes back to `it`.
    fn unlink_context(&mut self, it: Gc<Exception>, handled: Value) {
        let mut at = handled.get::<Exception>();
        // Floyd's hare stops at a cycle that some script made by hand.
        let mut hare = at;
        while let Some(exception) = at {
            let context = exception.context.get();
            if context == Value::from(it) {
                exception.context.set(Value::NONE);
                return;
            }
            at = context.get();
            for _ in 0..2 {
                hare = hare.and_then(|it| it.context.get().get());
            }
            if at.is_some() && at == hare {
                return;
            }
        }
    }

    /// Raises KeyError for a key.
    #[cold]
    #[inline(never)]
    pub fn key_error(&mut self, key: Value) -> Raised {
        self.raise_with(self.types.key_error, &[key])
    }

    /// Raises StopIteration, with a value unless it is None.
    #[cold]
    #[inline(never)]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let args: &[Value] = if value.is_none() { &[] } else { &[value] };
        self.raise_with(self.types.stop_iteration, args)
    }

    /// Raises MemoryError.
    #[cold]
    #[inline(never)]
    pub fn memory_error(&mut self) -> Raised {
        self.raise_with(self.types.memory_error, &[])
    }

    /// Raises OSError (or the subclass for the number) from an error of the system.
    #[cold]
    #[inline(never)]
    pub fn os_error(&mut self, error: &std::io::Error, filename: Option<Value>) -> Raised {
        let Some(number) = error.raw_os_error() else {
            return self.raise_message(self.types.os_error, error);
        };
        let class = match number {
            libc::ENOENT => self.types.file_not_found_error,
            libc::EEXIST => self.types.file_exists_error,
            libc::EACCES | libc::EPERM => self.types.permission_error,
            libc::EISDIR => self.types.is_a_directory_error,
            libc::ENOTDIR => self.types.not_a_directory_error,
            libc::ECHILD => self.types.child_process_error,
            libc::EPIPE | libc::ESHUTDOWN => self.types.broken_pipe_error,
            libc::EINTR => self.types.interrupted_error,
            libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => self.types.blocking_io_error,
            libc::ECONNABORTED => self.types.connection_aborted_error,
            libc::ECONNREFUSED => self.types.connection_refused_error,
            libc::ECONNRESET => self.types.connection_reset_error,
            libc::ESRCH => self.types.process_lookup_error,
            libc::ETIMEDOUT => self.types.timeout_error,
            _ => self.types.os_error,
        };
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or(&text).to_string();
        let message = self.heap.str(&text).into();
        let raised = self.raise_with(class, &[Value::small(number), message]);
        let exception = self.raised;
        let number = Value::small(number);
        let errno = self.names.errno;
        let strerror = self.names.strerror;
        self.set_exception_field(exception, errno, number);
        self.set_exception_field(exception, strerror, message);
        if let Some(filename) = filename {
            let name = self.names.filename;
            self.set_exception_field(exception, name, filename);
        }
        raised
    }

    /// Says that the OSError that was just raised is about a second file, too.
    pub fn name_second_file(&mut self, filename: Value) {
        let name = self.heap.intern("filename2");
        self.set_exception_field(self.raised, name, filename);
    }

    /// Sets an attribute of an exception that lies in the attribute table.
    pub fn set_exception_field(
        &mut self,
        exception: Value,
        name: Gc<crate::object::str::Str>,
        value: Value,
    ) {
        if let Some(header) = exception.header() {
            let dict = self.heap.attributes_or_new(header);
            dict.insert_str(&self.heap, name, value);
        }
    }

    /// Takes the exception on its way, for code that handles it.
    pub fn take_raised(&mut self) -> Value {
        std::mem::replace(&mut self.raised, Value::NONE)
    }

    /// Whether the exception on its way is of a class (or a subclass of it).
    pub fn raised_is(&mut self, class: Gc<Type>) -> bool {
        let raised = self.raised;
        self.class_of(raised).is_subclass_of(class)
    }
}
