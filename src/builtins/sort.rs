//! Sorting: what `sorted` and `list.sort` do.
//!
//! A comparison may call Python, raise, and even look at the list that is being
//! sorted. So the values stay where they are, in heap arrays, and what moves is a
//! permutation of their positions:
//!
//! ```text
//!  keys   [ 30 | 10 | 20 ]      (the values themselves without `key=`)
//!  order  [  0 |  1 |  2 ]  ──sort──>  [ 1 | 2 | 0 ]
//!  values [  a |  b |  c ]  ──apply──> [ b | c | a ]
//! ```
//!
//! Most lists hold values of one built-in type, and then nothing can call Python:
//! the keys are taken out as plain numbers or bytes, and the standard library
//! sorts them. Everything else goes through [`merge::sort`], which finds runs as
//! CPython's sort does, so that sorted input takes `n - 1` comparisons.
//!
//! A sort that fails leaves the values sorted in part, as far as it came.

pub mod merge;

use std::cmp::Ordering;

use crate::object::array::Array;
use crate::object::gc::Gc;

use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::{exact_float, new_array};
use crate::vm::protocol::compare::Cmp;
use crate::vm::{Res, Vm};

/// Positions, and whether what put them in order has failed on the way.
type Order = (Vec<usize>, Res<()>);

impl Vm {
    /// Sorts `array` in place and stably, by `key(value)` where there is a key.
    /// Equal values keep their order also when `reverse` is set.
    pub fn sort(&mut self, array: Gc<Array>, key: Option<Value>, reverse: bool) -> Res<()> {
        let keys = match key {
            Some(key) => self.sort_keys(array, key)?,
            None if common_type(array) == Common::Ints => {
                sort_ints(array, reverse);
                return Ok(());
            }
            None => array,
        };
        let (order, outcome) = self.sorted_order(keys, reverse)?;
        if order.iter().enumerate().any(|(at, &from)| at != from) {
            self.apply_order(array, &order)?;
        }
        outcome
    }

    /// `key(value)` of each value.
    fn sort_keys(&mut self, array: Gc<Array>, key: Value) -> Res<Gc<Array>> {
        let mut keys = new_array(self, array.len())?;
        let mut at = 0;
        while let Some(value) = array.tail().get(at) {
            let key = self.call(key, &[value.get()])?;
            self.array_push(&mut keys, key)?;
            at += 1;
        }
        Ok(keys)
    }

    /// The positions of the keys in sorted order, and whether all comparisons went well.
    fn sorted_order(&mut self, keys: Gc<Array>, reverse: bool) -> Res<Order> {
        let order = match common_type(keys) {
            Common::Ints => order_of(keys, reverse, Value::int_unchecked, Ord::cmp),
            // No key is a NaN, so the order is total.
            Common::Floats => order_of(keys, reverse, float_of, compare_floats),
            Common::Strings => order_of(keys, reverse, text_of, Text::cmp),
            Common::Tuples => return self.order_of_tuples(keys, reverse),
            Common::Nothing => return Ok(self.order_by_comparing(keys, reverse)),
        };
        Ok((order, Ok(())))
    }

    /// The order of any keys by their `<`.
    #[inline(never)]
    fn order_by_comparing(&mut self, keys: Gc<Array>, reverse: bool) -> Order {
        // The slice stays valid whatever the comparisons do to the array.
        let keys = keys.tail();
        let class = keys.first().map(|key| self.class_of(key.get()));
        let alike = keys.iter().all(|it| Some(self.class_of(it.get())) == class);
        merged(keys.len(), reverse, |a, b| {
            let (a, b) = (keys[a].get(), keys[b].get());
            // As CPython, which asks such keys directly, and one that declines once more.
            if alike {
                let answer = self.compare_slot(Cmp::Lt, a, b)?;
                if answer != Value::NOT_IMPLEMENTED {
                    return self.truthy(answer);
                }
            }
            self.compare_bool(Cmp::Lt, a, b)
        })
    }

    /// The order of tuples: their first items decide unless they are equal.
    #[inline(never)]
    fn order_of_tuples(&mut self, keys: Gc<Array>, reverse: bool) -> Res<Order> {
        let firsts = new_array(self, keys.len())?;
        for key in keys.tail() {
            let first = key.get().get::<Tuple>().and_then(|tuple| tuple.get(0));
            let _ = firsts.push_within_capacity(first.unwrap_or(Value::NONE));
        }
        Ok(match common_type(firsts) {
            Common::Ints => {
                self.order_by_firsts(keys, firsts, reverse, Value::int_unchecked, Ord::cmp)
            }
            Common::Floats => self.order_by_firsts(keys, firsts, reverse, float_of, compare_floats),
            Common::Strings => self.order_by_firsts(keys, firsts, reverse, text_of, Text::cmp),
            _ => self.order_by_comparing(keys, reverse),
        })
    }

