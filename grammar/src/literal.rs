//! The values of literals: what the source form of a string, bytes or number stands for.
//!
//! Strings decode to WTF-8 (UTF-8 that may hold lone surrogates), since a Python string may hold
//! any code point. Text without escapes is returned as it stands in the source, uncopied.

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use crate::error::Warning;
use crate::string;

/// The digits that an integer literal may have in base 10.
pub const MAX_INT_DIGITS: usize = 4300;

/// Why a literal has no value, as the message of a `SyntaxError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralError {
    pub message: String,
}

/// Decodes literals into an arena and collects the warnings about them: one for each literal, or
/// piece of text of an f-string between doubled braces, at the first escape that deserves it.
pub struct Decoder<'a, 'w> {
    pub arena: &'a Bump,
    pub warnings: &'w mut Vec<Warning>,
}

/// A string literal taken apart.
struct Parts<'a> {
    raw: bool,
    body: &'a str,
}

/// Takes a literal with prefix and quotes apart.
fn parts(literal: &str) -> Parts<'_> {
    let body_start = string::body_start(literal);
    let prefix = literal.find(['"', '\'']).unwrap_or(0);
    let quotes = body_start - prefix;
    Parts {
        raw: literal[..prefix].bytes().any(|b| b | 0x20 == b'r'),
        body: literal
            .get(body_start..literal.len() - quotes)
            .unwrap_or(""),
    }
}

