//! `str.format` templates: literals, fields, field names.
//!
//! [`parts`] splits a template; the object layer looks each field up (with
//! [`FieldName`]), converts it, expands a nested spec with the same functions,
//! at most [`MAX_DEPTH`] deep, and formats.

use super::{unicode, wtf8};
use crate::text::sink::{Full, Sink};

/// How deep templates may nest: a spec within a template.
pub const MAX_DEPTH: usize = 2;

/// What is wrong with a template; all are `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateError {
    Text(&'static str),
    UnknownConversion(u32),
}

impl TemplateError {
    pub const TOO_DEEP: Self = Self::Text("Max string recursion exceeded");

    pub fn push_message<S: Sink>(self, out: &mut S) -> Result<(), Full> {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::UnknownConversion(code) => {
                out.push_str("Unknown conversion specifier ")?;
                if (0x21..0x7f).contains(&code) {
                    out.push_code(code)
                } else {
                    out.push_display(format_args!("\\x{code:x}"))
                }
            }
        }
    }
}

/// What stands between the braces of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    pub name: &'a [u8],
    /// The character after `!`, unchecked ([`Field::conversion`] checks it).
    pub conversion_code: Option<u32>,
    pub spec: &'a [u8],
    /// The spec contains fields of its own.
    pub nested: bool,
}

/// How a value becomes text before it is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

impl Field<'_> {
    pub fn conversion(&self) -> Result<Option<Conversion>, TemplateError> {
        let Some(code) = self.conversion_code else {
            return Ok(None);
        };
        match u8::try_from(code) {
            Ok(b's') => Ok(Some(Conversion::Str)),
            Ok(b'r') => Ok(Some(Conversion::Repr)),
            Ok(b'a') => Ok(Some(Conversion::Ascii)),
            _ => Err(TemplateError::UnknownConversion(code)),
        }
    }
}

/// Literal text and the field that follows it, if one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    pub literal: &'a [u8],
    pub field: Option<Field<'a>>,
}

/// The parts of a template, up to the first error.
pub fn parts(template: &[u8]) -> Parts<'_> {
    Parts { rest: template }
}

pub struct Parts<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<Part<'a>, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let part = self.part();
        if part.is_err() {
            self.rest = &[];
        }
        Some(part)
    }
}

impl<'a> Parts<'a> {
    fn part(&mut self) -> Result<Part<'a>, TemplateError> {
        let Some(at) = memchr::memchr2(b'{', b'}', self.rest) else {
            let literal = std::mem::take(&mut self.rest);
            return Ok(Part {
                literal,
                field: None,
            });
        };
        let (brace, next) = (self.rest[at], self.rest.get(at + 1));
        if next == Some(&brace) {
            let literal = &self.rest[..=at];
            self.rest = &self.rest[at + 2..];
            return Ok(Part {
                literal,
                field: None,
            });
        }
        if brace == b'}' {
            return Err(TemplateError::Text(
                "Single '}' encountered in format string",
            ));
        }
        if next.is_none() {
            return Err(TemplateError::Text(
                "Single '{' encountered in format string",
            ));
        }
        let literal = &self.rest[..at];
        self.rest = &self.rest[at + 1..];
        let field = self.field()?;
        Ok(Part {
            literal,
            field: Some(field),
        })
    }

    /// Takes the first `length` bytes and skips the byte after them.
    fn take(&mut self, length: usize) -> &'a [u8] {
        let taken = &self.rest[..length];
        self.rest = self.rest.get(length + 1..).unwrap_or_default();
        taken
    }

    fn field(&mut self) -> Result<Field<'a>, TemplateError> {
        let (length, end) = name_end(self.rest)?;
        let mut field = Field {
            name: self.take(length),
            conversion_code: None,
            spec: b"",
            nested: false,
        };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            let (code, width) = wtf8::first(self.rest).ok_or(TemplateError::Text(
                "end of string while looking for conversion specifier",
            ))?;
            field.conversion_code = Some(code);
            self.rest = &self.rest[width..];
            match self.rest.first() {
                Some(b'}') => {
                    self.take(0);
                    return Ok(field);
                }
                Some(b':') => drop(self.take(0)),
                Some(_) => {
                    return Err(TemplateError::Text(
                        "expected ':' after conversion specifier",
                    ));
                }
                None => {}
            }
        }
        let mut depth = 1;
        for at in memchr::memchr2_iter(b'{', b'}', self.rest) {
            if self.rest[at] == b'{' {
                field.nested = true;
                depth += 1;
                continue;
            }
            depth -= 1;
            if depth == 0 {
                field.spec = self.take(at);
                return Ok(field);
            }
        }
        Err(TemplateError::Text("unmatched '{' in format spec"))
    }
}

