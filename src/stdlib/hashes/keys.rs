//! A key out of a password: `hashlib.pbkdf2_hmac` (RFC 8018, 5.2), by many rounds of
//! HMAC (RFC 2104), and `hashlib.scrypt` (RFC 7914), which takes much memory, too.
//!
//! ```text
//!   HMAC(m) = H(key ^ 5c.. , H(key ^ 36.. , m))
//!                └ outer ┘     └ inner ┘        both fed once, copied for each round
//! ```

use sha2::digest::DynDigest;

use super::digest::by_name;
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, text};
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// How many rounds there are between two looks at the signals.
const ROUNDS_AT_ONCE: i64 = 4096;

/// A keyed message authentication code: both digests after their pads.
struct Hmac {
    inner: Box<dyn DynDigest>,
    outer: Box<dyn DynDigest>,
}

impl Hmac {
    fn new(state: &dyn DynDigest, block: usize, key: &[u8]) -> Hmac {
        let mut key = match key.len() > block {
            true => finish(state, &[key]),
            false => key.into(),
        }
        .into_vec();
        key.resize(block, 0);
        let padded = |pad: u8| {
            let mut state = state.box_clone();
            let padded: Vec<u8> = key.iter().map(|byte| byte ^ pad).collect();
            state.update(&padded);
            state
        };
        Hmac {
            inner: padded(0x36),
            outer: padded(0x5c),
        }
    }

    fn of(&self, message: &[&[u8]]) -> Box<[u8]> {
        finish(&*self.outer, &[&finish(&*self.inner, message)])
    }
}

/// The digest of a state and what follows it.
fn finish(state: &dyn DynDigest, parts: &[&[u8]]) -> Box<[u8]> {
    let mut state = state.box_clone();
    for part in parts {
        state.update(part);
    }
    state.finalize()
}

pub fn pbkdf2_hmac(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[0], "hash_name")?.to_string_lossy();
    let (password, salt) = (bytes(vm, args[1])?, bytes(vm, args[2])?);
    let rounds = vm.index(args[3])?;
    let Some(hash) = by_name(&name) else {
        return Err(vm.value_error(format!("unsupported hash type {name}")));
    };
    if rounds < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    let wanted = match args.get(4).filter(|&wanted| wanted != Value::NONE) {
        Some(wanted) => vm.index(wanted)?,
        None => hash.state.output_size() as i64,
    };
    let Some(wanted) = usize::try_from(wanted).ok().filter(|&wanted| wanted > 0) else {
        return Err(vm.value_error("key length must be greater than 0."));
    };
    let block = usize::try_from(hash.block_size).unwrap_or(0);
    let hmac = Hmac::new(&*hash.state, block, &password);
    let mut key = Vec::new();
    let mut number = 0u32;
    while key.len() < wanted {
        number = number.wrapping_add(1);
        let mut last = hmac.of(&[&salt, &number.to_be_bytes()]);
        let mut sum = last.clone();
        for round in 1..rounds {
            last = hmac.of(&[&last]);
            for (to, from) in sum.iter_mut().zip(&last) {
                *to ^= from;
            }
            if round % ROUNDS_AT_ONCE == 0 {
                vm.safepoint()?;
            }
        }
        key.extend(sum);
        vm.safepoint()?;
    }
    Ok(vm.heap.bytes(&key[..wanted]).into())
}

/// How much memory `scrypt` may take where nobody says otherwise, and at most.
const MEMORY: i64 = 32 << 20;
const MOST_MEMORY: i64 = i32::MAX as i64;

pub fn scrypt(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let password = bytes(vm, args[0])?;
    let given = |at: usize| args.kw(at).filter(|&value| value != Value::NONE);
    let Some(salt) = given(0) else {
        return Err(vm.type_error("salt is required"));
    };
    let salt = bytes(vm, salt)?;
    let mut sizes = [0; 3];
    for (size, (at, complaint)) in sizes.iter_mut().zip([
        (1, "n is required and must be an unsigned int"),
        (2, "r is required and must be an unsigned int"),
        (3, "p is required and must be an unsigned int"),
    ]) {
        *size = match given(at) {
            Some(value) if value.is_int() => vm.index(value)?,
            _ => return Err(vm.type_error(complaint)),
        };
    }
    let [n, r, p] = sizes;
    if n < 2 || n & (n - 1) != 0 {
        return Err(vm.value_error("n must be a power of 2."));
    }
    let mut number = |at: usize, otherwise| match args.kw(at) {
        Some(value) => vm.index(value),
        None => Ok(otherwise),
    };
    let (limit, length) = (number(4, 0)?, number(5, 64)?);
    if !(0..=MOST_MEMORY).contains(&limit) {
        return Err(vm.value_error(format!(
            "maxmem must be positive and smaller than {MOST_MEMORY}"
        )));
    }
    let Some(length) = usize::try_from(length)
        .ok()
        .filter(|&length| length > 0 && length as i64 <= MOST_MEMORY)
    else {
        return Err(vm.value_error(format!(
            "dklen must be greater than 0 and smaller than {MOST_MEMORY}"
        )));
    };
    let limit = if limit == 0 { MEMORY } else { limit };
    let params = match (u32::try_from(r), u32::try_from(p)) {
        (Ok(r), Ok(p)) if i64::from(r) * i64::from(p) < 1 << 30 => {
            scrypt::Params::new(n.trailing_zeros() as u8, r, p).ok()
        }
        _ => None,
    };
    let Some(params) = params else {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    };
    let needed = 128i128 * i128::from(r) * (i128::from(n) + i128::from(p) + 2);
    if needed > i128::from(limit) {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    }
    let mut key = vec![0; length];
    match scrypt::scrypt(&password, &salt, &params, &mut key) {
        Ok(()) => Ok(vm.heap.bytes(&key).into()),
        Err(_) => Err(vm.value_error("dklen is too large")),
    }
}
