//! `%`-formatting: `'%-5s|%08.3f' % (name, x)`, of str and of bytes.
//!
//! ```text
//!  % [(key)] [# 0 - space +] [width | *] [.precision | .*] [h l L] letter
//! ```
//!
//! Both kinds of format are bytes here (a str is WTF-8), and so is what is written.

use dashu_int::IBig;

use super::numeric::Number;
use super::{bytes_of, items_of};
use crate::object::fixed_point::{self, ROOM};
use crate::object::format::{self, Spec};
use crate::object::gc::Kind;
use crate::object::number;
use crate::object::number_text;
use crate::object::str::Str;
use crate::object::tuple::Tuple;
use crate::object::value::Value;
use crate::object::wtf8;
use crate::vm::{Raised, Res, Vm};

/// One conversion of the format, read.
#[derive(Clone, Copy, Default, Debug)]
struct Field {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    /// A code point.
    letter: u32,
    /// Where the letter is, in code points.
    at: usize,
}

/// The operand on the right, and how much of it is used up.
struct Arguments {
    value: Value,
    /// A tuple gives its items one by one, anything else itself, once.
    is_tuple: bool,
    is_mapping: bool,
    used: usize,
}

impl Arguments {
    /// The next one.
    fn peek(&self) -> Option<Value> {
        match items_of(self.value).filter(|_| self.is_tuple) {
            Some(items) => items.get(self.used).map(|item| item.get()),
            None => (self.used == 0).then_some(self.value),
        }
    }
}

/// The format, and where it is read.
struct Reader<'a> {
    format: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}

/// What is said of digits that are too many, in the place of a precision.
const PRECISION_TOO_BIG: &str = "precision too big";

