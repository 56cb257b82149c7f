//! Layout: indentation, brackets, and joined lines.
//!
//! A line's indentation is measured twice, as CPython does: once with tabs to multiples of 8 and
//! once with a tab as one column. Where the two disagree about which block a line belongs to,
//! the mix of tabs and spaces is an error.

use crate::error::ErrorKind;
use crate::lexer::{LexError, Lexer, Reach};
use crate::token::Tok;

/// How many brackets may be open at once.
const MAX_BRACKETS: usize = 200;
/// How many blocks may be nested, the module itself included.
const MAX_INDENTS: usize = 100;

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    pub tok: Tok<'static>,
    pub offset: u32,
}

/// The columns of a line's first character.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Indent {
    /// With tabs to multiples of 8.
    column: u32,
    /// With tabs as one column.
    narrow: u32,
}

/// Open brackets and blocks.
pub(crate) struct Layout {
    pub(crate) brackets: Vec<Bracket>,
    indents: Vec<Indent>,
}

impl Layout {
    pub(crate) fn new() -> Self {
        Layout {
            brackets: Vec::new(),
            indents: Vec::new(),
        }
    }

    /// How many blocks are open.
    pub(crate) fn depth(&self) -> usize {
        self.indents.len()
    }

    fn innermost(&self) -> Indent {
        self.indents.last().copied().unwrap_or(Indent {
            column: 0,
            narrow: 0,
        })
    }
}

