//! `-m tokenize`, `-m ast`, `-m symtable`, `-m dis`: each stage of the way from text to
//! bytecode, printed. They need no VM.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::rc::Rc;

use super::options::{Program, text};
use super::program::errno_text;
use crate::code::dis;
use crate::compile;
use crate::source::{Source, SyntaxError};
use crate::syntax;

/// Prints one stage of a source.
type Stage = fn(&Rc<Source>) -> Result<String, SyntaxError>;

const STAGES: [(&str, Stage); 4] = [
    ("tokenize", |source| syntax::dump::tokens(source)),
    ("ast", |source| {
        Ok(syntax::dump::ast(&syntax::parse_module(source)?) + "\n")
    }),
    ("symtable", |source| {
        let module = syntax::parse_module(source)?;
        Ok(compile::symbol_table(&module)?.print(source))
    }),
    ("dis", |source| {
        let module = syntax::parse_module(source)?;
        Ok(dis::disassemble(&*compile::compile_module(
            &module, source,
        )?))
    }),
];

/// Runs the stage that `-m` names, if it names one; the result is the exit status.
pub fn run(program: &Program, arguments: &[OsString]) -> Option<u8> {
    let Program::Module(name) = program else {
        return None;
    };
    let (name, stage) = STAGES.iter().find(|(it, _)| it == name)?;
    let file = match arguments {
        [] => None,
        [file] if file == "-" => None,
        [file] if !file.as_encoded_bytes().starts_with(b"-") => Some(file),
        _ => {
            let _ = writeln!(std::io::stderr(), "usage: glassnake -m {name} [file]");
            return Some(2);
        }
    };
    let (shown, bytes) = match file {
        Some(file) => (text(file), std::fs::read(file)),
        None => {
            let mut bytes = Vec::new();
            (
                "<stdin>".to_string(),
                std::io::stdin().read_to_end(&mut bytes).map(|_| bytes),
            )
        }
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let _ = writeln!(
                std::io::stderr(),
                "glassnake: can't open file '{shown}': {}",
                errno_text(&error)
            );
            return Some(2);
        }
    };
    let source = match Source::from_bytes(&shown, &bytes) {
        Ok(source) => Rc::new(source),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            return Some(1);
        }
    };
    match stage(&source) {
        Ok(printed) => Some(print(&printed)),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{}", error.render(&source));
            Some(1)
        }
    }
}

/// A reader that goes away early (`| head`) is no error.
fn print(text: &str) -> u8 {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => 0,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "glassnake: {}", errno_text(&error));
            1
        }
    }
}
