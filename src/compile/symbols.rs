//! The scope pass: for each name in each scope, what kind of variable it is.
//!
//! ```text
//! def f(a):              scope f      a: Cell      (a lambda captures it)
//!     b = [a for c in a]              b: Local
//!                        scope <listcomp>, inlined: no frame of its own
//!                                     a: Outer     (a variable of the same frame)
//!                                     c: Local
//!     return lambda: a   scope <lambda>
//!                                     a: Free      (comes with the closure)
//! ```
//!
//! It takes two passes. [`super::collect`] walks the tree and marks in each scope
//! how its names are used. Then [`resolve`](SymbolTable::resolve), here, looks for
//! the binding of each name outwards from its scope. Scopes of classes are skipped,
//! except for `__class__`, the implicit cell of a class. Where the search
//! leaves the frame, the binding becomes a cell, and each frame in between passes it
//! on.
//!
//! A list, set or dict comprehension is a scope without a frame (PEP 709): its
//! variables are registers of the frame around it, so a use of a variable across
//! its border captures nothing.
//!
//! The scopes of type parameters (PEP 695) are functions which run at once. Inside
//! a class they see its names: they take the namespace as a hidden parameter.

use std::fmt;
use std::rc::Rc;

use foldhash::HashMap;

use crate::pystr::Name;
use crate::source::{Source, Span, SyntaxError};

/// A scope's place in [`SymbolTable::scopes`].
pub type ScopeId = usize;

/// What a scope belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ScopeKind {
    Module,
    /// A module's code whose names live in a namespace apart from the globals.
    Namespace,
    Class,
    Function,
    Lambda,
    /// A list, set or dict comprehension, inlined.
    Comprehension,
    GeneratorExpression,
    /// The type parameters of a function, class or alias.
    TypeParams,
    /// The bound of a type variable, evaluated when it is asked for.
    TypeBound,
    /// The value of a `type` statement, evaluated when it is asked for.
    TypeAlias,
}

impl ScopeKind {
    /// What CPython's messages call it.
    pub fn description(self) -> &'static str {
        match self {
            ScopeKind::Module | ScopeKind::Namespace => "module",
            ScopeKind::Class => "class",
            ScopeKind::Function => "function",
            ScopeKind::Lambda => "lambda",
            ScopeKind::Comprehension => "comprehension",
            ScopeKind::GeneratorExpression => "generator expression",
            ScopeKind::TypeParams => "the definition of a generic",
            ScopeKind::TypeBound => "a TypeVar bound",
            ScopeKind::TypeAlias => "a type alias",
        }
    }

    /// One of the three kinds that PEP 695 added.
    pub fn is_typing(self) -> bool {
        matches!(
            self,
            ScopeKind::TypeParams | ScopeKind::TypeBound | ScopeKind::TypeAlias
        )
    }

    /// A module's, with either sort of names.
    pub fn is_top(self) -> bool {
        matches!(self, ScopeKind::Module | ScopeKind::Namespace)
    }
}

/// How a scope mentions a name: a set of the constants below.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks(u16);

impl Marks {
    pub const PARAM: Marks = Marks(1);
    pub const BOUND: Marks = Marks(1 << 1);
    pub const IMPORTED: Marks = Marks(1 << 2);
    pub const USED: Marks = Marks(1 << 3);
    pub const GLOBAL: Marks = Marks(1 << 4);
    pub const NONLOCAL: Marks = Marks(1 << 5);
    pub const ANNOTATED: Marks = Marks(1 << 6);
    /// A target of a comprehension's `for`.
    pub const ITERATION: Marks = Marks(1 << 7);
    /// A target of `:=`.
    pub const WALRUS: Marks = Marks(1 << 8);
    /// `del name`, or `except ... as name`, after which it may be unbound again.
    pub const DELETED: Marks = Marks(1 << 9);
    /// The frame has the variable's cell from its closure.
    pub const FREE: Marks = Marks(1 << 10);

