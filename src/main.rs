//! The `glassnake` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    glassnake::cli::main()
}
