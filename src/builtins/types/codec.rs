//! Text encodings: between `str` and bytes.
//!
//! ```text
//!   encode   code points ──fits?──> bytes          no: the error handler says what
//!   decode   bytes ──well-formed?──> code points       stands in its place
//! ```
//!
//! The handlers are CPython's: strict, ignore, replace, backslashreplace,
//! xmlcharrefreplace, surrogateescape, surrogatepass. Others, and other encodings, scripts may
//! register: see `codec_handlers.rs`.

use std::borrow::Cow;

use super::charmap::Charmap;
use super::codec_escape;
use super::codec_handlers::{self, Trouble};
use super::str::text;
use super::support;
use crate::object::bytes::Bytes;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::protocol::bytes_of;
use crate::vm::{Raised, Res, Vm};

/// An encoding that glassnake knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    /// Two bytes or four a unit; `big`: their order, `mark`: it stands in front.
    Wide {
        bytes: usize,
        big: bool,
        mark: bool,
    },
    /// One byte a character: see `charmap.rs`.
    Table(Charmap),
    /// The escapes of literals: see `codec_escape.rs`.
    Escape {
        raw: bool,
    },
}

impl Encoding {
    /// The encoding of a name, however it is spelled.
    pub fn of(name: &str) -> Option<Encoding> {
        let name: String = name
            .chars()
            .map(|it| {
                if it == '_' || it == ' ' {
                    '-'
                } else {
                    it.to_ascii_lowercase()
                }
            })
            .collect();
        let wide = |bytes, big, mark| Encoding::Wide { bytes, big, mark };
        Some(match &*name {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Encoding::Utf8,
            "utf-8-sig" => Encoding::Utf8Sig,
            "ascii" | "us-ascii" | "646" => Encoding::Ascii,
            "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859"
            | "cp819" | "iso8859" | "ibm819" => Encoding::Latin1,
            "utf-16" | "utf16" | "u16" => wide(2, false, true),
            "utf-16-le" | "utf-16le" => wide(2, false, false),
            "utf-16-be" | "utf-16be" => wide(2, true, false),
            "utf-32" | "utf32" | "u32" => wide(4, false, true),
            "utf-32-le" | "utf-32le" => wide(4, false, false),
            "utf-32-be" | "utf-32be" => wide(4, true, false),
            "unicode-escape" | "unicodeescape" => Encoding::Escape { raw: false },
            "raw-unicode-escape" | "rawunicodeescape" => Encoding::Escape { raw: true },
            name => Encoding::Table(Charmap::of(name)?),
        })
    }

    /// The name that errors give.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 | Encoding::Utf8Sig => "utf-8",
            Encoding::Ascii => "ascii",
            Encoding::Latin1 => "latin-1",
            Encoding::Table(_) => "charmap",
            Encoding::Wide {
                bytes: 2,
                mark: true,
                ..
            } => "utf-16",
            Encoding::Wide {
                bytes: 2,
                big: false,
                ..
            } => "utf-16-le",
            Encoding::Wide { bytes: 2, .. } => "utf-16-be",
            Encoding::Wide { mark: true, .. } => "utf-32",
            Encoding::Wide { big: false, .. } => "utf-32-le",
            Encoding::Wide { .. } => "utf-32-be",
            Encoding::Escape { raw: false } => "unicodeescape",
            Encoding::Escape { raw: true } => "rawunicodeescape",
        }
    }
}

/// An argument that names an encoding or an error handler.
pub fn name_arg(vm: &mut Vm, value: Option<Value>, what: &str, default: &str) -> Res<String> {
    match value {
        None => Ok(default.to_string()),
        Some(value) => Ok(support::str_arg(vm, value, what)?
            .to_string_lossy()
            .into_owned()),
    }
}

/// The handlers that need no function in Python.
const HANDLERS: &[&str] = &[
    "strict",
    "ignore",
    "replace",
    "backslashreplace",
    "xmlcharrefreplace",
    "surrogateescape",
    "surrogatepass",
];

