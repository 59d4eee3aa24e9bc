//! Items: `x[i]`, `x[i] = y`, `del x[i]`, where `i` may be a slice.

use super::compare::exact_str;
use super::is_plain;
use crate::object::buffer::TypedArray;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::Type;
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::number;
use crate::object::range::{self, Range, Slice};
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    /// `object[index]`
    #[inline(never)]
    pub fn get_item(&mut self, object: Value, index: Value) -> Res<Value> {
        // What programs do most: `text[i]` and `table[key]`.
        if let Some(text) = exact_str(object)
            && let Some(position) = index.as_int()
            && let Some(position) = range::index(position, text.len_chars())
            && let Some(code_point) = text.char_at(&self.heap, position)
            && let Some(character) = self.heap.str_code_point(code_point)
        {
            return Ok(character.into());
        }
        if let Some(dict) = object.get::<Dict>()
            && dict.is_exact()
        {
            let found = self.dict_get(dict, index)?;
            return found.ok_or_else(|| self.key_error(index));
        }
        if let Some(array) = object.get_exact::<TypedArray>()
            && let Some(position) = index.as_int()
            && let Some(item) = array.get(&self.heap, position)
        {
            return Ok(item);
        }
        if !is_plain(object) {
            let name = self.names.getitem;
            if let Some(found) = self.special_override(object, name) {
                return self.call_as_method(found, object, &[index]);
            }
        }
        self.builtin_get_item(object, index)
    }

    /// What the layouts say: `list.__getitem__` and so on.
    pub fn builtin_get_item(&mut self, object: Value, index: Value) -> Res<Value> {
        match object.kind() {
            Some(Kind::Dict) => self.get_by_key(object, index),
            Some(Kind::Type) => self.get_class_item(object, index),
            Some(
                Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range,
            ) => match index.get::<Slice>() {
                Some(slice) => self.get_by_slice(object, slice),
                None => self.get_by_position(object, index),
            },
            _ => {
                let class = self.class_name(object);
                Err(self.type_error(format!("'{class}' object is not subscriptable")))
            }
        }
    }

    fn get_by_position(&mut self, object: Value, index: Value) -> Res<Value> {
        if let Some(range) = object.get::<Range>() {
            return self.get_range_item(range, index);
        }
        let position = self.position(object, index)?;
        let item = match object.kind() {
            Some(Kind::List) => object
                .get::<List>()
                .and_then(|list| list.get(range::index(position, list.len())?)),
            Some(Kind::Tuple) => object
                .get::<Tuple>()
                .and_then(|tuple| tuple.get(range::index(position, tuple.len())?)),
            Some(Kind::Str) => object.get::<Str>().and_then(|text| {
                let position = range::index(position, text.len_chars())?;
                let code_point = text.char_at(&self.heap, position)?;
                self.heap.str_code_point(code_point).map(Value::from)
            }),
            Some(Kind::Bytes) => object.get::<Bytes>().and_then(|bytes| {
                let byte = bytes.bytes()[range::index(position, bytes.len())?];
                Some(Value::small(i32::from(byte)))
            }),
            _ => object.get::<ByteArray>().and_then(|bytes| {
                let byte = bytes.items()[range::index(position, bytes.len())?].get();
                Some(Value::small(i32::from(byte)))
            }),
        };
        item.ok_or_else(|| {
            let message = match object.kind() {
                Some(Kind::List) => "list index out of range",
                Some(Kind::Tuple) => "tuple index out of range",
                Some(Kind::Str) => "string index out of range",
                Some(Kind::Bytes) => "index out of range",
                _ => "bytearray index out of range",
            };
            self.index_error(message)
        })
    }

    /// The int of an index into a built-in sequence, negative ones as they are.
    fn position(&mut self, object: Value, index: Value) -> Res<i64> {
        if let Some(position) = index.as_int() {
            return Ok(position);
        }
        if !self.has_index(index) {
            return Err(self.bad_index(object, index));
        }
        let error = self.types.index_error;
        self.index_or(index, error)
    }

    #[cold]
    #[inline(never)]
    fn bad_index(&mut self, object: Value, index: Value) -> Raised {
        let class = self.class_name(index);
        let sequence = match object.kind() {
            Some(Kind::Str) => {
                return self.type_error(format!("string indices must be integers, not '{class}'"));
            }
            Some(Kind::List) => "list",
            Some(Kind::Tuple) => "tuple",
            Some(Kind::Bytes) => "byte",
            Some(Kind::Range) => "range",
            _ => "bytearray",
        };
        self.type_error(format!(
            "{sequence} indices must be integers or slices, not {class}"
        ))
    }

    fn get_range_item(&mut self, range: Gc<Range>, index: Value) -> Res<Value> {
        if !self.has_index(index) {
            return Err(self.bad_index(range.into(), index));
        }
        if let (Some((start, step, len)), Some(position)) = (range.small(), index.as_int()) {
            return match range::index(position, len as usize) {
                Some(position) => Ok(self.heap.int(start + step * position as i64)),
                None => Err(self.index_error("range object index out of range")),
            };
        }
        let position = self.index_value(index)?;
        let (Some(mut position), Some(len)) =
            (number::to_big(position), number::to_big(range.length))
        else {
            return Ok(Value::NONE);
        };
        if number::is_negative(&position) {
            position += &len;
        }
        if number::is_negative(&position) || position >= len {
            return Err(self.index_error("range object index out of range"));
        }
        Ok(range.at(&self.heap, &position))
    }

    fn get_by_key(&mut self, object: Value, key: Value) -> Res<Value> {
        let Some(dict) = object.get::<Dict>() else {
            return Ok(Value::NONE);
        };
        if let Some(value) = self.dict_get(dict, key)? {
            return Ok(value);
        }
        if !is_plain(object) {
            let name = self.names.missing;
            if let Some(answer) = self.call_special(object, name, &[key]) {
                return answer;
            }
        }
        Err(self.key_error(key))
    }

    /// `list[int]`, and what a class makes of it by `__class_getitem__`.
    fn get_class_item(&mut self, object: Value, index: Value) -> Res<Value> {
        let Some(class) = object.get::<Type>() else {
            return Ok(Value::NONE);
        };
        if object == Value::from(self.types.type_) {
            let alias = self.builtin_class("GenericAlias");
            return self.call(alias.into(), &[object, index]);
        }
        let name = self.names.class_getitem;
        // The class's own and its bases', not the metaclass's: `int[1]` is an error
        // although `type[int]` is none.
        if class.lookup(name).is_some() {
            let method = self.get_attr(object, name)?;
            return self.call(method, &[index]);
        }
        let name = class.name.get().to_string_lossy();
        Err(self.type_error(format!("type '{name}' is not subscriptable")))
    }

    /// `object[index] = value`
    #[inline(never)]
    pub fn set_item(&mut self, object: Value, index: Value, value: Value) -> Res<()> {
        if let Some(array) = object.get_exact::<TypedArray>()
            && let Some(position) = index.as_int()
            && array.set(position, value)
        {
            return Ok(());
        }
        if !is_plain(object) {
            let name = self.names.setitem;
            if let Some(found) = self.special_override(object, name) {
                return self
                    .call_as_method(found, object, &[index, value])
                    .map(|_| ());
            }
        }
        self.builtin_set_item(object, index, value)
    }

    /// What the layouts say: `list.__setitem__` and so on.
    pub fn builtin_set_item(&mut self, object: Value, index: Value, value: Value) -> Res<()> {
        if let Some(dict) = object.get::<Dict>() {
            return self.dict_set(dict, index, value);
        }
        if let Some(list) = object.get::<List>() {
            if let Some(slice) = index.get::<Slice>() {
                return self.set_list_slice(list, slice, value);
            }
            let position = self.position(object, index)?;
            let is_set = range::index(position, list.len())
                .is_some_and(|position| list.set(position, value));
            return if is_set {
                Ok(())
            } else {
                Err(self.index_error("list assignment index out of range"))
            };
        }
        if let Some(bytes) = object.get::<ByteArray>() {
            if let Some(slice) = index.get::<Slice>() {
                return self.set_bytearray_slice(bytes, slice, value);
            }
            let position = self.position(object, index)?;
            // Its `__index__` may change the length.
            let byte = self.byte(value)?;
            let Some(position) = range::index(position, bytes.len()) else {
                return Err(self.index_error("bytearray index out of range"));
            };
            if let Some(cell) = bytes.items().get(position) {
                cell.set(byte);
            }
            return Ok(());
        }
        let class = self.class_name(object);
        Err(self.type_error(format!("'{class}' object does not support item assignment")))
    }

    /// An int in `range(256)`.
    pub fn byte(&mut self, value: Value) -> Res<u8> {
        let int = self.index_clamped(value)?;
        u8::try_from(int).map_err(|_| self.value_error("byte must be in range(0, 256)"))
    }

    /// `del object[index]`
    #[inline(never)]
    pub fn del_item(&mut self, object: Value, index: Value) -> Res<()> {
        if !is_plain(object) {
            let name = self.names.delitem;
            if let Some(found) = self.special_override(object, name) {
                return self.call_as_method(found, object, &[index]).map(|_| ());
            }
        }
        self.builtin_del_item(object, index)
    }

    /// What the layouts say: `list.__delitem__` and so on.
    pub fn builtin_del_item(&mut self, object: Value, index: Value) -> Res<()> {
        if let Some(dict) = object.get::<Dict>() {
            return match self.dict_remove(dict, index)? {
                Some(_) => Ok(()),
                None => Err(self.key_error(index)),
            };
        }
        if let Some(list) = object.get::<List>() {
            if let Some(slice) = index.get::<Slice>() {
                return self.del_list_slice(list, slice);
            }
            let position = self.position(object, index)?;
            return match range::index(position, list.len())
                .and_then(|position| list.remove(position))
            {
                Some(_) => Ok(()),
                None => Err(self.index_error("list assignment index out of range")),
            };
        }
        if let Some(bytes) = object.get::<ByteArray>() {
            if let Some(slice) = index.get::<Slice>() {
                return self.del_bytearray_slice(bytes, slice);
            }
            let position = self.position(object, index)?;
            let Some(position) = range::index(position, bytes.len()) else {
                return Err(self.index_error("bytearray index out of range"));
            };
            return self.bytearray_splice(bytes, position, position + 1, &[]);
        }
        let class = self.class_name(object);
        // What may be a sequence says it one way when asked for a position.
        let is_sequence = !self.class_of(object).builtin
            || matches!(
                object.kind(),
                Some(
                    Kind::Tuple
                        | Kind::Str
                        | Kind::Bytes
                        | Kind::Range
                        | Kind::Set
                        | Kind::FrozenSet
                        | Kind::DictView
                )
            );
        let does_not = match is_sequence && self.has_index(index) {
            true => "doesn't",
            false => "does not",
        };
        Err(self.type_error(format!("'{class}' object {does_not} support item deletion")))
    }
}
