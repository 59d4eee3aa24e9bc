//! Making classes.
//!
//! ```text
//!   class X(A, B, metaclass=M): ...
//!     resolve_bases     what is no class says by __mro_entries__ what stands for it
//!     metaclass         the most derived one of M and the bases' own
//!     __prepare__       the namespace, which the body fills
//!     M(name, bases, namespace)  ──> type.__new__:
//!         layout, slots, mro     (mro.rs, slots.rs)
//!         __set_name__ of what lies in the class, __init_subclass__ of the bases
//! ```

use super::{Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::Src;
use crate::object::class::{NewType, Type};
use crate::object::dict::Dict;
use crate::object::function::{CellObject, ClassMethod, Function, GetSet, StaticMethod};
use crate::object::gc::{Gc, Kind, ShapeId};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

/// So many attributes are given room at most before any instance has them.
const MOST_FORESEEN: usize = 32;

impl Vm {
    /// `__build_class__(func, name, *bases, **keywords)`
    pub fn build_class(
        &mut self,
        func: Value,
        name: Value,
        bases: &[Value],
        keywords: Option<Gc<Dict>>,
    ) -> Res<Value> {
        let original = self.heap.tuple(bases);
        let bases = self.resolve_bases(original)?;
        let metaclass_name = self.names.metaclass;
        let mut keywords = keywords;
        let mut meta = Value::UNBOUND;
        if let Some(all) = keywords
            && let Some(given) = all.get_str(metaclass_name)
        {
            let rest = all.copy(&self.heap);
            rest.remove_str(metaclass_name);
            keywords = Some(rest);
            meta = given;
        }
        if meta.is_unbound() {
            meta = match bases.get(0) {
                Some(first) => self.class_of(first).into(),
                None => self.types.type_.into(),
            };
        }
        if let Some(class) = meta.get::<Type>() {
            meta = self.most_derived_metaclass(class, bases)?.into();
        }
        let prepare = self.names.prepare;
        let namespace = match self.get_attr_opt(meta, prepare)? {
            Some(prepare) if !meta.get::<Type>().is_some_and(|it| it == self.types.type_) => {
                let args = self.heap.tuple(&[name, bases.into()]);
                let namespace = self.call_ex(prepare, args, keywords)?;
                self.must_be_mapping(meta, namespace)?;
                namespace
            }
            _ => self.heap.dict().into(),
        };
        self.call(func, &[namespace])?;
        if bases != original {
            let orig_bases = self.heap.intern("__orig_bases__");
            self.set_item(namespace, orig_bases.into(), original.into())?;
        }
        let cell = self.class_cell(namespace)?;
        let args = self.heap.tuple(&[name, bases.into(), namespace]);
        let class = self.call_ex(meta, args, keywords)?;
        self.check_class_cell(cell, name, class)?;
        Ok(class)
    }

    fn must_be_mapping(&mut self, meta: Value, namespace: Value) -> Res<()> {
        let getitem = self.names.getitem;
        if namespace.is::<Dict>() || self.lookup_special(namespace, getitem).is_some() {
            return Ok(());
        }
        let meta = match meta.get::<Type>() {
            Some(meta) => meta.name.get().to_string_lossy(),
            None => "<metaclass>".into(),
        };
        let got = self.class_name(namespace);
        Err(self.type_error(format!(
            "{meta}.__prepare__() must return a mapping, not {got}"
        )))
    }

    /// The cell of `__class__` that a body has left in its namespace.
    fn class_cell(&mut self, namespace: Value) -> Res<Option<Gc<CellObject>>> {
        let name = self.names.classcell;
        if let Some(namespace) = namespace.get::<Dict>() {
            return Ok(namespace.get_str(name).and_then(|cell| cell.get()));
        }
        if !self.contains(namespace, name.into())? {
            return Ok(None);
        }
        Ok(self.get_item(namespace, name.into())?.get())
    }

    /// The metaclass must have passed the cell on to `type.__new__`, which fills it.
    fn check_class_cell(
        &mut self,
        cell: Option<Gc<CellObject>>,
        name: Value,
        class: Value,
    ) -> Res<()> {
        let Some(cell) = cell.filter(|_| class.is::<Type>()) else {
            return Ok(());
        };
        let content = cell.content.get();
        if content == class {
            return Ok(());
        }
        let [name, class] = [self.repr(name)?, self.repr(class)?].map(|it| it.to_string_lossy());
        if content.is_unbound() {
            return Err(self.runtime_error(format!(
                "__class__ not set defining {name} as {class}. \
                 Was __classcell__ propagated to type.__new__?"
            )));
        }
        let content = self.repr(content)?.to_string_lossy();
        Err(self.type_error(format!(
            "__class__ set to {content} defining {name} as {class}"
        )))
    }

    /// Bases that are no classes say by `__mro_entries__` what stands for them.
    fn resolve_bases(&mut self, bases: Gc<Tuple>) -> Res<Gc<Tuple>> {
        if bases.iter().all(|base| base.is::<Type>()) {
            return Ok(bases);
        }
        let mut resolved = self
            .heap
            .array(bases.len())
            .map_err(|_| self.memory_error())?;
        for base in bases.iter() {
            let entries = match base.is::<Type>() {
                true => None,
                false => {
                    let name = self.names.mro_entries;
                    self.get_attr_opt(base, name)?
                }
            };
            match entries {
                None => self.array_push(&mut resolved, base)?,
                Some(entries) => {
                    let entries = self.call(entries, &[bases.into()])?;
                    let Some(entries) = entries.get::<Tuple>() else {
                        return Err(self.type_error("__mro_entries__ must return a tuple"));
                    };
                    for entry in entries.iter() {
                        self.array_push(&mut resolved, entry)?;
                    }
                }
            }
        }
        Ok(self.heap.tuple_of(resolved.tail()))
    }

    /// The metaclass of a new class: the most derived one of those of its bases.
    pub fn most_derived_metaclass(&mut self, meta: Gc<Type>, bases: Gc<Tuple>) -> Res<Gc<Type>> {
        let mut winner = meta;
        for base in bases.iter() {
            let candidate = self.class_of(base);
            if winner.is_subclass_of(candidate) {
                continue;
            }
            if candidate.is_subclass_of(winner) {
                winner = candidate;
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }

    /// What `type.__new__(meta, name, bases, namespace, **keywords)` does.
    pub fn new_class(
        &mut self,
        meta: Gc<Type>,
        name: Gc<Str>,
        bases: Gc<Tuple>,
        namespace: Gc<Dict>,
        keywords: Option<Gc<Dict>>,
    ) -> Res<Gc<Type>> {
        let meta = self.most_derived_metaclass(meta, bases)?;
        let bases = match bases.is_empty() {
            true => self.heap.tuple(&[self.types.object.into()]),
            false => bases,
        };
        let best = self.best_base(bases)?;
        let layout = best.layout;
        if name.bytes().contains(&0) {
            return Err(self.value_error("type name must not contain null characters"));
        }
        let dict = namespace.copy(&self.heap);
        let (qualname, doc, classcell) =
            (self.names.qualname, self.names.doc, self.names.classcell);
        let slots = dict.get_str(self.names.slots);
        let base_has_dict = bases
            .iter()
            .any(|base| base.get::<Type>().is_some_and(|base| base.has_dict.get()));
        let slots = match slots {
            Some(slots) => Some(self.slot_names(slots, best)?),
            None => None,
        };
        let names_dict = slots.is_some_and(|it| it.iter().any(|it| it == self.names.dict.into()));
        let has_dict = slots.is_none() || base_has_dict || names_dict;
        let new = NewType {
            name,
            bases,
            dict,
            layout,
            builtin: false,
            has_dict,
        };
        let metashape = self.metashape(meta);
        let class = self.alloc_class(new, metashape)?;
        class.root_shape.set(match layout {
            Kind::Instance => {
                let slots = self.foresee_slots(class);
                self.heap.shapes.new_root(class, slots)
            }
            _ => self.heap.shapes.new_root(class, 0),
        });
        if let Some(given) = dict.remove_str(qualname) {
            let Some(given) = given.get::<Str>() else {
                let class = self.class_name(given);
                return Err(
                    self.type_error(format!("type __qualname__ must be a str, not {class}"))
                );
            };
            class.qualname.set(given);
        }
        self.wrap_special_methods(dict);
        if let Some(cell) = dict.remove_str(classcell) {
            if !cell.is::<CellObject>() {
                let class = self.class_of(cell);
                let shown = self.repr(class.into())?.to_string_lossy();
                return Err(self.type_error(format!(
                    "__classcell__ must be a nonlocal cell, not {shown}"
                )));
            }
            CellObject::set_content_of(cell, class.into());
        }
        let module = self.names.module;
        if dict.get_str(module).is_none()
            && let Some(frame) = self.frames().next()
            && let Some(value) = frame.function().globals.get_str(self.names.name)
        {
            dict.insert_str(&self.heap, module, value);
        }
        if let Some(slots) = slots {
            self.make_slots(class, slots)?;
        }
        let weakref = self.heap.intern("__weakref__");
        let weakref = slots.is_none_or(|it| it.iter().any(|it| it == weakref.into()));
        self.show_inherent_attributes(class, weakref);
        let (eq, hash) = (self.names.eq, self.names.hash);
        if dict.get_str(eq).is_some() && dict.get_str(hash).is_none() {
            dict.insert_str(&self.heap, hash, Value::NONE);
        }
        if dict.get_str(doc).is_none() {
            dict.insert_str(&self.heap, doc, Value::NONE);
        }
        self.own_mro(class)?;
        self.join_bases(class)?;
        self.refresh_class(class);
        self.set_names(class)?;
        self.init_subclass(class, keywords)?;
        Ok(class)
    }

    /// How many attributes the methods of a class set on `self`: that much room its
    /// instances get. If it was too little, later instances get more.
    fn foresee_slots(&self, class: Gc<Type>) -> u16 {
        let mut seen = Vec::new();
        for class in class.mro() {
            for (_, value) in class.dict.iter() {
                if let Some(function) = value.get::<Function>() {
                    let code = function.code.get();
                    for op in &code.code.ops {
                        if let Op::StoreAttr {
                            obj: Src(0), cache, ..
                        } = *op
                        {
                            let name = code.code.caches[usize::from(cache.0)];
                            let name = code.name_at(name as usize);
                            if !seen.contains(&name) {
                                seen.push(name);
                            }
                        }
                    }
                }
            }
            if seen.len() > MOST_FORESEEN {
                break;
            }
        }
        seen.len().min(MOST_FORESEEN) as u16
    }

    /// `__new__` is a static method and `__init_subclass__` a class method, unasked.
    fn wrap_special_methods(&mut self, dict: Gc<Dict>) {
        let new = self.names.new;
        if let Some(function) = dict.get_str(new).filter(|it| it.is::<Function>()) {
            let wrapped = self.heap.alloc(StaticMethod::new(function));
            dict.insert_str(&self.heap, new, wrapped.into());
        }
        for name in [self.names.init_subclass, self.names.class_getitem] {
            if let Some(function) = dict.get_str(name).filter(|it| it.is::<Function>()) {
                let wrapped = self.heap.alloc(ClassMethod::new(function));
                dict.insert_str(&self.heap, name, wrapped.into());
            }
        }
    }

    /// `__dict__` and `__weakref__` lie in the class that brings them into its line.
    fn show_inherent_attributes(&mut self, class: Gc<Type>, weakref: bool) {
        let weakref_name = self.heap.intern("__weakref__");
        for (name, has) in [
            (self.names.dict, class.has_dict.get()),
            (weakref_name, weakref),
        ] {
            let inherits = class
                .mro()
                .skip(1)
                .any(|base| base.dict.get_str(name).is_some_and(|it| it.is::<GetSet>()));
            // A class may say itself what `__dict__` is.
            if has && !inherits && class.dict.get_str(name).is_none() {
                self.show_inherent(class, name);
            }
        }
    }

    /// The shape of the classes that have a metaclass.
    fn metashape(&mut self, meta: Gc<Type>) -> ShapeId {
        match meta == self.types.type_ {
            true => ShapeId(Kind::Type as u32),
            false => meta.root_shape.get(),
        }
    }

    /// A class object with its mro.
    pub(super) fn alloc_class(&mut self, new: NewType, metashape: ShapeId) -> Res<Gc<Type>> {
        let bases = new.bases;
        let subclasses = self.heap.array(0).map_err(|_| self.memory_error())?;
        let class = self
            .heap
            .alloc(Type::new(new, bases, subclasses, metashape));
        let mro = self.linearise(class)?;
        class.mro.set(mro);
        Ok(class)
    }

    fn set_names(&mut self, class: Gc<Type>) -> Res<()> {
        let set_name = self.names.set_name;
        // The class may change while its attributes are told their names.
        let attributes = class.dict.copy(&self.heap);
        for (key, value) in attributes.iter() {
            if !value.is_object()
                || matches!(value.kind(), Some(Kind::Function))
                || self.is_plain_constant(value)
            {
                continue;
            }
            if let Some(Err(Raised)) = self.call_special(value, set_name, &[class.into(), key]) {
                return Err(self.note_set_name(value, key, class));
            }
        }
        Ok(())
    }

    /// A str or a tuple of no class of Python's own: it wants no name.
    fn is_plain_constant(&self, value: Value) -> bool {
        let class = self.class_of(value);
        class == self.types.str || class == self.types.tuple
    }

    /// Adds a note to the exception of a `__set_name__`.
    fn note_set_name(&mut self, value: Value, key: Value, class: Gc<Type>) -> Raised {
        let exception = self.take_raised();
        let (kind, class) = (self.class_name(value), class.name.get().to_string_lossy());
        if let Ok(key) = self.repr(key) {
            let key = key.to_string_lossy();
            let note =
                format!("Error calling __set_name__ on '{kind}' instance {key} in '{class}'");
            let (note, add) = (self.heap.str(&note), self.heap.intern("add_note"));
            if self.call_method(exception, add, &[note.into()]).is_err() {
                self.take_raised();
            }
        }
        self.reraise(exception)
    }

    fn init_subclass(&mut self, class: Gc<Type>, keywords: Option<Gc<Dict>>) -> Res<()> {
        let name = self.names.init_subclass;
        let found = class
            .mro()
            .skip(1)
            .find_map(|base| Some((base.dict.get_str(name)?, base)));
        let Some((hook, owner)) = found else {
            return Ok(());
        };
        if owner == self.types.object && keywords.is_none_or(|it| it.is_empty()) {
            return Ok(());
        }
        let bound = self.bind_on_class(hook, class)?;
        let none = self.heap.tuple(&[]);
        self.call_ex(bound, none, keywords).map(|_| ())
    }
}
