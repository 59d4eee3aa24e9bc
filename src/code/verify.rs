//! Checks code objects: a mistake of the compiler must not become one of the evaluator, which
//! trusts its operands.
//!
//! ```text
//! LoadInt   r3 = 1
//! JumpIf    if a -> 4          paths:   r3 written on both
//! LoadInt   r4 = 2                      r4 written on one only
//! Call      dst=r3 window=r5
//! Add       dst=r3 lhs=r3 rhs=r4        "reads r4, which is not written on every path"
//! ```
//!
//! The rules: operands are in range; jumps and handlers stay inside; the code ends in an
//! op that goes nowhere; and along every path, exceptions included, a temporary is written
//! before it is read, where a call makes everything from its window on unwritten again.

use std::fmt;

use super::op::{CALLEE, KWNAMES, Op, Operand, WINDOW};
use super::register_set::RegisterSet;
use super::{Code, Const};

/// A broken rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Violation {
    /// The qualified name of the code object.
    pub code: String,
    /// The op.
    pub pc: usize,
    pub rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} op {}: {}", self.code, self.pc, self.rule)
    }
}

impl std::error::Error for Violation {}

/// Checks a code object and those inside it.
///
/// # Errors
/// The first rule found broken.
pub fn verify(code: &Code) -> Result<(), Violation> {
    let mut stack = vec![code];
    while let Some(code) = stack.pop() {
        Checker::new(code).check()?;
        stack.extend(code.consts.iter().filter_map(|konst| match konst {
            Const::Code(code) => Some(&**code),
            _ => None,
        }));
    }
    Ok(())
}

struct Checker<'a> {
    code: &'a Code,
    /// The handler of each op: an index, or none.
    handlers: Vec<Option<usize>>,
    /// What is written on every path to an op that is jumped to.
    states: Vec<Option<RegisterSet>>,
    work: Vec<usize>,
}

/// Registers that an op reads, and those that it writes when it succeeds.
#[derive(Default)]
struct Effect {
    reads: Vec<(u16, u16)>,
    writes: Vec<(u16, u16)>,
    /// A call: what lies from here on is gone afterwards.
    window: Option<u16>,
    /// Where it may go, besides the next op.
    jump: Option<usize>,
    /// It goes to the next op, too.
    falls_through: bool,
}

impl<'a> Checker<'a> {
    fn new(code: &'a Code) -> Self {
        Checker {
            code,
            handlers: vec![None; code.ops.len()],
            states: vec![None; code.ops.len()],
            work: Vec::new(),
        }
    }

    fn broken(&self, pc: usize, rule: impl Into<String>) -> Violation {
        Violation {
            code: self.code.qualname.to_string(),
            pc,
            rule: rule.into(),
        }
    }

    fn check(&mut self) -> Result<(), Violation> {
        let code = self.code;
        if code.ops.len() != code.spans.len() {
            return Err(self.broken(0, "not one span for each op"));
        }
        if code.ops.is_empty() {
            return Err(self.broken(0, "no ops"));
        }
        if code.locals.len() > usize::from(code.registers)
            || usize::from(code.params()) > code.locals.len()
        {
            return Err(self.broken(0, "parameters, locals and registers do not nest"));
        }
        self.suspension()?;
        let mut covered = 0;
        for (at, handler) in code.handlers.iter().enumerate() {
            let in_range = handler.start < handler.end
                && handler.end as usize <= code.ops.len()
                && (handler.target as usize) < code.ops.len()
                && handler.exc < code.registers;
            if !in_range {
                return Err(self.broken(handler.start as usize, "a handler out of range"));
            }
            if handler.start < covered {
                return Err(self.broken(handler.start as usize, "handlers overlap"));
            }
            covered = handler.end;
            self.handlers[handler.start as usize..handler.end as usize].fill(Some(at));
        }
        for pc in 0..code.ops.len() {
            self.operands(pc)?;
        }
        self.paths()
    }

