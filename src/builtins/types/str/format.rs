//! `str.format`: replacement fields and what they name.
//!
//! ```text
//!   "{0.name[key]!r:>{width}}"
//!     └──┬──────┘ │ └──┬───┘
//!      field  conversion spec, which may hold fields itself, one level deep
//! ```

use crate::builtins::types::support::{self, this};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::number_text;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

/// Whether the fields are numbered by the format or by hand: never both.
#[derive(Clone, Copy, PartialEq)]
enum Numbering {
    Unknown,
    Automatic(usize),
    Manual,
}

/// Where fields get their values.
struct Fields<'a> {
    positional: &'a [Value],
    /// A dict for `format`, any mapping for `format_map`.
    named: Option<Value>,
    /// `format_map` takes no positional fields.
    is_map: bool,
    numbering: Numbering,
}

impl Fields<'_> {
    /// The value of a keyword of `format`. There are few, as a rule, so that looking at each
    /// is less than making a str to look for.
    fn keyword(&self, name: &[u8]) -> Option<Value> {
        const FEW: usize = 8;
        let keywords = self
            .named?
            .get::<Dict>()
            .filter(|it| !self.is_map && it.len() <= FEW)?;
        let mut from = 0;
        while let Some((at, key, value)) = keywords.next_entry(from) {
            if key.get::<Str>()?.bytes() == name {
                return Some(value);
            }
            from = at + 1;
        }
        None
    }
}

pub fn format(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let named: Option<Gc<Dict>> = args.extra;
    let mut fields = Fields {
        positional: args.rest(1),
        named: named.map(Value::from),
        is_map: false,
        numbering: Numbering::Unknown,
    };
    run(vm, it, &mut fields)
}

pub fn format_map(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let mut fields = Fields {
        positional: &[],
        named: Some(args[1]),
        is_map: true,
        numbering: Numbering::Unknown,
    };
    run(vm, it, &mut fields)
}

fn run(vm: &mut Vm, template: Gc<Str>, fields: &mut Fields<'_>) -> Res<Value> {
    let mut out = Vec::with_capacity(template.bytes().len() * 2);
    expand(vm, template.bytes(), fields, &mut out, 2)?;
    support::text(vm, &out)
}

/// Copies the text and replaces the fields; `depth` counts down what nesting is allowed.
fn expand(
    vm: &mut Vm,
    template: &[u8],
    fields: &mut Fields<'_>,
    out: &mut Vec<u8>,
    depth: u32,
) -> Res<()> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'{', b'}', &template[at..]) {
        out.extend_from_slice(&template[at..at + next]);
        at += next;
        let brace = template[at];
        if template.get(at + 1) == Some(&brace) {
            out.push(brace);
            at += 2;
        } else if brace == b'}' {
            return Err(vm.value_error("Single '}' encountered in format string"));
        } else {
            at = field(vm, template, at + 1, fields, out, depth)?;
        }
    }
    out.extend_from_slice(&template[at..]);
    Ok(())
}

/// Where the parts of a field lie that starts at `at`, behind its brace.
struct Parts<'a> {
    name: &'a [u8],
    conversion: Option<char>,
    spec: &'a [u8],
    end: usize,
}

fn parts<'a>(vm: &mut Vm, template: &'a [u8], at: usize) -> Res<Parts<'a>> {
    let Some(name_len) = name_length(&template[at..]) else {
        let message = if at >= template.len() {
            "Single '{' encountered in format string"
        } else {
            "expected '}' before end of string"
        };
        return Err(vm.value_error(message));
    };
    let name = &template[at..at + name_len];
    let mut at = at + name_len;
    if template[at] == b'{' {
        return Err(vm.value_error("unexpected '{' in field name"));
    }
    let mut conversion = None;
    if template[at] == b'!' {
        at += 1;
        let Some((code, width)) = super::text::first(&template[at..]) else {
            return Err(vm.value_error("end of string while looking for conversion specifier"));
        };
        conversion = char::from_u32(code);
        at += width;
        match template.get(at) {
            Some(b':' | b'}') => {}
            None => return Err(vm.value_error("unmatched '{' in format spec")),
            Some(_) => return Err(vm.value_error("expected ':' after conversion specifier")),
        }
    }
    let mut spec: &[u8] = &[];
    if template[at] == b':' {
        at += 1;
        let Some(len) = matching_brace(&template[at..]) else {
            let message = if at >= template.len() {
                "expected '}' before end of string"
            } else {
                "unmatched '{' in format spec"
            };
            return Err(vm.value_error(message));
        };
        spec = &template[at..at + len];
        at += len;
    }
    Ok(Parts {
        name,
        conversion,
        spec,
        end: at + 1,
    })
}

/// How far the field's name goes: to `!`, `:` or a brace outside of brackets.
fn name_length(rest: &[u8]) -> Option<usize> {
    let mut in_brackets = false;
    rest.iter().position(|&byte| match byte {
        b'[' => {
            in_brackets = true;
            false
        }
        b']' => {
            in_brackets = false;
            false
        }
        b'{' | b'}' | b':' | b'!' => !in_brackets,
        _ => false,
    })
}

