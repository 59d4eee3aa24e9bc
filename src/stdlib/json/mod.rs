//! The module `_json`: reading and writing JSON, where the time goes. The classes and
//! functions that scripts see are in Python (`py/json`), and call these.

mod read;
mod write;

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::native::ModuleDef;
use crate::vm::{Raised, Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_json",
    doc: "json speedups",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    decode(text, index, strict, object_hook, pairs_hook, parse_float, parse_int, parse_constant, /) => read::decode,
    scanstring(string, end, strict=True, /) => read::scan_string,
    encode(value, settings, default, /) => write::encode,
    encode_basestring(string, /) => |vm, args| write::quote(vm, args, false),
    encode_basestring_ascii(string, /) => |vm, args| write::quote(vm, args, true),
}

/// Raises JSONDecodeError: what is wrong, and at which byte of the document.
#[cold]
fn malformed(vm: &mut Vm, message: &str, document: Gc<Str>, at: usize) -> Raised {
    let place = document.char_offset(&vm.heap, at.min(document.bytes().len()));
    let made = (|| {
        let module = vm.import_module("json.decoder")?;
        let name = vm.heap.intern("JSONDecodeError");
        let class = vm.get_attr(module, name)?;
        let message = vm.heap.str(message).into();
        let place = vm.heap.int(place as i64);
        vm.call(class, &[message, document.into(), place])
    })();
    match made {
        Ok(error) => vm.raise(error),
        Err(Raised) => Raised,
    }
}

/// None as nothing.
fn optional(value: Value) -> Option<Value> {
    (!value.is_none()).then_some(value)
}

/// The str that an argument is.
fn document(vm: &mut Vm, value: Value) -> Res<Gc<Str>> {
    match value.get::<Str>() {
        Some(text) => Ok(text),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("first argument must be a string, not {class}")))
        }
    }
}
