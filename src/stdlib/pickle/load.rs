//! Opcodes to plain data.
//!
//! ```text
//!   stack   [ value, value ]          what was pushed since the last mark
//!   marks   [ [..], [..] ]            the stacks below the marks
//!   memo    { 0: value, .. }
//! ```
//!
//! An opcode is done wholly or not at all: where its data is cut off, or what it needs
//! does not lie on the stack, it is left to Python.

use crate::builtins::types::support::this;
use crate::object::bytes::Bytes;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// `load(data, at, stack, marks, memo)`: does what it can from `at` on. Gives the place of
/// the first opcode that it can't do, and the stack as it is then.
pub fn load(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = this::<Bytes>(vm, args[0])?;
    let mut machine = Machine {
        stack: this::<List>(vm, args[2])?,
        marks: this::<List>(vm, args[3])?,
        memo: this::<Dict>(vm, args[4])?,
    };
    let bytes = data.bytes();
    let mut at = usize::try_from(vm.index(args[1])?).unwrap_or(bytes.len());
    while let Some((&opcode, rest)) = bytes.get(at..).and_then(<[u8]>::split_first) {
        match machine.step(vm, opcode, rest)? {
            Some(len) => at += 1 + len,
            None => break,
        }
        vm.safepoint()?;
    }
    let at = vm.heap.int(at as i64);
    Ok(vm.heap.tuple(&[at, machine.stack.into()]).into())
}

#[derive(Clone, Copy)]
struct Machine {
    stack: Gc<List>,
    marks: Gc<List>,
    memo: Gc<Dict>,
}

/// The first `N` bytes.
fn word<const N: usize>(rest: &[u8]) -> Option<[u8; N]> {
    rest.first_chunk::<N>().copied()
}

/// A length of `N` bytes, and the bytes behind it.
fn sized<const N: usize>(rest: &[u8]) -> Option<&[u8]> {
    let mut len = [0; 8];
    len[..N].copy_from_slice(rest.get(..N)?);
    let len = usize::try_from(u64::from_le_bytes(len)).ok()?;
    rest.get(N..)?.get(..len)
}

impl Machine {
    fn push(self, vm: &mut Vm, value: Value) -> Res<()> {
        let pushed = self.stack.push(&vm.heap, value);
        vm.or_memory_error(pushed)
    }

    fn top(self) -> Option<Value> {
        self.stack.get(self.stack.len().checked_sub(1)?)
    }

    /// Does an opcode whose operands are in `rest`: how many bytes of it they are, or
    /// `None` when it was not done.
    fn step(&mut self, vm: &mut Vm, opcode: u8, rest: &[u8]) -> Res<Option<usize>> {
        if let Some((value, len)) = constant(vm, opcode, rest)? {
            self.push(vm, value)?;
            return Ok(Some(len));
        }
        Ok(match opcode {
            b'\x80' if rest.first().is_some_and(|&protocol| protocol <= 5) => Some(1),
            b'\x95' if rest.len() >= 8 => Some(8),
            b'(' => self.mark(vm)?,
            b't' | b'e' | b'u' | b'\x90' => self.gather(vm, opcode)?,
            b'\x85'..=b'\x87' => self.small_tuple(vm, usize::from(opcode - 0x84))?,
            b'a' => self.append(vm)?,
            b's' => self.set_item(vm)?,
            b'0' => self.stack.pop().map(|_| 0),
            b'\x94' => {
                let number = self.memo.len() as i64;
                self.remember(vm, number)?
            }
            b'q' | b'r' | b'h' | b'j' => {
                let number = match opcode {
                    b'q' | b'h' => word::<1>(rest).map(|[byte]| (i64::from(byte), 1)),
                    _ => word(rest).map(|word| (i64::from(u32::from_le_bytes(word)), 4)),
                };
                match number {
                    None => None,
                    Some((number, len)) if matches!(opcode, b'q' | b'r') => {
                        self.remember(vm, number)?.map(|_| len)
                    }
                    Some((number, len)) => self.recall(vm, number)?.map(|_| len),
                }
            }
            b'R' => self.reduce(vm)?,
            _ => None,
        })
    }

    fn mark(&mut self, vm: &mut Vm) -> Res<Option<usize>> {
        let pushed = self.marks.push(&vm.heap, self.stack.into());
        vm.or_memory_error(pushed)?;
        self.stack = vm.heap.list(&[]);
        Ok(Some(0))
    }

    /// What lies above the mark goes into a tuple, or into what lies below it.
    fn gather(&mut self, vm: &mut Vm, opcode: u8) -> Res<Option<usize>> {
        let below = self.marks.get(self.marks.len().wrapping_sub(1));
        let Some(below) = below.and_then(|below| below.get::<List>()) else {
            return Ok(None);
        };
        let items = self.stack.items();
        let target = below.items().last().map(|target| target.get());
        match opcode {
            b't' => {
                let tuple = vm.heap.tuple_of(items);
                let pushed = below.push(&vm.heap, tuple.into());
                vm.or_memory_error(pushed)?;
            }
            b'e' => {
                let Some(list) = target.and_then(|target| target.get_exact::<List>()) else {
                    return Ok(None);
                };
                let extended = list.extend(&vm.heap, items);
                vm.or_memory_error(extended)?;
            }
            b'u' => {
                let target = target.and_then(|target| target.get_exact::<Dict>());
                let Some(dict) = target.filter(|_| items.len() % 2 == 0) else {
                    return Ok(None);
                };
                // A key's `__hash__` is anyone's code: each item is looked for anew.
                let mut at = 0;
                while let (Some(key), Some(value)) = (self.stack.get(at), self.stack.get(at + 1)) {
                    vm.dict_set(dict, key, value)?;
                    at += 2;
                }
            }
            _ => {
                let Some(set) = target.and_then(|target| target.get_exact::<Set>()) else {
                    return Ok(None);
                };
                let mut at = 0;
                while let Some(item) = self.stack.get(at) {
                    vm.set_add(set, item)?;
                    at += 1;
                }
            }
        }
        self.marks.pop();
        self.stack = below;
        Ok(Some(0))
    }

