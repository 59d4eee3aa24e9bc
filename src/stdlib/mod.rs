//! The modules that come with the program.
//!
//! ```text
//!  MODULES    in Rust: sys, time, math ..      set up at their first import
//!  EMBEDDED   in Python: py/*.py               compiled at their first import, so that
//!                                              their functions show in profiles
//!  TYPES      the classes that they bring
//! ```

pub mod arguments;
pub mod array;
pub mod cmath;
pub mod collections;
pub mod gc;
pub mod hashes;
pub mod io;
pub mod itertools;
pub mod math;
pub mod operator;
pub mod posix;
pub mod random;
pub mod re;
pub mod structs;
pub mod structseq;
pub mod sys;
pub mod time;
pub mod traceback;

use crate::vm::native::{ModuleDef, TypeDef};

/// The modules in Rust.
pub static MODULES: &[&ModuleDef] = &[
    &sys::MODULE,
    &time::MODULE,
    &math::MODULE,
    &cmath::MODULE,
    &array::MODULE,
    &structs::MODULE,
    &itertools::MODULE,
    &operator::MODULE,
    &collections::MODULE,
    &random::MODULE,
    &posix::MODULE,
    &gc::MODULE,
    &traceback::MODULE,
    &re::MODULE,
    &hashes::HASHLIB,
    &hashes::BINASCII,
    &io::MODULE,
];

/// The modules in Python: name and source.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_collections_abc", include_str!("py/_collections_abc.py")),
    ("abc", include_str!("py/abc.py")),
    ("base64", include_str!("py/base64.py")),
    ("bisect", include_str!("py/bisect.py")),
    ("collections", include_str!("py/collections.py")),
    ("contextlib", include_str!("py/contextlib.py")),
    ("copy", include_str!("py/copy.py")),
    ("dataclasses", include_str!("py/dataclasses.py")),
    ("enum", include_str!("py/enum.py")),
    ("errno", include_str!("py/errno.py")),
    ("fractions", include_str!("py/fractions.py")),
    ("functools", include_str!("py/functools.py")),
    ("gc", include_str!("py/gc.py")),
    ("hashlib", include_str!("py/hashlib.py")),
    ("heapq", include_str!("py/heapq.py")),
    ("io", include_str!("py/io.py")),
    ("json", include_str!("py/json.py")),
    ("keyword", include_str!("py/keyword.py")),
    ("operator", include_str!("py/operator.py")),
    ("os", include_str!("py/os.py")),
    ("platform", include_str!("py/platform.py")),
    ("posixpath", include_str!("py/posixpath.py")),
    ("random", include_str!("py/random.py")),
    ("re", include_str!("py/re.py")),
    ("statistics", include_str!("py/statistics.py")),
    ("string", include_str!("py/string.py")),
    ("sysconfig", include_str!("py/sysconfig.py")),
    ("textwrap", include_str!("py/textwrap.py")),
    ("traceback", include_str!("py/traceback.py")),
    ("types", include_str!("py/types.py")),
    ("typing", include_str!("py/typing.py")),
    ("unittest", include_str!("py/unittest.py")),
    ("warnings", include_str!("py/warnings.py")),
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
    &array::ARRAY,
    &structs::ERROR,
    &structs::STRUCT,
    &random::RANDOM,
    &re::COMPILED,
    &io::UNSUPPORTED_OPERATION,
    &io::binary::BUFFERED,
    &io::text::TEXT_IO_WRAPPER,
];
