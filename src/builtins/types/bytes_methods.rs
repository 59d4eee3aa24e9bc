//! The methods that `bytes` and `bytearray` share. What makes new bytes makes an
//! object of the receiver's type.

use std::borrow::Cow;
use std::ops::Range;

use super::bytes::{byte_arg, bytes_arg, bytes_value};
use super::support::{self, scratch};
use super::{bytewise, codec};
use crate::natives;
use crate::object::bytes::ByteArray;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::protocol::bytes_of;
use crate::vm::{Args, Res, Vm};

/// A table of what both classes have, after what one has of its own.
macro_rules! shared_methods {
    ($table:ident: $($own:tt)*) => {
        $crate::natives! { $table:
            $($own)*
                capitalize(self, /) => $crate::builtins::types::bytes_case::capitalize,
                center(self, width, fillchar=None, /) => $crate::builtins::types::bytes_methods::center,
                count(self, sub, start=None, end=None, /) => $crate::builtins::types::bytes_methods::count,
                decode(self, /, encoding="utf-8", errors="strict") => $crate::builtins::types::bytes_methods::decode,
                endswith(self, suffix, start=None, end=None, /) => $crate::builtins::types::bytes_methods::endswith,
                expandtabs(self, /, tabsize=8) => $crate::builtins::types::bytes_methods::expandtabs,
                find(self, sub, start=None, end=None, /) => $crate::builtins::types::bytes_methods::find,
                hex(self, /, sep=None, bytes_per_sep=1) => $crate::builtins::types::bytes_methods::hex,
                index(self, sub, start=None, end=None, /) => $crate::builtins::types::bytes_methods::index,
                isalnum(self, /) => $crate::builtins::types::bytes_case::isalnum,
                isalpha(self, /) => $crate::builtins::types::bytes_case::isalpha,
                isascii(self, /) => $crate::builtins::types::bytes_case::isascii,
                isdigit(self, /) => $crate::builtins::types::bytes_case::isdigit,
                islower(self, /) => $crate::builtins::types::bytes_case::islower,
                isspace(self, /) => $crate::builtins::types::bytes_case::isspace,
                istitle(self, /) => $crate::builtins::types::bytes_case::istitle,
                isupper(self, /) => $crate::builtins::types::bytes_case::isupper,
                join(self, iterable_of_bytes, /) => $crate::builtins::types::bytes_methods::join,
                ljust(self, width, fillchar=None, /) => $crate::builtins::types::bytes_methods::ljust,
                lower(self, /) => $crate::builtins::types::bytes_case::lower,
                lstrip(self, bytes=None, /) => $crate::builtins::types::bytes_methods::lstrip,
                partition(self, sep, /) => $crate::builtins::types::bytes_methods::partition,
                removeprefix(self, prefix, /) => $crate::builtins::types::bytes_methods::removeprefix,
                removesuffix(self, suffix, /) => $crate::builtins::types::bytes_methods::removesuffix,
                replace(self, old, new, count=-1, /) => $crate::builtins::types::bytes_methods::replace,
                rfind(self, sub, start=None, end=None, /) => $crate::builtins::types::bytes_methods::rfind,
                rindex(self, sub, start=None, end=None, /) => $crate::builtins::types::bytes_methods::rindex,
                rjust(self, width, fillchar=None, /) => $crate::builtins::types::bytes_methods::rjust,
                rpartition(self, sep, /) => $crate::builtins::types::bytes_methods::rpartition,
                rsplit(self, /, sep=None, maxsplit=-1) => $crate::builtins::types::bytes_methods::rsplit,
                rstrip(self, bytes=None, /) => $crate::builtins::types::bytes_methods::rstrip,
                split(self, /, sep=None, maxsplit=-1) => $crate::builtins::types::bytes_methods::split,
                splitlines(self, /, keepends=False) => $crate::builtins::types::bytes_methods::splitlines,
                startswith(self, prefix, start=None, end=None, /) => $crate::builtins::types::bytes_methods::startswith,
                strip(self, bytes=None, /) => $crate::builtins::types::bytes_methods::strip,
                swapcase(self, /) => $crate::builtins::types::bytes_case::swapcase,
                title(self, /) => $crate::builtins::types::bytes_case::title,
                translate(self, table, /, delete=None) => $crate::builtins::types::bytes_methods::translate,
                upper(self, /) => $crate::builtins::types::bytes_case::upper,
                zfill(self, width, /) => $crate::builtins::types::bytes_methods::zfill,
                __add__(self, value, /) => $crate::builtins::types::operators::concat,
                __mul__(self, value, /) => $crate::builtins::types::operators::mul,
                __rmul__(self, value, /) => $crate::builtins::types::operators::rmul,
                __mod__(self, value, /) => $crate::builtins::types::operators::modulo,
                __rmod__(self, value, /) => $crate::builtins::types::operators::rmodulo,
                __contains__(self, key, /) => $crate::builtins::types::operators::contains,
                __getitem__(self, key, /) => $crate::builtins::types::operators::getitem,
                __len__(self, /) => $crate::builtins::types::operators::len,
                __iter__(self, /) => $crate::builtins::types::operators::iter,
                __eq__(self, value, /) => $crate::builtins::types::operators::eq,
                __ne__(self, value, /) => $crate::builtins::types::operators::ne,
                __lt__(self, value, /) => $crate::builtins::types::operators::lt,
                __le__(self, value, /) => $crate::builtins::types::operators::le,
                __gt__(self, value, /) => $crate::builtins::types::operators::gt,
                __ge__(self, value, /) => $crate::builtins::types::operators::ge,
                __repr__(self, /) => $crate::builtins::types::operators::repr,
        }
    };
}
pub(super) use shared_methods;