    fn small_tuple(self, vm: &mut Vm, len: usize) -> Res<Option<usize>> {
        let items = self.stack.items();
        let Some(start) = items.len().checked_sub(len) else {
            return Ok(None);
        };
        let tuple = vm.heap.tuple_of(&items[start..]);
        self.stack.remove_range(start, items.len());
        self.push(vm, tuple.into())?;
        Ok(Some(0))
    }

    fn append(self, vm: &mut Vm) -> Res<Option<usize>> {
        let [.., list, item] = self.stack.items() else {
            return Ok(None);
        };
        let Some(list) = list.get().get_exact::<List>() else {
            return Ok(None);
        };
        let pushed = list.push(&vm.heap, item.get());
        vm.or_memory_error(pushed)?;
        self.stack.pop();
        Ok(Some(0))
    }

    fn set_item(self, vm: &mut Vm) -> Res<Option<usize>> {
        let [.., dict, key, value] = self.stack.items() else {
            return Ok(None);
        };
        let Some(dict) = dict.get().get_exact::<Dict>() else {
            return Ok(None);
        };
        vm.dict_set(dict, key.get(), value.get())?;
        self.stack.pop();
        self.stack.pop();
        Ok(Some(0))
    }

    fn remember(self, vm: &mut Vm, number: i64) -> Res<Option<usize>> {
        let Some(value) = self.top() else {
            return Ok(None);
        };
        let number = vm.heap.int(number);
        vm.dict_set(self.memo, number, value)?;
        Ok(Some(0))
    }

    fn recall(self, vm: &mut Vm, number: i64) -> Res<Option<usize>> {
        let number = vm.heap.int(number);
        match vm.dict_get(self.memo, number)? {
            Some(value) => self.push(vm, value).map(|()| Some(0)),
            None => Ok(None),
        }
    }

    /// Calls a function with a tuple of arguments.
    fn reduce(self, vm: &mut Vm) -> Res<Option<usize>> {
        let [.., function, arguments] = self.stack.items() else {
            return Ok(None);
        };
        let Some(arguments) = arguments.get().get_exact::<Tuple>() else {
            return Ok(None);
        };
        let made = vm.call_ex(function.get(), arguments, None)?;
        self.stack.pop();
        self.stack.pop();
        self.push(vm, made)?;
        Ok(Some(0))
    }
}

/// The value of an opcode that pushes one, and how many bytes its operand has.
fn constant(vm: &mut Vm, opcode: u8, rest: &[u8]) -> Res<Option<(Value, usize)>> {
    let int = |vm: &mut Vm, int: i64, len| Some((vm.heap.int(int), len));
    let text = |vm: &mut Vm, text: Option<&[u8]>, before: usize| {
        let text = text?;
        let made: Gc<Str> = vm.heap.str_wtf8(text)?;
        Some((made.into(), before + text.len()))
    };
    let bytes = |vm: &mut Vm, bytes: Option<&[u8]>, before: usize| {
        let bytes = bytes?;
        Some((vm.heap.bytes(bytes).into(), before + bytes.len()))
    };
    Ok(match opcode {
        b'N' => Some((Value::NONE, 0)),
        b'\x88' => Some((Value::TRUE, 0)),
        b'\x89' => Some((Value::FALSE, 0)),
        b'K' => word::<1>(rest).and_then(|[byte]| int(vm, byte.into(), 1)),
        b'M' => word(rest).and_then(|word| int(vm, u16::from_le_bytes(word).into(), 2)),
        b'J' => word(rest).and_then(|word| int(vm, i32::from_le_bytes(word).into(), 4)),
        b'G' => word(rest).map(|word| (vm.heap.float(f64::from_be_bytes(word)), 8)),
        b'\x8a' => match sized::<1>(rest) {
            Some(digits @ [.., last]) if digits.len() <= 8 => {
                let sign = if last & 0x80 == 0 { 0 } else { 0xff };
                let mut all = [sign; 8];
                all[..digits.len()].copy_from_slice(digits);
                int(vm, i64::from_le_bytes(all), 1 + digits.len())
            }
            _ => None,
        },
        b'\x8c' => text(vm, sized::<1>(rest), 1),
        b'X' => text(vm, sized::<4>(rest), 4),
        b'C' => bytes(vm, sized::<1>(rest), 1),
        b'B' => bytes(vm, sized::<4>(rest), 4),
        b')' => Some((vm.heap.tuple(&[]).into(), 0)),
        b']' => Some((vm.heap.list(&[]).into(), 0)),
        b'}' => Some((vm.heap.dict().into(), 0)),
        _ => None,
    })
}
