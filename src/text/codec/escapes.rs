//! `unicode_escape` and `raw_unicode_escape`: text as ASCII or Latin-1 with escapes.

use super::Run;
use crate::text::escape::push_code_escape;
use crate::text::sink::{Full, Sink};
use crate::text::{unicode, wtf8};

/// Writes a text so that a str literal with these contents means it.
pub(super) fn encode<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    for code in wtf8::code_points(text) {
        match code {
            0x5c => out.push_bytes(b"\\\\")?,
            0x09 => out.push_bytes(b"\\t")?,
            0x0a => out.push_bytes(b"\\n")?,
            0x0d => out.push_bytes(b"\\r")?,
            0x20..0x7f => out.push_bytes(&[code as u8])?,
            _ => push_code_escape(code, out)?,
        }
    }
    Ok(())
}

/// Writes Latin-1; what is beyond it as `\u` or `\U`.
pub(super) fn encode_raw<S: Sink>(text: &[u8], out: &mut S) -> Result<(), Full> {
    wtf8::code_points(text).try_for_each(|code| match u8::try_from(code) {
        Ok(byte) => out.push_bytes(&[byte]),
        Err(_) => push_code_escape(code, out),
    })
}

/// The number that up to `most` hexadecimal digits at `at` say, and how many there are.
fn hex(bytes: &[u8], at: usize, most: usize) -> (u32, usize) {
    let digits = bytes.get(at..).unwrap_or_default().iter().take(most);
    let digits = digits.map_while(|b| char::from(*b).to_digit(16));
    digits.fold((0, 0), |(code, n), digit| (code << 4 | digit, n + 1))
}

/// What follows `\x`, `\u` or `\U`: its digits, and the fault where they are too few.
fn digits_of(letter: u8) -> Option<(usize, &'static str)> {
    Some(match letter {
        b'x' => (2, "truncated \\xXX escape"),
        b'u' => (4, "truncated \\uXXXX escape"),
        b'U' => (8, "truncated \\UXXXXXXXX escape"),
        _ => return None,
    })
}

/// The first escape in valid data that means nothing, as it is written, and whether it is an octal one
/// beyond a byte: they stay, but are warned of.
pub fn invalid_escape(bytes: &[u8]) -> Option<(&[u8], bool)> {
    let mut at = 0;
    while let Some(n) = memchr::memchr(b'\\', &bytes[at..]) {
        at += n;
        let escape = &bytes[at..];
        match escape.get(1)? {
            b'4'..=b'7' => {
                let digits = escape[1..].iter().take(3);
                if digits.filter(|b| (b'0'..=b'7').contains(b)).count() == 3 {
                    return Some((&escape[..4], true));
                }
            }
            b'\n'
            | b'\\'
            | b'\''
            | b'"'
            | b'a'
            | b'b'
            | b'f'
            | b'n'
            | b'r'
            | b't'
            | b'v'
            | b'x'
            | b'u'
            | b'U'
            | b'N'
            | b'0'..=b'3' => {}
            _ => return Some((&escape[..2], false)),
        }
        at += 2;
    }
    None
}

/// Decodes as a str literal is read, until the first fault.
pub(super) fn decode<S: Sink>(bytes: &[u8], out: &mut S) -> Result<Run, Full> {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            out.push_code(u32::from(byte))?;
            at += 1;
            continue;
        }
        let Some(&letter) = bytes.get(at + 1) else {
            return Ok((at, Some((1, "\\ at end of string"))));
        };
        let next = at + 2;
        if let Some((count, truncated)) = digits_of(letter) {
            let (code, n) = hex(bytes, next, count);
            if n < count {
                return Ok((at, Some((2 + n, truncated))));
            }
            if code >= 0x11_0000 {
                return Ok((at, Some((2 + n, "illegal Unicode character"))));
            }
            out.push_code(code)?;
            at = next + n;
            continue;
        }
        at = match letter {
            b'\n' => next,
            b'0'..=b'7' => {
                let digits = bytes[at + 1..].iter().take(3);
                let digits = digits.take_while(|b| matches!(b, b'0'..=b'7'));
                let (code, n) = digits.fold((0, 0), |(code, n), digit| {
                    (code << 3 | u32::from(digit - b'0'), n + 1)
                });
                out.push_code(code)?;
                at + 1 + n
            }
            b'N' => match named(bytes, next) {
                Ok((code, end)) => {
                    out.push_code(code)?;
                    end
                }
                Err((end, reason)) => return Ok((at, Some((end - at, reason)))),
            },
            _ => {
                match letter {
                    b'\\' | b'\'' | b'"' => out.push_bytes(&[letter])?,
                    b'a' => out.push_bytes(b"\x07")?,
                    b'b' => out.push_bytes(b"\x08")?,
                    b'f' => out.push_bytes(b"\x0c")?,
                    b'n' => out.push_bytes(b"\n")?,
                    b'r' => out.push_bytes(b"\r")?,
                    b't' => out.push_bytes(b"\t")?,
                    b'v' => out.push_bytes(b"\x0b")?,
                    // An unknown escape stays as it is.
                    _ => {
                        out.push_bytes(b"\\")?;
                        out.push_code(u32::from(letter))?;
                    }
                }
                next
            }
        };
    }
    Ok((at, None))
}

/// The character of `{NAME}` at `at` and the place behind it, or where a fault ends and what it is.
fn named(bytes: &[u8], at: usize) -> Result<(u32, usize), (usize, &'static str)> {
    const MALFORMED: &str = "malformed \\N character escape";
    if bytes.get(at) != Some(&b'{') {
        return Err((at, MALFORMED));
    }
    let rest = &bytes[at + 1..];
    match memchr::memchr(b'}', rest) {
        None => Err((bytes.len(), MALFORMED)),
        Some(0) => Err((at + 1, MALFORMED)),
        Some(n) => {
            let end = at + 1 + n + 1;
            let name = std::str::from_utf8(&rest[..n]).ok();
            match name.and_then(unicode::by_name) {
                Some(c) => Ok((c as u32, end)),
                None => Err((end, "unknown Unicode character name")),
            }
        }
    }
}

/// Decodes Latin-1 with `\u` and `\U`, until the first fault.
pub(super) fn decode_raw<S: Sink>(bytes: &[u8], out: &mut S) -> Result<Run, Full> {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let letter = bytes.get(at + 1).copied();
        let escape = letter
            .filter(|l| byte == b'\\' && *l != b'x')
            .and_then(digits_of);
        match (escape, letter) {
            (Some((count, truncated)), _) => {
                let (code, n) = hex(bytes, at + 2, count);
                if n < count {
                    return Ok((at, Some((2 + n, truncated))));
                }
                if code >= 0x11_0000 {
                    return Ok((at, Some((2 + n, "\\Uxxxxxxxx out of range"))));
                }
                out.push_code(code)?;
                at += 2 + n;
            }
            // A backslash takes the next character along, so two begin no escape.
            (None, Some(letter)) if byte == b'\\' => {
                out.push_bytes(b"\\")?;
                out.push_code(u32::from(letter))?;
                at += 2;
            }
            _ => {
                out.push_code(u32::from(byte))?;
                at += 1;
            }
        }
    }
    Ok((at, None))
}
