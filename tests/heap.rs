//! The heap under random work: objects that point at each other, that grow, that are
//! forgotten, collections at any time, and the checker after them.

use std::collections::HashMap;
use std::convert::Infallible;

use dashu_int::IBig;
use glassnake::object::dict::Dict;
use glassnake::object::list::List;
use glassnake::object::number::BigInt;
use glassnake::object::str::Str;
use glassnake::object::tuple::Tuple;
use glassnake::object::{Heap, OutOfMemory, Value, hash, number};

/// A random number generator that is the same everywhere (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Runs a test with a heap that scans this thread's stack.
fn with_heap(test: fn(&Heap)) {
    let mark = 0_u64;
    let heap = Heap::new().unwrap();
    heap.set_stack_base((&raw const mark as usize) + 256);
    std::hint::black_box(test)(&heap);
}

fn no_eq(_: Value) -> Result<bool, Infallible> {
    panic!("simple keys are compared without asking")
}

/// A tree of random objects whose text can be compared with what it was before.
fn grow(heap: &Heap, random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 9 }) {
        0 => heap.int(random.below(1000) as i64),
        1 => heap.float(random.below(1000) as f64 * 1e299),
        2 => heap.str(&"x".repeat(random.below(600))).into(),
        3 => heap.bigint(IBig::ONE << (64 + random.below(200))),
        4 => heap.bytes(&vec![7; random.below(5000)]).into(),
        5 => {
            let list = heap.list(&[]);
            for _ in 0..random.below(8) {
                let item = grow(heap, random, depth - 1);
                list.push(heap, item).unwrap();
            }
            list.into()
        }
        6 => {
            let dict = heap.dict();
            for number in 0..random.below(20) {
                let value = grow(heap, random, depth - 1);
                dict.insert_str(heap, heap.str(&format!("key{number}")), value);
            }
            dict.into()
        }
        7 => {
            let items = [grow(heap, random, depth - 1), grow(heap, random, depth - 1)];
            heap.tuple(&items).into()
        }
        _ => {
            let set = heap.set();
            for _ in 0..random.below(30) {
                let int = random.below(100) as i64;
                let Ok(_) = set.insert(heap, hash::int(int), heap.int(int), no_eq);
            }
            set.into()
        }
    }
}

/// What a tree holds, as text.
fn show(value: Value) -> String {
    if let Some(list) = value.get::<List>() {
        return list
            .items()
            .iter()
            .map(|it| show(it.get()))
            .collect::<Vec<_>>()
            .join(",");
    }
    if let Some(tuple) = value.get::<Tuple>() {
        return tuple.iter().map(show).collect::<Vec<_>>().join(";");
    }
    if let Some(dict) = value.get::<Dict>() {
        return dict
            .iter()
            .map(|(key, value)| format!("{}:{}", show(key), show(value)))
            .collect();
    }
    if let Some(text) = value.get::<Str>() {
        return text.to_string_lossy().into_owned();
    }
    if let Some(big) = value.get::<BigInt>() {
        return big.int().to_string();
    }
    if let Some(set) = value.as_any_set() {
        return set
            .iter()
            .map(|(key, _)| show(key))
            .collect::<Vec<_>>()
            .join("&");
    }
    match number::to_float(value) {
        Some(float) => float.to_string(),
        None => format!("{:?} {:?}", value.kind(), value.as_int()),
    }
}

#[test]
fn what_is_reachable_survives_and_the_rest_is_freed() {
    with_heap(|heap| {
        let mut random = Random(42);
        let roots = heap.array(64).unwrap();
        let mut texts = Vec::new();
        for _ in 0..64 {
            assert!(roots.push_within_capacity(Value::NONE));
            texts.push(show(Value::NONE));
        }
        for round in 0..3000 {
            let place = random.below(64);
            let tree = grow(heap, &mut random, 3);
            roots.tail()[place].set(tree);
            texts[place] = show(tree);
            if round % 10 == 0 {
                heap.collect(|marker| marker.object(roots));
                assert_eq!(heap.verify(), Ok(()));
            }
            if round % 100 == 0 {
                for (root, text) in roots.tail().iter().zip(&texts) {
                    assert_eq!(&show(root.get()), text);
                }
            }
        }
        let live = heap.statistics().live;
        assert_eq!(heap.statistics().collections, 300);
        roots.tail().iter().for_each(|it| it.set(Value::NONE));
        heap.collect(|_| {});
        assert!(
            heap.statistics().live < live / 4,
            "{} of {live}",
            heap.statistics().live
        );
    });
}

