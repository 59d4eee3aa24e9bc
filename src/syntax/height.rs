//! How high a tree is: what bounds every recursion over it.

use super::ast::*;

impl ExprKind {
    /// Calls `visit` for each expression directly inside, in the order of `Python.asdl`.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match self {
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr { values } => {
                values.iter().for_each(visit)
            }
            ExprKind::Set { elts } | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                elts.iter().for_each(visit)
            }
            ExprKind::NamedExpr { target, value } => {
                [target, value].into_iter().for_each(|e| visit(e))
            }
            ExprKind::BinOp { left, right, .. } => [left, right].into_iter().for_each(|e| visit(e)),
            ExprKind::UnaryOp { operand, .. } => visit(operand),
            ExprKind::Lambda { args, body } => {
                args.for_each_child(visit);
                visit(body);
            }
            ExprKind::IfExp { test, body, orelse } => {
                [test, body, orelse].into_iter().for_each(|e| visit(e))
            }
            ExprKind::Dict { items } => {
                for item in items {
                    item.key.iter().for_each(&mut *visit);
                    visit(&item.value);
                }
            }
            ExprKind::ListComp { elt, generators }
            | ExprKind::SetComp { elt, generators }
            | ExprKind::GeneratorExp { elt, generators } => {
                visit(elt);
                generators
                    .iter()
                    .for_each(|generator| generator.for_each_child(visit));
            }
            ExprKind::DictComp {
                key,
                value,
                generators,
            } => {
                [key, value].into_iter().for_each(|e| visit(e));
                generators
                    .iter()
                    .for_each(|generator| generator.for_each_child(visit));
            }
            ExprKind::Await { value } | ExprKind::YieldFrom { value } => visit(value),
            ExprKind::Yield { value } => value.iter().for_each(|e| visit(e)),
            ExprKind::Compare {
                left, comparators, ..
            } => {
                visit(left);
                comparators.iter().for_each(visit);
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } => {
                visit(func);
                args.iter().for_each(&mut *visit);
                keywords.iter().for_each(|keyword| visit(&keyword.value));
            }
            ExprKind::FormattedValue {
                value, format_spec, ..
            } => {
                visit(value);
                format_spec.iter().for_each(|e| visit(e));
            }
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => visit(value),
            ExprKind::Subscript { value, slice, .. } => {
                [value, slice].into_iter().for_each(|e| visit(e))
            }
            ExprKind::Slice { lower, upper, step } => [lower, upper, step]
                .into_iter()
                .flatten()
                .for_each(|e| visit(e)),
            ExprKind::Constant { .. } | ExprKind::Name { .. } => {}
        }
    }

    /// The depth of an expression of this kind.
    pub(super) fn depth(&self) -> u16 {
        let mut deepest = 0;
        self.for_each_child(&mut |child| deepest = deepest.max(child.depth));
        deepest + 1
    }
}

impl Arguments {
    /// Calls `visit` for each annotation and default.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        let named = [&self.posonlyargs, &self.args, &self.kwonlyargs]
            .into_iter()
            .flatten();
        let all = named
            .chain(self.vararg.as_deref())
            .chain(self.kwarg.as_deref());
        all.filter_map(|arg| arg.annotation.as_deref())
            .for_each(&mut *visit);
        self.kw_defaults
            .iter()
            .flatten()
            .chain(&self.defaults)
            .for_each(visit);
    }
}

impl Comprehension {
    /// Calls `visit` for the target, the iterable and the conditions.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        [&self.target, &self.iter]
            .into_iter()
            .chain(&self.ifs)
            .for_each(visit);
    }
}

impl PatternKind {
    /// The depth of a pattern of this kind.
    pub(super) fn depth(&self) -> u16 {
        let patterns =
            |list: &[Pattern]| list.iter().map(|pattern| pattern.depth).max().unwrap_or(0);
        let exprs = |list: &[Expr]| list.iter().map(|expr| expr.depth).max().unwrap_or(0);
        let deepest = match self {
            PatternKind::MatchValue { value } => value.depth,
            PatternKind::MatchSingleton { .. } | PatternKind::MatchStar { .. } => 0,
            PatternKind::MatchSequence { patterns: list }
            | PatternKind::MatchOr { patterns: list } => patterns(list),
            PatternKind::MatchMapping {
                keys,
                patterns: list,
                ..
            } => exprs(keys).max(patterns(list)),
            PatternKind::MatchClass {
                cls,
                patterns: list,
                kwd_patterns,
                ..
            } => cls.depth.max(patterns(list)).max(patterns(kwd_patterns)),
            PatternKind::MatchAs { pattern, .. } => {
                pattern.as_ref().map_or(0, |pattern| pattern.depth)
            }
        };
        deepest + 1
    }
}

impl StmtKind {
    /// The depth of a statement of this kind: only statements count.
    pub(super) fn depth(&self) -> u16 {
        let block = |body: &[Stmt]| body.iter().map(|stmt| stmt.depth).max().unwrap_or(0);
        let deepest = match self {
            StmtKind::FunctionDef(f) | StmtKind::AsyncFunctionDef(f) => block(&f.body),
            StmtKind::ClassDef(c) => block(&c.body),
            StmtKind::For(f) | StmtKind::AsyncFor(f) => block(&f.body).max(block(&f.orelse)),
            StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
                block(body).max(block(orelse))
            }
            StmtKind::With(w) | StmtKind::AsyncWith(w) => block(&w.body),
            StmtKind::Match { cases, .. } => cases
                .iter()
                .map(|case| block(&case.body))
                .max()
                .unwrap_or(0),
            StmtKind::Try(t) | StmtKind::TryStar(t) => {
                let handlers = t
                    .handlers
                    .iter()
                    .map(|handler| block(&handler.body))
                    .max()
                    .unwrap_or(0);
                block(&t.body)
                    .max(handlers)
                    .max(block(&t.orelse))
                    .max(block(&t.finalbody))
            }
            _ => 0,
        };
        deepest + 1
    }
}
