//! "Did you mean: 'x'?": the name that was probably meant.
//!
//! Of the names that would have worked, the one that is nearest by edit distance,
//! when no more than a third of the letters would have to change.

use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::gc::Gc;
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::Vm;

const MOVE: usize = 2;
const CASE: usize = 1;
/// Beyond these nobody mistyped, or it takes too long.
const MAX_NAMES: usize = 750;
const MAX_NAME: usize = 40;

impl Vm {
    /// What is added to the message of a NameError, AttributeError or ImportError.
    pub(super) fn suggestion(&mut self, exception: Value) -> String {
        let class = self.class_of(exception);
        let Some(it) = exception.get::<Exception>() else {
            return String::new();
        };
        if class.is_subclass_of(self.types.attribute_error) {
            let (name, object) = (
                self.own_name(exception, "name"),
                self.own_field(exception, "obj"),
            );
            let (Some(name), Some(object)) = (name, object) else {
                return String::new();
            };
            return did_you_mean(self.nearest_attribute(&name, object));
        }
        if class.is_subclass_of(self.types.import_error) {
            let (name, module) = (
                self.own_name(exception, "name_from"),
                self.own_field(exception, "name"),
            );
            let module = module
                .and_then(|it| it.get::<Str>())
                .and_then(|name| self.modules.get_str(name));
            let (Some(name), Some(module)) = (name, module) else {
                return String::new();
            };
            return did_you_mean(self.nearest_attribute(&name, module));
        }
        if class.is_subclass_of(self.types.name_error) {
            let Some(name) = self.own_name(exception, "name") else {
                return String::new();
            };
            let near = self.nearest_variable(&name, it);
            if !self.is_module_name(&name) {
                return did_you_mean(near);
            }
            return match near {
                Some(near) => {
                    format!(". Did you mean: '{near}'? Or did you forget to import '{name}'?")
                }
                None => format!(". Did you forget to import '{name}'?"),
            };
        }
        String::new()
    }

    fn own_field(&mut self, exception: Value, name: &str) -> Option<Value> {
        let name = self.heap.intern(name);
        let value = self.heap.attributes(exception.header()?)?.get_str(name)?;
        (!value.is_none()).then_some(value)
    }

    fn own_name(&mut self, exception: Value, field: &str) -> Option<String> {
        let name = self.own_field(exception, field)?.get::<Str>()?;
        name.as_str().map(str::to_string)
    }

    fn nearest_attribute(&mut self, name: &str, object: Value) -> Option<String> {
        let dir = self.heap.intern("dir");
        let dir = self.builtins.get_str(dir)?;
        let names = match self.call(dir, &[object]) {
            Ok(names) => names.get::<List>()?,
            Err(_) => {
                self.take_raised();
                return None;
            }
        };
        let names = names.array();
        nearest(
            name,
            names.tail().iter().filter_map(|name| text_of(name.get())),
        )
    }

    /// Among the variables of the innermost frame, then the globals, then the built-ins.
    fn nearest_variable(&mut self, name: &str, exception: Gc<Exception>) -> Option<String> {
        let mut level = exception.traceback.get().get::<Traceback>()?;
        while let Some(next) = level.next.get().get::<Traceback>() {
            level = next;
        }
        let code = &level.frame.code.code;
        let hidden = |name: &&str| !name.starts_with('.');
        let locals = code.locals.iter().map(|name| &**name).filter(hidden);
        let shared = code
            .cells
            .iter()
            .chain(&code.free)
            .map(|var| &*var.name)
            .filter(hidden);
        let own = nearest(name, locals.chain(shared));
        own.or_else(|| nearest(name, keys(level.frame.function.globals)))
            .or_else(|| nearest(name, keys(self.builtins)))
    }

    fn is_module_name(&self, name: &str) -> bool {
        self.module_defs.iter().any(|it| it.name == name) || self.embedded.names.contains(&name)
    }
}

fn did_you_mean(name: Option<String>) -> String {
    name.map_or(String::new(), |name| format!(". Did you mean: '{name}'?"))
}

fn text_of<'a>(value: Value) -> Option<&'a str> {
    value.get::<Str>().and_then(|name| name.as_str())
}

fn keys<'a>(dict: Gc<Dict>) -> impl Iterator<Item = &'a str> {
    dict.iter().filter_map(|(key, _)| text_of(key))
}

/// The name that is nearest to `wrong`, if one is near.
fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut best: Option<(&str, usize)> = None;
    for (count, name) in names.enumerate() {
        if count >= MAX_NAMES {
            return None;
        }
        if name == wrong {
            continue;
        }
        let most = (name.len() + wrong.len() + 3) * MOVE / 6;
        let most = match best {
            Some((_, 0)) => break,
            Some((_, distance)) => most.min(distance - 1),
            None => most,
        };
        if let Some(distance) = distance(wrong.as_bytes(), name.as_bytes(), most) {
            best = Some((name, distance));
        }
    }
    best.map(|(name, _)| name.to_string())
}

/// The cost of turning one name into the other, unless it is more than `most`.
fn distance(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    if a.len() > MAX_NAME || b.len() > MAX_NAME {
        return None;
    }
    // One row of the matrix at a time.
    let mut row: Vec<usize> = (0..=a.len()).map(|at| at * MOVE).collect();
    for &y in b {
        let mut diagonal = row[0];
        row[0] += MOVE;
        for (at, &x) in a.iter().enumerate() {
            let change = diagonal + substitution(x, y);
            diagonal = row[at + 1];
            row[at + 1] = change.min(row[at].min(diagonal) + MOVE);
        }
    }
    row.last().copied().filter(|&cost| cost <= most)
}

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE
    } else {
        MOVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names = ["print", "counter", "Count", "x"];
        assert_eq!(nearest("prnt", names.into_iter()).as_deref(), Some("print"));
        assert_eq!(
            nearest("count", names.into_iter()).as_deref(),
            Some("Count")
        );
        assert_eq!(nearest("zebra", names.into_iter()), None);
    }
}
