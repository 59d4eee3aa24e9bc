//! What exceptions say of themselves: `str(exception)` and `repr(exception)`.
//!
//! Most show their arguments. Some have a text of their own, and subclasses written in
//! Python inherit it: KeyError shows its key's repr, OSError its number and file.

use super::escape::escape;
use crate::object::bytes::Bytes;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::number;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

impl Vm {
    /// Writes `repr(exception)`: the class and the arguments.
    pub(super) fn write_exception_repr(&mut self, it: Gc<Exception>, out: &mut Vec<u8>) -> Res<()> {
        let name = self.class_of(it.into()).name.get();
        out.extend(name.bytes());
        let args = it.args.get();
        if let [only] = args.tail() {
            out.push(b'(');
            self.repr_into(only.get(), out)?;
            out.push(b')');
            return Ok(());
        }
        self.repr_into(args.into(), out)
    }

    /// `BaseException.__str__` and its sisters, by the class.
    pub fn exception_str(&mut self, it: Gc<Exception>) -> Res<Gc<Str>> {
        let class = self.class_of(it.into());
        let is = |base| class.is_subclass_of(base);
        let types = self.types;
        let args = it.args.get();
        if is(types.key_error)
            && let [key] = args.tail()
        {
            return self.repr(key.get());
        }
        let own = if is(types.os_error) {
            self.os_error_text(it)?
        } else if is(types.syntax_error) {
            self.syntax_error_text(it)?
        } else if is(types.import_error) {
            self.import_error_text(it)
        } else if is(types.base_exception_group) {
            self.group_text(it)?
        } else if is(types.unicode_decode_error) || is(types.unicode_encode_error) {
            self.unicode_error_text(it)
        } else if is(types.unicode_translate_error) {
            self.translate_error_text(it)
        } else {
            None
        };
        match (own, args.tail()) {
            (Some(text), _) => Ok(text),
            (None, []) => Ok(self.heap.empty_str()),
            (None, [only]) => self.str(only.get()),
            (None, _) => self.str(args.into()),
        }
    }

    /// An attribute that lies beside the arguments, unless it is None.
    fn exception_field(&mut self, it: Gc<Exception>, name: Gc<Str>) -> Option<Value> {
        self.given_field(it, name).filter(|value| !value.is_none())
    }

    /// An attribute that lies beside the arguments, which may be None.
    fn given_field(&mut self, it: Gc<Exception>, name: Gc<Str>) -> Option<Value> {
        let header = Value::from(it).header()?;
        self.heap.attributes(header)?.get_str(name)
    }

    /// `[Errno 2] No such file or directory: 'x' -> 'y'`
    fn os_error_text(&mut self, it: Gc<Exception>) -> Res<Option<Gc<Str>>> {
        let (errno, strerror, filename) =
            (self.names.errno, self.names.strerror, self.names.filename);
        let (Some(errno), Some(strerror)) =
            (self.given_field(it, errno), self.given_field(it, strerror))
        else {
            return Ok(None);
        };
        let mut out = b"[Errno ".to_vec();
        self.str_into(errno, &mut out)?;
        out.extend(b"] ");
        self.str_into(strerror, &mut out)?;
        if let Some(filename) = self.exception_field(it, filename) {
            out.extend(b": ");
            self.repr_into(filename, &mut out)?;
            let second = self.heap.intern("filename2");
            if let Some(second) = self.exception_field(it, second) {
                out.extend(b" -> ");
                self.repr_into(second, &mut out)?;
            }
        }
        Ok(Some(self.text(&out)))
    }