impl<'a> Decoder<'a, '_> {
    /// The value of a `Str` token's text that stands at `offset` in the source.
    pub fn string(&mut self, literal: &'a str, offset: u32) -> Result<&'a [u8], LiteralError> {
        let Parts { raw, body } = parts(literal);
        if raw || !body.contains('\\') {
            return Ok(body.as_bytes());
        }
        self.unescape_text(body, offset, false)
    }

    /// The value of a `Bytes` token's text that stands at `offset` in the source.
    pub fn bytes(&mut self, literal: &'a str, offset: u32) -> Result<&'a [u8], LiteralError> {
        let Parts { raw, body } = parts(literal);
        if !body.is_ascii() {
            return Err(LiteralError {
                message: "bytes can only contain ASCII literal characters".into(),
            });
        }
        if raw || !body.contains('\\') {
            return Ok(body.as_bytes());
        }
        self.unescape_bytes(body.as_bytes(), offset)
    }

    /// The value of an `FStringMiddle` token's text at `offset`. `raw` as the f-string's prefix
    /// says; `in_spec` if the text belongs to a format spec, where braces are not doubled.
    pub fn fstring_middle(
        &mut self,
        text: &'a str,
        offset: u32,
        raw: bool,
        in_spec: bool,
    ) -> Result<&'a [u8], LiteralError> {
        let braces = !in_spec && text.contains(['{', '}']);
        if raw || !text.contains('\\') {
            if !braces {
                return Ok(text.as_bytes());
            }
            let mut value = ArenaVec::with_capacity_in(text.len(), self.arena);
            let mut rest = text.as_bytes();
            while let Some((&byte, after)) = rest.split_first() {
                value.push(byte);
                let doubled = matches!(byte, b'{' | b'}') && after.first() == Some(&byte);
                rest = if doubled { &after[1..] } else { after };
            }
            return Ok(value.into_bump_slice());
        }
        // CPython takes the line where the text ends.
        self.unescape_text(text, offset + text.len() as u32, braces)
    }

    /// Decodes escapes, and doubled braces if `braces`. Warnings name the place `offset`.
    fn unescape_text(
        &mut self,
        body: &'a str,
        offset: u32,
        braces: bool,
    ) -> Result<&'a [u8], LiteralError> {
        let bytes = body.as_bytes();
        let mut value: ArenaVec<'a, u8> = ArenaVec::with_capacity_in(bytes.len(), self.arena);
        let mut at = 0;
        // CPython's decoder sees characters beyond ASCII as ten-character escapes, and its
        // positions count those. It sees a text with doubled braces in pieces.
        let mut piece = 0;
        let mut warned = self.warnings.len();
        while let Some(&byte) = bytes.get(at) {
            if byte != b'\\' {
                let run = bytes[at..]
                    .iter()
                    .position(|&b| b == b'\\' || braces && matches!(b, b'{' | b'}'));
                let run = run.unwrap_or(bytes.len() - at);
                if run > 0 {
                    value.extend_from_slice(&bytes[at..at + run]);
                    at += run;
                } else {
                    value.push(byte);
                    at += 1;
                    if bytes.get(at) == Some(&byte) {
                        at += 1;
                        piece = at;
                        warned = self.warnings.len();
                    }
                }
                continue;
            }
            let escape = at;
            let next = bytes.get(at + 1).copied().unwrap_or(b'\\');
            at += 2;
            let fail = |end: usize, reason: &str| {
                let width = |text: &str| -> usize {
                    text.chars()
                        .map(|c| if c.is_ascii() { 1 } else { 10 })
                        .sum()
                };
                let start = width(&body[piece..escape]);
                let last = start + width(&body[escape..end]) - 1;
                let place = if start == last {
                    format!("can't decode byte 0x5c in position {start}")
                } else {
                    format!("can't decode bytes in position {start}-{last}")
                };
                LiteralError {
                    message: format!("(unicode error) 'unicodeescape' codec {place}: {reason}"),
                }
            };
            match next {
                b'\n' => {}
                b'x' | b'u' | b'U' => {
                    let digits = match next {
                        b'x' => 2,
                        b'u' => 4,
                        _ => 8,
                    };
                    let found = hex_digits(&bytes[at..], digits);
                    at += found;
                    if found < digits {
                        let shape = match next {
                            b'x' => "\\xXX",
                            b'u' => "\\uXXXX",
                            _ => "\\UXXXXXXXX",
                        };
                        return Err(fail(at, &format!("truncated {shape} escape")));
                    }
                    let code = u32::from_str_radix(&body[at - digits..at], 16).unwrap_or(u32::MAX);
                    if !push_code_point(&mut value, code) {
                        return Err(fail(at, "illegal Unicode character"));
                    }
                }
                b'N' => {
                    let rest = &body[at..];
                    let name = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
                    let Some((name, _)) = name.filter(|(name, _)| !name.is_empty()) else {
                        let end = match rest.as_bytes() {
                            [b'{', b'}', ..] => at + 1,
                            [b'{', ..] => bytes.len(),
                            _ => at,
                        };
                        return Err(fail(end, "malformed \\N character escape"));
                    };
                    at += name.len() + 2;
                    let Some(c) = named_character(name) else {
                        return Err(fail(at, "unknown Unicode character name"));
                    };
                    push_code_point(&mut value, c as u32);
                }
                b'0'..=b'7' => {
                    let code = octal(bytes, &mut at);
                    self.warn_octal(code, offset, warned);
                    push_code_point(&mut value, code);
                }
                _ => match simple_escape(next) {
                    Some(byte) => value.push(byte),
                    None => {
                        // A brace's warning has been given by the lexer; of characters
                        // beyond ASCII CPython takes no notice.
                        if next.is_ascii() && !(braces && matches!(next, b'{' | b'}')) {
                            self.warn(Warning::invalid_escape(next as char, offset), warned);
                        }
                        value.push(b'\\');
                        at = escape + 1;
                    }
                },
            }
        }
        Ok(value.into_bump_slice())
    }

    fn unescape_bytes(&mut self, bytes: &'a [u8], offset: u32) -> Result<&'a [u8], LiteralError> {
        let mut value = ArenaVec::with_capacity_in(bytes.len(), self.arena);
        let mut at = 0;
        let warned = self.warnings.len();
        while let Some(&byte) = bytes.get(at) {
            if byte != b'\\' {
                value.push(byte);
                at += 1;
                continue;
            }
            let escape = at;
            let next = bytes.get(at + 1).copied().unwrap_or(b'\\');
            at += 2;
            match next {
                b'\n' => {}
                b'x' => {
                    if hex_digits(&bytes[at..], 2) < 2 {
                        let message =
                            format!("(value error) invalid \\x escape at position {escape}");
                        return Err(LiteralError { message });
                    }
                    let digit = |b: u8| (b as char).to_digit(16).unwrap_or(0) as u8;
                    value.push(digit(bytes[at]) << 4 | digit(bytes[at + 1]));
                    at += 2;
                }
                b'0'..=b'7' => {
                    let code = octal(bytes, &mut at);
                    self.warn_octal(code, offset, warned);
                    value.push(code as u8);
                }
                _ => match simple_escape(next) {
                    Some(byte) => value.push(byte),
                    None => {
                        self.warn(Warning::invalid_escape(next as char, offset), warned);
                        value.push(b'\\');
                        at = escape + 1;
                    }
                },
            }
        }
        Ok(value.into_bump_slice())
    }

    /// Adds a warning, if there are still only `warned` of them.
    fn warn(&mut self, warning: Warning, warned: usize) {
        if self.warnings.len() == warned {
            self.warnings.push(warning);
        }
    }

    /// Warns of an octal escape beyond a byte.
    fn warn_octal(&mut self, code: u32, offset: u32, warned: usize) {
        if code > 0o377 {
            let message = format!("invalid octal escape sequence '\\{code:o}'");
            self.warn(Warning { message, offset }, warned);
        }
    }
}

