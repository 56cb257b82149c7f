//! Syntax errors with the positions that CPython gives them.

use crate::source::Source;

/// Which exception CPython raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
}

impl ErrorKind {
    /// The exception class: `SyntaxError` or a subclass of it.
    pub fn class(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Indentation => "IndentationError",
            ErrorKind::Tab => "TabError",
        }
    }
}

/// A syntax error: `lineno`, `offset`, `end_lineno` and `end_offset` as the exception's
/// attributes have them (lines from 1; offsets are columns in characters from 1; an end of 0 or
/// less means that CPython gives none).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub offset: i32,
    pub end_line: u32,
    pub end_offset: i32,
    /// The source line (with its line end, if it has one) that `line` names.
    pub text: Option<String>,
}

impl SyntaxError {
    /// An error that CPython reports without a place in the source.
    pub(crate) fn unplaced(message: impl Into<String>) -> SyntaxError {
        SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            line: 0,
            offset: -1,
            end_line: 0,
            end_offset: -1,
            text: None,
        }
    }

    /// An error about `start..end`, byte offsets in the source.
    pub(crate) fn at(source: &Source, start: u32, end: u32, message: String) -> SyntaxError {
        let from = source.position(start);
        let to = source.position(end);
        SyntaxError {
            kind: ErrorKind::Syntax,
            message,
            line: from.line,
            offset: from.char_column as i32 + 1,
            end_line: to.line,
            end_offset: to.char_column as i32 + 1,
            text: Some(source.line(from.line).into()),
        }
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}: {}: {}",
            self.line,
            self.kind.class(),
            self.message
        )
    }
}

impl std::error::Error for SyntaxError {}

/// A `SyntaxWarning` that lexing or decoding gives rise to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    pub message: String,
    /// The byte offset in the source text whose line the warning names.
    pub offset: u32,
}

impl Warning {
    /// A backslash before a character that makes no escape with it.
    pub(crate) fn invalid_escape(c: char, offset: u32) -> Warning {
        Warning {
            message: format!("invalid escape sequence '\\{c}'"),
            offset,
        }
    }
}
