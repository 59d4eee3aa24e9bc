//! The constants, names and inline caches of a code object under construction.
//!
//! Equal constants share a place, where equal means that no program can tell them
//! apart: `1`, `1.0` and `True` differ, and so do `0.0` and `-0.0`.
//!
//! Some ops have only 16 bits for an index, and a module may have more constants, names
//! and globals than that. What such ops use is gathered apart, and comes first in the
//! finished lists: code objects, the names of imports and cells, the caches of attributes.
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

/// A list whose items are found again, with its index.
#[derive(Default)]
struct Names {
    list: Vec<Name>,
    index: HashMap<Name, u32>,
}

impl Names {
    fn find(&mut self, name: &Name) -> u32 {
        if let Some(&at) = self.index.get(name) {
            return at;
        }
        let at = self.list.len() as u32;
        self.list.push(name.clone());
        self.index.insert(name.clone(), at);
        at
    }
}

#[derive(Default)]
pub struct Pool {
    codes: Vec<Rc<Code>>,
    consts: Vec<Const>,
    const_index: HashMap<Key, u32>,
    short_names: Names,
    names: Names,
    short_caches: Vec<u32>,
    caches: Vec<u32>,
    shared: HashMap<(CacheKind, u32), u32>,
    /// What there are more of than an op can tell.
    pub overflow: Option<&'static str>,
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
        CodeIx(self.codes.len() as u32 - 1)
    }

    pub fn name(&mut self, name: &Name) -> NameIx {
        NameIx(self.names.find(name))
    }

    pub fn short_name(&mut self, name: &Name) -> ShortName {
        let at = self.short_names.find(name);
        ShortName(self.short(at as usize, "too many names in one body"))
    }

    /// The one cache of all uses of `name` of this kind.
    pub fn shared_cache(&mut self, kind: CacheKind, name: &Name) -> CacheIx {
        let name = self.names.find(name);
        let caches = &mut self.caches;
        CacheIx(*self.shared.entry((kind, name)).or_insert_with(|| {
            caches.push(name);
            caches.len() as u32 - 1
        }))
    }

    /// A cache for one use of `name`.
    pub fn cache(&mut self, kind: CacheKind, name: &Name) -> ShortCache {
        const PLENTY: usize = 32_768;
        let name = self.names.find(name);
        let caches = &mut self.short_caches;
        let next = caches.len();
        let at = if next < PLENTY {
            caches.push(name);
            next as u32
        } else {
            *self.shared.entry((kind, name)).or_insert_with(|| {
                caches.push(name);
                next as u32
            })
        };
        ShortCache(self.short(at as usize, "too many attributes in one body"))
    }

    fn short(&mut self, at: usize, message: &'static str) -> u16 {
        u16::try_from(at).unwrap_or_else(|_| {
            self.overflow = Some(message);
            0
        })
    }

    /// The constants, names and caches. In each list, those that ops have only 16 bits for
    /// come first; the other ops are told.
    pub fn finish(mut self, ops: &mut [Op]) -> (Vec<Const>, Vec<Name>, Vec<u32>) {
        let consts_by = self.codes.len() as u32;
        let names_by = self.short_names.list.len() as u32;
        let caches_by = self.short_caches.len() as u32;
        for op in ops {
            match op {
                Op::LoadConst { konst, .. } => konst.0 += consts_by,
                Op::CheckBound { name, .. }
                | Op::DeleteGlobal { name }
                | Op::StoreName { name, .. }
                | Op::DeleteName { name }
                | Op::DeleteCell { name, .. }
                | Op::DeleteAttr { name, .. } => name.0 += names_by,
                Op::LoadGlobal { cache, .. }
                | Op::StoreGlobal { cache, .. }
                | Op::LoadName { cache, .. } => cache.0 += caches_by,
                _ => {}
            }
        }
        let consts = self.codes.into_iter().map(Const::Code).chain(self.consts);
        self.short_names.list.append(&mut self.names.list);
        self.short_caches.append(&mut self.caches);
        for name in &mut self.short_caches {
            *name += names_by;
        }
        (consts.collect(), self.short_names.list, self.short_caches)
    }
}
