//! Int from text and to text: the rules of `int(text, base)`, `str`, `hex`,
//! `oct`, `bin`, and the limit on the digits of a decimal conversion.

use super::bigint::{self, BigInt};
use crate::text::search::{self, Bytes, Side};
use crate::text::sink::{Full, Sink};
use crate::text::{unicode, wtf8};
use dashu_base::UnsignedAbs;
use dashu_int::UBig;

/// The limit's default and its smallest value; zero lifts it.
pub const DEFAULT_MAX_DIGITS: usize = 4300;
pub const LEAST_MAX_DIGITS: usize = 640;

/// Why text is not an int.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// [`invalid_literal`] writes the message.
    Invalid,
    /// More digits than the limit; [`too_many_to_parse`] writes the message.
    TooManyDigits(usize),
    /// The base is not 0 or 2 to 36.
    BadBase,
}

pub const BAD_BASE: &str = "int() base must be >= 2 and <= 36, or 0";

/// `int(text, base)` for a str. Digits of any script count, and white space
/// around them is ignored
/// (of ASCII only what C calls space: not the separators 0x1c to 0x1f). `max_digits` is the limit, zero for none.
pub fn parse(text: &[u8], base: u32, max_digits: usize) -> Result<BigInt, ParseError> {
    if text.is_ascii() {
        return parse_ascii(text, base, max_digits);
    }
    // One ASCII byte a character: only digits and spaces have other forms.
    let plain: Vec<u8> = wtf8::code_points(text)
        .map(|code| match code {
            0..0x80 => code as u8,
            _ if unicode::is_space(code) => b' ',
            _ => unicode::decimal_value(code).map_or(b'?', |digit| b'0' + digit),
        })
        .collect();
    parse_ascii(&plain, base, max_digits)
}

/// `int(bytes, base)`
pub fn parse_ascii(text: &[u8], base: u32, max_digits: usize) -> Result<BigInt, ParseError> {
    if base == 1 || base > 36 {
        return Err(ParseError::BadBase);
    }
    let text = search::strip::<Bytes>(text, None, Side::Both);
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (base, digits, zeros_only) = take_prefix(digits, base);
    let literal = Digits::check(digits, base)?;
    if max_digits > 0 && literal.count > max_digits && !base.is_power_of_two() {
        return Err(ParseError::TooManyDigits(literal.count));
    }
    let magnitude = literal.value(base)?;
    if zeros_only && !magnitude.is_zero() {
        return Err(ParseError::Invalid);
    }
    let value = BigInt::from(magnitude);
    Ok(if negative { -value } else { value })
}

/// The base in force, the digits after a prefix, and whether an old-style
/// leading zero allows zero only. One underscore may follow a prefix.
fn take_prefix(digits: &[u8], base: u32) -> (u32, &[u8], bool) {
    let named = match digits {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    if named != 0 && (base == 0 || base == named) {
        let rest = &digits[2..];
        let rest = rest.strip_prefix(b"_").unwrap_or(rest);
        return (named, rest, false);
    }
    match base {
        0 => (10, digits, digits.first() == Some(&b'0')),
        _ => (base, digits, false),
    }
}

/// Digits that have been found well formed.
struct Digits<'a> {
    text: &'a [u8],
    /// Without the underscores.
    count: usize,
}

impl<'a> Digits<'a> {
    fn check(text: &'a [u8], base: u32) -> Result<Self, ParseError> {
        let mut count = 0;
        let mut after_digit = false;
        for &byte in text {
            after_digit = match byte {
                b'_' if after_digit => false,
                _ if (byte as char).is_digit(base) => {
                    count += 1;
                    true
                }
                _ => return Err(ParseError::Invalid),
            };
        }
        // Neither empty nor ending in an underscore.
        if after_digit {
            Ok(Self { text, count })
        } else {
            Err(ParseError::Invalid)
        }
    }

    fn value(&self, base: u32) -> Result<UBig, ParseError> {
        let underscores;
        let digits = if self.count == self.text.len() {
            self.text
        } else {
            let kept = self.text.iter().copied().filter(|&byte| byte != b'_');
            underscores = kept.collect::<Vec<u8>>();
            &underscores
        };
        let digits = std::str::from_utf8(digits).map_err(|_| ParseError::Invalid)?;
        UBig::from_str_radix(digits, base).map_err(|_| ParseError::Invalid)
    }
}

/// Writes the message of [`ParseError::Invalid`]; `shown` is the `repr` of
/// what was given, of which 200 characters are shown.
pub fn invalid_literal<S: Sink>(base: u32, shown: &[u8], out: &mut S) -> Result<(), Full> {
    out.push_display(format_args!("invalid literal for int() with base {base}: "))?;
    out.push_bytes(&shown[..wtf8::offset_of(shown, 200)])
}

