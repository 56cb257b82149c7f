//! Getting at objects' contents: the VM as the key.
//!
//! Invariants:
//! - A1: every `Value` that crate code passes to a VM's methods belongs to that VM's heap (V2).
//! - A2: `&P` borrows tie to `&Vm` and to the `&Value`, so while one lives nobody can mutate an
//!   object (that takes `&mut Vm`) nor drop the last reference to this one. `&mut P` ties to
//!   `&mut Vm`, so it is the only borrow of any object's inside. Dropping values meanwhile touches
//!   only headers and dead objects' payloads.

use super::Vm;
use crate::memory::header::{Header, Payload, payload};
use crate::memory::heap::Heap;
use crate::memory::value::Value;
use crate::types::registry::T;

impl Vm {
    /// The heap, for `Buf` growth and accounting.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        &self.heap
    }

    /// The payload of `v` if it is of kind `P::KIND` (subclass instances too).
    #[inline(always)]
    pub fn get<'a, P: Payload>(&'a self, v: &'a Value) -> Option<&'a P> {
        let h = v.header()?;
        // SAFETY: H1 (the kind tells the payload type) and A2.
        (h.kind() == P::KIND).then(|| unsafe { &*payload::<P>(h) })
    }

    /// The payload of `v`, exclusively, and the heap to grow its buffers with.
    #[inline(always)]
    pub fn edit<'a, P: Payload>(&'a mut self, v: &'a Value) -> Option<(&'a mut P, &'a Heap)> {
        let h = v.header()?;
        if h.kind() != P::KIND {
            return None;
        }
        // SAFETY: H1 and A2: `&mut self` makes this the only borrow of an object's inside; the
        // heap's own state is in cells, apart from payloads.
        Some((unsafe { &mut *payload::<P>(h) }, &self.heap))
    }

    /// As [`Vm::get`] where the kind has been checked before (a method's receiver).
    ///
    /// # Panics
    /// If it is another kind: a bug of the caller, no script can cause it.
    #[inline(always)]
    pub fn of<'a, P: Payload>(&'a self, v: &'a Value) -> &'a P {
        match self.get(v) {
            Some(p) => p,
            None => wrong_kind::<P>(v),
        }
    }

    /// As [`Vm::edit`] where the kind has been checked before.
    ///
    /// # Panics
    /// As [`Vm::of`].
    #[inline(always)]
    pub fn of_mut<'a, P: Payload>(&'a mut self, v: &'a Value) -> (&'a mut P, &'a Heap) {
        match self.edit(v) {
            Some(p) => p,
            None => wrong_kind::<P>(v),
        }
    }

    /// A builtin's type object.
    #[inline(always)]
    pub fn class(&self, t: T) -> &Value {
        // SAFETY: `types` has one entry for each `T`, from the VM's creation on.
        unsafe { self.types.get_unchecked(t as usize) }
    }

    /// The kind of `v`'s object.
    #[inline(always)]
    pub fn header<'a>(&'a self, v: &'a Value) -> Option<&'a Header> {
        v.header()
    }
}

#[cold]
#[inline(never)]
fn wrong_kind<P: Payload>(v: &Value) -> ! {
    panic!("expected an object of kind {:?}, got {v:?}", P::KIND)
}
