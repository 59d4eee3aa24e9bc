//! The compiler: a syntax tree in, a [`Code`] out.
//!
//! ```text
//!  tree --collect--> marks --symbols--> what kind of variable each name is
//!   |                                       |
//!   +---------------> Compiler <------------+
//!                      |  expr, assign, stmt, control, function, pattern
//!                      |  registers: where values are        emit: ops and labels
//!                      v
//!                     Code
//! ```
//!
//! There is one [`Compiler`] for each code object; an inner function's runs within that
//! of its outer one. All share a [`Unit`], which keeps the first error: errors are sticky,
//! so no visitor has to pass one on, and the code that goes on being made after it is
//! thrown away.
//!
//! A value goes straight into the register where it is wanted: a visitor of an expression
//! gets its destination. Two rules make that sound. A variable's register is written by
//! the last op of its expression only, so that neither a failure nor the expression
//! itself sees a half-done assignment. And a variable that is used as an operand in place
//! is copied first where a `:=` in a later operand could change it.

mod assign;
mod call;
mod class;
mod collect;
mod collect_expr;
mod comprehension;
mod condition;
mod control;
mod display;
mod emit;
mod expr;
mod fold;
mod function;
mod handlers;
mod oddities;
mod pattern;
mod pool;
mod registers;
mod release;
mod stmt;
mod symbols;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;

use crate::code::object::{CellVar, Inlined};
use crate::code::op::Dst;
use crate::code::op::{Imm, Op, Src};
use crate::code::{Code, CodeFlags};
use crate::pystr::{Name, PyStr};
use crate::source::{Oddity, Source, Span, SyntaxError};
use crate::syntax::ast::{Expr, Module, Stmt};

use control::Block;
use emit::Emitter;
use pool::Pool;
use registers::Registers;
use symbols::{Access, Marks, Scope, ScopeId, ScopeKind, known};
pub use symbols::{SymbolTable, mangle};

/// Compiles a module whose names are globals.
///
/// # Errors
/// What CPython's symbol table and compiler refuse, in its words and at its places.
pub fn compile_module(module: &Module, source: &Rc<Source>) -> Result<Rc<Code>, SyntaxError> {
    compile_body(ScopeKind::Module, &module.body, source, false)
}

/// Compiles statements as typed at a prompt: the values of expressions are shown.
///
/// # Errors
/// As [`compile_module`].
pub fn compile_interactive(
    module: &Module,
    source: &Rc<Source>,
    namespaced: bool,
) -> Result<Rc<Code>, SyntaxError> {
    if let [first, second, ..] = &module.body[..]
        && source.line(first.span.end) != source.line(second.span.start)
    {
        let message = "multiple statements found while compiling a single statement";
        let end = Span::new(first.span.end, first.span.end);
        return Err(SyntaxError::new(message, end));
    }
    if module.body.is_empty() {
        return Err(SyntaxError::new("invalid syntax", Span::default()));
    }
    let kind = match namespaced {
        true => ScopeKind::Namespace,
        false => ScopeKind::Module,
    };
    compile_body(kind, &module.body, source, true)
}

/// Compiles a module for `exec` with a namespace apart from the globals: register 0
/// of its frame.
///
/// # Errors
/// As [`compile_module`].
pub fn compile_exec_namespaced(
    module: &Module,
    source: &Rc<Source>,
) -> Result<Rc<Code>, SyntaxError> {
    compile_body(ScopeKind::Namespace, &module.body, source, false)
}

/// Compiles an expression for `eval`: the code returns its value. With `namespaced`,
/// names are looked up in register 0 first.
///
/// # Errors
/// As [`compile_module`].
pub fn compile_eval(
    expr: &Expr,
    source: &Rc<Source>,
    namespaced: bool,
) -> Result<Rc<Code>, SyntaxError> {
    let kind = match namespaced {
        true => ScopeKind::Namespace,
        false => ScopeKind::Module,
    };
    let symbols = collect::symbol_table(kind, &[], Some(expr))?;
    let unit = Unit::new(symbols, source.clone(), false);
    let mut compiler = Compiler::new(&unit, 0, None, Signature::namespace(namespaced), 1);
    compiler.expression = true;
    compiler.scoped(|c| {
        let src = Src(c.operand(expr));
        c.emit(expr.span, Op::Return { src });
    });
    let code = compiler.finish(None);
    unit.result(code)
}

/// The symbol table of a module, for `-m symtable`.
///
/// # Errors
/// What CPython's symbol table refuses.
pub fn symbol_table(module: &Module) -> Result<SymbolTable, SyntaxError> {
    collect::symbol_table(ScopeKind::Module, &module.body, None)
}

