//! The module `_functools`: what of `functools` is called so often that it should cost no
//! Python frame of its own. `functools` shows it, and adds the rest in Python.
//!
//! ```text
//!  partial.rs    partial: called without keywords, the VM unwraps it as it does a method
//!  lru_cache.rs  the memory behind lru_cache and cache
//!  cmp_key.rs    the keys that cmp_to_key makes
//! ```

mod cmp_key;
mod lru_cache;
mod partial;

use super::arguments::set;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm};

/// The classes of this module.
pub const TYPES: &[&TypeDef] = &[&partial::PARTIAL, &lru_cache::WRAPPER, &cmp_key::KEY];

natives! { FUNCTIONS:
    reduce(function, iterable, initial=None, /) => reduce,
    cmp_to_key(mycmp) => cmp_key::cmp_to_key,
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_functools",
    doc: "Tools that operate on functions.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for def in [&partial::PARTIAL, &lru_cache::WRAPPER] {
        let class = vm.builtin_class(def.name);
        class.has_dict.set(true);
        let dict = vm.names.dict;
        vm.show_inherent(class, dict);
        let name = def.name.trim_start_matches("functools.");
        set(vm, module, name, class);
    }
    partial::show_members(vm);
    cmp_key::make_unhashable(vm);
    Ok(())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let function = args[0];
    let iterator = match vm.iter_opt(args[1])? {
        Some(iterator) => iterator,
        None => return Err(vm.type_error("reduce() arg 2 must support iteration")),
    };
    let first = match args.get(2) {
        Some(initial) => Some(initial),
        None => vm.next(iterator)?,
    };
    let Some(mut total) = first else {
        return Err(vm.type_error("reduce() of empty iterable with no initial value"));
    };
    while let Some(item) = vm.next(iterator)? {
        total = vm.call(function, &[total, item])?;
        vm.safepoint()?;
    }
    Ok(total)
}
