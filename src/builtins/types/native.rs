//! Functions in Rust as scripts see them.
//!
//! ```text
//!   len            builtin_function_or_method    a Native
//!   [].append      builtin_function_or_method    a BoundMethod of a Native
//!   list.append    method_descriptor             a Native that knows its class
//!   int.__add__    wrapper_descriptor            the same for an operator's method
//!   (1).__add__    method-wrapper                a BoundMethod of that
//! ```

use super::operators as op;
use super::support::short_text;
use crate::natives;
use crate::object::class::Type;
use crate::object::function::{BoundMethod, Native};
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Module;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

const fn class(
    name: &'static str,
    kind: Kind,
    methods: &'static [crate::vm::NativeDef],
    getsets: &'static [GetSetDef],
) -> TypeDef {
    TypeDef {
        name,
        kind,
        base: "object",
        subclassable: false,
        doc: "",
        methods,
        statics: &[],
        class_methods: &[],
        getsets,
    }
}

pub static NATIVE: TypeDef = class(
    "builtin_function_or_method",
    Kind::Native,
    BOUND_METHODS,
    NATIVE_GETSETS,
);
pub static METHOD_DESCRIPTOR: TypeDef = class(
    "method_descriptor",
    Kind::Native,
    DESCRIPTOR_METHODS,
    DESCRIPTOR_GETSETS,
);
pub static WRAPPER_DESCRIPTOR: TypeDef = class(
    "wrapper_descriptor",
    Kind::Native,
    DESCRIPTOR_METHODS,
    DESCRIPTOR_GETSETS,
);
pub static METHOD_WRAPPER: TypeDef = class(
    "method-wrapper",
    Kind::BoundMethod,
    BOUND_METHODS,
    WRAPPER_GETSETS,
);

natives! { BOUND_METHODS:
    __call__(self, /, *args, **kwargs) => op::call,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
}

natives! { DESCRIPTOR_METHODS:
    __call__(self, /, *args, **kwargs) => op::call,
    __get__(self, instance, owner=None, /) => op::bind,
    __repr__(self, /) => op::repr,
    __reduce__(self, /) => reduce,
}

macro_rules! getsets {
    ($table:ident: $($name:literal => $get:expr,)*) => {
        static $table: &[GetSetDef] = &[$(GetSetDef { name: $name, get: $get, set: None },)*];
    };
}

getsets! { NATIVE_GETSETS:
    "__name__" => name,
    "__qualname__" => qualname,
    "__module__" => module,
    "__self__" => receiver,
    "__doc__" => none,
    "__text_signature__" => signature,
}

getsets! { DESCRIPTOR_GETSETS:
    "__name__" => name,
    "__qualname__" => qualname,
    "__objclass__" => objclass,
    "__doc__" => none,
    "__text_signature__" => signature,
}

getsets! { WRAPPER_GETSETS:
    "__name__" => name,
    "__qualname__" => qualname,
    "__objclass__" => objclass,
    "__self__" => receiver,
    "__doc__" => none,
    "__text_signature__" => signature,
}

fn none(_: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(Value::NONE)
}

/// The native itself, and what it is bound to.
fn parts(vm: &mut Vm, value: Value) -> Res<(Gc<Native>, Option<Value>)> {
    if let Some(native) = value.get::<Native>() {
        return Ok((native, None));
    }
    let method = value.get::<BoundMethod>();
    let native = method.and_then(|method| method.function.get().get::<Native>());
    match (native, method) {
        (Some(native), Some(method)) => Ok((native, Some(method.receiver.get()))),
        _ => {
            let got = vm.class_name(value);
            Err(vm.type_error(format!(
                "descriptor requires a 'builtin_function_or_method' object but received a '{got}'"
            )))
        }
    }
}

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, _) = parts(vm, args[0])?;
    let name = vm.native_def(native).name;
    Ok(vm.heap.intern(name).into())
}

/// The class whose method it is: its own, that of a static function, or the
/// receiver's.
fn class_of(vm: &mut Vm, native: Gc<Native>, receiver: Option<Value>) -> Option<Gc<Type>> {
    let own = native.class.get::<Type>().or(native.module.get::<Type>());
    match receiver.filter(|it| !it.is::<Module>()) {
        _ if own.is_some() => own,
        Some(receiver) => Some(receiver.get().unwrap_or_else(|| vm.class_of(receiver))),
        None => None,
    }
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, receiver) = parts(vm, args[0])?;
    let name = vm.native_def(native).name;
    match class_of(vm, native, receiver) {
        Some(class) => {
            let class = class.qualname.get().to_string_lossy();
            Ok(short_text(vm, format!("{class}.{name}")))
        }
        None => Ok(vm.heap.intern(name).into()),
    }
}

fn module(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, _) = parts(vm, args[0])?;
    Ok(native.module.get::<Str>().map_or(Value::NONE, Value::from))
}

/// What it is bound to; a module's function belongs to the module.
fn receiver(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, receiver) = parts(vm, args[0])?;
    if let Some(receiver) = receiver {
        return Ok(receiver);
    }
    if native.module.is::<Type>() {
        return Ok(native.module);
    }
    let module = native.module.get::<Str>();
    Ok(module
        .and_then(|module| vm.modules.get_str(module))
        .unwrap_or(Value::NONE))
}

fn objclass(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, _) = parts(vm, args[0])?;
    Ok(native.class.bound().unwrap_or(Value::NONE))
}

fn signature(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, _) = parts(vm, args[0])?;
    let text = vm.native_def(native).signature.text;
    let text = text
        .strip_prefix("self")
        .map_or_else(|| format!("({text})"), |rest| format!("($self{rest})"));
    Ok(short_text(vm, text))
}

/// A function of a module is found by its name; a method by its object.
fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (native, receiver) = parts(vm, args[0])?;
    let name = vm.native_def(native).name;
    let name: Value = vm.heap.intern(name).into();
    let Some(holder) = receiver.or(native.class.bound()) else {
        return Ok(name);
    };
    let getattr = vm.heap.intern("getattr");
    let getattr = vm.builtins.get_str(getattr).unwrap_or(Value::NONE);
    let arguments = vm.heap.tuple(&[holder, name]).into();
    Ok(vm.heap.tuple(&[getattr, arguments]).into())
}
