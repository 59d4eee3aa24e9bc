//! Names of hosts, and their numbers.

use std::net::{IpAddr, ToSocketAddrs};

use crate::object::value::Value;
use crate::stdlib::arguments::text;
use crate::vm::native::Args;
use crate::vm::{Raised, Res, Vm};

/// All numbers of a host. The system's resolver may take long.
pub fn addresses(vm: &mut Vm, host: &str) -> Res<Vec<IpAddr>> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![address]);
    }
    if host.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    let name = host.to_string();
    let found = vm.block(|| (name.as_str(), 0_u16).to_socket_addrs());
    match found {
        Ok(found) => {
            let mut all: Vec<IpAddr> = Vec::new();
            for address in found {
                if !all.contains(&address.ip()) {
                    all.push(address.ip());
                }
            }
            Ok(all)
        }
        Err(error) => {
            let known = error.to_string();
            let temporary = known.contains("Temporary failure");
            let (number, message) = match temporary {
                true => (-3, "Temporary failure in name resolution"),
                false => (-2, "Name or service not known"),
            };
            Err(address_error(vm, number, message))
        }
    }
}

/// `socket.gaierror`, which the Python side has made.
pub fn address_error(vm: &mut Vm, number: i32, message: &str) -> Raised {
    let message = vm.heap.str(message).into();
    let imported = vm.import_module("socket");
    let class = imported.and_then(|module| {
        let name = vm.heap.intern("gaierror");
        vm.get_attr(module, name)
    });
    match class {
        Ok(class) => match vm.call(class, &[Value::small(number), message]) {
            Ok(exception) => vm.raise(exception),
            Err(raised) => raised,
        },
        Err(raised) => raised,
    }
}

/// A list of a host's numbers, as text.
pub fn resolve(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let host = text(vm, args[0], "resolve() argument")?
        .to_string_lossy()
        .into_owned();
    let all = addresses(vm, &host)?;
    let list = vm.heap.list(&[]);
    for address in all {
        let address = vm.heap.str(&address.to_string()).into();
        let pushed = list.push(&vm.heap, address);
        vm.or_memory_error(pushed)?;
    }
    Ok(list.into())
}

pub fn gethostname(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    let name = rustix::system::uname();
    Ok(vm.heap.str(&name.nodename().to_string_lossy()).into())
}
