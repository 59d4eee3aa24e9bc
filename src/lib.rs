//! glassnake: a small Python that `perf` can see through.

pub mod builtins;
pub mod code;
pub mod compile;
pub mod object;
pub mod profile;
pub mod pystr;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod vm;
