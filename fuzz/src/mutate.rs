//! Programs that are nearly programs: cases with something changed.
//!
//! Most changes keep tokens whole, so that many results still compile and the
//! evaluator, not only the parser, has its share. A few are plain bytes.

use fastrand::Rng;

use crate::corpus::File;

/// What a token may become: each is an edge of something.
const TOKENS: &[&str] = &[
    "None",
    "True",
    "...",
    "0",
    "-1",
    "1",
    "2",
    "3",
    "10",
    "255",
    "256",
    "2**31",
    "2**62",
    "2**63",
    "-2**63",
    "10**30",
    "1e308",
    "0.0",
    "-0.0",
    "float('nan')",
    "float('inf')",
    "1j",
    "''",
    "'a'",
    "'\\ud800'",
    "'é😀'",
    "b''",
    "b'\\xff'",
    "()",
    "[]",
    "{}",
    "set()",
    "[1, 2, 3]",
    "(1, 2)",
    "{'a': 1}",
    "{1, 2}",
    "range(5)",
    "slice(None)",
    "int",
    "str",
    "list",
    "dict",
    "set",
    "tuple",
    "object",
    "type",
    "bytes",
    "bytearray",
    "float",
    "print",
    "len",
    "iter",
    "next",
    "repr",
    "hash",
    "sorted",
    "map",
    "zip",
    "super()",
    "super",
    "self",
    "cls",
    "lambda: 0",
    "lambda *a, **k: a",
    "(yield)",
    "(yield 1)",
    "await x",
    "(x := 1)",
    "*x",
    "**x",
    "x",
    "y",
    "f",
    "self.x",
    "__class__",
    "__name__",
    "globals()",
    "locals()",
    "vars()",
    "dir()",
    "iter([1, 2])",
    "(i for i in (1, 2))",
    "[i for i in (1, 2)]",
    "f'{x!r:>{y}}'",
    "exec",
    "eval",
    "Exception",
    "StopIteration",
    "GeneratorExit",
    "BaseException",
    "KeyError('k')",
    "NotImplemented",
    "property",
    "classmethod",
    "staticmethod",
    "memoryview",
    "frozenset",
    "isinstance",
    "getattr",
    "setattr",
    "delattr",
    "__import__",
    "reversed",
    "enumerate",
    "filter",
    "min",
    "max",
    "sum",
    "id",
    "callable",
    "__init__",
    "__new__",
    "__del__",
    "__eq__",
    "__hash__",
    "__getattr__",
    "__getattribute__",
    "__setattr__",
    "__get__",
    "__set__",
    "__iter__",
    "__next__",
    "__len__",
    "__getitem__",
    "__contains__",
    "__call__",
    "__index__",
    "__bool__",
    "__repr__",
    "__str__",
    "__enter__",
    "__exit__",
    "__slots__",
    "__class_getitem__",
    "__init_subclass__",
    "__set_name__",
    "__missing__",
    "__add__",
    "__radd__",
    "__iadd__",
    "__lt__",
    "__dict__",
    "__bases__",
    "__mro__",
    "__code__",
    "__defaults__",
    "__closure__",
    "__traceback__",
    "__context__",
    "__cause__",
    "__reversed__",
    "__format__",
    "if",
    "else",
    "elif",
    "for",
    "while",
    "try",
    "except",
    "finally",
    "with",
    "as",
    "def",
    "class",
    "return",
    "yield",
    "yield from",
    "raise",
    "break",
    "continue",
    "pass",
    "del",
    "global",
    "nonlocal",
    "import",
    "from",
    "lambda",
    "assert",
    "async",
    "await",
    "match",
    "case",
    "type",
    "in",
    "not in",
    "is",
    "is not",
    "and",
    "or",
    "not",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ";",
    ".",
    "=",
    "==",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "@",
    "**",
    "<<",
    ">>",
    "&",
    "|",
    "^",
    "~",
    "<",
    ">",
    "<=",
    ">=",
    "!=",
    ":=",
    "->",
    "+=",
    "*=",
    "-=",
    "|=",
    "@=",
    "**=",
    "\\",
    "!",
    "?",
    "$",
    "`",
    "\n",
    "\n    ",
    "\n        ",
    " ",
    "\t",
    "#",
    "'",
    "\"",
    "'''",
    "f'",
    "f'{",
    "rb'",
    "b'",
    "\u{0}",
    "\u{c}",
    "\r",
    "\u{feff}",
    "é",
    "\u{2028}",
];