fn compile_body(
    kind: ScopeKind,
    body: &[Stmt],
    source: &Rc<Source>,
    interactive: bool,
) -> Result<Rc<Code>, SyntaxError> {
    let future_annotations = stmt::future_annotations(body)?;
    let symbols = collect::symbol_table(kind, body, None)?;
    let unit = Unit::new(symbols, source.clone(), future_annotations);
    let signature = Signature::namespace(kind == ScopeKind::Namespace);
    let mut compiler = Compiler::new(&unit, 0, None, signature, 1);
    compiler.interactive = interactive;
    let doc = compiler.module(body);
    let code = compiler.finish(doc);
    unit.result(code)
}

/// What all code objects of a compilation share.
struct Unit {
    symbols: SymbolTable,
    source: Rc<Source>,
    /// `from __future__ import annotations`
    future_annotations: bool,
    /// How many ops may still be written. A `finally` body is copied to each way out of its
    /// `try`, and nested ones multiply; this is where that ends.
    budget: Cell<usize>,
    error: RefCell<Option<SyntaxError>>,
    /// What is to be warned of, until the outermost code object takes it.
    oddities: RefCell<Vec<Oddity>>,
}

impl Unit {
    fn new(symbols: SymbolTable, source: Rc<Source>, future_annotations: bool) -> Unit {
        let budget = source
            .text()
            .len()
            .saturating_mul(8)
            .saturating_add(1 << 20);
        Unit {
            symbols,
            source,
            future_annotations,
            budget: Cell::new(budget),
            error: RefCell::default(),
            oddities: RefCell::default(),
        }
    }

    fn result(&self, code: Rc<Code>) -> Result<Rc<Code>, SyntaxError> {
        self.error.take().map_or(Ok(code), Err)
    }
}

/// The parameters of a code object, as the caller of its frame fills them.
#[derive(Clone, Copy, Default)]
struct Signature {
    positional: u16,
    positional_only: u16,
    keyword_only: u16,
    varargs: bool,
    varkeywords: bool,
}

impl Signature {
    fn positional(count: u16) -> Signature {
        Signature {
            positional: count,
            positional_only: count,
            ..Signature::default()
        }
    }

    /// The hidden parameter of code with a namespace.
    fn namespace(there: bool) -> Signature {
        Signature::positional(u16::from(there))
    }
}

/// The cell of `__class__` in the class's own body, which may know another variable by
/// that name.
const CLASS_CELL: &str = ".class";

/// Where a variable of the frame is.
#[derive(Clone, Copy)]
struct Place {
    register: u16,
    is_cell: bool,
}

/// A name, and where its value is.
#[derive(Clone, Copy)]
enum Variable {
    Register(u16),
    /// The register of the cell.
    Cell(u16),
    Global,
    /// In the namespace, or else a global.
    Name,
    /// In the namespace, or else in the cell of this register.
    NameOrCell(u16),
}

/// Compiles one code object.
struct Compiler<'a> {
    unit: &'a Unit,
    /// The scope that names are looked up in: the frame's, or that of a comprehension
    /// inlined into it.
    scope: ScopeId,
    code: Emitter,
    pool: Pool,
    registers: Registers,
    /// Where the variables are: the frame's, then those of comprehensions from the outside in.
    places: Vec<HashMap<Name, Place>>,
    /// The variables of inlined comprehensions that have been written.
    inlined: Vec<Inlined>,
    /// Where those that are being written bind their first target.
    inlined_starts: Vec<u32>,
    blocks: Vec<Block<'a>>,
    /// The frame's own scope.
    frame: ScopeId,
    signature: Signature,
    locals: Vec<Name>,
    qualname: Name,
    /// What the qualified names of inner functions start with.
    prefix: Option<String>,
    first_line: u32,
    /// What is compiled is one expression, for `eval`.
    expression: bool,
    /// Statements that are expressions show their values.
    interactive: bool,
}

