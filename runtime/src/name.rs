//! Names that every reader of perf maps and jitdumps can take.
//!
//! A name of the guest's is any bytes at all: a file name with a newline in it, a lone
//! surrogate, an escape sequence for the terminal, nothing, a megabyte. In a perf map a newline forges an entry; one
//! byte that is not UTF-8 makes two readers (samply, blazesym) drop the whole file; perf drops
//! names of two characters; long lines overflow the buffers of some.

use std::borrow::Cow;

/// Names of fewer bytes are dropped by perf.
pub const SHORTEST_NAME: usize = 3;

/// Longer names overflow the line buffers of some readers.
pub const LONGEST_NAME: usize = 4000;

/// `name` as every reader of perf maps can take it: one line of valid UTF-8 without control
/// characters, [`SHORTEST_NAME`] to [`LONGEST_NAME`] bytes long.
///
/// ```
/// use perf_trampoline::name::printable;
///
/// assert_eq!(printable(b"py::f:a b.py"), "py::f:a b.py");
/// assert_eq!(printable(b"py::f:x\n7f00 8 forged"), r"py::f:x\n7f00 8 forged");
/// assert_eq!(printable(b"py::f:caf\xe9.py"), r"py::f:caf\xe9.py");
/// assert_eq!(printable(b"f"), "[f]");
/// ```
#[must_use]
pub fn printable(name: &[u8]) -> Cow<'_, str> {
    let text = one_line(name);
    // Some readers trim blanks before they count.
    if text.trim().len() >= SHORTEST_NAME {
        return text;
    }
    let inner = if text.is_empty() { "?" } else { &text };
    Cow::Owned(format!("[{inner}]"))
}

/// `bytes` as valid UTF-8 without control characters, of at most [`LONGEST_NAME`] bytes: a name that
/// may be short, as those of files in debug information.
#[must_use]
pub fn one_line(bytes: &[u8]) -> Cow<'_, str> {
    // Nearly all names are good as they are.
    let plain = |byte: &u8| matches!(byte, b' '..=b'~');
    if bytes.len() <= LONGEST_NAME
        && bytes.iter().all(plain)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            match char {
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\u{2028}' | '\u{2029}' => push_escape(&mut text, 'u', 4, char.into()),
                _ if char.is_control() => push_escape(&mut text, 'x', 2, char.into()),
                _ => text.push(char),
            }
        }
        for &byte in chunk.invalid() {
            push_escape(&mut text, 'x', 2, byte.into());
        }
    }
    if text.len() > LONGEST_NAME {
        text = without_middle(&text);
    }
    Cow::Owned(text)
}

fn push_escape(text: &mut String, letter: char, digits: usize, code: u32) {
    text.push_str(&format!("\\{letter}{code:0digits$x}"));
}

/// Cuts in the middle: a name begins with the function and ends with the file, and both tell.
fn without_middle(text: &str) -> String {
    const GAP: &str = "...";
    let half = (LONGEST_NAME - GAP.len()) / 2;
    let boundary = |&index: &usize| text.is_char_boundary(index);
    let head = (0..=half).rfind(boundary).unwrap_or(0);
    let tail = (text.len() - half..).find(boundary).unwrap_or(text.len());
    format!("{}{GAP}{}", &text[..head], &text[tail..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "py::<module>:a.py",
            "py::A.__init__.<locals>.g:/x/ä b.py",
            "py::蛇:C:\\x.py",
        ] {
            assert_eq!(printable(name.as_bytes()), name);
        }
    }

    #[test]
    fn what_could_end_or_hide_a_line_is_escaped() {
        assert_eq!(
            printable("a\nb\rc\td\0e\x1b[31mf\x7fg\u{85}h\u{2028}i".as_bytes()),
            r"a\nb\rc\td\x00e\x1b[31mf\x7fg\x85h\u2028i"
        );
        // A lone surrogate, as Python's file names can hold.
        assert_eq!(printable(b"py::\xed\xb3\xbf!"), r"py::\xed\xb3\xbf!");
    }

    #[test]
    fn short_names_are_made_long_enough_for_perf() {
        assert_eq!(printable(b""), "[?]");
        assert_eq!(printable(b"f"), "[f]");
        assert_eq!(printable(b"fn"), "[fn]");
        assert_eq!(printable(b"   "), "[   ]");
        assert_eq!(printable(b"fun"), "fun");
    }

    #[test]
    fn long_names_keep_both_ends() {
        for unit in ["x", "ä", "蛇", "\n", "\u{1f40d}"] {
            let name = format!("py::{}:file.py", unit.repeat(9000));
            let text = printable(name.as_bytes());
            assert!((LONGEST_NAME - 8..=LONGEST_NAME).contains(&text.len()));
            assert!(text.starts_with("py::") && text.ends_with(":file.py"));
            assert!(text.contains("..."));
        }
        let just = "x".repeat(LONGEST_NAME);
        assert_eq!(printable(just.as_bytes()), just);
    }
}
