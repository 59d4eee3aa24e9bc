//! The module `itertools`: how its iterators are made. Their steps are in
//! `vm/protocol/lazy.rs` and `vm/protocol/choose.rs`.

mod copying;

use crate::builtins::types::operators as op;
use crate::builtins::types::support::{scratch, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::iter::{Iter, IterKind};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::set;
use crate::vm::native::{Args, ModuleDef, NativeDef, TypeDef};
use crate::vm::{Raised, Res, Vm};

macro_rules! classes {
    ($($static:ident = $name:literal, $statics:ident, $class_methods:expr, $methods:ident, $doc:literal;)*) => {
        $(static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Iter,
            base: "object",
            subclassable: true,
            doc: $doc,
            methods: $methods,
            statics: $statics,
            class_methods: $class_methods,
            getsets: &[],
        };)*
        /// The classes of this module.
        pub const TYPES: &[&TypeDef] = &[$(&$static,)*];
    };
}

const NONE: &[NativeDef] = &[];

classes! {
    COUNT = "count", NEW_COUNT, NONE, COUNT_METHODS,
        "Return a count object whose .__next__() method returns consecutive values.";
    CYCLE = "cycle", NEW_CYCLE, NONE, METHODS,
        "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.";
    REPEAT = "repeat", NEW_REPEAT, NONE, REPEAT_METHODS,
        "repeat(object [,times]) -> create an iterator which returns the object for the specified number of times.";
    ACCUMULATE = "accumulate", NEW_ACCUMULATE, NONE, METHODS,
        "Return series of accumulated sums (or other binary function results).";
    CHAIN = "chain", NEW_CHAIN, CHAIN_CLASS_METHODS, METHODS,
        "chain(*iterables) --> chain object";
    COMPRESS = "compress", NEW_COMPRESS, NONE, METHODS,
        "Return data elements corresponding to true selector elements.";
    DROPWHILE = "dropwhile", NEW_DROPWHILE, NONE, METHODS,
        "Drop items from the iterable while predicate(item) is true.";
    TAKEWHILE = "takewhile", NEW_TAKEWHILE, NONE, METHODS,
        "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.";
    FILTERFALSE = "filterfalse", NEW_FILTERFALSE, NONE, METHODS,
        "Return those items of iterable for which function(item) is false.";
    GROUPBY = "groupby", NEW_GROUPBY, NONE, METHODS,
        "make an iterator that returns consecutive keys and groups from the iterable";
    GROUPER = "_grouper", NEW_GROUPER, NONE, METHODS, "";
    ISLICE = "islice", NEW_ISLICE, NONE, METHODS,
        "islice(iterable, stop) --> islice object";
    PAIRWISE = "pairwise", NEW_PAIRWISE, NONE, METHODS,
        "Return an iterator of overlapping pairs taken from the input iterator.";
    STARMAP = "starmap", NEW_STARMAP, NONE, METHODS,
        "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.";
    ZIP_LONGEST = "zip_longest", NEW_ZIP_LONGEST, NONE, METHODS,
        "Return a zip_longest object whose .__next__() method returns a tuple.";
    BATCHED = "batched", NEW_BATCHED, NONE, METHODS,
        "Batch data into tuples of length n. The last batch may be shorter than n.";
    TEE = "_tee", NEW_TEE, NONE, TEE_METHODS, "Iterator wrapped to make it copyable.";
    PRODUCT = "product", NEW_PRODUCT, NONE, METHODS,
        "product(*iterables, repeat=1) --> product object";
    PERMUTATIONS = "permutations", NEW_PERMUTATIONS, NONE, METHODS,
        "Return successive r-length permutations of elements in the iterable.";
    COMBINATIONS = "combinations", NEW_COMBINATIONS, NONE, METHODS,
        "Return successive r-length combinations of elements in the iterable.";
    COMBINATIONS_WITH_REPLACEMENT = "combinations_with_replacement", NEW_REPLACING, NONE, METHODS,
        "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.";
}

