//! Lone surrogates in what is matched and in patterns. The crates that match see UTF-8,
//! which has none; so each is replaced, in both, by a character for private use that is
//! as long:
//!
//! ```text
//!   str      "a\ud800b"    61 ED A0 80 62
//!   matched  "a\u{e000}b"  61 EE 80 80 62      places are the same in both
//! ```
//!
//! Only a text that has both a surrogate and its stand-in can be matched wrongly.

use crate::object::gc::Gc;
use crate::object::str::Str;

const FIRST: u32 = 0xd800;
const LAST: u32 = 0xdfff;
/// What stands in for the first and the last of them.
const FIRST_STAND_IN: char = '\u{e000}';
const LAST_STAND_IN: char = '\u{e7ff}';

/// A code point as a character.
pub fn stand_in(code_point: u32) -> Option<char> {
    match code_point {
        FIRST..=LAST => char::from_u32(code_point - FIRST + u32::from(FIRST_STAND_IN)),
        _ => char::from_u32(code_point),
    }
}

/// What a character of a text that has stand-ins stands for.
pub fn meant(char: char) -> u32 {
    match char {
        FIRST_STAND_IN..=LAST_STAND_IN => u32::from(char) - u32::from(FIRST_STAND_IN) + FIRST,
        char => u32::from(char),
    }
}

/// A range as one of characters that has the stand-ins of the surrogates in it.
pub fn range(low: char, high: char) -> (char, char) {
    let is_surrogate = |code: u32| (FIRST..=LAST).contains(&code);
    let (from, to) = (meant(low), meant(high));
    if is_surrogate(to) || to < FIRST {
        return (low, high);
    }
    // It goes on behind them all.
    let high = high.max(LAST_STAND_IN);
    match is_surrogate(from) {
        true => (FIRST_STAND_IN, high),
        false => (low, high),
    }
}

/// A text without surrogates.
pub fn replaced(text: Gc<Str>) -> String {
    text.code_points().filter_map(stand_in).collect()
}
