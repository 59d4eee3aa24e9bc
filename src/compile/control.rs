//! Branches and loops, and the blocks that jumps out of them have to leave.
//!
//! ```text
//! while a < b:             JumpLt unless a b -> else      the test, once before
//!     body           top:  body                           and once at the bottom, so that
//!                          JumpLt if a b -> top           a turn costs one jump
//! else: ...          else:
//! ```
//!
//! `return`, `break` and `continue` leave [`Block`]s from the inside out, and each may
//! have something to do: the body of a `finally` is compiled there once more, a `with`
//! calls `__exit__`. That code belongs no longer to the block, so the block's exception
//! region has a hole there.

use crate::code::Const;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::emit::{Label, RegionId};
use super::symbols::ScopeKind;
use super::{Compiler, fold};

/// CPython's limit.
const MAX_BLOCKS: usize = 20;

const LEAVES_GROUP: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

/// A block around the statement at hand, and what leaving it takes.
#[derive(Clone, Copy)]
pub enum Block<'a> {
    Loop {
        next: Label,
        exit: Label,
    },
    /// The body of `try` with `except`.
    Try {
        region: RegionId,
    },
    /// The body of `try` with `finally`.
    Finally {
        region: RegionId,
        body: &'a [Stmt],
    },
    /// An exception is being handled; leaving restores the one before.
    Handler {
        region: RegionId,
        saved: u16,
    },
    /// The body of an `except` clause, perhaps with a name to be forgotten.
    Clause {
        region: Option<RegionId>,
        name: Option<&'a Ident>,
    },
    /// The clauses of `except*`, which no jump may leave.
    Group,
    With(WithBlock),
}

/// The registers of a `with`. The window holds the prepared call of `__exit__`, so
/// what must survive that call lies below it.
#[derive(Clone, Copy)]
pub struct WithBlock {
    pub region: RegionId,
    pub window: u16,
    /// The result of `__exit__` when nothing was raised.
    pub scratch: u16,
    /// A value on its way to `return`.
    pub returned: u16,
    pub is_async: bool,
    pub span: Span,
}

impl Block<'_> {
    fn region(&self) -> Option<RegionId> {
        match *self {
            Block::Try { region } | Block::Finally { region, .. } => Some(region),
            Block::Handler { region, .. } => Some(region),
            Block::Clause { region, .. } => region,
            Block::With(WithBlock { region, .. }) => Some(region),
            Block::Loop { .. } | Block::Group => None,
        }
    }
}

impl<'a> Compiler<'a> {
    /// Runs `body` within a block.
    pub fn within(&mut self, block: Block<'a>, span: Span, body: impl FnOnce(&mut Self)) {
        if self.blocks.len() >= MAX_BLOCKS {
            return self.fail("too many statically nested blocks", span);
        }
        self.blocks.push(block);
        body(self);
        self.blocks.pop();
    }

    /// Leaves all blocks above `depth`, from the inside out, then runs `last`: the jump.
    /// Behind it, the blocks are there again.
    pub fn leaving(&mut self, depth: usize, span: Span, last: impl FnOnce(&mut Self)) {
        let left = self.blocks.clone();
        while self.blocks.len() > depth {
            let Some(block) = self.blocks.pop() else {
                break;
            };
            if let Some(region) = block.region() {
                self.code.suspend_region(region);
            }
            self.leave(block, span);
        }
        last(self);
        for region in left[depth..].iter().filter_map(Block::region) {
            self.code.resume_region(region);
        }
        self.blocks = left;
    }

    fn leave(&mut self, block: Block<'a>, span: Span) {
        match block {
            Block::Loop { .. } | Block::Try { .. } => {}
            Block::Finally { body, .. } => self.scoped(|c| c.statements(body)),
            Block::Handler { saved, .. } => {
                let saved = Src(saved);
                self.emit(span, Op::LeaveHandler { saved });
            }
            Block::Clause { name, .. } => {
                if let Some(name) = name {
                    self.forget(&name.name, span);
                }
            }
            Block::Group => self.fail(LEAVES_GROUP, span),
            Block::With(block) => self.exit_without_exception(block),
        }
    }

