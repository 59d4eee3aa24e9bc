//! Comprehensions and generator expressions.
//!
//! ```text
//! [x * y for x in a if x for y in b]        r5 = []
//!                                     top:  x = next of a, or goto end
//!                                           if not x: goto top
//!                                    top2:  y = next of b, or goto top
//!                                           append x * y to r5; goto top2
//!                                     end:
//! ```
//!
//! List, set and dict comprehensions run in the frame around them (PEP 709): their variables
//! are temporaries of it, and those that a lambda captures get a new cell each time. A
//! generator expression is a function of one argument, the iterator of its first `for`.

use foldhash::HashMap;

use crate::code::object::Inlined;
use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::*;

use super::symbols::{Access, ScopeKind};
use super::{Compiler, Place, Signature};

/// What a comprehension does with each result.
#[derive(Clone, Copy)]
enum Sink {
    List(u16),
    Set(u16),
    Dict(u16),
    Yield,
}

/// The iterable of the first `for`, which is evaluated outside of the scope.
#[derive(Clone, Copy)]
struct Outermost {
    register: u16,
    /// The state of the loop is prepared there.
    prepared: bool,
}

impl<'a> Compiler<'a> {
    #[inline(never)]
    pub fn comprehension(
        &mut self,
        expr: &'a Expr,
        generators: &'a [Comprehension],
        results: &[&'a Expr],
        dst: u16,
    ) {
        let span = expr.span;
        let scope = self.unit.symbols.find(expr, ScopeKind::Comprehension);
        let Some(first) = generators.first() else {
            return;
        };
        if self.unit.symbols.scopes[scope].coroutine && !self.allows_async_comprehension() {
            let message = "asynchronous comprehension outside of an asynchronous function";
            return self.fail(message, span);
        }
        self.scoped(|c| {
            let building = c.building(dst);
            let state = c.temps(3);
            c.prepare_loop(first, state, span);
            let sink = c.empty_collection(expr, building);
            let outer = std::mem::replace(&mut c.scope, scope);
            c.comprehension_variables(generators, span);
            let outermost = Outermost {
                register: state,
                prepared: true,
            };
            c.generate(generators, Some(outermost), results, sink, span);
            c.note_inlined();
            c.scope = outer;
            c.copy(building, dst, span);
        });
    }

    fn allows_async_comprehension(&self) -> bool {
        let scope = self.scope();
        match scope.kind {
            ScopeKind::Function => scope.coroutine,
            ScopeKind::Comprehension | ScopeKind::GeneratorExpression => true,
            _ => false,
        }
    }

    fn empty_collection(&mut self, expr: &Expr, register: u16) -> Sink {
        let (dst, first, count) = (Dst(register), First(register), Count(0));
        let (op, sink) = match expr.kind {
            ExprKind::SetComp { .. } => (Op::BuildSet { dst, first, count }, Sink::Set(register)),
            ExprKind::DictComp { .. } => {
                (Op::BuildDict { dst, first, count }, Sink::Dict(register))
            }
            _ => (Op::BuildList { dst, first, count }, Sink::List(register)),
        };
        self.emit(expr.span, op);
        sink
    }

    /// Gives the variables of an inlined comprehension their registers.
    fn comprehension_variables(&mut self, generators: &[Comprehension], span: Span) {
        let scope = self.scope();
        // One `for` over plain names binds them before anything can read them.
        let is_bound_first = match generators {
            [only] => is_plain(&only.target),
            _ => false,
        };
        let mut places = HashMap::default();
        for symbol in &scope.symbols {
            let is_cell = match symbol.access {
                Access::Local => false,
                Access::Cell => true,
                _ => continue,
            };
            let register = self.temp();
            self.code.bound.remove(register);
            let (dst, src) = (Dst(register), Src(register));
            if is_cell || !is_bound_first {
                self.emit(span, Op::Unbind { dst });
            }
            if is_cell {
                self.emit(span, Op::MakeCell { dst, src });
            }
            places.insert(symbol.name.clone(), Place { register, is_cell });
        }
        self.places.push(places);
    }

    /// From here on the variables of an inlined comprehension can be seen.
    fn note_first_target(&mut self, outermost: Option<Outermost>, sink: Sink) {
        if outermost.is_some() && !matches!(sink, Sink::Yield) {
            self.inlined_starts.push(self.code.position());
        }
    }

    /// Forgets the variables, and notes where `locals()` would see them: from where the
    /// first target is bound, before which the registers of some hold nothing yet.
    fn note_inlined(&mut self) {
        let end = self.code.position();
        let start = self.inlined_starts.pop().unwrap_or(end);
        for (name, place) in self.places.pop().unwrap_or_default() {
            self.inlined.push(Inlined {
                name,
                register: place.register,
                start,
                end,
            });
        }
    }

    /// Evaluates an iterable and prepares the loop over it.
    fn prepare_loop(&mut self, generator: &'a Comprehension, state: u16, span: Span) {
        self.scoped(|c| {
            let src = c.iterated(&generator.iter);
            c.prepare(generator.is_async, src, state, span);
        });
    }

    fn prepare(&mut self, is_async: bool, src: u16, state: u16, span: Span) {
        let src = Src(src);
        if is_async {
            let dst = Dst(state);
            self.emit(span, Op::GetAIter { dst, src });
        } else {
            let state = Loop(state);
            self.emit(span, Op::ForPrep { state, src });
        }
    }

    /// The loops of `generators`, and in the innermost the result. Only the first has an
    /// `outermost` iterable.
    fn generate(
        &mut self,
        generators: &'a [Comprehension],
        outermost: Option<Outermost>,
        results: &[&'a Expr],
        sink: Sink,
        span: Span,
    ) {
        let Some((generator, rest)) = generators.split_first() else {
            return self.deliver(results, sink);
        };
        self.scoped(|c| {
            let state = match outermost {
                Some(Outermost {
                    register,
                    prepared: true,
                }) => register,
                // An asynchronous iterator is its own state.
                Some(Outermost { register, .. }) if generator.is_async => register,
                Some(Outermost { register, .. }) => {
                    let state = c.temps(3);
                    c.prepare(false, register, state, span);
                    state
                }
                None => {
                    let state = c.temps(3);
                    c.prepare_loop(generator, state, span);
                    state
                }
            };
            let exit = c.code.label();
            if generator.is_async {
                c.async_loop(state, &generator.target, exit, span, |c, next| {
                    c.note_first_target(outermost, sink);
                    for test in &generator.ifs {
                        c.jump_if(test, When::False, next);
                    }
                    c.generate(rest, None, results, sink, span);
                });
            } else {
                let (top, item) = c.for_top(state, &generator.target, exit, span);
                c.note_first_target(outermost, sink);
                for test in &generator.ifs {
                    c.jump_if(test, When::False, top);
                }
                c.generate(rest, None, results, sink, span);
                c.for_bottom(state, item, top, span);
            }
            c.code.bind(exit);
        });
    }

    fn deliver(&mut self, results: &[&'a Expr], sink: Sink) {
        self.scoped(|c| match (sink, results) {
            (Sink::Dict(dict), [key, value]) => {
                let at = Span::new(key.span.start, value.span.end);
                let (dict, key) = (Src(dict), Src(c.operand_before(key, &[value])));
                let src = Src(c.operand(value));
                c.emit(at, Op::DictInsert { dict, key, src });
            }
            (_, [result, ..]) => {
                let register = c.operand(result);
                let src = Src(register);
                match sink {
                    Sink::List(list) => {
                        let list = Src(list);
                        c.emit(result.span, Op::ListAppend { list, src });
                    }
                    Sink::Set(set) => {
                        let set = Src(set);
                        c.emit(result.span, Op::SetAdd { set, src });
                    }
                    Sink::Yield => {
                        let sent = c.temp();
                        c.yield_value(register, sent, result.span);
                    }
                    Sink::Dict(_) => {}
                }
            }
            _ => {}
        });
    }

    #[inline(never)]
    pub fn generator_expression(
        &mut self,
        expr: &'a Expr,
        elt: &'a Expr,
        generators: &'a [Comprehension],
        dst: u16,
    ) {
        let span = expr.span;
        let Some(first) = generators.first() else {
            return;
        };
        let scope = self.unit.symbols.find(expr, ScopeKind::GeneratorExpression);
        let signature = Signature {
            positional: 1,
            ..Signature::default()
        };
        let mut inner = self.inner(scope, signature, self.line(span));
        let outermost = Outermost {
            register: 0,
            prepared: false,
        };
        inner.generate(generators, Some(outermost), &[elt], Sink::Yield, span);
        inner.return_none(span);
        let code = inner.finish(None);
        self.scoped(|c| {
            let window = c.temps(usize::from(WINDOW) + 1);
            c.simple_function(scope, code, window + CALLEE, span);
            c.scoped(|c| {
                let (dst, src) = (Dst(window + WINDOW), Src(c.iterated(&first.iter)));
                let op = match first.is_async {
                    true => Op::GetAIter { dst, src },
                    false => Op::GetIter { dst, src },
                };
                c.emit(span, op);
            });
            c.finish_call(window, 1, &[], dst, span);
        });
    }
}

/// A name, or names in a tuple: targets that read nothing.
fn is_plain(target: &Expr) -> bool {
    match &target.kind {
        ExprKind::Name { .. } => true,
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => elts.iter().all(is_plain),
        ExprKind::Starred { value, .. } => is_plain(value),
        _ => false,
    }
}
