//! What needs no import: the built-in functions and classes.

pub mod functions;
pub mod sort;
pub mod types;

pub use types::TYPES;

use crate::vm::{Res, Vm};

/// Puts the constants and the classes into `builtins`.
///
/// # Errors
/// When there is no memory.
pub fn setup(vm: &mut Vm) -> Res<()> {
    let builtins = vm.builtins;
    functions::set_constants(vm, builtins)?;
    types::complete(vm, builtins)?;
    crate::stdlib::site::complete(vm, builtins);
    Ok(())
}
