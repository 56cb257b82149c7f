//! Errors that actions raise, before they have lines and columns.

use crate::ast::Span;

/// An error found by an action. Boxed, since every fallible action returns room for one.
#[derive(Debug)]
pub(crate) struct Raised(pub(crate) Box<RaisedError>);

/// What was raised and where.
#[derive(Debug)]
pub(crate) struct RaisedError {
    pub(crate) message: String,
    /// What the error is about.
    pub(crate) span: Span,
    /// CPython words this one only if nothing else is wrong up to the token that follows, so a
    /// diagnosis of the tokens has precedence. The message is what remains to say.
    pub(crate) vague: bool,
}

impl Raised {
    /// A `SyntaxError` about `start..end`.
    #[cold]
    pub(crate) fn syntax(start: u32, end: u32, message: impl Into<String>) -> Raised {
        Raised::at(Span::new(start, end), message)
    }

    /// A `SyntaxError` about `span`.
    #[cold]
    pub(crate) fn at(span: Span, message: impl Into<String>) -> Raised {
        Raised(Box::new(RaisedError {
            message: message.into(),
            span,
            vague: false,
        }))
    }

    /// What the grammar accepts, Python does not and CPython has no words for.
    #[cold]
    pub(crate) fn vague(span: Span) -> Raised {
        let mut raised = Raised::at(span, "invalid syntax");
        raised.0.vague = true;
        raised
    }

    /// `except` and `except*` on one `try`; `start` is where the odd one begins.
    #[cold]
    pub(crate) fn mixed_handlers(start: u32) -> Raised {
        Raised::syntax(
            start,
            start + "except".len() as u32,
            "cannot have both 'except' and 'except*' on the same 'try'",
        )
    }
}
