//! Sums and products whose rounding errors are kept.
//!
//! The error of one float addition or multiplication is a float itself, and can be
//! computed (Dekker, Knuth). So a sum can be carried as two or three floats of
//! falling size: `hi` is what it seems to be, the others are what rounding took.

use crate::code::op::How;
use crate::object::array::Array;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::stdlib::arguments::{exact_float, real};
use crate::vm::native::Args;
use crate::vm::protocol::arith::Arith;
use crate::vm::{Res, Vm};

/// A float, and what rounding took from it.
#[derive(Clone, Copy)]
struct Double {
    hi: f64,
    lo: f64,
}

/// `a + b`, exactly.
fn exact_sum(a: f64, b: f64) -> Double {
    let hi = a + b;
    let z = hi - a;
    Double {
        hi,
        lo: (a - (hi - z)) + (b - z),
    }
}

/// `a + b` where `a` is not smaller than `b`, exactly.
fn exact_sum_ordered(a: f64, b: f64) -> Double {
    let hi = a + b;
    Double {
        hi,
        lo: (a - hi) + b,
    }
}

/// `a * b`, exactly.
fn exact_product(a: f64, b: f64) -> Double {
    let hi = a * b;
    Double {
        hi,
        lo: a.mul_add(b, -hi),
    }
}

// --- fsum ---

/// `fsum`: Shewchuk's algorithm. `partials` are floats that do not overlap, the
/// smallest first; their sum is the exact sum so far.
pub fn fsum(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let items = vm.iter(args[0])?;
    let mut partials: Vec<f64> = Vec::new();
    let (mut special_sum, mut infinite_sum) = (0.0, 0.0);
    while let Some(item) = vm.next(items)? {
        let item = real(vm, item)?;
        if !add_partial(&mut partials, item) {
            if item.is_finite() {
                return Err(vm.overflow_error("intermediate overflow in fsum"));
            }
            if item.is_infinite() {
                infinite_sum += item;
            }
            special_sum += item;
            partials.clear();
        }
        vm.safepoint()?;
    }
    if special_sum != 0.0 {
        if infinite_sum.is_nan() {
            return Err(vm.value_error("-inf + inf in fsum"));
        }
        return Ok(vm.heap.float(special_sum));
    }
    let sum = sum_of_partials(&partials);
    Ok(vm.heap.float(sum))
}

/// Adds to the partials; `false` when the sum is not finite any more.
fn add_partial(partials: &mut Vec<f64>, mut x: f64) -> bool {
    let mut kept = 0;
    for at in 0..partials.len() {
        let y = partials[at];
        let (large, small) = if x.abs() < y.abs() { (y, x) } else { (x, y) };
        let sum = exact_sum_ordered(large, small);
        if sum.lo != 0.0 {
            partials[kept] = sum.lo;
            kept += 1;
        }
        x = sum.hi;
    }
    partials.truncate(kept);
    if x != 0.0 {
        if !x.is_finite() {
            return false;
        }
        partials.push(x);
    }
    true
}

/// The sum of the partials, rounded once, half to even.
fn sum_of_partials(partials: &[f64]) -> f64 {
    let Some((&last, mut rest)) = partials.split_last() else {
        return 0.0;
    };
    let mut sum = Double { hi: last, lo: 0.0 };
    while let Some((&next, before)) = rest.split_last() {
        rest = before;
        sum = exact_sum_ordered(sum.hi, next);
        if sum.lo != 0.0 {
            break;
        }
    }
    // A tie was rounded to even; what is left may say that it was no tie.
    if let Some(&next) = rest.last()
        && ((sum.lo < 0.0 && next < 0.0) || (sum.lo > 0.0 && next > 0.0))
    {
        let twice = sum.lo * 2.0;
        let rounded = sum.hi + twice;
        if twice == rounded - sum.hi {
            return rounded;
        }
    }
    sum.hi
}

// --- prod, sumprod ---

pub fn prod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let items = vm.iter(args[0])?;
    let mut product = args.kw(0).unwrap_or(Value::small(1));
    while let Some(item) = vm.next(items)? {
        product = match (exact_float(product), exact_float(item)) {
            (Some(a), Some(b)) => vm.heap.float(a * b),
            _ => vm.binary(Arith::Mul, How::Plain, product, item)?,
        };
        vm.safepoint()?;
    }
    Ok(product)
}

/// A sum of products, as three floats.
#[derive(Default)]
struct Triple {
    hi: f64,
    lo: f64,
    tiny: f64,
}

