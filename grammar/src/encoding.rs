//! PEP 263: which encoding a source file is in, and decoding it.

use std::borrow::Cow;

use crate::error::SyntaxError;
use crate::source::{Origin, null_byte_in_line};

/// Decoded source bytes.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    pub(crate) invalid: Vec<Invalid>,
}

/// A byte that is no UTF-8, and where its replacement character stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Invalid {
    pub(crate) offset: u32,
    pub(crate) byte: u8,
    /// What Python's codec says of it: `invalid start byte`.
    pub(crate) reason: &'static str,
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes source bytes by their byte order mark or coding line.
pub(crate) fn decode<'b>(bytes: &'b [u8], origin: Origin<'_>) -> Result<Decoded<'b>, SyntaxError> {
    let (bytes, bom) = match bytes.strip_prefix(BOM) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let declared = declared(bytes);
    let name = match declared.as_deref().map(folded) {
        None => return utf8(bytes, origin, bom),
        Some(name) if name == "utf-8" => return utf8(bytes, origin, true),
        Some(name) => name,
    };
    if bom {
        return Err(SyntaxError::unplaced(format!(
            "encoding problem: {name} with BOM"
        )));
    }
    let problem = |in_memory: String| match origin {
        Origin::File(_) => SyntaxError::unplaced(format!("encoding problem: {name}")),
        Origin::Memory => SyntaxError::unplaced(in_memory),
    };
    by_name(bytes, &name)
        .map(|text| Decoded {
            text: text.into(),
            invalid: Vec::new(),
        })
        .map_err(problem)
}

/// Decodes by one of the names that the tokenizer itself doesn't know. The error is the message.
fn by_name(bytes: &[u8], name: &str) -> Result<String, String> {
    let label: String = name
        .chars()
        .map(|c| {
            if c == '_' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    if let Some(result) = single_byte(bytes, &label) {
        return result;
    }
    // Python's names that the WHATWG's list of labels lacks or spells in another way.
    let label = match label.as_str() {
        "u8" | "utf" | "utf8-ucs2" | "utf8-ucs4" | "cp65001" => "utf8",
        "cp932" | "shift-jis" => "shift_jis",
        "cp936" => "gbk",
        "cp949" | "uhc" => "euc-kr",
        "cp950" => "big5",
        "mac-roman" => "macintosh",
        "mac-cyrillic" => "x-mac-cyrillic",
        other => other,
    };
    if label == "utf8" {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                let at = error.valid_up_to();
                Err(format!(
                    "'utf-8' codec can't decode byte 0x{:02x} in position {at}: {}",
                    bytes[at],
                    reason(&bytes[at..])
                ))
            }
        };
    }
    // UTF-16 is no superset of ASCII, and so its coding line could not be read.
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible())
        .ok_or_else(|| format!("unknown encoding: {name}"))?;
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(Cow::into_owned)
        .ok_or_else(|| format!("'{name}' codec can't decode the source"))
}

/// The encodings that Python and the WHATWG's tables (which `encoding_rs` follows) see
/// differently: there, ASCII and Latin-1 are names of windows-1252, which has no undefined bytes.
fn single_byte(bytes: &[u8], name: &str) -> Option<Result<String, String>> {
    let undefined: fn(u8) -> bool;
    let codec: String;
    match name {
        "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "latin" | "latin1" | "l1" => {
            return Some(Ok(bytes.iter().map(|&b| b as char).collect()));
        }
        "ascii" | "us-ascii" | "646" | "ansi-x3.4-1968" => {
            codec = "'ascii'".into();
            undefined = |b| b >= 0x80;
        }
        "cp1252" | "windows-1252" | "1252" => {
            codec = "'charmap'".into();
            undefined = |b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
        }
        _ => return None,
    }
    if let Some(at) = bytes.iter().position(|&b| undefined(b)) {
        let reason = if codec == "'ascii'" {
            "ordinal not in range(128)"
        } else {
            "character maps to <undefined>"
        };
        let byte = bytes[at];
        return Some(Err(format!(
            "{codec} codec can't decode byte 0x{byte:02x} in position {at}: {reason}"
        )));
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    Some(Ok(text.into_owned()))
}

