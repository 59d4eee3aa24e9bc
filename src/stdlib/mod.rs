//! The modules that come with the program.
//!
//! ```text
//!  MODULES    in Rust: sys, time, math ..      set up at their first import
//!  EMBEDDED   in Python: py/*.py               compiled at their first import, so that
//!                                              their functions show in profiles
//!  TYPES      the classes that they bring
//! ```

pub mod arguments;
pub mod collections;
pub mod hashes;
pub mod io;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod posix;
pub mod random;
pub mod re;
pub mod structseq;
pub mod sys;
pub mod time;

use crate::vm::native::{ModuleDef, TypeDef};

/// The modules in Rust.
pub static MODULES: &[&ModuleDef] = &[
    &sys::MODULE,
    &time::MODULE,
    &math::MODULE,
    &itertools::MODULE,
    &operator::MODULE,
    &collections::MODULE,
    &random::MODULE,
    &posix::MODULE,
    &re::MODULE,
    &hashes::HASHLIB,
    &hashes::BINASCII,
    &io::MODULE,
];

/// The modules in Python: name and source.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("statistics", include_str!("py/statistics.py")),
    ("sysconfig", include_str!("py/sysconfig.py")),
];

/// The classes of the modules in Rust, bases first. They are not in `builtins`.
pub static TYPES: &[&TypeDef] = &[
    &sys::NAMESPACE,
    &sys::info::VERSION_INFO,
    &sys::info::FLAGS,
    &sys::info::FLOAT_INFO,
    &sys::info::INT_INFO,
    &sys::info::HASH_INFO,
    &sys::info::THREAD_INFO,
    &time::calendar::STRUCT_TIME,
    &random::RANDOM,
    &re::COMPILED,
    &io::UNSUPPORTED_OPERATION,
    &io::binary::BUFFERED,
    &io::text::TEXT_IO_WRAPPER,
];
