//! `str`.
//!
//! ```text
//!   text.rs      walking through WTF-8
//!   search.rs    find, count, split, partition, replace, strip ...
//!   case.rs      upper, lower, title, casefold ...
//!   classify.rs  isalpha, isdigit, isupper ...
//!   layout.rs    center, zfill, join, translate ...
//!   format.rs    format, format_map
//! ```

pub mod case;
pub mod classify;
pub mod format;
pub mod layout;
pub mod search;
pub mod text;

use super::support::class_for_new;
use super::{codec, operators as op};
use crate::natives;
use crate::object::gc::Kind;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::TypeDef;
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Res, Vm};

pub static STR: TypeDef = TypeDef {
    name: "str",
    kind: Kind::Str,
    base: "object",
    subclassable: true,
    doc: "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object. If encoding or\nerrors is specified, then the object must expose a data buffer\nthat will be decoded using the given encoding and error handler.\nOtherwise, returns the result of object.__str__() (if defined)\nor repr(object).\nencoding defaults to sys.getdefaultencoding().\nerrors defaults to 'strict'.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS:
    __new__(cls, /, object="", encoding="utf-8", errors="strict") => new,
    maketrans(x, y=None, z=None, /) => layout::maketrans,
}

natives! { METHODS:
    capitalize(self, /) => case::capitalize,
    casefold(self, /) => case::casefold,
    center(self, width, fillchar=" ", /) => layout::center,
    count(self, sub, start=None, end=None, /) => search::count,
    encode(self, /, encoding="utf-8", errors="strict") => encode,
    endswith(self, suffix, start=None, end=None, /) => search::endswith,
    expandtabs(self, /, tabsize=8) => layout::expandtabs,
    find(self, sub, start=None, end=None, /) => search::find,
    format(self, /, *args, **kwargs) => format::format,
    format_map(self, mapping, /) => format::format_map,
    index(self, sub, start=None, end=None, /) => search::index,
    isalnum(self, /) => classify::isalnum,
    isalpha(self, /) => classify::isalpha,
    isascii(self, /) => classify::isascii,
    isdecimal(self, /) => classify::isdecimal,
    isdigit(self, /) => classify::isdigit,
    isidentifier(self, /) => classify::isidentifier,
    islower(self, /) => classify::islower,
    isnumeric(self, /) => classify::isnumeric,
    isprintable(self, /) => classify::isprintable,
    isspace(self, /) => classify::isspace,
    istitle(self, /) => classify::istitle,
    isupper(self, /) => classify::isupper,
    join(self, iterable, /) => layout::join,
    ljust(self, width, fillchar=" ", /) => layout::ljust,
    lower(self, /) => case::lower,
    lstrip(self, chars=None, /) => search::lstrip,
    partition(self, sep, /) => search::partition,
    removeprefix(self, prefix, /) => search::removeprefix,
    removesuffix(self, suffix, /) => search::removesuffix,
    replace(self, old, new, count=-1, /) => search::replace,
    rfind(self, sub, start=None, end=None, /) => search::rfind,
    rindex(self, sub, start=None, end=None, /) => search::rindex,
    rjust(self, width, fillchar=" ", /) => layout::rjust,
    rpartition(self, sep, /) => search::rpartition,
    rsplit(self, /, sep=None, maxsplit=-1) => search::rsplit,
    rstrip(self, chars=None, /) => search::rstrip,
    split(self, /, sep=None, maxsplit=-1) => search::split,
    splitlines(self, /, keepends=False) => search::splitlines,
    startswith(self, prefix, start=None, end=None, /) => search::startswith,
    strip(self, chars=None, /) => search::strip,
    swapcase(self, /) => case::swapcase,
    title(self, /) => case::title,
    translate(self, table, /) => layout::translate,
    upper(self, /) => case::upper,
    zfill(self, width, /) => layout::zfill,
    __add__(self, value, /) => op::concat,
    __mul__(self, value, /) => op::mul,
    __rmul__(self, value, /) => op::rmul,
    __mod__(self, value, /) => op::modulo,
    __rmod__(self, value, /) => op::rmodulo,
    __contains__(self, key, /) => op::contains,
    __getitem__(self, key, /) => op::getitem,
    __len__(self, /) => op::len,
    __iter__(self, /) => op::iter,
    __eq__(self, value, /) => op::eq,
    __ne__(self, value, /) => op::ne,
    __lt__(self, value, /) => op::lt,
    __le__(self, value, /) => op::le,
    __gt__(self, value, /) => op::gt,
    __ge__(self, value, /) => op::ge,
    __hash__(self, /) => op::hash,
    __repr__(self, /) => op::repr,
    __str__(self, /) => str_of_str,
    __format__(self, format_spec, /) => op::format,
    __getnewargs__(self, /) => getnewargs,
}

/// `str(object)` and `str(bytes, encoding, errors)`.
fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.str;
    let class = class_for_new(vm, args[0], base)?;
    let text = if args.get(2).is_some() || args.get(3).is_some() {
        let encoding = codec::name_arg(vm, args.get(2), "str() argument 'encoding'", "utf-8")?;
        let errors = codec::name_arg(vm, args.get(3), "str() argument 'errors'", "strict")?;
        match args.get(1) {
            Some(object) => decode(vm, object, &encoding, &errors)?,
            None => vm.heap.str(""),
        }
    } else {
        match args.get(1) {
            Some(object) => vm.str(object)?,
            None => vm.heap.str(""),
        }
    };
    if class == base {
        return Ok(text.into());
    }
    Ok(vm.heap.str_of_class(text, class.root_shape.get()).into())
}

fn decode(
    vm: &mut Vm,
    object: Value,
    encoding: &str,
    errors: &str,
) -> Res<crate::object::gc::Gc<Str>> {
    if let Some(bytes) = bytes_of(object) {
        return codec::decode(vm, &bytes, object, encoding, errors);
    }
    if object.is::<Str>() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    let got = vm.class_name(object);
    Err(vm.type_error(format!(
        "decoding to str: need a bytes-like object, {got} found"
    )))
}

fn encode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = super::support::this::<Str>(vm, args[0])?;
    let encoding = codec::name_arg(vm, args.get(1), "encode() argument 'encoding'", "utf-8")?;
    let errors = codec::name_arg(vm, args.get(2), "encode() argument 'errors'", "strict")?;
    let encoded = codec::encode(vm, it, &encoding, &errors)?;
    super::bytes::bytes_value(vm, &encoded)
}

/// A str as an exact str.
fn str_of_str(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = super::support::this::<Str>(vm, args[0])?;
    if it.header().is_exact() {
        Ok(args[0])
    } else {
        super::support::text(vm, it.bytes())
    }
}

fn getnewargs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = str_of_str(vm, args)?;
    Ok(vm.heap.tuple(&[text]).into())
}
