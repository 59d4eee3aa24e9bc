//! `re.Match`: what was found, and where.

use super::engine::Engine;
use super::subject::{Part, empty_like, in_raw, piece};
use super::walk::{Joined, parsed_template};
use crate::builtins::types::alias;
use crate::builtins::types::support::{short_text, this};
use crate::natives;
use crate::object::gc::{Gc, Kind};
use crate::object::regex::{Match, Pattern, Span};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Raised, Res, Vm};

pub static MATCH: TypeDef = TypeDef {
    name: "re.Match",
    kind: Kind::Match,
    base: "object",
    subclassable: false,
    doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: &[
        GetSetDef {
            name: "string",
            get: |vm, args| Ok(this::<Match>(vm, args[0])?.string),
            set: None,
        },
        GetSetDef {
            name: "re",
            get: |vm, args| Ok(this::<Match>(vm, args[0])?.pattern.into()),
            set: None,
        },
        GetSetDef {
            name: "pos",
            get: |vm, args| {
                let pos = this::<Match>(vm, args[0])?.pos;
                Ok(vm.heap.int(pos.into()))
            },
            set: None,
        },
        GetSetDef {
            name: "endpos",
            get: |vm, args| {
                let endpos = this::<Match>(vm, args[0])?.endpos;
                Ok(vm.heap.int(endpos.into()))
            },
            set: None,
        },
        GetSetDef {
            name: "lastindex",
            get: |vm, args| {
                let last = last_closed(this(vm, args[0])?);
                Ok(last.map_or(Value::NONE, |last| Value::small(last as i32)))
            },
            set: None,
        },
        GetSetDef {
            name: "lastgroup",
            get: lastgroup,
            set: None,
        },
        GetSetDef {
            name: "regs",
            get: regs,
            set: None,
        },
    ],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => |vm, _| {
    Err(vm.type_error("cannot create 're.Match' instances"))
} }

natives! { CLASS_METHODS: __class_getitem__(cls, object, /) => alias::class_getitem }

natives! { METHODS:
    group(self, /, *args) => group,
    start(self, group=0, /) => |vm, args| Ok(places(vm, args)?[0]),
    end(self, group=0, /) => |vm, args| Ok(places(vm, args)?[1]),
    span(self, group=0, /) => |vm, args| {
        let places = places(vm, args)?;
        Ok(vm.heap.tuple(&places).into())
    },
    groups(self, default=None) => groups,
    groupdict(self, default=None) => groupdict,
    expand(self, template) => expand,
    __getitem__(self, key, /) => |vm, args| {
        let found = this::<Match>(vm, args[0])?;
        one(vm, found, args[1])
    },
    __repr__(self, /) => repr,
    __copy__(self, /) => |_, args| Ok(args[0]),
    __deepcopy__(self, memo, /) => |_, args| Ok(args[0]),
    __reduce_ex__(self, protocol, /) => |vm, _| {
        Err(vm.type_error("cannot pickle 're.Match' object"))
    },
}

/// The match that the engine of a pattern has just found.
pub fn new(vm: &mut Vm, pattern: Gc<Pattern>, string: Value, text: Gc<Str>, part: &Part) -> Value {
    let head = Match::new(pattern, string, part.pos, part.endpos);
    let made = vm.heap.alloc_tail(head, pattern.groups as usize + 1);
    let engine = pattern.engine.borrow();
    let Some(engine) = engine.downcast_ref::<Engine>() else {
        return Value::NONE;
    };
    for (group, place) in made.tail().iter().enumerate() {
        if let Some(found) = engine.span(group) {
            let (start, end) = in_raw(vm, string, text, found);
            place.set(Span {
                start: start as u32,
                end: end as u32,
            });
        }
    }
    made.into()
}

/// The number of a group that is given by number or name.
fn number(vm: &mut Vm, found: Gc<Match>, group: Value) -> Res<usize> {
    let names = found.pattern.names;
    let number = if group.is_int() || vm.has_index(group) {
        vm.index_clamped(group)?
    } else if names.is_empty() {
        -1
    } else {
        let number = vm.dict_get(names, group)?;
        number.and_then(Value::as_int).unwrap_or(-1)
    };
    match usize::try_from(number) {
        Ok(number) if number < found.tail().len() => Ok(number),
        _ => Err(no_such_group(vm)),
    }
}

#[cold]
fn no_such_group(vm: &mut Vm) -> Raised {
    let class = vm.builtin_class("IndexError");
    vm.raise_message(class, "no such group")
}