/// The value of up to three octal digits, the first of which is before `at`.
fn octal(bytes: &[u8], at: &mut usize) -> u32 {
    let start = *at - 1;
    while *at < start + 3 && bytes.get(*at).is_some_and(|b| matches!(b, b'0'..=b'7')) {
        *at += 1;
    }
    let digits = &bytes[start..*at];
    digits
        .iter()
        .fold(0, |code, digit| code * 8 + u32::from(digit - b'0'))
}

/// The character that a name or alias stands for, in any case but otherwise as it is written.
pub fn named_character(name: &str) -> Option<char> {
    // The look-up ignores spaces, hyphens and underscores, Python does not.
    let c = unicode_names2::character(name)?;
    let proper = unicode_names2::name(c)
        .map(|name| name.to_string())
        .unwrap_or_default();
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_uppercase())
            .collect()
    };
    let is_alias = letters(&proper) != letters(name);
    let is_clean = !name.contains('_') && !name.contains("  ") && name.trim() == name;
    (proper.eq_ignore_ascii_case(name) || is_alias && is_clean).then_some(c)
}

/// How many of the first `most` bytes are hexadecimal digits.
fn hex_digits(bytes: &[u8], most: usize) -> usize {
    bytes
        .iter()
        .take(most)
        .take_while(|b| b.is_ascii_hexdigit())
        .count()
}

/// What a backslash and one more byte stand for.
fn simple_escape(byte: u8) -> Option<u8> {
    Some(match byte {
        b'\\' | b'\'' | b'"' => byte,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        _ => return None,
    })
}

/// Adds a code point in WTF-8; false if there is no such code point.
///
/// A pair of surrogates stays a pair: to Python they are two characters.
fn push_code_point(value: &mut ArenaVec<'_, u8>, code: u32) -> bool {
    match char::from_u32(code) {
        Some(c) => value.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None if code < 0x11_0000 => {
            let low = |shift: u32| 0x80 | (code >> shift & 0x3f) as u8;
            value.extend_from_slice(&[0xe0 | (code >> 12) as u8, low(6), low(0)]);
        }
        None => return false,
    }
    true
}

/// The value of an integer literal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IntLiteral<'a> {
    Small(u64),
    /// Digits in the given radix (2, 8, 10 or 16), without prefix and underscores, none leading
    /// zero.
    Big {
        radix: u32,
        digits: &'a str,
    },
}

/// The value of an `Int` token's text.
pub fn int<'a>(literal: &'a str, arena: &'a Bump) -> Result<IntLiteral<'a>, LiteralError> {
    let (radix, digits) = match literal.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &literal[2..]),
        [b'0', b'o' | b'O', ..] => (8, &literal[2..]),
        [b'0', b'b' | b'B', ..] => (2, &literal[2..]),
        _ => (10, literal),
    };
    let digits = without_underscores(digits, arena);
    if radix == 10 && digits.len() > MAX_INT_DIGITS {
        return Err(LiteralError {
            message: format!(
                "Exceeds the limit ({MAX_INT_DIGITS} digits) for integer string conversion: \
                 value has {} digits; use sys.set_int_max_str_digits() to increase the limit \
                 - Consider hexadecimal for huge integer literals to avoid decimal conversion \
                 limits.",
                digits.len()
            ),
        });
    }
    Ok(match u64::from_str_radix(digits, radix) {
        Ok(value) => IntLiteral::Small(value),
        Err(_) => IntLiteral::Big {
            radix,
            digits: digits.trim_start_matches('0'),
        },
    })
}

/// The value of a `Float` token's text, correctly rounded.
pub fn float(literal: &str, arena: &Bump) -> f64 {
    // Rust takes every form that the lexer lets through: `1.`, `.5`, `1e5`.
    without_underscores(literal, arena)
        .parse()
        .unwrap_or(f64::NAN)
}

/// The imaginary part that an `Imag` token's text stands for.
pub fn imaginary(literal: &str, arena: &Bump) -> f64 {
    float(literal.trim_end_matches(['j', 'J']), arena)
}

fn without_underscores<'a>(digits: &'a str, arena: &'a Bump) -> &'a str {
    if !digits.contains('_') {
        return digits;
    }
    let mut bare = bumpalo::collections::String::with_capacity_in(digits.len(), arena);
    bare.extend(digits.chars().filter(|&c| c != '_'));
    bare.into_bump_str()
}
