//! Functions of the C library that Rust's standard library doesn't offer: CPython's
//! results are these, to the last bit.

// SAFETY: C's own declarations, of pure functions that take any float.
unsafe extern "C" {
    pub safe fn acosh(x: f64) -> f64;
    pub safe fn asinh(x: f64) -> f64;
    pub safe fn atanh(x: f64) -> f64;
    pub safe fn erf(x: f64) -> f64;
    pub safe fn erfc(x: f64) -> f64;
}
