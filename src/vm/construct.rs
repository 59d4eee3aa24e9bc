//! Classes, and instances of them.
//!
//! ```text
//!   class X(A, B): ...  ──> __build_class__ ──> body fills a namespace
//!                                          └──> metaclass(name, bases, namespace)
//!   X(1, 2)             ──> allocate, push the frame of X.__init__     (a plain class)
//!                       ──> X.__new__, then X.__init__                 (any other)
//! ```
//!
//! Instances of a *plain* class (its metaclass is `type`, its `__new__` is
//! `object`'s) are made without leaving the evaluator: the call becomes the frame
//! of `__init__`, which returns the instance.

use super::call::Prepared;
use super::frame::Frame;
use super::{Res, Vm};
use crate::code::op::{CALLEE, WINDOW};
use crate::object::array::Array;
use crate::object::class::{NewType, Type};
use crate::object::dict::Dict;
use crate::object::function::{CellObject, ClassMethod, Function, StaticMethod};
use crate::object::gc::{Gc, Kind, ShapeId};
use crate::object::instance::Instance;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

const HEADER: usize = WINDOW as usize;
/// Room for attributes in the instances of a new class; it grows with use.
const FIRST_SLOTS: u16 = 4;

impl Vm {
    // --- instances ---

    /// An instance of a class whose layout is the plain one, without attributes.
    #[inline]
    pub fn alloc_instance(&mut self, class: Gc<Type>) -> Value {
        let shape = class.root_shape.get();
        let inline = self.heap.shapes.inline(shape);
        self.heap
            .alloc_tail(Instance::new(shape, inline as u16), inline)
            .into()
    }

    /// Prepares `class(...)` in a window on the register stack.
    pub(super) unsafe fn prepare_construction(
        &mut self,
        window: *mut Value,
        class: Gc<Type>,
        argc: usize,
        names: Option<Gc<Tuple>>,
    ) -> Res<Prepared> {
        let init = class.fast_init.get();
        // SAFETY: the caller has reserved room for one argument more.
        unsafe {
            let first = window.add(HEADER);
            if let Some(function) = init.get::<Function>() {
                let instance = self.alloc_instance(class);
                std::ptr::copy(first, first.add(1), argc);
                *first = instance;
                *window.add(CALLEE as usize) = init;
                let frame: *mut Frame = self.bind(window, function, argc + 1, names)?;
                Self::mark_constructor(frame, instance);
                return Ok(Prepared::Frame(frame));
            }
            if init.is_none() {
                if argc > 0 {
                    let name = class.name.get().to_string_lossy();
                    return Err(self.type_error(format!("{name}() takes no arguments")));
                }
                return Ok(Prepared::Value(self.alloc_instance(class)));
            }
            let args = std::slice::from_raw_parts(first, argc);
            self.construct(class, args, names).map(Prepared::Value)
        }
    }

    /// The result of an `__init__`'s frame.
    pub(super) unsafe fn constructed(&mut self, frame: *mut Frame, result: Value) -> Res<Value> {
        if !result.is_none() {
            let class = self.class_name(result);
            return Err(self.type_error(format!("__init__() should return None, not '{class}'")));
        }
        // SAFETY: the frame is an `__init__`'s.
        Ok(unsafe { (*frame).instance() }.unwrap_or(Value::NONE))
    }

    /// `class(*args)` the long way, by the metaclass.
    fn construct(
        &mut self,
        class: Gc<Type>,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        let meta = self.class_of(class.into());
        let call = self.names.call;
        if meta != self.types.type_
            && let Some((method, _)) = meta.lookup(call)
            && method.is::<Function>()
        {
            return self.call_with_first(method, class.into(), args, names);
        }
        self.instantiate(class, args, names)
    }

    /// What `type.__call__` does: `__new__`, and `__init__` of what that made.
    pub fn instantiate(
        &mut self,
        class: Gc<Type>,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        let (new_name, init_name) = (self.names.new, self.names.init);
        let Some((new, _)) = class.lookup(new_name) else {
            let name = class.name.get().to_string_lossy();
            return Err(self.type_error(format!("cannot create '{name}' instances")));
        };
        let new = self.bind_on_class(new, class)?;
        let made = self.call_with_first(new, class.into(), args, names)?;
        if class == self.types.type_ && args.len() == 1 && names.is_none() {
            return Ok(made);
        }
        if self.class_of(made).is_subclass_of(class)
            && let Some((init, _)) = self.class_of(made).lookup(init_name)
        {
            let result = if init.is::<Function>() || self.is_native_method(init) {
                self.call_with_first(init, made, args, names)?
            } else {
                let own = self.class_of(made);
                let bound = self.bind_descriptor(init, made, own)?;
                self.call_maybe_kw(bound, args, names)?
            };
            if !result.is_none() {
                let class = self.class_name(result);
                return Err(
                    self.type_error(format!("__init__() should return None, not '{class}'"))
                );
            }
        }
        Ok(made)
    }

    /// Calls with one more argument in front.
    pub fn call_with_first(
        &mut self,
        callee: Value,
        first: Value,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        self.with_first(first, args, |vm, all| vm.call_maybe_kw(callee, all, names))
    }

