//! The classes of `None`, `...` and `NotImplemented`, each of which has one instance.

use super::operators as op;
use super::support::short_text;
use crate::natives;
use crate::object::gc::Kind;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::{Args, Res, Vm};

macro_rules! singleton {
    ($static:ident, $name:literal, $kind:ident, $methods:ident, $statics:ident) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::$kind,
            base: "object",
            subclassable: false,
            doc: "",
            methods: $methods,
            statics: $statics,
            class_methods: &[],
            getsets: &[],
        };
    };
}

singleton!(NONE_TYPE, "NoneType", NoneType, NONE_METHODS, NONE_STATICS);
singleton!(ELLIPSIS, "ellipsis", Ellipsis, METHODS, ELLIPSIS_STATICS);
singleton!(
    NOT_IMPLEMENTED,
    "NotImplementedType",
    NotImplemented,
    NOT_IMPLEMENTED_METHODS,
    NOT_IMPLEMENTED_STATICS
);

natives! { NONE_STATICS: __new__(cls, /, *args, **kwargs) => none }
natives! { ELLIPSIS_STATICS: __new__(cls, /, *args, **kwargs) => ellipsis }
natives! { NOT_IMPLEMENTED_STATICS: __new__(cls, /, *args, **kwargs) => not_implemented }

natives! { METHODS:
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
}

natives! { NONE_METHODS:
    __repr__(self, /) => op::repr,
    __bool__(self, /) => falsehood,
}

natives! { NOT_IMPLEMENTED_METHODS:
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
    __bool__(self, /) => |vm, args| Ok(Value::bool(vm.truthy(args[0])?)),
}

fn no_arguments(vm: &mut Vm, args: Args<'_>, name: &str) -> Res<()> {
    match args.rest(1).is_empty() && args.extra.is_none() {
        true => Ok(()),
        false => Err(vm.type_error(format!("{name} takes no arguments"))),
    }
}

fn none(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_arguments(vm, args, "NoneType")?;
    Ok(Value::NONE)
}

fn ellipsis(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_arguments(vm, args, "EllipsisType")?;
    Ok(Value::ELLIPSIS)
}

fn not_implemented(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_arguments(vm, args, "NotImplementedType")?;
    Ok(Value::NOT_IMPLEMENTED)
}

fn falsehood(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::FALSE)
}

/// Its name: it is copied by being itself.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(short_text(
        vm,
        if args[0] == Value::ELLIPSIS {
            "Ellipsis"
        } else {
            "NotImplemented"
        },
    ))
}
