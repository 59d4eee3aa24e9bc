//! `OSError`: called with an error number, it makes the subclass for that number.

use super::base::{make, no_keywords};
use super::fields::{read, set, write};
use crate::builtins::types::support::{class_for_new, knows_keywords, this};
use crate::natives;
use crate::object::class::Type;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::number;
use crate::object::value::Value;
use crate::vm::native::GetSetDef;
use crate::vm::{Args, Res, Vm};

natives! { pub STATICS: __new__(cls, /, *args, **kwargs) => new }

natives! { pub METHODS: __init__(self, /, *args, **kwargs) => init }

macro_rules! os_fields {
    ($($name:literal $get:ident $set:ident;)*) => {
        $(
            fn $get(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
                read(vm, args, $name, |_, _| Value::NONE)
            }
            fn $set(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
                write(vm, args, $name)
            }
        )*
        pub static GETSETS: &[GetSetDef] = &[
            $(GetSetDef { name: $name, get: $get, set: Some($set) },)*
            GetSetDef { name: "characters_written", get: characters_written, set: Some(set_characters_written) },
        ];
    };
}

os_fields! {
    "errno" errno set_errno;
    "strerror" strerror set_strerror;
    "filename" filename set_filename;
    "filename2" filename2 set_filename2;
}

fn characters_written(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let written = read(vm, args, "characters_written", |_, _| Value::UNBOUND)?;
    if written.is_unbound() {
        Err(vm.attribute_error("characters_written"))
    } else {
        Ok(written)
    }
}

fn set_characters_written(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    write(vm, args, "characters_written")
}

/// The names of the subclasses by error number.
fn subclass(errno: i64) -> Option<&'static str> {
    Some(match i32::try_from(errno).ok()? {
        libc::EAGAIN | libc::EALREADY | libc::EINPROGRESS => "BlockingIOError",
        libc::EPIPE | libc::ESHUTDOWN => "BrokenPipeError",
        libc::ECHILD => "ChildProcessError",
        libc::ECONNABORTED => "ConnectionAbortedError",
        libc::ECONNREFUSED => "ConnectionRefusedError",
        libc::ECONNRESET => "ConnectionResetError",
        libc::EEXIST => "FileExistsError",
        libc::ENOENT => "FileNotFoundError",
        libc::EISDIR => "IsADirectoryError",
        libc::ENOTDIR => "NotADirectoryError",
        libc::EINTR => "InterruptedError",
        libc::EACCES | libc::EPERM => "PermissionError",
        libc::ESRCH => "ProcessLookupError",
        libc::ETIMEDOUT => "TimeoutError",
        _ => return None,
    })
}

fn new(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let base = vm.types.os_error;
    let mut class: Gc<Type> = class_for_new(vm, args.get(0).unwrap_or(Value::NONE), base)?;
    let given = args.rest(1);
    if class == base
        && (2..=5).contains(&given.len())
        && let Some(name) = number::to_i64(given[0]).and_then(subclass)
    {
        class = vm.builtin_class(name);
    }
    if initialises(vm, class) {
        return Ok(make(vm, class, &[]));
    }
    let made = make(vm, class, given);
    keep(vm, made, given);
    Ok(made)
}

/// Whether the arguments are `__init__`'s and not `__new__`'s: in a class with an `__init__` of its own.
fn initialises(vm: &mut Vm, class: Gc<Type>) -> bool {
    let base = vm.types.os_error;
    let (init, new) = (vm.names.init, vm.names.new);
    !knows_keywords(class, base, init) && knows_keywords(class, base, new)
}

/// `(errno, strerror, filename, winerror, filename2)`: the first two stay arguments,
/// the others become attributes.
fn keep(vm: &mut Vm, exception: Value, given: &[Value]) {
    let Some(it) = exception.get::<Exception>() else {
        return;
    };
    let mut kept = given;
    if (2..=5).contains(&given.len()) {
        set(vm, exception, "errno", given[0]);
        set(vm, exception, "strerror", given[1]);
        let blocking = vm.types.blocking_io_error;
        match given.get(2) {
            Some(count)
                if number::to_i64(*count).is_some()
                    && vm.class_of(exception).is_subclass_of(blocking) =>
            {
                let count = number::to_i64(*count).unwrap_or(0);
                let count = vm.heap.int(count);
                set(vm, exception, "characters_written", count);
            }
            Some(&filename) if !filename.is_none() => {
                kept = &given[..2];
                set(vm, exception, "filename", filename);
            }
            _ => {}
        }
        if let Some(&filename2) = given.get(4) {
            set(vm, exception, "filename2", filename2);
        }
    }
    it.args.set(vm.heap.tuple(kept));
}

fn init(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    no_keywords(vm, args)?;
    this::<Exception>(vm, args[0])?;
    let class = vm.class_of(args[0]);
    if initialises(vm, class) {
        keep(vm, args[0], args.rest(1));
    }
    Ok(Value::NONE)
}