/// A local variable, a register, and a slice into an object keep it alive; so do
/// attributes their owner's table entry, and nothing else.
#[test]
fn the_native_stack_is_a_root() {
    with_heap(|heap| {
        let list = heap.list(&[]);
        for number in 0..1000 {
            let text = heap.str(&format!("text {number}"));
            list.push(heap, text.into()).unwrap();
        }
        let slice = list.items();
        let function = heap.int(i64::MAX);
        heap.attributes_or_new(function.header().unwrap())
            .insert_str(heap, heap.intern("name"), list.into());
        // The old storage, to which only the slice points.
        list.set_array(heap.array(0).unwrap());
        for _ in 0..3 {
            heap.collect(|_| {});
            for _ in 0..10_000 {
                std::hint::black_box(heap.str("something that fills free cells"));
            }
        }
        for (number, text) in slice.iter().enumerate() {
            assert_eq!(
                text.get().get::<Str>().unwrap().as_str(),
                Some(format!("text {number}").as_str())
            );
        }
        let attributes = heap.attributes(function.header().unwrap()).unwrap();
        assert_eq!(attributes.get_str(heap.intern("name")), Some(list.into()));
        assert_eq!(heap.verify(), Ok(()));
    });
}

#[test]
fn garbage_does_not_grow_the_heap() {
    with_heap(|heap| {
        let mut random = Random(7);
        let mut peak = 0;
        for _ in 0..200_000 {
            std::hint::black_box(heap.array(random.below(2000)).unwrap());
            if heap.wants_collection() {
                heap.collect(|_| {});
                peak = peak.max(heap.statistics().live);
            }
        }
        assert!(heap.statistics().collections > 10);
        assert!(peak < 4 << 20, "{peak} bytes are live");
    });
}

#[test]
fn absurd_sizes_are_refused() {
    with_heap(|heap| {
        for capacity in [
            usize::MAX,
            usize::MAX / 8,
            usize::MAX / 16,
            1 << 50,
            1 << 45,
        ] {
            assert_eq!(heap.array(capacity).err(), Some(OutOfMemory));
            assert_eq!(heap.blob(capacity).err(), Some(OutOfMemory));
            assert_eq!(heap.try_tuple_unbound(capacity).err(), Some(OutOfMemory));
            assert_eq!(
                heap.repeat_str(heap.str("ab"), capacity).err(),
                Some(OutOfMemory)
            );
        }
        assert_eq!(heap.verify(), Ok(()));
    });
}

