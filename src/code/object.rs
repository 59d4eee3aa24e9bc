//! [`Code`]: one compiled module, function, class body or generator expression.
//!
//! ```text
//!  registers of a frame of this code (behind WINDOW words of header)
//!  0 ..              args ..             locals ..           registers
//!  | parameters: positional-only, positional, keyword-only, *args, **kwargs |
//!                    | other locals, cells, free cells |
//!                                        | temporaries, loop states, call windows |
//! ```
//!
//! The frame starts with the parameters filled by the caller and registers
//! `args..locals` unbound; temporaries are not initialised, and the compiler
//! writes each before it reads it (the verifier checks that).
//!
//! A class body's or an `exec` body's namespace is its register 0.

use std::rc::Rc;

use dashu_int::IBig;

use super::op::Op;
use crate::pystr::{Name, PyStr};
use crate::source::{Oddity, Source, Span};

/// How a code object runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CodeFlags {
    /// There is a `*args` parameter.
    pub varargs: bool,
    /// There is a `**kwargs` parameter.
    pub varkeywords: bool,
    /// The body holds a `yield` (and is no coroutine).
    pub generator: bool,
    /// The body is that of an `async def` without `yield`.
    pub coroutine: bool,
    /// `types.coroutine` has marked it: its generators can be awaited.
    pub iterable_coroutine: bool,
    /// The body is that of an `async def` with `yield`.
    pub async_generator: bool,
    /// Locals are registers: a function, lambda or generator expression.
    pub optimized: bool,
    /// Register 0 holds a namespace that names are looked up in: a class body,
    /// or code compiled for `exec` with a namespace apart from the globals.
    pub namespace: bool,
    /// A function inside another one.
    pub nested: bool,
    /// Compiled for `eval`: one expression, whose value is returned.
    pub expression: bool,
    /// Compiled as typed at a prompt: expressions show their values.
    pub interactive: bool,
}

/// A constant. The VM turns each into a value once, when the code is loaded.
#[derive(Clone, Debug)]
pub enum Const {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    BigInt(Rc<IBig>),
    Float(f64),
    Complex { re: f64, im: f64 },
    Str(PyStr),
    Bytes(Rc<[u8]>),
    Tuple(Vec<Const>),
    FrozenSet(Vec<Const>),
    Code(Rc<Code>),
}

/// An exception in ops `start..end` continues at `target` with the exception in
/// register `exc`. The entries of a code object are disjoint and in the order of its
/// ops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub exc: u16,
}

/// A cell variable or a free variable and the register that holds its cell.
///
/// The cell takes the place of the variable: a parameter that is captured is
/// replaced by a cell that holds it, by a `MakeCell` at the entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CellVar {
    pub name: Name,
    pub register: u16,
}

/// A variable of a comprehension that runs in the frame around it: its register has it
/// in ops `start..end`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inlined {
    pub name: Name,
    pub register: u16,
    pub start: u32,
    pub end: u32,
}

impl Inlined {
    /// Whether the op with this number is one of its ops.
    pub fn runs_at(&self, op: u32) -> bool {
        (self.start..self.end).contains(&op)
    }

    /// The same in ops that have moved: `moved` says where each is now.
    pub fn moved(mut self, moved: &[u32]) -> Inlined {
        let place = |at: u32| moved.get(at as usize).copied().unwrap_or(at);
        (self.start, self.end) = (place(self.start), place(self.end));
        self
    }
}

/// One compiled code object: see the module's documentation.
#[derive(Clone, Debug)]
pub struct Code {
    /// `co_name`
    pub name: Name,
    /// `co_qualname`
    pub qualname: Name,
    /// The text that the spans point into; its name is `co_filename`.
    pub source: Rc<Source>,
    /// `co_firstlineno`: the line of the first decorator, `def`, `class` or 1.
    pub first_line: u32,
    pub flags: CodeFlags,
    /// Positional parameters, the positional-only ones included.
    pub positional: u16,
    pub positional_only: u16,
    pub keyword_only: u16,
    /// The names of registers `0..locals`: parameters first, in the order of the
    /// picture above. A hidden local's name starts with a dot.
    pub locals: Vec<Name>,
    /// All registers of a frame, temporaries and outgoing windows included.
    pub registers: u16,
    /// Variables that inner functions share with this one: `co_cellvars`.
    pub cells: Vec<CellVar>,
    /// Variables of outer functions, in the order of the closure: `co_freevars`.
    pub free: Vec<CellVar>,
    pub ops: Box<[Op]>,
    /// Where each op comes from, one for each of `ops`.
    pub spans: Box<[Span]>,
    pub consts: Vec<Const>,
    pub names: Vec<Name>,
    /// The name that each inline cache looks up, as an index into `names`.
    pub caches: Vec<u32>,
    pub handlers: Vec<Handler>,
    /// Variables of inlined comprehensions, inner ones first.
    pub inlined: Vec<Inlined>,
    /// What is to be warned of in it and the code inside; the outermost has all.
    pub oddities: Vec<Oddity>,
    /// The docstring, for functions, classes and modules.
    pub doc: Option<PyStr>,
}

impl Code {
    /// Parameters in all, `*args` and `**kwargs` included.
    pub fn params(&self) -> u16 {
        self.positional
            + self.keyword_only
            + u16::from(self.flags.varargs)
            + u16::from(self.flags.varkeywords)
    }

    /// The variables that have a name in all of the code, and their registers: a cell takes the place of one that
    /// inner functions share.
    pub fn variables(&self) -> impl Iterator<Item = (&Name, u16)> {
        let locals = self.locals.iter().zip(0..);
        let cells = self.cells.iter().chain(&self.free);
        locals.chain(cells.map(|cell| (&cell.name, cell.register)))
    }

    /// Whether an op hands on an exception that came from elsewhere: the end of what the compiler
    /// puts around a handler, and not of a statement.
    pub fn only_passes_on(&self, op: u32) -> bool {
        let at = |op: Option<u32>| self.ops.get(op? as usize);
        let before = at(op.checked_sub(1));
        matches!(at(Some(op)), Some(Op::Reraise { .. }))
            && matches!(before, Some(Op::LeaveHandler { .. } | Op::Unbind { .. }))
    }

    /// The source line of an op, from 1.
    pub fn line_of(&self, op: usize) -> u32 {
        self.spans
            .get(op)
            .map_or(self.first_line, |span| self.source.line(span.start))
    }
}
