//! The wrapper that `lru_cache` and `cache` put around a function: a dict of the calls
//! that were made.
//!
//! ```text
//!   f(2)          key 2             an int or str stands for itself
//!   f(2.0)        key (2.0,)
//!   f(2, b=3)     key (2, MARK, 'b', 3), with typed=True and their classes
//!
//!   cache   { hole, hole, a, hole, b, c }     the order of last use, the oldest first
//! ```
//!
//! With a limit, a call that is found moves to the end, and the first one goes when there
//! is no room. Both leave holes, which the dict closes now and then, and does not pass over
//! where they are at its front.

use crate::builtins::functions::objects::is_callable;
use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::record::Record;
use crate::object::value::Value;
use crate::vm::native::{Args, TypeDef};
use crate::vm::{Res, Vm};

// The values of the record.
const FUNCTION: usize = 0;
const CACHE: usize = 1;
const INFO: usize = 2;
/// Stands before the keywords in keys: an object that nobody else has.
const MARK: usize = 3;

// Its numbers.
const HITS: usize = 0;
const MISSES: usize = 1;
/// How many calls are kept; -1 is all.
const MOST: usize = 2;

pub static WRAPPER: TypeDef = TypeDef {
    name: "functools._lru_cache_wrapper",
    kind: Kind::Record,
    base: "object",
    subclassable: true,
    doc: "Create a cached callable that wraps another function.\n\n\
          user_function:      the function being cached\n\n\
          maxsize:  0         for no caching\n          \
          None      for unlimited cache size\n          \
          n         for a bounded cache\n\n\
          typed:    False     cache f(3) and f(3.0) as identical calls\n          \
          True      cache f(3) and f(3.0) as distinct calls\n\n\
          cache_info_type:    namedtuple class with the fields:\n                        \
          hits misses currsize maxsize\n",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS:
    __new__(cls, /, user_function, maxsize, typed, cache_info_type) => new,
}