    fn call_maybe_kw(
        &mut self,
        callee: Value,
        args: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Res<Value> {
        match names {
            Some(names) => self.call_kw(callee, args, names),
            None => self.call(callee, args),
        }
    }

    /// Finds out again how instances of a class are made.
    pub(super) fn refresh_construction(&mut self, class: Gc<Type>) {
        let plain = class.layout == Kind::Instance
            && self.class_of(class.into()) == self.types.type_
            && class
                .lookup(self.names.new)
                .is_some_and(|(_, owner)| owner == self.types.object)
            && !self.is_abstract(class);
        let init = class.lookup(self.names.init);
        class.fast_init.set(match init {
            Some((init, _)) if plain && init.is::<Function>() => init,
            Some((_, owner)) if plain && owner == self.types.object => Value::NONE,
            _ => Value::UNBOUND,
        });
    }

    fn is_abstract(&mut self, class: Gc<Type>) -> bool {
        let name = self.names.abstractmethods;
        class
            .lookup(name)
            .is_some_and(|(value, _)| value != Value::FALSE)
    }

    // --- classes ---

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
                self.call_ex(prepare, args, keywords)?
            }
            _ => self.heap.dict().into(),
        };
        self.call(func, &[namespace])?;
        if bases != original
            && let Some(namespace) = namespace.get::<Dict>()
        {
            let orig_bases = self.heap.intern("__orig_bases__");
            namespace.insert_str(&self.heap, orig_bases, original.into());
        }
        let args = self.heap.tuple(&[name, bases.into(), namespace]);
        self.call_ex(meta, args, keywords)
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

    fn most_derived_metaclass(&mut self, meta: Gc<Type>, bases: Gc<Tuple>) -> Res<Gc<Type>> {
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
        let layout = self.common_layout(bases)?;
        let dict = namespace.copy(&self.heap);
        let (qualname, doc, classcell) =
            (self.names.qualname, self.names.doc, self.names.classcell);
        let slots = dict.get_str(self.names.slots);
        let base_has_dict = bases
            .iter()
            .any(|base| base.get::<Type>().is_some_and(|base| base.has_dict.get()));
        let has_dict = slots.is_none() || base_has_dict || self.slots_name_dict(slots)?;
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
            Kind::Instance => self.heap.shapes.new_root(class, FIRST_SLOTS),
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
        if dict.get_str(doc).is_none() {
            dict.insert_str(&self.heap, doc, Value::NONE);
        }
        self.wrap_special_methods(dict);
        if let Some(cell) = dict.remove_str(classcell) {
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
        let (eq, hash) = (self.names.eq, self.names.hash);
        if dict.get_str(eq).is_some() && dict.get_str(hash).is_none() {
            dict.insert_str(&self.heap, hash, Value::NONE);
        }
        for base in bases.iter().filter_map(|base| base.get::<Type>()) {
            let mut subclasses = base.subclasses.get();
            self.array_push(&mut subclasses, class.into())?;
            base.subclasses.set(subclasses);
        }
        self.refresh_class(class);
        self.set_names(class)?;
        self.init_subclass(class, keywords)?;
        Ok(class)
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
        let mro = self.linearise(class, bases)?;
        class.mro.set(mro);
        Ok(class)
    }

    /// The C3 linearisation: a class before its bases, bases in their order.
    fn linearise(&mut self, class: Gc<Type>, bases: Gc<Tuple>) -> Res<Gc<Tuple>> {
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

    /// The layout that instances of a class with these bases have.
    fn common_layout(&mut self, bases: Gc<Tuple>) -> Res<Kind> {
        let mut layout = Kind::Instance;
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
            if base.layout != Kind::Instance && base.layout != layout {
                if layout != Kind::Instance {
                    return Err(self.type_error("multiple bases have instance lay-out conflict"));
                }
                layout = base.layout;
            }
        }
        Ok(layout)
    }

    fn set_names(&mut self, class: Gc<Type>) -> Res<()> {
        let set_name = self.names.set_name;
        // The class may change while its attributes are told their names.
        let attributes = class.dict.copy(&self.heap);
        for (key, value) in attributes.iter() {
            if !value.is_object()
                || matches!(value.kind(), Some(Kind::Function | Kind::Str | Kind::Tuple))
            {
                continue;
            }
            if let Some(result) = self.call_special(value, set_name, &[class.into(), key]) {
                result?;
            }
        }
        Ok(())
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

    /// The class and the receiver of a `super()` without arguments: those of the
    /// method that calls it.
    pub fn zero_argument_super(&mut self) -> Res<(Value, Value)> {
        let Some(frame) = self.frames().next() else {
            return Err(self.runtime_error("super(): no current frame"));
        };
        let object = frame.code();
        let code = &*object.code;
        if code.flags.namespace || code.positional == 0 && !code.flags.varargs {
            return Err(self.runtime_error("super(): no arguments"));
        }
        let mut receiver = frame.register(0);
        if let Some(cell) = receiver.get::<CellObject>() {
            receiver = cell.content.get();
        }
        if receiver.is_unbound() {
            return Err(self.runtime_error("super(): arg[0] deleted"));
        }
        let Some(cell) = code.free.iter().find(|cell| &*cell.name == "__class__") else {
            return Err(self.runtime_error("super(): __class__ cell not found"));
        };
        let class = CellObject::content_of(frame.register(cell.register));
        if class.is_unbound() {
            return Err(self.runtime_error("super(): empty __class__ cell"));
        }
        Ok((class, receiver))
    }
}
