//! Python 3.13 source text to syntax tree. Knows nothing of the VM.
//!
//! [`parse()`] is the door: [`source::Source`] decodes bytes, [`lexer`] makes tokens (with
//! [`layout`](crate::lexer) and strings), `soft` marks soft keywords, the parser generated from
//! `python.lalrpop` recognises rules and calls `build`, which makes the nodes of [`ast`] in the
//! caller's arena. When that fails, `diagnose` finds out what is wrong. [`dump`] prints a tree as CPython's `ast.dump` does.
//!
//! Accepts what `ast.parse` accepts: errors that CPython finds later (`return` outside a
//! function, a parameter named twice) are the compiler's.

// Docs are for those who work on the crate: they name private items too.
#![allow(rustdoc::private_intra_doc_links)]

pub mod ast;
mod build;
mod diagnose;
pub mod dump;
mod encoding;
pub mod error;
mod fstring;
mod identifier;
mod layout;
pub mod lexer;
pub mod literal;
mod number;
mod parse;
pub mod repr;
mod soft;
pub mod source;
mod string;
pub mod token;
mod unicode;

pub use error::{SyntaxError, Warning};
pub use parse::{Mode, Options, Parsed, parse};
pub use source::Source;
