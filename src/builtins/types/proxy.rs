//! `mappingproxy`: a view of a mapping through which it can't be changed. A class shows
//! its namespace this way.
//!
//! Every method asks the mapping, which may be of any class.

use super::support::{class_for_new, short_text, this};
use crate::code::op::How;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::function::MappingProxy;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::arith::Arith;
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Args, Res, Vm};

pub static MAPPING_PROXY: TypeDef = TypeDef {
    name: "mappingproxy",
    kind: Kind::MappingProxy,
    base: "object",
    subclassable: false,
    doc: "Read-only proxy of a mapping.",
    methods: METHODS,
    statics: STATICS,
    class_methods: super::alias::CLASS_GETITEM,
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, mapping) => new }

natives! { METHODS:
    copy(self, /) => |vm, args| ask(vm, args, "copy"),
    get(self, key, default=None, /) => get,
    items(self, /) => |vm, args| ask(vm, args, "items"),
    keys(self, /) => |vm, args| ask(vm, args, "keys"),
    values(self, /) => |vm, args| ask(vm, args, "values"),
    __or__(self, value, /) => or,
    __ror__(self, value, /) => ror,
    __ior__(self, value, /) => ior,
    __contains__(self, key, /) => contains,
    __getitem__(self, key, /) => getitem,
    __len__(self, /) => len,
    __iter__(self, /) => iter,
    __reversed__(self, /) => |vm, args| ask(vm, args, "__reversed__"),
    __eq__(self, value, /) => |vm, args| compare(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ne),
    __lt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Lt),
    __le__(self, value, /) => |vm, args| compare(vm, args, Cmp::Le),
    __gt__(self, value, /) => |vm, args| compare(vm, args, Cmp::Gt),
    __ge__(self, value, /) => |vm, args| compare(vm, args, Cmp::Ge),
    __hash__(self, /) => hash,
    __str__(self, /) => str,
    __repr__(self, /) => repr,
}

/// A proxy of a dict.
pub fn of_dict(vm: &mut Vm, dict: Gc<Dict>) -> Value {
    vm.heap.alloc(MappingProxy::new(dict.into())).into()
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class("mappingproxy");
    class_for_new(vm, args[0], base)?;
    let getitem = vm.names.getitem;
    let is_mapping = vm.lookup_special(args[1], getitem).is_some()
        && !args[1].is::<List>()
        && !args[1].is::<Tuple>();
    if !is_mapping {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "mappingproxy() argument must be a mapping, not {got}"
        )));
    }
    Ok(vm.heap.alloc(MappingProxy::new(args[1])).into())
}

/// The mapping behind the receiver.
fn mapping(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    // Proxies of proxies may be as deep as a script likes.
    vm.native_depth_guard()?;
    Ok(this::<MappingProxy>(vm, args[0])?.mapping.get())
}

/// The mapping behind a value that may be a proxy.
fn unveiled(value: Value) -> Value {
    match value.get::<MappingProxy>() {
        Some(proxy) => proxy.mapping.get(),
        None => value,
    }
}

fn ask(vm: &mut Vm, args: Args<'_>, method: &str) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    let method = vm.heap.intern(method);
    vm.call_method(mapping, method, &[])
}

fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    let get = vm.heap.intern("get");
    let default = args.get(2).unwrap_or(Value::NONE);
    vm.call_method(mapping, get, &[args[1], default])
}

fn or(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    vm.binary(Arith::Or, How::Plain, mapping, unveiled(args[1]))
}

fn ror(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    vm.binary(Arith::Or, How::Plain, unveiled(args[1]), mapping)
}

fn ior(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    mapping(vm, args)?;
    Err(vm.type_error("'|=' is not supported by mappingproxy; use '|' instead"))
}

fn contains(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    Ok(vm.contains(mapping, args[1])?.into())
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    vm.get_item(mapping, args[1])
}

fn len(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    let len = vm.len(mapping)?;
    Ok(vm.heap.int(len as i64))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    vm.iter(mapping)
}

fn compare(vm: &mut Vm, args: Args<'_>, how: Cmp) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    vm.compare(how, mapping, unveiled(args[1]))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    let hash = vm.hash(mapping)?;
    Ok(vm.heap.int(hash))
}

fn str(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    Ok(vm.str(mapping)?.into())
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mapping = mapping(vm, args)?;
    let text = vm.repr(mapping)?;
    Ok(short_text(
        vm,
        format_args!("mappingproxy({})", text.to_string_lossy()),
    ))
}
