//! The built-in encodings: UTF-8, UTF-16, UTF-32, UTF-7, Latin-1, ASCII, the single-byte ones of
//! `charmap.rs`, and Python's escapes (`escapes.rs`).
//!
//! [`encode_run`] and [`decode_run`] convert until something cannot be
//! converted and say what; [`encode`] and [`decode`] drive them with one of
//! Python's named error handlers. A handler that a script registered is driven
//! by the object layer, over the same two functions.

mod charmap;
mod charmap_tables;
mod escapes;
mod partial;
mod utf7;

use super::escape::push_code_escape;
use super::sink::{Full, Sink};
use super::wtf8;
pub use charmap::Charmap;
pub use escapes::invalid_escape;

/// Byte order of UTF-16 and UTF-32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
    /// With a byte order mark; little-endian when there is none.
    Marked,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// UTF-8 that starts with a byte order mark.
    Utf8Sig,
    Utf16(Order),
    Utf32(Order),
    Utf7,
    Latin1,
    Ascii,
    Charmap(&'static Charmap),
    /// As in the literals of str.
    UnicodeEscape,
    /// As in raw literals once were: `\u` alone, the rest is Latin-1.
    RawUnicodeEscape,
}

impl Encoding {
    /// By any of the names that Python accepts; `None` for another encoding.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut normal = [0; 32];
        let mut length = 0;
        for byte in name.bytes() {
            let byte = match byte {
                b'.' => b'.',
                _ if byte.is_ascii_alphanumeric() => byte.to_ascii_lowercase(),
                _ if byte.is_ascii() => b'_',
                _ => return None,
            };
            if byte == b'_' && (length == 0 || normal[length - 1] == b'_') {
                continue;
            }
            *normal.get_mut(length)? = byte;
            length += 1;
        }
        if length > 0 && normal[length - 1] == b'_' {
            length -= 1;
        }
        Some(match &normal[..length] {
            b"utf_8" | b"utf8" | b"u8" | b"utf" | b"utf8_ucs2" | b"utf8_ucs4" | b"cp65001" => {
                Self::Utf8
            }
            b"utf_8_sig" => Self::Utf8Sig,
            b"utf_16" | b"utf16" | b"u16" => Self::Utf16(Order::Marked),
            b"utf_16_le" | b"utf_16le" | b"unicodelittleunmarked" => Self::Utf16(Order::Little),
            b"utf_16_be" | b"utf_16be" | b"unicodebigunmarked" => Self::Utf16(Order::Big),
            b"utf_32" | b"utf32" | b"u32" => Self::Utf32(Order::Marked),
            b"utf_32_le" | b"utf_32le" => Self::Utf32(Order::Little),
            b"utf_32_be" | b"utf_32be" => Self::Utf32(Order::Big),
            b"utf_7" | b"utf7" | b"u7" | b"unicode_1_1_utf_7" => Self::Utf7,
            b"latin_1" | b"latin1" | b"latin" | b"l1" | b"8859" | b"cp819" | b"iso8859"
            | b"iso8859_1" | b"iso_8859_1" | b"iso_8859_1_1987" | b"csisolatin1" | b"ibm819"
            | b"iso_ir_100" => Self::Latin1,
            b"ascii" | b"us_ascii" | b"us" | b"646" | b"ansi_x3.4_1968" | b"ansi_x3_4_1968"
            | b"ansi_x3.4_1986" | b"ansi_x3_4_1986" | b"cp367" | b"ibm367" | b"iso646_us"
            | b"iso_646.irv_1991" | b"iso_646_irv_1991" | b"csascii" | b"iso_ir_6" => Self::Ascii,
            b"unicode_escape" | b"unicodeescape" => Self::UnicodeEscape,
            b"raw_unicode_escape" | b"rawunicodeescape" => Self::RawUnicodeEscape,
            name => Self::Charmap(Charmap::by_name(std::str::from_utf8(name).ok()?)?),
        })
    }

    /// The name of its `codecs.CodecInfo`.
    pub fn info_name(self) -> &'static str {
        match self {
            Self::Utf8Sig => "utf-8-sig",
            Self::Utf7 => "utf-7",
            Self::Latin1 => "iso8859-1",
            Self::Charmap(c) => c.name,
            Self::UnicodeEscape => "unicode-escape",
            Self::RawUnicodeEscape => "raw-unicode-escape",
            _ => self.name(),
        }
    }

    /// The same where a byte order mark is an ordinary character.
    pub fn without_mark(self) -> Self {
        match self {
            Self::Utf8Sig => Self::Utf8,
            Self::Utf16(Order::Marked) => Self::Utf16(Order::Little),
            Self::Utf32(Order::Marked) => Self::Utf32(Order::Little),
            other => other,
        }
    }

    /// The name that errors give when encoding.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Sig => "utf-8",
            Self::Utf16(Order::Marked) => "utf-16",
            Self::Utf16(Order::Little) => "utf-16-le",
            Self::Utf16(Order::Big) => "utf-16-be",
            Self::Utf32(Order::Marked) => "utf-32",
            Self::Utf32(Order::Little) => "utf-32-le",
            Self::Utf32(Order::Big) => "utf-32-be",
            Self::Utf7 => "utf7",
            Self::Latin1 => "latin-1",
            Self::Ascii => "ascii",
            Self::Charmap(_) => "charmap",
            Self::UnicodeEscape => "unicodeescape",
            Self::RawUnicodeEscape => "rawunicodeescape",
        }
    }

    fn is_unicode(self) -> bool {
        matches!(
            self,
            Self::Utf8 | Self::Utf8Sig | Self::Utf16(_) | Self::Utf32(_)
        )
    }

    /// Whether ASCII bytes are ASCII characters, each by itself.
    pub fn keeps_ascii(self) -> bool {
        match self {
            Self::Utf8 | Self::Utf8Sig | Self::Latin1 | Self::Ascii => true,
            Self::Charmap(c) => c.plain,
            _ => false,
        }
    }

    /// What [`encode`] writes before anything else.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8Sig => b"\xef\xbb\xbf",
            Self::Utf16(Order::Marked) => b"\xff\xfe",
            Self::Utf32(Order::Marked) => b"\xff\xfe\0\0",
            _ => b"",
        }
    }

    /// What to decode with, once a byte order mark has been looked for, and
    /// how long the mark is.
    pub fn unmarked(self, bytes: &[u8]) -> (Self, usize) {
        match (self, bytes) {
            (Self::Utf8Sig, [0xef, 0xbb, 0xbf, ..]) => (Self::Utf8, 3),
            (Self::Utf8Sig, _) => (Self::Utf8, 0),
            (Self::Utf32(Order::Marked), [0xff, 0xfe, 0, 0, ..]) => (Self::Utf32(Order::Little), 4),
            (Self::Utf32(Order::Marked), [0, 0, 0xfe, 0xff, ..]) => (Self::Utf32(Order::Big), 4),
            (Self::Utf32(Order::Marked), _) => (Self::Utf32(Order::Little), 0),
            (Self::Utf16(Order::Marked), [0xff, 0xfe, ..]) => (Self::Utf16(Order::Little), 2),
            (Self::Utf16(Order::Marked), [0xfe, 0xff, ..]) => (Self::Utf16(Order::Big), 2),
            (Self::Utf16(Order::Marked), _) => (Self::Utf16(Order::Little), 0),
            _ => (self, 0),
        }
    }
}

