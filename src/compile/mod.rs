//! From the AST to bytecode.
//!
//! [`compile`] is the only door. It builds the symbol table ([`symbols`], [`resolve`]), walks the
//! tree once per body ([`stmt`], [`expr`] and their neighbours) emitting instructions for the
//! register machine ([`emit`]), folds constants as CPython's optimizer does ([`fold`]) and has the
//! result verified. It knows no VM and no values; nothing here runs Python.
//!
//! A body (module, class, function, generator expression) is a [`unit::Unit`]. Expressions come in
//! three shapes: `expr_into` leaves the value in a given register, `push` in a new temporary, and
//! `operand` wherever it already is, which for a local variable is its own register. The register
//! that `expr_into` gets is written by the last instruction only, so that an exception half-way
//! leaves a variable as it was.

mod assign;
mod asynchronous;
mod call;
mod comp;
mod cond;
mod consts;
mod display;
mod emit;
mod error;
mod expr;
mod fold;
mod function;
mod future;
mod lazy_scopes;
mod lint;
mod map;
mod operator;
mod pattern;
mod resolve;
mod scope;
mod stack;
mod stmt;
mod symbols;
mod try_stmt;
mod type_params;
mod unit;
mod unparse;

pub(crate) use error::position;
pub use error::{CompileError, CompileErrorKind};
pub(crate) use lint::INVERTED_BOOL;
pub use lint::{Warning, WarningKind};

use hognose_grammar::ast::*;
use hognose_grammar::source::Source;
use std::sync::Arc;

use crate::code::{Code, CodeFlags, Position};
use error::Res;
use fold::Folder;
use scope::{Interner, ScopeId, Scopes};
use stack::StackGuard;
use unit::{Unit, UnitKind};

/// How to compile.
#[derive(Clone, Debug)]
pub struct Options {
    /// The namespace isn't the globals (`exec` with two dictionaries): names at module level go
    /// through the name instructions.
    pub separate_locals: bool,
    /// 1 drops asserts, 2 docstrings too (`-O`, `-OO`).
    pub optimize: u8,
    /// `from __future__ import annotations` is inherited from the caller's code.
    pub future_annotations: bool,
    /// Bytes of native stack that the compiler may use.
    pub stack_budget: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            separate_locals: false,
            optimize: 0,
            future_annotations: false,
            // A test's thread has 2 MiB, and unoptimised frames are several times larger.
            stack_budget: if cfg!(debug_assertions) {
                1536 << 10
            } else {
                768 << 10
            },
        }
    }
}

/// Compiles a module that was parsed from `source`, without warnings.
pub fn compile(
    module: &Mod<'_>,
    source: &Source,
    filename: &str,
    options: &Options,
) -> Result<Arc<Code>, Box<CompileError>> {
    compile_warning(module, source, filename, options, &mut Vec::new())
}

/// As [`compile`]; what is to be warned of goes to `warnings`, whether compiling fails or not.
pub fn compile_warning(
    module: &Mod<'_>,
    source: &Source,
    filename: &str,
    options: &Options,
    warnings: &mut Vec<Warning>,
) -> Result<Arc<Code>, Box<CompileError>> {
    let guard = StackGuard::new(options.stack_budget);
    compile_module(module, source, filename, options, &guard, warnings)
        .map_err(|e| e.located(source))
}

fn compile_module<'s>(
    module: &'s Mod<'s>,
    source: &'s Source,
    filename: &str,
    options: &'s Options,
    guard: &'s StackGuard,
    warnings: &mut Vec<Warning>,
) -> Res<Arc<Code>> {
    let future_annotations = future::check(module)? || options.future_annotations;
    let mut names = Interner::default();
    let scopes = symbols::build(module, &mut names, guard, future_annotations, warnings)?;
    let unit = Unit::new(&scopes, &mut names, ScopeId(0), UnitKind::Module, options);
    let mut compiler = Compiler {
        source,
        filename: filename.into(),
        options,
        guard,
        folder: Folder {
            guard,
            debug: options.optimize == 0,
        },
        names,
        scopes,
        u: unit,
        outer: Vec::new(),
        future_annotations,
        future_end: future::end(module),
        interactive: matches!(module, Mod::Interactive { .. }),
        line: (1, 0, 0),
    };
    compiler.u.name = "<module>".into();
    compiler.u.qualname = "<module>".into();
    compiler.u.first_line = 1;
    compiler.module(module)
}

/// The state of one compilation.
struct Compiler<'s> {
    source: &'s Source,
    filename: Arc<str>,
    options: &'s Options,
    guard: &'s StackGuard,
    folder: Folder<'s>,
    names: Interner,
    scopes: Scopes,
    /// The body being compiled; those around it, innermost last.
    u: Unit<'s>,
    outer: Vec<Unit<'s>>,
    future_annotations: bool,
    /// Future imports stand before this offset.
    future_end: u32,
    interactive: bool,
    /// Number, start and end of the line that was asked for last.
    line: (u32, u32, u32),
}

impl<'s> Compiler<'s> {
    fn module(&mut self, module: &'s Mod<'s>) -> Res<Arc<Code>> {
        self.prologue();
        match module {
            Mod::Module { body } => {
                let body = self.module_doc(body)?;
                self.stmts(body)?;
                self.emit_return_none();
            }
            Mod::Interactive { body } => {
                self.setup_annotations();
                self.stmts(body)?;
                self.emit_return_none();
            }
            Mod::Expression { body } => {
                let p = self.pos(body.span);
                let height = self.u.body.height;
                let value = self.operand(body)?;
                self.release(height);
                self.u.body.emit(
                    crate::code::Op::Return {
                        s: crate::code::opcodes::Src(value),
                    },
                    p,
                );
            }
        }
        self.finish_unit(CodeFlags(CodeFlags::MODULE))
    }

    /// Lines and columns of a span.
    fn pos(&mut self, span: Span) -> Position {
        let (line, col) = self.line_col(span.start);
        let (end_line, end_col) = self.line_col(span.end);
        Position {
            line,
            end_line,
            col,
            end_col,
        }
    }

    fn line_col(&mut self, offset: u32) -> (u32, u32) {
        let (line, start, end) = self.line;
        if start <= offset && offset < end {
            return (line, offset - start);
        }
        let line = self.source.line_number(offset);
        let start = self.source.line_start(line);
        self.line = (line, start, self.source.line_start(line + 1));
        (line, offset.saturating_sub(start))
    }
}