/// Writes the message of [`ParseError::TooManyDigits`].
pub fn too_many_to_parse<S: Sink>(limit: usize, digits: usize, out: &mut S) -> Result<(), Full> {
    out.push_display(format_args!(
        "Exceeds the limit ({limit} digits) for integer string conversion: \
         value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// Writes the message for a value that has too many digits to print.
pub fn too_many_to_print<S: Sink>(limit: usize, out: &mut S) -> Result<(), Full> {
    out.push_display(format_args!(
        "Exceeds the limit ({limit} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// Whether the value may be printed in decimal under a limit (zero: none).
pub fn may_print(value: &BigInt, max_digits: usize) -> bool {
    let most = super::bounds::decimal_digits(value);
    if max_digits == 0 || most <= max_digits as u64 {
        return true;
    }
    // The bound may be one too high; a clearly larger value needs no power.
    most <= max_digits as u64 + 1 && value.unsigned_abs() < UBig::from(10u8).pow(max_digits)
}

/// Writes the value in decimal, whatever the limit says.
pub fn push_decimal<S: Sink>(value: &BigInt, out: &mut S) -> Result<(), Full> {
    out.push_display(value)
}

/// Writes the magnitude in base 2, 8, 10 or 16, without sign or prefix.
pub fn push_magnitude<S: Sink>(
    value: &BigInt,
    base: u32,
    upper: bool,
    out: &mut S,
) -> Result<(), Full> {
    let magnitude = value.unsigned_abs();
    match (base, upper) {
        (2, _) => out.push_display(format_args!("{magnitude:b}")),
        (8, _) => out.push_display(format_args!("{magnitude:o}")),
        (16, false) => out.push_display(format_args!("{magnitude:x}")),
        (16, true) => out.push_display(format_args!("{magnitude:X}")),
        _ => out.push_display(magnitude),
    }
}

/// `bin`, `oct` or `hex` of the value, by base.
pub fn push_prefixed<S: Sink>(value: &BigInt, base: u32, out: &mut S) -> Result<(), Full> {
    if bigint::is_negative(value) {
        out.push_bytes(b"-")?;
    }
    out.push_bytes(match base {
        2 => b"0b",
        8 => b"0o",
        _ => b"0x",
    })?;
    push_magnitude(value, base, false, out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, base: u32) -> Option<i64> {
        let value = parse(text.as_bytes(), base, DEFAULT_MAX_DIGITS).ok()?;
        i64::try_from(&value).ok()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn what_int_accepts() {
        let cases: &[(&str, u32, Option<i64>)] = &[
            (" \u{a0}-1_000\n", 10, Some(-1000)),
            ("\u{663}\u{664}", 10, Some(34)),
            ("0x_ff", 16, Some(255)),
            ("0x_ff", 0, Some(255)),
            ("0X", 16, None),
            ("0x__f", 16, None),
            ("0b1", 16, Some(0xb1)),
            ("0b12", 0, None),
            ("0o17", 8, Some(15)),
            ("00_0", 0, Some(0)),
            ("012", 0, None),
            ("012", 10, Some(12)),
            ("_1", 10, None),
            ("1_", 10, None),
            ("1__0", 10, None),
            ("zZ", 36, Some(35 * 37)),
            ("- 1", 10, None),
            ("--1", 10, None),
            ("", 10, None),
            ("+", 10, None),
            ("\u{b2}", 10, None),
            ("1\0", 10, None),
            ("1\x1c", 10, None),
        ];
        for &(text, base, expected) in cases {
            assert_eq!(parsed(text, base), expected, "{text:?} in base {base}");
        }
        assert_eq!(parse(b"1", 37, 0), Err(ParseError::BadBase));
        assert_eq!(parse(b"1", 1, 0), Err(ParseError::BadBase));
    }

    #[test]
    fn the_digit_limit() {
        let digits = "0".repeat(4999) + "1";
        let parse = |base, limit| parse(digits.as_bytes(), base, limit);
        assert_eq!(parse(10, 4300), Err(ParseError::TooManyDigits(5000)));
        assert_eq!(parse(10, 5000), Ok(BigInt::ONE));
        assert_eq!(parse(10, 0), Ok(BigInt::ONE));
        assert_eq!(parse(16, 4300), Ok(BigInt::ONE));
        let power = BigInt::from(10).pow(4300);
        assert!(!may_print(&power, 4300) && may_print(&power, 4301));
        assert!(may_print(&(power.clone() - 1), 4300) && may_print(&power, 0));
        assert!(!may_print(&(-power), 4300));
    }

    #[test]
    fn printing() {
        let shown = |value: i128, base| {
            let mut out = Vec::new();
            push_prefixed(&BigInt::from(value), base, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(shown(-255, 16), "-0xff");
        assert_eq!(shown(8, 8), "0o10");
        assert_eq!(shown(0, 2), "0b0");
        assert_eq!(shown(1 << 100, 16), "0x10000000000000000000000000");
    }
}
