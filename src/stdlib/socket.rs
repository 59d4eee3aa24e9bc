//! The module `_socket`: the system's sockets by their descriptors. `socket` makes objects of
//! them, in Python, and `select` and `selectors` wait for them with [`poll`].
//!
//! ```text
//!   socket.socket.recv ──> _socket.poll(fd, timeout) ──> _socket.recv(fd, n)
//!                            only with a timeout           other threads run meanwhile
//! ```
//!
//! Addresses are CPython's: `(host, port)`, `(host, port, flow, scope)`, a path.

mod address;
mod names;
pub mod system;

use std::io::Error;
use std::os::fd::IntoRawFd;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::net::{self, AddressFamily, RecvFlags, SendFlags, Shutdown, SocketFlags, SocketType};

use self::address::{address, value_of};
use self::system::{Lent, lent};
use super::arguments::{bytes, c_int, set};
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::value::Value;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::{bytes_of, items_of};
use crate::vm::{Raised, Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_socket",
    doc: "The system's sockets.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    open(family, type, proto, /) => open,
    pair(family, type, proto, /) => pair,
    bind(fd, family, address, /) => bind,
    connect(fd, family, address, /) => connect,
    listen(fd, backlog, /) => listen,
    accept(fd, /) => accept,
    recv(fd, size, flags, /) => recv,
    recvfrom(fd, size, flags, /) => recvfrom,
    send(fd, data, flags, /) => send,
    sendto(fd, data, flags, family, address, /) => sendto,
    shutdown(fd, how, /) => shutdown,
    getsockname(fd, /) => getsockname,
    getpeername(fd, /) => getpeername,
    set_option(fd, level, option, value, /) => set_option,
    get_option(fd, level, option, /) => get_option,
    set_blocking(fd, blocking, /) => set_blocking,
    poll(pairs, timeout, /) => poll,
    resolve(host, /) => names::resolve,
    gethostname() => names::gethostname,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    const NUMBERS: &[(&str, i32)] = &[
        ("AF_UNSPEC", libc::AF_UNSPEC),
        ("AF_UNIX", libc::AF_UNIX),
        ("AF_INET", libc::AF_INET),
        ("AF_INET6", libc::AF_INET6),
        ("SOCK_STREAM", libc::SOCK_STREAM),
        ("SOCK_DGRAM", libc::SOCK_DGRAM),
        ("SOCK_RAW", libc::SOCK_RAW),
        ("SOCK_SEQPACKET", libc::SOCK_SEQPACKET),
        ("SOCK_CLOEXEC", libc::SOCK_CLOEXEC),
        ("SOCK_NONBLOCK", libc::SOCK_NONBLOCK),
        ("SOL_SOCKET", libc::SOL_SOCKET),
        ("SO_REUSEADDR", libc::SO_REUSEADDR),
        ("SO_REUSEPORT", libc::SO_REUSEPORT),
        ("SO_KEEPALIVE", libc::SO_KEEPALIVE),
        ("SO_BROADCAST", libc::SO_BROADCAST),
        ("SO_ERROR", libc::SO_ERROR),
        ("SO_TYPE", libc::SO_TYPE),
        ("SO_SNDBUF", libc::SO_SNDBUF),
        ("SO_RCVBUF", libc::SO_RCVBUF),
        ("SO_LINGER", libc::SO_LINGER),
        ("SO_ACCEPTCONN", libc::SO_ACCEPTCONN),
        ("SO_DOMAIN", libc::SO_DOMAIN),
        ("SO_PROTOCOL", libc::SO_PROTOCOL),
        ("SOMAXCONN", libc::SOMAXCONN),
        ("IPPROTO_IP", libc::IPPROTO_IP),
        ("IPPROTO_TCP", libc::IPPROTO_TCP),
        ("IPPROTO_UDP", libc::IPPROTO_UDP),
        ("IPPROTO_ICMP", libc::IPPROTO_ICMP),
        ("IPPROTO_IPV6", libc::IPPROTO_IPV6),
        ("IPV6_V6ONLY", libc::IPV6_V6ONLY),
        ("TCP_NODELAY", libc::TCP_NODELAY),
        ("TCP_KEEPIDLE", libc::TCP_KEEPIDLE),
        ("TCP_KEEPINTVL", libc::TCP_KEEPINTVL),
        ("TCP_KEEPCNT", libc::TCP_KEEPCNT),
        ("SHUT_RD", libc::SHUT_RD),
        ("SHUT_WR", libc::SHUT_WR),
        ("SHUT_RDWR", libc::SHUT_RDWR),
        ("MSG_PEEK", libc::MSG_PEEK),
        ("MSG_WAITALL", libc::MSG_WAITALL),
        ("MSG_DONTWAIT", libc::MSG_DONTWAIT),
        ("MSG_OOB", libc::MSG_OOB),
        ("MSG_NOSIGNAL", libc::MSG_NOSIGNAL),
        ("MSG_TRUNC", libc::MSG_TRUNC),
        ("POLLIN", libc::POLLIN as i32),
        ("POLLPRI", libc::POLLPRI as i32),
        ("POLLOUT", libc::POLLOUT as i32),
        ("POLLERR", libc::POLLERR as i32),
        ("POLLHUP", libc::POLLHUP as i32),
        ("POLLNVAL", libc::POLLNVAL as i32),
        ("POLLRDHUP", libc::POLLRDHUP as i32),
    ];
    for &(name, number) in NUMBERS {
        set(vm, module, name, Value::small(number));
    }
    Ok(())
}

