//! Handlers of errors and encodings that scripts register: `codecs.register_error` and
//! `codecs.register`.

use std::ops::Range;

use crate::object::bytes::Bytes;
use crate::object::class::Type;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

/// What stands where something could not be encoded or decoded, and where to go on.
pub struct Handled {
    pub instead: Value,
    pub next: usize,
    /// The exception's object after the handler ran: decoding goes on in it.
    pub object: Value,
}

/// What could not be encoded or decoded.
pub struct Trouble<'a> {
    pub class: Gc<Type>,
    pub encoding: &'a str,
    pub object: Value,
    /// How many code points the object has; of bytes, the handler may give others.
    pub len: usize,
    pub range: Range<usize>,
    pub reason: &'a str,
}

/// Asks the handler of a name. It gets the exception, and gives a pair.
pub fn handle(vm: &mut Vm, errors: &str, trouble: &Trouble<'_>) -> Res<Handled> {
    let handler = codecs_function(vm, "lookup_error")?;
    let errors = vm.heap.str(errors).into();
    let handler = vm.call(handler, &[errors])?;
    let fields = [
        vm.heap.str(trouble.encoding).into(),
        trouble.object,
        vm.heap.int(trouble.range.start as i64),
        vm.heap.int(trouble.range.end as i64),
        vm.heap.str(trouble.reason).into(),
    ];
    let exception = vm.call(trouble.class.into(), &fields)?;
    let result = vm.call(handler, &[exception])?;
    let encoding = trouble.class == vm.types.unicode_encode_error;
    let pair = result.get::<Tuple>().and_then(|pair| {
        let (instead, next) = (pair.get(0)?, pair.get(1)?);
        let fits = instead.is::<Str>() || encoding && instead.is::<Bytes>();
        (pair.tail().len() == 2 && fits).then_some((instead, next))
    });
    let Some((instead, next)) = pair else {
        return Err(vm.type_error(match encoding {
            true => "encoding error handler must return (str/bytes, int) tuple",
            false => "decoding error handler must return (str, int) tuple",
        }));
    };
    let (object, len) = if encoding {
        (trouble.object, trouble.len)
    } else {
        let name = vm.heap.intern("object");
        let object = vm.get_attr(exception, name)?;
        let Some(bytes) = object.get::<Bytes>() else {
            return Err(vm.type_error("object attribute must be bytes"));
        };
        (object, bytes.len())
    };
    let given = vm.index(next)?;
    let next = if given < 0 { given + len as i64 } else { given };
    match usize::try_from(next) {
        Ok(next) if next <= len => Ok(Handled {
            instead,
            next,
            object,
        }),
        _ => {
            let class = vm.types.index_error;
            let message = format!("position {given} from error handler out of bounds");
            Err(vm.raise_message(class, message))
        }
    }
}

fn codecs_function(vm: &mut Vm, name: &str) -> Res<Value> {
    let module = vm.import_module("_codecs")?;
    let name = vm.heap.intern(name);
    vm.get_attr(module, name)
}

/// Lets an encoding that only Python knows do its work: `what` is 0 to encode, 1 to decode.
pub fn by_python(
    vm: &mut Vm,
    encoding: &str,
    errors: &str,
    what: usize,
    input: Value,
) -> Res<Value> {
    let find = codecs_function(vm, "_text_codec")?;
    let encoding = vm.heap.str(encoding).into();
    let doing = vm.heap.intern(["encode", "decode"][what.min(1)]).into();
    let codec = vm.call(find, &[encoding, doing])?;
    let errors = vm.heap.str(errors).into();
    let part = codec.get::<Tuple>().and_then(|codec| codec.get(what));
    let Some(part) = part else {
        return Err(vm.type_error("codec search functions must return 4-tuples"));
    };
    let result = vm.call(part, &[input, errors])?;
    let output = result.get::<Tuple>().and_then(|pair| pair.get(0));
    let wanted = output.filter(|it| match what {
        0 => it.is::<Bytes>(),
        _ => it.is::<Str>(),
    });
    wanted.ok_or_else(|| {
        vm.type_error(match what {
            0 => "encoder must return a tuple (object, integer)",
            _ => "decoder must return a tuple (object,integer)",
        })
    })
}
