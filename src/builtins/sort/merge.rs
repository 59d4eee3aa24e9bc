//! A stable merge sort whose comparisons may fail.
//!
//! ```text
//!  3 5 8 | 9 7 2 | 4 6 ...        runs: ascending, or strictly descending and then reversed;
//!  └run┘   └run┘                  a short one is filled up by binary insertion
//!
//!  |---------A---------|----B----|----C----|     neighbours are merged in the order of their
//!             ^ power 1          ^ power 3       powers (*powersort*, Munro and Wild 2018), which
//!                                                is close to the best order there is
//! ```
//!
//! Real data has runs, and a comparison costs more than everything else here. So
//! merging two runs begins by leaving out what is in place already, and takes more
//! than one item at a time (*galloping*) as long as one run keeps winning.
//!
//! `less(a, b)` says whether the item at position `a` goes before the one at `b`.
//! When it fails the sort ends at once; all items are in the order still, sorted in part.

use std::mem::replace;

/// Runs are filled up to between half of this and this.
const MIN_MERGE: usize = 64;
/// One run must win so many times in a row before galloping is tried.
const MIN_GALLOP: usize = 7;

/// A sorted stretch of the order.
struct Run {
    start: usize,
    end: usize,
    /// How deep in the tree of merges the border to the next run lies.
    power: u32,
}

