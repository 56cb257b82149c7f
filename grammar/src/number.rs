//! Number literals: where they end, and what is wrong with those that don't end well.

use crate::error::Warning;
use crate::lexer::{LexError, Lexer};

/// The type of a number.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Int,
    Float,
    Imaginary,
}

/// A number found by [`scan`].
pub(crate) struct Number {
    pub(crate) kind: Kind,
    pub(crate) end: usize,
}

/// Reads the number that begins at `start` with a digit or a point.
pub(crate) fn scan(lexer: &mut Lexer<'_>, start: usize) -> Result<Number, LexError> {
    let mut scan = Scan {
        lexer,
        start,
        position: start,
    };
    if scan.peek() == b'0' {
        let radix = match scan.lexer.byte(start + 1) | 0x20 {
            b'x' => Some(("hexadecimal", 16)),
            b'o' => Some(("octal", 8)),
            b'b' => Some(("binary", 2)),
            _ => None,
        };
        if let Some((kind, radix)) = radix {
            scan.position += 2;
            return scan.prefixed(kind, radix);
        }
    }
    scan.decimal()
}

struct Scan<'s, 'a> {
    lexer: &'s mut Lexer<'a>,
    start: usize,
    /// The next byte to read.
    position: usize,
}

impl Scan<'_, '_> {
    fn peek(&self) -> u8 {
        self.lexer.byte(self.position)
    }

    /// `invalid … literal`, pointing at the last character before the current one.
    #[cold]
    fn invalid(&self, kind: &str) -> LexError {
        self.lexer
            .error(self.position, format!("invalid {kind} literal"))
    }

    /// The digits of a literal with a prefix, which has been read.
    fn prefixed(&mut self, kind: &str, radix: u32) -> Result<Number, LexError> {
        let is_digit = |b: u8| (b as char).is_digit(radix);
        loop {
            if self.peek() == b'_' {
                self.position += 1;
            }
            if !is_digit(self.peek()) {
                return Err(self.bad_digit(kind).unwrap_or_else(|| self.invalid(kind)));
            }
            while is_digit(self.peek()) {
                self.position += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        if let Some(error) = self.bad_digit(kind) {
            return Err(error);
        }
        self.finish(Kind::Int, kind)
    }

    /// The error of a decimal digit that the radix does not have.
    fn bad_digit(&self, kind: &str) -> Option<LexError> {
        let byte = self.peek();
        byte.is_ascii_digit().then(|| {
            let message = format!("invalid digit '{}' in {kind} literal", byte as char);
            self.lexer.error(self.position + 1, message)
        })
    }

    /// Digits with single underscores between them, the first one being next.
    fn digits(&mut self) -> Result<(), LexError> {
        loop {
            while self.peek().is_ascii_digit() {
                self.position += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.position += 1;
            if !self.peek().is_ascii_digit() {
                return Err(self.invalid("decimal"));
            }
        }
    }

    fn decimal(&mut self) -> Result<Number, LexError> {
        let mut zeros_end = None;
        if self.peek() == b'0' {
            loop {
                if self.peek() == b'_' {
                    self.position += 1;
                    if !self.peek().is_ascii_digit() {
                        return Err(self.invalid("decimal"));
                    }
                }
                if self.peek() != b'0' {
                    break;
                }
                self.position += 1;
            }
            if self.peek().is_ascii_digit() {
                zeros_end = Some(self.position);
            }
        }
        if self.peek().is_ascii_digit() {
            self.digits()?;
        }
        let mut number = Kind::Int;
        if self.peek() == b'.' {
            number = Kind::Float;
            self.position += 1;
            if self.peek().is_ascii_digit() {
                self.digits()?;
            }
        }
        if self.peek() | 0x20 == b'e' {
            let signed = matches!(self.lexer.byte(self.position + 1), b'+' | b'-');
            let first = self.position + 1 + usize::from(signed);
            if self.lexer.byte(first).is_ascii_digit() {
                number = Kind::Float;
                self.position = first;
                self.digits()?;
            } else if signed {
                self.position = first;
                return Err(self.invalid("decimal"));
            }
        }
        if self.peek() | 0x20 == b'j' {
            self.position += 1;
            return self.finish(Kind::Imaginary, "imaginary");
        }
        if let Some(zeros_end) = zeros_end
            && number == Kind::Int
        {
            return Err(self.leading_zeros(zeros_end));
        }
        self.finish(number, "decimal")
    }

    #[cold]
    fn leading_zeros(&self, zeros_end: usize) -> LexError {
        let mut error = self.lexer.error(
            self.start + 1,
            "leading zeros in decimal integer literals are not permitted; \
             use an 0o prefix for octal integers",
        );
        error.error.end_offset = error.error.offset + (zeros_end - self.start) as i32;
        error
    }

    /// Checks what follows the literal. A keyword may, with a warning; another letter may not.
    fn finish(&mut self, number: Kind, kind: &str) -> Result<Number, LexError> {
        let end = self.position;
        let next = self.peek();
        if next == b'_' || next.is_ascii_alphanumeric() {
            let rest = &self.lexer.text[end..];
            let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c.is_ascii());
            let word = &rest[..word.unwrap_or(rest.len())];
            // CPython looks for the whole word, but at two letters of these three.
            let keyword = matches!(word, "and" | "else" | "for" | "or" | "not")
                || ["if", "in", "is"]
                    .iter()
                    .any(|short| word.starts_with(short));
            if !keyword {
                return Err(self.invalid(kind));
            }
            let message = format!("invalid {kind} literal");
            self.lexer.warnings.push(Warning {
                message,
                offset: end as u32,
            });
        }
        Ok(Number { kind: number, end })
    }
}
