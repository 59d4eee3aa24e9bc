//! `re.Pattern`, and the scanner that walks for `finditer`.

use super::engine::How;
use super::matched;
use super::subject::{Part, Subject};
use super::walk::{self, run, span};
use crate::builtins::types::alias;
use crate::builtins::types::support::{short_text, this};
use crate::natives;
use crate::object::function::MappingProxy;
use crate::object::gc::Kind;
use crate::object::iter::IterKind;
use crate::object::regex::{Pattern, Scanner};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

pub static PATTERN: TypeDef = TypeDef {
    name: "re.Pattern",
    kind: Kind::Pattern,
    base: "object",
    subclassable: false,
    doc: "Compiled regular expression object.",
    methods: METHODS,
    statics: STATICS,
    class_methods: CLASS_METHODS,
    getsets: &[
        GetSetDef {
            name: "pattern",
            get: |vm, args| Ok(this::<Pattern>(vm, args[0])?.pattern),
            set: None,
        },
        GetSetDef {
            name: "flags",
            get: |vm, args| {
                let flags = this::<Pattern>(vm, args[0])?.flags;
                Ok(vm.heap.int(flags.into()))
            },
            set: None,
        },
        GetSetDef {
            name: "groups",
            get: |vm, args| {
                let groups = this::<Pattern>(vm, args[0])?.groups;
                Ok(vm.heap.int(groups.into()))
            },
            set: None,
        },
        GetSetDef {
            name: "groupindex",
            get: |vm, args| {
                let names = this::<Pattern>(vm, args[0])?.names;
                Ok(vm.heap.alloc(MappingProxy::new(names.into())).into())
            },
            set: None,
        },
    ],
};

pub static SCANNER: TypeDef = TypeDef {
    name: "_sre.SRE_Scanner",
    kind: Kind::Scanner,
    base: "object",
    subclassable: false,
    doc: "",
    methods: SCANNER_METHODS,
    statics: SCANNER_STATICS,
    class_methods: &[],
    getsets: &[GetSetDef {
        name: "pattern",
        get: |vm, args| Ok(this::<Scanner>(vm, args[0])?.pattern.into()),
        set: None,
    }],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => |vm, _| {
    Err(vm.type_error("cannot create 're.Pattern' instances"))
} }

natives! { CLASS_METHODS: __class_getitem__(cls, object, /) => alias::class_getitem }

natives! { METHODS:
    match(self, string, pos=0, endpos=9223372036854775807) => |vm, args| find(vm, args, How::Match),
    fullmatch(self, string, pos=0, endpos=9223372036854775807) => |vm, args| find(vm, args, How::Full),
    search(self, string, pos=0, endpos=9223372036854775807) => |vm, args| find(vm, args, How::Search),
    findall(self, string, pos=0, endpos=9223372036854775807) => walk::findall,
    finditer(self, string, pos=0, endpos=9223372036854775807) => finditer,
    scanner(self, string, pos=0, endpos=9223372036854775807) => scanner,
    split(self, string, maxsplit=0) => walk::split,
    sub(self, repl, string, count=0) => walk::sub,
    subn(self, repl, string, count=0) => walk::subn,
    __eq__(self, value, /) => |vm, args| equal(vm, args, Cmp::Eq),
    __ne__(self, value, /) => |vm, args| equal(vm, args, Cmp::Ne),
    __hash__(self, /) => hash,
    __repr__(self, /) => repr,
    __copy__(self, /) => |_, args| Ok(args[0]),
    __deepcopy__(self, memo, /) => |_, args| Ok(args[0]),
    __reduce__(self, /) => reduce,
}

natives! { SCANNER_STATICS: __new__(cls, /, *args, **kwargs) => |vm, _| {
    Err(vm.type_error("cannot create '_sre.SRE_Scanner' instances"))
} }

natives! { SCANNER_METHODS:
    match(self, /) => |vm, args| step(vm, args, How::Match),
    search(self, /) => |vm, args| step(vm, args, How::Search),
}

