//! The built-in classes, and how they come to be.
//!
//! `builtins/` declares each class (a [`TypeDef`]); here they get their objects,
//! their shapes and their place in [`Types`], by which Rust code names them.

use super::Vm;
use super::native::TypeDef;
use crate::object::class::{NewType, Type};
use crate::object::collect::Marker;
use crate::object::function::{BoundMethod, ClassMethod, GetSet, Native, StaticMethod};
use crate::object::gc::{Gc, Kind, ShapeId};
use crate::object::str::Str;
use crate::object::value::Value;

macro_rules! types {
    ($($field:ident = $name:literal,)*) => {
        /// The built-in classes that Rust code names.
        #[derive(Clone, Copy)]
        pub struct Types { $(pub $field: Gc<Type>,)* }

        impl Types {
            /// All of them are `placeholder` until `Vm::install_types` has run.
            pub(super) fn all(placeholder: Gc<Type>) -> Types {
                Types { $($field: placeholder,)* }
            }
            fn set(&mut self, name: &str, class: Gc<Type>) {
                match name { $($name => self.$field = class,)* _ => {} }
            }
            pub fn trace(&self, marker: &mut Marker<'_>) {
                $(marker.object(self.$field);)*
            }
            /// The names that must be declared in `builtins/`.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];
        }
    };
}

types! {
    object = "object", type_ = "type", int = "int", bool = "bool", float = "float", complex = "complex",
    str = "str", bytes = "bytes", bytearray = "bytearray", memoryview = "memoryview", list = "list", tuple = "tuple", dict = "dict",
    dict_keys = "dict_keys", dict_values = "dict_values", dict_items = "dict_items",
    set = "set", frozenset = "frozenset", range = "range", slice = "slice",
    none_type = "NoneType", ellipsis = "ellipsis", not_implemented = "NotImplementedType",
    code = "code", function = "function", native = "builtin_function_or_method",
    method_descriptor = "method_descriptor", wrapper_descriptor = "wrapper_descriptor",
    bound_method = "method", method_wrapper = "method-wrapper", cell = "cell",
    classmethod = "classmethod", classmethod_descriptor = "classmethod_descriptor", staticmethod = "staticmethod", property = "property",
    getset = "getset_descriptor", member = "member_descriptor", super_ = "super", module = "module", traceback = "traceback",
    generator = "generator", coroutine = "coroutine", async_generator = "async_generator",
    list_iterator = "list_iterator", list_reverseiterator = "list_reverseiterator",
    tuple_iterator = "tuple_iterator", str_ascii_iterator = "str_ascii_iterator", str_iterator = "str_iterator",
    bytes_iterator = "bytes_iterator", bytearray_iterator = "bytearray_iterator",
    range_iterator = "range_iterator", longrange_iterator = "longrange_iterator",
    dict_keyiterator = "dict_keyiterator", dict_valueiterator = "dict_valueiterator",
    dict_itemiterator = "dict_itemiterator", dict_reversekeyiterator = "dict_reversekeyiterator",
    dict_reversevalueiterator = "dict_reversevalueiterator", dict_reverseitemiterator = "dict_reverseitemiterator",
    odict_keys = "odict_keys", odict_values = "odict_values", odict_items = "odict_items", odict_iterator = "odict_iterator",
    set_iterator = "set_iterator", iterator = "iterator", reversed = "reversed",
    callable_iterator = "callable_iterator", enumerate = "enumerate", zip = "zip", map = "map", filter = "filter",
    base_exception = "BaseException", exception = "Exception", base_exception_group = "BaseExceptionGroup",
    exception_group = "ExceptionGroup", generator_exit = "GeneratorExit", keyboard_interrupt = "KeyboardInterrupt",
    system_exit = "SystemExit", arithmetic_error = "ArithmeticError", assertion_error = "AssertionError",
    attribute_error = "AttributeError", eof_error = "EOFError", import_error = "ImportError",
    module_not_found_error = "ModuleNotFoundError", lookup_error = "LookupError", index_error = "IndexError",
    key_error = "KeyError", memory_error = "MemoryError", name_error = "NameError",
    unbound_local_error = "UnboundLocalError", os_error = "OSError", file_not_found_error = "FileNotFoundError",
    file_exists_error = "FileExistsError", permission_error = "PermissionError",
    is_a_directory_error = "IsADirectoryError", not_a_directory_error = "NotADirectoryError",
    child_process_error = "ChildProcessError", broken_pipe_error = "BrokenPipeError",
    connection_aborted_error = "ConnectionAbortedError",
    connection_refused_error = "ConnectionRefusedError",
    connection_reset_error = "ConnectionResetError",
    interrupted_error = "InterruptedError", blocking_io_error = "BlockingIOError",
    process_lookup_error = "ProcessLookupError", timeout_error = "TimeoutError",
    overflow_error = "OverflowError", zero_division_error = "ZeroDivisionError",
    runtime_error = "RuntimeError", not_implemented_error = "NotImplementedError",
    recursion_error = "RecursionError", stop_iteration = "StopIteration",
    stop_async_iteration = "StopAsyncIteration", syntax_error = "SyntaxError",
    indentation_error = "IndentationError", tab_error = "TabError", system_error = "SystemError",
    type_error = "TypeError", value_error = "ValueError", unicode_error = "UnicodeError",
    unicode_translate_error = "UnicodeTranslateError",
    unicode_decode_error = "UnicodeDecodeError", unicode_encode_error = "UnicodeEncodeError",
    warning = "Warning",
}

