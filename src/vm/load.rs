//! Loading code: constants become values, and a program becomes frames.

use std::io::Write as _;
use std::rc::Rc;

use super::{Raised, Res, Vm};
use crate::code::{Code, Const};
use crate::compile;
use crate::object::dict::Dict;
use crate::object::function::{CodeObject, CodeValues, Function};
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::source::{Oddity, Source, SyntaxError, SyntaxErrorKind};
use crate::syntax;

/// What a text is compiled as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// A module, a script, `exec`: statements.
    Exec,
    /// One expression, whose value is the result.
    Eval,
    /// One statement as typed at a prompt: the values of expressions are shown.
    Single,
}

impl Vm {
    /// Compiles a text; what is wrong with it is the exception.
    pub fn compile(&mut self, source: &Rc<Source>, mode: Mode) -> Res<Rc<Code>> {
        self.compile_for(source, mode, false)
    }

    /// The same; with `namespaced`, names are looked up in a namespace of its own first,
    /// which is the code's argument.
    pub fn compile_for(
        &mut self,
        source: &Rc<Source>,
        mode: Mode,
        namespaced: bool,
    ) -> Res<Rc<Code>> {
        let compiled = match mode {
            Mode::Exec => syntax::parse_module(source).and_then(|module| match namespaced {
                true => compile::compile_exec_namespaced(&module, source),
                false => compile::compile_module(&module, source),
            }),
            Mode::Single => syntax::parse_module(source)
                .and_then(|module| compile::compile_interactive(&module, source, namespaced)),
            Mode::Eval => syntax::parse_expression(source)
                .and_then(|expr| compile::compile_eval(&expr, source, namespaced)),
        };
        let code = compiled.map_err(|error| self.raise_syntax_error(&error, source, mode))?;
        for oddity in syntax::unknown_escapes(source).iter().chain(&code.oddities) {
            self.warn_of_syntax(oddity, source)?;
        }
        if self.config.gc_stress
            && let Err(violation) = crate::code::verify::verify(&code)
        {
            return Err(self.system_error(format!("the compiler made bad code: {violation}")));
        }
        Ok(code)
    }

    /// Shows a SyntaxWarning; one that the filters make an error is a SyntaxError.
    #[cold]
    fn warn_of_syntax(&mut self, oddity: &Oddity, source: &Source) -> Res<()> {
        let warnings = self.import_module("warnings")?;
        let name = self.heap.intern("warn_explicit");
        let warn = self.get_attr(warnings, name)?;
        let class = self.builtin_class("SyntaxWarning");
        let line = source.line(oddity.span.start.min(source.text().len() as u32));
        let message = self.heap.str(&oddity.message).into();
        let filename = self.heap.str(source.name()).into();
        let args = [message, class.into(), filename, Value::small(line as i32)];
        match self.call(warn, &args) {
            Err(_) if self.raised_is(class) => {
                self.take_raised();
                let error = SyntaxError::new(&*oddity.message, oddity.span);
                Err(self.raise_syntax_error(&error, source, Mode::Exec))
            }
            warned => warned.map(drop),
        }
    }

