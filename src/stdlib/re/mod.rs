//! The module `_re`: compiling and matching. `re` has the classes and the functions, in
//! Python.
//!
//! A compiled pattern holds up to four expressions of the `fancy-regex` crate, made
//! when they are first needed: `search` looks anywhere, `match` and `fullmatch` are
//! bound to where they start, and to the end; the fourth finds what follows an empty match. Text passes as it is; bytes are matched
//! as their Latin-1 text. Places are counted in characters outside and in bytes inside.

mod translate;

use fancy_regex::{Regex, RegexBuilder};

use crate::builtins::types::support::this;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{new_array, text};
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Raised, Res, Vm};

/// A pattern that needs more steps than this is given up.
const PATIENCE: usize = 20_000_000;
/// The most memory of one compiled expression.
const LARGEST: usize = 64 << 20;

/// Where a match may start and must end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Search,
    Match,
    Full,
    /// Anywhere, but not the empty string where the search starts.
    Advance,
}

struct Compiled {
    text: String,
    groups: usize,
    search: Option<Regex>,
    start: Option<Regex>,
    full: Option<Regex>,
    advance: Option<Regex>,
}

impl Compiled {
    fn regex(&mut self, how: How) -> Result<&Regex, String> {
        let (place, text) = match how {
            How::Search => (&mut self.search, self.text.clone()),
            How::Match => (&mut self.start, format!("\\G(?:{})", self.text)),
            How::Full => (&mut self.full, format!("\\G(?:{})\\z", self.text)),
            How::Advance => (&mut self.advance, format!("(?:{})(?!\\G)", self.text)),
        };
        if place.is_none() {
            let built = RegexBuilder::new(&text)
                .backtrack_limit(PATIENCE)
                .delegate_size_limit(LARGEST)
                .build();
            *place = Some(built.map_err(|error| error.to_string())?);
        }
        place.as_ref().ok_or_else(String::new)
    }
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_re",
    doc: "Matching of regular expressions.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

/// A compiled pattern, which `re.Pattern` wraps.
pub static COMPILED: TypeDef = TypeDef {
    name: "_compiled_pattern",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "",
    methods: &[],
    statics: &[],
    class_methods: &[],
    getsets: &[],
};

natives! { FUNCTIONS:
    compile(pattern, flags, bytes, /) => compile,
    find(compiled, how, text, pos, endpos, /) => find,
    scan(compiled, text, pos, endpos, limit, /) => scan,
}

/// `(compiled, flags, groups, {name: number})`, or `(None, message, position)`.
fn compile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = text(vm, args[0], "pattern")?;
    let flags = vm.index(args[1])? as u32;
    let bytes = vm.truthy(args[2])?;
    let refused = |vm: &mut Vm, message: &str, position: Option<usize>| {
        let message = vm.heap.str(message).into();
        let position = position.map_or(Value::NONE, |at| vm.heap.int(at as i64));
        Ok(vm.heap.tuple(&[Value::NONE, message, position]).into())
    };
    let Some(source) = pattern.as_str() else {
        return refused(vm, "surrogates are not supported in patterns", None);
    };
    let translated = match translate::translate(source, flags, bytes) {
        Ok(translated) => translated,
        Err(error) => return refused(vm, &error.message, error.position),
    };
    let mut compiled = Compiled {
        text: translated.text,
        groups: translated.groups,
        search: None,
        start: None,
        full: None,
        advance: None,
    };
    if let Err(message) = compiled.regex(How::Search) {
        let known = message.contains("ook-behind") || message.contains("ookbehind");
        let message = match known {
            true => "look-behind requires fixed-width pattern",
            false => &message,
        };
        return refused(vm, message, None);
    }
    let names = vm.heap.dict();
    for (name, number) in &translated.names {
        let name = vm.heap.intern(name);
        names.insert_str(&vm.heap, name, Value::small(*number as i32));
    }
    let shape = vm.builtin_class(COMPILED.name).root_shape.get();
    let compiled = vm.heap.alloc(Opaque::new(shape, Box::new(compiled)));
    let flags = vm.heap.int(i64::from(translated.flags));
    let groups = vm.heap.int(translated.groups as i64);
    Ok(vm
        .heap
        .tuple(&[compiled.into(), flags, groups, names.into()])
        .into())
}