/// Python's named error handlers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    SurrogateEscape,
    SurrogatePass,
    XmlCharRefReplace,
    NameReplace,
}

impl Handler {
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "strict" => Self::Strict,
            "ignore" => Self::Ignore,
            "replace" => Self::Replace,
            "backslashreplace" => Self::BackslashReplace,
            "surrogateescape" => Self::SurrogateEscape,
            "surrogatepass" => Self::SurrogatePass,
            "xmlcharrefreplace" => Self::XmlCharRefReplace,
            "namereplace" => Self::NameReplace,
            _ => return None,
        })
    }
}

/// The part of the input (byte offsets) that cannot be converted, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Why a conversion stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Full,
    /// Offsets are in the bytes given, also for text.
    Fault(Fault),
    /// The handler does not do this direction (`xmlcharrefreplace` decoding).
    WrongDirection,
}

impl From<Full> for Failure {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

fn push_u16<S: Sink>(unit: u16, big: bool, out: &mut S) -> Result<(), Full> {
    out.push_bytes(&if big {
        unit.to_be_bytes()
    } else {
        unit.to_le_bytes()
    })
}

/// Writes one code point; the encoding can represent it.
fn push_encoded<S: Sink>(encoding: Encoding, code: u32, out: &mut S) -> Result<(), Full> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => out.push_code(code),
        Encoding::Latin1 | Encoding::Ascii => out.push_bytes(&[code as u8]),
        Encoding::Charmap(c) => out.push_bytes(&[c.byte(code).unwrap_or(b'?')]),
        Encoding::Utf7 | Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => {
            let (text, length) = wtf8::encode(code);
            encode_all(encoding, &text[..length], out)
        }
        Encoding::Utf16(order) => {
            let big = order == Order::Big;
            match code.checked_sub(0x1_0000) {
                None => push_u16(code as u16, big, out),
                Some(high) => {
                    push_u16(0xd800 | (high >> 10) as u16, big, out)?;
                    push_u16(0xdc00 | (high & 0x3ff) as u16, big, out)
                }
            }
        }
        Encoding::Utf32(Order::Big) => out.push_bytes(&code.to_be_bytes()),
        Encoding::Utf32(_) => out.push_bytes(&code.to_le_bytes()),
    }
}

