//! Float from text and to text: `repr`, the `e f g` styles, `float(text)`,
//! `float.hex`, `float.fromhex`.

use super::NumError;
use super::decimal::Decimal;
use super::int_float::{decompose, round_scaled};
use crate::text::search::{self, Bytes, Side};
use crate::text::sink::{AsWrite, Full, Mostly, Short, Sink};
use crate::text::{unicode, wtf8};
use std::fmt::Write;

/// How a float is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The shortest digits that read back; an exponent below 1e-4 and from
    /// 1e16.
    Repr,
    /// `e`: one digit, the point, so many digits, an exponent.
    Exponent(usize),
    /// `f`: so many digits behind the point.
    Fixed(usize),
    /// `g`: so many significant digits (zero counts as one), an exponent below
    /// 1e-4 and where the digits do not reach the point.
    General(usize),
}

/// Variations of a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `#`: keep the point and the zeros.
    pub alternate: bool,
    /// Add `.0` to what would look like an int.
    pub dot_zero: bool,
    /// `E`, `INF`, `NAN`.
    pub upper: bool,
    /// `z`: what rounds to zero has no sign.
    pub no_negative_zero: bool,
}

/// A float's text in parts, so that a caller can group and pad.
pub struct FloatText {
    pub negative: bool,
    /// Digits before the point; nothing for `inf` and `nan`.
    integer: Mostly<40, 320>,
    /// The point and the digits behind it, or `inf`, `nan`.
    tail: Mostly<40, 1100>,
    /// Zeros after the tail.
    zeros: usize,
    exponent: Short<8>,
}

impl FloatText {
    pub fn new(value: f64, style: Style, options: Options) -> Self {
        let mut text = Self {
            negative: value.is_sign_negative() && !value.is_nan(),
            integer: Mostly::new(),
            tail: Mostly::new(),
            zeros: 0,
            exponent: Short::new(),
        };
        // Nothing below overflows the parts: their sizes bound any float.
        if value.is_finite() {
            let _ = text.lay_out(value, style, options);
        } else {
            let name = match (value.is_nan(), options.upper) {
                (true, false) => "nan",
                (true, true) => "NAN",
                (false, false) => "inf",
                (false, true) => "INF",
            };
            let _ = text.tail.push_str(name);
        }
        text
    }

    fn lay_out(&mut self, value: f64, style: Style, options: Options) -> Result<(), Full> {
        let decimal = match style {
            Style::Repr => Decimal::shortest(value),
            Style::Exponent(places) => Decimal::significant(value, places.saturating_add(1)),
            Style::Fixed(places) => Decimal::fixed(value, places),
            Style::General(count) => Decimal::significant(value, count.max(1)),
        };
        if options.no_negative_zero && decimal.is_zero() {
            self.negative = false;
        }
        let point = if decimal.is_zero() { 1 } else { decimal.point };
        // How many digits from the first one on are shown, zeros included.
        let (shown, scientific) = match style {
            Style::Repr => (decimal.digits().len(), !(-3..=16).contains(&point)),
            Style::Exponent(places) => (places.saturating_add(1), true),
            Style::Fixed(places) => {
                let shown = places as i128 + i128::from(point);
                (usize::try_from(shown).unwrap_or(0), false)
            }
            Style::General(count) => {
                let count = count.max(1);
                let limit = count as i128 - i128::from(options.dot_zero);
                let scientific = point <= -4 || i128::from(point) > limit;
                let significant = decimal.digits().len() - trailing_zeros(decimal.digits());
                (
                    if options.alternate {
                        count
                    } else {
                        significant.max(1)
                    },
                    scientific,
                )
            }
        };
        let exponent = point - 1;
        let point = if scientific { 1 } else { point };
        let digits = decimal.digits();
        self.integer_part(digits, point, shown)?;
        let behind_point = match usize::try_from(point) {
            Ok(before) => shown.saturating_sub(before),
            Err(_) => shown.saturating_add(point.unsigned_abs() as usize),
        };
        if behind_point > 0 {
            self.tail.push_bytes(b".")?;
            self.fraction_part(digits, point, behind_point)?;
        } else if options.dot_zero && !scientific {
            self.tail.push_bytes(b".0")?;
        } else if options.alternate {
            self.tail.push_bytes(b".")?;
        }
        if scientific {
            let letter = if options.upper { 'E' } else { 'e' };
            let _ = write!(AsWrite(&mut self.exponent), "{letter}{exponent:+03}");
        }
        Ok(())
    }

