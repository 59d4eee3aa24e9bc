//! The `glassnake` command.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: glassnake::allocator::Allocator = glassnake::allocator::Allocator;

fn main() -> ExitCode {
    glassnake::cli::main()
}