impl Lexer<'_> {
    /// Skips blank and comment lines, measures the indentation of the first other line and opens
    /// or closes blocks. Stands at a line's start, with no bracket open.
    pub(crate) fn begin_line(&mut self) -> Result<(), LexError> {
        let bytes = self.text.as_bytes();
        let mut position = self.position();
        'line: loop {
            let start = position;
            let mut here = Indent {
                column: 0,
                narrow: 0,
            };
            // The indentation of a line that goes on after a backslash is what precedes that,
            // unless nothing does.
            let mut joined: Option<Indent> = None;
            loop {
                match bytes.get(position) {
                    Some(b' ') => {
                        here.column += 1;
                        here.narrow += 1;
                    }
                    Some(b'\t') => {
                        here.column = (here.column / 8 + 1) * 8;
                        here.narrow += 1;
                    }
                    Some(b'\x0c') => {
                        here = Indent {
                            column: 0,
                            narrow: 0,
                        }
                    }
                    Some(b'\\') => {
                        if joined.is_none_or(|joined| joined.column == 0) {
                            joined = Some(here);
                        }
                        self.advance_to(position);
                        position = self.join(position + 1)?;
                        continue;
                    }
                    Some(b'#') => {
                        position = line_end(bytes, position);
                        if position < bytes.len() {
                            position += 1;
                        }
                        continue 'line;
                    }
                    Some(b'\n') => {
                        position += 1;
                        continue 'line;
                    }
                    Some(_) => {
                        if let Some(joined) = joined.filter(|joined| joined.column > 0) {
                            here = Indent {
                                column: joined.column,
                                narrow: joined.column,
                            };
                        }
                        self.advance_to(position);
                        return self.indent(here, start, position);
                    }
                    None => {
                        self.advance_to(position);
                        return Ok(());
                    }
                }
                position += 1;
            }
        }
    }

    fn indent(&mut self, here: Indent, start: usize, end: usize) -> Result<(), LexError> {
        let innermost = self.layout.innermost();
        if here == innermost {
            return Ok(());
        }
        if here.column == innermost.column {
            return Err(self.tab_error(end));
        }
        if here.column > innermost.column {
            if self.layout.depth() + 1 >= MAX_INDENTS {
                let kind = ErrorKind::Indentation;
                let message = "too many levels of indentation";
                return Err(self.line_error(kind, end, message));
            }
            if here.narrow <= innermost.narrow {
                return Err(self.tab_error(end));
            }
            self.layout.indents.push(here);
            self.push(Tok::Indent, start, end);
            return Ok(());
        }
        let before = self.tokens.len();
        while self.layout.innermost().column > here.column {
            self.layout.indents.pop();
            self.push(Tok::Dedent, end, end);
        }
        let outer = self.layout.innermost();
        if here == outer {
            return Ok(());
        }
        // No block ends properly here: the error stands where the dedents would.
        self.tokens.truncate(before);
        if here.column == outer.column {
            return Err(self.tab_error(end));
        }
        let mut error = self.line_error(
            ErrorKind::Indentation,
            end,
            "unindent does not match any outer indentation level",
        );
        // Behind the line: CPython has read the whole of it.
        error.error.offset = self.chars_of_line(error.error.line) + 1;
        error.error.end_offset = -1;
        Err(error)
    }

    /// How many characters a line has, its end not counted.
    fn chars_of_line(&self, line: u32) -> i32 {
        self.source
            .line(line)
            .trim_end_matches('\n')
            .chars()
            .count() as i32
    }

    fn tab_error(&self, offset: usize) -> LexError {
        let message = "inconsistent use of tabs and spaces in indentation";
        self.line_error(ErrorKind::Tab, offset, message)
    }

    /// A soft error of the whole line that `offset` is in.
    fn line_error(&self, kind: ErrorKind, offset: usize, message: &str) -> LexError {
        let mut error = self.soft(offset + 1, message);
        error.error.kind = kind;
        error.error.offset = 1;
        error
    }

    /// A soft error; `end` is the offset after the last character read.
    fn soft(&self, end: usize, message: &str) -> LexError {
        let mut error = self.source.error_before(end, message.into());
        error.end_offset = 0;
        error.text = Some(format!("{}\n", error.text.unwrap_or_default()));
        LexError {
            error,
            reach: Reach::Layout,
        }
    }

    /// Joins the next line to this one after a backslash that ends at `end`: returns the start of
    /// the next line.
    pub(crate) fn join(&self, end: usize) -> Result<usize, LexError> {
        if end < self.text.len() && self.byte(end) != b'\n' {
            let message = "unexpected character after line continuation character";
            return Err(self.soft(end + 1, message));
        }
        if end + 1 >= self.text.len() {
            let mut error = self.soft(end, "unexpected EOF while parsing");
            error.error.offset = self.chars_of_line(error.error.line) + 1;
            error.error.end_offset = -1;
            return Err(error);
        }
        Ok(end + 1)
    }

    pub(crate) fn open_bracket(
        &mut self,
        tok: Tok<'static>,
        offset: usize,
    ) -> Result<(), LexError> {
        if self.layout.brackets.len() >= MAX_BRACKETS {
            return Err(self.error(offset + 1, "too many nested parentheses"));
        }
        self.layout.brackets.push(Bracket {
            tok,
            offset: offset as u32,
        });
        Ok(())
    }

    /// Closes the innermost bracket with `tok`; true if that ends a replacement field.
    pub(crate) fn close_bracket(
        &mut self,
        tok: Tok<'static>,
        offset: usize,
    ) -> Result<bool, LexError> {
        let closing = tok.text();
        let end = offset + 1;
        let inside = self.fstrings.last().map(|f| {
            (
                f.fields,
                self.layout.brackets.len() as isize - f.base as isize,
            )
        });
        if let Some((_, 0)) = inside
            && tok == Tok::RBrace
        {
            return Err(self.error(end, "f-string: single '}' is not allowed"));
        }
        let Some(open) = self.layout.brackets.pop() else {
            return Err(self.error(end, format!("unmatched '{closing}'")));
        };
        let matching = match open.tok {
            Tok::LParen => Tok::RParen,
            Tok::LBracket => Tok::RBracket,
            _ => Tok::RBrace,
        };
        if tok != matching {
            let opening = open.tok.text();
            if let Some((fields, depth)) = inside
                && open.tok == Tok::LBrace
                && depth == fields as isize
            {
                return Err(self.error(end, format!("f-string: unmatched '{closing}'")));
            }
            let mut message = format!(
                "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'"
            );
            let line = self.source.line_number(open.offset);
            if line != self.source.line_number(offset as u32) {
                message.push_str(&format!(" on line {line}"));
            }
            return Err(self.error(end, message));
        }
        let Some((fields, depth)) = inside else {
            return Ok(false);
        };
        if depth <= 0 {
            return Err(self.error(end, format!("f-string: unmatched '{closing}'")));
        }
        let closes_field = tok == Tok::RBrace && depth == fields as isize;
        if closes_field && let Some(fstring) = self.fstrings.last_mut() {
            fstring.fields -= 1;
        }
        Ok(closes_field)
    }
}

/// The offset of the line end at or after `position`.
fn line_end(bytes: &[u8], position: usize) -> usize {
    bytes[position..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |n| position + n)
}
