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
pub mod encodings;
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
pub mod resource;
pub mod signal;
pub mod site;
pub mod socket;
pub mod structs;
pub mod structseq;
pub mod sys;
pub mod thread;
pub mod time;
pub mod traceback;
pub mod tree;
pub mod unicodedata;
pub mod weakref;
pub mod zlib;

use crate::vm::native::{Embedded, ModuleDef, TypeDef};

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
    &encodings::MODULE,
    &socket::MODULE,
    &resource::MODULE,
    &unicodedata::MODULE,
    &json::MODULE,
    &functools::MODULE,
    &decimal::MODULE,
    &csv::MODULE,
    &heapq::MODULE,
    &bisect::MODULE,
    &zlib::MODULE,
    &pickle::MODULE,
    &thread::MODULE,
];

/// Names and files to [`Embedded`]. Names lie side by side in the program, and texts elsewhere:
/// looking for a name touches no text.
macro_rules! embedded {
    ($($name:literal: $file:literal,)*) => {
        Embedded {
            names: &[$($name),*],
            texts: &[$(include_str!($file)),*],
        }
    };
}

/// The modules in Python.
pub static EMBEDDED: Embedded = embedded! {
    "__future__": "py/__future__.py",
    "_awaiting": "py/_awaiting.py",
    "_breakpoint": "py/_breakpoint.py",
    "_codecs": "py/_codecs.py",
    "_collections_abc": "py/_collections_abc.py",
    "_datetime": "py/_datetime.py",
    "_decimal": "py/_decimal.py",
    "_doctest_output": "py/_doctest_output.py",
    "_doctest_suites": "py/_doctest_suites.py",
    "_normal": "py/_normal.py",
    "_pdb_breaks": "py/_pdb_breaks.py",
    "_pdb_looks": "py/_pdb_looks.py",
    "_pdb_main": "py/_pdb_main.py",
    "_profiling": "py/_profiling.py",
    "_prompt": "py/_prompt.py",
    "_pstats_browser": "py/_pstats_browser.py",
    "_queue": "py/_queue.py",
    "_resolve": "py/_resolve.py",
    "_signature": "py/_signature.py",
    "_socket_files": "py/_socket_files.py",
    "_strptime": "py/_strptime.py",
    "_struct": "py/_struct.py",
    "_synchronize": "py/_synchronize.py",
    "_threading_local": "py/_threading_local.py",
    "_unparse": "py/_unparse.py",
    "_wrapping": "py/_wrapping.py",
    "abc": "py/abc.py",
    "argparse": "py/argparse.py",
    "ast": "py/ast.py",
    "asyncio": "py/asyncio/__init__.py",
    "asyncio.events": "py/asyncio/events.py",
    "asyncio.futures": "py/asyncio/futures.py",
    "asyncio.locks": "py/asyncio/locks.py",
    "asyncio.streams": "py/asyncio/streams.py",
    "asyncio.subprocess": "py/asyncio/subprocess.py",
    "asyncio.tasks": "py/asyncio/tasks.py",
    "atexit": "py/atexit.py",
    "base64": "py/base64.py",
    "bdb": "py/bdb.py",
    "bisect": "py/bisect.py",
    "cProfile": "py/cProfile.py",
    "calendar": "py/calendar.py",
    "cmd": "py/cmd.py",
    "code": "py/code.py",
    "codecs": "py/codecs.py",
    "codeop": "py/codeop.py",
    "collections": "py/collections.py",
    "colorsys": "py/colorsys.py",
    "concurrent": "py/concurrent/__init__.py",
    "concurrent.futures": "py/concurrent/futures/__init__.py",
    "concurrent.futures._base": "py/concurrent/futures/_base.py",
    "concurrent.futures.process": "py/concurrent/futures/process.py",
    "concurrent.futures.thread": "py/concurrent/futures/thread.py",
    "configparser": "py/configparser.py",
    "contextlib": "py/contextlib.py",
    "contextvars": "py/contextvars.py",
    "copy": "py/copy.py",
    "copyreg": "py/copyreg.py",
    "csv": "py/csv.py",
    "dataclasses": "py/dataclasses.py",
    "datetime": "py/datetime.py",
    "dbm": "py/dbm/__init__.py",
    "dbm.dumb": "py/dbm/dumb.py",
    "decimal": "py/decimal/__init__.py",
    "decimal._contexts": "py/decimal/_contexts.py",
    "decimal._functions": "py/decimal/_functions.py",
    "decimal._rare": "py/decimal/_rare.py",
    "decimal._signals": "py/decimal/_signals.py",
    "difflib": "py/difflib.py",
    "doctest": "py/doctest.py",
    "enum": "py/enum.py",
    "errno": "py/errno.py",
    "filecmp": "py/filecmp.py",
    "fileinput": "py/fileinput.py",
    "fnmatch": "py/fnmatch.py",
    "fractions": "py/fractions.py",
    "functools": "py/functools.py",
    "gc": "py/gc.py",
    "getopt": "py/getopt.py",
    "getpass": "py/getpass.py",
    "glob": "py/glob.py",
    "graphlib": "py/graphlib.py",
    "grp": "py/grp.py",
    "gzip": "py/gzip.py",
    "hashlib": "py/hashlib.py",
    "heapq": "py/heapq.py",
    "hmac": "py/hmac.py",
    "html": "py/html/__init__.py",
    "html.entities": "py/html/entities.py",
    "html.parser": "py/html/parser.py",
    "http": "py/http/__init__.py",
    "importlib": "py/importlib/__init__.py",
    "importlib.machinery": "py/importlib/machinery.py",
    "importlib.util": "py/importlib/util.py",
    "inspect": "py/inspect.py",
    "io": "py/io.py",
    "ipaddress": "py/ipaddress.py",
    "json": "py/json/__init__.py",
    "json.decoder": "py/json/decoder.py",
    "json.encoder": "py/json/encoder.py",
    "keyword": "py/keyword.py",
    "linecache": "py/linecache.py",
    "locale": "py/locale.py",
    "logging": "py/logging/__init__.py",
    "logging.config": "py/logging/config.py",
    "logging.handlers": "py/logging/handlers.py",
    "marshal": "py/marshal.py",
    "mimetypes": "py/mimetypes.py",
    "multiprocessing": "py/multiprocessing/__init__.py",
    "multiprocessing._shared": "py/multiprocessing/_shared.py",
    "multiprocessing.connection": "py/multiprocessing/connection.py",
    "multiprocessing.dummy": "py/multiprocessing/dummy.py",
    "multiprocessing.managers": "py/multiprocessing/managers.py",
    "multiprocessing.pool": "py/multiprocessing/pool.py",
    "multiprocessing.process": "py/multiprocessing/process.py",
    "multiprocessing.queues": "py/multiprocessing/queues.py",
    "multiprocessing.sharedctypes": "py/multiprocessing/sharedctypes.py",
    "multiprocessing.synchronize": "py/multiprocessing/synchronize.py",
    "ntpath": "py/ntpath.py",
    "numbers": "py/numbers.py",
    "operator": "py/operator.py",
    "optparse": "py/optparse.py",
    "os": "py/os.py",
    "pathlib": "py/pathlib.py",
    "pdb": "py/pdb.py",
    "pickle": "py/pickle.py",
    "pkgutil": "py/pkgutil.py",
    "platform": "py/platform.py",
    "posixpath": "py/posixpath.py",
    "pprint": "py/pprint.py",
    "profile": "py/profile.py",
    "pstats": "py/pstats.py",
    "pwd": "py/pwd.py",
    "pydoc": "py/pydoc.py",
    "queue": "py/queue.py",
    "random": "py/random.py",
    "re": "py/re.py",
    "reprlib": "py/reprlib.py",
    "resource": "py/resource.py",
    "runpy": "py/runpy.py",
    "sched": "py/sched.py",
    "secrets": "py/secrets.py",
    "select": "py/select.py",
    "selectors": "py/selectors.py",
    "shelve": "py/shelve.py",
    "shlex": "py/shlex.py",
    "shutil": "py/shutil.py",
    "signal": "py/signal.py",
    "site": "py/site.py",
    "socket": "py/socket.py",
    "socketserver": "py/socketserver.py",
    "stat": "py/stat.py",
    "statistics": "py/statistics.py",
    "string": "py/string.py",
    "subprocess": "py/subprocess.py",
    "sysconfig": "py/sysconfig.py",
    "tempfile": "py/tempfile.py",
    "textwrap": "py/textwrap.py",
    "this": "py/this.py",
    "threading": "py/threading.py",
    "timeit": "py/timeit.py",
    "token": "py/token.py",
    "tokenize": "py/tokenize.py",
    "tomllib": "py/tomllib.py",
    "trace": "py/trace.py",
    "traceback": "py/traceback.py",
    "types": "py/types.py",
    "typing": "py/typing.py",
    "unittest": "py/unittest/__init__.py",
    "unittest.__main__": "py/unittest/__main__.py",
    "unittest._asserts": "py/unittest/_asserts.py",
    "unittest._patch": "py/unittest/_patch.py",
    "unittest.case": "py/unittest/case.py",
    "unittest.mock": "py/unittest/mock.py",
    "unittest.result": "py/unittest/result.py",
    "unittest.runner": "py/unittest/runner.py",
    "urllib": "py/urllib/__init__.py",
    "urllib.error": "py/urllib/error.py",
    "urllib.parse": "py/urllib/parse.py",
    "uuid": "py/uuid.py",
    "warnings": "py/warnings.py",
    "weakref": "py/weakref.py",
    "xml": "py/xml/__init__.py",
    "xml.etree": "py/xml/etree/__init__.py",
    "xml.etree.ElementPath": "py/xml/etree/ElementPath.py",
    "xml.etree.ElementTree": "py/xml/etree/ElementTree.py",
    "xml.etree._element": "py/xml/etree/_element.py",
    "xml.etree._expat": "py/xml/etree/_expat.py",
    "xml.etree._read": "py/xml/etree/_read.py",
    "xml.etree._write": "py/xml/etree/_write.py",
    "xml.sax": "py/xml/sax/__init__.py",
    "xml.sax.saxutils": "py/xml/sax/saxutils.py",
    "zipfile": "py/zipfile.py",
    "zlib": "py/zlib.py",
};

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
    &site::HELPER,
    &zlib::COMPRESS,
    &zlib::DECOMPRESS,
];
