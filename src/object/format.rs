//! The format mini-language: `format(value, ">+10,.2f")`.
//!
//! ```text
//!  [[fill] < > = ^] [+ - space] [z] [#] [0] [width] [, _] [.precision] [type]
//! ```
//!
//! Pure functions from a number or text and a specification to text, with CPython's
//! messages where they don't go together. `%`-formatting uses the same numeric part
//! by filling in a [`Spec`] itself.

use std::borrow::Cow;
use std::str::Chars;

use dashu_int::IBig;

use super::fixed_point::{self, ROOM};
use super::number::{int_to_float, is_negative};
use super::number_text::{
    float_digits, int_in_radix, split_exponent, with_ascii_digits, with_exponent,
};
use super::wtf8;

/// Why a value could not be formatted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormatError {
    /// Python's ValueError.
    Value(String),
    /// Python's OverflowError.
    Overflow(String),
    /// Python's MemoryError.
    Memory,
}

fn value_error<T>(message: impl Into<String>) -> Result<T, FormatError> {
    Err(FormatError::Value(message.into()))
}

/// Wider results are not made.
const WIDEST: usize = 1 << 31;

/// Whether `padding` more characters fit into what may be made, and into memory, where
/// they are copied a few times on their way into a str.
pub fn has_room(padding: usize) -> bool {
    // A little always fits.
    padding < 1 << 16
        || padding <= WIDEST
            && Vec::<u8>::new()
                .try_reserve_exact(padding.saturating_mul(6))
                .is_ok()
}

/// No float has a digit that is not 0 behind so many.
const EXACT_DIGITS: usize = 1100;

/// On which side text stands in its width.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    Left,
    Right,
    Centre,
    /// The padding goes between the sign and the digits.
    AfterSign,
}

/// A format specification, read.
#[derive(Clone, Debug)]
pub struct Spec {
    pub fill: char,
    /// `None` is what is usual for the type.
    pub align: Option<Align>,
    /// `+`, `-` or a space.
    pub sign: Option<char>,
    /// Negative zero loses its sign.
    pub no_negative_zero: bool,
    pub alternate: bool,
    pub width: usize,
    /// `,` or `_`
    pub grouping: Option<char>,
    pub precision: Option<usize>,
    /// The type's letter.
    pub letter: Option<char>,
    /// There is a `0` before the width.
    pub zero: bool,
}

impl Default for Spec {
    fn default() -> Self {
        Spec {
            fill: ' ',
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: None,
            precision: None,
            letter: None,
            zero: false,
        }
    }
}

/// Goes on behind the next character if it is one of these.
fn take(rest: &mut Chars<'_>, wanted: &[char]) -> Option<char> {
    let mut ahead = rest.clone();
    let found = ahead.next().filter(|it| wanted.contains(it))?;
    *rest = ahead;
    Some(found)
}

/// The number that stands here, if there is one.
fn number(rest: &mut Chars<'_>) -> Result<Option<usize>, FormatError> {
    let mut number: Option<usize> = None;
    while let Some(digit) = take(rest, &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        let digit = digit as usize - '0' as usize;
        let more = number
            .unwrap_or(0)
            .checked_mul(10)
            .and_then(|it| it.checked_add(digit));
        match more.filter(|&it| it <= isize::MAX as usize) {
            Some(more) => number = Some(more),
            None => return value_error("Too many decimal digits in format string"),
        }
    }
    Ok(number)
}

