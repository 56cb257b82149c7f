//! Hognose: a small, fast, embeddable Python.
//!
//! The folder tree is the pipeline: `hognose_grammar` turns source into an AST, [`compile`] turns
//! that into register bytecode ([`code`]), [`vm`] runs it on the heap of [`memory`], with the
//! builtin [`types`] and [`modules`]. `ARCHITECTURE.md` follows one line of Python through it.
//!
//! ```
//! let mut vm = hognose::Vm::new()?;
//! vm.run("squares = [n * n for n in range(5)]")?;
//! assert_eq!(vm.get::<Vec<i64>>("squares")?, [0, 1, 4, 9, 16]);
//! # Ok::<(), hognose::Error>(())
//! ```
#![deny(unsafe_code)]
#![warn(missing_docs)]
// Docs are for those who work on the crate: they name private items too.
#![allow(rustdoc::private_intra_doc_links)]
// Well-known names are variants spelled as the names are.
#![allow(bindings_with_variant_name)]

// What is public for the binary, the tests and the tools of this repository alone is hidden: it is no part
// of the API and changes without notice.
#[doc(hidden)]
pub mod code;
#[doc(hidden)]
pub mod compile;
mod embed;
#[doc(hidden)]
pub mod memory;
#[doc(hidden)]
pub mod modules;
#[allow(dead_code, unused_imports)]
mod num;
#[allow(dead_code)]
mod text;
#[doc(hidden)]
pub mod types;
#[doc(hidden)]
pub mod vm;

pub use embed::{
    Args, Arguments, Builder, Bytes, Callee, Error, ErrorKind, FromPython, Handle, HostError,
    HostFunction, InterruptHandle, Mismatch, StackPool, Stream, ToPython, TracebackFrame, Vm, host,
};

/// The README's example is run as a test of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExamples;
