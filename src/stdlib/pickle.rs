//! The module `_pickle`: the part of pickling that only moves plain data. `pickle` is
//! written in Python, and hands over what it can:
//!
//! ```text
//!   save   None, numbers, texts, tuples, lists, dicts  ──> opcodes
//!          anything else  ──> back to Python, which may come here again with its parts
//!   load   opcodes that push, gather and remember  ──> values
//!          the first other opcode  ──> back to Python, which goes on behind it here
//! ```
//!
//! Both work on the pickler's and the unpickler's own lists and dicts, so there is
//! nothing to translate on the way. What is wrong with a pickle is said in Python only:
//! an opcode that can't be done here is left to it.

mod load;
mod save;

use crate::natives;
use crate::vm::native::ModuleDef;

pub static MODULE: ModuleDef = ModuleDef {
    name: "_pickle",
    doc: "Optimized C implementation for the Python pickle module.",
    functions: FUNCTIONS,
    setup: |_, _| Ok(()),
};

natives! { FUNCTIONS:
    save(obj, out, memo, other, /) => save::save,
    load(data, at, stack, marks, memo, /) => load::load,
}
