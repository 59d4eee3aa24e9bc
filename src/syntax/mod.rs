//! The front end: text in, [`ast`] out.
//!
//! ```text
//!  text ── raw ──► tokens ── layout ──► + Indent, Dedent ── soft ──► + match, case, type ── grammar, actions ──► ast
//! ```
//!
//! The tokens of the whole file are made before the first is parsed. So an unterminated string at the end is reported
//! rather than a mistake at the beginning, which is CPython's order too: there a syntax error makes the
//! tokenizer go on to the end of the file, and what it finds wins.

mod actions;
pub mod ast;
mod diagnose;
pub mod dump;
mod height;
mod layout;
mod literal;
mod number;
mod oddities;
mod raw;
mod soft;
pub mod token;

use lalrpop_util::{ParseError, lalrpop_mod};

use crate::source::{Source, Span, SyntaxError};
use actions::{Actions, Parsed};
use ast::{Expr, Module};
use layout::Tokens;
pub use oddities::unknown_escapes;
use raw::Bracket;
use token::{Tok, Token};

lalrpop_mod!(
    #[allow(clippy::all, unused_parens, unused_imports, unused_braces)]
    #[rustfmt::skip]
    python
);

/// Parses a file.
pub fn parse_module(source: &Source) -> Result<Module, SyntaxError> {
    match parse(source, Tok::StartFile)? {
        Parsed::Module(module) => Ok(module),
        Parsed::Expression(_) => Err(SyntaxError::new("invalid syntax", Span::default())),
    }
}

/// Parses one expression (or several with commas, a tuple), as `eval` takes it.
pub fn parse_expression(source: &Source) -> Result<Expr, SyntaxError> {
    match parse(source, Tok::StartEval)? {
        Parsed::Expression(expr) => Ok(expr),
        Parsed::Module(_) => Err(SyntaxError::new("invalid syntax", Span::default())),
    }
}

/// The tokens that the grammar sees.
pub fn lex(source: &Source) -> Result<Vec<Token>, SyntaxError> {
    Ok(layout::tokens(source)?.tokens)
}

fn parse(source: &Source, start: Tok) -> Result<Parsed, SyntaxError> {
    let Tokens {
        mut tokens,
        unclosed,
        broken,
    } = layout::tokens(source)?;
    soft::mark(&mut tokens, source.text());
    let failure = match run_grammar(source.text(), start, &tokens) {
        Ok(parsed) if unclosed.is_none() && broken.is_none() => return Ok(parsed),
        Ok(_) => None,
        Err(failure) => Some(failure),
    };
    // The mistake, and how far the grammar got.
    let explain = |at: usize, expected: &[String]| diagnose::explain(source, &tokens, at, expected);
    let mistake = match failure {
        Some(ParseError::User { error }) => Some((error.span.start, error)),
        Some(ParseError::UnrecognizedToken {
            token: (start, tok, end),
            expected,
        }) => {
            let wrong = Token {
                tok,
                span: Span::new(start, end),
            };
            let at = tokens
                .iter()
                .position(|&token| token == wrong)
                .unwrap_or(tokens.len());
            Some((start, explain(at, &expected)))
        }
        Some(ParseError::UnrecognizedEof { expected, .. })
            if unclosed.is_none() && broken.is_none() =>
        {
            let end = source.text().len() as u32;
            Some((end, explain(tokens.len(), &expected)))
        }
        _ => None,
    };
    Err(match (mistake, unclosed) {
        // An open bracket on an earlier line is the likelier mistake.
        (Some((reached, _)), Some(bracket)) if source.line(bracket.at) < source.line(reached) => {
            never_closed(bracket)
        }
        (Some((_, error)), _) => error,
        (None, Some(bracket)) => never_closed(bracket),
        (None, None) => {
            broken.unwrap_or_else(|| SyntaxError::new("invalid syntax", Span::default()))
        }
    })
}

fn run_grammar(text: &str, start: Tok, tokens: &[Token]) -> Result<Parsed, actions::Fault> {
    let stream = std::iter::once(Token {
        tok: start,
        span: Span::default(),
    })
    .chain(tokens.iter().copied());
    let stream = stream.map(|Token { tok, span }| Ok((span.start, tok, span.end)));
    python::StartParser::new().parse(&Actions::new(text), stream)
}

/// Some of the tokens of `text` as one expression.
fn parse_tokens(text: &str, tokens: &[Token]) -> Option<Expr> {
    match run_grammar(text, Tok::StartEval, tokens) {
        Ok(Parsed::Expression(expr)) => Some(expr),
        _ => None,
    }
}

fn never_closed(bracket: Bracket) -> SyntaxError {
    SyntaxError::new(
        format!("'{}' was never closed", bracket.open as char),
        Span::new(bracket.at, bracket.at + 1),
    )
}
