//! Functions, methods, and the cells that functions share variables by.

use super::operators as op;
use super::support::{class_for_new, str_arg, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, CellObject, CodeObject, Function};
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::{GetSetDef, TypeDef};
use crate::vm::{Args, Res, Vm};

pub static FUNCTION: TypeDef = TypeDef {
    name: "function",
    kind: Kind::Function,
    base: "object",
    subclassable: false,
    doc: "Create a function object.",
    methods: FUNCTION_METHODS,
    statics: FUNCTION_STATICS,
    class_methods: &[],
    getsets: FUNCTION_GETSETS,
};

pub static BOUND_METHOD: TypeDef = TypeDef {
    name: "method",
    kind: Kind::BoundMethod,
    base: "object",
    subclassable: false,
    doc: "Create a bound instance method object.",
    methods: METHOD_METHODS,
    statics: METHOD_STATICS,
    class_methods: &[],
    getsets: METHOD_GETSETS,
};

pub static CELL: TypeDef = TypeDef {
    name: "cell",
    kind: Kind::Cell,
    base: "object",
    subclassable: false,
    doc: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    methods: CELL_METHODS,
    statics: CELL_STATICS,
    class_methods: &[],
    getsets: CELL_GETSETS,
};

// --- functions ---

natives! { FUNCTION_STATICS: __new__(cls, /, code, globals, name=None, argdefs=None, closure=None) => new_function }

natives! { FUNCTION_METHODS:
    __call__(self, /, *args, **kwargs) => op::call,
    __get__(self, instance, owner=None, /) => op::bind,
    __repr__(self, /) => op::repr,
}

static FUNCTION_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__code__",
        get: code,
        set: Some(set_code),
    },
    GetSetDef {
        name: "__globals__",
        get: globals,
        set: None,
    },
    GetSetDef {
        name: "__closure__",
        get: closure,
        set: None,
    },
    GetSetDef {
        name: "__defaults__",
        get: defaults,
        set: Some(set_defaults),
    },
    GetSetDef {
        name: "__kwdefaults__",
        get: kwdefaults,
        set: Some(set_kwdefaults),
    },
    GetSetDef {
        name: "__annotations__",
        get: annotations,
        set: Some(set_annotations),
    },
    GetSetDef {
        name: "__name__",
        get: name,
        set: Some(set_name),
    },
    GetSetDef {
        name: "__qualname__",
        get: qualname,
        set: Some(set_qualname),
    },
    GetSetDef {
        name: "__module__",
        get: module,
        set: Some(set_module),
    },
    GetSetDef {
        name: "__doc__",
        get: doc,
        set: Some(set_doc),
    },
    GetSetDef {
        name: "__builtins__",
        get: builtins,
        set: None,
    },
    GetSetDef {
        name: "__type_params__",
        get: type_params,
        set: Some(set_type_params),
    },
];

fn new_function(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.function;
    class_for_new(vm, args[0], base)?;
    let Some(code) = args[1].get::<CodeObject>() else {
        let got = vm.argument_class_name(args[1]);
        return Err(vm.type_error(format!(
            "function() argument 'code' must be code, not {got}"
        )));
    };
    let Some(globals) = args[2].get::<Dict>() else {
        let got = vm.argument_class_name(args[2]);
        return Err(vm.type_error(format!(
            "function() argument 'globals' must be dict, not {got}"
        )));
    };
    let name = match args.get(3) {
        None | Some(Value::NONE) => vm.heap.intern(&code.code.name),
        Some(name) => str_arg(vm, name, "arg 3 (name)")?,
    };
    let free = code.code.free.len();
    let closure = match args.get(5).filter(|closure| !closure.is_none()) {
        Some(closure) => match closure.get::<Tuple>() {
            Some(cells)
                if cells.len() == free && cells.iter().all(|cell| cell.is::<CellObject>()) =>
            {
                closure
            }
            Some(cells) if cells.len() != free => {
                let name = name.to_string_lossy();
                return Err(vm.value_error(format!(
                    "{name} requires closure of length {free}, not {}",
                    cells.len()
                )));
            }
            _ => return Err(vm.type_error("arg 5 (closure) must be None or tuple")),
        },
        None if free > 0 => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        None => Value::UNBOUND,
    };
    let qualname = vm.heap.intern(&code.code.qualname);
    let function = vm
        .heap
        .alloc(Function::new(code, globals, closure, name, qualname));
    if let Some(defaults) = args.get(4).filter(|defaults| !defaults.is_none()) {
        if !defaults.is::<Tuple>() {
            return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
        }
        function.defaults.set(defaults);
    }
    let module = vm.names.name;
    function
        .module
        .set(globals.get_str(module).unwrap_or(Value::NONE));
    Ok(function.into())
}

fn or_none(value: Value) -> Value {
    value.bound().unwrap_or(Value::NONE)
}

fn code(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Function>(vm, args[0])?.code.get().into())
}

fn set_code(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<Function>(vm, args[0])?;
    let Some(code) = args[1].get::<CodeObject>() else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (old, new) = (function.code.get().code.free.len(), code.code.free.len());
    if old != new {
        let name = function.name.get().to_string_lossy();
        return Err(vm.value_error(format!(
            "{name}() requires a code object with {old} free vars, not {new}"
        )));
    }
    function.code.set(code);
    Ok(Value::NONE)
}

fn globals(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Function>(vm, args[0])?.globals.into())
}

fn builtins(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Function>(vm, args[0])?;
    Ok(vm.builtins.into())
}

