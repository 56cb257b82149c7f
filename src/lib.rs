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
// Docs are for those who work on the crate: they name private items too.
#![allow(rustdoc::private_intra_doc_links)]
// Well-known names are variants spelled as the names are.
#![allow(bindings_with_variant_name)]

pub mod code;
pub mod compile;
pub mod embed;
pub mod memory;
pub mod modules;
#[allow(dead_code, unused_imports)]
mod num;
#[allow(dead_code)]
mod text;
pub mod types;
pub mod vm;

pub use embed::{
    Builder, Bytes, Error, ErrorKind, FromPython, Handle, HostError, InterruptHandle, Stream,
    ToPython, TracebackFrame, Vm,
};

/// The README's example is run as a test of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct ReadmeExamples;
