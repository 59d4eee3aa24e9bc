//! The modules `_bz2` and `_lzma`: streams of the crates bzip2 and lzma-rust2. `bz2` and `lzma` put their classes and their
//! files around them, in Python.
//!
//! ```text
//!  Compress(..).feed(data, finish)    -> bytes
//!  Decompress(..).feed(data, most)    -> (bytes, how much of data was taken, at the end)
//! ```
//!
//! What a stream has taken and turns out not to be its own it gives back: then less than nothing was taken.

use bzip2::Compression;
use bzip2::{Action, Compress, Decompress, Status};
use lzma_rust2::{CheckType, LzmaOptions, LzmaStream, LzmaWriter, XzOptions, XzStream, XzWriter};

use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, set};
use crate::vm::native::{Args, ModuleDef, NativeDef, TypeDef};
use crate::vm::{Res, Vm};

macro_rules! module {
    ($static:ident, $name:literal, $compress:ident, $decompress:ident) => {
        pub static $static: ModuleDef = ModuleDef {
            name: $name,
            doc: "Streams of compressed data.",
            functions: &[],
            setup: |vm, module| setup(vm, module, [&$compress, &$decompress]),
        };
    };
}

module!(BZ2, "_bz2", BZ2_COMPRESS, BZ2_DECOMPRESS);
module!(LZMA, "_lzma", LZMA_COMPRESS, LZMA_DECOMPRESS);

const fn stream(
    name: &'static str,
    methods: &'static [NativeDef],
    statics: &'static [NativeDef],
) -> TypeDef {
    TypeDef {
        name,
        kind: Kind::Opaque,
        base: "object",
        subclassable: false,
        doc: "",
        methods,
        statics,
        class_methods: &[],
        getsets: &[],
    }
}

pub static BZ2_COMPRESS: TypeDef = stream("_bz2.Compress", COMPRESS_METHODS, BZ2_COMPRESS_STATICS);
pub static BZ2_DECOMPRESS: TypeDef = stream(
    "_bz2.Decompress",
    DECOMPRESS_METHODS,
    BZ2_DECOMPRESS_STATICS,
);
pub static LZMA_COMPRESS: TypeDef =
    stream("_lzma.Compress", COMPRESS_METHODS, LZMA_COMPRESS_STATICS);
pub static LZMA_DECOMPRESS: TypeDef = stream(
    "_lzma.Decompress",
    DECOMPRESS_METHODS,
    LZMA_DECOMPRESS_STATICS,
);

natives! { BZ2_COMPRESS_STATICS: __new__(cls, /, level) => new_bz2_compress }
natives! { BZ2_DECOMPRESS_STATICS: __new__(cls, /) => new_bz2_decompress }
natives! { LZMA_COMPRESS_STATICS: __new__(cls, /, alone, check, preset) => new_lzma_compress }
natives! { LZMA_DECOMPRESS_STATICS: __new__(cls, /, alone, limit) => new_lzma_decompress }
natives! { COMPRESS_METHODS: feed(self, data, finish, /) => compress }
natives! { DECOMPRESS_METHODS: feed(self, data, most, /) => decompress }

fn setup(vm: &mut Vm, module: Gc<Dict>, classes: [&TypeDef; 2]) -> Res<()> {
    for (name, def) in ["Compress", "Decompress"].into_iter().zip(classes) {
        let class = vm.builtin_class(def.name);
        set(vm, module, name, class);
    }
    Ok(())
}

/// Room for output that is asked for at a time.
const CHUNK: usize = 64 * 1024;

/// What takes data, and ends.
trait Packer {
    fn pack(&mut self, data: &[u8], finish: bool) -> Result<Vec<u8>, String>;
}

/// What was made of some data.
#[derive(Default)]
struct Unpacked {
    out: Vec<u8>,
    /// Less than nothing if data of a call before was not the stream's.
    taken: i64,
    ended: bool,
}

/// What takes data back out: not more than `most` bytes at a time.
trait Unpacker {
    fn unpack(&mut self, data: &[u8], most: usize) -> Result<Unpacked, Wrong>;
}