fn closure(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(or_none(this::<Function>(vm, args[0])?.closure))
}

fn defaults(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(or_none(this::<Function>(vm, args[0])?.defaults.get()))
}

/// A value that may be None or deleted, which is unbound in the function.
fn none_is_unbound(value: Value) -> Value {
    if value.is_none() {
        Value::UNBOUND
    } else {
        value
    }
}

fn set_defaults(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<Function>(vm, args[0])?;
    let value = none_is_unbound(args[1]);
    if !value.is_unbound() && !value.is::<Tuple>() {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    function.defaults.set(value);
    Ok(Value::NONE)
}

fn kwdefaults(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(or_none(this::<Function>(vm, args[0])?.kwdefaults.get()))
}

fn set_kwdefaults(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<Function>(vm, args[0])?;
    let value = none_is_unbound(args[1]);
    if !value.is_unbound() && !value.is::<Dict>() {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    function.kwdefaults.set(value);
    Ok(Value::NONE)
}

fn annotations(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<Function>(vm, args[0])?;
    if function.annotations.get().is_unbound() {
        function.annotations.set(vm.heap.dict().into());
    }
    Ok(function.annotations.get())
}

fn set_annotations(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<Function>(vm, args[0])?;
    let value = none_is_unbound(args[1]);
    if !value.is_unbound() && !value.is::<Dict>() {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    function.annotations.set(value);
    Ok(Value::NONE)
}

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Function>(vm, args[0])?.name.get().into())
}

fn name_value(vm: &mut Vm, value: Value, attribute: &str) -> Res<Gc<Str>> {
    match value.get::<Str>() {
        Some(name) => Ok(name),
        None => Err(vm.type_error(format!("{attribute} must be set to a string object"))),
    }
}

fn set_name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = name_value(vm, args[1], "__name__")?;
    this::<Function>(vm, args[0])?.name.set(name);
    Ok(Value::NONE)
}

fn qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Function>(vm, args[0])?.qualname.get().into())
}

fn set_qualname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = name_value(vm, args[1], "__qualname__")?;
    this::<Function>(vm, args[0])?.qualname.set(name);
    Ok(Value::NONE)
}

fn module(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(or_none(this::<Function>(vm, args[0])?.module.get()))
}

fn set_module(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Function>(vm, args[0])?.module.set(or_none(args[1]));
    Ok(Value::NONE)
}

fn doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(or_none(this::<Function>(vm, args[0])?.doc.get()))
}

fn set_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Function>(vm, args[0])?.doc.set(or_none(args[1]));
    Ok(Value::NONE)
}

fn type_params(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Function>(vm, args[0])?;
    let name = vm.heap.intern("__type_params__");
    Ok(vm
        .own_attribute(args[0], name)?
        .unwrap_or_else(|| vm.heap.tuple(&[]).into()))
}

fn set_type_params(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<Function>(vm, args[0])?;
    if !args[1].is::<Tuple>() {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    let name = vm.heap.intern("__type_params__");
    if let Some(header) = args[0].header() {
        let attributes = vm.heap.attributes_or_new(header);
        attributes.insert_str(&vm.heap, name, or_none(args[1]));
    }
    Ok(Value::NONE)
}

// --- methods ---

natives! { METHOD_STATICS: __new__(cls, function, instance, /) => new_method }

natives! { METHOD_METHODS:
    __call__(self, /, *args, **kwargs) => op::call,
    __get__(self, instance, owner=None, /) => itself,
    __getattr__(self, name, /) => method_getattr,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
}

static METHOD_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__func__",
        get: method_function,
        set: None,
    },
    GetSetDef {
        name: "__self__",
        get: method_receiver,
        set: None,
    },
    GetSetDef {
        name: "__doc__",
        get: method_doc,
        set: None,
    },
];

fn new_method(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.bound_method;
    class_for_new(vm, args[0], base)?;
    if args[2].is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(vm.heap.alloc(BoundMethod::new(args[1], args[2])).into())
}

fn itself(_: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(args[0])
}

fn method_function(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<BoundMethod>(vm, args[0])?.function.get())
}

fn method_receiver(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<BoundMethod>(vm, args[0])?.receiver.get())
}

fn method_doc(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = this::<BoundMethod>(vm, args[0])?.function.get();
    let name = vm.names.doc;
    Ok(vm.get_attr_opt(function, name)?.unwrap_or(Value::NONE))
}

/// What is no attribute of the method is one of its function.
fn method_getattr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let method = this::<BoundMethod>(vm, args[0])?;
    let name = super::object::attribute_name(vm, args[1])?;
    match vm.get_attr_opt(method.function.get(), name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args[0], name)),
    }
}

// --- cells ---

natives! { CELL_STATICS: __new__(cls, contents=None, /) => new_cell }

natives! { CELL_METHODS:
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __repr__(self, /) => op::repr,
}

static CELL_GETSETS: &[GetSetDef] = &[GetSetDef {
    name: "cell_contents",
    get: contents,
    set: Some(set_contents),
}];

fn new_cell(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.cell;
    class_for_new(vm, args[0], base)?;
    let contents = args.get(1).unwrap_or(Value::UNBOUND);
    Ok(vm.heap.alloc(CellObject::new(contents)).into())
}

fn contents(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match this::<CellObject>(vm, args[0])?.content.get().bound() {
        Some(contents) => Ok(contents),
        None => Err(vm.value_error("Cell is empty")),
    }
}

fn set_contents(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    this::<CellObject>(vm, args[0])?.content.set(args[1]);
    Ok(Value::NONE)
}
