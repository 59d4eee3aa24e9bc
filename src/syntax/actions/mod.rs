//! What the rules of the grammar do: they make the tree, and check what the grammar could not.
//!
//! One method a rule. Those of expressions are in [`expr`], of calls and parameters in [`call`], and so on. A
//! method that can refuse returns [`Fallible`]; every node is made by [`Actions::expr`] (or its like for patterns and statements), which refuses
//! a tree that grows too high.

mod call;
mod expr;
mod pattern;
mod stmt;
mod strings;
mod targets;

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;
use lalrpop_util::ParseError;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::ast::*;
use super::token::Tok;
use crate::source::SyntaxError;

pub use super::ast::Span;
pub use call::{Argument, Parameter};
pub use pattern::{ClassArgument, MappingItem};
pub use stmt::{Branch, WithInside};
pub use strings::StringPiece;
pub use targets::{describe, is_operand};

pub type Fault = ParseError<u32, Tok, SyntaxError>;
pub type Fallible<T> = Result<T, Fault>;

/// What was read: a file or an expression.
pub enum Parsed {
    Module(Module),
    Expression(Expr),
}

/// `a, b, c,` with its place.
pub struct CommaList<T> {
    pub l: u32,
    pub items: Vec<T>,
    /// It ends in a comma.
    pub comma: bool,
    pub r: u32,
}

impl<T> CommaList<T> {
    /// One item and no comma: not a tuple.
    fn is_single(&self) -> bool {
        self.items.len() == 1 && !self.comma
    }
}

/// The items of a list that need not be there.
fn items<T>(list: Option<CommaList<T>>) -> Vec<T> {
    list.map_or_else(Vec::new, |list| list.items)
}

/// The state that the rules share: the text, and the names that it has used.
pub struct Actions<'s> {
    text: &'s str,
    names: RefCell<HashMap<&'s str, Name, foldhash::fast::RandomState>>,
}

impl<'s> Actions<'s> {
    pub fn new(text: &'s str) -> Self {
        Actions {
            text,
            names: RefCell::default(),
        }
    }

    fn text_at(&self, span: Span) -> &'s str {
        &self.text[span.start as usize..span.end as usize]
    }

    pub fn ident(&self, l: u32, r: u32) -> Ident {
        let span = Span::new(l, r);
        let text = self.text_at(span);
        let name = self
            .names
            .borrow_mut()
            .entry(text)
            .or_insert_with(|| normalised(text))
            .clone();
        Ident { name, span }
    }

    pub fn expr(&self, l: u32, kind: ExprKind, r: u32) -> Fallible<Expr> {
        let depth = kind.depth();
        if depth > MAX_EXPR_DEPTH {
            return Err(fault("expression too deeply nested", Span::new(l, r)));
        }
        Ok(Expr {
            span: Span::new(l, r),
            depth,
            kind,
        })
    }

    fn pattern(&self, l: u32, kind: PatternKind, r: u32) -> Fallible<Pattern> {
        let depth = kind.depth();
        if depth > MAX_EXPR_DEPTH {
            return Err(fault("expression too deeply nested", Span::new(l, r)));
        }
        Ok(Pattern {
            span: Span::new(l, r),
            depth,
            kind,
        })
    }

    fn stmt(&self, l: u32, kind: StmtKind, r: u32) -> Fallible<Stmt> {
        let depth = kind.depth();
        if depth > MAX_STMT_DEPTH {
            return Err(fault("statement too deeply nested", Span::new(l, r)));
        }
        Ok(Stmt {
            span: Span::new(l, r),
            depth,
            kind,
        })
    }

    /// A node without children.
    fn leaf(&self, span: Span, kind: ExprKind) -> Expr {
        Expr {
            span,
            depth: 1,
            kind,
        }
    }
}

/// Identifiers are compared in NFKC.
fn normalised(text: &str) -> Name {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        return Rc::from(text);
    }
    text.nfkc().collect::<String>().into()
}

fn fault(message: impl Into<String>, span: Span) -> Fault {
    ParseError::User {
        error: SyntaxError::new(message, span),
    }
}

fn boxed(expr: Option<Expr>) -> Option<Box<Expr>> {
    expr.map(Box::new)
}
