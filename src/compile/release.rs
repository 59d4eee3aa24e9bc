//! Where `Release` ops stand: behind statements after which something may just have died.
//! (What they do, and for whom, is told in `vm/finalize.rs`.)
//!
//! In the body of a module that is behind each statement that does something, in its loops behind those that
//! call something, for most of its code runs once. Elsewhere it is behind `del`, behind `x = None`, and behind
//! loops that `break` may have left, with a generator that waits in a `finally`.

use super::control::Block;
use super::{Compiler, fold};
use crate::code::op::Count;
use crate::code::{Const, Op};
use crate::syntax::ast::*;

impl Compiler<'_> {
    /// After a statement, when its registers are free again.
    pub fn release_after(&mut self, stmt: &Stmt) {
        let in_loop = || {
            let mut blocks = self.blocks.iter();
            blocks.any(|block| matches!(block, Block::Loop { .. }))
        };
        let is_module = self.scope().kind.is_top() && !self.interactive;
        let runs_once = is_module && !in_loop();
        let releases = match &stmt.kind {
            StmtKind::Delete { .. } => true,
            StmtKind::Assign { value, .. } => {
                runs_once
                    || is_module && is_call(value)
                    || matches!(fold::constant(value), Some(Const::None))
            }
            StmtKind::Expr { value } => runs_once || is_module && is_call(value),
            StmtKind::For(node) => runs_once || breaks(&node.body),
            StmtKind::AugAssign { .. }
            | StmtKind::AnnAssign { .. }
            | StmtKind::While { .. }
            | StmtKind::Try(_)
            | StmtKind::With(_) => runs_once,
            _ => false,
        };
        if releases {
            let live = Count(self.registers.top());
            self.emit(stmt.span, Op::Release { live });
        }
    }
}

fn is_call(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Call { .. })
}

/// Whether a loop's body has a `break` of its own.
fn breaks(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break => true,
        StmtKind::If { body, orelse, .. } => breaks(body) || breaks(orelse),
        StmtKind::With(node) => breaks(&node.body),
        StmtKind::Try(node) => {
            let mut handlers = node.handlers.iter();
            [&node.body, &node.orelse, &node.finalbody]
                .iter()
                .any(|body| breaks(body))
                || handlers.any(|handler| breaks(&handler.body))
        }
        StmtKind::Match { cases, .. } => cases.iter().any(|case| breaks(&case.body)),
        _ => false,
    })
}
