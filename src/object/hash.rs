//! Hash functions.
//!
//! `hash(x)` of numbers, tuples and frozensets is visible (it decides in which order
//! a set of ints is printed), so these are CPython's own functions, of
//! `Python/pyhash.c` and `Objects/{tuple,set,complex}object.c`: numbers that are equal
//! have equal hashes whatever their type, because each is reduced modulo the prime
//! 2^61 - 1.
//!
//! Strings and bytes have a hash keyed by a number that differs from process to
//! process, so that nobody can prepare keys that collide. The same number spreads
//! hashes over the index of a dict: ints are their own hash, and easily prepared.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

use dashu_int::{IBig, ops::UnsignedAbs};

const BITS: u32 = 61;
const PRIME: u64 = (1 << BITS) - 1;

/// The key of the process; 0 until it is chosen.
static SEED: AtomicU64 = AtomicU64::new(0);

/// Chooses the key (`PYTHONHASHSEED`). It is the whole process's: call it before the
/// first heap is made, because what was hashed before is not found any more.
pub fn set_seed(seed: u64) {
    // Small seeds must give keys that differ in all their bits: SplitMix64.
    let mut key = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    key = (key ^ (key >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    key = (key ^ (key >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    // Odd, so that multiplying by it loses nothing, and never 0.
    SEED.store((key ^ (key >> 31)) | 1, Ordering::Relaxed);
}

/// The process's key, an odd number.
#[inline(always)]
pub fn seed() -> u64 {
    SEED.load(Ordering::Relaxed)
}

/// A hash's bits all over the word, the highest ones best: where to look in a table.
///
/// One multiplication spreads numbers in a row better than chance would, and so that the
/// machine's caches like it. But to each distance between numbers there are keys of the process
/// that put them into few heaps: of 100 keys, one made 636 steps for each of 10,000 multiples
/// of 1000. With what is folded before and behind it (`thoroughly`), no row of ints or floats
/// took more than 0.93 steps; 0.78 is chance.
#[inline(always)]
pub fn spread(hash: i64, thoroughly: bool) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let bits = hash as u64;
    if thoroughly {
        let bits = (bits ^ (bits >> 32)).wrapping_mul(seed());
        return (bits ^ (bits >> 32)).wrapping_mul(GOLDEN);
    }
    bits.wrapping_mul(seed())
}

/// Chooses a random key if there is none.
pub(super) fn ensure_seed() {
    let random = std::hash::RandomState::new().hash_one(0) | 1;
    // Whoever was first has chosen.
    let _ = SEED.compare_exchange(0, random, Ordering::Relaxed, Ordering::Relaxed);
}

/// Python's rule: -1 is kept for errors.
#[inline(always)]
const fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Of the bytes of a str or of bytes; never 0.
#[inline]
pub fn bytes(bytes: &[u8]) -> i64 {
    let mut hasher = foldhash::fast::FixedState::with_seed(seed()).build_hasher();
    hasher.write(bytes);
    match hasher.finish() as i64 {
        0 | -1 => 1,
        hash => hash,
    }
}

/// Of an int.
#[inline(always)]
pub const fn int(int: i64) -> i64 {
    if int.unsigned_abs() < PRIME {
        return not_minus_one(int);
    }
    let reduced = (int.unsigned_abs() % PRIME) as i64;
    not_minus_one(if int < 0 { -reduced } else { reduced })
}

/// Of a big int.
pub fn big(int: &IBig) -> i64 {
    let reduced = (int.unsigned_abs() % PRIME) as i64;
    not_minus_one(if *int < IBig::ZERO { -reduced } else { reduced })
}

/// Of a float; `None` for a NaN, which hashes by identity.
pub fn float(float: f64) -> Option<i64> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { 314_159 } else { -314_159 });
    }
    if float == 0.0 {
        return Some(0);
    }
    let bits = float.to_bits();
    let (fraction, field) = (bits & ((1 << 52) - 1), bits >> 52 & 0x7ff);
    // float == mantissa * 2^exponent
    let (mantissa, exponent) = match field {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, field as i64 - 1075),
    };
    // Modulo 2^61 - 1, multiplying by 2 is rotating 61 bits by one.
    let shift = exponent.rem_euclid(i64::from(BITS)) as u32;
    let rotated = (mantissa << shift & PRIME) | mantissa >> (BITS - shift);
    let hash = (rotated % PRIME) as i64;
    Some(not_minus_one(if float < 0.0 { -hash } else { hash }))
}

/// Of an object that hashes by identity.
pub fn address(bits: u64) -> i64 {
    not_minus_one(bits.rotate_right(4) as i64)
}

/// Of a complex number, by the hashes of its parts.
pub fn complex(real: i64, imaginary: i64) -> i64 {
    not_minus_one(real.wrapping_add(imaginary.wrapping_mul(1_000_003)))
}

/// Of `None`.
pub const NONE: i64 = 0xfca8_6420;

/// Of a tuple, by the hashes of its items (xxHash, simplified).
pub struct TupleHash {
    accumulator: u64,
    len: u64,
}

const XX_1: u64 = 11_400_714_785_074_694_791;
const XX_2: u64 = 14_029_467_366_897_019_727;
const XX_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHash {
    fn default() -> Self {
        TupleHash {
            accumulator: XX_5,
            len: 0,
        }
    }
}

impl TupleHash {
    pub fn add(&mut self, item: i64) {
        let lane = self
            .accumulator
            .wrapping_add((item as u64).wrapping_mul(XX_2));
        self.accumulator = lane.rotate_left(31).wrapping_mul(XX_1);
        self.len += 1;
    }

    pub fn finish(self) -> i64 {
        match self.accumulator.wrapping_add(self.len ^ (XX_5 ^ 3_527_539)) as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }

    /// Of a slice, by the hashes of its parts: the same without the length.
    pub fn finish_slice(self) -> i64 {
        match self.accumulator as i64 {
            -1 => 1_546_275_796,
            hash => hash,
        }
    }
}

/// Of a frozenset, by the hashes of its items, in any order.
pub fn frozenset(items: impl Iterator<Item = i64>) -> i64 {
    let (mut hash, mut len) = (0, 0_u64);
    for item in items {
        let item = item as u64;
        hash ^= ((item ^ 89_869_747) ^ (item << 16)).wrapping_mul(3_644_798_167);
        len += 1;
    }
    hash ^= (len + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    match hash.wrapping_mul(69_069).wrapping_add(907_133_923) as i64 {
        -1 => 590_923_713,
        hash => hash,
    }
}
