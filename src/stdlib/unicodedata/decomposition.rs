//! What a character is made of, in one step. The crate that normalizes knows the last
//! step only; so what it gives is put together again but for the last character, and the
//! way in which a character is like others but not equal is told by its name.
//!
//! ```text
//!   ǻ  fully   0061 030A 0301        one step   00E5 0301
//!   ½  fully   0031 2044 0032        by name    <fraction> 0031 2044 0032
//! ```

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Words of names, and what they say.
const TAGS: [(&str, &str); 22] = [
    ("VULGAR FRACTION", "fraction"),
    ("FRACTION NUMERATOR", "fraction"),
    ("SUPERSCRIPT", "super"),
    ("MODIFIER LETTER", "super"),
    ("ORDINAL INDICATOR", "super"),
    ("SUBSCRIPT", "sub"),
    ("CIRCLED", "circle"),
    ("FULLWIDTH", "wide"),
    ("IDEOGRAPHIC SPACE", "wide"),
    ("HALFWIDTH", "narrow"),
    ("MATHEMATICAL", "font"),
    ("DOUBLE-STRUCK", "font"),
    ("SCRIPT ", "font"),
    ("BLACK-LETTER", "font"),
    ("ISOLATED FORM", "isolated"),
    ("FINAL FORM", "final"),
    ("INITIAL FORM", "initial"),
    ("MEDIAL FORM", "medial"),
    ("FORM FOR VERTICAL", "vertical"),
    ("SQUARE", "square"),
    ("NO-BREAK", "noBreak"),
    ("NON-BREAKING", "noBreak"),
];

fn tag(it: char) -> &'static str {
    if ('\u{fe50}'..='\u{fe6b}').contains(&it) {
        return "small";
    }
    let name = unicode_names2::name(it).map_or(String::new(), |name| name.to_string());
    let found = TAGS.iter().find(|(words, _)| name.contains(words));
    found.map_or("compat", |(_, tag)| tag)
}

fn written(parts: &[char]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|&it| format!("{:04X}", u32::from(it)))
        .collect();
    parts.join(" ")
}

/// As the Unicode database writes it; empty for what is made of itself.
pub fn of(it: char) -> String {
    // The syllables of Hangul are not in the database: they are computed.
    if ('\u{ac00}'..='\u{d7a3}').contains(&it) {
        return String::new();
    }
    let text = it.to_string();
    let canonical: Vec<char> = text.nfd().collect();
    if canonical != [it] {
        let Some((&last, before)) = canonical.split_last() else {
            return String::new();
        };
        let head: Vec<char> = before.iter().copied().nfc().collect();
        return match head[..] {
            [head] if canonical.len() == 2 || compose(head, last).is_some() => {
                written(&[head, last])
            }
            _ => written(&canonical),
        };
    }
    let compatible: Vec<char> = text.nfkd().collect();
    match compatible == [it] {
        true => String::new(),
        false => format!("<{}> {}", tag(it), written(&compatible)),
    }
}
