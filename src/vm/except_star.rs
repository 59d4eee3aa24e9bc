//! `except*` (PEP 654): a group is split among the clauses, and what they raise is put
//! together again.
//!
//! ```text
//!   raise EG("eg", [T, V, O])
//!     except* TypeError: raise                 reraised: EG("eg", [T])
//!     except* ValueError: raise KeyError()     raised:   KeyError
//!                                              the rest: EG("eg", [O])
//!   goes on as EG("", [KeyError, EG("eg", [T, O])])
//! ```
//!
//! What was reraised and the rest are parts of the first group and find back into one
//! of its structure; what was raised anew stands beside it.

use super::{Res, Vm};
use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// The part of an exception that matches what an `except*` clause names, wrapped
    /// in a group where it is bare, and the rest: each perhaps None.
    pub(super) fn split_group(&mut self, exception: Value, class: Value) -> Res<(Value, Value)> {
        if exception.is_none() {
            return Ok((Value::NONE, Value::NONE));
        }
        self.check_group_clause(class)?;
        let is_group = self
            .class_of(exception)
            .is_subclass_of(self.types.base_exception_group);
        if self.exception_matches(exception, class)? {
            if is_group {
                return Ok((exception, Value::NONE));
            }
            let group = match self
                .class_of(exception)
                .is_subclass_of(self.types.exception)
            {
                true => self.types.exception_group,
                false => self.types.base_exception_group,
            };
            let inner = self.heap.list(&[exception]).into();
            let message = self.heap.str("").into();
            let wrapped = self.call(group.into(), &[message, inner])?;
            return Ok((wrapped, Value::NONE));
        }
        if !is_group {
            return Ok((Value::NONE, exception));
        }
        let split = self.heap.intern("split");
        let pair = self.call_method(exception, split, &[class])?;
        let mut parts = [Value::NONE; 2];
        self.unpack_exact(pair, &mut parts)?;
        Ok((parts[0], parts[1]))
    }

    fn check_group_clause(&mut self, class: Value) -> Res<()> {
        let group = self.types.base_exception_group;
        let is_group = |class: Value| {
            class
                .get::<Type>()
                .is_some_and(|class| class.is_subclass_of(group))
        };
        let any = match class.get::<Tuple>() {
            Some(classes) => classes.iter().any(is_group),
            None => is_group(class),
        };
        match any {
            true => Err(self.type_error(
                "catching ExceptionGroup with except* is not allowed. Use except instead.",
            )),
            false => Ok(()),
        }
    }

    /// What goes on when the clauses of `except*` are done with `exception`: what they
    /// raised, and the unmatched rest, which comes last in `list`.
    pub(super) fn merge_groups(&mut self, exception: Value, list: Value) -> Res<Value> {
        let Some(list) = list.get::<List>() else {
            return Ok(Value::NONE);
        };
        let (mut raised, mut reraised) = (self.scratch()?, self.scratch()?);
        for item in list.items() {
            let item = item.get();
            if item.is_none() {
                continue;
            }
            if !self.is_group(exception) {
                // It was wrapped for one clause, which raised this.
                return Ok(item);
            }
            match same_origin(item, exception) {
                true => self.leaves(item, &mut reraised)?,
                false => self.array_push(&mut raised, item)?,
            }
        }
        let kept = match reraised.is_empty() {
            true => Value::NONE,
            false => self.project(exception, reraised)?,
        };
        if raised.is_empty() {
            return Ok(kept);
        }
        if !kept.is_none() {
            self.array_push(&mut raised, kept)?;
        }
        if let [one] = raised.tail() {
            return Ok(one.get());
        }
        let members = self.heap.list_of(raised.tail());
        let members = self.or_memory_error(members)?.into();
        let message = self.heap.str("").into();
        self.call(self.types.base_exception_group.into(), &[message, members])
    }

    fn scratch(&mut self) -> Res<Gc<Array>> {
        let array = self.heap.array(4);
        self.or_memory_error(array)
    }

    fn is_group(&self, exception: Value) -> bool {
        self.class_of(exception)
            .is_subclass_of(self.types.base_exception_group)
    }

    fn group_members(&mut self, group: Value) -> Res<Gc<Tuple>> {
        let name = self.heap.intern("exceptions");
        let members = self.get_attr(group, name)?;
        Ok(members.get().unwrap_or_else(|| self.heap.tuple(&[])))
    }

    /// Adds the exceptions in a group, and in groups in it.
    fn leaves(&mut self, exception: Value, found: &mut Gc<Array>) -> Res<()> {
        self.native_depth_guard()?;
        if !self.is_group(exception) {
            return self.array_push(found, exception);
        }
        for member in self.group_members(exception)?.iter() {
            self.leaves(member, found)?;
        }
        Ok(())
    }

    /// What of a group has leaves among these; None where nothing has.
    fn project(&mut self, exception: Value, leaves: Gc<Array>) -> Res<Value> {
        self.native_depth_guard()?;
        if !self.is_group(exception) {
            let found = leaves.tail().iter().any(|it| it.get() == exception);
            return Ok(if found { exception } else { Value::NONE });
        }
        let mut kept = self.scratch()?;
        for member in self.group_members(exception)?.iter() {
            let part = self.project(member, leaves)?;
            if !part.is_none() {
                self.array_push(&mut kept, part)?;
            }
        }
        self.derive_group(exception, kept)
    }

    /// A group like `whole` of some of its members; None if there are none.
    pub fn derive_group(&mut self, whole: Value, chosen: Gc<Array>) -> Res<Value> {
        if chosen.is_empty() {
            return Ok(Value::NONE);
        }
        let name = self.heap.intern("derive");
        let chosen = self.heap.list_of(chosen.tail());
        let chosen = self.or_memory_error(chosen)?.into();
        let made = self.call_method(whole, name, &[chosen])?;
        let (Some(from), Some(to), true) = (
            whole.get::<Exception>(),
            made.get::<Exception>(),
            self.is_group(made),
        ) else {
            return Err(self.type_error("derive must return an instance of BaseExceptionGroup"));
        };
        to.traceback.set(from.traceback.get());
        to.context.set(from.context.get());
        to.cause.set(from.cause.get());
        to.suppress_context.set(from.suppress_context.get());
        let notes = self.names.notes;
        if let Some(noted) = self.get_attr_opt(whole, notes)?
            && (noted.is::<List>() || noted.is::<Tuple>())
        {
            let copy = self.collect_array(noted)?;
            let copy = self.heap.alloc(List::new(copy));
            self.set_attr(made, notes, copy.into())?;
        }
        Ok(made)
    }
}

/// Whether an exception came to be by splitting another, or is it, and was not raised
/// anew since.
fn same_origin(a: Value, b: Value) -> bool {
    let (Some(a), Some(b)) = (a.get::<Exception>(), b.get::<Exception>()) else {
        return false;
    };
    a.traceback.get() == b.traceback.get()
        && a.cause.get() == b.cause.get()
        && a.context.get() == b.context.get()
}
