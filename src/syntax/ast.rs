//! The abstract syntax tree: what a program says, with where it says it.
//!
//! ```text
//! source   x = f(1)
//! tree     Assign ── targets ── Name x (Store)
//!                └── value ──── Call ── func ── Name f (Load)
//!                                   └── args ── Constant 1
//! ```
//!
//! Node and field names are those of CPython 3.12's `Python.asdl`, so that its documentation is the
//! documentation of this file, and `ast.dump` of CPython is the oracle of [`super::dump`]. The
//! differences are few:
//!
//! - a position is a [`Span`] of byte offsets; lines and columns come from [`crate::source::Source`];
//! - an identifier is an [`Ident`], a name *with* its span;
//! - pairs that differ only by `async` share one struct ([`FunctionDef`], [`For`], [`With`]), and so
//!   do `try`/`except` and `try`/`except*` ([`Try`]);
//! - a dictionary display is a list of [`DictItem`]s instead of two parallel lists.
//!
//! Every [`Expr`] and [`Stmt`] knows its height ([`Expr::depth`]). The parser refuses trees higher than
//! [`MAX_EXPR_DEPTH`] and [`MAX_STMT_DEPTH`], so a recursive visitor (or the recursive `drop`) of
//! any tree that exists stays within a bounded native stack.

use std::rc::Rc;

use dashu_int::IBig;

pub use crate::source::Span;

/// The greatest height of an expression. A visitor that spends 1 KiB of native stack a level
/// stays below 2 MiB.
pub const MAX_EXPR_DEPTH: u16 = 1500;

/// The greatest height of a statement: blocks are limited by the 100 levels of indentation, so this
/// is what bounds a chain of `elif`, which nests to the right.
pub const MAX_STMT_DEPTH: u16 = 1500;

/// The text of an identifier, NFKC-normalised and shared by all its uses in a module.
pub type Name = Rc<str>;

/// An identifier and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ident {
    pub name: Name,
    pub span: Span,
}

/// The text of a string literal: WTF-8, because `"\ud800"` is a legal literal with no UTF-8 form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PyStr(Rc<[u8]>);

impl PyStr {
    /// `bytes` must be WTF-8: UTF-8 that may also encode lone surrogates, in three bytes each.
    pub fn from_wtf8(bytes: &[u8]) -> Self {
        PyStr(bytes.into())
    }

    /// The text, unless it holds a lone surrogate.
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The WTF-8 bytes.
    pub fn as_wtf8(&self) -> &[u8] {
        &self.0
    }

    /// The code points, lone surrogates included.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut rest = &self.0[..];
        std::iter::from_fn(move || {
            let (&first, tail) = rest.split_first()?;
            let (len, bits) = match first {
                0..0x80 => (0, u32::from(first)),
                0..0xe0 => (1, u32::from(first & 0x1f)),
                0..0xf0 => (2, u32::from(first & 0x0f)),
                _ => (3, u32::from(first & 0x07)),
            };
            let (continuation, next) = tail.split_at(len.min(tail.len()));
            rest = next;
            Some(
                continuation
                    .iter()
                    .fold(bits, |code, byte| code << 6 | u32::from(byte & 0x3f)),
            )
        })
    }
}

impl From<&str> for PyStr {
    fn from(text: &str) -> Self {
        PyStr(text.as_bytes().into())
    }
}

