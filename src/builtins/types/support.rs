//! What the natives of the built-in classes have in common: looking at their
//! receiver and arguments, and making objects for subclasses.
//!
//! Errors of arguments are part of a language: a script that prints them, and a
//! person who reads them, expects CPython's words. They are said here once.

use std::fmt::Display;
use std::ops::Range;

use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::gc::{Gc, Object, ShapeId};
use crate::object::instance::Instance;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

/// The receiver of a method as what it must be.
#[inline]
pub fn this<T: Object>(vm: &mut Vm, receiver: Value) -> Res<Gc<T>> {
    match receiver.get::<T>() {
        Some(object) => Ok(object),
        None => wrong_receiver(vm, receiver, ShapeId(T::KIND as u32)),
    }
}

#[cold]
#[inline(never)]
fn wrong_receiver<T>(vm: &mut Vm, receiver: Value, shape: ShapeId) -> Res<T> {
    let wanted = vm.heap.shapes.class(shape).unwrap_or(vm.types.object);
    let wanted = wanted.name.get().to_string_lossy();
    let got = vm.class_name(receiver);
    Err(vm.type_error(format!(
        "descriptor requires a '{wanted}' object but received a '{got}'"
    )))
}

/// The class that a `__new__` was called for: `base` or a subclass of it.
pub fn class_for_new(vm: &mut Vm, class: Value, base: Gc<Type>) -> Res<Gc<Type>> {
    if class == Value::from(base) {
        return Ok(base);
    }
    subclass_for_new(vm, class, base)
}

#[inline(never)]
fn subclass_for_new(vm: &mut Vm, class: Value, base: Gc<Type>) -> Res<Gc<Type>> {
    let name = base.name.get().to_string_lossy();
    if base == vm.types.int && class == Value::from(vm.types.bool) {
        return Err(vm.type_error("int.__new__(bool) is not safe, use bool.__new__()"));
    }
    let Some(it) = class.get::<Type>() else {
        let got = vm.class_name(class);
        return Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({got})")));
    };
    if it.is_subclass_of(base) {
        return Ok(it);
    }
    let wrong = it.name.get().to_string_lossy();
    Err(vm.type_error(format!(
        "{name}.__new__({wrong}): {wrong} is not a subtype of {name}"
    )))
}

/// Makes a new object one of `class`, a subclass with the same layout. The object
/// must not be shared with anybody yet.
pub fn with_class<T: Object>(object: Gc<T>, class: Gc<Type>) -> Value {
    let value = Value::from(object);
    if let Some(header) = value.header() {
        header.set_shape(class.root_shape.get());
    }
    value
}

/// Whether the constructor of a built-in class looks at its keywords itself. It does
/// not for a subclass that says by `own`, `__new__` or `__init__`, what they are.
pub fn knows_keywords(class: Gc<Type>, base: Gc<Type>, own: Gc<Str>) -> bool {
    let found = |class: Gc<Type>| class.lookup(own).map(|(found, _)| found);
    class == base || found(class) == found(base)
}

/// What `__reduce__` of a container says: its class, one argument, its attributes.
pub fn reduced(vm: &mut Vm, object: Value, argument: Value) -> Res<Value> {
    let class = vm.class_of(object).into();
    let arguments = vm.heap.tuple(&[argument]).into();
    let attributes = match vm.instance_dict(object)? {
        Some(dict) => dict.into(),
        None => Value::NONE,
    };
    Ok(vm.heap.tuple(&[class, arguments, attributes]).into())
}

/// A str of WTF-8.
pub fn text(vm: &mut Vm, bytes: &[u8]) -> Res<Value> {
    if bytes.len() > 1 << 20 {
        vm.make_way(bytes.len())?;
    }
    match vm.heap.str_wtf8(bytes) {
        Some(text) => Ok(text.into()),
        None => Err(vm.system_error("a str was made of ill-formed bytes")),
    }
}

/// A str of a Rust string that is not large.
pub fn short_text(vm: &mut Vm, text: impl Display) -> Value {
    vm.heap.str(&text.to_string()).into()
}

/// A new scratch array.
pub fn scratch(vm: &mut Vm, capacity: usize) -> Res<Gc<Array>> {
    vm.heap.array(capacity).map_err(|_| vm.memory_error())
}

/// `f(name, arg)` with a str argument: `TypeError: find() argument 1 must be str, not int`.
pub fn str_arg(vm: &mut Vm, value: Value, what: &str) -> Res<Gc<Str>> {
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => {
            let got = vm.argument_class_name(value);
            Err(vm.type_error(format!("{what} must be str, not {got}")))
        }
    }
}

/// A bound of a slice or of a search: None and absent are `default`; an int beyond
/// 64 bits is the nearest one within.
pub fn slice_bound(vm: &mut Vm, value: Option<Value>, default: i64) -> Res<i64> {
    match value {
        None | Some(Value::NONE) => Ok(default),
        Some(value) => slice_index(
            vm,
            value,
            "slice indices must be integers or None or have an __index__ method",
        ),
    }
}

