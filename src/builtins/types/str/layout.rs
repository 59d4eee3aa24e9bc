//! Padding, joining and mapping of strings: `center`, `zfill`, `join`, `translate` ...

use std::cell::Cell;

use super::text;
use crate::builtins::types::bytewise;
use crate::builtins::types::support::{self, str_arg, this};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Args, Raised, Res, Vm};

/// The width and the fill character of `center`, `ljust` and `rjust`.
fn padding(vm: &mut Vm, args: Args<'_>) -> Res<(Gc<Str>, usize, u32)> {
    let it = this::<Str>(vm, args[0])?;
    let width = vm.index(args[1])?;
    let fill = match args.get(2) {
        None => 0x20,
        Some(fill) => {
            let Some(fill) = fill.get::<Str>() else {
                let got = vm.class_name(fill);
                return Err(vm.type_error(format!(
                    "The fill character must be a unicode character, not {got}"
                )));
            };
            if fill.len_chars() != 1 {
                return Err(vm.type_error("The fill character must be exactly one character long"));
            }
            fill.char_at(&vm.heap, 0).unwrap_or(0x20)
        }
    };
    let missing = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(it.len_chars());
    if missing > u32::MAX as usize / 4 {
        return Err(vm.memory_error());
    }
    Ok((it, missing, fill))
}

fn padded(vm: &mut Vm, args: Args<'_>, share: impl Fn(usize, usize) -> usize) -> Res<Value> {
    let (it, missing, fill) = padding(vm, args)?;
    let left = share(missing, it.len_chars() + missing);
    let mut out = Vec::with_capacity(it.bytes().len() + missing);
    (0..left).for_each(|_| text::push(&mut out, fill));
    out.extend_from_slice(it.bytes());
    (left..missing).for_each(|_| text::push(&mut out, fill));
    support::text(vm, &out)
}

pub fn center(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    // An odd character goes left when the width is odd, like CPython's.
    padded(vm, args, |missing, width| {
        missing / 2 + (missing & width & 1)
    })
}

pub fn ljust(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    padded(vm, args, |_, _| 0)
}

pub fn rjust(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    padded(vm, args, |missing, _| missing)
}

pub fn zfill(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (it, missing, _) = padding(vm, Args::positional(&args.positional[..2]))?;
    let bytes = it.bytes();
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = Vec::with_capacity(bytes.len() + missing);
    out.extend_from_slice(&bytes[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&bytes[sign..]);
    support::text(vm, &out)
}

pub fn expandtabs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let size = args.get(1).map_or(Ok(8), |size| vm.index(size))?;
    match bytewise::expand_tabs(
        it.bytes(),
        usize::try_from(size).unwrap_or(0),
        text::starts_character,
    ) {
        Some(expanded) => support::text(vm, &expanded),
        None => Err(vm.overflow_error("new string is too long")),
    }
}

/// An iterator over what is joined.
fn joinable(vm: &mut Vm, value: Value) -> Res<Value> {
    match vm.iter(value) {
        Err(Raised) if vm.raised_is(vm.types.type_error) => {
            vm.take_raised();
            Err(vm.type_error("can only join an iterable"))
        }
        iter => iter,
    }
}

