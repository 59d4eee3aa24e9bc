//! [`Walk`]: from match to match, and what is made of all of them: `findall`, `split`
//! and `sub`.
//!
//! Matches do not overlap, but where an empty one was another may start; it must not
//! be empty too. `sub('x*', '-', 'axb')` so finds `''`, `'x'`, `''` and `''`.

use super::engine::{Engine, Hay, How};
use super::matched;
use super::subject::{Part, Subject, empty_like, gave_up};
use crate::builtins::types::support;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::regex::Pattern;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::protocol::{bytes_of, items_of};
use crate::vm::{Args, Res, Vm};

/// Runs the engine of a pattern on a part of a text: see [`Engine::run`].
pub fn run(
    vm: &mut Vm,
    pattern: Gc<Pattern>,
    how: How,
    text: Gc<Str>,
    part: &Part,
    groups: usize,
) -> Res<bool> {
    let hay = text.as_str().and_then(|text| text.get(..part.end));
    let found = match (hay, pattern.engine.borrow_mut().downcast_mut::<Engine>()) {
        (Some(hay), Some(engine)) => {
            let hay = Hay {
                text: hay,
                ascii: text.is_ascii(),
                from: part.from,
            };
            engine.run(how, hay, groups)
        }
        _ => Ok(false),
    };
    found.map_err(|message| gave_up(vm, &message))
}

/// Where a group of the last match of a pattern lies, in bytes of the text.
#[inline]
pub fn span(pattern: Gc<Pattern>, group: usize) -> Option<(usize, usize)> {
    let engine = pattern.engine.borrow();
    engine.downcast_ref::<Engine>()?.span(group)
}

struct Walk {
    pattern: Gc<Pattern>,
    subject: Subject,
    part: Part,
    how: How,
    /// How many groups are wanted.
    groups: usize,
}

impl Walk {
    fn new(
        vm: &mut Vm,
        pattern: Gc<Pattern>,
        string: Value,
        ends: [Option<Value>; 2],
        groups: usize,
    ) -> Res<Walk> {
        let subject = Subject::new(vm, pattern, string)?;
        let part = Part::new(vm, subject.text, ends[0], ends[1])?;
        Ok(Walk {
            pattern,
            subject,
            part,
            how: How::Search,
            groups,
        })
    }

    /// The next match's places, in bytes of the text.
    fn next(&mut self, vm: &mut Vm) -> Res<Option<(usize, usize)>> {
        vm.safepoint()?;
        let (pattern, text) = (self.pattern, self.subject.text);
        if !run(vm, pattern, self.how, text, &self.part, self.groups)? {
            return Ok(None);
        }
        let found = span(self.pattern, 0);
        if let Some((start, end)) = found {
            self.part.from = end;
            self.how = match start == end {
                true => How::Advance,
                false => How::Search,
            };
        }
        Ok(found)
    }

    fn group(&self, vm: &mut Vm, group: usize, absent: Value) -> Value {
        match span(self.pattern, group) {
            Some(span) => self.subject.piece(vm, span),
            None => absent,
        }
    }
}

/// `pattern.findall(string, pos, endpos)`
pub fn findall(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = support::this::<Pattern>(vm, args[0])?;
    let groups = pattern.groups as usize;
    let ends = [args.get(2), args.get(3)];
    let mut walk = Walk::new(vm, pattern, args[1], ends, groups)?;
    let empty = empty_like(vm, args[1]);
    let mut found = support::scratch(vm, 4)?;
    while let Some(span) = walk.next(vm)? {
        let item = match groups {
            0 => walk.subject.piece(vm, span),
            1 => walk.group(vm, 1, empty),
            _ => {
                let tuple = vm.heap.tuple_unbound(groups);
                for (at, item) in tuple.tail().iter().enumerate() {
                    item.set(walk.group(vm, at + 1, empty));
                }
                tuple.into()
            }
        };
        vm.array_push(&mut found, item)?;
    }
    Ok(support::list(vm, found))
}

/// `pattern.split(string, maxsplit)`
pub fn split(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = support::this::<Pattern>(vm, args[0])?;
    let groups = pattern.groups as usize;
    let mut left = limit(vm, args.get(2))?;
    let mut walk = Walk::new(vm, pattern, args[1], [None, None], groups)?;
    let mut parts = support::scratch(vm, 4)?;
    let mut at = 0;
    while left > 0
        && let Some((start, end)) = walk.next(vm)?
    {
        let before = walk.subject.piece(vm, (at, start));
        vm.array_push(&mut parts, before)?;
        for group in 1..=groups {
            let group = walk.group(vm, group, Value::NONE);
            vm.array_push(&mut parts, group)?;
        }
        at = end;
        left -= 1;
    }
    let rest = walk.subject.piece(vm, (at, walk.part.end));
    vm.array_push(&mut parts, rest)?;
    Ok(support::list(vm, parts))
}

/// How many matches are wanted: 0 is all, fewer is none.
fn limit(vm: &mut Vm, value: Option<Value>) -> Res<usize> {
    let limit = match value {
        Some(value) => vm.index(value)?,
        None => 0,
    };
    Ok(match limit {
        0 => usize::MAX,
        limit => usize::try_from(limit).unwrap_or(0),
    })
}