/// An index that saturates; `message` is that of the TypeError for anything else.
pub fn slice_index(vm: &mut Vm, value: Value, message: &str) -> Res<i64> {
    if let Some(index) = value.as_int() {
        return Ok(index);
    }
    if !vm.has_index(value) {
        return Err(vm.type_error(message));
    }
    saturating_index(vm, value)
}

/// `__index__` of a value; an int beyond 64 bits becomes the nearest one within.
pub fn saturating_index(vm: &mut Vm, value: Value) -> Res<i64> {
    vm.index_clamped(value)
}

/// Bounds as Python counts them to a range within `len`; `None` when the start lies
/// behind the end, where not even an empty string is found.
pub fn within(start: i64, end: i64, len: usize) -> Option<Range<usize>> {
    let count = len as i64;
    let end = if end < 0 {
        (end + count).max(0)
    } else {
        end.min(count)
    };
    let start = if start < 0 {
        (start + count).max(0)
    } else {
        start
    };
    (start <= end).then_some(start as usize..end as usize)
}

/// A count of repetitions or replacements: negative is no limit.
pub fn limit(vm: &mut Vm, value: Option<Value>) -> Res<usize> {
    match value {
        None => Ok(usize::MAX),
        Some(value) => Ok(usize::try_from(vm.index(value)?).unwrap_or(usize::MAX)),
    }
}

/// The truth of an optional argument.
pub fn flag(vm: &mut Vm, value: Option<Value>, default: bool) -> Res<bool> {
    value.map_or(Ok(default), |value| vm.truthy(value))
}

/// At most `most` positional arguments behind the receiver, and no keywords: for the
/// constructors that say it in their own words.
pub fn at_most(vm: &mut Vm, args: Args<'_>, name: &str, least: usize, most: usize) -> Res<()> {
    let given = args.rest(1).len();
    if args.extra.is_some_and(|extra| !extra.is_empty()) {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let plural = |n: usize| if n == 1 { "argument" } else { "arguments" };
    if given < least {
        let bound = if least == most { "" } else { "at least " };
        return Err(vm.type_error(format!(
            "{name} expected {bound}{least} {}, got {given}",
            plural(least)
        )));
    }
    if given > most {
        let bound = if least == most { "" } else { "at most " };
        return Err(vm.type_error(format!(
            "{name} expected {bound}{most} {}, got {given}",
            plural(most)
        )));
    }
    Ok(())
}

/// A list of what an array holds.
pub fn list(vm: &mut Vm, items: Gc<Array>) -> Value {
    vm.heap.alloc(List::new(items)).into()
}

/// A list of strs cut out of one. The list gets the room that it needs: the first few fields
/// are found before it is made, and of what comes then, the fields are counted first.
pub fn list_of_texts(
    vm: &mut Vm,
    args: Args<'_>,
    text: Gc<Str>,
    mut fields: impl Iterator<Item = Range<usize>> + Clone,
) -> Res<Value> {
    const FEW: usize = 16;
    let mut few = [const { 0..0 }; FEW];
    for count in 0..FEW {
        match fields.next() {
            Some(field) => few[count] = field,
            None => return cut(vm, args, text, count, few[..count].iter().cloned()),
        }
    }
    let count = FEW + fields.clone().count();
    cut(vm, args, text, count, few.into_iter().chain(fields))
}

fn cut(
    vm: &mut Vm,
    args: Args<'_>,
    text: Gc<Str>,
    count: usize,
    fields: impl Iterator<Item = Range<usize>>,
) -> Res<Value> {
    vm.make_way_for(&args, count * 40 + text.len())?;
    let mut items = scratch(vm, count)?;
    for field in fields {
        let field = vm.heap.byte_slice(text, field.start, field.end);
        vm.array_push(&mut items, field.into())?;
    }
    Ok(list(vm, items))
}

/// An instance of a built-in class that is no more than a few named values.
pub fn record(vm: &mut Vm, class: Gc<Type>, fields: &[(&str, Value)]) -> Res<Value> {
    let made = vm.alloc_instance(class);
    let dict = vm.heap.dict();
    for &(name, value) in fields {
        let name = vm.heap.intern(name);
        dict.insert_str(&vm.heap, name, value);
    }
    vm.set_instance_dict(made, dict)?;
    Ok(made)
}

/// A value of a [`record`]; None when there is none.
pub fn field(vm: &mut Vm, record: Value, name: &str) -> Res<Value> {
    let name = vm.heap.intern(name);
    Ok(vm.own_attribute(record, name)?.unwrap_or(Value::NONE))
}

/// Changes a value of a [`record`].
pub fn set_field(vm: &mut Vm, record: Value, name: &str, value: Value) {
    if let Some(instance) = record.get::<Instance>() {
        let dict = vm.instance_to_dictionary(instance);
        let name = vm.heap.intern(name);
        dict.insert_str(&vm.heap, name, value);
    }
}
