//! [`Engine`]: what matches one pattern, and notes where.
//!
//! Most patterns are *plain*: nothing in them looks around or refers back, so that the
//! automata of `regex-automata` match them in linear time and with no allocation. The
//! others are left to the `fancy-regex` crate, which backtracks.
//!
//! ```text
//!   plain, found as one of    Anywhere   P           a search, or a match where it is bound to
//!                             Full       (?:P)\z     .. and to the end     [the start
//!                             Line       (P)\n?\z    text that ends in a newline, P$
//!   fancy                     P   \G(?:P)   \G(?:P)\z   (?:P)(?!\G)
//! ```
//!
//! Python's `$` is the one thing that plain patterns often have and automata lack: it
//! stands at the end of the text, *or before its last newline*. Where the text does
//! not end in a newline, it is `\z`. Where it does, and `$` is the last thing in the
//! pattern, what may follow is spelled out behind a group that has the match proper.
//!
//! After an empty match Python wants the next one, which may start at the same place
//! but not be empty. Most patterns that match nothing do so for want of anything
//! better (see `empty_is_last`): then that next one starts further on.
//!
//! Expressions are built when they are first needed: a program has many patterns, and
//! uses few of them. Of `\w` there are 140,000 characters, but in ASCII text 63: so there
//! is an automaton for such text, which is built ten times as fast, and is often
//! *one-pass*, so that it knows at each byte which group that belongs to.

use fancy_regex::{Regex as Fancy, RegexBuilder};
use regex_automata::meta::{Cache, Config, Regex};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Hir, HirKind};

use super::translate::{ASCII_EDGES, CLASSES, DOLLAR, Dollar, Translated};

/// A pattern that needs more steps than this is given up.
const PATIENCE: usize = 20_000_000;
/// The most memory of one compiled expression.
const LARGEST: usize = 64 << 20;
/// Longer patterns are built at once, in case they are too large.
const LONG: usize = 1000;

/// Where a match may start and must end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum How {
    Search,
    Match,
    Full,
    /// Anywhere, but not the empty string where the search starts.
    Advance,
    /// Where the search starts, but not the empty string.
    Nonempty,
}

/// What a match is looked for in.
#[derive(Clone, Copy)]
pub struct Hay<'a> {
    /// Up to where matches must end.
    pub text: &'a str,
    /// It is known to be ASCII.
    pub ascii: bool,
    /// Where matches may start.
    pub from: usize,
}

/// An automaton, and the memory that it works in.
struct Automaton {
    regex: Regex,
    cache: Box<Cache>,
}

impl Automaton {
    #[inline]
    fn finds(&mut self, input: &Input<'_>, slots: &mut [Option<NonMaxUsize>]) -> bool {
        let found = self.regex.search_slots_with(&mut self.cache, input, slots);
        found.is_some()
    }
}

/// See the module's documentation.
#[derive(Clone, Copy)]
enum Form {
    Anywhere,
    Full,
    Line,
}

pub struct Engine {
    text: String,
    groups: usize,
    plain: bool,
    dollar: Dollar,
    /// There may be automata for ASCII text: the pattern is ASCII itself.
    ascii: bool,
    /// By [`Form`], then the same for ASCII text.
    automata: [Option<Automaton>; 6],
    /// By [`How`].
    fancy: [Option<Box<Fancy>>; 5],
    empty_is_last: Option<bool>,
    /// Where each group of the last match starts and ends, in bytes; see `first`.
    slots: Vec<Option<NonMaxUsize>>,
    /// The slot where the whole match starts.
    first: usize,
    /// The last search found what it sought where it started. Then the next may well
    /// do so too, as in a tokenizer: a match bound to there is found faster.
    adjacent: bool,
}

impl Engine {
    /// Fails for patterns that can't be matched.
    pub fn new(translated: Translated) -> Result<Engine, String> {
        let mut made = Engine {
            groups: translated.groups,
            plain: translated.plain,
            dollar: translated.dollar,
            ascii: translated.text.is_ascii(),
            automata: [const { None }; 6],
            fancy: [const { None }; 5],
            empty_is_last: None,
            slots: vec![None; 2 * translated.groups + 4],
            first: 0,
            adjacent: false,
            text: translated.text,
        };
        if made.plain && (translated.counted || made.text.len() > LONG) {
            made.automaton(Form::Anywhere, true);
        }
        if !made.plain {
            made.fancy(How::Search)?;
        }
        Ok(made)
    }

