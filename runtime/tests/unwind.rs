//! Unwinders walk across every template by its tables alone, and binutils read the tables as we meant them.
#![cfg(target_arch = "x86_64")]

mod support;

use std::ffi::c_void;
use std::fs;
use std::process::Command;

use memmap2::MmapMut;
use perf_trampoline::template::x86_64::{Cet, Cpython312, FramePointer};
use perf_trampoline::{Template, Unwind};
use support::directory::Directory;

type Visit = extern "C" fn(*mut c_void, *mut c_void) -> i32;

// The unwinder that C++ exceptions and backtraces use.
#[link(name = "gcc_s")]
unsafe extern "C" {
    fn __register_frame(eh_frame: *const u8);
    fn __deregister_frame(eh_frame: *const u8);
    fn _Unwind_Backtrace(visit: Visit, walk: *mut c_void) -> i32;
    fn _Unwind_GetIP(context: *mut c_void) -> usize;
}

#[derive(Default)]
struct Walk {
    /// Innermost first.
    addresses: Vec<usize>,
    arguments: (usize, usize),
}

extern "C" fn visit(context: *mut c_void, walk: *mut c_void) -> i32 {
    // SAFETY: the unwinder passes a live context, and `target` its live `Walk`.
    unsafe {
        (*walk.cast::<Walk>())
            .addresses
            .push(_Unwind_GetIP(context))
    };
    0
}

#[inline(never)]
extern "C" fn target(walk: *mut Walk, second: usize, third: usize) -> usize {
    // SAFETY: `walk_through` passes a live `Walk`.
    unsafe {
        (*walk).arguments = (second, third);
        _Unwind_Backtrace(visit, walk.cast());
    }
    42
}

/// Walks the stack from within a trampoline of the template. Returns the addresses of the code.
#[inline(never)]
fn walk_through<T: Template>(walk: &mut Walk) -> std::ops::Range<usize> {
    let code = T::assemble();
    let unwind = Unwind::of::<T>().unwrap();
    let tables = unwind.image_size().next_multiple_of(8);
    // As perf lays it out, but for four zeros in place of the index: the end, to `__register_frame`.
    let mut image = MmapMut::map_anon(4096).unwrap();
    image[..code.len()].copy_from_slice(&code);
    image[tables..][..unwind.eh_frame().len()].copy_from_slice(unwind.eh_frame());
    let image = image.make_exec().unwrap();

    type Trampoline = extern "C" fn(
        *mut Walk,
        usize,
        usize,
        extern "C" fn(*mut Walk, usize, usize) -> usize,
    ) -> usize;
    // SAFETY: the image holds a template's code, and tables that end with zeros; it outlives both uses.
    unsafe {
        let enter = std::mem::transmute::<*const u8, Trampoline>(image.as_ptr());
        let eh_frame = image.as_ptr().add(tables);
        __register_frame(eh_frame);
        assert_eq!(enter(walk, 7, usize::MAX, target), 42);
        __deregister_frame(eh_frame);
    }
    let begin = image.as_ptr() as usize;
    begin..begin + code.len()
}

fn near(address: usize, function: *const ()) -> bool {
    (0..4096).contains(&address.wrapping_sub(function as usize))
}

fn check_walk<T: Template>() {
    let mut walk = Walk::default();
    let code = walk_through::<T>(&mut walk);
    assert_eq!(walk.arguments, (7, usize::MAX));
    let across = walk
        .addresses
        .iter()
        .position(|address| code.contains(address))
        .unwrap_or_else(|| panic!("{}: {:x?}", T::NAME, walk.addresses));
    assert!(near(walk.addresses[across - 1], target as *const ()));
    // Nobody is left out, not even with the template that frame pointers do not see across.
    assert!(near(
        walk.addresses[across + 1],
        walk_through::<T> as *const ()
    ));
    assert!(walk.addresses.len() > across + 3);
}

#[test]
fn libgcc_walks_across_every_template() {
    check_walk::<FramePointer>();
    check_walk::<Cet>();
    check_walk::<Cpython312>();
}

/// The rows of `readelf`'s table: offset, CFA, saved rbp, return address.
fn rows<T: Template>(directory: &Directory) -> Vec<String> {
    let unwind = Unwind::of::<T>().unwrap();
    let (tables, source) = (directory.join("tables"), directory.join("tables.s"));
    let object = directory.join("tables.o");
    fs::write(&tables, unwind.eh_frame()).unwrap();
    let text = format!(
        ".section .eh_frame,\"a\"\n.incbin \"{}\"\n",
        tables.display()
    );
    fs::write(&source, text).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().unwrap();
        assert!(output.status.success(), "{program}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let [source, object] = [&source, &object].map(|path| path.to_str().unwrap());
    run("as", &["-o", object, source]);
    let text = run("readelf", &["--debug-dump=frames-interp", "-W", object]);
    let (_, entry) = text.split_once(" FDE ").expect("an FDE");
    let rows = entry
        .lines()
        .skip(2)
        .take_while(|line| !line.trim().is_empty());
    let base = (unwind.image_size().next_multiple_of(8) as u64).wrapping_neg();
    rows.map(|row| {
        let (address, rules) = row.split_once(' ').unwrap();
        let offset = u64::from_str_radix(address, 16).unwrap().wrapping_sub(base);
        let rules: Vec<&str> = rules.split_whitespace().collect();
        format!("{offset}: {}", rules.join(" "))
    })
    .collect()
}

#[test]
fn readelf_reads_the_rules_that_we_wrote() {
    let directory = Directory::new("readelf");
    assert_eq!(
        rows::<FramePointer>(&directory),
        [
            "0: rsp+8 u c-8",
            "1: rsp+16 c-16 c-8",
            "4: rbp+16 c-16 c-8",
            "7: rsp+8 c-16 c-8",
        ]
    );
    assert_eq!(
        rows::<Cet>(&directory),
        [
            "0: rsp+8 u c-8",
            "5: rsp+16 c-16 c-8",
            "8: rbp+16 c-16 c-8",
            "11: rsp+8 c-16 c-8",
        ]
    );
    assert_eq!(
        rows::<Cpython312>(&directory),
        ["0: rsp+8 c-8", "4: rsp+16 c-8", "10: rsp+8 c-8"]
    );
}