    /// Raises a syntax error as an exception with CPython's fields. A text of statements
    /// has a line end behind its last line, whether it is there or not; others have not,
    /// and what is wrong at their end has no column.
    pub fn raise_syntax_error(
        &mut self,
        error: &SyntaxError,
        source: &Source,
        mode: Mode,
    ) -> Raised {
        let class = match error.kind {
            SyntaxErrorKind::SyntaxError => self.types.syntax_error,
            SyntaxErrorKind::IndentationError => self.types.indentation_error,
            SyntaxErrorKind::TabError => self.types.tab_error,
        };
        let is_bare = mode != Mode::Exec;
        let added = is_bare && source.lacks_final_newline();
        let text = &source.text()[..source.text().len() - usize::from(added)];
        let length = text.len() as u32;
        let start = source.line_col(error.span.start.min(length));
        // A line end belongs to its own line, as one column more.
        let mut last = error.span.end.min(length);
        let at_line_end =
            last > error.span.start && text.as_bytes().get(last as usize - 1) == Some(&b'\n');
        last -= u32::from(at_line_end);
        let end = source.line_col(last);
        let is_empty = is_bare && text.is_empty();
        let at_end = is_bare && (error.span.start >= length || text.trim().is_empty());
        let line = source.line_text(start.line);
        let is_unfinished = error.message.starts_with("unterminated string literal");
        let has_line_end =
            !is_empty && !is_unfinished && (!is_bare || !added || start.line < source.line(length));
        let column = if at_end { 0 } else { start.char_col + 1 };
        let end_column = match &*error.message {
            _ if at_end => 0,
            _ if is_unfinished => i64::from(column),
            message if message.ends_with("was never closed") => 0,
            "unexpected indent" => -1,
            message if message.starts_with("expected an indented block") => -1,
            _ => i64::from(end.char_col + 1 + u32::from(at_line_end)),
        };
        let message = self.heap.str(&error.message).into();
        let filename = self.heap.str(source.name()).into();
        let shown = self
            .heap
            .str(&format!("{line}{}", if has_line_end { "\n" } else { "" }))
            .into();
        let number = |number: u32| Value::small(number as i32);
        let details = [
            filename,
            number(if is_empty { 0 } else { start.line }),
            number(column),
            shown,
            number(if is_empty { 0 } else { end.line }),
            Value::small(end_column as i32),
        ];
        let details = self.heap.tuple(&details);
        let raised = self.raise_with(class, &[message, details.into()]);
        let exception = self.raised;
        let fields = [
            "msg",
            "filename",
            "lineno",
            "offset",
            "text",
            "end_lineno",
            "end_offset",
        ];
        let values = std::iter::once(message).chain(details.iter());
        for (field, value) in fields.into_iter().zip(values) {
            let name = self.heap.intern(field);
            self.set_exception_field(exception, name, value);
        }
        raised
    }

    /// A constant as a value.
    pub fn constant(&mut self, constant: &Const) -> Value {
        match constant {
            Const::None => Value::NONE,
            Const::True => Value::TRUE,
            Const::False => Value::FALSE,
            Const::Ellipsis => Value::ELLIPSIS,
            Const::Int(int) => self.heap.int(*int),
            Const::BigInt(int) => self.heap.bigint((**int).clone()),
            Const::Float(float) => self.heap.float(*float),
            Const::Complex { re, im } => self.heap.complex(*re, *im).into(),
            Const::Str(text) => self.constant_str(text.as_wtf8()),
            Const::Bytes(bytes) => self.heap.bytes(bytes).into(),
            Const::Tuple(items) => {
                let tuple = self.heap.tuple_unbound(items.len());
                for (place, item) in tuple.tail().iter().zip(items) {
                    place.set(self.constant(item));
                }
                tuple.into()
            }
            Const::FrozenSet(items) => {
                let set = self.heap.set_of_kind(Kind::FrozenSet);
                for item in items {
                    let item = self.constant(item);
                    // Constants are hashable, and their hashes call nothing.
                    let _ = self.set_add(set, item);
                }
                // CPython makes it anew, so as to share its items, and they may change places.
                let again = self.heap.set_of_kind(Kind::FrozenSet);
                for (item, _) in set.iter() {
                    let _ = self.set_add(again, item);
                }
                again.into()
            }
            Const::Code(code) => self.load_code(code).into(),
        }
    }

    /// Strings that look like names are shared, so that looking them up compares addresses.
    fn constant_str(&mut self, bytes: &[u8]) -> Value {
        let is_name = bytes.len() <= 40
            && bytes
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        match std::str::from_utf8(bytes) {
            Ok(text) if is_name => self.heap.intern(text).into(),
            Ok(text) => self.heap.str(text).into(),
            Err(_) => self.heap.str_wtf8(bytes).map_or(Value::NONE, Value::from),
        }
    }

    /// A code object with its constants as values, ready to run.
    pub fn load_code(&mut self, code: &Rc<Code>) -> Gc<CodeObject> {
        let consts = self.array_or_abort(code.consts.len());
        for constant in &code.consts {
            let value = self.constant(constant);
            let _ = consts.push_within_capacity(value);
        }
        let names = self.array_or_abort(code.names.len());
        for name in &code.names {
            let _ = names.push_within_capacity(self.heap.intern(name).into());
        }
        let count = usize::from(code.params());
        let params = self.array_or_abort(count);
        for name in &code.locals[..count] {
            let _ = params.push_within_capacity(self.heap.intern(name).into());
        }
        let doc = code.doc.as_ref();
        let values = CodeValues {
            consts,
            names,
            params,
            name: self.heap.intern(&code.name),
            qualname: self.heap.intern(&code.qualname),
            doc: doc
                .and_then(|doc| self.heap.str_wtf8(doc.as_wtf8()))
                .map_or(Value::NONE, Value::from),
        };
        let object = self
            .heap
            .alloc_tail(CodeObject::new(code.clone(), values), code.caches.len());
        self.heap.add_code(object);
        object
    }

