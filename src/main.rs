//! The `glassnake` command.

use std::process::ExitCode;

/// glibc's allocator keeps no frame pointer and uses the register for something
/// else: a sample in it has no callers. This one is compiled with frame pointers.
#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

fn main() -> ExitCode {
    glassnake::cli::main()
}
