//! What is allowed and hardly meant: the compiler's `SyntaxWarning`s.
//!
//! ```text
//!   x is 5             "is" with 'int' literal. Did you mean "=="?
//!   (1, 2)(3)          'tuple' object is not callable; perhaps you missed a comma?
//!   assert (x, "why")  assertion is always true, perhaps remove parentheses?
//! ```
//!
//! They are noted in the order in which the code is written, and travel with the outermost
//! code object; whoever runs the compiler shows them.

use crate::code::Const;
use crate::source::{Oddity, Span};
use crate::syntax::ast::*;

use super::{Compiler, fold};

impl<'a> Compiler<'a> {
    fn note(&self, span: Span, message: String) {
        self.unit
            .oddities
            .borrow_mut()
            .push(Oddity { span, message });
    }

    /// `is` compares identities, which literals do not promise.
    pub fn note_identity(&self, left: &Expr, ops: &[CmpOp], comparators: &[Expr], span: Span) {
        if !ops.iter().any(|op| matches!(op, CmpOp::Is | CmpOp::IsNot)) {
            return;
        }
        let mut left = literal_type(left);
        for (op, right) in ops.iter().zip(comparators) {
            let right = literal_type(right);
            if let Some(class) = left.or(right) {
                match op {
                    CmpOp::Is => self.note(
                        span,
                        format!("\"is\" with '{class}' literal. Did you mean \"==\"?"),
                    ),
                    CmpOp::IsNot => self.note(
                        span,
                        format!("\"is not\" with '{class}' literal. Did you mean \"!=\"?"),
                    ),
                    _ => {}
                }
            }
            left = right;
        }
    }

    /// What is called can't be: a comma is missing before the parenthesis.
    pub fn note_callee(&self, func: &Expr) {
        if let Some(class) = known_type(func)
            && class != "function"
        {
            let message = format!("'{class}' object is not callable; perhaps you missed a comma?");
            self.note(func.span, message);
        }
    }

    /// What is indexed can't be, or not by that.
    pub fn note_subscript(&self, value: &Expr, index: &Expr) {
        let Some(class) = known_type(value) else {
            return;
        };
        match class {
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index) = known_type(index) else {
                    return;
                };
                if !matches!(index, "int" | "bool" | "slice") {
                    let message = format!(
                        "{class} indices must be integers or slices, not {index}; perhaps you missed a comma?"
                    );
                    self.note(value.span, message);
                }
            }
            "dict" | "bool" => {}
            _ => {
                let message =
                    format!("'{class}' object is not subscriptable; perhaps you missed a comma?");
                self.note(value.span, message);
            }
        }
    }

    /// A tuple with anything in it is true.
    pub fn note_assertion(&self, test: &Expr, span: Span) {
        if let ExprKind::Tuple { elts, .. } = &test.kind
            && !elts.is_empty()
        {
            let message = "assertion is always true, perhaps remove parentheses?";
            self.note(span, message.to_string());
        }
    }
}

/// The class of a literal that is no singleton.
fn literal_type(expr: &Expr) -> Option<&'static str> {
    match fold::constant(expr)? {
        Const::None | Const::True | Const::False | Const::Ellipsis => None,
        konst => Some(constant_type(&konst)),
    }
}

/// The class of what an expression gives, where its form says it.
fn known_type(expr: &Expr) -> Option<&'static str> {
    Some(match &expr.kind {
        ExprKind::Tuple { .. } => "tuple",
        ExprKind::List { .. } | ExprKind::ListComp { .. } => "list",
        ExprKind::Dict { .. } | ExprKind::DictComp { .. } => "dict",
        ExprKind::Set { .. } | ExprKind::SetComp { .. } => "set",
        ExprKind::GeneratorExp { .. } => "generator",
        ExprKind::Lambda { .. } => "function",
        ExprKind::JoinedStr { .. } | ExprKind::FormattedValue { .. } => "str",
        ExprKind::Slice { .. } => "slice",
        _ => constant_type(&fold::constant(expr)?),
    })
}

fn constant_type(konst: &Const) -> &'static str {
    match konst {
        Const::None => "NoneType",
        Const::True | Const::False => "bool",
        Const::Ellipsis => "ellipsis",
        Const::Int(_) | Const::BigInt(_) => "int",
        Const::Float(_) => "float",
        Const::Complex { .. } => "complex",
        Const::Str(_) => "str",
        Const::Bytes(_) => "bytes",
        Const::Tuple(_) => "tuple",
        Const::FrozenSet(_) => "frozenset",
        Const::Code(_) => "code",
    }
}
