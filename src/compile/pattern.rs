//! `match`: patterns as tests that jump to the next case.
//!
//! ```text
//! case [x, C(y=0)] if x:      IsSequence, length 2, unpack      or goto next
//!                             capture x <- item 0
//!                             item 1 by class C: attribute y    or goto next
//!                             y == 0                            or goto next
//!                             x = capture x                     only now: all of it matched
//!                             guard                             or goto next
//! ```
//!
//! What a pattern captures is kept in temporaries, one for each name, until all of it has
//! matched; alternatives of `|` share them.

use crate::code::Const;
use crate::code::op::*;
use crate::pystr::Name;
use crate::source::Span;
use crate::syntax::ast::{self, *};

use super::emit::Label;
use super::{Compiler, fold};

/// The names that a pattern binds so far, and the temporaries that hold their values.
#[derive(Default)]
struct Captures {
    bound: Vec<Name>,
    registers: Vec<(Name, u16)>,
}

impl<'a> Compiler<'a> {
    pub fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase], span: Span) {
        let register = self.temp();
        self.expr(subject, register);
        let end = self.code.label();
        for (at, case) in cases.iter().enumerate() {
            let next = self.code.label();
            let is_last = at + 1 == cases.len();
            self.scoped(|c| {
                if !is_last && case.guard.is_none() {
                    c.check_refutable(&case.pattern);
                }
                let mut captures = Captures::default();
                c.capture_registers(&case.pattern, &mut captures);
                c.pattern(&case.pattern, register, next, &mut captures);
                for (name, from) in &captures.registers {
                    c.store(name, *from, case.pattern.span);
                }
                if let Some(guard) = &case.guard {
                    c.jump_if(guard, When::False, next);
                }
            });
            self.statements(&case.body);
            let span = case.body.last().map_or(span, |last| last.span);
            self.code.goto(span, end);
            self.code.bind(next);
        }
        self.code.bind(end);
    }

    /// A pattern that always matches must be the last one.
    fn check_refutable(&self, pattern: &Pattern) {
        if let Some((name, span)) = irrefutable(pattern) {
            let message = match name {
                Some(name) => {
                    format!("name capture '{name}' makes remaining patterns unreachable")
                }
                None => "wildcard makes remaining patterns unreachable".into(),
            };
            self.fail(message, span);
        }
    }

    /// Takes a temporary for each name that a pattern captures.
    fn capture_registers(&mut self, pattern: &Pattern, captures: &mut Captures) {
        each_capture(pattern, &mut |name| {
            if !captures.registers.iter().any(|(known, _)| known == name) {
                let register = self.temp();
                captures.registers.push((name.clone(), register));
            }
        });
    }

    fn capture(&mut self, name: Option<&Ident>, src: u16, span: Span, captures: &mut Captures) {
        let Some(Ident { name, .. }) = name else {
            return;
        };
        if captures.bound.contains(name) {
            let message = format!("multiple assignments to name '{name}' in pattern");
            return self.fail(message, span);
        }
        captures.bound.push(name.clone());
        let register = captures.registers.iter().find(|(known, _)| known == name);
        if let Some(&(_, register)) = register {
            self.copy(src, register, span);
        }
    }

    /// Matches register `subject`, or goes to `next`.
    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        subject: u16,
        next: Label,
        captures: &mut Captures,
    ) {
        if self.failed() {
            return;
        }
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.scoped(|c| {
                let is_attribute = matches!(value.kind, ExprKind::Attribute { .. });
                if !is_attribute && fold::constant(value).is_none() {
                    let message = "patterns may only match literals and attribute lookups";
                    return c.fail(message, span);
                }
                let rhs = Src(c.operand(value));
                let (when, lhs, target) = (When::False, Src(subject), Near(0));
                let op = Op::JumpEq {
                    when,
                    lhs,
                    rhs,
                    target,
                };
                c.code.jump(span, op, next);
            }),
            PatternKind::MatchSingleton { value } => self.scoped(|c| {
                let temp = c.temp();
                c.constant(fold::literal(value), temp, span);
                let (when, lhs, rhs) = (When::False, Src(subject), Src(temp));
                let target = Near(0);
                let op = Op::JumpIs {
                    when,
                    lhs,
                    rhs,
                    target,
                };
                c.code.jump(span, op, next);
            }),
            PatternKind::MatchSequence { patterns } => {
                self.sequence_pattern(patterns, subject, next, captures, span)
            }
            PatternKind::MatchMapping {
                keys,
                patterns,
                rest,
            } => self.mapping_pattern(keys, patterns, rest.as_ref(), subject, next, captures, span),
            PatternKind::MatchClass {
                cls,
                patterns,
                kwd_attrs,
                kwd_patterns,
            } => {
                let of_class = ClassPattern {
                    cls,
                    patterns,
                    kwd_attrs,
                    kwd_patterns,
                };
                self.class_pattern(of_class, subject, next, captures, span)
            }
            // Outside of a sequence the parser accepts none.
            PatternKind::MatchStar { name } => self.capture(name.as_ref(), subject, span, captures),
            PatternKind::MatchAs {
                pattern: inner,
                name,
            } => {
                if let Some(inner) = inner {
                    self.pattern(inner, subject, next, captures);
                }
                self.capture(name.as_ref(), subject, span, captures);
            }
            PatternKind::MatchOr { patterns } => {
                self.or_pattern(patterns, subject, next, captures, span)
            }
        }
    }

    /// Goes to `next` unless register `cond` is true.
    fn require(&mut self, cond: u16, next: Label, span: Span) {
        let (when, cond, target) = (When::False, Src(cond), Jump(0));
        self.code
            .jump(span, Op::JumpIf { when, cond, target }, next);
    }

    /// Goes to `next` if register `src` is None.
    fn require_some(&mut self, src: u16, next: Label, span: Span) {
        let (when, src, target) = (When::True, Src(src), Jump(0));
        self.code
            .jump(span, Op::JumpIfNone { when, src, target }, next);
    }

    /// Goes to `next` unless register `subject` has `len` items, or at least that many.
    fn require_len(&mut self, subject: u16, len: usize, exactly: bool, next: Label, span: Span) {
        self.scoped(|c| {
            let temp = c.temp();
            let (dst, src) = (Dst(temp), Src(subject));
            c.emit(span, Op::GetLen { dst, src });
            let (when, lhs, target) = (When::False, Src(temp), Near(0));
            let imm = ShortImm(len.min(i16::MAX as usize) as i16);
            let op = match exactly {
                true => Op::JumpEqImm {
                    when,
                    lhs,
                    imm,
                    target,
                },
                false => Op::JumpGeImm {
                    when,
                    lhs,
                    imm,
                    target,
                },
            };
            c.code.jump(span, op, next);
        });
    }

    #[inline(never)]
    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: u16,
        next: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let is_star = |pattern: &Pattern| matches!(pattern.kind, PatternKind::MatchStar { .. });
        let star = patterns.iter().position(is_star);
        if patterns.iter().filter(|pattern| is_star(pattern)).count() > 1 {
            return self.fail("multiple starred names in sequence pattern", span);
        }
        if patterns.len() > i16::MAX as usize || star.is_some_and(|at| at > usize::from(u8::MAX)) {
            let message = "too many expressions in star-unpacking sequence pattern";
            return self.fail(message, span);
        }
        self.scoped(|c| {
            let temp = c.temp();
            let (dst, src) = (Dst(temp), Src(subject));
            c.emit(span, Op::IsSequence { dst, src });
            c.require(temp, next, span);
            let least = patterns.len() - usize::from(star.is_some());
            if star.is_none() || least > 0 {
                c.require_len(subject, least, star.is_none(), next, span);
            }
            // Nothing but wildcards: there is nothing to be unpacked.
            if patterns.iter().all(is_wildcard) {
                return;
            }
            if let Some(star) = star.filter(|&at| is_wildcard(&patterns[at])) {
                return c.sequence_items(patterns, star, subject, next, captures, span);
            }
            let into = c.temps(patterns.len());
            c.unpack_op(subject, into, patterns.len(), star, span);
            for (pattern, register) in patterns.iter().zip(into..) {
                c.pattern(pattern, register, next, captures);
            }
        });
    }

    /// The items before and behind `*_`, one by one: what lies between may be long.
    fn sequence_items(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        subject: u16,
        next: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let numbered = patterns.iter().enumerate();
        for (at, pattern) in numbered.filter(|(_, pattern)| !is_wildcard(pattern)) {
            self.scoped(|c| {
                let item = c.temp();
                if at < star {
                    c.constant(Const::Int(at as i64), item, span);
                } else {
                    let (dst, src) = (Dst(item), Src(subject));
                    c.emit(span, Op::GetLen { dst, src });
                    let (how, lhs) = (How::Plain, Src(item));
                    let imm = ShortImm((patterns.len() - at) as i16);
                    c.emit(span, Op::SubImm { how, dst, lhs, imm });
                }
                let (dst, obj, index) = (Dst(item), Src(subject), Src(item));
                c.emit(span, Op::GetItem { dst, obj, index });
                c.pattern(pattern, item, next, captures);
            });
        }
    }

    #[allow(clippy::too_many_arguments)]
    #[inline(never)]
    fn mapping_pattern(
        &mut self,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<&Ident>,
        subject: u16,
        next: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        self.check_keys(keys, span);
        self.scoped(|c| {
            let temp = c.temp();
            let (dst, src) = (Dst(temp), Src(subject));
            c.emit(span, Op::IsMapping { dst, src });
            c.require(temp, next, span);
            if !keys.is_empty() {
                c.require_len(subject, keys.len(), false, next, span);
            }
            let tuple = c.temp();
            c.tuple(keys, tuple, span);
            let keys = Src(tuple);
            if !patterns.is_empty() {
                c.emit(span, Op::MatchKeys { dst, src, keys });
                c.require_some(temp, next, span);
                let into = c.temps(patterns.len());
                c.unpack_op(temp, into, patterns.len(), None, span);
                for (pattern, register) in patterns.iter().zip(into..) {
                    c.pattern(pattern, register, next, captures);
                }
            }
            if rest.is_some() {
                c.emit(span, Op::MatchRest { dst, src, keys });
                c.capture(rest, temp, span, captures);
            }
        });
    }

    fn check_keys(&self, keys: &[Expr], span: Span) {
        let mut seen: Vec<Const> = Vec::new();
        for key in keys {
            let Some(konst) = fold::constant(key) else {
                if !matches!(key.kind, ExprKind::Attribute { .. }) {
                    let message =
                        "mapping pattern keys may only match literals and attribute lookups";
                    return self.fail(message, span);
                }
                continue;
            };
            if seen.iter().any(|other| fold::same_key(other, &konst)) {
                let message = format!(
                    "mapping pattern checks duplicate key ({})",
                    crate::code::dis::repr(&konst)
                );
                return self.fail(message, span);
            }
            seen.push(konst);
        }
    }

    #[inline(never)]
    fn class_pattern(
        &mut self,
        pattern: ClassPattern<'a>,
        subject: u16,
        next: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let ClassPattern {
            cls,
            patterns,
            kwd_attrs,
            kwd_patterns,
        } = pattern;
        for (at, attr) in kwd_attrs.iter().enumerate() {
            if kwd_attrs[..at].iter().any(|other| other.name == attr.name) {
                let message = format!("attribute name repeated in class pattern: {}", attr.name);
                let at = kwd_patterns.get(at).map_or(attr.span, |inner| inner.span);
                return self.fail(message, at);
            }
        }
        let count = patterns.len() + kwd_patterns.len();
        self.scoped(|c| {
            let into = c.temps(3);
            c.copy(subject, into, span);
            c.expr(cls, into + 1);
            let names = kwd_attrs
                .iter()
                .map(|attr| Const::Str(PyStr::from(&*attr.name)))
                .collect();
            c.constant(Const::Tuple(names), into + 2, span);
            let (positional, first) = (Imm(patterns.len() as i32), Into(into));
            c.emit(
                span,
                Op::MatchClass {
                    positional,
                    into: first,
                },
            );
            c.require_some(into, next, span);
            if count == 0 {
                return;
            }
            let items = c.temps(count);
            c.unpack_op(into, items, count, None, span);
            for (pattern, register) in patterns.iter().chain(kwd_patterns).zip(items..) {
                c.pattern(pattern, register, next, captures);
            }
        });
    }

    #[inline(never)]
    fn or_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: u16,
        next: Label,
        captures: &mut Captures,
        span: Span,
    ) {
        let matched = self.code.label();
        let before = captures.bound.clone();
        let mut bound: Option<Vec<Name>> = None;
        for (at, pattern) in patterns.iter().enumerate() {
            let is_last = at + 1 == patterns.len();
            if !is_last {
                self.check_refutable(pattern);
            }
            let other = match is_last {
                true => next,
                false => self.code.label(),
            };
            captures.bound = before.clone();
            self.pattern(pattern, subject, other, captures);
            let mut names = captures.bound.split_off(before.len());
            names.sort();
            if bound.get_or_insert_with(|| names.clone()) != &names {
                return self.fail("alternative patterns bind different names", span);
            }
            if !is_last {
                self.code.goto(pattern.span, matched);
                self.code.bind(other);
            }
        }
        self.code.bind(matched);
        captures.bound = before;
        captures.bound.extend(bound.unwrap_or_default());
    }
}