natives! { METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
    __copy__(self, /) => copying::copy,
    __reduce__(self, /) => copying::reduce,
}
natives! { COUNT_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
    __repr__(self, /) => count_repr,
    __copy__(self, /) => copying::copy,
    __reduce__(self, /) => copying::reduce,
}
natives! { REPEAT_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
    __repr__(self, /) => repeat_repr,
    __copy__(self, /) => copying::copy,
    __reduce__(self, /) => copying::reduce,
    __length_hint__(self, /) => repeat_length,
}
natives! { TEE_METHODS:
    __iter__(self, /) => op::itself,
    __next__(self, /) => crate::builtins::types::iterators::next,
    __copy__(self, /) => copy_tee,
    __reduce__(self, /) => copying::reduce,
}
natives! { CHAIN_CLASS_METHODS:
    from_iterable(cls, iterable, /) => chain_from_iterable,
    __class_getitem__(cls, item, /) => |vm, args| crate::builtins::types::alias::class_getitem(vm, args),
}
natives! { NEW_COUNT: __new__(cls, /, start=0, step=1) => new_count }
natives! { NEW_CYCLE: __new__(cls, iterable, /) => new_cycle }
natives! { NEW_REPEAT: __new__(cls, /, object, times=None) => new_repeat }
natives! { NEW_ACCUMULATE: __new__(cls, /, iterable, func=None, *, initial=None) => new_accumulate }
natives! { NEW_CHAIN: __new__(cls, /, *iterables) => new_chain }
natives! { NEW_COMPRESS: __new__(cls, /, data, selectors) => new_compress }
natives! { NEW_DROPWHILE: __new__(cls, predicate, iterable, /) => |vm, args| by_function(vm, args, IterKind::DropWhile) }
natives! { NEW_TAKEWHILE: __new__(cls, predicate, iterable, /) => |vm, args| by_function(vm, args, IterKind::TakeWhile) }
natives! { NEW_FILTERFALSE: __new__(cls, function, iterable, /) => |vm, args| by_function(vm, args, IterKind::FilterFalse) }
natives! { NEW_STARMAP: __new__(cls, function, iterable, /) => |vm, args| by_function(vm, args, IterKind::StarMap) }
natives! { NEW_GROUPBY: __new__(cls, /, iterable, key=None) => new_groupby }
natives! { NEW_GROUPER: __new__(cls, parent, key, /) => new_grouper }
natives! { NEW_ISLICE: __new__(cls, /, *args) => new_islice }
natives! { NEW_PAIRWISE: __new__(cls, iterable, /) => new_pairwise }
natives! { NEW_ZIP_LONGEST: __new__(cls, /, *iterables, fillvalue=None) => new_zip_longest }
natives! { NEW_BATCHED: __new__(cls, /, iterable, n) => new_batched }
natives! { NEW_TEE: __new__(cls, iterable, /) => new_tee }
natives! { NEW_PRODUCT: __new__(cls, /, *iterables, repeat=1) => new_product }
natives! { NEW_PERMUTATIONS: __new__(cls, /, iterable, r=None) => new_permutations }
natives! { NEW_COMBINATIONS: __new__(cls, /, iterable, r) => |vm, args| choose(vm, args, IterKind::Combinations) }
natives! { NEW_REPLACING: __new__(cls, /, iterable, r) => |vm, args| choose(vm, args, IterKind::CombinationsWithReplacement) }

natives! { FUNCTIONS: tee(iterable, n=2, /) => tee }

pub static MODULE: ModuleDef = ModuleDef {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: FUNCTIONS,
    setup,
};

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let label = vm.heap.intern("itertools");
    for def in TYPES {
        let class = vm.builtin_class(def.name);
        let name = vm.names.module;
        class.dict.insert_str(&vm.heap, name, label.into());
        set(vm, module, def.name, class);
    }
    Ok(())
}

/// A new iterator of the class that was called.
fn make(
    vm: &mut Vm,
    class: Value,
    kind: IterKind,
    source: Value,
    other: Value,
    at: i64,
) -> Res<Value> {
    match class.get::<Type>() {
        Some(class) => Ok(vm.new_iter_of(class, kind, source, other, at)),
        None => Err(vm.type_error("X is not a type object")),
    }
}

fn tuple(vm: &mut Vm, iterable: Value) -> Res<Gc<Tuple>> {
    let items = vm.collect_array(iterable)?;
    Ok(vm.heap.tuple_of(items.tail()))
}

/// A list of a number of places.
fn places(vm: &mut Vm, count: usize, place: impl Fn(usize) -> usize) -> Res<Value> {
    let mut list = scratch(vm, count)?;
    for at in 0..count {
        let place = vm.heap.int(place(at) as i64);
        vm.array_push(&mut list, place)?;
    }
    Ok(vm.heap.alloc(List::new(list)).into())
}

fn new_count(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let start = args.get(1).unwrap_or(Value::small(0));
    let step = args.get(2).unwrap_or(Value::small(1));
    for number in [start, step] {
        if crate::vm::protocol::numeric::Number::of(number).is_none()
            && !vm.has_index(number)
            && vm.lookup_special(number, vm.names.float).is_none()
            && (number.is::<Str>() || vm.lookup_special(number, vm.names.add).is_none())
        {
            return Err(vm.type_error("a number is required"));
        }
    }
    make(vm, args[0], IterKind::Count, start, step, 0)
}

