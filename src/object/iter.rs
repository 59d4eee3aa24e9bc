//! [`Iter`]: the state of every iterator that is written in Rust.

use std::cell::Cell;

use super::collect::Marker;
use super::gc::{Gc, Header, Kind, Object, ShapeId};
use super::value::Value;

/// Which iterator it is, and what its three fields mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum IterKind {
    /// `source[at]`, `source[at + 1]` ... of a list
    List,
    /// the same of a list, backwards
    ListReversed,
    /// of a tuple
    Tuple,
    /// of a str: `at` is a byte offset
    Str,
    /// of bytes or a bytearray
    Bytes,
    /// `at`, `at + other`, ... while before `source`, in place ints
    Range,
    /// of a range with ints beyond 63 bits: `source` is the range, `at` the position
    BigRange,
    /// the keys of dict `source`; `other` is its length, `at` as in [`DictPlace`]
    DictKeys,
    /// its values
    DictValues,
    /// its items
    DictItems,
    /// its keys backwards; `at` is the entry to be looked at next
    DictKeysReversed,
    /// its values backwards
    DictValuesReversed,
    /// its items backwards
    DictItemsReversed,
    /// of an `OrderedDict` of version `other`; `at` as in [`OrderedPlace`]
    Ordered,
    /// the items of set `source` from place `at` on; `other` is its length
    Set,
    /// `source[at]`, ... by `__getitem__` until IndexError
    Sequence,
    /// `source[at]`, ... downwards by `__getitem__`
    Reversed,
    /// `source()` until it returns `other`
    Callable,
    /// `(at, item)` of iterator `source`; `other` is the count when it is beyond 63 bits
    Enumerate,
    /// tuples of the items of each iterator of the tuple `source`; `at` 1 when strict
    Zip,
    /// `other(*items)` of each iterator of the tuple `source`
    Map,
    /// the items of iterator `source` for which `other` holds
    Filter,

    // What `itertools` and `collections` make; its steps are in `vm/protocol/lazy.rs` and `choose.rs`.
    /// `source`, `source + other`, ...
    Count,
    /// the items of iterator `source`, kept in list `other`; when it has ended
    /// `source` is the list itself, `at` the place
    Cycle,
    /// `source`, `at` times; -1 is for ever
    Repeat,
    /// the running totals of iterator `source`; `other` is the list `[function, total]`
    Accumulate,
    /// the items of each iterable of iterator `source`; `other` is the current iterator
    Chain,
    /// the items of iterator `source` where iterator `other` says true
    Compress,
    /// the items of iterator `source` once `other` has failed: then `at` is 1
    DropWhile,
    /// the items of iterator `source` until `other` fails
    TakeWhile,
    /// the items of iterator `source` for which `other` fails
    FilterFalse,
    /// the groups of iterator `source`; `other` is the list described in `lazy.rs`
    GroupBy,
    /// the items of the current group of the `GroupBy` `source` while its key is `other`
    Group,
    /// the items of iterator `source` at the places that list `other` says; `at` were seen
    Islice,
    /// pairs of neighbours of iterator `source`; `other` is the last one
    Pairwise,
    /// `other(*item)` of iterator `source`
    StarMap,
    /// tuples of the items of each iterator of list `source`; of an ended one, `other`; `at` still run
    ZipLongest,
    /// tuples of `at` items of iterator `source`
    Batched,
    /// one of the readers of the iterator in list `source`; `other` is its place in the chain of what was read
    Tee,
    /// the items of deque `source` from place `at` on, `other` being its count of changes
    Deque,
    /// the same backwards, `at` counting from the end
    DequeReversed,
    /// tuples of one item of each tuple of tuple `source`; `other` lists their places, `at` 1 once started
    Product,
    /// ordered choices of tuple `source`; `other` lists places, then cycles; `at` is how many, negative before the start
    Permutations,
    /// the same in the order of `source`; `other` lists places
    Combinations,
    /// the same with repetition
    CombinationsWithReplacement,
}

/// Where an iterator over a dict is: the entry to look at next, and how many items it
/// still owes. Who takes keys out and puts as many in keeps the length, and would be
/// handed items for ever.
///
/// ```text
///   at  [ owed: 32 bits | entry: 32 bits ]
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DictPlace {
    pub owed: u32,
    pub entry: u32,
}

impl DictPlace {
    pub fn of(at: i64) -> DictPlace {
        DictPlace {
            owed: (at >> 32) as u32,
            entry: at as u32,
        }
    }

    pub fn at(self) -> i64 {
        i64::from(self.owed) << 32 | i64::from(self.entry)
    }
}

/// Where an iterator over an `OrderedDict` is, and what it gives.
///
/// ```text
///   at  [ backwards: 1 bit | 0 keys, 1 values, 2 items: 2 bits | entry: 32 bits ]
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderedPlace {
    pub backwards: bool,
    pub part: u8,
    /// The entry to look at next; going backwards, the one behind it.
    pub entry: u32,
}

impl OrderedPlace {
    pub fn of(at: i64) -> OrderedPlace {
        OrderedPlace {
            backwards: at >> 34 & 1 == 1,
            part: (at >> 32 & 3) as u8,
            entry: at as u32,
        }
    }

    pub fn at(self) -> i64 {
        i64::from(self.backwards) << 34 | i64::from(self.part) << 32 | i64::from(self.entry)
    }
}

/// An iterator in Rust; its class is given by the shape, its fields' meaning by
/// [`IterKind`]. An exhausted one has an unbound `source`.
#[repr(C)]
pub struct Iter {
    header: Header,
    pub at: Cell<i64>,
    pub source: Cell<Value>,
    pub other: Cell<Value>,
    which: IterKind,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Iter {
    const KIND: Kind = Kind::Iter;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.source.get());
        marker.value(self.other.get());
    }
}

impl Iter {
    pub fn new(shape: ShapeId, which: IterKind, source: Value, other: Value, at: i64) -> Iter {
        Iter {
            header: Header::with_shape(Kind::Iter, shape),
            at: Cell::new(at),
            source: Cell::new(source),
            other: Cell::new(other),
            which,
        }
    }

    #[inline(always)]
    pub fn which(&self) -> IterKind {
        self.which
    }
}

impl Gc<Iter> {
    /// Ends the iteration and lets go of what it iterated over.
    pub fn finish(self) {
        self.source.set(Value::UNBOUND);
        self.other.set(Value::UNBOUND);
    }
}
