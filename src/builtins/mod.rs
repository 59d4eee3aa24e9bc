//! What needs no import: the built-in functions.

pub mod functions;
pub mod sort;

use crate::object::class::Type;
use crate::vm::native::TypeDef;
use crate::vm::{Res, Vm};

/// The built-in classes, bases first.
pub static TYPES: &[&TypeDef] = &[];

/// Puts the classes and the constants into `builtins`.
pub fn setup(vm: &mut Vm) -> Res<()> {
    for def in TYPES {
        let class: crate::object::gc::Gc<Type> = vm.builtin_class(def.name);
        let name = vm.heap.intern(def.name);
        vm.builtins.insert_str(&vm.heap, name, class.into());
    }
    let builtins = vm.builtins;
    functions::set_constants(vm, builtins)
}