/// `str.encode`
pub fn encode(vm: &mut Vm, it: Gc<Str>, encoding: &str, errors: &str) -> Res<Vec<u8>> {
    let Some(encoding) = Encoding::of(encoding) else {
        let output = codec_handlers::by_python(vm, encoding, errors, 0, it.into())?;
        return Ok(bytes_of(output).unwrap_or_default().into_owned());
    };
    let bytes = it.bytes();
    let plain = match encoding {
        Encoding::Utf8 => !it.has_surrogates(),
        Encoding::Ascii | Encoding::Latin1 => it.is_ascii(),
        _ => false,
    };
    if plain {
        return Ok(bytes.to_vec());
    }
    if let Encoding::Escape { raw } = encoding {
        return Ok(codec_escape::encode(text::code_points(bytes), raw));
    }
    let mut out = Vec::with_capacity(bytes.len());
    match encoding {
        Encoding::Utf8Sig => text::push(&mut out, 0xfeff),
        Encoding::Wide { mark: true, .. } => put(&mut out, encoding, 0xfeff),
        _ => {}
    }
    let limit = match encoding {
        Encoding::Ascii => 0x80,
        Encoding::Latin1 => 0x100,
        _ => 0x110000,
    };
    let table = match encoding {
        Encoding::Table(table) => Some(table),
        _ => None,
    };
    let fits = |code: u32| match table {
        Some(table) => table.encode(code).is_some(),
        None => code < limit && (limit < 0x110000 || !(0xd800..0xe000).contains(&code)),
    };
    let codes: Vec<u32> = text::code_points(bytes).collect();
    let mut at = 0;
    while at < codes.len() {
        if fits(codes[at]) {
            put(&mut out, encoding, codes[at]);
            at += 1;
            continue;
        }
        let end = at + codes[at..].iter().take_while(|&&code| !fits(code)).count();
        if !HANDLERS.contains(&errors) {
            let trouble = Trouble {
                class: vm.types.unicode_encode_error,
                encoding: encoding.name(),
                object: it.into(),
                len: codes.len(),
                range: at..end,
                reason: encode_reason(encoding),
            };
            let handled = codec_handlers::handle(vm, errors, &trouble)?;
            if let Some(text) = handled.instead.get::<Str>() {
                for code in text::code_points(text.bytes()) {
                    if !fits(code) {
                        let class = vm.types.unicode_encode_error;
                        let reason = encode_reason(encoding);
                        return Err(unicode_error(
                            vm,
                            class,
                            encoding,
                            it.into(),
                            at..end,
                            reason,
                        ));
                    }
                    put(&mut out, encoding, code);
                }
            } else {
                out.extend_from_slice(&bytes_of(handled.instead).unwrap_or_default());
            }
            at = handled.next;
            continue;
        }
        for place in at..end {
            replace_code_point(vm, it, encoding, errors, &codes, place, at..end, &mut out)?;
        }
        at = end;
    }
    Ok(out)
}

/// Appends a code point that the encoding has.
fn put(out: &mut Vec<u8>, encoding: Encoding, code: u32) {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig | Encoding::Escape { .. } => text::push(out, code),
        Encoding::Ascii | Encoding::Latin1 => out.push(code as u8),
        Encoding::Table(table) => out.extend(table.encode(code)),
        Encoding::Wide { bytes: 2, big, .. } => {
            let mut units = [0; 2];
            let units = match char::from_u32(code) {
                Some(it) => &*it.encode_utf16(&mut units),
                None => &[code as u16],
            };
            for unit in units {
                out.extend_from_slice(&if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                });
            }
        }
        Encoding::Wide { big, .. } => {
            out.extend_from_slice(&if big {
                code.to_be_bytes()
            } else {
                code.to_le_bytes()
            });
        }
    }
}

/// What an error handler puts in the place of a code point that does not fit;
/// `run` is the whole run of such code points, for the error.
#[allow(clippy::too_many_arguments)]
fn replace_code_point(
    vm: &mut Vm,
    it: Gc<Str>,
    encoding: Encoding,
    errors: &str,
    codes: &[u32],
    place: usize,
    run: std::ops::Range<usize>,
    out: &mut Vec<u8>,
) -> Res<()> {
    let code = codes[place];
    let mut put_all = |text: &str| text.chars().for_each(|it| put(out, encoding, it.into()));
    match errors {
        "ignore" => {}
        "replace" => put_all("?"),
        "backslashreplace" => put_all(&match code {
            0..=0xff => format!("\\x{code:02x}"),
            0x100..=0xffff => format!("\\u{code:04x}"),
            _ => format!("\\U{code:08x}"),
        }),
        "xmlcharrefreplace" => put_all(&format!("&#{code};")),
        "surrogatepass"
            if (0xd800..0xe000).contains(&code)
                && !matches!(
                    encoding,
                    Encoding::Ascii | Encoding::Latin1 | Encoding::Table(_)
                ) =>
        {
            put(out, encoding, code);
        }
        "surrogateescape" if (0xdc80..0xdd00).contains(&code) => out.push((code - 0xdc00) as u8),
        _ => {
            let reason = encode_reason(encoding);
            let run = if errors == "strict" {
                run
            } else {
                place..run.end
            };
            let class = vm.types.unicode_encode_error;
            return Err(unicode_error(vm, class, encoding, it.into(), run, reason));
        }
    }
    Ok(())
}

