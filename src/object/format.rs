//! The format mini-language.
