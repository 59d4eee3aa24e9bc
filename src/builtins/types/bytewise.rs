//! Searching and cutting runs of bytes: what `str` and `bytes` methods share.
//!
//! A string's WTF-8 is self-synchronising: one string occurs in another exactly
//! where its bytes do. So `find`, `split`, `replace`, `partition` need no decoding,
//! and one implementation serves both types. Results are ranges of the haystack;
//! the callers make objects of them.

use std::iter;
use std::ops::Range;
use std::rc::Rc;

use memchr::memmem;

/// Where `needle` first occurs.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [byte] => memchr::memchr(*byte, hay),
        _ => memmem::find(hay, needle),
    }
}

/// Where `needle` last occurs.
pub fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    match needle {
        [] => Some(hay.len()),
        [byte] => memchr::memrchr(*byte, hay),
        _ => memmem::rfind(hay, needle),
    }
}

/// How often `needle`, which is not empty, occurs without overlap.
pub fn count(hay: &[u8], needle: &[u8]) -> usize {
    match needle {
        [byte] => memchr::memchr_iter(*byte, hay).count(),
        _ => memmem::find_iter(hay, needle).count(),
    }
}

/// The fields between occurrences of `separator`, which is not empty, cut at most `limit`
/// times from the left.
pub fn split<'a>(
    hay: &'a [u8],
    separator: &'a [u8],
    limit: usize,
) -> impl Iterator<Item = Range<usize>> + Clone {
    // A finder is large, and iterators are moved about.
    let finder = (separator.len() > 1).then(|| Rc::new(memmem::Finder::new(separator)));
    let mut rest = Some(0);
    let mut cuts = limit;
    iter::from_fn(move || {
        let from = rest?;
        let found = match &finder {
            _ if cuts == 0 => None,
            Some(finder) => finder.find(&hay[from..]),
            None => memchr::memchr(separator[0], &hay[from..]),
        };
        cuts = cuts.saturating_sub(1);
        rest = found.map(|at| from + at + separator.len());
        Some(from..found.map_or(hay.len(), |at| from + at))
    })
}

/// The same, cut from the right; the fields are in the haystack's order.
pub fn rsplit(hay: &[u8], separator: &[u8], limit: usize) -> Vec<Range<usize>> {
    let mut fields = Vec::new();
    let mut to = hay.len();
    while fields.len() < limit
        && let Some(at) = rfind(&hay[..to], separator)
    {
        fields.push(at + separator.len()..to);
        to = at;
    }
    fields.push(0..to);
    fields.reverse();
    fields
}

/// The fields between runs of white space, cut at most `limit` times from the left.
/// `space` says how many bytes of white space a slice starts with, 0 for none, and
/// `step` how many bytes its first character has.
pub fn split_space(
    hay: &[u8],
    limit: usize,
    space: impl Fn(&[u8]) -> usize + Clone,
    step: impl Fn(u8) -> usize + Clone,
) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut at = 0;
    let mut cuts = limit;
    iter::from_fn(move || {
        let start = skip_space(hay, at, &space);
        at = start;
        if start >= hay.len() {
            return None;
        }
        if cuts == 0 {
            at = hay.len();
            return Some(start..hay.len());
        }
        cuts -= 1;
        while at < hay.len() && space(&hay[at..]) == 0 {
            at = (at + step(hay[at])).min(hay.len());
        }
        Some(start..at)
    })
}

/// The same, cut from the right.
pub fn rsplit_space(
    hay: &[u8],
    limit: usize,
    space: impl Fn(&[u8]) -> usize + Clone,
    step: impl Fn(u8) -> usize + Clone,
) -> Vec<Range<usize>> {
    let mut fields: Vec<_> = split_space(hay, usize::MAX, space, step).collect();
    if fields.len() > limit {
        // What is not cut keeps the white space inside and in front of it.
        let uncut = fields.len() - limit;
        let end = fields[uncut - 1].end;
        fields.drain(..uncut - 1);
        fields[0] = 0..end;
    }
    fields
}

fn skip_space(hay: &[u8], mut at: usize, space: &impl Fn(&[u8]) -> usize) -> usize {
    while at < hay.len() {
        match space(&hay[at..]) {
            0 => break,
            bytes => at += bytes,
        }
    }
    at
}

/// The lines. `line_break` says how many bytes of line break a slice starts with.
pub fn split_lines(
    hay: &[u8],
    keep_ends: bool,
    line_break: impl Fn(&[u8]) -> usize + Clone,
) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut start = 0;
    iter::from_fn(move || {
        let from = start;
        for at in from..hay.len() {
            let bytes = line_break(&hay[at..]);
            if bytes > 0 {
                start = at + bytes;
                return Some(from..if keep_ends { start } else { at });
            }
        }
        start = hay.len();
        (from < hay.len()).then_some(from..hay.len())
    })
}