/// What stands in place of a match.
enum Replacement {
    /// This str or bytes.
    Constant(Value),
    /// What this returns for the match.
    Call(Value),
    /// Text and the numbers of groups, in a list or tuple.
    Template(Value),
}

/// What `re` makes of a template that has escapes: text and the numbers of groups.
pub fn parsed_template(vm: &mut Vm, template: Value, pattern: Gc<Pattern>) -> Res<Value> {
    let module = vm.import_module("re")?;
    let name = vm.heap.intern("_parse_template");
    let parse = vm.get_attr(module, name)?;
    vm.call(parse, &[template, pattern.into()])
}

fn replacement(vm: &mut Vm, pattern: Gc<Pattern>, value: Value) -> Res<Replacement> {
    let constant = match value.get::<Str>() {
        Some(text) => !text.bytes().contains(&b'\\'),
        None => value
            .get::<Bytes>()
            .is_some_and(|it| !it.bytes().contains(&b'\\')),
    };
    if constant {
        return Ok(Replacement::Constant(value));
    }
    let call = vm.names.call;
    if vm.class_of(value).lookup(call).is_some() {
        return Ok(Replacement::Call(value));
    }
    let pieces = parsed_template(vm, value, pattern)?;
    Ok(Replacement::Template(pieces))
}

/// What is put together, and of how many pieces.
#[derive(Default)]
pub struct Joined {
    bytes: Vec<u8>,
    pieces: usize,
}

impl Joined {
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.pieces += 1;
    }

    /// Adds text to what is a str, or bytes to what is bytes.
    pub fn value(&mut self, vm: &mut Vm, value: Value, bytes: bool) -> Res<()> {
        if let (Some(text), false) = (value.get::<Str>(), bytes) {
            self.raw(text.bytes());
        } else if let (Some(raw), true) = (bytes_of(value), bytes) {
            self.raw(&raw);
        } else {
            let (wanted, class) = match bytes {
                true => ("a bytes-like object", vm.class_name(value)),
                false => ("str instance", vm.class_name(value)),
            };
            let at = self.pieces;
            let message = format!("sequence item {at}: expected {wanted}, {class} found");
            return Err(vm.type_error(message));
        }
        Ok(())
    }

    /// Adds what a template stands for; `group` adds a group.
    pub fn template(
        &mut self,
        vm: &mut Vm,
        pieces: Value,
        bytes: bool,
        group: impl Fn(&mut Vm, usize, &mut Joined),
    ) -> Res<()> {
        for piece in items_of(pieces).unwrap_or_default() {
            match piece.get().as_int() {
                Some(number) => group(vm, number as usize, self),
                None => self.value(vm, piece.get(), bytes)?,
            }
        }
        Ok(())
    }

    pub fn finish(self, vm: &mut Vm, bytes: bool) -> Res<Value> {
        if !bytes {
            return support::text(vm, &self.bytes);
        }
        vm.make_way(self.bytes.len())?;
        let made = vm.heap.try_bytes(&self.bytes);
        vm.or_memory_error(made).map(Value::from)
    }
}

/// The string with at most so many matches replaced, and how many were.
fn replace_all(vm: &mut Vm, args: Args<'_>) -> Res<(Value, usize)> {
    let pattern = support::this::<Pattern>(vm, args[0])?;
    let replacement = replacement(vm, pattern, args[1])?;
    let limit = limit(vm, args.get(3))?;
    let groups = match replacement {
        Replacement::Constant(_) => 0,
        _ => pattern.groups as usize,
    };
    let mut walk = Walk::new(vm, pattern, args[2], [None, None], groups)?;
    let bytes = pattern.bytes;
    let mut joined = Joined::default();
    let (mut at, mut count) = (0, 0);
    while count < limit
        && let Some((start, end)) = walk.next(vm)?
    {
        if at < start {
            joined.raw(walk.subject.raw_piece(vm, (at, start)));
        }
        match replacement {
            Replacement::Constant(value) => joined.value(vm, value, bytes)?,
            Replacement::Template(pieces) => {
                joined.template(vm, pieces, bytes, |vm, group, joined| {
                    if let Some(span) = span(pattern, group) {
                        joined.raw(walk.subject.raw_piece(vm, span));
                    }
                })?;
            }
            Replacement::Call(callable) => {
                let found = matched::new(vm, pattern, args[2], walk.subject.text, &walk.part);
                let made = vm.call(callable, &[found])?;
                if !made.is_none() {
                    joined.value(vm, made, bytes)?;
                }
            }
        }
        at = end;
        count += 1;
    }
    let rest = (at, walk.part.end);
    if count == 0 {
        return Ok((walk.subject.piece(vm, rest), 0));
    }
    joined.raw(walk.subject.raw_piece(vm, rest));
    Ok((joined.finish(vm, bytes)?, count))
}

/// `pattern.sub(repl, string, count)`
pub fn sub(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(replace_all(vm, args)?.0)
}

/// `pattern.subn(repl, string, count)`
pub fn subn(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (made, count) = replace_all(vm, args)?;
    let count = vm.heap.int(count as i64);
    Ok(vm.heap.tuple(&[made, count]).into())
}
