//! Constants as Python's `repr` writes them.

use std::fmt::Write;

use crate::ast::Constant;
use crate::literal::MAX_INT_DIGITS;
use crate::unicode;

/// Decimal digits in one word of a big integer being printed.
const WORD_DIGITS: usize = 18;
const WORD: u128 = 10u128.pow(WORD_DIGITS as u32);

/// The `repr` of a constant; `None` for an integer of more decimal digits than CPython prints.
pub fn constant(value: &Constant<'_>) -> Option<String> {
    Some(match *value {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt { radix: 10, digits } => digits.into(),
        Constant::BigInt { radix, digits } => decimal(radix, digits)?,
        Constant::Float(value) => float(value, true),
        Constant::Imag(value) => float(value, false) + "j",
        Constant::Str { value, .. } => string(value),
        Constant::Bytes(value) => bytes(value),
    })
}

/// An integer in base 10, unless that is longer than CPython allows.
fn decimal(radix: u32, digits: &str) -> Option<String> {
    let mut words: Vec<u64> = Vec::new();
    for digit in digits.chars() {
        let mut carry = u128::from(digit.to_digit(radix)?);
        for word in &mut words {
            carry += u128::from(*word) * u128::from(radix);
            *word = (carry % WORD) as u64;
            carry /= WORD;
        }
        if carry > 0 {
            words.push(carry as u64);
        }
        if words.len() > MAX_INT_DIGITS / WORD_DIGITS + 1 {
            return None;
        }
    }
    let mut text = words.pop().unwrap_or(0).to_string();
    for word in words.iter().rev() {
        let _ = write!(text, "{word:0WORD_DIGITS$}");
    }
    (text.len() <= MAX_INT_DIGITS).then_some(text)
}

/// The shortest decimal that reads back as `value`: with an exponent below 1e-4 and from 1e16 on,
/// and if `point` with a `.0` on whole numbers.
fn float(value: f64, point: bool) -> String {
    if value.is_infinite() {
        return "inf".into();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        let mut text = value.to_string();
        if point && !text.contains('.') {
            text.push_str(".0");
        }
        return text;
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

/// A string, given as UTF-8 that may hold surrogates.
pub fn string(value: &[u8]) -> String {
    let quote = quote(value);
    let mut text = String::with_capacity(value.len() + 2);
    text.push(quote as char);
    let mut rest = value;
    while let Some((code, length)) = code_point(rest) {
        rest = &rest[length..];
        match char::from_u32(code) {
            Some(c) if c == quote as char || c == '\\' => text.extend(['\\', c]),
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(c) if unicode::is_printable(c) => text.push(c),
            _ => {
                let _ = match code {
                    0..=0xff => write!(text, "\\x{code:02x}"),
                    0x100..=0xffff => write!(text, "\\u{code:04x}"),
                    _ => write!(text, "\\U{code:08x}"),
                };
            }
        }
    }
    text.push(quote as char);
    text
}

fn bytes(value: &[u8]) -> String {
    let quote = quote(value);
    let mut text = String::with_capacity(value.len() + 3);
    text.extend(['b', quote as char]);
    for &byte in value {
        match byte {
            b'\\' => text.push_str("\\\\"),
            _ if byte == quote => text.extend(['\\', byte as char]),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            b' '..=b'~' => text.push(byte as char),
            _ => {
                let _ = write!(text, "\\x{byte:02x}");
            }
        }
    }
    text.push(quote as char);
    text
}

/// Single quotes, unless only they occur.
fn quote(value: &[u8]) -> u8 {
    if value.contains(&b'\'') && !value.contains(&b'"') {
        b'"'
    } else {
        b'\''
    }
}

/// The first code point and its length in bytes.
fn code_point(bytes: &[u8]) -> Option<(u32, usize)> {
    let &first = bytes.first()?;
    let (length, bits) = match first {
        0..=0x7f => return Some((first.into(), 1)),
        0x80..=0xdf => (2, first & 0x1f),
        0xe0..=0xef => (3, first & 0x0f),
        _ => (4, first & 0x07),
    };
    let tail = bytes.get(1..length)?;
    let code = tail
        .iter()
        .fold(u32::from(bits), |code, b| code << 6 | u32::from(b & 0x3f));
    Some((code, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_shortest_with_exponents_where_python_has_them() {
        for (value, text) in [
            (0.0, "0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(float(value, true), text);
        }
        assert_eq!(constant(&Constant::Imag(2.0)).as_deref(), Some("2j"));
        assert_eq!(constant(&Constant::Imag(0.5)).as_deref(), Some("0.5j"));
    }

    #[test]
    fn big_integers_print_in_decimal_up_to_the_limit() {
        let hex = |digits: &str| decimal(16, digits);
        assert_eq!(
            hex("1000000000000000000000000").as_deref(),
            Some("79228162514264337593543950336")
        );
        assert_eq!(hex(&"f".repeat(3571)).map(|t| t.len()), Some(4300));
        assert_eq!(hex(&"f".repeat(3572)), None);
    }

    #[test]
    fn strings_escape_what_does_not_print() {
        assert_eq!(string(b"it's"), r#""it's""#);
        assert_eq!(string(b"it's \"x\""), r#"'it\'s "x"'"#);
        assert_eq!(
            string("\u{e9}\u{a0}\u{200b}\t\x7f".as_bytes()),
            r"'é\xa0\u200b\t\x7f'"
        );
        assert_eq!(string(b"\xed\xa0\x80"), r"'\ud800'");
        assert_eq!(bytes(b"a'\x00\xff\n"), r#"b"a'\x00\xff\n""#);
    }
}