fn count_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    let start = vm.repr(it.source.get())?.to_string_lossy().into_owned();
    let text = match it.other.get() == Value::small(1) {
        true => format!("count({start})"),
        false => {
            let step = vm.repr(it.other.get())?;
            format!("count({start}, {})", step.to_string_lossy())
        }
    };
    Ok(vm.heap.str(&text).into())
}

fn new_cycle(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    let seen = vm.heap.list(&[]).into();
    make(vm, args[0], IterKind::Cycle, iterator, seen, 0)
}

fn new_repeat(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let times = match args.get(2) {
        Some(times) => vm.index(times)?.max(0),
        None => -1,
    };
    make(vm, args[0], IterKind::Repeat, args[1], Value::NONE, times)
}

fn repeat_repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    let object = vm.repr(it.source.get())?.to_string_lossy().into_owned();
    let text = match it.at.get() {
        times if times < 0 => format!("repeat({object})"),
        times => format!("repeat({object}, {times})"),
    };
    Ok(vm.heap.str(&text).into())
}

fn repeat_length(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    match it.at.get() {
        times if times < 0 => Err(vm.type_error("len() of unsized object")),
        times => Ok(vm.heap.int(times)),
    }
}

fn new_accumulate(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    let function = args.get(2).unwrap_or(Value::NONE);
    let initial = args.kw(0).filter(|initial| !initial.is_none());
    let state = [function, initial.unwrap_or(Value::UNBOUND)];
    let state = vm.heap.list(&state).into();
    let at = initial.is_some().into();
    make(vm, args[0], IterKind::Accumulate, iterator, state, at)
}

fn new_chain(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterables = vm.heap.tuple(args.rest(1)).into();
    let iterator = vm.iter(iterables)?;
    make(vm, args[0], IterKind::Chain, iterator, Value::UNBOUND, 0)
}

fn chain_from_iterable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    make(vm, args[0], IterKind::Chain, iterator, Value::UNBOUND, 0)
}

fn new_compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = vm.iter(args[1])?;
    let selectors = vm.iter(args[2])?;
    make(vm, args[0], IterKind::Compress, data, selectors, 0)
}

/// The iterators that are made of a function and an iterable.
fn by_function(vm: &mut Vm, args: Args<'_>, kind: IterKind) -> Res<Value> {
    let iterator = vm.iter(args[2])?;
    make(vm, args[0], kind, iterator, args[1], 0)
}

fn new_groupby(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    let key = args.get(2).unwrap_or(Value::NONE);
    let state = [
        key,
        Value::UNBOUND,
        Value::UNBOUND,
        Value::UNBOUND,
        Value::UNBOUND,
    ];
    let state = vm.heap.list(&state).into();
    make(vm, args[0], IterKind::GroupBy, iterator, state, 0)
}

fn new_grouper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let parent = this::<Iter>(vm, args[1])?;
    make(vm, args[0], IterKind::Group, parent.into(), args[2], 0)
}

fn new_islice(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let bounds = args.rest(2);
    if args.rest(1).is_empty() {
        return Err(vm.type_error("islice expected at least 2 arguments, got 0"));
    }
    let (start, stop, step) = match *bounds {
        [stop] => (Value::NONE, stop, Value::NONE),
        [start, stop] => (start, stop, Value::NONE),
        [start, stop, step] => (start, stop, step),
        [] => return Err(vm.type_error("islice expected at least 2 arguments, got 1")),
        _ => {
            let given = bounds.len() + 1;
            let message = format!("islice expected at most 4 arguments, got {given}");
            return Err(vm.type_error(message));
        }
    };
    let start = islice_bound(vm, start, 0);
    let stop = islice_bound(vm, stop, Value::MAX_INT);
    if stop == -1 {
        return Err(vm.value_error(
            "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
        ));
    }
    if start < 0 || stop < 0 {
        return Err(vm.value_error(
            "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
        ));
    }
    let step = islice_bound(vm, step, 1);
    if step < 1 {
        return Err(vm.value_error("Step for islice() must be a positive integer or None."));
    };
    let iterator = vm.iter(args[1])?;
    let state = [start, stop, step].map(|bound| vm.heap.int(bound));
    let state = vm.heap.list(&state).into();
    make(vm, args[0], IterKind::Islice, iterator, state, 0)
}

/// A bound of `islice`; -1 for what is no int, whatever it raises.
fn islice_bound(vm: &mut Vm, bound: Value, default: i64) -> i64 {
    if bound.is_none() {
        return default;
    }
    match vm.index(bound) {
        Ok(bound) => bound.min(Value::MAX_INT),
        Err(Raised) => {
            vm.take_raised();
            -1
        }
    }
}

