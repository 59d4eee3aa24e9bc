//! A code object as text, for `-m dis` and for tests.
//!
//! ```text
//! code f (line 1)
//!   parameters a b; locals c; 6 registers
//!     2     0  Add        dst=c lhs=a rhs=b
//!           1  JumpLtImm  unless lhs=c imm=10 -> 4
//!     3     2  LoadConst  dst=r3 'small'
//!   0..2 -> 4, exception in r3
//! ```
//!
//! Variables are shown by name, constants by their repr, and jumps by where they go.

use std::fmt::Write;

use super::op::{Op, Operand};
use super::{Code, Const};
use crate::pystr::PyStr;

/// Bounds how deep constants and code objects are followed; the tree that they come from
/// is no deeper.
const MAX_DEPTH: usize = 4000;

/// The disassembly of a code object and of those inside it.
pub fn disassemble(code: &Code) -> String {
    let mut text = String::new();
    let mut stack = vec![code];
    while let Some(code) = stack.pop() {
        if !text.is_empty() {
            text.push('\n');
        }
        one(code, &mut text);
        let inner = code.consts.iter().rev().filter_map(|konst| match konst {
            Const::Code(code) => Some(&**code),
            _ => None,
        });
        stack.extend(inner);
    }
    text
}

fn one(code: &Code, text: &mut String) {
    let _ = writeln!(text, "code {} (line {})", code.qualname, code.first_line);
    let (parameters, locals) = code
        .locals
        .split_at(usize::from(code.params()).min(code.locals.len()));
    let list = |names: &[crate::pystr::Name]| match names {
        [] => "none".to_owned(),
        names => names.join(" "),
    };
    let _ = writeln!(
        text,
        "  parameters {}; locals {}; {} registers",
        list(parameters),
        list(locals),
        code.registers
    );
    let vars = |vars: &[super::object::CellVar]| {
        vars.iter()
            .map(|var| &*var.name)
            .collect::<Vec<_>>()
            .join(" ")
    };
    if !code.cells.is_empty() {
        let _ = writeln!(text, "  cells {}", vars(&code.cells));
    }
    if !code.free.is_empty() {
        let _ = writeln!(text, "  free {}", vars(&code.free));
    }
    let mut line = 0;
    for (at, op) in code.ops.iter().enumerate() {
        let at_line = code.line_of(at);
        if at_line == line {
            let _ = write!(text, "      ");
        } else {
            let _ = write!(text, "{at_line:>6}");
        }
        line = at_line;
        let _ = write!(text, " {at:>5}  {:<14}", op.name());
        for (name, operand) in op.operands() {
            let shown = show(code, at, operand);
            let _ = match operand {
                Operand::Choice("") => Ok(()),
                Operand::Choice(_)
                | Operand::Const(_)
                | Operand::Code(_)
                | Operand::Name(_)
                | Operand::ShortName(_)
                | Operand::Cache(_)
                | Operand::ShortCache(_)
                | Operand::Jump(_)
                | Operand::Near(_) => write!(text, " {shown}"),
                _ => write!(text, " {name}={shown}"),
            };
        }
        text.push('\n');
    }
    for handler in &code.handlers {
        let _ = writeln!(
            text,
            "  {}..{} -> {}, exception in {}",
            handler.start,
            handler.end,
            handler.target,
            register(code, handler.exc)
        );
    }
}

fn register(code: &Code, register: u16) -> String {
    match code.locals.get(usize::from(register)) {
        Some(name) => name.to_string(),
        None => format!("r{register}"),
    }
}

fn show(code: &Code, at: usize, operand: Operand) -> String {
    let name = |at: u32| match code.names.get(at as usize) {
        Some(name) => name.to_string(),
        None => format!("name[{at}]"),
    };
    let cache = |at: u32| match code.caches.get(at as usize) {
        Some(&at) => name(at),
        None => format!("cache[{at}]"),
    };
    let konst = |at: u32| match code.consts.get(at as usize) {
        Some(konst) => repr(konst),
        None => format!("const[{at}]"),
    };
    let target = |by: i64| format!("-> {}", at as i64 + 1 + by);
    match operand {
        Operand::Dst(r)
        | Operand::Src(r)
        | Operand::First(r)
        | Operand::Into(r)
        | Operand::Window(r)
        | Operand::Loop(r) => register(code, r),
        Operand::Jump(by) => target(i64::from(by)),
        Operand::Near(by) => target(i64::from(by)),
        Operand::Const(at) => konst(at),
        Operand::Code(at) => konst(at),
        Operand::Name(at) => name(at),
        Operand::ShortName(at) => name(u32::from(at)),
        Operand::Cache(at) => cache(at),
        Operand::ShortCache(at) => cache(u32::from(at)),
        other => other.to_string(),
    }
}

/// A constant as Python would write it.
pub fn repr(konst: &Const) -> String {
    let mut text = String::new();
    write_repr(konst, &mut text, 0);
    text
}

fn write_repr(konst: &Const, text: &mut String, depth: usize) {
    if depth > MAX_DEPTH {
        return text.push_str("...");
    }
    let _ = match konst {
        Const::None => write!(text, "None"),
        Const::True => write!(text, "True"),
        Const::False => write!(text, "False"),
        Const::Ellipsis => write!(text, "Ellipsis"),
        Const::Int(value) => write!(text, "{value}"),
        Const::BigInt(value) => write!(text, "{value}"),
        Const::Float(value) => write!(text, "{value:?}"),
        Const::Complex { re, im } if *re == 0.0 => write!(text, "{im}j"),
        Const::Complex { re, im } => write!(text, "({re}{im:+}j)"),
        Const::Str(value) => {
            write_str(value, text);
            Ok(())
        }
        Const::Bytes(bytes) => write!(text, "b'{}'", bytes.escape_ascii()),
        Const::Code(code) => write!(text, "<code {}>", code.qualname),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            let is_set = matches!(konst, Const::FrozenSet(_));
            text.push_str(if is_set { "frozenset({" } else { "(" });
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    text.push_str(", ");
                }
                write_repr(item, text, depth + 1);
            }
            match (is_set, items.len()) {
                (true, _) => text.push_str("})"),
                (false, 1) => text.push_str(",)"),
                (false, _) => text.push(')'),
            }
            Ok(())
        }
    };
}

fn write_str(value: &PyStr, text: &mut String) {
    text.push('\'');
    for code in value.code_points() {
        match char::from_u32(code) {
            Some('\'') => text.push_str("\\'"),
            Some('"') => text.push('"'),
            Some(char) if char.is_ascii() => text.extend(char.escape_default()),
            Some(char) => text.push(char),
            None => {
                let _ = write!(text, "\\u{code:04x}");
            }
        }
    }
    text.push('\'');
}

impl std::fmt::Display for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.name())?;
        for (name, operand) in self.operands() {
            write!(f, " {name}={operand}")?;
        }
        Ok(())
    }
}