/// Why nothing came out.
enum Wrong {
    Data(String),
    Memory,
}

// --- bzip2 ---

impl Packer for Compress {
    fn pack(&mut self, data: &[u8], finish: bool) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let begin = self.total_in();
        loop {
            let taken = (self.total_in() - begin) as usize;
            if taken == data.len() && !finish {
                return Ok(out);
            }
            out.reserve(CHUNK);
            let action = match finish {
                true => Action::Finish,
                false => Action::Run,
            };
            match self.compress_vec(&data[taken..], &mut out, action) {
                Ok(Status::StreamEnd) => return Ok(out),
                Ok(_) => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }
}

impl Unpacker for Decompress {
    fn unpack(&mut self, data: &[u8], most: usize) -> Result<Unpacked, Wrong> {
        let mut it = Unpacked::default();
        let begin = self.total_in();
        while it.out.len() < most && !it.ended {
            let (taken, before) = ((self.total_in() - begin) as usize, it.out.len());
            it.out.reserve_exact(CHUNK.min(most - before));
            match self.decompress_vec(&data[taken..], &mut it.out) {
                Ok(Status::StreamEnd) => it.ended = true,
                Ok(Status::MemNeeded) => return Err(Wrong::Memory),
                Ok(_) => {
                    let idle = it.out.len() == before;
                    if idle && (self.total_in() - begin) as usize == data.len() {
                        break;
                    }
                }
                Err(_) => return Err(Wrong::Data("Invalid data stream".into())),
            }
        }
        it.taken = (self.total_in() - begin) as i64;
        Ok(it)
    }
}

fn new_bz2_compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let level = vm.index(args[1])?.clamp(1, 9) as u32;
    let packer: Box<dyn Packer> = Box::new(Compress::new(Compression::new(level), 0));
    new_stream(vm, args[0], BZ2_COMPRESS.name, Box::new(packer))
}

fn new_bz2_decompress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let unpacker: Box<dyn Unpacker> = Box::new(Decompress::new(false));
    new_stream(vm, args[0], BZ2_DECOMPRESS.name, Box::new(unpacker))
}

// --- lzma ---

/// A container is written to memory, and emptied after each call.
enum Writer {
    Xz(Box<XzWriter<Vec<u8>>>),
    Alone(Box<LzmaWriter<Vec<u8>>>),
    Done,
}

impl Packer for Writer {
    fn pack(&mut self, data: &[u8], finish: bool) -> Result<Vec<u8>, String> {
        use std::io::Write;
        let written = match self {
            Writer::Xz(writer) => writer.write_all(data),
            Writer::Alone(writer) => writer.write_all(data),
            Writer::Done => Ok(()),
        };
        written.map_err(|error| error.to_string())?;
        if !finish {
            return Ok(match self {
                Writer::Xz(writer) => std::mem::take(writer.inner_mut()),
                Writer::Alone(writer) => std::mem::take(writer.inner_mut()),
                Writer::Done => Vec::new(),
            });
        }
        let finished = match std::mem::replace(self, Writer::Done) {
            Writer::Xz(writer) => writer.finish(),
            Writer::Alone(writer) => writer.finish(),
            Writer::Done => Ok(Vec::new()),
        };
        finished.map_err(|error| error.to_string())
    }
}

fn new_lzma_compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let alone = vm.truthy(args[1])?;
    let check = match vm.index(args[2])? {
        0 => CheckType::None,
        1 => CheckType::Crc32,
        10 => CheckType::Sha256,
        _ => CheckType::Crc64,
    };
    let preset = vm.index(args[3])?.clamp(0, 9) as u32;
    let writer = match alone {
        true => LzmaWriter::new_use_header(Vec::new(), &LzmaOptions::with_preset(preset), None)
            .map(|writer| Writer::Alone(Box::new(writer))),
        false => {
            let mut options = XzOptions::with_preset(preset);
            options.set_check_sum_type(check);
            XzWriter::new(Vec::new(), options).map(|writer| Writer::Xz(Box::new(writer)))
        }
    };
    match writer {
        Ok(writer) => {
            let packer: Box<dyn Packer> = Box::new(writer);
            new_stream(vm, args[0], LZMA_COMPRESS.name, Box::new(packer))
        }
        Err(error) => Err(vm.value_error(error.to_string())),
    }
}

