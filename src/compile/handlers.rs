//! `try` and `with`: regions of ops whose exceptions go to a handler.
//!
//! ```text
//! try:                    body            region 1 -> handler, exception in exc
//!     body                goto end
//! except E as e:  handler: EnterHandler saved <- exc
//!     clause              JumpMatches unless exc, E -> next      region 2 -> cleanup
//!                         e = exc
//!                         clause          region 3 -> forgets e, raises on
//!                         LeaveHandler saved; forget e; goto end
//!                   next: Reraise exc
//!                cleanup: LeaveHandler saved       what a clause raises, and what
//!                         Reraise                  none matches, goes on
//!                    end:
//! ```
//!
//! `EnterHandler` and `LeaveHandler` keep the exception being handled right, for
//! `sys.exception()`, a bare `raise` and `__context__`, whichever way the handler
//! is left.

use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::Compiler;
use super::control::{Block, WithBlock};
use super::emit::Label;
use super::stmt::last_span;

/// The registers of a handler.
struct Handling {
    exc: u16,
    saved: u16,
    /// What is raised while the exception is being handled.
    raised: u16,
    /// Where that goes.
    cleanup: Label,
}

impl<'a> Compiler<'a> {
    pub fn try_statement(&mut self, node: &'a Try, span: Span, is_group: bool) {
        if node.finalbody.is_empty() {
            return self.try_except(node, span, is_group);
        }
        let handling = self.handling();
        let (handler, end) = (self.code.label(), self.code.label());
        let region = self.code.open_region(handler, handling.exc);
        let body = &node.finalbody;
        self.within(Block::Finally { region, body }, span, |c| {
            c.scoped(|c| match node.handlers.is_empty() {
                true => {
                    c.statements(&node.body);
                    c.statements(&node.orelse);
                }
                false => c.try_except(node, span, is_group),
            });
        });
        self.code.close_region(region);
        if self.code.reachable() {
            self.statements(body);
            self.code.goto(last_span(body), end);
        }

        self.handle(handler, handling, span, |c, exc| {
            c.statements(body);
            let exc = Src(exc);
            c.emit(last_span(body), Op::Reraise { exc });
        });
        self.code.bind(end);
    }

    fn handling(&mut self) -> Handling {
        Handling {
            exc: self.temp(),
            saved: self.temp(),
            raised: self.temp(),
            cleanup: self.code.label(),
        }
    }

    /// The code of a handler: `body` runs while the exception is the one being handled, and
    /// whatever it raises restores the one before. Where `body` ends, it has to have left
    /// the handler by [`Self::left_handler`], or not end.
    fn handle(
        &mut self,
        handler: Label,
        handling: Handling,
        span: Span,
        body: impl FnOnce(&mut Self, u16),
    ) {
        let Handling {
            exc,
            saved,
            raised,
            cleanup,
        } = handling;
        self.code.begin_handler(handler);
        let (to, from) = (Dst(saved), Src(exc));
        self.emit(
            span,
            Op::EnterHandler {
                saved: to,
                exc: from,
            },
        );
        let region = self.code.open_region(cleanup, raised);
        self.within(Block::Handler { region, saved }, span, |c| body(c, exc));
        self.code.close_region(region);
        self.code.begin_handler(cleanup);
        let (saved, exc) = (Src(saved), Src(raised));
        self.emit(span, Op::LeaveHandler { saved });
        self.emit(span, Op::Reraise { exc });
    }

    /// Leaves the innermost handler and goes on at `end`.
    fn left_handler(&mut self, span: Span, end: Label) {
        let depth = self
            .blocks
            .iter()
            .rposition(|block| matches!(block, Block::Handler { .. }))
            .unwrap_or(0);
        self.leaving(depth, span, |c| c.code.goto(span, end));
    }

    fn try_except(&mut self, node: &'a Try, span: Span, is_group: bool) {
        let handling = self.handling();
        let (handler, end) = (self.code.label(), self.code.label());
        let region = self.code.open_region(handler, handling.exc);
        self.within(Block::Try { region }, span, |c| c.statements(&node.body));
        self.code.close_region(region);
        self.statements(&node.orelse);
        self.code.goto(span, end);

        self.handle(handler, handling, span, |c, exc| {
            if is_group {
                c.group_clauses(&node.handlers, exc, end, span);
            } else {
                c.clauses(&node.handlers, exc, end, span);
            }
        });
        self.code.bind(end);
    }

