//! Stages of the front end, printed.
