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

/// C's `double complex`: two floats, passed as a structure of two floats is.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

// SAFETY: as above, of any two floats.
unsafe extern "C" {
    pub safe fn cacos(z: Complex) -> Complex;
    pub safe fn cacosh(z: Complex) -> Complex;
    pub safe fn casinh(z: Complex) -> Complex;
    pub safe fn catanh(z: Complex) -> Complex;
    pub safe fn ccosh(z: Complex) -> Complex;
    pub safe fn cexp(z: Complex) -> Complex;
    pub safe fn clog(z: Complex) -> Complex;
    pub safe fn csinh(z: Complex) -> Complex;
    pub safe fn csqrt(z: Complex) -> Complex;
    pub safe fn ctanh(z: Complex) -> Complex;
}
