//! The constants, names and inline caches of a code object under construction.
//!
//! Equal constants share a place, where equal means that no program can tell them
//! apart: `1`, `1.0` and `True` differ, and so do `0.0` and `-0.0`. Code objects come
//! first in the finished list, because the op that makes a function has 16 bits for
//! its index, and a module may have more constants than that.
//!
//! A global has one cache for all its uses in a code object. Attributes have a cache
//! a use; where a code object has more of them than an index can tell, uses of the same
//! name share.

use std::hash::Hash;
use std::rc::Rc;

use dashu_int::IBig;
use foldhash::HashMap;

use crate::code::op::{CacheIx, CodeIx, ConstIx, NameIx, Op, ShortCache, ShortName};
use crate::code::{Code, Const};
use crate::pystr::{Name, PyStr};

/// A constant as a key: see the module's documentation.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Small(u8),
    Int(i64),
    BigInt(Rc<IBig>),
    Float(u64),
    Complex(u64, u64),
    Str(PyStr),
    Bytes(Rc<[u8]>),
    Tuple(Vec<Key>),
    FrozenSet(Vec<Key>),
    Code(usize),
}

impl Key {
    fn new(konst: &Const) -> Key {
        match konst {
            Const::None => Key::Small(0),
            Const::True => Key::Small(1),
            Const::False => Key::Small(2),
            Const::Ellipsis => Key::Small(3),
            Const::Int(value) => Key::Int(*value),
            Const::BigInt(value) => Key::BigInt(value.clone()),
            Const::Float(value) => Key::Float(value.to_bits()),
            Const::Complex { re, im } => Key::Complex(re.to_bits(), im.to_bits()),
            Const::Str(text) => Key::Str(text.clone()),
            Const::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Const::Tuple(items) => Key::Tuple(items.iter().map(Key::new).collect()),
            Const::FrozenSet(items) => Key::FrozenSet(items.iter().map(Key::new).collect()),
            Const::Code(code) => Key::Code(Rc::as_ptr(code).addr()),
        }
    }
}

/// What a cache is for: two uses share one only if they are of a kind.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CacheKind {
    LoadGlobal,
    StoreGlobal,
    LoadName,
    LoadAttr,
    StoreAttr,
    LoadMethod,
}

#[derive(Default)]
pub struct Pool {
    codes: Vec<Rc<Code>>,
    consts: Vec<Const>,
    const_index: HashMap<Key, u32>,
    names: Vec<Name>,
    name_index: HashMap<Name, u32>,
    caches: Vec<u32>,
    shared: HashMap<(CacheKind, u32), u32>,
    /// More names, caches or code objects than an op can tell.
    pub overflow: bool,
}

impl Pool {
    pub fn constant(&mut self, konst: Const) -> ConstIx {
        let consts = &mut self.consts;
        let next = consts.len() as u32;
        ConstIx(
            *self.const_index.entry(Key::new(&konst)).or_insert_with(|| {
                consts.push(konst);
                next
            }),
        )
    }

    pub fn code(&mut self, code: Rc<Code>) -> CodeIx {
        self.codes.push(code);
        CodeIx(self.short(self.codes.len() - 1))
    }

    pub fn name(&mut self, name: &Name) -> NameIx {
        if let Some(&at) = self.name_index.get(name) {
            return NameIx(at);
        }
        let at = self.names.len() as u32;
        self.names.push(name.clone());
        self.name_index.insert(name.clone(), at);
        NameIx(at)
    }

    pub fn short_name(&mut self, name: &Name) -> ShortName {
        let NameIx(at) = self.name(name);
        ShortName(self.short(at as usize))
    }

    /// The one cache of all uses of `name` of this kind.
    pub fn shared_cache(&mut self, kind: CacheKind, name: &Name) -> CacheIx {
        let NameIx(name) = self.name(name);
        let caches = &mut self.caches;
        CacheIx(*self.shared.entry((kind, name)).or_insert_with(|| {
            caches.push(name);
            caches.len() as u32 - 1
        }))
    }

    /// A cache for one use of `name`.
    pub fn cache(&mut self, kind: CacheKind, name: &Name) -> ShortCache {
        const PLENTY: usize = 32_768;
        if self.caches.len() < PLENTY {
            let NameIx(name) = self.name(name);
            self.caches.push(name);
            return ShortCache(self.caches.len() as u16 - 1);
        }
        let CacheIx(at) = self.shared_cache(kind, name);
        ShortCache(self.short(at as usize))
    }

    fn short(&mut self, at: usize) -> u16 {
        u16::try_from(at).unwrap_or_else(|_| {
            self.overflow = true;
            0
        })
    }

    /// The constants, names and caches; the ops are told that code objects come first.
    pub fn finish(self, ops: &mut [Op]) -> (Vec<Const>, Vec<Name>, Vec<u32>) {
        let shift = self.codes.len() as u32;
        if shift > 0 {
            for op in ops {
                if let Op::LoadConst { konst, .. } = op {
                    konst.0 += shift;
                }
            }
        }
        let consts = self.codes.into_iter().map(Const::Code).chain(self.consts);
        (consts.collect(), self.names, self.caches)
    }
}
