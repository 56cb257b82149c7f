//! `%` formatting: `template % arguments`, for str and bytes.
//!
//! [`format()`] reads the template and asks a [`Arguments`] visitor for what it
//! needs, in the order in which CPython does, so that the first error is the
//! same. The visitor owns the output; it renders values with [`push_int`],
//! [`push_float`] and [`push_text`].

use super::search::Unit;
use super::sink::{Full, Sink};
use super::wtf8::Text;
use crate::num::float_text::{FloatText, Options, Style};

/// The flags between `%` and the width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
}

/// A conversion, ready for its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub flags: Flags,
    pub width: usize,
    pub precision: Option<usize>,
    /// The letter.
    pub kind: u32,
    /// The letter's index in the template, in characters, for errors.
    pub index: usize,
}

impl Conversion {
    /// The same conversion without flags, width and precision.
    pub fn bare(&self) -> Conversion {
        Conversion {
            flags: Flags::default(),
            width: 0,
            precision: None,
            ..*self
        }
    }

    /// The letter as a byte; zero where it is none of ASCII.
    pub fn letter(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(0)
    }

    /// The message for a letter that means nothing (a `ValueError`).
    pub fn push_unsupported<S: Sink>(&self, out: &mut S) -> Result<(), Full> {
        let shown = match self.letter() {
            letter @ 31..127 => char::from(letter),
            _ => '?',
        };
        let (kind, index) = (self.kind, self.index);
        out.push_display(format_args!(
            "unsupported format character '{shown}' (0x{kind:x}) at index {index}"
        ))
    }
}

/// What is wrong with a template; all are `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentError {
    Incomplete,
    IncompleteKey,
    WidthTooBig,
    PrecisionTooBig,
}

impl PercentError {
    pub fn message(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete format",
            Self::IncompleteKey => "incomplete format key",
            Self::WidthTooBig => "width too big",
            Self::PrecisionTooBig => "precision too big",
        }
    }
}

/// Messages for the visitor's own errors (each a `TypeError`).
pub const NOT_A_MAPPING: &str = "format requires a mapping";
pub const STAR_WANTS_INT: &str = "* wants int";
pub const TOO_FEW: &str = "not enough arguments for format string";
pub const TOO_MANY: &str = "not all arguments converted during string formatting";
pub const TOO_MANY_BYTES: &str = "not all arguments converted during bytes formatting";

/// Who supplies the values and takes the output.
pub trait Arguments {
    type Error: From<PercentError>;

    /// Text to copy.
    fn literal(&mut self, text: &[u8]) -> Result<(), Self::Error>;
    /// The mapping is asked for a key; what it gives is the argument of the
    /// conversion that follows, the only one.
    fn select(&mut self, key: &[u8]) -> Result<(), Self::Error>;
    /// The next argument, as the width that `*` stands for.
    fn star_width(&mut self) -> Result<isize, Self::Error>;
    /// The next argument, as the precision that `*` stands for.
    fn star_precision(&mut self) -> Result<isize, Self::Error>;
    /// Converts the next argument. The letter has not been checked, and is to
    /// be checked after the argument has been taken.
    fn convert(&mut self, conversion: &Conversion) -> Result<(), Self::Error>;
}

