//! What actions refuse.

use crate::ast::Span;

/// An action's refusal of what the grammar accepts and Python does not, or of a literal without a
/// value. Only the place: the diagnosis finds the words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Raised(pub(crate) Span);
