//! blake2b and blake2s with what can be chosen of them (RFC 7693): how long the digest
//! is, a key, a salt, and a name of what they are used for.
//!
//! The crate's ready types have the length in their type; here it comes at run time, so
//! this puts the crate's core (blocks to state) behind its buffer (bytes to blocks).
//!
//! ```text
//!   bytes ──> buffer ──> core: compress each full block, the last one with a flag
//!             (starts with the key, padded to a block)
//! ```

use blake2::digest::block_api::{BlockSizeUser, Buffer, BufferKindUser, UpdateCore};
use blake2::digest::block_api::{OutputSizeUser, VariableOutputCore};
use blake2::digest::common::typenum::Unsigned;
use blake2::digest::{DynDigest, InvalidBufferSize, Output};
use blake2::{Blake2bVarCore, Blake2sVarCore};

use super::digest::{Hash, feed, wrap};
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, text};
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// What both cores can do.
pub trait Core:
    UpdateCore + VariableOutputCore + OutputSizeUser + BlockSizeUser + BufferKindUser + Clone + 'static
{
}

impl Core for Blake2bVarCore {}
impl Core for Blake2sVarCore {}

/// A digest whose length is known at run time.
#[derive(Clone)]
struct Blake<C: Core> {
    start: (C, Buffer<C>),
    core: C,
    buffer: Buffer<C>,
    length: usize,
}

impl<C: Core> Blake<C> {
    fn new(core: C, key: &[u8], length: usize) -> Blake<C> {
        let mut buffer = Buffer::<C>::default();
        if !key.is_empty() {
            // No block is full before more follows: a key alone stays in the buffer.
            let mut block = vec![0; C::BlockSize::USIZE];
            block[..key.len()].copy_from_slice(key);
            buffer.digest_blocks(&block, |_| ());
        }
        Blake {
            start: (core.clone(), buffer.clone()),
            core,
            buffer,
            length,
        }
    }
}

impl<C: Core> DynDigest for Blake<C> {
    fn update(&mut self, data: &[u8]) {
        let core = &mut self.core;
        self.buffer
            .digest_blocks(data, |blocks| core.update_blocks(blocks));
    }

    fn finalize_into(mut self, out: &mut [u8]) -> Result<(), InvalidBufferSize> {
        self.finalize_into_reset(out)
    }

    fn finalize_into_reset(&mut self, out: &mut [u8]) -> Result<(), InvalidBufferSize> {
        if out.len() != self.length {
            return Err(InvalidBufferSize);
        }
        let mut whole = Output::<C>::default();
        self.core
            .finalize_variable_core(&mut self.buffer, &mut whole);
        out.copy_from_slice(&whole[..self.length]);
        self.reset();
        Ok(())
    }

    fn reset(&mut self) {
        (self.core, self.buffer) = self.start.clone();
    }

    fn output_size(&self) -> usize {
        self.length
    }

    fn box_clone(&self) -> Box<dyn DynDigest> {
        Box::new(self.clone())
    }
}

/// `blake2(name, data, digest_size, key, salt, person)`.
pub fn blake2(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let is_long = text(vm, args[0], "name")?.bytes() == b"blake2b";
    let (longest, pad) = if is_long { (64, 16) } else { (32, 8) };
    let length = vm.index(args[2])?;
    let Some(length) = usize::try_from(length)
        .ok()
        .filter(|length| (1..=longest).contains(length))
    else {
        return Err(vm.value_error(format!("digest_size must be between 1 and {longest} bytes")));
    };
    let mut given = [vec![], vec![], vec![]];
    for (at, (what, limit)) in [("key", longest), ("salt", pad), ("person", pad)]
        .into_iter()
        .enumerate()
    {
        given[at] = bytes(vm, args[3 + at])?;
        if given[at].len() > limit {
            return Err(vm.value_error(format!("maximum {what} length is {limit} bytes")));
        }
    }
    let [key, salt, person] = &given;
    let mut hash = if is_long {
        let core = Blake2bVarCore::new_with_params(salt, person, key.len(), length);
        Hash {
            name: "blake2b",
            block_size: 128,
            state: Box::new(Blake::new(core, key, length)),
        }
    } else {
        let core = Blake2sVarCore::new_with_params(salt, person, key.len(), length);
        Hash {
            name: "blake2s",
            block_size: 64,
            state: Box::new(Blake::new(core, key, length)),
        }
    };
    feed(vm, &mut hash, args[1])?;
    Ok(wrap(vm, hash))
}
