//! The tokens, as `python -m tokenize` prints them.

use std::fmt::Write;

use super::repr;
use crate::source::{Source, SyntaxError};
use crate::syntax::ast::PyStr;
use crate::syntax::layout;
use crate::syntax::token::Tok;

/// One line a token: range, class, text.
pub fn tokens(source: &Source) -> Result<String, SyntaxError> {
    let layout::Tokens {
        tokens,
        unclosed,
        broken,
    } = layout::tokens_with_trivia(source)?;
    let mut out = String::new();
    line(&mut out, (0, 0, 0, 0), "ENCODING", source.encoding());
    for token in &tokens {
        let at = source.line_col(token.span.start);
        let mut text = &source.text()[token.span.start as usize..token.span.end as usize];
        let (mut end_line, mut end_col) = (at.line, at.char_col + text.chars().count() as u32);
        if matches!(token.tok, Tok::Newline | Tok::Nl) {
            // A line end belongs to its line.
            if source.lacks_final_newline() && token.span.end as usize == source.text().len() {
                text = "";
                end_col = if token.tok == Tok::Nl {
                    at.char_col
                } else {
                    end_col
                };
            }
        } else if text.contains('\n') {
            let end = source.line_col(token.span.end);
            (end_line, end_col) = (end.line, end.char_col);
        }
        line(
            &mut out,
            (at.line, at.char_col, end_line, end_col),
            class(token.tok),
            text,
        );
    }
    if let Some(error) = broken {
        return Err(error);
    }
    if let Some(bracket) = unclosed {
        return Err(crate::syntax::never_closed(bracket));
    }
    let end = source.line_count() + 1;
    line(&mut out, (end, 0, end, 0), "ENDMARKER", "");
    Ok(out)
}

fn line(
    out: &mut String,
    (line, col, end_line, end_col): (u32, u32, u32, u32),
    class: &str,
    text: &str,
) {
    let range = format!("{line},{col}-{end_line},{end_col}:");
    let text = repr::text(&PyStr::from(text));
    // Writing to a String can't fail.
    let _ = writeln!(out, "{range:<20}{class:<15}{text:<15}");
}

/// CPython's name for the kind of a token.
fn class(tok: Tok) -> &'static str {
    match tok {
        Tok::Number => "NUMBER",
        Tok::String => "STRING",
        Tok::FStringStart => "FSTRING_START",
        Tok::FStringMiddle | Tok::FStringRawMiddle => "FSTRING_MIDDLE",
        Tok::FStringEnd => "FSTRING_END",
        Tok::Comment => "COMMENT",
        Tok::Newline => "NEWLINE",
        Tok::Nl => "NL",
        Tok::Indent => "INDENT",
        Tok::Dedent => "DEDENT",
        tok if tok.is_operator() => "OP",
        _ => "NAME",
    }
}
