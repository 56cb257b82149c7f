//! The format mini-language: parsing a spec.
//!
//! `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`
//!
//! [`Spec::parse`] reads it and finds the errors that don't depend on the
//! value; `format_value` applies it and finds the others.

use super::sink::{Full, Sink};
use super::{unicode, wtf8};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
    Center,
    /// Padding goes between the sign and the digits.
    AfterSign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignMode {
    /// `-` or nothing: only negative numbers get a sign.
    Minus,
    Plus,
    Space,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    None,
    Comma,
    Underscore,
}

/// A parsed spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    pub fill: u32,
    pub align: Option<Align>,
    /// `None` where the spec names no sign.
    pub sign: Option<SignMode>,
    /// `z`
    pub no_negative_zero: bool,
    /// `#`
    pub alternate: bool,
    pub width: usize,
    pub grouping: Grouping,
    pub precision: Option<usize>,
    /// The type letter.
    pub kind: Option<u32>,
}

/// What is wrong with a spec, for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecError {
    /// Something is left behind the type letter.
    Invalid,
    TooManyDigits,
    MissingPrecision,
    CommaAndUnderscore,
    /// A separator that the type letter forbids.
    Separator(Grouping, u32),
    UnknownCode(u32),
    /// A complete message.
    Text(&'static str),
    /// `OverflowError`: `%c arg not in range(0x110000)`.
    CharacterRange,
    /// `OverflowError`: `Python int too large to convert to C long`.
    IntTooLarge,
}

impl SpecError {
    /// Writes the message. `spec` is the whole spec, `type_name` the type of
    /// the value.
    pub fn push_message<S: Sink>(
        self,
        spec: &[u8],
        type_name: &str,
        out: &mut S,
    ) -> Result<(), Full> {
        match self {
            Self::Invalid => {
                out.push_bytes(b"Invalid format specifier '")?;
                out.push_bytes(spec)?;
                out.push_display(format_args!("' for object of type '{type_name}'"))
            }
            Self::TooManyDigits => out.push_str("Too many decimal digits in format string"),
            Self::MissingPrecision => out.push_str("Format specifier missing precision"),
            Self::CommaAndUnderscore => out.push_str("Cannot specify both ',' and '_'."),
            Self::Separator(grouping, kind) => {
                let separator = grouping.separator().map_or('_', char::from);
                out.push_display(format_args!("Cannot specify '{separator}' with '"))?;
                push_code(kind, out)?;
                out.push_bytes(b"'.")
            }
            Self::UnknownCode(kind) => {
                out.push_bytes(b"Unknown format code '")?;
                push_code(kind, out)?;
                out.push_display(format_args!("' for object of type '{type_name}'"))
            }
            Self::Text(text) => out.push_str(text),
            Self::IntTooLarge => out.push_str("Python int too large to convert to C long"),
            Self::CharacterRange => out.push_str("%c arg not in range(0x110000)"),
        }
    }
}

/// A type letter as errors show it.
fn push_code<S: Sink>(kind: u32, out: &mut S) -> Result<(), Full> {
    if (0x21..0x80).contains(&kind) {
        out.push_code(kind)
    } else {
        out.push_display(format_args!("\\x{kind:x}"))
    }
}

impl Grouping {
    pub fn separator(self) -> Option<u8> {
        match self {
            Self::None => None,
            Self::Comma => Some(b','),
            Self::Underscore => Some(b'_'),
        }
    }
}

/// What is left of a spec while it is read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn peek(&self) -> Option<(u32, usize)> {
        wtf8::first(self.rest)
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.rest.first() == Some(&wanted);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn advance(&mut self, width: usize) {
        self.rest = &self.rest[width..];
    }

    /// Decimal digits of any script; `None` where there are none.
    fn number(&mut self) -> Result<Option<usize>, SpecError> {
        let mut value: Option<isize> = None;
        while let Some((code, width)) = self.peek()
            && let Some(digit) = unicode::decimal_value(code)
        {
            let next = value.unwrap_or(0).checked_mul(10);
            let next = next.and_then(|next| next.checked_add(isize::from(i16::from(digit))));
            value = Some(next.ok_or(SpecError::TooManyDigits)?);
            self.advance(width);
        }
        Ok(value.map(isize::unsigned_abs))
    }
}

