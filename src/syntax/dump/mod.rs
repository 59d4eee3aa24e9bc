//! Stages of the front end, printed: what `python -m tokenize` and `python -m ast` print, byte for byte.
//!
//! That makes CPython the oracle of the whole front end: the outputs for any file can be compared.
//! One thing is left out: `-m ast` of CPython reads `# type:` comments, and glassnake knows none (`python -m ast --no-type-comments` agrees).

mod ast;
mod repr;
mod tokens;
mod tree;

pub use ast::{expression_tree, module_tree, print as ast};
pub use repr::{float as repr_float, is_printable, text as repr_text};
pub use tokens::{shown_tokens, tokens};
pub use tree::Tree;
