//! The tokens, as `python -m tokenize` prints them.

use std::fmt::Write;

use super::repr;
use crate::source::{Source, SyntaxError};
use crate::syntax::ast::PyStr;
use crate::syntax::layout;
use crate::syntax::token::Tok;

/// A token as `tokenize` shows it: where it begins and ends (line, column), its class, its
/// text.
pub struct ShownToken<'a> {
    pub start: (u32, u32),
    pub end: (u32, u32),
    pub class: &'static str,
    pub text: &'a str,
}

/// One line a token: range, class, text.
pub fn tokens(source: &Source) -> Result<String, SyntaxError> {
    let mut out = String::new();
    for it in shown_tokens(source)? {
        let ((line, col), (end_line, end_col)) = (it.start, it.end);
        let range = format!("{line},{col}-{end_line},{end_col}:");
        let text = repr::text(&PyStr::from(it.text));
        // Writing to a String can't fail.
        let _ = writeln!(out, "{range:<20}{:<15}{text:<15}", it.class);
    }
    Ok(out)
}

/// All tokens, comments and blank lines too, after one that names the encoding.
pub fn shown_tokens(source: &Source) -> Result<Vec<ShownToken<'_>>, SyntaxError> {
    let layout::Tokens {
        tokens,
        unclosed,
        broken,
    } = layout::tokens_with_trivia(source)?;
    let mut shown = vec![ShownToken {
        start: (0, 0),
        end: (0, 0),
        class: "ENCODING",
        text: source.encoding(),
    }];
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
        shown.push(ShownToken {
            start: (at.line, at.char_col),
            end: (end_line, end_col),
            class: class(token.tok),
            text,
        });
    }
    if let Some(error) = broken {
        return Err(error);
    }
    if let Some(bracket) = unclosed {
        return Err(crate::syntax::never_closed(bracket));
    }
    let end = source.line_count() + 1;
    shown.push(ShownToken {
        start: (end, 0),
        end: (end, 0),
        class: "ENDMARKER",
        text: "",
    });
    Ok(shown)
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
