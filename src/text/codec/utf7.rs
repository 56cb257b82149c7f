//! UTF-7 (RFC 2152): ASCII with runs of base64 that hold UTF-16.

use super::Run;
use crate::text::sink::{Full, Sink};
use crate::text::wtf8;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn digit(byte: u8) -> Option<u32> {
    DIGITS.iter().position(|d| *d == byte).map(|n| n as u32)
}

/// Whether a character stands for itself outside a run.
fn is_direct(code: u32) -> bool {
    match u8::try_from(code) {
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(b'\t' | b'\n' | b'\r' | b' '..=b'}') => true,
        _ => false,
    }
}

/// Bits that wait to be written as base64.
#[derive(Default)]
struct Bits {
    value: u32,
    count: u32,
}

impl Bits {
    fn push_unit<S: Sink>(&mut self, unit: u32, out: &mut S) -> Result<(), Full> {
        self.value = self.value << 16 | unit;
        self.count += 16;
        while self.count >= 6 {
            self.count -= 6;
            out.push_bytes(&[DIGITS[(self.value >> self.count & 63) as usize]])?;
        }
        self.value &= (1 << self.count) - 1;
        Ok(())
    }

    /// What is left, filled up with zeros.
    fn finish<S: Sink>(&mut self, out: &mut S) -> Result<(), Full> {
        if self.count > 0 {
            let last = self.value << (6 - self.count) & 63;
            out.push_bytes(&[DIGITS[last as usize]])?;
        }
        *self = Bits::default();
        Ok(())
    }
}

pub(super) fn encode<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    let mut run: Option<Bits> = None;
    for code in wtf8::code_points(text) {
        if is_direct(code) {
            if let Some(mut bits) = run.take() {
                bits.finish(out)?;
                if code == u32::from(b'-') || digit(code as u8).is_some() {
                    out.push_bytes(b"-")?;
                }
            }
            out.push_code(code)?;
            continue;
        }
        if run.is_none() {
            if code == u32::from(b'+') {
                out.push_bytes(b"+-")?;
                continue;
            }
            out.push_bytes(b"+")?;
        }
        let bits = run.get_or_insert_default();
        match code.checked_sub(0x1_0000) {
            None => bits.push_unit(code, out)?,
            Some(high) => {
                bits.push_unit(0xd800 | high >> 10, out)?;
                bits.push_unit(0xdc00 | high & 0x3ff, out)?;
            }
        }
    }
    if let Some(mut bits) = run {
        bits.finish(out)?;
        out.push_bytes(b"-")?;
    }
    Ok(())
}

/// A run of base64 being read.
struct Reader {
    /// Where its `+` stands.
    start: usize,
    bits: u32,
    count: u32,
    /// The first half of a pair, while the second is awaited.
    high: Option<u32>,
}

impl Reader {
    fn push<S: Sink>(&mut self, digit: u32, out: &mut S) -> Result<(), Full> {
        self.bits = self.bits << 6 | digit;
        self.count += 6;
        if self.count < 16 {
            return Ok(());
        }
        self.count -= 16;
        let unit = self.bits >> self.count & 0xffff;
        self.bits &= (1 << self.count) - 1;
        if let Some(high) = self.high.take() {
            if (0xdc00..0xe000).contains(&unit) {
                return out.push_code(0x1_0000 + ((high & 0x3ff) << 10 | unit & 0x3ff));
            }
            out.push_code(high)?;
        }
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return Ok(());
        }
        out.push_code(unit)
    }
}

/// Decodes until the first fault.
pub(super) fn decode<S: Sink>(bytes: &[u8], out: &mut S) -> Result<Run, Full> {
    let fault = |start: usize, end: usize, reason| Ok((start, Some((end - start, reason))));
    let mut at = 0;
    let mut run: Option<Reader> = None;
    while let Some(&byte) = bytes.get(at) {
        if let Some(mut reader) = run.take() {
            if let Some(digit) = digit(byte) {
                reader.push(digit, out)?;
                run = Some(reader);
                at += 1;
                continue;
            }
            if reader.count >= 6 {
                return fault(reader.start, at + 1, "partial character in shift sequence");
            }
            if reader.count > 0 && reader.bits != 0 {
                return fault(
                    reader.start,
                    at + 1,
                    "non-zero padding bits in shift sequence",
                );
            }
            if let Some(high) = reader.high
                && byte.is_ascii()
                && byte != b'+'
            {
                out.push_code(high)?;
            }
            if byte == b'-' {
                at += 1;
            }
            continue;
        }
        match (byte, bytes.get(at + 1).copied()) {
            (b'+', Some(b'-')) => {
                out.push_bytes(b"+")?;
                at += 2;
            }
            (b'+', Some(next)) if digit(next).is_none() => {
                return fault(at, at + 2, "ill-formed sequence");
            }
            (b'+', _) => {
                run = Some(Reader {
                    start: at,
                    bits: 0,
                    count: 0,
                    high: None,
                });
                at += 1;
            }
            _ if byte.is_ascii() => {
                out.push_bytes(&[byte])?;
                at += 1;
            }
            _ => return fault(at, at + 1, "unexpected special character"),
        }
    }
    match run {
        Some(r) if r.high.is_some() || r.count >= 6 || r.count > 0 && r.bits != 0 => {
            fault(r.start, bytes.len(), "unterminated shift sequence")
        }
        _ => Ok((at, None)),
    }
}

/// Where a run starts that isn't ended; for reading piece by piece.
pub(super) fn unfinished(bytes: &[u8]) -> Option<usize> {
    let mut open = None;
    for (at, &byte) in bytes.iter().enumerate() {
        match open {
            Some(start) if digit(byte).is_some() => open = Some(start),
            Some(_) => open = None,
            None if byte == b'+' => open = Some(at),
            None => {}
        }
    }
    open
}