    /// `invalid syntax (file.py, line 3)`
    fn syntax_error_text(&mut self, it: Gc<Exception>) -> Res<Option<Gc<Str>>> {
        let (msg, filename, lineno) = (
            self.names.msg,
            self.names.filename,
            self.heap.intern("lineno"),
        );
        let msg = self
            .exception_field(it, msg)
            .or_else(|| it.args.get().get(0))
            .unwrap_or(Value::NONE);
        let mut out = Vec::new();
        self.str_into(msg, &mut out)?;
        let filename = self
            .exception_field(it, filename)
            .and_then(|it| it.get::<Str>());
        let line = self.exception_field(it, lineno).and_then(number::to_i64);
        // The file's name without its folders.
        let filename = filename.map(|it| {
            it.bytes()
                .rsplit(|&byte| byte == b'/')
                .next()
                .unwrap_or_default()
        });
        let place = match (filename, line) {
            (Some(file), Some(line)) => {
                [b" (", file, format!(", line {line})").as_bytes()].concat()
            }
            (Some(file), None) => [b" (", file, b")"].concat(),
            (None, Some(line)) => format!(" (line {line})").into_bytes(),
            (None, None) => Vec::new(),
        };
        out.extend(place);
        Ok(Some(self.text(&out)))
    }

    fn import_error_text(&mut self, it: Gc<Exception>) -> Option<Gc<Str>> {
        let msg = self.names.msg;
        let text = self.exception_field(it, msg)?.get::<Str>()?;
        Some(self.heap.exact_str(text))
    }

    /// `message (2 sub-exceptions)`
    fn group_text(&mut self, it: Gc<Exception>) -> Res<Option<Gc<Str>>> {
        let (message, members) = match it.args.get().tail() {
            [message, members] => (message.get(), members.get()),
            _ => return Ok(None),
        };
        let mut out = Vec::new();
        self.str_into(message, &mut out)?;
        let count = self.length_hint(members)?;
        let plural = if count == 1 { "" } else { "s" };
        out.extend(format!(" ({count} sub-exception{plural})").bytes());
        Ok(Some(self.text(&out)))
    }

    /// `'utf-8' codec can't decode byte 0xff in position 0: invalid start byte`
    fn unicode_error_text(&mut self, it: Gc<Exception>) -> Option<Gc<Str>> {
        let args = it.args.get();
        let [encoding, object, start, end, reason] = args.tail() else {
            return None;
        };
        let (encoding, reason) = (encoding.get().get::<Str>()?, reason.get().get::<Str>()?);
        let (start, end) = (number::to_i64(start.get())?, number::to_i64(end.get())?);
        let object = object.get();
        let what = match (object.get::<Bytes>(), object.get::<Str>()) {
            (Some(bytes), _) => match bytes.bytes().get(start.max(0) as usize) {
                Some(byte) if end == start + 1 => {
                    format!("decode byte {byte:#04x} in position {start}")
                }
                _ => format!("decode bytes in position {start}-{}", end - 1),
            },
            (None, Some(text)) => match text.char_at(&self.heap, start.max(0) as usize) {
                Some(it) if end == start + 1 => {
                    format!("encode character '{}' in position {start}", escape(it))
                }
                _ => format!("encode characters in position {start}-{}", end - 1),
            },
            (None, None) => return None,
        };
        let (encoding, reason) = (encoding.to_string_lossy(), reason.to_string_lossy());
        Some(
            self.heap
                .str(&format!("'{encoding}' codec can't {what}: {reason}")),
        )
    }

    /// `can't translate character '\xe9' in position 0: no such letter`
    fn translate_error_text(&mut self, it: Gc<Exception>) -> Option<Gc<Str>> {
        let args = it.args.get();
        let [object, start, end, reason] = args.tail() else {
            return None;
        };
        let (object, reason) = (object.get().get::<Str>()?, reason.get().get::<Str>()?);
        let (start, end) = (number::to_i64(start.get())?, number::to_i64(end.get())?);
        let what = match object.char_at(&self.heap, start.max(0) as usize) {
            Some(it) if end == start + 1 => {
                format!("character '{}' in position {start}", escape(it))
            }
            _ => format!("characters in position {start}-{}", end - 1),
        };
        let text = format!("can't translate {what}: {}", reason.to_string_lossy());
        Some(self.heap.str(&text))
    }
}
