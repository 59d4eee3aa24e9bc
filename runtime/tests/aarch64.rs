//! The templates for 64-bit Arm run, and can be walked across, on a processor that qemu imitates.

mod support;

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use perf_trampoline::template::aarch64::{FramePointer, PointerAuthentication};
use perf_trampoline::{Template, Unwind};
use support::directory::Directory;

const COMPILER: &str = "aarch64-linux-gnu-gcc";
const EMULATOR: &str = "qemu-aarch64";

/// Whether both tools are there. On CI they must be.
fn tools_are_there() -> bool {
    let missing: Vec<&str> = [COMPILER, EMULATOR]
        .into_iter()
        .filter(|tool| Command::new(tool).arg("--version").output().is_err())
        .collect();
    if missing.is_empty() {
        return true;
    }
    let needs = format!(
        "needs {} (Debian: apt-get install qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross)",
        missing.join(" and ")
    );
    assert!(
        env::var_os("CI").is_none_or(|value| value != "true"),
        "this test {needs}"
    );
    eprintln!("skipped, for it {needs}");
    false
}

/// The template as the harness takes it; `signs` is whether it signs its return address.
fn describe<T: Template>(name: &str, signs: bool, header: &mut String, table: &mut String) {
    let unwind = Unwind::of::<T>().unwrap();
    let offset = unwind.image_size().next_multiple_of(8);
    for (kind, bytes) in [
        ("code", T::assemble()),
        ("eh_frame", unwind.eh_frame().to_vec()),
    ] {
        let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
        let bytes = bytes.join(",");
        writeln!(
            header,
            "static const unsigned char {name}_{kind}[] = {{{bytes}}};"
        )
        .unwrap();
    }
    writeln!(
        table,
        "{{\"{}\", {name}_code, sizeof {name}_code, {name}_eh_frame, sizeof {name}_eh_frame, {offset}, {}}},",
        T::NAME,
        i32::from(signs),
    )
    .unwrap();
}

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).output().unwrap()
}

#[test]
fn the_templates_run_and_are_walked_across() {
    if !tools_are_there() {
        return;
    }
    let directory = Directory::new("aarch64");
    let (mut header, mut table) = (String::new(), String::new());
    describe::<FramePointer>("plain", false, &mut header, &mut table);
    describe::<PointerAuthentication>("pac", true, &mut header, &mut table);
    writeln!(
        header,
        "static const struct template templates[] = {{\n{table}}};"
    )
    .unwrap();
    fs::write(directory.join("templates.h"), header).unwrap();

    let harness = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/aarch64/harness.c");
    let program = directory.join("harness");
    let include = format!("-I{}", directory.display());
    let built = run(
        COMPILER,
        &[
            "-O1",
            "-Wall",
            "-Werror",
            "-fno-omit-frame-pointer",
            "-funwind-tables",
            "-static",
            &include,
            "-o",
            program.to_str().unwrap(),
            harness.to_str().unwrap(),
        ],
    );
    assert!(built.status.success(), "{built:?}");
    // "max" has pointer authentication.
    let ran = run(EMULATOR, &["-cpu", "max", program.to_str().unwrap()]);
    assert!(
        ran.status.success(),
        "{}: {}{}",
        ran.status,
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
}
