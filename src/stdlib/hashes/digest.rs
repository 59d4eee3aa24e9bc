//! The module `_hashlib`: digests from the RustCrypto crates. `hashlib` shows them.
//!
//! A hash object is the crate's own state of the algorithm, so what was fed to it is
//! kept nowhere, and a copy is a copy of that state.

use blake2::{Blake2b512, Blake2s256};
use md5::Md5;
use sha1::Sha1;
use sha2::digest::{Digest, DynDigest};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512};

use super::blake::blake2;
use super::keys::{pbkdf2_hmac, scrypt};
use super::shake;
use crate::builtins::types::support::{short_text, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{set, text};
use crate::vm::native::{Args, GetSetDef, ModuleDef, TypeDef};
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_hashlib",
    doc: "OpenSSL interface for hashlib module",
    functions: FUNCTIONS,
    setup,
};

pub static HASH: TypeDef = TypeDef {
    name: "_hashlib.HASH",
    kind: Kind::Opaque,
    base: "object",
    subclassable: false,
    doc: "A hash is an object used to calculate a checksum of a string of information.",
    methods: METHODS,
    statics: &[],
    class_methods: &[],
    getsets: &[
        GetSetDef {
            name: "name",
            get: |vm, args| with_hash(vm, args[0], |vm, hash| vm.heap.intern(hash.name).into()),
            set: None,
        },
        GetSetDef {
            name: "digest_size",
            get: |vm, args| {
                with_hash(vm, args[0], |vm, hash| {
                    vm.heap.int(hash.state.output_size() as i64)
                })
            },
            set: None,
        },
        GetSetDef {
            name: "block_size",
            get: |vm, args| with_hash(vm, args[0], |vm, hash| vm.heap.int(hash.block_size)),
            set: None,
        },
    ],
};

natives! { METHODS:
    update(self, data, /) => update,
    digest(self, /) => |vm, args| {
        with_hash(vm, args[0], |vm, hash| vm.heap.bytes(&hash.finish()).into())
    },
    hexdigest(self, /) => |vm, args| {
        with_hash(vm, args[0], |vm, hash| vm.heap.ascii_str(&hex(&hash.finish())).into())
    },
    copy(self, /) => copy,
    __repr__(self, /) => repr,
}

