//! shake_128 and shake_256 (FIPS 202): digests that are as long as one asks for, so
//! they have a class of their own, whose `digest` takes a length.

use ::shake::{ExtendableOutput, Shake128, Shake256, Update, XofReader};

use super::digest::{data_of, hex};
use crate::builtins::types::support::{short_text, this};
use crate::natives;
use crate::object::gc::Kind;
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::vm::native::{Args, GetSetDef, TypeDef};
use crate::vm::{Res, Vm};

/// No digest is longer.
const LONGEST: i64 = 1 << 29;

pub static HASHXOF: TypeDef = TypeDef {
    name: "_hashlib.HASHXOF",
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
            get: |vm, args| with(vm, args[0], |vm, shake| vm.heap.intern(shake.name()).into()),
            set: None,
        },
        GetSetDef {
            name: "digest_size",
            get: |vm, _| Ok(vm.heap.int(0)),
            set: None,
        },
        GetSetDef {
            name: "block_size",
            get: |vm, args| with(vm, args[0], |vm, shake| vm.heap.int(shake.block_size())),
            set: None,
        },
    ],
};

natives! { METHODS:
    update(self, data, /) => update,
    digest(self, length) => |vm, args| {
        let length = length_of(vm, args[1])?;
        with(vm, args[0], |vm, shake| vm.heap.bytes(&shake.read(length)).into())
    },
    hexdigest(self, length) => |vm, args| {
        let length = length_of(vm, args[1])?;
        with(vm, args[0], |vm, shake| vm.heap.ascii_str(&hex(&shake.read(length))).into())
    },
    copy(self, /) => |vm, args| with(vm, args[0], |vm, shake| wrap(vm, shake.clone())),
    __repr__(self, /) => |vm, args| {
        let at = args[0].header().map_or(0, |header| header.address().get());
        with(vm, args[0], |vm, shake| {
            short_text(vm, format_args!("<{} _hashlib.HASHXOF object @ {at:#x}>", shake.name()))
        })
    },
}

#[derive(Clone)]
enum Shake {
    Of128(Shake128),
    Of256(Shake256),
}

impl Shake {
    fn name(&self) -> &'static str {
        match self {
            Shake::Of128(_) => "shake_128",
            Shake::Of256(_) => "shake_256",
        }
    }

    fn block_size(&self) -> i64 {
        match self {
            Shake::Of128(_) => 168,
            Shake::Of256(_) => 136,
        }
    }

    fn update(&mut self, data: &[u8]) {
        match self {
            Shake::Of128(state) => state.update(data),
            Shake::Of256(state) => state.update(data),
        }
    }

    /// So many bytes of the digest; more may be fed after that.
    fn read(&self, length: usize) -> Vec<u8> {
        let mut digest = vec![0; length];
        match self.clone() {
            Shake::Of128(state) => state.finalize_xof().read(&mut digest),
            Shake::Of256(state) => state.finalize_xof().read(&mut digest),
        }
        digest
    }
}

fn length_of(vm: &mut Vm, value: Value) -> Res<usize> {
    let length = vm.index(value)?;
    match usize::try_from(length) {
        Ok(known) if length < LONGEST => Ok(known),
        _ => Err(vm.value_error("value must be positive")),
    }
}

fn wrap(vm: &mut Vm, shake: Shake) -> Value {
    let shape = vm.builtin_class(HASHXOF.name).root_shape.get();
    vm.heap.alloc(Opaque::new(shape, Box::new(shake))).into()
}

/// A new object by its name, fed with some data; None for another name.
pub fn by_name(vm: &mut Vm, name: &str, data: Option<Value>) -> Res<Option<Value>> {
    let mut shake = match name {
        "shake_128" | "shake128" => Shake::Of128(Shake128::default()),
        "shake_256" | "shake256" => Shake::Of256(Shake256::default()),
        _ => return Ok(None),
    };
    if let Some(data) = data {
        shake.update(&data_of(vm, data)?);
    }
    Ok(Some(wrap(vm, shake)))
}

fn update(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = data_of(vm, args[1])?;
    let object = this::<Opaque>(vm, args[0])?;
    if let Some(shake) = object.state.borrow_mut().downcast_mut::<Shake>() {
        shake.update(&data);
    }
    Ok(Value::NONE)
}

fn with(vm: &mut Vm, value: Value, act: impl Fn(&mut Vm, &Shake) -> Value) -> Res<Value> {
    let object = this::<Opaque>(vm, value)?;
    let state = object.state.borrow();
    Ok(match state.downcast_ref::<Shake>() {
        Some(shake) => act(vm, shake),
        None => Value::NONE,
    })
}
