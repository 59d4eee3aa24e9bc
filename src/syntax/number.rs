//! Numbers: where a literal ends, and what is wrong when it ends badly.
//!
//! A regular expression could accept the right ones, but `0777`, `0o18`, `1__0` and `12abc` each deserve their own words.
//! The steps, and the place that an error names (the last character that was read), are those of CPython's tokenizer.

use crate::source::{Span, SyntaxError};

type Result<T> = std::result::Result<T, SyntaxError>;

/// The length of the number that starts at `start` with a digit, or with a point before a digit.
pub fn scan(text: &str, start: usize) -> Result<usize> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: start,
    };
    scanner.number()?;
    Ok(scanner.at - start)
}

struct Scanner<'s> {
    bytes: &'s [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(b'\n')
    }

    fn rest(&self) -> &[u8] {
        &self.bytes[self.at..]
    }

    /// An error at the character before `self.at`.
    fn error(&self, message: String) -> SyntaxError {
        SyntaxError::new(message, Span::new(self.at as u32 - 1, self.at as u32))
    }

    fn number(&mut self) -> Result<()> {
        let start = self.at;
        let mut leading_zeros = None;
        if self.peek() == b'0' {
            self.at += 1;
            match self.peek() {
                b'x' | b'X' => return self.based("hexadecimal", 16),
                b'o' | b'O' => return self.based("octal", 8),
                b'b' | b'B' => return self.based("binary", 2),
                _ => {}
            }
            self.zeros()?;
            if self.peek().is_ascii_digit() {
                leading_zeros = Some(Span::new(start as u32, self.at as u32));
                self.decimals()?;
            }
        } else if self.peek() != b'.' {
            self.decimals()?;
        }

        let mut is_float = false;
        if self.peek() == b'.' {
            is_float = true;
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.decimals()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let signed = matches!(self.rest().get(1), Some(b'+' | b'-'));
            let digits = self.at + if signed { 2 } else { 1 };
            if self.bytes.get(digits).is_some_and(u8::is_ascii_digit) {
                is_float = true;
                self.at = digits;
                self.decimals()?;
            } else if signed {
                self.at = digits;
                return Err(self.error("invalid decimal literal".into()));
            } else {
                return self.end("decimal");
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return self.end("imaginary");
        }
        if let Some(zeros) = leading_zeros.filter(|_| !is_float) {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(SyntaxError::new(message, zeros));
        }
        self.end("decimal")
    }

    /// `0_0`, the zeros of which only zero may have several.
    fn zeros(&mut self) -> Result<()> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return Err(self.error("invalid decimal literal".into()));
                }
            }
            if self.peek() != b'0' {
                return Ok(());
            }
            self.at += 1;
        }
    }

    fn decimals(&mut self) -> Result<()> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.error("invalid decimal literal".into()));
            }
        }
    }

    /// The digits after `0x`, `0o`, `0b`.
    fn based(&mut self, kind: &str, radix: u32) -> Result<()> {
        self.at += 1;
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            if !(self.peek() as char).is_digit(radix) {
                self.wrong_digit(kind)?;
                return Err(self.error(format!("invalid {kind} literal")));
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                self.wrong_digit(kind)?;
                return self.end(kind);
            }
        }
    }

    fn wrong_digit(&mut self, kind: &str) -> Result<()> {
        let digit = self.peek();
        if !digit.is_ascii_digit() {
            return Ok(());
        }
        self.at += 1;
        Err(self.error(format!(
            "invalid digit '{}' in {kind} literal",
            digit as char
        )))
    }

    /// No name may follow a number, except the keywords that CPython still lets touch it: `1if x else 2`.
    fn end(&self, kind: &str) -> Result<()> {
        let keywords: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
        let next = self.peek();
        let touches = next.is_ascii_alphanumeric() || next == b'_' || next >= 0x80;
        if touches
            && !keywords
                .iter()
                .any(|keyword| self.rest().starts_with(keyword))
        {
            return Err(self.error(format!("invalid {kind} literal")));
        }
        Ok(())
    }
}
