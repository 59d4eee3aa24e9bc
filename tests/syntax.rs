//! The front end on cases that a person can read: tokens and trees as snapshots, and what must hold of every tree.

use std::fmt::Write;

use glassnake::source::{Source, Span};
use glassnake::syntax::ast::*;
use glassnake::syntax::{dump, parse_expression, parse_module};

fn tree(program: &str) -> String {
    let source = Source::new("x.py", program);
    match parse_module(&source) {
        Ok(module) => dump::ast(&module),
        Err(error) => error.render(&source),
    }
}

fn tokens(program: &str) -> String {
    let source = Source::new("x.py", program);
    dump::tokens(&source).unwrap_or_else(|error| error.render(&source))
}

/// One program a family of syntax. CPython printed the same trees for them.
const PROGRAMS: [(&str, &str); 14] = [
    (
        "assignment",
        "x = y = 1\na, *b = c\n(d): int = 2\ne.f += 3\ng[0]: str\n",
    ),
    (
        "operators",
        "a or b and not c < d <= e is not f\n-x ** 2 + 3 // 4 @ ~y\nx if y else lambda: z\n(n := 10)\n",
    ),
    (
        "calls",
        "f(a, *b, c=1, **d)\nf(x for x in y)\nf(n := 1)\na.b[1:2, ::3, ...](c)\na[*b]\n",
    ),
    (
        "displays",
        "[1, *a]\n{1: 2, **b}\n{3, *c}\n()\n(d,)\n[x for y in z if y async for x in y]\n{k: v for k, v in i}\n",
    ),
    (
        "literals",
        "0x_ff, 0o17, 0b1, 1_000, 1.5e-3, .5j, 99999999999999999999\n'a' \"b\" r'\\n' '\\N{BULLET}\\x41\\u00e9'\nb'\\xff' rb'\\d'\nu'k'\n'\\ud800'\n",
    ),
    (
        "fstrings",
        "f'a{x!r:>{w}}b{{c}}' 'd'\nf'{y = }'\nf'{f\"{1}\"}'\nrf'\\{z}'\n",
    ),
    (
        "functions",
        "@d\n@e(1)\ndef f(a, /, b: int = 1, *c: *T, d, e=2, **g) -> h:\n    yield\n    yield from x\n    return 1, *y\nasync def k(*, l): await m\n",
    ),
    (
        "classes",
        "class A[T: int, *U, **V](B, metaclass=M):\n    x: int = 1\ntype L[T] = list[T]\n",
    ),
    (
        "control",
        "if a: pass\nelif b: pass\nelse: pass\nwhile c:\n    break\nelse:\n    continue\nfor d, e in f: pass\nasync def g():\n    async for h in i: pass\n",
    ),
    (
        "with",
        "with a: pass\nwith (a, b): pass\nwith (a as b, c.d as e[0],): pass\nwith (a, b) as c, d: pass\nwith (yield): pass\nwith (x := 1, *y): pass\n",
    ),
    (
        "try",
        "try:\n    pass\nexcept A as e:\n    raise B from e\nelse:\n    pass\nfinally:\n    assert x, y\ntry: pass\nexcept* (C, D): raise\n",
    ),
    (
        "match",
        "match x, y:\n    case 1 | -2.5 | 'a' 'b' | 3 + 4j | None: pass\n    case [a, *_, b] | (c, d) as e if f: pass\n    case {'k': v, **r}: pass\n    case P.Q(1, z=w): pass\n    case *s, t: pass\n    case _: pass\n",
    ),
    (
        "soft keywords",
        "match = case = type = _ = 1\nmatch(x)\nmatch[x]: int\ntype(x)\ntype type = match\nprint(match, case)\nmatch -x:\n    case case: pass\n",
    ),
    (
        "imports",
        "import a.b as c, d\nfrom . import *\nfrom ...e.f import (g as h, i,)\nglobal j\nnonlocal k\ndel l, (m, n[0])\n",
    ),
];

#[test]
fn trees() {
    for (name, program) in PROGRAMS {
        insta::assert_snapshot!(
            format!("tree_of_{}", name.replace(' ', "_")),
            tree(program),
            &program.replace('\n', "⏎")
        );
    }
}

#[test]
fn layout_becomes_tokens() {
    insta::assert_snapshot!(tokens(
        "if x:\n\ty = (1, # one\n  2)\n\n  # note\n\tz = \\\n 3\nw"
    ));
}

#[test]
fn fstrings_become_tokens() {
    insta::assert_snapshot!(tokens(
        "f'a{x!r:>{w}}b{{c}}'\nf'''{\n  1:{2}}'''\nf'\\N{DASH}{{}}'\n"
    ));
}

