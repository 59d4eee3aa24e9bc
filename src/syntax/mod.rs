//! The front end: text in, [`ast`] out.

pub mod ast;
