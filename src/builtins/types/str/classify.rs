//! `isalpha`, `isdigit`, `isupper` and their siblings: what kind of characters a
//! string is made of.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::text;
use crate::builtins::types::support::this;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::vm::{Args, Res, Vm};

fn category(code: u32) -> GeneralCategory {
    char::from_u32(code).map_or(GeneralCategory::Surrogate, |it| it.general_category())
}

pub fn is_title(code: u32) -> bool {
    category(code) == GeneralCategory::TitlecaseLetter
}

/// What `ascii` says of an ASCII character, and else `other` of the code point: most
/// text is ASCII, and looking a category up is a search.
fn by_table(code: u32, ascii: fn(&u8) -> bool, other: impl Fn(u32) -> bool) -> bool {
    match u8::try_from(code) {
        Ok(byte) if byte.is_ascii() => ascii(&byte),
        _ => other(code),
    }
}

fn is_alpha(code: u32) -> bool {
    use GeneralCategory::*;
    matches!(
        category(code),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

fn is_decimal(code: u32) -> bool {
    category(code) == GeneralCategory::DecimalNumber
}

/// Text whose decimal digits are ASCII's: numbers may be written in any script's.
pub fn with_ascii_digits(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    // The ten digits of a script lie side by side, and so may several scripts'.
    let digit = |it: char| {
        let code = u32::from(it);
        let first = (0..code)
            .rev()
            .take_while(|&before| is_decimal(before))
            .last()
            .unwrap_or(code);
        char::from_digit((code - first) % 10, 10).unwrap_or(it)
    };
    let spaced = |it: char| if text::is_space(it.into()) { ' ' } else { it };
    text.chars()
        .map(|it| {
            if !it.is_ascii() && is_decimal(it.into()) {
                digit(it)
            } else {
                spaced(it)
            }
        })
        .collect()
}

/// Digits that are no decimals: superscripts and those in circles and parentheses.
const OTHER_DIGITS: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

pub fn is_digit(code: u32) -> bool {
    is_decimal(code)
        || OTHER_DIGITS
            .iter()
            .any(|&(from, to)| (from..=to).contains(&code))
}

/// Han characters that mean a number.
const NUMERIC_HAN: &str = "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零參拾兩零六陸什𠀁𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭廾";

fn is_numeric(code: u32) -> bool {
    use GeneralCategory::*;
    matches!(category(code), DecimalNumber | LetterNumber | OtherNumber)
        || char::from_u32(code).is_some_and(|it| NUMERIC_HAN.contains(it))
}

/// Whether `repr` shows a character as it is.
pub fn is_printable(code: u32) -> bool {
    use GeneralCategory::*;
    if code < 0x7f {
        return code >= 0x20;
    }
    !matches!(
        category(code),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | LineSeparator
            | ParagraphSeparator
            | SpaceSeparator
    )
}

/// Whether there are characters, and `holds` is true of all of them.
fn all(vm: &mut Vm, value: Value, holds: impl Fn(u32) -> bool) -> Res<Value> {
    let it = this::<Str>(vm, value)?;
    let bytes = it.bytes();
    Ok(Value::bool(
        !bytes.is_empty() && text::code_points(bytes).all(holds),
    ))
}

pub fn isalpha(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args[0], |code| {
        by_table(code, u8::is_ascii_alphabetic, is_alpha)
    })
}

pub fn isdecimal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args[0], |code| {
        by_table(code, u8::is_ascii_digit, is_decimal)
    })
}

pub fn isdigit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args[0], |code| {
        by_table(code, u8::is_ascii_digit, is_digit)
    })
}

pub fn isnumeric(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args[0], |code| {
        by_table(code, u8::is_ascii_digit, is_numeric)
    })
}

pub fn isalnum(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let other = |code| is_alpha(code) || is_digit(code) || is_numeric(code);
    all(vm, args[0], |code| {
        by_table(code, u8::is_ascii_alphanumeric, other)
    })
}

pub fn isspace(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    all(vm, args[0], text::is_space)
}

pub fn isascii(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    Ok(this::<Str>(vm, args[0])?.is_ascii().into())
}

pub fn isprintable(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    Ok(text::code_points(it.bytes()).all(is_printable).into())
}

pub fn isidentifier(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let mut codes = text::code_points(it.bytes()).map(|code| char::from_u32(code).unwrap_or('\0'));
    let starts = codes
        .next()
        .is_some_and(|it| it == '_' || unicode_ident::is_xid_start(it));
    Ok(Value::bool(
        starts && codes.all(unicode_ident::is_xid_continue),
    ))
}

/// Whether there is a cased character and all of them have the case `wanted`.
fn cased(
    vm: &mut Vm,
    value: Value,
    wanted: impl Fn(char) -> bool,
    other: impl Fn(char) -> bool,
) -> Res<Value> {
    let it = this::<Str>(vm, value)?;
    let mut found = false;
    for code in text::code_points(it.bytes()) {
        let Some(it) = char::from_u32(code) else {
            continue;
        };
        if other(it) || (!it.is_ascii() && is_title(code)) {
            return Ok(Value::FALSE);
        }
        found |= wanted(it);
    }
    Ok(found.into())
}

pub fn isupper(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    cased(vm, args[0], char::is_uppercase, char::is_lowercase)
}

pub fn islower(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    cased(vm, args[0], char::is_lowercase, char::is_uppercase)
}

pub fn istitle(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let it = this::<Str>(vm, args[0])?;
    let mut found = false;
    let mut in_word = false;
    for code in text::code_points(it.bytes()) {
        let it = char::from_u32(code).unwrap_or('\0');
        let (upper, lower) = (it.is_uppercase() || is_title(code), it.is_lowercase());
        if upper && in_word || lower && !in_word {
            return Ok(Value::FALSE);
        }
        in_word = upper || lower;
        found |= in_word;
    }
    Ok(found.into())
}
