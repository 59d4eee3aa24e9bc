//! The module `_imp`: what `importlib` needs to know of the machinery of `import`, and
//! the class of `__spec__`.

use crate::builtins::types::support::class_for_new;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{set, text};
use crate::vm::find::Place;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_imp",
    doc: "(Extremely) low-level import machinery.",
    functions: FUNCTIONS,
    setup,
};

/// `module.__spec__`; a subclass in `importlib` has the constructor.
pub static MODULE_SPEC: TypeDef = TypeDef {
    name: "importlib.machinery.ModuleSpec",
    kind: Kind::Instance,
    base: "object",
    subclassable: true,
    doc: "The specification for a module, used for loading.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    __init__(self, /, name, loader, *, origin=None, loader_state=None, is_package=None) => init,
    __repr__(self, /) => repr,
}

natives! { FUNCTIONS:
    find(name, path, /) => find,
    embedded(name, /) => embedded,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(MODULE_SPEC.name);
    class.has_dict.set(true);
    set(vm, module, "ModuleSpec", class);
    Ok(())
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(MODULE_SPEC.name);
    let class = class_for_new(vm, args[0], base)?;
    let made = vm.alloc_instance(class);
    let dict = vm.heap.dict();
    vm.set_instance_dict(made, dict)?;
    Ok(made)
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[1], "ModuleSpec() argument 'name'")?;
    let is_package = match args.kw(2) {
        Some(flag) => vm.truthy(flag)?,
        None => false,
    };
    let locations = match is_package {
        true => vm.heap.list(&[]).into(),
        false => Value::NONE,
    };
    let full = name.to_string_lossy();
    let parent = match is_package {
        true => &*full,
        false => full.rsplit_once('.').map_or("", |(parent, _)| parent),
    };
    let parent = vm.heap.str(parent).into();
    let fields = [
        ("name", args[1]),
        ("loader", args[2]),
        ("origin", args.kw(0).unwrap_or(Value::NONE)),
        ("loader_state", args.kw(1).unwrap_or(Value::NONE)),
        ("submodule_search_locations", locations),
        ("parent", parent),
        ("cached", Value::NONE),
        ("has_location", Value::FALSE),
    ];
    for (field, value) in fields {
        let field = vm.heap.intern(field);
        vm.set_attr(args[0], field, value)?;
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut shown = Vec::new();
    for field in ["name", "loader", "origin", "submodule_search_locations"] {
        let key = vm.heap.intern(field);
        let value = vm.get_attr_opt(args[0], key)?.unwrap_or(Value::NONE);
        let optional = matches!(field, "origin" | "submodule_search_locations");
        if optional && value.is_none() {
            continue;
        }
        let value = vm.repr(value)?;
        shown.push(format!("{field}={}", value.to_string_lossy()));
    }
    let text = format!("ModuleSpec({})", shown.join(", "));
    Ok(vm.heap.str(&text).into())
}

/// What would be imported: `(kind, file, folders)`, or None. `path` is that of the
/// parent package.
fn find(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = args[0].get::<Str>();
    let name = name.map(|it| it.to_string_lossy().into_owned());
    let Some(place) = vm.place_of(&name.unwrap_or_default(), args[1])? else {
        return Ok(Value::NONE);
    };
    let (kind, file, folders) = match place {
        Place::BuiltIn => ("built-in", None, None),
        Place::File { file, folders } => ("file", Some(file), folders),
        Place::Folders(folders) => ("folders", None, Some(folders)),
    };
    let kind = vm.heap.str(kind).into();
    let file = file.map_or(Value::NONE, |file| vm.heap.str(&file).into());
    let folders = match folders {
        None => Value::NONE,
        Some(folders) => {
            let list = vm.heap.list(&[]);
            for folder in folders {
                let folder = vm.heap.str(&folder.to_string_lossy());
                vm.list_push(list, folder.into())?;
            }
            list.into()
        }
    };
    Ok(vm.heap.tuple(&[kind, file, folders]).into())
}

/// The source of a module that comes with the program, or None.
fn embedded(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = args[0].get::<Str>().map(|it| it.to_string_lossy());
    let text = name.and_then(|name| vm.embedded.text(&name));
    Ok(text.map_or(Value::NONE, |text| vm.heap.str(text).into()))
}
