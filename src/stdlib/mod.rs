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
pub mod bisect;
pub mod cmath;
pub mod collections;
pub mod csv;
pub mod decimal;
pub mod functools;
pub mod gc;
pub mod hashes;
pub mod heapq;
pub mod imp;
pub mod io;
pub mod itertools;
pub mod json;
pub mod literal;
pub mod math;
pub mod namespace;
pub mod operator;
pub mod pickle;
pub mod posix;
pub mod random;
pub mod re;
pub mod signal;
pub mod site;
pub mod structs;
pub mod structseq;
pub mod sys;
pub mod time;
pub mod traceback;
pub mod tree;
pub mod unicodedata;
pub mod weakref;
pub mod zlib;

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
    &posix::subprocess::MODULE,
    &gc::MODULE,
    &traceback::MODULE,
    &re::MODULE,
    &hashes::digest::MODULE,
    &hashes::BINASCII,
    &io::MODULE,
    &weakref::MODULE,
    &imp::MODULE,
    &literal::MODULE,
    &signal::MODULE,
    &unicodedata::MODULE,
    &json::MODULE,
    &functools::MODULE,
    &decimal::MODULE,
    &csv::MODULE,
    &heapq::MODULE,
    &bisect::MODULE,
    &zlib::MODULE,
    &pickle::MODULE,
];

