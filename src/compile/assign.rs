//! Targets: assignment, unpacking, augmented and annotated assignment, `del`.
//!
//! ```text
//! a, b = b, a          Move r5 <- a         only what a store would overwrite is copied
//!                      Move a  <- b
//!                      Move b  <- r5
//! ```

use crate::code::op::*;
use crate::source::Span;
use crate::syntax::ast::{self, *};

use super::call::{MAX_RUN, is_starred};
use super::pool::CacheKind;
use super::symbols::{ScopeKind, known};
use super::{Compiler, Variable, fold};

impl<'a> Compiler<'a> {
    pub fn assign(&mut self, targets: &'a [Expr], value: &'a Expr, span: Span) {
        if let [target] = targets {
            if let Some(register) = self.target_register(target) {
                self.expr(value, register);
                self.code.bound.insert(register);
                return;
            }
            if let (Some(targets), Some(values)) = (elements(target), elements(value))
                && targets.len() == values.len()
                && targets.len() <= MAX_RUN
                && !targets.iter().chain(values).any(is_starred)
                && matches!(value.kind, ExprKind::Tuple { .. })
            {
                return self.assign_in_parallel(targets, values);
            }
        }
        self.scoped(|c| {
            let register = c.operand(value);
            for target in targets {
                c.store_target(target, register, span);
            }
        });
    }