    fn integer_part(&mut self, digits: &[u8], point: i32, shown: usize) -> Result<(), Full> {
        let Some(before) = usize::try_from(point).ok().filter(|&before| before > 0) else {
            return self.integer.push_bytes(b"0");
        };
        let here = &digits[..digits.len().min(before).min(shown.max(1))];
        self.integer.push_bytes(here)?;
        self.integer.push_repeated(b"0", before - here.len())
    }

    fn fraction_part(&mut self, digits: &[u8], point: i32, count: usize) -> Result<(), Full> {
        let leading = usize::try_from(-i64::from(point)).unwrap_or(0).min(count);
        self.tail.push_repeated(b"0", leading)?;
        let before = usize::try_from(point).unwrap_or(0);
        let rest = digits.get(before..).unwrap_or_default();
        let here = &rest[..rest.len().min(count - leading)];
        self.tail.push_bytes(here)?;
        self.zeros = count - leading - here.len();
        Ok(())
    }

    /// Digits before the point; none where the value is not finite.
    pub fn integer(&self) -> &[u8] {
        self.integer.as_bytes()
    }

    /// Length of what [`Self::push_rest`] writes.
    pub fn rest_len(&self) -> usize {
        self.tail.as_bytes().len() + self.zeros + self.exponent.as_bytes().len()
    }

    /// Writes what follows the integer digits.
    pub fn push_rest<S: Sink>(&self, out: &mut S) -> Result<(), Full> {
        out.push_bytes(self.tail.as_bytes())?;
        out.push_repeated(b"0", self.zeros)?;
        out.push_bytes(self.exponent.as_bytes())
    }
}

fn trailing_zeros(digits: &[u8]) -> usize {
    digits
        .iter()
        .rev()
        .take_while(|&&digit| digit == b'0')
        .count()
}

/// Writes a float in a style, with `-` for a negative one.
pub fn push_float<S: Sink>(
    value: f64,
    style: Style,
    options: Options,
    out: &mut S,
) -> Result<(), Full> {
    let text = FloatText::new(value, style, options);
    if text.negative {
        out.push_bytes(b"-")?;
    }
    out.push_bytes(text.integer())?;
    text.push_rest(out)
}

/// `repr` and `str` of a float.
pub fn push_repr<S: Sink>(value: f64, out: &mut S) -> Result<(), Full> {
    let options = Options {
        dot_zero: true,
        ..Options::default()
    };
    push_float(value, Style::Repr, options, out)
}

/// `repr` and `str` of a complex number.
pub fn push_complex_repr<S: Sink>(real: f64, imaginary: f64, out: &mut S) -> Result<(), Full> {
    let plain = Options::default();
    if real == 0.0 && real.is_sign_positive() {
        push_float(imaginary, Style::Repr, plain, out)?;
        return out.push_bytes(b"j");
    }
    out.push_bytes(b"(")?;
    push_float(real, Style::Repr, plain, out)?;
    if imaginary.is_sign_positive() || imaginary.is_nan() {
        out.push_bytes(b"+")?;
    }
    push_float(imaginary, Style::Repr, plain, out)?;
    out.push_bytes(b"j)")
}