/// How `__dict__` and `__weakref__` are got and set: numbers of accessors. `object`
/// declares them; they lie in the classes that bring them into their line.
#[derive(Clone, Copy, Default)]
pub struct Inherent {
    pub dict: (u32, Option<u32>),
    pub weakref: (u32, Option<u32>),
}

/// Shapes of objects that share a class with objects of another kind.
#[derive(Clone, Copy)]
pub struct NativeShapes {
    /// A bound method of a native: `builtin_function_or_method`, like the native.
    pub method: ShapeId,
    /// A getter of a plain field: `member_descriptor`, like a slot.
    pub member: ShapeId,
}

impl Vm {
    /// A native bound to an object.
    pub fn bind_native(&mut self, native: Gc<Native>, receiver: Value) -> Value {
        let method = self.heap.alloc(BoundMethod::new(native.into(), receiver));
        let class = native.class.get::<Type>();
        let is_slot = class.is_some_and(|class| {
            let class = class.name.get();
            self.native_def(native)
                .is_slot(class.as_str().unwrap_or_default())
        });
        let shape = match is_slot {
            true => self.types.method_wrapper.root_shape.get(),
            false => self.native_shapes.method,
        };
        let method = Value::from(method);
        if let Some(header) = method.header() {
            header.set_shape(shape);
        }
        method
    }

    /// Anything that can be called, bound to an object.
    pub fn bind_callable(&mut self, callable: Value, receiver: Value) -> Value {
        match callable.get::<Native>() {
            Some(native) => self.bind_native(native, receiver),
            None => self.heap.alloc(BoundMethod::new(callable, receiver)).into(),
        }
    }

    /// The class of a value.
    #[inline]
    pub fn class_of(&self, value: Value) -> Gc<Type> {
        self.heap
            .shapes
            .class(shape_of(value))
            .unwrap_or(self.types.object)
    }

