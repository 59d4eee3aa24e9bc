//! Writes ops: labels, jumps, regions of exception handlers.
//!
//! ```text
//!      JumpLt r0 r1 -> exit      a jump to a label that has no place yet
//!      ...
//!      Jump -> top               a jump backwards
//! exit:                          the label is bound; `finish` writes the distances
//! ```
//!
//! Two facts travel with the code, and labels merge them where paths meet:
//!
//! - *reachable*: ops that no path leads to are not written at all;
//! - *bound*: the variables that hold a value on every path to here, so that only
//!   the others are checked before use.
//!
//! Short jumps have 16 bits. A function is written as if all of them fitted; in one that
//! is too long, `finish` turns those which don't into an inverted jump over a long one:
//!
//! ```text
//!      JumpLt if r0 r1 -> far         JumpLt unless r0 r1 -> +1
//!                                     Jump -> far
//!      ForIter r4 r1 -> far           ForIter r4 r1 -> +1
//!                                     Jump -> +1
//!                                     Jump -> far
//! ```
//!
//! A jump to the next op is left out. An op becomes at most three, so a jump of less than a third of the range surely
//! fits afterwards: one pass is enough.

use std::collections::BTreeSet;

use crate::code::Handler;
use crate::code::op::{Jump, Near, Op, When};
use crate::code::register_set::RegisterSet;
use crate::source::Span;

const NEAR: i64 = i16::MAX as i64 / 3;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(usize);

#[derive(Default)]
struct LabelState {
    at: Option<u32>,
    /// What is bound on every path that jumps here; `None` before the first.
    bound: Option<RegisterSet>,
}

/// A range of ops, with holes, whose exceptions go to a handler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegionId(usize);

struct Region {
    target: Label,
    exc: u16,
    open: Option<u32>,
    ranges: Vec<(u32, u32)>,
    /// What is bound wherever an exception comes from.
    bound: RegisterSet,
}

#[derive(Default)]
pub struct Emitter {
    ops: Vec<Op>,
    spans: Vec<Span>,
    labels: Vec<LabelState>,
    jumps: Vec<(u32, Label)>,
    regions: Vec<Region>,
    handlers: Vec<(u32, u32, Label, u16)>,
    unreachable: bool,
    /// Variables that surely hold a value here.
    pub bound: RegisterSet,
    /// Variables that some `del` of the function may unbind.
    pub deletable: RegisterSet,
}

/// The finished ops of a function.
pub struct Written {
    pub ops: Vec<Op>,
    pub spans: Vec<Span>,
    pub handlers: Vec<Handler>,
    /// Where each op that was written is in the end.
    pub moved: Vec<u32>,
}

impl Emitter {
    /// Whether any path leads here.
    pub fn reachable(&self) -> bool {
        !self.unreachable
    }

    /// Where the last op stands.
    pub fn last_span(&self) -> Option<Span> {
        self.spans.last().copied()
    }

    /// How many ops there are.
    pub fn position(&self) -> u32 {
        self.ops.len() as u32
    }

    pub fn emit(&mut self, span: Span, op: Op) {
        if self.unreachable {
            return;
        }
        self.ops.push(op);
        self.spans.push(span);
        self.unreachable = matches!(
            op,
            Op::Return { .. }
                | Op::Raise { .. }
                | Op::RaiseFrom { .. }
                | Op::RaiseAgain {}
                | Op::Reraise { .. }
        );
    }

    // --- labels ---

