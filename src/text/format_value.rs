//! The format mini-language: applying a parsed [`Spec`] to a value.
//!
//! An empty spec means `str(value)` and is the caller's. Integers come as the
//! digits of their magnitude (in the base that [`super::percent::int_base`] names), so that big
//! ones are printed into a charged buffer first.

use super::format_spec::{Align, SignMode, Spec, SpecError};
use super::sink::{Full, Sink};
use super::wtf8::{self, Text};
use crate::num::float_text::{FloatText, Options, Style};

/// Formatting failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormatError {
    Full,
    Spec(SpecError),
}

impl From<Full> for FormatError {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

impl From<SpecError> for FormatError {
    fn from(error: SpecError) -> Self {
        Self::Spec(error)
    }
}

/// A number laid out: sign, prefix, digits to group, and the rest.
struct Parts<'a> {
    negative: bool,
    prefix: &'a [u8],
    digits: &'a [u8],
    /// Characters after the digits, and how to write them.
    rest_len: usize,
}

/// How many digits, leading zeros included, grouping gives for `digits`
/// digits and a least width that counts separators.
fn grouped_digits(digits: usize, width: usize, group: usize) -> usize {
    if digits == 0 {
        return 0;
    }
    // A separator never leads: where the width ends in one, a zero goes before.
    let filled = width / (group + 1) * group + (width % (group + 1)).max(1);
    filled.max(digits)
}

/// Lays out one number by a spec; `push_rest` writes what follows the digits.
fn push_number<S: Sink>(
    spec: &Spec,
    parts: &Parts,
    group: usize,
    out: &mut S,
    push_rest: impl FnOnce(&mut S) -> Result<(), Full>,
) -> Result<(), Full> {
    let sign: &[u8] = match (parts.negative, spec.sign) {
        (true, _) => b"-",
        (false, Some(SignMode::Plus)) => b"+",
        (false, Some(SignMode::Space)) => b" ",
        _ => b"",
    };
    let around = sign.len() + parts.prefix.len() + parts.rest_len;
    let align = spec.align.unwrap_or(Align::Right);
    let zeros_wanted = spec.fill == u32::from(b'0') && align == Align::AfterSign;
    let least = if zeros_wanted {
        spec.width.saturating_sub(around)
    } else {
        0
    };
    let separator = spec.grouping.separator();
    let (digits, separators) = match separator {
        Some(_) => {
            let digits = grouped_digits(parts.digits.len(), least, group);
            (digits, digits.saturating_sub(1) / group)
        }
        None if parts.digits.is_empty() => (0, 0),
        None => (parts.digits.len().max(least), 0),
    };
    let total = around + digits + separators;
    let padding = spec.width.saturating_sub(total);
    let (before, inside) = match align {
        Align::Left => (0, 0),
        Align::Right => (padding, 0),
        Align::Center => (padding / 2, 0),
        Align::AfterSign => (0, padding),
    };
    let (fill, fill_len) = wtf8::encode(spec.fill);
    let fill = &fill[..fill_len];
    out.push_repeated(fill, before)?;
    out.push_bytes(sign)?;
    out.push_bytes(parts.prefix)?;
    out.push_repeated(fill, inside)?;
    let zeros = digits - parts.digits.len();
    match separator {
        None => {
            out.push_repeated(b"0", zeros)?;
            out.push_bytes(parts.digits)?;
        }
        Some(separator) => {
            for place in (0..digits).rev() {
                let at = digits - 1 - place;
                let digit = at.checked_sub(zeros).and_then(|at| parts.digits.get(at));
                out.push_bytes(&[digit.copied().unwrap_or(b'0')])?;
                if place > 0 && place % group == 0 {
                    out.push_bytes(&[separator])?;
                }
            }
        }
    }
    push_rest(out)?;
    out.push_repeated(fill, padding - before - inside)
}

