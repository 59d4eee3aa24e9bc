//! The module `unicodedata`: what the Unicode database says about characters, as far
//! as the crates here know it.

mod decomposition;
mod numbers;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::builtins::types::str::classify::is_digit;
use crate::natives;
use crate::object::dict::Dict;
use crate::object::gc::Gc;
use crate::object::str::Str;
use crate::object::value::Value;
use crate::stdlib::arguments::{set, text};
use crate::vm::native::{Args, ModuleDef};
use crate::vm::{Res, Vm};

pub static MODULE: ModuleDef = ModuleDef {
    name: "unicodedata",
    doc: "This module provides access to the Unicode Character Database.",
    functions: FUNCTIONS,
    setup,
};

natives! { FUNCTIONS:
    name(chr, default=None, /) => name,
    lookup(name, /) => lookup,
    category(chr, /) => category,
    combining(chr, /) => combining,
    normalize(form, unistr, /) => normalize,
    is_normalized(form, unistr, /) => is_normalized,
    decimal(chr, default=None, /) => decimal,
    digit(chr, default=None, /) => digit,
    numeric(chr, default=None, /) => numeric,
    decomposition(chr, /) => decomposed,
    east_asian_width(chr, /) => east_asian_width,
}

fn setup(vm: &mut Vm, module: Gc<Dict>) -> Res<()> {
    let version = vm.heap.str("15.0.0");
    set(vm, module, "unidata_version", version);
    Ok(())
}

/// The one character that an argument is.
fn character(vm: &mut Vm, value: Value, function: &str) -> Res<u32> {
    let found = value.get::<Str>();
    let mut code_points = found.iter().flat_map(|text| text.code_points());
    match (code_points.next(), code_points.next()) {
        (Some(code_point), None) => Ok(code_point),
        _ => {
            let class = vm.class_name(value);
            let argument = match found {
                Some(_) => "must be a unicode character, not str".to_string(),
                None => format!("must be a unicode character, not {class}"),
            };
            // Functions of one argument do not number it.
            let place = match function {
                "name" | "decimal" | "digit" | "numeric" => " 1",
                _ => "",
            };
            Err(vm.type_error(format!("{function}() argument{place} {argument}")))
        }
    }
}

fn name(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "name")?;
    match char::from_u32(code_point).and_then(unicode_names2::name) {
        Some(name) => Ok(vm.heap.str(&name.to_string()).into()),
        None => match args.get(1) {
            Some(default) => Ok(default),
            None => Err(vm.value_error("no such name")),
        },
    }
}

fn lookup(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let name = text(vm, args[0], "lookup() argument")?;
    let name = name.to_string_lossy();
    match unicode_names2::character(&name) {
        Some(found) => Ok(vm.heap.str(&found.to_string()).into()),
        None => {
            let message = vm.heap.str(&format!("undefined character name '{name}'"));
            Err(vm.key_error(message.into()))
        }
    }
}

/// The two letters of a category.
fn abbreviation(category: GeneralCategory) -> &'static str {
    use GeneralCategory as C;
    match category {
        C::UppercaseLetter => "Lu",
        C::LowercaseLetter => "Ll",
        C::TitlecaseLetter => "Lt",
        C::ModifierLetter => "Lm",
        C::OtherLetter => "Lo",
        C::NonspacingMark => "Mn",
        C::SpacingMark => "Mc",
        C::EnclosingMark => "Me",
        C::DecimalNumber => "Nd",
        C::LetterNumber => "Nl",
        C::OtherNumber => "No",
        C::ConnectorPunctuation => "Pc",
        C::DashPunctuation => "Pd",
        C::OpenPunctuation => "Ps",
        C::ClosePunctuation => "Pe",
        C::InitialPunctuation => "Pi",
        C::FinalPunctuation => "Pf",
        C::OtherPunctuation => "Po",
        C::MathSymbol => "Sm",
        C::CurrencySymbol => "Sc",
        C::ModifierSymbol => "Sk",
        C::OtherSymbol => "So",
        C::SpaceSeparator => "Zs",
        C::LineSeparator => "Zl",
        C::ParagraphSeparator => "Zp",
        C::Control => "Cc",
        C::Format => "Cf",
        C::Surrogate => "Cs",
        C::PrivateUse => "Co",
        C::Unassigned => "Cn",
    }
}

fn category(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "category")?;
    // A lone surrogate is no `char`.
    let category = char::from_u32(code_point).map(UnicodeGeneralCategory::general_category);
    let category = category.map_or("Cs", abbreviation);
    Ok(vm.heap.intern(category).into())
}

fn combining(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "combining")?;
    let class = char::from_u32(code_point).map_or(0, canonical_combining_class);
    Ok(Value::small(i32::from(class)))
}

fn normalized(vm: &mut Vm, args: &Args<'_>) -> Res<(String, String)> {
    let form = text(vm, args[0], "normalize() argument 1")?;
    let string = text(vm, args[1], "normalize() argument 2")?;
    let string = vm.text_of(string)?;
    let made = match form.bytes() {
        b"NFC" => string.nfc().collect(),
        b"NFD" => string.nfd().collect(),
        b"NFKC" => string.nfkc().collect(),
        b"NFKD" => string.nfkd().collect(),
        _ => return Err(vm.value_error("invalid normalization form")),
    };
    Ok((string, made))
}

fn normalize(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (_, made) = normalized(vm, &args)?;
    Ok(vm.heap.str(&made).into())
}

fn is_normalized(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let (string, made) = normalized(vm, &args)?;
    Ok(Value::bool(string == made))
}

/// The digit that a character is. `int` knows them all.
fn decimal(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "decimal")?;
    let digit = char::from_u32(code_point)
        .filter(|it| it.general_category() == GeneralCategory::DecimalNumber)
        .and_then(|it| crate::object::number_text::parse_int(&it.to_string(), 10));
    match (digit, args.get(1)) {
        (Some(digit), _) => Ok(vm.heap.bigint(digit)),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.value_error("not a decimal")),
    }
}

/// The same of those written in another way, such as in superscript.
fn digit(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "digit")?;
    let digit = char::from_u32(code_point)
        .filter(|_| is_digit(code_point))
        .and_then(numbers::value);
    match (digit, args.get(1)) {
        (Some(digit), _) => Ok(vm.heap.int(digit as i64)),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.value_error("not a digit")),
    }
}

fn numeric(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "numeric")?;
    match (
        char::from_u32(code_point).and_then(numbers::value),
        args.get(1),
    ) {
        (Some(number), _) => Ok(vm.heap.float(number)),
        (None, Some(default)) => Ok(default),
        (None, None) => Err(vm.value_error("not a numeric character")),
    }
}

fn decomposed(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let code_point = character(vm, args[0], "decomposition")?;
    let text = char::from_u32(code_point).map_or(String::new(), decomposition::of);
    Ok(vm.heap.str(&text).into())
}

fn east_asian_width(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    use unicode_width::UnicodeWidthChar;
    let code_point = character(vm, args[0], "east_asian_width")?;
    let it = char::from_u32(code_point).unwrap_or('\u{fffd}');
    let width = match code_point {
        0x20..=0x7e => "Na",
        0x3000 | 0xff01..=0xff60 | 0xffe0..=0xffe6 => "F",
        0xff61..=0xffdc | 0xffe8..=0xffee => "H",
        _ if it.width() == Some(2) => "W",
        _ if it.width_cjk() == Some(2) => "A",
        _ => "N",
    };
    Ok(vm.heap.intern(width).into())
}
