//! A few seconds of the crash fuzzer, always with the same programs first, find nothing.

use std::process::Command;

#[test]
fn a_few_thousand_broken_programs_crash_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_crash"))
        .args(["--minutes", "0.083", "--seed", "5", "--findings"])
        .arg(concat!(env!("CARGO_TARGET_TMPDIR"), "/crash"))
        .output()
        .expect("the fuzzer starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}
