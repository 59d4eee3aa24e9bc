//! glassnake: a small Python that `perf` can see through.

pub mod source;
pub mod syntax;