natives! { pub CLASS_METHODS: fromhex(cls, string, /) => fromhex }

/// The receiver's bytes.
pub(super) fn this(vm: &mut Vm, value: Value) -> Res<Cow<'static, [u8]>> {
    bytes_arg(vm, value)
}

/// New bytes of the receiver's type.
pub(super) fn like(vm: &mut Vm, receiver: Value, bytes: &[u8]) -> Res<Value> {
    if receiver.is::<ByteArray>() {
        let made = vm.heap.bytearray(bytes);
        return Ok(vm.or_memory_error(made)?.into());
    }
    bytes_value(vm, bytes)
}

fn one(_: u8) -> usize {
    1
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn leading_space(bytes: &[u8]) -> usize {
    usize::from(is_space(bytes[0]))
}

fn leading_line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

fn lists(
    vm: &mut Vm,
    args: Args<'_>,
    hay: &[u8],
    ranges: impl Iterator<Item = Range<usize>> + Clone,
) -> Res<Value> {
    let count = ranges.clone().count();
    vm.make_way_for(&args, count * 48 + hay.len())?;
    let mut items = scratch(vm, count)?;
    for range in ranges {
        let field = like(vm, args[0], &hay[range])?;
        vm.array_push(&mut items, field)?;
    }
    Ok(support::list(vm, items))
}

// --- searching ---

/// What is searched for: bytes, or one byte given as an int.
fn needle(vm: &mut Vm, value: Value) -> Res<Cow<'static, [u8]>> {
    if let Some(bytes) = bytes_of(value) {
        return Ok(bytes);
    }
    if !vm.has_index(value) {
        let got = vm.class_name(value);
        return Err(vm.type_error(format!(
            "argument should be integer or bytes-like object, not '{got}'"
        )));
    }
    Ok(Cow::Owned(vec![byte_arg(vm, value, "byte")?]))
}

fn window(vm: &mut Vm, args: Args<'_>, len: usize) -> Res<Option<Range<usize>>> {
    let start = support::slice_bound(vm, args.get(2), 0)?;
    let end = support::slice_bound(vm, args.get(3), i64::MAX)?;
    Ok(support::within(start, end, len))
}

type Finder = fn(&[u8], &[u8]) -> Option<usize>;

fn position(vm: &mut Vm, args: Args<'_>, finder: Finder) -> Res<Option<usize>> {
    let hay = this(vm, args[0])?;
    let range = window(vm, args, hay.len())?;
    let needle = needle(vm, args[1])?;
    Ok(range.and_then(|range| Some(range.start + finder(&hay[range.clone()], &needle)?)))
}

