//! `dict_keys`, `dict_values` and `dict_items`: live views of a dict.

use super::operators as op;
use super::support::this;
use crate::natives;
use crate::object::dict::{DictView, ViewOf};
use crate::object::gc::Kind;
use crate::object::iter::IterKind;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

macro_rules! view_class {
    ($static:ident, $name:literal, $base:literal, $methods:expr) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::DictView,
            base: $base,
            subclassable: false,
            doc: "",
            methods: $methods,
            statics: &[],
            class_methods: &[],
            getsets: GETSETS,
        };
    };
}

view_class!(DICT_KEYS, "dict_keys", "object", SET_LIKE);
view_class!(DICT_VALUES, "dict_values", "object", VALUES);
view_class!(DICT_ITEMS, "dict_items", "object", SET_LIKE);
view_class!(ODICT_KEYS, "odict_keys", "dict_keys", &[]);
view_class!(ODICT_VALUES, "odict_values", "dict_values", &[]);
view_class!(ODICT_ITEMS, "odict_items", "dict_items", &[]);

static GETSETS: &[GetSetDef] = &[GetSetDef {
    name: "mapping",
    get: mapping,
    set: None,
}];

natives! { VALUES:
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => reversed,
    __repr__(self, /) => op::repr,
}

natives! { SET_LIKE:
    isdisjoint(self, other, /) => isdisjoint,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __reversed__(self, /) => reversed,
    __contains__(self, key, /) => op::contains,
    __and__(self, value, /) => op::and,
    __rand__(self, value, /) => op::rand,
    __or__(self, value, /) => op::or,
    __ror__(self, value, /) => op::ror,
    __sub__(self, value, /) => op::sub,
    __rsub__(self, value, /) => op::rsub,
    __xor__(self, value, /) => op::xor,
    __rxor__(self, value, /) => op::rxor,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __repr__(self, /) => op::repr,
}

fn mapping(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let dict = this::<DictView>(vm, args[0])?.dict;
    Ok(super::proxy::of_dict(vm, dict))
}

fn isdisjoint(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    while let Some(item) = vm.next(iterator)? {
        if vm.builtin_contains(args[0], item)? {
            return Ok(Value::FALSE);
        }
        vm.safepoint()?;
    }
    Ok(Value::TRUE)
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let view = this::<DictView>(vm, args[0])?;
    let kind = match view.which {
        ViewOf::Keys => IterKind::DictKeysReversed,
        ViewOf::Values => IterKind::DictValuesReversed,
        ViewOf::Items => IterKind::DictItemsReversed,
    };
    super::iterators::reversed_entries(vm, view.dict, kind)
}
