//! Which addresses are taken, and by whom.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Place, Report, Rule};

/// The memory that a check may take: so many ranges of addresses are compared with each other, some 200 MB.
pub const MOST_REGIONS: usize = 4 << 20;

/// Ranges that do not overlap, as long as the file keeps the rule.
#[derive(Debug, Default)]
pub(super) struct Regions {
    taken: BTreeMap<u64, (u64, Place)>,
    full: bool,
}

impl Regions {
    /// Takes `range` for `place`; reports who has it already.
    pub(super) fn take(&mut self, range: Range<u64>, place: Place, report: &mut Report) {
        if range.is_empty() {
            return;
        }
        let before = self.taken.range(..range.end).next_back();
        if let Some((&start, &(end, owner))) = before
            && end > range.start
        {
            let (from, to) = (start.max(range.start), end.min(range.end));
            report.add(
                Rule::Overlap,
                place,
                format!("the addresses from {from:x} to {to:x} are {owner}'s too"),
            );
        }
        if self.taken.len() < MOST_REGIONS {
            self.taken.entry(range.start).or_insert((range.end, place));
        } else if !self.full {
            self.full = true;
            let detail = "overlaps with what comes after are not looked for";
            report.add(Rule::Overlap, place, detail);
        }
    }

    /// Gives back what `place` took at `start`.
    pub(super) fn release(&mut self, start: u64, place: Place) {
        if self
            .taken
            .get(&start)
            .is_some_and(|(_, owner)| *owner == place)
        {
            self.taken.remove(&start);
        }
    }
}
