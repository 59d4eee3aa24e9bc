//! Reading the command line, as `python` reads its own.
//!
//! Options come before the program; everything behind it is the program's. `-c` and
//! `-m` end the options, and so does the first argument that is none.

use std::ffi::{OsStr, OsString};

use lexopt::{Arg, Parser};

use super::help;
use crate::vm::Flags;

/// What the command line asks for.
pub enum Request {
    Run(Box<Options>),
    /// `-h`, `-V`: a text for stdout.
    Print(String),
}

/// What to run.
#[derive(Debug)]
pub enum Program {
    /// `-c`
    Command(String),
    /// `-m`
    Module(String),
    File(OsString),
    /// `-`, or no program at all.
    Stdin {
        /// `-` was written, and stands in `sys.argv`.
        named: bool,
    },
}

/// A command line that makes sense.
#[derive(Debug)]
pub struct Options {
    pub program: Program,
    /// What comes behind the program.
    pub arguments: Vec<OsString>,
    /// `-X`: a name and perhaps a value.
    pub x_options: Vec<(String, Option<String>)>,
    /// `-W`
    pub warnings: Vec<String>,
    pub flags: Flags,
    /// `-x`
    pub skip_first_line: bool,
}

/// Reads the arguments, the program's own name first. The error is what CPython
/// says in front of its usage line.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, String> {
    let mut parser = Parser::from_iter(arguments);
    let mut flags = Flags::default();
    let (mut x_options, mut warnings) = (Vec::new(), Vec::new());
    let (mut skip_first_line, mut versions) = (false, 0);
    let program = loop {
        let argument = parser
            .next()
            .map_err(|_| "unknown option: it takes no value")?;
        match argument {
            None => break Program::Stdin { named: false },
            Some(Arg::Value(file)) if file == "-" => break Program::Stdin { named: true },
            Some(Arg::Value(file)) => break Program::File(file),
            Some(Arg::Short('c')) => break Program::Command(text(value_of(&mut parser, 'c')?)),
            Some(Arg::Short('m')) => break Program::Module(text(value_of(&mut parser, 'm')?)),
            Some(Arg::Short('X')) => x_options.push(x_option(text(value_of(&mut parser, 'X')?))),
            Some(Arg::Short('W')) => warnings.push(text(value_of(&mut parser, 'W')?)),
            Some(Arg::Short('x')) => skip_first_line = true,
            Some(
                Arg::Short('h' | '?')
                | Arg::Long("help" | "help-all" | "help-env" | "help-xoptions"),
            ) => {
                return Ok(Request::Print(help::HELP.into()));
            }
            Some(Arg::Short('V') | Arg::Long("version")) => versions += 1,
            Some(Arg::Short(letter)) => set_flag(&mut flags, letter)?,
            Some(Arg::Long("check-hash-based-pycs")) => {
                parser
                    .value()
                    .map_err(|_| "Argument expected for the --check-hash-based-pycs options")?;
            }
            Some(Arg::Long(name)) => return Err(format!("unknown option --{name}")),
        }
    };
    if versions > 0 {
        return Ok(Request::Print(version(versions)));
    }
    let rest = parser.raw_args().map_err(|_| String::from("bad option"))?;
    let arguments = rest.collect();
    let options = Options {
        program,
        arguments,
        x_options,
        warnings,
        flags,
        skip_first_line,
    };
    Ok(Request::Run(Box::new(options)))
}