natives! { FUNCTIONS:
    new(name, string=b"", *, usedforsecurity=True) => new,
    openssl_md5(string=b"", *, usedforsecurity=True) => |vm, args| make::<Md5>(vm, args),
    openssl_sha1(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha1>(vm, args),
    openssl_sha224(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha224>(vm, args),
    openssl_sha256(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha256>(vm, args),
    openssl_sha384(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha384>(vm, args),
    openssl_sha512(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha512>(vm, args),
    openssl_sha3_224(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha3_224>(vm, args),
    openssl_sha3_256(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha3_256>(vm, args),
    openssl_sha3_384(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha3_384>(vm, args),
    openssl_sha3_512(string=b"", *, usedforsecurity=True) => |vm, args| make::<Sha3_512>(vm, args),
    pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None) => pbkdf2_hmac,
    blake2(name, string, digest_size, key, salt, person, /) => blake2,
    scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64) => scrypt,
}

/// An algorithm: what Python calls it, and how many bytes it takes at a time.
trait Algorithm: Digest + DynDigest + Clone + Default + 'static {
    const NAME: &'static str;
    const BLOCK: i64;
}

macro_rules! algorithms {
    ($($type:ty = $name:literal, $block:literal;)*) => {
        $(impl Algorithm for $type {
            const NAME: &'static str = $name;
            const BLOCK: i64 = $block;
        })*

        /// A hash object by its algorithm's name.
        pub fn by_name(name: &str) -> Option<Hash> {
            match name {
                $($name => Some(Hash::new::<$type>()),)*
                _ => None,
            }
        }
    };
}

algorithms! {
    Md5 = "md5", 64;
    Sha1 = "sha1", 64;
    Sha224 = "sha224", 64;
    Sha256 = "sha256", 64;
    Sha384 = "sha384", 128;
    Sha512 = "sha512", 128;
    Sha3_224 = "sha3_224", 144;
    Sha3_256 = "sha3_256", 136;
    Sha3_384 = "sha3_384", 104;
    Sha3_512 = "sha3_512", 72;
    Blake2b512 = "blake2b", 128;
    Blake2s256 = "blake2s", 64;
}

/// The state of a hash object.
pub struct Hash {
    pub name: &'static str,
    pub block_size: i64,
    pub state: Box<dyn DynDigest>,
}

impl Hash {
    fn new<D: Algorithm>() -> Hash {
        Hash {
            name: D::NAME,
            block_size: D::BLOCK,
            state: Box::new(D::default()),
        }
    }

    /// The digest of what was fed so far; more may follow.
    fn finish(&self) -> Box<[u8]> {
        self.state.box_clone().finalize()
    }
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let class = vm.builtin_class(HASH.name);
    set(vm, module, "HASH", class);
    Ok(())
}

pub fn hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| {
        [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]
    };
    bytes.iter().flat_map(digits).collect()
}

pub fn wrap(vm: &mut Vm, hash: Hash) -> Value {
    let shape = vm.builtin_class(HASH.name).root_shape.get();
    vm.heap.alloc(Opaque::new(shape, Box::new(hash))).into()
}

/// Feeds the bytes of an object.
pub fn feed(vm: &mut Vm, hash: &mut Hash, data: Value) -> Res<()> {
    hash.state.update(&data_of(vm, data)?);
    Ok(())
}

/// The bytes that an object has for a hash.
pub fn data_of(vm: &mut Vm, data: Value) -> Res<std::borrow::Cow<'static, [u8]>> {
    match bytes_of(data) {
        Some(bytes) => Ok(bytes),
        None if data.is::<Str>() => Err(vm.type_error("Strings must be encoded before hashing")),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn make<D: Algorithm>(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let mut hash = Hash::new::<D>();
    if let Some(data) = args.get(0) {
        feed(vm, &mut hash, data)?;
    }
    Ok(wrap(vm, hash))
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[0], "name")?.to_string_lossy();
    // As OpenSSL knows them: SHA256, sha-256, SHA3-256.
    let known = name.to_lowercase().replace('-', "_");
    if let Some(shake) = shake::by_name(vm, &known, args.get(1))? {
        return Ok(shake);
    }
    let found = by_name(&known).or_else(|| by_name(&known.replace('_', "")));
    let Some(mut hash) = found else {
        return Err(vm.value_error(format!("unsupported hash type {name}")));
    };
    if let Some(data) = args.get(1) {
        feed(vm, &mut hash, data)?;
    }
    Ok(wrap(vm, hash))
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let object = this::<Opaque>(vm, args[0])?;
    let mut state = object.state.borrow_mut();
    if let Some(hash) = state.downcast_mut::<Hash>() {
        feed(vm, hash, args[1])?;
    }
    Ok(Value::NONE)
}

fn with_hash(vm: &mut Vm, value: Value, act: impl Fn(&mut Vm, &Hash) -> Value) -> Res<Value> {
    let object = this::<Opaque>(vm, value)?;
    let state = object.state.borrow();
    Ok(match state.downcast_ref::<Hash>() {
        Some(hash) => act(vm, hash),
        None => Value::NONE,
    })
}

fn copy(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    with_hash(vm, args[0], |vm, hash| {
        let copy = Hash {
            state: hash.state.box_clone(),
            ..*hash
        };
        wrap(vm, copy)
    })
}

fn repr(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let at = args[0].header().map_or(0, |header| header.address().get());
    with_hash(vm, args[0], |vm, hash| {
        short_text(
            vm,
            format_args!("<{} _hashlib.HASH object @ {at:#x}>", hash.name),
        )
    })
}
