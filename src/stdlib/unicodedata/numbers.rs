//! What a character counts: no crate here says, but its name does.
//!
//! ```text
//!   ⅞  VULGAR FRACTION SEVEN EIGHTHS     7 / 8
//!   Ⅻ  ROMAN NUMERAL TWELVE              12
//!   ㊾  CIRCLED NUMBER FORTY NINE         40 + 9
//!   六  CJK UNIFIED IDEOGRAPH-516D        a table: their names do not
//! ```

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

const WORDS: [&str; 20] = [
    "ZERO",
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "ELEVEN",
    "TWELVE",
    "THIRTEEN",
    "FOURTEEN",
    "FIFTEEN",
    "SIXTEEN",
    "SEVENTEEN",
    "EIGHTEEN",
    "NINETEEN",
];
const TENS: [&str; 8] = [
    "TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY",
];
/// By their beginnings: some are written in the plural.
const PARTS: [(&str, f64); 15] = [
    ("HALF", 2.0),
    ("HALVES", 2.0),
    ("THIRD", 3.0),
    ("QUARTER", 4.0),
    ("FIFTH", 5.0),
    ("SIXTH", 6.0),
    ("SEVENTH", 7.0),
    ("EIGHTH", 8.0),
    ("NINTH", 9.0),
    ("TENTH", 10.0),
    ("TWELFTH", 12.0),
    ("SIXTEENTH", 16.0),
    ("TWENTIETH", 20.0),
    ("FORTIETH", 40.0),
    ("EIGHTIETH", 80.0),
];
/// Han characters for zero to ten, as they are written every day and on cheques.
const HAN_UNITS: [&str; 11] = [
    "〇零",
    "一壹弌",
    "二貳贰弍",
    "三叁參弎",
    "四肆",
    "五伍",
    "六陸陆",
    "七柒漆",
    "八捌",
    "九玖",
    "十拾",
];
const HAN_POWERS: [(&str, f64); 5] = [
    ("百佰", 100.0),
    ("千仟阡", 1000.0),
    ("万萬", 1e4),
    ("亿億", 1e8),
    ("兆", 1e12),
];

fn han(it: char) -> Option<f64> {
    let unit = HAN_UNITS.iter().position(|units| units.contains(it));
    let power = HAN_POWERS.iter().find(|(powers, _)| powers.contains(it));
    unit.map(|unit| unit as f64)
        .or(power.map(|(_, power)| *power))
}

fn small(word: &str) -> Option<f64> {
    let unit = WORDS.iter().position(|it| *it == word);
    let ten = TENS.iter().position(|it| *it == word);
    unit.map(|unit| unit as f64)
        .or(ten.map(|ten| (ten + 2) as f64 * 10.0))
}

fn power(word: &str) -> Option<f64> {
    match word {
        "HUNDRED" => Some(100.0),
        "THOUSAND" => Some(1000.0),
        _ => None,
    }
}

/// The number that a name spells.
fn spelled(name: &str) -> Option<f64> {
    let mut number: Option<f64> = None;
    let mut part = 1.0;
    for word in name.split([' ', '-']) {
        if let Some(small) = small(word) {
            *number.get_or_insert(0.0) += small;
        } else if let Some(power) = power(word) {
            number = Some(number.unwrap_or(1.0) * power);
        } else if let Some((_, size)) = PARTS.iter().rfind(|(it, _)| word.starts_with(it))
            && number.is_some()
        {
            part = *size;
        } else if number.is_some() {
            break;
        }
    }
    Some(number? / part)
}

/// What a character counts; a decimal digit is `spelled` too.
pub fn value(it: char) -> Option<f64> {
    use GeneralCategory::{DecimalNumber, LetterNumber, OtherNumber};
    let category = it.general_category();
    if !matches!(category, DecimalNumber | LetterNumber | OtherNumber) {
        return han(it);
    }
    let name = unicode_names2::name(it)?.to_string();
    han(it).or_else(|| spelled(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_spell_numbers() {
        for (it, number) in [
            ('½', 0.5),
            ('⅞', 0.875),
            ('Ⅻ', 12.0),
            ('²', 2.0),
            ('㊾', 49.0),
            ('ↈ', 100_000.0),
            ('፼', 10_000.0),
            ('六', 6.0),
            ('億', 1e8),
            ('٣', 3.0),
        ] {
            assert_eq!(value(it), Some(number), "{it}");
        }
        assert_eq!(value('a'), None);
    }
}
