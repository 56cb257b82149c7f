//! Errors that actions raise, before they have lines and columns.

use crate::ast::Span;

/// An error found by an action. Boxed, since every fallible action returns room for one.
#[derive(Debug)]
pub(crate) struct Raised(pub(crate) Box<RaisedError>);

/// What was raised and where.
#[derive(Debug)]
pub(crate) struct RaisedError {
    /// What the error is about.
    pub(crate) span: Span,
    /// What CPython says too when it builds this node, whatever else is wrong further on. `None`
    /// for what only the grammar of `python.lalrpop` accepts: the diagnosis finds the words.
    pub(crate) message: Option<String>,
}

impl Raised {
    /// A node that cannot be built.
    #[cold]
    pub(crate) fn error(span: Span, message: impl Into<String>) -> Raised {
        let message = Some(message.into());
        Raised(Box::new(RaisedError { span, message }))
    }

    /// What the grammar accepts and Python does not.
    #[cold]
    pub(crate) fn refused(span: Span) -> Raised {
        let message = None;
        Raised(Box::new(RaisedError { span, message }))
    }
}
