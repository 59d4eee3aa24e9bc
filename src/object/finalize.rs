//! Objects that want to be told before they are freed: instances of classes with a `__del__`,
//! generators that a `finally` or a `with` may wait in, and coroutines, which may never have been awaited.
//!
//! ```text
//!   heap.finalizable, in the order of their making             (not traced)
//!        │ after marking: some were not reached
//!        v
//!   what each refers to is marked, but not they themselves; so afterwards
//!     not marked:  nothing dead refers to it   ──> it dies now
//!     marked:      of another dead one, or in a cycle: its turn comes when that is gone,
//!                  or now, if the collection was asked to find cycles
//!        v
//!   heap.dying: alive again, for as long as it takes to call what they want called
//! ```
//!
//! So an owner dies before what it owns, as where references are counted. Those that die together do so in the
//! order of their making, but what a list or a tuple held goes from the last to the first, as in CPython. Each object
//! is told once.

use std::cell::{Cell, RefCell};

use hashbrown::{HashMap, HashSet};

use super::array::Array;
use super::collect::Marker;
use super::gc::{Gc, Header, Kind};
use super::generator::{Generator, Progress};
use super::heap::Heap;
use super::pending::{Claim, Pending};
use super::tuple::Tuple;
use super::value::Value;

/// What a collection does with objects that are dead and in cycles, or owned by such.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cycles {
    /// They live on: counting references would not have found them.
    Keep,
    Break,
}

/// Who is to be told of deaths.
#[derive(Default)]
pub(super) struct Deaths {
    /// Objects that are to be told when they die.
    finalizable: RefCell<Vec<Gc<Header>>>,
    /// The same of coroutines, which can wait: there are many, and event loops seldom give one up.
    patient: RefCell<Vec<Gc<Header>>>,
    /// Those that wait for that: roots.
    dying: Pending<Header>,
    /// Whether there are any.
    has_finalizable: Cell<bool>,
    /// Whether a script watches weak references.
    pub(super) has_watched: Cell<bool>,
}

impl Heap {
    /// Has an object told, when it has become garbage.
    #[cold]
    #[inline(never)]
    pub fn register_finalizable(&self, object: Gc<Header>) {
        self.deaths.finalizable.borrow_mut().push(object);
        self.deaths.has_finalizable.set(true);
    }

    /// The same for one that can wait for an ordinary collection.
    pub fn register_patient(&self, object: Gc<Header>) {
        self.deaths.patient.borrow_mut().push(object);
    }

    /// Whether there may be an object that is to be told.
    pub fn has_finalizable(&self) -> bool {
        self.deaths.has_finalizable.get() || self.has_patient()
    }

    /// Whether there may be one that can wait.
    pub fn has_patient(&self) -> bool {
        !self.deaths.patient.borrow().is_empty()
    }

    /// Whether it matters to somebody when objects die.
    #[inline(always)]
    pub fn is_death_awaited(&self) -> bool {
        self.deaths.has_finalizable.get() || self.deaths.has_watched.get()
    }

    /// Forgets generators and coroutines that have run to their end.
    pub fn forget_ended(&self) {
        let mut registered = self.deaths.finalizable.borrow_mut();
        registered.retain(|it| !has_ended(*it));
        self.deaths.has_finalizable.set(!registered.is_empty());
        self.deaths
            .patient
            .borrow_mut()
            .retain(|it| !has_ended(*it));
    }

    /// Whether objects wait to be told.
    pub fn has_dying(&self) -> bool {
        self.deaths.dying.is_any()
    }

    /// Begins to tell those that wait.
    pub fn begin_with_dying(&self) -> Claim {
        self.deaths.dying.begin()
    }

    /// The next of those that wait.
    pub fn next_dying(&self, claim: Claim) -> Option<Value> {
        self.deaths.dying.next(claim).map(Value::from)
    }

    /// Lets all die that there are.
    pub fn let_all_die(&self) {
        for list in [&self.deaths.finalizable, &self.deaths.patient] {
            let all = std::mem::take(&mut *list.borrow_mut());
            self.deaths.dying.extend(all);
        }
        self.deaths.has_finalizable.set(false);
    }

    /// After everything reachable was marked: finds who dies, and marks what of it lives on.
    pub(super) fn find_dying(
        &self,
        marker: &mut Marker<'_>,
        is_marked: fn(u64) -> bool,
        cycles: Cycles,
    ) {
        let lives = |it: &Gc<Header>| is_marked(it.address().get());
        self.forget_ended();
        let mut registered = self.deaths.finalizable.borrow_mut();
        let mut patient = self.deaths.patient.borrow_mut();
        let dead = registered.iter().chain(patient.iter()).copied();
        let dead: Vec<Gc<Header>> = dead.filter(|it| !lives(it)).collect();
        for object in &dead {
            if !lives(object) {
                marker.references_of(*object);
                marker.drain();
            }
        }
        // Those that nothing dead refers to come first.
        let (owned, mut first): (Vec<_>, Vec<_>) = dead.into_iter().partition(lives);
        self.reverse_items(&mut first);
        let broken = match cycles {
            Cycles::Keep => Vec::new(),
            Cycles::Break => owned,
        };
        let mut told: HashSet<u64, foldhash::fast::FixedState> = HashSet::default();
        for object in first.into_iter().chain(broken) {
            if told.insert(object.address().get()) {
                self.deaths.dying.extend([object]);
                marker.object(object);
            }
        }
        marker.drain();
        for list in [&mut *registered, &mut *patient] {
            list.retain(|it| !told.contains(&it.address().get()));
        }
        self.deaths.has_finalizable.set(!registered.is_empty());
    }

    /// Puts objects that garbage of lists and tuples holds in the opposite order. A list that has grown leaves its
    /// shorter arrays behind, which hold some of them, too: each object is moved once, with the longest.
    fn reverse_items(&self, objects: &mut [Gc<Header>]) {
        if objects.len() < 2 {
            return;
        }
        let places: HashMap<u64, usize, foldhash::fast::FixedState> =
            HashMap::from_iter(objects.iter().map(|it| it.address().get()).zip(0..));
        let mut groups: Vec<Vec<usize>> = Vec::new();
        self.for_each_garbage(|garbage| {
            let items = match garbage.kind() {
                Kind::Tuple => garbage.cast::<Tuple>().tail(),
                Kind::Array => garbage.cast::<Array>().tail(),
                _ => return,
            };
            let items = items.iter().filter_map(|item| item.get().header());
            let mut held: Vec<usize> = items
                .filter_map(|item| places.get(&item.address().get()).copied())
                .collect();
            held.sort_unstable();
            held.dedup();
            if held.len() > 1 {
                groups.push(held);
            }
        });
        groups.sort_by_key(|held| std::cmp::Reverse(held.len()));
        let mut moved = vec![false; objects.len()];
        for mut held in groups {
            held.retain(|&at| !moved[at]);
            let before: Vec<Gc<Header>> = held.iter().map(|&at| objects[at]).collect();
            for (&at, &object) in held.iter().zip(before.iter().rev()) {
                objects[at] = object;
                moved[at] = true;
            }
        }
    }

    /// Shows the collector those that wait.
    pub(super) fn mark_dying(&self, marker: &mut Marker<'_>) {
        self.deaths.dying.mark(marker);
    }
}

/// Whether an object has nothing to be told any more.
fn has_ended(object: Gc<Header>) -> bool {
    let generator = Value::from(object).get::<Generator>();
    generator.is_some_and(|it| it.progress.get() == Progress::Finished)
}
