//! Reading JSON: one pass over the bytes of the text, values made as they are met.
//!
//! Every character that means something in JSON is ASCII, so the bytes of the UTF-8 text
//! are looked at as they are; only an error needs to know its place in characters.

use super::{document, malformed, optional};
use crate::object::gc::Gc;
use crate::object::number_text;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// Keys up to this length are shared between the objects of all documents.
const SHARED_KEY: usize = 40;

struct Reader<'a> {
    vm: &'a mut Vm,
    text: Gc<Str>,
    bytes: &'a [u8],
    at: usize,
    strict: bool,
    object_hook: Option<Value>,
    pairs_hook: Option<Value>,
    parse_float: Option<Value>,
    parse_int: Option<Value>,
    parse_constant: Option<Value>,
}

/// The value that starts at a character of a text, and the character behind it.
pub fn decode(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = document(vm, args[0])?;
    let index = vm.index(args[1])?;
    let Ok(index) = usize::try_from(index) else {
        return Err(vm.value_error("idx cannot be negative"));
    };
    let strict = vm.truthy(args[2])?;
    let at = text.byte_offset(&vm.heap, index.min(text.len_chars()));
    let mut reader = Reader {
        vm,
        text,
        bytes: text.bytes(),
        at,
        strict,
        object_hook: optional(args[3]),
        pairs_hook: optional(args[4]),
        parse_float: optional(args[5]),
        parse_int: optional(args[6]),
        parse_constant: optional(args[7]),
    };
    let value = reader.value()?;
    let end = reader.at;
    let end = text.char_offset(&vm.heap, end);
    let end = vm.heap.int(end as i64);
    Ok(vm.heap.tuple(&[value, end]).into())
}

