//! Builtins about running code: the caller's namespaces, `exec` and `eval`, imports,
//! class bodies.

use std::rc::Rc;

use crate::compile;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::function::CodeObject;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::source::Source;
use crate::stdlib::arguments::text;
use crate::syntax;
use crate::vm::load::Mode;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

// --- the caller's namespaces ---

pub fn globals(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(current_globals(vm).into())
}

pub fn locals(vm: &mut Vm, _: Args<'_>) -> Res<Value> {
    Ok(current_locals(vm))
}

fn current_globals(vm: &mut Vm) -> Gc<Dict> {
    match vm.frames().next() {
        Some(frame) => frame.function().globals,
        None => vm.builtins,
    }
}

/// The namespace of a class body, the globals of a module, or a new dict of what a
/// function's variables are now.
pub fn current_locals(vm: &mut Vm) -> Value {
    let frame = vm.frames().next();
    let Some(frame) = frame else {
        return vm.builtins.into();
    };
    let code = frame.code().code.clone();
    if code.flags.namespace {
        frame.register(0)
    } else if code.flags.optimized {
        let dict = vm.heap.dict();
        vm.note_variables(frame, dict);
        dict.into()
    } else {
        frame.function().globals.into()
    }
}

// --- compile, exec, eval ---

/// What is to be run: code, or text to be compiled.
enum Program {
    Text(Rc<Source>),
    Loaded(Gc<CodeObject>),
}

/// Text out of the first argument of `exec`, `eval` and `compile`.
fn source_of(vm: &mut Vm, value: Value, function: &str, filename: &str) -> Res<Rc<Source>> {
    let bytes = if let Some(text) = value.get::<Str>() {
        vm.text_of(text)?.into_bytes()
    } else if let Some(bytes) = value.get::<Bytes>() {
        bytes.bytes().to_vec()
    } else if let Some(bytes) = value.get::<ByteArray>() {
        bytes.to_vec()
    } else {
        let what = if function == "compile" {
            "a string, bytes or AST object"
        } else {
            "a string, bytes or code object"
        };
        return Err(vm.type_error(format!("{function}() arg 1 must be {what}")));
    };
    if bytes.contains(&0) {
        let class = vm.types.syntax_error;
        return Err(vm.raise_message(class, "source code string cannot contain null bytes"));
    }
    match Source::from_bytes(filename, &bytes) {
        Ok(source) => Ok(Rc::new(source)),
        Err(error) => {
            let class = vm.types.syntax_error;
            Err(vm.raise_message(class, error))
        }
    }
}

/// `compile(source, filename, mode)`
pub fn compile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let filename = text(vm, args[1], "compile() argument 'filename'")?;
    let filename = filename.to_string_lossy().into_owned();
    let mode = text(vm, args[2], "compile() argument 'mode'")?;
    let mode = match &*mode.to_string_lossy() {
        "exec" | "single" => Mode::Exec,
        "eval" => Mode::Eval,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let source = source_of(vm, args[0], "compile", &filename)?;
    let code = vm.compile(&source, mode)?;
    Ok(vm.load_code(&code).into())
}

pub fn exec(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    run(vm, args, "exec", Mode::Exec)?;
    Ok(Value::NONE)
}

pub fn eval(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    run(vm, args, "eval", Mode::Eval)
}

fn run(vm: &mut Vm, args: Args<'_>, function: &str, mode: Mode) -> Res<Value> {
    let given = |at: usize| args.get(at).filter(|value| !value.is_none());
    let globals = match given(1) {
        None => current_globals(vm),
        Some(value) => match value.get::<Dict>() {
            Some(globals) => globals,
            None => {
                let class = vm.class_name(value);
                return Err(
                    vm.type_error(format!("{function}() globals must be a dict, not {class}"))
                );
            }
        },
    };
    let locals = match given(2) {
        Some(locals) => locals,
        None if given(1).is_some() => globals.into(),
        None => current_locals(vm),
    };
    let name = vm.names.builtins;
    if globals.get_str(name).is_none() {
        let builtins = vm.builtins_module();
        globals.insert_str(&vm.heap, name, builtins);
    }
    let program = match args[0].get::<CodeObject>() {
        Some(code) => Program::Loaded(code),
        None => {
            let mut source = source_of(vm, args[0], function, "<string>")?;
            if mode == Mode::Eval {
                // Leading blanks are no indentation here.
                let trimmed = source.text().trim_start_matches([' ', '\t']);
                source = Rc::new(Source::new("<string>", trimmed));
            }
            Program::Text(source)
        }
    };
    if locals == Value::from(globals) {
        let code = match program {
            Program::Loaded(code) => code,
            Program::Text(source) => {
                let code = vm.compile(&source, mode)?;
                vm.load_code(&code)
            }
        };
        return vm.run_code_object(code, globals);
    }
    let code = match program {
        Program::Text(source) => namespaced(vm, &source, mode)?,
        Program::Loaded(code) if code.code.flags.namespace => code,
        // It was compiled for one namespace: it is compiled again for two.
        Program::Loaded(code) => namespaced(vm, &code.code.source, mode)?,
    };
    let function = vm.function_of(code, globals);
    vm.call(function.into(), &[locals])
}

/// Code whose names are looked up in a namespace first, which is its argument.
fn namespaced(vm: &mut Vm, source: &Rc<Source>, mode: Mode) -> Res<Gc<CodeObject>> {
    let code = match mode {
        Mode::Exec => syntax::parse_module(source)
            .and_then(|module| compile::compile_exec_namespaced(&module, source)),
        Mode::Eval => syntax::parse_expression(source)
            .and_then(|expr| compile::compile_eval(&expr, source, true)),
    };
    let code = code.map_err(|error| vm.raise_syntax_error(&error, source))?;
    Ok(vm.load_code(&code))
}

// --- what statements call ---

/// `__import__(name, globals, locals, fromlist, level)`
pub fn import(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(name) = args[0].get::<Str>() else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = match args.get(4) {
        Some(level) => vm.index(level)?,
        None => 0,
    };
    let Ok(level) = usize::try_from(level) else {
        return Err(vm.value_error("level must be >= 0"));
    };
    if name.is_empty() && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let globals = match args.get(1).and_then(|globals| globals.get::<Dict>()) {
        Some(globals) => globals,
        None => vm.heap.dict(),
    };
    let fromlist = args.get(3).unwrap_or(Value::NONE);
    let name = vm.text_of(name)?;
    vm.import(&name, globals, fromlist, level)
}

/// `__build_class__(func, name, *bases, **keywords)`
pub fn build_class(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let [func, name, bases @ ..] = args.rest(0) else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    if !func.is::<crate::object::function::Function>() {
        return Err(vm.type_error("__build_class__: func must be a function"));
    }
    if !name.is::<Str>() {
        return Err(vm.type_error("__build_class__: name is not a string"));
    }
    vm.build_class(*func, *name, bases, args.extra)
}