fn raise(vm: &mut Vm, error: Errno) -> Raised {
    vm.os_error(&Error::from(error), None)
}

/// A call that may wait: other threads run meanwhile, and it is made again after a signal.
fn blocking<T>(vm: &mut Vm, mut call: impl FnMut() -> Result<T, Errno>) -> Res<T> {
    loop {
        match vm.block(&mut call) {
            Ok(result) => return Ok(result),
            Err(Errno::INTR) => vm.handle_signals()?,
            Err(error) => return Err(raise(vm, error)),
        }
    }
}

fn checked<T>(vm: &mut Vm, result: Result<T, Errno>) -> Res<T> {
    result.map_err(|error| raise(vm, error))
}

/// The socket that the first argument is the number of.
fn socket(vm: &mut Vm, args: Args<'_>) -> Res<Lent> {
    let fd = c_int(vm, args[0])?;
    lent(fd).ok_or_else(|| raise(vm, Errno::BADF))
}

fn family(vm: &mut Vm, value: Value) -> Res<AddressFamily> {
    Ok(AddressFamily::from_raw(c_int(vm, value)? as u16))
}

/// What `socket` and `socketpair` are told; the flags that a type may have are always those of
/// a descriptor that is not for child processes.
type Sort = (
    AddressFamily,
    SocketType,
    SocketFlags,
    Option<net::Protocol>,
);

fn sort(vm: &mut Vm, args: Args<'_>) -> Res<Sort> {
    let family = family(vm, args[0])?;
    let (kind, proto) = (c_int(vm, args[1])?, c_int(vm, args[2])?);
    let bare = kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK);
    let mut flags = SocketFlags::CLOEXEC;
    flags.set(SocketFlags::NONBLOCK, kind & libc::SOCK_NONBLOCK != 0);
    let proto = u32::try_from(proto)
        .ok()
        .and_then(std::num::NonZeroU32::new);
    Ok((
        family,
        SocketType::from_raw(bare as u32),
        flags,
        proto.map(net::Protocol::from_raw),
    ))
}

fn open(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (family, kind, flags, proto) = sort(vm, args)?;
    let made = checked(vm, net::socket_with(family, kind, flags, proto))?;
    Ok(Value::small(made.into_raw_fd()))
}

fn pair(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (family, kind, flags, proto) = sort(vm, args)?;
    let (one, other) = checked(vm, net::socketpair(family, kind, flags, proto))?;
    let ends = [one, other].map(|end| Value::small(end.into_raw_fd()));
    Ok(vm.heap.tuple(&ends).into())
}

fn bind(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, family) = (socket(vm, args)?, family(vm, args[1])?);
    let address = address(vm, "bind", family, args[2])?;
    checked(vm, net::bind(socket, &address))?;
    Ok(Value::NONE)
}

fn connect(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, family) = (socket(vm, args)?, family(vm, args[1])?);
    let address = address(vm, "connect", family, args[2])?;
    blocking(vm, || net::connect(socket, &address))?;
    Ok(Value::NONE)
}

fn listen(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, backlog) = (socket(vm, args)?, c_int(vm, args[1])?);
    checked(vm, net::listen(socket, backlog.max(0)))?;
    Ok(Value::NONE)
}

/// The connection's descriptor and the other end's address.
fn accept(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let (made, from) = blocking(vm, || net::acceptfrom_with(socket, SocketFlags::CLOEXEC))?;
    let from = value_of(vm, from);
    let made = Value::small(made.into_raw_fd());
    Ok(vm.heap.tuple(&[made, from]).into())
}

/// Room for as many bytes as are asked for.
fn room(vm: &mut Vm, size: Value) -> Res<Vec<u8>> {
    let Ok(size) = usize::try_from(vm.index(size)?) else {
        return Err(vm.value_error("negative buffersize in recv"));
    };
    let mut room = Vec::new();
    if room.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error());
    }
    room.resize(size, 0);
    Ok(room)
}

fn recv(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let mut room = room(vm, args[1])?;
    let flags = RecvFlags::from_bits_retain(c_int(vm, args[2])? as u32);
    let (count, _) = blocking(vm, || net::recv(socket, &mut room[..], flags))?;
    Ok(vm.heap.bytes(&room[..count]).into())
}

