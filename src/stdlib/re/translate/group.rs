//! What parentheses mean: groups, numbered and named, references to them, conditions
//! on them, and flags for a part of the pattern.

use super::*;

impl Translator<'_> {
    pub(super) fn group(&mut self, start: usize) -> Parsed<bool> {
        if !self.eat('?') {
            let number = self.new_group(None, start)?;
            return self.body(&format!("(?P<g{number}>"), start, Some(number));
        }
        let Some(char) = self.peek() else {
            return self.error("unexpected end of pattern", self.at);
        };
        self.at += 1;
        match char {
            ':' => self.body("(?:", start, None),
            '=' => self.look_around("(?=", start),
            '!' => self.look_around("(?!", start),
            '>' => self.fancy_body("(?>", start),
            '#' => {
                while let Some(char) = self.peek() {
                    self.at += 1;
                    if char == ')' {
                        self.width = Width::ZERO;
                        // A comment is nothing that could be repeated.
                        return Ok(false);
                    }
                }
                self.error("missing ), unterminated comment", start)
            }
            '<' => match self.peek() {
                Some(kind @ ('=' | '!')) => {
                    self.at += 1;
                    self.look_behind(&format!("(?<{kind}"), start)
                }
                Some(other) => self.error(format!("unknown extension ?<{other}"), start + 1),
                None => self.error("unexpected end of pattern", self.at),
            },
            'P' => self.named(start),
            '(' => self.conditional(start),
            _ => {
                self.at -= 1;
                self.scoped_flags(start)
            }
        }
    }

    fn new_group(&mut self, name: Option<String>, position: usize) -> Parsed<usize> {
        self.groups += 1;
        self.group_widths.push(Width::ZERO);
        let number = self.groups;
        if let Some(name) = name {
            if let Some((_, was)) = self.names.iter().find(|(it, _)| *it == name) {
                return self.error(
                    format!(
                        "redefinition of group name '{name}' as group {number}; was group {was}"
                    ),
                    position,
                );
            }
            self.names.push((name, number));
        }
        Ok(number)
    }

    /// The inside of a group up to its parenthesis.
    fn body(&mut self, opening: &str, start: usize, number: Option<usize>) -> Parsed<bool> {
        self.out.push_str(opening);
        self.open.extend(number);
        self.alternatives()?;
        if !self.eat(')') {
            return self.error("missing ), unterminated subpattern", start);
        }
        if let Some(number) = number {
            self.open.pop();
            self.group_widths[number] = self.width;
        }
        self.out.push(')');
        Ok(true)
    }

    /// The same of a group that only backtracking can match.
    fn fancy_body(&mut self, opening: &str, start: usize) -> Parsed<bool> {
        self.plain = false;
        self.body(opening, start, None)
    }

    /// One that takes up nothing itself.
    fn look_around(&mut self, opening: &str, start: usize) -> Parsed<bool> {
        let repeatable = self.fancy_body(opening, start)?;
        self.width = Width::ZERO;
        Ok(repeatable)
    }

    /// What it looks for must be of one length, and can't refer to a group of its own.
    fn look_behind(&mut self, opening: &str, start: usize) -> Parsed<bool> {
        let outer = self.groups_outside;
        self.groups_outside = outer.or(Some(self.groups));
        let repeatable = self.fancy_body(opening, start)?;
        self.groups_outside = outer;
        self.uneven |= !self.width.is_fixed();
        self.width = Width::ZERO;
        Ok(repeatable)
    }

    /// Whether a group may be referred to from here.
    pub(super) fn check_outside(&self, number: usize) -> Parsed<()> {
        if self.groups_outside.is_some_and(|groups| number > groups) {
            return self.error(
                "cannot refer to group defined in the same lookbehind subpattern",
                self.at,
            );
        }
        Ok(())
    }

    fn name_until(&mut self, end: char) -> Parsed<String> {
        let from = self.at;
        let found = self.pattern[from..].iter().position(|&char| char == end);
        let Some(length) = found else {
            if from == self.pattern.len() {
                return self.error("missing group name", from);
            }
            return self.error(format!("missing {end}, unterminated name"), from);
        };
        if length == 0 {
            return self.error("missing group name", from);
        }
        self.at += length + 1;
        Ok(self.pattern[from..from + length].iter().collect())
    }

    fn check_name(&self, name: &str, position: usize) -> Parsed<()> {
        let mut chars = name.chars();
        let fine = chars.next().is_some_and(|first| {
            (first == '_' || unicode_ident::is_xid_start(first))
                && chars.all(unicode_ident::is_xid_continue)
        });
        match fine {
            true => Ok(()),
            false => self.error(format!("bad character in group name '{name}'"), position),
        }
    }

    fn named(&mut self, start: usize) -> Parsed<bool> {
        if self.eat('<') {
            let position = self.at;
            let name = self.name_until('>')?;
            self.check_name(&name, position)?;
            let number = self.new_group(Some(name), position)?;
            return self.body(&format!("(?P<g{number}>"), start, Some(number));
        }
        if self.eat('=') {
            let position = self.at;
            let name = self.name_until(')')?;
            self.check_name(&name, position)?;
            let known = self.names.iter().find(|(it, _)| *it == name);
            let Some(&(_, number)) = known else {
                return self.error(format!("unknown group name '{name}'"), position);
            };
            self.reference(number, position)?;
            return Ok(true);
        }
        match self.peek() {
            Some(other) => self.error(format!("unknown extension ?P{other}"), start + 1),
            None => self.error("unexpected end of pattern", self.at),
        }
    }

    /// `(?(1)yes|no)`
    fn conditional(&mut self, start: usize) -> Parsed<bool> {
        let position = self.at;
        let name = self.name_until(')')?;
        let number = match name.parse::<usize>() {
            Ok(0) => return self.error("bad group number", position),
            Ok(number) if number > self.groups => {
                return self.error(format!("invalid group reference {number}"), position);
            }
            Ok(number) => number,
            Err(_) => {
                self.check_name(&name, position)?;
                match self.names.iter().find(|(it, _)| *it == name) {
                    Some(&(_, number)) => number,
                    None => return self.error(format!("unknown group name '{name}'"), position),
                }
            }
        };
        self.check_outside(number)?;
        self.plain = false;
        self.out.push_str(&format!("(?({number})"));
        self.depth += 1;
        let flags = self.flags;
        self.sequence()?;
        let taken = self.width;
        self.width = Width::ZERO;
        if self.eat('|') {
            self.out.push('|');
            self.sequence()?;
            if self.peek() == Some('|') {
                return self.error("conditional backref with more than two branches", self.at);
            }
        }
        self.width = self.width.or(taken);
        self.flags = flags;
        self.depth -= 1;
        if !self.eat(')') {
            return self.error("missing ), unterminated subpattern", start);
        }
        self.out.push(')');
        Ok(true)
    }

    /// `(?i-s:...)`
    fn scoped_flags(&mut self, start: usize) -> Parsed<bool> {
        let (mut on, mut off, mut minus) = (0, 0, false);
        loop {
            let Some(char) = self.peek() else {
                return self.error("missing -, : or )", self.at);
            };
            match self.flag(char) {
                Some(flag) if minus => off |= flag,
                Some(flag) => on |= flag,
                None if char == '-' && !minus => minus = true,
                None if char == ':' => {
                    self.at += 1;
                    break;
                }
                None if char == ')' && on != 0 && !minus => {
                    return self.error("global flags not at the start of the expression", start);
                }
                None if on == 0 && !minus => {
                    return self.error(format!("unknown extension ?{char}"), start + 1);
                }
                None if char.is_alphabetic() => return self.error("unknown flag", self.at),
                None => return self.error("missing -, : or )", self.at),
            }
            self.at += 1;
        }
        self.check_flags(on, start)?;
        if off & (ASCII | UNICODE | LOCALE) != 0 {
            return self.error(
                "bad inline flags: cannot turn off flags 'a', 'u' and 'L'",
                self.at - 1,
            );
        }
        let flags = self.flags;
        if on & UNICODE != 0 {
            self.flags &= !ASCII;
        }
        self.flags = (self.flags | on) & !off;
        let result = self.body("(?:", start, None);
        self.flags = flags;
        result
    }
}
