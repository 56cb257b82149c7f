//! [`Charge`]: ties memory that a library allocates for an object (a big integer's words) to the
//! heap that the object is in.
//!
//! Invariant C1: a `Charge` is owned by an object of its heap, or by what is about to become one, so
//! the heap outlives it, as it outlives every buffer (B1 of `buf.rs`).

use super::heap::{Heap, OutOfMemory};
use std::ptr::NonNull;

/// A heap that bytes were charged to; whoever holds it knows how many.
pub struct Charge {
    heap: NonNull<Heap>,
}

impl Charge {
    /// Charges `bytes`.
    pub fn new(heap: &Heap, bytes: usize) -> Result<Charge, OutOfMemory> {
        if bytes > 0 {
            heap.charge_buffer(bytes)?;
        }
        Ok(Charge {
            heap: NonNull::from(heap),
        })
    }

    /// Takes back a charge of `bytes`, which must be what was charged.
    pub fn release(&self, bytes: usize) {
        if bytes > 0 {
            // SAFETY: C1.
            unsafe { self.heap.as_ref() }.uncharge_buffer(bytes);
        }
    }
}