/// Encodes all of a text in one of the encodings that represent every character.
fn encode_all<S: Sink>(encoding: Encoding, text: &[u8], out: &mut S) -> Result<(), Full> {
    match encoding {
        Encoding::Utf7 => utf7::encode(text, out),
        Encoding::UnicodeEscape => escapes::encode(text, out),
        _ => escapes::encode_raw(text, out),
    }
}

/// Encodes `text` from `*at` until its end or the next fault, whose end is
/// where to go on. Writes no byte order mark.
pub fn encode_run<S: Sink>(
    encoding: Encoding,
    text: &[u8],
    at: &mut usize,
    out: &mut S,
) -> Result<Option<Fault>, Full> {
    let (limit, reason) = match encoding {
        Encoding::Ascii => (0x80, "ordinal not in range(128)"),
        Encoding::Latin1 => (0x100, "ordinal not in range(256)"),
        Encoding::Charmap(_) => (0x1_0000, "character maps to <undefined>"),
        Encoding::Utf7 | Encoding::UnicodeEscape | Encoding::RawUnicodeEscape => {
            encode_all(encoding, text.get(*at..).unwrap_or_default(), out)?;
            *at = text.len();
            return Ok(None);
        }
        _ => (0x11_0000, "surrogates not allowed"),
    };
    let unicode = encoding.is_unicode();
    let refused = |code: u32| match encoding {
        Encoding::Charmap(c) => c.byte(code).is_none(),
        _ => code >= limit || unicode && wtf8::is_surrogate(code),
    };
    let rest = text.get(*at..).unwrap_or_default();
    let copied = match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => wtf8::find_surrogate(rest).unwrap_or(rest.len()),
        Encoding::Charmap(c) if !c.plain => 0,
        Encoding::Ascii | Encoding::Latin1 | Encoding::Charmap(_) => rest
            .iter()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len()),
        _ => 0,
    };
    out.push_bytes(&rest[..copied])?;
    *at += copied;
    while let Some((code, width)) = wtf8::first(&text[*at..]) {
        if !refused(code) {
            push_encoded(encoding, code, out)?;
            *at += width;
            continue;
        }
        let start = *at;
        *at += width;
        // Neighbours that fail as well belong to the same fault, except in
        // the wide encodings.
        if !matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_)) {
            while let Some((code, width)) = wtf8::first(&text[*at..])
                && refused(code)
            {
                *at += width;
            }
        }
        return Ok(Some(Fault {
            start,
            end: *at,
            reason,
        }));
    }
    Ok(None)
}