impl Vm {
    /// `format % args` of a str.
    pub(super) fn percent_str(&mut self, format: Value, args: Value) -> Res<Value> {
        let Some(text) = format.get::<Str>() else {
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let is_mapping = self.is_percent_mapping(args) && !args.is::<Str>();
        let out = self.percent(text.bytes(), args, is_mapping, true)?;
        Ok(self.text(&out).into())
    }

    /// `format % args` of bytes or a bytearray.
    pub(super) fn percent_bytes(&mut self, format: Value, args: Value) -> Res<Value> {
        let bytes = bytes_of(format).unwrap_or_default();
        let is_texts = matches!(args.kind(), Some(Kind::Str | Kind::Bytes | Kind::ByteArray));
        let is_mapping = self.is_percent_mapping(args) && !is_texts;
        let out = self.percent(&bytes, args, is_mapping, false)?;
        self.bytes_like(format, &out)
    }

    /// Whether keys can be looked up in the operand: anything with items but a tuple.
    fn is_percent_mapping(&self, args: Value) -> bool {
        let by_layout = matches!(
            args.kind(),
            Some(
                Kind::Str
                    | Kind::Bytes
                    | Kind::ByteArray
                    | Kind::List
                    | Kind::Dict
                    | Kind::Range
                    | Kind::MemoryView
                    | Kind::TypedArray
            )
        );
        let by_class = || self.special_override(args, self.names.getitem).is_some();
        !args.is::<Tuple>() && (by_layout || by_class())
    }

    fn percent(
        &mut self,
        format: &[u8],
        args: Value,
        is_mapping: bool,
        is_text: bool,
    ) -> Res<Vec<u8>> {
        let mut arguments = Arguments {
            value: args,
            is_tuple: args.is::<Tuple>(),
            is_mapping,
            used: 0,
        };
        let mut reader = Reader { format, at: 0 };
        let mut out = Vec::with_capacity(format.len() + 16);
        while let Some(found) = memchr::memchr(b'%', &format[reader.at..]) {
            out.extend(&format[reader.at..reader.at + found]);
            reader.at += found + 1;
            self.percent_field(&mut reader, &mut arguments, is_text, &mut out)?;
        }
        out.extend(&format[reader.at..]);
        let given = match items_of(args).filter(|_| arguments.is_tuple) {
            Some(items) => items.len(),
            None => usize::from(!is_mapping),
        };
        if arguments.used < given {
            let what = if is_text { "string" } else { "bytes" };
            return Err(self.type_error(format!(
                "not all arguments converted during {what} formatting"
            )));
        }
        Ok(out)
    }

    /// One conversion, from behind its `%`.
    fn percent_field(
        &mut self,
        reader: &mut Reader<'_>,
        arguments: &mut Arguments,
        is_text: bool,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        if reader.peek() == Some(b'%') {
            reader.at += 1;
            out.push(b'%');
            return Ok(());
        }
        // Most fields say no more than what they show.
        if let Some(letter @ (b'd' | b's')) = reader.peek() {
            let value = arguments.peek();
            if let Some(int) = value.and_then(Value::as_int) {
                out.extend(number_text::decimal(int, &mut [0; 20]));
            } else if let Some(text) = value.and_then(Value::get_exact::<Str>)
                && (letter == b's' && is_text)
            {
                out.extend(text.bytes());
            } else {
                return self.percent_described(reader, arguments, is_text, out);
            }
            reader.at += 1;
            arguments.used += 1;
            return Ok(());
        }
        self.percent_described(reader, arguments, is_text, out)
    }

    /// One conversion that may say how wide it is, and more.
    fn percent_described(
        &mut self,
        reader: &mut Reader<'_>,
        arguments: &mut Arguments,
        is_text: bool,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let mut keyed = None;
        if reader.peek() == Some(b'(') {
            let key = self.percent_key(reader, arguments, is_text)?;
            let value = self.get_item(arguments.value, key)?;
            keyed = Some(Arguments {
                value,
                is_tuple: false,
                is_mapping: true,
                used: 0,
            });
            // What comes without a key from now on finds nothing left.
            arguments.used = 1;
        }
        let arguments = keyed.as_mut().unwrap_or(arguments);
        let field = self.percent_spec(reader, arguments, is_text)?;
        let value = self.percent_argument(arguments)?;
        self.percent_convert(&field, value, is_text, out)
    }

    /// The key between the parentheses, which may be nested.
    fn percent_key(
        &mut self,
        reader: &mut Reader<'_>,
        arguments: &Arguments,
        is_text: bool,
    ) -> Res<Value> {
        if !arguments.is_mapping {
            return Err(self.type_error("format requires a mapping"));
        }
        reader.at += 1;
        let start = reader.at;
        let mut depth = 1;
        while depth > 0 {
            match reader.next() {
                Some(b'(') => depth += 1,
                Some(b')') => depth -= 1,
                Some(_) => {}
                None => return Err(self.value_error("incomplete format key")),
            }
        }
        let key = &reader.format[start..reader.at - 1];
        if is_text {
            return Ok(self.text(key).into());
        }
        Ok(self.heap.bytes(key).into())
    }

    fn percent_argument(&mut self, arguments: &mut Arguments) -> Res<Value> {
        let argument = arguments.peek();
        arguments.used += 1;
        argument.ok_or_else(|| self.type_error("not enough arguments for format string"))
    }

    /// Flags, width, precision and letter.
    fn percent_spec(
        &mut self,
        reader: &mut Reader<'_>,
        arguments: &mut Arguments,
        is_text: bool,
    ) -> Res<Field> {
        let mut field = Field::default();
        loop {
            match reader.peek() {
                Some(b'-') => field.left = true,
                Some(b'+') => field.plus = true,
                Some(b' ') => field.space = true,
                Some(b'#') => field.alternate = true,
                Some(b'0') => field.zero = true,
                _ => break,
            }
            reader.at += 1;
        }
        if let Some(width) = self.percent_number(reader, arguments, "width too big")? {
            field.left |= width < 0;
            field.width = width.unsigned_abs() as usize;
        }
        if reader.peek() == Some(b'.') {
            reader.at += 1;
            let precision = self.percent_number(reader, arguments, PRECISION_TOO_BIG)?;
            if precision.is_some_and(|it| i32::try_from(it).is_err()) {
                return Err(self.overflow_error("Python int too large to convert to C int"));
            }
            field.precision = Some(precision.unwrap_or(0).max(0) as usize);
        }
        if matches!(reader.peek(), Some(b'h' | b'l' | b'L')) {
            reader.at += 1;
        }
        if reader.peek().is_none() {
            return Err(self.value_error("incomplete format"));
        }
        let len;
        (field.letter, len, field.at) = if is_text {
            let (letter, len) = wtf8::decode(reader.format, reader.at);
            (letter, len, wtf8::count(&reader.format[..reader.at]))
        } else {
            (u32::from(reader.format[reader.at]), 1, reader.at)
        };
        reader.at += len;
        Ok(field)
    }

    /// Digits, or the argument that `*` stands for.
    fn percent_number(
        &mut self,
        reader: &mut Reader<'_>,
        arguments: &mut Arguments,
        too_big: &str,
    ) -> Res<Option<i64>> {
        if reader.peek() == Some(b'*') {
            reader.at += 1;
            let number = self.percent_argument(arguments)?;
            return match Number::of(number) {
                Some(Number::Int(number)) => Ok(Some(number)),
                Some(Number::Big(_)) => Err(self.overflow_error(match too_big {
                    PRECISION_TOO_BIG => "Python int too large to convert to C int",
                    _ => "Python int too large to convert to C ssize_t",
                })),
                _ => Err(self.type_error("* wants int")),
            };
        }
        let mut number: Option<i64> = None;
        while let Some(digit @ b'0'..=b'9') = reader.peek() {
            let digit = i64::from(digit - b'0');
            number = number
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|it| it.checked_add(digit));
            if number.is_none() {
                return Err(self.value_error(too_big));
            }
            reader.at += 1;
        }
        Ok(number)
    }

