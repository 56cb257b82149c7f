//! Case conversion of whole strings, and the `is...` predicates of str.
//!
//! Conversions write the full mappings of Unicode (one character may become
//! three) into a sink; a capital sigma at the end of a word becomes a final
//! one. ASCII text takes a byte loop.

use super::sink::{Full, Sink};
use super::unicode::{self, Mapping};
use super::wtf8::{self, Text};

const CAPITAL_SIGMA: u32 = 0x3a3;
const SMALL_SIGMA: u32 = 0x3c3;
const FINAL_SIGMA: u32 = 0x3c2;

/// Writes ASCII bytes through a byte mapping, a block at a time.
fn push_ascii<S: Sink>(bytes: &[u8], out: &mut S, convert: impl Fn(u8) -> u8) -> Result<(), Full> {
    let mut block = [0; 128];
    for chunk in bytes.chunks(block.len()) {
        for (to, &from) in block.iter_mut().zip(chunk) {
            *to = convert(from);
        }
        out.push_bytes(&block[..chunk.len()])?;
    }
    Ok(())
}

fn push_mapped<S: Sink>(code: u32, mapping: Mapping, out: &mut S) -> Result<(), Full> {
    for &unit in unicode::map(code, mapping).as_slice() {
        out.push_code(unit)?;
    }
    Ok(())
}

fn push_all<S: Sink>(bytes: &[u8], mapping: Mapping, out: &mut S) -> Result<(), Full> {
    wtf8::code_points(bytes).try_for_each(|code| push_mapped(code, mapping, out))
}

/// Lowers the character `width` bytes wide at `at`, which may be a sigma.
fn push_lower_at<S: Sink>(text: &[u8], at: usize, code: u32, out: &mut S) -> Result<(), Full> {
    if code != CAPITAL_SIGMA {
        return push_mapped(code, Mapping::Lower, out);
    }
    let significant = |code: &u32| !unicode::is_case_ignorable(*code);
    let before = wtf8::code_points(&text[..at]).rev().find(significant);
    let sigma = wtf8::encoded_len(code);
    let after = wtf8::code_points(&text[at + sigma..]).find(significant);
    let ends_word = before.is_some_and(unicode::is_cased) && !after.is_some_and(unicode::is_cased);
    out.push_code(if ends_word { FINAL_SIGMA } else { SMALL_SIGMA })
}

/// Code points with their byte offsets.
fn offsets(bytes: &[u8]) -> impl Iterator<Item = (usize, u32)> {
    let mut rest = wtf8::code_points(bytes);
    std::iter::from_fn(move || {
        let at = bytes.len() - rest.rest().len();
        Some((at, rest.next()?))
    })
}

pub fn upper<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return push_ascii(text.bytes, out, |byte| byte.to_ascii_uppercase());
    }
    push_all(text.bytes, Mapping::Upper, out)
}

pub fn lower<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return push_ascii(text.bytes, out, |byte| byte.to_ascii_lowercase());
    }
    offsets(text.bytes).try_for_each(|(at, code)| push_lower_at(text.bytes, at, code, out))
}

pub fn casefold<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return lower(text, out);
    }
    push_all(text.bytes, Mapping::Fold, out)
}

pub fn swapcase<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return swapcase_ascii(text.bytes, out);
    }
    offsets(text.bytes).try_for_each(|(at, code)| {
        if unicode::is_upper(code) {
            push_lower_at(text.bytes, at, code, out)
        } else if unicode::is_lower(code) {
            push_mapped(code, Mapping::Upper, out)
        } else {
            out.push_code(code)
        }
    })
}

/// The first character titled, the rest lowered.
pub fn capitalize<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return capitalize_ascii(text.bytes, out);
    }
    offsets(text.bytes).try_for_each(|(at, code)| {
        if at == 0 {
            push_mapped(code, Mapping::Title, out)
        } else {
            push_lower_at(text.bytes, at, code, out)
        }
    })
}

/// The first character of each run of cased ones titled, the rest lowered.
pub fn title<S: Sink>(text: Text, out: &mut S) -> Result<(), Full> {
    if text.ascii {
        return title_ascii(text.bytes, out);
    }
    let mut inside = false;
    offsets(text.bytes).try_for_each(|(at, code)| {
        let written = if inside {
            push_lower_at(text.bytes, at, code, out)
        } else {
            push_mapped(code, Mapping::Title, out)
        };
        inside = unicode::is_cased(code);
        written
    })
}

/// `bytes.swapcase`, and `str.swapcase` of ASCII.
pub fn swapcase_ascii<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    push_ascii(bytes, out, |byte| {
        if byte.is_ascii_alphabetic() {
            byte ^ 0x20
        } else {
            byte
        }
    })
}

/// `bytes.capitalize`, and `str.capitalize` of ASCII.
pub fn capitalize_ascii<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    let (head, rest) = bytes.split_at(bytes.len().min(1));
    push_ascii(head, out, |byte| byte.to_ascii_uppercase())?;
    push_ascii(rest, out, |byte| byte.to_ascii_lowercase())
}

/// `bytes.title`, and `str.title` of ASCII.
pub fn title_ascii<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    let mut inside = false;
    for &byte in bytes {
        let converted = if inside {
            byte.to_ascii_lowercase()
        } else {
            byte.to_ascii_uppercase()
        };
        inside = byte.is_ascii_alphabetic();
        out.push_bytes(&[converted])?;
    }
    Ok(())
}

/// `bytes.upper` (bytes beyond ASCII stay).
pub fn upper_ascii<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    push_ascii(bytes, out, |byte| byte.to_ascii_uppercase())
}

