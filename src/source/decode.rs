//! From bytes to text: PEP 263.
//!
//! A file is UTF-8 unless its first or second line is a comment that says `coding: name`.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::UnreadableSource;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// The text, and the name of its encoding as `tokenize` gives it.
pub fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<(Cow<'b, str>, String), UnreadableSource> {
    let (body, has_bom) = match bytes.strip_prefix(BOM) {
        Some(body) => (body, true),
        None => (bytes, false),
    };
    if let Some(nul) = memchr::memchr(0, body) {
        let start = memchr::memrchr(b'\n', &body[..nul]).map_or(0, |newline| newline + 1);
        let text = String::from_utf8_lossy(&body[start..nul]).into_owned();
        let message = "source code cannot contain null bytes";
        return Err(UnreadableSource::at_line(
            message,
            name,
            line_of(body, nul),
            text,
        ));
    }
    let declared = declared_encoding(body).map(|encoding| normal_name(&encoding));
    let encoding = declared.clone().unwrap_or_else(|| "utf-8".into());
    let problem = |what: String| UnreadableSource::new(format!("encoding problem: {what}"));
    if has_bom && encoding != "utf-8" {
        return Err(problem(format!("{encoding} with BOM")));
    }
    let text = match &encoding[..] {
        "utf-8" | "utf8" | "UTF8" => match std::str::from_utf8(body) {
            Ok(text) => Cow::Borrowed(text),
            Err(error) => {
                return Err(not_utf8(
                    name,
                    body,
                    error.valid_up_to(),
                    declared.is_some(),
                ));
            }
        },
        "iso-8859-1" | "latin1" | "Latin1" => {
            Cow::Owned(body.iter().map(|&byte| byte as char).collect())
        }
        "ascii" | "us-ascii" if body.is_ascii() => String::from_utf8_lossy(body),
        other => {
            match Encoding::for_label(other.as_bytes()).filter(|_| !other.ends_with("ascii")) {
                Some(encoding) => encoding
                    .decode_without_bom_handling_and_without_replacement(body)
                    .ok_or_else(|| problem(other.into()))?,
                None => return Err(problem(other.into())),
            }
        }
    };
    Ok((
        text,
        if has_bom {
            "utf-8-sig".into()
        } else {
            encoding
        },
    ))
}

fn not_utf8(name: &str, body: &[u8], at: usize, declared: bool) -> UnreadableSource {
    let byte = body[at];
    if declared {
        let message = format!(
            "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid UTF-8"
        );
        return UnreadableSource::new(message);
    }
    let line = line_of(body, at);
    UnreadableSource::new(format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details"
    ))
}

fn line_of(body: &[u8], at: usize) -> u32 {
    memchr::memchr_iter(b'\n', &body[..at]).count() as u32 + 1
}

/// What a comment in the first two lines declares; the second counts only if the first says nothing.
fn declared_encoding(body: &[u8]) -> Option<String> {
    for line in body.split(|&byte| byte == b'\n' || byte == b'\r').take(2) {
        let line = line.trim_ascii_start();
        if line.first() != Some(&b'#') {
            if line.is_empty() {
                continue;
            }
            return None;
        }
        if let Some(encoding) = encoding_in_comment(line) {
            return Some(encoding);
        }
    }
    None
}

/// `coding`, then `:` or `=`, then a name.
fn encoding_in_comment(comment: &[u8]) -> Option<String> {
    memchr::memmem::find_iter(comment, b"coding").find_map(|at| {
        let after = &comment[at + b"coding".len()..];
        let after = after
            .strip_prefix(b":")
            .or_else(|| after.strip_prefix(b"="))?
            .trim_ascii_start();
        let is_name =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let encoding: String = after
            .iter()
            .take_while(is_name)
            .map(|&byte| byte as char)
            .collect();
        (!encoding.is_empty()).then_some(encoding)
    })
}

/// The two encodings with many names get one; the others keep theirs.
fn normal_name(encoding: &str) -> String {
    let name = encoding.to_ascii_lowercase().replace('_', "-");
    let is = |known: &str| {
        name == known
            || name
                .strip_prefix(known)
                .is_some_and(|rest| rest.starts_with('-'))
    };
    if is("utf-8") {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".into()
    } else {
        encoding.into()
    }
}

/// `\r\n` and `\r` become `\n`.
pub fn with_unix_line_ends(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}
