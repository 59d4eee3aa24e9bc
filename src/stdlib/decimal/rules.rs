//! [`Rules`]: how an operation rounds, and what it met on the way.
//!
//! ```text
//!   exact result ──> Rules::fix ──> a number of at most `prec` digits whose exponent fits
//!                        │
//!                        └─ met |= ROUNDED, INEXACT ..     looked at when the operation is done
//! ```
//!
//! A context is copied into them when an operation begins, so that arithmetic knows no VM.

use dashu_int::UBig;
use dashu_int::ops::DivRem;

use super::digits::{nine, pow10, width};
use crate::object::decimal::{DecimalContext, Form, Number};
use crate::object::heap::OutOfMemory;

/// What arithmetic gives: only memory can be missing.
pub type Made<T> = Result<T, OutOfMemory>;

/// Where rounding goes. The order is that of [`ROUNDINGS`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rounding {
    HalfEven,
    HalfUp,
    HalfDown,
    Up,
    Down,
    Ceiling,
    Floor,
    /// Away from zero if the last digit would be 0 or 5.
    ZeroFiveUp,
}

/// Every rounding, and its name in Python.
pub const ROUNDINGS: [(Rounding, &str); 8] = [
    (Rounding::HalfEven, "ROUND_HALF_EVEN"),
    (Rounding::HalfUp, "ROUND_HALF_UP"),
    (Rounding::HalfDown, "ROUND_HALF_DOWN"),
    (Rounding::Up, "ROUND_UP"),
    (Rounding::Down, "ROUND_DOWN"),
    (Rounding::Ceiling, "ROUND_CEILING"),
    (Rounding::Floor, "ROUND_FLOOR"),
    (Rounding::ZeroFiveUp, "ROUND_05UP"),
];

// What an operation can meet, a bit each: the signals first, in the order in which they
// are looked at, then the conditions that are kinds of InvalidOperation.
pub const INVALID_OPERATION: u16 = 1;
pub const FLOAT_OPERATION: u16 = 1 << 1;
pub const DIVISION_BY_ZERO: u16 = 1 << 2;
pub const OVERFLOW: u16 = 1 << 3;
pub const UNDERFLOW: u16 = 1 << 4;
pub const SUBNORMAL: u16 = 1 << 5;
pub const INEXACT: u16 = 1 << 6;
pub const ROUNDED: u16 = 1 << 7;
pub const CLAMPED: u16 = 1 << 8;
pub const CONVERSION_SYNTAX: u16 = 1 << 9;
pub const DIVISION_IMPOSSIBLE: u16 = 1 << 10;
pub const DIVISION_UNDEFINED: u16 = 1 << 11;

/// All signals.
pub const SIGNALS: u16 = (1 << 9) - 1;

/// The signals that go with what was met.
pub fn signals_of(met: u16) -> u16 {
    match met & !SIGNALS {
        0 => met,
        _ => met & SIGNALS | INVALID_OPERATION,
    }
}

pub const MAX_PREC: i64 = 999_999_999_999_999_999;
pub const MAX_EMAX: i64 = 999_999_999_999_999_999;
pub const MIN_EMIN: i64 = -MAX_EMAX;
pub const MIN_ETINY: i64 = MIN_EMIN - (MAX_PREC - 1);

/// How an operation rounds, and what it met.
#[derive(Clone, Debug)]
pub struct Rules {
    pub prec: i64,
    pub emin: i64,
    pub emax: i64,
    pub rounding: Rounding,
    pub clamp: bool,
    pub met: u16,
}

impl Rules {
    /// Those of a context.
    #[inline]
    pub fn of(context: &DecimalContext) -> Rules {
        let rounding = usize::from(context.rounding.get()) % ROUNDINGS.len();
        Rules {
            prec: context.prec.get(),
            emin: context.emin.get(),
            emax: context.emax.get(),
            rounding: ROUNDINGS[rounding].0,
            clamp: context.clamp.get(),
            met: 0,
        }
    }

    /// The least exponent.
    pub fn tiny(&self) -> i64 {
        self.emin - self.prec + 1
    }

    /// The largest exponent of a number that has all digits.
    pub fn top(&self) -> i64 {
        self.emax - self.prec + 1
    }

    /// Notes a condition; the result of an operation that makes no sense.
    pub fn invalid(&mut self, condition: u16) -> Made<Number> {
        self.met |= condition;
        Ok(Number::nan())
    }

    /// The NaN that an operation on one gives: that of the first signaling one, or else of
    /// the first quiet one.
    pub fn nan_of(&mut self, operands: &[&Number]) -> Made<Option<Number>> {
        if operands.iter().all(|it| it.form < Form::Quiet) {
            return Ok(None);
        }
        let found = |form: Form| operands.iter().find(|it| it.form == form);
        let Some(nan) = found(Form::Signaling).or(found(Form::Quiet)) else {
            return Ok(None);
        };
        if nan.form == Form::Signaling {
            self.met |= INVALID_OPERATION;
        }
        let quiet = Number {
            form: Form::Quiet,
            ..(*nan).clone()
        };
        self.fix(quiet).map(Some)
    }

