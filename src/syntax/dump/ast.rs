//! The tree in the terms of `Python.asdl`.

use super::tree::Tree;
use crate::syntax::ast::*;

/// What `python -m ast` prints, without the line end.
pub fn print(module: &Module) -> String {
    module_tree(module).print()
}

/// A file as a tree of nodes.
pub fn module_tree(module: &Module) -> Tree {
    Tree::Node(
        "Module",
        vec![
            ("body", stmts(&module.body)),
            ("type_ignores", Tree::List(Vec::new())),
        ],
    )
}

/// An expression as a tree of nodes.
pub fn expression_tree(body: &Expr) -> Tree {
    Tree::Node("Expression", vec![("body", expr(body))])
}

fn list<T>(items: &[T], tree: impl Fn(&T) -> Tree) -> Tree {
    Tree::List(items.iter().map(tree).collect())
}

fn stmts(body: &[Stmt]) -> Tree {
    list(body, stmt)
}

fn exprs(elts: &[Expr]) -> Tree {
    list(elts, expr)
}

fn ident(ident: &Ident) -> Tree {
    name(&ident.name)
}

fn name(name: &Name) -> Tree {
    Tree::Constant(Constant::Str(PyStr::from(&**name)))
}

fn number(value: impl Into<i64>) -> Tree {
    Tree::Constant(Constant::Int(value.into()))
}

