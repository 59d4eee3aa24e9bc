//! [`Pattern`], [`Match`] and [`Scanner`]: the objects of `re`. Layouts only; the
//! module gives them their behaviour.
//!
//! ```text
//!  Scanner ──┐
//!            ├──> Pattern [header | pattern, names .. | engine] ──> state in Rust
//!  Match ────┘       where a match is found, the engine notes the places
//!    [header | pattern, string, .. | (start, end) of group 0 | of group 1 | ..]
//! ```
//!
//! A match copies the places of its groups, and makes the text of a group when it is
//! asked for: most groups of most matches nobody looks at.

use std::any::Any;
use std::cell::{Cell, RefCell};

use super::collect::Marker;
use super::dict::Dict;
use super::gc::{Gc, Header, Kind, Object, Tailed};
use super::str::Str;
use super::value::Value;

/// `re.Pattern`
#[repr(C)]
pub struct Pattern {
    header: Header,
    pub flags: u32,
    /// How many groups it has, the whole not counted.
    pub groups: u32,
    /// It is bytes, and so is what it matches.
    pub bytes: bool,
    /// What it was made of.
    pub pattern: Value,
    /// The groups' numbers by name.
    pub names: Gc<Dict>,
    /// What does the matching; it holds no values.
    pub engine: RefCell<Box<dyn Any>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Pattern {
    const KIND: Kind = Kind::Pattern;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.pattern);
        marker.object(self.names);
    }
}

/// What a pattern says to those who ask.
pub struct PatternFacts {
    pub pattern: Value,
    pub names: Gc<Dict>,
    pub flags: u32,
    pub groups: u32,
    pub bytes: bool,
}

impl Pattern {
    pub fn new(facts: PatternFacts, engine: Box<dyn Any>) -> Pattern {
        Pattern {
            header: Header::new(Kind::Pattern),
            flags: facts.flags,
            groups: facts.groups,
            bytes: facts.bytes,
            pattern: facts.pattern,
            names: facts.names,
            engine: RefCell::new(engine),
        }
    }
}

/// Where a group matched: bytes of the string, from and up to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// Of a group that took no part.
    pub const NONE: Span = Span {
        start: u32::MAX,
        end: u32::MAX,
    };

    /// The places, if the group took part.
    #[inline]
    pub fn places(self) -> Option<(usize, usize)> {
        (self != Span::NONE).then_some((self.start as usize, self.end as usize))
    }
}

/// `re.Match`: its tail is the spans of all groups, the whole match first.
#[repr(C)]
pub struct Match {
    header: Header,
    spans: u32,
    /// The part of the string that was looked at, in Python's indices.
    pub pos: u32,
    pub endpos: u32,
    pub pattern: Gc<Pattern>,
    /// What was matched; of a str, the spans are bytes of its UTF-8.
    pub string: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Match {
    const KIND: Kind = Kind::Match;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.pattern);
        marker.value(self.string);
    }
}

// SAFETY: `spans` is the length given to `alloc_tail`; a span is plain data.
unsafe impl Tailed for Match {
    type Item = Cell<Span>;
    #[inline(always)]
    fn empty() -> Cell<Span> {
        Cell::new(Span::NONE)
    }
    #[inline(always)]
    fn tail_len(&self) -> usize {
        self.spans as usize
    }
}

impl Match {
    /// The head of a match, which is given its spans when it has its place.
    pub fn new(pattern: Gc<Pattern>, string: Value, pos: u32, endpos: u32) -> Match {
        Match {
            header: Header::new(Kind::Match),
            spans: pattern.groups + 1,
            pos,
            endpos,
            pattern,
            string,
        }
    }
}

/// What walks along a string, match by match.
#[repr(C)]
pub struct Scanner {
    header: Header,
    pub pattern: Gc<Pattern>,
    pub string: Value,
    /// The text of the string: bytes as their Latin-1 text.
    pub text: Gc<Str>,
    /// As in [`Match`].
    pub pos: u32,
    pub endpos: u32,
    /// Where the next match may start, and where the last must end, in bytes of `text`.
    pub at: Cell<usize>,
    pub end: usize,
    /// The last match was empty, so the next at that place must not be.
    pub after_empty: Cell<bool>,
    /// There are no more.
    pub done: Cell<bool>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Scanner {
    const KIND: Kind = Kind::Scanner;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.pattern);
        marker.value(self.string);
        marker.object(self.text);
    }
}

impl Scanner {
    pub fn new(
        pattern: Gc<Pattern>,
        string: Value,
        text: Gc<Str>,
        (pos, endpos): (u32, u32),
        (at, end): (usize, usize),
    ) -> Scanner {
        Scanner {
            header: Header::new(Kind::Scanner),
            pattern,
            string,
            text,
            pos,
            endpos,
            at: Cell::new(at),
            end,
            after_empty: Cell::new(false),
            done: Cell::new(false),
        }
    }
}