fn new_pairwise(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let iterator = vm.iter(args[1])?;
    make(vm, args[0], IterKind::Pairwise, iterator, Value::UNBOUND, 0)
}

fn new_zip_longest(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut iterators = scratch(vm, args.rest(1).len())?;
    for &iterable in args.rest(1) {
        let iterator = vm.iter(iterable)?;
        vm.array_push(&mut iterators, iterator)?;
    }
    let count = iterators.len() as i64;
    let iterators = vm.heap.alloc(List::new(iterators)).into();
    let fill = args.kw(0).unwrap_or(Value::NONE);
    make(vm, args[0], IterKind::ZipLongest, iterators, fill, count)
}

fn new_batched(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let n = vm.index(args[2])?;
    if n < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let iterator = vm.iter(args[1])?;
    make(vm, args[0], IterKind::Batched, iterator, Value::NONE, n)
}

// --- tee ---

fn new_tee(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if let Some(it) = args[1].get::<Iter>()
        && it.which() == IterKind::Tee
    {
        let (shared, place) = (it.source.get(), it.other.get());
        return make(vm, args[0], IterKind::Tee, shared, place, 0);
    }
    let iterator = vm.iter(args[1])?;
    let shared = vm.heap.list(&[iterator]).into();
    let place = vm.heap.list(&[]).into();
    make(vm, args[0], IterKind::Tee, shared, place, 0)
}

fn copy_tee(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Iter>(vm, args[0])?;
    let class = vm.class_of(args[0]);
    let (shared, place) = (it.source.get(), it.other.get());
    Ok(vm.new_iter_of(class, IterKind::Tee, shared, place, 0))
}

fn tee(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let count = match args.get(1) {
        Some(count) => vm.index(count)?,
        None => 2,
    };
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    let class = vm.builtin_class("_tee").into();
    let mut readers = scratch(vm, 2)?;
    let mut source = args[0];
    for _ in 0..count {
        let reader = new_tee(vm, Args::positional(&[class, source]))?;
        vm.array_push(&mut readers, reader)?;
        source = reader;
    }
    Ok(vm.heap.tuple_of(readers.tail()).into())
}

// --- choices ---

fn new_product(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let repeat = match args.kw(0) {
        Some(repeat) => vm.index(repeat)?,
        None => 1,
    };
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(vm.value_error("repeat argument cannot be negative"));
    };
    let mut pools = scratch(vm, args.rest(1).len())?;
    for &iterable in args.rest(1) {
        let pool = tuple(vm, iterable)?;
        vm.array_push(&mut pools, pool.into())?;
    }
    let count = pools.len().checked_mul(repeat).filter(|&it| it < 1 << 24);
    let Some(count) = count else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    let all = vm.heap.tuple_unbound(count);
    for at in 0..count {
        all.tail()[at].set(pools.tail()[at % pools.len()].get());
    }
    let wheels = places(vm, count, |_| 0)?;
    make(vm, args[0], IterKind::Product, all.into(), wheels, 0)
}

/// How many items a choice has: `at` of an iterator that has not started.
fn choice(vm: &mut Vm, r: Value) -> Res<(usize, i64)> {
    let r = vm.index(r)?;
    match usize::try_from(r) {
        Ok(count) => Ok((count, -1 - r)),
        Err(_) => Err(vm.value_error("r must be non-negative")),
    }
}

fn new_permutations(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pool = tuple(vm, args[1])?;
    let n = pool.len();
    let (r, at) = match args.get(2).filter(|r| !r.is_none()) {
        None => (n, -1 - n as i64),
        Some(r) if vm.class_of(r) != vm.types.int => {
            return Err(vm.type_error("Expected int as r"));
        }
        Some(r) => choice(vm, r)?,
    };
    // Of a choice that is too large there are none.
    let cycles = r.min(n);
    let state = places(vm, n + cycles, |at| if at < n { at } else { 2 * n - at })?;
    make(vm, args[0], IterKind::Permutations, pool.into(), state, at)
}

fn choose(vm: &mut Vm, args: Args<'_>, kind: IterKind) -> Res<Value> {
    let pool = tuple(vm, args[1])?;
    let (r, at) = choice(vm, args[2])?;
    let replacing = kind == IterKind::CombinationsWithReplacement;
    if r >= 1 << 24 && replacing {
        return Err(vm.memory_error());
    }
    let count = if replacing { r } else { r.min(pool.len()) };
    let state = places(vm, count, |at| if replacing { 0 } else { at })?;
    make(vm, args[0], kind, pool.into(), state, at)
}
