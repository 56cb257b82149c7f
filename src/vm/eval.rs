//! Compiling source inside the VM: for modules, `exec`, `eval` and `compile`.

use super::Vm;
use super::error::{Raised, Res};
use crate::code::Code;
use crate::compile::{self, CompileError, CompileErrorKind, Options, Warning, WarningKind};
use crate::memory::value::Value;
use crate::types::registry::T;
use hognose_grammar::ast::Span;
use hognose_grammar::error::{ErrorKind, SyntaxError};
use hognose_grammar::source::{Origin, Source};
use std::sync::Arc;

pub use hognose_grammar::Mode;

impl Vm {
    /// Compiles the bytes of a source file that was read whole. `separate`: names at the top level
    /// are looked up in a namespace of their own (`exec` with two dicts).
    pub(crate) fn compile_source(
        &mut self,
        source: &[u8],
        file: &str,
        mode: Mode,
        separate: bool,
    ) -> Res<Arc<Code>> {
        self.compile_bytes(source, Origin::Memory, file, mode, separate)
    }

    /// Compiles the script that is run. Errors of its encoding are told as CPython tells them of a
    /// file that it reads line by line.
    pub(crate) fn compile_script(&mut self, source: &[u8], file: &str) -> Res<Arc<Code>> {
        self.compile_bytes(source, Origin::File(file), file, Mode::Module, false)
    }

    fn compile_bytes(
        &mut self,
        source: &[u8],
        origin: Origin<'_>,
        file: &str,
        mode: Mode,
        separate: bool,
    ) -> Res<Arc<Code>> {
        // The tree takes several times the source's size while it lives.
        self.reserve_check(source.len().saturating_mul(8))?;
        self.charge(source.len() as u64 / 4)?;
        let decoded = match Source::from_bytes(source, origin) {
            Ok(s) => s,
            Err(e) => return Err(self.syntax_error(&e, file)),
        };
        self.compile_decoded(&decoded, file, mode, separate)
    }

    /// The text of a source file's bytes, by its byte order mark or coding line.
    pub(crate) fn decode_source(&mut self, source: &[u8]) -> Res<String> {
        self.reserve_check(source.len().saturating_mul(2))?;
        match Source::from_bytes(source, Origin::Memory) {
            Ok(s) => Ok(s.text().to_owned()),
            Err(e) => Err(self.syntax_error(&e, "<string>")),
        }
    }

    /// As [`Vm::compile_source`] for text.
    pub(crate) fn compile_text(
        &mut self,
        text: &str,
        file: &str,
        mode: Mode,
        separate: bool,
    ) -> Res<Arc<Code>> {
        self.reserve_check(text.len().saturating_mul(8))?;
        self.charge(text.len() as u64 / 4)?;
        let decoded = match Source::from_text(text) {
            Ok(s) => s,
            Err(e) => return Err(self.syntax_error(&e, file)),
        };
        self.compile_decoded(&decoded, file, mode, separate)
    }

    fn compile_decoded(
        &mut self,
        source: &Source,
        file: &str,
        mode: Mode,
        separate: bool,
    ) -> Res<Arc<Code>> {
        let arena = bumpalo::Bump::new();
        let parsed = match hognose_grammar::parse(source, &arena, mode) {
            Ok(t) => t,
            Err(e) => return Err(self.syntax_error(&e, file)),
        };
        for w in &parsed.warnings {
            let span = Span::new(w.offset, w.offset);
            self.syntax_warning(&w.message, span, source, file)?;
        }
        let here = 0u8;
        let room = (&raw const here as usize).saturating_sub(self.stack_floor);
        let options = Options {
            separate_locals: separate,
            optimize: self.state.optimize,
            stack_budget: (room / 2).min(Options::default().stack_budget.max(room / 2)),
            ..Options::default()
        };
        let mut warnings = Vec::new();
        let code = compile::compile_warning(parsed.module, source, file, &options, &mut warnings);
        self.compiler_warnings(&warnings, source, file)?;
        code.map_err(|e| self.compile_error(&e, source, file))
    }

    /// Issues what the compiler warns of; of what it computed itself first, as CPython.
    fn compiler_warnings(&mut self, all: &[Warning], source: &Source, file: &str) -> Res<()> {
        for w in all.iter().filter(|w| w.kind == WarningKind::Deprecated) {
            match self.warn(T::DeprecationWarning, format_args!("{}", w.message), 1) {
                Err(e) if e.is_stop() => return Err(e),
                // An exception would come too early: nothing runs yet.
                _ => {}
            }
        }
        for w in all.iter().filter(|w| w.kind == WarningKind::Syntax) {
            self.syntax_warning(&w.message, w.span, source, file)?;
        }
        Ok(())
    }

