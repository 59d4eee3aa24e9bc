//! Soft keywords: `match`, `case` and `type` are keywords in some places and names in all others.
//!
//! An LR(1) grammar sees one token ahead, and `match (x)` may go on as a call or as a statement. Here, before the grammar,
//! the whole line can be seen, and the rules are exact:
//!
//! - `match` begins a statement if its line ends in `:`: nothing else that starts with a name does;
//! - `case` is a keyword at the start of a statement directly inside such a block;
//! - `type` is a keyword if a name follows;
//! - and the `(` of `with (...):` is a token of its own where its partner ends the line (but for the `:`), because only such parentheses
//!   may hold `a as b`.

use super::token::{Tok, Token};

/// Marks the soft keywords of `tokens`, which are those of `text`.
pub fn mark(tokens: &mut [Token], text: &str) {
    let mut blocks = Vec::new();
    let mut opens_match_block = false;
    let mut previous = Tok::Newline;
    for at in 0..tokens.len() {
        let token = tokens[at];
        let word = |token: Token| &text[token.span.start as usize..token.span.end as usize];
        let starts_line = matches!(previous, Tok::Newline | Tok::Indent | Tok::Dedent);
        let starts_statement = starts_line || matches!(previous, Tok::Semicolon | Tok::Colon);
        previous = token.tok;
        match token.tok {
            Tok::Indent => blocks.push(std::mem::take(&mut opens_match_block)),
            Tok::Dedent => {
                blocks.pop();
            }
            Tok::Name
                if starts_line && word(token) == "match" && opens_block(&tokens[at + 1..]) =>
            {
                tokens[at].tok = Tok::Match;
                opens_match_block = true;
            }
            Tok::Name if starts_line && blocks.last() == Some(&true) && word(token) == "case" => {
                tokens[at].tok = Tok::Case
            }
            Tok::Name
                if starts_statement && word(token) == "type" && names_type(&tokens[at + 1..]) =>
            {
                tokens[at].tok = Tok::Type;
            }
            Tok::With if holds_items(&tokens[at + 1..]) => tokens[at + 1].tok = Tok::WithParen,
            _ => {}
        }
    }
}

/// The line goes on and ends in `:`.
fn opens_block(rest: &[Token]) -> bool {
    let Some(end) = rest.iter().position(|token| token.tok == Tok::Newline) else {
        return false;
    };
    end > 1 && rest[end - 1].tok == Tok::Colon
}

fn names_type(rest: &[Token]) -> bool {
    rest.first().is_some_and(|token| token.tok == Tok::Name)
}

/// `( ... ) :`
fn holds_items(rest: &[Token]) -> bool {
    if rest.first().is_none_or(|token| token.tok != Tok::LParen) {
        return false;
    }
    let mut open = 0_usize;
    for (at, token) in rest.iter().enumerate() {
        match token.tok {
            Tok::LParen | Tok::LBracket | Tok::LBrace => open += 1,
            Tok::RParen | Tok::RBracket | Tok::RBrace => open -= 1,
            Tok::Newline => return false,
            _ => {}
        }
        if open == 0 {
            return rest
                .get(at + 1)
                .is_some_and(|next| matches!(next.tok, Tok::Colon | Tok::Newline));
        }
    }
    false
}
