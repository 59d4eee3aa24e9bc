//! Objects as text: `repr`, `str`, `ascii`, `format`.
//!
//! Everything is written into one buffer of bytes on the way (`repr_into`, `str_into`),
//! so that the repr of a list of a million ints makes one str and not a million. The
//! reprs of the built-in classes are in `repr.rs`.

use super::compare::exact_str;
use super::numeric::Number;
use super::{escape, is_plain};
use crate::object::exception::Exception;
use crate::object::format::{self, FormatError};
use crate::object::format_short::{Plain, Short};
use crate::object::gc::{Gc, Kind};
use crate::object::number;
use crate::object::number_text;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// A str of bytes that are well-formed: pieces of other strs and of reprs.
    pub(super) fn text(&mut self, bytes: &[u8]) -> Gc<Str> {
        match self.heap.str_wtf8(bytes) {
            Some(text) => text,
            None => self.heap.str(&String::from_utf8_lossy(bytes)),
        }
    }

    // --- repr ---

    /// `repr(value)`
    #[inline(never)]
    pub fn repr(&mut self, value: Value) -> Res<Gc<Str>> {
        let name = self.names.repr;
        if let Some(found) = self.special_override(value, name) {
            return self.text_by_override(found, value, "__repr__");
        }
        let mut out = Vec::new();
        self.builtin_repr_into(value, &mut out)?;
        Ok(self.text(&out))
    }

    /// Writes `repr(value)`.
    pub fn repr_into(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let name = self.names.repr;
        if let Some(found) = self.special_override(value, name) {
            let text = self.text_by_override(found, value, "__repr__")?;
            out.extend(text.bytes());
            return Ok(());
        }
        self.builtin_repr_into(value, out)
    }

    /// What a class's own `__repr__` gives; `asked` is what it should have been.
    #[inline(never)]
    fn text_by_override(&mut self, found: Value, value: Value, asked: &str) -> Res<Gc<Str>> {
        self.native_depth_guard_for(" while getting the repr of an object")?;
        let text = self.call_as_method(found, value, &[])?;
        match text.get::<Str>() {
            Some(text) => Ok(text),
            None => {
                let class = self.class_name(text);
                Err(self.type_error(format!("{asked} returned non-string (type {class})")))
            }
        }
    }

    /// What the layouts say: `list.__repr__` and so on, `object.__repr__` for the rest.
    pub fn builtin_repr(&mut self, value: Value) -> Res<Gc<Str>> {
        let mut out = Vec::new();
        self.builtin_repr_into(value, &mut out)?;
        Ok(self.text(&out))
    }

    /// `ascii(value)`
    pub fn ascii(&mut self, value: Value) -> Res<Gc<Str>> {
        let text = self.repr(value)?;
        if text.is_ascii() {
            return Ok(text);
        }
        let escaped = escape::ascii(text.bytes());
        Ok(self.text(&escaped))
    }

    // --- str ---

    /// `str(value)`
    #[inline]
    pub fn str(&mut self, value: Value) -> Res<Gc<Str>> {
        if let Some(text) = exact_str(value) {
            return Ok(text);
        }
        match value.as_int() {
            Some(int) => Ok(self.int_str(int)),
            None => self.str_slowly(value),
        }
    }

    /// An int in decimal.
    fn int_str(&mut self, int: i64) -> Gc<Str> {
        self.heap.ascii_str(number_text::decimal(int, &mut [0; 20]))
    }

    #[inline(never)]
    fn str_slowly(&mut self, value: Value) -> Res<Gc<Str>> {
        let name = self.names.str;
        let Some(found) = self.special_override(value, name) else {
            return self.builtin_str(value);
        };
        self.native_depth_guard_for(" while getting the str of an object")?;
        let text = self.call_as_method(found, value, &[])?;
        match text.get::<Str>() {
            Some(text) => Ok(text),
            None => {
                let class = self.class_name(text);
                Err(self.type_error(format!("__str__ returned non-string (type {class})")))
            }
        }
    }

    /// What the layouts say: `str.__str__`, `BaseException.__str__`; else `repr(value)`.
    pub fn builtin_str(&mut self, value: Value) -> Res<Gc<Str>> {
        if let Some(text) = value.get::<Str>() {
            return Ok(self.heap.exact_str(text));
        }
        if let Some(exception) = value.get::<Exception>() {
            return self.exception_str(exception);
        }
        let repr = self.names.repr;
        let has_own_str = matches!(value.kind(), Some(Kind::Bytes | Kind::ByteArray));
        match self.special_override(value, repr) {
            Some(found) if !has_own_str => self.text_by_override(found, value, "__str__"),
            _ => self.builtin_repr(value),
        }
    }

    /// Writes `str(value)`.
    pub fn str_into(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let text = self.str(value)?;
        out.extend(text.bytes());
        Ok(())
    }

    // --- format ---

    /// `format(value, spec)`
    #[inline(never)]
    pub fn format(&mut self, value: Value, spec: &str) -> Res<Gc<Str>> {
        if spec.is_empty() && is_plain(value) {
            return self.str(value);
        }
        let name = self.names.format;
        if let Some(found) = self.special_override(value, name) {
            let spec = self.heap.str(spec);
            let text = self.call_as_method(found, value, &[spec.into()])?;
            return match text.get::<Str>() {
                Some(text) => Ok(text),
                None => {
                    let class = self.class_name(text);
                    Err(self.type_error(format!("__format__ must return a str, not {class}")))
                }
            };
        }
        self.builtin_format(value, spec)
    }

    /// What the layouts say: `int.__format__` and so on.
    pub fn builtin_format(&mut self, value: Value, spec: &str) -> Res<Gc<Str>> {
        if spec.is_empty() {
            return self.str(value);
        }
        let plain = match Number::of(value) {
            Some(Number::Int(int)) => Some(Plain::Int(int)),
            Some(Number::Float(float)) => Some(Plain::Float(float)),
            _ => exact_str(value)
                .filter(|text| text.is_ascii())
                .map(|text| Plain::Ascii(text.bytes())),
        };
        if let Some(short) = plain.and_then(|plain| Short::format(plain, spec)) {
            return Ok(self.heap.ascii_str(short.bytes()));
        }
        let class = self.class_of(value).name.get().to_string_lossy();
        let formatted = match Number::of(value) {
            Some(Number::Int(int)) => format::small_int(int, spec, &class),
            Some(Number::Float(float)) => format::float(float, spec, &class),
            Some(Number::Complex(re, im)) => format::complex(re, im, spec, &class),
            Some(_) => match number::to_big(value) {
                Some(int) => format::int(&int, spec, &class),
                None => return self.str(value),
            },
            None => match value.get::<Str>() {
                Some(text) => {
                    return match format::str(text.bytes(), spec, &class) {
                        Ok(text) => Ok(self.text(&text)),
                        Err(error) => Err(self.format_error(error)),
                    };
                }
                None => {
                    return Err(self.type_error(format!(
                        "unsupported format string passed to {class}.__format__"
                    )));
                }
            },
        };
        match formatted {
            Ok(text) => Ok(self.heap.str(&text)),
            Err(error) => Err(self.format_error(error)),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn format_error(&mut self, error: FormatError) -> Raised {
        match error {
            FormatError::Value(message) => self.value_error(message),
            FormatError::Overflow(message) => self.overflow_error(message),
            FormatError::Memory => self.memory_error(),
        }
    }

    /// Joins the parts of an f-string, all of them strs.
    #[inline(never)]
    pub fn concat_strings(&mut self, parts: &[Value]) -> Res<Gc<Str>> {
        let joined = self
            .heap
            .join_strs(parts.iter().filter_map(|part| part.get::<Str>()));
        self.or_memory_error(joined)
    }
}
