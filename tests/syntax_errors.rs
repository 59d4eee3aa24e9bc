//! Syntax errors, compared with what CPython 3.12.1 printed for the same programs: message, line, carets.
//!
//! `tests/syntax/errors.txt` holds `>>>`, a program, `<<<`, and CPython's stderr, over and over.

use glassnake::source::Source;
use glassnake::syntax;

const CORPUS: &str = include_str!("syntax/errors.txt");

fn cases() -> impl Iterator<Item = (&'static str, &'static str)> {
    CORPUS.split(">>>\n").skip(1).map(|case| {
        let (program, error) = case.split_once("<<<\n").expect("a program has an error");
        (program, error.trim_end_matches('\n'))
    })
}

fn render(program: &str) -> String {
    let source = Source::new("x.py", program);
    match syntax::parse_module(&source) {
        Ok(_) => "accepted".into(),
        Err(error) => error.render(&source),
    }
}

#[test]
fn errors_are_those_of_cpython() {
    let (mut count, mut wrong) = (0, 0);
    for (program, expected) in cases() {
        count += 1;
        let actual = render(program);
        if actual != expected {
            wrong += 1;
            eprintln!("--- program\n{program}--- CPython\n{expected}\n--- glassnake\n{actual}\n");
        }
    }
    assert!(wrong == 0, "{wrong} of {count} differ");
}

#[test]
fn every_kind_of_unfinished_program_is_refused() {
    // Each prefix of each program: no panic, no hang, and an error or a tree.
    for (program, _) in cases() {
        for end in (0..program.len()).filter(|&end| program.is_char_boundary(end)) {
            render(&program[..end]);
        }
    }
}