#[test]
fn spans_nest() {
    for (name, program) in PROGRAMS {
        let source = Source::new("x.py", program);
        let module = parse_module(&source).unwrap();
        let mut before = 0;
        for stmt in &module.body {
            assert!(
                before <= stmt.span.start && stmt.span.start < stmt.span.end,
                "{name}: {stmt:?}"
            );
            before = stmt.span.end;
        }
        let expressions: Vec<&Expr> = module.body.iter().flat_map(expressions_of).collect();
        expressions
            .into_iter()
            .for_each(|expr| assert_nested(name, expr));
    }
}

/// The expressions of simple statements.
fn expressions_of(stmt: &Stmt) -> Vec<&Expr> {
    match &stmt.kind {
        StmtKind::Expr { value } => vec![value],
        StmtKind::Assign { targets, value } => targets.iter().chain([&**value]).collect(),
        StmtKind::AugAssign { target, value, .. } => vec![target, value],
        _ => Vec::new(),
    }
}

fn assert_nested(name: &str, expr: &Expr) {
    expr.kind.for_each_child(&mut |child| {
        assert!(
            expr.span.contains(child.span),
            "{name}: {:?} is not within {:?}",
            child.span,
            expr.span
        );
        assert!(child.depth < expr.depth, "{name}: {child:?}");
        assert_nested(name, child);
    });
}

#[test]
fn an_expression_can_be_read_alone() {
    let source = Source::new("<string>", " a + b\n");
    let expr = parse_expression(&Source::new("<string>", "a + b\n")).unwrap();
    assert_eq!(expr.span, Span::new(0, 5));
    assert!(
        parse_expression(&source).is_err(),
        "an indentation is an error"
    );
    assert!(parse_expression(&Source::new("<string>", "x = 1")).is_err());
}

/// Deep nesting costs heap and an error, never the native stack: here of 256 KiB, a 32nd of the usual.
#[test]
fn deep_nesting_is_refused_or_fits() {
    let many = 100_000;
    let elifs = |count: usize| {
        let mut program = String::from("if a: pass\n");
        (0..count).for_each(|_| program.push_str("elif a: pass\n"));
        program
    };
    let blocks = |count: usize| {
        let mut program = String::new();
        (0..count).for_each(|level| writeln!(program, "{}if a:", " ".repeat(level)).unwrap());
        program + &" ".repeat(count) + "pass\n"
    };
    let cases = [
        (
            "(".repeat(201) + &")".repeat(201),
            "too many nested parentheses",
        ),
        ("(".repeat(many), "too many nested parentheses"),
        ("[".repeat(150) + "1" + &"]".repeat(150), "accepted"),
        ("-".repeat(many) + "x", "expression too deeply nested"),
        ("not ".repeat(many) + "x", "expression too deeply nested"),
        (
            "x".to_string() + &"+1".repeat(many),
            "expression too deeply nested",
        ),
        (
            "x".to_string() + &".a".repeat(many),
            "expression too deeply nested",
        ),
        (
            "x".to_string() + &"()".repeat(many),
            "expression too deeply nested",
        ),
        (
            "lambda: ".repeat(many) + "x",
            "expression too deeply nested",
        ),
        (
            "x if y else ".repeat(many) + "z",
            "expression too deeply nested",
        ),
        (
            "x".to_string() + &"**x".repeat(many),
            "expression too deeply nested",
        ),
        ("x".to_string() + &"+1".repeat(1000), "accepted"),
        ("x".to_string() + &" and x".repeat(many), "accepted"),
        ("x".to_string() + &" < x".repeat(many), "accepted"),
        ("x = ".repeat(many) + "1", "accepted"),
        (elifs(1000), "accepted"),
        (elifs(many), "statement too deeply nested"),
        (blocks(99), "accepted"),
        (blocks(100), "too many levels of indentation"),
        ("f'{".repeat(160), "too many nested"),
        (
            "match x:\n case ".to_string() + &"[".repeat(150) + &"]".repeat(150) + ": pass",
            "accepted",
        ),
        (
            "match x:\n case a".to_string() + &" | a".repeat(many) + ": pass",
            "accepted",
        ),
        (
            "match x:\n case a".to_string() + &".a".repeat(many) + ": pass",
            "expression too deeply nested",
        ),
        ("x ".repeat(many), "invalid syntax"),
        (
            "(".to_string() + &"x + ".repeat(1000) + "x x",
            "invalid syntax",
        ),
    ];
    let check = move || {
        for (program, expected) in cases {
            let outcome = match parse_module(&Source::new("x.py", &program)) {
                Ok(_) => "accepted".to_string(),
                Err(error) => error.message,
            };
            assert!(
                outcome.contains(expected),
                "{expected}, not {outcome}: {}...",
                &program[..30.min(program.len())]
            );
        }
    };
    std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(check)
        .unwrap()
        .join()
        .unwrap();
}
