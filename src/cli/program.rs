//! Running a program as the module `__main__`, from wherever it comes.

use std::ffi::OsStr;
use std::io::Write as _;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::options::{Options, Program, text};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::number;
use crate::object::value::Value;
use crate::source::Source;
use crate::vm::find::Runnable;
use crate::vm::load::Mode;
use crate::vm::{Raised, Res, Vm};

/// A program that was found.
pub struct Script {
    origin: Origin,
    /// `sys.path[0]`
    pub folder: PathBuf,
    /// The program is a folder's `__main__.py`.
    pub is_folder: bool,
}

enum Origin {
    Text(Source),
    Module(String),
    /// Statements that somebody types.
    Prompt,
}

/// How a program ended.
pub enum End {
    Status(i32),
    /// By an uncaught KeyboardInterrupt.
    Interrupted,
}

/// Why a program can't be run.
pub struct Failure {
    message: String,
    status: i32,
}

impl Failure {
    fn new(status: i32, message: String) -> Failure {
        Failure { message, status }
    }

    /// Says it on stderr and gives the exit status.
    pub fn report(self) -> i32 {
        let _ = writeln!(std::io::stderr(), "{}", self.message);
        self.status
    }
}

/// Finds and reads the program; a module is found later, by the VM. From a terminal, or with `-i`,
/// stdin is a prompt.
pub fn locate(options: &Options) -> Result<Script, Failure> {
    let skip_first_line = options.skip_first_line;
    match &options.program {
        Program::Command(command) => Ok(Script {
            origin: Origin::Text(read("<string>", command.as_bytes(), false)?),
            folder: PathBuf::new(),
            is_folder: false,
        }),
        Program::Module(name) => Ok(Script {
            origin: Origin::Module(name.clone()),
            folder: std::env::current_dir().unwrap_or_default(),
            is_folder: false,
        }),
        Program::File(file) => locate_file(file, skip_first_line),
        Program::Stdin { .. } => {
            let mut stdin = std::io::stdin();
            if options.flags.inspect > 0 || stdin.is_terminal() {
                return Ok(Script {
                    origin: Origin::Prompt,
                    folder: PathBuf::new(),
                    is_folder: false,
                });
            }
            let mut bytes = Vec::new();
            if let Err(error) = stdin.read_to_end(&mut bytes) {
                return Err(Failure::new(
                    1,
                    format!("glassnake: can't read <stdin>: {}", errno_text(&error)),
                ));
            }
            Ok(Script {
                origin: Origin::Text(read("<stdin>", &bytes, skip_first_line)?),
                folder: PathBuf::new(),
                is_folder: false,
            })
        }
    }
}

fn locate_file(file: &OsStr, skip_first_line: bool) -> Result<Script, Failure> {
    let mut path = absolute(Path::new(file));
    let is_folder = path.is_dir();
    let folder = if is_folder {
        let folder = path.clone();
        path = path.join("__main__.py");
        if !path.is_file() {
            let name = text(file);
            return Err(Failure::new(
                1,
                format!("glassnake: can't find '__main__' module in '{name}'"),
            ));
        }
        folder
    } else {
        // Modules lie beside the script, not beside a link to it.
        let real = std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        real.parent().map(PathBuf::from).unwrap_or_default()
    };
    let name = text(&path);
    let bytes = std::fs::read(&path).map_err(|error| {
        Failure::new(
            2,
            format!(
                "glassnake: can't open file '{name}': {}",
                errno_text(&error)
            ),
        )
    })?;
    let origin = Origin::Text(read(&name, &bytes, skip_first_line)?);
    Ok(Script {
        origin,
        folder,
        is_folder,
    })
}

/// As CPython makes paths absolute: `..` stays, because of links.
fn absolute(path: &Path) -> PathBuf {
    match std::env::current_dir() {
        Ok(folder) if path.is_relative() => folder.join(path.strip_prefix("./").unwrap_or(path)),
        _ => path.into(),
    }
}

