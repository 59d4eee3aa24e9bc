//! `format(number, '>+12,.2f')`
//!
//! The same language as that of floats, but numbers are rounded as decimals are, in the
//! context's way, and keep all their digits unless a precision is given.

use super::digits::width;
use super::rounding::{at_exponent, with_digits};
use super::rules::{Made, Rounding};
use super::text::{special_name, split_at_point};
use crate::object::decimal::Number;
use crate::object::format::has_room;
use crate::object::heap::OutOfMemory;

/// How groups of digits and the point are written.
pub struct Marks {
    /// They were asked for: `n` writes groups too.
    pub local: bool,
    pub point: String,
    pub comma: String,
    /// How many digits each group has, from the right; the last holds for the rest, and 0
    /// says that there are no more groups.
    pub groups: Vec<usize>,
}

impl Default for Marks {
    fn default() -> Marks {
        Marks {
            local: false,
            point: ".".to_string(),
            comma: ",".to_string(),
            groups: vec![3],
        }
    }
}

/// What a format says.
struct Spec {
    fill: char,
    align: char,
    /// `+`, `-` or a space.
    sign: char,
    no_negative_zero: bool,
    /// Zeros in front, of which commas know.
    zeros: bool,
    width: usize,
    comma: bool,
    precision: Option<i64>,
    /// The letter, or a space.
    kind: char,
}

/// The text; the inner `None` says that the format makes no sense.
pub fn format(
    number: &Number,
    spec: &str,
    rounding: Rounding,
    capitals: bool,
    marks: &Marks,
) -> Made<Option<String>> {
    let Some(mut spec) = Spec::parse(spec, marks.local) else {
        return Ok(None);
    };
    if !has_room(spec.width.max(spec.precision.unwrap_or(0) as usize)) {
        return Err(OutOfMemory);
    }
    let percent = if spec.kind == '%' { "%" } else { "" };
    if let Some(name) = special_name(number) {
        if spec.zeros {
            (spec.fill, spec.align, spec.zeros) = (' ', '>', false);
        }
        spec.comma = false;
        return Ok(Some(spec.aligned(number.negative, name, percent, marks)));
    }
    let was_zero = number.coefficient.is_zero();
    let mut number = number.clone();
    if spec.kind == '%' {
        number.exponent += 2;
    }
    let number = spec.rounded(&number, rounding)?;
    let digits = number.coefficient.to_string();
    let left = number.exponent + digits.len() as i64;
    let is_zero = number.coefficient.is_zero();
    let point = match (spec.kind, spec.precision) {
        ('e' | 'E', Some(places)) if is_zero => 1 - places,
        ('e' | 'E', _) => 1,
        ('f' | 'F' | '%', _) => left,
        _ if number.exponent <= 0 && left > -6 => left,
        _ => 1,
    };
    if !has_room(point.unsigned_abs() as usize) {
        return Err(OutOfMemory);
    }
    let (whole, rest) = split_at_point(&digits, point);
    let mut tail = String::new();
    if !rest.is_empty() {
        tail = marks.point.clone() + &rest;
    }
    let power = left - point;
    if power != 0 || matches!(spec.kind, 'e' | 'E') {
        let capital = matches!(spec.kind, 'E' | 'G') || spec.kind == ' ' && capitals;
        tail += &format!("{}{power:+}", if capital { 'E' } else { 'e' });
    }
    tail += percent;
    // For `F` CPython looks only at the number as it was before rounding.
    let vanishes = if spec.kind == 'F' { was_zero } else { is_zero };
    let negative = number.negative && !(spec.no_negative_zero && vanishes);
    Ok(Some(spec.aligned(negative, whole, &tail, marks)))
}

