//! What the integration tests share.

// Every test binary compiles this module, and none uses all of it.
#![allow(dead_code)]

#[path = "../../runtime/tests/support/directory.rs"]
pub mod directory;
#[path = "../../runtime/tests/support/perf.rs"]
pub mod perf;
pub mod run;
pub mod session;
pub mod window;
