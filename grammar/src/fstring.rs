//! F-strings, as PEP 701 has them: literal text and replacement fields in turn, nested at will.
//!
//! The lexer keeps a stack of the f-strings it is in. Literal text and format specs are scanned
//! here; inside a field's expression the ordinary lexer goes on, until the bracket depth says
//! that the field's `:` or `}` has come.

use crate::error::Warning;
use crate::lexer::{LexError, Lexer};
use crate::string::{Quotes, unterminated};
use crate::token::Tok;

/// How deep f-strings may be nested in one another.
const MAX_FSTRINGS: usize = 149;
/// How deep fields may be nested in format specs.
const MAX_FIELDS: u32 = 3;

/// An f-string that is being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FString {
    pub(crate) quotes: Quotes,
    raw: bool,
    /// Where its prefix begins.
    start: usize,
    /// How many brackets were open there.
    pub(crate) base: usize,
    /// How many of its fields are open: more than one in a format spec's field.
    pub(crate) fields: u32,
}

impl Lexer<'_> {
    /// Reads the opening quotes at `quote`, the prefix being at `start`, and the text after them.
    pub(crate) fn begin_fstring(&mut self, start: usize, quote: usize) -> Result<(), LexError> {
        let quotes = Quotes::at(self.text, quote);
        let end = quote + quotes.len();
        if self.fstrings.len() >= MAX_FSTRINGS {
            return Err(self.error(end, "too many nested f-strings"));
        }
        let raw = self.text[start..quote].bytes().any(|b| b | 0x20 == b'r');
        let base = self.layout.brackets.len();
        self.fstrings.push(FString {
            quotes,
            raw,
            start,
            base,
            fields: 0,
        });
        self.push(Tok::FStringStart(&self.text[start..end]), start, end);
        self.advance_to(end);
        self.fstring_text()
    }

    /// True if a colon here ends a field's expression.
    pub(crate) fn begins_format_spec(&self) -> bool {
        self.fstrings.last().is_some_and(|f| {
            f.fields > 0 && self.layout.brackets.len() == f.base + f.fields as usize
        })
    }

    /// Reads literal text up to a field or the end of the string, and that too.
    pub(crate) fn fstring_text(&mut self) -> Result<(), LexError> {
        let Some(&FString {
            quotes,
            raw,
            start: fstring_start,
            fields,
            base,
        }) = self.fstrings.last()
        else {
            return Ok(());
        };
        let in_spec = fields > 0;
        let bytes = self.text.as_bytes();
        let start = self.position();
        let mut position = start;
        loop {
            // A text's last line ends, whether it says so or not.
            let end_of_line = if quotes.triple { None } else { Some(&b'\n') };
            let Some(&byte) = bytes.get(position).or(end_of_line) else {
                return Err(unterminated(self, fstring_start, position, quotes, true));
            };
            match byte {
                b'\n' if !quotes.triple => {
                    // After a field of its own a spec counts as ordinary text.
                    let after_colon = self
                        .tokens
                        .last()
                        .is_some_and(|last| last.tok == Tok::Colon);
                    if !(in_spec && after_colon) {
                        return Err(unterminated(self, fstring_start, position, quotes, true));
                    }
                    // The rest of the field is read as code, which lets it end on another line.
                    self.middle(start, position);
                    return Ok(());
                }
                b'"' | b'\'' if quotes.close_at(bytes, position) => {
                    self.middle(start, position);
                    let end = position + quotes.len();
                    self.push(Tok::FStringEnd(&self.text[position..end]), position, end);
                    self.advance_to(end);
                    self.fstrings.pop();
                    return Ok(());
                }
                b'{' if !in_spec && bytes.get(position + 1) == Some(&b'{') => position += 2,
                b'}' if !in_spec
                    && bytes.get(position + 1) == Some(&b'}')
                    && self.layout.brackets.len() == base =>
                {
                    position += 2;
                }
                b'{' => {
                    self.middle(start, position);
                    if fields >= MAX_FIELDS {
                        return Err(self.error(position, "f-string: expressions nested too deeply"));
                    }
                    self.open_bracket(Tok::LBrace, position)?;
                    if let Some(fstring) = self.fstrings.last_mut() {
                        fstring.fields += 1;
                    }
                    self.push(Tok::LBrace, position, position + 1);
                    self.advance_to(position + 1);
                    return Ok(());
                }
                b'}' => {
                    // Read as code: it ends the field whose spec this is, or is an error.
                    self.middle(start, position);
                    return Ok(());
                }
                b'\\' => match bytes.get(position + 1) {
                    Some(&brace @ (b'{' | b'}')) => {
                        if !raw {
                            self.warnings
                                .push(Warning::invalid_escape(brace as char, position as u32));
                        }
                        position += 1;
                    }
                    Some(b'N') if !raw && bytes.get(position + 2) == Some(&b'{') => {
                        position += 3;
                        // The name's braces are no field's.
                        while let Some(&byte) = bytes.get(position) {
                            if matches!(byte, b'}' | b'\n' | b'{' | b'"' | b'\'') {
                                position += usize::from(byte == b'}');
                                break;
                            }
                            position += 1;
                        }
                    }
                    Some(_) => position += 2,
                    None => position += 1,
                },
                _ => position += 1,
            }
        }
    }

    /// Adds the literal text `start..end`, if there is any, and goes to its end.
    fn middle(&mut self, start: usize, end: usize) {
        if end > start {
            self.push(Tok::FStringMiddle(&self.text[start..end]), start, end);
        }
        self.advance_to(end);
    }
}