/// Why a code point can't be encoded.
fn encode_reason(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Ascii => "ordinal not in range(128)",
        Encoding::Latin1 => "ordinal not in range(256)",
        Encoding::Table(_) => "character maps to <undefined>",
        _ => "surrogates not allowed",
    }
}

fn unicode_error(
    vm: &mut Vm,
    class: Gc<crate::object::class::Type>,
    encoding: Encoding,
    object: Value,
    range: std::ops::Range<usize>,
    reason: &str,
) -> Raised {
    let name = vm.heap.str(encoding.name()).into();
    let start = vm.heap.int(range.start as i64);
    let end = vm.heap.int(range.end as i64);
    let reason = vm.heap.str(reason).into();
    vm.raise_with(class, &[name, object, start, end, reason])
}

/// `bytes.decode`; `object` is what errors show.
pub fn decode(
    vm: &mut Vm,
    bytes: &[u8],
    object: Value,
    encoding: &str,
    errors: &str,
) -> Res<Gc<Str>> {
    let Some(encoding) = Encoding::of(encoding) else {
        let input = vm.heap.bytes(bytes).into();
        let output = codec_handlers::by_python(vm, encoding, errors, 1, input)?;
        return match output.get::<Str>() {
            Some(text) => Ok(text),
            None => Err(vm.type_error("decoder must return a tuple (object,integer)")),
        };
    };
    let mut out = Vec::with_capacity(bytes.len());
    let bytes = &mut Cow::Borrowed(bytes);
    match encoding {
        Encoding::Utf8 => decode_utf8(vm, bytes, 0, object, errors, &mut out)?,
        Encoding::Utf8Sig => {
            let skipped = if bytes.starts_with(b"\xef\xbb\xbf") {
                3
            } else {
                0
            };
            decode_utf8(vm, bytes, skipped, object, errors, &mut out)?;
        }
        Encoding::Latin1 => bytes
            .iter()
            .for_each(|&byte| text::push(&mut out, byte.into())),
        Encoding::Ascii => {
            let mut at = 0;
            while let Some(&byte) = bytes.get(at) {
                if byte < 0x80 {
                    out.push(byte);
                    at += 1;
                } else {
                    let problem = Problem {
                        encoding,
                        object,
                        range: at..at + 1,
                        reason: "ordinal not in range(128)",
                    };
                    at = replace_bytes(vm, &problem, bytes, errors, &mut out)?;
                }
            }
        }
        Encoding::Table(table) => {
            let mut at = 0;
            while let Some(&byte) = bytes.get(at) {
                match table.decode(byte) {
                    Some(it) => {
                        text::push(&mut out, it.into());
                        at += 1;
                    }
                    None => {
                        let problem = Problem {
                            encoding,
                            object,
                            range: at..at + 1,
                            reason: "character maps to <undefined>",
                        };
                        at = replace_bytes(vm, &problem, bytes, errors, &mut out)?;
                    }
                }
            }
        }
        Encoding::Wide {
            bytes: width,
            big,
            mark,
        } => decode_wide(vm, bytes, object, errors, &mut out, (width, big, mark))?,
        Encoding::Escape { raw } => {
            let mut at = 0;
            while at < bytes.len() {
                match codec_escape::decode_one(bytes, at, raw, &mut out) {
                    Ok(next) => at = next,
                    Err(wrong) => {
                        let problem = Problem {
                            encoding,
                            object,
                            range: wrong.range,
                            reason: wrong.reason,
                        };
                        at = replace_bytes(vm, &problem, bytes, errors, &mut out)?;
                    }
                }
            }
        }
    }
    match vm.heap.str_wtf8(&out) {
        Some(text) => Ok(text),
        None => Err(vm.system_error("a decoder made ill-formed text")),
    }
}

/// Bytes that an encoding can't decode.
struct Problem {
    encoding: Encoding,
    object: Value,
    range: std::ops::Range<usize>,
    reason: &'static str,
}

fn decode_utf8(
    vm: &mut Vm,
    bytes: &mut Cow<'_, [u8]>,
    from: usize,
    object: Value,
    errors: &str,
    out: &mut Vec<u8>,
) -> Res<()> {
    let mut at = from;
    loop {
        let error = match std::str::from_utf8(&bytes[at..]) {
            Ok(rest) => {
                out.extend_from_slice(rest.as_bytes());
                return Ok(());
            }
            Err(error) => error,
        };
        out.extend_from_slice(&bytes[at..at + error.valid_up_to()]);
        at += error.valid_up_to();
        if errors == "surrogatepass"
            && let [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] = bytes[at..]
        {
            out.extend_from_slice(&bytes[at..at + 3]);
            at += 3;
            continue;
        }
        let (len, reason) = match error.error_len() {
            None => (bytes.len() - at, "unexpected end of data"),
            Some(len) if matches!(bytes[at], 0x80..=0xc1 | 0xf5..) => (len, "invalid start byte"),
            Some(len) => (len, "invalid continuation byte"),
        };
        let problem = Problem {
            encoding: Encoding::Utf8,
            object,
            range: at..at + len,
            reason,
        };
        at = replace_bytes(vm, &problem, bytes, errors, out)?;
    }
}

