//! `await`, `async for` and `async with`: finding the iterator that is waited on.

use super::{Raised, Res, Vm};
use crate::code::op::Special;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::generator::{Flavour, Generator};
use crate::object::value::Value;

/// Whether a generator can be awaited: a coroutine, or one that `types.coroutine` marked.
fn is_awaitable(generator: Gc<Generator>) -> bool {
    generator.flavour == Flavour::Coroutine || generator.code.code.flags.iterable_coroutine
}

/// What `sys.set_asyncgen_hooks` has set for a thread: functions of an asynchronous generator, or None.
#[derive(Clone, Copy)]
pub(crate) struct AsyncGenHooks {
    /// Called before it runs for the first time.
    pub firstiter: Value,
    /// Called instead of closing it when nobody has it any more.
    pub finalizer: Value,
}

impl Default for AsyncGenHooks {
    fn default() -> AsyncGenHooks {
        AsyncGenHooks {
            firstiter: Value::NONE,
            finalizer: Value::NONE,
        }
    }
}

impl Vm {
    /// The iterator behind `await value`.
    pub(super) fn awaitable(&mut self, value: Value) -> Res<Value> {
        if let Some(generator) = value.get::<Generator>().filter(|&it| is_awaitable(it)) {
            let is_coroutine = generator.flavour == Flavour::Coroutine;
            if is_coroutine && self.delegate_of(generator).is_some() {
                return Err(self.runtime_error("coroutine is being awaited already"));
            }
            return Ok(value);
        }
        let name = self.names.await_;
        let Some(iterator) = self.call_special(value, name, &[]) else {
            let class = self.class_name(value);
            return Err(self.type_error(format!(
                "object {class} can't be used in 'await' expression"
            )));
        };
        let iterator = iterator?;
        if iterator.get::<Generator>().is_some_and(is_awaitable) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        let next = self.names.next;
        if self.lookup_special(iterator, next).is_none() {
            let class = self.class_name(iterator);
            return Err(self.type_error(format!(
                "__await__() returned non-iterator of type '{class}'"
            )));
        }
        Ok(iterator)
    }

    /// The same for what `__anext__` of an `async for` gave.
    fn awaitable_next(&mut self, value: Value) -> Res<Value> {
        match self.awaitable(value) {
            Ok(iterator) => Ok(iterator),
            Err(Raised) => {
                let cause = self.take_raised();
                let class = self.class_name(value);
                let raised = self.type_error(format!(
                    "'async for' received an invalid object from __anext__: {class}"
                ));
                if let Some(exception) = self.raised.get::<Exception>() {
                    exception.cause.set(cause);
                    exception.context.set(cause);
                    exception.suppress_context.set(true);
                }
                Err(raised)
            }
        }
    }

    /// The same for what `__aenter__` or `__aexit__` of an `async with` gave.
    pub(super) fn awaitable_of(&mut self, value: Value, special: Special) -> Res<Value> {
        let known = value.get::<Generator>().is_some_and(is_awaitable);
        let name = self.names.await_;
        if !known && self.lookup_special(value, name).is_none() {
            let class = self.class_name(value);
            let method = match special {
                Special::AExit => "__aexit__",
                _ => "__aenter__",
            };
            return Err(self.type_error(format!(
                "'async with' received an object from {method} that does not implement __await__: {class}"
            )));
        }
        self.awaitable(value)
    }

    /// `value.__aiter__()`
    pub(super) fn async_iter(&mut self, value: Value) -> Res<Value> {
        let name = self.names.aiter;
        match self.call_special(value, name, &[]) {
            Some(iterator) => iterator,
            None => {
                let class = self.class_name(value);
                Err(self.type_error(format!(
                    "'async for' requires an object with __aiter__ method, got {class}"
                )))
            }
        }
    }

    /// What an `async for` waits on: the iterator of `value.__anext__()`.
    pub(super) fn async_next(&mut self, value: Value) -> Res<Value> {
        let name = self.names.anext;
        match self.call_special(value, name, &[]) {
            Some(awaitable) => {
                let awaitable = awaitable?;
                self.awaitable_next(awaitable)
            }
            None => {
                let class = self.class_name(value);
                Err(self.type_error(format!(
                    "'async for' requires an iterator with __anext__ method, got {class}"
                )))
            }
        }
    }

    /// Tells the hook of an asynchronous generator that is about to be used, once.
    pub fn announce_async_generator(&mut self, generator: Gc<Generator>) -> Res<()> {
        if !generator.announced.replace(true) && !self.asyncgen_hooks.firstiter.is_none() {
            self.call(self.asyncgen_hooks.firstiter, &[generator.into()])?;
        }
        Ok(())
    }
}