impl<'a> Compiler<'a> {
    /// Lays out the frame of a scope, and writes the ops that set it up.
    fn new(
        unit: &'a Unit,
        frame: ScopeId,
        outer: Option<&Compiler>,
        signature: Signature,
        first_line: u32,
    ) -> Self {
        let scope = &unit.symbols.scopes[frame];
        let qualname = outer.map_or_else(|| scope.name.clone(), |outer| outer.qualify(scope));
        let prefix = match scope.kind {
            ScopeKind::Module | ScopeKind::Namespace => None,
            ScopeKind::Class => Some(format!("{qualname}.")),
            ScopeKind::GeneratorExpression => Some(format!("{qualname}.")),
            kind if kind.is_typing() => outer.and_then(|outer| outer.prefix.clone()),
            _ => Some(format!("{qualname}.<locals>.")),
        };
        let mut compiler = Compiler {
            unit,
            scope: frame,
            code: Emitter::default(),
            pool: Pool::default(),
            registers: Registers::default(),
            places: Vec::new(),
            inlined: Vec::new(),
            inlined_starts: Vec::new(),
            blocks: Vec::new(),
            frame,
            signature,
            locals: Vec::new(),
            qualname,
            prefix,
            first_line,
            expression: false,
            interactive: false,
        };
        compiler.lay_out(scope);
        compiler
    }

    fn qualify(&self, inner: &Scope) -> Name {
        let by_name = matches!(inner.kind, ScopeKind::Function | ScopeKind::Class);
        let name = symbols::mangle(self.scope().private.as_ref(), &inner.name);
        match &self.prefix {
            Some(prefix) if !(by_name && self.scope().marks(&name).any(Marks::GLOBAL)) => {
                format!("{prefix}{}", inner.name).into()
            }
            _ => inner.name.clone(),
        }
    }

    fn lay_out(&mut self, scope: &Scope) {
        let mut places = HashMap::default();
        let mut cells = Vec::new();
        let mut place = |locals: &mut Vec<Name>, name: &Name, is_cell| {
            let register = locals.len().min(usize::from(u16::MAX)) as u16;
            locals.push(name.clone());
            places.insert(name.clone(), Place { register, is_cell });
            register
        };
        if matches!(scope.kind, ScopeKind::Class | ScopeKind::Namespace) {
            place(&mut self.locals, &known(".namespace"), false);
        }
        let is_variable = |access| matches!(access, Access::Local | Access::Cell);
        let (parameters, others): (Vec<_>, Vec<_>) = scope
            .symbols
            .iter()
            .filter(|symbol| is_variable(symbol.access))
            .partition(|symbol| symbol.marks.any(Marks::PARAM));
        for symbol in parameters.into_iter().chain(others) {
            let is_cell = symbol.access == Access::Cell;
            let register = place(&mut self.locals, &symbol.name, is_cell);
            if is_cell {
                cells.push(register);
            } else if symbol.marks.any(Marks::PARAM) {
                self.code.bound.insert(register);
            }
            if symbol.marks.any(Marks::DELETED) {
                self.code.deletable.insert(register);
            }
        }
        if scope.class_cell {
            cells.push(place(&mut self.locals, &known(CLASS_CELL), true));
        }
        let free: Vec<u16> = scope
            .free
            .iter()
            .map(|name| place(&mut self.locals, name, true))
            .collect();
        self.registers = Registers::new(self.locals.len());
        self.places.push(places);

        let span = Span::new(scope.span.start, scope.span.start);
        let suspends =
            scope.generator || scope.coroutine || scope.kind == ScopeKind::GeneratorExpression;
        if suspends {
            self.emit(span, Op::MakeGenerator {});
        }
        for register in cells {
            let (dst, src) = (Dst(register), Src(register));
            self.emit(span, Op::MakeCell { dst, src });
        }
        for (index, register) in free.into_iter().enumerate() {
            let (dst, index) = (Dst(register), Imm(index as i32));
            self.emit(span, Op::LoadClosure { dst, index });
        }
    }