/// The string whose first character is at a place, and the place behind its quote.
pub fn scan_string(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = document(vm, args[0])?;
    let index = vm.index(args[1])?;
    let strict = match args.get(2) {
        Some(strict) => vm.truthy(strict)?,
        None => true,
    };
    let Some(index) = usize::try_from(index)
        .ok()
        .filter(|&it| it <= text.len_chars())
    else {
        return Err(vm.value_error("end is out of bounds"));
    };
    let at = text.byte_offset(&vm.heap, index);
    let mut reader = Reader {
        vm,
        text,
        bytes: text.bytes(),
        at,
        strict,
        object_hook: None,
        pairs_hook: None,
        parse_float: None,
        parse_int: None,
        parse_constant: None,
    };
    let string = reader.string()?;
    let end = reader.at;
    let end = text.char_offset(&vm.heap, end);
    let end = vm.heap.int(end as i64);
    Ok(vm.heap.tuple(&[string.into(), end]).into())
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn fail<T>(&mut self, message: &str, at: usize) -> Res<T> {
        Err(malformed(self.vm, message, self.text, at))
    }

    fn value(&mut self) -> Res<Value> {
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.string().map(Value::from)
            }
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'n') => self.word("null", Value::NONE),
            Some(b't') => self.word("true", Value::TRUE),
            Some(b'f') => self.word("false", Value::FALSE),
            Some(b'N') => self.constant("NaN", f64::NAN),
            Some(b'I') => self.constant("Infinity", f64::INFINITY),
            _ => self.fail("Expecting value", self.at),
        }
    }

    fn has(&self, word: &str) -> bool {
        self.bytes[self.at..].starts_with(word.as_bytes())
    }

    fn word(&mut self, word: &str, value: Value) -> Res<Value> {
        if !self.has(word) {
            return self.fail("Expecting value", self.at);
        }
        self.at += word.len();
        Ok(value)
    }

    /// What is no JSON, but is read all the same.
    fn constant(&mut self, word: &str, value: f64) -> Res<Value> {
        if !self.has(word) {
            return self.fail("Expecting value", self.at);
        }
        self.at += word.len();
        match self.parse_constant {
            None => Ok(self.vm.heap.float(value)),
            Some(parse) => {
                let word = self.vm.heap.str(word).into();
                self.vm.call(parse, &[word])
            }
        }
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Res<Value> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            if self.has("-Infinity") {
                return self.constant("-Infinity", f64::NEG_INFINITY);
            }
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else if self.digits() == 0 {
            return self.fail("Expecting value", start);
        }
        let mut is_float = false;
        let whole = self.at;
        if self.peek() == Some(b'.') {
            self.at += 1;
            is_float = self.digits() > 0;
            if !is_float {
                self.at = whole;
            }
        }
        let before = self.at;
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = before;
            }
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        if is_float {
            return match self.parse_float {
                None => {
                    let float = number_text::parse_float(text).unwrap_or(f64::NAN);
                    Ok(self.vm.heap.float(float))
                }
                Some(parse) => self.parsed(parse, text),
            };
        }
        if self.parse_int.is_none()
            && let Ok(int) = text.parse()
        {
            return Ok(self.vm.heap.int(int));
        }
        // `int` has a limit on digits, and says so.
        let parse = self.parse_int.unwrap_or(self.vm.types.int.into());
        self.parsed(parse, text)
    }

    fn parsed(&mut self, parse: Value, text: &str) -> Res<Value> {
        let text = self.vm.heap.str(text).into();
        self.vm.call(parse, &[text])
    }

    fn array(&mut self) -> Res<Value> {
        self.vm
            .native_depth_guard_for(" while decoding a JSON array from a unicode string")?;
        let list = self.vm.heap.list(&[]);
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(list.into());
        }
        loop {
            let value = self.value()?;
            self.vm.list_push(list, value)?;
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(list.into());
                }
                Some(b',') => self.at += 1,
                _ => return self.fail("Expecting ',' delimiter", self.at),
            }
            self.skip_space();
        }
    }

    fn object(&mut self) -> Res<Value> {
        self.vm
            .native_depth_guard_for(" while decoding a JSON object from a unicode string")?;
        let dict = self.vm.heap.dict();
        // Pairs are kept as such only for who wants them.
        let pairs = self.pairs_hook.map(|_| self.vm.heap.list(&[]));
        self.at += 1;
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return self.finish(dict.into(), pairs.map(Value::from));
        }
        loop {
            if self.peek() != Some(b'"') {
                let message = "Expecting property name enclosed in double quotes";
                return self.fail(message, self.at);
            }
            self.at += 1;
            let key = self.key()?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return self.fail("Expecting ':' delimiter", self.at);
            }
            self.at += 1;
            self.skip_space();
            let value = self.value()?;
            match pairs {
                None => self.vm.dict_set(dict, key.into(), value)?,
                Some(pairs) => {
                    let pair = self.vm.heap.tuple(&[key.into(), value]);
                    self.vm.list_push(pairs, pair.into())?;
                }
            }
            self.skip_space();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    return self.finish(dict.into(), pairs.map(Value::from));
                }
                Some(b',') => self.at += 1,
                _ => return self.fail("Expecting ',' delimiter", self.at),
            }
            self.skip_space();
        }
    }

    /// An object as the hooks want it.
    fn finish(&mut self, dict: Value, pairs: Option<Value>) -> Res<Value> {
        if let (Some(hook), Some(pairs)) = (self.pairs_hook, pairs) {
            return self.vm.call(hook, &[pairs]);
        }
        match self.object_hook {
            Some(hook) => self.vm.call(hook, &[dict]),
            None => Ok(dict),
        }
    }

    fn key(&mut self) -> Res<Gc<Str>> {
        let key = self.string()?;
        Ok(match key.len() <= SHARED_KEY {
            true => self.vm.heap.intern_str(key),
            false => key,
        })
    }

    /// The rest of a string, whose quote was read.
    fn string(&mut self) -> Res<Gc<Str>> {
        let start = self.at;
        // Without an escape the string is a part of the text.
        let mut text = Vec::new();
        let mut from = start;
        loop {
            let Some(byte) = self.peek() else {
                return self.fail("Unterminated string starting at", start - 1);
            };
            match byte {
                b'"' => break,
                b'\\' => {
                    text.extend_from_slice(&self.bytes[from..self.at]);
                    self.escape(&mut text, start)?;
                    from = self.at;
                }
                0..b' ' if self.strict => {
                    return self.fail("Invalid control character at", self.at);
                }
                _ => self.at += 1,
            }
        }
        let end = self.at;
        self.at += 1;
        if text.is_empty() {
            return Ok(self.vm.heap.byte_slice(self.text, from, end));
        }
        text.extend_from_slice(&self.bytes[from..end]);
        match self.vm.heap.str_wtf8(&text) {
            Some(text) => Ok(text),
            None => self.fail("Invalid \\uXXXX escape", start),
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>, start: usize) -> Res<()> {
        let slash = self.at;
        self.at += 1;
        let plain = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte,
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'u') => return self.code_unit(text),
            Some(_) => return self.fail("Invalid \\escape", slash),
            None => return self.fail("Unterminated string starting at", start - 1),
        };
        self.at += 1;
        text.push(plain);
        Ok(())
    }

    /// `\uXXXX`, or two that are a pair of surrogates.
    fn code_unit(&mut self, text: &mut Vec<u8>) -> Res<()> {
        self.at += 1;
        let Some(mut code_point) = self.hex(self.at) else {
            return self.fail("Invalid \\uXXXX escape", self.at - 1);
        };
        self.at += 4;
        if (0xd800..0xdc00).contains(&code_point) && self.has("\\u") {
            match self.hex(self.at + 2) {
                Some(low) if (0xdc00..0xe000).contains(&low) => {
                    code_point = 0x10000 + ((code_point - 0xd800) << 10 | (low - 0xdc00));
                    self.at += 6;
                }
                Some(_) => {}
                None => return self.fail("Invalid \\uXXXX escape", self.at + 1),
            }
        }
        wtf8::push(text, code_point);
        Ok(())
    }

    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at + 4)?;
        digits.iter().try_fold(0, |number, &digit| {
            char::from(digit).to_digit(16).map(|it| number << 4 | it)
        })
    }
}
