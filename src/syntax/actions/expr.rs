//! Expressions.

use super::*;
use crate::syntax::literal;

impl Actions<'_> {
    pub fn name(&self, name: Ident) -> Expr {
        self.leaf(
            name.span,
            ExprKind::Name {
                id: name.name,
                ctx: ExprContext::Load,
            },
        )
    }

    pub fn name_store(&self, name: Ident) -> Expr {
        self.leaf(
            name.span,
            ExprKind::Name {
                id: name.name,
                ctx: ExprContext::Store,
            },
        )
    }

    pub fn constant(&self, l: u32, value: Constant, r: u32) -> Expr {
        self.leaf(
            Span::new(l, r),
            ExprKind::Constant {
                value,
                u_prefix: false,
            },
        )
    }

    pub fn number(&self, l: u32, r: u32) -> Fallible<Expr> {
        let span = Span::new(l, r);
        let value = literal::number(self.text_at(span)).map_err(|message| fault(message, span))?;
        Ok(self.constant(l, value, r))
    }

    pub fn binary(&self, l: u32, left: Expr, op: Operator, right: Expr, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::BinOp {
                left: Box::new(left),
                op,
                right: Box::new(right),
            },
            r,
        )
    }

    pub fn unary(&self, l: u32, op: UnaryOp, operand: Expr, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::UnaryOp {
                op,
                operand: Box::new(operand),
            },
            r,
        )
    }

    pub fn bool_op(
        &self,
        l: u32,
        op: BoolOp,
        first: Expr,
        rest: Vec<Expr>,
        r: u32,
    ) -> Fallible<Expr> {
        let values = std::iter::once(first).chain(rest).collect();
        self.expr(l, ExprKind::BoolOp { op, values }, r)
    }

    pub fn compare(&self, l: u32, left: Expr, rest: Vec<(CmpOp, Expr)>, r: u32) -> Fallible<Expr> {
        let (ops, comparators) = rest.into_iter().unzip();
        self.expr(
            l,
            ExprKind::Compare {
                left: Box::new(left),
                ops,
                comparators,
            },
            r,
        )
    }

    pub fn if_exp(&self, l: u32, test: Expr, body: Expr, orelse: Expr, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::IfExp {
                test: Box::new(test),
                body: Box::new(body),
                orelse: Box::new(orelse),
            },
            r,
        )
    }

    pub fn lambda(
        &self,
        l: u32,
        params: Vec<Parameter>,
        colon: u32,
        body: Expr,
        r: u32,
    ) -> Fallible<Expr> {
        let args = Box::new(self.parameters(params, Some(colon))?);
        self.expr(
            l,
            ExprKind::Lambda {
                args,
                body: Box::new(body),
            },
            r,
        )
    }

    pub fn attribute(&self, l: u32, value: Expr, attr: Ident, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::Attribute {
                value: Box::new(value),
                attr,
                ctx: ExprContext::Load,
            },
            r,
        )
    }

    pub fn starred(&self, l: u32, value: Expr, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::Starred {
                value: Box::new(value),
                ctx: ExprContext::Load,
            },
            r,
        )
    }

    pub fn slice(
        &self,
        l: u32,
        lower: Option<Expr>,
        upper: Option<Expr>,
        step: Option<Expr>,
        r: u32,
    ) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::Slice {
                lower: boxed(lower),
                upper: boxed(upper),
                step: boxed(step),
            },
            r,
        )
    }

    pub fn subscript(
        &self,
        l: u32,
        value: Expr,
        slices: CommaList<Expr>,
        r: u32,
    ) -> Fallible<Expr> {
        // A lone `*b` is a tuple too.
        let starred = matches!(slices.items[0].kind, ExprKind::Starred { .. });
        let slice = if starred {
            self.tuple(slices.l, slices.items, slices.r)?
        } else {
            self.tuple_or_single(slices)?
        };
        self.expr(
            l,
            ExprKind::Subscript {
                value: Box::new(value),
                slice: Box::new(slice),
                ctx: ExprContext::Load,
            },
            r,
        )
    }

    pub fn named(&self, l: u32, target: Expr, value: Expr, r: u32) -> Fallible<Expr> {
        let ExprKind::Name { id, .. } = &target.kind else {
            let message = format!(
                "cannot use assignment expressions with {}",
                targets::describe(&target)
            );
            return Err(fault(message, target.span));
        };
        if target.span.start != l {
            return Err(fault(
                "invalid syntax",
                Span::new(target.span.end + 1, target.span.end + 3),
            ));
        }
        let target = self.leaf(
            target.span,
            ExprKind::Name {
                id: id.clone(),
                ctx: ExprContext::Store,
            },
        );
        self.expr(
            l,
            ExprKind::NamedExpr {
                target: Box::new(target),
                value: Box::new(value),
            },
            r,
        )
    }

    pub fn tuple(&self, l: u32, elts: Vec<Expr>, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::Tuple {
                elts,
                ctx: ExprContext::Load,
            },
            r,
        )
    }

    /// A comma makes a tuple.
    pub fn tuple_or_single(&self, mut list: CommaList<Expr>) -> Fallible<Expr> {
        if list.is_single() {
            return Ok(list.items.swap_remove(0));
        }
        self.tuple(list.l, list.items, list.r)
    }

    pub fn parenthesised(&self, l: u32, mut list: CommaList<Expr>, r: u32) -> Fallible<Expr> {
        if !list.is_single() {
            return self.tuple(l, list.items, r);
        }
        let inner = list.items.swap_remove(0);
        if let ExprKind::Starred { .. } = inner.kind {
            return Err(fault("cannot use starred expression here", inner.span));
        }
        Ok(inner)
    }

    pub fn list(&self, l: u32, elts: Option<CommaList<Expr>>, r: u32) -> Fallible<Expr> {
        self.expr(
            l,
            ExprKind::List {
                elts: items(elts),
                ctx: ExprContext::Load,
            },
            r,
        )
    }

    pub fn set(&self, l: u32, elts: CommaList<Expr>, r: u32) -> Fallible<Expr> {
        self.expr(l, ExprKind::Set { elts: elts.items }, r)
    }

    pub fn dict(
        &self,
        l: u32,
        list: Option<CommaList<(Span, DictItem)>>,
        r: u32,
    ) -> Fallible<Expr> {
        let items = items(list).into_iter().map(|(_, item)| item).collect();
        self.expr(l, ExprKind::Dict { items }, r)
    }

    pub fn generator(
        &self,
        l: u32,
        elt: Expr,
        generators: Vec<Comprehension>,
        r: u32,
    ) -> Fallible<Expr> {
        let elt = Box::new(self.element(elt)?);
        self.expr(l, ExprKind::GeneratorExp { elt, generators }, r)
    }

    pub fn list_comp(
        &self,
        l: u32,
        elt: Expr,
        generators: Vec<Comprehension>,
        r: u32,
    ) -> Fallible<Expr> {
        let elt = Box::new(self.element(elt)?);
        self.expr(l, ExprKind::ListComp { elt, generators }, r)
    }

    pub fn set_comp(
        &self,
        l: u32,
        elt: Expr,
        generators: Vec<Comprehension>,
        r: u32,
    ) -> Fallible<Expr> {
        let elt = Box::new(self.element(elt)?);
        self.expr(l, ExprKind::SetComp { elt, generators }, r)
    }

    pub fn dict_comp(
        &self,
        l: u32,
        item: (Span, DictItem),
        generators: Vec<Comprehension>,
        r: u32,
    ) -> Fallible<Expr> {
        let (span, DictItem { key, value }) = item;
        let Some(key) = key else {
            let stars = Span::new(span.start, span.start + 2);
            return Err(fault(
                "dict unpacking cannot be used in dict comprehension",
                stars,
            ));
        };
        self.expr(
            l,
            ExprKind::DictComp {
                key: Box::new(key),
                value: Box::new(value),
                generators,
            },
            r,
        )
    }

    /// What a comprehension yields.
    fn element(&self, elt: Expr) -> Fallible<Expr> {
        match elt.kind {
            ExprKind::Starred { .. } => Err(fault(
                "iterable unpacking cannot be used in comprehension",
                elt.span,
            )),
            _ => Ok(elt),
        }
    }
}
