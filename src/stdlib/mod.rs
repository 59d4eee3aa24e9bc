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
pub mod io;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod posix;
pub mod random;
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
    &io::MODULE,
];

/// The modules in Python: name and source.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_collections_abc", include_str!("py/_collections_abc.py")),
    ("abc", include_str!("py/abc.py")),
    ("bisect", include_str!("py/bisect.py")),
    ("collections", include_str!("py/collections.py")),
    ("contextlib", include_str!("py/contextlib.py")),
    ("copy", include_str!("py/copy.py")),
    ("functools", include_str!("py/functools.py")),
    ("heapq", include_str!("py/heapq.py")),
    ("keyword", include_str!("py/keyword.py")),
    ("operator", include_str!("py/operator.py")),
    ("random", include_str!("py/random.py")),
    ("statistics", include_str!("py/statistics.py")),
    ("sysconfig", include_str!("py/sysconfig.py")),
    ("types", include_str!("py/types.py")),
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
    &io::UNSUPPORTED_OPERATION,
    &io::binary::BUFFERED,
    &io::text::TEXT_IO_WRAPPER,
];
