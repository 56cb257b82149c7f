//! Syntax errors with the positions that CPython gives them.

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
