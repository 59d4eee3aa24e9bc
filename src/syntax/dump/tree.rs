//! The layout of `ast.dump(tree, indent=3)`.

/// What `ast.dump` sees: a node with fields, a list, or anything else by its `repr`.
pub enum Tree {
    Node(&'static str, Vec<(&'static str, Tree)>),
    List(Vec<Tree>),
    Repr(String),
}

const INDENT: &str = "   ";

impl Tree {
    /// A node without fields: an operator, a context.
    pub fn leaf(name: &'static str) -> Tree {
        Tree::Node(name, Vec::new())
    }

    /// Fits into a line of its parent.
    fn is_simple(&self) -> bool {
        match self {
            Tree::Node(_, fields) => fields.is_empty(),
            Tree::List(items) => items.is_empty(),
            Tree::Repr(_) => true,
        }
    }

    pub fn print(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 1);
        out
    }

    fn write(&self, out: &mut String, level: usize) {
        match self {
            Tree::Repr(text) => out.push_str(text),
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