#[derive(Clone, Copy)]
struct ClassPattern<'a> {
    cls: &'a Expr,
    patterns: &'a [Pattern],
    kwd_attrs: &'a [Ident],
    kwd_patterns: &'a [Pattern],
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(
        pattern.kind,
        PatternKind::MatchAs {
            pattern: None,
            name: None
        } | PatternKind::MatchStar { name: None }
    )
}

/// The name (or wildcard) of a pattern that matches anything, and its place.
fn irrefutable(pattern: &Pattern) -> Option<(Option<&ast::Name>, Span)> {
    match &pattern.kind {
        PatternKind::MatchAs {
            pattern: None,
            name,
        } => Some((name.as_ref().map(|name| &name.name), pattern.span)),
        PatternKind::MatchAs {
            pattern: Some(inner),
            ..
        } => irrefutable(inner),
        PatternKind::MatchOr { patterns } => patterns.iter().find_map(irrefutable),
        _ => None,
    }
}

/// Calls `visit` with each name that a pattern captures.
fn each_capture(pattern: &Pattern, visit: &mut impl FnMut(&ast::Name)) {
    let (inner, name): (Vec<&Pattern>, _) = match &pattern.kind {
        PatternKind::MatchValue { .. } | PatternKind::MatchSingleton { .. } => return,
        PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
            (patterns.iter().collect(), None)
        }
        PatternKind::MatchMapping { patterns, rest, .. } => {
            (patterns.iter().collect(), rest.as_ref())
        }
        PatternKind::MatchClass {
            patterns,
            kwd_patterns,
            ..
        } => (patterns.iter().chain(kwd_patterns).collect(), None),
        PatternKind::MatchStar { name } => (Vec::new(), name.as_ref()),
        PatternKind::MatchAs { pattern, name } => {
            (pattern.as_deref().into_iter().collect(), name.as_ref())
        }
    };
    for pattern in inner {
        each_capture(pattern, visit);
    }
    if let Some(name) = name {
        visit(&name.name);
    }
}