natives! { METHODS:
    __call__(self, /, *args, **kwargs) => call,
    __get__(self, instance, owner=None, /) => get,
    cache_info(self, /) => cache_info,
    cache_clear(self, /) => cache_clear,
    __reduce__(self, /) => reduce,
    __copy__(self, /) => |_, args| Ok(args[0]),
    __deepcopy__(self, memo, /) => |_, args| Ok(args[0]),
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(WRAPPER.name);
    let class = class_for_new(vm, args[0], base)?;
    let (function, most) = (args[1], args[2]);
    if !is_callable(vm, function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let most = match most.is_none() {
        true => -1,
        false if !vm.has_index(most) => {
            return Err(vm.type_error("maxsize should be integer or None"));
        }
        false => vm.index(most)?.max(0),
    };
    let typed = vm.truthy(args[3])?;
    let cache = vm.heap.dict().into();
    let shape = class.root_shape.get();
    let mark = vm.heap.alloc(Record::new(shape, [])).into();
    let values = [function, cache, args[4], mark];
    let made = vm.heap.alloc(Record::new(shape, values));
    made.numbers[MOST].set(most);
    // The header's spare bits say whether it is typed.
    made.header().set_spare(typed.into());
    Ok(made.into())
}

fn cache_of(it: Gc<Record>, vm: &mut Vm) -> Gc<Dict> {
    match it.values[CACHE].get().get::<Dict>() {
        Some(cache) => cache,
        None => vm.heap.dict(),
    }
}

fn count(it: Gc<Record>, what: usize) {
    let number = &it.numbers[what];
    number.set(number.get().wrapping_add(1));
}

/// Calls the function itself.
fn ask(vm: &mut Vm, it: Gc<Record>, args: Args<'_>) -> Res<Value> {
    count(it, MISSES);
    let function = it.values[FUNCTION].get();
    match args.extra {
        None => vm.call(function, args.rest(1)),
        Some(extra) => {
            let positional = vm.heap.tuple(args.rest(1));
            vm.call_ex(function, positional, Some(extra))
        }
    }
}

/// What a call is remembered by.
fn key_of(vm: &mut Vm, it: Gc<Record>, args: Args<'_>) -> Res<Value> {
    let given = args.rest(1);
    let typed = it.header().spare() != 0;
    if args.extra.is_none() && !typed {
        return Ok(match given {
            [one] if one.is_int() => *one,
            [one] if is_exact_str_or_int(*one) => *one,
            _ => vm.heap.tuple(given).into(),
        });
    }
    let named = args.extra.map_or(0, |extra| extra.len());
    let parts = vm.heap.array(2 * given.len() + 3 * named + 1);
    let mut parts = vm.or_memory_error(parts)?;
    for &value in given {
        vm.array_push(&mut parts, value)?;
    }
    if let Some(extra) = args.extra {
        let mark = it.values[MARK].get();
        vm.array_push(&mut parts, mark)?;
        for (name, value) in extra.iter() {
            vm.array_push(&mut parts, name)?;
            vm.array_push(&mut parts, value)?;
        }
    }
    if typed {
        let named = args.extra.into_iter().flat_map(|extra| extra.iter());
        for value in given.iter().copied().chain(named.map(|(_, value)| value)) {
            let class = vm.class_of(value).into();
            vm.array_push(&mut parts, class)?;
        }
    }
    Ok(vm.heap.tuple_of(parts.tail()).into())
}

fn is_exact_str_or_int(value: Value) -> bool {
    value
        .kind()
        .is_some_and(|kind| matches!(kind, Kind::Str | Kind::Int))
        && value.header().is_none_or(|header| header.is_exact())
}

fn call(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let most = it.numbers[MOST].get();
    if most == 0 {
        return ask(vm, it, args);
    }
    let key = key_of(vm, it, args)?;
    let cache = cache_of(it, vm);
    // One question for the hash, however often the key is looked for.
    let hash = vm.hash(key)?;
    if let Some(entry) = cache.find(hash, key, |found| vm.eq(found, key))? {
        count(it, HITS);
        let value = cache.value_at(entry);
        if most >= 0 {
            use_again(vm, cache, entry, hash);
        }
        return Ok(value);
    }
    let value = ask(vm, it, args)?;
    let again = cache.find(hash, key, |found| vm.eq(found, key))?;
    match again {
        None if most < 0 => cache.insert_new(&vm.heap, hash, key, value),
        None => {
            if cache.len() as i64 >= most
                && let Some((oldest, ..)) = cache.next_entry(0)
            {
                cache.remove_at(oldest);
            }
            cache.insert_new(&vm.heap, hash, key, value);
        }
        // The call itself came here with the same arguments.
        Some(entry) if most < 0 => cache.set_value_at(entry, value),
        Some(_) => {}
    }
    Ok(value)
}

/// Moves an entry behind all others.
fn use_again(vm: &mut Vm, cache: Gc<Dict>, entry: usize, hash: i64) {
    if entry + 1 == cache.entries_end() {
        return;
    }
    if let Some((key, value)) = cache.entry(entry) {
        cache.remove_at(entry);
        cache.insert_new(&vm.heap, hash, key, value);
    }
}

fn get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match args[1].is_none() {
        true => Ok(args[0]),
        false => Ok(vm.bind_callable(args[0], args[1])),
    }
}

fn cache_info(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    let used = cache_of(it, vm).len() as i64;
    let [hits, misses, used] =
        [it.numbers[HITS].get(), it.numbers[MISSES].get(), used].map(|number| vm.heap.int(number));
    let most = match it.numbers[MOST].get() {
        -1 => Value::NONE,
        most => vm.heap.int(most),
    };
    vm.call(it.values[INFO].get(), &[hits, misses, most, used])
}

fn cache_clear(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Record>(vm, args[0])?;
    cache_of(it, vm).clear(&vm.heap);
    for number in [HITS, MISSES] {
        it.numbers[number].set(0);
    }
    Ok(Value::NONE)
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = vm.names.qualname;
    vm.get_attr(args[0], name)
}