impl Spec {
    /// Reads a specification for a type: its name for messages, the letter that it
    /// has when none is given, and whether it stands on the right.
    pub fn parse(
        text: &str,
        type_name: &str,
        usual: Option<char>,
        right: bool,
    ) -> Result<Spec, FormatError> {
        let mut spec = Spec::default();
        let mut rest = text.chars();
        let align_of = |it: Option<char>| match it? {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Centre),
            '=' => Some(Align::AfterSign),
            _ => None,
        };
        let mut filled = false;
        let mut ahead = rest.clone();
        let (first, second) = (ahead.next(), ahead.next());
        if let (Some(fill), Some(align)) = (first, align_of(second)) {
            (spec.fill, spec.align, rest, filled) = (fill, Some(align), ahead, true);
        } else if let Some(align) = align_of(first) {
            spec.align = Some(align);
            rest.next();
        }
        spec.sign = take(&mut rest, &['+', '-', ' ']);
        spec.no_negative_zero = take(&mut rest, &['z']).is_some();
        spec.alternate = take(&mut rest, &['#']).is_some();
        if !filled && take(&mut rest, &['0']).is_some() {
            spec.zero = true;
            spec.fill = '0';
            if spec.align.is_none() && right {
                spec.align = Some(Align::AfterSign);
            }
        }
        // The numbers may be in the digits of any script.
        let numbers = with_ascii_digits(rest.as_str());
        let mut rest = numbers.chars();
        spec.width = number(&mut rest)?.unwrap_or(0);
        spec.grouping = take(&mut rest, &[',']);
        if let Some(underscore) = take(&mut rest, &['_']) {
            if spec.grouping.is_some() {
                return value_error("Cannot specify both ',' and '_'.");
            }
            spec.grouping = Some(underscore);
        }
        if spec.grouping == Some('_') && take(&mut rest, &[',']).is_some() {
            return value_error("Cannot specify both ',' and '_'.");
        }
        if take(&mut rest, &['.']).is_some() {
            spec.precision = number(&mut rest)?;
            if spec.precision.is_none() {
                return value_error("Format specifier missing precision");
            }
        }
        spec.letter = rest.next().or(usual);
        if rest.next().is_some() {
            return value_error(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            ));
        }
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> Result<(), FormatError> {
        let Some(separator) = self.grouping else {
            return Ok(());
        };
        match self.letter {
            None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
            Some('b' | 'o' | 'x' | 'X') if separator == '_' => Ok(()),
            Some(letter @ '!'..='\x7f') => {
                value_error(format!("Cannot specify '{separator}' with '{letter}'."))
            }
            Some(letter) => value_error(format!(
                "Cannot specify '{separator}' with '\\x{:x}'.",
                letter as u32
            )),
        }
    }

    /// Pads text to the width.
    fn pad(&self, text: &str, usual: Align) -> Result<String, FormatError> {
        let (mut padded, after) = self.padding(text.chars().count(), usual)?;
        padded.push_str(text);
        padded.push_str(&after);
        Ok(padded)
    }

    /// What stands before and behind so many characters.
    fn padding(&self, len: usize, usual: Align) -> Result<(String, String), FormatError> {
        let missing = self.width.saturating_sub(len);
        if !has_room(missing) {
            return Err(FormatError::Memory);
        }
        let before = match self.align.unwrap_or(usual) {
            Align::Left => 0,
            Align::Right | Align::AfterSign => missing,
            Align::Centre => missing / 2,
        };
        let fill = |count| std::iter::repeat_n(self.fill, count).collect();
        Ok((fill(before), fill(missing - before)))
    }

    /// Puts a number together: sign, prefix, grouped digits, what follows them, and
    /// the padding.
    fn number(
        &self,
        negative: bool,
        prefix: &str,
        digits: &str,
        rest: &str,
    ) -> Result<String, FormatError> {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let others = sign.len() + prefix.len() + rest.len();
        let inside = self.align == Some(Align::AfterSign);
        let group = if matches!(self.letter, Some('b' | 'o' | 'x' | 'X')) {
            4
        } else {
            3
        };
        let least = if inside && self.fill == '0' {
            self.width.saturating_sub(others)
        } else {
            0
        };
        if !has_room(least) {
            return Err(FormatError::Memory);
        }
        let digits = group_digits(digits, self.grouping, group, least);
        if inside {
            let missing = self.width.saturating_sub(others + digits.len());
            if !has_room(missing) {
                return Err(FormatError::Memory);
            }
            let padding: String = std::iter::repeat_n(self.fill, missing).collect();
            return Ok([sign, prefix, &padding, &digits, rest].concat());
        }
        let (before, after) = self.padding(others + digits.len(), Align::Right)?;
        Ok([&before, sign, prefix, &digits, rest, &after].concat())
    }
}

