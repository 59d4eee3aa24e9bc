//! Writing JSON: one walk over the objects, into one buffer.

use std::collections::HashSet;

use super::{document, optional};
use crate::object::dict::Dict;
use crate::object::number::{Float, to_big};
use crate::object::number_text::repr_float;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::native::Args;
use crate::vm::protocol::items_of;
use crate::vm::{Res, Vm};

struct Writer<'a> {
    vm: &'a mut Vm,
    out: Vec<u8>,
    /// The containers that are being written, unless nobody is to look.
    open: Option<HashSet<u64>>,
    default: Value,
    item_separator: &'a [u8],
    key_separator: &'a [u8],
    /// One level of indentation.
    indent: Option<&'a [u8]>,
    skip_keys: bool,
    ascii: bool,
    allow_nan: bool,
    sort_keys: bool,
}

/// `value` as JSON. `settings` is what `JSONEncoder` knows, as a tuple; `default` is
/// called for what JSON has no notion of.
pub fn encode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let settings = args[1].get::<Tuple>();
    let setting = |index: usize| {
        let value = settings.and_then(|it| it.get(index));
        value.unwrap_or(Value::NONE)
    };
    let mut flags = [false; 5];
    for (index, flag) in flags.iter_mut().enumerate() {
        *flag = vm.truthy(setting(index))?;
    }
    let [skip_keys, ascii, check_circular, allow_nan, sort_keys] = flags;
    let indent = match optional(setting(5)) {
        Some(indent) => Some(document(vm, indent)?.bytes()),
        None => None,
    };
    let item_separator = document(vm, setting(6))?.bytes();
    let key_separator = document(vm, setting(7))?.bytes();
    let mut writer = Writer {
        vm,
        out: Vec::new(),
        open: check_circular.then(HashSet::new),
        default: args[2],
        item_separator,
        key_separator,
        indent,
        skip_keys,
        ascii,
        allow_nan,
        sort_keys,
    };
    writer.value(args[0], 0)?;
    let out = writer.out;
    crate::builtins::types::support::text(vm, &out)
}

/// A str in quotes.
pub fn quote(vm: &mut Vm, args: Args<'_>, ascii: bool) -> Res<Value> {
    let text = document(vm, args[0])?;
    let mut out = Vec::with_capacity(text.len() + 2);
    write_string(text.bytes(), ascii, &mut out);
    crate::builtins::types::support::text(vm, &out)
}