fn recvfrom(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let mut room = room(vm, args[1])?;
    let flags = RecvFlags::from_bits_retain(c_int(vm, args[2])? as u32);
    let (count, _, from) = blocking(vm, || net::recvfrom(socket, &mut room[..], flags))?;
    let from = value_of(vm, from);
    let data = vm.heap.bytes(&room[..count.min(room.len())]).into();
    Ok(vm.heap.tuple(&[data, from]).into())
}

fn send(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, data) = (socket(vm, args)?, bytes(vm, args[1])?);
    let flags = sending(vm, args[2])?;
    let count = blocking(vm, || net::send(socket, &data, flags))?;
    Ok(vm.heap.int(count as i64))
}

fn sendto(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, data) = (socket(vm, args)?, bytes(vm, args[1])?);
    let (flags, family) = (sending(vm, args[2])?, family(vm, args[3])?);
    let address = address(vm, "sendto", family, args[4])?;
    let count = blocking(vm, || net::sendto(socket, &data, flags, &address))?;
    Ok(vm.heap.int(count as i64))
}

/// An end that is gone is an error, not a signal.
fn sending(vm: &mut Vm, flags: Value) -> Res<SendFlags> {
    Ok(SendFlags::from_bits_retain(c_int(vm, flags)? as u32) | SendFlags::NOSIGNAL)
}

fn shutdown(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let how = match c_int(vm, args[1])? {
        libc::SHUT_RD => Shutdown::Read,
        libc::SHUT_WR => Shutdown::Write,
        libc::SHUT_RDWR => Shutdown::Both,
        _ => return Err(raise(vm, Errno::INVAL)),
    };
    checked(vm, net::shutdown(socket, how))?;
    Ok(Value::NONE)
}

fn getsockname(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let name = checked(vm, net::getsockname(socket))?;
    Ok(value_of(vm, Some(name)))
}

fn getpeername(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let name = checked(vm, net::getpeername(socket))?;
    Ok(value_of(vm, name))
}

fn set_option(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let (level, option) = (c_int(vm, args[1])?, c_int(vm, args[2])?);
    let set = match bytes_of(args[3]) {
        Some(value) => system::set_option(socket, level, option, &value),
        None => {
            let value = c_int(vm, args[3])?.to_ne_bytes();
            system::set_option(socket, level, option, &value)
        }
    };
    match set {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn get_option(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let socket = socket(vm, args)?;
    let (level, option) = (c_int(vm, args[1])?, c_int(vm, args[2])?);
    match system::get_option(socket, level, option) {
        Ok(number) => Ok(Value::small(number)),
        Err(error) => Err(vm.os_error(&error, None)),
    }
}

fn set_blocking(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (socket, blocking) = (socket(vm, args)?, vm.truthy(args[1])?);
    checked(vm, rustix::io::ioctl_fionbio(socket, !blocking))?;
    Ok(Value::NONE)
}

/// Waits until one of a list of `(fd, events)` is ready, or for some seconds (None: for ever).
/// Gives those that are, as `(fd, events)`.
fn poll(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(pairs) = items_of(args[0]) else {
        return Err(vm.type_error("a list is required"));
    };
    let mut numbers = Vec::with_capacity(pairs.len());
    for pair in pairs.iter().map(std::cell::Cell::get) {
        let Some([fd, events]) = items_of(pair) else {
            return Err(vm.type_error("a pair of a descriptor and events is required"));
        };
        let (fd, events) = (c_int(vm, fd.get())?, c_int(vm, events.get())?);
        let Some(it) = lent(fd) else {
            return Err(raise(vm, Errno::BADF));
        };
        numbers.push((it, fd, PollFlags::from_bits_retain(events as u16)));
    }
    let deadline = match args[1].is_none() {
        true => None,
        false => Some(deadline(vm, args[1])?),
    };
    let mut waiting: Vec<_> = (numbers.iter())
        .map(|&(it, _, events)| PollFd::from_borrowed_fd(it, events))
        .collect();
    blocking(vm, || {
        let left = deadline.map(|end| {
            let left = end.saturating_duration_since(std::time::Instant::now());
            Timespec {
                tv_sec: left.as_secs() as i64,
                tv_nsec: i64::from(left.subsec_nanos()),
            }
        });
        rustix::event::poll(&mut waiting, left.as_ref())
    })?;
    let ready = vm.heap.list(&[]);
    for (&(_, fd, _), polled) in numbers.iter().zip(&waiting) {
        let events = polled.revents();
        if !events.is_empty() {
            let pair = [Value::small(fd), Value::small(i32::from(events.bits()))];
            let pair = vm.heap.tuple(&pair).into();
            let pushed = ready.push(&vm.heap, pair);
            vm.or_memory_error(pushed)?;
        }
    }
    Ok(ready.into())
}

/// When so many seconds are over; a year is as good as for ever.
fn deadline(vm: &mut Vm, seconds: Value) -> Res<std::time::Instant> {
    let seconds = super::arguments::real(vm, seconds)?.clamp(0.0, 3.2e7);
    let length = std::time::Duration::try_from_secs_f64(seconds).unwrap_or_default();
    Ok(std::time::Instant::now() + length)
}