pub fn join(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let separator = this::<Str>(vm, args[0])?;
    let items = match vm.class_of(args[1]).builtin {
        true => vm.items(args[1]),
        false => joinable(vm, args[1])
            .and_then(|iter| vm.collect_array(iter))
            .map(|items| items.tail()),
    };
    let items = match items {
        Ok(items) => items,
        Err(raised) => {
            let name = vm.names.iter;
            let getitem = vm.names.getitem;
            let iterable = vm.lookup_special(args[1], name).is_some()
                || vm.lookup_special(args[1], getitem).is_some();
            if iterable {
                return Err(raised);
            }
            vm.take_raised();
            return Err(vm.type_error("can only join an iterable"));
        }
    };
    if let [one] = items
        && one
            .get()
            .get::<Str>()
            .is_some_and(|it| it.header().is_exact())
    {
        return Ok(one.get());
    }
    for (index, item) in items.iter().enumerate() {
        if !item.get().is::<Str>() {
            let got = vm.class_name(item.get());
            return Err(vm.type_error(format!(
                "sequence item {index}: expected str instance, {got} found"
            )));
        }
    }
    let strs =
        |items: &'static [Cell<Value>]| items.iter().filter_map(|item| item.get().get::<Str>());
    let joined = match items {
        _ if separator.is_empty() => vm.heap.join_strs(strs(items)),
        [] => vm.heap.join_strs(strs(items)),
        [_, rest @ ..] => {
            let separated = strs(rest).flat_map(|item| [separator, item]);
            vm.heap.join_strs(strs(&items[..1]).chain(separated))
        }
    };
    Ok(vm.or_memory_error(joined)?.into())
}

pub fn translate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let mut out = Vec::with_capacity(it.bytes().len());
    for code in text::code_points(it.bytes()) {
        let mapped = match vm.get_item(args[1], Value::small(code as i32)) {
            Ok(mapped) => mapped,
            Err(raised) => {
                let lookup_error = vm.types.lookup_error;
                if !vm.raised_is(lookup_error) {
                    return Err(raised);
                }
                vm.take_raised();
                text::push(&mut out, code);
                continue;
            }
        };
        if mapped.is_none() {
            continue;
        }
        if let Some(text) = mapped.get::<Str>() {
            if out.try_reserve(text.bytes().len()).is_err() {
                return Err(vm.memory_error());
            }
            out.extend_from_slice(text.bytes());
        } else if let Some(code) = mapped.as_int() {
            match u32::try_from(code) {
                Ok(code) if code < 0x110000 => text::push(&mut out, code),
                _ => return Err(vm.value_error("character mapping must be in range(0x110000)")),
            }
        } else {
            return Err(vm.type_error("character mapping must return integer, None or str"));
        }
    }
    support::text(vm, &out)
}

pub fn maketrans(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let table = vm.heap.dict();
    let Some(to) = args.get(1) else {
        return maketrans_from_dict(vm, args[0], table);
    };
    let to = str_arg(vm, to, "maketrans() argument 2")?;
    let removed = match args.get(2) {
        Some(removed) => Some(str_arg(vm, removed, "maketrans() argument 3")?),
        None => None,
    };
    let from = match args[0].get::<Str>() {
        Some(from) => from,
        None => {
            return Err(vm.type_error(
                "first maketrans argument must be a string if there is a second argument",
            ));
        }
    };
    if from.len_chars() != to.len_chars() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in text::code_points(from.bytes()).zip(text::code_points(to.bytes())) {
        vm.dict_set(table, Value::small(from as i32), Value::small(to as i32))?;
    }
    if let Some(removed) = removed {
        for code in text::code_points(removed.bytes()) {
            vm.dict_set(table, Value::small(code as i32), Value::NONE)?;
        }
    }
    Ok(table.into())
}

fn maketrans_from_dict(vm: &mut Vm, source: Value, table: Gc<Dict>) -> Res<Value> {
    let Some(source) = source.get::<Dict>() else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let mut at = 0;
    while let Some((entry, key, value)) = source.next_entry(at) {
        at = entry + 1;
        let key = match key.get::<Str>() {
            Some(key) if key.len_chars() == 1 => {
                Value::small(key.char_at(&vm.heap, 0).unwrap_or(0) as i32)
            }
            Some(_) => {
                return Err(vm.value_error("string keys in translate table must be of length 1"));
            }
            None if key.is_int() => key,
            None => {
                return Err(vm.type_error("keys in translate table must be strings or integers"));
            }
        };
        vm.dict_set(table, key, value)?;
    }
    Ok(table.into())
}
