//! The older ways of `binascii` to send bytes through channels for text: uuencoding,
//! quoted-printable (RFC 2045, 6.7), and binhex's checksum.
//!
//! ```text
//!   uu   #86)C        a length, then six bits a character from ' ' on
//!   qp   caf=C3=A9=   text stays as it is; a last '=' joins a line with the next
//! ```

use super::{bytes_or_ascii, error};
use crate::object::value::Value;
use crate::stdlib::arguments::{bytes, integer};
use crate::vm::native::Args;
use crate::vm::{Res, Vm};

/// The most bytes of one uuencoded line.
const UU_LINE: usize = 45;
/// Lines of quoted-printable are shorter than this.
const QP_LINE: usize = 76;
const DIGITS: &[u8; 16] = b"0123456789ABCDEF";

fn flag(vm: &mut Vm, given: Option<Value>, usual: bool) -> Res<bool> {
    given.map_or(Ok(usual), |given| vm.truthy(given))
}

// --- uuencoding ---

pub(super) fn b2a_uu(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = bytes(vm, args[0])?;
    let backtick = flag(vm, args.kw(0), false)?;
    if data.len() > UU_LINE {
        return Err(error(vm, "At most 45 bytes at once"));
    }
    let written = |bits: u32| match bits as u8 & 63 {
        0 if backtick => b'`',
        six => six + b' ',
    };
    let mut line = vec![written(data.len() as u32)];
    for chunk in data.chunks(3) {
        let mut three = [0; 3];
        three[..chunk.len()].copy_from_slice(chunk);
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        line.extend([18, 12, 6, 0].map(|shift| written(bits >> shift)));
    }
    line.push(b'\n');
    Ok(vm.heap.bytes(&line).into())
}

pub(super) fn a2b_uu(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let line = bytes_or_ascii(vm, args[0])?;
    let Some((&length, rest)) = line.split_first() else {
        return Ok(vm.heap.bytes(&[0; 32]).into());
    };
    let length = usize::from(length.wrapping_sub(b' ') & 63);
    // What a line is short of are zeros.
    let is_end = |byte: u8| matches!(byte, b'\n' | b'\r');
    let (mut data, mut bits, mut count, mut at) = (Vec::with_capacity(length), 0, 0, 0);
    while data.len() < length {
        let six = match rest.get(at) {
            Some(&byte) if !is_end(byte) => {
                if !(b' '..=b'`').contains(&byte) {
                    return Err(error(vm, "Illegal char"));
                }
                (byte - b' ') & 63
            }
            _ => 0,
        };
        at += 1;
        bits = (bits << 6 | u32::from(six)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            data.push((bits >> count) as u8);
        }
    }
    let garbage = |byte: &u8| !is_end(*byte) && !matches!(byte, b' ' | b'`');
    if rest.iter().skip(at).any(garbage) {
        return Err(error(vm, "Trailing garbage"));
    }
    Ok(vm.heap.bytes(&data).into())
}

// --- quoted-printable ---

pub(super) fn a2b_qp(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let text = bytes_or_ascii(vm, args[0])?;
    let header = flag(vm, args.get(1), false)?;
    let digit = |byte: &u8| char::from(*byte).to_digit(16).map(|digit| digit as u8);
    let mut data = Vec::with_capacity(text.len());
    let mut rest = &text[..];
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'=' {
            data.push(if header && byte == b'_' { b' ' } else { byte });
            continue;
        }
        let pair = rest
            .first()
            .and_then(digit)
            .zip(rest.get(1).and_then(digit));
        match (rest.first(), pair) {
            (Some(b'\n' | b'\r'), _) => {
                let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
                rest = &rest[end..];
            }
            (Some(b'='), _) => {
                data.push(b'=');
                rest = &rest[1..];
            }
            (_, Some((high, low))) => {
                data.push(high << 4 | low);
                rest = &rest[2..];
            }
            (Some(_), None) => data.push(b'='),
            (None, _) => {}
        }
    }
    Ok(vm.heap.bytes(&data).into())
}

/// Text that is being quoted.
struct Quoted {
    text: Vec<u8>,
    /// How much the last line has.
    line: usize,
    end: &'static [u8],
}

impl Quoted {
    fn escape(&mut self, byte: u8) {
        let digits = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
        self.text.extend([b'=', digits[0], digits[1]]);
        self.line += 3;
    }

    /// Breaks a line that would be too long with so much more.
    fn make_room(&mut self, more: usize) {
        if self.line + more >= QP_LINE {
            self.text.push(b'=');
            self.break_line();
        }
    }

    fn break_line(&mut self) {
        self.text.extend_from_slice(self.end);
        self.line = 0;
    }
}

pub(super) fn b2a_qp(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = bytes(vm, args[0])?;
    let quotes_tabs = flag(vm, args.get(1), false)?;
    let is_text = flag(vm, args.get(2), true)?;
    let header = flag(vm, args.get(3), false)?;
    // The first line says how all of them end.
    let first = memchr::memchr(b'\n', &data);
    let crlf = first.is_some_and(|at| at > 0 && data[at - 1] == b'\r');
    let mut quoted = Quoted {
        text: Vec::with_capacity(data.len()),
        line: 0,
        end: if crlf { b"\r\n" } else { b"\n" },
    };
    let mut at = 0;
    while at < data.len() {
        let (byte, next) = (data[at], data.get(at + 1).copied());
        at += 1;
        let must_be_quoted = match byte {
            b'=' | 127.. => true,
            b'_' => header,
            // A line of one dot ends a mail.
            b'.' => quoted.line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
            b'\r' | b'\n' => !is_text,
            b'\t' | b' ' => quotes_tabs || next.is_none(),
            ..b' ' => true,
            _ => false,
        };
        if must_be_quoted {
            quoted.make_room(3);
            quoted.escape(byte);
        } else if is_text && (byte == b'\n' || byte == b'\r' && next == Some(b'\n')) {
            // Space at the end of a line would get lost.
            if let Some(&space @ (b' ' | b'\t')) = quoted.text.last() {
                quoted.text.pop();
                quoted.escape(space);
            }
            quoted.break_line();
            at += usize::from(byte == b'\r');
        } else {
            if next.is_some_and(|next| next != b'\n') {
                quoted.make_room(1);
            }
            quoted.line += 1;
            let space = header && byte == b' ';
            quoted.text.push(if space { b'_' } else { byte });
        }
    }
    Ok(vm.heap.bytes(&quoted.text).into())
}

// --- binhex ---

/// The checksum of CCITT (polynomial 0x1021), going on from another.
pub(super) fn crc_hqx(vm: &mut Vm, args: Args<'_>) -> Res<Value> {
    let data = bytes(vm, args[0])?;
    let start = integer(vm, args[1])? & dashu_int::UBig::from(u16::MAX);
    let start = u16::try_from(start).unwrap_or(0);
    let crc = data.iter().fold(start, |crc, &byte| {
        let crc = crc ^ u16::from(byte) << 8;
        (0..8).fold(crc, |crc, _| {
            crc << 1 ^ if crc >> 15 == 1 { 0x1021 } else { 0 }
        })
    });
    Ok(Value::small(i32::from(crc)))
}
