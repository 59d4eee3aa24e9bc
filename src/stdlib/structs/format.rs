//! The little language of `struct`: `'>2h 3s'` to fields with offsets.

use crate::object::packed::Item;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `count` items.
    Item(Item),
    /// One bytes object of `count` bytes: `s`.
    Text,
    /// The same with its length in the first byte: `p`.
    Pascal,
}

/// A run of equal items, or a text.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) form: Form,
    pub(super) count: usize,
    pub(super) offset: usize,
}

impl Field {
    /// How many objects it stands for.
    pub(super) fn values(&self) -> usize {
        match self.form {
            Form::Item(_) => self.count,
            Form::Text | Form::Pascal => 1,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Format {
    pub(super) text: String,
    pub(super) fields: Vec<Field>,
    pub(super) size: usize,
    pub(super) big_endian: bool,
    /// Sizes and alignment are C's.
    pub(super) native: bool,
}

const TOO_LONG: &str = "total struct size too long";

impl Format {
    /// The error is the message.
    pub(super) fn parse(text: &[u8]) -> Result<Format, &'static str> {
        let mut it = Format {
            text: String::from_utf8_lossy(text).into_owned(),
            fields: Vec::new(),
            size: 0,
            big_endian: false,
            native: true,
        };
        let letters = match text {
            [order @ (b'@' | b'=' | b'<' | b'>' | b'!'), rest @ ..] => {
                it.native = *order == b'@';
                it.big_endian = matches!(order, b'>' | b'!');
                rest
            }
            _ => text,
        };
        let mut letters = letters.iter().copied();
        while let Some(letter) = letters.next() {
            if letter.is_ascii_whitespace() {
                continue;
            }
            let mut count = 1;
            let mut letter = letter;
            if letter.is_ascii_digit() {
                count = 0;
                while letter.is_ascii_digit() {
                    count = usize::checked_mul(count, 10)
                        .and_then(|count| count.checked_add(usize::from(letter - b'0')))
                        .ok_or(TOO_LONG)?;
                    letter = letters
                        .next()
                        .ok_or("repeat count given without format specifier")?;
                }
            }
            it.push(letter, count)?;
        }
        Ok(it)
    }

    fn push(&mut self, letter: u8, count: usize) -> Result<(), &'static str> {
        let item = match self.native {
            true => Item::native(letter),
            false => Item::standard(letter),
        };
        let (form, size) = match (letter, item) {
            (b'x', _) => (None, 1),
            (b's', _) => (Some(Form::Text), 1),
            (b'p', _) => (Some(Form::Pascal), 1),
            (_, Some(item)) => (Some(Form::Item(item)), item.size),
            _ => return Err("bad char in struct format"),
        };
        let offset = match self.native {
            true => self.size.checked_next_multiple_of(size).ok_or(TOO_LONG)?,
            false => self.size,
        };
        let end = count
            .checked_mul(size)
            .and_then(|len| offset.checked_add(len));
        self.size = end
            .filter(|&end| end <= isize::MAX as usize)
            .ok_or(TOO_LONG)?;
        if let Some(form) = form {
            self.fields.push(Field {
                form,
                count,
                offset,
            });
        }
        Ok(())
    }

    /// How many objects are packed.
    pub(super) fn values(&self) -> usize {
        self.fields
            .iter()
            .fold(0, |all, field| all.saturating_add(field.values()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(text: &str) -> Result<usize, &'static str> {
        Format::parse(text.as_bytes()).map(|format| format.size)
    }

    #[test]
    fn sizes_and_alignment() {
        assert_eq!(size("bhi"), Ok(8));
        assert_eq!(size("!bhi"), Ok(7));
        assert_eq!(size("b0q"), Ok(8));
        assert_eq!(
            size("3"),
            Err("repeat count given without format specifier")
        );
        assert_eq!(size("<n"), Err("bad char in struct format"));
        assert_eq!(size("9223372036854775807q"), Err(TOO_LONG));
    }
}
