//! Arithmetic on complex numbers as pairs of floats, with CPython's roundings.

type Pair = (f64, f64);

/// Larger whole exponents take the way by logarithms.
const WHOLE_EXPONENTS: f64 = 100.0;

/// `x * y`
pub(super) fn mul(x: Pair, y: Pair) -> Pair {
    (x.0 * y.0 - x.1 * y.1, x.0 * y.1 + x.1 * y.0)
}

/// `x / y` by Smith's method, which divides by the larger part of `y`; `None` for 0.
pub(super) fn div(x: Pair, y: Pair) -> Option<Pair> {
    if y.0.abs() >= y.1.abs() {
        if y.0 == 0.0 {
            return None;
        }
        let ratio = y.1 / y.0;
        let denominator = y.0 + y.1 * ratio;
        Some((
            (x.0 + x.1 * ratio) / denominator,
            (x.1 - x.0 * ratio) / denominator,
        ))
    } else if y.1.abs() >= y.0.abs() {
        let ratio = y.0 / y.1;
        let denominator = y.0 * ratio + y.1;
        Some((
            (x.0 * ratio + x.1) / denominator,
            (x.1 * ratio - x.0) / denominator,
        ))
    } else {
        // A part of `y` is a NaN.
        Some((f64::NAN, f64::NAN))
    }
}

/// `x ** y`; `None` for 0 to a negative or complex power.
pub(super) fn pow(x: Pair, y: Pair) -> Option<Pair> {
    if y.1 == 0.0 && y.0 == y.0.floor() && y.0.abs() <= WHOLE_EXPONENTS {
        let power = pow_whole(x, y.0.abs() as u32);
        return if y.0 > 0.0 {
            Some(power)
        } else {
            div((1.0, 0.0), power)
        };
    }
    if y == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if x == (0.0, 0.0) {
        return if y.1 != 0.0 || y.0 < 0.0 {
            None
        } else {
            Some((0.0, 0.0))
        };
    }
    let (size, angle) = (x.0.hypot(x.1), x.1.atan2(x.0));
    let (mut length, mut phase) = (size.powf(y.0), angle * y.0);
    if y.1 != 0.0 {
        length /= (angle * y.1).exp();
        phase += y.1 * size.ln();
    }
    Some((length * phase.cos(), length * phase.sin()))
}

/// By repeated squaring.
fn pow_whole(x: Pair, exponent: u32) -> Pair {
    let (mut power, mut square, mut mask) = ((1.0, 0.0), x, 1);
    while mask > 0 && exponent >= mask {
        if exponent & mask != 0 {
            power = mul(power, square);
        }
        mask <<= 1;
        square = mul(square, square);
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_and_quotients() {
        assert_eq!(pow((0.0, 1.0), (2.0, 0.0)), Some((-1.0, 0.0)));
        assert_eq!(pow((0.0, 0.0), (-1.0, 0.0)), None);
        assert_eq!(pow((0.0, 0.0), (0.0, 0.0)), Some((1.0, 0.0)));
        assert_eq!(div((1.0, 2.0), (0.0, 1.0)), Some((2.0, -1.0)));
        assert_eq!(div((1.0, 2.0), (0.0, 0.0)), None);
    }
}