    fn clauses(&mut self, handlers: &'a [ExceptHandler], exc: u16, end: Label, span: Span) {
        for (at, handler) in handlers.iter().enumerate() {
            let next = self.code.label();
            match &handler.typ {
                Some(class) => self.scoped(|c| {
                    let class = Src(c.operand(class));
                    let op = Op::JumpMatches {
                        when: When::False,
                        exc: Src(exc),
                        class,
                        target: Near(0),
                    };
                    c.code.jump(handler.span, op, next);
                }),
                None if at + 1 < handlers.len() => {
                    self.fail("default 'except:' must be last", handler.span)
                }
                None => {}
            }
            self.clause(handler, exc, |c| {
                let span = handler.body.last().map_or(handler.span, |last| last.span);
                c.left_handler(span, end);
            });
            self.code.bind(next);
        }
        let exc = Src(exc);
        let span = handlers.last().map_or(span, |last| last.span);
        self.emit(span, Op::Reraise { exc });
    }

    /// The body of a clause, with its name bound; `leave` runs inside.
    fn clause(&mut self, handler: &'a ExceptHandler, exc: u16, leave: impl FnOnce(&mut Self)) {
        let span = handler.span;
        let Some(name) = &handler.name else {
            let block = Block::Clause {
                region: None,
                name: None,
            };
            return self.within(block, span, |c| {
                c.statements(&handler.body);
                leave(c);
            });
        };
        self.scoped(|c| {
            c.store(&name.name, exc, span);
            let raised = c.temp();
            let cleanup = c.code.label();
            let region = c.code.open_region(cleanup, raised);
            let block = Block::Clause {
                region: Some(region),
                name: Some(name),
            };
            c.within(block, span, |c| {
                c.statements(&handler.body);
                leave(c);
            });
            c.code.close_region(region);
            c.code.begin_handler(cleanup);
            c.forget(&name.name, span);
            let exc = Src(raised);
            c.emit(span, Op::Reraise { exc });
        });
    }

    /// The clauses of `except*`: each takes its part of the group, and what they raise is
    /// gathered with the rest.
    fn group_clauses(&mut self, handlers: &'a [ExceptHandler], exc: u16, end: Label, span: Span) {
        let list = self.temp();
        let part = self.temps(2);
        let rest = self.temp();
        self.empty_list(list, span);
        self.copy(exc, rest, span);
        self.within(Block::Group, span, |c| {
            for handler in handlers {
                let next = c.code.label();
                let Some(class) = &handler.typ else { continue };
                c.scoped(|c| {
                    let class = Src(c.operand(class));
                    let (exc, into) = (Src(rest), Into(part));
                    c.emit(handler.span, Op::SplitGroup { exc, class, into });
                });
                c.copy(part + 1, rest, handler.span);
                let (when, src, target) = (When::True, Src(part), Jump(0));
                let op = Op::JumpIfNone { when, src, target };
                c.code.jump(handler.span, op, next);
                c.scoped(|c| c.group_clause(handler, part, list, next));
                c.code.bind(next);
            }
        });
        let (to, src) = (Src(list), Src(rest));
        self.emit(span, Op::ListAppend { list: to, src });
        let (dst, from, list) = (Dst(rest), Src(exc), Src(list));
        self.emit(
            span,
            Op::MergeGroups {
                dst,
                exc: from,
                list,
            },
        );
        let handled = self.code.label();
        let (when, src, target) = (When::True, Src(rest), Jump(0));
        let op = Op::JumpIfNone { when, src, target };
        self.code.jump(span, op, handled);
        let exc = Src(rest);
        self.emit(span, Op::Reraise { exc });
        self.code.bind(handled);
        self.left_handler(span, end);
    }

    fn group_clause(&mut self, handler: &'a ExceptHandler, part: u16, list: u16, next: Label) {
        let span = handler.span;
        let (saved, raised) = (self.temp(), self.temp());
        let failed = self.code.label();
        let (to, exc) = (Dst(saved), Src(part));
        self.emit(span, Op::EnterHandler { saved: to, exc });
        let region = self.code.open_region(failed, raised);
        let done = self.code.label();
        self.within(Block::Try { region }, span, |c| {
            c.clause(handler, part, |c| {
                let around = c.blocks.len() - 1;
                c.leaving(around, span, |c| c.code.goto(span, done));
            });
        });
        self.code.close_region(region);
        self.code.bind(done);
        let saved = Src(saved);
        self.emit(span, Op::LeaveHandler { saved });
        self.code.goto(span, next);

        self.code.begin_handler(failed);
        self.emit(span, Op::LeaveHandler { saved });
        let (list, src) = (Src(list), Src(raised));
        self.emit(span, Op::ListAppend { list, src });
        self.code.goto(span, next);
    }