/// Formats a template.
pub fn format<U: Unit, A: Arguments>(template: &[u8], arguments: &mut A) -> Result<(), A::Error> {
    let mut rest = template;
    // Characters in front of `counted`.
    let (mut counted, mut index) = (0, 0);
    while let Some(at) = memchr::memchr(b'%', rest) {
        if at > 0 {
            arguments.literal(&rest[..at])?;
        }
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(b"%") {
            arguments.literal(b"%")?;
            rest = after;
            continue;
        }
        let mut reader = Reader { rest };
        let mut conversion = reader.conversion(arguments)?;
        let Some((kind, width)) = U::first(reader.rest) else {
            return Err(PercentError::Incomplete.into());
        };
        conversion.kind = kind;
        let at = template.len() - reader.rest.len();
        index += U::count(&template[counted..at]);
        counted = at;
        conversion.index = index;
        rest = &reader.rest[width..];
        arguments.convert(&conversion)?;
    }
    if !rest.is_empty() {
        arguments.literal(rest)?;
    }
    Ok(())
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, wanted: u8) -> bool {
        let after = self.rest.strip_prefix(&[wanted]);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Everything up to the letter.
    fn conversion<A: Arguments>(&mut self, arguments: &mut A) -> Result<Conversion, A::Error> {
        let mut conversion = Conversion {
            flags: Flags::default(),
            width: 0,
            precision: None,
            kind: 0,
            index: 0,
        };
        if self.take(b'(') {
            let key = self.key()?;
            arguments.select(key)?;
        }
        loop {
            let flags = &mut conversion.flags;
            let flag = match self.rest.first() {
                Some(b'-') => &mut flags.left,
                Some(b'+') => &mut flags.plus,
                Some(b' ') => &mut flags.space,
                Some(b'#') => &mut flags.alternate,
                Some(b'0') => &mut flags.zero,
                _ => break,
            };
            *flag = true;
            self.rest = &self.rest[1..];
        }
        if self.take(b'*') {
            let width = arguments.star_width()?;
            conversion.flags.left |= width < 0;
            conversion.width = width.unsigned_abs();
        } else {
            conversion.width = self.number(isize::MAX as usize, PercentError::WidthTooBig)?;
        }
        if self.take(b'.') {
            let precision = if self.take(b'*') {
                usize::try_from(arguments.star_precision()?).unwrap_or(0)
            } else {
                self.number(i32::MAX as usize, PercentError::PrecisionTooBig)?
            };
            conversion.precision = Some(precision);
        }
        // One length modifier is allowed and means nothing.
        if matches!(self.rest.first(), Some(b'h' | b'l' | b'L')) {
            self.rest = &self.rest[1..];
        }
        Ok(conversion)
    }

    /// Up to the bracket that closes the one before; brackets may nest.
    fn key(&mut self) -> Result<&'a [u8], PercentError> {
        let mut depth = 1usize;
        for at in memchr::memchr2_iter(b'(', b')', self.rest) {
            if self.rest[at] == b'(' {
                depth += 1;
            } else {
                depth -= 1;
            }
            if depth == 0 {
                let key = &self.rest[..at];
                self.rest = &self.rest[at + 1..];
                return Ok(key);
            }
        }
        Err(PercentError::IncompleteKey)
    }

    fn number(&mut self, limit: usize, too_big: PercentError) -> Result<usize, PercentError> {
        let mut value = 0usize;
        while let Some((digit @ b'0'..=b'9', after)) = self.rest.split_first() {
            let next = value.checked_mul(10);
            let next = next.and_then(|next| next.checked_add(usize::from(digit - b'0')));
            value = next.filter(|&next| next <= limit).ok_or(too_big)?;
            self.rest = after;
        }
        Ok(value)
    }
}

/// Writes sign, prefix and body (of `body_len` characters) padded to the
/// width, with zeros between them if the flags ask for it.
fn push_padded<S: Sink>(
    conversion: &Conversion,
    sign: &[u8],
    prefix: &[u8],
    body_len: usize,
    out: &mut S,
    push_body: impl FnOnce(&mut S) -> Result<(), Full>,
) -> Result<(), Full> {
    let flags = conversion.flags;
    let length = sign.len() + prefix.len() + body_len;
    let padding = conversion.width.saturating_sub(length);
    let zeros = flags.zero && !flags.left;
    if !zeros && !flags.left {
        out.push_repeated(b" ", padding)?;
    }
    out.push_bytes(sign)?;
    out.push_bytes(prefix)?;
    if zeros {
        out.push_repeated(b"0", padding)?;
    }
    push_body(out)?;
    if flags.left {
        out.push_repeated(b" ", padding)?;
    }
    Ok(())
}

fn sign_of(negative: bool, flags: Flags) -> &'static [u8] {
    match (negative, flags.plus, flags.space) {
        (true, _, _) => b"-",
        (_, true, _) => b"+",
        (_, _, true) => b" ",
        _ => b"",
    }
}

/// The base in which `d i u o x X` want the digits, and whether in capitals.
pub fn int_base(letter: u8) -> Option<(u32, bool)> {
    match letter {
        b'd' | b'i' | b'u' => Some((10, false)),
        b'o' => Some((8, false)),
        b'x' => Some((16, false)),
        b'X' => Some((16, true)),
        _ => None,
    }
}

