//! Addresses of sockets: Python's tuples and paths, and the system's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

use rustix::net::{AddressFamily, SocketAddrAny, SocketAddrUnix};

use super::names;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::stdlib::arguments::c_int;
use crate::vm::protocol::bytes_of;
use crate::vm::{Res, Vm};

/// The system's address for what a script gives to a socket of a family. Errors name the method.
pub fn address(
    vm: &mut Vm,
    method: &str,
    family: AddressFamily,
    value: Value,
) -> Res<SocketAddrAny> {
    match family {
        AddressFamily::UNIX => path(vm, value),
        AddressFamily::INET | AddressFamily::INET6 => {
            Ok(internet(vm, method, family, value)?.into())
        }
        _ => Err(vm.raise_message(vm.types.os_error, "bad family")),
    }
}

fn path(vm: &mut Vm, value: Value) -> Res<SocketAddrAny> {
    let bytes = match value.get::<Str>() {
        Some(text) => text.to_string_lossy().into_owned().into_bytes(),
        None => match bytes_of(value) {
            Some(bytes) => bytes.into_owned(),
            None => {
                let class = vm.class_name(value);
                let message = format!("a bytes-like object is required, not '{class}'");
                return Err(vm.type_error(message));
            }
        },
    };
    let made = match bytes.split_first() {
        None => Ok(SocketAddrUnix::new_unnamed()),
        Some((0, name)) => SocketAddrUnix::new_abstract_name(name),
        Some(_) => SocketAddrUnix::new(bytes.as_slice()),
    };
    match made {
        Ok(made) => Ok(made.into()),
        Err(_) => Err(vm.raise_message(vm.types.os_error, "AF_UNIX path too long")),
    }
}

fn internet(vm: &mut Vm, method: &str, family: AddressFamily, value: Value) -> Res<SocketAddr> {
    let name = if family == AddressFamily::INET {
        "AF_INET"
    } else {
        "AF_INET6"
    };
    let Some(parts) = value.get::<Tuple>() else {
        let class = vm.class_name(value);
        let message = format!("{method}(): {name} address must be tuple, not {class}");
        return Err(vm.type_error(message));
    };
    let most = if family == AddressFamily::INET { 2 } else { 4 };
    let parts = parts.tail();
    if parts.len() < 2 || parts.len() > most {
        let message = match family {
            AddressFamily::INET => "AF_INET address must be a pair (host, port)",
            _ => "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])",
        };
        return Err(vm.type_error(message));
    }
    let (host, port) = (parts[0].get(), parts[1].get());
    let name = match host.get::<Str>() {
        Some(text) => text.to_string_lossy().into_owned(),
        None => match bytes_of(host) {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => {
                let class = vm.class_name(host);
                let message = format!("str, bytes or bytearray expected, not {class}");
                return Err(vm.type_error(message));
            }
        },
    };
    if !vm.has_index(port) {
        let class = vm.class_name(port);
        let message = format!("'{class}' object cannot be interpreted as an integer");
        return Err(vm.type_error(message));
    }
    let Ok(port) = u16::try_from(vm.index(port)?) else {
        return Err(vm.overflow_error(format!("{method}(): port must be 0-65535.")));
    };
    let host = found(vm, family, &name)?;
    let number = |vm: &mut Vm, index: usize| match parts.get(index) {
        Some(part) => Ok(c_int(vm, part.get())? as u32),
        None => Ok(0),
    };
    Ok(match host {
        IpAddr::V4(host) => SocketAddrV4::new(host, port).into(),
        IpAddr::V6(host) => SocketAddrV6::new(host, port, number(vm, 2)?, number(vm, 3)?).into(),
    })
}

/// The number of a host: the empty one is all of this machine's.
fn found(vm: &mut Vm, family: AddressFamily, host: &str) -> Res<IpAddr> {
    let is_4 = family == AddressFamily::INET;
    match host {
        "" if is_4 => return Ok(Ipv4Addr::UNSPECIFIED.into()),
        "" => return Ok(Ipv6Addr::UNSPECIFIED.into()),
        "<broadcast>" if is_4 => return Ok(Ipv4Addr::BROADCAST.into()),
        _ => {}
    }
    let all = names::addresses(vm, host)?;
    match all.into_iter().find(|address| address.is_ipv4() == is_4) {
        Some(address) => Ok(address),
        None => {
            let message = "Address family for hostname not supported";
            Err(names::address_error(vm, -9, message))
        }
    }
}

/// What a script sees of an address.
pub fn value_of(vm: &mut Vm, address: Option<SocketAddrAny>) -> Value {
    let Some(address) = address else {
        return Value::NONE;
    };
    match SocketAddr::try_from(address.clone()) {
        Ok(SocketAddr::V4(address)) => {
            let host = vm.heap.str(&address.ip().to_string()).into();
            let port = Value::small(i32::from(address.port()));
            vm.heap.tuple(&[host, port]).into()
        }
        Ok(SocketAddr::V6(address)) => {
            let host = vm.heap.str(&address.ip().to_string()).into();
            let port = Value::small(i32::from(address.port()));
            let flow = vm.heap.int(i64::from(address.flowinfo()));
            let scope = vm.heap.int(i64::from(address.scope_id()));
            vm.heap.tuple(&[host, port, flow, scope]).into()
        }
        Err(_) => path_of(vm, address),
    }
}

fn path_of(vm: &mut Vm, address: SocketAddrAny) -> Value {
    let Ok(address) = SocketAddrUnix::try_from(address) else {
        return Value::NONE;
    };
    if let Some(name) = address.abstract_name() {
        let bytes = [b"\0", name].concat();
        return vm.heap.bytes(&bytes).into();
    }
    let path = address.path_bytes().unwrap_or_default();
    vm.heap.str(&String::from_utf8_lossy(path)).into()
}