impl Triple {
    fn add_product(&mut self, a: f64, b: f64) {
        let product = exact_product(a, b);
        let sum = exact_sum(self.hi, product.hi);
        let first = exact_sum(self.lo, product.lo);
        let second = exact_sum(first.hi, sum.lo);
        *self = Triple {
            hi: sum.hi,
            lo: second.hi,
            tiny: self.tiny + first.lo + second.lo,
        };
    }

    fn total(&self) -> f64 {
        let last = exact_sum(self.lo, self.tiny);
        let total = exact_sum(self.hi, last.hi);
        total.hi + (last.lo + total.lo)
    }
}

/// `sumprod`: floats, and ints between them, as a [`Triple`]; ints alone exactly;
/// anything else by `*` and `+`.
pub fn sumprod(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let p = vm.iter(args[0])?;
    let q = vm.iter(args[1])?;
    let mut total = Value::small(0);
    let mut floats: Option<Triple> = None;
    loop {
        let (a, b) = match (vm.next(p)?, vm.next(q)?) {
            (Some(a), Some(b)) => (a, b),
            (None, None) => break,
            _ => return Err(vm.value_error("Inputs are not the same length")),
        };
        vm.safepoint()?;
        let plain = !a.is_int() || !b.is_int();
        if plain && let (Some(x), Some(y)) = (float_or_int(a), float_or_int(b)) {
            let mut next = Triple {
                ..floats.take().unwrap_or_default()
            };
            next.add_product(x, y);
            if next.hi.is_finite() {
                floats = Some(next);
                continue;
            }
        }
        if let Some(sum) = floats.take() {
            let sum = vm.heap.float(sum.total());
            total = vm.binary(Arith::Add, How::Plain, total, sum)?;
        }
        let product = vm.binary(Arith::Mul, How::Plain, a, b)?;
        total = vm.binary(Arith::Add, How::Plain, total, product)?;
    }
    if let Some(sum) = floats {
        let sum = vm.heap.float(sum.total());
        total = vm.binary(Arith::Add, How::Plain, total, sum)?;
    }
    Ok(total)
}

fn float_or_int(value: Value) -> Option<f64> {
    exact_float(value).or_else(|| value.as_int().map(|int| int as f64))
}

// --- hypot, dist ---

pub fn hypot(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut lengths = Vec::with_capacity(args.rest(0).len());
    for &value in args.rest(0) {
        lengths.push(real(vm, value)?.abs());
    }
    let norm = euclidean_norm(&mut lengths);
    Ok(vm.heap.float(norm))
}

pub fn dist(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let p: Gc<Array> = vm.collect_array(args[0])?;
    let q: Gc<Array> = vm.collect_array(args[1])?;
    if p.len() != q.len() {
        return Err(vm.value_error("both points must have the same number of dimensions"));
    }
    let mut lengths = Vec::with_capacity(p.len());
    for (a, b) in p.tail().iter().zip(q.tail()) {
        let a = real(vm, a.get())?;
        let b = real(vm, b.get())?;
        lengths.push((a - b).abs());
    }
    let norm = euclidean_norm(&mut lengths);
    Ok(vm.heap.float(norm))
}

/// The square root of the sum of the squares, right to within one unit in the last
/// place: scaled by a power of two so that nothing overflows, summed with the
/// errors kept, and the root corrected by what it leaves over.
fn euclidean_norm(lengths: &mut [f64]) -> f64 {
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    if longest.is_infinite() {
        return longest;
    }
    if lengths.iter().any(|length| length.is_nan()) {
        return f64::NAN;
    }
    if longest == 0.0 || lengths.len() <= 1 {
        return longest;
    }
    let (_, exponent) = libm::frexp(longest);
    if exponent < -1023 {
        // The scale would overflow: all are subnormal.
        for length in lengths.iter_mut() {
            *length /= f64::MIN_POSITIVE;
        }
        return f64::MIN_POSITIVE * euclidean_norm(lengths);
    }
    let scale = libm::ldexp(1.0, -exponent);
    // Starting at 1 keeps the running sum the larger one of each addition.
    let mut sum = 1.0;
    let (mut product_errors, mut sum_errors) = (0.0, 0.0);
    let mut add = |square: Double, sum: &mut f64| {
        let next = exact_sum_ordered(*sum, square.hi);
        *sum = next.hi;
        product_errors += square.lo;
        sum_errors += next.lo;
        *sum - 1.0 + (product_errors + sum_errors)
    };
    let mut squares = 0.0;
    for &length in lengths.iter() {
        let length = length * scale;
        squares = add(exact_product(length, length), &mut sum);
    }
    let root = squares.sqrt();
    let left_over = add(exact_product(-root, root), &mut sum);
    (root + left_over / (2.0 * root)) / scale
}