/// Hands a character's Unicode name on and says whether there is one.
pub type NameOf<'a> = &'a dyn Fn(u32, &mut dyn FnMut(&str)) -> bool;

/// Encodes a string. `name_of` writes a character's Unicode name and says
/// whether it has one; only `namereplace` asks for it.
pub fn encode<S: Sink>(
    encoding: Encoding,
    handler: Handler,
    text: &[u8],
    name_of: NameOf,
    out: &mut S,
) -> Result<(), Failure> {
    out.push_bytes(encoding.mark())?;
    let mut at = 0;
    while let Some(mut fault) = encode_run(encoding, text, &mut at, out)? {
        let run = &text[fault.start..fault.end];
        for code in wtf8::code_points(run) {
            match handler {
                Handler::Ignore => {}
                Handler::Replace if representable(encoding, b"?") => {
                    push_encoded(encoding, u32::from(b'?'), out)?;
                }
                Handler::BackslashReplace if representable(encoding, b"\\") => {
                    push_code_escape(code, &mut Ascii(encoding, out))?;
                }
                Handler::XmlCharRefReplace if representable(encoding, b"&#;") => {
                    Ascii(encoding, out).push_display(format_args!("&#{code};"))?;
                }
                Handler::NameReplace if representable(encoding, b"\\{}") => {
                    let mut sink = Ascii(encoding, out);
                    let mut written = Ok(());
                    let named = name_of(code, &mut |name| {
                        written = sink.push_display(format_args!("\\N{{{name}}}"));
                    });
                    written?;
                    if !named {
                        push_code_escape(code, &mut sink)?;
                    }
                }
                Handler::SurrogateEscape if (0xdc80..0xdd00).contains(&code) => {
                    // A byte below a wide unit's size ends in CPython's refusal too.
                    if matches!(encoding, Encoding::Utf16(_) | Encoding::Utf32(_)) {
                        return Err(Failure::Fault(fault));
                    }
                    out.push_bytes(&[code as u8])?;
                }
                Handler::SurrogatePass if encoding.is_unicode() && wtf8::is_surrogate(code) => {
                    push_encoded(encoding, code, out)?;
                }
                _ => return Err(Failure::Fault(fault)),
            }
            fault.start += wtf8::encoded_len(code);
        }
    }
    Ok(())
}

/// Whether the encoding has these ASCII characters: not all of the single-byte ones have.
fn representable(encoding: Encoding, ascii: &[u8]) -> bool {
    match encoding {
        Encoding::Charmap(c) => ascii.iter().all(|b| c.byte(u32::from(*b)).is_some()),
        _ => true,
    }
}

/// Takes ASCII and writes it in an encoding.
struct Ascii<'a, S: Sink>(Encoding, &'a mut S);

impl<S: Sink> Sink for Ascii<'_, S> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        bytes
            .iter()
            .try_for_each(|&byte| push_encoded(self.0, u32::from(byte), self.1))
    }
}

/// Decodes `bytes` from `*at` until the end or the next fault; `*at` is then
/// the fault's end. A byte order mark is an ordinary character here.
pub fn decode_run<S: Sink>(
    encoding: Encoding,
    bytes: &[u8],
    at: &mut usize,
    out: &mut S,
) -> Result<Option<Fault>, Full> {
    let rest = bytes.get(*at..).unwrap_or_default();
    let base = *at;
    let (taken, fault) = match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => utf8_run(rest, out)?,
        Encoding::Ascii => ascii_run(rest, out)?,
        Encoding::Latin1 => {
            latin1_all(rest, out)?;
            (rest.len(), None)
        }
        Encoding::Charmap(c) => c.decode(rest, out)?,
        Encoding::Utf7 => utf7::decode(rest, out)?,
        Encoding::UnicodeEscape => escapes::decode(rest, out)?,
        Encoding::RawUnicodeEscape => escapes::decode_raw(rest, out)?,
        Encoding::Utf16(order) => utf16_run(rest, order == Order::Big, out)?,
        Encoding::Utf32(order) => utf32_run(rest, order == Order::Big, out)?,
    };
    *at = base + taken;
    Ok(fault.map(|(length, reason)| {
        let start = *at;
        *at += length;
        Fault {
            start,
            end: *at,
            reason,
        }
    }))
}

