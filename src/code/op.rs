//! The opcode table: every op of the register machine, declared once.
//!
//! An op is eight bytes, `Copy`, and matched directly by the evaluator: there
//! is no encoder and no decoder that could drift apart.
//!
//! ```text
//!  byte 0   1      2..4   4..6   6..8
//!  +------+------+------+------+------+
//!  | op   | u8   | u16  | u16  | u16  |     Add { how, dst, lhs, rhs }
//!  +------+------+------+------+------+
//!  | op   | u8   | u16  |     u32     |     JumpIf { when, cond, target }
//!  +------+------+------+-------------+
//! ```
//!
//! The doc line of an op *is* its specification; `r[x]` is a register of the
//! frame, `names[x]`, `consts[x]`, `codes[x]` and `caches[x]` belong to the code
//! object. From the table come the enum, the disassembler (`dis.rs`), the
//! verifier (`verify.rs`) and the frame size.
//!
//! A call's *window* is a run of registers at the top of the caller's frame that
//! becomes the callee's frame, so that arguments are never copied. [`WINDOW`]
//! words of header come first (see `vm/frame.rs`); the compiler puts the callee
//! into `r[window + CALLEE]` and the arguments from `r[window + WINDOW]` on.
//!
//! Jump targets are relative to the *next* op. A jump with a negative target is
//! a safepoint.

use std::fmt;

/// Words of frame header in front of the registers of every frame.
pub const WINDOW: u16 = 6;
/// Where in a call's window the keyword names (a tuple) lie, for `CallKw`.
pub const KWNAMES: u16 = 1;
/// Where in a call's window the callee lies.
pub const CALLEE: u16 = 3;

