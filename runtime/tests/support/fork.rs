//! Running a check in a forked child.

/// Whether `check` holds in a forked child. The child must not panic: the harness's threads do not
/// exist there, so it only computes a bool and exits.
pub fn in_child(check: impl FnOnce() -> bool) -> bool {
    // SAFETY: the child runs `check`, which takes no lock that another test could hold: each test
    // has its own map, and glibc keeps malloc usable in the child.
    let pid = unsafe { libc::fork() };
    assert!(pid >= 0, "fork: {}", std::io::Error::last_os_error());
    if pid == 0 {
        let code = if check() { 0 } else { 1 };
        // SAFETY: ends the child without running the harness's handlers.
        unsafe { libc::_exit(code) };
    }
    let mut status = 0;
    // SAFETY: waits for our own child; `status` lives.
    assert_eq!(unsafe { libc::waitpid(pid, &raw mut status, 0) }, pid);
    libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0
}
