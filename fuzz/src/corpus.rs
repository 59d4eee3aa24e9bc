//! The programs to start from, cut into tokens.
//!
//! The cutter is cruder than glassnake's lexer, on purpose: it must not fail, and what
//! it puts together again must not depend on what it is to test.

use std::path::{Path, PathBuf};

/// A file: its text, and that in pieces which together are the text.
pub struct File {
    pub text: String,
    pub tokens: Vec<String>,
}

/// All `*.py` below the folders, in the order of their names.
pub fn read(folders: &[PathBuf]) -> Vec<File> {
    let mut paths = Vec::new();
    for folder in folders {
        collect(folder, &mut paths);
    }
    paths.sort();
    let files = paths.iter().filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        // The large ones take longer, and show no more.
        let tokens = (text.len() < 40_000).then(|| tokens(&text))?;
        Some(File { text, tokens })
    });
    files.collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|it| it == "py") {
            paths.push(path);
        }
    }
}

/// Cuts a text into names, numbers, quoted text, blanks and operators.
pub fn tokens(text: &str) -> Vec<String> {
    let mut rest = text;
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '\'' | '"' => quoted(rest, first),
            '\n' => 1 + run(&rest[1..], |c| c == ' '),
            ' ' => run(rest, |c| c == ' '),
            '#' => run(rest, |c| c != '\n'),
            _ if first.is_alphanumeric() || first == '_' => {
                run(rest, |c| c.is_alphanumeric() || c == '_' || c == '.').max(first.len_utf8())
            }
            _ => operator(rest, first),
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token.to_string());
        rest = after;
    }
    tokens
}

/// How many bytes at the start are of characters that fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

fn quoted(text: &str, quote: char) -> usize {
    let triple = quote.to_string().repeat(3);
    if text.starts_with(&triple) {
        return text[3..].find(&triple).map_or(text.len(), |at| at + 6);
    }
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return at,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn operator(text: &str, first: char) -> usize {
    const LONG: [&str; 20] = [
        "**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", ">>", "<<", "==", "!=", "<=",
        ">=", "+=", "-=", "*=", "|=", "&=",
    ];
    let found = LONG.iter().find(|it| text.starts_with(**it));
    found.map_or(first.len_utf8(), |it| it.len())
}
