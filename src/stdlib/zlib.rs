//! The module `_zlib`: deflate streams and checksums, from the crate flate2. `zlib` puts
//! its classes and `gzip`'s headers around them, in Python.
//!
//! ```text
//!  Compress(level, raw).feed(data, finish)    -> bytes
//!  Decompress(raw).feed(data, most)           -> (bytes, how much of data was taken, at the end)
//! ```

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::builtins::types::support::{class_for_new, this};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::instance::Opaque;
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, integer, set};
use crate::vm::native::{Args, ModuleDef, TypeDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_zlib",
    doc: "Deflate streams.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    crc32(data, value=0, /) => crc32,
    adler32(data, value=1, /) => adler32,
}

macro_rules! stream {
    ($static:ident, $name:literal, $methods:ident, $statics:ident) => {
        pub static $static: TypeDef = TypeDef {
            name: $name,
            kind: Kind::Opaque,
            base: "object",
            subclassable: false,
            doc: "",
            methods: $methods,
            statics: $statics,
            class_methods: &[],
            getsets: &[],
        };
    };
}

stream!(
    COMPRESS,
    "_zlib.Compress",
    COMPRESS_METHODS,
    COMPRESS_STATICS
);
stream!(
    DECOMPRESS,
    "_zlib.Decompress",
    DECOMPRESS_METHODS,
    DECOMPRESS_STATICS
);

natives! { COMPRESS_STATICS: __new__(cls, /, level, raw) => new_compress }
natives! { COMPRESS_METHODS: feed(self, data, mode, /) => compress }
natives! { DECOMPRESS_STATICS: __new__(cls, /, raw) => new_decompress }
natives! { DECOMPRESS_METHODS: feed(self, data, most, /) => decompress }

/// Room for output that is asked for at a time.
const CHUNK: usize = 16 * 1024;

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    for (name, def) in [("Compress", &COMPRESS), ("Decompress", &DECOMPRESS)] {
        let class = vm.builtin_class(def.name);
        set(vm, module, name, class);
    }
    Ok(())
}

// --- checksums ---

fn start(vm: &mut Vm, args: Args<'_>, usual: u32) -> Res<u32> {
    match args.get(1) {
        Some(value) => {
            let value = integer(vm, value)? & dashu_int::UBig::from(u32::MAX);
            Ok(u32::try_from(value).unwrap_or(usual))
        }
        None => Ok(usual),
    }
}

pub fn crc32(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = bytes(vm, args[0])?;
    let start = start(vm, args, 0)?;
    let crc = data.iter().fold(!start, |crc, &byte| {
        (crc >> 8) ^ CRC_TABLE[((crc ^ u32::from(byte)) & 0xff) as usize]
    });
    Ok(vm.heap.int(i64::from(!crc)))
}

/// What each byte does to the checksum (polynomial 0x04C11DB7, reflected).
static CRC_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut crc, mut bit) = (byte as u32, 0);
        while bit < 8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};

/// RFC 1950, 8.2: two sums modulo 65521.
fn adler32(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    const BASE: u32 = 65521;
    let data = bytes(vm, args[0])?;
    let start = start(vm, args, 1)?;
    let (mut low, mut high) = ((start & 0xffff) % BASE, (start >> 16) % BASE);
    // 5552 bytes are as many as can't overflow.
    for chunk in data.chunks(5552) {
        for &byte in chunk {
            low += u32::from(byte);
            high += low;
        }
        (low, high) = (low % BASE, high % BASE);
    }
    Ok(vm.heap.int(i64::from(high << 16 | low)))
}

// --- streams ---

fn new_stream(vm: &mut Vm, class: Value, base: &str, state: Box<dyn std::any::Any>) -> Res<Value> {
    let base = vm.builtin_class(base);
    let class = class_for_new(vm, class, base)?;
    Ok(vm
        .heap
        .alloc(Opaque::new(class.root_shape.get(), state))
        .into())
}

fn new_compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let level = match vm.index(args[1])? {
        level @ 0..=9 => Compression::new(level as u32),
        _ => Compression::default(),
    };
    let raw = vm.truthy(args[2])?;
    let state = Compress::new(level, !raw);
    new_stream(vm, args[0], COMPRESS.name, Box::new(state))
}

fn new_decompress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let raw = vm.truthy(args[1])?;
    let state = Decompress::new(!raw);
    new_stream(vm, args[0], DECOMPRESS.name, Box::new(state))
}

/// Modes are zlib's: 0 gathers, 1 to 3 flush, 4 ends the stream.
fn compress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let opaque = this::<Opaque>(vm, args[0])?;
    let data = bytes(vm, args[1])?;
    let mode = match vm.index(args[2])? {
        0 => FlushCompress::None,
        3 => FlushCompress::Full,
        4 => FlushCompress::Finish,
        _ => FlushCompress::Sync,
    };
    let mut out = Vec::new();
    let mut state = opaque.state.borrow_mut();
    let Some(stream) = state.downcast_mut::<Compress>() else {
        return Err(vm.type_error("a compressor is required"));
    };
    let begin = stream.total_in();
    loop {
        out.reserve(CHUNK);
        let taken = (stream.total_in() - begin) as usize;
        let status = stream.compress_vec(&data[taken..], &mut out, mode);
        let all_in = (stream.total_in() - begin) as usize == data.len();
        match status {
            Err(_) => return Err(vm.value_error("inconsistent stream state")),
            Ok(Status::StreamEnd) => break,
            // With room left in the output there is nothing more to come.
            Ok(_) if all_in && out.len() < out.capacity() => break,
            Ok(_) => {}
        }
    }
    drop(state);
    Ok(vm.heap.bytes(&out).into())
}

fn decompress(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let opaque = this::<Opaque>(vm, args[0])?;
    let data = bytes(vm, args[1])?;
    let most = match usize::try_from(vm.index(args[2])?) {
        Ok(0) | Err(_) => usize::MAX,
        Ok(most) => most,
    };
    let mut out = Vec::new();
    let mut state = opaque.state.borrow_mut();
    let Some(stream) = state.downcast_mut::<Decompress>() else {
        return Err(vm.type_error("a decompressor is required"));
    };
    let begin = stream.total_in();
    let mut ended = false;
    while out.len() < most && !ended {
        let room = CHUNK.max(data.len()).min(most - out.len());
        if out.try_reserve_exact(room).is_err() {
            return Err(vm.memory_error());
        }
        let taken = (stream.total_in() - begin) as usize;
        let before = out.len();
        match stream.decompress_vec(&data[taken..], &mut out, FlushDecompress::None) {
            Err(error) => {
                let message = error.message().unwrap_or("invalid block type").to_string();
                return Err(vm.value_error(message));
            }
            Ok(Status::StreamEnd) => ended = true,
            Ok(_) => {
                let all_in = (stream.total_in() - begin) as usize == data.len();
                let idle = out.len() == before && (stream.total_in() - begin) as usize == taken;
                if idle || (all_in && out.len() < out.capacity()) {
                    break;
                }
            }
        }
    }
    let taken = (stream.total_in() - begin) as i64;
    drop(state);
    out.truncate(most);
    let out = vm.heap.try_bytes(&out);
    let out = vm.or_memory_error(out)?.into();
    let taken = vm.heap.int(taken);
    Ok(vm.heap.tuple(&[out, taken, Value::bool(ended)]).into())
}
