//! The tree as `ast` has it: nodes with named fields, and its layout by
//! `ast.dump(tree, indent=3)`.

use super::repr;
use crate::source::Span;
use crate::syntax::ast::Constant;

/// What `ast.dump` sees: a node with fields, a list, or a constant.
pub enum Tree {
    Node(&'static str, Vec<(&'static str, Tree)>),
    List(Vec<Tree>),
    Constant(Constant),
    /// A node that says where it stands.
    Placed(Span, Box<Tree>),
}

const INDENT: &str = "   ";

impl Tree {
    /// A node without fields: an operator, a context.
    pub fn leaf(name: &'static str) -> Tree {
        Tree::Node(name, Vec::new())
    }

    pub fn at(self, span: Span) -> Tree {
        Tree::Placed(span, Box::new(self))
    }

    /// Fits into a line of its parent.
    fn is_simple(&self) -> bool {
        match self {
            Tree::Node(_, fields) => fields.is_empty(),
            Tree::List(items) => items.is_empty(),
            Tree::Constant(_) => true,
            Tree::Placed(_, node) => node.is_simple(),
        }
    }

    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 1);
        out
    }

    fn write(&self, out: &mut String, level: usize) {
        match self {
            Tree::Constant(value) => out.push_str(&repr::constant(value)),
            Tree::Placed(_, node) => node.write(out, level),
            Tree::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    break_line(out, at, level);
                    item.write(out, level + 1);
                }
                out.push(']');
            }
            Tree::Node(name, fields) => {
                let on_one_line =
                    fields.len() <= 3 && fields.iter().all(|(_, value)| value.is_simple());
                out.push_str(name);
                out.push('(');
                for (at, (field, value)) in fields.iter().enumerate() {
                    if !on_one_line {
                        break_line(out, at, level);
                    } else if at > 0 {
                        out.push_str(", ");
                    }
                    out.push_str(field);
                    out.push('=');
                    value.write(out, level + 1);
                }
                out.push(')');
            }
        }
    }
}

fn break_line(out: &mut String, at: usize, level: usize) {
    if at > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(INDENT, level));
}