fn decode_wide(
    vm: &mut Vm,
    bytes: &mut Cow<'_, [u8]>,
    object: Value,
    errors: &str,
    out: &mut Vec<u8>,
    (width, big, mark): (usize, bool, bool),
) -> Res<()> {
    let unit = |chunk: &[u8], big: bool| {
        let fold = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
        if big {
            chunk.iter().fold(0, fold)
        } else {
            chunk.iter().rev().fold(0, fold)
        }
    };
    let mut big = big;
    let mut at = 0;
    if mark && bytes.len() >= width {
        let first = unit(&bytes[..width], false);
        let swapped = unit(&bytes[..width], true);
        if first == 0xfeff || swapped == 0xfeff {
            big = swapped == 0xfeff;
            at = width;
        }
    }
    let encoding = Encoding::Wide {
        bytes: width,
        big,
        mark,
    };
    while at < bytes.len() {
        let Some(chunk) = bytes.get(at..at + width) else {
            let problem = Problem {
                encoding,
                object,
                range: at..bytes.len(),
                reason: "truncated data",
            };
            at = replace_bytes(vm, &problem, bytes, errors, out)?;
            continue;
        };
        let code = unit(chunk, big);
        let pair = bytes
            .get(at + width..at + 2 * width)
            .map(|chunk| unit(chunk, big));
        let (code, used, reason) = match (width, code, pair) {
            (2, 0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
                (0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), 4, "")
            }
            (2, 0xd800..=0xdbff, None) => (code, 2, "unexpected end of data"),
            (2, 0xd800..=0xdfff, _) => (code, 2, "illegal encoding"),
            (4, 0xd800..=0xdfff, _) => (
                code,
                4,
                "code point in surrogate code point range(0xd800, 0xe000)",
            ),
            (4, 0x110000.., _) => (code, 4, "code point not in range(0x110000)"),
            _ => (code, width, ""),
        };
        if reason.is_empty() || (errors == "surrogatepass" && (0xd800..0xe000).contains(&code)) {
            text::push(out, code);
            at += used;
        } else {
            let problem = Problem {
                encoding,
                object,
                range: at..at + used,
                reason,
            };
            at = replace_bytes(vm, &problem, bytes, errors, out)?;
        }
    }
    Ok(())
}

/// What an error handler puts in the place of bytes that can't be decoded. Gives the place
/// where decoding goes on, in other bytes if the handler put those into the exception.
fn replace_bytes(
    vm: &mut Vm,
    problem: &Problem,
    bytes: &mut Cow<'_, [u8]>,
    errors: &str,
    out: &mut Vec<u8>,
) -> Res<usize> {
    let wrong = &bytes[problem.range.clone()];
    match errors {
        "ignore" => {}
        "replace" => text::push(out, 0xfffd),
        "backslashreplace" => {
            for byte in wrong {
                out.extend_from_slice(format!("\\x{byte:02x}").as_bytes());
            }
        }
        "surrogateescape" if wrong.iter().all(|&byte| byte >= 0x80) => {
            wrong
                .iter()
                .for_each(|&byte| text::push(out, 0xdc00 + u32::from(byte)));
        }
        "strict" | "surrogateescape" | "surrogatepass" => {
            let class = vm.types.unicode_decode_error;
            // A bytearray may change: the error shows what it was.
            let object = if problem.object.is::<Bytes>() {
                problem.object
            } else {
                vm.heap.bytes(bytes).into()
            };
            return Err(unicode_error(
                vm,
                class,
                problem.encoding,
                object,
                problem.range.clone(),
                problem.reason,
            ));
        }
        "xmlcharrefreplace" => {
            return Err(
                vm.type_error("don't know how to handle UnicodeDecodeError in error callback")
            );
        }
        _ => {
            let trouble = Trouble {
                class: vm.types.unicode_decode_error,
                encoding: problem.encoding.name(),
                object: vm.heap.bytes(bytes).into(),
                len: bytes.len(),
                range: problem.range.clone(),
                reason: problem.reason,
            };
            let handled = codec_handlers::handle(vm, errors, &trouble)?;
            if let Some(text) = handled.instead.get::<Str>() {
                out.extend_from_slice(text.bytes());
            }
            if let Some(now) = handled.object.get::<Bytes>()
                && now.bytes() != &**bytes
            {
                *bytes = Cow::Owned(now.bytes().to_vec());
            }
            return Ok(handled.next);
        }
    }
    Ok(problem.range.end)
}