fn read(name: &str, bytes: &[u8], skip_first_line: bool) -> Result<Source, Failure> {
    let first_line = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    // The line's end stays, so that lines keep their numbers.
    let bytes = if skip_first_line {
        &bytes[first_line..]
    } else {
        bytes
    };
    Source::from_bytes(name, bytes).map_err(|error| Failure::new(1, error.to_string()))
}

/// `[Errno 2] No such file or directory`
pub fn errno_text(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    match error.raw_os_error() {
        Some(number) => format!("[Errno {number}] {text}"),
        None => text.to_string(),
    }
}

/// Runs a program as `__main__`, and with `-i` a prompt behind it.
pub fn run(vm: &mut Vm, script: Script) -> End {
    let asks = vm.config.flags.inspect > 0 && !matches!(script.origin, Origin::Prompt);
    let main = vm.add_module("__main__").dict;
    let mut end = match run_main(vm, main, script) {
        Ok(()) => End::Status(0),
        Err(Raised) if asks => {
            let exception = vm.take_raised();
            report_uncaught(vm, exception).map_or(End::Status(1), End::Status)
        }
        Err(Raised) => end_with_exception(vm),
    };
    if asks {
        end = match run_prompt(vm, main, false) {
            Ok(()) => End::Status(0),
            Err(Raised) => end_with_exception(vm),
        };
    }
    wait_for_threads(vm);
    run_exit_functions(vm);
    vm.freeze_other_threads();
    vm.finalize_all();
    end
}

/// Waits for the threads that are no daemons, if there can be any.
fn wait_for_threads(vm: &mut Vm) {
    let name = vm.heap.intern("threading");
    let Some(module) = vm.modules.get_str(name) else {
        return;
    };
    let name = vm.heap.intern("_shutdown");
    let Ok(Some(shutdown)) = vm.get_attr_opt(module, name) else {
        return;
    };
    if vm.call(shutdown, &[]).is_err() {
        let exception = vm.take_raised();
        vm.report_unraisable(exception, "in", module);
    }
}

/// Calls what `atexit` was given, if it was imported. It reports errors itself.
fn run_exit_functions(vm: &mut Vm) {
    let name = vm.heap.intern("atexit");
    let Some(module) = vm.modules.get_str(name) else {
        return;
    };
    let name = vm.heap.intern("_run_exitfuncs");
    if vm.call_method(module, name, &[]).is_err() {
        vm.take_raised();
    }
}

fn run_main(vm: &mut Vm, main: Gc<Dict>, script: Script) -> Res<()> {
    let (source, package) = match script.origin {
        Origin::Text(source) => (source, script.is_folder.then(String::new)),
        Origin::Module(name) => find_module(vm, &name)?,
        Origin::Prompt => {
            set_up_main(vm, main, "<string>", None);
            let greets = vm.config.flags.quiet == 0;
            return run_prompt(vm, main, greets);
        }
    };
    let file = source.name().clone();
    set_up_main(vm, main, &file, package);
    let source = Rc::new(source);
    let code = vm.compile(&source, Mode::Exec)?;
    vm.main_runs = true;
    let result = vm.run_code(&code, main);
    vm.main_runs = false;
    result.map(|_| ())
}

/// Runs what somebody types, in a namespace, until stdin ends.
fn run_prompt(vm: &mut Vm, namespace: Gc<Dict>, greets: bool) -> Res<()> {
    let module = vm.import_module("_prompt")?;
    let run = vm.heap.intern("run");
    vm.call_method(module, run, &[namespace.into(), Value::bool(greets)])?;
    Ok(())
}

/// The attributes that `__main__` has in CPython.
fn set_up_main(vm: &mut Vm, main: Gc<Dict>, file: &str, package: Option<String>) {
    let package = match &package {
        Some(package) => vm.heap.str(package).into(),
        None => Value::NONE,
    };
    let annotations = vm.heap.dict().into();
    let builtins = vm.builtins_module();
    for (name, value) in [
        ("__package__", package),
        ("__loader__", Value::NONE),
        ("__spec__", Value::NONE),
        ("__annotations__", annotations),
        ("__builtins__", builtins),
    ] {
        let name = vm.heap.intern(name);
        main.insert_str(&vm.heap, name, value);
    }
    if file != "<string>" {
        let text = vm.heap.str(file).into();
        for (name, value) in [("__file__", text), ("__cached__", Value::NONE)] {
            let name = vm.heap.intern(name);
            main.insert_str(&vm.heap, name, value);
        }
    }
}

