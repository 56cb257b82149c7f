//! Source text: from bytes to what the lexer reads, and from offsets back to lines and columns.
//!
//! Invariants: the text has no NUL and no carriage return (every line ends in `\n`, but the last
//! one may lack it), no byte order mark, and fewer than 2^32 - 1 bytes.

use crate::encoding::{self, Decoded};
use crate::error::{ErrorKind, SyntaxError};

/// Where the source comes from, which CPython's messages depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'n> {
    /// A script or module file with the name that messages call it by.
    File(&'n str),
    /// Text or bytes handed to `compile`, `exec` or `ast.parse`.
    Memory,
}

/// A place in a text: line from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    /// In bytes of UTF-8, as the AST's `col_offset` counts.
    pub byte_column: u32,
    /// In characters, as a syntax error's `offset` counts (from 0 here).
    pub char_column: u32,
}

/// The error of a NUL in a file's line, of which `text` stands in front of it.
pub(crate) fn null_byte_in_line(line: u32, text: String) -> SyntaxError {
    SyntaxError {
        kind: ErrorKind::Syntax,
        message: "source code cannot contain null bytes".into(),
        line,
        offset: 0,
        end_line: line,
        end_offset: 0,
        text: Some(text),
    }
}

/// A source text and the offsets of its lines.
#[derive(Debug)]
pub struct Source {
    text: String,
    /// The offset at which each line begins.
    lines: Vec<u32>,
    /// Bytes that were no UTF-8, each replaced by U+FFFD in the text. They are an error only
    /// in a token, not in a comment.
    pub(crate) invalid: Vec<encoding::Invalid>,
}

impl Source {
    /// Source given as text.
    pub fn from_text(text: &str) -> Result<Source, SyntaxError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Source::build(
            Decoded {
                text: text.into(),
                invalid: Vec::new(),
            },
            Origin::Memory,
        )
    }

    /// Source given as bytes: UTF-8 or what a byte order mark or coding line says.
    pub fn from_bytes(bytes: &[u8], origin: Origin<'_>) -> Result<Source, SyntaxError> {
        Source::build(encoding::decode(bytes, origin)?, origin)
    }

    fn build(decoded: Decoded<'_>, origin: Origin<'_>) -> Result<Source, SyntaxError> {
        let Decoded { text, mut invalid } = decoded;
        if text.len() >= u32::MAX as usize {
            return Err(SyntaxError::unplaced(
                "source code of 4 GiB or more is not supported",
            ));
        }
        let (text, removed) = unified_line_ends(text.into_owned());
        for byte in &mut invalid {
            byte.offset -= removed.partition_point(|&at| at < byte.offset) as u32;
        }
        let mut lines = Vec::with_capacity(text.len() / 32 + 1);
        lines.push(0);
        lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let source = Source {
            text,
            lines,
            invalid,
        };
        match memchr::memchr(0, source.text.as_bytes()) {
            None => Ok(source),
            Some(at) => Err(source.null_byte(at, origin)),
        }
    }

    fn null_byte(&self, at: usize, origin: Origin<'_>) -> SyntaxError {
        let Origin::File(_) = origin else {
            return SyntaxError::unplaced("source code string cannot contain null bytes");
        };
        let line = self.line_number(at as u32);
        let start = self.lines[line as usize - 1] as usize;
        null_byte_in_line(line, self.text[start..at].into())
    }

    /// The text the tokens' offsets refer to.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are; what follows the last line end counts only if there is any.
    pub fn line_count(&self) -> u32 {
        let empty_last = self
            .lines
            .last()
            .is_some_and(|&last| last as usize == self.text.len());
        self.lines.len() as u32 - u32::from(empty_last)
    }

    /// The line, from 1, that `offset` is in; a line end is in the line it ends.
    pub fn line_number(&self, offset: u32) -> u32 {
        self.lines.partition_point(|&start| start <= offset) as u32
    }

    /// The offset at which a line, from 1, begins; the end of the text for one beyond the last.
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line as usize).saturating_sub(1);
        self.lines
            .get(index)
            .copied()
            .unwrap_or(self.text.len() as u32)
    }

    /// A line, from 1, with its line end if it has one; empty for one beyond the last.
    pub fn line(&self, line: u32) -> &str {
        &self.text[self.line_start(line) as usize..self.line_start(line.saturating_add(1)) as usize]
    }

    /// Line and columns of an offset.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_number(offset);
        let start = self.line_start(line);
        let before = &self.text.as_bytes()[start as usize..(offset as usize).min(self.text.len())];
        let chars = before.iter().filter(|&&b| b & 0xc0 != 0x80).count();
        Position {
            line,
            byte_column: offset - start,
            char_column: chars as u32,
        }
    }

    /// An error where the lexer stands after reading up to `end`, as CPython's tokenizer has it:
    /// the offset is the column of the last character read, the end the same.
    pub(crate) fn error_before(&self, end: usize, message: String) -> SyntaxError {
        let line = self.line_number(end.saturating_sub(1) as u32);
        let start = self.line_start(line) as usize;
        let read = &self.text.as_bytes()[start..end.min(self.text.len())];
        // A character read in part counts.
        let offset = read.iter().filter(|&&b| b & 0xc0 != 0x80).count() as i32;
        SyntaxError {
            kind: ErrorKind::Syntax,
            message,
            line,
            offset,
            end_line: line,
            end_offset: offset,
            text: Some(self.line(line).trim_end_matches('\n').into()),
        }
    }
}

/// The text with `\r\n` and `\r` turned into `\n`, and the offsets of the bytes that fell away.
fn unified_line_ends(text: String) -> (String, Vec<u32>) {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return (text, Vec::new());
    }
    let mut unified = String::with_capacity(text.len());
    let mut removed = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\r') {
        unified.push_str(&rest[..at]);
        unified.push('\n');
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('\n') {
            removed.push((text.len() - rest.len()) as u32);
            rest = after;
        }
    }
    unified.push_str(rest);
    (unified, removed)
}