fn align_of(code: u32) -> Option<Align> {
    match u8::try_from(code).ok()? {
        b'<' => Some(Align::Left),
        b'>' => Some(Align::Right),
        b'^' => Some(Align::Center),
        b'=' => Some(Align::AfterSign),
        _ => None,
    }
}

impl Spec {
    /// Parses a spec. `default_align` is the value's own alignment (numbers
    /// right, others left), on which the meaning of a leading zero depends.
    pub fn parse(spec: &[u8], default_align: Align) -> Result<Self, SpecError> {
        let mut reader = Reader { rest: spec };
        let mut parsed = Self {
            fill: u32::from(b' '),
            align: None,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            grouping: Grouping::None,
            precision: None,
            kind: None,
        };
        let mut fill_given = false;
        if let Some((first, width)) = reader.peek() {
            let second = wtf8::first(&spec[width..]);
            if let Some((second, second_width)) = second
                && let Some(align) = align_of(second)
            {
                parsed.fill = first;
                parsed.align = Some(align);
                fill_given = true;
                reader.advance(width + second_width);
            } else if let Some(align) = align_of(first) {
                parsed.align = Some(align);
                reader.advance(width);
            }
        }
        parsed.sign = match reader.rest.first() {
            Some(b'+') => Some(SignMode::Plus),
            Some(b' ') => Some(SignMode::Space),
            Some(b'-') => Some(SignMode::Minus),
            _ => None,
        };
        reader.advance(usize::from(parsed.sign.is_some()));
        parsed.no_negative_zero = reader.take(b'z');
        parsed.alternate = reader.take(b'#');
        if !fill_given && reader.take(b'0') {
            parsed.fill = u32::from(b'0');
            if parsed.align.is_none() && default_align == Align::Right {
                parsed.align = Some(Align::AfterSign);
            }
        }
        parsed.width = reader.number()?.unwrap_or(0);
        parsed.grouping = grouping(&mut reader)?;
        if reader.take(b'.') {
            parsed.precision = Some(reader.number()?.ok_or(SpecError::MissingPrecision)?);
        }
        if let Some((kind, width)) = reader.peek() {
            if width != reader.rest.len() {
                return Err(SpecError::Invalid);
            }
            parsed.kind = Some(kind);
        }
        parsed.check_grouping(default_align)?;
        Ok(parsed)
    }

    fn check_grouping(&self, default_align: Align) -> Result<(), SpecError> {
        let kind = match self.kind {
            Some(kind) => kind,
            // Text's type letter is `s` by default; numbers allow grouping.
            None if default_align == Align::Left => u32::from(b's'),
            None => return Ok(()),
        };
        let letter = u8::try_from(kind).unwrap_or(0);
        let allowed = match self.grouping {
            Grouping::None => true,
            _ if matches!(letter, b'd' | b'%') || b"efgEFG".contains(&letter) => true,
            Grouping::Underscore => matches!(letter, b'b' | b'o' | b'x' | b'X'),
            Grouping::Comma => false,
        };
        if allowed {
            Ok(())
        } else {
            Err(SpecError::Separator(self.grouping, kind))
        }
    }

    /// The type letter as a byte; zero where it is none or not ASCII.
    pub fn letter(&self) -> u8 {
        self.kind
            .and_then(|kind| u8::try_from(kind).ok())
            .unwrap_or(0)
    }

    /// Without anything but perhaps a type letter.
    pub fn unknown_code(&self) -> SpecError {
        SpecError::UnknownCode(self.kind.unwrap_or(0))
    }
}

fn grouping(reader: &mut Reader) -> Result<Grouping, SpecError> {
    let comma = reader.take(b',');
    let underscore = reader.take(b'_');
    if underscore && (comma || reader.rest.first() == Some(&b',')) {
        return Err(SpecError::CommaAndUnderscore);
    }
    Ok(match (comma, underscore) {
        (true, _) => Grouping::Comma,
        (_, true) => Grouping::Underscore,
        _ => Grouping::None,
    })
}