/// The text of a group.
fn text(vm: &mut Vm, found: Gc<Match>, number: usize, default: Value) -> Value {
    match found.tail()[number].get().places() {
        Some(places) => piece(vm, found.string, places),
        None => default,
    }
}

fn one(vm: &mut Vm, found: Gc<Match>, group: Value) -> Res<Value> {
    let number = number(vm, found, group)?;
    Ok(text(vm, found, number, Value::NONE))
}

fn group(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    match args.rest(1) {
        [] => Ok(text(vm, found, 0, Value::NONE)),
        [group] => one(vm, found, *group),
        several => {
            let tuple = vm.heap.tuple_unbound(several.len());
            tuple.tail().iter().for_each(|item| item.set(Value::NONE));
            for (item, group) in tuple.tail().iter().zip(several) {
                item.set(one(vm, found, *group)?);
            }
            Ok(tuple.into())
        }
    }
}

/// Where a group starts and ends as Python counts; -1 for one that took no part.
fn indices(vm: &mut Vm, found: Gc<Match>, number: usize) -> [Value; 2] {
    let Some((start, end)) = found.tail()[number].get().places() else {
        return [Value::small(-1); 2];
    };
    let places = match found.string.get::<Str>() {
        Some(text) if !text.is_ascii() => [start, end].map(|at| text.char_offset(&vm.heap, at)),
        _ => [start, end],
    };
    places.map(|at| vm.heap.int(at as i64))
}

fn places(vm: &mut Vm, args: Args<'_>) -> Res<[Value; 2]> {
    let found = this::<Match>(vm, args[0])?;
    let number = match args.get(1) {
        Some(group) => number(vm, found, group)?,
        None => 0,
    };
    Ok(indices(vm, found, number))
}

fn groups(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let default = args.get(1).unwrap_or(Value::NONE);
    let tuple = vm.heap.tuple_unbound(found.pattern.groups as usize);
    for (at, item) in tuple.tail().iter().enumerate() {
        item.set(text(vm, found, at + 1, default));
    }
    Ok(tuple.into())
}

fn groupdict(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let default = args.get(1).unwrap_or(Value::NONE);
    let dict = vm.heap.dict();
    for (name, number) in found.pattern.names.iter() {
        if let (Some(name), Some(number)) = (name.get::<Str>(), number.as_int()) {
            let text = text(vm, found, number as usize, default);
            dict.insert_str(&vm.heap, name, text);
        }
    }
    Ok(dict.into())
}

fn regs(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let tuple = vm.heap.tuple_unbound(found.tail().len());
    for (at, item) in tuple.tail().iter().enumerate() {
        let places = indices(vm, found, at);
        item.set(vm.heap.tuple(&places).into());
    }
    Ok(tuple.into())
}

/// The group that was closed last. Of those that end at the same place, that is the
/// outermost: it has the lowest number, unless an empty group follows.
fn last_closed(found: Gc<Match>) -> Option<usize> {
    let (mut last, mut place) = (None, None);
    for (group, span) in found.tail().iter().enumerate().skip(1) {
        let Some((start, end)) = span.get().places() else {
            continue;
        };
        let later = place.is_none_or(|(last_start, last_end)| {
            end > last_end || start == end && end == last_end && start > last_start
        });
        if later {
            (last, place) = (Some(group), Some((start, end)));
        }
    }
    last
}

fn lastgroup(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let last = last_closed(found).map(|last| last as i64);
    let mut names = found.pattern.names.iter();
    let name = names.find(|(_, number)| last.is_some() && number.as_int() == last);
    Ok(name.map_or(Value::NONE, |(name, _)| name))
}

fn expand(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let bytes = found.pattern.bytes;
    let pieces = parsed_template(vm, args[1], found.pattern)?;
    let raw = match found.string.get::<Str>() {
        Some(text) => text.bytes().into(),
        None => bytes_of(found.string).unwrap_or_default(),
    };
    let mut joined = Joined::default();
    joined.template(vm, pieces, bytes, |_, group, joined| {
        let span = found.tail().get(group).map(|it| it.get());
        if let Some((start, end)) = span.and_then(Span::places) {
            joined.raw(raw.get(start..end).unwrap_or_default());
        }
    })?;
    joined.finish(vm, bytes)
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let found = this::<Match>(vm, args[0])?;
    let empty = empty_like(vm, found.string);
    let text = text(vm, found, 0, empty);
    let [start, end] = indices(vm, found, 0).map(|at| at.as_int().unwrap_or(-1));
    let text = vm.repr(text)?;
    Ok(short_text(
        vm,
        format_args!(
            "<re.Match object; span=({start}, {end}), match={}>",
            text.to_string_lossy()
        ),
    ))
}