    fn order_by_firsts<K>(
        &mut self,
        keys: Gc<Array>,
        firsts: Gc<Array>,
        reverse: bool,
        key: impl Fn(Value) -> K,
        compare: impl Fn(&K, &K) -> Ordering,
    ) -> Order {
        let keys = keys.tail();
        let firsts: Vec<K> = firsts.tail().iter().map(|first| key(first.get())).collect();
        merged(keys.len(), reverse, |a, b| {
            match compare(&firsts[a], &firsts[b]) {
                Ordering::Less => Ok(true),
                Ordering::Greater => Ok(false),
                Ordering::Equal => self.compare_bool(Cmp::Lt, keys[a].get(), keys[b].get()),
            }
        })
    }

    /// Puts the values of `array` into an order.
    fn apply_order(&mut self, array: Gc<Array>, order: &[usize]) -> Res<()> {
        let mut sorted = new_array(self, order.len())?;
        for &from in order {
            let value = array.tail()[from].get();
            self.array_push(&mut sorted, value)?;
        }
        for (to, from) in array.tail().iter().zip(sorted.tail()) {
            to.set(from.get());
        }
        Ok(())
    }
}

/// What all keys are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Common {
    /// Ints in place.
    Ints,
    /// Floats, none of them a NaN.
    Floats,
    /// Exactly `str`.
    Strings,
    /// Exactly `tuple`, none of them empty.
    Tuples,
    Nothing,
}

fn type_of(value: Value) -> Common {
    if value.is_int() {
        Common::Ints
    } else if exact_float(value).is_some_and(|float| !float.is_nan()) {
        Common::Floats
    } else if value.header().is_some_and(|it| it.is_exact()) && value.is::<Str>() {
        Common::Strings
    } else if value
        .get::<Tuple>()
        .is_some_and(|it| it.header().is_exact() && !it.is_empty())
    {
        Common::Tuples
    } else {
        Common::Nothing
    }
}

fn common_type(keys: Gc<Array>) -> Common {
    let Some(first) = keys.tail().first() else {
        return Common::Nothing;
    };
    let common = type_of(first.get());
    let all =
        common != Common::Nothing && keys.tail().iter().all(|key| type_of(key.get()) == common);
    if all { common } else { Common::Nothing }
}

fn float_of(value: Value) -> f64 {
    exact_float(value).unwrap_or(0.0)
}

/// Sorts ints in place by themselves: equal ones can't be told apart, so nothing
/// needs to know where each was.
#[inline(never)]
fn sort_ints(array: Gc<Array>, reverse: bool) {
    let mut ints: Vec<i64> = array
        .tail()
        .iter()
        .map(|it| it.get().int_unchecked())
        .collect();
    ints.sort_unstable();
    if reverse {
        ints.reverse();
    }
    for (to, int) in array.tail().iter().zip(ints) {
        to.set(Value::int(int).unwrap_or(Value::NONE));
    }
}

/// The order of two floats that are no NaNs; 0.0 and -0.0 are equal.
fn compare_floats(a: &f64, b: &f64) -> Ordering {
    a.partial_cmp(b).unwrap_or(Ordering::Equal)
}

/// A string as its bytes, which sort as its code points do. Most comparisons need
/// no more than the first eight of them, as one number.
struct Text<'a> {
    start: u64,
    bytes: &'a [u8],
}

impl Text<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.start
            .cmp(&other.start)
            .then_with(|| self.bytes.cmp(other.bytes))
    }
}

fn text_of<'a>(value: Value) -> Text<'a> {
    let bytes = value.get::<Str>().map_or(&[][..], |it| it.bytes());
    let mut start = [0; 8];
    let len = bytes.len().min(8);
    start[..len].copy_from_slice(&bytes[..len]);
    Text {
        start: u64::from_be_bytes(start),
        bytes,
    }
}

/// The positions `0..len` in the order of `less`.
fn merged(len: usize, reverse: bool, mut less: impl FnMut(usize, usize) -> Res<bool>) -> Order {
    let mut order: Vec<usize> = (0..len).collect();
    // Turned round before and after, so that equal keys keep their order.
    if reverse {
        order.reverse();
    }
    let outcome = merge::sort(&mut order, &mut less);
    if reverse {
        order.reverse();
    }
    (order, outcome)
}

/// Sorts keys that are plain data, each with its position.
fn order_of<K>(
    keys: Gc<Array>,
    reverse: bool,
    key: impl Fn(Value) -> K,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<usize> {
    let keys = keys.tail().iter().enumerate();
    let mut keyed: Vec<(K, usize)> = keys.map(|(at, value)| (key(value.get()), at)).collect();
    if reverse {
        keyed.sort_by(|a, b| compare(&b.0, &a.0));
    } else {
        keyed.sort_by(|a, b| compare(&a.0, &b.0));
    }
    keyed.into_iter().map(|(_, at)| at).collect()
}