/// Sorts positions stably.
pub fn sort<E>(
    order: &mut [usize],
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<(), E> {
    let len = order.len();
    let min_run = min_run(len);
    let mut spare = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    while start < len {
        let mut end = start + natural_run(&mut order[start..], less)?;
        let filled = len.min(start + min_run);
        if end < filled {
            insert(&mut order[start..filled], end - start, less)?;
            end = filled;
        }
        if let Some(last) = runs.last() {
            let power = power(last.start, start, end, len);
            while runs.len() > 1 && runs[runs.len() - 2].power > power {
                merge_last(order, &mut runs, &mut spare, less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run {
            start,
            end,
            power: 0,
        });
        start = end;
    }
    while runs.len() > 1 {
        merge_last(order, &mut runs, &mut spare, less)?;
    }
    Ok(())
}

/// A number between 32 and 64 such that `len` is just below a power of two of them.
fn min_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= MIN_MERGE {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// The length of the run at the start; a descending one is turned round.
fn natural_run<E>(
    order: &mut [usize],
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<usize, E> {
    if order.len() < 2 {
        return Ok(order.len());
    }
    let descending = less(order[1], order[0])?;
    let mut len = 2;
    while len < order.len() && less(order[len], order[len - 1])? == descending {
        len += 1;
    }
    if descending {
        order[..len].reverse();
    }
    Ok(len)
}

/// Inserts the items from `sorted` on into the sorted ones before them.
fn insert<E>(
    order: &mut [usize],
    sorted: usize,
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<(), E> {
    for at in sorted..order.len() {
        let item = order[at];
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = (low + high) / 2;
            if less(item, order[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        order[low..=at].rotate_right(1);
    }
    Ok(())
}

/// How often the whole must be halved until a cut falls between the middles of two
/// neighbouring runs, `start..middle` and `middle..end`.
fn power(start: usize, middle: usize, end: usize, len: usize) -> u32 {
    // Twice the middles, as fractions of twice the length.
    let (mut left, mut right) = (start + middle, middle + end);
    let mut power = 1;
    while (left >= len) == (right >= len) {
        if left >= len {
            left -= len;
            right -= len;
        }
        left *= 2;
        right *= 2;
        power += 1;
    }
    power
}

/// Merges the last two runs into one.
fn merge_last<E>(
    order: &mut [usize],
    runs: &mut Vec<Run>,
    spare: &mut Vec<usize>,
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<(), E> {
    let (Some(right), Some(left)) = (runs.pop(), runs.last_mut()) else {
        return Ok(());
    };
    let middle = replace(&mut left.end, right.end);
    left.power = right.power;
    merge(
        &mut order[left.start..right.end],
        middle - left.start,
        spare,
        less,
    )
}

/// Merges the sorted stretches before and from `middle` on.
fn merge<E>(
    order: &mut [usize],
    middle: usize,
    spare: &mut Vec<usize>,
    less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
) -> Result<(), E> {
    // What is in place already: the left run's start, and the right run's end.
    let first = order[middle];
    let start = gallop(&order[..middle], |item| Ok(!less(first, item)?))?;
    if start == middle {
        return Ok(());
    }
    let last = order[middle - 1];
    let end = middle + gallop_back(&order[middle..], |item| less(item, last))?;

    spare.clear();
    spare.extend_from_slice(&order[start..middle]);
    let mut merge = Merge {
        left: 0,
        right: middle,
        to: start,
    };
    let outcome = merge.run(order, spare, end, less);
    // What is left of the right run is in place.
    let rest = &spare[merge.left..];
    order[merge.to..merge.to + rest.len()].copy_from_slice(rest);
    outcome
}

/// Where the next items of both runs are, and where the merged one goes.
struct Merge {
    left: usize,
    right: usize,
    to: usize,
}

impl Merge {
    /// Merges until one run is used up. The left one is `spare`, the right one ends at `end`.
    fn run<E>(
        &mut self,
        order: &mut [usize],
        spare: &[usize],
        end: usize,
        less: &mut impl FnMut(usize, usize) -> Result<bool, E>,
    ) -> Result<(), E> {
        let Merge { left, right, to } = self;
        let (mut left_wins, mut right_wins) = (0, 0);
        while *left < spare.len() && *right < end {
            if less(order[*right], spare[*left])? {
                order[*to] = order[*right];
                *right += 1;
                *to += 1;
                (left_wins, right_wins) = (0, right_wins + 1);
            } else {
                order[*to] = spare[*left];
                *left += 1;
                *to += 1;
                (left_wins, right_wins) = (left_wins + 1, 0);
            }
            if left_wins >= MIN_GALLOP && *right < end {
                let item = order[*right];
                let count = gallop(&spare[*left..], |it| Ok(!less(item, it)?))?;
                order[*to..*to + count].copy_from_slice(&spare[*left..*left + count]);
                *left += count;
                *to += count;
                left_wins = 0;
            } else if right_wins >= MIN_GALLOP && *left < spare.len() {
                let item = spare[*left];
                let count = gallop(&order[*right..end], |it| less(it, item))?;
                order.copy_within(*right..*right + count, *to);
                *right += count;
                *to += count;
                right_wins = 0;
            }
        }
        Ok(())
    }
}

/// How many items at the start satisfy `before`, which no item behind them does:
/// looks at the first, second, fourth ... item, then halves.
fn gallop<E>(
    items: &[usize],
    mut before: impl FnMut(usize) -> Result<bool, E>,
) -> Result<usize, E> {
    let (mut low, mut step) = (0, 1);
    let mut high = items.len();
    while low + step <= items.len() {
        if !before(items[low + step - 1])? {
            high = low + step - 1;
            break;
        }
        low += step;
        step *= 2;
    }
    bisect(items, low, high, before)
}

/// The same, looking from the end.
fn gallop_back<E>(
    items: &[usize],
    mut before: impl FnMut(usize) -> Result<bool, E>,
) -> Result<usize, E> {
    let (mut high, mut step) = (items.len(), 1);
    let mut low = 0;
    while step <= high {
        if before(items[high - step])? {
            low = high - step + 1;
            break;
        }
        high -= step;
        step *= 2;
    }
    bisect(items, low, high, before)
}

fn bisect<E>(
    items: &[usize],
    mut low: usize,
    mut high: usize,
    mut before: impl FnMut(usize) -> Result<bool, E>,
) -> Result<usize, E> {
    while low < high {
        let middle = (low + high) / 2;
        if before(items[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// Sorts by the keys; returns the order and the number of comparisons.
    fn sorted(keys: &[u32]) -> (Vec<usize>, usize) {
        let mut order: Vec<usize> = (0..keys.len()).collect();
        let mut count = 0;
        let result: Result<(), Infallible> = sort(&mut order, &mut |a, b| {
            count += 1;
            Ok(keys[a] < keys[b])
        });
        result.unwrap();
        (order, count)
    }

    fn check(keys: &[u32]) -> usize {
        let (order, count) = sorted(keys);
        let mut expected: Vec<usize> = (0..keys.len()).collect();
        expected.sort_by_key(|&at| keys[at]);
        assert_eq!(order, expected);
        count
    }

    /// Numbers without a pattern (xorshift), below `limit`.
    fn noise(len: usize, limit: u32, mut state: u32) -> Vec<u32> {
        let step = |_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state % limit
        };
        (0..len).map(step).collect()
    }

    #[test]
    fn noise_of_all_lengths_is_sorted_stably() {
        for len in (0..300).chain([1000, 4097, 10000]) {
            for limit in [2, 10, u32::MAX] {
                check(&noise(len, limit, len as u32 * 7 + limit + 1));
            }
        }
    }

    #[test]
    fn runs_are_found() {
        let up: Vec<u32> = (0..1000).collect();
        let down: Vec<u32> = (0..1000).rev().collect();
        assert_eq!(check(&up), 999);
        assert_eq!(check(&down), 999);
        let two: Vec<u32> = (0..500).chain(0..500).collect();
        assert!(check(&two) < 2100);
        let mut nearly = up.clone();
        nearly.push(17);
        assert!(check(&nearly) < 1100);
        let blocks: Vec<u32> = (1000..2000).chain(0..1000).collect();
        assert!(check(&blocks) < 2100);
    }

    #[test]
    fn a_failing_comparison_ends_the_sort() {
        let keys = noise(500, 100, 9);
        for limit in [0, 1, 10, 100, 1000] {
            let mut order: Vec<usize> = (0..keys.len()).collect();
            let mut left = limit;
            let result = sort(&mut order, &mut |a, b| {
                left -= 1;
                if left < 0 {
                    Err(())
                } else {
                    Ok(keys[a] < keys[b])
                }
            });
            assert_eq!(result, Err(()));
            order.sort();
            assert!(order.iter().copied().eq(0..keys.len()));
        }
    }

    #[test]
    fn an_order_that_contradicts_itself_does_no_harm() {
        let mut order: Vec<usize> = (0..2000).collect();
        let mut flip = 1u32;
        let result: Result<(), Infallible> = sort(&mut order, &mut |_, _| {
            flip = flip.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Ok(flip >> 31 == 1)
        });
        result.unwrap();
    }
}