/// `bytes.lower` (bytes beyond ASCII stay).
pub fn lower_ascii<S: Sink>(bytes: &[u8], out: &mut S) -> Result<(), Full> {
    push_ascii(bytes, out, |byte| byte.to_ascii_lowercase())
}

/// Characters to test: those of a str, or the bytes of a bytes object, of
/// which only ASCII ones have properties (pass them through [`ascii_only`]).
fn all(mut codes: impl Iterator<Item = u32>, test: fn(u32) -> bool) -> bool {
    codes.next().is_some_and(test) && codes.all(test)
}

/// The bytes of a bytes object for the predicates below.
pub fn ascii_only(bytes: &[u8]) -> impl Iterator<Item = u32> {
    // Unassigned, so without properties.
    const NOTHING: u32 = 0xffff;
    bytes.iter().map(|&byte| match byte {
        0..0x80 if !matches!(byte, 0x1c..=0x1f) => u32::from(byte),
        _ => NOTHING,
    })
}

macro_rules! all_predicates {
    ($($name:ident: $test:expr;)*) => {
        $(
        /// The method of that name: some characters, and all pass.
        pub fn $name(codes: impl Iterator<Item = u32>) -> bool {
            all(codes, $test)
        })*
    };
}

all_predicates! {
    isalpha: unicode::is_alpha;
    isalnum: unicode::is_alnum;
    isdecimal: unicode::is_decimal;
    isdigit: unicode::is_digit;
    isnumeric: unicode::is_numeric;
    isspace: unicode::is_space;
}

/// Whether all characters print as themselves (true of an empty string).
pub fn isprintable(mut codes: impl Iterator<Item = u32>) -> bool {
    codes.all(unicode::is_printable)
}

pub fn isidentifier(mut codes: impl Iterator<Item = u32>) -> bool {
    codes.next().is_some_and(unicode::is_id_start) && codes.all(unicode::is_id_continue)
}

/// Some upper case characters, none of lower or title case.
pub fn isupper(codes: impl Iterator<Item = u32>) -> bool {
    one_case(codes, unicode::is_upper, unicode::is_lower)
}

/// Some lower case characters, none of upper or title case.
pub fn islower(codes: impl Iterator<Item = u32>) -> bool {
    one_case(codes, unicode::is_lower, unicode::is_upper)
}

fn one_case(
    codes: impl Iterator<Item = u32>,
    wanted: fn(u32) -> bool,
    other: fn(u32) -> bool,
) -> bool {
    let mut found = false;
    for code in codes {
        if other(code) || unicode::is_title(code) {
            return false;
        }
        found |= wanted(code);
    }
    found
}

/// Upper or title case exactly where a word starts, and at least one word.
pub fn istitle(codes: impl Iterator<Item = u32>) -> bool {
    let (mut inside, mut found) = (false, false);
    for code in codes {
        let starts = unicode::is_upper(code) || unicode::is_title(code);
        if starts || unicode::is_lower(code) {
            if starts == inside {
                return false;
            }
            (inside, found) = (true, true);
        } else {
            inside = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wtf8::code_points;

    type Convert = fn(Text, &mut Vec<u8>) -> Result<(), Full>;

    fn converted(convert: Convert, text: &str) -> String {
        let mut out = Vec::new();
        convert(Text::new(text.as_bytes()), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Expected values recorded from CPython 3.13.
    #[test]
    fn conversions() {
        let cases: &[(Convert, &str, &str)] = &[
            (
                upper,
                "stra\u{df}e \u{149} \u{fb03}",
                "STRASSE \u{2bc}N FFI",
            ),
            (
                lower,
                "\u{39f}\u{394}\u{3a3} \u{3a3} \u{391}\u{3a3}.\u{391}",
                "\u{3bf}\u{3b4}\u{3c2} \u{3c3} \u{3b1}\u{3c3}.\u{3b1}",
            ),
            (lower, "\u{130}", "i\u{307}"),
            (
                title,
                "\u{1c6}abc o'neil \u{fb01}x",
                "\u{1c5}abc O'Neil Fix",
            ),
            (title, "hello wORLD x2y", "Hello World X2Y"),
            (swapcase, "aB\u{df}\u{3a3}", "AbSS\u{3c2}"),
            (swapcase, "Hello World", "hELLO wORLD"),
            (capitalize, "\u{1c4}ABC", "\u{1c5}abc"),
            (capitalize, "hELLO", "Hello"),
            (casefold, "\u{1e9e}\u{3c2}I", "ss\u{3c3}i"),
        ];
        for &(convert, text, expected) in cases {
            assert_eq!(converted(convert, text), expected, "{text}");
        }
    }

    #[test]
    fn predicates() {
        let codes = |text: &'static str| code_points(text.as_bytes());
        assert!(
            isupper(codes("A1 \u{130}")) && !isupper(codes("\u{1c5}A")) && !isupper(codes("1"))
        );
        assert!(islower(codes("a\u{aa}1")) && !islower(codes("aB")));
        assert!(
            istitle(codes("Hello W2Orld \u{1c5}x"))
                && !istitle(codes("HeLlo"))
                && !istitle(codes(""))
        );
        assert!(
            isidentifier(codes("_a\u{b7}"))
                && !isidentifier(codes("1a"))
                && !isidentifier(codes(""))
        );
        assert!(isprintable(codes("")) && !isprintable(codes("a\u{a0}")));
        assert!(
            isspace(ascii_only(b" \x0b\t"))
                && !isspace(ascii_only(b"\x1c"))
                && !isspace(ascii_only(b"\x85"))
        );
        assert!(
            isdigit(codes("\u{b2}")) && !isdecimal(codes("\u{b2}")) && isnumeric(codes("\u{bd}"))
        );
        assert!(!isalpha(ascii_only(b"\xe9")) && isalpha(codes("\u{e9}")));
    }
}
