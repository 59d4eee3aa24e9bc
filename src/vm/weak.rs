//! Weak references as scripts see them: when an object counts as dead, and callbacks.
//!
//! CPython counts references, so an object dies with the last of them, and a script may
//! print `reference()` right after `del`. Here objects die in collections. So asking a
//! weak reference collects first: what it gives was reached a moment ago. Asking often
//! must not make a program slow, hence a budget:
//!
//! ```text
//!   time spent on such collections   <=   a grace period + a share of the time that passed
//! ```
//!
//! Beyond it the answer is that of the last collection: an object that lives, or one that
//! nobody has noticed to be dead yet.

use std::time::{Duration, Instant};

use super::{Args, Raised, Vm};
use crate::object::finalize::Cycles;
use crate::object::value::Value;

/// Collections for weak references may take so long at any rate.
const GRACE: Duration = Duration::from_millis(100);
/// And this part of the time since the first.
const SHARE: u32 = 20;

/// What collections for the sake of weak references have cost.
#[derive(Default, Debug)]
pub(crate) struct WeakBudget {
    first: Option<Instant>,
    spent: Duration,
}

impl Vm {
    /// Collects for a native that is about to ask a weak reference, within the budget.
    pub fn collect_for_weak_reference(&mut self, args: &Args<'_>) {
        let start = Instant::now();
        let first = *self.weak_budget.first.get_or_insert(start);
        let allowed = GRACE + (start - first) / SHARE;
        if self.weak_budget.spent > allowed {
            return;
        }
        self.collect_from_native(args, Cycles::Keep);
        self.weak_budget.spent += start.elapsed();
        self.run_finalizers();
    }

    /// Calls the callbacks of the weak references whose objects have died.
    pub fn run_weak_callbacks(&mut self) {
        let claim = self.heap.begin_with_fired();
        while let Some(reference) = self.heap.next_fired(claim) {
            let saved = (self.returned, self.raised, self.handled);
            self.raised = Value::NONE;
            let callback = reference.callback.replace(Value::NONE);
            if let Err(Raised) = self.call(callback, &[reference.into()]) {
                let exception = self.take_raised();
                self.report_unraisable(exception, "in", callback);
            }
            (self.returned, self.raised, self.handled) = saved;
        }
    }
}