/// Puts separators between groups of digits, and zeros, in groups too, before them.
fn group_digits(digits: &str, separator: Option<char>, group: usize, least: usize) -> Cow<'_, str> {
    let Some(separator) = separator.filter(|_| digits.bytes().all(|it| it.is_ascii_hexdigit()))
    else {
        return digits.into();
    };
    let mut reversed = String::new();
    let mut digits = digits.chars().rev().peekable();
    let mut count = 0;
    // A separator never comes first, even where that makes the result wider.
    while digits.peek().is_some() || reversed.len() < least {
        if count > 0 && count % group == 0 {
            reversed.push(separator);
        }
        reversed.push(digits.next().unwrap_or('0'));
        count += 1;
    }
    reversed.chars().rev().collect::<String>().into()
}

fn unknown<T>(letter: char, type_name: &str) -> Result<T, FormatError> {
    let shown = match letter {
        '!'..='\x7f' => letter.to_string(),
        _ => format!("\\x{:x}", letter as u32),
    };
    value_error(format!(
        "Unknown format code '{shown}' for object of type '{type_name}'"
    ))
}

/// `format(text, spec)` of a str, which is WTF-8.
pub fn str(text: &[u8], spec: &str, type_name: &str) -> Result<Vec<u8>, FormatError> {
    let spec = Spec::parse(spec, type_name, Some('s'), false)?;
    match spec.letter {
        None | Some('s') => {}
        Some(letter) => return unknown(letter, type_name),
    }
    match spec.sign {
        Some(' ') => return value_error("Space not allowed in string format specifier"),
        Some(_) => return value_error("Sign not allowed in string format specifier"),
        None => {}
    }
    if spec.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in string format specifier");
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed in string format specifier");
    }
    if spec.align == Some(Align::AfterSign) {
        return value_error("'=' alignment not allowed in string format specifier");
    }
    let mut starts = (0..text.len()).filter(|&at| !wtf8::is_continuation(text[at]));
    let end = spec
        .precision
        .and_then(|precision| starts.nth(precision))
        .unwrap_or(text.len());
    let text = &text[..end];
    let (before, after) = spec.padding(wtf8::count(text), Align::Left)?;
    Ok([before.as_bytes(), text, after.as_bytes()].concat())
}

/// `format(int, spec)` of an int of machine size.
pub fn small_int(int: i64, spec: &str, type_name: &str) -> Result<String, FormatError> {
    let parsed = Spec::parse(spec, type_name, Some('d'), true)?;
    if parsed.letter == Some('d') && parsed.precision.is_none() && !parsed.no_negative_zero {
        let digits = int.unsigned_abs().to_string();
        return parsed.number(int < 0, "", &digits, "");
    }
    self::int(&int.into(), spec, type_name)
}

/// `format(int, spec)`
pub fn int(int: &IBig, spec: &str, type_name: &str) -> Result<String, FormatError> {
    let spec = Spec::parse(spec, type_name, Some('d'), true)?;
    match spec.letter {
        Some('b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n') | None => int_with(int, &spec),
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => match int_to_float(int) {
            Some(float) => float_with(float, &spec),
            None => Err(FormatError::Overflow(
                "int too large to convert to float".to_owned(),
            )),
        },
        Some(letter) => unknown(letter, type_name),
    }
}

/// An int by a specification whose letter is one of an int's.
pub fn int_with(int: &IBig, spec: &Spec) -> Result<String, FormatError> {
    if spec.precision.is_some() {
        return value_error("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in integer format specifier");
    }
    if spec.letter == Some('c') {
        return character(int, spec);
    }
    let (radix, prefix) = match spec.letter {
        Some('b') => (2, "0b"),
        Some('o') => (8, "0o"),
        Some('x') => (16, "0x"),
        Some('X') => (16, "0X"),
        _ => (10, ""),
    };
    let digits = int_in_radix(int, radix);
    let digits = digits.strip_prefix('-').unwrap_or(&digits);
    let digits = if spec.letter == Some('X') {
        digits.to_uppercase()
    } else {
        digits.to_owned()
    };
    spec.number(
        is_negative(int),
        if spec.alternate { prefix } else { "" },
        &digits,
        "",
    )
}