/// Where a field's name ends, and with what. Brackets hide what they enclose.
fn name_end(text: &[u8]) -> Result<(usize, u8), TemplateError> {
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'{' => return Err(TemplateError::Text("unexpected '{' in field name")),
            b'}' | b':' | b'!' => return Ok((at, byte)),
            b'[' => {
                let inside = &text[at..];
                at += memchr::memchr(b']', inside).unwrap_or(inside.len());
            }
            _ => at += 1,
        }
        // A closing bracket itself is an ordinary character.
        at += usize::from(byte == b'[');
    }
    Err(TemplateError::Text("expected '}' before end of string"))
}

/// Where a field's value starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<'a> {
    Position(usize),
    Keyword(&'a [u8]),
}

/// A step from a value to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Attribute(&'a [u8]),
    Index(usize),
    Key(&'a [u8]),
}

/// Counts the fields without a name, and refuses to mix them with numbered
/// ones. One for a whole template, nested specs included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AutoNumber {
    next: usize,
    manual: Option<bool>,
}

impl AutoNumber {
    fn check(&mut self, manual: bool) -> Result<(), TemplateError> {
        if *self.manual.get_or_insert(manual) == manual {
            return Ok(());
        }
        Err(TemplateError::Text(if manual {
            "cannot switch from automatic field numbering to manual field specification"
        } else {
            "cannot switch from manual field specification to automatic field numbering"
        }))
    }
}

/// A field's name taken apart; it is an iterator over the steps.
pub struct FieldName<'a> {
    rest: &'a [u8],
}

impl<'a> FieldName<'a> {
    /// The first part, and the steps after it.
    pub fn split(
        name: &'a [u8],
        auto: &mut AutoNumber,
    ) -> Result<(First<'a>, Self), TemplateError> {
        let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        let first = if first.is_empty() {
            auto.check(false)?;
            let position = auto.next;
            auto.next += 1;
            First::Position(position)
        } else if let Some(position) = integer(first)? {
            auto.check(true)?;
            First::Position(position)
        } else {
            First::Keyword(first)
        };
        Ok((first, Self { rest }))
    }

    /// As [`Self::split`] without numbering: `None` where the name is empty.
    pub fn split_plain(name: &'a [u8]) -> Result<(First<'a>, Self), TemplateError> {
        let end = memchr::memchr2(b'.', b'[', name).unwrap_or(name.len());
        let (first, rest) = name.split_at(end);
        let first = integer(first)?.map_or(First::Keyword(first), First::Position);
        Ok((first, Self { rest }))
    }

    fn step(&mut self, opening: u8) -> Result<Step<'a>, TemplateError> {
        let rest = &self.rest[1..];
        let (text, after) = match opening {
            b'.' => rest.split_at(memchr::memchr2(b'.', b'[', rest).unwrap_or(rest.len())),
            b'[' => {
                let end = memchr::memchr(b']', rest)
                    .ok_or(TemplateError::Text("Missing ']' in format string"))?;
                (&rest[..end], &rest[end + 1..])
            }
            _ => {
                return Err(TemplateError::Text(
                    "Only '.' or '[' may follow ']' in format field specifier",
                ));
            }
        };
        self.rest = after;
        if text.is_empty() {
            return Err(TemplateError::Text("Empty attribute in format string"));
        }
        if opening == b'.' {
            return Ok(Step::Attribute(text));
        }
        Ok(integer(text)?.map_or(Step::Key(text), Step::Index))
    }
}