    /// The scope that names are looked up in.
    fn scope(&self) -> &'a Scope {
        &self.unit.symbols.scopes[self.scope]
    }

    fn emit(&mut self, span: Span, op: Op) {
        self.code.emit(span, op);
        match self.unit.budget.get().checked_sub(1) {
            Some(left) => self.unit.budget.set(left),
            None => self.fail("too much code: nested finally blocks are copied", span),
        }
    }

    /// Notes an error, unless there was one already.
    fn fail(&self, message: impl Into<String>, span: Span) {
        self.unit
            .error
            .borrow_mut()
            .get_or_insert_with(|| SyntaxError::new(message, span));
    }

    fn failed(&self) -> bool {
        self.unit.error.borrow().is_some()
    }

    /// A name as this scope knows it: a private one of a class is mangled.
    fn mangled(&self, name: &Name) -> Name {
        symbols::mangle(self.scope().private.as_ref(), name)
    }

    /// Where the value of a (mangled) name is.
    fn variable(&self, name: &Name) -> Variable {
        // Names that only the compiler mentions, such as `__module__`, have no symbol.
        let unmentioned = match self.scope().kind {
            ScopeKind::Class | ScopeKind::Namespace => Access::Name,
            _ => Access::Global,
        };
        let symbol = self.scope().get(name);
        match symbol.map_or(unmentioned, |symbol| symbol.access) {
            Access::Global | Access::Unresolved => Variable::Global,
            Access::Name => Variable::Name,
            // In a comprehension, what comes from outside of it.
            Access::Free if self.scope != self.frame => {
                self.located(Access::Free, self.captured(name))
            }
            access => self.located(access, self.place(name)),
        }
    }

    fn located(&self, access: Access, place: Option<Place>) -> Variable {
        match place {
            Some(place) if access == Access::Free && self.by_namespace() => {
                Variable::NameOrCell(place.register)
            }
            Some(place) if place.is_cell => Variable::Cell(place.register),
            Some(place) => Variable::Register(place.register),
            None => Variable::Global,
        }
    }

    /// Whether a namespace comes before cells here.
    fn by_namespace(&self) -> bool {
        self.scope().kind == ScopeKind::Class || self.unit.symbols.sees_class(self.scope)
    }

    /// Where the cell is that scopes inside this frame capture.
    fn captured(&self, name: &Name) -> Option<Place> {
        match &**name {
            "__class__" => self.place(&known(CLASS_CELL)).or_else(|| self.place(name)),
            _ => self.place(name),
        }
    }

    fn place(&self, name: &Name) -> Option<Place> {
        self.places
            .iter()
            .rev()
            .find_map(|places| places.get(name).copied())
    }

    /// Puts the code object together.
    fn finish(self, doc: Option<PyStr>) -> Rc<Code> {
        let frame = &self.unit.symbols.scopes[self.frame];
        if self.registers.overflow() || self.locals.len() > usize::from(u16::MAX) {
            self.fail("too many variables or nested values", frame.span);
        }
        if let Some(message) = self.pool.overflow {
            self.fail(message, frame.span);
        }
        let mut written = self.code.finish();
        let (consts, names, caches) = self.pool.finish(&mut written.ops);
        let cell_vars = |wanted: fn(&Scope, &Name) -> bool| -> Vec<CellVar> {
            self.locals
                .iter()
                .enumerate()
                .filter(|(_, name)| self.places[0].get(*name).is_some_and(|place| place.is_cell))
                .filter(|(_, name)| wanted(frame, name))
                .map(|(register, name)| CellVar {
                    name: match &**name {
                        CLASS_CELL => known("__class__"),
                        _ => name.clone(),
                    },
                    register: register as u16,
                })
                .collect()
        };
        let inlined = self.inlined.into_iter().map(|it| it.moved(&written.moved));
        let inlined = inlined.collect();
        let is_free = |frame: &Scope, name: &Name| frame.marks(name).any(Marks::FREE);
        let is_async = frame.coroutine;
        let optimized = !frame.kind.is_top() && frame.kind != ScopeKind::Class;
        let flags = CodeFlags {
            varargs: self.signature.varargs,
            varkeywords: self.signature.varkeywords,
            generator: !is_async
                && (frame.generator || frame.kind == ScopeKind::GeneratorExpression),
            coroutine: is_async && !frame.generator && frame.kind == ScopeKind::Function,
            async_generator: is_async
                && (frame.generator || frame.kind == ScopeKind::GeneratorExpression),
            optimized,
            namespace: matches!(frame.kind, ScopeKind::Class | ScopeKind::Namespace)
                || self.unit.symbols.sees_class(self.frame),
            nested: optimized && self.unit.symbols.is_nested(self.frame),
            iterable_coroutine: false,
            expression: self.expression,
            interactive: self.interactive,
        };
        Rc::new(Code {
            name: frame.name.clone(),
            qualname: self.qualname.clone(),
            source: self.unit.source.clone(),
            first_line: self.first_line,
            flags,
            positional: self.signature.positional,
            positional_only: self.signature.positional_only,
            keyword_only: self.signature.keyword_only,
            registers: self.registers.high(),
            cells: cell_vars(|frame, name| !frame.marks(name).any(Marks::FREE)),
            free: cell_vars(is_free),
            locals: self.locals,
            ops: written.ops.into(),
            spans: written.spans.into(),
            consts,
            names,
            caches,
            handlers: written.handlers,
            inlined,
            oddities: match self.frame {
                0 => self.unit.oddities.take(),
                _ => Vec::new(),
            },
            doc,
        })
    }
}
