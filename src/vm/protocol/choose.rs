//! The combinatoric iterators of `itertools`: tuples of items of pools, in the order
//! of the items' places.
//!
//! Each keeps a list of places (ints) and steps it like an odometer:
//!
//! ```text
//!   product       each wheel turns through its own pool      0 0, 0 1, 1 0, 1 1
//!   combinations  places rise strictly                       0 1, 0 2, 1 2
//!   .. with replacement   places do not fall                 0 0, 0 1, 1 1
//!   permutations  one array of all places, and a countdown for each of the first
//!                 r: swap while it lasts, rotate back when it is used up
//! ```

use crate::object::gc::Gc;
use crate::object::iter::Iter;
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::Vm;

/// A place, or countdown, that a list holds.
fn place(list: Gc<List>, at: usize) -> usize {
    list.get(at)
        .and_then(Value::as_int)
        .map_or(0, |int| int as usize)
}

impl Vm {
    fn set_place(&mut self, list: Gc<List>, at: usize, place: usize) {
        let place = self.heap.int(place as i64);
        let _ = list.set(at, place);
    }

    /// The items of a pool at the first `count` places.
    fn chosen(&mut self, pool: Gc<Tuple>, places: Gc<List>, count: usize) -> Value {
        let items = self.heap.tuple_unbound(count);
        for at in 0..count {
            let item = pool.get(place(places, at)).unwrap_or(Value::NONE);
            items.tail()[at].set(item);
        }
        items.into()
    }

    pub(super) fn step_product(&mut self, it: Gc<Iter>) -> Option<Value> {
        let pools = it.source.get().get::<Tuple>()?;
        let places = it.other.get().get::<List>()?;
        let pool = |at: usize| pools.get(at).and_then(|pool| pool.get::<Tuple>());
        if it.at.get() == 0 {
            it.at.set(1);
            if (0..pools.len()).any(|at| pool(at).is_none_or(|pool| pool.is_empty())) {
                return None;
            }
        } else {
            let mut wheel = pools.len();
            loop {
                wheel = wheel.checked_sub(1)?;
                let next = place(places, wheel) + 1;
                if next < pool(wheel)?.len() {
                    self.set_place(places, wheel, next);
                    break;
                }
                self.set_place(places, wheel, 0);
            }
        }
        let items = self.heap.tuple_unbound(pools.len());
        for at in 0..pools.len() {
            items.tail()[at].set(pool(at)?.get(place(places, at))?);
        }
        Some(items.into())
    }

    /// Whether a choice of `at` items was made before; a negative `at` says no.
    fn started(it: Gc<Iter>) -> (bool, usize) {
        let at = it.at.get();
        if at >= 0 {
            return (true, at as usize);
        }
        it.at.set(-1 - at);
        (false, it.at.get() as usize)
    }

    pub(super) fn step_combinations(&mut self, it: Gc<Iter>) -> Option<Value> {
        let pool = it.source.get().get::<Tuple>()?;
        let places = it.other.get().get::<List>()?;
        let (started, r) = Vm::started(it);
        if started {
            let spare = pool.len().checked_sub(r)?;
            let wheel = (0..r)
                .rev()
                .find(|&wheel| place(places, wheel) != wheel + spare)?;
            let first = place(places, wheel) + 1;
            for at in wheel..r {
                self.set_place(places, at, first + at - wheel);
            }
        } else if r > pool.len() {
            return None;
        }
        Some(self.chosen(pool, places, r))
    }

    pub(super) fn step_combinations_with_replacement(&mut self, it: Gc<Iter>) -> Option<Value> {
        let pool = it.source.get().get::<Tuple>()?;
        let places = it.other.get().get::<List>()?;
        let (started, r) = Vm::started(it);
        if started {
            let last = pool.len().checked_sub(1)?;
            let wheel = (0..r).rev().find(|&wheel| place(places, wheel) != last)?;
            let next = place(places, wheel) + 1;
            for at in wheel..r {
                self.set_place(places, at, next);
            }
        } else if r > 0 && pool.is_empty() {
            return None;
        }
        Some(self.chosen(pool, places, r))
    }

    pub(super) fn step_permutations(&mut self, it: Gc<Iter>) -> Option<Value> {
        let pool = it.source.get().get::<Tuple>()?;
        let places = it.other.get().get::<List>()?;
        let (started, r) = Vm::started(it);
        let n = pool.len();
        if !started {
            return (r <= n).then(|| self.chosen(pool, places, r));
        }
        for wheel in (0..r).rev() {
            let left = place(places, n + wheel).saturating_sub(1);
            if left == 0 {
                let first = places.get(wheel)?;
                for at in wheel + 1..n {
                    let _ = places.set(at - 1, places.get(at)?);
                }
                let _ = places.set(n - 1, first);
                self.set_place(places, n + wheel, n - wheel);
            } else {
                self.set_place(places, n + wheel, left);
                let (here, there) = (places.get(wheel)?, places.get(n - left)?);
                let _ = places.set(wheel, there);
                let _ = places.set(n - left, here);
                return Some(self.chosen(pool, places, r));
            }
        }
        None
    }
}