/// `format(text, spec)` of a str.
pub fn format_str<S: Sink>(spec: &[u8], text: Text, out: &mut S) -> Result<(), FormatError> {
    let parsed = Spec::parse(spec, Align::Left)?;
    let refused = |text| Err(FormatError::Spec(SpecError::Text(text)));
    if parsed.kind.is_some() && parsed.letter() != b's' {
        return Err(parsed.unknown_code().into());
    }
    if parsed.sign == Some(SignMode::Space) {
        return refused("Space not allowed in string format specifier");
    }
    if parsed.sign.is_some() {
        return refused("Sign not allowed in string format specifier");
    }
    if parsed.no_negative_zero {
        return refused("Negative zero coercion (z) not allowed in string format specifier");
    }
    if parsed.alternate {
        return refused("Alternate form (#) not allowed in string format specifier");
    }
    if parsed.align == Some(Align::AfterSign) {
        return refused("'=' alignment not allowed in string format specifier");
    }
    let shown = match parsed.precision {
        Some(most) => text.range(0, most),
        None => text.bytes,
    };
    if parsed.width == 0 {
        return Ok(out.push_bytes(shown)?);
    }
    let count = Text::with_ascii(shown, text.ascii).count();
    push_padded(
        &parsed,
        shown,
        count,
        parsed.align.unwrap_or(Align::Left),
        out,
    )?;
    Ok(())
}

/// Writes finished text of `count` characters padded to the spec's width.
fn push_padded<S: Sink>(
    spec: &Spec,
    text: &[u8],
    count: usize,
    align: Align,
    out: &mut S,
) -> Result<(), Full> {
    let (fill, fill_len) = wtf8::encode(spec.fill);
    let fill = &fill[..fill_len];
    let padding = spec.width.saturating_sub(count);
    let before = match align {
        Align::Left => 0,
        Align::Center => padding / 2,
        Align::Right | Align::AfterSign => padding,
    };
    out.push_repeated(fill, before)?;
    out.push_bytes(text)?;
    out.push_repeated(fill, padding - before)
}

/// What a spec makes of an int.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntForm {
    /// Digits in this base, for [`format_int`].
    Digits { base: u32, upper: bool },
    /// One character, for [`format_character`].
    Character,
    /// The value as a float, for [`format_float`].
    Float,
}

/// Reads a spec for an int and says which function applies it.
pub fn int_form(spec: &[u8]) -> Result<(Spec, IntForm), SpecError> {
    let parsed = Spec::parse(spec, Align::Right)?;
    if parsed.kind.is_none() {
        return int_checked(parsed, 10, false);
    }
    match parsed.letter() {
        b'd' | b'n' => int_checked(parsed, 10, false),
        b'b' => int_checked(parsed, 2, false),
        b'o' => int_checked(parsed, 8, false),
        b'x' => int_checked(parsed, 16, false),
        b'X' => int_checked(parsed, 16, true),
        b'c' => {
            no_precision(&parsed)?;
            if parsed.sign.is_some() {
                return Err(SpecError::Text(
                    "Sign not allowed with integer format specifier 'c'",
                ));
            }
            if parsed.alternate {
                return Err(SpecError::Text(
                    "Alternate form (#) not allowed with integer format specifier 'c'",
                ));
            }
            Ok((parsed, IntForm::Character))
        }
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => Ok((parsed, IntForm::Float)),
        _ => Err(parsed.unknown_code()),
    }
}