    fn percent_convert(
        &mut self,
        field: &Field,
        value: Value,
        is_text: bool,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let letter = u8::try_from(field.letter).unwrap_or(0);
        match letter {
            b's' | b'r' | b'a' | b'b' if letter != b'b' || !is_text => {
                let text = self.percent_text(letter, value, is_text)?;
                let shown = match field.precision {
                    Some(precision) => &text[..end_of(&text, precision, is_text)],
                    None => &text[..],
                };
                self.pad(field, b"", shown, false, is_text, out)
            }
            b'c' => {
                let text = self.percent_character(value, is_text)?;
                self.pad(field, b"", &text, false, is_text, out)
            }
            b'd' | b'i' | b'u' if value.is_int() && field.precision.is_none() => {
                let buffer = &mut [0; 20];
                let digits = number_text::decimal(value.int_unchecked(), buffer);
                let (is_negative, digits) = match digits {
                    [b'-', digits @ ..] => (true, digits),
                    digits => (false, digits),
                };
                let head = sign(field, is_negative).as_bytes();
                self.pad(field, head, digits, true, false, out)
            }
            b'd' | b'i' | b'u' | b'o' | b'x' | b'X' => {
                let int = self.percent_int(letter, value, is_text)?;
                self.percent_write_int(field, letter, &int, out)
            }
            b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => {
                let float = match self.percent_float(value, is_text) {
                    Err(Raised) if !is_text => return Err(self.no_float(value, is_text)),
                    float => float?,
                };
                self.percent_write_float(field, letter, float, out)
            }
            _ => Err(self.bad_letter(field)),
        }
    }

    #[cold]
    #[inline(never)]
    fn bad_letter(&mut self, field: &Field) -> Raised {
        let shown = match field.letter {
            31..=126 => char::from_u32(field.letter).unwrap_or('?'),
            _ => '?',
        };
        let (code, at) = (field.letter, field.at);
        self.value_error(format!(
            "unsupported format character '{shown}' ({code:#x}) at index {at}"
        ))
    }

    /// `%s`, `%r`, `%a`, and `%b` of bytes.
    fn percent_text(&mut self, letter: u8, value: Value, is_text: bool) -> Res<Vec<u8>> {
        match (letter, is_text) {
            (b's', true) => Ok(self.str(value)?.bytes().to_vec()),
            (b'r', true) => Ok(self.repr(value)?.bytes().to_vec()),
            (b'a' | b'r', _) => Ok(self.ascii(value)?.bytes().to_vec()),
            _ => {
                if let Some(bytes) = bytes_of(value) {
                    return Ok(bytes.into_owned());
                }
                let name = self.names.bytes;
                if let Some(answer) = self.call_special(value, name, &[]) {
                    let answer = answer?;
                    if let Some(bytes) = bytes_of(answer) {
                        return Ok(bytes.into_owned());
                    }
                    let class = self.class_name(answer);
                    return Err(
                        self.type_error(format!("__bytes__ returned non-bytes (type {class})"))
                    );
                }
                let class = self.class_name(value);
                Err(self.type_error(format!(
                    "%b requires a bytes-like object, or an object that implements __bytes__, not '{class}'"
                )))
            }
        }
    }

