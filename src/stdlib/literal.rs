//! The module `_ast`: the value of an expression that is made of literals only, for
//! `ast.literal_eval`. The text is parsed, and the tree is the value; nothing runs.

use crate::code::op::How;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::source::Source;
use crate::syntax::ast::{Constant, Expr, ExprKind, Operator, UnaryOp};
use crate::vm::load::Mode;
use crate::vm::native::{Args, ModuleDef};
use crate::vm::protocol::arith::Arith;
use crate::vm::{Raised, Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_ast",
    doc: "Trees of syntax.",
    functions: FUNCTIONS,
    setup: |_: &mut Vm, _: Gc<Dict>| Ok(()),
};

natives! { FUNCTIONS:
    literal(text, /) => literal,
    tree(text, filename, mode, classes, /) => super::tree::tree,
    tokens(text, /) => super::tree::tokens,
}

fn literal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let Some(text) = args[0].get::<Str>() else {
        return Err(vm.type_error("a str is required"));
    };
    let text = vm.text_of(text)?;
    let source = std::rc::Rc::new(Source::new("<unknown>", &text));
    let tree = match crate::syntax::parse_expression(&source) {
        Ok(tree) => tree,
        Err(error) => return Err(vm.raise_syntax_error(&error, &source, Mode::Eval)),
    };
    Evaluation {
        vm,
        source: &source,
    }
    .value(&tree)
}

struct Evaluation<'a> {
    vm: &'a mut Vm,
    source: &'a Source,
}

impl Evaluation<'_> {
    fn value(&mut self, tree: &Expr) -> Res<Value> {
        match &tree.kind {
            ExprKind::Constant { value, .. } => self.constant(value),
            ExprKind::Tuple { elts, .. } => {
                let items = self.items(elts)?;
                Ok(self.vm.heap.tuple_of(items.tail()).into())
            }
            ExprKind::List { elts, .. } => {
                let items = self.items(elts)?;
                let list = self.vm.heap.list_of(items.tail());
                self.vm.or_memory_error(list).map(Value::from)
            }
            ExprKind::Set { elts } => {
                let set = self.vm.heap.set_of_kind(Kind::Set);
                for item in elts {
                    let item = self.value(item)?;
                    self.vm.set_add(set, item)?;
                }
                Ok(set.into())
            }
            ExprKind::Call {
                func,
                args,
                keywords,
            } if args.is_empty() && keywords.is_empty() && is_name(func, "set") => {
                Ok(self.vm.heap.set_of_kind(Kind::Set).into())
            }
            ExprKind::Dict { items } => {
                let dict = self.vm.heap.dict();
                for item in items {
                    let Some(key) = &item.key else {
                        return Err(self.malformed(tree));
                    };
                    let key = self.value(key)?;
                    let value = self.value(&item.value)?;
                    self.vm.dict_set(dict, key, value)?;
                }
                Ok(dict.into())
            }
            ExprKind::BinOp { left, op, right } => {
                let op = match op {
                    Operator::Add => Arith::Add,
                    Operator::Sub => Arith::Sub,
                    _ => return Err(self.malformed(tree)),
                };
                // `1 + 2j` is how a complex number is written, and nothing else.
                let (real, imaginary) = (self.number(left)?, self.unsigned(right)?);
                let complex = self.vm.types.complex;
                if self.vm.class_of(real) == complex || self.vm.class_of(imaginary) != complex {
                    return Err(self.malformed(tree));
                }
                self.vm.binary(op, How::Plain, real, imaginary)
            }
            _ => self.number(tree),
        }
    }

    fn items(&mut self, trees: &[Expr]) -> Res<Gc<crate::object::array::Array>> {
        let mut items = crate::stdlib::arguments::new_array(self.vm, trees.len())?;
        for tree in trees {
            let item = self.value(tree)?;
            self.vm.array_push(&mut items, item)?;
        }
        Ok(items)
    }

    /// A number, perhaps with a sign.
    fn number(&mut self, tree: &Expr) -> Res<Value> {
        match &tree.kind {
            ExprKind::UnaryOp { op, operand } => {
                let value = self.unsigned(operand)?;
                match op {
                    UnaryOp::UAdd => self.vm.unary_pos(value),
                    UnaryOp::USub => self.vm.unary_neg(value),
                    _ => Err(self.malformed(tree)),
                }
            }
            _ => self.unsigned(tree),
        }
    }

    fn unsigned(&mut self, tree: &Expr) -> Res<Value> {
        match &tree.kind {
            ExprKind::Constant {
                value:
                    value @ (Constant::Int(_)
                    | Constant::BigInt(_)
                    | Constant::Float(_)
                    | Constant::Complex(_)),
                ..
            } => self.constant(value),
            _ => Err(self.malformed(tree)),
        }
    }

    fn constant(&mut self, constant: &Constant) -> Res<Value> {
        constant_value(self.vm, constant)
    }

    fn malformed(&mut self, tree: &Expr) -> Raised {
        let line = self.source.line_col(tree.span.start).line;
        let kind = format!("{:?}", tree.kind);
        let kind = kind.split([' ', '{', '(']).next().unwrap_or_default();
        let place = std::ptr::from_ref(tree) as usize;
        self.vm.value_error(format!(
            "malformed node or string on line {line}: <ast.{kind} object at {place:#x}>"
        ))
    }
}

fn is_name(tree: &Expr, name: &str) -> bool {
    match &tree.kind {
        ExprKind::Name { id, .. } => id.as_ref() == name,
        _ => false,
    }
}

/// The value that a constant in a tree stands for.
pub fn constant_value(vm: &mut Vm, constant: &Constant) -> Res<Value> {
    Ok(match constant {
        Constant::None => Value::NONE,
        Constant::True => Value::TRUE,
        Constant::False => Value::FALSE,
        Constant::Ellipsis => Value::ELLIPSIS,
        Constant::Int(int) => vm.heap.int(*int),
        Constant::BigInt(int) => vm.heap.bigint((**int).clone()),
        Constant::Float(float) => vm.heap.float(*float),
        Constant::Complex(imaginary) => vm.heap.complex(0.0, *imaginary).into(),
        Constant::Str(text) => {
            return crate::builtins::types::support::text(vm, text.as_wtf8());
        }
        Constant::Bytes(bytes) => vm.heap.bytes(bytes).into(),
    })
}
