//! Python 3.13 source text to AST. `parse` is the only door; nothing here knows of the VM.

pub mod ast;
mod encoding;
pub mod error;
mod fstring;
mod identifier;
mod layout;
pub mod lexer;
pub mod literal;
mod number;
pub mod source;
mod string;
pub mod token;
