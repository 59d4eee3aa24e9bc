//! Tuples whose items have names: `sys.version_info`, `time.struct_time`.
//!
//! Such a class derives from `tuple`; each name is a computed attribute that knows
//! its position. Names beyond the tuple's length lie in the heap's attribute table.

use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, NativeDef, TypeDef};
use crate::vm::{Res, Vm};

natives! {
    METHODS:
    __repr__(self, /) => repr,
}

/// A class of named tuples.
pub const fn class(name: &'static str, doc: &'static str, fields: &'static [GetSetDef]) -> TypeDef {
    TypeDef {
        name,
        kind: Kind::Tuple,
        base: "tuple",
        subclassable: false,
        doc,
        methods: METHODS,
        statics: &[],
        class_methods: &[],
        getsets: fields,
    }
}

/// The same with a `__new__`.
pub const fn class_with_new(
    name: &'static str,
    doc: &'static str,
    fields: &'static [GetSetDef],
    statics: &'static [NativeDef],
) -> TypeDef {
    TypeDef {
        statics,
        ..class(name, doc, fields)
    }
}

/// The name of the item at position `AT`.
pub const fn field<const AT: usize>(name: &'static str) -> GetSetDef {
    GetSetDef {
        name,
        get: get::<AT>,
        set: Some(readonly),
    }
}

fn get<const AT: usize>(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    let item = args[0].get::<Tuple>().and_then(|it| it.get(AT));
    Ok(item.unwrap_or(Value::NONE))
}

fn readonly(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Err(vm.attribute_error("readonly attribute"))
}

/// A new object of such a class.
pub fn new(vm: &mut Vm, class: &TypeDef, items: &[Value]) -> Gc<Tuple> {
    let shape = vm.builtin_class(class.name).root_shape.get();
    let items = vm.heap.tuple(items);
    vm.heap.tuple_of_class(items.tail(), shape)
}

/// `time.struct_time(tm_year=1970, ...)`
fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.class_name(args[0]);
    let fields = super::TYPES
        .iter()
        .find(|it| it.name == class)
        .map_or(&[][..], |it| it.getsets);
    let mut text = format!("{class}(");
    if let Some(items) = args[0].get::<Tuple>() {
        for (at, (item, field)) in items.iter().zip(fields).enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            let item = vm.repr(item)?;
            text.push_str(field.name);
            text.push('=');
            text.push_str(&item.to_string_lossy());
        }
    }
    text.push(')');
    Ok(vm.heap.str(&text).into())
}