/// The modules in Python: name and source.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("__future__", include_str!("py/__future__.py")),
    ("_awaiting", include_str!("py/_awaiting.py")),
    ("_codecs", include_str!("py/_codecs.py")),
    ("_collections_abc", include_str!("py/_collections_abc.py")),
    ("_datetime", include_str!("py/_datetime.py")),
    ("_decimal", include_str!("py/_decimal.py")),
    ("_normal", include_str!("py/_normal.py")),
    ("_queue", include_str!("py/_queue.py")),
    ("_signature", include_str!("py/_signature.py")),
    ("_strptime", include_str!("py/_strptime.py")),
    ("_struct", include_str!("py/_struct.py")),
    ("_thread", include_str!("py/_thread.py")),
    ("_unparse", include_str!("py/_unparse.py")),
    ("abc", include_str!("py/abc.py")),
    ("argparse", include_str!("py/argparse.py")),
    ("ast", include_str!("py/ast.py")),
    ("asyncio", include_str!("py/asyncio/__init__.py")),
    ("asyncio.events", include_str!("py/asyncio/events.py")),
    ("asyncio.futures", include_str!("py/asyncio/futures.py")),
    ("asyncio.locks", include_str!("py/asyncio/locks.py")),
    ("asyncio.tasks", include_str!("py/asyncio/tasks.py")),
    ("atexit", include_str!("py/atexit.py")),
    ("base64", include_str!("py/base64.py")),
    ("bisect", include_str!("py/bisect.py")),
    ("calendar", include_str!("py/calendar.py")),
    ("cmd", include_str!("py/cmd.py")),
    ("code", include_str!("py/code.py")),
    ("codecs", include_str!("py/codecs.py")),
    ("codeop", include_str!("py/codeop.py")),
    ("collections", include_str!("py/collections.py")),
    ("colorsys", include_str!("py/colorsys.py")),
    ("concurrent", include_str!("py/concurrent/__init__.py")),
    (
        "concurrent.futures",
        include_str!("py/concurrent/futures.py"),
    ),
    ("configparser", include_str!("py/configparser.py")),
    ("contextlib", include_str!("py/contextlib.py")),
    ("contextvars", include_str!("py/contextvars.py")),
    ("copy", include_str!("py/copy.py")),
    ("copyreg", include_str!("py/copyreg.py")),
    ("csv", include_str!("py/csv.py")),
    ("dataclasses", include_str!("py/dataclasses.py")),
    ("datetime", include_str!("py/datetime.py")),
    ("decimal", include_str!("py/decimal/__init__.py")),
    ("decimal._contexts", include_str!("py/decimal/_contexts.py")),
    (
        "decimal._functions",
        include_str!("py/decimal/_functions.py"),
    ),
    ("decimal._rare", include_str!("py/decimal/_rare.py")),
    ("decimal._signals", include_str!("py/decimal/_signals.py")),
    ("difflib", include_str!("py/difflib.py")),
    ("doctest", include_str!("py/doctest.py")),
    ("enum", include_str!("py/enum.py")),
    ("errno", include_str!("py/errno.py")),
    ("filecmp", include_str!("py/filecmp.py")),
    ("fileinput", include_str!("py/fileinput.py")),
    ("fnmatch", include_str!("py/fnmatch.py")),
    ("fractions", include_str!("py/fractions.py")),
    ("functools", include_str!("py/functools.py")),
    ("gc", include_str!("py/gc.py")),
    ("getopt", include_str!("py/getopt.py")),
    ("getpass", include_str!("py/getpass.py")),
    ("glob", include_str!("py/glob.py")),
    ("graphlib", include_str!("py/graphlib.py")),
    ("gzip", include_str!("py/gzip.py")),
    ("hashlib", include_str!("py/hashlib.py")),
    ("heapq", include_str!("py/heapq.py")),
    ("hmac", include_str!("py/hmac.py")),
    ("html", include_str!("py/html/__init__.py")),
    ("html.parser", include_str!("py/html/parser.py")),
    ("importlib", include_str!("py/importlib/__init__.py")),
    (
        "importlib.machinery",
        include_str!("py/importlib/machinery.py"),
    ),
    ("importlib.util", include_str!("py/importlib/util.py")),
    ("inspect", include_str!("py/inspect.py")),
    ("io", include_str!("py/io.py")),
    ("json", include_str!("py/json/__init__.py")),
    ("json.decoder", include_str!("py/json/decoder.py")),
    ("json.encoder", include_str!("py/json/encoder.py")),
    ("keyword", include_str!("py/keyword.py")),
    ("linecache", include_str!("py/linecache.py")),
    ("locale", include_str!("py/locale.py")),
    ("logging", include_str!("py/logging/__init__.py")),
    ("logging.config", include_str!("py/logging/config.py")),
    ("logging.handlers", include_str!("py/logging/handlers.py")),
    ("marshal", include_str!("py/marshal.py")),
    ("numbers", include_str!("py/numbers.py")),
    ("operator", include_str!("py/operator.py")),
    ("os", include_str!("py/os.py")),
    ("pathlib", include_str!("py/pathlib.py")),
    ("pickle", include_str!("py/pickle.py")),
    ("platform", include_str!("py/platform.py")),
    ("posixpath", include_str!("py/posixpath.py")),
    ("pprint", include_str!("py/pprint.py")),
    ("queue", include_str!("py/queue.py")),
    ("random", include_str!("py/random.py")),
    ("re", include_str!("py/re.py")),
    ("reprlib", include_str!("py/reprlib.py")),
    ("sched", include_str!("py/sched.py")),
    ("secrets", include_str!("py/secrets.py")),
    ("shlex", include_str!("py/shlex.py")),
    ("shutil", include_str!("py/shutil.py")),
    ("signal", include_str!("py/signal.py")),
    ("stat", include_str!("py/stat.py")),
    ("statistics", include_str!("py/statistics.py")),
    ("string", include_str!("py/string.py")),
    ("subprocess", include_str!("py/subprocess.py")),
    ("sysconfig", include_str!("py/sysconfig.py")),
    ("tempfile", include_str!("py/tempfile.py")),
    ("textwrap", include_str!("py/textwrap.py")),
    ("threading", include_str!("py/threading.py")),
    ("timeit", include_str!("py/timeit.py")),
    ("token", include_str!("py/token.py")),
    ("tokenize", include_str!("py/tokenize.py")),
    ("traceback", include_str!("py/traceback.py")),
    ("types", include_str!("py/types.py")),
    ("typing", include_str!("py/typing.py")),
    ("unittest", include_str!("py/unittest/__init__.py")),
    ("unittest.__main__", include_str!("py/unittest/__main__.py")),
    ("unittest._asserts", include_str!("py/unittest/_asserts.py")),
    ("unittest._patch", include_str!("py/unittest/_patch.py")),
    ("unittest.case", include_str!("py/unittest/case.py")),
    ("unittest.mock", include_str!("py/unittest/mock.py")),
    ("unittest.result", include_str!("py/unittest/result.py")),
    ("unittest.runner", include_str!("py/unittest/runner.py")),
    ("urllib", include_str!("py/urllib/__init__.py")),
    ("urllib.parse", include_str!("py/urllib/parse.py")),
    ("uuid", include_str!("py/uuid.py")),
    ("warnings", include_str!("py/warnings.py")),
    ("weakref", include_str!("py/weakref.py")),
    ("zlib", include_str!("py/zlib.py")),
];

/// The classes of the modules in Rust, bases first. They are not in `builtins`.
pub static TYPES: &[&TypeDef] = &[
    &namespace::NAMESPACE,
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
    &re::pattern::PATTERN,
    &re::pattern::SCANNER,
    &re::matched::MATCH,
    &io::UNSUPPORTED_OPERATION,
    &io::binary::BUFFERED_READER,
    &io::binary::BUFFERED_WRITER,
    &io::binary::BUFFERED,
    &io::binary::FILE_IO,
    &io::text::TEXT_IO_WRAPPER,
    &io::string_io::STRING_IO,
    &weakref::REFERENCE,
    &imp::MODULE_SPEC,
    &hashes::digest::HASH,
    &hashes::shake::HASHXOF,
    &site::QUITTER,
    &zlib::COMPRESS,
    &zlib::DECOMPRESS,
];