/// Bytes converted, and after them the length and reason of a fault.
type Run = (usize, Option<(usize, &'static str)>);

fn utf8_run<S: Sink>(bytes: &[u8], out: &mut S) -> Result<Run, Full> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            out.push_str(text)?;
            Ok((bytes.len(), None))
        }
        Err(error) => {
            let valid = error.valid_up_to();
            out.push_bytes(&bytes[..valid])?;
            let left = bytes.len() - valid;
            let fault = match (error.error_len(), bytes[valid]) {
                (None, _) => (left, "unexpected end of data"),
                (Some(length), 0x80..0xc2 | 0xf5..) => (length, "invalid start byte"),
                (Some(length), _) => (length, "invalid continuation byte"),
            };
            Ok((valid, Some(fault)))
        }
    }
}

fn ascii_run<S: Sink>(bytes: &[u8], out: &mut S) -> Result<Run, Full> {
    let valid = bytes.iter().position(|byte| !byte.is_ascii());
    let length = valid.unwrap_or(bytes.len());
    out.push_bytes(&bytes[..length])?;
    Ok((length, valid.map(|_| (1, "ordinal not in range(128)"))))
}

fn latin1_all<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    let mut rest = bytes;
    loop {
        let plain = rest
            .iter()
            .position(|byte| !byte.is_ascii())
            .unwrap_or(rest.len());
        out.push_bytes(&rest[..plain])?;
        let Some((&byte, after)) = rest[plain..].split_first() else {
            return Ok(());
        };
        out.push_code(u32::from(byte))?;
        rest = after;
    }
}

fn utf16_unit(bytes: &[u8], at: usize, big: bool) -> Option<u16> {
    let pair: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(if big {
        u16::from_be_bytes(pair)
    } else {
        u16::from_le_bytes(pair)
    })
}

fn utf16_run<S: Sink>(bytes: &[u8], big: bool, out: &mut S) -> Result<Run, Full> {
    let mut at = 0;
    while let Some(unit) = utf16_unit(bytes, at, big) {
        match unit {
            0xd800..0xdc00 => match utf16_unit(bytes, at + 2, big) {
                None => return Ok((at, Some((bytes.len() - at, "unexpected end of data")))),
                Some(low @ 0xdc00..0xe000) => {
                    let high = u32::from(unit & 0x3ff) << 10;
                    out.push_code(0x1_0000 + (high | u32::from(low & 0x3ff)))?;
                    at += 4;
                }
                Some(_) => return Ok((at, Some((2, "illegal UTF-16 surrogate")))),
            },
            0xdc00..0xe000 => return Ok((at, Some((2, "illegal encoding")))),
            _ => {
                out.push_code(u32::from(unit))?;
                at += 2;
            }
        }
    }
    let left = bytes.len() - at;
    Ok((at, (left > 0).then_some((left, "truncated data"))))
}

fn utf32_unit(bytes: &[u8], at: usize, big: bool) -> Option<u32> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    })
}

fn utf32_run<S: Sink>(bytes: &[u8], big: bool, out: &mut S) -> Result<Run, Full> {
    let mut at = 0;
    while let Some(code) = utf32_unit(bytes, at, big) {
        if wtf8::is_surrogate(code) {
            let reason = "code point in surrogate code point range(0xd800, 0xe000)";
            return Ok((at, Some((4, reason))));
        }
        if code >= 0x11_0000 {
            return Ok((at, Some((4, "code point not in range(0x110000)"))));
        }
        out.push_code(code)?;
        at += 4;
    }
    let left = bytes.len() - at;
    Ok((at, (left > 0).then_some((left, "truncated data"))))
}

