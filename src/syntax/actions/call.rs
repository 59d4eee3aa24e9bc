//! Arguments of calls and parameters of functions. The grammar reads both as flat lists; their order is checked here.

use super::*;

/// One argument of a call (or of a class).
pub enum Argument {
    /// Starred ones as well.
    Positional(Expr),
    Generator(Span, Expr, Vec<Comprehension>),
    Keyword(Keyword),
    DoubleStar(Span, Expr),
}

/// One element of a list of parameters.
pub enum Parameter {
    Named {
        arg: Arg,
        default: Option<Expr>,
        span: Span,
    },
    Slash(Span),
    Star(Span),
    VarArg(Arg),
    KwArg(Arg),
}

impl Actions<'_> {
    /// `name=value`; anything may stand before the `=`, to be refused with a hint.
    pub fn keyword_argument(
        &self,
        l: u32,
        name: Expr,
        at: u32,
        value: Expr,
        r: u32,
    ) -> Fallible<Argument> {
        let arg = match &name.kind {
            ExprKind::Name { id, .. } if name.span.start == l => Ident {
                name: id.clone(),
                span: name.span,
            },
            ExprKind::Constant {
                value: Constant::None | Constant::True | Constant::False,
                ..
            } => {
                return Err(fault(
                    format!("cannot assign to {}", targets::describe(&name)),
                    Span::new(l, at + 1),
                ));
            }
            _ => {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                return Err(fault(message, Span::new(name.span.start, at + 1)));
            }
        };
        Ok(Argument::Keyword(Keyword {
            span: Span::new(l, r),
            arg: Some(arg),
            value,
        }))
    }

    /// `name=value for ...`: an assignment can't be an element.
    pub fn keyword_generator(&self, l: u32, name: Expr, at: u32) -> Fallible<Argument> {
        match &name.kind {
            ExprKind::Name { .. } => {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                Err(fault(message, Span::new(l, at + 1)))
            }
            _ => {
                let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
                Err(fault(message, Span::new(l, at + 1)))
            }
        }
    }

    pub fn call(
        &self,
        l: u32,
        func: Expr,
        open: u32,
        list: Option<CommaList<Argument>>,
        r: u32,
    ) -> Fallible<Expr> {
        let (args, keywords) = self.arguments(open, list, r)?;
        self.expr(
            l,
            ExprKind::Call {
                func: Box::new(func),
                args,
                keywords,
            },
            r,
        )
    }

    /// The arguments between the parentheses at `open` and before `r`.
    pub fn arguments(
        &self,
        open: u32,
        list: Option<CommaList<Argument>>,
        r: u32,
    ) -> Fallible<(Vec<Expr>, Vec<Keyword>)> {
        let (mut args, mut keywords) = (Vec::new(), Vec::<Keyword>::new());
        let alone = list.as_ref().is_some_and(CommaList::is_single);
        let mut unpacked = false;
        for argument in items(list) {
            match argument {
                Argument::Positional(expr) => {
                    let starred = matches!(expr.kind, ExprKind::Starred { .. });
                    if starred && unpacked {
                        let message =
                            "iterable argument unpacking follows keyword argument unpacking";
                        let star = Span::new(expr.span.start, expr.span.start + 1);
                        return Err(fault(message, star));
                    }
                    if !starred && !keywords.is_empty() {
                        let message = if unpacked {
                            "positional argument follows keyword argument unpacking"
                        } else {
                            "positional argument follows keyword argument"
                        };
                        return Err(fault(message, Span::new(r - 1, r)));
                    }
                    args.push(expr);
                }
                // A generator expression takes the parentheses of the call for its own, if there is nothing else in them.
                Argument::Generator(_, elt, generators) if alone => {
                    args.push(self.generator(open, elt, generators, r)?)
                }
                Argument::Generator(span, ..) => {
                    return Err(fault("Generator expression must be parenthesized", span));
                }
                Argument::Keyword(keyword) => keywords.push(keyword),
                Argument::DoubleStar(span, value) => {
                    unpacked = true;
                    keywords.push(Keyword {
                        span,
                        arg: None,
                        value,
                    });
                }
            }
        }
        Ok((args, keywords))
    }

    pub fn parameter(
        &self,
        l: u32,
        name: Ident,
        annotation: Option<Expr>,
        r: u32,
        default: Option<Expr>,
        end: u32,
    ) -> Parameter {
        Parameter::Named {
            arg: self.arg(l, name, annotation, r),
            default,
            span: Span::new(l, end),
        }
    }

    pub fn var_parameter(
        &self,
        l: u32,
        name: Ident,
        annotation: Option<Expr>,
        r: u32,
    ) -> Parameter {
        Parameter::VarArg(self.arg(l + 1, name, annotation, r))
    }

    pub fn kw_parameter(&self, l: u32, name: Ident, annotation: Option<Expr>, r: u32) -> Parameter {
        Parameter::KwArg(self.arg(l + 2, name, annotation, r))
    }

    /// `r` is where the annotation ends, if there is one.
    fn arg(&self, l: u32, name: Ident, annotation: Option<Expr>, r: u32) -> Arg {
        let end = if annotation.is_some() {
            r
        } else {
            name.span.end
        };
        Arg {
            span: Span::new(l.max(name.span.start), end),
            arg: name,
            annotation: boxed(annotation),
        }
    }

    /// Sorts parameters into their kinds. `colon`: they belong to a lambda, and here they end.
    pub fn parameters(&self, list: Vec<Parameter>, colon: Option<u32>) -> Fallible<Arguments> {
        let mut arguments = Arguments::default();
        let mut star: Option<Span> = None;
        let mut slash = false;
        let mut from_kwarg = list
            .iter()
            .skip_while(|it| !matches!(it, Parameter::KwArg(_)));
        if let Some(parameter) = from_kwarg.nth(1) {
            return Err(fault(
                "arguments cannot follow var-keyword argument",
                span_of(parameter),
            ));
        }
        let mut list = list.into_iter().peekable();
        while let Some(parameter) = list.next() {
            match parameter {
                Parameter::Named { arg, default, .. } if star.is_some() => {
                    arguments.kwonlyargs.push(arg);
                    arguments.kw_defaults.push(default);
                }
                Parameter::Named { arg, default, span } => {
                    if default.is_none() && !arguments.defaults.is_empty() {
                        let message =
                            "parameter without a default follows parameter with a default";
                        return Err(fault(message, span));
                    }
                    arguments.args.push(arg);
                    arguments.defaults.extend(default);
                }
                Parameter::Slash(span) => {
                    if slash {
                        return Err(fault("/ may appear only once", span));
                    }
                    if star.is_some() {
                        return Err(fault("/ must be ahead of *", span));
                    }
                    if arguments.args.is_empty() {
                        return Err(fault("at least one argument must precede /", span));
                    }
                    slash = true;
                    arguments.posonlyargs = std::mem::take(&mut arguments.args);
                }
                Parameter::Star(span) => {
                    if star.is_some() {
                        let message = if list.peek().is_some() {
                            "* argument may appear only once"
                        } else {
                            "invalid syntax"
                        };
                        return Err(fault(message, span));
                    }
                    if matches!(list.peek(), None | Some(Parameter::KwArg(_))) {
                        let place = colon.map_or(span, |colon| Span::new(colon, colon + 1));
                        return Err(fault("named arguments must follow bare *", place));
                    }
                    star = Some(span);
                }
                Parameter::VarArg(arg) => {
                    if star.is_some() {
                        let span = Span::new(arg.span.start - 1, arg.span.start);
                        return Err(fault("* argument may appear only once", span));
                    }
                    star = Some(arg.span);
                    arguments.vararg = Some(Box::new(arg));
                }
                Parameter::KwArg(arg) => arguments.kwarg = Some(Box::new(arg)),
            }
        }
        Ok(arguments)
    }

    pub fn type_param(&self, l: u32, kind: TypeParamKind, r: u32) -> TypeParam {
        TypeParam {
            span: Span::new(l, r),
            kind,
        }
    }
}

fn span_of(parameter: &Parameter) -> Span {
    match parameter {
        Parameter::Named { arg, .. } => arg.span,
        Parameter::Slash(span) | Parameter::Star(span) => *span,
        Parameter::VarArg(arg) => Span::new(arg.span.start - 1, arg.span.start),
        Parameter::KwArg(arg) => Span::new(arg.span.start - 2, arg.span.start),
    }
}
