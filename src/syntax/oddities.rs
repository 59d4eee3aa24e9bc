//! Escapes that mean nothing: `"\d"` is kept as it is, with a `SyntaxWarning`.
//!
//! ```text
//!   text ── any backslash before an odd letter? ──no──► done
//!                  │ yes: tokens once more
//!                  └──► the first such escape of each literal that is not raw
//! ```
//!
//! Almost no file has one, so the literals are read again only where the text has.

use crate::source::{Oddity, Source};

use super::literal::StringLiteral;
use super::token::Tok;

/// The escapes in `source` that mean nothing, from the top down.
pub fn unknown_escapes(source: &Source) -> Vec<Oddity> {
    let text = source.text();
    if first_unknown(text, true).is_none() {
        return Vec::new();
    }
    let tokens = super::lex(source).unwrap_or_default();
    let notes = tokens.iter().filter_map(|token| {
        let literal = &text[token.span.start as usize..token.span.end as usize];
        let (body, is_bytes) = match token.tok {
            Tok::String => {
                let literal = StringLiteral::new(literal);
                if literal.is_raw {
                    return None;
                }
                (literal.body, literal.is_bytes)
            }
            Tok::FStringMiddle => (literal, false),
            _ => return None,
        };
        let message = first_unknown(body, is_bytes)?;
        Some(Oddity {
            span: token.span,
            message,
        })
    });
    notes.collect()
}

/// What is to be said of the first odd escape of a literal's body.
fn first_unknown(body: &str, is_bytes: bool) -> Option<String> {
    let bytes = body.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        let escape = at + found + 1;
        let letter = body[escape..].chars().next()?;
        at = escape + letter.len_utf8();
        match letter {
            '\n' | '\\' | '\'' | '"' | 'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' => {}
            'N' | 'u' | 'U' if !is_bytes => {}
            '0'..='7' => {
                let digits = bytes[escape..].iter().take(3);
                let length = digits.take_while(|it| matches!(it, b'0'..=b'7')).count();
                if length == 3 && letter > '3' {
                    let digits = &body[escape..escape + 3];
                    return Some(format!("invalid octal escape sequence '\\{digits}'"));
                }
                at = escape + length;
            }
            _ => return Some(format!("invalid escape sequence '\\{letter}'")),
        }
    }
    None
}