pub fn find(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let at = position(vm, args, bytewise::find)?;
    Ok(vm.heap.int(at.map_or(-1, |at| at as i64)))
}

pub fn rfind(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let at = position(vm, args, bytewise::rfind)?;
    Ok(vm.heap.int(at.map_or(-1, |at| at as i64)))
}

fn or_value_error(vm: &mut Vm, at: Option<usize>) -> Res<Value> {
    match at {
        Some(at) => Ok(vm.heap.int(at as i64)),
        None => Err(vm.value_error("subsection not found")),
    }
}

pub fn index(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let at = position(vm, args, bytewise::find)?;
    or_value_error(vm, at)
}

pub fn rindex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let at = position(vm, args, bytewise::rfind)?;
    or_value_error(vm, at)
}

pub fn count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let range = window(vm, args, hay.len())?;
    let needle = needle(vm, args[1])?;
    let Some(range) = range else {
        return Ok(Value::small(0));
    };
    let hay = &hay[range];
    let count = if needle.is_empty() {
        hay.len() + 1
    } else {
        bytewise::count(hay, &needle)
    };
    Ok(vm.heap.int(count as i64))
}

fn affix(vm: &mut Vm, args: Args<'_>, name: &str, holds: fn(&[u8], &[u8]) -> bool) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let hay = window(vm, args, hay.len())?.map(|range| hay[range].to_vec());
    if let Some(one) = bytes_of(args[1]) {
        return Ok(hay.is_some_and(|hay| holds(&hay, &one)).into());
    }
    let Some(several) = args[1].get::<Tuple>() else {
        let got = vm.class_name(args[1]);
        return Err(vm.type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {got}"
        )));
    };
    for item in several.iter() {
        let one = bytes_arg(vm, item)?;
        if hay.as_ref().is_some_and(|hay| holds(hay, &one)) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub fn startswith(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    affix(vm, args, "startswith", |hay, prefix| {
        hay.starts_with(prefix)
    })
}

pub fn endswith(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    affix(vm, args, "endswith", |hay, suffix| hay.ends_with(suffix))
}

// --- cutting ---

fn partitioned(vm: &mut Vm, args: Args<'_>, finder: Finder, right: bool) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let needle = bytes_arg(vm, args[1])?;
    if needle.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let (before, between, after) = match finder(&hay, &needle) {
        Some(at) => (&hay[..at], &*needle, &hay[at + needle.len()..]),
        None if right => (&hay[..0], &hay[..0], &*hay),
        None => (&*hay, &hay[..0], &hay[..0]),
    };
    let parts = [
        like(vm, args[0], before)?,
        like(vm, args[0], between)?,
        like(vm, args[0], after)?,
    ];
    Ok(vm.heap.tuple(&parts).into())
}

pub fn partition(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    partitioned(vm, args, bytewise::find, false)
}

pub fn rpartition(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    partitioned(vm, args, bytewise::rfind, true)
}

fn separator(vm: &mut Vm, args: Args<'_>) -> Res<Option<Cow<'static, [u8]>>> {
    match args.get(1) {
        None | Some(Value::NONE) => Ok(None),
        Some(separator) => {
            let separator = bytes_arg(vm, separator)?;
            if separator.is_empty() {
                Err(vm.value_error("empty separator"))
            } else {
                Ok(Some(separator))
            }
        }
    }
}

pub fn split(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let limit = support::limit(vm, args.get(2))?;
    match separator(vm, args)? {
        Some(separator) => lists(vm, args, &hay, bytewise::split(&hay, &separator, limit)),
        None => {
            let fields = bytewise::split_space(&hay, limit, leading_space, one);
            lists(vm, args, &hay, fields)
        }
    }
}

pub fn rsplit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let limit = support::limit(vm, args.get(2))?;
    let fields = match separator(vm, args)? {
        Some(separator) => bytewise::rsplit(&hay, &separator, limit),
        None => bytewise::rsplit_space(&hay, limit, leading_space, one),
    };
    lists(vm, args, &hay, fields.into_iter())
}

pub fn splitlines(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let keep_ends = support::flag(vm, args.get(1), false)?;
    let lines = bytewise::split_lines(&hay, keep_ends, leading_line_break);
    lists(vm, args, &hay, lines)
}

fn stripped(vm: &mut Vm, args: Args<'_>, left: bool, right: bool) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let set = match args.get(1) {
        None | Some(Value::NONE) => None,
        Some(set) => Some(bytes_arg(vm, set)?),
    };
    let strip = |byte: u8| {
        set.as_ref()
            .map_or_else(|| is_space(byte), |set| set.contains(&byte))
    };
    let mut range = 0..hay.len();
    while left && !range.is_empty() && strip(hay[range.start]) {
        range.start += 1;
    }
    while right && !range.is_empty() && strip(hay[range.end - 1]) {
        range.end -= 1;
    }
    like(vm, args[0], &hay[range])
}

