//! From Python's regular expressions to those of the `fancy-regex` crate.
//!
//! Both stand in Perl's tradition, so most of a pattern passes through; but what a
//! character means differs in corners (`$`, `\Z`, `\w`, `{,3}`, nested sets), the flags
//! differ, and the errors are Python's own. So the pattern is parsed, and written anew
//! without anything that the two could read differently: each group gets the name `gN`,
//! each set and literal is escaped, each anchor is spelled out.

mod group;
mod width;

use super::surrogates;
use crate::object::gc::Gc;
use crate::object::str::Str;
use width::Width;

/// `re.IGNORECASE` and so on.
pub const IGNORECASE: u32 = 2;
pub const LOCALE: u32 = 4;
pub const MULTILINE: u32 = 8;
pub const DOTALL: u32 = 16;
pub const UNICODE: u32 = 32;
pub const VERBOSE: u32 = 64;
pub const ASCII: u32 = 256;

/// More nested groups than this are an error.
const DEEPEST: usize = 200;

/// What is wrong with a pattern, and at which character.
pub struct Error {
    pub message: String,
    pub position: Option<usize>,
}

type Parsed<T> = Result<T, Error>;

/// A pattern in the other language.
pub struct Translated {
    pub text: String,
    /// With those that the pattern itself sets.
    pub flags: u32,
    pub groups: usize,
    pub names: Vec<(String, usize)>,
    /// Nothing in it needs backtracking.
    pub plain: bool,
    /// A count is in it: the pattern may be larger than it looks.
    pub counted: bool,
    pub dollar: Dollar,
}

/// Where a pattern has a `$` that may stand before the last newline; in the text it is
/// [`DOLLAR`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dollar {
    Nowhere,
    /// It is the last thing in the pattern.
    Last,
    Inside,
}

/// What stands for `$`, for whoever matches to replace.
pub const DOLLAR: &str = "\\Z";
/// What `\w` and `\d` are written as in a set, and what of them is ASCII.
pub const CLASSES: [[&str; 2]; 2] = [["\\p{L}\\p{N}_", "a-zA-Z0-9_"], ["\\p{Nd}", "0-9"]];
/// The edge of a word of ASCII letters, and what is none.
pub const ASCII_EDGES: [&str; 2] = ["(?-u:\\b)", "(?-u:\\B)"];

struct Translator<'a> {
    pattern: &'a [char],
    at: usize,
    flags: u32,
    out: String,
    groups: usize,
    names: Vec<(String, usize)>,
    /// The groups that are not closed yet.
    open: Vec<usize>,
    depth: usize,
    bytes: bool,
    plain: bool,
    counted: bool,
    /// There is a `|` outside of all groups.
    alternated: bool,
    /// A surrogate is in the pattern, or an escape for one.
    surrogates: bool,
    /// How many characters what was parsed last matches.
    width: Width,
    /// The same of each group, the whole first.
    group_widths: Vec<Width>,
    /// How many groups there were where the look-behind begins that is being parsed.
    groups_outside: Option<usize>,
    /// A look-behind matches texts of several lengths.
    uneven: bool,
}

/// Translates a pattern; one of bytes comes as their Latin-1 text.
pub fn translate(pattern: Gc<Str>, flags: u32, bytes: bool) -> Parsed<Translated> {
    let surrogates = pattern.has_surrogates();
    let pattern: Vec<char> = pattern
        .code_points()
        .filter_map(surrogates::stand_in)
        .collect();
    let mut it = Translator {
        pattern: &pattern,
        at: 0,
        flags,
        out: String::new(),
        groups: 0,
        names: Vec::new(),
        open: Vec::new(),
        depth: 0,
        bytes,
        plain: true,
        counted: false,
        alternated: false,
        surrogates,
        width: Width::ZERO,
        group_widths: vec![Width::ZERO],
        groups_outside: None,
        uneven: false,
    };
    it.leading_flags()?;
    if !bytes && it.flags & ASCII == 0 {
        it.flags |= UNICODE;
    }
    let all = it.flags;
    it.alternatives()?;
    if it.at < pattern.len() {
        return it.error("unbalanced parenthesis", it.at);
    }
    if it.uneven {
        return Err(Error {
            message: "look-behind requires fixed-width pattern".to_string(),
            position: None,
        });
    }
    let dollar = match it.out.matches(DOLLAR).count() {
        0 => Dollar::Nowhere,
        1 if it.out.ends_with(DOLLAR) && !it.alternated => Dollar::Last,
        _ => Dollar::Inside,
    };
    Ok(Translated {
        plain: it.plain,
        counted: it.counted,
        dollar,
        text: it.out,
        flags: all,
        groups: it.groups,
        names: it.names,
    })
}