/// Writes an int (`d i u o x X`) whose magnitude has these digits.
pub fn push_int<S: Sink>(
    conversion: &Conversion,
    negative: bool,
    digits: &[u8],
    out: &mut S,
) -> Result<(), Full> {
    let prefix: &[u8] = match conversion.letter() {
        b'o' if conversion.flags.alternate => b"0o",
        b'x' if conversion.flags.alternate => b"0x",
        b'X' if conversion.flags.alternate => b"0X",
        _ => b"",
    };
    let least = conversion.precision.unwrap_or(0);
    let zeros = least.saturating_sub(digits.len());
    let sign = sign_of(negative, conversion.flags);
    push_padded(conversion, sign, prefix, zeros + digits.len(), out, |out| {
        out.push_repeated(b"0", zeros)?;
        out.push_bytes(digits)
    })
}

/// Writes a float (`e E f F g G`).
pub fn push_float<S: Sink>(conversion: &Conversion, value: f64, out: &mut S) -> Result<(), Full> {
    let precision = conversion.precision.unwrap_or(6);
    let letter = conversion.letter();
    let style = match letter.to_ascii_lowercase() {
        b'e' => Style::Exponent(precision),
        b'f' => Style::Fixed(precision),
        _ => Style::General(precision),
    };
    let options = Options {
        alternate: conversion.flags.alternate,
        upper: letter.is_ascii_uppercase(),
        ..Options::default()
    };
    let text = FloatText::new(value, style, options);
    let sign = sign_of(text.negative, conversion.flags);
    let length = text.integer().len() + text.rest_len();
    push_padded(conversion, sign, b"", length, out, |out| {
        out.push_bytes(text.integer())?;
        text.push_rest(out)
    })
}