    pub fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() - 1)
    }

    /// Writes a jump, whose distance is filled in at the end.
    pub fn jump(&mut self, span: Span, op: Op, label: Label) {
        if self.unreachable {
            return;
        }
        self.jumps.push((self.ops.len() as u32, label));
        self.emit(span, op);
        let state = &mut self.labels[label.0];
        if state.at.is_none() {
            match &mut state.bound {
                Some(bound) => drop(bound.intersect(&self.bound)),
                None => state.bound = Some(self.bound.clone()),
            }
        }
        self.unreachable = matches!(op, Op::Jump { .. } | Op::ForNext { .. });
    }

    pub fn goto(&mut self, span: Span, label: Label) {
        let target = Jump(0);
        self.jump(span, Op::Jump { target }, label);
    }

    /// Gives a label, jumped to so far only from above, its place: here.
    pub fn bind(&mut self, label: Label) {
        let state = &mut self.labels[label.0];
        state.at = Some(self.ops.len() as u32);
        if let Some(bound) = state.bound.take() {
            if self.unreachable {
                self.bound = bound;
            } else {
                self.bound.intersect(&bound);
            }
            self.unreachable = false;
        }
    }

    /// A label here that is jumped to from below: the top of a loop.
    pub fn loop_top(&mut self) -> Label {
        let label = self.label();
        self.labels[label.0].at = Some(self.ops.len() as u32);
        self.bound.subtract(&self.deletable);
        label
    }

    // --- regions ---

    /// Opens a region whose exceptions go to `target`, into register `exc`.
    pub fn open_region(&mut self, target: Label, exc: u16) -> RegionId {
        let mut bound = self.bound.clone();
        bound.subtract(&self.deletable);
        self.regions.push(Region {
            target,
            exc,
            open: Some(self.ops.len() as u32),
            ranges: Vec::new(),
            bound,
        });
        RegionId(self.regions.len() - 1)
    }

    /// Leaves the region for a while: code on the way out of it is not covered.
    pub fn suspend_region(&mut self, RegionId(id): RegionId) {
        let here = self.ops.len() as u32;
        let region = &mut self.regions[id];
        if let Some(start) = region.open.take()
            && start < here
        {
            region.ranges.push((start, here));
        }
    }

    pub fn resume_region(&mut self, RegionId(id): RegionId) {
        self.regions[id].open = Some(self.ops.len() as u32);
    }

    /// Ends a region. Regions end from the inside out, and the first entry wins.
    pub fn close_region(&mut self, id: RegionId) {
        self.suspend_region(id);
        let region = &mut self.regions[id.0];
        for (start, end) in std::mem::take(&mut region.ranges) {
            self.handlers.push((start, end, region.target, region.exc));
            self.labels[region.target.0].bound = Some(region.bound.clone());
        }
    }

    /// The place that a region's exceptions come to. It is reachable if the region
    /// holds any op.
    pub fn begin_handler(&mut self, target: Label) {
        self.unreachable = true;
        self.bind(target);
    }

    // --- the end ---

    /// Resolves jumps and handlers.
    pub fn finish(self) -> Written {
        let place = |label: &Label| self.labels[label.0].at.unwrap_or(0) as usize;
        let mut targets = vec![None; self.ops.len()];
        for (at, label) in &self.jumps {
            targets[*at as usize] = Some(place(label));
        }
        let is_far = |at: usize| {
            targets[at]
                .is_some_and(|to| is_near(&self.ops[at]) && (to as i64 - at as i64).abs() > NEAR)
        };
        let is_idle =
            |at: usize| matches!(self.ops[at], Op::Jump { .. }) && targets[at] == Some(at + 1);
        // moved[i]: where op i is in the end.
        let mut moved = Vec::with_capacity(self.ops.len() + 1);
        let mut next = 0u32;
        for at in 0..self.ops.len() {
            moved.push(next);
            next += match self.ops[at] {
                Op::ForIter { .. } if is_far(at) => 3,
                Op::ForNext { .. } if is_far(at) => 1,
                _ if is_far(at) => 2,
                _ if is_idle(at) => 0,
                _ => 1,
            };
        }
        moved.push(next);

        let mut ops = Vec::with_capacity(next as usize);
        let mut spans = Vec::with_capacity(next as usize);
        for (at, &op) in self.ops.iter().enumerate() {
            let Some(to) = targets[at] else {
                ops.push(op);
                spans.push(self.spans[at]);
                continue;
            };
            if is_idle(at) {
                continue;
            }
            let target = i64::from(moved[to]);
            if is_far(at) {
                match op {
                    Op::ForIter { .. } => {
                        ops.push(with_distance(op, 1));
                        ops.push(Op::Jump { target: Jump(1) });
                    }
                    // A plain jump to the top does the same.
                    Op::ForNext { .. } => {}
                    _ => ops.push(with_distance(inverted(op), 1)),
                }
                let target = Jump((target - ops.len() as i64 - 1) as i32);
                ops.push(Op::Jump { target });
            } else {
                ops.push(with_distance(op, target - ops.len() as i64 - 1));
            }
            spans.resize(ops.len(), self.spans[at]);
        }
        let handlers: Vec<Handler> = self
            .handlers
            .iter()
            .map(|(start, end, target, exc)| Handler {
                start: moved[*start as usize],
                end: moved[*end as usize],
                target: moved[place(target)],
                exc: *exc,
            })
            .filter(|handler| handler.start < handler.end)
            .collect();
        Written {
            ops,
            spans,
            handlers: innermost(&handlers),
            moved,
        }
    }
}

