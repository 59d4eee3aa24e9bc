//! Compiled code: plain data that the compiler writes and the VM runs.
//!
//! Invariant: `code` knows no heap and no VM. A [`Code`] can be compiled,
//! printed, verified and compared without either.

pub mod dis;
pub mod object;
pub mod op;
pub mod register_set;
pub mod verify;

pub use object::{Code, CodeFlags, Const, Handler};
pub use op::Op;