fn no_precision(spec: &Spec) -> Result<(), SpecError> {
    if spec.precision.is_some() {
        return Err(SpecError::Text(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(SpecError::Text(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    Ok(())
}

fn int_checked(spec: Spec, base: u32, upper: bool) -> Result<(Spec, IntForm), SpecError> {
    no_precision(&spec)?;
    Ok((spec, IntForm::Digits { base, upper }))
}

/// Writes an int whose magnitude has these digits in the form's base.
pub fn format_int<S: Sink>(
    spec: &Spec,
    negative: bool,
    digits: &[u8],
    out: &mut S,
) -> Result<(), Full> {
    let (prefix, group): (&[u8], usize) = match spec.letter() {
        b'b' => (b"0b", 4),
        b'o' => (b"0o", 4),
        b'x' => (b"0x", 4),
        b'X' => (b"0X", 4),
        _ => (b"", 3),
    };
    let parts = Parts {
        negative,
        prefix: if spec.alternate { prefix } else { b"" },
        digits,
        rest_len: 0,
    };
    push_number(spec, &parts, group, out, |_| Ok(()))
}

/// Writes the character whose number an int is (type `c`); `code` is `None`
/// where the int does not fit 64 bits.
pub fn format_character<S: Sink>(
    spec: &Spec,
    code: Option<i64>,
    out: &mut S,
) -> Result<(), FormatError> {
    let code = code.ok_or(SpecError::IntTooLarge)?;
    let code = u32::try_from(code).ok().filter(|&code| code < 0x11_0000);
    let code = code.ok_or(SpecError::CharacterRange)?;
    let (bytes, length) = wtf8::encode(code);
    push_padded(
        spec,
        &bytes[..length],
        1,
        spec.align.unwrap_or(Align::Right),
        out,
    )?;
    Ok(())
}

/// The style of a float format letter, the options, and whether `%` is added.
fn float_style(spec: &Spec) -> Result<(Style, Options, bool), SpecError> {
    const DEFAULT: usize = 6;
    let mut options = Options {
        alternate: spec.alternate,
        dot_zero: false,
        upper: false,
        no_negative_zero: spec.no_negative_zero,
    };
    let precision = spec.precision.unwrap_or(DEFAULT);
    if precision > i32::MAX as usize {
        return Err(SpecError::Text("precision too big"));
    }
    if spec.kind.is_none() {
        options.dot_zero = true;
        let style = spec.precision.map_or(Style::Repr, Style::General);
        return Ok((style, options, false));
    }
    let letter = spec.letter();
    options.upper = letter.is_ascii_uppercase();
    let style = match letter.to_ascii_lowercase() {
        b'e' => Style::Exponent(precision),
        b'f' => Style::Fixed(precision),
        b'g' => Style::General(precision),
        b'n' if letter == b'n' => Style::General(precision),
        b'%' => return Ok((Style::Fixed(precision), options, true)),
        _ => return Err(spec.unknown_code()),
    };
    Ok((style, options, false))
}

/// `format(value, spec)` of a float.
pub fn format_float<S: Sink>(spec: &[u8], value: f64, out: &mut S) -> Result<(), FormatError> {
    let parsed = Spec::parse(spec, Align::Right)?;
    push_float(&parsed, value, out)
}

/// [`format_float`] with a spec that has been read.
pub fn push_float<S: Sink>(spec: &Spec, value: f64, out: &mut S) -> Result<(), FormatError> {
    let (style, options, percent) = float_style(spec)?;
    let value = if percent { value * 100.0 } else { value };
    let text = FloatText::new(value, style, options);
    let parts = Parts {
        negative: text.negative,
        prefix: b"",
        digits: text.integer(),
        rest_len: text.rest_len() + usize::from(percent),
    };
    push_number(spec, &parts, 3, out, |out| {
        text.push_rest(out)?;
        out.push_bytes(if percent { b"%" } else { b"" })
    })?;
    Ok(())
}

/// `format(value, spec)` of a complex number.
pub fn format_complex<S: Sink>(
    spec: &[u8],
    real: f64,
    imaginary: f64,
    out: &mut S,
) -> Result<(), FormatError> {
    let parsed = Spec::parse(spec, Align::Right)?;
    if parsed.letter() == b'%' {
        return Err(parsed.unknown_code().into());
    }
    let (style, mut options, _) = float_style(&parsed)?;
    options.dot_zero = false;
    if parsed.fill == u32::from(b'0') {
        let text = "Zero padding is not allowed in complex format specifier";
        return Err(SpecError::Text(text).into());
    }
    if parsed.align == Some(Align::AfterSign) {
        let text = "'=' alignment flag is not allowed in complex format specifier";
        return Err(SpecError::Text(text).into());
    }
    let bare = parsed.kind.is_none();
    let skip_real = bare && real == 0.0 && real.is_sign_positive();
    let brackets = bare && !skip_real;
    let real = FloatText::new(real, style, options);
    let imaginary = FloatText::new(imaginary, style, options);
    // The parts are laid out without padding; the imaginary one has a sign,
    // unless it stands alone.
    let part = Spec {
        width: 0,
        align: None,
        ..parsed
    };
    let imaginary_part = Spec {
        sign: if skip_real {
            parsed.sign
        } else {
            Some(SignMode::Plus)
        },
        ..part
    };
    let write = |out: &mut dyn FnMut(&[u8]) -> Result<(), Full>| -> Result<(), Full> {
        let mut out = Through(out);
        if brackets {
            out.push_bytes(b"(")?;
        }
        if !skip_real {
            push_part(&part, &real, &mut out)?;
        }
        push_part(&imaginary_part, &imaginary, &mut out)?;
        out.push_bytes(if brackets { b"j)" } else { b"j" })
    };
    let mut length = 0;
    write(&mut |bytes| {
        length += bytes.len();
        Ok(())
    })?;
    let padding = parsed.width.saturating_sub(length);
    let before = match parsed.align {
        Some(Align::Left) => 0,
        Some(Align::Center) => padding / 2,
        _ => padding,
    };
    let (fill, fill_len) = wtf8::encode(parsed.fill);
    out.push_repeated(&fill[..fill_len], before)?;
    write(&mut |bytes| out.push_bytes(bytes))?;
    out.push_repeated(&fill[..fill_len], padding - before)?;
    Ok(())
}

fn push_part<S: Sink>(spec: &Spec, text: &FloatText, out: &mut S) -> Result<(), Full> {
    let parts = Parts {
        negative: text.negative,
        prefix: b"",
        digits: text.integer(),
        rest_len: text.rest_len(),
    };
    push_number(spec, &parts, 3, out, |out| text.push_rest(out))
}

/// A sink that hands its bytes on.
struct Through<'a>(&'a mut dyn FnMut(&[u8]) -> Result<(), Full>);

impl Sink for Through<'_> {
    fn push_bytes(&mut self, bytes: &[u8]) -> Result<(), Full> {
        (self.0)(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{BigInt, bigint, int_text};

    fn message(error: FormatError, spec: &str, type_name: &str) -> String {
        let FormatError::Spec(error) = error else {
            panic!("full")
        };
        let mut out = Vec::new();
        error
            .push_message(spec.as_bytes(), type_name, &mut out)
            .unwrap();
        String::from_utf8(out).unwrap()
    }

    fn float(value: f64, spec: &str) -> String {
        let mut out = Vec::new();
        match format_float(spec.as_bytes(), value, &mut out) {
            Ok(()) => String::from_utf8(out).unwrap(),
            Err(error) => message(error, spec, "float"),
        }
    }

    fn text(value: &str, spec: &str) -> String {
        let mut out = Vec::new();
        match format_str(spec.as_bytes(), Text::new(value.as_bytes()), &mut out) {
            Ok(()) => String::from_utf8(out).unwrap(),
            Err(error) => message(error, spec, "str"),
        }
    }

    fn int(value: &str, spec: &str) -> String {
        let value: BigInt = value.parse().unwrap();
        let mut out = Vec::new();
        let done = int_form(spec.as_bytes())
            .map_err(FormatError::from)
            .and_then(|(parsed, form)| match form {
                IntForm::Digits { base, upper } => {
                    let mut digits = Vec::new();
                    int_text::push_magnitude(&value, base, upper, &mut digits)?;
                    Ok(format_int(
                        &parsed,
                        bigint::is_negative(&value),
                        &digits,
                        &mut out,
                    )?)
                }
                IntForm::Character => {
                    format_character(&parsed, i64::try_from(&value).ok(), &mut out)
                }
                IntForm::Float => push_float(
                    &parsed,
                    crate::num::int_float::to_f64(&value).unwrap(),
                    &mut out,
                ),
            });
        match done {
            Ok(()) => String::from_utf8(out).unwrap(),
            Err(error) => message(error, spec, "int"),
        }
    }

    fn complex(real: f64, imaginary: f64, spec: &str) -> String {
        let mut out = Vec::new();
        match format_complex(spec.as_bytes(), real, imaginary, &mut out) {
            Ok(()) => String::from_utf8(out).unwrap(),
            Err(error) => message(error, spec, "complex"),
        }
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_formats() {
        assert_eq!(int("1234567", ","), "1,234,567");
        assert_eq!(int("1234", "010,"), "00,001,234");
        assert_eq!(int("1234", "09,"), "0,001,234");
        assert_eq!(int("-1234", "012,"), "-000,001,234");
        assert_eq!(int("255", "#_x"), "0xff");
        assert_eq!(int("1048575", "#_b"), "0b1111_1111_1111_1111_1111");
        assert_eq!(int("-42", "*^10"), "***-42****");
        assert_eq!(int("42", "=+6d"), "+   42");
        assert_eq!(int("65", "c"), "A");
        assert_eq!(int("3", ".2f"), "3.00");
        assert_eq!(int("1", "é>3"), "éé1");
        assert_eq!(
            int("100000000000000000000", "_"),
            "100_000_000_000_000_000_000"
        );
        assert_eq!(float(1234.5, "012,.1f"), "00,001,234.5");
        assert_eq!(float(f64::INFINITY, "010,"), "0000000inf");
        assert_eq!(float(0.125, ".2f"), "0.12");
        assert_eq!(float(1e16, ""), "1e+16");
        assert_eq!(float(123.0, ".3"), "1.23e+02");
        assert_eq!(float(100000.0, ".6"), "1e+05");
        assert_eq!(float(-0.001, "z.1f"), "0.0");
        assert_eq!(float(0.5, ".1%"), "50.0%");
        assert_eq!(float(1.0, "#.0f"), "1.");
        assert_eq!(float(1e-7, "#g"), "1.00000e-07");
        assert_eq!(text("hello", "^10.3"), "   hel    ");
        assert_eq!(text("a", "05"), "a0000");
        assert_eq!(complex(1.0, -2.0, "10.1f"), "  1.0-2.0j");
        assert_eq!(complex(0.0, 2.0, ".2"), "2j");
        assert_eq!(complex(1.5, 2.0, "<12"), "(1.5+2j)    ");
    }

    #[test]
    fn errors_as_cpython_words_them() {
        assert_eq!(
            float(1.0, "d"),
            "Unknown format code 'd' for object of type 'float'"
        );
        assert_eq!(
            int("1", "s"),
            "Unknown format code 's' for object of type 'int'"
        );
        assert_eq!(
            int("1", "xyz"),
            "Invalid format specifier 'xyz' for object of type 'int'"
        );
        assert_eq!(int("1", ",_"), "Cannot specify both ',' and '_'.");
        assert_eq!(int("1", ",x"), "Cannot specify ',' with 'x'.");
        assert_eq!(text("1", ",s"), "Cannot specify ',' with 's'.");
        assert_eq!(
            int("1", ".2"),
            "Precision not allowed in integer format specifier"
        );
        assert_eq!(int("1", "5."), "Format specifier missing precision");
        assert_eq!(
            int("1", "99999999999999999999"),
            "Too many decimal digits in format string"
        );
        assert_eq!(int("1114112", "c"), "%c arg not in range(0x110000)");
        assert_eq!(
            text("a", "+"),
            "Sign not allowed in string format specifier"
        );
        assert_eq!(
            text("a", "=5"),
            "'=' alignment not allowed in string format specifier"
        );
        assert_eq!(
            int("1", "é"),
            "Unknown format code '\\xe9' for object of type 'int'"
        );
        assert_eq!(
            complex(1.0, 1.0, "05"),
            "Zero padding is not allowed in complex format specifier"
        );
    }
}