    /// Looks for a match, of which the places of the first so many groups are wanted,
    /// for [`Engine::span`].
    pub fn run(&mut self, how: How, hay: Hay<'_>, groups: usize) -> Result<bool, String> {
        if hay.from > hay.text.len() {
            return Ok(false);
        }
        match self.run_plain(how, hay, groups) {
            Some(found) => Ok(found),
            None => self.run_fancy(how, hay),
        }
    }

    /// Where a group of the match that was found last lies; the whole is group 0.
    #[inline]
    pub fn span(&self, group: usize) -> Option<(usize, usize)> {
        let at = self.first + 2 * group;
        match self.slots.get(at..at + 2)? {
            [Some(start), Some(end)] => Some((start.get(), end.get())),
            _ => None,
        }
    }

    /// `None` where an automaton can't say.
    fn run_plain(&mut self, how: How, hay: Hay<'_>, groups: usize) -> Option<bool> {
        if !self.plain {
            return None;
        }
        let Hay { text, mut from, .. } = hay;
        let line = self.dollar != Dollar::Nowhere && text.ends_with('\n');
        let form = match how {
            _ if line && self.dollar == Dollar::Inside => return None,
            How::Full => Form::Full,
            _ if line => Form::Line,
            _ => Form::Anywhere,
        };
        if matches!(how, How::Advance | How::Nonempty) {
            if !self.empty_is_last() {
                return None;
            }
            if how == How::Nonempty {
                return Some(false);
            }
            match text[from..].chars().next() {
                Some(char) => from += char.len_utf8(),
                None => return Some(false),
            }
        }
        let anchored = match how {
            How::Search | How::Advance => Anchored::No,
            _ => Anchored::Yes,
        };
        let automaton = self.automaton(form, hay.ascii)?;
        let automaton = self.automata[automaton].as_mut()?;
        let first = if matches!(form, Form::Line) { 2 } else { 0 };
        let slots = &mut self.slots[..first + 2 * groups.min(self.groups) + 2];
        let input = Input::new(text).range(from..text.len()).anchored(anchored);
        self.first = first;
        if anchored == Anchored::No {
            let here = input.clone().anchored(Anchored::Yes);
            self.adjacent = self.adjacent && automaton.finds(&here, slots);
            if self.adjacent {
                return Some(true);
            }
        }
        let found = automaton.finds(&input, slots);
        self.adjacent = found && self.span(0).is_some_and(|(start, _)| start == from);
        Some(found)
    }

    fn run_fancy(&mut self, how: How, hay: Hay<'_>) -> Result<bool, String> {
        let regex = self.fancy(how)?;
        let found = regex
            .captures_from_pos(hay.text, hay.from)
            .map_err(|error| error.to_string())?;
        let Some(found) = found else {
            return Ok(false);
        };
        self.first = 0;
        for group in 0..=self.groups {
            let span = found.get(group);
            self.slots[2 * group] = span.and_then(|it| NonMaxUsize::new(it.start()));
            self.slots[2 * group + 1] = span.and_then(|it| NonMaxUsize::new(it.end()));
        }
        Ok(true)
    }

    /// Which automaton to use; it is built if it is not there yet. A pattern for which
    /// there can be none is not plain.
    fn automaton(&mut self, form: Form, ascii: bool) -> Option<usize> {
        let ascii = ascii && self.ascii;
        let place = form as usize + if ascii { 3 } else { 0 };
        if self.automata[place].is_some() {
            return Some(place);
        }
        self.automata[place] = self.build(form, ascii);
        if self.automata[place].is_some() {
            return Some(place);
        }
        if ascii {
            self.ascii = false;
            return self.automaton(form, false);
        }
        self.plain = false;
        None
    }

