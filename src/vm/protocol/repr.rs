//! The reprs of the built-in classes, by layout.
//!
//! A container that holds itself shows `[...]` the second time: while it is being
//! written, its header carries a flag.

use dashu_int::IBig;
use dashu_int::ops::BitTest;

use super::escape;
use super::items_of;
use super::numeric::Number;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::Type;
use crate::object::dict::{Dict, DictView, ViewOf};
use crate::object::exception::Exception;
use crate::object::frame_object::FrameObject;
use crate::object::function::{
    BoundMethod, CellObject, ClassMethod, CodeObject, Function, GetSet, Member, Native,
    StaticMethod, Super,
};
use crate::object::gc::{Gc, Kind};
use crate::object::generator::Generator;
use crate::object::instance::Module;
use crate::object::number_text;
use crate::object::range::{Range, Slice};
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

/// The header flag of a container whose repr is being written.
const BEING_SHOWN: u8 = 0x20;

/// Writes what belongs to a layout.
type Write = fn(&mut Vm, Value, &mut Vec<u8>) -> Res<()>;

impl Vm {
    /// Writes what the layout says: `list.__repr__` and so on.
    #[inline(never)]
    pub fn builtin_repr_into(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(kind) = value.kind() else {
            return self.immediate_repr(value, out);
        };
        match kind {
            Kind::Int | Kind::Float | Kind::Complex => self.number_repr(value, out),
            Kind::Str => {
                if let Some(text) = value.get::<Str>() {
                    escape::write_str(text.bytes(), out);
                }
                Ok(())
            }
            Kind::Bytes => {
                if let Some(bytes) = value.get::<Bytes>() {
                    escape::write_bytes(bytes.bytes(), out);
                }
                Ok(())
            }
            Kind::ByteArray => {
                self.write_class_name(value, out);
                out.push(b'(');
                if let Some(bytes) = value.get::<ByteArray>() {
                    escape::write_bytearray(&bytes.to_vec(), out);
                }
                out.push(b')');
                Ok(())
            }
            Kind::List => self.container_repr(value, "[...]", Vm::list_repr, out),
            Kind::Tuple => self.container_repr(value, "(...)", Vm::tuple_repr, out),
            Kind::Dict => self.container_repr(value, "{...}", Vm::dict_repr, out),
            Kind::DictView => self.container_repr(value, "...", Vm::view_repr, out),
            Kind::Set | Kind::FrozenSet => self.set_repr(value, out),
            Kind::Range => self.range_repr(value, out),
            Kind::Slice => self.container_repr(value, "...", Vm::slice_repr, out),
            Kind::Exception => match value.get::<Exception>() {
                Some(it) => self.container_repr(it.into(), "...", Vm::exception_repr, out),
                None => Ok(()),
            },
            Kind::BoundMethod
            | Kind::StaticMethod
            | Kind::ClassMethod
            | Kind::Super
            | Kind::Cell => {
                self.native_depth_guard_for(" while getting the repr of an object")?;
                self.wrapper_repr(value, out)
            }
            _ => {
                let text = self.name_repr(value);
                out.extend(text.bytes());
                Ok(())
            }
        }
    }

