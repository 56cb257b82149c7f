//! Code objects as values: a shared [`Code`] with this VM's constants, names and inline caches.

use crate::code::Code;
use crate::memory::buf::Buf;
use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::vm::frame::SiteCache;
use std::sync::Arc;

/// A code object, instantiated for one VM.
pub struct CodeObject {
    /// Copies of what the loop needs at each call. `ops` points into `code`.
    pub ops: *const crate::code::Op,
    pub argcount: u16,
    pub nlocals: u16,
    pub nregs: u16,
    /// Positional parameters only: a call with `argcount` arguments needs no binding.
    pub simple: bool,
    pub code: Arc<Code>,
    pub consts: Buf<Value>,
    /// Interned.
    pub names: Buf<Value>,
    /// Interned names of the local registers.
    pub locals: Buf<Value>,
    pub freevars: Buf<Value>,
    /// One for each of `code.sites`; written by the loop alone.
    pub caches: Buf<SiteCache>,
    /// Bytes charged for `code` itself (shared between VMs, charged to each).
    pub charged: usize,
}

impl Payload for CodeObject {
    const KIND: Kind = Kind::Code;

    fn extra_bytes(&self) -> usize {
        self.consts.bytes()
            + self.names.bytes()
            + self.locals.bytes()
            + self.freevars.bytes()
            + self.caches.bytes()
            + self.charged
    }
}
