//! Functions of ints of any size.

use dashu_int::ops::{Gcd, SquareRoot};
use dashu_int::{IBig, Sign, UBig};

use crate::object::value::Value;
use crate::stdlib::arguments::integer;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

pub fn gcd(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut result = UBig::ZERO;
    for &value in args.rest(0) {
        let next = magnitude(vm, value)?;
        result = gcd_of(result, next);
    }
    Ok(vm.heap.bigint(result.into()))
}

pub fn lcm(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut result = UBig::ONE;
    for &value in args.rest(0) {
        let next = magnitude(vm, value)?;
        if next.is_zero() || result.is_zero() {
            result = UBig::ZERO;
        } else {
            let common = gcd_of(result.clone(), next.clone());
            result = result / common * next;
        }
    }
    Ok(vm.heap.bigint(result.into()))
}

/// The greatest common divisor, 0 of two zeros.
fn gcd_of(a: UBig, b: UBig) -> UBig {
    if a.is_zero() {
        b
    } else if b.is_zero() {
        a
    } else {
        a.gcd(b)
    }
}

fn magnitude(vm: &mut Vm, value: Value) -> Res<UBig> {
    Ok(integer(vm, value)?.into_parts().1)
}

pub fn isqrt(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    match integer(vm, args[0])?.into_parts() {
        (Sign::Positive, n) => Ok(vm.heap.bigint(n.sqrt().into())),
        _ => Err(vm.value_error("isqrt() argument must be nonnegative")),
    }
}

pub fn factorial(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let n = integer(vm, args[0])?;
    if n < IBig::ZERO {
        return Err(vm.value_error("factorial() not defined for negative values"));
    }
    let Ok(n) = i64::try_from(n) else {
        return Err(vm.overflow_error(format!(
            "factorial() argument should not exceed {}",
            i64::MAX
        )));
    };
    let result = product(vm, 1, n as u64)?;
    Ok(vm.heap.bigint(result.into()))
}

/// Products longer than this end in a MemoryError instead of hours later.
const MOST_FACTORS: u64 = 1 << 32;

/// `first * (first + 1) * ... * last`, multiplied like with like, which is what
/// fast multiplication wants.
fn product(vm: &mut Vm, first: u64, last: u64) -> Res<UBig> {
    if last.saturating_sub(first) > MOST_FACTORS {
        return Err(vm.memory_error());
    }
    if last < first {
        return Ok(UBig::ONE);
    }
    if last - first < 16 {
        return Ok((first..=last).fold(UBig::ONE, |product, factor| product * factor));
    }
    let middle = first + (last - first) / 2;
    let low = product(vm, first, middle)?;
    let high = product(vm, middle + 1, last)?;
    vm.safepoint()?;
    Ok(low * high)
}

pub fn perm(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(k) = args.get(1).filter(|k| !k.is_none()) else {
        return factorial(vm, args);
    };
    let n = integer(vm, args[0])?;
    let k = integer(vm, k)?;
    if n < IBig::ZERO {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k < IBig::ZERO {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::small(0));
    }
    let Ok(k) = i64::try_from(k) else {
        return Err(vm.overflow_error(format!("k must not exceed {}", i64::MAX)));
    };
    let result = falling(vm, n.into_parts().1, k as u64)?;
    Ok(vm.heap.bigint(result.into()))
}

/// `n * (n - 1) * ...`, `k` factors.
fn falling(vm: &mut Vm, n: UBig, k: u64) -> Res<UBig> {
    if k == 0 {
        return Ok(UBig::ONE);
    }
    if let Ok(n) = u64::try_from(&n) {
        return product(vm, n - k + 1, n);
    }
    if k > MOST_FACTORS {
        return Err(vm.memory_error());
    }
    if k < 16 {
        return Ok((0..k).fold(UBig::ONE, |product, less| product * (&n - less)));
    }
    let half = k / 2;
    let high = falling(vm, n.clone(), half)?;
    let low = falling(vm, n - half, k - half)?;
    vm.safepoint()?;
    Ok(high * low)
}

pub fn comb(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let n = integer(vm, args[0])?;
    let k = integer(vm, args[1])?;
    if n < IBig::ZERO {
        return Err(vm.value_error("n must be a non-negative integer"));
    }
    if k < IBig::ZERO {
        return Err(vm.value_error("k must be a non-negative integer"));
    }
    if k > n {
        return Ok(Value::small(0));
    }
    let other = &n - &k;
    let Ok(k) = i64::try_from(k.min(other)) else {
        return Err(vm.overflow_error(format!("min(n - k, k) must not exceed {}", i64::MAX)));
    };
    let result = choose(vm, n.into_parts().1, k as u64)?;
    Ok(vm.heap.bigint(result.into()))
}

/// `n` over `k`, where `k` is at most half of `n`: small ones factor by factor,
/// each product so far being a whole number; large ones as a quotient of products.
fn choose(vm: &mut Vm, n: UBig, k: u64) -> Res<UBig> {
    if k > 64 {
        let above = falling(vm, n, k)?;
        let below = product(vm, 1, k)?;
        return Ok(above / below);
    }
    let mut result = UBig::ONE;
    for done in 0..k {
        result = result * (&n - done) / (done + 1);
    }
    Ok(result)
}