/// The float that text names, as `float(text)` reads it; `None` when it names
/// none. Space around it and digits of any script are allowed, underscores
/// between digits.
pub fn parse(text: &[u8]) -> Option<f64> {
    if text.is_ascii() {
        return parse_ascii(text);
    }
    let plain: Vec<u8> = wtf8::code_points(text)
        .map(|code| match code {
            0..0x80 => code as u8,
            _ if unicode::is_space(code) => b' ',
            _ => unicode::decimal_value(code).map_or(b'?', |digit| b'0' + digit),
        })
        .collect();
    parse_ascii(&plain)
}

/// As [`parse`], of ASCII (and of the bytes that `float(bytes)` gets).
pub fn parse_ascii(text: &[u8]) -> Option<f64> {
    let text = search::strip::<Bytes>(text, None, Side::Both);
    if memchr::memchr(b'_', text).is_none() {
        return parse_plain(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'_' {
            plain.push(byte);
            continue;
        }
        let digit = |at: Option<usize>| {
            at.and_then(|at| text.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if !digit(at.checked_sub(1)) || !digit(at.checked_add(1)) {
            return None;
        }
    }
    parse_plain(&plain)
}

/// Rust's parser takes the same decimal forms; `nan` and `inf` go by name, and
/// only with Python's spellings.
fn parse_plain(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let value = if unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity")
    {
        f64::INFINITY
    } else if unsigned.eq_ignore_ascii_case("nan") {
        f64::NAN
    } else if unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        unsigned.parse().ok()?
    } else {
        return None;
    };
    Some(if text.starts_with('-') { -value } else { value })
}

/// `float.hex`
pub fn push_hex<S: Sink>(value: f64, out: &mut S) -> Result<(), Full> {
    if !value.is_finite() {
        return push_repr(value, out);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (mantissa, exponent) = decompose(value);
    if mantissa == 0 {
        return out.push_display(format_args!("{sign}0x0.0p+0"));
    }
    let (lead, fraction) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    let exponent = exponent + 52;
    out.push_display(format_args!("{sign}0x{lead}.{fraction:013x}p{exponent:+}"))
}

const TOO_LARGE: NumError =
    NumError::Overflow("hexadecimal value too large to represent as a float");
const INVALID_HEX: NumError = NumError::Value("invalid hexadecimal floating-point string");

/// `float.fromhex`
pub fn parse_hex(text: &[u8]) -> Result<f64, NumError> {
    let text = search::strip::<Bytes>(text, None, Side::Both);
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let magnitude = if rest.eq_ignore_ascii_case(b"inf") || rest.eq_ignore_ascii_case(b"infinity") {
        f64::INFINITY
    } else if rest.eq_ignore_ascii_case(b"nan") {
        f64::NAN
    } else {
        let digits = match rest {
            [b'0', b'x' | b'X', digits @ ..] => digits,
            _ => rest,
        };
        hex_magnitude(digits)?
    };
    Ok(if negative { -magnitude } else { magnitude })
}

/// `digits[.digits][p[sign]digits]`. What follows is looked at last, so that a
/// value that is too large is reported first, as CPython does.
fn hex_magnitude(text: &[u8]) -> Result<f64, NumError> {
    let (mut bits, mut scale, mut count) = (0u64, 0i64, 0usize);
    let (mut lost, mut behind) = (false, false);
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let digit = (byte as char).to_digit(16);
        match digit {
            None if byte == b'.' && !behind => behind = true,
            None => break,
            Some(digit) => {
                count += 1;
                scale -= if behind { 4 } else { 0 };
                // Sixty bits suffice; what follows only decides ties.
                if bits >> 56 == 0 {
                    bits = bits << 4 | u64::from(digit);
                } else {
                    lost |= digit != 0;
                    scale += 4;
                }
            }
        }
        rest = after;
    }
    if count == 0 {
        return Err(INVALID_HEX);
    }
    let mut exponent = 0;
    if let [b'p' | b'P', after @ ..] = rest {
        (exponent, rest) = decimal_exponent(after)?;
    }
    let magnitude = if bits == 0 {
        0.0
    } else {
        round_scaled(
            bits << 1 | u64::from(lost),
            exponent.saturating_add(scale - 1),
        )
    };
    if magnitude.is_infinite() {
        return Err(TOO_LARGE);
    }
    if rest.is_empty() {
        Ok(magnitude)
    } else {
        Err(INVALID_HEX)
    }
}

/// The exponent and what follows it. It saturates: one of more digits is past
/// all floats.
fn decimal_exponent(text: &[u8]) -> Result<(i64, &[u8]), NumError> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let length = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, rest) = digits.split_at(length);
    if digits.is_empty() {
        return Err(INVALID_HEX);
    }
    let value = digits.iter().fold(0i64, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'))
    });
    // Far from the ends of i64, for the mantissa's scale to be added.
    let value = value.min(i64::MAX / 4);
    Ok((if negative { -value } else { value }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(write: impl FnOnce(&mut Vec<u8>) -> Result<(), Full>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn reprs() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (9999999999999998.0, "9999999999999998.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
            (123456789.125, "123456789.125"),
            // Halfway between two of the shortest decimals.
            (609_989_899_032_892.0 + 0.25, "609989899032892.2"),
            // Of these two only one reads back.
            (2f64.powi(-24), "5.960464477539063e-08"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "nan"),
        ];
        for (value, expected) in cases {
            assert_eq!(shown(|out| push_repr(value, out)), expected);
        }
        assert_eq!(shown(|out| push_complex_repr(0.0, 2.0, out)), "2j");
        assert_eq!(shown(|out| push_complex_repr(-0.0, -2.5, out)), "(-0-2.5j)");
        assert_eq!(
            shown(|out| push_complex_repr(1.0, f64::NAN, out)),
            "(1+nanj)"
        );
    }

    #[test]
    fn parsing() {
        let accepted: &[(&str, f64)] = &[
            (" 1_0.2_5e1_0 ", 10.25e10),
            (".5", 0.5),
            ("5.", 5.0),
            ("\u{661}.\u{662}\u{a0}", 1.2),
            ("-Infinity", f64::NEG_INFINITY),
            ("1e400", f64::INFINITY),
            ("+1E-400", 0.0),
        ];
        for &(text, value) in accepted {
            assert_eq!(parse(text.as_bytes()), Some(value), "{text}");
        }
        for text in [
            "", ".", "1__0", "_1", "1_", "1_.5", "1e", "1 2", "infin", "+-1", "0x1", "1e_5",
            "--nan",
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
        assert!(parse(b"-nan").is_some_and(f64::is_nan));
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(shown(|out| push_hex(-0.1, out)), "-0x1.999999999999ap-4");
        assert_eq!(
            shown(|out| push_hex(5e-324, out)),
            "0x0.0000000000001p-1022"
        );
        let cases: &[(&str, Result<f64, NumError>)] = &[
            ("0x1.8p1", Ok(3.0)),
            (" -F.p-2 ", Ok(-3.75)),
            ("0x1.fffffffffffff8p1023", Err(TOO_LARGE)),
            ("0x1.fffffffffffff7p1023", Ok(f64::MAX)),
            ("0x1p-1075", Ok(0.0)),
            ("0x1.000000000000001p-1075", Ok(5e-324)),
            ("0x0p99999999999999999999", Ok(0.0)),
            ("0x1p99999999999999999999", Err(TOO_LARGE)),
            ("0x.p1", Err(INVALID_HEX)),
            ("1p", Err(INVALID_HEX)),
            ("1p9999x", Err(TOO_LARGE)),
            ("1p9x", Err(INVALID_HEX)),
            ("inf", Ok(f64::INFINITY)),
        ];
        for &(text, expected) in cases {
            assert_eq!(parse_hex(text.as_bytes()), expected, "{text}");
        }
    }
}
