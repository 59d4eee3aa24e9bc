//! Statements.

use super::*;

/// `elif test: body`
pub struct Branch {
    pub l: u32,
    pub test: Expr,
    pub body: Vec<Stmt>,
}

/// What stands in the parentheses of `with (...):`.
pub enum WithInside {
    Nothing,
    Elements(CommaList<(Expr, Option<Expr>)>),
    Yield(Expr),
    Generator(Expr, Vec<Comprehension>),
}

/// Where a block ends: its last statement, not the line end after it.
fn end(block: &[Stmt]) -> u32 {
    block.last().map_or(0, |stmt| stmt.span.end)
}

impl Actions<'_> {
    pub fn simple(&self, l: u32, kind: StmtKind, r: u32) -> Stmt {
        Stmt {
            span: Span::new(l, r),
            depth: 1,
            kind,
        }
    }

    /// A statement that ends where its last block ends.
    pub fn compound(&self, l: u32, kind: StmtKind) -> Fallible<Stmt> {
        let r = match &kind {
            StmtKind::FunctionDef(f) | StmtKind::AsyncFunctionDef(f) => end(&f.body),
            StmtKind::ClassDef(c) => end(&c.body),
            StmtKind::For(f) | StmtKind::AsyncFor(f) => end(&f.body).max(end(&f.orelse)),
            StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
                end(body).max(end(orelse))
            }
            StmtKind::With(w) | StmtKind::AsyncWith(w) => end(&w.body),
            StmtKind::Match { cases, .. } => cases.last().map_or(l, |case| end(&case.body)),
            StmtKind::Try(t) | StmtKind::TryStar(t) => {
                let handlers = t.handlers.last().map_or(0, |handler| end(&handler.body));
                end(&t.body)
                    .max(handlers)
                    .max(end(&t.orelse))
                    .max(end(&t.finalbody))
            }
            _ => l,
        };
        self.stmt(l, kind, r)
    }

    pub fn decorate(&self, decorators: Vec<Expr>, mut definition: Stmt) -> Stmt {
        match &mut definition.kind {
            StmtKind::FunctionDef(f) | StmtKind::AsyncFunctionDef(f) => {
                f.decorator_list = decorators
            }
            StmtKind::ClassDef(c) => c.decorator_list = decorators,
            _ => {}
        }
        definition
    }

    pub fn function(
        &self,
        name: Ident,
        type_params: Vec<TypeParam>,
        params: Vec<Parameter>,
        returns: Option<Expr>,
        body: Vec<Stmt>,
    ) -> Fallible<Box<FunctionDef>> {
        let args = self.parameters(params, None)?;
        Ok(Box::new(FunctionDef {
            name,
            args,
            body,
            decorator_list: Vec::new(),
            returns: boxed(returns),
            type_params,
        }))
    }

    pub fn class(
        &self,
        l: u32,
        name: Ident,
        type_params: Vec<TypeParam>,
        args: Option<(u32, Option<CommaList<Argument>>, u32)>,
        body: Vec<Stmt>,
    ) -> Fallible<Stmt> {
        let (bases, keywords) = match args {
            Some((open, Some(list), r)) => {
                if let [Argument::Generator(_, elt, _)] = &list.items[..] {
                    let blanks = self.text[elt.span.end as usize..].len()
                        - self.text[elt.span.end as usize..].trim_start().len();
                    let keyword = elt.span.end + blanks as u32;
                    return Err(fault("invalid syntax", Span::new(keyword, keyword + 3)));
                }
                self.arguments(open, Some(list), r)?
            }
            _ => (Vec::new(), Vec::new()),
        };
        let class = ClassDef {
            name,
            bases,
            keywords,
            body,
            decorator_list: Vec::new(),
            type_params,
        };
        self.compound(l, StmtKind::ClassDef(Box::new(class)))
    }

    /// `elif` is an `if` in the `else` of the one before.
    pub fn if_(
        &self,
        l: u32,
        test: Expr,
        body: Vec<Stmt>,
        elifs: Vec<Branch>,
        orelse: Option<Vec<Stmt>>,
    ) -> Fallible<Stmt> {
        let mut orelse = orelse.unwrap_or_default();
        for branch in elifs.into_iter().rev() {
            let kind = StmtKind::If {
                test: Box::new(branch.test),
                body: branch.body,
                orelse,
            };
            orelse = vec![self.compound(branch.l, kind)?];
        }
        self.compound(
            l,
            StmtKind::If {
                test: Box::new(test),
                body,
                orelse,
            },
        )
    }

    pub fn while_(
        &self,
        l: u32,
        test: Expr,
        body: Vec<Stmt>,
        orelse: Option<Vec<Stmt>>,
    ) -> Fallible<Stmt> {
        self.compound(
            l,
            StmtKind::While {
                test: Box::new(test),
                body,
                orelse: orelse.unwrap_or_default(),
            },
        )
    }

    pub fn for_(
        &self,
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Option<Vec<Stmt>>,
    ) -> Box<For> {
        Box::new(For {
            target: Box::new(target),
            iter: Box::new(iter),
            body,
            orelse: orelse.unwrap_or_default(),
        })
    }

    pub fn try_(
        &self,
        l: u32,
        kind: fn(Box<Try>) -> StmtKind,
        body: Vec<Stmt>,
        handlers: Vec<ExceptHandler>,
        orelse: Option<Vec<Stmt>>,
        finalbody: Option<Vec<Stmt>>,
    ) -> Fallible<Stmt> {
        let (orelse, finalbody) = (orelse.unwrap_or_default(), finalbody.unwrap_or_default());
        self.compound(
            l,
            kind(Box::new(Try {
                body,
                handlers,
                orelse,
                finalbody,
            })),
        )
    }

    pub fn handler(
        &self,
        l: u32,
        typ: Option<Expr>,
        name: Option<Ident>,
        body: Vec<Stmt>,
    ) -> ExceptHandler {
        ExceptHandler {
            span: Span::new(l, end(&body)),
            typ: boxed(typ),
            name,
            body,
        }
    }

    pub fn with_item(&self, context_expr: Expr, target: Expr) -> Fallible<WithItem> {
        if let ExprKind::Starred { .. } = target.kind {
            return Err(fault("cannot assign to starred", target.span));
        }
        Ok(WithItem {
            context_expr,
            optional_vars: Some(Box::new(self.store(target)?)),
        })
    }

    /// `with (inside): body`, where the parentheses hold items or are part of the one item.
    pub fn with_parentheses(
        &self,
        open: u32,
        inside: WithInside,
        r: u32,
        body: Vec<Stmt>,
    ) -> Fallible<With> {
        let single = match inside {
            WithInside::Nothing => self.tuple(open, Vec::new(), r)?,
            WithInside::Yield(expr) => expr,
            WithInside::Generator(elt, generators) => self.generator(open, elt, generators, r)?,
            WithInside::Elements(list) => {
                let is_item = |expr: &Expr| {
                    !matches!(
                        expr.kind,
                        ExprKind::Starred { .. } | ExprKind::NamedExpr { .. }
                    )
                };
                if list.items.iter().all(|(expr, _)| is_item(expr)) {
                    return Ok(With {
                        items: self.with_items(list.items)?,
                        body,
                    });
                }
                if let Some((_, Some(target))) =
                    list.items.iter().find(|(_, target)| target.is_some())
                {
                    let before = target.span.start;
                    let keyword = self.text[..before as usize]
                        .rfind("as")
                        .map_or(before, |at| at as u32);
                    return Err(fault("invalid syntax", Span::new(keyword, keyword + 2)));
                }
                let elts = list.items.into_iter().map(|(expr, _)| expr).collect();
                self.parenthesised(
                    open,
                    CommaList {
                        items: elts,
                        l: list.l,
                        comma: list.comma,
                        r: list.r,
                    },
                    r,
                )?
            }
        };
        Ok(With {
            items: vec![WithItem {
                context_expr: single,
                optional_vars: None,
            }],
            body,
        })
    }

    fn with_items(&self, elements: Vec<(Expr, Option<Expr>)>) -> Fallible<Vec<WithItem>> {
        let item = |(context_expr, target)| match target {
            Some(target) => self.with_item(context_expr, target),
            None => Ok(WithItem {
                context_expr,
                optional_vars: None,
            }),
        };
        elements.into_iter().map(item).collect()
    }

    pub fn match_(
        &self,
        l: u32,
        subject: CommaList<Expr>,
        cases: Vec<MatchCase>,
    ) -> Fallible<Stmt> {
        let subject = self.tuple_or_single(subject)?;
        if let ExprKind::Starred { .. } = subject.kind {
            return Err(fault("invalid syntax", subject.span));
        }
        self.compound(
            l,
            StmtKind::Match {
                subject: Box::new(subject),
                cases,
            },
        )
    }

    pub fn type_alias(&self, name: Expr, type_params: Vec<TypeParam>, value: Expr) -> StmtKind {
        StmtKind::TypeAlias {
            name: Box::new(name),
            type_params,
            value: Box::new(value),
        }
    }

    pub fn dotted(&self, base: Ident, name: Ident) -> Ident {
        Ident {
            name: format!("{}.{}", base.name, name.name).into(),
            span: base.span.to(name.span),
        }
    }

    pub fn alias(&self, l: u32, name: Ident, asname: Option<Ident>, r: u32) -> Alias {
        Alias {
            span: Span::new(l, r),
            name,
            asname,
        }
    }

    pub fn import_star(&self, l: u32, r: u32) -> Vec<Alias> {
        let name = self.ident(l, r);
        vec![Alias {
            span: name.span,
            name,
            asname: None,
        }]
    }

    pub fn import_from(
        &self,
        (level, module): (u32, Option<Ident>),
        names: Vec<Alias>,
    ) -> StmtKind {
        StmtKind::ImportFrom {
            module,
            names,
            level,
        }
    }
}
