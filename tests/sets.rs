//! The order of a set of ints is visible, so it must be CPython's: every operation
//! that `data/record.py` recorded is done again.

use std::convert::Infallible;

use glassnake::object::set::Set;
use glassnake::object::{Gc, Heap, Kind, Value, hash};

fn no_eq(_: Value, _: Value) -> Result<bool, Infallible> {
    panic!("ints are compared without asking")
}

fn ints(text: &str) -> Vec<i64> {
    text.split_whitespace()
        .map(|it| it.parse().unwrap())
        .collect()
}

fn add(heap: &Heap, set: Gc<Set>, ints: &[i64]) {
    for &int in ints {
        let Ok(_) = set.insert(heap, hash::int(int), heap.int(int), |it| no_eq(it, it));
    }
}

#[test]
fn sets_of_ints_have_cpythons_order() {
    let heap = Heap::new().unwrap();
    let mut set = heap.set();
    for (number, line) in include_str!("data/sets.txt").lines().enumerate() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, operand, order, hash] = fields[..] else {
            set = heap.set();
            continue;
        };
        let operand = ints(operand);
        let other = heap.set();
        add(&heap, other, &operand);
        let done = match name {
            "add" | "update" => {
                add(&heap, set, &operand);
                Ok(())
            }
            "discard" => operand.iter().try_for_each(|&int| {
                set.remove(hash::int(int), heap.int(int), |it| no_eq(it, it))
                    .map(drop)
            }),
            "pop" => {
                assert_eq!(
                    set.pop().and_then(Value::as_int),
                    operand.first().copied(),
                    "line {}",
                    number + 1
                );
                Ok(())
            }
            "|=" => set.update(&heap, other, no_eq),
            "-=" => set.difference_update(&heap, other, no_eq),
            "^=" => set.symmetric_difference_update(&heap, other, no_eq),
            "&=" => set
                .intersection(&heap, other, Kind::Set, no_eq)
                .map(|it| set.take_items(it)),
            "|" => set.union(&heap, other, Kind::Set, no_eq).map(|it| set = it),
            "&" => set
                .intersection(&heap, other, Kind::Set, no_eq)
                .map(|it| set = it),
            "-" => set
                .difference(&heap, other, Kind::Set, no_eq)
                .map(|it| set = it),
            "^" => set
                .symmetric_difference(&heap, other, Kind::Set, no_eq)
                .map(|it| set = it),
            _ => panic!("line {}: {name}", number + 1),
        };
        let Ok(()) = done;
        let now: Vec<i64> = set.iter().map(|(key, _)| key.as_int().unwrap()).collect();
        assert_eq!(now, ints(order), "line {}: {name}", number + 1);
        assert_eq!(
            hash::frozenset(set.iter().map(|it| it.1)).to_string(),
            hash,
            "line {}",
            number + 1
        );
    }
    assert_eq!(heap.verify(), Ok(()));
}