    fn overflow(&mut self, negative: bool) -> Made<Number> {
        self.met |= OVERFLOW | INEXACT | ROUNDED;
        let toward_zero = match self.rounding {
            Rounding::Down | Rounding::ZeroFiveUp => true,
            Rounding::Ceiling => negative,
            Rounding::Floor => !negative,
            _ => false,
        };
        match toward_zero {
            true => Ok(Number::new(negative, nine(self.prec)?, self.top())),
            false => Ok(Number::infinity(negative)),
        }
    }

    /// Rounds a number to what the context allows.
    #[inline]
    pub fn fix(&mut self, number: Number) -> Made<Number> {
        self.fix_with(number, false)
    }

    /// The same; `sticky` says that digits were left out behind the coefficient which are
    /// not all zeros.
    pub fn fix_with(&mut self, mut number: Number, sticky: bool) -> Made<Number> {
        if number.form != Form::Finite {
            return self.fix_payload(number);
        }
        if number.coefficient.is_zero() && !sticky {
            return Ok(self.fix_zero(number));
        }
        if sticky {
            number.coefficient = number.coefficient * 10u8 + 1u8;
            number.exponent -= 1;
        }
        let digits = width(&number.coefficient);
        let (tiny, top) = (self.tiny(), self.top());
        // Where the last digit may lie.
        let mut least = digits + number.exponent - self.prec;
        if least > top {
            return self.overflow(number.negative);
        }
        let subnormal = least < tiny;
        if subnormal {
            least = tiny;
            self.met |= SUBNORMAL;
        }
        if number.exponent < least {
            return self.cut(number, digits, least, subnormal);
        }
        if self.clamp && number.exponent > top {
            self.met |= CLAMPED;
            number.coefficient *= pow10(number.exponent - top)?;
            number.exponent = top;
        }
        Ok(number)
    }

    /// Rounds the digits below `least` away.
    fn cut(&mut self, number: Number, digits: i64, least: i64, subnormal: bool) -> Made<Number> {
        let drop = least - number.exponent;
        let (mut coefficient, inexact) = rounded(
            &number.coefficient,
            digits,
            drop,
            self.rounding,
            number.negative,
        )?;
        let mut exponent = least;
        // 99.95 may have become 100.0: a digit too many.
        if digits - drop >= self.prec && width(&coefficient) > self.prec {
            coefficient /= 10u8;
            exponent += 1;
            if exponent > self.top() {
                return self.overflow(number.negative);
            }
        }
        self.met |= ROUNDED;
        if inexact {
            self.met |= INEXACT | if subnormal { UNDERFLOW } else { 0 };
        }
        if coefficient.is_zero() {
            self.met |= CLAMPED;
        }
        Ok(Number::new(number.negative, coefficient, exponent))
    }

    fn fix_zero(&mut self, mut number: Number) -> Number {
        let most = if self.clamp { self.top() } else { self.emax };
        let bounded = number.exponent.max(self.tiny()).min(most);
        if bounded != number.exponent {
            self.met |= CLAMPED;
            number.exponent = bounded;
        }
        number
    }

    fn fix_payload(&self, mut number: Number) -> Made<Number> {
        if number.form >= Form::Quiet && !number.coefficient.is_zero() {
            let most = self.prec - i64::from(self.clamp);
            if width(&number.coefficient) > most {
                number.coefficient %= pow10(most)?;
            }
        }
        Ok(number)
    }
}

/// A coefficient of so many digits without its last `drop` ones, and whether they said
/// anything.
pub fn rounded(
    coefficient: &UBig,
    digits: i64,
    drop: i64,
    rounding: Rounding,
    negative: bool,
) -> Made<(UBig, bool)> {
    // Of digits that all go, far behind the point, only that they are there matters.
    let (kept, rest, unit) = match drop > digits + 1 {
        true if coefficient.is_zero() => return Ok((UBig::ZERO, false)),
        true => (UBig::ZERO, UBig::ONE, UBig::from(100u8)),
        false => {
            let unit = pow10(drop)?;
            let (kept, rest) = coefficient.div_rem(&unit);
            (kept, rest, unit)
        }
    };
    if rest.is_zero() {
        return Ok((kept, false));
    }
    let half = || (rest.clone() << 1).cmp(&unit);
    let up = match rounding {
        Rounding::HalfEven => {
            let half = half();
            half.is_gt() || half.is_eq() && is_odd(&kept)
        }
        Rounding::HalfUp => half().is_ge(),
        Rounding::HalfDown => half().is_gt(),
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::ZeroFiveUp => (&kept % 5u8) == 0,
    };
    Ok((if up { kept + UBig::ONE } else { kept }, true))
}

/// Whether the last bit is set.
pub fn is_odd(number: &UBig) -> bool {
    number.as_words().first().is_some_and(|word| word & 1 == 1)
}