fn set_flag(flags: &mut Flags, letter: char) -> Result<(), String> {
    match letter {
        'b' => flags.bytes_warning += 1,
        'B' => flags.dont_write_bytecode = 1,
        'd' => flags.debug += 1,
        'E' => flags.ignore_environment = 1,
        'i' => (flags.inspect, flags.interactive) = (flags.inspect + 1, flags.interactive + 1),
        'I' => {
            flags.isolated += 1;
            (
                flags.ignore_environment,
                flags.no_user_site,
                flags.safe_path,
            ) = (1, 1, 1);
        }
        'O' => flags.optimize += 1,
        'P' => flags.safe_path = 1,
        'q' => flags.quiet += 1,
        'R' => flags.hash_randomization = true,
        's' => flags.no_user_site += 1,
        'S' => flags.no_site += 1,
        't' => {}
        'u' => flags.unbuffered = 1,
        'v' => flags.verbose += 1,
        letter => return Err(format!("Unknown option: -{letter}")),
    }
    Ok(())
}

/// `name` or `name=value`
fn x_option(option: String) -> (String, Option<String>) {
    match option.split_once('=') {
        Some((name, value)) => (name.into(), Some(value.into())),
        None => (option, None),
    }
}

/// The argument of a short option, in the same word or the next; `-X=a` is `=a`.
fn value_of(parser: &mut Parser, letter: char) -> Result<OsString, String> {
    let attached = parser.optional_value().map(|value| value.to_os_string());
    match attached {
        Some(value) => Ok(value),
        None => {
            let mut rest = parser.raw_args().map_err(|_| String::from("bad option"))?;
            rest.next()
                .ok_or_else(|| format!("Argument expected for the -{letter} option"))
        }
    }
}

/// Arguments are text; bytes that are none are replaced.
pub fn text(argument: impl AsRef<OsStr>) -> String {
    argument.as_ref().to_string_lossy().into_owned()
}

fn version(times: u32) -> String {
    if times == 1 {
        return help::VERSION.into();
    }
    let (machine, system) = (std::env::consts::ARCH, std::env::consts::OS);
    format!(
        "{}, {machine} {system}, frame pointers on\n",
        help::VERSION.trim_end()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(arguments: &[&str]) -> Options {
        let all = std::iter::once("glassnake")
            .chain(arguments.iter().copied())
            .map(OsString::from);
        match parse(all) {
            Ok(Request::Run(options)) => *options,
            Ok(Request::Print(text)) => panic!("printed {text}"),
            Err(problem) => panic!("{problem}"),
        }
    }

    fn problem(arguments: &[&str]) -> String {
        let all = std::iter::once("glassnake")
            .chain(arguments.iter().copied())
            .map(OsString::from);
        parse(all).err().expect("a problem")
    }

    #[test]
    fn options_end_at_the_program() {
        let options = run(&["-uE", "-Xperf", "-X", "dev=1", "x.py", "-c", "--", "-z"]);
        assert!(matches!(options.program, Program::File(file) if file == "x.py"));
        assert_eq!(options.arguments, ["-c", "--", "-z"]);
        assert_eq!(
            options.x_options,
            [("perf".into(), None), ("dev".into(), Some("1".into()))]
        );
        assert_eq!(
            (options.flags.unbuffered, options.flags.ignore_environment),
            (1, 1)
        );
    }

    #[test]
    fn a_command_ends_the_options() {
        let options = run(&["-c", "print(1)", "-h", "-"]);
        assert!(matches!(options.program, Program::Command(text) if text == "print(1)"));
        assert_eq!(options.arguments, ["-h", "-"]);
        let options = run(&["-Bcpass", "-x"]);
        assert!(matches!(options.program, Program::Command(text) if text == "pass"));
        assert_eq!(options.arguments, ["-x"]);
        assert!(matches!(run(&["-c", "-5"]).program, Program::Command(text) if text == "-5"));
        assert!(matches!(run(&["--", "-x.py"]).program, Program::File(file) if file == "-x.py"));
    }

    #[test]
    fn problems_are_named_as_by_cpython() {
        assert_eq!(problem(&["-z"]), "Unknown option: -z");
        assert_eq!(problem(&["--foo"]), "unknown option --foo");
        assert_eq!(problem(&["-c"]), "Argument expected for the -c option");
        assert_eq!(problem(&["-W"]), "Argument expected for the -W option");
    }
}
