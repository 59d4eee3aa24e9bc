//! `super`: attributes from behind a class in the mro of an object's class.
//!
//! ```text
//!  mro of the receiver's class:   D   B   C   A   object
//!                                     |   └────────────── where super(B, d).name is looked for
//!                                     └ the class whose method says `super()`
//! ```
//!
//! `super().name(...)` makes the super object, which is small, and then asks it for
//! a method; a plain function need not be bound for that, and the evaluator calls it
//! with the receiver directly.

use super::{Res, Vm};
use crate::object::class::Type;
use crate::object::function::{CellObject, ClassMethod, Function, Native, StaticMethod, Super};
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;

impl Gc<Super> {
    /// The attribute of the classes behind, as it lies there.
    pub fn find_behind(self, name: Gc<Str>) -> Option<Value> {
        let class = self.class.get().get::<Type>()?;
        let start = self.start.get().get::<Type>()?;
        let mut behind = start.mro().skip_while(|&it| it != class).skip(1);
        behind.find_map(|it| it.dict.get_str(name))
    }
}

impl Vm {
    /// `super(class, receiver)`; a receiver that is None makes an unbound one.
    pub fn super_object(&mut self, class: Value, receiver: Value) -> Res<Gc<Super>> {
        let Some(bound_class) = class.get::<Type>() else {
            let got = self.class_name(class);
            return Err(self.type_error(format!("super() argument 1 must be a type, not {got}")));
        };
        let start = match receiver.is_none() {
            true => Value::NONE,
            false => self.starting_class(bound_class, receiver)?.into(),
        };
        Ok(self.heap.alloc(Super::new(class, receiver, start)))
    }

    /// The class whose mro is searched: the receiver's, or the receiver itself.
    fn starting_class(&mut self, class: Gc<Type>, receiver: Value) -> Res<Gc<Type>> {
        if let Some(own) = receiver.get::<Type>()
            && own.is_subclass_of(class)
        {
            return Ok(own);
        }
        let own = self.class_of(receiver);
        if own.is_subclass_of(class) {
            return Ok(own);
        }
        if let Some(feigned) = self.feigned_class(receiver)?
            && feigned.is_subclass_of(class)
        {
            return Ok(feigned);
        }
        Err(self.type_error("super(type, obj): obj must be an instance or subtype of type"))
    }

    /// What `super().name(...)` calls and with which receiver, where that is a plain
    /// function.
    pub(super) fn method_behind(&self, it: Gc<Super>, name: Gc<Str>) -> Option<(Value, Value)> {
        if !it.is_exact() || name == self.names.class {
            return None;
        }
        let found = it.find_behind(name)?;
        let receiver = it.receiver.get();
        if receiver == it.start.get() {
            let (callable, first) = match found.get::<ClassMethod>() {
                Some(method) => (method.callable.get(), receiver),
                None => (found.get::<StaticMethod>()?.callable.get(), Value::UNBOUND),
            };
            let is_plain = callable.is::<Function>() || callable.is::<Native>();
            return is_plain.then_some((callable, first));
        }
        let binds = found.is::<Function>() || self.is_native_method(found);
        binds.then_some((found, receiver))
    }

    /// The class and the receiver of a `super()` without arguments: those of the
    /// method that calls it.
    pub fn zero_argument_super(&mut self) -> Res<(Value, Value)> {
        let Some(frame) = self.frames().next() else {
            return Err(self.runtime_error("super(): no current frame"));
        };
        let object = frame.code();
        let code = &*object.code;
        if code.flags.namespace || code.positional == 0 && !code.flags.varargs {
            return Err(self.runtime_error("super(): no arguments"));
        }
        let mut receiver = frame.register(0);
        if code.cells.iter().any(|cell| cell.register == 0) {
            receiver = CellObject::content_of(receiver);
        }
        if receiver.is_unbound() {
            return Err(self.runtime_error("super(): arg[0] deleted"));
        }
        let Some(cell) = code.free.iter().find(|cell| &*cell.name == "__class__") else {
            return Err(self.runtime_error("super(): __class__ cell not found"));
        };
        let class = CellObject::content_of(frame.register(cell.register));
        if class.is_unbound() {
            return Err(self.runtime_error("super(): empty __class__ cell"));
        }
        Ok((class, receiver))
    }
}
