//! What the compiler refuses, and where.

use hognose_grammar::ast::Span;
use hognose_grammar::source::Source;

use crate::code::Position;

/// Which exception it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileErrorKind {
    /// SyntaxError, with CPython's message.
    Syntax,
    /// RecursionError: the tree is too deep for the native stack.
    Recursion,
    /// A limit of the bytecode is exceeded (65,535 registers and the like).
    TooLarge,
    /// The compiler made code that the verifier refuses: a bug of ours, never run.
    Internal,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    pub kind: CompileErrorKind,
    pub message: String,
    /// The bytes of the source that it is about, if any.
    pub span: Option<Span>,
    /// The same as lines and columns (see [`Position`]; line 0 for none). CPython's `offset` and
    /// `end_offset` are these columns plus one.
    pub position: Position,
}

pub(super) type Res<T = ()> = Result<T, Box<CompileError>>;

impl CompileError {
    pub(super) fn new(kind: CompileErrorKind, message: String, span: Option<Span>) -> Box<Self> {
        Box::new(CompileError {
            kind,
            message,
            span,
            position: Position::default(),
        })
    }

    pub(super) fn syntax(message: impl Into<String>, span: Span) -> Box<Self> {
        Self::new(CompileErrorKind::Syntax, message.into(), Some(span))
    }

    pub(super) fn too_deep() -> Box<Self> {
        let message = "maximum recursion depth exceeded during compilation".into();
        Self::new(CompileErrorKind::Recursion, message, None)
    }

    /// Fills in `position` from `span`.
    pub(super) fn located(mut self: Box<Self>, source: &Source) -> Box<Self> {
        if let Some(span) = self.span {
            self.position = position(source, span);
        }
        self
    }
}

/// Lines and byte columns of a span.
pub(crate) fn position(source: &Source, span: Span) -> Position {
    let line = source.line_number(span.start);
    let end_line = source.line_number(span.end);
    Position {
        line,
        end_line,
        col: span.start.saturating_sub(source.line_start(line)),
        end_col: span.end.saturating_sub(source.line_start(end_line)),
    }
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self.kind {
            CompileErrorKind::Syntax => "SyntaxError",
            CompileErrorKind::Recursion => "RecursionError",
            CompileErrorKind::TooLarge => "OverflowError",
            CompileErrorKind::Internal => "SystemError",
        };
        match self.position.line {
            0 => write!(f, "{kind}: {}", self.message),
            line => write!(f, "line {line}: {kind}: {}", self.message),
        }
    }
}

impl std::error::Error for CompileError {}