pub fn strip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, true, true)
}

pub fn lstrip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, true, false)
}

pub fn rstrip(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    stripped(vm, args, false, true)
}

pub fn removeprefix(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let prefix = bytes_arg(vm, args[1])?;
    like(vm, args[0], hay.strip_prefix(&*prefix).unwrap_or(&hay))
}

pub fn removesuffix(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let suffix = bytes_arg(vm, args[1])?;
    like(vm, args[0], hay.strip_suffix(&*suffix).unwrap_or(&hay))
}

// --- making ---

pub fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    like(vm, args[0], &it)
}

pub fn replace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = this(vm, args[0])?;
    let (old, new) = (bytes_arg(vm, args[1])?, bytes_arg(vm, args[2])?);
    let limit = support::limit(vm, args.get(3))?;
    if bytewise::replaced_len(&hay, &old, &new, limit)
        .is_none_or(|len| len > isize::MAX as usize / 2)
    {
        return Err(vm.memory_error());
    }
    let replaced = bytewise::replace(&hay, &old, &new, limit, one);
    like(vm, args[0], replaced.as_deref().unwrap_or(&hay))
}

pub fn join(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let separator = this(vm, args[0])?;
    let name = vm.names.iter;
    let getitem = vm.names.getitem;
    if vm
        .lookup_special(args[1], name)
        .or_else(|| vm.lookup_special(args[1], getitem))
        .is_none()
    {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect_array(args[1])?;
    let mut out = Vec::new();
    for (index, item) in items.tail().iter().enumerate() {
        let Some(bytes) = bytes_of(item.get()) else {
            let got = vm.class_name(item.get());
            return Err(vm.type_error(format!(
                "sequence item {index}: expected a bytes-like object, {got} found"
            )));
        };
        if out.try_reserve(separator.len() + bytes.len()).is_err() {
            return Err(vm.memory_error());
        }
        if index > 0 {
            out.extend_from_slice(&separator);
        }
        out.extend_from_slice(&bytes);
    }
    like(vm, args[0], &out)
}

fn padded(
    vm: &mut Vm,
    args: Args<'_>,
    name: &str,
    share: impl Fn(usize, usize) -> usize,
) -> Res<Value> {
    let it = this(vm, args[0])?;
    let width = vm.index(args[1])?;
    let fill = match args.get(2) {
        None => b' ',
        Some(fill) => match bytes_of(fill).as_deref() {
            Some([fill]) => *fill,
            _ => {
                let got = vm.argument_class_name(fill);
                return Err(vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {got}"
                )));
            }
        },
    };
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(it.len());
    let mut out = Vec::new();
    if out.try_reserve_exact(it.len() + missing).is_err() {
        return Err(vm.memory_error());
    }
    let left = share(missing, it.len() + missing);
    out.resize(left, fill);
    out.extend_from_slice(&it);
    out.resize(it.len() + missing, fill);
    like(vm, args[0], &out)
}

pub fn center(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    padded(vm, args, "center", |missing, width| {
        missing / 2 + (missing & width & 1)
    })
}

pub fn ljust(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    padded(vm, args, "ljust", |_, _| 0)
}

pub fn rjust(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    padded(vm, args, "rjust", |missing, _| missing)
}