    /// Code that yields starts by moving its frame into a generator, and no other does.
    fn suspension(&self) -> Result<(), Violation> {
        let flags = self.code.flags;
        let suspends = flags.generator || flags.coroutine || flags.async_generator;
        for (pc, op) in self.code.ops.iter().enumerate() {
            let makes = matches!(op, Op::MakeGenerator {});
            if makes != (suspends && pc == 0) {
                return Err(self.broken(
                    pc,
                    "MakeGenerator is the first op of what yields, and only there",
                ));
            }
            if !suspends && matches!(op, Op::Yield { .. } | Op::YieldFrom { .. }) {
                return Err(self.broken(pc, "a yield in code that makes no generator"));
            }
        }
        Ok(())
    }

    fn operands(&self, pc: usize) -> Result<(), Violation> {
        let code = self.code;
        let op = code.ops[pc];
        for (name, operand) in op.operands() {
            let fits = match operand {
                Operand::Dst(r) | Operand::Src(r) => r < code.registers,
                // An empty run may lie anywhere.
                Operand::First(_) | Operand::Into(_) | Operand::Window(_) | Operand::Loop(_) => {
                    true
                }
                Operand::Const(at) => (at as usize) < code.consts.len(),
                Operand::Code(at) => {
                    matches!(code.consts.get(at as usize), Some(Const::Code(_)))
                }
                Operand::Name(at) => (at as usize) < code.names.len(),
                Operand::ShortName(at) => usize::from(at) < code.names.len(),
                Operand::Cache(at) => self.is_cache(at),
                Operand::ShortCache(at) => self.is_cache(u32::from(at)),
                Operand::Jump(by) => self.target(pc, i64::from(by)).is_some(),
                Operand::Near(by) => self.target(pc, i64::from(by)).is_some(),
                Operand::Count(_)
                | Operand::Imm(_)
                | Operand::ShortImm(_)
                | Operand::Small(_)
                | Operand::Choice(_) => true,
            };
            if !fits {
                return Err(self.broken(pc, format!("{op}: operand {name} out of range")));
            }
        }
        let effect = self.effect(pc);
        for &(first, count) in effect.reads.iter().chain(&effect.writes) {
            if count > 0 && u32::from(first) + u32::from(count) > u32::from(code.registers) {
                return Err(self.broken(pc, format!("{op}: a run beyond the frame")));
            }
        }
        if effect.falls_through && pc + 1 == code.ops.len() {
            return Err(self.broken(pc, "the end can be reached"));
        }
        Ok(())
    }

    fn is_cache(&self, at: u32) -> bool {
        self.code
            .caches
            .get(at as usize)
            .is_some_and(|&name| (name as usize) < self.code.names.len())
    }

    fn target(&self, pc: usize, by: i64) -> Option<usize> {
        usize::try_from(pc as i64 + 1 + by)
            .ok()
            .filter(|&target| target < self.code.ops.len())
    }

    fn effect(&self, pc: usize) -> Effect {
        let op = self.code.ops[pc];
        let mut effect = Effect {
            falls_through: true,
            ..Effect::default()
        };
        let mut first = None;
        let mut into = None;
        for (_, operand) in op.operands() {
            match operand {
                Operand::Src(r) => effect.reads.push((r, 1)),
                Operand::Dst(r) => effect.writes.push((r, 1)),
                Operand::First(r) => first = Some(r),
                Operand::Into(r) => into = Some(r),
                Operand::Count(n) => {
                    if let Some(first) = first {
                        effect.reads.push((first, n));
                    }
                    if let Some(into) = into {
                        effect.writes.push((into, n));
                    }
                }
                Operand::Jump(by) => effect.jump = self.target(pc, i64::from(by)),
                Operand::Near(by) => effect.jump = self.target(pc, i64::from(by)),
                _ => {}
            }
        }
        self.particular(op, &mut effect);
        effect
    }

