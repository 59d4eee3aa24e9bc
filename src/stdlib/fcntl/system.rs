//! The calls that need `unsafe`: a request that the system may answer into memory.

use std::io::Error;

/// A request to a descriptor, with a number or with bytes.
pub enum Argument<'a> {
    Number(i64),
    /// What the system may write to. There is room for more than any request writes, whatever the script gave.
    Bytes(&'a mut [u8; ROOM]),
}

/// Newer requests say how much they write: below 16384. Older ones write less than 100 bytes.
pub const ROOM: usize = 1 << 14;

/// No address is below this, so what is below it can't be taken for one.
const FIRST_ADDRESS: i64 = 1 << 16;

/// The requests of `fcntl` that take numbers of any size.
const NUMBERED: &[i32] = &[
    libc::F_SETFD,
    libc::F_SETFL,
    libc::F_SETOWN,
    libc::F_SETPIPE_SZ,
    libc::F_DUPFD,
    libc::F_DUPFD_CLOEXEC,
    libc::F_NOTIFY,
];

fn checked(result: i32) -> Result<i32, Error> {
    match result {
        -1 => Err(Error::last_os_error()),
        result => Ok(result),
    }
}

/// # Errors
/// Those of the system; EFAULT also where a number could be taken for an address.
pub fn fcntl(fd: i32, request: i32, argument: Argument<'_>) -> Result<i32, Error> {
    match argument {
        Argument::Number(number)
            if !NUMBERED.contains(&request) && !(0..FIRST_ADDRESS).contains(&number) =>
        {
            Err(Error::from_raw_os_error(libc::EFAULT))
        }
        // SAFETY: either the request takes a number, or nothing lies at that address.
        Argument::Number(number) => checked(unsafe { libc::fcntl(fd, request, number) }),
        // SAFETY: there is room for what any request reads and writes.
        Argument::Bytes(bytes) => checked(unsafe { libc::fcntl(fd, request, bytes.as_mut_ptr()) }),
    }
}

/// # Errors
/// Those of the system; EFAULT also where a number could be taken for an address.
pub fn ioctl(fd: i32, request: u32, argument: Argument<'_>) -> Result<i32, Error> {
    let request = libc::c_ulong::from(request);
    match argument {
        Argument::Number(number) if !(0..FIRST_ADDRESS).contains(&number) => {
            Err(Error::from_raw_os_error(libc::EFAULT))
        }
        // SAFETY: nothing lies at that address.
        Argument::Number(number) => checked(unsafe { libc::ioctl(fd, request, number) }),
        // SAFETY: there is room for what any request reads and writes.
        Argument::Bytes(bytes) => checked(unsafe { libc::ioctl(fd, request, bytes.as_mut_ptr()) }),
    }
}

pub fn flock(fd: i32, operation: i32) -> Result<i32, Error> {
    // SAFETY: no memory is involved.
    checked(unsafe { libc::flock(fd, operation) })
}

/// The settings of a terminal.
pub fn terminal(fd: i32) -> Result<libc::termios, Error> {
    let mut settings = std::mem::MaybeUninit::<libc::termios>::zeroed();
    // SAFETY: there is room for the settings, all of which may be zero.
    unsafe { checked(libc::tcgetattr(fd, settings.as_mut_ptr())).map(|_| settings.assume_init()) }
}

/// Sets them; the speeds are those of `settings`.
pub fn set_terminal(fd: i32, when: i32, settings: &libc::termios) -> Result<i32, Error> {
    // SAFETY: the settings are there to be read.
    checked(unsafe { libc::tcsetattr(fd, when, settings) })
}

/// What is done to a terminal with one number: waiting, discarding, stopping, a break.
pub fn terminal_action(fd: i32, action: &str, number: i32) -> Result<i32, Error> {
    // SAFETY: no memory is involved.
    checked(unsafe {
        match action {
            "drain" => libc::tcdrain(fd),
            "flush" => libc::tcflush(fd, number),
            "flow" => libc::tcflow(fd, number),
            _ => libc::tcsendbreak(fd, number),
        }
    })
}
