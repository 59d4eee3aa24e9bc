//! The clock that perf can be told to use: nanoseconds of `CLOCK_MONOTONIC`.
//!
//! A jitdump's records are merged with perf's samples by time, so both must be read off one
//! clock: hence `perf record -k mono`. (perf's own default clock cannot be read by programs.)

/// Nanoseconds since some moment before the process began; never less than at an earlier call.
#[must_use]
pub fn monotonic_ns() -> u64 {
    let mut now = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `now` lives through the call. It cannot fail: every Linux has this clock.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    // Neither is negative, by the kernel's word.
    now.tv_sec.cast_unsigned() * 1_000_000_000 + now.tv_nsec.cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::monotonic_ns;

    #[test]
    fn time_does_not_go_back() {
        let times: Vec<u64> = (0..1000).map(|_| monotonic_ns()).collect();
        assert!(times[0] > 0 && times.is_sorted());
    }
}