fn character(int: &IBig, spec: &Spec) -> Result<String, FormatError> {
    if spec.sign.is_some() {
        return value_error("Sign not allowed with integer format specifier 'c'");
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    let Ok(code_point) = i64::try_from(int) else {
        return Err(FormatError::Overflow(
            "Python int too large to convert to C long".to_owned(),
        ));
    };
    match u32::try_from(code_point) {
        // A surrogate has no place in UTF-8 text.
        Ok(code_point @ ..0x11_0000) => spec.pad(
            char::from_u32(code_point)
                .unwrap_or('\u{fffd}')
                .encode_utf8(&mut [0; 4]),
            Align::Right,
        ),
        _ => Err(FormatError::Overflow(
            "%c arg not in range(0x110000)".to_owned(),
        )),
    }
}

/// `format(float, spec)`
pub fn float(float: f64, spec: &str, type_name: &str) -> Result<String, FormatError> {
    let spec = Spec::parse(spec, type_name, None, true)?;
    match spec.letter {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => float_with(float, &spec),
        Some(letter) => unknown(letter, type_name),
    }
}

/// A float by a specification whose letter is one of a float's.
pub fn float_with(float: f64, spec: &Spec) -> Result<String, FormatError> {
    float_part(float, spec, true)
}

/// `dot_zero`: without a letter, a whole number gets `.0` (the parts of a complex
/// number do not).
fn float_part(float: f64, spec: &Spec, dot_zero: bool) -> Result<String, FormatError> {
    let (digits, percent) = match spec.letter {
        Some('%') => (float_text(float * 100.0, spec, dot_zero)?, "%"),
        _ => (float_text(float, spec, dot_zero)?, ""),
    };
    let zero = digits.bytes().all(|it| !(b'1'..=b'9').contains(&it)) && float.is_finite();
    let negative = float.is_sign_negative()
        && !float.is_nan()
        && !(spec.no_negative_zero && zero_mantissa(&digits, zero));
    // Only what stands before the point, or the exponent, is grouped.
    let end = digits
        .find(['.', 'e', 'E'])
        .filter(|_| float.is_finite())
        .unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(end);
    spec.number(negative, "", whole, &[rest, percent].concat())
}

/// Whether the digits before an exponent are all zeros.
fn zero_mantissa(digits: &str, zero: bool) -> bool {
    zero || digits
        .split(['e', 'E'])
        .next()
        .is_some_and(|it| it.bytes().all(|it| matches!(it, b'0' | b'.')))
}

/// The digits of a float's magnitude.
fn float_text(float: f64, spec: &Spec, dot_zero: bool) -> Result<String, FormatError> {
    let upper = matches!(spec.letter, Some('E' | 'F' | 'G'));
    let cased = |text: String| if upper { text.to_uppercase() } else { text };
    if !float.is_finite() {
        return Ok(cased(if float.is_nan() { "nan" } else { "inf" }.to_owned()));
    }
    if spec.precision.is_some_and(|it| it > i32::MAX as usize) {
        return value_error("precision too big");
    }
    if spec.precision.is_some_and(|it| !has_room(it << 2)) {
        return Err(FormatError::Memory);
    }
    let magnitude = float.abs();
    let text = match (spec.letter, spec.precision) {
        (Some('f' | 'F' | '%'), precision) => {
            fixed(magnitude, precision.unwrap_or(6), spec.alternate)
        }
        (Some('e' | 'E'), precision) => {
            scientific(magnitude, precision.unwrap_or(6), spec.alternate)
        }
        (None, None) => shortest(magnitude, spec.alternate, dot_zero),
        (None, Some(precision)) => general(magnitude, precision, spec.alternate, dot_zero),
        (_, precision) => general(magnitude, precision.unwrap_or(6), spec.alternate, false),
    };
    Ok(cased(text))
}

/// `d.ddd`
fn fixed(magnitude: f64, precision: usize, alternate: bool) -> String {
    let mut text = match fixed_point::digits(magnitude, precision, &mut [0; ROOM]) {
        Some(digits) => String::from_utf8_lossy(digits).into_owned(),
        None => format!("{magnitude:.*}", precision.min(EXACT_DIGITS)),
    };
    text.extend(std::iter::repeat_n(
        '0',
        precision.saturating_sub(EXACT_DIGITS),
    ));
    if alternate && precision == 0 {
        text.push('.');
    }
    text
}

/// `d.ddde+dd`
fn scientific(magnitude: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{magnitude:.*e}", precision.min(EXACT_DIGITS));
    let Some((mantissa, exponent)) = split_exponent(&text) else {
        return text;
    };
    let mut mantissa = mantissa.to_owned();
    mantissa.extend(std::iter::repeat_n(
        '0',
        precision.saturating_sub(EXACT_DIGITS),
    ));
    if alternate && precision == 0 {
        mantissa.push('.');
    }
    with_exponent(&mantissa, exponent, 'e')
}

/// As in `repr`.
fn shortest(magnitude: f64, alternate: bool, dot_zero: bool) -> String {
    let text = float_digits(magnitude);
    let (mantissa, exponent) = text.split_at(text.find('e').unwrap_or(text.len()));
    let rest = match (mantissa.contains('.'), dot_zero && exponent.is_empty()) {
        (false, true) => ".0",
        (false, false) if alternate => ".",
        _ => "",
    };
    format!("{mantissa}{rest}{exponent}")
}

/// So many digits, with an exponent where that is shorter. `like_repr` is the form
/// of a specification without a letter, which always shows that it is a float.
fn general(magnitude: f64, precision: usize, alternate: bool, like_repr: bool) -> String {
    let precision = precision.max(1);
    let text = format!("{magnitude:.*e}", (precision - 1).min(EXACT_DIGITS));
    let Some((mantissa, exponent)) = split_exponent(&text) else {
        return text;
    };
    let limit = if like_repr {
        precision as i64 - 1
    } else {
        precision as i64
    };
    let strip = |digits: &str| match alternate {
        true => {
            let mut padded = digits.to_owned();
            if !padded.contains('.') {
                padded.push('.');
            }
            padded.extend(std::iter::repeat_n(
                '0',
                precision.saturating_sub(EXACT_DIGITS + 1),
            ));
            padded
        }
        false if digits.contains('.') => digits
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned(),
        false => digits.to_owned(),
    };
    if exponent < -4 || i64::from(exponent) >= limit {
        return with_exponent(&strip(mantissa), exponent, 'e');
    }
    let decimals = precision as i64 - 1 - i64::from(exponent);
    let mut text = strip(&format!(
        "{magnitude:.*}",
        (decimals.max(0) as usize).min(EXACT_DIGITS)
    ));
    if like_repr && !text.contains('.') {
        text.push_str(".0");
    } else if like_repr && text.ends_with('.') {
        text.push('0');
    }
    text
}

/// `format(complex, spec)`
pub fn complex(
    real: f64,
    imaginary: f64,
    spec: &str,
    type_name: &str,
) -> Result<String, FormatError> {
    let spec = Spec::parse(spec, type_name, None, true)?;
    match spec.letter {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        Some(letter) => return unknown(letter, type_name),
    }
    if spec.fill == '0' {
        return value_error("Zero padding is not allowed in complex format specifier");
    }
    if spec.align == Some(Align::AfterSign) {
        return value_error("'=' alignment flag is not allowed in complex format specifier");
    }
    let part = Spec {
        width: 0,
        align: None,
        fill: ' ',
        ..spec.clone()
    };
    let write = |float: f64, sign: Option<char>| {
        float_part(
            float,
            &Spec {
                sign,
                ..part.clone()
            },
            false,
        )
    };
    let bare = spec.letter.is_none() && real == 0.0 && real.is_sign_positive();
    let imaginary_text = write(imaginary, if bare { spec.sign } else { Some('+') })?;
    let text = match (bare, spec.letter) {
        (true, _) => format!("{imaginary_text}j"),
        (false, None) => format!("({}{imaginary_text}j)", write(real, spec.sign)?),
        (false, Some(_)) => format!("{}{imaginary_text}j", write(real, spec.sign)?),
    };
    spec.pad(&text, Align::Right)
}
