//! The ops that always take a call, and what the evaluator's others need on their
//! slow paths. Never inlined into the loop.

use super::registers::Registers;
use super::{Raised, Res, Vm};
use crate::code::Op;
use crate::code::op::{Conversion, NameIx, ShortName, Special, Src};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{CellObject, CodeObject, Function};
use crate::object::gc::Gc;
use crate::object::iter::IterKind;
use crate::object::list::List;
use crate::object::range::Range;
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;

impl Vm {
    /// Executes an op that the evaluator's loop has no arm for.
    #[inline(never)]
    pub(super) fn execute(&mut self, op: Op, regs: Registers) -> Res<()> {
        match op {
            Op::DeleteGlobal { name } => self.delete_global(name)?,
            Op::LoadName { dst, cache } => {
                let value = self.load_name(regs.at(0), cache)?;
                regs.set(dst, value);
            }
            Op::StoreName { src, name } => self.store_name(regs.at(0), name, regs.get(src))?,
            Op::DeleteName { name } => self.delete_name(regs.at(0), name)?,
            Op::LoadNameOrCell { dst, cell, name } => {
                let value = self.load_name_or_cell(regs.at(0), regs.get(cell), name)?;
                regs.set(dst, value);
            }
            Op::DeleteCell { cell, name } => self.delete_cell(regs.get(cell), cell, name)?,
            Op::Pos { dst, src } => {
                let value = self.unary_pos(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::Invert { dst, src } => {
                let value = self.unary_invert(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::GetIter { dst, src } => {
                let value = self.iter(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::GetYieldFromIter { dst, src } => {
                let value = self.yield_from_iter(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::GetAwaitableOf { special, dst, src } => {
                let value = self.awaitable_of(regs.get(src), special)?;
                regs.set(dst, value);
            }
            Op::GetAwaitable { dst, src } => {
                let value = self.awaitable(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::GetAIter { dst, src } => {
                let value = self.async_iter(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::GetANext { dst, src } => {
                let value = self.async_next(regs.get(src))?;
                regs.set(dst, value);
            }
            Op::AsyncGenWrap { dst, src } => {
                // Told apart by its class from what an `await` inside yields.
                let class = self.builtin_class("async_generator_wrapped_value");
                let wrapped = self.heap.tuple(&[regs.get(src)]);
                wrapped.header().set_shape(class.root_shape.get());
                regs.set(dst, wrapped.into());
            }
            Op::DeleteAttr { obj, name } => {
                let name = self.name_of(name);
                self.del_attr(regs.get(obj), name)?;
            }
            Op::DelItem { obj, index } => self.del_item(regs.get(obj), regs.get(index))?,
            Op::GetSlice { dst, obj, first } => {
                let parts = [0, 1, 2].map(|at| regs.at(first.0 + at));
                let value = self.get_slice(regs.get(obj), parts)?;
                regs.set(dst, value);
            }
            Op::SetSlice { obj, first, src } => {
                let parts = [0, 1, 2].map(|at| regs.at(first.0 + at));
                self.set_slice(regs.get(obj), parts, regs.get(src))?;
            }
            Op::BuildSlice { dst, first, .. } => {
                let [start, stop, step] = [0, 1, 2].map(|at| regs.at(first.0 + at));
                regs.set(dst, self.heap.slice(start, stop, step).into());
            }
            Op::BuildSet { dst, first, count } => {
                let set = self.heap.set();
                for &item in regs.slice(first.0, count.0) {
                    self.set_add(set, item)?;
                }
                regs.set(dst, set.into());
            }
            Op::BuildDict { dst, first, count } => {
                let dict = self.heap.dict();
                for pair in regs.slice(first.0, count.0).chunks_exact(2) {
                    self.dict_set(dict, pair[0], pair[1])?;
                }
                regs.set(dst, dict.into());
            }
            Op::BuildString { dst, first, count } => {
                let text = self.concat_strings(regs.slice(first.0, count.0))?;
                regs.set(dst, text.into());
            }
            Op::ListExtend { list, src } => self.extend_display(regs.get(list), regs.get(src))?,
            Op::ListToTuple { dst, src } => {
                let items = regs.get(src).get::<List>().map(|list| list.array());
                let tuple = items.map(|items| self.heap.tuple_of(items.tail()));
                regs.set(dst, tuple.map_or(Value::NONE, Value::from));
            }
            Op::SetAdd { set, src } => {
                if let Some(set) = regs.get(set).get::<Set>() {
                    self.set_add(set, regs.get(src))?;
                }
            }
            Op::SetUpdate { set, src } => {
                if let Some(set) = regs.get(set).get::<Set>() {
                    self.set_update(set, regs.get(src))?;
                }
            }
            Op::DictInsert { dict, key, src } => {
                if let Some(dict) = regs.get(dict).get::<Dict>() {
                    self.dict_set(dict, regs.get(key), regs.get(src))?;
                }
            }
            Op::DictUpdate { dict, src } => self.update_display(regs.get(dict), regs.get(src))?,
            Op::DictMerge { dict, src, callee } => {
                self.merge_keywords(regs.get(dict), regs.get(src), regs.get(callee))?;
            }
            Op::UnpackStar {
                before,
                src,
                into,
                count,
            } => {
                let after = usize::from(count.0) - usize::from(before.0) - 1;
                let out = regs.slice_mut(into.0, count.0);
                self.unpack_star(regs.get(src), usize::from(before.0), after, out)?;
            }
            Op::Format {
                conversion,
                dst,
                src,
            } => {
                let text = self.format_field(conversion, regs.get(src), None)?;
                regs.set(dst, text.into());
            }
            Op::FormatSpec {
                conversion,
                dst,
                src,
                spec,
            } => {
                let text = self.format_field(conversion, regs.get(src), Some(regs.get(spec)))?;
                regs.set(dst, text.into());
            }
            Op::MakeFunction { count, dst, code } => {
                let parts = regs.slice(dst.0, u16::from(count.0));
                let function = self.make_function(code.0 as usize, parts)?;
                regs.set(dst, function.into());
            }
            Op::LoadBuildClass { dst } => {
                let name = self.names.build_class;
                let globals = self.globals();
                let Some(build_class) = self.builtin_name(globals, name)? else {
                    return Err(self.name_error("__build_class__ not found"));
                };
                regs.set(dst, build_class);
            }
            Op::ImportName { dst, name, first } => {
                let name = self.short_name_of(name);
                let module = self.import_statement(name, regs.at(first.0), regs.at(first.0 + 1))?;
                regs.set(dst, module);
            }
            Op::ImportFrom { dst, module, name } => {
                let name = self.short_name_of(name);
                let value = self.import_from(regs.get(module), name)?;
                regs.set(dst, value);
            }
            Op::ImportStar { module } => {
                let Some(namespace) = self.namespace(regs).get::<Dict>() else {
                    return Err(self.type_error("the namespace must be a dict"));
                };
                self.import_star(regs.get(module), namespace)?;
            }
            Op::Release { live } => self.release(live.0),
            Op::SetupAnnotations {} => {
                let namespace = self.namespace(regs);
                let name = Value::from(self.names.annotations);
                if !self.contains(namespace, name)? {
                    let dict = self.heap.dict();
                    self.set_item(namespace, name, dict.into())?;
                }
            }
            Op::Raise { exc } => return Err(self.raise_from(regs.get(exc), None)),
            Op::RaiseFrom { exc, cause } => {
                return Err(self.raise_from(regs.get(exc), Some(regs.get(cause))));
            }
            Op::Display { src } => {
                let name = self.heap.intern("displayhook");
                let Some(hook) = self.sys.get_str(name) else {
                    return Err(self.runtime_error("lost sys.displayhook"));
                };
                self.call(hook, &[regs.get(src)])?;
            }
            Op::LoadAssertionError { dst } => regs.set(dst, self.types.assertion_error.into()),
            Op::LoadExcInfo { exc, into } => {
                let exception = regs.get(exc);
                regs.put(into.0, self.class_of(exception).into());
                regs.put(into.0 + 1, exception);
                let traceback = exception.get::<Exception>().map(|it| it.traceback.get());
                regs.put(into.0 + 2, traceback.unwrap_or(Value::NONE));
            }
            Op::GetLen { dst, src } => {
                let len = self.len(regs.get(src))?;
                regs.set(dst, self.heap.int(len as i64));
            }
            Op::IsSequence { dst, src } => {
                regs.set(dst, self.is_match_sequence(regs.get(src)).into())
            }
            Op::IsMapping { dst, src } => {
                regs.set(dst, self.is_match_mapping(regs.get(src)).into())
            }
            Op::MatchKeys { dst, src, keys } => {
                let values = self.match_keys(regs.get(src), regs.get(keys))?;
                regs.set(dst, values);
            }
            Op::MatchRest { dst, src, keys } => {
                let rest = self.match_rest(regs.get(src), regs.get(keys))?;
                regs.set(dst, rest);
            }
            Op::MatchClass { into, positional } => {
                let [subject, class, names] = [0, 1, 2].map(|at| regs.at(into.0 + at));
                let found = self.match_class(subject, class, names, positional.0 as usize)?;
                regs.put(into.0, found);
            }
            Op::SplitGroup { exc, class, into } => {
                let (matching, rest) = self.split_group(regs.get(exc), regs.get(class))?;
                regs.put(into.0, matching);
                regs.put(into.0 + 1, rest);
            }
            Op::MergeGroups { dst, exc, list } => {
                let left = self.merge_groups(regs.get(exc), regs.get(list))?;
                regs.set(dst, left);
            }
            Op::MakeTyping {
                what,
                dst,
                first,
                count,
            } => {
                let parts = self.heap.tuple(regs.slice(first.0, count.0));
                let made = self.make_typing(what.text(), parts)?;
                regs.set(dst, made);
            }
            op => {
                // The evaluator's loop does the others itself.
                return Err(self.system_error(format!("unexpected op {}", op.name())));
            }
        }
        Ok(())
    }

    // --- names ---

    /// The code that runs.
    pub(super) fn running_code(&self) -> Gc<CodeObject> {
        match self.frames().next() {
            Some(frame) => frame.code(),
            None => unreachable!("an op runs in a frame"),
        }
    }

    fn name_of(&self, name: NameIx) -> Gc<Str> {
        self.running_code().name_at(name.0 as usize)
    }

    fn short_name_of(&self, name: ShortName) -> Gc<Str> {
        self.running_code().name_at(usize::from(name.0))
    }

    fn globals(&self) -> Gc<Dict> {
        match self.frames().next() {
            Some(frame) => frame.function().globals,
            None => self.builtins,
        }
    }

    /// Where the running code's names live: register 0, or the globals.
    fn namespace(&self, regs: Registers) -> Value {
        match self.running_code().code.flags.namespace {
            true => regs.at(0),
            false => self.globals().into(),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn undefined_name(&mut self, name: Gc<Str>) -> Raised {
        let text = name.to_string_lossy();
        let raised = self.name_error(format!("name '{text}' is not defined"));
        let exception = self.raised;
        let attribute = self.names.name_attr;
        self.set_exception_field(exception, attribute, name.into());
        raised
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_local(&mut self, name: NameIx) -> Res<()> {
        let name = self.name_of(name).to_string_lossy();
        Err(self.unbound_local_error(format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        )))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unbound_cell(&mut self, cell: Src, name: ShortName) -> Res<()> {
        let name = self.short_name_of(name);
        Err(self.unbound_cell_error(cell, name))
    }

    fn unbound_cell_error(&mut self, cell: Src, name: Gc<Str>) -> Raised {
        let is_free = self
            .running_code()
            .code
            .free
            .iter()
            .any(|it| it.register == cell.0);
        let name = name.to_string_lossy();
        if is_free {
            return self.name_error(format!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            ));
        }
        self.unbound_local_error(format!(
            "cannot access local variable '{name}' where it is not associated with a value"
        ))
    }

    fn delete_cell(&mut self, cell: Value, register: Src, name: NameIx) -> Res<()> {
        if CellObject::content_of(cell).is_unbound() {
            let name = self.name_of(name);
            return Err(self.unbound_cell_error(register, name));
        }
        CellObject::set_content_of(cell, Value::UNBOUND);
        Ok(())
    }

    fn delete_global(&mut self, name: NameIx) -> Res<()> {
        let name = self.name_of(name);
        match self.globals().remove_str(name) {
            Some(_) => Ok(()),
            None => Err(self.undefined_name(name)),
        }
    }

    /// The value of a name in a namespace that may be any mapping.
    fn in_namespace(&mut self, namespace: Value, name: Gc<Str>) -> Res<Option<Value>> {
        if let Some(dict) = namespace
            .get::<Dict>()
            .filter(|dict| dict.header().is_exact())
        {
            return Ok(dict.get_str(name));
        }
        match self.get_item(namespace, name.into()) {
            Ok(value) => Ok(Some(value)),
            Err(Raised) if self.raised_is(self.types.key_error) => {
                self.take_raised();
                Ok(None)
            }
            Err(Raised) => Err(Raised),
        }
    }

    fn load_name(&mut self, namespace: Value, cache: crate::code::op::CacheIx) -> Res<Value> {
        let code = self.running_code();
        let name = code.name_at(code.code.caches[cache.0 as usize] as usize);
        if let Some(value) = self.in_namespace(namespace, name)? {
            return Ok(value);
        }
        let globals = self.globals();
        let found = match globals.get_str(name) {
            Some(found) => Some(found),
            None => self.builtin_name(globals, name)?,
        };
        found.ok_or_else(|| self.undefined_name(name))
    }

    fn load_name_or_cell(&mut self, namespace: Value, cell: Value, name: ShortName) -> Res<Value> {
        let name = self.short_name_of(name);
        if let Some(value) = self.in_namespace(namespace, name)? {
            return Ok(value);
        }
        let value = CellObject::content_of(cell);
        match value.bound() {
            Some(value) => Ok(value),
            None => {
                let text = name.to_string_lossy();
                Err(self.name_error(format!(
                    "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
                )))
            }
        }
    }

    fn store_name(&mut self, namespace: Value, name: NameIx, value: Value) -> Res<()> {
        let name = self.name_of(name);
        match namespace
            .get::<Dict>()
            .filter(|dict| dict.header().is_exact())
        {
            Some(dict) => {
                dict.insert_str(&self.heap, name, value);
                Ok(())
            }
            None => self.set_item(namespace, name.into(), value),
        }
    }

    fn delete_name(&mut self, namespace: Value, name: NameIx) -> Res<()> {
        let name = self.name_of(name);
        if let Some(dict) = namespace
            .get::<Dict>()
            .filter(|dict| dict.header().is_exact())
        {
            return match dict.remove_str(name) {
                Some(_) => Ok(()),
                None => Err(self.undefined_name(name)),
            };
        }
        self.del_item(namespace, name.into())
    }

    // --- loops ---

    /// The three registers of a loop: see `Op::ForIter`.
    #[inline(never)]
    pub(super) fn loop_over(&mut self, source: Value) -> Res<[Value; 3]> {
        let zero = Value::small(0);
        if let Some(list) = source.get::<List>().filter(|list| list.header().is_exact()) {
            return Ok([list.into(), zero, zero]);
        }
        if let Some(tuple) = source
            .get::<Tuple>()
            .filter(|tuple| tuple.header().is_exact())
        {
            return Ok([tuple.into(), zero, zero]);
        }
        if let Some(range) = source.get::<Range>()
            && let Some((start, step, len)) = range.small()
            && let (Some(start), Some(len), Some(step)) =
                (Value::int(start), Value::int(len), Value::int(step))
        {
            return Ok([start, len, step]);
        }
        let iterator = self.iter(source)?;
        // Only a list, a tuple and an int in the first register mean something else.
        Ok([iterator, zero, zero])
    }

    // --- displays ---

    fn extend_display(&mut self, list: Value, source: Value) -> Res<()> {
        let Some(list) = list.get::<List>() else {
            return Ok(());
        };
        match self.list_extend(list, source) {
            Err(Raised) if self.raised_is(self.types.type_error) && !self.is_iterable(source) => {
                self.take_raised();
                let class = self.class_name(source);
                Err(self.type_error(format!("Value after * must be an iterable, not {class}")))
            }
            done => done,
        }
    }

    fn update_display(&mut self, dict: Value, source: Value) -> Res<()> {
        let Some(dict) = dict.get::<Dict>() else {
            return Ok(());
        };
        let keys = self.names.keys;
        if !source.is::<Dict>() && self.get_attr_opt(source, keys)?.is_none() {
            let class = self.class_name(source);
            return Err(self.type_error(format!("'{class}' object is not a mapping")));
        }
        self.dict_update(dict, source)
    }

    fn merge_keywords(&mut self, dict: Value, source: Value, callee: Value) -> Res<()> {
        let Some(dict) = dict.get::<Dict>() else {
            return Ok(());
        };
        let keys = self.names.keys;
        if !source.is::<Dict>() && self.get_attr_opt(source, keys)?.is_none() {
            let (callee, class) = (self.callable_name(callee), self.class_name(source));
            return Err(self.type_error(format!(
                "{callee} argument after ** must be a mapping, not {class}"
            )));
        }
        let given = self.heap.dict();
        self.dict_update(given, source)?;
        for (key, value) in given.iter() {
            if !key.is::<Str>() {
                return Err(self.type_error("keywords must be strings"));
            }
            if self.dict_get(dict, key)?.is_some() {
                let (callee, key) = (self.callable_name(callee), self.str(key)?);
                let key = key.to_string_lossy();
                return Err(self.type_error(format!(
                    "{callee} got multiple values for keyword argument '{key}'"
                )));
            }
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    fn format_field(
        &mut self,
        conversion: Conversion,
        value: Value,
        spec: Option<Value>,
    ) -> Res<Gc<Str>> {
        let value = match conversion {
            Conversion::None => value,
            Conversion::Str => self.str(value)?.into(),
            Conversion::Repr => self.repr(value)?.into(),
            Conversion::Ascii => self.ascii(value)?.into(),
        };
        let spec = spec.and_then(|spec| spec.get::<Str>());
        match (spec, value.get::<Str>()) {
            (None, Some(text)) if text.header().is_exact() => Ok(text),
            (None, _) => self.format(value, ""),
            (Some(spec), _) => {
                let spec = self.text_of(spec)?;
                self.format(value, &spec)
            }
        }
    }

    // --- functions, modules, with ---

    fn make_function(&mut self, code: usize, parts: &[Value]) -> Res<Gc<Function>> {
        let running = self.running_code();
        let Some(code) = running.constant(code).get::<CodeObject>() else {
            return Err(self.system_error("MakeFunction without code"));
        };
        let part = |index: usize| parts.get(index).copied().unwrap_or(Value::UNBOUND);
        let globals = self.globals();
        let function = Function::new(code, globals, part(2), code.name, code.qualname);
        let function = self.heap.alloc(function);
        function.defaults.set(part(0));
        function.kwdefaults.set(part(1));
        function.annotations.set(part(3));
        if let Some(module) = globals.get_str(self.names.name) {
            function.module.set(module);
        }
        function.doc.set(code.doc);
        Ok(function)
    }

    fn import_statement(&mut self, name: Gc<Str>, fromlist: Value, level: Value) -> Res<Value> {
        let import = self.names.import;
        let globals = self.globals();
        match self.builtin_name(globals, import)? {
            None => Err(self.import_error("__import__ not found")),
            // A script may have put its own in place.
            Some(own) if own.is::<Function>() => self.call(
                own,
                &[name.into(), globals.into(), Value::NONE, fromlist, level],
            ),
            _ => {
                let name = self.text_of(name)?;
                let level = level.as_int().unwrap_or(0).max(0) as usize;
                self.import(&name, globals, fromlist, level)
            }
        }
    }

    /// A special method for `with`: what to call, and whether with the receiver first.
    #[inline(never)]
    pub(super) fn load_special(&mut self, special: Special, receiver: Value) -> Res<(Value, bool)> {
        let name = match special {
            Special::Enter => self.names.enter,
            Special::Exit => self.names.exit,
            Special::AEnter => self.names.aenter,
            Special::AExit => self.names.aexit,
        };
        let Some(method) = self.lookup_special(receiver, name) else {
            let class = self.class_name(receiver);
            let which = match special {
                Special::Enter | Special::Exit => "context manager",
                Special::AEnter | Special::AExit => "asynchronous context manager",
            };
            let missing = match special {
                Special::Exit => " (missed __exit__ method)",
                Special::AExit => " (missed __aexit__ method)",
                _ => "",
            };
            return Err(self.type_error(format!(
                "'{class}' object does not support the {which} protocol{missing}"
            )));
        };
        if method.is::<Function>() || self.is_native_method(method) {
            return Ok((method, true));
        }
        let class: Gc<Type> = self.class_of(receiver);
        Ok((self.bind_descriptor(method, receiver, class)?, false))
    }

    /// A new iterator in Rust, of the class that goes with its kind.
    pub fn new_iter(&mut self, kind: IterKind, source: Value, other: Value, at: i64) -> Value {
        let types = &self.types;
        let class = match kind {
            IterKind::List => types.list_iterator,
            IterKind::ListReversed => types.list_reverseiterator,
            IterKind::Tuple => types.tuple_iterator,
            IterKind::Str => match source.get::<crate::object::str::Str>() {
                Some(text) if text.is_ascii() && text.header().is_exact() => {
                    types.str_ascii_iterator
                }
                _ => types.str_iterator,
            },
            IterKind::Bytes if source.is::<crate::object::bytes::ByteArray>() => {
                types.bytearray_iterator
            }
            IterKind::Bytes => types.bytes_iterator,
            IterKind::Range => types.range_iterator,
            IterKind::BigRange => types.longrange_iterator,
            IterKind::DictKeys => types.dict_keyiterator,
            IterKind::DictValues => types.dict_valueiterator,
            IterKind::DictItems => types.dict_itemiterator,
            IterKind::DictKeysReversed => types.dict_reversekeyiterator,
            IterKind::DictValuesReversed => types.dict_reversevalueiterator,
            IterKind::DictItemsReversed => types.dict_reverseitemiterator,
            IterKind::Ordered => types.odict_iterator,
            IterKind::Set => types.set_iterator,
            IterKind::Sequence => types.iterator,
            IterKind::Reversed => types.reversed,
            IterKind::Callable => types.callable_iterator,
            IterKind::Enumerate => types.enumerate,
            IterKind::Zip => types.zip,
            IterKind::Map => types.map,
            IterKind::Filter => types.filter,
            _ => types.iterator,
        };
        self.new_iter_of(class, kind, source, other, at)
    }

    /// What PEP 695's syntax makes: `typing` knows how.
    #[inline(never)]
    fn make_typing(&mut self, what: &str, parts: Gc<crate::object::tuple::Tuple>) -> Res<Value> {
        let typing = self.import_module("typing")?;
        let maker = self.heap.intern("_make");
        let maker = self.get_attr(typing, maker)?;
        let what = self.heap.intern(what).into();
        // The module whose code asks is the one that the object belongs to.
        let name = self.names.name;
        let globals = self.frames().next().map(|frame| frame.function().globals);
        let module = globals.and_then(|globals| globals.get_str(name));
        self.call(maker, &[what, parts.into(), module.unwrap_or(Value::NONE)])
    }

    /// An iterator in Rust of a class that the caller knows: those of `itertools`.
    pub fn new_iter_of(
        &mut self,
        class: Gc<crate::object::class::Type>,
        kind: IterKind,
        source: Value,
        other: Value,
        at: i64,
    ) -> Value {
        let iter = crate::object::iter::Iter::new(class.root_shape.get(), kind, source, other, at);
        self.heap.alloc(iter).into()
    }
}