pub fn zfill(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    let width = usize::try_from(vm.index(args[1])?).unwrap_or(0);
    let missing = width.saturating_sub(it.len());
    let mut out = Vec::new();
    if out.try_reserve_exact(it.len() + missing).is_err() {
        return Err(vm.memory_error());
    }
    let sign = usize::from(matches!(it.first(), Some(b'+' | b'-')));
    out.extend_from_slice(&it[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&it[sign..]);
    like(vm, args[0], &out)
}

pub fn expandtabs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    let size = args.get(1).map_or(Ok(8), |size| vm.index(size))?;
    match bytewise::expand_tabs(&it, usize::try_from(size).unwrap_or(0), |_| true) {
        Some(expanded) => like(vm, args[0], &expanded),
        None => Err(vm.overflow_error("result too long")),
    }
}

pub fn translate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    let table = if args[1].is_none() {
        None
    } else {
        Some(bytes_arg(vm, args[1])?)
    };
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let delete = match args.get(2) {
        None => Cow::Borrowed(&[][..]),
        Some(delete) => bytes_arg(vm, delete)?,
    };
    let kept = it.iter().filter(|byte| !delete.contains(byte));
    let out: Vec<u8> = kept
        .map(|&byte| {
            table
                .as_ref()
                .map_or(byte, |table| table[usize::from(byte)])
        })
        .collect();
    like(vm, args[0], &out)
}

pub fn maketrans(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (from, to) = (bytes_arg(vm, args[0])?, bytes_arg(vm, args[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&from, &to) in from.iter().zip(&*to) {
        table[usize::from(from)] = to;
    }
    Ok(vm.heap.bytes(&table).into())
}

// --- text ---

pub fn decode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    if args.positional.len() == 1
        && let Ok(text) = std::str::from_utf8(&it)
    {
        return Ok(vm.heap.str(text).into());
    }
    let encoding = codec::name_arg(vm, args.get(1), "decode() argument 'encoding'", "utf-8")?;
    let errors = codec::name_arg(vm, args.get(2), "decode() argument 'errors'", "strict")?;
    Ok(codec::decode(vm, &it, args[0], &encoding, &errors)?.into())
}

pub fn hex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this(vm, args[0])?;
    let separator = match args.get(1) {
        None => None,
        Some(separator) => {
            let text = separator.get::<Str>().map(|it| it.bytes().to_vec());
            let bytes = text.or_else(|| bytes_of(separator).map(Cow::into_owned));
            match bytes.as_deref() {
                Some([one]) if one.is_ascii() => Some(*one),
                Some([_]) => return Err(vm.value_error("sep must be ASCII.")),
                Some(_) => return Err(vm.value_error("sep must be length 1.")),
                None => {
                    vm.len(separator)?;
                    return Err(vm.type_error("sep must be str or bytes."));
                }
            }
        }
    };
    let group = args.get(2).map_or(Ok(1), |group| vm.index(group))?;
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(it.len() * 3);
    for (at, byte) in it.iter().enumerate() {
        // Groups count from the right, those of a negative size from the left.
        let place = if group < 0 { at } else { it.len() - at };
        if let Some(separator) = separator
            && at > 0
            && size > 0
            && place % size == 0
        {
            out.push(separator.into());
        }
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    Ok(vm.heap.str(&out).into())
}

fn fromhex(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = support::str_arg(vm, args[1], "fromhex() argument")?;
    let digits = text.bytes();
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut at = 0;
    let value = |at: usize| {
        digits
            .get(at)
            .and_then(|&byte| char::from(byte).to_digit(16))
    };
    while at < digits.len() {
        if is_space(digits[at]) {
            at += 1;
            continue;
        }
        let (high, low) = (value(at), value(at + 1));
        let (Some(high), Some(low)) = (high, low) else {
            let wrong = if high.is_none() { at } else { at + 1 };
            return Err(vm.value_error(format!(
                "non-hexadecimal number found in fromhex() arg at position {wrong}"
            )));
        };
        out.push((high << 4 | low) as u8);
        at += 2;
    }
    let made: Value = vm.heap.bytes(&out).into();
    let bytes = vm.types.bytes;
    if args[0] == Value::from(bytes) {
        Ok(made)
    } else {
        vm.call(args[0], &[made])
    }
}
