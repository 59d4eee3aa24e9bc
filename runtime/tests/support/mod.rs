//! What the integration tests share.

// Every test binary compiles this module, and none uses all of it.
#![allow(dead_code)]

pub mod directory;
pub mod fork;
pub mod perf;
pub mod sample;