/// What can stand inside itself; the middle is repeated up to some thousand times.
const NESTS: &[(&str, &str, &str)] = &[
    ("(", "x", ")"),
    ("[", "x", "]"),
    ("{", "x", "}"),
    ("{x:", "x", "}"),
    ("-", "x", ""),
    ("~", "x", ""),
    ("not ", "x", ""),
    ("", "x", ".x"),
    ("", "x", "()"),
    ("", "x", "[0]"),
    ("f(", "x", ")"),
    ("lambda: ", "x", ""),
    ("lambda x=", "x", ": x"),
    ("", "x", " + x"),
    ("", "x", " ** x"),
    ("", "x", " if x else x"),
    ("x if x else ", "x", ""),
    ("[x for x in ", "x", "]"),
    ("f'{", "x", "}'"),
    ("*", "x", ""),
    ("await ", "x", ""),
    ("(yield ", "x", ")"),
    ("", "x", " < x"),
    ("", "x", " and x"),
    ("", "x", ", x"),
    ("x = ", "x", ""),
    ("if x:\n ", "x", ""),
    ("x[", "x", "]"),
    ("", "x", "; x"),
    ("", "x", "\nx"),
    ("(x := ", "x", ")"),
    ("", "'x'", " 'x'"),
    ("@", "x", "\n"),
    ("try: x\nfinally: ", "x", ""),
    ("match x:\n case [", "x", "]: x"),
    ("for x in x: ", "x", ""),
];

/// Makes programs of the corpus's.
pub struct Mutator<'a> {
    pub rng: Rng,
    pub corpus: &'a [File],
}

