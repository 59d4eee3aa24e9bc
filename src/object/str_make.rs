//! Making strs: of text, of code points, of other strs.
//!
//! Much text is one character: those of Latin-1 exist once and are never made anew,
//! and so does the empty str. The results of `+` that are long get a buffer with room
//! (see `str.rs`); all others hold their bytes themselves.

use std::io::Write as _;

use super::array::Blob;
use super::gc::{Gc, ShapeId};
use super::heap::{Heap, OutOfMemory};
use super::str::{LONG, Str};
use super::wtf8::{self, Summary};

impl Heap {
    /// A str. Ends the process where there is no memory for it, which can't be for
    /// text that is in memory already.
    pub fn str(&self, text: &str) -> Gc<Str> {
        self.str_from(
            text.as_bytes(),
            Summary {
                chars: wtf8::count(text.as_bytes()),
                surrogates: false,
            },
        )
    }

    /// A str of ASCII characters; other bytes do not belong there.
    pub fn ascii_str(&self, bytes: &[u8]) -> Gc<Str> {
        debug_assert!(bytes.is_ascii());
        self.str_from(
            bytes,
            Summary {
                chars: bytes.len(),
                surrogates: false,
            },
        )
    }

    /// A str of text whose length a program chooses.
    pub fn try_str(&self, text: &str) -> Result<Gc<Str>, OutOfMemory> {
        match u32::try_from(text.len()) {
            Ok(_) => Ok(self.str(text)),
            Err(_) => Err(OutOfMemory),
        }
    }

    /// A str of bytes that may hold surrogates; `None` where they are not well-formed.
    pub fn str_wtf8(&self, bytes: &[u8]) -> Option<Gc<Str>> {
        Some(self.str_from(bytes, wtf8::check(bytes)?))
    }

    /// A str of one code point; `None` beyond 0x10ffff.
    pub fn str_code_point(&self, code_point: u32) -> Option<Gc<Str>> {
        if code_point < 0x100 {
            return self.character(code_point as usize);
        }
        if code_point > 0x10_ffff {
            return None;
        }
        let mut bytes = Vec::with_capacity(4);
        wtf8::push(&mut bytes, code_point);
        Some(self.str_from(
            &bytes,
            Summary {
                chars: 1,
                surrogates: wtf8::is_surrogate(code_point),
            },
        ))
    }

    /// The empty str.
    pub fn empty_str(&self) -> Gc<Str> {
        self.str("")
    }

    fn character(&self, index: usize) -> Option<Gc<Str>> {
        self.characters.get()?.tail().get(index)?.get().get()
    }

    /// Makes the strings of one Latin-1 character, and the empty one behind them.
    pub(super) fn make_characters(&self) {
        let Ok(characters) = self.array(257) else {
            return;
        };
        let mut buffer = [0; 4];
        for code_point in 0..=255_u8 {
            let text = char::from(code_point).encode_utf8(&mut buffer);
            let it = self.fresh_str(
                text.as_bytes(),
                Summary {
                    chars: 1,
                    surrogates: false,
                },
            );
            let _fits = characters.push_within_capacity(it.into());
        }
        let empty = self.fresh_str(
            b"",
            Summary {
                chars: 0,
                surrogates: false,
            },
        );
        let _fits = characters.push_within_capacity(empty.into());
        self.characters.set(Some(characters));
    }

    /// A str of well-formed bytes of which the summary is known.
    fn str_from(&self, bytes: &[u8], summary: Summary) -> Gc<Str> {
        let shared = match bytes {
            [] => self.character(256),
            [ascii] => self.character(usize::from(*ascii)),
            [0xc2 | 0xc3, _] => self.character(wtf8::decode(bytes, 0).0 as usize),
            _ => None,
        };
        shared.unwrap_or_else(|| self.fresh_str(bytes, summary))
    }

    /// A new object, whatever its text is.
    fn fresh_str(&self, bytes: &[u8], summary: Summary) -> Gc<Str> {
        self.try_fresh_str(bytes, summary)
            .unwrap_or_else(|OutOfMemory| {
                let _ = writeln!(
                    std::io::stderr(),
                    "glassnake: a str of {} bytes is too long",
                    bytes.len()
                );
                std::process::exit(1)
            })
    }

    fn try_fresh_str(&self, bytes: &[u8], summary: Summary) -> Result<Gc<Str>, OutOfMemory> {
        // Breadcrumbs hang on a buffer.
        if bytes.len() > LONG && summary.chars < bytes.len() {
            let buffer = self.blob(bytes.len())?;
            let _fits = buffer.extend_within_capacity(bytes);
            return self.buffered_str(bytes.len(), summary, buffer);
        }
        self.alloc_of_bytes(Str::new(bytes.len(), summary, false)?, &[bytes])
    }

    /// A str whose bytes are the first `len` of a buffer.
    fn buffered_str(
        &self,
        len: usize,
        summary: Summary,
        buffer: Gc<Blob>,
    ) -> Result<Gc<Str>, OutOfMemory> {
        let address = buffer.address().get().to_ne_bytes();
        self.alloc_of_bytes(Str::new(len, summary, true)?, &[&address])
    }