/// Writes text (`s r a`, cut to the precision, and `c`, which is not).
pub fn push_text<S: Sink>(conversion: &Conversion, text: Text, out: &mut S) -> Result<(), Full> {
    let shown = match conversion.precision {
        Some(most) if conversion.letter() != b'c' => text.range(0, most),
        _ => text.bytes,
    };
    let mut spaced = *conversion;
    spaced.flags.zero = false;
    let length = match conversion.width {
        0 => 0,
        _ => Text::with_ascii(shown, text.ascii).count(),
    };
    push_padded(&spaced, b"", b"", length, out, |out| out.push_bytes(shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::search::Chars;

    #[derive(Clone, Copy)]
    enum Value {
        Int(i64),
        Float(f64),
        Text(&'static str),
    }

    #[derive(Debug, PartialEq)]
    enum Failed {
        Percent(PercentError),
        Message(String),
    }

    impl From<PercentError> for Failed {
        fn from(error: PercentError) -> Self {
            Self::Percent(error)
        }
    }

    struct Tuple<'a> {
        values: &'a [Value],
        out: Vec<u8>,
    }

    impl Tuple<'_> {
        fn next(&mut self) -> Result<Value, Failed> {
            let (&first, rest) = self
                .values
                .split_first()
                .ok_or(Failed::Message(TOO_FEW.into()))?;
            self.values = rest;
            Ok(first)
        }

        fn star(&mut self) -> Result<isize, Failed> {
            match self.next()? {
                Value::Int(value) => Ok(value as isize),
                _ => Err(Failed::Message(STAR_WANTS_INT.into())),
            }
        }
    }

    impl Arguments for Tuple<'_> {
        type Error = Failed;

        fn literal(&mut self, text: &[u8]) -> Result<(), Failed> {
            self.out.extend_from_slice(text);
            Ok(())
        }

        fn select(&mut self, key: &[u8]) -> Result<(), Failed> {
            let key = String::from_utf8_lossy(key).into_owned();
            Err(Failed::Message(format!("select {key}")))
        }

        fn star_width(&mut self) -> Result<isize, Failed> {
            self.star()
        }

        fn star_precision(&mut self) -> Result<isize, Failed> {
            self.star()
        }

        fn convert(&mut self, conversion: &Conversion) -> Result<(), Failed> {
            let done = match (self.next()?, conversion.letter()) {
                (Value::Text(text), b's' | b'c') => {
                    push_text(conversion, Text::new(text.as_bytes()), &mut self.out)
                }
                (Value::Int(value), letter) if int_base(letter).is_some() => {
                    let magnitude = value.unsigned_abs();
                    let digits = match letter {
                        b'x' => format!("{magnitude:x}"),
                        b'X' => format!("{magnitude:X}"),
                        b'o' => format!("{magnitude:o}"),
                        _ => format!("{magnitude}"),
                    };
                    push_int(conversion, value < 0, digits.as_bytes(), &mut self.out)
                }
                (Value::Float(value), b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => {
                    push_float(conversion, value, &mut self.out)
                }
                _ => {
                    let mut message = Vec::new();
                    conversion.push_unsupported(&mut message).unwrap();
                    return Err(Failed::Message(String::from_utf8(message).unwrap()));
                }
            };
            done.map_err(|Full| Failed::Message("full".into()))
        }
    }

    fn formatted(template: &str, values: &[Value]) -> Result<String, Failed> {
        let mut tuple = Tuple {
            values,
            out: Vec::new(),
        };
        format::<Chars, _>(template.as_bytes(), &mut tuple)?;
        Ok(String::from_utf8(tuple.out).unwrap())
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn as_cpython_formats() {
        use Value::{Float, Int, Text};
        let infinity = f64::INFINITY;
        let cases: &[(&str, &[Value], &str)] = &[
            (
                "%#.3x|%#o|%+.5d|% 05d|%-05d|",
                &[Int(10), Int(8), Int(3), Int(4), Int(5)],
                "0x00a|0o10|+00003| 0004|5    |",
            ),
            (
                "%+s|% c|%+5s|%05s|%.2s",
                &[
                    Text("a"),
                    Text("b"),
                    Text("c"),
                    Text("d"),
                    Text("\u{e9}\u{e9}\u{e9}"),
                ],
                "a|b|    c|    d|\u{e9}\u{e9}",
            ),
            (
                "%05.1f|%#x|%#08x|%08.3x",
                &[Float(-3.125), Int(-255), Int(255), Int(15)],
                "-03.1|-0xff|0x0000ff|0000000f",
            ),
            (
                "%05f|%05f|%-8f|%+f",
                &[
                    Float(infinity),
                    Float(f64::NAN),
                    Float(-infinity),
                    Float(f64::NAN),
                ],
                "00inf|00nan|-inf    |+nan",
            ),
            (
                "%.0d|%.0x|%5.3d|%-+7.3d|%#.0f|%.0e|%#.3g",
                &[
                    Int(0),
                    Int(0),
                    Int(7),
                    Int(7),
                    Float(1.0),
                    Float(1.5),
                    Float(1.0),
                ],
                "0|0|  007|+007   |1.|2e+00|1.00",
            ),
            (
                "%-*d|%*d|%.*f|%%",
                &[Int(-5), Int(1), Int(-5), Int(1), Int(-5), Float(1.0)],
                "1    |1    |1|%",
            ),
            (
                "%#5X|%#X|%hd%li",
                &[Int(171), Int(-171), Int(1), Int(2)],
                " 0XAB|-0XAB|12",
            ),
        ];
        for &(template, values, expected) in cases {
            assert_eq!(
                formatted(template, values).as_deref(),
                Ok(expected),
                "{template}"
            );
        }
    }

    #[test]
    fn errors_as_cpython_words_them() {
        let message = |text: &str| Err(Failed::Message(text.into()));
        let one = &[Value::Int(1)];
        assert_eq!(
            formatted("%q", one),
            message("unsupported format character 'q' (0x71) at index 1")
        );
        assert_eq!(
            formatted("\u{e9}%\u{e9}", one),
            message("unsupported format character '?' (0xe9) at index 2")
        );
        assert_eq!(
            formatted("%5%", one),
            message("unsupported format character '%' (0x25) at index 2")
        );
        assert_eq!(formatted("%5%", &[]), message(TOO_FEW));
        assert_eq!(
            formatted("%*d", &[Value::Text("a")]),
            message(STAR_WANTS_INT)
        );
        assert_eq!(formatted("%(a(b)c)s", &[]), message("select a(b)c"));
        assert_eq!(formatted("%", one), Err(PercentError::Incomplete.into()));
        assert_eq!(
            formatted("%(a", one),
            Err(PercentError::IncompleteKey.into())
        );
        assert_eq!(
            formatted("%99999999999999999999d", one),
            Err(PercentError::WidthTooBig.into())
        );
        assert_eq!(
            formatted("%.3000000000d", one),
            Err(PercentError::PrecisionTooBig.into())
        );
    }
}