/// `hay` with at most `limit` occurrences of `old` replaced; `None` when there is none.
/// `step` says how many bytes the character at a byte has: an empty `old` occurs
/// between characters.
pub fn replace(
    hay: &[u8],
    old: &[u8],
    new: &[u8],
    limit: usize,
    step: impl Fn(u8) -> usize,
) -> Option<Vec<u8>> {
    if limit == 0 {
        return None;
    }
    if old.is_empty() {
        return Some(interleave(hay, new, limit, step));
    }
    let mut at = find(hay, old)?;
    let mut out = Vec::with_capacity(hay.len());
    let mut from = 0;
    let mut done = 0;
    loop {
        out.extend_from_slice(&hay[from..at]);
        out.extend_from_slice(new);
        from = at + old.len();
        done += 1;
        match find(&hay[from..], old) {
            Some(next) if done < limit => at = from + next,
            _ => break,
        }
    }
    out.extend_from_slice(&hay[from..]);
    Some(out)
}

fn interleave(hay: &[u8], new: &[u8], limit: usize, step: impl Fn(u8) -> usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(hay.len());
    let mut done = 0;
    let mut at = 0;
    while at < hay.len() {
        if done == limit {
            out.extend_from_slice(&hay[at..]);
            return out;
        }
        out.extend_from_slice(new);
        done += 1;
        let end = (at + step(hay[at])).min(hay.len());
        out.extend_from_slice(&hay[at..end]);
        at = end;
    }
    if done < limit {
        out.extend_from_slice(new);
    }
    out
}

/// Whether a result of `replace` would be too long to make: counts before anything
/// is allocated.
pub fn replaced_len(hay: &[u8], old: &[u8], new: &[u8], limit: usize) -> Option<usize> {
    let occurrences = if old.is_empty() {
        hay.len() + 1
    } else {
        count(hay, old)
    };
    let grown = new.len().saturating_sub(old.len());
    grown
        .checked_mul(occurrences.min(limit))?
        .checked_add(hay.len())
}

/// Tabs replaced by spaces up to columns that are multiples of `size`; `None` when
/// the result would be absurdly long.
pub fn expand_tabs(hay: &[u8], size: usize, is_start: impl Fn(u8) -> bool) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(hay.len());
    let mut column = 0usize;
    for &byte in hay {
        match byte {
            b'\t' => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                if spaces > isize::MAX as usize - out.len() || out.try_reserve(spaces).is_err() {
                    return None;
                }
                out.resize(out.len() + spaces, b' ');
                column += spaces;
            }
            b'\n' | b'\r' => {
                out.push(byte);
                column = 0;
            }
            _ => {
                out.push(byte);
                column += usize::from(is_start(byte));
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(hay: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &hay[range]).collect()
    }

    fn space(bytes: &[u8]) -> usize {
        usize::from(bytes[0] == b' ')
    }

    #[test]
    fn splitting_from_both_ends() {
        assert_eq!(texts("a,b,c", split(b"a,b,c", b",", 1)), ["a", "b,c"]);
        assert_eq!(texts("a,b,c", rsplit(b"a,b,c", b",", 1)), ["a,b", "c"]);
        assert_eq!(texts(",", split(b",", b",", usize::MAX)), ["", ""]);
        let hay = "  a b  c ";
        assert_eq!(
            texts(hay, split_space(hay.as_bytes(), 1, space, |_| 1)),
            ["a", "b  c "]
        );
        assert_eq!(
            texts(hay, rsplit_space(hay.as_bytes(), 1, space, |_| 1)),
            ["  a b", "c"]
        );
        assert_eq!(
            texts(hay, rsplit_space(hay.as_bytes(), 0, space, |_| 1)),
            ["  a b  c"]
        );
    }

    #[test]
    fn replacing() {
        let one = |_| 1;
        assert_eq!(
            replace(b"aXbX", b"X", b"--", usize::MAX, one).unwrap(),
            b"a--b--"
        );
        assert_eq!(
            replace(b"ab", b"", b"-", usize::MAX, one).unwrap(),
            b"-a-b-"
        );
        assert_eq!(replace(b"ab", b"", b"-", 1, one).unwrap(), b"-ab");
        assert_eq!(replace(b"ab", b"x", b"-", 1, one), None);
    }
}