    const NAMES: [(Marks, &'static str); 11] = [
        (Marks::PARAM, "parameter"),
        (Marks::BOUND, "bound"),
        (Marks::IMPORTED, "imported"),
        (Marks::USED, "used"),
        (Marks::GLOBAL, "global"),
        (Marks::NONLOCAL, "nonlocal"),
        (Marks::ANNOTATED, "annotated"),
        (Marks::ITERATION, "iteration"),
        (Marks::WALRUS, "walrus"),
        (Marks::DELETED, "deleted"),
        (Marks::FREE, "free"),
    ];

    /// Whether any of `other` is in the set.
    pub fn any(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }

    /// Whether the scope itself gives the name a value.
    pub fn binds(self) -> bool {
        self.any(Marks(
            Marks::PARAM.0 | Marks::BOUND.0 | Marks::IMPORTED.0 | Marks::ITERATION.0,
        ))
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Marks::NAMES
            .iter()
            .filter(|(mark, _)| self.any(*mark))
            .map(|&(_, word)| word);
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}

/// What kind of variable a name is in a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Not looked for yet.
    Unresolved,
    /// A register of this frame, bound in this scope.
    Local,
    /// The same, in a cell, because an inner frame captures it.
    Cell,
    /// A variable of a scope further out that shares this frame.
    Outer,
    /// A variable of an outer frame: its cell is in the closure.
    Free,
    /// A global or a builtin.
    Global,
    /// Looked up in the namespace first.
    Name,
}

#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: Name,
    pub marks: Marks,
    pub access: Access,
    /// Where `global` or `nonlocal` declares it.
    pub declared: Span,
}

/// One scope and its names, in the order of their first mention.
#[derive(Clone, Debug)]
pub struct Scope {
    pub kind: ScopeKind,
    pub name: Name,
    pub parent: Option<ScopeId>,
    pub span: Span,
    pub symbols: Vec<Symbol>,
    index: HashMap<Name, usize>,
    /// The class whose name mangles `__private` names here.
    pub private: Option<Name>,
    /// There is a `yield`.
    pub generator: bool,
    /// `async def`, or a comprehension with `await` or `async for`.
    pub coroutine: bool,
    /// A class: somebody uses `__class__`.
    pub class_cell: bool,
    /// A frame's free variables in the order of its closure.
    pub free: Vec<Name>,
}

impl Scope {
    pub fn new(
        kind: ScopeKind,
        name: Name,
        parent: Option<ScopeId>,
        span: Span,
        private: Option<Name>,
    ) -> Scope {
        Scope {
            kind,
            name,
            parent,
            span,
            private,
            symbols: Vec::new(),
            index: HashMap::default(),
            generator: false,
            coroutine: false,
            class_cell: false,
            free: Vec::new(),
        }
    }

    /// The symbol of a (mangled) name.
    pub fn get(&self, name: &str) -> Option<&Symbol> {
        self.index.get(name).map(|&at| &self.symbols[at])
    }

    /// The marks of a (mangled) name, none if it is not mentioned.
    pub fn marks(&self, name: &str) -> Marks {
        self.get(name)
            .map_or(Marks::default(), |symbol| symbol.marks)
    }

    /// Adds marks to a name, which is entered if it is new.
    pub fn mark(&mut self, name: &Name, marks: Marks) -> &mut Symbol {
        let at = *self.index.entry(name.clone()).or_insert_with(|| {
            self.symbols.push(Symbol {
                name: name.clone(),
                marks: Marks::default(),
                access: Access::Unresolved,
                declared: Span::default(),
            });
            self.symbols.len() - 1
        });
        let symbol = &mut self.symbols[at];
        symbol.marks = symbol.marks.with(marks);
        symbol
    }
}