    #[inline(never)]
    fn build(&self, form: Form, ascii: bool) -> Option<Automaton> {
        let (text, groups) = match form {
            Form::Anywhere => (self.text.replace(DOLLAR, "\\z"), self.groups),
            Form::Full => {
                let text = self.text.replace(DOLLAR, "\\z");
                (format!("(?:{text})\\z"), self.groups)
            }
            Form::Line => {
                let text = self.text.replace(DOLLAR, "");
                (format!("({text})\\n?\\z"), self.groups + 1)
            }
        };
        let tree = parsed(&text, ascii)?;
        if repeats_empty_group(&tree) {
            return None;
        }
        let config = Config::new().nfa_size_limit(Some(LARGEST));
        let builder = Regex::builder().configure(config).clone();
        let regex = builder.build_from_hir(&tree).ok()?;
        // A group that is repeated no times may have been dropped.
        (regex.captures_len() == groups + 1).then(|| Automaton {
            cache: Box::new(regex.create_cache()),
            regex,
        })
    }

    fn empty_is_last(&mut self) -> bool {
        *self.empty_is_last.get_or_insert_with(|| {
            let text = self.text.replace(DOLLAR, "\\z");
            parsed(&text, self.ascii).is_some_and(|hir| empty_is_last(&hir))
        })
    }

    fn fancy(&mut self, how: How) -> Result<&Fancy, String> {
        let place = &mut self.fancy[how as usize];
        let made = match place.take() {
            Some(made) => made,
            None => {
                let [edge, inner] = ASCII_EDGES;
                let text = self.text.replace(DOLLAR, "(?=\\n?\\z)");
                let text = text.replace(edge, "\\b").replace(inner, "\\B");
                let text = match how {
                    How::Search => text,
                    How::Match => format!("\\G(?:{text})"),
                    How::Full => format!("\\G(?:{text})\\z"),
                    How::Advance => format!("(?:{text})(?!\\G)"),
                    How::Nonempty => format!("\\G(?:{text})(?!\\G)"),
                };
                let built = RegexBuilder::new(&text)
                    .backtrack_limit(PATIENCE)
                    .delegate_size_limit(LARGEST)
                    .build();
                Box::new(built.map_err(|error| error.to_string())?)
            }
        };
        Ok(place.insert(made))
    }
}

/// An expression as a tree; for ASCII text, characters are bytes.
fn parsed(text: &str, ascii: bool) -> Option<Hir> {
    if !ascii {
        return syntax::parse(text).ok();
    }
    let mut text = text.to_string();
    for [all, of_ascii] in CLASSES {
        text = text.replace(all, of_ascii);
    }
    let config = syntax::Config::new().unicode(false).utf8(false);
    syntax::parse_with(&text, &config).ok()
}

/// Whether a group is repeated that may be empty: `(a|b?)*`. Where backtracking goes
/// round once more to find nothing, automata do not, and the group has other places.
fn repeats_empty_group(hir: &Hir) -> bool {
    if hir.properties().explicit_captures_len() == 0 {
        return false;
    }
    match hir.kind() {
        HirKind::Repetition(it) => {
            let empty = it.sub.properties().minimum_len() == Some(0);
            empty && it.max != Some(1) || repeats_empty_group(&it.sub)
        }
        HirKind::Capture(it) => repeats_empty_group(&it.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().any(repeats_empty_group)
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => false,
    }
}

/// Whether an expression matches the empty text only where it could match no other:
/// of all its ways to match, that is the one tried last. So are `x*`, `(x|y)?`, `x|$`;
/// `x*?` and `$|x` are not.
fn empty_is_last(hir: &Hir) -> bool {
    if hir.properties().minimum_len() != Some(0) {
        return true;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => true,
        HirKind::Repetition(it) => it.greedy && empty_is_last(&it.sub),
        HirKind::Capture(it) => empty_is_last(&it.sub),
        HirKind::Concat(parts) => parts.iter().all(empty_is_last),
        HirKind::Alternation(ways) => ways.split_last().is_some_and(|(last, others)| {
            let never_empty = |it: &Hir| it.properties().minimum_len() != Some(0);
            others.iter().all(never_empty) && empty_is_last(last)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_only_for_want_of_better() {
        let check = |text: &str| empty_is_last(&syntax::parse(text).unwrap());
        for text in ["x*", "(x|y)?", "x|\\z", "\\s*,?", "xy", "(?:a*b?)*"] {
            assert!(check(text), "{text}");
        }
        for text in ["x*?", "\\z|x", "(?:|x)y?", "x*y??", "(?:a|b*?)*"] {
            assert!(!check(text), "{text}");
        }
    }
}
