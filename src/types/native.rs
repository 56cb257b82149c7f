//! Builtin functions and the descriptors that builtin types are made of.

use crate::memory::header::{Kind, Payload};
use crate::memory::value::Value;
use crate::vm::names::N;
use crate::vm::typedef::{GetSetDef, MethodDef, NativeFn};

/// A builtin function, or a method of a builtin type, bound or not.
pub struct NativeFunction {
    pub def: NativeDef,
    /// Receiver (bound method), class (class method), module (function), or unbound (method
    /// descriptor).
    pub this: Value,
    /// The class it is a method of, or unbound for module functions.
    pub owner: Value,
}

/// Where a native function's Rust side is.
pub enum NativeDef {
    /// A row of a static table.
    Static(&'static MethodDef),
    /// A function that takes its arguments unbound.
    Raw {
        name: &'static str,
        func: fn(&mut crate::vm::Vm, crate::vm::typedef::CallArgs<'_>) -> crate::vm::Res,
    },
    /// A function that the host registered.
    Host(Box<HostFunction>),
}

/// A Rust closure as a Python function.
pub struct HostFunction {
    pub name: Box<str>,
    pub func: Box<HostFn>,
}

/// What a host function is to the VM.
pub type HostFn =
    dyn Fn(&mut crate::vm::Vm, crate::vm::typedef::CallArgs<'_>) -> crate::vm::Res + Send;

impl NativeFunction {
    /// Whether calling it passes `this` as the first argument.
    pub fn is_bound(&self) -> bool {
        match self.def {
            NativeDef::Static(_) => !self.this.is_unbound() && !self.owner.is_unbound(),
            _ => false,
        }
    }

    /// The row, if arguments go to it as they are (module functions, method descriptors).
    #[inline]
    pub fn plain_row(&self) -> Option<&'static MethodDef> {
        match self.def {
            NativeDef::Static(d) if self.owner.is_unbound() => Some(d),
            _ => None,
        }
    }

    /// The row, if `this` goes in front of the arguments.
    #[inline]
    pub fn bound_row(&self) -> Option<&'static MethodDef> {
        match self.def {
            NativeDef::Static(d) if self.is_bound() => Some(d),
            _ => None,
        }
    }

    /// The static row, if it has one.
    pub fn row(&self) -> Option<&'static MethodDef> {
        match self.def {
            NativeDef::Static(d) => Some(d),
            _ => None,
        }
    }

    pub fn name(&self) -> &str {
        match &self.def {
            NativeDef::Static(d) => d.name(),
            NativeDef::Raw { name, .. } => name,
            NativeDef::Host(h) => &h.name,
        }
    }

    pub fn native(&self) -> Option<NativeFn> {
        self.row().map(|r| r.func)
    }
}

impl Payload for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.this);
        f(&self.owner);
    }
}

/// A dunder method of a builtin type, made from its slot.
pub struct SlotWrapper {
    pub name: N,
    /// The class whose slot it calls.
    pub owner: Value,
    /// Receiver when bound (`method-wrapper`), else unbound.
    pub this: Value,
}

impl Payload for SlotWrapper {
    const KIND: Kind = Kind::SlotWrapper;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.owner);
        f(&self.this);
    }
}

/// A computed attribute of a builtin type.
pub struct GetSet {
    pub def: &'static GetSetDef,
    pub owner: Value,
}

impl Payload for GetSet {
    const KIND: Kind = Kind::GetSet;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.owner);
    }
}

/// A `__slots__` attribute.
pub struct Member {
    pub name: Value,
    pub slot: u32,
    pub owner: Value,
}

impl Payload for Member {
    const KIND: Kind = Kind::Member;
    const TRACKED: bool = true;

    fn visit(&self, f: &mut dyn FnMut(&Value)) {
        f(&self.name);
        f(&self.owner);
    }
}