/// Dicts against a model, with keys of every simple kind.
#[test]
fn dicts_do_what_a_model_does() {
    with_heap(|heap| {
        for seed in 1..20 {
            let mut random = Random(seed);
            let keys = 1 << random.below(13);
            let dict = heap.dict();
            let mut model: Vec<(usize, i64)> = Vec::new();
            let mut places: HashMap<usize, i64> = HashMap::new();
            for step in 0..6000 {
                let key = random.below(keys + 1);
                let (hash, value) = key_value(heap, key);
                match random.below(10) {
                    0..6 => {
                        let Ok(new) = dict.insert(heap, hash, value, heap.int(step), no_eq);
                        assert_eq!(new, places.insert(key, step).is_none());
                        match model.iter_mut().find(|it| it.0 == key) {
                            Some(it) => it.1 = step,
                            None => model.push((key, step)),
                        }
                    }
                    6 | 7 => {
                        let Ok(removed) = dict.remove(hash, value, no_eq);
                        assert_eq!(removed.and_then(Value::as_int), places.remove(&key));
                        model.retain(|it| it.0 != key);
                    }
                    8 => {
                        let Ok(found) = dict.find(hash, value, no_eq);
                        assert_eq!(
                            found.map(|it| dict.value_at(it).as_int().unwrap()),
                            places.get(&key).copied()
                        );
                        if let Some(name) = value.get::<Str>() {
                            assert_eq!(dict.entry_of_str(name), found);
                        }
                    }
                    _ if random.below(4) == 0 => {
                        let popped = dict.pop_last().map(|it| it.1.as_int().unwrap());
                        assert_eq!(popped, model.pop().map(|it| it.1));
                        if model.len() < places.len() {
                            places = model.iter().copied().collect();
                        }
                    }
                    _ => {}
                }
                assert_eq!(dict.len(), model.len());
                if step % 1000 == 0 {
                    heap.collect(|marker| marker.object(dict));
                }
            }
            let ours: Vec<i64> = dict.iter().map(|it| it.1.as_int().unwrap()).collect();
            let theirs: Vec<i64> = model.iter().map(|it| it.1).collect();
            assert_eq!(ours, theirs);
            let copied: Vec<i64> = dict
                .copy(heap)
                .iter()
                .map(|it| it.1.as_int().unwrap())
                .collect();
            assert_eq!(copied, theirs);
            assert_eq!(heap.verify(), Ok(()));
            dict.clear(heap);
            assert!(dict.is_empty() && dict.pop_last().is_none());
        }
    });
}

/// A key by number, and its hash: ints, strs, floats, big ints.
fn key_value(heap: &Heap, number: usize) -> (i64, Value) {
    match number % 4 {
        0 => (hash::int(number as i64), heap.int(number as i64)),
        1 => {
            let text = heap.str(&number.to_string());
            (text.hash(), text.into())
        }
        2 => {
            let float = number as f64 + 0.5;
            (hash::float(float).unwrap(), heap.float(float))
        }
        _ => {
            let big = (IBig::ONE << 80) + number;
            (hash::big(&big), heap.bigint(big))
        }
    }
}

#[test]
fn equal_numbers_are_one_key() {
    with_heap(|heap| {
        let dict = heap.dict();
        for (step, key) in [heap.int(1), Value::TRUE, heap.float(1.0)]
            .into_iter()
            .enumerate()
        {
            let Ok(new) = dict.insert(heap, 1, key, heap.int(step as i64), no_eq);
            assert_eq!(new, step == 0);
        }
        assert_eq!(dict.entry(0), Some((heap.int(1), heap.int(2))));
    });
}

#[test]
fn versions_and_flags_follow_the_keys() {
    with_heap(|heap| {
        let dict = heap.dict();
        let (a, b) = (heap.intern("a"), heap.intern("b"));
        dict.insert_str(heap, a, Value::small(1));
        let version = dict.version(heap).unwrap();
        let entry = dict.entry_of_str(a).unwrap();
        dict.insert_str(heap, a, Value::small(2));
        assert!(dict.has_version(version));
        assert_eq!(dict.value_at(entry), Value::small(2));
        dict.insert_str(heap, b, Value::small(3));
        assert!(!dict.has_version(version));
        let version = dict.version(heap).unwrap();
        dict.remove_str(a);
        assert!(!dict.has_version(version));
        assert!(dict.has_only_str_keys());
        dict.insert_new(heap, 1, Value::small(1), Value::NONE);
        assert!(!dict.has_only_str_keys() && !dict.has_odd_keys());
        dict.insert_new(heap, 2, heap.tuple(&[]).into(), Value::NONE);
        assert!(!dict.has_odd_keys());
        dict.insert_new(heap, 3, heap.complex(3.0, 0.0).into(), Value::NONE);
        assert!(dict.has_odd_keys());
    });
}