impl<'a> Iterator for FieldName<'a> {
    type Item = Result<Step<'a>, TemplateError>;

    fn next(&mut self) -> Option<Self::Item> {
        let opening = *self.rest.first()?;
        let step = self.step(opening);
        if step.is_err() {
            self.rest = &[];
        }
        Some(step)
    }
}

/// The value of text that is all decimal digits.
fn integer(text: &[u8]) -> Result<Option<usize>, TemplateError> {
    let mut value = 0isize;
    for code in wtf8::code_points(text) {
        let Some(digit) = unicode::decimal_value(code) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(isize::from(i16::from(digit))))
            .ok_or(TemplateError::Text(
                "Too many decimal digits in format string",
            ))?;
    }
    Ok((!text.is_empty()).then_some(value.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(template: &str) -> String {
        let mut auto = AutoNumber::default();
        let found = parts(template.as_bytes()).find_map(|part| match part {
            Err(error) => Some(error),
            Ok(Part {
                field: Some(field), ..
            }) => match FieldName::split(field.name, &mut auto) {
                Err(error) => Some(error),
                Ok((_, mut steps)) => steps.find_map(Result::err).or(field.conversion().err()),
            },
            Ok(_) => None,
        });
        let mut out = Vec::new();
        if let Some(error) = found {
            error.push_message(&mut out).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    /// Recorded from CPython 3.13.
    #[test]
    fn errors_as_cpython_words_them() {
        let cases = [
            ("{", "Single '{' encountered in format string"),
            ("}", "Single '}' encountered in format string"),
            ("{0:}}", "Single '}' encountered in format string"),
            ("{0", "expected '}' before end of string"),
            ("{0[1}", "expected '}' before end of string"),
            (
                "{0!",
                "end of string while looking for conversion specifier",
            ),
            ("{0!r", "unmatched '{' in format spec"),
            ("{0!}", "unmatched '{' in format spec"),
            ("{:{}", "unmatched '{' in format spec"),
            ("{0!rx}", "expected ':' after conversion specifier"),
            ("{a{b}}", "unexpected '{' in field name"),
            (
                "{}{0}",
                "cannot switch from automatic field numbering to manual field specification",
            ),
            (
                "{0}{}",
                "cannot switch from manual field specification to automatic field numbering",
            ),
            (
                "{0.b[0]x}",
                "Only '.' or '[' may follow ']' in format field specifier",
            ),
            ("{0..b}", "Empty attribute in format string"),
            ("{0[]}", "Empty attribute in format string"),
            (
                "{99999999999999999999}",
                "Too many decimal digits in format string",
            ),
            ("{0!z}", "Unknown conversion specifier z"),
            ("{0!\u{20ac}}", "Unknown conversion specifier \\x20ac"),
            (
                "{{}}{a}{}{b!r:>{}}{0[}]}",
                "cannot switch from automatic field numbering to manual field specification",
            ),
            ("{0[}:!]}{x.y[z][3]}", ""),
        ];
        for (template, expected) in cases {
            assert_eq!(error_of(template), expected, "{template}");
        }
    }

    #[test]
    fn takes_templates_apart() {
        let found: Vec<_> = parts(b"a{{b}}{x!r:>{w}}c").map(Result::unwrap).collect();
        let literal = |literal: &'static [u8]| Part {
            literal,
            field: None,
        };
        let field = Field {
            name: b"x",
            conversion_code: Some(114),
            spec: b">{w}",
            nested: true,
        };
        assert_eq!(
            found,
            [
                literal(b"a{"),
                literal(b"b}"),
                Part {
                    literal: b"",
                    field: Some(field)
                },
                literal(b"c"),
            ]
        );
        let mut auto = AutoNumber::default();
        let (first, steps) = FieldName::split(b".a[0][-1].b", &mut auto).unwrap();
        assert_eq!(first, First::Position(0));
        let steps: Vec<_> = steps.map(Result::unwrap).collect();
        assert_eq!(
            steps,
            [
                Step::Attribute(b"a"),
                Step::Index(0),
                Step::Key(b"-1"),
                Step::Attribute(b"b")
            ]
        );
    }
}