/// One match, or None.
fn find(vm: &mut Vm, args: Args<'_>, how: How) -> Res<Value> {
    let pattern = this::<Pattern>(vm, args[0])?;
    let subject = Subject::new(vm, pattern, args[1])?;
    let part = Part::new(vm, subject.text, args.get(2), args.get(3))?;
    let groups = pattern.groups as usize;
    if !run(vm, pattern, how, subject.text, &part, groups)? {
        return Ok(Value::NONE);
    }
    Ok(matched::new(vm, pattern, args[1], subject.text, &part))
}

fn scanner(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = this::<Pattern>(vm, args[0])?;
    let subject = Subject::new(vm, pattern, args[1])?;
    let part = Part::new(vm, subject.text, args.get(2), args.get(3))?;
    let made = Scanner::new(
        pattern,
        args[1],
        subject.text,
        (part.pos, part.endpos),
        (part.from, part.end),
    );
    Ok(vm.heap.alloc(made).into())
}

/// An iterator that calls the scanner's `search` until that is None.
fn finditer(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let scanner = scanner(vm, args)?;
    let name = vm.heap.intern("search");
    let search = vm.get_attr(scanner, name)?;
    Ok(vm.new_iter(IterKind::Callable, search, Value::NONE, 0))
}

/// The next match of a scanner, or None.
fn step(vm: &mut Vm, args: Args<'_>, how: How) -> Res<Value> {
    let scanner = this::<Scanner>(vm, args[0])?;
    let (pattern, text) = (scanner.pattern, scanner.text);
    if scanner.done.get() {
        return Ok(Value::NONE);
    }
    let how = match (how, scanner.after_empty.get()) {
        (How::Search, true) => How::Advance,
        (How::Match, true) => How::Nonempty,
        (how, _) => how,
    };
    let part = Part {
        from: scanner.at.get(),
        end: scanner.end,
        pos: scanner.pos,
        endpos: scanner.endpos,
    };
    if !run(vm, pattern, how, text, &part, pattern.groups as usize)? {
        scanner.done.set(true);
        return Ok(Value::NONE);
    }
    if let Some((start, end)) = span(pattern, 0) {
        scanner.at.set(end);
        scanner.after_empty.set(start == end);
    }
    Ok(matched::new(vm, pattern, scanner.string, text, &part))
}

fn equal(vm: &mut Vm, args: Args<'_>, how: Cmp) -> Res<Value> {
    let this = this::<Pattern>(vm, args[0])?;
    let Some(other) = args[1].get::<Pattern>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = this.flags == other.flags
        && this.bytes == other.bytes
        && vm.compare_bool(Cmp::Eq, this.pattern, other.pattern)?;
    Ok((equal == (how == Cmp::Eq)).into())
}

fn hash(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = this::<Pattern>(vm, args[0])?;
    let hash = vm.hash(pattern.pattern)? ^ i64::from(pattern.flags) << 8;
    Ok(vm.heap.int(hash))
}

const FLAGS: &[(u32, &str)] = &[
    (2, "re.IGNORECASE"),
    (4, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (32, "re.UNICODE"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
];

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = this::<Pattern>(vm, args[0])?;
    let mut flags = pattern.flags;
    // A str's pattern is of Unicode unless it says otherwise.
    if pattern.pattern.is::<Str>() {
        flags &= !32;
    }
    let mut names = Vec::new();
    for &(flag, name) in FLAGS {
        if flags & flag != 0 {
            names.push(name.to_string());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    let shown = vm.repr(pattern.pattern)?;
    let shown: String = shown.to_string_lossy().chars().take(200).collect();
    let comma = if names.is_empty() { "" } else { ", " };
    let flags = names.join("|");
    Ok(short_text(
        vm,
        format_args!("re.compile({shown}{comma}{flags})"),
    ))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pattern = this::<Pattern>(vm, args[0])?;
    let module = vm.import_module("re")?;
    let name = vm.heap.intern("compile");
    let compile = vm.get_attr(module, name)?;
    let flags = vm.heap.int(pattern.flags.into());
    let arguments = vm.heap.tuple(&[pattern.pattern, flags]).into();
    Ok(vm.heap.tuple(&[compile, arguments]).into())
}