    /// Every code object that was loaded and lives.
    pub fn loaded_codes(&self) -> impl Iterator<Item = Gc<CodeObject>> {
        self.heap.codes().into_iter()
    }

    /// An array for the constants of code that has been compiled, and so is small
    /// against the memory that compiling it took.
    fn array_or_abort(&mut self, capacity: usize) -> Gc<crate::object::array::Array> {
        match self.heap.array(capacity) {
            Ok(array) => array,
            Err(_) => {
                let _ = writeln!(
                    std::io::stderr(),
                    "glassnake: out of memory while loading code"
                );
                std::process::abort();
            }
        }
    }

    /// A function that runs code at the top level of a namespace.
    pub fn function_of(
        &mut self,
        code: Gc<CodeObject>,
        globals: Gc<Dict>,
        closure: Value,
    ) -> Gc<Function> {
        let (name, qualname) = (code.name, code.qualname);
        self.heap
            .alloc(Function::new(code, globals, closure, name, qualname))
    }

    /// Runs a module's code in its namespace.
    pub fn run_code(&mut self, code: &Rc<Code>, globals: Gc<Dict>) -> Res<Value> {
        let object = self.load_code(code);
        self.run_code_object(object, globals)
    }

    /// The same of code that is loaded.
    pub fn run_code_object(&mut self, code: Gc<CodeObject>, globals: Gc<Dict>) -> Res<Value> {
        let name = self.names.builtins;
        if globals.get_str(name).is_none() {
            let builtins = self.builtins_module();
            globals.insert_str(&self.heap, name, builtins);
        }
        let function = self.function_of(code, globals, Value::UNBOUND);
        self.call(function.into(), &[])
    }

    /// Makes a module, and puts it into `sys.modules`.
    pub fn add_module(&mut self, name: &str) -> Gc<crate::object::instance::Module> {
        let dict = self.heap.dict();
        let module = self.heap.alloc(crate::object::instance::Module::new(dict));
        let key = self.heap.intern(name);
        let (name_attr, doc, package) = (self.names.name, self.names.doc, self.names.package);
        dict.insert_str(&self.heap, name_attr, key.into());
        dict.insert_str(&self.heap, doc, Value::NONE);
        let parent = name.rsplit_once('.').map_or("", |(parent, _)| parent);
        let parent = self.heap.str(parent);
        dict.insert_str(&self.heap, package, parent.into());
        self.modules.insert_str(&self.heap, key, module.into());
        module
    }

    /// The module `builtins`.
    pub fn builtins_module(&mut self) -> Value {
        let name = self.heap.intern("builtins");
        self.modules.get_str(name).unwrap_or(Value::NONE)
    }

    /// A name that is neither local nor global. Which names are built in is for
    /// `__builtins__` among the globals to say, when that was given to `exec`.
    pub(super) fn builtin_name(&mut self, globals: Gc<Dict>, name: Gc<Str>) -> Res<Option<Value>> {
        let own = globals.get_str(self.names.builtins);
        let Some(own) = own else {
            return Ok(self.builtins.get_str(name));
        };
        match own.get::<Dict>() {
            Some(dict) if dict.header().is_exact() => Ok(dict.get_str(name)),
            Some(_) => match self.get_item(own, name.into()) {
                Ok(value) => Ok(Some(value)),
                Err(_) if self.raised_is(self.types.key_error) => {
                    self.take_raised();
                    Ok(None)
                }
                Err(raised) => Err(raised),
            },
            None => Ok(self.builtins.get_str(name)),
        }
    }

    /// Whether code with these globals sees other built-in names than most.
    pub(super) fn has_own_builtins(&self, globals: Gc<Dict>) -> bool {
        let own = globals.get_str(self.names.builtins);
        own.and_then(|own| own.get::<Dict>())
            .is_some_and(|own| own != self.builtins)
    }

    /// A `str` as an owned Rust string; ValueError with lone surrogates.
    pub fn text_of(&mut self, text: Gc<Str>) -> Res<String> {
        match text.as_str() {
            Some(text) => Ok(text.to_string()),
            None => Err(self.value_error("surrogates not allowed")),
        }
    }
}
