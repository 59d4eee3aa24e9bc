//! Plain data to opcodes, of protocol 4 and later.

use crate::builtins::types::support::this;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::gc::{Gc, Kind};
use crate::object::list::List;
use crate::object::number::Float;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// So many items are gathered by one opcode.
const BATCH: usize = 1000;

/// The pickler's parts.
#[derive(Clone, Copy)]
struct Pickler {
    out: Gc<ByteArray>,
    /// `{id: (number, object)}`
    memo: Gc<Dict>,
    /// Saves what is not plain.
    other: Value,
}

pub fn save(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let pickler = Pickler {
        out: this::<ByteArray>(vm, args[1])?,
        memo: this::<Dict>(vm, args[2])?,
        other: args[3],
    };
    pickler.save(vm, args[0])?;
    Ok(Value::NONE)
}

impl Pickler {
    fn put(self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        let put = self.out.extend(&vm.heap, bytes);
        vm.or_memory_error(put)
    }

    fn save(self, vm: &mut Vm, object: Value) -> Res<()> {
        if let Some(int) = object.as_int() {
            return self.save_int(vm, int);
        }
        if let Some(float) = object.as_flonum() {
            return self.save_float(vm, float);
        }
        match object {
            Value::NONE => return self.put(vm, b"N"),
            Value::TRUE => return self.put(vm, b"\x88"),
            Value::FALSE => return self.put(vm, b"\x89"),
            _ => {}
        }
        vm.native_depth_guard()?;
        let exact = object.header().is_some_and(|header| header.is_exact());
        let plain = matches!(
            object.kind(),
            Some(Kind::Str | Kind::Bytes | Kind::Float | Kind::Tuple | Kind::List | Kind::Dict)
        );
        if !exact || !plain {
            vm.call(self.other, &[object])?;
            return Ok(());
        }
        if let Some(float) = object.get::<Float>() {
            return self.save_float(vm, float.float());
        }
        if let Some(number) = self.number_of(vm, object)? {
            return self.get(vm, number);
        }
        if let Some(text) = object.get::<Str>() {
            self.save_sized(vm, [b'\x8c', b'X', b'\x8d'], text.bytes())?;
        } else if let Some(bytes) = object.get::<Bytes>() {
            self.save_sized(vm, [b'C', b'B', b'\x8e'], bytes.bytes())?;
        } else if let Some(tuple) = object.get::<Tuple>() {
            return self.save_tuple(vm, tuple);
        } else if let Some(list) = object.get::<List>() {
            self.put(vm, b"]")?;
            self.memoize(vm, object)?;
            return self.save_items(vm, list);
        } else if let Some(dict) = object.get::<Dict>() {
            self.put(vm, b"}")?;
            self.memoize(vm, object)?;
            return self.save_pairs(vm, dict);
        }
        self.memoize(vm, object)
    }

    // --- the memo ---

    fn key(vm: &mut Vm, object: Value) -> Value {
        match i64::try_from(object.bits()) {
            Ok(bits) => vm.heap.int(bits),
            Err(_) => vm.heap.bigint(object.bits().into()),
        }
    }

    /// The number of an object that was saved before.
    fn number_of(self, vm: &mut Vm, object: Value) -> Res<Option<i64>> {
        let key = Self::key(vm, object);
        let known = vm.dict_get(self.memo, key)?;
        let known = known.and_then(|known| known.get::<Tuple>());
        Ok(known.and_then(|known| known.get(0)?.as_int()))
    }

    fn memoize(self, vm: &mut Vm, object: Value) -> Res<()> {
        let number = vm.heap.int(self.memo.len() as i64);
        let entry = vm.heap.tuple(&[number, object]).into();
        let key = Self::key(vm, object);
        vm.dict_set(self.memo, key, entry)?;
        self.put(vm, b"\x94")
    }

    fn get(self, vm: &mut Vm, number: i64) -> Res<()> {
        match u8::try_from(number) {
            Ok(byte) => self.put(vm, &[b'h', byte]),
            Err(_) => {
                self.put(vm, b"j")?;
                self.put(vm, &(number as u32).to_le_bytes())
            }
        }
    }

