//! `dict`; see `views.rs` for `keys()`, `values()` and `items()`.

use super::operators as op;
use super::support::{at_most, class_for_new, this, with_class};
use crate::natives;
use crate::object::dict::{Dict, DictView, ViewOf};
use crate::object::gc::{Gc, Kind};
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

pub static DICT: TypeDef = TypeDef {
    name: "dict",
    kind: Kind::Dict,
    base: "object",
    subclassable: true,
    doc: "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { CLASS_METHODS:
    fromkeys(cls, iterable, value=None, /) => fromkeys,
    __class_getitem__(cls, item, /) => super::alias::class_getitem,
}

natives! { METHODS:
    __init__(self, /, *args, **kwargs) => init,
    clear(self, /) => clear,
    copy(self, /) => copy,
    get(self, key, default=None, /) => get,
    items(self, /) => items,
    keys(self, /) => keys,
    pop(self, key, default=None, /) => pop,
    popitem(self, /) => popitem,
    setdefault(self, key, default=None, /) => setdefault,
    update(self, /, *args, **kwargs) => update,
    values(self, /) => values,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __ior__(self, value, /) => op::ior,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __setitem__(self, key, value, /) => op::setitem,
    __delitem__(self, key, /) => op::delitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => super::iterators::dict_reversed,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __repr__(self, /) => op::repr,
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.dict;
    let class = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let dict = vm.heap.dict();
    Ok(with_class(dict, class))
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    fill(vm, args, "dict")
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    fill(vm, args, "update")
}

fn fill(vm: &mut Vm, args: Args<'_>, name: &str) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    at_most(
        vm,
        Args {
            extra: None,
            ..args
        },
        name,
        0,
        1,
    )?;
    if let Some(source) = args.get(1) {
        vm.dict_update(dict, source)?;
    }
    if let Some(named) = args.extra {
        vm.dict_update(dict, named.into())?;
    }
    Ok(Value::NONE)
}

fn fromkeys(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let made = vm.call(args[0], &[])?;
    let value = args.get(2).unwrap_or(Value::NONE);
    let plain = made.get::<Dict>().filter(|dict| dict.header().is_exact());
    let iterator = vm.iter(args[1])?;
    while let Some(key) = vm.next(iterator)? {
        match plain {
            Some(dict) => vm.dict_set(dict, key, value)?,
            None => vm.set_item(made, key, value)?,
        }
        vm.safepoint()?;
    }
    Ok(made)
}

fn clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    dict.clear(&vm.heap);
    Ok(Value::NONE)
}

pub fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    if dict.can_copy(&vm.heap).is_err() {
        return Err(vm.memory_error());
    }
    Ok(dict.copy(&vm.heap).into())
}

pub fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    let found = vm.dict_get(dict, args[1])?;
    Ok(found.or(args.get(2)).unwrap_or(Value::NONE))
}

fn setdefault(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    if let Some(found) = vm.dict_get(dict, args[1])? {
        return Ok(found);
    }
    let value = args.get(2).unwrap_or(Value::NONE);
    vm.dict_set(dict, args[1], value)?;
    Ok(value)
}

fn pop(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    // An empty dict does not ask for a hash.
    let found = if dict.is_empty() {
        None
    } else {
        vm.dict_remove(dict, args[1])?
    };
    match found.or(args.get(2)) {
        Some(value) => Ok(value),
        None => Err(vm.key_error(args[1])),
    }
}

fn popitem(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<Dict>(vm, args[0])?;
    match dict.pop_last() {
        Some((key, value)) => Ok(vm.heap.tuple(&[key, value]).into()),
        None => {
            let message = vm.heap.str("popitem(): dictionary is empty").into();
            Err(vm.key_error(message))
        }
    }
}

fn view(vm: &mut Vm, dict: Value, which: ViewOf) -> Res<Value> {
    let dict: Gc<Dict> = this(vm, dict)?;
    let class = match (which, vm.is_ordered_dict(dict)) {
        (ViewOf::Keys, false) => vm.types.dict_keys,
        (ViewOf::Values, false) => vm.types.dict_values,
        (ViewOf::Items, false) => vm.types.dict_items,
        (ViewOf::Keys, true) => vm.types.odict_keys,
        (ViewOf::Values, true) => vm.types.odict_values,
        (ViewOf::Items, true) => vm.types.odict_items,
    };
    Ok(vm
        .heap
        .alloc(DictView::new(class.root_shape.get(), dict, which))
        .into())
}

pub fn keys(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    view(vm, args[0], ViewOf::Keys)
}

pub fn values(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    view(vm, args[0], ViewOf::Values)
}

pub fn items(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    view(vm, args[0], ViewOf::Items)
}
