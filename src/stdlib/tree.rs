//! `_ast.tree`: the syntax tree of a text as objects of the classes of `ast`; and
//! `_ast.tokens`: its tokens.
//!
//! The parser's tree is turned into the one of `syntax::dump`, which has CPython's node
//! and field names, and that one into objects: a node's fields are its attributes.

use std::rc::Rc;

use super::arguments::{new_array, text};
use super::literal::constant_value;
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::value::Value;
use crate::source::{Source, Span};
use crate::syntax::dump::{Tree, expression_tree, module_tree, shown_tokens};
use crate::vm::load::Mode;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// `tree(text, filename, mode, classes)`: `classes` has the class of each kind of node
/// under its name.
pub fn tree(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = text(vm, args[0], "tree() argument 1")?;
    let code = vm.text_of(code)?;
    let filename = text(vm, args[1], "tree() argument 2")?;
    let mode = text(vm, args[2], "tree() argument 3")?;
    let Some(classes) = args[3].get::<Dict>() else {
        return Err(vm.type_error("tree() argument 4 must be dict"));
    };
    let source = Rc::new(Source::new(&filename.to_string_lossy(), &code));
    let parsed = match mode.bytes() {
        b"eval" => crate::syntax::parse_expression(&source).map(|it| expression_tree(&it)),
        _ => crate::syntax::parse_module(&source).map(|it| module_tree(&it)),
    };
    let tree = match parsed {
        Ok(tree) => tree,
        Err(error) => return Err(vm.raise_syntax_error(&error, &source, Mode::Exec)),
    };
    Making {
        vm,
        classes,
        source: &source,
    }
    .object(&tree, None)
}

struct Making<'a> {
    vm: &'a mut Vm,
    classes: Gc<Dict>,
    source: &'a Source,
}

impl Making<'_> {
    fn object(&mut self, tree: &Tree, place: Option<Span>) -> Res<Value> {
        self.vm.native_depth_guard()?;
        match tree {
            Tree::Placed(span, node) => self.object(node, Some(*span)),
            Tree::Constant(value) => constant_value(self.vm, value),
            Tree::List(items) => {
                let mut array = new_array(self.vm, items.len())?;
                for item in items {
                    let item = self.object(item, None)?;
                    self.vm.array_push(&mut array, item)?;
                }
                Ok(self.vm.heap.alloc(List::new(array)).into())
            }
            Tree::Node(name, fields) => {
                let name = self.vm.heap.intern(name);
                let class = self.classes.get_str(name);
                let Some(class) = class.and_then(|class| class.get::<Type>()) else {
                    return Err(self.vm.key_error(name.into()));
                };
                let attributes = self.vm.heap.dict();
                for (field, value) in fields {
                    let value = self.object(value, None)?;
                    self.set(attributes, field, value);
                }
                if let Some(span) = place {
                    self.set_place(attributes, span);
                }
                let node = self.vm.alloc_instance(class);
                self.vm.set_instance_dict(node, attributes)?;
                Ok(node)
            }
        }
    }

    fn set(&mut self, attributes: Gc<Dict>, name: &str, value: Value) {
        let name = self.vm.heap.intern(name);
        attributes.insert_str(&self.vm.heap, name, value);
    }

    fn set_place(&mut self, attributes: Gc<Dict>, span: Span) {
        let (start, end) = (
            self.source.line_col(span.start),
            self.source.line_col(span.end),
        );
        for (name, number) in [
            ("lineno", start.line),
            ("col_offset", start.col),
            ("end_lineno", end.line),
            ("end_col_offset", end.col),
        ] {
            let number = self.vm.heap.int(number.into());
            self.set(attributes, name, number);
        }
    }
}

/// `tokens(text)`: class, text, and where each token begins and ends, in a list.
pub fn tokens(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code = text(vm, args[0], "tokens() argument")?;
    let code = vm.text_of(code)?;
    let source = Rc::new(Source::new("<string>", &code));
    let shown = match shown_tokens(&source) {
        Ok(shown) => shown,
        Err(error) => return Err(vm.raise_syntax_error(&error, &source, Mode::Exec)),
    };
    let mut array = new_array(vm, shown.len())?;
    for token in &shown {
        let class = vm.heap.intern(token.class).into();
        let text = vm.heap.str(token.text).into();
        let [start, end] = [token.start, token.end].map(|(line, column)| {
            let place = [line, column].map(|number| vm.heap.int(number.into()));
            Value::from(vm.heap.tuple(&place))
        });
        let row = vm.heap.tuple(&[class, text, start, end]).into();
        vm.array_push(&mut array, row)?;
    }
    Ok(vm.heap.alloc(List::new(array)).into())
}
