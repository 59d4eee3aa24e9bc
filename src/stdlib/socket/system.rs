//! What needs `unsafe` of sockets: a descriptor out of a number, and options by theirs.

use std::io::Error;
use std::os::fd::{AsRawFd, BorrowedFd};

/// A descriptor of the script's, for a call of the system.
pub type Lent = BorrowedFd<'static>;

/// The descriptor of a number, unless it can't be one.
pub fn lent(fd: i32) -> Option<Lent> {
    // SAFETY: it is not -1. Nothing in Rust relies on what is open under a number that a script
    // gives: should it be closed, then calls of the system give an error.
    (fd >= 0).then(|| unsafe { BorrowedFd::borrow_raw(fd) })
}

/// Sets an option of a socket.
pub fn set_option(socket: Lent, level: i32, option: i32, value: &[u8]) -> Result<(), Error> {
    let (fd, start, length) = (socket.as_raw_fd(), value.as_ptr(), value.len());
    // SAFETY: the value is there to be read, all its bytes.
    let set = unsafe { libc::setsockopt(fd, level, option, start.cast(), length as u32) };
    match set {
        0 => Ok(()),
        _ => Err(Error::last_os_error()),
    }
}

/// An option of a socket that is a number.
pub fn get_option(socket: Lent, level: i32, option: i32) -> Result<i32, Error> {
    let mut value = 0_i32;
    let mut length = size_of::<i32>() as u32;
    let room = (&raw mut value).cast();
    // SAFETY: as many bytes as a number has may be written to it.
    let got = unsafe { libc::getsockopt(socket.as_raw_fd(), level, option, room, &mut length) };
    match got {
        0 => Ok(value),
        _ => Err(Error::last_os_error()),
    }
}