/// Decodes a whole bytes object.
pub fn decode<S: Sink>(
    encoding: Encoding,
    handler: Handler,
    bytes: &[u8],
    out: &mut S,
) -> Result<(), Failure> {
    let (encoding, mut at) = encoding.unmarked(bytes);
    while let Some(fault) = decode_run(encoding, bytes, &mut at, out)? {
        let refused = Err(Failure::Fault(fault));
        match handler {
            Handler::Strict => return refused,
            Handler::Ignore => {}
            Handler::Replace => out.push_code(0xfffd)?,
            Handler::BackslashReplace => {
                for &byte in &bytes[fault.start..fault.end] {
                    push_code_escape(u32::from(byte), out)?;
                }
            }
            Handler::SurrogateEscape => {
                let escaped = bytes[fault.start..fault.end]
                    .iter()
                    .take(4)
                    .take_while(|byte| !byte.is_ascii());
                at = fault.start;
                for &byte in escaped {
                    out.push_code(0xdc00 + u32::from(byte))?;
                    at += 1;
                }
                if at == fault.start {
                    return refused;
                }
            }
            Handler::SurrogatePass => {
                let Some((code, width)) = surrogate_at(encoding, &bytes[fault.start..]) else {
                    return refused;
                };
                out.push_code(code)?;
                at = fault.start + width;
            }
            Handler::XmlCharRefReplace | Handler::NameReplace => {
                return Err(Failure::WrongDirection);
            }
        }
    }
    Ok(())
}

/// A surrogate encoded as if it were a character, and its width.
fn surrogate_at(encoding: Encoding, bytes: &[u8]) -> Option<(u32, usize)> {
    let (code, width) = match encoding {
        Encoding::Utf8 | Encoding::Utf8Sig => match bytes {
            [0xed, second @ 0xa0..0xc0, third @ 0x80..0xc0, ..] => {
                let middle = u32::from(second & 0x3f) << 6;
                (0xd000 | middle | u32::from(third & 0x3f), 3)
            }
            _ => return None,
        },
        Encoding::Utf16(order) => (u32::from(utf16_unit(bytes, 0, order == Order::Big)?), 2),
        Encoding::Utf32(order) => (utf32_unit(bytes, 0, order == Order::Big)?, 4),
        _ => return None,
    };
    wtf8::is_surrogate(code).then_some((code, width))
}

/// The text of a `UnicodeEncodeError`; positions are character indices, `code`
/// is the character at `start`.
pub fn encode_message<S: Sink>(
    codec: &str,
    code: u32,
    start: usize,
    end: usize,
    reason: &str,
    out: &mut S,
) -> Result<(), Full> {
    out.push_display(format_args!("'{codec}' codec can't encode character"))?;
    if end == start + 1 {
        out.push_bytes(b" '")?;
        push_code_escape(code, out)?;
        out.push_display(format_args!("' in position {start}: {reason}"))
    } else {
        let last = end.wrapping_sub(1);
        out.push_display(format_args!("s in position {start}-{last}: {reason}"))
    }
}

/// The text of a `UnicodeDecodeError`; `byte` is the one at `start`.
pub fn decode_message<S: Sink>(
    codec: &str,
    byte: u8,
    start: usize,
    end: usize,
    reason: &str,
    out: &mut S,
) -> Result<(), Full> {
    out.push_display(format_args!("'{codec}' codec can't decode byte"))?;
    if end == start + 1 {
        out.push_display(format_args!(" 0x{byte:02x} in position {start}: {reason}"))
    } else {
        let last = end.wrapping_sub(1);
        out.push_display(format_args!("s in position {start}-{last}: {reason}"))
    }
}

#[cfg(test)]
mod tests;