    fn percent_character(&mut self, value: Value, is_text: bool) -> Res<Vec<u8>> {
        if !is_text {
            if let Some(bytes) = bytes_of(value).filter(|bytes| bytes.len() == 1) {
                return Ok(bytes.into_owned());
            }
            if !self.has_index(value) {
                return Err(
                    self.type_error("%c requires an integer in range(256) or a single byte")
                );
            }
            let int = self.index_clamped(value)?;
            let byte =
                u8::try_from(int).map_err(|_| self.overflow_error("%c arg not in range(256)"))?;
            return Ok(vec![byte]);
        }
        if let Some(text) = value.get::<Str>() {
            if text.len_chars() == 1 {
                return Ok(text.bytes().to_vec());
            }
            return Err(self.type_error("%c requires int or char"));
        }
        if !self.has_index(value) {
            return Err(self.type_error("%c requires int or char"));
        }
        let code_point = self.index_clamped(value)?;
        match u32::try_from(code_point).ok().filter(|&it| it <= 0x10_ffff) {
            Some(code_point) => {
                let mut bytes = Vec::new();
                wtf8::push(&mut bytes, code_point);
                Ok(bytes)
            }
            None => Err(self.overflow_error("%c arg not in range(0x110000)")),
        }
    }

    /// The int of `%d` (which truncates floats) or `%x` (which does not).
    fn percent_int(&mut self, letter: u8, value: Value, is_text: bool) -> Res<IBig> {
        let truncates = matches!(letter, b'd' | b'i' | b'u');
        match self.number_as_int(value, truncates) {
            Ok(Some(int)) => return Ok(int),
            Ok(None) => {}
            // That of the conversion says less than the one below.
            Err(Raised) if self.raised_is(self.types.type_error) => {
                self.take_raised();
            }
            Err(Raised) => return Err(Raised),
        }
        let class = self.class_name(value);
        let wanted = if truncates {
            "a real number"
        } else {
            "an integer"
        };
        let shown = match letter {
            b'i' if !is_text => 'd',
            letter => char::from(letter),
        };
        Err(self.type_error(format!(
            "%{shown} format: {wanted} is required, not {class}"
        )))
    }

    /// `int(value)` of a number, or `operator.index(value)`; `None` for what is neither.
    fn number_as_int(&mut self, value: Value, truncates: bool) -> Res<Option<IBig>> {
        if let Some(int) = number::to_big(value) {
            return Ok(Some(int));
        }
        let mut says_number = [self.names.int, self.names.index, self.names.float].into_iter();
        if !says_number.any(|name| self.lookup_special(value, name).is_some()) {
            return Ok(None);
        }
        let names = [self.names.int, self.names.index, self.names.trunc];
        let names = if truncates { &names[..] } else { &names[1..2] };
        for &name in names {
            if let Some(found) = self.special_override(value, name) {
                let answer = self.call_as_method(found, value, &[])?;
                return Ok(number::to_big(answer));
            }
            if name == self.names.int
                && let Some(float) = number::to_float(value)
            {
                return match number::float_to_int(float) {
                    Some(int) => Ok(Some(int)),
                    None if float.is_nan() => {
                        Err(self.value_error("cannot convert float NaN to integer"))
                    }
                    None => Err(self.overflow_error("cannot convert float infinity to integer")),
                };
            }
        }
        Ok(None)
    }

