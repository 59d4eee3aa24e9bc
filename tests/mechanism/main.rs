//! The mechanism as a script meets it: switches, files, entries, activation, forks, frames.
//!
//! Where CPython has a bug, the test that shows its absence is named after the right behaviour, and a comment
//! gives the bug: `gh-N` is an issue of CPython's, `N1` to `N22` were found by running CPython 3.12 to 3.15 and are
//! told in the table of the README. What perf makes of it all is in `tests/perf*.rs`.

#[path = "../support/mod.rs"]
mod support;

mod activation;
mod entries;
mod files;
mod forks;
mod frames;
mod planted;
mod switches;