    /// What the kinds of an op's operands don't tell.
    fn particular(&self, op: Op, effect: &mut Effect) {
        let window = |at: u16, reads: &[(u16, u16)], effect: &mut Effect| {
            effect
                .reads
                .extend(reads.iter().map(|&(by, n)| (at.saturating_add(by), n)));
            effect.reads.push((at, 0));
            effect.window = Some(at);
        };
        match op {
            Op::Jump { .. }
            | Op::Return { .. }
            | Op::Raise { .. }
            | Op::RaiseFrom { .. }
            | Op::RaiseAgain {}
            | Op::Reraise { .. } => effect.falls_through = false,
            Op::ForPrep { state, .. } => effect.writes.push((state.0, 3)),
            Op::ForIter { state, .. } => effect.reads.push((state.0, 3)),
            Op::ForNext { state, .. } => {
                effect.reads.push((state.0, 3));
                effect.falls_through = false;
            }
            Op::Call {
                window: at, argc, ..
            } => {
                window(at.0, &[(CALLEE, 1), (WINDOW, argc.0)], effect);
            }
            Op::CallKw {
                window: at, argc, ..
            } => {
                window(at.0, &[(KWNAMES, 1), (CALLEE, 1), (WINDOW, argc.0)], effect);
            }
            Op::CallMethod {
                window: at, argc, ..
            } => {
                window(at.0, &[(CALLEE, 1), (WINDOW, argc.0 + 1)], effect);
            }
            Op::CallMethodKw {
                window: at, argc, ..
            } => {
                let reads = [(KWNAMES, 1), (CALLEE, 1), (WINDOW, argc.0 + 1)];
                window(at.0, &reads, effect);
            }
            Op::CallEx { window: at, .. } => window(at.0, &[(CALLEE, 1), (WINDOW, 2)], effect),
            Op::LoadMethod { window, .. } | Op::LoadSpecial { window, .. } => {
                let at = window.0;
                effect
                    .writes
                    .extend([CALLEE, WINDOW].map(|by| (at.saturating_add(by), 1)));
            }
            Op::MakeFunction { count, dst, .. } => {
                effect.reads.push((dst.0, u16::from(count.0)));
            }
            Op::GetSlice { first, .. } | Op::SetSlice { first, .. } => {
                effect.reads.push((first.0, 3));
            }
            Op::ImportName { first, .. } => effect.reads.push((first.0, 2)),
            Op::LoadExcInfo { into, .. } => effect.writes.push((into.0, 3)),
            Op::SplitGroup { into, .. } => effect.writes.push((into.0, 2)),
            Op::MatchClass { into, .. } => {
                effect.reads.push((into.0, 3));
                effect.writes.push((into.0, 1));
            }
            _ => {}
        }
    }

    // --- paths ---

    fn paths(&mut self) -> Result<(), Violation> {
        let locals = self.code.locals.len().min(usize::from(u16::MAX)) as u16;
        self.reach(0, &RegisterSet::below(locals));
        while let Some(pc) = self.work.pop() {
            self.path(pc)?;
        }
        Ok(())
    }

    /// Notes that a path with these registers written leads to an op.
    fn reach(&mut self, pc: usize, state: &RegisterSet) {
        let changed = match &mut self.states[pc] {
            Some(known) => known.intersect(state),
            unknown => {
                *unknown = Some(state.clone());
                true
            }
        };
        if changed {
            self.work.push(pc);
        }
    }

    /// Follows the ops from one that is jumped to, up to the next such one.
    fn path(&mut self, start: usize) -> Result<(), Violation> {
        let Some(mut state) = self.states[start].clone() else {
            return Ok(());
        };
        let mut pc = start;
        loop {
            let effect = self.effect(pc);
            for &(first, count) in &effect.reads {
                for register in (first..).take(usize::from(count)) {
                    if !state.contains(register) {
                        let op = self.code.ops[pc];
                        return Err(self.broken(
                            pc,
                            format!("{op}: reads r{register}, which is not written on every path"),
                        ));
                    }
                }
            }
            if let Some(window) = effect.window {
                state.truncate(window);
            }
            if let Some(at) = self.handlers[pc] {
                let handler = self.code.handlers[at];
                let mut raised = state.clone();
                raised.insert(handler.exc);
                self.reach(handler.target as usize, &raised);
            }
            // A loop that is exhausted writes no item.
            if let Some(target) = effect.jump {
                self.reach(target, &state);
            }
            for (first, count) in effect.writes {
                for register in (first..).take(usize::from(count)) {
                    state.insert(register);
                }
            }
            if !effect.falls_through {
                return Ok(());
            }
            pc += 1;
            if self.states[pc].is_some() {
                self.reach(pc, &state);
                return Ok(());
            }
        }
    }
}
