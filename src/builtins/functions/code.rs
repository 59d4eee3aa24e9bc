//! Builtins about running code: the caller's namespaces, `exec` and `eval`, imports,
//! class bodies.

use std::rc::Rc;

use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::function::{CellObject, CodeObject};
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::source::Source;
use crate::stdlib::arguments::text;
use crate::vm::load::Mode;
use crate::vm::native::Args;
use crate::vm::unwind::LiveFrame;
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
    if code.flags.optimized {
        let dict = vm.heap.dict();
        vm.note_variables(frame, dict);
        return dict.into();
    }
    let namespace = match code.flags.namespace {
        true => frame.register(0),
        false => frame.function().globals.into(),
    };
    match namespace.get::<Dict>() {
        Some(own) if !code.inlined.is_empty() => with_inlined(vm, frame, own).into(),
        _ => namespace,
    }
}

/// A namespace, or while a comprehension runs a copy of it with the variables of that.
fn with_inlined(vm: &mut Vm, frame: LiveFrame, namespace: Gc<Dict>) -> Gc<Dict> {
    let inner = vm.heap.dict();
    if !vm.note_inlined(frame, inner) {
        return namespace;
    }
    let merged = namespace.copy(&vm.heap);
    for (name, value) in inner.iter() {
        if let Some(name) = name.get::<Str>() {
            merged.insert_str(&vm.heap, name, value);
        }
    }
    merged
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

/// The flags of `compile()` that change nothing here: those of `__future__` features that
/// are mandatory by now, and some of how text is read.
const KNOWN_FLAGS: i64 = 0x01ff_0000 | 0x0010 | 0x0200 | 0x1000 | 0x4000;

/// The flag `ast.PyCF_ONLY_AST`.
const ONLY_TREE: i64 = 0x400;

/// A function of the module `ast`.
fn library_function(vm: &mut Vm, name: &str) -> Res<Value> {
    let library = vm.import_module("ast")?;
    let name = vm.heap.intern(name);
    vm.get_attr(library, name)
}

/// The text of what is a tree of `ast`; anything else as it is.
fn text_of_tree(vm: &mut Vm, tree: Value, mode: Value) -> Res<Value> {
    let (module, ast) = (vm.heap.intern("__module__"), vm.heap.intern("_attributes"));
    let is_tree = vm.class_of(tree).mro().any(|class| {
        let module = class.dict.get_str(module).and_then(|it| it.get::<Str>());
        class.dict.get_str(ast).is_some() && module.is_some_and(|it| it.bytes() == b"ast")
    });
    if !is_tree {
        return Ok(tree);
    }
    let text = library_function(vm, "_source_of")?;
    vm.call(text, &[tree, mode])
}

/// `compile(source, filename, mode, flags)`
pub fn compile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let filename = match args[1].get::<Bytes>() {
        Some(bytes) => String::from_utf8_lossy(bytes.bytes()).into_owned(),
        None => {
            let filename = text(vm, args[1], "compile() argument 'filename'")?;
            filename.to_string_lossy().into_owned()
        }
    };
    let mode = text(vm, args[2], "compile() argument 'mode'")?;
    let flags = match args.get(3) {
        Some(flags) => vm.index(flags)?,
        None => 0,
    };
    if flags & !KNOWN_FLAGS & !ONLY_TREE != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    if let Some(optimize) = args.get(5)
        && !(-1..=2).contains(&vm.index(optimize)?)
    {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let mode = match &*mode.to_string_lossy() {
        "exec" => Mode::Exec,
        "eval" => Mode::Eval,
        "single" => Mode::Single,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if flags & ONLY_TREE != 0 {
        let parse = library_function(vm, "parse")?;
        return vm.call(parse, &[args[0], args[1], args[2]]);
    }
    let text = text_of_tree(vm, args[0], args[2])?;
    let source = source_of(vm, text, "compile", &filename)?;
    let code = vm.compile(&source, mode)?;
    Ok(vm.load_code(&code).into())
}

/// Blanks before an expression are no indentation to `eval`.
fn without_indent(source: Rc<Source>) -> Rc<Source> {
    let trimmed = source.text().trim_start_matches([' ', '\t']);
    match trimmed.len() == source.text().len() {
        true => source,
        false => Rc::new(Source::new(source.name(), trimmed)),
    }
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
    let closure = args.kw(0).unwrap_or(Value::NONE);
    let program = match args[0].get::<CodeObject>() {
        Some(code) => {
            check_closure(vm, code, closure, function)?;
            if code.code.flags.optimized {
                let cells = if closure.is_none() {
                    Value::UNBOUND
                } else {
                    closure
                };
                let made = vm.function_of(code, globals, cells);
                return vm.call(made.into(), &[]);
            }
            Program::Loaded(code)
        }
        None if !closure.is_none() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        None => {
            let source = source_of(vm, args[0], function, "<string>")?;
            Program::Text(match mode {
                Mode::Eval => without_indent(source),
                _ => source,
            })
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
        Program::Loaded(code) => {
            let flags = code.code.flags;
            let mode = match (flags.expression, flags.interactive) {
                (true, _) => Mode::Eval,
                (_, true) => Mode::Single,
                _ => Mode::Exec,
            };
            namespaced(vm, &code.code.source, mode)?
        }
    };
    let function = vm.function_of(code, globals, Value::UNBOUND);
    vm.call(function.into(), &[locals])
}

/// Code with free variables runs only with a cell for each of them.
fn check_closure(vm: &mut Vm, code: Gc<CodeObject>, closure: Value, function: &str) -> Res<()> {
    let free = code.code.free.len();
    if closure.is_none() {
        if free == 0 {
            return Ok(());
        }
        return Err(vm.type_error(match function {
            "exec" => format!("code object requires a closure of exactly length {free}"),
            _ => format!("code object passed to {function}() may not contain free variables"),
        }));
    }
    if free == 0 {
        return Err(vm.type_error("cannot use a closure with this code object"));
    }
    let fits = closure
        .get::<Tuple>()
        .is_some_and(|it| it.len() == free && it.iter().all(|cell| cell.is::<CellObject>()));
    match fits {
        true => Ok(()),
        false => Err(vm.type_error(format!(
            "code object requires a closure of exactly length {free}"
        ))),
    }
}

/// Code whose names are looked up in a namespace first, which is its argument.
fn namespaced(vm: &mut Vm, source: &Rc<Source>, mode: Mode) -> Res<Gc<CodeObject>> {
    let code = vm.compile_for(source, mode, true)?;
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
