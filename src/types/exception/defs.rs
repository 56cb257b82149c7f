//! The table of exception types. A row: documentation, name, base, and what it adds or overrides.
#![allow(non_upper_case_globals)]

use super::{group, named, os, syntax, unicode};
use crate::memory::header::Kind;
use crate::types::registry::T;
use crate::vm::typedef::{Slots, TypeDef};

macro_rules! exceptions {
    ($( $(#[doc = $doc:literal])* $name:ident: $base:ident { $($field:ident: $value:expr),* $(,)? } )*) => {
        $(
            pub static $name: TypeDef = TypeDef {
                name: stringify!($name),
                doc: concat!($($doc, "\n"),*),
                base: Some(T::$base),
                kind: Kind::Exception,
                subclassable: true,
                $($field: $value,)*
                ..TypeDef::OBJECT
            };
        )*
    };
}

const NONE: Slots = Slots::NONE;

exceptions! {
    /// The class that all exceptions derive from.
    BaseException: Object {
        slots: Slots {
            new: Some(super::base_new),
            init: Some(super::base_init),
            str: Some(super::base_str),
            repr: Some(super::base_repr),
            ..NONE
        },
        methods: super::METHODS,
        getset: super::GETSET,
    }
    /// Several exceptions raised as one.
    BaseExceptionGroup: BaseException {
        slots: Slots {
            new: Some(group::group_new),
            init: Some(group::group_init),
            str: Some(group::group_str),
            ..NONE
        },
        methods: group::METHODS,
        getset: group::GETSET,
    }
    /// Common base class for all non-exit exceptions.
    Exception: BaseException {}
    /// Request that a generator exit.
    GeneratorExit: BaseException {}
    /// Program interrupted by user.
    KeyboardInterrupt: BaseException {}
    /// Request to exit from the interpreter.
    SystemExit: BaseException {
        slots: Slots { init: Some(named::exit_init), ..NONE },
        getset: named::SYSTEM_EXIT,
    }
    ExceptionGroup: BaseExceptionGroup { second_base: Some(T::Exception) }
    /// Base class for arithmetic errors.
    ArithmeticError: Exception {}
    /// Floating-point operation failed.
    FloatingPointError: ArithmeticError {}
    /// Result too large to be represented.
    OverflowError: ArithmeticError {}
    /// Second argument to a division or modulo operation was zero.
    ZeroDivisionError: ArithmeticError {}
    /// Assertion failed.
    AssertionError: Exception {}
    /// Attribute not found.
    AttributeError: Exception {
        slots: Slots { init: Some(named::attribute_init), ..NONE },
        methods: named::ATTRIBUTE_METHODS,
        getset: named::ATTRIBUTE_ERROR,
    }
    /// Buffer error.
    BufferError: Exception {}
    /// Read beyond end of file.
    EOFError: Exception {}
    /// Import can't find module, or can't find name in module.
    ImportError: Exception {
        slots: Slots { init: Some(named::import_init), str: Some(named::import_str), ..NONE },
        methods: named::IMPORT_METHODS,
        getset: named::IMPORT_ERROR,
    }
    /// Module not found.
    ModuleNotFoundError: ImportError {}
    /// Base class for lookup errors.
    LookupError: Exception {}
    /// Sequence index out of range.
    IndexError: LookupError {}
    /// Mapping key not found.
    KeyError: LookupError { slots: Slots { str: Some(named::key_str), ..NONE } }
    /// Out of memory.
    MemoryError: Exception {}
    /// Name not found globally.
    NameError: Exception {
        slots: Slots { init: Some(named::name_init), ..NONE },
        getset: named::NAME_ERROR,
    }
    /// Local name referenced but not bound to a value.
    UnboundLocalError: NameError {}
    /// Base class for I/O related errors.
    OSError: Exception {
        slots: Slots {
            new: Some(os::os_new),
            init: Some(os::os_init),
            str: Some(os::os_str),
            ..NONE
        },
        methods: os::METHODS,
        getset: os::GETSET,
    }
    /// I/O operation would block.
    BlockingIOError: OSError {}
    /// Child process error.
    ChildProcessError: OSError {}
    /// Connection error.
    ConnectionError: OSError {}
    /// Broken pipe.
    BrokenPipeError: ConnectionError {}
    /// Connection aborted.
    ConnectionAbortedError: ConnectionError {}
    /// Connection refused.
    ConnectionRefusedError: ConnectionError {}
    /// Connection reset.
    ConnectionResetError: ConnectionError {}
    /// File already exists.
    FileExistsError: OSError {}
    /// File not found.
    FileNotFoundError: OSError {}
    /// Interrupted by signal.
    InterruptedError: OSError {}
    /// Operation doesn't work on directories.
    IsADirectoryError: OSError {}
    /// Operation only works on directories.
    NotADirectoryError: OSError {}
    /// Not enough permissions.
    PermissionError: OSError {}
    /// Process not found.
    ProcessLookupError: OSError {}
    /// Timeout expired.
    TimeoutError: OSError {}
    /// Weak ref proxy used after referent went away.
    ReferenceError: Exception {}
    /// Unspecified run-time error.
    RuntimeError: Exception {}
    /// Method or function hasn't been implemented yet.
    NotImplementedError: RuntimeError {}
    /// Operation blocked during Python finalization.
    PythonFinalizationError: RuntimeError {}
    /// Recursion limit exceeded.
    RecursionError: RuntimeError {}
    /// Signal the end from iterator.__anext__().
    StopAsyncIteration: Exception {}
    /// Signal the end from iterator.__next__().
    StopIteration: Exception {
        slots: Slots { init: Some(named::stop_init), ..NONE },
        getset: named::STOP_ITERATION,
    }
    /// Invalid syntax.
    SyntaxError: Exception {
        slots: Slots { init: Some(syntax::init), str: Some(syntax::str), ..NONE },
        getset: syntax::GETSET,
    }
    /// Improper indentation.
    IndentationError: SyntaxError {}
    /// Improper mixture of spaces and tabs.
    TabError: IndentationError {}
    /// Internal error in the Python interpreter.
    SystemError: Exception {}
    /// Inappropriate argument type.
    TypeError: Exception {}
    /// Inappropriate argument value (of correct type).
    ValueError: Exception {}
    /// Unicode related error.
    UnicodeError: ValueError {}
    /// Unicode decoding error.
    UnicodeDecodeError: UnicodeError {
        slots: Slots { init: Some(unicode::decode_init), str: Some(unicode::decode_str), ..NONE },
        getset: unicode::GETSET,
    }
    /// Unicode encoding error.
    UnicodeEncodeError: UnicodeError {
        slots: Slots { init: Some(unicode::encode_init), str: Some(unicode::encode_str), ..NONE },
        getset: unicode::GETSET,
    }
    /// Unicode translation error.
    UnicodeTranslateError: UnicodeError {
        slots: Slots { init: Some(unicode::translate_init), str: Some(unicode::translate_str), ..NONE },
        getset: unicode::GETSET,
    }
    /// Base class for warning categories.
    Warning: Exception {}
    /// Base class for warnings about bytes and buffer related problems.
    BytesWarning: Warning {}
    /// Base class for warnings about deprecated features.
    DeprecationWarning: Warning {}
    /// Base class for warnings about encodings.
    EncodingWarning: Warning {}
    /// Base class for warnings about constructs that will change semantically in the future.
    FutureWarning: Warning {}
    /// Base class for warnings about probable mistakes in module imports.
    ImportWarning: Warning {}
    /// Base class for warnings about features that will be deprecated.
    PendingDeprecationWarning: Warning {}
    /// Base class for warnings about resource usage.
    ResourceWarning: Warning {}
    /// Base class for warnings about dubious runtime behavior.
    RuntimeWarning: Warning {}
    /// Base class for warnings about dubious syntax.
    SyntaxWarning: Warning {}
    /// Base class for warnings about Unicode related problems.
    UnicodeWarning: Warning {}
    /// Base class for warnings generated by user code.
    UserWarning: Warning {}
}