/// The text and the part of it that is looked at, in bytes.
struct Hay {
    text: Gc<Str>,
    start: usize,
    end: usize,
}

fn hay(vm: &mut Vm, value: Value, pos: Value, endpos: Value) -> Res<Hay> {
    let text = text(vm, value, "argument")?;
    let length = text.len_chars() as i64;
    let end = vm.index_clamped(endpos)?.clamp(0, length) as usize;
    let start = vm.index_clamped(pos)?.clamp(0, length) as usize;
    Ok(Hay {
        text,
        start: text.byte_offset(&vm.heap, start),
        end: text.byte_offset(&vm.heap, end),
    })
}

/// The places of all groups of one match, in bytes.
type Spans = Vec<Option<(usize, usize)>>;

fn run(vm: &mut Vm, compiled: Value, how: How, hay: &Hay, from: usize) -> Res<Option<Spans>> {
    let opaque = this::<Opaque>(vm, compiled)?;
    let Some(whole) = hay.text.as_str() else {
        return Err(vm.value_error("surrogates are not supported in what is matched"));
    };
    if from > hay.end {
        return Ok(None);
    }
    let found = {
        let mut state = opaque.state.borrow_mut();
        let Some(compiled) = state.downcast_mut::<Compiled>() else {
            return Err(vm.type_error("a compiled pattern is required"));
        };
        let groups = compiled.groups;
        match compiled.regex(how) {
            Err(message) => Err(message),
            Ok(regex) => match regex.captures_from_pos(&whole[..hay.end], from) {
                Err(error) => Err(error.to_string()),
                Ok(None) => Ok(None),
                Ok(Some(found)) => Ok(Some(
                    (0..=groups)
                        .map(|group| found.get(group).map(|it| (it.start(), it.end())))
                        .collect(),
                )),
            },
        }
    };
    found.map_err(|message| gave_up(vm, &message))
}

#[cold]
fn gave_up(vm: &mut Vm, message: &str) -> Raised {
    vm.runtime_error(format!("regular expression: {message}"))
}

/// The places in characters, in a tuple; -1 for a group that took no part.
fn to_tuple(vm: &mut Vm, text: Gc<Str>, spans: &Spans) -> Value {
    let places = vm.heap.tuple_unbound(spans.len() * 2);
    for (at, span) in spans.iter().enumerate() {
        let (start, end) = match span {
            Some((start, end)) => (
                text.char_offset(&vm.heap, *start) as i64,
                text.char_offset(&vm.heap, *end) as i64,
            ),
            None => (-1, -1),
        };
        places.tail()[at * 2].set(vm.heap.int(start));
        places.tail()[at * 2 + 1].set(vm.heap.int(end));
    }
    places.into()
}

/// One match, or None. `how` is 0 to search, 1 to match, 2 to match all.
fn find(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = hay(vm, args[2], args[3], args[4])?;
    let how = match vm.index(args[1])? {
        0 => How::Search,
        1 => How::Match,
        _ => How::Full,
    };
    match run(vm, args[0], how, &hay, hay.start)? {
        Some(spans) => Ok(to_tuple(vm, hay.text, &spans)),
        None => Ok(Value::NONE),
    }
}

/// All matches from left to right, at most `limit` unless that is 0. Where an
/// empty one was, the next may start but not be empty too.
fn scan(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let hay = hay(vm, args[1], args[2], args[3])?;
    let limit = vm.index_clamped(args[4])?;
    let mut found = new_array(vm, 4)?;
    let mut from = hay.start;
    let mut how = How::Search;
    while limit <= 0 || (found.len() as i64) < limit {
        let Some(spans) = run(vm, args[0], how, &hay, from)? else {
            break;
        };
        let Some(Some((start, end))) = spans.first().copied() else {
            break;
        };
        let places = to_tuple(vm, hay.text, &spans);
        vm.array_push(&mut found, places)?;
        from = end;
        how = match start == end {
            true => How::Advance,
            false => How::Search,
        };
        vm.safepoint()?;
    }
    let found = vm.heap.list_of(found.tail());
    vm.or_memory_error(found).map(Value::from)
}
