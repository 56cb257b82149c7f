//! Python 3.13 source text to AST. `parse` is the only door; nothing here knows of the VM.

pub mod ast;
pub mod error;
pub mod token;
