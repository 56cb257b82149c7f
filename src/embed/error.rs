//! Errors as data: nothing in them refers to the VM.

use super::convert::Mismatch;
use crate::memory::buf::Buf;
use crate::types::exception;
use crate::types::registry::T;
use crate::types::traceback::{self, Traceback};
use crate::vm::error::Raised;
use crate::vm::{Res, Vm};
use std::fmt;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The script raised an exception that it didn't catch; [`Error::class`] names it.
    Exception,
    /// The source isn't Python.
    Syntax,
    /// The memory cap was reached.
    Memory,
    /// The script called `sys.exit` (or raised SystemExit): the status.
    Exit(i32),
    /// The fuel ran out.
    OutOfFuel,
    /// [`super::InterruptHandle::stop`] was called.
    Interrupted,
    /// A Python value isn't what the host asked for.
    Conversion,
    /// A handle belongs to another VM.
    Handle,
    /// The VM can't be made or used so.
    Setup,
}

/// An entry of a traceback; the outermost call comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracebackFrame {
    /// The source's name, as the code knows it.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// The function's name; `<module>` outside of functions.
    pub function: String,
}

/// An error of a script or of its use.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    class: String,
    message: String,
    traceback: Vec<TracebackFrame>,
    rendered: String,
}

impl Error {
    /// What kind of failure it was.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Name of the exception's class; empty if it isn't an exception.
    pub fn class(&self) -> &str {
        &self.class
    }

    /// `str(exception)`, or what else is to be said.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The calls that were under way; empty if it isn't an exception.
    pub fn traceback(&self) -> &[TracebackFrame] {
        &self.traceback
    }

    /// The report that the interpreter would print, with its traceback.
    pub fn rendered(&self) -> &str {
        &self.rendered
    }

    fn plain(kind: ErrorKind, message: impl Into<String>) -> Error {
        let message = message.into();
        Error {
            kind,
            class: String::new(),
            rendered: message.clone(),
            message,
            traceback: Vec::new(),
        }
    }

    pub(super) fn setup(message: &str) -> Error {
        Error::plain(ErrorKind::Setup, message)
    }

    pub(super) fn handle(message: &str) -> Error {
        Error::plain(ErrorKind::Handle, message)
    }

    pub(super) fn conversion(m: Mismatch) -> Error {
        Error::plain(ErrorKind::Conversion, m.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.class.as_str(), self.message.as_str()) {
            ("", m) => f.write_str(m),
            (c, "") => f.write_str(c),
            (c, m) => write!(f, "{c}: {m}"),
        }
    }
}

impl std::error::Error for Error {}

/// The data of what was raised.
pub(super) fn from_raised(vm: &mut Vm, e: Raised) -> Error {
    let Some(exc) = vm.exception_of(e) else {
        return stopped(vm);
    };
    let class = vm.type_name(&exc).to_owned();
    let mut out = Error {
        kind: ErrorKind::Exception,
        class,
        message: String::new(),
        traceback: Vec::new(),
        rendered: String::new(),
    };
    if vm.is_a(&exc, T::SyntaxError) {
        out.kind = ErrorKind::Syntax;
    } else if vm.is_a(&exc, T::MemoryError) {
        out.kind = ErrorKind::Memory;
    }
    let told = (|| -> Res<()> {
        if vm.is_a(&exc, T::SystemExit) {
            out.kind = ErrorKind::Exit(vm.exit_code(&exc)?);
        }
        let text = vm.str_value(&exc)?;
        out.message = String::from_utf8_lossy(vm.wtf8(&text).unwrap_or_default()).into_owned();
        Ok(())
    })();
    let mut at = exception::traceback_of(vm, &exc);
    while let Some(t) = vm.get::<Traceback>(&at) {
        if let Some(code) = traceback::code_at(vm, &t.at) {
            out.traceback.push(TracebackFrame {
                file: code.filename.to_string(),
                line: traceback::line(vm, &t.at),
                function: code.name.to_string(),
            });
        }
        at = t.next.clone();
    }
    let mut text = Buf::new();
    let rendered = crate::vm::report::render(vm, &exc, &mut text);
    out.rendered = String::from_utf8_lossy(&text).into_owned();
    match told.and(rendered) {
        Err(e) if e.is_stop() => stopped(vm),
        _ => out,
    }
}

/// The run was stopped: by the fuel or by the host.
fn stopped(vm: &Vm) -> Error {
    match vm.fuel_left() {
        Some(0) => Error::plain(ErrorKind::OutOfFuel, "out of fuel"),
        _ => Error::plain(ErrorKind::Interrupted, "interrupted"),
    }
}
