//! The line of carets under a source line: which part of it was at work.
//!
//! ```text
//!     x = table[key] + f(1, 2)
//!         ~~~~~~~~~~~^~~~~~~~~     an operation: its operator stands out
//!         ~~~~~^^^^^               a subscript: the brackets stand out
//!                      ^^^^^^^     anything else
//! ```
//!
//! What stands out is found by parsing the piece again, as CPython does, so that code
//! objects need to hold no more than where the piece starts and ends. Nothing is drawn
//! when the whole line would be marked: that says nothing.

use crate::source::{Source, Span};
use crate::syntax;
use crate::syntax::ast::{Expr, ExprKind, StmtKind};

/// The carets for a piece of source, with their line end, indented by four as the
/// line above them is; empty where there is nothing to say.
pub fn carets(source: &Source, span: Span) -> String {
    let start = source.line_col(span.start);
    let line = source.line_text(start.line);
    let from = (start.col as usize).min(line.len());
    let end = source.line_col(span.end);
    let (to, marks) = if end.line == start.line {
        let to = (end.col as usize).clamp(from, line.len());
        (to, line.get(from..to).and_then(marks_of))
    } else {
        // A piece of several lines is marked to the end of its first.
        (
            line.trim_end_matches([' ', '\t', '\x0c']).len().max(from),
            None,
        )
    };
    let Some(piece) = line.get(from..to) else {
        return String::new();
    };
    let shown = line.trim_start_matches([' ', '\t', '\x0c']);
    let count = |text: &str| text.chars().count();
    if count(piece) == count(shown) && marks.is_none() {
        return String::new();
    }
    let indent = count(line).saturating_sub(count(shown));
    let blank = count(&line[..from]).saturating_sub(indent);
    let mut text = format!("    {}", " ".repeat(blank));
    for (at, _) in piece.char_indices() {
        text.push(match &marks {
            Some(marks) if !marks.contains(&at) => '~',
            _ => '^',
        });
    }
    text.push('\n');
    text
}

/// The bytes of a piece of source that stand out.
fn marks_of(piece: &str) -> Option<std::ops::Range<usize>> {
    // A big piece is a slow parse for a line that nobody could read.
    if piece.len() > 10_000 {
        return None;
    }
    let module = syntax::parse_module(&Source::new("", piece)).ok()?;
    let [statement] = &module.body[..] else {
        return None;
    };
    let StmtKind::Expr { value } = &statement.kind else {
        return None;
    };
    marks_of_expression(value, piece.as_bytes())
}

fn marks_of_expression(expression: &Expr, piece: &[u8]) -> Option<std::ops::Range<usize>> {
    match &expression.kind {
        ExprKind::BinOp { left, right, .. } => {
            operator(piece, left.span.end as usize, right.span.start as usize)
        }
        ExprKind::Subscript { value, slice, .. } => {
            let find = |from: usize, byte| {
                let rest = piece.get(from..)?;
                Some(from + memchr::memchr(byte, rest).unwrap_or(rest.len()))
            };
            let open = find(value.span.end as usize, b'[')?;
            let close = find((slice.span.end as usize + 1).min(piece.len()), b']');
            Some(open..close.map_or(piece.len(), |close| (close + 1).min(piece.len())))
        }
        _ => None,
    }
}

/// The operator between two operands, which may be in parentheses of their own.
fn operator(piece: &[u8], from: usize, to: usize) -> Option<std::ops::Range<usize>> {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\x0c');
    let mut marks = None;
    for at in from..to.min(piece.len()) {
        if is_blank(piece[at]) {
            continue;
        }
        let two = at + 1 < to && !is_blank(piece[at + 1]);
        marks = Some(at..at + 1 + usize::from(two));
        if piece[at] != b')' || at + 1 >= to {
            break;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The carets under the part of a line between two `|`.
    fn under(marked: &str) -> String {
        let start = marked.find('|').expect("a start");
        let end = marked.rfind('|').expect("an end") - 1;
        let source = Source::new("x.py", &marked.replace('|', ""));
        carets(&source, Span::new(start as u32, end as u32))
            .trim_end()
            .to_string()
    }

    #[test]
    fn operators_and_brackets_stand_out() {
        assert_eq!(under("x = |a + b|"), "        ~~^~~");
        assert_eq!(under("|a // b|"), "    ~~^^~~");
        assert_eq!(under("x = |t[k]|"), "        ~^^^");
        assert_eq!(under("    x = |f(1)|"), "        ^^^^");
    }

    #[test]
    fn a_whole_line_is_not_marked() {
        assert_eq!(under("  |f(1, 2)|"), "");
    }
}
