//! The one call that needs `unsafe`: how much a process has used.

/// What has been used, unless the system does not know whom is meant.
pub fn usage(who: i32) -> Option<libc::rusage> {
    let mut used = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: there is room for the numbers, all of which may be zero.
    unsafe { (libc::getrusage(who, used.as_mut_ptr()) == 0).then(|| used.assume_init()) }
}