/// Finds what `-m` names, and puts its file into `sys.argv[0]`. Also gives its package.
fn find_module(vm: &mut Vm, name: &str) -> Res<(Source, Option<String>)> {
    if name.starts_with('.') {
        return refuse(vm, "Relative module names not supported".into());
    }
    let (source, package) = match vm.find_runnable(name)? {
        Runnable::Source { source, package } => (source, package),
        Runnable::Missing(missing) => return refuse(vm, missing),
    };
    let argv = vm.heap.intern("argv");
    if let Some(argv) = crate::stdlib::sys::get(vm, argv).and_then(|it| it.get::<List>())
        && let Some(first) = argv.array().tail().first()
    {
        first.set(vm.heap.str(source.name()).into());
    }
    Ok((source, Some(package)))
}

/// Ends with a message and status 1: what SystemExit with a text does.
fn refuse<T>(vm: &mut Vm, message: String) -> Res<T> {
    Err(vm.raise_message(vm.types.system_exit, format!("glassnake: {message}")))
}

/// The exception that nothing caught: its status, after it was said what it is.
fn end_with_exception(vm: &mut Vm) -> End {
    if vm.raised_is(vm.types.system_exit) {
        let exception = vm.take_raised();
        return End::Status(exit_status(vm, exception));
    }
    let interrupted = vm.raised_is(vm.types.keyboard_interrupt);
    let exception = vm.take_raised();
    if let Some(status) = report_uncaught(vm, exception) {
        return End::Status(status);
    }
    if interrupted {
        End::Interrupted
    } else {
        End::Status(1)
    }
}

/// Says what nothing caught, by `sys.excepthook` where a script has set one. A hook may
/// end with SystemExit: its status.
fn report_uncaught(vm: &mut Vm, exception: Value) -> Option<i32> {
    if let Some(hook) = crate::stdlib::sys::hooks::own_excepthook(vm) {
        let class = vm.class_of(exception).into();
        let traceback = exception.get::<Exception>().map(|it| it.traceback.get());
        let args = [class, exception, traceback.unwrap_or(Value::NONE)];
        if vm.call(hook, &args).is_ok() {
            return None;
        }
        let is_exit = vm.raised_is(vm.types.system_exit);
        let second = vm.take_raised();
        if is_exit {
            return Some(exit_status(vm, second));
        }
        let report = vm.format_exception(second);
        vm.write_to_stderr(&format!(
            "Error in sys.excepthook:\n{report}\nOriginal exception was:\n"
        ));
    }
    let report = vm.format_exception(exception);
    vm.write_to_stderr(&report);
    None
}

/// SystemExit's status: None is 0, an int itself, anything else is printed and is 1.
fn exit_status(vm: &mut Vm, exception: Value) -> i32 {
    let name = vm.names.code_attr;
    let code = match vm.get_attr_opt(exception, name) {
        Ok(Some(code)) => code,
        Ok(None) => first_argument(exception),
        Err(Raised) => {
            vm.take_raised();
            exception
        }
    };
    if code.is_none() {
        return 0;
    }
    if vm.class_of(code).is_subclass_of(vm.types.int) {
        // As in C: the low bits, or -1 beyond what a `long` holds.
        return number::to_i64(code).unwrap_or(-1) as i32;
    }
    let message = match vm.str(code) {
        Ok(message) => crate::vm::traceback::printable(message),
        Err(Raised) => {
            vm.take_raised();
            String::new()
        }
    };
    vm.write_to_stderr(&format!("{message}\n"));
    1
}

fn first_argument(exception: Value) -> Value {
    let args = exception.get::<Exception>().map(|it| it.args.get());
    match args.map(|args| (args, args.len())) {
        None | Some((_, 0)) => Value::NONE,
        Some((args, 1)) => args.get(0).unwrap_or(Value::NONE),
        Some((args, _)) => args.into(),
    }
}
