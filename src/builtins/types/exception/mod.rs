//! The exceptions: one table of the hierarchy.
//!
//! ```text
//!   base.rs     BaseException: args, __traceback__, __cause__, notes ...
//!   fields.rs   what some have beyond their arguments: StopIteration.value ...
//!   os.rs       OSError chooses its subclass by errno
//!   group.rs    exception groups
//! ```
//!
//! All share one layout; what a class adds to its base are attributes.

pub mod base;
pub mod fields;
pub mod group;
pub mod os;

use crate::object::gc::Kind;
use crate::vm::native::{GetSetDef, NativeDef, TypeDef};

/// A class that has nothing of its own.
const fn plain(name: &'static str, base: &'static str, doc: &'static str) -> TypeDef {
    with_fields(name, base, doc, &[], &[])
}

/// A class with methods and attributes of its own.
const fn with_fields(
    name: &'static str,
    base: &'static str,
    doc: &'static str,
    methods: &'static [NativeDef],
    getsets: &'static [GetSetDef],
) -> TypeDef {
    TypeDef {
        name,
        kind: Kind::Exception,
        base,
        subclassable: true,
        doc,
        methods,
        statics: &[],
        class_methods: &[],
        getsets,
    }
}

macro_rules! exceptions {
    ($($static:ident = $def:expr;)*) => {
        $(static $static: TypeDef = $def;)*
        /// All of them, bases first.
        pub const ALL: &[&TypeDef] = &[$(&$static,)*];
    };
}