/// The name of a `__private` name in a class: `_Class__private`.
pub fn mangle(private: Option<&Name>, name: &Name) -> Name {
    match private {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            match class.trim_start_matches('_') {
                "" => name.clone(),
                class => format!("_{class}{name}").into(),
            }
        }
        _ => name.clone(),
    }
}

/// All scopes of a module. A scope is found by the address of the node that
/// opens it, so the tree must stay where it is between the two passes.
#[derive(Clone, Debug, Default)]
pub struct SymbolTable {
    pub scopes: Vec<Scope>,
    by_node: HashMap<(usize, ScopeKind), ScopeId>,
}

fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl SymbolTable {
    /// Enters a scope that `node` opens.
    pub fn add<T>(&mut self, node: &T, scope: Scope) -> ScopeId {
        let id = self.scopes.len();
        self.by_node.insert((address(node), scope.kind), id);
        self.scopes.push(scope);
        id
    }

    /// The scope that `node` opens. Every node that opens one was entered by the
    /// first pass; the module stands in for a node that was not.
    pub fn find<T>(&self, node: &T, kind: ScopeKind) -> ScopeId {
        self.by_node
            .get(&(address(node), kind))
            .copied()
            .unwrap_or(0)
    }

    /// The scope whose frame runs the code of scope `id`.
    pub fn frame(&self, mut id: ScopeId) -> ScopeId {
        while self.scopes[id].kind == ScopeKind::Comprehension
            && let Some(parent) = self.scopes[id].parent
        {
            id = parent;
        }
        id
    }

    /// Whether a scope lies in a function, or in what is like one.
    pub fn is_nested(&self, id: ScopeId) -> bool {
        let mut next = self.scopes[id].parent;
        while let Some(at) = next {
            let scope = &self.scopes[at];
            if !scope.kind.is_top() && scope.kind != ScopeKind::Class {
                return true;
            }
            next = scope.parent;
        }
        false
    }

    /// A scope of type parameters that looks its names up in a class body.
    pub fn sees_class(&self, id: ScopeId) -> bool {
        let scope = &self.scopes[id];
        scope.kind.is_typing()
            && scope.parent.is_some_and(|parent| {
                self.scopes[parent].kind == ScopeKind::Class || self.sees_class(parent)
            })
    }

    /// Finds the binding of every name.
    ///
    /// # Errors
    /// A `nonlocal` declaration without a binding, or beside a `global` one.
    pub fn resolve(&mut self) -> Result<(), SyntaxError> {
        for id in 0..self.scopes.len() {
            // Names that pass through are entered on the way, resolved.
            for at in 0..self.scopes[id].symbols.len() {
                if self.scopes[id].symbols[at].access == Access::Unresolved {
                    let access = self.access(id, at)?;
                    self.scopes[id].symbols[at].access = access;
                }
            }
        }
        Ok(())
    }

    fn access(&mut self, id: ScopeId, at: usize) -> Result<Access, SyntaxError> {
        let scope = &self.scopes[id];
        let Symbol {
            ref name,
            marks,
            declared,
            ..
        } = scope.symbols[at];
        let name = name.clone();
        if marks.any(Marks::NONLOCAL) {
            if scope.kind.is_top() {
                let message = "nonlocal declaration not allowed at module level";
                return Err(SyntaxError::new(message, declared));
            }
            if marks.any(Marks::GLOBAL) {
                let message = format!("name '{name}' is nonlocal and global");
                return Err(SyntaxError::new(message, declared));
            }
        } else if marks.any(Marks::GLOBAL) {
            return Ok(Access::Global);
        } else if marks.binds() {
            return Ok(match scope.kind {
                ScopeKind::Module => Access::Global,
                ScopeKind::Namespace | ScopeKind::Class => Access::Name,
                _ => Access::Local,
            });
        }
        let Some(owner) = self.binding(id, &name) else {
            if marks.any(Marks::NONLOCAL) {
                let message = format!("no binding for nonlocal '{name}' found");
                return Err(SyntaxError::new(message, declared));
            }
            let by_name = match self.scopes[id].kind {
                ScopeKind::Class | ScopeKind::Namespace => true,
                ScopeKind::Comprehension => {
                    self.scopes[self.frame(id)].kind == ScopeKind::Namespace
                }
                _ => self.sees_class(id),
            };
            return Ok(if by_name {
                Access::Name
            } else {
                Access::Global
            });
        };
        if marks.any(Marks::NONLOCAL) && self.scopes[owner].kind == ScopeKind::TypeParams {
            let message = format!("nonlocal binding not allowed for type parameter '{name}'");
            return Err(SyntaxError::new(message, declared));
        }
        let frame = self.frame(owner);
        if self.frame(id) == frame && self.scopes[owner].kind != ScopeKind::Class {
            return Ok(Access::Outer);
        }
        self.capture(id, owner, &name);
        Ok(Access::Free)
    }

    /// The scope around `id` that binds `name` as a variable that others may see.
    fn binding(&self, id: ScopeId, name: &str) -> Option<ScopeId> {
        let mut next = self.scopes[id].parent;
        while let Some(at) = next {
            let scope = &self.scopes[at];
            match scope.kind {
                ScopeKind::Module | ScopeKind::Namespace => return None,
                ScopeKind::Class if name == "__class__" => return Some(at),
                ScopeKind::Class => {}
                _ => {
                    let marks = scope.marks(name);
                    if marks.any(Marks::GLOBAL) {
                        return None;
                    }
                    if marks.binds() && !marks.any(Marks::NONLOCAL) {
                        return Some(at);
                    }
                }
            }
            next = scope.parent;
        }
        None
    }

    /// Makes `name` of scope `owner` a cell, which every frame from that of `id`
    /// outwards receives.
    fn capture(&mut self, id: ScopeId, owner: ScopeId, name: &Name) {
        if self.scopes[owner].kind == ScopeKind::Class {
            self.scopes[owner].class_cell = true;
        } else {
            self.scopes[owner].mark(name, Marks::default()).access = Access::Cell;
        }
        let last = self.frame(owner);
        let mut at = self.frame(id);
        while at != last {
            let scope = &mut self.scopes[at];
            let in_class = scope.kind == ScopeKind::Class;
            let symbol = scope.mark(name, Marks::default());
            if symbol.marks.any(Marks::FREE) {
                return;
            }
            symbol.marks = symbol.marks.with(Marks::FREE);
            // A class body may bind the name as well, in its namespace.
            if symbol.access == Access::Unresolved && !in_class {
                symbol.access = Access::Free;
            }
            scope.free.push(name.clone());
            let Some(parent) = scope.parent else { return };
            at = self.frame(parent);
        }
    }

    /// The table for `-m symtable`: a scope per paragraph, indented by its depth.
    pub fn print(&self, source: &Source) -> String {
        let mut children = vec![Vec::new(); self.scopes.len()];
        for (id, scope) in self.scopes.iter().enumerate() {
            if let Some(parent) = scope.parent {
                children[parent].push(id);
            }
        }
        let mut text = String::new();
        let mut stack = vec![(0, 0)];
        while let Some((id, depth)) = stack.pop() {
            let Some(scope) = self.scopes.get(id) else {
                break;
            };
            let indent = "    ".repeat(depth);
            text.push_str(&format!(
                "{indent}{:?} {} (line {})\n",
                scope.kind,
                scope.name,
                source.line(scope.span.start)
            ));
            for symbol in &scope.symbols {
                text.push_str(&format!(
                    "{indent}  {}: {:?} ({})\n",
                    symbol.name, symbol.access, symbol.marks
                ));
            }
            stack.extend(children[id].iter().rev().map(|&child| (child, depth + 1)));
        }
        text
    }
}

/// Names that the compiler itself uses.
pub fn known(name: &str) -> Name {
    Rc::from(name)
}
