//! Errors: an exception on its way up.

use super::Vm;
use crate::memory::heap::OutOfMemory;
use crate::memory::value::Value;
use crate::types::registry::T;
use std::fmt;

/// An exception that is being raised: an exception object, or one of two markers,
/// [`Value::OUT_OF_MEMORY`] (becomes a MemoryError where Python first sees it) and
/// [`Value::STOPPED`] (fuel ran out or the host interrupts: nothing may catch it).
#[derive(Debug)]
#[must_use]
pub struct Raised(pub Value);

/// Result of everything that can raise.
pub type Res<X = Value> = Result<X, Raised>;

impl From<OutOfMemory> for Raised {
    #[cold]
    fn from(_: OutOfMemory) -> Raised {
        Raised(Value::OUT_OF_MEMORY)
    }
}

impl Raised {
    /// Whether scripts may not see this: the run is being stopped.
    pub fn is_stop(&self) -> bool {
        self.0.is(&Value::STOPPED)
    }
}

impl Vm {
    /// Makes an exception of builtin type `t` with a message. If even that fails, the failure is
    /// what is raised.
    #[cold]
    pub fn err(&mut self, t: T, message: fmt::Arguments<'_>) -> Raised {
        let text = match self.format(message) {
            Ok(text) => text,
            Err(e) => return e,
        };
        self.err_value(t, text)
    }

    /// Makes an exception of builtin type `t` with one argument.
    #[cold]
    pub fn err_value(&mut self, t: T, arg: Value) -> Raised {
        match crate::types::exception::new(self, t, &[arg]) {
            Ok(e) => self.raised(e),
            Err(e) => e,
        }
    }

    #[cold]
    pub fn type_error(&mut self, message: fmt::Arguments<'_>) -> Raised {
        self.err(T::TypeError, message)
    }

    #[cold]
    pub fn value_error(&mut self, message: fmt::Arguments<'_>) -> Raised {
        self.err(T::ValueError, message)
    }
}

/// `raise!(vm, TypeError, "bad {}", x)`: returns an error from the enclosing function.
#[macro_export]
macro_rules! raise {
    ($vm:expr, $t:ident, $($arg:tt)*) => {
        return Err($vm.err($crate::types::registry::T::$t, format_args!($($arg)*)))
    };
}