    /// The strs one after the other.
    pub fn join_strs(
        &self,
        parts: impl Iterator<Item = Gc<Str>> + Clone,
    ) -> Result<Gc<Str>, OutOfMemory> {
        let (mut len, mut chars, mut surrogates) = (0_usize, 0, false);
        // `for_each`, since chains of iterators know a faster way for it than one after the other.
        parts.clone().for_each(|part| {
            len += part.len();
            chars += part.len_chars();
            surrogates |= part.has_surrogates();
        });
        let summary = Summary { chars, surrogates };
        if len <= LONG {
            let mut bytes = [0; LONG];
            let mut at = 0;
            parts.for_each(|part| {
                // Separators are short, and copying memory is a call.
                match part.bytes() {
                    [byte] => {
                        bytes[at] = *byte;
                        at += 1;
                    }
                    part => {
                        bytes[at..at + part.len()].copy_from_slice(part);
                        at += part.len();
                    }
                }
            });
            return Ok(self.str_from(&bytes[..len], summary));
        }
        let buffer = self.blob(len)?;
        parts.for_each(|part| {
            let _fits = buffer.extend_within_capacity(part.bytes());
        });
        self.buffered_str(len, summary, buffer)
    }

    /// A str of the same text of another class: a subclass of `str`.
    pub fn str_of_class(&self, text: Gc<Str>, shape: ShapeId) -> Gc<Str> {
        let it = self.fresh_str(text.bytes(), text.summary());
        it.header.set_shape(shape);
        it
    }

    /// The same text as a plain str.
    pub fn exact_str(&self, text: Gc<Str>) -> Gc<Str> {
        if text.header.is_exact() {
            text
        } else {
            self.str_from(text.bytes(), text.summary())
        }
    }

    /// `a + b`
    pub fn concat(&self, a: Gc<Str>, b: Gc<Str>) -> Result<Gc<Str>, OutOfMemory> {
        if b.is_empty() && a.header.is_exact() {
            return Ok(a);
        }
        if a.is_empty() && b.header.is_exact() {
            return Ok(b);
        }
        let len = a.len() + b.len();
        if len > u32::MAX as usize {
            return Err(OutOfMemory);
        }
        let summary = Summary {
            chars: a.len_chars() + b.len_chars(),
            surrogates: a.has_surrogates() || b.has_surrogates(),
        };
        if len <= LONG {
            let head = Str::new(len, summary, false)?;
            return self.alloc_of_bytes(head, &[a.bytes(), b.bytes()]);
        }
        if let Some(buffer) = a.buffer()
            && buffer.len() == a.len()
            && buffer.extend_within_capacity(b.bytes())
        {
            return self.buffered_str(len, summary, buffer);
        }
        let buffer = match a.buffer() {
            Some(old) if old.len() == a.len() => self.grow_blob(old, b.len())?,
            _ => {
                let buffer = self.blob(len + len / 2)?;
                let _fits = buffer.extend_within_capacity(a.bytes());
                buffer
            }
        };
        let _fits = buffer.extend_within_capacity(b.bytes());
        self.buffered_str(len, summary, buffer)
    }

    /// The code points from `start` up to `end`.
    pub fn substring(&self, text: Gc<Str>, start: usize, end: usize) -> Gc<Str> {
        let end = end.min(text.len_chars());
        if start >= end {
            return self.empty_str();
        }
        if start == 0 && end == text.len_chars() {
            return self.exact_str(text);
        }
        let (from, to) = (text.byte_offset(self, start), text.byte_offset(self, end));
        self.part(text, from, to, end - start)
    }

    /// The bytes from `from` up to `to`, which lie between code points, as a str.
    pub fn byte_slice(&self, text: Gc<Str>, from: usize, to: usize) -> Gc<Str> {
        let bytes = text.bytes().get(from..to).unwrap_or_default();
        if text.is_ascii() {
            return self.ascii_str(bytes);
        }
        let chars = wtf8::count(bytes);
        self.part(text, from, from + bytes.len(), chars)
    }

    fn part(&self, text: Gc<Str>, from: usize, to: usize, chars: usize) -> Gc<Str> {
        let bytes = &text.bytes()[from..to];
        let surrogates = text.has_surrogates() && wtf8::has_surrogates(bytes);
        self.str_from(bytes, Summary { chars, surrogates })
    }

    /// `count` code points from `start` on, every `step`th.
    pub fn str_slice(&self, text: Gc<Str>, start: usize, step: isize, count: usize) -> Gc<Str> {
        if step == 1 {
            return self.substring(text, start, start.saturating_add(count));
        }
        let mut bytes = Vec::with_capacity(count);
        let (mut index, mut chars) = (start, 0);
        while chars < count
            && let Some(code_point) = text.char_at(self, index)
        {
            wtf8::push(&mut bytes, code_point);
            chars += 1;
            match index.checked_add_signed(step) {
                Some(next) => index = next,
                None => break,
            }
        }
        let surrogates = text.has_surrogates() && wtf8::has_surrogates(&bytes);
        self.str_from(&bytes, Summary { chars, surrogates })
    }

    /// `text * count`
    pub fn repeat_str(&self, text: Gc<Str>, count: usize) -> Result<Gc<Str>, OutOfMemory> {
        let len = text.len().checked_mul(count).ok_or(OutOfMemory)?;
        if len == 0 {
            return Ok(self.empty_str());
        }
        if count == 1 {
            return Ok(self.exact_str(text));
        }
        if len <= LONG {
            let bytes = text.bytes().repeat(count);
            let chars = text.len_chars() * count;
            return Ok(self.str_from(
                &bytes,
                Summary {
                    chars,
                    ..text.summary()
                },
            ));
        }
        if len > u32::MAX as usize {
            return Err(OutOfMemory);
        }
        let buffer = self.blob(len)?;
        let _fits = buffer.extend_within_capacity(text.bytes());
        while buffer.len() < len {
            // Doubles what is there.
            let more = buffer.len().min(len - buffer.len());
            buffer.append_from(&buffer.tail()[..more]);
        }
        let chars = text.len_chars() * count;
        let summary = Summary {
            chars,
            ..text.summary()
        };
        self.buffered_str(len, summary, buffer)
    }
}