enum Reader {
    Xz(Box<XzStream>),
    Alone(Box<LzmaStream>),
}

impl Unpacker for Reader {
    fn unpack(&mut self, data: &[u8], most: usize) -> Result<Unpacked, Wrong> {
        let (mut it, mut at) = (Unpacked::default(), 0);
        while it.out.len() < most && !it.ended {
            let before = it.out.len();
            it.out.resize(before + CHUNK.min(most - before), 0);
            let (room, rest) = (&mut it.out[before..], &data[at..]);
            let action = lzma_rust2::Action::Run;
            let done = match self {
                Reader::Xz(stream) => stream.process(rest, room, action),
                Reader::Alone(stream) => stream.process(rest, room, action),
            };
            let done = match done {
                Ok(done) => done,
                Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {
                    return Err(Wrong::Memory);
                }
                Err(error) => return Err(Wrong::Data(error.to_string())),
            };
            it.out.truncate(before + done.bytes_produced);
            at += done.bytes_consumed;
            it.ended = done.status == lzma_rust2::Status::StreamEnd;
            if done.bytes_produced == 0 && done.bytes_consumed == 0 {
                break;
            }
        }
        it.taken = at as i64;
        if let (Reader::Alone(stream), true) = (self, it.ended) {
            it.taken -= stream.unused_input().len() as i64;
        }
        Ok(it)
    }
}

/// `limit` is in kibibytes.
fn new_lzma_decompress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let alone = vm.truthy(args[1])?;
    let limit = u32::try_from(vm.index(args[2])?).unwrap_or(u32::MAX);
    let reader = match alone {
        true => Reader::Alone(Box::new(LzmaStream::new_mem_limit(limit, None))),
        false => Reader::Xz(Box::new(XzStream::new_mem_limit(false, limit))),
    };
    let unpacker: Box<dyn Unpacker> = Box::new(reader);
    new_stream(vm, args[0], LZMA_DECOMPRESS.name, Box::new(unpacker))
}

// --- both ---

fn new_stream(vm: &mut Vm, class: Value, base: &str, state: Box<dyn std::any::Any>) -> Res<Value> {
    let base = vm.builtin_class(base);
    let class = class_for_new(vm, class, base)?;
    Ok(vm
        .heap
        .alloc(Opaque::new(class.root_shape.get(), state))
        .into())
}

fn compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let opaque = this::<Opaque>(vm, args[0])?;
    let data = bytes(vm, args[1])?;
    let finish = vm.truthy(args[2])?;
    let mut state = opaque.state.borrow_mut();
    let Some(packer) = state.downcast_mut::<Box<dyn Packer>>() else {
        return Err(vm.type_error("a compressor is required"));
    };
    match packer.pack(&data, finish) {
        Ok(out) => {
            let out = vm.heap.try_bytes(&out);
            Ok(vm.or_memory_error(out)?.into())
        }
        Err(message) => Err(vm.value_error(message)),
    }
}

fn decompress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let opaque = this::<Opaque>(vm, args[0])?;
    let data = bytes(vm, args[1])?;
    let most = usize::try_from(vm.index(args[2])?).unwrap_or(usize::MAX);
    let mut state = opaque.state.borrow_mut();
    let Some(unpacker) = state.downcast_mut::<Box<dyn Unpacker>>() else {
        return Err(vm.type_error("a decompressor is required"));
    };
    match unpacker.unpack(&data, most) {
        Ok(it) => {
            let out = vm.heap.try_bytes(&it.out);
            let out = vm.or_memory_error(out)?.into();
            let taken = vm.heap.int(it.taken);
            Ok(vm.heap.tuple(&[out, taken, Value::bool(it.ended)]).into())
        }
        Err(Wrong::Data(message)) => Err(vm.value_error(message)),
        Err(Wrong::Memory) => Err(vm.memory_error()),
    }
}