    /// The register of a target that is a variable in one.
    pub fn target_register(&self, target: &Expr) -> Option<u16> {
        match &target.kind {
            ExprKind::Name { id, .. } if &**id != "__debug__" => {
                match self.variable(&self.mangled(id)) {
                    Variable::Register(register) => Some(register),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `a, b = x, y` without a tuple.
    fn assign_in_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) {
        self.scoped(|c| {
            let registers: Vec<Option<u16>> = targets
                .iter()
                .map(|target| c.target_register(target))
                .collect();
            let only_variables = registers.iter().all(Option::is_some);
            let mut from = Vec::with_capacity(values.len());
            for (at, value) in values.iter().enumerate() {
                let later: Vec<&Expr> = values[at + 1..].iter().collect();
                // Stored before this value is: what it would find overwritten.
                let stored = &registers[..at];
                let own = c.target_register(value);
                if fold::constant(value).is_some() {
                    from.push(None);
                } else if only_variables && own.is_some() && !stored.contains(&own) {
                    from.push(Some(c.operand_before(value, &later)));
                } else {
                    let temp = c.temp();
                    c.expr(value, temp);
                    from.push(Some(temp));
                }
            }
            for ((target, value), from) in targets.iter().zip(values).zip(from) {
                match from {
                    Some(register) => c.store_target(target, register, target.span),
                    None => c.assign(std::slice::from_ref(target), value, target.span),
                }
            }
        });
    }

    /// Stores register `src` into any target.
    pub fn store_target(&mut self, target: &'a Expr, src: u16, span: Span) {
        match &target.kind {
            ExprKind::Name { id, .. } => self.store(id, src, target.span),
            ExprKind::Attribute { value, attr, .. } => self.scoped(|c| {
                c.check_attribute(attr, target.span);
                let (obj, src) = (Src(c.operand(value)), Src(src));
                let name = c.mangled(&attr.name);
                let cache = c.pool.cache(CacheKind::StoreAttr, &name);
                let span = c.attribute_span(target.span, attr);
                c.emit(span, Op::StoreAttr { obj, src, cache });
            }),
            ExprKind::Subscript { value, slice, .. } => self.scoped(|c| {
                let obj = Src(c.operand_before(value, &[slice]));
                if let Some(first) = c.slice_parts(slice) {
                    let src = Src(src);
                    return c.emit(target.span, Op::SetSlice { obj, first, src });
                }
                let (index, src) = (Src(c.operand(slice)), Src(src));
                c.emit(target.span, Op::SetItem { obj, index, src });
            }),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                self.unpack(elts, src, target.span)
            }
            ExprKind::Starred { .. } => self.fail(
                "starred assignment target must be in a list or tuple",
                target.span,
            ),
            _ => self.fail("cannot assign to this expression", span),
        }
    }

    pub fn check_attribute(&self, attr: &Ident, span: Span) {
        if &*attr.name == "__debug__" {
            self.fail("cannot assign to __debug__", span);
        }
    }

    fn unpack(&mut self, targets: &'a [Expr], src: u16, span: Span) {
        let mut stars = targets.iter().enumerate().filter(|(_, t)| is_starred(t));
        let star = stars.next().map(|(at, _)| at);
        if stars.next().is_some() {
            return self.fail("multiple starred expressions in assignment", span);
        }
        if star.is_some_and(|at| at > usize::from(u8::MAX)) {
            let message = "too many expressions in star-unpacking assignment";
            return self.fail(message, span);
        }
        self.scoped(|c| {
            let in_place = c.consecutive(targets);
            let into = in_place.unwrap_or_else(|| c.temps(targets.len()));
            c.unpack_op(src, into, targets.len(), star, span);
            for (target, register) in targets.iter().zip(into..) {
                if in_place.is_some() {
                    c.code.bound.insert(register);
                    continue;
                }
                match &target.kind {
                    ExprKind::Starred { value, .. } => c.store_target(value, register, span),
                    _ => c.store_target(target, register, span),
                }
            }
        });
    }

    pub fn unpack_op(
        &mut self,
        src: u16,
        into: u16,
        count: usize,
        star: Option<usize>,
        span: Span,
    ) {
        let (src, into) = (Src(src), Into(into));
        let count = Count(count.min(usize::from(u16::MAX)) as u16);
        self.emit(
            span,
            match star {
                None => Op::UnpackSequence { src, into, count },
                Some(before) => Op::UnpackStar {
                    before: Small(before as u8),
                    src,
                    into,
                    count,
                },
            },
        );
    }

    /// The first register of targets that are variables in consecutive ones.
    fn consecutive(&self, targets: &[Expr]) -> Option<u16> {
        let first = self.target_register(targets.first()?)?;
        targets
            .iter()
            .zip(first..)
            .all(|(target, register)| self.target_register(target) == Some(register))
            .then_some(first)
    }

    /// Stores register `src` into a variable.
    pub fn store(&mut self, id: &ast::Name, src: u16, span: Span) {
        if &**id == "__debug__" {
            return self.fail("cannot assign to __debug__", span);
        }
        let name = self.mangled(id);
        match self.variable(&name) {
            Variable::Register(register) => {
                self.copy(src, register, span);
                self.code.bound.insert(register);
            }
            Variable::Cell(cell) => self.store_cell(cell, src, span),
            Variable::NameOrCell(cell) => self.store_cell(cell, src, span),
            Variable::Global => {
                let cache = self.pool.shared_cache(CacheKind::StoreGlobal, &name);
                let src = Src(src);
                self.emit(span, Op::StoreGlobal { src, cache });
            }
            Variable::Name => {
                let (src, name) = (Src(src), self.pool.name(&name));
                self.emit(span, Op::StoreName { src, name });
            }
        }
    }

    fn store_cell(&mut self, cell: u16, src: u16, span: Span) {
        let (cell, src) = (Src(cell), Src(src));
        self.emit(span, Op::StoreCell { cell, src });
    }

    // --- del ---

    pub fn delete(&mut self, target: &'a Expr) {
        let span = target.span;
        match &target.kind {
            ExprKind::Name { id, .. } => self.delete_name(id, span),
            ExprKind::Attribute { value, attr, .. } => self.scoped(|c| {
                c.check_attribute(attr, span);
                let obj = Src(c.operand(value));
                let name = c.mangled(&attr.name);
                let name = c.pool.name(&name);
                let span = c.attribute_span(span, attr);
                c.emit(span, Op::DeleteAttr { obj, name });
            }),
            ExprKind::Subscript { value, slice, .. } => self.scoped(|c| {
                let obj = Src(c.operand_before(value, &[slice]));
                let index = Src(c.operand(slice));
                c.emit(span, Op::DelItem { obj, index });
            }),
            ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => {
                for elt in elts {
                    self.delete(elt);
                }
            }
            _ => self.fail("cannot delete this expression", span),
        }
    }

    pub fn delete_name(&mut self, id: &ast::Name, span: Span) {
        if &**id == "__debug__" {
            return self.fail("cannot delete __debug__", span);
        }
        let name = self.mangled(id);
        match self.variable(&name) {
            Variable::Register(register) => {
                self.check_bound(register, &name, span);
                let dst = Dst(register);
                self.emit(span, Op::Unbind { dst });
                self.code.bound.remove(register);
            }
            Variable::Cell(cell) | Variable::NameOrCell(cell) => {
                let (cell, name) = (Src(cell), self.pool.name(&name));
                self.emit(span, Op::DeleteCell { cell, name });
            }
            Variable::Global => {
                let name = self.pool.name(&name);
                self.emit(span, Op::DeleteGlobal { name });
            }
            Variable::Name => {
                let name = self.pool.name(&name);
                self.emit(span, Op::DeleteName { name });
            }
        }
    }

    /// Makes a name unbound that the program itself may have deleted already, as at
    /// the end of `except ... as name`.
    pub fn forget(&mut self, id: &ast::Name, span: Span) {
        if let Variable::Register(register) = self.variable(&self.mangled(id)) {
            let dst = Dst(register);
            self.emit(span, Op::Unbind { dst });
            self.code.bound.remove(register);
            return;
        }
        self.scoped(|c| {
            let temp = c.temp();
            c.none(temp, span);
            c.store(id, temp, span);
        });
        self.delete_name(id, span);
    }

    // --- augmented and annotated ---

    pub fn augmented(&mut self, target: &'a Expr, op: Operator, value: &'a Expr, span: Span) {
        let how = How::InPlace;
        self.scoped(|c| match &target.kind {
            ExprKind::Name { id, .. } => {
                let name = c.mangled(id);
                if let Variable::Register(register) = c.variable(&name) {
                    let lhs = c.operand_before(target, &[value]);
                    return c.binary(op, how, register, lhs, value, span);
                }
                let temp = c.temp();
                c.load(id, temp, target.span);
                c.binary(op, how, temp, temp, value, span);
                c.store(id, temp, target.span);
            }
            ExprKind::Attribute {
                value: object,
                attr,
                ..
            } => {
                let obj = Src(c.operand_before(object, &[value]));
                let name = c.mangled(&attr.name);
                let cache = c.pool.cache(CacheKind::LoadAttr, &name);
                let attr_span = c.attribute_span(target.span, attr);
                let temp = c.temp();
                let dst = Dst(temp);
                c.emit(attr_span, Op::LoadAttr { dst, obj, cache });
                c.binary(op, how, temp, temp, value, span);
                let cache = c.pool.cache(CacheKind::StoreAttr, &name);
                let src = Src(temp);
                c.emit(attr_span, Op::StoreAttr { obj, src, cache });
            }
            ExprKind::Subscript {
                value: object,
                slice,
                ..
            } => {
                let obj = Src(c.operand_before(object, &[slice, value]));
                let index = Src(c.operand_before(slice, &[value]));
                let temp = c.temp();
                let dst = Dst(temp);
                c.emit(target.span, Op::GetItem { dst, obj, index });
                c.binary(op, how, temp, temp, value, span);
                let src = Src(temp);
                c.emit(target.span, Op::SetItem { obj, index, src });
            }
            _ => c.fail("illegal expression for augmented assignment", target.span),
        });
    }

    pub fn annotated(
        &mut self,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
        span: Span,
    ) {
        if let Some(value) = value {
            self.assign(std::slice::from_ref(target), value, span);
        }
        let is_kept = matches!(
            self.scope().kind,
            ScopeKind::Module | ScopeKind::Namespace | ScopeKind::Class
        );
        match &target.kind {
            ExprKind::Name { id, .. } if simple && is_kept => self.scoped(|c| {
                let src = c.temp();
                c.annotation(annotation, src);
                let (obj, index) = (c.temp(), c.temp());
                c.load(&known("__annotations__"), obj, span);
                let name = c.mangled(id);
                c.string(&name, index, span);
                let (obj, index, src) = (Src(obj), Src(index), Src(src));
                c.emit(span, Op::SetItem { obj, index, src });
            }),
            ExprKind::Name { id, .. } if &**id == "__debug__" => {
                self.fail("cannot assign to __debug__", target.span)
            }
            // Without a value, what the target is made of is still evaluated.
            ExprKind::Attribute { value: object, .. } if value.is_none() => self.discard(object),
            ExprKind::Subscript {
                value: object,
                slice,
                ..
            } if value.is_none() => {
                self.discard(object);
                self.discard(slice);
            }
            _ => {}
        }
        if !simple && is_kept && !self.unit.future_annotations {
            self.discard(annotation);
        }
    }

    /// An annotation's value, or its text under `from __future__ import annotations`.
    pub fn annotation(&mut self, annotation: &'a Expr, dst: u16) {
        if !self.unit.future_annotations {
            return self.expr(annotation, dst);
        }
        let span = annotation.span;
        let source = self.unit.source.clone();
        let text = source
            .text()
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        self.string(text, dst, span);
    }
}

/// What a tuple or list display is made of.
fn elements(expr: &Expr) -> Option<&[Expr]> {
    match &expr.kind {
        ExprKind::Tuple { elts, .. } | ExprKind::List { elts, .. } => Some(elts),
        _ => None,
    }
}