fn matching_brace(rest: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    rest.iter().position(|&byte| match byte {
        b'{' => {
            depth += 1;
            false
        }
        b'}' if depth == 0 => true,
        b'}' => {
            depth -= 1;
            false
        }
        _ => false,
    })
}

/// Formats one field; where the text goes on.
fn field(
    vm: &mut Vm,
    template: &[u8],
    at: usize,
    fields: &mut Fields<'_>,
    out: &mut Vec<u8>,
    depth: u32,
) -> Res<usize> {
    let parts = parts(vm, template, at)?;
    let value = lookup(vm, parts.name, fields)?;
    if parts.conversion.is_none() && parts.spec.is_empty() && put_plain(value, out) {
        return Ok(parts.end);
    }
    let value = match parts.conversion {
        None => value,
        Some('s') => vm.str(value)?.into(),
        Some('r') => vm.repr(value)?.into(),
        Some('a') => vm.ascii(value)?.into(),
        Some('}') => return Err(vm.value_error("unmatched '{' in format spec")),
        Some(other) => return Err(vm.value_error(format!("Unknown conversion specifier {other}"))),
    };
    let text = if memchr::memchr2(b'{', b'}', parts.spec).is_some() {
        let mut spec = Vec::new();
        expand(vm, parts.spec, fields, &mut spec, depth - 1)?;
        vm.format(value, &String::from_utf8_lossy(&spec))?
    } else {
        vm.format(value, &String::from_utf8_lossy(parts.spec))?
    };
    out.extend_from_slice(text.bytes());
    Ok(parts.end)
}

/// Writes what most fields show: a text or a short int, as it is.
fn put_plain(value: Value, out: &mut Vec<u8>) -> bool {
    if let Some(int) = value.as_int() {
        out.extend(number_text::decimal(int, &mut [0; 20]));
    } else if let Some(text) = value.get_exact::<Str>() {
        out.extend(text.bytes());
    } else {
        return false;
    }
    true
}

/// The value of `0.name[key]`.
fn lookup(vm: &mut Vm, name: &[u8], fields: &mut Fields<'_>) -> Res<Value> {
    let first = name
        .iter()
        .position(|byte| matches!(byte, b'.' | b'['))
        .unwrap_or(name.len());
    let mut value = base_value(vm, &name[..first], fields)?;
    let mut rest = &name[first..];
    while let Some((&mark, tail)) = rest.split_first() {
        let part;
        match mark {
            b'.' => {
                let len = tail
                    .iter()
                    .position(|byte| matches!(byte, b'.' | b'['))
                    .unwrap_or(tail.len());
                (part, rest) = tail.split_at(len);
            }
            b'[' => {
                let Some(len) = tail.iter().position(|&byte| byte == b']') else {
                    return Err(vm.value_error("Missing ']' in format string"));
                };
                part = &tail[..len];
                rest = &tail[len + 1..];
            }
            _ => {
                return Err(
                    vm.value_error("Only '.' or '[' may follow ']' in format field specifier")
                );
            }
        }
        if part.is_empty() {
            return Err(vm.value_error("Empty attribute in format string"));
        }
        value = if mark == b'.' {
            let name = vm.heap.intern(&String::from_utf8_lossy(part));
            vm.get_attr(value, name)?
        } else {
            let index = match number(vm, part)? {
                Some(index) => vm.heap.int(index as i64),
                None => support::text(vm, part)?,
            };
            vm.get_item(value, index)?
        };
    }
    Ok(value)
}

/// A decimal number, or `None` for a name.
fn number(vm: &mut Vm, digits: &[u8]) -> Res<Option<usize>> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Ok(None);
    }
    let parsed = std::str::from_utf8(digits)
        .ok()
        .and_then(|digits| digits.parse::<i64>().ok());
    match parsed {
        Some(number) => Ok(usize::try_from(number).ok()),
        None => Err(vm.value_error("Too many decimal digits in format string")),
    }
}

fn base_value(vm: &mut Vm, name: &[u8], fields: &mut Fields<'_>) -> Res<Value> {
    let index = if name.is_empty() {
        let index = match fields.numbering {
            Numbering::Unknown => 0,
            Numbering::Automatic(next) => next,
            Numbering::Manual => {
                return Err(vm.value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
        };
        fields.numbering = Numbering::Automatic(index + 1);
        Some(index)
    } else {
        let index = number(vm, name)?;
        if index.is_some() {
            if matches!(fields.numbering, Numbering::Automatic(_)) {
                return Err(vm.value_error(
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            fields.numbering = Numbering::Manual;
        }
        index
    };
    match index {
        Some(_) if fields.is_map => Err(vm.value_error("Format string contains positional fields")),
        Some(index) => match fields.positional.get(index) {
            Some(&value) => Ok(value),
            None => Err(vm.index_error(format!(
                "Replacement index {index} out of range for positional args tuple"
            ))),
        },
        None => {
            if let Some(value) = fields.keyword(name) {
                return Ok(value);
            }
            let key = support::text(vm, name)?;
            match fields.named {
                Some(named) => vm.get_item(named, key),
                None => Err(vm.key_error(key)),
            }
        }
    }
}
