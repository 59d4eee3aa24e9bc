//! The functions of the module `builtins`: their table. Each file below holds
//! those of one sort.
//!
//! ```text
//!  output.rs   print, input             numbers.rs  abs, round, pow, hex ..
//!  fold.rs     sum, min, max, sorted ..  objects.rs  getattr, isinstance, dir ..
//!  code.rs     exec, eval, locals, __import__ ..
//! ```
//!
//! What looks like a function and is a class (`range`, `enumerate`, `type`, ...) is
//! with the classes.

mod code;
mod fold;
mod items;
pub mod numbers;
pub mod objects;
pub mod output;

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

natives! {
    /// The functions of `builtins`.
    pub FUNCTIONS:
    print(*args, sep=None, end=None, file=None, flush=False) => output::print,
    input(prompt=None, /) => output::input,
    breakpoint(*args, **kws) => output::breakpoint,
    open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)
        => crate::stdlib::io::open,

    len(obj, /) => objects::len,
    repr(obj, /) => objects::repr,
    ascii(obj, /) => objects::ascii,
    format(value, format_spec="", /) => objects::format,
    id(obj, /) => objects::id,
    hash(obj, /) => objects::hash,
    callable(obj, /) => objects::callable,
    isinstance(obj, class_or_tuple, /) => objects::isinstance,
    issubclass(cls, class_or_tuple, /) => objects::issubclass,
    getattr(object, name, default=None, /) => objects::getattr,
    setattr(obj, name, value, /) => objects::setattr,
    hasattr(obj, name, /) => objects::hasattr,
    delattr(obj, name, /) => objects::delattr,
    iter(object, sentinel=None, /) => objects::iter,
    next(iterator, default=None, /) => objects::next,
    aiter(async_iterable, /) => objects::aiter,
    anext(aiterator, default=None, /) => objects::anext,
    vars(object=None, /) => objects::vars,
    dir(object=None, /) => objects::dir,

    sum(iterable, /, start=0) => fold::sum,
    min(*args, key=None, default) => fold::min,
    max(*args, key=None, default) => fold::max,
    all(iterable, /) => fold::all,
    any(iterable, /) => fold::any,
    sorted(iterable, /, *, key=None, reverse=False) => fold::sorted,

    abs(x, /) => numbers::abs,
    round(number, ndigits=None) => numbers::round,
    pow(base, exp, mod=None) => numbers::pow,
    divmod(x, y, /) => numbers::divmod,
    bin(number, /) => numbers::bin,
    oct(number, /) => numbers::oct,
    hex(number, /) => numbers::hex,
    chr(i, /) => numbers::chr,
    ord(c, /) => numbers::ord,

    compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1) => code::compile,
    eval(source, globals=None, locals=None, /) => code::eval,
    exec(source, globals=None, locals=None, /, *, closure=None) => code::exec,
    globals() => code::globals,
    locals() => code::locals,
    __import__(name, globals=None, locals=None, fromlist=None, level=0) => code::import,
    __build_class__(*args, **kwargs) => code::build_class,
}

/// Puts the constants of `builtins` into its dict.
pub fn set_constants(vm: &mut Vm, builtins: Gc<Dict>) -> Res<()> {
    for (name, value) in [
        ("None", Value::NONE),
        ("True", Value::TRUE),
        ("False", Value::FALSE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("__debug__", Value::TRUE),
    ] {
        let name = vm.heap.intern(name);
        builtins.insert_str(&vm.heap, name, value);
    }
    Ok(())
}