macro_rules! operand_types {
    ($($(#[$doc:meta])* $name:ident($inner:ty) => $operand:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(transparent)]
        pub struct $name(pub $inner);
        impl From<$name> for Operand {
            fn from(it: $name) -> Operand { Operand::$operand(it.0) }
        }
    )*
    /// One operand of an op, for the disassembler and the verifier.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Operand {
        $($(#[$doc])* $operand($inner),)*
        /// A choice of the op's own, shown by name.
        Choice(&'static str),
    }};
}

operand_types! {
    /// A register that the op writes.
    Dst(u16) => Dst;
    /// A register that the op reads.
    Src(u16) => Src;
    /// The first of a run of registers that the op reads; a [`Count`] follows.
    First(u16) => First;
    /// The first of a run of registers that the op writes; a [`Count`] follows.
    Into(u16) => Into;
    /// How many registers, or how many arguments behind a window's header.
    Count(u16) => Count;
    /// The first register of a call's window.
    Window(u16) => Window;
    /// The first of the three registers that hold the state of a `for` loop.
    Loop(u16) => Loop;
    /// A jump, in ops, relative to the next op.
    Jump(i32) => Jump;
    /// A short jump, in ops, relative to the next op.
    Near(i16) => Near;
    /// An index into the code object's constants.
    ConstIx(u32) => Const;
    /// An index into the code object's constants, which must be a code object.
    CodeIx(u32) => Code;
    /// An index into the code object's names.
    NameIx(u32) => Name;
    /// The same, where two more operands must fit.
    ShortName(u16) => ShortName;
    /// An index into the inline caches, each of which knows its name.
    CacheIx(u32) => Cache;
    /// The same, where two more operands must fit.
    ShortCache(u16) => ShortCache;
    /// A small integer.
    Imm(i32) => Imm;
    /// A small integer beside two more operands.
    ShortImm(i16) => ShortImm;
    /// A small count in the spare byte.
    Small(u8) => Small;
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            /// As the disassembler shows it.
            pub const fn text(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }
        impl From<$name> for Operand {
            fn from(it: $name) -> Operand {
                Operand::Choice(it.text())
            }
        }
    )*};
}

choices! {
    /// Whether an arithmetic op stands for `a + b` or for `a += b`.
    How {
        /// `a + b`
        Plain = "",
        /// `a += b`: `__iadd__` is tried first.
        InPlace = "=",
    }
    /// On which outcome a conditional jump is taken.
    When {
        /// Jump when the condition is false.
        False = "unless",
        /// Jump when the condition is true.
        True = "if",
    }
    /// The conversion of an f-string's field.
    Conversion {
        /// none
        None = "",
        /// `!s`
        Str = "!s",
        /// `!r`
        Repr = "!r",
        /// `!a`
        Ascii = "!a",
    }
    /// What [`Op::MakeTyping`] makes of its operands (PEP 695).
    TypingForm {
        /// name: `typing.TypeVar`
        TypeVar = "TypeVar",
        /// name, function that computes the bound: `typing.TypeVar`
        TypeVarWithBound = "TypeVar:bound",
        /// name, function that computes the constraints: `typing.TypeVar`
        TypeVarWithConstraints = "TypeVar:constraints",
        /// name: `typing.ParamSpec`
        ParamSpec = "ParamSpec",
        /// name: `typing.TypeVarTuple`
        TypeVarTuple = "TypeVarTuple",
        /// name, tuple of type parameters or None, function that computes the value: `typing.TypeAliasType`
        TypeAlias = "TypeAlias",
        /// tuple of type parameters: `typing.Generic[...]`, the base of a generic class
        Generic = "Generic",
    }
    /// A special method that a statement looks up on the type.
    Special {
        /// `__enter__`
        Enter = "__enter__",
        /// `__exit__`
        Exit = "__exit__",
        /// `__aenter__`
        AEnter = "__aenter__",
        /// `__aexit__`
        AExit = "__aexit__",
    }
}

impl When {
    /// The choice as a bool: jump when the condition equals it.
    #[inline(always)]
    pub fn is(self) -> bool {
        self as u8 != 0
    }
}

macro_rules! ops {
    ($($(#[doc = $doc:literal])+ $name:ident { $($field:ident : $ty:ty),* $(,)? },)*) => {
        /// An operation of the register machine: see the module's documentation.
        #[derive(Clone, Copy, PartialEq, Debug)]
        #[repr(u8)]
        pub enum Op { $($(#[doc = $doc])+ $name { $($field: $ty),* },)* }

        impl Op {
            /// The op's name.
            pub fn name(&self) -> &'static str {
                match self { $(Op::$name { .. } => stringify!($name),)* }
            }

            /// The op's operands in order, with their names.
            pub fn operands(&self) -> Vec<(&'static str, Operand)> {
                match *self {
                    $(Op::$name { $($field),* } => vec![$((stringify!($field), $field.into())),*],)*
                }
            }

            /// The table itself: each op's name and its meaning.
            pub const TABLE: &'static [(&'static str, &'static str)] =
                &[$((stringify!($name), concat!($($doc, "\n"),+)),)*];
        }
    };
}

ops! {
    // --- registers and constants ---
    /// r[dst] = r[src]
    Move { dst: Dst, src: Src },
    /// r[dst] = consts[konst]
    LoadConst { dst: Dst, konst: ConstIx },
    /// r[dst] = the int `value`
    LoadInt { dst: Dst, value: Imm },
    /// r[dst] = the unbound marker
    Unbind { dst: Dst },
    /// tell the objects that have just died, with only the first `live` registers in use
    Release { live: Count },
    /// raise UnboundLocalError for names[name] if r[src] is unbound
    CheckBound { src: Src, name: NameIx },

    // --- variables that are not registers ---
    /// r[dst] = globals or builtins[name of the cache]
    LoadGlobal { dst: Dst, cache: CacheIx },
    /// globals[name of the cache] = r[src]
    StoreGlobal { src: Src, cache: CacheIx },
    /// del globals[names[name]]
    DeleteGlobal { name: NameIx },
    /// r[dst] = namespace r[0], globals or builtins[name of the cache]
    LoadName { dst: Dst, cache: CacheIx },
    /// namespace r[0][names[name]] = r[src]
    StoreName { src: Src, name: NameIx },
    /// del namespace r[0][names[name]]
    DeleteName { name: NameIx },
    /// r[dst] = namespace r[0][names[name]], or else the content of cell r[cell]
    LoadNameOrCell { dst: Dst, cell: Src, name: ShortName },
    /// r[dst] = a new cell that holds r[src], which may be unbound
    MakeCell { dst: Dst, src: Src },
    /// r[dst] = closure[index] of the running function: the cell itself
    LoadClosure { dst: Dst, index: Imm },
    /// r[dst] = content of cell r[cell]; NameError for names[name] if unbound
    LoadCell { dst: Dst, cell: Src, name: ShortName },
    /// content of cell r[cell] = r[src]
    StoreCell { cell: Src, src: Src },
    /// content of cell r[cell] = unbound; NameError for names[name] if it was
    DeleteCell { cell: Src, name: NameIx },

    // --- arithmetic ---
    /// r[dst] = r[lhs] + r[rhs]
    Add { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] - r[rhs]
    Sub { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] * r[rhs]
    Mul { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] / r[rhs]
    TrueDiv { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] // r[rhs]
    FloorDiv { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] % r[rhs]
    Mod { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] ** r[rhs]
    Pow { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] @ r[rhs]
    MatMul { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] << r[rhs]
    LShift { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] >> r[rhs]
    RShift { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] & r[rhs]
    BitAnd { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] | r[rhs]
    BitOr { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] ^ r[rhs]
    BitXor { how: How, dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] + imm
    AddImm { how: How, dst: Dst, lhs: Src, imm: ShortImm },
    /// r[dst] = r[lhs] - imm
    SubImm { how: How, dst: Dst, lhs: Src, imm: ShortImm },
    /// r[dst] = -r[src]
    Neg { dst: Dst, src: Src },
    /// r[dst] = +r[src]
    Pos { dst: Dst, src: Src },
    /// r[dst] = ~r[src]
    Invert { dst: Dst, src: Src },
    /// r[dst] = not r[src]
    Not { dst: Dst, src: Src },

    // --- comparison ---
    /// r[dst] = r[lhs] < r[rhs]
    Lt { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] <= r[rhs]
    Le { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] > r[rhs]
    Gt { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] >= r[rhs]
    Ge { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] == r[rhs]
    Eq { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] != r[rhs]
    Ne { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] is r[rhs]
    Is { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] is not r[rhs]
    IsNot { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] in r[rhs]
    In { dst: Dst, lhs: Src, rhs: Src },
    /// r[dst] = r[lhs] not in r[rhs]
    NotIn { dst: Dst, lhs: Src, rhs: Src },

    // --- jumps ---
    /// goto target
    Jump { target: Jump },
    /// goto target when bool(r[cond]) is `when`
    JumpIf { when: When, cond: Src, target: Jump },
    /// goto target when (r[src] is None) is `when`
    JumpIfNone { when: When, src: Src, target: Jump },
    /// goto target when bool(r[lhs] < r[rhs]) is `when`
    JumpLt { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] <= r[rhs]) is `when`
    JumpLe { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] > r[rhs]) is `when`
    JumpGt { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] >= r[rhs]) is `when`
    JumpGe { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] == r[rhs]) is `when`
    JumpEq { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] != r[rhs]) is `when`
    JumpNe { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when bool(r[lhs] < imm) is `when`
    JumpLtImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when bool(r[lhs] <= imm) is `when`
    JumpLeImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when bool(r[lhs] > imm) is `when`
    JumpGtImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when bool(r[lhs] >= imm) is `when`
    JumpGeImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when bool(r[lhs] == imm) is `when`
    JumpEqImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when bool(r[lhs] != imm) is `when`
    JumpNeImm { when: When, lhs: Src, imm: ShortImm, target: Near },
    /// goto target when (r[lhs] is r[rhs]) is `when`
    JumpIs { when: When, lhs: Src, rhs: Src, target: Near },
    /// goto target when (r[lhs] in r[rhs]) is `when`
    JumpIn { when: When, lhs: Src, rhs: Src, target: Near },

    // --- iteration ---
    /// r[dst] = iter(r[src])
    GetIter { dst: Dst, src: Src },
    /// r[state..state + 3] = the state of a loop over r[src]
    ForPrep { state: Loop, src: Src },
    /// r[dst] = next of the loop r[state..state + 3]; goto exit when there is none
    ForIter { dst: Dst, state: Loop, exit: Near },
    /// at the bottom of a loop whose ForIter is at top: if that would take an item of a range, a
    /// list or a tuple, takes it and goes to the op behind it; else goto top
    ForNext { dst: Dst, state: Loop, top: Near },

    // --- calls ---
    /// r[dst] = r[window + CALLEE](argc arguments from r[window + WINDOW] on)
    Call { dst: Dst, window: Window, argc: Count },
    /// the same; the last arguments are named by the tuple r[window + KWNAMES]
    CallKw { dst: Dst, window: Window, argc: Count },
    /// prepares `r[obj].name(...)`: a method goes to r[window + CALLEE] and r[obj]
    /// to r[window + WINDOW]; any other attribute goes to r[window + CALLEE + 1]
    /// and r[window + CALLEE] = unbound
    LoadMethod { obj: Src, window: Window, cache: ShortCache },
    /// calls what LoadMethod prepared, with argc arguments from r[window + WINDOW + 1] on
    CallMethod { dst: Dst, window: Window, argc: Count },
    /// the same; the last arguments are named by the tuple r[window + KWNAMES]
    CallMethodKw { dst: Dst, window: Window, argc: Count },
    /// r[dst] = r[window + CALLEE](*r[window + WINDOW], **dict r[window + WINDOW + 1] unless unbound);
    /// the positional ones are any iterable, a tuple where the compiler can have one
    CallEx { dst: Dst, window: Window },
    /// prepares a call of type(r[obj]).special like LoadMethod, always as a method
    LoadSpecial { special: Special, obj: Src, window: Window },
    /// return r[src]
    Return { src: Src },

    // --- generators ---
    /// return a new generator (coroutine, asynchronous generator) that owns this frame
    MakeGenerator {},
    /// yield r[src]; when resumed, r[dst] = the value sent
    Yield { dst: Dst, src: Src },
    /// sends r[sent] to iterator r[iter]: yields what that yields, staying here with
    /// r[sent] = the value sent next; when it is exhausted, r[dst] = its value
    YieldFrom { dst: Dst, iter: Src, sent: Src },
    /// r[dst] = the iterator for `yield from r[src]`
    GetYieldFromIter { dst: Dst, src: Src },
    /// r[dst] = the iterator for `await r[src]`
    GetAwaitable { dst: Dst, src: Src },
    /// r[dst] = the iterator for waiting on r[src], which special method `special` gave
    GetAwaitableOf { special: Special, dst: Dst, src: Src },
    /// r[dst] = r[src].__aiter__()
    GetAIter { dst: Dst, src: Src },
    /// r[dst] = the awaitable of r[src].__anext__()
    GetANext { dst: Dst, src: Src },
    /// r[dst] = r[src] wrapped, for a value that an asynchronous generator yields
    AsyncGenWrap { dst: Dst, src: Src },
    /// goto target unless exception r[exc] is StopAsyncIteration
    JumpUnlessStopAsync { exc: Src, target: Jump },

    // --- attributes and items ---
    /// r[dst] = r[obj].name of the cache
    LoadAttr { dst: Dst, obj: Src, cache: ShortCache },
    /// r[obj].name of the cache = r[src]
    StoreAttr { obj: Src, src: Src, cache: ShortCache },
    /// del r[obj].names[name]
    DeleteAttr { obj: Src, name: NameIx },
    /// r[dst] = r[obj][r[index]]
    GetItem { dst: Dst, obj: Src, index: Src },
    /// r[obj][r[index]] = r[src]
    SetItem { obj: Src, index: Src, src: Src },
    /// r[dst] = r[obj][r[first]:r[first + 1]:r[first + 2]]
    GetSlice { dst: Dst, obj: Src, first: First },
    /// r[obj][r[first]:r[first + 1]:r[first + 2]] = r[src]
    SetSlice { obj: Src, first: First, src: Src },
    /// del r[obj][r[index]]
    DelItem { obj: Src, index: Src },
    /// r[dst] = slice(r[first], r[first + 1], r[first + 2]); count is 3
    BuildSlice { dst: Dst, first: First, count: Count },

    // --- building ---
    /// r[dst] = a tuple of count registers from r[first] on
    BuildTuple { dst: Dst, first: First, count: Count },
    /// r[dst] = a list of count registers from r[first] on
    BuildList { dst: Dst, first: First, count: Count },
    /// r[dst] = a set of count registers from r[first] on
    BuildSet { dst: Dst, first: First, count: Count },
    /// r[dst] = a dict of count registers from r[first] on: key, value, key, value, ...
    BuildDict { dst: Dst, first: First, count: Count },
    /// r[dst] = the concatenation of count strings from r[first] on
    BuildString { dst: Dst, first: First, count: Count },
    /// r[list].append(r[src])
    ListAppend { list: Src, src: Src },
    /// r[list].extend(r[src]), for `[*src]`
    ListExtend { list: Src, src: Src },
    /// r[dst] = tuple(list r[src])
    ListToTuple { dst: Dst, src: Src },
    /// r[set].add(r[src])
    SetAdd { set: Src, src: Src },
    /// r[set].update(r[src]), for `{*src}`
    SetUpdate { set: Src, src: Src },
    /// r[dict][r[key]] = r[src]
    DictInsert { dict: Src, key: Src, src: Src },
    /// r[dict].update(r[src]), for `{**src}`
    DictUpdate { dict: Src, src: Src },
    /// the same for `r[callee](**src)`: a key that is there already is a TypeError
    DictMerge { dict: Src, src: Src, callee: Src },
    /// r[into..into + count] = the items of r[src], exactly count; nothing is written when it fails
    UnpackSequence { src: Src, into: Into, count: Count },
    /// r[into..] = `before` items of r[src], a list of the middle ones, and the rest: count in all;
    /// nothing is written when it fails
    UnpackStar { before: Small, src: Src, into: Into, count: Count },
    /// r[dst] = format(conversion(r[src]))
    Format { conversion: Conversion, dst: Dst, src: Src },
    /// r[dst] = format(conversion(r[src]), r[spec])
    FormatSpec { conversion: Conversion, dst: Dst, src: Src, spec: Src },

    // --- functions, classes, modules ---
    /// r[dst] = a function of codes[code]; the first `count` (0 to 4) of its defaults (a tuple),
    /// keyword defaults (a dict), closure (a tuple of cells) and annotations (a dict) lie from
    /// r[dst] on, each perhaps unbound; those beyond count are absent
    MakeFunction { count: Small, dst: Dst, code: CodeIx },
    /// r[dst] = builtins.__build_class__
    LoadBuildClass { dst: Dst },
    /// r[dst] = __import__(names[name], globals, None, fromlist r[first], level r[first + 1])
    ImportName { dst: Dst, name: ShortName, first: First },
    /// r[dst] = r[module].names[name], for `from module import name`
    ImportFrom { dst: Dst, module: Src, name: ShortName },
    /// every public name of r[module] into the namespace
    ImportStar { module: Src },
    /// makes `__annotations__`, a dict, in namespace r[0] (in the globals, where the code has no
    /// namespace) unless it is there
    SetupAnnotations {},
    /// r[dst] = the typing object that `what` makes of count registers from r[first] on
    MakeTyping { what: TypingForm, dst: Dst, first: First, count: Count },

    // --- pattern matching ---
    /// r[dst] = whether r[src] is a sequence for `match`
    IsSequence { dst: Dst, src: Src },
    /// r[dst] = whether r[src] is a mapping for `match`
    IsMapping { dst: Dst, src: Src },
    /// r[dst] = len(r[src])
    GetLen { dst: Dst, src: Src },
    /// r[dst] = a tuple of the values of r[src] at the keys of tuple r[keys], or None
    MatchKeys { dst: Dst, src: Src, keys: Src },
    /// r[into] = the attributes of r[into] by class r[into + 1], `positional` of them by position
    /// and those of the tuple r[into + 2] by name: a tuple, or None
    MatchClass { into: Into, positional: Imm },
    /// r[dst] = a dict of what mapping r[src] holds beyond the keys of tuple r[keys]
    MatchRest { dst: Dst, src: Src, keys: Src },

    // --- exceptions ---
    /// raise r[exc]
    Raise { exc: Src },
    /// raise r[exc] from r[cause]
    RaiseFrom { exc: Src, cause: Src },
    /// raise the exception that is being handled, for a bare `raise`
    RaiseAgain {},
    /// raise exception r[exc] on, its traceback unchanged by this op
    Reraise { exc: Src },
    /// r[saved] = the exception being handled; r[exc] is handled now
    EnterHandler { saved: Dst, exc: Src },
    /// the exception being handled is r[saved] again
    LeaveHandler { saved: Src },
    /// sys.displayhook(r[src]): the value of a statement typed at a prompt
    Display { src: Src },
    /// r[dst] = builtins.AssertionError, whatever the name is bound to
    LoadAssertionError { dst: Dst },
    /// r[into], r[into + 1], r[into + 2] = type, value and traceback of exception r[exc], for `__exit__`
    LoadExcInfo { exc: Src, into: Into },
    /// for `except*`: r[into] = the part of r[exc] that matches r[class] or None (a bare exception
    /// is wrapped in a group), r[into + 1] = the rest or None
    SplitGroup { exc: Src, class: Src, into: Into },
    /// at the end of `except*`: r[dst] = what goes on of r[exc], made of list r[list], which holds what
    /// the clauses raised and last the unmatched rest or None; None when nothing is left
    MergeGroups { dst: Dst, exc: Src, list: Src },
    /// goto target when (r[exc] matches r[class]) is `when`
    JumpMatches { when: When, exc: Src, class: Src, target: Near },
}

impl Op {
    /// The first register that an op names, which is where the result of an op
    /// that calls goes.
    ///
    /// # Safety
    /// `op` points to an op whose first 16-bit operand is a register.
    #[inline(always)]
    pub unsafe fn first_register(op: *const Op) -> u16 {
        // SAFETY: in the layout of `repr(u8)` enums of up to 8 bytes, the first u16
        // field lies at byte 2.
        unsafe { *op.cast::<u16>().add(1) }
    }
}

const _: () = assert!(size_of::<Op>() == 8);

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Operand::Dst(r)
            | Operand::Src(r)
            | Operand::First(r)
            | Operand::Into(r)
            | Operand::Window(r)
            | Operand::Loop(r) => write!(f, "r{r}"),
            Operand::Count(n) => write!(f, "{n}"),
            Operand::Small(n) => write!(f, "{n}"),
            Operand::Jump(n) => write!(f, "{n:+}"),
            Operand::Near(n) => write!(f, "{n:+}"),
            Operand::Const(n) => write!(f, "const[{n}]"),
            Operand::Code(n) => write!(f, "const[{n}]"),
            Operand::Name(n) => write!(f, "name[{n}]"),
            Operand::ShortName(n) => write!(f, "name[{n}]"),
            Operand::Cache(n) => write!(f, "cache[{n}]"),
            Operand::ShortCache(n) => write!(f, "cache[{n}]"),
            Operand::Imm(n) => write!(f, "{n}"),
            Operand::ShortImm(n) => write!(f, "{n}"),
            Operand::Choice(text) => f.write_str(text),
        }
    }
}