/// The name in the coding line: a comment in the first line, or in the second if the first has
/// nothing but a comment.
fn declared(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|&b| b == b'\n' || b == b'\r').take(2) {
        let blank = line
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t' | b'\x0c'))
            .count();
        let line = &line[blank..];
        if !line.is_empty() && line[0] != b'#' {
            return None;
        }
        if let Some(name) = coding_name(line) {
            return Some(name);
        }
    }
    None
}

/// What follows the first `coding:` or `coding=` in a comment.
fn coding_name(comment: &[u8]) -> Option<String> {
    for at in memchr::memmem::find_iter(comment, b"coding") {
        let rest = &comment[at + 6..];
        if !matches!(rest.first(), Some(b':' | b'=')) {
            continue;
        }
        let rest = &rest[1..];
        let blank = rest
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        let name: String = rest[blank..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
            .map(|&b| b as char)
            .collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}

/// The name as messages give it: CPython's tokenizer folds the common spellings of UTF-8 and
/// Latin-1, variants with a suffix included, by the first twelve characters.
fn folded(name: &str) -> String {
    let lower: String = name
        .chars()
        .take(12)
        .map(|c| {
            if c == '_' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    let is = |known: &str| {
        lower
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if is("utf-8") {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".into()
    } else {
        name.into()
    }
}

/// UTF-8 with what is invalid replaced and noted, or refused: a file without a coding line must
/// be valid throughout.
fn utf8<'b>(
    bytes: &'b [u8],
    origin: Origin<'_>,
    declared: bool,
) -> Result<Decoded<'b>, SyntaxError> {
    let mut rest = match std::str::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded {
                text: text.into(),
                invalid: Vec::new(),
            });
        }
        Err(error) => {
            if let (Origin::File(name), false) = (origin, declared) {
                let at = error.valid_up_to();
                // Files are read line by line: a NUL in this line or an earlier one is found first.
                let line_end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                if let Some(null) = memchr::memchr(0, &bytes[..line_end]) {
                    let before = &bytes[..null];
                    let start = memchr::memrchr(b'\n', before).map_or(0, |n| n + 1);
                    let line = 1 + memchr::memchr_iter(b'\n', before).count() as u32;
                    let text = String::from_utf8_lossy(&before[start..]).into_owned();
                    return Err(null_byte_in_line(line, text));
                }
                let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
                return Err(SyntaxError::unplaced(format!(
                    "Non-UTF-8 code starting with '\\x{:02x}' in file {name} on line {line}, \
                     but no encoding declared; \
                     see https://peps.python.org/pep-0263/ for details",
                    bytes[at]
                )));
            }
            bytes
        }
    };
    let mut text = String::with_capacity(bytes.len() + 2);
    let mut invalid = Vec::new();
    for chunk in rest.utf8_chunks() {
        text.push_str(chunk.valid());
        rest = &rest[chunk.valid().len()..];
        for &byte in chunk.invalid() {
            let reason = reason(rest);
            invalid.push(Invalid {
                offset: text.len() as u32,
                byte,
                reason,
            });
            text.push('\u{fffd}');
            rest = &rest[1..];
        }
    }
    Ok(Decoded {
        text: text.into(),
        invalid,
    })
}

/// Why `bytes` begin with no character, in the codec's words.
fn reason(bytes: &[u8]) -> &'static str {
    let needed = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return "invalid start byte",
    };
    let followed = bytes[1..].iter().take_while(|&&b| b & 0xc0 == 0x80).count();
    let ends = bytes
        .get(1 + followed)
        .is_none_or(|b| matches!(b, b'\n' | b'"' | b'\''));
    if ends && followed + 1 < needed {
        "unexpected end of data"
    } else {
        "invalid continuation byte"
    }
}