    /// Issues a SyntaxWarning. One that a filter makes an exception becomes a SyntaxError, which tells
    /// the place.
    fn syntax_warning(
        &mut self,
        message: &str,
        span: Span,
        source: &Source,
        file: &str,
    ) -> Res<()> {
        let line = source.line_number(span.start);
        match self.warn_at(T::SyntaxWarning, message, file, line) {
            Err(e) if self.caught(&e, T::SyntaxWarning) => {
                let e = CompileError {
                    kind: CompileErrorKind::Syntax,
                    message: message.to_owned(),
                    span: Some(span),
                    position: compile::position(source, span),
                };
                Err(self.compile_error(&e, source, file))
            }
            r => r,
        }
    }

    #[cold]
    fn syntax_error(&mut self, e: &SyntaxError, file: &str) -> Raised {
        let t = match e.kind {
            ErrorKind::Syntax => T::SyntaxError,
            ErrorKind::Indentation => T::IndentationError,
            ErrorKind::Tab => T::TabError,
        };
        // An error of the whole source has no place.
        if e.line == 0 {
            return self.err(t, format_args!("{}", e.message));
        }
        let place = Place {
            line: e.line as i64,
            offset: e.offset as i64,
            end: Some((e.end_line as i64, e.end_offset as i64)),
            text: e.text.clone(),
        };
        self.located_error(t, &e.message, file, place)
    }

    #[cold]
    fn compile_error(&mut self, e: &CompileError, source: &Source, file: &str) -> Raised {
        let t = match e.kind {
            CompileErrorKind::Syntax => T::SyntaxError,
            CompileErrorKind::Recursion => T::RecursionError,
            CompileErrorKind::TooLarge => T::OverflowError,
            CompileErrorKind::Internal => T::SystemError,
        };
        if t != T::SyntaxError {
            return self.err(t, format_args!("{}", e.message));
        }
        let p = e.position;
        let text = self.line_behind(source, file, p.line);
        // An empty span: CPython tells only where it begins.
        let ends = (p.line, p.col) != (p.end_line, p.end_col);
        let place = Place {
            line: p.line as i64,
            offset: p.col as i64 + 1,
            end: ends.then_some((p.end_line as i64, p.end_col as i64 + 1)),
            text,
        };
        self.located_error(t, &e.message, file, place)
    }

    /// The text of line `n` for an error that is found behind the parser: there CPython knows only
    /// the name of the file, and reads it again.
    fn line_behind(&mut self, source: &Source, file: &str, n: u32) -> Option<String> {
        if n == 0 || file.starts_with('<') && file.ends_with('>') {
            return None;
        }
        if self.state.host.files.is_none() {
            return Some(source.line(n).to_owned());
        }
        let path = std::path::Path::new(file);
        let bytes = self.read_file(path).ok().flatten()?;
        let read = Source::from_bytes(&bytes, Origin::File(file)).ok()?;
        (n <= read.line_count()).then(|| read.line(n).to_owned())
    }

    fn located_error(&mut self, t: T, message: &str, file: &str, p: Place) -> Raised {
        let details = (|| -> Res {
            let file = self.str(file)?;
            let text = match &p.text {
                Some(t) => self.str(t)?,
                None => Value::NONE,
            };
            let (line, offset) = (self.int(p.line)?, self.int(p.offset)?);
            let Some((end_line, end_offset)) = p.end else {
                return self.tuple(&[file, line, offset, text]);
            };
            let (end_line, end_offset) = (self.int(end_line)?, self.int(end_offset)?);
            self.tuple(&[file, line, offset, text, end_line, end_offset])
        })();
        let details = match details {
            Ok(d) => d,
            Err(e) => return e,
        };
        let message = match self.str(message) {
            Ok(m) => m,
            Err(e) => return e,
        };
        let class = self.class(t).clone();
        let made = match p.end {
            Some(_) => self.call(&class, &[message, details]),
            // CPython tells the place of such an error afterwards.
            None => self.call(&class, &[message]).and_then(|e| {
                for (i, name) in [
                    (0, "filename"),
                    (1, "lineno"),
                    (1, "end_lineno"),
                    (2, "offset"),
                    (3, "text"),
                ] {
                    let v = self.items(&details).and_then(|d| d.get(i)).cloned();
                    let name = self.intern(name)?;
                    self.set_attr(&e, &name, &v.unwrap_or(Value::NONE))?;
                }
                Ok(e)
            }),
        };
        match made {
            Ok(e) => Raised(e),
            Err(e) => e,
        }
    }
}

/// Where a syntax error is.
struct Place {
    line: i64,
    offset: i64,
    /// Line and offset.
    end: Option<(i64, i64)>,
    text: Option<String>,
}
