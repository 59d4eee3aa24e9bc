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
    __reduce__(self, /) => reduce,
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

/// Says of a class how many names it has, and how many of them are those of items.
pub fn describe(vm: &mut Vm, class: &TypeDef, items: usize) {
    let dict = vm.builtin_class(class.name).dict;
    let counts = [
        ("n_fields", class.getsets.len()),
        ("n_sequence_fields", items),
        ("n_unnamed_fields", 0),
    ];
    for (name, count) in counts {
        let name = vm.heap.intern(name);
        dict.insert_str(&vm.heap, name, Value::small(count as i32));
    }
    let names = vm.heap.tuple_unbound(items);
    for (name, field) in names.tail().iter().zip(class.getsets) {
        name.set(vm.heap.intern(field.name).into());
    }
    let name = vm.heap.intern("__match_args__");
    dict.insert_str(&vm.heap, name, names.into());
}

/// A new object of such a class.
pub fn new(vm: &mut Vm, class: &TypeDef, items: &[Value]) -> Gc<Tuple> {
    let shape = vm.builtin_class(class.name).root_shape.get();
    let items = vm.heap.tuple(items);
    vm.heap.tuple_of_class(items.tail(), shape)
}

/// The object of a class of which there is one.
pub fn only(vm: &mut Vm, class: &TypeDef, items: &[Value]) -> Gc<Tuple> {
    describe(vm, class, items.len());
    new(vm, class, items)
}

fn fields_of(class: &str) -> &'static [GetSetDef] {
    let found = super::TYPES.iter().find(|it| it.name == class);
    found.map_or(&[][..], |it| it.getsets)
}

/// The class, its items, and what it knows beyond them.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.class_of(args[0]);
    let Some(items) = args[0].get::<Tuple>() else {
        return Ok(Value::NONE);
    };
    let more = vm.heap.dict();
    let fields = fields_of(&class.name.get().to_string_lossy());
    for field in fields.iter().skip(items.len()) {
        let name = vm.heap.intern(field.name);
        let value = vm.get_attr(args[0], name)?;
        more.insert_str(&vm.heap, name, value);
    }
    let items = vm.heap.tuple_of(items.tail()).into();
    let arguments = vm.heap.tuple(&[items, more.into()]).into();
    Ok(vm.heap.tuple(&[class.into(), arguments]).into())
}

/// `time.struct_time(tm_year=1970, ...)`
fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let class = vm.class_name(args[0]);
    let fields = fields_of(&class);
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