/// Turns nested ranges, of which the first that covers an op wins, into disjoint
/// ones in the order of the ops, so that unwinding can search them by halves.
fn innermost(nested: &[Handler]) -> Vec<Handler> {
    let mut edges: Vec<(u32, usize)> = nested
        .iter()
        .enumerate()
        .flat_map(|(index, handler)| [(handler.start, index), (handler.end, index)])
        .collect();
    edges.sort_unstable();
    let mut flat: Vec<Handler> = Vec::with_capacity(nested.len());
    // The ranges that cover the ops before the next edge.
    let mut covering = BTreeSet::new();
    let mut start = 0;
    for (at, index) in edges {
        if at > start
            && let Some(&winner) = covering.first()
        {
            let Handler { target, exc, .. } = nested[winner];
            match flat.last_mut() {
                Some(last) if (last.end, last.target, last.exc) == (start, target, exc) => {
                    last.end = at;
                }
                _ => flat.push(Handler {
                    start,
                    end: at,
                    target,
                    exc,
                }),
            }
        }
        start = at;
        if !covering.remove(&index) {
            covering.insert(index);
        }
    }
    flat
}

/// The conditional jumps with a `when` and a short distance.
macro_rules! near_jumps {
    ($op:expr, $when:ident, $target:ident => $then:expr) => {
        match $op {
            Op::JumpLt {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpLe {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpGt {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpGe {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpEq {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpNe {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpLtImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpLeImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpGtImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpGeImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpEqImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpNeImm {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpIs {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpIn {
                when: $when,
                target: $target,
                ..
            }
            | Op::JumpMatches {
                when: $when,
                target: $target,
                ..
            } => Some($then),
            _ => None,
        }
    };
}

fn is_near(op: &Op) -> bool {
    matches!(op, Op::ForIter { .. } | Op::ForNext { .. })
        || near_jumps!(op, _when, _target => ()).is_some()
}

/// The jump on the opposite condition.
pub fn inverted(mut op: Op) -> Op {
    let flip = |when: &mut When| {
        *when = match when {
            When::True => When::False,
            When::False => When::True,
        }
    };
    match &mut op {
        Op::JumpIf { when, .. } | Op::JumpIfNone { when, .. } => flip(when),
        op => drop(near_jumps!(op, when, _target => flip(when))),
    }
    op
}

/// The jump with its distance filled in, which fits where it is short.
fn with_distance(mut op: Op, distance: i64) -> Op {
    match &mut op {
        Op::Jump { target }
        | Op::JumpIf { target, .. }
        | Op::JumpIfNone { target, .. }
        | Op::JumpUnlessStopAsync { target, .. } => *target = Jump(distance as i32),
        Op::ForIter { exit, .. } => *exit = Near(distance as i16),
        Op::ForNext { top, .. } => *top = Near(distance as i16),
        op => drop(near_jumps!(op, _when, target => *target = Near(distance as i16))),
    }
    op
}
