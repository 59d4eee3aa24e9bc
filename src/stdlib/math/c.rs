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

/// The cube root. The usual name is that of a function of Rust's own, which differs from C's
/// by a bit now and then; glibc has it under another name, too.
#[cfg(target_env = "gnu")]
pub fn cbrt(x: f64) -> f64 {
    // SAFETY: C's own declaration, of a pure function that takes any float.
    unsafe extern "C" {
        safe fn cbrtf64(x: f64) -> f64;
    }
    cbrtf64(x)
}

#[cfg(not(target_env = "gnu"))]
pub fn cbrt(x: f64) -> f64 {
    x.cbrt()
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