exceptions! {
    BASE_EXCEPTION = TypeDef {
        methods: base::METHODS,
        statics: base::STATICS,
        getsets: base::GETSETS,
        ..plain("BaseException", "object", "Common base class for all exceptions")
    };
    EXCEPTION = plain("Exception", "BaseException", "Common base class for all non-exit exceptions.");
    BASE_EXCEPTION_GROUP = TypeDef {
        statics: group::STATICS,
        class_methods: crate::builtins::types::alias::CLASS_GETITEM,
        ..with_fields("BaseExceptionGroup", "BaseException", "A combination of multiple unrelated exceptions.", group::METHODS, group::GETSETS)
    };
    // Its second base, Exception, follows in `types::complete`.
    EXCEPTION_GROUP = plain("ExceptionGroup", "BaseExceptionGroup", "A combination of multiple unrelated exceptions.");
    GENERATOR_EXIT = plain("GeneratorExit", "BaseException", "Request that a generator exit.");
    KEYBOARD_INTERRUPT = plain("KeyboardInterrupt", "BaseException", "Program interrupted by user.");
    SYSTEM_EXIT = with_fields("SystemExit", "BaseException", "Request to exit from the interpreter.", &[], fields::SYSTEM_EXIT);
    ARITHMETIC_ERROR = plain("ArithmeticError", "Exception", "Base class for arithmetic errors.");
    ASSERTION_ERROR = plain("AssertionError", "Exception", "Assertion failed.");
    ATTRIBUTE_ERROR = with_fields("AttributeError", "Exception", "Attribute not found.", fields::ATTRIBUTE_ERROR_METHODS, fields::ATTRIBUTE_ERROR);
    BUFFER_ERROR = plain("BufferError", "Exception", "Buffer error.");
    EOF_ERROR = plain("EOFError", "Exception", "Read beyond end of file.");
    IMPORT_ERROR = with_fields("ImportError", "Exception", "Import can't find module, or can't find name in module.", fields::IMPORT_ERROR_METHODS, fields::IMPORT_ERROR);
    MODULE_NOT_FOUND_ERROR = plain("ModuleNotFoundError", "ImportError", "Module not found.");
    LOOKUP_ERROR = plain("LookupError", "Exception", "Base class for lookup errors.");
    INDEX_ERROR = plain("IndexError", "LookupError", "Sequence index out of range.");
    KEY_ERROR = plain("KeyError", "LookupError", "Mapping key not found.");
    MEMORY_ERROR = plain("MemoryError", "Exception", "Out of memory.");
    NAME_ERROR = with_fields("NameError", "Exception", "Name not found globally.", fields::NAME_ERROR_METHODS, fields::NAME_ERROR);
    UNBOUND_LOCAL_ERROR = plain("UnboundLocalError", "NameError", "Local name referenced but not bound to a value.");
    OS_ERROR = TypeDef {
        statics: os::STATICS,
        ..with_fields("OSError", "Exception", "Base class for I/O related errors.", os::METHODS, os::GETSETS)
    };
    BLOCKING_IO_ERROR = plain("BlockingIOError", "OSError", "I/O operation would block.");
    CHILD_PROCESS_ERROR = plain("ChildProcessError", "OSError", "Child process error.");
    CONNECTION_ERROR = plain("ConnectionError", "OSError", "Connection error.");
    BROKEN_PIPE_ERROR = plain("BrokenPipeError", "ConnectionError", "Broken pipe.");
    CONNECTION_ABORTED_ERROR = plain("ConnectionAbortedError", "ConnectionError", "Connection aborted.");
    CONNECTION_REFUSED_ERROR = plain("ConnectionRefusedError", "ConnectionError", "Connection refused.");
    CONNECTION_RESET_ERROR = plain("ConnectionResetError", "ConnectionError", "Connection reset.");
    FILE_EXISTS_ERROR = plain("FileExistsError", "OSError", "File already exists.");
    FILE_NOT_FOUND_ERROR = plain("FileNotFoundError", "OSError", "File not found.");
    INTERRUPTED_ERROR = plain("InterruptedError", "OSError", "Interrupted by signal.");
    IS_A_DIRECTORY_ERROR = plain("IsADirectoryError", "OSError", "Operation doesn't work on directories.");
    NOT_A_DIRECTORY_ERROR = plain("NotADirectoryError", "OSError", "Operation only works on directories.");
    PERMISSION_ERROR = plain("PermissionError", "OSError", "Not enough permissions.");
    PROCESS_LOOKUP_ERROR = plain("ProcessLookupError", "OSError", "Process not found.");
    TIMEOUT_ERROR = plain("TimeoutError", "OSError", "Timeout expired.");
    REFERENCE_ERROR = plain("ReferenceError", "Exception", "Weak ref proxy used after referent went away.");
    RUNTIME_ERROR = plain("RuntimeError", "Exception", "Unspecified run-time error.");
    NOT_IMPLEMENTED_ERROR = plain("NotImplementedError", "RuntimeError", "Method or function hasn't been implemented yet.");
    RECURSION_ERROR = plain("RecursionError", "RuntimeError", "Recursion limit exceeded.");
    STOP_ITERATION = with_fields("StopIteration", "Exception", "Signal the end from iterator.__next__().", &[], fields::STOP_ITERATION);
    STOP_ASYNC_ITERATION = plain("StopAsyncIteration", "Exception", "Signal the end from iterator.__anext__().");
    SYNTAX_ERROR = with_fields("SyntaxError", "Exception", "Invalid syntax.", fields::SYNTAX_ERROR_METHODS, fields::SYNTAX_ERROR);
    INDENTATION_ERROR = plain("IndentationError", "SyntaxError", "Improper indentation.");
    TAB_ERROR = plain("TabError", "IndentationError", "Improper mixture of spaces and tabs.");
    SYSTEM_ERROR = plain("SystemError", "Exception", "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.");
    TYPE_ERROR = plain("TypeError", "Exception", "Inappropriate argument type.");
    VALUE_ERROR = plain("ValueError", "Exception", "Inappropriate argument value (of correct type).");
    UNICODE_ERROR = plain("UnicodeError", "ValueError", "Unicode related error.");
    UNICODE_DECODE_ERROR = with_fields("UnicodeDecodeError", "UnicodeError", "Unicode decoding error.", fields::DECODE_ERROR_METHODS, fields::UNICODE_ERROR);
    UNICODE_ENCODE_ERROR = with_fields("UnicodeEncodeError", "UnicodeError", "Unicode encoding error.", fields::ENCODE_ERROR_METHODS, fields::UNICODE_ERROR);
    UNICODE_TRANSLATE_ERROR = with_fields("UnicodeTranslateError", "UnicodeError", "Unicode translation error.", fields::TRANSLATE_ERROR_METHODS, fields::UNICODE_TRANSLATE_ERROR);
    OVERFLOW_ERROR = plain("OverflowError", "ArithmeticError", "Result too large to be represented.");
    ZERO_DIVISION_ERROR = plain("ZeroDivisionError", "ArithmeticError", "Second argument to a division or modulo operation was zero.");
    FLOATING_POINT_ERROR = plain("FloatingPointError", "ArithmeticError", "Floating point operation failed.");
    WARNING = plain("Warning", "Exception", "Base class for warning categories.");
    BYTES_WARNING = plain("BytesWarning", "Warning", "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.");
    DEPRECATION_WARNING = plain("DeprecationWarning", "Warning", "Base class for warnings about deprecated features.");
    ENCODING_WARNING = plain("EncodingWarning", "Warning", "Base class for warnings about encodings.");
    FUTURE_WARNING = plain("FutureWarning", "Warning", "Base class for warnings about constructs that will change semantically\nin the future.");
    IMPORT_WARNING = plain("ImportWarning", "Warning", "Base class for warnings about probable mistakes in module imports");
    PENDING_DEPRECATION_WARNING = plain("PendingDeprecationWarning", "Warning", "Base class for warnings about features which will be deprecated\nin the future.");
    RESOURCE_WARNING = plain("ResourceWarning", "Warning", "Base class for warnings about resource usage.");
    RUNTIME_WARNING = plain("RuntimeWarning", "Warning", "Base class for warnings about dubious runtime behavior.");
    SYNTAX_WARNING = plain("SyntaxWarning", "Warning", "Base class for warnings about dubious syntax.");
    UNICODE_WARNING = plain("UnicodeWarning", "Warning", "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.");
    USER_WARNING = plain("UserWarning", "Warning", "Base class for warnings generated by user code.");
}