    fn percent_write_int(
        &mut self,
        field: &Field,
        letter: u8,
        int: &IBig,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let (radix, prefix) = match letter {
            b'o' => (8, "0o"),
            b'x' => (16, "0x"),
            b'X' => (16, "0X"),
            _ => (10, ""),
        };
        let mut digits = if radix == 10 {
            let value = self.heap.bigint(int.clone());
            let mut text = Vec::new();
            // repr knows the limit on the number of digits.
            self.repr_into(value, &mut text)?;
            String::from_utf8_lossy(&text).into_owned()
        } else {
            number_text::int_in_radix(int, radix)
        };
        let is_negative = digits.starts_with('-');
        if is_negative {
            digits.remove(0);
        }
        if letter == b'X' {
            digits.make_ascii_uppercase();
        }
        let zeros = field.precision.unwrap_or(0).saturating_sub(digits.len());
        if !format::has_room(zeros) {
            return Err(self.memory_error());
        }
        let digits = "0".repeat(zeros) + &digits;
        let prefix = if field.alternate { prefix } else { "" };
        let head = format!("{}{prefix}", sign(field, is_negative));
        self.pad(field, head.as_bytes(), digits.as_bytes(), true, false, out)
    }

    /// `float(value)` for `%f`.
    fn percent_float(&mut self, value: Value, is_text: bool) -> Res<f64> {
        if let Some(number) = Number::of(value)
            && !matches!(number, Number::Complex(..))
            && self.special_override(value, self.names.float).is_none()
        {
            return self.number_to_float(&number);
        }
        for name in [self.names.float, self.names.index] {
            if let Some(found) = self.special_override(value, name) {
                let answer = self.call_as_method(found, value, &[])?;
                match Number::of(answer) {
                    Some(Number::Complex(..)) | None => {}
                    Some(number) => return self.number_to_float(&number),
                }
            }
        }
        Err(self.no_float(value, is_text))
    }

    /// Of bytes, whatever was wrong with the conversion is called this.
    #[cold]
    fn no_float(&mut self, value: Value, is_text: bool) -> Raised {
        let class = self.class_name(value);
        self.type_error(if is_text {
            format!("must be real number, not {class}")
        } else {
            format!("float argument required, not {class}")
        })
    }

    fn percent_write_float(
        &mut self,
        field: &Field,
        letter: u8,
        float: f64,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let precision = field.precision.unwrap_or(6);
        if let (b'f', false) = (letter, field.alternate)
            && let Some(digits) = fixed_point::digits(float.abs(), precision, &mut [0; ROOM])
        {
            let head = sign(field, float.is_sign_negative()).as_bytes();
            return self.pad(field, head, digits, true, false, out);
        }
        let spec = Spec {
            alternate: field.alternate,
            precision: Some(precision),
            letter: Some(char::from(letter)),
            ..Spec::default()
        };
        let text = match format::float_with(float, &spec) {
            Ok(text) => text,
            Err(error) => return Err(self.format_error(error)),
        };
        let is_negative = text.starts_with('-');
        let digits = text.trim_start_matches('-');
        let head = sign(field, is_negative);
        self.pad(field, head.as_bytes(), digits.as_bytes(), true, false, out)
    }

    /// Writes a sign or prefix and the rest in the field's width.
    fn pad(
        &mut self,
        field: &Field,
        head: &[u8],
        text: &[u8],
        is_number: bool,
        is_text: bool,
        out: &mut Vec<u8>,
    ) -> Res<()> {
        let len = if is_text {
            wtf8::count(text)
        } else {
            text.len()
        };
        let padding = field.width.saturating_sub(len + head.len());
        if !format::has_room(padding) {
            return Err(self.memory_error());
        }
        let pad = |out: &mut Vec<u8>, byte| out.resize(out.len() + padding, byte);
        if field.left {
            out.extend(head);
            out.extend(text);
            pad(out, b' ');
        } else if field.zero && is_number {
            out.extend(head);
            pad(out, b'0');
            out.extend(text);
        } else {
            pad(out, b' ');
            out.extend(head);
            out.extend(text);
        }
        Ok(())
    }
}

/// The sign that a number shows.
fn sign(field: &Field, is_negative: bool) -> &'static str {
    match (is_negative, field.plus, field.space) {
        (true, ..) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    }
}

/// Where the first `count` code points, or bytes, end.
fn end_of(text: &[u8], count: usize, is_text: bool) -> usize {
    if !is_text {
        return count.min(text.len());
    }
    let starts = text
        .iter()
        .enumerate()
        .filter(|(_, byte)| !wtf8::is_continuation(**byte));
    starts.map(|(at, _)| at).nth(count).unwrap_or(text.len())
}
