//! The module `_fcntl`: what can be asked of a descriptor besides reading and writing. `fcntl` and `termios` stand on it.
//!
//! ```text
//!  fcntl(fd, request, number or bytes)    -> number or bytes
//!  ioctl(fd, request, number or bytes)    -> number or bytes
//!  terminal(fd)                           -> [four masks, two speeds, the keys' bytes]
//! ```
//!
//! A number may be taken for an address by the system, which would then write there: `system` sees to it that no memory lies at
//! that address.

mod system;

use std::io::{Error, ErrorKind};

use super::arguments::{bytes, c_int, text};
use crate::natives;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::{bytes_of, items_of};
use crate::vm::{Res, Vm};
use system::{Argument, ROOM};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_fcntl",
    doc: "Requests to descriptors.",
    functions: FUNCTIONS,
    setup: |_, _| Ok(()),
};

natives! { FUNCTIONS:
    fcntl(fd, request, argument, /) => |vm, args| ask(vm, args, |fd, request, argument| system::fcntl(fd, request as i32, argument)),
    ioctl(fd, request, argument, /) => |vm, args| ask(vm, args, system::ioctl),
    flock(fd, operation, /) => flock,
    terminal(fd, /) => terminal,
    set_terminal(fd, when, settings, /) => set_terminal,
    terminal_action(fd, action, number, /) => terminal_action,
}

/// Makes a call, again after each signal.
fn call(vm: &mut Vm, mut make: impl FnMut() -> Result<i32, Error>) -> Res<i32> {
    loop {
        match vm.block(&mut make) {
            Ok(result) => return Ok(result),
            Err(error) if error.kind() == ErrorKind::Interrupted => vm.handle_signals()?,
            Err(error) => return Err(vm.os_error(&error, None)),
        }
    }
}

type Request = fn(i32, u32, Argument<'_>) -> Result<i32, Error>;

fn ask(vm: &mut Vm, args: Args<'_>, request: Request) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    // Requests are numbers with and without a sign, alike.
    let number = vm.index(args[1])? as u32;
    if bytes_of(args[2]).is_none() {
        let argument = vm.index(args[2])?;
        let result = call(vm, || request(fd, number, Argument::Number(argument)))?;
        return Ok(Value::small(result));
    }
    let given = bytes(vm, args[2])?;
    let mut room = Box::new([0; ROOM]);
    let Some(start) = room.get_mut(..given.len()) else {
        return Err(vm.value_error("the argument is too long"));
    };
    start.copy_from_slice(&given);
    call(vm, || request(fd, number, Argument::Bytes(&mut room)))?;
    Ok(vm.heap.bytes(&room[..given.len()]).into())
}

fn flock(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (fd, operation) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    call(vm, || system::flock(fd, operation))?;
    Ok(Value::NONE)
}

fn terminal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let fd = c_int(vm, args[0])?;
    let settings = match system::terminal(fd) {
        Ok(settings) => settings,
        Err(error) => return Err(vm.os_error(&error, None)),
    };
    let it = &settings;
    let numbers = [
        it.c_iflag,
        it.c_oflag,
        it.c_cflag,
        it.c_lflag,
        it.c_ispeed,
        it.c_ospeed,
    ];
    let mut fields = numbers
        .map(|number| vm.heap.int(i64::from(number)))
        .to_vec();
    fields.push(vm.heap.bytes(&it.c_cc).into());
    Ok(vm.heap.list(&fields).into())
}

fn set_terminal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (fd, when) = (c_int(vm, args[0])?, c_int(vm, args[1])?);
    let Some(fields @ [_, _, _, _, _, _, _]) = items_of(args[2]) else {
        return Err(vm.type_error("tcsetattr, arg 3: must be 7 element list"));
    };
    // Its own, since `__index__` may change the list.
    let fields = vm.heap.tuple_of(fields);
    let mut numbers = [0; 6];
    for (number, field) in numbers.iter_mut().zip(fields.tail()) {
        *number = vm.index(field.get())? as u32;
    }
    let keys = bytes(vm, fields.tail()[6].get())?;
    let mut settings = match system::terminal(fd) {
        Ok(settings) => settings,
        Err(error) => return Err(vm.os_error(&error, None)),
    };
    let it = &mut settings;
    [
        it.c_iflag,
        it.c_oflag,
        it.c_cflag,
        it.c_lflag,
        it.c_ispeed,
        it.c_ospeed,
    ] = numbers;
    for (to, key) in it.c_cc.iter_mut().zip(keys) {
        *to = key;
    }
    call(vm, || system::set_terminal(fd, when, &settings))?;
    Ok(Value::NONE)
}

fn terminal_action(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (fd, number) = (c_int(vm, args[0])?, c_int(vm, args[2])?);
    let action = text(vm, args[1], "action")?.to_string_lossy().into_owned();
    call(vm, || system::terminal_action(fd, &action, number))?;
    Ok(Value::NONE)
}
