//! `cmp_to_key`: keys that compare as an old function of two arguments says.
//!
//! What it gives is itself such a key, without an object; called with one, it makes
//! another of the same function.

use crate::builtins::types::support::this;
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::record::Record;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

// The values of the record.
const COMPARE: usize = 0;
const OBJECT: usize = 1;

pub static KEY: TypeDef = TypeDef {
    name: "functools.KeyWrapper",
    kind: Kind::Record,
    base: "object",
    subclassable: false,
    doc: "",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "obj",
        get: object,
        set: Some(set_object),
    }],
};

natives! { METHODS:
    __call__(self, /, *args, **kwargs) => call,
    __lt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Lt),
    __le__(self, value, /) => |vm, args| compare(vm, args, Cmp::Le),
    __eq__(self, value, /) => |vm, args| compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ne),
    __gt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Gt),
    __ge__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ge),
}

fn key(vm: &mut Vm, compare: Value, object: Value) -> Value {
    let shape = vm.builtin_class(KEY.name).root_shape.get();
    vm.heap.alloc(Record::new(shape, [compare, object])).into()
}

/// Keys have an equality, and so no hash.
pub fn make_unhashable(vm: &mut Vm) {
    let class = vm.builtin_class(KEY.name);
    let hash = vm.names.hash;
    class.dict.insert_str(&vm.heap, hash, Value::NONE);
    class.forget(hash);
}

pub fn cmp_to_key(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(key(vm, args[0], Value::UNBOUND))
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let given = args.rest(1);
    let named = args.extra.map_or(0, |extra| extra.len());
    if given.len() + named > 1 {
        let count = given.len() + named;
        return Err(vm.type_error(format!("K() takes at most 1 argument ({count} given)")));
    }
    let name = vm.heap.intern("obj");
    let named = args.extra.and_then(|extra| extra.get_str(name));
    match given.first().copied().or(named) {
        Some(object) => Ok(Value::from(vm.heap.alloc(Record::new(
            it.header().shape(),
            [it.values[COMPARE].get(), object],
        )))),
        None => Err(vm.type_error("K() missing required argument 'obj' (pos 1)")),
    }
}

fn compare(vm: &mut Vm, args: Args<'_>, op: Cmp) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let other = args[1].get::<Record>();
    let Some(other) = other.filter(|other| other.header().shape() == it.header().shape()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let [Some(x), Some(y)] = [it, other].map(|key: Gc<Record>| key.values[OBJECT].get().bound())
    else {
        return Err(vm.attribute_error("object"));
    };
    let answer = vm.call(it.values[COMPARE].get(), &[x, y])?;
    vm.compare(op, answer, Value::small(0))
}

fn object(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    Ok(it.values[OBJECT].get().bound().unwrap_or(Value::NONE))
}

fn set_object(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    it.values[OBJECT].set(args.get(1).unwrap_or(Value::UNBOUND));
    Ok(Value::NONE)
}