impl Spec {
    /// `[[fill]align][sign][z][0][width][,][.precision][type]`
    fn parse(text: &str, local: bool) -> Option<Spec> {
        let mut rest = text;
        let take = |wanted: &dyn Fn(char) -> bool, rest: &mut &str| {
            let first = rest.chars().next().filter(|&it| wanted(it))?;
            *rest = &rest[first.len_utf8()..];
            Some(first)
        };
        let is_align = |it: char| "<>=^".contains(it);
        let (mut fill, mut align) = (None, None);
        let mut chars = text.chars();
        if let (Some(first), Some(second)) = (chars.next(), chars.next())
            && is_align(second)
        {
            (fill, align) = (Some(first), Some(second));
            rest = chars.as_str();
        } else if let Some(found) = take(&is_align, &mut rest) {
            align = Some(found);
        }
        let sign = take(&|it| "+- ".contains(it), &mut rest).unwrap_or('-');
        let no_negative_zero = take(&|it| it == 'z', &mut rest).is_some();
        let zeros = take(&|it| it == '0', &mut rest).is_some();
        if zeros && align.is_some() {
            return None;
        }
        let width = digits(&mut rest)?.unwrap_or(0) as usize;
        let mut comma = take(&|it| it == ',', &mut rest).is_some();
        let precision = match take(&|it| it == '.', &mut rest) {
            Some(_) => Some(digits(&mut rest)??),
            None => None,
        };
        let mut kind = take(&|it| "eEfFgGn%".contains(it), &mut rest).unwrap_or(' ');
        if kind == 'n' {
            if comma {
                return None;
            }
            (kind, comma) = ('g', local);
        }
        rest.is_empty().then_some(Spec {
            fill: fill.unwrap_or(if zeros { '0' } else { ' ' }),
            align: align.unwrap_or(if zeros { '=' } else { '>' }),
            sign,
            no_negative_zero,
            zeros,
            width,
            comma,
            precision,
            kind,
        })
    }

    /// The number with as many digits as are wanted.
    fn rounded(&self, number: &Number, rounding: Rounding) -> Made<Number> {
        let fixed = matches!(self.kind, 'f' | 'F' | '%');
        match self.precision {
            Some(places) if fixed => at_exponent(number, -places, rounding),
            Some(places) if matches!(self.kind, 'e' | 'E') => {
                with_digits(number, places + 1, rounding)
            }
            Some(places) if width(&number.coefficient) > places.max(1) => {
                with_digits(number, places.max(1), rounding)
            }
            None if fixed && number.exponent > 0 => at_exponent(number, 0, rounding),
            _ => Ok(number.clone()),
        }
    }

    fn aligned(&self, negative: bool, whole: String, tail: &str, marks: &Marks) -> String {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, '+') => "+",
            (false, ' ') => " ",
            _ => "",
        };
        let taken = sign.len() + tail.chars().count();
        let whole = match self.comma {
            true => {
                let room = if self.zeros { self.width } else { 0 };
                grouped(&whole, room.saturating_sub(taken), marks)
            }
            false => whole,
        };
        let room = self.width.saturating_sub(taken + whole.chars().count());
        let fill = |count: usize| String::from(self.fill).repeat(count);
        match self.align {
            '=' => [sign, &fill(room), &whole, tail].concat(),
            '<' => [sign, &whole, tail, &fill(room)].concat(),
            '^' => {
                let before = room / 2;
                [&fill(before), sign, &whole, tail, &fill(room - before)].concat()
            }
            _ => [&fill(room), sign, &whole, tail].concat(),
        }
    }
}

/// Digits at the beginning of a text, if there are some; `None` if they are too many.
fn digits(rest: &mut &str) -> Option<Option<i64>> {
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, behind) = rest.split_at(count);
    *rest = behind;
    match digits {
        "" => Some(None),
        _ => digits
            .parse()
            .ok()
            .filter(|&it: &i64| it < 1 << 62)
            .map(Some),
    }
}

/// Digits in groups, with zeros in front as far as there is room.
fn grouped(digits: &str, room: usize, marks: &Marks) -> String {
    let comma = marks.comma.chars().count();
    let mut rest = digits.len();
    let mut groups: Vec<String> = Vec::new();
    let mut length = 0;
    let mut sizes = marks.groups.iter().copied();
    let mut size = sizes.next().unwrap_or(0);
    loop {
        let separator = if groups.is_empty() { 0 } else { comma };
        let left = room.saturating_sub(length + separator);
        // A separator is never first: at least one digit stands before it.
        let wanted = rest.max(left).max(1);
        let count = if size == 0 { wanted } else { size.min(wanted) };
        let taken = count.min(rest);
        let zeros = "0".repeat(count - taken);
        groups.push(zeros + &digits[rest - taken..rest]);
        rest -= taken;
        length += separator + count;
        if rest == 0 && length >= room {
            groups.reverse();
            return groups.join(&marks.comma);
        }
        size = sizes.next().unwrap_or(size);
    }
}
