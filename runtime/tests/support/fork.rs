//! Running a check in a forked child.

use std::io;

/// What a child says that could not make the conditions which its check needs.
pub const NOT_PERMITTED: i32 = 77;

/// The exit code of `check` in a forked child. The child must not panic: the harness's threads do not
/// exist there, so it only computes a number and exits.
pub fn exit_code(check: impl FnOnce() -> i32) -> i32 {
    let pid = start(check);
    let mut status = 0;
    // SAFETY: waits for our own child; `status` lives.
    assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
    if libc::WIFEXITED(status) {
        libc::WEXITSTATUS(status)
    } else {
        -libc::WTERMSIG(status)
    }
}

/// Whether `check` holds in a forked child.
pub fn in_child(check: impl FnOnce() -> bool) -> bool {
    exit_code(|| i32::from(!check())) == 0
}

/// Starts a child, which ends by `_exit` with what `check` returns, and gives its pid.
pub fn start(check: impl FnOnce() -> i32) -> libc::pid_t {
    // SAFETY: the child runs `check`, which takes no lock that another test could hold: each test
    // has its own files, and glibc keeps malloc usable in the child.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0, "fork: {}", io::Error::last_os_error());
    if pid == 0 {
        let code = check();
        // SAFETY: ends the child without running the harness's handlers.
        unsafe { libc::_exit(code) };
    }
    pid
}

/// In a child: mounts a small file system of its own at `directory`, which no other process sees. False where that
/// is not permitted.
pub fn mount_tmpfs(directory: &std::path::Path, flags: libc::c_ulong, options: &str) -> bool {
    use std::ffi::CString;
    use std::os::unix::ffi::OsStrExt;
    let Ok(target) = CString::new(directory.as_os_str().as_bytes()) else {
        return false;
    };
    let Ok(options) = CString::new(options) else {
        return false;
    };
    // SAFETY: plain system calls with strings that live through them.
    unsafe {
        let private = libc::unshare(libc::CLONE_NEWNS) == 0
            || libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS) == 0;
        let none = std::ptr::null();
        private
            && libc::mount(
                none,
                c"/".as_ptr(),
                none,
                libc::MS_REC | libc::MS_PRIVATE,
                none.cast(),
            ) == 0
            && libc::mount(
                c"tmpfs".as_ptr(),
                target.as_ptr(),
                c"tmpfs".as_ptr(),
                flags,
                options.as_ptr().cast(),
            ) == 0
    }
}

/// The descriptor by which this process has `path` open.
pub fn descriptor_of(path: &std::path::Path) -> Option<i32> {
    let open = std::fs::read_dir("/proc/self/fd").ok()?;
    open.filter_map(Result::ok)
        .filter(|entry| std::fs::read_link(entry.path()).is_ok_and(|target| target == path))
        .find_map(|entry| entry.file_name().to_str()?.parse().ok())
}