    /// Evaluates what is to be returned into a register that leaving the blocks preserves.
    pub fn returned_value(&mut self, value: &'a Expr) -> u16 {
        let outermost = self.blocks.iter().find_map(|block| match block {
            Block::With(block) => Some(block.returned),
            _ => None,
        });
        let finally = self
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Finally { .. } | Block::Clause { .. }));
        let register = match outermost {
            Some(register) => register,
            None if finally => self.temp(),
            None => return self.operand(value),
        };
        self.expr(value, register);
        register
    }

    pub fn break_statement(&mut self, span: Span) {
        if let Some((depth, _, exit)) = self.innermost_loop("'break' outside loop", span) {
            self.leaving(depth, span, |c| c.code.goto(span, exit));
        }
    }

    pub fn continue_statement(&mut self, span: Span) {
        if let Some((depth, next, _)) = self.innermost_loop("'continue' not properly in loop", span)
        {
            self.leaving(depth, span, |c| c.code.goto(span, next));
        }
    }

    /// How many blocks remain, inside the innermost loop, and its labels. Where there is
    /// no loop, that is an error.
    fn innermost_loop(&self, message: &str, span: Span) -> Option<(usize, Label, Label)> {
        for (at, block) in self.blocks.iter().enumerate().rev() {
            match *block {
                Block::Loop { next, exit } => return Some((at + 1, next, exit)),
                Block::Group => {
                    self.fail(LEAVES_GROUP, span);
                    return None;
                }
                _ => {}
            }
        }
        self.fail(message, span);
        None
    }

    // --- branches ---

    /// An `if` with its chain of `elif`, which is long rather than deep.
    pub fn if_statement(&mut self, mut stmt: &'a Stmt) {
        let end = self.code.label();
        while let StmtKind::If { test, body, orelse } = &stmt.kind {
            if self.failed() {
                return;
            }
            let otherwise = match orelse.is_empty() {
                true => end,
                false => self.code.label(),
            };
            self.jump_if(test, When::False, otherwise);
            self.statements(body);
            if orelse.is_empty() {
                break;
            }
            let span = body.last().map_or(stmt.span, |last| last.span);
            self.code.goto(span, end);
            self.code.bind(otherwise);
            match &orelse[..] {
                [only] if matches!(only.kind, StmtKind::If { .. }) => stmt = only,
                _ => {
                    self.statements(orelse);
                    break;
                }
            }
        }
        self.code.bind(end);
    }

    // --- loops ---

    pub fn while_loop(&mut self, test: &'a Expr, body: &'a [Stmt], orelse: &'a [Stmt], span: Span) {
        let [next, otherwise, exit] = [(); 3].map(|()| self.code.label());
        self.jump_if(test, When::False, otherwise);
        let top = self.code.loop_top();
        self.within(Block::Loop { next, exit }, span, |c| c.statements(body));
        self.code.bind(next);
        if fold::constant(test).is_some() {
            self.code.goto(test.span, top);
        } else {
            self.jump_if(test, When::True, top);
        }
        self.code.bind(otherwise);
        self.statements(orelse);
        self.code.bind(exit);
    }

    pub fn for_loop(&mut self, node: &'a For, span: Span) {
        let state = self.temps(3);
        self.scoped(|c| {
            let src = c.iterated(&node.iter);
            let (state, src) = (Loop(state), Src(src));
            c.emit(span, Op::ForPrep { state, src });
        });
        let (otherwise, exit) = (self.code.label(), self.code.label());
        let (next, item) = self.for_top(state, &node.target, otherwise, span);
        self.within(Block::Loop { next, exit }, span, |c| {
            c.statements(&node.body)
        });
        self.for_bottom(state, item, next, span);
        self.code.bind(otherwise);
        self.statements(&node.orelse);
        self.code.bind(exit);
    }

    /// What a `for` goes over: a constant list is a constant tuple, a constant set a frozenset.
    pub fn iterated(&mut self, iter: &'a Expr) -> u16 {
        let constant = match &iter.kind {
            ExprKind::List { elts, .. } => fold::constants(elts).map(Const::Tuple),
            ExprKind::Set { elts } => fold::constants(elts).map(Const::FrozenSet),
            _ => None,
        };
        match constant {
            Some(constant) => {
                let temp = self.temp();
                self.constant(constant, temp, iter.span);
                temp
            }
            None => self.operand(iter),
        }
    }

    /// The top of a loop over a prepared state: takes an item, goes to `exit` when there is none.
    /// The label of this, and the register that the item comes to.
    pub fn for_top(
        &mut self,
        state: u16,
        target: &'a Expr,
        exit: Label,
        span: Span,
    ) -> (Label, u16) {
        let top = self.code.loop_top();
        let mut register = 0;
        self.scoped(|c| {
            let variable = c.target_register(target);
            let item = variable.unwrap_or_else(|| c.temp());
            register = item;
            let (state, dst) = (Loop(state), Dst(item));
            let op = Op::ForIter {
                state,
                dst,
                exit: Near(0),
            };
            c.code.jump(span, op, exit);
            match variable {
                Some(register) => c.code.bound.insert(register),
                None => c.store_target(target, item, target.span),
            }
        });
        (top, register)
    }

    /// The bottom of such a loop: goes on with the next item.
    pub fn for_bottom(&mut self, state: u16, item: u16, top: Label, span: Span) {
        let op = Op::ForNext {
            dst: Dst(item),
            state: Loop(state),
            top: Near(0),
        };
        self.code.jump(span, op, top);
    }

    pub fn async_for(&mut self, node: &'a For, span: Span) {
        if !self.in_coroutine() {
            return self.fail("'async for' outside async function", span);
        }
        let iter = self.temp();
        self.scoped(|c| {
            let (dst, src) = (Dst(iter), Src(c.operand(&node.iter)));
            c.emit(span, Op::GetAIter { dst, src });
        });
        let (otherwise, exit) = (self.code.label(), self.code.label());
        self.async_loop(iter, &node.target, otherwise, span, |c, next| {
            c.within(Block::Loop { next, exit }, span, |c| {
                c.statements(&node.body)
            });
        });
        self.code.bind(otherwise);
        self.statements(&node.orelse);
        self.code.bind(exit);
    }

    /// A loop over an asynchronous iterator, which ends at `exit` by StopAsyncIteration.
    pub fn async_loop(
        &mut self,
        iter: u16,
        target: &'a Expr,
        exit: Label,
        span: Span,
        body: impl FnOnce(&mut Self, Label),
    ) {
        let top = self.code.loop_top();
        let (ended, other) = (self.code.label(), self.code.label());
        self.scoped(|c| {
            let (item, exc) = (c.temp(), c.temp());
            let region = c.code.open_region(ended, exc);
            c.scoped(|c| {
                let awaitable = c.temp();
                let (dst, src) = (Dst(awaitable), Src(iter));
                c.emit(span, Op::GetANext { dst, src });
                c.send_through(awaitable, item, span);
            });
            c.code.close_region(region);
            c.store_target(target, item, target.span);
            body(c, top);
            // To who traces lines, going back is the end of the last one.
            c.code.goto(c.code.last_span().unwrap_or(span), top);

            c.code.begin_handler(ended);
            let (exc, target) = (Src(exc), Jump(0));
            c.code
                .jump(span, Op::JumpUnlessStopAsync { exc, target }, other);
            c.code.goto(span, exit);
            c.code.bind(other);
            c.emit(span, Op::Reraise { exc });
        });
    }

    /// Whether `async for` and `async with` may stand here.
    pub fn in_coroutine(&self) -> bool {
        self.scope().kind == ScopeKind::Function && self.scope().coroutine
    }
}
