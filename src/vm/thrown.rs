//! What is thrown into a generator: `throw(exception)`, and the older `throw(type, value,
//! traceback)`.

use super::{Res, Vm};
use crate::object::class::Type;
use crate::object::exception::{Exception, Traceback};
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// The exception that one to three arguments mean: an exception, or a class and what its
    /// constructor gets.
    pub fn exception_to_throw(&mut self, given: &[Value]) -> Res<Value> {
        let part = |at: usize| given.get(at).copied().unwrap_or(Value::NONE);
        let (kind, value, traceback) = (part(0), part(1), part(2));
        if !traceback.is_none() && !traceback.is::<Traceback>() {
            return Err(self.type_error("throw() third argument must be a traceback object"));
        }
        let exception = if kind.is::<Exception>() {
            if !value.is_none() {
                return Err(self.type_error("instance exception may not have a separate value"));
            }
            kind
        } else {
            self.exception_of_class(kind, value)?
        };
        if !exception.is::<Exception>() {
            let class = self.repr(kind)?.to_string_lossy();
            let made = self.class_name(exception);
            return Err(self.type_error(format!(
                "calling {class} should have returned an instance of BaseException, not {made}"
            )));
        }
        if let Some(exception) = exception.get::<Exception>()
            && !traceback.is_none()
        {
            exception.traceback.set(traceback);
        }
        Ok(exception)
    }

    fn exception_of_class(&mut self, kind: Value, value: Value) -> Res<Value> {
        let base = self.types.base_exception;
        let class = kind.get::<Type>();
        if class.is_none_or(|class| !class.is_subclass_of(base)) {
            let got = self.class_name(kind);
            return Err(self.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {got}"
            )));
        }
        if value.is_none() {
            self.call(kind, &[])
        } else if self.is_instance(value, kind)? {
            Ok(value)
        } else if let Some(arguments) = value.get::<Tuple>() {
            self.call_ex(kind, arguments, None)
        } else {
            self.call(kind, &[value])
        }
    }
}
