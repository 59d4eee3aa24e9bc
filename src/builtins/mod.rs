//! What needs no import: the built-in functions.

pub mod functions;
pub mod sort;
