//! The module `_re`: regular expressions. `re` has the functions and the parsing of
//! templates, in Python.
//!
//! ```text
//!  re.compile ──> translate   Python's language into that of the crates that match
//!                    │
//!                 engine      finds a match in text, and notes the places of the groups
//!                    │
//!  re.Pattern ── pattern ── walk    from match to match: findall, split, sub
//!       │            │
//!  re.Match ───── matched         subject: the string as text, and pieces of it
//! ```
//!
//! The three classes have layouts of their own, in `object/regex.rs`. Text is matched
//! as it is, bytes as their Latin-1 text.

mod engine;
pub mod matched;
pub mod pattern;
mod subject;
mod surrogates;
mod translate;
mod walk;

use engine::Engine;

use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::regex::{Pattern, PatternFacts};
use crate::object::value::Value;
use crate::stdlib::arguments::{set, text};
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "_re",
    doc: "Matching of regular expressions.",
    functions: FUNCTIONS,
    setup: |vm: &mut Vm, module: Gc<Dict>| {
        for (name, def) in [("Pattern", &pattern::PATTERN), ("Match", &matched::MATCH)] {
            let class = vm.builtin_class(def.name);
            set(vm, module, name, class);
        }
        Ok(())
    },
};

natives! { FUNCTIONS: compile(pattern, text, flags, /) => compile }

/// A pattern, or `(message, position)`: what is wrong with its text.
fn compile(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let source = text(vm, args[1], "pattern")?;
    let flags = vm.index(args[2])? as u32;
    // Of bytes, the text is another object.
    let bytes = args[0] != args[1];
    let refused = |vm: &mut Vm, message: &str, position: Option<usize>| {
        let message = vm.heap.str(message).into();
        let position = position.map_or(Value::NONE, |at| vm.heap.int(at as i64));
        Ok(vm.heap.tuple(&[message, position]).into())
    };
    let translated = match translate::translate(source, flags, bytes) {
        Ok(translated) => translated,
        Err(error) => return refused(vm, &error.message, error.position),
    };
    let names = vm.heap.dict();
    for (name, number) in &translated.names {
        let name = vm.heap.intern(name);
        names.insert_str(&vm.heap, name, Value::small(*number as i32));
    }
    let facts = PatternFacts {
        pattern: args[0],
        names,
        flags: translated.flags,
        groups: translated.groups as u32,
        bytes,
    };
    match Engine::new(translated) {
        Ok(engine) => Ok(vm.heap.alloc(Pattern::new(facts, Box::new(engine))).into()),
        Err(message) => {
            let known = message.contains("ook-behind") || message.contains("ookbehind");
            let message = match known {
                true => "look-behind requires fixed-width pattern",
                false => &message,
            };
            refused(vm, message, None)
        }
    }
}