/// Collects the fields of a node; those that are absent are left out, as `ast.dump` does.
struct Fields(Vec<(&'static str, Tree)>);

impl Fields {
    fn new() -> Self {
        Fields(Vec::new())
    }

    fn with(mut self, field: &'static str, value: Tree) -> Self {
        self.0.push((field, value));
        self
    }

    fn maybe<T>(mut self, field: &'static str, value: Option<T>, tree: impl Fn(T) -> Tree) -> Self {
        self.0.extend(value.map(|value| (field, tree(value))));
        self
    }

    fn optional(self, field: &'static str, value: &Option<Box<Expr>>) -> Self {
        self.maybe(field, value.as_deref(), expr)
    }

    fn node(self, name: &'static str) -> Tree {
        Tree::Node(name, self.0)
    }

    fn node_at(self, name: &'static str, span: Span) -> Tree {
        self.node(name).at(span)
    }
}

fn stmt(stmt: &Stmt) -> Tree {
    bare_stmt(stmt).at(stmt.span)
}

fn bare_stmt(stmt: &Stmt) -> Tree {
    let fields = Fields::new();
    match &stmt.kind {
        StmtKind::FunctionDef(f) => function(f).node("FunctionDef"),
        StmtKind::AsyncFunctionDef(f) => function(f).node("AsyncFunctionDef"),
        StmtKind::ClassDef(c) => fields
            .with("name", ident(&c.name))
            .with("bases", exprs(&c.bases))
            .with("keywords", list(&c.keywords, keyword))
            .with("body", stmts(&c.body))
            .with("decorator_list", exprs(&c.decorator_list))
            .with("type_params", list(&c.type_params, type_param))
            .node("ClassDef"),
        StmtKind::Return { value } => fields.optional("value", value).node("Return"),
        StmtKind::Delete { targets } => fields.with("targets", exprs(targets)).node("Delete"),
        StmtKind::Assign { targets, value } => fields
            .with("targets", exprs(targets))
            .with("value", expr(value))
            .node("Assign"),
        StmtKind::TypeAlias {
            name,
            type_params,
            value,
        } => fields
            .with("name", expr(name))
            .with("type_params", list(type_params, type_param))
            .with("value", expr(value))
            .node("TypeAlias"),
        StmtKind::AugAssign { target, op, value } => fields
            .with("target", expr(target))
            .with("op", operator(*op))
            .with("value", expr(value))
            .node("AugAssign"),
        StmtKind::AnnAssign {
            target,
            annotation,
            value,
            simple,
        } => fields
            .with("target", expr(target))
            .with("annotation", expr(annotation))
            .optional("value", value)
            .with("simple", number(u8::from(*simple)))
            .node("AnnAssign"),
        StmtKind::For(f) => for_(f).node("For"),
        StmtKind::AsyncFor(f) => for_(f).node("AsyncFor"),
        StmtKind::While { test, body, orelse } => branch(test, body, orelse).node("While"),
        StmtKind::If { test, body, orelse } => branch(test, body, orelse).node("If"),
        StmtKind::With(w) => with(w).node("With"),
        StmtKind::AsyncWith(w) => with(w).node("AsyncWith"),
        StmtKind::Match { subject, cases } => fields
            .with("subject", expr(subject))
            .with("cases", list(cases, match_case))
            .node("Match"),
        StmtKind::Raise { exc, cause } => fields
            .optional("exc", exc)
            .optional("cause", cause)
            .node("Raise"),
        StmtKind::Try(t) => try_(t).node("Try"),
        StmtKind::TryStar(t) => try_(t).node("TryStar"),
        StmtKind::Assert { test, msg } => fields
            .with("test", expr(test))
            .optional("msg", msg)
            .node("Assert"),
        StmtKind::Import { names } => fields.with("names", list(names, alias)).node("Import"),
        StmtKind::ImportFrom {
            module,
            names,
            level,
        } => fields
            .maybe("module", module.as_ref(), ident)
            .with("names", list(names, alias))
            .with("level", number(*level))
            .node("ImportFrom"),
        StmtKind::Global { names } => fields.with("names", list(names, ident)).node("Global"),
        StmtKind::Nonlocal { names } => fields.with("names", list(names, ident)).node("Nonlocal"),
        StmtKind::Expr { value } => fields.with("value", expr(value)).node("Expr"),
        StmtKind::Pass => Tree::leaf("Pass"),
        StmtKind::Break => Tree::leaf("Break"),
        StmtKind::Continue => Tree::leaf("Continue"),
    }
}

fn function(f: &FunctionDef) -> Fields {
    Fields::new()
        .with("name", ident(&f.name))
        .with("args", arguments(&f.args))
        .with("body", stmts(&f.body))
        .with("decorator_list", exprs(&f.decorator_list))
        .optional("returns", &f.returns)
        .with("type_params", list(&f.type_params, type_param))
}

fn for_(f: &For) -> Fields {
    Fields::new()
        .with("target", expr(&f.target))
        .with("iter", expr(&f.iter))
        .with("body", stmts(&f.body))
        .with("orelse", stmts(&f.orelse))
}

fn branch(test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Fields {
    Fields::new()
        .with("test", expr(test))
        .with("body", stmts(body))
        .with("orelse", stmts(orelse))
}

fn with(w: &With) -> Fields {
    let item = |item: &WithItem| {
        Fields::new()
            .with("context_expr", expr(&item.context_expr))
            .optional("optional_vars", &item.optional_vars)
            .node("withitem")
    };
    Fields::new()
        .with("items", list(&w.items, item))
        .with("body", stmts(&w.body))
}

fn try_(t: &Try) -> Fields {
    let handler = |handler: &ExceptHandler| {
        Fields::new()
            .optional("type", &handler.typ)
            .maybe("name", handler.name.as_ref(), ident)
            .with("body", stmts(&handler.body))
            .node_at("ExceptHandler", handler.span)
    };
    Fields::new()
        .with("body", stmts(&t.body))
        .with("handlers", list(&t.handlers, handler))
        .with("orelse", stmts(&t.orelse))
        .with("finalbody", stmts(&t.finalbody))
}

fn alias(alias: &Alias) -> Tree {
    Fields::new()
        .with("name", ident(&alias.name))
        .maybe("asname", alias.asname.as_ref(), ident)
        .node_at("alias", alias.span)
}

fn expr(expr: &Expr) -> Tree {
    bare_expr(expr).at(expr.span)
}

fn bare_expr(expr_: &Expr) -> Tree {
    let fields = Fields::new();
    match &expr_.kind {
        ExprKind::BoolOp { op, values } => {
            let op = Tree::leaf(match op {
                BoolOp::And => "And",
                BoolOp::Or => "Or",
            });
            fields
                .with("op", op)
                .with("values", exprs(values))
                .node("BoolOp")
        }
        ExprKind::NamedExpr { target, value } => fields
            .with("target", expr(target))
            .with("value", expr(value))
            .node("NamedExpr"),
        ExprKind::BinOp { left, op, right } => fields
            .with("left", expr(left))
            .with("op", operator(*op))
            .with("right", expr(right))
            .node("BinOp"),
        ExprKind::UnaryOp { op, operand } => {
            let op = Tree::leaf(match op {
                UnaryOp::Invert => "Invert",
                UnaryOp::Not => "Not",
                UnaryOp::UAdd => "UAdd",
                UnaryOp::USub => "USub",
            });
            fields
                .with("op", op)
                .with("operand", expr(operand))
                .node("UnaryOp")
        }
        ExprKind::Lambda { args, body } => fields
            .with("args", arguments(args))
            .with("body", expr(body))
            .node("Lambda"),
        ExprKind::IfExp { test, body, orelse } => fields
            .with("test", expr(test))
            .with("body", expr(body))
            .with("orelse", expr(orelse))
            .node("IfExp"),
        ExprKind::Dict { items } => {
            let key = |item: &DictItem| {
                item.key
                    .as_ref()
                    .map_or(Tree::Constant(Constant::None), expr)
            };
            fields
                .with("keys", list(items, key))
                .with("values", list(items, |item| expr(&item.value)))
                .node("Dict")
        }
        ExprKind::Set { elts } => fields.with("elts", exprs(elts)).node("Set"),
        ExprKind::ListComp { elt, generators } => comprehension(elt, generators).node("ListComp"),
        ExprKind::SetComp { elt, generators } => comprehension(elt, generators).node("SetComp"),
        ExprKind::GeneratorExp { elt, generators } => {
            comprehension(elt, generators).node("GeneratorExp")
        }
        ExprKind::DictComp {
            key,
            value,
            generators,
        } => fields
            .with("key", expr(key))
            .with("value", expr(value))
            .with("generators", list(generators, generator))
            .node("DictComp"),
        ExprKind::Await { value } => fields.with("value", expr(value)).node("Await"),
        ExprKind::Yield { value } => fields.optional("value", value).node("Yield"),
        ExprKind::YieldFrom { value } => fields.with("value", expr(value)).node("YieldFrom"),
        ExprKind::Compare {
            left,
            ops,
            comparators,
        } => fields
            .with("left", expr(left))
            .with("ops", list(ops, |op| Tree::leaf(cmp_op(*op))))
            .with("comparators", exprs(comparators))
            .node("Compare"),
        ExprKind::Call {
            func,
            args,
            keywords,
        } => fields
            .with("func", expr(func))
            .with("args", exprs(args))
            .with("keywords", list(keywords, keyword))
            .node("Call"),
        ExprKind::FormattedValue {
            value,
            conversion,
            format_spec,
        } => {
            let conversion = match conversion {
                Conversion::None => -1,
                Conversion::Str => 115,
                Conversion::Repr => 114,
                Conversion::Ascii => 97,
            };
            fields
                .with("value", expr(value))
                .with("conversion", number(conversion))
                .optional("format_spec", format_spec)
                .node("FormattedValue")
        }
        ExprKind::JoinedStr { values } => fields.with("values", exprs(values)).node("JoinedStr"),
        ExprKind::Constant { value, u_prefix } => {
            let kind = u_prefix.then(|| Tree::Constant(Constant::Str(PyStr::from("u"))));
            fields
                .with("value", Tree::Constant(value.clone()))
                .maybe("kind", kind, |kind| kind)
                .node("Constant")
        }
        ExprKind::Attribute { value, attr, ctx } => fields
            .with("value", expr(value))
            .with("attr", ident(attr))
            .with("ctx", context(*ctx))
            .node("Attribute"),
        ExprKind::Subscript { value, slice, ctx } => fields
            .with("value", expr(value))
            .with("slice", expr(slice))
            .with("ctx", context(*ctx))
            .node("Subscript"),
        ExprKind::Starred { value, ctx } => fields
            .with("value", expr(value))
            .with("ctx", context(*ctx))
            .node("Starred"),
        ExprKind::Name { id, ctx } => fields
            .with("id", name(id))
            .with("ctx", context(*ctx))
            .node("Name"),
        ExprKind::List { elts, ctx } => fields
            .with("elts", exprs(elts))
            .with("ctx", context(*ctx))
            .node("List"),
        ExprKind::Tuple { elts, ctx } => fields
            .with("elts", exprs(elts))
            .with("ctx", context(*ctx))
            .node("Tuple"),
        ExprKind::Slice { lower, upper, step } => fields
            .optional("lower", lower)
            .optional("upper", upper)
            .optional("step", step)
            .node("Slice"),
    }
}

fn comprehension(elt: &Expr, generators: &[Comprehension]) -> Fields {
    Fields::new()
        .with("elt", expr(elt))
        .with("generators", list(generators, generator))
}

fn generator(generator: &Comprehension) -> Tree {
    Fields::new()
        .with("target", expr(&generator.target))
        .with("iter", expr(&generator.iter))
        .with("ifs", exprs(&generator.ifs))
        .with("is_async", number(u8::from(generator.is_async)))
        .node("comprehension")
}

fn context(ctx: ExprContext) -> Tree {
    Tree::leaf(match ctx {
        ExprContext::Load => "Load",
        ExprContext::Store => "Store",
        ExprContext::Del => "Del",
    })
}

fn operator(op: Operator) -> Tree {
    Tree::leaf(match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    })
}

fn cmp_op(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}

fn arguments(args: &Arguments) -> Tree {
    let default =
        |value: &Option<Expr>| value.as_ref().map_or(Tree::Constant(Constant::None), expr);
    Fields::new()
        .with("posonlyargs", list(&args.posonlyargs, arg))
        .with("args", list(&args.args, arg))
        .maybe("vararg", args.vararg.as_deref(), arg)
        .with("kwonlyargs", list(&args.kwonlyargs, arg))
        .with("kw_defaults", list(&args.kw_defaults, default))
        .maybe("kwarg", args.kwarg.as_deref(), arg)
        .with("defaults", exprs(&args.defaults))
        .node("arguments")
}

fn arg(arg: &Arg) -> Tree {
    Fields::new()
        .with("arg", ident(&arg.arg))
        .optional("annotation", &arg.annotation)
        .node_at("arg", arg.span)
}

fn keyword(keyword: &Keyword) -> Tree {
    Fields::new()
        .maybe("arg", keyword.arg.as_ref(), ident)
        .with("value", expr(&keyword.value))
        .node_at("keyword", keyword.span)
}

fn match_case(case: &MatchCase) -> Tree {
    Fields::new()
        .with("pattern", pattern(&case.pattern))
        .optional("guard", &case.guard)
        .with("body", stmts(&case.body))
        .node("match_case")
}

fn pattern(pattern: &Pattern) -> Tree {
    bare_pattern(pattern).at(pattern.span)
}

fn bare_pattern(pattern_: &Pattern) -> Tree {
    let fields = Fields::new();
    let patterns = |items: &[Pattern]| list(items, pattern);
    match &pattern_.kind {
        PatternKind::MatchValue { value } => fields.with("value", expr(value)).node("MatchValue"),
        PatternKind::MatchSingleton { value } => fields
            .with("value", Tree::Constant(value.clone()))
            .node("MatchSingleton"),
        PatternKind::MatchSequence { patterns: items } => fields
            .with("patterns", patterns(items))
            .node("MatchSequence"),
        PatternKind::MatchMapping {
            keys,
            patterns: items,
            rest,
        } => fields
            .with("keys", exprs(keys))
            .with("patterns", patterns(items))
            .maybe("rest", rest.as_ref(), ident)
            .node("MatchMapping"),
        PatternKind::MatchClass {
            cls,
            patterns: items,
            kwd_attrs,
            kwd_patterns,
        } => fields
            .with("cls", expr(cls))
            .with("patterns", patterns(items))
            .with("kwd_attrs", list(kwd_attrs, ident))
            .with("kwd_patterns", patterns(kwd_patterns))
            .node("MatchClass"),
        PatternKind::MatchStar { name } => {
            fields.maybe("name", name.as_ref(), ident).node("MatchStar")
        }
        PatternKind::MatchAs {
            pattern: inner,
            name,
        } => fields
            .maybe("pattern", inner.as_deref(), pattern)
            .maybe("name", name.as_ref(), ident)
            .node("MatchAs"),
        PatternKind::MatchOr { patterns: items } => {
            fields.with("patterns", patterns(items)).node("MatchOr")
        }
    }
}

fn type_param(param: &TypeParam) -> Tree {
    match &param.kind {
        TypeParamKind::TypeVar { name, bound } => Fields::new()
            .with("name", ident(name))
            .optional("bound", bound)
            .node_at("TypeVar", param.span),
        TypeParamKind::ParamSpec { name } => Fields::new()
            .with("name", ident(name))
            .node_at("ParamSpec", param.span),
        TypeParamKind::TypeVarTuple { name } => Fields::new()
            .with("name", ident(name))
            .node_at("TypeVarTuple", param.span),
    }
}
