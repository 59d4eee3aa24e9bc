//! The module `_random`: the Mersenne Twister MT19937, bit for bit as CPython seeds
//! and reads it (M. Matsumoto and T. Nishimura, "Mersenne Twister: A
//! 623-dimensionally equidistributed uniform pseudorandom number generator", 1998,
//! with the initialisation by an array of 2002).

use dashu_int::IBig;

use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::{integer, set};
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm};

const N: usize = 624;
const M: usize = 397;

/// The generator's state: words, and how many of them were read.
struct Twister {
    words: [u32; N],
    at: usize,
}

impl Twister {
    fn new(seed: u32) -> Twister {
        let mut words = [0; N];
        words[0] = seed;
        for at in 1..N {
            let before: u32 = words[at - 1];
            words[at] = 1_812_433_253u32
                .wrapping_mul(before ^ (before >> 30))
                .wrapping_add(at as u32);
        }
        Twister { words, at: N }
    }

    fn from_key(key: &[u32]) -> Twister {
        let mut it = Twister::new(19_650_218);
        let words = &mut it.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let before = words[i - 1];
            words[i] = (words[i] ^ (before ^ (before >> 30)).wrapping_mul(1_664_525))
                .wrapping_add(key[j])
                .wrapping_add(j as u32);
            i += 1;
            j += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
            if j >= key.len() {
                j = 0;
            }
        }
        for _ in 0..N - 1 {
            let before = words[i - 1];
            words[i] = (words[i] ^ (before ^ (before >> 30)).wrapping_mul(1_566_083_941))
                .wrapping_sub(i as u32);
            i += 1;
            if i >= N {
                words[0] = words[N - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        it
    }

    fn twist(&mut self) {
        for at in 0..N {
            let mixed = (self.words[at] & 0x8000_0000) | (self.words[(at + 1) % N] & 0x7fff_ffff);
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[at] = self.words[(at + M) % N] ^ (mixed >> 1) ^ odd;
        }
        self.at = 0;
    }

    fn next(&mut self) -> u32 {
        if self.at >= N {
            self.twist();
        }
        let mut y = self.words[self.at];
        self.at += 1;
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        y ^ (y >> 18)
    }

    /// A float in [0, 1) with 53 random bits.
    fn float(&mut self) -> f64 {
        let (a, b) = (self.next() >> 5, self.next() >> 6);
        (f64::from(a) * 67_108_864.0 + f64::from(b)) * (1.0 / 9_007_199_254_740_992.0)
    }
}

pub static MODULE: ModuleDef = ModuleDef {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[],
    setup,
};

pub static RANDOM: TypeDef = TypeDef {
    name: "_Random",
    kind: Kind::Opaque,
    base: "object",
    subclassable: true,
    doc: "Random() -> create a random number generator with its own internal state.",
    methods: METHODS,
    statics: STATICS,
    class_methods: &[],
    getsets: &[],
};

natives! { STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { METHODS:
    random(self, /) => random,
    getrandbits(self, k, /) => get_random_bits,
    _below(self, n, /) => below,
    _seed(self, n, /) => seed,
    _getstate(self, /) => get_state,
    _setstate(self, state, /) => set_state,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(RANDOM.name);
    set(vm, module, "Random", class);
    Ok(())
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.builtin_class(RANDOM.name);
    let class = class_for_new(vm, args[0], base)?;
    let state = Opaque::new(class.root_shape.get(), Box::new(Twister::new(5489)));
    Ok(vm.heap.alloc(state).into())
}

/// Lends the generator's state.
fn with<T>(vm: &mut Vm, receiver: Value, look: impl FnOnce(&mut Twister) -> T) -> Res<T> {
    let opaque = this::<Opaque>(vm, receiver)?;
    match opaque.state.borrow_mut().downcast_mut::<Twister>() {
        Some(twister) => Ok(look(twister)),
        None => Err(vm.type_error("a random number generator is required")),
    }
}

fn random(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let float = with(vm, args[0], Twister::float)?;
    Ok(vm.heap.float(float))
}

/// An int with `bits` random bits: whole words first, the rest from the top of the last.
fn bits_of(twister: &mut Twister, bits: usize) -> IBig {
    if bits <= 32 {
        return IBig::from(twister.next() >> (32 - bits));
    }
    let mut bytes = Vec::with_capacity(bits.div_ceil(32) * 4);
    let mut left = bits;
    while left > 0 {
        let word = twister.next();
        let word = if left < 32 { word >> (32 - left) } else { word };
        bytes.extend(word.to_le_bytes());
        left = left.saturating_sub(32);
    }
    IBig::from(dashu_int::UBig::from_le_bytes(&bytes))
}

fn get_random_bits(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let bits = vm.index(args[1])?;
    let Ok(bits) = usize::try_from(bits) else {
        return Err(vm.value_error("number of bits must be non-negative"));
    };
    if bits > 1 << 34 {
        return Err(vm.memory_error());
    }
    if bits == 0 {
        return Ok(Value::small(0));
    }
    let int = with(vm, args[0], |twister| bits_of(twister, bits))?;
    Ok(vm.heap.bigint(int))
}

/// An int in [0, n): as many bits as n has, drawn again while they are too many.
fn below(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    if let Some(n) = args[1].as_int().filter(|&n| 0 < n && n < 1 << 32) {
        let shift = (n as u32).leading_zeros();
        let drawn = with(vm, args[0], |twister| {
            // 2**32 - 1 has 32 bits, so `shift` is below 32.
            loop {
                let drawn = i64::from(twister.next() >> shift);
                if drawn < n {
                    return drawn;
                }
            }
        })?;
        return Ok(vm.heap.int(drawn));
    }
    let n = integer(vm, args[1])?;
    if n <= IBig::ZERO {
        return Err(vm.value_error("the bound must be positive"));
    }
    let bits = dashu_int::ops::BitTest::bit_len(&n);
    let drawn = with(vm, args[0], |twister| {
        loop {
            let drawn = bits_of(twister, bits);
            if drawn < n {
                return drawn;
            }
        }
    })?;
    Ok(vm.heap.bigint(drawn))
}

fn seed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let n = integer(vm, args[1])?;
    let (_, magnitude) = n.into_parts();
    let bytes = magnitude.to_le_bytes();
    let mut key: Vec<u32> = bytes
        .chunks(4)
        .map(|chunk| {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            u32::from_le_bytes(word)
        })
        .collect();
    if key.is_empty() {
        key.push(0);
    }
    with(vm, args[0], |twister| *twister = Twister::from_key(&key))?;
    Ok(Value::NONE)
}

/// The 624 words and the place among them.
fn get_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (words, at) = with(vm, args[0], |twister| (twister.words, twister.at))?;
    let state = vm.heap.tuple_unbound(N + 1);
    for (place, &word) in state.tail().iter().zip(&words) {
        place.set(vm.heap.int(i64::from(word)));
    }
    state.tail()[N].set(vm.heap.int(at as i64));
    Ok(state.into())
}

fn set_state(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(state) = args[1].get::<Tuple>() else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if state.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; N];
    for (word, value) in words.iter_mut().zip(state.iter()) {
        let int = vm.index(value)?;
        *word = int as u32;
    }
    let at = vm.index(state.get(N).unwrap_or(Value::NONE))?;
    let Some(at) = usize::try_from(at).ok().filter(|&at| at <= N) else {
        return Err(vm.value_error("invalid state"));
    };
    with(vm, args[0], |twister| *twister = Twister { words, at })?;
    Ok(Value::NONE)
}