impl Mutator<'_> {
    /// The next program.
    pub fn program(&mut self) -> Vec<u8> {
        if self.corpus.is_empty() || self.one_in(40) {
            return self.soup();
        }
        let file = self.pick(self.corpus);
        if self.one_in(25) {
            return self.bytes(file.text.clone().into_bytes());
        }
        let mut tokens = file.tokens.clone();
        // Few changes leave more that runs.
        for _ in 0..1 + self.rng.u32(0..3) * self.rng.u32(0..4) {
            self.change(&mut tokens);
        }
        let mut text = tokens.concat().into_bytes();
        if self.one_in(40) {
            text = self.bytes(text);
        }
        text
    }

    fn one_in(&mut self, n: u32) -> bool {
        self.rng.u32(0..n) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.rng.usize(0..from.len())]
    }

    /// A place in a sequence of tokens and how many from there, mostly few.
    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.rng.usize(0..=len);
        let most = *self.pick(&[1, 1, 2, 4, 16, 64]);
        start..(start + self.rng.usize(1..=most)).min(len)
    }

    fn token(&mut self) -> String {
        if self.one_in(3) {
            let file = self.pick(self.corpus);
            if !file.tokens.is_empty() {
                return self.pick(&file.tokens).clone();
            }
        }
        self.pick(TOKENS).to_string()
    }

    fn change(&mut self, tokens: &mut Vec<String>) {
        let range = self.range(tokens.len());
        match self.rng.u32(0..20) {
            0..3 => drop(tokens.drain(range)),
            3..5 => {
                let copy = tokens[range].to_vec();
                let at = self.rng.usize(0..=tokens.len());
                tokens.splice(at..at, copy);
            }
            5..9 => self.replace(tokens),
            9..12 => self.exchange(tokens),
            12 => {
                let token = self.token();
                tokens.insert(range.start, token);
            }
            13..15 => self.splice(tokens, range),
            15 => self.nest(tokens),
            16 => self.number(tokens),
            17 => self.lines(tokens),
            18 => self.wrap(tokens),
            _ => self.call(tokens),
        }
    }

    /// Another token in the place of a word or operator.
    fn replace(&mut self, tokens: &mut [String]) {
        if !tokens.is_empty() {
            let at = self.word(tokens);
            tokens[at] = self.token();
        }
    }

    /// Two words of the file change places, or one takes the other's.
    fn exchange(&mut self, tokens: &mut [String]) {
        if !tokens.is_empty() {
            let (a, b) = (self.word(tokens), self.word(tokens));
            if self.rng.bool() {
                tokens.swap(a, b);
            } else {
                tokens[a] = tokens[b].clone();
            }
        }
    }

    /// The place of a token that is not blank, if a few tries find one.
    fn word(&mut self, tokens: &[String]) -> usize {
        let mut at = 0;
        for _ in 0..8 {
            at = self.rng.usize(0..tokens.len());
            if !tokens[at].trim().is_empty() {
                break;
            }
        }
        at
    }

    /// Lines of another file.
    fn splice(&mut self, tokens: &mut Vec<String>, range: std::ops::Range<usize>) {
        let other = self.pick(self.corpus);
        let lines: Vec<&str> = other.text.lines().collect();
        if lines.is_empty() {
            return;
        }
        let first = self.rng.usize(0..lines.len());
        let count = self.rng.usize(1..=20);
        let last = (first + count).min(lines.len());
        let text = format!("\n{}\n", lines[first..last].join("\n"));
        let at = (range.start..tokens.len()).find(|&at| tokens[at] == "\n");
        let at = at.unwrap_or(tokens.len());
        tokens.splice(at..at, crate::corpus::tokens(&text));
    }

    fn nest(&mut self, tokens: &mut [String]) {
        if tokens.is_empty() {
            return;
        }
        let (before, middle, after) = *self.pick(NESTS);
        let depth = *self.pick(&[2, 5, 30, 90, 150, 200, 1000, 5000]);
        let at = self.word(tokens);
        let middle = if self.rng.bool() {
            middle
        } else {
            &*tokens[at]
        };
        tokens[at] = [&before.repeat(depth), middle, &after.repeat(depth)].concat();
    }

    /// An edge in the place of a number.
    fn number(&mut self, tokens: &mut [String]) {
        const EDGES: [&str; 16] = [
            "0", "-1", "1", "2", "127", "128", "256", "65536", "1114112", "2**31", "2**32",
            "2**62", "2**63", "-2**63", "10**30", "0.5",
        ];
        let numbers: Vec<usize> = (0..tokens.len())
            .filter(|&at| tokens[at].starts_with(|c: char| c.is_ascii_digit()))
            .collect();
        if !numbers.is_empty() {
            tokens[*self.pick(&numbers)] = self.pick(&EDGES).to_string();
        }
    }

    /// A line goes, or comes twice, or goes elsewhere.
    fn lines(&mut self, tokens: &mut Vec<String>) {
        let text = tokens.concat();
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        if lines.is_empty() {
            return;
        }
        let from = self.rng.usize(0..lines.len());
        let line = lines[from];
        if self.rng.bool() {
            lines.remove(from);
        }
        if self.rng.bool() {
            let to = self.rng.usize(0..=lines.len());
            lines.insert(to, line);
        }
        *tokens = crate::corpus::tokens(&lines.concat());
    }

    /// All of it inside something else.
    fn wrap(&mut self, tokens: &mut Vec<String>) {
        const HEADS: [(&str, &str); 10] = [
            ("def f():", "f()"),
            ("def f():\n    yield 1", "list(f())"),
            ("class C:", "C()"),
            ("for i in range(3):", ""),
            ("try:", "finally:\n    print(1)"),
            ("try:", "except Exception as e:\n    print(e)"),
            ("async def f():", "f().send(None)"),
            ("while True:", ""),
            ("def f(x=1, *a, **k):", "f(2, 3, y=4)\nf()"),
            ("if 1:", "else:\n    pass"),
        ];
        let (head, tail) = self.pick(&HEADS);
        let text = tokens.concat().replace('\n', "\n    ");
        *tokens = crate::corpus::tokens(&format!("{head}\n    {text}\n{tail}\n"));
    }

    /// A line that calls something of the file with anything.
    fn call(&mut self, tokens: &mut Vec<String>) {
        let words: Vec<usize> = (0..tokens.len())
            .filter(|&at| tokens[at].starts_with(|c: char| c.is_alphabetic()))
            .collect();
        if words.is_empty() {
            return;
        }
        let name = tokens[*self.pick(&words)].clone();
        let given: Vec<String> = (0..self.rng.u32(0..4)).map(|_| self.token()).collect();
        let line = format!(
            "\ntry: print({name}({}))\nexcept Exception as e: print(e)\n",
            given.join(", ")
        );
        let at = (self.rng.usize(0..=tokens.len())..tokens.len()).find(|&at| tokens[at] == "\n");
        tokens.insert(at.unwrap_or(tokens.len()), line);
    }

    /// Tokens without any sense, or bytes.
    fn soup(&mut self) -> Vec<u8> {
        let len = self.rng.usize(0..200);
        if self.one_in(4) {
            return (0..len).map(|_| self.rng.u8(..)).collect();
        }
        let mut text = String::new();
        for _ in 0..len {
            text += *self.pick(TOKENS);
            text += *self.pick(&[" ", " ", "", "\n"]);
        }
        text.into_bytes()
    }

    /// A few bytes changed.
    fn bytes(&mut self, mut text: Vec<u8>) -> Vec<u8> {
        for _ in 0..self.rng.usize(1..8) {
            let at = self.rng.usize(0..=text.len());
            match self.rng.u32(0..5) {
                0 if at < text.len() => text[at] ^= 1 << self.rng.u32(0..8),
                1 if at < text.len() => drop(text.remove(at)),
                2 if self.one_in(4) => text.truncate(at),
                3 => text.insert(
                    at,
                    *self.pick(b"\x00\xff\x80\xc3\xed\xf0'\"\\\r\n\t({[}])#:,="),
                ),
                _ => text.insert(at, self.rng.u8(..)),
            }
        }
        text
    }
}