    fn immediate_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let text = match value {
            Value::NONE => "None",
            Value::TRUE => "True",
            Value::FALSE => "False",
            Value::ELLIPSIS => "Ellipsis",
            Value::NOT_IMPLEMENTED => "NotImplemented",
            _ => return self.number_repr(value, out),
        };
        out.extend(text.bytes());
        Ok(())
    }

    fn number_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let text = match Number::of(value) {
            Some(Number::Int(int)) => {
                out.extend(number_text::decimal(int, &mut [0; 20]));
                return Ok(());
            }
            Some(Number::Big(int)) => self.decimal(int.int())?,
            Some(Number::Float(float)) => number_text::repr_float(float),
            Some(Number::Complex(re, im)) => number_text::repr_complex(re, im),
            None => String::new(),
        };
        out.extend(text.bytes());
        Ok(())
    }

    /// A big int in decimal, up to the limit on its digits.
    pub fn decimal(&mut self, int: &IBig) -> Res<String> {
        let limit = self.max_str_digits;
        // A digit is less than four bits: what has so many needs no counting.
        if limit == 0 || int.bit_len() <= limit.saturating_mul(4) {
            let text = int.to_string();
            if limit == 0 || text.trim_start_matches('-').len() <= limit {
                return Ok(text);
            }
        }
        Err(self.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; \
             use sys.set_int_max_str_digits() to increase the limit"
        )))
    }

    // --- containers ---

    /// Says that a container's repr is being written; false when it was already, by this thread.
    pub fn enter_repr(&mut self, container: Value) -> bool {
        let Some(header) = container.header() else {
            return true;
        };
        let address = header.address();
        if header.flag(BEING_SHOWN) && self.being_shown.contains(&address) {
            return false;
        }
        header.set_flag(BEING_SHOWN, true);
        self.being_shown.push(address);
        true
    }

    /// Says that it is written.
    pub fn leave_repr(&mut self, container: Value) {
        if let Some(header) = container.header() {
            self.being_shown.pop();
            let elsewhere = self.is_shown_elsewhere(header.address());
            header.set_flag(BEING_SHOWN, elsewhere);
        }
    }

    fn container_repr(
        &mut self,
        value: Value,
        again: &str,
        write: Write,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        self.native_depth_guard_for(" while getting the repr of an object")?;
        if !self.enter_repr(value) {
            out.extend(again.bytes());
            return Ok(());
        }
        let written = write(self, value, out);
        self.leave_repr(value);
        written
    }

    fn list_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        out.push(b'[');
        self.items_repr(value, out)?;
        out.push(b']');
        Ok(())
    }

    fn tuple_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        out.push(b'(');
        self.items_repr(value, out)?;
        if items_of(value).map_or(0, <[_]>::len) == 1 {
            out.push(b',');
        }
        out.push(b')');
        Ok(())
    }

    fn items_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let mut at = 0;
        // A list may change while its items' reprs run: look anew each time.
        while let Some(item) = items_of(value).and_then(|items| items.get(at)) {
            if at > 0 {
                out.extend(b", ");
            }
            self.repr_into(item.get(), out)?;
            at += 1;
        }
        Ok(())
    }

    fn dict_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(dict) = value.get::<Dict>() else {
            return Ok(());
        };
        out.push(b'{');
        for (at, (key, value)) in dict.iter().enumerate() {
            if at > 0 {
                out.extend(b", ");
            }
            self.repr_into(key, out)?;
            out.extend(b": ");
            self.repr_into(value, out)?;
        }
        out.push(b'}');
        Ok(())
    }

    fn view_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(view) = value.get::<DictView>() else {
            return Ok(());
        };
        self.write_class_name(value, out);
        out.extend(b"([");
        for (at, (key, value)) in view.dict.iter().enumerate() {
            if at > 0 {
                out.extend(b", ");
            }
            match view.which {
                ViewOf::Keys => self.repr_into(key, out)?,
                ViewOf::Values => self.repr_into(value, out)?,
                ViewOf::Items => {
                    out.push(b'(');
                    self.repr_into(key, out)?;
                    out.extend(b", ");
                    self.repr_into(value, out)?;
                    out.push(b')');
                }
            }
        }
        out.extend(b"])");
        Ok(())
    }

    fn set_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let class = self.class_of(value);
        if value.as_any_set().is_some_and(|set| set.is_empty()) {
            self.write_class_name(value, out);
            out.extend(b"()");
            return Ok(());
        }
        let is_bare = class == self.types.set;
        if !is_bare {
            self.write_class_name(value, out);
            out.push(b'(');
        }
        let again = if is_bare { "set(...)" } else { "..." };
        self.container_repr(value, again, Vm::set_items_repr, out)?;
        if !is_bare {
            out.push(b')');
        }
        Ok(())
    }

    fn set_items_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(set) = value.as_any_set() else {
            return Ok(());
        };
        out.push(b'{');
        for (at, (item, _)) in set.iter().enumerate() {
            if at > 0 {
                out.extend(b", ");
            }
            self.repr_into(item, out)?;
        }
        out.push(b'}');
        Ok(())
    }

    fn range_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(range) = value.get::<Range>() else {
            return Ok(());
        };
        out.extend(b"range(");
        self.repr_into(range.start, out)?;
        out.extend(b", ");
        self.repr_into(range.stop, out)?;
        if range.step != Value::small(1) {
            out.extend(b", ");
            self.repr_into(range.step, out)?;
        }
        out.push(b')');
        Ok(())
    }

    fn slice_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        let Some(slice) = value.get::<Slice>() else {
            return Ok(());
        };
        let parts = self.slice_parts(slice);
        out.extend(b"slice");
        self.tuple_repr(parts.into(), out)
    }

    fn exception_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        match value.get::<Exception>() {
            Some(it) => self.write_exception_repr(it, out),
            None => Ok(()),
        }
    }

    // --- objects that hold one other object ---

    fn wrapper_repr(&mut self, value: Value, out: &mut Vec<u8>) -> Res<()> {
        if let Some(method) = value.get::<BoundMethod>() {
            return self.method_repr(method, out);
        }
        if let Some(it) = value.get::<StaticMethod>() {
            out.extend(b"<staticmethod(");
            self.repr_into(it.callable.get(), out)?;
            out.extend(b")>");
        } else if let Some(it) = value.get::<ClassMethod>()
            && let Some(native) = it.callable.get().get::<Native>()
            && self.class_of(value) == self.types.classmethod_descriptor
        {
            let class = native.module.get::<Type>().map_or(String::new(), name_of);
            let name = self.native_def(native).name;
            out.extend(format!("<method '{name}' of '{class}' objects>").bytes());
        } else if let Some(it) = value.get::<ClassMethod>() {
            out.extend(b"<classmethod(");
            self.repr_into(it.callable.get(), out)?;
            out.extend(b")>");
        } else if let Some(it) = value.get::<Super>() {
            let class = it.class.get().get::<Type>().map_or(String::new(), name_of);
            let receiver = match it.receiver.get().bound().filter(|it| !it.is_none()) {
                Some(_) => match it.start.get().get::<Type>() {
                    Some(class) => format!("<{} object>", name_of(class)),
                    None => "NULL".to_string(),
                },
                None => "NULL".to_string(),
            };
            out.extend(format!("<super: <class '{class}'>, {receiver}>").bytes());
        } else if let Some(it) = value.get::<CellObject>() {
            let content = match it.content.get().bound() {
                Some(content) => format!(
                    "{} object at {:#x}",
                    self.class_name(content),
                    content.bits()
                ),
                None => "empty".to_string(),
            };
            out.extend(format!("<cell at {:#x}: {content}>", value.bits()).bytes());
        }
        Ok(())
    }

    fn method_repr(&mut self, method: Gc<BoundMethod>, out: &mut Vec<u8>) -> Res<()> {
        let (function, receiver) = (method.function.get(), method.receiver.get());
        if let Some(native) = function.get::<Native>() {
            let (name, class) = (self.native_def(native).name, self.class_name(receiver));
            let is_wrapper = self.class_of(method.into()) == self.types.method_wrapper;
            let what = match is_wrapper {
                true => format!("method-wrapper '{name}'"),
                false => format!("built-in method {name}"),
            };
            let text = format!("<{what} of {class} object at {:#x}>", receiver.bits());
            out.extend(text.bytes());
            return Ok(());
        }
        let name = match function.get::<Function>() {
            Some(function) => Some(function.qualname.get()),
            None => {
                let name = self.names.qualname;
                self.get_attr_opt(function, name)?
                    .and_then(|name| name.get::<Str>())
            }
        };
        out.extend(b"<bound method ");
        out.extend(name.map_or(&b"?"[..], |name| name.bytes()));
        out.extend(b" of ");
        self.repr_into(receiver, out)?;
        out.push(b'>');
        Ok(())
    }

    // --- objects that show nothing but their names ---

    fn name_repr(&mut self, value: Value) -> String {
        let address = value.bits();
        if let Some(class) = value.get::<Type>() {
            return format!("<class '{}'>", self.full_class_name(class));
        }
        if let Some(function) = value.get::<Function>() {
            return format!(
                "<function {} at {address:#x}>",
                function.qualname.get().to_string_lossy()
            );
        }
        if let Some(native) = value.get::<Native>() {
            let name = self.native_def(native).name;
            let is_wrapper = self.class_of(value) == self.types.wrapper_descriptor;
            return match native.class.get::<Type>().map(name_of) {
                Some(class) if is_wrapper => {
                    format!("<slot wrapper '{name}' of '{class}' objects>")
                }
                Some(class) => format!("<method '{name}' of '{class}' objects>"),
                // A class's function that gets no object is bound to the class.
                None if native.module.is::<Type>() => {
                    let class = self.class_name(native.module);
                    let address = native.module.bits();
                    format!("<built-in method {name} of {class} object at {address:#x}>")
                }
                None => format!("<built-in function {name}>"),
            };
        }
        if let Some(member) = value.get::<Member>() {
            let name = member.name.to_string_lossy();
            return format!("<member '{name}' of '{}' objects>", name_of(member.class));
        }
        if let Some(getset) = value.get::<GetSet>() {
            let name = getset.name.to_string_lossy();
            let what = match self.class_of(value) == self.types.member {
                true => "member",
                false => "attribute",
            };
            return format!("<{what} '{name}' of '{}' objects>", name_of(getset.class));
        }
        if let Some(frame) = value.get::<FrameObject>() {
            return self.frame_repr(frame);
        }
        if let Some(module) = value.get::<Module>() {
            return self.module_repr(module);
        }
        if let Some(generator) = value.get::<Generator>() {
            let (class, name) = (self.class_name(value), generator.qualname.get());
            return format!(
                "<{class} object {} at {address:#x}>",
                name.to_string_lossy()
            );
        }
        if let Some(code) = value.get::<CodeObject>() {
            let code = &code.code;
            let (name, file, line) = (&code.name, code.source.name(), code.first_line);
            return format!("<code object {name} at {address:#x}, file \"{file}\", line {line}>");
        }
        self.object_repr(value)
    }

    /// `object.__repr__`: the class and the address.
    pub fn object_repr(&self, value: Value) -> String {
        let class = self.class_of(value);
        format!(
            "<{} object at {:#x}>",
            self.full_class_name(class),
            value.bits()
        )
    }

    /// `module.QualifiedName`, without the module if that is `builtins`.
    pub fn full_class_name(&self, class: Gc<Type>) -> String {
        let qualname = class.qualname.get().to_string_lossy();
        match class
            .dict
            .get_str(self.names.module)
            .and_then(|module| module.get::<Str>())
        {
            Some(module) if module.bytes() != b"builtins" => {
                format!("{}.{qualname}", module.to_string_lossy())
            }
            _ => qualname.into_owned(),
        }
    }

    fn module_repr(&mut self, module: Gc<Module>) -> String {
        let field = |name: Gc<Str>| {
            let text = module.dict.get_str(name)?.get::<Str>()?;
            let mut quoted = Vec::new();
            escape::write_str(text.bytes(), &mut quoted);
            Some(String::from_utf8_lossy(&quoted).into_owned())
        };
        let (name, file) = (field(self.names.name), field(self.names.file));
        let name = name.unwrap_or_else(|| "?".to_string());
        let is_none = |field: &str| {
            let field = self.heap.intern(field);
            module.dict.get_str(field) == Some(Value::NONE)
        };
        match file {
            Some(file) => format!("<module {name} from {file}>"),
            // One that a program made comes from nowhere.
            None if name != "'__main__'" && is_none("__spec__") && is_none("__loader__") => {
                format!("<module {name}>")
            }
            None => format!("<module {name} (built-in)>"),
        }
    }

    fn write_class_name(&mut self, value: Value, out: &mut Vec<u8>) {
        out.extend(self.class_of(value).name.get().bytes());
    }
}

fn name_of(class: Gc<Type>) -> String {
    class.name.get().to_string_lossy().into_owned()
}