impl Translator<'_> {
    fn error<T>(&self, message: impl Into<String>, position: usize) -> Parsed<T> {
        Err(Error {
            message: message.into(),
            position: Some(position),
        })
    }

    fn peek(&self) -> Option<char> {
        self.pattern.get(self.at).copied()
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.pattern.get(self.at + ahead).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// `(?aims)` at the start holds for the whole pattern.
    fn leading_flags(&mut self) -> Parsed<()> {
        loop {
            if self.has(VERBOSE) {
                self.skip_verbose();
            }
            let start = self.at;
            if !(self.eat('(') && self.eat('?')) {
                self.at = start;
                return Ok(());
            }
            let mut flags = 0;
            while let Some(flag) = self.peek().and_then(|char| self.flag(char)) {
                flags |= flag;
                self.at += 1;
            }
            if flags == 0 || !self.eat(')') {
                self.at = start;
                return Ok(());
            }
            self.check_flags(flags, start)?;
            self.flags |= flags;
        }
    }

    fn flag(&self, char: char) -> Option<u32> {
        Some(match char {
            'i' => IGNORECASE,
            'L' => LOCALE,
            'm' => MULTILINE,
            's' => DOTALL,
            'u' => UNICODE,
            'x' => VERBOSE,
            'a' => ASCII,
            _ => return None,
        })
    }

    fn check_flags(&self, flags: u32, _start: usize) -> Parsed<()> {
        if !self.bytes && flags & LOCALE != 0 {
            return self.error(
                "bad inline flags: cannot use 'L' flag with a str pattern",
                self.at - 1,
            );
        }
        if self.bytes && flags & UNICODE != 0 {
            return self.error(
                "bad inline flags: cannot use 'u' flag with a bytes pattern",
                self.at - 1,
            );
        }
        Ok(())
    }

    fn skip_verbose(&mut self) {
        while let Some(char) = self.peek() {
            if char.is_ascii_whitespace() || char == '\x0b' {
                self.at += 1;
            } else if char == '#' {
                while self.peek().is_some_and(|char| char != '\n') {
                    self.at += 1;
                }
            } else {
                return;
            }
        }
    }

    fn alternatives(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.error("too many nested groups", self.at);
        }
        // Flags inside hold to the end of the group.
        let flags = self.flags;
        self.sequence()?;
        let mut width = self.width;
        while self.eat('|') {
            self.alternated |= self.depth == 1;
            self.out.push('|');
            self.sequence()?;
            width = width.or(self.width);
        }
        self.width = width;
        self.flags = flags;
        self.depth -= 1;
        Ok(())
    }

    fn sequence(&mut self) -> Parsed<()> {
        let mut width = Width::ZERO;
        loop {
            if self.has(VERBOSE) {
                self.skip_verbose();
            }
            let Some(char) = self.peek().filter(|&it| it != '|' && it != ')') else {
                self.width = width;
                return Ok(());
            };
            let (start, from) = (self.at, self.out.len());
            if matches!(char, '*' | '+' | '?') || self.repeat_follows() {
                return self.error("nothing to repeat", start);
            }
            let repeatable = self.item()?;
            self.repetition(from, repeatable)?;
            width = width.then(self.width);
        }
    }

    /// Whether `{2,3}` or the like stands here, and not a plain brace.
    fn repeat_follows(&self) -> bool {
        if self.peek() != Some('{') {
            return false;
        }
        let rest = &self.pattern[self.at + 1..];
        let Some(end) = rest.iter().position(|&char| char == '}') else {
            return false;
        };
        let inner = &rest[..end];
        let commas = inner.iter().filter(|&&char| char == ',').count();
        let digits = inner.iter().filter(|char| char.is_ascii_digit()).count();
        commas <= 1 && commas + digits == inner.len() && !inner.is_empty()
    }

    /// What may follow an item: how often it is repeated.
    fn repetition(&mut self, from: usize, repeatable: bool) -> Parsed<()> {
        if self.has(VERBOSE) {
            self.skip_verbose();
        }
        let start = self.at;
        let Some(quantifier) = self.quantifier()? else {
            return Ok(());
        };
        if !repeatable {
            return self.error("nothing to repeat", start);
        }
        // What is repeated is one thing to the other language, too.
        self.out.insert_str(from, "(?:");
        self.out.push(')');
        self.out.push_str(&quantifier);
        if self.eat('?') {
            self.out.push('?');
        } else if self.eat('+') {
            self.out.push('+');
            self.plain = false;
        }
        if self.has(VERBOSE) {
            self.skip_verbose();
        }
        let again = self.at;
        if matches!(self.peek(), Some('*' | '+' | '?')) || self.repeat_follows() {
            return self.error("multiple repeat", again);
        }
        Ok(())
    }

    fn quantifier(&mut self) -> Parsed<Option<String>> {
        if let Some(char @ ('*' | '+' | '?')) = self.peek() {
            self.at += 1;
            self.width = match char {
                '*' => self.width.times(0, u32::MAX),
                '+' => self.width.times(1, u32::MAX),
                _ => self.width.times(0, 1),
            };
            return Ok(Some(char.to_string()));
        }
        if !self.repeat_follows() {
            return Ok(None);
        }
        let start = self.at;
        self.counted = true;
        self.at += 1;
        let low = self.digits();
        let (low, high) = match self.eat(',') {
            false => (low.clone(), low),
            true => (low, self.digits()),
        };
        self.at += 1;
        let number = |text: &str| text.parse::<u32>();
        let low = if low.is_empty() { "0" } else { &low };
        let (Ok(least), most) = (number(low), number(&high)) else {
            return self.error("the repetition number is too large", start);
        };
        if most.is_err() && !high.is_empty() {
            return self.error("the repetition number is too large", start);
        }
        if most.as_ref().is_ok_and(|&most| most < least) {
            return self.error("min repeat greater than max repeat", start + 1);
        }
        self.width = self.width.times(least, most.clone().unwrap_or(u32::MAX));
        Ok(Some(match most {
            Ok(most) => format!("{{{least},{most}}}"),
            Err(_) => format!("{{{least},}}"),
        }))
    }

    fn digits(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|char| char.is_ascii_digit()) {
            self.at += 1;
        }
        self.pattern[start..self.at].iter().collect()
    }

    /// One item; says whether it may be repeated.
    fn item(&mut self) -> Parsed<bool> {
        let start = self.at;
        let Some(char) = self.peek() else {
            return Ok(false);
        };
        self.at += 1;
        self.width = Width::ONE;
        match char {
            '.' => self.out.push_str(match self.has(DOTALL) {
                true => "(?s:.)",
                false => "[^\\n]",
            }),
            '^' => {
                self.out.push_str(match self.has(MULTILINE) {
                    true => "(?m:^)",
                    false => "\\A",
                });
                self.width = Width::ZERO;
                return Ok(false);
            }
            '$' => {
                self.out.push_str(match self.has(MULTILINE) {
                    true => "(?m:$)",
                    false => DOLLAR,
                });
                self.width = Width::ZERO;
                return Ok(false);
            }
            '[' => self.set(start)?,
            '(' => return self.group(start),
            '\\' => return self.escape(start),
            char => self.literal(char),
        }
        Ok(true)
    }

    fn literal(&mut self, char: char) {
        let text = written(char);
        match self.has(IGNORECASE) {
            true => {
                self.out.push_str("(?i:");
                self.out.push_str(&text);
                self.out.push(')');
            }
            false => self.out.push_str(&text),
        }
    }

    // --- escapes ---

    /// The set that `\d` and its like stand for, as the inside of a set, and whether
    /// all others are meant.
    fn class(&self, char: char) -> Option<(&'static str, bool)> {
        let ascii = self.has(ASCII) || self.bytes;
        let inside = match (char.to_ascii_lowercase(), ascii) {
            ('d', ascii) => CLASSES[1][usize::from(ascii)],
            ('w', ascii) => CLASSES[0][usize::from(ascii)],
            ('s', false) => "\\s\\x1c-\\x1f",
            ('s', true) => " \\t\\n\\r\\x0b\\x0c",
            _ => return None,
        };
        Some((inside, char.is_ascii_uppercase()))
    }

    fn escape(&mut self, start: usize) -> Parsed<bool> {
        let Some(char) = self.peek() else {
            return self.error("bad escape (end of pattern)", start);
        };
        if let Some((inside, negated)) = self.class(char) {
            self.at += 1;
            let not = if negated { "^" } else { "" };
            self.out.push_str(&format!("[{not}{inside}]"));
            return Ok(true);
        }
        let ascii = self.has(ASCII) || self.bytes;
        let anchor = match char {
            'A' => "\\A",
            'Z' => "\\z",
            'b' if ascii => ASCII_EDGES[0],
            'B' if ascii => ASCII_EDGES[1],
            'b' => "\\b",
            'B' => "\\B",
            _ => "",
        };
        if !anchor.is_empty() {
            self.at += 1;
            self.out.push_str(anchor);
            self.width = Width::ZERO;
            return Ok(true);
        }
        if ('1'..='9').contains(&char) {
            return self.numbered(start).map(|()| true);
        }
        let char = self.escaped_char(start)?;
        self.literal(char);
        Ok(true)
    }

    /// `\1`, or an octal escape of three digits.
    fn numbered(&mut self, start: usize) -> Parsed<()> {
        let digit = |at: usize| {
            let char = self.pattern.get(at).copied().unwrap_or(' ');
            char.to_digit(10).map(|digit| digit as usize)
        };
        let mut number = digit(self.at).unwrap_or(0);
        let mut length = 1;
        if let Some(second) = digit(self.at + 1) {
            let third = digit(self.at + 2);
            if let (true, Some(third)) = (number < 8 && second < 8, third.filter(|&it| it < 8)) {
                let code = number * 64 + second * 8 + third;
                if code > 0o377 {
                    let text: String = self.pattern[start..start + 4].iter().collect();
                    return self.error(
                        format!("octal escape value {text} outside of range 0-0o377"),
                        start,
                    );
                }
                self.at += 3;
                self.literal(char::from_u32(code as u32).unwrap_or('\0'));
                return Ok(());
            }
            number = number * 10 + second;
            length = 2;
        }
        self.at += length;
        self.reference(number, start + 1)
    }

    fn reference(&mut self, number: usize, position: usize) -> Parsed<()> {
        if number > self.groups {
            return self.error(format!("invalid group reference {number}"), position);
        }
        if self.open.contains(&number) {
            return self.error("cannot refer to an open group", position.saturating_sub(1));
        }
        self.check_outside(number)?;
        self.width = self.group_widths[number];
        self.plain = false;
        let text = format!("(?P=g{number})");
        match self.has(IGNORECASE) {
            true => self.out.push_str(&format!("(?i:{text})")),
            false => self.out.push_str(&text),
        }
        Ok(())
    }

    /// The character that an escape stands for, in and out of sets.
    fn escaped_char(&mut self, start: usize) -> Parsed<char> {
        let Some(char) = self.peek() else {
            return self.error("bad escape (end of pattern)", start);
        };
        self.at += 1;
        Ok(match char {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\x0c',
            'v' => '\x0b',
            'a' => '\x07',
            'x' => self.hex(start, 2)?,
            'u' if !self.bytes => self.hex(start, 4)?,
            'U' if !self.bytes => self.hex(start, 8)?,
            'N' if !self.bytes && self.peek() == Some('{') => self.named_char(start)?,
            '0'..='7' => {
                self.at -= 1;
                let from = self.at;
                while self.at < from + 3 && self.peek().is_some_and(|it| it.is_digit(8)) {
                    self.at += 1;
                }
                let text: String = self.pattern[from..self.at].iter().collect();
                let code = u32::from_str_radix(&text, 8).unwrap_or(0);
                if code > 0o377 {
                    return self.error(
                        format!("octal escape value \\{text} outside of range 0-0o377"),
                        start,
                    );
                }
                char::from_u32(code).unwrap_or('\0')
            }
            char if char.is_ascii_alphanumeric() => {
                return self.error(format!("bad escape \\{char}"), start);
            }
            char => char,
        })
    }

    fn hex(&mut self, start: usize, count: usize) -> Parsed<char> {
        let from = self.at;
        while self.at < from + count && self.peek().is_some_and(|it| it.is_ascii_hexdigit()) {
            self.at += 1;
        }
        let text: String = self.pattern[from..self.at].iter().collect();
        if text.len() < count {
            let letter = self.pattern[from - 1];
            return self.error(format!("incomplete escape \\{letter}{text}"), start);
        }
        let code = u32::from_str_radix(&text, 16).unwrap_or(0);
        self.surrogates |= (0xd800..0xe000).contains(&code);
        match surrogates::stand_in(code) {
            Some(char) => Ok(char),
            None => {
                let letter = self.pattern[from - 1];
                self.error(format!("bad escape \\{letter}{text}"), start)
            }
        }
    }

    fn named_char(&mut self, start: usize) -> Parsed<char> {
        let rest = &self.pattern[self.at + 1..];
        let Some(end) = rest.iter().position(|&char| char == '}') else {
            return self.error("missing }, unterminated name", self.at + 1);
        };
        let name: String = rest[..end].iter().collect();
        self.at += end + 2;
        match unicode_names2::character(&name) {
            Some(char) => Ok(char),
            None => self.error(
                format!("undefined character name {name:?}").replace('"', "'"),
                start,
            ),
        }
    }

    // --- sets ---

    fn set(&mut self, start: usize) -> Parsed<()> {
        let negated = self.eat('^');
        let mut inside = String::new();
        let first = self.at;
        loop {
            let Some(char) = self.peek() else {
                return self.error("unterminated character set", start);
            };
            if char == ']' && self.at > first {
                self.at += 1;
                break;
            }
            let here = self.at;
            let low = self.set_item(&mut inside)?;
            let is_range = self.peek() == Some('-') && self.peek_at(1) != Some(']');
            if !is_range {
                if let Some(low) = low {
                    inside.push_str(&written(low));
                }
                continue;
            }
            self.at += 1;
            if self.peek().is_none() {
                return self.error("unterminated character set", start);
            }
            let high = self.set_item(&mut inside)?;
            let text: String = self.pattern[here..self.at].iter().collect();
            let place = |char| match self.surrogates {
                true => surrogates::meant(char),
                false => u32::from(char),
            };
            match (low, high) {
                (Some(low), Some(high)) if place(low) <= place(high) => {
                    let (low, high) = match self.surrogates {
                        true => surrogates::range(low, high),
                        false => (low, high),
                    };
                    inside.push_str(&format!("{}-{}", written(low), written(high)));
                }
                _ => return self.error(format!("bad character range {text}"), here),
            }
        }
        let not = if negated { "^" } else { "" };
        let set = format!("[{not}{inside}]");
        match self.has(IGNORECASE) {
            true => self.out.push_str(&format!("(?i:{set})")),
            false => self.out.push_str(&set),
        }
        Ok(())
    }

    /// One end of a range; `None` for a class, which is written at once.
    fn set_item(&mut self, inside: &mut String) -> Parsed<Option<char>> {
        let start = self.at;
        let Some(char) = self.peek() else {
            return self.error("unterminated character set", start);
        };
        self.at += 1;
        if char != '\\' {
            return Ok(Some(char));
        }
        if let Some((class, negated)) = self.peek().and_then(|char| self.class(char)) {
            self.at += 1;
            match negated {
                true => inside.push_str(&format!("[^{class}]")),
                false => inside.push_str(class),
            }
            return Ok(None);
        }
        if self.eat('b') {
            return Ok(Some('\x08'));
        }
        self.escaped_char(start).map(Some)
    }

    // --- groups ---
}

/// A character that means itself, in a set or out of it.
fn written(char: char) -> String {
    match char.is_ascii_alphanumeric() || char == '_' || !char.is_ascii() {
        true => char.to_string(),
        false => format!("\\x{{{:x}}}", u32::from(char)),
    }
}