/// A `__eq__` that changes the dict while it is searched: the search begins again.
#[test]
fn searching_stands_changes_by_eq() {
    with_heap(|heap| {
        let dict = heap.dict();
        let keys: Vec<i64> = (0..50).collect();
        for &key in &keys {
            dict.insert_new(heap, 7, heap.tuple(&[heap.int(key)]).into(), heap.int(key));
        }
        let mut asked = 0;
        let wanted = heap.tuple(&[]);
        let found = dict.find(7, wanted.into(), |candidate| {
            asked += 1;
            if asked == 20 {
                dict.clear(heap);
                for &key in &keys {
                    dict.insert_new(heap, 7, heap.tuple(&[heap.int(key)]).into(), heap.int(key));
                }
            }
            Ok::<_, Infallible>(candidate.get::<Tuple>().unwrap().get(0) == Some(Value::small(49)))
        });
        assert_eq!(found, Ok(Some(49)));
        assert!(asked > 60);
        assert_eq!(
            dict.find(7, wanted.into(), |_| Err("raised")),
            Err("raised")
        );
    });
}

/// Multiples of a power of two collide in a table that takes the low bits.
#[test]
fn crafted_ints_do_not_make_a_dict_slow() {
    with_heap(|heap| {
        let dict = heap.dict();
        let start = std::time::Instant::now();
        for number in 0..50_000_i64 {
            let key = heap.int(number << 40);
            let Ok(_) = dict.insert(heap, hash::int(number << 40), key, key, no_eq);
        }
        assert_eq!(dict.len(), 50_000);
        // Quadratic, it would take minutes.
        assert!(start.elapsed().as_secs() < 5);
    });
}

#[test]
fn strings_are_indexed_by_code_point() {
    with_heap(|heap| {
        let pattern = ['a', 'é', '€', '😀'];
        for len in [0, 1, 3, 64, 65, 200, 5000] {
            let chars: Vec<char> = (0..len).map(|at| pattern[at * 7 % 4]).collect();
            let text: String = chars.iter().collect();
            let it = heap.str(&text);
            assert_eq!((it.len_chars(), it.as_str()), (len, Some(text.as_str())));
            for at in (0..len).chain((0..len).rev()) {
                assert_eq!(
                    it.char_at(heap, at),
                    Some(u32::from(chars[at])),
                    "{at} of {len}"
                );
                let offset = it.byte_offset(heap, at);
                assert_eq!(it.char_offset(heap, offset), at);
            }
            assert_eq!(it.char_at(heap, len), None);
            assert_eq!(it.byte_offset(heap, len), text.len());
            assert_eq!(it.char_offset(heap, text.len()), len);
            let middle: String = chars[len / 3..len / 2].iter().collect();
            assert_eq!(
                heap.substring(it, len / 3, len / 2).as_str(),
                Some(middle.as_str())
            );
            let backwards: String = chars.iter().rev().collect();
            assert_eq!(
                heap.str_slice(it, len.max(1) - 1, -1, len).as_str(),
                Some(backwards.as_str())
            );
        }
    });
}

/// `s += x` in a loop appends to one buffer, and strs that share it keep their text.
#[test]
fn appending_is_linear_and_shares_safely() {
    with_heap(|heap| {
        let mut text = heap.str("");
        let mut kept: Vec<usize> = Vec::new();
        let olds = heap.list(&[]);
        for step in 0..30_000 {
            let piece = heap.str(if step % 3 == 0 { "ä" } else { "b" });
            text = heap.concat(text, piece).unwrap();
            if step % 1000 == 0 {
                kept.push(step);
                olds.push(heap, text.into()).unwrap();
                assert_eq!(
                    text.char_at(heap, step),
                    Some(if step % 3 == 0 { 0xe4 } else { 0x62 })
                );
                // Two strs grow from the same one.
                let other = heap.concat(text, heap.str("other")).unwrap();
                assert!(other.as_str().unwrap().ends_with("other"));
            }
        }
        assert_eq!(text.len_chars(), 30_000);
        for (old, step) in olds.items().iter().zip(kept) {
            let old = old.get().get::<Str>().unwrap();
            assert_eq!(old.len_chars(), step + 1);
            assert!(text.as_str().unwrap().starts_with(old.as_str().unwrap()));
        }
        assert!(heap.allocated() < 8 << 20, "{} bytes", heap.allocated());
    });
}