impl Writer<'_> {
    fn value(&mut self, value: Value, level: usize) -> Res<()> {
        if let Some(int) = value.as_int() {
            self.out.extend_from_slice(int.to_string().as_bytes());
        } else if let Some(text) = value.get::<Str>() {
            write_string(text.bytes(), self.ascii, &mut self.out);
        } else if value.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Some(flag) = value.as_bool() {
            self.out
                .extend_from_slice(if flag { b"true" } else { b"false" });
        } else if value.is_flonum() || value.is::<Float>() {
            let text = self.float(value)?;
            self.out.extend_from_slice(text.as_bytes());
        } else if let Some(int) = to_big(value) {
            let text = self.vm.decimal(&int)?;
            self.out.extend_from_slice(text.as_bytes());
        } else if items_of(value).is_some() {
            self.nested(value, level, Self::items)?;
        } else if value.is::<Dict>() {
            self.nested(value, level, Self::pairs)?;
        } else {
            self.nested(value, level, |it, value, level| {
                let stand_in = it.vm.call(it.default, &[value])?;
                it.value(stand_in, level)
            })?;
        }
        Ok(())
    }

    /// Writes a container, which must not be in itself.
    fn nested(
        &mut self,
        value: Value,
        level: usize,
        write: impl FnOnce(&mut Self, Value, usize) -> Res<()>,
    ) -> Res<()> {
        self.vm
            .native_depth_guard_for(" while encoding a JSON object")?;
        let address = value.header().map_or(0, |header| header.address().get());
        if let Some(open) = &mut self.open
            && !open.insert(address)
        {
            return Err(self.vm.value_error("Circular reference detected"));
        }
        write(self, value, level)?;
        if let Some(open) = &mut self.open {
            open.remove(&address);
        }
        Ok(())
    }

    fn line_break(&mut self, level: usize) {
        if let Some(indent) = self.indent {
            self.out.push(b'\n');
            for _ in 0..level {
                self.out.extend_from_slice(indent);
            }
        }
    }

    /// The items of a list or tuple, one at a time: `default` may change the list.
    fn items(&mut self, value: Value, level: usize) -> Res<()> {
        let mut at = 0;
        self.out.push(b'[');
        while let Some(item) = items_of(value).and_then(|items| items.get(at)) {
            let item = item.get();
            if at > 0 {
                self.out.extend_from_slice(self.item_separator);
            }
            self.line_break(level + 1);
            self.value(item, level + 1)?;
            at += 1;
        }
        if at > 0 {
            self.line_break(level);
        }
        self.out.push(b']');
        Ok(())
    }

    fn pairs(&mut self, value: Value, level: usize) -> Res<()> {
        let Some(dict) = value.get::<Dict>() else {
            return Ok(());
        };
        let mut any = false;
        self.out.push(b'{');
        if self.sort_keys || !dict.header().is_exact() {
            let items = self.vm.heap.intern("items");
            let items = match dict.is_empty() {
                true => self.vm.heap.list(&[]).into(),
                false => self.vm.call_method(value, items, &[])?,
            };
            let items = self.vm.collect_array(items)?;
            let items: Value = self
                .vm
                .heap
                .alloc(crate::object::list::List::new(items))
                .into();
            if self.sort_keys {
                let sort = self.vm.heap.intern("sort");
                self.vm.call_method(items, sort, &[])?;
            }
            let mut at = 0;
            while let Some(pair) = items_of(items).and_then(|items| items.get(at)) {
                let pair = pair.get();
                at += 1;
                let Some([key, value]) = items_of(pair) else {
                    return Err(self.vm.value_error("items must return 2-tuples"));
                };
                self.pair(key.get(), value.get(), level, &mut any)?;
            }
        } else {
            let mut at = 0;
            while let Some((entry, key, value)) = dict.next_entry(at) {
                at = entry + 1;
                self.pair(key, value, level, &mut any)?;
            }
        }
        if any {
            self.line_break(level);
        }
        self.out.push(b'}');
        Ok(())
    }

    fn pair(&mut self, key: Value, value: Value, level: usize, any: &mut bool) -> Res<()> {
        let start = self.out.len();
        if *any {
            self.out.extend_from_slice(self.item_separator);
        }
        self.line_break(level + 1);
        if !self.key(key)? {
            self.out.truncate(start);
            return Ok(());
        }
        *any = true;
        self.out.extend_from_slice(self.key_separator);
        self.value(value, level + 1)
    }

    /// Writes a key; false when it is to be left out.
    fn key(&mut self, key: Value) -> Res<bool> {
        if let Some(text) = key.get::<Str>() {
            write_string(text.bytes(), self.ascii, &mut self.out);
            return Ok(true);
        }
        let text = if key.is_flonum() || key.is::<Float>() {
            self.float(key)?
        } else if let Some(flag) = key.as_bool() {
            flag.to_string()
        } else if key.is_none() {
            "null".to_string()
        } else if let Some(int) = to_big(key) {
            self.vm.decimal(&int)?
        } else if self.skip_keys {
            return Ok(false);
        } else {
            let class = self.vm.class_name(key);
            return Err(self.vm.type_error(format!(
                "keys must be str, int, float, bool or None, not {class}"
            )));
        };
        write_string(text.as_bytes(), self.ascii, &mut self.out);
        Ok(true)
    }

    fn float(&mut self, value: Value) -> Res<String> {
        let float = value.as_flonum();
        let float = float.or_else(|| value.get::<Float>().map(|it| it.float()));
        let float = float.unwrap_or(f64::NAN);
        if float.is_finite() {
            return Ok(repr_float(float));
        }
        if !self.allow_nan {
            let shown = repr_float(float);
            return Err(self.vm.value_error(format!(
                "Out of range float values are not JSON compliant: {shown}"
            )));
        }
        Ok(match float {
            f64::INFINITY => "Infinity",
            f64::NEG_INFINITY => "-Infinity",
            _ => "NaN",
        }
        .to_string())
    }
}

/// What is written as it is.
const fn is_plain(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

fn write_string(text: &[u8], ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let plain = |&byte: &u8| is_plain(byte) && !(ascii && byte >= 0x7f);
        let run = rest.iter().position(|byte| !plain(byte));
        let run = run.unwrap_or(rest.len());
        out.extend_from_slice(&rest[..run]);
        at += run;
        if at == text.len() {
            break;
        }
        let (code_point, length) = wtf8::decode(text, at);
        at += length;
        match code_point {
            0x22 => out.extend_from_slice(b"\\\""),
            0x5c => out.extend_from_slice(b"\\\\"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0d => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x10000.. => {
                let offset = code_point - 0x10000;
                write_unit(0xd800 | offset >> 10, out);
                write_unit(0xdc00 | offset & 0x3ff, out);
            }
            _ => write_unit(code_point, out),
        }
    }
    out.push(b'"');
}

fn write_unit(unit: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
}