    /// Makes the classes, bases before what derives from them.
    pub(super) fn install_types(&mut self, tables: &[&'static [&'static TypeDef]]) {
        let count = tables.iter().map(|table| table.len()).sum();
        self.class_registry.reserve(&self.heap, count);
        let mut made: Vec<&'static str> = Vec::new();
        for def in tables.iter().copied().flatten() {
            let class = self.install_type(def);
            self.types.set(def.name, class);
            made.push(def.name);
        }
        for name in Types::NAMES {
            assert!(
                made.contains(name),
                "the built-in class {name} is not declared"
            );
        }
        self.heap
            .shapes
            .set_kind_class(Kind::Type, self.types.type_);
        let names = ["__dict__", "__weakref__"].map(|name| self.heap.intern(name));
        let [dict, weakref] = names.map(|name| {
            let declared = self.types.object.dict.remove_str(name);
            let declared = declared.and_then(|it| it.get::<GetSet>());
            declared.map_or((0, None), |it| (it.getter, it.setter))
        });
        self.inherent = Inherent { dict, weakref };
        let (native, member) = (self.types.native, self.types.member);
        self.native_shapes = NativeShapes {
            method: self.heap.shapes.new_root(native, 0),
            member: self.heap.shapes.new_root(member, 0),
        };
        let registry = self.class_registry;
        for (_, class) in registry.iter() {
            if let Some(class) = class.get::<Type>() {
                self.refresh_class(class);
            }
        }
    }

    /// Makes the classes of a module at its first import; none when they are there already.
    pub fn install_late(&mut self, table: &[&'static TypeDef]) {
        for def in table {
            let name = self.heap.intern(def.name);
            if self.class_registry.get_str(name).is_none() {
                let class = self.install_type(def);
                self.refresh_class(class);
            }
        }
    }

    fn install_type(&mut self, def: &'static TypeDef) -> Gc<Type> {
        let name = self.heap.intern(def.name);
        let base = self.builtin_class(def.base);
        let bases: &[Value] = if def.name == "object" {
            &[]
        } else {
            &[base.into()]
        };
        let bases = self.heap.tuple(bases);
        // What is in the tables, `__doc__`, and what most get later.
        let own = def.methods.len() + def.statics.len() + def.class_methods.len();
        let dict = self.heap.dict_with_capacity(own + def.getsets.len() + 2);
        let new = NewType {
            name,
            bases,
            dict,
            layout: def.kind,
            builtin: true,
            has_dict: false,
        };
        let Ok(class) = self.alloc_class(new, ShapeId(Kind::Type as u32)) else {
            unreachable!("built-in classes have one base")
        };
        // A kind's first class is its own; others with the same layout get shapes.
        if self.heap.shapes.class(ShapeId(def.kind as u32)).is_none() {
            self.heap.shapes.set_kind_class(def.kind, class);
            class.root_shape.set(ShapeId(def.kind as u32));
        } else {
            class.root_shape.set(self.heap.shapes.new_root(class, 0));
        }
        if !def.subclassable {
            class.seal();
        }
        self.class_registry
            .insert_str(&self.heap, name, class.into());
        let doc = if def.doc.is_empty() {
            Value::NONE
        } else {
            self.heap.str(def.doc).into()
        };
        // `time.struct_time` is `struct_time` of the module `time`.
        if let Some((module, short)) = def.name.rsplit_once('.') {
            let (key, module) = (self.names.module, self.heap.intern(module));
            class.dict.insert_str(&self.heap, key, module.into());
            class.qualname.set(self.heap.intern(short));
        }
        let doc_name = self.names.doc;
        class.dict.insert_str(&self.heap, doc_name, doc);
        for native in def.methods {
            let native = self.new_native(native, class.into(), Value::UNBOUND);
            self.set_builtin_attribute(class, native);
        }
        for def in def.statics {
            let native = self.new_native(def, Value::UNBOUND, class.into());
            let wrapped = self.heap.alloc(StaticMethod::new(native.into()));
            let name = self.heap.intern(def.name);
            class.dict.insert_str(&self.heap, name, wrapped.into());
        }
        for def in def.class_methods {
            let native = self.new_native(def, Value::UNBOUND, class.into());
            let wrapped = self.heap.alloc(ClassMethod::new(native.into()));
            let name = self.heap.intern(def.name);
            class.dict.insert_str(&self.heap, name, wrapped.into());
        }
        for getset in def.getsets {
            let name = self.heap.intern(getset.name);
            let getter = self.getset_native(getset.get);
            let setter = getset.set.map(|set| self.getset_native(set));
            let object = self.heap.alloc(GetSet::new(class, name, getter, setter));
            class.dict.insert_str(&self.heap, name, object.into());
        }
        class
    }

    /// A built-in class by its Python name, `object` while there is none.
    pub fn builtin_class(&self, name: &str) -> Gc<Type> {
        let found = self.class_registry.get_str(self.heap.intern(name));
        found
            .and_then(|class| class.get())
            .unwrap_or(self.types.object)
    }

    /// Shows `__dict__` or `__weakref__` in a class.
    pub fn show_inherent(&mut self, class: Gc<Type>, name: Gc<Str>) {
        let (getter, setter) = match name == self.names.dict {
            true => self.inherent.dict,
            false => self.inherent.weakref,
        };
        let attribute = self.heap.alloc(GetSet::new(class, name, getter, setter));
        class.dict.insert_str(&self.heap, name, attribute.into());
    }

    fn set_builtin_attribute(&mut self, class: Gc<Type>, native: Gc<Native>) {
        let name = self.heap.intern(self.natives[native.index as usize].name);
        class.dict.insert_str(&self.heap, name, native.into());
    }
}

/// The shape of any value: the number that says its class.
#[inline(always)]
pub fn shape_of(value: Value) -> ShapeId {
    if let Some(header) = value.header() {
        return header.shape();
    }
    ShapeId(immediate_kind(value) as u32)
}

/// The kind of a value that is no heap object.
#[inline(always)]
fn immediate_kind(value: Value) -> Kind {
    if value.is_int() {
        Kind::Int
    } else if value.is_flonum() {
        Kind::Float
    } else {
        special_kind(value)
    }
}

#[inline(never)]
fn special_kind(value: Value) -> Kind {
    match value {
        Value::TRUE | Value::FALSE => Kind::Bool,
        Value::ELLIPSIS => Kind::Ellipsis,
        Value::NOT_IMPLEMENTED => Kind::NotImplemented,
        _ => Kind::NoneType,
    }
}