/// A whole file.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    pub body: Vec<Stmt>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stmt {
    pub span: Span,
    /// 1 + the greatest depth of the statements inside.
    pub depth: u16,
    pub kind: StmtKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    AsyncFunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return {
        value: Option<Box<Expr>>,
    },
    Delete {
        targets: Vec<Expr>,
    },
    Assign {
        targets: Vec<Expr>,
        value: Box<Expr>,
    },
    TypeAlias {
        name: Box<Expr>,
        type_params: Vec<TypeParam>,
        value: Box<Expr>,
    },
    AugAssign {
        target: Box<Expr>,
        op: Operator,
        value: Box<Expr>,
    },
    /// `simple`: the target is a name without parentheses.
    AnnAssign {
        target: Box<Expr>,
        annotation: Box<Expr>,
        value: Option<Box<Expr>>,
        simple: bool,
    },
    For(Box<For>),
    AsyncFor(Box<For>),
    While {
        test: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    If {
        test: Box<Expr>,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    With(With),
    AsyncWith(With),
    Match {
        subject: Box<Expr>,
        cases: Vec<MatchCase>,
    },
    Raise {
        exc: Option<Box<Expr>>,
        cause: Option<Box<Expr>>,
    },
    Try(Box<Try>),
    TryStar(Box<Try>),
    Assert {
        test: Box<Expr>,
        msg: Option<Box<Expr>>,
    },
    Import {
        names: Vec<Alias>,
    },
    /// `level`: the number of leading dots.
    ImportFrom {
        module: Option<Ident>,
        names: Vec<Alias>,
        level: u32,
    },
    Global {
        names: Vec<Ident>,
    },
    Nonlocal {
        names: Vec<Ident>,
    },
    Expr {
        value: Box<Expr>,
    },
    Pass,
    Break,
    Continue,
}

/// `def` or `async def`. The statement's span starts at `def`, after the decorators.
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionDef {
    pub name: Ident,
    pub args: Arguments,
    pub body: Vec<Stmt>,
    pub decorator_list: Vec<Expr>,
    pub returns: Option<Box<Expr>>,
    pub type_params: Vec<TypeParam>,
}

/// `class`. The statement's span starts at `class`, after the decorators.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassDef {
    pub name: Ident,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
    pub decorator_list: Vec<Expr>,
    pub type_params: Vec<TypeParam>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct For {
    pub target: Box<Expr>,
    pub iter: Box<Expr>,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct With {
    pub items: Vec<WithItem>,
    pub body: Vec<Stmt>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct WithItem {
    pub context_expr: Expr,
    pub optional_vars: Option<Box<Expr>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
}

/// `type` is `typ` here, because `type` is a keyword of Rust.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceptHandler {
    pub span: Span,
    pub typ: Option<Box<Expr>>,
    pub name: Option<Ident>,
    pub body: Vec<Stmt>,
}

/// `name as asname` of an import; `name` may be dotted, or `*`.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    pub span: Span,
    pub name: Ident,
    pub asname: Option<Ident>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    pub span: Span,
    /// 1 + the greatest depth of the expressions inside.
    pub depth: u16,
    pub kind: ExprKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    BinOp {
        left: Box<Expr>,
        op: Operator,
        right: Box<Expr>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda {
        args: Box<Arguments>,
        body: Box<Expr>,
    },
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Dict {
        items: Vec<DictItem>,
    },
    Set {
        elts: Vec<Expr>,
    },
    ListComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    Await {
        value: Box<Expr>,
    },
    Yield {
        value: Option<Box<Expr>>,
    },
    YieldFrom {
        value: Box<Expr>,
    },
    /// `ops` and `comparators` have the same length, at least 1.
    Compare {
        left: Box<Expr>,
        ops: Vec<CmpOp>,
        comparators: Vec<Expr>,
    },
    Call {
        func: Box<Expr>,
        args: Vec<Expr>,
        keywords: Vec<Keyword>,
    },
    FormattedValue {
        value: Box<Expr>,
        conversion: Conversion,
        format_spec: Option<Box<Expr>>,
    },
    /// An f-string: string constants and `FormattedValue`s.
    JoinedStr {
        values: Vec<Expr>,
    },
    /// `u_prefix`: the (first) string literal is written `u"..."`.
    Constant {
        value: Constant,
        u_prefix: bool,
    },
    Attribute {
        value: Box<Expr>,
        attr: Ident,
        ctx: ExprContext,
    },
    Subscript {
        value: Box<Expr>,
        slice: Box<Expr>,
        ctx: ExprContext,
    },
    Starred {
        value: Box<Expr>,
        ctx: ExprContext,
    },
    Name {
        id: Name,
        ctx: ExprContext,
    },
    List {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Tuple {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

/// `key: value`, or `**value` without a key.
#[derive(Debug, Clone, PartialEq)]
pub struct DictItem {
    pub key: Option<Expr>,
    pub value: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    /// Never negative: the sign is a `UnaryOp`.
    Int(i64),
    /// An integer beyond `i64`.
    BigInt(Rc<IBig>),
    Float(f64),
    /// The imaginary part of `2j`; the real part is 0.
    Complex(f64),
    Str(PyStr),
    Bytes(Rc<[u8]>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// `!s`, `!r`, `!a` of a replacement field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

/// The parameters of a function.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments {
    pub posonlyargs: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Box<Arg>>,
    pub kwonlyargs: Vec<Arg>,
    /// One for each of `kwonlyargs`; `None` where it is required.
    pub kw_defaults: Vec<Option<Expr>>,
    pub kwarg: Option<Box<Arg>>,
    /// The defaults of the last of `posonlyargs` and `args`, taken as one list.
    pub defaults: Vec<Expr>,
}

/// A parameter. The span covers the annotation too.
#[derive(Debug, Clone, PartialEq)]
pub struct Arg {
    pub span: Span,
    pub arg: Ident,
    pub annotation: Option<Box<Expr>>,
}

/// `arg=value` of a call, or `**value` without a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    pub span: Span,
    pub arg: Option<Ident>,
    pub value: Expr,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Box<Expr>>,
    pub body: Vec<Stmt>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    pub span: Span,
    /// 1 + the greatest depth of the patterns and expressions inside.
    pub depth: u16,
    pub kind: PatternKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum PatternKind {
    MatchValue {
        value: Box<Expr>,
    },
    /// `None`, `True` or `False`.
    MatchSingleton {
        value: Constant,
    },
    MatchSequence {
        patterns: Vec<Pattern>,
    },
    /// `keys` and `patterns` have the same length.
    MatchMapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    /// `kwd_attrs` and `kwd_patterns` have the same length.
    MatchClass {
        cls: Box<Expr>,
        patterns: Vec<Pattern>,
        kwd_attrs: Vec<Ident>,
        kwd_patterns: Vec<Pattern>,
    },
    /// `*name`, or `*_` without a name.
    MatchStar {
        name: Option<Ident>,
    },
    /// `pattern as name`; a bare name without pattern; `_` without either.
    MatchAs {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    MatchOr {
        patterns: Vec<Pattern>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct TypeParam {
    pub span: Span,
    pub kind: TypeParamKind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TypeParamKind {
    TypeVar {
        name: Ident,
        bound: Option<Box<Expr>>,
    },
    ParamSpec {
        name: Ident,
    },
    TypeVarTuple {
        name: Ident,
    },
}