    // --- with ---

    pub fn async_with(&mut self, node: &'a With, span: Span) {
        match self.in_coroutine() {
            true => self.with(&node.items, &node.body, true, span),
            false => self.fail("'async with' outside async function", span),
        }
    }

    /// `with a, b: body` is `with a: with b: body`.
    pub fn with(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool, span: Span) {
        let Some((item, others)) = items.split_first() else {
            return self.statements(body);
        };
        let manager = self.operand(&item.context_expr);
        let handling = self.handling();
        let (scratch, returned) = (self.temp(), self.temp());
        // Three arguments behind the object.
        let window = self.temps(usize::from(WINDOW) + 4);
        let variable = item
            .optional_vars
            .as_deref()
            .and_then(|target| self.target_register(target));
        let entered = variable.unwrap_or(scratch);
        self.enter(manager, window, entered, is_async, span);
        if let Some(register) = variable {
            self.code.bound.insert(register);
        }

        let (handler, end) = (self.code.label(), self.code.label());
        let region = self.code.open_region(handler, handling.exc);
        let block = WithBlock {
            region,
            window,
            scratch,
            returned,
            is_async,
            span,
        };
        self.within(Block::With(block), span, |c| {
            if let (Some(target), None) = (&item.optional_vars, variable) {
                c.store_target(target, entered, span);
            }
            c.scoped(|c| c.with(others, body, is_async, span));
        });
        self.code.close_region(region);
        if self.code.reachable() {
            self.exit_without_exception(block);
        }
        self.code.goto(span, end);

        self.handle(handler, handling, span, |c, exc| {
            let (from, into) = (Src(exc), Into(window + WINDOW + 1));
            c.emit(span, Op::LoadExcInfo { exc: from, into });
            c.call_exit(block, scratch);
            let suppressed = c.code.label();
            let (when, cond, target) = (When::True, Src(scratch), Jump(0));
            let op = Op::JumpIf { when, cond, target };
            c.code.jump(span, op, suppressed);
            let exc = Src(exc);
            c.emit(span, Op::Reraise { exc });
            c.code.bind(suppressed);
            c.left_handler(span, end);
        });
        self.code.bind(end);
    }

    /// Looks up both methods and calls `__enter__`; the call of `__exit__` stays prepared.
    fn enter(&mut self, manager: u16, exit: u16, dst: u16, is_async: bool, span: Span) {
        let (enter_name, exit_name) = match is_async {
            true => (Special::AEnter, Special::AExit),
            false => (Special::Enter, Special::Exit),
        };
        self.scoped(|c| {
            let enter = c.temps(usize::from(WINDOW) + 1);
            let obj = Src(manager);
            for (special, at) in [(enter_name, enter), (exit_name, exit)] {
                let window = Window(at);
                c.emit(
                    span,
                    Op::LoadSpecial {
                        special,
                        obj,
                        window,
                    },
                );
            }
            c.call_special(enter_name, enter, 0, dst, span);
        });
    }

    fn call_special(&mut self, special: Special, window: u16, argc: u16, dst: u16, span: Span) {
        let is_async = matches!(special, Special::AEnter | Special::AExit);
        self.scoped(|c| {
            let result = match is_async {
                true => c.temp(),
                false => dst,
            };
            let (to, window, argc) = (Dst(result), Window(window), Count(argc));
            c.emit(
                span,
                Op::CallMethod {
                    dst: to,
                    window,
                    argc,
                },
            );
            if is_async {
                let iter = c.temp();
                let (to, src) = (Dst(iter), Src(result));
                c.emit(
                    span,
                    Op::GetAwaitableOf {
                        special,
                        dst: to,
                        src,
                    },
                );
                c.send_through(iter, dst, span);
            }
        });
    }

    fn call_exit(&mut self, block: WithBlock, dst: u16) {
        let special = match block.is_async {
            true => Special::AExit,
            false => Special::Exit,
        };
        self.call_special(special, block.window, 3, dst, block.span);
    }

    /// `__exit__(None, None, None)`
    pub fn exit_without_exception(&mut self, block: WithBlock) {
        for at in 1..=3 {
            self.none(block.window + WINDOW + at, block.span);
        }
        self.call_exit(block, block.scratch);
    }
}
