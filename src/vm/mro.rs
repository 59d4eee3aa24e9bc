//! The order in which a class and its bases are searched, and which layouts go together.
//!
//! ```text
//!        A            class D(B, C):   D B C A object
//!       / \
//!      B   C          a class comes before its bases, bases come in their order (C3)
//!       \ /
//!        D            a metaclass may say otherwise by its `mro()`
//! ```
//!
//! A class is *solid* when its instances are laid out unlike its base's: a built-in
//! class with a kind of its own, or one whose `__slots__` name attributes. The solid
//! classes behind the bases must lie on one line, and a class can't be given other
//! bases, or an object another class, where that would change what is solid.

use super::{Res, Vm};
use crate::object::array::Array;
use crate::object::class::Type;
use crate::object::gc::Gc;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// The C3 linearisation: a class before its bases, bases in their order.
    pub fn linearise(&mut self, class: Gc<Type>) -> Res<Gc<Tuple>> {
        let bases = class.bases.get();
        let mut mro: Gc<Array> = self.heap.array(4).map_err(|_| self.memory_error())?;
        self.array_push(&mut mro, class.into())?;
        if let (1, Some(base)) = (
            bases.len(),
            bases.get(0).and_then(|base| base.get::<Type>()),
        ) {
            for base in base.mro() {
                self.array_push(&mut mro, base.into())?;
            }
            return Ok(self.heap.tuple_of(mro.tail()));
        }
        let seen = |at: usize| bases.iter().take(at).any(|it| Some(it) == bases.get(at));
        if let Some(twice) = (1..bases.len()).find(|&at| seen(at)) {
            let name = bases.get(twice).and_then(|it| it.get::<Type>());
            let name = name.map_or("".into(), |it| it.name.get().to_string_lossy());
            return Err(self.type_error(format!("duplicate base class {name}")));
        }
        // The lists to merge: each base's mro, then the bases; and how far each is taken.
        let mut lists = self
            .heap
            .array(bases.len() + 1)
            .map_err(|_| self.memory_error())?;
        for base in bases.iter() {
            if let Some(base) = base.get::<Type>() {
                self.array_push(&mut lists, base.mro.get().into())?;
            }
        }
        self.array_push(&mut lists, bases.into())?;
        let lists = lists.tail();
        let rest = |list: usize, from: usize| {
            let list = lists[list].get().get::<Tuple>();
            list.and_then(|it| it.tail().get(from..)).unwrap_or(&[])
        };
        let mut taken = vec![0; lists.len()];
        loop {
            let open: Vec<usize> = (0..lists.len())
                .filter(|&it| !rest(it, taken[it]).is_empty())
                .collect();
            if open.is_empty() {
                return Ok(self.heap.tuple_of(mro.tail()));
            }
            let heads = open.iter().map(|&it| rest(it, taken[it])[0].get());
            let good = heads.clone().find(|&head| {
                !open.iter().any(|&it| {
                    rest(it, taken[it] + 1)
                        .iter()
                        .any(|later| later.get() == head)
                })
            });
            let Some(next) = good else {
                let mut names: Vec<String> = Vec::new();
                for head in heads {
                    if let Some(head) = head.get::<Type>() {
                        let name = head.name.get().to_string_lossy().into_owned();
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                }
                let names = names.join(", ");
                return Err(self.type_error(format!(
                    "Cannot create a consistent method resolution\norder (MRO) for bases {names}"
                )));
            };
            self.array_push(&mut mro, next)?;
            for &it in &open {
                if rest(it, taken[it])[0].get() == next {
                    taken[it] += 1;
                }
            }
        }
    }

    /// The mro that the metaclass gives, where it has an `mro()` of its own.
    pub(super) fn own_mro(&mut self, class: Gc<Type>) -> Res<()> {
        let meta = self.class_of(class.into());
        let name = self.heap.intern("mro");
        let Some((method, owner)) = meta.lookup(name) else {
            return Ok(());
        };
        if owner == self.types.type_ {
            return Ok(());
        }
        let given = self.call_as_method(method, class.into(), &[])?;
        let classes = self.collect_array(given)?;
        let solid = self.solid_base(class);
        for item in classes.tail() {
            let Some(base) = item.get().get::<Type>() else {
                let got = self.class_name(item.get());
                return Err(self.type_error(format!("mro() returned a non-class ('{got}')")));
            };
            if !solid.is_subclass_of(self.solid_base(base)) {
                let name = base.name.get().to_string_lossy();
                return Err(self.type_error(format!(
                    "mro() returned base with unsuitable layout ('{name}')"
                )));
            }
        }
        class.mro.set(self.heap.tuple_of(classes.tail()));
        Ok(())
    }

    // --- layouts ---

    /// The nearest class that says how instances are laid out, the class itself included.
    pub(super) fn solid_base(&self, class: Gc<Type>) -> Gc<Type> {
        let mut at = class;
        loop {
            let Some(base) = self.base_of(at) else {
                return at;
            };
            let new_layout = at.builtin && at.layout != base.layout;
            if new_layout || self.names_slots(at) {
                return at;
            }
            at = base;
        }
    }

    /// `__base__`: the base whose layout the class has, `None` for `object`.
    pub fn base_of(&self, class: Gc<Type>) -> Option<Gc<Type>> {
        let bases = class.bases.get();
        let mut best: Option<Gc<Type>> = None;
        for base in bases.iter().filter_map(|base| base.get::<Type>()) {
            let better = best.is_none_or(|best| {
                let (old, new) = (self.solid_base(best), self.solid_base(base));
                new != old && new.is_subclass_of(old)
            });
            if better {
                best = Some(base);
            }
        }
        best
    }

    /// The base among those of a new class whose layout the others fit into.
    pub(super) fn best_base(&mut self, bases: Gc<Tuple>) -> Res<Gc<Type>> {
        let mut best: Option<Gc<Type>> = None;
        for base in bases.iter() {
            let Some(base) = base.get::<Type>() else {
                return Err(self.type_error("bases must be types"));
            };
            if !base.subclassable.get() {
                let name = base.name.get().to_string_lossy();
                return Err(
                    self.type_error(format!("type '{name}' is not an acceptable base type"))
                );
            }
            let Some(so_far) = best else {
                best = Some(base);
                continue;
            };
            let (old, new) = (self.solid_base(so_far), self.solid_base(base));
            if old.is_subclass_of(new) {
                continue;
            }
            if !new.is_subclass_of(old) {
                return Err(self.type_error("multiple bases have instance lay-out conflict"));
            }
            best = Some(base);
        }
        Ok(best.unwrap_or(self.types.object))
    }

    /// Whether an object of one class could be one of the other: the same solid class
    /// (or slots of the same names), and a `__dict__` in both or in neither.
    pub fn same_layout(&self, a: Gc<Type>, b: Gc<Type>) -> bool {
        let (solid_a, solid_b) = (self.solid_base(a), self.solid_base(b));
        let same_slots = solid_a == solid_b
            || self.names_slots(solid_a)
                && self.same_slots(solid_a, solid_b)
                && self.base_of(solid_a) == self.base_of(solid_b);
        same_slots && a.layout == b.layout && a.has_dict.get() == b.has_dict.get()
    }

    // --- other bases ---

    /// `class.__bases__ = bases`
    pub fn set_bases(&mut self, class: Gc<Type>, bases: Gc<Tuple>) -> Res<()> {
        for base in bases.iter() {
            let Some(base) = base.get::<Type>() else {
                let (name, got) = (class.name.get().to_string_lossy(), self.class_name(base));
                return Err(self.type_error(format!(
                    "{name}.__bases__ must be tuple of classes, not '{got}'"
                )));
            };
            if base.is_subclass_of(class) {
                return Err(self.type_error("a __bases__ item causes an inheritance cycle"));
            }
        }
        let new = self.best_base(bases)?;
        let old = self.base_of(class).unwrap_or(self.types.object);
        if new != old && (new.builtin || old.builtin || !self.same_layout(new, old)) {
            let what = match new.builtin || old.builtin {
                true => "deallocator",
                false => "object layout",
            };
            let (new, old) = (
                new.name.get().to_string_lossy(),
                old.name.get().to_string_lossy(),
            );
            return Err(self.type_error(format!(
                "__bases__ assignment: '{new}' {what} differs from '{old}'"
            )));
        }
        let old_bases = class.bases.get();
        class.bases.set(bases);
        let before = self.heap.array(8);
        let mut before = self.or_memory_error(before)?;
        if let Err(raised) = self.new_orders(class, &mut before) {
            let exception = self.take_raised();
            let mut pairs = before.tail().iter().map(|it| it.get());
            while let (Some(class), Some(mro)) = (pairs.next(), pairs.next()) {
                if let (Some(class), Some(mro)) = (class.get::<Type>(), mro.get::<Tuple>()) {
                    class.mro.set(mro);
                }
            }
            class.bases.set(old_bases);
            self.raised = exception;
            return Err(raised);
        }
        // A metaclass's `mro()` may have given it other bases meanwhile.
        if class.bases.get() == bases {
            self.leave_bases(class, old_bases)?;
            self.join_bases(class)?;
        }
        self.class_changed(class);
        Ok(())
    }

    /// Computes the mro of a class anew, and those of its subclasses; `before` takes
    /// each class and the mro that it had.
    fn new_orders(&mut self, class: Gc<Type>, before: &mut Gc<Array>) -> Res<()> {
        self.native_depth_guard()?;
        self.array_push(before, class.into())?;
        self.array_push(before, class.mro.get().into())?;
        let mro = self.linearise(class)?;
        class.mro.set(mro);
        self.own_mro(class)?;
        let subclasses = self.heap.tuple_of(class.subclasses.get().tail());
        for subclass in subclasses.iter().filter_map(|it| it.get::<Type>()) {
            self.new_orders(subclass, before)?;
        }
        Ok(())
    }

    /// Lists a class as a subclass of its bases.
    pub(super) fn join_bases(&mut self, class: Gc<Type>) -> Res<()> {
        let bases = class.bases.get();
        for base in bases.iter().filter_map(|base| base.get::<Type>()) {
            let mut subclasses = base.subclasses.get();
            self.array_push(&mut subclasses, class.into())?;
            base.subclasses.set(subclasses);
        }
        Ok(())
    }

    fn leave_bases(&mut self, class: Gc<Type>, bases: Gc<Tuple>) -> Res<()> {
        for base in bases.iter().filter_map(|base| base.get::<Type>()) {
            let rest = self.heap.array(4);
            let mut rest = self.or_memory_error(rest)?;
            let others = base.subclasses.get();
            for other in others
                .tail()
                .iter()
                .filter(|it| it.get() != Value::from(class))
            {
                self.array_push(&mut rest, other.get())?;
            }
            base.subclasses.set(rest);
        }
        Ok(())
    }
}