    // --- by kind ---

    fn save_int(self, vm: &mut Vm, int: i64) -> Res<()> {
        if let Ok(byte) = u8::try_from(int) {
            return self.put(vm, &[b'K', byte]);
        }
        let bytes = int.to_le_bytes();
        if u16::try_from(int).is_ok() {
            return self.put(vm, &[b'M', bytes[0], bytes[1]]);
        }
        if i32::try_from(int).is_ok() {
            self.put(vm, b"J")?;
            return self.put(vm, &bytes[..4]);
        }
        // As few bytes as keep the sign.
        let sign = if int < 0 { 0xff } else { 0 };
        let mut len = bytes.len();
        while len > 1 && bytes[len - 1] == sign && (bytes[len - 2] ^ sign) & 0x80 == 0 {
            len -= 1;
        }
        self.put(vm, &[b'\x8a', len as u8])?;
        self.put(vm, &bytes[..len])
    }

    fn save_float(self, vm: &mut Vm, float: f64) -> Res<()> {
        self.put(vm, b"G")?;
        self.put(vm, &float.to_be_bytes())
    }

    /// Bytes behind their length, which has one, four or eight bytes.
    fn save_sized(self, vm: &mut Vm, opcodes: [u8; 3], bytes: &[u8]) -> Res<()> {
        let len = bytes.len();
        if let Ok(byte) = u8::try_from(len) {
            self.put(vm, &[opcodes[0], byte])?;
        } else if let Ok(word) = u32::try_from(len) {
            self.put(vm, &[opcodes[1]])?;
            self.put(vm, &word.to_le_bytes())?;
        } else {
            self.put(vm, &[opcodes[2]])?;
            self.put(vm, &len.to_le_bytes())?;
        }
        self.put(vm, bytes)
    }

    fn save_tuple(self, vm: &mut Vm, tuple: Gc<Tuple>) -> Res<()> {
        let len = tuple.len();
        if len == 0 {
            return self.put(vm, b")");
        }
        if len > 3 {
            self.put(vm, b"(")?;
        }
        for item in tuple.iter() {
            self.save(vm, item)?;
        }
        if let Some(number) = self.number_of(vm, tuple.into())? {
            // The tuple holds itself: it is there already, and what was pushed goes.
            let pops: &[u8] = if len > 3 { b"1" } else { &b"000"[..len] };
            self.put(vm, pops)?;
            return self.get(vm, number);
        }
        self.put(
            vm,
            if len > 3 {
                b"t"
            } else {
                &b"\x85\x86\x87"[len - 1..len]
            },
        )?;
        self.memoize(vm, tuple.into())
    }

    fn save_items(self, vm: &mut Vm, list: Gc<List>) -> Res<()> {
        let mut at = 0;
        let several = list.len() > 1;
        while at < list.len() {
            let end = (at + BATCH).min(list.len());
            if several {
                self.put(vm, b"(")?;
            }
            // Saving an item may run code that makes the list shorter.
            while let Some(item) = list.get(at).filter(|_| at < end) {
                self.save(vm, item)?;
                vm.safepoint()?;
                at += 1;
            }
            at = at.max(end);
            self.put(vm, if several { b"e" } else { b"a" })?;
        }
        Ok(())
    }

    fn save_pairs(self, vm: &mut Vm, dict: Gc<Dict>) -> Res<()> {
        let len = dict.len();
        let (mut from, mut left) = (0, len);
        while left > 0 {
            let batch = left.min(BATCH);
            if len > 1 {
                self.put(vm, b"(")?;
            }
            for _ in 0..batch {
                let Some((entry, key, value)) = dict.next_entry(from) else {
                    break;
                };
                from = entry + 1;
                self.save(vm, key)?;
                self.save(vm, value)?;
                vm.safepoint()?;
                if dict.len() != len {
                    return Err(vm.runtime_error("dictionary changed size during iteration"));
                }
            }
            self.put(vm, if len > 1 { b"u" } else { b"s" })?;
            left -= batch;
        }
        Ok(())
    }
}