#[test]
fn surrogates_stay_two_code_points() {
    with_heap(|heap| {
        let (high, low) = (
            heap.str_code_point(0xd83d).unwrap(),
            heap.str_code_point(0xde00).unwrap(),
        );
        let both = heap.concat(high, low).unwrap();
        assert_eq!((both.len_chars(), both.as_str()), (2, None));
        assert_eq!(both.code_points().collect::<Vec<_>>(), [0xd83d, 0xde00]);
        let plain = heap.concat(heap.str("a"), both).unwrap();
        assert_eq!(heap.substring(plain, 0, 1).as_str(), Some("a"));
        assert!(heap.str_wtf8(b"\xff").is_none());
        assert_eq!(heap.str_code_point(0x11_0000), None);
    });
}

#[test]
fn interned_strings_are_one() {
    with_heap(|heap| {
        let name = heap.intern("attribute");
        assert_eq!(heap.intern_str(heap.str("attribute")), name);
        assert_eq!(heap.intern("a"), heap.str("a"));
        assert_ne!(heap.str("attribute"), name);
        assert!(heap.str("attribute").equals(name));
        forget_names(heap);
        heap.collect(|_| {});
        assert_eq!(heap.intern("attribute"), name);
        // All but a few that the stack still seems to point to are gone.
        let left = (0..1000)
            .filter(|it| {
                heap.find_interned(heap.str(&format!("mortal {it}")))
                    .is_some()
            })
            .count();
        assert!(left < 50, "{left}");
    });
}

#[inline(never)]
fn forget_names(heap: &Heap) {
    for number in 0..1000 {
        heap.intern_str(heap.str(&format!("mortal {number}")));
    }
}

#[test]
fn lists_move_their_items() {
    with_heap(|heap| {
        let list = heap.list(&[]);
        let mut model: Vec<i64> = Vec::new();
        let mut random = Random(3);
        for step in 0..20_000 {
            let (len, value) = (model.len(), heap.int(step));
            match random.below(8) {
                0..3 => {
                    list.push(heap, value).unwrap();
                    model.push(step);
                }
                3 => {
                    let at = random.below(len + 1);
                    list.insert(heap, at, value).unwrap();
                    model.insert(at, step);
                }
                4 if len > 0 => {
                    let at = random.below(len);
                    assert_eq!(
                        list.remove(at).and_then(Value::as_int),
                        Some(model.remove(at))
                    );
                }
                5 => {
                    let (start, end) = (random.below(len + 1), random.below(len + 1));
                    let (start, end) = (start.min(end), start.max(end).min(start.min(end) + 9));
                    list.splice(heap, start, end, &list.items()[..len.min(5)])
                        .unwrap();
                    let front = model[..len.min(5)].to_vec();
                    model.splice(start..end, front);
                }
                6 if random.below(50) == 0 => {
                    let step_by = 1 + random.below(4);
                    let start = random.below(len + 1);
                    list.remove_stepped(start, step_by, 5);
                    let mut at = 0;
                    model.retain(|_| {
                        at += 1;
                        let place = at - 1;
                        place < start
                            || !(place - start).is_multiple_of(step_by)
                            || (place - start) / step_by >= 5
                    });
                }
                7 if random.below(20) == 0 => {
                    list.reverse();
                    model.reverse();
                }
                _ => assert_eq!(list.pop().and_then(Value::as_int), model.pop()),
            }
        }
        let ours: Vec<i64> = list
            .items()
            .iter()
            .map(|it| it.get().as_int().unwrap())
            .collect();
        assert_eq!(ours, model);
    });
}
