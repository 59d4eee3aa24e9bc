//! Loops over pairs: `for i, x in enumerate(y)`, `for k, v in d.items()`, `for a, b in zip(c, d)`.
//!
//! ```text
//!   ForIter        dst=r12 state=r9 -> 8       makes a tuple ..
//!   UnpackSequence src=r12 into=a count=2      .. which this takes apart, and nobody else sees
//! ```
//!
//! Where the next op of a loop only takes a pair apart, the pair need not be made: the
//! loop's step writes both halves, and goes on behind that op. The tuple is one that
//! nobody else sees if its register is a temporary.

use super::super::registers::Registers;
use crate::code::Op;
use crate::code::op::{Count, Dst, Into};
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::iter::{Iter, IterKind};
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::vm::{Res, Vm};

/// What a step of a loop came to.
pub(in crate::vm) enum Step {
    /// The next item.
    Item(Value),
    /// The next item was a pair, which has been taken apart.
    Pair,
    End,
}

/// The next pair of an iterator.
enum Pair {
    Halves(Value, Value),
    End,
    /// The iterator makes no pairs, or has something else to say.
    Unknown,
}

impl Vm {
    /// The next item of the iterator of a loop whose body begins with `next`. A pair
    /// that `next` would take apart goes into its registers.
    #[inline(never)]
    pub(in crate::vm) fn step_loop(
        &mut self,
        iter: Value,
        dst: Dst,
        next: Op,
        regs: Registers,
    ) -> Res<Step> {
        if let Op::UnpackSequence {
            src,
            into: Into(into),
            count: Count(2),
        } = next
            && src.0 == dst.0
            && dst.0 >= self.running_code().locals_end()
            && let Some(it) = iter
                .get::<Iter>()
                .filter(|&it| !self.is_python_subclass(it))
        {
            match self.step_pair(it)? {
                Pair::Halves(first, second) => {
                    regs.put(into, first);
                    regs.put(into + 1, second);
                    return Ok(Step::Pair);
                }
                Pair::End => return Ok(Step::End),
                Pair::Unknown => {}
            }
        }
        Ok(match self.next(iter)? {
            Some(item) => Step::Item(item),
            None => Step::End,
        })
    }

    fn step_pair(&mut self, it: Gc<Iter>) -> Res<Pair> {
        let source = it.source.get();
        match it.which() {
            IterKind::Enumerate if it.other.get().is_unbound() => {
                let count = it.at.get();
                if count >= Value::MAX_INT {
                    return Ok(Pair::Unknown);
                }
                self.native_depth_guard()?;
                let Some(item) = self.next(source)? else {
                    return Ok(Pair::End);
                };
                it.at.set(count + 1);
                Ok(Pair::Halves(self.heap.int(count), item))
            }
            IterKind::DictItems => {
                let same = |dict: &Gc<Dict>| it.other.get() == Value::small(dict.len() as i32);
                let Some(dict) = source.get::<Dict>().filter(same) else {
                    return Ok(Pair::Unknown);
                };
                match dict.next_entry(it.at.get() as usize) {
                    Some((at, key, value)) => {
                        it.at.set(at as i64 + 1);
                        Ok(Pair::Halves(key, value))
                    }
                    None => Ok(Pair::Unknown),
                }
            }
            IterKind::Zip => {
                let Some([left, right]) = source.get::<Tuple>().map(|iters| iters.tail()) else {
                    return Ok(Pair::Unknown);
                };
                let (left, right) = (left.get(), right.get());
                // A strict one looks further when one of them ends.
                if it.at.get() != 0 {
                    return Ok(Pair::Unknown);
                }
                self.native_depth_guard()?;
                if let Some(first) = self.next(left)?
                    && let Some(second) = self.next(right)?
                {
                    return Ok(Pair::Halves(first, second));
                }
                it.finish();
                Ok(Pair::End)
            }
            _ => Ok(Pair::Unknown),
        }
    }
}
